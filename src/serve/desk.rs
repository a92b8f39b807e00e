//! Trials in turn: each page that looks at a scenario waits for its results here, several pages share one trial, and one that
//! nobody looks at any more stops and goes on where it was when somebody does.

use std::collections::{BTreeMap, VecDeque};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use tokio::sync::watch;

use crate::app::{AppError, Source, Trial};
use crate::scenario::Scenario;
use crate::simulate::Observer;
use crate::summary::Results;
use crate::words::Diagnostics;

use super::lock::held;

/// Replicates between which another trial gets its turn.
const TURN: u64 = 512;
/// Trials whose results are remembered.
const REMEMBERED: usize = 24;
/// Trials that nobody looks at and that can go on where they were; what they counted is some 30 MB each. Others begin anew.
const PAUSED: usize = 3;
/// Trials that may be at work or wait for their turn.
const AT_WORK: usize = 12;

/// A scenario under changes: its source, and settings over it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    /// Its name in the list of plans.
    pub(super) plan: String,
    pub(super) settings: Vec<String>,
}

/// What is known of a trial after so many replicates.
#[derive(Debug)]
pub(super) struct Tried {
    pub(super) scenario: Scenario,
    pub(super) warnings: Diagnostics,
    pub(super) results: Results,
    /// Replicates at the end.
    pub(super) last: u64,
}

/// News of a trial.
#[derive(Clone, Debug)]
pub(super) enum News {
    /// Nothing yet.
    Waiting,
    /// Results of so many replicates.
    Tried(Arc<Tried>),
    /// It cannot be tried.
    Failed(Arc<AppError>),
}

impl News {
    /// Whether nothing more will come.
    pub(super) fn is_last(&self) -> bool {
        match self {
            Self::Waiting => false,
            Self::Tried(tried) => tried.results.replicates >= tried.last,
            Self::Failed(_) => true,
        }
    }
}

/// A trial and who looks at it.
#[derive(Debug)]
struct Job {
    source: Source,
    settings: Vec<String>,
    news: watch::Sender<News>,
    /// Results of a plan without changes by replicates, for who wants to know them at the count of another trial.
    stages: Mutex<BTreeMap<u64, Arc<Tried>>>,
    watchers: AtomicUsize,
    /// What goes on when somebody looks again; taken while it is at work.
    trial: Mutex<Option<Trial>>,
}

impl Observer for Job {
    fn cancelled(&self) -> bool {
        self.watchers.load(Ordering::Relaxed) == 0
    }
}

#[derive(Debug, Default)]
struct Jobs {
    known: BTreeMap<Key, Arc<Job>>,
    /// Oldest first.
    order: VecDeque<Key>,
    /// The first has its turn.
    at_work: VecDeque<Key>,
    /// Whether a thread gives turns.
    turning: bool,
}

/// Where trials take turns.
#[derive(Debug)]
pub(super) struct Desk {
    jobs: Mutex<Jobs>,
}

/// Whoever looks at a trial; it stops when the last has gone.
#[derive(Debug)]
pub(super) struct Watching {
    job: Arc<Job>,
    pub(super) news: watch::Receiver<News>,
}

impl Drop for Watching {
    fn drop(&mut self) {
        self.job.watchers.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Too many trials wait already.
#[derive(Debug)]
pub(super) struct Busy;

impl Desk {
    pub(super) fn new() -> Self {
        Self { jobs: Mutex::default() }
    }

    /// Looks at a trial, which begins or goes on if it is not at its end.
    pub(super) fn watch(self: &Arc<Self>, key: &Key, source: &Source) -> Result<Watching, Busy> {
        let mut jobs = held(&self.jobs);
        let job = Arc::clone(jobs.known.entry(key.clone()).or_insert_with(|| {
            Arc::new(Job {
                source: source.clone(),
                settings: key.settings.clone(),
                news: watch::Sender::new(News::Waiting),
                stages: Mutex::default(),
                watchers: AtomicUsize::new(0),
                trial: Mutex::default(),
            })
        }));
        jobs.order.retain(|known| known != key);
        jobs.order.push_back(key.clone());
        jobs.forget();
        let works = jobs.at_work.contains(key) || job.news.borrow().is_last();
        if !works && jobs.at_work.len() >= AT_WORK {
            return Err(Busy);
        }
        job.watchers.fetch_add(1, Ordering::Relaxed);
        if !works {
            jobs.at_work.push_back(key.clone());
            // One thread gives all their turns, so that what they count lies in the memory of one.
            if !std::mem::replace(&mut jobs.turning, true) {
                let desk = Arc::clone(self);
                tokio::task::spawn_blocking(move || desk.work());
            }
        }
        let news = job.news.subscribe();
        Ok(Watching { job, news })
    }

    /// What the plan of `key`, which has no settings, said after `replicates`, if it came so far.
    pub(super) fn after(&self, key: &Key, replicates: u64) -> Option<Arc<Tried>> {
        let job = Arc::clone(held(&self.jobs).known.get(key)?);
        held(&job.stages).get(&replicates).cloned()
    }

    /// What the plan of `key`, which has no settings, said first, if it said anything yet.
    pub(super) fn earliest(&self, key: &Key) -> Option<Arc<Tried>> {
        let job = Arc::clone(held(&self.jobs).known.get(key)?);
        held(&job.stages).values().next().cloned()
    }

    /// What is known of the trial of `key`.
    pub(super) fn known(&self, key: &Key) -> Option<News> {
        held(&self.jobs).known.get(key).map(|job| job.news.borrow().clone())
    }

    /// Gives each trial its turn until none is left.
    fn work(&self) {
        loop {
            let first = held(&self.jobs).first();
            let Some(job) = first else { return };
            // A mistake of the program ends one trial, and not all of them.
            let turn = catch_unwind(AssertUnwindSafe(|| turn(&job)));
            let turn = turn.unwrap_or_else(|_| Err(AppError::Internal("a trial panicked".to_owned())));
            let mut jobs = held(&self.jobs);
            let again = match turn {
                Ok(more) => more,
                // Somebody may have come back in the meantime.
                Err(AppError::Interrupted) => !job.cancelled(),
                Err(error) => {
                    job.news.send_replace(News::Failed(Arc::new(error)));
                    false
                }
            };
            let done = jobs.at_work.pop_front();
            jobs.at_work.extend(done.filter(|_| again));
        }
    }
}

/// One turn of a trial; whether there is more to do.
fn turn(job: &Job) -> Result<bool, AppError> {
    if job.cancelled() {
        return Err(AppError::Interrupted);
    }
    let mut slot = held(&job.trial);
    if slot.is_none() {
        *slot = Some(Trial::new(&job.source, &job.settings)?);
    }
    let Some(trial) = slot.as_mut() else { return Ok(false) };
    let stage = trial.stages().into_iter().find(|stage| *stage > trial.replicates()).unwrap_or_else(|| trial.last());
    trial.go_on(stage.min(trial.replicates() + TURN), job)?;
    let done = trial.replicates();
    if done >= stage
        && let Some(results) = trial.results()
    {
        let (scenario, warnings) = (trial.scenario().clone(), trial.warnings().clone());
        let tried = Arc::new(Tried { scenario, warnings, results, last: trial.last() });
        if job.settings.is_empty() {
            held(&job.stages).insert(done, Arc::clone(&tried));
        }
        job.news.send_replace(News::Tried(tried));
    }
    let more = done < trial.last();
    if !more {
        *slot = None;
    }
    Ok(more)
}

impl Jobs {
    /// The trial that has its turn; none once there is none.
    fn first(&mut self) -> Option<Arc<Job>> {
        // What is at work is known as long as it is.
        let job = self.at_work.front().and_then(|key| self.known.get(key)).map(Arc::clone);
        self.turning = job.is_some();
        job
    }

    /// Lets go of the oldest that nobody looks at, and of what all but the last few of these have counted.
    fn forget(&mut self) {
        let mut paused = 0;
        for key in self.order.iter().rev().filter(|key| !self.at_work.contains(key)) {
            let Some(job) = self.known.get(key).filter(|job| job.cancelled()) else { continue };
            // A trial at work holds its slot for a turn, and those are left out here.
            let mut slot = held(&job.trial);
            paused += usize::from(slot.is_some());
            if paused > PAUSED {
                *slot = None;
            }
        }
        let mut place = 0;
        while self.known.len() > REMEMBERED && place < self.order.len() {
            let key = &self.order[place];
            let idle = self.known.get(key).is_none_or(|job| job.cancelled()) && !self.at_work.contains(key);
            if idle {
                self.known.remove(key);
                self.order.remove(place);
            } else {
                place += 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Waits for what a test does.
    fn wait(work: impl Future<Output = ()>) {
        tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(work);
    }

    /// A plan of more replicates than anybody waits for.
    fn endless() -> (Key, Source) {
        let source = Source::Named(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/base.toml").to_owned());
        let settings = vec!["run.replicates=100000000".to_owned()];
        (Key { plan: "base".to_owned(), settings }, source)
    }

    #[test]
    fn a_trial_stops_when_nobody_looks_and_goes_on_when_somebody_does() {
        wait(async {
            let (desk, (key, source)) = (Arc::new(Desk::new()), endless());
            let first = |mut watching: Watching| async move {
                watching.news.wait_for(|news| !matches!(news, News::Waiting)).await.unwrap();
                watching
            };
            let one = first(desk.watch(&key, &source).unwrap()).await;
            let two = desk.watch(&key, &source).unwrap();
            drop(one);
            // Somebody still looks.
            assert_eq!(held(&desk.jobs).at_work.len(), 1);
            drop(two);
            while !held(&desk.jobs).at_work.is_empty() {
                tokio::task::yield_now().await;
            }
            let News::Tried(tried) = desk.known(&key).unwrap() else { panic!("no results") };
            assert!(tried.results.replicates < tried.last);
            // What was worked out is not worked out again.
            let again = desk.watch(&key, &source).unwrap();
            assert!(matches!(&*again.news.borrow(), News::Tried(_)));
            // Results on the way are kept of a plan without settings, for others to stand beside.
            assert!(desk.after(&key, 320).is_none());
            let plan = Key { settings: Vec::new(), ..key.clone() };
            let mut watching = desk.watch(&plan, &source).unwrap();
            watching.news.wait_for(News::is_last).await.unwrap();
            assert!(desk.after(&plan, 320).is_some() && desk.after(&plan, 7).is_none());
        });
    }

    #[test]
    fn no_more_trials_are_at_work_than_there_is_room_for() {
        wait(async {
            let (desk, (key, source)) = (Arc::new(Desk::new()), endless());
            let of = |seed: usize| Key {
                settings: vec![key.settings[0].clone(), format!("run.seed={seed}")],
                ..key.clone()
            };
            let watching: Vec<Watching> = (0..AT_WORK).map(|seed| desk.watch(&of(seed), &source).unwrap()).collect();
            assert!(desk.watch(&of(AT_WORK), &source).is_err());
            // One that is there already has its place.
            assert!(desk.watch(&of(0), &source).is_ok());
            drop(watching);
            while !held(&desk.jobs).at_work.is_empty() {
                tokio::task::yield_now().await;
            }
            // What is remembered has an end.
            for seed in 0..3 * REMEMBERED {
                drop(desk.watch(&of(seed), &source));
                while !held(&desk.jobs).at_work.is_empty() {
                    tokio::task::yield_now().await;
                }
            }
            let jobs = held(&desk.jobs);
            assert!(jobs.known.len() <= REMEMBERED + 1);
            assert!(jobs.known.values().filter(|job| held(&job.trial).is_some()).count() <= PAUSED + 1);
        });
    }

    #[test]
    fn a_draw_of_more_replicates_than_a_turn_has_goes_on() {
        wait(async {
            let (desk, (key, source)) = (Arc::new(Desk::new()), endless());
            let settings = vec!["run.replicates=2500".to_owned(), "run.chance_replicates=1000".to_owned()];
            let key = Key { settings, ..key };
            let mut watching = desk.watch(&key, &source).unwrap();
            let News::Tried(tried) = watching.news.wait_for(News::is_last).await.unwrap().clone() else { panic!() };
            assert_eq!(tried.results.replicates, 2500);
        });
    }

    #[test]
    fn what_cannot_be_tried_says_why_to_everybody() {
        wait(async {
            let (desk, (key, source)) = (Arc::new(Desk::new()), endless());
            let key = Key { settings: vec!["run.none=1".to_owned()], ..key };
            let mut watching = desk.watch(&key, &source).unwrap();
            let news = watching.news.wait_for(News::is_last).await.unwrap().clone();
            assert!(matches!(news, News::Failed(error) if error.exit_code() == 2));
        });
    }
}
