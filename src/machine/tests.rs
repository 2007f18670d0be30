//! Whole sites through [`complete`].

use std::collections::BTreeSet;

use jiff::civil::{Date, date};
use serde_json::Value;

use super::*;
use crate::article::{Article, Heading, Status};
use crate::diag::Place;
use crate::output::Body;
use crate::settings::MissingTranslation;
use crate::site::testing::{Handmade, located};

fn output(site: &Handmade) -> Output {
    complete(&site.site(), &site.tree(), Vec::new(), &mut super::Remembered::default())
}

fn text(output: &Output, path: &str) -> String {
    let names: Vec<_> = output.files.keys().collect();
    let file = output.files.get(path).unwrap_or_else(|| panic!("no {path} among {names:?}"));
    let Body::Bytes(bytes) = &file.body else { panic!("{path} is not in memory") };
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

fn written_on(day: Date) -> impl FnOnce(&mut Article) {
    move |article| {
        article.front.updated = Some(day);
        let text = format!("Text of {}.", article.title);
        article.published = Key::of_bytes(text.as_bytes());
        article.source_text = Arc::from(text.into_bytes());
    }
}

/// Two languages, one article in both, one in Slovak only, one archived, one unfindable.
fn handbook() -> Handmade {
    let mut handbook = Handmade::new(&["en", "sk"]);
    handbook.settings.languages[0].title = "Client <care> & \"co\"".into();
    handbook.settings.languages[0].description = "How we\nhelp [people]".into();
    handbook
        .article_with("en/recovery/index.md", written_on(date(2026, 1, 1)))
        .article_with("en/recovery/mistake.md", |article| {
            written_on(date(2026, 2, 1))(article);
            article.front.created = Some(date(2026, 1, 15));
            article.front.title = Some(located("After a mistake & <b>"));
            article.title = "After a mistake & <b>".into();
            let place = Place::file(&article.path);
            article.outline = vec![Heading { level: 2, id: "say-it".into(), text: "Say it".into(), place }];
        })
        .article_with("sk/recovery/mistake.md", |article| {
            written_on(date(2026, 3, 1))(article);
            article.front.slug = Some(located("chyba"));
        })
        .article_with("sk/slovnik.md", written_on(date(2026, 1, 2)))
        .article_with("en/old.md", |article| {
            written_on(date(2026, 4, 1))(article);
            article.front.status = Some(Status::Archived);
        })
        .article_with("en/hidden.md", |article| {
            written_on(date(2026, 5, 1))(article);
            article.front.noindex = Some(true);
        })
        .article("en/undated.md")
        .file("content/en/recovery/picture.png")
}

#[test]
fn every_field_of_the_schema_is_described_and_closed() {
    fn check(schema: &Value, path: &str) {
        let Some(fields) = schema.as_object() else { return };
        let open =
            fields.contains_key("properties") && fields.get("additionalProperties") != Some(&false.into());
        assert!(!open, "{path} is open");
        for part in ["properties", "$defs"] {
            for (name, field) in fields.get(part).and_then(Value::as_object).into_iter().flatten() {
                let described = field.get("description").is_some() || field.get("$ref").is_some();
                assert!(described, "{path}/{name} has no description");
                check(field, &format!("{path}/{name}"));
            }
        }
    }
    check(&serde_json::from_str(INDEX_SCHEMA).expect("JSON"), "");
}

#[test]
fn the_index_lists_what_was_written_once_in_each_language() {
    let index: Value = serde_json::from_str(&text(&output(&handbook()), "index.json")).expect("JSON");
    let articles = index["articles"].as_array().expect("a list");
    let names: Vec<String> =
        articles.iter().map(|it| format!("{} {}", it["id"], it["lang"]).replace('"', "")).collect();
    let expected = [
        "hidden en",
        "old en",
        "recovery en",
        "recovery/mistake en",
        "recovery/mistake sk",
        "slovnik sk",
        "undated en",
    ];
    assert_eq!(names, expected);
    let (original, translated) = (&articles[3], &articles[4]);
    assert_eq!(original["translations"]["sk"], "/base/sk/recovery/chyba/");
    assert_eq!(translated["translations"]["en"], "/base/en/recovery/mistake/");
    assert_eq!(original["headings"][0]["id"], "say-it");
    assert_eq!((&original["section"], &original["kind"]), (&"recovery".into(), &"article".into()));
    assert_ne!(original["fingerprint"], translated["fingerprint"]);
}

#[test]
fn the_site_map_lists_what_may_be_found_with_real_translations() {
    let map = text(&output(&handbook()), "sitemap.xml");
    let urls: BTreeSet<&str> = between(&map, "<loc>", "</loc>").collect();
    assert!(urls.contains("https://example.org/base/en/recovery/mistake/"), "{map}");
    assert!(urls.contains("https://example.org/base/sk/slovnik/"), "{map}");
    for hidden in ["en/slovnik/", "en/old/", "en/hidden/", "sk/undated/"] {
        assert!(!map.contains(hidden), "{hidden} in {map}");
    }
    for other in between(&map, "href=\"", "\"") {
        assert!(urls.contains(other), "{other} is offered and not listed in {map}");
    }
    let page =
        map.split("<url>").find(|url| url.contains("<loc>https://example.org/base/sk/recovery/chyba/"));
    let page = page.expect("it is listed");
    assert!(page.contains("<lastmod>2026-03-01</lastmod>"), "{page}");
    assert_eq!(page.matches("xhtml:link").count(), 3, "{page}");
    assert!(page.contains("hreflang=\"x-default\" href=\"https://example.org/base/en/recovery/mistake/\""));
}

#[test]
fn a_large_site_map_is_split() {
    let site = handbook().site();
    let whole = sitemap::make(&site);
    assert_eq!(whole.len(), 1);
    for (pages, bytes) in [(2, usize::MAX), (usize::MAX, 1000), (usize::MAX, 1)] {
        let parts = sitemap::make_within(&site, pages, bytes);
        let output = Output::complete(parts);
        let index = text(&output, "sitemap.xml");
        let names: Vec<&str> = between(&index, "<loc>https://example.org/base/", "</loc>").collect();
        assert!(names.len() > 1 && index.contains("<sitemapindex"), "{index}");
        let all: String = names.iter().map(|name| text(&output, name)).collect();
        let Body::Bytes(expected) = &whole[0].1.body else { panic!("in memory") };
        let expected = String::from_utf8_lossy(expected).matches("<url>").count();
        assert_eq!(all.matches("<url>").count(), expected);
    }
}

#[test]
fn feeds_go_back_in_time() {
    let output = output(&handbook());
    let feed = text(&output, "en/feed.xml");
    let ids: Vec<&str> = between(&feed, "<id>", "</id>").collect();
    assert_eq!(ids, ["https://example.org/base/en/", "https://example.org/base/en/#recovery/mistake"]);
    assert!(feed.contains("<title>After a mistake &amp; &lt;b&gt;</title>"), "{feed}");
    assert!(feed.contains("<published>2026-01-15T00:00:00Z</published>"), "{feed}");
    assert_eq!(between(&feed, "<updated>", "</updated>").collect::<Vec<_>>(), ["2026-02-01T00:00:00Z"; 2]);
    let feed = text(&output, "sk/feed.xml");
    let days: Vec<&str> = between(&feed, "<updated>", "</updated>").map(|day| &day[..10]).collect();
    assert_eq!(days, ["2026-03-01", "2026-03-01", "2026-01-02"]);
}

#[test]
fn an_imported_article_is_no_younger_than_its_last_change() {
    let day = date(2026, 11, 22);
    let site = Handmade::new(&["en"]).article_with("imported.md", |article| {
        written_on(date(2026, 10, 9))(article);
        article.history = Some(crate::source::History { created: day, updated: day });
    });
    let feed = text(&output(&site), "feed.xml");
    assert!(feed.contains("<published>2026-10-09T00:00:00Z</published>"), "{feed}");
    assert!(!feed.contains("2026-11-22"), "{feed}");
}

#[test]
fn a_feed_can_be_short_or_absent() {
    let mut site = handbook();
    site.settings.feeds.limit = 1;
    assert_eq!(text(&output(&site), "sk/feed.xml").matches("<entry>").count(), 1);
    site.settings.feeds.enabled = false;
    assert!(!output(&site).files.contains_key("sk/feed.xml"));
}

#[test]
fn every_xml_file_is_well_formed() {
    let output = output(&handbook());
    for (path, _) in output.files.iter().filter(|(path, _)| path.as_str().ends_with(".xml")) {
        let text = text(&output, path.as_str());
        let mut open = Vec::new();
        for tag in between(&text, "<", ">").filter(|tag| !tag.starts_with('?') && !tag.ends_with('/')) {
            match tag.strip_prefix('/') {
                Some(name) => assert_eq!(open.pop(), Some(name), "{path}"),
                None => open.push(tag.split(' ').next().unwrap_or_default()),
            }
        }
        assert!(open.is_empty(), "{path} leaves {open:?} open");
    }
}

#[test]
fn the_overview_has_the_sections_of_every_language() {
    let overview = text(&output(&handbook()), "llms.txt");
    let expected = "# Client \\<care\\> & \"co\"\n\n> How we help \\[people\\]\n";
    assert!(overview.starts_with(expected), "{overview}");
    let line = "- [After a mistake & \\<b\\>](https://example.org/base/en/recovery/mistake/index.md): About mistake.";
    assert!(overview.contains(line), "{overview}");
    let heading = |name: &str| overview.find(&format!("## {name}: ")).expect(&overview);
    assert!(heading("English") < heading("Slovenčina"), "{overview}");
    assert!(!overview.contains("old/") && !overview.contains("hidden/"), "{overview}");
}

#[test]
fn source_texts_lie_beside_their_pages_only() {
    let mut site = handbook();
    let output = output(&site);
    assert_eq!(text(&output, "sk/recovery/chyba/index.md"), "Text of mistake (sk).");
    assert!(!output.files.contains_key("en/slovnik/index.md"), "a fallback has its text elsewhere");
    assert_eq!(text(&output, "en/recovery/picture.png"), "content/en/recovery/picture.png");
    site.settings.output.source_copies = false;
    let output = super::complete(&site.site(), &site.tree(), Vec::new(), &mut super::Remembered::default());
    assert!(!output.files.keys().any(|path| path.as_str().ends_with(".md")));
    assert!(text(&output, "llms.txt").contains("(https://example.org/base/en/recovery/mistake/)"));
}

#[test]
fn a_robots_file_of_the_writer_counts() {
    let site = handbook();
    let own = text(&output(&site), "robots.txt");
    assert_eq!(own, "User-agent: *\nDisallow:\n\nSitemap: https://example.org/base/sitemap.xml\n");
    let site = site.file("static/robots.txt");
    assert_eq!(text(&output(&site), "robots.txt"), "static/robots.txt");
}

#[test]
fn a_site_of_one_language_has_its_files_at_the_top() {
    let site = Handmade::new(&["en"])
        .set(|settings| settings.missing_translation = MissingTranslation::Omit)
        .article_with("index.md", written_on(date(2026, 1, 1)))
        .article_with("leave.md", written_on(date(2026, 1, 1)));
    let output = output(&site);
    let names: Vec<&str> = output.files.keys().map(|path| path.as_str()).collect();
    let expected = [
        "feed.xml",
        "index.json",
        "index.md",
        "leave/index.md",
        "llms.txt",
        "manifest.json",
        "robots.txt",
        "sitemap.xml",
    ];
    assert_eq!(names, expected);
    assert!(!text(&output, "llms.txt").contains("## en: "));
}

fn between<'a>(text: &'a str, before: &'a str, after: &'a str) -> impl Iterator<Item = &'a str> {
    text.split(before).skip(1).filter_map(move |rest| rest.split(after).next())
}
