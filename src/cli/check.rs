//! `vade check`: everything that is known to be wrong with a site, and nothing is written, but for
//! the baseline and what `--fix` mends.

#![expect(clippy::disallowed_methods, reason = "the baseline is a file of the person who checks")]

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Component, Path};

use jiff::civil::Date;

use super::arguments::{Check, Deny, Format};
use super::changes::{self, Making};
use super::problems::{self, Shown};
use super::terminal::Progress;
use super::{Ending, Failure, Outcome, explain, external, ledger, source, terminal};
use crate::check;
use crate::compiler::{Compiler, Inspected};
use crate::diag::{self, Baseline, Checked, Compared, Diagnostic, Identity, Severity, counted, print};
use crate::edit::{self, Edit};
use crate::settings::Drafts;
use crate::site::Site;
use crate::source::Tree;

/// Where answers of other servers are kept, in the folder of the site.
const ANSWERS: &str = ".vade/links.json";

/// A site that was looked through.
struct Found {
    tree: Tree,
    notes: Vec<Diagnostic>,
    site: Option<Site>,
    /// Whom it was looked through for, if somebody said so.
    audience: Option<Vec<String>>,
}

/// Carries it out.
pub fn run(options: &Check) -> Outcome {
    let mut found = look(options)?;
    if options.fix {
        let making = Making::of(options.dry_run);
        let mended = mend(&options.site.scope.root, &found, making)?;
        if making == Making::DryRun {
            return Ok(ending(options, &found.notes));
        }
        if mended > 0 {
            found = look(options)?;
        }
    }
    if options.write_baseline {
        return accept(options, &found);
    }
    let Some(baseline) = baseline(options)? else {
        show(options, &found, &found.notes, None);
        say(options, &found, &summary(&found, &found.notes));
        return Ok(ending(options, &found.notes));
    };
    let compared = baseline.compare(&found.notes, &|path| problems::source(&found.tree, path));
    let printed = if options.site.format == Format::Sarif { &found.notes } else { &compared.new };
    show(options, &found, printed, Some(&compared.known));
    say(options, &found, &compared_summary(&found, &compared));
    Ok(ending(options, &compared.new))
}

fn look(options: &Check) -> Result<Found, Failure> {
    let drafts = if options.drafts { Drafts::Shown } else { Drafts::Hidden };
    let mode = source::mode(&options.site.scope, drafts, None);
    let progress = Progress::new();
    progress.now("reading and checking");
    let mut notes = Vec::new();
    let mut tree = source::tree(&options.site.scope.root)?.unpack(&mut notes);
    source::check_audience(&tree, &mode)?;
    if let Some(list) = &options.published {
        tree = tree.with_published(ledger::list(list)?);
    }
    let Checked { value: Inspected { site }, notes: found } =
        Compiler::default().once().check(&tree, &mode)?;
    notes.extend(found);
    if let Some(site) = site.as_ref().filter(|_| options.external) {
        notes.extend(diag::apply(&site.settings.checks, outside(options, site, mode.as_of, &progress)?));
    }
    Ok(Found { tree, notes: diag::in_order(notes), site, audience: mode.audience })
}

/// What is wrong with links to other sites.
fn outside(
    options: &Check,
    site: &Site,
    today: Date,
    progress: &Progress,
) -> Result<Vec<Diagnostic>, Failure> {
    let cache = options.external_cache.clone().unwrap_or_else(|| options.site.scope.root.join(ANSWERS));
    let mut links = check::external(site);
    links.retain(|address, _| {
        let host = check::host(address).unwrap_or_default();
        !options.skip_host.iter().any(|skipped| skipped.eq_ignore_ascii_case(&host))
    });
    let mut known = external::Known::read(&cache);
    let addresses = links.keys().map(String::as_str).collect();
    let answers = external::answers(addresses, &mut known, today, options.external_days, progress)?;
    known.write(&cache)?;
    Ok(check::judge(&links, &answers))
}

/// Mends what has one right mend; returns how many problems that were.
fn mend(root: &Path, found: &Found, making: Making) -> Result<usize, Failure> {
    let fixes: Vec<_> = found.notes.iter().filter_map(|note| note.fix.as_ref()).collect();
    let edits = fixes.iter().flat_map(|fix| &fix.edits);
    let edits: Vec<Edit> = edits
        .map(|(at, with)| Edit::new(&at.file, at.start as usize..at.end as usize, with.clone()))
        .collect();
    let changes = edit::changes(&edits, |path| found.tree.text(path));
    changes::make(root, &changes, making)?;
    let problems = counted(fixes.len(), "problem", "problems");
    let files = counted(changes.len(), "file", "files");
    terminal::say(&match making {
        Making::Real => format!("{problems} mended in {files}"),
        Making::DryRun => format!("{problems} could be mended in {files}"),
    });
    Ok(fixes.len())
}

/// Writes the baseline.
fn accept(options: &Check, found: &Found) -> Outcome {
    let Some(path) = &options.baseline else { return Ok(Ending::Clean) };
    let text = Baseline::write(&found.notes, &|path| problems::source(&found.tree, path));
    fs::write(path, text).map_err(|error| Failure(format!("cannot write `{}`: {error}", path.display())))?;
    terminal::say(&format!(
        "{} accepted in {}",
        counted(found.notes.len(), "problem", "problems"),
        path.display()
    ));
    Ok(Ending::Clean)
}

fn baseline(options: &Check) -> Result<Option<Baseline>, Failure> {
    let Some(path) = &options.baseline else { return Ok(None) };
    let text = fs::read_to_string(path).map_err(|error| {
        Failure(format!("cannot read `{}`: {error}; --write-baseline makes one", path.display()))
    })?;
    let baseline = Baseline::read(&text);
    baseline.map(Some).map_err(|why| Failure(format!("`{}` is no baseline: {why}", path.display())))
}

fn show(options: &Check, found: &Found, notes: &[Diagnostic], known: Option<&BTreeSet<Identity>>) {
    let root = prefix(&options.site.scope.root);
    let documentation = |code| explain::documentation(code);
    let width = terminal::columns_of(&io::stdout());
    let shown =
        Shown { colour: terminal::output_colour(), width, root: &root, known, documentation: &documentation };
    problems::write(notes, &found.tree, options.site.format, &shown, &|text| terminal::print(text));
}

/// Says how it went, to people.
fn say(options: &Check, found: &Found, summary: &str) {
    if options.site.format == Format::Human {
        terminal::say(&format!("{summary}{}", unseen(found)));
    }
}

/// What was not looked at, because it is for other readers.
fn unseen(found: &Found) -> String {
    let Some(settings) = found.site.as_ref().map(|site| &site.settings) else { return String::new() };
    let seen = found.audience.as_ref().unwrap_or(&settings.default_audience);
    let others: Vec<&str> =
        settings.audiences.keys().filter(|name| !seen.contains(name)).map(String::as_str).collect();
    if others.is_empty() {
        return String::new();
    }
    let all: Vec<&str> = settings.audiences.keys().map(String::as_str).collect();
    format!("\nwhat only {} get was not looked at: add --audience {}", others.join(", "), all.join(","))
}

fn ending(options: &Check, notes: &[Diagnostic]) -> Ending {
    let least = match options.deny {
        Deny::Errors => Severity::Error,
        Deny::Warnings => Severity::Warning,
        Deny::Hints => Severity::Hint,
    };
    if notes.iter().any(|note| note.severity <= least) { Ending::Problems } else { Ending::Clean }
}

fn summary(found: &Found, notes: &[Diagnostic]) -> String {
    let articles = counted(found.site.as_ref().map_or(0, Site::articles), "article", "articles");
    match print::summary(notes) {
        clean if clean.is_empty() => format!("nothing is wrong with {articles}"),
        problems => {
            let fixes = notes.iter().filter(|note| note.fix.is_some()).count();
            let mendable = if fixes > 0 { format!("; --fix mends {fixes}") } else { String::new() };
            format!("{problems} in {articles}{mendable}")
        }
    }
}

fn compared_summary(found: &Found, compared: &Compared) -> String {
    let new = match print::summary(&compared.new) {
        none if none.is_empty() => "nothing new is wrong".to_owned(),
        problems => format!("new: {problems}"),
    };
    let articles = counted(found.site.as_ref().map_or(0, Site::articles), "article", "articles");
    let mut text =
        format!("{new} in {articles}; {} known", counted(compared.known.len(), "problem", "problems"));
    let mended: u32 = compared.mended.iter().map(|accepted| accepted.count).sum();
    if mended > 0 {
        let known = counted(mended as usize, "problem", "problems");
        text += &format!("\nmended of the baseline: {known}; --write-baseline takes out what is mended:");
        for accepted in &compared.mended {
            text += &format!("\n  {} {} {}", accepted.file, accepted.code, accepted.text);
        }
    }
    text
}

/// What other programs, which run in the current folder, have to put before the names of files.
fn prefix(root: &Path) -> String {
    let parts = root.components().filter(|part| !matches!(part, Component::CurDir));
    let parts: Vec<String> = parts.map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    if parts.is_empty() { String::new() } else { format!("{}/", parts.join("/").replace("//", "/")) }
}
