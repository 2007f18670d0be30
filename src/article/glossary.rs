//! The terms of `terms.toml` as Markdown: a definition list at the end of the article that the site
//! names as its glossary, or an article of its own where there is none. So terms are found, linked
//! to, translated and printed like everything else that is written.

use crate::diag::{Code, Diagnostic, Place};
use crate::language::{Collator, Lang};
use crate::path::SitePath;
use crate::settings::{Settings, TERMS_FILE, Wording};
use crate::source::{File, Tree};

/// The sources with the terms written into them, and where that was.
pub struct WithTerms {
    /// The sources.
    pub tree: Tree,
    /// The files that were added to, with their length before.
    added: Vec<(SitePath, u32)>,
}

/// Writes the terms of the settings into the glossary; `None` where there are no terms.
pub fn with_terms(tree: &Tree, settings: &Settings) -> Option<WithTerms> {
    let id = settings.glossary.as_ref().filter(|_| !settings.terms.is_empty())?;
    let mut added = Vec::new();
    let mut files = Vec::new();
    for lang in settings.languages.iter().map(|language| &language.tag) {
        let root = if settings.prefixed { format!("content/{lang}") } else { "content".to_owned() };
        let file = existing(tree, &root, &id.value);
        let before = file.and_then(File::text).unwrap_or_default();
        let list = definitions(settings, lang, before);
        let path = file.map_or_else(
            || SitePath::new(&format!("{root}/{}.md", id.value)),
            |file| Some(file.path.clone()),
        );
        let Some(path) = path.filter(|_| !list.is_empty()) else { continue };
        let written = match file {
            Some(_) => format!("{}\n\n{list}", before.trim_end()),
            None => format!(
                "# {}\n\n{list}",
                settings.glossary_titles.get(lang).map_or("Glossary", String::as_str)
            ),
        };
        added.push((path.clone(), u32::try_from(before.trim_end().len()).unwrap_or(u32::MAX)));
        let history = file.and_then(|file| file.history);
        let new = File::in_memory(path, written.into_bytes());
        files.push(File::new(new.path, new.contents, new.hash, None, history));
    }
    let tree = Tree::new(tree.files().cloned().chain(files));
    (!added.is_empty()).then_some(WithTerms { tree, added })
}

impl WithTerms {
    /// Problems with what was added are problems of the file that it came from.
    pub fn placed(&self, notes: &mut [Diagnostic]) {
        let Some(terms) = SitePath::new(TERMS_FILE).and_then(|path| self.tree.get(&path)) else { return };
        for note in notes {
            let Some(place) = note.at.as_ref().filter(|place| self.is_added(place)) else { continue };
            if note.code == Code::MissingTranslation {
                note.help =
                    Some("give the terms in this language, too, or write a glossary in it".to_owned());
            }
            note.at = Some(self.in_terms(terms, place));
        }
    }

    fn is_added(&self, place: &Place) -> bool {
        let of_file =
            |(path, length): &&(SitePath, u32)| place.file == *path && (*length == 0 || place.end > *length);
        self.added.iter().any(|added| of_file(&added))
    }

    /// Where what stands at a place was written; the file where that can't be told.
    fn in_terms(&self, terms: &File, place: &Place) -> Place {
        let written = self.tree.get(&place.file).and_then(File::text);
        let written = written.and_then(|text| text.get(place.start as usize..place.end as usize));
        let found = written.filter(|written| !written.is_empty()).zip(terms.text());
        match found.and_then(|(written, text)| Some((text.find(written)?, written.len()))) {
            Some((at, length)) => Place::new(&terms.path, at..at + length),
            None => Place::file(&terms.path),
        }
    }
}

/// The article with an id in a language's folder: by its path, else by what it says.
fn existing<'t>(tree: &'t Tree, root: &str, id: &str) -> Option<&'t File> {
    let names = ["md", "markdown"].into_iter().flat_map(|extension| {
        [
            format!("{root}/{id}.{extension}"),
            format!("{root}/{id}/index.{extension}"),
            format!("{root}/{id}/README.{extension}"),
        ]
    });
    let by_path = names.filter_map(|name| tree.get(&SitePath::new(&name)?)).next();
    by_path.or_else(|| {
        let says = [format!("\nid: {id}\n"), format!("\nid: \"{id}\"\n"), format!("\nid = \"{id}\"\n")];
        let markdown = |file: &&File| file.path.extension().eq_ignore_ascii_case("md");
        let mut files = tree.below(root).filter(markdown);
        files
            .find(|file| file.text().is_some_and(|text| says.iter().any(|line| text.contains(line.as_str()))))
    })
}
/// The terms of a language that have a definition and are not defined in the article already, in
/// the order of its dictionaries.
fn definitions(settings: &Settings, lang: &Lang, article: &str) -> String {
    let wordings = settings.terms.iter().filter_map(|term| term.wordings.get(lang));
    let defined = |wording: &&Wording| {
        let known = article.lines().any(|line| line.trim().eq_ignore_ascii_case(wording.term.trim()));
        !wording.definition.trim().is_empty() && !known
    };
    let mut wordings: Vec<&Wording> = wordings.filter(defined).collect();
    let collator = Collator::of(lang);
    wordings.sort_by_cached_key(|wording| collator.sort_key(&wording.term));
    wordings.iter().map(|wording| definition(wording)).collect::<Vec<_>>().join("\n")
}

fn definition(wording: &Wording) -> String {
    let lines: Vec<&str> = wording.definition.trim().lines().map(str::trim_end).collect();
    format!("{}\n: {}\n", wording.term.trim(), lines.join("\n  "))
}
