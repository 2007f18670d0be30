//! What other systems left in a text when it was copied out of them: tags of templates that nobody
//! filled in, text that stands in for text, the furniture of web pages.

use std::ops::Range;

use super::Text;
use crate::article::{Block, BlockKind, OPAQUE};
use crate::diag::{Code, Diagnostic};
use crate::language::furniture::{BRACED, COMMENTS, NETWORKS, SHARE};

/// Tags of templates: how they begin, how they end, and what they are.
const TAGS: [(&str, &str, &str); 4] = [
    ("{{", "}}", "a tag of a template"),
    ("{%", "%}", "a tag of a template"),
    ("[[", "]]", "a link of a wiki"),
    ("<?", "?>", "a line of a program"),
];

pub(super) fn look(text: &Text<'_>, notes: &mut Vec<Diagnostic>) {
    for block in &text.survey.blocks {
        let first = notes.len();
        tags(text, block, notes);
        braced(text, block, notes);
        settings(text, block, notes);
        filler(text, block, notes);
        notes.extend(alert(text, block));
        if notes.len() == first {
            notes.extend(furniture(text, block));
        }
        notes.extend(braces_of_heading(text, block));
    }
}

/// A leftover at `at` of a block's text.
fn leftover(text: &Text<'_>, block: &Block, at: Range<usize>, what: &str) -> Diagnostic {
    text.note_in(Code::Leftover, block, at, "this looks like a leftover of another system")
        .label(what.to_owned())
        .help("take it out; if readers are meant to see it, write it as code, between backticks")
}

fn tags(text: &Text<'_>, block: &Block, notes: &mut Vec<Diagnostic>) {
    for (open, close, what) in TAGS {
        let mut from = 0;
        while let Some(start) = block.text[from..].find(open).map(|at| from + at) {
            let inside = start + open.len();
            let Some(length) = block.text[inside..].find(close) else { break };
            let end = inside + length + close.len();
            let content = &block.text[inside..inside + length];
            if !content.trim().is_empty() && !content.contains(OPAQUE) {
                notes.push(leftover(text, block, start..end, what));
            }
            from = end;
        }
    }
}

fn braced(text: &Text<'_>, block: &Block, notes: &mut Vec<Diagnostic>) {
    if !block.text.contains('{') {
        return;
    }
    for name in BRACED {
        for (at, found) in block.text.match_indices(name) {
            notes.push(leftover(text, block, at..at + found.len(), "a tag of a template"));
        }
    }
}

/// `## Title {h1}`: Markdown takes the braces behind a heading for its attributes.
fn braces_of_heading(text: &Text<'_>, block: &Block) -> Option<Diagnostic> {
    let BlockKind::Heading(_) = block.kind else { return None };
    let end = block.at().end;
    let line = text.source[end..].lines().next()?;
    let braces = line.trim();
    let start = end + (line.len() - line.trim_start().len());
    BRACED.contains(&braces).then(|| {
        text.note(Code::Leftover, start..start + braces.len(), "this looks like a leftover of another system")
            .label("a tag of a template")
            .help("take it out")
    })
}

/// `[!INFO] Title` in a quote, and `!!! note`, which other systems make alerts of.
fn alert(text: &Text<'_>, block: &Block) -> Option<Diagnostic> {
    let (rest, end) = match block.text.strip_prefix("[!") {
        Some(rest) => (rest, "]"),
        None => (block.text.strip_prefix("!!! ")?, ""),
    };
    let name = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
    let length = block.text.len() - rest.len() + name + end.len();
    (name > 0 && rest[name..].starts_with(end)).then(|| {
        leftover(text, block, 0..length, "an alert of another system").help(
            "write `:::note Title` and `:::` around the text; of alerts in quotes, those of GitHub are known, without a title",
        )
    })
}

/// `$config[code] not found`
fn settings(text: &Text<'_>, block: &Block, notes: &mut Vec<Diagnostic>) {
    for (at, _) in block.text.match_indices('$') {
        let rest = &block.text[at + 1..];
        let name = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len());
        let starts_as_name = rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
        if !starts_as_name || !rest[name..].starts_with('[') {
            continue;
        }
        let Some(close) = rest[name..].find(']') else { continue };
        let end = at + 1 + name + close + 1;
        let tail = " not found";
        let end = if block.text[end..].starts_with(tail) { end + tail.len() } else { end };
        notes.push(leftover(text, block, at..end, "a setting that was not filled in"));
    }
}

fn filler(text: &Text<'_>, block: &Block, notes: &mut Vec<Diagnostic>) {
    const FILLER: &str = "lorem ipsum";
    let bytes = block.text.as_bytes();
    let found = bytes.windows(FILLER.len()).position(|run| run.eq_ignore_ascii_case(FILLER.as_bytes()));
    notes
        .extend(found.map(|at| leftover(text, block, at..at + FILLER.len(), "text that stands in for text")));
}

/// A whole block that is part of a web page and not of an article.
fn furniture(text: &Text<'_>, block: &Block) -> Option<Diagnostic> {
    const LONGEST: usize = 80;
    if block.kind == BlockKind::Cell || block.text.len() > LONGEST {
        return None;
    }
    let lower = block.text.to_lowercase();
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let words: Vec<String> = lower.split_whitespace().map(bare).filter(|word| !word.is_empty()).collect();
    let what = match words.as_slice() {
        [count, word] if is_number(count) && begins(word, &COMMENTS) => "a count of comments",
        words if is_share(words) => "a line that offers to share the page",
        _ => return None,
    };
    Some(leftover(text, block, 0..block.text.len(), what))
}

/// Whether a word begins as one of `starts` does.
fn begins(word: &str, starts: &[&str]) -> bool {
    starts.iter().any(|start| word.starts_with(start))
}

fn is_number(word: &str) -> bool {
    word.chars().all(char::is_numeric)
}

/// Whether a line does nothing but offer to share: a few words, one of them a network.
fn is_share(words: &[String]) -> bool {
    const FEW: usize = 5;
    let network = |word: &String| begins(word, &NETWORKS);
    let offers = words.first().is_some_and(|first| begins(first, &SHARE));
    words.len() > 1 && words.len() <= FEW && offers && words[1..].iter().any(network)
        || words.len() > 1 && words.iter().all(network)
}
