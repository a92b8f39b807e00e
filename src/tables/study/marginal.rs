//! The table of margins: what a step of each lever buys.

use super::frontier::amount;
use super::{StudyTable, Tabled};
use crate::study::{Change, Difference, Marginal};
use crate::tables::frame::{Cell, row};
use crate::tables::schema::{ColumnKind, TableSchema, column, number, text};

/// In the unit of the measure.
const UNIT: &str = "in-measure";

impl Tabled for Marginal {
    fn schemas() -> Vec<TableSchema> {
        vec![schema()]
    }

    fn tables(&self) -> Vec<StudyTable> {
        let mut rows: Vec<Vec<Cell>> = Vec::new();
        for (index, gain) in self.gains.iter().enumerate() {
            let kind = if matches!(gain.change, Change::PlusTotal(_) | Change::Total(_)) { "total" } else { "yearly" };
            let yuan = amount(Some(&gain.change)).filter(|yuan| kind == "total" && *yuan > 0.0);
            let mut push = |measure: String, difference: &Difference| {
                rows.push(row![
                    index as u64 + 1,
                    gain.lever.as_str(),
                    kind,
                    amount(Some(&gain.change)),
                    measure,
                    difference.mean,
                    difference.low,
                    difference.high,
                    yuan.map(|yuan| difference.mean * 100_000.0 / yuan),
                    difference.detectable,
                    difference.unpaired_width,
                    difference.draws,
                    gain.replicates,
                    gain.stopped,
                ]);
            };
            push("targets-met".to_owned(), &gain.targets_met);
            for (measure, difference) in gain.probability.iter().chain(&gain.value) {
                push(measure.id(), difference);
            }
            for one in &gain.effects {
                push(format!("shortfall.{}.main", one.target), &one.shortfall);
            }
            push("missing".to_owned(), &gain.missing);
            if let Some(spend) = &gain.spend {
                push("total-spend.all".to_owned(), spend);
            }
        }
        vec![StudyTable { schema: schema(), rows }]
    }
}

fn schema() -> TableSchema {
    let columns = vec![
        column("rank", ColumnKind::Integer, ""),
        text("lever"),
        text("kind"),
        number("step", 6, "in-yuan-or-yearly"),
        text("measure"),
        number("difference", 6, UNIT),
        number("low", 6, UNIT),
        number("high", 6, UNIT),
        number("per_100000", 6, UNIT),
        column("detectable", ColumnKind::Truth, ""),
        number("unpaired_width", 6, UNIT),
        column("draws", ColumnKind::Integer, ""),
        column("replicates", ColumnKind::Integer, ""),
        column("stopped", ColumnKind::Truth, ""),
    ];
    TableSchema::new("marginal", columns)
}
