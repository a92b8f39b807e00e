//! Where design points are run: the same luck for every point, threads for points and replicates alike, and nothing run
//! twice.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, OnceLock};

use crate::model::Parameters;
use crate::random::{Design, Nesting, Stratified};
use crate::scenario::Scenario;
use crate::simulate::{Beside, Difference, Observer, Pool, RunError, RunPlan, run_beside, run_groups, threads_asked};
use crate::summary::points_that_fit;
use crate::words::Shard;

use super::block::{Block, Store, replicates};
use super::difference::difference;
use super::point::{Outcomes, Packer, Point};
use crate::study::error::StudyError;

/// Replicates of a block, about: few enough that an interrupted study loses little, many enough to pack well.
const BLOCK: usize = 128;
/// Pieces for each thread that what is left would make, where there are enough draws for them, and draws of the least piece
/// where there are enough for all threads.
const PIECES: usize = 8;
const LEAST: usize = 4;

/// How every point of a study is run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sampling {
    /// Seed of all randomness, the same for every point.
    pub seed: u64,
    /// How replicates share draws of the parameters.
    pub nesting: Nesting,
    /// Threads; none means as many as the machine offers. The bytes do not depend on it.
    pub threads: Option<usize>,
    /// Check in every replicate that people are conserved and yuan add up.
    pub audit: bool,
}

impl Sampling {
    /// As a scenario states it, on all threads.
    #[must_use]
    pub fn of(scenario: &Scenario) -> Self {
        Self { seed: scenario.seed, nesting: scenario.nesting, threads: None, audit: false }
    }
}

/// Runs design points.
pub struct Laboratory<'study> {
    sampling: Sampling,
    design: Option<Arc<dyn Design>>,
    store: &'study dyn Store,
    observer: &'study dyn Observer,
    account: Arc<Account>,
    pool: Arc<OnceLock<Pool>>,
    /// Whether points that are alike for a while are run beside each other.
    forks: bool,
    /// The piece that is run here of what is asked for, where others run the rest.
    shard: Option<Shard>,
}

/// Pieces a shard that what is asked for is cut into, where there are as many, so that shards are of as good as one size.
const PER_SHARD: u64 = 4;

/// A shard's part of what a study asked for at once.
#[derive(Clone, Debug, PartialEq)]
pub struct Round {
    /// Replicates that were asked for, and those of them that this shard has run.
    pub of: u64,
    /// The latter.
    pub own: u64,
    /// What they left behind, each with the key of its point.
    pub blocks: Vec<(String, Arc<Block>)>,
}

/// How far a study is: replicates that were asked for, whether run, found or spared, of those that it expects to ask for.
#[derive(Debug, Default)]
struct Account {
    expected: AtomicU64,
    done: AtomicU64,
}

impl Account {
    fn tell(&self, observer: &dyn Observer, now: u64, batch: u64) {
        let done = self.done.load(Ordering::Relaxed);
        observer.progress(done + now, self.expected.load(Ordering::Relaxed).max(done + batch));
    }
}

impl std::fmt::Debug for Laboratory<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Laboratory").field("sampling", &self.sampling).finish_non_exhaustive()
    }
}

/// What a job leaves, or why it did not: its number and the block of each of its points.
type Done = (usize, Result<Vec<Arc<Block>>, RunError>);

/// A piece of work: some draws of one point, or of several beside each other.
struct Job<'study> {
    points: Vec<(&'study Point, Difference)>,
    draws: Vec<u64>,
}

impl<'study> Laboratory<'study> {
    /// Replicates up to which what is asked for at once is not cut into shards: each runs it by itself, to know what comes next.
    pub const LITTLE: u64 = 4_096;

    /// A laboratory that keeps what it ran in `store` and tells `observer` how far the study is. The observer may
    /// end the work; what was finished by then stays in the store, and the same study asked again goes on from there.
    #[must_use]
    pub fn new(sampling: Sampling, store: &'study dyn Store, observer: &'study dyn Observer) -> Self {
        let Nesting { chance_replicates, repeated_draws } = sampling.nesting;
        let sampling = Sampling { nesting: Nesting::new(chance_replicates, repeated_draws), ..sampling };
        Self {
            sampling,
            design: None,
            store,
            observer,
            account: Arc::default(),
            pool: Arc::default(),
            forks: true,
            shard: None,
        }
    }

    /// The same with parameters as `design` lays them out, at every point, in place of their addresses under the seed.
    #[must_use]
    pub fn with_design(self, design: Arc<dyn Design>) -> Self {
        Self { design: Some(design), ..self }
    }

    /// The same, with the same threads and store and one account of progress, with draws shared as `nesting` says.
    #[must_use]
    pub fn nested(&self, nesting: Nesting) -> Self {
        let Nesting { chance_replicates, repeated_draws } = nesting;
        let nesting = Nesting::new(chance_replicates, repeated_draws);
        Self {
            sampling: Sampling { nesting, ..self.sampling },
            design: self.design.clone(),
            store: self.store,
            observer: self.observer,
            account: Arc::clone(&self.account),
            pool: Arc::clone(&self.pool),
            forks: self.forks,
            shard: self.shard,
        }
    }

    /// How the parameters of points that have no design of their own are laid out.
    #[must_use]
    pub fn design(&self) -> Arc<dyn Design> {
        self.design.clone().unwrap_or_else(|| Arc::new(Stratified { seed: self.sampling.seed }))
    }

    /// The same as one of several that share the work: of what is asked for first and is not in the store it runs its own piece,
    /// and the study ends there, with [`StudyError::Shared`]. A store that has the pieces of all shards takes the study further.
    #[must_use]
    pub fn sharing(self, shard: Shard) -> Self {
        Self { shard: Some(shard), ..self }
    }

    /// The same with every point run by itself, to prove that it makes no difference.
    #[cfg(test)]
    pub(crate) fn without_forks(self) -> Self {
        Self { forks: false, ..self }
    }

    /// Says that these draws of so many points more will be asked for, about, so that the observer can tell how far the
    /// study is.
    pub(crate) fn expect(&self, points: usize, draws: &[u64]) {
        let replicates = points as u64 * self.replicates(draws);
        self.account.expected.fetch_add(replicates, Ordering::Relaxed);
    }

    /// Replicates of some draws.
    pub(crate) fn replicates(&self, draws: &[u64]) -> u64 {
        replicates(draws, self.sampling.nesting)
    }

    /// Counts replicates of draws as done, but for those that are still missing.
    fn count(&self, draws: &[u64], missing: &[u64]) {
        if draws.len() > missing.len() {
            let done = self.replicates(draws) - self.replicates(missing);
            self.account.done.fetch_add(done, Ordering::Relaxed);
            self.account.tell(self.observer, 0, 0);
        }
    }

    /// Counts draws that need not be run as done.
    pub(crate) fn spare(&self, draws: &[u64]) {
        self.count(draws, &[]);
    }

    /// Nothing of a point yet.
    pub(crate) fn none(&self, point: &Point) -> Outcomes {
        Outcomes { point: point.clone(), nesting: self.sampling.nesting, places: Vec::new() }
    }

    /// How points are run.
    #[must_use]
    pub const fn sampling(&self) -> &Sampling {
        &self.sampling
    }

    /// The parameters of a draw of a point: their values and percentiles.
    ///
    /// # Errors
    /// If the point's design has no such draw, or leaves out a parameter.
    pub fn parameters(&self, point: &Point, draw: u64) -> Result<Parameters, StudyError> {
        Ok(self.plan(point).parameters(point.model(), draw)?)
    }

    /// Percentiles of a point's unknown numbers in some draws: a column for each number, in the model's order.
    pub(crate) fn percentiles(&self, point: &Point, draws: &[u64]) -> Result<Vec<Vec<f64>>, StudyError> {
        let mut columns = vec![Vec::with_capacity(draws.len()); point.model().uncertain().len()];
        for draw in draws {
            let own = self.parameters(point, *draw)?.percentiles;
            columns.iter_mut().zip(own).for_each(|(column, own)| column.push(own));
        }
        Ok(columns)
    }

    /// Whether so many replicates of a scenario's design points fit into the memory, one point at a time.
    ///
    /// # Errors
    /// What they would take.
    pub fn fits(scenario: &Scenario, replicates: u64) -> Result<(), StudyError> {
        Ok(points_that_fit(1, replicates as f64, Point::new("plan", scenario).layout().width())?)
    }

    /// Bytes that are kept of each replicate of a point.
    #[must_use]
    pub fn bytes(point: &Point) -> usize {
        point.layout().width()
    }

    /// The draws that hold at least `replicates` replicates, after the batches that hold `skip` replicates have been left out:
    /// whole draws from the first of a batch on.
    #[must_use]
    pub fn draws(&self, skip: u64, replicates: u64) -> Vec<u64> {
        let nesting = self.sampling.nesting;
        let first = nesting.draws(nesting.whole(skip));
        (first..first + nesting.draws(replicates)).collect()
    }

    /// Runs the first `replicates` replicates (rounded up to whole draws) of every point.
    ///
    /// # Errors
    /// If the observer asks to stop, or a check of conservation fails.
    pub fn run(&self, points: &[&Point], replicates: u64) -> Result<Vec<Outcomes>, StudyError> {
        let draws = self.draws(0, replicates);
        self.expect(points.len(), &draws);
        self.run_draws(points, &draws)
    }

    /// The same of one point.
    ///
    /// # Errors
    /// As [`run`](Self::run).
    pub fn run_one(&self, point: &Point, replicates: u64) -> Result<Outcomes, StudyError> {
        self.one(point, &self.draws(0, replicates))
    }

    /// Runs some draws of one point.
    pub(crate) fn one(&self, point: &Point, draws: &[u64]) -> Result<Outcomes, StudyError> {
        let mut list = self.run_draws(&[point], draws)?;
        list.pop().ok_or(StudyError::Run(RunError::Cancelled))
    }

    /// What each block is run by.
    fn plan(&self, point: &Point) -> RunPlan {
        let plan = RunPlan::new(0, self.sampling.seed, self.sampling.nesting);
        RunPlan { audit: self.sampling.audit, design: self.design_of(point).cloned(), ..plan }
    }

    /// How a point's parameters are laid out, if not under the seed.
    fn design_of<'own>(&'own self, point: &'own Point) -> Option<&'own Arc<dyn Design>> {
        point.design().or(self.design.as_ref())
    }

    fn key(&self, point: &Point) -> String {
        let design = self.design_of(point).map_or_else(String::new, |design| format!("-{}", design.key()));
        let Nesting { chance_replicates, repeated_draws } = self.sampling.nesting;
        format!("{}-{}-{chance_replicates}-{repeated_draws}{design}", point.key(), self.sampling.seed)
    }

    /// Runs the replicates of `draws` of every point, in the order of `draws`.
    pub(crate) fn run_draws(&self, points: &[&Point], draws: &[u64]) -> Result<Vec<Outcomes>, StudyError> {
        let nesting = self.sampling.nesting;
        self.fit(points.iter().copied(), draws)?;
        let per_block = (BLOCK / nesting.most() as usize).max(1);
        let mut known: BTreeMap<String, BTreeMap<u64, (Arc<Block>, usize)>> = BTreeMap::new();
        // By what of them is missing: those that lack the same draws may be run beside each other.
        let mut missing: BTreeMap<Vec<u64>, Vec<&Point>> = BTreeMap::new();
        for point in points {
            let key = self.key(point);
            if known.contains_key(&key) {
                self.count(draws, &[]);
                continue;
            }
            // A design that does not fit is refused before any work.
            if let Some(last) = draws.iter().max() {
                self.plan(point).parameters(point.model(), *last)?;
            }
            let mut found = BTreeMap::new();
            for block in self.store.fetch(&key) {
                remember(&mut found, &block, point, nesting);
            }
            let lacking: Vec<u64> = draws.iter().copied().filter(|draw| !found.contains_key(draw)).collect();
            self.count(draws, &lacking);
            if !lacking.is_empty() {
                missing.entry(lacking).or_default().push(*point);
            }
            known.insert(key, found);
        }
        if let Some(shard) = self.shard {
            self.share(shard, &missing)?;
        }
        let mut jobs = Vec::new();
        for (draws, points) in missing {
            for points in self.beside(&points) {
                // Where little is left to do, in smaller pieces, so that no thread waits long for another.
                let most = (per_block / points.len()).max(LEAST);
                let least = LEAST.min(draws.len().div_ceil(self.threads())).clamp(1, most);
                let piece = (draws.len() / (self.threads() * PIECES)).clamp(least, most);
                jobs.extend(draws.chunks(piece).map(|draws| Job { points: points.clone(), draws: draws.to_vec() }));
            }
        }
        for (job, blocks) in jobs.iter().zip(self.work(&jobs)?) {
            for ((point, _), block) in job.points.iter().zip(blocks) {
                if let Some(found) = known.get_mut(&self.key(point)) {
                    remember(found, &block, point, nesting);
                }
            }
        }
        let gather = |point: &&Point| {
            let found = known.get(&self.key(point));
            let place = |draw: &u64| found.and_then(|found| found.get(draw)).cloned();
            Outcomes { point: (*point).clone(), nesting, places: draws.iter().filter_map(place).collect() }
        };
        Ok(points.iter().map(gather).collect())
    }

    /// Runs a shard's piece of what is missing and ends the study there, unless all of it is little. How it is cut depends on
    /// what is missing and on the number of shards alone.
    fn share(&self, shard: Shard, missing: &BTreeMap<Vec<u64>, Vec<&Point>>) -> Result<(), StudyError> {
        let of: u64 = missing.iter().map(|(draws, points)| self.replicates(draws) * points.len() as u64).sum();
        if of <= Self::LITTLE {
            return Ok(());
        }
        let most = (BLOCK as u64).min(of / shard.of().saturating_mul(PER_SHARD)).max(1);
        let range = shard.range(of);
        let (mut jobs, mut next, mut own) = (Vec::new(), 0, 0);
        for (draws, points) in missing {
            for points in self.beside(points) {
                let piece = (most / (self.sampling.nesting.most() * points.len() as u64)).max(1) as usize;
                for draws in draws.chunks(piece) {
                    let size = self.replicates(draws) * points.len() as u64;
                    if range.contains(&next) {
                        own += size;
                        jobs.push(Job { points: points.clone(), draws: draws.to_vec() });
                    }
                    next += size;
                }
            }
        }
        let done = self.work(&jobs)?;
        let blocks = jobs.iter().zip(done).flat_map(|(job, blocks)| {
            job.points.iter().zip(blocks).map(|((point, _), block)| (self.key(point), block)).collect::<Vec<_>>()
        });
        Err(StudyError::Shared(Round { of, own, blocks: blocks.collect() }))
    }

    /// Whether the replicates of these points fit into the memory together.
    pub(crate) fn fit<'point>(
        &self,
        points: impl Iterator<Item = &'point Point>,
        draws: &[u64],
    ) -> Result<(), StudyError> {
        let (count, widest) = points.fold((0, 0), |(count, widest), one| (count + 1, widest.max(one.layout().width())));
        Ok(points_that_fit(count, self.replicates(draws) as f64, widest)?)
    }

    fn threads(&self) -> usize {
        threads_asked(self.sampling.threads)
    }

    /// The threads of the study, started for the first work that there is.
    fn pool(&self) -> Result<&Pool, RunError> {
        if let Some(pool) = self.pool.get() {
            return Ok(pool);
        }
        let pool = Pool::start(self.threads())?;
        Ok(self.pool.get_or_init(|| pool))
    }

    /// Points in lists of those that are run beside each other, with what they have of their own beside the first of their list.
    fn beside<'point>(&self, points: &[&'point Point]) -> Vec<Vec<(&'point Point, Difference)>> {
        let mut lists: Vec<Vec<(&Point, Difference)>> = Vec::new();
        for point in points {
            let mut place = None;
            if self.forks {
                let alike = |first: &Point| {
                    let designs = [first, point].map(|one| one.design().map(|design| design.key()));
                    if designs[0] == designs[1] { difference(first, point) } else { None }
                };
                place = lists.iter().enumerate().find_map(|(at, list)| Some((at, alike(list.first()?.0)?)));
            }
            match place.and_then(|(at, own)| Some((lists.get_mut(at)?, own))) {
                Some((list, own)) => list.push((point, own)),
                None => lists.push(vec![(point, Difference::default())]),
            }
        }
        lists
    }

    /// Does all jobs and returns their blocks, in the order of the jobs. Every block is kept as soon as it is there.
    fn work(&self, jobs: &[Job<'_>]) -> Result<Vec<Vec<Arc<Block>>>, StudyError> {
        if jobs.is_empty() {
            return Ok(Vec::new());
        }
        let pool = self.pool()?;
        let total: u64 = jobs.iter().map(|job| self.replicates(&job.draws) * job.points.len() as u64).sum();
        let stop = AtomicBool::new(false);
        let (sender, receiver) = channel();
        let mut blocks: Vec<Option<Vec<Arc<Block>>>> = vec![None; jobs.len()];
        let mut failed = None;
        let work: Vec<_> = jobs
            .iter()
            .enumerate()
            .map(|(index, job)| {
                let (sender, stop) = (sender.clone(), &stop);
                move || self.finish(index, job, stop, &sender)
            })
            .collect();
        drop(sender);
        pool.work(work, || {
            let mut done = 0;
            for (index, result) in receiver {
                match result {
                    Ok(own) => {
                        done += own.iter().map(|block| block.replicates()).sum::<u64>();
                        if let Some(slot) = blocks.get_mut(index) {
                            *slot = Some(own);
                        }
                        self.account.tell(self.observer, done, total);
                    }
                    Err(error) => failed = failed.take().or(Some(error)),
                }
            }
        });
        if let Some(error) = failed {
            return Err(error.into());
        }
        self.account.done.fetch_add(total, Ordering::Relaxed);
        blocks.into_iter().map(|own| own.ok_or(StudyError::Run(RunError::Cancelled))).collect()
    }

    /// Does one job, keeps its blocks and hands them to the asker; after a failure nothing more is begun.
    fn finish(&self, index: usize, job: &Job<'_>, stop: &AtomicBool, sender: &Sender<Done>) {
        if stop.load(Ordering::Relaxed) {
            return;
        }
        let result = self.blocks(job);
        if let Ok(blocks) = &result {
            for ((point, _), block) in job.points.iter().zip(blocks) {
                self.store.keep(&self.key(point), Arc::clone(block));
            }
        } else {
            stop.store(true, Ordering::Relaxed);
        }
        // A closed channel means that the asker is gone.
        let _ = sender.send((index, result));
    }

    fn blocks(&self, job: &Job<'_>) -> Result<Vec<Arc<Block>>, RunError> {
        // Points beside each other have one design.
        let Some((first, _)) = job.points.first() else { return Ok(Vec::new()) };
        let plan = self.plan(first);
        let draws = || job.draws.iter().copied();
        let mut rows: Vec<Packer<'_>> =
            job.points.iter().map(|(point, _)| Packer::new(point.layout(), point.model())).collect();
        match (job.points.as_slice(), rows.as_mut_slice()) {
            ([(point, _)], [rows]) => run_groups(point.model(), &plan, draws(), self.observer, rows)?,
            (points, rows) => {
                let scenarios: Vec<Beside<'_>> =
                    points.iter().map(|(point, difference)| Beside { model: point.model(), difference }).collect();
                run_beside(&scenarios, &plan, draws(), self.observer, rows)?;
            }
        }
        let block = |((point, _), rows): (&(&Point, Difference), &Packer<'_>)| {
            Arc::new(Block::new(job.draws.clone(), self.sampling.nesting, &rows.numbers, point.layout().width()))
        };
        Ok(job.points.iter().zip(&rows).map(block).collect())
    }
}

/// Notes where the draws of a block are, if it is of the point's shape.
fn remember(found: &mut BTreeMap<u64, (Arc<Block>, usize)>, block: &Arc<Block>, point: &Point, nesting: Nesting) {
    if block.width() != point.layout().width() || block.nesting() != nesting {
        return;
    }
    for (position, draw) in block.draws().iter().enumerate() {
        found.insert(*draw, (Arc::clone(block), position));
    }
}
