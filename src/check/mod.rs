//! What is looked for beyond what a build must know: how texts are written, and what only shows
//! when all of them lie side by side.
//!
//! [`check`] reads each file of the site once ([`Text`]) and asks every rule of [`RULES`] about it.
//! A rule is a file of this folder and a row of the table; it says nothing that a build says, and
//! a build doesn't need it. Nothing is remembered: a check is a function of the site.

mod alt;
mod arabic;
mod avoided;
mod cedillas;
mod dashes;
mod external;
mod foreign;
mod headings;
mod leftovers;
mod orphans;
mod overdue;
mod parity;
mod quotes;
mod repeats;
mod roster;
mod spaces;
mod titles;
mod unfinished;

use std::collections::BTreeMap;
use std::ops::Range;

use rayon::prelude::*;

use crate::article::{Article, Block, Survey, front, survey};
use crate::diag::{Code, Diagnostic, Place};
use crate::key::Keyed;
use crate::language::Lang;
use crate::path::SitePath;
use crate::site::{Entry, Site};
use crate::source::Tree;

pub use external::{Answer, external, host, judge};
pub use orphans::orphans;
pub use roster::{Line, State, Wanted, roster};

/// Something that is looked for.
struct Rule {
    code: Code,
    look: Look,
}

/// How it is looked for.
enum Look {
    /// In each text by itself.
    Text(fn(&Text<'_>, &mut Vec<Diagnostic>)),
    /// In the site as a whole.
    Site(fn(&Whole<'_>, &mut Vec<Diagnostic>)),
}

/// Everything that is looked for. A rule that `[checks]` switches off is not asked.
const RULES: &[Rule] = &[
    Rule { code: Code::MissingAlt, look: Look::Text(alt::look) },
    Rule { code: Code::HeadingOrder, look: Look::Text(headings::look) },
    Rule { code: Code::Leftover, look: Look::Text(leftovers::look) },
    Rule { code: Code::WrongLetter, look: Look::Text(cedillas::look) },
    Rule { code: Code::WrongPunctuation, look: Look::Text(arabic::look) },
    Rule { code: Code::HyphenForDash, look: Look::Text(dashes::look) },
    Rule { code: Code::WrongSpace, look: Look::Text(spaces::look) },
    Rule { code: Code::StraightQuote, look: Look::Site(quotes::look) },
    Rule { code: Code::ForeignText, look: Look::Site(foreign::look) },
    Rule { code: Code::Unfinished, look: Look::Text(unfinished::look) },
    Rule { code: Code::AvoidedTerm, look: Look::Site(avoided::look) },
    Rule { code: Code::TranslationMismatch, look: Look::Site(parity::look) },
    Rule { code: Code::ReviewOverdue, look: Look::Site(overdue::look) },
    Rule { code: Code::Orphan, look: Look::Site(orphans::look) },
    Rule { code: Code::DuplicateTitle, look: Look::Site(titles::look) },
    Rule { code: Code::RepeatedText, look: Look::Site(repeats::look) },
];

/// The codes that only a check reports, in the order of the rules.
pub fn codes() -> impl Iterator<Item = Code> {
    RULES.iter().map(|rule| rule.code)
}

/// A file of text that is published.
struct Text<'a> {
    path: SitePath,
    lang: &'a Lang,
    /// All of the file.
    source: &'a str,
    /// What is written in it.
    survey: Survey,
    /// What it became; `None` for a file that is only included.
    article: Option<&'a Keyed<Article>>,
}

/// All that is looked at.
struct Whole<'a> {
    site: &'a Site,
    texts: &'a [Text<'a>],
}

impl Text<'_> {
    /// A problem at a place of this file.
    fn note(&self, code: Code, at: Range<usize>, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(code, Place::new(&self.path, at), message)
    }

    /// A problem with something in the text of a block.
    fn note_in(&self, code: Code, block: &Block, at: Range<usize>, message: impl Into<String>) -> Diagnostic {
        self.note(code, block.source(at), message)
    }
}

/// Something in the text of a block, and what ought to stand there, if that is certain.
struct Find {
    at: Range<usize>,
    with: Option<String>,
}

impl Text<'_> {
    /// One problem for all that a rule found in a block, at the first of them.
    fn note_all(
        &self,
        code: Code,
        block: &Block,
        finds: &[Find],
        message: &str,
        help: &str,
    ) -> Option<Diagnostic> {
        let (first, others) = finds.split_first()?;
        let note = self.note_in(code, block, first.at.clone(), message);
        let note = note.help(match others.len() {
            0 => help.to_owned(),
            more => format!("{help}; {more} more in this paragraph"),
        });
        let edit = |find: &Find| {
            let at = block.source(find.at.clone());
            // What is written otherwise than it reads (entities, line breaks) is left to the writer.
            let literal = self.source.get(at.clone()) == block.text.get(find.at.clone());
            Some((Place::new(&self.path, at), find.with.clone().filter(|_| literal)?))
        };
        let edits: Vec<(Place, String)> = finds.iter().filter_map(edit).collect();
        Some(if edits.is_empty() { note } else { note.fix(edits) })
    }

    /// The file without its front matter.
    fn body(&self) -> &str {
        &self.source[front::text_start(self.source)..]
    }

    /// Whether the text is in one of these languages, regions and scripts aside.
    fn is_in(&self, languages: &[&str]) -> bool {
        languages.contains(&self.lang.primary())
    }
}

/// What the rules find in a site, in no order, the settings of `[checks]` not yet applied.
pub fn check(site: &Site, tree: &Tree) -> Vec<Diagnostic> {
    let texts = texts(site, tree);
    let wanted = |rule: &&Rule| !matches!(site.settings.checks.get(&rule.code), Some(None));
    let rules: Vec<&Rule> = RULES.iter().filter(wanted).collect();
    let mut notes: Vec<Diagnostic> = texts.par_iter().flat_map_iter(|text| ask(&rules, text)).collect();
    let whole = Whole { site, texts: &texts };
    for rule in rules {
        if let Look::Site(look) = rule.look {
            look(&whole, &mut notes);
        }
    }
    notes
}

fn ask(rules: &[&Rule], text: &Text<'_>) -> Vec<Diagnostic> {
    let mut notes = Vec::new();
    for rule in rules {
        if let Look::Text(look) = rule.look {
            look(text, &mut notes);
        }
    }
    notes
}

/// The pages whose text was written in their readers' language: no fallbacks, and no sections that
/// nobody wrote.
fn written(site: &Site) -> impl Iterator<Item = &Entry> {
    site.editions.iter().flat_map(|edition| {
        let own = edition.sections.iter().filter(|section| section.written).map(|section| &*section.page);
        let articles = edition.entries.iter().map(|entry| &**entry);
        own.chain(articles).filter(|entry| !entry.is_fallback())
    })
}

/// Every file that is shown to readers, by path; one that several articles include once, in the
/// language of the first.
fn texts<'a>(site: &'a Site, tree: &'a Tree) -> Vec<Text<'a>> {
    let mut files: BTreeMap<&SitePath, (&Lang, Option<&Keyed<Article>>)> = BTreeMap::new();
    for entry in written(site) {
        for included in &entry.article.includes {
            files.entry(included).or_insert((&entry.article.lang, None));
        }
    }
    for entry in written(site) {
        files.insert(&entry.article.path, (&entry.article.lang, Some(&entry.article)));
    }
    let files: Vec<_> = files.into_iter().collect();
    let read = |(path, (lang, article)): (&'a SitePath, (&'a Lang, Option<&'a Keyed<Article>>))| {
        let source = tree.text(path)?;
        let survey = survey(path, source, &site.settings.markdown);
        Some(Text { path: path.clone(), lang, source, survey, article })
    };
    files.into_par_iter().filter_map(read).collect()
}
