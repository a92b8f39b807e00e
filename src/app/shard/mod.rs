//! Pieces of a run, a study or a sweep, made by as many processes as there are, wherever they are: which piece is whose, and
//! the folder that each leaves. [`merge`] makes of them what one process would have made, byte for byte.

mod checks;
mod merge;
mod run;
mod study;
mod sweep;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::{Value, json};

use crate::runs::{self, Describes as _, Made, OpenShard, ShardManifest, Staging, named_shard, shard_name, shards_of};
use crate::words::{Shard, text};

use super::error::AppError;
use super::run::{Outcome, Run};
use super::study::Study;
use super::sweep::Sweep;
use super::{Watcher, folder, opened};

pub use merge::{Merge, Merged, merge};

/// What can be cut into shards.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Work {
    /// A run, by its replicates.
    Run(Box<Run>),
    /// A study, by the replicates of its points; where what is asked next depends on what was found, in rounds.
    Study(Box<Study>),
    /// A sweep, by the rows of its design.
    Sweep(Box<Sweep>),
}

/// What became of a shard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sharded {
    /// Which it is.
    pub shard: Shard,
    /// The name of the folder that all shards come to.
    pub whole: String,
    /// Of a study the round, from 1.
    pub round: u64,
    /// Replicates, or rows of a design, of the whole round.
    pub of: u64,
    /// Of this shard.
    pub own: u64,
    /// How many shards of the round are there.
    pub there: u64,
    /// Whether there is nothing left for shards to run.
    pub nothing_left: bool,
    /// Whether more rounds may follow.
    pub in_rounds: bool,
    /// The folder of all shards.
    pub shards: PathBuf,
}

impl Outcome<Sharded> {
    /// The object of `--json`.
    #[must_use]
    pub fn object(&self) -> Value {
        let mut object = json!(self.said);
        if let Some(own) = object.as_object_mut() {
            own.insert("recognised".to_owned(), json!(self.recognised));
            own.insert("folder".to_owned(), json!(self.folder));
            own.insert("seconds".to_owned(), json!(self.seconds));
        }
        object
    }
}

/// Makes one of several pieces of a work and leaves it in a folder of its own beside the others, or finds it there.
///
/// # Errors
/// Whatever was refused or interrupted; no folder is left behind then. What cannot be cut is refused.
pub fn shard(work: &Work, shard: Shard, watcher: &dyn Watcher) -> Result<Outcome<Sharded>, AppError> {
    match work {
        Work::Run(request) => run::shard(request, shard, watcher),
        Work::Study(request) => study::shard(request, shard, watcher),
        Work::Sweep(request) => sweep::shard(request, shard, watcher),
    }
}

/// What cannot be cut into shards because it is not known beforehand how long it is.
fn refuse_precision(precision: Option<f64>) -> Result<(), AppError> {
    match precision {
        Some(_) => Err(AppError::Shards(text!("shard-precision"), text!("hint-shard-precision"))),
        None => Ok(()),
    }
}

/// Where the shards of a whole are, what makes it what it is, and which is to be made.
struct Place<'a> {
    output: &'a Path,
    whole: String,
    identity: Value,
    work: Work,
    shard: Shard,
    threads: Option<usize>,
    again: bool,
}

/// A shard that is being made.
struct Making {
    staging: Staging,
    manifest: ShardManifest,
    began: Instant,
}

impl Place<'_> {
    fn folder(&self) -> PathBuf {
        shards_of(self.output, &self.whole)
    }

    /// Whether a shard is one of the same whole that this tidui could have made.
    fn holds(&self, one: &OpenShard) -> bool {
        let known = &one.manifest;
        known.made.is_ours() && known.identity == self.identity && known.shard.of() == self.shard.of()
    }

    /// The shards of the same whole that this tidui could have made, by round and number.
    fn beside(&self) -> Result<Vec<OpenShard>, AppError> {
        if !self.folder().is_dir() {
            return Ok(Vec::new());
        }
        let mut found = runs::shards(&self.folder())?;
        found.retain(|one| self.holds(one));
        Ok(found)
    }

    /// The shard itself, if it is there as it was written and `suffices`. No other is looked at: there may be thousands.
    fn own(&self, round: u64, suffices: impl Fn(&OpenShard) -> bool) -> Result<Option<OpenShard>, AppError> {
        if self.again {
            return Ok(None);
        }
        for one in runs::called::<ShardManifest>(&self.folder(), &shard_name(self.shard, round)) {
            let is_own = self.holds(&one) && one.manifest.shard == self.shard && one.manifest.round == round;
            if is_own && suffices(&one) && opened::altered(&one)?.is_none() {
                return Ok(Some(one));
            }
        }
        Ok(None)
    }

    /// Begins it, if its folder can be written.
    fn begin(&self, round: u64) -> Result<Making, AppError> {
        let (began, started) = (Instant::now(), runs::now()?);
        let staging = Staging::create(&self.folder(), &shard_name(self.shard, round))?;
        let manifest = ShardManifest {
            format: ShardManifest::FORMAT,
            made: Made::here(folder::threads(self.threads), started),
            whole: self.whole.clone(),
            identity: self.identity.clone(),
            here: std::env::current_dir().unwrap_or_default().display().to_string(),
            work: json!(self.work),
            shard: self.shard,
            round,
            of: 0,
            own: 0,
            files: std::collections::BTreeMap::new(),
        };
        Ok(Making { staging, manifest, began })
    }

    /// How many shards of a round are there, by the names of their folders: merging is what looks into them.
    fn there(&self, round: u64) -> u64 {
        let entries = fs::read_dir(self.folder()).into_iter().flatten().flatten();
        let named = entries.filter_map(|entry| named_shard(&entry.file_name().to_string_lossy()));
        named.filter(|(shard, own)| *own == round && shard.of() == self.shard.of()).count() as u64
    }

    /// What became of it.
    fn told(&self, folder: PathBuf, round: u64, (of, own): (u64, u64)) -> Outcome<Sharded> {
        let there = self.there(round);
        let said = Sharded {
            shard: self.shard,
            whole: self.whole.clone(),
            round,
            of,
            own,
            there,
            nothing_left: false,
            in_rounds: matches!(self.work, Work::Study(_)),
            shards: self.folder(),
        };
        Outcome {
            folder,
            recognised: false,
            said,
            warnings: crate::words::Diagnostics::default(),
            notes: Vec::new(),
            seconds: 0.0,
        }
    }

    /// The same of one that was there before.
    fn found(&self, one: &OpenShard) -> Outcome<Sharded> {
        let known = &one.manifest;
        let told = self.told(one.path.clone(), known.round, (known.of, known.own));
        Outcome { recognised: true, ..told }
    }
}

impl Making {
    /// Gives it its name, with what it holds of how much.
    fn finish(mut self, (of, own): (u64, u64)) -> Result<PathBuf, AppError> {
        (self.manifest.of, self.manifest.own) = (of, own);
        self.manifest.made.seconds = self.began.elapsed().as_secs_f64();
        Ok(self.staging.finish_shard(self.manifest)?)
    }

    fn write<T: Serialize>(&self, name: &str, what: &T) -> Result<(), AppError> {
        Ok(self.staging.write(name, &bytes_of(what)?)?)
    }
}

fn bytes_of<T: Serialize>(what: &T) -> Result<Vec<u8>, AppError> {
    postcard::to_allocvec(what).map_err(|error| AppError::Internal(error.to_string()))
}

/// What a file of a shard holds. Its digest was compared before; a file that is understood in another way by this source of the
/// engine is one that somebody made.
fn read<T: DeserializeOwned>(shard: &OpenShard, name: &str) -> Result<T, AppError> {
    postcard::from_bytes(&shard.bytes(name)?).map_err(|_| damaged(shard, name))
}

/// Refuses shards of something else than what is there now under the same names.
fn unchanged(shards: &[OpenShard], identity: &impl Serialize) -> Result<(), AppError> {
    let Some(first) = shards.first().filter(|first| json!(identity) != first.manifest.identity) else { return Ok(()) };
    Err(changed(first))
}

/// The plan or the design is no longer what the shards are of.
fn changed(shard: &OpenShard) -> AppError {
    let name = &shard.manifest.whole;
    AppError::Shards(text!("shards-changed", name), text!("hint-shards-changed"))
}

fn damaged(shard: &OpenShard, name: &str) -> AppError {
    let folder = shard.path.display().to_string();
    AppError::Shards(text!("shard-damaged", folder, name), text!("hint-shard-damaged"))
}

/// Rows one after another, in chunks that know their length, so that no more than a chunk is held.
mod chunks {
    use std::fs::File;
    use std::io::{BufReader, BufWriter, Read as _, Write as _};
    use std::path::Path;

    use serde::{Serialize, de::DeserializeOwned};

    /// Writes chunks.
    #[derive(Debug)]
    pub(in crate::app) struct Writer(BufWriter<File>);

    impl Writer {
        pub(in crate::app) fn create(path: &Path) -> std::io::Result<Self> {
            Ok(Self(BufWriter::new(File::create(path)?)))
        }

        pub(in crate::app) fn write<T: Serialize>(&mut self, chunk: &T) -> std::io::Result<()> {
            let bytes = postcard::to_allocvec(chunk).map_err(std::io::Error::other)?;
            self.0.write_all(&(bytes.len() as u64).to_le_bytes())?;
            self.0.write_all(&bytes)
        }

        pub(in crate::app) fn finish(mut self) -> std::io::Result<()> {
            self.0.flush()
        }
    }

    /// Every chunk of a file, in order.
    pub(in crate::app) fn read<T: DeserializeOwned>(
        path: &Path,
    ) -> std::io::Result<impl Iterator<Item = std::io::Result<T>> + use<T>> {
        let file = File::open(path)?;
        let mut left = file.metadata()?.len();
        let mut file = BufReader::new(file);
        Ok(std::iter::from_fn(move || {
            if left == 0 {
                return None;
            }
            let mut next = || -> std::io::Result<T> {
                let mut length = [0; 8];
                file.read_exact(&mut length)?;
                let length = u64::from_le_bytes(length);
                let short = || std::io::Error::from(std::io::ErrorKind::UnexpectedEof);
                left = left.checked_sub(8).and_then(|left| left.checked_sub(length)).ok_or_else(short)?;
                let mut bytes = vec![0; usize::try_from(length).map_err(|_| short())?];
                file.read_exact(&mut bytes)?;
                postcard::from_bytes(&bytes).map_err(std::io::Error::other)
            };
            let chunk = next();
            if chunk.is_err() {
                left = 0;
            }
            Some(chunk)
        }))
    }
}
