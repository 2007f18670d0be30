//! A page of HTML: what its main element says, as Markdown.

use htmd::HtmlToMarkdown;
use serde_json::Value;

use super::leftovers;
use super::report::Note;
use super::{Made, front};
use crate::language::Lang;

/// Elements that are no part of an article.
const FURNITURE: [&str; 13] = [
    "script", "style", "nav", "header", "footer", "aside", "form", "noscript", "iframe", "button",
    "template", "svg", "head",
];

/// Where an article may be, most certain first.
const MAIN: [&str; 3] = ["main", "article", "body"];

/// Elements that hold nothing, and those that the next one of their kind ends.
const FLAT: [&str; 31] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr", "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "optgroup",
    "colgroup", "rb", "rp", "rt", "rtc",
];

/// How deep elements may be nested, as no page is that people read: browsers stop at 512, the converter
/// has no room left at some thousands.
const DEEPEST: usize = 1000;

/// Signs between the title of a page and the name of its site.
const SEPARATORS: [&str; 4] = [" | ", " – ", " — ", " - "];

/// What a page says.
pub(super) fn read(html: &str) -> Made {
    let mut notes = Vec::new();
    let (main, name) = main(html);
    if name != "body" {
        notes.push(Note::dropped(format!("what stands outside `<{name}>`")));
    }
    let body = markdown(main).unwrap_or_else(|| {
        notes.push(Note::left("the page could not be read as HTML"));
        main.to_owned()
    });
    let body = leftovers::drop_copies(&leftovers::drop_lines(&body, &mut notes), &mut notes);
    let mut fields = front::Fields::default();
    if let Some(title) = title(html).filter(|_| !super::markdown::has_title(&body)) {
        fields.set_missing("title", title.into());
    }
    if let Some(text) = meta(html, "description") {
        fields.set_missing("description", Value::from(text));
    }
    let lang = attribute(html, "html", "lang").and_then(|tag| Lang::new(&tag)).filter(Lang::is_known);
    Made { fields, body, lang, notes }
}

fn markdown(html: &str) -> Option<String> {
    let converter = HtmlToMarkdown::builder().skip_tags(FURNITURE.to_vec()).build();
    (depth(html) <= DEEPEST).then(|| converter.convert(html).ok())?
}

/// How many elements are open at once, at most; more than there are where some are closed without a tag.
fn depth(html: &str) -> usize {
    let (mut open, mut deepest) = (0_usize, 0);
    for (at, _) in html.match_indices('<') {
        let rest = &html[at + 1..];
        let (closes, rest) = rest.strip_prefix('/').map_or((false, rest), |rest| (true, rest));
        let end = rest.find(|sign: char| !sign.is_ascii_alphanumeric()).unwrap_or(rest.len());
        let name = &rest[..end];
        if name.is_empty() || FLAT.iter().any(|flat| flat.eq_ignore_ascii_case(name)) {
            continue;
        }
        open = if closes { open.saturating_sub(1) } else { open + 1 };
        deepest = deepest.max(open);
    }
    deepest
}

/// What is inside the element that holds the article, and its name.
fn main(html: &str) -> (&str, &'static str) {
    let small = html.to_ascii_lowercase();
    for name in MAIN {
        let Some(start) = opening(&small, name) else { continue };
        let end = small.rfind(&format!("</{name}")).filter(|end| *end > start).unwrap_or(html.len());
        return (&html[start..end], name);
    }
    (html, "body")
}

/// Where the text after the opening tag begins.
fn opening(small: &str, name: &str) -> Option<usize> {
    let tag = format!("<{name}");
    let at = small.match_indices(&tag).map(|(at, _)| at).find(|at| {
        small[at + tag.len()..].starts_with(|letter: char| letter == '>' || letter.is_whitespace())
    })?;
    small[at..].find('>').map(|end| at + end + 1)
}

fn title(html: &str) -> Option<String> {
    let small = html.to_ascii_lowercase();
    let start = opening(&small, "title")?;
    let end = start + small[start..].find("</title")?;
    let text = htmlize::unescape(&html[start..end]);
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let own = SEPARATORS.iter().find_map(|sign| text.split_once(sign)).map_or(text.as_str(), |(own, _)| own);
    (!own.is_empty()).then(|| own.to_owned())
}

fn meta(html: &str, name: &str) -> Option<String> {
    let small = html.to_ascii_lowercase();
    let at = small.find(&format!("name=\"{name}\""))?;
    let start = small[..at].rfind("<meta")?;
    let end = start + small[start..].find('>')?;
    attribute(&html[start..=end], "meta", "content").filter(|text| !text.trim().is_empty())
}

/// An attribute of the first element of a name.
fn attribute(html: &str, element: &str, name: &str) -> Option<String> {
    let small = html.to_ascii_lowercase();
    let start = small.find(&format!("<{element}"))?;
    let tag = &html[start..start + small[start..].find('>')?];
    let at = tag.to_ascii_lowercase().find(&format!("{name}="))? + name.len() + 1;
    let value = match tag[at..].chars().next().filter(|sign| "\"'".contains(*sign)) {
        Some(quote) => tag[at + 1..].split_once(quote)?.0,
        None => tag[at..].split_whitespace().next()?,
    };
    Some(htmlize::unescape(value).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_may_be_nested_as_deep_as_anybody_likes() {
        let made = read(&format!("<body>{}x", "<div>".repeat(100_000)));
        assert!(made.body.contains('x') && made.notes.len() == 1, "{:?}", made.notes);
        let list = read(&format!("<body><ul>{}</ul>", "<li>x".repeat(3_000)));
        assert!(list.notes.is_empty() && list.body.matches("*   x").count() == 3_000);
    }

    #[test]
    fn a_page_is_its_main_element() {
        let html = "<!doctype html><html lang=\"sk\"><head><title>Po chybe &amp; potom | Príručka</title><meta name=\"description\" content=\"Čo robiť.\"></head><body><nav>Menu</nav><main class=x><h2>Prvý krok</h2><p>Zavolajte <a href=\"k.html\">klientovi</a>.</p><ul><li>Hneď</li></ul><p>Share on Facebook</p></main><footer>© 2024</footer></body></html>";
        let made = read(html);
        insta::assert_snapshot!(format!("{}{}", made.fields.to_yaml(), made.body), @r#"
        ---
        title: "Po chybe & potom"
        description: Čo robiť.
        ---

        ## Prvý krok

        Zavolajte [klientovi](k.html).

        *   Hneď
        "#);
        assert_eq!(made.lang, Lang::new("sk"));
        assert!(made.notes.iter().any(|note| note.text.contains("Share on Facebook")), "{:?}", made.notes);
    }
}
