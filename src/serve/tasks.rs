//! What a page asks for that takes a while and may be called off: questions, comparisons, folders.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Instant;

use tokio::sync::watch;

use crate::app::{AppError, Watcher};
use crate::simulate::Observer;

use super::lock::held;

/// Tasks whose answers are remembered.
const REMEMBERED: usize = 32;
/// Tasks at work at once.
const AT_WORK: usize = 4;
/// Between two words on how far a task is, in milliseconds.
const OFTEN: u128 = 200;

/// How far a task is.
#[derive(Clone, Debug)]
pub(super) enum Progress {
    /// So many of so many replicates, after so many seconds.
    At(u64, u64, f64),
    /// What came of it, as a piece of a page.
    Done(Arc<str>),
}

/// Something that takes a while.
#[derive(Debug)]
pub(super) struct Task {
    /// What it is called by.
    pub(super) id: u64,
    /// What it does: the same asked again is the same task.
    what: String,
    news: watch::Sender<Progress>,
    cancelled: AtomicBool,
    began: Instant,
    /// When its progress was told last, in milliseconds from its beginning.
    told: Mutex<u128>,
}

impl Task {
    /// News of it.
    pub(super) fn watch(&self) -> watch::Receiver<Progress> {
        self.news.subscribe()
    }

    /// Calls it off.
    pub(super) fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    fn is_done(&self) -> bool {
        matches!(&*self.news.borrow(), Progress::Done(_))
    }
}

impl Observer for Task {
    fn progress(&self, done: u64, total: u64) {
        let now = self.began.elapsed().as_millis();
        let mut told = held(&self.told);
        if now >= *told + OFTEN {
            *told = now;
            self.news.send_replace(Progress::At(done, total, self.began.elapsed().as_secs_f64()));
        }
    }

    fn cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }
}

impl Watcher for Task {}

#[derive(Debug, Default)]
struct List {
    /// Oldest first.
    tasks: VecDeque<Arc<Task>>,
    next: u64,
}

/// Every task of this server.
#[derive(Debug, Default)]
pub(super) struct Tasks(Mutex<List>);

impl Tasks {
    /// Whether one is at work.
    pub(super) fn are_at_work(&self) -> bool {
        held(&self.0).tasks.iter().any(|task| !task.is_done())
    }

    /// Calls all of them off.
    pub(super) fn cancel_all(&self) {
        held(&self.0).tasks.iter().for_each(|task| task.cancel());
    }

    /// The task that does `what`, begun if there is none that is at work or done; none if too many are at work. `work` gives the
    /// piece of a page that it comes to, `failed` that of an error.
    pub(super) fn begin(
        &self,
        what: String,
        work: impl FnOnce(&Task) -> Result<String, AppError> + Send + 'static,
        failed: impl FnOnce(&AppError) -> String + Send + 'static,
    ) -> Option<Arc<Task>> {
        let mut list = held(&self.0);
        if let Some(known) = list.tasks.iter().find(|task| task.what == what && !task.cancelled()) {
            return Some(Arc::clone(known));
        }
        if list.tasks.iter().filter(|task| !task.is_done()).count() >= AT_WORK {
            return None;
        }
        list.next += 1;
        let task = Arc::new(Task {
            id: list.next,
            what,
            news: watch::Sender::new(Progress::At(0, 0, 0.0)),
            cancelled: AtomicBool::new(false),
            began: Instant::now(),
            told: Mutex::default(),
        });
        list.tasks.push_back(Arc::clone(&task));
        while list.tasks.len() > REMEMBERED {
            let Some(done) = list.tasks.iter().position(|task| task.is_done()) else { break };
            list.tasks.remove(done);
        }
        let own = Arc::clone(&task);
        tokio::task::spawn_blocking(move || {
            let found = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| work(&own)));
            let found = found.unwrap_or_else(|_| Err(AppError::Internal("a task ended in a panic".to_owned())));
            // What failed is asked anew when it is asked again.
            let piece = found.unwrap_or_else(|error| {
                own.cancel();
                failed(&error)
            });
            own.news.send_replace(Progress::Done(piece.into()));
        });
        Some(task)
    }

    /// The task called so.
    pub(super) fn called(&self, id: u64) -> Option<Arc<Task>> {
        held(&self.0).tasks.iter().find(|task| task.id == id).cloned()
    }
}
