//! The status of a site as a table: a line for each article, a column for each language.

use super::{code, sums};
use crate::cli::terminal::painted;
use crate::diag::print::Colour;
use crate::upkeep::status::{Board, Cell, Coverage, Row, State};

/// Fewest columns that ids of articles get.
const NARROWEST_ID: usize = 20;

/// The table within `width` columns, what its signs mean, and sums.
pub(super) fn table(board: &Board, width: usize, colour: Colour) -> String {
    let longest = board.articles.iter().map(|row| row.id.chars().count()).max().unwrap_or_default();
    let columns = Columns::fit(board, width, longest);
    let mut text = String::new();
    for languages in board.languages.chunks(columns.at_once) {
        text += &columns.head(languages);
        for row in &board.articles {
            text += &columns.row(row, languages, colour);
        }
        text += "\n";
    }
    text += &legend(width);
    for language in &board.languages {
        text += &format!("{}\n", sums(language));
    }
    text
}

/// What the signs of the table mean, in as many lines as it takes.
fn legend(width: usize) -> String {
    let signs = [
        "o original",
        "+ up to date",
        "! outdated",
        "? never stamped",
        "d draft",
        "- missing",
        "r review due",
    ];
    let (mut text, mut line) = (String::new(), String::new());
    for sign in signs {
        if !line.is_empty() && line.len() + "  ".len() + sign.len() > width {
            text += &format!("{}\n", std::mem::take(&mut line));
        }
        line += if line.is_empty() { "" } else { "  " };
        line += sign;
    }
    format!("{text}{line}\n\n")
}

/// How a table is laid out.
struct Columns {
    /// Columns for ids.
    id: usize,
    /// Columns for a language.
    each: usize,
    /// Whether tags of languages stand upright, letter below letter.
    upright: bool,
    /// Languages in one table.
    at_once: usize,
}

impl Columns {
    fn fit(board: &Board, width: usize, longest: usize) -> Self {
        let count = board.languages.len().max(1);
        let tag = board.languages.iter().map(|language| language.lang.as_str().len()).max().unwrap_or(2);
        let id = |each: usize| width.saturating_sub(each * count + 1).min(longest.max(7));
        let wide = tag.max(2) + 1;
        if id(wide) >= NARROWEST_ID.min(longest) {
            return Self { id: id(wide), each: wide, upright: false, at_once: count };
        }
        if id(2) >= NARROWEST_ID.min(longest) {
            return Self { id: id(2), each: 2, upright: true, at_once: count };
        }
        let id = NARROWEST_ID.min(longest);
        Self { id, each: 2, upright: true, at_once: (width.saturating_sub(id + 1) / 2).max(1) }
    }

    fn head(&self, languages: &[Coverage]) -> String {
        let tags: Vec<&str> = languages.iter().map(|language| language.lang.as_str()).collect();
        if !self.upright {
            let tags: String =
                tags.iter().map(|tag| format!(" {tag:<width$}", width = self.each - 1)).collect();
            return format!("{:id$}{}\n", "", tags.trim_end(), id = self.id);
        }
        let height = tags.iter().map(|tag| tag.len()).max().unwrap_or_default();
        let line = |at: usize| {
            let letters: String =
                tags.iter().map(|tag| format!(" {}", tag.chars().nth(at).unwrap_or(' '))).collect();
            format!("{:id$}{}\n", "", letters.trim_end(), id = self.id)
        };
        (0..height).map(line).collect()
    }

    fn row(&self, row: &Row, languages: &[Coverage], colour: Colour) -> String {
        let cell = |language: &Coverage| match row.languages.get(&language.lang) {
            Some(cell) => {
                let due = if cell.overdue { painted("r", "33", colour) } else { " ".to_owned() };
                let gap = " ".repeat(self.each.saturating_sub(2));
                format!("{}{due}{gap}", painted(sign(cell), code(cell), colour))
            }
            None => " ".repeat(self.each),
        };
        let cells: String = languages.iter().map(cell).collect();
        format!("{:id$} {}\n", shortened(&row.id, self.id), cells.trim_end(), id = self.id)
    }
}

/// The sign of a cell.
fn sign(cell: &Cell) -> &'static str {
    match cell.state {
        State::Missing => "-",
        _ if cell.draft => "d",
        State::Original => "o",
        State::Current => "+",
        State::Outdated => "!",
        State::Unstamped => "?",
    }
}

/// The end of an id says more than its beginning, which neighbours share.
fn shortened(id: &str, width: usize) -> String {
    let length = id.chars().count();
    if length <= width {
        return id.to_owned();
    }
    let end: String = id.chars().skip(length + 1 - width).collect();
    format!("…{end}")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::language::Lang;

    fn made(tags: &[&str]) -> Board {
        let cell = |state, overdue| Cell {
            state,
            path: Some("content/x.md".into()),
            draft: false,
            sections: Vec::new(),
            review_due: None,
            overdue,
        };
        let states = [State::Original, State::Current, State::Outdated, State::Unstamped, State::Missing];
        let cells: BTreeMap<Lang, Cell> = tags
            .iter()
            .enumerate()
            .map(|(number, tag)| (Lang::new(tag).unwrap(), cell(states[number % 5], number == 1)))
            .collect();
        let coverage = |tag: &&str| Coverage {
            lang: Lang::new(tag).unwrap(),
            name: tag.to_string(),
            articles: 1,
            written: 1,
            originals: 1,
            current: 0,
            outdated: 0,
            unstamped: 0,
            missing: 0,
            drafts: 0,
            overdue: 2,
        };
        let id = "recovery/what-to-say-after-a-mistake".to_owned();
        let row = Row { id, title: "T".into(), original: Lang::new(tags[0]).unwrap(), languages: cells };
        Board {
            version: 1,
            as_of: jiff::civil::date(2026, 3, 7),
            languages: tags.iter().map(coverage).collect(),
            articles: vec![row],
        }
    }

    #[test]
    fn six_languages_stand_side_by_side() {
        let text = table(&made(&["en", "sk", "et", "tr", "ro", "ar"]), 80, Colour::Never);
        let lines: Vec<&str> = text.lines().take(2).collect();
        assert_eq!(
            lines,
            [
                "                                     en sk et tr ro ar",
                "recovery/what-to-say-after-a-mistake o  +r !  ?  -  o"
            ]
        );
        assert!(text.contains("en: 1 of 1 (100 %): 1 original, 2 reviews due"), "{text}");
    }

    #[test]
    fn many_languages_fit_a_narrow_terminal() {
        let tags = [
            "ar", "bg", "bn", "ca", "de", "el", "en", "es", "fa", "fr", "hi", "hu", "id", "it", "ja", "ko",
            "ms", "nl", "pcm", "pl", "pt", "ro", "ru", "sw", "ta", "tr", "zh-hans", "zh-hant",
        ];
        for width in [80, 60, 40] {
            let text = table(&made(&tags), width, Colour::Never);
            let longest = text.lines().take_while(|line| !line.starts_with("o original"));
            assert!(longest.map(|line| line.chars().count()).max().unwrap() <= width, "{text}");
        }
        let at_80 = table(&made(&tags), 80, Colour::Never);
        assert!(at_80.contains("-after-a-mistake o +r!"), "{at_80}");
    }
}
