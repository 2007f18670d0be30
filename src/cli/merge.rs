//! `vade merge`: the parts of a split build become one site.

use super::arguments::Merge;
use super::{Ending, Outcome, terminal};
use crate::output::disk::{self, Strangers};
use crate::output::merge::merge;

/// Carries it out.
pub fn run(options: &Merge) -> Outcome {
    let parts = options.parts.iter().map(|folder| disk::part(folder)).collect::<Result<Vec<_>, _>>()?;
    let output = merge(parts)?;
    let strangers = if options.force { Strangers::Replaced } else { Strangers::Refused };
    let waiting = || terminal::say("waiting for another build that is writing the same folder");
    let written = disk::write(&options.output, &output, strangers, &waiting)?;
    terminal::print(&format!(
        "{} folders: {} files written, {} unchanged, {} removed in {}\n",
        options.parts.len(),
        written.written,
        written.unchanged,
        written.removed,
        options.output.display(),
    ));
    Ok(Ending::Clean)
}
