//! Names in front matter that nothing in the site answers to: owners, tags, related articles,
//! unknown keys.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::article::{Article, Located};
use crate::diag::{Code, Diagnostic, Place, nearest};
use crate::import;
use crate::path::SitePath;
use crate::settings;

use super::groundwork::Groundwork;
use super::likeness::{Letters, nearest_of};

/// What is wrong with the front matter of published articles, as far as others are concerned.
/// Inherited names are complained about where they are written.
pub(super) fn names(ground: &Groundwork) -> Vec<Diagnostic> {
    let ids = OnceCell::new();
    let published = ground.families.versions.iter().filter(|version| version.hidden.is_none());
    published
        .flat_map(|version| {
            let article = &version.article;
            let owner = article.front.owner.iter().filter_map(|owner| unknown_owner(ground, article, owner));
            let tags =
                article.front.tags.iter().flatten().filter_map(|tag| unknown_tag(ground, article, tag));
            let related = article.front.related.iter().flatten();
            let related = related.filter_map(|id| unknown_related(ground, &ids, article, id));
            owner.chain(tags).chain(related).collect::<Vec<_>>()
        })
        .collect()
}

fn unknown_owner(ground: &Groundwork, article: &Article, owner: &Located<String>) -> Option<Diagnostic> {
    let owners = &ground.settings.owners;
    if owners.contains_key(&owner.value) {
        return None;
    }
    let note = note(Code::UnknownOwner, article, owner, format!("nobody here is called `{}`", owner.value));
    let near = nearest(&owner.value, owners.keys().map(String::as_str));
    let help = "list people and teams in `[owners]` of site.toml";
    Some(note.label("`site.toml` lists no such owner").help(close(near, help)))
}

fn unknown_tag(ground: &Groundwork, article: &Article, tag: &Located<String>) -> Option<Diagnostic> {
    let tags = &ground.settings.tags;
    if tags.is_empty() || tags.contains_key(&tag.value) {
        return None;
    }
    let note =
        note(Code::UnknownTag, article, tag, format!("the tag `{}` is not one of this site's", tag.value));
    let near = nearest(&tag.value, tags.keys().map(String::as_str));
    Some(note.label("`site.toml` lists no such tag").help(close(near, "add it to `[tags]` of site.toml")))
}

/// A site that nothing would be published of: its texts lie elsewhere, or it isn't yet time for any of them.
pub(super) fn content(ground: &Groundwork) -> Option<Diagnostic> {
    let versions = &ground.families.versions;
    if !ground.failed_ids.is_empty() || versions.iter().any(|version| version.hidden.is_none()) {
        return None;
    }
    let (message, help) = if versions.is_empty() {
        let path = format!("content/{}/index.md", ground.settings.default_language);
        (
            "there are no articles in `content/`",
            format!("write the first one, `{path}`; a site elsewhere is named with `--root`"),
        )
    } else {
        (
            "no article is published",
            "all are drafts, expired, or of a day to come; `--drafts` shows drafts, `--as-of` another day"
                .to_owned(),
        )
    };
    Some(Diagnostic::nowhere(Code::NoArticles, message).help(help))
}

/// Sections of the settings that no article lies in.
pub(super) fn sections(ground: &Groundwork) -> Vec<Diagnostic> {
    let Some(file) = SitePath::new(settings::FILE) else { return Vec::new() };
    let versions = ground.families.versions.iter().map(|version| version.spot.section.as_str());
    let sections = versions.chain(ground.failed_ids.iter().map(String::as_str));
    let known: BTreeSet<&str> = sections.filter_map(|section| section.split('/').next()).collect();
    let named = ground.settings.navigation.sections.iter();
    let missing = named.filter(|section| !known.contains(section.value.as_str()));
    missing
        .map(|section| {
            let message = format!("there is no section `{}`", section.value);
            let near = nearest(&section.value, known.iter().copied().filter(|name| !name.is_empty()));
            let help = "name a folder directly below a language's, such as `recovery`";
            Diagnostic::new(Code::UnknownSection, Place::of(&file, &section.bytes), message)
                .label("no article of any language lies in it")
                .help(close(near, help))
        })
        .collect()
}

/// The `glossary` of `site.toml`, if no article has that id.
pub(super) fn glossary(ground: &Groundwork) -> Option<Diagnostic> {
    let id = ground.settings.glossary.as_ref()?;
    let known = &ground.families.by_id;
    if known.contains_key(&id.value) || ground.failed_ids.contains(&id.value) {
        return None;
    }
    let file = SitePath::new(settings::FILE)?;
    let message = format!("no article has the id `{}`", id.value);
    let near = nearest(&id.value, known.keys().map(String::as_str));
    let help = "`glossary` names the article that defines terms: its path below the language without `.md`";
    Some(Diagnostic::new(Code::UnknownRelated, Place::of(&file, &id.bytes), message).help(close(near, help)))
}

fn unknown_related<'a>(
    ground: &'a Groundwork,
    ids: &OnceCell<Vec<(&'a str, Letters)>>,
    article: &Article,
    id: &Located<String>,
) -> Option<Diagnostic> {
    let known = &ground.families.by_id;
    if known.contains_key(&id.value) || ground.failed_ids.contains(&id.value) {
        return None;
    }
    let note = note(Code::UnknownRelated, article, id, format!("no article has the id `{}`", id.value));
    let ids = ids.get_or_init(|| known.keys().map(|id| (id.as_str(), Letters::of(id))).collect());
    let near = nearest_of(&id.value, ids.iter().copied());
    let help = "an id is the path below the language without `.md`, as in `recovery/after-a-mistake`";
    Some(note.help(close(near, help)))
}

fn note(code: Code, article: &Article, named: &Located<String>, message: String) -> Diagnostic {
    Diagnostic::new(code, Place::of(&article.path, &named.bytes), message)
}

/// What is close, else the general advice.
fn close(near: Option<&str>, otherwise: &str) -> String {
    near.map_or_else(|| otherwise.to_owned(), |near| format!("`{near}` is close"))
}

/// One warning per unknown key for the whole site, at its first use.
pub(super) fn keys(ground: &Groundwork) -> Vec<Diagnostic> {
    let mut uses: BTreeMap<&str, (Place, usize)> = BTreeMap::new();
    for version in ground.families.versions.iter().filter(|version| version.hidden.is_none()) {
        for key in &version.article.front.unknown {
            let place = || (Place::of(&version.article.path, &key.bytes), 0);
            uses.entry(&key.value).or_insert_with(place).1 += 1;
        }
    }
    let known = &ground.settings.known_keys;
    let unknown = uses.into_iter().filter(|(key, _)| !known.iter().any(|known| known == key));
    unknown
        .map(|(key, (place, count))| {
            let files = if count == 1 { "in one file".to_owned() } else { format!("in {count} files") };
            Diagnostic::new(Code::UnknownKey, place, format!("nothing here reads `{key}`, {files}"))
                .help(unread(key))
        })
        .collect()
}

/// What to do with a key that nothing reads.
fn unread(key: &str) -> String {
    let ours = import::our_name(key).map_or(String::new(), |ours| format!("`{ours}` says that here; else "));
    format!("{ours}move it below `extra`, or list it in `allow` of `[front_matter]` in site.toml")
}
