//! The names of months, to find them in a text: as CLDR has them, and as they are inflected.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use super::Lang;
use super::dates::month_names;

/// Full names, after a day and by themselves.
const FULL: [&str; 2] = ["MMMM", "LLLL"];
/// Short names, in the same two forms.
const SHORT: [&str; 2] = ["MMM", "LLL"];

/// Regions whose months have other names than CLDR's for the language as a whole.
const REGIONS: [(&str, [&str; 3]); 1] = [("ar", ["ar-SY", "ar-DZ", "ar-MA"])];

/// Letters that an inflected name may have behind the uninflected one.
const LONGEST_ENDING: usize = 3;
/// Letters that an inflected name has in common with it at least, where the end changes
/// (`marec`, `v marci`).
const SHORTEST_STEM: usize = 4;

thread_local! {
    /// Made once per language and thread.
    static MONTHS: RefCell<BTreeMap<Lang, Rc<Names>>> = const { RefCell::new(BTreeMap::new()) };
}

/// The names of the months in a language.
#[derive(Debug, Clone)]
pub struct Months {
    names: Rc<Names>,
}

#[derive(Debug, Default)]
struct Names {
    /// Every form of CLDR in lower case, whether it begins with a capital there, and its month.
    exact: BTreeMap<String, (bool, u8)>,
    /// The full ones.
    full: Vec<(String, u8)>,
}

impl Months {
    /// Those of a language; none where CLDR has no names.
    pub fn of(lang: &Lang) -> Self {
        let names = MONTHS.with_borrow_mut(|known| {
            Rc::clone(known.entry(lang.clone()).or_insert_with(|| Rc::new(Names::of(lang))))
        });
        Self { names }
    }

    /// The month that a word names (1 to 12), and whether it is just the name.
    pub fn find(&self, word: &str) -> Option<(u8, bool)> {
        let capital = word.chars().next().is_some_and(char::is_uppercase);
        let lower = word.to_lowercase();
        if let Some(&(named_by_capital, month)) = self.names.exact.get(&lower) {
            return (capital || !named_by_capital).then_some((month, true));
        }
        let inflected = |(name, month): &(String, u8)| is_form_of(&lower, name).then_some(*month);
        let mut months = self.names.full.iter().filter_map(inflected);
        let month = months.next()?;
        months.all(|other| other == month).then_some((month, false))
    }
}

impl Names {
    fn of(lang: &Lang) -> Self {
        let mut names = Self::default();
        let regions = REGIONS
            .iter()
            .find(|(known, _)| *known == lang.primary())
            .map_or(&[][..], |(_, regions)| regions);
        let regions = regions.iter().filter_map(|tag| Lang::new(tag));
        for lang in std::iter::once(lang.clone()).chain(regions) {
            for (name, month) in FULL.iter().flat_map(|pattern| named(&lang, pattern)) {
                names.full.push((name.to_lowercase(), month));
                names.add(&name, month);
            }
            for (name, month) in SHORT.iter().flat_map(|pattern| named(&lang, pattern)) {
                names.add(name.trim_end_matches('.'), month);
            }
        }
        names
    }

    fn add(&mut self, name: &str, month: u8) {
        let capital = name.chars().next().is_some_and(char::is_uppercase);
        self.exact.entry(name.to_lowercase()).or_insert((capital, month));
    }
}

fn named(lang: &Lang, pattern: &str) -> Vec<(String, u8)> {
    month_names(lang, pattern).into_iter().flat_map(|names| names.into_iter().zip(1..)).collect()
}

/// Whether a word may be a form of a name.
fn is_form_of(word: &str, name: &str) -> bool {
    let same = word.chars().zip(name.chars()).take_while(|(ours, theirs)| ours == theirs).count();
    let (letters, named) = (word.chars().count(), name.chars().count());
    let ends = same == named && named >= 3 && letters - same <= LONGEST_ENDING;
    let changes = same >= SHORTEST_STEM && same + 2 >= named && letters <= named + LONGEST_ENDING;
    ends || changes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(tag: &str, word: &str) -> Option<(u8, bool)> {
        Months::of(&Lang::new(tag).unwrap()).find(word)
    }

    #[test]
    fn months_are_known_in_their_forms() {
        assert_eq!(find("en", "March"), Some((3, true)));
        assert_eq!(find("en", "march"), None);
        assert_eq!(find("en", "Dec"), Some((12, true)));
        assert_eq!(find("sk", "marca"), Some((3, true)));
        assert_eq!(find("sk", "marec"), Some((3, true)));
        assert_eq!(find("sk", "marci"), Some((3, false)));
        assert_eq!(find("et", "märtsil"), Some((3, false)));
        assert_eq!(find("ar", "مارس"), Some((3, true)));
        assert_eq!(find("ar", "آذار"), Some((3, true)));
        assert_eq!(find("en", "marks"), None);
    }
}
