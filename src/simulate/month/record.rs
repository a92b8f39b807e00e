//! Step 6 of a month: what a replicate leaves behind, in whole numbers.

use crate::model::{MetricKind, Model, Outside, ReadingPlan, UNDEFINED, in_parts, nearest};
use crate::scenario::file::CountKind;

use super::counts::{fraction, remember, schools_meeting};
use crate::simulate::books::FundYear;
use crate::simulate::plans::LedgerYear;
use crate::simulate::state::{AwardYear, FlowYear, LineYear, State};

/// Decimal places of a coefficient of variation.
pub(crate) const EQUITY_SCALE: f64 = 10_000.0;
/// Decimal places of a school's people per 100 students.
pub(crate) const SCHOOL_SCALE: f64 = 1000.0;

/// Everything that a replicate leaves behind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// Metric by month, in recorded units; [`UNDEFINED`] where a ratio has no value.
    pub metrics: Vec<i64>,
    /// Line by fiscal year.
    pub lines: Vec<LineYear>,
    /// By reading, and month in which it is judged: how far outside its bounds it is there.
    pub outside: Vec<Outside>,
    /// Paid, line by month.
    pub cash: Vec<i64>,
    /// Fund by fiscal year.
    pub funds: Vec<FundYear>,
    /// [Flow](Model::flows) by fiscal year.
    pub flows: Vec<FlowYear>,
    /// What is to be paid after the end, by line: what was due and is unpaid, then what falls due in each of the fiscal years
    /// of [`Model::after`]; all of it, and what of it is owed whoever stays. Empty where the plan does not say for how long.
    pub after: Vec<[i64; 2]>,
    /// The same by line and month after the end, without what is unpaid.
    pub after_months: Vec<[i64; 2]>,
    /// [Awards](Model::awards) that are paid, by fiscal year.
    pub awards: Vec<AwardYear>,
    /// Ledger row by fiscal year.
    pub ledger: Vec<LedgerYear>,
    /// Hired for what a main reading counts, in fiscal years up to its own, and arriving after its month: reading by fiscal
    /// year in which they were hired.
    pub late: Vec<u32>,
    /// Ten-thousandths of the coefficient of variation: phase of the scenario's equity by month looked at; [`UNDEFINED`]
    /// without people or students.
    pub equity: Vec<i64>,
    /// By school at the end: staff, thousandths of people per 100 students ([`UNDEFINED`] without students), students, whether
    /// a group has been joined.
    pub schools: Vec<[i64; 4]>,
    /// Which rules fired.
    pub rules: Vec<bool>,
}

impl Record {
    pub(crate) fn clear(&mut self, model: &Model) {
        self.metrics.clear();
        self.metrics.resize(model.metrics.len() * model.timeline.months.len(), 0);
        self.outside.clear();
        self.outside.resize(model.readings.iter().map(|one| one.judged.len()).sum(), Outside::default());
        self.equity.clear();
        self.after.clear();
        self.after_months.clear();
        self.schools.clear();
    }

    /// A metric's recorded value in a month; [`UNDEFINED`] where it has none.
    #[must_use]
    pub fn metric(&self, model: &Model, metric: usize, month: usize) -> i64 {
        self.metrics[metric * model.timeline.months.len() + month]
    }

    /// Whether a reading is met: in every month in which it is judged.
    #[must_use]
    pub fn met(&self, model: &Model, reading: &ReadingPlan) -> bool {
        reading.judged.iter().all(|one| one.met_by(self.metric(model, reading.metric, one.at)))
    }

    /// Where a reading is furthest outside its bounds, and the month, by index: the first of equals.
    #[must_use]
    pub fn worst(&self, reading: &ReadingPlan) -> (usize, Outside) {
        let all = reading.judged.iter().map(|one| one.at).zip(self.outside[reading.first..].iter().copied());
        all.reduce(|worst, one| if one.1.by > worst.1.by { one } else { worst }).unwrap_or_default()
    }
}

/// Months in which equity is looked at: each December, and the last.
pub(crate) fn equity_months(model: &Model) -> Vec<usize> {
    let last = model.timeline.months.len().saturating_sub(1);
    (0..=last).filter(|month| *month == last || model.timeline.months[*month].of_year == 11).collect()
}

pub(crate) fn step(model: &Model, state: &mut State, month: usize, record: &mut Record) {
    remember(model, state);
    let months = model.timeline.months.len();
    for (index, metric) in model.metrics.iter().enumerate() {
        let value = match metric.kind {
            MetricKind::Stock(tier) => i64::from(state.stock[tier.index()]),
            MetricKind::Additions(tier) => i64::from(state.additions[tier.index()]),
            MetricKind::Leavers(tier) => i64::from(state.leavers[tier.index()]),
            MetricKind::Headcount => state.stock.iter().map(|count| i64::from(*count)).sum(),
            MetricKind::Students(phase) => nearest(state.students[phase.index()]),
            MetricKind::Passed(channel, number) => i64::from(state.passed_stages[channel.index()][number]),
            MetricKind::Target(..) | MetricKind::Stated(_) => continue,
        };
        record.metrics[index * months + month] = value;
    }
    for (metric, count) in &model.counts.observed {
        let counted = fraction(model, state, count, month);
        record.metrics[metric * months + month] = in_parts(counted, model.metrics[*metric].scale());
    }
    for reading in &model.readings {
        let (scale, counted) = (model.metrics[reading.metric].scale(), fraction(model, state, &reading.count, month));
        record.metrics[reading.metric * months + month] = reading.judged_in(month).recorded(counted, scale);
        if let Some(place) = reading.judged.iter().position(|one| one.at == month) {
            let mut outside = reading.judged[place].outside(counted, reading.shortfall_scale());
            if reading.count.kind == CountKind::SchoolsMeeting {
                outside.left_out = schools_meeting(model, state, &reading.count)[2];
            }
            record.outside[reading.first + place] = outside;
        }
    }
    let last = month + 1 == months;
    if last || model.timeline.months[month].of_year == 11 {
        record_equity(model, state, record);
    }
    if last {
        record_schools(model, state, record);
    }
}

/// People of the equity tiers per 100 students of a school; none without students.
fn per_100_students(model: &Model, state: &State, school: usize) -> Option<f64> {
    let equity = model.scenario().equity.as_ref()?;
    let tiers = model.moves_of_tier.len();
    let people: u32 = equity.tiers.iter().map(|tier| state.school_tier[school * tiers + tier.index()]).sum();
    let students = state.school_students[school];
    (state.open[school] && students > 0.0).then(|| f64::from(people) * 100.0 / students)
}

/// The coefficient of variation over schools, each school counting once, with the denominator n, as the national
/// inspection's handbook has it.
fn record_equity(model: &Model, state: &State, record: &mut Record) {
    let Some(equity) = &model.scenario().equity else { return };
    let mut values: Vec<f64> = Vec::with_capacity(state.open.len());
    for (phase, _) in &equity.limits {
        let schools = &model.schools_of_phase[phase.index()];
        values.clear();
        values.extend(schools.iter().filter_map(|index| per_100_students(model, state, *index)));
        let count = values.len() as f64;
        let mean = values.iter().sum::<f64>() / count.max(1.0);
        let variance = values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / count.max(1.0);
        record.equity.push(if mean > 0.0 { nearest(libm::sqrt(variance) / mean * EQUITY_SCALE) } else { UNDEFINED });
    }
}

fn record_schools(model: &Model, state: &State, record: &mut Record) {
    let joined: Vec<&[bool]> =
        state.programmes.iter().map(|programme| &programme.joined[..]).filter(|joined| !joined.is_empty()).collect();
    for index in 0..model.scenario().schools.len() {
        record.schools.push([
            i64::from(state.staff[index]),
            per_100_students(model, state, index).map_or(UNDEFINED, |people| nearest(people * SCHOOL_SCALE)),
            nearest(state.school_students[index]),
            i64::from(joined.iter().any(|joined| joined[index])),
        ]);
    }
}

pub(crate) fn finish(state: &State, record: &mut Record) {
    record.lines.clone_from(&state.line_years);
    record.cash.clone_from(&state.cash);
    record.flows.clone_from(&state.flows);
    record.awards.clone_from(&state.awards);
    record.funds.clone_from(&state.books.years);
    record.late.clone_from(&state.late);
    record.rules.clone_from(&state.rule_fired);
}
