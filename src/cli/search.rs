//! `vade search`: asks the search of the site, or runs its search tests.

use std::fmt::Write;

use serde_json::json;

use super::arguments::{Format, Search};
use super::{Ending, Failure, Outcome, problems, source, terminal};
use crate::compiler::Compiler;
use crate::diag::{counted, in_order};
use crate::index::engine::{Answer, Engine, Hit};
use crate::index::trials;
use crate::language::Lang;
use crate::output::Output;
use crate::settings::Drafts;
use crate::source::Tree;

/// Carries it out.
pub fn run(options: &Search) -> Outcome {
    let mut notes = Vec::new();
    let tree = source::tree(&options.site.scope.root)?.unpack(&mut notes);
    let mode = source::mode(&options.site.scope, Drafts::Hidden, None);
    source::check_audience(&tree, &mode)?;
    let output = Compiler::default().compile(&tree, &mode).unpack(&mut notes);
    if problems::have_errors(&notes) {
        problems::report(&in_order(notes), &tree, options.site.format);
        return Ok(Ending::Problems);
    }
    match (&options.query, &options.lang) {
        (Some(query), Some(lang)) => ask(options, query, lang, &output),
        _ => test(options, &tree, &output),
    }
}

fn ask(options: &Search, query: &str, lang: &Lang, output: &Output) -> Outcome {
    let manifest = format!("search/{lang}/manifest.json");
    if !output.files.keys().any(|path| path.as_str() == manifest) {
        return Err(Failure(no_index(lang, output)));
    }
    let answer = Engine::new(output)?.search(lang, query, options.limit)?;
    terminal::print(&match options.site.format {
        Format::Json => as_json(&answer),
        _ => as_text(&answer, options.explain),
    });
    Ok(Ending::Clean)
}

fn no_index(lang: &Lang, output: &Output) -> String {
    let languages: Vec<String> = (output.files.keys())
        .filter_map(|path| path.as_str().strip_prefix("search/")?.strip_suffix("/manifest.json"))
        .map(|lang| format!("`{lang}`"))
        .collect();
    match languages.is_empty() {
        true => "the site has no search index; `[search]` in site.toml says whether it gets one".to_owned(),
        false => format!("the site has no search index for `{lang}`, only for {}", languages.join(", ")),
    }
}

fn test(options: &Search, tree: &Tree, output: &Output) -> Outcome {
    let trials::Trials { tests, notes } = trials::run(tree, output)?;
    let notes = in_order(notes);
    problems::report(&notes, tree, options.site.format);
    let failed = notes.len();
    terminal::print(&match options.site.format {
        Format::Json => format!("{}\n", json!({ "tests": tests, "failed": failed })),
        _ => format!("{}, {failed} failed\n", counted(tests, "search test", "search tests")),
    });
    Ok(if problems::have_errors(&notes) { Ending::Problems } else { Ending::Clean })
}

/// A page a line, with what it says below.
fn as_text(answer: &Answer, explain: bool) -> String {
    let mut text = String::new();
    for correction in &answer.corrections {
        let _ = writeln!(text, "no page has `{}`; looked for `{}`", correction.typed, correction.taken);
    }
    if explain {
        text += &words(answer);
    }
    for (number, hit) in (1..).zip(&answer.hits) {
        let _ = writeln!(text, "{number:>2}  {}  {}", hit.title, address(hit));
        if explain {
            let lift = hit.score / hit.words_score.max(f64::MIN_POSITIVE);
            let _ = writeln!(text, "    {:.2} for words × {lift:.2} for their nearness", hit.words_score);
        }
        if !hit.excerpt.is_empty() {
            let _ = writeln!(text, "    {}", hit.excerpt);
        }
    }
    let shown = answer.hits.len();
    let _ = match answer.total {
        0 => writeln!(text, "nothing found"),
        total if total > shown => writeln!(text, "{shown} of {total} pages"),
        total => writeln!(text, "{}", counted(total, "page", "pages")),
    };
    text
}

/// How the words of the query were understood.
fn words(answer: &Answer) -> String {
    let mut text = String::new();
    for word in &answer.words {
        let forms: Vec<String> = word.forms.iter().map(|(form, sure)| format!("{form} {sure:.2}")).collect();
        let forms = if forms.is_empty() { "not in the site".to_owned() } else { forms.join(", ") };
        let _ = writeln!(text, "`{}`, rarity {:.2}: {forms}", word.typed, word.rarity);
    }
    text
}

fn address(hit: &Hit) -> String {
    let section = hit.section.as_ref().map(|section| format!("#{}", section.id));
    hit.url.clone() + &section.unwrap_or_default()
}

fn as_json(answer: &Answer) -> String {
    let hit = |hit: &Hit| {
        let section = hit.section.as_ref().map(|section| json!({ "id": section.id, "title": section.title }));
        json!({
            "url": hit.url, "title": hit.title, "score": hit.score, "trail": hit.trail,
            "section": section, "excerpt": hit.excerpt,
        })
    };
    let hits: Vec<_> = answer.hits.iter().map(hit).collect();
    format!("{}\n", json!({ "total": answer.total, "hits": hits }))
}
