//! Tags with attributes as people write them by hand: components of JSX, shortcodes of Hugo and of Zola. One
//! scanner for all three; what a tag means is known where it is asked for. Pages of HTML have rules of their
//! own, and `lol_html` knows them.

mod scanner;

use std::borrow::Cow;

use scanner::Scanner;

/// How the tags of a tool are written.
pub(super) struct Notation {
    /// What begins a tag, and what ends it.
    brackets: &'static [(&'static str, &'static str)],
    /// Signs that stand around texts.
    quotes: &'static str,
    /// Signs that part attributes, beside white space.
    separators: &'static str,
    /// The quotation mark within which a backslash takes the meaning from the next sign.
    escaping: Option<char>,
    first: First,
}

/// What may follow the bracket that opens.
#[derive(Clone, Copy, PartialEq, Eq)]
enum First {
    /// A name, at once: `a < b` is no tag.
    Letter,
    /// White space and any name.
    Space,
}

/// `<TabItem value="a" label={'A'}>`
pub(super) const JSX: Notation = Notation {
    brackets: &[("<", ">")],
    quotes: "\"'`",
    separators: "",
    escaping: None,
    first: First::Letter,
};

/// `{{< figure src="a.png" >}}`, `{{% notice tip %}}`
pub(super) const HUGO: Notation = Notation {
    brackets: &[("{{<", ">}}"), ("{{%", "%}}")],
    quotes: "\"`",
    separators: "",
    escaping: Some('"'),
    first: First::Space,
};

/// `{{ youtube(id="a", autoplay=true) }}`, `{% quote() %}`
pub(super) const ZOLA: Notation = Notation {
    brackets: &[("{{", "}}"), ("{%", "%}")],
    quotes: "\"'`",
    separators: "(,)",
    escaping: None,
    first: First::Space,
};

/// A tag.
#[derive(Debug)]
pub(super) struct Tag<'t> {
    /// All of it.
    pub written: &'t str,
    pub name: &'t str,
    pub form: Form,
    attributes: Vec<Attribute<'t>>,
}

/// What a tag does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// `<a>`, which may have an end or none.
    Opens,
    /// `</a>`
    Closes,
    /// `<a/>`
    Whole,
}

/// `name="value"`, or a mere value.
#[derive(Debug)]
struct Attribute<'t> {
    name: Option<&'t str>,
    /// Nothing where it is code whose result nobody knows.
    value: Option<Cow<'t, str>>,
}

impl Tag<'_> {
    /// The value of an attribute: of the first of these names that has one.
    pub fn value(&self, names: &[&str]) -> Option<&str> {
        let of = |name: &&str| self.attributes.iter().find(|attribute| attribute.name == Some(*name));
        names.iter().filter_map(of).find_map(|attribute| attribute.value.as_deref())
    }

    /// A value without a name, counted from zero.
    pub fn bare(&self, number: usize) -> Option<&str> {
        let mut bare = self.attributes.iter().filter(|attribute| attribute.name.is_none());
        bare.nth(number)?.value.as_deref()
    }
}

/// A tag, or what stands between two.
#[derive(Debug)]
pub(super) enum Piece<'t> {
    Text(&'t str),
    Tag(Tag<'t>),
}

impl<'t> Piece<'t> {
    pub fn written(&self) -> &'t str {
        match self {
            Self::Text(text) => text,
            Self::Tag(tag) => tag.written,
        }
    }
}

impl Notation {
    /// The tag that the text begins with. It ends in the same paragraph, and no other begins in it.
    pub fn tag<'t>(&self, text: &'t str) -> Option<Tag<'t>> {
        let (open, close) = *self.brackets.iter().find(|(open, _)| text.starts_with(open))?;
        let paragraph = text.split("\n\n").next()?;
        let mut scanner = Scanner { notation: self, open, close, rest: &paragraph[open.len()..] };
        let (name, form, attributes) = scanner.tag()?;
        let written = &text[..paragraph.len() - scanner.rest.len()];
        Some(Tag { written, name, form, attributes })
    }

    /// Tags and what stands between them. Together they are the text, to the last byte.
    pub fn pieces<'t>(&self, text: &'t str) -> Vec<Piece<'t>> {
        let (mut pieces, mut rest, mut from) = (Vec::new(), text, 0);
        while let Some(at) = self.opening(&rest[from..]).map(|at| from + at) {
            let Some(tag) = self.tag(&rest[at..]) else {
                from = at + 1;
                continue;
            };
            if at > 0 {
                pieces.push(Piece::Text(&rest[..at]));
            }
            (rest, from) = (&rest[at + tag.written.len()..], 0);
            pieces.push(Piece::Tag(tag));
        }
        if !rest.is_empty() {
            pieces.push(Piece::Text(rest));
        }
        pieces
    }

    /// The tags of a text.
    pub fn tags<'t>(&self, text: &'t str) -> impl Iterator<Item = Tag<'t>> {
        self.pieces(text).into_iter().filter_map(|piece| match piece {
            Piece::Tag(tag) => Some(tag),
            Piece::Text(_) => None,
        })
    }

    /// The text with other words for those tags that `change` has some for.
    pub fn rewritten<'t>(&self, text: &'t str, mut change: impl FnMut(&Tag<'t>) -> Option<String>) -> String {
        let mut made = String::new();
        for piece in self.pieces(text) {
            match &piece {
                Piece::Tag(tag) => made += change(tag).as_deref().unwrap_or(tag.written),
                Piece::Text(text) => made += text,
            }
        }
        made
    }

    /// Where a tag may begin. Brackets are ASCII, so that what follows the first sign of one is text again.
    fn opening(&self, text: &str) -> Option<usize> {
        self.brackets.iter().filter_map(|(open, _)| text.find(open)).min()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A tag on one line: its form, its name, its attributes.
    fn shown(notation: &Notation, text: &str) -> String {
        let Some(tag) = notation.tag(text) else { return "none".to_owned() };
        let attribute = |attribute: &Attribute<'_>| {
            let value = attribute.value.as_deref().map_or("?".to_owned(), |value| format!("“{value}”"));
            attribute.name.map_or(format!(" {value}"), |name| format!(" {name}={value}"))
        };
        format!("{:?} {}{}", tag.form, tag.name, tag.attributes.iter().map(attribute).collect::<String>())
    }

    #[test]
    fn components_have_texts_and_code_for_values() {
        for (text, expected) in [
            ("<Tabs>", "Opens Tabs"),
            ("</Tabs> b", "Closes Tabs"),
            ("<A/>", "Whole A"),
            ("<Item value=\"a > b\" label='c'>", "Opens Item value=“a > b” label=“c”"),
            (
                "<Item\n  label={'A'} of={`b`} n={1 + {}.c} default />",
                "Whole Item label=“A” of=“b” n=? “default”",
            ),
            ("< b and c >", "none"),
            ("<b <c>", "none"),
            ("<A b='c>", "Opens A b=“'c”"),
            ("<A\n\n>", "none"),
            ("<A", "none"),
            ("<>", "none"),
        ] {
            assert_eq!(shown(&JSX, text), expected, "{text}");
        }
    }

    #[test]
    fn shortcodes_have_values_without_names() {
        for (text, expected) in [
            ("{{< ref \"a b.md\" >}}", "Opens ref “a b.md”"),
            ("{{%notice tip `a \"b\"`%}}", "Opens notice “tip” “a \"b\"”"),
            ("{{< / notice >}}", "Closes notice"),
            ("{{< x/y k=1 t=\"a >}} \\\"b\\\" \\\\\" />}}", "Whole x/y k=“1” t=“a >}} \"b\" \\”"),
            ("{{< a \"b >}} c", "Opens a “\"b”"),
            ("{{< a {{< b >}}", "none"),
            ("{{<>}}", "none"),
        ] {
            assert_eq!(shown(&HUGO, text), expected, "{text}");
        }
        assert_eq!(shown(&ZOLA, "{{ a::b(id=\"x\", wide=true) }}"), "Opens a::b id=“x” wide=“true”");
        assert_eq!(shown(&ZOLA, "{% end %}"), "Opens end");
        assert_eq!(shown(&ZOLA, "{%}"), "none");
    }

    #[test]
    fn the_first_name_counts_that_has_a_value() {
        let tag = HUGO.tag("{{< a b=\"1\" c=\"2\" d e >}}").unwrap();
        assert_eq!((tag.value(&["c", "b"]), tag.value(&["x"])), (Some("2"), None));
        assert_eq!((tag.bare(1), tag.bare(2)), (Some("e"), None));
    }

    proptest! {
        #[test]
        fn no_byte_is_lost(text in "(<|>|/|\\{\\{|\\}\\}|\\{%|%\\}|%|\\{|\\}|\"|'|`|\\\\|=|\\(|,|\\)| |\n|a|B|č|\u{3000}){0,40}") {
            for notation in [JSX, HUGO, ZOLA] {
                let pieces = notation.pieces(&text);
                let whole: String = pieces.iter().map(Piece::written).collect();
                prop_assert_eq!(&whole, &text);
                prop_assert_eq!(notation.rewritten(&text, |_| None), whole);
                prop_assert!(pieces.iter().all(|piece| !piece.written().is_empty()));
            }
        }
    }
}
