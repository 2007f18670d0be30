//! The theme that `docs/content/theming.md` builds step by step is the one of `tests/sites/themed`, whose
//! pages are a snapshot: what the page tells people to write is what works.

#![expect(clippy::disallowed_methods, reason = "tests read the repository")]

use std::fs;
use std::path::{Path, PathBuf};

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

#[test]
fn the_documented_theme_is_the_one_that_is_tested() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = fs::read_to_string(root.join("docs/content/theming.md")).unwrap();
    let theme = files(&root.join("tests/sites/themed/themes"));
    assert_eq!(theme.len(), 6);
    for file in theme {
        let text = fs::read_to_string(&file).unwrap();
        let indented: String =
            text.lines().map(|line| format!("   {line}").trim_end().to_owned() + "\n").collect();
        let name = file.display();
        assert!(page.contains(&format!("\n{indented}   ```")), "{name} is not in docs/content/theming.md");
    }
}
