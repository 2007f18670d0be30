//! Starlight: `src/content/docs/`, a folder in it for each language but that of the root, files of the
//! root in `public/`, pictures in `src/assets/`; in many repositories all of it lies in a folder.

use super::docusaurus::quoted_after;
use super::{add_all, add_static, lang_of, skip, weight};
use crate::import::plan::{Page, Plan, text};
use crate::language::Lang;
use crate::path::SitePath;
use crate::source::Tree;

/// Where the pages are.
const DOCS: &str = "src/content/docs";

/// Where pictures are whose addresses are made at every build.
const PICTURES: &str = "src/assets";

/// Which file goes where.
pub(in crate::import) fn plan(tree: &Tree) -> Plan {
    let file = configuration(tree);
    let base = file.map(SitePath::folder).filter(|folder| !folder.is_empty());
    let at = |folder: &str| base.map_or(folder.to_owned(), |base| format!("{base}/{folder}"));
    let config = file.and_then(|path| text(tree, path)).unwrap_or_default();
    let below = quoted_after(&config, "base:").unwrap_or_default();
    let address = quoted_after(&config, "site:").map(|site| format!("{}{below}", site.trim_end_matches('/')));
    let own = config.split_once("starlight(").map_or("", |(_, own)| own);
    let mut plan = Plan { title: quoted_after(own, "title:"), address, ..Plan::default() };
    let folders = languages(tree, &at(DOCS), locales(&config));
    let default = default_language(&config);
    plan.languages.push(default.clone());
    plan.languages.extend(folders.iter().map(|(_, lang)| lang.clone()).filter(|lang| *lang != default));
    add_all(&mut plan, tree, &at(DOCS), "", Some(&default));
    plan.pages.iter_mut().for_each(|page| sort_out(&mut page.to, &mut page.lang, &folders));
    plan.assets.iter_mut().for_each(|asset| sort_out(&mut asset.to, &mut asset.lang, &folders));
    set_aside_hidden(&mut plan);
    order(&mut plan.pages, own);
    add_static(&mut plan, tree, &at("public"));
    let known = plan.assets.len();
    add_static(&mut plan, tree, &at(PICTURES));
    plan.assets[known..].iter_mut().for_each(|asset| asset.to = format!("pictures/{}", asset.to));
    for folder in ["src/components", "src/pages", "src/styles"] {
        skip(&mut plan, tree, &at(folder), "pages, components and styles of Astro are not those of vade");
    }
    plan
}

/// The configuration, at the root or a folder below it, of a site that has pages.
pub(in crate::import) fn configuration(tree: &Tree) -> Option<&SitePath> {
    let named = |path: &&SitePath| path.file_name().starts_with("astro.config.");
    let near = |path: &&SitePath| !path.folder().contains('/');
    let has_pages = |path: &&SitePath| {
        let docs = format!("{}/{DOCS}", path.folder());
        tree.below(docs.trim_start_matches('/')).next().is_some()
    };
    let found = tree.files().map(|file| &file.path).filter(named).filter(near).filter(has_pages);
    found.min_by_key(|path| path.folder().len())
}

/// What the configuration says of languages, in the place where it is asked for or in a constant above.
fn locales(config: &str) -> &str {
    let starts = ["locales:", "locales = "].iter().filter_map(|name| config.find(name));
    starts.min().map_or("", |at| &config[at..])
}

/// The folders of languages, by what the configuration calls them; a section may have the name of a language.
fn languages(tree: &Tree, docs: &str, locales: &str) -> Vec<(String, Lang)> {
    let mut found: Vec<(String, Lang)> = Vec::new();
    for file in tree.below(docs) {
        let Some((folder, _)) = file.path.below(docs).and_then(|path| path.split_once('/')) else { continue };
        let named =
            [format!(" {folder}:"), format!("\t{folder}:"), format!("'{folder}':"), format!("\"{folder}\":")];
        let listed = named.iter().any(|name| locales.contains(name.as_str()));
        if let Some(lang) =
            lang_of(folder).filter(|_| listed && found.iter().all(|(known, _)| known != folder))
        {
            found.push((folder.to_owned(), lang));
        }
    }
    found
}

/// The language of what lies in no folder of a language. English is Starlight's default.
fn default_language(config: &str) -> Lang {
    let root = locales(config).split_once("root:").and_then(|(_, root)| quoted_after(root, "lang:"));
    let named = root.or_else(|| quoted_after(config, "defaultLocale:")).and_then(|tag| lang_of(&tag));
    named.unwrap_or_else(Lang::english)
}

/// Takes the folder of its language off a name.
fn sort_out(to: &mut String, lang: &mut Option<Lang>, folders: &[(String, Lang)]) {
    let Some((folder, rest)) = to.split_once('/') else { return };
    if let Some((_, named)) = folders.iter().find(|(name, _)| name == folder) {
        *lang = Some(named.clone());
        *to = rest.to_owned();
    }
}

/// Sets files aside whose names, or folders, say that they are no pages.
fn set_aside_hidden(plan: &mut Plan) {
    let is_hidden = |page: &Page| page.from.as_str().split('/').any(|name| name.starts_with('_'));
    let why = "its name begins with `_`, so it was no page";
    let hidden = plan.pages.extract_if(.., |page| is_hidden(page));
    plan.skipped.extend(hidden.map(|page| (page.from, why.to_owned())));
}

/// Gives pages the order in which the configuration names them in its `sidebar`.
fn order(pages: &mut [Page], config: &str) {
    let sidebar = config.split_once("sidebar:").map_or("", |(_, sidebar)| sidebar);
    let named: Vec<&str> =
        sidebar.split(['\'', '"', '`']).skip(1).step_by(2).map(|name| name.trim_matches('/')).collect();
    for page in pages {
        let place = page.to.strip_suffix(".md").unwrap_or_default();
        let place = place.strip_suffix("/index").unwrap_or(place);
        page.order = named.iter().position(|name| *name == place).map(weight);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_may_be_listed_in_a_constant() {
        let config = "const locales = {\n\troot: { label: 'Slovenčina', lang: 'sk' },\n\t'pt-br': {},\n};\nstarlight({ locales })";
        let file = |path: &str| crate::source::File::in_memory(SitePath::new(path).unwrap(), *b"");
        let tree = Tree::new(["d/pt-br/a.md", "d/de/a.md"].map(file));
        assert_eq!(languages(&tree, "d", locales(config)), [("pt-br".to_owned(), lang_of("pt-BR").unwrap())]);
        assert_eq!(Some(default_language(config)), lang_of("sk"));
    }

    #[test]
    fn a_section_may_be_called_as_a_language() {
        let config = "starlight({ locales: { root: { lang: 'en' }, de: {}, fr: {} } })";
        let files = [
            ("astro.config.mjs", config),
            ("src/content/docs/de/fr/a.md", ""),
            ("src/content/docs/fr/b.md", ""),
        ];
        let file = |(path, text): (&str, &str)| {
            crate::source::File::in_memory(SitePath::new(path).unwrap(), text.as_bytes())
        };
        let plan = plan(&Tree::new(files.map(file)));
        let pages: Vec<_> = plan.pages.iter().map(|page| (page.to.as_str(), page.lang.clone())).collect();
        assert_eq!(pages, [("fr/a.md", lang_of("de")), ("b.md", lang_of("fr"))]);
    }
}
