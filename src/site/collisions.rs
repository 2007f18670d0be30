//! Two files at one address, seen as the least discerning disk or server sees addresses: case
//! and Unicode form don't tell names apart, and a file cannot be where a folder is.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use icu_casemap::CaseMapperBorrowed;

use crate::diag::{Code, Diagnostic, Place};
use crate::path::OutPath;

use super::routes::compose;

/// Who wants an address.
#[derive(Debug, Clone)]
pub(super) enum Claimant {
    /// Something that a file of the site asks for.
    File(Place),
    /// Something that every site has: what it is, as a message says it.
    Kept(&'static str),
}

/// Which addresses are taken, by whom.
#[derive(Default)]
pub(super) struct Claims {
    files: HashMap<String, (OutPath, Claimant)>,
    folders: HashMap<String, (OutPath, Claimant)>,
}

impl Claims {
    /// Takes an address; complains where it is taken already, which leaves it where it is.
    pub fn claim(&mut self, out: &OutPath, claimant: Claimant) -> Option<Diagnostic> {
        let key = fold(out.as_str());
        if let Some((there, other)) = self.folders.get(&key) {
            return collision(out, &claimant, there, other);
        }
        for (end, _) in key.match_indices('/').collect::<Vec<_>>().into_iter().rev() {
            let folder = &key[..end];
            if let Some((there, other)) = self.files.get(folder) {
                return collision(out, &claimant, there, other);
            }
            match self.folders.entry(folder.to_owned()) {
                // What is above a known folder is known, too.
                Entry::Occupied(_) => break,
                Entry::Vacant(vacant) => vacant.insert((out.clone(), claimant.clone())),
            };
        }
        match self.files.entry(key) {
            Entry::Occupied(taken) => collision(out, &claimant, &taken.get().0, &taken.get().1),
            Entry::Vacant(vacant) => {
                vacant.insert((out.clone(), claimant));
                None
            }
        }
    }
}

/// An address as the least discerning system reads it.
pub(super) fn fold(path: &str) -> String {
    if path.is_ascii() {
        return path.to_ascii_lowercase();
    }
    compose(&CaseMapperBorrowed::new().fold_string(&compose(path)))
}

/// The complaint of a claimant who came second.
fn collision(out: &OutPath, claimant: &Claimant, there: &OutPath, other: &Claimant) -> Option<Diagnostic> {
    let address = out.as_str().trim_end_matches("index.html");
    let (place, kept) = match (claimant, other) {
        (Claimant::File(place), Claimant::Kept(what)) => (place, Some(*what)),
        (Claimant::Kept(what), Claimant::File(place)) => (place, Some(*what)),
        (Claimant::File(place), Claimant::File(_)) => (place, None),
        (Claimant::Kept(_), Claimant::Kept(_)) => return None,
    };
    if let Some(what) = kept {
        let note = Diagnostic::new(
            Code::AddressCollision,
            place.clone(),
            format!("`/{address}` is kept for {what}"),
        );
        return Some(note.help("give it another name or `slug`"));
    }
    let note = Diagnostic::new(
        Code::AddressCollision,
        place.clone(),
        format!("two files would be published at `/{address}`"),
    );
    let note = match other {
        Claimant::File(first) => note.related(first.clone(), "the other one"),
        Claimant::Kept(_) => note,
    };
    Some(note.label(difference(out, there)).help("give one of them another name or `slug`"))
}

/// In what two colliding addresses differ.
fn difference(ours: &OutPath, theirs: &OutPath) -> String {
    let (ours, theirs) = (ours.as_str(), theirs.as_str());
    if ours == theirs {
        "its address is taken".to_owned()
    } else if compose(ours) == compose(theirs) {
        "its address differs from the other only in how its letters are composed".to_owned()
    } else if fold(ours) == fold(theirs) {
        format!("many disks and servers do not tell `/{ours}` from `/{theirs}`")
    } else {
        format!("one of them is a file, the other a folder: `/{ours}`, `/{theirs}`")
    }
}
