//! The order of the stages, and nothing else.
//!
//! [`Compiler::compile`] remembers what stages made, by key, and is a pure function all the
//! same: whatever is remembered, the same tree and mode give the same output.

use crate::article::{self, Article, Placement, Reading};
use crate::diag::{self, Checked, Code, Diagnostic, Place};
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
    /// `site.toml` and the theme.
    Settings,
    /// Markdown to articles.
    Articles,
    /// Articles to a site.
    Site,
    /// HTML.
    Pages,
    /// The search index.
    Index,
    /// Sitemap, feeds, `index.json`, manifest.
    Machine,
}

/// Turns trees into outputs, and remembers what it made.
#[derive(Default)]
pub struct Compiler {
    articles: Memo<Checked<Option<Keyed<Article>>>>,
    themes: Memo<Checked<Option<Theme>>>,
    sites: site::Remembered,
    pages: Memo<Checked<(OutPath, Artifact)>>,
    indexes: index::Remembered,
}

/// A file of content and where it belongs.
struct Source<'tree> {
    file: &'tree File,
    placement: Placement,
}

impl Compiler {
    /// The finished site and everything that is wrong with it, sorted. Where there is an error
    /// the output may lack what could not be made, and must not be published.
    pub fn compile(&mut self, tree: &Tree, mode: &Mode) -> Checked<Output> {
        self.compile_observed(tree, mode, &mut |_| ())
    }

    /// Like [`Compiler::compile`]; calls `finished` at the end of each stage.
    pub fn compile_observed(
        &mut self,
        tree: &Tree,
        mode: &Mode,
        finished: &mut dyn FnMut(Stage),
    ) -> Checked<Output> {
        let mut notes = Vec::new();
        let Some(settings) = settings::read(tree, mode).unpack(&mut notes) else {
            return Checked::new(Output::default(), diag::apply(&Default::default(), notes));
        };
        let settings = Keyed::new(settings);
        let theme = self.theme(tree, &settings).unpack(&mut notes);
        finished(Stage::Settings);
        let (articles, failed) = self.articles(tree, &settings, mode).unpack(&mut notes);
        finished(Stage::Articles);
        let site =
            site::assemble(&articles, &failed, tree, &settings, mode, &mut self.sites).unpack(&mut notes);
        finished(Stage::Site);
        let mut files = Vec::new();
        if let Some(theme) = theme {
            files = self.pages(&site, &theme).unpack(&mut notes);
        }
        finished(Stage::Pages);
        files.extend(index::build(&site, &mut self.indexes));
        finished(Stage::Index);
        let output = machine::complete(&site, files);
        finished(Stage::Machine);
        Checked::new(output, diag::apply(&settings.checks, notes))
    }
}
