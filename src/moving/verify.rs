//! Looks at the site as it will be: nothing may lead elsewhere than before.

use std::collections::HashMap;

use crate::diag::{Code, Diagnostic, Severity};
use crate::path::SitePath;
use crate::site::{Entry, Site};
use crate::upkeep::written;

use super::chart::Chart;
use super::ids::Ids;
use super::route::Route;

/// What would be wrong, a line each.
pub(super) fn flaws(before: &Site, after: &Site, route: &Route<'_>, ids: &Ids) -> Vec<String> {
    let now: HashMap<&SitePath, &Entry> =
        written(after).map(|entry| (&entry.article.path, &**entry)).collect();
    let (then_chart, now_chart) = (Chart::of(before), Chart::of(after));
    let mut flaws = Vec::new();
    for then in written(before) {
        let path = route.file(&then.article.path);
        let Some(now) = now.get(&path) else {
            flaws.push(format!("{path} would have no page: something else is there"));
            continue;
        };
        if *ids.get(&then.meta.id).unwrap_or(&then.meta.id) != now.meta.id {
            flaws.push(format!("{path} would no longer belong to its translations"));
        }
        flaws.extend(strays(then, now, route, (&then_chart, &now_chart)));
    }
    flaws
}

/// The links of an article that would lead elsewhere.
fn strays(then: &Entry, now: &Entry, route: &Route<'_>, charts: (&Chart, &Chart)) -> Vec<String> {
    let path = &now.article.path;
    if then.links.len() != now.links.len() {
        return vec![format!("{path} would have other links")];
    }
    let pairs = then.links.iter().zip(&**now.links).zip(&then.article.links);
    let strays =
        pairs.filter(|((then, now), _)| match (charts.0.thing(&then.href), charts.1.thing(&now.href)) {
            (Some(then), now) => Some(&route.thing(then)) != now,
            (None, _) => then.href != now.href,
        });
    strays.map(|(_, link)| format!("{}: the link to `{}` would lead elsewhere", path, link.target)).collect()
}

/// Errors that were not there before: more of a kind in a file than there were.
pub(super) fn new_errors(
    before: &[Diagnostic],
    after: Vec<Diagnostic>,
    route: &Route<'_>,
) -> Vec<Diagnostic> {
    let mut known: HashMap<(Code, Option<SitePath>), usize> = HashMap::new();
    for note in before {
        let file = note.at.as_ref().map(|at| route.file(&at.file));
        *known.entry((note.code, file)).or_default() += 1;
    }
    let mut is_new = |note: &Diagnostic| {
        let left = known.entry((note.code, note.at.as_ref().map(|at| at.file.clone()))).or_default();
        let known = *left > 0;
        *left = left.saturating_sub(1);
        !known
    };
    let errors = after.into_iter().filter(|note| note.severity == Severity::Error);
    errors.filter(|note| is_new(note)).collect()
}
