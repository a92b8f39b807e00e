//! Positions of named things in a [`super::Scenario`]. A checked scenario holds no unresolved name.

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub struct $name(pub u16);

        impl $name {
            /// The position as an index into the scenario's list.
            #[must_use]
            pub const fn index(self) -> usize {
                self.0 as usize
            }
        }

        impl From<usize> for $name {
            fn from(index: usize) -> Self {
                Self(u16::try_from(index).expect("the check refuses more than 65,535 of anything"))
            }
        }
    )*};
}

ids! {
    /// A tier, lowest first.
    TierId,
    /// A phase of schooling.
    PhaseId,
    /// A kind of school.
    KindId,
    /// An attribute's value, among the values of all attributes.
    ValueId,
    /// A school.
    SchoolId,
    /// A move.
    MoveId,
    /// A channel.
    ChannelId,
    /// A programme.
    ProgrammeId,
    /// An effect.
    EffectId,
    /// A cost line.
    LineId,
    /// A fund.
    FundId,
    /// A payer.
    PayerId,
    /// A target.
    TargetId,
    /// A number of the scenario, known or uncertain.
    ParameterId,
}
