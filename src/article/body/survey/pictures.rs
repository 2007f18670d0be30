//! Pictures of raw HTML.

use std::cell::RefCell;

use lol_html::html_content::Element;
use lol_html::{Settings, element};

use super::Picture;
use crate::article::body::fragment::Fragment;

/// Attributes that describe a picture, or say that nobody needs to know of it.
const DESCRIBING: [&str; 5] = ["alt", "aria-label", "aria-labelledby", "aria-hidden", "role"];

/// The pictures of a fragment. One whose description is empty says so on purpose.
pub(super) fn pictures(fragment: &Fragment) -> Vec<Picture> {
    let found = RefCell::new(Vec::new());
    let has_some = fragment.html().as_bytes().windows(4).any(|four| four.eq_ignore_ascii_case(b"<img"));
    if has_some {
        let images = element!("img", |image: &mut Element<'_, '_>| {
            let described = DESCRIBING.iter().any(|name| image.has_attribute(name));
            let at = fragment.source(&image.source_location().bytes());
            found.borrow_mut().push(Picture { at, described });
            Ok(())
        });
        fragment.look_through(Settings::new().append_element_content_handler(images));
    }
    found.into_inner()
}
