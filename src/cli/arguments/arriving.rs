//! Arguments of the commands that a site begins with.

use std::path::PathBuf;

use clap::Args;

use crate::language::Lang;

/// Makes a new site that builds and explains itself
///
/// Asks for what was not given, on a terminal. A folder that has a site already is refused, and
/// no file that is there is changed.
#[derive(Args)]
#[command(after_help = "Examples:
  vade init                                   here; asks for a name and for languages
  vade init handbook --name \"Front desk\" --languages en,sk
  vade init handbook --languages Arabic       names of languages will do")]
pub struct Init {
    /// Where; made if it is missing
    #[arg(default_value = ".", value_name = "DIR")]
    pub folder: PathBuf,
    /// What the site is called [default: asks, else "My handbook"]
    #[arg(long)]
    pub name: Option<String>,
    /// Its languages, the default one first [default: asks, else en]
    #[arg(long, value_name = "TAG", value_delimiter = ',', num_args = 1, value_parser = known_language)]
    pub languages: Option<Vec<Lang>>,
}

/// The language of a tag or a name.
pub fn known_language(text: &str) -> Result<Lang, String> {
    let text = text.trim();
    let tagged = Lang::new(text).filter(Lang::is_known);
    tagged.or_else(|| Lang::called(text)).ok_or_else(|| {
        format!("`{text}` is no language that we know; write its tag, such as en, sk or pt-BR, or its name")
    })
}

/// Prints the manual page of vade
#[derive(Args)]
#[command(after_help = "Examples:
  vade man | man -l -                         read it
  vade man > ~/.local/share/man/man1/vade.1   keep it, for `man vade`")]
pub struct Man {}

/// Brings in what you have: MkDocs, mdBook, Docusaurus, Starlight, Hugo, Zola, HTML, plain text
///
/// Reads PATH, a folder or a file, and puts articles into content/ of the site, with their order,
/// titles, dates, tags, old addresses, links and pictures. Says of every file what was changed and
/// what was dropped. A file that is there already is never replaced. Without a site.toml, one
/// is written.
#[derive(Args)]
#[command(after_help = "Examples:
  vade import ../old-docs --dry-run           what would happen; nothing is written
  vade import ../old-docs --root handbook
  vade import article.txt --lang sk           one text, in Slovak")]
pub struct Import {
    /// A folder or a file
    pub path: PathBuf,
    /// The folder of the site; made if it is missing
    #[arg(long, short, default_value = ".", value_name = "DIR")]
    pub root: PathBuf,
    /// The language of texts that don't say it themselves [default: found out]
    #[arg(long, value_name = "TAG", value_parser = known_language)]
    pub lang: Option<Lang>,
    /// Only say what would happen
    #[arg(long)]
    pub dry_run: bool,
}
