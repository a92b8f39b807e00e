//! Money by fund and fiscal year: need, spend and gap.

use crate::report::names;
use crate::report::words::{MoneyUnit, Words};
use crate::scenario::Scenario;
use crate::summary::{Results, Spread};

use super::layout::{Cell, Table, heading, paragraph};
use super::paint::{Paint, Tone};

/// The table of the money, or a sentence where nothing costs anything.
pub(super) fn section(scenario: &Scenario, results: &Results, words: &Words, paint: Paint) -> String {
    if results.total_money.is_empty() || scenario.funds.is_empty() {
        let none = paragraph(paint, Tone::Plain, 2, &words.word("money-none"));
        return format!("{}{none}", heading(paint, &words.word("money-heading-none")));
    }
    let totals = results.total_money.iter().flat_map(|year| [year.need.p95, year.spend.p95, year.gap.p95]);
    let granted = results.fund_money.iter().map(|year| year.appropriation.p50);
    let unit = words.money_unit(totals.chain(granted).fold(0.0, f64::max));
    let mut table = Table::new("<>>>>>>>>>>");
    let group = |id: &str| Cell::new(Tone::Strong, words.word(id));
    table.row(vec![
        "".into(),
        group("appropriation"),
        group("need"),
        "".into(),
        "".into(),
        group("spend"),
        "".into(),
        "".into(),
        group("gap"),
    ]);
    let percentiles = ["fiscal-year", "p50", "p50", "p80", "p95", "p50", "p80", "p95", "p50", "p80", "p95"];
    table.head(&percentiles.map(|id| words.word(id)));
    for (index, fund) in scenario.funds.iter().enumerate() {
        let years: Vec<_> = results.fund_money.iter().filter(|year| year.fund.index() == index).collect();
        let bounded = fund.appropriation.is_some();
        table.across(0, names::fund(scenario, index, words).into());
        for year in years {
            let granted = if bounded { unit.write(words, year.appropriation.p50) } else { "–".to_owned() };
            table.row(row(
                &scenario.fiscal_label(year.fiscal_year),
                granted,
                [&year.need, &year.spend, &year.gap],
                unit,
                words,
            ));
        }
    }
    if scenario.funds.len() > 1 {
        table.across(0, Cell::new(Tone::Strong, words.word("all-funds")));
        for year in &results.total_money {
            table.row(row(
                &scenario.fiscal_label(year.fiscal_year),
                String::new(),
                [&year.need, &year.spend, &year.gap],
                unit,
                words,
            ));
        }
    }
    let name = words.word(unit.word);
    let mut text = heading(paint, &words.with("money-heading", &[("unit", &name)]));
    text.push_str(&table.render(paint));
    text.push_str(&paragraph(paint, Tone::Quiet, 0, &words.word("money-note")));
    if let Some(sure) = results.plan_money.last().and_then(|all| sureness(&all.need, unit, words)) {
        text.push_str(&paragraph(paint, Tone::Quiet, 0, &sure));
    }
    text
}

/// What all years need together, with how far the quantiles may be off.
fn sureness(need: &Spread, unit: MoneyUnit, words: &Words) -> Option<String> {
    let (low, high) = (need.low?, need.high?);
    let said = |value: f64, low: f64, high: f64| {
        format!("{} ({}–{})", unit.write(words, value), unit.write(words, low), unit.write(words, high))
    };
    let values = [
        ("p50", said(need.p50, low.p50, high.p50)),
        ("p80", said(need.p80, low.p80, high.p80)),
        ("p95", said(need.p95, low.p95, high.p95)),
    ];
    Some(words.with("money-sure", &values.each_ref().map(|(name, value)| (*name, value.as_str()))))
}

fn row(year: &str, granted: String, spreads: [&Spread; 3], unit: MoneyUnit, words: &Words) -> Vec<Cell> {
    let mut cells = vec![format!("  {year}").into(), granted.into()];
    for (index, spread) in spreads.into_iter().enumerate() {
        for value in [spread.p50, spread.p80, spread.p95] {
            let tone = if index == 2 && value > 0.0 { Tone::Bad } else { Tone::Plain };
            cells.push(Cell::new(tone, unit.write(words, value)));
        }
    }
    cells
}
