//! Language tags.

use std::fmt;
use std::sync::Arc;

use icu_locale::{LanguageIdentifier, Locale};

/// A well-formed BCP 47 language tag in its usual spelling: `en`, `pt-BR`, `zh-Hans`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lang(Arc<str>);

impl Lang {
    /// Reads a tag, `pt_br` included; `None` when it is not well formed. Words of five to eight
    /// letters are well-formed languages by BCP 47, but none was ever registered, and folders
    /// are called `recovery`: they are none here.
    pub fn new(tag: &str) -> Option<Self> {
        let id = LanguageIdentifier::try_from_str(&tag.replace('_', "-")).ok()?;
        (!id.is_unknown() && id.language.as_str().len() <= 3).then(|| Self(id.to_string().into()))
    }

    /// The language of what has no other.
    pub fn english() -> Self {
        Self("en".into())
    }

    /// The tag as it stands in `lang` attributes and addresses.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The language without script and region: `pt` of `pt-BR`.
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or_default()
    }

    /// The locale that ICU works with.
    pub fn locale(&self) -> Locale {
        Locale::try_from_str(&self.0).expect("checked when the tag was made")
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl serde::Serialize for Lang {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}
