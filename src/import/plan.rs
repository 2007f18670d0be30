//! Which file of the old folder goes where, before any of them is read.

use crate::language::Lang;
use crate::path::{SitePath, join};
use crate::source::{Contents, Tree};

/// Where everything goes.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// What the old site was called.
    pub title: Option<String>,
    /// Where it is published.
    pub address: Option<String>,
    /// Its languages, the default one first, where it names them.
    pub languages: Vec<Lang>,
    /// Texts that become articles.
    pub pages: Vec<Page>,
    /// Files that are copied.
    pub assets: Vec<Asset>,
    /// Files that stay behind, and why.
    pub skipped: Vec<(SitePath, String)>,
}

/// A text that becomes an article.
#[derive(Debug, Clone)]
pub(super) struct Page {
    /// Its old name.
    pub from: SitePath,
    /// Its new name below the folder of its language.
    pub to: String,
    /// Its language, where the old place says it.
    pub lang: Option<Lang>,
    /// Its place among its neighbours.
    pub order: Option<i64>,
    /// Its title, if it has none itself.
    pub title: Option<String>,
    /// The text of a page that is made from something else.
    pub made: Option<String>,
}

/// A file that is copied.
#[derive(Debug, Clone)]
pub(super) struct Asset {
    /// Its old name.
    pub from: SitePath,
    /// Its new name below `static/` or the folder of its language.
    pub to: String,
    /// Its language, where the old place says it.
    pub lang: Option<Lang>,
    /// Where it goes.
    pub place: Place,
}

/// Where a copied file goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Beside the articles.
    Content,
    /// Below `static/`.
    Static,
}

/// Places at the root of a language where a build puts a page of its own.
const GENERATED_PAGES: [&str; 3] = ["search", "tags", "print"];

impl Page {
    /// The name of a page that every site of ours has, if this one has its place.
    pub fn generated(&self) -> Option<&'static str> {
        let place = self.to.strip_suffix(".md")?;
        let place = place.strip_suffix("/index").unwrap_or(place);
        GENERATED_PAGES.into_iter().find(|name| *name == place)
    }

    /// A page that takes a file's place.
    pub fn new(from: &SitePath, to: impl Into<String>) -> Self {
        Self { from: from.clone(), to: to.into(), lang: None, order: None, title: None, made: None }
    }

    /// What it says.
    pub fn text(&self, tree: &Tree) -> Option<String> {
        match &self.made {
            Some(text) => Some(text.clone()),
            None => text(tree, &self.from),
        }
    }
}

impl Plan {
    /// Sets files aside that every site of ours has of its own.
    pub fn set_aside_generated(&mut self) {
        let is_generated =
            |asset: &mut Asset| asset.place == Place::Static && GENERATED.contains(&asset.to.as_str());
        let why = "`vade build` writes its own";
        let aside = self.assets.extract_if(.., is_generated);
        self.skipped.extend(aside.map(|asset| (asset.from, why.to_owned())));
    }
}

/// Files at the root that a build writes itself.
const GENERATED: [&str; 6] =
    ["404.html", "index.html", "index.json", "llms.txt", "manifest.json", "sitemap.xml"];

/// The text of a file.
pub(super) fn text(tree: &Tree, path: &SitePath) -> Option<String> {
    match &tree.get(path)?.contents {
        Contents::Bytes(bytes) => {
            let text = std::str::from_utf8(bytes).ok()?;
            Some(text.trim_start_matches('\u{feff}').replace("\r\n", "\n"))
        }
        Contents::OnDisk { .. } | Contents::Unreadable => None,
    }
}

/// The text of a file by its name.
pub(super) fn text_of(tree: &Tree, path: &str) -> Option<String> {
    text(tree, &SitePath::new(path)?)
}

/// Whether a file is a text that becomes an article.
pub(super) fn is_page(path: &SitePath) -> bool {
    matches!(
        path.extension().to_lowercase().as_str(),
        "md" | "mdx" | "markdown" | "html" | "htm" | "txt" | "text"
    )
}

/// The new name of a page: `.md`, and `index` for what stands for its folder.
pub(super) fn renamed(path: &str) -> String {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let index = ["_index", "readme", "index", "home"].contains(&stem.to_lowercase().as_str());
    let stem = if index { "index" } else { stem.trim_start_matches(['_', '.']) };
    join(folder, &format!("{stem}.md"))
}

/// `guide.sk.md` is `guide.md` in Slovak.
pub(super) fn suffixed(path: &str, languages: &[Lang]) -> Option<(String, Lang)> {
    let (rest, extension) = path.rsplit_once('.')?;
    let (stem, tag) = rest.rsplit_once('.')?;
    let lang =
        Lang::new(tag).filter(|lang| languages.contains(lang) || languages.is_empty() && lang.is_known())?;
    Some((format!("{stem}.{extension}"), lang))
}
