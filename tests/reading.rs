//! Whatever a file holds, it is read without a panic, and every problem has a place within it.

use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::civil::date;
use proptest::prelude::*;
use vademecum::article::front;
use vademecum::diag::{Diagnostic, print};
use vademecum::notation::{self, Node, Origin, Value};
use vademecum::path::SitePath;
use vademecum::settings::{self, Mode};
use vademecum::source::{File, Tree};

use crate::support;

/// Front matter and settings that hold a bit of everything, to be broken.
const SAMPLES: [&str; 4] = [
    "---\nid: a/b\ntitle: \"A: b\"\nslug: ťažké\naliases: [/old/, 'x.html']\nweight: 10\ntags: &t [trust, *t]\n\
     status: verified\nreviewed_on: 2026-10-12\nreview_every: 6mo\npublish_on: 2026-01-01T08:00:00Z\n\
     translation: {source: sk, state: done}\nsearch: {keywords: [oops], boost: 1.5}\nextra:\n  - a: |\n      b\n  - 0x1f\n\
     draft: false\n---\n# Text\n",
    "\u{feff}+++\r\ntitle = 'A'\r\nupdated = 2026-03-07\r\nweight = -5\r\n[extra]\r\na.b = [1.5, inf, \"\\u00e9\"]\r\n+++\r\nText",
    "title = \"T\"\nbase_url = \"https://example.org/a b\"\ndefault_language = \"sk\"\nlanguages.ar.title = \"ع\"\n\
     [languages.sk]\ndate_pattern = \"{day}. {month}\"\n[owners.care]\nname = { sk = \"Tím\" }\nemail = \"a@b\"\n\
     [tags]\ntrust = \"Dôvera\"\n[checks]\nbroken-link = \"off\"\n[redirects]\n\"/old/\" = \"/new/\"\n\
     [search]\nsynonyms.sk = [[\"a\", \"b\"]]\n[reviews]\nevery = \"1y\"\n",
    "---\n...\n---\n\t- [{\"\\\n+++\n'''\n\"\"\"\n# a: &b *c !!str | >\n2026-02-30\n",
];

/// Arbitrary text, much of it out of what has a meaning in YAML, TOML and front matter.
fn texts() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[-+:=.,#'\"\\[\\]{}|>&*!%@ \t]{1,4}",
        4 => "[a-z0-9_]{1,6}",
        2 => Just("\n".to_owned()),
        1 => Just("\r\n".to_owned()),
        1 => Just("\n---\n".to_owned()),
        1 => Just("\n+++\n".to_owned()),
        1 => "title: |tags = |status: draft|slug: |weight: 1e|updated: 2026-|languages|search.",
        1 => "\\PC{0,6}",
        1 => "[\u{0}-\u{1f}\u{202e}\u{feff}ťع한👍]{1,3}",
    ];
    (
        prop_oneof![Just(""), Just("---\n"), Just("+++\n"), Just("\u{feff}---\r\n")],
        prop::collection::vec(piece, 0..40),
    )
        .prop_map(|(start, pieces)| start.to_owned() + &pieces.concat())
}

/// One of the samples with a piece cut out and another put in its place.
fn broken_samples() -> impl Strategy<Value = String> {
    (0..SAMPLES.len(), any::<prop::sample::Index>(), 0usize..12, texts()).prop_map(
        |(sample, at, length, mut text)| {
            let sample: Vec<char> = SAMPLES[sample].chars().collect();
            let at = at.index(sample.len());
            text = text.chars().take(8).collect();
            let (before, after) = (&sample[..at], &sample[(at + length).min(sample.len())..]);
            before.iter().copied().chain(text.chars()).chain(after.iter().copied()).collect()
        },
    )
}

/// Every place is within the text, between characters, and can be printed.
fn sound(notes: &[Diagnostic], text: &str) {
    for note in notes {
        for place in note.at.iter().chain(note.related.iter().map(|(place, _)| place)) {
            let range = place.start as usize..place.end as usize;
            assert!(text.get(range).is_some(), "{note:?}");
        }
        assert!(!note.message.is_empty() && !note.message.contains('\n'), "{note:?}");
    }
    let shown = print::human(notes, &|_| Some(Arc::from(text.as_bytes())), print::Colour::Never);
    assert_eq!(shown.is_empty(), notes.is_empty());
}

/// Every value lies within the text, and within the list or table that it is in.
fn nested(node: &Node, text: &str) {
    assert!(text.get(node.bytes.clone()).is_some(), "{:?}", node.bytes);
    match &node.value {
        Value::List(nodes) => nodes.iter().for_each(|node| nested(node, text)),
        Value::Table(entries) => entries.iter().for_each(|(name, node)| {
            assert!(text.get(name.bytes.clone()).is_some(), "{name:?}");
            nested(node, text);
        }),
        _ => {}
    }
}

fn check(text: &str) {
    let path = SitePath::new("content/en/a.md").unwrap();
    let read = front::read(&path, text);
    assert!(text.is_char_boundary(read.value.1));
    sound(&read.notes, text);
    let origin = Origin { file: &path, text };
    for read in [notation::yaml(origin, 0..text.len()), notation::toml(origin, 0..text.len())] {
        sound(&read.notes, text);
        assert!(read.value.is_some() || !read.notes.is_empty());
        read.value.iter().for_each(|node| nested(node, text));
    }
    let mode = Mode::on(date(2026, 11, 1));
    let file = File::in_memory(SitePath::new(settings::FILE).unwrap(), text.as_bytes());
    sound(&settings::read(&Tree::new([file]), &mode).notes, text);
}

#[test]
fn the_samples_are_read() {
    SAMPLES.iter().for_each(|sample| check(sample));
}

/// The time of a build grows with what it is built from, whatever that says: of texts that nobody
/// writes these took minutes, each piece being looked for from the beginning or to the end.
#[test]
#[expect(clippy::disallowed_methods, reason = "a build of minutes is what is looked for")]
fn a_text_that_nobody_writes_is_a_page_within_seconds() {
    let headings: String = (0..30_000).map(|number| format!("## Heading {number}\n\nText.\n\n")).collect();
    for (kind, text) in [("headings", headings), ("comments", "<!-- ".repeat(100_000))] {
        let settings = ("site.toml".to_owned(), support::SETTINGS.to_owned());
        let site = support::Files::from([settings, ("content/en/page.md".to_owned(), text)]);
        let began = Instant::now();
        let output = support::build(&site).value;
        assert!(support::text(&output, "en/print/index.html").len() > 100_000);
        assert!(began.elapsed() < Duration::from_secs(60), "{kind}: {:?}", began.elapsed());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read(text in texts()) {
        check(&text);
    }

    #[test]
    fn broken_samples_are_read(text in broken_samples()) {
        check(&text);
    }
}
