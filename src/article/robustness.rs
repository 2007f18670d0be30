//! Texts that nobody writes: deep, long, broken. They take seconds at most, and never panic.

use proptest::prelude::*;

use super::tests::read_with;
use super::*;

/// All ranges lie in the file, all holes in the HTML, between characters and in order.
fn check(text: &str) {
    let (article, notes) =
        read_with(text, &["a"], &[("content/en/_p.md", "[i](i.md)\n\n:::include _p.md\n")]);
    let inside = |place: &Place| {
        let length = if place.file == article.path { text.len() } else { 200 };
        assert!(place.start <= place.end && place.end as usize <= length, "{place:?}");
        if place.file == article.path {
            assert!(text.is_char_boundary(place.start as usize) && text.is_char_boundary(place.end as usize));
        }
    };
    article.links.iter().for_each(|link| inside(&link.place));
    article.outline.iter().for_each(|heading| inside(&heading.place));
    notes.iter().filter_map(|note| note.at.as_ref()).for_each(inside);
    let mut last = 0;
    for hole in &article.body.holes {
        assert!(hole.at >= last && article.body.html.is_char_boundary(hole.at as usize), "{hole:?}");
        last = hole.at;
        if let Filling::Link(link) | Filling::Pixels(link) = hole.filling {
            assert!((link as usize) < article.links.len());
        }
    }
    assert!(std::str::from_utf8(&article.source_text).is_ok());
    let headings = article.passages.iter().filter_map(|passage| passage.heading);
    assert!(headings.max().is_none_or(|heading| (heading as usize) < article.outline.len()));
}

/// Lines that mean something, alone and together.
fn line() -> impl Strategy<Value = String> {
    prop_oneof![
        "[ >*\\-]{0,5}:{2,5}(note|tab|audience|include|x)?( [a-z*\\[\\]{}#.\"=]{0,12})?",
        "[ >]{0,4}(```|~~~|---|\\* |1\\. |\\[\\^a\\]: |: |#|\\|)[a-zá:]{0,6}",
        "<(div|p|i|/p|/div|/i|img)( markdown=\"1\"| href='[a-z:&;]{0,9}'| id=x)?>",
        "(https?://|www\\.|a@)[a-zá._*/()&;~-]{0,12}",
        "[\\[\\]()!_*~`<>&;\\\\a-zá:^ \\t\"|-]{0,20}",
        Just(":::include _p.md".to_owned()),
        Just(String::new()),
        any::<String>().prop_map(|text| text.replace('\0', "")),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_an_article(lines in prop::collection::vec(line(), 0..12), end in prop::sample::select(vec!["\n", "\r\n"])) {
        check(&lines.join(end));
    }
}

#[test]
fn deep_nesting() {
    check(&format!("{}x\n", "> ".repeat(10_000)));
    let list: String = (0..300).map(|depth| format!("{}- x\n", "  ".repeat(depth))).collect();
    check(&list);
    check(&":::note\n".repeat(5_000));
    check(&":::audience b\n".repeat(5_000));
    check(&"<div markdown=\"1\">\n".repeat(5_000));
}

#[test]
fn long_lines() {
    check(&"a ".repeat(1 << 20));
    for piece in
        ["[", "![", "*a", "_", "<a", "[a](", "www.a.b", "a@b.c", "https://a.b/(", "`", "~", "&", "[^a]", "\\"]
    {
        check(&piece.repeat((256 << 10) / piece.len()));
    }
}

#[test]
fn many_of_a_kind() {
    check(&"# a\n".repeat(20_000));
    check(&"# a {#a}\n".repeat(5_000));
    check(&format!("{}\n\n[^a]: b\n", "[^a] ".repeat(20_000)));
    check(&"|a".repeat(2_000).add_rows(20));
    check(&"- [ ] a\n".repeat(20_000));
    check(&"![a](b \"c\")\n\n".repeat(10_000));
    check(&"<a href=x>".repeat(5_000));
    check(&"```x\n```\n".repeat(5_000));
}

#[test]
fn what_programs_write_without_end_is_bounded() {
    use crate::diag::MOST_OF_A_KIND;
    let (_, notes) = read_with(&"[^a] ".repeat(MOST_OF_A_KIND + 5), &[], &[]);
    assert_eq!(notes.len(), MOST_OF_A_KIND + 1);
    assert_eq!(notes[MOST_OF_A_KIND].message, "5 more problems of this kind are not listed");

    let (article, _) = read_with(&"## a\nb\n".repeat((1 << 16) + 2), &[], &[]);
    assert_eq!((article.outline.len(), article.passages.len()), (1 << 16, 1 << 16));
    assert!(article.body.html.ends_with("<h2>a</h2>\n<p>b</p>\n"));
    assert!(article.passages.last().is_some_and(|passage| passage.text == "b\na\nb\na\nb"));

    let (article, _) = read_with(&format!("{}\n\n[^a]: b\n", "[^a] ".repeat(1_005)), &[], &[]);
    assert_eq!(article.body.html.matches("footnote-ref").count(), 1_005);
    assert_eq!(article.body.html.matches("footnote-back").count(), 1_000);

    let (article, _) = read_with(&format!("{}x\n", "> ".repeat(1_005)), &[], &[]);
    assert_eq!(article.body.html.matches("<blockquote>").count(), 1_000);
    assert_eq!(article.body.html.matches("</blockquote>").count(), 1_000);
    assert!(article.body.html.contains("<p>&gt; &gt; &gt; &gt; &gt; x</p>"));
    assert!(article.passages.iter().any(|passage| passage.text.contains("> > > > > x")));

    let (article, _) = read_with(&format!("{}x\n", "- ".repeat(1_005)), &[], &[]);
    assert_eq!(article.body.html.matches("<li>").count(), 1_000);
    assert!(article.body.html.contains("- - - - - x"));
}

trait Rows {
    fn add_rows(self, rows: usize) -> String;
}

impl Rows for String {
    fn add_rows(self, rows: usize) -> String {
        let line = self.replace('a', "-");
        format!("{self}\n{line}\n{}", format!("{self}\n").repeat(rows))
    }
}
