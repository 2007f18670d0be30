//! From an address to a file of the site.
//!
//! An address is looked up in a map of names: nothing is resolved on the way and no path of a
//! request ever reaches the disk.

use percent_encoding::percent_decode_str;

use super::shown::Shown;
use crate::path::OutPath;

/// What there is at an address.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found<'a> {
    /// This file.
    File(&'a OutPath),
    /// The page is at that address.
    Moved(String),
    /// This page, which says that there is nothing, or no page at all.
    Nothing(Option<&'a OutPath>),
}

impl Shown {
    /// What there is at `path` with this query; a `?` begins the query, if there is one.
    pub(super) fn find(&self, path: &str, query: &str) -> Found<'_> {
        let Some(inside) = self.inside(path) else {
            let home = path == "/" || format!("{path}/") == self.base;
            return if home { Found::Moved(self.base.clone()) } else { Found::Nothing(self.missing("")) };
        };
        if let Some(path) = self.path(&file_name(&inside)) {
            return Found::File(path);
        }
        match self.path(&format!("{inside}/index.html")) {
            Some(_) if !inside.ends_with('/') => Found::Moved(format!("{path}/{query}")),
            _ => Found::Nothing(self.missing(&inside)),
        }
    }

    /// The rest of an address below the path of the site, decoded once.
    pub(super) fn inside(&self, path: &str) -> Option<String> {
        let inside = path.strip_prefix(&*self.base)?;
        Some(percent_decode_str(inside).decode_utf8_lossy().into_owned())
    }

    /// The path in the output, if there is such a file. A path with `..` in it is simply not
    /// there.
    pub(super) fn path(&self, path: &str) -> Option<&OutPath> {
        self.files.path(path)
    }

    /// The page for what isn't there: that of the language, else that of the site.
    fn missing(&self, inside: &str) -> Option<&OutPath> {
        let language = inside.split('/').next().unwrap_or_default();
        self.path(&format!("{language}/404.html")).or_else(|| self.path("404.html"))
    }

    /// The address of a page, as links have it.
    pub(super) fn address(&self, page: &OutPath) -> String {
        let path = page.as_str();
        let path = path.strip_suffix("index.html").filter(|rest| rest.is_empty() || rest.ends_with('/'));
        let segments = path.unwrap_or(page.as_str()).split('/').map(crate::theme::encode_segment);
        format!("{}{}", self.base, segments.collect::<Vec<_>>().join("/"))
    }
}

/// The file that stands for a path below the site.
pub(super) fn file_name(inside: &str) -> String {
    match inside.is_empty() || inside.ends_with('/') {
        true => format!("{inside}index.html"),
        false => inside.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::{Artifact, Output};

    fn site(base: &str) -> Shown {
        let names = ["index.html", "404.html", "en/404.html", "en/a b/index.html", "en/ž.png"];
        let file = |name| (OutPath::new(name).expect("a path"), Artifact::new(*b"x", Vec::new()));
        Shown { files: Output::complete(names.map(file)).files.into(), base: base.into(), ..Shown::default() }
    }

    /// What is found, as text.
    fn found(site: &Shown, url: &str) -> String {
        let (path, query) = url.split_at(url.find('?').unwrap_or(url.len()));
        match site.find(path, query) {
            Found::File(path) => path.to_string(),
            Found::Moved(to) => format!("-> {to}"),
            Found::Nothing(page) => format!("404 {}", page.map_or("", |page| page.as_str())),
        }
    }

    #[test]
    fn addresses_lead_to_files() {
        let site = site("/");
        for (url, file) in [
            ("/", "index.html"),
            ("/en/a%20b/", "en/a b/index.html"),
            ("/en/a%20b/?q=1", "en/a b/index.html"),
            ("/en/a%20b?q=1", "-> /en/a%20b/?q=1"),
            ("/en/%C5%BE.png", "en/ž.png"),
            ("/en/nothing/", "404 en/404.html"),
            ("/nothing", "404 404.html"),
            ("/en/../index.html", "404 en/404.html"),
            ("/en/%252e%252e/index.html", "404 en/404.html"),
            ("/en/..%5cindex.html", "404 en/404.html"),
            ("/%2e%2e/%2e%2e/etc/passwd", "404 404.html"),
            ("//etc/passwd", "404 404.html"),
            ("//en/a%20b", "404 404.html"),
            ("/en/%00", "404 en/404.html"),
            ("/%ff", "404 404.html"),
            ("*", "404 404.html"),
        ] {
            assert_eq!(found(&site, url), file, "{url}");
        }
    }

    #[test]
    fn a_site_below_a_path_is_found_there_only() {
        let site = site("/docs/help/");
        for (url, file) in [
            ("/docs/help/", "index.html"),
            ("/", "-> /docs/help/"),
            ("/docs/help", "-> /docs/help/"),
            ("/docs/help/en/a%20b", "-> /docs/help/en/a%20b/"),
            ("/en/a%20b/", "404 404.html"),
        ] {
            assert_eq!(found(&site, url), file, "{url}");
        }
        let page = OutPath::new("en/a b/index.html").expect("a path");
        assert_eq!(site.address(&page), "/docs/help/en/a%20b/");
    }
}
