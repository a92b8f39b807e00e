//! A shard of a sweep: some rows of its design, with the tables that their runs say.

use std::time::Instant;

use serde_json::json;

use crate::runs::{OpenShard, RESULTS_VERSION, layout};
use crate::tables::{SweepWriter, TableError};
use crate::words::{Shard, Whole};

use super::super::error::AppError;
use super::super::run::Outcome;
use super::super::sweep::{Counts, Sweep, Swept, run, sweep_by};
use super::super::{Stage, Watcher};
use super::{Place, Sharded, Work, damaged, read, unchanged};

/// Makes a shard of a sweep: some of its rows.
pub(super) fn shard(request: &Sweep, shard: Shard, watcher: &dyn Watcher) -> Result<Outcome<Sharded>, AppError> {
    let began = Instant::now();
    let (design, identity) = request.settle()?;
    watcher.warned(&design.warnings);
    let place = Place {
        output: &request.output,
        whole: identity.folder_name(RESULTS_VERSION),
        identity: json!(identity),
        work: Work::Sweep(Box::new(request.clone())),
        shard,
        threads: request.threads(),
        again: request.again,
    };
    let range = shard.range(design.jobs.len() as u64);
    // Rows are numbered from 1.
    let left_out: Vec<u64> = request.left_out().range(range.start + 1..=range.end).copied().collect();
    let same = |known: &OpenShard| read::<Counts>(known, layout::COUNTED).is_ok_and(|own| own.left_out == left_out);
    if let Some(known) = place.own(1, same)? {
        return Ok(place.found(&known));
    }
    let making = place.begin(1)?;
    let mut writer = SweepWriter::create(making.staging.path(), &request.tables())?;
    watcher.stage(Stage::Simulating);
    let own = design.jobs.get(range.start as usize..range.end as usize).unwrap_or_default();
    let counts = run(request, own, &mut writer, watcher)?;
    watcher.stage(Stage::Writing);
    making.staging.expect(writer.finish(making.staging.path())?);
    making.write(layout::COUNTED, &counts)?;
    let sizes = (design.jobs.len() as u64, own.len() as u64);
    let folder = making.finish(sizes)?;
    Ok(Outcome { seconds: began.elapsed().as_secs_f64(), ..place.told(folder, 1, sizes) })
}

/// The sweep that shards come to: the same folder as if all rows had been run at once.
pub(super) fn merge(
    mut request: Sweep,
    shards: &[OpenShard],
    watcher: &dyn Watcher,
) -> Result<Outcome<Swept>, AppError> {
    let (design, identity) = request.settle()?;
    unchanged(shards, &identity)?;
    let mut counts = Counts::default();
    for shard in shards {
        counts.add(read(shard, layout::COUNTED)?);
    }
    request.leave_out = counts.left_out.iter().filter_map(|row| Whole::new(*row)).collect();
    sweep_by(&request, (design, identity), watcher, |_, writer| {
        watcher.stage(Stage::Merging);
        let mut so_far = 0;
        for shard in shards {
            if watcher.cancelled() {
                return Err(AppError::Interrupted);
            }
            writer.take(&shard.path).map_err(|error| match error {
                // What was read is of no such table; anything else happened where the sweep is written.
                TableError::Shape { .. } => damaged(shard, layout::TABLES),
                error @ TableError::File(_) => error.into(),
            })?;
            so_far += shard.manifest.own;
            watcher.progress(so_far, shard.manifest.of);
        }
        Ok(counts)
    })
}
