//! Many replicates: fixed groups handed to threads, collected exactly.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::time::Duration;

use crate::model::{Drawn, Model, Parameters};
use crate::random::{Luck, Nesting};

use super::api::{Observer, ReplicateRow, RunError, RunPlan};
use super::month::record::Record;
use super::people::Opening;
use super::pool::Pool;
use super::replicate::live;
use super::scene::{Replicate, Silence};
use super::state::State;

/// Most batches of draws handed to a thread at once.
const CHUNK: u64 = 2;
/// Chunks per thread that a run is cut into at least, where it has as many batches, so that none waits long for the last.
const CUTS: u64 = 16;
/// Replicates whose records are collected together, about: what is counted is far more than a processor keeps near, and is
/// fetched once for all of them.
pub(super) const TOGETHER: u64 = 64;
/// Chunks of rows that may wait to be written, per thread.
const AHEAD: u64 = 8;

/// The replicates that share one draw of the parameters.
#[derive(Debug)]
pub struct Group<'run> {
    /// Number of the first of them.
    pub first: u64,
    /// What they share.
    pub parameters: &'run Parameters,
    /// What each left behind.
    pub records: &'run [Record],
}

/// Something that takes groups of replicates, those of a batch in order and batches in any order, and can be merged with its
/// like. Collecting must be exact, so that neither the order nor the number of threads can change a byte: sums of whole numbers
/// are, sums of `f64` are not.
pub trait Collector: Send {
    /// Takes a group.
    fn push(&mut self, model: &Model, group: &Group<'_>);

    /// Takes several groups, which may be quicker than one after another.
    fn push_all(&mut self, model: &Model, groups: &[Group<'_>]) {
        for group in groups {
            self.push(model, group);
        }
    }

    /// Takes all that another has taken.
    fn merge(&mut self, other: Self);
}

/// One thread's workshop.
struct Bench {
    opening: Opening,
    state: State,
    records: Vec<Record>,
}

impl Bench {
    fn new(size: u64) -> Self {
        Self {
            opening: Opening::default(),
            state: State::default(),
            records: (0..size).map(|_| Record::default()).collect(),
        }
    }

    /// Runs the replicates `first..first + count`, which share one draw; records are left from place `at` on.
    fn group(
        &mut self,
        model: &Model,
        plan: &RunPlan,
        (first, count): (u64, u64),
        at: usize,
        parameters: &Parameters,
    ) -> Result<(), RunError> {
        let drawn = Drawn::new(model, parameters.values.clone());
        self.opening.fill(model, &drawn);
        self.state.bounds.clear(model, &drawn);
        for (offset, record) in self.records[at..at + count as usize].iter_mut().enumerate() {
            let replicate = first + offset as u64;
            let luck = Luck::of_replicate(plan.seed, replicate);
            let own = drawn.of_replicate(model, luck);
            if let Some(own) = &own {
                self.state.bounds.clear(model, own);
            }
            let mut run = Replicate {
                model,
                drawn: own.as_ref().unwrap_or(&drawn),
                luck,
                entrants: &self.opening.entrants,
                state: &mut self.state,
                trace: &mut Silence,
            };
            live(&mut run, &self.opening, record, plan.audit || cfg!(debug_assertions))
                .map_err(|what| RunError::Audit { replicate, what })?;
        }
        Ok(())
    }
}

/// Runs replicate `replicate` alone: the same record as in a run of any size.
///
/// # Errors
/// [`RunError::Design`] if the plan's design does not have its draw, [`RunError::Audit`] if something does not add up.
pub fn single(model: &Model, plan: &RunPlan, replicate: u64) -> Result<(Parameters, Record), RunError> {
    let parameters = plan.parameters(model, plan.draw_of(replicate))?;
    let mut bench = Bench::new(1);
    bench.group(model, plan, (replicate, 1), 0, &parameters)?;
    Ok((parameters, bench.records.swap_remove(0)))
}

/// Runs whole groups, those of `draws`, one after another on the calling thread: the same records as in a run of any size.
/// Of `plan` its seed, its design, its nesting and whether to audit are used.
///
/// # Errors
/// [`RunError::Cancelled`] if the observer asks, [`RunError::Design`] if the design does not have a draw,
/// [`RunError::Audit`] if a check of conservation fails.
pub fn run_groups<C: Collector>(
    model: &Model,
    plan: &RunPlan,
    draws: impl IntoIterator<Item = u64>,
    observer: &dyn Observer,
    collector: &mut C,
) -> Result<(), RunError> {
    let nesting = plan.nesting;
    let mut bench = Bench::new(nesting.most());
    for draw in draws {
        if observer.cancelled() {
            return Err(RunError::Cancelled);
        }
        let parameters = plan.parameters(model, draw)?;
        let (first, size) = (nesting.first_of(draw), nesting.size_of(draw));
        bench.group(model, plan, (first, size), 0, &parameters)?;
        collector.push(model, &Group { first, parameters: &parameters, records: &bench.records[..size as usize] });
    }
    Ok(())
}

/// What workers tell the thread that asked.
enum News<C> {
    /// So many replicates are done.
    Done(u64),
    /// The rows of a chunk.
    Rows(u64, Vec<ReplicateRow>),
    /// The worker has ended, with all that it collected.
    Ended(Result<Box<C>, RunError>),
}

/// Runs `plan` and returns what the collectors made by `new` have taken, merged.
///
/// # Errors
/// [`RunError::Cancelled`] if the observer asks, [`RunError::Rows`] if it cannot take rows, [`RunError::Design`] if the
/// design does not fit, [`RunError::Audit`] if a check of conservation fails.
pub fn run<C: Collector>(
    model: &Model,
    plan: &RunPlan,
    observer: &dyn Observer,
    new: &(dyn Fn() -> C + Sync),
) -> Result<C, RunError> {
    let size = plan.nesting.batch_size();
    debug_assert!(plan.before.is_multiple_of(size), "only whole batches can be left out");
    let before = plan.before / size;
    let batches = plan.replicates.div_ceil(size).saturating_sub(before);
    // A design that ends too early is refused before the run and not near its end.
    plan.parameters(model, plan.nesting.draws(plan.replicates).saturating_sub(1))?;
    let threads = plan.threads().min(usize::try_from(batches.max(1)).unwrap_or(usize::MAX));
    let per_chunk = (batches / (threads as u64 * CUTS)).clamp(1, CHUNK);
    let chunks = batches.div_ceil(per_chunk);
    let pool = Pool::start(threads)?;
    let threads = pool.threads();
    let shared = Shared { next: AtomicU64::new(0), written: AtomicU64::new(0), stop: AtomicBool::new(false) };
    let (sender, receiver) = sync_channel::<News<C>>(threads * 4);
    let work = Work { model, plan, observer, before, per_chunk, chunks, ahead: AHEAD * threads as u64 };
    // Each thread takes chunks until there are none, with one collector for all that it takes.
    let workers: Vec<_> = (0..threads)
        .map(|_| {
            let (sender, shared, work) = (sender.clone(), &shared, &work);
            move || {
                let _guard = StopOnPanic(shared);
                let mut collector = Box::new(new());
                let result = work.run(shared, &sender, &mut collector).map(|()| collector);
                if result.is_err() {
                    shared.stop.store(true, Ordering::Relaxed);
                }
                // A closed channel means that the asker is gone.
                let _ = sender.send(News::Ended(result));
            }
        })
        .collect();
    // What the asker listens to ends with the last worker.
    drop(sender);
    let found =
        pool.work(workers, || watch(&receiver, observer, plan.replicates.saturating_sub(before * size), &shared))?;
    Ok(found.map_or_else(new, |collector| *collector))
}

/// Stops the others if a worker panics, so that nobody waits for it.
struct StopOnPanic<'run>(&'run Shared);

impl Drop for StopOnPanic<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.0.stop.store(true, Ordering::Relaxed);
        }
    }
}

/// What the workers share.
struct Shared {
    next: AtomicU64,
    written: AtomicU64,
    stop: AtomicBool,
}

/// Passes news on to the observer, rows in order, and merges what the workers have collected.
fn watch<C: Collector>(
    receiver: &Receiver<News<C>>,
    observer: &dyn Observer,
    total: u64,
    shared: &Shared,
) -> Result<Option<Box<C>>, RunError> {
    let mut done = 0;
    let mut waiting: BTreeMap<u64, Vec<ReplicateRow>> = BTreeMap::new();
    let mut next = 0;
    let mut found: Result<Option<Box<C>>, RunError> = Ok(None);
    for news in receiver {
        match news {
            News::Done(count) => {
                done += count;
                observer.progress(done, total);
            }
            News::Rows(chunk, rows) => {
                waiting.insert(chunk, rows);
            }
            News::Ended(result) => match (&mut found, result) {
                (Ok(Some(merged)), Ok(collector)) => merged.merge(*collector),
                (Ok(none), Ok(collector)) => *none = Some(collector),
                // Whoever was stopped because another failed says nothing of why.
                (Ok(_) | Err(RunError::Cancelled), Err(error)) => found = Err(error),
                (Err(_), _) => {}
            },
        }
        while let Some(rows) = waiting.remove(&next) {
            if found.is_ok()
                && let Err(message) = observer.rows(&rows)
            {
                found = Err(RunError::Rows(message));
                shared.stop.store(true, Ordering::Relaxed);
            }
            next += 1;
            shared.written.store(next, Ordering::Relaxed);
        }
    }
    found
}

/// What a worker needs.
struct Work<'run> {
    model: &'run Model,
    plan: &'run RunPlan,
    observer: &'run dyn Observer,
    /// Batches that are left out at the beginning.
    before: u64,
    /// Batches of a chunk.
    per_chunk: u64,
    chunks: u64,
    ahead: u64,
}

impl Work<'_> {
    fn run<C: Collector>(
        &self,
        shared: &Shared,
        sender: &SyncSender<News<C>>,
        collector: &mut C,
    ) -> Result<(), RunError> {
        let nesting = self.plan.nesting;
        let together = (TOGETHER / nesting.most()).max(1) as usize;
        let mut bench = Bench::new(nesting.most() * together as u64);
        // First replicate, how many, and parameters of the groups whose records wait on the bench to be collected.
        let mut waiting: Vec<(u64, u64, Parameters)> = Vec::with_capacity(together);
        loop {
            let chunk = shared.next.fetch_add(1, Ordering::Relaxed);
            if chunk >= self.chunks {
                return Ok(());
            }
            while self.plan.keep_rows && chunk > shared.written.load(Ordering::Relaxed) + self.ahead {
                self.look_up(shared)?;
                std::thread::sleep(Duration::from_millis(1));
            }
            let mut rows = Vec::new();
            let mut done = 0;
            let batch = self.before + chunk * self.per_chunk;
            for draw in batch * Nesting::BATCH..(batch + self.per_chunk) * Nesting::BATCH {
                let first = nesting.first_of(draw);
                if first >= self.plan.replicates {
                    break;
                }
                self.look_up(shared)?;
                let count = nesting.size_of(draw).min(self.plan.replicates - first);
                let parameters = self.plan.parameters(self.model, draw)?;
                let at = waiting.len() * nesting.most() as usize;
                bench.group(self.model, self.plan, (first, count), at, &parameters)?;
                if self.plan.keep_rows {
                    let records = &bench.records[at..at + count as usize];
                    let row = |(offset, record)| row(self.model, draw, first + offset as u64, &parameters, record);
                    rows.extend(records.iter().enumerate().map(row));
                }
                done += count;
                waiting.push((first, count, parameters));
                if waiting.len() == together {
                    self.collect(&bench, &mut waiting, collector);
                }
            }
            self.collect(&bench, &mut waiting, collector);
            // A closed channel means that the asker is gone; the stop flag then ends the work.
            if self.plan.keep_rows {
                let _ = sender.send(News::Rows(chunk, rows));
            }
            let _ = sender.send(News::Done(done));
        }
    }

    /// Hands the groups that wait to the collector.
    fn collect<C: Collector>(&self, bench: &Bench, waiting: &mut Vec<(u64, u64, Parameters)>, collector: &mut C) {
        let records = bench.records.chunks(self.plan.nesting.most() as usize);
        let groups: Vec<Group<'_>> = waiting
            .iter()
            .zip(records)
            .map(|((first, count, parameters), records)| Group {
                first: *first,
                parameters,
                records: &records[..*count as usize],
            })
            .collect();
        collector.push_all(self.model, &groups);
        waiting.clear();
    }

    fn look_up(&self, shared: &Shared) -> Result<(), RunError> {
        if shared.stop.load(Ordering::Relaxed) || self.observer.cancelled() {
            return Err(RunError::Cancelled);
        }
        Ok(())
    }
}

fn row(model: &Model, draw: u64, replicate: u64, parameters: &Parameters, record: &Record) -> ReplicateRow {
    let months = model.timeline.months.len();
    let natural = |metric: usize, month: usize| {
        model.metrics[metric].natural(record.metric(model, metric, month)).unwrap_or(f64::NAN)
    };
    let mut outcomes = Vec::with_capacity(model.outcome_names().len());
    for reading in &model.readings {
        outcomes.push(natural(reading.metric, reading.at));
        outcomes.push(f64::from(u8::from(record.met(model, reading))));
    }
    outcomes.extend((0..model.metrics.len()).map(|metric| natural(metric, months.saturating_sub(1))));
    for month in model.kept_months() {
        outcomes.extend((0..model.metrics.len()).map(|metric| natural(metric, month)));
    }
    for line in &record.lines {
        outcomes.extend([(line.spend + line.gap) as f64, line.spend as f64, line.gap as f64]);
    }
    let values = model.uncertain().iter().map(|id| parameters.values[id.index()]).collect();
    ReplicateRow { replicate, draw, parameters: values, outcomes }
}
