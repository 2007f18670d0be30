//! Who may use whom: a room uses only the rooms above it in the table of `src/lib.rs`.

#![expect(clippy::disallowed_methods, reason = "reads folders of the repository")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

const SOURCES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src");

/// The rooms in the order of the table in the documentation of the crate.
fn rooms() -> Vec<String> {
    let map = fs::read_to_string(format!("{SOURCES}/lib.rs")).unwrap();
    map.lines()
        .filter_map(|line| Some(line.strip_prefix("//! | [`")?.split_once('`')?.0.to_string()))
        .collect()
}

/// Every Rust file of a room, however deep.
fn rust_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// The room that a file of `src/` belongs to; `main` and `lib` are above all of them.
fn room_of(file: &Path) -> Option<String> {
    let inside = file.strip_prefix(SOURCES).unwrap();
    let name = inside.iter().next().unwrap().to_string_lossy().trim_end_matches(".rs").to_string();
    (!["main", "lib"].contains(&name.as_str())).then_some(name)
}

/// The rooms that a text names after `crate::`, those in `use crate::{…}` included.
fn used_rooms(text: &str) -> BTreeSet<String> {
    let word = |name: &str| -> String {
        name.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
    };
    text.split("crate::")
        .skip(1)
        .flat_map(|after| match after.strip_prefix('{') {
            Some(group) => group.split('}').next().unwrap_or("").split(',').map(word).collect(),
            None => vec![word(after)],
        })
        .collect()
}

#[test]
fn a_room_uses_only_rooms_above_it() {
    let rooms = rooms();
    let place = |room: &str| rooms.iter().position(|name| name == room);
    let mut files = Vec::new();
    rust_files(Path::new(SOURCES), &mut files);
    let mut wrong = Vec::new();
    for file in &files {
        let Some(room) = room_of(file) else { continue };
        let own = place(&room).unwrap_or_else(|| panic!("src/lib.rs does not list the room `{room}`"));
        for used in used_rooms(&fs::read_to_string(file).unwrap()) {
            if place(&used).is_some_and(|at| at > own) {
                wrong.push(format!("{} uses `{used}`, which stands below `{room}`", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_room_of_the_table_exists() {
    assert!(rooms().len() > 10, "the table in src/lib.rs was not found");
    for room in rooms() {
        let there = [format!("{SOURCES}/{room}.rs"), format!("{SOURCES}/{room}/mod.rs")];
        assert!(there.iter().any(|file| Path::new(file).is_file()), "there is no room `{room}`");
    }
}

#[test]
fn uses_are_found_in_every_form() {
    let text = "use crate::key::Key;\nuse crate::{diag, source::Tree};\nfn f(x: crate::page::View) {}";
    let used: Vec<_> = used_rooms(text).into_iter().collect();
    assert_eq!(used, ["diag", "key", "page", "source"]);
}
