//! Redirects of the settings that lead to each other in a circle: a browser goes round a few times
//! and then shows an error.

use std::collections::BTreeMap;

use crate::diag::{Code, Diagnostic, Place};
use crate::path::SitePath;
use crate::settings::{self, Forward};

use super::super::routes;
use super::atlas::Atlas;
use super::destination::Destination;
use super::{Forwarded, redirect_target};

/// A redirect that leads to an address that is no page of an article.
struct Step<'a> {
    old: &'a str,
    forward: &'a Forward,
    /// The URL that it leads to, without query and fragment.
    to: String,
}

/// The redirects from which one comes back to them.
pub(in crate::site) fn circles(atlas: &Atlas<'_>) -> Vec<Diagnostic> {
    let Some(file) = SitePath::new(settings::FILE) else { return Vec::new() };
    let steps = steps(atlas);
    let round = steps.iter().filter(|(url, _)| returns(&steps, url));
    round
        .map(|(_, step)| {
            let place = Place::of(&file, &step.forward.target.bytes);
            let message = format!("the redirect from `{}` leads back to itself", step.old);
            Diagnostic::new(Code::BrokenLink, place, message)
                .label("from here on it goes round")
                .help("write an address that shows a page, or take the redirect out")
        })
        .collect()
}

/// Redirects by their own URLs.
fn steps<'a>(atlas: &Atlas<'a>) -> BTreeMap<String, Step<'a>> {
    let redirects = atlas.ground.settings.redirects.iter();
    redirects
        .filter_map(|(old, forward)| {
            let Destination::Known(own) = atlas.address(&routes::decode(old.trim_matches('/'))) else {
                return None;
            };
            let Forwarded::To(url, None) = redirect_target(atlas, &forward.target.value) else {
                return None;
            };
            let to = url.split(['?', '#']).next()?.to_owned();
            Some((own, Step { old, forward, to }))
        })
        .collect()
}

/// Whether following redirects from `start` comes back to it.
fn returns(steps: &BTreeMap<String, Step<'_>>, start: &str) -> bool {
    let mut at = start;
    // A circle has no more steps than there are redirects.
    for _ in 0..steps.len() {
        let Some(step) = steps.get(at) else { return false };
        if step.to == start {
            return true;
        }
        at = &step.to;
    }
    false
}
