//! Zola: `content/`, languages by name (`about.sk.md`), files of the root in `static/`.

use serde_json::Value;

use super::{add_all, add_static, lang_of, settings, skip, text_at};
use crate::import::plan::Plan;
use crate::source::Tree;

/// Which file goes where.
pub(in crate::import) fn plan(tree: &Tree) -> Plan {
    let mut plan = Plan::default();
    let config = settings(tree, &["config.toml"], &mut plan);
    plan.title = text_at(&config, "title");
    plan.address = text_at(&config, "base_url");
    // English is Zola's default.
    let default = lang_of(&text_at(&config, "default_language").unwrap_or_else(|| "en".to_owned()));
    plan.languages.extend(default.clone());
    let others = config.get("languages").and_then(Value::as_object);
    plan.languages.extend(others.into_iter().flatten().filter_map(|(tag, _)| lang_of(tag)));
    add_all(&mut plan, tree, "content", "", default.as_ref());
    add_static(&mut plan, tree, "static");
    skip(&mut plan, tree, "templates", "templates of Zola are not those of vade");
    plan
}
