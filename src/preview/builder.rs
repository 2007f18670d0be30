//! Sees a change, builds, shows the result.
//!
//! All in one thread: what is saved during a build waits in the queue of the watch. The build
//! under way ends at its next stage and another begins, with all changes and the newest text; but
//! saves that go on and on put off a whole site no longer than a moment.

#![expect(clippy::disallowed_methods, reason = "says how long things took")]

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use super::problems::Problems;
use super::shown::{self, Shown};
use super::stage::{self, Entry};
use super::{Difference, Report};
use crate::compiler::{Compiler, Plan, SoFar, Stage};
use crate::diag::{Checked, Diagnostic};
use crate::key::Key;
use crate::output::Output;
use crate::path::SitePath;
use crate::settings::{self, Mode};
use crate::source::History;
use crate::source::disk::{Folder, GitState, Look, Seen, git_state, history};
use crate::watch::{Call, Place, Waker, Watch, commits, is_commit, places};

/// How long a file that has just become empty is given to be written.
const WRITING: Duration = Duration::from_millis(60);

/// How long newer saves may keep a build from being finished.
const PUT_OFF: Duration = Duration::from_secs(1);

/// Files that are named in the line about a change.
const NAMED: usize = 2;

const BROKE_DOWN: &str =
    "vade broke down over this change, which is a mistake of vade; the last good state is shown";

type Days = (Option<GitState>, BTreeMap<SitePath, History>);

/// Everything that is needed to build again.
pub(super) struct Builder {
    folder: Folder,
    watch: Watch,
    armed: Vec<Place>,
    mode: Box<dyn Fn() -> Mode + Send>,
    last_mode: Option<Key>,
    compiler: Compiler,
    /// The problems of the last build.
    notes: Vec<Diagnostic>,
    /// Those that were told of and are not known to be mended.
    told: Vec<Diagnostic>,
    stage: Arc<stage::Stage>,
    began: Instant,
    asking: bool,
    days: (Sender<Days>, Receiver<Days>),
    unfinished: Option<Unfinished>,
    /// What the pages of the last build were made of.
    plan: Option<Arc<Plan>>,
    /// Whether somebody was told that the site can be looked at.
    open: bool,
}

/// A build that a newer save has ended.
struct Unfinished {
    /// What it was about.
    seen: Seen,
    /// What was shown when the first of them began.
    before: Arc<Shown>,
    /// When that was.
    since: Instant,
}

/// How compiling ended.
enum Compiled {
    /// With a site, or with problems.
    Whole(Checked<Output>),
    /// A newer save came.
    Superseded,
    /// In a panic.
    BrokeDown,
}

impl Builder {
    pub(super) fn new(
        folder: Folder,
        watch: Watch,
        mode: Box<dyn Fn() -> Mode + Send>,
        stage: Arc<stage::Stage>,
    ) -> Self {
        Self {
            folder,
            watch,
            armed: Vec::new(),
            mode,
            last_mode: None,
            compiler: Compiler::default(),
            notes: Vec::new(),
            told: Vec::new(),
            stage,
            began: Instant::now(),
            asking: false,
            days: channel(),
            unfinished: None,
            plan: None,
            open: false,
        }
    }

    pub(super) fn waker(&self) -> Waker {
        self.watch.waker()
    }

    /// The first build; `reading` is how long reading the sources took.
    pub(super) fn build_first(&mut self, reading: Duration, report: &mut dyn FnMut(Report<'_>)) {
        let start = Instant::now();
        self.arm(report);
        let built = self.build(Seen::default(), report);
        self.stage.complete();
        if !self.open {
            report(Report::Open { url: self.stage.url() });
        }
        let Some(Built { difference, .. }) = built else { return };
        report(Report::Ready { built: difference, took: reading + start.elapsed() });
    }

    /// Waits for one change and follows it.
    pub(super) fn turn(&mut self, report: &mut dyn FnMut(Report<'_>)) {
        let call = self.watch.next(&self.folder);
        let mut seen = self.look(&call);
        let armed_anew = self.is_unarmed(&call, &seen);
        if armed_anew {
            self.arm(report);
            seen.add(self.folder.refresh(Look::Everywhere));
        }
        let mode_changed = self.last_mode != Some(Key::of(&(self.mode)()));
        let nothing = seen.is_nothing() && !mode_changed && self.unfinished.is_none();
        if self.stage.is_left() || nothing {
            return;
        }
        if let Some(Built { seen, difference, took }) = self.build(seen, report) {
            report(Report::Changed { line: line(&seen.changed, difference, took) });
        }
    }

    /// Looks at the sources as the call asks for.
    fn look(&mut self, call: &Call) -> Seen {
        match call {
            Call::Touched(paths) => self.look_at(paths.clone()),
            Call::Anything => self.sweep(),
            Call::Sweep => {
                if commits(self.folder.root()).is_some()
                    && git_state(self.folder.root()).as_ref() != self.folder.git()
                {
                    self.ask_for_days();
                }
                self.sweep()
            }
            Call::Woken => self.take_days(),
        }
    }

    fn look_at(&mut self, mut paths: BTreeSet<PathBuf>) -> Seen {
        if let Some(folder) = commits(self.folder.root()) {
            let before = paths.len();
            paths.retain(|path| !is_commit(path, &folder));
            if paths.len() < before {
                self.ask_for_days();
            }
        }
        let mut seen = self.folder.refresh(Look::At(&paths));
        if seen.emptied {
            paths.extend(self.watch.linger(&self.folder, WRITING));
            seen.add(self.folder.refresh(Look::At(&paths)));
        }
        let came_or_went = |path: &PathBuf| path.is_dir() || !path.exists();
        if paths.iter().any(came_or_went) {
            self.watch.sweep_soon();
        }
        seen
    }

    fn sweep(&mut self) -> Seen {
        let start = Instant::now();
        let seen = self.folder.refresh(Look::Everywhere);
        self.watch.swept(start.elapsed());
        seen
    }

    /// Whether folders have to be watched anew: others than before, one of them came or went, or
    /// a change was found that nobody had told of.
    fn is_unarmed(&self, call: &Call, seen: &Seen) -> bool {
        let came_or_went = match call {
            Call::Touched(paths) => self.armed.iter().any(|place| paths.contains(&place.folder)),
            Call::Anything => true,
            Call::Sweep => self.watch.is_told() && !seen.changed.is_empty(),
            Call::Woken => false,
        };
        came_or_went || places(&self.folder) != self.armed
    }

    fn arm(&mut self, report: &mut dyn FnMut(Report<'_>)) {
        self.armed = places(&self.folder);
        if let Err(trouble) = self.watch.arm(&self.armed) {
            report(Report::Trouble(trouble));
        }
    }

    /// Asks version control for the days of commits, which may take long, and goes on.
    fn ask_for_days(&mut self) {
        if std::mem::replace(&mut self.asking, true) {
            return;
        }
        let (root, answer, waker) =
            (self.folder.root().to_path_buf(), self.days.0.clone(), self.watch.waker());
        std::thread::spawn(move || {
            let state = git_state(&root);
            // Nobody waits for it any more: then nobody needs it.
            let _ = answer.send((state, history(&root)));
            waker.wake();
        });
    }

    fn take_days(&mut self) -> Seen {
        let mut seen = Seen::default();
        while let Ok((state, days)) = self.days.1.try_recv() {
            self.asking = false;
            seen.add(self.folder.set_history(state, days));
        }
        seen
    }

    /// Builds, and shows what came of it. Nothing if building broke down, or ended for a newer
    /// save.
    fn build(&mut self, seen: Seen, report: &mut dyn FnMut(Report<'_>)) -> Option<Built> {
        let mode = (self.mode)();
        let work = self.take_up(seen);
        let compiled = self.guarded(|builder| {
            builder.show_texts(&mode, &work.seen.changed);
            builder.compile(&mode, &work, report)
        });
        self.last_mode = Some(Key::of(&mode));
        let Checked { value: output, mut notes } = match compiled {
            Compiled::Whole(compiled) => compiled,
            Compiled::Superseded => {
                self.unfinished = Some(work);
                return None;
            }
            Compiled::BrokeDown => {
                // It may have left something half done.
                self.compiler = Compiler::default();
                report(Report::Trouble(BROKE_DOWN.to_owned()));
                return None;
            }
        };
        let Unfinished { seen, before, .. } = work;
        notes.extend(self.folder.problems());
        notes.sort();
        notes.dedup();
        let tree = self.folder.tree();
        let whole = shown::has_pages(&output);
        let files = shown::files(output, &before.files, &notes, tree);
        let base = self.base(&mode, &before);
        let problems = self.problems(&before, &notes, &seen.changed);
        self.stage.show(Shown { files, base, problems, day: mode.as_of.to_string() });
        let took = self.watch.since_first_hint();
        let difference = self.conclude(&before, &seen, took);
        self.notes = notes;
        self.tell(whole, report);
        Some(Built { seen, difference, took })
    }

    /// What is to be built: what was seen now, and what an unfinished build was about.
    fn take_up(&mut self, seen: Seen) -> Unfinished {
        match self.unfinished.take() {
            Some(mut unfinished) => {
                unfinished.seen.add(seen);
                unfinished
            }
            None => Unfinished { seen, before: self.stage.shown(), since: Instant::now() },
        }
    }

    /// No bad file ends the preview, not even one that vade stumbles over.
    fn guarded(&mut self, work: impl FnOnce(&mut Self) -> Compiled) -> Compiled {
        catch_unwind(AssertUnwindSafe(|| work(self))).unwrap_or(Compiled::BrokeDown)
    }

    /// Shows texts that have changed, if nothing else has, before the site is made anew.
    fn show_texts(&mut self, mode: &Mode, changed: &[SitePath]) {
        let Self { compiler, folder, stage, plan, .. } = self;
        let texts = plan.as_ref().and_then(|plan| compiler.texts(plan, folder.tree(), mode, changed));
        if let Some(shown) = texts.and_then(|texts| stage.shown().with(texts)) {
            stage.show(shown);
            stage.announce();
        }
    }

    /// Compiles. Pages are shown as soon as they are there.
    fn compile(&mut self, mode: &Mode, work: &Unfinished, report: &mut dyn FnMut(Report<'_>)) -> Compiled {
        let is_first = self.last_mode.is_none();
        let Self { compiler, folder, stage, watch, plan, open, .. } = self;
        let mut finished = |finished, so_far: &SoFar<'_>| {
            if let Some(made) = so_far.plan {
                *plan = Some(Arc::clone(made));
            }
            let early = match finished {
                Stage::Pages if is_first => Shown::first_pages(so_far, mode.as_of.to_string()),
                Stage::Pages => work.before.with_pages(so_far),
                _ => None,
            };
            if let Some(early) = early {
                stage.show(early);
                if is_first {
                    stage.announce();
                    *open = true;
                    report(Report::Open { url: stage.url() });
                }
            }
            let may_end = !is_first && finished != Stage::Machine && work.since.elapsed() < PUT_OFF;
            if may_end && watch.is_calling(&*folder) {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        };
        match compiler.compile_observed(folder.tree(), mode, &mut finished) {
            ControlFlow::Continue(compiled) => Compiled::Whole(compiled),
            ControlFlow::Break(()) => Compiled::Superseded,
        }
    }

    /// The path of the site; the last one while the settings cannot be read.
    fn base(&self, mode: &Mode, before: &Shown) -> String {
        let settings = settings::read(self.folder.tree(), mode).value;
        let before = if before.base.is_empty() { "/" } else { &before.base };
        settings.map_or_else(|| before.to_owned(), |settings| settings.base_url.path)
    }

    fn problems(&self, before: &Shown, notes: &[Diagnostic], changed: &[SitePath]) -> Problems {
        let by_file = &before.problems.by_file;
        if notes == self.notes && !changed.iter().any(|path| by_file.contains_key(path)) {
            return before.problems.clone();
        }
        Problems::of(notes, self.folder.tree())
    }

    /// What can wait until the new bytes are there: counting, following pages, telling browsers.
    fn conclude(&self, before: &Shown, seen: &Seen, took: Duration) -> Difference {
        let shown = self.stage.shown();
        let changes = shown::changes(&before.files, &shown.files);
        let difference = changes.difference;
        let mut moves = (*self.stage.moves()).clone();
        moves.note(&changes, (&seen.removed, &seen.changed, self.folder.tree()));
        let at = self.began.elapsed().as_secs();
        let entry =
            (!seen.changed.is_empty()).then(|| Entry { line: line(&seen.changed, difference, took), at });
        self.stage.remember(moves, entry);
        self.stage.announce();
        difference
    }

    /// Says which problems are new, and how many are mended. A problem that only moved to
    /// another line is the same. Unless the site could be built as a `whole`, what was not found
    /// again is not mended.
    fn tell(&mut self, whole: bool, report: &mut dyn FnMut(Report<'_>)) {
        let new = without(&self.notes, &self.told);
        let mended = if whole { without(&self.told, &self.notes).len() } else { 0 };
        if whole {
            self.told.clone_from(&self.notes);
        } else {
            self.told.extend(new.iter().cloned());
        }
        if !new.is_empty() || mended > 0 {
            report(Report::Problems { new: &new, mended, left: self.told.len(), tree: self.folder.tree() });
        }
    }
}

/// What came of a build.
struct Built {
    /// What it was about.
    seen: Seen,
    difference: Difference,
    took: Duration,
}

/// Those of `notes` that are not among `others`, wherever in their file they are.
fn without(notes: &[Diagnostic], others: &[Diagnostic]) -> Vec<Diagnostic> {
    let same = |note: &Diagnostic| {
        let file = note.at.as_ref().map(|at| at.file.clone());
        (file, note.code, note.message.clone(), note.label.clone())
    };
    let mut known: BTreeMap<_, usize> = BTreeMap::new();
    for other in others {
        *known.entry(same(other)).or_default() += 1;
    }
    let is_new = |note: &&Diagnostic| match known.get_mut(&same(note)) {
        Some(left) if *left > 0 => {
            *left -= 1;
            false
        }
        _ => true,
    };
    notes.iter().filter(is_new).cloned().collect()
}

/// A change in one line: `content/en/guide.md: 1 page, 12 ms`.
pub(super) fn line(files: &[SitePath], built: Difference, took: Duration) -> String {
    let mut named: Vec<String> = files.iter().take(NAMED).map(ToString::to_string).collect();
    if files.len() > NAMED {
        named.truncate(1);
        named.push(format!("{} other files", files.len() - 1));
    }
    let what = if named.is_empty() { "the day".to_owned() } else { named.join(" and ") };
    format!("{what}: {}, {} ms", built, took.as_millis())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::{Code, Place};

    fn path(path: &str) -> SitePath {
        SitePath::new(path).expect("a path")
    }

    #[test]
    fn a_change_is_one_line() {
        let line = |files: &[&str], pages, others| {
            let files: Vec<SitePath> = files.iter().map(|name| path(name)).collect();
            line(&files, Difference { pages, others }, Duration::from_millis(12))
        };
        assert_eq!(line(&["guide.md"], 1, 3), "guide.md: 1 page, 12 ms");
        assert_eq!(line(&["a.md", "b.md"], 2, 0), "a.md and b.md: 2 pages, 12 ms");
        assert_eq!(line(&["a.md", "b.md", "c.md"], 0, 1), "a.md and 2 other files: 1 file, 12 ms");
        assert_eq!(line(&["a.md"], 0, 0), "a.md: nothing to see, 12 ms");
    }

    #[test]
    fn a_problem_that_only_moved_is_not_new() {
        let problem = |at: usize, message: &str| {
            Diagnostic::new(Code::BrokenLink, Place::new(&path("a.md"), at..at + 1), message)
        };
        let before = [problem(3, "one"), problem(9, "one")];
        let after = [problem(5, "one"), problem(8, "one"), problem(20, "one"), problem(30, "two")];
        assert_eq!(without(&after, &before).len(), 2);
        assert_eq!(without(&before, &after), []);
    }
}
