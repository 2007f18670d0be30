//! Telephone numbers in a text, however they are grouped.

use std::ops::Range;

use super::numbers::digit;

/// A shorter run of digits is a number like any other.
const SHORTEST: usize = 7;
/// E.164 has 15 digits at most.
const LONGEST: usize = 15;
/// What stands after the country's code, which some leave out: so much has to agree.
const OWN: usize = 7;

/// A telephone number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phone {
    /// Its digits.
    pub digits: String,
    /// Where it stands in the text.
    pub at: Range<usize>,
}

impl Phone {
    /// Whether both ring at the same place: one may lack the country, or a zero.
    pub fn is_like(&self, other: &Self) -> bool {
        let tail = |digits: &str| digits[digits.len() - OWN..].to_owned();
        self.digits == other.digits
            || self.digits.len() != other.digits.len() && tail(&self.digits) == tail(&other.digits)
    }
}

/// All telephone numbers of a text: they begin with a plus or a zero, and their groups are held
/// together by spaces, hyphens, brackets and slashes.
pub fn phones(text: &str) -> Vec<Phone> {
    let letters: Vec<(usize, char)> = text.char_indices().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        let end = end_of(&letters, at);
        let begins = at.checked_sub(1).is_none_or(|before| !letters[before].1.is_alphanumeric());
        let digits: String = letters[at..end].iter().filter_map(|letter| digit(letter.1)).collect();
        let marked = matches!(letters[at].1, '+' | '＋') || digits.starts_with('0');
        if begins && marked && (SHORTEST..=LONGEST).contains(&digits.len()) {
            let stop = letters[end - 1].0 + letters[end - 1].1.len_utf8();
            found.push(Phone { digits, at: letters[at].0..stop });
        }
        at = end.max(at + 1);
    }
    found
}

/// One past the last digit of what may be a telephone number and begins at `start`.
fn end_of(letters: &[(usize, char)], start: usize) -> usize {
    if !matches!(letters[start].1, '+' | '＋' | '(') && digit(letters[start].1).is_none() {
        return start;
    }
    let (mut end, mut gap) = (start, 0);
    for (at, &(_, letter)) in letters.iter().enumerate().skip(start) {
        if digit(letter).is_some() {
            (end, gap) = (at + 1, 0);
        } else if matches!(letter, ' ' | '\u{a0}' | '\u{202f}' | '-' | '‑' | '/' | '(' | ')') && gap < 2 {
            gap += 1;
        } else if at > start {
            break;
        }
    }
    end.max(start)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digits(text: &str) -> Vec<String> {
        phones(text).into_iter().map(|phone| phone.digits).collect()
    }

    #[test]
    fn groups_say_nothing() {
        for text in ["+421 2 1234 5678", "+421-2-12345678", "+٤٢١ ٢ ١٢٣٤ ٥٦٧٨", "call +421 (2) 12 34 56 78."]
        {
            assert_eq!(digits(text), ["421212345678"], "{text}");
        }
        assert_eq!(digits("0800 123 456 or 020 7946 0000"), ["0800123456", "02079460000"]);
    }

    #[test]
    fn other_numbers_are_left_alone() {
        assert_eq!(digits("1,750 and 2026-03-03, 0.5, 09:30, 12 345 678, a+1234567"), Vec::<String>::new());
    }

    #[test]
    fn the_country_may_be_left_out() {
        let of = |text: &str| phones(text).remove(0);
        assert!(of("+421 2 1234 5678").is_like(&of("02 1234 5678")));
        assert!(!of("+421 2 1234 5678").is_like(&of("+421 2 1234 5679")));
        assert!(!of("0800 123 456").is_like(&of("0900 123 456")));
    }
}
