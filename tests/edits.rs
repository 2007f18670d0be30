//! After any sequence of edits, what an experienced compiler makes equals what a fresh one
//! makes, byte for byte, problems included; and so it does where work was ended half-way for a
//! newer edit, and wherever finished pages wait. Texts that are shown before the site is made anew
//! are those of the fresh site.

use std::convert::Infallible;
use std::ops::ControlFlow;
use std::sync::Arc;

use proptest::prelude::*;
use vademecum::compiler::{Compiler, Plan};
use vademecum::output::disk::Spool;
use vademecum::output::{Artifact, Output};
use vademecum::path::{OutPath, SitePath};

use crate::support::edits::{Edit, apply, edit, start};
use crate::support::{self, Files, bytes, mode, tree};

/// How many stages there are to end a compilation after.
const STAGES: usize = 6;

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

/// A whole compilation, and what its pages were made of.
fn planned(compiler: &mut Compiler, files: &Files) -> (Output, Option<Arc<Plan>>) {
    let mut plan = None;
    let compiled = compiler.compile_observed::<Infallible>(&tree(files), &mode(), &mut |_, so_far| {
        plan = so_far.plan.cloned().or_else(|| plan.take());
        ControlFlow::Continue(())
    });
    let ControlFlow::Continue(compiled) = compiled;
    (compiled.value, plan)
}

/// The site with everything that its articles include.
fn sound() -> Files {
    let mut files = start();
    apply(&Edit::Include { seed: 0 }, &mut files);
    files
}

/// What [`Compiler::texts`] says when `files` follow on those that `plan` was made from.
fn texts(
    compiler: &mut Compiler,
    plan: &Plan,
    (before, files): (&Files, &Files),
) -> Vec<(OutPath, Artifact)> {
    let names = before.keys().chain(files.keys());
    let changed = names.filter(|name| before.get(*name) != files.get(*name));
    let mut changed: Vec<SitePath> = changed.filter_map(|name| SitePath::new(name)).collect();
    changed.dedup();
    compiler.texts(plan, &tree(files), &mode(), &changed).unwrap_or_default()
}

/// A page but for its list of related articles, which depends on the texts of all.
fn without_related(page: &Artifact) -> String {
    let html = String::from_utf8(bytes(page)).expect("a page is UTF-8");
    let start = [" id=\"related\"", " id=\"start\""].iter().find_map(|id| html.find(id));
    let list = start.and_then(|start| Some((start, start + html[start..].find("</ul>")?)));
    list.map_or(html.clone(), |(start, end)| html[..start].to_owned() + &html[end..])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn rebuilding_equals_building_afresh(edits in prop::collection::vec((edit(), 0..12_usize), 1..10)) {
        let mut files = start();
        let mut experienced = Compiler::with_shelf(Spool::holding(0, &std::env::temp_dir()));
        experienced.compile(&tree(&files), &mode());
        for (edit, stages) in &edits {
            apply(edit, &mut files);
            if *stages < STAGES {
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
    #[test]
    fn texts_are_shown_as_the_whole_site_will_have_them(edits in prop::collection::vec(edit(), 1..10)) {
        let mut files = sound();
        let mut compiler = Compiler::default();
        let (_, mut plan) = planned(&mut compiler, &files);
        for edit in &edits {
            let before = files.clone();
            apply(edit, &mut files);
            let shown = plan.iter().flat_map(|plan| texts(&mut compiler, plan, (&before, &files)));
            let shown: Vec<_> = shown.collect();
            let output;
            (output, plan) = planned(&mut compiler, &files);
            for (path, page) in shown {
                let same = without_related(&page) == without_related(&output.files[&path]);
                prop_assert!(same, "{} is shown otherwise after {:?}", path, edit);
            }
        }
    }
}

#[test]
fn a_text_is_shown_before_the_site_is_made_anew() {
    let mut compiler = Compiler::default();
    let before = sound();
    let plan = planned(&mut compiler, &before).1.expect("there are pages");
    let mut after = |change: &dyn Fn(&mut Files)| {
        let mut files = before.clone();
        change(&mut files);
        let shown = texts(&mut compiler, &plan, (&before, &files));
        shown.into_iter().map(|(path, _)| path.to_string()).collect::<Vec<_>>()
    };
    let leave = "content/en/forms/leave.md";
    let add =
        |text: &'static str| move |files: &mut Files| *files.get_mut(leave).expect("it is there") += text;
    let pages = ["en", "sk", "ar"].map(|lang| format!("{lang}/forms/leave/index.html"));
    assert_eq!(after(&add("\nOne paragraph more.\n")), pages, "its own page and those that fall back on it");
    assert!(after(&add("\n## One heading more\n")).is_empty(), "links may lead to it");
    assert!(after(&add("\n[One link more](../apply.md)\n")).is_empty(), "it may be broken");
    assert!(after(&|files| files.insert(leave.into(), "---\ntitle: [\n".into()).map_or((), drop)).is_empty());
    assert!(after(&|files| files.remove(leave).map_or((), drop)).is_empty());
    assert!(after(&|files| *files.get_mut("site.toml").expect("it is there") += "\n# A remark\n").is_empty());
}
