//! What is code in a text, which nobody rewrites: blocks in fences, and spans between backticks.

/// The lines of a text that are no code in fences.
pub(super) fn outside_code(body: &str) -> impl Iterator<Item = &str> {
    let mut fence = Fence::default();
    body.lines().filter(move |line| !fence.holds(line))
}

/// The text with other lines for those that are no code in fences; those with none are left out.
pub(super) fn change_lines(body: &str, mut change: impl FnMut(&str) -> Option<String>) -> String {
    change_texts(body, |text| text.lines().filter_map(&mut change).map(|line| line + "\n").collect())
}

/// The text with other words for what stands between its blocks of code, which are whole lines.
pub(super) fn change_texts(body: &str, mut change: impl FnMut(&str) -> String) -> String {
    let (mut made, mut text, mut fence) = (String::new(), String::new(), Fence::default());
    for line in body.lines() {
        if fence.holds(line) {
            made += &change(&std::mem::take(&mut text));
            made += line;
            made.push('\n');
        } else {
            text += line;
            text.push('\n');
        }
    }
    made + &change(&text)
}

/// A line with other words for what is no code between backticks.
pub(super) fn change_spans(line: &str, mut change: impl FnMut(&str) -> String) -> String {
    spans(line).into_iter().map(|(code, part)| if code { part.to_owned() } else { change(part) }).collect()
}

/// Tells code in fences from the rest, line by line.
#[derive(Default)]
pub(super) struct Fence {
    open: Option<Opening>,
}

/// How a block of code began.
struct Opening {
    sign: char,
    length: usize,
    indent: usize,
}

impl Fence {
    /// Whether a block is open.
    pub fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// What would close the open block.
    pub fn closing(&self) -> Option<String> {
        let open = self.open.as_ref()?;
        Some(format!("{}{}", " ".repeat(open.indent), open.sign.to_string().repeat(open.length)))
    }

    /// Whether the line is code, or begins or ends it.
    pub fn holds(&mut self, line: &str) -> bool {
        let text = line.trim_start();
        let indent = line.len() - text.len();
        let Some(sign) = text.chars().next().filter(|sign| "`~".contains(*sign)) else {
            return self.open.is_some();
        };
        let length = text.chars().take_while(|letter| *letter == sign).count();
        let bare = text[length..].trim().is_empty();
        match &self.open {
            // A fence that is indented further is code itself.
            Some(open) if open.sign == sign && length >= open.length && bare && indent < open.indent + 4 => {
                self.open = None;
                true
            }
            Some(_) => true,
            None if length >= 3 && !(sign == '`' && text[length..].contains('`')) => {
                self.open = Some(Opening { sign, length, indent });
                true
            }
            None => false,
        }
    }
}

/// The parts of a line in turn, and whether each is code between backticks.
pub(super) fn spans(line: &str) -> Vec<(bool, &str)> {
    let (mut spans, mut rest) = (Vec::new(), line);
    while let Some(at) = rest.find('`') {
        let signs = rest[at..].len() - rest[at..].trim_start_matches('`').len();
        let ticks = &rest[at..at + signs];
        let Some(length) = rest[at + signs..].find(ticks) else { break };
        let end = at + signs + length + signs;
        spans.push((false, &rest[..at]));
        spans.push((true, &rest[at..end]));
        rest = &rest[end..];
    }
    spans.push((false, rest));
    spans
}
