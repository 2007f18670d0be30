//! The schemas for editors say what the readers accept and what the documentation says: every key
//! that is asked for in the code is in them, and no other, with the words of the documentation.

#![expect(clippy::disallowed_methods, reason = "reads sources and documentation of the repository")]

use std::collections::BTreeSet;
use std::fs;

use serde_json::Value;

/// Ways of asking for a key, as the readers write them.
const ASKING: [&str; 13] = [
    ".text(",
    ".located(",
    ".texts(",
    ".words(",
    ".flag(",
    ".integer(",
    ".number(",
    ".date(",
    ".choice(",
    ".parsed(",
    ".table(",
    ".anything(",
    ".entry(",
];

fn file(path: &str) -> String {
    fs::read_to_string(format!("{}/{path}", env!("CARGO_MANIFEST_DIR")))
        .unwrap_or_else(|why| panic!("{path}: {why}"))
}

/// Every key that a reader asks for.
fn asked(sources: &[&str]) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    for source in sources {
        let text = file(source);
        let text = text.split("#[cfg(test)]").next().unwrap_or_default();
        for asking in ASKING {
            for piece in text.split(asking).skip(1) {
                let quoted = piece.trim_start().strip_prefix('"').and_then(|piece| piece.split_once('"'));
                keys.extend(quoted.map(|(key, _)| key.to_owned()));
            }
        }
        for piece in text.split("labels(").skip(1).filter(|piece| piece.starts_with("&mut fields, \"")) {
            keys.extend(piece.split('"').nth(1).map(str::to_owned));
        }
    }
    keys
}

/// Every key that a schema knows, with its description.
fn known(schema: &Value, keys: &mut Vec<(String, String)>) {
    match schema {
        Value::Object(table) => {
            if let Some(properties) = table.get("properties").and_then(Value::as_object) {
                for (key, property) in properties {
                    let description = property.get("description").and_then(Value::as_str);
                    keys.push((key.clone(), description.unwrap_or_default().to_owned()));
                }
            }
            table.values().for_each(|value| known(value, keys));
        }
        Value::Array(list) => list.iter().for_each(|value| known(value, keys)),
        _ => {}
    }
}

fn keys_of(path: &str) -> Vec<(String, String)> {
    let mut keys = Vec::new();
    known(&serde_json::from_str(&file(path)).expect("the schema is JSON"), &mut keys);
    keys
}

/// A page of documentation without the destinations of its links.
fn documentation(path: &str) -> String {
    let text = file(path);
    let mut plain = String::new();
    let mut rest = text.as_str();
    while let Some((before, after)) = rest.split_once("](") {
        plain += before;
        plain += "]";
        rest = after.split_once(')').map_or("", |(_, rest)| rest);
    }
    (plain + rest).replace(['[', ']'], "")
}

const SCHEMAS: [(&str, &[&str], &str); 3] = [
    ("src/article/article.schema.json", &["src/article/front.rs"], "docs/content/front-matter.md"),
    (
        "src/settings/site.schema.json",
        &[
            "src/settings/read.rs",
            "src/settings/languages.rs",
            "src/settings/labels.rs",
            "src/settings/checks.rs",
        ],
        "docs/content/configuration.md",
    ),
    ("src/settings/terms.schema.json", &["src/settings/terms.rs"], "docs/content/terms.md"),
];

#[test]
fn schemas_know_the_keys_that_are_read() {
    for (schema, sources, _) in SCHEMAS {
        let known: BTreeSet<String> = keys_of(schema).into_iter().map(|(key, _)| key).collect();
        let asked = asked(sources);
        assert!(asked.len() >= 7, "{schema}: {asked:?}");
        assert_eq!(known, asked, "{schema}");
    }
}

#[test]
fn schemas_say_what_the_documentation_says() {
    for (schema, _, page) in SCHEMAS {
        let (text, rows) = (documentation(page), file(page));
        let keys = keys_of(schema);
        assert!(keys.iter().all(|(_, description)| !description.is_empty()), "{schema}");
        let in_words =
            |(_, description): &&(String, String)| text.contains(&description.replace(['[', ']'], ""));
        // A name may stand in several tables, one of which the documentation has in running text.
        for (name, _) in keys.iter().filter(|key| rows.contains(&format!("| `{}` |", key.0))) {
            let mut named = keys.iter().filter(|key| key.0 == *name);
            assert!(named.any(|key| in_words(&key)), "{schema}: `{name}` is described otherwise in {page}");
        }
    }
}
