//! What web pages leave in a text that was copied out of them: tags that no template filled in,
//! counters of comments, lines for sharing, copyright, lists of other articles, second halves.
//! Each piece that is dropped is named in the report.

use super::report::Note;
use crate::language::furniture::{BRACED, COMMENTS, NETWORKS, SHARE};

/// What lines for sharing name beside networks.
const MAIL: [&str; 2] = ["e-mail", "email"];

/// Lines about rights.
const RIGHTS: [&str; 10] = [
    "all rights reserved",
    "všetky práva vyhradené",
    "všechna práva vyhrazena",
    "kõik õigused kaitstud",
    "tüm hakları saklıdır",
    "toate drepturile rezervate",
    "alle rechte vorbehalten",
    "tous droits réservés",
    "جميع الحقوق محفوظة",
    "copyright",
];

/// Headings of lists of other articles.
const RELATED: [&str; 24] = [
    "related articles",
    "related posts",
    "related",
    "read also",
    "read more",
    "see also",
    "you may also like",
    "súvisiace články",
    "podobné články",
    "čítajte tiež",
    "čítajte aj",
    "prečítajte si aj",
    "seotud artiklid",
    "loe ka",
    "loe lisaks",
    "ilgili yazılar",
    "ilgili makaleler",
    "benzer yazılar",
    "articole similare",
    "citește și",
    "articole recomandate",
    "مقالات ذات صلة",
    "اقرأ أيضا",
    "اقرأ أيضًا",
];

/// Longest line of furniture, in characters; sentences about sharing are longer.
const SHORT: usize = 80;

/// Longest title in a list of other articles.
const LINK: usize = 120;

/// Shortest paragraph whose second copy is no refrain.
const LONG: usize = 60;

/// The text without them.
pub(super) fn drop(text: &str, notes: &mut Vec<Note>) -> String {
    let mut kept: Vec<String> = Vec::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let line = without_tags(line, notes);
        let plain = plain(&line);
        if let Some(why) = furniture(&plain) {
            notes.push(Note::dropped(format!("{why}: “{plain}”")));
        } else if is_related(&plain) {
            notes.push(Note::dropped(format!("a list of other articles: “{plain}”")));
            while lines.peek().is_some_and(|line| line.trim().is_empty() || is_link(&self::plain(line))) {
                if let Some(line) = lines.next().map(self::plain).filter(|line| !line.is_empty()) {
                    notes.push(Note::dropped(format!("in it: “{line}”")));
                }
            }
            kept.push(String::new());
        } else {
            kept.push(line);
        }
    }
    halves(&kept.join("\n"), notes)
}

/// A line without the signs of lists, headings and links around it.
fn plain(line: &str) -> String {
    let line =
        line.trim().trim_start_matches(['#', '*', '-', '>', '•', '|', ' ']).trim_end_matches(['*', ' ', '|']);
    line.to_owned()
}

/// What kind of furniture a line is.
fn furniture(line: &str) -> Option<&'static str> {
    let small = line.to_lowercase();
    if small.is_empty() || small.chars().count() > SHORT {
        return None;
    }
    if is_counter(&small) {
        return Some("a counter of comments");
    }
    let words = small.split_whitespace().count();
    let shares = SHARE.iter().any(|word| small.starts_with(word));
    let network = NETWORKS.iter().chain(&MAIL).any(|name| small.contains(name));
    let brief = words <= 2 && !small.ends_with(['.', '!', '?']);
    // Turkish and Estonian name the network first.
    let turned = network && words <= 3 && SHARE.iter().any(|word| small.contains(word));
    if shares && (brief || network) || turned {
        return Some("a line for sharing");
    }
    if small.starts_with('©')
        || small.starts_with("(c) ")
        || RIGHTS.iter().any(|text| small.contains(text)) && words <= 12 && !small.ends_with('?')
    {
        return Some("a copyright line");
    }
    let steps = small.matches(" > ").count() + small.matches(" » ").count() + small.matches(" › ").count();
    (steps >= 2).then_some("a trail of links")
}

/// “11 Komentáre ▼”
fn is_counter(small: &str) -> bool {
    let mut words = small.trim_matches(['(', ')', '▼', '▾', ' ']).split_whitespace();
    let (Some(number), Some(word)) = (words.next(), words.next()) else { return false };
    let counted =
        number.chars().all(char::is_numeric) && COMMENTS.iter().any(|start| word.starts_with(start));
    counted && words.all(|rest| rest.chars().all(|sign| !sign.is_alphabetic()))
}

fn is_related(line: &str) -> bool {
    let small = line.to_lowercase();
    RELATED.iter().any(|heading| {
        small
            .strip_prefix(heading)
            .is_some_and(|rest| rest.trim().is_empty() || rest.trim_start().starts_with(':'))
    }) && small.chars().count() <= LINK
}

/// Whether a line in a list of articles is the title of one, not the text going on.
fn is_link(line: &str) -> bool {
    line.chars().count() <= LINK && !line.ends_with(['.', ':', ';', '!'])
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

/// The text without a copy of itself behind it, and without long paragraphs that come again.
fn halves(text: &str, notes: &mut Vec<Note>) -> String {
    let paragraphs: Vec<&str> = text
        .split("\n\n")
        .map(|part| part.trim_matches('\n'))
        .filter(|part| !part.trim().is_empty())
        .collect();
    let same = |from: usize| paragraphs[from..].iter().zip(&paragraphs).all(|(a, b)| a.trim() == b.trim());
    let end = (1..paragraphs.len())
        .find(|from| paragraphs.len() - from >= 2 && same(*from))
        .unwrap_or(paragraphs.len());
    if end < paragraphs.len() {
        let count = paragraphs.len() - end;
        notes.push(Note::dropped(format!("a second copy of the text, {count} paragraphs")));
    }
    let mut kept: Vec<&str> = Vec::new();
    for paragraph in &paragraphs[..end] {
        if paragraph.chars().count() >= LONG && kept.contains(paragraph) {
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

fn beginning(paragraph: &str) -> String {
    let words: Vec<&str> = paragraph.split_whitespace().take(6).collect();
    format!("{} …", words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dropped(text: &str) -> (String, String) {
        let mut notes = Vec::new();
        let kept = drop(text, &mut notes);
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
        a list of other articles: “Súvisiace články:”
        in it: “Prvý článok”
        in it: “Druhý článok”
        a copyright line: “© 2023 Firma”
        ");
    }

    #[test]
    fn a_second_half_that_is_the_first_goes() {
        let (kept, notes) = dropped("One\n\nTwo\n\nThree\n\nOne\n\nTwo\n\nThree");
        assert_eq!(kept, "One\n\nTwo\n\nThree");
        assert!(notes.contains("second copy"), "{notes}");
        assert_eq!(dropped("One\n\nTwo\n\nOne").0, "One\n\nTwo\n\nOne");
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
