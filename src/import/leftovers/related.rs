//! Lists of other articles that a web page shows at the end of a text, or in the middle of it. Where such a
//! list ends is seen from its lines; a line that may be the heading of what follows is not taken.

use super::{plain, signs, small};

/// Headings of such lists.
const RELATED: [&str; 24] = [
    "related articles",
    "related posts",
    "related",
    "read also",
    "read more",
    "see also",
    "you may also like",
    "súvisiace články",
    "podobné články",
    "čítajte tiež",
    "čítajte aj",
    "prečítajte si aj",
    "seotud artiklid",
    "loe ka",
    "loe lisaks",
    "ilgili yazilar",
    "ilgili makaleler",
    "benzer yazilar",
    "articole similare",
    "citește și",
    "articole recomandate",
    "مقالات ذات صلة",
    "اقرأ أيضا",
    "اقرأ أيضًا",
];

/// Headings that articles have themselves: what stands behind them on one line is a sentence.
const COMMON: [&str; 2] = ["related", "see also"];

/// Longest title in such a list.
const TITLE: usize = 120;

/// How many lines are such a list, from the first on; 0 if they are none.
pub(super) fn list(lines: &[String]) -> usize {
    let Some((name, behind)) = lines.first().and_then(|line| heading(line)) else { return 0 };
    if !behind.is_empty() {
        return usize::from(is_title(&behind) && !COMMON.contains(&name));
    }
    let first = 1 + lines[1..].iter().take_while(|line| is_blank(line)).count();
    if lines[first..].iter().all(|line| is_blank(line) || is_title(line) || is_furniture(line)) {
        return first + lines[first..].iter().take_while(|line| !is_furniture(line)).count();
    }
    let end = entries(lines, first);
    match end - first {
        0 => 0,
        // A blank line above, a blank line below: it may be a heading.
        1 if first > 1 && !is_bullet(&lines[first]) && lines.get(end).is_some_and(|line| is_blank(line)) => 0,
        _ => end,
    }
}

/// Where the titles that begin at `first` end.
fn entries(lines: &[String], first: usize) -> usize {
    let is_entry = |line: &String| !is_blank(line) && is_title(line) && !is_furniture(line);
    let mut end = first + lines[first..].iter().take_while(|line| is_entry(line)).count();
    if end == first {
        return end;
    }
    if is_bullet(&lines[first]) {
        // There may be blank lines between the entries.
        let is_next = |line: &String| is_bullet(line) && is_entry(line);
        while let Some(next) =
            (end..lines.len()).find(|&at| !is_blank(&lines[at])).filter(|&at| is_next(&lines[at]))
        {
            end = next + 1;
        }
    } else if lines.get(end).is_some_and(|line| !is_blank(line) && !is_furniture(line)) {
        // A text goes on right below: the last line may be its heading.
        end -= 1;
    }
    end
}

/// Which heading of a list a line is, and what stands behind it on the line.
fn heading(line: &str) -> Option<(&'static str, String)> {
    let line = small(&plain(line));
    RELATED.into_iter().find_map(|name| {
        let rest = line.strip_prefix(name)?.trim();
        let behind = rest.strip_prefix(':').or(rest.is_empty().then_some(rest))?;
        Some((name, behind.trim().to_owned()))
    })
}

/// Whether a line is the title of an article and not a sentence.
fn is_title(line: &str) -> bool {
    let line = plain(line);
    let is_link = line.starts_with('[') && line.ends_with(')');
    let is_sentence =
        line.ends_with(['.', ':', ';', '!', ',']) || [". ", "! ", "? "].iter().any(|end| line.contains(end));
    is_link || line.chars().count() <= TITLE && !is_sentence
}

fn is_bullet(line: &str) -> bool {
    ["-", "*", "•", "●", "▪", "‣", "◦", "·", "►"].iter().any(|sign| line.trim_start().starts_with(sign))
}

fn is_furniture(line: &str) -> bool {
    signs::of(&plain(line)).is_some()
}

fn is_blank(line: &str) -> bool {
    line.trim().is_empty()
}

#[cfg(test)]
mod tests {
    use super::list;

    /// How many lines of a text go.
    fn taken(text: &str) -> usize {
        list(&text.lines().map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn a_list_ends_where_the_text_goes_on() {
        assert_eq!(taken("Loe ka:\nKümme viisi\nMiks mitte?\n\nTEINE SAMM\n\nTekst läheb edasi."), 3);
        assert_eq!(taken("Related articles:\n• One\n\n• Two\n\nThe text goes on."), 4);
        assert_eq!(taken("Related posts\nOne\nTwo\nWhat next\nThe text goes on."), 3);
        assert_eq!(taken("İLGİLİ YAZILAR\nBir\nİki\n\nMetin sürer."), 3);
        assert_eq!(taken("## Read also\n\n* [One. Two!](a.html)\n\nThe text goes on."), 3);
        assert_eq!(taken("Čítajte aj: Päť viet\n\nDruhý krok je prvý."), 1);
    }

    #[test]
    fn at_the_end_all_that_is_left_belongs_to_it() {
        assert_eq!(taken("Related\n\nOne\n\nTwo\n\n© 2019"), 6);
        assert_eq!(taken("Read more"), 1);
    }

    #[test]
    fn what_may_be_meant_for_readers_stays() {
        for text in [
            "See also\n\nThe next chapter explains why.",
            "See also\n\nThe other side\n\nIt explains why.",
            "See also: the chapter on refunds",
            "Related questions go to the lead.",
            "Read more books\nOne\nTwo\n\nThis is it.",
        ] {
            assert_eq!(taken(text), 0, "{text}");
        }
    }
}
