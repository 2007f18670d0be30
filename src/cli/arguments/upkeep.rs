//! Arguments of the commands by which people keep a site true: translations and reviews.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use jiff::civil::Date;

use super::{day, language, place};
use crate::language::Lang;

/// The site, with all that it holds: drafts and texts for every audience.
#[derive(Args, Clone)]
pub struct Sources {
    /// The folder with site.toml
    #[arg(long, short, default_value = ".", value_name = "DIR")]
    pub root: PathBuf,
    /// Judge as on this day [default: today, in UTC]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub as_of: Option<Date>,
}

/// Shows which translations are missing or outdated, and which reviews are due
///
/// A line for each article and a column for each language, with sums below. With --lang, a list of
/// what is to be done in these languages, with the sections that changed.
#[derive(Args)]
#[command(after_help = "Examples:
  vade status
  vade status --lang sk                       what is to be done in Slovak
  vade status --open                          only articles that need somebody
  vade status --format json | jq '.languages'")]
pub struct Status {
    #[command(flatten)]
    pub sources: Sources,
    /// Only these languages, as a list
    #[arg(long, value_name = "TAG", value_delimiter = ',', num_args = 1, value_parser = language)]
    pub lang: Vec<Lang>,
    /// Leave out articles that need nothing
    #[arg(long)]
    pub open: bool,
    /// How it is printed
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: StatusFormat,
}

/// How a status is printed.
#[derive(Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum StatusFormat {
    /// As a table
    #[default]
    Human,
    /// As one JSON object
    Json,
}

/// Stamps translations: they say what their originals say now
///
/// Writes the fingerprint of the original into `translation.fingerprint` of the front matter and
/// leaves every other byte of the file alone. From then on the translation counts as outdated once
/// the original says something else.
#[derive(Args)]
#[command(after_help = "Examples:
  vade synced content/sk/leave/parental.md    this translation was brought up to date
  vade synced leave/parental --lang sk,et     these two were
  vade synced leave/parental                  all translations of the article were
  vade synced --all                           all that were never stamped
  vade synced --all --lang sk --dry-run       show what would change")]
pub struct Synced {
    /// Ids of articles, or paths of translations
    #[arg(value_name = "ID|PATH", required_unless_present = "all", value_parser = place)]
    pub names: Vec<String>,
    /// Only translations into these languages
    #[arg(long, value_name = "TAG", value_delimiter = ',', num_args = 1, value_parser = language)]
    pub lang: Vec<Lang>,
    /// All translations that were never stamped; outdated ones are left alone
    #[arg(long, conflicts_with = "names")]
    pub all: bool,
    /// Show the changes and write nothing
    #[arg(long)]
    pub dry_run: bool,
    #[command(flatten)]
    pub sources: Sources,
}

/// Shows what changed in an original since it was translated
///
/// Section by section. What a section said is looked up in git, in the commit that the translation
/// was stamped for; without it, what the section says now is shown.
#[derive(Args)]
#[command(after_help = "Examples:
  vade diff leave/parental --lang et
  vade diff content/et/leave/parental.md")]
pub struct Diff {
    /// Id of an article, or path of a translation
    #[arg(value_name = "ID|PATH", value_parser = place)]
    pub name: String,
    /// The language of the translation
    #[arg(long, value_name = "TAG", value_parser = language)]
    pub lang: Option<Lang>,
    #[command(flatten)]
    pub sources: Sources,
}

/// Stamps articles as reviewed today
///
/// Writes `reviewed_on` into the front matter and leaves every other byte of the file alone. An id
/// means the original of the article; each translation has a review of its own.
#[derive(Args)]
#[command(after_help = "Examples:
  vade reviewed leave/parental
  vade reviewed leave/parental --lang sk,et   these two translations
  vade reviewed content/sk/leave/parental.md --on 2026-03-07
  vade reviewed leave/parental --dry-run      show what would change")]
pub struct Reviewed {
    /// Ids of articles, or paths
    #[arg(value_name = "ID|PATH", required = true, value_parser = place)]
    pub names: Vec<String>,
    /// The versions in these languages, in place of the original
    #[arg(long, value_name = "TAG", value_delimiter = ',', num_args = 1, value_parser = language)]
    pub lang: Vec<Lang>,
    /// The day of the review [default: today, in UTC]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub on: Option<Date>,
    /// Show the changes and write nothing
    #[arg(long)]
    pub dry_run: bool,
    #[command(flatten)]
    pub sources: Sources,
}

/// Begins an article, or a translation of one
///
/// The new file is a draft with a title, a summary to fill in and the day. With --from, it is the
/// text of that language to be translated over: headings keep their ids, links and pictures lead
/// where they led, shared fields are inherited, and `vade status` notices when the original changes.
/// A file that is there is never replaced.
#[derive(Args)]
#[command(after_help = "Examples:
  vade new leave/parental                     in the default language
  vade new leave/parental --title 'Parental leave' --lang en
  vade new leave/parental --from en --lang sk     a translation into Slovak
  vade new leave/parental --from en --lang sk --dry-run")]
pub struct New {
    /// Id: the path of the file below its language, without .md
    #[arg(value_name = "ID", value_parser = place)]
    pub id: String,
    /// Its title [default: made from the id]
    #[arg(long, value_name = "TEXT", conflicts_with = "from")]
    pub title: Option<String>,
    /// Its language [default: `default_language` of site.toml]
    #[arg(long, value_name = "TAG", value_parser = language)]
    pub lang: Option<Lang>,
    /// Translate the text of this language
    #[arg(long, value_name = "TAG", value_parser = language)]
    pub from: Option<Lang>,
    /// Show the file and write nothing
    #[arg(long)]
    pub dry_run: bool,
    #[command(flatten)]
    pub sources: Sources,
}
