//! Who has which address: everything that will be published takes its own, in order of
//! precedence, and whoever comes second is complained about.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use crate::diag::{Code, Diagnostic, Place, Severity};
use crate::notation::address;
use crate::path::{OutPath, SitePath, join};
use crate::settings::RedirectForm;

use super::Asset;
use super::collisions::{Claimant, Claims, fold};
use super::groundwork::Groundwork;
use super::routes;
use super::tags::TagPages;

/// What stands at the root of every site, and what a message calls it.
const AT_ROOT: [(&str, &str); 6] = [
    ("index.html", "the start page"),
    ("404.html", "the page for what isn't there"),
    ("index.json", "the index for other programs"),
    ("sitemap.xml", "the site map"),
    ("llms.txt", "the overview for language models"),
    ("manifest.json", "the list of all files"),
];

/// What stands at the root of every language.
const PER_LANGUAGE: [(&str, &str); 6] = [
    ("tags/index.html", "the list of tags"),
    ("search/index.html", "the search page"),
    ("print/index.html", "the page for printing"),
    ("feed.xml", "the feed"),
    ("site.webmanifest", "what browsers ask about the site"),
    ("404.html", "the page for what isn't there"),
];

/// Names that no article or section may have directly below its language.
const RESERVED: [(&str, &str); 6] = [
    ("tags", "the pages of tags"),
    ("search", "the search page"),
    ("print", "the page for printing"),
    ("feed.xml", "the feed"),
    ("site.webmanifest", "what browsers ask about the site"),
    ("404.html", "the page for what isn't there"),
];

/// Names that are reserved, too, where addresses have no language.
const RESERVED_AT_ROOT: [(&str, &str); 6] = [
    ("assets", "the files of the theme"),
    ("index.json", "the index for other programs"),
    ("sitemap.xml", "the site map"),
    ("robots.txt", "the rules for robots"),
    ("llms.txt", "the overview for language models"),
    ("manifest.json", "the list of all files"),
];

/// The file of a form of redirects, at the root, and what a message calls it.
pub fn host_file(form: RedirectForm) -> Option<(&'static str, &'static str)> {
    match form {
        RedirectForm::Pages => None,
        RedirectForm::Netlify => Some(("_redirects", "the redirects for Netlify and Cloudflare")),
        RedirectForm::Nginx => Some(("redirects.nginx", "the redirects for nginx")),
        RedirectForm::Apache => Some(("redirects.apache", "the redirects for Apache")),
    }
}

/// Addresses that every site of these languages has: readable, without slashes at the ends.
pub(super) fn generated(ground: &Groundwork) -> Vec<String> {
    let at_root = AT_ROOT.iter().map(|(name, _)| (*name).to_owned());
    let languages = 0..ground.languages.count();
    let per_language = languages.flat_map(|language| {
        let prefix = ground.languages.prefix(language);
        let status = ground.settings.output.status_page.then_some("status/index.html");
        PER_LANGUAGE.iter().map(|(name, _)| *name).chain(status).map(move |name| join(prefix, name))
    });
    let all = at_root.chain(["robots.txt".to_owned()]).chain(per_language);
    all.map(|path| path.trim_end_matches("index.html").trim_end_matches('/').to_owned()).collect()
}

/// Gives addresses to what is generated, to pages and to tags.
pub(super) fn claim(ground: &Groundwork, tags: &TagPages<'_>, notes: &mut Vec<Diagnostic>) -> Claims {
    let mut claims = Claims::default();
    claim_kept(ground, &mut claims);
    claim_pages(ground, &mut claims, notes);
    let mut reported = BTreeSet::new();
    for (address, place) in tags.addresses(ground) {
        let Some(out) = routes::page_file(&address) else { continue };
        // A tag has a page in each language, and collides in all of them.
        let note = claims.claim(&out, Claimant::File(place)).filter(|note| reported.insert(note.at.clone()));
        notes.extend(note.map(|note| note.help("write the tag in the same way everywhere")));
    }
    claims
}

fn claim_kept(ground: &Groundwork, claims: &mut Claims) {
    let mut keep = |path: &str, what: &'static str| {
        if let Some(out) = OutPath::new(path) {
            // What every site has doesn't collide with itself.
            let _ = claims.claim(&out, Claimant::Kept(what));
        }
    };
    for (name, what) in AT_ROOT {
        // Without prefixes the home takes this address itself.
        if name != "index.html" || ground.languages.prefixed {
            keep(name, what);
        }
    }
    if ground.settings.output.reviews {
        keep("reviews.json", "the list of reviews");
    }
    for form in &ground.settings.output.redirects {
        if let Some((name, what)) = host_file(*form) {
            keep(name, what);
        }
    }
    for language in 0..ground.languages.count() {
        if ground.settings.output.status_page {
            keep(&join(ground.languages.prefix(language), "status/index.html"), "the status page");
        }
        for (name, what) in PER_LANGUAGE {
            keep(&join(ground.languages.prefix(language), name), what);
        }
    }
}

/// Real pages take their addresses first.
fn claim_pages(ground: &Groundwork, claims: &mut Claims, notes: &mut Vec<Diagnostic>) {
    let mut pages: Vec<usize> = (0..ground.plan.pages.len()).collect();
    pages.sort_by_key(|&page| (!ground.page(page).real, ground.page(page).version));
    let mut reported: HashSet<(usize, &str)> = HashSet::new();
    for page in pages {
        let planned = ground.page(page);
        let place = ground.version(page).map(|version| match &version.article.front.slug {
            Some(slug) if planned.real => Place::of(&version.article.path, &slug.bytes),
            _ => Place::file(&version.article.path),
        });
        let kept = Claimant::Kept("the page of a section");
        if let Some((name, what)) = reserved(ground, page) {
            if let Some(place) = place.filter(|_| planned.real && reported.insert((planned.language, name))) {
                let note = Diagnostic::new(
                    Code::AddressCollision,
                    place,
                    format!("`/{}/` is kept for {what}", planned.address),
                );
                notes.push(note.help("give it another name or `slug`"));
            }
            continue;
        }
        let claimant = place.map_or(kept, Claimant::File);
        notes.extend(claims.claim(&planned.out, claimant.clone()));
        if ground.settings.output.source_copies && planned.version.is_some() {
            let copy = OutPath::new(&join(&planned.address, "index.md"));
            notes.extend(copy.and_then(|copy| claims.claim(&copy, claimant)).filter(|_| false));
        }
    }
}

/// The reserved name that a page's address begins with.
fn reserved(ground: &Groundwork, page: usize) -> Option<(&'static str, &'static str)> {
    let planned = ground.page(page);
    let prefix = ground.languages.prefix(planned.language);
    let below = planned.address.strip_prefix(prefix)?.trim_start_matches('/');
    let name = fold(below.split('/').next()?);
    let at_root: &[(&str, &str)] = if ground.languages.prefixed { &[] } else { &RESERVED_AT_ROOT };
    RESERVED.iter().chain(at_root).find(|(reserved, _)| *reserved == name).copied()
}

/// Gives addresses to assets, and drops those that find theirs taken.
pub(super) fn claim_assets(
    assets: &mut BTreeMap<SitePath, Asset>,
    claims: &mut Claims,
    notes: &mut Vec<Diagnostic>,
) {
    assets.retain(|path, asset| {
        let flaw = asset.out.as_str().split('/').find_map(|name| address::segment(name).err());
        if let Some(flaw) = flaw.map(str::to_owned).or_else(|| routes::overlong(&asset.out)) {
            let message = "the name of this file cannot be part of an address";
            let note = Diagnostic::new(Code::InvalidSlug, Place::file(path), message);
            notes.push(note.label(flaw).help("rename the file"));
            return false;
        }
        match claims.claim(&asset.out, Claimant::File(Place::file(path))) {
            None => true,
            Some(note) => {
                notes.push(gives_way(path, note));
                false
            }
        }
    });
}

/// An `index.html` among articles was the home or a section's page of another generator. The page
/// that is made here replaces it, which is no reason not to publish.
fn gives_way(path: &SitePath, note: Diagnostic) -> Diagnostic {
    if path.below("content").is_none() || !path.file_name().eq_ignore_ascii_case("index.html") {
        return note;
    }
    let message = "this file is left out: its section has a page of its own";
    let mut note = Diagnostic::new(Code::AddressCollision, Place::file(path), message);
    note.severity = Severity::Warning;
    note.help("write the section's page as `index.md`, or move the file to `static/`")
}
