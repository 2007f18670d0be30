//! A place in a text from which a date is read. What is read is passed over.

use std::ops::Range;

use super::tokens::{Kind, Number, Token};
use crate::language::Months;

/// Words that may stand between a day, its month and its year: `3 de marzo de 2026`.
const LONGEST_CONNECTOR: usize = 3;

/// How near to a month its day or year stands: `March . de 2026`.
const NEAREST: usize = 3;

/// Letters behind a number that make it an ordinal: `3rd`, `1er`.
const LONGEST_ORDINAL: usize = 2;

/// A place among the tokens of a text.
#[derive(Clone, Copy)]
pub(super) struct Cursor<'a> {
    tokens: &'a [Token<'a>],
    months: &'a Months,
    at: usize,
}

impl<'a> Cursor<'a> {
    pub fn new(tokens: &'a [Token<'a>], months: &'a Months) -> Self {
        Self { tokens, months, at: 0 }
    }

    pub fn is_at_end(&self) -> bool {
        self.at == self.tokens.len()
    }

    /// Passes over one token.
    pub fn step(&mut self) {
        self.at += 1;
    }

    /// What stands between here and a place further on, in bytes of the text.
    pub fn until(&self, end: &Self) -> Range<usize> {
        self.tokens[self.at].at.start..self.tokens[end.at - 1].at.end
    }

    /// Passes over what `read` passes over, or over nothing where it finds nothing.
    pub fn attempt<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let mut ahead = *self;
        let found = read(&mut ahead)?;
        *self = ahead;
        Some(found)
    }

    /// A number.
    pub fn number(&mut self) -> Option<Number> {
        let Kind::Number(number) = self.kind(0)? else { return None };
        self.step();
        Some(number)
    }

    /// Three numbers with one sign between them, `3/3/2026`, and the sign. They touch, unless it is a full
    /// stop, and are no part of something longer: `1.2.2026.4` is a version.
    pub fn three_numbers(&mut self) -> Option<(char, [Number; 3])> {
        let (Kind::Number(first), Kind::Sign(sign @ ('.' | '/' | '-'))) = (self.kind(0)?, self.kind(1)?)
        else {
            return None;
        };
        let (Kind::Number(second), Kind::Sign(other), Kind::Number(third)) =
            (self.kind(2)?, self.kind(3)?, self.kind(4)?)
        else {
            return None;
        };
        let touch = sign == '.' || (0..4).all(|offset| self.touches_next(offset));
        if other != sign || !touch || self.goes_on() || self.has_begun() {
            return None;
        }
        self.at += 5;
        Some((sign, [first, second, third]))
    }

    /// Whether five tokens from here are followed by a sign and a number that touch them.
    fn goes_on(&self) -> bool {
        let joined = self.touches_next(4) && self.is_joint(self.at + 5) && self.touches_next(5);
        joined && matches!(self.kind(6), Some(Kind::Number(_)))
    }

    /// Whether the sign before belongs to what stands here.
    fn has_begun(&self) -> bool {
        self.at.checked_sub(1).is_some_and(|before| self.is_joint(before) && self.touch(before))
    }

    /// Whether a sign holds numbers together.
    fn is_joint(&self, at: usize) -> bool {
        matches!(self.tokens.get(at).map(|token| token.kind), Some(Kind::Sign('.' | '/' | '-' | '_')))
    }

    /// The month that a word is, and whether it is written just so.
    pub fn month(&mut self) -> Option<(u8, bool)> {
        let month = self.months.find(self.word()?)?;
        self.step();
        Some(month)
    }

    /// Whether a number stands near behind the word that is here. Looking at words is slow, and most have
    /// none that could be a day or a year.
    pub fn has_number_behind_word(&self) -> bool {
        (1..=NEAREST).any(|offset| matches!(self.kind(offset), Some(Kind::Number(_))))
    }

    /// A day, with what makes it an ordinal.
    pub fn ordinal(&mut self) -> Option<u32> {
        let day = self.number()?.day()?;
        let touches = self.touch(self.at - 1);
        if touches && self.word().is_some_and(|word| word.chars().count() <= LONGEST_ORDINAL) {
            self.step();
        }
        self.skip_sign(&['.', 'º']);
        Some(day)
    }

    /// Passes over a word that begins with one of the signs; whether there was one.
    pub fn skip_mark(&mut self, signs: &[char]) -> bool {
        self.skip(|cursor| cursor.word().is_some_and(|word| word.starts_with(signs)))
    }

    /// Passes over one of the signs; whether there was one.
    pub fn skip_sign(&mut self, signs: &[char]) -> bool {
        self.skip(|cursor| matches!(cursor.kind(0), Some(Kind::Sign(sign)) if signs.contains(&sign)))
    }

    /// Passes over a short word that is no month; whether there was one.
    pub fn skip_connector(&mut self) -> bool {
        let is_short = |word: &str| word.chars().count() <= LONGEST_CONNECTOR;
        self.skip(|cursor| {
            cursor.word().is_some_and(|word| is_short(word) && cursor.months.find(word).is_none())
        })
    }

    fn skip(&mut self, is_here: impl FnOnce(&Self) -> bool) -> bool {
        let skips = is_here(self);
        self.at += usize::from(skips);
        skips
    }

    fn word(&self) -> Option<&'a str> {
        if let Kind::Word(word) = self.kind(0)? { Some(word) } else { None }
    }

    fn kind(&self, offset: usize) -> Option<Kind<'a>> {
        self.tokens.get(self.at + offset).map(|token| token.kind)
    }

    fn touches_next(&self, offset: usize) -> bool {
        self.touch(self.at + offset)
    }

    /// Whether two neighbours touch.
    fn touch(&self, at: usize) -> bool {
        let neighbours = self.tokens.get(at).zip(self.tokens.get(at + 1));
        neighbours.is_some_and(|(first, second)| first.at.end == second.at.start)
    }
}
