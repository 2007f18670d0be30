//! Articles whose review is overdue on the day of the check.

use super::{Whole, written};
use crate::diag::{Code, Diagnostic, Place};
use crate::site::Entry;

pub(super) fn look(whole: &Whole<'_>, notes: &mut Vec<Diagnostic>) {
    let original = |entry: &Entry| entry.article.front.translation.is_none();
    for entry in written(whole.site).filter(|entry| entry.meta.overdue) {
        let Some(due) = entry.meta.review_due else { continue };
        let message = match &entry.meta.owner {
            Some(owner) => format!("{} was to review this article by {due}", owner.name),
            None => format!("this article was to be reviewed by {due}"),
        };
        let version = if original(entry) { String::new() } else { format!(" --lang {}", entry.lang) };
        let help = format!("read it; if it is right: vade reviewed {}{version}", entry.meta.id);
        notes
            .push(Diagnostic::new(Code::ReviewOverdue, Place::file(&entry.article.path), message).help(help));
    }
}
