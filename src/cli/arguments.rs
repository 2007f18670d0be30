//! What can be typed. The comments here are what `--help` shows.

mod arriving;
mod checking;
mod exporting;
mod merging;
mod moving;
mod searching;
mod upkeep;

use std::convert::Infallible;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

pub use arriving::{Import, Init, Man, known_language};
pub use checking::{Check, Deny, List};
pub use exporting::Export;
pub use merging::Merge;
pub use moving::Mv;
pub use searching::{Analyze, Search};
pub use upkeep::{Diff, New, Reviewed, Sources, Status, StatusFormat, Synced};

use crate::language::Lang;
use crate::path::typed;
use crate::settings::BaseUrl;

/// Turns a folder of multilingual Markdown into a searchable handbook on the web
#[derive(Parser)]
#[command(
    name = "vade",
    version,
    propagate_version = true,
    max_term_width = 100,
    arg_required_else_help = true
)]
#[command(after_help = "Examples:
  vade init handbook         begin a new one in the folder `handbook`
  vade serve                 read the handbook in this folder at http://127.0.0.1:4000/
  vade build                 write it to ./public, ready for any web server
  vade check                 look for everything that is wrong with it, and write nothing
  vade explain broken-link   what a problem means and how to mend it

Exit codes: 0 all is well, 1 the site has errors, 2 the command could not be carried out.")]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Subcommand)]
pub enum Command {
    Init(Init),
    Import(Import),
    New(New),
    Build(Build),
    Merge(Merge),
    Check(Check),
    List(List),
    Status(Status),
    Diff(Diff),
    Synced(Synced),
    Reviewed(Reviewed),
    Mv(Mv),
    Serve(Serve),
    Export(Export),
    Schema(Schema),
    Theme(Theme),
    Explain(Explain),
    Search(Search),
    Analyze(Analyze),
    Completions(Completions),
    Man(Man),
}

/// Builds the site into a folder, all of it or nothing
///
/// Nothing is written if the site has an error. Otherwise the folder changes in one step: who
/// looks sees the old site or the new one, whole. Files that did not change are not touched,
/// and files that vade did not write are never changed or removed.
#[derive(Args)]
#[command(after_help = "Examples:
  vade build --output /var/www/handbook
  vade build --base-url https://example.org/handbook/
  vade build --portable --output stick        to be opened without a server
  vade build --audience agents,leads          for everyone and for these two
  vade build --drafts --as-of 2026-12-01      as it will be on that day, drafts included
  vade build --lang et --output parts/et      one language, to be merged with the others
  vade build --published index.json           fails if a page that is online would vanish")]
pub struct Build {
    #[command(flatten)]
    pub site: Site,
    /// Where the site is written [default: public, in the folder of the site]
    #[arg(long, short, value_name = "DIR")]
    pub output: Option<PathBuf>,
    /// Where the site will be published, in place of `base_url` of site.toml
    #[arg(long, value_name = "URL", value_parser = base_url)]
    pub base_url: Option<BaseUrl>,
    /// Make the files of one language and those that belong to none, for `vade merge`
    #[arg(long, value_name = "TAG", value_parser = language, conflicts_with = "portable")]
    pub lang: Option<Lang>,
    /// Publish drafts and what is not yet to be published, too
    #[arg(long)]
    pub drafts: bool,
    /// Replace files that vade did not write where the site has one of the same name
    #[arg(long)]
    pub force: bool,
    /// Fail if an address of this list would lead nowhere: the `index.json` that is online, or
    /// a list that --record wrote [default: addresses.txt, if it is there]
    #[arg(long, value_name = "FILE")]
    pub published: Option<PathBuf>,
    /// Add the addresses of this build to addresses.txt, beside site.toml
    #[arg(long)]
    pub record: bool,
    /// Make a folder that works without a server, opened from a disk or a stick; search included
    #[arg(long, conflicts_with = "compress")]
    pub portable: bool,
    /// Add compressed siblings (.gz, .br) of texts, for servers that send them
    #[arg(long)]
    pub compress: bool,
    /// Print where the time went
    #[arg(long)]
    pub timings: bool,
}

/// Serves the site while it is being written; every save is in the browser at once
///
/// Drafts are shown. Nothing is written to disk. Mistakes are explained in the page and here, and
/// the last good page stays. Stop it with Ctrl-C.
#[derive(Args)]
#[command(after_help = "Examples:
  vade serve --open
  vade serve --root handbook --port 0         at any free port; the address is printed
  vade serve --host 0.0.0.0                   for other machines, too
  vade serve --editor 'vscode://file/{path}:{line}:{column}'")]
pub struct Serve {
    #[command(flatten)]
    pub site: Site,
    /// Port; 0 for any free one [default: 4000, or the next free one]
    #[arg(long, short)]
    pub port: Option<u16>,
    /// Address or name to listen at and to answer to; 0.0.0.0 lets other machines in
    #[arg(long, default_value = "127.0.0.1", value_name = "ADDRESS")]
    pub host: String,
    /// Open the site in the browser
    #[arg(long)]
    pub open: bool,
    /// Look at all files again and again, for drives that do not tell of changes
    #[arg(long)]
    pub poll: bool,
    /// What opens a file: a command, or an address with {path}, {line} and {column}
    /// [default: $VADE_EDITOR, $VISUAL or $EDITOR]
    #[arg(long, value_name = "COMMAND")]
    pub editor: Option<String>,
}

/// What to build, and how problems are told; the same for all commands that build.
#[derive(Args, Clone)]
pub struct Site {
    #[command(flatten)]
    pub scope: Scope,
    /// How problems are printed
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: Format,
}

/// Which site, for whom, on which day.
#[derive(Args, Clone)]
pub struct Scope {
    /// The folder with site.toml
    #[arg(long, short, default_value = ".", value_name = "DIR")]
    pub root: PathBuf,
    /// Whom to build for, beside everyone [default: `default_audience` of site.toml]
    #[arg(long, value_name = "NAME", value_delimiter = ',', num_args = 1)]
    pub audience: Option<Vec<String>>,
    /// Build as on this day: what is published, expired, due for review [default: today, in UTC]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub as_of: Option<Date>,
}

/// How problems are printed.
#[derive(Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// With the lines that they are in
    #[default]
    Human,
    /// One line each, as editors and CI read them
    Short,
    /// One JSON object each, a line each
    Json,
    /// One SARIF 2.1.0 log, for code scanning
    Sarif,
    /// Commands of GitHub Actions, which shows them beside the lines of a change
    Github,
    /// One Code Quality report of GitLab, which shows it in a merge request
    Gitlab,
}

/// Prints the JSON Schema of a file, for editors and programs
///
/// Editors complete and check front matter, site.toml and terms.toml with it; docs/content/editors.md says
/// how.
#[derive(Args)]
#[command(after_help = "Examples:
  vade schema index > index.schema.json       to check index.json against
  vade schema site > .vscode/site.schema.json      for an editor
  vade schema snippets > .vscode/vade.code-snippets")]
pub struct Schema {
    /// Which file
    pub of: SchemaOf,
}

#[derive(Clone, Copy, ValueEnum)]
pub enum SchemaOf {
    /// index.json, every article as data
    Index,
    /// The front matter of an article
    Article,
    /// site.toml
    Site,
    /// terms.toml
    Terms,
    /// No schema: the keys of front matter as snippets for VS Code
    Snippets,
}

/// Prints a file of the default theme, to be changed or translated
///
/// What lies below themes/default of a site takes the place of what has the same name in the theme that
/// vade brings along. Without a name, the names of all files are listed.
#[derive(Args)]
#[command(after_help = "Examples:
  vade theme                                  the names of all files
  vade theme templates/parts/footer.html      prints one
  vade theme --copy templates/parts/footer.html
  vade theme --copy strings/de.toml           texts of a language that the theme lacks, to be translated")]
pub struct Theme {
    /// Which file
    #[arg(value_name = "FILE")]
    pub file: Option<String>,
    /// Put it below themes/default of the site, where it isn't there yet
    #[arg(long, requires = "file")]
    pub copy: bool,
    /// The folder with site.toml
    #[arg(long, short, default_value = ".", value_name = "DIR")]
    pub root: PathBuf,
}

/// Explains a problem: what it means and how to mend it
#[derive(Args)]
#[command(after_help = "Example:
  vade explain broken-link")]
pub struct Explain {
    /// The name in brackets behind `error` or `warning`; without one, all names are listed
    pub code: Option<String>,
}

/// Prints a script that completes vade's commands in a shell
#[derive(Args)]
#[command(after_help = "Example:
  vade completions bash > ~/.local/share/bash-completion/completions/vade")]
pub struct Completions {
    /// Which shell
    pub shell: clap_complete::Shell,
}

fn base_url(text: &str) -> Result<BaseUrl, &'static str> {
    BaseUrl::parse(text)
}

fn day(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| "this is not a day; write it as 2026-03-07".to_string())
}

/// An id or a path as people type it; shells of Windows complete names with `\\`.
fn place(text: &str) -> Result<String, Infallible> {
    Ok(typed(text))
}

fn language(tag: &str) -> Result<Lang, String> {
    Lang::new(tag).ok_or_else(|| "not a language tag, as en or pt-BR are".to_owned())
}

#[cfg(test)]
mod tests {
    use clap::{CommandFactory, Parser};

    use super::Command;

    #[test]
    fn places_may_be_typed_with_the_slashes_of_windows() {
        let typed = |line: &[&str]| super::Arguments::try_parse_from(line).ok().map(|typed| typed.command);
        let moved = typed(&["vade", "mv", r"content\en\leave.md", r".\family\leave"]);
        assert!(
            matches!(moved, Some(Command::Mv(mv)) if mv.old == "content/en/leave.md" && mv.new == "./family/leave")
        );
        let begun = typed(&["vade", "new", r"leave\parental"]);
        assert!(matches!(begun, Some(Command::New(new)) if new.id == "leave/parental"));
        let stamped = typed(&["vade", "synced", r"content\sk\a.md", "b/c"]);
        assert!(matches!(stamped, Some(Command::Synced(these)) if these.names == ["content/sk/a.md", "b/c"]));
    }

    #[test]
    fn the_command_line_is_consistent() {
        super::Arguments::command().debug_assert();
    }
}
