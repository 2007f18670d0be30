//! After any sequence of edits on the disk, every file that the preview serves has the bytes of a
//! fresh build, its own script aside.

#![expect(clippy::disallowed_methods, reason = "edits files on the disk")]

use std::fs;
use std::path::Path;

use proptest::prelude::*;

use crate::support::edits::{Edit, LANGUAGES, apply, edit, start};
use crate::support::served::Served;
use crate::support::{Files, served};

/// What happens to the folder of a site.
#[derive(Debug, Clone)]
enum Step {
    /// A file is edited, and saved in one of the ways of editors.
    Save(Edit, usize),
    /// Many at once, as by `git checkout`.
    Checkout(Vec<Edit>),
    /// A folder gets another name, or the one that it had.
    MoveFolder { lang: usize },
    /// A folder is deleted and made again.
    Recreate { lang: usize },
}

fn step() -> impl Strategy<Value = Step> {
    let lang = 0..LANGUAGES.len();
    prop_oneof![
        8 => (edit(), 0..WAYS.len()).prop_map(|(edit, way)| Step::Save(edit, way)),
        1 => prop::collection::vec(edit(), 5..15).prop_map(Step::Checkout),
        1 => lang.clone().prop_map(|lang| Step::MoveFolder { lang }),
        1 => lang.prop_map(|lang| Step::Recreate { lang }),
    ]
}

/// How editors save.
const WAYS: [fn(&Path, &str); 4] = [write_into, rename_over, keep_a_backup, write_twice];

fn write_into(path: &Path, text: &str) {
    fs::write(path, text).unwrap();
}

fn rename_over(path: &Path, text: &str) {
    let new = path.with_extension("tmp");
    fs::write(&new, text).unwrap();
    fs::rename(new, path).unwrap();
}

fn keep_a_backup(path: &Path, text: &str) {
    let backup = path.with_file_name(format!("{}~", path.file_name().unwrap().to_string_lossy()));
    let _ = fs::rename(path, &backup);
    fs::write(path, text).unwrap();
    let _ = fs::remove_file(backup);
}

/// Another text of the same length a moment before, in the same second.
fn write_twice(path: &Path, text: &str) {
    fs::write(path, text.replace('e', "a")).unwrap();
    fs::write(path, text).unwrap();
}

/// Brings the folder from one state to another.
fn sync(root: &Path, before: &Files, after: &Files, save: fn(&Path, &str)) {
    for path in before.keys().filter(|path| !after.contains_key(*path)) {
        fs::remove_file(root.join(path)).unwrap();
    }
    for (path, text) in after.iter().filter(|(path, text)| before.get(*path) != Some(text)) {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        save(&path, text);
    }
}

/// All that lies in one folder, in another one from now on.
fn move_folder(files: &mut Files, from: &str, to: &str) {
    let inside: Vec<String> = files.keys().filter(|path| path.starts_with(from)).cloned().collect();
    for path in inside {
        let text = files.remove(&path).unwrap();
        files.insert(path.replacen(from, to, 1), text);
    }
}

fn take(step: &Step, files: &mut Files, site: &Served) {
    let (before, root) = (files.clone(), site.root());
    match step {
        Step::Save(edit, way) => {
            apply(edit, files);
            sync(&root, &before, files, WAYS[*way]);
        }
        Step::Checkout(edits) => {
            edits.iter().for_each(|edit| apply(edit, files));
            sync(&root, &before, files, rename_over);
        }
        Step::MoveFolder { lang } => {
            let [forms, papers] =
                ["forms/", "papers/"].map(|name| format!("content/{}/{name}", LANGUAGES[*lang]));
            let (from, to) = if root.join(&forms).exists() { (forms, papers) } else { (papers, forms) };
            if root.join(&from).exists() && !root.join(&to).exists() {
                move_folder(files, &from, &to);
                fs::rename(root.join(from), root.join(to)).unwrap();
            }
        }
        Step::Recreate { lang } => {
            let folder = root.join("content").join(LANGUAGES[*lang]);
            if folder.exists() {
                let aside = root.join("aside");
                fs::rename(&folder, &aside).unwrap();
                fs::create_dir(&folder).unwrap();
                for (path, text) in files.iter().filter(|(path, _)| root.join(path).starts_with(&folder)) {
                    served::put(&root.join(path), text.as_bytes());
                }
                fs::remove_dir_all(aside).unwrap();
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10, failure_persistence: None, max_shrink_iters: 40, ..ProptestConfig::default() })]

    #[test]
    fn what_is_served_equals_a_fresh_build(steps in prop::collection::vec(step(), 1..9)) {
        let mut files = start();
        let site = Served::new(&files);
        for step in &steps {
            take(step, &mut files, &site);
            site.compare(&format!("{step:?}"));
        }
    }
}
