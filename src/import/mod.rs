//! Other people's content becomes content of a site: plain text, HTML, and the folders of MkDocs,
//! mdBook, Docusaurus, Starlight, Hugo and Zola.
//!
//! The steps: say what the folder is and plan which file goes where ([`folders`]); read each by what
//! it is; find its language; map its front matter; rewrite its links to where the others went.
//! Files come in as a [`Tree`] and go out as one. Nothing is lost silently: whatever was changed
//! or dropped is in the [`Report`].

mod admonitions;
mod code;
mod components;
mod data;
mod fences;
mod folders;
mod front;
mod html;
mod includes;
mod kind;
mod languages;
mod leftovers;
mod links;
mod markdown;
mod mdx;
mod plan;
mod pymdown;
mod report;
mod shortcodes;
mod site;
mod tags;
mod text;

use std::collections::{BTreeMap, BTreeSet};

pub use front::our_name;
pub use kind::Kind;
pub use report::{Entry, Note, Report, What};

use crate::language::Lang;
use crate::path::SitePath;
use crate::settings::Settings;
use crate::source::{Contents, File, Tree};
use plan::{Page, Plan};

/// What is asked for.
pub struct Request<'a> {
    /// The language of files that don't say it themselves.
    pub lang: Option<Lang>,
    /// The site that the content goes to, where there is one.
    pub site: Option<&'a Settings>,
}

/// What came of it.
pub struct Imported {
    /// What the folder was taken for.
    pub kind: Kind,
    /// The new files, named as in the site.
    pub files: Tree,
    /// What became of each file.
    pub report: Report,
    /// Languages of the new files that the site does not list yet.
    pub new_languages: Vec<Lang>,
}

/// A page that was read and not yet given its links.
struct Draft {
    page: Page,
    lang: Lang,
    to: SitePath,
    fields: front::Fields,
    body: String,
    notes: Vec<Note>,
}

/// Turns the files of `tree` into files of a site.
pub fn import(tree: &Tree, request: &Request<'_>) -> Imported {
    let kind = folders::kind_of(tree);
    let mut plan = folders::plan(kind, tree);
    plan.set_aside_generated();
    let mut report = Report::default();
    for (from, why) in &plan.skipped {
        report.skip(from, why);
    }
    let (job, mut places) = (Job { tree, kind, plan: &plan, request }, Places::default());
    let drafts = job.drafts(&mut places, &mut report);
    let languages: BTreeSet<Lang> = drafts.iter().map(|draft| draft.lang.clone()).collect();
    let assets = job.assets(&drafts, &mut places, &mut report);
    let known = links::Known::new(&drafts, &assets);
    let mut files: Vec<File> = Vec::new();
    let tags = site::Tags::of(&drafts);
    let mut given = BTreeSet::new();
    for mut draft in drafts {
        draft.fields.drop_repeated_aliases(&draft.lang, &mut given, &mut draft.notes);
        files.push(finish(draft, kind, &known, &mut report));
    }
    files.extend(assets.into_iter().map(|(_, file)| file));
    let listed =
        |lang: &Lang| request.site.is_some_and(|site| site.languages.iter().any(|known| known.tag == *lang));
    let mut new_languages: Vec<Lang> = languages.into_iter().filter(|lang| !listed(lang)).collect();
    if request.site.is_none() && !new_languages.is_empty() {
        files.extend(site::settings(&plan, &new_languages, &tags));
        new_languages.clear();
    }
    Imported { kind, files: Tree::new(files), report, new_languages }
}

/// The files of the site that were given away, and to which of the old ones.
#[derive(Default)]
struct Places(BTreeMap<SitePath, SitePath>);

impl Places {
    /// The place, unless it is none or another file has it, which the report then says.
    fn give(&mut self, from: &SitePath, to: Option<SitePath>, report: &mut Report) -> Option<SitePath> {
        let refusal = match &to {
            None => "its place cannot be named here".to_owned(),
            Some(to) => match self.0.get(to) {
                Some(other) => format!("`{other}` has the same place, {to}"),
                None => {
                    self.0.insert(to.clone(), from.clone());
                    return Some(to.clone());
                }
            },
        };
        report.skip(from, &refusal);
        None
    }
}

/// What a file says, whatever it was written in.
#[derive(Default)]
struct Made {
    fields: front::Fields,
    body: String,
    lang: Option<Lang>,
    notes: Vec<Note>,
}

fn read_page(page: &Page, text: &str, kind: Kind, includes: &mut includes::Includes<'_>) -> Made {
    match page.from.extension().to_lowercase().as_str() {
        "html" | "htm" => html::read(text),
        "txt" | "text" => text::read(text),
        _ => markdown::read(&page.from, text, kind, includes),
    }
}

/// What is imported, and how.
struct Job<'a> {
    tree: &'a Tree,
    kind: Kind,
    plan: &'a Plan,
    request: &'a Request<'a>,
}

impl Job<'_> {
    /// Every page, read, with its language and its place.
    fn drafts(&self, places: &mut Places, report: &mut Report) -> Vec<Draft> {
        let read = self.read_pages(report);
        let common =
            languages::common(read.iter().map(|(_, made)| made.body.as_str()), self.plan, self.request);
        let draft = |(page, made): (Page, Made)| {
            let given = page.lang.clone().or(made.lang);
            let lang = given.unwrap_or_else(|| languages::of(&made.body, self.kind, &common, self.request));
            let to = places.give(&page.from, self.target(&lang, &page.to), report)?;
            Some(Draft { lang, to, fields: made.fields, body: made.body, notes: made.notes, page })
        };
        read.into_iter().filter_map(draft).collect()
    }

    /// What every page says that is one of its own.
    fn read_pages(&self, report: &mut Report) -> Vec<(Page, Made)> {
        let (mut read, mut includes) = (Vec::new(), includes::Includes::new(self.tree));
        for page in &self.plan.pages {
            let Some(text) = page.text(self.tree) else {
                report.skip(&page.from, "it is no text in UTF-8");
                continue;
            };
            let mut made = read_page(page, &text, self.kind, &mut includes);
            if let Some(name) = page.generated() {
                if made.body.trim().is_empty() {
                    report.skip(&page.from, &format!("`vade build` makes the page `{name}` itself"));
                    continue;
                }
                made.fields.set_missing("slug", format!("{name}-page").into());
            }
            read.push((page.clone(), made));
        }
        read.retain(|(page, _)| {
            let part = includes.took(&page.from) && self.kind.is_part(page);
            if part {
                report.skip(&page.from, "its text stands in the pages that ask for it");
            }
            !part
        });
        read
    }

    /// Pictures and downloads under their new names, each with its old one.
    fn assets(&self, drafts: &[Draft], places: &mut Places, report: &mut Report) -> Vec<(SitePath, File)> {
        let first = drafts.first().map(|draft| &draft.lang);
        // Of two languages in a folder that of its first page counts.
        let beside: BTreeMap<&str, &Lang> =
            drafts.iter().rev().map(|draft| (draft.page.from.folder(), &draft.lang)).collect();
        let mut moved = Vec::new();
        for asset in &self.plan.assets {
            let Some(file) = self.tree.get(&asset.from) else { continue };
            if matches!(file.contents, Contents::Unreadable) {
                report.skip(&asset.from, "it cannot be read");
                continue;
            }
            let lang = asset.lang.as_ref().or(self.plan.languages.first());
            let lang = lang.or_else(|| beside.get(asset.from.folder()).copied()).or(first);
            let to = match asset.place {
                plan::Place::Static => SitePath::new(&format!("static/{}", asset.to)),
                plan::Place::Content => lang.and_then(|lang| self.target(lang, &asset.to)),
            };
            let Some(to) = places.give(&asset.from, to, report) else { continue };
            report.copied(&asset.from, &to);
            moved.push((asset.from.clone(), File { path: to, ..file.clone() }));
        }
        moved
    }

    /// Where a page of a language lies in the site.
    fn target(&self, lang: &Lang, to: &str) -> Option<SitePath> {
        let flat = self.request.site.is_some_and(|site| !site.prefixed && site.default_language == *lang);
        SitePath::new(&if flat { format!("content/{to}") } else { format!("content/{lang}/{to}") })
    }
}

/// The finished file.
fn finish(mut draft: Draft, kind: Kind, known: &links::Known, report: &mut Report) -> File {
    let (body, notes) = links::rewrite(&draft, kind, known);
    draft.notes.extend(notes);
    if let Some(order) = draft.page.order {
        draft.fields.set_missing("weight", order.into());
    }
    if let Some(title) = draft.page.title.clone().filter(|_| !markdown::has_title(&body)) {
        draft.fields.set_missing("title", title.into());
    }
    if let Some(day) = draft.page.from.stem().get(..10).filter(|day| day.parse::<jiff::civil::Date>().is_ok())
    {
        draft.fields.set_missing("created", day.into());
    }
    let text = format!("{}{}", draft.fields.to_yaml(), body.trim_matches('\n'));
    let text = format!("{}\n", text.trim_end());
    report.page(&draft.page.from, &draft.to, draft.notes);
    File::in_memory(draft.to, text.into_bytes())
}
