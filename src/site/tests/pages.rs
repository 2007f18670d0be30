//! Which pages there are, what they inherit, and in which order they stand.

use crate::article::{Located, Status, Translation};
use crate::language::Lang;
use crate::settings::MissingTranslation;

use super::super::testing::{Handmade, located, page, urls};

#[test]
fn every_article_has_a_page_in_every_language() {
    let site = Handmade::new(&["en", "sk"])
        .article("en/leave/parental.md")
        .article("sk/leave/parental.md")
        .article("sk/glosár.md")
        .site();
    assert_eq!(
        urls(&site),
        [
            "/base/en/",
            "/base/en/glos%C3%A1r/",
            "/base/en/leave/",
            "/base/en/leave/parental/",
            "/base/sk/",
            "/base/sk/glos%C3%A1r/",
            "/base/sk/leave/",
            "/base/sk/leave/parental/",
        ]
    );
    let fallback = page(&site, "en/glos%C3%A1r/");
    assert!(fallback.is_fallback());
    assert_eq!(fallback.canonical, "/base/sk/glos%C3%A1r/");
    assert_eq!(fallback.out.as_str(), "en/glosár/index.html");
    let real: Vec<_> = fallback.translations.iter().map(|other| (other.lang.as_str(), other.real)).collect();
    assert_eq!(real, [("en", false), ("sk", true)]);
}

#[test]
fn a_site_that_omits_has_only_what_was_written() {
    let site = Handmade::new(&["en", "sk"])
        .set(|settings| settings.missing_translation = MissingTranslation::Omit)
        .article("en/leave/parental.md")
        .article("sk/index.md")
        .site();
    assert_eq!(urls(&site), ["/base/en/", "/base/en/leave/", "/base/en/leave/parental/", "/base/sk/"]);
}

#[test]
fn one_language_without_a_folder_has_no_prefix() {
    let site = Handmade::new(&["en"]).article("index.md").article("leave/parental.md").site();
    assert_eq!(urls(&site), ["/base/", "/base/leave/", "/base/leave/parental/"]);
    assert_eq!(page(&site, "").out.as_str(), "index.html");
}

#[test]
fn an_article_is_what_its_original_is() {
    let site = Handmade::new(&["en", "sk", "et"])
        .article_with("sk/a.md", |article| {
            article.front.status = Some(Status::Draft);
            article.front.weight = Some(7);
        })
        .article_with("en/a.md", |article| {
            let source = Some(Located { value: Lang::new("sk").unwrap(), bytes: 0..2 });
            let (fingerprint, state, translator) = (None, None, None);
            article.front.translation = Some(Translation { source, fingerprint, state, translator });
        })
        .article_with("et/a.md", |article| {
            let (source, fingerprint, state, translator) = (None, None, None, None);
            article.front.translation = Some(Translation { source, fingerprint, state, translator });
            article.front.status = Some(Status::Verified);
        })
        .site();
    let et = page(&site, "et/a/");
    assert_eq!((et.meta.status, et.meta.weight, et.is_fallback()), (Some(Status::Verified), 7, false));
    assert!(page(&site, "en/a/").is_fallback(), "a draft by inheritance, shown in Estonian");
    assert!(!et.translations.iter().any(|other| other.lang.as_str() != "et" && other.real));
}

#[test]
fn weight_comes_before_title_and_titles_sort_by_their_language() {
    let titled = |title: &'static str, weight: Option<i64>| {
        move |article: &mut crate::article::Article| {
            article.title = title.to_owned();
            article.front.weight = weight;
        }
    };
    let site = Handmade::new(&["sk", "en"])
        .article_with("sk/s/a.md", titled("iskra", None))
        .article_with("sk/s/b.md", titled("chlieb", None))
        .article_with("sk/s/c.md", titled("hora", None))
        .article_with("sk/s/d.md", titled("zem", Some(1)))
        .site();
    let section = site.editions[0].sections.iter().find(|section| section.path == "s").unwrap();
    let titles: Vec<&str> = section.articles.iter().map(|article| article.title.as_str()).collect();
    assert_eq!(titles, ["zem", "hora", "chlieb", "iskra"]);
    let hora = page(&site, "sk/s/c/");
    assert_eq!(hora.previous.as_ref().unwrap().title, "zem");
    assert_eq!(hora.next.as_ref().unwrap().title, "chlieb");
    let trail: Vec<&str> = hora.trail.iter().map(|above| above.url.as_str()).collect();
    assert_eq!(trail, ["/base/sk/", "/base/sk/s/"]);
}

#[test]
fn archived_articles_are_built_and_not_listed() {
    let site = Handmade::new(&["en"])
        .article("s/a.md")
        .article_with("s/old.md", |article| {
            article.front.status = Some(Status::Archived);
            article.front.tags = Some(vec![located("history")]);
        })
        .site();
    assert_eq!(urls(&site), ["/base/", "/base/s/", "/base/s/a/", "/base/s/old/"]);
    let a = page(&site, "s/a/");
    assert_eq!(a.nav.nodes[0].children.len(), 1);
    assert_eq!(a.next, None);
    assert!(page(&site, "s/old/").meta.tags.is_empty() && page(&site, "s/old/").meta.unsearched);
}

#[test]
fn a_missing_translation_is_reported_once_with_all_languages() {
    let problems = Handmade::new(&["en", "sk", "et"]).article("en/a.md").failed("content/et/b.md").problems();
    assert_eq!(
        problems,
        ["missing-translation: content/en/a.md: Slovak and Estonian have no version of this article | - | \
          their readers are shown the English text; add content/sk/a.md and content/et/a.md"]
    );
    let problems = Handmade::new(&["en", "et"]).article("en/b.md").failed("content/et/b.md").problems();
    assert_eq!(problems, [""; 0]);
}

/// The addresses that the links of a page lead to, below the base path.

#[test]
fn a_page_beside_its_folder_is_the_page_of_the_section() {
    let site = Handmade::new(&["en"]).article("recovery.md").article("recovery/a.md").site();
    assert_eq!(urls(&site), ["/base/", "/base/recovery/", "/base/recovery/a/"]);
    let section = site.editions[0].sections.iter().find(|section| section.path == "recovery").unwrap();
    assert!(section.written && section.articles.len() == 1);
}

#[test]
fn long_sections_are_shown_around_the_page() {
    let names: Vec<String> = (0..180).map(|number| format!("s/a{number:03}.md")).collect();
    let site = names.iter().fold(Handmade::new(&["en"]), |site, name| site.article(name)).site();
    let section = |url: &str| page(&site, url).nav.nodes[0].clone();
    let middle = section("s/a090/");
    assert_eq!((middle.children.len(), middle.hidden), (50, 130));
    assert!(middle.children.iter().any(|node| node.url == "/base/s/a090/"));
    assert_eq!(section("s/").children[0].url, "/base/s/a000/");
    assert_eq!(page(&site, "s/a090/").nav.key(), page(&site, "s/a091/").nav.key());
}

#[test]
fn related_articles_say_similar_things() {
    let about = |text: &'static str| {
        move |article: &mut crate::article::Article| {
            article.passages[0].text = text.to_owned();
        }
    };
    let site = Handmade::new(&["en", "sk"])
        .article_with("en/a.md", about("refund invoice apology"))
        .article_with("en/b.md", about("refund invoice delivery"))
        .article_with("en/c.md", about("telephone greeting"))
        .article_with("en/d.md", |article| article.front.related = Some(vec![located("c"), located("d")]))
        .site();
    let related = |url: &str| -> Vec<String> {
        page(&site, url).related.iter().map(|other| other.url.replace("/base/", "")).collect()
    };
    assert_eq!(related("en/a/"), ["en/b/"]);
    assert_eq!(related("en/d/"), ["en/c/"]);
    assert_eq!(related("en/c/"), [""; 0]);
    assert_eq!(related("sk/a/"), ["sk/b/"], "fallbacks where there is nothing else");
}
