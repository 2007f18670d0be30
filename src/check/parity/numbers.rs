//! Numbers in a text, as far as two languages can be held against each other.
//!
//! `1,750`, `1.750`, `1 750` and `١٬٧٥٠` are one number, so only digits count. A short number may
//! be a word in the other language, a day or an hour written another way, and a round one may be
//! `5 thousand`: those say nothing when they are missing. `1億4400万` is the number that it says.

use std::ops::Range;

use crate::article::OPAQUE;

/// A number with fewer digits says nothing unless it is an amount or a share.
const LONG_ENOUGH: usize = 3;

/// What makes a short number one that languages write in digits.
const SIGNS: &[char] = &['%', '٪', '€', '$', '£', '¥', '₺', '₹', '₽', '₩'];

/// Shares that have words of their own.
const WORDED: [&str; 3] = ["50", "100", "25"];

/// What may stand between groups of digits, or before the fraction.
const SEPARATORS: &[char] = &[',', '.', '\'', '’', '\u{a0}', '\u{202f}', '\u{2009}', ' ', '٬', '٫', '،', '·'];

/// A number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    /// Its digits alone, without zeros before them.
    pub digits: String,
    /// Where it stands in the text.
    pub at: Range<usize>,
    /// Whether the other language has to have it, too.
    pub telling: bool,
}

/// All numbers of a text, in order. Digits within words (`mp3`, `v2`) are none.
pub fn numbers(text: &str) -> Vec<Number> {
    let letters: Vec<(usize, char)> = text.char_indices().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        if digit(letters[at].1).is_none() {
            at += 1;
            continue;
        }
        let end = end_of(&letters, at);
        let before = at.checked_sub(1).map(|before| letters[before].1);
        let after = letters.get(end).map(|letter| letter.1);
        let (value, end) = myriads(&letters, at, end).map_or((None, end), |(value, end)| (Some(value), end));
        let stop = letters.get(end).map_or(text.len(), |letter| letter.0);
        if let Some(digits) = value {
            found.push(Number { digits, at: letters[at].0..stop, telling: false });
        } else if !before.is_some_and(is_in_word) && !after.is_some_and(|c| c.is_ascii_alphabetic()) {
            found.extend(number(&letters, at..end, stop));
        }
        at = end;
    }
    found
}

/// The digits of a number written with signs for ten thousand and a hundred million, and where it
/// ends. It says nothing when the other text lacks it: there it may be `144 million`.
fn myriads(letters: &[(usize, char)], start: usize, end: usize) -> Option<(String, usize)> {
    let (mut sum, mut at, mut end, mut signed) = (0_u128, start, end, None);
    loop {
        let digits: String = letters[at..end].iter().filter_map(|letter| digit(letter.1)).collect();
        let unit = match letters.get(end).map(|letter| letter.1) {
            Some('万' | '萬' | '만') => 10_000,
            Some('億' | '亿' | '억') => 100_000_000,
            _ => break,
        };
        sum = sum.checked_add(digits.parse::<u128>().ok()?.checked_mul(unit)?)?;
        signed = Some(end + 1);
        at = end + 1;
        at += letters[at..].iter().take_while(|letter| letter.1 == ' ').count();
        if letters.get(at).is_none_or(|letter| digit(letter.1).is_none()) {
            break;
        }
        end = end_of(letters, at);
    }
    signed.map(|end| (sum.to_string(), end))
}

fn is_in_word(letter: char) -> bool {
    letter.is_alphabetic() && letter.is_ascii() || matches!(letter, '_' | '#' | '/' | OPAQUE)
}

/// One past the last digit of a number that begins at `start`.
fn end_of(letters: &[(usize, char)], start: usize) -> usize {
    let run = |from: usize| letters[from..].iter().take_while(|letter| digit(letter.1).is_some()).count();
    let mut end = start + run(start);
    while let Some(&(_, separator)) = letters.get(end) {
        let next = if end + 1 < letters.len() { run(end + 1) } else { 0 };
        // A space joins groups of three; two numbers beside each other are two.
        let joins = if separator.is_whitespace() { next == 3 && end - start <= 3 } else { next > 0 };
        if !SEPARATORS.contains(&separator) || !joins {
            break;
        }
        end += 1 + next;
    }
    end
}

fn number(letters: &[(usize, char)], range: Range<usize>, stop: usize) -> Option<Number> {
    let digits: String = letters[range.clone()].iter().filter_map(|letter| digit(letter.1)).collect();
    let digits = digits.trim_start_matches('0').to_owned();
    if digits.is_empty() {
        return None;
    }
    let near = |at: Option<usize>| at.and_then(|at| letters.get(at)).map(|letter| letter.1);
    let spaced = |first: Option<char>, second: Option<char>| match first {
        Some(c) if c.is_whitespace() => second,
        other => other,
    };
    let before = spaced(near(range.start.checked_sub(1)), near(range.start.checked_sub(2)));
    let after = spaced(near(Some(range.end)), near(Some(range.end + 1)));
    let signed = [before, after].into_iter().flatten().any(|c| SIGNS.contains(&c));
    let telling = digits.len() >= LONG_ENOUGH || signed && !WORDED.contains(&digits.as_str());
    Some(Number { telling, at: letters[range.start].0..stop, digits })
}

/// The value of a decimal digit of the scripts that languages of handbooks are written in.
pub(super) fn digit(letter: char) -> Option<char> {
    if letter < '\u{660}' {
        return letter.is_ascii_digit().then_some(letter);
    }
    const ZEROS: [char; 13] = ['٠', '۰', '०', '০', '੦', '૦', '௦', '౦', '೦', '๐', '໐', '၀', '０'];
    let code = u32::from(letter);
    ZEROS.iter().find_map(|&zero| {
        let value = code.checked_sub(u32::from(zero)).filter(|value| *value < 10)?;
        char::from_digit(value, 10)
    })
}

/// Whether one of `others` may be the same number, `5 thousand` included.
pub fn is_among(number: &Number, others: &[Number]) -> bool {
    let round = number.digits.trim_end_matches('0');
    let is_round = number.digits.len() - round.len() >= 3;
    others.iter().any(|other| {
        other.digits == number.digits
            || is_round && other.digits.trim_end_matches('0') == round
            || other.digits.trim_end_matches('0') == round && other.digits.len() > number.digits.len() + 2
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digits(text: &str) -> Vec<String> {
        let show =
            |number: Number| if number.telling { number.digits } else { format!("({})", number.digits) };
        numbers(text).into_iter().map(show).collect()
    }

    #[test]
    fn one_number_in_many_ways() {
        for text in [
            "1,750",
            "1.750",
            "1 750",
            "1\u{a0}750",
            "1\u{202f}750",
            "1'750",
            "1750",
            "١٬٧٥٠",
            "۱٬۷۵۰",
            "१,७५०",
        ] {
            assert_eq!(digits(text), ["1750"], "{text}");
        }
        assert_eq!(digits("12 750 and 1,00,000"), ["12750", "100000"]);
        assert_eq!(digits("pages 12 and 340"), ["(12)", "340"]);
    }

    #[test]
    fn what_may_be_a_word_or_an_hour_tells_nothing() {
        assert_eq!(digits("5 steps, at 09:30, on 7. 3. 2026"), ["(5)", "(9)", "(30)", "(7)", "(3)", "2026"]);
        assert_eq!(digits("20 % or € 45, 50 %"), ["20", "45", "(50)"]);
        assert_eq!(digits("mp3, v2, #4711, x_12"), Vec::<String>::new());
    }

    #[test]
    fn numbers_of_myriads_have_a_value() {
        assert_eq!(digits("약 1억 4,400만 명, 4万人"), ["(144000000)", "(40000)"]);
        assert!(is_among(&numbers("144 million")[0], &numbers("1억 4,400만")));
    }

    #[test]
    fn round_numbers_may_be_half_words() {
        let of = |text: &str| numbers(text).remove(0);
        assert!(is_among(&of("5000"), &numbers("5 tisíc")));
        assert!(is_among(&of("2,000,000"), &numbers("2 million")));
        assert!(!is_among(&of("1,750"), &numbers("1.570")));
        assert!(!is_among(&of("1,750"), &numbers("175")));
    }
}
