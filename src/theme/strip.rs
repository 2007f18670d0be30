//! Takes comments, indentation and idle spaces out of a browser module: readers pay for each byte.
//!
//! Strings, template literals and regular expressions are left as they are. Nothing is renamed
//! and no line is joined with another, so that what is published can still be read, and
//! automatic semicolons stay where they were. Lines that import or export keep their spaces: they
//! are read again where a module is published otherwise. Where it cannot be sure what a slash means, the
//! module is left alone. Comments that begin with `/*!` stay: licences do.

/// The module without comments, indentation, empty lines and spaces that part nothing.
pub(super) fn strip(text: &str) -> String {
    let mut stripper = Stripper { text, at: 0, out: String::with_capacity(text.len()), nested: Vec::new() };
    match stripper.run() {
        Some(()) => stripper.out,
        None => text.to_owned(),
    }
}

/// What comes before a slash that begins a regular expression.
const BEFORE_REGEX: &str = "(,=:[!&|?{;+-*%<>~^";

/// Words before a slash that begins a regular expression.
const WORDS_BEFORE_REGEX: [&str; 8] = ["return", "typeof", "case", "in", "of", "delete", "void", "await"];

struct Stripper<'a> {
    text: &'a str,
    at: usize,
    out: String,
    /// Open braces of code inside `${…}` of each open template literal.
    nested: Vec<usize>,
}

impl Stripper<'_> {
    /// `None` where something is unclear.
    fn run(&mut self) -> Option<()> {
        while let Some(char) = self.rest().chars().next() {
            match char {
                '\'' | '"' => self.string(char)?,
                '`' => {
                    self.copy(1);
                    self.template()?;
                }
                '/' => self.slash()?,
                '\n' => self.newline(),
                ' ' | '\t' | '\r' if self.is_idle() => self.at += 1,
                '{' => {
                    self.nested.iter_mut().last().into_iter().for_each(|depth| *depth += 1);
                    self.copy(1);
                }
                '}' => self.closing_brace()?,
                _ => self.copy(char.len_utf8()),
            }
        }
        self.newline();
        self.nested.is_empty().then_some(())
    }

    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn copy(&mut self, length: usize) {
        self.out.push_str(&self.text[self.at..self.at + length]);
        self.at += length;
    }

    /// Whether the space that comes next parts nothing.
    fn is_idle(&self) -> bool {
        let Some(last) = self.out.chars().next_back().filter(|&last| last != '\n') else { return true };
        let line = self.out.rsplit('\n').next().unwrap_or_default();
        let next = self.rest().trim_start_matches([' ', '\t', '\r']).chars().next().unwrap_or('\n');
        let part = |char: char| char.is_alphanumeric() || char == '_' || char == '$';
        let sign = |char: char| "+-<!>./".contains(char);
        let read_again = line.starts_with("import") || line.starts_with("export");
        // Signs make other signs, slashes make comments and patterns, and a point a fraction.
        let joined =
            part(last) && part(next) || sign(last) && sign(next) || last.is_ascii_digit() && next == '.';
        !(read_again || joined || last == '/' || next == '/')
    }

    /// Ends a line; an empty one is left out.
    fn newline(&mut self) {
        self.out.truncate(self.out.trim_end_matches([' ', '\t', '\r']).len());
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
        self.at = (self.at + 1).min(self.text.len());
    }

    fn string(&mut self, quote: char) -> Option<()> {
        self.until(|char| char == quote)
    }

    /// Copies what begins with a delimiter and ends with one that `ends`, on one line.
    fn until(&mut self, mut ends: impl FnMut(char) -> bool) -> Option<()> {
        let mut chars = self.rest().char_indices().skip(1);
        while let Some((offset, char)) = chars.next() {
            match char {
                '\\' => drop(chars.next()?),
                '\n' => return None,
                _ if ends(char) => {
                    self.copy(offset + char.len_utf8());
                    return Some(());
                }
                _ => {}
            }
        }
        None
    }

    /// Copies the text of a template literal up to its end or to code in it.
    fn template(&mut self) -> Option<()> {
        let mut chars = self.rest().char_indices().peekable();
        while let Some((offset, char)) = chars.next() {
            match char {
                '\\' => drop(chars.next()?),
                '`' => {
                    self.copy(offset + 1);
                    return Some(());
                }
                '$' if chars.peek().is_some_and(|&(_, next)| next == '{') => {
                    self.copy(offset + 2);
                    self.nested.push(0);
                    return Some(());
                }
                _ => {}
            }
        }
        None
    }

    fn closing_brace(&mut self) -> Option<()> {
        self.copy(1);
        match self.nested.last_mut() {
            Some(0) => {
                self.nested.pop();
                self.template()
            }
            Some(depth) => {
                *depth -= 1;
                Some(())
            }
            None => Some(()),
        }
    }

    fn slash(&mut self) -> Option<()> {
        let rest = self.rest();
        if rest.starts_with("//") {
            self.at += rest.find('\n').unwrap_or(rest.len());
            return Some(());
        }
        if rest.starts_with("/*") {
            let length = rest.find("*/")? + 2;
            if rest.starts_with("/*!") {
                self.copy(length);
            } else {
                self.comment(length);
            }
            return Some(());
        }
        if self.begins_regex()? {
            let mut class = false;
            return self.until(|char| {
                class = (class || char == '[') && char != ']';
                char == '/' && !class
            });
        }
        self.copy(1);
        Some(())
    }

    /// Leaves a comment out; what stood apart stays apart, and a line's end stays one.
    fn comment(&mut self, length: usize) {
        if self.rest()[..length].contains('\n') {
            self.newline();
            self.at -= 1;
        }
        self.at += length;
        let alone = self.out.is_empty() || self.out.ends_with([' ', '\n', '(']);
        if alone {
            self.at += usize::from(self.rest().starts_with(' '));
        } else {
            self.out.push(' ');
        }
    }

    fn begins_regex(&self) -> Option<bool> {
        let before = self.out.trim_end();
        let Some(last) = before.chars().next_back() else { return Some(true) };
        if BEFORE_REGEX.contains(last) {
            return Some(true);
        }
        if last == '}' || (last == ')' && !self.rest()[1..].starts_with([' ', '='])) {
            return None;
        }
        let is_part = |char: char| char.is_alphanumeric() || char == '_' || char == '$';
        let word = before.rsplit(|char| !is_part(char)).next().unwrap_or_default();
        Some(WORDS_BEFORE_REGEX.contains(&word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_indentation_go() {
        let text =
            "/**\n * What.\n */\nexport const a = 1; // one\n\n  const b = /** @type {any} */ (a) / 2;\n";
        assert_eq!(strip(text), "export const a = 1;\nconst b= (a) / 2;\n");
        assert_eq!(strip("a/* x */b\nc /*\n*/ d"), "a b\nc\nd\n");
        assert_eq!(strip("/*! MIT */\nx"), "/*! MIT */\nx\n");
    }

    #[test]
    fn spaces_that_part_nothing_go() {
        for (text, stripped) in [
            ("if (a in b && !c) return { d: [ ...e ] };\n", "if(a in b&&!c)return{d:[...e]};\n"),
            ("x = a + +b - -c; y = 1 .f;\n", "x=a+ +b- -c;y=1 .f;\n"),
            ("const f = async (a) => `x ${ a + ' b ' }`;\n", "const f=async(a)=>`x ${a+' b '}`;\n"),
            ("const g = / {2}/u in h;\n", "const g= / {2}/u in h;\n"),
        ] {
            assert_eq!(strip(text), stripped);
        }
    }

    #[test]
    fn strings_templates_and_patterns_stay() {
        for text in [
            "const a='http://x';const b=\"/* no */\";\n",
            "const a=`//  ${b+`\n  /* ${{c:'}'}.c} */`}\n  // text`;\n",
            "const p= /[/'\"`]\\/\\/*/u;x=y / 2 / z;\n",
            "return /'/.test(a);\n",
        ] {
            assert_eq!(strip(text), text);
        }
    }

    #[test]
    fn what_is_unclear_is_left_alone() {
        for text in ["if (a) /'/.test(b) // c\n", "{}\n/'/.test(a) // c", "const a = 'b", "`${a"] {
            assert_eq!(strip(text), text);
        }
    }
}
