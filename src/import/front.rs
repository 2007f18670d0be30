//! Front matter of other generators becomes ours: fields that mean the same get our name, what
//! has no name here is kept below `extra`, what only served the old tool is dropped. [`split`] finds it, [`yaml`]
//! writes it.

mod split;
mod yaml;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::kind::Kind;
use super::report::Note;
use crate::language::Lang;
use crate::notation::address;
pub(super) use split::split;

/// The fields of an article, in the order in which they are written.
#[derive(Debug, Clone, Default)]
pub(super) struct Fields {
    fields: Vec<(String, Value)>,
    extra: Map<String, Value>,
    /// Labels of its tags, by id.
    pub labels: BTreeMap<String, String>,
    /// What links called it in place of its name.
    pub id: Option<String>,
}

/// Fields that mean the same under another name: theirs, ours.
const RENAMED: &[(&str, &str)] = &[
    ("linkTitle", "nav_title"),
    ("linktitle", "nav_title"),
    ("sidebar_label", "nav_title"),
    ("nav_title", "nav_title"),
    ("title", "title"),
    ("description", "description"),
    ("summary", "summary"),
    ("excerpt", "summary"),
    ("date", "created"),
    ("created", "created"),
    ("lastmod", "updated"),
    ("last_update.date", "updated"),
    ("last_updated", "updated"),
    ("lastUpdated", "updated"),
    ("last_modified_at", "updated"),
    ("updated", "updated"),
    ("publishDate", "publish_on"),
    ("publishdate", "publish_on"),
    ("expiryDate", "expires_on"),
    ("expirydate", "expires_on"),
    ("weight", "weight"),
    ("order", "weight"),
    ("nav_order", "weight"),
    ("sidebar_position", "weight"),
];

/// Fields whose values we take in another form.
const RELATED: &[(&str, &str)] = &[
    ("permalink", "aliases"),
    ("url", "aliases"),
    ("redirect_from", "aliases"),
    ("keywords", "search.keywords"),
    ("hide_table_of_contents", "toc"),
    ("tableOfContents", "toc"),
    ("unlisted", "noindex"),
];

/// Our name for a field that other tools know.
pub fn our_name(theirs: &str) -> Option<&'static str> {
    let known = RENAMED.iter().filter(|(theirs, ours)| theirs != ours).chain(RELATED);
    known.into_iter().find(|(name, _)| *name == theirs).map(|(_, ours)| *ours)
}

/// Fields that only served the old tool.
const DROPPED: &[&str] = &[
    "layout",
    "type",
    "template",
    "page_template",
    "sort_by",
    "paginate_by",
    "render",
    "outputs",
    "cascade",
    "menu",
    "menus",
    "resources",
    "sidebar_class_name",
    "pagination_next",
    "pagination_prev",
    "displayed_sidebar",
    "mdx",
    "hide",
    "icon",
    "url_path",
    "insert_anchor_links",
    "transparent",
    "generate_feeds",
    "in_menu",
    "truncate",
    "hide_title",
    "custom_edit_url",
    "toc_min_heading_level",
    "toc_max_heading_level",
    "markup",
    "tableOfContents",
    "editUrl",
    "head",
    "prev",
    "next",
    "pagefind",
];

/// Our fields for theirs.
pub(super) fn map(theirs: &Value, kind: Kind) -> (Fields, Vec<Note>) {
    let (mut fields, mut notes) = (Fields::default(), Vec::new());
    for (key, value) in theirs.as_object().into_iter().flatten() {
        if !value.is_null() {
            fields.take(key, value, kind, &mut notes);
        }
    }
    (fields, notes)
}

impl Fields {
    /// Sets a field that isn't there.
    pub fn set_missing(&mut self, key: &str, value: Value) {
        if self.get(key).is_none() {
            // The title comes first, as everybody writes it.
            let at = if key == "title" { 0 } else { self.fields.len() };
            self.fields.insert(at, (key.to_owned(), value));
        }
    }

    /// A field.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.fields.iter().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    fn take(&mut self, key: &str, value: &Value, kind: Kind, notes: &mut Vec<Note>) {
        if let Some((_, ours)) = RENAMED.iter().find(|(theirs, _)| *theirs == key) {
            let taken = self.take_renamed(ours, value, kind);
            match taken {
                true if key != *ours => notes.push(Note::changed(format!("`{key}` is `{ours}`"))),
                true => {}
                false => self.keep(key, value, notes),
            }
            return;
        }
        match key {
            "draft" | "unlisted" if value == false => {}
            "draft" => self.set_missing("status", "draft".into()),
            "unlisted" => self.set_missing("noindex", true.into()),
            "tags" => self.add_tags(value),
            "taxonomies" => self.take_taxonomies(value, notes),
            "aliases" | "redirect_from" | "url" | "permalink" | "path" => {
                self.add_aliases(key, value, kind, notes)
            }
            "slug" => self.take_slug(value, notes),
            "sidebar" if kind == Kind::Starlight => self.take_sidebar(value, kind, notes),
            "id" if kind == Kind::Docusaurus => {
                self.id = value.as_str().map(str::to_owned);
                notes.push(Note::dropped("`id`: articles are named by their files"));
            }
            "toc" | "tableOfContents" if value.is_boolean() => self.set_missing("toc", value.clone()),
            "hide_table_of_contents" => self.set_missing("toc", (value != true).into()),
            "pagefind" | "in_search_index" if value == false => self.set_search("exclude", true.into()),
            "in_search_index" => {}
            "keywords" => self.take_keywords(value, notes),
            "search" => self.take_search(value, notes),
            "last_update" => match value.get("date") {
                Some(date) => self.take("last_update.date", date, kind, notes),
                None => self.keep(key, value, notes),
            },
            "extra" if value.is_object() => self.extra.extend(value.as_object().cloned().unwrap_or_default()),
            _ if DROPPED.contains(&key) => notes.push(Note::dropped(format!("`{key}`"))),
            _ => self.keep(key, value, notes),
        }
    }

    /// Whether the value is what our field takes, and nothing else stands there.
    fn take_renamed(&mut self, ours: &str, value: &Value, kind: Kind) -> bool {
        let taken = match ours {
            "weight" => order(value, kind).map(Value::from),
            "created" | "updated" | "publish_on" | "expires_on" => day(value).map(Value::from),
            _ => match value {
                Value::String(text) if text.trim().is_empty() => return true,
                Value::String(text) => Some(text.trim().into()),
                Value::Number(_) | Value::Bool(_) => Some(value.to_string().into()),
                _ => None,
            },
        };
        let Some(taken) = taken else { return false };
        self.set_missing(ours, taken.clone());
        self.get(ours) == Some(&taken)
    }

    /// Adds values to the list of a field, each once.
    fn add(&mut self, key: &str, values: Vec<Value>) {
        if values.is_empty() {
            return;
        }
        self.set_missing(key, Value::Array(Vec::new()));
        let field = self.fields.iter_mut().find(|(name, _)| name == key);
        let Some((_, Value::Array(known))) = field else { return };
        for value in values {
            if !known.contains(&value) {
                known.push(value);
            }
        }
    }

    /// Says something of how the page is found.
    fn set_search(&mut self, key: &str, value: Value) {
        self.set_missing("search", Value::Object(Map::new()));
        let search = self.fields.iter_mut().find(|(name, _)| name == "search");
        if let Some((_, Value::Object(search))) = search {
            search.entry(key).or_insert(value);
        }
    }

    fn keep(&mut self, key: &str, value: &Value, notes: &mut Vec<Note>) {
        notes.push(Note::changed(format!("`{key}` is `extra.{key}`")));
        self.extra.insert(key.to_owned(), value.clone());
    }

    fn add_tags(&mut self, value: &Value) {
        for label in texts(value) {
            let id = tag_id(&label);
            if !id.is_empty() {
                self.add("tags", vec![id.as_str().into()]);
                self.labels.entry(id).or_insert(label);
            }
        }
    }

    fn take_taxonomies(&mut self, value: &Value, notes: &mut Vec<Note>) {
        for (name, terms) in value.as_object().into_iter().flatten() {
            match name.as_str() {
                "tags" => self.add_tags(terms),
                _ => self.keep(name, terms, notes),
            }
        }
    }

    fn add_aliases(&mut self, key: &str, value: &Value, kind: Kind, notes: &mut Vec<Note>) {
        let good = |text: &String| !text.contains("://") && address::path(text.trim_matches('/')).is_ok();
        let (good, bad): (Vec<String>, Vec<String>) = texts(value).into_iter().partition(good);
        notes
            .extend(bad.into_iter().map(|text| Note::dropped(format!("`{key}: {text}` is no address here"))));
        // Zola counts all of them from the top.
        let rooted = |text: String| {
            if kind == Kind::Zola { format!("/{}", text.trim_start_matches('/')) } else { text }
        };
        let good: Vec<String> = good.into_iter().map(rooted).collect();
        if good.is_empty() {
            return;
        }
        if key != "aliases" {
            notes.push(Note::changed(format!("`{key}` is an old address in `aliases`")));
        }
        self.add("aliases", good.into_iter().map(Value::from).collect());
    }

    /// Drops old addresses that another page of the language has `given` already: they can lead to
    /// one page only.
    pub fn drop_repeated_aliases(
        &mut self,
        lang: &Lang,
        given: &mut BTreeSet<(Lang, String)>,
        notes: &mut Vec<Note>,
    ) {
        let aliases = self.fields.iter_mut().find(|(name, _)| name == "aliases");
        let Some((_, Value::Array(aliases))) = aliases else { return };
        aliases.retain(|alias| {
            let address = alias.as_str().filter(|address| address.starts_with('/'));
            let is_new = address
                .is_none_or(|address| given.insert((lang.clone(), address.trim_matches('/').to_lowercase())));
            if !is_new {
                notes.push(Note::dropped(format!("the old address {alias}, which another page has too")));
            }
            is_new
        });
        self.fields.retain(|(_, value)| value.as_array().is_none_or(|values| !values.is_empty()));
    }

    /// Starlight has the place and the short title in a table.
    fn take_sidebar(&mut self, value: &Value, kind: Kind, notes: &mut Vec<Note>) {
        for (name, value) in value.as_object().into_iter().flatten() {
            let ours = match name.as_str() {
                "order" => Some("weight"),
                "label" => Some("nav_title"),
                _ => None,
            };
            let taken = ours.filter(|ours| self.take_renamed(ours, value, kind));
            notes.push(match taken {
                Some(ours) => Note::changed(format!("`sidebar.{name}` is `{ours}`")),
                None => Note::dropped(format!("`sidebar.{name}`")),
            });
        }
    }

    /// Other tools let a slug be a whole path.
    fn take_slug(&mut self, value: &Value, notes: &mut Vec<Note>) {
        let whole = texts(value).concat();
        let text = whole.trim_matches('/');
        let last = text.rsplit('/').next().unwrap_or_default();
        let Ok(slug) = address::segment(last) else {
            return notes.push(Note::dropped(format!("the slug `{whole}`")));
        };
        if last != text {
            let rest = "folders make the rest of an address";
            notes.push(Note::changed(format!("the slug `{text}` is `{slug}`; {rest}")));
        }
        self.set_missing("slug", slug.into());
    }

    fn take_keywords(&mut self, value: &Value, notes: &mut Vec<Note>) {
        let words: Vec<String> = match value {
            Value::String(text) => text.split(',').map(|word| word.trim().to_owned()).collect(),
            list => texts(list),
        };
        let words: Vec<Value> = words.into_iter().filter(|word| !word.is_empty()).map(Value::from).collect();
        if !words.is_empty() {
            notes.push(Note::changed("`keywords` is `search.keywords`"));
            self.set_search("keywords", words.into());
        }
    }

    fn take_search(&mut self, value: &Value, notes: &mut Vec<Note>) {
        const KNOWN: [&str; 3] = ["exclude", "boost", "keywords"];
        match value.as_object().filter(|table| table.keys().all(|key| KNOWN.contains(&key.as_str()))) {
            Some(table) => table.iter().for_each(|(key, value)| self.set_search(key, value.clone())),
            None => self.keep("search", value, notes),
        }
    }
}

/// The texts of a list, or the one; of tables their `label`.
fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Number(number) => vec![number.to_string()],
        Value::Array(values) => values.iter().flat_map(texts).collect(),
        Value::Object(table) => table.get("label").map(texts).unwrap_or_default(),
        _ => Vec::new(),
    }
}

/// The id of a tag that was known by its label.
fn tag_id(label: &str) -> String {
    let words = label.to_lowercase();
    let mut id = String::new();
    for letter in words.chars() {
        match letter {
            letter if letter.is_alphanumeric() => id.push(letter),
            _ if id.ends_with('-') || id.is_empty() => {}
            _ => id.push('-'),
        }
    }
    id.trim_end_matches('-').to_owned()
}

/// Positions of Docusaurus may be fractions.
pub(super) fn order(value: &Value, kind: Kind) -> Option<i64> {
    if kind != Kind::Docusaurus {
        return value.as_i64();
    }
    #[expect(clippy::cast_possible_truncation, reason = "far beyond any number of pages")]
    value.as_f64().map(|position| (position * 10.0).round() as i64)
}

/// The day of a date or a point in time.
fn day(value: &Value) -> Option<String> {
    let day = value.as_str()?.get(..10)?;
    day.parse::<jiff::civil::Date>().ok().map(|_| day.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mapped(text: &str, kind: Kind) -> String {
        let (front, body) = split(text);
        let (fields, notes) = map(&front.unwrap_or_default(), kind);
        let notes: Vec<String> =
            notes.into_iter().map(|note| format!("{:?} {}\n", note.what, note.text)).collect();
        format!("{}{body}{}", fields.to_yaml(), notes.concat())
    }

    #[test]
    fn toml_of_zola_becomes_yaml() {
        let text = "+++\ntitle = \"A: B\"\ndate = 2026-03-07T08:00:00Z\nweight = 3\ntemplate = \"page.html\"\n[taxonomies]\ntags = [\"Big Cats\", \"C++\"]\n[extra]\nmood = 3\n+++\nText\n";
        insta::assert_snapshot!(mapped(text, Kind::Zola), @r#"
        ---
        title: "A: B"
        created: 2026-03-07
        weight: 3
        tags: [big-cats, c]
        extra:
          mood: 3
        ---

        Text
        Changed `date` is `created`
        Dropped `template`
        "#);
    }

    #[test]
    fn fields_of_docusaurus_get_our_names() {
        let text = "---\nid: start\nsidebar_position: 1.5\nsidebar_label: Start\nslug: /a/start\nkeywords: [go, begin]\nauthor: Ann\ndraft: false\n---\nText\n";
        insta::assert_snapshot!(mapped(text, Kind::Docusaurus), @r#"
        ---
        weight: 15
        nav_title: Start
        slug: start
        search:
          keywords: [go, begin]
        extra:
          author: Ann
        ---

        Text
        Dropped `id`: articles are named by their files
        Changed `sidebar_position` is `weight`
        Changed `sidebar_label` is `nav_title`
        Changed the slug `a/start` is `start`; folders make the rest of an address
        Changed `keywords` is `search.keywords`
        Changed `author` is `extra.author`
        "#);
    }

    #[test]
    fn two_fields_for_one_of_ours_are_both_kept() {
        let text = "---\nsummary: One\nexcerpt: Two\nslug: 404\nextra: Text\ntags: [a]\ntaxonomies: { tags: [a, b] }\nin_search_index: false\nkeywords: go\n---\n";
        insta::assert_snapshot!(mapped(text, Kind::Zola), @r#"
        ---
        summary: One
        slug: "404"
        tags: [a, b]
        search:
          exclude: true
          keywords: [go]
        extra:
          excerpt: Two
          extra: Text
        ---

        Changed `excerpt` is `extra.excerpt`
        Changed `extra` is `extra.extra`
        Changed `keywords` is `search.keywords`
        "#);
    }

    #[test]
    fn texts_stay_texts_and_dates_dates() {
        let text = "---\ntitle: '20260307'\nsince: '2026-03-07'\nat: '2026-03-07T08:00'\nyn: 'y'\n---\n";
        let front = split(&map(&split(text).0.unwrap(), Kind::Files).0.to_yaml()).0.unwrap();
        assert_eq!(front["title"], "20260307");
        assert_eq!(
            front["extra"],
            serde_json::json!({ "since": "2026-03-07", "at": "2026-03-07T08:00", "yn": "y" })
        );
    }

    #[test]
    fn names_of_others_are_known() {
        let names = ["date", "sidebar_position", "keywords", "title", "mood"].map(our_name);
        assert_eq!(names, [Some("created"), Some("weight"), Some("search.keywords"), None, None]);
    }
}
