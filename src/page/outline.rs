//! Trees made flat, so that templates can write nested lists without calling themselves.

use crate::article::Heading;
use crate::site::{Nav, NavNode};

use super::scope::Scope;
use super::view::{HeadingView, NavLineView};

/// Most headings that a table of contents lists: a longer one is no help.
const MOST_LISTED: usize = 2_000;

/// The headings that the table of contents lists: levels two to `deepest`, or fewer levels where
/// those have too many.
pub(super) fn headings(outline: &[Heading], deepest: u8) -> Vec<HeadingView> {
    let listed = |deepest: u8| outline.iter().filter(move |heading| (2..=deepest).contains(&heading.level));
    let fitting = (2..=deepest).rev().find(|&deepest| listed(deepest).nth(MOST_LISTED).is_none());
    let mut above: Vec<u8> = Vec::new();
    let mut lines: Vec<HeadingView> = Vec::new();
    for heading in listed(fitting.unwrap_or(2)).take(MOST_LISTED) {
        while above.last().is_some_and(|&level| level >= heading.level) {
            above.pop();
        }
        let depth = u8::try_from(above.len()).unwrap_or(u8::MAX);
        above.push(heading.level);
        lines.push(HeadingView {
            level: heading.level,
            id: heading.id.clone(),
            text: heading.text.clone(),
            depth,
            opens: false,
            closes: 0,
        });
    }
    let depths: Vec<u8> = lines.iter().map(|line| line.depth).chain([0]).collect();
    for (line, &next) in lines.iter_mut().zip(&depths[1..]) {
        line.opens = next > line.depth;
        line.closes = line.depth.saturating_sub(next);
    }
    lines
}

/// The navigation, line by line.
pub(super) fn navigation(nav: &Nav, scope: &Scope) -> Vec<NavLineView> {
    let mut lines = Vec::new();
    add(&nav.nodes, scope, &mut lines);
    if nav.hidden > 0 {
        lines.push(NavLineView {
            url: scope.home.clone(),
            title: String::new(),
            lang: None,
            section: false,
            open: false,
            more: nav.hidden,
            opens: false,
            closes: 0,
        });
    }
    lines
}

fn add(nodes: &[NavNode], scope: &Scope, lines: &mut Vec<NavLineView>) {
    for node in nodes {
        let opens = !node.children.is_empty() || node.hidden > 0;
        lines.push(line(node, scope, 0, opens));
        if opens {
            add(&node.children, scope, lines);
            if node.hidden > 0 {
                lines.push(line(node, scope, node.hidden, false));
            }
            if let Some(last) = lines.last_mut() {
                last.closes += 1;
            }
        }
    }
}

/// A line for `node`, or, with `more`, the one that says how much more is in it.
fn line(node: &NavNode, scope: &Scope, more: usize, opens: bool) -> NavLineView {
    NavLineView {
        url: node.url.clone(),
        title: node.title.clone(),
        lang: scope.foreign(node.lang.as_ref()),
        section: node.section,
        open: node.open,
        more,
        opens,
        closes: 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Place;
    use crate::path::SitePath;

    fn flat(levels: &[u8]) -> String {
        let place = Place::file(&SitePath::new("a.md").unwrap());
        let heading =
            |&level| Heading { level, id: String::new(), text: String::new(), place: place.clone() };
        let outline: Vec<Heading> = levels.iter().map(heading).collect();
        let mut html = String::from("(");
        for line in headings(&outline, 4) {
            html += &line.level.to_string();
            html += if line.opens { "(" } else { "" };
            html += &")".repeat(line.closes.into());
        }
        html + ")"
    }

    #[test]
    fn lists_are_balanced_however_levels_jump() {
        assert_eq!(flat(&[2, 3, 3, 2]), "(2(33)2)");
        assert_eq!(flat(&[2, 4, 3, 2, 3]), "(2(43)2(3))");
        assert_eq!(flat(&[3, 4, 2, 5, 1]), "(3(4)2)");
        assert_eq!(flat(&[]), "()");
        assert_eq!(flat(&[2, 3, 4]), "(2(3(4)))");
    }

    #[test]
    fn the_deepest_levels_go_first_where_there_are_too_many() {
        let third = vec![3; MOST_LISTED];
        assert_eq!(flat(&[&[2], third.as_slice()].concat()), "(2)");
        assert_eq!(flat(&vec![2; MOST_LISTED + 1]), flat(&vec![2; MOST_LISTED]));
    }
}
