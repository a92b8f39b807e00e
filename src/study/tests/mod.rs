//! Studies against closed forms, and the laws they keep.

mod beside;
mod closed;
mod core;
mod forks;
mod known;
mod racing;
mod split;
mod support;
mod undefined;
mod unknown;
