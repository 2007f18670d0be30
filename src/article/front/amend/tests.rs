use super::*;
use proptest::prelude::*;

fn file() -> SitePath {
    SitePath::new("content/sk/a.md").unwrap()
}

fn after(text: &str, edit: Result<Option<Edit>, Refusal>) -> String {
    match edit {
        Ok(Some(edit)) => edit::apply(text, &[edit]),
        Ok(None) => "(unchanged)".into(),
        Err(refusal) => format!("(refused: {refusal})"),
    }
}

fn stamped(text: &str) -> String {
    after(text, set(&file(), text, "translation.fingerprint", Setting::Text("bcdf ghjk")))
}

fn reviewed(text: &str) -> String {
    after(text, set(&file(), text, "reviewed_on", Setting::Date(jiff::civil::date(2026, 3, 7))))
}

#[test]
fn yaml_in_block_style() {
    for (before, expected) in [
        (
            "---\ntitle: 'A' # why\ntranslation:\n    source: en\n    # by hand\n    state: done   # really\nowner: x\n---\nText",
            "---\ntitle: 'A' # why\ntranslation:\n    source: en\n    # by hand\n    state: done   # really\n    fingerprint: bcdf ghjk\nowner: x\n---\nText",
        ),
        (
            "---\r\ntranslation:\r\n  fingerprint: \"old\"\r\n  source: en\r\n---\r\nText",
            "---\r\ntranslation:\r\n  fingerprint: \"bcdf ghjk\"\r\n  source: en\r\n---\r\nText",
        ),
        ("---\ntitle: A\n---\n", "---\ntitle: A\ntranslation:\n  fingerprint: bcdf ghjk\n---\n"),
        ("---\ntranslation: # later\n---\nx", "---\ntranslation: # later\n  fingerprint: bcdf ghjk\n---\nx"),
        ("---\ntranslation: ~\n---\nx", "---\ntranslation: {fingerprint: bcdf ghjk}\n---\nx"),
        (
            "---\ntranslation:\n  source:\nx: 1\n---\n",
            "---\ntranslation:\n  source:\n  fingerprint: bcdf ghjk\nx: 1\n---\n",
        ),
        ("---\n---\nx", "---\ntranslation:\n  fingerprint: bcdf ghjk\n---\nx"),
    ] {
        assert_eq!(stamped(before), expected);
    }
}

#[test]
fn yaml_in_flow_style() {
    for (before, expected) in [
        (
            "---\ntranslation: {source: en}\n---\n",
            "---\ntranslation: {source: en, fingerprint: bcdf ghjk}\n---\n",
        ),
        (
            "---\ntranslation: { source: en, }\n---\n",
            "---\ntranslation: { source: en, fingerprint: bcdf ghjk, }\n---\n",
        ),
        ("---\ntranslation: {}\n---\n", "---\ntranslation: {fingerprint: bcdf ghjk}\n---\n"),
        (
            "---\n{title: A, x: [1]}\n---\n",
            "---\n{title: A, x: [1], translation: {fingerprint: bcdf ghjk}}\n---\n",
        ),
        (
            "---\ntranslation: {fingerprint: 'a', source: en}\n---\n",
            "---\ntranslation: {fingerprint: 'bcdf ghjk', source: en}\n---\n",
        ),
    ] {
        assert_eq!(stamped(before), expected);
    }
}

#[test]
fn toml_of_every_kind() {
    for (before, expected) in [
        (
            "+++\ntitle = \"A\" # x\n+++\nText",
            "+++\ntitle = \"A\" # x\n\n[translation]\nfingerprint = \"bcdf ghjk\"\n+++\nText",
        ),
        (
            "+++\ntranslation = { source = \"en\" }\n+++\n",
            "+++\ntranslation = { source = \"en\", fingerprint = \"bcdf ghjk\" }\n+++\n",
        ),
        ("+++\ntranslation = {}\n+++\n", "+++\ntranslation = { fingerprint = \"bcdf ghjk\" }\n+++\n"),
        (
            "+++\r\n[translation]\r\nsource = 'en' # x\r\n\r\n[extra]\r\na = 1\r\n+++\r\n",
            "+++\r\n[translation]\r\nsource = 'en' # x\r\nfingerprint = \"bcdf ghjk\"\r\n\r\n[extra]\r\na = 1\r\n+++\r\n",
        ),
        ("+++\n[translation]\n+++\nx", "+++\n[translation]\nfingerprint = \"bcdf ghjk\"\n+++\nx"),
        (
            "+++\ntranslation.source = 'en'\ntitle = 'x'\n+++\n",
            "+++\ntranslation.source = 'en'\ntranslation.fingerprint = \"bcdf ghjk\"\ntitle = 'x'\n+++\n",
        ),
        ("+++\ntranslation.fingerprint = 'e'\n+++\n", "+++\ntranslation.fingerprint = 'bcdf ghjk'\n+++\n"),
    ] {
        assert_eq!(stamped(before), expected);
    }
}

#[test]
fn a_day_is_written_as_days_are() {
    for (before, expected) in [
        ("---\nreviewed_on: 2025-01-01 # ok\n---\n", "---\nreviewed_on: 2026-03-07 # ok\n---\n"),
        ("---\nreviewed_on: '2025-01-01'\n---\n", "---\nreviewed_on: '2026-03-07'\n---\n"),
        ("---\nreviewed_on: # never\n---\nx", "---\nreviewed_on: 2026-03-07 # never\n---\nx"),
        (
            "---\nreviewed_on: |\n  2025-01-01\ntitle: A\n---\n",
            "---\nreviewed_on: 2026-03-07\ntitle: A\n---\n",
        ),
        ("---\nreviewed_on:\n- a\ntitle: A\n---\n", "---\nreviewed_on: 2026-03-07\ntitle: A\n---\n"),
        ("+++\nreviewed_on = 2025-01-01\n+++\n", "+++\nreviewed_on = 2026-03-07\n+++\n"),
        (
            "+++\ntitle = 'x'\ntags = [\n  'a',\n]\n\n[extra]\na = 1\n+++\n",
            "+++\ntitle = 'x'\ntags = [\n  'a',\n]\nreviewed_on = 2026-03-07\n\n[extra]\na = 1\n+++\n",
        ),
        (
            "+++\n[extra]\na = 1\n[[x]]\nb = 1\n+++\n",
            "+++\nreviewed_on = 2026-03-07\n[extra]\na = 1\n[[x]]\nb = 1\n+++\n",
        ),
    ] {
        assert_eq!(reviewed(before), expected);
    }
}

#[test]
fn a_file_without_front_matter_gets_some() {
    assert_eq!(reviewed("# Title\n"), "---\nreviewed_on: 2026-03-07\n---\n\n# Title\n");
    assert_eq!(
        reviewed("\u{feff}One\r\nTwo"),
        "\u{feff}---\r\nreviewed_on: 2026-03-07\r\n---\r\n\r\nOne\r\nTwo"
    );
    assert_eq!(reviewed(""), "---\nreviewed_on: 2026-03-07\n---\n\n");
    assert_eq!(reviewed("---\n\nA rule.\n"), "---\nreviewed_on: 2026-03-07\n---\n\n---\n\nA rule.\n");
}

#[test]
fn lists_grow_in_their_own_style() {
    let aliased = |text: &str| after(text, add(&file(), text, "aliases", "/old page/"));
    for (before, expected) in [
        ("---\naliases: [/a/, 'b']\n---\n", "---\naliases: [/a/, 'b', /old page/]\n---\n"),
        (
            "---\naliases:\n  - /a/ # x\n  - b\nx: 1\n---\n",
            "---\naliases:\n  - /a/ # x\n  - b\n  - /old page/\nx: 1\n---\n",
        ),
        ("---\naliases:\n- /a/\n---\n", "---\naliases:\n- /a/\n- /old page/\n---\n"),
        ("---\naliases: /a/\n---\n", "---\naliases: [/a/, /old page/]\n---\n"),
        ("---\naliases: []\n---\n", "---\naliases: [/old page/]\n---\n"),
        ("---\naliases:\n---\nx", "---\naliases: [/old page/]\n---\nx"),
        ("---\naliases: [/old page/]\n---\n", "(unchanged)"),
        ("---\ntitle: A\n---\n", "---\ntitle: A\naliases: [/old page/]\n---\n"),
        ("+++\naliases = [\"a\"]\n+++\n", "+++\naliases = [\"a\", \"/old page/\"]\n+++\n"),
        (
            "+++\naliases = [\n  \"a\", # x\n  'b'\n]\n+++\n",
            "+++\naliases = [\n  \"a\", # x\n  'b',\n  \"/old page/\"\n]\n+++\n",
        ),
    ] {
        assert_eq!(aliased(before), expected);
    }
}

#[test]
fn keys_are_removed_whole() {
    let removed = |text: &str, key: &str| after(text, remove(&file(), text, key));
    for (before, key, expected) in [
        ("---\na: 1\nb:\n  - x\n  - y\n# c\nc: 2\n---\n", "b", "---\na: 1\n# c\nc: 2\n---\n"),
        ("---\na: {b: 1, c: 2}\n---\n", "a.b", "---\na: {c: 2}\n---\n"),
        ("---\na: {b: 1, c: 2}\n---\n", "a.c", "---\na: {b: 1}\n---\n"),
        ("---\na:\n  b: 1\nc: 2\n---\n", "a.b", "---\nc: 2\n---\n"),
        ("---\na:\n  b: 1\n  c: 2\n---\n", "a.b", "---\na:\n  c: 2\n---\n"),
        ("---\na: 1\n---\n", "b", "(unchanged)"),
        ("text", "b", "(unchanged)"),
        ("+++\na = 1\nb = [\n1]\n[c]\nd = 1\n+++\n", "b", "+++\na = 1\n[c]\nd = 1\n+++\n"),
        ("+++\na = 1\n[c]\nd = 1\n+++\n", "c.d", "+++\na = 1\n+++\n"),
        ("+++\na = { b = 1, c = 2 }\n+++\n", "a.c", "+++\na = { b = 1 }\n+++\n"),
    ] {
        assert_eq!(removed(before, key), expected, "{before}");
    }
}

#[test]
fn what_cannot_be_changed_safely_is_refused() {
    for text in [
        "---\ntitle: A\n\nText",
        "---\ntitle: [\n---\n",
        "---\ntranslation: en\n---\n",
        "---\ntranslation: 1\ntranslation: 2\n---\n",
        "---\na: &t {source: en}\ntranslation: *t\n---\n",
    ] {
        assert!(stamped(text).starts_with("(refused: "), "{text} {}", stamped(text));
    }
}

/// Lines of YAML that may stand beside each other in any order.
fn yaml_lines() -> impl Strategy<Value = Vec<&'static str>> {
    let lines = prop::sample::subsequence(
        vec![
            "title: 'Ž: x'  # note",
            "# a comment",
            "",
            "tags: [a,  b ]",
            "related:\n- one\n-   two # 2",
            "summary: |\n  First\n\n  second\n",
            "description: >-\n  folded\n  text",
            "nav_title: \"q\\\"uote\"",
            "translation:\n   source: en # from\n   state: ok",
            "reviewed_on: 2020-01-01",
            "aliases: {}",
            "extra: {a: [1, 2], b: {c: d}}",
            "weight: ",
            "? owner\n: team",
            "plain: two\n  lines",
        ],
        0..15,
    );
    lines.prop_shuffle()
}

fn toml_lines() -> impl Strategy<Value = (Vec<&'static str>, Vec<&'static str>)> {
    let top = prop::sample::subsequence(
        vec![
            "title = 'Ž' # note",
            "# comment",
            "",
            "tags = [\n  \"a\", # [x]\n]",
            "summary = \"\"\"\n[no]\n\"\"\"",
            "search.boost = 2",
            "reviewed_on = 2020-01-01",
            "weight = 3",
            "\"nav_title\" = \"x\"",
        ],
        0..9,
    );
    let tables = prop::sample::subsequence(
        vec![
            "[translation]\nsource = \"en\"",
            "[extra]\na = { b = 1 }\n# end",
            "[extra.deep]\nx = [1]",
            "[[list]]\ny = 1",
        ],
        0..4,
    );
    (top.prop_shuffle(), tables.prop_shuffle())
}

/// Whether `after` is `before` with one run of bytes replaced, and how much of it stayed.
fn kept(before: &str, after: &str) -> usize {
    let start = before.bytes().zip(after.bytes()).take_while(|(a, b)| a == b).count();
    let end = before.bytes().rev().zip(after.bytes().rev()).take_while(|(a, b)| a == b).count();
    (start + end).min(before.len())
}

fn check(text: &str) -> Result<(), TestCaseError> {
    let fronted = super::super::read(&file(), text);
    for key in ["translation.fingerprint", "reviewed_on"] {
        let value = if key == "reviewed_on" {
            Setting::Date(jiff::civil::date(2026, 3, 7))
        } else {
            Setting::Text("bc df")
        };
        let Ok(Some(edit)) = set(&file(), text, key, value) else { continue };
        prop_assert!(
            !text[edit.start..edit.end].contains('\n'),
            "{edit:?} of {text:?} takes more than a value"
        );
        let changed = edit::apply(text, &[edit]);
        prop_assert!(
            text.contains("2020-01-01") || kept(text, &changed) == text.len(),
            "{text:?} {changed:?}"
        );
        let read = super::super::read(&file(), &changed).value.0;
        match key {
            "reviewed_on" => prop_assert_eq!(read.reviewed_on, Some(jiff::civil::date(2026, 3, 7))),
            _ => {
                let translation = read.translation.clone().unwrap();
                prop_assert_eq!(translation.fingerprint.unwrap().value, "bc df");
            }
        }
        let title =
            |front: &crate::article::FrontMatter| front.title.as_ref().map(|title| title.value.clone());
        prop_assert_eq!(title(&read), title(&fronted.value.0));
        prop_assert_eq!(set(&file(), &changed, key, value), Ok(None));
        if !text.contains("2020-01-01") && fronted.value.0.translation.is_some() {
            let Ok(Some(back)) = remove(&file(), &changed, key) else {
                return Err(TestCaseError::fail("not removed"));
            };
            prop_assert_eq!(edit::apply(&changed, &[back]), text);
        }
    }
    Ok(())
}

proptest! {
    #[test]
    fn everything_else_stays_in_yaml(lines in yaml_lines(), crlf: bool, mark: bool, body in "(|\n|\r\nText\r\n---\r\nx|No end)") {
        let text = format!("---\n{}{}---\n{body}", lines.join("\n"), if lines.is_empty() { "" } else { "\n" });
        let text = if crlf { text.replace("\r\n", "\n").replace('\n', "\r\n") } else { text };
        check(&format!("{}{text}", if mark { "\u{feff}" } else { "" }))?;
    }

    #[test]
    fn everything_else_stays_in_toml((top, tables) in toml_lines(), crlf: bool) {
        let lines: Vec<&str> = top.into_iter().chain(tables).collect();
        let text = format!("+++\n{}{}+++\nText", lines.join("\n"), if lines.is_empty() { "" } else { "\n" });
        check(&if crlf { text.replace('\n', "\r\n") } else { text })?;
    }

    #[test]
    fn any_text_is_safe(text in "(---\n|\\+\\+\\+\n|)([a-z: {},\\[\\]\"'\n#=&*|>-]{0,60})(---\n|\\+\\+\\+\n|)[a-z\n]{0,5}", key in "(a|b|a\\.b|title)") {
        let _ = set(&file(), &text, &key, Setting::Text("it's \"so\": #1"));
        let _ = add(&file(), &text, &key, "/x/");
        let _ = remove(&file(), &text, &key);
    }
}
