//! Locks, as everything here takes them.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// What a lock guards, also after a mistake of the program while somebody held it: nothing here is left half-changed.
pub(super) fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
