//! Compiling in memory: from nothing, with nothing changed, after a changed paragraph and after
//! a changed title.

mod generator;

use std::hint::black_box;

use criterion::{BatchSize, BenchmarkId, Criterion, criterion_group, criterion_main};
use generator::Dialect;
use vademecum::compiler::Compiler;
use vademecum::path::SitePath;
use vademecum::settings::Mode;
use vademecum::source::{File, Tree};

const SIZES: [usize; 2] = [200, 2_000];
const EDITED: &str = "content/en/section-000/article-00003.md";

fn mode() -> Mode {
    Mode::on(jiff::civil::date(2026, 11, 1))
}

fn file((path, text): (String, String)) -> File {
    File::in_memory(SitePath::new(&path).expect("a path within the site"), text.into_bytes())
}

fn tree(articles: usize) -> Tree {
    Tree::new(generator::handbook(articles, Dialect::Vade).into_iter().map(file))
}

/// The tree with `change` made to the edited article.
fn edited(tree: &Tree, articles: usize, change: impl Fn(&str) -> String) -> Tree {
    let (path, text) = generator::handbook(articles, Dialect::Vade)
        .into_iter()
        .find(|(path, _)| path == EDITED)
        .expect("the corpus has this article");
    let changed = file((path, change(&text)));
    Tree::new(tree.files().cloned().chain([changed]))
}

fn compile(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("compile");
    group.sample_size(10);
    for articles in SIZES {
        let before = tree(articles);
        let paragraph = edited(&before, articles, |text| format!("{text}\nOne more paragraph.\n"));
        let title = edited(&before, articles, |text| text.replacen("title: ", "title: New ", 1));
        group.bench_function(BenchmarkId::new("from nothing", articles), |bencher| {
            bencher.iter_with_large_drop(|| Compiler::default().compile(black_box(&before), &mode()));
        });
        for (name, after) in [("nothing changed", &before), ("a paragraph", &paragraph), ("a title", &title)]
        {
            group.bench_function(BenchmarkId::new(name, articles), |bencher| {
                bencher.iter_batched_ref(
                    || {
                        let mut compiler = Compiler::default();
                        compiler.compile(&before, &mode());
                        compiler
                    },
                    |compiler| compiler.compile(black_box(after), &mode()),
                    BatchSize::PerIteration,
                );
            });
        }
    }
    group.finish();
}

criterion_group!(benches, compile);
criterion_main!(benches);
