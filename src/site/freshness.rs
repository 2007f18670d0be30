//! Whether translations still say what their originals say.
//!
//! A translation is compared with the version that it names as its source, else with the
//! article's original, by the fingerprint that it was stamped with. One that was never stamped
//! is not called outdated: nobody knows.

use crate::article::fingerprint::{Drift, Fingerprint, Part, PartKind};
use crate::diag::{Code, Diagnostic, Place};
use crate::language::Lang;

use super::family::Version;
use super::groundwork::Groundwork;

/// How many sections a message names.
const NAMED: usize = 3;

/// What is known of a text as a translation.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Freshness {
    /// It is the original.
    Original,
    /// It has never been stamped, or its original is not published.
    Unknown,
    /// Its original has not changed since.
    Current,
    /// Its original has changed since, in these sections.
    Outdated(Vec<Drift>),
}

/// The version that another one was translated from, if there is one.
pub(super) fn source<'a>(ground: &'a Groundwork, version: &Version) -> Option<&'a Version> {
    let families = &ground.families;
    let family = families.family(version);
    let named = version.article.front.translation.as_ref().and_then(|said| said.source.as_ref());
    let language = named.and_then(|named| ground.languages.number(&named.value));
    let index = match language.and_then(|language| family.versions.get(&language)) {
        Some(&index) => index,
        None => family.original?,
    };
    Some(&families.versions[index]).filter(|source| source.language != version.language)
}

/// What is known of a version, and the language that it was translated from.
pub(super) fn freshness(ground: &Groundwork, version: &Version) -> (Freshness, Option<Lang>) {
    let Some(source) = source(ground, version) else { return (Freshness::Original, None) };
    let lang = ground.languages.tag(source.language).clone();
    (compared(version, source), Some(lang))
}

fn compared(version: &Version, source: &Version) -> Freshness {
    let said = version.article.front.translation.as_ref();
    let stamp = said.and_then(|said| Fingerprint::read(&said.fingerprint.as_ref()?.value));
    let Some(stamp) = stamp.filter(|_| source.hidden.is_none()) else { return Freshness::Unknown };
    let now = Fingerprint::of(&source.article.parts);
    if stamp == now { Freshness::Current } else { Freshness::Outdated(stamp.drift(&now)) }
}

/// A warning for each translation that is behind its original.
pub(super) fn outdated(ground: &Groundwork) -> Vec<Diagnostic> {
    let published = ground.families.versions.iter().filter(|version| version.hidden.is_none());
    published.filter_map(|version| behind(ground, version)).collect()
}

fn behind(ground: &Groundwork, version: &Version) -> Option<Diagnostic> {
    let source = source(ground, version)?;
    let Freshness::Outdated(drifts) = compared(version, source) else { return None };
    let stamp = version.article.front.translation.as_ref()?.fingerprint.as_ref()?;
    let language = ground.languages.tag(source.language).english_name();
    let parts = &source.article.parts;
    let message = format!("the {language} original has changed since: {}", summary(&drifts, parts));
    let id = &ground.families.family(version).id;
    let lang = ground.languages.tag(version.language);
    let mut note =
        Diagnostic::new(Code::OutdatedTranslation, Place::of(&version.article.path, &stamp.bytes), message)
            .label("stamped when it was translated")
            .help(format!(
                "`vade diff {id} --lang {lang}` shows what changed; then `vade synced {id} --lang {lang}`"
            ));
    for drift in drifts.iter().filter(|drift| !matches!(drift, Drift::Moved(_))) {
        let part = drift.now().and_then(|now| parts.get(now));
        if let Some(Part { kind: PartKind::Heading(_), bytes, .. }) = part {
            note = note.related(Place::new(&source.article.path, bytes.start..bytes.start + 1), verb(*drift));
        }
    }
    note.related.truncate(NAMED);
    Some(note)
}

/// What happened to a section, in a word.
pub fn verb(drift: Drift) -> &'static str {
    match drift {
        Drift::Changed { .. } => "changed",
        Drift::Added(_) => "new",
        Drift::Moved(_) => "moved",
        Drift::Removed(_) => "removed",
    }
}

/// What a section is called: its heading, or what stands there in its place.
pub fn name(part: &Part) -> String {
    match &part.kind {
        PartKind::Head => "title and summary".to_owned(),
        PartKind::Lead => "the beginning".to_owned(),
        PartKind::Heading(heading) => format!("“{heading}”"),
    }
}

/// Drifts in one line: `“Costs”, “Dates” and 3 more`.
fn summary(drifts: &[Drift], parts: &[Part]) -> String {
    let mut names: Vec<String> =
        drifts.iter().filter_map(|drift| Some(name(parts.get(drift.now()?)?))).collect();
    match drifts.len() - names.len() {
        0 => {}
        1 => names.push("a section that is gone".to_owned()),
        gone => names.push(format!("{gone} sections that are gone")),
    }
    let more = names.len().saturating_sub(NAMED);
    if more > 0 {
        names.truncate(NAMED);
        names.push(format!("{more} more"));
    }
    match names.as_slice() {
        [] => String::new(),
        [only] => only.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}
