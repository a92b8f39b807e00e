//! What a study can change in a scenario: money, units, places, candidates, posts, hosts, people and any other number.
//!
//! A lever is named by the path that a planner writes in the file, perhaps with one fiscal year after `@`:
//! `fund.special`, `fund.special@2022`, `funds` (all that have an appropriation), `line.training` (money set apart for one
//! line), `programme.training.units`, `programme.training.capacity`, `programme.workshops.host`,
//! `move.recognise-backbone.places`, `channel.special.places`, `channel.special.places.expert`,
//! `channel.special.candidates`, `tier.expert.stock`, `posts`, or the path of any number.

mod change;
mod prices;

use serde::{Deserialize, Serialize};

use crate::scenario::file::Fills;
use crate::scenario::{
    ChannelId, Figure, Fund, FundId, LineId, MoveId, Named, Parameter, ParameterId, ProgrammeId, Scenario, TierId,
    YearSeries,
};
use crate::words::nearest;

pub use change::Change;
use change::is_earmark;
pub(super) use change::{earmark_all, whole_parts};
pub(super) use prices::{Price, dearest, pays, prices};

use super::error::LeverError;

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
        if one.capacity.is_stated() {
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
    /// Finds a lever by name; a fund may be called by its id alone.
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
            let near = nearest(path, known.iter().map(String::as_str).chain(paths));
            // A wrong name of one word is likely that of a fund.
            let funds = scenario.funds.iter().map(|fund| fund.named.id.as_str());
            let near = near.or_else(|| nearest(name, funds).filter(|_| !name.contains('.'))).map(str::to_owned);
            LeverError::Unknown { name: name.to_owned(), near }
        };
        let of_fund = format!("fund.{path}");
        let find = |path| Self::handle(scenario, path).map(|found| (path, found));
        let (path, (unit, handle)) = find(path).or_else(|| find(&of_fund)).ok_or_else(unknown)?;
        let yearly = matches!(
            handle,
            Handle::Funds(_) | Handle::Line(_) | Handle::Units(_) | Handle::MovePlaces(_) | Handle::ChannelPlaces(..)
        );
        if years.is_some() && !yearly {
            return Err(LeverError::Unfit { name: name.to_owned() });
        }
        // A year by its label is the same lever as by the calendar year in which it opens.
        let name = year.map_or_else(|| path.to_owned(), |year| format!("{path}@{year}"));
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
            Handle::Capacity(id) => scenario.programmes.get(id.index()).is_some_and(|one| one.capacity.is_stated()),
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
            for (year, sum) in money.iter_mut().enumerate().filter(|(year, _)| self.acts_on(*year)) {
                *sum += granted(scenario, fund, year).map_or(0.0, Parameter::mean);
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
                .filter_map(|(_, id)| id.map_or(Some(0.0), mean))
                .collect();
            (!own.is_empty()).then(|| own.iter().sum::<f64>() / own.len() as f64)
        };
        let of_figure = |figure: &Figure| {
            let own: Vec<f64> =
                (0..scenario.fiscal_years().len()).filter_map(|year| figure.at(year)).filter_map(mean).collect();
            (!own.is_empty()).then(|| own.iter().sum::<f64>() / own.len() as f64)
        };
        match &self.handle {
            Handle::Funds(_) | Handle::Line(_) => Some(self.money(scenario).iter().sum()),
            Handle::Units(id) => of_years(&scenario.programmes.get(id.index())?.units),
            Handle::Capacity(id) => of_figure(&scenario.programmes.get(id.index())?.capacity),
            Handle::Host(id) => scenario.programmes.get(id.index())?.host.as_ref().map(|host| f64::from(host.each)),
            Handle::MovePlaces(id) => of_years(scenario.moves.get(id.index())?.places.as_ref()?),
            Handle::ChannelPlaces(id, tiers) => {
                let own = &scenario.channels.get(id.index())?.places;
                let each = tiers.iter().map(|tier| own.get(*tier)?.as_ref().map_or(Some(0.0), of_years));
                let each: Vec<f64> = each.collect::<Option<_>>()?;
                (!each.is_empty()).then(|| each.iter().sum::<f64>() / each.len() as f64)
            }
            Handle::Candidates(id) => of_figure(&scenario.channels.get(id.index())?.candidates),
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

    /// The funds that a lever of money varies, a bit each, from the 64th on sharing one; none for other levers.
    pub(super) fn funds(&self) -> Option<u64> {
        match &self.handle {
            Handle::Funds(funds) => Some(funds.iter().fold(0, |bits, fund| bits | 1 << fund.index().min(63))),
            _ => None,
        }
    }

    fn acts_on(&self, year: usize) -> bool {
        self.years.as_ref().is_none_or(|years| years.contains(&year))
    }
}

/// What a fund is granted in a fiscal year; none where nothing is stated of it.
fn granted(scenario: &Scenario, fund: FundId, year: usize) -> Option<&Parameter> {
    let id = scenario.funds.get(fund.index())?.appropriation.as_ref()?.get(year).copied().flatten()?;
    scenario.parameters.get(id.index())
}

/// People whom a scenario expects at the start.
fn staff_at_start(scenario: &Scenario) -> f64 {
    if let Some(roster) = &scenario.roster {
        return roster.len() as f64;
    }
    let stocks = scenario.tiers.iter().filter_map(|tier| tier.stock);
    stocks.filter_map(|id| scenario.parameters.get(id.index())).map(Parameter::mean).sum()
}
