//! Hugo: `content/`, languages by folder or by name (`about.sk.md`), files of the root in `static/`.

use serde_json::Value;

use super::{add_all, add_static, lang_of, settings, skip, text_at};
use crate::import::plan::Plan;
use crate::language::Lang;
use crate::path::SitePath;
use crate::source::Tree;

/// Where the settings may be, newest custom first.
const CONFIGS: [&str; 8] = [
    "hugo.toml",
    "hugo.yaml",
    "hugo.yml",
    "hugo.json",
    "config.toml",
    "config.yaml",
    "config/_default/hugo.toml",
    "config/_default/config.toml",
];

/// Which file goes where.
pub(in crate::import) fn plan(tree: &Tree) -> Plan {
    let mut plan = Plan::default();
    let config = settings(tree, &CONFIGS, &mut plan);
    plan.title = text_at(&config, "title");
    plan.address = text_at(&config, "baseURL").or_else(|| text_at(&config, "baseurl"));
    let default = ["defaultContentLanguage", "languageCode", "locale"]
        .iter()
        .find_map(|key| lang_of(&text_at(&config, key)?));
    plan.languages.extend(default.clone());
    let tables = config.get("languages").and_then(Value::as_object);
    let listed: Vec<(Lang, Option<String>)> = (tables.into_iter().flatten())
        .filter_map(|(tag, table)| Some((lang_of(tag)?, text_at(table, "contentDir"))))
        .collect();
    for (lang, _) in &listed {
        if !plan.languages.contains(lang) {
            plan.languages.push(lang.clone());
        }
    }
    add_content(&mut plan, tree, &listed, default.as_ref());
    add_static(&mut plan, tree, "static");
    skip(&mut plan, tree, "layouts", "templates of Hugo are not those of vade");
    skip(&mut plan, tree, "themes", "themes of Hugo are not those of vade");
    plan
}

fn add_content(plan: &mut Plan, tree: &Tree, listed: &[(Lang, Option<String>)], default: Option<&Lang>) {
    let folders: Vec<(&Lang, String)> = (listed.iter())
        .filter_map(|(lang, folder)| {
            let named = folder.as_deref().map(|folder| folder.trim_matches('/').to_owned());
            let usual = format!("content/{lang}");
            let is_there = tree.below(&usual).next().is_some();
            Some((lang, named.or(is_there.then_some(usual))?))
        })
        .collect();
    if folders.is_empty() {
        return add_all(plan, tree, "content", "", default);
    }
    for (lang, folder) in &folders {
        add_all(plan, tree, folder, "", Some(lang));
    }
    // The default language often lies beside the folders of the others.
    let elsewhere = |path: &SitePath| {
        folders.iter().all(|(_, folder)| folder != "content" && path.below(folder).is_none())
    };
    let rest = tree.below("content").filter(|file| elsewhere(&file.path)).cloned();
    add_all(plan, &Tree::new(rest), "content", "", default);
}
