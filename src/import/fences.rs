//! Blocks of code as other tools write them: what stands behind the three backticks said our
//! way, and without the lines that mdBook hides.

use super::code::Fence;
use super::kind::Kind;
use super::report::Note;

/// The text with its blocks of code as ours.
pub(super) fn convert(body: &str, kind: Kind, notes: &mut Vec<Note>) -> String {
    let (mut made, mut fence, mut rust) = (String::new(), Fence::default(), false);
    for line in body.lines() {
        let inside = fence.is_open();
        let code = fence.holds(line);
        if code && !inside {
            rust = kind == Kind::MdBook && is_rust(line);
            made += &opening(line, notes);
        } else if code && rust && fence.is_open() {
            let Some(line) = shown(line) else {
                notes.push(Note::dropped("lines of code that mdBook hides"));
                continue;
            };
            made += &line;
        } else {
            made += line;
        }
        made.push('\n');
    }
    made
}

fn is_rust(line: &str) -> bool {
    let info = line.trim_start().trim_start_matches(['`', '~']).trim();
    info.split([',', ' ', '{']).next() == Some("rust")
}

/// A line of Rust as readers see it: `# ` hides it, `##` begins with one sign.
fn shown(line: &str) -> Option<String> {
    let (indent, text) = line.split_at(line.len() - line.trim_start().len());
    match text.strip_prefix('#') {
        Some("") => None,
        Some(rest) if rest.starts_with(' ') => None,
        Some(rest) if rest.starts_with('#') => Some(format!("{indent}{rest}")),
        _ => Some(line.to_owned()),
    }
}

/// The line that opens a block, with its options as we write them.
fn opening(line: &str, notes: &mut Vec<Note>) -> String {
    let text = line.trim_start();
    let signs = text.len() - text.trim_start_matches(['`', '~']).len();
    let (fence, info) = line.split_at(line.len() - text.len() + signs);
    let info = info.trim();
    let has_options = info.contains(['=', '{']) || info.starts_with('.') || info.contains("linenums");
    let ours = Info::read(info).written();
    if !has_options || ours.trim() == info {
        return line.to_owned();
    }
    notes.push(Note::changed(format!("the options of a block of code, `{info}`")));
    format!("{fence}{ours}")
}

/// What stands behind the signs of a fence, as far as readers see anything of it.
struct Info {
    /// Empty where it is not said.
    language: String,
    title: Option<String>,
    /// The lines to mark: `1,3-5`.
    marked: Option<String>,
}

impl Info {
    /// `py hl_lines="2 3-5"`, `{ .yaml title="a.yml" }`, `jsx title="/src/a.js" {1,4-6}`.
    fn read(info: &str) -> Self {
        let inside = info.strip_prefix('{').and_then(|inside| inside.strip_suffix('}'));
        let options = inside.unwrap_or(info);
        let is_language =
            |word: &String| !word.contains(['=', '{']) && (inside.is_none() || word.starts_with('.'));
        let language = words(options).into_iter().next().filter(is_language).unwrap_or_default();
        Self {
            language: language.trim_start_matches('.').to_owned(),
            title: ["title", "filename", "name"].iter().find_map(|key| value(options, key)),
            marked: marked(options),
        }
    }

    /// A space stands in the place of a language that is not said.
    fn written(self) -> String {
        let title = self.title.filter(|title| !title.is_empty()).map(|title| format!(" title=\"{title}\""));
        let marked = self.marked.map(|lines| format!(" {{{lines}}}"));
        [Some(self.language), title, marked].into_iter().flatten().collect()
    }
}

/// The words of an info string; quotation marks keep words together, and a brace ends one.
fn words(info: &str) -> Vec<String> {
    let (mut words, mut word, mut quoted) = (Vec::new(), String::new(), false);
    for letter in info.chars() {
        quoted ^= letter == '"';
        if !quoted && (letter.is_whitespace() || letter == '{') {
            words.push(std::mem::take(&mut word));
        }
        if quoted || !letter.is_whitespace() {
            word.push(letter);
        }
    }
    words.push(word);
    words.retain(|word| !word.is_empty());
    words
}

/// The value of `key="…"`.
fn value(info: &str, key: &str) -> Option<String> {
    let (_, rest) = info.split_once(&format!("{key}=\""))?;
    rest.split_once('"').map(|(value, _)| value.to_owned())
}

/// The lines to mark, as we write them: `1,3-5`.
fn marked(info: &str) -> Option<String> {
    let lines = match info.split_once("hl_lines=") {
        // `"2 3-5"` of MkDocs, `[8,"15-17"]` of Hugo.
        Some((_, rest)) => {
            let close = if rest.starts_with('[') { ']' } else { '"' };
            rest.get(1..)?.split_once(close)?.0.replace(['"', ' '], ",")
        }
        None => info.split_once('{')?.1.split_once('}')?.0.to_owned(),
    };
    let is_lines =
        |part: &&str| !part.is_empty() && part.chars().all(|sign| sign.is_ascii_digit() || sign == '-');
    let lines: Vec<&str> = lines.split(',').map(str::trim).filter(is_lines).collect();
    (!lines.is_empty()).then(|| lines.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opened(line: &str) -> String {
        opening(line, &mut Vec::new())
    }

    #[test]
    fn options_become_ours() {
        assert_eq!(opened("``` py hl_lines=\"2 3-5\" linenums=\"1\""), "```py {2,3-5}");
        assert_eq!(opened("``` title=\".gitignore\""), "``` title=\".gitignore\"");
        assert_eq!(opened("    ``` { .yaml .annotate title=\"a b.yml\" }"), "    ```yaml title=\"a b.yml\"");
        assert_eq!(opened("``` .sh"), "```sh");
        assert_eq!(opened("```go {linenos=table,hl_lines=[8,\"15-17\"]}"), "```go {8,15-17}");
        assert_eq!(opened("```go{hl_lines=[2]}"), "```go {2}");
        assert_eq!(opened("```hl_lines=\"4\""), "``` {4}");
        assert_eq!(
            opened("```jsx title=\"/src/a.js\" {1,4-6} showLineNumbers"),
            "```jsx title=\"/src/a.js\" {1,4-6}"
        );
        assert_eq!(opened("```js {2}"), "```js {2}");
        assert_eq!(opened("```rust,ignore"), "```rust,ignore");
    }

    #[test]
    fn lines_that_mdbook_hides_are_dropped() {
        let text = "```rust,editable\n# use a;\n#\nfn b() {\n    # c();\n    ##[d]\n    #[e]\n}\n```\n# Title\n```sh\n# x\n```\n";
        let expected = "```rust,editable\nfn b() {\n    #[d]\n    #[e]\n}\n```\n# Title\n```sh\n# x\n```\n";
        assert_eq!(convert(text, Kind::MdBook, &mut Vec::new()), expected);
    }
}
