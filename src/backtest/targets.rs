//! Targets that rosters can judge, and why they cannot judge the others.

use crate::fit::Roster;
use crate::model::{CountPlan, bits};
use crate::scenario::file::{CountKind, MoveKind, Over};
use crate::scenario::{Bounds, Count, RosterPerson, Scenario, Target};
use crate::words::Month;

use super::findings::{Unseen, Untold};

/// What the people of a roster come to in what a target counts, as the engine counts them.
fn heads(scenario: &Scenario, count: &Count, people: &[RosterPerson]) -> f64 {
    let plan = CountPlan::new(scenario, count);
    let worth = |one: &RosterPerson| {
        let flexible = one.origin.is_some_and(|channel| scenario.channels[channel.index()].flexible);
        let second = one.second.map_or((0, 0), |(school, fte)| (school.index(), i64::from(fte)));
        let counted = plan.is_of(one.tier.index(), flexible) && plan.has(bits(&one.values));
        if counted { plan.worth([(one.school.index(), i64::from(one.fte)), second]) } else { 0 }
    };
    people.iter().map(worth).sum::<i64>() as f64 / plan.parts_of_one() as f64
}

/// Why rosters do not tell what is counted.
fn hidden(count: &Count) -> Option<Unseen> {
    match count.kind {
        CountKind::Stock | CountKind::Fte if count.over == Over::Plan => None,
        CountKind::Ratio => {
            let parts = count.parts.as_ref()?;
            std::iter::once(&parts.of).chain(&parts.per).find_map(hidden)
        }
        CountKind::Stock
        | CountKind::Fte
        | CountKind::Additions
        | CountKind::Imports
        | CountKind::Leavers
        | CountKind::Moved
        | CountKind::Reached => Some(Unseen::Since),
        _ => Some(Unseen::Beside),
    }
}

/// What rosters say at the end of the month before `at` of what is counted; none where one that it looks back to is missing.
pub(crate) fn value(scenario: &Scenario, count: &Count, rosters: &[Roster], at: Month) -> Option<f64> {
    let at = at + -(count.months_earlier as i32);
    if count.kind == CountKind::Ratio {
        return ratio(count, |_, part| value(scenario, part, rosters, at));
    }
    let roster = rosters.iter().find(|one| one.at == at)?;
    Some(heads(scenario, count, &roster.people))
}

/// What a ratio comes to, of what `part` says of its parts, which are called `of` and `per`; none where one is not known or
/// nothing is divided by.
pub(crate) fn ratio(count: &Count, part: impl Fn(&str, &Count) -> Option<f64>) -> Option<f64> {
    let parts = count.parts.as_ref()?;
    let of = part("of", &parts.of)? * f64::from(parts.times);
    let per = parts.per.as_ref().map_or(Some(1.0), |per| part("per", per))?;
    (per > 0.0).then(|| of / per)
}

/// Whether a value keeps a bound.
pub(crate) fn keeps(bounds: &Bounds, value: f64) -> bool {
    const SLACK: f64 = 1e-9;
    bounds.at_least.is_none_or(|least| value >= least - bounds.tolerance - SLACK)
        && bounds.at_most.is_none_or(|most| value <= most + bounds.tolerance + SLACK)
}

/// What of a plan cannot be compared, and why.
pub(super) fn untold(scenario: &Scenario, linked: bool, rosters: &[Roster]) -> Vec<Untold> {
    let mut untold = Vec::new();
    let mut tell = |path: String, why: Unseen| untold.push(Untold { path, why });
    if !linked {
        tell("flows".to_owned(), Unseen::Link);
    }
    for one in &scenario.moves {
        let path = format!("move.{}", one.named.id);
        let same = scenario.moves.iter().filter(|other| other.kind == MoveKind::Change && other.to == one.to);
        match one.kind {
            MoveKind::Change if one.to.is_none() => tell(path, Unseen::Attribute),
            MoveKind::Change => {
                let shares = |other: &crate::scenario::Move| other.from.iter().any(|tier| one.from.contains(tier));
                if same.filter(|other| shares(other)).count() > 1 {
                    tell(path, Unseen::Several);
                }
            }
            _ => tell(path, Unseen::Way),
        }
    }
    for one in &scenario.targets {
        if let Some(why) = unseen(one, rosters) {
            tell(format!("target.{}", one.named.id), why);
        }
    }
    untold
}

fn unseen(target: &Target, rosters: &[Roster]) -> Option<Unseen> {
    let main = target.readings.first()?;
    let later = rosters.get(2..).unwrap_or_default();
    let judged = |at: Month| later.iter().any(|one| one.at == at + 1);
    hidden(&main.count).or_else(|| (!main.milestones.iter().any(|one| judged(one.at))).then_some(Unseen::Month))
}

/// Whether rosters tell what a target counts.
pub(super) fn is_seen(target: &Target) -> bool {
    target.readings.first().is_some_and(|main| hidden(&main.count).is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_kept_with_their_tolerance() {
        let bounds = Bounds { at_least: Some(10.0), at_most: Some(12.0), tolerance: 0.5 };
        assert_eq!([9.4, 9.5, 11.0, 12.5, 12.6].map(|value| keeps(&bounds, value)), [false, true, true, true, false]);
    }
}
