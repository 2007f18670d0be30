//! Spans of calendar time, as people write them in settings and front matter.

/// A span of calendar time, as in `review_every`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Interval {
    /// Years and months, in months.
    pub months: i16,
    /// Weeks and days, in days.
    pub days: i16,
}

impl Interval {
    /// What to write, for messages.
    pub const EXAMPLES: &str = "write a number with `d`, `w`, `mo` or `y` after it: `90d`, `2w`, `6mo`, `1y`";

    /// Reads `90d`, `2w`, `6mo` or `1y`; `None` for anything else, for nothing at all and for
    /// more than a life can wait.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (digits, unit) = text.split_at(text.find(|c: char| !c.is_ascii_digit())?);
        let number: i16 = digits.parse().ok().filter(|&number| number > 0)?;
        let (months, days) = match unit.trim_start() {
            "d" => (0, number),
            "w" => (0, number.checked_mul(7)?),
            "mo" => (number, 0),
            "y" => (number.checked_mul(12)?, 0),
            _ => return None,
        };
        Some(Self { months, days })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_unit_is_read() {
        let parsed = ["90d", "2w", "6mo", "1y", " 1 y "].map(Interval::parse);
        let expected = [(0, 90), (0, 14), (6, 0), (12, 0), (12, 0)];
        assert_eq!(parsed, expected.map(|(months, days)| Some(Interval { months, days })));
    }

    #[test]
    fn anything_else_is_none() {
        for text in ["", "1", "0d", "-1d", "6m", "y", "99999d", "20000w", "9999y", "1y6mo", "١y"] {
            assert_eq!(Interval::parse(text), None, "{text}");
        }
    }
}
