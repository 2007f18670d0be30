//! A text that was taken twice: once as it is shown, once as it is printed or previewed. The copy goes
//! only if every paragraph of it stands in the other half, in the same order.

use super::signs;
use crate::import::code::Fence;
use crate::import::report::Note;

/// Shortest paragraph whose second copy is no refrain.
const LONG: usize = 60;

/// The text without a copy of itself, and without long paragraphs that come again.
pub(in crate::import) fn drop(text: &str, notes: &mut Vec<Note>) -> String {
    let paragraphs = paragraphs(text);
    let (half, dropped) = halves(&paragraphs);
    if !dropped.is_empty() {
        notes.push(Note::dropped(format!("a second copy of the text, {} paragraphs", dropped.len())));
    }
    let missing = dropped.iter().filter(|part| !stands_in(part, half));
    notes.extend(missing.map(|part| Note::dropped(format!("in it: “{}”", part.trim()))));
    let mut kept: Vec<&str> = Vec::new();
    for paragraph in half {
        if paragraph.chars().count() >= LONG && kept.contains(paragraph) && !has_code(paragraph) {
            notes.push(Note::dropped(format!(
                "a paragraph that was there before: “{}”",
                beginning(paragraph)
            )));
        } else {
            kept.push(paragraph);
        }
    }
    kept.join("\n\n")
}

/// What stands between blank lines; those within code part nothing.
fn paragraphs(text: &str) -> Vec<&str> {
    let (mut paragraphs, mut fence, mut start, mut at) = (Vec::new(), Fence::default(), 0, 0);
    for line in text.split_inclusive('\n') {
        if !fence.holds(line) && line == "\n" {
            paragraphs.push(&text[start..at]);
            start = at;
        }
        at += line.len();
    }
    paragraphs.push(&text[start..]);
    paragraphs.retain(|part| !part.trim().is_empty());
    paragraphs.into_iter().map(|part| part.trim_matches('\n')).collect()
}

fn has_code(paragraph: &str) -> bool {
    paragraph.lines().any(|line| Fence::default().holds(line))
}

/// What stays and what goes: all of the text and nothing, if no half is a copy of the other.
fn halves<'p, 't>(paragraphs: &'p [&'t str]) -> (&'p [&'t str], &'p [&'t str]) {
    let starts = (1..paragraphs.len()).filter(|at| paragraphs[*at].trim() == paragraphs[0].trim());
    for at in starts {
        let (first, second) = paragraphs.split_at(at);
        if second.len() >= 2 && is_copy(second, first) {
            return (first, second);
        }
        // The first half may be the shorter one, where a page shows how its text begins.
        if first.len() >= 2 && is_copy(first, second) {
            return (second, first);
        }
    }
    (paragraphs, &[])
}

/// Whether all of `copy` stands in `whole`, in this order; lines about the author may differ.
fn is_copy(copy: &[&str], whole: &[&str]) -> bool {
    let mut rest = whole.iter();
    let found = |part: &&str| rest.any(|other| other.trim() == part.trim());
    let told = |part: &&&str| !part.lines().all(signs::is_about_author);
    let parts: Vec<&&str> = copy.iter().filter(told).collect();
    let says_much = copy.len() == whole.len() || parts.iter().any(|part| part.chars().count() >= LONG);
    says_much && parts.len() >= 2 && parts.into_iter().all(found)
}

fn stands_in(part: &str, half: &[&str]) -> bool {
    half.iter().any(|other| other.trim() == part.trim())
}

/// The first words of a text, by which it is found.
pub(in crate::import) fn beginning(text: &str) -> String {
    const FIRST: usize = 6;
    let mut words = text.split_whitespace();
    let first: Vec<&str> = words.by_ref().take(FIRST).collect();
    let more = if words.next().is_some() { " …" } else { "" };
    first.join(" ") + more
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEAD: &str = "A customer who complains is one who still talks to you, so listen until the end.";

    fn dropped(text: &str) -> (String, Vec<String>) {
        let mut notes = Vec::new();
        let kept = drop(text, &mut notes);
        (kept, notes.into_iter().map(|note| note.text).collect())
    }

    #[test]
    fn a_second_half_that_is_the_first_goes() {
        let (kept, notes) = dropped("One\n\nTwo\n\nThree\n\nOne\n\nTwo\n\nThree");
        assert_eq!(kept, "One\n\nTwo\n\nThree");
        assert_eq!(notes, ["a second copy of the text, 3 paragraphs"]);
        assert_eq!(dropped("One\n\nTwo\n\nOne").0, "One\n\nTwo\n\nOne");
    }

    #[test]
    fn a_line_about_the_author_may_stand_between() {
        let (kept, notes) =
            dropped(&format!("Title\n\n{LEAD}\n\nMore\n\nTitle\n\nBy Jana Novak\n\n{LEAD}\n\nMore"));
        assert_eq!(kept, format!("Title\n\n{LEAD}\n\nMore"));
        assert_eq!(notes, ["a second copy of the text, 4 paragraphs", "in it: “By Jana Novak”"]);
    }

    #[test]
    fn the_beginning_that_was_shown_before_the_text_goes() {
        let whole = format!("Title\n\n{LEAD}\n\nMore\n\nStill more");
        assert_eq!(dropped(&format!("Title\n\n{LEAD}\n\n{whole}")).0, whole);
    }

    #[test]
    fn halves_that_say_something_else_stay() {
        let text = format!("Title\n\n{LEAD}\n\nMore\n\nTitle\n\n{LEAD} Really.\n\nMore");
        assert_eq!(dropped(&text), (text, Vec::new()));
        let refrain = "Row\n\nMerrily\n\nStream\n\nRow\n\nMerrily";
        assert_eq!(dropped(refrain), (refrain.to_owned(), Vec::new()));
    }
}
