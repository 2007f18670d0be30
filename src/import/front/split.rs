//! Where the front matter of another tool ends, and what it says.

use serde_json::Value;

use crate::import::data::{Reader, read};
use crate::notation;

/// Front matter as data, if there is any, and the text behind it.
pub(in crate::import) fn split(text: &str) -> (Option<Value>, &str) {
    // Zola and Hugo pass over empty lines above it.
    match split_at_start(text.trim_start()) {
        (None, _) => (None, text),
        found => found,
    }
}

fn split_at_start(text: &str) -> (Option<Value>, &str) {
    if text.starts_with('{') {
        let mut values = serde_json::Deserializer::from_str(text).into_iter::<Value>();
        if let Some(Ok(value @ Value::Object(_))) = values.next() {
            return (Some(value), &text[values.byte_offset()..]);
        }
    }
    for (fence, reader) in [("---", notation::yaml as Reader), ("+++", notation::toml)] {
        let Some(rest) =
            text.strip_prefix(fence).and_then(|rest| rest.trim_start_matches(' ').strip_prefix('\n'))
        else {
            continue;
        };
        let Some((front, body)) = closed(rest, fence) else { continue };
        return match read(front, reader) {
            value @ Value::Object(_) => (Some(value), body),
            _ if front.trim().is_empty() => (Some(Value::Null), body),
            _ => (None, text),
        };
    }
    (None, text)
}

fn closed<'a>(rest: &'a str, fence: &str) -> Option<(&'a str, &'a str)> {
    let mut start = 0;
    for line in rest.split_inclusive('\n') {
        if line.trim_end() == fence {
            return Some((&rest[..start], &rest[start + line.len()..]));
        }
        start += line.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_may_be_json_and_a_rule_is_none() {
        assert_eq!(split("{\"title\": \"A\"}\n\nText").1.trim(), "Text");
        assert_eq!(split("\n+++\ntitle = 'A'\n+++\nText").1, "Text");
        assert_eq!(split("\nText"), (None, "\nText"));
        assert_eq!(split("---\n\nText\n").0, None);
        assert_eq!(split("---\nText\n\n---\nMore"), (None, "---\nText\n\n---\nMore"));
    }
}
