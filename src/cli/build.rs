//! `vade build`: read, compile, report everything, write if there is no error.

use std::convert::Infallible;
use std::mem;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use serde_json::json;

use super::arguments::{Build, Format};
use super::clock::Clock;
use super::terminal::Progress;
use super::{Ending, Failure, Outcome, ledger, problems, source, terminal};
use crate::compiler::{Compiler, SoFar, Stage};
use crate::diag::{Diagnostic, counted, in_order};
use crate::output::Output;
use crate::output::compress::compress;
use crate::output::disk::{self, Strangers, Written};
use crate::portable::portable;
use crate::settings::{self, Drafts, Mode, Part};
use crate::source::Tree;
use crate::source::disk::read;

/// The output folder where nobody names one, in the folder of the site.
const OUTPUT: &str = "public";

/// The same for a site without a server: pages of the two differ.
const PORTABLE: &str = "portable";

/// Carries it out.
pub fn run(options: &Build) -> Outcome {
    let folder = folder(options);
    source::check_root(&options.site.scope.root)?;
    disk::refuse(&options.site.scope.root, &folder)?;
    let (mut clock, progress) = (Clock::start(), Progress::new());
    progress.now("reading sources");
    let mut built = compile(options, &folder, &mut clock, &progress)?;
    let ending = if problems::have_errors(&built.notes) {
        drop(progress);
        built.report(options);
        terminal::say("nothing was written");
        Ending::Problems
    } else {
        if options.compress {
            progress.now("compressing");
            built.output = compress(mem::take(&mut built.output), &disk::LastBuild::of(&folder));
            clock.lap("compressing");
        }
        progress.now("writing");
        let written = disk::write(&folder, &built.output, strangers(options), &waiting);
        clock.lap("writing");
        drop(progress);
        built.report(options);
        terminal::print(&result(options, &built.output, written?, &clock));
        if options.record {
            ledger::record(&options.site.scope.root, &built.output)?;
        }
        Ending::Clean
    };
    if options.timings {
        terminal::say(&clock.table());
    }
    // The process ends here; freeing all these small pieces first would only take time.
    mem::forget(built);
    Ok(ending)
}

/// A site that was built and not yet written.
struct Built {
    tree: Tree,
    output: Output,
    notes: Vec<Diagnostic>,
    _compiler: Compiler,
}

impl Built {
    fn report(&self, options: &Build) {
        problems::report(&self.notes, &self.tree, options.site.format);
    }
}

fn compile(options: &Build, folder: &Path, clock: &mut Clock, progress: &Progress) -> Result<Built, Failure> {
    let drafts = if options.drafts { Drafts::Shown } else { Drafts::Hidden };
    let mut mode = source::mode(&options.site.scope, drafts, options.base_url.clone());
    mode.part = options.lang.clone().map_or(Part::Whole, Part::Language);
    let mut notes = Vec::new();
    let mut tree = read(&options.site.scope.root, Some(folder)).unpack(&mut notes);
    if let Some(list) = &options.published {
        tree = tree.with_published(ledger::list(list)?);
    }
    clock.lap("reading sources");
    check_language(options, &tree, &mode)?;
    source::check_audience(&tree, &mode)?;
    progress.now("compiling");
    let mut compiler = Compiler::with_shelf(disk::Spool::beside(folder, tree.bytes())).once();
    let mut finished = |stage, _: &SoFar<'_>| {
        clock.lap(name(stage));
        ControlFlow::Continue(())
    };
    let ControlFlow::Continue(compiled) =
        compiler.compile_observed::<Infallible>(&tree, &mode, &mut finished);
    let output = compiled.unpack(&mut notes);
    let settings = settings::read(&tree, &mode).value.filter(|_| options.portable);
    let output = match settings {
        Some(settings) => portable(output, &settings.base_url.path),
        None => output,
    };
    Ok(Built { tree, output, notes: in_order(notes), _compiler: compiler })
}

/// Fails if the site doesn't have the language that is asked for.
fn check_language(options: &Build, tree: &Tree, mode: &Mode) -> Result<(), Failure> {
    let Some((lang, settings)) = options.lang.as_ref().zip(settings::read(tree, mode).value) else {
        return Ok(());
    };
    settings.language(lang).map(drop).map_err(Failure)
}

fn name(stage: Stage) -> &'static str {
    match stage {
        Stage::Settings => "settings, theme",
        Stage::Articles => "articles",
        Stage::Site => "site",
        Stage::Pages => "pages",
        Stage::Index => "print, search index",
        Stage::Machine => "feeds, maps, lists",
    }
}

fn folder(options: &Build) -> PathBuf {
    let name = match (&options.lang, options.portable) {
        // Not the usual folder: the other languages' pages would be removed from it.
        (Some(lang), _) => format!("{OUTPUT}-{lang}"),
        (None, true) => PORTABLE.to_owned(),
        (None, false) => OUTPUT.to_owned(),
    };
    options.output.clone().unwrap_or_else(|| options.site.scope.root.join(name))
}

fn strangers(options: &Build) -> Strangers {
    if options.force { Strangers::Replaced } else { Strangers::Refused }
}

fn waiting() {
    terminal::say("waiting for another build that is writing the same folder");
}

/// The last line: what came of it.
fn result(options: &Build, output: &Output, written: Written, clock: &Clock) -> String {
    let pages = output.files.keys().filter(|path| path.as_str().ends_with(".html")).count();
    let Written { written, unchanged, removed } = written;
    let folder = folder(options);
    match options.site.format {
        Format::Json => format!(
            "{}\n",
            json!({ "pages": pages, "written": written, "unchanged": unchanged, "removed": removed })
        ),
        _ => format!(
            "{} in {}: {} written, {unchanged} unchanged, {removed} removed in {}\n",
            counted(pages, "page", "pages"),
            clock.total(),
            counted(written, "file", "files"),
            folder.display(),
        ),
    }
}
