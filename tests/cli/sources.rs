//! Commands that write what writers edit: new sites and articles, imports, stamps, moves.

use std::fs;
use std::process::{Command, Stdio};

use super::{Folder, Ran, command, files};

#[test]
fn a_new_site_is_made_and_built() {
    let folder = tempfile::tempdir().unwrap();
    let vade = |arguments: &[&str]| Ran::from(command(folder.path(), "").args(arguments).output().unwrap());
    let made = vade(&["init", "hand book", "--name", "Front desk", "--languages", "en,Slovak"]);
    assert_eq!((made.code, made.err.as_str()), (0, ""));
    insta::assert_snapshot!(made.out, @r"
    “Front desk” is in `hand book`, 12 files.

    What next:
      cd 'hand book'
      vade serve --open

    Then open content/en/index.md in an editor and change a word: the browser shows every save at once.
    ");
    let built = vade(&["build", "--root", "hand book"]);
    assert_eq!((built.code, built.err.as_str()), (0, ""));
    let stand = vade(&["status", "--root", "hand book"]).out;
    assert!(stand.ends_with("\nsk Slovak: 4 of 4 (100 %): 4 up to date\n"), "{stand}");
    let again = vade(&["init", "hand book"]);
    assert_eq!(again.code, 2);
    assert!(again.err.contains("there is a site in `hand book` already"), "{}", again.err);
}

#[test]
fn nobody_is_asked_in_a_pipe_and_files_of_others_stay() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(".gitignore"), "mine\n").unwrap();
    let made = Ran::from(command(folder.path(), "init").output().unwrap());
    assert_eq!((made.code, made.err.as_str()), (0, ""));
    assert_eq!(fs::read_to_string(folder.path().join(".gitignore")).unwrap(), "mine\n");
    let settings = fs::read_to_string(folder.path().join("site.toml")).unwrap();
    assert!(
        settings.contains("title = \"My handbook\"") && settings.contains("languages = [\"en\"]"),
        "{settings}"
    );
    let wrong = Ran::from(command(folder.path(), "init other --languages Klingon").output().unwrap());
    assert!(wrong.code == 2 && wrong.err.contains("`Klingon` is no language that we know"), "{}", wrong.err);
    assert!(!folder.path().join("other").exists());
}

#[test]
fn what_others_wrote_is_imported_and_nothing_is_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let old = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/import/mkdocs");
    let vade = |arguments: &str| Ran::from(command(folder.path(), arguments).output().unwrap());
    let said = vade(&format!("import {old} --root new --dry-run"));
    assert_eq!((said.code, said.err.as_str()), (0, ""));
    assert!(said.out.contains("docs/about.md → content/en/about.md\n"), "{}", said.out);
    assert!(
        said.out.contains("a MkDocs site: 5 files would become articles, 1 would be copied, 0 skipped"),
        "{}",
        said.out
    );
    assert!(!folder.path().join("new").exists(), "a dry run wrote something");
    let done = vade(&format!("import {old} --root new"));
    assert_eq!(done.code, 0, "{}", done.err);
    let built = vade("build --root new");
    assert_eq!((built.code, built.err.as_str()), (0, ""));
    let about = folder.path().join("new/content/en/about.md");
    fs::write(&about, "# Mine\n").unwrap();
    let again = vade(&format!("import {old} --root new"));
    assert!(again.out.contains("content/en/about.md is there already"), "{}", again.out);
    assert_eq!(fs::read_to_string(&about).unwrap(), "# Mine\n");
    for own in ["new", "new/content", "new/content/en/about.md", "new/content/../content/en"] {
        let refused = vade(&format!("import {own} --root new"));
        assert!(refused.code == 2 && refused.err.contains("is of the site itself"), "{own}: {}", refused.err);
    }
    let nothing = vade("import nowhere");
    assert!(nothing.code == 2 && nothing.err.contains("cannot read `nowhere`"), "{}", nothing.err);
}

#[test]
fn translations_are_stamped_and_looked_after() {
    let folder = Folder::new();
    let ran = folder.vade("status --lang sk");
    assert_eq!(ran.code, 0);
    assert!(ran.out.contains("unstamped   content/sk/calm.md\n"), "{}", ran.out);

    let ran = folder.vade("synced --all --dry-run");
    assert!(ran.out.contains("--- a/content/sk/calm.md\n+++ b/content/sk/calm.md\n"), "{}", ran.out);
    assert!(ran.out.contains("+translation:\n+  fingerprint: "), "{}", ran.out);
    assert_eq!(
        fs::read_to_string(folder.0.path().join("content/sk/calm.md")).unwrap(),
        "# Pokoj\n\nDýchaj.\n"
    );

    let ran = folder.vade("synced calm --lang sk");
    assert_eq!((ran.code, ran.out.as_str()), (0, "stamped content/sk/calm.md\n"));
    assert!(folder.vade("status --lang sk").out.contains("1 up to date"));
    assert_eq!(folder.vade("synced calm --lang sk").err, "nothing to do: the stamps are there already\n");

    folder.put("content/en/calm.md", "# Calm\n\nBreathe.\n\n## Wait\n\nTen minutes.\n");
    let ran = folder.vade("diff calm --lang sk");
    assert_eq!(ran.code, 0);
    assert!(ran.out.contains("new: “Wait”\n+## Wait\n"), "{}", ran.out);
    let ran = folder.vade("synced --all");
    assert!(ran.err.contains("left alone"), "{}", ran.err);
    let ran = folder.vade("reviewed calm --on 2026-03-07");
    assert_eq!((ran.code, ran.out.as_str()), (0, "stamped content/en/calm.md\n"));
    let ran = folder.vade("reviewed clam");
    assert_eq!(ran.code, 2);
    assert!(
        ran.err.contains("no article has the id or path `clam`; did you mean `calm`?\nnothing was written\n"),
        "{}",
        ran.err
    );
}

#[test]
fn what_changed_is_taken_from_git() {
    let folder = Folder::new();
    let git = |arguments: &str| {
        let mut command = Command::new("git");
        command.args(["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]);
        command.args(arguments.split_whitespace()).current_dir(folder.0.path());
        command.stdout(Stdio::null()).stderr(Stdio::null());
        command.status().is_ok_and(|status| status.success())
    };
    if !git("init --quiet") {
        return;
    }
    folder.put("content/en/calm.md", "# Calm\n\nBreathe.\n\n## Wait\n\nTen minutes.\n");
    assert!(git("add -A") && git("commit --quiet -m one"));
    folder.vade("synced calm --lang sk");
    folder.put("content/en/calm.md", "# Calm\n\nBreathe.\n\n## Wait\n\nFive minutes.\n");
    assert!(git("commit --quiet -a -m two"));
    let ran = folder.vade("diff content/sk/calm.md");
    assert!(ran.out.contains("changed: “Wait”\n ## Wait\n \n-Ten minutes.\n+Five minutes.\n"), "{}", ran.out);
}

/// The ids of the headings of a page.
fn heading_ids(folder: &Folder, page: &str) -> Vec<String> {
    let html = fs::read_to_string(folder.0.path().join(page)).unwrap();
    let ids = html.split("<h").skip(1).filter_map(|rest| rest.split_once(" id=\"")?.1.split_once('"'));
    ids.map(|(id, _)| id.to_owned()).collect()
}

#[test]
fn a_new_article_is_a_draft_that_builds() {
    let folder = Folder::new();
    let shown = folder.vade("new team/new-people --dry-run");
    assert!(shown.out.contains("+++ b/content/en/team/new-people.md\n"), "{}", shown.out);
    assert!(!folder.has("content/en/team"));
    let ran = folder.vade("new team/new-people --as-of 2026-03-07");
    assert_eq!((ran.code, ran.out.as_str()), (0, "created content/en/team/new-people.md\n"), "{}", ran.err);
    let text = fs::read_to_string(folder.0.path().join("content/en/team/new-people.md")).unwrap();
    let front = "---\ntitle: New people\nstatus: draft\ncreated: 2026-03-07\n";
    assert!(text.starts_with(front), "{text}");
    assert_eq!(folder.vade("build --output drafts --drafts").code, 0);
    assert!(folder.has("drafts/en/team/new-people/index.html"));
    assert_eq!(folder.vade("build --output public").code, 0);
    assert!(!folder.has("public/en/team"));

    for (arguments, why) in [
        ("new team/new-people", "`team/new-people` is there already: content/en/team/new-people.md"),
        ("new calm --lang sk", "`calm` is there already: content/sk/calm.md"),
        ("new later --lang sk", "to translate it: vade new later --from en --lang sk"),
        ("new x --lang se", "only in en, sk; did you mean `sk`?"),
        ("new ../x", "`../x` can't be an id: this leads out of the folder"),
        ("new _x", "files and folders like `_x` are no articles"),
        ("new clam --from en --lang sk", "no article has the id or path `clam`; did you mean `calm`?"),
        ("new calm --from en", "a translation from en needs another language: add --lang"),
        ("new calm --from en --lang sk", "content/sk/calm.md is there already, and it stays as it is"),
    ] {
        let ran = folder.vade(arguments);
        assert_eq!(ran.code, 2, "{arguments}");
        assert!(ran.err.contains(why), "{arguments}: {}", ran.err);
    }
    assert_eq!(fs::read_to_string(folder.0.path().join("content/en/team/new-people.md")).unwrap(), text);
}

const SOURCE: &str = "---\ntitle: Leave # title\nweight: 3\nstatus: verified\naliases: [/en/old/]\nslug: time-off\n---\n\
    Lead.[^1] ![A form](a%20form.svg)\n\n:::include _hours.md\n\n## Who\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n\
    ## Who {.wide}\n\n```sh\n# no heading\n```\n\nHow long\n--------\n\n## Chosen {#mine}\n\n[Calm](../calm.md)\n\n[^1]: Note.\n";

#[test]
fn a_translation_begins_with_the_structure_of_its_original() {
    let folder = Folder::new();
    folder.put("content/en/leave/parental.md", SOURCE);
    folder.put("content/en/leave/_hours.md", "Eight to five.\n");
    folder.put("content/en/leave/a form.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    let ran = folder.vade("new leave/parental --from en --lang sk --as-of 2026-03-07");
    assert_eq!((ran.code, ran.out.as_str()), (0, "created content/sk/leave/parental.md\n"), "{}", ran.err);
    let stub = fs::read_to_string(folder.0.path().join("content/sk/leave/parental.md")).unwrap();
    assert!(stub.starts_with("---\ntitle: Leave # title\nstatus: draft\nslug: time-off\ncreated: 2026-03-07\ntranslation:\n  source: en\n  fingerprint: "), "{stub}");
    for kept in [
        "![A form](../../en/leave/a%20form.svg)",
        ":::include ../../en/leave/_hours.md\n",
        "## Who {#who}\n",
        "## Who {.wide #who-1}\n",
        "# no heading\n",
        "How long {#how-long}\n--------\n",
        "## Chosen {#mine}\n",
        "[Calm](../calm.md)",
    ] {
        assert!(stub.contains(kept), "{kept}: {stub}");
    }
    assert!(!stub.contains("aliases") && !stub.contains("weight"), "{stub}");

    let built = folder.vade("build --output drafts --drafts");
    assert_eq!(built.code, 0, "{}", built.err);
    let ids = heading_ids(&folder, "drafts/en/leave/time-off/index.html");
    assert!(ids.iter().any(|id| id == "who-1") && ids.iter().any(|id| id == "how-long"), "{ids:?}");
    assert_eq!(heading_ids(&folder, "drafts/sk/leave/time-off/index.html"), ids);
    let status = folder.vade("status").out;
    assert!(status.contains("leave/parental o  d"), "{status}");
    assert_eq!(folder.vade("build --output public").code, 0);
    assert!(
        !fs::read_to_string(folder.0.path().join("public/index.json"))
            .unwrap()
            .contains("sk/leave/parental.md")
    );

    assert_eq!(folder.vade("list --outdated").out, "");
    folder.put("content/en/leave/parental.md", &SOURCE.replace("Lead.", "Another lead."));
    let outdated = folder.vade("list --outdated").out;
    assert!(outdated.contains("leave/parental") && outdated.contains("draft,outdated"), "{outdated}");
}

#[test]
fn toml_and_files_without_front_matter_can_be_translated_too() {
    let folder = Folder::new();
    folder.put("content/en/a.md", "+++\r\ntitle = \"A\"\r\ndraft = false\r\n+++\r\nText.\r\n\r\n## B\r\n");
    folder.put("content/en/b.md", "# Bee\n\nText.\n");
    for id in ["a", "b"] {
        let ran = folder.vade(&format!("new {id} --from en --lang sk"));
        assert_eq!(ran.code, 0, "{}", ran.err);
    }
    let read = |path: &str| fs::read_to_string(folder.0.path().join(path)).unwrap();
    let toml = read("content/sk/a.md");
    assert!(toml.contains("status = \"draft\"\r\n") && toml.contains("## B {#b}\r\n"), "{toml:?}");
    assert!(!toml.contains("draft = ") && !toml.replace("\r\n", "").contains('\n'), "{toml:?}");
    let plain = read("content/sk/b.md");
    assert!(
        plain.starts_with("---\nstatus: draft\n") && plain.ends_with("---\n\n# Bee\n\nText.\n"),
        "{plain}"
    );
    let status = folder.vade("status --format json").out;
    assert_eq!(
        status.matches("\"draft\":true").count() + status.matches("\"draft\": true").count(),
        3,
        "{status}"
    );
}

#[test]
fn an_article_is_moved_with_all_that_leads_to_it() {
    let folder = Folder::new();
    let before = files(folder.0.path());
    let ran = folder.vade("mv calm mind/still --dry-run");
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let renamed =
        "diff --git a/content/en/calm.md b/content/en/mind/still.md\nrename from content/en/calm.md\n";
    assert!(ran.out.contains(renamed), "{}", ran.out);
    assert!(ran.out.contains("-See [calm](calm.md).\n+See [calm](mind/still.md).\n"), "{}", ran.out);
    assert_eq!(files(folder.0.path()), before, "a dry run writes nothing");

    let ran = folder.vade("mv calm mind/still");
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert_eq!(
        ran.out,
        "moved content/en/calm.md to content/en/mind/still.md\nchanged content/en/index.md\n\
         moved content/sk/calm.md to content/sk/mind/still.md\n"
    );
    let moved = fs::read_to_string(folder.0.path().join("content/sk/mind/still.md")).unwrap();
    assert_eq!(moved, "---\naliases: [/sk/calm/]\n---\n\n# Pokoj\n\nDýchaj.\n");
    assert_eq!(folder.vade("build").code, 0);
    assert!(folder.has("public/en/calm/index.html") && folder.has("public/sk/mind/still/index.html"));

    let ran = folder.vade("mv mind thoughts");
    assert_eq!((ran.code, folder.has("content/en/mind")), (0, false), "{}", ran.err);
    let ran = folder.vade("mv thoughts/still later");
    assert_eq!(ran.code, 2);
    assert_eq!(ran.err, "error: there is content/en/later.md already\nnothing was moved\n");
    assert_eq!(folder.vade("mv later thoughts/later").code, 0);
    let ran = folder.vade("build");
    assert_eq!((ran.code, ran.err.contains("link-to-draft")), (0, false), "{}", ran.err);
}
