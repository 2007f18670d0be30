//! Measures where the time goes. The stages themselves never look at a clock.

#![expect(clippy::disallowed_methods, reason = "the one place that measures time")]

use std::fmt::Write;
use std::time::{Duration, Instant};

/// A stopwatch with laps.
pub struct Clock {
    start: Instant,
    last: Instant,
    laps: Vec<(&'static str, Duration)>,
}

impl Clock {
    /// Starts to measure.
    pub fn start() -> Self {
        let now = Instant::now();
        Self { start: now, last: now, laps: Vec::new() }
    }

    /// What was done since the last lap.
    pub fn lap(&mut self, name: &'static str) {
        let now = Instant::now();
        self.laps.push((name, now - self.last));
        self.last = now;
    }

    /// All the time since the start, as people read it.
    pub fn total(&self) -> String {
        seconds(self.start.elapsed())
    }

    /// The laps as a table.
    pub fn table(&self) -> String {
        let total: Duration = self.laps.iter().map(|(_, time)| *time).sum();
        let width = self.laps.iter().map(|(name, _)| name.len()).max().unwrap_or_default();
        let mut table = String::new();
        for (name, time) in self.laps.iter().copied().chain([("in all", total)]) {
            let share = 100.0 * time.as_secs_f64() / total.as_secs_f64().max(f64::MIN_POSITIVE);
            let _ = writeln!(table, "{name:width$} {:>9.1} ms {share:>4.0} %", time.as_secs_f64() * 1000.0);
        }
        table
    }
}

/// A time with no more digits than mean anything.
pub fn seconds(time: Duration) -> String {
    match time.as_secs_f64() {
        short if short < 1.0 => format!("{:.0} ms", short * 1000.0),
        long => format!("{long:.1} s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_short() {
        assert_eq!(seconds(Duration::from_micros(52_400)), "52 ms");
        assert_eq!(seconds(Duration::from_millis(1_250)), "1.2 s");
    }

    #[test]
    fn the_table_has_a_line_for_each_lap_and_the_sum() {
        let mut clock = Clock::start();
        clock.lap("read");
        clock.lap("articles");
        let table = clock.table();
        assert_eq!(table.lines().count(), 3);
        assert!(table.starts_with("read     ") && table.contains("\nin all "), "{table}");
    }
}
