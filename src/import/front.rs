//! Front matter of other generators becomes ours: fields that mean the same get our name, what
//! has no name here is kept below `extra`, what only served the old tool is dropped. [`split`] finds it,
//! [`names`] are those of fields, [`yaml`] writes them.

mod fields;
mod names;
mod split;
mod yaml;

use serde_json::Value;

use super::kind::Kind;
use super::report::Note;
use crate::notation::address;
pub(super) use fields::Fields;
pub use names::our_name;
use names::{DROPPED, RENAMED};
pub(super) use split::split;

/// What we take of how a page is found.
const SEARCH: [&str; 3] = ["exclude", "boost", "keywords"];

/// Our fields for theirs.
pub(super) fn map(theirs: &Value, kind: Kind) -> (Fields, Vec<Note>) {
    let mut mapping = Mapping { fields: Fields::default(), kind, notes: Vec::new() };
    for (key, value) in theirs.as_object().into_iter().flatten().filter(|(_, value)| !value.is_null()) {
        mapping.take(key, value);
    }
    (mapping.fields, mapping.notes)
}

/// Our fields, while theirs are taken one by one.
struct Mapping {
    fields: Fields,
    kind: Kind,
    notes: Vec<Note>,
}

impl Mapping {
    fn take(&mut self, key: &str, value: &Value) {
        if let Some((_, ours)) = RENAMED.iter().find(|(theirs, _)| *theirs == key) {
            return self.take_renamed(key, ours, value);
        }
        match key {
            "draft" | "unlisted" if value == false => {}
            "draft" => self.fields.set_missing("status", "draft".into()),
            "unlisted" => self.fields.set_missing("noindex", true.into()),
            "tags" => self.take_tags(value),
            "taxonomies" => self.take_taxonomies(value),
            "aliases" | "redirect_from" | "url" | "permalink" | "path" => self.take_aliases(key, value),
            "slug" => self.take_slug(value),
            "sidebar" if self.kind == Kind::Starlight => self.take_sidebar(value),
            "id" if self.kind == Kind::Docusaurus => {
                self.fields.id = value.as_str().map(str::to_owned);
                self.drop("`id`: articles are named by their files");
            }
            "toc" | "tableOfContents" if value.is_boolean() => self.fields.set_missing("toc", value.clone()),
            "hide_table_of_contents" => self.fields.set_missing("toc", (value != true).into()),
            "pagefind" | "in_search_index" if value == false => {
                self.fields.set_search("exclude", true.into())
            }
            "in_search_index" => {}
            "keywords" => self.take_keywords(value),
            "search" => self.take_search(value),
            "last_update" => match value.get("date") {
                Some(date) => self.take("last_update.date", date),
                None => self.keep(key, value),
            },
            "extra" if value.is_object() => {
                self.fields.extra.extend(value.as_object().cloned().unwrap_or_default());
            }
            _ if DROPPED.contains(&key) => self.drop(format!("`{key}`")),
            _ => self.keep(key, value),
        }
    }

    /// A field that means the same as `ours`; kept as it is where the value is not what ours takes.
    fn take_renamed(&mut self, key: &str, ours: &str, value: &Value) {
        match self.fits(ours, value) {
            true if key != ours => self.change(format!("`{key}` is `{ours}`")),
            true => {}
            false => self.keep(key, value),
        }
    }

    /// Sets our field, if the value is what it takes and nothing else stands there.
    fn fits(&mut self, ours: &str, value: &Value) -> bool {
        let taken = match ours {
            "weight" => order(value, self.kind).map(Value::from),
            "created" | "updated" | "publish_on" | "expires_on" => day(value).map(Value::from),
            _ => match value {
                Value::String(text) if text.trim().is_empty() => return true,
                Value::String(text) => Some(text.trim().into()),
                Value::Number(_) | Value::Bool(_) => Some(value.to_string().into()),
                _ => None,
            },
        };
        let Some(taken) = taken else { return false };
        self.fields.set_missing(ours, taken.clone());
        self.fields.get(ours) == Some(&taken)
    }

    fn change(&mut self, what: impl Into<String>) {
        self.notes.push(Note::changed(what));
    }

    fn drop(&mut self, what: impl Into<String>) {
        self.notes.push(Note::dropped(what));
    }

    fn keep(&mut self, key: &str, value: &Value) {
        self.change(format!("`{key}` is `extra.{key}`"));
        self.fields.extra.insert(key.to_owned(), value.clone());
    }

    fn take_tags(&mut self, value: &Value) {
        for label in texts(value) {
            let id = tag_id(&label);
            if !id.is_empty() {
                self.fields.add("tags", vec![id.as_str().into()]);
                self.fields.labels.entry(id).or_insert(label);
            }
        }
    }

    fn take_taxonomies(&mut self, value: &Value) {
        for (name, terms) in value.as_object().into_iter().flatten() {
            match name.as_str() {
                "tags" => self.take_tags(terms),
                _ => self.keep(name, terms),
            }
        }
    }

    fn take_aliases(&mut self, key: &str, value: &Value) {
        let is_address =
            |text: &String| !text.contains("://") && address::path(text.trim_matches('/')).is_ok();
        let (good, bad): (Vec<String>, Vec<String>) = texts(value).into_iter().partition(is_address);
        bad.iter().for_each(|text| self.drop(format!("`{key}: {text}` is no address here")));
        if good.is_empty() {
            return;
        }
        if key != "aliases" {
            self.change(format!("`{key}` is an old address in `aliases`"));
        }
        // Zola counts all of them from the top.
        let rooted = |text: String| match self.kind {
            Kind::Zola => format!("/{}", text.trim_start_matches('/')).into(),
            _ => Value::from(text),
        };
        let aliases = good.into_iter().map(rooted).collect();
        self.fields.add("aliases", aliases);
    }

    /// Starlight has the place and the short title in a table.
    fn take_sidebar(&mut self, value: &Value) {
        for (name, value) in value.as_object().into_iter().flatten() {
            let ours = match name.as_str() {
                "order" => Some("weight"),
                "label" => Some("nav_title"),
                _ => None,
            };
            match ours.filter(|ours| self.fits(ours, value)) {
                Some(ours) => self.change(format!("`sidebar.{name}` is `{ours}`")),
                None => self.drop(format!("`sidebar.{name}`")),
            }
        }
    }

    /// Other tools let a slug be a whole path.
    fn take_slug(&mut self, value: &Value) {
        let whole = texts(value).concat();
        let text = whole.trim_matches('/');
        let last = text.rsplit('/').next().unwrap_or_default();
        let Ok(slug) = address::segment(last) else { return self.drop(format!("the slug `{whole}`")) };
        if last != text {
            let rest = "folders make the rest of an address";
            self.change(format!("the slug `{text}` is `{slug}`; {rest}"));
        }
        self.fields.set_missing("slug", slug.into());
    }

    fn take_keywords(&mut self, value: &Value) {
        let words: Vec<String> = match value {
            Value::String(text) => text.split(',').map(|word| word.trim().to_owned()).collect(),
            list => texts(list),
        };
        let words: Vec<Value> = words.into_iter().filter(|word| !word.is_empty()).map(Value::from).collect();
        if !words.is_empty() {
            self.change("`keywords` is `search.keywords`");
            self.fields.set_search("keywords", words.into());
        }
    }

    fn take_search(&mut self, value: &Value) {
        match value.as_object().filter(|table| table.keys().all(|key| SEARCH.contains(&key.as_str()))) {
            Some(table) => table.iter().for_each(|(key, value)| self.fields.set_search(key, value.clone())),
            None => self.keep("search", value),
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
