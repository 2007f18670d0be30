use super::*;
use crate::diag::Code;

const ARTICLE: &str = "---\ntitle: Leave\n---\n\nSee [how to apply](../forms/aply.md) first.\n";

fn file() -> SitePath {
    SitePath::new("content/en/leave/parental.md").unwrap()
}

fn printed(text: &[u8], problem: Diagnostic) -> String {
    human(&[problem], &|_| Some(text.into()), Colour::Never)
}

fn broken(text: &str, target: &str) -> Diagnostic {
    let start = text.find(target).unwrap();
    Diagnostic::new(
        Code::BrokenLink,
        Place::new(&file(), start..start + target.len()),
        "this link leads to no article",
    )
    .label("there is no content/en/forms/aply.md")
    .help("`../forms/apply.md` is close")
}

#[test]
fn a_problem_looks_as_the_house_style_has_it() {
    insta::assert_snapshot!(printed(ARTICLE.as_bytes(), broken(ARTICLE, "../forms/aply.md")), @r"
    error[broken-link]: this link leads to no article
     --> content/en/leave/parental.md:5:20
      |
    5 | See [how to apply](../forms/aply.md) first.
      |                    ^^^^^^^^^^^^^^^^ there is no content/en/forms/aply.md
      |
    help: `../forms/apply.md` is close
    ");
}

#[test]
fn other_places_follow() {
    let problem = broken(ARTICLE, "../forms/aply.md").related(Place::new(&file(), 4..16), "in this article");
    insta::assert_snapshot!(printed(ARTICLE.as_bytes(), problem), @r"
    error[broken-link]: this link leads to no article
     --> content/en/leave/parental.md:5:20
      |
    5 | See [how to apply](../forms/aply.md) first.
      |                    ^^^^^^^^^^^^^^^^ there is no content/en/forms/aply.md
      |
     ::: content/en/leave/parental.md:2:1
      |
    2 | title: Leave
      | ------------ in this article
      |
    help: `../forms/apply.md` is close
    ");
}

#[test]
fn a_file_as_a_whole_and_no_file() {
    let whole = Diagnostic::new(
        Code::MissingTranslation,
        Place::file(&file()),
        "German has no version of this article",
    )
    .help("readers of German are shown the English text; add content/de/leave/parental.md");
    insta::assert_snapshot!(printed(ARTICLE.as_bytes(), whole), @r"
    warning[missing-translation]: German has no version of this article
      --> content/en/leave/parental.md
    help: readers of German are shown the English text; add content/de/leave/parental.md
    ");
    let nowhere =
        Diagnostic::nowhere(Code::MissingSettings, "there is no site.toml in this folder").help("write one");
    insta::assert_snapshot!(printed(b"", nowhere), @r"
    error[missing-settings]: there is no site.toml in this folder
    help: write one
    ");
}

#[test]
fn related_files_are_named_as_a_whole_too() {
    let other = SitePath::new("content/en/other.md").unwrap();
    let problem = broken(ARTICLE, "Leave").related(Place::file(&other), "it is here first");
    insta::assert_snapshot!(printed(ARTICLE.as_bytes(), problem), @r"
    error[broken-link]: this link leads to no article
     --> content/en/leave/parental.md:2:8
      |
    2 | title: Leave
      |        ^^^^^ there is no content/en/forms/aply.md
      |
      = note: it is here first: content/en/other.md
    help: `../forms/apply.md` is close
    ");
    let whole = Diagnostic::new(Code::DuplicateId, Place::file(&file()), "two articles have the id `x`")
        .related(Place::file(&other), "the other")
        .related(Place::new(&other, 4..16), "its title");
    insta::assert_snapshot!(printed(ARTICLE.as_bytes(), whole), @r"
    error[duplicate-id]: two articles have the id `x`
      --> content/en/leave/parental.md
       = note: the other: content/en/other.md
    note: its title
     --> content/en/other.md:2:1
      |
    2 | title: Leave
      | ^^^^^^^^^^^^
    ");
}

#[test]
fn bytes_that_are_no_text_are_shown_all_the_same() {
    let problem = Diagnostic::new(Code::InvalidUtf8, Place::new(&file(), 9..10), "this file is not UTF-8")
        .label("not a character");
    insta::assert_snapshot!(printed(b"One\n\tcaf\xe9 \xff x", problem), @r"
    error[invalid-utf8]: this file is not UTF-8
     --> content/en/leave/parental.md:2:6
      |
    2 |     caf� � x
      |         ^ not a character
    ");
}

#[test]
fn a_long_line_is_cut_around_the_place() {
    let text = format!("{}[x](aply.md){}", "word ".repeat(1_000_000), " word".repeat(1_000_000));
    let shown = printed(text.as_bytes(), broken(&text, "aply.md"));
    assert!(shown.contains("parental.md:1:5000005") && shown.contains("[x](aply.md)"), "{shown}");
    assert!(shown.lines().all(|line| line.chars().count() <= 200), "{shown}");
}

#[test]
fn the_short_form_is_a_line_each() {
    let nowhere = Diagnostic::nowhere(Code::MissingSettings, "there is no site.toml");
    let problems = [broken(ARTICLE, "../forms"), nowhere];
    let text = short(&problems, &|_| Some(ARTICLE.as_bytes().into()));
    let expected = "content/en/leave/parental.md:5:20: error[broken-link]: this link leads to no article\n\
        error[missing-settings]: there is no site.toml\n";
    assert_eq!(text, expected);
}

#[test]
fn the_summary_counts() {
    let problem = |severity| Diagnostic { severity, ..Diagnostic::nowhere(Code::BadDate, "x") };
    let (error, warning) = (problem(Severity::Error), problem(Severity::Warning));
    assert_eq!(summary(&[]), "");
    assert_eq!(summary(std::slice::from_ref(&warning)), "1 warning");
    assert_eq!(summary(&[error.clone(), error.clone(), warning.clone()]), "2 errors and 1 warning");
    assert_eq!(summary(&[error, warning, problem(Severity::Hint)]), "1 error, 1 warning and 1 hint");
}

#[test]
fn nothing_that_a_file_holds_breaks_the_layout() {
    for text in ["", "\n", "\r\n\r\n", "\u{202e}abc\u{0}", "שלום עולם", "a\tb\tc", "👩‍👩‍👧 x", "\u{feff}x"]
    {
        for start in 0..=text.len() as u32 {
            for end in start..=text.len() as u32 + 2 {
                let place = Place { file: file(), start, end };
                let problem = Diagnostic::new(Code::BadDate, place, "x").label("y");
                assert!(printed(text.as_bytes(), problem).starts_with("error[bad-date]: x\n"));
            }
        }
    }
}

#[test]
fn thousands_are_printed_at_once() {
    let text = "word [x](aply.md) ".repeat(10_000);
    let problems: Vec<Diagnostic> = text
        .match_indices("aply.md")
        .map(|(at, link)| Diagnostic::new(Code::BrokenLink, Place::new(&file(), at..at + link.len()), "x"))
        .collect();
    let shown = human(&problems, &|_| Some(text.as_bytes().into()), Colour::Always);
    assert_eq!(shown.matches("broken-link").count(), 10_000);
}
