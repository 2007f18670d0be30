//! The key of everything that a link could notice of the site around it.
//!
//! As long as it stays the same, the links of an article that has not changed lead where they
//! led before. Titles and texts are no part of it, so most saves of a writer leave it alone;
//! whoever lets [`find`](super::find) or [`complaints`](super::complaints) look at more has to
//! add it here, and to the test of what remembered links notice.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::super::family::Version;
use super::super::plan::Page;
use super::atlas::Atlas;
use super::find::anchors;
use crate::key::Key;

impl Atlas<'_> {
    /// The key.
    pub(super) fn world(&self) -> Key {
        let ground = self.ground;
        let places = (&ground.settings.base_url, &ground.settings.usual_base_url);
        let settings = (places, &ground.settings.languages, ground.languages.default);
        let pages: Vec<Key> = ground.plan.pages.par_iter().map(page).collect();
        let versions: Vec<Key> = ground.families.versions.par_iter().map(version).collect();
        // Which versions a family has follows from the versions; which is the original doesn't.
        let originals: Vec<_> = ground.families.families.iter().map(|family| family.stand_in).collect();
        let assets: Vec<Key> = (self.assets.values())
            .map(|asset| Key::of(&(&asset.path, &asset.out, &asset.url, asset.pixels)))
            .collect();
        let others: BTreeMap<_, _> = self.others.iter().collect();
        Key::of(&(settings, pages, versions, originals, assets, others, &self.unread))
    }
}

fn page(page: &Page) -> Key {
    let Page { language, family, version, spot, section, address, url, real, .. } = page;
    Key::of(&(language, family, version, spot, section, address, url, real))
}

fn version(version: &Version) -> Key {
    let Version { article, language, family, spot, hidden, .. } = version;
    let anchors: Vec<&str> = anchors(article).collect();
    // Where a heading stands among the others tells which one a translator meant.
    let headings = article.outline.len();
    // A message says whom a hidden article is for.
    let audience = hidden.and(article.front.audience.as_ref());
    Key::of(&(&article.path, language, family, spot, hidden, audience, headings, anchors))
}
