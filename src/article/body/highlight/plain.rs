//! What a pattern means to a line of ASCII. Most lines of code are that, and all the letters and digits
//! of Unicode take most of the time that it takes to compile a pattern.

use std::borrow::Cow;

/// Classes of characters, and what of them is ASCII, as a class that may stand in another.
const CLASSES: &[(&str, &str)] = &[
    (r"\d", "[0-9]"),
    (r"\w", "[0-9A-Za-z_]"),
    (r"\s", r"[\t\n\x0B\x0C\r\x20]"),
    (r"\D", "[^0-9]"),
    (r"\W", "[^0-9A-Za-z_]"),
    (r"\S", r"[^\t\n\x0B\x0C\r\x20]"),
    (r"\p{L}", "[A-Za-z]"),
    (r"\p{Lu}", "[A-Z]"),
    (r"\p{Ll}", "[a-z]"),
    (r"\p{Lt}", NOTHING),
    (r"\p{Lm}", NOTHING),
    (r"\p{Lo}", NOTHING),
    (r"\p{M}", NOTHING),
    (r"\p{Mn}", NOTHING),
    (r"\p{Mc}", NOTHING),
    (r"\p{N}", "[0-9]"),
    (r"\p{Nd}", "[0-9]"),
    (r"\p{Nl}", NOTHING),
    (r"\p{Pc}", "_"),
];

/// What no character belongs to.
const NOTHING: &str = "[a&&b]";

/// A pattern that finds in ASCII what `pattern` finds there, and is sooner compiled.
pub(super) fn plain(pattern: &str) -> Cow<'_, str> {
    let mut plain = String::new();
    let (mut rest, mut copied) = (pattern, 0);
    while let Some(backslash) = rest.find('\\') {
        let at = pattern.len() - rest.len() + backslash;
        rest = &pattern[at..];
        if let Some((class, ascii)) = CLASSES.iter().find(|(class, _)| rest.starts_with(class)) {
            plain += &pattern[copied..at];
            plain += ascii;
            copied = at + class.len();
            rest = &pattern[copied..];
        } else {
            // What a backslash stands before begins nothing: it may be another one.
            rest = rest.get(2..).unwrap_or_default();
        }
    }
    if copied == 0 { pattern.into() } else { (plain + &pattern[copied..]).into() }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use syntect::parsing::syntax_definition::Pattern;
    use syntect::parsing::{Regex, SyntaxSet};

    use super::super::SET;
    use super::*;

    #[test]
    fn classes_become_those_of_ascii() {
        assert_eq!(plain(r"(\w+)[^\s\p{L}]"), r"([0-9A-Za-z_]+)[^[\t\n\x0B\x0C\r\x20][A-Za-z]]");
        assert_eq!(plain(r"\\w\\\d"), r"\\w\\[0-9]");
        assert_eq!(plain(r"\b\x22é\é\"), r"\b\x22é\é\");
    }

    #[test]
    fn each_finds_what_it_stands_for() {
        for (class, ascii) in CLASSES {
            let finds = |pattern: &str, text: &str| Regex::new(pattern.to_owned()).is_match(text);
            for letter in (0..128_u8).map(char::from) {
                let text = letter.to_string();
                assert_eq!(finds(class, &text), finds(ascii, &text), "{class} {letter:?}");
                let others = |class: &str| format!("[^{class}]");
                assert_eq!(finds(&others(class), &text), finds(&others(ascii), &text), "{class} {letter:?}");
            }
        }
    }

    #[test]
    fn every_pattern_has_a_plain_one() {
        let set = SyntaxSet::into_builder(SET.clone());
        let contexts = set.syntaxes().iter().flat_map(|syntax| syntax.contexts.values());
        let patterns = contexts.flat_map(|context| &context.patterns).filter_map(|pattern| match pattern {
            Pattern::Match(pattern) => Some(pattern.regex.regex_str()),
            Pattern::Include(_) => None,
        });
        for pattern in patterns.collect::<BTreeSet<_>>() {
            if let Cow::Owned(plain) = plain(pattern) {
                let fails = |pattern| Regex::try_compile(pattern).map(|error| error.to_string());
                assert!(fails(&plain).is_none() || fails(pattern).is_some(), "{pattern}\n{plain}");
            }
        }
    }
}
