//! What is for other readers leaves no trace: a site with a word of its own in every kind of place
//! is built for everyone, for its audience, and once more with all that is hidden deleted.

use std::collections::BTreeMap;

use vademecum::compiler::Compiler;
use vademecum::diag::{Checked, Severity};
use vademecum::key::Key;
use vademecum::output::Output;
use vademecum::settings::{Drafts, Mode};

use crate::support::{self, Files};

/// Sources with two kinds of marks: `<<place>>` becomes a word that stands nowhere else, and what is
/// between `⟦` and `⟧` is for agents only.
const SOURCES: &[(&str, &str)] = &[
    ("site.toml", include_str!("audiences/site.toml")),
    ("terms.toml", include_str!("audiences/terms.toml")),
    ("content/en/index.md", "---\ntitle: Home\n---\nSee [open](open.md).\n"),
    ("content/sk/index.md", "---\ntitle: Domov\n---\nText.\n"),
    ("content/en/open.md", include_str!("audiences/open.md")),
    ("content/sk/open.md", include_str!("audiences/open.sk.md")),
    ("content/en/part/shared.md", "---\ntitle: Shared\n---\nRead [the open one](../open.md).\n"),
    ("content/en/<<file name>>.md", include_str!("audiences/hidden.md")),
    ("content/sk/<<file name>>.md", include_str!("audiences/hidden.sk.md")),
    ("content/ar/<<arabic file>>.md", "⟦---\ntitle: <<arabic title>>\naudience: [agents]\n---\nنص.\n⟧"),
    ("content/en/<<folder>>/index.md", "⟦---\ntitle: <<section title>>\naudience: [agents]\n---\nText.\n⟧"),
    ("content/en/<<folder>>/leaf.md", "⟦---\ntitle: Leaf\naudience: [agents]\n---\n<<leaf text>>\n⟧"),
    ("content/en/<<folder>>/<<loose file>>.csv", "⟦<<loose content>>\n⟧"),
    ("content/en/<<own picture>>.txt", "⟦<<own picture content>>\n⟧"),
    ("content/en/<<extra file>>.txt", "⟦<<extra file content>>\n⟧"),
    ("content/en/<<block picture>>.txt", "⟦<<block picture content>>\n⟧"),
    ("content/en/<<html picture>>.txt", "⟦<<html picture content>>\n⟧"),
    ("content/en/<<nested picture>>.txt", "⟦<<nested picture content>>\n⟧"),
    ("content/en/_<<include name>>.md", "⟦<<included text>> ![x](<<included picture>>.txt)\n⟧"),
    ("content/en/<<included picture>>.txt", "⟦<<included picture content>>\n⟧"),
    ("content/en/common.txt", "Everyone's.\n"),
    (
        "content/en/<<draft name>>.md",
        "⟦---\ntitle: <<draft title>>\nstatus: draft\ntags: [<<draft tag>>]\n---\n<<draft text>>\n⟧",
    ),
    (
        "content/en/<<future name>>.md",
        "⟦---\ntitle: <<future title>>\npublish_on: 2027-01-01\n---\n<<future text>>\n⟧",
    ),
    (
        "content/en/<<past name>>.md",
        "⟦---\ntitle: <<past title>>\nexpires_on: 2026-01-01\n---\n<<past text>>\n⟧",
    ),
];

/// Which of the sources' parts stay.
#[derive(Clone, Copy, PartialEq)]
enum Hidden {
    Kept,
    Deleted,
}

/// A word for a place. Words have no beginning in common, so that none hides in another's, and no
/// ending that an analysis would cut.
fn word(place: &str) -> String {
    let digits = Key::of_bytes(place.as_bytes()).to_string();
    let letters: Vec<char> = "bdfghjklmnprstvz".chars().collect();
    let letter = |digit: char| letters[digit.to_digit(16).unwrap_or(0) as usize];
    digits.chars().take(9).map(letter).chain("ox".chars()).collect()
}

/// The sources without their marks; every place that was found goes to `words`.
fn plain(text: &str, hidden: Hidden, words: &mut BTreeMap<String, String>) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, marked)) = rest.split_once("<<") {
        let (place, after) = marked.split_once(">>").expect("a mark ends");
        words.insert(place.to_owned(), word(place));
        plain += &(before.to_owned() + &word(place));
        rest = after;
    }
    plain += rest;
    let mut kept = String::new();
    let mut rest = plain.as_str();
    while let Some((before, marked)) = rest.split_once('⟦') {
        let (inside, after) = marked.split_once('⟧').expect("a mark ends");
        kept += before;
        if hidden == Hidden::Kept {
            kept += inside;
        }
        rest = after;
    }
    kept + rest
}

/// The site and its words by place.
fn site(hidden: Hidden) -> (Files, BTreeMap<String, String>) {
    let mut words = BTreeMap::new();
    let mut files = Files::new();
    for (path, text) in SOURCES {
        let path = plain(path, hidden, &mut words);
        let text = plain(text, hidden, &mut words);
        if !text.trim().is_empty() {
            files.insert(path, text);
        }
    }
    (files, words)
}

fn build(files: &Files, mode: &Mode) -> Output {
    let Checked { value, notes } = Compiler::default().compile(&support::tree(files), mode);
    let wrong: Vec<_> = notes.iter().filter(|note| note.severity == Severity::Error).collect();
    assert!(wrong.is_empty(), "{}", support::printed(&notes, &support::tree(files)));
    value
}

/// All that an output says, names included, in lower case.
fn said(output: &Output) -> Vec<(String, String)> {
    let text = |artifact| String::from_utf8_lossy(&support::bytes(artifact)).to_lowercase();
    output.files.iter().map(|(path, artifact)| (path.to_string(), text(artifact))).collect()
}

fn for_agents() -> Mode {
    Mode { audience: Some(vec!["agents".to_owned()]), drafts: Drafts::Shown, ..support::mode() }
}

#[test]
fn what_is_for_others_leaves_no_trace() {
    let (files, words) = site(Hidden::Kept);
    assert!(words.len() > 80, "{} places", words.len());
    let output = said(&build(&files, &support::mode()));
    let mut traces = Vec::new();
    for (place, word) in &words {
        // An index may keep a word without its first letters.
        let traced = |text: &str| text.contains(&word[2..]);
        let found = output.iter().filter(|(path, text)| traced(&path.to_lowercase()) || traced(text));
        traces.extend(found.map(|(path, _)| format!("{place} in {path}")));
    }
    assert!(traces.is_empty(), "{}", traces.join("\n"));
}

#[test]
fn what_is_for_agents_is_there_for_agents() {
    let (files, words) = site(Hidden::Kept);
    let mut output = said(&build(&files, &for_agents()));
    // What expired is shown to nobody; an earlier day brings it back.
    let earlier = Mode { as_of: jiff::civil::date(2025, 12, 31), ..for_agents() };
    output.extend(said(&build(&files, &earlier)));
    let unused = ["unused tag", "unused tag label", "unused owner", "unused audience label", "term id"];
    for (place, word) in &words {
        let there =
            output.iter().any(|(path, text)| path.to_lowercase().contains(word) || text.contains(word));
        assert_eq!(there, !unused.contains(&place.as_str()), "{place}: {word}");
    }
}

#[test]
fn a_site_for_everyone_is_the_site_without_the_rest() {
    let whole = build(&site(Hidden::Kept).0, &support::mode());
    let cut = build(&site(Hidden::Deleted).0, &support::mode());
    assert_eq!(support::listing(&whole), support::listing(&cut));
    let differing: Vec<_> = said(&whole).into_iter().zip(said(&cut)).filter(|(a, b)| a != b).collect();
    let lines = |(with, without): &((String, String), (String, String))| {
        let line = with.1.lines().zip(without.1.lines()).find(|(a, b)| a != b);
        format!("{}: {line:?}", with.0)
    };
    let differing: Vec<String> = differing.iter().map(lines).collect();
    assert!(differing.is_empty(), "{}", differing.join("\n"));
}

#[test]
fn public_is_a_name_for_everyone() {
    let (mut files, _) = site(Hidden::Kept);
    let settings = files.get_mut("site.toml").unwrap();
    settings.insert_str(0, "default_audience = [\"agents\"]\n");
    let audience = |names: &[&str]| Some(names.iter().map(|name| (*name).to_owned()).collect());
    let public = build(&files, &Mode { audience: audience(&["public"]), ..support::mode() });
    let nobody = build(&files, &Mode { audience: audience(&[]), ..support::mode() });
    let agents = build(&files, &support::mode());
    assert_eq!(said(&public), said(&nobody));
    assert_ne!(said(&public), said(&agents));
}

/// A site of one language for a test of a few lines.
fn small(pages: &[(&str, &str)]) -> Files {
    let settings = "title = \"T\"\nbase_url = \"https://example.org/\"\nlanguages = [\"en\"]\n";
    let settings = (
        "site.toml",
        format!("{settings}[checks]\nlink-to-draft = \"warning\"\nbroken-link = \"warning\"\n"),
    );
    let pages = pages.iter().map(|(path, text)| (*path, (*text).to_owned()));
    pages.chain([settings]).map(|(path, text)| (path.to_owned(), text)).collect()
}

#[test]
fn a_tolerated_link_to_a_draft_does_not_name_it() {
    let files = small(&[
        ("content/en/open.md", "Soon [more](./sooner.md), [again][s], `x`.\n\n[s]: sooner.md#part\n"),
        ("content/en/sooner.md", "---\ndraft: true\n---\n## Part\n"),
    ]);
    let output = build(&files, &support::mode());
    assert_eq!(support::text(&output, "en/open/index.md"), "Soon [more](#), [again][s], `x`.\n\n[s]: #\n");
    assert!(said(&output).iter().all(|(path, text)| !path.contains("sooner") && !text.contains("sooner")));
}

#[test]
fn a_destination_that_is_written_for_others_makes_no_link() {
    let files = small(&[(
        "content/en/open.md",
        "Read [this][x] and [^n].\n\n:::audience agents\n[x]: https://example.com/secret \"Secret\"\n\n[^m]: Secret.\n:::\n\n[^n]: Note.\n",
    )]);
    let built = Compiler::default().compile(&support::tree(&files), &support::mode());
    let problems = support::printed(&built.notes, &support::tree(&files));
    assert!(
        problems.contains("the destination of this link is written for other readers only"),
        "{problems}"
    );
    assert!(said(&built.value).iter().all(|(_, text)| !text.contains("secret")));
    assert!(support::text(&built.value, "en/open/index.html").contains("Read this and"));
}

#[test]
fn a_draft_may_stand_beside_the_article_that_it_will_replace() {
    let pages = [
        ("content/en/a-new.md", "---\nid: refunds\ndraft: true\n---\n# New\n"),
        ("content/en/refunds.md", "# Refunds\n"),
        ("content/en/z-new.md", "---\nid: refunds\naudience: [agents]\n---\n# For agents\n"),
    ];
    let output = build(&small(&pages), &support::mode());
    assert!(support::listing(&output).contains("en/refunds/index.html"));
    let built = Compiler::default().compile(&support::tree(&small(&pages)), &for_agents());
    let duplicates = built.notes.iter().filter(|note| note.code.name() == "duplicate-id").count();
    assert_eq!(duplicates, 2);
}
