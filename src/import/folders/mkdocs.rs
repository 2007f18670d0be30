//! MkDocs: `docs/`, in the order of `nav` in `mkdocs.yml`.

use serde_json::Value;

use super::{add_all, lang_of, settings, text_at, weight};
use crate::import::plan::{Page, Plan};
use crate::source::Tree;

/// Where pages lie unless `docs_dir` says otherwise.
const DOCS: &str = "docs";

/// Which file goes where.
pub(in crate::import) fn plan(tree: &Tree) -> Plan {
    let mut plan = Plan::default();
    let config = settings(tree, &["mkdocs.yml", "mkdocs.yaml"], &mut plan);
    let docs = text_at(&config, "docs_dir").unwrap_or_else(|| DOCS.to_owned());
    plan.title = text_at(&config, "site_name");
    plan.address = text_at(&config, "site_url");
    add_all(&mut plan, tree, docs.trim_matches('/'), "", None);
    // Only now: a list of one language would hide those that `mkdocs-static-i18n` puts into names of files.
    plan.languages.extend(config.get("theme").and_then(|theme| lang_of(&text_at(theme, "language")?)));
    let mut order = 0;
    for entry in config.get("nav").and_then(Value::as_array).into_iter().flatten() {
        number(entry, docs.trim_matches('/'), &mut plan.pages, &mut order);
    }
    plan
}

/// Gives the pages of an entry of `nav` their place and title.
fn number(entry: &Value, docs: &str, pages: &mut [Page], order: &mut usize) {
    match entry {
        Value::String(path) => place(path, None, docs, pages, order),
        Value::Object(table) => {
            for (title, value) in table {
                match value {
                    Value::String(path) => place(path, Some(title), docs, pages, order),
                    Value::Array(entries) => {
                        title_section(title, entries, docs, pages, *order);
                        for entry in entries {
                            number(entry, docs, pages, order);
                        }
                    }
                    _ => {}
                }
            }
        }
        _ => {}
    }
}

fn place(path: &str, title: Option<&String>, docs: &str, pages: &mut [Page], order: &mut usize) {
    let found = pages.iter_mut().find(|page| page.from.below(docs) == Some(path.trim_start_matches("./")));
    let Some(page) = found else { return };
    page.order = Some(weight(*order));
    page.title = title.cloned();
    *order += 1;
}

/// A section's title goes to the page of its folder, if it has one and only its pages lie there.
fn title_section(title: &str, entries: &[Value], docs: &str, pages: &mut [Page], order: usize) {
    let first = entries.iter().find_map(|entry| match entry {
        Value::String(path) => Some(path.as_str()),
        Value::Object(table) => table.values().next().and_then(Value::as_str),
        _ => None,
    });
    let Some((folder, _)) = first.and_then(|path| path.rsplit_once('/')) else { return };
    let index = format!("{folder}/index.md");
    if let Some(page) = pages.iter_mut().find(|page| page.to == index && page.from.below(docs).is_some()) {
        page.order.get_or_insert(weight(order));
        page.title.get_or_insert_with(|| title.to_owned());
    }
}
