//! `vade check --external` against a small server of our own: what it asks, and what it makes of
//! the answers.

#![expect(clippy::disallowed_methods, reason = "runs the program in a folder of its own")]

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;

const SETTINGS: &str = "title = \"Test\"\nbase_url = \"https://example.org/\"\n[languages.en]\n";

/// A server that answers by path, and remembers what it was asked.
struct Server {
    port: u16,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Server {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&asked);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                answer(stream, &log);
            }
        });
        Self { port, asked }
    }

    /// What was asked since the last time, sorted.
    fn asked(&self) -> Vec<String> {
        let mut asked = std::mem::take(&mut *self.asked.lock().unwrap());
        asked.sort();
        asked
    }
}

/// Answers one request and closes, so that each is a connection of its own.
fn answer(mut stream: TcpStream, log: &Mutex<Vec<String>>) {
    let mut lines = BufReader::new(stream.try_clone().unwrap()).lines().map_while(Result::ok);
    let Some(request) = lines.next() else { return };
    let agent =
        lines.by_ref().take_while(|line| !line.is_empty()).find(|line| line.starts_with("user-agent: "));
    assert!(agent.is_some_and(|agent| agent.contains("vade/")), "who asks is said");
    let mut words = request.split(' ');
    let (method, path) = (words.next().unwrap(), words.next().unwrap());
    log.lock().unwrap().push(format!("{method} {path}"));
    let head = match (method, path) {
        (_, "/fine" | "/fine?a=b") | ("GET", "/no-head") => "200 OK\r\ncontent-length: 0",
        ("HEAD", "/no-head") => "405 Method Not Allowed\r\nallow: GET\r\ncontent-length: 0",
        (_, "/moved") => "301 Moved Permanently\r\nlocation: /fine\r\ncontent-length: 0",
        (_, "/elsewhere") => "302 Found\r\nlocation: /fine\r\ncontent-length: 0",
        (_, "/round") => "302 Found\r\nlocation: /round\r\ncontent-length: 0",
        (_, "/too-much") => "429 Too Many Requests\r\ncontent-length: 0",
        (_, "/private") => "403 Forbidden\r\ncontent-length: 0",
        _ => "404 Not Found\r\ncontent-length: 0",
    };
    let _ = write!(stream, "HTTP/1.1 {head}\r\nconnection: close\r\n\r\n");
}

fn site(links: &[&str], port: u16) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("content/en")).unwrap();
    fs::write(folder.path().join("site.toml"), SETTINGS).unwrap();
    let links = links.iter().map(|link| format!("- [x](http://127.0.0.1:{port}{link})\n"));
    let text: String = ["# Home\n\n".to_owned()].into_iter().chain(links).collect();
    fs::write(folder.path().join("content/en/index.md"), text).unwrap();
    folder
}

fn check(folder: &tempfile::TempDir, arguments: &str) -> (i32, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vade"));
    command.arg("check").args(["--format", "short"]).args(arguments.split_whitespace());
    command.current_dir(folder.path()).env("SOURCE_DATE_EPOCH", "1793500000").stdin(Stdio::null());
    for proxy in ["http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"] {
        command.env_remove(proxy);
    }
    let output = command.output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    (output.status.code().unwrap(), String::from_utf8(output.stdout).unwrap())
}

#[test]
fn links_to_other_sites_are_asked_for_once_and_remembered() {
    let server = Server::start();
    let links = [
        "/fine",
        "/fine#part",
        "/fine?a=b",
        "/no-head",
        "/moved",
        "/elsewhere",
        "/gone",
        "/round",
        "/private",
    ];
    let folder = site(&links, server.port);
    assert_eq!(check(&folder, "").1, "", "without --external, nobody is asked");
    assert!(server.asked().is_empty());

    let (code, said) = check(&folder, "--external --deny warnings");
    let said: Vec<&str> = said.lines().map(|line| line.split_once(": ").unwrap().1).collect();
    assert_eq!(
        said,
        [
            "hint[moved-link]: this address has moved for good",
            "warning[dead-link]: this link leads to nothing",
            "warning[dead-link]: this link leads to nothing",
            "hint[unchecked-link]: this link could not be checked",
        ]
    );
    assert_eq!(code, 1);
    let asked = server.asked();
    let count = |request: &str| asked.iter().filter(|asked| *asked == request).count();
    assert_eq!((count("HEAD /fine?a=b"), count("GET /no-head"), count("GET /gone")), (1, 1, 1), "{asked:?}");

    assert_eq!(check(&folder, "--external --as-of 2026-11-01").1.lines().count(), 4);
    assert_eq!(server.asked(), ["GET /private", "HEAD /private"], "only what is unsure is asked for again");
    check(&folder, "--external --as-of 2026-11-03");
    let asked = server.asked();
    assert!(asked.contains(&"HEAD /gone".into()) && !asked.contains(&"HEAD /fine?a=b".into()), "{asked:?}");
}

#[test]
fn a_server_that_has_enough_is_left_in_peace() {
    let server = Server::start();
    let folder = site(&["/too-much", "/x-gone", "/y-gone"], server.port);
    let (code, said) = check(&folder, "--external --deny warnings");
    assert_eq!((code, said.matches("[unchecked-link]").count()), (0, 3), "{said}");
    assert_eq!(server.asked(), ["HEAD /too-much", "HEAD /too-much"]);
    assert_eq!(check(&folder, "--external --skip-host 127.0.0.1"), (0, String::new()));
    assert!(server.asked().is_empty());
}

#[test]
fn nobody_at_home_is_no_proof_of_death() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let folder = site(&["/a", "/b"], port);
    let (code, said) = check(&folder, "--external --deny warnings --external-cache answers.json");
    assert_eq!((code, said.matches("[unchecked-link]").count()), (0, 2), "{said}");
    assert!(folder.path().join("answers.json").exists());
}
