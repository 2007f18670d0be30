//! What can be wrong with a table, in the words of its writer.

use std::ops::Range;

use super::{Entry, Fields};
use crate::diag::{Code, Diagnostic, nearest};
use crate::notation::{Name, Node};

impl Fields<'_, '_> {
    /// Reports that `key` has to be there, unless it is misspelt, which is reported as that.
    pub fn missing(&mut self, key: &str, help: &str) {
        if self.entries.iter().any(|(name, _)| nearest(&name.text, [key]).is_some()) {
            return;
        }
        let message = format!("{} has no `{key}`", self.origin.file);
        self.note(Code::MissingKey, &(0..0), message, |problem| problem.help(help));
    }

    /// Reports that the value of `entry` is not `expected`.
    pub fn wrong(&mut self, entry: &Entry, expected: &str, help: &str) {
        self.wrong_node(&entry.0, &entry.1, expected, help);
    }

    /// Adds a problem that the caller found at some bytes of the file; `detail` adds what
    /// stands below the message.
    pub fn note(
        &mut self,
        code: Code,
        bytes: &Range<usize>,
        message: impl Into<String>,
        detail: impl FnOnce(Diagnostic) -> Diagnostic,
    ) {
        let problem = Diagnostic::new(code, self.origin.place(bytes), message);
        self.notes.push(detail(problem));
    }

    /// Adds a problem that is elsewhere.
    pub fn push(&mut self, problem: Diagnostic) {
        self.notes.push(problem);
    }

    /// Reports a text that is not `expected`.
    pub(super) fn misunderstood(&mut self, entry: &Entry, expected: &str, help: &str) {
        let message = format!("`{}` is not {expected}", self.full_name(&entry.0));
        self.note(Code::WrongType, &entry.1.bytes, message, |problem| {
            problem.label("not understood").help(help)
        });
    }

    pub(super) fn wrong_node(&mut self, name: &Name, node: &Node, expected: &str, help: &str) {
        let neither = if expected.starts_with("neither") { "" } else { "not " };
        let message = format!("`{}` is {neither}{expected}", self.full_name(name));
        let problem = Diagnostic::new(Code::WrongType, self.origin.place(&node.bytes), message)
            .label(format!("this is {}", node.kind()))
            .help(help);
        self.notes.push(problem);
    }
}
