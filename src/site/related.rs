//! Related articles: those that the front matter names, else those that use the same rare
//! words.
//!
//! Two articles of one language are compared by their heaviest terms, weighted by how often
//! the article uses them and how few others do (TF-IDF), as the cosine of the angle between
//! them. All arithmetic is in integers, so that every machine finds the same.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::sync::Arc;

use rayon::prelude::*;

use crate::article::Role;
use crate::key::{Key, Keyed, Memo};

use super::groundwork::Groundwork;
use super::tags::list;
use super::terms::{ByTerm, Terms};
use super::{Reference, References};

/// Most related articles of a page.
const MOST: usize = 4;

/// Terms by which an article is compared.
const COMPARED: usize = 20;

/// A term that more articles have among their heaviest is too common to say anything, and
/// following it would cost more than everything else.
const COMMON: usize = 256;

/// Least cosine, in thousandths, of articles that count as related.
const LEAST: u64 = 60;

/// The articles most like each article of a language, by the keys of all of them: most saves change
/// the texts of one language.
pub(super) type Remembered = Memo<Arc<[Vec<usize>]>>;

/// The related articles of every page, by page.
pub(super) fn related(
    ground: &Groundwork,
    references: &[Keyed<Reference>],
    terms: &[Arc<Terms>],
    remembered: &mut Remembered,
) -> Vec<References> {
    let similar = similar(ground, terms, remembered);
    let none = list([]);
    let pages = (0..ground.plan.pages.len()).into_par_iter();
    let listed = |page: usize| {
        let named = named(ground, page);
        let pages = match named {
            Some(named) => named,
            None => alike(ground, &similar, page),
        };
        if pages.is_empty() { none.clone() } else { list(pages.iter().map(|&page| &references[page])) }
    };
    pages.map(listed).collect()
}

/// The pages that the front matter names; `None` where it names none that exists, unless it
/// says that there are none.
fn named(ground: &Groundwork, page: usize) -> Option<Vec<usize>> {
    let named = ground.fronts(page)?.shared(|front| front.related.as_ref())?;
    let language = ground.page(page).language;
    let found = |id: &str| ground.plan.page_of(*ground.families.by_id.get(id)?, language);
    let mut pages: Vec<usize> = Vec::new();
    for other in named.iter().filter_map(|id| found(&id.value)) {
        if other != page && !pages.contains(&other) {
            pages.push(other);
        }
    }
    (named.is_empty() || !pages.is_empty()).then_some(pages)
}

/// The pages that say similar things: in the reader's language, and only where there is nothing
/// in it, fallbacks.
fn alike(ground: &Groundwork, similar: &[Vec<usize>], page: usize) -> Vec<usize> {
    let planned = ground.page(page);
    let Some(version) = planned.version else { return Vec::new() };
    let readers = |version: usize| {
        let others = similar[version].iter();
        let families = others.map(|&other| ground.families.versions[other].family);
        families.filter_map(|family| ground.plan.page_of(family, planned.language)).collect::<Vec<usize>>()
    };
    let mut pages = readers(version);
    if let Some(stand_in) = ground.family(page).stand_in.filter(|_| pages.is_empty()) {
        pages = readers(stand_in);
    }
    if pages.iter().any(|&other| ground.page(other).real) {
        pages.retain(|&other| ground.page(other).real);
    }
    pages
}

/// The versions most like each version, best first.
fn similar(ground: &Groundwork, terms: &[Arc<Terms>], remembered: &mut Remembered) -> Vec<Vec<usize>> {
    let mut by_language: Vec<Vec<usize>> = vec![Vec::new(); ground.languages.count()];
    for (page, planned) in ground.plan.pages.iter().enumerate() {
        if planned.real && !planned.archived && planned.spot.role == Role::Page {
            by_language[planned.language].push(page);
        }
    }
    let versions = |mut pages: Vec<usize>| -> Vec<usize> {
        pages.sort_unstable_by(|&a, &b| ground.page(a).url.cmp(&ground.page(b).url));
        pages.iter().filter_map(|&page| ground.page(page).version).collect()
    };
    let languages: Vec<Vec<usize>> = by_language.into_iter().map(versions).collect();
    let of = |version: &usize| &ground.families.versions[*version];
    let key = |versions: &Vec<usize>| {
        Key::of(&versions.iter().map(|version| of(version).article.key()).collect::<Vec<_>>())
    };
    let compared = remembered.each(&languages, key, |versions| {
        let terms: Vec<&Terms> = versions.iter().map(|version| &*terms[of(version).input]).collect();
        compare(&terms).into()
    });
    let mut similar = vec![Vec::new(); ground.families.versions.len()];
    for (versions, compared) in languages.iter().zip(compared) {
        for (version, others) in versions.iter().zip(compared.iter()) {
            similar[*version] = others.iter().map(|&other| versions[other]).collect();
        }
    }
    similar
}

/// An article as a direction: its heaviest terms with their weights, and its length.
struct Direction {
    terms: Vec<(u32, u64)>,
    length: u64,
}

/// For each of some articles, the others that are most like it, best first; of equals the one
/// that comes first.
fn compare(articles: &[&Terms]) -> Vec<Vec<usize>> {
    let mut frequency: ByTerm<u32> = HashMap::with_hasher(BuildHasherDefault::default());
    for &(term, _) in articles.iter().flat_map(|terms| &terms.0) {
        *frequency.entry(term).or_default() += 1;
    }
    let count = u32::try_from(articles.len()).unwrap_or(u32::MAX);
    let directions: Vec<Direction> =
        articles.par_iter().map(|terms| direction(terms, &frequency, count)).collect();
    let mut holders: ByTerm<Vec<(usize, u64)>> = HashMap::with_hasher(BuildHasherDefault::default());
    for (number, direction) in directions.iter().enumerate() {
        for &(term, weight) in &direction.terms {
            holders.entry(term).or_default().push((number, weight));
        }
    }
    holders.retain(|_, articles| (2..=COMMON).contains(&articles.len()));
    let numbers = (0..directions.len()).into_par_iter();
    let scores = || (vec![0_u64; directions.len()], Vec::new());
    numbers
        .map_init(scores, |(scores, touched), number| {
            gather(&directions[number], &holders, scores, touched);
            best(number, &directions, scores, touched)
        })
        .collect()
}

/// Weighs the terms of an article. Terms that nobody else uses say nothing about others.
fn direction(terms: &Terms, frequency: &ByTerm<u32>, count: u32) -> Direction {
    let rarity = |term: &u32| log2(count.saturating_add(1)).saturating_sub(log2(frequency[term]));
    let weigh = |&(term, times): &(u32, u32)| (term, (ONE + log2(times)) * rarity(&term) / ONE);
    let shared = terms.0.iter().filter(|(term, _)| frequency[term] > 1);
    let mut terms: Vec<(u32, u64)> = shared.map(weigh).collect();
    terms.sort_unstable_by_key(|&(term, weight)| (Reverse(weight), term));
    terms.truncate(COMPARED);
    let squares: u64 = terms.iter().map(|(_, weight)| weight * weight).sum();
    Direction { terms, length: squares.isqrt() }
}

/// Adds up what an article has in common with each other one.
fn gather(
    direction: &Direction,
    holders: &ByTerm<Vec<(usize, u64)>>,
    scores: &mut [u64],
    touched: &mut Vec<usize>,
) {
    for (term, weight) in &direction.terms {
        for &(other, theirs) in holders.get(term).into_iter().flatten() {
            if scores[other] == 0 {
                touched.push(other);
            }
            scores[other] += weight * theirs;
        }
    }
}

/// The best of the articles touched; clears the scores for the next.
fn best(number: usize, directions: &[Direction], scores: &mut [u64], touched: &mut Vec<usize>) -> Vec<usize> {
    let own = directions[number].length;
    let mut found: Vec<(Reverse<u64>, usize)> = Vec::new();
    for other in touched.drain(..) {
        let product = std::mem::take(&mut scores[other]);
        let cosine = product * 1000 / (own * directions[other].length).max(1);
        if other != number && cosine >= LEAST {
            found.push((Reverse(cosine), other));
        }
    }
    if found.len() > MOST {
        found.select_nth_unstable(MOST);
        found.truncate(MOST);
    }
    found.sort_unstable();
    found.into_iter().map(|(_, other)| other).collect()
}

/// One, as [`log2`] counts.
const ONE: u64 = 256;

/// The logarithm to base 2 in steps of 1/256, straight between powers of two. Close enough for
/// weights, and the same everywhere, which floating point does not promise.
fn log2(number: u32) -> u64 {
    let number = number.max(1);
    let whole = number.ilog2();
    let fraction = (u64::from(number) << 8 >> whole) - ONE;
    u64::from(whole) * ONE + fraction
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(words: &[u32]) -> Terms {
        Terms(words.iter().map(|&word| (word, 2)).collect())
    }

    #[test]
    fn rare_words_in_common_count_more_than_common_ones() {
        let articles =
            [terms(&[1, 2, 90]), terms(&[1, 3, 90]), terms(&[2, 4, 80]), terms(&[1, 5, 80]), terms(&[1, 6])];
        let similar = compare(&articles.iter().collect::<Vec<_>>());
        assert_eq!(similar[0][0], 1, "shares the rare 90 and the common 1");
        assert!(!similar[4].contains(&2), "shares nothing");
        assert_eq!(similar[2][..], [3, 0], "both share one rare word; the first is about less else");
    }

    #[test]
    fn a_lonely_article_has_no_relatives() {
        assert_eq!(compare(&[&terms(&[1, 2])]), [[0_usize; 0]]);
        assert!(compare(&[]).is_empty());
    }

    #[test]
    fn logarithms_grow() {
        assert_eq!((log2(1), log2(2), log2(3), log2(1024)), (0, 256, 384, 2560));
    }
}
