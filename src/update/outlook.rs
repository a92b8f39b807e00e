//! What was thought of each target when the plan began, and what is now.

use crate::backtest::{keeps, ratio, roster_value};
use crate::fit::{Panel, so_far};
use crate::scenario::file::CountKind;
use crate::scenario::{Count, Gone, Milestone, Reading, Scenario, Taken, Target, TargetId};
use crate::summary::{Probability, Results, Spread, TargetResult};
use crate::words::Month;

use super::findings::{Behind, Carried, Found, Outlook, Settled, Told};

/// What has been of a plan until it goes on, by which milestones that are past are judged.
#[derive(Clone, Copy, Debug)]
pub struct Counted<'a> {
    /// The plan.
    pub plan: &'a Scenario,
    /// The month from which it goes on.
    pub at: Month,
    /// Who was there.
    pub panel: &'a Panel,
    /// What has been.
    pub carried: &'a [Carried],
}

/// What is compared: the plan with its forecast, and what goes on of it with its own.
#[derive(Clone, Copy, Debug)]
pub struct Compared<'a> {
    /// The plan.
    pub plan: &'a Scenario,
    /// What was forecast when it began.
    pub then: &'a Results,
    /// What goes on of it.
    pub onward: &'a Scenario,
    /// What is forecast now.
    pub now: &'a Results,
    /// Who was there.
    pub panel: &'a Panel,
    /// What has been.
    pub carried: &'a [Carried],
}

impl Compared<'_> {
    /// The month before the one from which the plan goes on, counted from its first.
    fn before(&self) -> usize {
        usize::try_from(self.onward.start - self.plan.start - 1).unwrap_or(0)
    }

    /// Targets that are still to be judged.
    #[must_use]
    pub fn outlooks(&self) -> Vec<Outlook> {
        let one = |now: &TargetResult| {
            let target = &self.onward.targets[now.target.index()];
            let reading = &target.readings[now.reading];
            let (id, then) = self.before_of(&target.named.id, &reading.id)?;
            let counted = self.counted();
            let before = self.plan.targets[id.index()].readings.get(then.reading);
            let mut behind = before.map(|reading| counted.behind(id, reading)).unwrap_or_default();
            for one in &mut behind {
                one.then = then.milestones.get(one.milestone).map(|own| own.probability);
            }
            let is_lost = behind.iter().any(|one| one.met == Some(false));
            let never = Probability { count: 0, of: now.probability.of, estimate: 0.0, low: 0.0, high: 0.0 };
            Some(Outlook {
                target: id,
                reading: then.reading,
                at: reading.due().at,
                then: then.probability,
                now: if is_lost { never } else { now.probability },
                left: now.probability,
                behind,
                value_then: then.value,
                value_now: now.value,
                expected: self.then.metrics[then.metric].months[self.before()],
                actual: before
                    .and_then(|reading| counted.actual(&counted.path(id, reading), &reading.count, self.onward.start)),
            })
        };
        self.now.targets.iter().filter_map(one).collect()
    }

    /// Targets whose month is past, by their main readings.
    #[must_use]
    pub fn settled(&self, taken: &[Taken]) -> Vec<Settled> {
        let past = |target: &&Target| {
            let path = format!("target.{}", target.named.id);
            taken.iter().any(|one| one.path == path && one.why == Gone::Past)
        };
        let one = |target: &Target| {
            let main = target.readings.first()?;
            let (id, then) = self.before_of(&target.named.id, &main.id)?;
            let due = main.due();
            let counted = self.counted();
            let actual = counted.actual(&counted.path(id, main), &main.count, due.at + 1);
            let judged: Vec<Option<bool>> = counted.behind(id, main).iter().map(|one| one.met).collect();
            // It is met if it was at each of its months; one that was missed is enough to miss it.
            let met = match () {
                () if judged.contains(&Some(false)) => Some(false),
                () if judged.contains(&None) => None,
                () => Some(true),
            };
            Some(Settled { target: id, at: due.at, then: then.probability, actual, met })
        };
        self.plan.targets.iter().filter(past).filter_map(one).collect()
    }

    /// People by tier, as the last roster has them.
    #[must_use]
    pub fn found(&self) -> Vec<Found> {
        let Some(last) = self.panel.rosters().last() else { return Vec::new() };
        let tiers = self.plan.tiers.iter().enumerate();
        let one = |(tier, own): (usize, &crate::scenario::Tier)| {
            let metric = self.then.metrics.iter().find(|one| one.id == format!("stock.{}", own.named.id))?;
            let actual = last.people.iter().filter(|one| one.tier.index() == tier).count() as u64;
            Some(Found { tier: tier.into(), expected: *metric.months.get(self.before())?, actual })
        };
        tiers.filter_map(one).collect()
    }

    /// A target of the plan under a reading, by their ids.
    fn before_of(&self, target: &str, reading: &str) -> Option<(TargetId, &TargetResult)> {
        let id = TargetId::from(self.plan.targets.iter().position(|one| one.named.id == target)?);
        let place = self.plan.targets[id.index()].readings.iter().position(|one| one.id == reading)?;
        Some((id, self.then.targets.iter().find(|one| one.target == id && one.reading == place)?))
    }

    fn counted(&self) -> Counted<'_> {
        Counted { plan: self.plan, at: self.onward.start, panel: self.panel, carried: self.carried }
    }
}

impl Counted<'_> {
    /// The milestones of a reading that are past, each met or missed by what was counted.
    #[must_use]
    pub fn behind(&self, id: TargetId, reading: &Reading) -> Vec<Behind> {
        let path = self.path(id, reading);
        let past = reading.milestones.iter().enumerate().filter(|(_, one)| one.at < self.at);
        let one = |(milestone, one): (usize, &Milestone)| {
            let actual = self.actual(&path, &reading.count, one.at + 1);
            let met = actual.map(|value| keeps(&one.bounds, value));
            Behind { milestone, at: one.at, actual, met, then: None }
        };
        past.map(one).collect()
    }

    /// The path of what a reading counts.
    fn path(&self, id: TargetId, reading: &Reading) -> String {
        let target = &self.plan.targets[id.index()];
        let path = format!("target.{}", target.named.id);
        let main = target.readings.first();
        if main.is_none_or(|main| main.id == reading.id || main.count.counts_as(&reading.count)) {
            path
        } else {
            format!("{path}.reading.{}", reading.id)
        }
    }

    /// What a count came to at the end of the month before `at`.
    fn actual(&self, path: &str, count: &Count, at: Month) -> Option<f64> {
        let told = self.carried.iter().find(|one| one.path == format!("{path}.so_far"));
        if let Some(one) = told.filter(|_| at == self.at) {
            return (one.told != Told::Nobody).then_some(one.value);
        }
        if count.adds_up() {
            // What has been until now says nothing of an earlier month; the rosters until then do.
            let until = self.panel.until(at);
            let known = until.rosters().last().is_some_and(|last| last.at == at) && count.kind != CountKind::Spend;
            return known
                .then(|| so_far(self.plan, &until, count))
                .flatten()
                .map(|since| (count.so_far + since as i64) as f64);
        }
        match count.kind {
            CountKind::Ratio => ratio(count, |name, part| self.actual(&format!("{path}.{name}"), part, at)),
            CountKind::Stock | CountKind::Fte => roster_value(self.plan, count, self.panel.rosters(), at),
            _ => None,
        }
    }
}

/// Whether a value lies in the middle 80 % of what was expected.
#[must_use]
pub fn within(expected: &Spread, actual: f64) -> bool {
    (expected.quantiles.p10..=expected.quantiles.p90).contains(&actual)
}
