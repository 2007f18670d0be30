//! `vade theme`: the files of the default theme, which nobody has who did not build `vade`.

use super::arguments::Theme;
use super::{Ending, Failure, Outcome, terminal};
use crate::diag::nearest;
use crate::theme;

/// Carries it out.
pub fn run(options: &Theme) -> Outcome {
    let files = theme::default_files();
    let names = || files.iter().map(|(name, _)| name.as_str());
    let Some(asked) = &options.file else {
        terminal::print(&names().map(|name| format!("{name}\n")).collect::<String>());
        return Ok(Ending::Clean);
    };
    let bare = asked.strip_prefix("themes/default/").unwrap_or(asked);
    let Some((_, text)) = files.iter().find(|(name, _)| name == bare) else {
        return Err(Failure(unknown(asked, nearest(bare, names()))));
    };
    terminal::print(text);
    Ok(Ending::Clean)
}

fn unknown(asked: &str, close: Option<&str>) -> String {
    let help = match close {
        Some(close) => format!("`{close}` is close"),
        None => "`vade theme` lists them all".to_owned(),
    };
    format!("the default theme has no file `{asked}`; {help}")
}
