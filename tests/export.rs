//! `vade export`: what search services of others are given.

use std::collections::BTreeSet;

use jiff::civil::date;
use serde_json::Value;

use vademecum::compiler::Compiler;
use vademecum::diag::Severity;
use vademecum::export::{Format, Order, export, is_name};
use vademecum::language::Lang;
use vademecum::output::{Body, Output};
use vademecum::path::SitePath;
use vademecum::settings::Mode;
use vademecum::source::{File, Tree};

const FORMATS: [Format; 4] = [Format::OpenSearch, Format::Meilisearch, Format::Typesense, Format::JsonLines];

const SETTINGS: &str = r#"title = "Care"
base_url = "https://example.org/docs/"

[languages.en]
[languages.ar]
[languages.sk]

[owners.desk]
name = "Front desk"

[tags.money]
en = "Money"
ar = "المال"

[audiences]
agents = "Agents"

[search.synonyms]
en = [["refund", "money back"], ["a, b", "a => b"]]
ar = [["استرداد", "إرجاع"]]

[search.stop_words]
sk = ["Že", "a"]
"#;

const TERMS: &str = r#"[terms.client.en]
term = "client"
definition = "Who pays."
avoid = ["punter"]

[terms.limit]
audience = ["agents"]
[terms.limit.en]
term = "Secret ceiling"
synonyms = ["Secret cap"]
"#;

const REFUND: &str = r#"---
title: Refunds
tags: [money]
owner: desk
status: verified
updated: 2026-03-07
search: { keywords: [chargeback] }
---
Pay it back.

## How "much"?

All of it.

```sh
refund --all
```

::: audience agents
The secret limit is 50.
:::

## Shipping

"#;

fn site_files() -> Vec<(&'static str, &'static str)> {
    vec![
        ("site.toml", SETTINGS),
        ("terms.toml", TERMS),
        ("content/en/index.md", "# Home\n\nWelcome.\n"),
        ("content/en/money/index.md", "# Money\n\nAll about it.\n"),
        ("content/en/money/refund.md", REFUND),
        ("content/en/later.md", "---\ntitle: Later\ndraft: true\n---\nSecret plan.\n"),
        ("content/en/inside.md", "---\ntitle: Inside\naudience: [agents]\n---\nSecret desk.\n"),
        ("content/en/old.md", "---\ntitle: Old\nstatus: archived\n---\nSecret past.\n"),
        ("content/ar/index.md", "# الرئيسية\n\nأهلا.\n"),
        ("content/ar/money/refund.md", "---\ntitle: استرداد المال\n---\nأعد المبلغ.\n\n## كم؟\n\nكله.\n"),
        ("content/sk/index.md", "# Domov\n\nVitajte.\n"),
    ]
}

fn exported_for(files: &[(&str, &str)], audience: &[&str], order: &Order) -> Output {
    let files =
        files.iter().map(|(path, text)| File::in_memory(SitePath::new(path).unwrap(), text.as_bytes()));
    let audience = audience.iter().map(|name| name.to_string()).collect();
    let mode = Mode { audience: Some(audience), ..Mode::on(date(2026, 11, 1)) };
    let site = Compiler::default().site(&Tree::new(files), &mode);
    let errors: Vec<_> = site.notes.iter().filter(|note| note.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    export(&site.value.unwrap(), order).output
}

fn order(format: Format, lang: Option<&str>) -> Order {
    Order { format, name: "care".to_owned(), lang: lang.map(|lang| Lang::new(lang).unwrap()) }
}

fn exported(format: Format) -> Vec<(String, String)> {
    texts(&exported_for(&site_files(), &[], &order(format, None)))
}

/// The files without the manifest.
fn texts(output: &Output) -> Vec<(String, String)> {
    let files = output.files.iter().filter(|(path, _)| path.as_str() != "manifest.json");
    files
        .map(|(path, file)| {
            let Body::Bytes(bytes) = &file.body else { panic!("{path} is a copy") };
            (path.to_string(), String::from_utf8(bytes.to_vec()).unwrap())
        })
        .collect()
}

fn is_lines(name: &str) -> bool {
    name.ends_with(".ndjson") || name.ends_with(".jsonl")
}

/// All documents, line by line.
fn documents(files: &[(String, String)]) -> Vec<Value> {
    let lines = files.iter().filter(|(name, _)| is_lines(name)).flat_map(|(_, text)| text.lines());
    let values = lines.map(|line| serde_json::from_str::<Value>(line).unwrap());
    values.filter(|value| value.get("index").is_none()).collect()
}

fn snapshot(format: Format) -> String {
    let shown = |(name, text): &(String, String)| format!("=== {name}\n{text}");
    exported(format).iter().map(shown).collect::<Vec<_>>().join("\n")
}

#[test]
fn opensearch_gets_bulk_requests_and_indexes() {
    insta::assert_snapshot!("opensearch", snapshot(Format::OpenSearch));
}

#[test]
fn meilisearch_gets_documents_and_settings() {
    insta::assert_snapshot!("meilisearch", snapshot(Format::Meilisearch));
}

#[test]
fn typesense_gets_documents_schemas_and_words() {
    insta::assert_snapshot!("typesense", snapshot(Format::Typesense));
}

#[test]
fn anybody_gets_lines_of_json() {
    insta::assert_snapshot!("jsonl", snapshot(Format::JsonLines));
}

#[test]
fn ids_are_what_each_system_takes_and_no_two_are_the_same() {
    for format in FORMATS {
        let documents = documents(&exported(format));
        let ids: BTreeSet<&str> = documents.iter().map(|document| document["id"].as_str().unwrap()).collect();
        assert_eq!(ids.len(), documents.len(), "{format:?}");
        let plain = |letter: char| letter.is_ascii_alphanumeric() || letter == '-';
        assert!(ids.iter().all(|id| id.len() <= 64 && id.chars().all(plain)), "{ids:?}");
    }
}

#[test]
fn a_bulk_request_names_the_document_that_follows() {
    for (name, text) in exported(Format::OpenSearch).iter().filter(|(name, _)| is_lines(name)) {
        assert!(text.ends_with('\n'));
        let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(lines.len() % 2, 0, "{name}");
        for pair in lines.chunks(2) {
            assert_eq!(pair[0]["index"]["_id"], pair[1]["id"]);
            assert_eq!(format!("{}.bulk.ndjson", pair[0]["index"]["_index"].as_str().unwrap()), *name);
        }
    }
}

#[test]
fn nothing_hidden_is_exported() {
    for format in FORMATS {
        let files = exported(format);
        assert!(!files.iter().any(|(_, text)| text.contains("ecret")), "{format:?}");
        let agents = texts(&exported_for(&site_files(), &["agents"], &order(format, None)));
        let all: String = agents.into_iter().map(|(_, text)| text).collect();
        assert!(all.contains("Secret desk.") && all.contains("The secret limit is 50."), "{format:?}");
        assert!(!all.contains("Secret plan.") && !all.contains("Secret past."), "{format:?}");
    }
}

#[test]
fn a_fallback_is_exported_in_its_own_language_only() {
    let documents = documents(&exported(Format::JsonLines));
    let of = |lang: &str| documents.iter().filter(|document| document["lang"] == lang).count();
    // Slovak readers see English refunds, and find them there.
    assert_eq!(of("sk"), 1);
    let urls: BTreeSet<&str> = documents.iter().map(|document| document["url"].as_str().unwrap()).collect();
    assert_eq!(urls.len(), documents.len());
}

#[test]
fn names_of_the_glossary_are_synonyms_everywhere() {
    let glossary = "---\ntitle: Words\n---\nData protection officer (DPO)\n: Who looks after data.\n";
    let files = [
        (
            "site.toml",
            "title = \"Care\"\nbase_url = \"https://example.org/\"\nglossary = \"words\"\n[languages.en]\n",
        ),
        ("content/en/words.md", glossary),
        ("content/en/index.md", "# Home\n"),
    ];
    for format in FORMATS.into_iter().filter(|format| *format != Format::JsonLines) {
        let texts = texts(&exported_for(&files, &[], &order(format, None)));
        let settings = texts.iter().filter(|(name, _)| !is_lines(name)).map(|(_, text)| text.to_lowercase());
        assert!(settings.collect::<String>().contains("dpo"), "{format:?}: {texts:#?}");
    }
}

#[test]
fn terms_are_exported_as_they_are_published() {
    let documents = documents(&exported(Format::JsonLines));
    let glossary = documents.iter().find(|document| document["article"] == "glossary");
    assert_eq!(glossary.unwrap()["title"], "Glossary");
}

#[test]
fn one_language_can_be_asked_for() {
    let files = texts(&exported_for(&site_files(), &[], &order(Format::JsonLines, Some("ar"))));
    assert_eq!(files.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["care-ar.jsonl"]);
}

#[test]
fn the_order_of_files_changes_nothing() {
    let mut turned = site_files();
    turned.reverse();
    for format in FORMATS {
        assert_eq!(texts(&exported_for(&turned, &[], &order(format, None))), exported(format));
    }
}

#[test]
fn names_are_those_that_every_system_takes() {
    assert!(["vade", "care-2", "a"].into_iter().all(is_name));
    let long = "a".repeat(61);
    assert!(!["", "Care", "_care", "-care", "2care", "péče", "a b", "a/b", &long].into_iter().any(is_name));
}
