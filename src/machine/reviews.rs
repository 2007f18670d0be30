//! When what has to be looked at again: `reviews.json` for programs, and a calendar for each
//! owner (`reviews/<owner>.ics`, RFC 5545), to be subscribed to.
//!
//! There is a review for each version of an article that has a day for its next one. Nothing
//! here depends on the day of the build: who reads the files knows what day it is.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use super::{Made, absolute, at, sources, written};
use crate::language::Lang;
use crate::output::Artifact;
use crate::path::OutPath;
use crate::site::{Entry, Site};

/// The version of `reviews.json`.
const VERSION: u32 = 1;

/// The longest line of a calendar, in bytes; longer ones are folded.
const LINE: usize = 75;

/// A review that is to be done.
#[derive(Serialize)]
struct Review<'a> {
    id: &'a str,
    lang: &'a Lang,
    url: String,
    title: &'a str,
    owner: Option<&'a str>,
    reviewed_on: Option<Date>,
    review_due: Date,
}

#[derive(Serialize)]
struct File<'a> {
    version: u32,
    reviews: &'a [Review<'a>],
}

/// The files; none where nothing is ever due, or the site doesn't want them.
pub fn make(site: &Site) -> Vec<Made> {
    let reviews = reviews(site);
    if reviews.is_empty() || !site.settings.output.reviews {
        return Vec::new();
    }
    let mut by_owner: BTreeMap<&str, Vec<&Review>> = BTreeMap::new();
    for review in &reviews {
        if let Some(owner) = review.owner {
            by_owner.entry(owner).or_default().push(review);
        }
    }
    let file = File { version: VERSION, reviews: &reviews };
    let json = serde_json::to_string_pretty(&file).expect("it has string keys and no failing parts") + "\n";
    let mut made = vec![(at("", "reviews.json"), Artifact::new(json.into_bytes(), sources("content")))];
    made.extend(by_owner.into_iter().filter_map(|(owner, reviews)| {
        let out = OutPath::new(&format!("reviews/{owner}.ics"))?;
        Some((out, Artifact::new(calendar(site, owner, &reviews).into_bytes(), sources("content"))))
    }));
    made
}

/// All reviews, the next one first.
fn reviews(site: &Site) -> Vec<Review<'_>> {
    let review = |entry| review(site, entry);
    let mut reviews: Vec<Review> = site.editions.iter().flat_map(written).filter_map(review).collect();
    reviews.sort_by(|a, b| (a.review_due, a.id, a.lang).cmp(&(b.review_due, b.id, b.lang)));
    reviews
}

fn review<'a>(site: &Site, entry: &'a Entry) -> Option<Review<'a>> {
    let meta = &*entry.meta;
    Some(Review {
        id: &meta.id,
        lang: &entry.lang,
        url: absolute(&site.settings, &entry.url),
        title: &meta.title,
        owner: meta.owner.as_ref().map(|owner| owner.id.as_str()),
        reviewed_on: meta.reviewed_on,
        review_due: meta.review_due?,
    })
}

/// The calendar of an owner: an event that takes all day and leaves the day free.
fn calendar(site: &Site, owner: &str, reviews: &[&Review]) -> String {
    let name = site.settings.owners.get(owner).map_or(owner, |owner| &owner.name);
    let mut text = String::new();
    let mut line = |name: &str, value: &str| fold(&format!("{name}:{value}"), &mut text);
    line("BEGIN", "VCALENDAR");
    line("VERSION", "2.0");
    line("PRODID", "-//Vademecum//vade//EN");
    line("X-WR-CALNAME", &escaped(name));
    for review in reviews {
        line("BEGIN", "VEVENT");
        line("UID", &escaped(&format!("review:{}", review.url)));
        // The day that the date follows from: a build must not change what says the same.
        let stamp = review.reviewed_on.unwrap_or(review.review_due);
        line("DTSTAMP", &format!("{}T000000Z", stamp.strftime("%Y%m%d")));
        line("DTSTART;VALUE=DATE", &review.review_due.strftime("%Y%m%d").to_string());
        line("SUMMARY", &escaped(&format!("{} ({})", review.title, review.lang)));
        line("URL", &review.url);
        line("TRANSP", "TRANSPARENT");
        line("END", "VEVENT");
    }
    line("END", "VCALENDAR");
    text
}

/// A text as a value: what separates values is escaped.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' | ';' | ',' => escaped.extend(['\\', letter]),
            '\n' => escaped.push_str("\\n"),
            letter if letter.is_control() => {}
            letter => escaped.push(letter),
        }
    }
    escaped
}

/// Writes a line, in pieces of at most [`LINE`] bytes that each but the first begin with a
/// space. No letter is cut in two.
fn fold(line: &str, text: &mut String) {
    let mut room = LINE;
    for letter in line.chars() {
        if letter.len_utf8() > room {
            text.push_str("\r\n ");
            room = LINE - 1;
        }
        text.push(letter);
        room -= letter.len_utf8();
    }
    text.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_folded_between_letters() {
        let line = format!("SUMMARY:{}", "žluť ".repeat(40));
        let mut folded = String::new();
        fold(&line, &mut folded);
        assert!(folded.split("\r\n").all(|piece| piece.len() <= LINE), "{folded}");
        assert!(folded.split("\r\n").count() > 3);
        assert_eq!(folded.replace("\r\n ", ""), line + "\r\n");
    }

    #[test]
    fn what_separates_is_escaped() {
        assert_eq!(escaped("a, b; c\\d\ne\r\t"), "a\\, b\\; c\\\\d\\ne");
    }
}
