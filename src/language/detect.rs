//! Which language a text is in, as far as its letters tell.

use std::sync::LazyLock;

use icu_locale::{Locale, LocaleCanonicalizer};
use whatlang::{Detector, Lang as Known};

use super::Lang;

/// Shorter texts are guessed wrongly too often, in characters.
const ENOUGH: usize = 40;

impl Lang {
    /// The language of `text`, if there is little doubt. Where `among` names languages, the
    /// likeliest of them.
    pub fn detect(text: &str, among: &[Self]) -> Option<Self> {
        if text.chars().filter(|letter| letter.is_alphabetic()).count() < ENOUGH {
            return None;
        }
        let known: Vec<(Known, &Self)> =
            among.iter().filter_map(|lang| Some((lang.known_to_detector()?, lang))).collect();
        let detector = match known.is_empty() {
            true => Detector::new(),
            false => Detector::with_allowlist(known.iter().map(|(known, _)| *known).collect()),
        };
        let info = detector.detect(text).filter(|info| info.is_reliable() || !known.is_empty())?;
        let named = known.iter().find(|(known, _)| *known == info.lang());
        named.map_or_else(|| canonical(info.lang().code()), |(_, lang)| Some((*lang).clone()))
    }

    /// What the detector calls the language, region and script aside; `None` if it does not know it.
    pub fn known_to_detector(&self) -> Option<Known> {
        let primary = match self.primary() {
            // Of the two written forms of Norwegian the detector knows the usual one.
            "no" => "nb",
            primary => primary,
        };
        let primary = canonical(primary)?;
        KNOWN.iter().find(|(_, lang)| *lang == primary).map(|(known, _)| *known)
    }
}

/// What everyone else calls the languages that the detector knows.
static KNOWN: LazyLock<Vec<(Known, Lang)>> = LazyLock::new(|| {
    Known::all().iter().filter_map(|known| Some((*known, canonical(known.code())?))).collect()
});

/// What everyone else calls a language, by a code of two letters or three.
fn canonical(code: &str) -> Option<Lang> {
    let mut locale = Locale::try_from_str(code).ok()?;
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

    #[test]
    fn a_region_and_an_older_code_make_no_difference() {
        let text = "Se o cliente fica depende mais de como você fala com ele e de quão rápido responde.";
        let among = ["en", "pt-BR"].map(|tag| Lang::new(tag).unwrap());
        assert_eq!(Lang::detect(text, &among), Lang::new("pt-BR"));
        let known = |tag| Lang::new(tag).and_then(|lang| lang.known_to_detector());
        assert_eq!(
            ["no", "nb", "tl", "zh-Hant"].map(known),
            [Known::Nob, Known::Nob, Known::Tgl, Known::Cmn].map(Some)
        );
        assert_eq!(known("et-EE"), Some(Known::Est));
        assert_eq!(known("se"), None);
    }
}
