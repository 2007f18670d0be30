//! Web and mail addresses in running text become links, as on GitHub.
//!
//! Candidates are found in the source before Markdown is parsed. When the text of one comes by,
//! it is held back, with the emphasis that an underscore or asterisk in an address looks like
//! to Markdown, until the address is complete or something else ends it.

use std::ops::Range;

use memchr::memmem;
use pulldown_cmark::{Event, TagEnd};

use super::Reader;
use crate::article::{Filling, LinkKind};

/// Addresses are looked at no further than this, so that no text takes long.
const LONGEST: usize = 2_048;
const LONGEST_HOST: usize = 253;
const LONGEST_MAILBOX: usize = 64;

/// Where an address begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Start {
    /// `https://`, `http://` or `www.`, with the offset of the host.
    Web {
        at: usize,
        host: usize,
    },
    Mail {
        at: usize,
        sign: usize,
    },
}

/// An address whose text is being held back.
#[derive(Debug)]
pub(super) struct Held {
    whole: Range<usize>,
    /// Up to here the text has come by.
    covered: usize,
    /// Emphasis inside it that is none.
    emphasis: usize,
}

/// All addresses in `text` from `from` on that could become links, in order, apart.
pub(super) fn candidates(text: &str, from: usize) -> Vec<Range<usize>> {
    let mut starts: Vec<(usize, Start)> = Vec::new();
    let places = |sought: &'static str| {
        memmem::find_iter(&text.as_bytes()[from..], sought).map(move |at| (from + at, sought))
    };
    for (sign, _) in places("://") {
        let scheme = ["https", "http"].into_iter().find(|scheme| ends_with(&text[from..sign], scheme));
        let at = scheme.map(|scheme| sign - scheme.len());
        if let Some(at) = at.filter(|&at| !text[from..at].ends_with(|c: char| c.is_ascii_alphanumeric())) {
            starts.push((at, Start::Web { at, host: sign + "://".len() }));
        }
    }
    for (at, prefix) in places("www.").chain(places("WWW.")) {
        let before = text[from..at].chars().next_back();
        if before.is_none_or(|c| c.is_whitespace() || matches!(c, '*' | '_' | '~' | '(')) {
            starts.push((at, Start::Web { at, host: at + prefix.len() }));
        }
    }
    for (sign, _) in places("@") {
        let at = mailbox(text, from, sign);
        starts.push((at, Start::Mail { at, sign }));
    }
    starts.sort_unstable_by_key(|(at, _)| *at);
    apart(text, starts)
}

fn ends_with(text: &str, scheme: &str) -> bool {
    let tail = text.len().checked_sub(scheme.len()).and_then(|start| text.get(start..));
    tail.is_some_and(|tail| tail.eq_ignore_ascii_case(scheme))
}

/// Where the mailbox before the sign at `sign` begins.
fn mailbox(text: &str, from: usize, sign: usize) -> usize {
    let bytes = text[from..sign].bytes().rev().take(LONGEST_MAILBOX);
    let length =
        bytes.take_while(|c| c.is_ascii_alphanumeric() || matches!(c, b'.' | b'-' | b'_' | b'+')).count();
    sign - length
}

fn apart(text: &str, starts: Vec<(usize, Start)>) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (at, start) in starts {
        if found.last().is_none_or(|last| last.end <= at)
            && let Some(end) = end(text, start)
        {
            found.push(at..end);
        }
    }
    found
}

/// Where the address ends, if it is one.
fn end(text: &str, start: Start) -> Option<usize> {
    match start {
        Start::Web { at, host } => web_end(text, at, host),
        Start::Mail { at, sign } => mail_end(text, at, sign),
    }
}

fn web_end(text: &str, at: usize, host: usize) -> Option<usize> {
    let after_prefix = prefix(&text[host..], LONGEST_HOST);
    let host_end = after_prefix.find(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '_' | '.'));
    let name = after_prefix[..host_end.unwrap_or(after_prefix.len())].trim_end_matches(['.', '_']);
    let points = if text[at..host].contains(':') { 1 } else { 0 };
    if !is_host(name, points) {
        return None;
    }
    let stops = |c: char| c.is_whitespace() || c.is_control() || "<>[]`\\|\"".contains(c);
    let rest = prefix(&text[at..], LONGEST);
    let all = &rest[..rest.find(stops).unwrap_or(rest.len())];
    let end = at + without_punctuation(all).len();
    (end > host).then_some(end)
}

/// Segments between at least so many points, and no underscore in the last two.
fn is_host(host: &str, points: usize) -> bool {
    let segments: Vec<&str> = host.split('.').collect();
    segments.len() > points
        && !host.is_empty()
        && segments.iter().all(|segment| !segment.is_empty())
        && segments.iter().rev().take(2).all(|segment| !segment.contains('_'))
}

fn mail_end(text: &str, at: usize, sign: usize) -> Option<usize> {
    let rest = prefix(&text[sign + 1..], LONGEST_HOST);
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_' | '.'));
    let host = rest[..end.unwrap_or(rest.len())].trim_end_matches('.');
    let valid =
        sign > at && host.contains('.') && !host.ends_with(['-', '_']) && !host.split('.').any(str::is_empty);
    valid.then_some(sign + 1 + host.len())
}

/// At most `length` bytes of `text`.
fn prefix(text: &str, length: usize) -> &str {
    &text[..text.floor_char_boundary(length)]
}

/// Takes off the end what belongs to the sentence.
fn without_punctuation(mut address: &str) -> &str {
    let mut opening = address.matches('(').count();
    let mut closing = address.matches(')').count();
    loop {
        let Some(last) = address.chars().next_back() else { return address };
        match last {
            ')' if closing > opening => closing -= 1,
            '(' => opening -= 1,
            ';' => {
                let name = address[..address.len() - 1].trim_end_matches(|c: char| c.is_ascii_alphanumeric());
                let is_entity = name.ends_with('&') && name.len() + 1 < address.len();
                address = if is_entity { &name[..name.len() - 1] } else { &address[..address.len() - 1] };
                continue;
            }
            '?' | '!' | '.' | ',' | ':' | '*' | '_' | '~' | '\'' => {}
            other if !other.is_ascii() && !other.is_alphanumeric() => {}
            _ => return address,
        }
        address = &address[..address.len() - last.len_utf8()];
    }
}

impl Reader<'_, '_, '_> {
    /// The first candidate that begins in `range`, where links may be.
    fn next_address(&self, range: &Range<usize>) -> Option<Range<usize>> {
        let next = self.addresses.partition_point(|address| address.start < range.start);
        let address = self.addresses.get(next).filter(|address| address.start < range.end)?;
        self.open_links.is_empty().then(|| address.clone())
    }

    /// Writes text, its addresses as links or held back; `text` is what stands at `range`.
    pub(super) fn text_with_addresses(&mut self, text: &str, range: &Range<usize>) {
        let mut done = range.start;
        while text.len() == range.len()
            && let Some(address) = self.next_address(&(done..range.end))
        {
            self.plain_text(&text[done - range.start..address.start - range.start], &(done..address.start));
            let covered = address.end.min(range.end);
            let is_complete = covered == address.end;
            self.held = Some(Held { whole: address, covered, emphasis: 0 });
            if is_complete {
                self.release();
            }
            done = covered;
        }
        self.plain_text(&text[done - range.start..], &(done..range.end));
    }

    /// Whether the event belongs to the address that is held back.
    pub(super) fn is_held(&mut self, event: &Event<'_>, range: &Range<usize>) -> bool {
        let Some(held) = &mut self.held else { return false };
        let is_inside = range.start >= held.whole.start && range.end <= held.whole.end;
        match event {
            Event::Start(tag) if is_inside && is_emphasis(tag.to_end()) => held.emphasis += 1,
            Event::End(tag) if held.emphasis > 0 && is_emphasis(*tag) => {
                held.emphasis -= 1;
                held.covered = range.end;
            }
            Event::Text(_) if is_inside => held.covered = range.end,
            Event::Text(text) if range.start < held.whole.end && text.len() == range.len() => {
                let end = held.whole.end;
                held.covered = end;
                self.release();
                self.text_with_addresses(&text[end - range.start..], &(end..range.end));
                return true;
            }
            _ => {
                self.release();
                return false;
            }
        }
        if held.covered == held.whole.end && held.emphasis == 0 {
            self.release();
        }
        true
    }

    /// Writes the address that was held back, as far as its text has come by.
    fn release(&mut self) {
        let Some(held) = self.held.take() else { return };
        let document = self.document;
        let came = held.whole.start..held.covered;
        let end =
            candidates(&document.text[..held.covered], held.whole.start).first().map(|address| address.end);
        let end = end.unwrap_or(held.whole.start);
        if end > held.whole.start {
            self.write_address(held.whole.start..end);
        }
        if end < came.end {
            let rest = htmlize::unescape(&document.text[end..came.end]);
            self.plain_text(&rest, &(end..came.end));
        }
    }

    fn write_address(&mut self, range: Range<usize>) {
        let text = htmlize::unescape(&self.document.text[range.clone()]).into_owned();
        let is_web =
            text.contains("://") && !text.contains('@') || text.to_ascii_lowercase().starts_with("http");
        let scheme = match text.get(..4) {
            _ if is_web => "",
            Some(www) if www.eq_ignore_ascii_case("www.") => "http://",
            _ => "mailto:",
        };
        let link = self.push_link(format!("{scheme}{text}"), LinkKind::Link, range.clone());
        self.composer.html.push("<a href=\"");
        self.composer.html.hole(Filling::Link(link));
        self.composer.html.push("\">");
        self.plain_text(&text, &range);
        self.composer.html.push("</a>");
    }
}

fn is_emphasis(tag: TagEnd) -> bool {
    matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        candidates(text, 0).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn addresses_end_where_the_sentence_goes_on() {
        assert_eq!(found("(see https://a.b/c_(d).)"), ["https://a.b/c_(d)"]);
        assert_eq!(found("请看https://a.b/c。好"), ["https://a.b/c。好"]);
        assert_eq!(found("看 https://a.b/c。"), ["https://a.b/c"]);
        assert_eq!(found("me@a.b, you@c.d-"), ["me@a.b"]);
        assert_eq!(found("https://me@a.b/ x@y"), ["me@a.b"]);
        assert_eq!(found("www.a https:// http://x"), ["www.a"]);
    }

    #[test]
    fn many_candidates_take_no_longer() {
        for text in ["_www.a_", "(www.", "a@", "http://", "https://a.b/(", "x@a.b&;"] {
            assert!(candidates(&text.repeat(20_000), 0).len() <= 20_000);
        }
    }
}
