use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::PathBuf;

use super::*;
use crate::output::{Artifact, Body, manifest};
use crate::path::OutPath;

fn output(files: &[(&str, &str)]) -> Output {
    let file = |(path, text): &(&str, &str)| {
        (OutPath::new(path).expect("a path"), Artifact::new(text.as_bytes(), Vec::new()))
    };
    Output::complete(files.iter().map(file))
}

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a temporary folder"))
    }

    fn site(&self) -> PathBuf {
        self.0.path().join("public")
    }

    fn write(&self, files: &[(&str, &str)]) -> Result<Written, Failure> {
        super::write(&self.site(), &output(files), Strangers::Refused, &|| {})
    }

    fn put(&self, path: &str, text: &str) {
        let path = self.site().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("it can be made");
        fs::write(path, text).expect("it can be written");
    }

    /// Every file but the manifest, with its text.
    fn files(&self) -> BTreeMap<String, String> {
        let files = walkdir::WalkDir::new(self.site()).into_iter().filter_map(Result::ok);
        let files = files.filter(|entry| !entry.file_type().is_dir() && entry.file_name() != manifest::NAME);
        let relative = |path: &Path| path.strip_prefix(self.site()).expect("inside").display().to_string();
        files
            .map(|entry| (relative(entry.path()), fs::read_to_string(entry.path()).unwrap_or_default()))
            .collect()
    }

    /// What lies beside the site: nothing, after a build.
    fn beside(&self) -> Vec<String> {
        let names = fs::read_dir(self.0.path()).expect("a folder").filter_map(Result::ok);
        names.map(|entry| entry.file_name().display().to_string()).filter(|name| name != "public").collect()
    }
}

fn map(files: &[(&str, &str)]) -> BTreeMap<String, String> {
    files.iter().map(|(path, text)| (path.to_string(), text.to_string())).collect()
}

#[test]
fn only_what_changed_is_touched() {
    let folder = Folder::new();
    folder.write(&[("a/index.html", "A"), ("b/index.html", "B"), ("c.html", "C")]).expect("writes");
    let inode =
        |path: &str| fs::metadata(folder.site().join(path)).map(|file| (file.ino(), file.mtime_nsec()));
    let before = inode("a/index.html").expect("it is there");
    let files = [("a/index.html", "A"), ("b/index.html", "new"), ("d/index.html", "D")];
    let written = folder.write(&files).expect("writes");
    assert_eq!(written, Written { written: 3, unchanged: 1, removed: 1 });
    assert_eq!(folder.files(), map(&files));
    assert_eq!(inode("a/index.html").expect("it is there"), before);
    assert_eq!(folder.beside(), [""; 0]);
}

#[test]
fn nothing_is_touched_when_nothing_changed() {
    let folder = Folder::new();
    folder.write(&[("a/index.html", "A")]).expect("writes");
    let inode = || fs::metadata(folder.site()).expect("it is there").ino();
    let before = inode();
    let written = folder.write(&[("a/index.html", "A")]).expect("writes");
    assert_eq!(written, Written { written: 0, unchanged: 2, removed: 0 });
    assert_eq!(inode(), before);
}

#[test]
fn a_file_that_somebody_changed_is_put_right() {
    let folder = Folder::new();
    folder.write(&[("a.html", "A"), ("b.html", "B")]).expect("writes");
    folder.put("a.html", "X");
    fs::remove_file(folder.site().join("b.html")).expect("removes");
    assert_eq!(folder.write(&[("a.html", "A"), ("b.html", "B")]).expect("writes").written, 2);
    assert_eq!(folder.files(), map(&[("a.html", "A"), ("b.html", "B")]));
}

#[test]
fn files_of_others_stay() {
    let folder = Folder::new();
    folder.write(&[("a/index.html", "A")]).expect("writes");
    folder.put(".git/config", "G");
    folder.put("a/notes.txt", "N");
    fs::create_dir(folder.site().join("empty")).expect("makes");
    symlink("nowhere", folder.site().join("link")).expect("links");
    let closed = fs::Permissions::from_mode(0o750);
    fs::set_permissions(folder.site(), closed.clone()).expect("permissions");
    folder.write(&[("b/index.html", "B")]).expect("writes");
    let expected = [(".git/config", "G"), ("a/notes.txt", "N"), ("b/index.html", "B"), ("link", "")];
    assert_eq!(folder.files(), map(&expected));
    assert!(folder.site().join("empty").is_dir());
    assert_eq!(fs::metadata(folder.site()).expect("it is there").permissions().mode() & 0o777, 0o750);
}

#[test]
fn a_stranger_in_the_way_stops_the_build() {
    for (strange, ours) in
        [("a.html", "a.html"), ("a", "a/index.html"), ("a/notes.txt", "a"), ("manifest.json", "a.html")]
    {
        let folder = Folder::new();
        folder.put(strange, "S");
        let failure = folder.write(&[(ours, "A")]).expect_err("a stranger");
        assert!(failure.to_string().ends_with(&format!("\n  {strange}")), "{failure}");
        let there = fs::read_to_string(folder.site().join(strange)).expect("it stays");
        assert_eq!(there, "S");
        let forced = super::write(&folder.site(), &output(&[(ours, "A")]), Strangers::Replaced, &|| {});
        assert!(forced.is_ok(), "{forced:?}");
        assert_eq!(folder.files(), map(&[(ours, "A")]));
    }
}

#[test]
fn a_strange_file_with_the_same_bytes_is_taken_over() {
    let folder = Folder::new();
    folder.put("a.html", "A");
    assert_eq!(folder.write(&[("a.html", "A")]).expect("writes").unchanged, 1);
}

#[test]
fn a_symbolic_link_within_the_output_is_not_followed() {
    let (folder, elsewhere) = (Folder::new(), tempfile::tempdir().expect("a temporary folder"));
    fs::write(elsewhere.path().join("index.html"), "E").expect("writes");
    folder.write(&[("b.html", "B")]).expect("writes");
    symlink(elsewhere.path(), folder.site().join("a")).expect("links");
    assert!(matches!(folder.write(&[("a/index.html", "A")]), Err(Failure::Strangers { .. })));
    assert_eq!(fs::read_to_string(elsewhere.path().join("index.html")).expect("it stays"), "E");
}

#[test]
fn an_output_behind_a_link_is_written_where_it_is() {
    let (folder, elsewhere) = (Folder::new(), tempfile::tempdir().expect("a temporary folder"));
    fs::create_dir(elsewhere.path().join("real")).expect("makes");
    symlink(elsewhere.path().join("real"), folder.site()).expect("links");
    folder.write(&[("a.html", "A")]).expect("writes");
    folder.write(&[("a.html", "B")]).expect("writes");
    assert!(folder.site().is_symlink());
    assert_eq!(fs::read_to_string(elsewhere.path().join("real/a.html")).expect("it is there"), "B");
}

#[test]
fn what_killed_builds_left_is_cleared() {
    let folder = Folder::new();
    folder.write(&[("a.html", "A")]).expect("writes");
    fs::create_dir_all(folder.0.path().join(".public.vade-new-1/x")).expect("makes");
    fs::write(folder.0.path().join(".public.vade-lock"), "").expect("writes");
    // Killed between the two renames of a system without exchange.
    fs::rename(folder.site(), folder.0.path().join(".public.vade-old-1")).expect("renames");
    let written = folder.write(&[("a.html", "A")]).expect("writes");
    assert_eq!(written.unchanged, 2, "the old folder came back");
    assert_eq!(folder.beside(), [""; 0]);
}

#[test]
fn files_can_be_replaced_in_place() {
    let folder = Folder::new();
    folder
        .write(&[("a/index.html", "A"), ("b", "B"), ("c/index.html", "C"), ("d.html", "D")])
        .expect("writes");
    folder.put("notes.txt", "N");
    let new = output(&[("a", "file now"), ("b/index.html", "folder now"), ("d.html", "D")]);
    let difference = Difference::find(&folder.site(), &new);
    let standing =
        Standing::look(&folder.site(), &difference, Strangers::Refused).expect("nobody in the way");
    in_place::write(&folder.site(), &difference, &standing).expect("writes");
    let expected = [("a", "file now"), ("b/index.html", "folder now"), ("d.html", "D"), ("notes.txt", "N")];
    assert_eq!(folder.files(), map(&expected));
    let Body::Bytes(bytes) = &new.files[manifest::NAME].body else { panic!("it is in memory") };
    assert_eq!(fs::read(folder.site().join(manifest::NAME)).expect("it is there"), **bytes);
    assert!(Difference::find(&folder.site(), &new).is_nothing());
}

#[test]
fn copies_are_compared_and_written_without_being_loaded() {
    let folder = Folder::new();
    let from = folder.0.path().join("picture.png");
    fs::write(&from, "P").expect("writes");
    let body = Body::CopyOf { from: from.clone(), length: 1 };
    let picture = Artifact { key: crate::key::Key::of_bytes(b"P"), body, sources: Vec::new().into() };
    let output = Output::complete([(OutPath::new("p.png").expect("a path"), picture)]);
    let write = || super::write(&folder.site(), &output, Strangers::Refused, &|| {}).expect("writes");
    assert_eq!(write().written, 2);
    assert_eq!(write().written, 0);
    let nodes = [&from, &folder.site().join("p.png")].map(|path| fs::metadata(path).expect("there").ino());
    assert_ne!(nodes[0], nodes[1], "a change of the source must not show in the output");
}

#[test]
fn output_folders_that_would_harm_the_site_are_refused() {
    let root = tempfile::tempdir().expect("a temporary folder");
    fs::create_dir_all(root.path().join("site/content/en")).expect("makes");
    fs::create_dir_all(root.path().join("site/public")).expect("makes");
    symlink("site/content", root.path().join("hidden")).expect("links");
    fs::write(root.path().join("file"), "").expect("writes");
    let site = root.path().join("site");
    let why = |output: PathBuf| refuse(&site, &output).err().map(|failure| failure.to_string());
    for (output, word) in [
        (site.clone(), "itself"),
        (root.path().to_path_buf(), "contains the site"),
        (PathBuf::from("/"), "contains the site"),
        (site.join("content"), "lies in `content/`"),
        (site.join("static/deep/er"), "lies in `static/`"),
        (site.join("public/../themes"), "lies in `themes/`"),
        (root.path().join("hidden/en"), "lies in `content/`"),
        (root.path().join("file"), "not a folder"),
    ] {
        let said = why(output.clone()).unwrap_or_default();
        assert!(said.contains(word), "{}: {said}", output.display());
    }
    assert_eq!(why(site.join("public")), None);
    assert_eq!(why(site.join("contents")), None);
    assert_eq!(why(root.path().join("elsewhere/deep")), None);
}

#[test]
fn a_build_that_waits_for_many_others_says_so_once() {
    let folder = Folder::new();
    let place = Place::resolve(&folder.site()).expect("a place");
    let first = Lock::take(&place, &|| ()).expect("locks");
    let (waits, waited) = std::sync::mpsc::channel();
    std::thread::scope(|scope| {
        for build in 0..8 {
            let (waits, place) = (waits.clone(), &place);
            scope.spawn(move || {
                let lock = Lock::take(place, &|| waits.send(build).expect("somebody listens"));
                // A build writes for a while, and others lose their turn to one of them.
                std::thread::sleep(std::time::Duration::from_millis(5));
                drop(lock.expect("locks"));
            });
        }
        let mut told: Vec<i32> = (0..8).map(|_| waited.recv().expect("it says that it waits")).collect();
        drop(first);
        drop(waits);
        told.extend(&waited);
        told.sort_unstable();
        assert_eq!(told, [0, 1, 2, 3, 4, 5, 6, 7]);
    });
}

#[test]
fn two_builds_wait_for_each_other() {
    let folder = Folder::new();
    let place = Place::resolve(&folder.site()).expect("a place");
    let first = Lock::take(&place, &|| panic!("nobody else is there")).expect("locks");
    let (waits, waited) = std::sync::mpsc::channel();
    std::thread::scope(|scope| {
        let second = scope.spawn(|| {
            let waits = waits;
            Lock::take(&place, &move || waits.send(()).expect("somebody listens")).map(drop).is_ok()
        });
        waited.recv().expect("it says that it waits");
        drop(first);
        assert!(second.join().expect("no panic"));
    });
    assert_eq!(folder.beside(), [""; 0]);
}
