//! The terms of a glossary, explained where a text first uses them.
//!
//! `glossary` in `site.toml` names an article; the definition lists in it are the terms of its
//! language. [`Glossary::explain`] makes each first use of one, in whatever form, a link to its
//! definition that carries the definition with it. Headings, links, code and texts to copy are
//! left as they are ([`words`]).

mod names;
mod words;

use std::collections::{HashMap, HashSet};

use crate::key::{Key, Keyed};
use crate::language::Lang;
use crate::language::analysis::{Row, folded, is_form, keys_by};
use crate::site::{Edition, Entry};

pub use self::names::names;
use self::words::{Word, plain, words};

/// Letters that a word must have to be looked for; shorter ones are never terms.
const SHORTEST: usize = 3;

/// The terms of one language.
#[derive(Debug, Clone, Hash)]
pub struct Glossary {
    lang: Lang,
    /// Address of the page that defines them.
    url: String,
    terms: Vec<Term>,
}

#[derive(Debug, Clone, Hash)]
struct Term {
    /// Id of its definition on that page.
    id: String,
    /// Its words, folded.
    words: Vec<String>,
    definition: String,
}

/// A term found in a text: which, and the bytes of its use.
struct Use<'g> {
    term: &'g Term,
    start: usize,
    end: usize,
}

impl Glossary {
    /// The terms that the article `id` of an edition defines; `None` where it isn't written in
    /// the edition's language or defines nothing.
    pub(super) fn of(edition: &Edition, id: &str) -> Option<Keyed<Self>> {
        let sections = edition.sections.iter().map(|section| &section.page);
        let mut pages = sections.chain(&edition.entries);
        let page: &Entry = pages.find(|page| page.meta.id == id && !page.is_fallback())?;
        let terms = terms(&page.article.body.html, &edition.lang);
        let glossary = Self { lang: edition.lang.clone(), url: page.url.clone(), terms };
        let key = Key::of(&glossary);
        (!glossary.terms.is_empty()).then(|| Keyed::with_key(key, glossary))
    }

    /// The HTML of a text with the first use of each term explained; the page that defines them
    /// needs no explanation.
    pub(super) fn explain(&self, html: String, url: &str) -> String {
        if url == self.url {
            return html;
        }
        let uses = self.uses(&html);
        if uses.is_empty() {
            return html;
        }
        let mut explained = String::with_capacity(html.len() + uses.len() * 200);
        let mut done = 0;
        for found in uses {
            explained.push_str(&html[done..found.start]);
            let (id, definition) =
                (crate::theme::encode_segment(&found.term.id), attribute(&found.term.definition));
            let used = &html[found.start..found.end];
            explained +=
                &format!("<a class=\"term\" href=\"{}#{id}\" title=\"{definition}\">{used}</a>", self.url);
            done = found.end;
        }
        explained + &html[done..]
    }

    /// The first use of each term, in the order of the text. Of terms that begin alike the
    /// longest counts.
    fn uses(&self, html: &str) -> Vec<Use<'_>> {
        let words = words(html);
        let folded: Vec<String> =
            words.iter().map(|word| folded(&html[word.start..word.end], &self.lang)).collect();
        let by_key = self.by_key(&folded);
        let mut known: HashSet<&str> = HashSet::new();
        let mut uses: Vec<Use<'_>> = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let begun = by_key.terms(&words[at..], &folded[at..]);
            let best =
                begun.filter(|term| !known.contains(term.id.as_str())).max_by_key(|term| term.words.len());
            match best {
                Some(term) => {
                    known.insert(&term.id);
                    let last = &words[at + term.words.len() - 1];
                    uses.push(Use { term, start: words[at].start, end: last.end });
                    at += term.words.len();
                }
                None => at += 1,
            }
        }
        uses
    }

    /// What forms are forms of which word, as the text and the terms decide together.
    fn by_key(&self, folded: &[String]) -> Keyring<'_> {
        let of_terms = self.terms.iter().flat_map(|term| &term.words);
        let forms: Vec<&str> =
            folded.iter().chain(of_terms).map(String::as_str).collect::<HashSet<_>>().into_iter().collect();
        let endings = Row::of(&self.lang).endings();
        let mut sorted = forms;
        sorted.sort_unstable();
        let keys = keys_by(&sorted, &sorted, (endings, &[]), |_| Vec::new());
        let keys: HashMap<String, String> = sorted.iter().map(|form| (*form).to_owned()).zip(keys).collect();
        let mut terms: HashMap<String, Vec<&Term>> = HashMap::new();
        for term in &self.terms {
            terms.entry(keys[&term.words[0]].clone()).or_default().push(term);
        }
        Keyring { keys, terms }
    }
}

/// Keys of the forms of a text, and the terms by the key of their first word.
struct Keyring<'g> {
    keys: HashMap<String, String>,
    terms: HashMap<String, Vec<&'g Term>>,
}

impl<'g> Keyring<'g> {
    /// The terms that `words`, folded, begin with.
    fn terms(&self, words: &[Word], folded: &[String]) -> impl Iterator<Item = &'g Term> {
        let candidates = self.terms.get(&self.keys[&folded[0]]).into_iter().flatten().copied();
        candidates.filter(|term| self.fits(term, words, folded))
    }

    fn fits(&self, term: &Term, words: &[Word], folded: &[String]) -> bool {
        let count = term.words.len();
        words.len() >= count
            && words[1..count].iter().all(|word| word.follows)
            && term
                .words
                .iter()
                .zip(folded)
                .all(|(own, form)| self.keys[own] == self.keys[form] && is_form(own, form))
    }
}

/// The terms in the definition lists of a page. What several terms share is said of each.
fn terms(html: &str, lang: &Lang) -> Vec<Term> {
    let mut terms: Vec<Term> = Vec::new();
    for piece in html.split("<dt id=\"").skip(1) {
        let Some((id, rest)) = piece.split_once("\">") else { continue };
        let Some((name, rest)) = rest.split_once("</dt>") else { continue };
        let name = plain(name);
        let all = words(&name);
        let words: Vec<String> = all.iter().map(|word| folded(&name[word.start..word.end], lang)).collect();
        if words.iter().all(|word| word.chars().count() < SHORTEST) {
            continue;
        }
        let definition =
            rest.split_once("<dd>").and_then(|(_, rest)| Some(plain(rest.split_once("</dd>")?.0)));
        terms.push(Term { id: id.to_owned(), words, definition: definition.unwrap_or_default() });
    }
    for at in (0..terms.len().saturating_sub(1)).rev() {
        if terms[at].definition.is_empty() {
            terms[at].definition = terms[at + 1].definition.clone();
        }
    }
    terms.retain(|term| !term.definition.is_empty());
    terms
}

/// Text for an attribute in double quotes.
fn attribute(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn glossary(lang: &str, html: &str) -> Glossary {
        let lang = Lang::new(lang).unwrap();
        Glossary { terms: terms(html, &lang), lang, url: "/g/".to_owned() }
    }

    #[test]
    fn the_first_use_of_a_term_is_explained_in_any_form() {
        let glossary = glossary(
            "en",
            "<dl>\n<dt id=\"term-refund\">Refund</dt>\n<dd>Money <a href=\"\">back</a> &amp; more.</dd>\n\
             <dt id=\"term-point-of-contact\">Point of contact</dt>\n<dd>One \"person\".</dd>\n</dl>",
        );
        let html =
            "<h2 id=\"x\">Refunds</h2><p>Two <em>refunds</em>, a refund; points of contact, the point.</p>";
        assert_eq!(
            glossary.explain(html.to_owned(), "/a/"),
            "<h2 id=\"x\">Refunds</h2><p>Two <em><a class=\"term\" href=\"/g/#term-refund\" \
             title=\"Money back &amp; more.\">refunds</a></em>, a refund; <a class=\"term\" \
             href=\"/g/#term-point-of-contact\" title=\"One &quot;person&quot;.\">points of contact</a>, the point.</p>"
        );
        assert_eq!(glossary.explain(html.to_owned(), "/g/"), html);
    }

    #[test]
    fn a_verb_of_the_same_root_is_no_form_of_the_noun() {
        assert!(is_form("refund", "refunds") && is_form("zlava", "zlavami") && is_form("عميل", "العميل"));
        assert!(!is_form("cozum", "cozmek") && !is_form("sure", "surecegini"));
    }

    #[test]
    fn links_code_and_texts_to_copy_stay_as_they_are() {
        let glossary = glossary("sk", "<dt id=\"term-zľava\">Zľava</dt>\n<dd>Menej.</dd>");
        for html in [
            "<p><a href=\"/x/\">zľava</a> <code>zľava</code></p>",
            "<figure class=\"template\"><p>zľava</p></figure>",
        ] {
            assert_eq!(glossary.explain(html.to_owned(), "/a/"), html);
        }
        let found = glossary.explain("<p>bez zľavy, so zľavami</p>".to_owned(), "/a/");
        assert!(found.contains("title=\"Menej.\">zľavy</a>, so zľavami"), "{found}");
    }
}
