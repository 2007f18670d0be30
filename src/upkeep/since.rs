//! What changed in an original since it was translated, section by section.

use crate::article::Article;
use crate::article::fingerprint::{Drift, Part, PartKind};
use crate::site::{drift_verb, section_name};

/// A section that is not what it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// `changed`, `new`, `moved` or `removed`.
    pub change: &'static str,
    /// What it is called.
    pub name: String,
    /// What it said; `None` where that is not known, or it is new.
    pub then: Option<String>,
    /// What it says; `None` where it is gone.
    pub now: Option<String>,
}

/// An article and the file that it was made from.
#[derive(Clone, Copy)]
pub struct Edition<'a> {
    /// The article.
    pub article: &'a Article,
    /// All of its file.
    pub text: &'a str,
}

/// The sections that `drifts` names. `then` is the text as it was translated, where it is known.
pub fn sections(drifts: &[Drift], then: Option<Edition<'_>>, now: Edition<'_>) -> Vec<Section> {
    let section = |drift: &Drift| {
        let old = match *drift {
            Drift::Changed { then, .. } | Drift::Removed(then) => Some(then),
            Drift::Added(_) | Drift::Moved(_) => None,
        };
        let (old, new) = (old.and_then(|old| piece(then?, old)), drift.now().and_then(|new| piece(now, new)));
        let name = new.as_ref().or(old.as_ref()).map(|(name, _)| name.clone());
        Section {
            change: drift_verb(*drift),
            name: name.unwrap_or_else(|| "a section that is gone".to_owned()),
            then: old.map(|(_, text)| text),
            now: new.map(|(_, text)| text),
        }
    };
    drifts.iter().map(section).collect()
}

/// A section's name and text.
fn piece(edition: Edition<'_>, number: usize) -> Option<(String, String)> {
    let part: &Part = edition.article.parts.get(number)?;
    let text = match part.kind {
        PartKind::Head => head(edition.article),
        PartKind::Lead | PartKind::Heading(_) => {
            edition.text.get(part.bytes.clone())?.trim().to_owned() + "\n"
        }
    };
    Some((section_name(part), text))
}

/// What readers see of the front matter.
fn head(article: &Article) -> String {
    let front = &article.front;
    let fields = [
        ("title", front.title.as_ref().map(|title| &title.value)),
        ("nav_title", front.nav_title.as_ref()),
        ("description", front.description.as_ref()),
        ("summary", front.summary.as_ref()),
    ];
    fields.iter().filter_map(|(key, value)| Some(format!("{key}: {}\n", value.as_ref()?.trim()))).collect()
}
