//! Docusaurus: `docs/` and `blog/`, translations in `i18n/`, files of the root in `static/`; in many
//! repositories all but `docs/` lies in `website/`.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{STEP, add_all, add_static, lang_of, skip, text_at, yaml};
use crate::import::front;
use crate::import::kind::Kind;
use crate::import::plan::{Page, Plan, text, text_of};
use crate::language::Lang;
use crate::path::SitePath;
use crate::source::Tree;

/// Where translations of documents lie below `i18n/<language>/`.
const TRANSLATED_DOCS: &str = "docusaurus-plugin-content-docs/current";

/// Where translations of posts lie.
const TRANSLATED_BLOG: &str = "docusaurus-plugin-content-blog";

/// Which file goes where.
pub(in crate::import) fn plan(tree: &Tree) -> Plan {
    let (base, config) = config(tree);
    let at = |folder: &str| if base.is_empty() { folder.to_owned() } else { format!("{base}/{folder}") };
    let is_there = |folder: &str| tree.below(folder).next().is_some();
    let docs = if is_there(&at("docs")) { at("docs") } else { "docs".to_owned() };
    let translations = at("i18n");
    let below = quoted_after(&config, "baseUrl:").unwrap_or_default();
    let address = quoted_after(&config, "url:").map(|url| format!("{}{below}", url.trim_end_matches('/')));
    let mut plan = Plan { title: quoted_after(&config, "title:"), address, ..Plan::default() };
    let default = quoted_after(&config, "defaultLocale:").and_then(|tag| lang_of(&tag));
    let translated: BTreeSet<String> = tree
        .below(&translations)
        .filter_map(|file| Some(file.path.below(&translations)?.split_once('/')?.0.to_owned()))
        .collect();
    add_all(&mut plan, tree, &docs, "", default.as_ref());
    add_all(&mut plan, tree, &at("blog"), "blog/", default.as_ref());
    plan.languages.extend(default);
    for tag in translated {
        let Some(lang) = lang_of(&tag) else { continue };
        add_all(&mut plan, tree, &format!("{translations}/{tag}/{TRANSLATED_DOCS}"), "", Some(&lang));
        add_all(&mut plan, tree, &format!("{translations}/{tag}/{TRANSLATED_BLOG}"), "blog/", Some(&lang));
        plan.languages.push(lang);
    }
    categories(&mut plan, tree);
    plan.pages.iter_mut().for_each(unnumber);
    add_static(&mut plan, tree, &at("static"));
    skip(&mut plan, tree, &at("versioned_docs"), "only the current version is imported");
    skip(&mut plan, tree, &at("src"), "pages and components of React are programs");
    plan
}

/// The folder of the configuration, and its text.
fn config(tree: &Tree) -> (String, String) {
    let file = configuration(tree);
    let config = file.and_then(|path| text(tree, path)).unwrap_or_default();
    (file.map(|path| path.folder().to_owned()).unwrap_or_default(), config)
}

/// The configuration, at the root or a folder below it.
pub(in crate::import) fn configuration(tree: &Tree) -> Option<&SitePath> {
    let named = |path: &&SitePath| path.file_name().starts_with("docusaurus.config.");
    let near = |path: &&SitePath| !path.folder().contains('/');
    let found = tree.files().map(|file| &file.path).filter(named).filter(near);
    found.min_by_key(|path| path.folder().len())
}

/// The configuration is a program; what is looked for is nearly always written plainly.
pub(super) fn quoted_after(config: &str, key: &str) -> Option<String> {
    let rest = config.split_once(key)?.1.trim_start();
    let quote = rest.chars().next().filter(|letter| "'\"`".contains(*letter))?;
    rest[1..].split_once(quote).map(|(text, _)| text.to_owned())
}

/// `_category_.json` becomes the page of its folder, if that has none.
fn categories(plan: &mut Plan, tree: &Tree) {
    let assets = std::mem::take(&mut plan.assets);
    for asset in assets {
        let is_category = asset.from.file_name().starts_with("_category_.");
        let Some(text) = is_category.then(|| text_of(tree, asset.from.as_str())).flatten() else {
            plan.assets.push(asset);
            continue;
        };
        let category = if asset.from.extension() == "json" {
            serde_json::from_str(&text).unwrap_or_default()
        } else {
            yaml(&text)
        };
        let folder = asset.to.rsplit_once('/').map_or("", |(folder, _)| folder);
        add_category(plan, &asset.from, folder, asset.lang.clone(), &category);
    }
}

fn add_category(plan: &mut Plan, from: &SitePath, folder: &str, lang: Option<Lang>, category: &Value) {
    let to = format!("{folder}/index.md");
    let order = category.get("position").and_then(|position| front::order(position, Kind::Docusaurus));
    let title = text_at(category, "label");
    if let Some(page) = plan.pages.iter_mut().find(|page| page.to == to && page.lang == lang) {
        page.order = order;
        page.title = title;
        return;
    }
    let about = category.get("link").and_then(|link| text_at(link, "description")).unwrap_or_default();
    plan.pages.push(Page { lang, order, title, made: Some(about), ..Page::new(from, to) });
}

/// `02-guide/01-start.md` is `guide/start.md`, and first.
fn unnumber(page: &mut Page) {
    let mut number = None;
    let mut parts: Vec<&str> = Vec::new();
    for part in page.to.split('/') {
        let (own, rest) = numbered(part);
        // The page of a folder has the folder's number.
        number = own.or(number.filter(|_| part == "index.md"));
        parts.push(rest);
    }
    page.order = page.order.or(number.map(|number| number * STEP));
    page.to = parts.join("/");
}

/// A name without the number before it. The days of posts are no numbers.
pub(in crate::import) fn numbered(part: &str) -> (Option<i64>, &str) {
    let digits = part.len() - part.trim_start_matches(|letter: char| letter.is_ascii_digit()).len();
    let rest = part[digits..].trim_start_matches([' ', '-', '_', '.']);
    let parted = (1..=3).contains(&digits) && rest.len() < part.len() - digits && rest != "md";
    if parted && !rest.starts_with(|letter: char| letter.is_ascii_digit()) {
        (part[..digits].parse().ok(), rest)
    } else {
        (None, part)
    }
}
