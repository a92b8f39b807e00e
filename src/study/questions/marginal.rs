//! What a little more of each thing buys.

use serde::{Deserialize, Serialize};

use crate::scenario::Scenario;
use crate::words::Text;

use crate::study::design::{Laboratory, Measure, Point, Series};
use crate::study::error::StudyError;
use crate::study::infer::{Difference, Effect, Estimate, bounds_of, difference, difference_of, effects, missing};
use crate::study::lever::{Change, Lever, LeverUnit, dearest, levers};

/// Yuan of a step of money over all years, where a unit of what it pays for is not dearer and nothing else is asked for.
const STEP: i64 = 100_000;

/// What is stepped.
#[derive(Clone, Debug, PartialEq)]
pub enum Steps {
    /// These levers, with what is added to each. One that cannot be stepped is refused.
    Of(Vec<(String, Change)>),
    /// Every lever but all funds together, money by so many yuan; none means what [`usual_step`] says. One that cannot be
    /// stepped is left out and told.
    Every(Option<i64>),
}

/// A little more of a lever: of money, over all years together, 100,000 yuan or (where that is more) a unit in each year of
/// the dearest thing that it pays for, since less may buy nothing at all; of anything else one more.
#[must_use]
pub fn usual_step(lever: &Lever, scenario: &Scenario) -> Change {
    lever.step(dearest(scenario, lever).map_or(STEP, |unit| unit.max(STEP)))
}

/// What one step of a lever buys.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Gain {
    /// The lever.
    pub lever: String,
    /// In what it is measured.
    pub unit: LeverUnit,
    /// What was added.
    pub change: Change,
    /// Of money, what a unit in each year of the dearest thing costs that it pays for, over all years: a smaller step may buy
    /// nothing.
    pub unit_cost: Option<i64>,
    /// What it adds to the expected number of chosen targets that are met.
    pub targets_met: Difference,
    /// Of money, the same for each 100,000 yuan of the step, by which steps of unlike size are ranked.
    pub rate: Option<Estimate>,
    /// What it adds to the chosen targets' expected shortfall, each as a share of its bound, summed: below 0 where it helps.
    /// It tells where the probabilities sit at 0 or 1.
    pub missing: Difference,
    /// What it does to each chosen target.
    pub effects: Vec<Effect>,
    /// What it adds to the probability of each chosen target, and of all together.
    pub probability: Vec<(Measure, Difference)>,
    /// What it adds to what each chosen target counts, in the target's unit; without those that never have a value.
    pub value: Vec<(Measure, Difference)>,
    /// What it adds to spend over all lines and years, in yuan; none without money.
    pub spend: Option<Difference>,
}

/// The steps, ranked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Marginal {
    /// What each step buys: those that change the expected number of targets met first, then those that only change what is
    /// missing, greatest first; money by what each 100,000 yuan buys.
    pub gains: Vec<Gain>,
    /// Levers that could not be stepped, and why.
    pub left_out: Vec<(String, Text)>,
    /// Replicates of every point.
    pub replicates: u64,
}

/// Measures what a step of each lever buys for targets by id (none means all), each against the same replicates of the plan.
///
/// # Errors
/// If a name is unknown, a step is refused, or a run ends early.
pub fn marginal(
    laboratory: &Laboratory<'_>,
    scenario: &Scenario,
    steps: &Steps,
    targets: &[String],
    replicates: u64,
) -> Result<Marginal, StudyError> {
    let base = Point::new("plan", scenario);
    let measures = base.measures_of(targets)?;
    let mut points = vec![base];
    let (mut taken, mut left_out) = (Vec::new(), Vec::new());
    let mut take = |lever: Lever, change: Change| -> Result<(), StudyError> {
        points.push(Point::with(lever.name(), scenario, &[(&lever, change)])?);
        taken.push((lever, change));
        Ok(())
    };
    match steps {
        Steps::Of(named) => {
            for (name, change) in named {
                take(Lever::find(scenario, name)?, *change)?;
            }
        }
        Steps::Every(yuan) => {
            for name in levers(scenario).into_iter().filter(|name| name != "funds") {
                let lever = Lever::find(scenario, &name)?;
                let change = yuan.map_or_else(|| usual_step(&lever, scenario), |yuan| lever.step(yuan));
                if let Err(error) = take(lever, change) {
                    left_out.push((name, error.text()));
                }
            }
        }
    }
    let outcomes = laboratory.run(&points.iter().collect::<Vec<_>>(), replicates)?;
    let Some((plan, changed)) = outcomes.split_first() else {
        return Err(StudyError::Target { name: "all".to_owned() });
    };
    let values: Vec<Measure> = measures.iter().filter_map(Measure::met_target).map(Measure::value).collect();
    let spend = Measure::TotalSpend { year: None };
    let before = plan.series_of(&measures);
    let bounds = bounds_of(scenario, &measures);
    let before_missing = missing(plan, &bounds);
    let mut gains: Vec<Gain> = Vec::new();
    for (one, (lever, change)) in changed.iter().zip(&taken) {
        let after = one.series_of(&measures);
        let pair = |measure: &Measure| difference_of(plan.series(measure).as_ref(), one.series(measure).as_ref());
        let pairs = |measures: &[Measure]| {
            measures.iter().filter_map(|measure| Some((measure.clone(), pair(measure)?))).collect::<Vec<_>>()
        };
        let single = |list: &[Series]| {
            let own = measures.iter().zip(list).filter(|(measure, _)| **measure != Measure::Joint);
            own.map(|(_, one)| one).sum::<Series>()
        };
        let targets_met = difference(&single(&before), &single(&after));
        let rate = match change {
            Change::PlusTotal(yuan) if *yuan > 0 => {
                let part = STEP as f64 / *yuan as f64;
                let Difference { mean, low, high, .. } = targets_met;
                Some(Estimate { mean: mean * part, low: low * part, high: high * part })
            }
            _ => None,
        };
        gains.push(Gain {
            lever: lever.name().to_owned(),
            unit: lever.unit(),
            change: *change,
            unit_cost: dearest(scenario, lever),
            targets_met,
            rate,
            missing: difference(&before_missing, &missing(one, &bounds)),
            effects: effects(plan, one, &measures),
            probability: pairs(&measures),
            value: pairs(&values),
            spend: pair(&spend),
        });
    }
    // A stable sort: what cannot be told apart stays in the order of the levers.
    gains.sort_by(|a, b| b.rank().0.cmp(&a.rank().0).then(b.rank().1.total_cmp(&a.rank().1)));
    Ok(Marginal { gains, left_out, replicates: plan.replicates() })
}

impl Gain {
    /// Whether it is told by targets met (2), by what is missing (1) or not at all, and how much it is worth.
    fn rank(&self) -> (u8, f64) {
        let class = if self.targets_met.detectable { 2 } else { u8::from(self.missing.detectable) };
        let worth = if class == 1 { -self.missing.mean } else { self.targets_met.mean };
        let part = match self.change {
            Change::PlusTotal(yuan) if yuan > 0 => STEP as f64 / yuan as f64,
            _ => 1.0,
        };
        (class, worth * part)
    }
}
