//! Markdown of other tools: front matter mapped, their extensions written as ours.

use super::code::outside_code;
use super::includes::Includes;
use super::kind::Kind;
use super::{Made, admonitions, components, fences, front, mdx, pymdown, shortcodes};
use crate::path::SitePath;

/// What a file says.
pub(super) fn read(path: &SitePath, text: &str, kind: Kind, includes: &mut Includes<'_>) -> Made {
    let (theirs, body) = front::split(text);
    let (fields, mut notes) = front::map(&theirs.unwrap_or_default(), kind);
    let mut body = body.to_owned();
    match kind {
        Kind::Hugo => {
            body = includes.shortcodes(path, &body, &mut notes);
            body = shortcodes::convert(&body, &mut notes);
        }
        Kind::Zola => body = shortcodes::convert_zola(&body, &mut notes),
        Kind::MdBook => body = includes.mdbook(path, &body, &mut notes),
        Kind::MkDocs => {
            body = includes.snippets(path, &body, &mut notes);
            body = pymdown::convert(&body, &mut notes);
        }
        Kind::Docusaurus | Kind::Starlight | Kind::Files => {}
    }
    if kind == Kind::Docusaurus || path.extension() == "mdx" {
        body = includes.partials(path, &body, &mut notes);
        body = mdx::convert(&body, &mut notes);
        body = components::convert(&body, &mut notes);
    }
    body = admonitions::indented(&body, &mut notes);
    body = admonitions::renamed(&body, &mut notes);
    body = fences::convert(&body, kind, &mut notes);
    Made { fields, body, lang: None, notes }
}

/// Whether the text has a title of its own.
pub(super) fn has_title(body: &str) -> bool {
    outside_code(body).any(|line| line.starts_with("# "))
}
