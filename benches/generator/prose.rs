//! Made-up words with the letters and endings of a language, frequent ones short and rare ones long.

use super::Dice;

/// Distinct stems of a vocabulary.
const STEMS: usize = 6_000;

/// The words of one language.
pub struct Vocabulary {
    stems: Vec<String>,
    endings: &'static [&'static str],
    stop: &'static str,
}

/// Consonants, vowels, endings and the full stop of a language.
fn alphabet(
    lang: &str,
) -> (&'static [&'static str], &'static [&'static str], &'static [&'static str], &'static str) {
    match lang {
        "sk" => (
            &[
                "b", "c", "č", "d", "h", "ch", "k", "l", "ľ", "m", "n", "p", "r", "s", "š", "st", "t", "v",
                "z", "ž", "pr", "tr",
            ],
            &["a", "á", "e", "é", "i", "í", "o", "ó", "u", "ú", "ia", "ie"],
            &["", "a", "u", "om", "ov", "y", "och", "ami", "ou", "ého", "ému", "ý", "ť"],
            ".",
        ),
        "tr" => (
            &["b", "c", "ç", "d", "g", "ğ", "h", "k", "l", "m", "n", "p", "r", "s", "ş", "t", "v", "y", "z"],
            &["a", "e", "ı", "i", "o", "ö", "u", "ü"],
            &["", "lar", "ler", "da", "de", "dan", "in", "ın", "lık", "lerinden", "ıyor", "mak", "mış"],
            ".",
        ),
        "ar" => (
            &[
                "ب", "ت", "ث", "ج", "ح", "خ", "د", "ر", "ز", "س", "ش", "ص", "ط", "ع", "غ", "ف", "ق", "ك",
                "ل", "م", "ن", "ه",
            ],
            &["ا", "و", "ي", ""],
            &["", "ات", "ون", "ين", "ها", "هم", "ة", "ي"],
            ".",
        ),
        _ => (
            &[
                "b", "c", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "w", "st", "th",
                "ch", "pr", "tr",
            ],
            &["a", "e", "i", "o", "u", "ea", "ou", "io"],
            &["", "s", "ed", "ing", "er", "ly", "ness", "ment"],
            ".",
        ),
    }
}

impl Vocabulary {
    pub fn new(lang: &str) -> Self {
        let (consonants, vowels, endings, stop) = alphabet(lang);
        let mut dice = Dice::new(lang.bytes().map(u64::from).sum());
        let stems = (0..STEMS)
            .map(|rank| {
                let syllables = 1 + usize::from(rank > 60) + dice.between(0, usize::from(rank > 300));
                (0..syllables).map(|_| format!("{}{}", dice.pick(consonants), dice.pick(vowels))).collect()
            })
            .collect();
        Self { stems, endings, stop }
    }

    /// A word: the stem of rank r with a probability of about 1/r, with an ending if it is not
    /// among the most frequent.
    fn word(&self, dice: &mut Dice, out: &mut String) {
        let uniform = (dice.next() >> 11) as f64 / (1u64 << 53) as f64;
        let rank = ((STEMS as f64).powf(uniform) as usize - 1).min(STEMS - 1);
        out.push_str(&self.stems[rank]);
        if rank > 60 {
            out.push_str(dice.pick::<&str>(self.endings));
        }
    }

    fn words(&self, dice: &mut Dice, count: usize) -> String {
        let mut out = String::new();
        for number in 0..count {
            if number > 0 {
                out.push(' ');
            }
            self.word(dice, &mut out);
        }
        capitalise(&out)
    }

    pub fn title(&self, dice: &mut Dice) -> String {
        let count = dice.between(2, 6);
        self.words(dice, count)
    }

    pub fn sentence(&self, dice: &mut Dice, count: usize) -> String {
        self.words(dice, count)
    }

    /// About `count` words in sentences, with some emphasis and inline code.
    pub fn paragraph(&self, dice: &mut Dice, count: usize) -> String {
        let mut out = String::new();
        let mut left = count;
        while left > 0 {
            let here = left.min(dice.between(6, 18));
            left -= here;
            let sentence = self.words(dice, here);
            match dice.between(0, 9) {
                0 => out.push_str(&format!("**{sentence}**{} ", self.stop)),
                1 => out.push_str(&format!("{sentence} `{}`{} ", dice.between(10, 9999), self.stop)),
                _ => out.push_str(&format!("{sentence}{} ", self.stop)),
            }
        }
        out.trim_end().to_string() + "\n\n"
    }

    pub fn list(&self, dice: &mut Dice) -> String {
        let lines = dice.between(3, 7);
        (0..lines).map(|_| format!("- {}\n", self.words(dice, 7))).collect::<String>() + "\n"
    }

    pub fn table(&self, dice: &mut Dice) -> String {
        let mut out = format!(
            "| {} | {} | {} |\n| --- | --- | ---: |\n",
            self.title(dice),
            self.title(dice),
            self.title(dice)
        );
        for _ in 0..dice.between(3, 8) {
            out.push_str(&format!(
                "| {} | {} | {} |\n",
                self.words(dice, 2),
                self.words(dice, 4),
                dice.between(1, 9999)
            ));
        }
        out + "\n"
    }
}

fn capitalise(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
