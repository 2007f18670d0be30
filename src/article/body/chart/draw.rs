//! Charts as SVG: classes instead of colours and styles, so that they follow the theme, light
//! and dark, and need nothing that a strict policy forbids.
//!
//! Everything is laid out from left to right and mirrored as a whole for languages that read
//! the other way.

use super::{Figures, Kind, Series};
use crate::article::body::html::Html;
use crate::language::Direction;

/// Width of every chart in its own units: small, so that letters can be read on a phone.
const WIDTH: f64 = 480.0;
/// Width of a letter at the size that phones need.
const LETTER: f64 = 9.5;
/// Room between a text and what it names.
const MARGIN: f64 = 8.0;
/// Letters of a name beside bars, and below lines, at most.
const NAME: usize = 18;
const SHORT_NAME: usize = 9;
/// Thickness of a bar, and what is left free between groups of them.
const BAR: f64 = 20.0;
const GAP: f64 = 14.0;
/// Height of a line chart's field, and room above and below it.
const FIELD: f64 = 220.0;
const ABOVE: f64 = 12.0;
const BELOW: f64 = 32.0;
/// Lines of the scale, at most.
const STEPS: f64 = 5.0;
/// Names below a line chart, at most: more would run into one another.
const MOST_NAMES: usize = 5;

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
        let names: Vec<String> = figures.rows.iter().map(|row| shortened(&row[0], NAME)).collect();
        let start = room(names.iter().map(String::as_str));
        let after = room(figures.rows.iter().flat_map(|row| row[1..].iter().map(String::as_str)));
        let field = WIDTH - start - after;
        let zero = start + field * scale.share(0.0);
        for (row, label) in names.iter().enumerate() {
            let top = GAP + group * row as f64;
            let middle = top + BAR * series.len() as f64 / 2.0 + 4.5;
            self.text((start - MARGIN, middle), Anchor::End, label);
            for (number, one) in series.iter().enumerate() {
                let Some(value) = one.values[row] else { continue };
                let end = start + field * scale.share(value);
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
        let marks: Vec<String> = scale.marks().map(round).collect();
        let start = room(marks.iter().map(String::as_str));
        for mark in scale.marks() {
            let class = if mark == 0.0 { "axis" } else { "grid" };
            self.line(class, (start, y(mark)), (WIDTH - MARGIN, y(mark)));
            self.text((start - MARGIN, y(mark) + 4.5), Anchor::End, &round(mark));
        }
        let last = figures.rows.len().saturating_sub(1).max(1) as f64;
        let side = LETTER * SHORT_NAME as f64 / 2.0;
        let x = |row: usize| start + side + (WIDTH - start - 2.0 * side) * row as f64 / last;
        let every = figures.rows.len().div_ceil(MOST_NAMES).max(1);
        for (row, cells) in figures.rows.iter().enumerate().step_by(every) {
            self.text((x(row), ABOVE + FIELD + 24.0), Anchor::Middle, &shortened(&cells[0], SHORT_NAME));
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

/// The room that the longest of some texts takes, and what keeps it off the drawing.
fn room<'t>(texts: impl Iterator<Item = &'t str>) -> f64 {
    let longest = texts.map(|text| text.chars().count()).max().unwrap_or_default();
    LETTER * longest.min(NAME) as f64 + 2.0 * MARGIN
}

/// A name that fits; all of it is in the table.
fn shortened(name: &str, most: usize) -> String {
    match name.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", name[..end].trim_end()),
        None => name.to_owned(),
    }
}

/// A mark of the scale without needless digits.
fn round(mark: f64) -> String {
    let text = format!("{mark:.6}");
    text.trim_end_matches('0').trim_end_matches('.').replace('-', "−")
}
