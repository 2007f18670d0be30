//! Front matter: told from the text, read, and checked field by field.
//!
//! [`read`] reports all problems of one file at once and returns what could be understood.
//! Nothing is inherited or defaulted here; whether owners, tags and languages exist is known
//! only when the settings are, so that is not checked here either.

pub mod amend;
mod split;

use crate::diag::{Checked, Code, Diagnostic, Place};
use crate::language::Lang;
use crate::notation::{self, Entry, Fields, Located, Node, Origin, address};
use crate::path::SitePath;
use crate::settings::Interval;

use super::{FrontMatter, SearchFields, Status, Translation};
use split::{Beginning, Notation};

/// The words for [`Status`].
const STATUSES: [(&str, Status); 4] = [
    ("draft", Status::Draft),
    ("unverified", Status::Unverified),
    ("verified", Status::Verified),
    ("archived", Status::Archived),
];

/// Largest factor for the rank of an article; more would make it answer every query.
const LARGEST_BOOST: f64 = 100.0;

/// Reads the front matter of the file at `path` and says where its text begins. A file
/// without any has none of the fields; one that cannot be read has none either, and a
/// diagnostic says so.
pub fn read(path: &SitePath, text: &str) -> Checked<(FrontMatter, usize)> {
    let origin = Origin { file: path, text };
    match split::split(text) {
        Beginning::Text(body) => Checked::clean((FrontMatter::default(), body)),
        Beginning::Unterminated { notation, opening, body } => {
            let problem = unterminated(origin.place(&opening), notation);
            Checked::new((FrontMatter::default(), body), vec![problem])
        }
        Beginning::Front { notation, content, body } => {
            let parsed = match notation {
                Notation::Yaml => notation::yaml(origin, content),
                Notation::Toml => notation::toml(origin, content),
            };
            let mut notes = parsed.notes;
            let front = parsed.value.map(|node| front_matter(origin, &node, &mut notes)).unwrap_or_default();
            Checked::new((front, body), notes)
        }
    }
}

/// Where the text of a file begins, its front matter unread.
pub fn text_start(text: &str) -> usize {
    match split::split(text) {
        Beginning::Text(body) | Beginning::Front { body, .. } | Beginning::Unterminated { body, .. } => body,
    }
}

fn unterminated(opening: Place, notation: Notation) -> Diagnostic {
    let fence = notation.fence();
    Diagnostic::new(Code::UnterminatedFrontMatter, opening, "the front matter is never closed")
        .label("it is opened here")
        .help(format!(
            "add a line `{fence}` after its last key; if this line is meant as a rule, leave an empty line after it"
        ))
}

fn front_matter(origin: Origin<'_>, node: &Node, notes: &mut Vec<Diagnostic>) -> FrontMatter {
    let mut fields = Fields::new(origin, node, notes);
    let mut unknown = Vec::new();
    let mut front = FrontMatter {
        title: fields.located("title"),
        nav_title: fields.text("nav_title"),
        description: fields.text("description"),
        summary: fields.text("summary"),
        weight: fields.integer("weight", i64::MIN..=i64::MAX),
        status: status(&mut fields),
        audience: fields.texts("audience"),
        owner: fields.located("owner"),
        reviewed_on: fields.date("reviewed_on"),
        review_every: review_every(&mut fields),
        publish_on: fields.date("publish_on"),
        expires_on: fields.date("expires_on"),
        created: fields.date("created"),
        updated: fields.date("updated"),
        translation: fields.table("translation").map(|fields| translation(fields, &mut unknown)),
        related: fields.texts("related"),
        search: fields.table("search").map(|fields| search(fields, &mut unknown)).unwrap_or_default(),
        toc: fields.flag("toc"),
        template: fields.located("template"),
        noindex: fields.flag("noindex"),
        extra: fields.anything("extra"),
        ..FrontMatter::default()
    };
    addresses(&mut fields, &mut front);
    unknown.extend(fields.finish());
    front.unknown = unknown;
    front
}

/// The fields that become part of addresses.
fn addresses(fields: &mut Fields<'_, '_>, front: &mut FrontMatter) {
    let bare = |text: &str| address::path(text.trim_matches('/'));
    let id = fields.located("id");
    front.id = id.and_then(|id| usable(fields, "`id`", &id, bare));
    let slug = fields.located("slug");
    front.slug = slug.and_then(|slug| usable(fields, "`slug`", &slug, address::segment));
    let aliases = fields.texts("aliases").unwrap_or_default();
    front.aliases =
        aliases.iter().filter_map(|alias| usable(fields, "this alias", alias, address::path)).collect();
    let tags = fields.texts("tags");
    front.tags = tags.map(|tags| {
        tags.iter().filter_map(|tag| usable(fields, "this tag", tag, address::segment)).collect()
    });
}

/// The text as an address has it; reported where none can.
fn usable(
    fields: &mut Fields<'_, '_>,
    what: &str,
    text: &Located<String>,
    read: impl Fn(&str) -> Result<String, &'static str>,
) -> Option<Located<String>> {
    match read(&text.value) {
        Ok(value) => Some(text.with(value)),
        Err(flaw) => {
            fields.note(
                Code::InvalidSlug,
                &text.range(),
                format!("{what} cannot be part of an address"),
                |problem| problem.label(flaw).help("use letters, digits and hyphens, in any script"),
            );
            None
        }
    }
}

/// `status`, or its short form `draft: true`, which wins: nobody publishes by two fields at once.
fn status(fields: &mut Fields<'_, '_>) -> Option<Status> {
    let status = fields.choice("status", &STATUSES);
    match fields.flag("draft") {
        Some(true) => Some(Status::Draft),
        _ => status,
    }
}

fn review_every(fields: &mut Fields<'_, '_>) -> Option<Interval> {
    fields.parsed("review_every", Interval::parse, "an interval", Interval::EXAMPLES)
}

fn translation(mut fields: Fields<'_, '_>, unknown: &mut Vec<Located<String>>) -> Translation {
    let source = fields.entry("source").and_then(|entry| language(&mut fields, entry));
    let translation = Translation {
        source,
        fingerprint: fields.located("fingerprint"),
        state: fields.text("state"),
        translator: fields.text("translator"),
    };
    unknown.extend(fields.finish());
    translation
}

fn language<'a>(fields: &mut Fields<'a, '_>, entry: &'a Entry) -> Option<Located<Lang>> {
    let tag = fields.text_of(entry)?;
    let lang = Lang::new(&tag);
    if lang.is_none() {
        let message = format!("`{tag}` is not a language tag");
        fields.note(Code::UnknownLanguage, &entry.1.bytes, message, |problem| {
            problem.label("not of the form of BCP 47").help("write a tag such as `sk` or `pt-BR`")
        });
    }
    lang.map(|lang| Located::new(lang, &entry.1.bytes))
}

fn search(mut fields: Fields<'_, '_>, unknown: &mut Vec<Located<String>>) -> SearchFields {
    let search = SearchFields {
        keywords: fields.words("keywords").unwrap_or_default(),
        boost: boost(&mut fields),
        exclude: fields.flag("exclude").unwrap_or(false),
    };
    unknown.extend(fields.finish());
    search
}

fn boost(fields: &mut Fields<'_, '_>) -> Option<u32> {
    let entry = fields.entry("boost")?;
    let factor = fields.number("boost")?;
    if !(0.0..=LARGEST_BOOST).contains(&factor) {
        fields.wrong(entry, "between 0 and 100", "1 is neutral, 2 doubles the rank");
        return None;
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the range was checked")]
    Some((factor * 1000.0).round() as u32)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn checked(text: &str) -> Checked<(FrontMatter, usize)> {
        read(&SitePath::new("content/en/a.md").unwrap(), text)
    }

    fn front(text: &str) -> FrontMatter {
        let checked = checked(text);
        assert_eq!(checked.notes, []);
        checked.value.0
    }

    fn messages(text: &str) -> Vec<String> {
        checked(text).notes.into_iter().map(|note| note.message).collect()
    }

    #[test]
    fn every_field_is_read() {
        let text = "---\nid: recovery/x\ntitle: 'A: b'\nnav_title: A\ndescription: d\nsummary: s\nslug: po-chybe\n\
            aliases: [/old/, older.html]\nweight: 10\ntags: [trust, team work]\nstatus: verified\naudience: agents\n\
            owner: care-team\nreviewed_on: 2026-10-12\nreview_every: 6mo\npublish_on: 2026-01-01T08:00:00Z\n\
            expires_on: 2027-01-01\ncreated: 2025-01-01\nupdated: 2025-02-01\n\
            translation: {source: sk, fingerprint: 0abc, state: done, translator: N}\nrelated: [a/b]\n\
            search: {keywords: [oops], boost: 1.5, exclude: false}\ntoc: false\ntemplate: wide\nnoindex: true\n\
            extra: {sources: [x]}\nlayout: y\n---\nText";
        let front = front(text);
        let values = |list: Vec<Located<String>>| list.into_iter().map(|text| text.value).collect::<Vec<_>>();
        assert_eq!(front.title.unwrap().value, "A: b");
        assert_eq!(front.id.unwrap().value, "recovery/x");
        assert_eq!(front.slug.unwrap().value, "po-chybe");
        assert_eq!(values(front.aliases), ["/old/", "older.html"]);
        assert_eq!(values(front.tags.unwrap()), ["trust", "team work"]);
        assert_eq!(values(front.audience.unwrap()), ["agents"]);
        assert_eq!((front.weight, front.status), (Some(10), Some(Status::Verified)));
        assert_eq!(front.review_every, Some(Interval { months: 6, days: 0 }));
        assert_eq!(front.publish_on, Some(date(2026, 1, 1)));
        let translation = front.translation.unwrap();
        assert_eq!(translation.source.unwrap().value.as_str(), "sk");
        assert_eq!(translation.fingerprint.unwrap().value, "0abc");
        assert_eq!((front.search.boost, front.search.exclude), (Some(1500), false));
        assert_eq!((front.toc, front.noindex), (Some(false), Some(true)));
        assert_eq!(front.extra, serde_json::json!({"sources": ["x"]}));
        assert_eq!(values(front.unknown), ["layout"]);
    }

    #[test]
    fn toml_does_as_well() {
        let front = front("+++\ntitle = \"A\"\nupdated = 2026-03-07\ndraft = true\n+++\nText");
        assert_eq!((front.updated, front.status), (Some(date(2026, 3, 7)), Some(Status::Draft)));
    }

    #[test]
    fn all_problems_are_reported_at_once() {
        let text = "---\ntitel: x\nweight: heavy\nupdated: soon\nslug: ../x\naliases: [con, ok]\nstatus: dratf\n\
            review_every: sometimes\nsearch: {bost: 2}\ntranslation: {source: not a tag}\n---\n";
        let mut found = messages(text);
        found.sort();
        assert_eq!(
            found,
            [
                "`not a tag` is not a language tag",
                "`review_every` is not an interval",
                "`slug` cannot be part of an address",
                "`status` is not one of `draft`, `unverified`, `verified` and `archived`",
                "`updated` is not a date",
                "`weight` is not a whole number",
                "there is no key `search.bost`",
                "there is no key `titel`",
                "this alias cannot be part of an address",
            ]
        );
    }

    #[test]
    fn what_cannot_be_read_is_reported_once() {
        assert_eq!(messages("---\ntitle: a: b\nweight: x\n---\n"), ["this is not valid YAML"]);
        assert_eq!(messages("---\ntitle: a\n\nText"), ["the front matter is never closed"]);
        assert_eq!(messages("+++\ntitle = a\n+++\n"), ["this is not valid TOML"]);
    }

    #[test]
    fn places_count_from_the_start_of_the_file() {
        let text = "\u{feff}---\r\ntitle: ťažké\r\nweight: ťažká\r\n---\r\n";
        let checked = checked(text);
        let place = checked.notes[0].at.clone().unwrap();
        assert_eq!(&text[place.start as usize..place.end as usize], "ťažká");
        assert_eq!(checked.value.1, text.len());
    }
}
