//! What is paid month by month, awards as they are paid, and what is to be paid after the end.

use serde::Serialize;

use crate::scenario::{FundId, LineId, Scenario};
use crate::summary::{Period, Results};

use super::amount::{Amount, Year};

/// What a line pays in a month.
#[derive(Clone, Debug, Serialize)]
pub struct Cash {
    /// Id of the fund that pays the line.
    pub fund: String,
    /// Id of the line.
    pub line: String,
    /// The month.
    pub month: String,
    /// Mean yuan.
    pub mean: f64,
}

/// What all funds pay in a month.
#[derive(Clone, Debug, Serialize)]
pub struct CashTotal {
    /// The month.
    pub month: String,
    /// Yuan.
    #[serde(flatten)]
    pub spend: Amount,
}

/// Awards as they are paid, in a fiscal year.
#[derive(Clone, Debug, Serialize)]
pub struct Award {
    /// Id of the channel.
    pub channel: String,
    /// Id of the tier as which people were hired; null for those who joined as none of its mix.
    pub tier: Option<String>,
    /// Id of the line.
    pub line: String,
    /// The fiscal year.
    #[serde(flatten)]
    pub year: Year,
    /// Mean number of payments.
    pub count: f64,
    /// Mean yuan.
    pub amount: f64,
}

/// What is to be paid after the end.
#[derive(Clone, Debug, Serialize)]
pub struct Commitment {
    /// Id of the line; null for a fund and for all together.
    pub line: Option<String>,
    /// Id of the fund; null for all together.
    pub fund: Option<String>,
    /// Id of who pays it out.
    pub payer: Option<String>,
    /// `unpaid`, `year` or `all`.
    pub period: &'static str,
    /// The fiscal year of `year`.
    #[serde(flatten)]
    pub year: Option<Year>,
    /// Yuan, as people leave and retire who would have had some of it.
    pub amount: Amount,
    /// What of it is owed whoever stays.
    pub certain: Amount,
    /// What of it is paid from what the fund has left at the end; of funds, and of all together.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub carried: Option<Amount>,
    /// The rest, which takes new money.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new: Option<Amount>,
}

/// What is to be paid in a month after the end.
#[derive(Clone, Debug, Serialize)]
pub struct CommitmentMonth {
    /// Id of the line.
    pub line: String,
    /// The month.
    pub month: String,
    /// Mean yuan.
    pub amount: f64,
    /// What of it is owed whoever stays.
    pub certain: f64,
}

pub(super) fn cash(scenario: &Scenario, results: &Results) -> Vec<Cash> {
    let rows = results.cash.iter();
    rows.map(|row| {
        let line = &scenario.lines[row.line.index()];
        let fund = scenario.funds[line.fund.index()].named.id.clone();
        Cash { fund, line: line.named.id.clone(), month: row.month.to_string(), mean: row.spend }
    })
    .collect()
}

pub(super) fn cash_total(results: &Results) -> Vec<CashTotal> {
    let rows = results.cash_total.iter();
    rows.map(|row| CashTotal { month: row.month.to_string(), spend: (&row.spend).into() }).collect()
}

pub(super) fn awards(scenario: &Scenario, results: &Results) -> Vec<Award> {
    let rows = results.awards.iter();
    rows.map(|row| Award {
        channel: scenario.channels[row.channel.index()].named.id.clone(),
        tier: row.tier.map(|tier| scenario.tiers[tier.index()].named.id.clone()),
        line: scenario.lines[row.line.index()].named.id.clone(),
        year: Year::of(scenario, row.fiscal_year),
        count: row.count,
        amount: row.amount,
    })
    .collect()
}

/// Lines, funds, and all together.
pub(super) fn commitments(scenario: &Scenario, results: &Results) -> Vec<Commitment> {
    let when = |period: Period| match period {
        Period::Unpaid => ("unpaid", None),
        Period::Year(year) => ("year", Some(Year::of(scenario, year))),
        Period::All => ("all", None),
    };
    let whose = |line: Option<LineId>, fund: Option<FundId>| {
        let line = line.map(|line| &scenario.lines[line.index()]);
        let fund = fund.or(line.map(|line| line.fund)).map(|fund| &scenario.funds[fund.index()]);
        let payer = line.and_then(|line| line.payer).or(fund.and_then(|fund| fund.payer));
        let payer = payer.map(|payer| scenario.payers[payer.index()].id.clone());
        (line.map(|line| line.named.id.clone()), fund.map(|fund| fund.named.id.clone()), payer)
    };
    let all_known = !results.fund_commitments.is_empty();
    let lines = results.commitments.iter().filter(|row| row.line.is_some() || !all_known).map(|row| {
        let ((line, fund, payer), (period, year)) = (whose(row.line, None), when(row.period));
        let (amount, certain) = ((&row.amount).into(), (&row.certain).into());
        Commitment { line, fund, payer, period, year, amount, certain, carried: None, new: None }
    });
    let funds = results.fund_commitments.iter().map(|row| {
        let ((line, fund, payer), (period, year)) = (whose(None, row.fund), when(row.period));
        let (amount, certain) = ((&row.amount).into(), (&row.certain).into());
        let (carried, new) = (Some((&row.carried).into()), Some((&row.fresh).into()));
        Commitment { line, fund, payer, period, year, amount, certain, carried, new }
    });
    lines.chain(funds).collect()
}

pub(super) fn commitment_months(scenario: &Scenario, results: &Results) -> Vec<CommitmentMonth> {
    let rows = results.commitment_months.iter();
    rows.map(|row| CommitmentMonth {
        line: scenario.lines[row.line.index()].named.id.clone(),
        month: row.month.to_string(),
        amount: row.amount,
        certain: row.certain,
    })
    .collect()
}
