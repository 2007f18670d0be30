//! A page of HTML: what its main element says, as Markdown.

mod page;

use std::sync::{Arc, Mutex, PoisonError};

use htmd::element_handler::Handlers;
use htmd::{Element, HtmlToMarkdown};

use super::leftovers;
use super::report::Note;
use super::{Made, front};
use crate::language::Lang;
use page::Page;

/// Elements whose text nobody reads.
const UNREAD: [&str; 6] = ["head", "noscript", "script", "style", "svg", "template"];

/// Elements that are no part of an article; what they say is in the report.
const FURNITURE: [&str; 7] = ["nav", "header", "footer", "aside", "form", "iframe", "button"];

/// How deep elements may be nested, as no page is that people read: browsers stop at 512, the converter
/// has no room left at some thousands.
const DEEPEST: usize = 1000;

/// Signs between the title of a page and the name of its site.
const SEPARATORS: [&str; 4] = [" | ", " – ", " — ", " - "];

/// What a page says.
pub(super) fn read(html: &str) -> Made {
    let (page, mut notes) = (Page::read(html), Vec::new());
    let (name, place) = page.article().unwrap_or(("body", 0..html.len()));
    if name != "body" {
        notes.push(Note::dropped(format!("what stands outside `<{name}>`")));
    }
    let article = &html[place];
    let read = if page.depth <= DEEPEST { markdown(article, &mut notes) } else { None };
    let body = read.unwrap_or_else(|| {
        notes.push(Note::left("the page could not be read as HTML"));
        article.to_owned()
    });
    let body = leftovers::drop_copies(&leftovers::drop_lines(&body, &mut notes), &mut notes);
    let mut fields = front::Fields::default();
    let title = page.title();
    if !title.is_empty() && !super::markdown::has_title(&body) {
        fields.set_missing("title", own_title(&title, &mut notes).into());
    }
    if let Some(text) = page.description.filter(|text| !text.trim().is_empty()) {
        fields.set_missing("description", text.into());
    }
    let lang = page.lang.and_then(|tag| Lang::new(&tag)).filter(Lang::is_known);
    Made { fields, body, lang, notes }
}

/// The text of an article, without furniture; nothing where it cannot be read.
fn markdown(html: &str, notes: &mut Vec<Note>) -> Option<String> {
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
    let body = converter.convert(html).ok();
    notes.append(&mut dropped.lock().unwrap_or_else(PoisonError::into_inner));
    body
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
    fn a_main_element_is_one_that_browsers_see() {
        let html = "<body><!-- <main>Old</main> --><main title=\"a > b\"><p>Text</p><script>'</main>'</script><p>More</p></main><p>Foot <!-- </main> --></p></body>";
        assert_eq!(read(html).body, "Text\n\nMore");
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
