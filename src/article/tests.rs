//! Articles as the other stages get them.

use super::*;
use crate::diag::Diagnostic;
use crate::source::File;

/// An article and the problems in it, read for `audience`, with the given files beside it.
pub(super) fn read_with(
    text: &str,
    audience: &[&str],
    others: &[(&str, &str)],
) -> (Article, Vec<Diagnostic>) {
    read_as("en", Markdown::default(), text, audience, others)
}

/// An article in another language, with typographic punctuation.
pub(super) fn read_in(lang: &str, text: &str) -> Article {
    let markdown = Markdown { smart_punctuation: true, ..Markdown::default() };
    read_as(lang, markdown, text, &[], &[]).0
}

fn read_as(
    lang: &str,
    markdown: Markdown,
    text: &str,
    audience: &[&str],
    others: &[(&str, &str)],
) -> (Article, Vec<Diagnostic>) {
    let files: Vec<File> = std::iter::once(("content/en/a.md", text))
        .chain(others.iter().copied())
        .map(|(path, text)| File::in_memory(SitePath::new(path).unwrap(), text.as_bytes()))
        .collect();
    let placement = Placement {
        lang: Lang::new(lang).unwrap(),
        root: "content/en".into(),
        section: String::new(),
        role: Role::Page,
        stem: "a".into(),
    };
    let audience = audience.iter().map(|name| (*name).to_owned()).collect();
    let reading = Reading { markdown: Keyed::new(markdown), audience };
    let include = |path: &SitePath| files.iter().find(|file| file.path == *path);
    let checked = compile(&files[0], &placement, &reading, &include);
    (checked.value.expect("the text is readable"), checked.notes)
}

/// An article without problems.
pub(super) fn read(text: &str) -> Article {
    let (article, notes) = read_with(text, &[], &[]);
    assert!(notes.is_empty(), "{notes:#?}");
    article
}

/// The HTML with what was written in the holes.
pub(super) fn html(article: &Article) -> String {
    let mut html = String::new();
    article.body.write(&mut html, |filling, out| match filling {
        Filling::Link(link) => out.push_str(&article.links[*link as usize].target),
        Filling::Pixels(_) => {}
        Filling::Label(label) => out.push_str(&format!("[{label}]")),
    });
    html
}

#[test]
fn plain_markdown() {
    let article = read("---\ntitle: T\n---\n## A *b*\n\nSee [x](y.md#z \"t\").\n\n- [x] done\n- open\n");
    assert_eq!(
        html(&article),
        "<h2 id=\"a-b\">A <em>b</em> <a class=\"anchor\" href=\"#a-b\" aria-label=\"[heading.link]\">#</a></h2>\n\
         <p>See <a href=\"y.md#z\" title=\"t\">x</a>.</p>\n\
         <ul>\n<li class=\"task\"><input type=\"checkbox\" disabled checked aria-label=\"[task.done]\"> done</li>\n<li>open</li>\n</ul>\n"
    );
    assert_eq!((article.outline[0].text.as_str(), article.title.as_str()), ("A b", "T"));
    assert_eq!(article.lead, "See x.");
    assert_eq!(read("- one\n- two *b*\n\n```\ncode\n```\n").lead, "one · two b");
    assert_eq!(article.passages[0].text, "See x.\ndone\nopen");
    let place = &article.links[0].place;
    let source = std::str::from_utf8(&article.source_text).unwrap();
    assert_eq!(&source[place.start as usize..place.end as usize], "y.md#z");
}

#[test]
fn footnotes_of_the_title_lead_back_to_it() {
    let article = read("# T[^x] u[^y] v[^x]\n\na[^x]\n\n[^x]: X\n[^y]: Y\n");
    let html = html(&article);
    assert_eq!(article.title, "T u v");
    assert!(!html.starts_with("<h1"), "{html}");
    for id in ["fnref-1", "fnref-2", "fnref-1-2", "fnref-1-3"] {
        let (places, links) = (format!("id=\"{id}\""), format!("href=\"#{id}\""));
        assert_eq!((html.matches(&places).count(), html.matches(&links).count()), (1, 1), "{id}: {html}");
    }
}

#[test]
fn titles_of_containers_have_footnotes() {
    let text =
        "# T\n\n:::note A[^x] `[^z]`\na[^X]\n:::\n\n:::details B[^ý][^no]\n:::\n\n[^x]: X\n\n> [^Ý]: Y\n";
    let (article, notes) = read_with(text, &[], &[]);
    let messages: Vec<String> = notes.into_iter().map(|note| note.message).collect();
    assert_eq!(messages, ["the footnote `no` is never written"]);
    let html = html(&article);
    assert!(
        html.contains("<p class=\"alert-title\">A<sup class=\"footnote-ref\"><a href=\"#fn-1\""),
        "{html}"
    );
    for id in ["fn-1", "fn-2", "fnref-1", "fnref-1-2", "fnref-2"] {
        let (places, links) = (format!("id=\"{id}\""), format!("href=\"#{id}\""));
        assert!(html.matches(&places).count() == 1 && html.contains(&links), "{id}: {html}");
    }
    assert!(html.contains("<code>[^z]</code>") && html.contains("[^no]"), "{html}");
    let (article, notes) = read_with(":::note A[^x] {audience=agents}\nx\n:::\n\n[^x]: Secret\n", &[], &[]);
    let published = String::from_utf8_lossy(&article.source_text);
    assert!(notes.is_empty() && !published.contains("Secret"), "{notes:?} {published}");
}

#[test]
fn the_id_of_a_term_has_no_number_of_a_footnote() {
    let html = html(&read("Term[^x]\n: It\n\n[^x]: X\n"));
    assert!(html.contains("<dt id=\"term-term\">Term<sup"), "{html}");
}

#[test]
fn containers_nest_and_hide() {
    let text = "# T\n\n::::note[A *b*]\nx\n\n- y\n\n  :::details More\n  z\n  :::\n::::\n\n:::audience agents\n## Secret\n\n[s](s.md)\n:::\n\nend\n";
    let (article, notes) = read_with(text, &[], &[]);
    assert!(notes.is_empty(), "{notes:#?}");
    insta::assert_snapshot!(html(&article), @r#"
    <span id="t"></span>
    <div class="alert alert-note" role="note">
    <p class="alert-title">A <em>b</em></p>
    <p>x</p>
    <ul>
    <li>
    <p>y</p>
    <details class="details">
    <summary>More</summary>
    <p>z</p>
    </details>
    </li>
    </ul>
    </div>
    <p>end</p>
    "#);
    assert!(article.links.is_empty() && article.outline.is_empty());
    let source = String::from_utf8_lossy(&article.source_text).into_owned();
    assert!(!source.contains("ecret") && source.ends_with("::::\n\n\nend\n"), "{source}");
    let (article, _) = read_with(text, &["agents"], &[]);
    assert!(html(&article).contains("Secret"));
}

#[test]
fn includes_are_spliced() {
    let part = ("content/en/_p.md", "---\ntitle: no\n---\nIncluded.\n");
    let (article, notes) = read_with("one\n\n:::include _p.md\n\ntwo\n", &[], &[part]);
    assert!(notes.is_empty(), "{notes:#?}");
    assert_eq!(html(&article), "<p>one</p>\n<p>Included.</p>\n<p>two</p>\n");
    assert_eq!(&*article.source_text, b"one\n\nIncluded.\n\ntwo\n");
    assert_eq!(article.includes, [SitePath::new("content/en/_p.md").unwrap()]);
}
