//! mdBook: `src/`, in the order of `SUMMARY.md`.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::{add_all, lang_of, settings, text_at, weight};
use crate::import::plan::{Plan, text_of};
use crate::path::SitePath;
use crate::source::Tree;

/// Which file goes where.
pub(in crate::import) fn plan(tree: &Tree) -> Plan {
    let mut plan = Plan::default();
    let config = settings(tree, &["book.toml"], &mut plan);
    let book = config.get("book").cloned().unwrap_or_default();
    let beside = text_of(tree, "SUMMARY.md").is_some();
    let src = text_at(&book, "src").unwrap_or_else(|| if beside { String::new() } else { "src".to_owned() });
    plan.title = text_at(&book, "title");
    plan.languages.extend(text_at(&book, "language").and_then(|tag| lang_of(&tag)));
    add_all(&mut plan, tree, &src, "", None);
    let summary =
        SitePath::new(&if src.is_empty() { "SUMMARY.md".to_owned() } else { format!("{src}/SUMMARY.md") });
    let Some(summary) = summary else { return plan };
    plan.pages.retain(|page| page.from != summary);
    plan.assets.retain(|asset| asset.from.as_str() != "book.toml");
    let text = text_of(tree, summary.as_str()).unwrap_or_default();
    for (number, (title, path)) in chapters(&text).into_iter().enumerate() {
        if path.is_empty() {
            plan.skipped.push((summary.clone(), format!("the chapter “{title}” has no text yet")));
            continue;
        }
        let from = summary.join(&path);
        if let Some(page) = plan.pages.iter_mut().find(|page| Some(&page.from) == from.as_ref()) {
            page.order = Some(weight(number));
            page.title = Some(title);
        }
    }
    plan
}

/// Titles and files, in reading order.
fn chapters(summary: &str) -> Vec<(String, String)> {
    let mut chapters = Vec::new();
    let mut open: Option<(String, String)> = None;
    for event in Parser::new(summary) {
        match event {
            Event::Start(Tag::Link { dest_url, .. }) => open = Some((String::new(), dest_url.into_string())),
            Event::Text(text) | Event::Code(text) => {
                if let Some((title, _)) = &mut open {
                    title.push_str(&text);
                }
            }
            Event::End(TagEnd::Link) => chapters.extend(open.take()),
            _ => {}
        }
    }
    chapters
}
