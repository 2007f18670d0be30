//! `vade mv`: what leads where before a move leads there after it, and nothing else changes.

use std::collections::BTreeSet;

use proptest::prelude::*;
use vademecum::compiler::Compiler;
use vademecum::edit::Change;
use vademecum::moving::{Plan, Refusal, plan};
use vademecum::output::Output;

use crate::support::{self, Files};

const SETTINGS: &str = "title = \"Test\"\nbase_url = \"https://example.org/docs/\"\n\
    [languages.en]\n[languages.sk]\n[languages.et]\n[navigation]\nsections = ['leave', \"forms\"]\n";

/// A site in three languages whose articles link to each other in every way that there is.
fn site() -> Files {
    let files = [
        ("site.toml", SETTINGS),
        (
            "search-tests.toml",
            "[[test]]\nlang = \"en\"\nquery = \"parental\"\nexpect = \"leave/parental\" # !\n",
        ),
        (
            "content/en/index.md",
            "# Home\n\n[a](leave/parental.md#who) [b](/leave/parental.md) [c](/en/leave/parental/)\n\
            [d](/docs/en/leave/parental/?x=1#who) [e](https://example.org/docs/en/leave/parental/) [f](leave/) [g][p]\n\n\
            <a href=\"leave/parental.md\">h</a>\n\n[p]: <leave/parental.md> 'Title'\n",
        ),
        (
            "content/en/leave/index.md",
            "---\ntitle: Leave\nrelated: [leave/parental, 'forms/apply'] # both\n---\n[p](parental/) [q](parental)\n",
        ),
        (
            "content/en/leave/parental.md",
            "---\r\ntitle: Parental\r\nweight: 3 # third\r\n---\r\n## Who {#who}\r\n\r\n\
            [i](../forms/apply.md) [j](index.md) [k](#who) [l](../../forms/apply/) ![m](line.svg) [n](shared.txt)\r\n\r\n\
            :::include ../_parts/note.md\r\n",
        ),
        ("content/en/leave/line.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
        ("content/en/leave/shared.txt", "for two"),
        ("content/en/_parts/note.md", "A note with [a link](/leave/parental.md).\n"),
        (
            "content/en/forms/apply.md",
            "+++\ntitle = \"Apply\"\nrelated = ['leave/parental'] # x\n+++\n[o](../leave/parental.md) [p](../leave/shared.txt)\n",
        ),
        (
            "content/sk/index.md",
            "# Domov\n\n[a](leave/parental.md) [b](/en/leave/parental/) [c](../en/leave/parental.md) [d](forms/apply.md)\n",
        ),
        (
            "content/sk/leave/parental.md",
            "+++\ntitle = \"Rodičovská\"\nslug = \"rodičovská\" # naša\n+++\n[x](/leave/rodi%C4%8Dovsk%C3%A1/) [y](../forms/apply.md) [z](../index.md)\n",
        ),
        ("content/et/moved.md", "---\nid: leave/parental\ntitle: Vanemapuhkus\n---\n[x](leave/)\n"),
        ("content/et/index.md", "# Kodu\n\n[a](moved.md)\n"),
    ];
    files.into_iter().map(|(path, text)| (path.to_owned(), text.to_owned())).collect()
}

fn moved(files: &Files, old: &str, new: &str) -> (Files, Plan) {
    let plan = plan(&support::tree(files), old, new).unwrap_or_else(|why| panic!("{why:?}"));
    let mut after = files.clone();
    for change in &plan.changes {
        match change {
            Change::Changed { file, before, after: text } => {
                assert_eq!(after.insert(file.to_string(), text.clone()).as_ref(), Some(before));
            }
            Change::Moved { from, to, text } => {
                let was = after.remove(from.as_str()).expect("the file is there");
                let text = text.as_ref().map_or(was, |(_, text)| text.clone());
                assert_eq!(after.insert(to.to_string(), text), None, "{to} is free");
            }
            Change::Created { file, .. } => panic!("{file} was made"),
        }
    }
    (after, plan)
}

fn reasons(files: &Files, old: &str, new: &str) -> String {
    match plan(&support::tree(files), old, new) {
        Err(Refusal::Reasons(reasons)) => reasons.join("\n"),
        other => panic!("{other:?}"),
    }
}

fn errors(files: &Files) -> (Output, Vec<String>) {
    let built = Compiler::default().compile(&support::tree(files), &support::mode());
    (built.value, built.notes.iter().map(|note| format!("{:?} {}", note.code, note.message)).collect())
}

/// Every page that was there is there or leads on, and nothing is wrong that was not.
fn holds(before: &Files, after: &Files, lost: &[String]) {
    let ((then, mut old), (now, mut new)) = (errors(before), errors(after));
    // A section that has lost all its articles may still be named in the settings.
    new.retain(|note| !note.starts_with("UnknownSection"));
    old.retain(|note| !note.starts_with("UnknownSection"));
    old.sort();
    new.sort();
    assert_eq!(old, new);
    let pages = |output: &Output| -> BTreeSet<String> {
        let html = output.files.keys().map(|path| path.as_str()).filter(|path| path.ends_with("/index.html"));
        html.filter(|path| !path.contains("/print/")).map(str::to_owned).collect()
    };
    let lost: BTreeSet<String> = lost.iter().map(|address| format!("{}index.html", &address[1..])).collect();
    let gone: Vec<String> = pages(&then).difference(&pages(&now)).cloned().collect();
    assert!(gone.iter().all(|page| lost.contains(page)), "{gone:?}");
}

#[test]
fn the_address_of_a_draft_needs_nothing_that_leads_on() {
    let mut files = site();
    let draft = "---\ntitle: Later\nstatus: draft\n---\nNot yet.\n";
    files.insert("content/en/leave/later.md".into(), draft.into());
    let (after, _) = moved(&files, "leave/later", "forms/later");
    assert_eq!(after["content/en/forms/later.md"], draft);
    assert!(!after["site.toml"].contains("later"), "{}", after["site.toml"]);
}

#[test]
fn redirects_follow_and_templates_are_named() {
    let mut before = site();
    let redirects = "[redirects]\n'/old/' = '/en/leave/parental/#who' # mine\n\"/older/\" = \"/docs/en/leave/parental\"\n\
        \"/web/\" = \"https://example.org/docs/en/leave/parental/\"\n\"/other/\" = \"/en/forms/apply/\"\n\
        [extra]\nbest = \"/docs/en/leave/parental/\"\n";
    before.insert("site.toml".to_owned(), format!("{SETTINGS}{redirects}"));
    let footer =
        "<p>\n<a href=\"/docs/en/leave/parental/\">P</a> <a href=\"/docs/en/leave/parental/x/\">X</a></p>\n";
    before.insert("themes/default/templates/parts/footer.html".to_owned(), footer.to_owned());
    let (after, plan) = moved(&before, "leave/parental", "family/parental");
    let expected = redirects
        .replace("'/en/leave/parental/#who'", "'/en/family/parental/#who'")
        .replace("\"/docs/en/leave/parental\"", "\"/docs/en/family/parental\"")
        .replace("org/docs/en/leave", "org/docs/en/family");
    assert!(after["site.toml"].ends_with(&expected), "{}", after["site.toml"]);
    let mentions: Vec<String> = plan
        .mentions
        .iter()
        .map(|found| format!("{}:{} {}", found.file, found.line, found.address))
        .collect();
    assert_eq!(
        mentions,
        [
            "site.toml:14 /docs/en/leave/parental/",
            "themes/default/templates/parts/footer.html:2 /docs/en/leave/parental/"
        ]
    );
    holds(&before, &after, &plan.lost);
}

#[test]
fn an_article_moves_in_all_languages() {
    let before = site();
    let (after, plan) = moved(&before, "leave/parental", "family/time/parental");
    let text = |path: &str| after.get(path).unwrap_or_else(|| panic!("{path}")).as_str();
    assert_eq!(
        text("content/en/index.md"),
        "# Home\n\n[a](family/time/parental.md#who) [b](/family/time/parental.md) [c](/en/family/time/parental/)\n\
         [d](/docs/en/family/time/parental/?x=1#who) [e](https://example.org/docs/en/family/time/parental/) [f](leave/) [g][p]\n\n\
         <a href=\"family/time/parental.md\">h</a>\n\n[p]: <family/time/parental.md> 'Title'\n"
    );
    assert_eq!(
        text("content/en/family/time/parental.md"),
        "---\r\ntitle: Parental\r\nweight: 3 # third\r\naliases: [/en/leave/parental/]\r\n---\r\n## Who {#who}\r\n\r\n\
         [i](../../forms/apply.md) [j](../../leave/index.md) [k](#who) [l](../../../forms/apply/) ![m](line.svg) \
         [n](../../leave/shared.txt)\r\n\r\n:::include ../../_parts/note.md\r\n"
    );
    assert_eq!(
        text("content/en/leave/index.md"),
        "---\ntitle: Leave\nrelated: [family/time/parental, 'forms/apply'] # both\n---\n\
         [p](../family/time/parental/) [q](../family/time/parental)\n"
    );
    assert_eq!(
        text("content/en/forms/apply.md"),
        "+++\ntitle = \"Apply\"\nrelated = ['family/time/parental'] # x\n+++\n[o](../family/time/parental.md) [p](../leave/shared.txt)\n"
    );
    assert_eq!(
        text("content/sk/family/time/parental.md"),
        "+++\ntitle = \"Rodičovská\"\nslug = \"rodičovská\" # naša\naliases = [\"/sk/leave/rodičovská/\"]\n+++\n\
         [x](/family/time/rodi%C4%8Dovsk%C3%A1/) [y](../../forms/apply.md) [z](../../index.md)\n"
    );
    assert_eq!(
        text("content/sk/index.md"),
        "# Domov\n\n[a](family/time/parental.md) [b](/en/family/time/parental/) [c](../en/family/time/parental.md) [d](forms/apply.md)\n"
    );
    assert!(text("content/et/moved.md").starts_with("---\nid: family/time/parental\ntitle"));
    assert_eq!(text("content/en/_parts/note.md"), "A note with [a link](/family/time/parental.md).\n");
    assert!(text("search-tests.toml").ends_with("expect = \"family/time/parental\" # !\n"));
    assert!(
        after.contains_key("content/en/family/time/line.svg")
            && after.contains_key("content/en/leave/shared.txt")
    );
    assert_eq!(after["site.toml"], before["site.toml"]);
    holds(&before, &after, &plan.lost);
}

#[test]
fn a_section_moves_with_all_that_is_in_it() {
    let before = site();
    let (after, plan) = moved(&before, "content/en/leave/index.md", "time-off");
    assert!(after.keys().all(|path| !path.contains("/leave/")), "{:?}", after.keys());
    assert_eq!(after["content/en/time-off/shared.txt"], "for two");
    assert!(
        after["content/en/time-off/index.md"]
            .contains("aliases: [/en/leave/]\n---\n[p](parental/) [q](parental)\n")
    );
    assert!(after["content/en/time-off/parental.md"].contains("[i](../forms/apply.md) [j](index.md)"));
    assert!(
        after["content/en/forms/apply.md"]
            .contains("[o](../time-off/parental.md) [p](../time-off/shared.txt)")
    );
    assert!(after["site.toml"].contains("sections = ['time-off', \"forms\"]"));
    assert!(
        after["site.toml"].ends_with(
            "[redirects]\n\"/et/leave/\" = \"/et/time-off/\"\n\"/sk/leave/\" = \"/sk/time-off/\"\n"
        ),
        "{}",
        after["site.toml"]
    );
    assert_eq!(plan.lost, Vec::<String>::new());
    holds(&before, &after, &plan.lost);
}

#[test]
fn translations_that_were_up_to_date_still_are() {
    let mut files = site();
    files.insert(
        "content/sk/forms/apply.md".into(),
        "---\ntitle: Žiadosť\n---\n[o](../leave/parental.md)\n".into(),
    );
    let stamp = |files: &Files| {
        let tree = support::tree(files);
        let site = Compiler::default().survey(&tree, support::mode().as_of).value.unwrap();
        let names = ["forms/apply".to_owned()];
        use vademecum::upkeep::stamps::{Wanted, synced};
        synced(&site, &tree, Wanted { names: &names, languages: &[] })
    };
    let Change::Changed { after, .. } = &stamp(&files).changes[0] else { panic!() };
    files.insert("content/sk/forms/apply.md".into(), after.clone());
    let (after, _) = moved(&files, "leave/parental", "parental");
    assert_eq!(stamp(&after).changes, []);
    assert_eq!(stamp(&after).unchanged.len(), 1);
}

#[test]
fn what_cannot_be_moved_is_refused_whole() {
    let files = site();
    assert_eq!(
        reasons(&files, "leave/parental", "forms/apply"),
        "there is content/en/forms/apply.md already"
    );
    assert!(reasons(&files, "leave", "forms").contains("there is content/en/forms/apply.md already"));
    assert_eq!(reasons(&files, "leave", "leave/more"), "`leave` cannot be moved into itself");
    assert_eq!(
        reasons(&files, "leeve", "x"),
        "no language has an article or a section `leeve`; did you mean `leave`?"
    );
    assert_eq!(reasons(&files, "leave", "./leave/"), "`leave` cannot be moved into itself");
    assert_eq!(reasons(&files, "/", "x"), "`/` is no place of an article: it is the home");
    assert!(reasons(&files, "leave", "_x").starts_with("`_x` is no place of an article"));
    let mut escaped = files.clone();
    escaped.insert("content/en/a_b.md".into(), "# A".into());
    escaped.insert("content/en/c.md".into(), "[x](a\\_b.md)".into());
    assert_eq!(
        reasons(&escaped, "a_b", "d"),
        "content/en/c.md: the link to `a_b.md` is written in a way that only a person can change"
    );
}

const PLACES: [&str; 6] = ["leave", "leave/parental", "forms", "forms/apply", "family/x", "y"];

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    /// However often things are moved, all old addresses lead on and nothing breaks.
    #[test]
    fn moves_harm_nothing(steps in proptest::collection::vec((0..PLACES.len(), 0..PLACES.len()), 1..4)) {
        let mut files = site();
        for (old, new) in steps {
            if plan(&support::tree(&files), PLACES[old], PLACES[new]).is_ok() {
                let (after, plan) = moved(&files, PLACES[old], PLACES[new]);
                holds(&files, &after, &plan.lost);
                prop_assert_eq!(after.len(), files.len());
                files = after;
            }
        }
    }
}
