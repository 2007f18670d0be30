//! `vade mv`: carries out what [`moving`](crate::moving) plans.

#![expect(clippy::disallowed_methods, reason = "folders that have become empty are cleared away")]

use std::fs;
use std::path::Path;

use super::arguments::{Format, Mv};
use super::changes::{Making, make};
use super::{Ending, Failure, Outcome, problems, source, terminal};
use crate::diag::in_order;
use crate::edit::Change;
use crate::moving::{self, Mention, Refusal};
use crate::path::SitePath;

/// Carries it out.
pub fn run(options: &Mv) -> Outcome {
    let mut notes = Vec::new();
    let tree = source::tree(&options.root)?.unpack(&mut notes);
    // The links of a file that cannot be read stay what they are.
    problems::report(&in_order(notes), &tree, Format::Human);
    let plan = moving::plan(&tree, &options.old, &options.new).map_err(refused)?;
    let making = Making::of(options.dry_run);
    make(&options.root, &plan.changes, making)?;
    if making == Making::Real {
        terminal::print(&plan.changes.iter().map(line).collect::<String>());
        for change in &plan.changes {
            if let Change::Moved { from, .. } = change {
                clear(&options.root, from);
            }
        }
    }
    for address in &plan.lost {
        terminal::say(&format!(
            "nothing leads on from {address}, which no file was behind; \
             say in `[redirects]` of site.toml where its readers should go"
        ));
    }
    for Mention { file, line, address } in &plan.mentions {
        terminal::say(&format!("{file}:{line} still says {address}: it leads on, but is not rewritten"));
    }
    Ok(Ending::Clean)
}

fn refused(refusal: Refusal) -> Failure {
    let why = match refusal {
        Refusal::Reasons(reasons) => reasons.join("\n       "),
        Refusal::Errors(errors, tree) => {
            problems::report(&errors, &tree, Format::Human);
            "the site would have these errors, which it has not now".to_owned()
        }
    };
    Failure(format!("{why}\nnothing was moved"))
}

fn line(change: &Change) -> String {
    match change {
        Change::Moved { from, to, .. } => format!("moved {from} to {to}\n"),
        Change::Changed { file, .. } | Change::Created { file, .. } => format!("changed {file}\n"),
    }
}

/// Takes away the folder that a file lay in, and those above it, if nothing is left in them.
fn clear(root: &Path, file: &SitePath) {
    let mut folder = Path::new(file.folder());
    while folder.components().count() > 1 && fs::remove_dir(root.join(folder)).is_ok() {
        folder = folder.parent().unwrap_or(Path::new(""));
    }
}
