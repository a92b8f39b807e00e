//! The numbers that can be read off what was seen, and what they share.

use std::collections::BTreeMap;

use crate::model::Model;
use crate::scenario::file::MoveKind;
use crate::scenario::{ChannelId, MoveId, ParameterId, Scenario};

use super::prior::{Prior, SdPrior, YEARLY_SD};

/// Numbers of one kind lend each other strength: how far one lies from what the scenario says tells something of the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sort {
    /// Rates of leaving.
    Leave,
    /// Rates of going to another tier.
    Change,
    /// Shares that stay beyond the age of retirement.
    Staying,
    /// Shares of contracts that are renewed.
    Renewal,
    /// Candidates a year.
    Candidates,
    /// Shares of candidates that qualify.
    Qualified,
    /// Shares of offers that are accepted.
    Acceptance,
    /// Growth of students a year.
    Growth,
    /// Yuan for a unit.
    UnitCost,
}

/// What differs from year to year together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Subject {
    Move(MoveId),
    Qualified(ChannelId),
    Acceptance(ChannelId),
}

/// A number that can be read off.
#[derive(Clone, Debug)]
pub(super) struct Cell {
    pub(super) parameter: ParameterId,
    pub(super) sort: Sort,
    /// Position of what it differs from year to year with; none where years are taken to be alike.
    pub(super) family: Option<usize>,
    pub(super) prior: Prior,
}

/// Numbers that differ from year to year together.
#[derive(Clone, Debug)]
pub(super) struct Family {
    pub(super) subject: Subject,
    pub(super) sd: SdPrior,
    /// The path of that standard deviation.
    pub(super) path: String,
}

/// All numbers that were met in what was seen.
#[derive(Clone, Debug, Default)]
pub(super) struct Cells {
    pub(super) list: Vec<Cell>,
    pub(super) families: Vec<Family>,
    places: BTreeMap<ParameterId, usize>,
}

impl Cells {
    /// The position of a number.
    pub(super) fn place(
        &mut self,
        scenario: &Scenario,
        parameter: ParameterId,
        sort: Sort,
        of: Option<Subject>,
    ) -> usize {
        if let Some(place) = self.places.get(&parameter) {
            return *place;
        }
        let family = of.map(|subject| self.family(scenario, subject));
        let prior = Prior::of(&scenario.parameters[parameter.index()]);
        self.list.push(Cell { parameter, sort, family, prior });
        self.places.insert(parameter, self.list.len() - 1);
        self.list.len() - 1
    }

    fn family(&mut self, scenario: &Scenario, subject: Subject) -> usize {
        if let Some(place) = self.families.iter().position(|one| one.subject == subject) {
            return place;
        }
        let (stated, path) = match subject {
            Subject::Move(id) => {
                let one = &scenario.moves[id.index()];
                (one.yearly_sd, format!("move.{}.yearly_sd", one.named.id))
            }
            Subject::Qualified(id) => {
                let one = &scenario.channels[id.index()];
                (one.qualified_sd, format!("channel.{}.qualified_yearly_sd", one.named.id))
            }
            Subject::Acceptance(id) => {
                let one = &scenario.channels[id.index()];
                (one.acceptance_sd, format!("channel.{}.acceptance_yearly_sd", one.named.id))
            }
        };
        self.families.push(Family { subject, sd: SdPrior::of(scenario, stated, YEARLY_SD), path });
        self.families.len() - 1
    }

    /// The number that a move has for someone of an age in a fiscal year, by the calendar year in which it opens; none where
    /// nothing can happen.
    pub(super) fn of_move(&mut self, model: &Model, index: usize, age: usize, fiscal: i32) -> Option<usize> {
        let scenario = model.scenario();
        let one = &scenario.moves[index];
        let year = model.timeline.fiscal_years.iter().position(|own| *own == fiscal);
        let own = one.rate_by_year.iter().find(|(own, _)| Some(*own) == year).map(|(_, id)| *id);
        let plain = || one.rates.iter().rev().find(|(from, _)| *from as usize <= age).map(|(_, id)| *id);
        let parameter = own.or_else(plain)?;
        let number = &scenario.parameters[parameter.index()];
        // What is certain is a rule, and no rate.
        let (low, high) = number.ends();
        if high <= 0.0 || low >= 1.0 {
            return None;
        }
        let sort = if one.kind == MoveKind::Leave { Sort::Leave } else { Sort::Change };
        Some(self.place(scenario, parameter, sort, Some(Subject::Move(index.into()))))
    }
}
