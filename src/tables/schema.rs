//! The one definition of every table: file, columns, units, meanings, decimals.
//!
//! A column that is not here does not exist: frames are built from these lists, and the data dictionary is these lists.

use std::borrow::Cow;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::summary::{Limit, Section};
use crate::words::{Catalogue, Language, Text, Unfit, nearest, text, typed};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    /// Words, ids, months such as `2021-05`.
    Text,
    /// Whole numbers.
    Integer,
    /// Real numbers.
    Number {
        /// Most decimal places in CSV. Parquet keeps every digit.
        decimals: usize,
    },
    /// Yes or no.
    Truth,
}

impl ColumnKind {
    /// Its name in the data dictionary.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Integer => "integer",
            Self::Number { .. } => "number",
            Self::Truth => "boolean",
        }
    }
}

/// A column.
#[derive(Clone, Debug, PartialEq)]
pub struct ColumnSchema {
    /// Name in the file.
    pub name: Cow<'static, str>,
    /// What it holds.
    pub kind: ColumnKind,
    /// Its unit, in both languages; empty for ids and words.
    pub unit: String,
    /// What it means.
    pub meaning: Text,
}

/// A table.
#[derive(Clone, Debug, PartialEq)]
pub struct TableSchema {
    /// File name without extension.
    pub stem: &'static str,
    /// What a row is.
    pub meaning: Text,
    /// Its columns, in order.
    pub columns: Vec<ColumnSchema>,
}

impl TableSchema {
    /// A table of these columns. What a row is, `table-NAME` says; what a column means that has no meaning yet,
    /// `column-TABLE-NAME` or, if tables share it, `column-any-NAME`; ends of intervals share one meaning.
    pub(super) fn new(stem: &'static str, mut columns: Vec<ColumnSchema>) -> Self {
        let dashed = |name: &str| name.replace('_', "-");
        let table = dashed(stem);
        for column in columns.iter_mut().filter(|column| column.meaning == Text::default()) {
            let name = dashed(&column.name);
            let end = if name.ends_with("-low") { "column-lower" } else { "column-upper" };
            let keys = [format!("column-{table}-{name}"), format!("column-any-{name}"), end.to_owned()];
            let known = keys.iter().find(|key| Catalogue::of(Language::English).knows(key));
            column.meaning = text!(known.unwrap_or(&keys[0]));
        }
        Self { stem, meaning: text!(&format!("table-{table}")), columns }
    }
}

/// The tables of a run folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TableName {
    /// Targets and readings.
    Targets,
    /// Targets month by month.
    TargetMonths,
    /// Targets that are judged in several months.
    Milestones,
    /// All targets together.
    Joint,
    /// Targets that are asked about together.
    Joints,
    /// Metrics month by month.
    Metrics,
    /// Money by line and fiscal year.
    Money,
    /// Money by fund and fiscal year.
    Funds,
    /// Money of all funds by fiscal year.
    MoneyTotal,
    /// Money over the whole run.
    MoneyPlan,
    /// What falls due or comes in whatever else happens; written where the plan states such things.
    Flows,
    /// What is to be paid after the end; written where the plan says for how long.
    Commitments,
    /// The same month by month.
    CommitmentMonths,
    /// Payments by line and month.
    Cash,
    /// Payments of all funds by month.
    CashTotal,
    /// Awards as they are paid; written where the plan has any.
    Awards,
    /// Lines with their codes; written where one has any.
    Lines,
    /// What held targets back.
    Limits,
    /// Wanted, made and missed.
    Ledger,
    /// Every number of the scenario.
    Parameters,
    /// Inequality between schools.
    Equity,
    /// Schools at the end.
    Schools,
    /// Parameters and targets.
    Influence,
    /// Rules of adaptive plans.
    Rules,
    /// Numbers that go together; written where the plan correlates any.
    Correlations,
}

impl TableName {
    /// What of the results it is made from, beside what is always worked out.
    #[must_use]
    pub const fn sections(self) -> &'static [Section] {
        match self {
            Self::TargetMonths => &[Section::TargetMonths],
            Self::Metrics => &[Section::MetricMonths],
            Self::Money => &[Section::LineMoney],
            Self::Funds => &[Section::FundMoney],
            Self::MoneyTotal => &[Section::TotalMoney],
            Self::MoneyPlan => &[Section::PlanMoney],
            Self::Flows => &[Section::Flows],
            Self::Commitments => &[Section::Commitments],
            Self::CashTotal => &[Section::CashTotal],
            Self::Equity => &[Section::Equity],
            Self::Influence => &[Section::Influence],
            Self::Targets
            | Self::Milestones
            | Self::Joint
            | Self::Joints
            | Self::CommitmentMonths
            | Self::Cash
            | Self::Awards
            | Self::Lines
            | Self::Limits
            | Self::Ledger
            | Self::Parameters
            | Self::Schools
            | Self::Rules
            | Self::Correlations => &[],
        }
    }
}

impl FromStr for TableName {
    type Err = Unfit;

    fn from_str(name: &str) -> Result<Self, Unfit> {
        let name = name.trim();
        let stems = || Self::ALL.into_iter().map(|one| one.schema().stem);
        Self::ALL.into_iter().find(|one| one.schema().stem == name).ok_or_else(|| {
            let names = Text::list(&stems().collect::<Vec<_>>());
            match nearest(name, stems()) {
                Some(near) => text!("value-table-nearest", names, near).into(),
                None => text!("value-table", names).into(),
            }
        })
    }
}

impl Serialize for TableName {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.schema().stem)
    }
}

impl<'de> Deserialize<'de> for TableName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        typed(deserializer)
    }
}

pub(super) const YUAN: &str = "in-yuan";
const HEADS: &str = "in-heads";
pub(super) const SHARE: &str = "in-share";
pub(super) const YEAR: &str = "in-year";
const MONTH: &str = "in-month";
const REPLICATES: &str = "in-replicates";
const METRIC: &str = "in-metric";
const MONEY: &str = "in-unit-column";
const PARAMETER: &str = "in-parameter";

/// A column that means what `column-TABLE-NAME` says.
pub(super) fn column(name: impl Into<Cow<'static, str>>, kind: ColumnKind, unit: &'static str) -> ColumnSchema {
    told(name, kind, unit, Text::default())
}

/// A column whose meaning is put together.
fn told(name: impl Into<Cow<'static, str>>, kind: ColumnKind, unit: &'static str, meaning: Text) -> ColumnSchema {
    let unit = if unit.is_empty() { String::new() } else { text!(unit).both() };
    ColumnSchema { name: name.into(), kind, unit, meaning }
}

pub(super) fn text(name: &'static str) -> ColumnSchema {
    column(name, ColumnKind::Text, "")
}

fn month() -> ColumnSchema {
    column("month", ColumnKind::Text, MONTH)
}

/// A fiscal year, and what people call it. Cells: [`super::frame::fiscal_year`].
pub(super) fn fiscal_year() -> [ColumnSchema; 2] {
    [column("fiscal_year", ColumnKind::Integer, YEAR), text("fiscal_label")]
}

pub(super) fn number(name: &'static str, decimals: usize, unit: &'static str) -> ColumnSchema {
    column(name, ColumnKind::Number { decimals }, unit)
}

/// An id and its title in both languages.
fn named(id: &'static str) -> [ColumnSchema; 3] {
    let noun = text!(&format!("noun-{id}"));
    let text = |name: Cow<'static, str>, meaning| told(name, ColumnKind::Text, "", meaning);
    [
        text(id.into(), text!("column-id", noun)),
        text(format!("{id}_zh").into(), text!("column-zh", noun)),
        text(format!("{id}_en").into(), text!("column-en", noun)),
    ]
}

/// Mean, standard deviation, quantiles and their intervals. Cells: [`super::frame::spread`].
pub(super) fn spread(decimals: usize, unit: &'static str) -> Vec<ColumnSchema> {
    spread_of(ColumnKind::Number { decimals }, decimals, unit)
}

/// The share of replicates in which there is a value, and the spread of those. Cells: [`super::frame::defined_spread`].
pub(super) fn defined_spread(decimals: usize, unit: &'static str) -> Vec<ColumnSchema> {
    std::iter::once(number("defined", 6, SHARE)).chain(spread(decimals, unit)).collect()
}

/// The same with whole quantiles. Cells: [`super::frame::whole_spread`].
pub(super) fn whole_spread(unit: &'static str) -> Vec<ColumnSchema> {
    spread_of(ColumnKind::Integer, 2, unit)
}

fn spread_of(quantiles: ColumnKind, decimals: usize, unit: &'static str) -> Vec<ColumnSchema> {
    const PERCENT: [u8; 8] = [5, 10, 25, 50, 75, 80, 90, 95];
    let mut columns = vec![number("mean", decimals, unit), number("sd", decimals, unit)];
    let quantile = |name, meaning| told(name, quantiles, unit, meaning);
    columns.extend(PERCENT.map(|percent| quantile(format!("p{percent}"), text!("column-quantile", percent))));
    columns.extend(PERCENT.into_iter().flat_map(|percent| {
        [
            quantile(format!("p{percent}_low"), text!("column-quantile-low", percent)),
            quantile(format!("p{percent}_high"), text!("column-quantile-high", percent)),
        ]
    }));
    columns
}

/// A probability and its interval. Cells: [`super::frame::probability`].
pub(super) fn probability() -> Vec<ColumnSchema> {
    vec![
        number("probability", 6, SHARE),
        number("low", 6, SHARE),
        number("high", 6, SHARE),
        column("count", ColumnKind::Integer, REPLICATES),
        column("replicates", ColumnKind::Integer, REPLICATES),
    ]
}

impl TableName {
    /// All, in the order in which they are written.
    pub const ALL: [Self; 25] = [
        Self::Targets,
        Self::TargetMonths,
        Self::Milestones,
        Self::Joint,
        Self::Joints,
        Self::Metrics,
        Self::Money,
        Self::Funds,
        Self::MoneyTotal,
        Self::MoneyPlan,
        Self::Flows,
        Self::Commitments,
        Self::CommitmentMonths,
        Self::Cash,
        Self::CashTotal,
        Self::Awards,
        Self::Lines,
        Self::Limits,
        Self::Ledger,
        Self::Parameters,
        Self::Equity,
        Self::Schools,
        Self::Influence,
        Self::Rules,
        Self::Correlations,
    ];

    /// File name without extension.
    #[must_use]
    pub const fn stem(self) -> &'static str {
        match self {
            Self::Targets => "targets",
            Self::TargetMonths => "target_months",
            Self::Milestones => "milestones",
            Self::Joint => "joint",
            Self::Joints => "joints",
            Self::Metrics => "metrics",
            Self::Money => "money",
            Self::Funds => "funds",
            Self::MoneyTotal => "money_total",
            Self::MoneyPlan => "money_plan",
            Self::Flows => "flows",
            Self::Commitments => "commitments",
            Self::CommitmentMonths => "commitment_months",
            Self::Cash => "cash",
            Self::CashTotal => "cash_total",
            Self::Awards => "awards",
            Self::Lines => "lines",
            Self::Limits => "limits",
            Self::Ledger => "ledger",
            Self::Parameters => "parameters",
            Self::Equity => "equity",
            Self::Schools => "schools",
            Self::Influence => "influence",
            Self::Rules => "rules",
            Self::Correlations => "correlations",
        }
    }

    /// Its definition.
    #[must_use]
    pub fn schema(self) -> TableSchema {
        TableSchema::new(self.stem(), self.columns())
    }

    fn columns(self) -> Vec<ColumnSchema> {
        match self {
            Self::Targets => target_columns(),
            Self::TargetMonths => {
                let mut columns = vec![text("target"), text("reading"), month()];
                columns.extend(probability());
                columns
            }
            Self::Milestones => {
                let mut columns = vec![text("target"), text("reading"), month()];
                columns.extend([number("at_least", 6, METRIC), number("at_most", 6, METRIC)]);
                columns.extend(probability());
                columns.extend(defined_spread(4, METRIC));
                columns.push(number("shortfall", 6, METRIC));
                columns
            }
            Self::Joint => probability(),
            Self::Joints => {
                let mut columns = named("joint").to_vec();
                columns.extend(probability());
                columns
            }
            Self::Metrics => {
                let mut columns = named("metric").to_vec();
                columns.push(month());
                columns.extend(defined_spread(4, METRIC));
                columns
            }
            Self::Money => {
                let mut columns = named("line").to_vec();
                columns.push(text("fund"));
                columns.push(text("payer"));
                columns.extend(fiscal_year());
                columns.push(text("quantity"));
                columns.push(text("unit"));
                columns.extend(whole_spread(MONEY));
                columns
            }
            Self::Funds => {
                let mut columns = named("fund").to_vec();
                columns.push(text("payer"));
                columns.extend(fiscal_year());
                columns.push(text("quantity"));
                columns.extend(whole_spread(YUAN));
                columns
            }
            Self::MoneyTotal => {
                let mut columns = fiscal_year().to_vec();
                columns.push(text("quantity"));
                columns.extend(whole_spread(YUAN));
                columns
            }
            Self::MoneyPlan => {
                let mut columns = vec![text("fund")];
                columns.push(text("quantity"));
                columns.extend(whole_spread(YUAN));
                columns
            }
            Self::Flows => {
                let mut columns =
                    vec![text("source"), text("source_zh"), text("source_en"), text("line"), text("fund")];
                columns.extend(fiscal_year());
                columns.push(text("quantity"));
                columns.push(text("unit"));
                columns.extend(whole_spread(MONEY));
                columns
            }
            Self::Commitments => {
                let mut columns = vec![text("line"), text("fund"), text("payer"), text("period")];
                columns.extend(fiscal_year());
                columns.push(text("quantity"));
                columns.extend(whole_spread(YUAN));
                columns
            }
            Self::CommitmentMonths => {
                let mut columns = vec![text("line"), text("fund"), text("payer"), month()];
                columns.extend(fiscal_year());
                columns.extend([number("amount", 2, YUAN), number("certain", 2, YUAN)]);
                columns
            }
            Self::Cash => {
                let mut columns = named("line").to_vec();
                columns.extend([text("fund"), text("payer"), month()]);
                columns.extend(fiscal_year());
                columns.push(number("mean", 2, YUAN));
                columns
            }
            Self::CashTotal => {
                let mut columns = vec![month()];
                columns.extend(fiscal_year());
                columns.extend(whole_spread(YUAN));
                columns
            }
            Self::Awards => {
                let mut columns = vec![text("channel"), text("tier"), text("line"), text("fund"), text("payer")];
                columns.extend(fiscal_year());
                columns.extend([number("count", 4, "in-payments"), number("amount", 2, YUAN)]);
                columns
            }
            Self::Lines => {
                let mut columns = named("line").to_vec();
                columns.extend([text("fund"), text("payer"), text("function_code"), text("economic_code")]);
                columns
            }
            Self::Limits => {
                let mut columns = vec![text("target")];
                columns.extend(fiscal_year());
                columns.extend([text("limit"), number("share", 6, SHARE), number("heads", 4, "in-heads-or-schools")]);
                columns
            }
            Self::Ledger => ledger_columns(),
            Self::Parameters => parameter_columns(),
            Self::Equity => {
                let mut columns = vec![text("phase"), month(), number("limit", 6, "")];
                columns.extend(probability());
                // The spread is that of the coefficient of variation between schools.
                columns.extend(defined_spread(6, "in-variation"));
                columns
            }
            Self::Schools => {
                let mut columns = named("school").to_vec();
                columns.extend([
                    text("phase"),
                    text("kind"),
                    number("students", 2, "in-students"),
                    number("staff", 4, HEADS),
                    number("per_100_students", 4, "in-heads-per-100-students"),
                    number("joined", 6, SHARE),
                ]);
                columns
            }
            Self::Influence => vec![text("parameter"), text("target"), number("correlation", 6, "in-correlation")],
            Self::Correlations => vec![
                text("parameter"),
                text("other"),
                number("asked", 6, "in-correlation"),
                number("achieved", 6, "in-correlation"),
            ],
            Self::Rules => {
                let mut columns = named("rule").to_vec();
                columns.push(month());
                columns.extend(probability());
                columns
            }
        }
    }
}

fn target_columns() -> Vec<ColumnSchema> {
    let mut columns = named("target").to_vec();
    columns.extend(named("reading"));
    columns.extend([
        column("main", ColumnKind::Truth, ""),
        column("joint", ColumnKind::Truth, ""),
        text("source"),
        text("metric"),
        month(),
        number("at_least", 6, METRIC),
        number("tolerance", 6, METRIC),
    ]);
    columns.extend(probability());
    columns.extend(defined_spread(4, METRIC));
    columns.extend([number("shortfall", 6, METRIC), number("unknown_share", 6, SHARE), number("at_most", 6, METRIC)]);
    columns
}

fn ledger_columns() -> Vec<ColumnSchema> {
    let mut columns = vec![text("source"), text("tier")];
    columns.extend(fiscal_year());
    columns.extend([number("wanted", 4, "in-heads-or-units"), number("made", 4, "in-heads-or-units")]);
    for limit in Limit::BOOKED {
        let meaning = text!("column-missed", why = text!(&format!("missed-{}", limit.code())));
        let number = ColumnKind::Number { decimals: 4 };
        columns.push(told(format!("missed_{}", limit.code()), number, "in-heads-or-units", meaning));
    }
    columns
}

fn parameter_columns() -> Vec<ColumnSchema> {
    vec![
        text("path"),
        column("uncertain", ColumnKind::Truth, ""),
        text("distribution"),
        number("times", 12, ""),
        number("low", 12, PARAMETER),
        number("high", 12, PARAMETER),
        number("mean", 12, PARAMETER),
        text("basis"),
        text("source"),
        text("note"),
        text("unit"),
    ]
}

/// The columns that every row of the replicates' file opens with; one column per uncertain parameter and per outcome
/// follow.
#[must_use]
pub fn replicate_columns() -> TableSchema {
    let columns = vec![column("replicate", ColumnKind::Integer, ""), column("draw", ColumnKind::Integer, "")];
    TableSchema::new("replicates", columns)
}
