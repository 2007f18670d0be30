//! The order of the stages, and nothing else.
//!
//! [`Compiler::compile`] remembers what stages made, by key, and is a pure function all the
//! same: whatever is remembered, the same tree and mode give the same output.

use std::collections::BTreeSet;

use crate::article::{self, Article, Placement, Reading};
use crate::diag::{self, Checked, Diagnostic};
use crate::index;
use crate::key::{Key, Keyed, Memo};
use crate::machine;
use crate::output::{Artifact, Output};
use crate::page;
use crate::path::{OutPath, SitePath};
use crate::settings::{self, Mode, Settings};
use crate::site::{self, Site};
use crate::source::{File, Tree};
use crate::theme::{self, Theme};

/// A part of the work, for those who measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stage {
    /// `site.toml`.
    Settings,
    /// Markdown to articles.
    Articles,
    /// Articles to a site.
    Site,
    /// Templates and assets.
    Theme,
    /// HTML.
    Pages,
    /// The search index.
    Index,
    /// Sitemap, feeds, `index.json`, manifest.
    Machine,
}
