//! What people type and see: `vade` as a program, with its exit codes and its two outputs.

#![expect(clippy::disallowed_methods, reason = "runs the program and looks at what it wrote")]

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

const SETTINGS: &str =
    "title = \"Test\"\nbase_url = \"https://example.org/docs/\"\n[languages.en]\n[languages.sk]\n";

/// A folder with a small site in it.
struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        folder.put("site.toml", SETTINGS);
        folder.put("content/en/index.md", "# Home\n\nSee [calm](calm.md).\n");
        folder.put("content/en/calm.md", "# Calm\n\nBreathe.\n");
        folder.put("content/sk/index.md", "# Domov\n\nVitajte.\n");
        folder.put("content/sk/calm.md", "# Pokoj\n\nDýchaj.\n");
        folder.put("content/en/later.md", "---\ntitle: Later\ndraft: true\n---\nNot yet.\n");
        folder.put("static/plain.txt", "plain");
        folder
    }

    fn put(&self, path: &str, text: &str) {
        let path = self.0.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn vade(&self, arguments: &str) -> Ran {
        Ran::from(command(self.0.path(), arguments).output().unwrap())
    }

    fn has(&self, path: &str) -> bool {
        self.0.path().join(path).exists()
    }
}

/// The program, on a fixed day, without colours whatever the terminal.
fn command(folder: &Path, arguments: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vade"));
    command.args(arguments.split_whitespace()).current_dir(folder);
    command.env("SOURCE_DATE_EPOCH", "1793500000").env_remove("NO_COLOR").stdin(Stdio::null());
    command
}

/// What a run left.
struct Ran {
    code: i32,
    out: String,
    err: String,
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        let (out, err) = (text(output.stdout), text(output.stderr));
        Self { code: output.status.code().unwrap_or(-1), out, err }
    }
}

/// Every file below a folder, by its path.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap);
    let files = files.filter(|entry| entry.file_type().is_file());
    let name = |path: &Path| path.strip_prefix(folder).unwrap().to_str().unwrap().to_string();
    files.map(|entry| (name(entry.path()), fs::read(entry.path()).unwrap())).collect()
}

#[test]
fn a_site_is_built_and_built_again() {
    let folder = Folder::new();
    let ran = folder.vade("build");
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{}", ran.err);
    assert_eq!(ran.out.lines().count(), 1);
    assert!(
        ran.out.contains(" pages in ") && ran.out.contains(" 0 unchanged, 0 removed in ./public"),
        "{}",
        ran.out
    );
    for path in ["index.html", "en/calm/index.html", "sk/calm/index.html", "plain.txt", "manifest.json"] {
        assert!(folder.has(&format!("public/{path}")), "{path} is missing");
    }
    assert!(!folder.has("public/en/later"), "a draft was published");
    let before = files(&folder.0.path().join("public"));
    let ran = folder.vade("build");
    assert!(ran.out.contains(": 0 files written, "), "{}", ran.out);
    assert_eq!(files(&folder.0.path().join("public")), before);
    let ran = folder.vade("build --drafts --timings");
    assert!(folder.has("public/en/later/index.html") && ran.err.contains("articles "), "{}", ran.err);
}

#[test]
fn a_site_is_exported_for_a_search_service() {
    let folder = Folder::new();
    let ran = folder.vade("export --format opensearch");
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{}", ran.err);
    assert!(ran.out.starts_with("4 documents: 5 files written, "), "{}", ran.out);
    let before = files(&folder.0.path().join("export"));
    assert!(before.contains_key("vade-en.bulk.ndjson") && before.contains_key("vade-sk.index.json"));
    assert!(folder.vade("export --format opensearch").out.contains(" 0 files written, 5 unchanged"));
    assert_eq!(files(&folder.0.path().join("export")), before);
    let ran = folder.vade("export --format jsonl --lang sk --name care --output export");
    assert!(ran.out.starts_with("2 documents: 2 files written, 0 unchanged, 4 removed"), "{}", ran.out);
    assert!(folder.has("export/care-sk.jsonl") && !folder.has("export/vade-en.bulk.ndjson"));
}

#[test]
fn an_export_harms_no_website_and_a_broken_site_is_not_exported() {
    let folder = Folder::new();
    folder.vade("build");
    let before = files(&folder.0.path().join("public"));
    let ran = folder.vade("export --format jsonl --output public");
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("`public` holds a website that vade built"), "{}", ran.err);
    assert_eq!(files(&folder.0.path().join("public")), before);
    assert_eq!(folder.vade("export --format jsonl --lang et").code, 2);
    assert_eq!(folder.vade("export --format jsonl --name Care").code, 2);
    folder.put("content/en/calm.md", "# Calm\n\nSee [nothing](nothing.md).\n");
    let ran = folder.vade("export --format jsonl");
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert!(ran.err.contains("broken-link") && ran.err.contains("nothing was written"), "{}", ran.err);
    assert!(!folder.has("export"));
}

#[test]
fn the_same_site_gives_the_same_bytes_everywhere() {
    let (one, other) = (Folder::new(), Folder::new());
    let arguments = "build --output out --as-of 2026-11-01";
    for (folder, threads, zone) in [(&one, "1", "Pacific/Auckland"), (&other, "3", "America/Adak")] {
        let ran =
            command(folder.0.path(), arguments).env("RAYON_NUM_THREADS", threads).env("TZ", zone).output();
        assert!(ran.unwrap().status.success());
    }
    let [one, other] = [one, other].map(|folder| files(&folder.0.path().join("out")));
    let differing: Vec<_> = one.iter().filter(|(path, bytes)| other.get(*path) != Some(bytes)).collect();
    assert!(differing.is_empty() && one.len() == other.len(), "{:?}", differing.first());
}

#[test]
fn a_site_with_errors_is_not_written() {
    let folder = Folder::new();
    folder.vade("build");
    let before = files(&folder.0.path().join("public"));
    folder.put("content/en/calm.md", "# Calm\n\nSee [this](nowhere.md).\n");
    let ran = folder.vade("build");
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert!(ran.err.contains("error[broken-link]: "), "{}", ran.err);
    assert!(ran.err.contains("content/en/calm.md:3:"), "{}", ran.err);
    assert!(!ran.err.contains('\u{1b}'), "no colours in a pipe");
    assert_eq!(files(&folder.0.path().join("public")), before);
}

#[test]
fn problems_can_be_read_by_programs() {
    let folder = Folder::new();
    folder.put("content/en/calm.md", "# Calm\n\nSee [this](nowhere.md).\n");
    let short = folder.vade("build --format short").err;
    assert!(
        short.starts_with("content/en/calm.md:3:") && short.contains(": error[broken-link]: "),
        "{short}"
    );
    let json = folder.vade("build --format json").err;
    let problem: serde_json::Value = serde_json::from_str(json.lines().next().unwrap()).unwrap();
    assert_eq!((&problem["code"], &problem["severity"]), (&"broken-link".into(), &"error".into()));
    assert_eq!(
        (&problem["at"]["file"], &problem["at"]["start"]["line"]),
        (&"content/en/calm.md".into(), &3.into())
    );
    folder.put("content/en/calm.md", "# Calm\n");
    let result = folder.vade("build --format json").out;
    let result: serde_json::Value = serde_json::from_str(&result).unwrap();
    assert!(result["pages"].as_u64() > Some(4) && result["removed"] == 0, "{result}");
}

#[test]
fn what_cannot_be_done_is_said_in_a_line() {
    let folder = Folder::new();
    folder.put("mine/index.html", "not by vade");
    for (arguments, said) in [
        ("build --root nowhere", "cannot read the folder `nowhere`"),
        ("build --output .", "is the folder of the site itself"),
        ("build --output ..", "contains the site"),
        ("build --output content/en/out", "lies in `content/` of the site"),
        ("build --output site.toml", "is not a folder"),
        ("build --output mine", "holds files that vade did not write"),
        ("build --base-url example.org", "does not begin with `https://`"),
        ("build --as-of yesterday", "this is not a day"),
        ("build --as-of", "a value is required"),
        ("explain brocken-link", "`broken-link` is close"),
        ("explain", ""),
        ("publish", "unrecognized subcommand"),
    ] {
        let ran = folder.vade(arguments);
        let code = if said.is_empty() { 0 } else { 2 };
        assert_eq!(ran.code, code, "{arguments}: {}", ran.err);
        assert!(ran.err.contains(said) && ran.err.is_empty() == said.is_empty(), "{arguments}: {}", ran.err);
    }
    assert_eq!(fs::read_to_string(folder.0.path().join("mine/index.html")).unwrap(), "not by vade");
    let ran = folder.vade("build --output mine --force");
    assert_eq!(ran.code, 0, "{}", ran.err);
}

#[test]
fn schemas_and_explanations_are_on_board() {
    let folder = Folder::new();
    let schema: serde_json::Value = serde_json::from_str(&folder.vade("schema index").out).unwrap();
    assert_eq!(schema["title"], "index.json of a Vademecum site");
    assert!(folder.vade("explain symlink-loop").out.starts_with("# symlink-loop\n"));
    assert!(folder.vade("explain").out.lines().any(|name| name == "symlink-loop"));
    assert!(folder.vade("completions bash").out.contains("_vade()"));
    for command in ["", "build", "serve", "schema", "explain", "completions"] {
        let help = folder.vade(&format!("{command} --help"));
        assert!(help.code == 0 && help.out.contains("Example"), "{command}: {}", help.out);
    }
}

#[test]
fn two_builds_at_once_do_not_harm_each_other() {
    let folder = Folder::new();
    let builds: Vec<Child> = (0..4)
        .map(|_| {
            let mut build = command(folder.0.path(), "build");
            build.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
        })
        .collect();
    for build in builds {
        let ran = Ran::from(build.wait_with_output().unwrap());
        assert_eq!(ran.code, 0, "{}", ran.err);
    }
    assert!(folder.vade("build").out.contains(": 0 files written, "));
    let left: Vec<_> =
        fs::read_dir(folder.0.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(!left.iter().any(|name| name.to_string_lossy().starts_with('.')), "{left:?}");
}

/// A running `vade serve`.
struct Server {
    child: Child,
    url: String,
}

impl Server {
    fn start(folder: &Folder) -> Self {
        let mut command = command(folder.0.path(), "serve --port 0");
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut url = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut url).unwrap();
        Self { child, url: url.trim().to_string() }
    }

    /// Status line and headers, and the body.
    fn ask(&self, request: &str) -> (String, String) {
        let host = self.url.strip_prefix("http://").unwrap().split('/').next().unwrap();
        let mut stream = TcpStream::connect(host).unwrap();
        write!(stream, "{request} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let answer = String::from_utf8(answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        (head.to_string(), body.to_string())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_site_is_served_below_its_path() {
    let folder = Folder::new();
    let server = Server::start(&folder);
    assert!(server.url.starts_with("http://127.0.0.1:") && server.url.ends_with("/docs/"), "{}", server.url);
    for (request, status, text) in [
        ("GET /docs/en/calm/", "200", "Breathe."),
        ("GET /docs/en/later/", "200", "Not yet."),
        ("GET /docs/plain.txt", "200", "plain"),
        ("GET /docs/en/calm", "302", ""),
        ("GET /", "302", ""),
        ("GET /docs/sk/nothing/", "404", "<html lang=\"sk\""),
        ("GET /docs/../../../../../../../etc/passwd", "404", ""),
        ("GET /docs/%2e%2e/site.toml", "404", ""),
        ("POST /docs/", "405", ""),
    ] {
        let (head, body) = server.ask(request);
        assert!(head.starts_with(&format!("HTTP/1.1 {status}")), "{request}: {head}");
        assert!(body.contains(text), "{request}: {body}");
        assert!(!body.contains("root:") && !body.contains("base_url"), "{request}: {body}");
    }
    let (get, body) = server.ask("GET /docs/en/calm/");
    let (head, nothing) = server.ask("HEAD /docs/en/calm/");
    assert!(head.contains(&format!("content-length: {}", body.len())) && nothing.is_empty(), "{head}");
    assert!(get.contains("content-type: text/html; charset=utf-8"), "{get}");
    assert!(!folder.has("public"), "serving writes nothing");
}

#[cfg(unix)]
#[test]
fn serving_ends_well_with_ctrl_c() {
    let mut server = Server::start(&Folder::new());
    let interrupted = Command::new("kill").args(["-INT", &server.child.id().to_string()]).status();
    assert!(interrupted.unwrap().success());
    assert_eq!(server.child.wait().unwrap().code(), Some(0));
}

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
fn a_mistyped_command_is_told_the_right_one() {
    let ran = Folder::new().vade("biuld");
    assert!(ran.code == 2 && ran.err.contains("a similar subcommand exists: 'build'"), "{}", ran.err);
}

#[test]
fn the_manual_page_has_every_command() {
    let page = Folder::new().vade("man").out;
    let help = Folder::new().vade("--help").out;
    let commands =
        help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    // What is said of a command may go on in further lines, which begin farther in.
    let names =
        commands.filter(|line| !line.starts_with("   ")).filter_map(|line| line.split_whitespace().next());
    let commands: Vec<&str> = names.filter(|name| *name != "help").collect();
    assert!(page.starts_with(".ie") && commands.len() > 7, "{commands:?}");
    for command in commands {
        assert!(page.contains(&format!(".SH \"VADE {}\"", command.to_uppercase())), "{command}");
    }
}

#[test]
fn what_was_recorded_may_not_vanish() {
    let folder = Folder::new();
    assert_eq!(folder.vade("build --record").code, 0);
    let list = fs::read_to_string(folder.0.path().join("addresses.txt")).unwrap();
    assert!(list.contains("\n/en/calm/ calm\n") && list.contains("\n/sk/ index\n"), "{list}");
    fs::copy(folder.0.path().join("public/index.json"), folder.0.path().join("online.json")).unwrap();
    folder.put("content/en/index.md", "# Home\n");
    fs::rename(folder.0.path().join("content/en/calm.md"), folder.0.path().join("content/en/quiet.md"))
        .unwrap();
    let ran = folder.vade("build");
    assert_eq!(ran.code, 0, "a fallback is shown there: {}", ran.err);
    fs::remove_file(folder.0.path().join("content/sk/calm.md")).unwrap();
    for arguments in ["build", "build --published online.json", "check --published online.json"] {
        let ran = folder.vade(arguments);
        assert_eq!(ran.code, 1);
        let said = ran.err + &ran.out;
        assert_eq!(said.matches("error[vanished-address]").count(), 2, "{said}");
    }
    folder.put("content/en/quiet.md", "---\naliases: [/en/calm/, /sk/calm/]\n---\n# Quiet\n");
    assert_eq!(folder.vade("build --record").code, 0);
    let more = fs::read_to_string(folder.0.path().join("addresses.txt")).unwrap();
    assert_eq!(more.strip_prefix(&list), Some("/en/quiet/ quiet\n"));
    assert_eq!(folder.vade("build --published nothing.json").code, 2);
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
    let nothing = vade("import nowhere");
    assert!(nothing.code == 2 && nothing.err.contains("cannot read `nowhere`"), "{}", nothing.err);
}

#[test]
fn compressed_siblings_come_and_go_with_their_files() {
    let folder = Folder::new();
    let siblings =
        || files(&folder.0.path().join("public")).into_iter().filter(|(path, _)| path.ends_with(".br"));
    assert_eq!(folder.vade("build --compress").code, 0);
    let first: Vec<_> = siblings().collect();
    assert!(first.iter().any(|(path, _)| path == "en/calm/index.html.br"), "{}", first.len());
    let again = folder.vade("build --compress");
    assert!(again.out.contains(": 0 files written, "), "{}", again.out);
    // A sibling that somebody spoilt is made anew.
    fs::write(folder.0.path().join("public/en/calm/index.html.br"), "spoilt").unwrap();
    folder.vade("build --compress");
    assert_eq!(siblings().collect::<Vec<_>>(), first);
    folder.vade("build");
    assert_eq!(siblings().count(), 0);
}

#[test]
fn headers_for_hosts_are_written_where_they_are_wanted() {
    let folder = Folder::new();
    folder.vade("build");
    assert!(!folder.has("public/_headers"));
    folder.put("site.toml", &format!("{SETTINGS}[output]\nheaders = true\n"));
    folder.vade("build");
    let headers = fs::read_to_string(folder.0.path().join("public/_headers")).unwrap();
    insta::assert_snapshot!(headers, @r"
    /docs/*
      Content-Security-Policy: default-src 'self'
      X-Content-Type-Options: nosniff
      Referrer-Policy: strict-origin-when-cross-origin
    /docs/assets/*
      Cache-Control: public, max-age=31536000, immutable
    ");
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
    assert!(ran.err.contains("no article has the id or path `clam`\nnothing was written\n"), "{}", ran.err);
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
        ("new x --lang se", "site.toml lists en, sk; did you mean `sk`?"),
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
