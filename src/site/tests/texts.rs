//! Texts that change behind the faces of their articles: what the last site shares with the next.

use std::sync::Arc;

use super::super::testing::Handmade;
use super::super::{Entry, Remembered, Site};
use crate::article::{Article, Passage};
use crate::diag::Checked;

fn saying(text: &'static str) -> impl FnOnce(&mut Article) {
    move |article| {
        article.passages = vec![Passage { heading: None, text: text.to_owned(), code: String::new() }];
        article.words = text.len() as u32;
    }
}

/// Two articles alike, a third, and one with a broken link.
fn site(first: &'static str, links: &[&str]) -> Handmade {
    let other = "sleeping bears dream of honey";
    Handmade::new(&["en"])
        .article_with("a.md", saying(first))
        .article_with("b.md", saying("compilers turn trees into programs"))
        .article_with("c.md", saying(other))
        .linking("d.md", links)
}

fn shown(checked: &Checked<Site>) -> String {
    format!("{:?} {:?}", checked.value.editions, checked.notes)
}

fn entries(checked: &Checked<Site>) -> Vec<Arc<Entry>> {
    checked.value.editions[0].entries.clone()
}

#[test]
fn a_site_stands_while_a_text_changes() {
    let mut remembered = Remembered::default();
    let before = site("sleeping bears dream of honey", &["gone.md"]).assemble_with(&mut remembered);
    let now = site("compilers turn trees into programs", &["gone.md"]);
    let after = now.assemble_with(&mut remembered);
    assert_eq!(shown(&after), shown(&now.assemble()));
    assert_eq!(before.value.ground, after.value.ground);
    let (before, after) = (entries(&before), entries(&after));
    assert_ne!(before[0].article, after[0].article);
    assert_eq!(before[0].related.iter().map(|page| &page.url[..]).collect::<Vec<_>>(), ["/base/c/"]);
    assert_eq!(after[0].related.iter().map(|page| &page.url[..]).collect::<Vec<_>>(), ["/base/b/"]);
    assert!(Arc::ptr_eq(&before[3], &after[3]), "nothing of this page has changed");
}

#[test]
fn a_problem_moves_with_its_text() {
    let broken = |place: u32| {
        site("honey", &[]).article_with("e.md", |article| {
            article.links = vec![super::super::testing::link(&article.path, "gone.md")];
            (article.links[0].place.start, article.links[0].place.end) = (place, place + 7);
            article.words = place;
        })
    };
    let mut remembered = Remembered::default();
    let before = broken(10).assemble_with(&mut remembered);
    let after = broken(20).assemble_with(&mut remembered);
    assert_eq!(before.value.ground, after.value.ground);
    assert_ne!(before.notes, after.notes);
    assert_eq!(after.notes, broken(20).assemble().notes);
}
