//! [`Remembered`]: the pages that were planned last time.
//!
//! A site of the same ground has the same pages; where nothing but texts differ, only the pages
//! that show one of these are planned anew.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::inputs::{PageInputs, SectionPage, StatusPage, TextPage};
use super::status;
use crate::key::{Key, Keyed};
use crate::site::{Entry, Site};

/// All pages of the site, in the order of its languages.
#[derive(Debug, Default, Clone)]
pub struct Planned {
    /// All but print editions.
    pub pages: Vec<Keyed<PageInputs>>,
    /// Print editions, apart because each takes as long as all that it prints.
    pub documents: Vec<Keyed<PageInputs>>,
}

/// What [`plan`](super::plan()) remembers from build to build. What it plans doesn't depend on it.
#[derive(Default)]
pub struct Remembered(Option<Known>);

/// A plan, and the entries that it was made for.
struct Known {
    key: Key,
    planned: Planned,
    entries: Vec<Arc<Entry>>,
}

/// Entries that took the place of others, by where those are in memory.
type Renewed<'a> = FxHashMap<*const Entry, &'a Arc<Entry>>;

impl Remembered {
    /// The plan for a site; `key` is that of all that matters to it beside the texts of entries.
    pub(super) fn plan(&mut self, key: Key, site: &Site, anew: impl FnOnce() -> Planned) -> Planned {
        let entries: Vec<Arc<Entry>> = entries(site).cloned().collect();
        match self.0.as_mut().filter(|known| known.key == key) {
            Some(known) => known.follow(entries),
            None => {
                let known = self.0.insert(Known { key, planned: anew(), entries });
                known.planned.clone()
            }
        }
    }
}

impl Known {
    fn follow(&mut self, entries: Vec<Arc<Entry>>) -> Planned {
        let pairs = self.entries.iter().zip(&entries).filter(|(before, now)| !Arc::ptr_eq(before, now));
        let renewed: Renewed<'_> = pairs.map(|(before, now)| (Arc::as_ptr(before), now)).collect();
        if !renewed.is_empty() {
            for page in self.planned.pages.iter_mut().chain(&mut self.planned.documents) {
                if let Some(now) = following(page, &renewed) {
                    *page = Keyed::with_key(now.key(), now);
                }
            }
        }
        self.entries = entries;
        self.planned.clone()
    }
}

/// All entries of a site, in an order that follows from its ground.
fn entries(site: &Site) -> impl Iterator<Item = &Arc<Entry>> {
    site.editions
        .iter()
        .flat_map(|edition| edition.sections.iter().map(|section| &section.page).chain(&edition.entries))
}

/// The page with newer texts, if it shows any.
fn following(page: &PageInputs, renewed: &Renewed<'_>) -> Option<PageInputs> {
    let of = |entry: &Arc<Entry>| renewed.get(&Arc::as_ptr(entry)).copied();
    let text = |text: &TextPage| Some(TextPage { entry: Arc::clone(of(&text.entry)?), ..text.clone() });
    Some(match page {
        PageInputs::Article(page) => PageInputs::Article(text(page)?),
        PageInputs::Section(page) => {
            PageInputs::Section(SectionPage { text: text(&page.text)?, ..page.clone() })
        }
        PageInputs::Print(page) => PageInputs::Print(page.following(of)?),
        PageInputs::Status(page) => {
            page.entries.iter().find_map(of)?;
            let entries = page.entries.iter().map(|entry| Arc::clone(of(entry).unwrap_or(entry)));
            PageInputs::Status(StatusPage { entries: status::sorted(entries.collect()), ..page.clone() })
        }
        PageInputs::Tags(_) | PageInputs::Tag(_) | PageInputs::Plain(_) | PageInputs::Redirect(_) => {
            return None;
        }
    })
}
