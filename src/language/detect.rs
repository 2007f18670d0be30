//! Which language a text is in, as far as its letters tell.

use icu_locale::{Locale, LocaleCanonicalizer};
use whatlang::{Detector, Info};

use super::Lang;

/// Shorter texts are guessed wrongly too often, in characters.
const ENOUGH: usize = 40;

impl Lang {
    /// The language of `text`, if there is little doubt. Where `among` names languages, the
    /// likeliest of them.
    pub fn detect(text: &str, among: &[Self]) -> Option<Self> {
        let allowed: Vec<whatlang::Lang> = whatlang::Lang::all()
            .iter()
            .copied()
            .filter(|lang| tag(*lang).is_some_and(|tag| among.contains(&tag)))
            .collect();
        if text.chars().filter(|letter| letter.is_alphabetic()).count() < ENOUGH {
            return None;
        }
        let sure = |info: &Info| info.is_reliable() || !allowed.is_empty();
        let detector =
            if allowed.is_empty() { Detector::new() } else { Detector::with_allowlist(allowed.clone()) };
        detector.detect(text).filter(sure).and_then(|info| tag(info.lang()))
    }
}

/// What everyone else calls a language that the detector knows by three letters.
fn tag(lang: whatlang::Lang) -> Option<Lang> {
    let mut locale = Locale::try_from_str(lang.code()).ok()?;
    LocaleCanonicalizer::new_extended().canonicalize(&mut locale);
    Lang::new(locale.id.language.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_six_languages_are_told_apart() {
        let texts = [
            (
                "en",
                "Whether the client stays depends more on how you go about it, and on how soon they hear.",
            ),
            ("sk", "Či klient zostane, závisí viac od toho, ako s ním hovoríte a ako rýchlo sa ozvete."),
            (
                "et",
                "Kas klient jääb, sõltub rohkem sellest, kuidas te temaga räägite ja kui kiiresti vastate.",
            ),
            (
                "tr",
                "Müşterinin kalıp kalmayacağı, onunla nasıl konuştuğunuza ve ne kadar çabuk döndüğünüze bağlıdır.",
            ),
            (
                "ro",
                "Dacă rămâne clientul depinde mai mult de felul în care îi vorbiți și de cât de repede răspundeți.",
            ),
            ("ar", "بقاء العميل يعتمد أكثر على طريقة حديثك معه وعلى سرعة ردك عليه بعد وقوع الخطأ."),
        ];
        let all: Vec<Lang> = texts.iter().filter_map(|(tag, _)| Lang::new(tag)).collect();
        for (tag, text) in texts {
            assert_eq!(Lang::detect(text, &all), Lang::new(tag));
        }
        assert_eq!(Lang::detect("OK", &all), None);
    }
}
