//! `vade import`: reads other people's content, says what becomes of it, and puts it into a site.

use std::fs;
use std::path::Path;

use super::arguments::Import;
use super::init::typed;
use super::{Ending, Failure, Outcome, source, terminal};
use crate::diag::counted;
use crate::import::{Imported, Request, import};
use crate::path::SitePath;
use crate::settings::{self, Mode, Settings};
use crate::source::Tree;
use crate::source::disk::{NotCreated, create, read, read_foreign, standing};

/// Carries it out.
pub fn run(options: &Import) -> Outcome {
    let foreign = read_foreign(&options.path)
        .map_err(|error| Failure(format!("cannot read `{}`: {error}", options.path.display())))?;
    let site = site(options)?;
    if site.is_some() && is_ours(options) {
        let path = options.path.display();
        return Err(Failure(format!(
            "`{path}` is of the site itself; name the file or folder that other content is in"
        )));
    }
    let mut imported = import(&foreign, &Request { lang: options.lang.clone(), site: site.as_ref() });
    if imported.files.files().next().is_none() {
        return Err(Failure(format!(
            "there is no Markdown, HTML or plain text in `{}`",
            options.path.display()
        )));
    }
    let standing = standing(&options.root, &imported.files);
    imported.report.refuse(&standing);
    let new = Tree::new(imported.files.files().filter(|file| !standing.contains(&file.path)).cloned());
    if !options.dry_run {
        create(&options.root, &new).map_err(|why| failure(&why))?;
    }
    terminal::print(&format!("{}{}", imported.report.text(), ending(options, &imported)));
    Ok(Ending::Clean)
}

/// The settings of the site that is there, if one is.
fn site(options: &Import) -> Result<Option<Settings>, Failure> {
    let settings = SitePath::new(settings::FILE).map(|path| path.on_disk(&options.root));
    if settings.is_none_or(|path| path.symlink_metadata().is_err()) {
        return Ok(None);
    }
    let tree = read(&options.root, None).value;
    let mode = Mode::on(source::today());
    let read = settings::read(&tree, &mode).value;
    read.map(Some).ok_or_else(|| Failure("site.toml cannot be read; `vade build` says why".to_owned()))
}

/// Whether what is to be imported is the site, or lies in its `content/`.
#[expect(clippy::disallowed_methods, reason = "one place may have many names")]
fn is_ours(options: &Import) -> bool {
    let real = |path: &Path| fs::canonicalize(path).ok();
    let (Some(path), Some(root)) = (real(&options.path), real(&options.root)) else { return false };
    path == root || path.starts_with(root.join("content"))
}

fn failure(why: &NotCreated) -> Failure {
    Failure(match why {
        NotCreated::Standing(paths) => format!("`{}` is there already", paths[0]),
        NotCreated::Failed { what, error } => format!("cannot {what}: {error}; nothing was imported"),
    })
}

/// The last lines: what it was, how much, and what is left to do.
fn ending(options: &Import, imported: &Imported) -> String {
    let (pages, copied, skipped) = imported.report.counts();
    let (becomes, would) = if options.dry_run { ("would become", "would be ") } else { ("became", "") };
    let (one, more) = (format!("file {becomes} an article"), format!("files {becomes} articles"));
    let pages = counted(pages, &one, &more);
    let kind = imported.kind.name();
    let mut text = format!("\n{kind}: {pages}, {copied} {would}copied, {skipped} skipped\n");
    let tags: Vec<String> = imported.new_languages.iter().map(|lang| format!("`{lang}`")).collect();
    if !tags.is_empty() {
        text += &format!("add {} to `languages` in site.toml\n", tags.join(" and "));
    }
    if !options.dry_run && imported.files.files().next().is_some() {
        let here = options.root == Path::new(".");
        let root = if here { String::new() } else { format!(" --root {}", typed(&options.root)) };
        text += &format!(
            "next: `vade build{root}` checks every link; `vade serve --open{root}` shows what came of it\n"
        );
    }
    text
}
