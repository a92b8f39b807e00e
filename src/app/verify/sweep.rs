//! A sweep, run again from the design that its folder keeps.

use crate::report::folders::Again;
use crate::runs::{Build, Describes as _, OpenSweep, layout};
use crate::tables::SweepWriter;

use super::compare::compare;
use super::{Fields, Found, Verify, staging};
use crate::app::error::AppError;
use crate::app::{Stage, Watcher, sweep};

/// Runs every row again, if the scenarios that they name are as they were.
pub(super) fn again(request: &Verify, folder: &OpenSweep, watcher: &dyn Watcher) -> Result<Found, AppError> {
    let altered = || Found::nothing(Again::Altered { file: layout::DESIGN.to_owned() });
    if !folder.intact(layout::DESIGN)? {
        return Ok(altered());
    }
    let (asked, design) = match sweep::kept(folder) {
        Ok(Ok(kept)) => kept,
        Ok(Err(file)) => return Ok(Found::nothing(Again::Elsewhere { file })),
        Err(AppError::Refused(_)) => return Ok(altered()),
        Err(other) => return Err(other),
    };
    let asked = sweep::Sweep { threads: request.threads, ..asked };
    let manifest = &folder.manifest;
    let staging = staging(folder, &manifest.identity.design)?;
    let mut writer = SweepWriter::create(staging.path(), &asked.tables())?;
    watcher.stage(Stage::Simulating);
    let counts = sweep::run(&asked, &design.jobs, &mut writer, watcher)?;
    writer.finish(staging.path())?;
    staging.write(layout::DESIGN, design.kept.as_bytes())?;
    watcher.stage(Stage::Comparing);
    let mut fields = Fields::default();
    fields.check("rows", &manifest.rows, &(design.jobs.len() as u64));
    fields.check("refused", &manifest.refused, &counts.refused);
    fields.check("left_out", &manifest.left_out, &counts.left_out);
    fields.check("not_run", &manifest.not_run, &counts.not_run);
    let files = compare(folder, staging.path(), manifest.build() == Build::here(), watcher)?;
    let told = Again::Swept {
        rows: manifest.rows,
        written_by: manifest.build().to_string(),
        verified_by: Build::here().to_string(),
    };
    Ok(Found { again: told, files, fields: fields.0, unvouched: Vec::new() })
}
