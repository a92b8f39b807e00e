//! What channels and moves state beside their rates: to how many people they fill tiers, the stages before an offer, and how
//! contracts go on.

use serde::Serialize;

use super::{Figure, Named, ParameterId, TierId};

/// How many people some tiers are to have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Level {
    /// People; with `per`, people for each of those there.
    pub number: Figure,
    /// Growth of it per year of the run.
    pub growth: Option<ParameterId>,
    /// Tiers whose people count.
    pub of: Vec<TierId>,
    /// Tiers to whose number of people it is in proportion; empty, to none.
    pub per: Vec<TierId>,
}

/// Contracts that are renewed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Contracts {
    /// For how many months.
    pub months: u32,
    /// With what probability.
    pub renewal: Figure,
}

/// A stage that candidates pass before anything is offered.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Stage {
    /// Id and title.
    pub named: Named,
    /// Probability that a candidate who came so far passes it.
    pub passes: Figure,
}
