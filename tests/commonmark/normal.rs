//! HTML in one spelling: attributes sorted, entities resolved, space between blocks dropped,
//! and what Vademecum adds by design taken out.

use pulldown_cmark_escape::{escape_href, escape_html};

/// A piece of HTML.
#[derive(Debug, Clone, PartialEq)]
enum Token {
    Start {
        name: String,
        attributes: Vec<(String, String)>,
    },
    End(String),
    Text(String),
    /// Comments, declarations and instructions.
    Other(String),
}

const BLOCKS: &[&str] = &[
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "blockquote",
    "pre",
    "div",
    "table",
    "thead",
    "tbody",
    "tr",
    "td",
    "th",
    "hr",
    "dl",
    "dt",
    "dd",
    "section",
    "aside",
    "figure",
    "figcaption",
    "details",
    "summary",
    "script",
    "style",
    "br",
    "article",
    "video",
    "source",
    "textarea",
];

/// One spelling for all HTML that says the same.
pub fn normal(html: &str) -> String {
    let tokens = without_additions(tokens(html));
    let mut out = String::new();
    let mut in_pre = 0;
    let mut after_block = true;
    for token in &tokens {
        match token {
            Token::Text(text) if in_pre > 0 => {
                let _ = escape_html(&mut out, text);
                after_block = false;
            }
            Token::Text(text) => {
                let words = collapse(text);
                let words = if after_block { words.trim_start() } else { &words };
                let _ = escape_html(&mut out, words);
                after_block &= words.is_empty();
            }
            Token::Other(other) => out.push_str(other),
            Token::Start { name, attributes } => {
                in_pre += usize::from(name == "pre");
                after_block = before_tag(&mut out, name, in_pre > 0);
                out.push_str(&format!("<{name}"));
                for (name, value) in attributes {
                    out.push_str(&format!(" {name}=\""));
                    let _ = escape_html(&mut out, value);
                    out.push('"');
                }
                out.push('>');
            }
            Token::End(name) => {
                after_block = before_tag(&mut out, name, in_pre > 0);
                in_pre -= usize::from(name == "pre" && in_pre > 0);
                out.push_str(&format!("</{name}>"));
            }
        }
    }
    out.trim().to_owned()
}

/// Drops the space before a block; returns whether the tag is one.
fn before_tag(out: &mut String, name: &str, in_pre: bool) -> bool {
    let is_block = BLOCKS.contains(&name);
    if is_block && (!in_pre || name == "pre") {
        out.truncate(out.trim_end().len());
    }
    is_block
}

fn collapse(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        let is_space = c.is_ascii_whitespace();
        if !is_space {
            out.push(c);
        } else if !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out
}

/// Takes out what Vademecum adds.
fn without_additions(tokens: Vec<Token>) -> Vec<Token> {
    let mut kept: Vec<Token> = Vec::new();
    let mut skip_until = None;
    let mut caption = String::new();
    let mut figures = Vec::new();
    for mut token in tokens {
        if let Some(end) = &skip_until {
            if let Token::Text(text) = &token {
                caption.push_str(text);
            }
            if token == Token::End(String::from(*end)) {
                let caption = std::mem::take(&mut caption);
                if *end == "figcaption" {
                    retitle(kept.last_mut(), caption);
                }
                skip_until = None;
            }
            continue;
        }
        match &mut token {
            Token::Start { name, attributes } => {
                let class =
                    attributes.iter().find(|(name, _)| name == "class").map(|(_, class)| class.clone());
                let class = class.unwrap_or_default();
                match (name.as_str(), class.as_str()) {
                    ("a", "anchor") => {
                        skip_until = Some("a");
                        continue;
                    }
                    ("div", "table-scroll") | ("figure", "code") => {
                        figures.push(name.clone());
                        continue;
                    }
                    ("figure", "") => {
                        figures.push(String::from("picture"));
                        kept.push(Token::Start { name: "p".into(), attributes: Vec::new() });
                        continue;
                    }
                    ("figcaption", _) if figures.last().is_some_and(|kind| kind == "picture") => {
                        skip_until = Some("figcaption");
                        continue;
                    }
                    ("li", "task") => attributes.clear(),
                    ("dt", _) => attributes.retain(|(name, _)| name != "id"),
                    ("input", _) => attributes.retain(|(name, _)| name != "aria-label"),
                    ("th" | "td", "align-left" | "align-center" | "align-right") => {
                        let side = class.trim_start_matches("align-").to_owned();
                        *attributes = vec![("align".to_owned(), side)];
                    }
                    ("h1" | "h2" | "h3" | "h4" | "h5" | "h6", _) => {
                        attributes.retain(|(name, _)| name != "id")
                    }
                    ("img", _) => attributes.retain(|(name, _)| name != "loading" && name != "decoding"),
                    ("div", _) if !figures.is_empty() => figures.push(String::new()),
                    _ => {}
                }
            }
            Token::End(name) if name == "div" || name == "figure" => match figures.pop().as_deref() {
                Some("picture") => token = Token::End("p".into()),
                Some("div" | "figure") => continue,
                _ => {}
            },
            _ => {}
        }
        kept.push(token);
    }
    kept
}

/// A caption is what a picture has for a title.
fn retitle(token: Option<&mut Token>, caption: String) {
    if let Some(Token::Start { name, attributes }) = token
        && name == "img"
    {
        attributes.push(("title".into(), caption));
    }
}

fn tokens(html: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut rest = html;
    while !rest.is_empty() {
        let (token, length) = next(rest);
        rest = &rest[length..];
        match (tokens.last_mut(), token) {
            (Some(Token::Text(text)), Token::Text(more)) => text.push_str(&more),
            (_, token) => tokens.push(token),
        }
    }
    tokens
}

fn next(rest: &str) -> (Token, usize) {
    for (start, end) in [("<!--", "-->"), ("<?", "?>"), ("<![CDATA[", "]]>"), ("<!", ">")] {
        if rest.starts_with(start) {
            let length = rest.find(end).map_or(rest.len(), |at| at + end.len());
            return (Token::Other(rest[..length].into()), length);
        }
    }
    if rest.starts_with('<')
        && let Some(found) = tag(rest)
    {
        return found;
    }
    let first = rest.chars().next().map_or(1, char::len_utf8);
    let length = rest[first..].find('<').map_or(rest.len(), |at| first + at);
    (Token::Text(htmlize::unescape(&rest[..length]).into_owned()), length)
}

fn tag(rest: &str) -> Option<(Token, usize)> {
    let inner = &rest[1..];
    let (is_end, inner) = inner.strip_prefix('/').map_or((false, inner), |inner| (true, inner));
    let name_end = inner.find(|c: char| !c.is_ascii_alphanumeric() && c != '-')?;
    let name = inner[..name_end].to_ascii_lowercase();
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let (attributes, after) = attributes(&inner[name_end..])?;
    let length = rest.len() - after.len();
    Some((if is_end { Token::End(name) } else { Token::Start { name, attributes } }, length))
}

/// The attributes up to `>`, sorted, and what follows it.
fn attributes(mut rest: &str) -> Option<(Vec<(String, String)>, &str)> {
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        if let Some(after) = rest.strip_prefix('>') {
            attributes.sort();
            return Some((attributes, after));
        }
        let end = rest.find(|c: char| c.is_ascii_whitespace() || matches!(c, '=' | '>' | '/'))?;
        let name = rest[..end].to_ascii_lowercase();
        rest = rest[end..].trim_start();
        let mut value = "";
        if let Some(after) = rest.strip_prefix('=') {
            let after = after.trim_start();
            (value, rest) = match after.chars().next()? {
                quote @ ('"' | '\'') => after[1..].split_once(quote)?,
                _ => after.split_at(after.find(|c: char| c.is_ascii_whitespace() || c == '>')?),
            };
        }
        attributes.push((name.clone(), value_of(&name, value)));
    }
}

/// An attribute's value with entities resolved; addresses percent-encoded.
fn value_of(name: &str, value: &str) -> String {
    let value = htmlize::unescape_attribute(value).into_owned();
    if !matches!(name, "href" | "src") {
        return value;
    }
    let mut encoded = String::new();
    let _ = escape_href(&mut encoded, value.trim());
    encoded.replace("&amp;", "&").replace("&#x27;", "'")
}
