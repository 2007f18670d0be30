//! What stands within a line for an extension: attributes, icons, keys, marks, raised letters.

use crate::import::code::spans;
use crate::import::report::Note;

/// Libraries whose icons are written `:material-account:`.
const ICONS: [&str; 4] = [":material-", ":fontawesome-", ":octicons-", ":simple-"];

/// Signs that something for an extension begins with.
const SIGNS: [char; 6] = ['{', ':', '+', '=', '~', '^'];

/// What the rules make of the beginning of a text, the first that applies.
const RULES: [fn(&Place<'_>) -> Option<Rewritten>; 6] =
    [without_attributes, without_icon, keys, marked, raised, emoji];

/// A place in a line that is no code.
struct Place<'t> {
    rest: &'t str,
    /// What stands before it.
    last: Option<char>,
    /// Whether the line is a heading, which may have attributes here, too.
    in_heading: bool,
}

/// What stands for the beginning of a text, and how much of it that is.
struct Rewritten {
    text: String,
    length: usize,
    note: Option<Note>,
}

impl Rewritten {
    /// The same said in Markdown or HTML.
    fn as_text(text: String, length: usize) -> Option<Self> {
        Some(Self { text, length, note: None })
    }

    /// Nothing: readers are shown nothing of it.
    fn dropped(kind: &str, place: &Place<'_>, length: usize) -> Option<Self> {
        let note = Note::dropped(format!("{kind} `{}`", &place.rest[..length]));
        Some(Self { text: String::new(), length, note: Some(note) })
    }
}

/// The line as Markdown has it; none for a line that only said something to an extension.
pub(super) fn convert(line: &str, notes: &mut Vec<Note>) -> Option<String> {
    let text = line.trim();
    if text.starts_with("*[") && text.contains("]: ") {
        notes.push(Note::dropped(format!("the abbreviation `{text}`")));
        return None;
    }
    if attributes(text).is_some_and(|length| length == text.len()) {
        notes.push(Note::dropped(format!("`{text}`")));
        return None;
    }
    let in_heading = text.starts_with('#');
    let mut made = String::new();
    for (is_code, part) in spans(&markdown_inside(line)) {
        match is_code {
            true => made += part,
            false => rewrite(part, &mut made, in_heading, notes),
        }
    }
    Some(if in_heading { made.replace("{: ", "{") } else { made })
}

/// `<div markdown>` says that Markdown is inside; we want a value.
fn markdown_inside(line: &str) -> String {
    if !line.trim_start().starts_with('<') {
        return line.to_owned();
    }
    let one = " markdown=\"1\"";
    let line = line.replace(" markdown=\"block\"", one).replace(" markdown=\"span\"", one);
    line.replace(" markdown>", &format!("{one}>")).replace(" markdown ", &format!("{one} "))
}

/// Adds a part of a line that is no code to what is made of it.
fn rewrite(part: &str, made: &mut String, in_heading: bool, notes: &mut Vec<Note>) {
    let mut rest = part;
    while let Some(at) = rest.find(SIGNS) {
        *made += &rest[..at];
        let place = Place { rest: &rest[at..], last: made.chars().next_back(), in_heading };
        let sign = || Rewritten { text: place.rest[..1].to_owned(), length: 1, note: None };
        let found = RULES.iter().find_map(|rule| rule(&place)).unwrap_or_else(sign);
        notes.extend(found.note);
        *made += &found.text;
        rest = &place.rest[found.length..];
    }
    *made += rest;
}

/// `[Go](x.md){ .md-button }`
fn without_attributes(place: &Place<'_>) -> Option<Rewritten> {
    let belongs = !place.in_heading && place.last.is_some_and(|last| ")]`*_>: ".contains(last));
    let length = attributes(place.rest).filter(|_| belongs)?;
    Rewritten::dropped("attributes", place, length)
}

/// `:material-account:`
fn without_icon(place: &Place<'_>) -> Option<Rewritten> {
    ICONS.iter().find(|icon| place.rest.starts_with(**icon))?;
    let length = place.rest[1..].find(':')? + 2;
    if place.rest[..length].contains(' ') {
        return None;
    }
    Rewritten::dropped("icon", place, length)
}

/// `++ctrl+alt+del++`
fn keys(place: &Place<'_>) -> Option<Rewritten> {
    let (text, length) = between(place.rest, "++")?;
    let is_key = |letter: char| letter.is_ascii_alphanumeric() || "+-\"".contains(letter);
    let keys: Vec<String> = text.split('+').map(key).collect();
    if text.chars().all(is_key) { Rewritten::as_text(keys.join("+"), length) } else { None }
}

/// `ctrl` as readers find it on a keyboard.
fn key(name: &str) -> String {
    let name = name.trim_matches('"').replace('-', " ");
    let mut letters = name.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    format!("<kbd>{first}{}</kbd>", letters.as_str())
}

/// `==now==`
fn marked(place: &Place<'_>) -> Option<Rewritten> {
    let (text, length) = between(place.rest, "==")?;
    Rewritten::as_text(format!("<mark>{text}</mark>"), length)
}

/// `H~2~O`, `2^10^`, `^^new^^` in HTML; Markdown takes the first for text that was struck out.
fn raised(place: &Place<'_>) -> Option<Rewritten> {
    let (tag, (text, length)) = match place.rest.as_bytes() {
        _ if matches!(place.last, Some('[' | '~' | '^')) => return None,
        [b'~', b'~', ..] => return None,
        [b'~', ..] => ("sub", between(place.rest, "~")?),
        [b'^', b'^', ..] => ("ins", between(place.rest, "^^")?),
        [b'^', ..] => ("sup", between(place.rest, "^")?),
        _ => return None,
    };
    let is_short = text.chars().all(|letter| letter.is_alphanumeric() || "+-−,.()=*".contains(letter));
    if tag != "ins" && !is_short {
        return None;
    }
    Rewritten::as_text(format!("<{tag}>{text}</{tag}>"), length)
}

/// `:smile:` stays; somebody has to look at it.
fn emoji(place: &Place<'_>) -> Option<Rewritten> {
    let (name, after) = place.rest.strip_prefix(':')?.split_once(':')?;
    let is_sign = |sign: char| sign.is_ascii_lowercase() || sign.is_ascii_digit() || "_+-".contains(sign);
    let is_named =
        name.len() > 1 && name.chars().all(is_sign) && name.contains(|sign: char| sign.is_ascii_lowercase());
    let begins = !place.last.is_some_and(char::is_alphanumeric);
    let ends = !after.starts_with(|letter: char| letter.is_alphanumeric() || letter == ':');
    let note = || Note::left(format!("`:{name}:` is a picture that a plugin draws"));
    (is_named && begins && ends).then(|| Rewritten { text: ":".to_owned(), length: 1, note: Some(note()) })
}

/// The length of a list of attributes at the start: `{ .class #id key=value }`.
fn attributes(text: &str) -> Option<usize> {
    let (inside, _) = text.strip_prefix('{')?.split_once('}')?;
    let mut words = inside.trim_start_matches(':').split_whitespace().peekable();
    words.peek()?;
    let is_one = |word: &str| {
        let named = word.strip_prefix(['.', '#']).is_some_and(|name| name.starts_with(char::is_alphabetic));
        named
            || word.contains("=\"")
            || word.ends_with('"')
            || word.split_once('=').is_some_and(|(key, _)| key.chars().all(char::is_alphabetic))
    };
    words.all(is_one).then_some(inside.len() + 2)
}

/// The text between two equal signs, as close to them as emphasis has to be.
fn between<'a>(text: &'a str, sign: &str) -> Option<(&'a str, usize)> {
    let rest = text.strip_prefix(sign)?;
    let (inside, _) = rest.split_once(sign)?;
    let tight = !inside.is_empty() && !inside.starts_with([' ', '=', '+']) && !inside.ends_with(' ');
    tight.then_some((inside, inside.len() + 2 * sign.len()))
}
