//! Dates, telephone numbers and other numbers of the two texts, held against each other. A number
//! within a date or a telephone number is not looked at by itself.

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
pub(super) struct Figures {
    dates: Vec<Found<Stated>>,
    phones: Vec<Found<Phone>>,
    numbers: Vec<Found<Number>>,
}

impl Figures {
    pub(super) fn of(text: &Text<'_>) -> Self {
        let months = Months::of(text.lang);
        let mut all = Self { dates: Vec::new(), phones: Vec::new(), numbers: Vec::new() };
        let figures = |block: &&Block| block.text.chars().any(|letter| digit(letter).is_some());
        for block in text.survey.blocks.iter().filter(figures) {
            let stated = dates(&block.text, &months);
            let mut rung = phones(&block.text);
            rung.retain(|phone| !stated.iter().any(|date| overlap(&date.at, &phone.at)));
            all.dates
                .extend(stated.into_iter().map(|what| Found { at: block.source(what.at.clone()), what }));
            all.phones.extend(rung.into_iter().map(|what| Found { at: block.source(what.at.clone()), what }));
            let counted = numbers(&block.text).into_iter();
            all.numbers.extend(counted.map(|what| Found { at: block.source(what.at.clone()), what }));
        }
        all
    }
}

impl Pair<'_> {
    /// Everything with digits in it; `theirs` is what the original has.
    pub(super) fn figures(&self, theirs: &Figures) -> Vec<Diagnostic> {
        let ours = Figures::of(self.here);
        // What stands in code or raw HTML may be prose in the other text.
        let anywhere = numbers(self.here.body());
        let mut explained = Explained::default();
        let mut notes = Vec::new();
        if !self.counts_other_years() {
            notes.extend(self.dates(&ours, theirs, &anywhere, &mut explained));
        }
        notes.extend(self.phones(&ours, theirs, &mut explained));
        notes.extend(self.numbers(&ours, theirs, &anywhere, &explained));
        notes
    }

    fn counts_other_years(&self) -> bool {
        self.here.is_in(&OTHER_YEARS) || self.there.is_in(&OTHER_YEARS)
    }

    /// Dates that only the original has: where the translation has as many others, they are it.
    fn dates(
        &self,
        ours: &Figures,
        theirs: &Figures,
        anywhere: &[Number],
        explained: &mut Explained,
    ) -> Vec<Diagnostic> {
        let only = |mine: &'_ [Found<Stated>], others: &[Found<Stated>]| -> Vec<usize> {
            let is_lost = |date: &Found<Stated>| !others.iter().any(|other| other.what.is_like(&date.what));
            mine.iter().enumerate().filter(|(_, date)| is_lost(date)).map(|(index, _)| index).collect()
        };
        let (extra, lost) = (only(&ours.dates, &theirs.dates), only(&theirs.dates, &ours.dates));
        explained.here.extend(
            ours.dates
                .iter()
                .enumerate()
                .filter(|(index, _)| !extra.contains(index))
                .map(|(_, date)| date.at.clone()),
        );
        explained.there.extend(
            theirs
                .dates
                .iter()
                .enumerate()
                .filter(|(index, _)| !lost.contains(index))
                .map(|(_, date)| date.at.clone()),
        );
        let (extra, lost): (Vec<_>, Vec<_>) = (
            extra.iter().map(|&index| &ours.dates[index]).collect(),
            lost.iter().map(|&index| &theirs.dates[index]).collect(),
        );
        if extra.len() == lost.len() && lost.len() <= PAIRED {
            let pairs = extra.iter().zip(&lost).filter(|(_, date)| date.what.certain);
            return pairs.map(|(now, then)| self.differs(now, then, explained)).collect();
        }
        let said = |day: u32| anywhere.iter().any(|number| number.digits == day.to_string());
        let missing = lost.into_iter().filter(|date| date.what.certain && date.what.year.is_some());
        let missing = missing.filter(|date| date.what.day().is_some_and(|day| !said(day)));
        missing
            .map(|date| {
                explained.there.push(date.at.clone());
                let message = format!("the date `{}` of the original is not here", self.then(&date.at));
                self.note(message, None, Some(date.at.clone()))
            })
            .collect()
    }

    /// Telephone numbers that only the original has.
    fn phones(&self, ours: &Figures, theirs: &Figures, explained: &mut Explained) -> Vec<Diagnostic> {
        explained.here.extend(ours.phones.iter().map(|phone| phone.at.clone()));
        explained.there.extend(theirs.phones.iter().map(|phone| phone.at.clone()));
        let only = |mine: &[Found<Phone>], others: &[Found<Phone>]| -> Vec<Found<Phone>> {
            let is_lost = |phone: &&Found<Phone>| !others.iter().any(|other| other.what.is_like(&phone.what));
            mine.iter()
                .filter(is_lost)
                .map(|phone| Found { what: phone.what.clone(), at: phone.at.clone() })
                .collect()
        };
        let (extra, lost) = (only(&ours.phones, &theirs.phones), only(&theirs.phones, &ours.phones));
        if extra.len() == lost.len() && lost.len() <= PAIRED {
            return extra.iter().zip(&lost).map(|(now, then)| self.differs(now, then, explained)).collect();
        }
        let note = |phone: &Found<Phone>| {
            let message =
                format!("the telephone number `{}` of the original is not here", self.then(&phone.at));
            self.note(message, None, Some(phone.at.clone()))
        };
        lost.iter().map(note).collect()
    }

    /// Numbers that only one of the two has. As many on each side are taken for slips of the pen.
    fn numbers(
        &self,
        ours: &Figures,
        theirs: &Figures,
        anywhere: &[Number],
        explained: &Explained,
    ) -> Vec<Diagnostic> {
        let other_years = self.counts_other_years();
        let bare =
            |all: &[Found<Number>]| -> Vec<Number> { all.iter().map(|found| found.what.clone()).collect() };
        let only =
            |mine: &[Found<Number>], explained: &[Range<usize>], others: &[Number]| -> Vec<Found<String>> {
                let mut seen = BTreeSet::new();
                let asked = mine
                    .iter()
                    .filter(|found| found.what.telling && !(other_years && found.what.digits.len() == 4));
                let asked = asked.filter(|found| !explained.iter().any(|at| overlap(at, &found.at)));
                let lost = asked
                    .filter(|found| !is_among(&found.what, others) && seen.insert(found.what.digits.clone()));
                lost.map(|found| Found { what: found.what.digits.clone(), at: found.at.clone() }).collect()
            };
        let mut extra = only(&ours.numbers, &explained.here, &bare(&theirs.numbers));
        let mut lost = only(&theirs.numbers, &explained.there, anywhere);
        // What is a word in the original: shares, decades, a hundred.
        extra.retain(|found| found.what.len() >= 3 && found.what != "100" && !is_year(&found.what));
        if self.here.is_in(&MYRIADS) {
            lost.retain(|found| !found.what.ends_with("000"));
        }
        if extra.len() == lost.len() && lost.len() <= PAIRED {
            let mut none = Explained::default();
            return extra.iter().zip(&lost).map(|(now, then)| self.differs(now, then, &mut none)).collect();
        }
        let extra = extra.iter().map(|found| {
            let message = format!("the original has no number `{}`", self.now(&found.at));
            self.note(message, Some(found.at.clone()), None)
        });
        self.missing(&lost).into_iter().chain(extra).collect()
    }

    /// One problem for all numbers that are missing: where there are many, a paragraph is.
    fn missing(&self, lost: &[Found<String>]) -> Option<Diagnostic> {
        let (first, others) = lost.split_first()?;
        let shown: Vec<String> = lost.iter().map(|found| format!("`{}`", self.then(&found.at))).collect();
        let message = match others.len() {
            0 => format!("the number {} of the original is not here", shown[0]),
            _ => format!("these numbers of the original are not here: {}", shown.join(", ")),
        };
        let note = self.note(message, None, Some(first.at.clone()));
        let place = |found: &Found<String>| Place::new(&self.there.path, found.at.clone());
        Some(others.iter().take(PAIRED - 1).fold(note, |note, found| note.related(place(found), "and this")))
    }

    /// One thing here, another there.
    fn differs<T>(&self, now: &Found<T>, then: &Found<T>, explained: &mut Explained) -> Diagnostic {
        explained.here.push(now.at.clone());
        explained.there.push(then.at.clone());
        let message = format!("`{}` in the original is `{}` here", self.then(&then.at), self.now(&now.at));
        self.note(message, Some(now.at.clone()), Some(then.at.clone()))
    }

    fn now(&self, at: &Range<usize>) -> String {
        written(self.here, at)
    }

    fn then(&self, at: &Range<usize>) -> String {
        written(self.there, at)
    }
}

/// What has been said of, or is the same in both; ranges of the two files.
#[derive(Default)]
struct Explained {
    here: Vec<Range<usize>>,
    there: Vec<Range<usize>>,
}

/// What stands at a place, on one line.
fn written(text: &Text<'_>, at: &Range<usize>) -> String {
    text.source[at.clone()].split_whitespace().collect::<Vec<_>>().join(" ")
}

fn overlap(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}

/// Whether digits are a year of our time.
fn is_year(digits: &str) -> bool {
    digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"))
}
