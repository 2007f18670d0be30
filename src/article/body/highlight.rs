//! Code becomes HTML with a dozen classes; the only file that knows syntect.
//!
//! Grammars are slow: a line costs some 50 µs, and a handbook repeats itself. So every grammar
//! remembers what a line becomes in the state that it finds the parser in, and in which state
//! it leaves it; whole blocks are remembered too. Both memories are bounded and change nothing
//! but the speed: what comes out depends on the language and the text alone.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError, RwLock};

use pulldown_cmark_escape::escape_html_body_text;
use syntect::parsing::{ParseState, Scope, ScopeStack, ScopeStackOp, SyntaxSet};

use crate::diag::nearest;
use crate::key::Key;

/// Blocks beyond these are left plain: nobody reads them, and grammars may take long.
const MOST_LINES: usize = 2_000;
const LONGEST_LINE: usize = 2_000;

/// Bounds of the memories: lines per shard, blocks per shard, states of one grammar. A full
/// shard is emptied; a grammar that is full of states goes on without memory.
const LINES_PER_SHARD: usize = 8_192;
const BLOCKS_PER_SHARD: usize = 512;
const MOST_STATES: usize = 2_048;

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

static HIGHLIGHTER: LazyLock<Highlighter> = LazyLock::new(Highlighter::new);

struct Highlighter {
    set: SyntaxSet,
    grammars: Vec<Grammar>,
    /// Names and file extensions in lower case.
    tokens: HashMap<String, usize>,
    /// The keys of `tokens`, sorted.
    names: Vec<String>,
    blocks: Vec<Mutex<HashMap<Key, Arc<str>>>>,
}

/// What is remembered of one grammar.
struct Grammar {
    states: RwLock<Vec<Arc<State>>>,
    lines: Vec<Mutex<HashMap<(u32, Key), Line>>>,
}

/// The state of the parser between two lines.
#[derive(PartialEq, Eq, Clone)]
struct State {
    parser: ParseState,
    scopes: ScopeStack,
}

/// What a line becomes, and the number of the state after it.
#[derive(Clone)]
struct Line {
    html: Arc<str>,
    next: u32,
}

fn shards<T: Default>() -> Vec<Mutex<T>> {
    (0..SHARDS).map(|_| Mutex::default()).collect()
}

/// The shard of a key; a thread that panicked elsewhere leaves the memory usable.
fn shard<T>(shards: &[Mutex<T>], key: Key) -> std::sync::MutexGuard<'_, T> {
    shards[key.choose(SHARDS)].lock().unwrap_or_else(PoisonError::into_inner)
}

impl Highlighter {
    fn new() -> Self {
        let set = two_face::syntax::extra_newlines();
        let mut tokens = HashMap::new();
        for (index, syntax) in set.syntaxes().iter().enumerate().filter(|(_, syntax)| !syntax.hidden) {
            let names = std::iter::once(&syntax.name).chain(&syntax.file_extensions);
            for name in names.map(|name| name.to_lowercase()) {
                tokens.entry(name).or_insert(index);
            }
        }
        let mut names: Vec<String> = tokens.keys().cloned().collect();
        names.sort_unstable();
        let grammars = set.syntaxes().iter().map(|syntax| Grammar {
            states: RwLock::new(vec![Arc::new(State {
                parser: ParseState::new(syntax),
                scopes: ScopeStack::new(),
            })]),
            lines: shards(),
        });
        Self { grammars: grammars.collect(), set, tokens, names, blocks: shards() }
    }

    fn block(&self, grammar: usize, code: &str) -> Arc<str> {
        let key = Key::of(&(grammar, code));
        if let Some(known) = shard(&self.blocks, key).get(&key) {
            return Arc::clone(known);
        }
        let html: Arc<str> = self.lines(&self.grammars[grammar], code).into();
        let mut blocks = shard(&self.blocks, key);
        if blocks.len() >= BLOCKS_PER_SHARD {
            blocks.clear();
        }
        blocks.insert(key, Arc::clone(&html));
        html
    }

    fn lines(&self, grammar: &Grammar, code: &str) -> String {
        let mut html = String::with_capacity(code.len() * 3);
        let mut state = 0;
        let mut rest = code;
        while !rest.is_empty() {
            let (line, after) = rest.split_at(rest.find('\n').map_or(rest.len(), |end| end + 1));
            match self.line(grammar, state, line) {
                Ok(line) => {
                    html.push_str(&line.html);
                    state = line.next;
                }
                Err(from) => {
                    self.lines_unremembered(&from, rest, &mut html);
                    break;
                }
            }
            rest = after;
        }
        html
    }

    /// One line in a state that has a number; an error is the state it is in when no further
    /// state can be remembered.
    fn line(&self, grammar: &Grammar, state: u32, line: &str) -> Result<Line, Arc<State>> {
        let key = Key::of_bytes(line.as_bytes());
        if let Some(known) = shard(&grammar.lines, key).get(&(state, key)) {
            return Ok(known.clone());
        }
        let before = grammar.state(state);
        let mut after = State::clone(&before);
        let html = after.advance(line, &self.set);
        let Some(next) = grammar.number(after) else { return Err(before) };
        let made = Line { html: html.into(), next };
        let mut lines = shard(&grammar.lines, key);
        if lines.len() >= LINES_PER_SHARD {
            lines.clear();
        }
        lines.insert((state, key), made.clone());
        Ok(made)
    }

    fn lines_unremembered(&self, from: &State, code: &str, html: &mut String) {
        let mut state = from.clone();
        for line in code.split_inclusive('\n') {
            html.push_str(&state.advance(line, &self.set));
        }
    }
}

impl Grammar {
    fn state(&self, number: u32) -> Arc<State> {
        let states = self.states.read().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(&states[number as usize])
    }

    /// The number of a state, a new one if it has none yet.
    fn number(&self, state: State) -> Option<u32> {
        let find = |states: &[Arc<State>]| states.iter().position(|known| **known == state);
        let known = find(&self.states.read().unwrap_or_else(PoisonError::into_inner));
        let number = known.or_else(|| {
            let mut states = self.states.write().unwrap_or_else(PoisonError::into_inner);
            find(&states).or_else(|| {
                let room = states.len() < MOST_STATES;
                room.then(|| {
                    states.push(Arc::new(state.clone()));
                    states.len() - 1
                })
            })
        });
        number.and_then(|number| u32::try_from(number).ok())
    }
}

impl State {
    /// Reads a line; returns it as HTML. A line that the grammar chokes on is left plain.
    fn advance(&mut self, line: &str, set: &SyntaxSet) -> String {
        match self.parser.parse_line(line, set) {
            Ok(changes) => self.write(line, &changes),
            Err(_) => escaped(line),
        }
    }

    fn write(&mut self, line: &str, changes: &[(usize, ScopeStackOp)]) -> String {
        let mut writer = Writer::default();
        let mut done = 0;
        for (at, change) in changes {
            let at = (*at).min(line.len());
            if at > done {
                writer.text(&line[done..at], self.class());
                done = at;
            }
            // A grammar that pops more than it pushed loses colours, nothing else.
            let _ = self.scopes.apply(change);
        }
        writer.text(&line[done..], self.class());
        writer.finish()
    }

    /// The class of the innermost scope that has one.
    fn class(&self) -> Option<&'static str> {
        self.scopes.as_slice().iter().rev().find_map(|&scope| class_of(scope))
    }
}

/// Writes pieces of a line, neighbours of one class in one element. Space between two classes
/// is held back, so that it stands outside of both.
#[derive(Default)]
struct Writer {
    html: String,
    open: Option<&'static str>,
    space: String,
}

impl Writer {
    fn text(&mut self, text: &str, class: Option<&'static str>) {
        let body = text.trim();
        if body.is_empty() {
            self.space.push_str(text);
            return;
        }
        let start = text.len() - text.trim_start().len();
        if self.open != class {
            self.close();
        }
        self.flush();
        self.html.push_str(&text[..start]);
        if let Some(class) = class.filter(|_| self.open.is_none()) {
            self.html.push_str("<span class=\"hl-");
            self.html.push_str(class);
            self.html.push_str("\">");
        }
        self.open = class;
        let _ = escape_html_body_text(&mut self.html, body);
        self.space.push_str(&text[start + body.len()..]);
    }

    fn flush(&mut self) {
        self.html.push_str(&self.space);
        self.space.clear();
    }

    fn close(&mut self) {
        if self.open.take().is_some() {
            self.html.push_str("</span>");
        }
    }

    /// Closes what is open before the line ends.
    fn finish(mut self) -> String {
        self.close();
        self.flush();
        self.html
    }
}

/// Which class stands for which scopes; the first that fits counts.
const CLASSES: &[(&str, Option<&str>)] = &[
    ("comment", Some("comment")),
    ("punctuation.definition.comment", Some("comment")),
    ("constant.character.escape", Some("constant")),
    ("punctuation.definition.string", Some("string")),
    ("string", Some("string")),
    ("markup.raw", Some("string")),
    ("constant.numeric", Some("number")),
    ("constant", Some("constant")),
    ("support.constant", Some("constant")),
    ("support.type.property-name", Some("attribute")),
    ("meta.property-name", Some("attribute")),
    ("entity.other.attribute-name", Some("attribute")),
    ("entity.name.tag.yaml", Some("attribute")),
    ("entity.name.tag", Some("tag")),
    ("punctuation.definition.tag", Some("tag")),
    ("entity.name.function", Some("function")),
    ("entity.name.macro", Some("function")),
    ("support.function", Some("function")),
    ("support.macro", Some("function")),
    ("variable.function", Some("function")),
    ("entity.name.section", Some("keyword")),
    ("entity.name", Some("type")),
    ("entity.other.inherited-class", Some("type")),
    ("support.type", Some("type")),
    ("support.class", Some("type")),
    ("storage", Some("keyword")),
    ("keyword.operator", Some("operator")),
    ("keyword", Some("keyword")),
    ("variable", Some("variable")),
    ("punctuation.definition.inserted", Some("inserted")),
    ("punctuation.definition.deleted", Some("deleted")),
    ("markup.inserted", Some("inserted")),
    ("markup.deleted", Some("deleted")),
    ("markup.heading", Some("keyword")),
    ("punctuation", Some("punctuation")),
];

static SCOPES: LazyLock<Vec<(Scope, &'static str)>> = LazyLock::new(|| {
    let scopes = CLASSES.iter().filter_map(|(scope, class)| Some((Scope::new(scope).ok()?, (*class)?)));
    scopes.collect()
});

fn class_of(scope: Scope) -> Option<&'static str> {
    SCOPES.iter().find(|(known, _)| known.is_prefix_of(scope)).map(|(_, class)| *class)
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
        let mut plain = String::new();
        let Language::Grammar(grammar) = language("python") else { panic!("there is a grammar") };
        let start = HIGHLIGHTER.grammars[grammar].state(0);
        HIGHLIGHTER.lines_unremembered(&start, code, &mut plain);
        assert_eq!(plain, first);
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
