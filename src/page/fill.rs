//! Fills the holes in an article's HTML: addresses, sizes of pictures, texts of the interface.

use crate::article::{Body, Filling};
use crate::site::Resolved;
use crate::theme::Strings;

/// What a hole adds on average, so that the page is seldom copied while it grows.
const TYPICAL_FILLING: usize = 40;

/// The HTML of `body`; `links` are what its links lead to, `strings` the texts in its language.
pub(super) fn fill(body: &Body, links: &[Resolved], strings: &Strings) -> String {
    let mut html = String::with_capacity(body.html.len() + body.holes.len() * TYPICAL_FILLING);
    body.write(&mut html, |filling, html| match filling {
        Filling::Link(index) => {
            if let Some(link) = links.get(*index as usize) {
                escape(&link.href, html);
            }
        }
        Filling::Pixels(index) => {
            if let Some((width, height)) = links.get(*index as usize).and_then(|link| link.pixels) {
                html.push_str(&format!(" width=\"{width}\" height=\"{height}\""));
            }
        }
        Filling::Label(key) => escape(strings.label(key), html),
    });
    html
}

/// Escapes for text and for attributes in double quotes.
fn escape(text: &str, html: &mut String) {
    for character in text.chars() {
        match character {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            other => html.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Hole;

    #[test]
    fn holes_are_filled_in_order_and_escaped() {
        let body = Body {
            html: r#"<a href="">x</a><img src="">"#.into(),
            holes: vec![
                Hole { at: 9, filling: Filling::Link(0) },
                Hole { at: 26, filling: Filling::Link(1) },
                Hole { at: 27, filling: Filling::Pixels(1) },
            ],
        };
        let links = [
            Resolved { href: "/a/?b=1&c=\"2\"#ä".into(), pixels: None },
            Resolved { href: "/x.png".into(), pixels: Some((3, 4)) },
        ];
        let filled = fill(&body, &links, &Strings::none());
        assert_eq!(
            filled,
            r#"<a href="/a/?b=1&amp;c=&quot;2&quot;#ä">x</a><img src="/x.png" width="3" height="4">"#
        );
    }
}
