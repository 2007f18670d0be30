//! A site in a folder, a preview of it, and a browser that asks without understanding.
#![expect(clippy::disallowed_methods, reason = "writes files as editors do, and waits")]

use std::collections::BTreeMap;
use std::fs;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::thread::{JoinHandle, sleep};
use std::time::{Duration, Instant};

use vademecum::compiler::Compiler;
use vademecum::diag::{Checked, Severity};
use vademecum::output::Output;
use vademecum::preview::{Editor, Options, Preview, Report, Stopper};
use vademecum::settings::{Drafts, Mode};
use vademecum::source::disk;
use vademecum::watch::Source;

use crate::support::{self, Files};

/// Longer than any machine needs that is not broken, however busy it is.
const PATIENCE: Duration = Duration::from_secs(60);

/// A preview of the site in a temporary folder.
pub struct Served {
    folder: tempfile::TempDir,
    /// Where it is served.
    pub address: SocketAddr,
    /// What was reported, a line each.
    pub said: Arc<Mutex<Vec<String>>>,
    stopper: Option<Stopper>,
    thread: Option<JoinHandle<()>>,
}

/// An answer.
#[derive(Debug)]
pub struct Answer {
    /// Its number.
    pub status: u16,
    /// Names in lower case.
    pub headers: BTreeMap<String, String>,
    /// All that followed.
    pub body: Vec<u8>,
}

impl Answer {
    /// A header, empty if it is not there.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// A build for everyone on a fixed day, drafts included.
pub fn mode() -> Mode {
    Mode { drafts: Drafts::Shown, ..support::mode() }
}

impl Served {
    /// Writes `files` and serves them.
    pub fn new(files: &Files) -> Self {
        Self::with(files, Source::System, Editor::Unknown)
    }

    /// As [`Served::new`], with these ways to be told of changes and to open files.
    pub fn with(files: &Files, source: Source, editor: Editor) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in files {
            put(&folder.path().join("site").join(path), text.as_bytes());
        }
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let address = listener.local_addr().unwrap();
        let root = folder.path().join("site");
        let options =
            Options { root, mode: Box::new(mode), listener, host: "127.0.0.1".into(), editor, source };
        let said = Arc::new(Mutex::new(Vec::new()));
        let heard = Arc::clone(&said);
        let mut report = move |told: Report<'_>| {
            let lines: Vec<String> = match told {
                Report::Open { .. } | Report::Ready { .. } => Vec::new(),
                Report::Changed { line } => vec![line],
                Report::Problems { new, mended, .. } => {
                    let new = new.iter().map(|note| format!("new: {}", note.message));
                    new.chain((mended > 0).then(|| format!("mended: {mended}"))).collect()
                }
                Report::Trouble(said) => vec![format!("trouble: {said}")],
            };
            heard.lock().unwrap().extend(lines);
        };
        let preview = Preview::start(options, &mut report).unwrap();
        let stopper = Some(preview.stopper());
        let thread = Some(std::thread::spawn(move || preview.run(&mut report)));
        Self { folder, address, said, stopper, thread }
    }

    /// The folder of the site.
    pub fn root(&self) -> PathBuf {
        self.folder.path().join("site")
    }

    /// A file or folder of the site.
    pub fn at(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    /// Writes a file, as editors do that write into it: it may be seen while it is empty.
    pub fn put(&self, path: &str, text: &str) {
        put(&self.at(path), text.as_bytes());
    }

    /// Writes a file in one step, as editors do that give a finished one its name.
    pub fn put_whole(&self, path: &str, text: &str) {
        let path = self.at(path);
        let new = path.with_file_name(format!(".{}.new", path.file_name().unwrap().to_string_lossy()));
        put(&new, text.as_bytes());
        fs::rename(new, path).unwrap();
    }

    /// Sends a request and reads the answer.
    pub fn ask(&self, request: &str, headers: &[(&str, &str)]) -> Answer {
        let mut head = format!("{request} HTTP/1.1\r\n");
        if !headers.iter().any(|(name, _)| *name == "Host") {
            head += &format!("Host: {}\r\n", self.address);
        }
        for (name, value) in headers {
            head += &format!("{name}: {value}\r\n");
        }
        self.send(&format!("{head}Connection: close\r\n\r\n"))
    }

    /// Sends bytes and reads until the other side is done.
    pub fn send(&self, bytes: &str) -> Answer {
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream.write_all(bytes.as_bytes()).unwrap();
        let mut answer = Vec::new();
        // Who refuses a request may close before having read all of it.
        let _ = stream.read_to_end(&mut answer);
        parse(&answer)
    }

    /// The page or file at an address.
    pub fn get(&self, address: &str) -> Answer {
        self.ask(&format!("GET {address}"), &[])
    }

    /// Waits until `ready` holds.
    pub fn wait(&self, what: &str, ready: impl Fn() -> bool) {
        let end = Instant::now() + PATIENCE;
        while !ready() {
            assert!(Instant::now() < end, "{what} did not come; {:?}", self.said.lock().unwrap());
            sleep(Duration::from_millis(3));
        }
    }

    /// Waits until the page at an address has `text` in it.
    pub fn wait_for(&self, address: &str, text: &str) {
        self.wait(&format!("{text:?} at {address}"), || self.get(address).text().contains(text));
    }

    /// What a fresh build makes of the folder as it is now.
    pub fn fresh(&self) -> Checked<Output> {
        let mut notes = Vec::new();
        let tree = disk::read(&self.root(), None).unpack(&mut notes);
        let output = Compiler::default().compile(&tree, &mode()).unpack(&mut notes);
        notes.sort();
        notes.dedup();
        Checked::new(output, notes)
    }

    /// Waits until the preview has caught up with the folder, and holds every file that a fresh
    /// build makes against what is served.
    pub fn compare(&self, after: &str) {
        let fresh = self.fresh();
        let errors = fresh.notes.iter().filter(|note| note.severity == Severity::Error);
        let broken: Vec<_> = errors.clone().filter_map(|note| Some(note.at.as_ref()?.file.clone())).collect();
        let errors = errors.count() > 0;
        let messages: Vec<&str> = fresh.notes.iter().map(|note| note.message.as_str()).collect();
        self.wait(&format!("the problems after {after}"), || self.messages() == messages);
        let unusable = errors && !fresh.value.files.keys().any(|path| path.as_str().ends_with("404.html"));
        if unusable {
            return;
        }
        let base = "/base/";
        let manifest = support::bytes(&fresh.value.files["manifest.json"]);
        let served = || self.get(&format!("{base}manifest.json")).body;
        self.wait(&format!("the state after {after}"), || served() == manifest);
        let mut line = Line::new(self.address);
        for (path, artifact) in &fresh.value.files {
            let expected = support::bytes(artifact);
            // Of these the last good state may be shown.
            let kept = artifact.sources.iter().any(|source| broken.contains(source));
            if errors && (kept || expected.is_empty()) {
                continue;
            }
            let answer = line.get(&format!("{base}{}", encoded(path.as_str())));
            assert_eq!(answer.status, 200, "{path} after {after}");
            assert!(without_script(answer.body) == expected, "{path} is stale after {after}");
        }
    }

    fn messages(&self) -> Vec<String> {
        let told: serde_json::Value = serde_json::from_slice(&self.get("/_vade/problems.json").body).unwrap();
        let problems = told["problems"].as_array().unwrap();
        problems.iter().map(|problem| problem["message"].as_str().unwrap().to_owned()).collect()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.stopper.take().unwrap().stop();
        let ended = self.thread.take().unwrap().join();
        assert!(ended.is_ok() || std::thread::panicking(), "the preview broke down");
    }
}

/// One connection for many requests.
pub struct Line {
    stream: TcpStream,
    address: SocketAddr,
}

impl Line {
    /// Connects.
    pub fn new(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address).unwrap();
        stream.set_nodelay(true).unwrap();
        Self { stream, address }
    }

    /// The file at an address.
    pub fn get(&mut self, path: &str) -> Answer {
        write!(self.stream, "GET {path} HTTP/1.1\r\nHost: {}\r\n\r\n", self.address).unwrap();
        let mut bytes = Vec::new();
        let mut buffer = [0; 16 * 1024];
        loop {
            let read = self.stream.read(&mut buffer).unwrap();
            assert!(read > 0, "the connection was closed after {path}");
            bytes.extend_from_slice(&buffer[..read]);
            let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") else { continue };
            let answer = parse(&bytes);
            let length: usize = answer.header("content-length").parse().unwrap_or(0);
            if bytes.len() >= end + 4 + length {
                return answer;
            }
        }
    }
}

fn parse(bytes: &[u8]) -> Answer {
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n").unwrap_or(bytes.len());
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let mut lines = head.lines();
    let status = lines.next().and_then(|line| line.split(' ').nth(1)).and_then(|number| number.parse().ok());
    let header = |line: &str| {
        let (name, value) = line.split_once(':')?;
        Some((name.to_lowercase(), value.trim().to_owned()))
    };
    let body = bytes.get(end + 4..).unwrap_or_default().to_vec();
    Answer { status: status.unwrap_or(0), headers: lines.filter_map(header).collect(), body }
}

/// A path as part of an address.
pub fn encoded(path: &str) -> String {
    path.bytes()
        .map(|byte| match byte {
            b'/' | b'.' | b'-' | b'_' | b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => {
                char::from(byte).to_string()
            }
            byte => format!("%{byte:02X}"),
        })
        .collect()
}

/// A page as it was rendered.
pub fn without_script(page: Vec<u8>) -> Vec<u8> {
    let (start, end) = (b"<script type=\"module\" src=\"/_vade/preview.js\"", b"</script>");
    let Some(from) = page.windows(start.len()).position(|window| window == start) else { return page };
    let Some(length) = page[from..].windows(end.len()).position(|window| window == end) else { return page };
    [&page[..from], &page[from + length + end.len()..]].concat()
}

/// Writes a file and the folders that it lies in.
pub fn put(path: &Path, bytes: &[u8]) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}
