//! Writes the benchmark's handbook into a folder, for whole-process measurements and peers:
//!
//! ```text
//! cargo bench --bench corpus -- /tmp/handbook 1000 [vade|hugo|zola]
//! ```

#![expect(clippy::disallowed_methods, reason = "a program of its own that writes files")]
#![expect(clippy::disallowed_macros, reason = "and says so")]

mod generator;

use std::path::Path;
use std::{env, fs};

use generator::Dialect;

fn main() {
    let arguments: Vec<String> = env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let [folder, articles, dialect @ ..] = arguments.as_slice() else {
        println!("usage: cargo bench --bench corpus -- FOLDER ARTICLES [vade|hugo|zola]");
        return;
    };
    let dialect = match dialect.first().map(String::as_str) {
        Some("hugo") => Dialect::Hugo,
        Some("zola") => Dialect::Zola,
        _ => Dialect::Vade,
    };
    let articles = articles.parse().expect("the number of articles");
    let mut bytes = 0;
    for (path, text) in generator::handbook(articles, dialect) {
        let file = Path::new(folder).join(path);
        fs::create_dir_all(file.parent().expect("a file lies in a folder")).expect("create the folder");
        bytes += text.len();
        fs::write(file, text).expect("write the file");
    }
    println!("{articles} articles, {:.1} MB, in {folder}", bytes as f64 / 1e6);
}
