//! Which numbers every replicate records each month, and how targets read them.

use serde::{Deserialize, Serialize};

use crate::scenario::{ChannelId, Milestone, PhaseId, Reading, Scenario, TargetId, TierId};

use super::counts::{CountPlan, Counts};
use super::judged::{Judged, UNDEFINED};
use super::threshold::Threshold;
use crate::words::Month;

/// What a metric counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MetricKind {
    /// People in a tier at the end of the month.
    Stock(TierId),
    /// People who entered a tier since the start.
    Additions(TierId),
    /// People who left the system from a tier since the start.
    Leavers(TierId),
    /// People in all tiers.
    Headcount,
    /// Students of a phase.
    Students(PhaseId),
    /// Candidates of a channel who passed a stage, by position, since the start.
    Passed(ChannelId, usize),
    /// What the reading (by position) of a target counts.
    Target(TargetId, usize),
    /// What a metric that the scenario states counts, by position.
    Stated(usize),
}

/// A number recorded every month.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Metric {
    /// Stable id, such as `stock.teacher`.
    pub id: String,
    /// What it counts.
    pub kind: MetricKind,
    /// Decimal places it is recorded to; 0 for heads.
    pub decimals: u32,
}

impl Metric {
    /// One whole unit in the recorded number.
    #[must_use]
    pub const fn scale(&self) -> i64 {
        10_i64.pow(self.decimals)
    }

    /// Whether it is a ratio: only these can lack a value.
    #[must_use]
    pub const fn is_ratio(&self) -> bool {
        self.decimals > 0
    }

    /// A recorded number in natural units; none where it has no value.
    #[must_use]
    pub fn natural(&self, recorded: i64) -> Option<f64> {
        (recorded != UNDEFINED).then(|| recorded as f64 / self.scale() as f64)
    }
}

impl ReadingPlan {
    /// By what it is judged in a month, were it judged there: by what holds at the next month in which it is, and after the
    /// last by that.
    #[must_use]
    pub fn judged_in(&self, month: usize) -> &Judged {
        let last = self.judged.len() - 1;
        &self.judged[self.judged[..last].iter().position(|one| month <= one.at).unwrap_or(last)]
    }

    /// Of what there must be more for it to be met; none where nothing that is planned brings that.
    #[must_use]
    pub fn lacked(&self) -> Option<&CountPlan> {
        self.count.lacked(self.judged.iter().any(|one| one.at_most().is_some()))
    }

    /// One whole unit in a recorded shortfall.
    #[must_use]
    pub const fn shortfall_scale(&self) -> i64 {
        10_i64.pow(self.shortfall_decimals)
    }
}

/// How a target's reading is counted in the engine.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadingPlan {
    /// The target.
    pub target: TargetId,
    /// Position of the reading.
    pub reading: usize,
    /// What is counted.
    pub count: CountPlan,
    /// Its metric, by index.
    pub metric: usize,
    /// When it is judged and by what, in order of the months: never empty.
    pub judged: Vec<Judged>,
    /// Where the first of these stands in [`Record::outside`](crate::simulate::Record::outside).
    pub first: usize,
    /// The last month in which it is judged, by index.
    pub at: usize,
    /// Decimal places that shortfalls are recorded to.
    pub shortfall_decimals: u32,
    /// Whether it is a main reading.
    pub main: bool,
    /// Whether it belongs to the joint target.
    pub joint: bool,
}

/// Most decimal places of a shortfall, and of those of a bound that is greater than [`GREAT`], for which they would not fit.
const FINEST: u32 = 9;
const FINEST_OF_GREAT: u32 = 6;
const GREAT: f64 = 1e9;

/// Decimal places that shortfalls of a reading are recorded to: of heads as many as the bound has, of ratios as many as there
/// may be.
fn shortfall_decimals(reading: &Reading, decimals: u32) -> u32 {
    let bounds = || reading.milestones.iter().flat_map(|one| [one.bounds.at_least, one.bounds.at_most]).flatten();
    let most = if bounds().any(|bound| bound > GREAT) { FINEST_OF_GREAT } else { FINEST };
    let places = || bounds().map(|bound| Threshold::new(bound).places()).max().unwrap_or(0);
    if decimals == 0 { places().min(most) } else { most }
}

pub(super) fn metrics(scenario: &Scenario, counts: &mut Counts) -> (Vec<Metric>, Vec<ReadingPlan>) {
    let mut metrics = Vec::new();
    let tiers = || (0..scenario.tiers.len()).map(TierId::from);
    let name = |tier: TierId| &scenario.tiers[tier.index()].named.id;
    for tier in tiers() {
        metrics.push(Metric { id: format!("stock.{}", name(tier)), kind: MetricKind::Stock(tier), decimals: 0 });
    }
    for tier in tiers() {
        metrics.push(Metric {
            id: format!("additions.{}", name(tier)),
            kind: MetricKind::Additions(tier),
            decimals: 0,
        });
    }
    for tier in tiers() {
        metrics.push(Metric { id: format!("leavers.{}", name(tier)), kind: MetricKind::Leavers(tier), decimals: 0 });
    }
    metrics.push(Metric { id: "headcount".to_owned(), kind: MetricKind::Headcount, decimals: 0 });
    for (index, phase) in scenario.phases.iter().enumerate() {
        if phase.students.is_some() {
            let id = format!("students.{}", phase.named.id);
            metrics.push(Metric { id, kind: MetricKind::Students(index.into()), decimals: 0 });
        }
    }
    for (index, channel) in scenario.channels.iter().enumerate() {
        for (stage, one) in channel.stages.iter().enumerate() {
            let id = format!("passed.{}.{}", channel.named.id, one.named.id);
            metrics.push(Metric { id, kind: MetricKind::Passed(index.into(), stage), decimals: 0 });
        }
    }
    let (mut readings, mut first) = (Vec::new(), 0);
    for (index, target) in scenario.targets.iter().enumerate() {
        let id = TargetId::from(index);
        for (position, reading) in target.readings.iter().enumerate() {
            let count = counts.plan(scenario, &reading.count);
            let decimals = count.decimals();
            readings.push(plan(scenario, (id, position), reading, count, metrics.len(), first));
            first += reading.milestones.len();
            metrics.push(Metric {
                id: format!("target.{}.{}", target.named.id, reading.id),
                kind: MetricKind::Target(id, position),
                decimals,
            });
        }
    }
    for (index, one) in scenario.observed.iter().enumerate() {
        let count = counts.plan(scenario, &one.count);
        let decimals = count.decimals();
        counts.observed.push((metrics.len(), count));
        let id = format!("metric.{}", one.named.id);
        metrics.push(Metric { id, kind: MetricKind::Stated(index), decimals });
    }
    (metrics, readings)
}

fn plan(
    scenario: &Scenario,
    (target, position): (TargetId, usize),
    reading: &Reading,
    count: CountPlan,
    metric: usize,
    first: usize,
) -> ReadingPlan {
    let (stated, decimals) = (&scenario.targets[target.index()], count.decimals());
    let month = |month: Month| (month - scenario.start).max(0) as usize;
    let judged = |one: &Milestone| Judged::new(month(one.at), &one.bounds, 10_i64.pow(decimals));
    ReadingPlan {
        target,
        reading: position,
        count,
        metric,
        judged: reading.milestones.iter().map(judged).collect(),
        first,
        at: month(reading.due().at),
        shortfall_decimals: shortfall_decimals(reading, decimals),
        main: position == 0,
        joint: position == 0 && stated.joint,
    }
}
