//! After any sequence of edits, what an experienced compiler makes equals what a fresh one
//! makes, byte for byte, problems included.

#[path = "support/edits.rs"]
mod edits;
mod support;

use edits::{apply, edit, start};
use proptest::prelude::*;
use support::{mode, tree};
use vademecum::compiler::Compiler;

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn rebuilding_equals_building_afresh(edits in prop::collection::vec(edit(), 1..10)) {
        let mut files = start();
        let mut experienced = Compiler::default();
        experienced.compile(&tree(&files), &mode());
        for edit in &edits {
            apply(edit, &mut files);
            let again = experienced.compile(&tree(&files), &mode());
            let fresh = Compiler::default().compile(&tree(&files), &mode());
            prop_assert_eq!(&again.notes, &fresh.notes, "problems differ after {:?}", edit);
            let names = |output: &vademecum::output::Output| support::listing(output);
            prop_assert_eq!(names(&again.value), names(&fresh.value), "files differ after {:?}", edit);
            for (path, artifact) in &fresh.value.files {
                let same = support::bytes(artifact) == support::bytes(&again.value.files[path]);
                prop_assert!(same, "{} is stale after {:?}", path, edit);
            }
        }
    }
}
