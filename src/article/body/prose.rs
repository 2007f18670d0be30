//! An article as plain text: what search, summaries and related articles read. Fed while the
//! HTML is written, with what the writer wrote and nothing that we add.

use unicode_segmentation::UnicodeSegmentation;

use crate::article::Passage;
use crate::language::analysis::is_letter;

/// Longest lead, in characters; two or three lines of a list.
const LEAD_LENGTH: usize = 300;

/// Passages in the making.
#[derive(Debug)]
pub(super) struct Prose {
    passages: Vec<Passage>,
    /// Where the text of footnotes goes until their section is known, the innermost last.
    asides: Vec<Passage>,
    /// Where in the current passage the paragraph began that may become the lead.
    paragraph: Option<usize>,
    lead: Option<String>,
}

impl Default for Prose {
    fn default() -> Self {
        Self { passages: vec![passage(None)], asides: Vec::new(), paragraph: None, lead: None }
    }
}

fn passage(heading: Option<u32>) -> Passage {
    Passage { heading, text: String::new(), code: String::new() }
}

impl Prose {
    fn current(&mut self) -> &mut Passage {
        let section = self.passages.last_mut().expect("there is always one");
        self.asides.last_mut().unwrap_or(section)
    }

    /// Running text.
    pub fn text(&mut self, text: &str) {
        self.current().text.push_str(text);
    }

    /// A block of its own.
    pub fn line(&mut self, text: &str) {
        self.end_block();
        self.text(text);
        self.end_block();
    }

    /// A break that separates words but not blocks.
    pub fn space(&mut self) {
        let text = &mut self.current().text;
        if !text.is_empty() && !text.ends_with([' ', '\n']) {
            text.push(' ');
        }
    }

    /// The end of a block.
    pub fn end_block(&mut self) {
        let text = &mut self.current().text;
        while text.ends_with(' ') {
            text.pop();
        }
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
    }

    /// A block of code.
    pub fn code(&mut self, code: &str) {
        let all = &mut self.current().code;
        if !all.is_empty() && !all.ends_with('\n') {
            all.push('\n');
        }
        all.push_str(code);
    }

    /// Everything from here on stands under the heading at `index` of the outline.
    pub fn heading(&mut self, index: u32) {
        self.end_block();
        self.passages.push(passage(Some(index)));
    }

    /// The number of the passage that is being written, footnotes aside.
    pub fn section(&self) -> usize {
        self.passages.len() - 1
    }

    /// From here on a footnote is written.
    pub fn begin_aside(&mut self) {
        self.asides.push(passage(None));
    }

    /// The footnote, taken out.
    pub fn end_aside(&mut self) -> Passage {
        self.end_block();
        self.asides.pop().unwrap_or_else(|| passage(None))
    }

    /// Puts a footnote at the end of `section`.
    pub fn add_aside(&mut self, section: usize, note: &Passage) {
        let Some(passage) = self.passages.get_mut(section) else { return };
        for (all, more) in [(&mut passage.text, &note.text), (&mut passage.code, &note.code)] {
            if !all.is_empty() && !all.ends_with('\n') {
                all.push('\n');
            }
            all.push_str(more);
        }
    }

    /// Whether a paragraph could still be the lead.
    pub fn wants_lead(&self) -> bool {
        self.lead.is_none() && self.asides.is_empty()
    }

    /// A paragraph begins that could be the lead.
    pub fn begin_paragraph(&mut self) {
        self.paragraph = Some(self.current().text.len());
    }

    /// The end of that paragraph.
    pub fn end_paragraph(&mut self) {
        let Some(start) = self.paragraph.take() else { return };
        let text = self.current().text.get(start..).unwrap_or_default().trim();
        if !text.is_empty() {
            self.lead = Some(shorten(text, LEAD_LENGTH));
        }
    }

    /// What a text without a paragraph begins with: the items of a list, terms and what they mean.
    fn beginning(&self) -> String {
        let mut beginning = String::new();
        let lines = self.passages.iter().flat_map(|passage| passage.text.lines().map(str::trim));
        for line in lines.filter(|line| !line.is_empty()) {
            if beginning.len() > LEAD_LENGTH {
                break;
            }
            let gap = if beginning.is_empty() { "" } else { " · " };
            beginning.extend([gap, line]);
        }
        shorten(&beginning, LEAD_LENGTH)
    }

    /// Passages, lead and number of words.
    pub fn finish(mut self) -> (Vec<Passage>, String, u32) {
        self.end_block();
        // Copies, so that none keeps the room that it was written in for as long as the article lives.
        for passage in &mut self.passages {
            passage.text = passage.text.trim_end().to_owned();
            passage.code = passage.code.trim_end().to_owned();
        }
        let lead = self.lead.take().unwrap_or_else(|| self.beginning());
        let words = self.passages.iter().map(|passage| count_words(&passage.text)).sum();
        self.passages.retain(|passage| {
            passage.heading.is_some() || !passage.text.is_empty() || !passage.code.is_empty()
        });
        (self.passages, lead, words)
    }
}

/// At most `limit` characters of `text`, cut between two words.
fn shorten(text: &str, limit: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(limit) else { return text.to_owned() };
    let words_end = text[..end].trim_end().rfind(char::is_whitespace);
    // Scripts without spaces, and words that take up half of the room, are cut anywhere.
    let cut = words_end.filter(|&space| space > end / 2).unwrap_or(end);
    let kept =
        text[..cut].trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '–' | '—'));
    format!("{kept}…")
}

/// Words as Unicode's annex 29 finds them. Its rules are followed letter by letter only where
/// a run without spaces is more than one plain word: they cost more than parsing Markdown.
fn count_words(text: &str) -> u32 {
    let count = |run: &str| if is_plain_word(run) { 1 } else { run.unicode_words().count() };
    // Other spaces than those of ASCII are found where a run is looked at.
    u32::try_from(text.split_ascii_whitespace().map(count).sum::<usize>()).unwrap_or(u32::MAX)
}

/// Whether a run without spaces is one word of a script that separates words by spaces, with
/// nothing but punctuation behind it.
fn is_plain_word(run: &str) -> bool {
    let closes = |c: char| matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '،' | '؛' | '؟');
    let word = run.trim_end_matches(closes);
    // Latin with its extensions, Greek, Cyrillic, Armenian, Hebrew, Arabic.
    let spaced = |letter: char| letter < '\u{0700}' && is_letter(letter);
    !word.is_empty() && word.chars().all(spaced)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lead_is_cut_between_words() {
        assert_eq!(shorten("one two three", 20), "one two three");
        assert_eq!(shorten("one two three", 9), "one two…");
        assert_eq!(shorten("one, two three", 6), "one…");
        assert_eq!(shorten("日本語の文章です", 4), "日本語の…");
    }

    #[test]
    fn words_of_several_scripts() {
        assert_eq!(count_words("Can't stop, won't stop."), 4);
        assert_eq!(count_words("日本語"), 3);
        assert_eq!(count_words("ما هو المصدر المفتوح؟"), 4);
    }

    #[test]
    fn the_short_way_counts_as_the_long_one() {
        let texts = [
            "Don’t e-mail 1,750.50 € to a.b@c.example; o’clock… naïve (sic) x_y",
            "1\u{a0}750 strán, a\u{2009}b\u{b}c",
            "Čo robiť, keď zákazník čaká? «Ötekiler» ‘no’ 12:30 A. B.c",
            "הַמִּילָה תשע״ח կա՞ն ՚ა مُحَمَّد ــ ٣٫٥ كتابـ، 👍🏽 ไทย a\u{200d}b",
        ];
        for text in texts {
            assert_eq!(count_words(text) as usize, text.unicode_words().count(), "{text}");
        }
    }
}
