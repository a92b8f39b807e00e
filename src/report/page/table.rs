//! A table as the template draws it.

use serde::Serialize;

use crate::report::words::Words;
use crate::summary::Probability;

/// Below this a target is unlikely, from [`SAFE`] on it is fairly safe.
const UNLIKELY: f64 = 0.5;
/// What counts as fairly safe.
pub(super) const SAFE: f64 = 0.8;

/// A table with a caption above and a note below.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub(super) struct Table {
    pub(super) caption: String,
    pub(super) columns: Vec<Column>,
    pub(super) rows: Vec<Row>,
    pub(super) note: String,
    /// Whether rows stand for themselves, so that a reader may sort them.
    pub(super) sortable: bool,
}

/// A column's heading.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct Column {
    pub(super) title: String,
    pub(super) numeric: bool,
}

/// A row.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub(super) struct Row {
    pub(super) cells: Vec<Cell>,
    /// Class of the row: nothing, `reading`, `group` or `total`.
    pub(super) kind: &'static str,
}

/// A cell: text, smaller text below it, and perhaps a bar.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub(super) struct Cell {
    pub(super) text: String,
    pub(super) quiet: String,
    pub(super) code: String,
    pub(super) numeric: bool,
    /// What the column is sorted by, if not by the text.
    pub(super) sort: Option<f64>,
    pub(super) bar: Option<Bar>,
    /// Columns it spans, if more than one.
    pub(super) span: usize,
}

/// A bar from nothing to everything, with an interval; all in percent of its width.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct Bar {
    pub(super) width: f64,
    pub(super) low: f64,
    pub(super) interval: f64,
    /// `safe`, `doubtful`, `unlikely` or `plain`.
    pub(super) tone: &'static str,
}

impl Table {
    /// An empty table. In `columns` a `>` before the title aligns numbers to the right.
    pub(super) fn new(caption: impl Into<String>, columns: &[(char, String)]) -> Self {
        let columns = columns.iter().map(|(align, title)| Column { title: title.clone(), numeric: *align == '>' });
        Self { caption: caption.into(), columns: columns.collect(), ..Self::default() }
    }

    pub(super) fn row(&mut self, cells: Vec<Cell>) {
        self.push("", cells);
    }

    pub(super) fn push(&mut self, kind: &'static str, cells: Vec<Cell>) {
        self.rows.push(Row { cells, kind });
    }

    /// A line across the whole table that heads the rows below it.
    pub(super) fn group(&mut self, title: impl Into<String>) {
        let span = self.columns.len();
        self.push("group", vec![Cell { text: title.into(), span, ..Cell::default() }]);
    }

    pub(super) fn note(mut self, note: impl Into<String>) -> Self {
        self.note = note.into();
        self
    }

    pub(super) fn sortable(mut self) -> Self {
        self.sortable = true;
        self
    }

    /// Nothing, if there are no rows.
    pub(super) fn unless_empty(self) -> Option<Self> {
        (!self.rows.is_empty()).then_some(self)
    }
}

impl Cell {
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// A number, which the column is also sorted by.
    pub(super) fn number(text: impl Into<String>, value: f64) -> Self {
        let sort = value.is_finite().then_some(value);
        Self { text: text.into(), numeric: true, sort, ..Self::default() }
    }

    /// A probability with its interval and a bar.
    pub(super) fn probability(words: &Words, probability: &Probability) -> Self {
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

    pub(super) fn quiet(mut self, quiet: impl Into<String>) -> Self {
        self.quiet = quiet.into();
        self
    }

    pub(super) fn code(mut self, code: impl Into<String>) -> Self {
        self.code = code.into();
        self
    }

    pub(super) fn bar(mut self, bar: Bar) -> Self {
        self.bar = Some(bar);
        self
    }
}

impl Bar {
    /// A bar of a share of its width.
    pub(super) fn new(share: f64, tone: &'static str) -> Self {
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
