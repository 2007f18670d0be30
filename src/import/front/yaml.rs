//! Fields as YAML.

use serde_json::Value;

use super::Fields;

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
                        yaml += &format!("  {}: {}\n", scalar(key), inline(value));
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
        Value::String(text) => scalar(text),
        Value::Array(values) => {
            let values: Vec<String> = values.iter().map(inline).collect();
            format!("[{}]", values.join(", "))
        }
        // JSON is YAML.
        other => other.to_string(),
    }
}

/// A text, in quotes if YAML would read it as something else.
fn scalar(text: &str) -> String {
    let signs = |letter: char| ":#[]{},&*!|>'\"%@`?\\".contains(letter) || letter.is_control();
    let begins = text.starts_with(|letter: char| {
        letter == '-' || letter == '=' || letter == '~' || letter.is_whitespace()
    });
    let words = ["true", "false", "null", "yes", "no", "on", "off"];
    let number = text.starts_with(|letter: char| letter.is_ascii_digit() || "+.".contains(letter))
        && text.parse::<jiff::civil::Date>().is_err();
    let plain = !text.is_empty()
        && !text.contains(signs)
        && !begins
        && !number
        && !text.ends_with(char::is_whitespace)
        && !words.contains(&text.to_lowercase().as_str());
    if plain { text.to_owned() } else { Value::from(text).to_string() }
}
