//! A shard of a sweep: some rows of its design, with the tables that their runs say.

use std::time::Instant;

use serde_json::json;

use crate::runs::{self, OpenShard, RESULTS_VERSION, Staging, layout};
use crate::tables::SweepWriter;
use crate::words::Shard;

use super::super::error::AppError;
use super::super::run::Outcome;
use super::super::sweep::{Counts, Sweep, Swept, finish, recognised, run};
use super::super::{Stage, Watcher};
use super::{Place, Sharded, Work, damaged, read};

/// Makes a shard of a sweep: some of its rows.
pub(super) fn shard(request: &Sweep, shard: Shard, watcher: &dyn Watcher) -> Result<Outcome<Sharded>, AppError> {
    let (design, identity) = request.settle()?;
    let place = Place {
        output: &request.output,
        whole: identity.folder_name(RESULTS_VERSION),
        identity: json!(identity),
        work: Work::Sweep(Box::new(request.clone())),
        shard,
        threads: request.threads(),
        again: request.again,
    };
    let found = place.beside()?;
    if let Some(known) = place.own(&found, 1)? {
        return place.found(known);
    }
    let making = place.begin(1)?;
    let began = making.began;
    let mut writer = SweepWriter::create(making.staging.path(), &request.tables())?;
    watcher.stage(Stage::Simulating);
    let range = shard.range(design.jobs.len() as u64);
    let own = design.jobs.get(range.start as usize..range.end as usize).unwrap_or_default();
    let counts = run(request, own, &mut writer, watcher)?;
    watcher.stage(Stage::Writing);
    making.staging.expect(writer.finish(making.staging.path())?);
    making.write(layout::COUNTED, &counts)?;
    let sizes = (design.jobs.len() as u64, own.len() as u64);
    let folder = making.finish(sizes)?;
    let told = place.told(folder, 1, sizes)?;
    Ok(Outcome { seconds: began.elapsed().as_secs_f64(), ..told })
}

/// The sweep that shards come to: the same folder as if all rows had been run at once.
pub(super) fn merge(request: &Sweep, shards: &[OpenShard], watcher: &dyn Watcher) -> Result<Outcome<Swept>, AppError> {
    let (began, started) = (Instant::now(), runs::now()?);
    let (design, identity) = request.settle()?;
    let name = identity.folder_name(RESULTS_VERSION);
    if let Some(known) = recognised(request, &identity, &name)? {
        return Ok(Outcome { seconds: began.elapsed().as_secs_f64(), ..known });
    }
    let staging = Staging::create(&request.output, &name)?;
    let mut writer = SweepWriter::create(staging.path(), &request.tables())?;
    let (mut counts, mut so_far) = (Counts::default(), 0);
    watcher.stage(Stage::Comparing);
    for shard in shards {
        if watcher.cancelled() {
            return Err(AppError::Interrupted);
        }
        counts.add(read(shard, layout::COUNTED)?);
        writer.take(&shard.path).map_err(|_| damaged(shard, layout::TABLES))?;
        so_far += shard.manifest.own;
        watcher.progress(so_far, shard.manifest.of);
    }
    finish(request, (design, identity), (staging, writer, counts), (started, began), watcher)
}

/// Whether a sweep of the design as it is now is the one that shards are of.
pub(super) fn is_same(request: &Sweep, shard: &OpenShard) -> Result<bool, AppError> {
    Ok(json!(request.settle()?.1) == shard.manifest.identity)
}
