//! Forecasts of past years and what came.

use std::path::Path;

use super::frame::{Cell, build, row};
use super::schema::{ColumnKind, TableSchema, column, number, text};
use super::{TableError, csv_file, dictionary, parquet_file};
use crate::backtest::{Backtest, Comparison, Quantity, scores::brier};
use crate::runs::layout;
use crate::scenario::{Scenario, TierId};

const HEADS: &str = "in-heads";
const SHARE: &str = "in-share";

/// The definitions of the tables of a comparison of forecasts with what came.
#[must_use]
pub fn backtest_schemas() -> Vec<TableSchema> {
    vec![comparisons(), judgements()]
}

fn place() -> Vec<super::ColumnSchema> {
    vec![text("origin"), text("at"), column("years", ColumnKind::Integer, "")]
}

fn comparisons() -> TableSchema {
    let mut columns = place();
    columns.extend([text("quantity"), text("tier"), text("to"), number("forecast_mean", 4, HEADS)]);
    let percentiles =
        ["forecast_p5", "forecast_p10", "forecast_p25", "forecast_p50", "forecast_p75", "forecast_p90", "forecast_p95"];
    columns.extend(percentiles.map(|name| number(name, 4, HEADS)));
    columns.extend(["came", "same"].map(|name| number(name, 4, HEADS)));
    columns.extend(["held_50", "held_80", "held_90"].map(|name| column(name, ColumnKind::Truth, "")));
    columns.extend(["interval_50", "interval_80", "interval_90", "crps"].map(|name| number(name, 6, HEADS)));
    columns.push(number("pit", 6, SHARE));
    TableSchema::new("comparisons", columns)
}

fn judgements() -> TableSchema {
    let mut columns = place();
    columns.extend([
        text("target"),
        number("forecast_probability", 6, SHARE),
        number("came", 6, "in-metric"),
        column("met", ColumnKind::Truth, ""),
        column("met_before", ColumnKind::Truth, ""),
        number("brier", 6, ""),
    ]);
    TableSchema::new("judgements", columns)
}

fn compared(scenario: &Scenario, one: &Comparison) -> Vec<Cell> {
    let id = |tier: TierId| Some(scenario.tiers[tier.index()].named.id.as_str());
    let (tier, to) = match one.quantity {
        Quantity::Headcount => (None, None),
        Quantity::Stock(tier) | Quantity::Arrivals(tier) | Quantity::Leavers(tier) => (id(tier), None),
        Quantity::Changes(from, to) => (id(from), id(to)),
    };
    let mut cells = row![
        one.place.origin.to_string(),
        one.place.at.to_string(),
        u64::from(one.place.years),
        one.quantity.sort().code(),
        tier,
        to,
        one.forecast.mean,
    ];
    cells.extend(one.forecast.percentiles.map(Cell::from));
    cells.extend(row![one.observed, one.same]);
    cells.extend(one.score.held.map(Cell::from));
    cells.extend(one.score.interval.map(Cell::from));
    cells.extend(row![one.score.crps, one.score.pit]);
    cells
}

/// Writes both tables as Parquet and CSV, and the data dictionary, into a folder; returns the names of the files within it.
///
/// # Errors
/// If a file cannot be written.
pub fn write_backtest(scenario: &Scenario, said: &Backtest, folder: &Path) -> Result<Vec<String>, TableError> {
    super::folder_of_tables(&folder.join(layout::TABLES))?;
    let compared = said.comparisons.iter().map(|one| compared(scenario, one)).collect();
    let judged = |one: &crate::backtest::Judgement| {
        row![
            one.place.origin.to_string(),
            one.place.at.to_string(),
            u64::from(one.place.years),
            one.target.as_str(),
            one.probability,
            one.observed,
            one.met,
            one.same,
            brier(one.probability, one.met),
        ]
    };
    let judged = said.targets.iter().map(judged).collect();
    let tables: [(TableSchema, Vec<Vec<Cell>>); 2] = [(comparisons(), compared), (judgements(), judged)];
    let mut names = vec![layout::DICTIONARY.to_owned()];
    for (schema, rows) in &tables {
        let frame = build(schema, rows)?;
        let own = [layout::table_parquet(schema.stem), layout::table_csv(schema.stem)];
        parquet_file::write(&frame, &folder.join(&own[0]))?;
        csv_file::write(schema, &frame, &folder.join(&own[1]))?;
        names.extend(own);
    }
    dictionary::write_of(&backtest_schemas(), &folder.join(layout::DICTIONARY))?;
    Ok(names)
}
