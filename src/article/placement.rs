//! Where a file below `content/` belongs: its language, its section, and whether it is the
//! section's own page. Told from the path alone; what the file says comes later.

use super::Role;
use crate::language::Lang;
use crate::path::SitePath;
use crate::settings::Settings;

/// The folder of all articles.
const CONTENT: &str = "content";

/// The place of an article in the site.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Placement {
    /// Its language.
    pub lang: Lang,
    /// The folder that holds its language: `content/sk`, or `content` where addresses have no
    /// language. Absolute includes and links start here.
    pub root: String,
    /// See [`super::Article::section`].
    pub section: String,
    /// See [`super::Article::role`].
    pub role: Role,
    /// See [`super::Article::stem`].
    pub stem: String,
}

impl Placement {
    /// Where `path` belongs; `None` for what is no article: other kinds of files, names that
    /// begin with `_` or `.`, and folders of languages that the site doesn't list.
    pub fn of(path: &SitePath, settings: &Settings) -> Option<Self> {
        let below = path.below(CONTENT)?;
        let markdown = ["md", "markdown"].iter().any(|known| path.extension().eq_ignore_ascii_case(known));
        if !markdown || below.split('/').any(|name| name.starts_with(['_', '.'])) {
            return None;
        }
        let (lang, root) = language(below, settings)?;
        let folders = path.folder().strip_prefix(&root)?;
        let role = role(path.stem());
        let stem = if role == Role::Index { "" } else { path.stem() };
        Some(Self { lang, section: folders.trim_start_matches('/').into(), root, role, stem: stem.into() })
    }
}

/// The language of a file, and the folder that stands for it.
fn language(below: &str, settings: &Settings) -> Option<(Lang, String)> {
    if !settings.prefixed {
        return Some((settings.default_language.clone(), CONTENT.into()));
    }
    let (folder, _) = below.split_once('/')?;
    let lang = Lang::new(folder)?;
    let listed = settings.languages.iter().any(|language| language.tag == lang);
    listed.then(|| (lang, format!("{CONTENT}/{folder}")))
}

/// `index` as in addresses, `README` as on GitHub, in any case.
fn role(stem: &str) -> Role {
    let own_page = ["index", "readme"].iter().any(|name| stem.eq_ignore_ascii_case(name));
    if own_page { Role::Index } else { Role::Page }
}
