//! A folder without a generator: texts and pictures as they lie, perhaps below folders named
//! after languages.

use super::{add_all, lang_of};
use crate::import::plan::Plan;
use crate::source::Tree;

/// Which file goes where.
pub(in crate::import) fn plan(tree: &Tree) -> Plan {
    let mut plan = Plan::default();
    let folders: std::collections::BTreeSet<&str> =
        tree.files().filter_map(|file| Some(file.path.as_str().split_once('/')?.0)).collect();
    let beside = tree.files().any(|file| !file.path.as_str().contains('/'));
    if !beside && !folders.is_empty() && folders.iter().all(|folder| lang_of(folder).is_some()) {
        for folder in folders {
            let lang = lang_of(folder);
            plan.languages.extend(lang.clone());
            add_all(&mut plan, tree, folder, "", lang.as_ref());
        }
    } else {
        add_all(&mut plan, tree, "", "", None);
    }
    plan
}
