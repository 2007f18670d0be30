//! The stage of pages: those are rendered whose inputs are new.

use super::Purpose;
use crate::diag::Checked;
use crate::key::{Keyed, Memo};
use crate::output::Artifact;
use crate::output::shelf::Shelf;
use crate::page::{self, PageInputs};
use crate::path::OutPath;
use crate::theme::Theme;

/// Pages, by the key of what they may see.
pub(super) type Pages = Memo<Checked<(OutPath, Artifact)>>;

/// The pages whose inputs are new, rendered and put on the shelf, and the others as they were.
pub(super) fn render(
    known: &mut Pages,
    planned: &[Keyed<PageInputs>],
    theme: &Theme,
    purpose: Purpose,
    shelf: &dyn Shelf,
) -> Checked<Vec<(OutPath, Artifact)>> {
    let make = |inputs: &Keyed<PageInputs>| {
        let Checked { value: (path, page), notes } = match purpose {
            Purpose::Publish => page::render(inputs, theme),
            Purpose::Inspect => page::proof(inputs, theme),
        };
        Checked::new((path, page.shelved(shelf)), notes)
    };
    let made = known.each(planned, Keyed::key, make);
    let mut notes = Vec::new();
    let files = made.into_iter().map(|page| page.unpack(&mut notes)).collect();
    Checked::new(files, notes)
}
