//! What people type and see: `vade` as a program, with its exit codes and its two outputs.

#![expect(clippy::disallowed_methods, reason = "runs the program and looks at what it wrote")]

mod sources;

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
        ("build --root nowhere", "there is no folder `nowhere`"),
        ("serve --root site.toml", "`site.toml` is a file; --root names the folder that it lies in"),
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
fn a_port_that_is_taken_is_said_to_be() {
    let folder = Folder::new();
    let other = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = other.local_addr().unwrap().port();
    let ran = folder.vade(&format!("serve --port {port}"));
    let said = format!("error: port {port} of 127.0.0.1 is in use; `--port 0` takes any free one\n");
    assert_eq!((ran.code, ran.err), (2, said));
}

#[test]
fn a_check_says_whom_it_did_not_look_at_the_site_for() {
    let folder = Folder::new();
    let settings = "title = \"T\"\nlanguages = [\"en\"]\n[audiences]\nagents = \"A\"\nleads = \"L\"\n";
    folder.put("site.toml", settings);
    folder.put("content/en/limits.md", "---\naudience: agents\n---\n# Limits\n\n![A line](none.png)\n");
    let ran = folder.vade("check --format human");
    assert!(!ran.out.contains("none.png"), "{}", ran.out);
    assert!(
        ran.err.ends_with("what only agents, leads get was not looked at: add --audience agents,leads\n"),
        "{}",
        ran.err
    );
    let ran = folder.vade("check --audience agents,leads");
    assert!(ran.code == 1 && ran.out.contains("none.png"), "{}", ran.out);
    assert!(!ran.err.contains("not looked at"), "{}", ran.err);
}

#[test]
fn an_audience_that_the_site_does_not_list_is_a_mistake_on_the_command_line() {
    let folder = Folder::new();
    folder.put(
        "site.toml",
        "title = \"T\"\nlanguages = [\"en\"]\n[audiences]\nagents = \"A\"\nleads = \"L\"\n",
    );
    for command in ["build", "check", "list", "search x --lang en", "export --format jsonl", "serve --port 0"]
    {
        let ran = folder.vade(&format!("{command} --audience agent"));
        let why = "error: site.toml lists no audience `agent`, only agents, leads; did you mean `agents`?\n";
        assert_eq!((ran.code, ran.err.as_str(), ran.out.as_str()), (2, why, ""), "{command}");
    }
    assert!(!folder.has("public"));
    assert_ne!(folder.vade("list --audience public,leads").code, 2);
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
fn files_of_the_default_theme_are_printed_to_begin_with() {
    let folder = Folder::new();
    let names = folder.vade("theme").out;
    assert!(names.lines().any(|name| name == "strings/en.toml"), "{names}");
    folder.put("site.toml", &SETTINGS.replace("languages.sk", "languages.fi"));
    fs::rename(folder.0.path().join("content/sk"), folder.0.path().join("content/fi")).unwrap();
    let ran = folder.vade("build");
    assert!(ran.code == 0 && ran.err.contains("`vade theme --copy strings/fi.toml`"), "{}", ran.err);
    let ran = folder.vade("theme --copy strings/fi.toml");
    assert_eq!((ran.code, ran.out.as_str()), (0, "created themes/default/strings/fi.toml\n"), "{}", ran.err);
    let ran = folder.vade("build");
    assert!(ran.code == 0 && !ran.err.contains("missing-string"), "{}", ran.err);
    let ran = folder.vade("theme --copy themes/default/strings/fi.toml");
    assert!(ran.code == 2 && ran.err.contains("strings/fi.toml"), "{}", ran.err);
    let ran = folder.vade("theme templates/artcle.html");
    assert!(ran.code == 2 && ran.err.contains("`templates/article.html` is close"), "{}", ran.err);
}

#[test]
#[cfg(target_os = "linux")]
fn a_result_that_cannot_be_written_is_an_error() {
    let folder = Folder::new();
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let ran = Ran::from(command(folder.0.path(), "list").stdout(full).output().unwrap());
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert!(ran.err.contains("error: cannot write to standard output: "), "{}", ran.err);
}

#[test]
fn a_folder_within_a_site_is_told_where_the_site_is() {
    let folder = Folder::new();
    let within = folder.0.path().join("content/en");
    for arguments in ["build", "check", "list"] {
        let ran = Ran::from(command(&within, arguments).output().unwrap());
        assert_eq!(ran.code, 2, "{}", ran.err);
        assert!(ran.err.contains("there is no site.toml in `.`, but there is one in `../..`"), "{}", ran.err);
    }
    // A folder with content of its own is a site, wherever it lies: what it lacks is a problem of it.
    fs::create_dir_all(within.join("content/en")).unwrap();
    fs::write(within.join("content/en/index.md"), "# Inner\n").unwrap();
    let ran = Ran::from(command(&within, "list").output().unwrap());
    assert!(ran.code == 1 && ran.err.contains("error[missing-settings]"), "{}", ran.err);
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
fn a_mistyped_command_is_told_the_right_one() {
    for (typed, meant) in [("biuld", "build"), ("chek", "check"), ("serv", "serve")] {
        let ran = Folder::new().vade(typed);
        let told = format!("a similar subcommand exists: '{meant}'");
        assert!(ran.code == 2 && ran.err.contains(&told), "{}", ran.err);
    }
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

#[cfg(unix)]
#[test]
fn a_move_tells_of_files_whose_links_it_cannot_read() {
    let folder = Folder::new();
    std::os::unix::fs::symlink("nowhere.md", folder.0.path().join("content/en/dead.md")).unwrap();
    let ran = folder.vade("mv calm calmer");
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains("content/en/dead.md") && folder.has("content/en/calmer.md"), "{}", ran.err);
}

/// A preview on another host has another path, and articles are written for the usual one.
#[test]
fn links_with_the_usual_base_path_are_right_below_another() {
    let folder = Folder::new();
    folder.put("site.toml", SETTINGS);
    folder.put("static/logo.png", "x");
    folder.put(
        "content/en/linked.md",
        "# L\n\n[a](/docs/en/) [b](https://example.org/docs/en/linked/#x) [c](/docs/logo.png)\n\n## X\n",
    );
    for (base, path) in [("http://localhost:9/", "/"), ("https://preview.example/42/", "/42/")] {
        let ran = folder.vade(&format!("build --base-url {base}"));
        assert_eq!(ran.code, 0, "{}", ran.err);
        let page = fs::read_to_string(folder.0.path().join("public/en/linked/index.html")).unwrap();
        for address in ["en/", "en/linked/#x", "logo.png"] {
            assert!(page.contains(&format!("<a href=\"{path}{address}\">")), "{address}: {page}");
        }
    }
}
