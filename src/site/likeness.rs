//! Which of many names is like another one, fast enough to ask for every broken link of a large
//! site that was brought over from another generator.
//!
//! [`nearest`] compares letter by letter; here names that cannot be near are kept away from it.

use crate::diag::nearest;

/// Edits that [`nearest`] counts as near at most.
const EDITS: u32 = 3;

/// Bytes of the longest character.
const LONGEST_CHARACTER: usize = 4;

/// The letters of a name, roughly, as a set of bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Letters(u64);

impl Letters {
    pub fn of(name: &str) -> Self {
        let letters = name.chars().flat_map(char::to_lowercase);
        Self(letters.fold(0, |set, letter| set | 1 << (u32::from(letter) % 64)))
    }

    /// Whether few enough letters differ: an edit takes one away and adds one at most.
    fn may_be_near(self, other: Self) -> bool {
        (self.0 ^ other.0).count_ones() <= 2 * EDITS
    }
}

/// The name nearest to `wanted`, if one is near.
pub(super) fn nearest_of<'a>(
    wanted: &str,
    names: impl Iterator<Item = (&'a str, Letters)>,
) -> Option<&'a str> {
    let letters = Letters::of(wanted);
    let longest = LONGEST_CHARACTER * EDITS as usize;
    let near = names.filter(|(name, theirs)| {
        name.len().abs_diff(wanted.len()) <= longest && letters.may_be_near(*theirs)
    });
    nearest(wanted, near.map(|(name, _)| name))
}

/// The path that is most like another: the same but for case, else of the same name in another
/// folder, else with the fewest letters changed.
pub(super) fn nearest_path<'a>(
    wanted: &str,
    paths: impl Iterator<Item = (&'a str, Letters)> + Clone,
) -> Option<&'a str> {
    let name = last(wanted).to_lowercase();
    let near = nearest_of(wanted, paths.clone());
    if let Some(near) = near.filter(|near| near.to_lowercase() == wanted.to_lowercase()) {
        return Some(near);
    }
    let namesakes = paths.map(|(path, _)| path);
    let namesakes =
        namesakes.filter(|path| last(path).len() == name.len() && last(path).to_lowercase() == name);
    namesakes.min_by_key(|path| (path.len(), *path)).or(near)
}

fn last(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn among<'a>(wanted: &str, paths: &[&'a str]) -> Option<&'a str> {
        nearest_path(wanted, paths.iter().map(|path| (*path, Letters::of(path))))
    }

    #[test]
    fn the_same_name_elsewhere_is_more_likely_than_other_letters() {
        let paths = ["forms/apply", "leave/applx", "leave/notice"];
        assert_eq!(among("leave/apply", &paths), Some("forms/apply"));
        assert_eq!(among("leave/Applx", &paths), Some("leave/applx"));
        assert_eq!(among("leave/notcie", &paths), Some("leave/notice"));
        assert_eq!(among("leave/holiday", &paths), None);
        assert_eq!(among("čaj/šálka", &["čaj/salka"]), Some("čaj/salka"));
    }
}
