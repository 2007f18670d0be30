//! Words that `terms.toml` says are not to be used, in whatever form. What is part of a longer term
//! of the site is not meant, nor is the glossary, which may well name them.

use std::collections::{BTreeMap, HashMap};

use super::{Text, Whole};
use crate::article::Block;
use crate::diag::{Code, Diagnostic};
use crate::language::Lang;
use crate::language::analysis::{Row, folded, is_form, keys_by, tokens};
use crate::settings::{Avoided, Settings, Wording};

/// What a run of words is to the site.
struct Phrase<'a> {
    words: Vec<String>,
    /// The form to avoid and what to say in its place; `None` for a term of the site.
    avoided: Option<(&'a Avoided, &'a str)>,
}

/// A word of a text, folded, and where it stands.
struct Word {
    start: usize,
    end: usize,
    folded: String,
}

pub(super) fn look(whole: &Whole<'_>, notes: &mut Vec<Diagnostic>) {
    let settings = &whole.site.settings;
    let mut by_language: BTreeMap<&Lang, Vec<Phrase<'_>>> = BTreeMap::new();
    for text in whole.texts {
        let phrases = by_language.entry(text.lang).or_insert_with(|| phrases(settings, text.lang));
        if phrases.iter().any(|phrase| phrase.avoided.is_some()) && !is_glossary(settings, text) {
            for block in &text.survey.blocks {
                in_block(text, block, phrases, notes);
            }
        }
    }
}

fn is_glossary(settings: &Settings, text: &Text<'_>) -> bool {
    let Some(id) = &settings.glossary else { return false };
    let article = text.article.map(|article| (&article.front.id, &article.section, &article.stem));
    article.is_some_and(|(own, section, stem)| match own {
        Some(own) => own.value == id.value,
        None => [section.as_str(), stem].join("/").trim_matches('/') == id.value,
    })
}

fn phrases<'a>(settings: &'a Settings, lang: &Lang) -> Vec<Phrase<'a>> {
    let phrase = |text: &str, avoided| Phrase {
        words: words(text, lang).into_iter().map(|word| word.folded).collect(),
        avoided,
    };
    let of_wording = |wording: &'a Wording| {
        let good = [&wording.term].into_iter().chain(&wording.synonyms).map(|term| phrase(term, None));
        let bad =
            wording.avoid.iter().map(|avoided| phrase(&avoided.form, Some((avoided, wording.term.as_str()))));
        good.chain(bad).collect::<Vec<_>>()
    };
    let wordings = settings.terms.iter().filter_map(|term| term.wordings.get(lang));
    let mut phrases: Vec<Phrase<'_>> =
        wordings.flat_map(of_wording).filter(|phrase| !phrase.words.is_empty()).collect();
    // The longest one that fits counts; of two as long, the term.
    phrases.sort_by_key(|phrase| (std::cmp::Reverse(phrase.words.len()), phrase.avoided.is_some()));
    phrases
}

fn words(text: &str, lang: &Lang) -> Vec<Word> {
    let mut words = Vec::new();
    tokens(text, |token| {
        let (start, end) = (token.start, token.end);
        words.push(Word { start, end, folded: folded(&text[start..end], lang) });
    });
    words
}

fn in_block(text: &Text<'_>, block: &Block, phrases: &[Phrase<'_>], notes: &mut Vec<Diagnostic>) {
    let words = words(&block.text, text.lang);
    let of_phrases = phrases.iter().flat_map(|phrase| &phrase.words);
    let alike = |word: &str| of_phrases.clone().any(|own| is_form(own, word));
    let mut forms: Vec<&str> =
        words.iter().map(|word| word.folded.as_str()).filter(|word| alike(word)).collect();
    if forms.is_empty() {
        return;
    }
    forms.extend(of_phrases.clone().map(String::as_str));
    forms.sort_unstable();
    forms.dedup();
    let keys = keys_by(&forms, &forms, (Row::of(text.lang).endings(), &[]), |_| Vec::new());
    let keys: HashMap<&str, String> = forms.into_iter().zip(keys).collect();
    let fits = |phrase: &Phrase<'_>, at: usize| {
        let Some(used) = words.get(at..at + phrase.words.len()) else { return false };
        let same = |(own, word): (&String, &Word)| {
            is_form(own, &word.folded) && keys.get(own.as_str()) == keys.get(word.folded.as_str())
        };
        let joined = used.windows(2).all(|pair| block.text[pair[0].end..pair[1].start].chars().all(is_gap));
        joined && phrase.words.iter().zip(used).all(same)
    };
    let mut at = 0;
    while at < words.len() {
        let Some(phrase) = phrases.iter().find(|phrase| fits(phrase, at)) else {
            at += 1;
            continue;
        };
        let last = at + phrase.words.len() - 1;
        if let Some((avoided, term)) = phrase.avoided {
            notes.push(complaint(text, block, words[at].start..words[last].end, avoided, term));
        }
        at = last + 1;
    }
}

fn complaint(
    text: &Text<'_>,
    block: &Block,
    at: std::ops::Range<usize>,
    avoided: &Avoided,
    term: &str,
) -> Diagnostic {
    let message = format!("`{}` is not a word of this site", &block.text[at.clone()]);
    let note = text.note_in(Code::AvoidedTerm, block, at, message).label(format!("say `{term}`"));
    match &avoided.reason {
        Some(reason) => note.help(reason.clone()),
        None => note,
    }
}

fn is_gap(c: char) -> bool {
    c.is_whitespace() || c == '-'
}
