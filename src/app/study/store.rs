//! Replicates kept on disk between studies, so that none is run twice and an interrupted study goes on where it was.
//!
//! One folder per key (what was run, under which seed), one file per block, written under another name and renamed. What
//! cannot be read or written is run again: a store that is deleted, or full, changes no answer.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::runs::RESULTS_VERSION;
use crate::study::{Block, MemoryStore, Store};

/// Keeps blocks in a folder, and in memory what this process has seen.
pub(super) struct DiskStore {
    folder: PathBuf,
    memory: MemoryStore,
    fetched: std::sync::Mutex<std::collections::BTreeSet<String>>,
}

impl DiskStore {
    /// A store in `folder`, which need not be there yet.
    pub(super) fn open(folder: &Path) -> Self {
        let folder = folder.join(format!("results-{RESULTS_VERSION}"));
        Self { folder, memory: MemoryStore::default(), fetched: std::sync::Mutex::default() }
    }

    fn read(&self, key: &str) -> Vec<Arc<Block>> {
        let Ok(entries) = fs::read_dir(self.folder.join(key)) else { return Vec::new() };
        let mut paths: Vec<PathBuf> = entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
        paths.sort();
        paths.retain(|path| path.extension().is_some_and(|end| end == "block"));
        paths.iter().filter_map(|path| Block::from_bytes(&fs::read(path).ok()?)).map(Arc::new).collect()
    }

    fn write(&self, key: &str, block: &Block) -> std::io::Result<()> {
        let folder = self.folder.join(key);
        fs::create_dir_all(&folder)?;
        let (first, last) = (block.draws().first().copied().unwrap_or(0), block.draws().last().copied().unwrap_or(0));
        let hidden = folder.join(format!(".{first}-{last}-{}", std::process::id()));
        fs::write(&hidden, block.to_bytes())?;
        fs::rename(&hidden, folder.join(format!("{first:08}-{last:08}.block")))
    }
}

impl Store for DiskStore {
    fn fetch(&self, key: &str) -> Vec<Arc<Block>> {
        let unseen = self.fetched.lock().is_ok_and(|mut fetched| fetched.insert(key.to_owned()));
        if unseen {
            for block in self.read(key) {
                self.memory.keep(key, block);
            }
        }
        self.memory.fetch(key)
    }

    fn keep(&self, key: &str, block: Arc<Block>) {
        // Whoever cannot keep it lets it go: the replicates would be run again.
        let _ = self.write(key, &block);
        self.memory.keep(key, block);
    }
}
