//! What is wrong with a link, and what was probably meant.

use crate::article::{Article, LinkKind, LinkRef};
use crate::diag::{Code, Diagnostic, Place, nearest};
use crate::path::{SitePath, climb, relative};

use super::super::groundwork::Groundwork;
use super::super::languages::{Spot, without_extension};
use super::super::likeness::{Letters, nearest_path};
use super::super::routes;
use super::super::visibility::Hidden;
use super::atlas::{Atlas, trimmed};
use super::destination::Destination;
use super::find::{Found, anchors, has_anchor};
use super::target::{Path, Target};

/// What is wrong with a link of the article of `page`, if anything.
pub(super) fn complaint(
    atlas: &Atlas<'_>,
    page: usize,
    link: &LinkRef,
    found: &Found<'_>,
) -> Option<Diagnostic> {
    match found.destination {
        Destination::Nothing if asks_for_file(link) => Some(missing_file(atlas, page, link)),
        Destination::Nothing => Some(broken(atlas, page, link)),
        Destination::Hidden(version) => Some(hidden(atlas.ground, link, version)),
        Destination::Here => lost_anchor(atlas.ground, page, link, found.fragment.as_deref()?),
        Destination::Page(target) if atlas.ground.page(target).real => {
            lost_anchor(atlas.ground, target, link, found.fragment.as_deref()?)
        }
        // The text that a fragment belongs to may not be translated yet; that is reported once.
        _ => None,
    }
}

/// What is wrong with the fragment of a redirect to a page, if anything.
pub(super) fn forwarded(ground: &Groundwork, page: usize, forward: &LinkRef) -> Option<Diagnostic> {
    let id = routes::decode(Target::of(&forward.target).fragment?);
    let mut note = lost_anchor(ground, page, forward, &id).filter(|_| ground.page(page).real)?;
    note.message = "this redirect leads to no heading".to_owned();
    Some(note)
}

/// Whether a link asks for a picture or download rather than for a page.
fn asks_for_file(link: &LinkRef) -> bool {
    let path = link.target.split(['#', '?']).next().unwrap_or("");
    let name = path.rsplit('/').next().unwrap_or(path);
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    let page = ["md", "markdown", "html", "htm"].iter().any(|page| extension.eq_ignore_ascii_case(page));
    let plausible = (1..=5).contains(&extension.len())
        && extension.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && extension.bytes().any(|byte| byte.is_ascii_alphabetic());
    !path.is_empty() && (link.kind == LinkKind::Embed || plausible && !page)
}

fn missing_file(atlas: &Atlas<'_>, page: usize, link: &LinkRef) -> Diagnostic {
    let message = match link.kind {
        LinkKind::Embed => "this picture is not there",
        LinkKind::Link => "this link leads to no file",
    };
    let path = routes::decode(link.target.split(['#', '?']).next().unwrap_or(""));
    let wanted = match path.strip_prefix('/') {
        Some(rest) => Some(format!("static/{rest}")),
        None => source(atlas, page).and_then(|file| Some(file.join(&path)?.to_string())),
    };
    let note = Diagnostic::new(Code::MissingAsset, link.place.clone(), message);
    let Some(wanted) = wanted else { return note.label("this leads out of the site") };
    let assets = atlas.assets.keys().map(|path| (path.as_str(), Letters::of(path.as_str())));
    let close = nearest_path(&wanted, assets).map(|found| match path.strip_prefix('/') {
        Some(_) => format!("/{}", found.split_once('/').map_or(found, |(_, rest)| rest)),
        None => relative(source(atlas, page).map_or("", |file| file.folder()), found),
    });
    let note = note.label(format!("there is no {wanted}"));
    match close {
        None if path.starts_with('/') => note.help("files for paths from the root lie in `static/`"),
        close => advise(note, link, &path, close),
    }
}

fn broken(atlas: &Atlas<'_>, page: usize, link: &LinkRef) -> Diagnostic {
    let note = Diagnostic::new(Code::BrokenLink, link.place.clone(), "this link leads to no article");
    let target = Target::of(&link.target);
    let (label, wanted, written) = match target.path() {
        Path::Relative(path) => wanted_from_page(atlas, page, &routes::decode(path)),
        Path::Absolute(path) => wanted_from_root(atlas, &routes::decode(path)),
        Path::Own(url) => {
            wanted_from_root(atlas, &routes::decode(atlas.ground.routes.inside(url).unwrap_or(url)))
        }
        Path::Here | Path::Elsewhere => {
            return note.label("there is no destination").help("say where it leads");
        }
    };
    let Some(wanted) = wanted else { return note.label(label) };
    advise(note.label(label), link, &written, suggestion(atlas, page, &wanted))
}

/// What a relative path was looked for as: for the label, and as a place in the language.
fn wanted_from_page(atlas: &Atlas<'_>, page: usize, path: &str) -> (String, Option<String>, String) {
    let out = || ("this leads out of the site".to_owned(), None, path.to_owned());
    let planned = atlas.ground.page(page);
    if without_extension(path).is_some() {
        let Some(file) = source(atlas, page).and_then(|file| file.join(path)) else { return out() };
        let wanted = atlas.ground.languages.split(&file).and_then(|(_, rest)| Spot::of_file(rest));
        return (format!("there is no {file}"), wanted.map(|spot| spot.path()), path.to_owned());
    }
    let Some(address) = climb(&planned.address, path) else { return out() };
    let prefix = atlas.ground.languages.prefix(planned.language);
    let place = address.strip_prefix(prefix).unwrap_or(&address).trim_start_matches('/');
    (format!("there is no page /{address}/"), Some(trimmed(place).to_owned()), path.to_owned())
}

/// The same for a path from the root.
fn wanted_from_root(atlas: &Atlas<'_>, path: &str) -> (String, Option<String>, String) {
    let path = path.trim_start_matches('/');
    let (first, rest) = path.split_once('/').unwrap_or((path, ""));
    let named = atlas.ground.languages.named(first).filter(|_| atlas.ground.languages.prefixed);
    let place = if named.is_some() { rest } else { path };
    let label = match without_extension(path) {
        Some(_) => format!("there is no article {path}"),
        None => format!("there is no page /{path}"),
    };
    (label, Some(trimmed(place).to_owned()), format!("/{path}"))
}

/// The file or page that was probably meant, as the article would link to it.
fn suggestion(atlas: &Atlas<'_>, page: usize, wanted: &str) -> Option<String> {
    let language = atlas.ground.page(page).language;
    let places = atlas.places(language).filter(|(path, ..)| !path.is_empty());
    let found = nearest_path(wanted, places.map(|(path, _, letters)| (path, letters)))?;
    let target = atlas.place(language, found)?;
    let folder = source(atlas, page).map_or("", |file| file.folder());
    let real = atlas.ground.version(target).filter(|_| atlas.ground.page(target).real);
    match real {
        Some(version) => Some(relative(folder, version.article.path.as_str())),
        None => {
            let own = atlas.ground.version(page)?.article.section.as_str();
            let extension = if atlas.ground.plan.own_folder(target).is_some() { "/index.md" } else { ".md" };
            Some(relative(own, &format!("{found}{extension}")))
        }
    }
}

/// Adds the advice that fits: case matters, or a name that is close.
fn advise(note: Diagnostic, link: &LinkRef, written: &str, close: Option<String>) -> Diagnostic {
    let Some(close) = close else { return note };
    let plain = |text: &str| text.trim_start_matches("./").to_lowercase();
    if plain(&close) == plain(written) {
        let note =
            note.help(format!("write `{close}`: on the web upper and lower case are different letters"));
        return match path_place(link).filter(|_| close.bytes().all(is_plain)) {
            Some(at) => note.fix(vec![(at, close)]),
            None => note,
        };
    }
    note.help(format!("`{close}` is close"))
}

/// Whether a byte stands for itself in a destination.
fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'.' | b'-' | b'_')
}

/// The path in the source, without query and fragment, where it is written there as it is.
fn path_place(link: &LinkRef) -> Option<Place> {
    let Place { file, start, end } = link.place.clone();
    let length = link.target.find(['#', '?']).unwrap_or(link.target.len());
    let as_written = usize::try_from(end.checked_sub(start)?).ok()? == link.target.len();
    let end = start.checked_add(u32::try_from(length).ok()?)?;
    as_written.then_some(Place { file, start, end })
}

fn hidden(ground: &Groundwork, link: &LinkRef, version: usize) -> Diagnostic {
    let version = &ground.families.versions[version];
    if version.hidden == Some(Hidden::Audience) {
        return for_others(&version.article, link);
    }
    let message = "this link leads to an article that is not published";
    let note = Diagnostic::new(Code::LinkToDraft, link.place.clone(), message);
    let reason = version.hidden.map(|hidden| hidden.reason()).unwrap_or_default();
    note.label(format!("{} {reason}", version.article.path))
        .help("publish it together with this article, or take the link out")
}

/// Not even a link may tell that there is an article for others.
fn for_others(article: &Article, link: &LinkRef) -> Diagnostic {
    let names = article.front.audience.iter().flatten();
    let names: Vec<&str> = names.map(|name| name.value.as_str()).collect();
    let (whom, block) = match names.as_slice() {
        [] => ("another audience".to_owned(), "`:::audience …`".to_owned()),
        names => (names.join(", "), format!("`:::audience {}`", names.join(" "))),
    };
    let message = "this link leads to an article that its readers don't get";
    Diagnostic::new(Code::LinkToOtherAudience, link.place.clone(), message)
        .label(format!("{} is for {whom}", article.path))
        .help(format!("put it into {block}, or take it out"))
}

/// What is wrong with a link to what has the `id` in a page.
fn lost_anchor(ground: &Groundwork, target: usize, link: &LinkRef, id: &str) -> Option<Diagnostic> {
    if has_anchor(ground, target, id) {
        return None;
    }
    let article = &ground.version(target)?.article;
    let note = Diagnostic::new(Code::BrokenAnchor, fragment_place(link), "this link leads to no heading");
    let note = note.label(format!("{} has no heading or id `#{id}`", article.path));
    let ids: Vec<&str> = anchors(article).collect();
    let near = nearest(id, ids.iter().copied()).map(|near| format!("`#{near}` is close"));
    Some(match near.or_else(|| counterpart(ground, target, id)) {
        Some(help) => note.help(help),
        None if ids.is_empty() => note,
        None => note.help(format!("it has {}", some(&ids))),
    })
}

/// The fragment in the source, where the destination is written there as it is.
fn fragment_place(link: &LinkRef) -> Place {
    let Place { file, start, end } = link.place.clone();
    let as_written =
        usize::try_from(end.saturating_sub(start)).is_ok_and(|length| length == link.target.len());
    let hash = link.target.find('#').and_then(|hash| u32::try_from(hash).ok()).filter(|_| as_written);
    Place { file, start: start + hash.unwrap_or(0), end }
}

/// The heading that stands where another language's version has the one with this id: whoever
/// translates an article easily forgets to translate the fragments of its links.
fn counterpart(ground: &Groundwork, target: usize, id: &str) -> Option<String> {
    let own = &ground.version(target)?.article;
    let family = ground.family(target);
    let originals_first = family.stand_in.iter().chain(family.versions.values());
    let others = originals_first.map(|&version| &ground.families.versions[version]);
    let mut published = others.filter(|other| other.hidden.is_none());
    published.find_map(|other| {
        let theirs = &other.article.outline;
        let place = theirs.iter().position(|heading| heading.id == id)?;
        let same_shape = theirs.len() == own.outline.len();
        let here = &own.outline.get(place).filter(|_| same_shape)?.id;
        Some(format!("`#{id}` is a heading of {}; here it seems to be `#{here}`", other.article.path))
    })
}

/// The first few ids.
fn some(ids: &[&str]) -> String {
    const FEW: usize = 5;
    let shown: Vec<String> = ids.iter().take(FEW).map(|id| format!("`#{id}`")).collect();
    let more = if ids.len() > FEW { " …" } else { "" };
    format!("{}{more}", shown.join(", "))
}

/// The file of the article that a page shows.
fn source<'a>(atlas: &'a Atlas<'_>, page: usize) -> Option<&'a SitePath> {
    atlas.ground.version(page).map(|version| &version.article.path)
}
