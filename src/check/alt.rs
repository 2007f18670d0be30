//! Pictures without a description. One that is there for the eye alone says so: `![""](line.svg)`,
//! or `alt=""` in raw HTML.

use super::Text;
use crate::diag::{Code, Diagnostic};

pub(super) fn look(text: &Text<'_>, notes: &mut Vec<Diagnostic>) {
    for picture in text.survey.pictures.iter().filter(|picture| !picture.described) {
        let html = text.source[picture.at.clone()].starts_with('<');
        let empty = if html { "`alt=\"\"`" } else { "`![\"\"](…)`" };
        let message = "this picture has no description";
        notes.push(
            text.note(Code::MissingAlt, picture.at.clone(), message).help(format!(
                "say what a reader misses who can't see it; if that is nothing, write {empty}"
            )),
        );
    }
}
