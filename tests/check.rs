//! `vade check` as people and programs run it.

#![expect(clippy::disallowed_methods, reason = "runs the program in a folder of its own")]

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

const SETTINGS: &str = "title = \"Test\"\nbase_url = \"https://example.org/\"\n[languages.en]\n";

struct Folder(tempfile::TempDir);

impl Folder {
    fn new(home: &str) -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        folder.put("site.toml", SETTINGS);
        folder.put("content/en/index.md", home);
        folder
    }

    fn put(&self, path: &str, text: &str) {
        let path = self.0.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Exit code, standard output and standard error.
    fn vade(&self, arguments: &str) -> (i32, String, String) {
        run(self.0.path(), arguments)
    }
}

fn run(folder: &Path, arguments: &str) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vade"));
    command.args(arguments.split_whitespace()).current_dir(folder).stdin(Stdio::null());
    let output = command.env("SOURCE_DATE_EPOCH", "1793500000").output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

#[test]
fn severities_decide_the_exit_code() {
    let folder = Folder::new("# Home\n\nTODO: more.\n");
    assert_eq!(folder.vade("check").0, 0);
    assert_eq!(folder.vade("check --deny warnings").0, 0);
    assert_eq!(folder.vade("check --deny hints").0, 1);
    folder.put("content/en/index.md", "# Home\n\n#### Deep\n");
    assert_eq!(folder.vade("check").0, 0);
    assert_eq!(folder.vade("check --deny warnings").0, 1);
    folder.put("site.toml", &format!("{SETTINGS}[checks]\nheading-order = \"error\"\n"));
    let (code, out, err) = folder.vade("check --format short");
    assert_eq!((code, err.as_str()), (1, ""));
    assert_eq!(
        out,
        "content/en/index.md:3:1: error[heading-order]: this heading is of level 4, and follows the title\n"
    );
    assert!(!folder.0.path().join("public").exists());
    assert_eq!(folder.vade("check --root nowhere").0, 2);
}

#[test]
fn what_the_documentation_shows_is_true() {
    let manual = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/content/check.md")).unwrap();
    let block = |file: &str| {
        let (_, after) = manual.split_once(file).unwrap();
        let (_, text) = after.split_once('\n').unwrap();
        text.split_once("```").unwrap().0.to_owned()
    };
    let folder = Folder::new("");
    folder.put("try/site.toml", &block("# try/site.toml"));
    // The first line names the file, and is not in it.
    folder.put("try/content/en/index.md", &format!("\n{}", block("<!-- try/content/en/index.md -->")));
    let (_, out, _) = folder.vade("check --root try --format short");
    let shown: String = out.lines().map(|line| format!("    {line}\n")).collect();
    assert!(manual.contains(&shown) && out.lines().count() == 3, "{out}");
}

#[test]
fn a_clean_site_is_said_to_be_clean() {
    let folder = Folder::new("# Home\n\nWelcome.\n");
    let (code, out, err) = folder.vade("check");
    assert_eq!((code, out.as_str(), err.as_str()), (0, "", "nothing is wrong with 1 article\n"));
    let (_, out, _) = folder.vade("check --format sarif");
    let log: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(log["runs"][0]["results"].as_array().map(Vec::len), Some(0));
}

#[test]
fn gitlab_gets_a_code_quality_report() {
    let folder = Folder::new("");
    folder.put("content/en/a.md", "# A\n\nSee [b](b.md), then [b](b.md).\n");
    let (_, out, _) = folder.vade("check --format gitlab");
    let report: Value = serde_json::from_str(&out).expect("JSON");
    let broken: Vec<_> =
        report.as_array().unwrap().iter().filter(|issue| issue["check_name"] == "broken-link").collect();
    assert_eq!(broken.len(), 2, "{out}");
    assert_eq!(broken[0]["severity"], "major");
    assert_eq!(
        broken[0]["location"],
        serde_json::json!({ "path": "content/en/a.md", "lines": { "begin": 3 } })
    );
    assert_ne!(broken[0]["fingerprint"], broken[1]["fingerprint"]);
    assert!(
        broken[0]["description"].as_str().unwrap().starts_with("this link leads to no article; "),
        "{out}"
    );
    let clean = Folder::new("# Home\n\nWelcome.\n").vade("check --format gitlab").1;
    assert_eq!(clean, "[]\n");
}

#[test]
fn a_sarif_log_names_files_as_other_programs_find_them() {
    let folder = Folder::new("");
    folder.put("a site/site.toml", SETTINGS);
    folder.put("a site/content/en/index.md", "# Home\n\nÁ {{ b }} and {{ b }}\n");
    let mut command = Command::new(env!("CARGO_BIN_EXE_vade"));
    command.args(["check", "--root", "./a site", "--format", "sarif"]).current_dir(folder.0.path());
    let log: Value = serde_json::from_slice(&command.output().unwrap().stdout).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    let place = &results[0]["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "a%20site/content/en/index.md");
    assert_eq!(
        (&place["region"]["startColumn"], &place["region"]["endColumn"]),
        (&Value::from(3), &Value::from(10))
    );
    assert_eq!(log["runs"][0]["tool"]["driver"]["rules"][0]["id"], "leftover");
    assert_ne!(results[0]["partialFingerprints"], results[1]["partialFingerprints"]);
}

#[test]
fn what_has_one_right_mend_is_mended_and_nothing_else() {
    let folder =
        Folder::new("---\r\ntitel: Home # kept\r\n---\r\nSee [calm](Calm.md#x).\r\n\r\nOne , two .\r\n");
    folder.put("content/en/calm.md", "# Calm\n\n## X\n");
    let before = fs::read(folder.0.path().join("content/en/index.md")).unwrap();
    let (code, out, err) = folder.vade("check --fix --dry-run");
    assert!(code == 1 && err.contains("3 problems could be mended in 1 file"), "{err}");
    assert!(out.contains("-titel: Home # kept\r\n") && out.contains("+title: Home # kept\r\n"), "{out}");
    assert_eq!(fs::read(folder.0.path().join("content/en/index.md")).unwrap(), before);
    let (code, out, err) = folder.vade("check --fix");
    assert_eq!((code, out.as_str()), (0, ""), "{err}");
    let after = fs::read_to_string(folder.0.path().join("content/en/index.md")).unwrap();
    assert_eq!(after, "---\r\ntitle: Home # kept\r\n---\r\nSee [calm](calm.md#x).\r\n\r\nOne, two.\r\n");
}

#[test]
fn a_baseline_lets_old_problems_pass_and_new_ones_fail() {
    let folder = Folder::new("# Home\n\nA {{ b }} and {{ c }}.\n");
    let check = "check --baseline known.json --deny hints";
    let (code, _, err) = folder.vade(check);
    assert!(code == 2 && err.contains("--write-baseline makes one"), "{err}");
    assert_eq!(folder.vade(&format!("{check} --write-baseline")).0, 0);
    assert_eq!(
        folder.vade(check),
        (0, String::new(), "nothing new is wrong in 1 article; 2 problems known\n".into())
    );
    folder.put("content/en/index.md", "# Home\n\nMore.\n\nA\n{{ b }} and {{ d }}.\n");
    let (code, out, err) = folder.vade(check);
    assert!(code == 1 && out.contains("{{ d }}") && out.matches("[leftover]").count() == 1, "{out}");
    assert!(err.contains("mended of the baseline: 1 problem") && err.contains("leftover {{ c }}"), "{err}");
    let (_, out, _) = folder.vade(&format!("{check} --format sarif"));
    let log: Value = serde_json::from_str(&out).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    let states: Vec<&str> = results.iter().filter_map(|result| result["baselineState"].as_str()).collect();
    assert_eq!(states, ["unchanged", "new"]);
    folder.put("known.json", "[]");
    assert_eq!(folder.vade(check).0, 2);
}

#[test]
fn articles_are_listed_by_what_there_is_to_do() {
    let folder = Folder::new("# Home\n");
    folder.put("site.toml", "title = \"Test\"\nbase_url = \"https://example.org/\"\ndefault_language = \"en\"\n[languages.en]\n[languages.sk]\n[owners.desk]\nname = \"Desk\"\n");
    folder.put("content/en/draft.md", "---\ntitle: Draft\ndraft: true\nowner: desk\n---\nText\n");
    folder
        .put("content/en/old/gone.md", "---\ntitle: Gone\nexpires_on: 2026-10-01\nowner: desk\n---\nText\n");
    folder.put(
        "content/en/late.md",
        "---\ntitle: Late\nreviewed_on: 2025-01-01\nreview_every: 1y\ntags: [a]\n---\nText\n",
    );
    folder.put("content/en/alone.md", "---\ntitle: Alone\nstatus: archived\n---\nText\n");
    folder.put("content/sk/index.md", "# Domov\n");
    folder.put("content/sk/late.md", "# Neskoro\n");
    let list = |arguments: &str| {
        let (code, out, _) = folder.vade(&format!("list --format json {arguments}"));
        assert_eq!(code, 0);
        let line = |line: &str| {
            let line: Value = serde_json::from_str(line).unwrap();
            format!("{} {} {}", line["lang"].as_str().unwrap(), line["id"].as_str().unwrap(), line["states"])
        };
        out.lines().map(line).collect::<Vec<String>>()
    };
    assert_eq!(list("--drafts --expired"), ["en draft [\"draft\"]", "en old/gone [\"expired\"]"]);
    assert_eq!(list("--overdue"), ["en late [\"overdue\"]"]);
    assert_eq!(list("--orphans"), ["en alone [\"orphan\"]"]);
    assert_eq!(list("--missing --lang sk"), ["sk alone [\"missing\"]"]);
    assert_eq!(list("--owner desk"), ["en draft [\"draft\"]", "en old/gone [\"expired\"]"]);
    assert_eq!(list("--tag a --lang sk"), ["sk late []"]);
    assert_eq!(list("--status archived"), ["en alone [\"orphan\"]"]);
    assert_eq!(list("").len(), 7);
    let (_, out, err) = folder.vade("list --overdue");
    assert_eq!(out, "en  late  overdue  due 2026-01-01  Late\n");
    assert_eq!(err, "1 of 7 articles\n");
    assert_eq!(folder.vade("list --owner nobody").0, 2);
}
