//! What is split among what, and splits that keep to the bounds.

use std::collections::BTreeSet;

use crate::scenario::{MOST_YUAN, Scenario};
use crate::study::design::{Measure, Outcomes, Point};
use crate::study::error::StudyError;
use crate::study::infer::average;
use crate::study::lever::{Change, Lever, earmark_all, whole_parts};
use crate::words::text;

use super::cells::{Cell, cells_of, even_units, gathered, positions, spread};
use super::levers::{Given, Together};
use super::{Bounds, End, Held, Splitting};

/// Combinations of units that are looked at before it is taken that there are too many to be tried.
const MOST_VISITED: usize = 100_000;

/// What is split among what.
pub(super) struct Problem {
    /// With money set apart by line where lines are levers, and the funds that are being split emptied.
    scenario: Scenario,
    pub(super) levers: Vec<Lever>,
    /// The money that a split is made of: that of each lever, by year where it is a line's.
    pub(super) cells: Vec<Cell>,
    /// Bounds of each lever, of several together, and those that hold nothing that is split.
    pub(super) given: Given,
    /// Levers and sums of levers, each after what it consists of; the last is all of them.
    nodes: Vec<Node>,
    pub(super) total: i64,
    pub(super) step: i64,
}

/// A lever, or what is bounded together, and what it must and may have when everything within it is held to its bounds.
struct Node {
    what: What,
    low: i64,
    high: i64,
}

enum What {
    Lever(usize),
    /// Positions of its parts among the nodes.
    Sum(Vec<usize>),
}

impl Problem {
    pub(super) fn new(
        scenario: &Scenario,
        total: i64,
        splitting: &Splitting,
        step: Option<i64>,
    ) -> Result<Self, StudyError> {
        let most = MOST_YUAN as i64;
        if !(0..=most).contains(&total) {
            return Err(StudyError::Request(text!("study-total", most, total)));
        }
        let given = Given::new(scenario, splitting)?;
        let mut prepared = scenario.clone();
        if given.levers.iter().any(|bound| bound.lever.starts_with("line.")) {
            empty(&mut prepared, scenario, &given.levers)?;
        }
        let levers: Vec<Lever> =
            given.levers.iter().map(|bound| Lever::find(&prepared, &bound.lever)).collect::<Result<_, _>>()?;
        let step = step.unwrap_or_else(|| usual_step(total));
        let cells = cells_of(&prepared, &levers)?;
        let mut problem = Self { scenario: prepared, levers, cells, given, nodes: Vec::new(), total, step };
        problem.nest(None)?;
        let (least, most) = problem.nodes.last().map_or((0, 0), |all| (all.low, all.high));
        if problem.levers.is_empty() || step <= 0 {
            return Err(StudyError::Request(text!("study-nothing-to-split")));
        }
        if least > total {
            return Err(StudyError::Request(text!("study-floors", total, least)));
        }
        if most < total {
            return Err(StudyError::Request(text!("study-ceilings", total, most)));
        }
        Ok(problem)
    }

    /// Adds the node of some bounds, or of everything, after its parts; its position.
    fn nest(&mut self, bounds: Option<usize>) -> Result<usize, StudyError> {
        let inner: Vec<usize> = (0..self.given.together.len())
            .filter(|other| self.given.together.get(*other).is_some_and(|one| one.within == bounds))
            .collect();
        let own = bounds.and_then(|at| self.given.together.get(at));
        let levers: Vec<usize> =
            own.map_or_else(|| (0..self.levers.len()).collect(), |own| own.levers.iter().copied().collect());
        let name = own.map(|own| (own.bounds.lever.clone(), own.bounds.least, own.bounds.most));
        let (mut parts, mut done) = (Vec::new(), Vec::new());
        for lever in levers {
            let group =
                inner.iter().find(|at| self.given.together.get(**at).is_some_and(|one| one.levers.contains(&lever)));
            match group {
                Some(group) if done.contains(group) => {}
                Some(group) => {
                    done.push(*group);
                    parts.push(self.nest(Some(*group))?);
                }
                None => {
                    let (name, least, most) = self
                        .given
                        .levers
                        .get(lever)
                        .map_or(("", 0, None), |one| (one.lever.as_str(), one.least, one.most));
                    let low = least.max(0);
                    check(name, low, most.unwrap_or(low.max(self.total)))?;
                    let high = most.unwrap_or(self.total).clamp(low, self.total.max(low));
                    self.nodes.push(Node { what: What::Lever(lever), low, high });
                    parts.push(self.nodes.len() - 1);
                }
            }
        }
        // Floors may be anything; together they are at most more than can be split, which is refused.
        let sum = |end: fn(&Node) -> i64| {
            parts.iter().filter_map(|part| self.nodes.get(*part)).map(end).fold(0, i64::saturating_add)
        };
        let (mut low, mut high) = (sum(|one| one.low), sum(|one| one.high));
        if let Some((name, least, most)) = name {
            low = low.max(least);
            high = high.min(most.unwrap_or(i64::MAX));
            check(&name, low, high)?;
        }
        self.nodes.push(Node { what: What::Sum(parts), low, high });
        Ok(self.nodes.len() - 1)
    }

    /// The design point of money by cell.
    pub(super) fn point(&self, money: &[i64]) -> Result<Point, StudyError> {
        let changes: Vec<(&Lever, Change)> =
            self.cells.iter().zip(money).map(|(cell, amount)| (&cell.handle, Change::Total(*amount))).collect();
        Point::with("split", &self.scenario, &changes)
    }

    /// Learns from what the plan wants in which years.
    pub(super) fn learn(&mut self, own: &Outcomes) {
        for cell in &mut self.cells {
            let (spent, gap) = cell.seen(own);
            cell.is_wanted = spent > 0 || gap > 0;
        }
    }

    /// Money by cell of money by lever.
    pub(super) fn by_cell(&self, money: &[i64]) -> Vec<i64> {
        spread(&self.cells, money)
    }

    /// Money by lever of money by cell.
    pub(super) fn by_lever(&self, money: &[i64]) -> Vec<i64> {
        gathered(&self.cells, self.levers.len(), money)
    }

    /// Whether money by cell keeps to every bound.
    pub(super) fn keeps(&self, money: &[i64]) -> bool {
        money.iter().sum::<i64>() <= self.total && self.allows(&self.by_lever(money))
    }

    /// Positions of the cells of each line or fund, and of each cell where years are levers.
    pub(super) fn groups(&self) -> (Vec<Vec<usize>>, Vec<Vec<usize>>) {
        let cells = |levers: &Vec<usize>| levers.iter().flat_map(|lever| positions(&self.cells, *lever)).collect();
        let blocks: Vec<Vec<usize>> = self.blocks().iter().map(cells).collect();
        let single = if blocks.len() < self.levers.len() {
            (0..self.levers.len()).map(|lever| positions(&self.cells, lever)).collect()
        } else {
            Vec::new()
        };
        (blocks, single)
    }

    /// What cells may have more, as far as the ceilings of their levers go.
    pub(super) fn room(&self, money: &[i64], group: &[usize]) -> i64 {
        let own = self.by_lever(money);
        let room = |lever: usize| self.ends(lever).1 - own.get(lever).copied().unwrap_or(0);
        self.levers_of(group).into_iter().map(room).sum()
    }

    fn levers_of(&self, group: &[usize]) -> BTreeSet<usize> {
        group.iter().filter_map(|cell| self.cells.get(*cell)).map(|cell| cell.lever).collect()
    }

    /// Money by cell with an amount more for some cells: for those of them that lack some, evenly, in whole units of the
    /// dearest thing of which each can have one.
    pub(super) fn given(&self, money: &[i64], group: &[usize], lacking: &[i64], amount: i64) -> Vec<i64> {
        let lacks = |cell: &usize| lacking.get(*cell).is_some_and(|yuan| *yuan > 0);
        let mut next = money.to_vec();
        let mut own: Vec<usize> = group.iter().copied().filter(lacks).collect();
        if own.is_empty() {
            own = group.to_vec();
        }
        for (cell, part) in own.iter().zip(even_units(&self.cells, &own, amount)) {
            if let Some(slot) = next.get_mut(*cell) {
                *slot += part;
            }
        }
        next
    }

    /// Money by cell with an amount less for some cells, in whole units and in proportion to what they have, as far as the
    /// floors of their levers go.
    pub(super) fn taken(&self, money: &[i64], group: &[usize], amount: i64) -> Vec<i64> {
        let mut next = money.to_vec();
        let own = self.by_lever(money);
        let above = |lever: usize| (own.get(lever).copied().unwrap_or(0) - self.ends(lever).0).max(0);
        let mut wanted = amount.min(self.levers_of(group).into_iter().map(above).sum());
        let has: Vec<i64> = group.iter().map(|cell| money.get(*cell).copied().unwrap_or(0)).collect();
        let unit = group.first().and_then(|cell| self.cells.get(*cell)).map_or(1, Cell::unit);
        let units = wanted / unit + i64::from(wanted % unit > 0);
        let weights: Vec<f64> = has.iter().map(|yuan| *yuan as f64).collect();
        let mut parts: Vec<i64> =
            whole_parts(units, &weights).into_iter().map(|part| part.saturating_mul(unit)).collect();
        // In the end whatever the cells have.
        parts.extend(&has);
        for (cell, part) in group.iter().cycle().zip(parts) {
            let Some(slot) = next.get_mut(*cell) else { continue };
            let lever = self.cells.get(*cell).map_or(0, |cell| cell.lever);
            let part = part.min(*slot).min(wanted).min(above(lever));
            *slot -= part;
            wanted -= part;
        }
        next
    }

    /// Money by cell without what was never paid: to the yuan where all prices are known, else in whole steps above it.
    /// Floors are kept.
    pub(super) fn trimmed(&self, money: &[i64], spent: &[i64]) -> Vec<i64> {
        let mut next = money.to_vec();
        for ((slot, spent), cell) in next.iter_mut().zip(spent).zip(&self.cells) {
            let known = cell.prices.iter().all(|price| price.is_known);
            let used = if known { *spent } else { spent.saturating_add(self.step - 1) / self.step * self.step };
            *slot = (*slot).min(used);
        }
        let sums = self.by_lever(&next);
        for (lever, sum) in sums.into_iter().enumerate() {
            let mut missing = self.ends(lever).0 - sum;
            for cell in positions(&self.cells, lever) {
                if let (Some(slot), Some(before)) = (next.get_mut(cell), money.get(cell)) {
                    let back = (before - *slot).min(missing).max(0);
                    *slot += back;
                    missing -= back;
                }
            }
        }
        if self.keeps(&next) { next } else { money.to_vec() }
    }

    /// All splits in whole units that leave too little for one unit more of anything, if everything has one known price,
    /// nothing is bounded and there are at most so many.
    pub(super) fn whole_splits(&self, most: usize) -> Option<Vec<Vec<i64>>> {
        let prices: Vec<i64> = self.cells.iter().map(Cell::only_price).collect::<Option<_>>()?;
        let is_bounded = |bounds: &Bounds| bounds.least > 0 || bounds.most.is_some();
        if self.given.levers.iter().any(is_bounded) || !self.given.together.is_empty() {
            return None;
        }
        let cheapest = prices.iter().min().copied()?;
        let (mut all, mut visited) = (Vec::new(), 0);
        let mut counts = vec![0; prices.len()];
        loop {
            // The last cell takes as many units as are left for it.
            let money: Vec<i64> = prices.iter().zip(&counts).map(|(price, count)| price * count).collect();
            let rest = self.total - money.iter().sum::<i64>();
            let of_last = prices.last().map_or(0, |price| rest / price * price);
            visited += 1;
            if rest - of_last < cheapest {
                let mut money = money;
                if let Some(slot) = money.last_mut() {
                    *slot += of_last;
                }
                all.push(money);
            }
            if all.len() > most || visited > MOST_VISITED {
                return None;
            }
            // The next combination of the others, like an odometer.
            let mut digit = prices.len().checked_sub(1)?;
            let mut rest = rest;
            loop {
                let Some(next) = digit.checked_sub(1) else { return Some(all) };
                digit = next;
                let (Some(count), Some(price)) = (counts.get_mut(digit), prices.get(digit)) else { return Some(all) };
                if rest >= *price {
                    *count += 1;
                    break;
                }
                rest += *count * price;
                *count = 0;
            }
        }
    }

    /// What a lever must and may have by itself.
    pub(super) fn ends(&self, lever: usize) -> (i64, i64) {
        let own = self.nodes.iter().find(|node| matches!(node.what, What::Lever(own) if own == lever));
        own.map_or((0, 0), |node| (node.low, node.high))
    }

    /// Levers that are bounded together, and what they must and may have.
    pub(super) fn sums(&self) -> impl Iterator<Item = (&Together, (i64, i64))> {
        let most = |one: &Together| one.bounds.most.unwrap_or(self.total).min(self.total);
        self.given.together.iter().map(move |one| (one, (one.bounds.least, most(one))))
    }

    /// Whether a split keeps to every bound.
    fn allows(&self, money: &[i64]) -> bool {
        let within = |amount: i64, (low, high): (i64, i64)| (low..=high).contains(&amount);
        money.iter().enumerate().all(|(lever, amount)| within(*amount, self.ends(lever)))
            && self.sums().all(|(one, ends)| within(sum(money, one), ends))
    }

    /// Positions of the levers of each line or fund: one, or one for each of its years. Of a single line, each year by itself.
    pub(super) fn blocks(&self) -> Vec<Vec<usize>> {
        let mut blocks: Vec<(&str, Vec<usize>)> = Vec::new();
        for (position, lever) in self.levers.iter().enumerate() {
            let path = lever.name().split('@').next().unwrap_or_default();
            match blocks.iter_mut().find(|(other, _)| *other == path) {
                Some((_, levers)) => levers.push(position),
                None => blocks.push((path, vec![position])),
            }
        }
        match blocks.as_slice() {
            [(_, levers)] => levers.iter().map(|lever| vec![*lever]).collect(),
            _ => blocks.into_iter().map(|(_, levers)| levers).collect(),
        }
    }

    /// Each line or fund alone, with all that it may have.
    pub(super) fn alone(&self) -> Vec<Vec<i64>> {
        let only = |block: &Vec<usize>| -> Vec<f64> {
            (0..self.levers.len()).map(|lever| f64::from(u8::from(block.contains(&lever)))).collect()
        };
        self.blocks().iter().map(|block| self.split(&only(block))).collect()
    }

    /// Even shares: as much for each line, and of a line as much for each of its years.
    pub(super) fn even(&self) -> Vec<f64> {
        let blocks = self.blocks();
        let alike = |lever: usize| blocks.iter().find(|block| block.contains(&lever)).map_or(1, Vec::len);
        (0..self.levers.len()).map(|lever| 1.0 / alike(lever) as f64).collect()
    }

    /// A split in proportion to weights as far as the bounds allow, in whole steps.
    pub(super) fn split(&self, weights: &[f64]) -> Vec<i64> {
        let whole: f64 = weights.iter().map(|weight| weight.max(0.0)).sum();
        let floors = self.nodes.iter().any(|node| matches!(node.what, What::Lever(_)) && node.low > 0);
        if whole > 0.0 && (floors || !self.given.together.is_empty()) {
            return self.near(&weights.iter().map(|weight| weight.max(0.0) / whole).collect::<Vec<f64>>());
        }
        // Without floors and sums the nodes are the levers, and all of them.
        self.spread(weights)
    }

    /// The split in whole steps nearest to shares of the total, held within the bounds.
    pub(super) fn near(&self, shares: &[f64]) -> Vec<i64> {
        // What each would have above its floor.
        let mut above: Vec<f64> = Vec::new();
        for node in &self.nodes {
            let wish = match &node.what {
                What::Lever(lever) => shares.get(*lever).copied().unwrap_or(0.0) * self.total as f64,
                What::Sum(parts) => {
                    let whole = |part: &usize| Some(above.get(*part)? + self.nodes.get(*part)?.low as f64);
                    parts.iter().filter_map(whole).sum()
                }
            };
            above.push((wish - node.low as f64).clamp(0.0, (node.high - node.low).max(0) as f64));
        }
        self.spread(&above)
    }

    /// Gives every node its floor and a part of the rest in proportion to its weight, from the whole down to the levers.
    fn spread(&self, weights: &[f64]) -> Vec<i64> {
        let mut amounts = vec![0; self.nodes.len()];
        if let Some(all) = amounts.last_mut() {
            *all = self.total;
        }
        let mut money = vec![0; self.levers.len()];
        for (index, node) in self.nodes.iter().enumerate().rev() {
            let amount = amounts.get(index).copied().unwrap_or(0);
            match &node.what {
                What::Lever(lever) => {
                    if let Some(slot) = money.get_mut(*lever) {
                        *slot = amount;
                    }
                }
                What::Sum(parts) => {
                    for (part, own) in parts.iter().zip(self.share(amount, parts, weights)) {
                        if let Some(slot) = amounts.get_mut(*part) {
                            *slot = own;
                        }
                    }
                }
            }
        }
        money
    }

    /// Shares an amount out among nodes.
    fn share(&self, amount: i64, parts: &[usize], weights: &[f64]) -> Vec<i64> {
        let ends = |part: usize| {
            parts.get(part).and_then(|at| self.nodes.get(*at)).map_or((0, 0), |node| (node.low, node.high))
        };
        let mut money: Vec<i64> = (0..parts.len()).map(|part| ends(part).0).collect();
        let mut left = amount - money.iter().sum::<i64>();
        // What is above a ceiling goes round again.
        for _ in 0..=parts.len() {
            let room = |part: usize, money: &[i64]| ends(part).1 - money.get(part).copied().unwrap_or(0);
            let weight = |part: usize| parts.get(part).and_then(|at| weights.get(*at)).copied().unwrap_or(0.0);
            let mut open: Vec<f64> =
                (0..parts.len()).map(|part| if room(part, &money) > 0 { weight(part).max(0.0) } else { 0.0 }).collect();
            if open.iter().all(|weight| *weight <= 0.0) {
                open = (0..parts.len()).map(|part| f64::from(u8::from(room(part, &money) > 0))).collect();
            }
            let whole = whole_parts(left / self.step, &open);
            let greatest = (0..open.len()).max_by(|a, b| {
                let of = |at: &usize| open.get(*at).copied().unwrap_or(0.0);
                of(a).total_cmp(&of(b)).then(b.cmp(a))
            });
            for (part, share) in whole.iter().enumerate() {
                let rest = if greatest == Some(part) { left % self.step } else { 0 };
                let given = (share * self.step + rest).min(room(part, &money));
                if let Some(slot) = money.get_mut(part) {
                    *slot += given;
                }
            }
            left = amount - money.iter().sum::<i64>();
            if left <= 0 {
                break;
            }
        }
        money
    }

    /// Every bound that is stated, with what a split gives it.
    pub(super) fn held(&self, money: &[i64]) -> Vec<Held> {
        let own = self.given.levers.iter().zip(money).map(|(bounds, money)| (bounds, *money));
        let together = self.given.together.iter().map(|one| (&one.bounds, sum(money, one)));
        let stated = |bounds: &Bounds| bounds.stated.is_some() || bounds.least > 0 || bounds.most.is_some();
        own.chain(together)
            .filter(|(bounds, _)| stated(bounds))
            .map(|(bounds, money)| {
                // Money is moved in steps, so less than one step away is at the end.
                let floor = bounds.least > 0 && money - bounds.least < self.step;
                let ceiling = bounds.most.is_some_and(|most| most - money < self.step);
                let at = match (floor, ceiling) {
                    (true, true) => Some(End::Both),
                    (true, false) => Some(End::Floor),
                    (false, true) => Some(End::Ceiling),
                    (false, false) => None,
                };
                Held { bounds: bounds.clone(), money, at }
            })
            .collect()
    }

    /// Weights like what the plan spends, or needs, on each lever.
    pub(super) fn like(&self, own: &Outcomes, need: bool) -> Vec<f64> {
        let scenario = own.point().scenario();
        let of = |lever: &Lever| {
            let (path, year) =
                lever.name().split_once('@').map_or((lever.name(), None), |(path, year)| (path, Some(year)));
            let lines = scenario.lines.iter().filter(|line| {
                let fund = scenario.funds.get(line.fund.index()).map_or("", |fund| fund.named.id.as_str());
                match path.split_once('.') {
                    Some(("line", id)) => line.named.id == id,
                    Some(("fund", id)) => fund == id.trim_end_matches(".appropriation"),
                    _ => true,
                }
            });
            let years =
                scenario.fiscal_years().into_iter().filter(|one| year.is_none_or(|year| one.to_string() == year));
            let cells = lines.flat_map(|line| years.clone().map(move |year| (line.named.id.clone(), year)));
            cells
                .filter_map(|(line, year)| {
                    let measure = if need { Measure::Need { line, year } } else { Measure::Spend { line, year } };
                    own.series(&measure).map(|series| average(&series))
                })
                .sum::<f64>()
        };
        self.levers.iter().map(of).collect()
    }

    /// The plan with the funds that are being split in proportion, so that they hold the total together; none where the plan
    /// gives them nothing, or where a fund also pays what is not split.
    pub(super) fn scaled(&self, scenario: &Scenario) -> Result<Option<Point>, StudyError> {
        let splits = |name: &str| {
            let years = scenario.fiscal_years();
            let is = |wanted: &str| self.levers.iter().any(|lever| lever.name() == wanted);
            is(name) || years.iter().all(|year| is(&format!("{name}@{year}")))
        };
        let mut own = Vec::new();
        for lever in &self.levers {
            let name = lever.name();
            let path = name.split('@').next().unwrap_or(name);
            let fund = match path.strip_prefix("line.") {
                Some(id) => scenario
                    .lines
                    .iter()
                    .find(|line| line.named.id == id)
                    .and_then(|line| scenario.funds.get(line.fund.index()))
                    .map(|fund| format!("fund.{}", fund.named.id)),
                None => Some(path.to_owned()),
            };
            own.extend(fund.filter(|fund| !own.contains(fund)));
        }
        let whole = |fund: &String| {
            let lines = scenario.lines.iter().filter(|line| {
                scenario.funds.get(line.fund.index()).is_some_and(|one| format!("fund.{}", one.named.id) == *fund)
            });
            splits(fund) || lines.map(|line| format!("line.{}", line.named.id)).all(|line| splits(&line))
        };
        if !own.iter().all(whole) {
            return Ok(None);
        }
        let funds: Vec<Lever> = own.iter().map(|name| Lever::find(scenario, name)).collect::<Result<_, _>>()?;
        let plan: f64 = funds.iter().map(|lever| lever.money(scenario).iter().sum::<f64>()).sum();
        if plan <= 0.0 {
            return Ok(None);
        }
        let factor = Change::Times(self.total as f64 / plan);
        let changes: Vec<(&Lever, Change)> = funds.iter().map(|lever| (lever, factor)).collect();
        Point::with("scaled", scenario, &changes).map(Some)
    }
}

/// The step of amounts that nothing else decides: a power of ten that is at most a thousandth of the sum, up to 10,000 yuan.
fn usual_step(total: i64) -> i64 {
    let mut step = 1;
    while step < 10_000 && step * 10 <= total / 1000 {
        step *= 10;
    }
    step
}

/// Sets money apart by line, and empties each fund in the years in which all its lines are levers.
fn empty(prepared: &mut Scenario, scenario: &Scenario, bounds: &[Bounds]) -> Result<(), StudyError> {
    earmark_all(prepared);
    for (index, fund) in scenario.funds.iter().enumerate().filter(|(_, fund)| fund.appropriation.is_some()) {
        let mut lines = scenario.lines.iter().filter(|line| line.fund.index() == index).peekable();
        if lines.peek().is_none() {
            continue;
        }
        let lines: Vec<String> = lines.map(|line| format!("line.{}", line.named.id)).collect();
        for year in scenario.fiscal_years() {
            let is_lever = |line: &String| {
                bounds.iter().any(|bound| bound.lever == *line || bound.lever == format!("{line}@{year}"))
            };
            if lines.iter().all(is_lever) {
                Lever::find(prepared, &format!("fund.{}@{year}", fund.named.id))?.apply(prepared, Change::To(0.0))?;
            }
        }
    }
    Ok(())
}

/// What several levers have together.
fn sum(money: &[i64], together: &Together) -> i64 {
    together.levers.iter().filter_map(|lever| money.get(*lever)).sum()
}

/// Refuses a floor above its ceiling.
fn check(name: &str, low: i64, high: i64) -> Result<(), StudyError> {
    if low <= high {
        return Ok(());
    }
    Err(StudyError::Request(text!("study-floor-above-ceiling", name, low, high)))
}
