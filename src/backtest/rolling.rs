//! From one date after the other: what was known then, what was forecast, what came.

use std::fmt::Write as _;
use std::sync::Arc;

use crate::fit::{Counted, Effort, FunnelRow, Link, Overlaid, Panel, PlacesRow, Roster, fit_while, overlay};
use crate::model::Model;
use crate::random::{Addressed, Decision, Luck, Nesting};
use crate::scenario::{FORMAT, MemoryLibrary, Restart, Restarted, Scenario, restart, roster_text};
use crate::simulate::{Observer, Pool, RunError, RunPlan, Stations, stations};
use crate::words::{Diagnostics, Month, Text};

use super::counted::{Counter, quantities};
use super::findings::{
    Backtest, Comparison, Forecast, Judgement, LEVELS, Origin, Place, Pooled, Quantity, Score, Sort,
};
use super::scores::{Ensemble, interval_score};
use super::targets;
use super::verdict::{Part, counts, pooled};

/// Replicates that a thread runs at once.
const PIECE: u64 = 20;
/// Names of the texts in memory.
const PLAN: &str = "scenario.toml";
const FITTED: &str = "fitted.toml";
const DECIDED: &str = "decided.toml";
const NOW: &str = "now.toml";
const PEOPLE: &str = "people-of-the-origin.csv";

/// What is compared with what.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The plan.
    pub scenario: &'a Scenario,
    /// Rosters of three dates or more.
    pub panel: &'a Panel,
    /// Counts of funnels.
    pub funnel: &'a [FunnelRow],
    /// Places that moves had. Of years ahead they are taken as decided: nobody has to guess what a bureau decides itself.
    pub places: &'a [PlacesRow],
    /// How long numbers are sampled that are read off; none takes the plan's own.
    pub effort: Option<Effort>,
    /// Replicates of each forecast, at least 2.
    pub replicates: u64,
    /// Their seed.
    pub seed: u64,
    /// Threads; none means as many as the machine offers.
    pub threads: Option<usize>,
}

/// Reads numbers off what was known at each date with a roster before it, goes on from there, and compares with later rosters.
///
/// # Errors
/// [`RunError::Cancelled`] if the observer asks, or what keeps replicates from being run.
pub fn backtest(asked: &Asked<'_>, observer: &dyn Observer) -> Result<Backtest, RunError> {
    let (scenario, rosters) = (asked.scenario, asked.panel.rosters());
    let linked = asked.panel.link() == Link::Id;
    let tiers = scenario.tiers.len();
    let steps = rosters.iter().zip(rosters.iter().skip(1));
    let mut seen: Vec<Counter> = vec![Counter::new(tiers)];
    seen.extend(steps.map(|(before, after)| Counter::of_rosters(tiers, before, after)));
    if let (Some(first), Some(roster)) = (seen.first_mut(), rosters.first()) {
        roster.people.iter().for_each(|one| first.add((None, Some(one.tier))));
    }
    let known = seen.get(1..).unwrap_or_default();
    let quantities = quantities(scenario, known, linked);
    let plan = Model::compile(scenario);
    let first = 1;
    let origins = first..rosters.len().saturating_sub(1).max(first);
    let total = asked.replicates * origins.len() as u64;
    let work = Work { asked, plan: &plan, quantities: &quantities, seen: &seen, pool: Pool::start(threads(asked))? };
    let mut found = Vec::new();
    for (place, origin) in origins.enumerate() {
        let before = asked.replicates * place as u64;
        found.push(work.origin(origin, observer, &|done| observer.progress(before + done, total))?);
    }
    let value = |quantity: Quantity| {
        let of =
            |(place, counter): (usize, &Counter)| (place > 0 || !quantity.is_flow()).then(|| counter.count(quantity));
        (quantity, seen.iter().enumerate().map(of).collect())
    };
    let mut said = Backtest {
        rosters: rosters.iter().map(|one| (one.at, one.people.len())).collect(),
        seen: quantities.iter().map(|one| value(*one)).collect(),
        replicates: asked.replicates,
        seed: asked.seed,
        fitted: asked.effort.is_some(),
        origins: Vec::new(),
        comparisons: Vec::new(),
        targets: Vec::new(),
        untold: targets::untold(scenario, linked, rosters),
        pooled: together(&found),
        pit: [0; 10],
    };
    for one in found {
        said.origins.push(one.origin);
        said.comparisons.extend(one.comparisons);
        said.targets.extend(one.targets);
    }
    for one in said.comparisons.iter().filter(|one| one.place.years == 1) {
        said.pit[((one.score.pit * 10.0) as usize).min(9)] += 1;
    }
    Ok(said)
}

fn threads(asked: &Asked<'_>) -> usize {
    RunPlan { threads: asked.threads, ..RunPlan::new(asked.replicates, asked.seed, Nesting::ONCE) }.threads()
}

/// What came of a date.
struct Found {
    origin: Origin,
    comparisons: Vec<Comparison>,
    /// By comparison and replicate, a bit for each level: whether the replicate lies within its interval.
    held: Vec<Vec<u8>>,
    targets: Vec<Judgement>,
}

/// Comparisons taken together in every way that is told.
fn together(found: &[Found]) -> Vec<Pooled> {
    let mut horizons: Vec<u32> = found.iter().flat_map(|one| &one.comparisons).map(|one| one.place.years).collect();
    horizons.sort_unstable();
    horizons.dedup();
    let mut ways: Vec<(Option<Sort>, Option<u32>)> = vec![(None, Some(1)), (None, None)];
    ways.extend(horizons.iter().filter(|years| **years > 1).map(|years| (None, Some(*years))));
    for sort in Sort::ALL {
        ways.push((Some(sort), None));
        ways.extend(horizons.iter().map(|years| (Some(sort), Some(*years))));
    }
    let of = |(sort, years): (Option<Sort>, Option<u32>)| {
        let parts: Vec<Part<'_>> = found.iter().map(|one| one.part(sort, years)).collect();
        pooled(&parts, sort, years)
    };
    ways.into_iter().filter_map(of).collect()
}

impl Found {
    fn part(&self, sort: Option<Sort>, years: Option<u32>) -> Part<'_> {
        let own = |one: &Comparison| {
            sort.is_none_or(|sort| one.quantity.sort() == sort) && years.is_none_or(|years| one.place.years == years)
        };
        let chosen: Vec<usize> = (0..self.comparisons.len()).filter(|place| own(&self.comparisons[*place])).collect();
        let replicates = self.held.first().map_or(0, Vec::len);
        let held = (0..replicates).map(|replicate| {
            let mut held = [0; LEVELS.len()];
            for place in &chosen {
                let bits = self.held[*place][replicate];
                held.iter_mut().enumerate().for_each(|(level, count)| *count += usize::from(bits >> level & 1));
            }
            held
        });
        Part {
            counts: counts(held, chosen.len()),
            comparisons: chosen.iter().map(|place| &self.comparisons[*place]).collect(),
        }
    }
}

struct Work<'a> {
    asked: &'a Asked<'a>,
    plan: &'a Model,
    quantities: &'a [Quantity],
    seen: &'a [Counter],
    pool: Pool,
}

/// What a replicate says: each quantity in each later roster, and whether each bound of a target is kept.
struct Said {
    counts: Vec<f64>,
    kept: Vec<bool>,
}

/// A bound of a target in a month of which a roster tells: its target, reading of the model and place there.
struct Bound<'m> {
    target: usize,
    milestone: usize,
    reading: &'m crate::model::ReadingPlan,
    judged: usize,
    at: Month,
}

impl Work<'_> {
    fn origin(&self, place: usize, observer: &dyn Observer, progress: &dyn Fn(u64)) -> Result<Found, RunError> {
        let rosters = self.asked.panel.rosters();
        let origin = &rosters[place];
        if observer.cancelled() {
            return Err(RunError::Cancelled);
        }
        let (known, restarted) = self.onward(place, observer).ok_or(RunError::Cancelled)?;
        progress(0);
        let mut found = Found {
            origin: Origin {
                at: origin.at,
                people: origin.people.len(),
                known,
                taken: Vec::new(),
                problems: Diagnostics::new(),
            },
            comparisons: Vec::new(),
            held: Vec::new(),
            targets: Vec::new(),
        };
        match restarted {
            Ok(made) => {
                found.origin.taken = made.taken;
                self.compare(place, &made.scenario, &mut found, (observer, progress))?;
            }
            Err(problems) => found.origin.problems = problems,
        }
        Ok(found)
    }

    /// The plan from a roster on, with what was known then; and how many numbers were read off. Nothing if the observer asks to
    /// stop.
    fn onward(&self, place: usize, observer: &dyn Observer) -> Option<(usize, Result<Restarted, Diagnostics>)> {
        let (asked, rosters) = (self.asked, self.asked.panel.rosters());
        let scenario = asked.scenario;
        let origin = &rosters[place];
        let year = origin.at.year_opening_in(scenario.fiscal_year_starts);
        let mut library =
            MemoryLibrary::new(scenario.sources.iter().map(|(name, text)| (name.as_str(), text.as_str())));
        let (mut base, mut known) = (PLAN, 0);
        if let Some(effort) = asked.effort {
            let funnel: Vec<FunnelRow> = asked.funnel.iter().filter(|row| row.year < year).cloned().collect();
            let places: Vec<PlacesRow> = asked.places.iter().filter(|row| row.year < year).cloned().collect();
            let panel = Panel::new(rosters[..=place].to_vec(), asked.panel.link());
            let counted = Counted { funnel: &funnel, places: &places, ..Counted::default() };
            let fitted = fit_while(self.plan, &panel, counted, effort, &|| !observer.cancelled())?;
            known = fitted.known.len();
            let said = Overlaid { base: PLAN, id: "fitted", title: &scenario.title, source: "rosters" };
            let text = overlay(scenario, &fitted, &said, &|_| String::new(), &|_| String::new());
            library.files.insert(FITTED.to_owned(), text);
            base = FITTED;
        }
        let end = rosters.last().map_or(origin.at, |one| one.at) + -1;
        if let Some(text) = decided(scenario, asked.places, base, (origin.at, end)) {
            library.files.insert(DECIDED.to_owned(), text);
            base = DECIDED;
        }
        library.files.insert(PEOPLE.to_owned(), roster_text(scenario, &origin.people));
        let title = Text::clone(&scenario.title);
        let how = Restart {
            file: NOW,
            extends: base,
            id: &scenario.id,
            title: &title,
            start: origin.at,
            end: Some(end),
            roster: PEOPLE,
            stated: &[],
            without: &[],
        };
        Some((known, restart(&library, &[], &how)))
    }

    fn compare(
        &self,
        place: usize,
        scenario: &Scenario,
        found: &mut Found,
        (observer, progress): (&dyn Observer, &dyn Fn(u64)),
    ) -> Result<(), RunError> {
        let rosters = self.asked.panel.rosters();
        let model = Model::compile(scenario);
        let later = &rosters[place + 1..];
        let bounds = bounds(&model, later);
        let months: Vec<Month> = rosters[place..].iter().map(|one| one.at).collect();
        let said = self.ensemble(&model, &months, &bounds, (observer, progress))?;
        let origin = rosters[place].at;
        let to = |at: Month| Place { origin, at, years: (((at - origin) + 6).div_euclid(12)).max(1).unsigned_abs() };
        for (step, roster) in later.iter().enumerate() {
            for (which, quantity) in self.quantities.iter().enumerate() {
                let column = step * self.quantities.len() + which;
                let members: Vec<f64> = said.iter().map(|one| one.counts[column]).collect();
                let Some(ensemble) = Ensemble::new(members.clone()) else { continue };
                let forecast = forecast(&ensemble);
                let came = self.seen[place + 1 + step].count(*quantity);
                let before = if step == 0 { origin } else { later[step - 1].at };
                let same = self.same(place, *quantity, roster.at - before);
                let chance = chance(self.asked.seed, &scenario.id, *quantity, to(roster.at));
                let score = score(&ensemble, &forecast, came, chance);
                let bits = |value: f64| {
                    let within = |level: usize| {
                        let [low, high] = forecast.interval(level);
                        u8::from((low..=high).contains(&value)) << level
                    };
                    (0..LEVELS.len()).map(within).sum::<u8>()
                };
                found.held.push(members.into_iter().map(bits).collect());
                found.comparisons.push(Comparison {
                    place: to(roster.at),
                    quantity: *quantity,
                    forecast,
                    observed: came,
                    same,
                    score,
                });
            }
        }
        for (which, one) in bounds.iter().enumerate() {
            let target = &scenario.targets[one.target];
            let main = &target.readings[0];
            let limits = &main.milestones[one.milestone].bounds;
            let Some(came) = targets::value(scenario, &main.count, rosters, one.at) else { continue };
            let before = targets::value(scenario, &main.count, rosters, origin);
            found.targets.push(Judgement {
                place: to(one.at),
                target: target.named.id.clone(),
                probability: said.iter().filter(|said| said.kept[which]).count() as f64 / said.len().max(1) as f64,
                observed: came,
                met: targets::keeps(limits, came),
                same: before.is_some_and(|before| targets::keeps(limits, before)),
            });
        }
        Ok(())
    }

    /// "The same as last year": the stock of the origin, or the flow into it, for as many months.
    fn same(&self, place: usize, quantity: Quantity, months: i32) -> f64 {
        let rosters = self.asked.panel.rosters();
        let now = self.seen[place].count(quantity);
        if !quantity.is_flow() {
            return now;
        }
        let seen = rosters[place].at - rosters[place - 1].at;
        now * f64::from(months) / f64::from(seen.max(1))
    }

    fn ensemble(
        &self,
        model: &Model,
        months: &[Month],
        bounds: &[Bound<'_>],
        (observer, progress): (&dyn Observer, &dyn Fn(u64)),
    ) -> Result<Vec<Said>, RunError> {
        let asked = self.asked;
        // Members that have nothing in common: fair scores take them for that.
        let design = Arc::new(Addressed { seed: asked.seed });
        let plan = RunPlan { design: Some(design), ..RunPlan::new(asked.replicates, asked.seed, Nesting::ONCE) };
        let starts: Vec<u64> = (0..asked.replicates).step_by(PIECE as usize).collect();
        let piece = |start: &u64| {
            let mut said = Vec::new();
            let mut counter = Counter::new(asked.scenario.tiers.len());
            let mut take = |_: u64, told: &Stations| said.push(self.said(model, told, bounds, &mut counter));
            let range = *start..(start + PIECE).min(asked.replicates);
            stations(model, &plan, range, months, observer, &mut take).map(|()| said)
        };
        let mut all = Vec::new();
        for some in starts.chunks(self.pool.threads() * 2) {
            for one in self.pool.each(some, piece) {
                all.extend(one?);
            }
            progress(all.len() as u64);
        }
        Ok(all)
    }

    fn said(&self, model: &Model, told: &Stations, bounds: &[Bound<'_>], counter: &mut Counter) -> Said {
        let mut counts = Vec::with_capacity((told.tiers.len() - 1) * self.quantities.len());
        for pair in told.tiers.windows(2) {
            counter.fill(&pair[0], &pair[1]);
            counts.extend(self.quantities.iter().map(|quantity| counter.count(*quantity)));
        }
        let kept = |one: &Bound<'_>| {
            let judged = &one.reading.judged[one.judged];
            judged.met_by(told.record.metric(model, one.reading.metric, judged.at))
        };
        Said { counts, kept: bounds.iter().map(kept).collect() }
    }
}

/// Bounds of targets that are judged at the end of a month after which there is a roster, and count what rosters tell.
fn bounds<'m>(model: &'m Model, later: &[Roster]) -> Vec<Bound<'m>> {
    let scenario = model.scenario();
    let mut bounds = Vec::new();
    for reading in model.readings().iter().filter(|one| one.main) {
        let target = &scenario.targets[reading.target.index()];
        if !targets::is_seen(target) {
            continue;
        }
        for (milestone, one) in target.readings[0].milestones.iter().enumerate() {
            let at = one.at + 1;
            let judged = reading.judged.iter().position(|judged| scenario.start + judged.at as i32 == one.at);
            if let (Some(judged), true) = (judged, later.iter().any(|roster| roster.at == at)) {
                bounds.push(Bound { target: reading.target.index(), milestone, reading, judged, at });
            }
        }
    }
    bounds
}

fn forecast(ensemble: &Ensemble) -> Forecast {
    let percentiles = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95].map(|share| ensemble.quantile(share));
    let mut forecast = Forecast { mean: ensemble.mean(), percentiles, within: [0.0; LEVELS.len()] };
    forecast.within = std::array::from_fn(|level| ensemble.share_within(forecast.interval(level)));
    forecast
}

fn score(ensemble: &Ensemble, forecast: &Forecast, observed: f64, chance: f64) -> Score {
    let intervals: [[f64; 2]; LEVELS.len()] = std::array::from_fn(|level| forecast.interval(level));
    Score {
        held: intervals.map(|[low, high]| (low..=high).contains(&observed)),
        interval: std::array::from_fn(|level| interval_score(intervals[level], LEVELS[level], observed)),
        crps: ensemble.crps(observed),
        pit: ensemble.pit(observed, chance),
    }
}

/// The chance that shares out ties of a comparison: its own, whatever else is compared.
fn chance(seed: u64, id: &str, quantity: Quantity, place: Place) -> f64 {
    let name = format!("{id} {quantity:?}");
    let who = u64::from(place.origin.index().unsigned_abs());
    Luck::of_replicate(seed, 0).uniform(Decision::new("tie", &name), who, place.at.index().unsigned_abs())
}

/// Places that moves had in years of the run, as a scenario over `base`; none where nobody says.
fn decided(scenario: &Scenario, rows: &[PlacesRow], base: &str, (start, end): (Month, Month)) -> Option<String> {
    let opens = |month: Month| month.year_opening_in(scenario.fiscal_year_starts);
    let years = opens(start)..=opens(end);
    let mut text = format!("format = {FORMAT}\nextends = \"{base}\"\n");
    let mut any = false;
    for one in &scenario.moves {
        let own = rows.iter().filter(|row| row.of == one.named.id && years.contains(&row.year));
        let own: Vec<String> = own.map(|row| format!("\"{}\" = {:?}", row.year, row.places)).collect();
        if !own.is_empty() && one.places.is_some() {
            any = true;
            // Writing to a text cannot fail.
            let _ = write!(text, "\n[move.{}]\nplaces_by_year = {{ {} }}\n", one.named.id, own.join(", "));
        }
    }
    any.then_some(text)
}
