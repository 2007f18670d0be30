//! Did you mean …? The nearest of some names, where one is near enough to be offered.

/// The name nearest to `wrong`, if any is near enough that it was probably meant.
pub fn nearest<'a>(wrong: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = (wrong.chars().count() / 3).clamp(1, 3);
    let wrong = wrong.to_lowercase();
    let length = wrong.chars().count();
    names
        .into_iter()
        .filter(|name| name.chars().count().abs_diff(length) <= limit)
        .map(|name| (distance(&wrong, &name.to_lowercase()), name))
        .filter(|&(distance, _)| distance <= limit)
        .min()
        .map(|(_, name)| name)
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

/// Edits between two words, where swapping two neighbours is one edit (optimal string
/// alignment: Boytsov, "Indexing methods for approximate dictionary searching", 2011).
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut rows = vec![(0..=b.len()).collect::<Vec<usize>>()];
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let same = usize::from(a[i - 1] != b[j - 1]);
            let mut least = (rows[i - 1][j] + 1).min(row[j - 1] + 1).min(rows[i - 1][j - 1] + same);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(rows[i - 2][j - 2] + 1);
            }
            row.push(least);
        }
        rows.push(row);
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::{nearest, sole};

    #[test]
    fn offers_only_what_is_close() {
        let names = ["title", "tags", "draft", "description"];
        assert_eq!(nearest("titel", names), Some("title"));
        assert_eq!(nearest("drafts", names), Some("draft"));
        assert_eq!(nearest("Title", names), Some("title"));
        assert_eq!(nearest("layout", names), None);
    }

    #[test]
    fn is_sure_only_where_one_name_is_near() {
        assert_eq!(sole("titel", ["title", "tags"]), Some("title"));
        assert_eq!(sole("owners", ["owner", "others"]), None);
    }
}
