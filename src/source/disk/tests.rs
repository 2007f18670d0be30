use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::process::Command;

use super::*;

/// A folder with files, each a path and its text.
fn site(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (path, text) in files {
        put(folder.path(), path, text.as_bytes());
    }
    folder
}

fn put(root: &Path, path: &str, bytes: &[u8]) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().expect("a folder")).expect("it can be made");
    fs::write(path, bytes).expect("it can be written");
}

fn paths(tree: &Tree) -> Vec<&str> {
    tree.files().map(|file| file.path.as_str()).collect()
}

fn said(read: &Checked<Tree>) -> Vec<String> {
    let line = |note: &Diagnostic| {
        let place = note.at.as_ref().map_or("", |place| place.file.as_str());
        format!("{} {place}: {}", note.code.name(), note.message)
    };
    read.notes.iter().map(line).collect()
}

/// The smallest picture: a PNG header of 3 by 2 pixels.
const PICTURE: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x03\0\0\0\x02\x08\x06\0\0\0";

#[test]
fn reads_the_parts_of_a_site_and_nothing_else() {
    let root = site(&[
        ("site.toml", ""),
        ("search-tests.toml", ""),
        ("content/en/a.md", "A"),
        ("content/en/_part.md", "P"),
        ("content/en/.a.md.swp", ""),
        ("content/en/a.md~", ""),
        ("static/.well-known/x", ""),
        ("themes/mine/page.html", ""),
        ("README.md", ""),
        ("src/main.rs", ""),
        ("target/x.md", ""),
        ("public/index.html", ""),
    ]);
    let read = read(root.path(), Some(&root.path().join("public")));
    assert!(read.notes.is_empty(), "{:?}", said(&read));
    let expected = [
        "content/en/_part.md",
        "content/en/a.md",
        "search-tests.toml",
        "site.toml",
        "static/.well-known/x",
        "themes/mine/page.html",
    ];
    assert_eq!(paths(&read.value), expected);
}

#[test]
fn texts_are_in_memory_and_pictures_on_disk_with_their_size() {
    let drawing = "<svg viewBox=\"0 0 4 5\"/>";
    let root = site(&[("content/en/a.md", "A"), ("content/en/d.svg", drawing), ("static/d.svg", drawing)]);
    put(root.path(), "content/en/p.PNG", PICTURE);
    let tree = read(root.path(), None).value;
    let file = |path: &str| tree.get(&SitePath::new(path).expect("a path")).expect("it is there");
    assert!(matches!(&file("content/en/a.md").contents, Contents::Bytes(bytes) if **bytes == *b"A"));
    assert!(matches!(file("content/en/p.PNG").contents, Contents::OnDisk { length: 29, .. }));
    assert_eq!(file("content/en/p.PNG").pixels, Some((3, 2)));
    assert_eq!(file("content/en/p.PNG").hash, Key::of_bytes(PICTURE));
    assert_eq!(["content/en/d.svg", "static/d.svg"].map(|path| file(path).pixels), [Some((4, 5)); 2]);
    assert_eq!(file("static/d.svg").hash, Key::of_bytes(drawing.as_bytes()));
}

#[test]
fn the_key_of_a_file_follows_its_bytes() {
    let root = site(&[("content/en/a.md", "A"), ("content/en/b.md", "A")]);
    let keys = |read: Checked<Tree>| read.value.files().map(|file| file.key).collect::<Vec<_>>();
    let before = keys(read(root.path(), None));
    put(root.path(), "content/en/a.md", b"B");
    let after = keys(read(root.path(), None));
    assert_eq!(before[0], before[1]);
    assert_ne!(before[0], after[0]);
    assert_eq!(before[1], after[1]);
}

#[test]
fn links_within_the_site_are_followed() {
    let root = site(&[("content/en/a.md", "A"), ("shared/x.png", "")]);
    symlink("a.md", root.path().join("content/en/b.md")).expect("links");
    symlink("../../shared", root.path().join("content/en/media")).expect("links");
    let read = read(root.path(), None);
    assert!(read.notes.is_empty(), "{:?}", said(&read));
    assert_eq!(paths(&read.value), ["content/en/a.md", "content/en/b.md", "content/en/media/x.png"]);
}

#[test]
fn links_out_of_the_site_are_refused() {
    let outside = site(&[("secret.md", "S")]);
    let root = site(&[("content/en/a.md", "A"), (".git/config", "")]);
    symlink(outside.path().join("secret.md"), root.path().join("content/en/file.md")).expect("links");
    symlink(outside.path(), root.path().join("content/en/folder")).expect("links");
    symlink("../../.git", root.path().join("content/en/git")).expect("links");
    let read = read(root.path(), None);
    assert_eq!(paths(&read.value), ["content/en/a.md"]);
    let message = "this symbolic link leads out of the site";
    let places = ["content/en/file.md", "content/en/folder", "content/en/git"];
    assert_eq!(said(&read), places.map(|place| format!("symlink-escape {place}: {message}")));
}

#[test]
fn links_in_a_circle_end() {
    let root = site(&[("content/en/a/x.md", ""), ("content/en/b/y.md", "")]);
    symlink("../b", root.path().join("content/en/a/b")).expect("links");
    symlink("../a", root.path().join("content/en/b/a")).expect("links");
    symlink("../..", root.path().join("content/en/up")).expect("links");
    symlink("self", root.path().join("content/en/self")).expect("links");
    let read = read(root.path(), None);
    let codes: Vec<_> = read.notes.iter().map(|note| note.code).collect();
    assert_eq!(codes, [Code::SymlinkLoop; 4], "{:?}", said(&read));
}

#[test]
fn what_cannot_be_read_is_said_and_stays_in_the_tree() {
    let root = site(&[("content/en/a.md", "A"), ("content/en/closed/b.md", "B")]);
    let closed = |path: &str| {
        let path = root.path().join(path);
        fs::set_permissions(path, fs::Permissions::from_mode(0o000)).expect("permissions");
    };
    closed("content/en/a.md");
    symlink("nowhere.md", root.path().join("content/en/broken.md")).expect("links");
    symlink("nowhere", root.path().join("content/en/.#a.md")).expect("links");
    let odd = std::ffi::OsStr::from_bytes(b"caf\xe9.md");
    let _ = fs::write(root.path().join("content/en").join(odd), "");
    let read = read(root.path(), None);
    let said = said(&read);
    assert!(
        said.iter().any(|line| line.ends_with("broken.md: this symbolic link leads to nothing")),
        "{said:?}"
    );
    assert!(said.iter().any(|line| line.contains("caf\u{fffd}.md: the name of this file is not Unicode")));
    // The administrator may read everything.
    if fs::read(root.path().join("content/en/a.md")).is_err() {
        assert!(
            said.iter().any(|line| line.contains("a.md: this cannot be read: permission denied")),
            "{said:?}"
        );
        let file = read.value.get(&SitePath::new("content/en/a.md").expect("a path")).expect("it stays");
        assert!(matches!(file.contents, Contents::Unreadable));
    }
    assert!(!said.iter().any(|line| line.contains(".#a.md")), "{said:?}");
}

#[test]
fn a_pipe_does_not_hang_the_build() {
    let root = site(&[("content/en/a.md", "A")]);
    let made = Command::new("mkfifo").arg(root.path().join("content/en/pipe.md")).status();
    if made.is_ok_and(|status| status.success()) {
        let said = said(&read(root.path(), None));
        assert_eq!(said, ["unreadable-file content/en/pipe.md: this is neither a file nor a folder"]);
    }
}

#[test]
fn names_that_differ_in_unicode_form_only_clash() {
    let root = site(&[("content/sk/ú.md", "1"), ("content/sk/u\u{301}.md", "2")]);
    let read = read(root.path(), None);
    // macOS may keep the two names apart or not.
    if fs::read_dir(root.path().join("content/sk")).expect("a folder").count() == 2 {
        assert_eq!(read.notes.len(), 1);
        assert_eq!(read.notes[0].code, Code::AddressCollision);
    }
    assert_eq!(paths(&read.value), ["content/sk/ú.md"]);
}

#[test]
fn a_root_that_is_not_there_is_said() {
    let read = read(Path::new("/nowhere/at/all"), None);
    assert_eq!(said(&read), ["unreadable-file : the folder `/nowhere/at/all` cannot be read"]);
}

fn run_git(root: &Path, arguments: &[&str], day: &str) {
    let status = Command::new("git")
        .args(["-c", "user.name=A", "-c", "user.email=a@example.org"])
        .args(arguments)
        .env("GIT_AUTHOR_DATE", day)
        .env("GIT_COMMITTER_DATE", day)
        .current_dir(root)
        .status();
    assert!(status.expect("git is there").success(), "{arguments:?}");
}

#[test]
fn history_comes_from_the_authors_days() {
    let root = site(&[("handbook/content/en/á b.md", "A"), ("handbook/content/en/new.md", "N")]);
    run_git(root.path(), &["init", "-q"], "");
    run_git(root.path(), &["add", "handbook/content/en/á b.md"], "");
    // Already the next day in Auckland, still the day before in UTC.
    run_git(root.path(), &["commit", "-qm", "one"], "2026-01-02T01:00:00+13:00");
    put(root.path(), "handbook/content/en/á b.md", b"B");
    run_git(root.path(), &["commit", "-qam", "two"], "2026-02-03T12:00:00Z");
    let tree = read(&root.path().join("handbook"), None).value;
    let history = |path: &str| tree.get(&SitePath::new(path).expect("a path")).and_then(|file| file.history);
    let known = history("content/en/á b.md").expect("it was committed");
    assert_eq!(
        (known.created.to_string(), known.updated.to_string()),
        ("2026-01-02".into(), "2026-02-03".into())
    );
    assert_eq!(history("content/en/new.md"), None);
    let shallow = tempfile::tempdir().expect("a temporary folder");
    let from = format!("file://{}", root.path().display());
    run_git(shallow.path(), &["clone", "-q", "--depth", "1", &from, "c"], "");
    let tree = read(&shallow.path().join("c/handbook"), None).value;
    assert!(tree.files().count() == 1 && tree.files().all(|file| file.history.is_none()));
}

#[test]
fn signs_of_patterns_in_a_name_are_letters() {
    let root = site(&[("content/en/a[1].md", "A"), ("content/en/a1.md", "B")]);
    run_git(root.path(), &["init", "-q"], "");
    run_git(root.path(), &["add", "."], "");
    run_git(root.path(), &["commit", "-qm", "one"], "2026-01-02T12:00:00Z");
    put(root.path(), "content/en/a1.md", b"C");
    run_git(root.path(), &["commit", "-qam", "two"], "2026-02-03T12:00:00Z");
    let found = commits(root.path(), &SitePath::new("content/en/a[1].md").expect("a path"), 9);
    assert_eq!(found.len(), 1, "{found:?}");
}
