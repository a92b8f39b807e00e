//! Tables of a frontier: its points, and where it saturates.

use super::{StudyTable, Tabled};
use crate::study::{Change, Frontier};
use crate::tables::ColumnSchema;
use crate::tables::frame::{Cell, probability, row};
use crate::tables::schema::{self, ColumnKind, TableSchema, column, number, text};

/// In the unit of what the target counts.
const COUNTED: &str = "in-target";

impl Tabled for Frontier {
    fn schemas() -> Vec<TableSchema> {
        vec![points(), saturation()]
    }

    fn tables(&self) -> Vec<StudyTable> {
        vec![
            StudyTable { schema: points(), rows: point_rows(self) },
            StudyTable { schema: saturation(), rows: saturation_rows(self) },
        ]
    }
}

fn point_columns() -> Vec<ColumnSchema> {
    vec![
        column("point", ColumnKind::Integer, ""),
        text("lever"),
        number("change", 6, ""),
        text("second_lever"),
        number("second_change", 6, ""),
        number("money", 0, "in-yuan"),
        number("spend", 0, "in-yuan"),
    ]
}

fn points() -> TableSchema {
    let mut columns = point_columns();
    columns.push(text("measure"));
    columns.extend(schema::probability());
    columns.extend([number("band_low", 6, schema::SHARE), number("band_high", 6, schema::SHARE)]);
    columns.extend(standing());
    columns.extend([
        number("counted_gain", 6, COUNTED),
        number("counted_gain_low", 6, COUNTED),
        number("counted_gain_high", 6, COUNTED),
        number("shortfall_gain", 6, COUNTED),
        number("shortfall_gain_low", 6, COUNTED),
        number("shortfall_gain_high", 6, COUNTED),
        defined(),
    ]);
    TableSchema::new("frontier", columns)
}

/// The columns of what a point gains, and of how its target stands there, each with its interval.
pub(super) fn standing() -> [ColumnSchema; 9] {
    [
        number("gain", 6, schema::SHARE),
        number("gain_low", 6, schema::SHARE),
        number("gain_high", 6, schema::SHARE),
        number("counted", 6, COUNTED),
        number("counted_low", 6, COUNTED),
        number("counted_high", 6, COUNTED),
        number("shortfall", 6, COUNTED),
        number("shortfall_low", 6, COUNTED),
        number("shortfall_high", 6, COUNTED),
    ]
}

/// The column of the share of replicates in which what a target counts has a value.
pub(super) fn defined() -> ColumnSchema {
    number("defined", 6, schema::SHARE)
}

fn saturation() -> TableSchema {
    let columns = vec![
        text("measure"),
        column("point", ColumnKind::Integer, ""),
        number("money", 0, "in-yuan"),
        text("limit"),
        text("target"),
        number("share", 6, schema::SHARE),
    ];
    TableSchema::new("saturation", columns)
}

/// A change as one number.
pub(super) fn amount(change: Option<&Change>) -> Option<f64> {
    change.and_then(|change| match *change {
        Change::Times(value) | Change::Plus(value) | Change::To(value) => Some(value),
        Change::PlusTotal(yuan) | Change::Total(yuan) => Some(yuan as f64),
        Change::Open => None,
    })
}

fn point_rows(frontier: &Frontier) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    for (index, point) in frontier.points.iter().enumerate() {
        let axis = |which: usize| {
            let axis = frontier.axes.get(which)?;
            let change = point.at.get(which).and_then(|step| axis.changes.get(*step));
            Some((axis.lever.as_str(), amount(change)))
        };
        let (first, second) = (axis(0), axis(1));
        for reached in &point.reached {
            let mut cells = row![
                index as u64,
                first.map(|one| one.0),
                first.and_then(|one| one.1),
                second.map(|one| one.0),
                second.and_then(|one| one.1),
                point.money,
                point.spend,
                reached.measure.id(),
            ];
            cells.extend(probability(&reached.probability));
            let gain = reached.gain.as_ref();
            cells.extend(row![
                reached.band.0,
                reached.band.1,
                gain.map(|gain| gain.mean),
                gain.map(|gain| gain.low),
                gain.map(|gain| gain.high),
            ]);
            let standing = reached.standing.as_ref();
            for one in [standing.and_then(|one| one.count), standing.map(|one| one.shortfall)] {
                cells.extend(row![one.map(|one| one.mean), one.map(|one| one.low), one.map(|one| one.high)]);
            }
            let step = reached.step.as_ref();
            for one in [step.and_then(|one| one.count), step.map(|one| one.shortfall)] {
                cells.extend(row![one.map(|one| one.mean), one.map(|one| one.low), one.map(|one| one.high)]);
            }
            cells.push(standing.map(|one| one.defined).into());
            rows.push(cells);
        }
    }
    rows
}

fn saturation_rows(frontier: &Frontier) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    for one in &frontier.saturation {
        let money = one.point.and_then(|point| frontier.points.get(point)).map(|point| point.money);
        let point = Cell::Integer(one.point.map(|point| point as i64));
        let head = || vec![Cell::from(one.measure.id()), point.clone(), Cell::from(money)];
        if one.binding.is_empty() {
            let mut cells = head();
            cells.extend(row![None::<&str>, None::<&str>, None::<f64>]);
            rows.push(cells);
        }
        for binding in &one.binding {
            let mut cells = head();
            cells.extend(row![binding.limit.code(), binding.target.as_str(), binding.share]);
            rows.push(cells);
        }
    }
    rows
}
