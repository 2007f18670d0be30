//! The documentation shows commands with what they print: each page's blocks of `console` are run
//! from top to bottom in an empty folder, and have to print what the page says.
//!
//! `$ …` is a command; what follows is what it prints, to both outputs. A line `…` stands for any
//! lines, `…` within a line for any text. A block of code with a `title` before is a file that is
//! written under that name. Every command of `vade` has to be shown in `command-line.md`.

#![cfg(unix)]
#![expect(clippy::disallowed_methods, reason = "runs programs in a folder of its own")]

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};

const DOCS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/content");
const VADE: &str = env!("CARGO_BIN_EXE_vade");

/// A day on which nothing of the examples is overdue.
const DAY: &str = "1793500000";

/// What stands for what is not shown.
const ELIDED: &str = "…";

/// What a page asks to be done.
enum Step {
    Write { path: String, text: String },
    Run { command: String, expected: String },
}

/// The steps of a page, in order.
fn steps(page: &str) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut fence: Option<(String, String)> = None;
    for event in Parser::new_ext(page, Options::ENABLE_TABLES | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS) {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                fence = Some((info.to_string(), String::new()));
            }
            Event::Text(text) => {
                if let Some((_, code)) = &mut fence {
                    code.push_str(&text);
                }
            }
            Event::End(_) => {
                if let Some((info, code)) = fence.take() {
                    steps.extend(steps_of(&info, code));
                }
            }
            _ => {}
        }
    }
    steps
}

fn steps_of(info: &str, code: String) -> Vec<Step> {
    if info != "console" {
        let title = info.split_once("title=\"").and_then(|(_, rest)| rest.split_once('"'));
        let path = title.map(|(path, _)| path.to_owned());
        return path.into_iter().map(|path| Step::Write { path, text: code.clone() }).collect();
    }
    let runs = format!("\n{code}").split("\n$ ").skip(1).map(str::to_owned).collect::<Vec<_>>();
    runs.iter().map(|run| run.split_once('\n').unwrap_or((run, ""))).map(run).collect()
}

fn run((command, expected): (&str, &str)) -> Step {
    Step::Run { command: command.to_owned(), expected: expected.trim_end().to_owned() }
}

/// A page that is being tried out.
struct Session {
    name: String,
    folder: PathBuf,
    /// What is not as the page says.
    wrong: Vec<String>,
}

impl Session {
    fn step(&mut self, step: &Step) {
        match step {
            Step::Write { path, text } => {
                let path = self.folder.join(path);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, text).unwrap();
            }
            Step::Run { command, expected } => match command.strip_prefix("cd ") {
                Some(folder) => {
                    self.folder.push(folder);
                    assert!(self.folder.is_dir(), "{}: there is no {folder}", self.name);
                }
                None => self.compare(command, expected),
            },
        }
    }

    fn compare(&mut self, command: &str, expected: &str) {
        let printed = if command.starts_with("vade serve") {
            self.served(command, expected.lines().count())
        } else {
            self.printed(command)
        };
        let printed: Vec<&str> = printed.trim_end().lines().map(str::trim_end).collect();
        let wanted: Vec<&str> = expected.lines().collect();
        if !matches(&wanted, &printed) {
            let (page, printed) = (&self.name, printed.join("\n"));
            self.wrong
                .push(format!("{page}: `{command}` is said to print\n{expected}\n\nbut prints\n{printed}\n"));
        }
    }

    fn shell(&self, command: &str) -> Command {
        let path = std::env::var("PATH").unwrap_or_default();
        let vade = Path::new(VADE).parent().unwrap().display();
        let mut shell = Command::new("sh");
        shell.arg("-c").arg(format!("exec 2>&1\n{command}")).current_dir(&self.folder);
        shell.env("PATH", format!("{vade}:{path}")).env("SOURCE_DATE_EPOCH", DAY).env("COLUMNS", "80");
        for variable in ["GITHUB_STEP_SUMMARY", "VADE_EDITOR", "VISUAL", "EDITOR"] {
            shell.env_remove(variable);
        }
        shell.stdin(Stdio::null());
        shell
    }

    fn printed(&self, command: &str) -> String {
        String::from_utf8(self.shell(command).output().unwrap().stdout).unwrap()
    }

    /// The first lines of what a server prints, which is then stopped.
    fn served(&self, command: &str, lines: usize) -> String {
        let mut server = self.shell(&format!("exec {command}")).stdout(Stdio::piped()).spawn().unwrap();
        let out = BufReader::new(server.stdout.take().unwrap());
        let printed: Vec<String> = out.lines().take(lines).map(Result::unwrap).collect();
        server.kill().unwrap();
        server.wait().unwrap();
        printed.join("\n")
    }
}

/// Whether lines are what is wanted of them.
fn matches(wanted: &[&str], lines: &[&str]) -> bool {
    match wanted.split_first() {
        None => lines.is_empty(),
        Some((&ELIDED, rest)) => (0..=lines.len()).any(|skipped| matches(rest, &lines[skipped..])),
        Some((first, rest)) => lines
            .split_first()
            .is_some_and(|(line, others)| matches_line(first, line) && matches(rest, others)),
    }
}

/// The same for a line.
fn matches_line(wanted: &str, line: &str) -> bool {
    match wanted.split_once(ELIDED) {
        None => wanted == line,
        Some((start, rest)) => line.strip_prefix(start).is_some_and(|line| {
            line.char_indices()
                .map(|(at, _)| at)
                .chain([line.len()])
                .any(|at| matches_line(rest, &line[at..]))
        }),
    }
}

fn pages() -> Vec<(String, String)> {
    let names = fs::read_dir(DOCS).unwrap().map(|entry| entry.unwrap().file_name());
    let mut names: Vec<String> = names.map(|name| name.to_string_lossy().into_owned()).collect();
    names.retain(|name| name.ends_with(".md"));
    names.sort();
    let read = |name: String| (fs::read_to_string(format!("{DOCS}/{name}")).unwrap(), name);
    names.into_iter().map(read).map(|(text, name)| (name, text)).collect()
}

#[test]
fn commands_print_what_the_documentation_says() {
    let mut run = 0;
    for (name, text) in pages() {
        let steps = steps(&text);
        let commands = steps.iter().filter(|step| matches!(step, Step::Run { .. })).count();
        if commands == 0 {
            continue;
        }
        let folder = tempfile::tempdir().unwrap();
        let mut session = Session { name, folder: folder.path().to_owned(), wrong: Vec::new() };
        steps.iter().for_each(|step| session.step(step));
        assert!(session.wrong.is_empty(), "{}", session.wrong.join("\n"));
        run += commands;
    }
    assert!(run > 40, "only {run} commands were run");
}

#[test]
fn every_command_is_shown() {
    let help = Command::new(VADE).arg("--help").output().unwrap();
    let help = String::from_utf8(help.stdout).unwrap();
    let listed = help.split_once("Commands:\n").expect("a list of commands").1;
    let commands = listed.lines().take_while(|line| !line.trim().is_empty());
    let commands: Vec<&str> = commands
        .filter(|line| !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    assert!(commands.contains(&"build") && commands.len() > 15, "{commands:?}");
    let (_, page) = pages().into_iter().find(|(name, _)| name == "command-line.md").unwrap();
    let shown = steps(&page).into_iter().filter_map(|step| match step {
        Step::Run { command, .. } => Some(command),
        Step::Write { .. } => None,
    });
    let shown: Vec<String> = shown.collect();
    for command in commands.into_iter().filter(|command| *command != "help") {
        let shown = shown.iter().any(|line| {
            line.split(['|', ';']).any(|part| part.trim().starts_with(&format!("vade {command}")))
        });
        assert!(shown, "docs/content/command-line.md shows no `vade {command}` in a block of `console`");
    }
}

#[test]
fn what_is_elided_may_be_anything_and_nothing_else() {
    assert!(matches(&["a", "…", "d"], &["a", "b", "c", "d"]));
    assert!(matches(&["…", "in … s"], &["in 1.4 s"]));
    assert!(matches(&["a"], &["a"]) && !matches(&["a"], &["a", "b"]) && !matches(&["a", "b"], &["a"]));
    assert!(!matches(&["in … s"], &["in 1.4 ms!"]) && !matches(&["…", "b"], &["a"]));
}
