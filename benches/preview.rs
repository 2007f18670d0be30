//! How long it takes from a save to the new bytes over HTTP, and whether memory stays level:
//!
//! ```text
//! cargo bench --bench corpus -- /tmp/handbook 1000
//! cargo bench --bench preview -- /tmp/handbook [SAVES]
//! ```
//!
//! Works on a copy of the folder, which needs room beside it. With many saves (10,000) it is a soak test.

#![expect(clippy::disallowed_methods, reason = "a program of its own that starts vade and writes files")]
#![expect(clippy::disallowed_macros, reason = "and says what it measured")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

/// Saves where nobody says how many.
const SAVES: usize = 40;

/// Between two saves, so that the end of one rebuild is not measured with the next.
const PAUSE: Duration = Duration::from_millis(120);

fn main() {
    let arguments: Vec<String> = env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let Some(folder) = arguments.first() else {
        println!("usage: cargo bench --bench preview -- FOLDER [SAVES]");
        return;
    };
    let saves = arguments.get(1).and_then(|number| number.parse().ok()).unwrap_or(SAVES);
    let copy = Copy::of(Path::new(folder));
    let start = Instant::now();
    let mut server = Server::start(&copy.0);
    println!("start-up: {:.0} ms, {} MB", ms(start.elapsed()), server.memory());
    let articles = articles(&copy.0);
    // Long runs are about memory: there, nobody waits between two saves.
    let pause = if saves > 1000 { Duration::ZERO } else { PAUSE };
    for (name, change) in [("a paragraph", paragraph as fn(&str, usize) -> String), ("a title", title)] {
        let mut times = Vec::with_capacity(saves);
        for number in 0..saves {
            let article = &articles[number * 37 % articles.len()];
            let text = fs::read_to_string(article).expect("an article");
            let address = address(&copy.0, article);
            fs::write(article, change(&text, number)).expect("save it");
            times.push(server.wait_for(&address, &mark(number)));
            fs::write(article, text).expect("as it was");
            thread::sleep(pause);
            if saves > 1000 && number % (saves / 10) == 0 {
                println!("  after {number} saves: {} MB", server.memory());
            }
        }
        times.sort();
        let at = |part: usize| ms(times[(times.len() - 1) * part / 100]);
        println!("{name}: median {:.1} ms, 90 % {:.1} ms, worst {:.1} ms", at(50), at(90), at(100));
    }
    println!("in the end: {} MB", server.memory());
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// Something that is on no page before.
fn mark(number: usize) -> String {
    format!("saved-for-the-{number}-th-time")
}

fn paragraph(text: &str, number: usize) -> String {
    format!("{text}\nA paragraph {}.\n", mark(number))
}

fn title(text: &str, number: usize) -> String {
    text.replacen("title: ", &format!("title: {} ", mark(number)), 1)
}

/// Articles, not sections' own pages, in the order of their names.
fn articles(root: &Path) -> Vec<PathBuf> {
    let files = walkdir::WalkDir::new(root.join("content")).sort_by_file_name();
    let paths = files.into_iter().filter_map(Result::ok).map(walkdir::DirEntry::into_path);
    paths
        .filter(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("article")))
        .collect()
}

fn address(root: &Path, article: &Path) -> String {
    let inside = article.strip_prefix(root.join("content")).expect("an article of the copy");
    format!("/{}/", inside.with_extension("").display())
}

/// A folder that may be changed, and is removed in the end.
struct Copy(PathBuf);

impl Copy {
    fn of(folder: &Path) -> Self {
        let copy = env::temp_dir().join(format!("vade-bench-{}", std::process::id()));
        for entry in walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok) {
            let to = copy.join(entry.path().strip_prefix(folder).expect("below the folder"));
            if entry.file_type().is_dir() {
                fs::create_dir_all(to).expect("make a folder");
            } else {
                fs::copy(entry.path(), to).expect("copy a file");
            }
        }
        Self(copy)
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// `vade serve`, and a connection to it.
struct Server {
    child: Child,
    stream: TcpStream,
}

impl Server {
    fn start(root: &Path) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_vade"));
        command.args(["serve", "--port", "0", "--root"]).arg(root);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("start vade");
        let mut url = String::new();
        let output = child.stdout.take().expect("its output");
        BufReader::new(output).read_line(&mut url).expect("its address");
        let address = url.trim().trim_start_matches("http://").trim_end_matches('/');
        let stream = TcpStream::connect(address).expect("connect");
        stream.set_nodelay(true).expect("send at once");
        Self { child, stream }
    }

    /// Asks again and again until the page has `text` in it.
    fn wait_for(&mut self, address: &str, text: &str) -> Duration {
        let start = Instant::now();
        loop {
            let page = self.get(address);
            if page.windows(text.len()).any(|window| window == text.as_bytes()) {
                return start.elapsed();
            }
            assert!(start.elapsed() < Duration::from_secs(60), "{address} is stale");
            thread::sleep(Duration::from_micros(500));
        }
    }

    fn get(&mut self, address: &str) -> Vec<u8> {
        write!(self.stream, "GET {address} HTTP/1.1\r\nHost: localhost\r\n\r\n").expect("ask");
        let (mut bytes, mut buffer) = (Vec::new(), vec![0; 64 * 1024]);
        loop {
            let read = self.stream.read(&mut buffer).expect("an answer");
            assert!(read > 0, "the server has gone");
            bytes.extend_from_slice(&buffer[..read]);
            if let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
                let head = String::from_utf8_lossy(&bytes[..end]).to_lowercase();
                let length = head.split("content-length: ").nth(1).and_then(|rest| rest.lines().next());
                let length: usize = length.and_then(|length| length.parse().ok()).unwrap_or(0);
                if bytes.len() >= end + 4 + length {
                    return bytes;
                }
            }
        }
    }

    /// Memory in use, where the system says it.
    fn memory(&self) -> String {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kilobytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok());
        kilobytes.map_or_else(|| "?".to_owned(), |kilobytes| (kilobytes / 1024).to_string())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
