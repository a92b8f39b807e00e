//! The data dictionary: what every column of every table means.

use std::path::Path;

use super::csv_file::{harmless, write_rows};
use super::schema::{TableName, TableSchema, YUAN, replicate_columns};
use super::{TableError, metric_title};
use crate::runs::layout;
use crate::scenario::{Parameter, Scenario};
use crate::summary::Results;
use crate::words::Text;

/// Columns of the dictionary.
pub(super) const COLUMNS: [&str; 6] = ["table", "column", "type", "unit", "meaning_zh", "meaning_en"];

/// The dictionary of some tables, heading first.
fn rows_of(schemas: &[TableSchema]) -> Vec<Vec<String>> {
    let mut rows = vec![COLUMNS.map(str::to_owned).to_vec(), rule()];
    for schema in schemas {
        rows.push(row(schema.stem, ["", "table", "", &schema.meaning.zh, &schema.meaning.en]));
        for column in &schema.columns {
            rows.push(row(
                schema.stem,
                [&column.name, column.kind.code(), column.unit, &column.meaning.zh, &column.meaning.en],
            ));
        }
    }
    rows
}

/// The dictionary of a run, heading first.
pub(super) fn rows(results: &Results, scenario: &Scenario) -> Vec<Vec<String>> {
    let mut rows = rows_of(&TableName::ALL.map(TableName::schema));
    let stem = layout::REPLICATES.trim_end_matches(".parquet");
    rows.push(row(
        stem,
        ["", "table", "", "每次模拟一行（仅在要求保留时写出）", "a replicate; written on request only"],
    ));
    for column in replicate_columns() {
        rows.push(row(stem, [&column.name, column.kind.code(), column.unit, &column.meaning.zh, &column.meaning.en]));
    }
    let columns = parameters(scenario).into_iter().chain(outcomes(results, scenario));
    rows.extend(columns.map(|(name, unit, meaning)| row(stem, [&name, "number", unit, &meaning.zh, &meaning.en])));
    rows
}

/// A column of the replicates' file: name, unit, meaning.
type Described = (String, &'static str, Text);

/// One column per uncertain number, in the order of [`crate::model::Model::uncertain`].
fn parameters(scenario: &Scenario) -> Vec<Described> {
    let described = |one: &Parameter| {
        let meaning = Text::new(
            format!("参数 {} 在该次模拟中的取值", one.path),
            format!("value of {} in this replicate", one.path),
        );
        (one.path.clone(), "", meaning)
    };
    scenario.parameters.iter().filter(|one| !one.is_known()).map(described).collect()
}

/// One column per outcome, in the order of [`crate::model::Model::outcome_names`].
fn outcomes(results: &Results, scenario: &Scenario) -> Vec<Described> {
    let told =
        |title: &Text, zh: &str, en: &str| Text::new(format!("{}：{zh}", title.zh), format!("{}: {en}", title.en));
    let mut columns = Vec::new();
    for target in &results.targets {
        let metric = &results.metrics[target.metric];
        let title = metric_title(metric.kind, scenario);
        let value = told(&title, "在判定月份的数值", "what it counts, at its month");
        columns.push((format!("{}.value", metric.id), "", value));
        let met = told(&title, "在判定月份是否达成", "whether it is met at its month");
        columns.push((format!("{}.met", metric.id), "0/1", met));
    }
    for metric in &results.metrics {
        let end = told(&metric_title(metric.kind, scenario), "最后一个月月末的数值", "at the end of the last month");
        columns.push((format!("end.{}", metric.id), "", end));
    }
    for line in &scenario.lines {
        for year in &results.fiscal_years {
            let label = scenario.fiscal_label(*year);
            for (what, zh) in [("need", "需求"), ("spend", "支出"), ("gap", "缺口")] {
                let meaning = told(
                    &line.named.title,
                    &format!("{label} 财政年度{zh}"),
                    &format!("{what} in fiscal year {label}"),
                );
                columns.push((format!("{what}.{}.{year}", line.named.id), YUAN, meaning));
            }
        }
    }
    columns
}

fn row(table: &str, cells: [&str; 5]) -> Vec<String> {
    std::iter::once(table).chain(cells).map(harmless).collect()
}

/// How CSV files differ from Parquet ones.
fn rule() -> Vec<String> {
    let (zh, en) = (
        "CSV 里以 = + - @、制表符或回车开头的文字前面加一个撇号（'），以免电子表格当成公式；控制字符和换行不原样写出。数字和 Parquet 文件不变",
        "In CSV, text that begins with = + - @, a tab or a carriage return has an apostrophe (') before it, so that no spreadsheet takes it for a formula; control characters and line breaks are not written as they are. Numbers and Parquet files are unchanged",
    );
    row("*.csv", ["", "rule", "", zh, en])
}

/// Writes it.
pub(super) fn write(results: &Results, scenario: &Scenario, path: &Path) -> Result<(), TableError> {
    write_rows(&rows(results, scenario), path)
}

/// Writes that of some tables.
pub(super) fn write_of(schemas: &[TableSchema], path: &Path) -> Result<(), TableError> {
    write_rows(&rows_of(schemas), path)
}
