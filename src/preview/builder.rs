//! Builds after every change, and shows the result.
//!
//! All in one thread: what is saved during a build waits in the queue of the watch. The build
//! under way ends at its next stage and another begins, with all changes and the newest text; but
//! saves that go on and on put off a whole site no longer than a moment.

#![expect(clippy::disallowed_methods, reason = "says how long things took")]

use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::lookout::Lookout;
use super::shown::{self, Shown};
use super::stage::{Entry, Stage};
use super::told::{Extent, News, Told};
use super::{Difference, Report};
use crate::compiler::{self, Compiler, Plan};
use crate::diag::{Checked, in_order};
use crate::key::Key;
use crate::output::Output;
use crate::path::SitePath;
use crate::settings::{self, Mode};
use crate::source::disk::Seen;
use crate::watch::Waker;

/// How long newer saves may keep a build from being finished.
const PUT_OFF: Duration = Duration::from_secs(1);

/// Files that are named in the line about a change.
const NAMED: usize = 2;

const BROKE_DOWN: &str =
    "vade broke down over this change, which is a mistake of vade; the last good state is shown";

/// Everything that is needed to build again.
pub(super) struct Builder {
    lookout: Lookout,
    mode: Box<dyn Fn() -> Mode + Send>,
    /// The mode of the last build; nothing before the first one.
    last_mode: Option<Key>,
    compiler: Compiler,
    /// What the pages of the last build were made of.
    plan: Option<Arc<Plan>>,
    unfinished: Option<Unfinished>,
    stage: Arc<Stage>,
    told: Told,
    began: Instant,
    /// Whether somebody was told that the site can be looked at.
    open: bool,
}

/// A build that is under way, or that a newer save has ended.
struct Unfinished {
    /// What it is about.
    seen: Seen,
    /// What was shown when the first of them began.
    before: Arc<Shown>,
    /// When that was.
    since: Instant,
}

/// What came of a build.
struct Built {
    difference: Difference,
    /// What changed and what came of it, for people.
    line: String,
}

impl Builder {
    pub(super) fn new(lookout: Lookout, mode: Box<dyn Fn() -> Mode + Send>, stage: Arc<Stage>) -> Self {
        Self {
            lookout,
            mode,
            last_mode: None,
            compiler: Compiler::default(),
            plan: None,
            unfinished: None,
            stage,
            told: Told::default(),
            began: Instant::now(),
            open: false,
        }
    }

    pub(super) fn waker(&self) -> Waker {
        self.lookout.waker()
    }

    /// The first build; `reading` is how long reading the sources took.
    pub(super) fn build_first(&mut self, reading: Duration, report: &mut dyn FnMut(Report<'_>)) {
        let start = Instant::now();
        self.lookout.arm().unwrap_or_else(|trouble| report(Report::Trouble(trouble)));
        let built = self.build(Seen::default(), report);
        self.stage.complete();
        if !self.open {
            report(Report::Open { url: self.stage.url() });
        }
        if let Some(Built { difference, .. }) = built {
            report(Report::Ready { built: difference, took: reading + start.elapsed() });
        }
    }

    /// Waits for one change and follows it.
    pub(super) fn turn(&mut self, report: &mut dyn FnMut(Report<'_>)) {
        let seen = self.lookout.next(|trouble| report(Report::Trouble(trouble)));
        let is_another_mode = self.last_mode != Some(Key::of(&(self.mode)()));
        let nothing = seen.is_nothing() && !is_another_mode && self.unfinished.is_none();
        if self.stage.is_left() || nothing {
            return;
        }
        if let Some(Built { line, .. }) = self.build(seen, report) {
            report(Report::Changed { line });
        }
    }

    /// Builds, and shows what came of it. Nothing if building broke down, or ended for a newer
    /// save.
    fn build(&mut self, seen: Seen, report: &mut dyn FnMut(Report<'_>)) -> Option<Built> {
        let mode = (self.mode)();
        let work = self.take_up(seen);
        // No bad file ends the preview, not even one that vade stumbles over.
        let compiled = catch_unwind(AssertUnwindSafe(|| {
            self.show_texts(&mode, &work.seen.changed);
            self.compile(&mode, &work, report)
        }));
        self.last_mode = Some(Key::of(&mode));
        match compiled {
            Ok(ControlFlow::Continue(compiled)) => Some(self.show(compiled, &work, &mode, report)),
            Ok(ControlFlow::Break(())) => {
                self.unfinished = Some(work);
                None
            }
            Err(_) => {
                // It may have left something half done.
                self.compiler = Compiler::default();
                report(Report::Trouble(BROKE_DOWN.to_owned()));
                None
            }
        }
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

    /// Shows texts that have changed, if nothing else has, before the site is made anew.
    fn show_texts(&mut self, mode: &Mode, changed: &[SitePath]) {
        let Self { lookout, compiler, stage, plan, .. } = self;
        let texts = plan.as_ref().and_then(|plan| compiler.texts(plan, lookout.tree(), mode, changed));
        if let Some(shown) = texts.and_then(|texts| stage.shown().with(texts)) {
            stage.show(shown);
            stage.announce();
        }
    }

    /// Compiles, unless a newer save ends it. Pages are shown as soon as they are there.
    fn compile(
        &mut self,
        mode: &Mode,
        work: &Unfinished,
        report: &mut dyn FnMut(Report<'_>),
    ) -> ControlFlow<(), Checked<Output>> {
        let is_first = self.last_mode.is_none();
        let Self { lookout, compiler, stage, plan, open, .. } = self;
        let (tree, mut is_newer) = lookout.tree_and_news();
        compiler.compile_observed(tree, mode, &mut |finished, so_far| {
            if let Some(made) = so_far.plan {
                *plan = Some(Arc::clone(made));
            }
            if finished == compiler::Stage::Pages {
                let pages = if is_first {
                    Shown::first_pages(so_far, mode.as_of.to_string())
                } else {
                    work.before.with_pages(so_far)
                };
                let is_shown = pages.map(|pages| stage.show(pages)).is_some();
                if is_first && is_shown {
                    stage.announce();
                    *open = true;
                    report(Report::Open { url: stage.url() });
                }
            }
            let may_end = !is_first && finished != compiler::Stage::Machine && work.since.elapsed() < PUT_OFF;
            if may_end && is_newer() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })
    }

    /// Shows what a build has made, and tells of it.
    fn show(
        &mut self,
        compiled: Checked<Output>,
        work: &Unfinished,
        mode: &Mode,
        report: &mut dyn FnMut(Report<'_>),
    ) -> Built {
        let Checked { value: output, mut notes } = compiled;
        let Unfinished { seen, before, .. } = work;
        notes.extend(self.lookout.problems());
        let notes = in_order(notes);
        let tree = self.lookout.tree();
        let extent = if shown::has_pages(&output) { Extent::Whole } else { Extent::Nothing };
        let files = shown::files(output, &before.files, &notes, tree);
        let problems = before.problems.after(&notes, &seen.changed, tree);
        let base = self.base(mode, before);
        self.stage.show(Shown { files, base, problems, day: mode.as_of.to_string() });
        // The new bytes are there; all that follows can wait.
        let built = self.conclude(before, seen, self.lookout.since_first_hint());
        if let Some(News { new, mended, left }) = self.told.tell(&notes, extent) {
            report(Report::Problems { new: &new, mended, left, tree: self.lookout.tree() });
        }
        built
    }

    /// The path of the site; the last one while the settings cannot be read.
    fn base(&self, mode: &Mode, before: &Shown) -> String {
        let settings = settings::read(self.lookout.tree(), mode).value;
        let before = if before.base.is_empty() { "/" } else { &before.base };
        settings.map_or_else(|| before.to_owned(), |settings| settings.base_url.path)
    }

    /// Counts what is another file now, follows pages that moved, and tells browsers to look.
    fn conclude(&self, before: &Shown, seen: &Seen, took: Duration) -> Built {
        let shown = self.stage.shown();
        let changes = shown::changes(&before.files, &shown.files);
        let difference = changes.difference;
        let mut moves = (*self.stage.moves()).clone();
        moves.note(&changes, (&seen.removed, &seen.changed, self.lookout.tree()));
        let line = line(&seen.changed, difference, took);
        let at = self.began.elapsed().as_secs();
        let entry = (!seen.changed.is_empty()).then(|| Entry { line: line.clone(), at });
        self.stage.remember(moves, entry);
        self.stage.announce();
        Built { difference, line }
    }
}

/// A change in one line: `content/en/guide.md: 1 page, 12 ms`.
fn line(files: &[SitePath], built: Difference, took: Duration) -> String {
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

    #[test]
    fn a_change_is_one_line() {
        let line = |files: &[&str], pages, others| {
            let files: Vec<SitePath> = files.iter().filter_map(|name| SitePath::new(name)).collect();
            line(&files, Difference { pages, others }, Duration::from_millis(12))
        };
        assert_eq!(line(&["guide.md"], 1, 3), "guide.md: 1 page, 12 ms");
        assert_eq!(line(&["a.md", "b.md"], 2, 0), "a.md and b.md: 2 pages, 12 ms");
        assert_eq!(line(&["a.md", "b.md", "c.md"], 0, 1), "a.md and 2 other files: 1 file, 12 ms");
        assert_eq!(line(&["a.md"], 0, 0), "a.md: nothing to see, 12 ms");
    }
}
