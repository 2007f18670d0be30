//! [`render`]: the HTML of one page.

use std::collections::BTreeSet;

use tera::{Context, Value};

use crate::diag::{Checked, Diagnostic, Place};
use crate::key::Keyed;
use crate::output::Artifact;
use crate::path::{OutPath, SitePath};
use crate::theme::Theme;

use super::describe::{article, page_of_frame, page_of_text};
use super::fill::fill;
use super::frame::Frame;
use super::inputs::{
    PageInputs, Plain, PlainPage, Rank, RedirectPage, SectionPage, StatusPage, TagPage, TagsPage, TextPage,
};
use super::navigation::Navigation;
use super::print::{self, PrintPage};
use super::scope::Scope;
use super::status;
use super::view::{PageView, SectionView, TagCountView, TagView};

/// The variables that only some pages have; on others they are `none`.
const OPTIONAL: [&str; 8] = ["nav", "article", "section", "tag", "tags", "chooser", "print", "board"];

/// Renders a page: its file and what is in it. A page that cannot be rendered is empty, and
/// the problem says why; it says the same on all pages, so that one cause is reported once.
pub fn render(inputs: &PageInputs, theme: &Theme) -> Checked<(OutPath, Artifact)> {
    let mut drawn = match inputs {
        PageInputs::Article(page) => text_page(page),
        PageInputs::Section(page) => section_page(page),
        PageInputs::Tags(page) => tags_page(page),
        PageInputs::Tag(page) => tag_page(page),
        PageInputs::Plain(page) => plain_page(page),
        PageInputs::Print(page) => print_page(page),
        PageInputs::Status(page) => status_page(page),
        PageInputs::Redirect(page) => redirect_page(page),
    };
    let (html, notes) = match finish(&mut drawn, theme) {
        Ok(html) => (html, Vec::new()),
        Err(problem) => (Vec::new(), vec![blamed(*problem, inputs)]),
    };
    Checked::new((drawn.out, Artifact::new(html, drawn.sources)), notes)
}

/// A problem that is in no template is in the file that asks for one that isn't there.
fn blamed(problem: Diagnostic, inputs: &PageInputs) -> Diagnostic {
    let at = problem.at.clone().or_else(|| Some(Place::file(&inputs.text()?.entry.article.path)));
    Diagnostic { at, ..problem }
}

/// What [`render`] would report of a page, with an empty one in its place. Templates of the
/// built-in theme have no errors, so that a page of theirs need not be made to know it.
pub fn proof(inputs: &PageInputs, theme: &Theme) -> Checked<(OutPath, Artifact)> {
    let named = inputs.text().is_some_and(|text| !text.entry.meta.template.is_empty());
    let notes = if named || !theme.is_built_in() { render(inputs, theme).notes } else { Vec::new() };
    Checked::new((inputs.out().clone(), Artifact::new([], [])), notes)
}

/// Renders the navigation, then the page around it.
fn finish(drawn: &mut Drawn, theme: &Theme) -> Result<Vec<u8>, Box<Diagnostic>> {
    let html = match &drawn.nav {
        Some((nav, url, scope)) => Value::safe_string(&nav.html(url, scope, theme)?),
        None => Value::none(),
    };
    drawn.context.insert_value("navigation", html);
    theme.render(&drawn.template, &drawn.context)
}

/// All that is needed to render a page.
struct Drawn {
    template: String,
    context: Context,
    /// The navigation, the page's address in it, and the language that it is in.
    nav: Option<(Keyed<Navigation>, String, Keyed<Scope>)>,
    out: OutPath,
    sources: Vec<SitePath>,
}

/// The variables that every page of a language has.
fn context(scope: &Scope, page: &PageView) -> Context {
    let mut context = Context::new();
    for name in OPTIONAL {
        context.insert_value(name, Value::none());
    }
    context.insert_value("site", scope.site.clone());
    context.insert_value("lang", scope.language.clone());
    context.insert_value("t", scope.strings.value().clone());
    context.insert("page", page);
    context
}

fn text_page(page: &TextPage) -> Drawn {
    let template = match page.entry.meta.template.as_str() {
        "" => "article",
        other => other,
    };
    draw_text(page, "article", template)
}

fn draw_text(page: &TextPage, kind: &'static str, template: &str) -> Drawn {
    let entry = &*page.entry;
    let mut context = context(&page.scope, &page_of_text(page, kind));
    context.insert_value("nav", page.nav.lines.clone());
    context.insert("article", &article(page));
    let mut body = fill(&entry.article.body, &entry.links, &page.text_scope.strings);
    if let Some(glossary) = &page.text_scope.glossary {
        body = glossary.explain(body, &entry.canonical);
    }
    context.insert_value("body", Value::safe_string(&body));
    let nav = Some((page.nav.clone(), entry.url.clone(), page.scope.clone()));
    Drawn { template: template.to_owned(), context, nav, out: entry.out.clone(), sources: sources(page) }
}

fn section_page(page: &SectionPage) -> Drawn {
    let (kind, usual) = match page.rank {
        Rank::Home => ("home", "home"),
        Rank::Section => ("section", "section"),
    };
    let template = match page.text.entry.meta.template.as_str() {
        "" | "section" | "article" => usual,
        other => other,
    };
    let mut drawn = draw_text(&page.text, kind, template);
    let scope = &page.text.scope;
    let view = SectionView {
        sections: scope.links(&page.sections),
        articles: scope.links(&page.articles),
        latest: scope.links(&page.latest),
        print_url: page.print.clone(),
        feed_url: (scope.section_feeds && page.rank == Rank::Section)
            .then(|| format!("{}feed.xml", page.text.entry.url)),
    };
    drawn.context.insert("section", &view);
    drawn
}

/// The files that a text came from.
fn sources(page: &TextPage) -> Vec<SitePath> {
    let article = &*page.entry.article;
    let own = Some(article.path.clone()).filter(|_| !article.source_text.is_empty());
    let mut sources: Vec<SitePath> = own.into_iter().chain(article.includes.iter().cloned()).collect();
    sources.sort();
    sources.dedup();
    sources
}

fn framed(frame: &Frame, template: &str, page: &PageView) -> Drawn {
    let mut context = context(&frame.scope, page);
    context.insert_value("nav", frame.nav.lines.clone());
    let nav = Some((frame.nav.clone(), frame.url.clone(), frame.scope.clone()));
    Drawn { template: template.to_owned(), context, nav, out: frame.out.clone(), sources: Vec::new() }
}

fn tags_page(page: &TagsPage) -> Drawn {
    let title = page.frame.scope.strings.label("tags.title");
    let mut drawn = framed(&page.frame, "tags", &page_of_frame(&page.frame, "tags", title));
    let tags = page.tags.iter().map(|tag| TagCountView {
        id: tag.id.clone(),
        label: tag.label.clone(),
        url: tag.url.clone(),
        articles: tag.articles.len(),
    });
    drawn.context.insert("tags", &tags.collect::<Vec<_>>());
    drawn
}

fn tag_page(page: &TagPage) -> Drawn {
    let tag = &*page.tag;
    let mut drawn = framed(&page.frame, "tag", &page_of_frame(&page.frame, "tag", &tag.label));
    let articles = page.frame.scope.links(&tag.articles);
    let feed_url = page.frame.scope.tag_feeds.then(|| format!("{}feed.xml", tag.url));
    drawn
        .context
        .insert("tag", &TagView { id: tag.id.clone(), label: tag.label.clone(), articles, feed_url });
    drawn
}

fn plain_page(page: &PlainPage) -> Drawn {
    let (frame, scope) = (&page.frame, &*page.frame.scope);
    let (template, kind, title) = match page.kind {
        Plain::Search => ("search", "search", scope.strings.label("search.title")),
        Plain::NotFound => ("404", "not_found", scope.strings.label("not_found.title")),
        Plain::Chooser => ("chooser", "chooser", scope.title.as_str()),
        Plain::WebManifest => ("webmanifest", "manifest", scope.title.as_str()),
    };
    let mut view = page_of_frame(frame, kind, title);
    if page.kind != Plain::Chooser {
        view.noindex = true;
    }
    if page.kind == Plain::NotFound {
        view.canonical = None;
    }
    let mut drawn = framed(frame, template, &view);
    drawn.context.insert_value("chooser", scope.homes.clone());
    drawn
}

fn print_page(page: &PrintPage) -> Drawn {
    let mut view = page_of_frame(&page.frame, "print", &page.title);
    view.noindex = true;
    view.canonical = Some(format!("{}{}", page.frame.scope.origin, page.printed));
    view.default_alternate = None;
    let mut drawn = framed(&page.frame, "print", &view);
    drawn.context.insert("print", &print::view(page));
    let articles = page.chapters.iter().map(|chapter| &chapter.entry.article);
    let own = articles.flat_map(|article| {
        let written = Some(&article.path).filter(|_| !article.source_text.is_empty());
        written.into_iter().chain(&article.includes)
    });
    drawn.sources = own.cloned().collect::<BTreeSet<_>>().into_iter().collect();
    drawn
}

fn status_page(page: &StatusPage) -> Drawn {
    let title = page.frame.scope.strings.label("board.title");
    let mut view = page_of_frame(&page.frame, "status", title);
    view.noindex = true;
    let mut drawn = framed(&page.frame, "status", &view);
    drawn.context.insert("board", &status::rows(page));
    drawn
}

fn redirect_page(page: &RedirectPage) -> Drawn {
    let (redirect, scope) = (&page.redirect, &*page.scope);
    let view = PageView {
        kind: "redirect",
        title: redirect.title.clone(),
        description: String::new(),
        url: redirect.url.clone(),
        canonical: Some(format!("{}{}", scope.origin, redirect.url)),
        noindex: true,
        text_lang: None,
        alternates: Vec::new(),
        default_alternate: None,
        trail: Vec::new(),
        picture: None,
        json_ld: None,
    };
    Drawn {
        template: "redirect".to_owned(),
        context: context(scope, &view),
        nav: None,
        out: redirect.out.clone(),
        sources: vec![redirect.source.clone()],
    }
}
