//! The stage of articles: each file of content is read, unless it and what it includes are as they were.

use std::sync::Arc;

use super::Compiler;
use crate::article::{self, Article, Placement, Reading};
use crate::diag::Checked;
use crate::key::{Key, Keyed};
use crate::path::SitePath;
use crate::settings::{Mode, Settings};
use crate::source::{File, Tree};

/// A file of content and where it belongs.
pub(super) struct Source<'tree> {
    pub file: &'tree File,
    pub placement: Placement,
    /// The files that it includes.
    pub included: Arc<[SitePath]>,
}

/// What became of the files of content.
pub(super) struct Articles {
    pub read: Vec<Keyed<Article>>,
    /// Files that are no text; a diagnostic has said why.
    pub failed: Vec<SitePath>,
}

impl Compiler {
    /// The articles of a site.
    pub(super) fn articles(&mut self, tree: &Tree, settings: &Settings, mode: &Mode) -> Checked<Articles> {
        let reading = reading(settings, mode);
        let include = |path: &SitePath| tree.get(path);
        let placed: Vec<(&File, Placement)> = tree
            .below("content")
            .filter_map(|file| Some((file, Placement::of(&file.path, settings)?)))
            .collect();
        let included = self.includes.each(
            &placed,
            |(file, placement)| Key::of(&(file.hash, &file.path, &placement.root)),
            |(file, placement)| article::includes(file, placement).into(),
        );
        let sources: Vec<Source> = (placed.into_iter().zip(included))
            .map(|((file, placement), included)| Source { file, placement, included })
            .collect();
        let key = |source: &Source| {
            article::memo_key(source.file, &source.placement, &reading, &source.included, &include)
        };
        let make = |source: &Source| read(source, key(source), &reading, &include);
        let made = self.articles.each(&sources, key, make);
        let mut articles = Articles { read: Vec::with_capacity(made.len()), failed: Vec::new() };
        let mut notes = Vec::new();
        for (checked, source) in made.into_iter().zip(&sources) {
            match checked.unpack(&mut notes) {
                Some(article) => articles.read.push(article),
                None => articles.failed.push(source.file.path.clone()),
            }
        }
        Checked::new(articles, notes)
    }
}

/// How the articles of a build are read.
pub(super) fn reading(settings: &Settings, mode: &Mode) -> Keyed<Reading> {
    let audience = mode.audience.clone().unwrap_or_else(|| settings.default_audience.clone());
    Keyed::new(Reading { markdown: settings.markdown.clone(), audience })
}

/// What the articles room makes of a file, under the key of all that it was made from.
pub(super) fn read<'f>(
    source: &Source,
    key: Key,
    reading: &Reading,
    include: &'f dyn Fn(&SitePath) -> Option<&'f File>,
) -> Checked<Option<Keyed<Article>>> {
    let compiled = article::compile(source.file, &source.placement, reading, include);
    Checked::new(compiled.value.map(|article| Keyed::with_key(key, article)), compiled.notes)
}
