//! The `site.toml` of what was imported where there was no site yet.

use std::collections::BTreeMap;

use super::Draft;
use super::plan::Plan;
use crate::language::Lang;
use crate::notation::quoted;
use crate::path::SitePath;
use crate::settings::BaseUrl;
use crate::source::File;
use crate::starter::{self, Wish};

/// Labels of tags as pages wrote them.
pub(super) struct Tags(BTreeMap<String, String>);

impl Tags {
    /// Those of all pages; of two labels the first one counts.
    pub fn of(drafts: &[Draft]) -> Self {
        let mut labels = BTreeMap::new();
        for (id, label) in drafts.iter().flat_map(|draft| &draft.fields.labels) {
            labels.entry(id.clone()).or_insert_with(|| label.clone());
        }
        Self(labels)
    }
}

/// Old content seldom has no dead link; the first build is to show all of it all the same.
const LENIENT: &str = "\n# What the old site had broken doesn't stop a build. Take these lines out when it is mended.\n[checks]\nbroken-link = \"warning\"\nbroken-anchor = \"warning\"\nmissing-asset = \"warning\"\n";

/// `site.toml` and `.gitignore`.
pub(super) fn settings(plan: &Plan, found: &[Lang], tags: &Tags) -> Vec<File> {
    let mut languages: Vec<Lang> =
        plan.languages.iter().filter(|lang| found.contains(lang)).cloned().collect();
    languages.extend(found.iter().filter(|lang| !plan.languages.contains(lang)).cloned());
    let name = plan
        .title
        .clone()
        .filter(|title| !title.trim().is_empty())
        .unwrap_or_else(|| "My handbook".to_owned());
    let mut text = starter::settings(&Wish { name, languages });
    if let Some(address) = plan.address.as_deref().and_then(|address| BaseUrl::parse(address).ok()) {
        text = text.replace(starter::ADDRESS, &address.to_string());
    }
    text += LENIENT;
    if !tags.0.is_empty() {
        text += "\n[tags]\n";
        for (id, label) in &tags.0 {
            text += &format!("{} = {}\n", quoted(id), quoted(label));
        }
    }
    let file = |(path, text): (&str, String)| Some(File::in_memory(SitePath::new(path)?, text.into_bytes()));
    [("site.toml", text), (".gitignore", starter::IGNORED.to_owned())].into_iter().filter_map(file).collect()
}
