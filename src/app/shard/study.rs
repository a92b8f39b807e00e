//! A shard of a study: a piece of the replicates that its points lack. What is asked next may depend on what was found, so that
//! a study goes in rounds: when the shards of one are there, each makes its piece of the next.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use serde_json::json;

use crate::report::Words;
use crate::runs::{OpenShard, layout};
use crate::study::{Block, Laboratory, MemoryStore, Store, StudyError};
use crate::words::{Shard, text};

use super::super::error::AppError;
use super::super::run::Outcome;
use super::super::study::{Answered, Settled, Study, asked_of, settled, study_from};
use super::super::{Stage, Watcher};
use super::{Place, Sharded, Work, checks, damaged, read, refuse_precision, unchanged};

/// What a shard keeps of a point: its key and the bytes of a block.
type Kept = Vec<(String, Vec<u8>)>;

/// Makes a shard of a study: its piece of the first round that is not complete.
pub(super) fn shard(request: &Study, shard: Shard, watcher: &dyn Watcher) -> Result<Outcome<Sharded>, AppError> {
    let how = &request.subjects.how;
    refuse_precision(how.width())?;
    let Settled { question, scenarios, warnings, sampling, replicates, manifest, .. } = settled(request, watcher)?;
    if !question.is_shared() {
        let name = question.name();
        return Err(AppError::Shards(text!("shard-search", name), text!("hint-shard-search")));
    }
    let place = Place {
        output: &how.output,
        whole: manifest.folder_name(),
        identity: json!(manifest.identity()),
        work: Work::Study(Box::new(request.clone())),
        shard,
        threads: how.threads(),
        again: how.again,
    };
    let (found, store) = (place.beside()?, MemoryStore::new(usize::MAX));
    let mut round = 1;
    let mut last = (0, 0);
    loop {
        let own: Vec<&OpenShard> = found.iter().filter(|one| one.manifest.round == round).collect();
        if !checks::is_complete(&own, shard.of()) {
            if let Some(known) = place.own(round, |_| true)? {
                return Ok(Outcome { warnings, ..place.found(&known) });
            }
            break;
        }
        own.iter().try_for_each(|one| load(one, &store))?;
        last = own.first().map_or(last, |one| (one.manifest.of, 0));
        round += 1;
    }
    let making = place.begin(round)?;
    let began = making.began;
    watcher.stage(Stage::Simulating);
    let laboratory = Laboratory::new(sampling, &store, watcher).sharing(shard);
    let replicates = replicates.unwrap_or_default();
    let told = match asked_of(&question, &laboratory, &scenarios, replicates) {
        Err(AppError::Study(StudyError::Shared(part))) => {
            let kept: Kept = part.blocks.iter().map(|(key, block)| (key.clone(), block.to_bytes(key))).collect();
            making.write(layout::BLOCKS, &kept)?;
            let sizes = (part.of, part.own);
            let folder = making.finish(sizes)?;
            place.told(folder, round, sizes)
        }
        // Nothing is lacking that would be worth a round: what is left is for whoever merges.
        Ok(_) => {
            let mut told = if round == 1 {
                // Nothing is worth sharing: an empty shard, so that what merges finds as many as it asked for.
                making.write(layout::BLOCKS, &Kept::new())?;
                place.told(making.finish((0, 0))?, 1, (0, 0))
            } else {
                drop(making);
                place.told(place.folder(), round - 1, last)
            };
            told.said.nothing_left = true;
            told
        }
        Err(other) => return Err(other),
    };
    Ok(Outcome { warnings, seconds: began.elapsed().as_secs_f64(), ..told })
}

/// Puts the replicates of a shard where a laboratory finds them.
fn load(shard: &OpenShard, store: &dyn Store) -> Result<(), AppError> {
    let kept: Kept = read(shard, layout::BLOCKS)?;
    let mut own = 0;
    for (key, bytes) in kept {
        let block = Block::from_bytes(&bytes, &key).ok_or_else(|| damaged(shard, layout::BLOCKS))?;
        own += block.replicates();
        store.keep(&key, Arc::new(block));
    }
    if own == shard.manifest.own { Ok(()) } else { Err(damaged(shard, layout::BLOCKS)) }
}

/// A store that counts the replicates that were not in it.
struct Lacking {
    store: MemoryStore,
    lacking: AtomicU64,
}

impl Store for Lacking {
    fn fetch(&self, key: &str) -> Vec<Arc<Block>> {
        self.store.fetch(key)
    }

    fn keep(&self, key: &str, block: Arc<Block>) {
        self.lacking.fetch_add(block.replicates(), Ordering::Relaxed);
        self.store.keep(key, block);
    }
}

/// The study that shards come to: the same folder as if it had been asked at once. What no round has run is run here.
pub(super) fn merge(
    request: &Study,
    shards: &[OpenShard],
    watcher: &dyn Watcher,
) -> Result<Outcome<Answered>, AppError> {
    let settled = settled(request, watcher)?;
    unchanged(shards, &settled.manifest.identity())?;
    watcher.stage(Stage::Merging);
    let store = Lacking { store: MemoryStore::new(usize::MAX), lacking: AtomicU64::new(0) };
    shards.iter().try_for_each(|shard| load(shard, &store.store))?;
    let mut outcome = study_from(request, settled, Some(&store), watcher)?;
    let lacking = store.lacking.load(Ordering::Relaxed);
    if lacking > Laboratory::LITTLE {
        let words = Words::new(request.subjects.how.lang);
        outcome.notes.push(words.with("note-shards-lacking", &[("replicates", &words.number(lacking as f64, 0))]));
    }
    Ok(outcome)
}
