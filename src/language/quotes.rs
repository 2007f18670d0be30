//! Quotation marks: which ones a language writes, outside and inside.
//!
//! CLDR's `delimiters`, but for Arabic and Estonian style in print; a language that is not
//! listed writes those of English.

use super::Lang;

/// Opening and closing marks of a quotation, and of one inside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quotes {
    /// Around a quotation.
    pub outer: [&'static str; 2],
    /// Around one inside another.
    pub inner: [&'static str; 2],
}

const ENGLISH: Quotes = Quotes { outer: ["“", "”"], inner: ["‘", "’"] };

/// Marks by language, shared by those that write alike.
const OTHERS: &[(&[&str], Quotes)] = &[
    (
        &["sk", "cs", "de", "sl", "is", "lt", "lb", "hsb", "dsb"],
        Quotes { outer: ["„", "“"], inner: ["‚", "‘"] },
    ),
    (&["et"], Quotes { outer: ["„", "“"], inner: ["«", "»"] }),
    (&["bg", "mk", "ka"], Quotes { outer: ["„", "“"], inner: ["’", "‘"] }),
    (&["ro", "pl"], Quotes { outer: ["„", "”"], inner: ["«", "»"] }),
    (&["hu"], Quotes { outer: ["„", "”"], inner: ["»", "«"] }),
    (&["hr", "sr", "bs"], Quotes { outer: ["„", "”"], inner: ["‘", "’"] }),
    (&["ru", "uk", "be"], Quotes { outer: ["«", "»"], inner: ["„", "“"] }),
    (&["ar", "fa", "ps", "ckb"], Quotes { outer: ["«", "»"], inner: ["‹", "›"] }),
    (&["es", "it", "el", "ca", "eu", "gl", "pt-PT", "hy"], Quotes { outer: ["«", "»"], inner: ["“", "”"] }),
    (&["nb", "nn", "no"], Quotes { outer: ["«", "»"], inner: ["‘", "’"] }),
    (&["fr"], Quotes { outer: ["«\u{202f}", "\u{202f}»"], inner: ["“", "”"] }),
    (&["fi", "sv", "he"], Quotes { outer: ["”", "”"], inner: ["’", "’"] }),
    (&["ja", "zh-Hant", "zh-TW", "zh-HK"], Quotes { outer: ["「", "」"], inner: ["『", "』"] }),
];

/// The marks of `lang`: its own, else those of the language without region or script.
pub fn quotes(lang: &Lang) -> Quotes {
    let mut tag = lang.as_str();
    loop {
        if let Some((_, quotes)) = OTHERS.iter().find(|(tags, _)| tags.contains(&tag)) {
            return *quotes;
        }
        match tag.rfind('-') {
            Some(end) => tag = &tag[..end],
            None => return ENGLISH,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_those_of_the_language() {
        let outer = |tag: &str| quotes(&Lang::new(tag).unwrap()).outer.concat();
        let found = ["en", "sk", "et", "tr", "ro", "ar", "de-AT", "pt-BR", "pt-PT", "zh-Hant"].map(outer);
        assert_eq!(found, ["“”", "„“", "„“", "“”", "„”", "«»", "„“", "“”", "«»", "「」"]);
    }
}
