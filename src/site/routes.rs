//! Addresses: from the names of files and folders to URLs and files of the output.
//!
//! Inside this room an address is the readable path of a page without slashes at its ends
//! (`sk/obnova/po-chybe`); [`Routes`] turns it into the percent-encoded URL and the file.

use icu_normalizer::ComposingNormalizerBorrowed;
use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

use crate::notation::address;
use crate::path::OutPath;
use crate::settings::BaseUrl;

/// What is written as `%XX` in a path: everything that RFC 3986 keeps out of one, and what
/// HTML, JavaScript or shells would take for something of theirs.
const ESCAPED: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'&')
    .add(b'\'')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// Most bytes that macOS allows in a path; others allow more.
const LONGEST_PATH: usize = 1024;

/// Makes URLs below the site's base address.
pub(super) struct Routes {
    base: BaseUrl,
    /// The address that links may be written for, in a build for another place.
    usual: Option<BaseUrl>,
}

impl Routes {
    pub fn below(base: &BaseUrl, usual: Option<&BaseUrl>) -> Self {
        Self { base: base.clone(), usual: usual.cloned() }
    }

    /// The URL of the page at an address: `/base/sk/obnova/`.
    pub fn page(&self, address: &str) -> String {
        let slash = if address.is_empty() { "" } else { "/" };
        format!("{}{}{slash}", self.base.path, encode_path(address))
    }

    /// The URL of a file that is published under the given path.
    pub fn file(&self, path: &str) -> String {
        format!("{}{}", self.base.path, encode_path(path))
    }

    /// The path below the base address that a URL of this site means, without query and
    /// fragment, still encoded; `None` for other sites.
    pub fn inside<'t>(&self, url: &'t str) -> Option<&'t str> {
        self.bases().find_map(|base| inside(base, url))
    }

    /// What a site-absolute path may mean below the base path, the likeliest first.
    pub fn below_bases<'t>(&self, path: &'t str) -> impl Iterator<Item = &'t str> {
        let bases = self.bases().filter(|base| base.path != "/");
        bases.filter_map(|base| below(base, path)).collect::<Vec<_>>().into_iter()
    }

    /// Where the site is, and where links may be written for.
    fn bases(&self) -> impl Iterator<Item = &BaseUrl> {
        std::iter::once(&self.base).chain(&self.usual)
    }
}

/// See [`Routes::inside`].
fn inside<'t>(base: &BaseUrl, url: &'t str) -> Option<&'t str> {
    let after_scheme = |text: &'t str| text.split_once("://").map(|(_, rest)| rest);
    let host = base.origin.split_once("://").map_or("", |(_, host)| host);
    let rest = after_scheme(url)?;
    let (ours, path) = rest.split_at_checked(host.len())?;
    if !ours.eq_ignore_ascii_case(host) {
        return None;
    }
    if path.is_empty() && base.path == "/" {
        return Some("");
    }
    below(base, path)
}

/// What a site-absolute path means below the path of `base`.
fn below<'t>(base: &BaseUrl, path: &'t str) -> Option<&'t str> {
    let base = base.path.as_str();
    path.strip_prefix(base).or_else(|| (path == base.trim_end_matches('/')).then_some(""))
}

/// The file that the page at an address is written to; `None` for addresses that climb out
/// or otherwise lose a segment on the way.
pub(super) fn page_file(address: &str) -> Option<OutPath> {
    let file = crate::path::join(address, "index.html");
    OutPath::new(&file).filter(|out| out.as_str() == file)
}

/// A name from a file system as a segment of an address, spaces as hyphens; else what is wrong
/// with it.
pub(super) fn segment(name: &str) -> Result<String, &'static str> {
    address::segment(&name.split_whitespace().collect::<Vec<_>>().join("-"))
}

/// Unicode normal form C.
pub(super) fn compose(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    ComposingNormalizerBorrowed::new_nfc().normalize(text).into_owned()
}

/// Why a whole path cannot be published, if so.
pub(super) fn overlong(out: &OutPath) -> Option<String> {
    let length = out.as_str().len();
    (length > LONGEST_PATH)
        .then(|| format!("has {length} bytes; {LONGEST_PATH} are the most a path can have"))
}

/// Percent-encodes a path, slashes kept.
pub(super) fn encode_path(path: &str) -> String {
    utf8_percent_encode(path, ESCAPED).to_string()
}

/// Percent-decodes and composes a path or fragment as people write it.
pub(super) fn decode(text: &str) -> String {
    compose(&percent_decode_str(text).decode_utf8_lossy())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn base(path: &str) -> BaseUrl {
        BaseUrl { origin: "https://example.org".to_owned(), path: path.to_owned() }
    }

    #[test]
    fn urls_stand_below_the_base_path() {
        let base = base("/help/");
        let routes = Routes::below(&base, None);
        assert_eq!(routes.page("sk/čo robiť"), "/help/sk/%C4%8Do%20robi%C5%A5/");
        assert_eq!(routes.page(""), "/help/");
        assert_eq!(routes.file("logo.svg"), "/help/logo.svg");
    }

    #[test]
    fn the_sites_own_absolute_urls_are_recognised() {
        let base = base("/help/");
        let routes = Routes::below(&base, None);
        assert_eq!(routes.inside("http://EXAMPLE.org/help/en/x/"), Some("en/x/"));
        assert_eq!(routes.inside("https://example.org/help"), Some(""));
        assert_eq!(routes.inside("https://example.org/helpless/"), None);
        assert_eq!(routes.inside("https://example.org.evil/help/en/"), None);
        assert_eq!(routes.inside("en/x"), None);
        assert_eq!(routes.below_bases("/help/en/").collect::<Vec<_>>(), ["en/"]);
    }

    #[test]
    fn a_build_for_another_place_knows_links_for_the_usual_one() {
        let elsewhere = BaseUrl::parse("https://preview.example/42/").expect("an address");
        let routes = Routes::below(&elsewhere, Some(&base("/help/")));
        assert_eq!(routes.page("en"), "/42/en/");
        assert_eq!(routes.inside("https://example.org/help/en/"), Some("en/"));
        assert_eq!(routes.below_bases("/help/en/").chain(routes.below_bases("/42/en/")).count(), 2);
        let usual = BaseUrl::parse("https://example.org").expect("an address");
        let routes = Routes::below(&elsewhere, Some(&usual));
        assert_eq!(routes.below_bases("/help/en/").count(), 0);
    }
}
