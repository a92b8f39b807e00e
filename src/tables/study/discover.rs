//! Tables of where a plan fails.

use super::{StudyTable, Tabled};
use crate::study::{BoxHeld, Discovery};
use crate::tables::frame::{Cell, row};
use crate::tables::schema::{self, ColumnKind, TableSchema, column, number, text};

impl Tabled for Discovery {
    fn schemas() -> Vec<TableSchema> {
        vec![failures(), limits(), path()]
    }

    fn tables(&self) -> Vec<StudyTable> {
        let (mut all, mut sides, mut steps): (Vec<Vec<Cell>>, Vec<_>, Vec<_>) = (Vec::new(), Vec::new(), Vec::new());
        for one in &self.failures {
            let held = |held: Option<&BoxHeld>| {
                row![
                    held.map(|held| held.coverage),
                    held.map(|held| held.density.mean),
                    held.map(|held| held.density.low),
                    held.map(|held| held.density.high),
                    held.map(|held| held.mass),
                ]
            };
            let mut cells: Vec<Cell> = row![one.measure.id(), one.missed];
            let region = one.region.as_ref();
            cells.extend(held(region.map(|region| &region.found)));
            cells.extend(held(region.map(|region| &region.elsewhere)));
            cells.extend(row![self.draws, one.undefined]);
            all.push(cells);
            let Some(region) = region else { continue };
            for (order, limit) in region.limits.iter().enumerate() {
                sides.push(row![
                    one.measure.id(),
                    order as u64 + 1,
                    limit.path.as_str(),
                    limit.low,
                    limit.high,
                    limit.low_percentile,
                    limit.high_percentile,
                    limit.again,
                ]);
            }
            for (step, own) in region.path.iter().enumerate() {
                steps.push(row![
                    one.measure.id(),
                    step as u64 + 1,
                    own.coverage,
                    own.density,
                    own.mass,
                    own.dimensions
                ]);
            }
        }
        vec![
            StudyTable { schema: failures(), rows: all },
            StudyTable { schema: limits(), rows: sides },
            StudyTable { schema: path(), rows: steps },
        ]
    }
}

fn failures() -> TableSchema {
    let mut columns = vec![text("measure"), number("missed", 6, schema::SHARE)];
    for name in [
        "coverage",
        "density",
        "density_low",
        "density_high",
        "mass",
        "elsewhere_coverage",
        "elsewhere_density",
        "elsewhere_density_low",
        "elsewhere_density_high",
        "elsewhere_mass",
    ] {
        columns.push(number(name, 6, schema::SHARE));
    }
    columns.extend([column("draws", ColumnKind::Integer, ""), number("undefined", 6, schema::SHARE)]);
    TableSchema::new("failures", columns)
}

fn limits() -> TableSchema {
    let columns = vec![
        text("measure"),
        column("order", ColumnKind::Integer, ""),
        text("path"),
        number("above", 9, "in-parameter"),
        number("at_most", 9, "in-parameter"),
        number("above_percentile", 6, schema::SHARE),
        number("at_most_percentile", 6, schema::SHARE),
        number("again", 6, schema::SHARE),
    ];
    TableSchema::new("failure_limits", columns)
}

fn path() -> TableSchema {
    let mut columns = vec![text("measure"), column("step", ColumnKind::Integer, "")];
    columns.extend(["coverage", "density", "mass"].map(|name| number(name, 6, schema::SHARE)));
    columns.push(column("dimensions", ColumnKind::Integer, ""));
    TableSchema::new("failure_path", columns)
}
