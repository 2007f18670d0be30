//! Single lines of a web page that are no part of its text: what they look like, in several languages.

use super::{plain, small};
use crate::language::furniture::{COMMENTS, NETWORKS, SHARE};

/// What a line is that is no part of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    Comments,
    Likes,
    Author,
    Share,
    Rights,
    Trail,
}

impl Sign {
    const ALL: [Self; 6] =
        [Self::Comments, Self::Likes, Self::Author, Self::Share, Self::Rights, Self::Trail];

    /// Whether a line, in small letters, is one.
    fn is(self, line: &str) -> bool {
        match self {
            Self::Comments => is_counter(line),
            Self::Likes => is_likes(line),
            Self::Author => is_byline(line),
            Self::Share => is_share(line),
            Self::Rights => is_rights(line),
            Self::Trail => is_trail(line),
        }
    }

    /// What the report calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Comments => "a counter of comments",
            Self::Likes => "a counter of likes",
            Self::Author => "a line about the author, with a counter of comments",
            Self::Share => "a line for sharing",
            Self::Rights => "a copyright line",
            Self::Trail => "a trail of links",
        }
    }
}

/// Longest such line, in characters; sentences about sharing are longer.
const LONGEST: usize = 80;

/// What lines for sharing name beside networks.
const OTHERS: [&str; 8] = ["e-mail", "email", "google+", "reddit", "tumblr", "messenger", "viber", "print"];

/// Lines about rights.
const RIGHTS: [&str; 10] = [
    "all rights reserved",
    "všetky práva vyhradené",
    "všechna práva vyhrazena",
    "kõik õigused kaitstud",
    "tüm haklari saklidir",
    "toate drepturile rezervate",
    "alle rechte vorbehalten",
    "tous droits réservés",
    "جميع الحقوق محفوظة",
    "copyright",
];

/// What readers are said to have done, before or behind a number.
const LIKES: [&str; 10] = [
    "like",
    "likes",
    "páči sa mi to",
    "to se mi líbí",
    "meeldib",
    "beğen",
    "beğeni",
    "îmi place",
    "gefällt mir",
    "أعجبني",
];

/// How lines begin that name an author.
const AUTHORS: [&str; 17] = [
    "by ",
    "author",
    "written by",
    "posted by",
    "autor",
    "napísal",
    "napsal",
    "yazan",
    "yazar",
    "de ",
    "scris de",
    "kirjutas",
    "von ",
    "par ",
    "por ",
    "بقلم",
    "كتب",
];

/// How lines begin that name a day.
const DAYS: [&str; 12] = [
    "posted on",
    "published",
    "updated on",
    "last updated",
    "zverejnené",
    "uverejnené",
    "publikované",
    "aktualizované",
    "avaldatud",
    "yayin",
    "publicat",
    "نشر",
];

/// What kind of furniture a line is, if it is any.
pub(super) fn of(line: &str) -> Option<Sign> {
    let line = small(line);
    if line.is_empty() || line.chars().count() > LONGEST {
        return None;
    }
    Sign::ALL.into_iter().find(|sign| sign.is(&line))
}

/// How many lines below a line for sharing only name a network each.
pub(super) fn networks(lines: &[String]) -> usize {
    let names =
        lines.iter().map(|line| small(&plain(line))).take_while(|line| line.is_empty() || is_network(line));
    names.enumerate().filter(|(_, line)| !line.is_empty()).last().map_or(0, |(at, _)| at + 1)
}

fn is_network(line: &str) -> bool {
    let name = line.trim_end_matches(|sign: char| sign.is_numeric() || sign == ' ');
    NETWORKS.iter().chain(&OTHERS).any(|network| *network == name)
}

/// Whether a line may be about the author or the day of the text. It is no heading, wherever it stands.
pub(in crate::import) fn is_about_author(line: &str) -> bool {
    let line = small(line);
    line.chars().count() <= LONGEST && AUTHORS.iter().chain(&DAYS).any(|start| line.starts_with(start))
}

/// “11 Komentáre ▼”, “Yorumlar (5)”
fn is_counter(line: &str) -> bool {
    let words: Vec<&str> =
        line.split_whitespace().map(|word| word.trim_matches(['(', ')', ':', '▼', '▾'])).collect();
    let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
    let is_comment = |word: &str| {
        let word = word.strip_prefix("ال").unwrap_or(word);
        COMMENTS.iter().any(|start| word.starts_with(start))
    };
    match words.as_slice() {
        [number, word, rest @ ..] if is_number(number) => {
            is_comment(word) && rest.iter().all(|word| word.chars().all(|sign| !sign.is_alphabetic()))
        }
        [word, number] => is_comment(word) && is_number(number),
        _ => false,
    }
}

fn is_number(word: &str) -> bool {
    !word.is_empty() && word.chars().all(char::is_numeric)
}

fn is_likes(line: &str) -> bool {
    let line = line.trim_matches(['(', ')', ' ']);
    let words = line.trim_matches(|sign: char| sign.is_numeric() || "():".contains(sign)).trim();
    words.len() < line.len() && LIKES.contains(&words)
}

/// “Jana Nováková | 3. marca 2019 | 12 komentárov”: a counter between other facts of the page.
fn is_byline(line: &str) -> bool {
    let parts: Vec<&str> = line.split([',', '|', '·', '•', '/', '–', '—']).map(str::trim).collect();
    let year = |part: &&str| part.split(' ').any(|word| word.len() == 4 && is_number(word));
    let facts = line.contains('|') || is_about_author(line) || parts.iter().any(year);
    (2..=5).contains(&parts.len())
        && parts.iter().any(|part| is_counter(part))
        && facts
        && !line.ends_with(['.', '!', '?'])
}

fn is_share(line: &str) -> bool {
    let words = line.split_whitespace().count();
    let shares = SHARE.iter().any(|word| line.starts_with(word));
    let network = NETWORKS.iter().chain(&OTHERS[..2]).any(|name| line.contains(name));
    let brief = words <= 2 && !line.ends_with(['.', '!', '?']);
    // Turkish and Estonian name the network first.
    let turned = network && words <= 3 && SHARE.iter().any(|word| line.contains(word));
    shares && (brief || network) || turned
}

fn is_rights(line: &str) -> bool {
    let words = line.split_whitespace().count();
    line.starts_with('©')
        || line.starts_with("(c) ")
        || RIGHTS.iter().any(|text| line.contains(text)) && words <= 12 && !line.ends_with('?')
}

fn is_trail(line: &str) -> bool {
    [" > ", " » ", " › "].iter().map(|sign| line.matches(sign).count()).sum::<usize>() >= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counters_are_known_in_either_order() {
        for line in ["11 Komentáre ▼", "Yorumlar (5)", "Kommentaarid: 7", "التعليقات (5)", "(3) Comments"]
        {
            assert_eq!(of(line), Some(Sign::Comments), "{line}");
        }
        for line in ["Páči sa mi to 25", "12 likes", "Beğen (3)"] {
            assert_eq!(of(line), Some(Sign::Likes), "{line}");
        }
    }

    #[test]
    fn a_byline_goes_with_its_counter() {
        for line in [
            "By Jana Novak, 12 comments",
            "Autor: Jana Nováková, 12 komentárov",
            "Jana Nováková | 3. marca 2019 | 12 komentárov",
            "de Ana Pop, 3 martie 2019, 4 comentarii",
            "Ayşe Demir – 3 Mart 2019 – 5 Yorum",
            "بقلم: سارة أحمد | 5 تعليقات",
        ] {
            assert_eq!(of(line), Some(Sign::Author), "{line}");
        }
    }

    #[test]
    fn what_may_be_a_sentence_stays() {
        for line in [
            "By noon, 12 comments had arrived",
            "By Jana Novak",
            "Two questions, 12 comments",
            "Comments are welcome",
            "Like it or not",
            "Comment 5 times",
            "I like 12",
        ] {
            assert_eq!(of(line), None, "{line}");
        }
    }

    #[test]
    fn names_of_networks_go_below_a_line_for_sharing() {
        let lines = ["Facebook 12", "", "Twitter", "Email", "", "Text"].map(str::to_owned);
        assert_eq!(networks(&lines), 4);
        assert_eq!(of("Facebook"), None);
    }
}
