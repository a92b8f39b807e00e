//! What there has been of everything that is counted since the plan began.

use std::collections::BTreeMap;

use crate::fit::{PaidRow, Panel, so_far as told_by};
use crate::scenario::file::{CountKind, Over};
use crate::scenario::{Count, Scenario};

use super::findings::{Carried, Told};

/// Everything that is counted since the plan began, each with the path at which what has been of it is stated.
#[must_use]
pub fn counts(scenario: &Scenario) -> Vec<(String, &Count)> {
    let mut all = Vec::new();
    for target in &scenario.targets {
        let path = format!("target.{}", target.named.id);
        let Some((main, others)) = target.readings.split_first() else { continue };
        list(&mut all, &path, &main.count);
        // A reading that counts the same takes over what its target states.
        for reading in others.iter().filter(|one| !main.count.counts_as(&one.count)) {
            list(&mut all, &format!("{path}.reading.{}", reading.id), &reading.count);
        }
    }
    for one in &scenario.observed {
        list(&mut all, &format!("metric.{}", one.named.id), &one.count);
    }
    all
}

fn list<'s>(all: &mut Vec<(String, &'s Count)>, path: &str, count: &'s Count) {
    if count.adds_up() && count.over == Over::Plan {
        all.push((format!("{path}.so_far"), count));
    }
    if let Some(parts) = count.parts.as_ref().filter(|_| count.kind == CountKind::Ratio) {
        list(all, &format!("{path}.of"), &parts.of);
        if let Some(per) = &parts.per {
            list(all, &format!("{path}.per"), per);
        }
    }
}

/// What there has been of each of [`counts`]: as `stated` by path, else as payments and rosters tell.
#[must_use]
pub fn so_far(scenario: &Scenario, panel: &Panel, paid: &[PaidRow], stated: &BTreeMap<String, f64>) -> Vec<Carried> {
    let one = |(path, count): (String, &Count)| {
        let before = count.so_far;
        if let Some(value) = stated.get(&path) {
            return Carried { path, value: *value, told: Told::Stated };
        }
        let (since, told) = match count.kind {
            CountKind::Spend if !paid.is_empty() => {
                let own = paid.iter().filter(|row| count.lines.contains(&row.line));
                (own.map(|row| row.yuan).sum(), Told::Spending)
            }
            _ => match told_by(scenario, panel, count) {
                Some(people) => (people as i64, Told::Rosters),
                None => (0, Told::Nobody),
            },
        };
        // A plan that was restarted before has a past of its own.
        Carried { path, value: (before + since) as f64, told }
    };
    counts(scenario).into_iter().map(one).collect()
}
