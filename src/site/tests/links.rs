//! What links lead to, and what is said of those that lead nowhere.

use crate::article::{Article, Located, Status, Translation};
use crate::diag::Checked;
use crate::language::Lang;
use crate::settings::MissingTranslation;

use super::super::testing::{Handmade, heading, hrefs, located};
use super::super::{Remembered, Site};

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
fn an_untranslated_fragment_is_offered_its_counterpart() {
    let outline = |ids: [&'static str; 2]| {
        move |article: &mut crate::article::Article| {
            article.outline = ids.iter().map(|id| heading(article, id)).collect();
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

/// Which version is the original decides whose heading is offered first; the article with the
/// link says nothing about it, nor does the one that lacks the heading.
#[test]
fn remembered_links_notice_another_original() {
    let from = |source: &str| {
        let source = Some(Located { value: Lang::new(source).unwrap(), bytes: 0..2 });
        Some(Translation { source, fingerprint: None, state: None, translator: None })
    };
    let site = |original: &'static str| {
        Handmade::new(&["en", "sk", "ar"])
            .linking("en/a.md", &["b.md#was"])
            .article_with("en/b.md", |b| b.outline = vec![heading(b, "one"), heading(b, "two")])
            .article_with("sk/b.md", |b| {
                b.outline = vec![heading(b, "was"), heading(b, "dva")];
                b.front.translation = from(original).filter(|_| original != "sk");
            })
            .article_with("ar/b.md", |b| {
                b.outline = vec![heading(b, "ithnan"), heading(b, "was")];
                b.front.translation = from(original).filter(|_| original != "ar");
            })
    };
    let mut remembered = Remembered::default();
    let first = format!("{:?}", site("sk").assemble_with(&mut remembered).notes);
    let second = format!("{:?}", site("ar").assemble_with(&mut remembered).notes);
    assert!(first.contains("here it seems to be `#one`"), "{first}");
    assert!(second.contains("here it seems to be `#two`"), "{second}");
}
