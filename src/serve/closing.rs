//! The end of a server that was opened to be looked at: asked for on the page, or because nobody looks any more.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use super::lock::held;

/// When a server ends.
#[derive(Debug)]
pub(super) struct Closing {
    /// How long it goes on unseen; none where nobody but who started it may end it.
    patience: Option<Duration>,
    seen: Mutex<Instant>,
    asked: AtomicBool,
}

impl Closing {
    pub(super) fn new(patience: Option<Duration>) -> Self {
        Self { patience, seen: Mutex::new(Instant::now()), asked: AtomicBool::new(false) }
    }

    /// After how many minutes unseen it ends; none where the page cannot end it.
    pub(super) fn minutes(&self) -> Option<u64> {
        self.patience.map(|patience| patience.as_secs().div_ceil(60))
    }

    /// Somebody looks, or something is being worked out for somebody who will.
    pub(super) fn seen(&self) {
        *held(&self.seen) = Instant::now();
    }

    /// Asked for on the page; whether that is possible.
    pub(super) fn ask(&self) -> bool {
        self.asked.store(self.patience.is_some(), Ordering::Relaxed);
        self.patience.is_some()
    }

    /// Whether the end has come.
    pub(super) fn is_over(&self) -> bool {
        let unseen = held(&self.seen).elapsed();
        self.asked.load(Ordering::Relaxed) || self.patience.is_some_and(|patience| unseen > patience)
    }
}
