//! Old addresses: `aliases` of articles and `[redirects]` of the settings.
//!
//! An alias is a path from the root of the site, language included (`/en/old-name/`); without
//! a slash at the front it stands beside its page.

use crate::article::Located;
use crate::diag::{Code, Diagnostic, Place, Severity};
use crate::notation::address;
use crate::path::{OutPath, SitePath, join};
use crate::settings::Forward;

use super::Redirect;
use super::collisions::{Claimant, Claims, fold};
use super::groundwork::Groundwork;
use super::links::{Atlas, Forwarded, circles, redirect_anchor, redirect_target};
use super::routes;
use super::visibility::Hidden;

/// A redirect of this site that leads to one of its pages.
pub(super) struct Alias {
    /// The old address, readable.
    pub address: String,
    /// The page it leads to.
    pub page: usize,
    pub redirect: Redirect,
}

/// The aliases of all articles that don't take somebody else's address.
pub(super) fn aliases(ground: &Groundwork, claims: &mut Claims, notes: &mut Vec<Diagnostic>) -> Vec<Alias> {
    let mut aliases: Vec<Alias> = Vec::new();
    let base = base(ground);
    for page in (0..ground.plan.pages.len()).filter(|&page| ground.page(page).real) {
        let Some(version) = ground.version(page) else { continue };
        let from = aliases.len();
        for written in &version.article.front.aliases {
            let Some(alias) = alias(ground, page, &version.article.path, written) else {
                notes.push(invalid(&version.article.path, written));
                continue;
            };
            let known =
                aliases[from..].iter().map(|alias| &alias.redirect.out).chain([&ground.page(page).out]);
            if known.into_iter().any(|out| fold(out.as_str()) == fold(alias.redirect.out.as_str())) {
                continue;
            }
            let place = Place::of(&version.article.path, &written.bytes);
            notes.extend(doubled(base.as_deref(), &written.value, &place));
            match claims.claim(&alias.redirect.out, Claimant::File(place)) {
                Some(note) => notes.push(note),
                None => aliases.push(alias),
            }
        }
    }
    aliases
}

fn alias(ground: &Groundwork, page: usize, source: &SitePath, written: &Located<String>) -> Option<Alias> {
    let planned = ground.page(page);
    let address = match written.value.strip_prefix('/') {
        Some(absolute) => routes::decode(absolute),
        None => {
            let above = planned.address.rsplit_once('/').map_or("", |(above, _)| above);
            join(above, &routes::decode(&written.value))
        }
    };
    let out = file(&address)?;
    let address = out.as_str().trim_end_matches("index.html").trim_end_matches('/').to_owned();
    let lang = ground.languages.tag(planned.language).clone();
    let (url, title, source) = (planned.url.clone(), planned.title.clone(), source.clone());
    Some(Alias { address, page, redirect: Redirect { out, url, title, lang, source } })
}

/// The file that stands for an old address: `old/` and `old` are a folder, `old.html` a file.
fn file(address: &str) -> Option<OutPath> {
    let address = address.trim_matches('/');
    let page = [".html", ".htm"].iter().any(|extension| address.to_ascii_lowercase().ends_with(extension));
    let path = if page { address.to_owned() } else { join(address, "index.html") };
    let out = OutPath::new(&path)?;
    let sound = out.as_str().split('/').all(|segment| address::segment(segment).is_ok());
    (sound && routes::overlong(&out).is_none()).then_some(out)
}

/// The path of `base_url`, decoded, unless there is none, or pages lie in a folder of that name.
fn base(ground: &Groundwork) -> Option<String> {
    let base = routes::decode(ground.settings.base_url.path.trim_matches('/'));
    let below = |address: &str| {
        address.strip_prefix(&*base).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let taken = base.is_empty() || ground.plan.pages.iter().any(|page| below(&page.address));
    (!taken).then_some(base)
}

/// An old address that begins with the path of `base_url`, which comes before all addresses: as a
/// rule somebody copied it from a browser.
fn doubled(base: Option<&str>, written: &str, place: &Place) -> Option<Diagnostic> {
    let base = base?;
    let path = routes::decode(written.strip_prefix('/')?);
    let rest = path.strip_prefix(base)?.strip_prefix('/').filter(|rest| !rest.is_empty())?;
    let message = "this old address begins with the path of `base_url`, which comes before it anyway";
    let mut note = Diagnostic::new(Code::InvalidSlug, place.clone(), message);
    note.severity = Severity::Warning;
    Some(note.label(format!("this is `/{base}/{path}` on the web")).help(format!("write `/{rest}`")))
}

fn invalid(source: &SitePath, written: &Located<String>) -> Diagnostic {
    let place = Place::of(source, &written.bytes);
    let message = format!("`{}` cannot be an address of this site", written.value);
    Diagnostic::new(Code::InvalidSlug, place, message)
        .help("write a path from the root, such as `/en/old-name/`")
}

/// A redirect to an article for other readers is for them; one to an article that is not published
/// yet, or no longer, leads nowhere.
fn to_hidden(ground: &Groundwork, version: usize, old: &str, at: &Place) -> Option<Diagnostic> {
    let version = &ground.families.versions[version];
    let why = version.hidden.filter(|hidden| *hidden != Hidden::Audience)?;
    let message = format!("the redirect from `{old}` leads to an article that is not published");
    let note = Diagnostic::new(Code::LinkToDraft, at.clone(), message);
    let label = format!("{} {}", version.article.path, why.reason());
    Some(note.label(label).help("lead it elsewhere, or take it out"))
}

/// Old addresses of articles that are not published lead nowhere.
pub(super) fn forget_hidden(atlas: &mut Atlas<'_>) {
    let hidden =
        |forward: &Forward| matches!(redirect_target(atlas, &forward.target.value), Forwarded::Hidden(_));
    let redirects = atlas.ground.settings.redirects.iter();
    let old: Vec<String> = redirects
        .filter(|(_, forward)| hidden(forward))
        .map(|(old, _)| routes::decode(old.trim_matches('/')))
        .collect();
    for old in old {
        atlas.forget(&old);
    }
}

/// The redirects of the settings that lead somewhere.
pub(super) fn configured(
    atlas: &Atlas<'_>,
    claims: &mut Claims,
    notes: &mut Vec<Diagnostic>,
) -> Vec<Redirect> {
    let ground = atlas.ground;
    let Some(source) = SitePath::new("site.toml") else { return Vec::new() };
    let mut redirects = Vec::new();
    let base = base(ground);
    for (old, forward) in &ground.settings.redirects {
        let Some(out) = file(&routes::decode(old)) else {
            let message = format!("`{old}` cannot be an address of this site");
            notes.push(Diagnostic::new(Code::InvalidSlug, forward.at.clone(), message));
            continue;
        };
        notes.extend(doubled(base.as_deref(), old, &forward.at));
        let target = Place::of(&source, &forward.target.bytes);
        let Some((url, page)) = followed(atlas, old, forward, target, notes) else { continue };
        let title = page.map_or_else(|| url.clone(), |page| ground.page(page).title.clone());
        let language = page.map_or(ground.languages.default, |page| ground.page(page).language);
        let lang = ground.languages.tag(language).clone();
        match claims.claim(&out, Claimant::File(forward.at.clone())) {
            Some(note) => notes.push(note),
            None => redirects.push(Redirect { out, url, title, lang, source: source.clone() }),
        }
    }
    notes.extend(circles(atlas));
    redirects
}

/// Where the redirect from an old address leads, and the page that is there; `target` is where it is written.
fn followed(
    atlas: &Atlas<'_>,
    old: &str,
    forward: &Forward,
    target: Place,
    notes: &mut Vec<Diagnostic>,
) -> Option<(String, Option<usize>)> {
    let written = &forward.target.value;
    match redirect_target(atlas, written) {
        Forwarded::To(url, page) => {
            notes.extend(page.and_then(|page| redirect_anchor(atlas.ground, page, written, target)));
            return Some((url, page));
        }
        Forwarded::Hidden(version) => notes.extend(to_hidden(atlas.ground, version, old, &target)),
        Forwarded::Nowhere => {
            let message = format!("the redirect from `{old}` leads to no page");
            let note = Diagnostic::new(Code::BrokenLink, target, message);
            let help = "write an address of this site or a full URL";
            notes.push(note.label(format!("there is no `{written}`")).help(help));
        }
    }
    None
}
