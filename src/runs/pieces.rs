//! The folders of shards, found again.

use std::fs;
use std::path::Path;

use super::error::RunsError;
use super::layout;
use super::open::{Opened, read};
use super::shard::ShardManifest;

/// A complete folder of a shard.
pub type OpenShard = Opened<ShardManifest>;

/// The shards in a folder, or the one that it is, by round and number. Folders that are none, or are under way, are passed
/// over.
///
/// # Errors
/// If a folder cannot be read, or the manifest of a shard cannot be understood.
pub fn shards(folder: &Path) -> Result<Vec<OpenShard>, RunsError> {
    if folder.join(layout::SHARD).is_file() {
        return Ok(vec![read(folder)?]);
    }
    let entries = fs::read_dir(folder).map_err(|error| RunsError::reading(folder, error))?;
    let mut found = Vec::new();
    for entry in entries {
        let path = entry.map_err(|error| RunsError::reading(folder, error))?.path();
        let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if !hidden && path.join(layout::SHARD).is_file() {
            found.push(read::<ShardManifest>(&path)?);
        }
    }
    found.sort_by_cached_key(|one| (one.manifest.round, one.manifest.shard, one.path.clone()));
    Ok(found)
}
