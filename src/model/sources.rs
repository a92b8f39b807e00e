//! The ledger's rows: every source of something wanted, and which targets it serves.

use serde::{Deserialize, Serialize};

use crate::scenario::file::{CountKind, Fills, MoveKind, Reaches};
use crate::scenario::{Scenario, TierId};

use super::metrics::ReadingPlan;

/// What bound when something wanted did not happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Limit {
    /// Too few candidates came.
    Candidates,
    /// Candidates came, too few of them qualified.
    Qualified,
    /// Offers were declined.
    Declined,
    /// Too few people inside were eligible or passed.
    Eligible,
    /// No vacant post.
    Vacancy,
    /// No places: the quota or capacity itself was too small for the target.
    Places,
    /// No host or lead school.
    Host,
    /// No money.
    Money,
    /// Hired, arriving after the target's month.
    Late,
}

impl Limit {
    /// All, in the order in which they are shown.
    pub const ALL: [Self; 9] = [
        Self::Candidates,
        Self::Qualified,
        Self::Declined,
        Self::Eligible,
        Self::Vacancy,
        Self::Places,
        Self::Host,
        Self::Money,
        Self::Late,
    ];

    /// Those that a source books, in the same order. Who is late is known of a target only: for the source she is hired.
    pub const BOOKED: [Self; 8] = {
        let [first, second, third, fourth, fifth, sixth, seventh, eighth, _] = Self::ALL;
        [first, second, third, fourth, fifth, sixth, seventh, eighth]
    };

    /// Its stable id.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Candidates => "candidates",
            Self::Qualified => "qualified",
            Self::Declined => "declined",
            Self::Eligible => "eligible",
            Self::Vacancy => "vacancy",
            Self::Places => "places",
            Self::Host => "host",
            Self::Money => "money",
            Self::Late => "late",
        }
    }
}

/// A source of wanted additions: one row of the ledger in each fiscal year.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// `move.ID`, `channel.ID` or `programme.ID`.
    pub id: String,
    /// The tier wanted.
    pub tier: Option<TierId>,
    /// Main readings that it serves, by position in [`super::Model::readings`].
    pub serves: Vec<usize>,
}

/// Where the rows of each move, channel (and position in its mix) and programme begin.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SourceIndex {
    /// The rows.
    pub sources: Vec<Source>,
    /// By move; none for moves without places.
    pub moves: Vec<Option<usize>>,
    /// By channel: the row of the first tier of its mix; the others follow.
    pub channels: Vec<usize>,
    /// By programme.
    pub programmes: Vec<usize>,
}

impl SourceIndex {
    pub(super) fn new(scenario: &Scenario, readings: &[ReadingPlan]) -> Self {
        let mut index = Self::default();
        let serves = |test: &dyn Fn(&ReadingPlan) -> bool| {
            let main = |position: &usize| readings[*position].main && test(&readings[*position]);
            (0..readings.len()).filter(main).collect::<Vec<_>>()
        };
        let people = |reading: &ReadingPlan| {
            matches!(reading.count, CountKind::Additions | CountKind::Stock | CountKind::StockPer100Students)
        };
        for one in &scenario.moves {
            let limited = one.kind == MoveKind::Change && (one.places.is_some() || one.cost.is_some());
            index.moves.push(one.to.filter(|_| limited).map(|to| {
                index.sources.push(Source {
                    id: format!("move.{}", one.named.id),
                    tier: Some(to),
                    serves: serves(&|reading| {
                        people(reading)
                            && reading.tiers[to.index()]
                            && one.from.iter().any(|from| !reading.tiers[from.index()])
                    }),
                });
                index.sources.len() - 1
            }));
        }
        for one in &scenario.channels {
            index.channels.push(index.sources.len());
            for (tier, _) in &one.mix {
                let serves = serves(&|reading| {
                    reading.tiers[tier.index()]
                        && (reading.flexible || !one.flexible)
                        && (people(reading) || (reading.count == CountKind::Imports && one.import))
                });
                index.sources.push(Source { id: format!("channel.{}", one.named.id), tier: Some(*tier), serves });
            }
        }
        for (position, one) in scenario.programmes.iter().enumerate() {
            index.programmes.push(index.sources.len());
            let counted = |reading: &ReadingPlan| {
                reading.programme == Some(position)
                    && (one.reaches == Reaches::Schools || reading.count == CountKind::Reached)
            };
            let id = format!("programme.{}", one.named.id);
            index.sources.push(Source { id, tier: None, serves: serves(&counted) });
        }
        index
    }
    /// Whether all of these rows, and there are some, are of channels that take everyone and so have no places.
    pub(crate) fn take_everyone(&self, scenario: &Scenario, rows: &[usize]) -> bool {
        let everyone = |row: &usize| {
            let mut channels = scenario.channels.iter().zip(&self.channels);
            channels.any(|(one, first)| one.fills == Fills::Everyone && (*first..first + one.mix.len()).contains(row))
        };
        !rows.is_empty() && rows.iter().all(everyone)
    }

    /// The rows that serve a main reading, by its position.
    pub(crate) fn serving(&self, position: usize) -> Vec<usize> {
        (0..self.sources.len()).filter(|row| self.sources[*row].serves.contains(&position)).collect()
    }
}
