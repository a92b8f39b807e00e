//! Tables of what is not known and what is chance.

use super::{StudyTable, Tabled};
use crate::study::{Layers, Valued};
use crate::tables::frame::{Cell, row};
use crate::tables::schema::{self, ColumnKind, TableSchema, column, number, text};

/// In the unit of the measure.
const UNIT: &str = "in-measure";

impl Tabled for Layers {
    fn schemas() -> Vec<TableSchema> {
        vec![layers(), doubt(), reaching(), mass()]
    }

    fn tables(&self) -> Vec<StudyTable> {
        let layered = self.measures.iter().map(|one| {
            let share = one.unknown;
            row![
                one.measure.id(),
                one.mean,
                one.sd,
                share.map(|share| share.mean),
                share.map(|share| share.low),
                share.map(|share| share.high),
                self.draws,
                self.times,
                one.defined,
            ]
        });
        // What never has a value in a whole draw has no variance.
        let has = |own: &&Valued| self.measures.iter().all(|one| one.measure != own.measure);
        let void = self.valued.iter().filter(has).map(|own| {
            let mut cells: Vec<Cell> = row![own.measure.id()];
            cells.extend([None::<f64>; 5].map(Cell::from));
            cells.extend(row![self.draws, self.times, own.defined]);
            cells
        });
        let doubts = self.doubts.iter().map(|one| {
            let spread = &one.spread;
            let mut cells: Vec<Cell> = row![one.measure.id(), spread.mean, spread.sd];
            cells.extend(spread.quantiles.map(Cell::from));
            cells
        });
        let reached = self.doubts.iter().flat_map(|one| {
            let row = |own: &crate::study::Reaching| {
                row![one.measure.id(), own.level, own.share.mean, own.share.low, own.share.high]
            };
            one.spread.reaching.iter().map(row).collect::<Vec<_>>()
        });
        let masses = self.doubts.iter().flat_map(|one| {
            let last = one.spread.mass.len().saturating_sub(1).max(1) as f64;
            let row = |(at, mass): (usize, &f64)| row![one.measure.id(), at as f64 / last, *mass];
            one.spread.mass.iter().enumerate().map(row).collect::<Vec<_>>()
        });
        vec![
            StudyTable { schema: layers(), rows: layered.chain(void).collect() },
            StudyTable { schema: doubt(), rows: doubts.collect() },
            StudyTable { schema: reaching(), rows: reached.collect() },
            StudyTable { schema: mass(), rows: masses.collect() },
        ]
    }
}

fn layers() -> TableSchema {
    let columns = vec![
        text("measure"),
        number("mean", 6, UNIT),
        number("sd", 6, UNIT),
        number("unknown", 6, schema::SHARE),
        number("unknown_low", 6, schema::SHARE),
        number("unknown_high", 6, schema::SHARE),
        column("draws", ColumnKind::Integer, ""),
        column("times", ColumnKind::Integer, ""),
        number("defined", 6, schema::SHARE),
    ];
    TableSchema::new("layers", columns)
}

fn doubt() -> TableSchema {
    let mut columns = vec![text("measure"), number("mean", 6, schema::SHARE), number("sd", 6, schema::SHARE)];
    columns.extend(["p5", "p25", "p50", "p75", "p95"].map(|name| number(name, 6, schema::SHARE)));
    TableSchema::new("doubt", columns)
}

fn reaching() -> TableSchema {
    let columns = vec![
        text("measure"),
        number("level", 6, schema::SHARE),
        number("share", 6, schema::SHARE),
        number("low", 6, schema::SHARE),
        number("high", 6, schema::SHARE),
    ];
    TableSchema::new("doubt_reaching", columns)
}

fn mass() -> TableSchema {
    let columns = vec![text("measure"), number("probability", 6, schema::SHARE), number("mass", 9, schema::SHARE)];
    TableSchema::new("doubt_mass", columns)
}
