//! `vade check` looks at any text without a panic, every place that it names is in the file, and
//! what `--fix` writes leaves nothing to fix.

use proptest::prelude::*;
use vademecum::compiler::Compiler;
use vademecum::diag::Diagnostic;
use vademecum::edit::{self, Edit};
use vademecum::path::SitePath;

use crate::support::{self, Files};

const PIECES: [&str; 58] = [
    "word",
    " ",
    "\n",
    "\n\n",
    "# ",
    "### ",
    "- ",
    "> ",
    "| a | b |\n|---|---|\n",
    "*",
    "**",
    "`",
    "```\n",
    "![",
    "](",
    ")",
    "<img src=a",
    " alt=''>",
    "<div>",
    "{{ x }}",
    "{%",
    "[[",
    "$config[",
    "] not found",
    "lorem ipsum",
    "TODO: ",
    " , ",
    " .",
    " - ",
    "\"",
    "'",
    "1.5.2026",
    "ş",
    "ţ",
    "ö",
    "سؤال",
    ",",
    "?",
    "&amp;",
    "\u{fffc}",
    "https://a.net/b ",
    "%",
    "s",
    "(",
    "“",
    "{name}",
    "[NAME]",
    "{#id}",
    "Č | b\n--|--\nž | d\n",
    "```sh\necho\n```\n",
    "3. března 2026 ",
    "٢٥",
    "1,750 ",
    "+421 900 123 456 ",
    "<mailto:a@b.net>",
    ":::note\n",
    ":::\n",
    "When a client writes for the second time about the same thing look first at what you promised ",
];

fn files(pieces: &[usize], lang: &str) -> Files {
    let text: String = pieces.iter().map(|&piece| PIECES[piece]).collect();
    let settings = format!(
        "title = \"T\"\nbase_url = \"https://example.org/\"\ndefault_language = \"{lang}\"\n[languages.{lang}]\n[languages.de]\n"
    );
    let turned: String = pieces.iter().rev().map(|&piece| PIECES[piece]).collect();
    Files::from([
        ("site.toml".into(), settings),
        (format!("content/{lang}/a.md"), text.clone()),
        (format!("content/{lang}/b.md"), text),
        ("content/de/a.md".into(), turned),
    ])
}

fn notes(files: &Files) -> Vec<Diagnostic> {
    let checked = Compiler::default().check(&support::tree(files), &support::mode());
    checked.expect("there are no search tests").notes
}

fn edits(notes: &[Diagnostic]) -> Vec<Edit> {
    let edits = notes.iter().filter_map(|note| note.fix.as_ref()).flat_map(|fix| &fix.edits);
    edits.map(|(at, with)| Edit::new(&at.file, at.start as usize..at.end as usize, with.clone())).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_text_can_be_checked(
        pieces in proptest::collection::vec(0..PIECES.len(), 0..60),
        lang in prop_oneof![Just("ro"), Just("sk"), Just("ar"), Just("en")],
    ) {
        let files = files(&pieces, lang);
        let found = notes(&files);
        for note in &found {
            let places = note.at.iter().chain(note.related.iter().map(|(at, _)| at));
            let fixed = note.fix.iter().flat_map(|fix| fix.edits.iter().map(|(at, _)| at));
            for at in places.chain(fixed).filter(|at| at.file.below("content").is_some()) {
                let text = &files[at.file.as_str()];
                prop_assert!(text.get(at.start as usize..at.end as usize).is_some(), "{note:?}");
            }
        }
    }

    #[test]
    fn what_was_mended_needs_no_mending(
        pieces in proptest::collection::vec(0..PIECES.len(), 0..40),
        lang in prop_oneof![Just("ro"), Just("sk"), Just("ar")],
    ) {
        let mut files = files(&pieces, lang);
        // One mend may bring another to light, as a space before a space before a comma.
        for _ in 0..8 {
            let edits = edits(&notes(&files));
            if edits.is_empty() {
                return Ok(());
            }
            for (path, text) in &mut files {
                let path = SitePath::new(path).expect("a path");
                let own: Vec<Edit> = edits.iter().filter(|edit| edit.file == path).cloned().collect();
                *text = edit::apply(text, &own);
            }
        }
        prop_assert!(edits(&notes(&files)).is_empty(), "{files:?}");
    }
}
