//! The steps of a month, a file each, in the order in which [`super::replicate`] takes them. What two of them share stands
//! beside them: what a channel owes those who came by it (`engagement`), who comes to a round (`candidates`), in what order limited
//! places are given (`ranks`), how many of them are left for each value of an attribute (`quotas`), and what happens to people whom
//! nothing tells apart (`lumped`).

pub(crate) mod after;
pub(crate) mod candidates;
pub(crate) mod counts;
mod engagement;
pub(crate) mod environment;
mod lumped;
pub(crate) mod money;
pub(crate) mod moves;
pub(crate) mod programmes;
mod quotas;
mod ranks;
pub(crate) mod record;
pub(crate) mod recruitment;
pub(crate) mod standing;
