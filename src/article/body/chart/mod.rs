//! Tables and charts written as CSV: ```` ```csv table ````, `bar` or `line`.
//!
//! The first line names the columns, the first column what each line is about. A chart is drawn
//! at build time ([`draw`]) and the table of its figures stands below it, so that nobody
//! depends on seeing it. `csv` alone stays a block of code.

mod draw;

use std::ops::Range;

use super::Reader;
use super::html::Html;
use crate::diag::Code;

/// How figures are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// As a table.
    Table,
    /// As bars, from the beginning of the line on.
    Bar,
    /// As lines, from left to right or the way the language reads.
    Line,
}

/// Lines of a CSV text, all of the same length.
#[derive(Debug, PartialEq)]
struct Figures {
    head: Vec<String>,
    rows: Vec<Vec<String>>,
}

/// A column that can be drawn.
#[derive(Debug, PartialEq)]
struct Series<'f> {
    name: &'f str,
    /// By row; `None` where the cell is empty or no number.
    values: Vec<Option<f64>>,
}

impl Kind {
    /// What the word after `csv` asks for.
    pub fn named(word: &str) -> Option<Self> {
        match word {
            "table" => Some(Self::Table),
            "bar" => Some(Self::Bar),
            "line" => Some(Self::Line),
            _ => None,
        }
    }
}

impl Figures {
    fn read(text: &str) -> Result<Self, csv::Error> {
        let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.as_bytes());
        let cells = |record: &csv::StringRecord| record.iter().map(str::to_owned).collect::<Vec<_>>();
        let head = cells(reader.headers()?);
        let rows = reader.records().map(|record| Ok(cells(&record?))).collect::<Result<_, csv::Error>>()?;
        Ok(Self { head, rows })
    }

    /// The columns after the first that hold numbers.
    fn series(&self) -> Vec<Series<'_>> {
        let column = |at: usize| Series {
            name: &self.head[at],
            values: self.rows.iter().map(|row| number(&row[at])).collect(),
        };
        let all = (1..self.head.len()).map(column);
        all.filter(|series| series.values.iter().any(Option::is_some)).collect()
    }

    fn is_numeric(&self, column: usize) -> bool {
        let mut cells = self.rows.iter().map(|row| &row[column]).filter(|cell| !cell.is_empty()).peekable();
        cells.peek().is_some() && cells.all(|cell| number(cell).is_some())
    }

    /// As a table whose lines are named by their first cell.
    fn table(&self, html: &mut Html) {
        html.push("<div class=\"table-scroll\"><table>\n<thead>\n<tr>\n");
        let class = |column: usize| if self.is_numeric(column) { " class=\"align-right\"" } else { "" };
        for (column, name) in self.head.iter().enumerate() {
            html.push(&format!("<th scope=\"col\"{}>", class(column)));
            html.text(name);
            html.push("</th>\n");
        }
        html.push("</tr>\n</thead>\n<tbody>\n");
        for row in &self.rows {
            html.push("<tr>\n");
            for (column, cell) in row.iter().enumerate() {
                let tag = if column == 0 { "th" } else { "td" };
                let scope = if column == 0 { " scope=\"row\"" } else { class(column) };
                html.push(&format!("<{tag}{scope}>"));
                html.text(cell);
                html.push(&format!("</{tag}>\n"));
            }
            html.push("</tr>\n");
        }
        html.push("</tbody>\n</table></div>\n");
    }
}

/// A number as people write it: with a sign of either kind, with spaces or commas between
/// thousands, with a percent sign.
fn number(cell: &str) -> Option<f64> {
    let plain: String = cell
        .chars()
        .filter(|c| !matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '%'))
        .map(|c| if c == '−' { '-' } else { c })
        .collect();
    let groups: Vec<&str> = plain.split(',').collect();
    let thousands = groups.len() > 1
        && groups[1..].iter().all(|group| group.split('.').next().is_some_and(|digits| digits.len() == 3));
    let plain = if thousands { groups.concat() } else { plain.replace(',', ".") };
    plain.parse().ok().filter(|number: &f64| number.is_finite())
}

impl Reader<'_, '_, '_> {
    /// A block of CSV as a table, with a chart above it if one is asked for. False if it can't
    /// be one, which is reported: then it is a block of code.
    pub(super) fn write_figures(
        &mut self,
        kind: Kind,
        csv: &str,
        title: Option<&str>,
        block: &Range<usize>,
    ) -> bool {
        let figures = match Figures::read(csv) {
            Ok(figures) => figures,
            Err(error) => return self.report_figures(block, &told(&error)),
        };
        let series = figures.series();
        if kind != Kind::Table && series.is_empty() {
            return self.report_figures(block, "no column after the first holds numbers");
        }
        let direction = self.composer.library.lang.direction();
        self.start_block("<figure class=\"figures\">\n");
        let html = &mut self.composer.html;
        if let Some(title) = title {
            html.push("<figcaption>");
            html.text(title);
            html.push("</figcaption>\n");
        }
        if kind != Kind::Table {
            let name = title.map_or_else(|| figures.head.join(", "), str::to_owned);
            draw::chart(kind, &figures, &series, &name, direction, html);
        }
        figures.table(html);
        self.composer.html.push("</figure>\n");
        self.say_figures(&figures, title);
        true
    }

    /// Search finds what the cells say.
    fn say_figures(&mut self, figures: &Figures, title: Option<&str>) {
        for text in title
            .into_iter()
            .chain([&figures.head].into_iter().chain(&figures.rows).flatten().map(String::as_str))
        {
            self.composer.prose.text(text);
            self.composer.prose.end_block();
        }
    }

    fn report_figures(&mut self, block: &Range<usize>, label: &str) -> bool {
        let line =
            self.document.text.get(block.clone()).and_then(|text| text.lines().next()).map_or(0, str::len);
        let note =
            self.report(Code::BadFigures, block.start..block.start + line, "these figures cannot be shown");
        note.label = Some(label.to_owned());
        note.help = Some(
            "the first line names the columns; all lines have as many cells, separated by commas".into(),
        );
        false
    }
}

fn told(error: &csv::Error) -> String {
    match (error.kind(), error.position()) {
        (csv::ErrorKind::UnequalLengths { expected_len, len, .. }, Some(position)) => {
            format!("line {} has {len} cells, the first has {expected_len}", position.line())
        }
        _ => "this is not CSV".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::tests::{html, read, read_in, read_with};

    #[test]
    fn numbers_are_read_as_people_write_them() {
        let read: Vec<_> = ["1,750", "20%", "−2 000", "3.5", "3,5", "1,234.5", "x", ""]
            .iter()
            .map(|cell| number(cell))
            .collect();
        assert_eq!(
            read,
            [Some(1750.0), Some(20.0), Some(-2000.0), Some(3.5), Some(3.5), Some(1234.5), None, None]
        );
    }

    #[test]
    fn a_table_names_its_lines_and_columns() {
        let found = html(&read("```csv table title=\"Shirts\"\nKind,Price\nPolo,350\n\"A, B\",<1\n```\n"));
        assert!(found.starts_with(
            "<figure class=\"figures\">\n<figcaption>Shirts</figcaption>\n<div class=\"table-scroll\">"
        ));
        assert!(found.contains("<th scope=\"row\">A, B</th>\n<td>&lt;1</td>"), "{found}");
        assert!(!found.contains("<svg"));
        assert!(html(&read("```csv\na,b\n```\n")).contains("<pre>"), "csv alone is code");
    }

    #[test]
    fn a_chart_is_drawn_the_way_the_language_reads() {
        let text = "```csv bar\nMonth,New,Left\nMay,10,-2\nJune,4,\n```\n";
        let (english, arabic) = (html(&read(text)), html(&read_in("ar", text)));
        assert_eq!(english.matches("<rect").count(), 3);
        assert!(english.contains("aria-label=\"Month, New, Left\""));
        assert_ne!(english, arabic);
        assert_eq!(english.matches("</th>").count(), 5);
        let line = html(&read(&text.replace("bar", "line")));
        assert_eq!((line.matches("<polyline").count(), line.matches("<circle").count()), (2, 3));
        assert!(![english, arabic, line].concat().contains("NaN"));
    }

    #[test]
    fn what_cannot_be_shown_is_reported_and_stays_code() {
        for text in ["```csv bar\na,b\nx,y\n```\n", "```csv table\na,b\nx\n```\n"] {
            let (article, notes) = read_with(text, &[], &[]);
            assert_eq!((notes.len(), notes[0].code), (1, Code::BadFigures));
            assert!(html(&article).contains("<pre>"));
        }
    }
}
