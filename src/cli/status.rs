//! `vade status`: articles × languages on a terminal, or as data.

mod table;

use super::arguments::{Status, StatusFormat};
use super::survey::survey;
use super::terminal::{self, painted};
use super::{Ending, Failure, Outcome};
use crate::diag::counted;
use crate::diag::print::Colour;
use crate::language::Lang;
use crate::upkeep::status::{Board, Cell, Coverage, State, board};

/// Carries it out.
pub fn run(options: &Status) -> Outcome {
    let survey = survey(&options.sources)?;
    for lang in &options.lang {
        survey.site.settings.language(lang).map_err(Failure)?;
    }
    let mut board = board(&survey.site, &options.lang);
    if options.open {
        board.articles.retain(|row| row.languages.values().any(Cell::is_open));
    }
    let text = match options.format {
        StatusFormat::Json => serde_json::to_string_pretty(&board)? + "\n",
        StatusFormat::Human if !options.lang.is_empty() => list(&board, terminal::output_colour()),
        StatusFormat::Human => table::table(&board, terminal::width(), terminal::output_colour()),
    };
    terminal::print(&text);
    Ok(Ending::Clean)
}

/// What is to be done, language by language.
fn list(board: &Board, colour: Colour) -> String {
    let mut text = String::new();
    for language in &board.languages {
        let rows = board.articles.iter().filter_map(|row| Some((row, row.languages.get(&language.lang)?)));
        for (row, cell) in rows.filter(|(_, cell)| cell.is_open()) {
            let path = cell.path.as_deref().unwrap_or(&row.id);
            text += &format!("{}  {path}", painted(&format!("{:<10}", words(cell)), code(cell), colour));
            match cell.summary() {
                changed if changed.is_empty() => {}
                changed => text += &format!(": {changed}"),
            }
            text += "\n";
        }
        text += &format!("{}\n", sums(language));
    }
    text
}

/// How a text stands, in words.
fn words(cell: &Cell) -> &'static str {
    match cell.state {
        State::Missing => "missing",
        State::Outdated => "outdated",
        _ if cell.draft => "draft",
        _ if cell.overdue => "review due",
        State::Unstamped => "unstamped",
        State::Current | State::Original => "up to date",
    }
}

/// The colour of a cell, as terminals number them.
fn code(cell: &Cell) -> &'static str {
    match cell.state {
        State::Outdated => "31",
        State::Missing => "2",
        _ if cell.draft => "36",
        _ if cell.overdue => "33",
        State::Unstamped => "33",
        State::Original | State::Current => "32",
    }
}

/// One line about a language.
fn sums(language: &Coverage) -> String {
    let share = 100 * language.written / language.articles.max(1);
    let states = [
        (language.originals, "original", "originals"),
        (language.current, "up to date", "up to date"),
        (language.outdated, "outdated", "outdated"),
        (language.unstamped, "never stamped", "never stamped"),
        (language.missing, "missing", "missing"),
        (language.drafts, "draft", "drafts"),
        (language.overdue, "review due", "reviews due"),
    ];
    let parts: Vec<String> = states
        .iter()
        .filter(|(count, _, _)| *count > 0)
        .map(|(count, one, more)| counted(*count, one, more))
        .collect();
    let name = name(&language.lang, &language.name);
    format!("{name}: {} of {} ({share} %): {}", language.written, language.articles, parts.join(", "))
}

fn name(lang: &Lang, name: &str) -> String {
    if name == lang.as_str() { name.to_owned() } else { format!("{lang} {name}") }
}
