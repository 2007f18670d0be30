//! What a move does to names: of files, and of places in a language.

use std::collections::BTreeMap;

use crate::diag::did_you_mean;
use crate::notation::address;
use crate::path::{SitePath, join};
use crate::settings::Settings;
use crate::source::Tree;

use super::chart::Thing;

/// From one place to another, in all languages.
pub(super) struct Route<'a> {
    settings: &'a Settings,
    /// Path without language and extension.
    pub old: String,
    /// The same, as it will be.
    pub new: String,
    /// Every file that gets another name.
    pub moves: BTreeMap<SitePath, SitePath>,
}

impl<'a> Route<'a> {
    /// The route between two places as people type them: ids, or paths of files. The error is a
    /// line for people.
    pub fn new(settings: &'a Settings, tree: &Tree, old: &str, new: &str) -> Result<Self, String> {
        let (from, mut to) = (place(settings, old), place(settings, new));
        if new.ends_with('/') {
            to = join(&to, from.rsplit('/').next().unwrap_or_default());
        }
        for (typed, place) in [(old, &from), (new, &to)] {
            if let Some(flaw) = flaw(place) {
                return Err(format!("`{typed}` is no place of an article: {flaw}"));
            }
        }
        if from == to {
            return Err(format!("`{from}` is there already"));
        }
        let mut route = Self { settings, old: from, new: to, moves: BTreeMap::new() };
        let moved = |file: &SitePath| Some((file.clone(), route.by_name(file)?));
        route.moves = tree.below("content").filter_map(|file| moved(&file.path)).collect();
        if route.moves.is_empty() {
            let spots: Vec<String> = tree.below("content").filter_map(|file| route.of(&file.path)).collect();
            let meant = did_you_mean(&route.old, spots.iter().map(String::as_str));
            return Err(format!("no language has an article or a section `{}`{meant}", route.old));
        }
        if is_within(&route.new, &route.old) && route.new != route.old {
            return Err(format!("`{}` cannot be moved into itself", route.old));
        }
        Ok(route)
    }

    /// Fails where something is in the way, with a line for each file.
    pub fn check_free(&self, tree: &Tree) -> Result<(), Vec<String>> {
        let is_target = |path: &SitePath| self.moves.values().any(|to| to == path);
        let is_within_new =
            |path: &SitePath| self.own_place(path).is_some_and(|at| is_within(&at, &self.new));
        let stays =
            tree.below("content").map(|file| &file.path).filter(|path| !self.moves.contains_key(*path));
        let taken = stays.filter(|path| is_target(path) || is_within_new(path));
        let taken: Vec<String> = taken.map(|path| format!("there is {path} already")).collect();
        if taken.is_empty() { Ok(()) } else { Err(taken) }
    }

    /// The place of an article or a section; of another file, its path in the language.
    fn own_place(&self, path: &SitePath) -> Option<String> {
        let rest = self.split(path)?.1;
        Some(spot_of(rest).unwrap_or_else(|| rest.to_owned()))
    }

    /// The folder of a language and what is below it.
    pub fn split<'p>(&self, path: &'p SitePath) -> Option<(&'p str, &'p str)> {
        split(self.settings, path.as_str())
    }

    /// A place as it will be called.
    pub fn spot(&self, spot: &str) -> String {
        match spot.strip_prefix(&self.old) {
            Some(rest) if rest.is_empty() || rest.starts_with('/') => format!("{}{rest}", self.new),
            _ => spot.to_owned(),
        }
    }

    /// A file as it will be called, whether it is there or only asked for.
    pub fn file(&self, path: &SitePath) -> SitePath {
        let known = self.moves.get(path).cloned();
        known.or_else(|| self.by_name(path)).unwrap_or_else(|| path.clone())
    }

    /// A thing as it will be called.
    pub fn thing(&self, thing: &Thing) -> Thing {
        match thing {
            Thing::Page(lang, spot) => Thing::Page(lang.clone(), self.spot(spot)),
            Thing::Asset(path) => Thing::Asset(self.file(path)),
        }
    }

    /// The place of an article or a section.
    fn of(&self, path: &SitePath) -> Option<String> {
        spot_of(self.split(path)?.1)
    }

    fn by_name(&self, path: &SitePath) -> Option<SitePath> {
        let (root, rest) = self.split(path)?;
        let to = match markdown(rest) {
            Some(stem) if stem == self.old => format!("{}{}", self.new, &rest[stem.len()..]),
            _ => format!("{}/{}", self.new, rest.strip_prefix(&self.old)?.strip_prefix('/')?),
        };
        SitePath::new(&format!("{root}/{to}"))
    }
}

fn is_within(place: &str, folder: &str) -> bool {
    place.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The place that somebody means: without the folder of a language, without `.md`.
fn place(settings: &Settings, typed: &str) -> String {
    let path = SitePath::new(typed.trim_start_matches('/'));
    let path = path.as_ref().map_or("", SitePath::as_str);
    let rest = split(settings, path).map_or(path, |(_, rest)| rest);
    spot_of(rest).unwrap_or_else(|| rest.to_owned())
}

fn flaw(place: &str) -> Option<&'static str> {
    if place.is_empty() {
        return Some("it is the home");
    }
    let mut flaws = place.split('/').filter_map(|name| match address::segment(name) {
        Err(flaw) => Some(flaw),
        Ok(_) if name.starts_with(['_', '.']) => Some("names that begin with `_` or `.` are not published"),
        Ok(_) => None,
    });
    flaws.next()
}

fn split<'p>(settings: &Settings, path: &'p str) -> Option<(&'p str, &'p str)> {
    let below = path.strip_prefix("content/")?;
    if !settings.prefixed {
        return Some(("content", below));
    }
    let (folder, rest) = below.split_once('/')?;
    let tag = crate::language::Lang::new(folder)?;
    let listed = settings.languages.iter().any(|language| language.tag == tag);
    listed.then(|| (&path[.."content/".len() + folder.len()], rest))
}

/// The path of a Markdown file without `.md`.
pub(super) fn markdown(path: &str) -> Option<&str> {
    let (stem, extension) = path.rsplit_once('.')?;
    ["md", "markdown"].iter().any(|known| extension.eq_ignore_ascii_case(known)).then_some(stem)
}

/// The place of a Markdown file in its language; that of its section for a section's own page.
pub(super) fn spot_of(rest: &str) -> Option<String> {
    let stem = markdown(rest)?;
    let (folder, name) = stem.rsplit_once('/').unwrap_or(("", stem));
    let own = ["index", "readme"].iter().any(|own| name.eq_ignore_ascii_case(own));
    Some(if own { folder.to_owned() } else { stem.to_owned() })
}
