//! Arguments of the commands that look through a site.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{Site, language};
use crate::article::Status;
use crate::language::Lang;

/// Looks for everything that is wrong with the site, and writes nothing
///
/// Beside what a build reports: pictures without descriptions, headings out of order, text that
/// was pasted twice or left over from another system, articles that nobody finds, texts in the
/// wrong language, typography; and the tests of search-tests.toml. `vade explain` tells of each.
#[derive(Args)]
#[command(after_help = "Examples:
  vade check                                  exit code 1 if there is an error
  vade check --deny warnings                  … or a warning: for CI
  vade check --fix --dry-run                  what can be mended without a thought
  vade check --baseline check.json --write-baseline     accept what there is …
  vade check --baseline check.json                      … and fail on what is new
  vade check --external                       links to other sites, too
  vade check --format github                  shown beside the lines of a pull request
  vade check --format sarif > vade.sarif      for code scanning")]
pub struct Check {
    #[command(flatten)]
    pub site: Site,
    /// Look at drafts and at what is not yet to be published, too
    #[arg(long)]
    pub drafts: bool,
    /// Report addresses of this list that would lead nowhere: the `index.json` that is online, or
    /// a list that `vade build --record` wrote [default: addresses.txt, if it is there]
    #[arg(long, value_name = "FILE")]
    pub published: Option<PathBuf>,
    /// From which severity on the exit code is 1
    #[arg(long, value_enum, default_value_t, value_name = "SEVERITY")]
    pub deny: Deny,
    /// Problems that are accepted for now: only others are printed, and make the check fail
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    /// Accept all problems that there are now: write them to the baseline
    #[arg(long, requires = "baseline")]
    pub write_baseline: bool,
    /// Ask other servers whether what the site links to is there
    #[arg(long)]
    pub external: bool,
    /// Servers that --external doesn't ask
    #[arg(long, value_name = "HOST", value_delimiter = ',', num_args = 1, requires = "external")]
    pub skip_host: Vec<String>,
    /// How many days --external believes that what was there is still there
    #[arg(long, value_name = "N", default_value_t = 7, requires = "external")]
    pub external_days: u32,
    /// Where --external keeps the answers [default: .vade/links.json, in the folder of the site]
    #[arg(long, value_name = "FILE", requires = "external")]
    pub external_cache: Option<PathBuf>,
    /// Mend what has one right mend; the rest is reported
    #[arg(long, conflicts_with = "write_baseline")]
    pub fix: bool,
    /// Show as a diff what --fix would change, and change nothing
    #[arg(long, requires = "fix")]
    pub dry_run: bool,
}

/// From which severity on a check fails.
#[derive(Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Deny {
    /// Errors alone
    #[default]
    Errors,
    /// Errors and warnings
    Warnings,
    /// Everything
    Hints,
}

/// Lists articles by what there is to do about them
///
/// Drafts, expired, overdue, orphans, outdated, missing; of an owner, with a tag, in a language, of a status.
/// Without a filter, all. States add to each other (--drafts --overdue lists both); owner, tag,
/// language and status narrow the list.
#[derive(Args)]
#[command(after_help = "Examples:
  vade list --overdue --owner care-team       what the care team has to review
  vade list --missing --outdated --lang et    what there is to translate into Estonian
  vade list --drafts --expired                what no reader sees
  vade list --format json | jq -r .file       for other programs, a line each")]
pub struct List {
    /// Drafts
    #[arg(long)]
    pub drafts: bool,
    /// What is no longer published
    #[arg(long)]
    pub expired: bool,
    /// What should have been reviewed
    #[arg(long)]
    pub overdue: bool,
    /// What no list, link or related article leads to
    #[arg(long)]
    pub orphans: bool,
    /// Translations whose original has changed since
    #[arg(long)]
    pub outdated: bool,
    /// What is there in another language only
    #[arg(long)]
    pub missing: bool,
    /// Of this person or team
    #[arg(long, value_name = "ID")]
    pub owner: Option<String>,
    /// With this tag
    #[arg(long, value_name = "ID")]
    pub tag: Option<String>,
    /// In this language
    #[arg(long, value_name = "TAG", value_parser = language)]
    pub lang: Option<Lang>,
    /// Of this status
    #[arg(long, value_enum, value_name = "STATUS")]
    pub status: Option<ListStatus>,
    #[command(flatten)]
    pub site: Site,
}

/// A status that articles may have.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ListStatus {
    Draft,
    Unverified,
    Verified,
    Archived,
}

impl From<ListStatus> for Status {
    fn from(status: ListStatus) -> Self {
        match status {
            ListStatus::Draft => Self::Draft,
            ListStatus::Unverified => Self::Unverified,
            ListStatus::Verified => Self::Verified,
            ListStatus::Archived => Self::Archived,
        }
    }
}
