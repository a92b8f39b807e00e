//! What falls due or comes in whatever else happens, and how long what is promised goes on after the end: worked out once.

use crate::scenario::{Allowance, ChannelId, FundId, LineId, Scenario, TierId};
use crate::words::Month;

use super::timeline::{Rounds, Timeline};
use super::who::WhoPlan;

/// Costs that are nobody's reward, allowances and incomes, compiled.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Standing {
    pub(crate) expenses: Vec<Rounds>,
    pub(crate) allowances: Vec<AllowancePlan>,
    pub(crate) incomes: Vec<Rounds>,
}

/// An allowance, compiled.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct AllowancePlan {
    /// By month: whether it falls due.
    pub(crate) due: Vec<bool>,
    pub(crate) who: WhoPlan,
    /// Whether each tier is entitled; those beyond the last are not.
    pub(crate) tiers: Box<[bool; 256]>,
    /// Fewest months in the tier, and the first number of months that is too many.
    pub(crate) held: (i32, i32),
    /// Whether everyone in these tiers is entitled, so that nobody needs to be looked at.
    pub(crate) everyone: bool,
}

impl Standing {
    pub(super) fn new(scenario: &Scenario, timeline: &Timeline, bits: &[u32]) -> Self {
        let last = timeline.months.len().saturating_sub(1);
        let at = |month: Month| (month - scenario.start).clamp(0, last as i32) as usize;
        Self {
            expenses: scenario
                .expenses
                .iter()
                .map(|one| Rounds::new(timeline, &one.calendar, at(one.from), at(one.until)))
                .collect(),
            allowances: scenario.allowances.iter().map(|one| allowance(scenario, timeline, one, bits)).collect(),
            incomes: scenario.incomes.iter().map(|one| Rounds::new(timeline, &one.calendar, 0, last)).collect(),
        }
    }
}

fn allowance(scenario: &Scenario, timeline: &Timeline, one: &Allowance, bits: &[u32]) -> AllowancePlan {
    let who = WhoPlan::new(scenario, &one.who, bits);
    let after = one.after_months as i32;
    let until = one.years.map_or(i32::MAX, |years| after + years as i32 * 12);
    AllowancePlan {
        due: timeline.months.iter().map(|facts| one.month.is_none_or(|month| facts.month.month() == month)).collect(),
        everyone: who.anyone && after == 0 && one.years.is_none(),
        who,
        tiers: Box::new(std::array::from_fn(|tier| {
            tier < scenario.tiers.len() && (one.tiers.is_empty() || one.tiers.contains(&tier.into()))
        })),
        held: (after, until),
    }
}

/// Something that falls due or comes in whatever else happens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FlowSource {
    /// `cost.ID`, `allowance.ID`, `income.ID`, or `offers.ID` of a channel.
    pub id: String,
    /// The line that it falls on; none for what comes in.
    pub line: Option<LineId>,
    /// The fund that it comes into; none for what falls due.
    pub fund: Option<FundId>,
}

/// Costs, allowances, incomes and offers that cost something, in this order: those of a record's flows.
pub(super) fn flows(scenario: &Scenario) -> Vec<FlowSource> {
    let expenses = scenario.expenses.iter().map(|one| (format!("cost.{}", one.named.id), &one.cost));
    let allowances = scenario.allowances.iter().map(|one| (format!("allowance.{}", one.named.id), &one.cost));
    let due = expenses.chain(allowances).map(|(id, cost)| FlowSource { id, line: Some(cost.line), fund: None });
    let incomes = scenario.incomes.iter();
    let incomes =
        incomes.map(|one| FlowSource { id: format!("income.{}", one.named.id), line: None, fund: Some(one.fund) });
    let offers = scenario.channels.iter().filter_map(|one| {
        let line = Some(one.offer_cost.as_ref()?.line);
        Some(FlowSource { id: format!("offers.{}", one.named.id), line, fund: None })
    });
    due.chain(incomes).chain(offers).collect()
}

/// A row of awards as they are paid: those who are hired by a channel as one of the tiers of its mix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AwardSource {
    /// The channel.
    pub channel: ChannelId,
    /// The tier; none for who joined as none of the mix.
    pub tier: Option<TierId>,
    /// The line.
    pub line: LineId,
}

/// Awards that a plan pays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Awards {
    pub(super) rows: Vec<AwardSource>,
    /// By channel the first of its own: as many as its mix has places, and one for all others.
    pub(super) first: Vec<u16>,
}

impl Awards {
    pub(super) fn new(scenario: &Scenario) -> Self {
        let mut all = Self::default();
        for (index, one) in scenario.channels.iter().enumerate() {
            all.first.push(all.rows.len() as u16);
            let Some(line) = one.award.as_ref().map(|award| award.line) else { continue };
            let tiers = one.mix.iter().map(|(tier, _)| Some(*tier)).chain([None]);
            all.rows.extend(tiers.map(|tier| AwardSource { channel: index.into(), tier, line }));
        }
        all
    }
}

/// The months after the run in which something that was promised in it may still fall due, with their fiscal years.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct After {
    /// How many months; none where the plan states neither instalments nor years.
    pub months: usize,
    /// Fiscal years that they touch, by the calendar year in which each opens. The first may be the run's last.
    pub years: Vec<i32>,
}

impl After {
    pub(super) fn new(scenario: &Scenario) -> Self {
        let more = |years: u32| 12 * years.saturating_sub(1);
        let stated = scenario.programmes.iter().any(|one| one.cost_years > 1)
            || scenario.channels.iter().any(|one| {
                one.award.as_ref().is_some_and(|award| award.instalments.len() > 1)
                    || one.fee.as_ref().is_some_and(|fee| fee.years.is_some())
            });
        if !stated {
            return Self::default();
        }
        let of_programmes = scenario.programmes.iter().map(|one| more(one.cost_years));
        let of_channels = scenario.channels.iter().enumerate().map(|(index, one)| {
            let award = one
                .award
                .as_ref()
                .map_or(0, |award| award.months_to_recognition + more(award.instalments.len() as u32));
            let there = scenario.roster.iter().flatten().filter(|person| person.origin == Some(index.into()));
            let rest = there.filter_map(|person| Some((person.contract_end? - scenario.end).max(0) as u32)).max();
            let fee = one.fee.as_ref().map_or(0, |fee| {
                let engaged = one.contract.unwrap_or(0).max(rest.unwrap_or(0));
                fee.years.map_or(12, |years| more(years) + 12).max(engaged)
            });
            one.lag + award.max(fee)
        });
        let months = of_programmes.chain(of_channels).max().unwrap_or(0) as usize;
        let opens = |month: i32| (scenario.end + month).year_opening_in(scenario.fiscal_year_starts);
        let years = if months == 0 { Vec::new() } else { (opens(1)..=opens(months as i32)).collect() };
        Self { months, years }
    }
}
