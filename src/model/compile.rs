//! Compiling: everything that is constant for a run is worked out here, once.

use std::sync::Arc;

use crate::random::{Decision, Unknown, name_hash};
use crate::scenario::file::{MoveKind, Reaches};
use crate::scenario::{Effect, EffectOn, ParameterId, Scenario, School};

use super::counts::Counts;
use super::lumping::{Lumped, Lumping};
use super::metrics::{Metric, ReadingPlan, metrics};
use super::rows::{TierRows, bands};
use super::sources::SourceIndex;
use super::standing::{After, AwardSource, Awards, FlowSource, Standing, flows};
use super::timeline::{Rounds, Timeline};
use super::values;
use super::who::WhoPlan;

/// A compiled scenario.
#[derive(Clone, Debug)]
pub struct Model {
    scenario: Arc<Scenario>,
    pub(crate) timeline: Timeline,
    pub(crate) moves: Vec<MovePlan>,
    /// Moves whose places are given in a month, in this order: those that fill a tier last, and of these a tier before
    /// those from which it is filled.
    pub(crate) giving: Vec<usize>,
    /// Moves (leave and change) open to each tier.
    pub(crate) moves_of_tier: Vec<Vec<usize>>,
    /// The same by tier and month of the year: those that can befall anyone in it.
    pub(crate) moves_in_month: Vec<[Vec<usize>; 12]>,
    /// The doses of programmes that give arrivals a home, which a leaver frees.
    pub(crate) homes: u32,
    /// The retirement of each tier.
    pub(crate) retirement_of_tier: Vec<Option<usize>>,
    pub(crate) channels: Vec<ChannelPlan>,
    pub(crate) programmes: Vec<ProgrammePlan>,
    /// Band of each whole year of age; rates and conditions are constant within a band.
    pub(crate) band_of_age: Vec<u8>,
    /// First age of each band.
    pub(crate) bands: Vec<u32>,
    /// Lines in the order in which they are paid: backing funds first, then by fund, then by priority.
    pub(crate) line_order: Vec<usize>,
    /// Programmes on each line.
    pub(crate) programmes_on_line: Vec<Vec<usize>>,
    /// Programmes that cost nothing.
    pub(crate) free_programmes: Vec<usize>,
    /// Doses that people carry themselves, that change some move's rate and that hazard bounds track: at most six.
    /// They have the lowest bits, so that what a mask has of them is a number from 0 to `row_mask`.
    pub(crate) row_mask: u32,
    /// By tier: what hazard bounds distinguish in it.
    pub(crate) rows_of_tier: Vec<TierRows>,
    /// Rows of bounds of all tiers, and places of what is known of all moves.
    pub(crate) rows: usize,
    pub(crate) known_of_moves: usize,
    /// Whether rates of moves differ between fiscal years, so that hazard bounds differ between blocks; and whether anything
    /// does by chance, so that every replicate has numbers of its own.
    pub(crate) years_differ: bool,
    pub(crate) years_differ_by_chance: bool,
    /// Month of the year of the first month, 0 for January.
    pub(crate) first_of_year: usize,
    pub(crate) addresses: Addresses,
    pub(crate) metrics: Vec<Metric>,
    pub(crate) readings: Vec<ReadingPlan>,
    pub(crate) counts: Counts,
    pub(crate) schools_of_phase: Vec<Vec<usize>>,
    /// By phase, in the order of its schools: the relative number of students of each in it.
    pub(crate) school_weights: Vec<Vec<f64>>,
    /// By month: whether a school opens, and whether one closes.
    pub(crate) opens_schools: Vec<bool>,
    pub(crate) closes_schools: Vec<bool>,
    pub(crate) sources: SourceIndex,
    pub(crate) standing: Standing,
    pub(crate) flows: Vec<FlowSource>,
    awards: Awards,
    pub(crate) after: After,
    pub(crate) lumped: Lumped,
    lumping: Lumping,
    pub(crate) uncertain: Vec<ParameterId>,
    /// The same as designs see them.
    pub(super) unknowns: Vec<Unknown>,
    /// Values of the parameters that are known exactly; 0 for the others.
    pub(super) known: Vec<f64>,
    outcome_names: Vec<String>,
}

/// Addresses of luck that belong to no single noun, or to each of a kind.
#[derive(Clone, Debug)]
pub(crate) struct Addresses {
    /// The leading bits of the luck of sixteen neighbours, and the rest of each one's.
    pub(crate) fate: Decision,
    pub(crate) fate_in_full: Decision,
    pub(crate) staying: Decision,
    pub(crate) renewal: Decision,
    /// Who leaves after the end.
    pub(crate) after: Decision,
    /// Where people go whose school closes.
    pub(crate) closing: Decision,
    pub(crate) growth: Vec<Decision>,
    /// Upper half of the ids of the people whom each tier starts with.
    pub(crate) opening: Vec<u64>,
}

/// A move, compiled.
#[derive(Clone, Debug)]
pub(crate) struct MovePlan {
    /// Weight of each month of the year.
    pub(crate) weight: [f64; 12],
    pub(crate) who: WhoPlan,
    /// Bits of the values that it sets, and of all values of their attributes.
    pub(crate) sets: u64,
    pub(crate) replaces: u64,
    /// Rounds in which places are given.
    pub(crate) rounds: Rounds,
    pub(crate) lottery: Decision,
    /// What is special about each fiscal year.
    pub(crate) years: Decision,
    /// Places of what is known of it by band of age; bands between which its own rate does not change share theirs.
    pub(crate) first: Vec<usize>,
    /// Of its doses those that hazard bounds track, and whether these are all of them.
    pub(crate) tracked: u32,
    pub(crate) is_tracked: bool,
    /// Effects of doses that people carry: bit, effect index.
    pub(crate) bit_effects: Vec<(u32, usize)>,
    /// Effects of doses of the whole district: programme index, effect index.
    pub(crate) district_effects: Vec<(usize, usize)>,
}

impl MovePlan {
    /// The doses that people carry and that change its rate.
    fn carried(&self) -> u32 {
        self.bit_effects.iter().fold(0, |mask, (bit, _)| mask | bit)
    }

    /// The place of what is known of it in a band, for someone with the doses in `mask`.
    #[inline]
    pub(crate) fn place(&self, band: usize, mask: u32) -> usize {
        self.first[band] + (mask & self.tracked) as usize
    }
}

/// A channel, compiled.
#[derive(Clone, Debug)]
pub(crate) struct ChannelPlan {
    pub(crate) rounds: Rounds,
    pub(crate) candidate: Decision,
    pub(crate) arrival: Decision,
    /// By attribute: which value an arrival has.
    pub(crate) values: Vec<Decision>,
    pub(crate) count: Decision,
    /// What is special about each fiscal year, for candidates, qualifying and acceptance.
    pub(crate) years: [Decision; 3],
    /// The flow of its offers, if they cost something.
    pub(crate) offers: Option<usize>,
    /// Upper part of the ids of its arrivals.
    pub(crate) name: u64,
    /// Effects on acceptance, qualifying and candidates: programme index, effect index.
    pub(crate) acceptance: Vec<(usize, usize)>,
    pub(crate) qualified: Vec<(usize, usize)>,
    pub(crate) candidates: Vec<(usize, usize)>,
    /// Whether each school receives its arrivals.
    pub(crate) schools: Vec<bool>,
}

/// A programme, compiled.
#[derive(Clone, Debug)]
pub(crate) struct ProgrammePlan {
    pub(crate) rounds: Rounds,
    pub(crate) who: WhoPlan,
    pub(crate) lottery: Decision,
    /// Whether each tier is reached; those beyond the last are not.
    pub(crate) tiers: Box<[bool; 256]>,
    /// Whether the people of each school can be reached, and whether flexible people can.
    pub(crate) schools: Vec<bool>,
    pub(crate) flexible: bool,
    /// Whether its lottery is among the people of those schools alone: some are left out, and nobody can come from one
    /// that is left out to one that is not.
    pub(crate) lottery_by_school: bool,
    /// Programmes that may make people eligible for it or no longer eligible by opening units in the same month.
    pub(crate) rivals: Vec<usize>,
    /// The bit of its dose, for programmes that reach people, schools or arrivals.
    pub(crate) bit: u32,
    /// Moves whose rates its district dose changes.
    pub(crate) district_moves: Vec<usize>,
}

/// The order in which places are given.
fn giving(scenario: &Scenario) -> Vec<usize> {
    let gives = |index: &usize| {
        let one = &scenario.moves[*index];
        one.kind == MoveKind::Change || (one.kind == MoveKind::Leave && one.is_limited())
    };
    let fills = |index: &usize| scenario.moves[*index].total.is_some();
    let (mut filling, mut order): (Vec<usize>, Vec<usize>) = (0..scenario.moves.len()).filter(gives).partition(fills);
    while !filling.is_empty() {
        // What nobody is still to be promoted out of; where they go in a circle, as stated.
        let is_final = |index: &usize| {
            let to = scenario.moves[*index].to;
            !filling
                .iter()
                .any(|other| other != index && scenario.moves[*other].from.iter().any(|from| Some(*from) == to))
        };
        let next = filling.iter().position(is_final).unwrap_or(0);
        order.push(filling.remove(next));
    }
    order
}

impl Model {
    /// Compiles a checked scenario. Cannot fail.
    #[must_use]
    pub fn compile(scenario: &Scenario) -> Self {
        let timeline = Timeline::new(scenario);
        let mut counts = Counts::new(scenario);
        let (metrics, readings) = metrics(scenario, &mut counts);
        let sources = SourceIndex::new(scenario, &readings);
        let (bits, row_mask) = dose_bits(scenario);
        let standing = Standing::new(scenario, &timeline, &bits);
        let (starts, band_of_age) = bands(scenario.moves.iter());
        let last = timeline.months.len().saturating_sub(1);
        let mut moves: Vec<MovePlan> =
            (0..scenario.moves.len()).map(|index| compile_move(scenario, &timeline, index, &bits, last)).collect();
        let channels =
            (0..scenario.channels.len()).map(|index| compile_channel(scenario, &timeline, index, last)).collect();
        let mut programmes: Vec<ProgrammePlan> = (0..scenario.programmes.len())
            .map(|index| compile_programme(scenario, &timeline, index, &bits, last))
            .collect();
        // These compare programmes with each other, so that all have to be there.
        for position in 0..programmes.len() {
            programmes[position].lottery_by_school = lottery_by_school(scenario, &programmes, position);
            programmes[position].rivals = rivals(scenario, &programmes, position);
        }
        let open_to = |tier: usize, retire: bool| {
            (0..scenario.moves.len())
                .filter(|index| {
                    let one = &scenario.moves[*index];
                    (one.kind == MoveKind::Retire) == retire && one.from.contains(&tier.into())
                })
                .collect::<Vec<_>>()
        };
        let mut line_order: Vec<usize> = (0..scenario.lines.len()).collect();
        // A fund pays its own lines before those of the funds it backs.
        let backing = |line: usize| {
            let mut fund = scenario.lines[line].fund;
            let mut depth = 0;
            while let Some(next) = scenario.funds[fund.index()].backed_by.filter(|_| depth < scenario.funds.len()) {
                fund = next;
                depth += 1;
            }
            depth
        };
        line_order.sort_by_key(|index| (backing(*index), scenario.lines[*index].fund, scenario.lines[*index].priority));
        let programmes_on = |line: Option<usize>| {
            (0..programmes.len())
                .filter(|index| scenario.programmes[*index].unit_cost.as_ref().map(|cost| cost.line.index()) == line)
                .collect::<Vec<_>>()
        };
        let moves_of_tier: Vec<Vec<usize>> = (0..scenario.tiers.len()).map(|tier| open_to(tier, false)).collect();
        // Each move has room for its monthly probability in every band in which its own rate changes, times the doses that
        // bounds track: tiers that share a move share what has been worked out of it.
        let mut known_of_moves = 0;
        for (plan, one) in moves.iter_mut().zip(&scenario.moves) {
            plan.tracked = plan.carried() & row_mask;
            plan.is_tracked = plan.carried() == plan.tracked && plan.district_effects.is_empty();
            let doses = (plan.tracked as usize + 1).next_power_of_two();
            for (band, start) in starts.iter().enumerate() {
                let another = band == 0 || one.rates.iter().any(|(age, _)| age == start);
                known_of_moves += if another { doses } else { 0 };
                plan.first.push(known_of_moves - doses);
            }
        }
        let with_doses =
            |list: &Vec<usize>| list.iter().map(|index| (&scenario.moves[*index], moves[*index].carried())).collect();
        let (rows_of_tier, rows) =
            TierRows::of_tiers(&moves_of_tier.iter().map(with_doses).collect::<Vec<_>>(), row_mask);
        let uncertain: Vec<ParameterId> = (0..scenario.parameters.len())
            .filter(|index| !scenario.parameters[*index].is_known())
            .map(ParameterId::from)
            .collect();
        // Addresses are hashes of ids, never of positions: a noun more or less moves nobody else's luck.
        let addresses = Addresses {
            fate: Decision::new("fate", ""),
            fate_in_full: Decision::new("fate-in-full", ""),
            staying: Decision::new("staying", ""),
            renewal: Decision::new("renewal", ""),
            after: Decision::new("after-end", ""),
            closing: Decision::new("closing", ""),
            growth: scenario.phases.iter().map(|phase| Decision::new("growth", &phase.named.id)).collect(),
            opening: scenario
                .tiers
                .iter()
                .map(|tier| name_hash(&format!("tier.{}", tier.named.id)) & 0xffff_ffff_0000_0000)
                .collect(),
        };
        let lumping = Lumping::new(scenario, &readings, &counts);
        let mut model = Self {
            lumped: Lumped::new(scenario, &lumping),
            lumping,
            programmes_on_line: (0..scenario.lines.len()).map(|line| programmes_on(Some(line))).collect(),
            free_programmes: programmes_on(None),
            moves_in_month: moves_of_tier.iter().map(|list| by_month(list, &moves)).collect(),
            homes: (0..programmes.len())
                .filter(|index| scenario.programmes[*index].reaches == Reaches::Arrivals)
                .fold(0, |mask, index| mask | programmes[index].bit),
            moves_of_tier,
            retirement_of_tier: (0..scenario.tiers.len()).map(|tier| open_to(tier, true).first().copied()).collect(),
            // Read out once: a parameter that is known exactly takes no percentile in any draw.
            known: scenario.parameters.iter().map(|one| if one.is_known() { one.quantile(0.5) } else { 0.0 }).collect(),
            unknowns: uncertain.iter().map(|id| Unknown::new(&scenario.parameters[id.index()].path)).collect(),
            giving: giving(scenario),
            scenario: Arc::new(scenario.clone()),
            moves,
            channels,
            programmes,
            band_of_age,
            bands: starts,
            line_order,
            row_mask,
            rows_of_tier,
            rows,
            known_of_moves,
            years_differ: scenario.moves.iter().any(crate::scenario::Move::is_yearly),
            years_differ_by_chance: scenario.moves.iter().any(|one| one.yearly_sd.is_some())
                || scenario
                    .channels
                    .iter()
                    .any(|one| [one.candidates_sd, one.qualified_sd, one.acceptance_sd].iter().any(Option::is_some)),
            first_of_year: scenario.start.month() as usize - 1,
            addresses,
            counts,
            schools_of_phase: (0..scenario.phases.len())
                .map(|phase| {
                    let counts = |school: &usize| scenario.schools[*school].phases.contains(&phase.into());
                    (0..scenario.schools.len()).filter(counts).collect()
                })
                .collect(),
            school_weights: (0..scenario.phases.len())
                .map(|phase| {
                    let weight = |school: &School| {
                        let place = school.phases.iter().position(|own| own.index() == phase)?;
                        school.students.get(place).copied()
                    };
                    scenario.schools.iter().filter_map(weight).collect()
                })
                .collect(),
            closes_schools: timeline
                .months
                .iter()
                .map(|facts| scenario.schools.iter().any(|school| school.closes == Some(facts.month)))
                .collect(),
            opens_schools: timeline
                .months
                .iter()
                .map(|facts| scenario.schools.iter().any(|school| school.opens == Some(facts.month)))
                .collect(),
            timeline,
            metrics,
            readings,
            sources,
            standing,
            flows: flows(scenario),
            awards: Awards::new(scenario),
            after: After::new(scenario),
            uncertain,
            outcome_names: Vec::new(),
        };
        model.outcome_names = model.name_outcomes();
        model
    }

    /// The scenario it was compiled from.
    #[must_use]
    pub fn scenario(&self) -> &Scenario {
        &self.scenario
    }

    /// Parameters that are not known exactly, in file order.
    #[must_use]
    pub fn uncertain(&self) -> &[ParameterId] {
        &self.uncertain
    }

    /// What every replicate records each month.
    #[must_use]
    pub fn metrics(&self) -> &[Metric] {
        &self.metrics
    }

    /// Readings of targets, as the engine counts them.
    #[must_use]
    pub fn readings(&self) -> &[ReadingPlan] {
        &self.readings
    }

    /// Months and fiscal years.
    #[must_use]
    pub const fn timeline(&self) -> &Timeline {
        &self.timeline
    }

    /// Rows of the ledger.
    #[must_use]
    pub const fn sources(&self) -> &SourceIndex {
        &self.sources
    }

    /// What falls due or comes in whatever else happens.
    #[must_use]
    pub fn flows(&self) -> &[FlowSource] {
        &self.flows
    }

    /// Awards as they are paid: by channel, then place of its mix, then who joined as none of it.
    #[must_use]
    pub fn awards(&self) -> &[AwardSource] {
        &self.awards.rows
    }

    /// The row of awards of who was hired by a channel at a place of its mix.
    pub(crate) fn award_row(&self, channel: usize, place: Option<usize>) -> u16 {
        let others = self.scenario.channels[channel].mix.len();
        self.awards.first[channel] + place.unwrap_or(others) as u16
    }

    /// How long what is promised goes on after the end.
    #[must_use]
    pub const fn after(&self) -> &After {
        &self.after
    }

    /// Which tiers are lumped, and what keeps the others from it.
    #[must_use]
    pub const fn lumping(&self) -> &Lumping {
        &self.lumping
    }

    /// The same with everybody told apart, as if nothing were lumped: the law is the same, the luck is another. For comparing
    /// the two.
    #[must_use]
    pub fn person_by_person(mut self) -> Self {
        self.lumped = Lumped::nobody(&self.scenario);
        self
    }

    /// Names of the outcomes of a replicate's row: each reading's value at its month and whether it is met, all metrics at
    /// the end and in the months that the scenario keeps, and need, spend and gap of each line and fiscal year.
    #[must_use]
    pub fn outcome_names(&self) -> &[String] {
        &self.outcome_names
    }

    /// Months, by index, of which rows keep every metric beside those of the last.
    pub(crate) fn kept_months(&self) -> impl Iterator<Item = usize> {
        self.scenario.kept_months.iter().map(|month| (*month - self.scenario.start).max(0) as usize)
    }

    fn name_outcomes(&self) -> Vec<String> {
        let mut names = Vec::new();
        for reading in &self.readings {
            let id = &self.metrics[reading.metric].id;
            names.push(format!("{id}.value"));
            names.push(format!("{id}.met"));
        }
        names.extend(self.metrics.iter().map(|metric| format!("end.{}", metric.id)));
        for month in &self.scenario.kept_months {
            names.extend(self.metrics.iter().map(|metric| format!("{month}.{}", metric.id)));
        }
        for line in &self.scenario.lines {
            for year in &self.timeline.fiscal_years {
                for what in ["need", "spend", "gap"] {
                    names.push(format!("{what}.{}.{year}", line.named.id));
                }
            }
        }
        names
    }
}

/// The dose bit of each programme, and the mask of those that hazard bounds track, whose bits are the lowest: at most six
/// doses that people carry themselves and that change some move's rate. Programmes that reach the whole district have no
/// bit, nor have those beyond the thirty-second of the others.
fn dose_bits(scenario: &Scenario) -> (Vec<u32>, u32) {
    let carried: Vec<usize> = (0..scenario.programmes.len())
        .filter(|index| scenario.programmes[*index].reaches != Reaches::District)
        .take(32)
        .collect();
    let moves_someone = |index: usize| {
        let on_move = |effect: &Effect| effect.on.iter().any(|on| matches!(on, EffectOn::Move(_)));
        scenario.effects.iter().any(|effect| effect.programme.index() == index && on_move(effect))
    };
    let tracked = |index: &&usize| {
        matches!(scenario.programmes[**index].reaches, Reaches::People | Reaches::Arrivals) && moves_someone(**index)
    };
    let first: Vec<usize> = carried.iter().filter(tracked).take(6).copied().collect();
    let rest = carried.iter().filter(|index| !first.contains(index));
    let mut bits = vec![0; scenario.programmes.len()];
    for (place, index) in first.iter().chain(rest).enumerate() {
        bits[*index] = 1 << place;
    }
    (bits, (1 << first.len()) - 1)
}

/// Of some moves, those that can happen in each month of the year.
fn by_month(list: &[usize], moves: &[MovePlan]) -> [Vec<usize>; 12] {
    std::array::from_fn(|month| list.iter().copied().filter(|index| moves[*index].weight[month] > 0.0).collect())
}

/// Whether a programme takes people of some schools only, all of which each exchange either serves or leaves alone.
fn lottery_by_school(scenario: &Scenario, programmes: &[ProgrammePlan], position: usize) -> bool {
    let plan = &programmes[position];
    let mut exchanges = programmes.iter().zip(&scenario.programmes).filter(|(_, one)| one.exchange.is_some());
    let closed = |other: &ProgrammePlan| {
        let mut served = other.schools.iter().zip(&plan.schools).filter(|(other, _)| **other).map(|(_, own)| *own);
        let first = served.next();
        served.all(|own| Some(own) == first)
    };
    let stay = scenario.schools.iter().all(|school| school.closes.is_none());
    plan.schools.contains(&false) && stay && exchanges.all(|(other, _)| closed(other))
}

/// The programmes whose doses the conditions of one ask about, or that send its people to other schools.
fn rivals(scenario: &Scenario, programmes: &[ProgrammePlan], position: usize) -> Vec<usize> {
    let plan = &programmes[position];
    let asked = plan.who.all_of | plan.who.none_of;
    let by_school = plan.schools.contains(&false) || asked != 0;
    let is_rival = |other: &usize| {
        let exchanges = scenario.programmes[*other].exchange.is_some();
        *other != position && (programmes[*other].bit & asked != 0 || exchanges && by_school)
    };
    (0..programmes.len()).filter(is_rival).collect()
}

fn touching(scenario: &Scenario, on: EffectOn) -> impl Iterator<Item = (usize, &Effect)> {
    scenario.effects.iter().enumerate().filter(move |(_, effect)| effect.on.contains(&on))
}

fn compile_move(scenario: &Scenario, timeline: &Timeline, index: usize, bits: &[u32], last: usize) -> MovePlan {
    let one = &scenario.moves[index];
    let sets = values::bits(&one.sets);
    let mut plan = MovePlan {
        weight: one.calendar.0,
        who: WhoPlan::new(scenario, &one.who, bits).without(if one.to.is_none() { sets } else { 0 }),
        sets,
        replaces: values::replaced(scenario, &one.sets),
        rounds: Rounds::new(timeline, &one.calendar, 0, last),
        lottery: Decision::new("lot", &format!("move.{}", one.named.id)),
        years: Decision::new("years", &format!("move.{}", one.named.id)),
        first: Vec::new(),
        tracked: 0,
        is_tracked: false,
        bit_effects: Vec::new(),
        district_effects: Vec::new(),
    };
    for (position, effect) in touching(scenario, EffectOn::Move(index.into())) {
        let programme = effect.programme.index();
        if scenario.programmes[programme].reaches == Reaches::District {
            plan.district_effects.push((programme, position));
        } else {
            plan.bit_effects.push((bits[programme], position));
        }
    }
    plan
}

fn compile_channel(scenario: &Scenario, timeline: &Timeline, index: usize, last: usize) -> ChannelPlan {
    let one = &scenario.channels[index];
    let id = format!("channel.{}", one.named.id);
    let pairs = |on| touching(scenario, on).map(|(at, effect)| (effect.programme.index(), at)).collect::<Vec<_>>();
    let channel = index.into();
    ChannelPlan {
        rounds: Rounds::new(timeline, &one.calendar, 0, last),
        candidate: Decision::new("candidate", &id),
        arrival: Decision::new("arrival", &id),
        values: scenario.attributes.iter().map(|one| Decision::new("attribute", &one.named.id)).collect(),
        count: Decision::new("count", &id),
        years: ["candidates", "qualified", "acceptance"]
            .map(|what| Decision::new("years", &format!("channel.{}.{what}", one.named.id))),
        offers: one.offer_cost.as_ref().and_then(|_| {
            let offers = format!("offers.{}", one.named.id);
            flows(scenario).iter().position(|flow| flow.id == offers)
        }),
        name: name_hash(&id) & 0xffff_fff0_0000_0000,
        acceptance: pairs(EffectOn::Acceptance(channel)),
        qualified: pairs(EffectOn::Qualified(channel)),
        candidates: pairs(EffectOn::Candidates(channel)),
        schools: scenario
            .schools
            .iter()
            .map(|school| {
                (one.kinds.is_empty() || school.kind.is_some_and(|kind| one.kinds.contains(&kind)))
                    && if one.phases.is_empty() { school.posts > 0.0 } else { school.is_of(&one.phases) }
            })
            .collect(),
    }
}

fn compile_programme(
    scenario: &Scenario,
    timeline: &Timeline,
    index: usize,
    bits: &[u32],
    last: usize,
) -> ProgrammePlan {
    let one = &scenario.programmes[index];
    let at = |month: crate::words::Month| (month - scenario.start).clamp(0, last as i32) as usize;
    let opens = one.until >= scenario.start && one.from <= scenario.end && one.from <= one.until;
    let (from, until) = if opens { (at(one.from), at(one.until)) } else { (1, 0) };
    let mut district_moves = Vec::new();
    if one.reaches == Reaches::District {
        for effect in scenario.effects.iter().filter(|effect| effect.programme.index() == index) {
            for on in &effect.on {
                if let EffectOn::Move(id) = on {
                    district_moves.push(id.index());
                }
            }
        }
    }
    district_moves.sort_unstable();
    district_moves.dedup();
    let who = WhoPlan::new(scenario, &one.who, bits);
    ProgrammePlan {
        rounds: Rounds::new(timeline, &one.calendar, from, until),
        lottery: Decision::new("lot", &format!("programme.{}", one.named.id)),
        tiers: Box::new(std::array::from_fn(|tier| {
            tier < scenario.tiers.len() && (one.tiers.is_empty() || one.tiers.contains(&tier.into()))
        })),
        schools: scenario
            .schools
            .iter()
            .enumerate()
            .map(|(index, school)| {
                let exchanged = |kinds: &[_; 2]| school.kind.is_some_and(|kind| kinds.contains(&kind));
                one.exchange.as_ref().is_none_or(exchanged) && who.schools.get(index).is_none_or(|admitted| *admitted)
            })
            .collect(),
        lottery_by_school: false,
        rivals: Vec::new(),
        flexible: one.exchange.is_none(),
        who,
        bit: bits[index],
        district_moves,
    }
}
