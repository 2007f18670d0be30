//! Which language a file is in, where its place doesn't say it.

use super::Request;
use super::kind::Kind;
use super::plan::Plan;
use crate::language::Lang;

/// As much of all texts as is looked at to find their common language, in bytes.
const SAMPLE: usize = 20_000;

/// The language of files that nothing else is known of.
pub(super) fn common<'a>(bodies: impl Iterator<Item = &'a str>, plan: &Plan, request: &Request<'_>) -> Lang {
    let among = among(request);
    let only = match among.as_slice() {
        [only] => Some(only.clone()),
        _ => None,
    };
    let default = || request.site.map_or_else(Lang::english, |site| site.default_language.clone());
    let named = request.lang.as_ref().or(plan.languages.first()).cloned().or(only);
    named.unwrap_or_else(|| {
        let mut sample = String::new();
        for body in bodies {
            sample += body;
            if sample.len() > SAMPLE {
                break;
            }
        }
        Lang::detect(&sample, &among).unwrap_or_else(default)
    })
}

/// The language of one file. A generator's pages are in the language of their place; texts that
/// were collected may be in any.
pub(super) fn of(body: &str, kind: Kind, common: &Lang, request: &Request<'_>) -> Lang {
    if kind != Kind::Files || request.lang.is_some() {
        return common.clone();
    }
    Lang::detect(body, &among(request)).unwrap_or_else(|| common.clone())
}

/// The languages of the site, where there is one.
fn among(request: &Request<'_>) -> Vec<Lang> {
    request
        .site
        .map(|site| site.languages.iter().map(|language| language.tag.clone()).collect())
        .unwrap_or_default()
}
