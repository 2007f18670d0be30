//! The rules of a Hunspell dictionary: affixes, when they may be put to a word, and what of the word they
//! replace. Read from an `.aff` file, as described in hunspell(5).

use rustc_hash::FxHashMap;

/// What a word of the dictionary is marked with: the rules that may be applied to it, for the most part.
pub type Flag = u32;

/// The rules, and how flags are written.
#[derive(Debug, Default)]
pub struct Affixes {
    /// By what they put behind a word.
    pub suffixes: FxHashMap<Box<str>, Vec<Rule>>,
    /// By what they put before it.
    pub prefixes: FxHashMap<Box<str>, Vec<Rule>>,
    /// Words with this flag are no words by themselves.
    pub needs_affix: Option<Flag>,
    /// Words with this flag are wrong.
    pub forbidden: Option<Flag>,
    notation: Notation,
    /// Sets of flags that dictionary and rules call by number, from one.
    sets: Vec<Vec<Flag>>,
}

/// One rule.
#[derive(Debug)]
pub struct Rule {
    /// Words with this flag may have it.
    pub flag: Flag,
    /// What is taken from the word before the affix is put there.
    pub strip: Box<str>,
    /// Whether there may be an affix at the other end, too.
    pub crosses: bool,
    /// Flags of what comes out: another affix may follow.
    pub then: Vec<Flag>,
    condition: Vec<Letters>,
}

/// What one letter of a condition may be.
#[derive(Debug)]
enum Letters {
    Any,
    Of(String),
    NotOf(String),
}

/// How flags are written.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Notation {
    /// A character each.
    #[default]
    Character,
    /// Two characters each.
    Long,
    /// Numbers, with commas between them.
    Number,
}

impl Affixes {
    /// Reads an `.aff` file. What has nothing to do with the forms of words is passed over.
    pub fn read(text: &str) -> Self {
        let mut affixes = Self::default();
        for line in text.lines() {
            let words: Vec<&str> =
                line.split_whitespace().take_while(|word| !word.starts_with('#')).collect();
            match *words {
                ["FLAG", "long"] => affixes.notation = Notation::Long,
                ["FLAG", "num"] => affixes.notation = Notation::Number,
                ["NEEDAFFIX", flag] => affixes.needs_affix = affixes.flags(flag).first().copied(),
                ["FORBIDDENWORD", flag] => affixes.forbidden = affixes.flags(flag).first().copied(),
                ["AF", set] if affixes.sets.is_empty() && set.parse::<usize>().is_ok() => {
                    affixes.sets.push(Vec::new());
                }
                ["AF", set] => affixes.sets.push(affixes.flags_of(set)),
                _ => {}
            }
        }
        affixes.read_rules(text);
        affixes
    }

    /// The flags that a dictionary or a rule writes behind a slash.
    pub fn flags(&self, written: &str) -> Vec<Flag> {
        match written.parse::<usize>() {
            Ok(number) if !self.sets.is_empty() => self.sets.get(number).cloned().unwrap_or_default(),
            _ => self.flags_of(written),
        }
    }

    /// Rules follow what they need to be read: two passes, because the order of an `.aff` file is free.
    fn read_rules(&mut self, text: &str) {
        let mut crosses = FxHashMap::default();
        for line in text.lines() {
            let words: Vec<&str> = line.split_whitespace().collect();
            match *words {
                [kind @ ("SFX" | "PFX"), flag, cross @ ("Y" | "N"), count]
                    if count.parse::<usize>().is_ok() =>
                {
                    crosses.insert((kind, flag), cross == "Y");
                }
                [kind @ ("SFX" | "PFX"), flag, strip, affix, ref rest @ ..] => {
                    let crosses = crosses.get(&(kind, flag)).copied().unwrap_or(false);
                    self.add_rule(kind, (flag, crosses), (strip, affix), rest.first().unwrap_or(&"."));
                }
                _ => {}
            }
        }
    }

    fn add_rule(
        &mut self,
        kind: &str,
        (flag, crosses): (&str, bool),
        (strip, affix): (&str, &str),
        condition: &str,
    ) {
        let Some(flag) = self.flags_of(flag).first().copied() else { return };
        let (affix, then) = affix.split_once('/').unwrap_or((affix, ""));
        let rule = Rule {
            flag,
            crosses,
            strip: affix_of(strip).into(),
            then: self.flags(then),
            condition: letters(condition),
        };
        let rules = if kind == "SFX" { &mut self.suffixes } else { &mut self.prefixes };
        rules.entry(affix_of(affix).into()).or_default().push(rule);
    }

    fn flags_of(&self, written: &str) -> Vec<Flag> {
        let mut letters = written.chars().map(u32::from);
        match self.notation {
            Notation::Character => letters.collect(),
            Notation::Number => written.split(',').filter_map(|number| number.parse().ok()).collect(),
            Notation::Long => std::iter::from_fn(|| {
                let first = letters.next()?;
                Some(first << 16 | letters.next().unwrap_or_default())
            })
            .collect(),
        }
    }
}

impl Rule {
    /// Whether a word may have this suffix, by its end.
    pub fn fits_end(&self, word: &str) -> bool {
        self.fits(word.chars().rev(), self.condition.iter().rev())
    }

    /// Whether a word may have this prefix, by its beginning.
    pub fn fits_start(&self, word: &str) -> bool {
        self.fits(word.chars(), self.condition.iter())
    }

    fn fits<'l>(
        &self,
        mut word: impl Iterator<Item = char>,
        mut condition: impl Iterator<Item = &'l Letters>,
    ) -> bool {
        condition.all(|letters| word.next().is_some_and(|letter| letters.may_be(letter)))
    }
}

impl Letters {
    fn may_be(&self, letter: char) -> bool {
        match self {
            Self::Any => true,
            Self::Of(letters) => letters.contains(letter),
            Self::NotOf(letters) => !letters.contains(letter),
        }
    }
}

/// What is put to a word, or taken from it: a nought is nothing.
fn affix_of(written: &str) -> &str {
    if written == "0" { "" } else { written }
}

/// A condition: letters, points, and brackets as in regular expressions.
fn letters(condition: &str) -> Vec<Letters> {
    let mut found = Vec::new();
    if condition == "." {
        return found;
    }
    let mut rest = condition.chars();
    while let Some(letter) = rest.next() {
        found.push(match letter {
            '.' => Letters::Any,
            '[' => {
                let set: String = rest.by_ref().take_while(|&letter| letter != ']').collect();
                set.strip_prefix('^')
                    .map_or_else(|| Letters::Of(set.clone()), |set| Letters::NotOf(set.to_owned()))
            }
            letter => Letters::Of(letter.into()),
        });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_are_written_in_three_ways() {
        let flags = |affixes: &str, written| Affixes::read(affixes).flags(written);
        assert_eq!(flags("", "Aé"), ['A', 'é'].map(u32::from));
        assert_eq!(flags("FLAG num", "12,7"), [12, 7]);
        assert_eq!(
            flags("FLAG long\nAF 2\nAF AbCd # 1\nAF Zz # 2", "2"),
            [u32::from('Z') << 16 | u32::from('z')]
        );
    }

    #[test]
    fn a_condition_looks_at_the_end_of_a_word() {
        let affixes = Affixes::read("SFX S Y 1\nSFX S y ies [^aeiou]y");
        let rule = &affixes.suffixes["ies"][0];
        assert!(rule.crosses && &*rule.strip == "y");
        assert!(rule.fits_end("party") && !rule.fits_end("play") && !rule.fits_end("y"));
    }
}
