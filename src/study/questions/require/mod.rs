//! The least of a lever with which a target is reached with a given confidence; and if none suffices, what binds instead.
//!
//! The amounts are found by the search of `search.rs`. That a replicate would do at an amount as it did on both sides of it is
//! a working assumption of the search alone: the answer is run in full, the search goes on above it if it does not hold there,
//! and replicates that met a target with less and missed it with more are counted.

mod openings;
mod profile;
mod search;

use serde::{Deserialize, Serialize};

use crate::scenario::{Scenario, Target};
use crate::summary::Probability;
use crate::words::{Confidence, Positive, several, text};

use crate::study::design::{Binding, Laboratory, Measure, Outcomes, Point};
use crate::study::error::StudyError;
use crate::study::infer::{Difference, Effect, Enough, Figure, Standing, average, difference, effects, share};
use crate::study::lever::{Change, Lever, LeverUnit};
pub use openings::Opening;
use openings::{Opened, variants};
use profile::{Division, Years, divided};
use search::{Found, Search};

/// How often the greatest amount is doubled where none was stated and it is too little.
const DOUBLINGS: usize = 6;
/// The greatest amount that is tried first of anything but money.
const AMOUNT: f64 = 1000.0;
/// The division of money over years is searched with one replicate of so many, and with at least so many.
const SEARCHED: u64 = 4;
const SEARCHED_LEAST: u64 = 200;
/// Divisions that are tried for a confidence, about.
const DIVISIONS: usize = 45;

/// What is to be reached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Goal {
    /// The main reading of a target.
    Target(String),
    /// All joint targets together.
    All,
}

/// How money is divided over fiscal years.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
#[serde(rename_all = "kebab-case")]
pub enum Profile {
    /// As the plan divides it.
    #[default]
    Keep,
    /// So that least is enough.
    Choose,
}

/// The least money, or least of anything, that makes a target as likely as asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(clap::Args))]
#[serde(default, deny_unknown_fields)]
pub struct Require {
    /// The target by its id; `all` for all of them together.
    #[cfg_attr(feature = "cli", arg(long, value_name = "ID", default_value_t = Self::default().target))]
    pub target: String,
    /// How sure.
    #[cfg_attr(feature = "cli", arg(long, value_name = "SHARE", default_values_t = Self::default().confidence))]
    #[serde(deserialize_with = "several")]
    pub confidence: Vec<Confidence>,
    /// What is asked for: a lever, or a fund by its id. Money is found as yuan over all years together; anything else as its
    /// number in every year.
    #[cfg_attr(feature = "cli", arg(long, value_name = "LEVER", default_value_t = Self::default().lever))]
    pub lever: String,
    /// Answers are multiples of this; none means 1,000 yuan for money and 1 for anything else.
    #[cfg_attr(feature = "cli", arg(long, value_name = "NUMBER"))]
    pub step: Option<Positive>,
    /// The greatest amount that is tried; none means four times the plan's money (twice what an open limit spends where the
    /// plan has none; 1,000 of anything else), doubled while it is too little and no limit would be enough.
    #[cfg_attr(feature = "cli", arg(long, value_name = "NUMBER"))]
    pub ceiling: Option<Positive>,
    /// Whether the money keeps the plan's profile over years.
    #[cfg_attr(feature = "cli", arg(long, value_enum, value_name = "PROFILE", default_value_t))]
    pub profile: Profile,
}

impl Default for Require {
    fn default() -> Self {
        Self {
            target: "all".to_owned(),
            confidence: [0.5, 0.8, 0.9, 0.95].into_iter().filter_map(Confidence::new).collect(),
            lever: "funds".to_owned(),
            step: None,
            ceiling: None,
            profile: Profile::default(),
        }
    }
}

impl Require {
    /// What is to be reached.
    #[must_use]
    pub fn goal(&self) -> Goal {
        if self.target == "all" { Goal::All } else { Goal::Target(self.target.clone()) }
    }
}

/// The answer for one confidence.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Required {
    /// The confidence asked for.
    pub confidence: f64,
    /// The least amount that reaches it in the replicates that were run; none if none does.
    pub least: Option<f64>,
    /// Ends of the 95 % interval of the least amount: every amount between them has a probability that cannot be told from
    /// the confidence. The lower end is none if every amount tried can be told to be too little, the upper one if even the
    /// ceiling cannot be told to suffice.
    pub interval: (Option<f64>, Option<f64>),
    /// The probability at the least amount, from all replicates.
    pub probability: Option<Probability>,
    /// What binds at the least amount.
    pub binding: Vec<Binding>,
}

/// The division over fiscal years with which least money was found to be enough, for one confidence.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Chosen {
    /// The confidence asked for.
    pub confidence: f64,
    /// Each fiscal year, with what the plan has in it (on average), and the yuan of the least amount as the plan divides it
    /// and as it was chosen; none where no amount is enough.
    pub years: Vec<ChosenYear>,
    /// The answer with the plan's division, from the same replicates.
    pub kept: Required,
    /// What the chosen division adds to the probability at its least amount, against the plan's division of the same amount;
    /// paired. None where no amount is enough.
    pub ahead: Option<Difference>,
    /// Divisions that were tried.
    pub tried: usize,
}

/// One fiscal year of a [`Chosen`] division.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChosenYear {
    /// The fiscal year.
    pub year: i32,
    /// Yuan that the plan has, on average over what is not known.
    pub plan: f64,
    /// Yuan of the least amount that keeps the plan's profile.
    pub kept: Option<i64>,
    /// Yuan of the least amount as it was divided.
    pub chosen: Option<i64>,
}

/// What opening another limit, beside the lever, would do.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Variant {
    /// The limit that is opened.
    pub opening: Opening,
    /// The probability with the lever and this limit open; if the lever is money, with no fund binding at all. From at most
    /// 500 replicates.
    pub probability: Probability,
    /// How the target stands then; none for all targets together.
    pub standing: Option<Standing>,
    /// What binds then.
    pub binding: Vec<Binding>,
    /// What it adds to the probability against the lever alone; paired.
    pub gain: Difference,
}

/// The whole answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Requirement {
    /// The lever.
    pub lever: String,
    /// In what it is measured; money is yuan over all years together.
    pub unit: LeverUnit,
    /// What is to be reached.
    pub goal: Goal,
    /// What the plan has, on average over what is not known: yuan over all years, or the number of a year on average over
    /// the years (and tiers) that the lever acts on; none where it has no single number.
    pub plan: Option<f64>,
    /// Answers are multiples of this.
    pub step: f64,
    /// The greatest amount that was tried.
    pub ceiling: f64,
    /// One answer for each confidence; with the division that was chosen, if one was to be.
    pub required: Vec<Required>,
    /// The division over years that was chosen for each confidence; empty if the plan's profile is kept.
    pub chosen: Vec<Chosen>,
    /// The probability with the lever without limit.
    pub open: Probability,
    /// What binds then.
    pub binding: Vec<Binding>,
    /// What the lever without limit does to the target (of all together, to each), against the plan; empty if it suffices
    /// for every confidence. It tells what happens where the probability stays at 0.
    pub effects: Vec<Effect>,
    /// What opening other limits as well would do; empty if the lever alone suffices for every confidence.
    pub variants: Vec<Variant>,
    /// Where everything opened together is less likely than one of its parts: that part, and what everything has more than
    /// it (below 0); paired.
    pub worse_together: Option<(Opening, Difference)>,
    /// Replicates that met the goal with some amount and missed it with a greater one, among those that were run.
    pub reversals: u64,
    /// Replicates of every point.
    pub replicates: u64,
}

impl Requirement {
    /// How closely it tells what it is mainly about.
    pub(super) fn closeness(&self) -> Option<Enough> {
        let all = self.required.iter().filter_map(|one| one.probability.as_ref()).chain([&self.open]);
        Enough::of(Figure::Probability, all, self.replicates)
    }
}

/// Finds the least of a lever for each confidence, with so many replicates of every point.
///
/// # Errors
/// If a name is unknown, a confidence is not between 0 and 1, the lever has no years to choose among, or a run ends early.
pub fn require(
    laboratory: &Laboratory<'_>,
    scenario: &Scenario,
    request: &Require,
    replicates: u64,
) -> Result<Requirement, StudyError> {
    let question = Question::new(laboratory, scenario, request, replicates)?;
    let confidences = &question.confidences;
    let plan = question.lever.has(scenario);
    question.expect();
    let money = plan.filter(|_| question.lever.unit() == LeverUnit::Yuan);
    let (first, open) = question.ends(money.unwrap_or(0.0))?;
    let open_share = share(&open.series(&question.measure).ok_or_else(unknown_goal)?);
    let points = |amount: u64| question.point(amount);
    let mut search = Search::new(laboratory, &points, &question.measure, question.draws.clone(), question.exact);
    let mut last = first;
    search.full(last)?;
    let most = question.most();
    for _ in 0..DOUBLINGS {
        let reached = search.probability(last).estimate;
        let asked = confidences.iter().any(|one| reached < *one && open_share.estimate >= *one);
        if request.ceiling.is_some() || !asked || last >= most {
            break;
        }
        last = (last * 2).min(most);
        search.full(last)?;
    }
    let found = search.answers(confidences, last)?;
    let required = |(confidence, found): (&f64, &Found)| question.required(*confidence, found, &points);
    let mut required: Vec<Required> = confidences.iter().zip(&found).map(required).collect::<Result<_, _>>()?;
    let mut chosen = Vec::new();
    if request.profile == Profile::Choose {
        let years = question.years()?;
        for (answer, found) in required.iter_mut().zip(&found) {
            chosen.push(question.choose(&years, &open, answer, found, last)?);
        }
    }
    let found = question.exact && required.iter().all(|one| one.least.is_some());
    let enough = found || confidences.iter().all(|confidence| open_share.estimate >= *confidence);
    let (mut effects, mut opened) = (Vec::new(), Opened::default());
    if !enough {
        effects = question.effects(&open)?;
        opened = variants(laboratory, scenario, &question.lever, &question.measure, replicates)?;
    }
    Ok(Requirement {
        lever: question.lever.name().to_owned(),
        unit: question.lever.unit(),
        goal: question.goal.clone(),
        plan,
        step: question.step,
        ceiling: last as f64 * question.step,
        required,
        chosen,
        open: open_share,
        binding: open.binding_of(&question.measure),
        effects,
        variants: opened.variants,
        worse_together: opened.worse_together,
        reversals: search.reversals(),
        replicates: open.replicates(),
    })
}

fn unknown_goal() -> StudyError {
    StudyError::Target { name: "all".to_owned() }
}

/// A request that makes sense.
struct Question<'study> {
    laboratory: &'study Laboratory<'study>,
    scenario: &'study Scenario,
    request: &'study Require,
    replicates: u64,
    lever: Lever,
    goal: Goal,
    measure: Measure,
    /// Whether more of the lever may be too much.
    exact: bool,
    confidences: Vec<f64>,
    step: f64,
    draws: Vec<u64>,
}

impl<'study> Question<'study> {
    fn new(
        laboratory: &'study Laboratory<'study>,
        scenario: &'study Scenario,
        request: &'study Require,
        replicates: u64,
    ) -> Result<Self, StudyError> {
        let lever = Lever::find(scenario, &request.lever)?;
        if !lever.is_amount() {
            let name = lever.name();
            return Err(StudyError::Request(text!("study-no-amount", name)));
        }
        let goal = request.goal();
        let plan = Point::new("plan", scenario);
        let measure = match &goal {
            Goal::Target(id) => plan.goal(id),
            Goal::All => plan.measures().find(|one| **one == Measure::Joint).cloned(),
        };
        let measure = measure.ok_or_else(|| StudyError::Target { name: request.target.clone() })?;
        let asked = |target: &&Target| match &goal {
            Goal::Target(id) => target.named.id == *id || scenario.is_joined(target, id),
            Goal::All => target.joint,
        };
        let exact = scenario.targets.iter().filter(asked).any(|target| !target.rises());
        let confidences: Vec<f64> = request.confidence.iter().map(|one| one.get()).collect();
        let step = request.step.map_or(if lever.unit() == LeverUnit::Yuan { 1000.0 } else { 1.0 }, Positive::get);
        if confidences.is_empty() {
            return Err(StudyError::Request(text!("study-confidence")));
        }
        if request.profile == Profile::Choose && (lever.unit() != LeverUnit::Yuan || lever.name().contains('@')) {
            let name = lever.name();
            return Err(StudyError::Request(text!("study-no-profile", name)));
        }
        let draws = laboratory.draws(0, replicates);
        Ok(Self { laboratory, scenario, request, replicates, lever, goal, measure, exact, confidences, step, draws })
    }

    /// Says how much about will be run: both ends, a pilot, and for every confidence a run in full and as much again to find
    /// the amount; with the years to be chosen, that once more and every division on fewer replicates.
    fn expect(&self) {
        let each = self.confidences.len();
        self.laboratory.expect(3 + 2 * each, &self.draws);
        if self.request.profile == Profile::Choose {
            self.laboratory.expect(2 * each, &self.draws);
            self.laboratory.expect(DIVISIONS * each, &self.other_draws());
        }
    }

    /// The replicates on which the years are chosen.
    fn other_draws(&self) -> Vec<u64> {
        let fewer = (self.replicates / SEARCHED).max(SEARCHED_LEAST);
        self.laboratory.draws(self.replicates, fewer)
    }

    /// The design point of an amount in steps, with the plan's profile.
    fn point(&self, amount: u64) -> Result<Point, StudyError> {
        let value = amount as f64 * self.step;
        let change = if self.lever.unit() == LeverUnit::Yuan {
            Change::Total(libm::round(value) as i64)
        } else {
            Change::To(value)
        };
        Point::with(&value.to_string(), self.scenario, &[(&self.lever, change)])
    }

    /// The greatest amount that the scenario may state, in steps.
    fn most(&self) -> u64 {
        let most = self.lever.most(self.scenario);
        most.map_or(u64::MAX, |most| libm::floor(most / self.step + 1e-9).max(1.0) as u64)
    }

    /// The greatest amount that is tried first, in steps, and what comes of the lever without limit.
    fn ends(&self, plan: f64) -> Result<(u64, Outcomes), StudyError> {
        // A stated ceiling is not to be exceeded.
        let whole = |amount: f64| {
            if self.request.ceiling.is_some() { libm::floor(amount + 1e-9) } else { libm::ceil(amount - 1e-9) }
        };
        let steps = |amount: f64| whole(amount / self.step).max(1.0) as u64;
        let open = Point::with("open", self.scenario, &[(&self.lever, Change::Open)])?;
        let ceiling = self.request.ceiling.map(Positive::get);
        let stated = match self.lever.unit() {
            LeverUnit::Yuan => ceiling.or((plan > 0.0).then_some(4.0 * plan)),
            _ => ceiling.or(Some(self.lever.most(self.scenario).map_or(AMOUNT, |most| most.min(AMOUNT)))),
        };
        let Some(most) = stated else {
            let open = self.laboratory.one(&open, &self.draws)?;
            let spend = open.series(&Measure::TotalSpend { year: None });
            let most = spend.and_then(|series| series.values.into_iter().max()).unwrap_or(0) as f64;
            return Ok((steps(if most > 0.0 { 2.0 * most } else { AMOUNT }), open));
        };
        let last = steps(most);
        // Where no money is short of the greatest amount, no limit does the same.
        let mut outcomes = self.laboratory.run_draws(&[&self.point(last)?, &open], &self.draws)?;
        outcomes.pop().map(|open| (last, open)).ok_or_else(unknown_goal)
    }

    /// An answer with what binds at it.
    fn required(&self, confidence: f64, found: &Found, points: search::Points<'_>) -> Result<Required, StudyError> {
        let yuan = |amount: u64| amount as f64 * self.step;
        let binding = match &found.least {
            Some((amount, _)) => self.laboratory.one(&points(*amount)?, &self.draws)?.binding_of(&self.measure),
            None => Vec::new(),
        };
        Ok(Required {
            confidence,
            least: found.least.map(|(amount, _)| yuan(amount)),
            interval: (found.interval.0.map(yuan), found.interval.1.map(yuan)),
            probability: found.least.map(|(_, probability)| probability),
            binding,
        })
    }

    /// What the lever without limit does to each target that is asked for.
    fn effects(&self, open: &Outcomes) -> Result<Vec<Effect>, StudyError> {
        let plan = self.laboratory.one(&Point::new("plan", self.scenario), &self.draws)?;
        let measures = match &self.measure {
            Measure::Joint => plan.point().met_measures(),
            Measure::Group { joint } => {
                let own = |target: &&Target| self.scenario.is_joined(target, joint);
                self.scenario.targets.iter().filter(own).map(|target| Measure::met(&target.named.id)).collect()
            }
            one => vec![one.clone()],
        };
        Ok(effects(&plan, open, &measures))
    }

    /// The lever in each fiscal year.
    fn years(&self) -> Result<Years<'study>, StudyError> {
        let of = |year: i32| Lever::find(self.scenario, &format!("{}@{year}", self.lever.name()));
        let levers = self.scenario.fiscal_years().into_iter().map(of).collect::<Result<_, _>>()?;
        Ok(Years { laboratory: self.laboratory, scenario: self.scenario, levers, step: self.step, exact: self.exact })
    }

    /// Chooses the division over years for one confidence. `answer`, until now with the plan's division, becomes the one
    /// with that division.
    fn choose(
        &self,
        years: &Years<'_>,
        open: &Outcomes,
        answer: &mut Required,
        kept: &Found,
        last: u64,
    ) -> Result<Chosen, StudyError> {
        let plan = self.lever.money(self.scenario);
        let own = divided(&plan);
        let spent: Vec<f64> = self.scenario.fiscal_years().into_iter().map(|year| spend(open, year)).collect();
        let starts = [own.clone(), divided(&vec![1.0; spent.len()]), divided(&spent)];
        let others = self.other_draws();
        let (division, tried) = years.choose(&starts, &self.measure, answer.confidence, &others, last)?;
        let kept_answer = answer.clone();
        let mut better = None;
        if division != own {
            let points = |amount: u64| years.point(&division, amount);
            let mut search = Search::new(self.laboratory, &points, &self.measure, self.draws.clone(), self.exact);
            search.full(last)?;
            let one = search.answers(&[answer.confidence], last)?.pop();
            // What looked better where it was searched may not be so here.
            if let Some(one) = one
                && let Some((amount, _)) = one.least
                && kept.least.is_none_or(|(kept, _)| amount < kept)
            {
                *answer = self.required(answer.confidence, &one, &points)?;
                better = Some(amount);
            }
        }
        let before = kept.least.map(|(amount, _)| self.kept_money(amount)).transpose()?;
        let (chosen, ahead) = match better {
            Some(amount) => (Some(years.money(&division, amount)), Some(self.ahead(years, &division, amount)?)),
            // The plan's own division is as good as any that was found.
            None => (before.clone(), kept.least.map(|_| Difference { p: 1.0, ..Difference::default() })),
        };
        let at = |list: &Option<Vec<i64>>, year: usize| list.as_ref().and_then(|list| list.get(year)).copied();
        let each = self.scenario.fiscal_years().into_iter().enumerate().map(|(position, year)| ChosenYear {
            year,
            plan: plan.get(position).copied().unwrap_or(0.0),
            kept: at(&before, position),
            chosen: at(&chosen, position),
        });
        Ok(Chosen { confidence: answer.confidence, years: each.collect(), kept: kept_answer, ahead, tried })
    }

    /// Yuan of each year of an amount with the plan's profile.
    fn kept_money(&self, amount: u64) -> Result<Vec<i64>, StudyError> {
        let point = self.point(amount)?;
        Ok(self.lever.money(point.scenario()).into_iter().map(|yuan| libm::round(yuan) as i64).collect())
    }

    /// What a division adds to the probability at an amount, against the plan's profile.
    fn ahead(&self, years: &Years<'_>, division: &Division, amount: u64) -> Result<Difference, StudyError> {
        let run = |point: &Point| {
            let series = self.laboratory.one(point, &self.draws)?.series(&self.measure);
            series.ok_or_else(unknown_goal)
        };
        Ok(difference(&run(&self.point(amount)?)?, &run(&years.point(division, amount)?)?))
    }
}

/// Mean yuan paid on all lines in a fiscal year.
fn spend(outcomes: &Outcomes, year: i32) -> f64 {
    outcomes.series(&Measure::TotalSpend { year: Some(year) }).map_or(0.0, |series| average(&series))
}
