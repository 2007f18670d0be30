//! Where the time of a rebuild goes: a compiler that has built a handbook builds it again, with
//! nothing changed, after a changed paragraph and after a changed title.
//!
//! `cargo bench --bench rebuild -- 10000` prints the milliseconds of each stage, medians of
//! several edits. What it leaves out is reading sources, which `vade serve` does file by file.

#![expect(clippy::disallowed_methods, clippy::disallowed_macros, reason = "it measures and prints")]

mod generator;

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::ops::ControlFlow;
use std::time::Instant;

use generator::Dialect;
use vademecum::compiler::{Compiler, Stage};
use vademecum::path::SitePath;
use vademecum::settings::Mode;
use vademecum::source::{File, Tree};

/// Edits of each kind.
const ROUNDS: usize = 7;

const STAGES: [(Stage, &str); 6] = [
    (Stage::Settings, "settings"),
    (Stage::Articles, "articles"),
    (Stage::Site, "site"),
    (Stage::Pages, "pages"),
    (Stage::Index, "print, index"),
    (Stage::Machine, "machine"),
];

fn main() {
    let articles = std::env::args().filter_map(|argument| argument.parse().ok()).next().unwrap_or(1_000);
    let files = generator::handbook(articles, Dialect::Vade);
    let edited: Vec<usize> = (0..files.len()).filter(|&file| files[file].0.contains("/article-")).collect();
    let mut texts: BTreeMap<String, String> = files.iter().cloned().collect();
    let mut compiler = Compiler::default();
    let mut current = Tree::new(texts.iter().map(|(path, text)| file(path, text)));
    print_row("", &STAGES.map(|(_, name)| name.to_string()), "in all");
    print_times("from nothing", vec![times(&mut compiler, &current)]);
    print_times("nothing changed", (0..ROUNDS).map(|_| times(&mut compiler, &current)).collect());
    for (name, change) in [
        ("a paragraph", paragraph as fn(&str, usize) -> String),
        ("a title", title as fn(&str, usize) -> String),
    ] {
        let mut rounds = Vec::new();
        for round in 0..ROUNDS {
            let path = &files[edited[(round * 37) % edited.len()]].0;
            let text = change(&texts[path], round);
            current = Tree::new(current.files().cloned().chain([file(path, &text)]));
            texts.insert(path.clone(), text);
            rounds.push(times(&mut compiler, &current));
        }
        print_times(name, rounds);
    }
}

fn paragraph(text: &str, round: usize) -> String {
    format!("{text}\nOne more paragraph, number {round}, about complaints.\n")
}

fn title(text: &str, round: usize) -> String {
    text.replacen("title: ", &format!("title: New {round} "), 1)
}

fn file(path: &str, text: &str) -> File {
    File::in_memory(SitePath::new(path).expect("a path within the site"), text.as_bytes())
}

/// Milliseconds of each stage, and of all.
fn times(compiler: &mut Compiler, tree: &Tree) -> Vec<f64> {
    let mode = Mode::on(jiff::civil::date(2026, 11, 1));
    let start = Instant::now();
    let mut last = start;
    let mut laps = Vec::new();
    let ControlFlow::Continue(compiled) =
        compiler.compile_observed::<Infallible>(tree, &mode, &mut |_, _| {
            laps.push(last.elapsed().as_secs_f64() * 1000.0);
            last = Instant::now();
            ControlFlow::Continue(())
        });
    laps.push(start.elapsed().as_secs_f64() * 1000.0);
    assert!(!compiled.value.files.is_empty());
    laps
}

fn print_times(name: &str, rounds: Vec<Vec<f64>>) {
    let median = |column: usize| {
        let mut values: Vec<f64> = rounds.iter().map(|round| round[column]).collect();
        values.sort_by(f64::total_cmp);
        format!("{:.1}", values[values.len() / 2])
    };
    print_row(name, &std::array::from_fn(median), &median(STAGES.len()));
}

fn print_row(name: &str, columns: &[String; STAGES.len()], all: &str) {
    let columns: String = columns.iter().map(|column| format!("{column:>10}")).collect();
    println!("{name:<16}{columns}{all:>10}");
}
