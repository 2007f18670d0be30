//! Texts as YAML and TOML have them written: what is written here is read as the same text by every reader of
//! the notation, that of its older versions included.

/// Words that some reader of YAML takes for a truth value or for nothing.
const RESERVED: [&str; 9] = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"];

/// Signs that mean something at the beginning of a value of YAML, or anywhere in it.
const MEANINGFUL: &str = ":#[]{},&*!|>'\"%@`?\\";

/// Signs that begin a number, a list or something else than a text.
const BEGINNING: &str = "-+.0123456789=~<";

/// A text between double quotes, for YAML and for TOML.
pub fn quoted(text: &str) -> String {
    // JSON's texts are theirs, too, but for signs that only JSON lets stand as they are.
    let json = serde_json::Value::from(text).to_string();
    let sign = |sign| if is_hidden(sign) { format!("\\u{:04x}", u32::from(sign)) } else { sign.to_string() };
    if json.contains(is_hidden) { json.chars().map(sign).collect() } else { json }
}

/// A text between single quotes, if it can stand there as it is, for YAML and for TOML.
pub fn single_quoted(text: &str) -> Option<String> {
    (!text.contains('\'') && !text.contains(is_hidden)).then(|| format!("'{text}'"))
}

/// A text for YAML, in quotes if it needs some.
pub fn yaml_text(text: &str) -> String {
    if is_plain(text) { text.to_owned() } else { quoted(text) }
}

/// Whether YAML has the text without quotes, in a list between brackets, too.
fn is_plain(text: &str) -> bool {
    let is_space = |at_edge: Option<char>| at_edge.is_none_or(char::is_whitespace);
    !is_space(text.chars().next())
        && !is_space(text.chars().next_back())
        && !text.starts_with(|sign| BEGINNING.contains(sign))
        && !text.contains(|sign| MEANINGFUL.contains(sign) || is_hidden(sign))
        && !RESERVED.iter().any(|word| word.eq_ignore_ascii_case(text))
}

/// Signs that one doesn't see, which break a line or may not stand in a file at all.
fn is_hidden(sign: char) -> bool {
    sign.is_control() || matches!(sign, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::diag::Checked;
    use crate::notation::{Node, Origin, toml, yaml};
    use crate::path::SitePath;

    type Reader = fn(Origin<'_>, std::ops::Range<usize>) -> Checked<Option<Node>>;

    fn read(reader: Reader, text: &str) -> Option<serde_json::Value> {
        let file = SitePath::new("a.md").unwrap();
        Some(reader(Origin { file: &file, text }, 0..text.len()).value?.to_json())
    }

    #[test]
    fn only_what_needs_quotes_has_some() {
        for plain in ["Leave", "old page/", "/a_b-c.md", "„Áno“ (2)", "It costs 5 €; no more", "yesterday"]
        {
            assert_eq!(yaml_text(plain), plain);
        }
        for (text, expected) in [
            ("", "\"\""),
            ("No", "\"No\""),
            ("N", "\"N\""),
            ("A: B", "\"A: B\""),
            ("1.5", "\"1.5\""),
            ("2026-03-07", "\"2026-03-07\""),
            ("- a", "\"- a\""),
            ("<<", "\"<<\""),
            ("a ", "\"a \""),
            ("it's \"so\"", "\"it's \\\"so\\\"\""),
            ("a\u{7f}b\u{2028}c", "\"a\\u007fb\\u2028c\""),
        ] {
            assert_eq!(yaml_text(text), expected);
        }
        assert_eq!((single_quoted("a: b").as_deref(), single_quoted("it's")), (Some("'a: b'"), None));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_as_it_was(text in "([ -~]|[a-c1: #'\\-\"]|\\PC|[\u{0}-\u{a0}\u{2028}\u{feff}\u{ffff}]){0,12}") {
            let expected = serde_json::json!({ "a": [text, text], "b": text });
            let bare = yaml_text(&text);
            for written in [quoted(&text), bare].into_iter().chain(single_quoted(&text)) {
                let document = format!("a: [{written}, {written}]\nb: {written}\n");
                prop_assert_eq!(read(yaml, &document), Some(expected.clone()), "{}", document);
            }
            for written in std::iter::once(quoted(&text)).chain(single_quoted(&text)) {
                let document = format!("a = [{written}, {written}]\nb = {written}\n");
                prop_assert_eq!(read(toml, &document), Some(expected.clone()), "{}", document);
            }
        }
    }
}
