//! Typographic quotation marks in the article's language.
//!
//! pulldown-cmark turns straight marks into English ones, each an event of its own whose range
//! is the one straight mark; what a writer typed as a curly mark never looks like that and is
//! left alone. A single closing mark and an apostrophe come out the same, so whether a
//! quotation is open is remembered to the end of its block.

use std::ops::Range;

use super::Reader;
use crate::language::Quotes;

/// The quotation marks of a text.
#[derive(Debug)]
pub(super) struct Punctuation {
    quotes: Quotes,
    /// How many single quotations are open in the current block.
    open: usize,
}

impl Punctuation {
    pub fn new(quotes: Quotes) -> Self {
        Self { quotes, open: 0 }
    }

    /// A block begins: no quotation reaches beyond one.
    pub fn begin_block(&mut self) {
        self.open = 0;
    }

    /// The mark for an English one that stands before `next`.
    fn mark(&mut self, english: &str, next: Option<char>) -> Option<&'static str> {
        match english {
            "“" => Some(self.quotes.outer[0]),
            "”" => Some(self.quotes.outer[1]),
            "‘" => {
                self.open += 1;
                Some(self.quotes.inner[0])
            }
            "’" if self.open > 0 && !next.is_some_and(char::is_alphanumeric) => {
                self.open -= 1;
                Some(self.quotes.inner[1])
            }
            _ => None,
        }
    }
}

impl Reader<'_, '_, '_> {
    /// The mark that the language writes where `text`, at `range`, is one that was made of a
    /// straight mark.
    pub(super) fn quotation_mark(&mut self, text: &str, range: &Range<usize>) -> Option<&'static str> {
        let document = self.document;
        let straight = document.text.get(range.clone())?;
        if !self.composer.settings().smart_punctuation || !matches!(straight, "\"" | "'") {
            return None;
        }
        let next = document.text.get(range.end..).and_then(|rest| rest.chars().next());
        self.composer.punctuation.mark(text, next)
    }
}

#[cfg(test)]
mod tests {
    use crate::article::tests::{html, read_in};

    #[test]
    fn quotation_marks_are_those_of_the_language() {
        let text = "\"It's 'a' test,\" they\u{2019}d say -- \"now\". `\"x\"` “as typed” \\\"no\\\"\n";
        let expected = [
            ("en", "“It’s ‘a’ test,” they’d say – “now”."),
            ("sk", "„It’s ‚a‘ test,“ they’d say – „now“."),
            ("et", "„It’s «a» test,“ they’d say – „now“."),
            ("ro", "„It’s «a» test,” they’d say – „now”."),
            ("ar", "«It’s ‹a› test,» they’d say – «now»."),
        ];
        for (lang, start) in expected {
            let found = html(&read_in(lang, text));
            assert_eq!(found, format!("<p>{start} <code>\"x\"</code> “as typed” \"no\"</p>\n"), "{lang}");
        }
    }

    #[test]
    fn words_of_one_letter_hold_on_to_the_next_except_in_code_and_what_is_copied() {
        let text = "Hovor o tom s\n*klientom* `a b`, i [v tom](#x) k\\*\n\n:::template\nIdem k vám\n:::\n";
        let found = html(&read_in("sk", text)).replace('\u{a0}', "~");
        assert!(found.starts_with("<p>Hovor o~tom s~<em>klientom</em> <code>a b</code>, i~<a"), "{found}");
        assert!(found.contains(">v~tom</a> k*</p>") && found.contains("Idem k vám"), "{found}");
        assert!(html(&read_in("en", "I am a\nman")).contains("I am a\nman"));
    }
}
