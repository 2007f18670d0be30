//! Links that a move would break, written anew in the manner in which they were written.

use std::collections::BTreeSet;

use crate::article::{Article, LinkRef};
use crate::edit::Edit;
use crate::language::Lang;
use crate::path::{SitePath, climb, join, relative};
use crate::site::{Entry, Resolved};
use crate::upkeep::written;

use super::chart::{Chart, Thing, decode};
use super::route::spot_of;
use super::world::World;

/// What ASCII a destination of Markdown or HTML can't hold as it is.
const ESCAPED: &str = "\"#%<>?[\\]^`{|}()'&";

/// A link, where it stands and what it leads to.
struct Found<'a> {
    article: &'a Article,
    /// The page of the article.
    own: Thing,
    link: &'a LinkRef,
    /// Its path as it is written, and decoded.
    raw: &'a str,
    path: String,
    thing: &'a Thing,
}

/// The edits after which all links lead where they led. The error has a line for each link
/// that only a person can change.
pub(super) fn edits(world: &World<'_>) -> Result<Vec<Edit>, Vec<String>> {
    let (mut edits, mut stuck) = (BTreeSet::new(), Vec::new());
    for entry in written(world.site) {
        for (link, resolved) in entry.article.links.iter().zip(&**entry.links) {
            match world.edit(entry, link, resolved) {
                Ok(edit) => edits.extend(edit),
                Err(why) => stuck.push(why),
            }
        }
    }
    if stuck.is_empty() { Ok(edits.into_iter().collect()) } else { Err(stuck) }
}

impl World<'_> {
    fn edit(&self, entry: &Entry, link: &LinkRef, resolved: &Resolved) -> Result<Option<Edit>, String> {
        let Some(thing) = self.before.thing(&resolved.href) else { return Ok(None) };
        let Some(own) = self.before.thing(&entry.url).cloned() else { return Ok(None) };
        let raw = link.target.trim();
        let raw = &raw[..raw.find(['#', '?']).unwrap_or(raw.len())];
        let found = Found { article: &entry.article, own, link, raw, path: decode(raw), thing };
        match self.rewritten(&found) {
            Some(path) => self.replace(&found, &path).map(Some),
            None => Ok(None),
        }
    }

    /// The path as it has to be; nothing where it may stay as it is.
    fn rewritten(&self, found: &Found<'_>) -> Option<String> {
        let goes = self.route.thing(found.thing) != *found.thing;
        if let Some((_, rest)) = found.path.split_once("://") {
            let start = found.path.len() - rest.len();
            let start = start + rest.find('/')?;
            let (host, path) = found.path.split_at(start);
            return goes.then(|| format!("{host}{}", self.absolute(found, path)));
        }
        if found.path.starts_with('/') {
            return goes.then(|| self.absolute(found, &found.path));
        }
        let moved = |file: &SitePath| self.route.file(file) != *file;
        let concerned = goes || moved(&found.article.path) || moved(&found.link.place.file);
        concerned.then(|| self.relative(found)).flatten()
    }

    /// A path from the root of the site, the base path or the language.
    fn absolute(&self, found: &Found<'_>, path: &str) -> String {
        let names = self.names(found.thing);
        for head in [self.base(), "/"] {
            let Some(inner) = path.strip_prefix(head) else { continue };
            let core = self.core(found.thing, inner);
            if let Some((_, new)) = names.iter().find(|(old, _)| old == core) {
                return format!("{head}{new}{}", &inner[core.len()..]);
            }
        }
        self.after.url(&self.route.thing(found.thing)).map_or_else(|| path.to_owned(), decode)
    }

    /// What a thing may be called below the base path, and how that changes.
    fn names(&self, thing: &Thing) -> Vec<(String, String)> {
        let moved = self.route.thing(thing);
        let base = self.base().trim_matches('/');
        let address = |chart: &Chart, thing: &Thing| {
            let address = chart.address(thing).unwrap_or_default();
            address.strip_prefix(base).unwrap_or(&address).trim_start_matches('/').to_owned()
        };
        let mut names = vec![(address(self.before, thing), address(self.after, &moved))];
        let without_language = names[0].0.split_once('/').zip(names[0].1.split_once('/'));
        if let Some((old, new)) =
            without_language.filter(|(old, new)| old.0 == new.0 && Lang::new(old.0).is_some())
        {
            names.push((old.1.to_owned(), new.1.to_owned()));
        }
        if let (Thing::Page(lang, old), Thing::Page(_, new)) = (thing, &moved) {
            names.push((join(lang.as_str(), old), join(lang.as_str(), new)));
            names.push((old.clone(), new.clone()));
        }
        names
    }

    /// A path without what may stand around the name of a page: slashes, `index.html`, `.md`.
    fn core<'p>(&self, thing: &Thing, path: &'p str) -> &'p str {
        if matches!(thing, Thing::Asset(_)) {
            return path;
        }
        let path = path.trim_end_matches('/');
        if let Some(stem) = super::route::markdown(path) {
            let own = spot_of(path).is_some_and(|spot| spot.len() < stem.len());
            return if own { stem.rsplit_once('/').map_or("", |(folder, _)| folder) } else { stem };
        }
        let path = path.strip_suffix("index.html").unwrap_or(path).trim_end_matches('/');
        path.strip_suffix(".html").unwrap_or(path)
    }

    /// A path from the file, else from the page, else from the folder of the file.
    fn relative(&self, found: &Found<'_>) -> Option<String> {
        let files = [&found.article.path, &found.link.place.file];
        for base in files {
            let target = base.join(&found.path).filter(|target| self.is(target, found.thing));
            if let Some(target) = target {
                let (base, target) = (self.route.file(base), self.route.file(&target));
                let stays = base.join(&found.path).as_ref() == Some(&target);
                return (!stays).then(|| relative(base.folder(), target.as_str()));
            }
        }
        let moved = self.route.thing(found.thing);
        let addresses =
            |chart: &Chart, own: &Thing, thing: &Thing| Some((chart.address(own)?, chart.address(thing)?));
        let then = addresses(self.before, &found.own, found.thing);
        let now = addresses(self.after, &self.route.thing(&found.own), &moved);
        let places = |section: &str, spot: &str| (section.to_owned(), spot.to_owned());
        let (mut then_place, mut now_place) = (None, None);
        if let (Thing::Page(_, old), Thing::Page(_, new)) = (found.thing, &moved) {
            let file = self.route.file(&found.article.path);
            let folder =
                self.route.split(&file).map_or("", |(_, rest)| rest.rsplit_once('/').map_or("", |at| at.0));
            then_place = Some(places(&found.article.section, old));
            now_place = Some(places(folder, new));
        }
        let core = self.core(found.thing, &found.path);
        for (then, now) in [(then, now), (then_place, now_place)] {
            let (Some((base, target)), Some((new_base, new_target))) = (then, now) else { continue };
            if climb(&base, core).as_deref() == Some(target.as_str()) {
                let stays = climb(&new_base, core).as_deref() == Some(new_target.as_str());
                let path = || format!("{}{}", relative(&new_base, &new_target), &found.path[core.len()..]);
                return (!stays).then(path);
            }
        }
        self.after.url(&moved).map(decode)
    }

    /// Whether a file, which need not be there, is what links to it lead to.
    fn is(&self, file: &SitePath, thing: &Thing) -> bool {
        match thing {
            Thing::Asset(path) => path == file,
            Thing::Page(_, spot) => {
                let rest = self.route.split(file).map(|(_, rest)| rest);
                rest.and_then(spot_of).as_ref() == Some(spot)
            }
        }
    }

    fn replace(&self, found: &Found<'_>, path: &str) -> Result<Edit, String> {
        let place = &found.link.place;
        let (start, end) = (place.start as usize, place.end as usize);
        let source = self.tree.text(&place.file).and_then(|text| text.get(start..end)).unwrap_or("");
        let at = position(source, found.raw).ok_or_else(|| {
            format!(
                "{}: the link to `{}` is written in a way that only a person can change",
                place.file, found.raw
            )
        })?;
        let bytes = start + at..start + at + found.raw.len();
        Ok(Edit::new(&place.file, bytes, encoded(path, found.raw)))
    }
}

/// Where a destination stands in what is known to hold it: all of it, or a value in markup.
fn position(source: &str, raw: &str) -> Option<usize> {
    if source.starts_with(raw) && !raw.is_empty() {
        return Some(0);
    }
    let quoted = ["\"", "'", "=", "<", "(", "]: "].map(|before| format!("{before}{raw}"));
    let mut hits =
        quoted.iter().flat_map(|text| source.match_indices(text.as_str()).map(|(at, text)| at + text.len()));
    let hit = hits.next()? - raw.len();
    (!raw.is_empty() && hits.next().is_none()).then_some(hit)
}

/// A path as it may stand in the place of `raw`, encoded as that was.
fn encoded(path: &str, raw: &str) -> String {
    let spaces = raw.contains(' ');
    let ascii_only = raw.is_ascii() && raw.contains('%') && !decode(raw).is_ascii();
    let mut encoded = String::with_capacity(path.len());
    for c in path.chars() {
        let escape =
            ESCAPED.contains(c) || c.is_control() || c == ' ' && !spaces || ascii_only && !c.is_ascii();
        if escape {
            let mut buffer = [0; 4];
            for byte in c.encode_utf8(&mut buffer).bytes() {
                encoded.push_str(&format!("%{byte:02X}"));
            }
        } else {
            encoded.push(c);
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_destination_is_found_in_what_holds_it() {
        assert_eq!(position("../a.md#x", "../a.md"), Some(0));
        assert_eq!(position("<a class=b href='../a.md'>", "../a.md"), Some(17));
        assert_eq!(position("<a href=\"a\" id=\"a\">", "a"), None);
        assert_eq!(position("a\\_b.md", "a_b.md"), None);
    }

    #[test]
    fn paths_are_encoded_as_they_were() {
        assert_eq!(encoded("a b/č.md", "x.md"), "a%20b/č.md");
        assert_eq!(encoded("a b/č.md", "x y.md"), "a b/č.md");
        assert_eq!(encoded("a/č.md", "%C4%8D.md"), "a/%C4%8D.md");
    }
}
