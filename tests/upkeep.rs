//! Stamps and the status of a site: what `vade synced`, `vade reviewed` and `vade status` think.

use jiff::civil::date;

use vademecum::compiler::Compiler;
use vademecum::edit::Change;
use vademecum::language::Lang;
use vademecum::path::SitePath;
use vademecum::site::Site;
use vademecum::source::{File, Tree};
use vademecum::upkeep::stamps::{Stamped, Wanted, reviewed, synced, synced_first};
use vademecum::upkeep::status::{Board, State, board};

const SETTINGS: &str = "title = \"T\"\nbase_url = \"https://example.org/\"\n[languages.en]\n[languages.sk]\n[languages.et]\n[reviews]\nevery = \"1y\"\n";
const ENGLISH: &str =
    "---\ntitle: Calm\nreviewed_on: 2025-01-01 # by all\n---\nBreathe.\n\n## Wait\n\nTen minutes.\n";

fn tree(files: &[(&str, &str)]) -> Tree {
    let file = |(path, text): &(&str, &str)| File::in_memory(SitePath::new(path).unwrap(), text.as_bytes());
    Tree::new([("site.toml", SETTINGS)].iter().chain(files).map(file))
}

fn site(tree: &Tree) -> Site {
    Compiler::default().survey(tree, date(2026, 3, 7)).value.unwrap()
}

/// A file after a stamp.
fn after(stamped: &Stamped) -> Vec<&str> {
    let text = |change: &Change| match change {
        Change::Changed { after, .. } => after.as_str().to_owned(),
        other => panic!("{other:?}"),
    };
    assert_eq!(stamped.refused, Vec::<String>::new());
    stamped.changes.iter().map(|change| &*text(change).leak()).collect()
}

const SLOVAK: &str = "---\ntitle: Pokoj\n# preklad\ntranslation: { source: en }\n---\nDýchaj.\n";

#[test]
fn a_stamped_translation_is_current_until_the_original_says_something_else() {
    let before = tree(&[("content/en/calm.md", ENGLISH), ("content/sk/calm.md", SLOVAK)]);
    let unstamped = board(&site(&before), &[]);
    let state = |board: &Board, lang: &str| board.articles[0].languages[&Lang::new(lang).unwrap()].state;
    assert_eq!((state(&unstamped, "en"), state(&unstamped, "sk")), (State::Original, State::Unstamped));
    assert_eq!(state(&unstamped, "et"), State::Missing);

    let names = ["calm".to_owned()];
    let stamped = synced(&site(&before), &before, Wanted { names: &names, languages: &[] });
    let slovak = after(&stamped)[0];
    assert!(
        slovak.starts_with("---\ntitle: Pokoj\n# preklad\ntranslation: { source: en, fingerprint: "),
        "{slovak}"
    );

    let rewrapped = ENGLISH.replace("Ten minutes", "Ten\nminutes");
    let same = tree(&[
        ("content/en/calm.md", &rewrapped),
        ("content/sk/calm.md", &slovak.replace("Dýchaj", "Dýchajte")),
    ]);
    assert_eq!(state(&board(&site(&same), &[]), "sk"), State::Current);

    let changed = ENGLISH.replace("Ten", "Five");
    let later = tree(&[("content/en/calm.md", &changed), ("content/sk/calm.md", slovak)]);
    let board = board(&site(&later), &[]);
    let cell = &board.articles[0].languages[&Lang::new("sk").unwrap()];
    assert_eq!((cell.state, cell.summary().as_str()), (State::Outdated, "“Wait”"));
    let all = synced_first(&site(&later), &later, &[]);
    assert_eq!((all.changes.len(), all.left.len()), (0, 1), "what is outdated is looked at by people");
}

#[test]
fn a_review_is_that_of_the_version_that_was_read() {
    let tree = tree(&[("content/en/calm.md", ENGLISH), ("content/sk/calm.md", SLOVAK)]);
    let site = site(&tree);
    let stamp = |name: &str, languages: &[Lang]| {
        reviewed(&site, &tree, Wanted { names: &[name.to_owned()], languages }, date(2026, 3, 7))
    };
    let english = ENGLISH.replace("2025-01-01", "2026-03-07");
    assert_eq!(after(&stamp("calm", &[])), [english.as_str()]);
    let slovak = SLOVAK.replace("en }\n", "en }\nreviewed_on: 2026-03-07\n");
    assert_eq!(after(&stamp("content/sk/calm.md", &[])), [slovak.as_str()]);
    assert_eq!(after(&stamp("calm", &[Lang::new("sk").unwrap()])), [slovak.as_str()]);
    assert_eq!(stamp("clam", &[]).refused, ["no article has the id or path `clam`; did you mean `calm`?"]);
    assert!(board(&site, &[]).languages[0].overdue == 1);
}
