//! Fields as YAML.

use serde_json::Value;

use super::Fields;
use crate::notation::yaml_text;

impl Fields {
    /// The front matter with its fences, or nothing where there is none.
    pub fn to_yaml(&self) -> String {
        let mut yaml = String::new();
        let extra = (!self.extra.is_empty()).then(|| ("extra".to_owned(), Value::Object(self.extra.clone())));
        for (key, value) in self.fields.iter().chain(&extra) {
            match value {
                Value::Object(table) => {
                    yaml += &format!("{key}:\n");
                    for (key, value) in table {
                        yaml += &format!("  {}: {}\n", yaml_text(key), inline(value));
                    }
                }
                value => yaml += &format!("{key}: {}\n", inline(value)),
            }
        }
        if yaml.is_empty() { yaml } else { format!("---\n{yaml}---\n\n") }
    }
}

/// A value on one line.
fn inline(value: &Value) -> String {
    match value {
        Value::String(text) if is_date(text) => text.clone(),
        Value::String(text) => yaml_text(text),
        Value::Array(values) => {
            let values: Vec<String> = values.iter().map(inline).collect();
            format!("[{}]", values.join(", "))
        }
        // JSON is YAML.
        other => other.to_string(),
    }
}

/// Whether a text is a date as YAML has it; `20260307` is a number there.
fn is_date(text: &str) -> bool {
    text.parse::<jiff::civil::Date>().is_ok_and(|date| date.to_string() == text)
}
