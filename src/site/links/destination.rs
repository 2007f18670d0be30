//! Where links lead.

use super::super::Asset;

/// What a link leads to.
#[derive(Debug, Clone)]
pub enum Destination<'a> {
    /// Not this site.
    Elsewhere,
    /// The page that it stands in.
    Here,
    /// A page.
    Page(usize),
    /// A page in another language than asked for, where the one asked for doesn't exist.
    StandIn(usize),
    /// A picture or download.
    Asset(&'a Asset),
    /// Something that the generator makes: its URL.
    Known(String),
    /// An article that is not published: its version.
    Hidden(usize),
    /// An article that could not be read, which has been said already.
    Unread,
    /// Nothing.
    Nothing,
}

/// Two are equal if they lead to the same.
impl PartialEq for Destination<'_> {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Page(a), Self::Page(b)) | (Self::StandIn(a), Self::StandIn(b)) => a == b,
            (Self::Hidden(a), Self::Hidden(b)) => a == b,
            (Self::Asset(a), Self::Asset(b)) => a.path == b.path,
            (Self::Known(a), Self::Known(b)) => a == b,
            (a, b) => std::mem::discriminant(a) == std::mem::discriminant(b),
        }
    }
}
