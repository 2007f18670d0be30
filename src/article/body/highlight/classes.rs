//! Which scopes of a grammar get which of our dozen classes.

use std::sync::LazyLock;

use syntect::parsing::Scope;

/// Which class stands for which scopes; the first that fits counts.
const CLASSES: &[(&str, Option<&str>)] = &[
    ("comment", Some("comment")),
    ("punctuation.definition.comment", Some("comment")),
    ("constant.character.escape", Some("constant")),
    ("punctuation.definition.string", Some("string")),
    ("string", Some("string")),
    ("markup.raw", Some("string")),
    ("constant.numeric", Some("number")),
    ("constant", Some("constant")),
    ("support.constant", Some("constant")),
    ("support.type.property-name", Some("attribute")),
    ("meta.property-name", Some("attribute")),
    ("entity.other.attribute-name", Some("attribute")),
    ("entity.name.tag.yaml", Some("attribute")),
    ("entity.name.tag", Some("tag")),
    ("punctuation.definition.tag", Some("tag")),
    ("entity.name.function", Some("function")),
    ("entity.name.macro", Some("function")),
    ("support.function", Some("function")),
    ("support.macro", Some("function")),
    ("variable.function", Some("function")),
    ("entity.name.section", Some("keyword")),
    ("entity.name", Some("type")),
    ("entity.other.inherited-class", Some("type")),
    ("support.type", Some("type")),
    ("support.class", Some("type")),
    ("storage", Some("keyword")),
    ("keyword.operator", Some("operator")),
    ("keyword", Some("keyword")),
    ("variable", Some("variable")),
    ("punctuation.definition.inserted", Some("inserted")),
    ("punctuation.definition.deleted", Some("deleted")),
    ("markup.inserted", Some("inserted")),
    ("markup.deleted", Some("deleted")),
    ("markup.heading", Some("keyword")),
    ("punctuation", Some("punctuation")),
];

static SCOPES: LazyLock<Vec<(Scope, &'static str)>> = LazyLock::new(|| {
    let scopes = CLASSES.iter().filter_map(|(scope, class)| Some((Scope::new(scope).ok()?, (*class)?)));
    scopes.collect()
});

/// The class of a scope, without the `hl-` before it.
pub(super) fn class_of(scope: Scope) -> Option<&'static str> {
    SCOPES.iter().find(|(known, _)| known.is_prefix_of(scope)).map(|(_, class)| *class)
}
