//! After any sequence of edits, what an experienced compiler makes equals what a fresh one
//! makes, byte for byte, problems included; and so it does where work was ended half-way for a
//! newer edit.

#[path = "support/edits.rs"]
mod edits;
mod support;

use std::ops::ControlFlow;

use edits::{apply, edit, start};
use proptest::prelude::*;
use support::{mode, tree};
use vademecum::compiler::Compiler;

/// Compiles until so many stages are finished.
fn end_after(stages: usize, compiler: &mut Compiler, files: &support::Files) {
    let mut left = stages;
    let ended = compiler.compile_observed(&tree(files), &mode(), &mut |_, _| match left {
        0 => ControlFlow::Break(()),
        _ => {
            left -= 1;
            ControlFlow::Continue(())
        }
    });
    // Settings that cannot be read end it before any stage.
    assert!(ended.is_break() || compiler.compile(&tree(files), &mode()).value.files.is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn rebuilding_equals_building_afresh(edits in prop::collection::vec((edit(), 0..12_usize), 1..10)) {
        let mut files = start();
        let mut experienced = Compiler::default();
        experienced.compile(&tree(&files), &mode());
        for (edit, stages) in &edits {
            apply(edit, &mut files);
            if *stages < 7 {
                end_after(*stages, &mut experienced, &files);
                continue;
            }
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
