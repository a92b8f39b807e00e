//! The ledger's rows: every source of something wanted, and which targets it serves.

use serde::{Deserialize, Serialize};

use crate::scenario::file::{CountKind, Fills, MoveKind, Reaches};
use crate::scenario::{Scenario, TierId};

use super::counts::CountPlan;
use super::metrics::ReadingPlan;
use super::values;

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
    /// Lost, or wanted for more students, and nobody planned to make it good.
    Unplanned,
}

impl Limit {
    /// All, in the order in which they are shown.
    pub const ALL: [Self; 10] = [
        Self::Candidates,
        Self::Qualified,
        Self::Declined,
        Self::Eligible,
        Self::Vacancy,
        Self::Places,
        Self::Host,
        Self::Money,
        Self::Late,
        Self::Unplanned,
    ];

    /// Those that a source books, in the same order. The others are known of a target only: who is late is hired for the
    /// source, and what nobody planned has none.
    pub const BOOKED: [Self; 8] = {
        let [first, second, third, fourth, fifth, sixth, seventh, eighth, _, _] = Self::ALL;
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
            Self::Unplanned => "unplanned",
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
    /// By move; none for moves with neither places nor a total nor a cost.
    pub moves: Vec<Option<usize>>,
    /// By channel: the row of the first tier of its mix; the others follow.
    pub channels: Vec<usize>,
    /// By programme.
    pub programmes: Vec<usize>,
    /// Main readings, by position, that a move without places serves.
    pub unplanned: Vec<usize>,
}

impl SourceIndex {
    pub(super) fn new(scenario: &Scenario, readings: &[ReadingPlan]) -> Self {
        let mut index = Self::default();
        // A row serves what there must be more of.
        let serves = |test: &dyn Fn(&CountPlan) -> bool| {
            let main = |position: &usize| readings[*position].main && readings[*position].lacked().is_some_and(test);
            (0..readings.len()).filter(main).collect::<Vec<_>>()
        };
        let people = |count: &CountPlan| {
            matches!(
                count.kind,
                CountKind::Additions | CountKind::Stock | CountKind::Fte | CountKind::StockPer100Students
            )
        };
        for one in &scenario.moves {
            index.moves.push(None);
            if one.kind != MoveKind::Change {
                continue;
            }
            let (sets, replaces) = (values::bits(&one.sets), values::replaced(scenario, &one.sets));
            let serves = serves(&|count| {
                let counts = |tier: &TierId| count.tiers[tier.index()];
                // It brings people into the tiers that count, or to values that do.
                let (into, rises) = match &one.to {
                    Some(to) => (counts(to), one.from.iter().any(|from| !counts(from))),
                    None => (one.from.iter().any(counts), false),
                };
                people(count) && into && count.has(sets) && (rises || replaces & count.barred != 0)
            });
            if !one.is_limited() {
                index.unplanned.extend(&serves);
            }
            if one.is_limited() || one.cost.is_some() {
                index.moves.pop();
                index.moves.push(Some(index.sources.len()));
                index.sources.push(Source { id: format!("move.{}", one.named.id), tier: one.to, serves });
            }
        }
        for one in &scenario.channels {
            index.channels.push(index.sources.len());
            let brought = values::brought(scenario, &one.values);
            for (tier, _) in &one.mix {
                let serves = serves(&|count| {
                    count.tiers[tier.index()]
                        && brought.iter().all(|values| values & !count.barred != 0)
                        && (count.flexible || !one.flexible)
                        && (people(count) || (count.kind == CountKind::Imports && one.import))
                });
                index.sources.push(Source { id: format!("channel.{}", one.named.id), tier: Some(*tier), serves });
            }
        }
        for (position, one) in scenario.programmes.iter().enumerate() {
            index.programmes.push(index.sources.len());
            let counted = |count: &CountPlan| {
                count.programme == Some(position)
                    && (one.reaches == Reaches::Schools || count.kind == CountKind::Reached)
            };
            let id = format!("programme.{}", one.named.id);
            index.sources.push(Source { id, tier: None, serves: serves(&counted) });
        }
        index
    }
    /// What the rest of a shortfall on a main reading is told as that nothing booked explains. `rows` are the rows that serve
    /// it. Where one of them, or what it is planned by, has a number of its own, that number was too small: places. Where
    /// none has, it is the vacant posts that a channel fills, else those who pass of a move, else the candidates.
    pub(crate) fn rest(&self, scenario: &Scenario, position: usize, rows: &[usize]) -> Limit {
        let unplanned = self.unplanned.contains(&position);
        let channel = |row: &usize| {
            let mut channels = scenario.channels.iter().zip(&self.channels);
            channels.find(|(one, first)| (**first..**first + one.mix.len()).contains(row)).map(|(one, _)| one.fills)
        };
        let free_move = |row: &usize| {
            let mut moves = scenario.moves.iter().zip(&self.moves);
            moves.any(|(one, own)| *own == Some(*row) && !one.is_limited())
        };
        let has_number =
            |row: &usize| !matches!(channel(row), Some(Fills::Everyone | Fills::Vacancies)) && !free_move(row);
        if rows.iter().any(has_number) || (rows.is_empty() && !unplanned) {
            Limit::Places
        } else if rows.iter().any(|row| channel(row) == Some(Fills::Vacancies)) {
            Limit::Vacancy
        } else if unplanned {
            Limit::Eligible
        } else {
            Limit::Candidates
        }
    }

    /// The rows that serve a main reading, by its position.
    pub(crate) fn serving(&self, position: usize) -> Vec<usize> {
        (0..self.sources.len()).filter(|row| self.sources[*row].serves.contains(&position)).collect()
    }
}
