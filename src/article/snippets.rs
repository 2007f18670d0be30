//! Front matter as snippets of VS Code, which completes YAML in Markdown in no other way.
//!
//! They are made of the JSON Schema, so that both know the same keys.

use serde_json::{Map, Value, json};

/// One snippet for each key that may stand at the top, by its name.
pub fn snippets() -> Value {
    let schema: Value = serde_json::from_str(super::SCHEMA).unwrap_or_default();
    let snippet = |(key, property): (&String, &Value)| {
        let body: Vec<String> = lines(key, property, &mut 0);
        let description = property.get("description").cloned().unwrap_or_default();
        (key.clone(), json!({ "scope": "markdown", "prefix": key, "body": body, "description": description }))
    };
    Value::Object(properties(&schema).map(snippet).collect::<Map<String, Value>>())
}

fn properties(schema: &Value) -> impl Iterator<Item = (&String, &Value)> {
    schema.get("properties").and_then(Value::as_object).into_iter().flatten()
}

/// A key and what is to be filled in; `stops` counts the places where the cursor stops.
fn lines(key: &str, property: &Value, stops: &mut usize) -> Vec<String> {
    if property.get("type") == Some(&json!("object")) {
        let own = properties(property).flat_map(|(key, property)| lines(key, property, stops));
        let mut own: Vec<String> = own.map(|line| format!("  {line}")).collect();
        if own.is_empty() {
            *stops += 1;
            own.push(format!("  ${stops}"));
        }
        own.insert(0, format!("{key}:"));
        return own;
    }
    *stops += 1;
    vec![format!("{key}: {}", value(property, *stops))]
}

/// What a value may be, as VS Code writes it.
fn value(property: &Value, stop: usize) -> String {
    let words = property.get("enum").and_then(Value::as_array).into_iter().flatten();
    let words: Vec<&str> = words.filter_map(Value::as_str).collect();
    if !words.is_empty() {
        return format!("${{{stop}|{}|}}", words.join(","));
    }
    if property.get("type") == Some(&json!("boolean")) {
        return format!("${{{stop}|true,false|}}");
    }
    if property.get("anyOf").is_some() {
        return format!("[${stop}]");
    }
    match property.get("pattern").and_then(Value::as_str) {
        Some(pattern) if pattern.starts_with(r"^\d{4}-") => {
            format!("${{{stop}:$CURRENT_YEAR-$CURRENT_MONTH-$CURRENT_DATE}}")
        }
        _ => format!("${stop}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(key: &str) -> Value {
        snippets()[key]["body"].clone()
    }

    #[test]
    fn what_can_be_chosen_is_offered() {
        assert_eq!(body("status"), json!(["status: ${1|draft,unverified,verified,archived|}"]));
        assert_eq!(body("toc"), json!(["toc: ${1|true,false|}"]));
        assert_eq!(body("tags"), json!(["tags: [$1]"]));
        assert_eq!(
            body("reviewed_on"),
            json!(["reviewed_on: ${1:$CURRENT_YEAR-$CURRENT_MONTH-$CURRENT_DATE}"])
        );
        let search = json!(["search:", "  keywords: [$1]", "  boost: $2", "  exclude: ${3|true,false|}"]);
        assert_eq!(body("search"), search);
    }
}
