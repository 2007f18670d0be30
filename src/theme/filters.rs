//! What templates may call beyond what Tera brings.
//!
//! | filter | does |
//! | --- | --- |
//! | `fill` | puts its arguments into a text's `{places}` |
//! | `count(n=…)` | picks the plural form for a number and puts it into `{n}` |
//! | `number(lang=…)` | writes a number as a language does |
//! | `date(lang=…)` | writes `2026-03-07` in full, as a language does |
//! | `tie(lang=…)` | makes spaces no-break where a language ends no line: `a`, `k`, `s` … in Slovak |
//! | `json` | JSON that can stand in HTML: `<` is written as `\u003c` |
//! | `url` | percent-encodes a text for the path of an address |

use jiff::civil::Date;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use tera::{Error, Kwargs, State, Tera, TeraResult, Value};

use crate::language::{Lang, format_date, format_number, plural_category, ties};

/// What must be encoded in a segment of an address.
const SEGMENT: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'`')
    .add(b'{')
    .add(b'}')
    .add(b'/')
    .add(b'%')
    .add(b'\\')
    .add(b'^')
    .add(b'|')
    .add(b'[')
    .add(b']');

/// Makes the filters known; must come before any template.
pub(super) fn register(tera: &mut Tera) {
    tera.register_filter("fill", |text: Value, args: Kwargs, state: &State| fill(&text, &args, state));
    tera.register_filter("count", |forms: Value, args: Kwargs, state: &State| count(&forms, &args, state));
    tera.register_filter("number", |n: u64, args: Kwargs, state: &State| {
        Ok::<_, Error>(format_number(&language(&args, state)?, n))
    });
    tera.register_filter("date", |date: &str, args: Kwargs, state: &State| write_date(date, &args, state));
    tera.register_filter("tie", |text: &str, args: Kwargs, state: &State| tie(text, &args, state));
    tera.register_filter("json", |value: Value, _: Kwargs, _: &State| json(&value));
    tera.register_filter("url", |text: &str, _: Kwargs, _: &State| encode_segment(text));
}

/// The argument `lang`, else the page's language.
fn language(args: &Kwargs, state: &State) -> TeraResult<Lang> {
    let tag = match args.get::<&str>("lang")? {
        Some(tag) => Some(tag.to_owned()),
        None => {
            state.get::<Value>("lang")?.and_then(|lang| Some(lang.get_from_path("tag")?.as_str()?.to_owned()))
        }
    };
    let tag = tag.ok_or_else(|| Error::message("say which language: `lang=lang.tag`"))?;
    Lang::new(&tag).ok_or_else(|| Error::message(format!("`{tag}` is no language tag")))
}

/// Replaces `{name}` by the argument of that name. Where an argument is HTML, so is the
/// result, and all else is escaped.
fn fill(text: &Value, args: &Kwargs, state: &State) -> TeraResult<Value> {
    let Some(pattern) = text.as_str() else {
        return Err(Error::message("`fill` needs a text, and this is none: is it written in `strings/`?"));
    };
    let is_html = args.iter().any(|(_, value)| value.is_string() && value.is_safe());
    let write = |piece: &Value| match (is_html, piece.as_str()) {
        (false, Some(text)) => Ok(text.to_owned()),
        (false, None) => Ok(piece.to_string()),
        (true, Some(html)) if piece.is_safe() => Ok(html.to_owned()),
        (true, _) => state.escape(&piece.to_string()),
    };
    let mut result = String::with_capacity(pattern.len() + 32);
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        result += &write(&Value::from(before))?;
        let Some((name, after)) = after.split_once('}') else {
            rest = rest.get(before.len()..).unwrap_or("");
            break;
        };
        match args.get::<Value>(name)? {
            Some(value) => result += &write(&value)?,
            None => return Err(Error::message(format!("`{pattern}` needs the argument `{name}`"))),
        }
        rest = after;
    }
    result += &write(&Value::from(rest))?;
    Ok(if is_html { Value::safe_string(&result) } else { Value::from(result) })
}

/// Picks the plural form of `n` and fills it; `{n}` is the number as the language writes it.
fn count(forms: &Value, args: &Kwargs, state: &State) -> TeraResult<Value> {
    let n = args.must_get::<u64>("n")?;
    let lang = form(forms, "lang").and_then(|lang| Lang::new(lang.as_str()?));
    let Some(lang) = lang else {
        return Err(Error::message("`count` needs a text with plural forms"));
    };
    let text = form(forms, plural_category(&lang, n)).or_else(|| form(forms, "other"));
    let text = text.ok_or_else(|| Error::message("`count` needs a text with the form `other`"))?;
    let number = Value::from(format_number(&lang, n));
    fill(text, &Kwargs::from([("n", number)]), state)
}

fn form<'a>(forms: &'a Value, name: &'a str) -> Option<&'a Value> {
    forms.get_from_path(name).filter(|form| form.is_string())
}

fn write_date(date: &str, args: &Kwargs, state: &State) -> TeraResult<String> {
    let lang = language(args, state)?;
    let parsed: Date = date.parse().map_err(|_| Error::message(format!("`{date}` is not a date")))?;
    Ok(format_date(&lang, parsed, None))
}

/// Ties words that no line should end with to the next ones.
fn tie(text: &str, args: &Kwargs, state: &State) -> TeraResult<String> {
    let ties = ties(&language(args, state)?);
    Ok(ties.map_or_else(|| text.to_owned(), |ties| ties.tie(text, "").into_owned()))
}

/// JSON that can stand in an element or, escaped as usual, in an attribute.
fn json(value: &Value) -> TeraResult<Value> {
    let text = serde_json::to_string(value).map_err(|error| Error::message(error.to_string()))?;
    Ok(Value::safe_string(&escape_json(&text)))
}

/// Hides from an HTML parser what would end the element around it.
pub fn escape_json(text: &str) -> String {
    text.replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
}

/// Percent-encodes a text for a segment of an address.
pub fn encode_segment(text: &str) -> String {
    utf8_percent_encode(text, SEGMENT).to_string()
}
