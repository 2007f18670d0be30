//! Which scopes of a grammar get which of our dozen classes.

use std::num::NonZeroU8;
use std::sync::LazyLock;

use syntect::parsing::Scope;

/// Which class stands for which scopes; the first that fits counts.
const CLASSES: &[(&str, &str)] = &[
    ("comment", "comment"),
    ("punctuation.definition.comment", "comment"),
    ("constant.character.escape", "constant"),
    ("punctuation.definition.string", "string"),
    ("string", "string"),
    ("markup.raw", "string"),
    ("constant.numeric", "number"),
    ("constant", "constant"),
    ("support.constant", "constant"),
    ("support.type.property-name", "attribute"),
    ("meta.property-name", "attribute"),
    ("entity.other.attribute-name", "attribute"),
    ("entity.name.tag.yaml", "attribute"),
    ("entity.name.tag", "tag"),
    ("punctuation.definition.tag", "tag"),
    ("entity.name.function", "function"),
    ("entity.name.macro", "function"),
    ("support.function", "function"),
    ("support.macro", "function"),
    ("variable.function", "function"),
    ("entity.name.section", "keyword"),
    ("entity.name", "type"),
    ("entity.other.inherited-class", "type"),
    ("support.type", "type"),
    ("support.class", "type"),
    ("storage", "keyword"),
    ("keyword.operator", "operator"),
    ("keyword", "keyword"),
    ("variable", "variable"),
    ("punctuation.definition.inserted", "inserted"),
    ("punctuation.definition.deleted", "deleted"),
    ("markup.inserted", "inserted"),
    ("markup.deleted", "deleted"),
    ("markup.heading", "keyword"),
    ("punctuation", "punctuation"),
];

static SCOPES: LazyLock<Vec<(Scope, Class)>> = LazyLock::new(|| {
    let scope = |(scope, name): &(&str, &str)| Some((Scope::new(scope).ok()?, Class::named(name)?));
    CLASSES.iter().filter_map(scope).collect()
});

/// A class, in a byte: there is one for each piece of each line that is remembered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Class(NonZeroU8);

impl Class {
    /// The class of a scope.
    pub fn of(scope: Scope) -> Option<Self> {
        SCOPES.iter().find(|(known, _)| known.is_prefix_of(scope)).map(|(_, class)| *class)
    }

    /// Its name, without the `hl-` before it.
    pub fn name(self) -> &'static str {
        CLASSES[usize::from(self.0.get() - 1)].1
    }

    /// A name has one class, however many scopes it stands for.
    fn named(name: &str) -> Option<Self> {
        let first = CLASSES.iter().position(|(_, known)| *known == name)?;
        u8::try_from(first + 1).ok().and_then(NonZeroU8::new).map(Self)
    }
}
