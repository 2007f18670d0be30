//! What a glossary calls by several names, for whoever looks for one of them: names that share a
//! definition, and the short form that stands in brackets behind a name.

use super::words::plain;

/// Words that a name has at least if what follows it in brackets may be its short form.
const LONG: usize = 2;

/// Groups of names that mean the same, in the definition lists of an article.
pub fn names(html: &str) -> Vec<Vec<String>> {
    // What stands before a definition, back to the one before it, are its names.
    let mut before: Vec<&str> = html.split("<dd").collect();
    before.pop();
    let groups = before.into_iter().map(|names| {
        let names = names.split("<dt").skip(1).filter_map(|piece| {
            let (_, rest) = piece.split_once('>')?;
            Some(plain(rest.split_once("</dt>")?.0))
        });
        names.flat_map(forms).collect::<Vec<_>>()
    });
    groups.filter(|group| group.len() > 1).collect()
}

/// A name, or the two that stand in one: `data protection officer (DPO)`.
fn forms(name: String) -> Vec<String> {
    let two = name.strip_suffix(')').and_then(|name| name.split_once('('));
    let two = two.map(|(outside, inside)| (outside.trim(), inside.trim()));
    match two.filter(|(a, b)| is_short_of(b, a) || is_short_of(a, b)) {
        Some((outside, inside)) => vec![outside.to_owned(), inside.to_owned()],
        None => vec![name],
    }
}

/// Whether a word in capitals is short for a name: it begins with the same letter. Other brackets
/// say which of several is meant.
fn is_short_of(short: &str, name: &str) -> bool {
    let capitals = short.chars().filter(|char| char.is_uppercase()).count();
    let initial = |text: &str| text.chars().next().map(|char| char.to_lowercase().to_string());
    capitals > 1
        && short.chars().all(char::is_alphanumeric)
        && name.split_whitespace().count() >= LONG
        && initial(short) == initial(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_with_one_definition_and_short_forms_are_grouped() {
        let html = "<dl><dt id=\"term-a\">Refund</dt><dt id=\"term-b\">Money <em>back</em></dt><dd>Sum.</dd>\
            <dt id=\"term-c\">Data protection officer (DPO)</dt><dd>Who.</dd><dd>And what.</dd>\
            <dt>DPH (daň z pridanej hodnoty)</dt><dd>Q&amp;A</dd>\
            <dt>Invoice</dt><dd>Bill.</dd><dt>Lost</dt></dl>";
        let wanted =
            [["Refund", "Money back"], ["Data protection officer", "DPO"], ["DPH", "daň z pridanej hodnoty"]];
        assert_eq!(names(html), wanted);
    }

    #[test]
    fn brackets_that_say_which_is_meant_are_no_short_form() {
        for name in
            ["Refund (EU)", "Value added tax (EU)", "Right of return (online)", "VAT (Slovakia)", "Data (DPO"]
        {
            assert_eq!(forms(name.to_owned()), [name]);
        }
    }
}
