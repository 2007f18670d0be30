//! Days of the first and last commit of every file below `content/`, from git.
//!
//! One run of `git log` answers for all files; nothing is run where there is no repository.
//! Days are those of the author, where the author was, so they depend on the repository alone
//! and not on the machine. Where git is missing, fails, or has only a part of the history (a
//! shallow clone), nothing is known, which is no problem: articles then go without.

#![expect(clippy::disallowed_methods, reason = "asks git, the only program that is ever started")]

use std::collections::{BTreeMap, HashMap};
use std::env;
use std::path::Path;
use std::process::{Command, Stdio};
use std::str::FromStr;

use jiff::civil::Date;

use super::History;
use crate::path::SitePath;

/// Options against what a user's configuration could change in the answer, or start.
const SETTINGS: &[&str] = &[
    "core.fsmonitor=false",
    "core.quotePath=false",
    "diff.renameLimit=1000",
    "log.diffMerges=off",
    "log.follow=false",
    "log.showRoot=true",
    "log.showSignature=false",
];

/// The question. Commits begin with two NULs and the day; names and states end with a NUL.
const LOG: &[&str] = &[
    "log",
    "--format=%x00%x00%as",
    "--name-status",
    "--relative",
    "--no-color",
    "--no-ext-diff",
    "--no-textconv",
    "-O/dev/null",
    "-z",
];

/// What the history depends on: where version control stands.
pub type State = Vec<u8>;

/// Where version control stands; changes with every commit, checkout or rebase. Nothing where
/// there is no repository.
pub fn state(root: &Path) -> Option<State> {
    is_in_repository(root).then(|| git(root, &["rev-parse", "HEAD"]))?
}

/// Whether it is worth asking: who has no git is not to wait for it.
fn is_in_repository(root: &Path) -> bool {
    root.ancestors().any(|folder| folder.join(".git").exists())
}

/// The history of every file below `content/` of the site at `root`.
pub fn history(root: &Path) -> BTreeMap<SitePath, History> {
    if !is_in_repository(root) || !is_whole_clone(root) {
        return BTreeMap::new();
    }
    // Telling a rename with changes needs the texts, which a partial clone doesn't have.
    let ask = |renames: &str| git(root, &[LOG, &[renames, "--", "content"]].concat());
    let log = ask("--find-renames").or_else(|| ask("--no-renames"));
    log.map(|log| read_log(&log)).unwrap_or_default()
}

/// A commit that changed a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commit {
    /// Its name.
    pub hash: String,
    /// The author's day.
    pub day: Date,
    /// The file's name then, relative to the site.
    name: String,
}

/// The commits that changed a file, the latest first, at most `most` of them; nothing without git.
/// A shallow clone has some of them.
pub fn commits(root: &Path, file: &SitePath, most: usize) -> Vec<Commit> {
    let most = format!("-n{most}");
    let question = ["log", "--follow", &most, "--format=%x00%x00%H%x00%as", "--name-only", "--relative"];
    let rest = ["--no-color", "--no-ext-diff", "--no-textconv", "-z", "--", file.as_str()];
    git(root, &[question.as_slice(), &rest].concat()).map(|log| read_commits(&log)).unwrap_or_default()
}

/// What a file held after a commit.
pub fn text_at(root: &Path, commit: &Commit) -> Option<Vec<u8>> {
    git(root, &["show", "--no-color", "--no-textconv", &format!("{}:./{}", commit.hash, commit.name)])
}

fn read_commits(log: &[u8]) -> Vec<Commit> {
    let fields: Vec<_> = log.split(|&byte| byte == 0).map(String::from_utf8_lossy).collect();
    let begins =
        |at: &usize| fields[*at].is_empty() && fields.get(at + 1).is_some_and(|next| next.is_empty());
    let commit = |at: usize| {
        let day = fields.get(at + 3)?.trim();
        Some(Commit {
            hash: fields.get(at + 2)?.to_string(),
            day: Date::from_str(day).ok()?,
            name: fields.get(at + 4)?.trim_start_matches('\n').to_owned(),
        })
    };
    (0..fields.len()).filter(begins).filter_map(commit).collect()
}

/// Whether `root` lies in a work tree whose history goes back to the beginning.
fn is_whole_clone(root: &Path) -> bool {
    let answer = git(root, &["rev-parse", "--is-inside-work-tree", "--is-shallow-repository"]);
    answer.is_some_and(|answer| answer == b"true\nfalse\n")
}

/// What git prints, or `None` if it is not there or not content.
fn git(root: &Path, arguments: &[&str]) -> Option<Vec<u8>> {
    let mut command = Command::new("git");
    // Set by hooks and by git itself when it runs `vade`; they would name another repository.
    for (name, _) in env::vars_os().filter(|(name, _)| name.as_encoded_bytes().starts_with(b"GIT_")) {
        command.env_remove(name);
    }
    command.args(["--no-pager", "--no-replace-objects", "--literal-pathspecs"]);
    command.args(SETTINGS.iter().flat_map(|setting| ["-c", setting]));
    command.args(arguments).current_dir(root).stdin(Stdio::null());
    command.env("GIT_OPTIONAL_LOCKS", "0").env("GIT_NO_LAZY_FETCH", "1").env("LC_ALL", "C");
    let answer = command.output().ok()?;
    answer.status.success().then_some(answer.stdout)
}

/// Where a name of the past leads, going back in time.
enum Follow {
    /// It is a former name of this file.
    Former(String),
    /// A file was created or arrived under this name; what had it before was another file.
    Ended,
}

/// Reads the answer, which goes from the last commit to the first.
fn read_log(log: &[u8]) -> BTreeMap<SitePath, History> {
    let (mut names, mut days) = (HashMap::new(), HashMap::new());
    let mut day = None;
    let mut fields = log.split(|&byte| byte == 0).map(String::from_utf8_lossy);
    while let Some(field) = fields.next() {
        let field = field.trim_start_matches('\n');
        let Some(state) = field.chars().next() else { continue };
        if state.is_ascii_digit() {
            day = Date::from_str(field.trim_end()).ok();
            continue;
        }
        let Some(old) = fields.next() else { break };
        let new = if matches!(state, 'R' | 'C') { fields.next() } else { None };
        if let (Some(day), false) = (day, state == 'D') {
            change(&mut names, &mut days, day, (state, &old, new.as_deref()));
        }
    }
    days.into_iter().filter_map(|(name, days)| Some((SitePath::new(&name)?, days))).collect()
}

/// Takes note of one change of one commit.
fn change(
    names: &mut HashMap<String, Follow>,
    days: &mut HashMap<String, History>,
    day: Date,
    (state, old, new): (char, &str, Option<&str>),
) {
    let now = new.unwrap_or(old);
    let last_name = match names.get(now) {
        Some(Follow::Ended) => return,
        Some(Follow::Former(name)) => name.clone(),
        None => now.to_string(),
    };
    if state == 'R' {
        names.insert(now.to_string(), Follow::Ended);
        names.insert(old.to_string(), Follow::Former(last_name.clone()));
    } else if matches!(state, 'A' | 'C') {
        names.insert(now.to_string(), Follow::Ended);
    }
    let span = days.entry(last_name).or_insert(History { created: day, updated: day });
    // Authors' clocks and rebased branches: later in the log need not be earlier in time.
    *span = History { created: span.created.min(day), updated: span.updated.max(day) };
}

#[cfg(test)]
mod tests {
    use super::*;

    fn history_of(log: &str) -> Vec<String> {
        let line = |(path, days): (SitePath, History)| format!("{path} {} {}", days.created, days.updated);
        read_log(log.replace('|', "\0").as_bytes()).into_iter().map(line).collect()
    }

    #[test]
    fn first_and_last_commit_count() {
        let log = "||2026-03-01|M|content/a.md||||2026-02-01|M|content/a.md|A|content/b.md||||2026-01-01|A|content/a.md|";
        assert_eq!(
            history_of(log),
            ["content/a.md 2026-01-01 2026-03-01", "content/b.md 2026-02-01 2026-02-01"]
        );
    }

    #[test]
    fn commits_know_what_a_file_was_called() {
        let log = "||aa|2026-03-01|\ncontent/b.md|||bb|2026-01-01|\ncontent/a.md|";
        let commits = read_commits(log.replace('|', "\0").as_bytes());
        let short: Vec<String> =
            commits.iter().map(|commit| format!("{} {} {}", commit.hash, commit.day, commit.name)).collect();
        assert_eq!(short, ["aa 2026-03-01 content/b.md", "bb 2026-01-01 content/a.md"]);
        assert_eq!(read_commits(b""), []);
    }

    #[test]
    fn a_renamed_file_keeps_its_past() {
        let log = "||2026-03-01|R090|content/a.md|content/b.md||||2026-01-01|A|content/a.md|";
        assert_eq!(history_of(log), ["content/b.md 2026-01-01 2026-03-01"]);
    }

    #[test]
    fn a_new_file_under_an_old_name_has_a_past_of_its_own() {
        let log = "||2026-04-01|A|content/a.md||||2026-03-01|R100|content/a.md|content/b.md||||2026-01-01|A|content/a.md|";
        let expected = ["content/a.md 2026-04-01 2026-04-01", "content/b.md 2026-01-01 2026-03-01"];
        assert_eq!(history_of(log), expected);
    }
}
