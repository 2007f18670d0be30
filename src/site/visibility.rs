//! What is published: drafts, days of publishing and expiry, and whom an article is for.
//!
//! A hidden article is in no output, as if its file were not there; the reason is kept
//! only so that a link to it can say why it leads nowhere.

use jiff::civil::Date;

use crate::article::{FrontMatter, Located, Status};
use crate::settings::{Drafts, Mode, Settings};

/// Why an article is not published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Hidden {
    /// It is a draft.
    Draft,
    /// Its day is still to come.
    NotYet(Date),
    /// Its last day is over.
    Expired(Date),
    /// It is for other readers than the build.
    Audience,
}

impl Hidden {
    /// The reason, to stand after the name of the file.
    pub fn reason(self) -> String {
        match self {
            Self::Draft => "is a draft".to_owned(),
            Self::NotYet(day) => format!("is not published before {day}"),
            Self::Expired(day) => format!("expired on {day}"),
            Self::Audience => "is for another audience".to_owned(),
        }
    }
}

/// What a build shows.
pub(super) struct Readership<'a> {
    drafts: Drafts,
    as_of: Date,
    audience: &'a [String],
}

impl<'a> Readership<'a> {
    pub fn of(settings: &'a Settings, mode: &'a Mode) -> Self {
        let audience = mode.audience.as_deref().unwrap_or(&settings.default_audience);
        Self { drafts: mode.drafts, as_of: mode.as_of, audience }
    }

    /// Whether, and why, an article is hidden; what it doesn't say, its original says.
    pub fn hides(&self, own: &FrontMatter, original: &FrontMatter) -> Option<Hidden> {
        let drafts_hidden = self.drafts == Drafts::Hidden;
        if drafts_hidden && own.status.or(original.status) == Some(Status::Draft) {
            return Some(Hidden::Draft);
        }
        let publish = own.publish_on.or(original.publish_on).filter(|&day| day > self.as_of);
        if let Some(day) = publish.filter(|_| drafts_hidden) {
            return Some(Hidden::NotYet(day));
        }
        if let Some(day) = own.expires_on.or(original.expires_on).filter(|&day| day <= self.as_of) {
            return Some(Hidden::Expired(day));
        }
        let audience = own.audience.as_ref().or(original.audience.as_ref());
        audience.is_some_and(|audience| !self.includes(audience)).then_some(Hidden::Audience)
    }

    /// Whether something for `audience` is for the readers of this build.
    fn includes(&self, audience: &[Located<String>]) -> bool {
        audience.is_empty() || audience.iter().any(|name| self.audience.contains(&name.value))
    }
}
