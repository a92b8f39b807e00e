//! The one integration-test binary: behaviour seen from outside, stage by stage.

mod common;

mod architecture;
mod bundled;
mod command;
mod determinism;
mod documents;
mod hand;
mod laws;
mod markov;
mod money_only;
mod rates;
