//! `vade export`: the site as files for a search service, all of them or none.

use super::arguments::{Export, Format};
use super::{Ending, Failure, Outcome, problems, source, terminal};
use crate::compiler::Compiler;
use crate::diag::{counted, in_order};
use crate::export::{Order, export};
use crate::output::disk::{self, LastBuild, Strangers};
use crate::settings::Drafts;
use crate::source::disk::read;

/// The output folder where nobody names one, in the folder of the site.
const OUTPUT: &str = "export";

/// Carries it out.
pub fn run(options: &Export) -> Outcome {
    let folder = options.output.clone().unwrap_or_else(|| options.scope.root.join(OUTPUT));
    source::check_root(&options.scope.root)?;
    disk::refuse(&options.scope.root, &folder)?;
    if LastBuild::of(&folder).has_pages() {
        // Its pages would be taken for an old export, and removed.
        let why = format!("`{}` holds a website that vade built; name another folder", folder.display());
        return Err(Failure(why));
    }
    let mut notes = Vec::new();
    let tree = read(&options.scope.root, Some(&folder)).unpack(&mut notes);
    let mode = source::mode(&options.scope, Drafts::Hidden, options.base_url.clone());
    source::check_audience(&tree, &mode)?;
    let site = Compiler::default().site(&tree, &mode).unpack(&mut notes);
    let notes = in_order(notes);
    problems::report(&notes, &tree, Format::Human);
    let Some(site) = site.filter(|_| !problems::have_errors(&notes)) else {
        terminal::say("nothing was written");
        return Ok(Ending::Problems);
    };
    if let Some(lang) = &options.lang {
        site.settings.language(lang).map_err(Failure)?;
    }
    let order =
        Order { format: options.format.into(), name: options.name.clone(), lang: options.lang.clone() };
    let made = export(&site, &order);
    let waiting = || terminal::say("waiting for another command that is writing the same folder");
    let written = disk::write(&folder, &made.output, Strangers::Refused, &waiting)?;
    terminal::print(&format!(
        "{}: {} written, {} unchanged, {} removed in {}\n",
        counted(made.documents, "document", "documents"),
        counted(written.written, "file", "files"),
        written.unchanged,
        written.removed,
        folder.display(),
    ));
    Ok(Ending::Clean)
}
