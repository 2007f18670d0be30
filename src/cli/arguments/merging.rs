//! Arguments of the command that puts the parts of a split build together.

use std::path::PathBuf;

use clap::Args;

/// Puts folders that `vade build --lang` wrote together into one site
///
/// The result is the same, byte for byte, as that of one build. The parts must come from the same
/// sources, settings and day, and no language may be missing; otherwise nothing is written.
#[derive(Args)]
#[command(after_help = "Example:
  vade build --lang en --output parts/en
  vade build --lang sk --output parts/sk      on the same machine or another one
  vade merge parts/en parts/sk --output public")]
pub struct Merge {
    /// The folders, one for each language
    #[arg(required = true, value_name = "DIR")]
    pub parts: Vec<PathBuf>,
    /// Where the site is written
    #[arg(long, short, value_name = "DIR", default_value = "public")]
    pub output: PathBuf,
    /// Replace files that vade did not write where the site has one of the same name
    #[arg(long)]
    pub force: bool,
}
