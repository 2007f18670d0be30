//! The lines of a text that has components in it: every tag of one on a line of its own.

use crate::import::code::{Fence, spans};
use crate::import::tags::{Form, JSX, Tag};

/// Components that stand around Markdown, on lines of their own.
const AROUND: [&str; 7] = ["Tabs", "TabItem", "Steps", "Aside", "Card", "CardGrid", "FileTree"];

/// Components that stand for one line.
const ALONE: &str = "LinkCard";

/// A line of the text.
pub(super) enum Line {
    /// Text or code.
    Text(String),
    /// A tag that opens the component of this name, and nothing else.
    Opens(String, &'static str),
    Closes(&'static str),
    /// A component that stands for one line.
    Alone(String),
    /// Tabs somewhere in a line, which have to have lines of their own.
    Mixed,
}

impl Line {
    /// A line that is no code.
    fn read(text: String) -> Self {
        let written = text.trim();
        let tag = JSX.tag(written).filter(|tag| tag.written == written);
        let known = tag.and_then(|tag| Some((component(&tag)?, tag.form)));
        match known {
            Some((ALONE, Form::Whole)) => Self::Alone(text),
            Some((name, Form::Opens)) if name != ALONE => Self::Opens(text, name),
            Some((name, Form::Closes)) if name != ALONE => Self::Closes(name),
            _ if has_tabs(written) => Self::Mixed,
            _ => Self::Text(text),
        }
    }
}

/// The lines of the text; a tag that is written over several lines, or together with what it stands
/// around or in, gets a line of its own.
pub(super) fn lines(body: &str) -> Vec<Line> {
    let all: Vec<&str> = body.lines().collect();
    let (mut lines, mut fence, mut at) = (Vec::new(), Fence::default(), 0);
    while let Some(line) = all.get(at) {
        if fence.holds(line) {
            lines.push(Line::Text((*line).to_owned()));
            at += 1;
        } else {
            let (text, length) = unfolded(line, &all[at + 1..]);
            lines.extend(apart(&text).into_iter().map(Line::read));
            at += length;
        }
    }
    lines
}

/// A line, with those that follow if it begins a tag that ends there; and how many lines that are.
fn unfolded(line: &str, following: &[&str]) -> (String, usize) {
    let begins = |text: &str| JSX.tag(&format!("{text}>")).is_some_and(|tag| component(&tag).is_some());
    let mut text = line.to_owned();
    if JSX.tag(line.trim()).is_none() && begins(line.trim()) {
        for (at, more) in following.iter().enumerate().take_while(|(_, more)| !more.trim().is_empty()) {
            text = format!("{text} {}", more.trim());
            if JSX.tag(text.trim()).is_some() {
                return (text, at + 2);
            }
        }
    }
    (line.to_owned(), 1)
}

/// A line that begins with a tag, `<Aside>Text</Aside>`, in as many as it has tags and texts.
fn apart(line: &str) -> Vec<String> {
    let indent = &line[..indent(line)];
    let (mut parts, mut rest) = (Vec::new(), line.trim());
    if first_tag(rest).is_none_or(|(at, _)| at > 0) {
        return vec![line.to_owned()];
    }
    while let Some((at, tag)) = first_tag(rest) {
        parts.extend([rest[..at].trim(), tag.written]);
        rest = &rest[at + tag.written.len()..];
    }
    parts.push(rest.trim());
    parts.into_iter().filter(|part| !part.is_empty()).map(|part| format!("{indent}{part}")).collect()
}

/// The first tag of a component in a line, and where it begins, code between backticks aside.
fn first_tag(line: &str) -> Option<(usize, Tag<'_>)> {
    let mut begins = 0;
    for (code, part) in spans(line) {
        let places = part.match_indices('<').map(|(at, _)| begins + at).filter(|_| !code);
        let mut tags = places.filter_map(|at| Some((at, JSX.tag(&line[at..])?)));
        if let Some(found) = tags.find(|(_, tag)| component(tag).is_some()) {
            return Some(found);
        }
        begins += part.len();
    }
    None
}

/// The name of the component that the tag is of, if it is one of ours.
fn component(tag: &Tag<'_>) -> Option<&'static str> {
    AROUND.into_iter().chain([ALONE]).find(|known| *known == tag.name)
}

/// Whether tabs begin or end in a line; `<Tab>` is a key, and what stands between backticks is code.
fn has_tabs(line: &str) -> bool {
    let mut parts = spans(line).into_iter().filter(|(code, _)| !code).map(|(_, part)| part);
    parts.any(|part| ["<Tabs", "<TabItem", "</Tabs", "</TabItem"].iter().any(|tag| part.contains(tag)))
}

pub(super) fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches([' ', '\t']).len()
}
