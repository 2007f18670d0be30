//! An option of a theme as `theme.toml` declares it.

use serde_json::Value;

/// An option as `theme.toml` declares it.
#[derive(Debug, Clone, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Declared {
    #[serde(rename = "type")]
    kind: Kind,
    /// What it is unless the site says otherwise.
    pub(super) default: Value,
    /// What a `choice` may be.
    #[serde(default)]
    values: Vec<String>,
    /// The custom property that is set to it.
    token: Option<String>,
    /// What follows a number in the custom property: `rem`.
    #[serde(default)]
    unit: String,
    #[serde(rename = "description")]
    _description: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Colour,
    Text,
    Flag,
    Number,
    Choice,
}

impl Declared {
    /// What is wrong with a value, if anything: what it should be.
    pub(super) fn flaw(&self, value: &Value) -> Option<String> {
        let fits = match self.kind {
            Kind::Colour => value.as_str().is_some_and(is_colour),
            Kind::Text => value.is_string(),
            Kind::Flag => value.is_boolean(),
            Kind::Number => value.is_number(),
            Kind::Choice => value.as_str().is_some_and(|value| self.values.iter().any(|one| one == value)),
        };
        let wanted = match self.kind {
            Kind::Colour => "a colour, as in `\"#0b6b66\"`".to_owned(),
            Kind::Text => "a text in quotes".to_owned(),
            Kind::Flag => "`true` or `false`".to_owned(),
            Kind::Number => "a number without quotes".to_owned(),
            Kind::Choice => format!("one of `{}`", self.values.join("`, `")),
        };
        (!fits).then_some(wanted)
    }

    /// The custom property with this value.
    pub(super) fn property(&self, value: &Value) -> Option<String> {
        let token = self.token.as_ref()?;
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        Some(format!("{token}: {text}{};", self.unit))
    }
}

/// Whether a text can stand where CSS wants a colour. Whether it is one, the browser knows; here
/// it must not be able to end the declaration.
fn is_colour(text: &str) -> bool {
    let is_part = |c: char| {
        c.is_ascii_alphanumeric() || matches!(c, '#' | '(' | ')' | ',' | '.' | '%' | '/' | ' ' | '-')
    };
    text.starts_with(|c: char| c == '#' || c.is_ascii_alphabetic()) && text.chars().all(is_part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_cannot_end_its_declaration() {
        for good in ["#0b6b66", "rebeccapurple", "oklch(0.5 0.1 200)", "rgb(1, 2, 3)"] {
            assert!(is_colour(good), "{good}");
        }
        for bad in ["", "red; --x: 1", "red}", "url(\"x\")", "/* */", "1px"] {
            assert!(!is_colour(bad), "{bad}");
        }
    }
}
