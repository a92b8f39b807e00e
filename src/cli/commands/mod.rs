//! One file per command: arguments in, a request to [`crate::app`], and what came of it to the printer.

pub(super) mod archive;
pub(super) mod backtest;
pub(super) mod check;
pub(super) mod completions;
pub(super) mod example;
pub(super) mod fit;
pub(super) mod form;
pub(super) mod import;
pub(super) mod merge;
pub(super) mod replay;
pub(super) mod report;
pub(super) mod run;
pub(super) mod runs;
#[cfg(feature = "serve")]
pub(super) mod serve;
pub(super) mod shard;
pub(super) mod study;
pub(super) mod sweep;
pub(super) mod update;
pub(super) mod upgrade;
pub(super) mod verify;
