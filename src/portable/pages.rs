//! A page whose links name files, relative to where it lies.

use lol_html::html_content::Element;
use lol_html::{HandlerResult, RewriteStrSettings, element, rewrite_str};

use super::ASSETS;
use super::scripts::ENTRY;
use crate::path::OutPath;

/// Attributes with an address in them.
const ADDRESSES: [&str; 8] =
    ["href", "src", "poster", "action", "formaction", "data-base", "data-texts", "srcset"];

/// The page, whose scripts are now in `script`.
pub(super) fn page(path: &OutPath, html: &str, base: &str, script: &str) -> String {
    let depth = path.as_str().matches('/').count();
    let root = if depth == 0 { "./".to_owned() } else { "../".repeat(depth) };
    let all = |element: &mut Element| rewrite(element, base, &root, script);
    let settings = RewriteStrSettings::new().append_element_content_handler(element!("*", all));
    rewrite_str(html, settings).unwrap_or_else(|_| html.to_owned())
}

fn rewrite(element: &mut Element, base: &str, root: &str, script: &str) -> HandlerResult {
    let name = element.tag_name();
    let relation = element.get_attribute("rel").unwrap_or_default();
    // Browsers ask a server for these.
    if name == "link" && (relation == "manifest" || relation == "modulepreload") {
        element.remove();
        return Ok(());
    }
    if let Some(module) = theme_module(element, base) {
        // What is not asked for by the first module has no file any more.
        if !module.starts_with(ENTRY) {
            element.remove();
            return Ok(());
        }
        element.remove_attribute("type");
        element.set_attribute("defer", "")?;
        element.set_attribute("src", &format!("{root}{script}"))?;
        return Ok(());
    }
    for attribute in ADDRESSES {
        let Some(value) = element.get_attribute(attribute) else { continue };
        let new = match attribute {
            "data-base" => Some(root.to_owned()),
            "srcset" => Some(sources(&value, base, root)),
            _ => local(&value, base, root),
        };
        if let Some(new) = new.filter(|new| *new != value) {
            element.set_attribute(attribute, &new)?;
        }
    }
    refresh(element, base, root)
}

/// The file of the theme's module that an element loads; what else of a site is a module stays one.
fn theme_module(element: &Element, base: &str) -> Option<String> {
    let is_module = element.get_attribute("type").as_deref() == Some("module");
    let source = element.get_attribute("src").filter(|_| element.tag_name() == "script" && is_module)?;
    Some(source.strip_prefix(base)?.strip_prefix(ASSETS)?.to_owned())
}

/// `<meta http-equiv="refresh" content="0; url=/en/">`
fn refresh(element: &mut Element, base: &str, root: &str) -> HandlerResult {
    let Some(content) = element.get_attribute("content").filter(|_| element.has_attribute("http-equiv"))
    else {
        return Ok(());
    };
    let Some((wait, address)) = content.split_once("url=") else { return Ok(()) };
    if let Some(address) = local(address, base, root) {
        element.set_attribute("content", &format!("{wait}url={address}"))?;
    }
    Ok(())
}

fn sources(value: &str, base: &str, root: &str) -> String {
    let made = value.split(", ").map(|source| {
        let (address, width) = source.split_once(' ').unwrap_or((source, ""));
        let address = local(address, base, root).unwrap_or_else(|| address.to_owned());
        format!("{address} {width}").trim_end().to_owned()
    });
    made.collect::<Vec<_>>().join(", ")
}

/// An address of the site as a file beside the page; `None` for all others.
fn local(address: &str, base: &str, root: &str) -> Option<String> {
    let rest = address.strip_prefix(base).filter(|_| !address.starts_with("//"))?;
    let end = rest.find(['?', '#']).unwrap_or(rest.len());
    let (path, behind) = rest.split_at(end);
    let index = if path.is_empty() || path.ends_with('/') { "index.html" } else { "" };
    Some(format!("{root}{path}{index}{behind}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_the_site_name_files() {
        let file = |address| local(address, "/docs/", "../");
        assert_eq!(file("/docs/en/calm/#now").as_deref(), Some("../en/calm/index.html#now"));
        assert_eq!(file("/docs/").as_deref(), Some("../index.html"));
        assert_eq!(file("/docs/a.png?v=1").as_deref(), Some("../a.png?v=1"));
        for other in ["#here", "https://example.org/docs/", "//example.org/docs/", "/elsewhere/", "x.png"] {
            assert_eq!(file(other), None, "{other}");
        }
    }

    #[test]
    fn scripts_of_the_site_stay_what_they_are() {
        let html = "<script type=\"module\" src=\"/assets/main.1.js\"></script>\
            <script type=\"module\" src=\"/demo/own.js\"></script><script type=\"module\">own()</script>";
        let made = page(&OutPath::new("en/index.html").unwrap(), html, "/", "assets/portable.js");
        let expected = "<script src=\"../assets/portable.js\" defer=\"\"></script>\
            <script type=\"module\" src=\"../demo/own.js\"></script><script type=\"module\">own()</script>";
        assert_eq!(made, expected);
    }
}
