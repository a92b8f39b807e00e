//! Tables of which unknown numbers matter.

use super::{StudyTable, Tabled};
use crate::study::{Decomposed, Index, Sensitivity, Swing, Valued};
use crate::tables::frame::{Cell, row};
use crate::tables::schema::{self, ColumnKind, TableSchema, column, number, text};

/// In the unit of the measure.
const UNIT: &str = "in-measure";

impl Tabled for Sensitivity {
    fn schemas() -> Vec<TableSchema> {
        vec![measures(), indices(), screening()]
    }

    fn tables(&self) -> Vec<StudyTable> {
        let varied = self.measures.iter().map(|one| {
            let leader = one.leader.and_then(|(at, share)| Some((self.factors.get(at)?.id(), share)));
            row![
                one.measure.id(),
                one.mean,
                one.sd,
                leader.as_ref().map(|leader| leader.0.as_str()),
                leader.as_ref().map(|leader| leader.1),
                self.rows,
                self.valued.iter().find(|own| own.measure == one.measure).map_or(1.0, |own| own.defined),
            ]
        });
        // What has a value in no row has no variance.
        let has = |own: &&Valued| self.measures.iter().all(|one| one.measure != own.measure);
        let void = self.valued.iter().filter(has).map(|own| {
            row![own.measure.id(), None::<f64>, None::<f64>, None::<&str>, None::<f64>, self.rows, own.defined,]
        });
        vec![
            StudyTable { schema: measures(), rows: varied.chain(void).collect() },
            StudyTable { schema: indices(), rows: self.measures.iter().flat_map(|one| self.index_rows(one)).collect() },
            StudyTable { schema: screening(), rows: self.screening_rows() },
        ]
    }
}

impl Sensitivity {
    fn index_rows(&self, one: &Decomposed) -> Vec<Vec<Cell>> {
        let row = |name: &str, numbers: usize, index: &Index, swing: Option<Swing>| {
            row![
                one.measure.id(),
                name,
                numbers as u64,
                index.first.mean,
                index.first.low,
                index.first.high,
                index.total.mean,
                index.total.low,
                index.total.high,
                swing.map(|swing| swing.low.mean),
                swing.map(|swing| swing.low.low),
                swing.map(|swing| swing.low.high),
                swing.map(|swing| swing.high.mean),
                swing.map(|swing| swing.high.low),
                swing.map(|swing| swing.high.high),
            ]
        };
        let own = self.factors.iter().zip(&one.parts);
        let mut rows: Vec<Vec<Cell>> =
            own.map(|(factor, part)| row(&factor.id(), factor.paths.len(), &part.index, part.swing)).collect();
        if let (Some(others), Some(index)) = (&self.others, &one.others) {
            rows.push(row("others", others.paths.len(), index, None));
        }
        let all = self.factors.iter().chain(&self.others).map(|factor| factor.paths.len()).sum();
        rows.push(row("unknown", all, &one.unknown, None));
        rows.push(row("chance", 0, &one.chance, None));
        rows
    }

    fn screening_rows(&self) -> Vec<Vec<Cell>> {
        let Some(screening) = &self.screening else { return Vec::new() };
        let mut rows = Vec::new();
        for (rank, screened) in screening.factors.iter().enumerate() {
            for (measure, step) in screening.measures.iter().zip(&screened.steps) {
                rows.push(row![
                    rank as u64 + 1,
                    screened.factor.id(),
                    screened.factor.paths.len() as u64,
                    screened.share,
                    measure.id(),
                    step.size.mean,
                    step.size.low,
                    step.size.high,
                    step.mean,
                    step.sd,
                    screening.rows,
                ]);
            }
        }
        rows
    }
}

fn measures() -> TableSchema {
    let columns = vec![
        text("measure"),
        number("mean", 6, UNIT),
        number("sd", 6, UNIT),
        text("leader"),
        number("steady", 6, schema::SHARE),
        column("rows", ColumnKind::Integer, ""),
        number("defined", 6, schema::SHARE),
    ];
    TableSchema::new("sensitivity", columns)
}

fn indices() -> TableSchema {
    let mut columns = vec![text("measure"), text("factor"), column("numbers", ColumnKind::Integer, "")];
    for name in ["first", "first_low", "first_high", "total", "total_low", "total_high"] {
        columns.push(number(name, 6, schema::SHARE));
    }
    let swings = ["lowest", "lowest_low", "lowest_high", "highest", "highest_low", "highest_high"];
    columns.extend(swings.map(|name| number(name, 6, UNIT)));
    TableSchema::new("indices", columns)
}

fn screening() -> TableSchema {
    let columns = vec![
        column("rank", ColumnKind::Integer, ""),
        text("factor"),
        column("numbers", ColumnKind::Integer, ""),
        number("share", 6, schema::SHARE),
        text("measure"),
        number("size", 6, UNIT),
        number("size_low", 6, UNIT),
        number("size_high", 6, UNIT),
        number("mean", 6, UNIT),
        number("sd", 6, UNIT),
        column("rows", ColumnKind::Integer, ""),
    ];
    TableSchema::new("screening", columns)
}
