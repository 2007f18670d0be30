//! Typesense: documents to import, the schema of their collection, and sets of synonyms and stop words.

use serde_json::{Value, json};

use super::section::Timed;
use super::{NewFile, Part};

/// The documents, the schema, and what `site.toml` says about words, if anything.
pub fn files(part: &Part<'_>) -> Vec<NewFile> {
    let documents = part.lines("documents.jsonl", part.sections.iter().map(Timed::of));
    let mut files = vec![documents, part.settings("schema.json", &schema(part))];
    if !part.words.synonyms.is_empty() {
        files.push(part.settings("synonyms.json", &synonyms(part)));
    }
    if !part.words.stop_words.is_empty() {
        let mut stop_words = json!({ "stopwords": part.words.stop_words });
        named(part, &mut stop_words);
        files.push(part.settings("stopwords.json", &stop_words));
    }
    files
}

/// Names the language, which has to be one of two letters.
fn named(part: &Part<'_>, value: &mut Value) {
    if part.lang.primary().len() == 2 {
        value["locale"] = json!(part.lang.primary());
    }
}

fn schema(part: &Part<'_>) -> Value {
    let text = |name: &str, kind: &str, optional: bool| {
        let mut field = json!({ "name": name, "type": kind, "optional": optional });
        named(part, &mut field);
        field
    };
    let facet =
        |name: &str, kind: &str| json!({ "name": name, "type": kind, "facet": true, "optional": true });
    // Only what is optional may be left out of the index.
    let kept = |name: &str| json!({ "name": name, "type": "string", "index": false, "optional": true });
    let mut fields = vec![
        text("title", "string", false),
        text("section_title", "string", false),
        text("tag_labels", "string[]", true),
        text("keywords", "string[]", true),
        text("text", "string", false),
        text("trail", "string[]", true),
        json!({ "name": "code", "type": "string", "optional": true }),
    ];
    fields.extend(["lang", "article", "owner", "status"].map(|name| facet(name, "string")));
    fields.extend(["tags", "audience"].map(|name| facet(name, "string[]")));
    fields.extend(["url", "section", "updated"].map(kept));
    fields.push(json!({ "name": "position", "type": "int32" }));
    fields.push(json!({ "name": "updated_at", "type": "int64", "optional": true }));
    let mut schema = json!({ "name": part.index, "fields": fields });
    if !part.words.synonyms.is_empty() {
        schema["synonym_sets"] = json!([part.index]);
    }
    schema
}

/// A set of synonyms, as Typesense has them since version 30.
fn synonyms(part: &Part<'_>) -> Value {
    let item = |(number, group): (usize, &Vec<String>)| {
        let mut item = json!({ "id": format!("group-{}", number + 1), "synonyms": group });
        named(part, &mut item);
        item
    };
    json!({ "items": part.words.synonyms.iter().enumerate().map(item).collect::<Vec<_>>() })
}
