//! `vade theme`: the files of the default theme, which nobody has who did not build `vade`.

use std::path::Path;

use super::arguments::Theme;
use super::changes::{Making, make};
use super::{Ending, Failure, Outcome, source, terminal};
use crate::diag::nearest;
use crate::edit::Change;
use crate::path::SitePath;
use crate::theme;

/// The folder whose files take the place of those of the default theme.
const FOLDER: &str = "themes/default";

/// Carries it out.
pub fn run(options: &Theme) -> Outcome {
    let files = theme::default_files();
    let names = || files.iter().map(|(name, _)| name.as_str());
    let Some(asked) = &options.file else {
        terminal::print(&names().map(|name| format!("{name}\n")).collect::<String>());
        return Ok(Ending::Clean);
    };
    let bare = asked.strip_prefix(FOLDER).map_or(asked.as_str(), |rest| rest.trim_start_matches('/'));
    let standing = files.iter().find(|(name, _)| name == bare).map(|(_, text)| text.clone());
    let Some(text) = standing.or_else(|| theme::texts_to_translate(bare)) else {
        return Err(Failure(unknown(asked, nearest(bare, names()))));
    };
    if options.copy {
        return copy(&options.root, bare, text);
    }
    terminal::print(&text);
    Ok(Ending::Clean)
}

/// Puts the file into the site.
fn copy(root: &Path, name: &str, text: String) -> Outcome {
    source::check_root(root)?;
    let file = SitePath::new(&format!("{FOLDER}/{name}")).expect("the name of a file of the theme");
    make(root, &[Change::Created { file: file.clone(), text }], Making::Real)?;
    terminal::print(&format!("created {file}\n"));
    Ok(Ending::Clean)
}

fn unknown(asked: &str, close: Option<&str>) -> String {
    let help = match close {
        Some(close) => format!("`{close}` is close"),
        None => "`vade theme` lists them all".to_owned(),
    };
    format!("the default theme has no file `{asked}`; {help}")
}
