//! A table as people read it: page, terminal and workbook draw the same one. A terminal leaves out its details; a sheet of
//! the workbook holds numbers where the others have them as text.

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
    /// Whether a brief rendering leaves it out.
    pub(in crate::report) detail: bool,
    /// Whether a report has it in its annex: what is looked up rather than read.
    pub(in crate::report) annexed: bool,
}

/// A column's heading.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub(in crate::report) struct Column {
    pub(in crate::report) title: String,
    /// What it shares with its neighbours, said before its title; may be empty.
    pub(in crate::report) group: String,
    pub(in crate::report) numeric: bool,
    /// What the intervals of its probabilities are called where they stand in a column of their own, beside bars; empty
    /// where they do not.
    pub(in crate::report) interval: String,
    /// What the numbers of its cells are called where each stands in a column of its own; empty for a single one.
    #[serde(skip)]
    parts: Vec<String>,
    /// Whether only a sheet has room for it.
    #[serde(skip)]
    sheet: bool,
    /// Whether a brief rendering leaves it out.
    pub(in crate::report) detail: bool,
}

/// A row.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub(in crate::report) struct Row {
    pub(in crate::report) cells: Vec<Cell>,
    /// Class of the row: nothing, `reading`, `group` or `total`.
    pub(in crate::report) kind: &'static str,
    /// Remarks on it.
    pub(in crate::report) notes: Vec<String>,
    /// Whether a brief rendering leaves it out.
    pub(in crate::report) detail: bool,
}

/// A cell: text, smaller text below it, and perhaps a bar.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub(in crate::report) struct Cell {
    pub(in crate::report) text: String,
    pub(in crate::report) quiet: String,
    pub(in crate::report) code: String,
    /// The numbers that it says, for who can hold numbers: shares, if there is a bar.
    #[serde(skip)]
    pub(in crate::report) exact: Vec<f64>,
    pub(in crate::report) numeric: bool,
    /// What the column is sorted by, if not by the text.
    pub(in crate::report) sort: Option<f64>,
    pub(in crate::report) bar: Option<Bar>,
    /// Whether it is something missing, which is marked.
    pub(in crate::report) missing: bool,
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

impl Column {
    pub(in crate::report) fn text(title: impl Into<String>) -> Self {
        Self { title: title.into(), ..Self::default() }
    }

    /// Numbers, aligned to the right.
    pub(in crate::report) fn number(title: impl Into<String>) -> Self {
        Self { numeric: true, ..Self::text(title) }
    }

    pub(in crate::report) fn of(mut self, group: impl Into<String>) -> Self {
        self.group = group.into();
        self
    }

    /// Probabilities with bars beside them and intervals under `title`, where a rendering has columns of text alone.
    pub(in crate::report) fn wide(mut self, title: impl Into<String>) -> Self {
        self.interval = title.into();
        self
    }

    pub(in crate::report) fn detail(mut self) -> Self {
        self.detail = true;
        self
    }

    /// One whose cells say several numbers, each called so.
    pub(in crate::report) fn parts(mut self, parts: impl Into<Vec<String>>) -> Self {
        self.parts = parts.into();
        self
    }

    /// One that only a sheet has room for.
    pub(in crate::report) fn in_sheets(mut self) -> Self {
        self.sheet = true;
        self
    }

    /// The titles of its columns on a sheet.
    pub(in crate::report) fn titles(&self) -> &[String] {
        if self.parts.is_empty() { std::slice::from_ref(&self.title) } else { &self.parts }
    }
}

impl From<(char, String)> for Column {
    /// A `>` before the title aligns numbers to the right.
    fn from((align, title): (char, String)) -> Self {
        Self { numeric: align == '>', ..Self::text(title) }
    }
}

impl Table {
    /// An empty table.
    pub(in crate::report) fn new(
        caption: impl Into<String>,
        columns: impl IntoIterator<Item = impl Into<Column>>,
    ) -> Self {
        let columns = columns.into_iter().map(Into::into).collect();
        Self { caption: caption.into(), columns, ..Self::default() }
    }

    pub(in crate::report) fn row(&mut self, cells: Vec<Cell>) {
        self.push("", cells);
    }

    /// A row of a kind, with empty cells where it has too few.
    pub(in crate::report) fn push(&mut self, kind: &'static str, mut cells: Vec<Cell>) {
        if kind != "group" {
            cells.resize(self.columns.len().max(cells.len()), Cell::default());
        }
        self.rows.push(Row { cells, kind, ..Row::default() });
    }

    /// Remarks on the last row.
    pub(in crate::report) fn remark(&mut self, notes: impl IntoIterator<Item = String>) {
        if let Some(row) = self.rows.last_mut() {
            row.notes.extend(notes);
        }
    }

    /// Whether a brief rendering leaves the last row out.
    pub(in crate::report) fn detail_row(&mut self, detail: bool) {
        if let Some(row) = self.rows.last_mut() {
            row.detail = detail;
        }
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

    pub(in crate::report) fn detail(mut self) -> Self {
        self.detail = true;
        self
    }

    /// A detail for the annex.
    pub(in crate::report) fn annexed(mut self) -> Self {
        (self.detail, self.annexed) = (true, true);
        self
    }

    /// The table without what only a sheet has room for.
    pub(in crate::report) fn without_sheets(mut self) -> Self {
        let kept: Vec<bool> = self.columns.iter().map(|column| !column.sheet).collect();
        for row in &mut self.rows {
            let mut kept = kept.iter();
            row.cells.retain(|_| kept.next().is_none_or(|kept| *kept));
        }
        self.columns.retain(|column| !column.sheet);
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

    /// A dash where the scenario has nothing.
    pub(in crate::report) fn absent() -> Self {
        Self::number("–", f64::NAN)
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
            exact: vec![probability.estimate, probability.low, probability.high],
            numeric: true,
            ..Self::default()
        }
    }

    pub(in crate::report) fn quiet(mut self, quiet: impl Into<String>) -> Self {
        self.quiet = quiet.into();
        self
    }

    pub(in crate::report) fn exact(mut self, numbers: impl Into<Vec<f64>>) -> Self {
        self.exact = numbers.into();
        self
    }

    pub(in crate::report) fn code(mut self, code: impl Into<String>) -> Self {
        self.code = code.into();
        self
    }

    /// What is missing: marked, unless it is nothing.
    pub(in crate::report) fn missing(mut self) -> Self {
        self.missing = self.sort.is_some_and(|value| value > 0.0);
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
