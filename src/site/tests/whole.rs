//! What holds for every site.

use crate::article::{Located, Status, Translation};
use crate::language::Lang;
use crate::settings::MissingTranslation;

use super::super::testing::{Handmade, located};

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
