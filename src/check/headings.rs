//! The order of headings: readers who can't see a page find their way by the levels.

use super::Text;
use crate::article::Heading;
use crate::diag::{Code, Diagnostic};

pub(super) fn look(text: &Text<'_>, notes: &mut Vec<Diagnostic>) {
    let Some(article) = text.article else { return };
    // The title is the heading of level one that every page has.
    let mut above = 1;
    for heading in &article.outline {
        match heading.level {
            1 => notes.push(second_title(heading, &article.title)),
            level if level > above + 1 => notes.push(skipped(heading, above)),
            _ => {}
        }
        above = heading.level;
    }
}

fn skipped(heading: &Heading, above: u8) -> Diagnostic {
    let next = above + 1;
    let after = if above == 1 { "the title".to_owned() } else { format!("level {above}") };
    let message = format!("this heading is of level {}, and follows {after}", heading.level);
    Diagnostic::new(Code::HeadingOrder, heading.place.clone(), message)
        .label(format!("level {next} is skipped"))
        .help(format!("make it `{}`, or give it a heading of level {next} above", "#".repeat(next.into())))
}

fn second_title(heading: &Heading, title: &str) -> Diagnostic {
    let message = format!("the page has a title already, “{title}”");
    Diagnostic::new(Code::HeadingOrder, heading.place.clone(), message)
        .label("a second heading of level 1")
        .help("make it `##`; level 1 is for the title alone")
}
