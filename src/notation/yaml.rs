//! YAML 1.2 (core schema) into [`Node`]s.
//!
//! The parser's events are put together without recursion, so that depth costs no stack, and
//! aliases are copied within a budget, so that a few lines cannot become gigabytes.

use std::collections::HashMap;
use std::ops::Range;

use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, ScanError, Span, Tag};

use super::{Name, Node, Origin, Value};
use crate::diag::{Checked, Code, Diagnostic};

/// How many nodes and bytes of text aliases may add to one document. Front matter that
/// repeats more than this by reference is an attack or a mistake.
const ALIAS_BUDGET: usize = 1 << 20;

/// Reads the YAML in `part` of the file: a value, [`Value::Null`] where there is none, and
/// `None` where it cannot be read. Places count from the start of the file. Keys that are
/// given twice are reported; both are there.
pub fn read(origin: Origin<'_>, part: Range<usize>) -> Checked<Option<Node>> {
    let Some(text) = origin.text.get(part.clone()) else { return Checked::clean(None) };
    let mut builder = Builder::new(origin, part.start);
    let nothing = Node { value: Value::Null, bytes: part.start..part.start };
    match builder.document(text) {
        Ok(()) => Checked::new(Some(builder.root.unwrap_or(nothing)), builder.notes),
        Err(problem) => {
            builder.notes.push(*problem);
            Checked::new(None, builder.notes)
        }
    }
}

/// A list or table that is not closed yet.
struct Open {
    start: usize,
    anchor: usize,
    content: Content,
}

enum Content {
    List(Vec<Node>),
    /// Entries, and the key whose value comes next.
    Table(Vec<(Name, Node)>, Option<Name>),
}

struct Builder<'a> {
    origin: Origin<'a>,
    base: usize,
    open: Vec<Open>,
    anchors: HashMap<usize, Node>,
    budget: usize,
    root: Option<Node>,
    notes: Vec<Diagnostic>,
}

type Step = Result<(), Box<Diagnostic>>;

impl<'a> Builder<'a> {
    fn new(origin: Origin<'a>, base: usize) -> Self {
        let (open, anchors, notes) = (Vec::new(), HashMap::new(), Vec::new());
        Self { origin, base, open, anchors, budget: ALIAS_BUDGET, root: None, notes }
    }

    /// Reads up to the end of the first document.
    fn document(&mut self, text: &str) -> Step {
        for event in Parser::new_from_str(text) {
            let (event, span) = event.map_err(|error| self.syntax(&error))?;
            if matches!(event, Event::DocumentEnd) {
                break;
            }
            self.event(event, &self.bytes(&span))?;
        }
        Ok(())
    }

    fn event(&mut self, event: Event<'_>, bytes: &Range<usize>) -> Step {
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                if let Some(key) = self.awaited_key() {
                    *key = Some(Name { text: text.into_owned(), bytes: bytes.clone() });
                    return Ok(());
                }
                let value = scalar(&text, style, tag.as_deref());
                self.add(Node { value, bytes: bytes.clone() }, anchor)
            }
            Event::Alias(anchor) => self.alias(anchor, bytes),
            Event::SequenceStart(_, anchor, _) => self.open(Content::List(Vec::new()), anchor, bytes),
            Event::MappingStart(_, anchor, _) => self.open(Content::Table(Vec::new(), None), anchor, bytes),
            Event::SequenceEnd | Event::MappingEnd => self.close(bytes),
            _ => Ok(()),
        }
    }

    /// Where the next key goes, if a key comes next.
    fn awaited_key(&mut self) -> Option<&mut Option<Name>> {
        match &mut self.open.last_mut()?.content {
            Content::Table(_, key) if key.is_none() => Some(key),
            _ => None,
        }
    }

    fn open(&mut self, content: Content, anchor: usize, bytes: &Range<usize>) -> Step {
        if self.awaited_key().is_some() {
            return Err(self.not_a_key(bytes));
        }
        self.open.push(Open { start: bytes.start, anchor, content });
        Ok(())
    }

    fn close(&mut self, bytes: &Range<usize>) -> Step {
        let Some(closed) = self.open.pop() else { return Ok(()) };
        let value = match closed.content {
            Content::List(nodes) => Value::List(nodes),
            Content::Table(entries, _) => {
                self.report_duplicates(&entries);
                Value::Table(entries)
            }
        };
        self.add(Node { value, bytes: closed.start..bytes.end.max(closed.start) }, closed.anchor)
    }

    /// Puts a finished value where it belongs.
    fn add(&mut self, node: Node, anchor: usize) -> Step {
        if anchor != 0 {
            self.spend(&node)?;
            self.anchors.insert(anchor, node.clone());
        }
        match self.open.last_mut().map(|open| &mut open.content) {
            None => self.root = Some(node),
            Some(Content::List(nodes)) => nodes.push(node),
            Some(Content::Table(entries, key)) => match key.take() {
                Some(key) => entries.push((key, node)),
                None => return Err(self.not_a_key(&node.bytes)),
            },
        }
        Ok(())
    }

    fn alias(&mut self, anchor: usize, bytes: &Range<usize>) -> Step {
        match self.anchors.remove(&anchor) {
            Some(node) => {
                self.spend(&node)?;
                self.add(node.clone(), 0)?;
                self.anchors.insert(anchor, node);
                Ok(())
            }
            // An alias inside of what it stands for.
            None => Err(Box::new(self.invalid(bytes, "this refers to a value that isn't complete here"))),
        }
    }

    fn spend(&mut self, node: &Node) -> Step {
        match self.budget.checked_sub(weight(node)) {
            Some(left) => self.budget = left,
            None => {
                return Err(Box::new(self.invalid(&node.bytes, "this is repeated too often by reference")));
            }
        }
        Ok(())
    }

    fn report_duplicates(&mut self, entries: &[(Name, Node)]) {
        let mut names: Vec<&Name> = entries.iter().map(|(name, _)| name).collect();
        names.sort_by(|a, b| (&a.text, a.bytes.start).cmp(&(&b.text, b.bytes.start)));
        for pair in names.windows(2).filter(|pair| pair[0].text == pair[1].text) {
            let message = format!("`{}` is given twice", pair[1].text);
            let problem = Diagnostic::new(Code::InvalidSyntax, self.origin.place(&pair[1].bytes), message)
                .label("here it is given again")
                .related(self.origin.place(&pair[0].bytes), "it is given here first")
                .help("remove one of the two");
            self.notes.push(problem);
        }
    }

    fn not_a_key(&self, bytes: &Range<usize>) -> Box<Diagnostic> {
        Box::new(self.invalid(bytes, "a key is a text, not a list or table"))
    }

    fn invalid(&self, bytes: &Range<usize>, label: &str) -> Diagnostic {
        Diagnostic::new(Code::InvalidSyntax, self.origin.place(bytes), "this is not valid YAML").label(label)
    }

    fn bytes(&self, span: &Span) -> Range<usize> {
        let range = span.byte_range().unwrap_or(0..0);
        self.base + range.start..self.base + range.end.max(range.start)
    }

    /// What the parser objects to, in words for people who don't know its terms.
    fn syntax(&self, error: &ScanError) -> Box<Diagnostic> {
        let start = self.base + error.marker().byte_offset().unwrap_or(0);
        let found = self.origin.text.get(start..).and_then(|rest| rest.chars().next());
        let width = found.filter(|c| !c.is_control()).map_or(0, char::len_utf8);
        let (label, help) = explained(error.kind());
        let label = label.map_or_else(|| error.kind().to_string(), str::to_owned);
        let problem = self.invalid(&(start..start + width), &label);
        Box::new(match help {
            Some(help) => problem.help(help),
            None => problem,
        })
    }
}

/// Our own words for the mistakes that people make: a label and what to do.
fn explained(kind: &ErrorKind) -> (Option<&'static str>, Option<&'static str>) {
    const COLON: &str = "a text with a colon in it goes between quotes: `title: \"First: listen\"`";
    const LINE: &str = "a line of front matter is `key: value`, with a space after the colon";
    const SPACES: &str = "indent with spaces";
    const QUOTES: &str = "put the whole text between quotes; within them write `\\\"` for a quotation mark";
    match kind {
        ErrorKind::MappingValueNotAllowed | ErrorKind::InvalidColonPlacement => {
            (Some("this colon is taken for the end of a key"), Some(COLON))
        }
        ErrorKind::SimpleKeyExpected | ErrorKind::InvalidSimpleKey => {
            (Some("there is no `:` in the line that ends here"), Some(LINE))
        }
        ErrorKind::ExpectedBlockMappingKey => (Some("no key begins here"), Some(LINE)),
        ErrorKind::TabInIndentation
        | ErrorKind::TabNotAllowed
        | ErrorKind::TabInBlockIndentation
        | ErrorKind::TabInPlainScalar => (Some("this is a tab"), Some(SPACES)),
        ErrorKind::InvalidTrailingDoubleQuotedScalar | ErrorKind::InvalidTrailingSingleQuotedScalar => {
            (Some("the text ended with the quotation mark before this"), Some(QUOTES))
        }
        ErrorKind::UnclosedQuotedScalar => (Some("the quotation mark before this is never closed"), None),
        ErrorKind::UnknownQuotedScalarEscape => (
            Some("there is no such escape"),
            Some("write `\\\\` for a backslash, or use single quotes, where it stands for itself"),
        ),
        ErrorKind::UnexpectedCharacter { .. } => {
            (Some("YAML does not allow this character to begin a text"), Some("put the text between quotes"))
        }
        _ => (None, None),
    }
}

/// Nodes and bytes of text, to tell what a copy costs.
fn weight(node: &Node) -> usize {
    let mut sum = 0;
    let mut rest = vec![node];
    while let Some(node) = rest.pop() {
        sum += 1;
        match &node.value {
            Value::Text(text) => sum += text.len(),
            Value::List(nodes) => rest.extend(nodes),
            Value::Table(entries) => {
                for (name, node) in entries {
                    sum += name.text.len();
                    rest.push(node);
                }
            }
            _ => {}
        }
    }
    sum
}

/// A scalar by the core schema: what is quoted or tagged `!!str` is a text.
fn scalar(text: &str, style: ScalarStyle, tag: Option<&Tag>) -> Value {
    if style != ScalarStyle::Plain || tag.is_some_and(|tag| tag.suffix() == "str") {
        return Value::Text(text.to_owned());
    }
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Bool(true),
        "false" | "False" | "FALSE" => Value::Bool(false),
        _ => number(text).unwrap_or_else(|| Value::Text(text.to_owned())),
    }
}

fn number(text: &str) -> Option<Value> {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    match unsigned {
        ".inf" | ".Inf" | ".INF" if text.starts_with('-') => return Some(Value::Float(f64::NEG_INFINITY)),
        ".inf" | ".Inf" | ".INF" => return Some(Value::Float(f64::INFINITY)),
        ".nan" | ".NaN" | ".NAN" => return Some(Value::Float(f64::NAN)),
        _ => {}
    }
    if let Some(digits) = text.strip_prefix("0x") {
        return i64::from_str_radix(digits, 16).ok().map(Value::Integer);
    }
    if let Some(digits) = text.strip_prefix("0o") {
        return i64::from_str_radix(digits, 8).ok().map(Value::Integer);
    }
    // Rust reads "infinity" and "nan", too, which are words here.
    let numeric = unsigned.starts_with(|c: char| c.is_ascii_digit() || c == '.')
        && unsigned.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | 'e' | 'E' | '-' | '+'));
    if !numeric {
        return None;
    }
    text.parse().map(Value::Integer).or_else(|_| text.parse().map(Value::Float)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::path::SitePath;

    fn checked(text: &str) -> Checked<Option<Node>> {
        let file = SitePath::new("a.md").unwrap();
        read(Origin { file: &file, text }, 0..text.len())
    }

    fn json(text: &str) -> serde_json::Value {
        let checked = checked(text);
        assert_eq!(checked.notes, []);
        checked.value.unwrap().to_json()
    }

    #[test]
    fn values_of_every_kind() {
        let text = "a: 1\nb: [x, 'y', \"z\\n\"]\nc:\n  d: true\n  e: 1.50\nf:\ng: no\nh: 2026-03-07\ni: |\n  one\n  two\nj: !!str 12\nk: infinity\n";
        let expected = serde_json::json!({
            "a": 1, "b": ["x", "y", "z\n"], "c": {"d": true, "e": 1.5}, "f": null, "g": "no",
            "h": "2026-03-07", "i": "one\ntwo\n", "j": "12", "k": "infinity"
        });
        assert_eq!(json(text), expected);
        assert_eq!(json(""), serde_json::Value::Null);
    }

    #[test]
    fn every_value_knows_its_bytes() {
        let file = SitePath::new("a.md").unwrap();
        let text = "---\r\nťažké: [a,  'b c'] # no\r\nx: plain text   \r\n---\r\n";
        let end = text.rfind("---").unwrap();
        let node = read(Origin { file: &file, text }, 5..end).value.unwrap();
        let Value::Table(entries) = node.value else { panic!("a table") };
        let slice = |bytes: &Range<usize>| text[bytes.clone()].to_owned();
        assert_eq!(
            (slice(&entries[0].0.bytes), slice(&entries[0].1.bytes)),
            ("ťažké".into(), "[a,  'b c']".into())
        );
        let Value::List(nodes) = &entries[0].1.value else { panic!("a list") };
        assert_eq!(slice(&nodes[1].bytes), "'b c'");
        assert_eq!(slice(&entries[1].1.bytes), "plain text");
    }

    #[test]
    fn a_key_that_is_given_twice_is_reported() {
        let checked = checked("a: 1\nb: 2\na: 3\n");
        assert_eq!(checked.notes[0].message, "`a` is given twice");
        assert_eq!(checked.notes[0].at.as_ref().unwrap().start, 10);
        assert_eq!(checked.notes[0].related[0].0.start, 0);
        assert!(checked.value.is_some());
    }

    #[test]
    fn syntax_errors_have_a_place() {
        for (text, start) in
            [("title: First: listen\n", 12), ("a: \"x\nb: 1\n", 0), ("a: 1\n\tb: 2\n", 3), ("a: [1, 2\n", 3)]
        {
            let checked = checked(text);
            assert_eq!(checked.value, None, "{text}");
            assert_eq!(checked.notes.len(), 1);
            let place = checked.notes[0].at.clone().unwrap();
            assert!(place.start as usize >= start && place.end as usize <= text.len(), "{text} {place:?}");
        }
    }

    #[test]
    fn aliases_are_copied_within_reason() {
        assert_eq!(json("a: &x [1]\nb: *x\n"), serde_json::json!({"a": [1], "b": [1]}));
        let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for i in 1..12 {
            let aliases = vec![format!("*a{}", i - 1); 10].join(", ");
            bomb.push_str(&format!("a{i}: &a{i} [{aliases}]\n"));
        }
        assert_eq!(checked(&bomb).value, None);
        assert_eq!(checked("a: &a [*a]\n").value, None);
    }

    #[test]
    fn depth_has_an_end() {
        assert_eq!(checked(&"[".repeat(100_000)).value, None);
        assert_eq!(checked(&"- ".repeat(100_000)).value, None);
    }
}
