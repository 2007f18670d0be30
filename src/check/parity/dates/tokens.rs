//! A text as numbers, words and signs.

use std::ops::Range;

use crate::check::parity::numbers::digit;

/// Years of our time; other numbers of four digits are amounts.
const YEARS: Range<u32> = 1900..2100;

/// A number, a word, or another sign.
#[derive(Debug)]
pub(super) struct Token<'t> {
    /// Where it stands in the text.
    pub at: Range<usize>,
    pub kind: Kind<'t>,
}

#[derive(Debug, Clone, Copy)]
pub(super) enum Kind<'t> {
    Number(Number),
    Word(&'t str),
    Sign(char),
}

/// A number without a sign.
#[derive(Debug, Clone, Copy)]
pub(super) struct Number {
    value: u32,
    digits: usize,
}

impl Number {
    /// The number as the day of a month.
    pub fn day(self) -> Option<u32> {
        ((1..=31).contains(&self.value) && self.digits <= 2).then_some(self.value)
    }

    /// The number as a month.
    pub fn month(self) -> Option<u8> {
        u8::try_from(self.day()?).ok().filter(|month| *month <= 12)
    }

    /// The number as a year.
    pub fn year(self) -> Option<u32> {
        (YEARS.contains(&self.value) && self.digits == 4).then_some(self.value)
    }
}

/// The numbers, words and signs of a text.
pub(super) fn read(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = text.char_indices().peekable();
    while let Some((start, letter)) = rest.next() {
        if letter.is_whitespace() {
            continue;
        }
        let mut end = start + letter.len_utf8();
        let is_number = digit(letter).is_some();
        let same = |c: char| if is_number { digit(c).is_some() } else { is_letter(c) && is_letter(letter) };
        while let Some((at, c)) = rest.next_if(|(_, c)| same(*c)) {
            end = at + c.len_utf8();
        }
        let piece = &text[start..end];
        let kind = if is_number {
            let digits: String = piece.chars().filter_map(digit).collect();
            Kind::Number(Number { value: digits.parse().unwrap_or(u32::MAX), digits: digits.len() })
        } else if is_letter(letter) {
            Kind::Word(piece)
        } else {
            Kind::Sign(letter)
        };
        tokens.push(Token { at: start..end, kind });
    }
    tokens
}

/// Letters, and the vowel signs that stand with them.
fn is_letter(c: char) -> bool {
    digit(c).is_none()
        && (c.is_alphabetic() || matches!(c, '\u{300}'..='\u{36f}' | '\u{900}'..='\u{dff}' | '\u{200c}'))
}
