//! The examples of the CommonMark specification, and ours for GitHub's extensions, as the body
//! of an article. What we add by design (ids and links on headings, a box around tables and
//! code, attributes of pictures) is taken out again before the comparison.

mod normal;

use std::collections::BTreeSet;

use normal::normal;
use pulldown_cmark_escape::escape_href;
use vademecum::article::{Filling, Placement, Reading, Role, compile};
use vademecum::key::Keyed;
use vademecum::language::Lang;
use vademecum::path::SitePath;
use vademecum::settings::{Highlight, Markdown};
use vademecum::source::File;

/// Where `./check` installs the specification; its licence keeps it out of the repository.
const SPECIFICATION: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/tests/browser/node_modules/commonmark-spec/spec.txt");

/// Examples that differ by design, each with its reason.
const DIFFERENT: &[usize] = &[];

/// Markdown and the HTML it becomes.
struct Example {
    number: usize,
    markdown: String,
    html: String,
}

/// Reads examples between fences of 32 backticks, as the specifications write them.
fn examples(text: &str) -> Vec<Example> {
    let fence = "`".repeat(32);
    let mut examples = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if line.strip_prefix(&fence).is_none_or(|rest| !rest.trim_start().starts_with("example")) {
            continue;
        }
        let block: Vec<&str> = lines.by_ref().take_while(|line| *line != fence).collect();
        let point = block.iter().position(|line| *line == ".").expect("an example has two halves");
        let join = |lines: &[&str]| {
            lines.iter().map(|line| format!("{line}\n")).collect::<String>().replace('→', "\t")
        };
        let (markdown, html) = (join(&block[..point]), join(&block[point + 1..]));
        examples.push(Example { number: examples.len() + 1, markdown, html });
    }
    examples
}

/// The body of an article that says `markdown`.
fn render(markdown: &str, settings: &Keyed<Markdown>) -> String {
    // A title, or the first heading would be taken for one.
    let text = format!("---\ntitle: \"…\"\n---\n{markdown}");
    let file = File::in_memory(SitePath::new("content/en/x.md").expect("a path"), text.into_bytes());
    let placement = Placement {
        lang: Lang::new("en").expect("a language"),
        root: "content/en".into(),
        section: String::new(),
        role: Role::Page,
        stem: "x".into(),
    };
    let reading = Reading { markdown: settings.clone(), audience: Vec::new() };
    let article = compile(&file, &placement, &reading, &|_| None).value.expect("it is a text");
    let mut html = String::new();
    article.body.write(&mut html, |filling, out| {
        if let Filling::Link(link) = filling {
            let _ = escape_href(out, &article.links[*link as usize].target);
        }
    });
    html
}

fn compare(examples: &[Example], settings: Markdown, different: &[usize]) {
    let settings = Keyed::new(settings);
    let mut differs = BTreeSet::new();
    for example in examples {
        let html = render(&example.markdown, &settings);
        if normal(&html) != normal(&example.html) {
            differs.insert(example.number);
            if !different.contains(&example.number) {
                #[expect(clippy::disallowed_macros, reason = "a test shows what is wrong")]
                {
                    println!("--- example {}\n{}", example.number, example.markdown);
                    println!("--- expected\n{}\n--- written\n{html}", normal(&example.html));
                }
            }
        }
    }
    assert_eq!(differs, different.iter().copied().collect(), "examples that differ");
}

fn settings(autolinks: bool) -> Markdown {
    Markdown {
        smart_punctuation: false,
        raw_html: true,
        autolinks,
        highlight: Highlight::Off,
        ..Markdown::default()
    }
}

#[test]
fn commonmark() {
    #[expect(clippy::disallowed_methods, reason = "the specification is installed beside the tests")]
    let text = std::fs::read_to_string(SPECIFICATION).unwrap_or_else(|error| {
        panic!("{SPECIFICATION}: {error}\nrun `npm ci` in tests/browser first; ./check does")
    });
    let examples = examples(&text);
    assert_eq!(examples.len(), 652);
    compare(&examples, settings(false), DIFFERENT);
}

#[test]
fn github_extensions() {
    compare(&examples(include_str!("commonmark/gfm.md")), settings(true), &[]);
}
