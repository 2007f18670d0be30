//! A small site made by hand, rendered with the default theme.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::date;

use super::*;
use crate::article::{Article, Body, Filling, FrontMatter, Heading, Hole, Role};
use crate::diag::Place;
use crate::key::{Key, Keyed};
use crate::language::Lang;
use crate::output;
use crate::path::{OutPath, SitePath};
use crate::settings::{self, *};
use crate::site::*;
use crate::source::Tree;
use crate::theme::{self, Theme};

fn lang(tag: &str) -> Lang {
    Lang::new(tag).unwrap()
}

fn settings() -> Settings {
    let text = r#"
title = "Client care"
base_url = "https://example.org/base/"
edit_url = "https://git.example.org/edit/"
default_language = "en"
[languages.en]
[languages.ar]
title = "رعاية العملاء"
[output]
print = false
"#;
    settings::testing::settings(text, &[])
}

/// The article `path` (without language) as readers of `reader` have it; written in English.
fn entry(reader: &str, path: &str, title: &str) -> Arc<Entry> {
    let url = format!("/base/{reader}/{path}");
    let original = format!("/base/en/{path}");
    let out = OutPath::new(&format!("{reader}/{path}index.html")).unwrap();
    let source = SitePath::new(&format!("content/en/{path}index.md")).unwrap();
    let alternate = |tag: &str| Alternate {
        lang: lang(tag),
        url: format!("/base/{tag}/{path}"),
        title: title.into(),
        real: tag == "en",
    };
    Arc::new(Entry {
        lang: lang(reader),
        article: Keyed::with_key(Key::of(&(path, title)), article(&source, title)),
        meta: Keyed::new(meta(path, title)),
        url,
        out,
        canonical: original,
        links: Keyed::new(vec![Resolved { href: "/base/en/?a=1&b".into(), pixels: None }]),
        trail: Keyed::new(Vec::new()),
        previous: None,
        next: None,
        translations: Keyed::new(vec![alternate("en"), alternate("ar")]),
        related: Keyed::new(Vec::new()),
        nav: Keyed::new(nav(reader)),
    })
}

fn nav(reader: &str) -> Nav {
    let node = |path: &str, children| NavNode {
        url: format!("/base/{reader}/{path}"),
        title: path.into(),
        lang: None,
        section: true,
        open: true,
        children,
        hidden: 0,
    };
    Nav { nodes: vec![node("a/", vec![node("a/b/", Vec::new())]), node("c/", Vec::new())], hidden: 0 }
}

fn article(path: &SitePath, title: &str) -> Article {
    let heading =
        |level, id: &str| Heading { level, id: id.into(), text: id.into(), place: Place::file(path) };
    Article {
        path: path.clone(),
        lang: lang("en"),
        section: "a".into(),
        role: Role::Page,
        stem: "b".into(),
        front: FrontMatter::default(),
        title: title.into(),
        body: Body {
            html: "<p><a href=\"\">home</a></p><div class=\"alert alert-note\" role=\"note\"><p class=\"alert-title\"></p></div>".into(),
            holes: vec![
                Hole { at: 12, filling: Filling::Link(0) },
                Hole { at: 91, filling: Filling::Label("alert.note") },
            ],
        },
        outline: vec![heading(2, "one"), heading(3, "two"), heading(2, "three")],
        anchors: Vec::new(),
        links: Vec::new(),
        passages: Vec::new(),
        words: 500,
        lead: String::new(),
        parts: Vec::new(),
        source_text: std::sync::Arc::from(&b"# x"[..]),
        published: Key::default(),
        blocks: vec![],
        withheld: vec![],
        history: None,
        includes: Vec::new(),
        face: Key::default(),
    }
}

fn meta(path: &str, title: &str) -> Meta {
    Meta {
        id: path.trim_end_matches('/').into(),
        title: title.into(),
        nav_title: title.into(),
        description: "What <it> is".into(),
        summary: "A summary".into(),
        weight: 0,
        tags: vec![TagLink { id: "trust".into(), label: "Trust".into(), url: "/base/en/tags/trust/".into() }],
        status: None,
        audience: Vec::new(),
        owner: None,
        reviewed_on: None,
        review_due: None,
        freshness: crate::site::Freshness::Original,
        translated_from: None,
        overdue: false,
        created: None,
        updated: Some(date(2026, 3, 7)),
        original: lang("en"),
        translation: None,
        keywords: Vec::new(),
        boost: 1000,
        unsearched: false,
        toc: true,
        template: "article".into(),
        noindex: false,
        extra: serde_json::Value::Null,
    }
}

fn site() -> Site {
    let edition = |tag: &str| {
        let section = |path: &str| {
            Arc::new(Section {
                path: path.trim_end_matches('/').into(),
                title: path.into(),
                page: entry(tag, path, "Home"),
                written: true,
                sections: Keyed::new(Vec::new()),
                articles: Keyed::new(Vec::new()),
            })
        };
        let tag_page = Tag {
            id: "trust".into(),
            label: "Trust".into(),
            url: format!("/base/{tag}/tags/trust/"),
            out: OutPath::new(&format!("{tag}/tags/trust/index.html")).unwrap(),
            articles: Keyed::new(Vec::new()),
            translations: Keyed::new(Vec::new()),
        };
        Edition {
            lang: lang(tag),
            home: format!("/base/{tag}/"),
            entries: vec![entry(tag, "a/b/", "A & B")],
            sections: vec![section(""), section("a/")],
            tags: vec![Arc::new(tag_page)],
        }
    };
    Site {
        settings: Keyed::new(settings()),
        as_of: date(2026, 11, 22),
        editions: vec![edition("en"), edition("ar")],
        redirects: vec![Redirect {
            out: OutPath::new("old/index.html").unwrap(),
            url: "/base/en/a/b/".into(),
            title: "A & B".into(),
            lang: lang("en"),
            source: SitePath::new("content/en/a/b.md").unwrap(),
        }],
        assets: BTreeMap::new(),
        ground: Key::default(),
    }
}

fn default_theme() -> Theme {
    let loaded = theme::load(&Tree::default(), &settings(), &mut theme::Remembered::default());
    assert_eq!(loaded.notes, [], "the default theme has no problems");
    loaded.value.unwrap()
}

fn pages() -> BTreeMap<String, String> {
    let theme = default_theme();
    let inputs = plan(&site(), &theme, &mut super::Remembered::default());
    let rendered = inputs.pages.iter().chain(&inputs.documents).map(|inputs| {
        let made = render(inputs, &theme);
        assert_eq!(made.notes, []);
        let (out, artifact) = made.value;
        let output::Body::Bytes(bytes) = artifact.body else { panic!("pages are in memory") };
        (out.to_string(), String::from_utf8(bytes.to_vec()).unwrap())
    });
    rendered.collect()
}

#[test]
fn every_kind_of_page_is_made() {
    let pages = pages();
    let names: Vec<&str> = pages.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            "404.html",
            "ar/404.html",
            "ar/a/b/index.html",
            "ar/a/index.html",
            "ar/index.html",
            "ar/search/index.html",
            "ar/site.webmanifest",
            "ar/tags/index.html",
            "ar/tags/trust/index.html",
            "en/404.html",
            "en/a/b/index.html",
            "en/a/index.html",
            "en/index.html",
            "en/search/index.html",
            "en/site.webmanifest",
            "en/tags/index.html",
            "en/tags/trust/index.html",
            "index.html",
            "old/index.html",
        ]
    );
}

#[test]
fn a_fallback_page_says_which_language_is_whose() {
    let pages = pages();
    let page = &pages["ar/a/b/index.html"];
    assert!(page.contains("<html lang=\"ar\" dir=\"rtl\""));
    assert!(page.contains("<article class=\"article\" lang=\"en\" dir=\"ltr\">"));
    assert!(page.contains("<link rel=\"canonical\" href=\"https://example.org/base/en/a/b/\">"));
    assert!(!page.contains("hreflang=\"x-default\""));
    assert!(page.contains("alert-title\">Note<"), "labels are in the language of the text");
}

#[test]
fn what_comes_from_writers_is_escaped() {
    let pages = pages();
    let page = &pages["en/a/b/index.html"];
    assert!(page.contains("<h1>A &amp; B</h1>"));
    assert!(page.contains("content=\"What &lt;it&gt; is\""));
    assert!(page.contains("href=\"/base/en/?a=1&amp;b\""));
    assert!(page.contains("What \\u003cit> is"), "structured data cannot end its element");
    assert!(pages["old/index.html"].contains("url=/base/en/a/b/"));
}

#[test]
fn a_page_is_keyed_by_all_that_it_shows() {
    let theme = default_theme();
    let keys = |site: &Site| {
        plan(site, &theme, &mut super::Remembered::default()).pages.iter().map(Keyed::key).collect::<Vec<_>>()
    };
    let plain = site();
    let mut other = site();
    assert_eq!(keys(&plain), keys(&other));
    let entry = Arc::make_mut(&mut other.editions[0].entries[0]);
    entry.related = Keyed::new(vec![Keyed::new(Reference {
        url: "/x/".into(),
        title: "X".into(),
        nav_title: "X".into(),
        summary: String::new(),
        lang: None,
        updated: None,
        draft: false,
    })]);
    let changed = keys(&plain).iter().zip(keys(&other)).filter(|(a, b)| **a != *b).count();
    assert_eq!(changed, 1);
}
