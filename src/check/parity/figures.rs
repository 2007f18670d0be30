//! Dates, telephone numbers and other numbers of the two texts, held against each other. A number
//! within a date or a telephone number is not looked at by itself.
//!
//! What only one of the texts has is *extra* here, or *lost* from the original. As much of both is taken for
//! the same things said otherwise: `1,750` in the original is `1.570` here.

use std::collections::BTreeSet;
use std::ops::Range;

use super::dates::{Stated, dates};
use super::numbers::{Number, digit, is_among, numbers};
use super::phones::{Phone, phones};
use super::{Found, Pair, Text};
use crate::article::Block;
use crate::diag::{Diagnostic, Place};
use crate::language::Months;

/// Languages whose calendars count other years.
const OTHER_YEARS: [&str; 4] = ["fa", "th", "ne", "am"];

/// Languages that count by ten thousands, and write such numbers as words.
const MYRIADS: [&str; 4] = ["zh", "ja", "ko", "yue"];

/// If more differs, one place for another is a guess.
const PAIRED: usize = 3;

/// What is counted and dated in a text, with its places in the file.
#[derive(Default)]
pub(super) struct Figures {
    dates: Vec<Found<Stated>>,
    phones: Vec<Found<Phone>>,
    numbers: Vec<Found<Number>>,
}

impl Figures {
    pub(super) fn of(text: &Text<'_>) -> Self {
        let months = Months::of(text.lang);
        let mut all = Self::default();
        let has_digits = |block: &&Block| block.text.chars().any(|letter| digit(letter).is_some());
        for block in text.survey.blocks.iter().filter(has_digits) {
            let dates = dates(&block.text, &months);
            let mut phones = phones(&block.text);
            phones.retain(|phone| !dates.iter().any(|date| overlap(&date.at, &phone.at)));
            all.dates.extend(placed(block, dates, |date| date.at.clone()));
            all.phones.extend(placed(block, phones, |phone| phone.at.clone()));
            all.numbers.extend(placed(block, numbers(&block.text), |number| number.at.clone()));
        }
        all
    }
}

/// What was found in the text of a block, with its places in the file.
fn placed<T>(block: &Block, found: Vec<T>, at: fn(&T) -> Range<usize>) -> impl Iterator<Item = Found<T>> {
    found.into_iter().map(move |what| Found { at: block.source(at(&what)), what })
}

impl Pair<'_> {
    /// Everything with digits in it; `theirs` is what the original has.
    pub(super) fn figures(&self, theirs: &Figures) -> Vec<Diagnostic> {
        let mut comparison = Comparison {
            pair: self,
            ours: &Figures::of(self.here),
            theirs,
            anywhere: numbers(self.here.body()),
            other_years: self.here.is_in(&OTHER_YEARS) || self.there.is_in(&OTHER_YEARS),
            explained: Explained::default(),
            notes: Vec::new(),
        };
        comparison.dates();
        comparison.phones();
        comparison.numbers();
        comparison.notes
    }
}

/// The two texts while they are compared.
struct Comparison<'a> {
    pair: &'a Pair<'a>,
    ours: &'a Figures,
    theirs: &'a Figures,
    /// All numbers of the translation: what stands in code or raw HTML may be prose in the other text.
    anywhere: Vec<Number>,
    /// Whether one of the two counts other years.
    other_years: bool,
    explained: Explained,
    notes: Vec<Diagnostic>,
}

/// What has been said of, or is the same in both; ranges of the two files.
#[derive(Default)]
struct Explained {
    here: Vec<Range<usize>>,
    there: Vec<Range<usize>>,
}

impl Comparison<'_> {
    /// Dates that only the original has: where the translation has as many others, they are it.
    fn dates(&mut self) {
        if self.other_years {
            return;
        }
        let (same, extra) = parted(&self.ours.dates, &self.theirs.dates, Stated::is_like);
        let (alike, lost) = parted(&self.theirs.dates, &self.ours.dates, Stated::is_like);
        self.explained.here.extend(places(&same));
        self.explained.there.extend(places(&alike));
        if is_paired(&extra, &lost) {
            let certain = extra.iter().zip(&lost).filter(|(_, date)| date.what.certain);
            certain.for_each(|(now, then)| self.differs(now, then));
        } else {
            let missing: Vec<_> = lost.into_iter().filter(|date| self.tells_missing(&date.what)).collect();
            self.explained.there.extend(places(&missing));
            missing.into_iter().for_each(|date| self.is_missing("date", date));
        }
    }

    /// Whether a date is one beyond doubt, and its day is nowhere in the translation.
    fn tells_missing(&self, date: &Stated) -> bool {
        let is_said = |day: u32| self.anywhere.iter().any(|number| number.digits == day.to_string());
        date.certain && date.year.is_some() && date.day().is_some_and(|day| !is_said(day))
    }

    /// Telephone numbers that only the original has.
    fn phones(&mut self) {
        let (same, extra) = parted(&self.ours.phones, &self.theirs.phones, Phone::is_like);
        let (alike, lost) = parted(&self.theirs.phones, &self.ours.phones, Phone::is_like);
        self.explained.here.extend(places(&same).chain(places(&extra)));
        self.explained.there.extend(places(&alike).chain(places(&lost)));
        if is_paired(&extra, &lost) {
            extra.iter().zip(&lost).for_each(|(now, then)| self.differs(now, then));
        } else {
            lost.into_iter().for_each(|phone| self.is_missing("telephone number", phone));
        }
    }

    /// Numbers that only one of the two has. As many on each side are taken for slips of the pen.
    fn numbers(&mut self) {
        let known: Vec<Number> = self.theirs.numbers.iter().map(|found| found.what.clone()).collect();
        let mut extra = self.unknown(&self.ours.numbers, &known, &self.explained.here);
        let mut lost = self.unknown(&self.theirs.numbers, &self.anywhere, &self.explained.there);
        extra.retain(|found| !may_be_word(&found.what.digits));
        if self.pair.here.is_in(&MYRIADS) {
            lost.retain(|found| !found.what.digits.ends_with("000"));
        }
        if is_paired(&extra, &lost) {
            return extra.iter().zip(&lost).for_each(|(now, then)| self.differs(now, then));
        }
        self.notes.extend(self.missing_numbers(&lost));
        for found in extra {
            let message = format!("the original has no number `{}`", self.now(&found.at));
            self.notes.push(self.pair.note(message, Some(found.at.clone()), None));
        }
    }

    /// Those of `mine` that tell something, are not `explained` and not among `known`; each number once.
    fn unknown<'f>(
        &self,
        mine: &'f [Found<Number>],
        known: &[Number],
        explained: &[Range<usize>],
    ) -> Vec<&'f Found<Number>> {
        let mut seen = BTreeSet::new();
        let may_be_year = |number: &Number| self.other_years && number.digits.len() == 4;
        mine.iter()
            .filter(|found| found.what.telling && !may_be_year(&found.what))
            .filter(|found| !explained.iter().any(|at| overlap(at, &found.at)))
            .filter(|found| !is_among(&found.what, known) && seen.insert(&found.what.digits))
            .collect()
    }

    /// One problem for all numbers that are missing: where there are many, a paragraph is.
    fn missing_numbers(&self, lost: &[&Found<Number>]) -> Option<Diagnostic> {
        let (first, others) = lost.split_first()?;
        let shown: Vec<String> = lost.iter().map(|found| format!("`{}`", self.then(&found.at))).collect();
        let message = match others.len() {
            0 => format!("the number {} of the original is not here", shown[0]),
            _ => format!("these numbers of the original are not here: {}", shown.join(", ")),
        };
        let note = self.pair.note(message, None, Some(first.at.clone()));
        let place = |found: &Found<Number>| Place::new(&self.pair.there.path, found.at.clone());
        Some(others.iter().take(PAIRED - 1).fold(note, |note, found| note.related(place(found), "and this")))
    }

    /// One thing here, another there.
    fn differs<T>(&mut self, now: &Found<T>, then: &Found<T>) {
        self.explained.here.push(now.at.clone());
        self.explained.there.push(then.at.clone());
        let message = format!("`{}` in the original is `{}` here", self.then(&then.at), self.now(&now.at));
        self.notes.push(self.pair.note(message, Some(now.at.clone()), Some(then.at.clone())));
    }

    /// Something that only the original has.
    fn is_missing<T>(&mut self, kind: &str, found: &Found<T>) {
        let message = format!("the {kind} `{}` of the original is not here", self.then(&found.at));
        self.notes.push(self.pair.note(message, None, Some(found.at.clone())));
    }

    /// What stands in the translation, on one line.
    fn now(&self, at: &Range<usize>) -> String {
        written(self.pair.here, at)
    }

    /// What stands in the original, on one line.
    fn then(&self, at: &Range<usize>) -> String {
        written(self.pair.there, at)
    }
}

/// Those of `mine` that one of `others` is like, and the rest.
fn parted<'f, T>(
    mine: &'f [Found<T>],
    others: &[Found<T>],
    is_like: fn(&T, &T) -> bool,
) -> (Vec<&'f Found<T>>, Vec<&'f Found<T>>) {
    mine.iter().partition(|found| others.iter().any(|other| is_like(&other.what, &found.what)))
}

/// Whether what differs can be told one by one.
fn is_paired<T>(extra: &[T], lost: &[T]) -> bool {
    extra.len() == lost.len() && lost.len() <= PAIRED
}

fn places<T>(found: &[&Found<T>]) -> impl Iterator<Item = Range<usize>> {
    found.iter().map(|found| found.at.clone())
}

fn written(text: &Text<'_>, at: &Range<usize>) -> String {
    text.source[at.clone()].split_whitespace().collect::<Vec<_>>().join(" ")
}

fn overlap(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}

/// Whether a number may be a word in the original: a share, a decade, a hundred.
fn may_be_word(digits: &str) -> bool {
    let is_year = digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"));
    digits.len() < 3 || digits == "100" || is_year
}
