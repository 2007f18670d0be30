//! `_headers`, as Netlify and Cloudflare Pages read it: what may be kept for how long, and what pages
//! may do. Other servers are configured in their own ways; see `docs/content/publishing.md`.

use super::{Made, at, sources};
use crate::output::Artifact;
use crate::site::Site;

/// The file, if the site wants it.
pub fn make(site: &Site) -> Option<Made> {
    let base = &site.settings.base_url.path;
    let text = format!(
        "{base}*\n  \
           Content-Security-Policy: default-src 'self'\n  \
           X-Content-Type-Options: nosniff\n  \
           Referrer-Policy: strict-origin-when-cross-origin\n\
         {base}assets/*\n  \
           Cache-Control: public, max-age=31536000, immutable\n"
    );
    let mut sources = sources("site.toml");
    sources.dedup();
    site.settings.output.headers.then(|| (at("", "_headers"), Artifact::new(text.into_bytes(), sources)))
}
