//! The command line: what `vade` does in the world outside.
//!
//! Results go to standard output, everything else to standard error. The exit code is 0 if all
//! is well, 1 if the site has errors, 2 if the command could not be carried out. Everything a
//! person may want to know is in `--help` and in `docs/content/command-line.md`.

mod analyze;
mod arguments;
mod build;
pub mod changes;
mod check;
mod clock;
mod completions;
mod explain;
mod export;
mod external;
mod import;
mod init;
mod ledger;
mod list;
mod man;
mod merge;
mod mistyped;
mod mv;
mod new;
mod problems;
mod schema;
mod search;
mod serve;
mod since;
mod source;
mod stamp;
mod status;
mod survey;
mod terminal;
mod theme;

use std::process::ExitCode;

use arguments::Command;

/// How a command ended.
enum Ending {
    /// As it should.
    Clean,
    /// The site has errors; they have been printed.
    Problems,
}

/// Why a command could not be carried out: a line for the person who typed it.
struct Failure(String);

type Outcome = Result<Ending, Failure>;

impl<E: std::fmt::Display> From<E> for Failure {
    fn from(why: E) -> Self {
        Self(why.to_string())
    }
}

/// Reads the arguments, carries out the command, and says how it went.
pub fn run() -> ExitCode {
    let outcome = match mistyped::arguments().command {
        Command::Init(options) => init::run(&options),
        Command::Import(options) => import::run(&options),
        Command::New(options) => new::run(&options),
        Command::Build(options) => build::run(&options),
        Command::Merge(options) => merge::run(&options),
        Command::Check(options) => check::run(&options),
        Command::List(options) => list::run(&options),
        Command::Status(options) => status::run(&options),
        Command::Diff(options) => since::run(&options),
        Command::Synced(options) => stamp::synced(&options),
        Command::Reviewed(options) => stamp::reviewed(&options),
        Command::Mv(options) => mv::run(&options),
        Command::Serve(options) => serve::run(&options),
        Command::Schema(options) => schema::run(&options),
        Command::Search(options) => search::run(&options),
        Command::Analyze(options) => analyze::run(&options),
        Command::Export(options) => export::run(&options),
        Command::Theme(options) => theme::run(&options),
        Command::Explain(options) => explain::run(&options),
        Command::Completions(options) => completions::run(&options),
        Command::Man(_) => man::run(),
    };
    let printed = terminal::unprinted().map_or(Ok(()), |why| Err(Failure(why.to_owned())));
    match outcome.and_then(|ending| printed.map(|()| ending)) {
        Ok(Ending::Clean) => ExitCode::SUCCESS,
        Ok(Ending::Problems) => ExitCode::from(1),
        Err(Failure(why)) => {
            terminal::say(&format!("{} {why}", terminal::error_word()));
            ExitCode::from(2)
        }
    }
}
