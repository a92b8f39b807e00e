//! What is told of a plan that goes on half-way: plain data.

use serde::{Deserialize, Serialize};

use crate::fit::Fitted;
use crate::scenario::{FundId, LineId, Taken, TargetId, TierId};
use crate::summary::{Probability, Spread};
use crate::words::Month;

/// Who says what has been, or what there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Told {
    /// Whoever brings the plan up to date.
    Stated,
    /// Rosters: the least that has happened.
    Rosters,
    /// The table of what was paid.
    Spending,
    /// The table of students.
    Students,
    /// Nobody, so that the plan's own forecast is taken.
    Forecast,
    /// Nobody: it is taken to be nothing.
    Nobody,
}

/// What there has been of something that is counted since the plan began, or what there is of something that goes on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Carried {
    /// Where it stands in the scenario, such as `target.leaders.so_far`.
    pub path: String,
    /// How many, or yuan.
    pub value: f64,
    /// Who says so.
    pub told: Told,
}

/// A target under one reading: what was thought of it when the plan began, and what is now.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Outlook {
    /// The target, in the plan.
    pub target: TargetId,
    /// Position of the reading.
    pub reading: usize,
    /// The month at whose end it is judged, for the last time.
    pub at: Month,
    /// How likely it was when the plan began.
    pub then: Probability,
    /// How likely the whole of it is now: not at all, where a milestone that is past was missed.
    pub now: Probability,
    /// How likely it is now to be met at all months that are left.
    pub left: Probability,
    /// Its milestones that are past.
    pub behind: Vec<Behind>,
    /// What was expected at its month when the plan began.
    pub value_then: Spread,
    /// What is expected now.
    pub value_now: Spread,
    /// What was expected, when the plan began, of the month before the one from which it goes on.
    pub expected: Spread,
    /// What it came to in that month; none if nobody tells.
    pub actual: Option<f64>,
}

impl Outlook {
    /// Whether a milestone that is past was missed, so that the target as a whole cannot be met any more.
    #[must_use]
    pub fn is_lost(&self) -> bool {
        self.behind.iter().any(|one| one.met == Some(false))
    }
}

/// A milestone of a target that is past.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Behind {
    /// Its position among the milestones of the reading, in the plan.
    pub milestone: usize,
    /// The month at whose end it was judged.
    pub at: Month,
    /// What it came to; none if nobody tells.
    pub actual: Option<f64>,
    /// Whether it was met; none if nobody tells.
    pub met: Option<bool>,
    /// How likely it was when the plan began.
    pub then: Option<Probability>,
}

/// A target whose month is past.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Settled {
    /// The target, in the plan.
    pub target: TargetId,
    /// The month at whose end it was judged.
    pub at: Month,
    /// How likely it was when the plan began.
    pub then: Probability,
    /// What it came to; none if nobody tells.
    pub actual: Option<f64>,
    /// Whether it was met; none if nobody tells.
    pub met: Option<bool>,
}

/// What was to be paid in a fiscal year that is past, and what was.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Executed {
    /// The line; none where a fund is meant.
    pub line: Option<LineId>,
    /// The fund; none where a line is meant.
    pub fund: Option<FundId>,
    /// The fiscal year, by the calendar year in which it opens.
    pub fiscal_year: i32,
    /// The budget: what the plan's needs come to on a line, or the appropriation of a fund; its mean.
    pub budget: f64,
    /// What was expected to be paid.
    pub expected: Spread,
    /// What was paid; none if nobody tells.
    pub paid: Option<i64>,
}

impl Executed {
    /// The part of the budget that was paid (预算执行率); none without either.
    #[must_use]
    pub fn rate(&self) -> Option<f64> {
        self.paid.filter(|_| self.budget > 0.0).map(|paid| paid as f64 / self.budget)
    }
}

/// People of a tier when the plan goes on, and what was expected.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Found {
    /// The tier.
    pub tier: TierId,
    /// What was expected when the plan began.
    pub expected: Spread,
    /// Who is there.
    pub actual: u64,
}

/// A plan that goes on half-way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Updated {
    /// The month from which it goes on.
    pub at: Month,
    /// The month with which it began.
    pub began: Month,
    /// Replicates of each forecast.
    pub replicates: u64,
    /// What of the plan is past.
    pub taken: Vec<Taken>,
    /// What has been of all that is counted since it began, and what there is of what goes on.
    pub carried: Vec<Carried>,
    /// Targets that are still to be judged.
    pub outlooks: Vec<Outlook>,
    /// Targets that are past.
    pub settled: Vec<Settled>,
    /// Lines and funds in the fiscal years that are past.
    pub executed: Vec<Executed>,
    /// People by tier.
    pub found: Vec<Found>,
    /// How numbers moved; none where there was nothing to read them off.
    pub fitted: Option<Fitted>,
}
