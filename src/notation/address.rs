//! Texts that become parts of addresses and so of file names.
//!
//! What is published lies on disks, shared drives and Windows machines before it is served, so
//! a name is refused if any of them could not hold it, or would read it as a way out of the
//! folder. Percent-encoding is undone first: nothing gets past by being encoded.

use std::borrow::Cow;

use icu_normalizer::ComposingNormalizerBorrowed;
use percent_encoding::percent_decode_str;

/// Longest segment in bytes. File systems end at 255, and files are written under a longer
/// name before they get their own.
const LONGEST: usize = 200;

/// Names that Windows keeps for devices, with any extension; `com` and `lpt` with a digit, too.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// One segment of an address, decoded and composed; else what is wrong with it.
pub fn segment(text: &str) -> Result<String, &'static str> {
    let decoded = percent_decode_str(text).decode_utf8().map_err(|_| "the percent-encoding is not UTF-8")?;
    let name = ComposingNormalizerBorrowed::new_nfc().normalize(&decoded);
    match flaw(&name) {
        Some(flaw) => Err(flaw),
        None => Ok(name.into_owned()),
    }
}

/// Segments with slashes between them, and before and after if they are written; else what is
/// wrong with it.
pub fn path(text: &str) -> Result<String, &'static str> {
    if text.contains("://") {
        return Err("this names a host; only paths of this site are possible");
    }
    let inner = text.strip_prefix('/').unwrap_or(text);
    let inner = inner.strip_suffix('/').unwrap_or(inner);
    let segments: Vec<String> = inner.split('/').map(segment).collect::<Result<_, _>>()?;
    let before = if text.starts_with('/') { "/" } else { "" };
    let after = if text.ends_with('/') { "/" } else { "" };
    Ok(format!("{before}{}{after}", segments.join("/")))
}

/// Why `name` cannot be a file's name everywhere.
fn flaw(name: &str) -> Option<&'static str> {
    let lower: Cow<str> = name.to_ascii_lowercase().into();
    let has = |characters: &[char]| name.contains(characters);
    match name {
        "" => Some("this is empty"),
        "." | ".." => Some("this leads out of the folder"),
        _ if has(&['/']) => Some("there is a slash in it"),
        _ if has(&['\\']) => Some("there is a backslash in it"),
        _ if name.chars().any(char::is_control) => Some("there is a control character in it"),
        _ if has(&['<', '>', ':', '"', '|', '?', '*']) => {
            Some("Windows allows none of `< > : \" | ? *` in names")
        }
        _ if name.starts_with(' ') || name.ends_with([' ', '.']) => {
            Some("a name can't begin with a space, or end with one or with a point")
        }
        _ if is_device(&lower) => Some("Windows keeps this name for a device"),
        _ if name.len() > LONGEST => Some("this is longer than 200 bytes"),
        _ if ["%2e", "%2f", "%5c"].iter().any(|code| lower.contains(code)) => {
            Some("this is percent-encoded twice")
        }
        _ => None,
    }
}

fn is_device(lower: &str) -> bool {
    let base = lower.split('.').next().unwrap_or_default().trim_end();
    let numbered = |rest: &str| {
        let mut characters = rest.chars();
        matches!((characters.next(), characters.next()), (Some('0'..='9' | '¹' | '²' | '³'), None))
    };
    DEVICES.contains(&base)
        || base.strip_prefix("com").is_some_and(numbered)
        || base.strip_prefix("lpt").is_some_and(numbered)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_any_script_are_fine() {
        for name in
            ["apply", "po-chybe", "بعد-الخطأ", "v1.2", "console", "com10", "a b", "100%", ".well-known"]
        {
            assert_eq!(segment(name).as_deref(), Ok(name));
        }
        assert_eq!(segment("caf%C3%A9").as_deref(), Ok("café"));
        assert_eq!(segment("cafe\u{301}").as_deref(), Ok("café"));
    }

    #[test]
    fn nothing_leaves_the_folder_or_breaks_a_disk() {
        let long = "x".repeat(201);
        for name in [
            "",
            ".",
            "..",
            "../x",
            "/etc",
            "a/b",
            "a\\b",
            "%2e%2e",
            "%2E",
            "%2fx",
            "%5c",
            "%252e%252e",
            "con",
            "NUL",
            "aux.txt",
            "COM1",
            "lpt¹",
            "x.",
            "x ",
            " x",
            "a\0b",
            "a\nb",
            "what?",
            "%FF",
            &long,
        ] {
            assert!(segment(name).is_err(), "{name}");
        }
    }

    #[test]
    fn paths_keep_their_slashes() {
        assert_eq!(path("/old/caf%C3%A9/").as_deref(), Ok("/old/café/"));
        assert_eq!(path("old/page.html").as_deref(), Ok("old/page.html"));
        for bad in
            ["", "/", "//host/x", "a//b", "../x", "a/../b", "a/%2e%2e/b", "https://example.org/x", "a/con/b"]
        {
            assert!(path(bad).is_err(), "{bad}");
        }
    }
}
