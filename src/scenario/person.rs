//! People as a roster lists them, and those who are on their way.

use serde::Serialize;

use super::ids::{ChannelId, FundId, ProgrammeId, SchoolId, TierId, ValueId};
use crate::words::Month;

/// Someone on a roster.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RosterPerson {
    /// The id in the roster.
    pub id: String,
    /// Month of birth.
    pub born: Month,
    /// Whether she is a woman.
    pub female: bool,
    /// Her school.
    pub school: SchoolId,
    /// Her tier.
    pub tier: TierId,
    /// Since when.
    pub in_tier_since: Month,
    /// The channel she came by; none if home-grown.
    pub origin: Option<ChannelId>,
    /// End of contract, if it ends.
    pub contract_end: Option<Month>,
    /// Month in which she came by her channel, where it is not `in_tier_since`.
    pub joined: Option<Month>,
    /// Tier as which she came by it, where it is not her present one.
    pub joined_tier: Option<TierId>,
    /// Month from which on no service period binds her, where it does not follow from her channel.
    pub service_end: Option<Month>,
    /// Yuan of award that she was promised, where they do not follow from her channel.
    pub award: Option<u32>,
    /// Fund in which what is still to come of her award is reserved.
    pub reserved: Option<FundId>,
    /// Programmes that have reached her.
    pub marks: Vec<Mark>,
    /// Hundredths of full time that she works at her school, from 1 to 100.
    pub fte: u8,
    /// A second school and the hundredths of full time that she works there; both together are 100 at most.
    pub second: Option<(SchoolId, u8)>,
    /// Her value of each attribute.
    pub values: Vec<ValueId>,
}

/// A programme that has reached somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Mark {
    /// The programme.
    pub programme: ProgrammeId,
    /// Month in which its dose ends, or ended; none if it does not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Month>,
}

/// Someone who has accepted before the start and is on her way. What is not known of her yet is as of anybody who comes by the
/// channel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Coming {
    /// The id in the roster.
    pub id: String,
    /// Month in which she arrives.
    pub arrives: Month,
    /// The channel.
    pub channel: ChannelId,
    /// Position of her tier in the channel's mix.
    pub place: usize,
    /// Her school; none if she goes where there is need.
    pub school: Option<SchoolId>,
    /// Month of birth, if it is known.
    pub born: Option<Month>,
    /// Whether she is a woman, if it is known.
    pub female: Option<bool>,
    /// Yuan of award that she was promised, where they do not follow from the channel.
    pub award: Option<u32>,
    /// Funds in which the first of her award and her first fee are reserved.
    pub reserved: [Option<FundId>; 2],
    /// Homes that she has been given.
    pub marks: Vec<ProgrammeId>,
    /// Her values of attributes, as far as they are known.
    pub values: Vec<ValueId>,
}
