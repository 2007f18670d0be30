//! `robots.txt`: everything may be visited, and where the site map is.
//!
//! A site that wants other rules puts a `robots.txt` into `static/`, which then counts.

use super::{Made, absolute, at, sources};
use crate::output::Artifact;
use crate::site::Site;

/// The file.
pub fn make(site: &Site) -> Made {
    let map = absolute(&site.settings, &format!("{}sitemap.xml", site.settings.base_url.path));
    let text = format!("User-agent: *\nDisallow:\n\nSitemap: {map}\n");
    let mut sources = sources("site.toml");
    sources.dedup();
    (at("", "robots.txt"), Artifact::new(text.into_bytes(), sources))
}
