//! Dates as a language writes them, by CLDR or by a pattern of the site.
//!
//! A pattern is text with `{day}`, `{month}` (its name, in the form that follows a day),
//! `{month_number}` and `{year}` in it; `{day_padded}` and `{month_padded}` have two digits.
//! Anything else stands for itself.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt::Write;

use icu_calendar::{Date as CalendarDate, Gregorian};
use icu_datetime::DateTimeFormatter;
use icu_datetime::fieldsets::YMD;
use icu_datetime::fieldsets::enums::DateFieldSet;
use icu_datetime::pattern::{DateTimePattern, FixedCalendarDateTimeNames};
use jiff::civil::Date;
use writeable::TryWriteable;

use super::Lang;

/// The fields of a pattern and the letters that CLDR has for them.
const FIELDS: [(&str, &str); 6] = [
    ("day", "d"),
    ("day_padded", "dd"),
    ("month", "MMMM"),
    ("month_number", "M"),
    ("month_padded", "MM"),
    ("year", "y"),
];

/// Languages whose long form ICU4X puts together from parts and gets wrong, with the form that
/// CLDR's own long pattern and their readers have.
const CORRECTIONS: [(&str, &str); 5] = [
    ("et", "{day}. {month} {year}"),
    ("ga", "{day} {month} {year}"),
    ("gsw", "{day}. {month} {year}"),
    ("sl", "{day}. {month} {year}"),
    ("sr", "{day}. {month} {year}."),
];

/// What ICU4X writes for months where it has no names (`M03`), up to the second digit.
const NAMELESS_MONTHS: [&str; 2] = [" M0", " M1"];

type Names = FixedCalendarDateTimeNames<Gregorian, DateFieldSet>;

/// What dates of one language need, made when they are needed first.
#[derive(Default)]
struct Dates {
    /// CLDR's long form, in the calendar that is usual where the language is spoken.
    long: Option<Option<DateTimeFormatter<YMD>>>,
    /// Ready for the pattern beside it.
    patterned: Option<(String, DateTimePattern, Names)>,
}

thread_local! {
    /// Made once per language and thread: formatters cannot be shared between threads, and
    /// making one for each page would cost more than the page.
    static DATES: RefCell<BTreeMap<Lang, Dates>> = const { RefCell::new(BTreeMap::new()) };
}

/// The date in full (`7. marca 2026`), by `pattern` where there is one that can be read.
pub fn format_date(lang: &Lang, date: Date, pattern: Option<&str>) -> String {
    DATES.with_borrow_mut(|known| {
        if !known.contains_key(lang) {
            known.insert(lang.clone(), Dates::default());
        }
        let dates = known.get_mut(lang);
        dates.and_then(|dates| dates.format(lang, date, pattern)).unwrap_or_else(|| date.to_string())
    })
}

/// What is wrong with a pattern: the field that doesn't exist, or `None` if nothing is.
pub fn unknown_date_field(pattern: &str) -> Option<&str> {
    to_cldr(pattern).err()
}

/// The names of fields that a pattern may hold.
pub fn date_fields() -> impl Iterator<Item = &'static str> {
    FIELDS.iter().map(|(name, _)| *name)
}

impl Dates {
    fn format(&mut self, lang: &Lang, date: Date, pattern: Option<&str>) -> Option<String> {
        let pattern = pattern.or_else(|| correction(lang));
        pattern.and_then(|pattern| self.by_pattern(lang, date, pattern)).or_else(|| self.by_cldr(lang, date))
    }

    fn by_pattern(&mut self, lang: &Lang, date: Date, pattern: &str) -> Option<String> {
        let (year, month, day) = parts(date);
        let date = CalendarDate::try_new_gregorian(year, month, day).ok()?;
        let (pattern, names) = self.patterned(lang, pattern)?;
        let formatted = names.with_pattern_unchecked(pattern).format(&date);
        formatted.try_write_to_string().ok().map(|text| text.into_owned())
    }

    fn by_cldr(&mut self, lang: &Lang, date: Date) -> Option<String> {
        let (year, month, day) = parts(date);
        let date = CalendarDate::try_new_iso(year, month, day).ok()?;
        let make = || DateTimeFormatter::try_new((&lang.locale()).into(), YMD::long()).ok();
        let long = self.long.get_or_insert_with(make).as_ref()?;
        let text = long.format(&date).to_string();
        (!NAMELESS_MONTHS.iter().any(|month| text.contains(month))).then_some(text)
    }

    /// The pattern and the names that it needs.
    fn patterned(&mut self, lang: &Lang, pattern: &str) -> Option<(&DateTimePattern, &Names)> {
        if self.patterned.as_ref().is_none_or(|known| known.0 != pattern) {
            let cldr = DateTimePattern::try_from_pattern_str(&to_cldr(pattern).ok()?).ok()?;
            let mut names = Names::try_new((&lang.locale()).into()).ok()?;
            names.include_for_pattern(&cldr).ok()?;
            self.patterned = Some((pattern.to_owned(), cldr, names));
        }
        self.patterned.as_ref().map(|(_, pattern, names)| (pattern, names))
    }
}

/// Our pattern as CLDR writes it, or the field that doesn't exist.
fn to_cldr(pattern: &str) -> Result<String, &str> {
    let mut cldr = String::new();
    let mut rest = pattern;
    while let Some(open) = rest.find('{') {
        quote(&rest[..open], &mut cldr);
        let close = rest[open..].find('}').map_or(rest.len(), |length| open + length);
        let name = &rest[open + 1..close];
        let field = FIELDS.iter().find(|(known, _)| *known == name).ok_or(name)?;
        cldr.push_str(field.1);
        rest = rest.get(close + 1..).unwrap_or("");
    }
    quote(rest, &mut cldr);
    Ok(cldr)
}

/// Adds text that stands for itself.
fn quote(text: &str, cldr: &mut String) {
    if !text.is_empty() {
        let _ = write!(cldr, "'{}'", text.replace('\'', "''"));
    }
}

/// The names of the months in order by a pattern of CLDR (`MMMM`), if the language has some.
pub(super) fn month_names(lang: &Lang, pattern: &str) -> Option<[String; 12]> {
    let pattern = DateTimePattern::try_from_pattern_str(pattern).ok()?;
    let mut names = Names::try_new((&lang.locale()).into()).ok()?;
    names.include_for_pattern(&pattern).ok()?;
    let mut all: [String; 12] = Default::default();
    for (name, month) in all.iter_mut().zip(1..) {
        let date = CalendarDate::try_new_gregorian(2026, month, 1).ok()?;
        let text =
            names.with_pattern_unchecked(&pattern).format(&date).try_write_to_string().ok()?.into_owned();
        if !text.contains(|c: char| c.is_alphabetic() && !matches!(c, 'M'))
            || text.contains(|c: char| c.is_numeric())
        {
            return None;
        }
        *name = text;
    }
    Some(all)
}

fn parts(date: Date) -> (i32, u8, u8) {
    (date.year().into(), date.month().cast_unsigned(), date.day().cast_unsigned())
}

fn correction(lang: &Lang) -> Option<&'static str> {
    CORRECTIONS.iter().find(|(known, _)| *known == lang.primary()).map(|(_, pattern)| *pattern)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn long(tag: &str) -> String {
        format_date(&Lang::new(tag).unwrap(), date(2026, 3, 7), None)
    }

    #[test]
    fn each_language_writes_dates_in_its_way() {
        assert_eq!(long("en"), "March 7, 2026");
        assert_eq!(long("en-GB"), "7 March 2026");
        assert_eq!(long("sk"), "7. marca 2026");
        assert_eq!(long("et"), "7. märts 2026");
        assert_eq!(long("tr"), "7 Mart 2026");
        assert_eq!(long("ro"), "7 martie 2026");
        assert_eq!(long("ar"), "7 مارس 2026");
        assert_eq!(long("sr-Latn"), "7. mart 2026.");
    }

    #[test]
    fn without_month_names_a_date_is_written_in_digits() {
        assert_eq!(long("yi"), "2026-03-07");
    }

    #[test]
    fn a_site_may_have_its_own_pattern() {
        let format = |tag, pattern| format_date(&Lang::new(tag).unwrap(), date(2026, 3, 7), Some(pattern));
        assert_eq!(format("en", "{day} {month} {year}"), "7 March 2026");
        assert_eq!(format("sk", "dňa {day}. {month} {year}"), "dňa 7. marca 2026");
        assert_eq!(format("en", "o'clock {day_padded}/{month_padded}/{year}"), "o'clock 07/03/2026");
        assert_eq!(format("et", "{day}.{month_number}.{year}"), "7.3.2026");
    }

    #[test]
    fn a_field_that_does_not_exist_is_named() {
        assert_eq!(unknown_date_field("{day}. {mont} {year}"), Some("mont"));
        assert_eq!(unknown_date_field("{day}. {month} {year}"), None);
        assert_eq!(unknown_date_field("{day"), None);
        assert_eq!(unknown_date_field("{"), Some(""));
    }

    #[test]
    fn no_date_is_beyond_us() {
        for date in [Date::MIN, Date::MAX] {
            for tag in ["en", "fa", "th", "ar-SA", "he", "zh"] {
                let _ = format_date(&Lang::new(tag).unwrap(), date, None);
                let _ = format_date(&Lang::new(tag).unwrap(), date, Some("{day} {month} {year}"));
            }
        }
    }
}
