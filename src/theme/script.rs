//! A browser module as tokens: for [`strip`](super::strip) to leave out what stands between them, and
//! for [`shorten`](super::shorten) to tell names of variables from other words.
//!
//! Only what the theme's modules are made of is understood. Whatever else there is makes reading
//! end with `None`, and the module is left as it is.

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A name or a keyword.
    Word,
    /// A number, a string, a part of a template or a pattern with its flags.
    Literal,
    /// Anything else; `=>`, `...`, `?.`, `??` and `${` are one token each.
    Sign,
}

/// A token and where it is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token<'a> {
    pub(super) kind: Kind,
    pub(super) text: &'a str,
    pub(super) start: usize,
    /// Whether it is the first of its line.
    pub(super) begins_line: bool,
}

/// Signs of more than one character that mean something else than their characters.
const LONG_SIGNS: [&str; 4] = ["...", "=>", "?.", "??"];

/// What comes before a slash that begins a pattern.
const BEFORE_PATTERN: &str = "(,=:[!&|?{;+-*%<>~^";

/// Words before a slash that begins a pattern.
const WORDS_BEFORE_PATTERN: [&str; 8] = ["return", "typeof", "case", "in", "of", "delete", "void", "await"];

/// The tokens of a module; `None` where something is unclear.
pub(super) fn tokens(text: &str) -> Option<Vec<Token<'_>>> {
    let mut reader = Reader {
        text,
        at: 0,
        found: Vec::new(),
        nested: Vec::new(),
        open: Vec::new(),
        closed: 0,
        begins_line: true,
    };
    while reader.at < text.len() {
        reader.token()?;
    }
    reader.nested.is_empty().then_some(reader.found)
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    found: Vec<Token<'a>>,
    /// Open braces of code inside `${…}` of each open template.
    nested: Vec<usize>,
    /// The round brackets that are open, as numbers of tokens.
    open: Vec<usize>,
    /// Which one was closed last.
    closed: usize,
    begins_line: bool,
}

/// Whether words and numbers may have it.
pub(super) fn is_part(char: char) -> bool {
    char.is_alphanumeric() || char == '_' || char == '$'
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn push(&mut self, kind: Kind, length: usize) {
        let text = &self.rest()[..length];
        self.found.push(Token { kind, text, start: self.at, begins_line: self.begins_line });
        self.at += length;
        self.begins_line = false;
    }

    fn token(&mut self) -> Option<()> {
        let rest = self.rest();
        let char = rest.chars().next()?;
        let run = |wanted: &dyn Fn(char) -> bool| rest.find(|char| !wanted(char)).unwrap_or(rest.len());
        match char {
            '\n' => {
                self.begins_line = true;
                self.at += 1;
            }
            ' ' | '\t' | '\r' => self.at += 1,
            '0'..='9' => self.push(Kind::Literal, run(&|char| is_part(char) || char == '.')),
            _ if is_part(char) => self.push(Kind::Word, run(&is_part)),
            '\'' | '"' => {
                let length = self.length(|inner| inner == char)?;
                self.push(Kind::Literal, length);
            }
            '`' => self.template(1)?,
            '/' => self.slash()?,
            '{' | '}' => self.brace(char)?,
            '(' => {
                self.open.push(self.found.len());
                self.push(Kind::Sign, 1);
            }
            ')' => {
                self.closed = self.open.pop()?;
                self.push(Kind::Sign, 1);
            }
            _ if !char.is_ascii() || "@\\".contains(char) => return None,
            _ => {
                let long = LONG_SIGNS.iter().find(|sign| rest.starts_with(**sign));
                // `a?.5:b` asks.
                let fraction =
                    rest.starts_with("?.") && rest[2..].starts_with(|next: char| next.is_ascii_digit());
                self.push(Kind::Sign, long.filter(|_| !fraction).map_or(1, |sign| sign.len()));
            }
        }
        Some(())
    }

    /// How long a literal is that ends where a character on its line `ends` it.
    fn length(&self, mut ends: impl FnMut(char) -> bool) -> Option<usize> {
        let mut chars = self.rest().char_indices().skip(1);
        while let Some((offset, char)) = chars.next() {
            match char {
                '\\' => drop(chars.next()?),
                '\n' => return None,
                _ if ends(char) => return Some(offset + char.len_utf8()),
                _ => {}
            }
        }
        None
    }

    /// The text of a template from `from` characters on, up to its end or to code in it.
    fn template(&mut self, from: usize) -> Option<()> {
        let mut chars = self.rest().char_indices().skip(from).peekable();
        while let Some((offset, char)) = chars.next() {
            match char {
                '\\' => drop(chars.next()?),
                '`' => {
                    self.push(Kind::Literal, offset + 1);
                    return Some(());
                }
                '$' if chars.peek().is_some_and(|&(_, next)| next == '{') => {
                    self.push(Kind::Literal, offset);
                    self.push(Kind::Sign, 2);
                    self.nested.push(0);
                    return Some(());
                }
                _ => {}
            }
        }
        None
    }

    fn brace(&mut self, char: char) -> Option<()> {
        self.push(Kind::Sign, 1);
        match (char, self.nested.last_mut()) {
            (_, None) => {}
            ('{', Some(depth)) => *depth += 1,
            (_, Some(0)) => {
                self.nested.pop();
                return self.template(0);
            }
            (_, Some(depth)) => *depth -= 1,
        }
        Some(())
    }

    fn slash(&mut self) -> Option<()> {
        let rest = self.rest();
        if rest.starts_with("//") {
            self.at += rest.find('\n').unwrap_or(rest.len());
        } else if rest.starts_with("/*") {
            let length = rest.find("*/")? + 2;
            self.begins_line |= rest[..length].contains('\n');
            self.at += length;
        } else if self.begins_pattern()? {
            let mut class = false;
            let length = self.length(|char| {
                class = (class || char == '[') && char != ']';
                char == '/' && !class
            })?;
            let flags = rest[length..].find(|char: char| !char.is_ascii_lowercase());
            self.push(Kind::Literal, flags.map_or(rest.len(), |flags| length + flags));
        } else {
            self.push(Kind::Sign, 1);
        }
        Some(())
    }

    fn begins_pattern(&self) -> Option<bool> {
        let Some(last) = self.found.last() else { return Some(true) };
        let before =
            |at: usize| at.checked_sub(1).and_then(|at| self.found.get(at)).map_or("", |token| token.text);
        match (last.kind, last.text) {
            (Kind::Literal, _) => Some(false),
            (Kind::Word, word) => Some(WORDS_BEFORE_PATTERN.contains(&word)),
            (_, "}") => None,
            // Behind a condition stands a statement, behind anything else a number.
            (_, ")") => {
                (!["if", "while", "for", "with", "await"].contains(&before(self.closed))).then_some(false)
            }
            // `a++ / b`
            (_, "+" | "-") if before(self.found.len() - 1) == last.text => None,
            (_, sign) => Some(sign.ends_with(|char| BEFORE_PATTERN.contains(char))),
        }
    }
}
