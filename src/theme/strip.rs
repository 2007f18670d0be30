//! Takes comments, indentation and idle spaces out of a browser module: readers pay for each byte.
//!
//! Strings, template literals and regular expressions are left as they are. Nothing is renamed
//! and no line is joined with another, so that what is published can still be read, and
//! automatic semicolons stay where they were. Lines that import or export keep their spaces: they
//! are read again where a module is published otherwise. Where it cannot be sure what a slash means, the
//! module is left alone. Comments that begin with `/*!` stay: licences do.

use super::script::{Token, is_part, tokens};

/// The module without comments, indentation, empty lines and spaces that part nothing.
pub(super) fn strip(text: &str) -> String {
    tokens(text).map_or_else(|| text.to_owned(), |tokens| stripped(text, &tokens))
}

fn stripped(text: &str, tokens: &[Token]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut end = 0;
    for token in tokens {
        let gap = &text[end..token.start];
        out.extend(licences(gap));
        if token.begins_line {
            end_line(&mut out);
        } else if !gap.is_empty() && !is_idle(&out, token.text) {
            out.push(' ');
        }
        out += token.text;
        end = token.start + token.text.len();
    }
    end_line(&mut out);
    out.extend(licences(&text[end..]));
    end_line(&mut out);
    out
}

fn end_line(out: &mut String) {
    if !out.is_empty() && !out.ends_with('\n') {
        out.push('\n');
    }
}

/// The comments between two tokens that stay.
fn licences(gap: &str) -> impl Iterator<Item = &str> {
    gap.match_indices("/*!").filter_map(|(start, _)| Some(&gap[start..start + gap[start..].find("*/")? + 2]))
}

/// Whether a space between what is `out` and `next` parts nothing.
fn is_idle(out: &str, next: &str) -> bool {
    let Some(last) = out.chars().next_back().filter(|&last| last != '\n') else { return true };
    let line = out.rsplit('\n').next().unwrap_or_default();
    let next = next.chars().next().unwrap_or('\n');
    let sign = |char: char| "+-<!>./".contains(char);
    let read_again = line.starts_with("import") || line.starts_with("export");
    // Signs make other signs, slashes make comments and patterns, and a point a fraction.
    let joined =
        is_part(last) && is_part(next) || sign(last) && sign(next) || last.is_ascii_digit() && next == '.';
    !(read_again || joined || last == '/' || next == '/')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_indentation_go() {
        let text =
            "/**\n * What.\n */\nexport const a = 1; // one\n\n  const b = /** @type {any} */ (a) / 2;\n";
        assert_eq!(strip(text), "export const a = 1;\nconst b=(a) / 2;\n");
        assert_eq!(strip("a/* x */b\nc /*\n*/ d"), "a b\nc\nd\n");
        assert_eq!(strip("/*! MIT */\nx"), "/*! MIT */\nx\n");
        assert_eq!(strip("a /*! MIT */ b\n/*! end */"), "a/*! MIT */ b\n/*! end */\n");
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
