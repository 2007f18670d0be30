//! Everything that can be linked to, by file, by place in its language and by address.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::path::{SitePath, join};

use super::super::Asset;
use super::super::groundwork::Groundwork;
use super::super::languages::{Spot, without_extension};
use super::super::likeness::Letters;
use super::super::routes;
use super::destination::Destination;

/// What is where.
pub struct Atlas<'a> {
    pub(in crate::site) ground: &'a Groundwork,
    pub(in crate::site) assets: &'a BTreeMap<SitePath, Asset>,
    /// Assets by where they are published.
    asset_addresses: HashMap<&'a str, &'a Asset>,
    /// Versions by file, published or not.
    files: HashMap<&'a SitePath, usize>,
    /// Pages by language and place in it, fallbacks included.
    spots: Vec<HashMap<String, (usize, Letters)>>,
    /// Hidden versions in the same way.
    hidden: Vec<HashMap<String, usize>>,
    /// Files that could not be read, in the same way.
    pub(super) unread: Vec<BTreeSet<String>>,
    /// Pages by address.
    addresses: HashMap<&'a str, usize>,
    /// Addresses that articles had, and what the generator makes itself.
    pub(super) others: HashMap<String, Old>,
}

/// What is at an address that is no page of an article.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Old {
    /// A page used to be there.
    Moved(usize),
    /// Something else is there: its URL.
    Known(String),
}

impl<'a> Atlas<'a> {
    pub(in crate::site) fn new(
        ground: &'a Groundwork,
        assets: &'a BTreeMap<SitePath, Asset>,
        failed: &[SitePath],
        others: HashMap<String, Old>,
    ) -> Self {
        let (pages, versions) = (&ground.plan.pages, &ground.families.versions);
        let count = ground.languages.count();
        let mut spots = vec![HashMap::new(); count];
        for (index, page) in pages.iter().enumerate() {
            let path = page.spot.path();
            let letters = Letters::of(&path);
            spots[page.language].insert(path, (index, letters));
        }
        let mut hidden = vec![HashMap::new(); count];
        for (index, version) in versions.iter().enumerate().filter(|(_, version)| version.hidden.is_some()) {
            hidden[version.language].insert(version.spot.path(), index);
        }
        let mut unread = vec![BTreeSet::new(); count];
        for (language, rest) in failed.iter().filter_map(|path| ground.languages.split(path)) {
            unread[language].extend(Spot::of_file(rest).map(|spot| spot.path()));
        }
        let files =
            versions.iter().enumerate().map(|(index, version)| (&version.article.path, index)).collect();
        let addresses =
            pages.iter().enumerate().map(|(index, page)| (page.address.as_str(), index)).collect();
        let asset_addresses = super::by_address(assets);
        Self { ground, assets, asset_addresses, files, spots, hidden, unread, addresses, others }
    }

    /// Nothing is at `address` any more but pages.
    pub(in crate::site) fn forget(&mut self, address: &str) {
        self.others.remove(address);
    }

    /// What a Markdown file is: its page, whether the file itself is there or a version in
    /// another language stands in for it.
    pub(super) fn file(&self, path: &SitePath) -> Destination<'a> {
        if let Some(page) = self.files.get(path).and_then(|&version| self.ground.page_of_version(version)) {
            return Destination::Page(page);
        }
        let split = self.ground.languages.split(path);
        let spot = split.and_then(|(language, rest)| Some((language, Spot::of_file(rest)?)));
        spot.map_or(Destination::Nothing, |(language, spot)| self.spot(language, &spot.path()))
    }

    /// What stands at a place of a language.
    pub(super) fn spot(&self, language: usize, path: &str) -> Destination<'a> {
        if let Some(page) = self.place(language, path) {
            Destination::Page(page)
        } else if self.unread[language].contains(path) {
            Destination::Unread
        } else if let Some(&version) = self.hidden[language].get(path) {
            Destination::Hidden(version)
        } else {
            // Where translations are not made up for, the text is better in another language
            // than not at all.
            let others = (0..self.spots.len()).filter_map(|other| self.place(other, path));
            let other = others.filter(|&page| self.ground.page(page).real).min();
            other.map_or(Destination::Nothing, Destination::StandIn)
        }
    }

    /// What is at a path from the root of the site or of the language, as people write it.
    pub(super) fn at(&self, path: &str, language: usize) -> Destination<'a> {
        let candidates = self.ground.routes.below_bases(path).chain([path.trim_start_matches('/')]);
        first(candidates.map(|path| self.below_root(&routes::decode(path), language)))
    }

    /// What is at a decoded path without base: by address, by address without language, by place.
    pub(super) fn below_root(&self, path: &str, language: usize) -> Destination<'a> {
        let path = trimmed(path);
        let prefixed = join(self.ground.languages.prefix(language), path);
        let named = path.split_once('/').unwrap_or((path, ""));
        let other = self.ground.languages.named(named.0).filter(|_| self.ground.languages.prefixed);
        let by_place = || match other {
            Some(other) => first([self.spot(other, named.1), self.spot(language, path)]),
            None => self.spot(language, path),
        };
        first([self.address(path), self.address(&prefixed)].into_iter().chain([by_place()]))
    }

    /// What has an address.
    pub(super) fn address(&self, address: &str) -> Destination<'a> {
        if let Some(&page) = self.addresses.get(address) {
            return Destination::Page(page);
        }
        match self.others.get(address) {
            Some(Old::Moved(page)) => Destination::Page(*page),
            Some(Old::Known(url)) => Destination::Known(url.clone()),
            None => Destination::Nothing,
        }
    }

    /// The asset of a source file.
    pub(super) fn asset(&self, path: &SitePath) -> Option<&'a Asset> {
        self.assets.get(path)
    }

    /// The asset that is published at a decoded path without base.
    pub(super) fn asset_at(&self, address: &str) -> Option<&'a Asset> {
        self.asset_addresses.get(address).copied()
    }

    /// The page at a place of a language.
    pub(super) fn place(&self, language: usize, path: &str) -> Option<usize> {
        self.spots[language].get(path).map(|&(page, _)| page)
    }

    /// The places of a language that have a page, in no order.
    pub(super) fn places(&self, language: usize) -> impl Iterator<Item = (&str, usize, Letters)> + Clone {
        self.spots[language].iter().map(|(path, &(page, letters))| (path.as_str(), page, letters))
    }
}

/// The first that is there; else the first that says more than "nothing".
pub(super) fn first<'a>(destinations: impl IntoIterator<Item = Destination<'a>>) -> Destination<'a> {
    let mut problem = Destination::Nothing;
    for destination in destinations {
        match destination {
            Destination::Nothing => {}
            Destination::Hidden(_) | Destination::Unread | Destination::StandIn(_) => {
                if problem == Destination::Nothing {
                    problem = destination;
                }
            }
            found => return found,
        }
    }
    problem
}

/// A path without slashes at its ends and without what servers add: `index.html`, `.html`.
pub(super) fn trimmed(path: &str) -> &str {
    let path = path.trim_matches('/');
    if let Some(markdown) = without_extension(path) {
        let name = markdown.rsplit('/').next().unwrap_or(markdown);
        let own = ["index", "readme"].iter().any(|own| name.eq_ignore_ascii_case(own));
        let folder = markdown.len() - name.len();
        return if own { markdown[..folder].trim_end_matches('/') } else { markdown };
    }
    let path =
        path.strip_suffix("index.html").filter(|rest| rest.is_empty() || rest.ends_with('/')).unwrap_or(path);
    let path = path.strip_suffix(".html").unwrap_or(path);
    path.trim_end_matches('/')
}
