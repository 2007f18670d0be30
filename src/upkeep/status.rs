//! How every article stands in every language.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use super::written;
use crate::article::Status;
use crate::language::Lang;
use crate::site::{Entry, Freshness, Site, drift_verb, section_name};

/// The whole matrix.
#[derive(Debug, Serialize)]
pub struct Board {
    /// Version of this format.
    pub version: u32,
    /// The day that reviews are measured by.
    pub as_of: Date,
    /// Sums by language, in the order of the settings.
    pub languages: Vec<Coverage>,
    /// All articles, by id.
    pub articles: Vec<Row>,
}

/// What a language has.
#[derive(Debug, Serialize)]
pub struct Coverage {
    /// The language.
    pub lang: Lang,
    /// Its name in English.
    pub name: String,
    /// Articles of the site.
    pub articles: usize,
    /// Texts in this language.
    pub written: usize,
    /// Of these, originals.
    pub originals: usize,
    /// Translations whose original has not changed since.
    pub current: usize,
    /// Translations whose original has.
    pub outdated: usize,
    /// Translations that were never stamped.
    pub unstamped: usize,
    /// Articles that this language lacks.
    pub missing: usize,
    /// Texts that are drafts.
    pub drafts: usize,
    /// Texts whose review is overdue.
    pub overdue: usize,
}

/// An article in all languages.
#[derive(Debug, Serialize)]
pub struct Row {
    /// Its id.
    pub id: String,
    /// Its title in the language of its original.
    pub title: String,
    /// The language of its original.
    pub original: Lang,
    /// How it stands, by language.
    pub languages: BTreeMap<Lang, Cell>,
}

/// An article in one language.
#[derive(Debug, Clone, Serialize)]
pub struct Cell {
    /// What is known of it as a translation.
    pub state: State,
    /// Its file; null where there is none.
    pub path: Option<String>,
    /// Whether it is a draft.
    pub draft: bool,
    /// What changed in its original since.
    pub sections: Vec<Section>,
    /// The day from which its review is overdue.
    pub review_due: Option<Date>,
    /// Whether that day has come.
    pub overdue: bool,
}

/// How a text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// Others were translated from it.
    Original,
    /// Its original has not changed since.
    Current,
    /// Its original has.
    Outdated,
    /// Nobody knows: it was never stamped.
    Unstamped,
    /// There is none.
    Missing,
}

/// A section of an original that is not what it was.
#[derive(Debug, Clone, Serialize)]
pub struct Section {
    /// `changed`, `new`, `moved` or `removed`.
    pub change: &'static str,
    /// What it is called; null where it is gone.
    pub name: Option<String>,
}

impl Cell {
    fn missing() -> Self {
        let (path, sections, review_due) = (None, Vec::new(), None);
        Self { state: State::Missing, path, draft: false, sections, review_due, overdue: false }
    }

    fn of(entry: &Entry, source: Option<&Entry>) -> Self {
        let meta = &entry.meta;
        let state = match &meta.freshness {
            Freshness::Original => State::Original,
            Freshness::Current => State::Current,
            Freshness::Outdated(_) => State::Outdated,
            Freshness::Unknown => State::Unstamped,
        };
        Self {
            state,
            path: Some(entry.article.path.to_string()),
            draft: meta.status == Some(Status::Draft),
            sections: sections(entry, source),
            review_due: meta.review_due,
            overdue: meta.overdue,
        }
    }

    /// Whether somebody has something to do here.
    pub fn is_open(&self) -> bool {
        self.draft || self.overdue || !matches!(self.state, State::Original | State::Current)
    }

    /// The sections that changed, in a line.
    pub fn summary(&self) -> String {
        let named =
            self.sections.iter().map(|section| section.name.as_deref().unwrap_or("a section that is gone"));
        named.collect::<Vec<_>>().join(", ")
    }
}

fn sections(entry: &Entry, source: Option<&Entry>) -> Vec<Section> {
    let (Freshness::Outdated(drifts), Some(source)) = (&entry.meta.freshness, source) else {
        return Vec::new();
    };
    let parts = &source.article.parts;
    let section = |drift: &crate::article::fingerprint::Drift| Section {
        change: drift_verb(*drift),
        name: drift.now().and_then(|now| parts.get(now)).map(section_name),
    };
    drifts.iter().map(section).collect()
}

/// How a site stands. `languages` limits it; all of them where there are none.
pub fn board(site: &Site, languages: &[Lang]) -> Board {
    let mut texts: BTreeMap<&str, BTreeMap<&Lang, &Entry>> = BTreeMap::new();
    for entry in written(site) {
        texts.entry(&entry.meta.id).or_default().insert(&entry.lang, entry);
    }
    let shown: Vec<&Lang> = site
        .editions
        .iter()
        .map(|edition| &edition.lang)
        .filter(|lang| languages.is_empty() || languages.contains(lang))
        .collect();
    let articles: Vec<Row> = texts.iter().filter_map(|(id, versions)| row(id, versions, &shown)).collect();
    let languages = shown.iter().map(|lang| coverage(lang, &articles)).collect();
    Board { version: 1, as_of: site.as_of, languages, articles }
}

fn row(id: &str, versions: &BTreeMap<&Lang, &Entry>, shown: &[&Lang]) -> Option<Row> {
    let original = versions.values().find(|entry| entry.meta.freshness == Freshness::Original);
    let first = original.or_else(|| versions.values().next())?;
    let cell = |lang: &Lang| match versions.get(lang) {
        None => Cell::missing(),
        Some(entry) => {
            let source = entry.meta.translated_from.as_ref().and_then(|from| versions.get(from));
            Cell::of(entry, source.copied())
        }
    };
    Some(Row {
        id: id.to_owned(),
        title: first.meta.title.clone(),
        original: first.lang.clone(),
        languages: shown.iter().map(|lang| ((*lang).clone(), cell(lang))).collect(),
    })
}

fn coverage(lang: &Lang, rows: &[Row]) -> Coverage {
    let cells = || rows.iter().filter_map(|row| row.languages.get(lang));
    let count = |state| cells().filter(|cell| cell.state == state).count();
    Coverage {
        lang: lang.clone(),
        name: lang.english_name().to_owned(),
        articles: rows.len(),
        written: rows.len() - count(State::Missing),
        originals: count(State::Original),
        current: count(State::Current),
        outdated: count(State::Outdated),
        unstamped: count(State::Unstamped),
        missing: count(State::Missing),
        drafts: cells().filter(|cell| cell.draft).count(),
        overdue: cells().filter(|cell| cell.overdue).count(),
    }
}
