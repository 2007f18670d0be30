//! Names, ids, old addresses, and where they meet.

use crate::settings::MissingTranslation;

use super::super::testing::{Handmade, forward, hrefs, located, page, urls};

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
fn tags_that_collide_are_reported_once_for_all_languages() {
    let tags =
        |article: &mut crate::article::Article| article.front.tags = Some(vec![located("x"), located("X")]);
    let problems = Handmade::new(&["en", "sk"]).article_with("en/a.md", tags).problems();
    let collisions = problems.iter().filter(|problem| problem.starts_with("address-collision"));
    assert_eq!(collisions.count(), 1, "{problems:?}");
}

#[test]
fn old_addresses_that_repeat_the_base_path_are_reported() {
    let site = |folder: &str| {
        Handmade::new(&["en"])
            .article("a.md")
            .article_with(&format!("{folder}/b.md"), |article| {
                article.front.aliases = ["/base/old/", "/based/", "base/c/"].map(located).to_vec();
            })
            .set(|settings| drop(settings.redirects.insert("/base/gone/".to_owned(), forward("/a/"))))
            .problems()
    };
    let message = "this old address begins with the path of `base_url`, which comes before it anyway";
    assert_eq!(
        site("s"),
        [
            format!(
                "invalid-slug: content/s/b.md: {message} | this is `/base/base/old/` on the web | write `/old/`"
            ),
            format!(
                "invalid-slug: site.toml: {message} | this is `/base/base/gone/` on the web | write `/gone/`"
            ),
        ]
    );
    // A section may have the name of the path.
    assert_eq!(site("base"), [""; 0]);
}

#[test]
fn old_addresses_lead_to_new_ones() {
    let site = Handmade::new(&["en", "sk"])
        .article_with("en/s/a.md", |article| {
            article.front.aliases = vec![located("/en/old/"), located("older.html"), located("/en/s/a/")];
            article.anchors = vec!["x".to_owned()];
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
        .article("en/b.md")
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
