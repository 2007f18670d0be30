//! `[checks]`: how bad each problem is for this site.

use std::collections::BTreeMap;

use crate::diag::{Code, Severity, nearest};
use crate::notation::{Entry, Fields};

/// The words for severities.
const CHOICES: [(&str, Option<Severity>); 4] = [
    ("error", Some(Severity::Error)),
    ("warning", Some(Severity::Warning)),
    ("hint", Some(Severity::Hint)),
    ("off", None),
];

/// The severities that differ from the codes' own. What makes a page wrong to publish stays
/// an error.
pub(super) fn checks(fields: &mut Fields<'_, '_>) -> BTreeMap<Code, Option<Severity>> {
    let mut checks = BTreeMap::new();
    let Some(mut table) = fields.table("checks") else { return checks };
    for entry in table.entries() {
        let Some(code) = named(&mut table, entry) else { continue };
        let Some(severity) = table.choice_of(entry, &CHOICES) else { continue };
        if code.is_fixed() && severity != Some(Severity::Error) {
            let message = format!("`{}` is always an error", code.name());
            table.note(Code::FixedCheck, &entry.1.bytes, message, |problem| {
                problem
                    .label("cannot be lowered")
                    .help("with such a problem no page can be right; remove this line")
            });
        } else {
            checks.insert(code, severity);
        }
    }
    checks
}

fn named<'a>(table: &mut Fields<'a, '_>, entry: &'a Entry) -> Option<Code> {
    let name = &entry.0.text;
    let code = Code::named(name);
    if code.is_none() {
        let help = match nearest(name, Code::ALL.iter().map(|code| code.name())) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => "the name of a check stands in brackets where a problem is reported".to_owned(),
        };
        let message = format!("there is no check `{name}`");
        table.note(Code::UnknownCheck, &entry.0.bytes, message, |problem| {
            problem.label("not the name of a check").help(help)
        });
    }
    code
}
