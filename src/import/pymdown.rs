//! What MkDocs sites write with Python-Markdown's extensions: blocks between slashes, and within
//! lines attributes, keys, icons, marks. What Markdown or HTML can say is said so; what only a
//! plugin knows is dropped or left, and named.

mod blocks;
mod inline;

use super::code::{Fence, change_lines};
use super::report::Note;

/// The text with its extensions as ours.
pub(super) fn convert(body: &str, notes: &mut Vec<Note>) -> String {
    let body = without_plugins(&without_tabs(body), notes);
    let body = blocks::convert(&body, notes);
    change_lines(&body, |line| inline::convert(line, notes))
}

/// With spaces in place of tabs at the beginning of lines, up to every fourth column, as Python-Markdown
/// reads them.
fn without_tabs(body: &str) -> String {
    let mut made = String::new();
    for line in body.lines() {
        let text = line.trim_start_matches([' ', '\t']);
        let mut column = 0;
        for sign in line[..line.len() - text.len()].chars() {
            column += if sign == '\t' { 4 - column % 4 } else { 1 };
        }
        made += &" ".repeat(column);
        made += text;
        made.push('\n');
    }
    made
}

/// `::: module.name` and its options ask a plugin for documentation that it takes from code.
fn without_plugins(body: &str, notes: &mut Vec<Note>) -> String {
    let (mut made, mut fence) = (String::new(), Fence::default());
    let mut lines = body.lines().peekable();
    while let Some(line) = lines.next() {
        let code = fence.holds(line);
        let name = line.strip_prefix(":::").map(str::trim).filter(|name| !code && !name.is_empty());
        let Some(name) = name.filter(|name| !name.contains(' ')) else {
            made += line;
            made.push('\n');
            continue;
        };
        notes.push(Note::left(format!("`::: {name}` is taken from code by a plugin")));
        made += &format!("`{name}`\n");
        let is_option = |line: &&str| line.starts_with("    ") && !line.trim().is_empty();
        let options: Vec<&str> = std::iter::from_fn(|| lines.next_if(is_option)).map(str::trim).collect();
        if !options.is_empty() {
            notes.push(Note::dropped(format!("the options of `::: {name}`: `{}`", options.join(" "))));
        }
    }
    made
}

#[cfg(test)]
mod tests {
    use super::*;

    fn converted(text: &str) -> String {
        convert(text, &mut Vec::new())
    }

    #[test]
    fn blocks_between_slashes_are_containers() {
        let text = "/// note | Read *this*\n\nFirst.\n\n//// details | More\n    type: warning\n    open: true\n\nInside.\n////\n///\n\n/// tab | A\nOne\n///\n\n/// tab | B\nTwo\n///\n\n/// admonition | X\n    type: danger\nHot\n///\n\n/// caption\nFig.\n///\n// no\n";
        insta::assert_snapshot!(converted(text), @r"
        :::note Read *this*

        First.

        :::details More

        Inside.
        :::
        :::

        :::tabs
        :::tab A
        One
        :::
        :::tab B
        Two
        :::
        :::

        :::caution X
        Hot
        :::

        Fig.
        // no
        ");
    }

    #[test]
    fn what_only_an_extension_reads_is_not_shown_to_readers() {
        let text = "[Go](x.md){ .md-button } and ![a](b.png){ align=right width=\"20\" }\n:material-account: Me, press ++ctrl+alt+del++, ==now==, `==x== :material-x: {.y}`{ .z }\n*[HTML]: Language\n{ .annotate }\n<div class=\"grid\" markdown>\n## Title { #id .x }\n```\n==x==\n```\na == b, {x}, C++ and c++\n";
        insta::assert_snapshot!(converted(text), @r#"
        [Go](x.md) and ![a](b.png)
         Me, press <kbd>Ctrl</kbd>+<kbd>Alt</kbd>+<kbd>Del</kbd>, <mark>now</mark>, `==x== :material-x: {.y}`
        <div class="grid" markdown="1">
        ## Title { #id .x }
        ```
        ==x==
        ```
        a == b, {x}, C++ and c++
        "#);
    }

    #[test]
    fn small_letters_above_and_below_the_line_are_said_in_html() {
        let mut notes = Vec::new();
        let made = convert(
            "H~2~O, 2^10^, ^^new^^, ~~old~~, ~5 or ~6, a[^1] b[^2], :tada: at 10:30:45, a:b:c\n",
            &mut notes,
        );
        assert_eq!(
            made,
            "H<sub>2</sub>O, 2<sup>10</sup>, <ins>new</ins>, ~~old~~, ~5 or ~6, a[^1] b[^2], :tada: at 10:30:45, a:b:c\n"
        );
        assert_eq!(notes, [Note::left("`:tada:` is a picture that a plugin draws")]);
    }

    #[test]
    fn tabs_indent_to_every_fourth_column() {
        let made = converted("!!! note\n\tOne\n\n  \t\tTwo\tthree\n");
        assert_eq!(made, "!!! note\n    One\n\n        Two\tthree\n");
    }

    #[test]
    fn documentation_from_code_is_named_and_closes_nothing() {
        let mut notes = Vec::new();
        let made = convert("::: a.b.C\n    options:\n      x: 1\n\n    code\n\nText\n", &mut notes);
        assert_eq!(made, "`a.b.C`\n\n    code\n\nText\n");
        let options = Note::dropped("the options of `::: a.b.C`: `options: x: 1`");
        assert_eq!(notes, [Note::left("`::: a.b.C` is taken from code by a plugin"), options]);
    }
}
