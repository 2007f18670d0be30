//! Names for people: owners, tags and audiences, by language.

use std::collections::BTreeMap;

use super::Owner;
use crate::diag::{Code, nearest};
use crate::language::Lang;
use crate::notation::{Entry, Fields, Located, Name, Value};

/// Labels by id, then by language.
type LabelsById = BTreeMap<String, BTreeMap<Lang, String>>;

/// What labels may be given in.
pub(super) struct Labels<'a> {
    /// The languages of the site.
    pub languages: &'a [Lang],
    /// The language of labels that don't name one.
    pub default_language: &'a Lang,
}

impl Labels<'_> {
    /// Reads a table whose keys are languages.
    pub fn by_language<'e, T>(
        &self,
        table: Option<Fields<'e, '_>>,
        read: impl Fn(&mut Fields<'e, '_>, &'e Entry) -> Option<T>,
    ) -> BTreeMap<Lang, T> {
        let mut values = BTreeMap::new();
        let Some(mut table) = table else { return values };
        for entry in table.entries() {
            let Some(lang) = self.language(&mut table, &entry.0) else { continue };
            values.extend(read(&mut table, entry).map(|value| (lang, value)));
        }
        values
    }

    /// A text, which is the default language's, or a table of texts by language.
    fn label<'e>(&self, table: &mut Fields<'e, '_>, entry: &'e Entry) -> BTreeMap<Lang, String> {
        match &entry.1.value {
            Value::Table(_) => self.by_language(table.table_of(entry), |fields, entry| fields.text_of(entry)),
            _ => table.text_of(entry).map(|text| (self.default_language.clone(), text)).into_iter().collect(),
        }
    }

    /// The language of the site that a key names; complains about others.
    pub fn language(&self, table: &mut Fields<'_, '_>, name: &Name) -> Option<Lang> {
        let lang = Lang::new(&name.text).filter(|lang| self.languages.contains(lang));
        if lang.is_none() {
            let help = match nearest(&name.text, self.languages.iter().map(Lang::as_str)) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => format!("add `[languages.{}]`, or remove this line", name.text),
            };
            let message = format!("`{}` is not a language of this site", table.full_name(name));
            table.note(Code::UnknownLanguage, &name.bytes, message, |problem| {
                problem.label("not in `[languages]`").help(help)
            });
        }
        lang
    }
}

/// The labels of tags or audiences.
pub(super) fn labels(fields: &mut Fields<'_, '_>, key: &'static str, names: &Labels<'_>) -> LabelsById {
    let mut labels = LabelsById::new();
    let Some(mut table) = fields.table(key) else { return labels };
    for entry in table.entries() {
        let label = names.label(&mut table, entry);
        labels.insert(entry.0.text.clone(), label);
    }
    labels
}

/// People and teams.
pub(super) fn owners(
    fields: &mut Fields<'_, '_>,
    names: &Labels<'_>,
    unknown: &mut Vec<Located<String>>,
) -> BTreeMap<String, Owner> {
    let mut owners = BTreeMap::new();
    let Some(mut table) = fields.table("owners") else { return owners };
    for entry in table.entries() {
        let owner = owner(&mut table, entry, names, unknown);
        owners.insert(entry.0.text.clone(), owner);
    }
    owners
}

/// An owner's name alone, or a table with the name and how to reach them.
fn owner<'e>(
    table: &mut Fields<'e, '_>,
    entry: &'e Entry,
    names: &Labels<'_>,
    unknown: &mut Vec<Located<String>>,
) -> Owner {
    let id = &entry.0.text;
    if !matches!(entry.1.value, Value::Table(_)) {
        let name = table.text_of(entry).unwrap_or_else(|| id.clone());
        return Owner { name, names: BTreeMap::new(), email: None, url: None };
    }
    let Some(mut fields) = table.table_of(entry) else { return unnamed(id) };
    let mut by_language =
        fields.entry("name").map(|entry| names.label(&mut fields, entry)).unwrap_or_default();
    by_language.extend(names.by_language(fields.table("names"), |fields, entry| fields.text_of(entry)));
    let any = by_language.get(names.default_language).or_else(|| by_language.values().next());
    let owner = Owner {
        name: any.unwrap_or(id).clone(),
        names: by_language,
        email: fields.parsed(
            "email",
            |text| is_email(text).then(|| text.to_owned()),
            "a mail address",
            "write `name@example.org`",
        ),
        url: fields.parsed(
            "url",
            |text| is_web(text).then(|| text.to_owned()),
            "an address",
            "write it with `https://`, or from the root of the site: `/en/team/`",
        ),
    };
    unknown.extend(fields.finish());
    owner
}

fn unnamed(id: &str) -> Owner {
    Owner { name: id.to_owned(), names: BTreeMap::new(), email: None, url: None }
}

fn is_email(text: &str) -> bool {
    text.split_once('@').is_some_and(|(name, host)| !name.is_empty() && !host.is_empty())
        && !text.contains(char::is_whitespace)
}

fn is_web(text: &str) -> bool {
    ["https://", "http://", "/"].iter().any(|start| text.starts_with(start))
}
