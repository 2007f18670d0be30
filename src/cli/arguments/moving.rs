//! Arguments of `vade mv`.

use std::path::PathBuf;

use clap::Args;

use super::place;

/// Moves an article or a section, in all languages, and whatever leads to it follows
///
/// Links to it and out of it, ids that change with its place, and old addresses: they lead on from
/// then on. Files that only it uses go with it. All of this is done or nothing, and nothing is ever
/// overwritten.
#[derive(Args)]
#[command(after_help = "Examples:
  vade mv leave/parental family/leave         the article, in every language that has it
  vade mv leave/parental family/              the same, and it keeps its name
  vade mv leave time-off                      a section and all that is in it
  vade mv content/en/faq.md content/en/help/faq.md
  vade mv leave time-off --dry-run            show moves and changes as a diff")]
pub struct Mv {
    /// What is moved: a path without language and extension, or a file
    #[arg(value_name = "OLD", value_parser = place)]
    pub old: String,
    /// Where it goes, in the same way; with a slash at the end, a section to go into
    #[arg(value_name = "NEW", value_parser = place)]
    pub new: String,
    /// Show the changes and write nothing
    #[arg(long)]
    pub dry_run: bool,
    /// The folder with site.toml
    #[arg(long, short, default_value = ".", value_name = "DIR")]
    pub root: PathBuf,
}
