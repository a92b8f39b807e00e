//! The levers of a split, and the floors and ceilings that hold them: those of the question, else those of the scenario.

use std::collections::BTreeSet;

use crate::scenario::{MoneyBounds, Scenario, nest};
use crate::study::error::StudyError;
use crate::study::lever::{Lever, LeverUnit, levers};
use crate::words::text;

use super::{Bounds, Splitting, Wanted};

/// Levers that do not overlap, and all bounds that a split of money among them can keep to.
pub(super) struct Given {
    /// The levers, each with bounds of its own.
    pub(super) levers: Vec<Bounds>,
    /// Bounds on several levers together.
    pub(super) together: Vec<Together>,
    /// Bounds that the scenario states on money of which not all is split.
    pub(super) aside: Vec<MoneyBounds>,
}

/// Bounds on the sum of several levers.
pub(super) struct Together {
    pub(super) bounds: Bounds,
    /// Positions of the levers.
    pub(super) levers: BTreeSet<usize>,
    /// The position of the bounds that these lie within.
    pub(super) within: Option<usize>,
}

/// Money of a line (or else of a fund itself) in a fiscal year, each by its position.
type Cell = (bool, usize, usize);

impl Given {
    /// The levers of a question. A line or fund is a lever in each fiscal year separately if years are asked for, or if
    /// anything is stated of a single year of it; what is stated of all its years then holds for their sum.
    pub(super) fn new(scenario: &Scenario, splitting: &Splitting) -> Result<Self, StudyError> {
        let wanted = wanted(scenario, splitting)?;
        let single = |name: &str| {
            let of_year = |other: &str| other.strip_prefix(name).is_some_and(|rest| rest.starts_with('@'));
            wanted.iter().any(|one| of_year(&one.lever)) || scenario.allocate.iter().any(|one| of_year(&one.name))
        };
        let mut names: Vec<String> = Vec::new();
        for one in &wanted {
            let name = one.lever.as_str();
            let yearly = !name.contains('@')
                && (splitting.by_year || single(name) || fund_of(scenario, name).is_some_and(|fund| single(&fund)));
            let own = if yearly {
                scenario.fiscal_years().iter().map(|year| format!("{name}@{year}")).collect()
            } else {
                vec![name.to_owned()]
            };
            for name in own {
                if !names.contains(&name) {
                    names.push(name);
                }
            }
        }
        let cells: Vec<BTreeSet<Cell>> = names.iter().map(|name| cells(scenario, name)).collect();
        for (index, own) in cells.iter().enumerate() {
            if let Some(other) = cells.iter().take(index).position(|other| !other.is_disjoint(own)) {
                let (one, other) =
                    (names.get(other).map_or("", String::as_str), names.get(index).map_or("", String::as_str));
                return Err(StudyError::Request(text!("study-same-money", one, other)));
            }
        }
        // Positions of the levers that a set of money consists of, if it consists of levers.
        let made_of = |money: &BTreeSet<Cell>| -> Option<BTreeSet<usize>> {
            let inside = |index: &usize| cells.get(*index).is_some_and(|own| own.is_subset(money));
            let found: BTreeSet<usize> = (0..cells.len()).filter(inside).collect();
            let all = found.iter().filter_map(|index| cells.get(*index)).map(BTreeSet::len).sum::<usize>();
            (all == money.len() && all > 0).then_some(found)
        };
        let ranges = wanted.iter().filter(|one| one.range.is_some()).map(|one| one.lever.as_str());
        let mut bounded: Vec<&str> = scenario.allocate.iter().map(|one| one.name.as_str()).collect();
        bounded.extend(ranges.filter(|name| scenario.allocate.iter().all(|one| one.name != *name)));
        let (mut together, mut aside) = (Vec::new(), Vec::new());
        for name in bounded.into_iter().filter(|name| names.iter().all(|own| own != name)) {
            let bounds = bounds(scenario, &wanted, name);
            match made_of(&self::cells(scenario, name)).or_else(|| made_of(&cells_of_lines(scenario, name))) {
                Some(levers) => together.push(Together { bounds, levers, within: None }),
                None => aside.extend(bounds.stated),
            }
        }
        let sets: Vec<BTreeSet<usize>> = together.iter().map(|one| one.levers.clone()).collect();
        match nest(&sets) {
            Ok(within) => together.iter_mut().zip(within).for_each(|(one, within)| one.within = within),
            Err((first, second)) => {
                let name = |index: usize| together.get(index).map_or("", |one| one.bounds.lever.as_str());
                let (one, other) = (name(first), name(second));
                return Err(StudyError::Request(text!("bounds-overlap", one, other)));
            }
        }
        let levers = names.iter().map(|name| bounds(scenario, &wanted, name)).collect();
        Ok(Self { levers, together, aside })
    }
}

/// What is asked for, each once: by default every line that a fund with an appropriation pays.
fn wanted(scenario: &Scenario, splitting: &Splitting) -> Result<Vec<Wanted>, StudyError> {
    let mut wanted: Vec<Wanted> = Vec::new();
    if splitting.lever.is_empty() {
        let lines = levers(scenario).into_iter().filter(|name| name.starts_with("line."));
        wanted.extend(lines.map(|lever| Wanted { lever, range: None }));
    }
    for one in &splitting.lever {
        let found = Lever::find(scenario, &one.lever)?;
        if found.unit() != LeverUnit::Yuan {
            let name = found.name();
            return Err(StudyError::Request(text!("study-no-money", name)));
        }
        let (path, year) = found.name().split_once('@').map_or((found.name(), None), |(path, year)| (path, Some(year)));
        let path = path.strip_suffix(".appropriation").unwrap_or(path);
        let lever = year.map_or_else(|| path.to_owned(), |year| format!("{path}@{year}"));
        if wanted.iter().any(|other| other.lever == lever) {
            return Err(StudyError::Request(text!("study-named-twice", lever)));
        }
        wanted.push(Wanted { lever, range: one.range });
    }
    Ok(wanted)
}

/// The bounds of a name: the question's, else the scenario's, else none.
fn bounds(scenario: &Scenario, wanted: &[Wanted], name: &str) -> Bounds {
    let lever = name.to_owned();
    if let Some((least, most)) = wanted.iter().find(|one| one.lever == name).and_then(|one| one.range) {
        return Bounds { lever, least, most, stated: None };
    }
    let stated = scenario.allocate.iter().find(|one| one.name == name).cloned();
    let amount = |amount: Option<&crate::scenario::Amount>| amount.map(|amount| amount.yuan);
    let least = amount(stated.as_ref().and_then(|one| one.least.as_ref())).unwrap_or(0);
    let most = amount(stated.as_ref().and_then(|one| one.most.as_ref()));
    Bounds { lever, least, most, stated }
}

/// The fund of a line, by its name as a lever.
fn fund_of(scenario: &Scenario, name: &str) -> Option<String> {
    let line = scenario.lines.iter().find(|line| name.strip_prefix("line.") == Some(&line.named.id))?;
    scenario.funds.get(line.fund.index()).map(|fund| format!("fund.{}", fund.named.id))
}

/// Positions of the fiscal years that a name covers, and the name without its year.
fn years<'n>(scenario: &Scenario, name: &'n str) -> (&'n str, Vec<usize>) {
    let (path, year) = name.split_once('@').map_or((name, None), |(path, year)| (path, Some(year)));
    let all = scenario.fiscal_years().into_iter().enumerate();
    (path, all.filter(|(_, own)| year.is_none_or(|year| own.to_string() == year)).map(|(at, _)| at).collect())
}

/// The money that a lever is about.
fn cells(scenario: &Scenario, name: &str) -> BTreeSet<Cell> {
    let (path, years) = years(scenario, name);
    let lines = scenario.lines.iter().enumerate();
    let lines = lines.filter(|(_, line)| path.strip_prefix("line.") == Some(&line.named.id)).map(|(at, _)| (true, at));
    let funds = scenario.funds.iter().enumerate().filter(|(_, fund)| {
        (path == "funds" && fund.appropriation.is_some()) || path.strip_prefix("fund.") == Some(&fund.named.id)
    });
    let nouns = lines.chain(funds.map(|(at, _)| (false, at)));
    nouns.flat_map(|(line, at)| years.iter().map(move |year| (line, at, *year))).collect()
}

/// The money of the lines that a fund pays.
fn cells_of_lines(scenario: &Scenario, name: &str) -> BTreeSet<Cell> {
    let (path, years) = years(scenario, name);
    let paid = |line: &&crate::scenario::Line| {
        let fund = scenario.funds.get(line.fund.index());
        fund.is_some_and(|fund| path.strip_prefix("fund.") == Some(&fund.named.id))
    };
    let lines = scenario.lines.iter().enumerate().filter(|(_, line)| paid(line));
    lines.flat_map(|(at, _)| years.iter().map(move |year| (true, at, *year))).collect()
}
