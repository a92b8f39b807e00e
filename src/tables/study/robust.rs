//! Tables of which plan is robust.

use super::{StudyTable, Tabled};
use crate::study::{Robustness, Stand};
use crate::tables::frame::{Cell, row};
use crate::tables::schema::{self, ColumnKind, TableSchema, column, number, text};

/// In the unit of the measure.
const UNIT: &str = "in-measure";
/// What plans state differently under one name.
const UNLIKE: &str = "robust_unlike";

impl Tabled for Robustness {
    fn schemas() -> Vec<TableSchema> {
        vec![robust(), spend(), super::unlike_schema(UNLIKE)]
    }

    fn tables(&self) -> Vec<StudyTable> {
        let mut rows: Vec<Vec<Cell>> = Vec::new();
        for one in &self.judged {
            let measure = one.measure.as_ref().map_or_else(|| "targets-met".to_owned(), crate::study::Measure::id);
            for (label, stand) in self.labels.iter().zip(&one.plans) {
                let Stand { mean, worst, satisfied, regret, .. } = stand;
                let mut cells = row![label.as_str(), measure.as_str(), one.enough];
                for own in [mean, worst, satisfied, regret] {
                    cells.extend(row![own.mean, own.low, own.high]);
                }
                cells.extend(row![stand.regret_crossed, stand.great_regret, stand.best, self.draws, self.times]);
                rows.push(cells);
            }
        }
        let spent = self.labels.iter().zip(&self.spend).filter_map(|(label, own)| {
            let own = own.as_ref()?;
            Some(row![label.as_str(), own.mean, own.low, own.high])
        });
        vec![
            StudyTable { schema: robust(), rows },
            StudyTable { schema: spend(), rows: spent.collect() },
            super::unlike(UNLIKE, &self.labels, &self.unlike),
        ]
    }
}

fn robust() -> TableSchema {
    let mut columns = vec![text("scenario"), text("measure"), number("enough", 6, UNIT)];
    for (name, unit) in [("mean", UNIT), ("worst", UNIT), ("satisfied", schema::SHARE), ("regret", UNIT)] {
        columns.push(number(name, 6, unit));
        columns.extend(
            [format!("{name}_low"), format!("{name}_high")]
                .map(|end| column(end, ColumnKind::Number { decimals: 6 }, unit)),
        );
    }
    columns.extend([
        number("regret_crossed", 6, UNIT),
        number("great_regret", 6, UNIT),
        number("best", 6, schema::SHARE),
        column("draws", ColumnKind::Integer, ""),
        column("times", ColumnKind::Integer, ""),
    ]);
    TableSchema::new("robust", columns)
}

fn spend() -> TableSchema {
    let columns = vec![
        text("scenario"),
        number("spend", 0, schema::YUAN),
        number("low", 0, schema::YUAN),
        number("high", 0, schema::YUAN),
    ];
    TableSchema::new("robust_spend", columns)
}
