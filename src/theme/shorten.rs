//! Gives the variables inside a module's functions short names: readers pay for each letter.
//!
//! Nothing is renamed that others could see: no property, no import or export, nothing that is
//! declared at the top of the module. Within one statement of the top, a name is renamed
//! everywhere or nowhere, to one that stands nowhere else in that statement; and only if each place
//! where it stands lies where a declaration of that name holds, so that none of them means something
//! outside. Where a declaration holds is never taken for more than it is. Where it cannot be sure
//! what a word is, the module is left alone.

use std::ops::RangeInclusive;
use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::script::{Kind, Token, tokens};

/// Words that are never the name of a variable here, though the language would let some be.
const RESERVED: [&str; 50] = [
    "arguments",
    "as",
    "async",
    "await",
    "break",
    "case",
    "catch",
    "class",
    "const",
    "continue",
    "debugger",
    "default",
    "delete",
    "do",
    "else",
    "enum",
    "export",
    "extends",
    "false",
    "finally",
    "for",
    "from",
    "function",
    "get",
    "if",
    "import",
    "in",
    "instanceof",
    "let",
    "new",
    "null",
    "of",
    "return",
    "set",
    "static",
    "super",
    "switch",
    "this",
    "throw",
    "true",
    "try",
    "typeof",
    "undefined",
    "var",
    "void",
    "while",
    "with",
    "yield",
    "implements",
    "interface",
];

/// The same, to be asked for each word of each module.
static IS_RESERVED: LazyLock<FxHashSet<&str>> = LazyLock::new(|| RESERVED.into_iter().collect());

/// Words that can change what names mean, or give one to a place.
const UNCLEAR: [&str; 6] = ["eval", "with", "var", "arguments", "break", "continue"];

/// Words that begin a statement wherever they follow a `;` or a `}`.
const STATEMENTS: [&str; 6] = ["async", "class", "const", "export", "function", "let"];

/// Names shorter than this stay: a module that was put into another has been here before.
const WORTH: usize = 3;

const LETTERS: &[u8] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// Longer modules, in bytes, and more brackets in one another, are not worth the time: who has such a module has
/// it from a program that did all this.
const LONGEST: usize = 100_000;
const DEEPEST: usize = 64;

/// The module with short names inside its functions, and inside the modules that were put into it.
pub(super) fn shorten(text: &str) -> String {
    let renamed = if text.len() > LONGEST { None } else { renamed(text) };
    renamed.unwrap_or_else(|| text.to_owned())
}

fn renamed(text: &str) -> Option<String> {
    let tokens = tokens(text)?;
    let script = Script::read(&tokens)?;
    let mut out = String::with_capacity(text.len());
    let mut copied = 0;
    for statement in script.statements() {
        let names = script.names(&statement);
        for place in script.places.iter().filter(|place| statement.contains(&place.at)) {
            let token = tokens[place.at];
            let Some(name) = names.get(token.text) else { continue };
            out += &text[copied..token.start];
            if place.is_key_too {
                out += token.text;
                out += ": ";
            }
            out += name;
            copied = token.start + token.text.len();
        }
    }
    Some(out + &text[copied..])
}

/// What brackets hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Holds {
    Statements,
    Members,
    /// An object, or a pattern like one.
    Properties,
    /// What a module imports or exports.
    Ports,
    /// Round or square brackets, or code in a template.
    Other,
}

/// Where a variable is named.
struct Place {
    at: usize,
    /// `{ a }`, which is `{ a: a }`.
    is_key_too: bool,
}

/// The tokens of a module with their brackets, by the number of the token.
struct Script<'a> {
    tokens: &'a [Token<'a>],
    /// Of a bracket, the other of its pair.
    pair: Vec<usize>,
    /// The bracket around each token, itself left out.
    around: Vec<Option<usize>>,
    holds: Vec<Holds>,
    places: Vec<Place>,
    /// Where each name holds.
    declared: FxHashMap<&'a str, Vec<RangeInclusive<usize>>>,
}

impl<'a> Script<'a> {
    fn read(tokens: &'a [Token<'a>]) -> Option<Self> {
        let length = tokens.len();
        let (pair, around, holds) = (vec![0; length], vec![None; length], vec![Holds::Other; length]);
        let (places, declared) = (Vec::new(), FxHashMap::default());
        let mut script = Self { tokens, pair, around, holds, places, declared };
        // What is private to a class is called by other rules.
        if tokens.iter().any(|token| token.kind == Kind::Sign && token.text == "#") {
            return None;
        }
        script.match_brackets()?;
        let words = tokens.iter().enumerate().filter(|(_, token)| token.kind == Kind::Word);
        for (at, _) in words {
            script.word(at)?;
        }
        for at in 0..length {
            script.declarations(at)?;
        }
        Some(script)
    }

    /// The token so many after, or before, `at`; empty where there is none, and for literals.
    fn text(&self, at: usize, offset: isize) -> &'a str {
        let token = at.checked_add_signed(offset).and_then(|at| self.tokens.get(at));
        token.filter(|token| token.kind != Kind::Literal).map_or("", |token| token.text)
    }

    fn match_brackets(&mut self) -> Option<()> {
        let mut open: Vec<usize> = Vec::new();
        for (at, token) in self.tokens.iter().enumerate() {
            if token.kind == Kind::Sign && [")", "]", "}"].contains(&token.text) {
                let start = open.pop()?;
                let opening = match token.text {
                    ")" => "(",
                    "]" => "[",
                    _ => "{",
                };
                if !self.tokens[start].text.ends_with(opening) {
                    return None;
                }
                (self.pair[start], self.pair[at]) = (at, start);
            }
            self.around[at] = open.last().copied();
            if token.kind == Kind::Sign && ["(", "[", "{", "${"].contains(&token.text) {
                self.holds[at] = if token.text == "{" { self.what_brace_holds(at)? } else { Holds::Other };
                open.push(at);
                if open.len() > DEEPEST {
                    return None;
                }
            }
        }
        open.is_empty().then_some(())
    }

    fn what_brace_holds(&self, at: usize) -> Option<Holds> {
        let outside = self.around[at].map_or(Holds::Statements, |open| self.holds[open]);
        let before = self.text(at, -1);
        Some(match before {
            ")" | "=>" | ";" | "{" | "}" | "else" | "try" | "finally" | "do" | "catch" => Holds::Statements,
            "import" | "export" => Holds::Ports,
            "(" | "[" | "=" | "," | "?" | "&" | "|" | "??" | "..." | "return" | "const" | "let" | "of" => {
                Holds::Properties
            }
            ":" if outside != Holds::Statements => Holds::Properties,
            "" if at == 0 => Holds::Statements,
            _ if ["class", "extends"].contains(&self.text(at, -2)) => Holds::Members,
            _ => return None,
        })
    }

    fn around(&self, at: usize) -> Holds {
        self.around[at].map_or(Holds::Statements, |open| self.holds[open])
    }

    /// Notes a word if it names a variable.
    fn word(&mut self, at: usize) -> Option<()> {
        let text = self.tokens[at].text;
        let (before, after) = (self.text(at, -1), self.text(at, 1));
        if before == "." || before == "?." {
            return Some(());
        }
        let around = self.around(at);
        // Keys may be called like keywords.
        let first = |text: &str| text == "{" || text == ",";
        let is_method = ["async", "get", "set"].contains(&before) && first(self.text(at, -2));
        let leads = first(before) || is_method;
        let is_key = around == Holds::Properties && leads && (after == ":" || after == "(");
        if is_key || around == Holds::Ports {
            return Some(());
        }
        if around == Holds::Members {
            // A field would have a value.
            return (after != "=" && after != ";").then_some(());
        }
        let extends_call = text == "extends" && self.text(at, 2) != "{";
        let may_be_generator = around == Holds::Properties && before == "*" && after == "(";
        if extends_call || may_be_generator {
            return None;
        }
        let begins_statement = ["", ";", ":", "{", "}", ")", "else", "do"].contains(&before);
        if UNCLEAR.contains(&text) || (around == Holds::Statements && after == ":" && begins_statement) {
            let is_alone = ["break", "continue"].contains(&text) && after == ";";
            return is_alone.then_some(());
        }
        if !IS_RESERVED.contains(text) {
            let is_key_too = around == Holds::Properties && first(before) && [",", "}", "="].contains(&after);
            self.places.push(Place { at, is_key_too });
        }
        Some(())
    }

    fn declarations(&mut self, at: usize) -> Option<()> {
        let token = self.tokens[at];
        let text = if token.kind == Kind::Literal { "" } else { token.text };
        let is_property = [".", "?."].contains(&self.text(at, -1));
        match text {
            _ if is_property => {}
            "const" | "let" => self.declarators(at)?,
            "function" | "class" => self.declared_by_statement(at),
            "=>" => self.arrow(at)?,
            "{" if self.text(at, -1) == ")" => self.parameters(at)?,
            _ => {}
        }
        Some(())
    }

    /// The names of `const a = …, { b } = …`, up to the end of the line at the latest.
    fn declarators(&mut self, at: usize) -> Option<()> {
        let holds = match self.around[at] {
            None => return Some(()),
            Some(open) if self.holds[open] == Holds::Statements => open..=self.pair[open],
            Some(open) => self.loop_of(open)?,
        };
        let mut next = at + 1;
        loop {
            self.bind(next, &holds)?;
            next = self.end_of(next, &[",", ";", "of", "in"]);
            if self.text(next, 0) != "," {
                return Some(());
            }
            next += 1;
        }
    }

    /// A loop from its bracket to the end of its body, if that is in braces, else of its head.
    fn loop_of(&self, open: usize) -> Option<RangeInclusive<usize>> {
        let is_loop = ["for", "await"].contains(&self.text(open, -1));
        let close = self.pair[open];
        let end =
            if self.text(close, 1) == "{" { self.pair[close + 1] } else { self.end_of(close + 1, &[";"]) };
        is_loop.then_some(open..=end)
    }

    /// Where what begins at `from` ends at the latest: at one of `ends` or a new line outside of
    /// further brackets, or before the bracket that closes around it.
    fn end_of(&self, from: usize, ends: &[&str]) -> usize {
        let mut at = from;
        let mut questions = 0;
        while at < self.tokens.len() {
            let text = self.text(at, 0);
            let ends_line = at > from && self.tokens[at].begins_line;
            if ends.contains(&text) || [")", "]", "}"].contains(&text) || ends_line {
                return at;
            }
            match text {
                "?" => questions += 1,
                ":" if questions == 0 => return at,
                ":" => questions -= 1,
                "(" | "[" | "{" | "${" => at = self.pair[at],
                _ => {}
            }
            at += 1;
        }
        at
    }

    /// What a function or class that is a statement is called.
    fn declared_by_statement(&mut self, at: usize) {
        let start = at - usize::from(self.text(at, -1) == "async");
        let is_statement = [";", "{", "}"].contains(&self.text(start, -1));
        let name = at + 1 + usize::from(self.text(at, 1) == "*");
        if let Some(open) =
            self.around[at].filter(|open| is_statement && self.holds[*open] == Holds::Statements)
            && self.tokens.get(name).is_some_and(|token| token.kind == Kind::Word)
        {
            self.declared.entry(self.tokens[name].text).or_default().push(open..=self.pair[open]);
        }
    }

    /// `a => …` and `(a, b) => …`.
    fn arrow(&mut self, at: usize) -> Option<()> {
        let body = at + 1;
        let end =
            if self.text(body, 0) == "{" { self.pair[body] } else { self.end_of(body, &[",", ";"]) - 1 };
        if self.text(at, -1) == ")" {
            let open = self.pair[at - 1];
            return self.bind_list(open, &(open..=end));
        }
        let only = at.checked_sub(1)?;
        self.bind(only, &(only..=end))
    }

    /// Parameters of the function, method or `catch` whose body begins with this brace.
    fn parameters(&mut self, brace: usize) -> Option<()> {
        let open = self.pair[brace - 1];
        let is_method = match self.around(open) {
            Holds::Members => true,
            Holds::Properties => !["=", ":"].contains(&self.text(open, -2)),
            _ => false,
        };
        let named = open.saturating_sub(1);
        let is_function = [-1, -2].iter().any(|&offset| self.text(open, offset) == "function");
        let is_catch = self.text(named, 0) == "catch";
        if is_method || is_function || is_catch {
            self.bind_list(open, &(open..=self.pair[brace]))?;
        }
        Some(())
    }

    /// Declares each of the things between brackets that are parted by commas.
    fn bind_list(&mut self, open: usize, holds: &RangeInclusive<usize>) -> Option<()> {
        let mut at = open + 1;
        while at < self.pair[open] {
            if self.text(at, 0) == "," {
                at += 1;
                continue;
            }
            self.bind(at, holds)?;
            at = self.next_of_list(at, self.pair[open]);
        }
        Some(())
    }

    /// Behind the next comma outside of further brackets, or `end`.
    fn next_of_list(&self, from: usize, end: usize) -> usize {
        let mut at = from;
        while at < end {
            match self.text(at, 0) {
                "," => return at + 1,
                "(" | "[" | "{" | "${" => at = self.pair[at],
                _ => {}
            }
            at += 1;
        }
        end
    }

    /// Declares the name or the names of the pattern at `at`.
    fn bind(&mut self, at: usize, holds: &RangeInclusive<usize>) -> Option<()> {
        let at = at + usize::from(self.text(at, 0) == "...");
        match self.text(at, 0) {
            "[" => self.bind_list(at, holds),
            "{" => {
                let mut inner = at + 1;
                while inner < self.pair[at] {
                    let value = if self.text(inner, 1) == ":" { inner + 2 } else { inner };
                    // A key that is worked out.
                    if value == inner && self.text(inner, 0) == "[" {
                        return None;
                    }
                    self.bind(value, holds)?;
                    inner = self.next_of_list(inner, self.pair[at]);
                }
                Some(())
            }
            name => {
                self.declared.entry(name).or_default().push(holds.clone());
                self.tokens.get(at).is_some_and(|token| token.kind == Kind::Word).then_some(())
            }
        }
    }

    /// The statements of the top, as runs of tokens; some may be several in one.
    fn statements(&self) -> Vec<RangeInclusive<usize>> {
        let begins = |at: &usize| {
            self.around[*at].is_none()
                && STATEMENTS.contains(&self.text(*at, 0))
                && [";", "}"].contains(&self.text(*at, -1))
        };
        let mut starts: Vec<usize> = (1..self.tokens.len()).filter(begins).collect();
        starts.insert(0, 0);
        let ends = starts.iter().skip(1).copied().chain([self.tokens.len()]);
        starts.iter().zip(ends).map(|(&start, end)| start..=end.saturating_sub(1)).collect()
    }

    /// New names for what can be renamed in a statement: the more often, the shorter.
    fn names(&self, statement: &RangeInclusive<usize>) -> FxHashMap<&'a str, String> {
        let mut count: FxHashMap<&str, usize> = FxHashMap::default();
        let mut stays: FxHashSet<&str> = FxHashSet::default();
        for place in self.places.iter().filter(|place| statement.contains(&place.at)) {
            let name = self.tokens[place.at].text;
            *count.entry(name).or_default() += 1;
            let mut ranges = self.declared.get(name).into_iter().flatten();
            if name.len() < WORTH || !ranges.any(|range| range.contains(&place.at)) {
                stays.insert(name);
            }
        }
        let mut often: Vec<(&str, usize)> =
            count.into_iter().filter(|(name, _)| !stays.contains(name)).collect();
        often.sort_by_key(|&(name, count)| (std::cmp::Reverse(count), name));
        let free = (0..)
            .map(short_name)
            .filter(|name| !stays.contains(name.as_str()) && !IS_RESERVED.contains(name.as_str()));
        often.into_iter().map(|(name, _)| name).zip(free).collect()
    }
}

/// `a`, `b` … `Z`, `aa`, `ba` …
fn short_name(mut number: usize) -> String {
    let mut name = String::new();
    loop {
        name.push(char::from(LETTERS[number % LETTERS.len()]));
        number /= LETTERS.len();
        if number == 0 {
            return name;
        }
        number -= 1;
    }
}

#[cfg(test)]
mod tests;
