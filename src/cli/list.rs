//! `vade list`: articles by what somebody may have to do about them.

use std::collections::BTreeSet;
use std::fmt::Write;

use serde_json::{Value, json};

use super::arguments::{Format, List};
use super::{Ending, Failure, Outcome, problems, source, terminal};
use crate::check::{Line, State, Wanted, roster};
use crate::compiler::Compiler;
use crate::diag::{counted, did_you_mean, in_order};
use crate::settings::Drafts;

/// Carries it out.
pub fn run(options: &List) -> Outcome {
    let mut notes = Vec::new();
    let tree = source::tree(&options.site.scope.root)?.unpack(&mut notes);
    let mode = source::mode(&options.site.scope, Drafts::Shown, None);
    source::check_audience(&tree, &mode)?;
    let Some(assembled) = Compiler::default().assemble(&tree, &mode).unpack(&mut notes) else {
        problems::report(&in_order(notes), &tree, options.site.format);
        return Ok(Ending::Problems);
    };
    let settings = &assembled.site.settings;
    if let Some(owner) = options.owner.as_ref().filter(|owner| !settings.owners.contains_key(*owner)) {
        let meant = did_you_mean(owner, settings.owners.keys().map(String::as_str));
        return Err(Failure(format!("site.toml lists no owner `{owner}`{meant}")));
    }
    if let Some(lang) = &options.lang {
        settings.language(lang).map_err(Failure)?;
    }
    let lines = roster(&assembled.site, &assembled.articles, &wanted(options));
    terminal::print(&match options.site.format {
        Format::Json => lines.iter().map(as_json).collect(),
        _ => table(&lines),
    });
    if options.site.format == Format::Human {
        let articles = counted(assembled.articles.len(), "article", "articles");
        terminal::say(&format!("{} of {articles}", lines.len()));
    }
    Ok(Ending::Clean)
}

fn wanted(options: &List) -> Wanted {
    let asked = [
        (options.drafts, State::Draft),
        (options.expired, State::Expired),
        (options.overdue, State::Overdue),
        (options.orphans, State::Orphan),
        (options.outdated, State::Outdated),
        (options.missing, State::Missing),
    ];
    Wanted {
        states: asked.into_iter().filter(|(asked, _)| *asked).map(|(_, state)| state).collect(),
        owner: options.owner.clone(),
        tag: options.tag.clone(),
        lang: options.lang.clone(),
        status: options.status.map(Into::into),
    }
}

/// Language, id, states, owner and day in columns; the title, which may be in any script, last.
fn table(lines: &[Line]) -> String {
    let rows: Vec<[String; 5]> = lines.iter().map(row).collect();
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or_default();
    let widths: [usize; 5] = std::array::from_fn(width);
    let mut text = String::new();
    for (row, line) in rows.iter().zip(lines) {
        for (cell, width) in row.iter().zip(widths).filter(|(_, width)| *width > 0) {
            let _ = write!(text, "{cell:width$}  ");
        }
        let _ = writeln!(text, "{}", line.title);
    }
    text
}

fn row(line: &Line) -> [String; 5] {
    let day = match (line.states.contains(&State::Expired), line.expires_on, line.review_due) {
        (true, Some(day), _) => format!("since {day}"),
        (false, _, Some(day)) => format!("due {day}"),
        _ => String::new(),
    };
    let id = if line.id.is_empty() { "/".to_owned() } else { line.id.clone() };
    [line.lang.to_string(), id, words(&line.states).join(","), line.owner.clone().unwrap_or_default(), day]
}

fn words(states: &BTreeSet<State>) -> Vec<&'static str> {
    states.iter().map(|state| state.word()).collect()
}

fn as_json(line: &Line) -> String {
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string());
    let line: Value = json!({
        "id": line.id, "lang": line.lang.as_str(), "title": line.title,
        "file": line.file.as_ref().map(|file| file.as_str()), "url": line.url,
        "states": words(&line.states), "status": line.status, "owner": line.owner, "tags": line.tags,
        "review_due": day(line.review_due), "expires_on": day(line.expires_on),
    });
    format!("{line}\n")
}
