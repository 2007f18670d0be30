//! TOML into [`Node`]s.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue, Error};

use super::{Name, Node, Origin, Value};
use crate::diag::{Checked, Code, Diagnostic};

const BYTE_ORDER_MARK: char = '\u{feff}';

/// Reads a whole file of TOML, whatever mark of the byte order it begins with.
pub fn file(origin: Origin<'_>) -> Checked<Option<Node>> {
    let length = origin.text.len();
    read(origin, length - origin.text.trim_start_matches(BYTE_ORDER_MARK).len()..length)
}

/// Reads the TOML in `part` of the file; `None` where it cannot be read. Places count from
/// the start of the file.
pub fn read(origin: Origin<'_>, part: Range<usize>) -> Checked<Option<Node>> {
    let Some(text) = origin.text.get(part.clone()) else { return Checked::clean(None) };
    match DeTable::parse(text) {
        Ok(table) => {
            let value = entries(table.get_ref(), part.start);
            Checked::clean(Some(Node { value, bytes: part }))
        }
        Err(error) => Checked::new(None, vec![syntax(origin, part.start, &error)]),
    }
}

/// The entries in the order of the file, which the parser's own table doesn't keep.
fn entries(table: &DeTable<'_>, base: usize) -> Value {
    let mut entries: Vec<(Name, Node)> = table
        .iter()
        .map(|(name, value)| {
            let name = Name { text: name.get_ref().to_string(), bytes: shifted(&name.span(), base) };
            (name, node(value, base))
        })
        .collect();
    entries.sort_by_key(|(name, _)| name.bytes.start);
    Value::Table(entries)
}

/// Recursion is no danger: the parser gives up before it is 100 deep.
fn node(value: &Spanned<DeValue<'_>>, base: usize) -> Node {
    let bytes = shifted(&value.span(), base);
    let value = match value.get_ref() {
        DeValue::String(text) => Value::Text(text.to_string()),
        DeValue::Integer(digits) => match i64::from_str_radix(digits.as_str(), digits.radix()) {
            Ok(number) => Value::Integer(number),
            Err(_) => Value::Float(digits.as_str().parse().unwrap_or(f64::INFINITY)),
        },
        DeValue::Float(digits) => Value::Float(digits.as_str().parse().unwrap_or(f64::NAN)),
        DeValue::Boolean(value) => Value::Bool(*value),
        DeValue::Datetime(date) => Value::Text(date.to_string()),
        DeValue::Array(values) => Value::List(values.iter().map(|value| node(value, base)).collect()),
        DeValue::Table(table) => entries(table, base),
    };
    Node { value, bytes }
}

fn shifted(bytes: &Range<usize>, base: usize) -> Range<usize> {
    base + bytes.start..base + bytes.end
}

fn syntax(origin: Origin<'_>, base: usize, error: &Error) -> Diagnostic {
    let bytes = shifted(&error.span().unwrap_or(0..0), base);
    let label = error.message().lines().next().unwrap_or_default().to_owned();
    let problem =
        Diagnostic::new(Code::InvalidSyntax, origin.place(&bytes), "this is not valid TOML").label(label);
    match help(error.message(), origin.raw(&bytes)) {
        Some(help) => problem.help(help),
        None => problem,
    }
}

/// What to do about the mistakes that people make most.
fn help(message: &str, found: &str) -> Option<&'static str> {
    if message.contains("duplicate key") {
        Some("remove one of the two")
    } else if found.starts_with(|c: char| c.is_alphabetic()) {
        Some("texts go between quotation marks: `title = \"Client care\"`")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::path::SitePath;

    fn checked(text: &str) -> Checked<Option<Node>> {
        let file = SitePath::new("site.toml").unwrap();
        read(Origin { file: &file, text }, 0..text.len())
    }

    #[test]
    fn values_of_every_kind() {
        let text = "z = 1\na = [\"x\", 2.5]\nd = 2026-03-07\nb = true\nh = 0xff\n[t.u]\nk = 'raw'\n";
        let expected = r#"{"z":1,"a":["x",2.5],"d":"2026-03-07","b":true,"h":255,"t":{"u":{"k":"raw"}}}"#;
        assert_eq!(checked(text).value.unwrap().to_json().to_string(), expected);
    }

    #[test]
    fn every_value_knows_its_bytes() {
        let file = SitePath::new("a.md").unwrap();
        let text = "+++\ntitle = \"x\"\n[extra]\n+++\n";
        let node = read(Origin { file: &file, text }, 4..text.len() - 4).value.unwrap();
        let Value::Table(entries) = node.value else { panic!("a table") };
        assert_eq!(&text[entries[0].0.bytes.clone()], "title");
        assert_eq!(&text[entries[0].1.bytes.clone()], "\"x\"");
        assert_eq!(&text[entries[1].0.bytes.clone()], "extra");
    }

    #[test]
    fn syntax_errors_have_a_place() {
        for text in ["title = Client\n", "a = 1\na = 2\n", "[x\n", "a = \"x", "= 1"] {
            let checked = checked(text);
            assert_eq!(checked.value, None, "{text}");
            let place = checked.notes[0].at.clone().unwrap();
            assert!(place.start <= place.end && place.end as usize <= text.len(), "{text} {place:?}");
        }
    }
}
