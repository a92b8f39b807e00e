//! What targets and metrics count.

use serde::Serialize;

use super::file::{CountKind, Over};
use super::ids::{KindId, LineId, MoveId, PhaseId, ProgrammeId, TierId, ValueId};

/// What is counted, and which of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Count {
    /// What is counted.
    pub kind: CountKind,
    /// Tiers that count; all where the count takes tiers and none were named.
    pub tiers: Vec<TierId>,
    /// Whether flexible engagements count.
    pub flexible: bool,
    /// Phases that count; all where none were named.
    pub phases: Vec<PhaseId>,
    /// Kinds of school that count; all where none were named.
    pub kinds: Vec<KindId>,
    /// Values of attributes that count: of each that has one here, any of these.
    pub values: Vec<ValueId>,
    /// The programme that counts (`school-share`, `reached`, and then always).
    pub programme: Option<ProgrammeId>,
    /// Moves that count (`moved`).
    pub moves: Vec<MoveId>,
    /// Lines whose money counts (`spend`).
    pub lines: Vec<LineId>,
    /// Since when flows are counted.
    pub over: Over,
    /// What there was of it before the start (what is counted since then), in whole units.
    #[serde(skip_serializing_if = "is_nothing")]
    pub so_far: i64,
    /// What it was in months before the start, by months from the start (below 0), which it looks back at.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub before: Vec<(i32, f64)>,
    /// Months before the one that is told.
    pub months_earlier: u32,
    /// What it is made of (`ratio`, `schools-meeting`, and then always).
    pub parts: Option<Box<Parts>>,
}

impl Count {
    /// Whether it, or a part of it, is of a kind.
    pub(super) fn is_of(&self, kind: &dyn Fn(CountKind) -> bool) -> bool {
        let parts = || self.parts.iter().flat_map(|parts| std::iter::once(&parts.of).chain(&parts.per));
        kind(self.kind) || parts().any(|part| part.is_of(kind))
    }

    /// Whether another counts the same, whatever there was before.
    pub(crate) fn counts_as(&self, other: &Self) -> bool {
        Self { so_far: other.so_far, before: other.before.clone(), ..self.clone() } == *other
    }

    /// Whether it adds up from month to month.
    #[must_use]
    pub const fn adds_up(&self) -> bool {
        use CountKind::{Additions, Imports, Leavers, Moved, Reached, Spend};
        matches!(self.kind, Additions | Imports | Leavers | Moved | Reached | Spend)
    }

    /// A count without conditions.
    #[must_use]
    pub const fn of(kind: CountKind) -> Self {
        Self {
            kind,
            tiers: Vec::new(),
            flexible: true,
            phases: Vec::new(),
            kinds: Vec::new(),
            values: Vec::new(),
            programme: None,
            moves: Vec::new(),
            lines: Vec::new(),
            over: Over::Plan,
            so_far: 0,
            before: Vec::new(),
            months_earlier: 0,
            parts: None,
        }
    }
}

/// Whether there was nothing before the start.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands it a reference")]
pub(super) const fn is_nothing(so_far: &i64) -> bool {
    *so_far == 0
}

/// What a ratio is made of.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Parts {
    /// What is counted.
    pub of: Count,
    /// Per what; none means by itself (of schools only).
    pub per: Option<Count>,
    /// Per how many.
    pub times: u32,
    /// What it is to lie within in each school (`schools-meeting`).
    pub bounds: Option<Bounds>,
}

/// What a number is to lie within, as printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Bounds {
    /// What it is to be at least.
    pub at_least: Option<f64>,
    /// What it is to be at most; one of the two is stated, and they do not cross.
    pub at_most: Option<f64>,
    /// How far outside still counts.
    pub tolerance: f64,
}

impl Bounds {
    /// At least this and no more.
    #[must_use]
    pub const fn least(at_least: f64) -> Self {
        Self { at_least: Some(at_least), at_most: None, tolerance: 0.0 }
    }

    /// The bound as a part of which it is told how far outside a number lies: the lower one if there is one.
    #[must_use]
    pub fn size(&self) -> f64 {
        self.at_least.or(self.at_most).unwrap_or_default()
    }
}
