use proptest::prelude::*;

use super::super::bundle::bundle;
use super::super::imports::Sources;
use super::*;

#[test]
fn all_modules_of_the_program_are_understood() {
    let files = crate::theme::embedded::files();
    let modules = files.iter().filter(|(path, _)| path.ends_with(".js"));
    let texts: Sources = modules.filter_map(|(path, file)| Some((path.as_str(), file.text()?))).collect();
    assert!(texts.contains_key("js/search/box.js"));
    for (path, made) in bundle(&texts) {
        assert!(renamed(texts[path]).is_some(), "{path}");
        assert!(renamed(&made.text).is_some(), "{path} with what is put into it");
    }
}

#[test]
fn what_only_a_function_knows_has_a_short_name() {
    for (text, short) in [
        ("function f(word, other) { return word + other; }", "function f(b, a) { return b + a; }"),
        ("export const f = async (word) => word.word(word);", "export const f = async (a) => a.word(a);"),
        (
            "const f = ({ word, key: other = word }) => ({ word, other });",
            "const f = ({ word: a, key: b = a }) => ({ word: a, other: b });",
        ),
        (
            "function f() { for (const [key, value] of all) g(key, value); }",
            "function f() { for (const [a, b] of all) g(a, b); }",
        ),
        (
            "class A { static word(word) { this.word = word; try { word(); } catch (error) { h(error); } } }",
            "class A { static word(a) { this.word = a; try { a(); } catch (b) { h(b); } } }",
        ),
        (
            "const f = (value) => `${value} value ${value.map((inner) => `${inner}`)} ` + /value/u.test(value);",
            "const f = (a) => `${a} value ${a.map((b) => `${b}`)} ` + /value/u.test(a);",
        ),
        (
            "function f() { let one = 1, two = one;\n  const inner = () => two; return one ? inner : two; }",
            "function f() { let a = 1, b = a;\n  const c = () => b; return a ? c : b; }",
        ),
        (
            "const a = (() => {\nfunction word() {}\nreturn { word };\n})();",
            "const a = (() => {\nfunction b() {}\nreturn { word: b };\n})();",
        ),
    ] {
        assert_eq!(shorten(text), short);
    }
}

#[test]
fn what_others_know_stays() {
    for text in [
        "export function word(a) { return other.name(a, name); }",
        "import { word, name as other } from './a.js';\nconst more = [word, other];",
        "function f() { return name; }\nconst g = { name: 1, word(a) {}, async other() {}, get more() { return 1; } };",
        // Not all places are where the declaration holds.
        "function f() { { const name = 1; g(name); } return name; }",
        "function f() { list.map((word) => word + 1, word); }",
        "function f() { for (const word of words()) g(word); return word; }",
        "const f = function word() {}; const g = () => { const h = function word() {}; word(); };",
        "function f() {\n  const a = 1\n  g(), word = 2;\n}",
    ] {
        assert_eq!(shorten(text), text);
    }
}

#[test]
fn a_new_name_is_none_that_is_there() {
    assert_eq!(shorten("function f(word) { return a + b + word; }"), "function f(c) { return a + b + c; }");
    assert_eq!(
        shorten("function f(value) { return value; }\nfunction g(other) { return other; }"),
        "function f(a) { return a; }\nfunction g(a) { return a; }"
    );
}

#[test]
fn what_is_unclear_is_left_alone() {
    for text in [
        "function f(word) { return eval('word'); }",
        "function f(word) { outer: for (;;) break outer; }",
        "function f(word) { var other = word; }",
        "function f(word) { if (word) /word/.test(word); }",
        "function f(word) { return word++ / 2 / word; }",
        "class A extends B(C) { word(word) {} }",
        "class A { word = 1; m(word) { return word; } }",
        "function f(word) { switch (word) { case 1: { word(); } } }",
        "function f(word) { const { [word]: other } = word; }",
        "function f(word) { return `${word}",
        "function f(word) { return (word]; }",
        "class A { #word() {} m(word) { this.#word(word); } }",
    ] {
        assert_eq!(shorten(text), text);
    }
}

#[test]
fn the_modules_of_the_theme_are_understood() {
    for text in [
        include_str!("../../../themes/default/js/main.js"),
        include_str!("../../../themes/default/js/search/analysis.js"),
        include_str!("../../../themes/default/js/search/dialog.js"),
        include_str!("../../../themes/default/js/search/excerpt.js"),
        include_str!("../../../themes/default/js/search/finder.js"),
        include_str!("../../../themes/default/js/search/lexicon.js"),
        include_str!("../../../themes/default/js/search/rank.js"),
        include_str!("../../../themes/default/js/search/search-core.js"),
        include_str!("../../../themes/default/js/search/store.js"),
    ] {
        assert!(shorten(text).len() + 200 < text.len(), "{text}");
    }
}

proptest! {
    #[test]
    fn no_text_ends_it(pieces in prop::collection::vec(prop::sample::select(&[
        "word", "a", " ", "\n", "=>", "(", ")", "{", "}", "[", "]", ",", ";", ":", "?", "=", "const ", "for",
        "function ", "class ", "${", "`", "'", "/", ".", "...", "async ", "catch", "return ", "é", "1",
    ][..]), 0..40)) {
        let text = pieces.concat();
        let short = shorten(&text);
        prop_assert_eq!(shorten(&short), short.clone());
    }
}
