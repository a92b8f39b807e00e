//! Under which luck someone is exposed to what may befall her, and what it proposes.

use crate::simulate::people::NEVER;

/// An event that thinning proposes for someone, with the luck that decides whether it happens, and what.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Proposal {
    /// Whose.
    pub(crate) index: u32,
    /// The leading bits of the luck that she has afterwards.
    pub(crate) leading: u8,
    /// Which of her lucks in the block proposed it: a proposal of one that is used up is void.
    pub(crate) draws: u8,
    /// Whether anything happens, and what.
    pub(crate) verdict: u64,
}

/// From when on someone is exposed to what may befall her in this block of twelve months, and under which luck.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Exposure {
    /// First month to which her luck applies; if it is before this block, nobody has met her in it yet.
    pub(crate) from: i16,
    /// Month for which an event is proposed.
    pub(crate) due: i16,
    /// Lucks used up in this block.
    pub(crate) draws: u8,
    /// Whether bounds that she came through have been replaced in this block, so that her luck has grown.
    pub(crate) grew: bool,
}

impl Exposure {
    /// Fresh luck that applies from a month on.
    pub(crate) const fn from(month: i16) -> Self {
        Self { from: month, due: NEVER, draws: 0, grew: false }
    }
}
