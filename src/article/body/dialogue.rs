//! Dialogues: who says what. Every paragraph is a turn; it begins with the speaker, `**Client:**`
//! or plainly `Client:`. A line that begins so is a turn of its own, even without a blank line
//! before it. Speakers are numbered by their first turn, so that the theme can give each a side.

use std::ops::Range;

use super::Reader;

/// A name is not longer than this, in characters: what is longer is a sentence with a colon.
const LONGEST_NAME: usize = 40;

/// Speakers from here on look the same.
const MOST_SPEAKERS: usize = 6;

/// How names are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    /// `**Client:**`
    Bold,
    /// `Client:`
    Plain,
}

/// The speakers of a dialogue.
#[derive(Debug, Default)]
pub(super) struct Dialogue {
    /// In the order of their first turns.
    speakers: Vec<String>,
    /// Number of the one who speaks, from 1 on; 0 before anybody did.
    current: usize,
    /// How the first name was written. Where names are bold, `Yes: of course` is no name.
    style: Option<Style>,
}

/// The name at the beginning of a line.
struct Speaker<'l> {
    name: &'l str,
    style: Style,
    /// Bytes from the beginning of the line up to the end of the colon.
    end: usize,
}

impl<'l> Speaker<'l> {
    fn read(line: &'l str) -> Option<Self> {
        let bold = ["**", "__"].into_iter().find(|mark| line.starts_with(mark));
        let rest = &line[bold.map_or(0, str::len)..];
        let name = rest.split([':', '\n']).next()?.trim_end_matches(['*', '_']);
        let style = if bold.is_some() { Style::Bold } else { Style::Plain };
        let after = rest[name.len()..].strip_prefix(bold.unwrap_or_default()).unwrap_or(&rest[name.len()..]);
        let is_ended = after.strip_prefix(':').is_some_and(|after| {
            after.strip_prefix(bold.unwrap_or_default()).unwrap_or(after).starts_with([' ', '\t', '\n', '\r'])
        });
        let end = line.len() - after.len() + 1;
        (is_ended && is_name(name)).then_some(Self { name, style, end })
    }
}

/// Whether `text` may be what somebody is called.
fn is_name(text: &str) -> bool {
    text.chars().count() <= LONGEST_NAME
        && text.starts_with(|first: char| first.is_alphanumeric() && !first.is_lowercase())
        && !text.contains(['.', ',', ';', '?', '!', '،', '؟', '`', '[', '*', '_', '<', '\\'])
}

impl Dialogue {
    /// Takes a turn down that begins with `line`. Where it names nobody, who spoke goes on.
    fn turn<'l>(&mut self, line: &'l str) -> Option<Speaker<'l>> {
        let speaker = self.speaker(line)?;
        self.style = Some(speaker.style);
        let known = self.speakers.iter().position(|known| known == speaker.name);
        self.current = 1 + known.unwrap_or_else(|| {
            self.speakers.push(speaker.name.to_owned());
            self.speakers.len() - 1
        });
        Some(speaker)
    }

    fn speaker<'l>(&self, line: &'l str) -> Option<Speaker<'l>> {
        Speaker::read(line).filter(|speaker| self.style.is_none_or(|style| style == speaker.style))
    }

    /// What the turn of the current speaker begins with.
    fn tag(&self) -> String {
        match self.current {
            0 => "<p>".to_owned(),
            number => format!("<p class=\"turn turn-{}\">", number.min(MOST_SPEAKERS)),
        }
    }
}

impl Reader<'_, '_, '_> {
    /// The dialogue whose turns the paragraphs here are.
    pub(super) fn dialogue(&mut self) -> Option<&mut Dialogue> {
        let open = self.containers.iter_mut().rev().find(|open| !open.is_plain())?;
        if open.depth == self.depth { open.dialogue.as_mut() } else { None }
    }

    /// Begins the paragraph of a dialogue whose text is at `start`.
    pub(super) fn start_turn(&mut self, start: usize) {
        let line = self.document.text.get(start..).unwrap_or_default();
        let Some(dialogue) = self.dialogue() else { return };
        let speaker = dialogue.turn(line);
        let tag = dialogue.tag();
        self.start_block(&tag);
        let Some(Speaker { name, style: Style::Plain, end }) = speaker else { return };
        self.spoken = start + end;
        self.composer.html.push("<strong>");
        self.composer.html.text(name);
        self.composer.html.push(":</strong>");
        self.say(&format!("{name}:"), &(start..self.spoken));
    }

    /// Whether a turn begins with the line after a line break; it is begun.
    pub(super) fn next_turn(&mut self, line_start: usize) -> bool {
        let text = self.document.text.get(line_start..).unwrap_or_default();
        let line = text.trim_start_matches([' ', '\t', '>']);
        if self.dialogue().is_none_or(|dialogue| dialogue.speaker(line).is_none()) {
            return false;
        }
        self.end_block("</p>\n");
        self.start_turn(line_start + text.len() - line.len());
        true
    }

    /// The rest of a text whose beginning may be a speaker's name that is written already.
    pub(super) fn after_speaker<'t>(&self, text: &'t str, range: &Range<usize>) -> (&'t str, Range<usize>) {
        let named = self.spoken.saturating_sub(range.start).min(range.len());
        // Where a character is written as an entity, the text is shorter than its source.
        let rest = text.get(named.min(text.len())..).unwrap_or(text);
        (rest, range.start + named..range.end)
    }
}

#[cfg(test)]
mod tests {
    use crate::article::tests::{html, read};

    #[test]
    fn a_speaker_keeps_a_number_however_often_and_in_whatever_order_people_speak() {
        let article = read(
            "---\ntitle: T\n---\n:::dialogue\n**Client:** Well?\n\n**You:** One moment.\n\nI'm looking.\n\n\
             **You:** Here.\n**Client:** Yes: thanks.\nBye: now.\n:::\n",
        );
        insta::assert_snapshot!(html(&article), @r#"
        <div class="dialogue">
        <p class="turn turn-1"><strong>Client:</strong> Well?</p>
        <p class="turn turn-2"><strong>You:</strong> One moment.</p>
        <p class="turn turn-2">I'm looking.</p>
        <p class="turn turn-2"><strong>You:</strong> Here.</p>
        <p class="turn turn-1"><strong>Client:</strong> Yes: thanks.
        Bye: now.</p>
        </div>
        "#);
    }

    #[test]
    fn names_need_no_stars() {
        let article = read("---\ntitle: T\n---\n:::dialogue\nA & B: Well?\nعميل: نعم\n:::\n");
        insta::assert_snapshot!(html(&article), @r#"
        <div class="dialogue">
        <p class="turn turn-1"><strong>A &amp; B:</strong> Well?</p>
        <p class="turn turn-2"><strong>عميل:</strong> نعم</p>
        </div>
        "#);
        assert_eq!(article.passages[0].text, "A & B: Well?\nعميل: نعم");
    }

    #[test]
    fn sentences_with_colons_are_nobody() {
        let text = ":::dialogue\n`x`: y\n\nOne, two: three\n\nand so: on\n\nA:b\n\n**Bold**\n:::\n";
        let article = read(&format!("---\ntitle: T\n---\n{text}\nOutside: text\n"));
        assert!(!html(&article).contains("turn"), "{}", html(&article));
    }
}
