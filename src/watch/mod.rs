//! Says when to look at the sources again, and where.
//!
//! What the operating system tells is a hint and no more: whoever is called looks at the disk
//! and decides. So it does no harm that events are late, double, or about something else;
//! missing ones are made up for by looking at everything now and then, for good where there are
//! none (`--poll`). This room waits no longer than there is reason to: see [`pending`].

#![expect(clippy::disallowed_methods, reason = "waiting needs a clock")]

mod hints;
mod pending;
mod places;

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use notify::{Config, RecommendedWatcher, RecursiveMode, Watcher};

use hints::hints;
use pending::Pending;
pub use places::{commits, is_commit, places};

/// Between two looks at everything where the system tells of changes: heals what was missed.
const SWEEP: Duration = Duration::from_secs(5);

/// Between two looks at everything where nobody tells.
const POLL: Duration = Duration::from_millis(300);

/// After folders came or went.
const SOON: Duration = Duration::from_millis(400);

/// The part of all time that looking at everything may take: one in so many.
const SHARE: u32 = 20;

/// Who tells of changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// The operating system.
    System,
    /// Nobody; everything is looked at again and again.
    Polling,
}

/// A folder to be told about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Where it is.
    pub folder: PathBuf,
    /// How much of it.
    pub depth: Depth,
}

/// How much of a folder is watched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Depth {
    /// What lies directly in it.
    Flat,
    /// Everything below it.
    Deep,
}

/// Why somebody is called.
#[derive(Debug, PartialEq, Eq)]
pub enum Call {
    /// Something happened at these paths.
    Touched(BTreeSet<PathBuf>),
    /// Anything may have happened.
    Anything,
    /// It is time to look at everything, though nobody told of a change.
    Sweep,
    /// [`Waker::wake`] was called.
    Woken,
}

/// What matters to whom is called.
pub trait Concern {
    /// Whether a change at `path` may matter at all.
    fn concerns(&self, path: &Path) -> bool;
    /// Whether there was something at `path` or below it when it was last looked at.
    fn knows(&self, path: &Path) -> bool;
}

/// Waits for changes.
pub struct Watch {
    source: Source,
    sender: Sender<Signal>,
    signals: Receiver<Signal>,
    system: Option<RecommendedWatcher>,
    sweep: Duration,
    next_sweep: Instant,
    first_hint: Instant,
    /// What was hinted at since the last call.
    pending: Pending,
    /// Whether [`Waker::wake`] was called, and nobody was told yet.
    woken: bool,
}

enum Signal {
    Event(notify::Result<notify::Event>),
    Wake,
}

/// Calls whoever waits.
#[derive(Clone)]
pub struct Waker(Sender<Signal>);

impl Waker {
    /// Ends the wait.
    pub fn wake(&self) {
        // Nobody waits any more: nobody needs to be woken.
        let _ = self.0.send(Signal::Wake);
    }
}

impl Watch {
    /// Waits for nothing yet; see [`Watch::arm`].
    pub fn new(source: Source) -> Self {
        let (sender, signals) = channel();
        let sweep = if source == Source::System { SWEEP } else { POLL };
        let now = Instant::now();
        Self {
            source,
            sender,
            signals,
            system: None,
            sweep,
            next_sweep: now + sweep,
            first_hint: now,
            pending: Pending::default(),
            woken: false,
        }
    }

    /// Something that ends the wait from elsewhere.
    pub fn waker(&self) -> Waker {
        Waker(self.sender.clone())
    }

    /// Watches `places` and nothing else. What could not be watched comes back, as a line for
    /// people, and everything is polled from then on.
    pub fn arm(&mut self, places: &[Place]) -> Result<(), String> {
        self.system = None;
        // What happened before this moment nobody was told of.
        self.next_sweep = Instant::now();
        if self.source == Source::Polling {
            return Ok(());
        }
        match self.watch(places) {
            Ok(system) => self.system = Some(system),
            Err(error) => {
                (self.source, self.sweep) = (Source::Polling, POLL);
                self.next_sweep = Instant::now() + POLL;
                return Err(trouble(&error));
            }
        }
        Ok(())
    }

    fn watch(&self, places: &[Place]) -> notify::Result<RecommendedWatcher> {
        let sender = self.sender.clone();
        let tell = move |event| {
            let _ = sender.send(Signal::Event(event));
        };
        // A folder that is reached twice, by its name and by a link, would be told about by
        // one of the two only. Where links lead is watched by its own name instead.
        let config = Config::default().with_follow_symlinks(false);
        let mut system = RecommendedWatcher::new(tell, config)?;
        for Place { folder, depth } in places {
            let mode = match depth {
                Depth::Flat => RecursiveMode::NonRecursive,
                Depth::Deep => RecursiveMode::Recursive,
            };
            match system.watch(folder, mode) {
                // Vanished meanwhile: its parent tells.
                Err(error) if is_io(&error, io::ErrorKind::NotFound) => {}
                // What a site lies in need not be ours to read. That it comes or goes is then
                // seen when everything is looked at.
                Err(error) if *depth == Depth::Flat && is_io(&error, io::ErrorKind::PermissionDenied) => {}
                watched => watched?,
            }
        }
        Ok(system)
    }

    /// Waits until there is reason to look again, and until what happens seems to be over.
    pub fn next(&mut self, concern: &dyn Concern) -> Call {
        loop {
            let now = Instant::now();
            if self.pending.is_empty() && std::mem::take(&mut self.woken) {
                return Call::Woken;
            }
            let until = self.pending.ready_at().unwrap_or(self.next_sweep);
            if until <= now {
                return self.call(now);
            }
            self.hear(until - now, concern);
        }
    }

    fn call(&mut self, now: Instant) -> Call {
        let pending = std::mem::take(&mut self.pending);
        self.first_hint = pending.first().unwrap_or(now);
        if pending.is_empty() { Call::Sweep } else { pending.call() }
    }

    /// Waits a little for further events and returns where they were. For when files look as if they
    /// were being written.
    pub fn linger(&mut self, concern: &dyn Concern, at_most: Duration) -> BTreeSet<PathBuf> {
        let end = Instant::now() + at_most;
        loop {
            let now = Instant::now();
            let until = self.pending.ready_at().map_or(end, |ready| ready.min(end));
            if self.woken || until <= now {
                return self.lingered();
            }
            self.hear(until - now, concern);
        }
    }

    fn lingered(&mut self) -> BTreeSet<PathBuf> {
        match std::mem::take(&mut self.pending).call() {
            Call::Touched(paths) => paths,
            _ => {
                // Events were lost: everything is looked at next.
                self.next_sweep = Instant::now();
                BTreeSet::new()
            }
        }
    }

    /// Whether somebody has hinted at a change since the last call, so that the next one is
    /// due: for those who would rather begin anew than finish.
    pub fn is_calling(&mut self, concern: &dyn Concern) -> bool {
        while let Ok(signal) = self.signals.try_recv() {
            self.note(signal, concern);
        }
        !self.pending.is_empty()
    }

    /// Waits for one signal, or for as long as is said.
    fn hear(&mut self, at_most: Duration, concern: &dyn Concern) {
        if let Ok(signal) = self.signals.recv_timeout(at_most) {
            self.note(signal, concern);
        }
    }

    fn note(&mut self, signal: Signal, concern: &dyn Concern) {
        match signal {
            Signal::Event(event) => self.pending.add(hints(event, concern), Instant::now()),
            Signal::Wake => self.woken = true,
        }
    }

    /// How long ago the first of the hints came that led to the last call.
    pub fn since_first_hint(&self) -> Duration {
        self.first_hint.elapsed()
    }

    /// Says that everything was looked at, and how long that took: the slower it is, the less
    /// often it is done.
    pub fn swept(&mut self, took: Duration) {
        self.next_sweep = Instant::now() + self.sweep.max(took * SHARE);
    }

    /// Has everything looked at soon: what is written into a folder while it appears is told of
    /// by nobody.
    pub fn sweep_soon(&mut self) {
        self.next_sweep = self.next_sweep.min(Instant::now() + SOON);
    }

    /// Whether changes are told of by the system.
    pub fn is_told(&self) -> bool {
        self.source == Source::System
    }
}

fn is_io(error: &notify::Error, kind: io::ErrorKind) -> bool {
    match &error.kind {
        notify::ErrorKind::PathNotFound => kind == io::ErrorKind::NotFound,
        notify::ErrorKind::Io(error) => error.kind() == kind,
        _ => false,
    }
}

/// What to say to a person, and what can be done.
fn trouble(error: &notify::Error) -> String {
    let (why, remedy) = match error.kind {
        notify::ErrorKind::MaxFilesWatch => {
            let why = "there are more folders than it may watch".to_owned();
            (why, "; raising fs.inotify.max_user_watches helps")
        }
        _ => (error.to_string(), ""),
    };
    format!("the system does not tell of changes ({why}), so files are looked at again and again{remedy}")
}

#[cfg(test)]
mod tests {
    use notify::event::{AccessKind, AccessMode, Event, EventKind};

    use super::*;

    /// Whom every change matters to.
    struct All;

    impl Concern for All {
        fn concerns(&self, _: &Path) -> bool {
            true
        }

        fn knows(&self, _: &Path) -> bool {
            true
        }
    }

    fn written(watch: &Watch, path: &str) {
        let event = Event::new(EventKind::Access(AccessKind::Close(AccessMode::Write))).add_path(path.into());
        watch.sender.send(Signal::Event(Ok(event))).expect("the watch is there");
    }

    #[test]
    fn who_is_woken_during_a_save_is_told_of_both() {
        let mut watch = Watch::new(Source::Polling);
        written(&watch, "a.md");
        watch.waker().wake();
        written(&watch, "b.md");
        assert!(watch.is_calling(&All));
        let paths = ["a.md", "b.md"].map(PathBuf::from).into();
        assert_eq!(watch.next(&All), Call::Touched(paths));
        assert_eq!(watch.next(&All), Call::Woken);
        assert!(!watch.is_calling(&All));
    }

    #[test]
    fn what_is_written_while_somebody_lingers_is_not_told_again() {
        let mut watch = Watch::new(Source::Polling);
        written(&watch, "a.md");
        let paths: BTreeSet<PathBuf> = [PathBuf::from("a.md")].into();
        assert_eq!(watch.linger(&All, Duration::from_secs(60)), paths);
        assert_eq!(watch.next(&All), Call::Sweep);
    }
}
