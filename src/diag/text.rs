//! Bytes as text, with a problem where they are none.

use std::str::Utf8Error;

use super::{Code, Diagnostic, Place};
use crate::path::SitePath;

/// The text of a file; `None` where it is not UTF-8 or has a NUL character in it, which is
/// reported to `notes` with the place of the byte. Once: what reads texts would complain again.
pub fn text_of<'a>(file: &SitePath, bytes: &'a [u8], notes: &mut Vec<Diagnostic>) -> Option<&'a str> {
    let problem = match std::str::from_utf8(bytes) {
        Ok(text) => match text.find('\0') {
            None => return Some(text),
            Some(at) => nul_character(file, at),
        },
        Err(error) => invalid_utf8(file, bytes, error),
    };
    notes.push(match utf_16(bytes) {
        true => problem.help("the file seems to be in UTF-16; save it as UTF-8 in your editor"),
        false => problem,
    });
    None
}

fn nul_character(file: &SitePath, at: usize) -> Diagnostic {
    let message = "there is a NUL character in this text";
    Diagnostic::new(Code::NulCharacter, Place::new(file, at..at + 1), message)
        .label("a character that no text has")
        .help("remove it; perhaps the file was damaged, or is no text")
}

fn invalid_utf8(file: &SitePath, bytes: &[u8], error: Utf8Error) -> Diagnostic {
    let at = error.valid_up_to();
    let end = at + error.error_len().unwrap_or(bytes.len() - at);
    let message = format!("this file is not UTF-8: byte {} is 0x{:02X}", at + 1, bytes[at]);
    Diagnostic::new(Code::InvalidUtf8, Place::new(file, at..end), message)
        .label("not a character of UTF-8")
        .help("save the file as UTF-8 in your editor")
}

/// Whether it begins as UTF-16 does: with its mark, or with a letter of which one byte is zero.
fn utf_16(bytes: &[u8]) -> bool {
    match bytes {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => true,
        [first, second, ..] => (*first == 0) != (*second == 0),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_byte_that_is_wrong_is_named() {
        let file = SitePath::new("a.md").unwrap();
        let mut notes = Vec::new();
        assert_eq!(text_of(&file, b"caf\xe9 x", &mut notes), None);
        assert_eq!(notes[0].message, "this file is not UTF-8: byte 4 is 0xE9");
        assert_eq!(notes[0].at, Some(Place::new(&file, 3..4)));
        assert_eq!(text_of(&file, b"caf\xc3", &mut notes), None);
        assert_eq!(notes[1].at, Some(Place::new(&file, 3..4)));
        assert_eq!(text_of(&file, b"a\0b", &mut notes), None);
        assert_eq!((notes.len(), notes[2].code), (3, Code::NulCharacter));
    }

    #[test]
    fn utf_16_is_called_by_its_name() {
        let file = SitePath::new("a.md").unwrap();
        for bytes in [&b"\xff\xfe#\0 \0"[..], b"\xfe\xff\0#\0 ", b"#\0 \0", b"\0#\0 "] {
            let mut notes = Vec::new();
            assert_eq!(text_of(&file, bytes, &mut notes), None);
            assert!(notes[0].help.as_ref().unwrap().contains("UTF-16"), "{:?}", notes[0]);
        }
    }
}
