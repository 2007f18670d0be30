//! Where the words of a text are.
//!
//! A word is a run of letters, marks and numbers, with an apostrophe or middle dot between two
//! letters. That is UAX 29 but for three things, each because a reader types the part: points
//! and commas between digits, points between letters and underscores separate. Scripts
//! without spaces are cut into overlapping pairs of letters.

use super::classes::{FORMAT, JOINER, LETTER, MARK, NUMBER, SPACELESS, WORD, classes};

/// A word of a text: its bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// First byte.
    pub start: usize,
    /// One past the last byte. Both are boundaries of characters inside the text.
    pub end: usize,
}

/// Calls `found` for each word of `text`, in order.
pub fn tokens(text: &str, mut found: impl FnMut(Token)) {
    let mut at = 0;
    loop {
        at += ascii(&text[at..], |byte| !byte.is_ascii_alphanumeric());
        let Some(char) = text[at..].chars().next() else { return };
        let bits = classes(char);
        if bits & (LETTER | NUMBER) == 0 {
            at += char.len_utf8();
        } else if is_pair_letter(bits) {
            at = pairs(text, at, &mut found);
        } else {
            let end = word_end(text, at);
            found(Token { start: at, end });
            at = end;
        }
    }
}

/// Whether a word was cut from a script without spaces.
pub fn is_spaceless(word: &str) -> bool {
    word.chars().next().is_some_and(|char| classes(char) & SPACELESS != 0)
}

fn is_pair_letter(bits: u8) -> bool {
    bits & LETTER != 0 && bits & SPACELESS != 0
}

/// How many characters of ASCII in a row are so: most of most texts, and no class has to be looked up.
fn ascii(text: &str, is_so: impl Fn(&u8) -> bool) -> usize {
    let so = |byte: &u8| byte.is_ascii() && is_so(byte);
    text.bytes().position(|byte| !so(&byte)).unwrap_or(text.len())
}

/// Where the word that begins at `start` ends.
fn word_end(text: &str, start: usize) -> usize {
    let plain = start + ascii(&text[start..], |byte| byte.is_ascii_alphanumeric());
    if text[plain..].starts_with(|next: char| next.is_ascii() && classes(next) & JOINER == 0) {
        return plain;
    }
    let mut last = text[start..plain].chars().next_back().map_or(0, classes);
    for (offset, char) in text[plain..].char_indices() {
        let (at, bits) = (plain + offset, classes(char));
        if bits & JOINER != 0 {
            let next = text[at + char.len_utf8()..].chars().next().map_or(0, classes);
            if last & LETTER == 0 || next & LETTER == 0 || next & SPACELESS != 0 {
                return at;
            }
        } else if bits & WORD == 0 || is_pair_letter(bits) {
            return at;
        } else if bits & (LETTER | NUMBER) != 0 {
            last = bits;
        }
    }
    text.len()
}

/// Cuts the run of a spaceless script at `start` into pairs, and returns where it ends.
fn pairs(text: &str, start: usize, found: &mut impl FnMut(Token)) -> usize {
    let (mut before, mut last) = (None, start);
    let mut end = text.len();
    for (offset, char) in text[start..].char_indices() {
        let at = start + offset;
        let bits = classes(char);
        if is_pair_letter(bits) {
            if let Some(before) = before {
                found(Token { start: before, end: at });
            }
            if at > start {
                before = Some(last);
            }
            last = at;
        } else if bits & (MARK | FORMAT) == 0 {
            end = at;
            break;
        }
    }
    found(Token { start: before.unwrap_or(last), end });
    end
}
