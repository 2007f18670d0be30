//! Articles and sections get other places, and all that leads to them follows.
//!
//! The steps of [`plan`]: find the files that move, in all languages, and those that only they
//! use; see which ids change and write them anew; assemble the site with its files at their new
//! places to learn the new addresses; write links and includes anew, and let old addresses lead
//! on; assemble once more and compare. Nothing is written here: what comes out are changes, or
//! the reasons why there are none.

mod assets;
mod chart;
mod forwards;
mod ids;
mod includes;
mod links;
mod old;
mod route;
mod verify;

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::compiler::Compiler;
use crate::diag::{Diagnostic, Severity};
use crate::edit::{self, Change, Edit};
use crate::path::SitePath;
use crate::site::{Freshness, Site};
use crate::source::{File, Tree};
use crate::upkeep::stamps::{self, Wanted};
use crate::upkeep::written;

use chart::Chart;
pub use forwards::Mention;
use old::Forwarding;
use route::Route;

/// A day before all others: nothing has expired yet, so that everything is looked at.
const EVERYTHING: Date = Date::constant(1, 1, 1);

/// What a move consists of.
#[derive(Debug)]
pub struct Plan {
    /// What happens to files, by path.
    pub changes: Vec<Change>,
    /// Addresses that nothing leads on from, because no file is behind them.
    pub lost: Vec<String>,
    /// Old addresses in templates, front matter and settings: they lead on, and only a person can
    /// say whether they should be written anew.
    pub mentions: Vec<Mention>,
}

/// Why there is no move.
#[derive(Debug)]
pub enum Refusal {
    /// Reasons, a line each.
    Reasons(Vec<String>),
    /// Errors that the site would have, and the site as it would be.
    Errors(Vec<Diagnostic>, Box<Tree>),
}

impl From<Vec<String>> for Refusal {
    fn from(reasons: Vec<String>) -> Self {
        Self::Reasons(reasons)
    }
}

impl From<String> for Refusal {
    fn from(reason: String) -> Self {
        Self::Reasons(vec![reason])
    }
}

/// What has to change so that what is at `old` is at `new`, in all languages.
pub fn plan(tree: &Tree, old: &str, new: &str) -> Result<Plan, Refusal> {
    let mut compiler = Compiler::default();
    let mut known = Vec::new();
    let before = compiler.survey(tree, EVERYTHING).unpack(&mut known);
    let before = before.ok_or_else(|| "site.toml cannot be read".to_owned())?;
    let mut route = Route::new(&before.settings, tree, old, new)?;
    let chart = Chart::of(&before);
    assets::join(&mut route, &before, tree, &chart)?;
    free(tree, &route)?;

    let ids = ids::changed(&before, &route);
    let mut edits = ids::edits(&before, tree, &ids, &route);
    let mut texts = edited(tree, &route, &edits);
    let moved = assembled(&mut compiler, tree, &route, &texts)?;

    let base = before.settings.base_url.path.clone();
    let after = Chart::of(&moved);
    let world = links::World { tree, route: &route, before: &chart, after: &after, base: &base };
    edits.extend(world.edits(&before)?);
    edits.extend(includes::edits(tree, &route));
    edits.extend(forwards::edits(&before, tree, &route, &chart, &after));
    let mentions = forwards::mentions(&before, tree, &route, &edits);
    texts = edited(tree, &route, &edits);
    let linked = assembled(&mut compiler, tree, &route, &texts)?;
    let forwarding = Forwarding::between(&before, &linked, &route);
    forwarding.write(&mut texts)?;

    let result = rebuilt(tree, &route, &texts);
    let mut notes = Vec::new();
    let after = compiler.survey(&result, EVERYTHING).unpack(&mut notes);
    let errors = verify::new_errors(&known, notes, &route);
    let Some(after) = after.filter(|_| errors.is_empty()) else {
        return Err(Refusal::Errors(errors, Box::new(result)));
    };
    let flaws = verify::flaws(&before, &after, &route, &ids);
    if !flaws.is_empty() {
        return Err(flaws.into());
    }
    restamp(&before, &after, &result, &route, &mut texts);
    Ok(Plan { changes: changes(tree, &route, &texts), lost: forwarding.lost, mentions })
}

/// Fails where something is in the way.
fn free(tree: &Tree, route: &Route<'_>) -> Result<(), Vec<String>> {
    let place = |path: &SitePath| {
        let rest = route.split(path)?.1;
        Some(route::spot_of(rest).unwrap_or_else(|| rest.to_owned()))
    };
    let inside = |place: String| place == route.new || place.starts_with(&format!("{}/", route.new));
    let is_taken = |file: &&File| {
        let stays = !route.moves.contains_key(&file.path);
        stays && (route.moves.values().any(|to| *to == file.path) || place(&file.path).is_some_and(inside))
    };
    let taken: Vec<String> = tree
        .below("content")
        .filter(is_taken)
        .map(|file| format!("there is {} already", file.path))
        .collect();
    if taken.is_empty() { Ok(()) } else { Err(taken) }
}

/// Texts with edits made, by the files as they will be called.
fn edited(tree: &Tree, route: &Route<'_>, edits: &[Edit]) -> BTreeMap<SitePath, String> {
    let mut by_file: BTreeMap<&SitePath, Vec<Edit>> = BTreeMap::new();
    for edit in edits {
        by_file.entry(&edit.file).or_default().push(edit.clone());
    }
    let text = |file: &File| {
        let edits = by_file.get(&file.path).map_or(&[][..], Vec::as_slice);
        Some((route.file(&file.path), edit::apply(tree.text(&file.path)?, edits)))
    };
    tree.files().filter(|file| !file.path.as_str().starts_with("themes/")).filter_map(text).collect()
}

/// The sources as they will be.
fn rebuilt(tree: &Tree, route: &Route<'_>, texts: &BTreeMap<SitePath, String>) -> Tree {
    let file = |file: &File| {
        let path = route.moves.get(&file.path).cloned().unwrap_or_else(|| file.path.clone());
        let (contents, hash) = match texts.get(&path).filter(|new| tree.text(&file.path) != Some(new)) {
            Some(text) => {
                let changed = File::in_memory(path.clone(), text.as_bytes());
                (changed.contents, changed.hash)
            }
            None => (file.contents.clone(), file.hash),
        };
        File::new(path, contents, hash, file.pixels, file.history)
    };
    Tree::new(tree.files().map(file))
}

fn assembled(
    compiler: &mut Compiler,
    tree: &Tree,
    route: &Route<'_>,
    texts: &BTreeMap<SitePath, String>,
) -> Result<Site, Refusal> {
    let result = rebuilt(tree, route, texts);
    let mut notes = Vec::new();
    let site = compiler.survey(&result, EVERYTHING).unpack(&mut notes);
    notes.retain(|note| note.severity == Severity::Error);
    site.ok_or_else(|| Refusal::Errors(notes, Box::new(result)))
}

/// Translations that were up to date still are: in their originals only links have changed.
fn restamp(
    before: &Site,
    after: &Site,
    tree: &Tree,
    route: &Route<'_>,
    texts: &mut BTreeMap<SitePath, String>,
) {
    let current = written(before).filter(|entry| entry.meta.freshness == Freshness::Current);
    let current: Vec<SitePath> = current.map(|entry| route.file(&entry.article.path)).collect();
    let outdated = written(after).filter(|entry| matches!(entry.meta.freshness, Freshness::Outdated(_)));
    let names = outdated.map(|entry| &entry.article.path).filter(|path| current.contains(path));
    let names: Vec<String> = names.map(ToString::to_string).collect();
    for change in stamps::synced(after, tree, Wanted { names: &names, languages: &[] }).changes {
        if let Change::Changed { file, after, .. } = change {
            texts.insert(file, after);
        }
    }
}

fn changes(tree: &Tree, route: &Route<'_>, texts: &BTreeMap<SitePath, String>) -> Vec<Change> {
    let change = |file: &File| {
        let path = &file.path;
        let to = route.moves.get(path);
        let after = texts.get(to.unwrap_or(path));
        let changed = tree.text(path).zip(after).filter(|(before, after)| before != after);
        let changed = changed.map(|(before, after)| (before.to_owned(), after.clone()));
        match (to, changed) {
            (Some(to), text) => Some(Change::Moved { from: path.clone(), to: to.clone(), text }),
            (None, Some((before, after))) => Some(Change::Changed { file: path.clone(), before, after }),
            (None, None) => None,
        }
    };
    tree.files().filter_map(change).collect()
}
