//! The navigation beside a page: the same for all pages of a section but for one attribute.
//!
//! It is rendered once, by the first page that needs it, with the template `navigation.html`,
//! which sees `site`, `lang`, `t` and `nav` and no more. On each page its link to that very page
//! then gets `aria-current="page"`. Rendering it anew for every page would cost as much as all
//! the rest of the page.

use std::sync::OnceLock;

use tera::{Context, Value};

use crate::diag::Diagnostic;
use crate::theme::Theme;

use super::scope::Scope;

/// What marks the link to the page that one is on.
const CURRENT: &str = " aria-current=\"page\"";

/// A navigation, as templates see it and as HTML.
#[derive(Debug)]
pub struct Navigation {
    /// `nav`.
    pub(super) lines: Value,
    html: OnceLock<Result<String, Box<Diagnostic>>>,
}

impl Navigation {
    /// The navigation of `lines`, not yet rendered.
    pub(super) fn new(lines: Value) -> Self {
        Self { lines, html: OnceLock::new() }
    }

    /// The HTML for the page at `url`.
    pub(super) fn html(&self, url: &str, scope: &Scope, theme: &Theme) -> Result<String, Box<Diagnostic>> {
        let html = self.html.get_or_init(|| {
            let html = theme.render("navigation", &self.context(scope))?;
            Ok(String::from_utf8_lossy(&html).into_owned())
        });
        html.as_ref().map(|html| mark(html, url)).map_err(Clone::clone)
    }

    fn context(&self, scope: &Scope) -> Context {
        let mut context = Context::new();
        context.insert_value("site", scope.site.clone());
        context.insert_value("lang", scope.language.clone());
        context.insert_value("t", scope.strings.value().clone());
        context.insert_value("nav", self.lines.clone());
        context
    }
}

/// Marks the link to `url`.
fn mark(html: &str, url: &str) -> String {
    let mut address = Vec::with_capacity(url.len() + 7);
    address.extend_from_slice(b"href=\"");
    let escaped = tera::escape_html(url, &mut address);
    address.push(b'"');
    let needle = String::from_utf8(address).ok().filter(|_| escaped.is_ok());
    match needle.and_then(|needle| Some(html.find(&needle)? + needle.len())) {
        Some(end) => [&html[..end], CURRENT, &html[end..]].concat(),
        None => html.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::mark;

    #[test]
    fn only_the_link_to_the_page_itself_is_marked() {
        let html = "<a href=\"/a/\">A</a><a href=\"/a/b/\">B</a>";
        assert_eq!(mark(html, "/a/"), "<a href=\"/a/\" aria-current=\"page\">A</a><a href=\"/a/b/\">B</a>");
        assert_eq!(mark(html, "/b/"), html);
        assert_eq!(mark("<a href=\"/x&amp;y/\">", "/x&y/"), "<a href=\"/x&amp;y/\" aria-current=\"page\">");
    }
}
