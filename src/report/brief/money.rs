//! What the plan takes over all its years, what there is, what is missing, and what is left to pay when it ends.

use crate::report::names;
use crate::report::table::{Cell, Column, Table};
use crate::report::words::Words;
use crate::scenario::{FundId, Scenario};
use crate::summary::{Commitment, Period, PlanMoney, Results};

use super::Section;

/// Years after the end that are named.
const YEARS: usize = 5;

pub(super) fn section(scenario: &Scenario, results: &Results, words: &Words) -> Section {
    let section = Section::new("brief-money", words);
    let Some(all) = results.plan_money.iter().find(|one| one.fund.is_none()) else { return section };
    if scenario.funds.is_empty() || all.need.quantiles.p95 <= 0.0 {
        return Section { paragraphs: vec![words.word("money-none")], ..section };
    }
    Section {
        paragraphs: [sums(scenario, results, all, words)].into_iter().chain(after(scenario, results, words)).collect(),
        table: table(scenario, results, words),
        ..section
    }
}

/// What a fund is granted over all years; none for one that never binds.
fn granted(scenario: &Scenario, results: &Results, fund: FundId) -> Option<f64> {
    scenario.funds[fund.index()].appropriation.as_ref()?;
    let years = results.fund_money.iter().filter(|year| year.fund == fund);
    Some(years.map(|year| year.appropriation.mean).sum())
}

/// What all that is bounded comes to; none where nothing is.
fn all_granted(scenario: &Scenario, results: &Results) -> Option<f64> {
    let each: Vec<f64> =
        (0..scenario.funds.len()).filter_map(|fund| granted(scenario, results, FundId::from(fund))).collect();
    (!each.is_empty()).then(|| each.iter().sum())
}

fn sums(scenario: &Scenario, results: &Results, all: &PlanMoney, words: &Words) -> String {
    let beyond = &all.needed_beyond().quantiles;
    let values = [
        ("granted", all_granted(scenario, results).map_or_else(String::new, |yuan| words.amount(yuan))),
        ("need", words.amount(all.need.mean)),
        ("likely", words.amount(all.need.quantiles.p80)),
        ("beyond", words.amount(beyond.p80)),
        ("most", words.amount(beyond.p95)),
        ("spend", words.amount(all.spend.mean)),
    ];
    let id = match all_granted(scenario, results) {
        None => "brief-money-free",
        Some(_) if beyond.p80 > 0.0 => "brief-money-short",
        Some(_) if beyond.p95 > 0.0 => "brief-money-seldom",
        Some(_) => "brief-money-enough",
    };
    words.with(id, &values.each_ref().map(|(name, value)| (*name, value.as_str())))
}

/// A row a fund, over all years.
fn table(scenario: &Scenario, results: &Results, words: &Words) -> Option<Table> {
    let largest = results.plan_money.iter().map(|one| one.need.quantiles.p80).fold(0.0, f64::max);
    let unit = words.money_unit(all_granted(scenario, results).unwrap_or_default().max(largest));
    let heads = ["appropriation", "brief-need-mean", "brief-need-likely", "brief-spend-mean", "brief-beyond"];
    let columns =
        std::iter::once(Column::text(words.word("page-fund"))).chain(heads.map(|id| Column::number(words.word(id))));
    let caption = words.with("brief-money-caption", &[("unit", &words.word(unit.word))]);
    let mut table = Table::new(caption, columns).note(words.word("brief-money-note"));
    let amount = |yuan: f64| Cell::number(unit.write(words, yuan), yuan);
    for one in &results.plan_money {
        let (name, own) = match one.fund {
            Some(fund) => (names::fund(scenario, fund.index(), words), granted(scenario, results, fund)),
            None => (words.word("all-funds"), all_granted(scenario, results)),
        };
        let beyond = own.map_or_else(Cell::absent, |_| amount(one.needed_beyond().quantiles.p80).missing());
        let cells = vec![
            Cell::text(name),
            own.map_or_else(Cell::absent, amount),
            amount(one.need.mean),
            amount(one.need.quantiles.p80),
            amount(one.spend.mean),
            beyond,
        ];
        // One fund is all there is.
        if one.fund.is_some() || scenario.funds.len() > 1 {
            table.push(if one.fund.is_none() { "total" } else { "" }, cells);
        }
    }
    table.unless_empty()
}

/// What is left to pay after the end.
fn after(scenario: &Scenario, results: &Results, words: &Words) -> Option<String> {
    let of_all: Vec<&Commitment> = results.commitments.iter().filter(|one| one.line.is_none()).collect();
    if let Some(all) = of_all.iter().find(|one| one.period == Period::All) {
        if all.amount.quantiles.p95 <= 0.0 {
            return Some(words.word("brief-after-nothing"));
        }
        let year = |one: &&Commitment| match one.period {
            Period::Year(year) if one.amount.mean > 0.0 => {
                let values = [("year", scenario.fiscal_label(year)), ("amount", words.amount(one.amount.mean))];
                Some(words.with("brief-after-year", &values.each_ref().map(|(name, value)| (*name, value.as_str()))))
            }
            _ => None,
        };
        let years: Vec<String> = of_all.iter().filter_map(year).collect();
        let shown = words.list(years.get(..YEARS).unwrap_or(&years));
        let id = match years.len() {
            0 => "brief-after",
            1..=YEARS => "brief-after-years",
            _ => "brief-after-first-years",
        };
        let values = [
            ("mean", words.amount(all.amount.mean)),
            ("likely", words.amount(all.amount.quantiles.p80)),
            ("certain", words.amount(all.certain.mean)),
            ("years", shown),
        ];
        return Some(words.with(id, &values.each_ref().map(|(name, value)| (*name, value.as_str()))));
    }
    let last = results.fiscal_years.last()?;
    let owed = results.fund_money.iter().filter(|year| year.fiscal_year == *last);
    let owed: f64 = owed.map(|year| year.committed.mean + year.queued.mean).sum();
    (owed >= 0.5).then(|| words.with("brief-after-open", &[("amount", &words.amount(owed))]))
}
