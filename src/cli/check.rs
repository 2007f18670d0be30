//! `vade check`: everything that is known to be wrong with a site, and nothing is written.

use std::path::Path;

use super::arguments::{Check, Deny, Format};
use super::problems::Shown;
use super::{Ending, Outcome, explain, ledger, problems, source, terminal};
use crate::compiler::{Compiler, Inspected};
use crate::diag::{Checked, Diagnostic, Severity, print};
use crate::settings::Drafts;
use crate::source::disk::read;

/// Carries it out.
pub fn run(options: &Check) -> Outcome {
    source::check_root(&options.site.root)?;
    let drafts = if options.drafts { Drafts::Shown } else { Drafts::Hidden };
    let mode = source::mode(&options.site, drafts, None);
    let progress = terminal::Progress::new();
    progress.now("reading and checking");
    let mut notes = Vec::new();
    let mut tree = read(&options.site.root, None).unpack(&mut notes);
    if let Some(list) = &options.published {
        tree = tree.with_published(ledger::list(list)?);
    }
    let Checked { value: Inspected { site }, notes: found } = Compiler::default().check(&tree, &mode)?;
    notes.extend(found);
    notes.sort();
    notes.dedup();
    drop(progress);
    let root = prefix(&options.site.root);
    let documentation = |code| explain::documentation(code);
    let shown = Shown { colour: terminal::output_colour(), root: &root, documentation: &documentation };
    terminal::print(&problems::text(&notes, &tree, options.site.format, &shown));
    if options.site.format == Format::Human {
        terminal::say(&summary(&notes, site.as_ref().map_or(0, |site| site.articles())));
    }
    Ok(if fails(&notes, options.deny) { Ending::Problems } else { Ending::Clean })
}

fn fails(notes: &[Diagnostic], deny: Deny) -> bool {
    let least = match deny {
        Deny::Errors => Severity::Error,
        Deny::Warnings => Severity::Warning,
        Deny::Hints => Severity::Hint,
    };
    notes.iter().any(|note| note.severity <= least)
}

fn summary(notes: &[Diagnostic], articles: usize) -> String {
    let articles = match articles {
        1 => "1 article".to_owned(),
        count => format!("{count} articles"),
    };
    match print::summary(notes) {
        clean if clean.is_empty() => format!("nothing is wrong with {articles}"),
        found => format!("{found} in {articles}"),
    }
}

/// What other programs, which run in the current folder, have to put before the names of files.
fn prefix(root: &Path) -> String {
    let parts = root.components().filter(|part| !matches!(part, std::path::Component::CurDir));
    let parts: Vec<String> = parts.map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    if parts.is_empty() { String::new() } else { format!("{}/", parts.join("/").replace("//", "/")) }
}
