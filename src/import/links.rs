//! Links of a page, rewritten to where the files that they meant are now.

mod known;
mod written;

use percent_encoding::percent_decode_str;

use super::Draft;
use super::kind::Kind;
use super::report::Note;
use crate::edit::{Edit, apply};
use crate::path::{SitePath, relative};

pub(super) use known::Known;
use known::Meant;

/// The body with its links as they have to be now.
pub(super) fn rewrite(draft: &Draft, kind: Kind, known: &Known) -> (String, Vec<Note>) {
    let links = Links { draft, kind, known };
    let (mut edits, mut notes, mut count) = (Vec::new(), Vec::new(), 0);
    for bytes in written::destinations(&draft.body) {
        let old = &draft.body[bytes.clone()];
        match links.fate(old) {
            Fate::Stays => {}
            Fate::Becomes(new) => {
                count += 1;
                edits.push(Edit::new(&draft.to, bytes, new));
            }
            Fate::Script => {
                notes.push(Note::dropped(format!("the script `{old}` of a link")));
                edits.push(Edit::new(&draft.to, bytes, "#"));
            }
            Fate::Lost => {
                notes.push(Note::left(format!("the link `{old}` leads to nothing that was imported")));
            }
        }
    }
    if count > 0 {
        let links = if count == 1 { "link leads" } else { "links lead" };
        notes.push(Note::changed(format!("{count} {links} to where the file is now")));
    }
    (apply(&draft.body, &edits), notes)
}

/// What happens to a destination.
enum Fate {
    /// It leads elsewhere, or is right as it is.
    Stays,
    Becomes(String),
    /// It would run a script.
    Script,
    /// It leads to nothing that was imported.
    Lost,
}

/// The links of a page.
struct Links<'a> {
    draft: &'a Draft,
    kind: Kind,
    known: &'a Known,
}

impl Links<'_> {
    fn fate(&self, old: &str) -> Fate {
        if old.to_lowercase().starts_with("javascript:") {
            return Fate::Script;
        }
        if is_elsewhere(old) {
            return Fate::Stays;
        }
        match self.resolve(old) {
            Some(new) if new == old => Fate::Stays,
            Some(new) => Fate::Becomes(new),
            None => Fate::Lost,
        }
    }

    /// The destination that leads to what a link means.
    fn resolve(&self, link: &str) -> Option<String> {
        let (path, behind) = link.split_at(link.find(['#', '?']).unwrap_or(link.len()));
        let path = percent_decode_str(path).decode_utf8().ok()?;
        let by_old_name = self.old_names(&path).into_iter().find_map(|name| self.known.by_old_name(&name));
        match by_old_name {
            Some(Meant::Page(place)) => self.to_page(place, behind),
            Some(Meant::Asset(file)) => Some(self.to_asset(file)),
            None => self.to_page(self.place(&path)?, behind),
        }
    }

    /// A link to a place in the language of the page, whether or not that one is translated:
    /// readers get the translation as soon as there is one.
    fn to_page(&self, place: &str, behind: &str) -> Option<String> {
        let root = self.draft.to.as_str().strip_suffix(self.draft.page.to.as_str())?;
        let page = SitePath::new(&format!("{root}{place}"))?;
        Some(format!("{}{behind}", self.to_file(&page)))
    }

    fn to_asset(&self, file: &SitePath) -> String {
        match file.below("static") {
            Some(below) => format!("/{}", encoded(below)),
            None => self.to_file(file),
        }
    }

    fn to_file(&self, file: &SitePath) -> String {
        encoded(&relative(self.draft.to.folder(), file.as_str()))
    }

    /// What a path means among the new places, where addresses are not the names of files.
    fn place(&self, path: &str) -> Option<&str> {
        let by_address = self.addresses(path).into_iter().find_map(|address| self.known.by_address(&address));
        by_address.or_else(|| self.known.by_mere_name(path).filter(|_| self.kind == Kind::Hugo))
    }

    /// Addresses that a path may have meant, likeliest first.
    fn addresses(&self, path: &str) -> [String; 2] {
        let Some(rest) = path.strip_prefix('/') else {
            let own = self.draft.page.to.strip_suffix(".md").unwrap_or_default();
            let folder = own.rsplit_once('/').map_or("", |(folder, _)| folder);
            return [format!("{folder}/{path}"), format!("{own}/{path}")];
        };
        let (first, behind) = rest.split_once('/').unwrap_or((rest, ""));
        let is_root = ["docs", self.draft.lang.as_str()].iter().any(|name| name.eq_ignore_ascii_case(first));
        [rest.to_owned(), if is_root { behind } else { rest }.to_owned()]
    }

    /// Files of the old folder that a path may have meant, likeliest first.
    fn old_names(&self, path: &str) -> Vec<String> {
        const ALIASES: [(&str, &str); 4] =
            [("@/", "content"), ("@site/", ""), ("~/", "src"), ("pathname:///", "static")];
        let aliased = |(prefix, folder): &(&str, &str)| Some(below(folder, path.strip_prefix(prefix)?));
        if let Some(name) = ALIASES.iter().find_map(aliased) {
            return vec![name];
        }
        match path.strip_prefix('/') {
            Some(rest) => self.names_from_the_top(rest),
            None => self.names_from_the_page(path),
        }
    }

    fn names_from_the_top(&self, path: &str) -> Vec<String> {
        let lang = self.draft.lang.as_str();
        let without_lang = path.strip_prefix(lang).and_then(|rest| rest.strip_prefix('/'));
        let mut names = Vec::new();
        for rest in [Some(path), path.strip_prefix("docs/"), without_lang].into_iter().flatten() {
            names.extend(["static", "content", "docs", "src", ""].map(|root| below(root, rest)));
            names.push(format!("content/{lang}/{rest}"));
        }
        names
    }

    fn names_from_the_page(&self, path: &str) -> Vec<String> {
        let from = &self.draft.page.from;
        // An address counts from the page, which stands for a folder of its own.
        let own = format!("{}/{}", from.folder(), from.stem());
        let mut names = vec![below(from.folder(), path), below(own.trim_start_matches('/'), path)];
        // `ref` of Hugo also counts from the top.
        if self.kind == Kind::Hugo {
            names.push(format!("content/{path}"));
        }
        names
    }
}

fn is_elsewhere(link: &str) -> bool {
    let scheme = link.split_once(':').is_some_and(|(scheme, _)| {
        scheme.len() > 1 && scheme.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '+')
    });
    link.starts_with(['#', '?']) || link.starts_with("//") || scheme && !link.starts_with("pathname:")
}

/// A path below a folder, which may be the top.
fn below(folder: &str, path: &str) -> String {
    format!("{folder}/{path}").trim_start_matches('/').to_owned()
}

/// What would end a destination is written in another way.
fn encoded(path: &str) -> String {
    path.replace('%', "%25").replace(' ', "%20").replace('(', "%28").replace(')', "%29")
}
