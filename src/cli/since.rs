//! `vade diff`: what changed in an original since it was translated.

use std::fmt::Write;
use std::path::Path;
use std::sync::Arc;

use similar::TextDiff;

use super::arguments::Diff;
use super::survey::{Survey, survey};
use super::{Ending, Failure, Outcome, changes, terminal};
use crate::article::fingerprint::Fingerprint;
use crate::article::{self, Article, Placement, Reading};
use crate::diag::print::Colour;
use crate::key::Keyed;
use crate::site::{Entry, Freshness};
use crate::source::File;
use crate::source::disk::{Commit, commits, text_at};
use crate::upkeep::since::{Edition, Section, sections};
use crate::upkeep::{named, source, unknown};

/// How many commits of a file are looked at; each costs a call of git.
const MOST_COMMITS: usize = 300;

/// Carries it out.
pub fn run(options: &Diff) -> Outcome {
    let survey = survey(&options.sources)?;
    let translation = translation(&survey, options)?;
    let original = source(&survey.site, translation)
        .ok_or_else(|| Failure(format!("{} is no translation", translation.article.path)))?;
    let (path, of) = (&translation.article.path, &original.article.path);
    match &translation.meta.freshness {
        Freshness::Original | Freshness::Unknown => Err(Failure(format!(
            "{path} was never stamped, so nobody knows what {of} said when it was translated; `vade synced {path}` stamps it"
        ))),
        Freshness::Current => {
            terminal::say(&format!("{path} is up to date with {of}"));
            Ok(Ending::Clean)
        }
        Freshness::Outdated(drifts) => {
            let stamp = stamp(translation).unwrap_or_default();
            let then = then(&survey, &options.sources.root, original, &stamp);
            let now = survey.tree.text(&original.article.path).unwrap_or_default();
            let old = then.as_ref().map(|then| Edition { article: &then.article, text: &then.text });
            let sections = sections(drifts, old, Edition { article: &original.article, text: now });
            let colour = terminal::output_colour();
            terminal::print(&format!(
                "{}{}",
                heading(path.as_str(), of.as_str(), then.as_ref()),
                shown(&sections, colour)
            ));
            Ok(Ending::Clean)
        }
    }
}

/// The one translation that is meant.
fn translation<'s>(survey: &'s Survey, options: &Diff) -> Result<&'s Arc<Entry>, Failure> {
    let mut meant = named(&survey.site, &options.name);
    if meant.is_empty() {
        return Err(Failure(unknown(&survey.site, &options.name)));
    }
    if let Some(lang) = &options.lang {
        survey.site.settings.language(lang).map_err(Failure)?;
        meant.retain(|entry| entry.lang == *lang);
    } else {
        meant.retain(|entry| entry.meta.freshness != Freshness::Original);
    }
    match meant.as_slice() {
        [only] => Ok(only),
        [] => Err(Failure(format!("`{}` has no such translation", options.name))),
        several => {
            let languages: Vec<&str> = several.iter().map(|entry| entry.lang.as_str()).collect();
            Err(Failure(format!("say which translation with --lang: {}", languages.join(", "))))
        }
    }
}

fn stamp(translation: &Entry) -> Option<Fingerprint> {
    Fingerprint::read(&translation.meta.translation.as_ref()?.fingerprint.as_ref()?.value)
}

/// An original as it was when it was translated.
struct Then {
    commit: Commit,
    article: Article,
    text: String,
}

/// The newest commit after which the original said what the stamp says.
fn then(survey: &Survey, root: &Path, original: &Entry, stamp: &Fingerprint) -> Option<Then> {
    let path = &original.article.path;
    let placement = Placement::of(path, &survey.site.settings)?;
    let reading =
        Reading { markdown: Keyed::new(crate::settings::Markdown::default()), audience: Vec::new() };
    let include = |path: &crate::path::SitePath| survey.tree.get(path);
    commits(root, path, MOST_COMMITS).into_iter().find_map(|commit| {
        let bytes = text_at(root, &commit)?;
        let text = String::from_utf8(bytes.clone()).ok()?;
        let file = File::in_memory(path.clone(), bytes);
        let article = article::compile(&file, &placement, &reading, &include).value?;
        (Fingerprint::of(&article.parts) == *stamp).then_some(Then { commit, article, text })
    })
}

fn heading(path: &str, of: &str, then: Option<&Then>) -> String {
    match then {
        Some(Then { commit, .. }) => {
            let hash: String = commit.hash.chars().take(10).collect();
            format!("{path} was made from {of} as of {} (commit {hash}). Since then:\n", commit.day)
        }
        None => format!(
            "{path} was made from {of} as it is in no commit that git has here; this is what the changed sections say now:\n"
        ),
    }
}

fn shown(sections: &[Section], colour: Colour) -> String {
    let mut text = String::new();
    for section in sections {
        let title = format!("{}: {}", section.change, section.name);
        let _ = writeln!(text, "\n{}", changes::bold(&title, colour));
        match (&section.then, &section.now) {
            (Some(then), Some(now)) if section.change == "changed" => text += &compared(then, now, colour),
            (Some(then), None) => text += &compared(then, "", colour),
            (_, Some(now)) if section.change == "new" => text += &compared("", now, colour),
            (None, Some(now)) if section.change == "changed" => text += now,
            _ => {}
        }
    }
    text
}

/// A diff without the lines that tell places, which mean nothing in a part of a file.
fn compared(then: &str, now: &str, colour: Colour) -> String {
    let diff = TextDiff::from_lines(then, now).unified_diff().to_string();
    diff.lines()
        .filter(|line| !line.starts_with("@@") && !line.starts_with('\\'))
        .map(|line| changes::coloured(&format!("{line}\n"), colour))
        .collect()
}
