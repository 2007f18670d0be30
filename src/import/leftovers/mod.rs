//! What web pages leave in a text that was copied out of them: tags that no template filled in,
//! counters of comments, lines for sharing, about authors, copyright, lists of other articles, second
//! halves. Each piece that is dropped is named in the report; what may be meant for readers stays, and so
//! does code.

mod copies;
mod related;
mod signs;

pub(super) use copies::{beginning, drop as drop_copies};
pub(super) use signs::is_about_author;

use super::code::Fence;
use super::report::Note;
use crate::language::furniture::BRACED;
use signs::Sign;

/// What stands for a line of code where lines are judged: a sentence, which belongs to the text.
const CODE: &str = ".";

/// The text without the lines that are no part of it.
pub(super) fn drop_lines(text: &str, notes: &mut Vec<Note>) -> String {
    let mut fence = Fence::default();
    let (shown, judged): (Vec<String>, Vec<String>) = text
        .lines()
        .map(|line| match fence.holds(line) {
            true => (line.to_owned(), CODE.to_owned()),
            false => {
                let line = without_tags(line, notes);
                (line.clone(), line)
            }
        })
        .unzip();
    let mut kept: Vec<&str> = Vec::new();
    let mut at = 0;
    while at < shown.len() {
        let length = dropped(&judged[at..], notes);
        kept.push(if length == 0 { &shown[at] } else { "" });
        at += length.max(1);
    }
    kept.join("\n")
}

/// How many lines go, from the first on.
fn dropped(lines: &[String], notes: &mut Vec<Note>) -> usize {
    let mut drop = |what: &str, line: &str| notes.push(Note::dropped(format!("{what}: “{}”", plain(line))));
    if let Some(sign) = lines.first().and_then(|line| signs::of(&plain(line))) {
        let networks = if sign == Sign::Share { signs::networks(&lines[1..]) } else { 0 };
        let these = lines[..=networks].iter().filter(|line| !line.trim().is_empty());
        these.for_each(|line| drop(sign.name(), line));
        return 1 + networks;
    }
    let list = related::list(lines);
    let told: Vec<String> = lines[..list]
        .iter()
        .filter(|line| !line.trim().is_empty())
        .map(|line| format!("“{}”", plain(line)))
        .collect();
    if !told.is_empty() {
        notes.push(Note::dropped(format!("a list of other articles: {}", told.join(", "))));
    }
    list
}

/// A line without the signs of lists, headings and links around it.
fn plain(line: &str) -> String {
    let line =
        line.trim().trim_start_matches(['#', '*', '-', '>', '•', '|', ' ']).trim_end_matches(['*', ' ', '|']);
    line.to_owned()
}

/// In small letters, as the words are that it is compared with. The four letters of Turkish are one `i`
/// there, since nobody knows which of them a capital stands for before the language is known.
fn small(line: &str) -> String {
    line.to_lowercase().replace("i\u{307}", "i").replace('ı', "i")
}

/// The line without tags of templates.
fn without_tags(line: &str, notes: &mut Vec<Note>) -> String {
    let mut line = line.to_owned();
    for tag in BRACED.into_iter().chain(["{title}"]) {
        let missing = format!("{tag} not found");
        cut(&mut line, &missing, &missing, notes);
        cut(&mut line, tag, tag, notes);
    }
    for (open, close) in [("$config[", "not found"), ("$config[", "]"), ("{{", "}}"), ("{%", "%}")] {
        cut(&mut line, open, close, notes);
    }
    line
}

fn cut(line: &mut String, open: &str, close: &str, notes: &mut Vec<Note>) {
    while let Some(start) = line.find(open) {
        let from = if open == close { start } else { start + open.len() };
        let Some(end) = line[from..].find(close).map(|end| from + end + close.len()) else { return };
        notes.push(Note::dropped(format!("a tag of a template: `{}`", &line[start..end])));
        line.replace_range(start..end, "");
        *line = line.trim_end().to_owned();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dropped(text: &str) -> (String, String) {
        let mut notes = Vec::new();
        let kept = drop_copies(&drop_lines(text, &mut notes), &mut notes);
        (kept, notes.into_iter().map(|note| note.text + "\n").collect())
    }

    #[test]
    fn furniture_goes_and_is_named() {
        let text = "$config[code] not found\n\n{h1}Pokoj\n\nHlboko sa nadýchnite. Share your worries with a friend who listens well.\n\n11 Komentáre ▼\n\nZdieľať na Facebooku\n\nSúvisiace články:\n- Prvý článok\n- Druhý článok\n\nNakoniec sa usmejte na klienta.\n\n© 2023 Firma";
        let (kept, notes) = dropped(text);
        insta::assert_snapshot!(kept, @r"
        Pokoj

        Hlboko sa nadýchnite. Share your worries with a friend who listens well.

        Nakoniec sa usmejte na klienta.
        ");
        insta::assert_snapshot!(notes, @r"
        a tag of a template: `$config[code] not found`
        a tag of a template: `{h1}`
        a counter of comments: “11 Komentáre ▼”
        a line for sharing: “Zdieľať na Facebooku”
        a list of other articles: “Súvisiace články:”, “Prvý článok”, “Druhý článok”
        a copyright line: “© 2023 Firma”
        ");
    }

    #[test]
    fn sentences_stay() {
        for text in [
            "Share the plan with your team before you call.",
            "The 11 comments were kind.",
            "Who holds the copyright?",
        ] {
            assert_eq!(dropped(text), (text.to_owned(), String::new()));
        }
    }
}
