//! The model month by month as its page tells it: one draw for each person and month, and nothing clever.
//!
//! It reads the checked scenario and shares no code with the engine but the reading of files. It knows people, moves,
//! places, channels and programmes that cost nothing; money, posts and growth of pupils are tested elsewhere.

use rand::RngExt;
use rand::distr::weighted::WeightedIndex;
use rand::seq::SliceRandom;
use tidui::scenario::file::{Fills, MoveKind, RankKind, Reaches};
use tidui::scenario::{
    Attribute, Calendar, Channel, ChannelId, EffectOn, Figure, Level, Move, Origin, ParameterId, Programme, Scenario,
    TierId, ValueId, Who, YearSeries,
};

use crate::common::Dice;

/// For good.
const FOREVER: i32 = i32::MAX;

/// Someone. Months count from the first of the run.
struct Someone {
    born: i32,
    school: usize,
    tier: usize,
    since: i32,
    channel: Option<usize>,
    contract_end: i32,
    /// By attribute.
    values: Vec<ValueId>,
    /// By programme: the month in which its dose ends, if it reaches her.
    dose: Vec<Option<i32>>,
    /// By programme: whether it has ever reached her.
    ever: Vec<bool>,
    there: bool,
}

/// How far a plan of a fiscal year has come.
#[derive(Clone, Default)]
struct Progress {
    granted: Vec<u32>,
    accepted: Vec<Vec<u32>>,
    opened: Vec<u32>,
}

/// What is recorded of a tier at the end of a month: people, entries and leavers since the start.
pub(super) type Counts = [f64; 3];

/// A replicate of the plain model.
pub(super) struct Plain<'s> {
    scenario: &'s Scenario,
    dice: Dice,
    people: Vec<Someone>,
    /// By month: who arrives.
    arriving: Vec<Vec<Someone>>,
    /// By tier.
    on_the_way: Vec<u32>,
    year: Progress,
    /// By programme: units opened in all, the district's dose, homes taken, schools that joined; by month what was opened
    /// and planned.
    opened: Vec<u32>,
    district: Vec<f64>,
    taken: Vec<u32>,
    joined: Vec<Vec<bool>>,
    delivered: Vec<Vec<f64>>,
    planned: Vec<Vec<f64>>,
    /// By move and fiscal year, and by channel, what of it and fiscal year: what is special about the year, on the log scale.
    special: Vec<Vec<f64>>,
    special_channels: Vec<[Vec<f64>; 3]>,
    /// By channel: the fraction of a candidate left over, and units of its programme that its rounds have seen.
    rest: Vec<f64>,
    seen: Vec<u32>,
    counts: Vec<Counts>,
}

/// Lives through a run; counts by month and tier.
pub(super) fn live(scenario: &Scenario, dice: Dice) -> Vec<Vec<Counts>> {
    let (months, tiers, programmes) = (scenario.months(), scenario.tiers.len(), scenario.programmes.len());
    let mut run = Plain {
        scenario,
        dice,
        people: Vec::new(),
        arriving: (0..=months).map(|_| Vec::new()).collect(),
        on_the_way: vec![0; tiers],
        year: Progress::default(),
        opened: vec![0; programmes],
        district: vec![0.0; programmes],
        taken: vec![0; programmes],
        joined: vec![vec![false; scenario.schools.len()]; programmes],
        delivered: vec![vec![0.0; months]; programmes],
        planned: vec![vec![0.0; months]; programmes],
        special: Vec::new(),
        special_channels: Vec::new(),
        rest: vec![0.0; scenario.channels.len()],
        seen: vec![0; scenario.channels.len()],
        counts: vec![[0.0; 3]; tiers],
    };
    run.special = scenario.moves.iter().map(|one| run.years(one.yearly_sd)).collect();
    run.special_channels = scenario
        .channels
        .iter()
        .map(|one| [one.candidates_sd, one.qualified_sd, one.acceptance_sd].map(|sd| run.years(sd)))
        .collect();
    for one in scenario.roster.as_ref().unwrap() {
        let month = |month: tidui::words::Month| month - scenario.start;
        run.counts[one.tier.index()][0] += 1.0;
        run.people.push(Someone {
            born: month(one.born),
            school: one.school.index(),
            tier: one.tier.index(),
            since: month(one.in_tier_since),
            channel: one.origin.map(ChannelId::index),
            contract_end: one.contract_end.map_or(FOREVER, month),
            values: one.values.clone(),
            dose: vec![None; programmes],
            ever: vec![false; programmes],
            there: true,
        });
    }
    (0..months)
        .map(|month| {
            run.month(month);
            run.counts.clone()
        })
        .collect()
}

impl Plain<'_> {
    fn value(&self, id: ParameterId) -> f64 {
        self.scenario.parameters[id.index()].quantile(0.5)
    }

    /// A normal number of this standard deviation for each fiscal year, held within four of it.
    fn years(&mut self, sd: Option<ParameterId>) -> Vec<f64> {
        let sd = sd.map_or(0.0, |id| self.value(id));
        let mut normal = || {
            let percentile: f64 = self.dice.random();
            sd * tidui::random::standard_normal_quantile(percentile.max(1e-18)).clamp(-4.0, 4.0)
        };
        self.scenario.fiscal_years().iter().map(|_| normal()).collect()
    }

    fn figure(&self, figure: &Figure, month: usize, fallback: f64) -> f64 {
        figure.at(self.fiscal(month)).map_or(fallback, |id| self.value(id))
    }

    fn yearly(&self, years: &YearSeries, month: usize) -> f64 {
        years[self.fiscal(month)].map_or(0.0, |id| self.value(id))
    }

    fn month(&mut self, month: usize) {
        if month == 0 || self.fiscal(month) != self.fiscal(month - 1) {
            self.year = Progress {
                granted: vec![0; self.scenario.moves.len()],
                accepted: self.scenario.channels.iter().map(|one| vec![0; one.mix.len()]).collect(),
                opened: vec![0; self.scenario.programmes.len()],
            };
        }
        self.end_contracts(month);
        self.moves(month);
        self.join(month);
        for index in 0..self.scenario.channels.len() {
            if self.weight(&self.scenario.channels[index].calendar, month) > 0.0 {
                self.round(index, month);
            }
        }
        self.join(month);
        self.programmes(month);
    }

    /// The position of a month's fiscal year.
    fn fiscal(&self, month: usize) -> usize {
        let opens = self.scenario.fiscal_year_starts;
        let year = |month: usize| (self.scenario.start + month as i32).year_opening_in(opens);
        (year(month) - year(0)) as usize
    }

    fn weight(&self, calendar: &Calendar, month: usize) -> f64 {
        calendar.0[(self.scenario.start + month as i32).month() as usize - 1]
    }

    /// What is due of a yearly number by the end of a month, and what was before it.
    fn due(&self, calendar: &Calendar, month: usize) -> (f64, f64) {
        let year = self.fiscal(month);
        let rounds = (0..self.scenario.months()).filter(|other| self.fiscal(*other) == year);
        let (mut before, mut now, mut all) = (0.0, 0.0, 0.0);
        for other in rounds {
            let weight = self.weight(calendar, other);
            all += weight;
            before += if other < month { weight } else { 0.0 };
            now += if other <= month { weight } else { 0.0 };
        }
        if all > 0.0 { (now / all, before / all) } else { (0.0, 0.0) }
    }

    fn leave(&mut self, at: usize) {
        let person = &mut self.people[at];
        person.there = false;
        self.counts[person.tier][0] -= 1.0;
        self.counts[person.tier][2] += 1.0;
        for (programme, one) in self.scenario.programmes.iter().enumerate() {
            if one.reaches == Reaches::Arrivals && person.dose[programme].is_some() {
                self.taken[programme] -= 1;
            }
        }
    }

    fn end_contracts(&mut self, month: usize) {
        for at in 0..self.people.len() {
            if !self.people[at].there || self.people[at].contract_end != month as i32 {
                continue;
            }
            let channel = self.people[at].channel.map(|channel| &self.scenario.channels[channel]);
            let of_channel = channel.and_then(|channel| Some((channel.contract?, &channel.renewal)));
            let of_roster = || self.scenario.contracts.as_ref().map(|one| (one.months, &one.renewal));
            let terms = of_channel.or_else(of_roster);
            let renewal = terms.map_or(0.0, |(_, renewal)| self.figure(renewal, month, 0.0));
            let months = terms.map_or(0, |(months, _)| months);
            if self.dice.random::<f64>() < renewal {
                self.people[at].contract_end += months as i32;
            } else {
                self.leave(at);
            }
        }
    }

    /// Whether a person meets conditions in a month.
    fn meets(&self, who: &Who, at: usize, month: usize) -> bool {
        let person = &self.people[at];
        let age = ((month as i32 - person.born) / 12) as u32;
        let is_home = person.channel.is_none_or(|channel| !self.scenario.channels[channel].import);
        let of = |origin: &Origin| match origin {
            Origin::Home => is_home,
            Origin::Channel(id) => person.channel == Some(id.index()),
        };
        let kind = self.scenario.schools[person.school].kind;
        who.min_age.is_none_or(|least| age >= least)
            && who.max_age.is_none_or(|most| age <= most)
            && who.min_months_in_tier.is_none_or(|least| month as i32 - person.since >= least as i32)
            && who.max_months_in_tier.is_none_or(|most| month as i32 - person.since <= most as i32)
            && (who.origins.is_empty() || who.origins.iter().any(of))
            && (who.kinds.is_empty() || kind.is_some_and(|kind| who.kinds.contains(&kind)))
            && person.values.iter().all(|value| self.admits(&who.values, *value))
            && who.reached_by.iter().all(|id| self.reached(at, id.index()))
            && !who.not_reached_by.iter().any(|id| self.reached(at, id.index()) || person.ever[id.index()])
    }

    /// Whether those who are asked for may have a value: it is listed, or no value of its attribute is.
    fn admits(&self, asked: &[ValueId], value: ValueId) -> bool {
        let attribute = self.scenario.attributes.iter().find(|one| one.has(value)).unwrap();
        asked.contains(&value) || !asked.iter().any(|other| attribute.has(*other))
    }

    /// Whether a move would change someone.
    fn changes(&self, one: &Move, at: usize) -> bool {
        one.kind == MoveKind::Leave
            || one.to.is_some()
            || one.sets.iter().any(|value| !self.people[at].values.contains(value))
    }

    /// Whether a programme reaches someone now.
    fn reached(&self, at: usize, programme: usize) -> bool {
        let person = &self.people[at];
        person.dose[programme].is_some() || self.joined[programme][person.school]
    }

    /// The probability of a move for someone in a month, if she is open to it.
    fn probability(&self, position: usize, at: usize, month: usize) -> f64 {
        let one = &self.scenario.moves[position];
        let age = ((month as i32 - self.people[at].born) / 12) as u32;
        let year = self.fiscal(month);
        let of_year = one.rate_by_year.iter().find(|(own, _)| *own == year).map(|(_, id)| *id);
        let of_age = || one.rates.iter().rev().find(|(from, _)| *from <= age).map(|(_, id)| *id);
        let rate = of_year.or_else(of_age).map_or(0.0, |id| self.value(id));
        let rate = changed(rate, libm::exp(self.special[position][year]));
        let mut odds = 1.0;
        for effect in &self.scenario.effects {
            if effect.on.contains(&EffectOn::Move(position.into())) {
                let programme = effect.programme.index();
                let dose = match self.scenario.programmes[programme].reaches {
                    Reaches::District => self.district[programme],
                    _ => f64::from(u8::from(self.reached(at, programme))),
                };
                odds *= libm::pow(self.value(effect.size), dose);
            }
        }
        1.0 - libm::pow(1.0 - changed(rate, odds), self.weight(&one.calendar, month))
    }

    /// One draw for each person who was there when the month began.
    fn moves(&mut self, month: usize) {
        let mut passed: Vec<Vec<usize>> = vec![Vec::new(); self.scenario.moves.len()];
        for at in 0..self.people.len() {
            if !self.people[at].there {
                continue;
            }
            let open: Vec<(usize, f64)> = (0..self.scenario.moves.len())
                .filter(|index| {
                    let one = &self.scenario.moves[*index];
                    one.from.iter().any(|tier| tier.index() == self.people[at].tier)
                        && self.weight(&one.calendar, month) > 0.0
                        && self.meets(&one.who, at, month)
                        && self.changes(one, at)
                })
                .map(|index| (index, self.probability(index, at, month)))
                .collect();
            let sum: f64 = open.iter().map(|(_, probability)| probability).sum();
            let mut left = self.dice.random::<f64>() * sum.max(1.0);
            for (index, probability) in open {
                left -= probability;
                if left < 0.0 {
                    passed[index].push(at);
                    break;
                }
            }
        }
        // Who leaves of her own accord is gone when places are given; what fills a tier waits for all others.
        let step = |index: &usize| {
            let one = &self.scenario.moves[*index];
            (one.kind != MoveKind::Leave || one.places.is_some(), one.total.is_some())
        };
        let mut order: Vec<usize> = (0..passed.len()).collect();
        order.sort_by_key(step);
        for index in order {
            let (one, mut people): (&Move, _) = (&self.scenario.moves[index], std::mem::take(&mut passed[index]));
            if let Some(places) = &one.places {
                let yearly = self.yearly(places, month);
                let due = (yearly * self.due(&one.calendar, month).0 + 0.5).floor() as u32;
                self.rank(&mut people, one.rank);
                people.truncate(due.saturating_sub(self.year.granted[index]) as usize);
            }
            if let Some(level) = &one.total {
                self.rank(&mut people, one.rank);
                people.truncate(self.lacking(level, month) as usize);
            }
            self.year.granted[index] += people.len() as u32;
            for at in people {
                if one.kind == MoveKind::Leave {
                    self.leave(at);
                    continue;
                }
                let person = &mut self.people[at];
                for (own, attribute) in person.values.iter_mut().zip(&self.scenario.attributes) {
                    *own = one.sets.iter().copied().find(|value| attribute.has(*value)).unwrap_or(*own);
                }
                let Some(to) = one.to else { continue };
                self.counts[person.tier][0] -= 1.0;
                person.tier = to.index();
                person.since = month as i32;
                self.counts[person.tier][0] += 1.0;
                self.counts[person.tier][1] += 1.0;
            }
        }
    }

    /// How many are missing to a level.
    fn lacking(&self, level: &Level, month: usize) -> u32 {
        let count = |tiers: &[TierId]| {
            let is_in = |person: &&Someone| person.there && tiers.iter().any(|tier| tier.index() == person.tier);
            self.people.iter().filter(is_in).count() as u32
        };
        let number = self.figure(&level.number, month, 0.0);
        let aim = if level.per.is_empty() { number } else { number * f64::from(count(&level.per)) };
        let coming: u32 = level.of.iter().map(|tier| self.on_the_way[tier.index()]).sum();
        (aim.round() as u32).saturating_sub(count(&level.of) + coming)
    }

    /// Puts people in the order in which they are given places; by lot where nothing else tells them apart.
    fn rank(&mut self, people: &mut [usize], rank: RankKind) {
        people.shuffle(&mut self.dice);
        people.sort_by_key(|at| {
            let person = &self.people[*at];
            match rank {
                RankKind::Lot => 0,
                RankKind::LongestInTier => person.since,
                RankKind::MostReached => -(person.ever.iter().filter(|ever| **ever).count() as i32),
                RankKind::Youngest => -person.born,
            }
        });
    }

    fn join(&mut self, month: usize) {
        for person in std::mem::take(&mut self.arriving[month]) {
            self.on_the_way[person.tier] -= 1;
            self.counts[person.tier][0] += 1.0;
            self.counts[person.tier][1] += 1.0;
            self.people.push(person);
        }
    }

    /// The dose of a programme for a channel.
    fn channel_dose(&self, programme: usize) -> f64 {
        let district = self.scenario.programmes[programme].reaches == Reaches::District;
        if district { self.district[programme] } else { 0.0 }
    }

    /// What effects do to a probability of a channel. Homes are offered where one is vacant; they are returned.
    fn under_effects(&self, on: EffectOn, probability: f64) -> (f64, Vec<usize>) {
        let (mut odds, mut homes) = (1.0, Vec::new());
        for effect in self.scenario.effects.iter().filter(|effect| effect.on.contains(&on)) {
            let (programme, size) = (effect.programme.index(), self.value(effect.size));
            if self.scenario.programmes[programme].reaches != Reaches::Arrivals {
                odds *= libm::pow(size, self.channel_dose(programme));
            } else if self.opened[programme] > self.taken[programme] {
                odds *= size;
                homes.push(programme);
            }
        }
        homes.sort_unstable();
        homes.dedup();
        (changed(probability, odds), homes)
    }

    fn round(&mut self, index: usize, month: usize) {
        let one: &Channel = &self.scenario.channels[index];
        let [candidates, qualifying, accepting] = &self.special_channels[index];
        let year = self.fiscal(month);
        let special = [candidates, qualifying, accepting].map(|years| libm::exp(years[year]));
        let mut mean = self.figure(&one.candidates, month, 0.0) * self.weight(&one.calendar, month) * special[0];
        for effect in &self.scenario.effects {
            if effect.on.contains(&EffectOn::Candidates(index.into())) {
                mean *= 1.0 + (self.value(effect.size) - 1.0) * self.channel_dose(effect.programme.index());
            }
        }
        self.rest[index] += mean;
        if let Some((programme, each)) = one.candidates_from {
            let opened = self.opened[programme.index()];
            self.rest[index] += self.value(each) * f64::from(opened - self.seen[index]);
            self.seen[index] = opened;
        }
        let candidates = (self.rest[index] + 1e-9).floor();
        self.rest[index] -= candidates;
        let weights: Vec<f64> = one.mix.iter().map(|(_, weight)| self.value(*weight)).collect();
        let mix = WeightedIndex::new(weights).expect("a mix of something");
        let qualified = changed(self.figure(&one.qualified, month, 1.0), special[1]);
        let (qualified, _) = self.under_effects(EffectOn::Qualified(index.into()), qualified);
        for _ in 0..candidates as u32 {
            let place = self.dice.sample(&mix);
            let passes = |run: &mut Self, stage: &Figure| run.dice.random::<f64>() < run.figure(stage, month, 1.0);
            if !one.stages.iter().all(|stage| passes(self, &stage.passes)) {
                continue;
            }
            if self.wanted(index, place, month) == 0 || self.dice.random::<f64>() >= qualified {
                continue;
            }
            let acceptance = changed(self.figure(&one.acceptance[place], month, 1.0), special[2]);
            let (acceptance, homes) = self.under_effects(EffectOn::Acceptance(index.into()), acceptance);
            if self.dice.random::<f64>() < acceptance {
                self.hire(index, place, &homes, month);
            }
        }
    }

    /// How many a channel still wants for a place of its mix.
    fn wanted(&self, index: usize, place: usize, month: usize) -> u32 {
        let one = &self.scenario.channels[index];
        match one.fills {
            Fills::Places => {
                let yearly = one.places[place].as_ref().map_or(0.0, |years| self.yearly(years, month));
                let due = (yearly * self.due(&one.calendar, month).0 + 0.5).floor() as u32;
                due.saturating_sub(self.year.accepted[index][place])
            }
            Fills::Total => self.lacking(one.total.as_ref().unwrap(), month),
            Fills::Everyone => u32::MAX,
            Fills::Vacancies => panic!("posts are not told here"),
        }
    }

    fn hire(&mut self, index: usize, place: usize, homes: &[usize], month: usize) {
        let one: &Channel = &self.scenario.channels[index];
        let arrives = month + one.lag as usize;
        self.year.accepted[index][place] += 1;
        self.on_the_way[one.mix[place].0.index()] += 1;
        let programmes = self.scenario.programmes.len();
        let (mut dose, mut ever) = (vec![None; programmes], vec![false; programmes]);
        for home in homes {
            let lasts = self.scenario.programmes[*home].lasts;
            dose[*home] = Some(lasts.map_or(FOREVER, |lasts| arrives as i32 + lasts as i32));
            ever[*home] = true;
            self.taken[*home] += 1;
        }
        let lived = one.age.0 * 12 + self.dice.random_range(0..(one.age.1 + 1 - one.age.0) * 12);
        let value = |attribute: &Attribute| {
            let own = one.values.iter().filter(|(value, _)| attribute.has(*value));
            let (values, weights): (Vec<ValueId>, Vec<f64>) = own.map(|(value, id)| (*value, self.value(*id))).unzip();
            (values, weights, attribute.otherwise)
        };
        let shares: Vec<_> = self.scenario.attributes.iter().map(value).collect();
        let mut chosen = Vec::new();
        for (values, weights, otherwise) in shares {
            let place = WeightedIndex::new(weights).ok().map(|shares| self.dice.sample(&shares));
            chosen.push(place.map_or_else(|| otherwise.unwrap(), |place| values[place]));
        }
        let arrival = Someone {
            born: arrives as i32 - lived as i32,
            school: self.dice.random_range(0..self.scenario.schools.len() as u32) as usize,
            tier: one.mix[place].0.index(),
            since: arrives as i32,
            channel: Some(index),
            contract_end: one.contract.map_or(FOREVER, |months| (arrives + months as usize) as i32),
            values: chosen,
            dose,
            ever,
            there: true,
        };
        if let Some(list) = self.arriving.get_mut(arrives) {
            list.push(arrival);
        }
    }

    fn programmes(&mut self, month: usize) {
        for person in self.people.iter_mut().filter(|person| person.there) {
            for (programme, dose) in person.dose.iter_mut().enumerate() {
                if *dose == Some(month as i32) {
                    *dose = None;
                    let homes = self.scenario.programmes[programme].reaches == Reaches::Arrivals;
                    self.taken[programme] -= u32::from(homes);
                }
            }
        }
        for index in 0..self.scenario.programmes.len() {
            if self.weight(&self.scenario.programmes[index].calendar, month) > 0.0 {
                self.open(index, month);
            }
        }
        for (index, one) in self.scenario.programmes.iter().enumerate() {
            if one.reaches == Reaches::District {
                let from = one.lasts.map_or(0, |lasts| (month + 1).saturating_sub(lasts as usize));
                let sum = |list: &[f64]| list[from..=month].iter().sum::<f64>();
                let (delivered, planned) = (sum(&self.delivered[index]), sum(&self.planned[index]));
                self.district[index] = if planned > 0.0 { (delivered / planned).min(1.0) } else { 0.0 };
            }
        }
    }

    fn open(&mut self, index: usize, month: usize) {
        let one: &Programme = &self.scenario.programmes[index];
        let yearly = self.yearly(&one.units, month);
        let (due, before) = self.due(&one.calendar, month);
        self.planned[index][month] = yearly * (due - before);
        let wanted = ((yearly * due + 0.5).floor() as u32).saturating_sub(self.year.opened[index]);
        let opened = match one.reaches {
            Reaches::District | Reaches::Arrivals => wanted,
            Reaches::Schools => {
                let schools = &self.scenario.schools;
                let mut free: Vec<usize> = (0..schools.len()).filter(|at| !self.joined[index][*at]).collect();
                free.shuffle(&mut self.dice);
                // Members first.
                free.sort_by_key(|at| schools[*at].leads);
                free.truncate(wanted as usize);
                for school in &free {
                    self.joined[index][*school] = true;
                }
                free.len() as u32
            }
            Reaches::People => {
                let mut people: Vec<usize> = (0..self.people.len())
                    .filter(|at| {
                        let person = &self.people[*at];
                        person.there
                            && person.dose[index].is_none()
                            && (one.tiers.is_empty() || one.tiers.iter().any(|tier| tier.index() == person.tier))
                            && self.meets(&one.who, *at, month)
                    })
                    .collect();
                self.rank(&mut people, one.rank);
                people.truncate((wanted * one.people_per_unit) as usize);
                for at in &people {
                    self.people[*at].dose[index] = Some(one.lasts.map_or(FOREVER, |lasts| month as i32 + lasts as i32));
                    self.people[*at].ever[index] = true;
                }
                (people.len() as u32).div_ceil(one.people_per_unit)
            }
        };
        self.year.opened[index] += opened;
        self.opened[index] += opened;
        self.delivered[index][month] = f64::from(opened);
    }
}

/// A probability whose odds are multiplied; 0 and 1 do not move.
fn changed(probability: f64, odds: f64) -> f64 {
    if probability <= 0.0 || probability >= 1.0 {
        return probability;
    }
    let odds = probability / (1.0 - probability) * odds;
    odds / (1.0 + odds)
}
