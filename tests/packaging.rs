//! The packaged crate has all that is compiled into the program, and not the handbook, the tests and the pictures.

#![expect(clippy::disallowed_methods, reason = "asks cargo, and looks which files there are")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// What `cargo package` would put into the crate.
fn packaged() -> BTreeSet<String> {
    let cargo = Command::new(env!("CARGO"))
        .args(["package", "--list", "--allow-dirty", "--offline", "--locked"])
        .current_dir(ROOT)
        .output()
        .unwrap();
    assert!(cargo.status.success(), "{}", String::from_utf8_lossy(&cargo.stderr));
    String::from_utf8(cargo.stdout).unwrap().lines().map(|name| name.replace('\\', "/")).collect()
}

/// The files below a folder of the repository, without hidden ones, which tools leave.
fn below(folder: &str) -> Vec<String> {
    let entries = fs::read_dir(Path::new(ROOT).join(folder)).unwrap().map(Result::unwrap);
    let shown = entries.filter(|entry| !entry.file_name().to_string_lossy().starts_with('.'));
    shown
        .flat_map(|entry| {
            let name = format!("{folder}/{}", entry.file_name().to_string_lossy());
            if entry.file_type().unwrap().is_dir() { below(&name) } else { vec![name] }
        })
        .collect()
}

#[test]
fn the_crate_has_what_is_compiled_into_the_program_and_no_more() {
    let packaged = packaged();
    for folder in ["src", "themes/default", "docs/content/problems"] {
        let files = below(folder);
        assert!(files.len() > 20, "{folder}");
        for file in files {
            assert!(packaged.contains(&file), "{file} is missing");
        }
    }
    for left in ["content/", "tests/", "benches/", "docs/screenshots/", ".ci/"] {
        let found = packaged.iter().find(|file| file.starts_with(left));
        assert_eq!(found, None);
    }
}
