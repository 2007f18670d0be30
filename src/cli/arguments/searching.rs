//! Arguments of the commands that ask the search and show how it reads words.

use std::path::PathBuf;

use clap::Args;

use super::{Site, language};
use crate::language::Lang;

/// Asks the search of the site, or runs its search tests
///
/// Builds the site in memory and asks the very module that browsers run. With --test, asks the
/// queries of search-tests.toml and reports those that don't find what they should.
#[derive(Args)]
#[command(after_help = "Examples:
  vade search --lang sk 'nahnevany zakaznik'
  vade search --lang en refund --explain      how each word was understood
  vade search --test                          the tests of search-tests.toml")]
pub struct Search {
    /// What to look for
    #[arg(required_unless_present = "test")]
    pub query: Option<String>,
    /// The language to look in
    #[arg(long, value_name = "TAG", value_parser = language, required_unless_present = "test")]
    pub lang: Option<Lang>,
    /// Show how each word was understood, and where scores come from
    #[arg(long)]
    pub explain: bool,
    /// How many pages to show
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub limit: usize,
    /// Run the tests of search-tests.toml
    #[arg(long, conflicts_with_all = ["query", "lang", "explain"])]
    pub test: bool,
    #[command(flatten)]
    pub site: Site,
}

/// Shows how words are folded and keyed for search
///
/// Reads words from standard input and prints each with its folded form and its key, separated by
/// tabs. Words with one key find each other. Which key a word gets depends on the other words:
/// those of the vocabulary, else all that were read.
#[derive(Args)]
#[command(after_help = "Examples:
  echo zákazníkov zákazníkom | vade analyze --lang sk
  vade analyze --lang tr --vocabulary words.txt < query.txt")]
pub struct Analyze {
    /// The language of the words
    #[arg(long, value_name = "TAG", value_parser = language)]
    pub lang: Lang,
    /// A file with the words of the site, separated by white space
    #[arg(long, value_name = "FILE")]
    pub vocabulary: Option<PathBuf>,
    /// A lexicon: a table of forms, or the .dic of a Hunspell dictionary with its .aff beside it
    #[arg(long, value_name = "FILE")]
    pub lexicon: Option<PathBuf>,
}
