//! What a little more of each thing buys. `field.rs` runs the steps, each as far as it is needed.

mod field;

use serde::{Deserialize, Serialize};

use crate::scenario::Scenario;
use crate::words::Text;

use self::field::{Counted, Entry, Field};
use crate::study::design::{Laboratory, Measure, Point};
use crate::study::error::StudyError;
use crate::study::infer::{
    Difference, Effect, Enough, Estimate, Figure, bounds_of, difference, difference_of, effects,
};
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

/// How far steps are run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Extent {
    /// All of them in so many replicates.
    Replicates(u64),
    /// The same, but a step that is plainly behind `best` others of its kind, of money or of other things, stops early.
    Best {
        /// Replicates of those that do not stop.
        replicates: u64,
        /// How many of each kind are wanted.
        best: usize,
    },
    /// Each until what it adds to the expected number of targets met is known within ±`width`.
    Within {
        /// Half the width of the 95 % interval, in targets.
        width: f64,
        /// Replicates that this may take.
        most: u64,
    },
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
    /// Replicates that all of this is from.
    #[serde(default)]
    pub replicates: u64,
    /// Whether it stopped early, because it was plainly behind as many of its kind as were wanted.
    #[serde(default)]
    pub stopped: bool,
}

/// The steps, ranked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Marginal {
    /// What each step buys: those that add to the expected number of targets met first, then those that only leave less
    /// missing, greatest first; money by what each 100,000 yuan buys.
    pub gains: Vec<Gain>,
    /// Levers that could not be stepped, and why.
    pub left_out: Vec<(String, Text)>,
    /// Replicates of the plan, and of every step that did not stop early.
    pub replicates: u64,
    /// How many of money and of other things were wanted, if the others might stop early.
    #[serde(default)]
    pub best: Option<usize>,
}

impl Marginal {
    /// How closely it tells what it is mainly about.
    pub(super) fn closeness(&self) -> Option<Enough> {
        let all = self.gains.iter().filter(|gain| !gain.stopped).map(|gain| &gain.targets_met);
        Enough::of(Figure::Gain, all, self.replicates)
    }
}

/// Measures what a step of each lever buys for targets by id (none means all), each against the same replicates of the plan,
/// as many as `extent` says.
///
/// # Errors
/// If a name is unknown, a step is refused, or a run ends early.
pub fn marginal(
    laboratory: &Laboratory<'_>,
    scenario: &Scenario,
    steps: &Steps,
    targets: &[String],
    extent: Extent,
) -> Result<Marginal, StudyError> {
    let measures = Point::new("plan", scenario).measures_of(targets)?;
    let counted = Counted { bounds: bounds_of(scenario, &measures), measures };
    let (mut entries, mut taken, mut left_out) = (Vec::new(), Vec::new(), Vec::new());
    let mut take = |lever: Lever, change: Change| -> Result<(), StudyError> {
        let point = Point::with(lever.name(), scenario, &[(&lever, change)])?;
        entries.push(Entry { point, is_money: lever.unit() == LeverUnit::Yuan, weight: weight(change) });
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
    let best = if let Extent::Best { best, .. } = extent { Some(best) } else { None };
    let mut field = Field::new(laboratory, scenario, entries);
    match extent {
        Extent::Replicates(replicates) => field.in_full(replicates)?,
        Extent::Best { replicates, best } => field.race(replicates, best, &counted)?,
        Extent::Within { width, most } => field.within(width, most, &counted)?,
    }
    let measures = &counted.measures;
    let values: Vec<Measure> = measures.iter().filter_map(Measure::met_target).map(Measure::value).collect();
    let spend = Measure::TotalSpend { year: None };
    let (met, missing) = (counted.met(&field.before), counted.missing(&field.before));
    let mut gains: Vec<Gain> = Vec::new();
    for (at, (one, (lever, change))) in field.after.iter().zip(&taken).enumerate() {
        // The replicates of the plan that the step has met.
        let plan = field.before.first(one.draws());
        let pair = |measure: &Measure| difference_of(plan.series(measure).as_ref(), one.series(measure).as_ref());
        let pairs = |measures: &[Measure]| {
            measures.iter().filter_map(|measure| Some((measure.clone(), pair(measure)?))).collect::<Vec<_>>()
        };
        let targets_met = difference(&met, &counted.met(one));
        let rate = match change {
            Change::PlusTotal(yuan) if *yuan > 0 => {
                let part = STEP as f64 / weight(*change) as f64;
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
            missing: difference(&missing, &counted.missing(one)),
            effects: effects(&plan, one, measures),
            probability: pairs(measures),
            value: pairs(&values),
            spend: pair(&spend),
            replicates: one.replicates(),
            stopped: best.is_some() && field.is_stopped(at),
        });
    }
    // A stable sort: what cannot be told apart stays in the order of the levers.
    gains.sort_by(|a, b| b.rank().0.cmp(&a.rank().0).then(b.rank().1.total_cmp(&a.rank().1)));
    Ok(Marginal { gains, left_out, replicates: field.before.replicates(), best })
}

/// What a step's gain is divided by for the rank: yuan; of anything else as if it were a step of the usual size.
const fn weight(change: Change) -> i64 {
    match change {
        Change::PlusTotal(yuan) if yuan > 0 => yuan,
        _ => STEP,
    }
}

impl Gain {
    /// Whether it helps by targets met (2), by what is missing (1) or not that can be told, and how much it is worth.
    fn rank(&self) -> (u8, f64) {
        let (met, missing) = (&self.targets_met, &self.missing);
        let (class, worth) = match (met.detectable && met.mean > 0.0, missing.detectable && missing.mean < 0.0) {
            (true, _) => (2, met.mean),
            (false, true) => (1, -missing.mean),
            (false, false) => (0, met.mean),
        };
        (class, worth * STEP as f64 / weight(self.change) as f64)
    }
}
