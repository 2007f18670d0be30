//! The writer's preview: every way of saving is seen, mistakes take nothing down, and the server
//! gives nobody what is not for them.

#![expect(clippy::disallowed_methods, reason = "edits files as editors do, and waits")]

use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread::{sleep, spawn};
use std::time::Duration;

use vademecum::preview::{Editor, Options, Preview, Report};
use vademecum::watch::Source;

use crate::support::served::{Line, Served};
use crate::support::{Files, served};

const SETTINGS: &str =
    "title = \"Test\"\nbase_url = \"https://example.org/base/\"\n[languages.en]\n[languages.sk]\n";

fn files() -> Files {
    [
        ("site.toml", SETTINGS),
        ("content/en/index.md", "# Home\n\nSee [calm](calm.md).\n"),
        ("content/en/calm.md", "# Calm\n\nBreathe.\n"),
        ("content/en/forms/leave.md", "# Leave\n\nAsk.\n"),
        ("content/sk/index.md", "# Domov\n\nVitajte.\n"),
        ("static/film.mp4", "0123456789"),
    ]
    .map(|(path, text)| (path.to_owned(), text.to_owned()))
    .into()
}

fn site() -> Served {
    Served::new(&files())
}

const CALM: &str = "/base/en/calm/";

#[test]
fn every_way_of_saving_is_seen() {
    let site = site();
    let path = site.at("content/en/calm.md");
    site.put("content/en/calm.md", "# Calm\n\nWritten into.\n");
    site.wait_for(CALM, "Written into.");
    let new = site.at("content/en/.calm.md.swp");
    fs::write(&new, "# Calm\n\nRenamed over.\n").unwrap();
    fs::rename(&new, &path).unwrap();
    site.wait_for(CALM, "Renamed over.");
    fs::rename(&path, site.at("content/en/calm.md~")).unwrap();
    fs::write(&path, "# Calm\n\nWith a backup.\n").unwrap();
    site.wait_for(CALM, "With a backup.");
    fs::write(&path, "").unwrap();
    sleep(Duration::from_millis(10));
    fs::write(&path, "# Calm\n\nIn two steps.\n").unwrap();
    site.wait_for(CALM, "In two steps.");
    for number in 10..40 {
        fs::write(&path, format!("# Calm\n\nNumber {number}.\n")).unwrap();
    }
    site.wait_for(CALM, "Number 39.");
    site.compare("all ways of saving");
}

#[test]
fn saves_that_end_builds_under_way_are_all_shown_and_told_of() {
    let site = site();
    for number in 10..50 {
        let path = ["content/en/calm.md", "content/en/forms/leave.md"][number % 2];
        site.put(path, &format!("# Title {number}\n\nNumber {number}.\n"));
        sleep(Duration::from_millis(number as u64 % 8));
    }
    site.wait_for(CALM, "Number 48.");
    site.wait_for("/base/en/forms/leave/", "Number 49.");
    site.compare("a stream of saves");
    let desk = site.get("/_vade/").text();
    assert!(desk.contains("content/en/calm.md") && desk.contains("content/en/forms/leave.md"), "{desk}");
}

#[test]
fn two_saves_in_one_second_are_seen_without_events_too() {
    let site = Served::with(&files(), Source::Polling, Editor::Unknown);
    for number in 10..16 {
        site.put("content/en/calm.md", &format!("# Calm\n\nNumber {number}.\n"));
        site.wait_for(CALM, &format!("Number {number}."));
    }
}

#[test]
fn folders_come_and_go() {
    let site = site();
    fs::rename(site.at("content/en/forms"), site.at("content/en/papers")).unwrap();
    site.wait_for("/base/en/papers/leave/", "Ask.");
    assert_eq!(site.get("/base/en/forms/leave/").status, 404);
    fs::rename(site.at("content"), site.at("aside")).unwrap();
    sleep(Duration::from_millis(100));
    fs::rename(site.at("aside"), site.at("content")).unwrap();
    site.put("content/en/calm.md", "# Calm\n\nBack again.\n");
    site.wait_for(CALM, "Back again.");
    site.put("themes/own/theme.toml", "name = \"Own\"\nextends = \"default\"\n");
    site.put("themes/own/templates/404.html", "<p>Nothing at all</p>");
    site.put("site.toml", &format!("theme = \"own\"\n{SETTINGS}"));
    site.wait_for("/base/nothing/", "Nothing at all");
    site.put("themes/own/templates/404.html", "<p>Nothing whatever</p>");
    site.wait_for("/base/nothing/", "Nothing whatever");
    fs::rename(site.root(), site.root().with_file_name("elsewhere")).unwrap();
    sleep(Duration::from_millis(300));
    assert_eq!(site.get(CALM).status, 200, "the last good state stays");
    fs::rename(site.root().with_file_name("elsewhere"), site.root()).unwrap();
    site.put("content/en/calm.md", "# Calm\n\nThe whole folder was away.\n");
    site.wait_for(CALM, "The whole folder was away.");
    site.compare("folders that came and went");
}

#[test]
fn names_that_differ_in_case_only_are_told_apart() {
    let site = site();
    fs::rename(site.at("content/en/calm.md"), site.at("content/en/Calm.md")).unwrap();
    site.wait("the other name", || site.get(CALM).status == 404 || site.get("/base/en/Calm/").status == 200);
    site.compare("another case");
}

#[cfg(unix)]
#[test]
fn what_links_lead_to_is_watched() {
    use std::os::unix::fs::symlink;
    let site = site();
    site.put("shared/one.md", "# Linked\n\nVersion one.\n");
    site.put("shared/two.md", "# Linked\n\nVersion two.\n");
    site.put("shared/folder/deep.md", "# Deep\n\nVery deep.\n");
    symlink("../../shared/one.md", site.at("content/en/linked.md")).unwrap();
    symlink("../../shared/folder", site.at("content/en/folder")).unwrap();
    site.wait_for("/base/en/linked/", "Version one.");
    site.wait_for("/base/en/folder/deep/", "Very deep.");
    site.put("shared/one.md", "# Linked\n\nVersion one and a half.\n");
    site.wait_for("/base/en/linked/", "one and a half.");
    site.put("shared/folder/deep.md", "# Deep\n\nDeeper still.\n");
    site.wait_for("/base/en/folder/deep/", "Deeper still.");
    symlink("../../shared/two.md", site.at("content/en/new-link")).unwrap();
    fs::rename(site.at("content/en/new-link"), site.at("content/en/linked.md")).unwrap();
    site.wait_for("/base/en/linked/", "Version two.");
    site.compare("links");
}

#[test]
fn a_mistake_takes_down_nothing() {
    let site = site();
    site.put_whole("content/en/calm.md", "---\ntitle: [\n---\n# Calm\n\nBroken.\n");
    site.wait("the problem", || site.get("/_vade/problems.json").text().contains("invalid-syntax"));
    assert!(site.get(CALM).text().contains("Breathe."), "the last good page stays");
    site.put_whole("content/sk/index.md", "# Domov\n\nDobrý deň.\n");
    site.wait_for("/base/sk/", "Dobrý deň.");
    assert!(site.get(CALM).text().contains("Breathe."));
    site.put_whole("site.toml", "title = \n");
    site.wait("the other problem", || site.get("/_vade/problems.json").text().contains("site.toml"));
    assert!(site.get(CALM).text().contains("Breathe."));
    site.put_whole("site.toml", SETTINGS);
    site.put_whole("content/en/calm.md", "# Calm\n\nMended.\n");
    site.wait_for(CALM, "Mended.");
    site.compare("everything was mended");
    let said = site.said.lock().unwrap();
    let new = said.iter().filter(|line| line.starts_with("new: ")).count();
    assert_eq!(new, 4, "two missing translations and two mistakes, each told once: {said:?}");
    assert!(said.iter().any(|line| line.starts_with("mended: ")), "{said:?}");
    assert!(
        said.iter().any(|line| line.starts_with("content/sk/index.md: 1 page, ")
            || line.starts_with("content/sk/index.md: ") && line.contains(" pages, ")),
        "{said:?}"
    );
}

#[test]
fn a_site_that_is_broken_from_the_start_appears_when_it_is_mended() {
    let mut files = files();
    files.insert("site.toml".into(), "title = \n".into());
    let site = Served::new(&files);
    let waiting = site.get("/");
    assert_eq!(waiting.status, 503);
    assert!(waiting.text().contains("/_vade/preview.js"));
    site.put("site.toml", SETTINGS);
    site.wait_for(CALM, "Breathe.");
    assert_eq!(site.get("/").status, 302);
}

#[test]
fn a_page_that_moves_can_be_followed() {
    let site = site();
    let state = |path: &str| -> serde_json::Value {
        serde_json::from_slice(&site.get(&format!("/_vade/state.json?path={path}")).body).unwrap()
    };
    assert_eq!(state(CALM)["kind"], "file");
    site.put("content/en/calm.md", "---\nslug: quiet\n---\n# Calm\n\nBreathe.\n");
    site.wait_for("/base/en/quiet/", "Breathe.");
    site.wait("the new address", || state(CALM)["to"] == "/base/en/quiet/");
    fs::remove_file(site.at("content/en/forms/leave.md")).unwrap();
    site.wait("the section", || state("/base/en/forms/leave/")["to"] == "/base/en/");
}

#[test]
fn only_names_of_this_machine_are_answered() {
    let site = site();
    for (host, status) in [
        ("localhost", 200),
        ("127.0.0.1:1", 200),
        ("[::1]:80", 200),
        ("evil.example", 403),
        ("10.0.0.1", 403),
    ] {
        for path in [CALM, "/_vade/problems.json", "/_vade/"] {
            assert_eq!(site.ask(&format!("GET {path}"), &[("Host", host)]).status, status, "{host} {path}");
        }
    }
    let address = site.address;
    assert_eq!(site.send(&format!("GET http://evil.example{CALM} HTTP/1.0\r\n\r\n")).status, 403);
    assert_eq!(
        site.send(&format!(
            "GET http://{address}{CALM} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n"
        ))
        .status,
        200
    );
    assert_eq!(site.ask("GET /_vade/problems.json", &[("Sec-Fetch-Site", "cross-site")]).status, 403);
}

#[test]
fn only_own_pages_may_open_an_editor() {
    let folder = tempfile::tempdir().unwrap();
    let (script, log) = (folder.path().join("editor"), folder.path().join("log"));
    fs::write(&script, format!("#!/bin/sh\nprintf '%s\\n' \"$@\" > {}\n", log.display())).unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).unwrap();
    }
    let site = Served::with(&files(), Source::System, Editor::of(&script.display().to_string()));
    let own = format!("http://{}", site.address);
    let open = |origin: Option<&str>, body: &str| {
        let origin = origin.map(|origin| format!("Origin: {origin}\r\n")).unwrap_or_default();
        let (host, length) = (site.address, body.len());
        site.send(&format!("POST /_vade/open HTTP/1.1\r\nHost: {host}\r\n{origin}Content-Length: {length}\r\nConnection: close\r\n\r\n{body}")).status
    };
    let calm = r#"{"file":"content/en/calm.md","line":3,"column":1}"#;
    for origin in [None, Some("null"), Some("http://evil.example"), Some("http://localhost:1")] {
        assert_eq!(open(origin, calm), 403, "{origin:?}");
    }
    assert_eq!(open(Some(&own), "nonsense"), 400);
    assert_eq!(open(Some(&own), &"x".repeat(10_000)), 413);
    for file in ["../../../etc/passwd", "/etc/passwd", ".git/config", "content/../../x"] {
        let status = open(Some(&own), &format!("{{\"file\":\"{file}\"}}"));
        assert!([400, 403].contains(&status), "{file}: {status}");
    }
    assert!(!log.exists(), "nothing was started");
    assert_eq!(site.get("/_vade/open").status, 405);
    if cfg!(unix) {
        assert_eq!(open(Some(&own), calm), 204);
        site.wait("the editor", || {
            fs::read_to_string(&log).is_ok_and(|log| log.contains("content/en/calm.md"))
        });
    }
}

#[test]
fn no_path_leaves_the_site() {
    let site = site();
    for path in [
        "/base/../site.toml",
        "/base/%2e%2e/site.toml",
        "/base/%252e%252e/site.toml",
        "/base/..%5csite.toml",
        "/base/..\\site.toml",
        "/base/%00",
        "/base/en/calm/index.html%00.txt",
        "/base//etc/passwd",
        "//etc/passwd",
        "/base/static/film.mp4",
        "/base/content/en/calm.md",
        "/base/%c0%ae%c0%ae/site.toml",
        "/_vade/../site.toml",
        "/_vade/%2e%2e/site.toml",
        "/_vade/preview.js/../../site.toml",
    ] {
        let answer = site.get(path);
        assert!([400, 404].contains(&answer.status), "{path}: {}", answer.status);
        assert!(!answer.text().contains("base_url"), "{path}");
    }
}

#[test]
fn files_are_sent_as_clients_ask() {
    let site = site();
    let whole = site.get("/base/film.mp4");
    assert_eq!(
        (whole.status, whole.text().as_str(), whole.header("content-type")),
        (200, "0123456789", "video/mp4")
    );
    assert_eq!(whole.header("accept-ranges"), "bytes");
    let part = site.ask("GET /base/film.mp4", &[("Range", "bytes=2-4")]);
    assert_eq!(
        (part.status, part.text().as_str(), part.header("content-range")),
        (206, "234", "bytes 2-4/10")
    );
    let outside = site.ask("GET /base/film.mp4", &[("Range", "bytes=20-")]);
    assert_eq!((outside.status, outside.header("content-range")), (416, "bytes */10"));
    let etag = whole.header("etag").to_owned();
    let known = site.ask("GET /base/film.mp4", &[("If-None-Match", &etag)]);
    assert_eq!((known.status, known.body.len()), (304, 0));
    let other = site.ask("GET /base/film.mp4", &[("Range", "bytes=2-4"), ("If-Range", "\"other\"")]);
    assert_eq!((other.status, other.body.len()), (200, 10));
    let (page, head) = (site.get(CALM), site.ask(&format!("HEAD {CALM}"), &[]));
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    assert_eq!(page.header("cache-control"), "no-store");
    assert_eq!((head.header("content-length"), head.body.len()), (page.body.len().to_string().as_str(), 0));
    let known = site.ask(&format!("GET {CALM}"), &[("If-None-Match", page.header("etag"))]);
    assert_eq!(known.status, 304);
    assert!(site.get("/base/sk/nothing/").text().contains("<html lang=\"sk\""), "the language's own 404");
    assert_eq!(site.get("/base/sk/nothing/").status, 404);
    let (moved, refused) = (site.get("/base/en/calm?a=b"), site.ask(&format!("DELETE {CALM}"), &[]));
    assert_eq!((moved.status, moved.header("location")), (302, "/base/en/calm/?a=b"));
    assert_eq!((refused.status, refused.header("allow")), (405, "GET, HEAD"));
}

#[test]
fn slow_and_many_clients_hold_nobody_up() {
    let site = site();
    let connect = || TcpStream::connect(site.address).unwrap();
    let mut crowd: Vec<TcpStream> = (0..600).map(|_| connect()).collect();
    for stream in &mut crowd {
        // Those that had to go can't be written to.
        let _ = stream.write_all(b"GET /base/en/calm/ HTTP/1.1\r\nHost: local");
    }
    // Who waited for each of them in turn would not have answered by the time that this gives up.
    for _ in 0..20 {
        assert_eq!(site.get(CALM).status, 200);
    }
    let mut stream = connect();
    write!(stream, "GET /_vade/turns HTTP/1.1\r\nHost: {}\r\n\r\n", site.address).unwrap();
    let mut heard = [0; 512];
    let length = stream.read(&mut heard).unwrap();
    assert!(String::from_utf8_lossy(&heard[..length]).contains("text/event-stream"));
}

#[test]
fn what_is_too_big_is_refused() {
    let site = site();
    let long = "x".repeat(100_000);
    let answer = site.ask(&format!("GET {CALM}"), &[("X-Long", &long)]);
    assert!([0, 400, 431].contains(&answer.status), "{}", answer.status);
    let many: Vec<(String, String)> = (0..500).map(|number| (format!("X-{number}"), "x".into())).collect();
    let many: Vec<(&str, &str)> = many.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(site.ask(&format!("GET {CALM}"), &many).status, 431);
    assert_eq!(site.send("nonsense\r\n\r\n").status, 400);
    assert_eq!(site.get(CALM).status, 200);
}

#[test]
fn the_desk_lists_articles_and_changes() {
    let site = site();
    site.put("content/en/later.md", "---\ntitle: Later\ndraft: true\n---\nNot yet.\n");
    site.wait_for("/base/en/later/", "Not yet.");
    site.wait_for("/_vade/", "content/en/later.md: ");
    let desk = site.get("/_vade/");
    let text = desk.text();
    for expected in ["Later", "draft", "missing", "Slovenčina", "href=\"/base/en/calm/\""] {
        assert!(text.contains(expected), "{expected}: {text}");
    }
    assert!(desk.header("content-security-policy").starts_with("default-src 'self'"));
    let mut line = Line::new(site.address);
    for name in ["preview.js", "morph.js", "overlay.js", "turns.js"] {
        let script = line.get(&format!("/_vade/{name}"));
        assert_eq!((script.status, script.header("content-type")), (200, "text/javascript; charset=utf-8"));
    }
}

#[test]
fn commits_are_seen() {
    let site = site();
    let git = |arguments: &[&str]| {
        let mut git = std::process::Command::new("git");
        git.args(["-c", "user.name=a", "-c", "user.email=a@example.org"]).args(arguments);
        git.env("GIT_AUTHOR_DATE", "2024-05-06T12:00:00Z").env("GIT_COMMITTER_DATE", "2024-05-06T12:00:00Z");
        assert!(git.current_dir(site.root()).output().unwrap().status.success(), "git {arguments:?}");
    };
    git(&["init", "--quiet"]);
    git(&["add", "."]);
    git(&["commit", "--quiet", "--message", "first"]);
    site.wait("the day of the commit", || {
        site.get("/base/index.json").text().contains("\"updated\":\"2024-05-06\"")
    });
    site.compare("a commit");
}

#[test]
fn a_changed_text_is_told_of_before_the_site_around_it() {
    let site = site();
    let turn = || {
        let state: serde_json::Value = serde_json::from_slice(&site.get("/_vade/state.json").body).unwrap();
        let version = state["version"].as_str().unwrap().to_owned();
        version.rsplit_once('-').unwrap().1.parse::<u64>().unwrap()
    };
    site.compare("the start");
    let before = turn();
    // One change, which writing into the file need not be.
    site.put_whole("content/en/calm.md", "# Calm\n\nBreathe.\n\nMore of it.\n");
    site.wait_for(CALM, "More of it.");
    site.wait("the text, then all", || turn() >= before + 2);
    site.compare("a text");
}

#[test]
fn pages_are_served_while_the_rest_of_the_first_build_is_made() {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files() {
        served::put(&folder.path().join(path), text.as_bytes());
    }
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let address = listener.local_addr().unwrap();
    let (root, mode, host) = (folder.path().to_path_buf(), Box::new(served::mode), "127.0.0.1".into());
    let options = Options { root, mode, listener, host, editor: Editor::Unknown, source: Source::Polling };
    let mut heard = Vec::new();
    let mut later = None;
    let mut report = |told: Report<'_>| match told {
        Report::Open { url } => {
            let page = served::Line::new(address).get(CALM);
            heard.push(format!("open {} {}", url.ends_with("/base/"), page.text().contains("Breathe.")));
            later = Some(spawn(move || served::Line::new(address).get("/base/film.mp4")));
        }
        Report::Ready { .. } => heard.push("ready".into()),
        _ => {}
    };
    let preview = Preview::start(options, &mut report).unwrap();
    assert_eq!(later.unwrap().join().unwrap().text(), "0123456789", "it is waited for");
    assert_eq!(heard, ["open true true", "ready"]);
    preview.stopper().stop();
}
