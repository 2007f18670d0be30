//! The days of commits, which version control is asked for while everything else goes on: with a
//! long history it may take seconds to answer.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use crate::path::SitePath;
use crate::source::History;
use crate::source::disk::{Folder, GitState, Seen, git_state, history};
use crate::watch::Waker;

/// The state that was asked about, and the days of each file.
type Answer = (Option<GitState>, BTreeMap<SitePath, History>);

/// Asks version control, one question at a time.
pub(super) struct Commits {
    is_asking: bool,
    answer: Sender<Answer>,
    answers: Receiver<Answer>,
}

impl Commits {
    pub(super) fn new() -> Self {
        let (answer, answers) = channel();
        Self { is_asking: false, answer, answers }
    }

    /// Asks about the folder at `root`, and calls with `waker` when there is an answer.
    pub(super) fn ask(&mut self, root: PathBuf, waker: Waker) {
        if std::mem::replace(&mut self.is_asking, true) {
            return;
        }
        let answer = self.answer.clone();
        thread::spawn(move || {
            let state = git_state(&root);
            // Nobody waits for it any more: then nobody needs it.
            let _ = answer.send((state, history(&root)));
            waker.wake();
        });
    }

    /// Gives the days to the folder, if they have been told.
    pub(super) fn take(&mut self, folder: &mut Folder) -> Seen {
        let mut seen = Seen::default();
        while let Ok((state, days)) = self.answers.try_recv() {
            self.is_asking = false;
            seen.add(folder.set_history(state, days));
        }
        seen
    }
}
