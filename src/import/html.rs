//! A page of HTML: what its main element says, as Markdown.

use std::sync::{Arc, Mutex, PoisonError};

use htmd::element_handler::Handlers;
use htmd::{Element, HtmlToMarkdown};
use lol_html::{RewriteStrSettings, element, rewrite_str, text};

use super::leftovers;
use super::report::Note;
use super::{Made, front};
use crate::language::Lang;

/// Elements whose text nobody reads.
const UNREAD: [&str; 6] = ["head", "noscript", "script", "style", "svg", "template"];

/// Elements that are no part of an article; what they say is in the report.
const FURNITURE: [&str; 7] = ["nav", "header", "footer", "aside", "form", "iframe", "button"];

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
    let body = markdown(main, &mut notes);
    let body = leftovers::drop_copies(&leftovers::drop_lines(&body, &mut notes), &mut notes);
    let mut fields = front::Fields::default();
    let Head { lang, title, description } = Head::of(html);
    if !title.is_empty() && !super::markdown::has_title(&body) {
        fields.set_missing("title", own_title(&title, &mut notes).into());
    }
    if let Some(text) = description.filter(|text| !text.trim().is_empty()) {
        fields.set_missing("description", text.into());
    }
    let lang = lang.and_then(|tag| Lang::new(&tag)).filter(Lang::is_known);
    Made { fields, body, lang, notes }
}

/// The text of an article, without furniture.
fn markdown(html: &str, notes: &mut Vec<Note>) -> String {
    let dropped = Arc::new(Mutex::new(Vec::new()));
    let told = Arc::clone(&dropped);
    let drop = move |handlers: &dyn Handlers, element: Element| {
        let says = handlers.walk_children(element.node).content;
        if !says.trim().is_empty() {
            let note = format!("what stands in `<{}>`: “{}”", element.tag, leftovers::beginning(&says));
            told.lock().unwrap_or_else(PoisonError::into_inner).push(Note::dropped(note));
        }
        Some("".into())
    };
    let converter =
        HtmlToMarkdown::builder().skip_tags(UNREAD.to_vec()).add_handler(FURNITURE.to_vec(), drop).build();
    let converted = (depth(html) <= DEEPEST).then(|| converter.convert(html).ok()).flatten();
    let body = converted.unwrap_or_else(|| {
        notes.push(Note::left("the page could not be read as HTML"));
        html.to_owned()
    });
    notes.append(&mut dropped.lock().unwrap_or_else(PoisonError::into_inner));
    body
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

/// What a page says of itself.
#[derive(Default)]
struct Head {
    lang: Option<String>,
    title: String,
    description: Option<String>,
}

impl Head {
    fn of(html: &str) -> Self {
        let mut head = Self::default();
        let Self { lang, title, description } = &mut head;
        let mut is_first = true;
        let settings = RewriteStrSettings::new()
            .with_strict(false)
            .append_element_content_handler(element!("html", |html| {
                *lang = html.get_attribute("lang");
                Ok(())
            }))
            .append_element_content_handler(text!("title", |text| {
                if is_first {
                    title.push_str(text.as_str());
                    is_first = !text.last_in_text_node();
                }
                Ok(())
            }))
            .append_element_content_handler(element!("meta[name=description i]", |meta| {
                *description = meta.get_attribute("content").map(|text| htmlize::unescape(text).into_owned());
                Ok(())
            }));
        // Where reading ends early, what was found by then counts.
        let _ = rewrite_str(html, settings);
        let plain = htmlize::unescape(title.as_str()).split_whitespace().collect::<Vec<_>>().join(" ");
        Self { title: plain, ..head }
    }
}

/// The title of a page without the name of its site.
fn own_title<'t>(title: &'t str, notes: &mut Vec<Note>) -> &'t str {
    let Some((own, sign, site)) =
        SEPARATORS.iter().find_map(|sign| title.split_once(sign).map(|(own, site)| (own, sign, site)))
    else {
        return title;
    };
    notes.push(Note::dropped(format!("`{}{site}` behind the title", sign.trim_start())));
    own
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
        let html = "<!doctype html><html xml:lang=\"en\" lang='sk'><head><title>Po chybe &amp; potom | Príručka</title><meta name='description' content=\"Čo robiť.\"></head><body><nav>Menu</nav><main class=x><h2>Prvý krok</h2><p>Zavolajte <a href=\"k.html\">klientovi</a>.</p><ul><li>Hneď</li></ul><aside><p>Tip: <b>dýchajte</b> pomaly a nehovorte nič viac</p></aside><p>Share on Facebook</p></main><footer>© 2024</footer></body></html>";
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
        let notes: String = made.notes.into_iter().map(|note| note.text + "\n").collect();
        insta::assert_snapshot!(notes, @r"
        what stands outside `<main>`
        what stands in `<aside>`: “Tip: **dýchajte** pomaly a nehovorte nič …”
        a line for sharing: “Share on Facebook”
        `| Príručka` behind the title
        ");
    }

    #[test]
    fn code_is_not_looked_through_for_furniture_and_copies() {
        let code = "import { createRoot } from \"react-dom/client\"; // Copyright of the example";
        let html = format!(
            "<main><p>One</p><pre><code>{code}\n\n\n{{{{ a }}}}</code></pre><p>Two</p><pre><code>{code}\n\nb</code></pre></main>"
        );
        let expected = format!("One\n\n```\n{code}\n\n\n{{{{ a }}}}\n```\n\nTwo\n\n```\n{code}\n\nb\n```");
        assert_eq!(read(&html).body, expected);
    }
}
