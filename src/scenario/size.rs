//! How large one replicate of a scenario can become at most, worked out from its numbers before anything runs.
//!
//! Every number counts with the greatest value that any draw can give it, and rules with the greatest that they set, so
//! that a scenario which passes cannot fill the memory, and no sum of money in it can leave the whole numbers that are
//! kept exactly, here and in a spreadsheet. A design point that a study makes is held to the same.

use crate::words::{Text, text};

use super::file::{CandidatesLaw, Fills, MixLaw, Per};
use super::place::grouped;
use super::{Channel, Cost, EffectOn, Figure, Lever, LineId, ParameterId, Scenario, YearSeries};

/// People who can be there in one replicate: those at the start and all who may arrive.
pub const MOST_PEOPLE: f64 = 4_000_000.0;
/// Candidates of one round, and of one tier in a round whose mix is exact: more than these cannot be told apart.
pub const MOST_IN_ROUND: f64 = 1_000_000.0;
const MOST_IN_SLOT: f64 = 65_000.0;
/// Candidates who can be considered in one replicate.
pub const MOST_CANDIDATES: f64 = 20_000_000.0;
/// Posts of all schools together that are counted: more than anybody could fill, and few
/// enough to list.
pub const MOST_POSTS: f64 = 10_000_000.0;
/// Vacant posts of one school that are counted.
pub const MOST_VACANT: f64 = 1_000_000.0;
/// Units that programmes can open in one replicate.
pub const MOST_UNITS: f64 = 1_000_000_000.0;
/// Students of a phase at any time, as its mean growth has it.
pub const MOST_STUDENTS: f64 = 1e9;
/// Whole yuan that can be booked in one replicate, all lines, funds and years together: the fifteen digits that a
/// spreadsheet keeps exactly.
pub const MOST_YUAN: f64 = 999_999_999_999_999.0;

/// Standard deviations that a year's effect is held within: beyond them lies one year in sixteen thousand.
pub const OUTERMOST: f64 = 4.0;

/// Parts of a sum that are named in a message.
const NAMED: usize = 3;

/// Something that a scenario could make larger than can be simulated or counted.
#[derive(Clone, Debug, PartialEq)]
pub struct TooLarge {
    /// The path of what makes most of it.
    pub path: String,
    /// What is too large, and what is allowed.
    pub what: Text,
    /// What takes how much of it.
    pub because: Text,
}

/// A quantity that adds up over the scenario, with its parts by path.
#[derive(Debug, Default)]
struct Sum {
    parts: Vec<(String, f64)>,
}

impl Sum {
    fn add(&mut self, path: String, amount: f64) {
        if amount > 0.0 {
            self.parts.push((path, amount));
        }
    }

    fn total(&self) -> f64 {
        self.parts.iter().map(|(_, amount)| amount).sum()
    }

    /// What exceeds `most`, told by `what`, which is handed the total and the limit in words.
    fn above(mut self, most: f64, what: impl Fn(&str, &str) -> Text) -> Option<TooLarge> {
        let total = self.total();
        if total <= most {
            return None;
        }
        self.parts.sort_by(|(_, a), (_, b)| b.total_cmp(a));
        let path = self.parts.first().map_or_else(String::new, |(path, _)| path.clone());
        let told = |(path, amount): &(String, f64)| format!("{} (`{path}`)", rough(*amount));
        let shown: Vec<String> = self.parts.iter().take(NAMED).map(told).collect();
        let rest = self.parts.len() - shown.len();
        let names = Text::list(&shown);
        let because = if rest == 0 { text!("at-most-by", names) } else { text!("at-most-by-more", names, rest) };
        Some(TooLarge { path, what: what(&rough(total), &rough(most)), because })
    }
}

/// A count in a message: whole, or with its power of ten where nobody reads the digits.
fn rough(number: f64) -> String {
    if number < 1e10 {
        return grouped(number.ceil());
    }
    let power = libm::floor(libm::log10(number));
    format!("{:.1} × 10^{power:.0}", number / libm::pow(10.0, power))
}

/// Everything that a scenario could make too large; empty if it is fit to run. Money is worked out even where an
/// appropriation limits it, because what is wanted and not paid is booked too.
#[must_use]
pub fn too_large(scenario: &Scenario) -> Vec<TooLarge> {
    Sizes { scenario, years: scenario.fiscal_years().len() }.problems()
}

/// The most people who can be there in one replicate, and the most candidates who can be considered.
pub(crate) fn most_people(scenario: &Scenario) -> (f64, f64) {
    let sizes = Sizes { scenario, years: scenario.fiscal_years().len() };
    let mut opening = Sum::default();
    sizes.opening(&mut opening);
    let opening = opening.total();
    let arrivals: f64 = scenario.channels.iter().map(|one| sizes.arrivals(one, opening)).sum();
    (opening + arrivals, scenario.channels.iter().map(|one| sizes.candidates(one)).sum())
}

/// Works the sizes of one scenario out.
struct Sizes<'s> {
    scenario: &'s Scenario,
    years: usize,
}

impl Sizes<'_> {
    fn problems(&self) -> Vec<TooLarge> {
        let (mut people, mut round, mut considered) = (Sum::default(), Vec::new(), Sum::default());
        self.opening(&mut people);
        let opening = people.total();
        let arrivals: Vec<f64> = self.scenario.channels.iter().map(|one| self.arrivals(one, opening)).collect();
        for (one, arrivals) in self.scenario.channels.iter().zip(&arrivals) {
            let path = format!("channel.{}.candidates", one.named.id);
            people.add(path.clone(), *arrivals);
            considered.add(path.clone(), self.candidates(one));
            round.extend(self.round(one, path));
        }
        let there = people.total();
        let mut problems = round;
        problems.extend(people.above(MOST_PEOPLE, |total, most| text!("too-large-people", total, most)));
        problems.extend(considered.above(MOST_CANDIDATES, |total, most| text!("too-large-candidates", total, most)));
        problems.extend(self.units().above(MOST_UNITS, |total, most| text!("too-large-units", total, most)));
        problems.extend(self.students());
        problems
            .extend(self.yuan(there, &arrivals).above(MOST_YUAN, |total, most| text!("too-large-yuan", total, most)));
        problems
    }

    fn most(&self, id: ParameterId) -> f64 {
        self.scenario.parameters.get(id.index()).map_or(0.0, super::Parameter::most)
    }

    fn maybe(&self, id: Option<ParameterId>, fallback: f64) -> f64 {
        id.map_or(fallback, |id| self.most(id))
    }

    /// The most that a figure is in any year.
    fn most_of(&self, figure: &Figure, fallback: f64) -> f64 {
        figure.numbers().map(|id| self.most(id)).reduce(f64::max).unwrap_or(fallback)
    }

    /// The most that a year can multiply a channel's candidates by.
    fn best_year(&self, one: &Channel) -> f64 {
        one.candidates_sd.map_or(1.0, |id| libm::exp(self.most(id) * OUTERMOST))
    }

    /// The greatest yearly number of a plan, in each fiscal year, with what rules may set.
    fn yearly(&self, series: &YearSeries, lever: Lever) -> Vec<f64> {
        let set = |(own, value): &(Lever, f64)| (*own == lever).then_some(*value);
        let ruled = self.scenario.rules.iter().flat_map(|rule| &rule.set).filter_map(set).fold(0.0, f64::max);
        series.iter().map(|id| self.maybe(*id, 0.0).max(ruled)).collect()
    }

    fn opening(&self, people: &mut Sum) {
        if let Some(roster) = &self.scenario.roster {
            people.add("people.roster".to_owned(), roster.len() as f64);
            return;
        }
        for tier in &self.scenario.tiers {
            people.add(format!("tier.{}.stock", tier.named.id), self.maybe(tier.stock, 0.0));
        }
    }

    /// Months of the run in which a calendar has a round, and the sum of their weights.
    fn rounds(&self, calendar: &super::Calendar) -> (f64, f64) {
        let weights = (0..self.scenario.months()).map(|index| {
            let month = (self.scenario.start + index as i32).month() as usize;
            calendar.0.get(month.saturating_sub(1)).copied().unwrap_or(0.0)
        });
        weights.filter(|weight| *weight > 0.0).fold((0.0, 0.0), |(count, sum), weight| (count + 1.0, sum + weight))
    }

    /// What effects can multiply the candidates of a channel by.
    fn multiplied(&self, channel: usize) -> f64 {
        let acts = |on: &EffectOn| matches!(on, EffectOn::Candidates(id) if id.index() == channel);
        let effects = self.scenario.effects.iter().filter(|effect| effect.on.iter().any(acts));
        effects.map(|effect| self.most(effect.size).max(1.0)).product()
    }

    fn position(&self, one: &Channel) -> usize {
        self.scenario.channels.iter().position(|other| other.named.id == one.named.id).unwrap_or(0)
    }

    /// Candidates whom a programme's units bring over the whole run.
    fn brought(&self, one: &Channel) -> f64 {
        let Some((programme, per_unit)) = one.candidates_from else { return 0.0 };
        self.units_of(programme.index()).iter().sum::<f64>() * self.most(per_unit)
    }

    /// What a law of chance can add to a mean.
    fn scattered(one: &Channel, mean: f64, rounds: f64) -> f64 {
        match one.candidates_law {
            CandidatesLaw::Fixed => mean + rounds,
            // A Poisson count at the outermost percentile, in each round.
            CandidatesLaw::Poisson => mean + 9.0 * libm::sqrt(mean * rounds) + 40.0 * rounds,
        }
    }

    /// Candidates over the whole run.
    fn candidates(&self, one: &Channel) -> f64 {
        let (rounds, weight) = self.rounds(&one.calendar);
        let stated =
            self.most_of(&one.candidates, 0.0) * weight * self.multiplied(self.position(one)) * self.best_year(one);
        if rounds > 0.0 { Self::scattered(one, stated + self.brought(one), rounds) } else { 0.0 }
    }

    /// Whether one round has more candidates than can be told apart.
    fn round(&self, one: &Channel, path: String) -> Option<TooLarge> {
        let heaviest = one.calendar.0.iter().copied().fold(0.0, f64::max);
        let stated =
            self.most_of(&one.candidates, 0.0) * heaviest * self.multiplied(self.position(one)) * self.best_year(one);
        let count = Self::scattered(one, stated + self.brought(one), 1.0);
        let most = if one.mix_law == MixLaw::Exact { MOST_IN_SLOT } else { MOST_IN_ROUND };
        let mut sum = Sum::default();
        sum.add(path, count);
        sum.above(most, |total, most| text!("too-large-candidates-in-a-round", total, most))
    }

    /// People who can be hired by a channel over the whole run.
    fn arrivals(&self, one: &Channel, opening: f64) -> f64 {
        let candidates = self.candidates(one);
        let rounds = self.rounds(&one.calendar).0;
        let wanted = match one.fills {
            Fills::Places => self.places(one).iter().sum(),
            Fills::Vacancies => self.posts(opening) * rounds,
            Fills::Total => {
                let Some(level) = &one.total else { return 0.0 };
                let growth = self.maybe(level.growth, 0.0).max(0.0);
                let grown = libm::pow(1.0 + growth, self.scenario.months() as f64 / 12.0);
                // In proportion to others, it is bounded by the candidates alone.
                let each = if level.per.is_empty() { 1.0 } else { f64::INFINITY };
                let total = self.most_of(&level.number, 0.0);
                if total > 0.0 { total * grown * rounds * each } else { 0.0 }
            }
            Fills::Everyone => f64::INFINITY,
        };
        candidates.min(wanted)
    }

    /// Places of a channel over the whole run, by tier of its mix.
    fn places(&self, one: &Channel) -> Vec<f64> {
        let channel = self.position(one).into();
        let of = |(position, series): (usize, &Option<YearSeries>)| {
            let lever = Lever::ChannelPlaces(channel, position);
            series.as_ref().map_or(0.0, |series| self.yearly(series, lever).iter().sum())
        };
        one.places.iter().enumerate().map(of).collect()
    }

    /// Posts at any time, about: those at the start, and what growth and new students add.
    fn posts(&self, opening: f64) -> f64 {
        let Some(posts) = &self.scenario.posts else { return f64::INFINITY };
        let start = if posts.counted {
            self.scenario.schools.iter().map(|school| school.posts).sum()
        } else {
            opening * (1.0 + self.maybe(posts.vacant, 0.0))
        };
        let years = self.scenario.months().div_ceil(12) as f64;
        let grown = start * libm::pow(1.0 + self.most_of(&posts.growth, 0.0).max(0.0), years);
        let students: f64 = (0..self.scenario.phases.len()).map(|phase| self.students_of(phase)).sum();
        grown + self.most_of(&posts.per_new_student, 0.0) * students
    }

    /// Students of a phase when its mean growth has acted on them throughout.
    fn students_of(&self, phase: usize) -> f64 {
        let Some(phase) = self.scenario.phases.get(phase) else { return 0.0 };
        let years = self.scenario.months().div_ceil(12) as f64;
        let stated = phase.students.into_iter().chain(phase.forecast.iter().map(|(_, id)| *id));
        let most = stated.map(|id| self.most(id)).fold(0.0, f64::max);
        most * libm::pow(1.0 + self.most_of(&phase.growth, 0.0).max(0.0), years)
    }

    fn students(&self) -> Vec<TooLarge> {
        let of = |(index, phase): (usize, &super::Phase)| {
            let mut sum = Sum::default();
            sum.add(format!("phase.{}.students", phase.named.id), self.students_of(index));
            sum.above(MOST_STUDENTS, |total, most| text!("too-large-students", total, most))
        };
        self.scenario.phases.iter().enumerate().filter_map(of).collect()
    }

    /// Units of a programme in each fiscal year.
    fn units_of(&self, programme: usize) -> Vec<f64> {
        let Some(one) = self.scenario.programmes.get(programme) else { return Vec::new() };
        let capacity = self.most_of(&one.capacity, f64::INFINITY);
        self.yearly(&one.units, Lever::Units(programme.into())).iter().map(|units| units.min(capacity)).collect()
    }

    fn units(&self) -> Sum {
        let mut sum = Sum::default();
        for (index, one) in self.scenario.programmes.iter().enumerate() {
            sum.add(format!("programme.{}.units", one.named.id), self.units_of(index).iter().sum());
        }
        sum
    }

    /// Money: what can be paid, and what can be wanted and not paid. What waits at the end of a year is booked as that
    /// year's gap, so a payment may be booked once a year.
    fn yuan(&self, people: f64, arrivals: &[f64]) -> Sum {
        let mut sum = Sum::default();
        let years = self.years as f64;
        let mut add = |path: String, count: f64, cost: &Cost| {
            sum.add(path, count * self.dearest(cost.line, &cost.amount) * (1.0 + years));
        };
        for (index, one) in self.scenario.moves.iter().enumerate() {
            if let Some(cost) = &one.cost {
                let lever = Lever::MovePlaces(index.into());
                let places = one.places.as_ref().map_or(f64::INFINITY, |list| self.yearly(list, lever).iter().sum());
                let each_round = people * self.rounds(&one.calendar).0;
                add(format!("move.{}.cost.amount", one.named.id), places.min(each_round), cost);
            }
        }
        for (one, arrivals) in self.scenario.channels.iter().zip(arrivals) {
            let path = format!("channel.{}", one.named.id);
            if let Some(cost) = &one.round_cost {
                add(format!("{path}.round_cost.amount"), self.rounds(&one.calendar).0, cost);
            }
            if let Some(cost) = &one.offer_cost {
                add(format!("{path}.offer_cost.amount"), self.candidates(one), cost);
            }
            if let Some(fee) = &one.fee {
                let there = self.came_by(one) + arrivals;
                let each = fee.years.map_or(years + 1.0, f64::from).max(years + 1.0);
                add(format!("{path}.fee.amount"), there * each, &fee.cost);
            }
        }
        for (index, one) in self.scenario.programmes.iter().enumerate() {
            if let Some(cost) = &one.unit_cost {
                let units: f64 = self.units_of(index).iter().sum();
                add(format!("programme.{}.unit_cost.amount", one.named.id), units * f64::from(one.cost_years), cost);
            }
        }
        for one in &self.scenario.expenses {
            let of = |units: &YearSeries| units.iter().map(|id| self.maybe(*id, 0.0)).sum();
            let units = one.units.as_ref().map_or(years, of);
            add(format!("cost.{}.amount", one.named.id), units, &one.cost);
        }
        for one in &self.scenario.allowances {
            let times = if one.month.is_some() { years } else { self.scenario.months() as f64 };
            add(format!("allowance.{}.amount", one.named.id), people * times, &one.cost);
        }
        for (one, arrivals) in self.scenario.channels.iter().zip(arrivals) {
            let Some(award) = &one.award else { continue };
            let places = self.places(one);
            for (position, amount) in award.amount.iter().enumerate() {
                let Some(amount) = amount else { continue };
                let each = self.dearest(award.line, amount);
                let hired = match one.fills {
                    Fills::Places => places.get(position).copied().unwrap_or(0.0).min(*arrivals),
                    _ => *arrivals,
                };
                let tier = one.mix.get(position).and_then(|(tier, _)| self.scenario.tiers.get(tier.index()));
                let path = format!("channel.{}.award.amount.{}", one.named.id, tier.map_or("", |tier| &tier.named.id));
                sum.add(path, (hired + self.came_by(one)) * each * (1.0 + years));
            }
        }
        for one in &self.scenario.incomes {
            let students: f64 = (0..self.scenario.phases.len()).map(|phase| self.students_of(phase)).sum();
            let heads = match one.per {
                None => 1.0,
                Some(Per::Student) => students,
                Some(Per::Person) => people,
            };
            let all: f64 = one.amount.iter().map(|id| self.maybe(*id, 0.0) * heads).sum();
            sum.add(format!("income.{}.amount", one.named.id), all);
        }
        for one in &self.scenario.funds {
            let granted = one.appropriation.iter().flatten().flatten().map(|id| self.most(*id)).sum();
            sum.add(format!("fund.{}.appropriation", one.named.id), granted);
        }
        sum
    }

    /// The most that an amount on a line can come to in any fiscal year.
    fn dearest(&self, line: LineId, amount: &YearSeries) -> f64 {
        let rise = self.scenario.price_index(line, |id| self.most(id));
        amount.iter().zip(rise).map(|(id, rise)| self.maybe(*id, 0.0) * rise).fold(0.0, f64::max)
    }

    /// People at the start who came by a channel.
    fn came_by(&self, one: &Channel) -> f64 {
        let channel = self.position(one);
        let there = self.scenario.roster.iter().flatten();
        there.filter(|person| person.origin.is_some_and(|origin| origin.index() == channel)).count() as f64
    }
}
