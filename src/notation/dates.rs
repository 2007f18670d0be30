//! Dates as people write them in front matter.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};

/// Characters of `2026-03-07`.
const LENGTH: usize = 10;

/// The day that a date or date-time names, as it is written there: a time zone doesn't move
/// it, because who writes "2026-03-07T23:00+02:00" means the seventh.
pub(super) fn parse(text: &str) -> Option<Date> {
    let day = text.get(..LENGTH).filter(|day| is_day(day))?.parse::<Date>().ok()?;
    let rest = &text[LENGTH..];
    (rest.is_empty() || is_time(text, rest)).then_some(day)
}

/// Whether a text begins like a date, if one that doesn't exist.
pub(super) fn is_ordered(text: &str) -> bool {
    text.get(..LENGTH).is_some_and(is_day)
}

fn is_day(text: &str) -> bool {
    text.char_indices().all(|(i, c)| if i == 4 || i == 7 { c == '-' } else { c.is_ascii_digit() })
}

/// Whether a time of day follows the date. YAML allows a space before the time zone.
fn is_time(text: &str, rest: &str) -> bool {
    let clock = rest.starts_with(['T', 't', ' ']) && !rest.contains('[');
    let unspaced = || format!("{}T{}", &text[..LENGTH], rest[1..].replace(' ', ""));
    clock && (text.parse::<DateTime>().is_ok() || unspaced().parse::<Timestamp>().is_ok())
}

/// The date that was meant, where it is written in another order that leaves no doubt: with
/// points the day always comes first, and a year is never taken for a day.
pub(super) fn suggestion(text: &str) -> Option<Date> {
    let year_first = text.replace(['/', '.'], "-");
    padded(year_first.split('-')).or_else(|| padded(text.split('.').map(str::trim).rev()))
}

/// Year, month and day, each with all its digits.
fn padded<'a>(parts: impl Iterator<Item = &'a str>) -> Option<Date> {
    let parts: Vec<&str> = parts.collect();
    let [year, month, day] = parts[..] else { return None };
    (year.len() == 4).then(|| format!("{year}-{month:0>2}-{day:0>2}").parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_date_times_name_a_day() {
        for text in [
            "2026-03-07",
            "2026-03-07T23:30:00-05:00",
            "2026-03-07 10:00",
            "2026-03-07T10:00:00Z",
            "2026-03-07 10:00:00 +02:00",
            "2026-03-07t10:00:00.5Z",
        ] {
            assert_eq!(parse(text), Some(Date::constant(2026, 3, 7)), "{text}");
        }
    }

    #[test]
    fn anything_else_is_none() {
        for text in
            ["", "soon", "2026-3-7", "20260307", "2026-02-30", "2026-03-07x", "2026-W10-6", "7.3.2026"]
        {
            assert_eq!(parse(text), None, "{text}");
        }
        assert_eq!(parse("2026-03-0\u{660}"), None);
    }

    #[test]
    fn other_orders_are_understood_only_where_they_are_clear() {
        let day = Some(Date::constant(2026, 3, 7));
        assert_eq!(suggestion("7.3.2026"), day);
        assert_eq!(suggestion("7. 3. 2026"), day);
        assert_eq!(suggestion("2026/3/7"), day);
        assert_eq!(suggestion("3/7/2026"), None);
        assert_eq!(suggestion("2026-02-30"), None);
    }
}
