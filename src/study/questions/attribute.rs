//! Which of several changes did it: Shapley's division of a difference among groups of changes.
//!
//! The part of a group is the mean, over all orders in which the groups can be changed one after another, of what its own
//! change adds. Parts of all groups are the whole difference, exactly: they are whole numbers over one denominator.
//!
//! # Source
//! L. S. Shapley, "A value for n-person games", *Contributions to the Theory of Games* II (1953). Sampled orders with their
//! reverses: R. Mitchell et al., "Sampling permutations for Shapley value estimation", *JMLR* 23 (2022).

use std::collections::BTreeMap;

use rand::seq::SliceRandom;
use serde::{Deserialize, Serialize};

use crate::model::UNDEFINED;
use crate::random::{Decision, Luck, Nesting};
use crate::scenario::{Entry, MemoryLibrary, Node, Scenario, Value, load};
use crate::words::{Language, Text, text};

use super::inputs::{group_of, input_differences, tree_of};
use crate::study::design::{Laboratory, Measure, Outcomes, Point, Series};
use crate::study::error::StudyError;
use crate::study::infer::{Difference, Estimate, average, difference, estimate};
use crate::summary::infer::{CONFIDENCE, Evidence, Kind};

/// Most groups of which every subset is run: 64 of them.
const EXACT: usize = 6;
/// Pairs of orders, each with its reverse, that are drawn where there are more groups.
const PAIRS: usize = 16;
/// Most groups.
const MOST: usize = 40;

/// Changes from one scenario to another, in groups that can be made apart.
pub trait Changes {
    /// What the groups are called, such as `fund.special`.
    fn groups(&self) -> Vec<String>;

    /// The scenario in which the groups marked are as in the second scenario and the others as in the first. With none it is
    /// the first, with all the second.
    ///
    /// # Errors
    /// If that scenario is not valid.
    fn scenario(&self, changed: &[bool]) -> Result<Scenario, StudyError>;
}

/// One group's part in a difference.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Part {
    /// The group.
    pub group: String,
    /// The part as a whole number, to be divided by [`Attribution::denominator`].
    pub numerator: i128,
    /// The same as a number in the measure's unit, with its 95 % interval.
    pub estimate: Estimate,
    /// Whether the interval leaves out 0.
    pub detectable: bool,
}

/// A difference and its parts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Attribution {
    /// What is counted.
    pub measure: Measure,
    /// The whole difference, the second scenario less the first.
    pub whole: Difference,
    /// The whole as a whole number, to be divided by `denominator`: exactly the sum of the parts.
    pub numerator: i128,
    /// What numerators are divided by.
    pub denominator: i128,
    /// The parts, in the order of the groups.
    pub parts: Vec<Part>,
    /// Orders that were drawn; none if every order counted, so that nothing was sampled.
    pub orders: Option<usize>,
}

/// Divides the difference between two scenarios among the groups of changes: exactly for up to six groups, over drawn orders
/// (each with its reverse, from a fixed seed) for more. Measures that one of the scenarios lacks are left out.
///
/// # Errors
/// If a scenario between the two is not valid, there are more than forty groups or none, or a run ends early.
pub fn attribute(
    laboratory: &Laboratory<'_>,
    changes: &dyn Changes,
    measures: &[Measure],
    replicates: u64,
) -> Result<Vec<Attribution>, StudyError> {
    let groups = changes.groups();
    let count = groups.len();
    if count == 0 || count > MOST {
        return Err(StudyError::Request(text!("study-groups", count, most = MOST)));
    }
    let exact = count <= EXACT;
    let orders = if exact { Vec::new() } else { drawn_orders(count, laboratory.sampling().seed) };
    let mut subsets: Vec<u64> = if exact { (0..1_u64 << count).collect() } else { prefixes(&orders) };
    subsets.sort_unstable();
    subsets.dedup();
    let mut points = Vec::new();
    for subset in &subsets {
        let marked: Vec<bool> = (0..count).map(|group| subset >> group & 1 == 1).collect();
        points.push(Point::new(&subset.to_string(), &changes.scenario(&marked)?));
    }
    let outcomes = laboratory.run(&points.iter().collect::<Vec<_>>(), replicates)?;
    let all = (1_u64 << count) - 1;
    let by_subset: BTreeMap<u64, &Outcomes> = subsets.iter().copied().zip(&outcomes).collect();
    let mut found = Vec::new();
    for measure in measures {
        let series: Option<BTreeMap<u64, Series>> =
            by_subset.iter().map(|(subset, one)| one.series(measure).map(|series| (*subset, series))).collect();
        let Some(mut series) = series else { continue };
        if !keep_common(&mut series) {
            continue;
        }
        let (Some(none), Some(full)) = (series.get(&0), series.get(&all)) else { continue };
        let (weights, unit) =
            if exact { (exact_weights(count), factorial(count)) } else { drawn_weights(count, &orders) };
        let mut parts = Vec::new();
        for (group, name) in groups.iter().enumerate() {
            let own: Vec<(&Series, i128)> = weights
                .iter()
                .filter(|((own, _), _)| *own == group)
                .filter_map(|((_, subset), weight)| series.get(subset).map(|series| (series, *weight)))
                .collect();
            let sums = combined(&own, none);
            let scale = full.scale as f64 * unit as f64;
            let mut estimate = estimate(&sums, Kind::Pairs, scale);
            if !exact {
                estimate = widened(estimate, order_variance(group, &orders, &series));
            }
            let detectable = estimate.low > 0.0 || estimate.high < 0.0;
            parts.push(Part { group: name.clone(), numerator: sums.sum(), estimate, detectable });
        }
        let whole = combined(&[(full, unit), (none, -unit)], none);
        found.push(Attribution {
            measure: measure.clone(),
            whole: difference(none, full),
            numerator: whole.sum(),
            denominator: unit * i128::from(whole.count()) * i128::from(full.scale),
            parts,
            orders: (!exact).then_some(orders.len()),
        });
    }
    Ok(found)
}

/// Takes from all series the values of draws in which one of them has none, so that parts and whole are of the same; whether
/// any are left.
fn keep_common(series: &mut BTreeMap<u64, Series>) -> bool {
    let length = series.values().map(|one| one.values.len()).min().unwrap_or(0);
    let nesting = series.values().next().map_or(Nesting::ONCE, |one| one.nesting);
    let lacking: Vec<bool> =
        (0..length).map(|at| series.values().any(|one| one.values.get(at) == Some(&UNDEFINED))).collect();
    let common: Vec<bool> = nesting
        .by_draw(&lacking)
        .filter(|(own, size)| own.len() as u64 == *size)
        .flat_map(|(own, _)| std::iter::repeat_n(!own.contains(&true), own.len()))
        .collect();
    for one in series.values_mut() {
        one.values.truncate(common.len());
        one.values.iter_mut().zip(&common).filter(|(_, common)| !**common).for_each(|(value, _)| *value = UNDEFINED);
    }
    common.contains(&true)
}

/// A combination of series, in every replicate of draws in which they have values.
fn combined(list: &[(&Series, i128)], like: &Series) -> Evidence {
    let at = |index: usize| {
        let value = |series: &Series| {
            let value = series.values.get(index).copied().unwrap_or(UNDEFINED);
            (value != UNDEFINED).then(|| i128::from(value))
        };
        list.iter().map(|(series, weight)| value(series).map(|value| value * weight)).sum()
    };
    Evidence::of((0..like.values.len()).map(at), like.nesting)
}

fn factorial(count: usize) -> i128 {
    (1..=count as i128).product()
}

/// Weights of (group, subset) such that a group's part is their sum over the values of subsets, divided by the factorial of
/// the number of groups.
fn exact_weights(count: usize) -> BTreeMap<(usize, u64), i128> {
    let mut weights = BTreeMap::new();
    for group in 0..count {
        for subset in (0..1_u64 << count).filter(|subset| subset >> group & 1 == 0) {
            let before = subset.count_ones() as usize;
            let ways = factorial(before) * factorial(count - before - 1);
            *weights.entry((group, subset | 1 << group)).or_insert(0) += ways;
            *weights.entry((group, subset)).or_insert(0) -= ways;
        }
    }
    weights
}

fn drawn_weights(_: usize, orders: &[Vec<usize>]) -> (BTreeMap<(usize, u64), i128>, i128) {
    let mut weights = BTreeMap::new();
    for order in orders {
        let mut subset = 0_u64;
        for group in order {
            *weights.entry((*group, subset)).or_insert(0) -= 1;
            subset |= 1 << group;
            *weights.entry((*group, subset)).or_insert(0) += 1;
        }
    }
    (weights, orders.len() as i128)
}

/// Orders of the groups, each followed by its reverse.
fn drawn_orders(count: usize, seed: u64) -> Vec<Vec<usize>> {
    let mut luck = Luck::of_parameters(seed, 0).at(Decision::new("study", "order"), 0, 0);
    let mut order: Vec<usize> = (0..count).collect();
    let mut orders = Vec::new();
    for _ in 0..PAIRS {
        order.shuffle(&mut luck);
        orders.extend([order.clone(), order.iter().rev().copied().collect()]);
    }
    orders
}

fn prefixes(orders: &[Vec<usize>]) -> Vec<u64> {
    let mut subsets = vec![0];
    for order in orders {
        let mut subset = 0_u64;
        for group in order {
            subset |= 1 << group;
            subsets.push(subset);
        }
    }
    subsets
}

/// The variance of a group's part that comes from having drawn orders: over pairs of an order and its reverse.
fn order_variance(group: usize, orders: &[Vec<usize>], series: &BTreeMap<u64, Series>) -> f64 {
    let mean = |subset: u64| series.get(&subset).map_or(0.0, average);
    let gain = |order: &Vec<usize>| {
        let before = order.iter().take_while(|other| **other != group).fold(0_u64, |subset, other| subset | 1 << other);
        mean(before | 1 << group) - mean(before)
    };
    let pairs: Vec<f64> = orders.chunks(2).map(|pair| pair.iter().map(gain).sum::<f64>() / pair.len() as f64).collect();
    let count = pairs.len() as f64;
    let centre = pairs.iter().sum::<f64>() / count;
    pairs.iter().map(|one| (one - centre) * (one - centre)).sum::<f64>() / (count - 1.0).max(1.0) / count
}

fn widened(estimate: Estimate, variance: f64) -> Estimate {
    let z = crate::random::standard_normal_quantile(0.5 + CONFIDENCE / 2.0);
    let wider = |half: f64| libm::sqrt(half * half + z * z * variance);
    let Estimate { mean, low, high } = estimate;
    Estimate { mean, low: mean - wider(mean - low), high: mean + wider(high - mean) }
}

/// Changes between two scenarios as their resolved files state them, in groups of one noun each. Scenarios between the two
/// are put together from both files and checked like any other. Groups that do not stand alone, such as a programme and the
/// line it is paid from, are taken together.
#[derive(Clone, Debug)]
pub struct TreeChanges {
    before: Scenario,
    after: Scenario,
    trees: [Node; 2],
    groups: Vec<Vec<String>>,
}

impl TreeChanges {
    /// The changes from one scenario to another.
    ///
    /// # Errors
    /// If a scenario has no text, because a study has changed it, or nothing differs.
    pub fn new(before: &Scenario, after: &Scenario) -> Result<Self, StudyError> {
        // No replicate sees what a split is held to, and a scenario between the two may lack the line that it names.
        let seen = |scenario: &Scenario| {
            let mut tree = tree_of(scenario)?;
            if let Value::Table(top) = &mut tree.value {
                top.shift_remove("allocate");
            }
            Some(tree)
        };
        let (Some(left), Some(right)) = (seen(before), seen(after)) else {
            return Err(StudyError::Request(text!("study-no-text")));
        };
        let mut groups: Vec<Vec<String>> = Vec::new();
        for difference in input_differences(before, after) {
            // A table that a file names belongs to the key that names it.
            let named = |key: [&str; 2], tree: &Node| {
                tree.find(&key).is_some_and(|node| node.value == Value::Text(difference.path.clone()))
            };
            let group = if named(["schools", "file"], &left) || named(["schools", "file"], &right) {
                "schools".to_owned()
            } else if named(["people", "roster"], &left) || named(["people", "roster"], &right) {
                "people".to_owned()
            } else {
                group_of(&difference.path)
            };
            if !groups.iter().any(|own| own.contains(&group)) {
                groups.push(vec![group]);
            }
        }
        let mut changes = Self { before: before.clone(), after: after.clone(), trees: [left, right], groups };
        changes.join()?;
        Ok(changes)
    }

    /// Joins groups that do not stand alone: whatever cannot be changed first, or last, goes with the others like it.
    fn join(&mut self) -> Result<(), StudyError> {
        loop {
            let count = self.groups.len();
            let alone = |group: usize| -> bool {
                let first: Vec<bool> = (0..count).map(|other| other == group).collect();
                let last: Vec<bool> = (0..count).map(|other| other != group).collect();
                self.scenario(&first).is_ok() && self.scenario(&last).is_ok()
            };
            let unfit: Vec<usize> = (0..count).filter(|group| count > 1 && !alone(*group)).collect();
            match unfit.as_slice() {
                [] => return Ok(()),
                [only] => {
                    // Its partner is valid by itself; the pair that is valid together is looked for.
                    let only = *only;
                    let partner = (0..count).filter(|other| *other != only).find(|other| {
                        let marked = |both: bool| -> Vec<bool> {
                            (0..count).map(|group| (group == only || group == *other) == both).collect()
                        };
                        self.scenario(&marked(true)).is_ok() && self.scenario(&marked(false)).is_ok()
                    });
                    let Some(partner) = partner else {
                        return self.scenario(&(0..count).map(|group| group == only).collect::<Vec<_>>()).map(|_| ());
                    };
                    let (low, high) = (only.min(partner), only.max(partner));
                    let moved = self.groups.remove(high);
                    if let Some(group) = self.groups.get_mut(low) {
                        group.extend(moved);
                    }
                }
                [first, rest @ ..] => {
                    let mut joined = Vec::new();
                    for index in rest.iter().rev() {
                        joined.splice(0..0, self.groups.remove(*index));
                    }
                    if let Some(group) = self.groups.get_mut(*first) {
                        group.extend(joined);
                    }
                }
            }
        }
    }

    /// The tree in which the groups of `keys` are as in the second file.
    fn tree(&self, keys: &[&str]) -> Node {
        let [left, right] = &self.trees;
        let mut tree = left.clone();
        let (Value::Table(top), Value::Table(after)) = (&mut tree.value, &right.value) else { return tree };
        for key in keys {
            let mut parts = key.splitn(2, '.');
            let (table, id) = (parts.next().unwrap_or_default(), parts.next());
            match (id, after.get(table)) {
                (None, Some(entry)) => place(top, table, entry.clone(), after),
                (None, None) => _ = top.shift_remove(table),
                (Some(id), entry) => {
                    let theirs = match entry.map(|entry| &entry.node.value) {
                        Some(Value::Table(theirs)) => Some(theirs),
                        _ => None,
                    };
                    if let (None, Some(entry)) = (top.get(table), entry) {
                        let mut empty = entry.clone();
                        empty.node.value = Value::Table(indexmap::IndexMap::default());
                        place(top, table, empty, after);
                    }
                    let Some(Value::Table(own)) = top.get_mut(table).map(|entry| &mut entry.node.value) else {
                        continue;
                    };
                    match theirs.and_then(|theirs| theirs.get(id).map(|entry| (theirs, entry))) {
                        Some((theirs, entry)) => place(own, id, entry.clone(), theirs),
                        None => _ = own.shift_remove(id),
                    }
                }
            }
        }
        tree
    }
}

/// Puts an entry where it is, or after the one that it follows in the other table.
fn place(
    own: &mut indexmap::IndexMap<String, Entry>,
    key: &str,
    entry: Entry,
    theirs: &indexmap::IndexMap<String, Entry>,
) {
    if let Some(slot) = own.get_mut(key) {
        *slot = entry;
        return;
    }
    let position = theirs.get_index_of(key).unwrap_or(0);
    let before = theirs.keys().take(position).rev().find_map(|key| own.get_index_of(key));
    own.shift_insert(before.map_or(0, |index| index + 1), key.to_owned(), entry);
}

impl Changes for TreeChanges {
    fn groups(&self) -> Vec<String> {
        self.groups.iter().map(|keys| keys.join(" + ")).collect()
    }

    fn scenario(&self, changed: &[bool]) -> Result<Scenario, StudyError> {
        if changed.iter().all(|changed| *changed) {
            return Ok(self.after.clone());
        }
        if changed.iter().all(|changed| !changed) {
            return Ok(self.before.clone());
        }
        let keys: Vec<&str> = (self.groups.iter().zip(changed))
            .filter(|(_, changed)| **changed)
            .flat_map(|(keys, _)| keys.iter().map(String::as_str))
            .collect();
        let text = self.tree(&keys).to_toml();
        let mut files = vec![("scenario.toml".to_owned(), text)];
        for (group, path) in [("schools", ["schools", "file"]), ("people", ["people", "roster"])] {
            let new = keys.contains(&group);
            let (tree, scenario) = if new { (&self.trees[1], &self.after) } else { (&self.trees[0], &self.before) };
            if let Some(Value::Text(name)) = tree.find(&path).map(|node| &node.value) {
                let table = scenario.sources.iter().skip(1).find(|(one, _)| one == name);
                files.extend(table.cloned());
            }
        }
        let library = MemoryLibrary::new(files.iter().map(|(name, text)| (name.as_str(), text.as_str())));
        load(&library, "scenario.toml", &[]).map(|(scenario, _)| scenario).map_err(|problems| StudyError::Between {
            changed: keys.join(", "),
            reason: Text::new(problems.render(Language::Chinese), problems.render(Language::English)),
        })
    }
}
