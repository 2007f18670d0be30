//! Arguments of the command that hands a site over to other systems.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{Scope, base_url, language};
use crate::export::{Format, is_name};
use crate::language::Lang;
use crate::settings::BaseUrl;

/// Writes what a search service reads: OpenSearch, Meilisearch, Typesense, JSON Lines
///
/// A document for each section of an article, files of its own for each language, with settings for
/// the analysis of its text and with the synonyms of the site and its glossary. Drafts, archived pages and what is for
/// other audiences are left out, as in a build. Nothing is sent anywhere: docs/content/scale.md says how to.
#[derive(Args)]
#[command(after_help = "Examples:
  vade export --format opensearch
  vade export --format meilisearch --output /srv/search
  vade export --format typesense --lang ar --name handbook
  vade export --format jsonl --audience agents")]
pub struct Export {
    /// For which system
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub format: ExportFormat,
    /// Only this language [default: all]
    #[arg(long, value_name = "TAG", value_parser = language)]
    pub lang: Option<Lang>,
    /// What the names of indexes and files begin with
    #[arg(long, default_value = "vade", value_parser = name)]
    pub name: String,
    /// Where the files are written [default: export, in the folder of the site]
    #[arg(long, short, value_name = "DIR")]
    pub output: Option<PathBuf>,
    /// Where the site is published, in place of `base_url` of site.toml
    #[arg(long, value_name = "URL", value_parser = base_url)]
    pub base_url: Option<BaseUrl>,
    #[command(flatten)]
    pub scope: Scope,
}

/// For which system.
#[derive(Clone, Copy, ValueEnum)]
pub enum ExportFormat {
    /// Bodies of _bulk requests, and settings with mappings for each index
    #[value(name = "opensearch")]
    OpenSearch,
    /// Documents as NDJSON, and settings for each index
    Meilisearch,
    /// Documents as JSONL, and schema, synonyms and stop words for each collection
    Typesense,
    /// One JSON object a line, for any program
    Jsonl,
}

impl From<ExportFormat> for Format {
    fn from(format: ExportFormat) -> Self {
        match format {
            ExportFormat::OpenSearch => Self::OpenSearch,
            ExportFormat::Meilisearch => Self::Meilisearch,
            ExportFormat::Typesense => Self::Typesense,
            ExportFormat::Jsonl => Self::JsonLines,
        }
    }
}

fn name(text: &str) -> Result<String, &'static str> {
    let why = "use lower-case letters, digits and hyphens, a letter first, at most 60 in all";
    if is_name(text) { Ok(text.to_owned()) } else { Err(why) }
}
