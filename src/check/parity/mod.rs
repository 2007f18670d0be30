//! What a translation has to have in common with its original: numbers, web and mail addresses,
//! placeholders, ids of headings, tables, code.
//!
//! Only what can be told without knowing the languages is reported, and in doubt nothing is: a
//! number may be a word, a web address may have a twin in the other language. Translations that
//! are outdated are left out, since they are reported as such.

mod numbers;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

use self::numbers::{is_among, numbers};
use super::{Text, Whole, written};
use crate::article::fingerprint::PartKind;
use crate::article::{Article, CodeBlock, LinkRef, Table};
use crate::diag::{Code, Diagnostic, Place};
use crate::site::{Entry, Freshness};

/// Languages whose calendars count other years.
const OTHER_YEARS: [&str; 4] = ["fa", "th", "ne", "am"];

/// Languages of blocks of code whose contents are translated.
const PROSE_IN_CODE: [&str; 6] = ["", "text", "txt", "md", "markdown", "csv"];

/// Languages that count by ten thousands, and write such numbers as words.
const MYRIADS: [&str; 4] = ["zh", "ja", "ko", "yue"];

/// A translation and its original.
struct Pair<'a> {
    here: &'a Text<'a>,
    there: &'a Text<'a>,
    entry: &'a Entry,
    original: &'a Entry,
}

pub(super) fn look(whole: &Whole<'_>, notes: &mut Vec<Diagnostic>) {
    let texts: HashMap<&str, &Text<'_>> = whole.texts.iter().map(|text| (text.path.as_str(), text)).collect();
    let versions: HashMap<(&str, &str), &Entry> =
        written(whole.site).map(|entry| ((entry.meta.id.as_str(), entry.lang.as_str()), entry)).collect();
    for entry in written(whole.site).filter(|entry| !matches!(entry.meta.freshness, Freshness::Outdated(_))) {
        let Some(from) = &entry.meta.translated_from else { continue };
        let original = versions.get(&(entry.meta.id.as_str(), from.as_str()));
        let text = |entry: &Entry| texts.get(entry.article.path.as_str()).copied();
        let Some((original, there, here)) = original.and_then(|&o| Some((o, text(o)?, text(entry)?))) else {
            continue;
        };
        let pair = Pair { here, there, entry, original };
        notes.extend(pair.numbers());
        notes.extend(pair.placeholders());
        notes.extend(pair.addresses());
        notes.extend(pair.heading_ids());
        notes.extend(pair.tables());
        notes.extend(pair.code());
    }
}

/// Something in one of the two texts.
struct Found<T> {
    what: T,
    at: Range<usize>,
}

impl Pair<'_> {
    /// A difference between the two. `here` is its place in the translation, where it has one.
    fn note(&self, message: String, here: Option<Range<usize>>, there: Option<Range<usize>>) -> Diagnostic {
        let at = here.map_or_else(|| Place::file(&self.here.path), |at| Place::new(&self.here.path, at));
        let note = Diagnostic::new(Code::TranslationMismatch, at, message);
        match there {
            Some(there) => note.related(Place::new(&self.there.path, there), "the original has this"),
            None => note,
        }
    }

    /// Numbers that only one of the two has. One on each side is taken for a slip of the pen.
    fn numbers(&self) -> Vec<Diagnostic> {
        let other_years = self.here.is_in(&OTHER_YEARS) || self.there.is_in(&OTHER_YEARS);
        let of = |text: &Text<'_>| -> Vec<(numbers::Number, Range<usize>)> {
            let blocks = text.survey.blocks.iter();
            blocks
                .flat_map(|block| {
                    numbers(&block.text).into_iter().map(|number| {
                        let at = block.source(number.at.clone());
                        (number, at)
                    })
                })
                .filter(|(number, _)| !(other_years && number.digits.len() == 4))
                .collect()
        };
        let (ours, theirs) = (of(self.here), of(self.there));
        let bare = |all: &[(numbers::Number, Range<usize>)]| -> Vec<_> {
            all.iter().map(|(number, _)| number.clone()).collect()
        };
        let (our_numbers, their_numbers) = (bare(&ours), bare(&theirs));
        let only = |mine: &[(numbers::Number, Range<usize>)], others: &[numbers::Number]| {
            let mut seen = BTreeSet::new();
            let mut only: Vec<Found<String>> = Vec::new();
            for (number, at) in mine.iter().filter(|(number, _)| number.telling) {
                if !is_among(number, others) && seen.insert(number.digits.clone()) {
                    only.push(Found { what: number.digits.clone(), at: at.clone() });
                }
            }
            only
        };
        let (mut extra, mut lost) = (only(&ours, &their_numbers), only(&theirs, &our_numbers));
        // What is a word in the original: shares, decades, a hundred.
        extra.retain(|found| found.what.len() >= 3 && found.what != "100" && !is_year(&found.what));
        if self.here.is_in(&MYRIADS) {
            lost.retain(|found| !found.what.ends_with("000"));
        }
        let shown = |text: &Text<'_>, at: &Range<usize>| text.source[at.clone()].to_owned();
        if let ([extra], [lost]) = (extra.as_slice(), lost.as_slice()) {
            let (now, then) = (shown(self.here, &extra.at), shown(self.there, &lost.at));
            let message = format!("`{then}` in the original is `{now}` here");
            return vec![self.note(message, Some(extra.at.clone()), Some(lost.at.clone()))];
        }
        let lost = lost.iter().map(|found| {
            let message =
                format!("the number `{}` of the original is not here", shown(self.there, &found.at));
            self.note(message, None, Some(found.at.clone()))
        });
        let extra = extra.iter().map(|found| {
            let message = format!("the original has no number `{}`", shown(self.here, &found.at));
            self.note(message, Some(found.at.clone()), None)
        });
        lost.chain(extra).collect()
    }

    /// `{name}`, `{{ name }}`, `%s`, `${name}`.
    fn placeholders(&self) -> Vec<Diagnostic> {
        let of = |text: &Text<'_>| -> BTreeMap<String, Range<usize>> {
            let mut all = BTreeMap::new();
            for block in &text.survey.blocks {
                for found in placeholders(&block.text) {
                    all.entry(found.what).or_insert_with(|| block.source(found.at));
                }
            }
            all
        };
        let (ours, theirs) = (of(self.here), of(self.there));
        let lost = theirs.iter().filter(|(name, _)| !ours.contains_key(*name)).map(|(name, at)| {
            self.note(format!("the placeholder `{name}` of the original is not here"), None, Some(at.clone()))
        });
        let extra = ours.iter().filter(|(name, _)| !theirs.contains_key(*name)).map(|(name, at)| {
            self.note(format!("the original has no placeholder `{name}`"), Some(at.clone()), None)
        });
        lost.chain(extra).collect()
    }

    /// Mail addresses and telephone numbers that differ, and links to other hosts that have no
    /// counterpart.
    fn addresses(&self) -> Vec<Diagnostic> {
        let of = |article: &Article| -> Vec<(Address, Place)> {
            article.links.iter().filter_map(|link| Some((Address::of(link)?, link.place.clone()))).collect()
        };
        let (ours, theirs) = (of(&self.entry.article), of(&self.original.article));
        // A translation that nobody has stamped may lack whole paragraphs, and every link in them.
        let stamped = self.entry.meta.freshness == Freshness::Current;
        let mut seen = BTreeSet::new();
        theirs
            .iter()
            .filter(|(address, place)| {
                place.file == self.there.path && !ours.iter().any(|(our, _)| our.is_like(address))
            })
            .filter(|(address, _)| stamped || !matches!(address, Address::Host(_)))
            .filter(|(address, _)| seen.insert(address.clone()))
            .map(|(address, place)| {
                let at = place.start as usize..place.end as usize;
                self.note(format!("{} is not here", address.shown()), None, Some(at))
            })
            .collect()
    }

    /// Ids that the original's headings were given, and that links from other languages rely on.
    fn heading_ids(&self) -> Vec<Diagnostic> {
        let ours: BTreeSet<&str> =
            self.entry.article.outline.iter().map(|heading| heading.id.as_str()).collect();
        let parts =
            self.original.article.parts.iter().filter(|part| matches!(part.kind, PartKind::Heading(_)));
        let ids = parts.filter_map(|part| {
            let piece = self.there.source.get(part.bytes.clone())?;
            let line = piece.lines().next()?;
            let id = line.rsplit_once("{#")?.1.split(['}', ' ']).next()?;
            let start = part.bytes.start + line.rfind("{#")? + 2;
            (!id.is_empty() && !ours.contains(id)).then(|| (id.to_owned(), start..start + id.len()))
        });
        ids.map(|(id, at)| {
            self.note(format!("no heading here has the id `{id}`"), None, Some(at)).help(format!(
                "links to it end at the top of this page; write `{{#{id}}}` behind the heading"
            ))
        })
        .collect()
    }

    /// Tables with other columns or rows.
    fn tables(&self) -> Vec<Diagnostic> {
        let (ours, theirs) = (&self.here.survey.tables, &self.there.survey.tables);
        if ours.len() != theirs.len() {
            let message = format!("the original has {}, and here are {}", tables(theirs.len()), ours.len());
            return vec![self.note(message, first(ours), first(theirs))];
        }
        let differ = |(our, their): &(&Table, &Table)| (our.columns, our.rows) != (their.columns, their.rows);
        let note = |(our, their): (&Table, &Table)| {
            let shape = |table: &Table| format!("{}×{}", table.columns, table.rows);
            let message =
                format!("this table has {} columns × rows, the original's {}", shape(our), shape(their));
            self.note(message, Some(our.at.start..our.at.start + 1), Some(their.at.start..their.at.start + 1))
        };
        ours.iter().zip(theirs).filter(differ).map(note).collect()
    }

    /// Blocks of code that differ in more than comments and texts.
    fn code(&self) -> Vec<Diagnostic> {
        let of = |text: &Text<'_>| -> Vec<(String, Range<usize>)> {
            let is_code = |code: &&CodeBlock| !PROSE_IN_CODE.contains(&code.language.as_str());
            let blocks = text.survey.code.iter().filter(is_code);
            blocks.map(|code| (bare(&text.source[code.at.clone()]), code.at.clone())).collect()
        };
        let (ours, theirs) = (of(self.here), of(self.there));
        if ours.len() != theirs.len() {
            let message =
                format!("the original has {} of code, and here are {}", blocks(theirs.len()), ours.len());
            let first = |all: &[(String, Range<usize>)]| all.first().map(|(_, at)| at.start..at.start + 1);
            return vec![self.note(message, first(&ours), first(&theirs))];
        }
        let note = |(our, their): (&Range<usize>, &Range<usize>)| {
            let message = "this code is not the original's".to_owned();
            self.note(message, Some(our.start..our.start + 1), Some(their.start..their.start + 1))
                .help("only comments and texts in quotation marks differ between languages")
        };
        let differ = ours.iter().zip(&theirs).filter(|(our, their)| our.0 != their.0);
        differ.map(|(our, their)| note((&our.1, &their.1))).collect()
    }
}

/// Whether digits are a year of our time.
fn is_year(digits: &str) -> bool {
    digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"))
}

fn tables(count: usize) -> String {
    if count == 1 { "1 table".to_owned() } else { format!("{count} tables") }
}

fn blocks(count: usize) -> String {
    if count == 1 { "1 block".to_owned() } else { format!("{count} blocks") }
}

fn first(tables: &[Table]) -> Option<Range<usize>> {
    tables.first().map(|table| table.at.start..table.at.start + 1)
}

/// Code without comments, texts and white space.
fn bare(code: &str) -> String {
    let mut bare = String::new();
    for line in code.lines() {
        let line = line.trim();
        let comment = ["#", "//", "--", ";", "<!--", "/*", "*", "%", "REM "];
        if comment.iter().any(|sign| line.starts_with(sign)) {
            continue;
        }
        let line = [" #", " //", " --", " /*", "<!--"]
            .iter()
            .fold(line, |line, sign| line.find(sign).map_or(line, |at| &line[..at]));
        let mut quote = None;
        for letter in line.chars().filter(|letter| !letter.is_whitespace()) {
            match quote {
                Some(open) if letter == open => quote = None,
                Some(_) => {}
                None if matches!(letter, '"' | '\'' | '`' | '<') => {
                    quote = Some(if letter == '<' { '>' } else { letter });
                }
                None if letter.is_ascii() => bare.push(letter),
                None => {}
            }
        }
    }
    bare
}

/// What templates and programs fill in.
fn placeholders(text: &str) -> Vec<Found<String>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(offset) = text[at..].find(['{', '%']) {
        let start = at + offset;
        let rest = &text[start..];
        let length = if rest.starts_with('{') { braced(rest) } else { percent(text, start) };
        if let Some(length) = length {
            let what = rest[..length].replace(char::is_whitespace, "");
            found.push(Found { what, at: start..start + length });
        }
        at = start + length.unwrap_or(1);
    }
    found
}

/// The length of `{name}` or `{{ name }}` at the beginning.
fn braced(rest: &str) -> Option<usize> {
    let braces = rest.len() - rest.trim_start_matches('{').len();
    let inside = &rest[braces..];
    let end = inside.find('}')?;
    let name = inside[..end].trim();
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-');
    let closed = inside[end..].starts_with(&"}}}"[..braces.min(3)]);
    let named = name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.chars().all(plain);
    (named && closed && braces <= 3).then_some(braces + end + braces)
}

/// The length of `%s` or `%(name)s`; a share such as `20 %` is none.
fn percent(text: &str, start: usize) -> Option<usize> {
    let rest = &text[start + 1..];
    let before = text[..start].chars().next_back();
    if before.is_some_and(|c| c.is_alphanumeric()) {
        return None;
    }
    let (length, kind) = match rest.strip_prefix('(') {
        Some(named) => {
            let end = named.find(')')?;
            (end + 3, named[end + 1..].chars().next()?)
        }
        None => (1, rest.chars().next()?),
    };
    let after = rest[length..].chars().next();
    (matches!(kind, 's' | 'd') && !after.is_some_and(char::is_alphanumeric)).then_some(length + 1)
}

/// Where a link leads, as far as it has to be the same in all languages.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Address {
    /// A mail address.
    Mail(String),
    /// A telephone number, its digits.
    Telephone(String),
    /// The host of a web address without `www` and the like, and without a language.
    Host(String),
}

impl Address {
    fn of(link: &LinkRef) -> Option<Self> {
        let target = link.target.trim();
        let lower = target.to_lowercase();
        if let Some(mail) = lower.strip_prefix("mailto:") {
            return Some(Self::Mail(mail.split('?').next()?.to_owned()));
        }
        if let Some(number) = lower.strip_prefix("tel:") {
            return Some(Self::Telephone(number.chars().filter(char::is_ascii_digit).collect()));
        }
        let host = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://"))?;
        let host = host.split(['/', '?', '#', ':']).next()?;
        // The last two labels: what stands before them often is a language.
        let labels: Vec<&str> = host.rsplit('.').take(2).collect();
        Some(Self::Host(labels.into_iter().rev().collect::<Vec<_>>().join(".")))
    }

    fn is_like(&self, other: &Self) -> bool {
        match (self, other) {
            // `amazon.de` is the twin of `amazon.com`.
            (Self::Host(ours), Self::Host(theirs)) => {
                ours == theirs || ours.split('.').next() == theirs.split('.').next()
            }
            (ours, theirs) => ours == theirs,
        }
    }

    fn shown(&self) -> String {
        match self {
            Self::Mail(mail) => format!("the mail address `{mail}` of the original"),
            Self::Telephone(digits) => format!("the telephone number `{digits}` of the original"),
            Self::Host(host) => format!("the original's link to `{host}`"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_told_from_text() {
        let found = |text: &str| placeholders(text).into_iter().map(|found| found.what).collect::<Vec<_>>();
        assert_eq!(found("Dear {name}, {{ first }} and %s, %(x)s."), ["{name}", "{{first}}", "%s", "%(x)s"]);
        assert_eq!(found("20 % sure, {not this}, {, 5%d, 100%"), Vec::<String>::new());
    }

    #[test]
    fn code_may_differ_in_comments_and_texts() {
        assert_eq!(bare("```sh\n# one\necho \"hello\" # two\n"), bare("```sh\n# jedna\necho  \"ahoj\"\n"));
        assert_ne!(bare("echo a"), bare("echo b"));
    }

    #[test]
    fn a_host_may_have_a_twin() {
        let host = |host: &str| Address::Host(host.to_owned());
        assert!(host("amazon.de").is_like(&host("amazon.com")));
        assert!(!host("example.org").is_like(&host("opensource.org")));
    }
}
