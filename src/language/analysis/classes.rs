//! What kind of character something is, as far as words are concerned.
//!
//! The same questions are asked in JavaScript with property escapes, so only general
//! categories and scripts are used, and no word-break property of UAX 29.

use std::sync::LazyLock;

use icu_properties::props::{GeneralCategory, Script};
use icu_properties::{CodePointMapData, CodePointMapDataBorrowed};

/// Class bits of a character.
pub type Classes = u8;

/// `\p{L}`.
pub const LETTER: Classes = 1;
/// `\p{M}`.
pub const MARK: Classes = 2;
/// `\p{N}`.
pub const NUMBER: Classes = 4;
/// `\p{Cf}` without the zero-width space, which separates words of Thai and Khmer.
pub const FORMAT: Classes = 8;
/// Of a script that is written without spaces.
pub const SPACELESS: Classes = 16;
/// Of a script whose marks are accents: words are typed without them.
pub const ACCENTED: Classes = 32;
/// Stands inside words between two letters.
pub const JOINER: Classes = 64;
/// `\p{Nd}`.
pub const DIGIT: Classes = 128;

/// All that a word is made of.
pub const WORD: Classes = LETTER | MARK | NUMBER | FORMAT;

/// Classes of the characters below U+10000: a look-up for each character of a site is what
/// the index spends its time on.
static PLANE: LazyLock<Vec<Classes>> =
    LazyLock::new(|| (0..0x1_0000).map(|code| char::from_u32(code).map_or(0, classify)).collect());

/// The class bits of `char`.
pub fn classes(char: char) -> Classes {
    PLANE.get(char as usize).copied().unwrap_or_else(|| classify(char))
}

/// Whether `char` is a letter; a look-up, where the standard library's test searches.
pub fn is_letter(char: char) -> bool {
    classes(char) & LETTER != 0
}

fn classify(char: char) -> Classes {
    category(char) | script(char) | if is_joiner(char) { JOINER } else { 0 }
}

fn category(char: char) -> Classes {
    const CATEGORIES: CodePointMapDataBorrowed<'static, GeneralCategory> = CodePointMapData::new();
    use GeneralCategory as G;
    match CATEGORIES.get(char) {
        G::UppercaseLetter | G::LowercaseLetter | G::TitlecaseLetter | G::ModifierLetter | G::OtherLetter => {
            LETTER
        }
        G::NonspacingMark | G::SpacingMark | G::EnclosingMark => MARK,
        G::DecimalNumber => NUMBER | DIGIT,
        G::LetterNumber | G::OtherNumber => NUMBER,
        G::Format if char != '\u{200b}' => FORMAT,
        _ => 0,
    }
}

fn script(char: char) -> Classes {
    const SCRIPTS: CodePointMapDataBorrowed<'static, Script> = CodePointMapData::new();
    // The long vowel sign is shared by both kana and belongs to no script.
    if matches!(char, '\u{30fc}' | '\u{ff70}') {
        return SPACELESS;
    }
    match SCRIPTS.get(char) {
        Script::Han
        | Script::Hiragana
        | Script::Katakana
        | Script::Thai
        | Script::Lao
        | Script::Khmer
        | Script::Myanmar => SPACELESS,
        Script::Latin | Script::Greek | Script::Cyrillic | Script::Arabic | Script::Hebrew => ACCENTED,
        _ => 0,
    }
}

/// Apostrophes, middle dots, geresh and gershayim stand inside words, as UAX 29 has it.
fn is_joiner(char: char) -> bool {
    matches!(char, '\'' | '\u{2019}' | '\u{b7}' | '\u{2027}' | '\u{5f3}' | '\u{5f4}' | '\u{ff07}')
}
