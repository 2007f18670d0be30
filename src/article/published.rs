//! What a published text says, in 32 digits, for programs that want to know whether it changed.
//! What a build leaves out leaves no trace in it; translations are compared by
//! [`fingerprint`](super::fingerprint) instead, which is the same in all builds.
//!
//! The fingerprint is made of the title and the text. Front matter, line breaks, blank lines and
//! spaces at the ends of lines don't count, so that new tags, a review or another wrapping
//! change nothing.

use crate::key::Key;

/// The fingerprint of an article with this title; `source` is what may be published of its file.
pub(super) fn published(title: &str, source: &str) -> Key {
    Key::of_bytes(normal(title, without_front_matter(source)).as_bytes())
}

/// Title and text, with one space for every run of line ends.
fn normal(title: &str, text: &str) -> String {
    let mut normal = String::with_capacity(title.len() + text.len() + 1);
    normal.push_str(title.trim());
    normal.push('\n');
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        normal.push_str(line);
        normal.push(' ');
    }
    normal
}

/// What follows the closing line of the front matter, if there is any.
fn without_front_matter(source: &str) -> &str {
    let source = source.trim_start_matches('\u{feff}');
    let mut lines = source.split_inclusive('\n');
    let opening = lines.next().unwrap_or_default();
    let fence = opening.trim_end();
    if !matches!(fence, "---" | "+++") {
        return source;
    }
    let mut length = opening.len();
    for line in lines {
        length += line.len();
        if line.trim_end() == fence {
            return &source[length..];
        }
    }
    source
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_title_and_text_count() {
        let plain = normal("T", without_front_matter("One two.\n\nThree.\n"));
        for same in [
            "---\ntags: [a]\n---\nOne two.\n\nThree.",
            "+++\r\nweight = 1\r\n+++\r\nOne\r\ntwo.\r\n\r\n\r\nThree.\r\n",
            "\u{feff}---\n---\n\nOne two.  \n\nThree.\n",
        ] {
            assert_eq!(normal(" T", without_front_matter(same)), plain, "{same:?}");
        }
        assert_ne!(normal("T", "One two. Four."), plain);
        assert_ne!(normal("U", "One two. Three."), plain);
    }

    #[test]
    fn a_rule_is_no_front_matter() {
        assert_eq!(without_front_matter("---\n\nText."), "---\n\nText.");
        assert_eq!(without_front_matter("Text.\n---\nMore.\n---\n"), "Text.\n---\nMore.\n---\n");
    }
}
