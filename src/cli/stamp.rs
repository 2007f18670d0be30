//! `vade synced` and `vade reviewed`: stamps in front matter.

use super::arguments::{Reviewed, Synced};
use super::changes::{Making, make};
use super::survey::survey;
use super::{Ending, Failure, Outcome, source, terminal};
use crate::edit::Change;
use crate::upkeep::stamps::{self, Stamped, Wanted};

/// Carries out `synced`.
pub fn synced(options: &Synced) -> Outcome {
    let survey = survey(&options.sources)?;
    let stamped = match options.all {
        true => stamps::synced_first(&survey.site, &survey.tree, &options.lang),
        false => {
            let wanted = Wanted { names: &options.names, languages: &options.lang };
            stamps::synced(&survey.site, &survey.tree, wanted)
        }
    };
    finish(&options.sources.root, &stamped, Making::of(options.dry_run))
}

/// Carries out `reviewed`.
pub fn reviewed(options: &Reviewed) -> Outcome {
    let survey = survey(&options.sources)?;
    let day = options.on.or(options.sources.as_of).unwrap_or_else(source::today);
    let wanted = Wanted { names: &options.names, languages: &options.lang };
    let stamped = stamps::reviewed(&survey.site, &survey.tree, wanted, day);
    finish(&options.sources.root, &stamped, Making::of(options.dry_run))
}

/// Writes what is to be written, if nothing was refused, and says so.
fn finish(root: &std::path::Path, stamped: &Stamped, making: Making) -> Outcome {
    if !stamped.refused.is_empty() {
        let why = stamped.refused.join("\n       ");
        return Err(Failure(format!("{why}\nnothing was written")));
    }
    make(root, &stamped.changes, making)?;
    if making == Making::Real {
        let line = |change: &Change| format!("stamped {}\n", change.file());
        terminal::print(&stamped.changes.iter().map(line).collect::<String>());
    }
    for left in &stamped.left {
        terminal::say(&format!("left alone, because its original has changed since: {left}"));
    }
    if stamped.changes.is_empty() {
        terminal::say(match stamped.unchanged.len() {
            0 => "there is nothing to stamp",
            _ => "nothing to do: the stamps are there already",
        });
    }
    Ok(Ending::Clean)
}
