//! Front matter as it counts: what a page inherits from the original of its article, and what
//! follows from the settings where neither says anything.

use jiff::Span;
use jiff::civil::Date;

use crate::article::{FrontMatter, Role, SearchFields, Status};
use crate::key::Keyed;
use crate::settings::Interval;
use crate::source::History;

use super::freshness::{self, Freshness};
use super::groundwork::{Fronts, Groundwork};
use super::tags::TagPages;
use super::{Meta, OwnerLink, Reference, TagLink};

/// A search boost that changes nothing.
const NEUTRAL_BOOST: u32 = 1000;

/// The meta of one page.
pub(super) fn meta(ground: &Groundwork, tags: &TagPages<'_>, page: usize) -> Meta {
    let nothing = FrontMatter::default();
    let fronts = ground.fronts(page).unwrap_or(Fronts { own: &nothing, original: &nothing });
    let article = ground.version(page).map(|version| &version.article);
    let history = article.and_then(|article| article.history);
    let own = fronts.own;
    let title = ground.page(page).title.clone();
    let lead = article.map_or("", |article| article.lead.as_str());
    let summary = own.summary.as_deref().unwrap_or(lead);
    let (freshness, translated_from) = ground
        .version(page)
        .map_or((Freshness::Original, None), |version| freshness::freshness(ground, version));
    let review_due = review_due(ground, fronts, page);
    let noindex = fronts.shared(|front| front.noindex).unwrap_or(false);
    let status = fronts.status();
    let SearchFields { keywords, boost, exclude } = &own.search;
    Meta {
        id: ground.family(page).id.clone(),
        nav_title: own.nav_title.clone().unwrap_or_else(|| title.clone()),
        title,
        description: own.description.as_deref().unwrap_or(summary).to_owned(),
        summary: summary.to_owned(),
        weight: fronts.shared(|front| front.weight).unwrap_or(i64::MAX),
        tags: tag_links(tags, fronts, ground.page(page).language),
        status,
        audience: audience(fronts),
        owner: owner(ground, fronts, page),
        reviewed_on: own.reviewed_on,
        review_due,
        overdue: review_due.is_some_and(|due| due <= ground.as_of),
        created: own.created.or(history.map(|history| first_day(history, own))),
        updated: own.updated.or(history.map(|history| history.updated)),
        original: original(ground, page),
        freshness,
        translated_from,
        translation: own.translation.clone(),
        keywords: keywords.clone(),
        boost: boost.unwrap_or(NEUTRAL_BOOST),
        unsearched: *exclude || noindex || status == Some(Status::Archived),
        toc: own.toc.unwrap_or(true),
        template: template(ground, fronts, page),
        noindex,
        extra: own.extra.clone(),
    }
}

/// The day of the first commit, unless the file says that it was changed before: then it is
/// older than its history, as imported articles are.
fn first_day(history: History, own: &FrontMatter) -> Date {
    own.updated.map_or(history.created, |updated| updated.min(history.created))
}

/// Tags with a page in the readers' language. An archived article may have others: it is in no
/// list, so a tag that nothing else has gets no page.
fn tag_links(tags: &TagPages<'_>, fronts: Fronts<'_>, language: usize) -> Vec<TagLink> {
    fronts.tags().into_iter().filter_map(|tag| tags.link(language, tag)).collect()
}

fn audience(fronts: Fronts<'_>) -> Vec<String> {
    let names = fronts.shared(|front| front.audience.as_ref());
    names.into_iter().flatten().map(|name| name.value.clone()).collect()
}

fn owner(ground: &Groundwork, fronts: Fronts<'_>, page: usize) -> Option<OwnerLink> {
    let id = &fronts.shared(|front| front.owner.as_ref())?.value;
    let owner = ground.settings.owners.get(id)?;
    let lang = ground.languages.tag(ground.page(page).language);
    let name = owner.names.get(lang).unwrap_or(&owner.name).clone();
    Some(OwnerLink { id: id.clone(), name, email: owner.email.clone(), url: owner.url.clone() })
}

/// The day from which the next review is overdue.
fn review_due(ground: &Groundwork, fronts: Fronts<'_>, page: usize) -> Option<Date> {
    let reviewed = fronts.own.reviewed_on?;
    let named = fronts.shared(|front| front.review_every);
    let every = named.or_else(|| section_interval(ground, &ground.page(page).spot.section))?;
    let span = Span::new().try_months(every.months).ok()?.try_days(every.days).ok()?;
    reviewed.checked_add(span).ok()
}

/// The interval that the settings name for a section or the nearest one above it.
fn section_interval(ground: &Groundwork, section: &str) -> Option<Interval> {
    let intervals = &ground.settings.review_every;
    let mut path = section;
    loop {
        if let Some(&interval) = intervals.get(path) {
            return Some(interval);
        }
        if path.is_empty() {
            return None;
        }
        path = path.rsplit_once('/').map_or("", |(parent, _)| parent);
    }
}

/// The language of the original where that is published; else the one that stands in for it.
fn original(ground: &Groundwork, page: usize) -> crate::language::Lang {
    let family = ground.family(page);
    let language = family.stand_in.map(|version| ground.families.versions[version].language);
    ground.languages.tag(language.unwrap_or(ground.page(page).language)).clone()
}

fn template(ground: &Groundwork, fronts: Fronts<'_>, page: usize) -> String {
    let usual = match ground.page(page).spot.role {
        Role::Index => "section",
        Role::Page => "article",
    };
    let named = fronts.shared(|front| front.template.as_ref());
    named.map_or(usual, |template| &template.value).to_owned()
}

/// A page as others refer to it.
pub(super) fn reference(ground: &Groundwork, meta: &Meta, page: usize) -> Keyed<Reference> {
    let foreign = ground.version(page).filter(|_| !ground.page(page).real);
    Keyed::new(Reference {
        url: ground.page(page).url.clone(),
        title: meta.title.clone(),
        nav_title: meta.nav_title.clone(),
        summary: meta.summary.clone(),
        lang: foreign.map(|version| version.article.lang.clone()),
        updated: meta.updated,
        draft: meta.status == Some(Status::Draft),
    })
}
