//! Lower-casing and folding: one form for all spellings of a word that readers take for one.
//!
//! Accents go where a script's marks are accents and stay where they are vowels (Devanagari,
//! Thai); letters that people mix up become one (`ı` and `i`, the forms of alef). Everything
//! after this works on folded words, because most people type without accents.

use std::borrow::Cow;

use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};

use super::classes::{ACCENTED, DIGIT, LETTER, MARK, NUMBER, classes};
use crate::language::Lang;

/// Stretches an Arabic word and says nothing; it belongs to no script.
const TATWEEL: char = '\u{640}';

/// Longest folded form, in characters; what is longer is no word that anybody types.
const LONGEST: usize = 40;

/// Lower-case as readers of the language do it: Turkish and Azeri have two letters i.
pub fn lower<'a>(word: &'a str, lang: &Lang) -> Cow<'a, str> {
    if word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()) {
        return Cow::Borrowed(word);
    }
    let turkic = matches!(lang.as_str().split('-').next(), Some("tr" | "az"));
    if turkic && word.contains(['I', 'İ']) {
        return Cow::Owned(word.replace('I', "ı").replace('İ', "i").to_lowercase());
    }
    Cow::Owned(word.to_lowercase())
}

/// The folded form of a lower-case word. Empty where nothing is left. Folding a folded word
/// changes nothing.
pub fn fold(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()) {
        return Cow::Borrowed(&word[..word.len().min(LONGEST)]);
    }
    let decomposed = DecomposingNormalizerBorrowed::new_nfkd().normalize(word).to_lowercase();
    let mut form = String::with_capacity(word.len());
    let mut accented = false;
    for char in decomposed.chars() {
        let bits = classes(char);
        if bits & MARK != 0 {
            if !accented && !is_nukta(char) {
                push(&mut form, char);
            }
        } else if bits & (LETTER | NUMBER) != 0 && char != TATWEEL {
            accented = bits & ACCENTED != 0;
            if bits & DIGIT != 0 { form.push(ascii_digit(char)) } else { push(&mut form, char) }
        }
    }
    let mut form = ComposingNormalizerBorrowed::new_nfc().normalize(&form).into_owned();
    if let Some((end, _)) = form.char_indices().nth(LONGEST) {
        form.truncate(end);
    }
    Cow::Owned(form)
}

/// Adds a letter, those that normalisation leaves alone though people type them as others
/// replaced.
fn push(form: &mut String, char: char) {
    match char {
        'ı' => form.push('i'),
        'ß' => form.push_str("ss"),
        'ø' => form.push('o'),
        'æ' => form.push_str("ae"),
        'œ' => form.push_str("oe"),
        'đ' | 'ð' => form.push('d'),
        'þ' => form.push_str("th"),
        'ł' => form.push('l'),
        'ħ' => form.push('h'),
        'ŧ' => form.push('t'),
        'ŋ' => form.push('n'),
        'ə' => form.push('e'),
        'ĸ' => form.push('k'),
        'ς' => form.push('σ'),
        'ґ' => form.push('г'),
        'ٱ' => form.push('ا'),
        'ى' | 'ی' => form.push('ي'),
        'ة' | 'ہ' | 'ھ' | 'ە' => form.push('ه'),
        'ک' => form.push('ك'),
        '\u{901}' => form.push('\u{902}'),
        _ => form.push(char),
    }
}

/// Nukta of the Indic scripts: written or left out as one pleases.
fn is_nukta(char: char) -> bool {
    matches!(char, '\u{93c}' | '\u{9bc}' | '\u{a3c}' | '\u{abc}' | '\u{b3c}')
}

/// Digits of every script as ASCII. The ten digits of a script stand in a row that begins at
/// …0 or at …6.
fn ascii_digit(char: char) -> char {
    let code = u32::from(char);
    let row = code & !15;
    let begins_at_zero = char::from_u32(row).is_some_and(|first| classes(first) & DIGIT != 0);
    let value = code.wrapping_sub(if begins_at_zero { row } else { row + 6 });
    char::from_digit(value, 10).unwrap_or(char)
}
