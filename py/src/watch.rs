//! Work that Python waits for: without its lock, with an ear for Ctrl-C, and with news of how far it is.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread::{self, Builder};
use std::time::Duration;

use pyo3::prelude::*;
use tidui::app::{AppError, Watcher};
use tidui::simulate::Observer;
use tidui::words::{Language, Text};

use crate::failures::raised;

/// How often somebody who waits is asked whether she still does.
const PATIENCE: Duration = Duration::from_millis(50);
/// As much stack as a main thread has.
const STACK: usize = 8 << 20;

/// How far work is, and whether it is to stop.
#[derive(Debug, Default)]
struct Seen {
    done: AtomicU64,
    total: AtomicU64,
    stop: AtomicBool,
    remarks: Mutex<Vec<String>>,
}

impl Observer for Seen {
    fn progress(&self, done: u64, total: u64) {
        self.total.store(total, Ordering::Relaxed);
        self.done.store(done, Ordering::Relaxed);
    }

    fn cancelled(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}

impl Watcher for Seen {
    fn noted(&self, remark: &str) {
        if let Ok(mut remarks) = self.remarks.lock() {
            remarks.push(remark.to_owned());
        }
    }
}

/// Does `work` on a thread of its own, and waits for it. Signals of Python are looked at by the thread that called, for no other
/// may, and not only where the work tells of progress: a block of a large study, or the charts of a run, take longer than
/// anybody waits. `progress` is called there as well. Returns what came of it, and remarks.
///
/// # Errors
/// The exception of the error that the work ended with; `KeyboardInterrupt`, or what `progress` raised, once the work has
/// stopped and cleared up.
pub(crate) fn watched<T: Send>(
    py: Python<'_>,
    progress: Option<&Py<PyAny>>,
    language: Language,
    work: impl FnOnce(&dyn Watcher) -> Result<T, AppError> + Send,
) -> PyResult<(T, Vec<String>)> {
    let seen = Seen::default();
    let (result, raised_meanwhile) = py.detach(|| waited_for(&seen, progress, work));
    if let Some(error) = raised_meanwhile {
        return Err(error);
    }
    let said = result.map_err(|error| raised(py, &error, language))?;
    Ok((said, seen.remarks.into_inner().unwrap_or_default()))
}

fn waited_for<T: Send>(
    seen: &Seen,
    progress: Option<&Py<PyAny>>,
    work: impl FnOnce(&dyn Watcher) -> Result<T, AppError> + Send,
) -> (Result<T, AppError>, Option<PyErr>) {
    thread::scope(|scope| {
        let (sender, receiver) = channel::<()>();
        let own = move || {
            let result = work(seen);
            drop(sender);
            result
        };
        let worker = match Builder::new().name("tidui".to_owned()).stack_size(STACK).spawn_scoped(scope, own) {
            Ok(worker) => worker,
            Err(error) => return (Err(AppError::Threads(Text::same(error.to_string()))), None),
        };
        let (mut stopped, mut told) = (None, None);
        while matches!(receiver.recv_timeout(PATIENCE), Err(RecvTimeoutError::Timeout)) {
            if stopped.is_none() {
                stopped =
                    Python::attach(|py| py.check_signals().and_then(|()| tell(py, seen, progress, &mut told))).err();
                seen.stop.store(stopped.is_some(), Ordering::Relaxed);
            }
        }
        let result = worker.join().unwrap_or_else(|panic| {
            let said = panic.downcast_ref::<String>().map(String::as_str);
            let said = said.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("no message");
            Err(AppError::Internal(said.to_owned()))
        });
        if stopped.is_none() && result.is_ok() {
            stopped = Python::attach(|py| tell(py, seen, progress, &mut told)).err();
        }
        (result, stopped)
    })
}

/// Says how far the work is, if that is news.
fn tell(py: Python<'_>, seen: &Seen, progress: Option<&Py<PyAny>>, told: &mut Option<(u64, u64)>) -> PyResult<()> {
    let Some(progress) = progress else { return Ok(()) };
    let now = (seen.done.load(Ordering::Relaxed), seen.total.load(Ordering::Relaxed));
    if now.1 > 0 && *told != Some(now) {
        *told = Some(now);
        progress.call1(py, now)?;
    }
    Ok(())
}
