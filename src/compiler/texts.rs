//! [`Compiler::texts`]: pages whose text alone has changed, before the site around them is known.
//!
//! Most saves of a writer change the text of an article behind its face
//! ([`Article::face`]). Then the site is the one of the last compilation
//! but for what compares whole texts, and the article's pages can be rendered from what they were
//! made of then. A compilation follows and has the last word; it finds these pages remembered.

use std::sync::Arc;

use super::Compiler;
use super::articles::{Source, read, reading};
use crate::article::{self, Article, Placement};
use crate::diag::{Diagnostic, Severity};
use crate::key::{Key, Keyed};
use crate::output::Artifact;
use crate::page::{self, PageInputs};
use crate::path::{OutPath, SitePath};
use crate::settings::{Mode, Settings};
use crate::site::Entry;
use crate::source::Tree;
use crate::theme::Theme;

/// Changed files that are looked at one by one. Of more, some will have changed the site.
const FEW: usize = 8;

/// What the pages of a compilation were made of.
pub struct Plan {
    mode: Key,
    settings: Keyed<Settings>,
    theme: Arc<Theme>,
    pages: Vec<Keyed<PageInputs>>,
}

impl Plan {
    pub(super) fn new(
        mode: &Mode,
        settings: &Keyed<Settings>,
        theme: &Arc<Theme>,
        pages: Vec<Keyed<PageInputs>>,
    ) -> Self {
        let (settings, theme) = (settings.clone(), Arc::clone(theme));
        Self { mode: Key::of(mode), settings, theme, pages }
    }

    /// The path of the site's address, with a slash at both ends.
    pub fn base(&self) -> &str {
        &self.settings.base_url.path
    }

    /// The pages that show the article of a file.
    fn showing(&self, path: &SitePath) -> Vec<&PageInputs> {
        let shows = |page: &&PageInputs| page.text().is_some_and(|text| text.entry.article.path == *path);
        self.pages.iter().map(|page| &**page).filter(shows).collect()
    }

    /// Whether all pages show something of this text.
    fn is_glossary(&self, entry: &Entry) -> bool {
        self.settings.glossary.as_ref().is_some_and(|id| id.value == entry.meta.id)
    }
}

impl Compiler {
    /// The pages of articles whose text alone differs from when `plan` was made. `changed` are the
    /// files of `tree` that were changed since; if anything else follows from them, nothing comes
    /// back.
    pub fn texts(
        &mut self,
        plan: &Plan,
        tree: &Tree,
        mode: &Mode,
        changed: &[SitePath],
    ) -> Option<Vec<(OutPath, Artifact)>> {
        if changed.len() > FEW || Key::of(mode) != plan.mode {
            return None;
        }
        let mut pages = Vec::new();
        for path in changed {
            let showing = plan.showing(path);
            let before = &showing.first()?.text()?.entry;
            let article = self.text(plan, tree, mode, path)?;
            if plan.is_glossary(before) || article.face != before.article.face {
                return None;
            }
            pages.extend(showing.into_iter().map(|page| page.with_text(&article)));
        }
        pages.iter().map(|page| self.page(page, &plan.theme)).collect()
    }

    /// The article of a file, if there is nothing wrong with it.
    fn text(&mut self, plan: &Plan, tree: &Tree, mode: &Mode, path: &SitePath) -> Option<Keyed<Article>> {
        let file = tree.get(path)?;
        let placement = Placement::of(path, &plan.settings)?;
        let included = article::includes(file, &placement).into();
        let source = Source { file, placement, included };
        let include = |path: &SitePath| tree.get(path);
        let reading = reading(&plan.settings, mode);
        let key = article::memo_key(file, &source.placement, &reading, &source.included, &include);
        let made = self.articles.one(key, || read(&source, key, &reading, &include));
        made.value.filter(|_| !made.notes.iter().any(is_error))
    }

    fn page(&mut self, page: &PageInputs, theme: &Theme) -> Option<(OutPath, Artifact)> {
        let made = self.pages.one(page.key(), || page::render(page, theme));
        Some(made.value).filter(|_| !made.notes.iter().any(is_error))
    }
}

fn is_error(note: &Diagnostic) -> bool {
    note.severity == Severity::Error
}
