//! Any text of another tool is imported without a panic, and no word of it is lost without a word in the
//! report.

use proptest::prelude::*;
use vademecum::import::{Imported, Request, import};
use vademecum::path::SitePath;
use vademecum::source::{File, Tree};

/// What texts are made of; each may stand before, behind or around words.
const PIECES: [&str; 65] = [
    "\n",
    "\n\n",
    " ",
    "    ",
    "- ",
    "> ",
    "# ",
    "## ",
    "1. ",
    "a) ",
    "• ",
    "– ",
    ": ",
    "=====\n",
    "---\n",
    "~~~\n",
    "```\n",
    "```{",
    "`",
    "``",
    "![",
    "[",
    "](",
    "]: ",
    ")",
    "<",
    ">",
    "<img src=\"",
    "<a\nhref='",
    "\"",
    "<Tabs>\n",
    "</Tabs>\n",
    "<TabItem value=\"a\">",
    "</TabItem>\n",
    "<Aside type=\"tip\">",
    "</Aside>",
    "<Badge />",
    "import A from './a.md';\n",
    "<A />\n",
    "{/*",
    "*/}",
    "{{< ",
    " >}}",
    "{{% ",
    " %}}",
    "{{< tab >}}",
    "{{< /tab >}}",
    "{{",
    "}}",
    "{%",
    "%}",
    "{{#include ",
    "--8<-- \"",
    "!!! note",
    "??? tip \"",
    "=== \"",
    "/// note\n",
    "///\n",
    "::: ",
    ":::info\n",
    "++",
    "==",
    "~",
    "{: .x }",
    "„č“",
];

/// The page and what says which tool it was written for.
const TOOLS: [(&str, &[(&str, &str)]); 7] = [
    ("docs/page.md", &[("mkdocs.yml", "site_name: A\n")]),
    ("src/page.md", &[("book.toml", "[book]\ntitle = 'A'\n"), ("src/SUMMARY.md", "- [A](page.md)\n")]),
    ("docs/page.mdx", &[("docusaurus.config.js", "title: 'A'"), ("docs/a.md", "Part\n")]),
    ("src/content/docs/page.mdx", &[("astro.config.mjs", "starlight({ title: 'A' })")]),
    ("content/page.md", &[("hugo.toml", "title = 'A'\n")]),
    ("content/page.md", &[("config.toml", "base_url = 'https://a.example/'\n")]),
    ("page.txt", &[]),
];

fn imported(tool: usize, text: &str) -> Imported {
    let (page, others) = TOOLS[tool];
    let files = others.iter().copied().chain([(page, text)]);
    let file = |(path, text): (&str, &str)| File::in_memory(SitePath::new(path).unwrap(), text.as_bytes());
    import(&Tree::new(files.map(file)), &Request { lang: None, site: None })
}

/// The pieces, with a word behind some of them that stands nowhere else.
fn text(pieces: &[(usize, bool)]) -> String {
    let piece = |(number, &(piece, is_followed)): (usize, &(usize, bool))| {
        let word = if is_followed { word(number) } else { String::new() };
        format!("{}{word}", PIECES[piece])
    };
    pieces.iter().enumerate().map(piece).collect()
}

fn word(number: usize) -> String {
    format!("w{number}w")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn no_word_is_lost_in_silence(
        pieces in proptest::collection::vec((0..PIECES.len(), any::<bool>()), 1..30),
        tool in 0..TOOLS.len(),
    ) {
        let text = text(&pieces);
        let imported = imported(tool, &text);
        let texts = imported.files.files().filter_map(File::text).collect::<String>();
        let all = (texts + &imported.report.text()).to_lowercase();
        let words = (0..pieces.len()).map(word).filter(|word| text.contains(word));
        for word in words {
            prop_assert!(all.contains(&word), "{word} of {text:?} ({})", TOOLS[tool].0);
        }
    }
}
