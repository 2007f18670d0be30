//! `llms.txt`: an overview of the site for language models (<https://llmstxt.org>).
//!
//! Title, summary, and the articles by section as links to their source texts, the default
//! language first. Archived articles and those marked `noindex` are left out.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::{Made, absolute, at, sources, written};
use crate::article::Status;
use crate::output::Artifact;
use crate::settings::Language;
use crate::site::{Edition, Entry, Site};

/// Characters that Markdown would give a meaning in the text of a link.
const SPECIAL: &[char] = &['\\', '[', ']', '*', '_', '`', '<', '>'];

/// The file.
pub fn make(site: &Site) -> Made {
    let settings = &site.settings;
    let mut editions: Vec<(&Edition, &Language)> = site
        .editions
        .iter()
        .filter_map(|edition| Some((edition, settings.languages.iter().find(|it| it.tag == edition.lang)?)))
        .collect();
    editions.sort_by_key(|(edition, _)| edition.lang != settings.default_language);
    let mut text = String::new();
    if let Some((_, first)) = editions.first() {
        let _ = writeln!(text, "# {}", plain(&first.title));
        if !first.description.is_empty() {
            let _ = writeln!(text, "\n> {}", plain(&first.description));
        }
    }
    let alone = editions.len() == 1;
    for (edition, language) in editions {
        sections(&mut text, site, edition, if alone { None } else { Some(language) });
    }
    (at("", "llms.txt"), Artifact::new(text.into_bytes(), sources("content")))
}

/// Adds the sections of one language, in navigation order.
fn sections(text: &mut String, site: &Site, edition: &Edition, language: Option<&Language>) {
    let mut by_section: BTreeMap<&str, Vec<&Entry>> = BTreeMap::new();
    for entry in written(edition).filter(|entry| is_listed(entry)) {
        by_section.entry(&entry.article.section).or_default().push(entry);
    }
    for section in &edition.sections {
        let Some(entries) = by_section.get(section.path.as_str()) else { continue };
        let heading = match language {
            Some(language) => format!("{}: {}", language.name, section.title),
            None => section.title.clone(),
        };
        let _ = writeln!(text, "\n## {}\n", plain(&heading));
        for entry in entries {
            line(text, site, entry);
        }
    }
}

fn is_listed(entry: &Entry) -> bool {
    !entry.meta.noindex && entry.meta.status != Some(Status::Archived)
}

fn line(text: &mut String, site: &Site, entry: &Entry) {
    let copy = if site.settings.output.source_copies { "index.md" } else { "" };
    // Brackets are allowed in addresses and would end the link.
    let url = absolute(&site.settings, &entry.url).replace('(', "%28").replace(')', "%29");
    let _ = write!(text, "- [{}]({url}{copy})", plain(&entry.meta.title));
    let _ = match entry.meta.summary.trim() {
        "" => writeln!(text),
        summary => writeln!(text, ": {}", plain(summary)),
    };
}

/// A text on one line, with what Markdown would take for marks escaped.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !plain.is_empty() {
            plain.push(' ');
        }
        let mut done = 0;
        for (at, _) in word.match_indices(SPECIAL) {
            plain.push_str(&word[done..at]);
            plain.push('\\');
            done = at;
        }
        plain.push_str(&word[done..]);
    }
    plain
}
