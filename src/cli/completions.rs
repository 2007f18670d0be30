//! `vade completions`: scripts for shells, made from the definition of the command line.

use clap::CommandFactory;

use super::arguments::{Arguments, Completions};
use super::{Ending, Outcome, terminal};

/// Carries it out.
pub fn run(options: &Completions) -> Outcome {
    let mut script = Vec::new();
    clap_complete::generate(options.shell, &mut Arguments::command(), "vade", &mut script);
    terminal::print(&String::from_utf8_lossy(&script));
    Ok(Ending::Clean)
}
