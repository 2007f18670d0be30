//! The order of the stages, and nothing else.
//!
//! [`Compiler::compile`] remembers what stages made, by key, and is a pure function all the
//! same: whatever is remembered, the same tree and mode give the same output.

mod articles;
mod observed;
mod pages;
mod stages;
mod texts;

use std::convert::Infallible;
use std::mem;
use std::ops::ControlFlow;
use std::sync::Arc;

use jiff::civil::Date;

use crate::article::{self, Article};
use crate::check;
use crate::diag::{self, Checked, Diagnostic, Severity};
use crate::index::{self, trials};
use crate::key::{Keyed, Memo};
use crate::machine;
use crate::output::Output;
use crate::output::shelf::Shelf;
use crate::page;
use crate::path::SitePath;
use crate::settings::{self, Drafts, Highlight, Mode, Settings};
use crate::site::{self, Site};
use crate::source::Tree;
use crate::theme::{self, Theme};
use articles::Articles;
pub use observed::{Observer, SoFar, Stage};
use pages::Pages;
use stages::{Build, Made};
pub use texts::Plan;

/// Turns trees into outputs, and remembers what it made.
#[derive(Default)]
pub struct Compiler {
    /// Where finished pages and shards wait, here and in what is remembered.
    shelf: Box<dyn Shelf>,
    next: Next,
    includes: Memo<Arc<[SitePath]>>,
    articles: Memo<Checked<Option<Keyed<Article>>>>,
    site: site::Remembered,
    themes: Memo<Checked<Option<Arc<Theme>>>>,
    scripts: theme::Remembered,
    plan: page::Remembered,
    pages: Pages,
    documents: Pages,
    passages: index::Remembered,
    machine: machine::Remembered,
}

/// Whether what was made will be asked for again.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Next {
    /// In the next compilation, by those of its inputs that stay as they are.
    #[default]
    Compilation,
    /// Never: this is the only compilation.
    Nothing,
}

impl Next {
    /// Leaves what takes a while to be freed to the end of the process, where that is near.
    fn leave<M>(self, made: M) {
        if self == Self::Nothing {
            mem::forget(made);
        }
    }

    /// Drops what nobody will ask for.
    fn keep<M: Default>(self, remembered: &mut M) {
        if self == Self::Nothing {
            *remembered = M::default();
        }
    }
}

/// What is made of a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Purpose {
    /// Its files.
    Publish,
    /// All that is wrong with it, and of its files only what that takes: pages are empty.
    Inspect,
}

impl Purpose {
    /// The settings of a site without what this has no use for.
    fn settings(self, mut settings: Settings) -> Settings {
        if self == Self::Inspect && settings.markdown.highlight == Highlight::Colours {
            let markdown = settings::Markdown { highlight: Highlight::Names, ..(*settings.markdown).clone() };
            settings.markdown = Keyed::new(markdown);
        }
        settings
    }
}

/// A site, and the articles that it was made of.
pub struct Assembled {
    /// The site.
    pub site: Site,
    /// Every article that could be read, published or not.
    pub articles: Vec<Keyed<Article>>,
}

/// A site that was looked through.
pub struct Inspected {
    /// The site; `None` where `site.toml` can't be read.
    pub site: Option<Site>,
}

impl Compiler {
    /// One that puts finished pages on `shelf`.
    pub fn with_shelf(shelf: impl Shelf + 'static) -> Self {
        Self { shelf: Box::new(shelf), ..Self::default() }
    }

    /// One that compiles once, and drops what stages remember as soon as they have ended.
    pub fn once(self) -> Self {
        Self { next: Next::Nothing, passages: index::Remembered::for_one_build(), ..self }
    }

    /// The finished site and everything that is wrong with it, sorted. Where there is an error
    /// the output may lack what could not be made, and must not be published.
    pub fn compile(&mut self, tree: &Tree, mode: &Mode) -> Checked<Output> {
        let ControlFlow::Continue(compiled) =
            self.compile_observed::<Infallible>(tree, mode, &mut |_, _| ControlFlow::Continue(()));
        compiled
    }

    /// Like [`Compiler::compile`]; calls `finished` at the end of each stage with what was
    /// made by then, for those who measure and those who cannot wait. It may end the work; what
    /// was made is remembered all the same.
    pub fn compile_observed<B>(
        &mut self,
        tree: &Tree,
        mode: &Mode,
        finished: &mut Observer<'_, B>,
    ) -> ControlFlow<B, Checked<Output>> {
        let Made { settings, site, output, notes } =
            self.make(Build::new(tree, mode, Purpose::Publish, finished))?;
        self.next.leave(site);
        let checks = settings.map(|settings| settings.checks.clone()).unwrap_or_default();
        ControlFlow::Continue(Checked::new(output, diag::apply(&checks, notes)))
    }

    /// Like [`Compiler::compile`], and looks for what a build need not know, too: everything
    /// that [`check`](mod@check) looks for, and the search tests of the site. The error is a line
    /// for people: the search tests could not be run.
    pub fn check(&mut self, tree: &Tree, mode: &Mode) -> Result<Checked<Inspected>, String> {
        let mut go_on = |_: Stage, _: &SoFar<'_>| ControlFlow::<Infallible>::Continue(());
        let ControlFlow::Continue(made) = self.make(Build::new(tree, mode, Purpose::Inspect, &mut go_on));
        let Made { settings, site, output, mut notes } = made;
        let checks = settings.map(|settings| settings.checks.clone()).unwrap_or_default();
        if let Some(site) = &site {
            notes.extend(check::check(site, tree));
            // What is broken by another problem doesn't need to be said twice.
            let broken = notes.iter().any(|note| note.severity == Severity::Error);
            match trials::run(tree, &output) {
                Ok(trials) => notes.extend(trials.notes),
                Err(why) if !broken => return Err(why),
                Err(_) => {}
            }
        }
        Ok(Checked::new(Inspected { site }, diag::apply(&checks, notes)))
    }

    /// The site with all that its sources hold, whoever it is for: drafts and texts for every
    /// audience. `None` where `site.toml` can't be read. Only problems that keep a text from
    /// being read are of interest here, and all of them are told.
    pub fn survey(&mut self, tree: &Tree, as_of: Date) -> Checked<Option<Site>> {
        let mut notes = Vec::new();
        let mut mode = Mode { drafts: Drafts::Shown, ..Mode::on(as_of) };
        let Some(settings) = settled(tree, &mode, Purpose::Publish, &mut notes) else {
            return Checked::new(None, notes);
        };
        mode.audience = Some(settings.audiences.keys().cloned().collect());
        let articles = self.articles(tree, &settings, &mode).unpack(&mut notes);
        let named = articles.read.iter().flat_map(|article| article.front.audience.iter().flatten());
        let mut audience: Vec<String> = named.map(|name| name.value.clone()).collect();
        audience.extend(mode.audience.take().unwrap_or_default());
        audience.sort();
        audience.dedup();
        mode.audience = Some(audience);
        let site = self.site_of(&articles, tree, &settings, &mode).unpack(&mut notes);
        Checked::new(Some(site), diag::apply(&settings.checks, notes))
    }

    /// All articles that were read, and the site that they make; no page of it.
    pub fn assemble(&mut self, tree: &Tree, mode: &Mode) -> Checked<Option<Assembled>> {
        let mut notes = Vec::new();
        let Some(settings) = settled(tree, mode, Purpose::Publish, &mut notes) else {
            return Checked::new(None, diag::apply(&Default::default(), notes));
        };
        let articles = self.articles(tree, &settings, mode).unpack(&mut notes);
        let site = self.site_of(&articles, tree, &settings, mode).unpack(&mut notes);
        let notes = diag::apply(&settings.checks, notes);
        Checked::new(Some(Assembled { site, articles: articles.read }), notes)
    }

    /// The site that a build publishes, its terms included; no page of it. `None` where `site.toml`
    /// can't be read.
    pub fn site(&mut self, tree: &Tree, mode: &Mode) -> Checked<Option<Site>> {
        let mut notes = Vec::new();
        let Some(settings) = settled(tree, mode, Purpose::Publish, &mut notes) else {
            return Checked::new(None, notes);
        };
        let extended = article::with_terms(tree, &settings);
        let sources = extended.as_ref().map_or(tree, |extended| &extended.tree);
        let articles = self.articles(sources, &settings, mode).unpack(&mut notes);
        let site = self.site_of(&articles, sources, &settings, mode).unpack(&mut notes);
        if let Some(extended) = extended {
            extended.placed(&mut notes);
        }
        Checked::new(Some(site), diag::apply(&settings.checks, notes))
    }

    /// The site that some articles make.
    fn site_of(
        &mut self,
        articles: &Articles,
        tree: &Tree,
        settings: &Keyed<Settings>,
        mode: &Mode,
    ) -> Checked<Site> {
        let Articles { read, failed } = articles;
        site::assemble(site::Sources { articles: read, failed, tree, settings, mode }, &mut self.site)
    }
}

/// The settings; `None` where they can't be read.
fn settled(
    tree: &Tree,
    mode: &Mode,
    purpose: Purpose,
    notes: &mut Vec<Diagnostic>,
) -> Option<Keyed<Settings>> {
    let settings = settings::read(tree, mode).unpack(notes)?;
    Some(Keyed::new(purpose.settings(settings)))
}
