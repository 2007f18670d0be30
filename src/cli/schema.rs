//! `vade schema`: the formats of what `vade` reads and writes, for editors and other programs.

use super::arguments::{Schema, SchemaOf};
use super::{Ending, Outcome, terminal};
use crate::{article, machine, settings};

/// Carries it out.
pub fn run(options: &Schema) -> Outcome {
    match options.of {
        SchemaOf::Index => terminal::print(machine::INDEX_SCHEMA),
        SchemaOf::Article => terminal::print(article::SCHEMA),
        SchemaOf::Site => terminal::print(settings::SCHEMA),
        SchemaOf::Terms => terminal::print(settings::TERMS_SCHEMA),
        SchemaOf::Snippets => terminal::print(&format!("{:#}\n", article::snippets())),
    }
    Ok(Ending::Clean)
}
