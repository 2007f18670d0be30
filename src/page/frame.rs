//! [`Frame`]: what stands around every page.

use crate::key::{Key, Keyed};
use crate::path::OutPath;
use crate::site::{Alternate, References};

use super::navigation::Navigation;
use super::scope::Scope;

/// What a page needs that isn't made from a text.
#[derive(Debug, Clone)]
pub struct Frame {
    /// What the reader's language shares.
    pub scope: Keyed<Scope>,
    /// Navigation of the home.
    pub nav: Keyed<Navigation>,
    /// Where it is written.
    pub out: OutPath,
    /// Its address.
    pub url: String,
    /// The same page in all languages that have it.
    pub alternates: Keyed<Vec<Alternate>>,
    /// The way to it.
    pub trail: References,
}

impl Frame {
    pub(super) fn key(&self) -> Key {
        Key::of(&(&self.scope, &self.nav, &self.out, &self.url, &self.alternates, &self.trail))
    }
}
