//! The months of a run and the years they fall in, worked out once.

use crate::scenario::{Calendar, Scenario};
use crate::words::Month;

/// What a month is, as the engine needs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MonthFacts {
    /// The month itself.
    pub month: Month,
    /// Month of the year, 0 for January.
    pub of_year: usize,
    /// Position of its fiscal year in [`Timeline::fiscal_years`].
    pub fiscal: usize,
    /// Whether a fiscal year opens here (the first month always opens one).
    pub opens_fiscal: bool,
    /// Whether it is the last month of its fiscal year, or of the run.
    pub closes_fiscal: bool,
    /// Whether a school year opens here; never in the first month, whose students are stated.
    pub opens_school_year: bool,
}

/// All months of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timeline {
    /// The months, in order.
    pub months: Vec<MonthFacts>,
    /// Fiscal years, by the calendar year in which each opens.
    pub fiscal_years: Vec<i32>,
    /// Month of the year in which they open.
    opens: u32,
}

impl Timeline {
    pub(super) fn new(scenario: &Scenario) -> Self {
        let fiscal_years = scenario.fiscal_years();
        let first_year = scenario.start.year_opening_in(scenario.fiscal_year_starts);
        let count = scenario.months();
        let months = (0..count)
            .map(|index| {
                let month = scenario.start + index as i32;
                MonthFacts {
                    month,
                    of_year: month.month() as usize - 1,
                    fiscal: (month.year_opening_in(scenario.fiscal_year_starts) - first_year) as usize,
                    opens_fiscal: index == 0 || month.month() == scenario.fiscal_year_starts,
                    closes_fiscal: index + 1 == count || (month + 1).month() == scenario.fiscal_year_starts,
                    opens_school_year: index > 0 && month.month() == scenario.school_year_starts,
                }
            })
            .collect();
        Self { months, fiscal_years, opens: scenario.fiscal_year_starts }
    }
}

impl Timeline {
    /// The fiscal year of a month, by position; before the run the first, and after it one more for each that opens.
    pub(crate) fn fiscal_at(&self, month: i32) -> usize {
        match usize::try_from(month).map(|month| self.months.get(month)) {
            Ok(Some(facts)) => facts.fiscal,
            Ok(None) => {
                let year =
                    |month| self.months.first().map_or(0, |first| (first.month + month).year_opening_in(self.opens));
                (year(month) - year(0)).max(0) as usize
            }
            Err(_) => 0,
        }
    }
}

/// When rounds of a yearly plan are held, and how much of the year's plan is due by each.
#[derive(Clone, Debug, PartialEq)]
pub struct Rounds {
    /// By month: the share of the fiscal year's plan due by the end of this round, or none without a round.
    pub due: Vec<Option<f64>>,
    /// By month: the calendar's weight, the part of a year's rate that falls here.
    pub weight: Vec<f64>,
    /// By month: whether this is the last round of its fiscal year.
    pub last: Vec<bool>,
}

impl Rounds {
    /// Rounds of `calendar` between two months (by index, included). The plan of a fiscal year is spread over those of its
    /// rounds that fall into the run, so a part year still plans the whole of its yearly figure.
    pub(super) fn new(timeline: &Timeline, calendar: &Calendar, from: usize, until: usize) -> Self {
        let count = timeline.months.len();
        let weight: Vec<f64> = timeline
            .months
            .iter()
            .enumerate()
            .map(|(index, facts)| if (from..=until).contains(&index) { calendar.0[facts.of_year] } else { 0.0 })
            .collect();
        let mut totals = vec![0.0; timeline.fiscal_years.len()];
        for (facts, weight) in timeline.months.iter().zip(&weight) {
            totals[facts.fiscal] += weight;
        }
        let mut rounds = Self { due: vec![None; count], weight, last: vec![false; count] };
        let mut so_far = vec![0.0; totals.len()];
        let mut last_round = vec![None; totals.len()];
        for (index, facts) in timeline.months.iter().enumerate() {
            if rounds.weight[index] > 0.0 {
                so_far[facts.fiscal] += rounds.weight[index];
                rounds.due[index] = Some((so_far[facts.fiscal] / totals[facts.fiscal]).min(1.0));
                last_round[facts.fiscal] = Some(index);
            }
        }
        for index in last_round.into_iter().flatten() {
            rounds.last[index] = true;
            rounds.due[index] = Some(1.0);
        }
        rounds
    }

    /// The share of the fiscal year's plan that was due before `month`.
    pub(crate) fn before(&self, timeline: &Timeline, month: usize) -> f64 {
        let fiscal = timeline.months[month].fiscal;
        let same_year = (0..month).rev().take_while(|earlier| timeline.months[*earlier].fiscal == fiscal);
        same_year.into_iter().find_map(|earlier| self.due[earlier]).unwrap_or(0.0)
    }
}
