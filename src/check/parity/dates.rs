//! Dates in a text, as its language writes them: `3 March 2026`, `March 3, 2026`, `3. marca 2026`,
//! `٣ مارس ٢٠٢٦`, `2026年3月3日`, `3. 3. 2026`, `2026-03-03`.
//!
//! What can be read in two ways (`3/4/2026`, `3 and 4 March`) has both readings, and is like a
//! date that has one of them.

use std::ops::Range;

use super::numbers::digit;
use crate::language::Months;

/// Years of our time; other numbers of four digits are amounts.
const YEARS: Range<u32> = 1900..2100;
/// Words that may stand between a day, its month and its year: `3 de marzo de 2026`.
const LONGEST_CONNECTOR: usize = 3;
/// How near to a month its day or year stands: `March . de 2026`.
const NEAREST: usize = 3;
/// Letters behind a number that make it an ordinal: `3rd`, `1er`.
const LONGEST_ORDINAL: usize = 2;

/// A date.
#[derive(Debug, Clone)]
pub struct Stated {
    /// Where it stands in the text.
    pub at: Range<usize>,
    /// Its year, if it says one.
    pub year: Option<u32>,
    /// Month and day, in as many ways as it can be read.
    readings: Vec<(u8, Option<u32>)>,
    /// Whether its month is written just as CLDR has it, so that it is a date beyond doubt.
    pub certain: bool,
}

impl Stated {
    /// Whether both may be one day: what only one of them says doesn't count.
    pub fn is_like(&self, other: &Self) -> bool {
        let years = self.year.zip(other.year).is_none_or(|(ours, theirs)| ours == theirs);
        let days = |ours: &(u8, Option<u32>), theirs: &(u8, Option<u32>)| {
            ours.0 == theirs.0 && ours.1.zip(theirs.1).is_none_or(|(ours, theirs)| ours == theirs)
        };
        years && self.readings.iter().any(|ours| other.readings.iter().any(|theirs| days(ours, theirs)))
    }

    /// The day, if it says one and can be read in one way only.
    pub fn day(&self) -> Option<u32> {
        if let [(_, day)] = self.readings.as_slice() { *day } else { None }
    }
}

/// A number, a word, or another sign.
#[derive(Debug)]
struct Token<'t> {
    at: Range<usize>,
    kind: Kind<'t>,
}

#[derive(Debug, Clone, Copy)]
enum Kind<'t> {
    Number { value: u32, digits: usize },
    Word(&'t str),
    Sign(char),
}

/// All dates of a text, in order.
pub fn dates(text: &str, months: &Months) -> Vec<Stated> {
    let tokens = tokens(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let reader = Reader { tokens: &tokens, months };
        let read = reader.numeric(at).or_else(|| reader.signed(at)).or_else(|| reader.named(at));
        at = match read {
            Some((stated, next)) => {
                found.push(stated);
                next
            }
            None => at + 1,
        };
    }
    found
}

struct Reader<'a> {
    tokens: &'a [Token<'a>],
    months: &'a Months,
}

impl Reader<'_> {
    fn number(&self, at: usize) -> Option<(u32, usize)> {
        match self.tokens.get(at)?.kind {
            Kind::Number { value, digits } => Some((value, digits)),
            _ => None,
        }
    }

    fn day(&self, at: usize) -> Option<u32> {
        self.number(at)
            .filter(|(value, digits)| (1..=31).contains(value) && *digits <= 2)
            .map(|number| number.0)
    }

    fn year(&self, at: usize) -> Option<u32> {
        self.number(at).filter(|(value, digits)| YEARS.contains(value) && *digits == 4).map(|number| number.0)
    }

    fn sign(&self, at: usize) -> Option<char> {
        match self.tokens.get(at)?.kind {
            Kind::Sign(sign) => Some(sign),
            _ => None,
        }
    }

    fn word(&self, at: usize) -> Option<&str> {
        match self.tokens.get(at)?.kind {
            Kind::Word(word) => Some(word),
            _ => None,
        }
    }

    /// Whether two neighbours touch.
    fn touch(&self, at: usize) -> bool {
        let ends = |at: usize| self.tokens.get(at).map(|token| token.at.clone());
        ends(at).zip(ends(at + 1)).is_some_and(|(first, second)| first.end == second.start)
    }

    fn stated(
        &self,
        from: usize,
        next: usize,
        year: Option<u32>,
        readings: Vec<(u8, Option<u32>)>,
    ) -> Stated {
        let at = self.tokens[from].at.start..self.tokens[next - 1].at.end;
        Stated { at, year, readings, certain: true }
    }

    /// `2026-03-03`, `3. 3. 2026`, `3/3/2026`.
    fn numeric(&self, at: usize) -> Option<(Stated, usize)> {
        let sign = self.sign(at + 1).filter(|sign| matches!(sign, '.' | '/' | '-'))?;
        let close = sign == '.' || (0..4).all(|offset| self.touch(at + offset));
        let before = at > 0 && self.touch(at - 1) && self.is_inside(at - 1);
        let after = self.touch(at + 4)
            && self.is_inside(at + 5)
            && self.touch(at + 5)
            && self.number(at + 6).is_some();
        if !close || self.sign(at + 3) != Some(sign) || before || after {
            return None;
        }
        let month =
            |at: usize| self.day(at).filter(|month| *month <= 12).and_then(|month| u8::try_from(month).ok());
        let (year, mut readings) = if let Some(year) = self.year(at) {
            (year, vec![(month(at + 2)?, Some(self.day(at + 4)?))])
        } else {
            let year = self.year(at + 4)?;
            let day_first = month(at + 2).zip(self.day(at));
            let month_first = month(at).zip(self.day(at + 2)).filter(|_| sign != '.');
            (year, day_first.into_iter().chain(month_first).map(|(month, day)| (month, Some(day))).collect())
        };
        readings.dedup();
        (!readings.is_empty()).then(|| (self.stated(at, at + 5, Some(year), readings), at + 5))
    }

    /// Whether a sign before a number makes it the end of something longer.
    fn is_inside(&self, at: usize) -> bool {
        matches!(self.sign(at), Some('.' | '/' | '-' | '_'))
    }

    /// `2026年3月3日` and `2026년 3월 3일`, with or without the year.
    fn signed(&self, at: usize) -> Option<(Stated, usize)> {
        let marked = |at: usize, signs: &[char]| self.word(at).is_some_and(|word| word.starts_with(signs));
        let (year, month_at) = match self.year(at) {
            Some(year) if marked(at + 1, &['年', '년']) => (Some(year), at + 2),
            _ => (None, at),
        };
        let month = self.day(month_at).filter(|month| *month <= 12 && marked(month_at + 1, &['月', '월']))?;
        let day = self.day(month_at + 2).filter(|_| marked(month_at + 3, &['日', '일', '号', '號']));
        if year.is_none() && day.is_none() {
            return None;
        }
        let next = if day.is_some() { month_at + 4 } else { month_at + 2 };
        Some((self.stated(at, next, year, vec![(u8::try_from(month).ok()?, day)]), next))
    }

    /// `3 March 2026`, `March 3, 2026`, `3–5 March`, `March 2026`.
    fn named(&self, at: usize) -> Option<(Stated, usize)> {
        let mut days = Vec::new();
        let mut place = at;
        if let Some((day, next)) = self.ordinal(place) {
            days.push(day);
            place = next;
            if let Some((day, next)) = self.joined(place) {
                days.push(day);
                place = next;
            }
            place = self.skip_connector(place);
        }
        let word = self.word(place)?;
        // Looking at words is slow: most have no number near that could be a day or a year.
        if days.is_empty() && !(1..=NEAREST).any(|offset| self.number(place + offset).is_some()) {
            return None;
        }
        let (month, certain) = self.months.find(word)?;
        place += 1;
        if days.is_empty() {
            let first = self.ordinal(self.skip_sign(place, &['.']));
            if let Some((day, next)) = first {
                days.push(day);
                place = next;
                if let Some((day, next)) = self.joined(place) {
                    days.push(day);
                    place = next;
                }
            }
        }
        let after = self.skip_connector(self.skip_sign(place, &['.', ',', '،']));
        let year = self.year(after);
        if year.is_some() {
            place = after + 1;
        }
        let readings: Vec<_> = if days.is_empty() {
            vec![(month, None)]
        } else {
            days.iter().map(|day| (month, Some(*day))).collect()
        };
        if days.is_empty() && year.is_none() {
            return None;
        }
        let stated = self.stated(at, place, year, readings);
        Some((Stated { certain, ..stated }, place))
    }

    /// A day, with what makes it an ordinal.
    fn ordinal(&self, at: usize) -> Option<(u32, usize)> {
        let day = self.day(at)?;
        let mut next = at + 1;
        if self.touch(at) && self.word(next).is_some_and(|word| word.chars().count() <= LONGEST_ORDINAL) {
            next += 1;
        }
        Some((day, self.skip_sign(next, &['.', 'º'])))
    }

    /// A second day: `–5`, `and 5`.
    fn joined(&self, at: usize) -> Option<(u32, usize)> {
        let next = self.skip_connector(self.skip_sign(at, &['-', '–', '—', '/', ',', '&']));
        self.ordinal(next).filter(|_| next > at)
    }

    fn skip_sign(&self, at: usize, signs: &[char]) -> usize {
        if self.sign(at).is_some_and(|sign| signs.contains(&sign)) { at + 1 } else { at }
    }

    /// Past a short word that is no month.
    fn skip_connector(&self, at: usize) -> usize {
        let short =
            |word: &str| word.chars().count() <= LONGEST_CONNECTOR && self.months.find(word).is_none();
        if self.word(at).is_some_and(short) { at + 1 } else { at }
    }
}

/// The numbers, words and signs of a text.
fn tokens(text: &str) -> Vec<Token<'_>> {
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
            Kind::Number { value: digits.parse().unwrap_or(u32::MAX), digits: digits.len() }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Lang;

    fn of(tag: &str, text: &str) -> Vec<Stated> {
        dates(text, &Months::of(&Lang::new(tag).unwrap()))
    }

    fn only(tag: &str, text: &str) -> Stated {
        let mut found = of(tag, text);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        found.remove(0)
    }

    #[test]
    fn one_day_in_many_languages() {
        let day = only("en", "It ends on 3 March 2026.");
        for (tag, text) in [
            ("en", "on March 3, 2026, at noon"),
            ("en", "the 3rd of March 2026"),
            ("en", "2026-03-03"),
            ("en", "03/03/2026"),
            ("sk", "do 3. marca 2026"),
            ("sk", "3. 3. 2026"),
            ("et", "3. märtsil 2026"),
            ("tr", "3 Mart 2026'da"),
            ("ro", "la 3 martie 2026"),
            ("ar", "في ٣ مارس ٢٠٢٦"),
            ("ar", "3 آذار 2026"),
            ("es", "el 3 de marzo de 2026"),
            ("de", "am 3. März 2026"),
            ("ja", "2026年3月3日に"),
            ("ko", "2026년 3월 3일에"),
        ] {
            let other = only(tag, text);
            assert!(other.is_like(&day) && other.year == Some(2026), "{text}: {other:?}");
        }
        for (tag, text) in [("sk", "4. marca 2026"), ("sk", "3. mája 2026"), ("ar", "٣ مارس ٢٠٢٧")]
        {
            assert!(!only(tag, text).is_like(&day), "{text}");
        }
    }

    #[test]
    fn what_is_not_said_does_not_differ() {
        assert!(only("en", "March 2026").is_like(&only("sk", "3. marca 2026")));
        assert!(only("en", "3 March").is_like(&only("sk", "3. marca 2026")));
        assert!(only("en", "March 3–5, 2026").is_like(&only("sk", "3. – 5. marca 2026")));
        assert!(only("en", "3 and 5 March").is_like(&only("sk", "5. marca")));
        assert!(only("sk", "na konci marca 2026").is_like(&only("en", "March 2026")));
    }

    #[test]
    fn what_only_looks_like_a_date_is_none() {
        for text in
            ["you may 5 times", "in 2026 we march", "version 1.2.2026.4", "3 marks", "10/12", "20 % of 2026"]
        {
            assert!(of("en", text).is_empty(), "{text}: {:?}", of("en", text));
        }
    }
}
