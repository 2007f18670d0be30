//! The texts of the user interface as a file for a language that the theme lacks: those in English,
//! each that counts with the plural forms of the language, to be written over.

use toml::Value as Toml;

use crate::language::{Lang, plural_categories};

/// The file to begin with, made of the English one.
pub(super) fn beginning(english: &str, lang: &Lang) -> String {
    let name = lang.english_name();
    let mut file = format!(
        "# The texts of the user interface, to be translated into {name}. What is left out is shown in\n\
         # English, and reported. {{…}} are places that the templates fill.\n"
    );
    let forms = plural_categories(lang);
    for line in english.lines().skip_while(|line| line.starts_with('#')) {
        file.push_str(&in_forms(line, &forms).unwrap_or_else(|| line.to_owned()));
        file.push('\n');
    }
    file
}

/// A line whose text counts, with these forms.
fn in_forms(line: &str, forms: &[&str]) -> Option<String> {
    let (key, value) = toml::from_str::<toml::Table>(line).ok()?.into_iter().next()?;
    let texts = value.as_table()?;
    let other = texts.get("other").and_then(Toml::as_str)?;
    let text = |form: &str| Toml::from(texts.get(form).and_then(Toml::as_str).unwrap_or(other));
    let written: Vec<String> = forms.iter().map(|form| format!("{form} = {}", text(form))).collect();
    Some(format!("{key} = {{ {} }}", written.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_count_have_the_forms_of_the_language() {
        let english = "# All.\n# More.\n\ntoc = \"On this page\" # short\n\n[nav]\nmore = { one = \"{n} \\\"more\\\"\", other = \"{n} more\" }\n";
        let file = |tag: &str| beginning(english, &Lang::new(tag).expect("a tag"));
        let polish = file("pl");
        let text = polish.split_once("fill.\n").expect("a comment").1;
        assert!(polish.starts_with("# The texts of the user interface, to be translated into Polish."));
        assert!(text.starts_with("\ntoc = \"On this page\" # short\n\n[nav]\nmore = { one = "), "{text}");
        let forms = |tag: &str| -> Vec<String> {
            let table: toml::Table = toml::from_str(&file(tag)).expect("TOML");
            table["nav"]["more"].as_table().expect("forms").keys().cloned().collect()
        };
        let mut polish = forms("pl");
        polish.sort();
        assert_eq!(polish, ["few", "many", "one", "other"]);
        assert_eq!(forms("ja"), ["other"]);
    }
}
