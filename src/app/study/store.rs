//! Replicates kept on disk between studies, so that none is run twice and an interrupted study goes on where it was.
//!
//! One folder per key (what was run, under which seed), one file per block, written under another name and renamed. What
//! cannot be read or written is run again: a store that is deleted, or full, or pruned by another tidui in the middle of a
//! study, changes no answer.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;

use jiff::Timestamp;

use crate::runs::RESULTS_VERSION;
use crate::study::{Block, MemoryStore, Store};

/// Most bytes that are left on disk after a study: 1 GiB.
pub(super) const MOST: u64 = 1 << 30;

/// Most bytes that one study leaves there: what a large one has run is worth little to the next, and much to the disk.
pub(super) const OWN: u64 = 128 << 20;

/// Start of the names of the folders within a store, which end in the version of the results.
const VERSION: &str = "results-";

/// A file beside the blocks of a key that is written anew whenever they are read: its time tells which keys are still used.
const USED: &str = "used";

/// A block on its way to the disk, with its key.
type Parcel = (String, Arc<Block>);

/// Keeps blocks in a folder, and in memory what this process has seen. A thread of its own writes them, so that nobody who
/// simulates waits for the disk; dropping the store waits until all is written.
pub(super) struct DiskStore {
    /// The folder of all versions.
    root: PathBuf,
    /// The folder of this version.
    folder: PathBuf,
    memory: MemoryStore,
    fetched: Mutex<BTreeSet<String>>,
    writer: Mutex<Option<(Sender<Parcel>, JoinHandle<()>)>>,
    /// Keys of which nothing was there before, in the order in which they were written.
    own: Mutex<Vec<String>>,
    /// Keys of which it was looked whether anything was there.
    seen: Mutex<BTreeSet<String>>,
}

impl DiskStore {
    /// A store in `root`, which need not be there yet.
    pub(super) fn open(root: &Path) -> Self {
        let folder = root.join(format!("{VERSION}{RESULTS_VERSION}"));
        let (sender, parcels) = channel::<Parcel>();
        let place = folder.clone();
        let writer = std::thread::Builder::new().spawn(move || {
            for (key, block) in parcels {
                // What cannot be kept is let go: the replicates would be run again.
                let _ = write(&place.join(&key), &block, &whole_key(&key));
            }
        });
        // Where the system gives no thread, nothing is kept on disk.
        let writer = Mutex::new(writer.ok().map(|writer| (sender, writer)));
        Self {
            root: root.to_owned(),
            folder,
            memory: MemoryStore::default(),
            fetched: Mutex::default(),
            writer,
            own: Mutex::default(),
            seen: Mutex::default(),
        }
    }

    /// Waits until all that was kept is written; what is kept after that stays in memory.
    pub(super) fn finish(&self) {
        let Some((sender, writer)) = self.writer.lock().ok().and_then(|mut writer| writer.take()) else { return };
        drop(sender);
        // A writer that failed has let go what it had.
        let _ = writer.join();
    }

    /// Removes the blocks of other versions, which nobody reads any more, and of the others the keys that were used least
    /// recently, until at most `most` bytes are left. What the system does not let go stays.
    pub(super) fn prune(&self, most: u64) {
        for other in folders(&self.root) {
            let version = other.file_name().is_some_and(|name| name.to_string_lossy().starts_with(VERSION));
            if version && other != self.folder {
                let _ = fs::remove_dir_all(other);
            }
        }
        let mut keys: Vec<(Option<Timestamp>, PathBuf, u64)> = folders(&self.folder).into_iter().map(used).collect();
        keys.sort();
        let mut left: u64 = keys.iter().map(|(_, _, bytes)| bytes).sum();
        for (_, key, bytes) in keys {
            if left <= most {
                break;
            }
            let _ = fs::remove_dir_all(key);
            left -= bytes;
        }
    }

    /// Removes what this study has kept beyond `most` bytes: the points that it ran last, of which nothing was there before.
    pub(super) fn tidy(&self, most: u64) {
        let own = self.own.lock().map(|mut own| std::mem::take(&mut *own)).unwrap_or_default();
        let mut kept = 0;
        for key in own.into_iter().map(|name| self.folder.join(name)) {
            let (_, key, bytes) = used(key);
            kept += bytes;
            if kept > most {
                let _ = fs::remove_dir_all(key);
            }
        }
    }

    fn read(&self, name: &str) -> Vec<Arc<Block>> {
        let key = self.folder.join(name);
        let mut paths = files(&key);
        paths.sort();
        paths.retain(|path| path.extension().is_some_and(|end| end == "block"));
        if !paths.is_empty() {
            // Where this cannot be written, the key merely looks older than it is.
            let _ = fs::write(key.join(USED), "\n");
        }
        let whole = whole_key(name);
        paths.iter().filter_map(|path| Block::from_bytes(&fs::read(path).ok()?, &whole)).map(Arc::new).collect()
    }
}

impl Drop for DiskStore {
    fn drop(&mut self) {
        self.finish();
    }
}

/// What a block says of itself: folders can be renamed, and their names say neither all nor for good.
fn whole_key(key: &str) -> String {
    format!("{VERSION}{RESULTS_VERSION} {key}")
}

/// Writes a block into the folder of its key, under another name first.
fn write(folder: &Path, block: &Block, key: &str) -> std::io::Result<()> {
    fs::create_dir_all(folder)?;
    let (first, last) = (block.draws().first().copied().unwrap_or(0), block.draws().last().copied().unwrap_or(0));
    let hidden = folder.join(format!(".{first}-{last}-{}", std::process::id()));
    let named = folder.join(format!("{first:08}-{last:08}.block"));
    let written = fs::write(&hidden, block.to_bytes(key)).and_then(|()| fs::rename(&hidden, named));
    if written.is_err() {
        // On a disk that is full nothing half-written stays.
        let _ = fs::remove_file(&hidden);
    }
    written
}

/// When a key was read or written last, and the bytes that it takes.
fn used(key: PathBuf) -> (Option<Timestamp>, PathBuf, u64) {
    let (mut last, mut bytes) = (None, 0);
    for about in files(&key).iter().filter_map(|file| file.metadata().ok()) {
        last = last.max(about.modified().ok().and_then(|time| Timestamp::try_from(time).ok()));
        bytes += about.len();
    }
    (last, key, bytes)
}

fn folders(folder: &Path) -> Vec<PathBuf> {
    entries(folder).filter(|path| path.is_dir()).collect()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    entries(folder).filter(|path| path.is_file()).collect()
}

fn entries(folder: &Path) -> impl Iterator<Item = PathBuf> {
    fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path())
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
        if let Ok(writer) = self.writer.lock()
            && let Some((sender, _)) = writer.as_ref()
        {
            let unseen = self.seen.lock().is_ok_and(|mut seen| !seen.contains(key) && seen.insert(key.to_owned()));
            if unseen
                && !self.folder.join(key).exists()
                && let Ok(mut own) = self.own.lock()
            {
                own.push(key.to_owned());
            }
            // A writer that is gone keeps nothing any more.
            let _ = sender.send((key.to_owned(), Arc::clone(&block)));
        }
        self.memory.keep(key, block);
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use super::*;

    /// A key with a block of a hundred bytes that was written `seconds` after some moment long ago.
    fn key(store: &DiskStore, name: &str, seconds: u64) {
        let folder = store.folder.join(name);
        fs::create_dir_all(&folder).unwrap();
        let block = folder.join("00000000-00000001.block");
        fs::write(&block, [0; 100]).unwrap();
        let time = SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
        fs::File::options().write(true).open(&block).unwrap().set_modified(time).unwrap();
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> =
            entries(folder).map(|path| path.file_name().unwrap().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    #[test]
    fn what_was_used_least_recently_goes_first() {
        let here = tempfile::tempdir().unwrap();
        let store = DiskStore::open(&here.path().join(".replicates"));
        store.prune(0);
        for (name, seconds) in [("new", 4), ("old", 1), ("older", 0), ("middle", 3)] {
            key(&store, name, seconds);
        }
        store.prune(400);
        assert_eq!(names(&store.folder), ["middle", "new", "old", "older"]);
        // Read, if only in vain: its block is none, and would be run again.
        assert!(store.fetch("older").is_empty());
        store.prune(301);
        assert_eq!(names(&store.folder), ["middle", "new", "older"]);
        store.prune(300);
        assert_eq!(names(&store.folder), ["new", "older"]);
        store.prune(0);
        assert!(names(&store.folder).is_empty());
    }

    #[test]
    fn a_study_leaves_no_more_than_its_share() {
        let here = tempfile::tempdir().unwrap();
        let store = DiskStore::open(here.path());
        for (name, seconds) in [("before", 0), ("first", 1), ("second", 2), ("third", 3)] {
            key(&store, name, seconds);
        }
        store.own.lock().unwrap().extend(["first", "second", "third"].map(str::to_owned));
        store.tidy(250);
        assert_eq!(names(&store.folder), ["before", "first", "second"]);
        store.tidy(0);
        assert_eq!(names(&store.folder), ["before", "first", "second"], "what is told once is done once");
    }

    #[test]
    fn other_versions_go_and_what_is_not_of_the_store_stays() {
        let here = tempfile::tempdir().unwrap();
        let store = DiskStore::open(here.path());
        key(&store, "own", 0);
        for other in ["results-1", "results-999", "mine"] {
            fs::create_dir_all(here.path().join(other).join("key")).unwrap();
        }
        fs::write(here.path().join("results-notes.txt"), "mine").unwrap();
        store.prune(MOST);
        assert_eq!(names(here.path()), ["mine", &format!("results-{RESULTS_VERSION}"), "results-notes.txt"]);
        assert_eq!(names(&store.folder), ["own"]);
    }

    #[test]
    fn a_block_that_cannot_be_given_its_name_leaves_nothing() {
        use crate::app::EmbeddedLibrary;
        use crate::simulate::Unobserved;
        use crate::study::{Laboratory, Point, Sampling};

        let (scenario, _) = crate::scenario::load(&EmbeddedLibrary, "markov-open.toml", &[]).unwrap();
        let run = |here: &Path| {
            let store = DiskStore::open(here);
            let laboratory = Laboratory::new(Sampling::of(&scenario), &store, &Unobserved);
            laboratory.run_one(&Point::new("plan", &scenario), 40).unwrap();
            store.finish();
            folders(&store.folder).iter().flat_map(|key| entries(key)).collect::<Vec<PathBuf>>()
        };
        let [free, taken] = [(); 2].map(|()| tempfile::tempdir().unwrap());
        for block in run(free.path()) {
            let same = taken.path().join(block.strip_prefix(free.path()).unwrap());
            fs::create_dir_all(same.join("in the way")).unwrap();
        }
        let left = run(taken.path());
        assert!(!left.is_empty() && left.iter().all(|path| path.is_dir()), "{left:?}");
    }

    #[test]
    fn a_store_that_is_pruned_or_cut_short_by_another_forgets_and_goes_on() {
        use crate::app::EmbeddedLibrary;
        use crate::simulate::Unobserved;
        use crate::study::{Laboratory, Measure, Point, Sampling};

        let here = tempfile::tempdir().unwrap();
        let (one, other) = (DiskStore::open(here.path()), DiskStore::open(here.path()));
        let (scenario, _) = crate::scenario::load(&EmbeddedLibrary, "markov-open.toml", &[]).unwrap();
        let point = Point::new("plan", &scenario);
        let joint = |store: &DiskStore| {
            let laboratory = Laboratory::new(Sampling::of(&scenario), store, &Unobserved);
            laboratory.run_one(&point, 40).unwrap().series(&Measure::Joint).unwrap()
        };
        let first = joint(&one);
        one.finish();
        let blocks = || -> Vec<PathBuf> { folders(&one.folder).iter().flat_map(|key| files(key)).collect() };
        assert!(!blocks().is_empty());
        other.prune(0);
        assert!(blocks().is_empty());
        assert_eq!((joint(&one), joint(&DiskStore::open(here.path()))), (first.clone(), first.clone()));
        for block in blocks() {
            fs::write(block, "tiduiblk").unwrap();
        }
        assert_eq!(joint(&DiskStore::open(here.path())), first);
    }
}
