//! What a line of plain text looks like by itself, without those around it.

/// Signs that begin the entry of a list.
const BULLETS: [char; 10] = ['•', '●', '▪', '■', '‣', '◦', '·', '►', '✓', '*'];

/// Fewest letters of a heading in capitals: shorter ones are abbreviations.
const CAPITALS: usize = 6;

/// Longest name of a speaker.
const SPEAKER: usize = 25;

/// Pairs of quotation marks.
const QUOTES: [(char, char); 6] = [('„', '“'), ('„', '”'), ('“', '”'), ('«', '»'), ('"', '"'), ('”', '”')];

/// What a line is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Line {
    Blank,
    Bullet(String),
    Number(usize, String),
    Turn { speaker: String, words: String },
    Dash(String),
    Quote(String),
    Heading(String),
    Text(String),
}

impl Line {
    /// What a line looks like by itself.
    pub fn of(line: &str) -> Self {
        if line.is_empty() {
            return Self::Blank;
        }
        let mut letters = line.chars();
        let first = letters.next().unwrap_or_default();
        let rest = letters.as_str();
        if BULLETS.contains(&first) && (rest.starts_with(' ') || first != '*' && !rest.is_empty())
            || line.starts_with("- ")
        {
            return Self::Bullet(rest.trim_start().to_owned());
        }
        if let Some(words) = line.strip_prefix("– ").or_else(|| line.strip_prefix("— ")) {
            return Self::Dash(words.to_owned());
        }
        if let Some(words) = step(line) {
            return Self::Number(number(line), words.trim().to_owned());
        }
        if let Some(turn) = turn(line).filter(|_| !is_capitals(line)) {
            return turn;
        }
        if is_quote(line) { Self::Quote(line.to_owned()) } else { Self::Text(line.to_owned()) }
    }
}

/// The words of a numbered step: `1. `, `1) `, `a) `, and with the digits of Arabic and Persian,
/// which Markdown doesn't know.
fn step(line: &str) -> Option<&str> {
    let western = |letter: char| letter.is_ascii_digit();
    let eastern = |letter: char| matches!(letter, '٠'..='٩' | '۰'..='۹');
    let after = line.trim_start_matches(|letter| western(letter) || eastern(letter));
    let number = &line[..line.len() - after.len()];
    let signs: &[&str] = match number.chars().count() {
        0 => return line.strip_prefix(|letter: char| letter.is_ascii_lowercase())?.strip_prefix(") "),
        1 | 2 if number.starts_with(eastern) => &[". ", ") ", "- ", " - ", "– ", " – "],
        1 | 2 => &[". ", ") "],
        _ => return None,
    };
    signs.iter().find_map(|sign| after.strip_prefix(sign))
}

/// The number of a step, in whichever digits; `a` is the first.
fn number(line: &str) -> usize {
    let digits = line.chars().map_while(|letter| match letter {
        '٠'..='٩' => Some(letter as usize - '٠' as usize),
        '۰'..='۹' => Some(letter as usize - '۰' as usize),
        letter => letter.to_digit(10).map(|digit| digit as usize),
    });
    let letter = line.bytes().next().filter(u8::is_ascii_lowercase);
    letter.map_or_else(
        || digits.fold(0, |number, digit| number * 10 + digit),
        |letter| usize::from(letter - b'a') + 1,
    )
}

/// Whether all of a line is in quotation marks, up to the name of who said it.
fn is_quote(line: &str) -> bool {
    let (words, name) = [" – ", " — ", " - "]
        .iter()
        .find_map(|dash| line.rsplit_once(dash))
        .filter(|(words, name)| is_short_name(name) && words.ends_with(QUOTES.map(|(_, close)| close)))
        .unwrap_or((line, ""));
    let whole = QUOTES.iter().any(|(open, close)| {
        words.starts_with(*open) && words.ends_with(*close) && words.matches([*open, *close]).count() == 2
    });
    whole && (words.chars().count() > SPEAKER || !name.is_empty())
}

/// Whether `text` can be what somebody is called, with a title or a post behind it.
fn is_short_name(text: &str) -> bool {
    text.split(' ').count() <= 6
        && text.starts_with(|first: char| first.is_alphabetic() && !first.is_lowercase())
        && !text.ends_with(['.', '?', '!', '…'])
}

/// `Anna: Good morning.`
fn turn(line: &str) -> Option<Line> {
    let (speaker, words) = line.split_once(": ")?;
    let short = speaker.chars().count() <= SPEAKER && speaker.split(' ').count() <= 3;
    let named = speaker.chars().next().is_some_and(|first| first.is_alphabetic() && !first.is_lowercase());
    let plain = speaker.chars().all(|letter| letter.is_alphanumeric() || " .'’-".contains(letter));
    (short && named && plain)
        .then(|| Line::Turn { speaker: speaker.to_owned(), words: words.trim().to_owned() })
}

/// Whether a line has no small letters, but capitals.
pub(super) fn is_capitals(line: &str) -> bool {
    let capitals = line.chars().filter(|letter| letter.is_uppercase()).count();
    capitals >= CAPITALS && !line.chars().any(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_may_have_other_digits_and_letters() {
        let words = |line| step(line).map(str::to_owned);
        for line in ["1. Go", "12) Go", "a) Go", "١. Go", "١٢- Go", "۳ – Go"] {
            assert_eq!(words(line).as_deref(), Some("Go"), "{line}");
        }
        for line in ["2019. Go", "1 Go", "1 - 2", "a. Go", "А) Go", "١ Go"] {
            assert_eq!(words(line), None, "{line}");
        }
    }
}
