//! Dates in a text, as its language writes them: `3 March 2026`, `March 3, 2026`, `3. marca 2026`,
//! `٣ مارس ٢٠٢٦`, `2026年3月3日`, `3. 3. 2026`, `2026-03-03`.
//!
//! What can be read in two ways (`3/4/2026`, `3 and 4 March`) has both readings, and is like a
//! date that has one of them.

mod cursor;
mod tokens;

use std::ops::Range;

use crate::language::Months;
use cursor::Cursor;

/// Signs behind the year, the month and the day in Chinese, Japanese and Korean.
const YEAR_SIGNS: [char; 2] = ['年', '년'];
const MONTH_SIGNS: [char; 2] = ['月', '월'];
const DAY_SIGNS: [char; 4] = ['日', '일', '号', '號'];

/// A date.
#[derive(Debug, Clone)]
pub struct Stated {
    /// Where it stands in the text.
    pub at: Range<usize>,
    /// Its year, if it says one.
    pub year: Option<u32>,
    /// Whether its month is written just as CLDR has it, so that it is a date beyond doubt.
    pub certain: bool,
    readings: Vec<Reading>,
}

/// One way to read a date; `None` where it says a month only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Reading {
    month: u8,
    day: Option<u32>,
}

impl Stated {
    /// Whether both may be one day: what only one of them says doesn't count.
    pub fn is_like(&self, other: &Self) -> bool {
        is_like(self.year, other.year)
            && self.readings.iter().any(|ours| other.readings.iter().any(|theirs| ours.is_like(*theirs)))
    }

    /// The day, if it says one and can be read in one way only.
    pub fn day(&self) -> Option<u32> {
        if let [reading] = self.readings.as_slice() { reading.day } else { None }
    }
}

impl Reading {
    fn is_like(self, other: Self) -> bool {
        self.month == other.month && is_like(self.day, other.day)
    }
}

fn is_like(ours: Option<u32>, theirs: Option<u32>) -> bool {
    ours.zip(theirs).is_none_or(|(ours, theirs)| ours == theirs)
}

/// The ways to write a date.
const WAYS: [fn(&mut Cursor<'_>) -> Option<Said>; 3] = [numeric, signed, named];

/// All dates of a text, in order.
pub fn dates(text: &str, months: &Months) -> Vec<Stated> {
    let tokens = tokens::read(text);
    let mut cursor = Cursor::new(&tokens, months);
    let mut found = Vec::new();
    while !cursor.is_at_end() {
        let mut ahead = cursor;
        match WAYS.into_iter().find_map(|way| ahead.attempt(way)) {
            Some(Said { year, readings, certain }) => {
                found.push(Stated { at: cursor.until(&ahead), year, readings, certain });
                cursor = ahead;
            }
            None => cursor.step(),
        }
    }
    found
}

/// A date without its place.
struct Said {
    year: Option<u32>,
    readings: Vec<Reading>,
    certain: bool,
}

/// `2026-03-03`, `3. 3. 2026`, `3/3/2026`.
fn numeric(cursor: &mut Cursor<'_>) -> Option<Said> {
    let (sign, [first, second, third]) = cursor.three_numbers()?;
    let reading = |month: Option<u8>, day: Option<u32>| Some(Reading { month: month?, day: Some(day?) });
    let (year, ways) = match first.year() {
        Some(year) => (year, [reading(second.month(), third.day()), None]),
        None => {
            let month_first = reading(first.month(), second.day()).filter(|_| sign != '.');
            (third.year()?, [reading(second.month(), first.day()), month_first])
        }
    };
    let mut readings: Vec<Reading> = ways.into_iter().flatten().collect();
    readings.dedup();
    (!readings.is_empty()).then_some(Said { year: Some(year), readings, certain: true })
}

/// `2026年3月3日` and `2026년 3월 3일`, with or without the year or the day.
fn signed(cursor: &mut Cursor<'_>) -> Option<Said> {
    let year = cursor.attempt(|ahead| ahead.number()?.year().filter(|_| ahead.skip_mark(&YEAR_SIGNS)));
    let month = cursor.number()?.month().filter(|_| cursor.skip_mark(&MONTH_SIGNS))?;
    let day = cursor.attempt(|ahead| ahead.number()?.day().filter(|_| ahead.skip_mark(&DAY_SIGNS)));
    let says_enough = year.is_some() || day.is_some();
    says_enough.then(|| Said { year, readings: vec![Reading { month, day }], certain: true })
}

/// `3 March 2026`, `March 3, 2026`, `3–5 March`, `March 2026`.
fn named(cursor: &mut Cursor<'_>) -> Option<Said> {
    let mut days = days(cursor).unwrap_or_default();
    if !days.is_empty() {
        cursor.skip_connector();
    } else if !cursor.has_number_behind_word() {
        return None;
    }
    let (month, certain) = cursor.month()?;
    if days.is_empty() {
        let behind = cursor.attempt(|ahead| {
            ahead.skip_sign(&['.']);
            self::days(ahead)
        });
        days = behind.unwrap_or_default();
    }
    let year = cursor.attempt(|ahead| {
        ahead.skip_sign(&['.', ',', '،']);
        ahead.skip_connector();
        ahead.number()?.year()
    });
    let readings = match days.as_slice() {
        [] => vec![Reading { month, day: None }],
        days => days.iter().map(|day| Reading { month, day: Some(*day) }).collect(),
    };
    let says_enough = year.is_some() || !days.is_empty();
    says_enough.then_some(Said { year, readings, certain })
}

/// One day, or two: `3rd`, `3.–5.`, `3 and 5`.
fn days(cursor: &mut Cursor<'_>) -> Option<Vec<u32>> {
    let first = cursor.attempt(Cursor::ordinal)?;
    let second = cursor.attempt(|ahead| {
        let joined = ahead.skip_sign(&['-', '–', '—', '/', ',', '&']) | ahead.skip_connector();
        ahead.ordinal().filter(|_| joined)
    });
    Some(std::iter::once(first).chain(second).collect())
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
