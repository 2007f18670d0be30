//! The status page: how fresh every article of a language is, for those who look after them.

use std::cmp::Reverse;
use std::sync::Arc;

use serde::Serialize;

use crate::article::Status;
use crate::site::{Edition, Entry, Freshness};

use super::describe;
use super::inputs::StatusPage;
use super::view::{DayView, LanguageView, OwnerView};

/// The articles of an edition: overdue ones first, then outdated and untranslated ones, then the others by
/// the day of their next review; of equals the one that was changed longest ago.
pub(super) fn entries(edition: &Edition) -> Vec<Arc<Entry>> {
    sorted(edition.entries.clone())
}

/// Articles in that order.
pub(super) fn sorted(mut entries: Vec<Arc<Entry>>) -> Vec<Arc<Entry>> {
    entries.sort_by_cached_key(|entry| {
        let meta = &entry.meta;
        let due = (meta.review_due.is_none(), meta.review_due);
        (
            Reverse(meta.overdue),
            Reverse(is_outdated(entry)),
            Reverse(entry.is_fallback()),
            due,
            meta.updated,
            entry.url.clone(),
        )
    });
    entries
}

/// Whether a translation is behind its original.
fn is_outdated(entry: &Entry) -> bool {
    !entry.is_fallback() && matches!(entry.meta.freshness, Freshness::Outdated(_))
}

/// `board`: one line for each article.
#[derive(Debug, Serialize)]
pub(super) struct StatusRowView {
    /// Address.
    pub url: String,
    /// Title.
    pub title: String,
    /// The language of the text, where it is not the reader's: the translation is missing.
    pub lang: Option<LanguageView>,
    /// Whether its original has changed since it was translated.
    pub outdated: bool,
    /// `draft`, `unverified`, `verified`, `archived` or `none`.
    pub status: Option<Status>,
    /// Who looks after it.
    pub owner: Option<OwnerView>,
    /// Last change.
    pub updated: Option<DayView>,
    /// Last review.
    pub reviewed: Option<DayView>,
    /// The day by which it should be reviewed again.
    pub review_due: Option<DayView>,
    /// Whether that day is over.
    pub overdue: bool,
}

/// `board` of a page.
pub(super) fn rows(page: &StatusPage) -> Vec<StatusRowView> {
    let scope = &*page.frame.scope;
    let row = |entry: &Arc<Entry>| {
        let meta = &*entry.meta;
        let day = |date: Option<jiff::civil::Date>| date.map(|date| scope.day(date));
        StatusRowView {
            url: entry.url.clone(),
            title: meta.title.clone(),
            lang: scope.foreign(Some(&entry.article.lang)),
            outdated: is_outdated(entry),
            status: meta.status,
            owner: meta.owner.as_ref().map(describe::owner),
            updated: day(meta.updated),
            reviewed: day(meta.reviewed_on),
            review_due: day(meta.review_due),
            overdue: meta.overdue,
        }
    };
    page.entries.iter().map(row).collect()
}
