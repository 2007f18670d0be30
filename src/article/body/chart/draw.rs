//! Charts as SVG: classes instead of colours and styles, so that they follow the theme, light
//! and dark, and need nothing that a strict policy forbids.
//!
//! Everything is laid out from left to right and mirrored as a whole for languages that read
//! the other way.

use super::{Figures, Kind, Series};
use crate::article::body::html::Html;
use crate::language::Direction;

/// Width of every chart in its own units, which are pixels where there is room.
const WIDTH: f64 = 640.0;
/// Height of a line chart's field.
const FIELD: f64 = 240.0;
/// Room for the names of lines beside bars, and for figures after them.
const NAMES: f64 = 170.0;
const AFTER: f64 = 70.0;
/// Thickness of a bar, and what is left free between groups of them.
const BAR: f64 = 18.0;
const GAP: f64 = 14.0;
/// Room for the scale beside a line chart, and above and below its field.
const SCALE: f64 = 56.0;
const ABOVE: f64 = 12.0;
const BELOW: f64 = 30.0;
/// Lines of the scale, at most.
const STEPS: f64 = 5.0;
/// Names below a line chart, at most: more would run into one another.
const MOST_NAMES: usize = 8;

/// Draws `series`; `name` says what the chart is about.
pub(super) fn chart(
    kind: Kind,
    figures: &Figures,
    series: &[Series<'_>],
    name: &str,
    direction: Direction,
    html: &mut Html,
) {
    let mut drawing = Drawing { html, direction };
    if series.len() > 1 {
        drawing.legend(series);
    }
    let scale = Scale::of(series);
    match kind {
        Kind::Line => drawing.lines(figures, series, &scale, name),
        _ => drawing.bars(figures, series, &scale, name),
    }
}

/// From the least to the greatest value, zero included, in round steps.
struct Scale {
    least: f64,
    greatest: f64,
    step: f64,
}

impl Scale {
    fn of(series: &[Series<'_>]) -> Self {
        let values = || series.iter().flat_map(|series| series.values.iter().flatten().copied());
        let (least, greatest) = (values().fold(0.0, f64::min), values().fold(0.0, f64::max));
        let span = if greatest > least { greatest - least } else { 1.0 };
        let rough = span / STEPS;
        let power = 10_f64.powf(rough.log10().floor());
        let step = [1.0, 2.0, 5.0, 10.0].map(|factor| factor * power).into_iter().find(|step| *step >= rough);
        let step = step.unwrap_or(rough);
        Self {
            least: (least / step).floor() * step,
            greatest: (greatest / step).ceil().max(1.0) * step,
            step,
        }
    }

    /// Where a value is, from 0 to 1.
    fn share(&self, value: f64) -> f64 {
        (value - self.least) / (self.greatest - self.least)
    }

    fn marks(&self) -> impl Iterator<Item = f64> {
        let (least, step) = (self.least, self.step);
        let count = ((self.greatest - self.least) / step).round() as u32;
        (0..=count).map(move |mark| least + f64::from(mark) * step)
    }
}

struct Drawing<'h> {
    html: &'h mut Html,
    direction: Direction,
}

/// Which way a text goes from its place.
#[derive(Clone, Copy)]
enum Anchor {
    Start,
    Middle,
    End,
}

impl Drawing<'_> {
    /// A place from the beginning of the line.
    fn x(&self, x: f64) -> f64 {
        if self.direction == Direction::Rtl { WIDTH - x } else { x }
    }

    fn open(&mut self, height: f64, name: &str) {
        self.html.push(&format!(
            "<svg class=\"chart\" viewBox=\"0 0 {WIDTH} {height}\" width=\"{WIDTH}\" height=\"{height}\" role=\"img\" aria-label=\""
        ));
        self.html.attribute(name);
        self.html.push("\">\n");
    }

    fn line(&mut self, class: &str, from: (f64, f64), to: (f64, f64)) {
        let (x1, x2) = (self.x(from.0), self.x(to.0));
        let tag = format!(
            "<line class=\"{class}\" x1=\"{x1:.1}\" y1=\"{:.1}\" x2=\"{x2:.1}\" y2=\"{:.1}\"/>\n",
            from.1, to.1
        );
        self.html.push(&tag);
    }

    fn text(&mut self, at: (f64, f64), anchor: Anchor, text: &str) {
        let anchor = match (anchor, self.direction) {
            (Anchor::Middle, _) => "middle",
            (Anchor::Start, Direction::Ltr) | (Anchor::End, Direction::Rtl) => "start",
            _ => "end",
        };
        let x = self.x(at.0);
        self.html.push(&format!("<text x=\"{x:.1}\" y=\"{:.1}\" text-anchor=\"{anchor}\">", at.1));
        self.html.text(text);
        self.html.push("</text>\n");
    }

    fn legend(&mut self, series: &[Series<'_>]) {
        self.html.push("<ul class=\"chart-key\">\n");
        for (number, one) in series.iter().enumerate() {
            self.html.push(&format!("<li class=\"series-{}\">", number + 1));
            self.html.text(one.name);
            self.html.push("</li>\n");
        }
        self.html.push("</ul>\n");
    }

    fn bars(&mut self, figures: &Figures, series: &[Series<'_>], scale: &Scale, name: &str) {
        let group = BAR * series.len() as f64 + GAP;
        self.open(group * figures.rows.len() as f64 + GAP, name);
        let field = WIDTH - NAMES - AFTER;
        let zero = NAMES + field * scale.share(0.0);
        for (row, cells) in figures.rows.iter().enumerate() {
            let top = GAP + group * row as f64;
            let middle = top + BAR * series.len() as f64 / 2.0 + 4.5;
            self.text((NAMES - 10.0, middle), Anchor::End, &shortened(&cells[0]));
            for (number, one) in series.iter().enumerate() {
                let Some(value) = one.values[row] else { continue };
                let end = NAMES + field * scale.share(value);
                let (from, to) = (zero.min(end), zero.max(end));
                let left = self.x(from).min(self.x(to));
                let y = top + BAR * number as f64;
                let (width, height) = ((to - from).max(1.0), BAR - 2.0);
                self.html.push(&format!(
                    "<rect class=\"series-{}\" x=\"{left:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\"/>\n",
                    number + 1
                ));
                self.text((to + 6.0, y + BAR / 2.0 + 4.0), Anchor::Start, &written(figures, one.name, row));
            }
        }
        let bottom = GAP / 2.0 + group * figures.rows.len() as f64;
        self.line("axis", (zero, GAP / 2.0), (zero, bottom));
        self.html.push("</svg>\n");
    }

    fn lines(&mut self, figures: &Figures, series: &[Series<'_>], scale: &Scale, name: &str) {
        self.open(ABOVE + FIELD + BELOW, name);
        let y = |value: f64| ABOVE + FIELD * (1.0 - scale.share(value));
        for mark in scale.marks() {
            let class = if mark == 0.0 { "axis" } else { "grid" };
            self.line(class, (SCALE, y(mark)), (WIDTH - 8.0, y(mark)));
            self.text((SCALE - 8.0, y(mark) + 4.0), Anchor::End, &round(mark));
        }
        let last = figures.rows.len().saturating_sub(1).max(1) as f64;
        let x = |row: usize| SCALE + 24.0 + (WIDTH - SCALE - 64.0) * row as f64 / last;
        let every = figures.rows.len().div_ceil(MOST_NAMES).max(1);
        for (row, cells) in figures.rows.iter().enumerate().step_by(every) {
            self.text((x(row), ABOVE + FIELD + 20.0), Anchor::Middle, &cells[0]);
        }
        for (number, one) in series.iter().enumerate() {
            let known = one.values.iter().enumerate().filter_map(|(row, value)| Some((row, (*value)?)));
            let points: Vec<(f64, f64)> = known.map(|(row, value)| (self.x(x(row)), y(value))).collect();
            self.curve(number + 1, &points);
        }
        self.html.push("</svg>\n");
    }

    fn curve(&mut self, number: usize, points: &[(f64, f64)]) {
        let list: Vec<String> = points.iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
        self.html.push(&format!("<polyline class=\"series-{number}\" points=\"{}\"/>\n", list.join(" ")));
        for (x, y) in points {
            self.html
                .push(&format!("<circle class=\"series-{number}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"4\"/>\n"));
        }
    }
}

/// A cell as its writer wrote it.
fn written(figures: &Figures, column: &str, row: usize) -> String {
    let at = figures.head.iter().skip(1).position(|name| name == column).map_or(0, |at| at + 1);
    figures.rows[row][at].clone()
}

/// A name that fits beside the bars; all of it is in the table.
fn shortened(name: &str) -> String {
    const MOST: usize = 22;
    match name.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", name[..end].trim_end()),
        None => name.to_owned(),
    }
}

/// A mark of the scale without needless digits.
fn round(mark: f64) -> String {
    let text = format!("{mark:.6}");
    text.trim_end_matches('0').trim_end_matches('.').replace('-', "−")
}
