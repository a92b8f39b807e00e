//! The one integration-test binary: behaviour seen from outside, stage by stage.

#![expect(clippy::unwrap_used, reason = "a test that meets what it does not expect ends there")]

mod common;

mod agreement;
mod architecture;
mod archives;
mod attributes;
mod backtests;
mod briefs;
mod bundled;
mod carrying;
mod closing;
mod command;
mod counted;
mod designs;
mod determinism;
mod dirty;
mod district;
mod documents;
mod elicited;
#[cfg(unix)]
mod ended;
mod folders;
mod forms;
mod fuzz;
mod half_way;
mod hand;
mod hostile;
mod importing;
mod joined_phases;
mod laws;
mod lumped;
mod markov;
mod messages;
mod money_only;
mod onward;
#[cfg(unix)]
mod opening;
mod outcomes;
mod published;
mod rates;
mod recalled;
mod reference;
mod restart;
mod serving;
mod shards;
mod silence;
mod spending;
mod studies;
mod study_folders;
mod tables;
mod tampering;
mod targets;
mod terms;
mod texts;
mod two_schools;
mod undefined;
mod updates;
mod validation;
mod years;
