//! Counts of funnels: who applied, qualified, was offered a place and accepted, by channel and year.

use serde::{Deserialize, Serialize};

use crate::model::Model;
use crate::scenario::{EffectOn, Figure, ParameterId};

use super::cells::{Sort, Subject};
use super::counts::Open;
use super::exposure::Reader;
use super::findings::Why;

/// What came of a channel in a fiscal year; what is not known is none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FunnelRow {
    /// The channel, by its id.
    pub channel: String,
    /// The fiscal year, by the calendar year in which it opens.
    pub year: i32,
    /// The tier, by its id, where the counts are of one.
    pub tier: Option<String>,
    /// Who applied.
    pub applied: Option<u64>,
    /// Of these, who qualified.
    pub qualified: Option<u64>,
    /// To how many a place was offered.
    pub offered: Option<u64>,
    /// Of these, who accepted.
    pub accepted: Option<u64>,
    /// Of these, who came.
    pub arrived: Option<u64>,
}

impl Reader<'_> {
    /// Counts what came of channels. Returns numbers that cannot be read off, and why.
    pub(super) fn read_funnel(&mut self, rows: &[FunnelRow]) -> Vec<(ParameterId, Why)> {
        let mut refused = Vec::new();
        for row in rows {
            self.read_row(row, &mut refused);
        }
        refused.sort_unstable_by_key(|(id, _)| *id);
        refused.dedup();
        refused
    }

    fn read_row(&mut self, row: &FunnelRow, refused: &mut Vec<(ParameterId, Why)>) {
        let scenario = self.model.scenario();
        let Some(index) = scenario.channels.iter().position(|one| one.named.id == row.channel) else { return };
        let one = &scenario.channels[index];
        let at = |figure: &Figure| at_year(self.model, figure, row.year);
        let late = row.year >= scenario.start.year_opening_in(scenario.fiscal_year_starts);
        let acts = |on: EffectOn| late && scenario.effects.iter().any(|effect| effect.on.contains(&on));
        let channel = index.into();
        if let (Some(of), Some(some), Some(id)) = (row.applied, row.qualified, at(&one.qualified)) {
            let acts = acts(EffectOn::Qualified(channel)).then_some(Why::Programme);
            let why = if one.stages.is_empty() { acts } else { Some(Why::Stages) };
            self.count_share(id, (of, some), (Sort::Qualified, Subject::Qualified(channel)), (row.year, why), refused);
        }
        let (Some(of), Some(some)) = (row.offered, row.accepted) else { return };
        let stated: Vec<ParameterId> = one
            .mix
            .iter()
            .zip(&one.acceptance)
            .filter(|((tier, _), _)| row.tier.as_ref().is_none_or(|own| scenario.tiers[tier.index()].named.id == *own))
            .filter_map(|(_, figure)| at(figure))
            .collect();
        let several = stated.iter().any(|id| Some(id) != stated.first());
        let responds = one.award.as_ref().is_some_and(|award| award.response.is_some());
        for id in stated.into_iter().take(if several { usize::MAX } else { 1 }) {
            let why = if several {
                Some(Why::Tiers)
            } else if responds {
                Some(Why::Award)
            } else {
                acts(EffectOn::Acceptance(channel)).then_some(Why::Programme)
            };
            let kind = (Sort::Acceptance, Subject::Acceptance(channel));
            self.count_share(id, (of, some), kind, (row.year, why), refused);
        }
    }

    fn count_share(
        &mut self,
        id: ParameterId,
        (of, some): (u64, u64),
        (sort, subject): (Sort, Subject),
        (fiscal, why): (i32, Option<Why>),
        refused: &mut Vec<(ParameterId, Why)>,
    ) {
        let scenario = self.model.scenario();
        let (low, high) = scenario.parameters[id.index()].ends();
        if let Some(why) = why {
            refused.push((id, why));
            return;
        }
        if high <= 0.0 || low >= 1.0 {
            return;
        }
        let cell = self.cells.place(scenario, id, sort, Some(subject));
        let year = self.year_of(fiscal);
        let context = self.counts.context(year, &[Open { cell, weight: 1.0 }]);
        self.counts.add(context, Some(0), some as f64);
        self.counts.add(context, None, of.saturating_sub(some) as f64);
    }
}

/// The number of a fiscal year, by the calendar year in which it opens.
pub(super) fn at_year(model: &Model, figure: &Figure, year: i32) -> Option<ParameterId> {
    match model.timeline.fiscal_years.iter().position(|own| *own == year) {
        Some(position) => figure.at(position),
        None => figure.plain,
    }
}
