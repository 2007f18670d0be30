//! Whole sites through [`assemble`](super::assemble).

use crate::article::{Article, Located, Status, Translation};
use crate::diag::Checked;
use crate::language::Lang;
use crate::settings::MissingTranslation;

use super::testing::{Handmade, forward, located, page, urls};
use super::{Remembered, Site};

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
fn slugs_count_in_their_own_language_and_for_all_below() {
    let slug = |slug: &'static str| {
        move |article: &mut crate::article::Article| {
            article.front.slug = Some(located(slug));
        }
    };
    let site = Handmade::new(&["en", "sk"])
        .article_with("sk/mindset/index.md", slug("nastavenie"))
        .article_with("sk/mindset/calm.md", slug("pokoj"))
        .article("en/mindset/calm.md")
        .article("en/mindset/other.md")
        .file("content/sk/mindset/picture.png")
        .site();
    let urls = urls(&site);
    for url in ["sk/nastavenie/", "sk/nastavenie/pokoj/", "sk/nastavenie/other/", "en/mindset/calm/"] {
        assert!(urls.contains(&format!("/base/{url}").as_str()), "{url} in {urls:?}");
    }
    let pictures: Vec<&str> = site.assets.values().map(|asset| asset.url.as_str()).collect();
    assert_eq!(pictures, ["/base/sk/nastavenie/picture.png"]);
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
fn hrefs(site: &super::Site, url: &str) -> Vec<String> {
    let links = page(site, url).links.iter();
    links.map(|link| link.href.strip_prefix("/base/").unwrap_or(&link.href).to_owned()).collect()
}

#[test]
fn links_are_understood_as_people_write_them() {
    let targets = [
        "apply.md",
        "./apply.md?x=1#how",
        "../index.md",
        "/leave/apply.md",
        "/en/leave/apply.md",
        "/base/en/leave/apply/",
        "../apply",
        "../apply/index.html",
        "../apply.html",
        "/leave/apply/",
        "/leave/apply",
        "https://example.org/base/en/leave/apply/#how",
        "apply",
        "../../glossary/#%C4%8Do-je",
        "/sk/glossary/",
        "../",
        "#own",
        "/",
        "../../tags/",
        "/feed.xml",
        "form.pdf",
        "../form.pdf",
        "/logo.svg",
    ];
    let site = Handmade::new(&["en", "sk"])
        .linking("en/leave/parental.md", &targets)
        .article_with("en/leave/apply.md", |article| article.anchors = vec!["how".to_owned()])
        .article_with("en/glossary.md", |article| article.anchors = vec!["čo-je".to_owned()])
        .article_with("en/own.md", |_| {})
        .file("content/en/leave/form.pdf")
        .file("static/logo.svg");
    let site =
        Handmade::article_with(site, "en/leave/own.md", |article| article.anchors.push("own".to_owned()));
    let problems = site.problems();
    let broken: Vec<_> = problems.iter().filter(|problem| problem.contains("broken")).collect();
    assert_eq!(broken.len(), 1, "{problems:#?}");
    assert_eq!(
        hrefs(&site.assemble().value, "en/leave/parental/"),
        [
            "en/leave/apply/",
            "en/leave/apply/?x=1#how",
            "en/",
            "en/leave/apply/",
            "en/leave/apply/",
            "en/leave/apply/",
            "en/leave/apply/",
            "en/leave/apply/",
            "en/leave/apply/",
            "en/leave/apply/",
            "en/leave/apply/",
            "en/leave/apply/#how",
            "en/leave/apply/",
            "en/glossary/#%C4%8Do-je",
            "sk/glossary/",
            "en/leave/",
            "#own",
            "",
            "en/tags/",
            "en/feed.xml",
            "en/leave/form.pdf",
            "en/leave/form.pdf",
            "logo.svg",
        ]
    );
}

#[test]
fn other_peoples_addresses_are_left_alone() {
    let targets = ["https://example.com/a b", "mailto:care@example.org", "//cdn.example.org/x", "tel:+421"];
    let site = Handmade::new(&["en"]).linking("a.md", &targets).site();
    assert_eq!(hrefs(&site, "a/"), targets);
}

#[test]
fn links_of_a_fallback_stay_with_its_readers() {
    let site = Handmade::new(&["en", "sk", "et"])
        .linking("en/a.md", &["b.md", "b.md#how", "c.md#why", "/sk/b/", "#top"])
        .article_with("en/b.md", |article| article.anchors = vec!["how".to_owned()])
        .article("sk/b.md")
        .article_with("en/c.md", |article| article.anchors = vec!["why".to_owned()])
        .site();
    assert_eq!(hrefs(&site, "sk/a/"), ["sk/b/", "en/b/#how", "sk/c/#why", "sk/b/", "#top"]);
    assert_eq!(hrefs(&site, "et/a/"), ["et/b/", "et/b/#how", "et/c/#why", "sk/b/", "#top"]);
}

#[test]
fn a_translation_may_link_to_what_is_not_translated_yet() {
    let linking =
        || Handmade::new(&["en", "sk"]).linking("sk/a.md", &["s/b.md", "../s/b/#how"]).article("en/s/b.md");
    assert_eq!(hrefs(&linking().site(), "sk/a/"), ["sk/s/b/", "sk/s/b/"]);
    let omitting = linking().set(|settings| settings.missing_translation = MissingTranslation::Omit);
    assert_eq!(hrefs(&omitting.site(), "sk/a/")[0], "en/s/b/");
}

#[test]
fn a_broken_link_says_what_was_looked_for_and_what_is_close() {
    let problems = Handmade::new(&["en"])
        .linking(
            "leave/parental.md",
            &[
                "../forms/aply.md",
                "../forms/Apply.md",
                "apply.md",
                "../../forms/aply/",
                "/forms/aply/",
                "../../../x.md",
                "../forms/apply.md#hwo",
                "pictrue.png",
                "/lgoo.svg",
                "",
            ],
        )
        .article_with("forms/apply.md", |article| article.anchors = vec!["how".to_owned()])
        .file("content/leave/picture.png")
        .file("static/logo.svg")
        .problems();
    let short: Vec<_> =
        problems.iter().map(|problem| problem.replace("content/leave/parental.md: ", "")).collect();
    assert_eq!(
        short,
        [
            "broken-link: this link leads to no article | there is no destination | say where it leads",
            "broken-link: this link leads to no article | there is no content/leave/apply.md | `../forms/apply.md` is close",
            "missing-asset: this link leads to no file | there is no static/lgoo.svg | `/logo.svg` is close",
            "missing-asset: this picture is not there | there is no content/leave/pictrue.png | `picture.png` is close",
            "broken-link: this link leads to no article | there is no page /forms/aply/ | `../forms/apply.md` is close",
            "broken-link: this link leads to no article | this leads out of the site | -",
            "broken-link: this link leads to no article | there is no content/forms/aply.md | `../forms/apply.md` is close",
            "broken-link: this link leads to no article | there is no content/forms/Apply.md | \
             write `../forms/apply.md`: on the web upper and lower case are different letters",
            "broken-link: this link leads to no article | there is no page /forms/aply/ | `../forms/apply.md` is close",
            "broken-anchor: this link leads to no heading | content/forms/apply.md has no heading or id `#hwo` | \
             `#how` is close",
        ]
    );
}

#[test]
fn a_link_to_what_is_hidden_says_so_and_gives_nothing_away() {
    let hidden = |status| move |article: &mut crate::article::Article| article.front.status = status;
    let site = Handmade::new(&["en"])
        .linking("a.md", &["secret.md", "../secret/", "unread.md"])
        .article_with("secret.md", hidden(Some(Status::Draft)))
        .failed("content/unread.md");
    let problems = site.problems();
    assert_eq!(problems.len(), 2, "{problems:#?}");
    assert!(problems[0].starts_with(
        "link-to-draft: content/a.md: this link leads to an article that is not published | content/secret.md is a draft"
    ));
    assert_eq!(hrefs(&site.assemble().value, "a/"), ["#", "#", "unread.md"]);
}

#[test]
fn what_only_hidden_articles_show_is_not_copied() {
    let site = Handmade::new(&["en"])
        .linking("a.md", &["shared.png"])
        .article_with("b.md", |article| {
            let at = |target: &str| crate::article::LinkRef {
                target: target.to_owned(),
                kind: crate::article::LinkKind::Embed,
                place: crate::diag::Place::file(&article.path),
            };
            article.links = vec![at("shared.png"), at("secret.png"), at("/logo.png")];
            article.front.status = Some(Status::Draft);
        })
        .file("content/shared.png")
        .file("content/secret.png")
        .file("content/free.png")
        .file("content/_home.png")
        .file("static/logo.png")
        .site();
    let copied: Vec<_> = site.assets.values().map(|asset| asset.out.as_str()).collect();
    assert_eq!(copied, ["free.png", "shared.png", "logo.png"]);
}

#[test]
fn colliding_addresses_are_reported_with_both_places() {
    let slug = |slug: &'static str| {
        move |article: &mut crate::article::Article| {
            article.front.slug = Some(located(slug));
        }
    };
    let problems = Handmade::new(&["en"])
        .article("a.md")
        .article_with("b.md", slug("A"))
        .article("search.md")
        .article_with("tagged.md", |article| article.front.tags = Some(vec![located("x"), located("X")]))
        .article_with("c.md", |article| {
            article.front.aliases = vec![located("/a/"), located("/old/"), located("/c/")]
        })
        .file("static/a/index.html")
        .file("static/feed.xml")
        .file("content/index.html")
        .problems();
    assert_eq!(
        problems,
        [
            "address-collision: content/b.md: two files would be published at `/A/` | many disks and servers do not \
             tell `/A/index.html` from `/a/index.html` | give one of them another name or `slug` [the other one: content/a.md]",
            "address-collision: content/c.md: two files would be published at `/a/` | its address is taken | give one \
             of them another name or `slug` [the other one: content/a.md]",
            "address-collision: content/index.html: this file is left out: its section has a page of its own | - | \
             write the section's page as `index.md`, or move the file to `static/`",
            "address-collision: content/search.md: `/search/` is kept for the search page | - | give it another name or `slug`",
            "address-collision: content/tagged.md: two files would be published at `/tags/x/` | many disks and servers \
             do not tell `/tags/x/index.html` from `/tags/X/index.html` | write the tag in the same way everywhere \
             [the other one: content/tagged.md]",
            "address-collision: static/a/index.html: two files would be published at `/a/` | its address is taken | \
             give one of them another name or `slug` [the other one: content/a.md]",
            "address-collision: static/feed.xml: `/feed.xml` is kept for the feed | - | give it another name or `slug`",
        ]
    );
}

#[test]
fn old_addresses_lead_to_new_ones() {
    let site = Handmade::new(&["en", "sk"])
        .article_with("en/s/a.md", |article| {
            article.front.aliases = vec![located("/en/old/"), located("older.html"), located("/en/s/a/")];
        })
        .linking("en/b.md", &["/en/old/", "/en/moved/"])
        .set(|settings| {
            settings.redirects.insert("/en/moved/".to_owned(), forward("/en/s/a/#x"));
            settings.redirects.insert("/blog/".to_owned(), forward("https://blog.example.org/"));
        })
        .site();
    let redirects: Vec<_> = site.redirects.iter().map(|old| (old.out.as_str(), old.url.as_str())).collect();
    assert_eq!(
        redirects,
        [
            ("blog/index.html", "https://blog.example.org/"),
            ("en/moved/index.html", "/base/en/s/a/#x"),
            ("en/old/index.html", "/base/en/s/a/"),
            ("en/s/older.html", "/base/en/s/a/"),
        ]
    );
    assert_eq!(hrefs(&site, "en/b/"), ["en/s/a/", "en/moved/"]);
    let broken = Handmade::new(&["en"])
        .set(|settings| {
            settings.redirects.insert("/x/".to_owned(), forward("/y/"));
        })
        .problems();
    assert_eq!(
        broken,
        [
            "broken-link: site.toml: the redirect from `/x/` leads to no page | there is no `/y/` | write an address of \
          this site or a full URL"
        ]
    );
}

#[test]
fn names_that_nobody_has_are_reported_where_they_are_written() {
    let problems = Handmade::new(&["en", "sk"])
        .set(|settings| {
            settings.missing_translation = MissingTranslation::Omit;
            settings.tags.insert("trust".to_owned(), std::collections::BTreeMap::new());
            settings.known_keys = vec!["layout".to_owned()];
        })
        .article_with("en/a.md", |article| {
            article.front.owner = Some(located("nobody"));
            article.front.tags = Some(vec![located("trsut"), located("trust")]);
            article.front.related = Some(vec![located("c"), located("b")]);
            article.front.unknown = vec![located("layout"), located("class")];
        })
        .article_with("sk/a.md", |article| article.front.unknown = vec![located("class")])
        .failed("content/en/c.md")
        .problems();
    assert_eq!(
        problems,
        [
            "unknown-related: content/en/a.md: no article has the id `b` | - | `a` is close",
            "unknown-key: content/en/a.md: nothing here reads `class`, in 2 files | - | move it below `extra`, or list it in `allow` of `[front_matter]` in site.toml",
            "unknown-tag: content/en/a.md: the tag `trsut` is not one of this site's | `site.toml` lists no such tag | `trust` is close",
            "unknown-owner: content/en/a.md: nobody here is called `nobody` | `site.toml` lists no such owner | list people and teams in `[owners]` of site.toml",
        ]
    );
}

#[test]
fn two_files_with_one_id_are_reported_with_both_places() {
    let problems = Handmade::new(&["en"])
        .article("a.md")
        .article_with("b.md", |article| article.front.id = Some(located("a")))
        .problems();
    assert_eq!(
        problems,
        [
            "duplicate-id: content/b.md: two articles have the id `a` | has the id that another file has, too | give one \
          of them another `id`, or another file name than `a` [the other one: content/a.md]"
        ]
    );
}

#[test]
fn ids_join_files_of_different_names() {
    let site = Handmade::new(&["en", "sk"])
        .article_with("en/recovery/a.md", |article| article.front.id = Some(located("mistake")))
        .article("sk/recovery/a.md")
        .article_with("sk/obnova/index.md", |article| article.front.id = Some(located("recovery")))
        .article("en/recovery/only.md")
        .site();
    let joined = page(&site, "sk/recovery/a/");
    assert_eq!(
        (joined.meta.id.as_str(), joined.translations.len(), joined.is_fallback()),
        ("mistake", 2, false)
    );
    assert_eq!(page(&site, "sk/obnova/only/").canonical, "/base/en/recovery/only/");
}

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

#[test]
fn an_untranslated_fragment_is_offered_its_counterpart() {
    let outline = |ids: [&'static str; 2]| {
        move |article: &mut crate::article::Article| {
            article.outline = ids.iter().map(|id| super::testing::heading(article, id)).collect();
        }
    };
    let problems = Handmade::new(&["en", "sk"])
        .article_with("en/legal.md", outline(["licences", "which-licence"]))
        .article_with("sk/legal.md", outline(["licencie", "aká-licencia"]))
        .linking("sk/a.md", &["legal.md#which-licence"])
        .problems();
    assert_eq!(
        problems[1],
        "broken-anchor: content/sk/a.md: this link leads to no heading | content/sk/legal.md has no heading or id \
         `#which-licence` | `#which-licence` is a heading of content/en/legal.md; here it seems to be `#aká-licencia`"
    );
}

#[test]
fn names_that_cannot_be_published_are_reported() {
    let problems = Handmade::new(&["en"])
        .article("con.md")
        .article("nul/a.md")
        .article("s/index.md")
        .article_with("s/README.md", |article| article.front.id = Some(located("readme")))
        .file("content/what?.png")
        .problems();
    let codes: Vec<_> = problems.iter().map(|problem| problem.split(" | ").next().unwrap()).collect();
    assert_eq!(
        codes,
        [
            "invalid-slug: content/con.md: the name of this file or folder cannot be part of an address",
            "invalid-slug: content/nul/a.md: the name of this file or folder cannot be part of an address",
            "address-collision: content/s/index.md: two files would be the page of this section",
            "invalid-slug: content/what?.png: the name of this file cannot be part of an address",
        ]
    );
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config { failure_persistence: None, ..Default::default() })]

    /// Whatever exists, in whatever languages, hidden or not: nothing that a page offers leads
    /// nowhere. `site()` checks that.
    #[test]
    fn nothing_that_a_page_offers_leads_nowhere(
        files in proptest::collection::btree_map((0..3_usize, 0..7_usize), (0..6_u8, 0..4_u8), 0..18),
        omit: bool,
        drafts: bool,
    ) {
        const LANGUAGES: [&str; 3] = ["en", "sk", "ar"];
        const PATHS: [&str; 7] =
            ["index", "a", "s/index", "s/a", "s/b", "s/t/c", "u/README"];
        let mut site = Handmade::new(&LANGUAGES);
        for ((language, path), (status, joined)) in files {
            let path = format!("{}/{}.md", LANGUAGES[language], PATHS[path]);
            site = site.article_with(&path, |article| {
                article.front.status =
                    [None, None, None, Some(Status::Draft), Some(Status::Archived), Some(Status::Verified)][status as usize];
                article.front.tags = Some(vec![located(["x", "y", "z", "y"][joined as usize])]);
                article.front.related = (status == 1).then(|| vec![located("s/a"), located("index")]);
                if joined == 3 {
                    let source = Some(Located { value: Lang::new("sk").unwrap(), bytes: 0..2 });
                    let (fingerprint, state, translator) = (None, None, None);
                    article.front.translation = Some(Translation { source, fingerprint, state, translator });
                }
            });
        }
        if omit {
            site.settings.missing_translation = MissingTranslation::Omit;
        }
        if drafts {
            site.mode.drafts = crate::settings::Drafts::Shown;
        }
        site.site();
    }
}

/// Every change here is one that the article with the links does not have itself.
#[test]
fn remembered_links_notice_what_changes_around_them() {
    let links = ["b.md#how", "c.md", "form.pdf", "/old/", "../sk/b.md#ako", "gone.md", "/logo.svg"];
    let site = || Handmade::new(&["en", "sk"]).linking("en/a.md", &links).article("en/c.md");
    let how = |article: &mut Article| article.anchors = vec!["how".to_owned()];
    let sites: [Handmade; 12] = [
        site(),
        site().article("en/b.md"),
        site().article_with("en/b.md", how),
        site().article_with("en/b.md", how).article_with("sk/b.md", |sk| sk.anchors.push("ako".to_owned())),
        site().article_with("en/b.md", |b| b.front.slug = Some(located("be"))),
        site().article_with("en/b.md", |b| b.front.aliases = vec![located("/en/old/")]),
        site().article_with("en/b.md", |b| b.front.status = Some(Status::Draft)),
        site().article("en/b.md").file("content/en/form.pdf"),
        site().article("en/b.md").file("static/logo.svg"),
        site().article("en/b.md").failed("content/en/gone.md"),
        site().article("en/gone/index.md"),
        site().article("en/b.md").set(|settings| settings.base_url.path = "/below/".to_owned()),
    ];
    let seen = |checked: &Checked<Site>| {
        let entries = checked.value.editions.iter().flat_map(|edition| &edition.entries);
        let links: Vec<String> = entries.map(|entry| format!("{}: {:?}", entry.url, entry.links)).collect();
        (links, format!("{:?}", checked.notes))
    };
    for (number, site) in sites.iter().enumerate() {
        for (before, other) in sites.iter().enumerate() {
            let mut remembered = Remembered::default();
            other.assemble_with(&mut remembered);
            let after = seen(&site.assemble_with(&mut remembered));
            assert_eq!(after, seen(&site.assemble()), "{number} after {before}");
            assert!(number == before || after != seen(&other.assemble()), "{number} is like {before}");
        }
    }
}
