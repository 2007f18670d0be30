//! Did you mean …? The nearest of some names, where one is near enough to be offered.

/// The name nearest to `wrong`, if any is near enough that it was probably meant.
pub fn nearest<'a>(wrong: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let mut limit = (wrong.chars().count() / 3).clamp(1, 3);
    let (mut wanted, mut letters) = (Vec::new(), Vec::new());
    write_lower(wrong, &mut wanted);
    let mut best: Option<(usize, &str)> = None;
    for name in names {
        if name.chars().count().abs_diff(wanted.len()) > limit {
            continue;
        }
        write_lower(name, &mut letters);
        if let Some(distance) = distance(&wanted, &letters, limit) {
            // What is farther away than the best one is not looked at to the end.
            limit = distance;
            best = best.map_or(Some((distance, name)), |best| Some(best.min((distance, name))));
        }
    }
    best.map(|(_, name)| name)
}

/// The letters of a name, as if it had been written without capitals.
fn write_lower(name: &str, letters: &mut Vec<char>) {
    letters.clear();
    match name.is_ascii() {
        true => letters.extend(name.bytes().map(|byte| char::from(byte.to_ascii_lowercase()))),
        false => letters.extend(name.chars().flat_map(char::to_lowercase)),
    }
}

/// The end of a complaint about a name that was typed: "; did you mean `x`?", or nothing.
pub fn did_you_mean<'a>(wrong: &str, names: impl IntoIterator<Item = &'a str>) -> String {
    nearest(wrong, names).map_or_else(String::new, |meant| format!("; did you mean `{meant}`?"))
}

/// The name that was meant, where no other is near: good enough to be written without asking.
pub fn sole<'a>(wrong: &str, names: impl IntoIterator<Item = &'a str> + Clone) -> Option<&'a str> {
    let meant = nearest(wrong, names.clone())?;
    let others = names.into_iter().filter(|name| *name != meant);
    nearest(wrong, others).is_none().then_some(meant)
}

/// Edits between two words, if they are not more than `limit`; swapping two neighbours is one edit
/// (optimal string alignment: Boytsov, "Indexing methods for approximate dictionary searching", 2011).
/// Beginnings whose lengths differ by more than `limit` need not be compared (Ukkonen 1985).
fn distance(a: &[char], b: &[char], limit: usize) -> Option<usize> {
    let (a, b) = without_ends(a, b);
    let far = limit + 1;
    let (mut before, mut above, mut row) = (Vec::new(), (0..=b.len()).collect::<Vec<usize>>(), Vec::new());
    for i in 1..=a.len() {
        row.clear();
        row.resize(b.len() + 1, far);
        row[0] = i;
        for j in i.saturating_sub(limit).max(1)..=(i + limit).min(b.len()) {
            let same = usize::from(a[i - 1] != b[j - 1]);
            let mut least = (above[j] + 1).min(row[j - 1] + 1).min(above[j - 1] + same);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(before[j - 2] + 1);
            }
            row[j] = least;
        }
        if row.iter().all(|least| *least > limit) {
            return None;
        }
        std::mem::swap(&mut before, &mut above);
        std::mem::swap(&mut above, &mut row);
    }
    above.last().copied().filter(|distance| *distance <= limit)
}

/// Two words without what both begin and end with, which takes no edits.
fn without_ends<'w>(a: &'w [char], b: &'w [char]) -> (&'w [char], &'w [char]) {
    let same = |(a, b): &(&char, &char)| a == b;
    let start = a.iter().zip(b).take_while(same).count();
    let (a, b) = (&a[start..], &b[start..]);
    let end = a.iter().rev().zip(b.iter().rev()).take_while(same).count();
    (&a[..a.len() - end], &b[..b.len() - end])
}

#[cfg(test)]
mod tests {
    use super::{distance, nearest, sole};

    #[test]
    fn offers_only_what_is_close() {
        let names = ["title", "tags", "draft", "description"];
        assert_eq!(nearest("titel", names), Some("title"));
        assert_eq!(nearest("drafts", names), Some("draft"));
        assert_eq!(nearest("Title", names), Some("title"));
        assert_eq!(nearest("layout", names), None);
    }

    #[test]
    fn edits_are_counted_up_to_a_limit() {
        let edits = |a: &str, b: &str, limit| {
            let letters = |word: &str| word.chars().collect::<Vec<char>>();
            distance(&letters(a), &letters(b), limit)
        };
        for (a, b, number) in [
            ("", "", 0),
            ("a", "", 1),
            ("titel", "title", 1),
            ("abcdef", "badcfe", 3),
            ("aaaa", "aa", 2),
            ("ab", "ba", 1),
            ("čaj", "cja", 2),
            ("abcdx", "xabcd", 2),
            ("one", "two", 3),
        ] {
            for (a, b) in [(a, b), (b, a)] {
                assert_eq!(edits(a, b, number), Some(number), "{a} {b}");
                assert_eq!(edits(a, b, number.saturating_sub(1)), Some(0).filter(|_| number == 0), "{a} {b}");
            }
        }
    }

    #[test]
    fn the_first_of_names_as_near_is_offered() {
        assert_eq!(nearest("word1", ["word3", "word2", "ward22"]), Some("word2"));
        assert_eq!(nearest("word1", ["ward22", "Word1", "word1"]), Some("Word1"));
    }

    #[test]
    fn is_sure_only_where_one_name_is_near() {
        assert_eq!(sole("titel", ["title", "tags"]), Some("title"));
        assert_eq!(sole("owners", ["owner", "others"]), None);
    }
}
