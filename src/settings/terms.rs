//! `terms.toml`: the words of the site, what they mean, what else they are called, and which words
//! are not to be used in their place.

use std::collections::BTreeMap;

use super::labels::Labels;
use super::{Avoided, Mode, Settings, Term, Wording};
use crate::diag::{Code, Diagnostic, Place, nearest, text_of};
use crate::language::Lang;
use crate::notation::{self, Entry, Fields, Located, Origin, Value};
use crate::path::SitePath;
use crate::source::Tree;

/// Where the terms are.
pub const FILE: &str = "terms.toml";

/// What the page of terms is called unless the file says otherwise.
const TITLES: [(&str, &str); 6] = [
    ("en", "Glossary"),
    ("sk", "Slovník pojmov"),
    ("et", "Mõisted"),
    ("tr", "Terimler sözlüğü"),
    ("ro", "Glosar"),
    ("ar", "مسرد المصطلحات"),
];

/// The id of the article that holds the terms, where the site names none.
const GLOSSARY: &str = "glossary";

/// Reads the terms of a site into its settings; those for other audiences are left out.
pub(super) fn read(tree: &Tree, settings: &mut Settings, mode: &Mode) -> Vec<Diagnostic> {
    let mut notes = Vec::new();
    let Some(file) = SitePath::new(FILE).and_then(|path| tree.get(&path)) else { return notes };
    let Some(bytes) = file.bytes() else { return notes };
    let Some(text) = text_of(&file.path, bytes, &mut notes) else { return notes };
    let origin = Origin { file: &file.path, text };
    let Some(table) = notation::toml_file(origin).unpack(&mut notes) else { return notes };
    let languages: Vec<Lang> = settings.languages.iter().map(|language| language.tag.clone()).collect();
    let names = Labels { languages: &languages, default_language: &settings.default_language.clone() };
    let mut unknown = Vec::new();
    let mut fields = Fields::new(origin, &table, &mut notes);
    let titles = names.by_language(fields.table("title"), |fields, entry| fields.text_of(entry));
    let terms = terms(&mut fields, &names, &mut unknown);
    unknown.extend(fields.finish());
    notes.extend(unknown.iter().map(|name| unknown_key(&file.path, name)));
    notes.extend(terms.iter().filter_map(|term| unknown_audience(settings, &file.path, term)));
    let readers = mode.audience.as_ref().unwrap_or(&settings.default_audience);
    let is_shown = |term: &Term| {
        term.audience.is_empty() || term.audience.iter().any(|name| readers.contains(&name.value))
    };
    let shown = terms.into_iter().filter(is_shown).collect();
    settle(settings, &languages, shown, titles);
    notes
}

fn terms(fields: &mut Fields<'_, '_>, names: &Labels<'_>, unknown: &mut Vec<Located<String>>) -> Vec<Term> {
    let Some(mut table) = fields.table("terms") else { return Vec::new() };
    let mut terms = Vec::new();
    for entry in table.entries() {
        let Some(mut term) = table.table_of(entry) else { continue };
        let audience = term.texts("audience").unwrap_or_default();
        let mut wordings = BTreeMap::new();
        for entry in term.entries().iter().filter(|(name, _)| name.text != "audience") {
            let Some(lang) = names.language(&mut term, &entry.0) else { continue };
            let Some(fields) = term.table_of(entry) else { continue };
            wordings.extend(wording(fields, &entry.0.bytes, unknown).map(|wording| (lang, wording)));
        }
        terms.push(Term { id: entry.0.text.clone(), audience, wordings });
    }
    terms
}

/// A term in one language.
fn wording(
    mut fields: Fields<'_, '_>,
    at: &std::ops::Range<usize>,
    unknown: &mut Vec<Located<String>>,
) -> Option<Wording> {
    let term = fields.text("term");
    if term.is_none() && !fields.has("term") {
        let message = "this language has no `term`";
        let help = "write what the thing is called: `term = \"refund\"`";
        fields.note(Code::MissingKey, at, message.to_owned(), |problem| problem.help(help));
    }
    let wording = Wording {
        term: term.unwrap_or_default(),
        definition: fields.text("definition").unwrap_or_default(),
        synonyms: fields.words("synonyms").unwrap_or_default(),
        avoid: avoid(&mut fields),
    };
    unknown.extend(fields.finish());
    (!wording.term.trim().is_empty()).then_some(wording)
}

/// Words that are not to be used: a list, or a table of words and reasons.
fn avoid(fields: &mut Fields<'_, '_>) -> Vec<Avoided> {
    let Some(entry) = fields.entry("avoid") else { return Vec::new() };
    let reasoned = |fields: &mut Fields<'_, '_>, (name, node): &Entry| {
        let Value::Text(reason) = &node.value else {
            let message = format!("the reason against `{}` is not a text", name.text);
            fields.note(Code::WrongType, &node.bytes, message, |problem| problem);
            return None;
        };
        Some(Avoided { form: name.text.clone(), reason: Some(reason.clone()) })
    };
    match &entry.1.value {
        Value::Table(_) => {
            let Some(mut table) = fields.table_of(entry) else { return Vec::new() };
            table.entries().iter().filter_map(|entry| reasoned(&mut table, entry)).collect()
        }
        _ => {
            let texts = fields.texts_of(entry).unwrap_or_default();
            texts.into_iter().map(|text| Avoided { form: text.value, reason: None }).collect()
        }
    }
}

/// What follows for the rest of the settings: the article of terms, and synonyms for search. Readers
/// may well look for a word that writers avoid.
fn settle(settings: &mut Settings, languages: &[Lang], terms: Vec<Term>, titles: BTreeMap<Lang, String>) {
    if terms.is_empty() {
        return;
    }
    for (lang, wording) in terms.iter().flat_map(|term| &term.wordings) {
        let avoided = wording.avoid.iter().map(|avoided| &avoided.form);
        let others = wording.synonyms.iter().chain(avoided);
        let group: Vec<String> = [&wording.term].into_iter().chain(others).cloned().collect();
        if group.len() > 1 {
            settings.search.synonyms.entry(lang.clone()).or_default().push(group);
        }
    }
    settings.glossary_titles = languages
        .iter()
        .map(|lang| {
            let usual =
                TITLES.iter().find(|(tag, _)| *tag == lang.as_str()).map_or("Glossary", |(_, title)| title);
            (lang.clone(), titles.get(lang).cloned().unwrap_or_else(|| usual.to_owned()))
        })
        .collect();
    settings.glossary.get_or_insert_with(|| Located { value: GLOSSARY.to_owned(), bytes: 0..0 });
    settings.terms = terms;
}

fn unknown_key(file: &SitePath, name: &Located<String>) -> Diagnostic {
    Diagnostic::new(Code::UnknownKey, Place::of(file, &name.bytes), format!("nothing reads `{}`", name.value))
        .label("unknown key")
        .help("a term has `audience` and a table for each language, with `term`, `definition`, `synonyms`, `avoid`")
}

fn unknown_audience(settings: &Settings, file: &SitePath, term: &Term) -> Option<Diagnostic> {
    let known = &settings.audiences;
    let name = term.audience.iter().find(|name| !known.is_empty() && !known.contains_key(&name.value))?;
    let note = Diagnostic::new(
        Code::UnknownAudience,
        Place::of(file, &name.bytes),
        format!("there is no audience `{}`", name.value),
    );
    let help = match nearest(&name.value, known.keys().map(String::as_str)) {
        Some(near) => format!("`{near}` is close"),
        None => "add it to `[audiences]` of site.toml".to_owned(),
    };
    Some(note.label("`site.toml` lists no such audience").help(help))
}
