//! A dictionary of the spelling checker Hunspell, asked for the words that a form may come from.
//!
//! A word of the `.dic` file carries flags, and rules of the `.aff` file say which affixes a word with a flag may
//! have ([`Affixes`]). To find what a form comes from, each rule whose affix the form has is undone, once, twice where
//! one affix follows another, and at both ends; the outcome has to be in the dictionary with the flag. No form
//! is ever listed: Turkish has too many.

use rustc_hash::FxHashMap;

use super::affixes::{Affixes, Flag, Rule};
use super::decoded;
use crate::language::Lang;
use crate::language::analysis::lower;

/// Words and the rules by which they have forms.
#[derive(Debug, Default)]
pub struct Hunspell {
    affixes: Affixes,
    /// Flags of each word; those of words that are written alike together.
    words: FxHashMap<Box<str>, Vec<Flag>>,
}

impl Hunspell {
    /// Reads the `.aff` and the `.dic` file, in the encoding that the first one names.
    pub fn read(rules: &[u8], words: &[u8], lang: &Lang) -> Self {
        let label = encoding(rules);
        let affixes = Affixes::read(&decoded(rules, &label));
        let mut all = Self { affixes, ..Self::default() };
        // The first line says how many there are.
        decoded(words, &label).lines().skip(1).for_each(|line| all.add(line, lang));
        all
    }

    /// The words that `form` (in lower case) may be a form of.
    pub fn lemmas(&self, form: &str) -> Vec<String> {
        let mut found = Vec::new();
        let is_word = |flags: &Vec<Flag>| !self.affixes.needs_affix.is_some_and(|flag| flags.contains(&flag));
        if self.words.get(form).is_some_and(is_word) {
            found.push(form.to_owned());
        }
        for (word, rule) in self.without_suffix(form) {
            self.take(&word, &[rule.flag], &mut found);
            for (shorter, inner) in
                self.without_suffix(&word).filter(|(_, inner)| inner.then.contains(&rule.flag))
            {
                self.take(&shorter, &[inner.flag], &mut found);
            }
            for (bare, prefix) in
                self.without_prefix(&word).filter(|(_, prefix)| prefix.crosses && rule.crosses)
            {
                self.take(&bare, &[rule.flag, prefix.flag], &mut found);
            }
        }
        for (word, rule) in self.without_prefix(form) {
            self.take(&word, &[rule.flag], &mut found);
        }
        found
    }

    /// Adds a line of the dictionary: a word, a slash, flags, and perhaps more behind white space.
    fn add(&mut self, line: &str, lang: &Lang) {
        let (word, flags) = split(line.trim_end());
        if word.is_empty() {
            return;
        }
        let flags = self.affixes.flags(flags);
        if self.affixes.forbidden.is_some_and(|flag| flags.contains(&flag)) {
            return;
        }
        self.words.entry(lower(&word, lang).into()).or_default().extend(flags);
    }

    /// Takes a word that the dictionary has with all these flags.
    fn take(&self, word: &str, flags: &[Flag], found: &mut Vec<String>) {
        let known = self.words.get(word).is_some_and(|own| flags.iter().all(|flag| own.contains(flag)));
        if known && !found.iter().any(|other| other == word) {
            found.push(word.to_owned());
        }
    }

    /// What `form` is when a suffix that it may have is undone, and the suffix's rule.
    fn without_suffix<'s>(&'s self, form: &'s str) -> impl Iterator<Item = (String, &'s Rule)> {
        let ends = form.char_indices().map(|(at, _)| at).chain([form.len()]);
        let found = ends.filter_map(|at| Some((&form[..at], self.affixes.suffixes.get(&form[at..])?)));
        found
            .flat_map(|(start, rules)| rules.iter().map(move |rule| (format!("{start}{}", rule.strip), rule)))
            .filter(|(word, rule)| rule.fits_end(word))
    }

    /// The same with a prefix.
    fn without_prefix<'s>(&'s self, form: &'s str) -> impl Iterator<Item = (String, &'s Rule)> {
        let starts = form.char_indices().map(|(at, _)| at).chain([form.len()]);
        let found = starts.filter_map(|at| Some((&form[at..], self.affixes.prefixes.get(&form[..at])?)));
        found
            .flat_map(|(end, rules)| rules.iter().map(move |rule| (format!("{}{end}", rule.strip), rule)))
            .filter(|(word, rule)| rule.fits_start(word))
    }
}

/// What an `.aff` file says about its encoding.
fn encoding(rules: &[u8]) -> String {
    let text = String::from_utf8_lossy(rules);
    let label = text.lines().find_map(|line| line.trim_start_matches('\u{feff}').strip_prefix("SET "));
    label.unwrap_or("UTF-8").trim().to_owned()
}

/// A word and its flags; a slash behind a backslash belongs to the word.
fn split(line: &str) -> (String, &str) {
    let end = line.char_indices().find(|&(at, char)| char == '/' && at > 0 && !line[..at].ends_with('\\'));
    let (word, rest) = end.map_or_else(
        || (line.split_whitespace().next().unwrap_or_default(), ""),
        |(at, slash)| (&line[..at], &line[at + slash.len_utf8()..]),
    );
    (word.replace("\\/", "/"), rest.split_whitespace().next().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lemmas(lang: &str, rules: &str, words: &str, form: &str) -> Vec<String> {
        Hunspell::read(rules.as_bytes(), words.as_bytes(), &Lang::new(lang).unwrap()).lemmas(form)
    }

    const ENGLISH: &str = "SET UTF-8\nNEEDAFFIX !\nFORBIDDENWORD *\nPFX U Y 1\nPFX U 0 un .\n\
        SFX S Y 2\nSFX S y ies [^aeiou]y\nSFX S 0 s [^y]\nSFX D Y 1\nSFX D 0 ed/S [^e]\n";

    #[test]
    fn affixes_are_undone_at_both_ends_and_one_after_the_other() {
        let words = "5\npack/UDS\nparty/S\nTrack/S po:verb\npaste!\nposses/*\n";
        let of = |form| lemmas("en", ENGLISH, words, form);
        assert_eq!(of("packs"), ["pack"]);
        assert_eq!(of("unpacked"), ["pack"]);
        assert_eq!(of("packeds"), ["pack"], "a suffix may have a suffix");
        assert_eq!(of("parties"), ["party"]);
        assert_eq!(of("tracks"), ["track"], "names are known in lower case");
        assert_eq!(of("partys"), [""; 0], "a condition is kept");
        assert_eq!(of("unparties"), [""; 0], "a word without the flag has no such prefix");
    }

    #[test]
    fn what_needs_an_affix_or_is_forbidden_is_no_word() {
        let words = "3\nschol/!S\nposses/*S\na\\/c/S\n";
        let of = |form| lemmas("en", ENGLISH, words, form);
        assert_eq!(of("schol"), [""; 0]);
        assert_eq!(of("schols"), ["schol"]);
        assert_eq!(of("possess"), [""; 0]);
        assert_eq!(of("a/cs"), ["a/c"]);
    }

    #[test]
    fn the_file_says_how_it_is_encoded() {
        let (rules, words) = (&b"SET ISO8859-2\nSFX a N 1\nSFX a 0 mi .\n"[..], &b"1\nv\xecra/a\n"[..]);
        let dictionary = Hunspell::read(rules, words, &Lang::new("cs").unwrap());
        assert_eq!(dictionary.lemmas("věrami"), ["věra"]);
    }

    proptest::proptest! {
        #[test]
        fn nothing_in_the_files_is_too_strange(
            rules in "((SFX|PFX|FLAG|AF|SET) [a-z0-9/\\[\\]^. ]{0,12}\n|.{0,9}\n){0,8}",
            words in "(.{0,6}(/[a-z0-9,]{0,4})?\n){0,6}",
            form in ".{0,8}",
        ) {
            for rules in [&*rules, &format!("FLAG long\n{rules}"), &format!("FLAG num\n{rules}")] {
                let found = lemmas("tr", rules, &words, &form);
                proptest::prop_assert!(found.iter().all(|lemma| !lemma.contains('\n')));
            }
        }
    }
}
