//! The posterior, by slice sampling (Neal 2003): each number in turn under all others, what differs between years, how much, and
//! how far numbers of one kind go together; what is hidden of those who left is drawn in between.
//!
//! A number is looked at in standard deviations of its prior, so that numbers of one kind can be compared: any two of them have
//! the correlation ρ before anything is seen, and ρ itself is weighed by its marginal likelihood.

use std::collections::BTreeMap;

use rand::Rng;

use crate::model::logistic;
use crate::random::{Decision, Luck, Stream, beta_probability, unit};

use super::cells::{Cells, Sort};
use super::counts::{Context, Counts, Open, Round};
use super::hidden::{Choice, Mark, Track, Ways};
use super::prior::SdPrior;

/// How long is sampled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Effort {
    /// Sweeps before any is kept.
    pub warm: usize,
    /// Sweeps that are kept.
    pub kept: usize,
    /// Sweeps between two draws of what is hidden.
    pub every: usize,
}

impl Default for Effort {
    fn default() -> Self {
        Self { warm: 500, kept: 4000, every: 4 }
    }
}

/// Correlations of the priors of numbers of one kind that are weighed against each other.
const TOGETHER: [f64; 6] = [0.0, 0.2, 0.4, 0.6, 0.8, 0.95];
/// Below this, years are alike.
const ALIKE: f64 = 1e-4;
/// Steps outwards that a slice takes at most.
const STEPS: usize = 40;

/// Those whose way is not known.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hidden<'a> {
    pub(super) tracks: &'a BTreeMap<Track, u32>,
    pub(super) choices: &'a BTreeMap<Choice, u32>,
    pub(super) ways: &'a [Ways],
}

impl Hidden<'_> {
    fn people(&self) -> u32 {
        self.tracks.values().chain(self.choices.values()).sum::<u32>() + self.ways.len() as u32
    }
}

/// What was drawn.
#[derive(Clone, Debug, Default)]
pub(super) struct Draws {
    /// By number: probabilities.
    pub(super) cells: Vec<Vec<f64>>,
    /// By family: standard deviations.
    pub(super) sds: Vec<Vec<f64>>,
    /// By kind of which there are several numbers: the mean of ρ.
    pub(super) together: BTreeMap<Sort, f64>,
    /// By number: how many were open to it, with their parts of a year, and to how many it happened; on average over what is
    /// hidden.
    pub(super) counted: Vec<[f64; 2]>,
    /// People who left, with more than one way out.
    pub(super) hidden: u32,
}

/// What is sampled, and what was seen.
struct Sampler<'a> {
    cells: &'a Cells,
    seen: Counts,
    counts: Counts,
    hidden: Hidden<'a>,
    u: Vec<f64>,
    /// By family and year.
    z: Vec<Vec<f64>>,
    v: Vec<f64>,
    rho: BTreeMap<Sort, f64>,
    sorts: BTreeMap<Sort, Vec<usize>>,
    /// By number and year: −ln(1 − p).
    s: Vec<Vec<f64>>,
    contexts_of_cell: Vec<Vec<usize>>,
    rounds_of_cell: Vec<Vec<usize>>,
    /// By family and year.
    contexts_of_year: Vec<Vec<Vec<usize>>>,
    rounds_of_year: Vec<Vec<Vec<usize>>>,
    cells_of_family: Vec<Vec<usize>>,
    stream: Stream,
    widths: Vec<f64>,
    warm: bool,
}

/// −ln(1 − p) of the probability with these log-odds.
fn hazard(log_odds: f64) -> f64 {
    if log_odds > 0.0 { log_odds + libm::log1p(libm::exp(-log_odds)) } else { libm::log1p(libm::exp(log_odds)) }
}

/// The probability in a part of a year: 1 − (1 − p)^weight.
fn part(hazard: f64, weight: f64) -> f64 {
    -libm::expm1(-weight * hazard)
}

/// What a context says of one of its numbers, all others as they are.
struct Term {
    cell: usize,
    year: usize,
    weight: f64,
    /// The probability that one of the others happens.
    rest: f64,
    none: f64,
    events: f64,
}

impl Term {
    fn of(one: &Context, place: usize, s: &[Vec<f64>]) -> Self {
        let others = one.open.iter().enumerate().filter(|(other, _)| *other != place);
        let rest = others.map(|(_, open)| part(s[open.cell][one.year], open.weight)).sum();
        let Open { cell, weight } = one.open[place];
        Self { cell, year: one.year, weight, rest, none: one.none, events: one.events[place] }
    }

    fn log_likelihood(&self, s: &[Vec<f64>]) -> f64 {
        let through = self.weight * s[self.cell][self.year];
        if self.rest <= 0.0 {
            let happened = if self.events > 0.0 { self.events * libm::log(-libm::expm1(-through)) } else { 0.0 };
            return happened - self.none * through;
        }
        let q = -libm::expm1(-through);
        let happened = if self.events > 0.0 { self.events * libm::log(q) } else { 0.0 };
        let any = q + self.rest;
        if any < 1.0 {
            return if self.none > 0.0 { happened + self.none * libm::log1p(-any) } else { happened };
        }
        // Something is certain; what it is keeps to its shares. How many met with the others is left out of the sum: who is
        // near certainty in months that several outcomes share is hardly ever seen.
        if self.none > 0.0 { f64::NEG_INFINITY } else { happened - self.events * libm::log(any) }
    }
}

/// A round in which places were left says how many passed; one that gave them all says only that at least so many did.
fn of_round(one: &Round, s: &[Vec<f64>]) -> f64 {
    let people: f64 = one.open.iter().map(|(_, people)| people).sum();
    if one.places.is_nan() || people <= 0.0 {
        return 0.0;
    }
    let passing: f64 = one.open.iter().map(|(cell, people)| people * part(s[*cell][one.year], one.weight)).sum();
    let q = (passing / people).clamp(1e-300, 1.0 - 1e-15);
    let exactly = one.granted * libm::log(q) + (people - one.granted) * libm::log1p(-q);
    if one.granted < one.places {
        return exactly;
    }
    if one.granted <= 0.0 {
        return 0.0;
    }
    let at_least = beta_probability(one.granted, people - one.granted + 1.0, q);
    // Where that is too small for numbers, the first term of the sum is nearly all of it.
    if at_least > 0.0 { libm::log(at_least) } else { exactly + ln_choose(people, one.granted) }
}

fn ln_choose(of: f64, some: f64) -> f64 {
    let factorial = |number: f64| libm::lgamma(number + 1.0);
    factorial(of) - factorial(some) - factorial(of - some)
}

/// The log-density of numbers that are standard normal, any two of them with the correlation ρ.
fn exchangeable(u: impl Iterator<Item = f64>, rho: f64) -> f64 {
    let (mut count, mut sum, mut squares) = (0.0, 0.0, 0.0);
    for one in u {
        count += 1.0;
        sum += one;
        squares += one * one;
    }
    let spread = 1.0 - rho + count * rho;
    let quadratic = (squares - rho * sum * sum / spread) / (1.0 - rho);
    -0.5 * (quadratic + (count - 1.0) * libm::log(1.0 - rho) + libm::log(spread))
}

/// Samples, as long as `goes_on` says so; nothing if it stops.
pub(super) fn sample(
    cells: &Cells,
    seen: Counts,
    hidden: Hidden<'_>,
    years: usize,
    (effort, address): (Effort, u64),
    goes_on: &dyn Fn() -> bool,
) -> Option<Draws> {
    let mut sampler = Sampler::new(cells, seen, hidden, years, address);
    let mut draws = Draws {
        cells: vec![Vec::with_capacity(effort.kept); cells.list.len()],
        sds: vec![Vec::with_capacity(effort.kept); cells.families.len()],
        together: BTreeMap::new(),
        counted: vec![[0.0; 2]; cells.list.len()],
        hidden: hidden.people(),
    };
    let mut looks = 0.0_f64;
    for sweep in 0..effort.warm + effort.kept {
        if !goes_on() {
            return None;
        }
        sampler.warm = sweep < effort.warm;
        if sweep % effort.every.max(1) == 0 {
            sampler.reveal();
            if sweep >= effort.warm {
                looks += 1.0;
                sampler.count(&mut draws.counted);
            }
        }
        sampler.sweep();
        if sweep >= effort.warm {
            for (cell, draws) in draws.cells.iter_mut().enumerate() {
                draws.push(logistic(cells.list[cell].prior.log_odds(sampler.u[cell])));
            }
            for (family, draws) in draws.sds.iter_mut().enumerate() {
                draws.push(sampler.sd(family));
            }
            for (sort, rho) in &sampler.rho {
                *draws.together.entry(*sort).or_default() += rho / effort.kept as f64;
            }
        }
    }
    let looks = looks.max(1.0);
    draws.counted.iter_mut().flatten().for_each(|one| *one /= looks);
    Some(draws)
}

impl<'a> Sampler<'a> {
    fn new(cells: &'a Cells, seen: Counts, hidden: Hidden<'a>, years: usize, address: u64) -> Self {
        let (count, families) = (cells.list.len(), cells.families.len());
        let mut sorts: BTreeMap<Sort, Vec<usize>> = BTreeMap::new();
        let mut cells_of_family = vec![Vec::new(); families];
        for (place, cell) in cells.list.iter().enumerate() {
            sorts.entry(cell.sort).or_default().push(place);
            if let Some(family) = cell.family {
                cells_of_family[family].push(place);
            }
        }
        let mut contexts_of_cell = vec![Vec::new(); count];
        let mut rounds_of_cell = vec![Vec::new(); count];
        let mut contexts_of_year = vec![vec![Vec::new(); years]; families];
        let mut rounds_of_year = vec![vec![Vec::new(); years]; families];
        let note = |list: &mut Vec<usize>, place: usize| {
            if list.last() != Some(&place) {
                list.push(place);
            }
        };
        for (place, one) in seen.contexts.iter().enumerate() {
            for open in &one.open {
                note(&mut contexts_of_cell[open.cell], place);
                if let Some(family) = cells.list[open.cell].family {
                    note(&mut contexts_of_year[family][one.year], place);
                }
            }
        }
        for (place, one) in seen.rounds.iter().enumerate().filter(|(_, one)| !one.places.is_nan()) {
            for (cell, _) in &one.open {
                note(&mut rounds_of_cell[*cell], place);
                if let Some(family) = cells.list[*cell].family {
                    note(&mut rounds_of_year[family][one.year], place);
                }
            }
        }
        let rho = sorts.iter().filter(|(_, cells)| cells.len() > 1).map(|(sort, _)| (*sort, 0.4)).collect();
        let mut sampler = Self {
            cells,
            counts: seen.clone(),
            seen,
            hidden,
            u: vec![0.0; count],
            z: vec![vec![0.0; years]; families],
            v: vec![0.6; families],
            rho,
            sorts,
            s: vec![vec![0.0; years]; count],
            contexts_of_cell,
            rounds_of_cell,
            contexts_of_year,
            rounds_of_year,
            cells_of_family,
            stream: Luck::of_parameters(address, 0).at(Decision::new("fit", "posterior"), 0, 0),
            widths: vec![1.0; count + families * (years + 1)],
            warm: true,
        };
        (0..count).for_each(|cell| sampler.renew(cell));
        sampler
    }

    fn uniform(&mut self) -> f64 {
        unit(self.stream.next_u64())
    }

    fn sd(&self, family: usize) -> f64 {
        self.cells.families[family].sd.sd(self.v[family])
    }

    /// Works out anew what a number is in each year.
    fn renew(&mut self, cell: usize) {
        let one = &self.cells.list[cell];
        let log_odds = one.prior.log_odds(self.u[cell]);
        let sd = one.family.map_or(0.0, |family| self.sd(family));
        for year in 0..self.s[cell].len() {
            let shift = one.family.map_or(0.0, |family| sd * self.z[family][year]);
            self.s[cell][year] = hazard(log_odds + shift);
        }
    }

    /// What contexts say of the numbers that `own` tells.
    fn terms(&self, contexts: &[usize], own: impl Fn(usize) -> bool) -> Vec<Term> {
        let seen = contexts.iter().map(|place| &self.counts.contexts[*place]);
        let seen = seen.filter(|one| one.none > 0.0 || one.events.iter().any(|events| *events > 0.0));
        seen.filter_map(|one| {
            let place = one.open.iter().position(|open| own(open.cell))?;
            Some(Term::of(one, place, &self.s))
        })
        .collect()
    }

    fn likelihood(&self, terms: &[Term], rounds: &[usize]) -> f64 {
        let of_contexts: f64 = terms.iter().map(|term| term.log_likelihood(&self.s)).sum();
        let of_rounds: f64 = rounds.iter().map(|place| of_round(&self.counts.rounds[*place], &self.s)).sum();
        of_contexts + of_rounds
    }

    /// Draws what is hidden of those who left.
    fn reveal(&mut self) {
        if self.hidden.people() == 0 {
            return;
        }
        let q: Vec<Vec<f64>> = self
            .seen
            .contexts
            .iter()
            .map(|one| one.open.iter().map(|open| part(self.s[open.cell][one.year], open.weight)).collect())
            .collect();
        let mut counts = std::mem::take(&mut self.counts);
        counts.contexts.clone_from(&self.seen.contexts);
        counts.rounds.clone_from(&self.seen.rounds);
        let hidden = self.hidden;
        let passing = |round: usize, cell: usize| {
            let one = &self.seen.rounds[round];
            part(self.s[cell][one.year], one.weight)
        };
        let passing: BTreeMap<(usize, usize), f64> = hidden
            .ways
            .iter()
            .flat_map(|ways| ways.0.iter().flatten())
            .filter_map(|mark| match mark {
                Mark::Granted(round, cell) => Some(((*round, *cell), passing(*round, *cell))),
                _ => None,
            })
            .collect();
        let mut uniform = || self.uniform();
        for (track, people) in hidden.tracks {
            track.draw(*people, &q, &mut uniform, &mut counts);
        }
        for (choice, people) in hidden.choices {
            choice.draw(*people, &q, &mut uniform, &mut counts);
        }
        for ways in hidden.ways {
            ways.draw(&q, &|round, cell| passing[&(round, cell)], &mut uniform, &mut counts);
        }
        self.counts = counts;
    }

    /// Adds to each number how many are open to it, and to how many it happened.
    fn count(&self, counted: &mut [[f64; 2]]) {
        for one in &self.counts.contexts {
            let people = one.none + one.events.iter().sum::<f64>();
            for (open, events) in one.open.iter().zip(&one.events) {
                counted[open.cell][0] += people * open.weight;
                counted[open.cell][1] += events;
            }
        }
        for one in self.counts.rounds.iter().filter(|one| !one.places.is_nan()) {
            let all: f64 = one.open.iter().map(|(_, people)| people).sum();
            for (cell, people) in &one.open {
                counted[*cell][0] += people * one.weight;
                counted[*cell][1] += one.granted * people / all.max(1.0);
            }
        }
    }

    fn sweep(&mut self) {
        for cell in 0..self.u.len() {
            self.update_cell(cell);
        }
        for family in 0..self.v.len() {
            self.update_years(family);
            self.update_sd(family);
            self.translate(family);
            self.stretch(family);
        }
        self.update_together();
    }

    /// A new value by slice sampling: `density` at a value, of whose place it may leave traces that the last call mends.
    fn slice(&mut self, place: Option<usize>, at: f64, mut density: impl FnMut(&mut Self, f64) -> f64) -> f64 {
        let width = place.map_or(1.0, |place| self.widths[place]);
        let level = density(self, at) + libm::log(self.uniform());
        let mut low = at - width * self.uniform();
        let mut high = low + width;
        for _ in 0..STEPS {
            if density(self, low) <= level {
                break;
            }
            low -= width;
        }
        for _ in 0..STEPS {
            if density(self, high) <= level {
                break;
            }
            high += width;
        }
        let mut found = at;
        for _ in 0..200 {
            let candidate = low + (high - low) * self.uniform();
            if density(self, candidate) > level {
                found = candidate;
                break;
            }
            if candidate < at {
                low = candidate;
            } else {
                high = candidate;
            }
        }
        if found.total_cmp(&at).is_eq() {
            density(self, at);
        }
        if let Some(place) = place.filter(|_| self.warm) {
            let own = &mut self.widths[place];
            *own = (*own * 0.9 + 0.3 * (found - at).abs()).clamp(0.02, 10.0);
        }
        found
    }

    fn update_cell(&mut self, cell: usize) {
        let sort = self.cells.list[cell].sort;
        let rho = self.rho.get(&sort).copied().unwrap_or(0.0);
        let others: Vec<f64> =
            self.sorts[&sort].iter().filter(|other| **other != cell).map(|other| self.u[*other]).collect();
        let count = others.len() as f64;
        // Of numbers of which any two have the correlation ρ, one given the others.
        let spread = 1.0 + (count - 1.0) * rho;
        let (mean, variance) = if others.is_empty() {
            (0.0, 1.0)
        } else {
            (rho * others.iter().sum::<f64>() / spread, (1.0 - rho) * (1.0 + count * rho) / spread)
        };
        let (contexts, rounds) =
            (std::mem::take(&mut self.contexts_of_cell[cell]), std::mem::take(&mut self.rounds_of_cell[cell]));
        let terms = self.terms(&contexts, |own| own == cell);
        self.u[cell] = self.slice(Some(cell), self.u[cell], |own, u| {
            own.u[cell] = u;
            own.renew(cell);
            own.likelihood(&terms, &rounds) - (u - mean) * (u - mean) / (2.0 * variance)
        });
        (self.contexts_of_cell[cell], self.rounds_of_cell[cell]) = (contexts, rounds);
    }

    fn renew_family(&mut self, family: usize) {
        let cells = std::mem::take(&mut self.cells_of_family[family]);
        for cell in &cells {
            self.renew(*cell);
        }
        self.cells_of_family[family] = cells;
    }

    fn update_years(&mut self, family: usize) {
        let (first, years) = (self.u.len() + family * (self.z[family].len() + 1), self.z[family].len());
        for year in 0..years {
            let (contexts, rounds) = (
                std::mem::take(&mut self.contexts_of_year[family][year]),
                std::mem::take(&mut self.rounds_of_year[family][year]),
            );
            if !contexts.is_empty() || !rounds.is_empty() {
                let sd = self.sd(family);
                let cells = std::mem::take(&mut self.cells_of_family[family]);
                let middle: Vec<f64> =
                    cells.iter().map(|cell| self.cells.list[*cell].prior.log_odds(self.u[*cell])).collect();
                let terms = self.terms(&contexts, |own| cells.contains(&own));
                self.z[family][year] = self.slice(Some(first + year), self.z[family][year], |own, z| {
                    for (cell, middle) in cells.iter().zip(&middle) {
                        own.s[*cell][year] = hazard(middle + sd * z);
                    }
                    own.likelihood(&terms, &rounds) - z * z / 2.0
                });
                self.cells_of_family[family] = cells;
            }
            (self.contexts_of_year[family][year], self.rounds_of_year[family][year]) = (contexts, rounds);
        }
    }

    fn update_sd(&mut self, family: usize) {
        if self.cells.families[family].sd.is_known() {
            return;
        }
        let place = self.u.len() + family * (self.z[family].len() + 1) + self.z[family].len();
        let (contexts, rounds) =
            (std::mem::take(&mut self.contexts_of_year[family]), std::mem::take(&mut self.rounds_of_year[family]));
        let cells = self.cells_of_family[family].clone();
        let terms = self.terms(&contexts.concat(), |own| cells.contains(&own));
        let all_rounds = rounds.concat();
        self.v[family] = self.slice(Some(place), self.v[family], |own, v| {
            own.v[family] = v;
            own.renew_family(family);
            own.likelihood(&terms, &all_rounds) - v * v / 2.0
        });
        (self.contexts_of_year[family], self.rounds_of_year[family]) = (contexts, rounds);
    }

    /// Years that were seen of a family.
    fn years(&self, family: usize) -> Vec<usize> {
        let (contexts, rounds) = (&self.contexts_of_year[family], &self.rounds_of_year[family]);
        (0..contexts.len()).filter(|year| !contexts[*year].is_empty() || !rounds[*year].is_empty()).collect()
    }

    /// All numbers of a family go up by as much as all of its years go down: nothing that was seen tells these apart, and one at
    /// a time they would hardly move.
    fn translate(&mut self, family: usize) {
        let sd = self.sd(family);
        let years = self.years(family);
        if sd < ALIKE || years.is_empty() {
            return;
        }
        let cells = self.cells_of_family[family].clone();
        let middles: Vec<f64> = cells.iter().map(|cell| self.cells.list[*cell].prior.log_odds(self.u[*cell])).collect();
        let Some(sort) = cells.first().map(|cell| self.cells.list[*cell].sort) else { return };
        let rho = self.rho.get(&sort).copied().unwrap_or(0.0);
        let moved = |own: &Self, by: f64| -> Vec<f64> {
            cells.iter().zip(&middles).map(|(cell, at)| own.cells.list[*cell].prior.deviations(at + by)).collect()
        };
        let by = self.slice(None, 0.0, |own, by| {
            let new = moved(own, by);
            let all = own.sorts[&sort].iter().map(|other| {
                let place = cells.iter().position(|cell| cell == other);
                place.map_or(own.u[*other], |place| new[place])
            });
            let scale: f64 =
                cells.iter().zip(&new).map(|(cell, u)| libm::log(own.cells.list[*cell].prior.scale(*u))).sum();
            let of_years: f64 = years.iter().map(|year| own.z[family][*year] - by / sd).map(|z| z * z).sum();
            exchangeable(all, rho) - scale - of_years / 2.0
        });
        for (cell, u) in cells.iter().zip(moved(self, by)) {
            self.u[*cell] = u;
        }
        for year in years {
            self.z[family][year] -= by / sd;
        }
        self.renew_family(family);
    }

    /// Years lie as much nearer to the middle as their spread is greater.
    fn stretch(&mut self, family: usize) {
        let years = self.years(family);
        if years.is_empty() || !matches!(self.cells.families[family].sd, SdPrior::HalfNormal(_)) {
            return;
        }
        let v = self.v[family];
        let squares: f64 = years.iter().map(|year| self.z[family][*year]).map(|z| z * z).sum();
        let count = years.len() as f64;
        let by = self.slice(None, 0.0, |_, by| {
            let twice = libm::exp(2.0 * by);
            by * (1.0 - count) - v * v * twice / 2.0 - squares / twice / 2.0
        });
        let factor = libm::exp(by);
        self.v[family] *= factor;
        for year in years {
            self.z[family][year] /= factor;
        }
        self.renew_family(family);
    }

    fn update_together(&mut self) {
        let sorts: Vec<Sort> = self.rho.keys().copied().collect();
        for sort in sorts {
            let cells = &self.sorts[&sort];
            let density = |rho: &f64| exchangeable(cells.iter().map(|cell| self.u[*cell]), *rho);
            let logs: Vec<f64> = TOGETHER.iter().map(density).collect();
            let greatest = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let weights: Vec<f64> = logs.iter().map(|log| libm::exp(log - greatest)).collect();
            let mut at = self.uniform() * weights.iter().sum::<f64>();
            let chosen = weights.iter().position(|weight| {
                at -= weight;
                at < 0.0
            });
            self.rho.insert(sort, TOGETHER[chosen.unwrap_or(0)]);
        }
    }
}
