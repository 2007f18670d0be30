//! Numbers and words as short ASCII text, for JSON strings that compress well.

/// The alphabet of numbers: base64's, so that none of it needs an escape in JSON.
const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Adds one digit; `value` is at most 63.
pub fn push_digit(out: &mut String, value: u32) {
    out.push(char::from(DIGITS[value.min(63) as usize]));
}

/// Adds a number of any size: five bits a digit, the lowest first; the sixth bit says that more
/// follow.
pub fn push_number(out: &mut String, mut value: u32) {
    while value >= 32 {
        push_digit(out, 32 | (value & 31));
        value >>= 5;
    }
    push_digit(out, value);
}

/// Adds `word` as how many characters it shares with the beginning of `before` (one digit), and
/// the rest of it.
pub fn push_front_coded(out: &mut String, word: &str, before: &str) {
    let shared = word.chars().zip(before.chars()).take_while(|(a, b)| a == b).take(63);
    let (characters, bytes) = shared.fold((0, 0), |(n, bytes), (char, _)| (n + 1, bytes + char.len_utf8()));
    push_digit(out, characters);
    out.push_str(&word[bytes..]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_take_a_digit_for_five_bits() {
        let mut out = String::new();
        for value in [0, 31, 32, 1023, 1024] {
            push_number(&mut out, value);
            out.push(' ');
        }
        assert_eq!(out, "A f gB _f ggB ");
    }

    #[test]
    fn words_are_coded_by_what_they_share() {
        let mut out = String::new();
        push_front_coded(&mut out, "žiadosť", "žiadať");
        assert_eq!(out, "Eosť");
    }
}
