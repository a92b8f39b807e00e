//! The people a run opens with: from a roster, or laid out from stocks and shares by largest remainder.
//!
//! No chance is involved: every count and every share is met as nearly as whole people allow.

use crate::model::{Drawn, Model, bits};
use crate::random::name_hash;
use crate::scenario::file::Reaches;
use crate::scenario::{Mark, ParameterId, Posts, Retirement, RosterPerson, Scenario, Tier, ValueId};
use crate::words::Month;

use super::employment::{Employment, EmploymentRecord, EmploymentTerms};
use super::part_time::PartTime;
use super::person::{GONE, NEVER, Person};
use super::valued::Valued;

/// Ages at the start where a scenario states none.
const DEFAULT_AGES: (u32, u32) = (30, 49);
/// Youngest age at which months in a tier can have begun.
const WORKING_AGE: i16 = 18;

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
    // Shares are never below 0, so cutting off the fraction rounds down.
    let mut parts: Vec<u32> = exact.iter().map(|share| (*share + 1e-9) as u32).collect();
    let missing = total.saturating_sub(parts.iter().sum()) as usize;
    let rest = |index: usize| (exact[index] - f64::from(parts[index]), index);
    let mut order: Vec<(f64, usize)> = (0..weights.len()).filter(|index| weights[*index] > 0.0).map(rest).collect();
    let greatest_first = |a: &(f64, usize), b: &(f64, usize)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
    if missing < order.len() {
        // Who is among the first matters, and not in which order.
        order.select_nth_unstable_by(missing, greatest_first);
    } else {
        order.sort_unstable_by(greatest_first);
    }
    for (_, index) in order.into_iter().cycle().take(missing) {
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

/// What is kept of lumped tiers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Kept {
    /// How many people there are.
    #[default]
    Counts,
    /// The people as well, for whoever asks about them.
    People,
}

/// People, and how schools are staffed, when a run opens: counted once for all replicates of a draw, in the room of the
/// draw before.
#[derive(Clone, Debug, Default)]
pub(crate) struct Opening {
    pub(crate) people: Vec<Person>,
    pub(crate) employment: Employment,
    /// Whether people of lumped tiers are among them.
    pub(crate) kept: Kept,
    /// By tier.
    pub(crate) stock: Vec<u32>,
    pub(crate) stock_flexible: Vec<u32>,
    /// By school: people with posts.
    pub(crate) staff: Vec<i32>,
    /// By school, then tier.
    pub(crate) school_tier: Vec<u32>,
    pub(crate) part_time: PartTime,
    pub(crate) valued: Valued,
    /// By month: who reaches retirement, and whose contract ends.
    pub(crate) retiring: Vec<Vec<u32>>,
    pub(crate) ending: Vec<Vec<u32>>,
    /// Doses that end within the run: when, whose, of which programme.
    pub(crate) expiring: Vec<(usize, u32, u16)>,
    /// By programme: homes taken.
    pub(crate) occupied: Vec<u32>,
    /// Posts of each school.
    pub(crate) posts: Vec<f64>,
    /// By programme whose lottery is among people of some schools: the people in them.
    pub(crate) entrants: Vec<Option<Vec<u32>>>,
    /// Values of the parameters that the people were laid out from; none before there are any people.
    inputs: Option<Vec<f64>>,
    /// Room to work in: months of birth by place, and months in the tier by place.
    births: Vec<i16>,
    in_tier: Vec<i16>,
    /// By tier, then months lived: the months in which a man and a woman retire.
    retires: Vec<Vec<[i16; 2]>>,
}

impl Opening {
    /// The opening of one draw.
    pub(crate) fn new(model: &Model, drawn: &Drawn, kept: Kept) -> Self {
        let mut opening = Self::keeping(kept);
        opening.fill(model, drawn);
        opening
    }

    /// Nobody yet, and what is to be kept of lumped tiers.
    pub(crate) fn keeping(kept: Kept) -> Self {
        Self { kept, ..Self::default() }
    }

    /// Makes ready for a draw. People are the same again if all that they are laid out from is.
    pub(crate) fn fill(&mut self, model: &Model, drawn: &Drawn) {
        let scenario = model.scenario();
        let values: Vec<f64> = inputs(scenario).map(|id| drawn.values[id.index()]).collect();
        let same = |(before, now): (&f64, &f64)| before.total_cmp(now).is_eq();
        if !self.inputs.as_ref().is_some_and(|before| before.iter().zip(&values).all(same)) {
            self.clear(model);
            if let Some(roster) = &scenario.roster {
                for (person, record) in roster.iter().map(|one| from_roster(model, one, scenario.start)) {
                    self.people.push(person);
                    self.employment.add(record);
                }
                self.count(model);
                self.list_endings(model, roster);
                let (tiers, schools) = (scenario.tiers.len(), scenario.schools.len());
                let works = roster.iter().map(|one| (one.fte, one.second.map(|(school, share)| (school.0, share))));
                self.part_time = PartTime::new(&self.people, works, tiers, schools);
            } else {
                for (index, tier) in scenario.tiers.iter().enumerate() {
                    self.lay_out(model, drawn, index, tier);
                }
            }
            self.count_values(model);
            self.list_lots(model);
            self.inputs = Some(values);
        }
        self.posts = opening_posts(scenario, drawn, &self.staff);
    }

    fn clear(&mut self, model: &Model) {
        let scenario = model.scenario();
        let (months, tiers, schools) = (model.timeline.months.len(), scenario.tiers.len(), scenario.schools.len());
        self.people.clear();
        self.employment.clear();
        self.expiring.clear();
        for (lists, count) in [(&mut self.retiring, months), (&mut self.ending, months)] {
            lists.iter_mut().for_each(Vec::clear);
            lists.resize_with(count, Vec::new);
        }
        for (list, count) in [
            (&mut self.stock, tiers),
            (&mut self.stock_flexible, tiers),
            (&mut self.school_tier, schools * tiers),
            (&mut self.occupied, scenario.programmes.len()),
        ] {
            list.clear();
            list.resize(count, 0);
        }
        self.staff.clear();
        self.staff.resize(schools, 0);
    }

    /// Counts who has what.
    fn count_values(&mut self, model: &Model) {
        let values: usize = model.scenario().attributes.iter().map(|one| one.values.len()).sum();
        self.valued.clear(values, model.counts.valued.len());
        for ((person, values), index) in self.people.iter().zip(&self.employment.values).zip(0..) {
            self.valued.count(&model.counts.valued, person, *values, self.part_time.places(index, person), true);
        }
    }

    /// Lists the people of the schools whose people enter a lottery, where those are not all schools.
    fn list_lots(&mut self, model: &Model) {
        self.entrants.resize_with(model.programmes.len(), || None);
        for (list, plan) in self.entrants.iter_mut().zip(&model.programmes).filter(|(_, plan)| plan.lottery_by_school) {
            let list = list.get_or_insert_default();
            list.clear();
            let there = self.people.iter().zip(0..).filter(|(person, _)| plan.schools[usize::from(person.school)]);
            list.extend(there.map(|(_, index)| index));
        }
    }

    /// Lists the doses of people from a roster that end within the run.
    fn list_endings(&mut self, model: &Model, roster: &[RosterPerson]) {
        let start = model.scenario().start;
        for (one, index) in roster.iter().zip(0..) {
            let ends = |mark: &Mark| Some((usize::try_from(mark.until? - start).ok()?, mark.programme));
            for (month, programme) in one.marks.iter().filter_map(ends) {
                self.expiring.push((month, index, programme.0));
            }
        }
    }

    /// Counts people from a roster, who may be anywhere.
    fn count(&mut self, model: &Model) {
        let tiers = model.scenario().tiers.len();
        for (index, person) in self.people.iter().enumerate() {
            let (tier, school) = (usize::from(person.tier), usize::from(person.school));
            self.stock[tier] += 1;
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
            let contract_end = self.employment.terms(index as u32).contract_end;
            if contract_end != NEVER
                && let Some(list) = self.ending.get_mut(contract_end.max(0) as usize)
            {
                list.push(index as u32);
            }
        }
    }

    /// Lays out and counts the people of a tier: school by school, all of them with posts (but in lumped tiers) and none with a contract that
    /// ends.
    fn lay_out(&mut self, model: &Model, drawn: &Drawn, index: usize, tier: &Tier) {
        let scenario = model.scenario();
        let at = |id: ParameterId| drawn.values[id.index()];
        let count = tier.stock.map_or(0.0, at).max(0.0).round() as usize;
        if count == 0 {
            return;
        }
        // Nothing reads their posts: where posts count, no tier is lumped.
        let is_lumped = model.lumped.has[index];
        if is_lumped && self.kept == Kept::Counts {
            self.stock[index] += count as u32;
            self.school_tier[index] += count as u32;
            return;
        }
        let schools = largest_remainder(count as u32, &school_weights(scenario, tier, &at));
        let female = tier.female.map_or(0.5, at);
        let women = largest_remainder(count as u32, &[female, 1.0 - female])[0] as usize;
        births(tier, count, &at, &mut self.births);
        months_in_tier(tier, count, &mut self.in_tier);
        // Months of retirement are worked out once, whatever is drawn.
        let ages = retirement_ages(model, index);
        let retires_at = |born, female| ages.map_or(NEVER, |ages| retirement_month(model, ages, born, female, 0));
        self.retires.resize_with(scenario.tiers.len(), Vec::new);
        let (oldest, retires) = (self.births.iter().copied().min().unwrap_or(0), &mut self.retires[index]);
        retires.extend(
            (retires.len() as i16..=-oldest).map(|lived| [false, true].map(|female| retires_at(-lived, female))),
        );
        let opening = self.people.len();
        let address = model.addresses.opening[index];
        self.people.resize(opening + count, someone(index as u8, !is_lumped));
        self.employment.add_plain(count);
        self.stock[index] += count as u32;
        let (births, in_tier, retires) = (&self.births[..count], &self.in_tier[..count], &self.retires[index][..]);
        let steps = strides(count);
        // The lesser of the two is the one that lies within the count: below 0 is far above it.
        let next = |place: usize, step: usize| (place + step).min((place + step).wrapping_sub(count));
        let (mut sex, mut age, mut service) = (0, 0, 0);
        let mut numbered = (address..).zip(&mut self.people[opening..]);
        for (school, staff) in schools.into_iter().enumerate() {
            self.staff[school] += if is_lumped { 0 } else { staff as i32 };
            self.school_tier[school * scenario.tiers.len() + index] += staff;
            for (id, person) in numbered.by_ref().take(staff as usize) {
                let (lived, female) = (-births[age], sex < women);
                person.id = id;
                person.school = school as u16;
                person.female = female;
                person.born = -lived;
                person.since = -in_tier[service].min((lived - WORKING_AGE * 12).max(0));
                person.retire_at = retires[lived as usize][usize::from(female)];
                (sex, age, service) = (next(sex, steps[0]), next(age, steps[1]), next(service, steps[2]));
            }
        }
        self.lay_out_values(scenario, tier, opening, &at);
        for (person, index) in self.people[opening..].iter().zip(opening as u32..) {
            if let Some(list) = self.retiring.get_mut(person.retire_at as usize) {
                list.push(index);
            }
        }
    }

    /// Gives those of a tier, who are the last and begin at `opening`, their values of attributes: of each as many as its share,
    /// far apart, so that they go with neither school, sex nor age.
    fn lay_out_values(&mut self, scenario: &Scenario, tier: &Tier, opening: usize, at: &dyn Fn(ParameterId) -> f64) {
        let count = self.people.len() - opening;
        self.employment.values.resize(if scenario.attributes.is_empty() { 0 } else { self.people.len() }, 0);
        for (position, attribute) in scenario.attributes.iter().enumerate() {
            let own = tier.values.iter().filter(|(value, _)| attribute.has(*value));
            let (values, weights): (Vec<ValueId>, Vec<f64>) = own.map(|(value, weight)| (*value, at(*weight))).unzip();
            let (values, weights) = match attribute.otherwise {
                Some(otherwise) if values.is_empty() => (vec![otherwise], vec![1.0]),
                _ => (values, weights),
            };
            let shares = largest_remainder(count as u32, &weights);
            let ends: Vec<usize> = shares
                .iter()
                .scan(0, |end, share| {
                    *end += *share as usize;
                    Some(*end)
                })
                .collect();
            let (turn, mut place) = (0.754_878 + 0.618_034 * (position + 1) as f64, 0);
            let step = stride(count, turn - libm::floor(turn));
            for own in &mut self.employment.values[opening..] {
                // Where no weight is positive, all have the first.
                let value = ends.iter().position(|end| place < *end).unwrap_or(0);
                *own |= values.get(value).map_or(0, |value| bits(&[*value]));
                place = (place + step) % count;
            }
        }
    }
}

/// Someone of a tier with nothing of her own yet.
const fn someone(tier: u8, post: bool) -> Person {
    let (id, mask, ever, born, since, school, origin) = (0, 0, 0, 0, 0, 0, 0);
    let (retire_at, female, flexible) = (NEVER, false, false);
    Person { id, mask, ever, born, since, retire_at, school, tier, origin, female, flexible, post }
}

/// The parameters that people are laid out from.
fn inputs(scenario: &Scenario) -> impl Iterator<Item = ParameterId> {
    let laid_out = if scenario.roster.is_some() { &[] } else { &scenario.tiers[..] };
    laid_out.iter().flat_map(|tier| {
        let weights = tier.ages.iter().map(|band| band.weight);
        let values = tier.values.iter().map(|(_, weight)| *weight);
        let kinds = tier.kinds.iter().copied().flatten();
        tier.stock.into_iter().chain(tier.female).chain(weights).chain(kinds).chain(values)
    })
}

fn school_weights(scenario: &Scenario, tier: &Tier, at: &dyn Fn(ParameterId) -> f64) -> Vec<f64> {
    let weights: Vec<f64> = scenario
        .schools
        .iter()
        .map(|school| {
            let open = school.opens.is_none_or(|month| month <= scenario.start);
            let phase = school.is_of(&tier.phases);
            let kind = school.kind.and_then(|kind| tier.kinds[kind.index()]).map_or(1.0, at);
            if open && phase { school.posts * kind } else { 0.0 }
        })
        .collect();
    if weights.iter().any(|weight| *weight > 0.0) { weights } else { vec![1.0; scenario.schools.len()] }
}

/// Months of birth, oldest last, spread evenly within each band of age.
fn births(tier: &Tier, count: usize, at: &dyn Fn(ParameterId) -> f64, births: &mut Vec<i16>) {
    let bands: Vec<(u32, u32, f64)> = if tier.ages.is_empty() {
        vec![(DEFAULT_AGES.0, DEFAULT_AGES.1, 1.0)]
    } else {
        tier.ages.iter().map(|band| (band.from, band.to, at(band.weight))).collect()
    };
    let weights: Vec<f64> = bands.iter().map(|band| band.2).collect();
    let counts = largest_remainder(count as u32, &weights);
    births.clear();
    for ((from, to, _), people) in bands.into_iter().zip(counts) {
        let months = (to - from + 1) * 12;
        let into = |one: u32| ((f64::from(one) + 0.5) / f64::from(people) * f64::from(months)) as u32;
        births.extend((0..people).map(|one| -((from * 12 + into(one).min(months - 1)) as i16)));
    }
    births.resize(count, -(DEFAULT_AGES.0 as i16 * 12));
}

/// Months in the tier by place, spread evenly from fewest to most.
fn months_in_tier(tier: &Tier, count: usize, in_tier: &mut Vec<i16>) {
    let (least, most) = tier.months_in_tier;
    let span = (most - least + 1) as usize;
    in_tier.clear();
    for months in 0..span {
        in_tier.resize(((months + 1) * count).div_ceil(span), (least as usize + months).min(i16::MAX as usize) as i16);
    }
}

/// Someone on a roster of a month, as the engine sees her.
pub(crate) fn from_roster(model: &Model, one: &RosterPerson, at: Month) -> (Person, EmploymentRecord) {
    let scenario = model.scenario();
    let month = |month: Month| (month - scenario.start).clamp(-30_000, 30_000) as i16;
    let bit = |mark: &Mark| model.programmes[mark.programme.index()].bit;
    let ever = one.marks.iter().fold(0, |mask, mark| mask | bit(mark));
    let at_work = one.marks.iter().filter(|mark| mark.until.is_none_or(|until| until >= at));
    let mask = at_work.fold(0, |mask, mark| mask | bit(mark));
    let flexible = one.origin.is_some_and(|channel| scenario.channels[channel.index()].flexible);
    let mut person = Person {
        id: name_hash(&one.id),
        mask,
        ever,
        born: month(one.born),
        since: month(one.in_tier_since),
        retire_at: NEVER,
        school: one.school.0,
        tier: one.tier.0 as u8,
        origin: one.origin.map_or(0, |channel| 1 + channel.0 as u8),
        female: one.female,
        flexible,
        post: one.origin.is_none_or(|channel| scenario.channels[channel.index()].post),
    };
    person.retire_at = retirement(model, &person, 0);
    let record = EmploymentRecord {
        terms: EmploymentTerms {
            contract_end: one.contract_end.map_or(NEVER, month),
            service_until: one.service_end.map_or(EmploymentTerms::NONE.service_until, month),
            ..EmploymentTerms::NONE
        },
        values: bits(&one.values),
    };
    (person, record)
}

/// The month in which a person of her tier and sex reaches retirement: the ordinary age, or the staying age for those
/// already past it.
#[inline]
pub(crate) fn retirement(model: &Model, person: &Person, month: i16) -> i16 {
    if person.tier == GONE || person.flexible {
        return NEVER;
    }
    retirement_ages(model, usize::from(person.tier))
        .map_or(NEVER, |ages| retirement_month(model, ages, person.born, person.female, month))
}

/// The ages of retirement in a tier; none where nobody retires.
fn retirement_ages(model: &Model, tier: usize) -> Option<&Retirement> {
    model.scenario().moves[model.retirement_of_tier[tier]?].retirement.as_ref()
}

#[inline]
fn retirement_month(model: &Model, ages: &Retirement, born: i16, female: bool, month: i16) -> i16 {
    let at = |months: u32| (i32::from(born) + months as i32).min(i32::from(NEVER)) as i16;
    let ordinary = at(ordinary_age(model, ages, born, female));
    if ordinary >= month { ordinary } else { at(ages.staying * 12).max(month) }
}

/// The months of age at which someone born in a month, counted from the first of the run, may retire.
#[inline]
pub(crate) fn ordinary_age(model: &Model, ages: &Retirement, born: i16, female: bool) -> u32 {
    let age = ages.age(female);
    if age.steps.is_empty() { age.first } else { age.of(model.scenario().start + i32::from(born)) }
}

fn opening_posts(scenario: &Scenario, drawn: &Drawn, staff: &[i32]) -> Vec<f64> {
    let Some(posts) = &scenario.posts else { return vec![f64::INFINITY; scenario.schools.len()] };
    let mut list = posts_by_rule(scenario, posts, drawn, staff);
    for (posts, school) in list.iter_mut().zip(&scenario.schools) {
        *posts = school.posts_now.unwrap_or(*posts);
    }
    list
}

fn posts_by_rule(scenario: &Scenario, posts: &Posts, drawn: &Drawn, staff: &[i32]) -> Vec<f64> {
    if posts.counted {
        return scenario.schools.iter().map(|school| school.posts).collect();
    }
    let staff: Vec<f64> = staff.iter().map(|people| f64::from(*people)).collect();
    let vacant = posts.vacant.map_or(0.0, |id| drawn.values[id.index()]);
    let total = (vacant * staff.iter().sum::<f64>()).max(0.0).round() as u32;
    let extra = largest_remainder(total, &staff);
    staff.iter().zip(extra).map(|(staff, extra)| staff + f64::from(extra)).collect()
}
