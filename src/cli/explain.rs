//! `vade explain`: the documentation of a problem, which is embedded in the program.

#![expect(
    clippy::disallowed_methods,
    reason = "in debug builds, what is embedded is read from the repository"
)]

use rust_embed::RustEmbed;

use super::arguments::Explain;
use super::{Ending, Failure, Outcome, terminal};
use crate::diag::{Code, nearest};

/// `docs/content/problems/`, a page for each code.
#[derive(RustEmbed)]
#[folder = "docs/content/problems"]
struct Pages;

/// Carries it out.
pub fn run(options: &Explain) -> Outcome {
    let text = match &options.code {
        None => Code::ALL.iter().map(|code| format!("{}\n", code.name())).collect(),
        Some(asked) => page(asked)?,
    };
    terminal::print(&text);
    Ok(Ending::Clean)
}

/// The documentation of a code.
pub fn documentation(code: Code) -> Option<String> {
    let page = Pages::get(&format!("{}.md", code.name()))?;
    Some(String::from_utf8_lossy(&page.data).into_owned())
}

/// The page of a code, which may still have the brackets that it was printed in.
fn page(asked: &str) -> Result<String, Failure> {
    let name = asked.trim_matches(['[', ']']).to_lowercase();
    if let Some(page) = Pages::get(&format!("{name}.md")) {
        return Ok(String::from_utf8_lossy(&page.data).into_owned());
    }
    let close = nearest(&name, Code::ALL.iter().map(|code| code.name()));
    let help = match close {
        Some(close) => format!("; `{close}` is close"),
        None => "; `vade explain` lists them all".to_string(),
    };
    Err(Failure(format!("there is no problem called `{asked}`{help}")))
}
