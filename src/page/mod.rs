//! `Site` and `Theme` become HTML.
//!
//! [`plan`] says which pages there are and gathers what each may see into its [`PageInputs`];
//! [`render`] is a function of those and the theme; [`proof`] is what it would report. A page whose inputs have the key of last
//! time need not be rendered again.

mod describe;
mod fill;
mod frame;
mod glossary;
mod inputs;
mod navigation;
mod outline;
mod plan;
mod print;
mod remembered;
mod render;
mod scope;
mod status;
mod structured;
pub mod view;

pub use glossary::names as glossary_names;
pub use inputs::PageInputs;
pub use plan::plan;
pub use remembered::{Planned, Remembered};
pub use render::{proof, render};

#[cfg(test)]
mod tests;
