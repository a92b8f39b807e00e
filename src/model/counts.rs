//! What is counted, compiled: conditions as lists over tiers and schools, and where flows and what was before are kept.

use crate::scenario::file::{CountKind, Over};
use crate::scenario::{Count, Scenario, School, TierId};

use super::judged::Judged;
use super::{nearest, values};

/// A count with its conditions.
#[derive(Clone, Debug, PartialEq)]
pub struct CountPlan {
    /// What is counted.
    pub kind: CountKind,
    /// Whether each tier counts.
    pub tiers: Vec<bool>,
    /// Those that do, by index.
    pub(crate) listed: Vec<usize>,
    /// Whether flexible engagements count.
    pub flexible: bool,
    /// Whether each phase counts.
    pub phases: Vec<bool>,
    /// Whether each school is of its phases and kinds; empty where it names neither and they do not matter.
    pub(crate) schools: Vec<bool>,
    /// Bits of values of attributes of which nobody who counts has one.
    pub(crate) barred: u64,
    /// Its place among the stocks of people with some values.
    pub(crate) valued: Option<usize>,
    /// The programme, by index.
    pub programme: Option<usize>,
    /// Lines whose money counts, by index.
    pub(crate) lines: Vec<usize>,
    /// Since when a flow is counted.
    pub(crate) over: Over,
    /// What there was before the start, of what is counted since then.
    pub(crate) so_far: i64,
    /// What it was in months before the start, by months from there: of what happens, how much in each; of what is there, at the
    /// end of each.
    pub(crate) before: Vec<(i64, i64)>,
    /// Months before the one that is told.
    pub(crate) earlier: usize,
    /// Its place among flows that are counted as they happen.
    pub(crate) flow: Option<usize>,
    /// Its place among what is kept of earlier months.
    pub(crate) past: Option<usize>,
    /// What it is made of, of a ratio and of schools.
    pub(crate) parts: Option<Box<PartsPlan>>,
}

/// What a ratio is made of, in all or in each school.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct PartsPlan {
    pub(crate) of: CountPlan,
    pub(crate) per: Option<CountPlan>,
    pub(crate) times: i64,
    /// By what a school is judged.
    pub(crate) judged: Option<Judged>,
}

impl CountPlan {
    /// A count by itself.
    pub(crate) fn new(scenario: &Scenario, count: &Count) -> Self {
        Counts::new(scenario).plan(scenario, count)
    }

    /// Whether someone who is in a tier and a school counts.
    pub(crate) fn counts(&self, tier: usize, school: usize, flexible: bool) -> bool {
        self.is_of(tier, flexible) && self.is_in(school)
    }

    /// Whether someone of a tier counts, wherever she is.
    pub(crate) fn is_of(&self, tier: usize, flexible: bool) -> bool {
        self.tiers[tier] && (self.flexible || !flexible)
    }

    /// Whether a school counts.
    fn is_in(&self, school: usize) -> bool {
        self.schools.get(school).is_none_or(|counts| *counts)
    }

    /// What someone comes to who counts and works in these schools so many hundredths of full time: one head in all of them
    /// together, or what she works.
    pub(crate) fn worth(&self, works: [(usize, i64); 2]) -> i64 {
        let mut there = works.iter().filter(|(school, works)| *works > 0 && self.is_in(*school));
        match self.kind {
            CountKind::Fte => there.map(|(_, works)| works).sum(),
            // Per students of phases, but of all people of the tiers.
            CountKind::StockPer100Students => 1,
            _ => i64::from(there.next().is_some()),
        }
    }

    /// Whether someone who has some values counts.
    pub(crate) const fn has(&self, values: u64) -> bool {
        values & self.barred == 0
    }

    /// Of what there must be more for a target to be met that is bounded from above, or from below: the count itself, or what
    /// its ratio is per. None where nothing that is planned brings it.
    #[must_use]
    pub fn lacked(&self, from_above: bool) -> Option<&Self> {
        let brought = |one: &&Self| {
            let plain = one.over == Over::Plan && one.earlier == 0;
            plain && matches!(one.kind, CountKind::Additions | CountKind::Stock | CountKind::Fte | CountKind::Imports)
        };
        match (&self.parts, from_above) {
            (Some(parts), _) if self.kind == CountKind::Ratio => {
                let part =
                    if from_above { parts.per.as_ref().filter(|_| !is_people(parts.of.kind)) } else { Some(&parts.of) };
                part.filter(brought)
            }
            (None, false) => Some(self).filter(|one| {
                let known =
                    matches!(one.kind, CountKind::StockPer100Students | CountKind::SchoolShare | CountKind::Reached);
                known || brought(one)
            }),
            _ => None,
        }
    }

    /// In how many parts of one it is counted: full-time equivalents in hundredths.
    #[must_use]
    pub const fn parts_of_one(&self) -> i64 {
        if matches!(self.kind, CountKind::Fte) { 100 } else { 1 }
    }

    /// What a fraction of it is recorded to, in decimal places.
    #[must_use]
    pub const fn decimals(&self) -> u32 {
        match self.kind {
            CountKind::StockPer100Students | CountKind::SchoolShare | CountKind::Ratio | CountKind::SchoolsMeeting => 4,
            CountKind::Fte => 2,
            _ => 0,
        }
    }
}

/// Whether it is people that are counted.
const fn is_people(kind: CountKind) -> bool {
    matches!(
        kind,
        CountKind::Additions
            | CountKind::Stock
            | CountKind::Fte
            | CountKind::StockPer100Students
            | CountKind::Imports
            | CountKind::Leavers
            | CountKind::Moved
    )
}

/// All counts of a model, as they are compiled: who is counted as it happens, and what is kept.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Counts {
    /// Counts of flows, in the order of their places.
    pub(crate) flows: Vec<CountPlan>,
    /// By tier: flows of entries into it.
    pub(crate) of_entry: Vec<Vec<usize>>,
    /// By tier: flows of people who leave the system from it.
    pub(crate) of_leaving: Vec<Vec<usize>>,
    /// By move: flows of people who make it.
    pub(crate) of_move: Vec<Vec<usize>>,
    /// Metrics that the scenario states, each with its place among all.
    pub(crate) observed: Vec<(usize, CountPlan)>,
    /// Stocks of people with some values, which are counted as people change.
    pub(crate) valued: Vec<CountPlan>,
    /// Counts of which earlier months are kept, in the order of their places.
    pub(crate) past: Vec<CountPlan>,
}

impl Counts {
    pub(super) fn new(scenario: &Scenario) -> Self {
        let (tiers, moves) = (vec![Vec::new(); scenario.tiers.len()], vec![Vec::new(); scenario.moves.len()]);
        Self { of_entry: tiers.clone(), of_leaving: tiers, of_move: moves, ..Self::default() }
    }

    /// Compiles a count and gives it its places.
    pub(super) fn plan(&mut self, scenario: &Scenario, count: &Count) -> CountPlan {
        let parts = count.parts.as_ref().map(|parts| {
            Box::new(PartsPlan {
                of: self.plan(scenario, &parts.of),
                per: parts.per.as_ref().map(|per| self.plan(scenario, per)),
                times: i64::from(parts.times),
                judged: parts.bounds.map(|bounds| Judged::new(0, &bounds, 1)),
            })
        });
        let tiers: Vec<bool> = (0..scenario.tiers.len())
            .map(|index| count.tiers.is_empty() || count.tiers.contains(&TierId::from(index)))
            .collect();
        let kind =
            |school: &School| count.kinds.is_empty() || school.kind.is_some_and(|kind| count.kinds.contains(&kind));
        let counts = |school: &School| {
            // A school that is in no phase is reached by no programme of phases.
            let somewhere = count.kind != CountKind::SchoolShare || !school.phases.is_empty();
            somewhere && school.is_of(&count.phases) && kind(school)
        };
        let everywhere = count.phases.is_empty() && count.kinds.is_empty() && count.kind != CountKind::SchoolShare;
        let mut plan = CountPlan {
            kind: count.kind,
            listed: (0..tiers.len()).filter(|tier| tiers[*tier]).collect(),
            tiers,
            flexible: count.flexible,
            phases: (0..scenario.phases.len())
                .map(|index| count.phases.is_empty() || count.phases.contains(&index.into()))
                .collect(),
            schools: if everywhere { Vec::new() } else { scenario.schools.iter().map(counts).collect() },
            barred: values::barred(scenario, &count.values),
            valued: None,
            programme: count.programme.map(crate::scenario::ProgrammeId::index),
            lines: count.lines.iter().map(|line| line.index()).collect(),
            over: count.over,
            so_far: count.so_far,
            before: Vec::new(),
            earlier: count.months_earlier as usize,
            flow: None,
            past: None,
            parts,
        };
        let parts = plan.parts_of_one() as f64;
        let before = count.before.iter().map(|(month, value)| (i64::from(*month), nearest(value * parts)));
        plan.before = before.collect();
        self.give_places(&mut plan, count);
        plan
    }

    fn give_places(&mut self, plan: &mut CountPlan, count: &Count) {
        if matches!(plan.kind, CountKind::Additions | CountKind::Leavers | CountKind::Moved) {
            let place = self.flows.len();
            plan.flow = Some(place);
            let lists: Vec<&mut Vec<usize>> = match plan.kind {
                CountKind::Moved => {
                    let own = |index: &usize| count.moves.iter().any(|id| id.index() == *index);
                    self.of_move.iter_mut().enumerate().filter(|(index, _)| own(index)).map(|(_, list)| list).collect()
                }
                kind => {
                    let lists = if kind == CountKind::Leavers { &mut self.of_leaving } else { &mut self.of_entry };
                    lists.iter_mut().zip(&plan.tiers).filter(|(_, counts)| **counts).map(|(list, _)| list).collect()
                }
            };
            for list in lists {
                list.push(place);
            }
            self.flows.push(plan.clone());
        }
        let of_people = matches!(plan.kind, CountKind::Stock | CountKind::Fte | CountKind::StockPer100Students);
        if of_people && plan.barred != 0 {
            plan.valued = Some(self.valued.len());
            self.valued.push(plan.clone());
        }
        if plan.over != Over::Plan || plan.earlier > 0 {
            plan.past = Some(self.past.len());
            self.past.push(plan.clone());
        }
    }
}
