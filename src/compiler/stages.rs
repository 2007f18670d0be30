//! All stages of a build, in their order.

use std::mem;
use std::ops::ControlFlow;
use std::sync::Arc;

use super::observed::{Observer, SoFar, Stage};
use super::pages::render;
use super::{Compiler, Plan, Purpose, settled};
use crate::article;
use crate::diag::{Checked, Diagnostic};
use crate::index::{self, trials};
use crate::key::{Key, Keyed};
use crate::machine;
use crate::output::{Artifact, Output};
use crate::page::{self, PageInputs};
use crate::path::{OutPath, SitePath};
use crate::settings::{Mode, Settings};
use crate::site::Site;
use crate::source::Tree;
use crate::theme::{self, Theme};

/// What all stages have made, the settings of `[checks]` not yet applied to its problems.
#[derive(Default)]
pub(super) struct Made {
    pub settings: Option<Keyed<Settings>>,
    pub site: Option<Site>,
    pub output: Output,
    pub notes: Vec<Diagnostic>,
}

/// A build under way.
pub(super) struct Build<'b, 'o, B> {
    tree: &'b Tree,
    mode: &'b Mode,
    purpose: Purpose,
    finished: &'b mut Observer<'o, B>,
    /// Finished files, in no order.
    files: Vec<(OutPath, Artifact)>,
    /// Problems as they were found.
    notes: Vec<Diagnostic>,
}

impl<'b, 'o, B> Build<'b, 'o, B> {
    /// One of which nothing is done.
    pub fn new(tree: &'b Tree, mode: &'b Mode, purpose: Purpose, finished: &'b mut Observer<'o, B>) -> Self {
        Self { tree, mode, purpose, finished, files: Vec::new(), notes: Vec::new() }
    }

    /// Tells the observer that a stage has ended, and hears whether to go on.
    fn ended(&mut self, stage: Stage) -> ControlFlow<B> {
        (self.finished)(stage, &SoFar { files: &self.files, notes: &self.notes, plan: None })
    }

    /// The same at the end of [`Stage::Pages`].
    fn ended_pages(&mut self, plan: &Arc<Plan>) -> ControlFlow<B> {
        (self.finished)(Stage::Pages, &SoFar { files: &self.files, notes: &self.notes, plan: Some(plan) })
    }
}

impl Compiler {
    /// All stages. Where `site.toml` can't be read there is no other than the first.
    pub(super) fn make<B>(&mut self, mut build: Build<'_, '_, B>) -> ControlFlow<B, Made> {
        let Build { tree, mode, purpose, .. } = build;
        let Some(settings) = settled(tree, mode, purpose, &mut build.notes) else {
            return ControlFlow::Continue(Made { notes: build.notes, ..Made::default() });
        };
        let extended = article::with_terms(tree, &settings);
        let sources = extended.as_ref().map_or(tree, |extended| &extended.tree);
        let theme = self.theme(tree, &settings).unpack(&mut build.notes);
        build.ended(Stage::Settings)?;
        let articles = self.articles(sources, &settings, mode).unpack(&mut build.notes);
        build.ended(Stage::Articles)?;
        let site = self.site_of(&articles, sources, &settings, mode).unpack(&mut build.notes);
        self.next.keep(&mut self.site);
        build.ended(Stage::Site)?;
        let documents = match &theme {
            Some(theme) => self.pages(&site, theme, &mut build)?,
            None => Vec::new(),
        };
        self.documents_and_index(&site, theme.as_deref(), documents, &mut build);
        build.ended(Stage::Index)?;
        let output = machine::complete(&site, sources, mem::take(&mut build.files), &mut self.machine);
        build.ended(Stage::Machine)?;
        build.notes.extend(machine::vanished(tree, &site, &output, &articles.read));
        if let Some(extended) = extended {
            extended.placed(&mut build.notes);
        }
        ControlFlow::Continue(Made { settings: Some(settings), site: Some(site), output, notes: build.notes })
    }

    fn theme(&mut self, tree: &Tree, settings: &Settings) -> Checked<Option<Arc<Theme>>> {
        let files: Vec<(&SitePath, Key)> = tree.below("themes").map(|file| (&file.path, file.key)).collect();
        let languages: Vec<_> = settings.languages.iter().map(|language| &language.tag).collect();
        let options = &settings.theme_options;
        let key = Key::of(&(files, &settings.theme, languages, &settings.base_url, options));
        let scripts = &mut self.scripts;
        self.themes.of(key, || {
            let loaded = theme::load(tree, settings, scripts);
            Checked::new(loaded.value.map(Arc::new), loaded.notes)
        })
    }

    /// The files of the theme, and all pages but print editions; those are returned as what they
    /// are to be made of.
    fn pages<B>(
        &mut self,
        site: &Site,
        theme: &Arc<Theme>,
        build: &mut Build<'_, '_, B>,
    ) -> ControlFlow<B, Vec<Keyed<PageInputs>>> {
        let planned = page::plan(site, theme, &mut self.plan);
        self.next.keep(&mut self.plan);
        build.files.extend(theme.assets().iter().cloned());
        let made = render(&mut self.pages, &planned.pages, theme, build.purpose, &*self.shelf);
        self.next.keep(&mut self.pages);
        build.files.extend(made.unpack(&mut build.notes));
        let plan = Arc::new(Plan::new(build.mode, &site.settings, theme, planned.pages));
        build.ended_pages(&plan)?;
        ControlFlow::Continue(planned.documents)
    }

    /// Print editions and the search index, side by side: each alone leaves cores idle at its end.
    fn documents_and_index<B>(
        &mut self,
        site: &Site,
        theme: Option<&Theme>,
        documents: Vec<Keyed<PageInputs>>,
        build: &mut Build<'_, '_, B>,
    ) {
        let (purpose, shelf) = (build.purpose, &*self.shelf);
        let is_searched = purpose == Purpose::Publish || trials::any(build.tree);
        let (printed, index) = rayon::join(
            || theme.map(|theme| render(&mut self.documents, &documents, theme, purpose, shelf)),
            || is_searched.then(|| index::build(site, &mut self.passages, shelf)),
        );
        drop(documents);
        self.next.keep(&mut self.documents);
        self.next.keep(&mut self.passages);
        build.files.extend(printed.into_iter().flat_map(|made| made.unpack(&mut build.notes)));
        build.files.extend(index.into_iter().flatten());
    }
}
