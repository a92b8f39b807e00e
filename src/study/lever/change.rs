//! What can be done to a lever, and what that does to a scenario.
//!
//! Changes act on what is drawn: a factor on every draw, or an amount added to every draw. Places and units are whole per
//! year only when rounds are held, so "one more quota place" is 1 added to the yearly number in every fiscal year (or in the
//! one named), whatever is drawn: exactly one place more by the year's last round.

use serde::{Deserialize, Serialize};

use crate::random::Distribution;
use crate::scenario::file::Reaches;
use crate::scenario::{
    ChannelId, Figure, Fund, FundId, MOST_YUAN, Named, Parameter, ParameterId, ProgrammeId, Scenario, Unit, YearSeries,
};
use crate::study::error::LeverError;

use super::{Handle, Lever, granted, staff_at_start};

/// Most of anything that a number may count: what an opened limit is set to.
const OPEN: f64 = 1e6;
/// What an opened number is multiplied by that is never without limit.
const TENFOLD: f64 = 10.0;
/// Ranges of new numbers.
const MONEY: (f64, f64) = (0.0, 1e12);
const COUNT: (f64, f64) = (0.0, 1e7);

/// What is done to a lever.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Change {
    /// A factor on the number of every year; 1 changes nothing.
    Times(f64),
    /// An amount on the number of every year; 0 changes nothing.
    Plus(f64),
    /// An amount of money in whole yuan over all years together, in proportion to what the years have (evenly if they have
    /// nothing); 0 changes nothing.
    PlusTotal(i64),
    /// Money in whole yuan over all years together, in proportion to what the years have (evenly if they have nothing).
    Total(i64),
    /// The same known number in every year.
    To(f64),
    /// No limit any more.
    Open,
}

impl Lever {
    /// Changes a scenario.
    ///
    /// # Errors
    /// If the new number is none that its place allows, or the lever does not know such a change.
    pub fn apply(&self, scenario: &mut Scenario, change: Change) -> Result<(), LeverError> {
        // What changes nothing is not to touch a bit.
        if matches!(change, Change::PlusTotal(0))
            || matches!(change, Change::Times(factor) if factor.total_cmp(&1.0).is_eq())
            || matches!(change, Change::Plus(amount) if amount == 0.0)
        {
            return Ok(());
        }
        match &self.handle {
            Handle::Funds(funds) => self.change_money(scenario, funds, change),
            Handle::Line(line) => {
                earmark_all(scenario);
                let own = |fund: &FundId| scenario.funds.get(fund.index()).is_some_and(is_earmark);
                match scenario.lines.get(line.index()).map(|line| line.fund).filter(own) {
                    Some(fund) => self.change_money(scenario, &[fund], change),
                    None => Err(self.unfit()),
                }
            }
            Handle::Units(id) => {
                let Some(one) = scenario.programmes.get(id.index()) else { return Err(self.unfit()) };
                let base = format!("programme.{}.units", one.named.id);
                let (series, change) = (one.units.clone(), open_tenfold(scenario, &one.units, change));
                let series = self.changed_series(scenario, series, &base, COUNT, change)?;
                if let Some(one) = scenario.programmes.get_mut(id.index()) {
                    one.units = series;
                }
                Ok(())
            }
            Handle::Capacity(id) => {
                let Some(one) = scenario.programmes.get_mut(id.index()) else { return Err(self.unfit()) };
                if change == Change::Open {
                    one.capacity = Figure::default();
                    return Ok(());
                }
                if !one.capacity.is_stated() {
                    return Err(self.unfit());
                }
                let numbers: Vec<ParameterId> = one.capacity.numbers().collect();
                numbers.into_iter().try_for_each(|id| self.change_number(scenario, id, change))
            }
            Handle::Host(id) => self.change_host(scenario, *id, change),
            Handle::MovePlaces(id) => {
                let Some(one) = scenario.moves.get(id.index()) else { return Err(self.unfit()) };
                let Some(series) = one.places.clone() else { return Err(self.unfit()) };
                let base = format!("move.{}.places", one.named.id);
                let series = self.changed_series(scenario, series, &base, COUNT, open_as_number(change))?;
                if let Some(one) = scenario.moves.get_mut(id.index()) {
                    one.places = Some(series);
                }
                Ok(())
            }
            Handle::ChannelPlaces(id, places) => {
                self.change_channel_places(scenario, *id, places, open_as_number(change))
            }
            Handle::Candidates(id) => {
                let Some(one) = scenario.channels.get(id.index()) else { return Err(self.unfit()) };
                let numbers: Vec<ParameterId> = one.candidates.numbers().collect();
                let change = open_tenfold(scenario, &numbers.iter().copied().map(Some).collect::<Vec<_>>(), change);
                numbers.into_iter().try_for_each(|id| self.change_number(scenario, id, change))
            }
            Handle::Stock(id) => match scenario.tiers.get(id.index()).and_then(|one| one.stock) {
                Some(number) => self.change_number(scenario, number, change),
                None => Err(self.unfit()),
            },
            Handle::Posts => self.change_posts(scenario, change),
            Handle::Numbers(list) => list.iter().try_for_each(|id| self.change_number(scenario, *id, change)),
        }
    }

    fn unfit(&self) -> LeverError {
        LeverError::Unfit { name: self.name.clone() }
    }

    fn change_money(&self, scenario: &mut Scenario, funds: &[FundId], change: Change) -> Result<(), LeverError> {
        let change = match change {
            Change::Open => {
                for fund in funds {
                    if let Some(fund) = scenario.funds.get_mut(fund.index()) {
                        fund.appropriation = None;
                    }
                }
                return Ok(());
            }
            Change::Total(total) => return self.spread(scenario, funds, total, true),
            Change::PlusTotal(total) => return self.spread(scenario, funds, total, false),
            other => other,
        };
        for fund in funds {
            self.change_fund(scenario, *fund, |_| change)?;
        }
        Ok(())
    }

    /// Changes a fund year by year.
    fn change_fund(
        &self,
        scenario: &mut Scenario,
        fund: FundId,
        change: impl Fn(usize) -> Change,
    ) -> Result<(), LeverError> {
        let Some(one) = scenario.funds.get(fund.index()) else { return Err(self.unfit()) };
        let Some(mut series) = one.appropriation.clone() else {
            return Err(LeverError::Unlimited { name: self.name.clone() });
        };
        let base = format!("fund.{}.appropriation", one.named.id);
        let all: Vec<usize> = (0..series.len()).filter(|year| self.acts_on(*year)).collect();
        let first = all.first().map_or(Change::Times(1.0), |year| change(*year));
        if all.iter().all(|year| change(*year) == first) {
            series = self.changed_series(scenario, series, &base, MONEY, first)?;
        } else {
            for year in all {
                let single = Self { years: Some(vec![year]), ..self.clone() };
                series = single.changed_series(scenario, series, &base, MONEY, change(year))?;
            }
        }
        if let Some(one) = scenario.funds.get_mut(fund.index()) {
            one.appropriation = Some(series);
        }
        Ok(())
    }

    /// Gives funds `total` yuan together, or that much more, in proportion to what each has in each year.
    fn spread(&self, scenario: &mut Scenario, funds: &[FundId], total: i64, instead: bool) -> Result<(), LeverError> {
        // What no money of a scenario can come to, no change of it can either.
        if total as f64 > MOST_YUAN || (total as f64) < -MOST_YUAN {
            return Err(LeverError::Range { path: self.name.clone(), value: total as f64, low: 0.0, high: MOST_YUAN });
        }
        let years = scenario.fiscal_years();
        let cells: Vec<(FundId, usize)> = funds
            .iter()
            .flat_map(|fund| (0..years.len()).filter(|year| self.acts_on(*year)).map(move |year| (*fund, year)))
            .collect();
        let mean = |(fund, year): &(FundId, usize)| granted(scenario, *fund, *year).map_or(0.0, Parameter::mean);
        let mut weights: Vec<f64> = cells.iter().map(mean).collect();
        if weights.iter().all(|weight| *weight <= 0.0) {
            weights.fill(1.0);
        }
        let sum: f64 = weights.iter().sum();
        let parts = whole_parts(total, &weights);
        for fund in funds {
            let known = |year: usize| granted(scenario, *fund, year).is_none_or(Parameter::is_known);
            let changes: Vec<Change> = (0..years.len())
                .map(|year| {
                    let part = cells.iter().position(|cell| *cell == (*fund, year)).and_then(|at| parts.get(at));
                    match part {
                        Some(part) if instead && known(year) => Change::To(*part as f64),
                        Some(_) if instead => Change::Times(total as f64 / sum),
                        Some(part) => Change::Plus(*part as f64),
                        None => Change::Times(1.0),
                    }
                })
                .collect();
            self.change_fund(scenario, *fund, |year| changes.get(year).copied().unwrap_or(Change::Times(1.0)))?;
        }
        Ok(())
    }

    fn change_host(&self, scenario: &mut Scenario, id: ProgrammeId, change: Change) -> Result<(), LeverError> {
        let Some(one) = scenario.programmes.get_mut(id.index()) else { return Err(self.unfit()) };
        let Some(host) = &mut one.host else { return Err(self.unfit()) };
        let each = f64::from(host.each);
        let new = match change {
            Change::Open if one.reaches != Reaches::Schools => {
                one.host = None;
                return Ok(());
            }
            Change::Open => OPEN,
            Change::Times(factor) => each * factor,
            Change::Plus(amount) => each + amount,
            Change::To(value) => value,
            Change::PlusTotal(_) | Change::Total(_) => return Err(self.unfit()),
        };
        let path = || format!("{}.each", self.name);
        if !(0.0..=OPEN).contains(&new) {
            return Err(LeverError::Range { path: path(), value: new, low: 0.0, high: OPEN });
        }
        host.each = libm::round(new) as u32;
        Ok(())
    }

    fn change_channel_places(
        &self,
        scenario: &mut Scenario,
        id: ChannelId,
        places: &[usize],
        change: Change,
    ) -> Result<(), LeverError> {
        let years = scenario.fiscal_years().len();
        for place in places {
            let Some(one) = scenario.channels.get(id.index()) else { return Err(self.unfit()) };
            let Some((tier, _)) = one.mix.get(*place) else { return Err(self.unfit()) };
            let tier = scenario.tiers.get(tier.index()).map_or("", |tier| tier.named.id.as_str());
            let base = format!("channel.{}.places.{tier}", one.named.id);
            // Of a tier without places nobody is wanted.
            let series = match one.places.get(*place).cloned().flatten() {
                Some(series) => series,
                None => vec![Some(new_number(scenario, &base, COUNT).ok_or_else(|| self.unfit())?); years],
            };
            let series = self.changed_series(scenario, series, &base, COUNT, change)?;
            let slot = scenario.channels.get_mut(id.index()).and_then(|one| one.places.get_mut(*place));
            if let Some(slot) = slot {
                *slot = Some(series);
            }
        }
        Ok(())
    }

    /// Posts: counted ones are added school by school, those with most posts first; relative ones as a share of the staff
    /// whom the scenario expects at the start.
    fn change_posts(&self, scenario: &mut Scenario, change: Change) -> Result<(), LeverError> {
        if change == Change::Open {
            scenario.channels.iter_mut().for_each(|one| one.post = false);
            return Ok(());
        }
        let Some(posts) = &scenario.posts else { return Err(self.unfit()) };
        if !posts.counted {
            let vacant = match posts.vacant {
                Some(id) => id,
                None => new_number(scenario, "posts.vacant", (0.0, 1.0)).ok_or_else(|| self.unfit())?,
            };
            if let Some(posts) = &mut scenario.posts {
                posts.vacant = Some(vacant);
            }
            let staff = staff_at_start(scenario).max(1.0);
            let change = match change {
                Change::Plus(amount) => Change::Plus(amount / staff),
                Change::To(amount) => Change::To(amount / staff),
                other => other,
            };
            return self.change_number(scenario, vacant, change);
        }
        match change {
            Change::Times(factor) => scenario.schools.iter_mut().for_each(|school| school.posts *= factor),
            Change::Plus(amount) => {
                let mut order: Vec<usize> = (0..scenario.schools.len()).collect();
                let of = |index: &usize| scenario.schools.get(*index).map_or(0.0, |school| school.posts);
                order.retain(|index| of(index) > 0.0);
                order.sort_by(|a, b| of(b).total_cmp(&of(a)));
                let (each, rest) = (libm::floor(amount / order.len().max(1) as f64), order.len().max(1));
                let rest = amount - each * rest as f64;
                for (position, index) in order.into_iter().enumerate() {
                    if let Some(school) = scenario.schools.get_mut(index) {
                        let own = (rest - position as f64).clamp(0.0, 1.0);
                        school.posts = (school.posts + each + own).max(0.0);
                    }
                }
            }
            Change::To(amount) if (0.0..=COUNT.1).contains(&amount) => {
                let own: Vec<f64> = scenario.schools.iter().map(|school| school.posts).collect();
                let parts = whole_parts(libm::round(amount) as i64, &own);
                scenario.schools.iter_mut().zip(parts).for_each(|(school, part)| school.posts = part as f64);
            }
            _ => return Err(self.unfit()),
        }
        Ok(())
    }

    /// A yearly series with the years of the lever changed. Numbers that other years use as well are copied first; a copy
    /// keeps its path, and with it its luck.
    fn changed_series(
        &self,
        scenario: &mut Scenario,
        mut series: YearSeries,
        base: &str,
        range: (f64, f64),
        change: Change,
    ) -> Result<YearSeries, LeverError> {
        let years = scenario.fiscal_years();
        let mut done: Vec<(ParameterId, ParameterId)> = Vec::new();
        for year in 0..series.len() {
            let Some(own) = series.get(year).copied().filter(|_| self.acts_on(year)) else { continue };
            let known = done.iter().find(|(old, _)| Some(*old) == own).map(|(_, new)| *new);
            let new = match (known, own) {
                (Some(new), _) => new,
                (None, Some(id)) => {
                    let Some(one) = scenario.parameters.get(id.index()) else { continue };
                    let elsewhere = series.iter().enumerate().any(|(other, id)| *id == own && !self.acts_on(other));
                    let new = if elsewhere {
                        if scenario.correlation.as_ref().is_some_and(|(list, _)| list.contains(&id)) {
                            return Err(LeverError::Correlated { path: one.path.clone() });
                        }
                        if !room_for(scenario, 1) {
                            return Err(self.unfit());
                        }
                        let copy = one.clone();
                        scenario.parameters.push(copy);
                        ParameterId::from(scenario.parameters.len() - 1)
                    } else {
                        id
                    };
                    self.change_number(scenario, new, change)?;
                    done.push((id, new));
                    new
                }
                (None, None) => {
                    let stated =
                        years.get(year).map_or_else(|| base.to_owned(), |year| format!("{base}_by_year.{year}"));
                    let new = new_number(scenario, &stated, range).ok_or_else(|| self.unfit())?;
                    self.change_number(scenario, new, change)?;
                    new
                }
            };
            if let Some(slot) = series.get_mut(year) {
                *slot = Some(new);
            }
        }
        Ok(series)
    }

    fn change_number(&self, scenario: &mut Scenario, id: ParameterId, change: Change) -> Result<(), LeverError> {
        let Some(one) = scenario.parameters.get_mut(id.index()) else { return Err(self.unfit()) };
        let refused = |value: f64, one: &Parameter| {
            Err(LeverError::Range { path: one.path.clone(), value, low: one.range.0, high: one.range.1 })
        };
        match change {
            Change::Times(factor) => {
                if !(factor.is_finite() && factor >= 0.0) {
                    return refused(factor, one);
                }
                one.times *= factor;
                if !one.times.is_finite() {
                    return refused(factor, one);
                }
            }
            Change::Plus(amount) => {
                // A factor of zero leaves nothing to add to.
                let (base, by) = if one.times > 0.0 {
                    (one.distribution.clone(), amount / one.times)
                } else {
                    one.times = 1.0;
                    match Distribution::fixed(0.0) {
                        Ok(zero) => (zero, amount),
                        Err(_) => return refused(amount, one),
                    }
                };
                match base.shifted(by) {
                    Ok(distribution) => one.distribution = distribution,
                    Err(_) => return refused(amount, one),
                }
            }
            Change::To(value) => {
                if !(one.range.0..=one.range.1).contains(&value) {
                    return refused(value, one);
                }
                match Distribution::fixed(value) {
                    Ok(distribution) => (one.distribution, one.times) = (distribution, 1.0),
                    Err(_) => return refused(value, one),
                }
            }
            Change::Total(_) | Change::PlusTotal(_) | Change::Open => return Err(self.unfit()),
        }
        // A lever is held to what a file may state.
        match one.outside() {
            Some(value) => refused(value, one),
            None => Ok(()),
        }
    }
}

fn open_as_number(change: Change) -> Change {
    if change == Change::Open { Change::To(OPEN) } else { change }
}

/// What is never without number, such as candidates and units: opened, there is ten times as much, or as much as its place
/// allows.
fn open_tenfold(scenario: &Scenario, numbers: &[Option<ParameterId>], change: Change) -> Change {
    if change != Change::Open {
        return change;
    }
    let room = |id: &ParameterId| scenario.parameters.get(id.index()).map(|one| one.range.1 / one.reach().1.max(1.0));
    Change::Times(numbers.iter().flatten().filter_map(room).fold(TENFOLD, f64::min).max(1.0))
}

/// A new number, known to be zero; none where there is no room for one more.
fn new_number(scenario: &mut Scenario, path: &str, range: (f64, f64)) -> Option<ParameterId> {
    let distribution = Distribution::fixed(0.0).ok().filter(|_| room_for(scenario, 1))?;
    let (basis, source, note) = (None, None, None);
    let path = path.to_owned();
    let unit = if range == MONEY { Unit::Yuan } else { Unit::Number };
    scenario.parameters.push(Parameter { path, distribution, times: 1.0, range, unit, basis, source, note });
    Some(ParameterId::from(scenario.parameters.len() - 1))
}

/// Whether so many numbers more can be told apart.
fn room_for(scenario: &Scenario, more: usize) -> bool {
    scenario.parameters.len() + more < usize::from(u16::MAX)
}

/// Splits whole yuan in proportion to weights, by largest remainder; ties go to the earlier part.
pub(in crate::study) fn whole_parts(total: i64, weights: &[f64]) -> Vec<i64> {
    let sum: f64 = weights.iter().map(|weight| weight.max(0.0)).sum();
    if sum <= 0.0 {
        return vec![0; weights.len()];
    }
    let exact: Vec<f64> = weights.iter().map(|weight| weight.max(0.0) / sum * total as f64).collect();
    let mut parts: Vec<i64> = exact.iter().map(|part| libm::floor(*part) as i64).collect();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    let rest = |index: &usize| exact.get(*index).map_or(0.0, |part| part - libm::floor(*part));
    order.sort_by(|a, b| rest(b).total_cmp(&rest(a)).then(a.cmp(b)));
    let mut missing = total - parts.iter().sum::<i64>();
    for index in order.iter().cycle().take(weights.len() * 2) {
        let Some(part) = parts.get_mut(*index).filter(|_| missing != 0) else { break };
        *part += missing.signum();
        missing -= missing.signum();
    }
    parts
}

/// Whether a fund holds what is set apart for one line. Ids in a file have no dots.
pub(super) fn is_earmark(fund: &Fund) -> bool {
    fund.named.id.starts_with("line.")
}

/// Gives every line a fund of its own, empty at first (or without limit, if its fund is), with the rules of the old one and
/// backed by it. With nothing set apart the scenario is what it was: every line is paid in the same order from the same
/// money, because all lines move up by one fund alike.
pub(in crate::study) fn earmark_all(scenario: &mut Scenario) {
    if scenario.funds.iter().any(is_earmark) || !room_for(scenario, scenario.lines.len()) {
        return;
    }
    let years = scenario.fiscal_years().len();
    let mut order: Vec<usize> = (0..scenario.lines.len()).collect();
    order.sort_by_key(|index| scenario.lines.get(*index).map(|line| (line.fund, line.priority)));
    for index in order {
        let Some(line) = scenario.lines.get(index) else { continue };
        let Some(fund) = scenario.funds.get(line.fund.index()) else { continue };
        // What there was at the start stays where it was.
        let mut own = Fund { backed_by: Some(line.fund), carried_in: 0, ..fund.clone() };
        own.named = Named { id: format!("line.{}", line.named.id), title: line.named.title.clone() };
        if own.appropriation.is_some() {
            let path = format!("fund.{}.appropriation", own.named.id);
            own.appropriation = new_number(scenario, &path, MONEY).map(|number| vec![Some(number); years]);
        }
        scenario.funds.push(own);
        let last = FundId::from(scenario.funds.len() - 1);
        if let Some(line) = scenario.lines.get_mut(index) {
            line.fund = last;
        }
    }
}
