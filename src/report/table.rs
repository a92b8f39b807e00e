//! A table as people read it: the HTML report and the terminal draw the same one.

use serde::Serialize;

use crate::report::words::Words;
use crate::summary::Probability;

/// Below this a target is unlikely, from [`SAFE`] on it is fairly safe.
const UNLIKELY: f64 = 0.5;
/// What counts as fairly safe.
pub(in crate::report) const SAFE: f64 = 0.8;

/// A table with a caption above and a note below.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub(in crate::report) struct Table {
    pub(in crate::report) caption: String,
    pub(in crate::report) columns: Vec<Column>,
    pub(in crate::report) rows: Vec<Row>,
    pub(in crate::report) note: String,
    /// Whether rows stand for themselves, so that a reader may sort them.
    pub(in crate::report) sortable: bool,
}

/// A column's heading.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(in crate::report) struct Column {
    pub(in crate::report) title: String,
    pub(in crate::report) numeric: bool,
}

/// A row.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub(in crate::report) struct Row {
    pub(in crate::report) cells: Vec<Cell>,
    /// Class of the row: nothing, `reading`, `group` or `total`.
    pub(in crate::report) kind: &'static str,
}

/// A cell: text, smaller text below it, and perhaps a bar.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub(in crate::report) struct Cell {
    pub(in crate::report) text: String,
    pub(in crate::report) quiet: String,
    pub(in crate::report) code: String,
    pub(in crate::report) numeric: bool,
    /// What the column is sorted by, if not by the text.
    pub(in crate::report) sort: Option<f64>,
    pub(in crate::report) bar: Option<Bar>,
    /// Columns it spans, if more than one.
    pub(in crate::report) span: usize,
}

/// A bar from nothing to everything, with an interval; all in percent of its width.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(in crate::report) struct Bar {
    pub(in crate::report) width: f64,
    pub(in crate::report) low: f64,
    pub(in crate::report) interval: f64,
    /// `safe`, `doubtful`, `unlikely` or `plain`.
    pub(in crate::report) tone: &'static str,
}

impl Table {
    /// An empty table. In `columns` a `>` before the title aligns numbers to the right.
    pub(in crate::report) fn new(caption: impl Into<String>, columns: &[(char, String)]) -> Self {
        let columns = columns.iter().map(|(align, title)| Column { title: title.clone(), numeric: *align == '>' });
        Self { caption: caption.into(), columns: columns.collect(), ..Self::default() }
    }

    pub(in crate::report) fn row(&mut self, cells: Vec<Cell>) {
        self.push("", cells);
    }

    pub(in crate::report) fn push(&mut self, kind: &'static str, cells: Vec<Cell>) {
        self.rows.push(Row { cells, kind });
    }

    /// A line across the whole table that heads the rows below it.
    pub(in crate::report) fn group(&mut self, title: impl Into<String>) {
        let span = self.columns.len();
        self.push("group", vec![Cell { text: title.into(), span, ..Cell::default() }]);
    }

    pub(in crate::report) fn note(mut self, note: impl Into<String>) -> Self {
        self.note = note.into();
        self
    }

    pub(in crate::report) fn sortable(mut self) -> Self {
        self.sortable = true;
        self
    }

    /// Nothing, if there are no rows.
    pub(in crate::report) fn unless_empty(self) -> Option<Self> {
        (!self.rows.is_empty()).then_some(self)
    }
}

impl Cell {
    pub(in crate::report) fn text(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// A number, which the column is also sorted by.
    pub(in crate::report) fn number(text: impl Into<String>, value: f64) -> Self {
        let sort = value.is_finite().then_some(value);
        Self { text: text.into(), numeric: true, sort, ..Self::default() }
    }

    /// A probability with its interval and a bar.
    pub(in crate::report) fn probability(words: &Words, probability: &Probability) -> Self {
        let tone = match probability.estimate {
            estimate if estimate >= SAFE => "safe",
            estimate if estimate >= UNLIKELY => "doubtful",
            _ => "unlikely",
        };
        Self {
            text: words.probability(probability),
            quiet: words.interval(probability),
            sort: Some(probability.estimate),
            bar: Some(Bar::new(probability.estimate, tone).between(probability.low, probability.high)),
            numeric: true,
            ..Self::default()
        }
    }

    pub(in crate::report) fn quiet(mut self, quiet: impl Into<String>) -> Self {
        self.quiet = quiet.into();
        self
    }

    pub(in crate::report) fn code(mut self, code: impl Into<String>) -> Self {
        self.code = code.into();
        self
    }

    pub(in crate::report) fn bar(mut self, bar: Bar) -> Self {
        self.bar = Some(bar);
        self
    }
}

impl Bar {
    /// A bar of a share of its width.
    pub(in crate::report) fn new(share: f64, tone: &'static str) -> Self {
        Self { width: percent(share), low: 0.0, interval: 0.0, tone }
    }

    fn between(mut self, low: f64, high: f64) -> Self {
        self.low = percent(low);
        self.interval = percent(high - low);
        self
    }
}

/// A share in percent, to a hundredth, within the bar.
fn percent(share: f64) -> f64 {
    let share = if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.0 };
    (share * 10_000.0).round() / 100.0
}
