//! The writer's preview as a writer meets it: how long after a save the new bytes are there over
//! HTTP, and how long after it everything else is right, too; how long it takes to start; and
//! whether memory stays level.
//!
//! ```text
//! cargo bench --bench preview                       1,000 and 10,000 articles
//! cargo bench --bench preview -- 1000 [SAVES]       one size, and so many saves of each kind
//! cargo bench --bench preview -- soak [REBUILDS]    memory over 10,000 rebuilds, or as many
//! ```
//!
//! `page` is the page that was saved. `everything` is `index.json`, which comes last and with all
//! the rest. Medians, and the worst in brackets; a busy machine shows in the latter first.

#![expect(clippy::disallowed_methods, reason = "a program of its own that starts vade and writes files")]
#![expect(clippy::disallowed_macros, reason = "and says what it measured")]

mod generator;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

use generator::Dialect;

/// Articles, where nobody says how many.
const SIZES: [usize; 2] = [1_000, 10_000];

/// Saves of each kind, likewise.
const SAVES: usize = 20;

/// Rebuilds of a soak test, likewise: days of a writer's work.
const REBUILDS: usize = 10_000;

/// Articles of a soak test. A rebuild that leaks does so whatever its size.
const SOAKED: usize = 40;

/// Lines that a soak test prints.
const LINES: usize = 10;

/// Between two saves, so that the end of one rebuild is not measured with the next.
const PAUSE: Duration = Duration::from_millis(300);

/// Between two questions.
const TICK: Duration = Duration::from_micros(500);

fn main() {
    let arguments: Vec<String> = env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let number = |at: usize| arguments.get(at).and_then(|number| number.replace(',', "").parse().ok());
    match arguments.first().map(String::as_str) {
        Some("soak") => soak(number(1).unwrap_or(REBUILDS)),
        Some(_) => measure(number(0).expect("a number of articles, or `soak`"), number(1).unwrap_or(SAVES)),
        None => SIZES.into_iter().for_each(|articles| measure(articles, SAVES)),
    }
}

/// A kind of change, as it is made to an article.
struct Kind {
    name: &'static str,
    /// The text after the change, with the mark in it.
    change: fn(&str, &str) -> String,
}

const KINDS: [Kind; 3] = [
    Kind { name: "a paragraph", change: |text, mark| format!("{text}\nA paragraph {mark}.\n") },
    Kind { name: "a heading", change: |text, mark| format!("{text}\n## Heading {mark}\n\nBelow it.\n") },
    Kind { name: "a title", change: |text, mark| text.replacen("title: ", &format!("title: {mark} "), 1) },
];

fn measure(articles: usize, saves: usize) {
    let site = Handbook::of(articles);
    let start = Instant::now();
    let mut server = Server::start(&site.0);
    let open = start.elapsed();
    server.get("/index.json");
    println!(
        "{articles} articles: pages {:.1} s after the start, everything {:.1} s; {} MB",
        open.as_secs_f64(),
        start.elapsed().as_secs_f64(),
        server.memory()
    );
    println!("{:<16}{:>20}{:>20}", "", "page", "everything");
    thread::sleep(PAUSE * 5);
    for Kind { name, change } in KINDS {
        let saved = (0..saves).map(|number| {
            let article = site.article(number);
            let (text, mark) = (fs::read_to_string(&article).expect("an article"), mark(number));
            let shows = Shows { address: site.address(&article), text: Some(mark.clone()) };
            let times = server.follow(&shows, || write(&article, &change(&text, &mark)));
            server.settle(|| write(&article, &text));
            times
        });
        print_row(name, saved.collect());
    }
    let (mut come, mut gone) = (Vec::new(), Vec::new());
    for number in 0..saves.div_ceil(2) {
        let new = site.article(number).with_file_name(format!("new-{number}.md"));
        let address = site.address(&new);
        let shows = Shows { address: address.clone(), text: Some(mark(number)) };
        come.push(server.follow(&shows, || write(&new, &format!("# New\n\nIt is {}.\n", mark(number)))));
        let shows = Shows { address, text: None };
        gone.push(server.follow(&shows, || fs::remove_file(&new).expect("delete it")));
    }
    print_row("a new article", come);
    print_row("a deleted one", gone);
    let settings = site.0.join("site.toml");
    let text = fs::read_to_string(&settings).expect("the settings");
    let saved = (0..saves.div_ceil(4)).map(|number| {
        let changed = text.replacen("title = \"", &format!("title = \"{} ", mark(number)), 2);
        let shows = Shows { address: "/en/".into(), text: Some(mark(number)) };
        let times = server.follow(&shows, || write(&settings, &changed));
        server.settle(|| write(&settings, &text));
        times
    });
    print_row("the settings", saved.collect());
    println!("in the end: {} MB\n", server.memory());
}

fn soak(rebuilds: usize) {
    let site = Handbook::of(SOAKED);
    let mut server = Server::start(&site.0);
    println!("{rebuilds} rebuilds of {SOAKED} articles; at the start {} MB", server.memory());
    let start = Instant::now();
    for number in 0..rebuilds {
        let article = site.article(number);
        let text = fs::read_to_string(&article).expect("an article");
        // Texts are exchanged and do not grow, or memory rightly would.
        let change = if text.contains("Soaked.") { text.replace("Soaked.", "") } else { text + "Soaked." };
        server.settle(|| write(&article, &change));
        if (number + 1) % rebuilds.div_ceil(LINES) == 0 {
            println!("after {}: {} MB, {:.0} s", number + 1, server.memory(), start.elapsed().as_secs_f64());
        }
    }
}

/// Something that is on no page before.
fn mark(number: usize) -> String {
    format!("saved-for-the-{number}-th-time")
}

/// As most editors do: readers see the old text or the new one.
fn write(path: &Path, text: &str) {
    let new = path.with_extension("new~");
    fs::write(&new, text).expect("save it");
    fs::rename(&new, path).expect("put it in place");
}

/// From the save to the page, and to everything.
struct Times(Duration, Duration);

fn print_row(name: &str, times: Vec<Times>) {
    let column = |of: fn(&Times) -> Duration| {
        let mut values: Vec<f64> = times.iter().map(|times| of(times).as_secs_f64() * 1000.0).collect();
        values.sort_by(f64::total_cmp);
        format!("{:.0} ms ({:.0})", values[values.len() / 2], values[values.len() - 1])
    };
    println!("{name:<16}{:>20}{:>20}", column(|times| times.0), column(|times| times.1));
}

/// A made-up handbook in a folder of its own, which is removed in the end.
struct Handbook(PathBuf);

impl Handbook {
    fn of(articles: usize) -> Self {
        let folder = env::temp_dir().join(format!("vade-bench-{}-{articles}", std::process::id()));
        for (path, text) in generator::handbook(articles, Dialect::Vade) {
            let file = folder.join(path);
            fs::create_dir_all(file.parent().expect("a file lies in a folder")).expect("make a folder");
            fs::write(file, text).expect("write a file");
        }
        Self(folder)
    }

    /// One of its articles, another for each number.
    fn article(&self, number: usize) -> PathBuf {
        let files = walkdir::WalkDir::new(self.0.join("content")).sort_by_file_name();
        let paths = files.into_iter().filter_map(Result::ok).map(walkdir::DirEntry::into_path);
        let named = |path: &PathBuf| {
            path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("article"))
        };
        let articles: Vec<PathBuf> = paths.filter(named).collect();
        articles[number * 37 % articles.len()].clone()
    }

    fn address(&self, article: &Path) -> String {
        let inside = article.strip_prefix(self.0.join("content")).expect("an article of it");
        format!("/{}/", inside.with_extension("").display())
    }
}

impl Drop for Handbook {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// What a page shows after a change; nothing where there is no page any more.
struct Shows {
    address: String,
    text: Option<String>,
}

/// An answer: head and body.
struct Answer {
    head: String,
    body: Vec<u8>,
}

impl Answer {
    fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.find(|(other, _)| other.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
    }

    fn is(&self, shows: &Shows) -> bool {
        match &shows.text {
            Some(text) => self.body.windows(text.len()).any(|window| window == text.as_bytes()),
            None => self.head.starts_with("HTTP/1.1 404"),
        }
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

    /// Makes a change, and asks again and again until the page and everything is there.
    fn follow(&mut self, shows: &Shows, change: impl FnOnce()) -> Times {
        thread::sleep(PAUSE);
        let before = self.tag();
        let start = Instant::now();
        change();
        until(&start, &shows.address, || self.get(&shows.address).is(shows));
        let page = start.elapsed();
        until(&start, "index.json", || self.tag() != before);
        Times(page, start.elapsed())
    }

    /// Makes a change that nobody measures, and waits until everything is there.
    fn settle(&mut self, change: impl FnOnce()) {
        let before = self.tag();
        change();
        until(&Instant::now(), "index.json", || self.tag() != before);
    }

    /// What `index.json` is known by. Its bytes are not sent: that would take longer than to make it.
    fn tag(&mut self) -> Option<String> {
        self.ask("HEAD", "/index.json").header("etag").map(str::to_owned)
    }

    fn get(&mut self, address: &str) -> Answer {
        self.ask("GET", address)
    }

    fn ask(&mut self, method: &str, address: &str) -> Answer {
        write!(self.stream, "{method} {address} HTTP/1.1\r\nHost: localhost\r\n\r\n").expect("ask");
        let (mut bytes, mut buffer) = (Vec::new(), vec![0; 64 * 1024]);
        loop {
            let read = self.stream.read(&mut buffer).expect("an answer");
            assert!(read > 0, "the server has gone");
            bytes.extend_from_slice(&buffer[..read]);
            let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") else { continue };
            let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
            let answer = Answer { head, body: Vec::new() };
            let length = answer.header("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
            if method == "HEAD" || bytes.len() >= end + 4 + length {
                return Answer { body: bytes.split_off(end + 4), ..answer };
            }
        }
    }

    /// Megabytes in use, where the system says it.
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

fn until(start: &Instant, what: &str, mut is_so: impl FnMut() -> bool) {
    while !is_so() {
        assert!(start.elapsed() < Duration::from_secs(60), "{what} is stale");
        thread::sleep(TICK);
    }
}
