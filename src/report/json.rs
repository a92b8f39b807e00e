//! The object that `tidui run --json` prints, and those of the other commands.
//!
//! Shares and probabilities are between 0 and 1, money is in whole yuan, months are written `2021-05`.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::Metric;
use crate::scenario::{Basis, FORMAT, Inherited, MoneyBounds, Parameter, Scenario, Upgraded};
use crate::simulate::{Happening, Story};
use crate::summary::{self, Results};
use crate::words::{Diagnostic, Diagnostics, Language, Severity, Text, cell_name, escaped};

use super::names;

/// What a run says.
#[derive(Clone, Debug, Serialize)]
pub struct Run {
    /// Id of the scenario.
    pub scenario: String,
    /// Digest of the resolved scenario and every table it names.
    pub digest: String,
    /// Seed of all randomness.
    pub seed: u64,
    /// Replicates run.
    pub replicates: u64,
    /// The run folder.
    pub run: String,
    /// Every target under every reading.
    pub targets: Vec<Target>,
    /// All joint targets together under their main readings; null where the scenario has none.
    pub joint: Option<Joint>,
    /// Every metric in every month.
    pub metrics: Vec<MetricMonth>,
    /// Every line in every fiscal year.
    pub money: Vec<LineMoney>,
    /// Every fund in every fiscal year; quantiles do not add up, so totals are stated.
    pub funds: Vec<FundMoney>,
    /// All funds together in every fiscal year.
    pub total: Vec<TotalMoney>,
    /// Money over all fiscal years together: each fund, then all of them. What waits at a year's end counts once.
    pub plan: Vec<PlanMoney>,
    /// What held each target back.
    pub limits: Vec<Limit>,
    /// What every source wanted, got and did not get, by fiscal year.
    pub ledger: Vec<Ledger>,
    /// How uncertain numbers and targets move together.
    pub influence: Vec<Influence>,
    /// Evenness between schools, by phase, each December and at the end.
    pub equity: Vec<Equity>,
    /// Schools at the end.
    pub schools: Vec<School>,
    /// How likely each rule of an adaptive plan is to fire.
    pub rules: Vec<Rule>,
    /// Warnings about the scenario.
    pub warnings: Vec<Problem>,
}

/// A target under one reading.
#[derive(Clone, Debug, Serialize)]
pub struct Target {
    /// Id of the target.
    pub id: String,
    /// Id of the reading, `main` first.
    pub reading: String,
    /// Id of what it counts, as in `metrics`.
    pub metric: String,
    /// The month at whose end it is judged.
    pub at: String,
    /// The bound: at least this.
    pub bound: f64,
    /// Probability that it is met.
    pub probability: f64,
    /// Its 95 % interval.
    pub interval: [f64; 2],
    /// Share of the replicates in which it has a value there; those without one do not meet it. The numbers of the value are
    /// over those that have one, and null if none has.
    pub defined: f64,
    /// Mean of the metric at its month.
    pub mean: Option<f64>,
    /// 10 % quantile.
    pub p10: Option<f64>,
    /// Median.
    pub p50: Option<f64>,
    /// 90 % quantile.
    pub p90: Option<f64>,
    /// 95 % intervals of the quantiles; null in a run of an older version, and where there is no value.
    pub quantile_intervals: Option<QuantileIntervals>,
    /// Expected shortfall: mean of max(0, bound − value).
    pub shortfall: f64,
    /// Share of the value's variance that better knowledge of the numbers would remove; null if nothing varies or the two
    /// layers were not kept apart.
    pub unknown_share: Option<f64>,
}

/// All joint targets together.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Joint {
    /// Probability that all are met.
    pub probability: f64,
    /// Its 95 % interval.
    pub interval: [f64; 2],
}

/// A metric in a month.
#[derive(Clone, Debug, Serialize)]
pub struct MetricMonth {
    /// Id: `stock.TIER`, `additions.TIER`, `leavers.TIER`, `headcount`, `students.PHASE`, `target.ID.READING`.
    pub id: String,
    /// The month.
    pub month: String,
    /// Share of the replicates in which it has a value; the numbers below are over these, and null if there are none.
    pub defined: f64,
    /// Mean.
    pub mean: Option<f64>,
    /// Standard deviation.
    pub sd: Option<f64>,
    /// 10 % quantile.
    pub p10: Option<f64>,
    /// Median.
    pub p50: Option<f64>,
    /// 90 % quantile.
    pub p90: Option<f64>,
    /// 95 % intervals of the quantiles; null in a run of an older version, and where there is no value.
    pub quantile_intervals: Option<QuantileIntervals>,
}

/// 95 % intervals of quantiles, over draws of the parameters.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct QuantileIntervals {
    /// 5 %.
    pub p5: [f64; 2],
    /// 10 %.
    pub p10: [f64; 2],
    /// 25 %.
    pub p25: [f64; 2],
    /// Median.
    pub p50: [f64; 2],
    /// 75 %.
    pub p75: [f64; 2],
    /// 80 %.
    pub p80: [f64; 2],
    /// 90 %.
    pub p90: [f64; 2],
    /// 95 %.
    pub p95: [f64; 2],
}

impl QuantileIntervals {
    fn of(spread: &summary::Spread) -> Option<Self> {
        let (low, high) = (spread.low?, spread.high?);
        Some(Self {
            p5: [low.p5, high.p5],
            p10: [low.p10, high.p10],
            p25: [low.p25, high.p25],
            p50: [low.p50, high.p50],
            p75: [low.p75, high.p75],
            p80: [low.p80, high.p80],
            p90: [low.p90, high.p90],
            p95: [low.p95, high.p95],
        })
    }
}

/// The spread of an amount of money.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Amount {
    /// Mean.
    pub mean: f64,
    /// 10 % quantile.
    pub p10: f64,
    /// Median.
    pub p50: f64,
    /// 80 % quantile.
    pub p80: f64,
    /// 90 % quantile.
    pub p90: f64,
    /// 95 % quantile.
    pub p95: f64,
    /// 95 % intervals of the quantiles; null in a run of an older version.
    pub quantile_intervals: Option<QuantileIntervals>,
}

/// A line in a fiscal year.
#[derive(Clone, Debug, Serialize)]
pub struct LineMoney {
    /// Id of the fund that pays the line.
    pub fund: String,
    /// Id of the line.
    pub line: String,
    /// The calendar year in which the fiscal year opens.
    pub fiscal_year: i32,
    /// What the fiscal year is called: `2025`, or `2025/26` where it does not open in January.
    pub fiscal_label: String,
    /// What everything wanted would cost.
    pub need: Amount,
    /// What is paid.
    pub spend: Amount,
    /// What is wanted and not paid.
    pub gap: Amount,
}

/// A fund in a fiscal year.
#[derive(Clone, Debug, Serialize)]
pub struct FundMoney {
    /// Id of the fund.
    pub fund: String,
    /// The calendar year in which the fiscal year opens.
    pub fiscal_year: i32,
    /// What the fiscal year is called: `2025`, or `2025/26` where it does not open in January.
    pub fiscal_label: String,
    /// What is appropriated; null for a fund that never binds.
    pub appropriation: Option<Amount>,
    /// Need of its lines.
    pub need: Amount,
    /// Spend of its lines.
    pub spend: Amount,
    /// Gap of its lines.
    pub gap: Amount,
}

/// All funds in a fiscal year.
#[derive(Clone, Debug, Serialize)]
pub struct TotalMoney {
    /// The calendar year in which the fiscal year opens.
    pub fiscal_year: i32,
    /// What the fiscal year is called: `2025`, or `2025/26` where it does not open in January.
    pub fiscal_label: String,
    /// Need.
    pub need: Amount,
    /// Spend.
    pub spend: Amount,
    /// Gap.
    pub gap: Amount,
}

/// A fund, or all funds, over all fiscal years.
#[derive(Clone, Debug, Serialize)]
pub struct PlanMoney {
    /// Id of the fund; null for all together.
    pub fund: Option<String>,
    /// Need.
    pub need: Amount,
    /// Spend.
    pub spend: Amount,
    /// Gap.
    pub gap: Amount,
}

/// What a source wanted and got in a fiscal year, in people, or in units where it has no tier. Means; wanted is made and all
/// that was missed.
#[derive(Clone, Debug, Serialize)]
pub struct Ledger {
    /// `move.ID`, `channel.ID` or `programme.ID`.
    pub source: String,
    /// Id of the tier wanted; null where it is not people for a tier.
    pub tier: Option<String>,
    /// The calendar year in which the fiscal year opens.
    pub fiscal_year: i32,
    /// What the fiscal year is called.
    pub fiscal_label: String,
    /// Wanted.
    pub wanted: f64,
    /// Made.
    pub made: f64,
    /// Not made, by what kept it from happening: the names of `limits`.
    pub missed: BTreeMap<String, f64>,
}

/// How an uncertain number and a target move together.
#[derive(Clone, Debug, Serialize)]
pub struct Influence {
    /// Path of the number.
    pub parameter: String,
    /// Id of the target.
    pub target: String,
    /// Correlation of the number's percentile with the target's value, −1 to 1.
    pub correlation: f64,
}

/// Evenness between schools in a month.
#[derive(Clone, Debug, Serialize)]
pub struct Equity {
    /// Id of the phase.
    pub phase: String,
    /// The month.
    pub month: String,
    /// The limit (mean).
    pub limit: f64,
    /// Probability of keeping within it.
    pub within: f64,
    /// Its 95 % interval.
    pub interval: [f64; 2],
    /// Share of the replicates in which there is a coefficient of variation; the numbers below are over these, and null if
    /// there are none.
    pub defined: f64,
    /// Mean of the coefficient of variation.
    pub mean: Option<f64>,
    /// 10 % quantile.
    pub p10: Option<f64>,
    /// Median.
    pub p50: Option<f64>,
    /// 90 % quantile.
    pub p90: Option<f64>,
}

/// A school at the end.
#[derive(Clone, Debug, Serialize)]
pub struct School {
    /// Id of the school.
    pub school: String,
    /// Mean students.
    pub students: f64,
    /// Mean staff.
    pub staff: f64,
    /// Mean people of the counted tiers per 100 students; null without students.
    pub per_100_students: Option<f64>,
    /// Probability of being reached by a programme that reaches schools.
    pub joined: f64,
}

/// A rule of an adaptive plan.
#[derive(Clone, Debug, Serialize)]
pub struct Rule {
    /// Id of the rule.
    pub id: String,
    /// The month at whose end its condition is looked at.
    pub at: String,
    /// Probability that it fires.
    pub probability: f64,
    /// Its 95 % interval.
    pub interval: [f64; 2],
}

/// What held a target back.
#[derive(Clone, Debug, Serialize)]
pub struct Limit {
    /// Id of the target.
    pub target: String,
    /// The calendar year in which the fiscal year opens.
    pub year: i32,
    /// What the fiscal year is called.
    pub fiscal_label: String,
    /// `candidates`, `qualified`, `declined`, `eligible`, `vacancy`, `places`, `host` or `money`.
    pub limit: String,
    /// Share of the target's expected shortfall.
    pub share: f64,
}

/// A problem of an input.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// The file, if the problem has a place.
    pub file: Option<String>,
    /// The line, from 1.
    pub line: Option<usize>,
    /// The column in characters, from 1.
    pub column: Option<usize>,
    /// What a spreadsheet calls the cell, if the file is one; line and column are its row and column then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cell: Option<String>,
    /// Stable name of the kind of problem.
    pub code: String,
    /// What is wrong.
    pub message: String,
    /// What would mend it.
    pub hint: Option<String>,
    /// How many problems it stands for, if that is more than one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<usize>,
}

/// What is printed when something could not be done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Failure {
    /// What stopped the work.
    pub errors: Vec<Problem>,
    /// What else is worth reading.
    pub warnings: Vec<Problem>,
}

/// What `check` says.
#[derive(Clone, Debug, Serialize)]
pub struct Check {
    /// Id of the scenario.
    pub scenario: String,
    /// Digest of the resolved scenario and every table it names.
    pub digest: String,
    /// First month.
    pub start: String,
    /// Last month.
    pub end: String,
    /// Every number of the scenario.
    pub parameters: Vec<Number>,
    /// Floors and ceilings of a split of money, which `tidui allocate` alone reads.
    pub bounds: Vec<Bound>,
    /// Yearly figures that stay as a base has them although the number is stated anew.
    pub inherited: Vec<YearsKept>,
    /// Warnings about the scenario.
    pub warnings: Vec<Problem>,
}

/// Years of a number that stay as a base has them.
#[derive(Clone, Debug, Serialize)]
pub struct YearsKept {
    /// Path of the number.
    pub path: String,
    /// The file that states something of it last; `--set` for a setting.
    pub stated: String,
    /// Whether it states the plain figure, which does not hold in these years.
    pub plain: bool,
    /// The years, each with the file that states it.
    pub years: Vec<YearKept>,
}

/// One of these years.
#[derive(Clone, Debug, Serialize)]
pub struct YearKept {
    /// The fiscal year.
    pub year: String,
    /// The file that states it.
    pub file: String,
}

/// What `upgrade` says.
#[derive(Clone, Debug, Serialize)]
pub struct Upgrade {
    /// The file.
    pub file: String,
    /// The format that it says.
    pub from: u32,
    /// The present format.
    pub to: u32,
    /// What was written anew, and why.
    pub changes: Vec<Rewritten>,
    /// Its text in the present format.
    pub text: String,
    /// Whether the file was written.
    pub written: bool,
    /// Files that it is laid over, and that are to be brought up to date as well.
    pub others: Vec<String>,
}

/// One place that was written anew.
#[derive(Clone, Debug, Serialize)]
pub struct Rewritten {
    /// Its dotted path.
    pub path: String,
    /// What a later format made different there.
    pub why: String,
}

/// A floor, a ceiling, or both.
#[derive(Clone, Debug, Serialize)]
pub struct Bound {
    /// What it is about, as levers are named.
    pub lever: String,
    /// The floor.
    pub least: Option<Yuan>,
    /// The ceiling.
    pub most: Option<Yuan>,
}

/// A known amount of money.
#[derive(Clone, Debug, Serialize)]
pub struct Yuan {
    /// Whole yuan.
    pub yuan: i64,
    /// `plan`, `published` or `assumption`.
    pub basis: Option<&'static str>,
    /// Its source.
    pub source: Option<String>,
    /// A note.
    pub note: Option<String>,
}

/// A number of a scenario.
#[derive(Clone, Debug, Serialize)]
pub struct Number {
    /// Its path.
    pub path: String,
    /// Whether it is a range.
    pub uncertain: bool,
    /// 5 % quantile.
    pub p5: f64,
    /// Median.
    pub p50: f64,
    /// 95 % quantile.
    pub p95: f64,
    /// `plan`, `published` or `assumption`.
    pub basis: Option<&'static str>,
    /// Its source.
    pub source: Option<String>,
    /// A note.
    pub note: Option<String>,
}

/// What `replay` says.
#[derive(Clone, Debug, Serialize)]
pub struct Replay {
    /// Id of the scenario.
    pub scenario: String,
    /// The replicate.
    pub replicate: u64,
    /// The values that its unknown numbers took.
    pub parameters: Vec<Drawn>,
    /// The months of every list of values.
    pub months: Vec<String>,
    /// Every metric in every month.
    pub metrics: Vec<Path>,
    /// What happened, in order; to one person only, if one was named.
    pub events: Vec<Event>,
}

/// The value of an unknown number.
#[derive(Clone, Debug, Serialize)]
pub struct Drawn {
    /// Its path.
    pub path: String,
    /// The value.
    pub value: f64,
}

/// A metric over the months.
#[derive(Clone, Debug, Serialize)]
pub struct Path {
    /// Id of the metric.
    pub id: String,
    /// Its value in each month.
    pub values: Vec<Option<f64>>,
}

/// Something that happened to someone.
#[derive(Clone, Debug, Serialize)]
pub struct Event {
    /// When.
    pub month: String,
    /// To whom.
    pub person: String,
    /// Id of the tier after it.
    pub tier: String,
    /// Id of the school after it.
    pub school: String,
    /// What: `present`, `accepted`, `arrived`, `left`, `changed`, `passed-over`, `reached`, `released`, `exchanged`,
    /// `renewed`, `contract-ended`, `paid`, `waits` or `repaid`.
    pub what: &'static str,
    /// Id of the channel, move or programme by which, if any.
    pub by: Option<String>,
    /// Yuan, if money moved.
    pub yuan: Option<i64>,
}

/// The object of a run. `folder` is where it lies.
#[must_use]
pub fn run(scenario: &Scenario, results: &Results, warnings: &Diagnostics, folder: &str, language: Language) -> Run {
    Run {
        scenario: scenario.id.clone(),
        digest: scenario.digest.clone(),
        seed: results.seed,
        replicates: results.replicates,
        run: folder.to_owned(),
        targets: targets(scenario, results),
        joint: scenario.targets.iter().any(|target| target.joint).then_some(Joint {
            probability: results.joint.estimate,
            interval: [results.joint.low, results.joint.high],
        }),
        metrics: metrics(results),
        money: results
            .line_money
            .iter()
            .map(|row| {
                let line = &scenario.lines[row.line.index()];
                LineMoney {
                    fund: scenario.funds[line.fund.index()].named.id.clone(),
                    line: line.named.id.clone(),
                    fiscal_year: row.fiscal_year,
                    fiscal_label: scenario.fiscal_label(row.fiscal_year),
                    need: row.need.into(),
                    spend: row.spend.into(),
                    gap: row.gap.into(),
                }
            })
            .collect(),
        funds: funds(scenario, results),
        total: results
            .total_money
            .iter()
            .map(|row| TotalMoney {
                fiscal_year: row.fiscal_year,
                fiscal_label: scenario.fiscal_label(row.fiscal_year),
                need: row.need.into(),
                spend: row.spend.into(),
                gap: row.gap.into(),
            })
            .collect(),
        plan: plan(scenario, results),
        limits: results
            .limits
            .iter()
            .map(|row| Limit {
                target: names::target(scenario, row.target).named.id.clone(),
                year: row.fiscal_year,
                fiscal_label: scenario.fiscal_label(row.fiscal_year),
                limit: row.limit.code().to_owned(),
                share: row.share,
            })
            .collect(),
        ledger: ledger(scenario, results),
        influence: results
            .influence
            .iter()
            .map(|row| Influence {
                parameter: scenario.parameters[row.parameter.index()].path.clone(),
                target: names::target(scenario, row.target).named.id.clone(),
                correlation: row.correlation,
            })
            .collect(),
        equity: equity(scenario, results),
        schools: schools(scenario, results),
        rules: rules(scenario, results),
        warnings: problems(warnings, Severity::Warning, language),
    }
}

/// A number that is there only where something has a value.
fn given(defined: f64, value: f64) -> Option<f64> {
    (defined > 0.0).then_some(value)
}

fn targets(scenario: &Scenario, results: &Results) -> Vec<Target> {
    results
        .targets
        .iter()
        .map(|result| {
            let target = names::target(scenario, result.target);
            let reading = &target.readings[result.reading];
            Target {
                id: target.named.id.clone(),
                reading: reading.id.clone(),
                metric: results.metrics.get(result.metric).map_or_else(String::new, |metric| metric.id.clone()),
                at: target.at.to_string(),
                bound: reading.at_least,
                probability: result.probability.estimate,
                interval: [result.probability.low, result.probability.high],
                defined: result.defined,
                mean: given(result.defined, result.value.mean),
                p10: given(result.defined, result.value.p10),
                p50: given(result.defined, result.value.p50),
                p90: given(result.defined, result.value.p90),
                quantile_intervals: QuantileIntervals::of(&result.value).filter(|_| result.defined > 0.0),
                shortfall: result.shortfall,
                unknown_share: result.unknown_share,
            }
        })
        .collect()
}

fn plan(scenario: &Scenario, results: &Results) -> Vec<PlanMoney> {
    let rows = results.plan_money.iter();
    rows.map(|row| PlanMoney {
        fund: row.fund.map(|fund| scenario.funds[fund.index()].named.id.clone()),
        need: row.need.into(),
        spend: row.spend.into(),
        gap: row.gap.into(),
    })
    .collect()
}

fn ledger(scenario: &Scenario, results: &Results) -> Vec<Ledger> {
    let rows = results.ledger.iter();
    rows.map(|row| Ledger {
        source: row.source.clone(),
        tier: row.tier.map(|tier| scenario.tiers[tier.index()].named.id.clone()),
        fiscal_year: row.fiscal_year,
        fiscal_label: scenario.fiscal_label(row.fiscal_year),
        wanted: row.wanted,
        made: row.made,
        missed: summary::Limit::BOOKED
            .into_iter()
            .zip(row.missed)
            .map(|(limit, missed)| (limit.code().to_owned(), missed))
            .collect(),
    })
    .collect()
}

fn equity(scenario: &Scenario, results: &Results) -> Vec<Equity> {
    let rows = results.equity.iter();
    rows.map(|row| Equity {
        phase: scenario.phases[row.phase.index()].named.id.clone(),
        month: row.month.to_string(),
        limit: row.limit,
        within: row.within.estimate,
        interval: [row.within.low, row.within.high],
        defined: row.defined,
        mean: given(row.defined, row.coefficient.mean),
        p10: given(row.defined, row.coefficient.p10),
        p50: given(row.defined, row.coefficient.p50),
        p90: given(row.defined, row.coefficient.p90),
    })
    .collect()
}

fn schools(scenario: &Scenario, results: &Results) -> Vec<School> {
    let rows = results.schools.iter();
    rows.map(|row| School {
        school: scenario.schools[row.school.index()].named.id.clone(),
        students: row.students,
        staff: row.staff,
        per_100_students: row.per_100_students,
        joined: row.joined,
    })
    .collect()
}

fn rules(scenario: &Scenario, results: &Results) -> Vec<Rule> {
    let rows = scenario.rules.iter().zip(&results.rules);
    rows.map(|(rule, fired)| Rule {
        id: rule.named.id.clone(),
        at: rule.at.to_string(),
        probability: fired.estimate,
        interval: [fired.low, fired.high],
    })
    .collect()
}

fn metrics(results: &Results) -> Vec<MetricMonth> {
    let of = |metric: &summary::MetricResult| -> Vec<MetricMonth> {
        metric
            .months
            .iter()
            .zip(&results.months)
            .enumerate()
            .map(|(index, (spread, month))| {
                let defined = metric.defined_in(index);
                MetricMonth {
                    id: metric.id.clone(),
                    month: month.to_string(),
                    defined,
                    mean: given(defined, spread.mean),
                    sd: given(defined, spread.sd),
                    p10: given(defined, spread.p10),
                    p50: given(defined, spread.p50),
                    p90: given(defined, spread.p90),
                    quantile_intervals: QuantileIntervals::of(spread).filter(|_| defined > 0.0),
                }
            })
            .collect()
    };
    results.metrics.iter().flat_map(of).collect()
}

fn funds(scenario: &Scenario, results: &Results) -> Vec<FundMoney> {
    results
        .fund_money
        .iter()
        .map(|row| {
            let fund = &scenario.funds[row.fund.index()];
            FundMoney {
                fund: fund.named.id.clone(),
                fiscal_year: row.fiscal_year,
                fiscal_label: scenario.fiscal_label(row.fiscal_year),
                appropriation: fund.appropriation.is_some().then(|| row.appropriation.into()),
                need: row.need.into(),
                spend: row.spend.into(),
                gap: row.gap.into(),
            }
        })
        .collect()
}

impl From<summary::Spread> for Amount {
    fn from(spread: summary::Spread) -> Self {
        let summary::Spread { mean, p10, p50, p80, p90, p95, .. } = spread;
        Self { mean, p10, p50, p80, p90, p95, quantile_intervals: QuantileIntervals::of(&spread) }
    }
}

impl Problem {
    /// A diagnostic in one language.
    #[must_use]
    pub fn of(one: &Diagnostic, language: Language) -> Self {
        Self {
            file: one.location.as_ref().map(|place| place.file.to_string()),
            line: one.location.as_ref().map(|place| place.line),
            column: one.location.as_ref().map(|place| place.column),
            cell: one.location.as_ref().filter(|place| place.cell).map(|place| cell_name(place.line, place.column)),
            code: one.code.to_string(),
            message: one.message.get(language).to_owned(),
            hint: one.hint.as_ref().map(|hint| hint.get(language).to_owned()),
            count: Some(one.count).filter(|count| *count > 1),
        }
    }
}

/// The problems of one severity.
#[must_use]
pub fn problems(list: &Diagnostics, severity: Severity, language: Language) -> Vec<Problem> {
    list.list.iter().filter(|one| one.severity == severity).map(|one| Problem::of(one, language)).collect()
}

/// The object of refused input.
#[must_use]
pub fn refused(list: &Diagnostics, language: Language) -> Failure {
    Failure { errors: problems(list, Severity::Error, language), warnings: problems(list, Severity::Warning, language) }
}

/// The object of anything else that went wrong.
#[must_use]
pub fn failed(code: &str, message: String, hint: Option<String>) -> Failure {
    let problem =
        Problem { file: None, line: None, column: None, cell: None, code: code.to_owned(), message, hint, count: None };
    Failure { errors: vec![problem], warnings: Vec::new() }
}

/// The object of a checked scenario.
#[must_use]
pub fn check(scenario: &Scenario, inherited: &[Inherited], warnings: &Diagnostics, language: Language) -> Check {
    Check {
        scenario: scenario.id.clone(),
        digest: scenario.digest.clone(),
        start: scenario.start.to_string(),
        end: scenario.end.to_string(),
        parameters: scenario.parameters.iter().map(number).collect(),
        bounds: scenario.allocate.iter().map(bound).collect(),
        inherited: inherited.iter().map(years_kept).collect(),
        warnings: problems(warnings, Severity::Warning, language),
    }
}

/// The object of a file brought up to date.
#[must_use]
pub fn upgrade(file: &str, upgraded: &Upgraded, written: bool, language: Language) -> Upgrade {
    let rewritten = |(path, why): &(String, Text)| Rewritten { path: path.clone(), why: why.get(language).to_owned() };
    Upgrade {
        file: file.to_owned(),
        from: upgraded.from,
        to: FORMAT,
        changes: upgraded.changes.iter().map(rewritten).collect(),
        text: upgraded.after.clone(),
        written,
        others: upgraded.others.clone(),
    }
}

fn years_kept(one: &Inherited) -> YearsKept {
    let year = |(year, file): &(String, String)| YearKept { year: year.clone(), file: file.clone() };
    let years = one.years.iter().map(year).collect();
    YearsKept { path: one.path.clone(), stated: one.stated.clone(), plain: one.plain, years }
}

fn bound(bounds: &MoneyBounds) -> Bound {
    let yuan = |amount: &crate::scenario::Amount| Yuan {
        yuan: amount.yuan,
        basis: amount.basis.map(Basis::code),
        source: amount.source.clone(),
        note: amount.note.clone(),
    };
    Bound { lever: bounds.name.clone(), least: bounds.least.as_ref().map(yuan), most: bounds.most.as_ref().map(yuan) }
}

fn number(parameter: &Parameter) -> Number {
    Number {
        path: parameter.path.clone(),
        uncertain: !parameter.is_known(),
        p5: parameter.quantile(0.05),
        p50: parameter.quantile(0.5),
        p95: parameter.quantile(0.95),
        basis: parameter.basis.map(Basis::code),
        source: parameter.source.clone(),
        note: parameter.note.clone(),
    }
}

/// The object of a replicate; of one person's events only, if one is named.
#[must_use]
pub fn replay(scenario: &Scenario, metrics: &[Metric], story: &Story, person: Option<&str>) -> Replay {
    let drawn = |(path, value): &(String, f64)| Drawn { path: path.clone(), value: *value };
    Replay {
        scenario: scenario.id.clone(),
        replicate: story.replicate,
        parameters: story.parameters.iter().map(drawn).collect(),
        months: (0..scenario.months()).map(|month| (scenario.start + month as i32).to_string()).collect(),
        metrics: metrics
            .iter()
            .zip(&story.values)
            .map(|(metric, values)| Path { id: metric.id.clone(), values: values.clone() })
            .collect(),
        events: story
            .events
            .iter()
            .filter(|event| person.is_none_or(|person| event.person == person))
            .map(|event| happening(scenario, event))
            .collect(),
    }
}

fn happening(scenario: &Scenario, event: &crate::simulate::Event) -> Event {
    let channel = |index: usize| Some(scenario.channels[index].named.id.clone());
    let movement = |index: usize| Some(scenario.moves[index].named.id.clone());
    let programme = |index: usize| Some(scenario.programmes[index].named.id.clone());
    let (what, by, yuan) = match &event.what {
        Happening::Present => ("present", None, None),
        Happening::Arrived(id) => ("arrived", channel(id.index()), None),
        Happening::Left(id) => ("left", movement(id.index()), None),
        Happening::Changed(id, _) => ("changed", movement(id.index()), None),
        Happening::PassedOver(id) => ("passed-over", movement(id.index()), None),
        Happening::Reached(id) => ("reached", programme(id.index()), None),
        Happening::Released(id) => ("released", programme(id.index()), None),
        Happening::Exchanged(_) => ("exchanged", None, None),
        Happening::Renewed => ("renewed", None, None),
        Happening::ContractEnded => ("contract-ended", None, None),
        Happening::Paid(yuan) => ("paid", None, Some(*yuan)),
        Happening::Waits(yuan) => ("waits", None, Some(*yuan)),
        Happening::Repaid(yuan) => ("repaid", None, Some(*yuan)),
    };
    Event {
        month: event.month.to_string(),
        person: event.person.clone(),
        tier: scenario.tiers[event.tier.index()].named.id.clone(),
        school: scenario.schools.get(event.school.index()).map_or_else(String::new, |one| one.named.id.clone()),
        what,
        by,
        yuan,
    }
}

/// Any of these objects as indented text with a line break at its end.
#[must_use]
pub fn text(object: &impl Serialize) -> String {
    // Plain structs of strings and numbers always serialise; numbers that are not finite become null.
    serde_json::to_string_pretty(object).map(|text| escaped(&text).into_owned() + "\n").unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixtures;

    #[test]
    fn a_run_is_the_documented_object() {
        let scenario = fixtures::scenario();
        let mut results = fixtures::results(&scenario);
        results.months.truncate(1);
        results.metrics.truncate(1);
        results.line_money.truncate(1);
        results.fund_money.truncate(1);
        results.total_money.truncate(1);
        let object = run(&scenario, &results, &fixtures::warnings(), "output/tiny", Language::English);
        insta::assert_snapshot!(text(&object));
    }

    #[test]
    fn nothing_promised_and_nothing_spent_are_empty_lists() {
        let scenario = fixtures::bare();
        let object = run(&scenario, &fixtures::results(&scenario), &Diagnostics::new(), "x", Language::English);
        let value = serde_json::to_value(&object).unwrap();
        for key in ["targets", "money", "limits", "warnings"] {
            assert_eq!(value[key], serde_json::json!([]), "{key}");
        }
        assert_eq!(value["joint"], serde_json::Value::Null);
    }

    #[test]
    fn refused_input_says_where_and_what_would_mend_it() {
        insta::assert_snapshot!(text(&refused(&fixtures::problems(), Language::Chinese)));
    }

    #[test]
    fn a_replicate_is_told_whole_or_of_one_person() {
        let scenario = fixtures::scenario();
        let story = fixtures::story(&scenario, 3);
        let all = replay(&scenario, &fixtures::metrics(&scenario), &story, None);
        let one = replay(&scenario, &fixtures::metrics(&scenario), &story, Some("open-selection-2021-09-007"));
        assert!(one.events.len() < all.events.len() && !one.events.is_empty());
        insta::assert_snapshot!(text(&one.events));
    }

    #[test]
    fn a_checked_scenario_lists_its_numbers() {
        let scenario = fixtures::scenario();
        let kept = fixtures::inherited();
        insta::assert_snapshot!(text(&check(&scenario, &kept, &fixtures::warnings(), Language::English)));
    }
}
