//! Code becomes HTML with a dozen classes; nobody but the files of this room knows syntect.
//!
//! Grammars are slow. Only such rules of them are tried as can match a line ([`opening`]); still, a
//! line costs many microseconds, and a handbook repeats itself. So every grammar remembers its
//! lines ([`grammar`]), and whole blocks are remembered here. Both memories are bounded and change
//! nothing but the speed: what comes out depends on the language and the text alone.

mod classes;
mod contexts;
mod grammar;
mod opening;
mod parser;
mod plain;
mod reading;
mod scopes;
mod writer;

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, OnceLock, PoisonError};

use pulldown_cmark_escape::escape_html_body_text;
use rustc_hash::FxHashMap;
use syntect::parsing::SyntaxSet;

use self::contexts::Contexts;
use self::grammar::Grammar;
use crate::diag::nearest;
use crate::key::Key;

/// Blocks beyond these are left plain: nobody reads them, and grammars may take long.
const MOST_LINES: usize = 2_000;
const LONGEST_LINE: usize = 2_000;

/// Most blocks in one shard of the memory; a full shard is emptied. Blocks return in translations
/// and includes; the lines of others are remembered by the grammars.
const BLOCKS_PER_SHARD: usize = 64;

/// Memories are split so that threads seldom wait for each other.
const SHARDS: usize = 32;

/// Names of languages that have no colours.
const PLAIN: &[&str] = &[
    "text",
    "txt",
    "plain",
    "plaintext",
    "console",
    "output",
    "terminal",
    "log",
    "none",
    "nohighlight",
    "ascii",
    "tree",
];

/// Names that people write and grammars don't have.
const ALIASES: &[(&str, &str)] = &[
    ("shell", "bash"),
    ("shellscript", "bash"),
    ("shell-session", "bash"),
    ("sh-session", "bash"),
    ("csharp", "cs"),
    ("golang", "go"),
    ("docker", "dockerfile"),
    ("jsonc", "json"),
    ("json5", "json"),
    ("node", "js"),
    ("mjs", "js"),
    ("objc", "objective-c"),
    ("rustlang", "rust"),
    ("make", "makefile"),
    ("viml", "vim"),
    ("elisp", "lisp"),
    ("jinja", "jinja2"),
    ("tera", "jinja2"),
    ("django", "jinja2"),
    ("go-html-template", "html"),
    ("handlebars", "html"),
    ("hbs", "html"),
    ("jsx", "js"),
    ("mdx", "markdown"),
];

/// What is known about the name of a language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Language {
    /// It has no colours.
    Plain,
    /// There is a grammar for it.
    Grammar(usize),
    /// Nobody knows it; this name is close.
    Unknown(Option<&'static str>),
}

/// What the info string's first word means.
pub(super) fn language(name: &str) -> Language {
    let name = name.to_lowercase();
    if name.is_empty() || PLAIN.contains(&name.as_str()) {
        return Language::Plain;
    }
    let tokens = &HIGHLIGHTER.tokens;
    let alias = ALIASES.iter().find(|(alias, _)| *alias == name).map_or(name.as_str(), |(_, token)| token);
    match tokens.get(alias) {
        Some(&grammar) => Language::Grammar(grammar),
        None => Language::Unknown(nearest(&name, HIGHLIGHTER.names.iter().map(String::as_str))),
    }
}

/// `code` as HTML, line by line: every line closes the elements that it opens.
pub(super) fn highlight(language: Language, code: &str) -> Arc<str> {
    let small = code.lines().take(MOST_LINES + 1).count() <= MOST_LINES;
    match language {
        Language::Grammar(grammar) if small && code.lines().all(|line| line.len() <= LONGEST_LINE) => {
            HIGHLIGHTER.block(grammar, code)
        }
        _ => escaped(code).into(),
    }
}

fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    let _ = escape_html_body_text(&mut html, text);
    html
}

/// All grammars there are.
static SET: LazyLock<SyntaxSet> = LazyLock::new(two_face::syntax::extra_newlines);

static HIGHLIGHTER: LazyLock<Highlighter> = LazyLock::new(Highlighter::new);

struct Highlighter {
    contexts: Contexts,
    /// One for each syntax of the set, made when it is first used: there are hundreds, and a
    /// site uses a few.
    grammars: Vec<OnceLock<Option<Grammar>>>,
    /// Names and file extensions in lower case.
    tokens: HashMap<String, usize>,
    /// The keys of `tokens`, sorted.
    names: Vec<String>,
    blocks: Shards<Key, Arc<str>>,
}

/// A memory in pieces.
type Shards<K, V> = Vec<Mutex<FxHashMap<K, V>>>;

fn shards<K, V>() -> Shards<K, V> {
    (0..SHARDS).map(|_| Mutex::default()).collect()
}

/// The shard of a key; a thread that panicked elsewhere leaves the memory usable.
fn shard<K, V>(shards: &Shards<K, V>, key: Key) -> MutexGuard<'_, FxHashMap<K, V>> {
    shards[key.choose(SHARDS)].lock().unwrap_or_else(PoisonError::into_inner)
}

impl Highlighter {
    fn new() -> Self {
        let mut tokens = HashMap::new();
        for (index, syntax) in SET.syntaxes().iter().enumerate().filter(|(_, syntax)| !syntax.hidden) {
            let names = std::iter::once(&syntax.name).chain(&syntax.file_extensions);
            for name in names.map(|name| name.to_lowercase()) {
                tokens.entry(name).or_insert(index);
            }
        }
        let mut names: Vec<String> = tokens.keys().cloned().collect();
        names.sort_unstable();
        let grammars = SET.syntaxes().iter().map(|_| OnceLock::new()).collect();
        Self { grammars, contexts: Contexts::new(&SET), tokens, names, blocks: shards() }
    }

    fn block(&self, index: usize, code: &str) -> Arc<str> {
        let key = Key::of(&(index, code));
        if let Some(known) = shard(&self.blocks, key).get(&key) {
            return Arc::clone(known);
        }
        let grammar = self.grammars[index].get_or_init(|| Grammar::new(index, &self.contexts));
        let colour = |grammar: &Grammar| grammar.highlight(code, &self.contexts);
        let html: Arc<str> = grammar.as_ref().map_or_else(|| escaped(code), colour).into();
        let mut blocks = shard(&self.blocks, key);
        if blocks.len() >= BLOCKS_PER_SHARD {
            blocks.clear();
        }
        blocks.insert(key, Arc::clone(&html));
        html
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(name: &str, code: &str) -> String {
        highlight(language(name), code).to_string()
    }

    #[test]
    fn a_dozen_classes() {
        let html = of("rust", "// No.\nfn main() { let x = \"<a\\n\"; }\n");
        assert_eq!(
            html,
            "<span class=\"hl-comment\">// No.</span>\n\
             <span class=\"hl-keyword\">fn</span> <span class=\"hl-function\">main</span>\
             <span class=\"hl-punctuation\">() {</span> <span class=\"hl-keyword\">let</span> x \
             <span class=\"hl-operator\">=</span> <span class=\"hl-string\">\"&lt;a</span>\
             <span class=\"hl-constant\">\\n</span><span class=\"hl-string\">\"</span>\
             <span class=\"hl-punctuation\">; }</span>\n"
        );
    }

    #[test]
    fn every_line_stands_alone_and_loses_nothing() {
        let code = "/* a\n b */\nfn f() -> u8 { 1 }\n";
        let html = of("rust", code);
        assert_eq!(html.lines().count(), 3);
        for line in html.lines() {
            assert_eq!(line.matches("<span").count(), line.matches("</span>").count(), "{line}");
        }
    }

    #[test]
    fn memory_changes_nothing() {
        let code = "a = \"\"\"x\ny = 1\n\"\"\"\ny = 1\n";
        let first = of("python", code);
        assert_eq!(of("python", code), first);
        let Language::Grammar(index) = language("python") else { panic!("there is a grammar") };
        let contexts = &HIGHLIGHTER.contexts;
        let fresh = Grammar::new(index, contexts).expect("it has a beginning");
        assert_eq!(fresh.highlight(code, contexts), first);
        assert_eq!(fresh.highlight_unremembered(code, contexts), first);
    }

    #[test]
    fn numbers_are_those_that_were_written() {
        let first = of("rust", "let limit = 413; // 7\n");
        assert_eq!(of("rust", "let limit = 265; // 3\n"), first.replace("413", "265").replace('7', "3"));
        assert_ne!(of("rust", "let limit = x13;\n"), of("rust", "let limit = 113;\n"));
    }

    #[test]
    fn names_of_languages() {
        for name in ["rust", "JS", "shell", "toml", "typescript", "yml", "dockerfile", "csharp", "html"] {
            assert!(matches!(language(name), Language::Grammar(_)), "{name}");
        }
        assert_eq!(language("console"), Language::Plain);
        assert_eq!(language("pyhton"), Language::Unknown(Some("python")));
        assert_eq!(language("qqqqqqqq"), Language::Unknown(None));
    }

    #[test]
    fn what_is_too_big_stays_plain() {
        let long = format!("let x = {};\n", "1".repeat(LONGEST_LINE));
        assert_eq!(of("rust", &long), long);
    }
}
