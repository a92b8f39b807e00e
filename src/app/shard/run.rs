//! A shard of a run: whole batches of its replicates, counted.

use serde_json::json;

use crate::model::Model;
use crate::runs::{self, OpenShard, RunsError, Staging, layout};
use crate::simulate::{Observer, ReplicateRow, RunPlan};
use crate::summary::{Part, Results, Summary};
use crate::words::{Shard, Text, refusal, text};

use super::super::error::AppError;
use super::super::run::{Outcome, Ran, Run, Settled, TakesRows, identity, keeping, row_writer, run_by, settled};
use super::super::{Stage, Watcher, precision};
use super::{Place, Sharded, Work, chunks, damaged, read, refuse_precision, unchanged};

/// Makes a shard of a run.
pub(super) fn shard(request: &Run, shard: Shard, watcher: &dyn Watcher) -> Result<Outcome<Sharded>, AppError> {
    refuse_precision(request.how.width())?;
    let Settled { scenario, warnings, plan, .. } = settled(request, watcher)?;
    let identity = identity(request, &scenario, &plan);
    let place = Place {
        output: &request.how.output,
        whole: runs::run_name(&identity),
        identity: json!(identity),
        work: Work::Run(Box::new(request.clone())),
        shard,
        threads: request.how.threads(),
        again: request.how.again || request.audit,
    };
    if let Some(known) = place.own(1, |known| !request.keep_replicates || holds_rows(known))? {
        return Ok(Outcome { warnings, ..place.found(&known) });
    }
    let making = place.begin(1)?;
    let model = Model::compile(&scenario);
    let own = own_part(&plan, shard);
    watcher.stage(Stage::Simulating);
    let count = |observer: &dyn Observer| precision::counted(&model, &own, observer);
    let summary = if plan.keep_rows {
        let path = making.staging.path().join(layout::SHARD_ROWS);
        let writer = chunks::Writer::create(&path).map_err(|error| RunsError::from_io(&path, error))?;
        making.staging.expect([layout::SHARD_ROWS.to_owned()]);
        let (summary, writer) = keeping(writer, (watcher, request.how.lang), count)?;
        writer.finish().map_err(|error| RunsError::from_io(&path, error))?;
        summary
    } else {
        count(watcher)?
    };
    watcher.stage(Stage::Writing);
    making.write(layout::COUNTED, &summary.into_part())?;
    let sizes = (plan.replicates, own.replicates - own.before);
    let seconds = making.began;
    let folder = making.finish(sizes)?;
    let told = place.told(folder, 1, sizes);
    Ok(Outcome { warnings, seconds: seconds.elapsed().as_secs_f64(), ..told })
}

fn holds_rows(shard: &OpenShard) -> bool {
    shard.manifest.files.contains_key(layout::SHARD_ROWS)
}

/// The replicates of a shard: whole batches, but for the last of the run.
fn own_part(plan: &RunPlan, shard: Shard) -> RunPlan {
    let size = plan.nesting.batch_size();
    let own = shard.range(plan.replicates.div_ceil(size));
    let end = own.end.saturating_mul(size).min(plan.replicates);
    RunPlan { before: own.start.saturating_mul(size).min(end), replicates: end, ..plan.clone() }
}

impl TakesRows for chunks::Writer {
    fn take(&mut self, rows: &[ReplicateRow]) -> Result<(), Text> {
        self.write(&rows).map_err(|error| refusal(&error))
    }
}

/// The run that shards come to: the same folder as if it had been made at once.
pub(super) fn merge(request: &Run, shards: &[OpenShard], watcher: &dyn Watcher) -> Result<Outcome<Ran>, AppError> {
    // Rows are in the folder if the shards have them: all or none, as was checked.
    let request = &Run { keep_replicates: request.keep_replicates && shards.iter().all(holds_rows), ..request.clone() };
    let settled = settled(request, watcher)?;
    unchanged(shards, &identity(request, &settled.scenario, &settled.plan))?;
    run_by(request, settled, watcher, &|model, plan, staging| {
        watcher.stage(Stage::Merging);
        let results = merged(model, &plan, shards, watcher)?;
        if plan.keep_rows {
            rows(model, shards, staging, watcher)?;
        }
        Ok((plan, results))
    })
}

/// Counts of all shards, added up.
fn merged(model: &Model, plan: &RunPlan, shards: &[OpenShard], watcher: &dyn Watcher) -> Result<Results, AppError> {
    let mut all = Summary::new(model, plan.nesting);
    let mut so_far = 0;
    for shard in shards {
        if watcher.cancelled() {
            return Err(AppError::Interrupted);
        }
        let part: Part = read(shard, layout::COUNTED)?;
        if part.replicates() != shard.manifest.own {
            return Err(damaged(shard, layout::COUNTED));
        }
        so_far += part.replicates();
        let summary = part.summary(model, plan.nesting).map_err(|_| damaged(shard, layout::COUNTED))?;
        crate::simulate::Collector::merge(&mut all, summary);
        watcher.progress(so_far, plan.replicates);
    }
    if so_far != plan.replicates {
        let (found, wanted) = (so_far, plan.replicates);
        return Err(AppError::Shards(text!("shard-sum", found, wanted), text!("hint-shard-again")));
    }
    Ok(all.results(model, plan.seed))
}

/// Every replicate as a row, those of one shard after those of another.
fn rows(model: &Model, shards: &[OpenShard], staging: &Staging, watcher: &dyn Watcher) -> Result<(), AppError> {
    let mut writer = row_writer(model, staging)?;
    for shard in shards {
        let path = shard.file(layout::SHARD_ROWS);
        let chunks = chunks::read::<Vec<ReplicateRow>>(&path).map_err(|error| RunsError::reading(&path, error))?;
        for chunk in chunks {
            if watcher.cancelled() {
                return Err(AppError::Interrupted);
            }
            writer.write(&chunk.map_err(|_| damaged(shard, layout::SHARD_ROWS))?)?;
        }
    }
    Ok(writer.finish()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Nesting;

    /// Every replicate is in one shard, and shards begin where batches do.
    #[test]
    fn shards_are_whole_batches_and_all_of_them_the_run() {
        let nesting = Nesting::default();
        for (replicates, of) in [(2, 1), (79, 3), (80, 3), (10_000, 7), (10_000, 126), (1_000, 1_001)] {
            let plan = RunPlan::new(replicates, 1, nesting);
            let mut next = 0;
            for number in 1..=of {
                let own = own_part(&plan, Shard::new(number, of).unwrap());
                assert_eq!(own.before, next, "{number} of {of}");
                assert!(own.before == own.replicates || own.before.is_multiple_of(nesting.batch_size()));
                next = own.replicates;
            }
            assert_eq!(next, replicates);
        }
    }
}
