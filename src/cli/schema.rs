//! `vade schema`: the formats of what `vade` writes, for those who read it.

use super::arguments::{Schema, SchemaOf};
use super::{Ending, Outcome, terminal};
use crate::machine;

/// Carries it out.
pub fn run(options: &Schema) -> Outcome {
    match options.of {
        SchemaOf::Index => terminal::print(machine::INDEX_SCHEMA),
    }
    Ok(Ending::Clean)
}
