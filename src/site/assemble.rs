//! [`assemble`]: from articles to the site, step by step.
//!
//! Leave out what is not published, join translations by id and let them inherit, give every page
//! an address, build each language's tree of sections, resolve links against all that, and work
//! out neighbours, related articles and tags. Where articles have changed behind their faces only,
//! the last site stands and just follows their texts ([`Standing`]).

use std::collections::HashMap;
use std::mem;
use std::sync::Arc;

use rayon::prelude::*;

use crate::article::Article;
use crate::diag::{Checked, Diagnostic};
use crate::key::{Key, Keyed, Memo};
use crate::path::SitePath;
use crate::settings::{Mode, Settings};
use crate::source::Tree;

use super::entries::{self, Parts};
use super::groundwork::Groundwork;
use super::languages::{Languages, Spot};
use super::links::{self, Atlas, Old};
use super::redirects::{self, Alias};
use super::routes::{self, Routes};
use super::standing::{self, Standing};
use super::tags::TagPages;
use super::terms::{self, Terms};
use super::{
    Reference, References, Resolved, Site, addresses, assets, audiences, checks, family, meta, nav, order,
    plan, related, translations,
};

/// What [`assemble`] remembers from build to build. What it makes doesn't depend on it.
#[derive(Default)]
pub struct Remembered {
    terms: Memo<Arc<Terms>>,
    links: links::Remembered,
    related: related::Remembered,
    standing: Option<Standing>,
}

/// What a site is made of.
#[derive(Debug, Clone, Copy)]
pub struct Sources<'a> {
    /// All articles that were read.
    pub articles: &'a [Keyed<Article>],
    /// Files of content that could not be read: they count as being there, so that links to them
    /// are not called broken.
    pub failed: &'a [SitePath],
    /// Where files lie that are no articles.
    pub tree: &'a Tree,
    /// The settings.
    pub settings: &'a Keyed<Settings>,
    /// For whom the site is built, and of which day.
    pub mode: &'a Mode,
}

/// Makes one site of all articles.
pub fn assemble(sources: Sources<'_>, remembered: &mut Remembered) -> Checked<Site> {
    let terms =
        remembered.terms.each(sources.articles, Keyed::key, |article| Arc::new(terms::terms(article)));
    let key = standing::key(sources);
    let same = remembered.standing.as_mut().filter(|standing| standing.site.ground == key);
    let follow = |standing: &mut Standing| standing.follow(sources.articles, &terms, &mut remembered.related);
    if let Some(site) = same.and_then(follow) {
        return site;
    }
    let mut standing = anew(sources, key, &terms, remembered);
    let is_kept = standing.notes.len() <= standing::MOST_NOTES;
    let notes = if is_kept { standing.notes.clone() } else { mem::take(&mut standing.notes) };
    let site = standing.site_with(notes);
    remembered.standing = is_kept.then_some(standing);
    site
}

/// All steps.
fn anew(sources: Sources<'_>, key: Key, terms: &[Arc<Terms>], remembered: &mut Remembered) -> Standing {
    let mut notes = Vec::new();
    let ground = lay_ground(sources, &mut notes);
    let tags = TagPages::collect(&ground);
    let mut claims = addresses::claim(&ground, &tags, &mut notes);
    let mut assets = assets::assets(&ground, sources.tree);
    addresses::claim_assets(&mut assets, &mut claims, &mut notes);
    let aliases = redirects::aliases(&ground, &mut claims, &mut notes);
    let mut atlas = Atlas::new(&ground, &assets, sources.failed, destinations(&ground, &tags, &aliases));
    redirects::forget_hidden(&mut atlas);
    let links = links::resolve(&atlas, &mut remembered.links);
    let unsettled = standing::files(&links.notes);
    let links = links.unpack(&mut notes);
    let mut redirects = redirects::configured(&atlas, &mut claims, &mut notes);
    redirects.extend(aliases.into_iter().map(|alias| alias.redirect));
    redirects.sort_by(|a, b| a.out.cmp(&b.out));
    notes.extend(problems(&ground));
    let related = |references: &[_]| related::related(&ground, references, terms, &mut remembered.related);
    let parts = parts(&ground, &tags, links.resolved, related);
    let entries = entries::entries(&ground, &parts);
    let editions = entries::editions(&ground, &parts, &tags, &entries);
    assets.retain(|path, _| !links.unpublished.contains(path));
    let (settings, as_of) = (sources.settings.clone(), sources.mode.as_of);
    let site = Site { settings, as_of, editions, redirects, assets, ground: key };
    Standing { references: parts.references, ground, entries, site, notes, unsettled }
}

/// The first steps: versions are joined, pages planned and addressed.
fn lay_ground(sources: Sources<'_>, notes: &mut Vec<Diagnostic>) -> Groundwork {
    let settings = sources.settings;
    let languages = Languages::of(settings);
    let routes = Routes::below(&settings.base_url, settings.usual_base_url.as_ref());
    let mut families = family::join(sources, &languages).unpack(notes);
    let mut plan = plan::plan(&mut families, &languages, settings, &routes).unpack(notes);
    order::sort(&mut plan, &families, &languages, settings);
    let failed = sources.failed.iter().filter_map(|path| Spot::of_file(languages.split(path)?.1));
    let failed_ids = failed.map(|spot| spot.default_id()).collect();
    let (settings, as_of) = (settings.clone(), sources.mode.as_of);
    Groundwork { settings, as_of, languages, families, plan, routes, failed_ids }
}

/// What is wrong with the pages, wherever links lead.
fn problems(ground: &Groundwork) -> Vec<Diagnostic> {
    let mut notes = translations::missing(ground);
    notes.extend(translations::missing_originals(ground));
    notes.extend(translations::circles(ground));
    notes.extend(checks::content(ground));
    notes.extend(checks::names(ground));
    notes.extend(checks::keys(ground));
    notes.extend(audiences::check(ground));
    notes.extend(checks::sections(ground));
    notes.extend(checks::glossary(ground));
    notes
}

/// What links may lead to beside pages and assets: old addresses and what is generated.
fn destinations(ground: &Groundwork, tags: &TagPages<'_>, aliases: &[Alias]) -> HashMap<String, Old> {
    let tags = tags.addresses(ground).into_iter().map(|(address, _)| address);
    let page = |address: String| {
        let name = address.rsplit('/').next().unwrap_or(&address);
        let file = name.contains('.') && !address.contains("tags/");
        let url = if file { ground.routes.file(&address) } else { ground.routes.page(&address) };
        (address, Old::Known(url))
    };
    let redirects = ground.settings.redirects.keys().map(|old| routes::decode(old.trim_matches('/')));
    let generated = addresses::generated(ground).into_iter().chain(tags).chain(redirects).map(page);
    let moved = aliases.iter().map(|alias| (alias.address.clone(), Old::Moved(alias.page)));
    generated.chain(moved).collect()
}

/// What pages get, worked out for all of them.
fn parts(
    ground: &Groundwork,
    tags: &TagPages<'_>,
    links: Vec<Keyed<Vec<Resolved>>>,
    related: impl FnOnce(&[Keyed<Reference>]) -> Vec<References>,
) -> Parts {
    let pages = 0..ground.plan.pages.len();
    let (metas, references): (Vec<_>, Vec<_>) = pages
        .into_par_iter()
        .map(|page| {
            let meta = Keyed::new(meta::meta(ground, tags, page));
            let reference = meta::reference(ground, &meta, page);
            (meta, reference)
        })
        .unzip();
    Parts {
        links,
        trails: nav::trails(ground, &references),
        neighbours: nav::neighbours(ground),
        alternates: translations::alternates(ground),
        related: related(&references),
        navs: nav::navs(ground, &references),
        metas,
        references,
    }
}
