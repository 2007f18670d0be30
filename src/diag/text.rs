//! Bytes as text, with a problem where they are none.

use super::{Code, Diagnostic, Place};
use crate::path::SitePath;

/// The text of a file; `None` where it is not UTF-8 or has a NUL character in it, which is
/// reported to `notes` with the place of the byte. Once: what reads texts would complain again.
pub fn text_of<'a>(file: &SitePath, bytes: &'a [u8], notes: &mut Vec<Diagnostic>) -> Option<&'a str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => {
            let Some(at) = text.find('\0') else { return Some(text) };
            let message = "there is a NUL character in this text";
            let problem = Diagnostic::new(Code::NulCharacter, Place::new(file, at..at + 1), message)
                .label("a character that no text has")
                .help("remove it; perhaps the file was damaged, or is no text");
            notes.push(problem);
            None
        }
        Err(error) => {
            let at = error.valid_up_to();
            let end = at + error.error_len().unwrap_or(bytes.len() - at);
            let message = format!("this file is not UTF-8: byte {} is 0x{:02X}", at + 1, bytes[at]);
            let problem = Diagnostic::new(Code::InvalidUtf8, Place::new(file, at..end), message)
                .label("not a character of UTF-8")
                .help("save the file as UTF-8 in your editor");
            notes.push(problem);
            None
        }
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
}
