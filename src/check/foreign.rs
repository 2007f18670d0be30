//! A paragraph in another language than its article's: one that was pasted and not translated.
//!
//! Which language a text is in is guessed by its letters (`whatlang`), among those of the site and
//! English. Before that, the words that are most frequent in the site's own texts are counted: a paragraph with
//! enough of those of its language needs no guess, which makes this fast, and one without them that
//! the guess takes for another language is one nearly always. Short texts, quotations and tables
//! are left alone, and so is a language that the guess doesn't know.

use std::collections::{BTreeMap, HashMap, HashSet};

use rayon::prelude::*;
use whatlang::{Detector, Lang as Known};

use super::{Text, Whole};
use crate::article::{Block, BlockKind, OPAQUE};
use crate::diag::{Code, Diagnostic};
use crate::language::Lang;

/// Fewest letters and words of a text that is looked at.
const FEWEST_LETTERS: usize = 80;
const FEWEST_WORDS: usize = 12;

/// From so many paragraphs on, if they are most of an article, it is reported as a whole.
const MANY: usize = 5;

/// How many words of a language count as frequent.
const FREQUENT: usize = 60;

/// Articles of a language whose words are counted: more make it no better.
const SAMPLE: usize = 200;

/// Share of frequent words, in hundredths, from which on a text is surely in its language, and
/// below which it may be in another.
const SURE: usize = 20;
const DOUBTFUL: usize = 8;

/// What the languages of a site look like.
struct Languages<'a> {
    frequent: BTreeMap<&'a str, HashSet<String>>,
    known: BTreeMap<&'a str, Known>,
    detector: Detector,
}

pub(super) fn look(whole: &Whole<'_>, notes: &mut Vec<Diagnostic>) {
    let languages = Languages::of(whole);
    let found: Vec<Diagnostic> =
        whole.texts.par_iter().flat_map_iter(|text| foreign(&languages, text)).collect();
    notes.extend(found);
}

fn foreign(languages: &Languages<'_>, text: &Text<'_>) -> Vec<Diagnostic> {
    let blocks = text.survey.blocks.iter();
    let blocks = blocks.filter(|block| block.kind == BlockKind::Prose && !block.quoted);
    let looked_at: Vec<(&Block, String)> =
        blocks.filter_map(|block| Some((block, prose(&block.text)?))).collect();
    let found: Vec<(&Block, &str)> = looked_at
        .iter()
        .filter_map(|(block, prose)| Some((*block, languages.guess(text.lang, prose)?)))
        .collect();
    let own = text.lang.english_name();
    match found.as_slice() {
        // One cause: it was never translated.
        [(first, language), ..] if found.len() >= MANY && 2 * found.len() > looked_at.len() => {
            let message =
                format!("most of this article seems to be in {language}, and its language is {own}");
            let note = text.note(Code::ForeignText, first.at(), message);
            vec![note.label(format!("this is the first of {} paragraphs", found.len())).help(
                "translate it; or remove the file, and readers are told that there is no translation yet",
            )]
        }
        _ => found
            .into_iter()
            .map(|(block, language)| {
                let message =
                    format!("this paragraph seems to be in {language}, and the article is in {own}");
                text.note(Code::ForeignText, block.at(), message)
                    .help("translate it; if it is meant as it is, make it a quotation with `>`")
            })
            .collect(),
    }
}

impl<'a> Languages<'a> {
    fn of(whole: &Whole<'a>) -> Self {
        let mut texts: BTreeMap<&str, Vec<&Text<'_>>> = BTreeMap::new();
        for text in whole.texts {
            texts.entry(text.lang.as_str()).or_default().push(text);
        }
        let counted: Vec<Counted> = texts.values().map(|texts| Counted::of(texts)).collect();
        let frequent =
            texts.keys().enumerate().map(|(number, lang)| (*lang, frequent(&counted, number))).collect();
        let languages = whole.site.settings.languages.iter();
        let known: BTreeMap<&str, Known> = languages
            .filter_map(|language| Some((language.tag.as_str(), language.tag.known_to_detector()?)))
            .collect();
        let allowed = known.values().copied().chain([Known::Eng]).collect();
        let known = texts.keys().filter_map(|lang| Some((*lang, *known.get(lang)?))).collect();
        Self { frequent, known, detector: Detector::with_allowlist(allowed) }
    }

    /// The language of some prose, if it is clearly another than `lang`.
    fn guess(&self, lang: &Lang, text: &str) -> Option<&'static str> {
        let own = *self.known.get(lang.as_str())?;
        let share = self.share(lang.as_str(), text);
        if share >= SURE {
            return None;
        }
        let info = self.detector.detect(text).filter(|info| info.lang() != own && info.is_reliable())?;
        let other_script = !info.script().langs().contains(&own);
        // Where the site has enough texts of that language, their words have to bear it out.
        let other = self.known.iter().find(|(_, known)| **known == info.lang()).map(|(lang, _)| *lang);
        let other = other.filter(|other| self.frequent.get(other).is_some_and(|words| !words.is_empty()));
        let borne_out = other.is_none_or(|other| self.share(other, text) > share);
        (borne_out && (share < DOUBTFUL || other_script)).then(|| info.lang().eng_name())
    }

    /// How many of the words are frequent in a language, in hundredths.
    fn share(&self, lang: &str, text: &str) -> usize {
        let Some(frequent) = self.frequent.get(lang) else { return 0 };
        let (mut all, mut known) = (0, 0);
        for word in words(text) {
            all += 1;
            known += usize::from(frequent.contains(&word));
        }
        100 * known / all.max(1)
    }
}

/// What is prose of a text, if that is long enough: words in capitals are names.
fn prose(text: &str) -> Option<String> {
    let plain: String = text.chars().map(|c| if c == OPAQUE { ' ' } else { c }).collect();
    let letters = plain.chars().filter(|c| c.is_alphabetic()).count();
    let words =
        plain.split_whitespace().filter(|word| word.chars().next().is_some_and(char::is_lowercase)).count();
    let spaceless = plain.split_whitespace().count() * 15 < letters;
    let caseless = !plain.chars().any(|c| c.is_lowercase());
    let long =
        spaceless || words >= FEWEST_WORDS || caseless && plain.split_whitespace().count() >= FEWEST_WORDS;
    (letters >= FEWEST_LETTERS && long).then_some(plain)
}

fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase)
}

/// In how many blocks of a language each word stands.
struct Counted {
    blocks: usize,
    words: HashMap<String, usize>,
}

impl Counted {
    fn of(texts: &[&Text<'_>]) -> Self {
        let mut counted = Self { blocks: 0, words: HashMap::new() };
        let step = texts.len().div_ceil(SAMPLE).max(1);
        for text in texts.iter().step_by(step) {
            for block in text.survey.blocks.iter().filter(|block| !block.quoted) {
                counted.blocks += 1;
                for word in words(&block.text).collect::<HashSet<String>>() {
                    *counted.words.entry(word).or_default() += 1;
                }
            }
        }
        counted
    }

    /// Of a million blocks, those that have a word.
    fn share(&self, word: &str) -> usize {
        1_000_000 * self.words.get(word).copied().unwrap_or_default() / self.blocks.max(1)
    }
}

/// The most frequent words of a language. Those that another language of the site has more often
/// are strangers, pasted perhaps; and one or two blocks make no rule.
fn frequent(all: &[Counted], number: usize) -> HashSet<String> {
    const FEWEST_BLOCKS: usize = 3;
    let own = &all[number];
    let usual = own.words.iter().filter(|(_, count)| **count >= FEWEST_BLOCKS);
    let mut usual: Vec<(usize, &String)> = usual.map(|(word, count)| (*count, word)).collect();
    usual.sort_unstable_by(|a, b| b.cmp(a));
    let native = |word: &String| all.iter().all(|other| other.share(word) <= own.share(word));
    usual.into_iter().map(|(_, word)| word).filter(|word| native(word)).take(FREQUENT).cloned().collect()
}
