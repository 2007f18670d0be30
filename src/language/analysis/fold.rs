//! Lower-casing and folding: one form for all spellings of a word that readers take for one.
//!
//! Accents go where a script's marks are accents and stay where they are vowels (Devanagari,
//! Thai); letters that people mix up become one (`ı` and `i`, the forms of alef). Everything
//! after this works on folded words, because most people type without accents.

use std::borrow::Cow;
use std::sync::LazyLock;

use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};

use super::classes::{ACCENTED, DIGIT, LETTER, MARK, NUMBER, classes};
use crate::language::Lang;

/// Stretches an Arabic word and says nothing; it belongs to no script.
const TATWEEL: char = '\u{640}';

/// Longest folded form, in characters; what is longer is no word that anybody types.
const LONGEST: usize = 40;

/// A word in lower case as readers of the language write it: Turkish and Azeri have two letters i,
/// and what Turkish and Estonian put behind the apostrophe of a name is an ending.
pub fn lower<'a>(word: &'a str, lang: &Lang) -> Cow<'a, str> {
    if word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()) {
        return Cow::Borrowed(word);
    }
    let mut lowered = match lang.primary() {
        "tr" | "az" => small(&word.replace('I', "ı").replace('İ', "i")),
        _ => small(word),
    };
    if matches!(lang.primary(), "tr" | "et")
        && let Some(end) = name_end(&lowered)
    {
        lowered.truncate(end);
    }
    Cow::Owned(lowered)
}

/// The small letter of each of the alphabets below U+0700: the standard library searches for it.
static SMALL: LazyLock<Vec<char>> =
    LazyLock::new(|| (0..0x700).filter_map(char::from_u32).map(searched_small_letter).collect());

/// The small letter of a letter; that of `İ` is `i`, without the loose point.
pub fn small_letter(letter: char) -> char {
    SMALL.get(letter as usize).copied().unwrap_or_else(|| searched_small_letter(letter))
}

fn searched_small_letter(letter: char) -> char {
    letter.to_lowercase().next().unwrap_or(letter)
}

/// A word in small letters. Two capitals don't just become one letter each: the sigma, by where it
/// stands, and the `İ`.
fn small(word: &str) -> String {
    if word.contains(['Σ', 'İ']) {
        return word.to_lowercase();
    }
    let mut small = String::with_capacity(word.len());
    small.extend(word.chars().map(small_letter));
    small
}

/// Letters that stand before the apostrophe of a name at least: fewer are a part of it, as in `O'Neill`.
const SHORTEST_NAME: usize = 2;

/// Where the name ends in a word with an apostrophe and an ending behind it; `an` is none, as in
/// the Turkish `Kur'an`.
fn name_end(word: &str) -> Option<usize> {
    let apostrophe = |(end, char): &(usize, char)| {
        matches!(char, '\'' | '\u{2019}' | '\u{ff07}') && !word[end + char.len_utf8()..].starts_with("an")
    };
    word.char_indices().skip(SHORTEST_NAME).find(apostrophe).map(|(end, _)| end)
}

/// The folded form of a lower-case word. Empty where nothing is left. Folding a folded word
/// changes nothing.
pub fn fold(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()) {
        return Cow::Borrowed(&word[..word.len().min(LONGEST)]);
    }
    let mut form = by_letters(word).unwrap_or_else(|| normalised(word));
    if let Some((end, _)) = form.char_indices().nth(LONGEST) {
        form.truncate(end);
    }
    Cow::Owned(form)
}

/// What each letter of the alphabets below U+0700 folds to. `None` for marks, and for what
/// becomes one: what a mark means depends on the letter before it.
static LETTERS: LazyLock<Vec<Option<Box<str>>>> = LazyLock::new(|| {
    let is_plain = |char: &char| classes(*char) & LETTER != 0 || char.is_ascii_digit();
    let folded = |char: char| normalised(char.encode_utf8(&mut [0; 4])).into_boxed_str();
    let is_settled = |form: &str| form.chars().all(|char| classes(char) & MARK == 0);
    let letters = (0..0x700).map(|code| char::from_u32(code).filter(is_plain));
    letters.map(|letter| letter.map(folded).filter(|form| is_settled(form))).collect()
});

/// Most words have no loose marks: their letters fold one by one.
fn by_letters(word: &str) -> Option<String> {
    let mut form = String::with_capacity(word.len());
    for char in word.chars() {
        form.push_str(LETTERS.get(char as usize)?.as_deref()?);
    }
    Some(form)
}

fn normalised(word: &str) -> String {
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
    ComposingNormalizerBorrowed::new_nfc().normalize(&form).into_owned()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_become_small_as_everywhere() {
        for letter in (0..0x2_0000).filter_map(char::from_u32) {
            let word = format!("A{letter}b");
            assert_eq!(small(&word), word.to_lowercase(), "{word}");
        }
        assert_eq!(small("ΟΔΟΣ"), "οδος");
    }

    #[test]
    fn letters_fold_together_as_they_fold_alone() {
        let letters: Vec<char> =
            (0..0x700).filter_map(char::from_u32).filter(|char| char.is_alphanumeric()).collect();
        let neighbours = ['a', 'é', 'ı', 'ς', 'ß', 'ا', 'أ', 'ٱ', 'и', 'й', 'א', 'և', '5'];
        for (&letter, neighbour) in letters.iter().flat_map(|letter| neighbours.map(|other| (letter, other)))
        {
            for word in [String::from_iter([letter, neighbour]), String::from_iter([neighbour, letter])] {
                assert_eq!(
                    by_letters(&word).unwrap_or_else(|| normalised(&word)),
                    normalised(&word),
                    "{word}"
                );
            }
        }
        assert_eq!(by_letters("žiadosť").as_deref(), Some("ziadost"));
        assert_eq!(by_letters("z\u{30c}"), None);
    }
}
