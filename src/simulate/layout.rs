//! The people a run opens with: from a roster, or laid out from stocks and shares by largest remainder.
//!
//! No chance is involved: every count and every share is met as nearly as whole people allow.

use crate::model::{Drawn, Model};
use crate::random::name_hash;
use crate::scenario::file::Reaches;
use crate::scenario::{ParameterId, Scenario, Tier};

use super::person::{GONE, NEVER, Person};

/// Ages at the start where a scenario states none.
const DEFAULT_AGES: (u32, u32) = (30, 49);
/// Youngest age at which months in a tier can have begun.
const WORKING_AGE: i32 = 18;

/// Splits `total` into whole parts that are as nearly as possible in proportion to `weights` (largest remainder; ties go
/// to the earlier part). Parts are all zero where no weight is positive.
///
/// ```
/// use tidui::simulate::largest_remainder;
/// assert_eq!(largest_remainder(10, &[1.0, 1.0, 1.0]), [4, 3, 3]);
/// assert_eq!(largest_remainder(3, &[0.0, 0.0]), [0, 0]);
/// ```
#[must_use]
pub fn largest_remainder(total: u32, weights: &[f64]) -> Vec<u32> {
    let sum: f64 = weights.iter().filter(|weight| **weight > 0.0).sum();
    if sum <= 0.0 {
        return vec![0; weights.len()];
    }
    let exact: Vec<f64> = weights.iter().map(|weight| weight.max(0.0) / sum * f64::from(total)).collect();
    let mut parts: Vec<u32> = exact.iter().map(|share| libm::floor(*share + 1e-9) as u32).collect();
    let missing = total.saturating_sub(parts.iter().sum());
    let mut order: Vec<usize> = (0..weights.len()).filter(|index| weights[*index] > 0.0).collect();
    order.sort_by(|a, b| {
        let rest = |index: usize| exact[index] - f64::from(parts[index]);
        rest(*b).total_cmp(&rest(*a)).then(a.cmp(b))
    });
    for index in order.into_iter().cycle().take(missing as usize) {
        parts[index] += 1;
    }
    parts
}

/// A step that visits every one of `count` places once, spread like multiples of an irrational `fraction`.
fn stride(count: usize, fraction: f64) -> usize {
    let gcd = |mut a: usize, mut b: usize| {
        while b > 0 {
            (a, b) = (b, a % b);
        }
        a
    };
    let wanted = ((count as f64 * fraction) as usize).max(1);
    (wanted..=wanted + count).find(|step| gcd(*step, count) == 1).unwrap_or(1) % count.max(1)
}

/// Three strides, different where there are that many, so that sex, age and months in the tier do not go together.
fn strides(count: usize) -> [usize; 3] {
    let first = stride(count, 0.618_034);
    let mut steps = [first; 3];
    for (place, fraction) in [(1, 0.414_214), (2, 0.754_878)] {
        let other = |step: &usize| !steps[..place].contains(step);
        let tries = (0..8).map(|shift| stride(count, fraction + f64::from(shift) / 8.0));
        steps[place] = tries.into_iter().find(other).unwrap_or(first);
    }
    steps
}

/// People, and how schools are staffed, when a run opens: counted once for all replicates of a draw.
#[derive(Clone, Debug)]
pub(crate) struct Opening {
    pub(crate) people: Vec<Person>,
    /// Who is in each tier.
    pub(crate) members: Vec<Vec<u32>>,
    /// By tier.
    pub(crate) stock_flexible: Vec<u32>,
    /// By school: people with posts.
    pub(crate) staff: Vec<i32>,
    /// By school, then tier.
    pub(crate) school_tier: Vec<u32>,
    /// By month: who reaches retirement, and whose contract ends.
    pub(crate) retiring: Vec<Vec<u32>>,
    pub(crate) ending: Vec<Vec<u32>>,
    /// By programme: homes taken.
    pub(crate) occupied: Vec<u32>,
    /// Posts of each school.
    pub(crate) posts: Vec<f64>,
}

impl Opening {
    pub(crate) fn new(model: &Model, drawn: &Drawn) -> Self {
        let scenario = model.scenario();
        let people = scenario
            .roster
            .as_ref()
            .map_or_else(|| lay_out(model, drawn), |roster| roster.iter().map(|one| from_roster(model, one)).collect());
        let posts = opening_posts(scenario, drawn, &people);
        let (months, tiers, schools) = (model.timeline.months.len(), scenario.tiers.len(), scenario.schools.len());
        let mut opening = Self {
            people,
            members: vec![Vec::new(); tiers],
            stock_flexible: vec![0; tiers],
            staff: vec![0; schools],
            school_tier: vec![0; schools * tiers],
            retiring: vec![Vec::new(); months],
            ending: vec![Vec::new(); months],
            occupied: vec![0; scenario.programmes.len()],
            posts,
        };
        opening.count(model, tiers);
        opening
    }

    fn count(&mut self, model: &Model, tiers: usize) {
        for (index, person) in self.people.iter_mut().enumerate() {
            let (tier, school) = (usize::from(person.tier), usize::from(person.school));
            person.seat = self.members[tier].len() as u32;
            self.members[tier].push(index as u32);
            self.stock_flexible[tier] += u32::from(person.flexible);
            self.staff[school] += i32::from(person.post);
            self.school_tier[school * tiers + tier] += 1;
            if person.mask != 0 {
                for (position, programme) in model.programmes.iter().enumerate() {
                    let houses = model.scenario().programmes[position].reaches == Reaches::Arrivals;
                    self.occupied[position] += u32::from(houses && person.mask & programme.bit != 0);
                }
            }
            if let Some(list) = self.retiring.get_mut(person.retire_at.max(0) as usize) {
                list.push(index as u32);
            }
            if person.contract_end != NEVER
                && let Some(list) = self.ending.get_mut(person.contract_end.max(0) as usize)
            {
                list.push(index as u32);
            }
        }
    }
}

fn lay_out(model: &Model, drawn: &Drawn) -> Vec<Person> {
    let scenario = model.scenario();
    let at = |id: ParameterId| drawn.values[id.index()];
    let mut people = Vec::new();
    for (index, tier) in scenario.tiers.iter().enumerate() {
        let count = tier.stock.map_or(0.0, at).max(0.0).round() as usize;
        if count == 0 {
            continue;
        }
        let schools = expand(&largest_remainder(count as u32, &school_weights(scenario, tier, &at)));
        let women = largest_remainder(count as u32, &{
            let female = tier.female.map_or(0.5, at);
            [female, 1.0 - female]
        })[0] as usize;
        let births = births(tier, count, &at);
        let (least, most) = tier.months_in_tier;
        let steps = strides(count);
        let mut places = [0_usize; 3];
        people.reserve(count);
        for number in 0..count {
            let born = births[places[1]];
            let months = i32::from(least as i16) + ((most - least + 1) as usize * places[2] / count) as i32;
            let working = (-i32::from(born) - WORKING_AGE * 12).max(0);
            let mut person = Person {
                id: model.addresses.opening[index] | number as u64,
                luck: 0.0,
                mask: 0,
                ever: 0,
                award: 0,
                seat: 0,
                born,
                since: -(months.min(working) as i16),
                service_until: i16::MIN,
                contract_end: NEVER,
                retire_at: NEVER,
                due: NEVER,
                from: 0,
                fee_due: NEVER,
                school: schools.get(number).copied().unwrap_or(0),
                tier: index as u8,
                origin: 0,
                draws: 0,
                female: places[0] < women,
                flexible: false,
                post: true,
            };
            person.retire_at = retirement(model, &person, 0);
            people.push(person);
            for (place, step) in places.iter_mut().zip(steps) {
                *place += step;
                if *place >= count {
                    *place -= count;
                }
            }
        }
    }
    people
}

fn school_weights(scenario: &Scenario, tier: &Tier, at: &dyn Fn(ParameterId) -> f64) -> Vec<f64> {
    let weights: Vec<f64> = scenario
        .schools
        .iter()
        .map(|school| {
            let open = school.opens.is_none_or(|month| month <= scenario.start);
            let phase = tier.phases.is_empty() || school.phase.is_some_and(|phase| tier.phases.contains(&phase));
            let kind = school.kind.and_then(|kind| tier.kinds[kind.index()]).map_or(1.0, at);
            if open && phase { school.posts * kind } else { 0.0 }
        })
        .collect();
    if weights.iter().any(|weight| *weight > 0.0) { weights } else { vec![1.0; scenario.schools.len()] }
}

/// Months of birth, oldest last, spread evenly within each band of age.
fn births(tier: &Tier, count: usize, at: &dyn Fn(ParameterId) -> f64) -> Vec<i16> {
    let bands: Vec<(u32, u32, f64)> = if tier.ages.is_empty() {
        vec![(DEFAULT_AGES.0, DEFAULT_AGES.1, 1.0)]
    } else {
        tier.ages.iter().map(|band| (band.from, band.to, at(band.weight))).collect()
    };
    let weights: Vec<f64> = bands.iter().map(|band| band.2).collect();
    let counts = largest_remainder(count as u32, &weights);
    let mut births = Vec::with_capacity(count);
    for ((from, to, _), people) in bands.iter().zip(counts) {
        let months = (to - from + 1) * 12;
        births.extend((0..people).map(|one| {
            let into = (f64::from(one) + 0.5) / f64::from(people) * f64::from(months);
            -((from * 12 + into as u32) as i16)
        }));
    }
    births.resize(count, -(DEFAULT_AGES.0 as i16 * 12));
    births
}

fn expand(counts: &[u32]) -> Vec<u16> {
    counts.iter().enumerate().flat_map(|(index, count)| std::iter::repeat_n(index as u16, *count as usize)).collect()
}

fn from_roster(model: &Model, one: &crate::scenario::RosterPerson) -> Person {
    let scenario = model.scenario();
    let month = |month: crate::words::Month| (month - scenario.start).clamp(-30_000, 30_000) as i16;
    let mask = one.marks.iter().fold(0, |mask, id| mask | model.programmes[id.index()].bit);
    let flexible = one.origin.is_some_and(|channel| scenario.channels[channel.index()].flexible);
    let mut person = Person {
        id: name_hash(&one.id),
        luck: 0.0,
        mask,
        ever: mask,
        award: 0,
        seat: 0,
        born: month(one.born),
        since: month(one.in_tier_since),
        service_until: i16::MIN,
        contract_end: one.contract_end.map_or(NEVER, month),
        retire_at: NEVER,
        due: NEVER,
        from: 0,
        fee_due: NEVER,
        school: one.school.0,
        tier: one.tier.0 as u8,
        origin: one.origin.map_or(0, |channel| 1 + channel.0 as u8),
        draws: 0,
        female: one.female,
        flexible,
        post: one.origin.is_none_or(|channel| scenario.channels[channel.index()].post),
    };
    person.retire_at = retirement(model, &person, 0);
    person
}

/// The month in which a person of her tier and sex reaches retirement: the ordinary age, or the staying age for those
/// already past it.
pub(crate) fn retirement(model: &Model, person: &Person, month: i16) -> i16 {
    if person.tier == GONE || person.flexible {
        return NEVER;
    }
    let Some(index) = model.retirement_of_tier[usize::from(person.tier)] else { return NEVER };
    let Some(ages) = model.scenario().moves[index].retirement else { return NEVER };
    let at = |age: u32| (i32::from(person.born) + age as i32 * 12).min(i32::from(NEVER)) as i16;
    let ordinary = at(if person.female { ages.female } else { ages.male });
    if ordinary >= month { ordinary } else { at(ages.staying).max(month) }
}

fn opening_posts(scenario: &Scenario, drawn: &Drawn, people: &[Person]) -> Vec<f64> {
    let Some(posts) = &scenario.posts else { return vec![f64::INFINITY; scenario.schools.len()] };
    if posts.counted {
        return scenario.schools.iter().map(|school| school.posts).collect();
    }
    let mut staff = vec![0.0; scenario.schools.len()];
    for person in people.iter().filter(|person| person.post) {
        staff[usize::from(person.school)] += 1.0;
    }
    let vacant = posts.vacant.map_or(0.0, |id| drawn.values[id.index()]);
    let total = (vacant * staff.iter().sum::<f64>()).max(0.0).round() as u32;
    let extra = largest_remainder(total, &staff);
    staff.iter().zip(extra).map(|(staff, extra)| staff + f64::from(extra)).collect()
}
