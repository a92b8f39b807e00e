//! What is split among what, and splits that keep to the bounds.

use crate::scenario::Scenario;
use crate::study::error::StudyError;
use crate::study::lever::{Change, Lever, earmark_all, whole_parts};
use crate::study::measure::Measure;
use crate::study::paired::mean;
use crate::study::point::{Outcomes, Point};

use super::levers::{Given, Together, refused};
use super::{AllocateRequest, Bounds, End, Held};

/// What is split among what.
pub(super) struct Problem {
    /// With money set apart by line where lines are levers, and the funds that are being split emptied.
    scenario: Scenario,
    pub(super) levers: Vec<Lever>,
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
    pub(super) fn new(scenario: &Scenario, request: &AllocateRequest) -> Result<Self, StudyError> {
        let given = Given::new(scenario, request)?;
        let mut prepared = scenario.clone();
        if given.levers.iter().any(|bound| bound.lever.starts_with("line.")) {
            empty(&mut prepared, scenario, &given.levers)?;
        }
        let levers: Vec<Lever> =
            given.levers.iter().map(|bound| Lever::find(&prepared, &bound.lever)).collect::<Result<_, _>>()?;
        let (total, step) = (request.total, request.step);
        let mut problem = Self { scenario: prepared, levers, given, nodes: Vec::new(), total, step };
        problem.nest(None)?;
        let (least, most) = problem.nodes.last().map_or((0, 0), |all| (all.low, all.high));
        if problem.levers.is_empty() || step <= 0 {
            return Err(refused(
                "没有可分配的：方案里没有由设拨款额的资金支付的支出科目".to_owned(),
                "there is nothing to split among: no line is paid by a fund with an appropriation".to_owned(),
            ));
        }
        if least > total {
            return Err(refused(
                format!("{total} 元不够分配：下限合计 {least} 元"),
                format!("{total} yuan cannot be split: floors add up to {least} yuan"),
            ));
        }
        if most < total {
            return Err(refused(
                format!("{total} 元分不完：上限合计 {most} 元"),
                format!("{total} yuan cannot be split: ceilings add up to {most} yuan"),
            ));
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
        let sum = |end: fn(&Node) -> i64| parts.iter().filter_map(|part| self.nodes.get(*part)).map(end).sum::<i64>();
        let (mut low, mut high) = (sum(|one| one.low), sum(|one| one.high));
        if let Some((name, least, most)) = name {
            low = low.max(least);
            high = high.min(most.unwrap_or(i64::MAX));
            check(&name, low, high)?;
        }
        self.nodes.push(Node { what: What::Sum(parts), low, high });
        Ok(self.nodes.len() - 1)
    }

    pub(super) fn point(&self, money: &[i64]) -> Result<Point, StudyError> {
        let changes: Vec<(&Lever, Change)> =
            self.levers.iter().zip(money).map(|(lever, amount)| (lever, Change::Total(*amount))).collect();
        Point::with("split", &self.scenario, &changes)
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
    pub(super) fn allows(&self, money: &[i64]) -> bool {
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

    /// Even shares: as much for each line, and of a line as much for each of its years.
    pub(super) fn even(&self) -> Vec<f64> {
        let blocks = self.blocks();
        let alike = |lever: usize| blocks.iter().find(|block| block.contains(&lever)).map_or(1, Vec::len);
        (0..self.levers.len()).map(|lever| 1.0 / alike(lever) as f64).collect()
    }

    /// A split with an amount moved from some levers to others, in proportion to what they have; none if it cannot be.
    pub(super) fn moved(&self, money: &[i64], from: &[usize], to: &[usize], amount: i64) -> Option<Vec<i64>> {
        let sum = |levers: &[usize]| levers.iter().filter_map(|lever| money.get(*lever)).sum::<i64>();
        if amount > sum(from) {
            return None;
        }
        if let ([from], [to]) = (from, to) {
            let mut next = money.to_vec();
            *next.get_mut(*from)? -= amount;
            *next.get_mut(*to)? += amount;
            return self.allows(&next).then_some(next);
        }
        let mut wish: Vec<f64> = money.iter().map(|own| *own as f64).collect();
        for (levers, amount) in [(from, -amount), (to, amount)] {
            let all = sum(levers);
            for lever in levers {
                let own = wish.get_mut(*lever)?;
                let part = if all > 0 { *own / all as f64 } else { 1.0 / levers.len() as f64 };
                *own += part * amount as f64;
            }
        }
        let whole = self.total.max(1) as f64;
        Some(self.near(&wish.iter().map(|own| own / whole).collect::<Vec<f64>>()))
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
                    own.series(&measure).map(|series| mean(&series).mean)
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
    Err(refused(
        format!("`{name}` 至少 {low} 元，至多 {high} 元，无法同时满足"),
        format!("`{name}` must have at least {low} yuan and may have at most {high}"),
    ))
}
