//! What search engines and those who show links are told about a text: JSON-LD, and its picture.

use serde_json::{Value as Json, json};

use crate::article::LinkKind;
use crate::site::{Entry, OwnerLink};
use crate::theme::escape_json;

use super::inputs::TextPage;
use super::scope::Scope;
use super::view::PictureView;

/// A narrower picture is an icon, or too small to be shown beside a link.
const NARROWEST_PICTURE: u32 = 200;

/// Pictures that those who show links can show; drawings (SVG) are none.
const SHOWN: [&str; 5] = [".png", ".jpg", ".jpeg", ".webp", ".gif"];

/// The first picture of a text that can stand for it.
pub(super) fn picture(entry: &Entry, scope: &Scope) -> Option<PictureView> {
    let embedded = entry.article.links.iter().zip(entry.links.iter());
    let mut embedded = embedded.filter(|(link, _)| link.kind == LinkKind::Embed);
    embedded.find_map(|(_, resolved)| {
        let (width, height) = resolved.pixels.filter(|pixels| pixels.0 >= NARROWEST_PICTURE)?;
        let file = resolved.href.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
        let shown = SHOWN.iter().any(|ending| file.ends_with(ending));
        shown.then(|| PictureView { url: scope.absolute(&resolved.href), width, height })
    })
}

/// Structured data: the trail, and what kind of thing the page is.
pub(super) fn structured(page: &TextPage, kind: &str) -> String {
    let (entry, scope) = (&*page.entry, &*page.scope);
    let mut graph = vec![thing(page, kind)];
    if !entry.trail.is_empty() {
        graph.push(breadcrumbs(entry, scope));
    }
    let data = json!({ "@context": "https://schema.org", "@graph": graph });
    escape_json(&data.to_string())
}

fn thing(page: &TextPage, kind: &str) -> Json {
    let (entry, scope) = (&*page.entry, &*page.scope);
    let meta = &*entry.meta;
    let (class, name) = match kind {
        "home" => ("WebSite", "name"),
        "section" => ("CollectionPage", "name"),
        _ => ("Article", "headline"),
    };
    let mut thing = json!({ "@type": class, name: meta.title, "url": scope.absolute(&entry.canonical), "inLanguage": entry.article.lang });
    let mut set = |key: &str, value: Option<Json>| {
        if let Some(value) = value {
            thing[key] = value;
        }
    };
    let said = Some(&meta.description).filter(|text| !text.is_empty());
    set("description", said.map(|text| text.as_str().into()));
    set("image", picture(entry, scope).map(|picture| image(&picture)));
    if class == "Article" {
        set("datePublished", meta.created.map(|date| date.to_string().into()));
        set("dateModified", meta.updated.map(|date| date.to_string().into()));
        set("author", meta.owner.as_ref().map(author));
    }
    thing
}

fn image(picture: &PictureView) -> Json {
    json!({ "@type": "ImageObject", "url": picture.url, "width": picture.width, "height": picture.height })
}

/// Whoever looks after a text; whether that is a person or a team nobody said.
fn author(owner: &OwnerLink) -> Json {
    let mut author = json!({ "@type": "Organization", "name": owner.name });
    if let Some(url) = &owner.url {
        author["url"] = url.as_str().into();
    }
    author
}

fn breadcrumbs(entry: &Entry, scope: &Scope) -> Json {
    let last = (entry.meta.nav_title.as_str(), entry.url.as_str());
    let steps = entry.trail.iter().map(|step| (step.nav_title.as_str(), step.url.as_str())).chain([last]);
    let steps: Vec<Json> = steps
        .enumerate()
        .map(|(index, (name, url))| {
            json!({ "@type": "ListItem", "position": index + 1, "name": name, "item": scope.absolute(url) })
        })
        .collect();
    json!({ "@type": "BreadcrumbList", "itemListElement": steps })
}
