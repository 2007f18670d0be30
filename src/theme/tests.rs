//! Themes of a few files over the one that `vade` carries.

use super::*;
use crate::path::SitePath;
use crate::settings::testing::site_in;
use crate::settings::*;
use crate::source::File;

fn tree(files: &[(&str, &str)]) -> Tree {
    Tree::new(
        files
            .iter()
            .map(|(path, text)| File::in_memory(SitePath::new(path).unwrap(), text.as_bytes().to_vec())),
    )
}

/// What is said about the theme called `name`, and the theme itself.
fn loaded(name: &str, files: &[(&str, &str)]) -> Checked<Option<Theme>> {
    load(&tree(files), &settings(name, &["en", "sk"]), &mut Remembered::default())
}

/// Each problem as `code: message @start..end`.
fn problems(name: &str, files: &[(&str, &str)]) -> Vec<String> {
    let place = |note: &Diagnostic| {
        note.at.as_ref().map_or(String::new(), |at| format!(" @{}:{}..{}", at.file, at.start, at.end))
    };
    let mut notes: Vec<String> = loaded(name, files)
        .notes
        .iter()
        .map(|note| format!("{}: {}{}", note.code.name(), note.message, place(note)))
        .collect();
    notes.sort();
    notes
}

fn settings(theme: &str, languages: &[&str]) -> Settings {
    site_in(languages, "https://example.org/", &format!("theme = \"{theme}\""))
}

fn rendered(theme: &Theme, template: &str) -> String {
    let mut context = tera::Context::new();
    context.insert("name", "<World>");
    String::from_utf8(theme.render(template, &context).unwrap()).unwrap()
}

#[test]
fn the_default_theme_is_there_and_clean() {
    assert_eq!(problems("default", &[]), Vec::<String>::new());
}

#[test]
fn a_theme_that_does_not_exist_is_reported_where_it_is_asked_for() {
    let files = [("site.toml", "theme = \"defualt\"\n"), ("themes/mine/css/a.css", "")];
    assert_eq!(
        problems("defualt", &files),
        ["missing-theme: there is no theme called `defualt` @site.toml:8..17"]
    );
    let files = [("themes/mine/theme.toml", "extends = \"other\"")];
    assert_eq!(
        problems("mine", &files),
        ["missing-theme: there is no theme called `other` @themes/mine/theme.toml:10..17"]
    );
}

#[test]
fn one_file_is_enough_for_a_theme() {
    let theme = loaded("mine", &[("themes/mine/templates/hello.html", "Hello {{ name }}")]).value.unwrap();
    assert_eq!(rendered(&theme, "hello"), "Hello &lt;World&gt;");
    assert!(theme.has_template("article"));
}

#[test]
fn a_template_can_build_on_the_one_that_it_replaces() {
    let files = [
        ("themes/mine/theme.toml", "extends = \"ours\""),
        (
            "themes/mine/templates/hello.html",
            "{% extends \"ours/hello.html\" %}{% block who %}me{% endblock %}",
        ),
        ("themes/ours/templates/hello.html", "Hello {% block who %}{{ name }}{% endblock %}"),
    ];
    let theme = loaded("mine", &files).value.unwrap();
    assert_eq!(rendered(&theme, "hello"), "Hello me");
}

#[test]
fn one_component_can_be_replaced_where_all_others_use_it() {
    let files = [
        (
            "themes/mine/templates/icons/menu.html",
            "{% component icon.menu() %}menu{% endcomponent icon.menu %}",
        ),
        ("themes/mine/templates/hello.html", "{{ <icon.menu /> }}{{ <icon.close /> }}"),
    ];
    let theme = loaded("mine", &files).value.unwrap();
    let html = rendered(&theme, "hello");
    assert!(html.starts_with("menu<svg"), "{html}");
}

#[test]
fn the_default_theme_can_be_changed_file_by_file() {
    let files = [
        ("themes/default/templates/hello.html", "{{ <card.mine /> }}"),
        (
            "themes/default/templates/cards.html",
            "{% component card.mine() %}mine{% endcomponent card.mine %}",
        ),
        ("themes/default/css/tokens.css", ":root { --accent: red }"),
        ("themes/default/css/zz.css", ".zz {}"),
    ];
    let theme = loaded("default", &files).value.unwrap();
    assert_eq!(rendered(&theme, "hello"), "mine");
    let css = text_of(&theme, "site.");
    let position = |part: &str| css.find(part).unwrap_or_else(|| panic!("{part} is missing"));
    assert!(position("@layer tokens, reset") < position("--accent: red"));
    assert!(position("--accent: red") < position(".zz {}"), "new styles come last");
    assert!(!css.contains("--accent: #0b6b66"));
}

fn text_of(theme: &Theme, name: &str) -> String {
    let (_, artifact) = theme.assets().iter().find(|(out, _)| out.as_str().contains(name)).unwrap();
    let crate::output::Body::Bytes(bytes) = &artifact.body else { panic!("in memory") };
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn all_templates_that_cannot_be_parsed_are_reported_at_their_place() {
    let files =
        [("themes/mine/templates/a.html", "one\n{{ name }"), ("themes/mine/templates/b.html", "{% if x %}")];
    let problems = problems("mine", &files);
    assert_eq!(problems.len(), 2, "{problems:#?}");
    assert!(
        problems[0].starts_with("template-error: ") && problems[0].contains("@themes/mine/templates/a.html:")
    );
    assert!(problems[1].contains("@themes/mine/templates/b.html:"));
}

#[test]
fn unknown_names_in_templates_are_all_reported_at_their_place() {
    let files = [("themes/mine/templates/a.html", "é {{ name | shout }}{{ <no.card /> }}{{ nothing() }}")];
    assert_eq!(
        problems("mine", &files),
        [
            "template-error: unknown component `no.card` @themes/mine/templates/a.html:25..32",
            "template-error: unknown filter `shout` @themes/mine/templates/a.html:13..18",
            "template-error: unknown function `nothing` @themes/mine/templates/a.html:41..48",
        ]
    );
    let files = [("themes/mine/templates/a.html", "{% include \"articel.html\" %}")];
    assert_eq!(
        problems("mine", &files),
        ["template-error: there is no template called `articel.html` @themes/mine/templates/a.html:12..24"]
    );
}

#[test]
fn circles_are_reported_with_the_whole_chain() {
    let files = [
        ("themes/mine/templates/article.html", "{% extends \"article.html\" %}"),
        ("themes/mine/templates/a.html", "{% include \"b.html\" %}"),
        ("themes/mine/templates/b.html", "{{ <box /> }}"),
        (
            "themes/mine/templates/box.html",
            "{% component box() %}{% include \"a.html\" %}{% endcomponent box %}",
        ),
    ];
    assert_eq!(
        problems("mine", &files),
        [
            "template-recursion: `a.html` includes `b.html`, which uses the component `box`, which includes `a.html` @themes/mine/templates/box.html:33..39",
            "template-recursion: `article.html` extends itself @themes/mine/templates/article.html:12..24",
        ]
    );
    let files = [("themes/a/theme.toml", "extends = \"b\""), ("themes/b/theme.toml", "extends = \"a\"")];
    assert_eq!(
        problems("a", &files),
        ["template-recursion: theme `a` extends `b`, which extends `a` @themes/b/theme.toml:10..13"]
    );
}

#[test]
fn a_thousand_templates_in_a_row_end_well() {
    let texts: Vec<(String, String)> = (0..1_000)
        .map(|n| {
            (
                format!("themes/mine/templates/{n:05}.html"),
                format!(
                    "{{{{ <c{:05} /> }}}}{{% component c{n:05}() %}}{{{{ <c{:05} /> }}}}{{% endcomponent %}}",
                    n,
                    (n + 1) % 1_000
                ),
            )
        })
        .collect();
    let files: Vec<(&str, &str)> = texts.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let found = problems("mine", &files);
    assert_eq!(found.len(), 1, "one circle of a thousand");
}

#[test]
fn what_a_language_lacks_is_named_and_shown_in_english() {
    let files = [("themes/default/strings/eo.toml", "toc = \"Sur ĉi tiu paĝo\"")];
    let settings = settings("default", &["eo", "de", "pt-BR"]);
    let loaded = load(&tree(&files), &settings, &mut Remembered::default());
    let messages: Vec<&str> = loaded.notes.iter().map(|note| note.message.as_str()).collect();
    assert_eq!(messages.len(), 3, "{messages:?}");
    assert!(
        messages[0].starts_with("the theme's texts in `eo` lack `alert.caution`, ")
            && messages[0].contains(" more")
    );
    assert!(messages[1].starts_with("the theme has no texts in `de`"));
    let theme = loaded.value.unwrap();
    let strings = theme.strings(&Lang::new("eo").unwrap()).unwrap();
    assert_eq!((strings.label("toc"), strings.label("home")), ("Sur ĉi tiu paĝo", "Home"));
}

#[test]
fn every_language_of_the_default_theme_is_complete() {
    for tag in ["en", "sk", "et", "tr", "ro", "ar"] {
        let loaded = load(&Tree::default(), &settings("default", &[tag]), &mut Remembered::default());
        let messages: Vec<&str> = loaded.notes.iter().map(|note| note.message.as_str()).collect();
        assert_eq!(messages, Vec::<&str>::new(), "{tag}");
    }
}

#[test]
fn plural_texts_have_all_forms_of_their_language() {
    for tag in ["en", "sk", "et", "tr", "ro", "ar"] {
        let lang = Lang::new(tag).unwrap();
        let theme =
            load(&Tree::default(), &settings("default", &[tag]), &mut Remembered::default()).value.unwrap();
        let forms = theme.strings(&lang).unwrap().plural_forms();
        assert!(!forms.is_empty());
        for (key, forms) in forms {
            for category in crate::language::plural_categories(&lang) {
                assert!(forms.contains(&category), "{tag}: {key} lacks {category}");
            }
        }
    }
}

#[test]
fn filters_count_fill_and_escape() {
    let theme = loaded("mine", &[(
        "themes/mine/templates/hello.html",
        "{{ t.n | count(n=1) }}; {{ t.n | count(n=3) }}; {{ t.n | count(n=1200) }}; {{ t.f | fill(a=name) }}; \
         {% set b %}<b>{{ name }}</b>{% endset %}{{ t.f | fill(a=b) }}; {{ name | json }}; {{ \"a b/č\" | url }}; \
         {{ \"2026-03-07\" | date(lang=\"sk\") }}",
    )]).value.unwrap();
    let mut context = tera::Context::new();
    context.insert("name", "<World>");
    context.insert(
        "t",
        &serde_json::json!({
            "n": { "lang": "sk", "one": "{n} článok", "few": "{n} články", "other": "{n} článkov" },
            "f": "<{a}>",
        }),
    );
    assert_eq!(
        String::from_utf8(theme.render("hello", &context).unwrap()).unwrap(),
        "1 článok; 3 články; 1\u{a0}200 článkov; &lt;&lt;World&gt;&gt;; &lt;<b>&lt;World&gt;</b>&gt;; \
         \"\\u003cWorld>\"; a%20b%2F%C4%8D; 7. marca 2026"
    );
}

#[test]
fn modules_are_published_beside_one_another() {
    let theme =
        load(&Tree::default(), &settings("default", &["en"]), &mut Remembered::default()).value.unwrap();
    let search = theme.asset_urls().get("js/search/search-core.js").cloned().unwrap_or_default();
    assert!(search.starts_with("/assets/search-core."), "{search}");
    assert!(!text_of(&theme, "search-core.").contains("'./analysis.js'"));
}

/// Themes with an option, and what the site sets.
fn with_options(set: &[(&str, serde_json::Value)]) -> Checked<Option<Theme>> {
    let place = crate::diag::Place::new(&SitePath::new("site.toml").unwrap(), 0..1);
    let option = |(name, value): &(&str, serde_json::Value)| ThemeOption {
        name: (*name).into(),
        value: value.clone(),
        name_at: place.clone(),
        value_at: place.clone(),
    };
    let theme = "extends = \"ours\"\n[options.accent]\ntype = \"colour\"\ndefault = \"#123456\"\ntoken = \"--accent\"\n";
    let below =
        "[options.density]\ntype = \"choice\"\nvalues = [\"roomy\", \"dense\"]\ndefault = \"roomy\"\n";
    let files = [
        ("themes/mine/theme.toml", theme.to_owned()),
        ("themes/ours/theme.toml", format!("extends = \"default\"\n{below}")),
        ("themes/mine/templates/hello.html", "hello".to_owned()),
    ];
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
    let settings = Settings { theme_options: set.iter().map(option).collect(), ..settings("mine", &["en"]) };
    load(&tree(&files), &settings, &mut Remembered::default())
}

#[test]
fn options_come_from_all_layers_and_are_checked() {
    let plain = with_options(&[]);
    assert_eq!(plain.notes, []);
    let options = plain.value.unwrap().options().clone();
    assert_eq!((&options["accent"], &options["density"]), (&"#123456".into(), &"roomy".into()));
    assert_eq!(options["reading_time"], true, "the default theme's are there, too");

    let set = with_options(&[("accent", "#7a2e8f".into()), ("density", "dense".into())]);
    assert_eq!(set.notes, []);
    let theme = set.value.unwrap();
    assert_eq!(theme.options()["density"], "dense");
    assert!(text_of(&theme, "site.").contains(":root { --accent: #7a2e8f; }"));

    let wrong = [("accent", 5.into()), ("density", "thick".into()), ("acent", "#fff".into())];
    let notes: Vec<String> = with_options(&wrong).notes.into_iter().map(|note| note.message).collect();
    assert_eq!(
        notes,
        [
            "`theme_options.accent` is not a colour, as in `\"#0b6b66\"`",
            "`theme_options.density` is not one of `roomy`, `dense`",
            "the theme has no option `acent`",
        ]
    );
}
