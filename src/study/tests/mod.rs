//! Studies against closed forms, and the laws they keep.

mod closed;
mod core;
mod split;
mod support;
