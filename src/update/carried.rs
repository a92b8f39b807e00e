//! What there is, beside people and counts, when a plan goes on: students, prices, money in funds.

use std::collections::BTreeMap;

use crate::fit::StudentsRow;
use crate::model::MetricKind;
use crate::scenario::file::{Reaches, YearEnd};
use crate::scenario::{Fund, FundId, Scenario};
use crate::summary::{Results, Spread};
use crate::words::Month;

use super::findings::{Carried, Executed, Told};

/// Something that goes on, with the TOML value that states it.
#[derive(Clone, Debug, PartialEq)]
pub struct Stated {
    /// What is told of it.
    pub carried: Carried,
    /// What the scenario says.
    pub value: String,
}

/// What goes on at `at`: as `stated` by path, else as payments and counts of `students` tell, else as the plan's forecast has it.
#[must_use]
pub fn carried(
    scenario: &Scenario,
    then: &Results,
    (executed, students): (&[Executed], &[StudentsRow]),
    stated: &BTreeMap<String, f64>,
    at: Month,
) -> Vec<Stated> {
    let opened = school_year(scenario, at);
    // What is stated of the first month is there when it has opened: no school year opens in it again.
    let last = usize::try_from(at - scenario.start - i32::from(opened < at)).unwrap_or(0);
    let opened = opened.year_opening_in(scenario.fiscal_year_starts);
    let year = at.year_opening_in(scenario.fiscal_year_starts);
    let mut all = Vec::new();
    let mut add = |path: String, otherwise: Option<(f64, String, Told)>| {
        let known = stated.get(&path).map(|value| (*value, value.to_string(), Told::Stated));
        if let Some((number, value, told)) = known.or(otherwise) {
            all.push(Stated { carried: Carried { path, value: number, told }, value });
        }
    };
    for (index, one) in scenario.phases.iter().enumerate().filter(|(_, one)| one.students.is_some()) {
        let metric = then.metrics.iter().find(|metric| metric.kind == MetricKind::Students(index.into()));
        let counted = students.iter().find(|row| row.phase == one.named.id && row.year == opened);
        let counted = counted.map(|row| (row.students, row.students.to_string(), Told::Students));
        let forecast = metric.and_then(|metric| metric.months.get(last));
        let forecast = forecast.map(|spread| (spread.quantiles.p50, spread_of(spread), Told::Forecast));
        add(format!("phase.{}.students", one.named.id), counted.or(forecast));
    }
    for one in scenario.prices.iter().filter(|one| !one.lines.is_empty()) {
        let mean = |id: crate::scenario::ParameterId| scenario.parameters[id.index()].mean();
        let index = scenario.price_index(one.lines[0], mean);
        let place = scenario.fiscal_years().iter().position(|own| *own == year);
        let index = place.and_then(|place| index.get(place)).map(|index| {
            // What is stated to six digits differs by less than a yuan in a million.
            let rounded = libm::round(index * 1e6) / 1e6;
            (rounded, format!("{rounded:?}"), Told::Forecast)
        });
        add(format!("price.{}.index", one.named.id), index);
    }
    for (index, fund) in scenario.funds.iter().enumerate().filter(|(_, fund)| fund.appropriation.is_some()) {
        let left = left(fund, index.into(), executed).map(|left| (left, format!("{left:.0}"), Told::Spending));
        add(format!("fund.{}.carried_in", fund.named.id), left);
    }
    all
}

/// The last month until `at` in which a school year opened.
#[must_use]
pub fn school_year(scenario: &Scenario, at: Month) -> Month {
    let since = (at.month() + 12 - scenario.school_year_starts) % 12;
    at + -(since as i32)
}

/// What nobody tells of programmes: units of those that reach the whole district go on working, schools have joined.
#[must_use]
pub fn untold(scenario: &Scenario, stated: &BTreeMap<String, f64>, schools: bool) -> Vec<Carried> {
    let mut all = Vec::new();
    for one in &scenario.programmes {
        let path = match one.reaches {
            Reaches::District => format!("programme.{}.opened_before", one.named.id),
            Reaches::Schools if schools => continue,
            Reaches::Schools => "schools.file".to_owned(),
            // Whom a programme has reached stands on the roster.
            Reaches::People | Reaches::Arrivals => continue,
        };
        let known = stated.keys().any(|own| own.starts_with(&format!("{path}.")));
        if !known && !all.iter().any(|own: &Carried| own.path == path) {
            all.push(Carried { path, value: 0.0, told: Told::Nobody });
        }
    }
    all
}

/// A number of the plan's forecast as an assumption.
fn spread_of(spread: &Spread) -> String {
    let own = &spread.quantiles;
    let (low, middle, high) = (own.p5, own.p50, own.p95);
    let number =
        if low < high { format!("pert = [{low:?}, {middle:?}, {high:?}]") } else { format!("value = {middle:?}") };
    format!("{{ {number}, basis = \"assumption\", source = \"judgement: the plan's own forecast\" }}")
}

/// What is left in a fund of all past years; none if it lapses, or if nobody tells what was paid in one of them.
fn left(fund: &Fund, id: FundId, executed: &[Executed]) -> Option<f64> {
    if fund.year_end != YearEnd::CarryOver {
        return None;
    }
    let mut own = executed.iter().filter(|one| one.fund == Some(id)).peekable();
    own.peek()?;
    own.try_fold(0.0, |left: f64, one| Some((left + one.budget - one.paid? as f64).max(0.0)))
}
