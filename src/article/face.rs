//! The face of an article: all of it that pages of others may show or check.
//!
//! Two articles with one face are one to navigation, lists, links and translations; only their own
//! text differs. What compares whole texts (related articles, search, the freshness of
//! translations) sees more than the face.

use super::{Article, Heading, LinkRef};
use crate::key::Key;

impl Article {
    /// The article, knowing its face. Where in the file a heading or a link stands is no part of it.
    pub fn with_face(self) -> Self {
        Self { face: self.key_of_face(), ..self }
    }

    fn key_of_face(&self) -> Key {
        // Every field is named, so that a new one makes whoever adds it decide.
        let Self {
            path,
            lang,
            section,
            role,
            stem,
            front,
            title,
            body: _,
            outline,
            anchors,
            links,
            passages: _,
            words: _,
            lead,
            source_text,
            published: _,
            blocks,
            withheld,
            parts: _,
            history,
            includes,
            face: _,
        } = self;
        let outline: Vec<_> =
            outline.iter().map(|Heading { level, id, text, place: _ }| (level, id, text)).collect();
        let targets = |links: &[LinkRef]| {
            let target = |LinkRef { target, kind, place: _ }: &LinkRef| Key::of(&(target, kind));
            links.iter().map(target).collect::<Vec<Key>>()
        };
        let links = (targets(links), targets(withheld));
        let named = (path, lang, section, role, stem, front, title, lead, source_text.is_empty());
        Key::of(&(named, outline, anchors, links, blocks, history, includes))
    }
}

#[cfg(test)]
mod tests {
    use crate::article::tests::read;

    #[test]
    fn a_text_may_change_behind_its_face() {
        let face = |title: &str, lead: &str, text: &str| {
            read(&format!("---\ntitle: {title}\n---\n{lead}\n\n{text}\n")).face
        };
        let one = face("A", "Lead.", "Text. [b](b.md)\n\n## Head");
        let longer = "More text than before. [bee](b.md)\n\n## Head\n\nAnd below it.";
        assert_eq!(one, face("A", "Lead.", longer));
        assert_ne!(one, face("B", "Lead.", "Text. [b](b.md)\n\n## Head"), "title");
        assert_ne!(one, face("A", "Or this.", "Text. [b](b.md)\n\n## Head"), "first paragraph");
        assert_ne!(one, face("A", "Lead.", "Text. [b](c.md)\n\n## Head"), "link");
        assert_ne!(one, face("A", "Lead.", "Text. [b](b.md)\n\n## Another"), "heading");
    }
}
