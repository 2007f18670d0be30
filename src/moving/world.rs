//! A site before and after its files were moved, for those who write anew what leads to them.

use crate::site::Site;
use crate::source::Tree;

use super::chart::Chart;
use super::route::Route;

/// See the module.
pub(super) struct World<'a> {
    /// The sources as they are.
    pub tree: &'a Tree,
    pub route: &'a Route<'a>,
    /// The site as it is.
    pub site: &'a Site,
    /// What is at its addresses.
    pub before: &'a Chart,
    /// What is at them once files are moved, links not yet written anew.
    pub after: &'a Chart,
}

impl World<'_> {
    /// The path of the site's address, with slashes at its ends.
    pub fn base(&self) -> &str {
        &self.site.settings.base_url.path
    }
}
