//! Adds the preview's script to a page when it is sent. What is rendered never holds it.

/// The page with the script, which is told what it is in. It goes first of all scripts, so that
/// it sees the page as it was sent. `etag` holds letters, digits and hyphens only.
pub(super) fn with_script(page: &[u8], etag: &str) -> Vec<u8> {
    let script = format!("<script type=\"module\" src=\"/_vade/preview.js\" data-vade=\"{etag}\"></script>");
    let at = place(page);
    [&page[..at], script.as_bytes(), &page[at..]].concat()
}

/// Behind `<head>`; in a page without one before `</body>`, or at the end.
fn place(page: &[u8]) -> usize {
    if let Some(head) = find(page, b"<head")
        && let Some(length) = page[head..].iter().position(|&byte| byte == b'>')
        && page.get(head + 5).is_some_and(|&byte| byte == b'>' || byte.is_ascii_whitespace())
    {
        return head + length + 1;
    }
    let end = page.windows(7).rposition(|window| window.eq_ignore_ascii_case(b"</body>"));
    end.unwrap_or(page.len())
}

fn find(page: &[u8], tag: &[u8]) -> Option<usize> {
    page.windows(tag.len()).position(|window| window.eq_ignore_ascii_case(tag))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_comes_first() {
        let script = "<script type=\"module\" src=\"/_vade/preview.js\" data-vade=\"k\"></script>";
        for (page, expected) in [
            ("<html><HEAD a=1><title>", format!("<html><HEAD a=1>{script}<title>")),
            ("<header>x</header><p>", format!("<header>x</header><p>{script}")),
            ("<p></p></body></html>", format!("<p></p>{script}</body></html>")),
            ("", script.to_owned()),
        ] {
            assert_eq!(String::from_utf8(with_script(page.as_bytes(), "k")).unwrap(), expected);
        }
    }
}
