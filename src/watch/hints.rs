//! From the events of the operating system to hints.

use std::path::{Path, PathBuf};

use notify::event::{AccessKind, AccessMode, Event, EventKind, Flag, ModifyKind, RenameMode};

use super::Concern;

/// That there is reason to look.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Hint {
    /// At a file or folder.
    At(PathBuf, State),
    /// Everywhere: events were lost.
    Anything,
}

/// What is known of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// Whoever made it is done.
    Finished,
    /// It may be the first half of something.
    Unfinished,
    /// It says nothing about whether more will come.
    Unsaid,
}

/// What follows from an event.
pub(super) fn hints(event: notify::Result<Event>, concern: &dyn Concern) -> Vec<Hint> {
    let Ok(event) = event else { return vec![Hint::Anything] };
    if event.attrs.flag() == Some(Flag::Rescan) {
        return vec![Hint::Anything];
    }
    let kind = event.kind;
    let renamed_away = kind == EventKind::Modify(ModifyKind::Name(RenameMode::From));
    if let (EventKind::Modify(ModifyKind::Name(RenameMode::Both)), [from, to]) = (kind, &event.paths[..]) {
        return renamed(from, to, concern);
    }
    let Some(state) = state(kind) else { return Vec::new() };
    let gone = kind.is_remove() || renamed_away;
    let matters = |path: &PathBuf| concern.concerns(path) && (!gone || concern.knows(path));
    event.paths.into_iter().filter(matters).map(|path| Hint::At(path, state)).collect()
}

/// Of a file that was renamed both names are known. What was moved to where nobody looks is
/// an editor's backup, and the new text will follow; otherwise all is done.
fn renamed(from: &Path, to: &Path, concern: &dyn Concern) -> Vec<Hint> {
    let state = if concern.concerns(to) { State::Finished } else { State::Unfinished };
    let old = concern.concerns(from) && concern.knows(from);
    let old = old.then(|| Hint::At(from.to_path_buf(), state));
    let new = concern.concerns(to).then(|| Hint::At(to.to_path_buf(), State::Finished));
    old.into_iter().chain(new).collect()
}

/// Nothing for events that tell of no change, such as our own reading.
fn state(kind: EventKind) -> Option<State> {
    match kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write))
        | EventKind::Modify(ModifyKind::Name(RenameMode::To)) => Some(State::Finished),
        EventKind::Access(_) => None,
        EventKind::Modify(ModifyKind::Metadata(_)) => Some(State::Unsaid),
        EventKind::Create(_) | EventKind::Modify(_) | EventKind::Remove(_) => Some(State::Unfinished),
        EventKind::Any | EventKind::Other => Some(State::Unfinished),
    }
}

#[cfg(test)]
mod tests {
    use notify::event::{CreateKind, DataChange, RemoveKind};

    use super::*;

    /// A site of one article.
    struct OneArticle;

    impl Concern for OneArticle {
        fn concerns(&self, path: &Path) -> bool {
            path.extension().is_some_and(|extension| extension == "md")
        }

        fn knows(&self, path: &Path) -> bool {
            path == Path::new("a.md")
        }
    }

    fn said(kind: EventKind, paths: &[&str]) -> Vec<(String, State)> {
        let event = paths.iter().fold(Event::new(kind), |event, path| event.add_path(path.into()));
        hints(Ok(event), &OneArticle)
            .into_iter()
            .map(|hint| match hint {
                Hint::At(path, state) => (path.display().to_string(), state),
                Hint::Anything => ("anything".to_owned(), State::Unsaid),
            })
            .collect()
    }

    #[test]
    fn ways_of_saving_end_finished() {
        let name = |mode| EventKind::Modify(ModifyKind::Name(mode));
        let written = EventKind::Modify(ModifyKind::Data(DataChange::Any));
        let closed = EventKind::Access(AccessKind::Close(AccessMode::Write));
        let a = |state| vec![("a.md".to_owned(), state)];
        assert_eq!(said(written, &["a.md"]), a(State::Unfinished));
        assert_eq!(said(closed, &["a.md"]), a(State::Finished));
        assert_eq!(said(name(RenameMode::To), &["a.md"]), a(State::Finished));
        assert_eq!(said(name(RenameMode::Both), &["a.md", "a.md~"]), a(State::Unfinished));
        let renamed = said(name(RenameMode::Both), &["a.md", "b.md"]);
        assert_eq!(renamed, [("a.md".to_owned(), State::Finished), ("b.md".to_owned(), State::Finished)]);
    }

    #[test]
    fn what_tells_of_no_change_is_no_hint() {
        assert_eq!(said(EventKind::Access(AccessKind::Open(AccessMode::Read)), &["a.md"]), []);
        assert_eq!(said(EventKind::Create(CreateKind::File), &["a.md~"]), []);
        assert_eq!(said(EventKind::Remove(RemoveKind::File), &["4913.md"]), [], "it was never there");
    }

    #[test]
    fn lost_events_are_a_reason_to_look_everywhere() {
        let lost = Event::new(EventKind::Other).set_flag(Flag::Rescan);
        assert_eq!(hints(Ok(lost), &OneArticle), [Hint::Anything]);
        assert_eq!(hints(Err(notify::Error::generic("queue")), &OneArticle), [Hint::Anything]);
    }
}
