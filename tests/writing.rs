//! A build that is killed leaves the old site or the new one, whole.
//!
//! The test starts itself as a child process that writes two sites in turns, kills it at
//! moments that differ from round to round, and looks at what is there.

#![expect(clippy::disallowed_methods, reason = "looks at a folder as a reader would")]
#![expect(clippy::disallowed_macros, reason = "speaks to the process that started it")]

use std::env;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Instant;

use vademecum::output::disk::{Strangers, write};
use vademecum::output::{Artifact, Output};
use vademecum::path::OutPath;

/// Tells the child process which folder to write.
const FOLDER: &str = "VADE_TEST_WRITES";
/// What the child process prints when it begins.
const STARTED: &str = "child: writing";
const ROUNDS: u32 = 30;
const PAGES: usize = 100;

/// A site that differs from the other one in every second page, and in what pages there are.
fn site(version: usize) -> Output {
    let page = |number: usize| {
        let path = OutPath::new(&format!("en/{number}/index.html")).unwrap();
        let text = format!("page {number} of {}", if number.is_multiple_of(2) { version } else { 0 });
        (path, Artifact::new(text.repeat(50).into_bytes(), Vec::new()))
    };
    Output::complete((version * 10..PAGES + version * 10).map(page))
}

/// Whether the folder holds just what `output` says, beside the stranger's file.
fn holds(folder: &Path, output: &Output) -> bool {
    let files = walk(folder);
    let expected: Vec<PathBuf> = output.files.keys().map(|path| PathBuf::from(path.as_str())).collect();
    files == expected
        && output.files.iter().all(|(path, file)| match &file.body {
            vademecum::output::Body::Bytes(bytes) => {
                fs::read(folder.join(path.as_str())).is_ok_and(|there| *there == **bytes)
            }
            _ => false,
        })
}

fn walk(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = walkdir::WalkDir::new(folder)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file() && entry.file_name() != "stranger.txt")
        .map(|entry| entry.path().strip_prefix(folder).unwrap().to_path_buf())
        .collect();
    files.sort_by(|a, b| a.to_str().cmp(&b.to_str()));
    files
}

/// A child process that has begun to write.
fn start_child(folder: &Path) -> Child {
    let mut child = Command::new(env::current_exe().unwrap())
        .args(["--nocapture", "a_killed_build_leaves_a_whole_site"])
        .env(FOLDER, folder)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    lines.map(Result::unwrap).find(|line| line.contains(STARTED)).unwrap();
    child
}

#[test]
fn a_killed_build_leaves_a_whole_site() {
    if let Some(folder) = env::var_os(FOLDER) {
        println!("{STARTED}");
        for version in (0..2).cycle() {
            write(Path::new(&folder), &site(version), Strangers::Refused, &|| {}).unwrap();
        }
    }
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("public");
    let sites = [site(0), site(1)];
    write(&folder, &sites[0], Strangers::Refused, &|| {}).unwrap();
    fs::write(folder.join("stranger.txt"), "S").unwrap();
    let start = Instant::now();
    write(&folder, &sites[1], Strangers::Refused, &|| {}).unwrap();
    let one_write = start.elapsed();
    let mut seen = [0; 2];
    let mut round = 0;
    // Where the machine is slower by now than it was a moment ago, it takes more rounds.
    while round < ROUNDS || seen.contains(&0) {
        assert!(round < 20 * ROUNDS, "the child writes one site only: {seen:?}");
        let mut child = start_child(&folder);
        // Another moment in each round, at first over the time of some three writes.
        sleep(one_write * 3 * round / ROUNDS);
        child.kill().unwrap();
        child.wait().unwrap();
        let which = sites.iter().position(|site| holds(&folder, site));
        seen[which.unwrap_or_else(|| panic!("round {round}: neither the one site nor the other"))] += 1;
        assert_eq!(fs::read_to_string(folder.join("stranger.txt")).unwrap(), "S");
        round += 1;
    }
    write(&folder, &sites[1], Strangers::Refused, &|| {}).unwrap();
    assert!(holds(&folder, &sites[1]));
    assert_eq!(fs::read_dir(parent.path()).unwrap().count(), 1, "nothing is left beside the site");
}
