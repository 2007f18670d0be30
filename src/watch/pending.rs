//! How long to wait after a hint: by evidence, not by habit.
//!
//! An editor that has closed a file, or renamed a finished one into place, is done, and it is
//! pointless to wait any longer than other files of the same save may take. A file that was
//! created, emptied or removed is likely to be in the middle of being saved, and is given time.
//! However many hints come, the wait ends.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use super::Call;
use super::hints::{Hint, State};

/// After something finished: time for the next hint of the same action to arrive.
const QUIET: Duration = Duration::from_millis(2);

/// After something that is likely to go on.
const UNFINISHED: Duration = Duration::from_millis(25);

/// The longest wait under constant change.
const LONGEST: Duration = Duration::from_millis(200);

/// What was hinted at and not yet looked at.
#[derive(Debug, Default)]
pub(super) struct Pending {
    paths: BTreeSet<PathBuf>,
    unfinished: BTreeMap<PathBuf, Instant>,
    anything: bool,
    first: Option<Instant>,
    last: Option<Instant>,
}

impl Pending {
    pub(super) fn add(&mut self, hints: Vec<Hint>, now: Instant) {
        for hint in hints {
            self.first.get_or_insert(now);
            self.last = Some(now);
            match hint {
                Hint::Anything => self.anything = true,
                Hint::At(path, State::Finished) => {
                    self.unfinished.remove(&path);
                    self.paths.insert(path);
                }
                Hint::At(path, State::Unfinished) => {
                    self.unfinished.insert(path.clone(), now);
                    self.paths.insert(path);
                }
                Hint::At(path, State::Unsaid) => {
                    self.paths.insert(path);
                }
            }
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.first.is_none()
    }

    /// When the first hint came.
    pub(super) fn first(&self) -> Option<Instant> {
        self.first
    }

    /// When the wait is over; nothing while there is no hint.
    pub(super) fn ready_at(&self) -> Option<Instant> {
        let (first, last) = (self.first?, self.last?);
        let unfinished = self.unfinished.values().max().map(|at| *at + UNFINISHED);
        let ready = unfinished.map_or(last + QUIET, |at| at.max(last + QUIET));
        Some(ready.min(first + LONGEST))
    }

    pub(super) fn call(self) -> Call {
        if self.anything { Call::Anything } else { Call::Touched(self.paths) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(name: &str, state: State) -> Vec<Hint> {
        vec![Hint::At(PathBuf::from(name), state)]
    }

    fn ms(from: Instant, to: Option<Instant>) -> u128 {
        (to.unwrap() - from).as_millis()
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "any moment will do")]
    fn what_is_finished_waits_little_and_nothing_waits_for_ever() {
        let start = Instant::now();
        let mut pending = Pending::default();
        assert_eq!(pending.ready_at(), None);
        pending.add(at("a.md", State::Unfinished), start);
        assert_eq!(ms(start, pending.ready_at()), 25, "created: the text will follow");
        pending.add(at("a.md", State::Finished), start + Duration::from_millis(1));
        assert_eq!(ms(start, pending.ready_at()), 3, "and has been written");
        for time in 0..1000 {
            pending.add(at("b.md", State::Unfinished), start + Duration::from_millis(time));
        }
        assert_eq!(ms(start, pending.ready_at()), 200, "constant change");
        let paths = ["a.md", "b.md"].map(PathBuf::from).into();
        assert_eq!(pending.call(), Call::Touched(paths));
    }
}
