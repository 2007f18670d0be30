//! Spaces at which no line should end: behind words of one letter, which typographers of Slovak, Czech and
//! Polish move to the next line with the word that they belong to, and there between a number and its sign.
//! Browsers break lines at any space, whatever the language.

use std::borrow::Cow;

use super::Lang;

/// A space that no line ends at.
pub const TIE: &str = "\u{a0}";

/// What belongs to the number before it, though a space stands between them.
const SIGNS: &str = "%‰€";

/// How a language ties words together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ties {
    /// The words of one letter that belong to the next one.
    words: &'static str,
}

/// How `lang` ties words, if it does.
pub fn ties(lang: &Lang) -> Option<Ties> {
    match lang.as_str().split('-').next().unwrap_or_default() {
        "sk" | "cs" => Some(Ties { words: "aikosuvzAIKOSUVZ" }),
        "pl" => Some(Ties { words: "aiouwzAIOUWZ" }),
        _ => None,
    }
}

impl Ties {
    /// `text` with a [`TIE`] for each space that no line should end at. `before` is what stands before it in
    /// the same paragraph.
    pub fn tie<'a>(self, text: &'a str, before: &str) -> Cow<'a, str> {
        let mut tied = String::new();
        let mut copied = 0;
        for (at, _) in text.match_indices(' ') {
            let (left, right) = (&text[..at], &text[at + 1..]);
            let holds = if left.chars().nth(1).is_some() {
                self.holds(left.chars().rev())
            } else {
                self.holds(left.chars().rev().chain(before.chars().rev()))
            };
            if holds || is_number(left) && right.starts_with(|next| SIGNS.contains(next)) {
                tied.push_str(&text[copied..at]);
                tied.push_str(TIE);
                copied = at + 1;
            }
        }
        if tied.is_empty() { Cow::Borrowed(text) } else { Cow::Owned(tied + &text[copied..]) }
    }

    /// Whether a text belongs to what comes next: it ends with one of the words.
    pub fn holds_on(self, text: &str) -> bool {
        self.holds(text.chars().rev())
    }

    /// The same of a text that is given from its end.
    fn holds(self, mut letters: impl Iterator<Item = char>) -> bool {
        letters.next().is_some_and(|last| self.words.contains(last))
            && !letters.next().is_some_and(|before| before.is_alphanumeric() || "'’".contains(before))
    }
}

fn is_number(text: &str) -> bool {
    text.ends_with(|last: char| last.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tied(lang: &str, text: &str, before: &str) -> String {
        ties(&Lang::new(lang).unwrap()).unwrap().tie(text, before).replace(TIE, "~")
    }

    #[test]
    fn words_of_one_letter_hold_on_to_the_next() {
        assert_eq!(
            tied("sk", "K nám a (v dome) s „ním“, z USA k A", ""),
            "K~nám a~(v~dome) s~„ním“, z~USA k~A"
        );
        assert_eq!(tied("sk", "časť s. r. o. it’s A4 áno", ""), "časť s. r. o. it’s A4 áno");
        assert_eq!(tied("pl", "w domu k nam", ""), "w~domu k nam");
        assert!(ties(&Lang::new("en").unwrap()).is_none());
    }

    #[test]
    fn what_stands_before_a_text_counts() {
        assert_eq!(tied("cs", " tom", "v"), "~tom");
        assert_eq!(tied("cs", "a b", "<em>v"), "a b");
        assert_eq!(tied("cs", "a b", "<em>"), "a~b");
        let ties = ties(&Lang::new("sk-SK").unwrap()).unwrap();
        assert!(ties.holds_on("to s") && ties.holds_on("S") && !ties.holds_on("as") && !ties.holds_on("s "));
    }

    #[test]
    fn numbers_hold_on_to_their_signs() {
        assert_eq!(tied("sk", "o 15 % a 20 € či 5 ks", ""), "o~15~% a~20~€ či 5 ks");
    }
}
