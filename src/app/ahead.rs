//! Files are opened on other threads while those before them are worked on.

use std::sync::mpsc::sync_channel;
use std::thread;

/// Threads that open at most: each holds up to two files.
const MOST: usize = 4;

/// Takes what `make` makes of each of `items`, in their order; it is made ahead where there are threads for that. The first
/// failure to take ends it.
pub(super) fn ahead<I: Sync, T: Send, E>(
    items: &[I],
    make: impl Fn(&I) -> T + Sync,
    mut take: impl FnMut(&I, T) -> Result<(), E>,
) -> Result<(), E> {
    let threads = thread::available_parallelism().map_or(1, usize::from).min(MOST).min(items.len());
    thread::scope(|scope| {
        let make = &make;
        let started = (0..threads).map(|first| {
            let (give, ready) = sync_channel(1);
            let work = move || {
                for item in items.iter().skip(first).step_by(threads) {
                    // Nobody takes any more.
                    if give.send(make(item)).is_err() {
                        return;
                    }
                }
            };
            thread::Builder::new().spawn_scoped(scope, work).ok().map(|_| ready)
        });
        let started: Vec<_> = started.collect();
        for (item, from) in items.iter().zip(started.iter().cycle()) {
            // Where the system gave no thread it is made here; so it is after a panic there, which then is one here.
            let opened = from.as_ref().and_then(|ready| ready.recv().ok()).unwrap_or_else(|| make(item));
            take(item, opened)?;
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::ahead;

    #[test]
    fn all_is_taken_in_order_and_nothing_after_a_failure() {
        for count in [0_usize, 1, 2, 9, 40] {
            let items: Vec<usize> = (0..count).collect();
            let mut taken = Vec::new();
            let ended = ahead(
                &items,
                |item| item * item,
                |item, made| {
                    taken.push((*item, made));
                    if *item == 20 { Err("enough") } else { Ok(()) }
                },
            );
            assert_eq!(ended, if count > 20 { Err("enough") } else { Ok(()) });
            assert_eq!(taken, (0..count.min(21)).map(|item| (item, item * item)).collect::<Vec<_>>());
        }
    }
}
