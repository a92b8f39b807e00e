//! The threads that replicates, blocks of studies and charts share out among themselves.

use std::error::Error as _;
use std::io;

use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};

use super::api::RunError;
use crate::words::{Text, refusal};

/// Threads that wait for work until they are dropped.
#[derive(Debug)]
pub struct Pool(ThreadPool);

impl Pool {
    /// A pool of `wanted` threads: where the system gives no more, of half as many, and so on.
    ///
    /// # Errors
    /// [`RunError::Threads`] if it gives none.
    pub fn start(wanted: usize) -> Result<Self, RunError> {
        let mut wanted = wanted.max(1);
        loop {
            match ThreadPoolBuilder::new().num_threads(wanted).build() {
                Ok(pool) => return Ok(Self(pool)),
                Err(_) if wanted > 1 => wanted /= 2,
                Err(error) => {
                    let system = error.source().and_then(|source| source.downcast_ref::<io::Error>());
                    return Err(RunError::Threads(system.map_or_else(|| Text::same(error.to_string()), refusal)));
                }
            }
        }
    }

    /// How many threads it has.
    #[must_use]
    pub fn threads(&self) -> usize {
        self.0.current_num_threads()
    }

    /// Does all of `work`, each piece on whichever thread is free, and `meanwhile` on this one; returns when all is done.
    /// A panic in a piece goes on here.
    pub fn work<W: FnOnce() + Send, T>(&self, work: impl IntoIterator<Item = W>, meanwhile: impl FnOnce() -> T) -> T {
        self.0.in_place_scope(|scope| {
            work.into_iter().for_each(|piece| scope.spawn(|_| piece()));
            meanwhile()
        })
    }

    /// What `work` makes of each of `items`, in their order.
    pub fn each<I: Sync, T: Send>(&self, items: &[I], work: impl Fn(&I) -> T + Sync + Send) -> Vec<T> {
        self.0.install(|| items.par_iter().map(work).collect())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};

    use super::Pool;

    #[test]
    fn all_work_is_done_before_it_returns() {
        for threads in [1, 3] {
            let pool = Pool::start(threads).unwrap();
            assert_eq!(pool.threads(), threads);
            let sum = AtomicU64::new(0);
            let pieces = (1..=100).map(|number| {
                let sum = &sum;
                move || {
                    sum.fetch_add(number, Ordering::Relaxed);
                }
            });
            assert_eq!(pool.work(pieces, || 7), 7);
            assert_eq!(sum.into_inner(), 5050);
        }
    }

    #[test]
    #[should_panic(expected = "a piece failed")]
    fn a_panic_in_a_piece_is_not_lost() {
        Pool::start(2).unwrap().work([|| panic!("a piece failed")], || ());
    }
}
