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
mod moved;
mod old;
mod route;
mod verify;
mod world;

use jiff::civil::Date;

use crate::compiler::Compiler;
use crate::diag::{Diagnostic, Severity};
use crate::edit::{Change, Edit};
use crate::site::Site;
use crate::source::Tree;

use chart::Chart;
pub use forwards::Mention;
use ids::Ids;
use moved::Moved;
use old::Forwarding;
use route::Route;
use world::World;

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
    let chart = Chart::of(&before);
    let mut route = Route::new(&before.settings, tree, old, new)?;
    assets::join(&mut route, &before, tree, &chart)?;
    route.check_free(tree)?;

    let ids = ids::changed(&before, &route);
    let mut edits = ids::edits(&before, tree, &ids, &route);
    let unlinked = assembled(&mut compiler, &Moved::new(tree, &route, &edits))?;
    let after = Chart::of(&unlinked);
    let world = World { tree, route: &route, site: &before, before: &chart, after: &after };
    edits.extend(led_to(&world)?);
    let mentions = forwards::mentions(&world, &edits);

    let mut moved = Moved::new(tree, &route, &edits);
    let forwarding = Forwarding::between(&before, &assembled(&mut compiler, &moved)?, &route);
    forwarding.write(&mut moved.texts)?;
    let after = verified(&mut compiler, &moved, &before, &known, &ids)?;
    moved.restamp(&before, &after);
    Ok(Plan { changes: moved.changes(), lost: forwarding.lost, mentions })
}

/// The edits after which all that led to moved files does so again.
fn led_to(world: &World<'_>) -> Result<Vec<Edit>, Vec<String>> {
    let mut edits = links::edits(world)?;
    edits.extend(includes::edits(world.tree, world.route));
    edits.extend(forwards::edits(world));
    Ok(edits)
}

/// The site that moved sources make, as long as one can be made at all.
fn assembled(compiler: &mut Compiler, moved: &Moved<'_>) -> Result<Site, Refusal> {
    let tree = moved.sources();
    let mut notes = Vec::new();
    let site = compiler.survey(&tree, EVERYTHING).unpack(&mut notes);
    notes.retain(|note| note.severity == Severity::Error);
    site.ok_or_else(|| Refusal::Errors(notes, Box::new(tree)))
}

/// The same once everything is written: it has no error that was not `known`, and all links
/// lead where they led.
fn verified(
    compiler: &mut Compiler,
    moved: &Moved<'_>,
    before: &Site,
    known: &[Diagnostic],
    ids: &Ids,
) -> Result<Site, Refusal> {
    let tree = moved.sources();
    let mut notes = Vec::new();
    let after = compiler.survey(&tree, EVERYTHING).unpack(&mut notes);
    let errors = verify::new_errors(known, notes, moved.route);
    let Some(after) = after.filter(|_| errors.is_empty()) else {
        return Err(Refusal::Errors(errors, Box::new(tree)));
    };
    let flaws = verify::flaws(before, &after, moved.route, ids);
    if flaws.is_empty() { Ok(after) } else { Err(flaws.into()) }
}
