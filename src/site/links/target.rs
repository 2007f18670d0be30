//! The destination of a link, taken apart.

use super::super::routes::Routes;

/// A destination as it is written: path, query and fragment, each still encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Target<'a> {
    before: &'a str,
    pub query: Option<&'a str>,
    pub fragment: Option<&'a str>,
}

/// What kind of path it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Path<'a> {
    /// Another site, a mail address, a telephone number: none of our business.
    Elsewhere,
    /// The page itself.
    Here,
    /// From the root of the site: begins with a slash.
    Absolute(&'a str),
    /// A full URL, which may be one of this site.
    Own(&'a str),
    /// From the page or the file.
    Relative(&'a str),
}

impl<'a> Target<'a> {
    pub fn of(written: &'a str) -> Self {
        let written = written.trim();
        let (before, fragment) = match written.split_once('#') {
            Some((before, fragment)) => (before, Some(fragment)),
            None => (written, None),
        };
        let (before, query) = match before.split_once('?') {
            Some((before, query)) => (before, Some(query)),
            None => (before, None),
        };
        Self { before, query, fragment }
    }

    /// The kind of the path.
    pub fn path(&self) -> Path<'a> {
        let path = self.before;
        if path.is_empty() {
            Path::Here
        } else if path.starts_with("//") {
            Path::Elsewhere
        } else if path.starts_with('/') {
            Path::Absolute(path)
        } else if has_scheme(path) {
            let web = path.get(..4).is_some_and(|scheme| scheme.eq_ignore_ascii_case("http"));
            if web { Path::Own(path) } else { Path::Elsewhere }
        } else {
            Path::Relative(path)
        }
    }

    /// Query and fragment as they are written.
    pub fn suffix(&self) -> String {
        let query = self.query.map(|query| format!("?{query}")).unwrap_or_default();
        let fragment = self.fragment.map(|fragment| format!("#{fragment}")).unwrap_or_default();
        format!("{query}{fragment}")
    }

    /// The path of an absolute URL below the site's base; `None` for another site.
    pub fn inside(path: &'a str, routes: &Routes) -> Option<&'a str> {
        routes.inside(path)
    }
}

/// Whether a text begins as RFC 3986 has schemes: a letter, then letters, digits, `+ - .`
/// up to a colon.
fn has_scheme(text: &str) -> bool {
    let Some((scheme, _)) = text.split_once(':') else { return false };
    scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn destinations_come_apart() {
        let target = Target::of(" ../a%20b.md?x=1#top ");
        assert_eq!(target.path(), Path::Relative("../a%20b.md"));
        assert_eq!((target.query, target.fragment), (Some("x=1"), Some("top")));
        assert_eq!(target.suffix(), "?x=1#top");
        for (written, path) in [
            ("#x", Path::Here),
            ("", Path::Here),
            ("//cdn.example.org/x", Path::Elsewhere),
            ("mailto:a@example.org", Path::Elsewhere),
            ("Https://example.org/", Path::Own("Https://example.org/")),
            ("/sk/x/", Path::Absolute("/sk/x/")),
            ("časť:druhá.md", Path::Relative("časť:druhá.md")),
        ] {
            assert_eq!(Target::of(written).path(), path, "{written}");
        }
    }
}
