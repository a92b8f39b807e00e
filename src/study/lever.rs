//! What a study can change in a scenario: money, units, places, candidates, posts, hosts, people and any other number.
//!
//! A lever is named by the path that a planner writes in the file, perhaps with one fiscal year after `@`:
//! `fund.special`, `fund.special@2022`, `funds` (all that have an appropriation), `line.training` (money set apart for one
//! line), `programme.training.units`, `programme.training.capacity`, `programme.workshops.host`,
//! `move.recognise-backbone.places`, `channel.special.places`, `channel.special.places.expert`,
//! `channel.special.candidates`, `tier.expert.stock`, `posts`, or the path of any number.
//!
//! Changes act on what is drawn: a factor on every draw, or an amount added to every draw. Places and units are whole per
//! year only when rounds are held, so "one more quota place" is 1 added to the yearly number in every fiscal year (or in the
//! one named), whatever is drawn: exactly one place more by the year's last round.

use serde::{Deserialize, Serialize};

use crate::random::Distribution;
use crate::scenario::file::{Fills, Reaches};
use crate::scenario::{
    ChannelId, Fund, FundId, LineId, MOST_YUAN, MoveId, Named, Parameter, ParameterId, ProgrammeId, Scenario, TierId,
    YearSeries,
};
use crate::words::nearest;

use super::error::LeverError;

/// Most of anything that a number may count: what an opened limit is set to.
const OPEN: f64 = 1e6;
/// What an opened number is multiplied by that is never without limit.
const TENFOLD: f64 = 10.0;
/// Ranges of new numbers.
const MONEY: (f64, f64) = (0.0, 1e12);
const COUNT: (f64, f64) = (0.0, 1e7);

/// In what a lever is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LeverUnit {
    /// Yuan per fiscal year.
    Yuan,
    /// Units of a programme per fiscal year.
    Units,
    /// Places per fiscal year.
    Places,
    /// Candidates per year.
    Candidates,
    /// People at the start.
    People,
    /// Posts at the start.
    Posts,
    /// Units that each host can lead.
    PerHost,
    /// Whatever the number's own unit is.
    Own,
}

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

/// Something that can be changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Lever {
    name: String,
    unit: LeverUnit,
    handle: Handle,
    /// Positions of the fiscal years it acts on; none means all.
    years: Option<Vec<usize>>,
}

#[derive(Clone, Debug, PartialEq)]
enum Handle {
    Funds(Vec<FundId>),
    Line(LineId),
    Units(ProgrammeId),
    Capacity(ProgrammeId),
    Host(ProgrammeId),
    MovePlaces(MoveId),
    ChannelPlaces(ChannelId, Vec<usize>),
    Candidates(ChannelId),
    Stock(TierId),
    Posts,
    Numbers(Vec<ParameterId>),
}

/// Names of all levers of a scenario, other than plain numbers and single years.
#[must_use]
pub fn levers(scenario: &Scenario) -> Vec<String> {
    let mut names = Vec::new();
    let limited = |fund: &Fund| fund.appropriation.is_some();
    if scenario.funds.iter().any(limited) {
        names.push("funds".to_owned());
    }
    names.extend(scenario.funds.iter().filter(|fund| limited(fund)).map(|fund| format!("fund.{}", fund.named.id)));
    let has_limit = |line: &&crate::scenario::Line| scenario.funds.get(line.fund.index()).is_some_and(limited);
    names.extend(scenario.lines.iter().filter(has_limit).map(|line| format!("line.{}", line.named.id)));
    for one in &scenario.programmes {
        names.push(format!("programme.{}.units", one.named.id));
        if one.capacity.is_some() {
            names.push(format!("programme.{}.capacity", one.named.id));
        }
        if one.host.is_some() {
            names.push(format!("programme.{}.host", one.named.id));
        }
    }
    let with_places = scenario.moves.iter().filter(|one| one.places.is_some());
    names.extend(with_places.map(|one| format!("move.{}.places", one.named.id)));
    for one in &scenario.channels {
        if one.fills == Fills::Places {
            names.push(format!("channel.{}.places", one.named.id));
            let tiers = one.mix.iter().filter_map(|(tier, _)| scenario.tiers.get(tier.index()));
            names.extend(tiers.map(|tier| format!("channel.{}.places.{}", one.named.id, tier.named.id)));
        }
        names.push(format!("channel.{}.candidates", one.named.id));
    }
    names.extend(
        scenario.tiers.iter().filter(|one| one.stock.is_some()).map(|one| format!("tier.{}.stock", one.named.id)),
    );
    if scenario.posts.is_some() {
        names.push("posts".to_owned());
    }
    names
}

fn find<I: From<usize>>(list: impl Iterator<Item = impl AsRef<str>>, id: &str) -> Option<I> {
    list.enumerate().find(|(_, one)| one.as_ref() == id).map(|(index, _)| I::from(index))
}

impl Lever {
    /// Finds a lever by name.
    ///
    /// # Errors
    /// If there is none of that name, with the nearest that there is; if the year is none of the run; if it is a limit that
    /// the scenario does not have.
    pub fn find(scenario: &Scenario, name: &str) -> Result<Self, LeverError> {
        let (path, year) = name.split_once('@').map_or((name, None), |(path, year)| (path, Some(year)));
        let wrong = |year: &str| LeverError::Year { name: name.to_owned(), year: year.to_owned() };
        let year = year.map(|year| scenario.fiscal_year(year).ok_or_else(|| wrong(year))).transpose()?;
        let years = year.map(|year| scenario.fiscal_years().iter().position(|one| *one == year).into_iter().collect());
        let unknown = || {
            let known = levers(scenario);
            let paths = scenario.parameters.iter().map(|one| one.path.as_str());
            let near = nearest(path, known.iter().map(String::as_str).chain(paths)).map(str::to_owned);
            LeverError::Unknown { name: name.to_owned(), near }
        };
        let (unit, handle) = Self::handle(scenario, path).ok_or_else(unknown)?;
        let yearly = matches!(
            handle,
            Handle::Funds(_) | Handle::Line(_) | Handle::Units(_) | Handle::MovePlaces(_) | Handle::ChannelPlaces(..)
        );
        if years.is_some() && !yearly {
            return Err(LeverError::Unfit { name: name.to_owned() });
        }
        // A year by its label is the same lever as by the calendar year in which it opens.
        let name = year.map_or_else(|| name.to_owned(), |year| format!("{path}@{year}"));
        let lever = Self { name, unit, handle, years };
        lever.check_limited(scenario)?;
        Ok(lever)
    }

    fn handle(scenario: &Scenario, path: &str) -> Option<(LeverUnit, Handle)> {
        fn ids<T>(list: &[T], id: impl Fn(&T) -> &Named) -> impl Iterator<Item = &str> {
            list.iter().map(move |one| id(one).id.as_str())
        }
        let parts: Vec<&str> = path.split('.').collect();
        let programme = |id: &str| find(ids(&scenario.programmes, |one| &one.named), id);
        let channel = |id: &str| find::<ChannelId>(ids(&scenario.channels, |one| &one.named), id);
        let found = match *parts.as_slice() {
            ["funds"] => {
                let limited =
                    |index: &usize| scenario.funds.get(*index).is_some_and(|fund| fund.appropriation.is_some());
                let funds: Vec<FundId> = (0..scenario.funds.len()).filter(limited).map(FundId::from).collect();
                (!funds.is_empty()).then_some((LeverUnit::Yuan, Handle::Funds(funds)))
            }
            ["fund", id] | ["fund", id, "appropriation"] => {
                let fund = find(ids(&scenario.funds, |one| &one.named), id)?;
                Some((LeverUnit::Yuan, Handle::Funds(vec![fund])))
            }
            ["line", id] => Some((LeverUnit::Yuan, Handle::Line(find(ids(&scenario.lines, |one| &one.named), id)?))),
            ["programme", id] | ["programme", id, "units"] => Some((LeverUnit::Units, Handle::Units(programme(id)?))),
            ["programme", id, "capacity"] => Some((LeverUnit::Units, Handle::Capacity(programme(id)?))),
            ["programme", id, "host"] => Some((LeverUnit::PerHost, Handle::Host(programme(id)?))),
            ["move", id] | ["move", id, "places"] => {
                Some((LeverUnit::Places, Handle::MovePlaces(find(ids(&scenario.moves, |one| &one.named), id)?)))
            }
            ["channel", id] | ["channel", id, "places"] => {
                let channel = channel(id)?;
                let all = (0..scenario.channels.get(channel.index())?.mix.len()).collect();
                Some((LeverUnit::Places, Handle::ChannelPlaces(channel, all)))
            }
            ["channel", id, "places", tier] => {
                let channel = channel(id)?;
                let tier: TierId = find(ids(&scenario.tiers, |one| &one.named), tier)?;
                let place = scenario.channels.get(channel.index())?.mix.iter().position(|(own, _)| *own == tier)?;
                Some((LeverUnit::Places, Handle::ChannelPlaces(channel, vec![place])))
            }
            ["channel", id, "candidates"] => Some((LeverUnit::Candidates, Handle::Candidates(channel(id)?))),
            ["tier", id, "stock"] => {
                Some((LeverUnit::People, Handle::Stock(find(ids(&scenario.tiers, |one| &one.named), id)?)))
            }
            ["posts"] => scenario.posts.is_some().then_some((LeverUnit::Posts, Handle::Posts)),
            _ => None,
        };
        found.or_else(|| {
            let of = |index: &usize| scenario.parameters.get(*index).is_some_and(|one| one.path == path);
            let own: Vec<ParameterId> = (0..scenario.parameters.len()).filter(of).map(ParameterId::from).collect();
            (!own.is_empty()).then_some((LeverUnit::Own, Handle::Numbers(own)))
        })
    }

    fn check_limited(&self, scenario: &Scenario) -> Result<(), LeverError> {
        let limited = |fund: FundId| scenario.funds.get(fund.index()).is_some_and(|fund| fund.appropriation.is_some());
        let has = match &self.handle {
            Handle::Funds(funds) => funds.iter().all(|fund| limited(*fund)),
            Handle::Line(line) => scenario.lines.get(line.index()).is_some_and(|line| limited(line.fund)),
            Handle::Capacity(id) => scenario.programmes.get(id.index()).is_some_and(|one| one.capacity.is_some()),
            Handle::Host(id) => scenario.programmes.get(id.index()).is_some_and(|one| one.host.is_some()),
            Handle::MovePlaces(id) => scenario.moves.get(id.index()).is_some_and(|one| one.places.is_some()),
            Handle::ChannelPlaces(id, _) => {
                scenario.channels.get(id.index()).is_some_and(|one| one.fills == Fills::Places)
            }
            Handle::Stock(id) => scenario.tiers.get(id.index()).is_some_and(|one| one.stock.is_some()),
            Handle::Units(_) | Handle::Candidates(_) | Handle::Posts | Handle::Numbers(_) => true,
        };
        if has { Ok(()) } else { Err(LeverError::Unlimited { name: self.name.clone() }) }
    }

    /// As it was asked for.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// In what it is measured.
    #[must_use]
    pub const fn unit(&self) -> LeverUnit {
        self.unit
    }

    /// A little more of it: `yuan` over all years together if it is money, otherwise one more.
    #[must_use]
    pub fn step(&self, yuan: i64) -> Change {
        if self.unit == LeverUnit::Yuan { Change::PlusTotal(yuan) } else { Change::Plus(1.0) }
    }

    /// Yuan that a lever of money has in each fiscal year of the run on average; zero in years it does not act on, and for
    /// other levers. A line has what is set apart for it, at first nothing.
    #[must_use]
    pub fn money(&self, scenario: &Scenario) -> Vec<f64> {
        let years = scenario.fiscal_years().len();
        let mut money = vec![0.0; years];
        let own = match &self.handle {
            Handle::Funds(funds) => funds.clone(),
            Handle::Line(line) => scenario
                .lines
                .get(line.index())
                .map(|line| line.fund)
                .filter(|fund| scenario.funds.get(fund.index()).is_some_and(is_earmark))
                .into_iter()
                .collect(),
            _ => Vec::new(),
        };
        for fund in own {
            let series = scenario.funds.get(fund.index()).and_then(|fund| fund.appropriation.as_ref());
            for (year, id) in series.into_iter().flatten().enumerate() {
                if self.acts_on(year)
                    && let (Some(sum), Some(one)) = (money.get_mut(year), scenario.parameters.get(id.index()))
                {
                    *sum += one.mean();
                }
            }
        }
        money
    }

    /// What a scenario has of it, on average over what is not known: yuan over all years that it acts on; of anything else its
    /// number, on average over these years and (of places by tier) the tiers. Of posts all of them where they are counted, and
    /// those that are vacant at the start where a share is stated. None of a path that several numbers share.
    #[must_use]
    pub fn has(&self, scenario: &Scenario) -> Option<f64> {
        let mean = |id: ParameterId| scenario.parameters.get(id.index()).map(Parameter::mean);
        let of_years = |series: &YearSeries| {
            let own: Vec<f64> = (series.iter().enumerate())
                .filter(|(year, _)| self.acts_on(*year))
                .filter_map(|(_, id)| mean(*id))
                .collect();
            (!own.is_empty()).then(|| own.iter().sum::<f64>() / own.len() as f64)
        };
        match &self.handle {
            Handle::Funds(_) | Handle::Line(_) => Some(self.money(scenario).iter().sum()),
            Handle::Units(id) => of_years(&scenario.programmes.get(id.index())?.units),
            Handle::Capacity(id) => mean(scenario.programmes.get(id.index())?.capacity?),
            Handle::Host(id) => scenario.programmes.get(id.index())?.host.as_ref().map(|host| f64::from(host.each)),
            Handle::MovePlaces(id) => of_years(scenario.moves.get(id.index())?.places.as_ref()?),
            Handle::ChannelPlaces(id, tiers) => {
                let own = &scenario.channels.get(id.index())?.places;
                let each = tiers.iter().map(|tier| own.get(*tier)?.as_ref().map_or(Some(0.0), of_years));
                let each: Vec<f64> = each.collect::<Option<_>>()?;
                (!each.is_empty()).then(|| each.iter().sum::<f64>() / each.len() as f64)
            }
            Handle::Candidates(id) => mean(scenario.channels.get(id.index())?.candidates),
            Handle::Stock(id) => mean(scenario.tiers.get(id.index())?.stock?),
            Handle::Posts => {
                let posts = scenario.posts.as_ref()?;
                Some(if posts.counted {
                    scenario.schools.iter().map(|school| school.posts).sum()
                } else {
                    posts.vacant.map_or(Some(0.0), mean)? * staff_at_start(scenario)
                })
            }
            Handle::Numbers(list) => match list.as_slice() {
                [one] => mean(*one),
                _ => None,
            },
        }
    }

    /// Whether more and more of it can be had, up to no limit: not of the people whom a run opens with, nor of any number,
    /// such as a rate.
    pub(super) const fn is_amount(&self) -> bool {
        !matches!(self.handle, Handle::Stock(_) | Handle::Numbers(_))
    }

    /// The most of it that a scenario may state; none where that is far beyond what anybody asks for.
    pub(super) fn most(&self, scenario: &Scenario) -> Option<f64> {
        let is_share = matches!(self.handle, Handle::Posts) && scenario.posts.as_ref().is_some_and(|one| !one.counted);
        is_share.then(|| libm::floor(staff_at_start(scenario)))
    }

    /// Whether a scenario has nothing of it, so that no factor changes anything.
    pub(super) fn is_nothing(&self, scenario: &Scenario) -> bool {
        match &self.handle {
            Handle::Numbers(list) => {
                let zero = |id: &ParameterId| {
                    scenario.parameters.get(id.index()).is_some_and(|one| one.ends().1 <= 0.0 && one.ends().0 >= 0.0)
                };
                list.iter().all(zero)
            }
            _ => self.has(scenario).is_some_and(|has| has <= 0.0),
        }
    }

    /// The funds that a lever of money varies, a bit each as in [`crate::simulate::Record::short`]; none for other levers.
    pub(super) fn funds(&self) -> Option<u64> {
        match &self.handle {
            Handle::Funds(funds) => Some(funds.iter().fold(0, |bits, fund| bits | 1 << fund.index().min(63))),
            _ => None,
        }
    }

    fn acts_on(&self, year: usize) -> bool {
        self.years.as_ref().is_none_or(|years| years.contains(&year))
    }

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
                match (change, one.capacity) {
                    (Change::Open, _) => {
                        one.capacity = None;
                        Ok(())
                    }
                    (_, Some(id)) => self.change_number(scenario, id, change),
                    (_, None) => Err(self.unfit()),
                }
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
            Handle::Candidates(id) => match scenario.channels.get(id.index()).map(|one| one.candidates) {
                Some(number) => {
                    let change = open_tenfold(scenario, &[number], change);
                    self.change_number(scenario, number, change)
                }
                None => Err(self.unfit()),
            },
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
        let mean = |(fund, year): &(FundId, usize)| {
            let series = scenario.funds.get(fund.index()).and_then(|fund| fund.appropriation.as_ref());
            let one = series.and_then(|series| series.get(*year)).and_then(|id| scenario.parameters.get(id.index()));
            one.map_or(0.0, Parameter::mean)
        };
        let mut weights: Vec<f64> = cells.iter().map(mean).collect();
        if weights.iter().all(|weight| *weight <= 0.0) {
            weights.fill(1.0);
        }
        let sum: f64 = weights.iter().sum();
        let parts = whole_parts(total, &weights);
        for fund in funds {
            let known = |year: usize| {
                let series = scenario.funds.get(fund.index()).and_then(|fund| fund.appropriation.as_ref());
                let one = series.and_then(|series| series.get(year)).and_then(|id| scenario.parameters.get(id.index()));
                one.is_none_or(Parameter::is_known)
            };
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
                None => vec![new_number(scenario, &base, COUNT).ok_or_else(|| self.unfit())?; years],
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
            let Some(id) = series.get(year).copied().filter(|_| self.acts_on(year)) else { continue };
            let known = done.iter().find(|(old, _)| *old == id).map(|(_, new)| *new);
            let new = if let Some(new) = known {
                new
            } else {
                let Some(one) = scenario.parameters.get(id.index()) else { continue };
                // The number zero stands for every year of which nothing is stated.
                let nothing = one.range.1 <= one.range.0;
                let elsewhere = series.iter().enumerate().any(|(other, own)| *own == id && !self.acts_on(other));
                let new = if nothing {
                    let stated =
                        years.get(year).map_or_else(|| base.to_owned(), |year| format!("{base}_by_year.{year}"));
                    new_number(scenario, &stated, range).ok_or_else(|| self.unfit())?
                } else if elsewhere {
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
                if !nothing {
                    done.push((id, new));
                }
                new
            };
            if let Some(slot) = series.get_mut(year) {
                *slot = new;
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

/// People whom a scenario expects at the start.
fn staff_at_start(scenario: &Scenario) -> f64 {
    if let Some(roster) = &scenario.roster {
        return roster.len() as f64;
    }
    let stocks = scenario.tiers.iter().filter_map(|tier| tier.stock);
    stocks.filter_map(|id| scenario.parameters.get(id.index())).map(Parameter::mean).sum()
}

fn open_as_number(change: Change) -> Change {
    if change == Change::Open { Change::To(OPEN) } else { change }
}

/// What is never without number, such as candidates and units: opened, there is ten times as much, or as much as its place
/// allows.
fn open_tenfold(scenario: &Scenario, numbers: &[ParameterId], change: Change) -> Change {
    if change != Change::Open {
        return change;
    }
    let room = |id: &ParameterId| scenario.parameters.get(id.index()).map(|one| one.range.1 / one.reach().1.max(1.0));
    Change::Times(numbers.iter().filter_map(room).fold(TENFOLD, f64::min).max(1.0))
}

/// A new number, known to be zero; none where there is no room for one more.
fn new_number(scenario: &mut Scenario, path: &str, range: (f64, f64)) -> Option<ParameterId> {
    let distribution = Distribution::fixed(0.0).ok().filter(|_| room_for(scenario, 1))?;
    let (basis, source, note) = (None, None, None);
    let path = path.to_owned();
    scenario.parameters.push(Parameter { path, distribution, times: 1.0, range, basis, source, note });
    Some(ParameterId::from(scenario.parameters.len() - 1))
}

/// Whether so many numbers more can be told apart.
fn room_for(scenario: &Scenario, more: usize) -> bool {
    scenario.parameters.len() + more < usize::from(u16::MAX)
}

/// Splits whole yuan in proportion to weights, by largest remainder; ties go to the earlier part.
pub(super) fn whole_parts(total: i64, weights: &[f64]) -> Vec<i64> {
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
fn is_earmark(fund: &Fund) -> bool {
    fund.named.id.starts_with("line.")
}

/// Gives every line a fund of its own, empty at first (or without limit, if its fund is), with the rules of the old one and
/// backed by it. With nothing set apart the scenario is what it was: every line is paid in the same order from the same
/// money, because all lines move up by one fund alike.
pub(super) fn earmark_all(scenario: &mut Scenario) {
    if scenario.funds.iter().any(is_earmark) || !room_for(scenario, scenario.lines.len()) {
        return;
    }
    let years = scenario.fiscal_years().len();
    let mut order: Vec<usize> = (0..scenario.lines.len()).collect();
    order.sort_by_key(|index| scenario.lines.get(*index).map(|line| (line.fund, line.priority)));
    for index in order {
        let Some(line) = scenario.lines.get(index) else { continue };
        let Some(fund) = scenario.funds.get(line.fund.index()) else { continue };
        let mut own = Fund { backed_by: Some(line.fund), ..fund.clone() };
        own.named = Named { id: format!("line.{}", line.named.id), title: line.named.title.clone() };
        if own.appropriation.is_some() {
            let path = format!("fund.{}.appropriation", own.named.id);
            own.appropriation = new_number(scenario, &path, MONEY).map(|number| vec![number; years]);
        }
        scenario.funds.push(own);
        let last = FundId::from(scenario.funds.len() - 1);
        if let Some(line) = scenario.lines.get_mut(index) {
            line.fund = last;
        }
    }
}
