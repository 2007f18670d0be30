//! The articles of a site as a list to choose from: what `vade list` prints. Drafts and expired
//! articles are in it, which no reader sees.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use jiff::civil::Date;

use super::orphans;
use crate::article::{Article, Role, Status};
use crate::key::Keyed;
use crate::language::Lang;
use crate::path::SitePath;
use crate::site::{Entry, Freshness, Site};

/// An article, or one that is missing in a language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its id.
    pub id: String,
    /// Its language.
    pub lang: Lang,
    /// Its title; of one that is missing, that of the default language if it is there.
    pub title: String,
    /// Its file; `None` for one that is missing.
    pub file: Option<SitePath>,
    /// Its address, where it is published.
    pub url: Option<String>,
    /// What it is in.
    pub states: BTreeSet<State>,
    /// Its status.
    pub status: Option<Status>,
    /// Id of who looks after it.
    pub owner: Option<String>,
    /// Ids of its tags.
    pub tags: Vec<String>,
    /// The day from which its review is overdue.
    pub review_due: Option<Date>,
    /// The first day on which it is no longer published.
    pub expires_on: Option<Date>,
}

/// What somebody may have to do something about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Not published.
    Draft,
    /// No longer published.
    Expired,
    /// Its review is overdue.
    Overdue,
    /// No way leads to it.
    Orphan,
    /// A translation whose original says something else by now.
    Outdated,
    /// It isn't there in this language.
    Missing,
}

/// Which lines are wanted. What is empty or `None` asks for nothing.
#[derive(Debug, Default)]
pub struct Wanted {
    /// In any of these states.
    pub states: BTreeSet<State>,
    /// Of this owner.
    pub owner: Option<String>,
    /// With this tag.
    pub tag: Option<String>,
    /// In this language.
    pub lang: Option<Lang>,
    /// Of this status.
    pub status: Option<Status>,
}

impl State {
    /// Every state.
    pub const ALL: [Self; 6] =
        [Self::Draft, Self::Expired, Self::Overdue, Self::Orphan, Self::Outdated, Self::Missing];

    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Expired => "expired",
            Self::Overdue => "overdue",
            Self::Orphan => "orphan",
            Self::Outdated => "outdated",
            Self::Missing => "missing",
        }
    }
}

/// The lines that are wanted, by id and language. `site` has drafts and what is not yet published;
/// `articles` are all that were read.
pub fn roster(site: &Site, articles: &[Keyed<Article>], wanted: &Wanted) -> Vec<Line> {
    let orphans: HashSet<&str> = orphans(site).into_iter().map(|entry| entry.url.as_str()).collect();
    let mut lines: Vec<Line> = super::written(site).map(|entry| line(entry, &orphans)).collect();
    if wanted.states.contains(&State::Missing) {
        lines.extend(missing(site, &lines));
    }
    lines.extend(expired(site, articles, &lines));
    lines.retain(|line| wanted.includes(line));
    lines.sort_by(|a, b| (&a.id, a.lang.as_str()).cmp(&(&b.id, b.lang.as_str())));
    lines
}

fn line(entry: &Entry, orphans: &HashSet<&str>) -> Line {
    let meta = &entry.meta;
    let front = &entry.article.front;
    let states = [
        (State::Draft, meta.status == Some(Status::Draft)),
        (State::Overdue, meta.overdue),
        (State::Orphan, orphans.contains(entry.url.as_str())),
        (State::Outdated, matches!(meta.freshness, Freshness::Outdated(_))),
    ];
    Line {
        id: meta.id.clone(),
        lang: entry.lang.clone(),
        title: meta.title.clone(),
        file: Some(entry.article.path.clone()),
        url: Some(entry.url.clone()).filter(|_| meta.status != Some(Status::Draft)),
        states: states.into_iter().filter(|(_, is_in)| *is_in).map(|(state, _)| state).collect(),
        status: meta.status,
        owner: meta.owner.as_ref().map(|owner| owner.id.clone()),
        tags: meta.tags.iter().map(|tag| tag.id.clone()).collect(),
        review_due: meta.review_due,
        expires_on: front.expires_on,
    }
}

/// A line for each article and language in which nobody wrote it.
fn missing(site: &Site, lines: &[Line]) -> Vec<Line> {
    let mut families: BTreeMap<&str, Vec<&Line>> = BTreeMap::new();
    for line in lines {
        families.entry(&line.id).or_default().push(line);
    }
    let default = &site.settings.default_language;
    for family in families.values_mut() {
        family.sort_by_key(|line| line.lang != *default);
    }
    let in_family = |family: &Vec<&Line>| {
        let lacks = |lang: &&Lang| !family.iter().any(|line| line.lang == **lang);
        let languages = site.settings.languages.iter().map(|language| &language.tag);
        let line = |lang: &Lang| Line {
            lang: lang.clone(),
            file: None,
            url: None,
            states: BTreeSet::from([State::Missing]),
            ..family[0].clone()
        };
        languages.filter(lacks).map(line).collect::<Vec<_>>()
    };
    // What nobody may read yet needn't be translated yet.
    let ready = |family: &&Vec<&Line>| family.iter().any(|line| line.status != Some(Status::Draft));
    families.values().filter(ready).flat_map(in_family).collect()
}

/// What is no longer published. Its day may be its original's, which has the same id.
fn expired(site: &Site, articles: &[Keyed<Article>], shown: &[Line]) -> Vec<Line> {
    let shown: HashSet<&SitePath> = shown.iter().filter_map(|line| line.file.as_ref()).collect();
    let mut days: BTreeMap<String, Date> = BTreeMap::new();
    for article in articles {
        days.extend(article.front.expires_on.map(|day| (id(article), day)));
    }
    let line = |article: &Keyed<Article>| {
        let id = id(article);
        let day = article.front.expires_on.or(days.get(&id).copied())?;
        let front = &article.front;
        (day <= site.as_of && !shown.contains(&article.path)).then(|| Line {
            id,
            lang: article.lang.clone(),
            title: article.title.clone(),
            file: Some(article.path.clone()),
            url: None,
            states: BTreeSet::from([State::Expired]),
            status: front.status,
            owner: front.owner.as_ref().map(|owner| owner.value.clone()),
            tags: front.tags.iter().flatten().map(|tag| tag.value.clone()).collect(),
            review_due: None,
            expires_on: Some(day),
        })
    };
    articles.iter().filter_map(line).collect()
}

/// What joins the article with its translations.
fn id(article: &Article) -> String {
    let own = article.front.id.as_ref().map(|id| id.value.clone());
    own.unwrap_or_else(|| match (article.section.as_str(), article.role) {
        ("", Role::Index) => "index".to_owned(),
        (section, Role::Index) => section.to_owned(),
        ("", Role::Page) => article.stem.clone(),
        (section, Role::Page) => format!("{section}/{}", article.stem),
    })
}

impl Wanted {
    fn includes(&self, line: &Line) -> bool {
        let matches = |wanted: &Option<String>, has: &dyn Fn(&str) -> bool| wanted.as_deref().is_none_or(has);
        (self.states.is_empty() || !self.states.is_disjoint(&line.states))
            && matches(&self.owner, &|owner| line.owner.as_deref() == Some(owner))
            && matches(&self.tag, &|tag| line.tags.iter().any(|own| own == tag))
            && self.lang.as_ref().is_none_or(|lang| line.lang == *lang)
            && self.status.is_none_or(|status| line.status == Some(status))
    }
}
