//! What those are told who watch a compilation: those who measure, and those who cannot wait.

use std::ops::ControlFlow;
use std::sync::Arc;

use super::Plan;
use crate::diag::Diagnostic;
use crate::output::Artifact;
use crate::path::OutPath;

/// A part of the work, for those who measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stage {
    /// `site.toml` and the theme.
    Settings,
    /// Markdown to articles.
    Articles,
    /// Articles to a site.
    Site,
    /// HTML.
    Pages,
    /// Print editions, whole sections and so the slowest of all pages, and the search index.
    Index,
    /// Sitemap, feeds, `index.json`, manifest.
    Machine,
}

/// What a compilation has made when a stage ends.
pub struct SoFar<'a> {
    /// Finished files, in no order; all pages after [`Stage::Pages`], but for print editions.
    pub files: &'a [(OutPath, Artifact)],
    /// Problems as they were found, the settings of `[checks]` not yet applied.
    pub notes: &'a [Diagnostic],
    /// What the pages were made of, after [`Stage::Pages`]; for [`Compiler::texts`](super::Compiler::texts).
    pub plan: Option<&'a Arc<Plan>>,
}

/// Who is told at the end of each stage, and says whether to go on.
pub type Observer<'a, B> = dyn FnMut(Stage, &SoFar<'_>) -> ControlFlow<B> + 'a;
