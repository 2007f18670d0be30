//! Plain text becomes Markdown: title, headings, lists, numbered steps, dialogues and quotes are
//! recognised by how their lines look; whatever is in doubt stays a paragraph. How they are written is
//! the business of [`markdown`].

mod line;
mod markdown;

use std::mem::discriminant;

use super::leftovers;
use super::{Made, front};
use line::{Line, is_capitals};

/// Longest heading, in characters.
const HEADING: usize = 80;

/// So many lines below the title may be facts about the text.
const FACTS: usize = 3;

/// Longest title.
const TITLE: usize = 120;

/// Lines of a text that was wrapped by hand are no longer than this.
const WRAPPED: usize = 100;

/// What the text says.
pub(super) fn read(text: &str) -> Made {
    let mut notes = Vec::new();
    // Before lines are spread: what belongs together is seen from the blank lines between.
    let text = leftovers::drop_lines(&text.replace(['\u{a0}', '\t'], " "), &mut notes);
    let text = leftovers::drop_copies(&spread(&text), &mut notes);
    let (title, rest) = title(&text);
    let lines = recognised(rest);
    let mut fields = front::Fields::default();
    if let Some(title) = title {
        fields.set_missing("title", title.into());
    }
    Made { fields, body: markdown::written(&lines), lang: None, notes }
}

/// Empty lines between paragraphs. In a text that was not wrapped, every line is one.
fn spread(text: &str) -> String {
    let longest = text.lines().map(|line| line.chars().count()).max().unwrap_or_default();
    if longest <= WRAPPED {
        return text.to_owned();
    }
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    lines.join("\n\n")
}

/// The first line, if it can be a title, and the rest.
fn title(text: &str) -> (Option<String>, &str) {
    let text = text.trim_start();
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let line = first.trim().trim_end_matches('#').trim_start_matches(['#', ' ']).trim();
    let can_be = !line.is_empty() && line.chars().count() <= TITLE && !line.ends_with(['.', ',', ';', ':']);
    // A line below that only underlines it.
    let under = rest.trim_start_matches('\n').lines().next().unwrap_or_default();
    let rule = under.len() >= 3 && under.chars().all(|sign| "=-".contains(sign));
    let rest =
        if rule { rest.trim_start_matches('\n').split_once('\n').map_or("", |(_, rest)| rest) } else { rest };
    if can_be { (Some(line.to_owned()), rest) } else { (None, text) }
}

fn recognised(text: &str) -> Vec<Line> {
    let raw: Vec<&str> = text.lines().map(str::trim).collect();
    let mut lines: Vec<Line> = raw.iter().map(|line| Line::of(line)).collect();
    for at in 0..lines.len() {
        if let Line::Text(line) = &lines[at]
            && is_heading(line, &raw, at)
        {
            lines[at] = Line::Heading(line.clone());
        }
        // A number before a short line with a text below it is the number of a section.
        if let Line::Number(_, line) = &lines[at]
            && is_section(line, &lines, at)
        {
            lines[at] = Line::Heading(raw[at].to_owned());
        }
    }
    miscounted(&mut lines, &raw);
    doubtful(&mut lines, &raw);
    lines
}

/// A short line that stands for itself with a text below it. One in capitals needs no blank lines around.
fn is_heading(line: &str, raw: &[&str], at: usize) -> bool {
    let capitals = is_capitals(line);
    let ended = |line: &str| capitals && line.ends_with(['.', '!', '?', '…']);
    let alone = at == 0 || raw[at - 1].is_empty() || ended(raw[at - 1]);
    let next = raw[at + 1..].iter().position(|line| !line.is_empty()).map(|next| at + 1 + next);
    let Some(next) = next else { return false };
    let apart = next > at + 1 || raw[next].chars().count() > HEADING || capitals && !is_capitals(raw[next]);
    let short = line.chars().count() <= HEADING && line.split_whitespace().count() <= 12;
    let begins = line.chars().next().is_some_and(|first| !first.is_lowercase() && first.is_alphanumeric());
    let sentence = line.ends_with(['.', ',', ';', '…', '،', '؛']) || line.ends_with([':', '!']) && !capitals;
    alone && apart && short && begins && !sentence && !is_byline(line, raw, at)
}

/// Whether a line below the title may name the author or the day.
fn is_byline(line: &str, raw: &[&str], at: usize) -> bool {
    let before = raw[..at].iter().filter(|line| !line.is_empty()).take(FACTS).count();
    before < FACTS && leftovers::is_about_author(line)
}

/// The number before a line is that of a section, unless the line goes on with a list.
fn is_section(line: &str, lines: &[Line], at: usize) -> bool {
    let short = line.chars().count() <= HEADING && !line.ends_with(['.', ';', ',']);
    let next = lines[at + 1..].iter().find(|line| **line != Line::Blank);
    let listed = at > 0 && matches!(lines[at - 1], Line::Number(..));
    short && !listed && matches!(next, Some(Line::Text(_) | Line::Quote(_)))
}

/// A number is that of a step if it is the first, or follows the one before, or is followed by the next.
/// Otherwise it is a day of a month or the like, and has to stay what it is.
fn miscounted(lines: &mut [Line], raw: &[&str]) {
    let mut last = 0;
    for at in 0..lines.len() {
        let Line::Number(number, _) = lines[at] else { continue };
        let next = lines[at + 1..].iter().find(|line| **line != Line::Blank);
        let goes_on = matches!(next, Some(Line::Number(next, _)) if *next == number + 1);
        if number == 1 || number == last + 1 || goes_on {
            last = number;
        } else {
            lines[at] = Line::Text(raw[at].to_owned());
        }
    }
}

/// A single turn or dash is no dialogue.
fn doubtful(lines: &mut [Line], raw: &[&str]) {
    let filled: Vec<usize> = (0..lines.len()).filter(|at| lines[*at] != Line::Blank).collect();
    let beside = |place: usize| {
        let before = place.checked_sub(1).map(|before| &lines[filled[before]]);
        before.into_iter().chain(filled.get(place + 1).map(|after| &lines[*after]))
    };
    let places = filled.iter().enumerate();
    let others: Vec<(usize, Line)> = places
        .filter_map(|(place, &at)| Some((at, otherwise(&lines[at], beside(place), raw[at])?)))
        .collect();
    for (at, line) in others {
        lines[at] = line;
    }
}

/// What a turn or a dash is if it is no part of a dialogue: text, or the entry of a list.
fn otherwise<'l>(line: &Line, mut beside: impl Iterator<Item = &'l Line>, raw: &str) -> Option<Line> {
    let is_alone = !beside.any(|other| discriminant(other) == discriminant(line));
    match line {
        Line::Turn { .. } | Line::Dash(_) if is_alone => Some(Line::Text(raw.to_owned())),
        Line::Dash(words) if !words.ends_with(['?', '!', '.', '…', '"', '“', '”']) => {
            Some(Line::Bullet(words.clone()))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_recognised_by_how_they_look() {
        let text = "Keď sa niečo pokazí\n\nKlient čaká na zavolanie a nikto mu nevolá, a preto je nahnevaný viac, než musel byť.\n\nČo urobiť hneď\n\n• Zavolajte\n• Ospravedlňte sa\n\n1. Zistite, čo sa stalo.\n2. Povedzte to.\n\nKlient: To snáď nie!\nVy: Rozumiem vám.\n\n„Nikto nám nezavolal celý týždeň.“\n\n1) Priznajte chybu\n\nPovedzte to prvý a povedzte to celé, aj keď je to nepríjemné, lebo inak to povie iný.\n\nPoznámka: ceny *s* DPH.\n";
        let made = read(text);
        insta::assert_snapshot!(format!("{}{}", made.fields.to_yaml(), made.body), @r"
        ---
        title: Keď sa niečo pokazí
        ---

        Klient čaká na zavolanie a nikto mu nevolá, a preto je nahnevaný viac, než musel byť.

        ## Čo urobiť hneď

        - Zavolajte
        - Ospravedlňte sa

        1. Zistite, čo sa stalo.
        2. Povedzte to.

        :::dialogue
        **Klient:** To snáď nie!

        **Vy:** Rozumiem vám.
        :::

        > „Nikto nám nezavolal celý týždeň.“

        ## 1) Priznajte chybu

        Povedzte to prvý a povedzte to celé, aj keď je to nepríjemné, lebo inak to povie iný.

        Poznámka: ceny \*s\* DPH.
        ");
    }

    #[test]
    fn lines_in_capitals_are_headings() {
        let text = "Title\n\nWHAT TO SAY\nSay what you do next.\nÇOK ÖNEMLİ: DİNLEYİN!\nDo it at once.\n\nFAQ is short.\n\nDO NOT CALL\nTHE CUSTOMER TWICE\n";
        assert_eq!(
            read(text).body,
            "## WHAT TO SAY\n\nSay what you do next.\n\n## ÇOK ÖNEMLİ: DİNLEYİN!\n\nDo it at once.\n\nFAQ is short.\n\nDO NOT CALL\nTHE CUSTOMER TWICE\n"
        );
    }

    #[test]
    fn the_last_step_of_a_list_is_no_heading() {
        let made = read("Steps\n\n1. Listen\n2. Apologise\n3. Offer a solution\n\nThen write it down.\n");
        assert_eq!(made.body, "1. Listen\n2. Apologise\n3. Offer a solution\n\nThen write it down.\n");
    }

    #[test]
    fn sources_below_a_text_stay_text() {
        let made = read("Calm\n\nIt helps [1].\n\n[1]: https://example.org/calm\n[^2]: Novak\n");
        assert_eq!(made.body, "It helps [1].\n\n\\[1]: https://example.org/calm\n\\[^2]: Novak\n");
    }

    #[test]
    fn numbers_stay_what_they_are() {
        let made = read(
            "Calm\n\n25. marca 2019 sme prišli.\n\n2019. A year.\n\n1. One\n2. Two\n\nNow wait, and then wait more than you did before.\n\n3. Three.\n\na) First\nb) Second\n\na) Other\n",
        );
        assert_eq!(
            made.body,
            "25\\. marca 2019 sme prišli.\n\n2019\\. A year.\n\n1. One\n2. Two\n\nNow wait, and then wait more than you did before.\n\n3. Three.\n\n1) First\n2) Second\n\n1. Other\n"
        );
    }

    #[test]
    fn lines_about_the_author_are_no_headings() {
        let made = read(
            "Calm\n\nBy Jana Novak\n\nPosted on March 3, 2019\n\nBreathe first.\n\nBy the book\n\nAnd then speak.\n",
        );
        assert_eq!(
            made.body,
            "By Jana Novak\n\nPosted on March 3, 2019\n\nBreathe first.\n\n## By the book\n\nAnd then speak.\n"
        );
    }

    #[test]
    fn dashes_that_speak_are_no_list() {
        let made = read("Rozhovor\n\n– Kto je tam?\n– Ja som to.\n\n– Chlieb\n– Mlieko");
        assert_eq!(made.body, "> – Kto je tam?\n>\n> – Ja som to.\n\n- Chlieb\n- Mlieko\n");
    }

    #[test]
    fn quotes_keep_the_name_of_who_said_them() {
        let made =
            read("Vernosť\n\n„Klient sa vráti.“ – Jana Nováková, riaditeľka\n\n„Áno“ – povedal. A išiel.\n");
        assert_eq!(
            made.body,
            "> „Klient sa vráti.“ – Jana Nováková, riaditeľka\n\n„Áno“ – povedal. A išiel.\n"
        );
    }
}
