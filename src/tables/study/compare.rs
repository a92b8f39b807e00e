//! Tables of a comparison: what is stated differently, what comes of it, and what each group of changes contributed.

use super::{StudyTable, Tabled};
use crate::study::{Attribution, Compared, Comparison, Estimate, Stated};
use crate::tables::frame::{Cell, row};
use crate::tables::schema::{ColumnKind, SHARE, TableSchema, column, number, text};

/// In the unit of the measure.
const UNIT: &str = "in-measure";

impl Tabled for Compared {
    fn schemas() -> Vec<TableSchema> {
        vec![inputs(), outcomes(), parts()]
    }

    fn tables(&self) -> Vec<StudyTable> {
        let Self(comparison, attributions) = self;
        vec![
            StudyTable { schema: inputs(), rows: input_rows(comparison) },
            StudyTable { schema: outcomes(), rows: outcome_rows(comparison) },
            StudyTable { schema: parts(), rows: attributions.iter().flat_map(part_rows).collect() },
        ]
    }
}

fn inputs() -> TableSchema {
    let columns = vec![
        text("scenario"),
        text("path"),
        text("group"),
        text("before"),
        text("before_basis"),
        text("before_source"),
        text("after"),
        text("after_basis"),
        text("after_source"),
    ];
    TableSchema::new("compare_inputs", columns)
}

fn outcomes() -> TableSchema {
    let columns = vec![
        text("scenario"),
        text("measure"),
        number("mean", 6, UNIT),
        number("mean_low", 6, UNIT),
        number("mean_high", 6, UNIT),
        number("difference", 6, UNIT),
        number("low", 6, UNIT),
        number("high", 6, UNIT),
        column("detectable", ColumnKind::Text, ""),
        number("unpaired_width", 6, UNIT),
        number("p", 6, ""),
        number("p_together", 6, ""),
        number("defined", 6, SHARE),
    ];
    TableSchema::new("compare", columns)
}

fn parts() -> TableSchema {
    let columns = vec![
        text("measure"),
        text("group"),
        number("part", 12, UNIT),
        number("low", 6, UNIT),
        number("high", 6, UNIT),
        text("numerator"),
        text("denominator"),
        column("orders", ColumnKind::Integer, ""),
    ];
    TableSchema::new("compare_parts", columns)
}

fn input_rows(comparison: &Comparison) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    for (label, differences) in comparison.labels.iter().zip(&comparison.inputs) {
        for one in differences {
            let mut cells = row![label.as_str(), one.path.as_str(), one.group.as_str()];
            for side in [&one.before, &one.after] {
                cells.extend(stated(side.as_ref()));
            }
            rows.push(cells);
        }
    }
    rows
}

fn stated(side: Option<&Stated>) -> Vec<Cell> {
    row![
        side.map(|side| side.words.as_str()),
        side.and_then(|side| side.basis).map(crate::scenario::Basis::code),
        side.and_then(|side| side.source.as_deref()),
    ]
}

fn outcome_rows(comparison: &Comparison) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    for one in &comparison.rows {
        for (index, label) in comparison.labels.iter().enumerate() {
            let Some(value) = one.values.get(index).and_then(Option::as_ref) else { continue };
            let difference = one.differences.get(index).and_then(Option::as_ref);
            rows.push(row![
                label.as_str(),
                one.measure.id(),
                value.mean,
                value.low,
                value.high,
                difference.map(|difference| difference.mean),
                difference.map(|difference| difference.low),
                difference.map(|difference| difference.high),
                difference.map(|difference| if difference.detectable { "yes" } else { "no" }),
                difference.map(|difference| difference.unpaired_width),
                difference.map(|difference| difference.p),
                one.together.get(index).copied().flatten(),
                one.defined.get(index).copied().unwrap_or(1.0),
            ]);
        }
    }
    rows
}

fn part_rows(attribution: &Attribution) -> Vec<Vec<Cell>> {
    let orders = attribution.orders.map(|orders| orders as i64);
    let whole = &attribution.whole;
    let denominator = attribution.denominator.to_string();
    let row = |group: &str, mean: f64, low: f64, high: f64, numerator: i128| {
        let mut cells =
            row![attribution.measure.id(), group, mean, low, high, numerator.to_string(), denominator.as_str()];
        cells.push(Cell::Integer(orders));
        cells
    };
    let mut rows = vec![row("whole", whole.mean, whole.low, whole.high, attribution.numerator)];
    rows.extend(attribution.parts.iter().map(|part| {
        let Estimate { mean, low, high } = part.estimate;
        row(&part.group, mean, low, high, part.numerator)
    }));
    rows
}
