//! Tables of an allocation: the splits, and the verdicts on them.

use super::{StudyTable, Tabled};
use crate::scenario::{Amount, Basis, MoneyBounds};
use crate::study::{Aim, Allocated, Bounds, End, Front, Split};
use crate::tables::frame::{Cell, probability, row};
use crate::tables::schema::{self, ColumnKind, TableSchema, column, number, text};

/// In the unit of what the target counts.
const COUNTED: &str = "in-target";

impl Tabled for Allocated {
    fn schemas() -> Vec<TableSchema> {
        vec![splits(), years(), bounds(), verdicts()]
    }

    fn tables(&self) -> Vec<StudyTable> {
        let Self { fronts, aim, .. } = self;
        let (mut money, mut yearly, mut bounded, mut verdict) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for front in fronts {
            let allocation = &front.allocation;
            for split in std::iter::once(&allocation.found).chain(&allocation.others) {
                for (bounds, yuan) in allocation.levers.iter().zip(&split.money) {
                    let mut cells =
                        vec![Cell::Integer(Some(front.total)), (&*split.name).into(), bounds.lever.as_str().into()];
                    cells.extend([Some(*yuan), Some(bounds.least), bounds.most].map(Cell::Integer));
                    money.push(cells);
                }
                for one in &split.years {
                    let lever = allocation.levers.get(one.lever).map_or("", |bounds| bounds.lever.as_str());
                    let mut cells = vec![Cell::Integer(Some(front.total)), (&*split.name).into(), lever.into()];
                    cells.extend([i64::from(one.year), one.yuan].map(|number| Cell::Integer(Some(number))));
                    yearly.push(cells);
                }
                verdict.extend(rows(front, split, *aim));
            }
            bounded.extend(bound_rows(front));
        }
        vec![
            StudyTable { schema: splits(), rows: money },
            StudyTable { schema: years(), rows: yearly },
            StudyTable { schema: bounds(), rows: bounded },
            StudyTable { schema: verdicts(), rows: verdict },
        ]
    }
}

fn head() -> Vec<crate::tables::ColumnSchema> {
    vec![column("total", ColumnKind::Integer, schema::YUAN), text("split")]
}

fn splits() -> TableSchema {
    let mut columns = head();
    columns.extend([
        text("lever"),
        column("money", ColumnKind::Integer, schema::YUAN),
        column("least", ColumnKind::Integer, schema::YUAN),
        column("most", ColumnKind::Integer, schema::YUAN),
    ]);
    TableSchema::new("allocate", columns)
}

fn years() -> TableSchema {
    let mut columns = head();
    columns.extend([
        text("lever"),
        column("fiscal_year", ColumnKind::Integer, ""),
        column("money", ColumnKind::Integer, schema::YUAN),
    ]);
    TableSchema::new("allocate_years", columns)
}

fn bounds() -> TableSchema {
    TableSchema::new(
        "allocate_bounds",
        vec![
            column("total", ColumnKind::Integer, schema::YUAN),
            text("bounds"),
            column("money", ColumnKind::Integer, schema::YUAN),
            column("least", ColumnKind::Integer, schema::YUAN),
            column("most", ColumnKind::Integer, schema::YUAN),
            text("at"),
            text("stated"),
            text("least_basis"),
            text("least_source"),
            text("most_basis"),
            text("most_source"),
        ],
    )
}

fn verdicts() -> TableSchema {
    let mut columns = head();
    columns.push(text("aim"));
    columns.push(text("measure"));
    columns.extend(schema::probability());
    columns.extend([
        number("targets_met", 6, ""),
        number("shortfall", 6, ""),
        number("behind", 6, ""),
        number("behind_low", 6, ""),
        number("behind_high", 6, ""),
        number("saved", 6, ""),
        number("saved_low", 6, ""),
        number("saved_high", 6, ""),
        number("counted", 6, COUNTED),
        number("counted_low", 6, COUNTED),
        number("counted_high", 6, COUNTED),
        column("left", ColumnKind::Integer, schema::YUAN),
        column("complete", ColumnKind::Truth, ""),
        column("efficient", ColumnKind::Truth, ""),
        column("tried", ColumnKind::Integer, ""),
        column("stopped", ColumnKind::Integer, ""),
        column("search_replicates", ColumnKind::Integer, ""),
    ]);
    TableSchema::new("allocate_verdicts", columns)
}

/// Its name in tables.
const fn code(aim: Aim) -> &'static str {
    match aim {
        Aim::All => "all",
        Aim::Count => "count",
        Aim::Shortfall => "shortfall",
    }
}

fn bound_rows(front: &Front) -> Vec<Vec<Cell>> {
    let allocation = &front.allocation;
    let row =
        |name: &str, money: Option<i64>, ends: [Option<i64>; 2], at: Option<&str>, stated: Option<&MoneyBounds>| {
            let mut cells = vec![Cell::Integer(Some(front.total)), name.into(), Cell::Integer(money)];
            cells.extend(ends.map(Cell::Integer));
            cells.extend(row![at, if stated.is_some() { "scenario" } else { "command" }]);
            for amount in [stated.and_then(|one| one.least.as_ref()), stated.and_then(|one| one.most.as_ref())] {
                let basis = amount.and_then(|amount| amount.basis).map(Basis::code);
                cells.extend(row![basis, amount.and_then(|amount| amount.source.as_deref())]);
            }
            cells
        };
    let mut rows = Vec::new();
    for held in &allocation.held {
        let Bounds { lever, least, most, stated } = &held.bounds;
        let at = match held.at {
            Some(End::Floor) => "floor",
            Some(End::Ceiling) => "ceiling",
            Some(End::Both) => "both",
            None => "none",
        };
        rows.push(row(lever, Some(held.money), [Some(*least), *most], Some(at), stated.as_ref()));
    }
    for aside in &allocation.aside {
        let yuan = |amount: &Option<Amount>| amount.as_ref().map(|amount| amount.yuan);
        let ends = [Some(yuan(&aside.least).unwrap_or(0)), yuan(&aside.most)];
        rows.push(row(&aside.name, None, ends, None, Some(aside)));
    }
    rows
}

fn rows(front: &Front, split: &Split, aim: Aim) -> Vec<Vec<Cell>> {
    let all = std::iter::once(("joint".to_owned(), &split.all, None));
    let each = split.each.iter().zip(&split.standings);
    all.chain(each.map(|((measure, one), standing)| (measure.id(), one, Some(standing))))
        .map(|(measure, one, standing)| {
            let mut cells = vec![Cell::Integer(Some(front.total))];
            cells.extend(row![&*split.name, code(aim), measure]);
            cells.extend(probability(one));
            let behind = &split.behind;
            cells.extend(row![split.count.mean, split.shortfall.mean, behind.mean, behind.low, behind.high,]);
            let saved = &split.saved;
            let count = standing.and_then(|one| one.count);
            cells.extend(row![
                saved.mean,
                saved.low,
                saved.high,
                count.map(|one| one.mean),
                count.map(|one| one.low),
                count.map(|one| one.high),
            ]);
            let left = front.total - split.money.iter().sum::<i64>();
            cells.push(Cell::Integer(Some(left).filter(|_| !split.money.is_empty())));
            cells.extend(row![front.allocation.is_complete, front.efficient]);
            let raced = &front.allocation.raced;
            cells.extend(row![front.allocation.evaluations as u64, raced.stopped as u64, raced.run]);
            cells
        })
        .collect()
}
