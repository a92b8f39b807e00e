//! The plans of a replicate: what is planned for its rounds, and what came of it.
//!
//! As with the books ([`super::books`]), all that a replicate does with what is planned is a [`Question`], and the answer is
//! all that it learns. A round asks for what it can use, and not for what there is: of more places than people who passed,
//! as many as passed. So other plans that give the same answers go with the same replicate ([`super::beside`]), and what each
//! of them was missing stands in a ledger of its own.

use crate::model::{Drawn, Limit, Model};
use crate::random::{Luck, standard_normal_quantile};
use crate::scenario::Lever;
use crate::scenario::file::{CandidatesLaw, Fills, MixLaw};

use super::lists::{copy, empty, reset};
use super::people::largest_remainder;

/// Poisson means above this are drawn by their normal approximation, far beyond any round of recruitment.
const LARGE_MEAN: f64 = 700.0;

/// A ledger row in one fiscal year, in heads or units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LedgerYear {
    /// Wanted.
    pub wanted: u32,
    /// Made.
    pub made: u32,
    /// Not made, by [`crate::model::Limit::BOOKED`]'s order.
    pub missed: [u32; 8],
    /// Not made and not booked, in the same order: what a channel that fills no places, and so wants no number, saw and did
    /// not get.
    pub beyond: [u32; 8],
}

/// What rounds are planned for, by position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Planned {
    /// Places of a move.
    Move(usize),
    /// Candidates and places of a channel.
    Channel(usize),
    /// Units of a programme.
    Programme(usize),
}

/// Who carries units: none where nobody has to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hosts {
    /// People who host, and the units that they have.
    People { hosts: u32, running: u32 },
    /// Leads that have joined, leads that have not, and members.
    Schools { leads: u32, free_leads: u32, members: u32 },
}

/// A round of a move, by its position.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct MoveRound {
    pub(crate) position: usize,
    pub(crate) month: usize,
    /// Granted in earlier rounds of the fiscal year.
    pub(crate) granted: u32,
    /// How many are missing to its level, if it has one.
    pub(crate) lacking: Option<u32>,
}

/// What is asked of the plans. Positions are those of the scenario; the answer is 0 where there is nothing to answer.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Question {
    /// A rule sets what is planned from a fiscal year on.
    Set { lever: Lever, fiscal: usize, value: f64 },
    /// How many of those who passed a move has places for.
    Admit { round: MoveRound, passed: u32 },
    /// A move's round is over: how many of those who are missing had no money.
    Admitted { round: MoveRound, made: u32, moneyless: u32 },
    /// Candidates come to a channel: a year's part of them, times each of `factors`, and more.
    Call { channel: usize, month: usize, factors: Vec<f64>, more: f64 },
    /// How many came in a place of the mix (in the first, where chance mixes them), as far as they are needed.
    Came { channel: usize, place: usize, needed: u32 },
    /// How many places a channel has left beside those accepted, as far as they are needed.
    Take { channel: usize, month: usize, place: usize, accepted: u32, needed: u32 },
    /// A channel's year closes with so many hired, and so many missing (as its places say, where it fills these), and counts
    /// whom it saw and did not hire, by [`SEEN`]: how many of those who are missing had no money.
    Hired { channel: usize, month: usize, place: usize, made: u32, missing: Option<u32>, seen: [u32; 4] },
    /// How many units a programme may open beside those of the year so far, of `most` for whom there are schools.
    Units { programme: usize, month: usize, opened: u32, hosts: Option<Hosts>, most: u32 },
    /// How many of some units there are hosts for.
    Carry { programme: usize, units: u32, hosts: Option<Hosts> },
    /// Whether leads can carry one more member: 1 if they can.
    CarryMember { programme: usize, leads: u32, members: u32 },
    /// A programme's year closes with so many units, and so many more for whom there was no money, or there were no people.
    Opened { programme: usize, month: usize, made: u32, moneyless: u32, unfilled: u32 },
    /// The share that was delivered of what was planned for some months, and `before` beside them: the bits of the number.
    Share { programme: usize, months: (usize, usize), before: f64, delivered: u32 },
}

/// Why a channel did not hire whom it saw.
pub(crate) const SEEN: [Limit; 4] = [Limit::Money, Limit::Vacancy, Limit::Declined, Limit::Qualified];

impl Question {
    /// What it is about.
    pub(crate) const fn about(&self) -> Planned {
        match self {
            Self::Set { lever: Lever::MovePlaces(id), .. } => Planned::Move(id.index()),
            Self::Set { lever: Lever::ChannelPlaces(id, _), .. } => Planned::Channel(id.index()),
            Self::Set { lever: Lever::Units(id), .. } => Planned::Programme(id.index()),
            Self::Admit { round, .. } | Self::Admitted { round, .. } => Planned::Move(round.position),
            Self::Call { channel, .. }
            | Self::Came { channel, .. }
            | Self::Take { channel, .. }
            | Self::Hired { channel, .. } => Planned::Channel(*channel),
            Self::Units { programme, .. }
            | Self::Carry { programme, .. }
            | Self::CarryMember { programme, .. }
            | Self::Opened { programme, .. }
            | Self::Share { programme, .. } => Planned::Programme(*programme),
        }
    }
}

/// What is planned for the rounds of a replicate, and the ledger of what came of it.
#[derive(Debug, Default)]
pub(crate) struct Plans {
    // By fiscal year; rules may change them.
    move_places: Vec<Option<Vec<f64>>>,
    channel_places: Vec<Vec<Vec<f64>>>,
    units: Vec<Vec<f64>>,
    /// Fractions of candidates carried from round to round, by channel and position (exact mix) or once.
    rests: Vec<Vec<f64>>,
    /// By programme and month: units planned for its round.
    by_month: Vec<Vec<f64>>,
    /// By programme: units wanted by now and not possible, for want of places, hosts, and schools.
    missed: Vec<[u32; 3]>,
    /// Row by fiscal year.
    ledger: Vec<LedgerYear>,
    /// Candidates of the round that is held: by position in the mix where it is exact, or all in the first place.
    coming: Vec<u32>,
}

impl Plans {
    /// Makes ready for a replicate.
    pub(crate) fn open(&mut self, model: &Model, drawn: &Drawn) {
        let scenario = model.scenario();
        let (months, years) = (model.timeline.months.len(), model.timeline.fiscal_years.len());
        copy(&mut self.move_places, drawn.moves.iter().map(|one| &one.places));
        copy(&mut self.channel_places, drawn.channels.iter().map(|one| &one.places));
        copy(&mut self.units, drawn.programmes.iter().map(|one| &one.units));
        self.rests.resize_with(scenario.channels.len(), Vec::new);
        for (rests, channel) in self.rests.iter_mut().zip(&scenario.channels) {
            reset(rests, channel.mix.len(), &0.0);
            let apart = channel.mix_law == MixLaw::Exact;
            for (place, left) in channel.candidates_left.iter().enumerate() {
                rests[if apart { place } else { 0 }] += left;
            }
        }
        empty(&mut self.by_month, scenario.programmes.len());
        self.by_month.iter_mut().for_each(|planned| planned.resize(months, 0.0));
        reset(&mut self.missed, scenario.programmes.len(), &[0; 3]);
        reset(&mut self.ledger, model.sources.sources.len() * years, &LedgerYear::default());
    }

    /// Becomes what other plans are, but for the round that is held.
    pub(crate) fn copy(&mut self, from: &Self) {
        let Self { move_places, channel_places, units, rests, by_month, missed, ledger, coming: _ } = from;
        self.move_places.clone_from(move_places);
        self.channel_places.clone_from(channel_places);
        self.units.clone_from(units);
        self.rests.clone_from(rests);
        self.by_month.clone_from(by_month);
        self.missed.clone_from(missed);
        self.ledger.clone_from(ledger);
    }

    /// Becomes what other plans are in what is planned for one thing, with what came of it.
    pub(crate) fn copy_of(&mut self, what: Planned, from: &Self, model: &Model) {
        let sources = &model.sources;
        let (first, rows) = match what {
            Planned::Move(at) => {
                self.move_places[at].clone_from(&from.move_places[at]);
                (sources.moves[at].unwrap_or(0), usize::from(sources.moves[at].is_some()))
            }
            Planned::Channel(at) => {
                self.channel_places[at].clone_from(&from.channel_places[at]);
                self.rests[at].clone_from(&from.rests[at]);
                (sources.channels[at], model.scenario().channels[at].mix.len())
            }
            Planned::Programme(at) => {
                self.units[at].clone_from(&from.units[at]);
                self.by_month[at].clone_from(&from.by_month[at]);
                self.missed[at] = from.missed[at];
                (sources.programmes[at], 1)
            }
        };
        let years = model.timeline.fiscal_years.len();
        let range = first * years..(first + rows) * years;
        self.ledger[range.clone()].copy_from_slice(&from.ledger[range]);
    }

    /// Row by fiscal year: what was wanted, what was made, and what was missed.
    pub(crate) fn ledger(&self) -> &[LedgerYear] {
        &self.ledger
    }

    /// Fractions of candidates that are left after the rounds so far, by channel.
    pub(crate) fn rests(&self) -> &[Vec<f64>] {
        &self.rests
    }

    /// Units of a programme planned for the round of a month.
    pub(crate) fn units_of(&self, programme: usize, month: usize) -> f64 {
        self.by_month[programme][month]
    }

    /// Candidates of the round that is held: who uses them says at its end how many of them it needed ([`Question::Came`]).
    pub(crate) fn coming(&self) -> &[u32] {
        &self.coming
    }

    /// Places of a channel that are due by a round, beside those accepted: who uses them says at the end of the round how many
    /// of them it needed ([`Question::Take`]).
    pub(crate) fn places_left(
        &self,
        model: &Model,
        (channel, place): (usize, usize),
        month: usize,
        accepted: u32,
    ) -> u32 {
        let due = model.channels[channel].rounds.due[month].unwrap_or(0.0);
        let yearly = self.channel_places[channel][place][model.timeline.months[month].fiscal];
        planned(yearly, due).saturating_sub(accepted)
    }

    /// Books moves that need no places.
    pub(crate) fn book_made(&mut self, model: &Model, position: usize, month: usize, made: u32) {
        if let Some(row) = self.ledger_of_move(model, position, month) {
            row.made += made;
            row.wanted += made;
        }
    }

    /// Does what is asked, and answers.
    pub(crate) fn answer(&mut self, model: &Model, drawn: &Drawn, luck: Luck, question: &Question) -> u64 {
        match *question {
            Question::Set { lever, fiscal, value } => {
                let plan = match lever {
                    Lever::Units(id) => Some(&mut self.units[id.index()]),
                    Lever::MovePlaces(id) => self.move_places[id.index()].as_mut(),
                    Lever::ChannelPlaces(id, place) => Some(&mut self.channel_places[id.index()][place]),
                };
                if let Some(plan) = plan {
                    plan[fiscal..].fill(value);
                }
                0
            }
            Question::Admit { round, passed } => {
                self.places_of(model, round).map_or(passed, |own| own.min(passed)).into()
            }
            Question::Admitted { round, made, moneyless } => self.admitted(model, round, made, moneyless).into(),
            Question::Call { channel, month, ref factors, more } => {
                self.call(model, drawn, luck, (channel, month), factors, more);
                0
            }
            Question::Came { place, needed, .. } => self.coming[place].min(needed).into(),
            Question::Take { channel, month, place, accepted, needed } => {
                self.places_left(model, (channel, place), month, accepted).min(needed).into()
            }
            Question::Hired { channel, month, place, made, missing, seen } => {
                let missing = missing.unwrap_or_else(|| self.places_left(model, (channel, place), month, made));
                self.hired(model, (channel, place), month, [made, missing], seen).into()
            }
            Question::Units { programme, month, opened, hosts, most } => {
                self.units_possible(model, drawn, (programme, month), opened, hosts, most).into()
            }
            Question::Carry { programme, units, hosts } => carried(model, programme, units, hosts).into(),
            Question::CarryMember { programme, leads, members } => {
                let host = model.scenario().programmes[programme].host.as_ref();
                host.is_none_or(|host| leads.saturating_mul(host.each) > members).into()
            }
            Question::Opened { programme, month, made, moneyless, unfilled } => {
                let years = model.timeline.fiscal_years.len();
                let row = model.sources.programmes[programme] * years + model.timeline.months[month].fiscal;
                let (ledger, [places, hosts, schools]) = (&mut self.ledger[row], self.missed[programme]);
                ledger.made += made;
                ledger.wanted += made + moneyless + unfilled + places + hosts + schools;
                ledger.missed[Limit::Money as usize] += moneyless;
                ledger.missed[Limit::Eligible as usize] += unfilled + schools;
                ledger.missed[Limit::Places as usize] += places;
                ledger.missed[Limit::Host as usize] += hosts;
                0
            }
            Question::Share { programme, months: (from, until), before, delivered } => {
                let planned = self.by_month[programme][from..until].iter().sum::<f64>() + before;
                let share = if planned <= 0.0 { 0.0 } else { (f64::from(delivered) / planned).min(1.0) };
                share.to_bits()
            }
        }
    }

    /// Places that a move has left in a round; none if nothing limits it.
    fn places_of(&self, model: &Model, round: MoveRound) -> Option<u32> {
        let due = model.moves[round.position].rounds.due[round.month].unwrap_or(0.0);
        let fiscal = model.timeline.months[round.month].fiscal;
        let yearly = self.move_places[round.position].as_ref();
        let quota = yearly.map(|yearly| planned(yearly[fiscal], due).saturating_sub(round.granted));
        [quota, round.lacking].into_iter().flatten().min()
    }

    fn ledger_of_move(&mut self, model: &Model, position: usize, month: usize) -> Option<&mut LedgerYear> {
        let (years, fiscal) = (model.timeline.fiscal_years.len(), model.timeline.months[month].fiscal);
        model.sources.moves[position].map(|row| &mut self.ledger[row * years + fiscal])
    }

    fn admitted(&mut self, model: &Model, round: MoveRound, made: u32, moneyless: u32) -> u32 {
        // Places roll over from round to round within a year, so what was missed is known at the last one.
        let missed = match self.places_of(model, round) {
            Some(places) if model.moves[round.position].rounds.last[round.month] => places - made.min(places),
            Some(_) => 0,
            None => moneyless,
        };
        let moneyless = moneyless.min(missed);
        if let Some(ledger) = self.ledger_of_move(model, round.position, round.month) {
            ledger.made += made;
            ledger.wanted += made + missed;
            ledger.missed[Limit::Money as usize] += moneyless;
            ledger.missed[Limit::Eligible as usize] += missed - moneyless;
        }
        moneyless
    }

    fn call(
        &mut self,
        model: &Model,
        drawn: &Drawn,
        luck: Luck,
        (channel, month): (usize, usize),
        factors: &[f64],
        more: f64,
    ) {
        let (one, plan) = (&model.scenario().channels[channel], &model.channels[channel]);
        let (drawn, facts) = (&drawn.channels[channel], model.timeline.months[month]);
        let own = drawn.candidates.at(facts.fiscal) * plan.rounds.weight[month];
        let mean = (factors.iter().fold(own, |mean, factor| mean * factor) + more).max(0.0);
        let poisson_count = || poisson(mean, luck.uniform(plan.count, 0, facts.month.index() as u32));
        let rests = &mut self.rests[channel];
        self.coming.clear();
        match (one.mix_law, one.candidates_law) {
            (MixLaw::Chance, CandidatesLaw::Fixed) => self.coming.push(whole(&mut rests[0], mean)),
            (MixLaw::Chance, CandidatesLaw::Poisson) => self.coming.push(poisson_count()),
            (MixLaw::Exact, CandidatesLaw::Poisson) => {
                let shares: Vec<f64> = shares(&drawn.mix).collect();
                self.coming.extend(largest_remainder(poisson_count(), &shares));
            }
            (MixLaw::Exact, CandidatesLaw::Fixed) => {
                self.coming.extend(shares(&drawn.mix).zip(rests).map(|(share, rest)| whole(rest, mean * share)));
            }
        }
    }

    fn hired(
        &mut self,
        model: &Model,
        (channel, place): (usize, usize),
        month: usize,
        [made, missing]: [u32; 2],
        seen: [u32; 4],
    ) -> u32 {
        let (years, fiscal) = (model.timeline.fiscal_years.len(), model.timeline.months[month].fiscal);
        let ledger = &mut self.ledger[(model.sources.channels[channel] + place) * years + fiscal];
        ledger.made += made;
        ledger.wanted += made + missing;
        let mut rest = missing;
        for (limit, seen) in SEEN.into_iter().zip(seen).chain([(Limit::Candidates, u32::MAX)]) {
            let share = rest.min(seen);
            ledger.missed[limit as usize] += share;
            rest -= share;
        }
        if model.scenario().channels[channel].fills == Fills::Everyone {
            for (limit, seen) in [(Limit::Declined, seen[2]), (Limit::Qualified, seen[3])] {
                ledger.beyond[limit as usize] += seen;
            }
        }
        // Want of money comes before all else.
        missing.min(seen[0])
    }

    fn units_possible(
        &mut self,
        model: &Model,
        drawn: &Drawn,
        (programme, month): (usize, usize),
        opened: u32,
        hosts: Option<Hosts>,
        most: u32,
    ) -> u32 {
        let (rounds, fiscal) = (&model.programmes[programme].rounds, model.timeline.months[month].fiscal);
        let (yearly, due) = (self.units[programme][fiscal], rounds.due[month].unwrap_or(0.0));
        self.by_month[programme][month] = yearly * (due - rounds.before(&model.timeline, month));
        let wanted = planned(yearly, due).saturating_sub(opened);
        let capacity = libm::floor(drawn.programmes[programme].capacity.at(fiscal).min(1e9) + 1e-9) as u32;
        let by_places = wanted.min(capacity.saturating_sub(opened));
        let by_hosts = carried(model, programme, by_places, hosts);
        let possible = by_hosts.min(most);
        self.missed[programme] = [wanted - by_places, by_places - by_hosts, by_hosts - possible];
        possible
    }
}

/// Of what is planned for a year, what is due.
fn planned(yearly: f64, due: f64) -> u32 {
    libm::floor(yearly * due + 0.5).max(0.0) as u32
}

/// How many of `units` there are hosts for.
fn carried(model: &Model, programme: usize, units: u32, hosts: Option<Hosts>) -> u32 {
    let each = model.scenario().programmes[programme].host.as_ref().map_or(0, |host| host.each);
    let most = match hosts {
        None => u32::MAX,
        Some(Hosts::People { hosts, running }) => hosts.saturating_mul(each).saturating_sub(running),
        // Leads may join first and then carry members.
        Some(Hosts::Schools { leads, free_leads, members }) => {
            free_leads + (leads + free_leads).saturating_mul(each).saturating_sub(members)
        }
    };
    units.min(most)
}

/// Shares of a mix from the upper ends.
pub(crate) fn shares(ends: &[f64]) -> impl Iterator<Item = f64> {
    let starts = std::iter::once(&0.0).chain(ends);
    ends.iter().zip(starts).map(|(end, start)| end - start)
}

/// The Poisson count whose distribution function first reaches `percentile`.
fn poisson(mean: f64, percentile: f64) -> u32 {
    if mean > LARGE_MEAN {
        let count = mean + libm::sqrt(mean) * standard_normal_quantile(percentile);
        return libm::round(count).max(0.0) as u32;
    }
    let mut probability = libm::exp(-mean);
    let mut reached = probability;
    let mut count = 0;
    // Beyond the mean, terms too small to matter end the sum: rounding may keep it below the percentile for ever.
    while reached < percentile && (f64::from(count) < mean || probability > 1e-17) {
        count += 1;
        probability *= mean / f64::from(count);
        reached += probability;
    }
    count
}

/// A number with a fraction, as a whole number now and a rest for later.
fn whole(rest: &mut f64, more: f64) -> u32 {
    *rest += more;
    let now = libm::floor(*rest + 1e-9).max(0.0);
    *rest -= now;
    now as u32
}
