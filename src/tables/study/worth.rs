//! Tables of what finding out would be worth.

use super::{StudyTable, Tabled};
use crate::study::{Estimate, Worth};
use crate::tables::frame::{Cell, row};
use crate::tables::schema::{self, ColumnKind, TableSchema, column, number, text};

/// Expected targets met.
const TARGETS: &str = "in-targets";
/// What plans state differently under one name.
const UNLIKE: &str = "worth_unlike";

impl Tabled for Worth {
    fn schemas() -> Vec<TableSchema> {
        vec![worth(), samples(), plans(), money(), super::unlike_schema(UNLIKE)]
    }

    fn tables(&self) -> Vec<StudyTable> {
        let (upper, lower) = &self.everything;
        let everything = |name: &str, one: &Estimate| {
            let mut cells: Vec<Cell> = row![0_u64, name, 0_u64, one.mean, one.low, one.high];
            cells.extend(row![None::<f64>, None::<&str>, None::<i64>, None::<f64>, None::<i64>]);
            cells
        };
        let mut rows = vec![everything("everything", upper), everything("everything-crossed", lower)];
        let mut sizes: Vec<Vec<Cell>> = Vec::new();
        for (rank, one) in self.learned.iter().enumerate() {
            let (value, sample) = (one.information.value, one.sample.as_ref());
            rows.push(row![
                rank as u64 + 1,
                one.factor.id(),
                one.factor.paths.len() as u64,
                value.mean,
                value.low,
                value.high,
                one.information.bias,
                if one.told { "yes" } else { "no" },
                one.money,
                sample.map(|sample| sample.known),
                sample.and_then(|sample| sample.nearly).map(|nearly| nearly as i64),
            ]);
            let parts = sample.iter().flat_map(|sample| &sample.parts);
            sizes.extend(parts.map(|(persons, part)| row![one.factor.id(), *persons, *part]));
        }
        let stands = self.labels.iter().zip(&self.plans).enumerate();
        let stands =
            stands.map(|(plan, (label, met))| row![label.as_str(), met.mean, met.low, met.high, plan == self.best]);
        let bought = self.bought.iter().map(|one| row![one.money as f64, one.gain.mean, one.gain.low, one.gain.high]);
        vec![
            StudyTable { schema: worth(), rows },
            StudyTable { schema: samples(), rows: sizes },
            StudyTable { schema: plans(), rows: stands.collect() },
            StudyTable { schema: money(), rows: bought.collect() },
            super::unlike(UNLIKE, &self.labels, &self.unlike),
        ]
    }
}

fn worth() -> TableSchema {
    let columns = vec![
        column("rank", ColumnKind::Integer, ""),
        text("factor"),
        column("numbers", ColumnKind::Integer, ""),
        number("value", 6, TARGETS),
        number("low", 6, TARGETS),
        number("high", 6, TARGETS),
        number("bias", 6, TARGETS),
        text("told"),
        column("money", ColumnKind::Integer, schema::YUAN),
        number("known", 1, ""),
        column("nearly", ColumnKind::Integer, ""),
    ];
    TableSchema::new("worth", columns)
}

fn samples() -> TableSchema {
    let columns = vec![text("factor"), column("persons", ColumnKind::Integer, ""), number("part", 6, schema::SHARE)];
    TableSchema::new("worth_samples", columns)
}

fn plans() -> TableSchema {
    let columns = vec![
        text("scenario"),
        number("met", 6, TARGETS),
        number("low", 6, TARGETS),
        number("high", 6, TARGETS),
        column("best", ColumnKind::Truth, ""),
    ];
    TableSchema::new("worth_plans", columns)
}

fn money() -> TableSchema {
    let columns = vec![
        number("money", 0, schema::YUAN),
        number("gain", 6, TARGETS),
        number("low", 6, TARGETS),
        number("high", 6, TARGETS),
    ];
    TableSchema::new("worth_money", columns)
}
