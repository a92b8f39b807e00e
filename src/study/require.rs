//! The least of a lever with which a target is reached with a given confidence; and if none suffices, what binds instead.
//!
//! Every point meets the same luck, so most replicates have an amount from which they meet the target, and the least amount
//! for a confidence is a quantile of these. The search halves the range of the lever; a replicate is run at an amount only
//! while the nearest amounts below and above at which it was run disagree about it. That it would do there as it did on both
//! sides is a working assumption of the search alone: the answer is run in full, the search goes on above it if it does not
//! hold there, and replicates that met a target with less and missed it with more are counted.

use crate::scenario::file::Fills;
use crate::scenario::{Channel, MoveId, ProgrammeId, Scenario};
use crate::summary::Probability;
use crate::words::Text;

use super::error::StudyError;
use super::frontier::binding_of;
use super::laboratory::Laboratory;
use super::lever::{Change, Lever, LeverUnit};
use super::measure::{Measure, Series};
use super::paired::{CONFIDENCE, share, share_at};
use super::point::{Binding, Point};

/// Most full runs when an answer does not hold and the search goes on above it.
const CLIMBS: u32 = 12;
/// Most replicates with which other limits are opened: what they show is plain, and opened limits take longest to run.
const VARIANT: u64 = 500;

/// What is to be reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Goal {
    /// The main reading of a target.
    Target(String),
    /// All joint targets together.
    All,
}

/// What is asked.
#[derive(Clone, Debug, PartialEq)]
pub struct RequireRequest {
    /// The lever: money is found as yuan over all years together, keeping the profile over years; anything else as its
    /// number in every year.
    pub lever: String,
    /// What is to be reached.
    pub goal: Goal,
    /// Confidences, each above 0 and below 1.
    pub confidences: Vec<f64>,
    /// Answers are multiples of this; none means 1,000 yuan for money and 1 for anything else.
    pub step: Option<f64>,
    /// The greatest amount that is tried; none means what an open limit would use, or four times what the plan has.
    pub ceiling: Option<f64>,
    /// Replicates of every point.
    pub replicates: u64,
}

/// The answer for one confidence.
#[derive(Clone, Debug, PartialEq)]
pub struct Required {
    /// The confidence asked for.
    pub confidence: f64,
    /// The least amount that reaches it in the replicates that were run; none if none does.
    pub least: Option<f64>,
    /// Ends of the 95 % interval of the least amount: every amount between them has a probability that cannot be told from
    /// the confidence. The lower end is none if no amount can be told to be too little, the upper one if even the ceiling
    /// cannot be told to suffice.
    pub interval: (Option<f64>, Option<f64>),
    /// The probability at the least amount, from all replicates.
    pub probability: Option<Probability>,
    /// What binds at the least amount.
    pub binding: Vec<Binding>,
}

/// A limit of another kind than the lever's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opening {
    /// Places of moves and channels: quotas.
    Places,
    /// Posts: hires by places need none.
    Posts,
    /// Candidates of channels that fill places: ten times as many.
    Candidates,
    /// Units of programmes: ten times as many, and no limit on capacity.
    Units,
    /// Hosts: units need none.
    Hosts,
    /// All of these together.
    All,
}

impl Opening {
    /// Each of them, all together last.
    pub const EACH: [Self; 6] = [Self::Places, Self::Posts, Self::Candidates, Self::Units, Self::Hosts, Self::All];

    /// A stable id.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Places => "places",
            Self::Posts => "posts",
            Self::Candidates => "candidates",
            Self::Units => "units",
            Self::Hosts => "hosts",
            Self::All => "all",
        }
    }
}

/// What opening another limit, beside the lever, would do.
#[derive(Clone, Debug, PartialEq)]
pub struct Variant {
    /// The limit that is opened.
    pub opening: Opening,
    /// The probability with the lever and this limit open; if the lever is money, with no fund binding at all. From at most
    /// 500 replicates.
    pub probability: Probability,
    /// What binds then.
    pub binding: Vec<Binding>,
}

/// The whole answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Requirement {
    /// The lever.
    pub lever: String,
    /// In what it is measured; money is yuan over all years together.
    pub unit: LeverUnit,
    /// What is to be reached.
    pub goal: Goal,
    /// What the plan has, on average over what is not known; none where it is no yearly number of money.
    pub plan: Option<f64>,
    /// Answers are multiples of this.
    pub step: f64,
    /// The greatest amount that was tried.
    pub ceiling: f64,
    /// One answer for each confidence.
    pub required: Vec<Required>,
    /// The probability with the lever without limit.
    pub open: Probability,
    /// What binds then.
    pub binding: Vec<Binding>,
    /// What opening other limits as well would do; empty if the lever alone suffices for every confidence.
    pub variants: Vec<Variant>,
    /// Replicates that met the goal with some amount and missed it with a greater one, among those that were run.
    pub reversals: u64,
    /// Replicates of every point.
    pub replicates: u64,
}

/// Finds the least of a lever for each confidence.
///
/// # Errors
/// If a name is unknown, a confidence is not between 0 and 1, or a run ends early.
pub fn require(
    laboratory: &Laboratory<'_>,
    scenario: &Scenario,
    request: &RequireRequest,
) -> Result<Requirement, StudyError> {
    let lever = Lever::find(scenario, &request.lever)?;
    let base = Point::new("plan", scenario);
    let measure = match &request.goal {
        Goal::Target(id) => Measure::met(id),
        Goal::All => Measure::Joint,
    };
    let known = |measure: &Measure| base.measures().any(|one| one == measure);
    if !known(&measure) {
        let name = if let Goal::Target(id) = &request.goal { id.clone() } else { "all".to_owned() };
        return Err(StudyError::Target { name });
    }
    let proper = |confidence: &f64| *confidence > 0.0 && *confidence < 1.0;
    let step = request.step.unwrap_or(if lever.unit() == LeverUnit::Yuan { 1000.0 } else { 1.0 });
    if request.confidences.is_empty() || !request.confidences.iter().all(proper) || !(step > 0.0 && step.is_finite()) {
        let text = Text::new(
            "把握应大于 0 且小于 1，步长应大于 0",
            "a confidence must be above 0 and below 1, and a step above 0",
        );
        return Err(StudyError::Request(text));
    }
    let draws = laboratory.draws(0, request.replicates);
    let open = laboratory.one(&Point::with("open", scenario, &[(&lever, Change::Open)])?, &draws)?;
    let none = || StudyError::Target { name: "all".to_owned() };
    let open_series = open.series(&measure).ok_or_else(none)?;
    let plan = (lever.unit() == LeverUnit::Yuan).then(|| lever.money(scenario).iter().sum::<f64>());
    let ceiling = request.ceiling.unwrap_or_else(|| default_ceiling(&open, plan.unwrap_or(0.0)));
    let mut search = Search {
        laboratory,
        scenario,
        lever: &lever,
        measure: &measure,
        step,
        draws,
        group: open_series.group,
        seen: vec![Vec::new(); open_series.values.len()],
    };
    let mut last = (libm::ceil(ceiling / step - 1e-9).max(1.0)) as u64;
    search.full(last)?;
    search.full(0)?;
    // Without a stated ceiling an amount is looked for that does what no limit does.
    let best = share(&open_series).estimate;
    for _ in 0..6 {
        let asked = request.confidences.iter().any(|c| share(&search.series(last)).estimate < *c && best >= *c);
        if request.ceiling.is_some() || !asked {
            break;
        }
        last *= 2;
        search.full(last)?;
    }
    let mut required = Vec::new();
    for confidence in &request.confidences {
        required.push(search.answer(*confidence, last)?);
    }
    let replicates = open.replicates();
    let binding = binding_of(&measure, open.binding());
    let enough = request.confidences.iter().all(|confidence| best >= *confidence);
    let variants =
        if enough { Vec::new() } else { variants(laboratory, scenario, &lever, &measure, request.replicates)? };
    Ok(Requirement {
        lever: request.lever.clone(),
        unit: lever.unit(),
        goal: request.goal.clone(),
        plan,
        step,
        ceiling: last as f64 * step,
        required,
        open: share(&open_series),
        binding,
        variants,
        reversals: search.reversals(),
        replicates,
    })
}

/// For money twice what an open limit spends in the dearest replicate, and at least four times what the plan has; for
/// anything else a thousand.
fn default_ceiling(open: &super::point::Outcomes, plan: f64) -> f64 {
    let spend = open.series(&Measure::TotalSpend { year: None });
    let most = spend.and_then(|series| series.values.into_iter().max()).unwrap_or(0) as f64;
    if plan > 0.0 || most > 0.0 { (2.0 * most).max(4.0 * plan) } else { 1000.0 }
}

/// What is known of every replicate, and how to learn more.
struct Search<'study> {
    laboratory: &'study Laboratory<'study>,
    scenario: &'study Scenario,
    lever: &'study Lever,
    measure: &'study Measure,
    step: f64,
    draws: Vec<u64>,
    group: usize,
    /// By replicate: amounts, in steps, at which it was run, ascending, and whether it met the goal there.
    seen: Vec<Vec<(u64, bool)>>,
}

impl Search<'_> {
    fn point(&self, amount: u64) -> Result<Point, StudyError> {
        let value = amount as f64 * self.step;
        let change = if self.lever.unit() == LeverUnit::Yuan {
            Change::Total(libm::round(value) as i64)
        } else {
            Change::To(value)
        };
        Point::with(&value.to_string(), self.scenario, &[(self.lever, change)])
    }

    /// Runs an amount in all replicates and learns from them; returns what they say.
    fn full(&mut self, amount: u64) -> Result<Series, StudyError> {
        let draws = self.draws.clone();
        self.learn(amount, &draws)?.ok_or_else(|| StudyError::Target { name: "all".to_owned() })
    }

    /// Runs an amount in the draws that hold a replicate of which it is open whether it meets the goal there.
    fn open(&mut self, amount: u64) -> Result<(), StudyError> {
        let undecided = |index: usize| self.verdict(index, amount).is_none();
        let of = |position: usize| position * self.group..(position + 1) * self.group;
        let draws: Vec<u64> = (self.draws.iter().enumerate())
            .filter(|(position, _)| of(*position).any(undecided))
            .map(|(_, draw)| *draw)
            .collect();
        self.learn(amount, &draws).map(|_| ())
    }

    fn learn(&mut self, amount: u64, draws: &[u64]) -> Result<Option<Series>, StudyError> {
        if draws.is_empty() {
            return Ok(None);
        }
        let outcomes = self.laboratory.one(&self.point(amount)?, draws)?;
        let Some(series) = outcomes.series(self.measure) else { return Ok(None) };
        let first = self.draws.first().copied().unwrap_or(0);
        for (draw, values) in draws.iter().zip(series.values.chunks(self.group)) {
            for (within, value) in values.iter().enumerate() {
                self.note((draw - first) as usize * self.group + within, amount, *value > 0);
            }
        }
        Ok(Some(series))
    }

    fn note(&mut self, index: usize, amount: u64, is_met: bool) {
        let Some(own) = self.seen.get_mut(index) else { return };
        if let Err(place) = own.binary_search_by_key(&amount, |(amount, _)| *amount) {
            own.insert(place, (amount, is_met));
        }
    }

    /// Replicates that met the goal with some amount and missed it with a greater one.
    fn reversals(&self) -> u64 {
        let reversed = |own: &&Vec<(u64, bool)>| own.windows(2).any(|pair| matches!(pair, [(_, true), (_, false)]));
        self.seen.iter().filter(reversed).count() as u64
    }

    /// Whether a replicate meets the goal with an amount, where it was run at that amount, or where the nearest amounts
    /// below and above agree.
    fn verdict(&self, index: usize, amount: u64) -> Option<bool> {
        let own = self.seen.get(index)?;
        let above = own.partition_point(|(seen, _)| *seen < amount);
        let higher = own.get(above);
        if let Some((_, met)) = higher.filter(|(seen, _)| *seen == amount) {
            return Some(*met);
        }
        let lower = above.checked_sub(1).and_then(|below| own.get(below));
        match (lower, higher) {
            (Some((_, lower)), Some((_, higher))) if lower == higher => Some(*lower),
            _ => None,
        }
    }

    /// What is known at an amount; what is not counts as missed.
    fn series(&self, amount: u64) -> Series {
        let value = |index: usize| i64::from(self.verdict(index, amount).unwrap_or(false));
        Series { values: (0..self.seen.len()).map(value).collect(), scale: 1, group: self.group }
    }

    /// The least amount above `low`, where `enough` does not hold, up to `high`, found by halving; none if it does not hold
    /// at `high` either.
    fn least(
        &mut self,
        (mut low, mut high): (u64, u64),
        enough: &dyn Fn(&Series) -> bool,
    ) -> Result<Option<u64>, StudyError> {
        if !enough(&self.series(high)) {
            return Ok(None);
        }
        while high - low > 1 {
            let middle = low + (high - low) / 2;
            self.open(middle)?;
            if enough(&self.series(middle)) { high = middle } else { low = middle }
        }
        Ok(Some(high))
    }

    /// The same from nothing at all.
    fn least_of_all(&mut self, high: u64, enough: &dyn Fn(&Series) -> bool) -> Result<Option<u64>, StudyError> {
        if enough(&self.series(0)) { Ok(Some(0)) } else { self.least((0, high), enough) }
    }

    fn answer(&mut self, confidence: f64, greatest: u64) -> Result<Required, StudyError> {
        let reached = |series: &Series| share(series).estimate >= confidence;
        let at = |amount: u64, step: f64| amount as f64 * step;
        let mut least = self.least_of_all(greatest, &reached)?;
        let mut held = None;
        for _ in 0..CLIMBS {
            let Some(amount) = least else { break };
            let series = self.full(amount)?;
            if reached(&series) {
                held = Some(series);
                break;
            }
            least = if amount < greatest { self.least((amount, greatest), &reached)? } else { None };
        }
        // An amount that was never seen to hold in full is no answer.
        least = least.filter(|_| held.is_some());
        let low = self.least_of_all(greatest, &|series| share_at(series, CONFIDENCE).high >= confidence)?;
        let high = self.least_of_all(greatest, &|series| share_at(series, CONFIDENCE).low >= confidence)?;
        let binding = match least {
            Some(amount) => {
                let outcomes = self.laboratory.one(&self.point(amount)?, &self.draws)?;
                binding_of(self.measure, outcomes.binding())
            }
            None => Vec::new(),
        };
        Ok(Required {
            confidence,
            least: least.map(|amount| at(amount, self.step)),
            interval: (low.map(|amount| at(amount, self.step)), high.map(|amount| at(amount, self.step))),
            probability: held.as_ref().map(share),
            binding,
        })
    }
}

/// What opening other limits beside the lever would do, each by itself and all together.
fn variants(
    laboratory: &Laboratory<'_>,
    scenario: &Scenario,
    lever: &Lever,
    measure: &Measure,
    replicates: u64,
) -> Result<Vec<Variant>, StudyError> {
    let mut points = Vec::new();
    let mut openings = Vec::new();
    for opening in Opening::EACH {
        let mut changed = scenario.clone();
        lever.apply(&mut changed, Change::Open)?;
        // More of one thing is not to starve another of money: where money is asked for, no fund binds here.
        if lever.unit() == LeverUnit::Yuan {
            changed.funds.iter_mut().for_each(|fund| fund.appropriation = None);
        }
        open(&mut changed, opening)?;
        openings.push(opening);
        points.push(Point::new(opening.code(), &changed));
    }
    let outcomes = laboratory.run(&points.iter().collect::<Vec<_>>(), replicates.min(VARIANT))?;
    let variant = |(opening, one): (Opening, &super::point::Outcomes)| {
        let probability = share(&one.series(measure)?);
        Some(Variant { opening, probability, binding: binding_of(measure, one.binding()) })
    };
    Ok(openings.into_iter().zip(&outcomes).filter_map(variant).collect())
}

/// Opens a limit in a scenario.
fn open(scenario: &mut Scenario, opening: Opening) -> Result<(), StudyError> {
    match opening {
        Opening::Places => {
            for index in 0..scenario.moves.len() {
                open_move(scenario, MoveId::from(index));
            }
            let quota = |one: &&Channel| one.fills == Fills::Places;
            let of = |one: &Channel| format!("channel.{}.places", one.named.id);
            for name in scenario.channels.iter().filter(quota).map(of).collect::<Vec<_>>() {
                Lever::find(scenario, &name)?.apply(scenario, Change::Open)?;
            }
        }
        Opening::Posts => {
            let by_places = |fills: Fills| matches!(fills, Fills::Places | Fills::Everyone);
            scenario.channels.iter_mut().filter(|one| by_places(one.fills)).for_each(|one| one.post = false);
        }
        Opening::Candidates => {
            // Ordinary hiring, which fills vacancies, is no quota's way in.
            let quota = |one: &&Channel| matches!(one.fills, Fills::Places | Fills::Everyone);
            let of = |one: &Channel| format!("channel.{}.candidates", one.named.id);
            for name in scenario.channels.iter().filter(quota).map(of).collect::<Vec<_>>() {
                Lever::find(scenario, &name)?.apply(scenario, Change::Open)?;
            }
        }
        Opening::Units | Opening::Hosts => {
            for index in 0..scenario.programmes.len() {
                open_programme(scenario, ProgrammeId::from(index), opening == Opening::Hosts)?;
            }
        }
        Opening::All => {
            for one in Opening::EACH.into_iter().filter(|one| *one != Opening::All) {
                open(scenario, one)?;
            }
        }
    }
    Ok(())
}

/// Places of moves between tiers; a move without places has no limit already.
fn open_move(scenario: &mut Scenario, id: MoveId) {
    if let Some(one) = scenario.moves.get_mut(id.index()) {
        one.places = None;
    }
}

fn open_programme(scenario: &mut Scenario, id: ProgrammeId, hosts: bool) -> Result<(), StudyError> {
    let Some(one) = scenario.programmes.get(id.index()) else { return Ok(()) };
    let name = one.named.id.clone();
    let (has_host, has_capacity) = (one.host.is_some(), one.capacity.is_some());
    let mut open = |what: &str| -> Result<(), StudyError> {
        Lever::find(scenario, &format!("programme.{name}.{what}"))?.apply(scenario, Change::Open)?;
        Ok(())
    };
    if hosts {
        return if has_host { open("host") } else { Ok(()) };
    }
    if has_capacity {
        open("capacity")?;
    }
    open("units")
}
