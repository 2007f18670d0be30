//! Where the files of an import went, asked by whatever a link may call them.

use std::collections::BTreeMap;

use crate::import::Draft;
use crate::import::folders::docusaurus;
use crate::import::plan::{Page, renamed};
use crate::path::SitePath;
use crate::source::File;

/// See the module. Places are paths below the folder of a language.
pub(in crate::import) struct Known {
    /// Old names of pages, and their places.
    pages: BTreeMap<SitePath, String>,
    /// The places by their spelling in small letters: servers are seldom as strict as we are.
    places: BTreeMap<String, String>,
    /// Addresses that pages gave themselves, and their places.
    addresses: BTreeMap<String, String>,
    /// Names of files, and where the only file of the name is.
    by_name: BTreeMap<String, Option<String>>,
    /// Pictures and downloads: old names and new ones.
    assets: BTreeMap<SitePath, SitePath>,
}

/// A file that a link means.
pub(super) enum Meant<'k> {
    /// A page, by its place.
    Page(&'k str),
    /// A picture or download.
    Asset(&'k SitePath),
}

impl Known {
    pub fn new(drafts: &[Draft], assets: &[(SitePath, File)]) -> Self {
        let mut by_name: BTreeMap<String, Option<String>> = BTreeMap::new();
        for Page { from, to, .. } in drafts.iter().map(|draft| &draft.page) {
            let name = by_name.entry(from.file_name().to_owned());
            name.and_modify(|one| *one = None).or_insert_with(|| Some(to.clone()));
        }
        Self {
            pages: drafts.iter().map(|draft| (draft.page.from.clone(), draft.page.to.clone())).collect(),
            places: drafts
                .iter()
                .map(|draft| (draft.page.to.to_lowercase(), draft.page.to.clone()))
                .collect(),
            addresses: drafts.iter().flat_map(addresses).collect(),
            by_name,
            assets: assets.iter().map(|(from, file)| (from.clone(), file.path.clone())).collect(),
        }
    }

    /// The file that had a name, or one that the name leaves out something of.
    pub(super) fn by_old_name(&self, path: &str) -> Option<Meant<'_>> {
        spellings(path).find_map(|name| {
            let from = SitePath::new(&name)?;
            let page = self.pages.get(&from).map(|place| Meant::Page(place));
            page.or_else(|| self.assets.get(&from).map(Meant::Asset))
        })
    }

    /// The page that had an address, which may be its new place, too: numbers in front of names are
    /// no part of it, and neither are capitals.
    pub(super) fn by_address(&self, path: &str) -> Option<&str> {
        let bare: Vec<&str> = path.split('/').map(|part| docusaurus::numbered(part).1).collect();
        let bare = bare.join("/").to_lowercase();
        let bare = bare.trim_start_matches('/');
        let by_place = |path: String| {
            let mut names = spellings(&path).filter_map(|name| SitePath::new(&name));
            names.find_map(|name| self.places.get(&renamed(name.as_str())))
        };
        let place = by_place(bare.to_owned()).or_else(|| by_place(dated(bare)?)).or_else(|| {
            let address = SitePath::new(bare.trim_end_matches('/'))?;
            self.addresses.get(address.as_str())
        });
        place.map(String::as_str)
    }

    /// The only page whose file has the last name of a path, as Hugo finds them.
    pub(super) fn by_mere_name(&self, path: &str) -> Option<&str> {
        let name = path.rsplit('/').next().filter(|name| !name.is_empty())?;
        let one = self.by_name.get(name).or_else(|| self.by_name.get(&format!("{name}.md")))?;
        one.as_deref()
    }
}

/// What a page called itself: its slug in place of its name, and its old addresses.
fn addresses(draft: &Draft) -> Vec<(String, String)> {
    let to = &draft.page.to;
    let folder = to.strip_suffix("/index.md").unwrap_or(to);
    let folder = folder.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
    let slug = draft.fields.get("slug").and_then(|slug| slug.as_str());
    let aliases = draft.fields.get("aliases").and_then(|aliases| aliases.as_array());
    let aliases = aliases
        .into_iter()
        .flatten()
        .filter_map(|alias| alias.as_str())
        .filter(|alias| alias.starts_with('/'));
    slug.map(|slug| format!("{folder}{slug}"))
        .into_iter()
        .chain(draft.fields.id.iter().map(|id| format!("{folder}{id}")))
        .chain(aliases.map(|alias| alias.trim_matches('/').to_owned()))
        .map(|address| (address.to_lowercase(), to.clone()))
        .collect()
}

/// `blog/2016/03/11/fast` is `blog/2016-03-11-fast`, as Docusaurus makes addresses of posts.
fn dated(path: &str) -> Option<String> {
    let parts: Vec<&str> = path.trim_end_matches('/').split('/').collect();
    let at = parts.windows(3).position(|parts| parts.join("-").parse::<jiff::civil::Date>().is_ok())?;
    let (folder, rest) = (parts[..at].join("/"), parts[at..].join("-"));
    Some(format!("{folder}/{rest}").trim_start_matches('/').to_owned())
}

/// The names that a file may have where a path leaves something out.
fn spellings(path: &str) -> impl Iterator<Item = String> {
    const ENDS: [&str; 6] = [".md", ".mdx", "/index.md", "/_index.md", "/README.md", "/index.mdx"];
    let bare = path.trim_end_matches('/').trim_end_matches("/index.html");
    let stem = bare.strip_suffix(".html").unwrap_or(bare);
    std::iter::once(bare.to_owned()).chain(ENDS.iter().map(move |end| format!("{stem}{end}")))
}
