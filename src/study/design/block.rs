//! What replicates left behind, packed by column, and where it is kept for the next question.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex};

use crate::random::Nesting;

/// A column of whole numbers as differences from the least of them, each in as few bytes as all need.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Packed {
    least: i64,
    /// 0, 1, 2, 4 or 8 bytes a number.
    width: u8,
    bytes: Vec<u8>,
}

impl Packed {
    fn new(values: impl Iterator<Item = i64> + Clone) -> Self {
        let least = values.clone().min().unwrap_or(0);
        let most = values.clone().max().unwrap_or(0);
        let span = most.wrapping_sub(least) as u64;
        let width: u8 = match span {
            0 => 0,
            1..=0xff => 1,
            0x100..=0xffff => 2,
            0x1_0000..=0xffff_ffff => 4,
            _ => 8,
        };
        let mut bytes = Vec::new();
        for value in values {
            let rest = (value.wrapping_sub(least) as u64).to_le_bytes();
            bytes.extend(rest.iter().take(usize::from(width)));
        }
        Self { least, width, bytes }
    }

    fn at(&self, position: usize) -> i64 {
        let width = usize::from(self.width);
        let mut rest = [0_u8; 8];
        let own = self.bytes.iter().skip(position * width).take(width);
        rest.iter_mut().zip(own).for_each(|(to, from)| *to = *from);
        self.least.wrapping_add(u64::from_le_bytes(rest) as i64)
    }
}

/// Groups of replicates of one design point: for each, by column, what every replicate left behind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Draws of the parameters, ascending.
    draws: Vec<u64>,
    nesting: Nesting,
    /// Where the replicates of each draw begin.
    starts: Vec<usize>,
    columns: Vec<Packed>,
}

impl Block {
    /// Packs rows of `width` numbers, a row for each replicate of each of `draws` in turn.
    pub(crate) fn new(draws: Vec<u64>, nesting: Nesting, rows: &[i64], width: usize) -> Self {
        let column = |index: usize| Packed::new(rows.iter().skip(index).step_by(width.max(1)).copied());
        Self { starts: starts(&draws, nesting), draws, nesting, columns: (0..width).map(column).collect() }
    }

    /// Draws of the parameters whose replicates it holds, ascending.
    #[must_use]
    pub fn draws(&self) -> &[u64] {
        &self.draws
    }

    /// Columns of each replicate.
    pub(super) fn width(&self) -> usize {
        self.columns.len()
    }

    pub(super) const fn nesting(&self) -> Nesting {
        self.nesting
    }

    /// Replicates it holds.
    #[must_use]
    pub fn replicates(&self) -> u64 {
        replicates(&self.draws, self.nesting)
    }

    /// Replicates of the draw at `position`.
    pub(super) fn size(&self, position: usize) -> usize {
        self.draws.get(position).map_or(0, |draw| self.nesting.size_of(*draw) as usize)
    }

    /// The number in a column of replicate `within` of the draw at `position`.
    pub(crate) fn at(&self, column: usize, position: usize, within: usize) -> i64 {
        let place = self.starts.get(position).map_or(usize::MAX, |start| start + within);
        self.columns.get(column).map_or(0, |column| column.at(place))
    }

    /// Bytes it takes in memory, about.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.draws.len() * 16 + self.columns.iter().map(|column| 48 + column.bytes.len()).sum::<usize>()
    }

    /// As bytes, for a store on disk, with the key of what was run.
    ///
    /// ```text
    /// "tiduibl6" · length of the key · key · draws · replicates of a repeated draw · repeated draws of a batch · columns ·
    /// each draw · each column: least, width, bytes · FNV-1a of all before
    /// ```
    #[must_use]
    pub fn to_bytes(&self, key: &str) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        out.extend((key.len() as u64).to_le_bytes());
        out.extend(key.as_bytes());
        let Nesting { chance_replicates, repeated_draws } = self.nesting;
        for number in [self.draws.len() as u64, chance_replicates, repeated_draws, self.columns.len() as u64] {
            out.extend(number.to_le_bytes());
        }
        self.draws.iter().for_each(|draw| out.extend(draw.to_le_bytes()));
        for column in &self.columns {
            out.extend(column.least.to_le_bytes());
            out.push(column.width);
            out.extend(&column.bytes);
        }
        out.extend(checksum(&out).to_le_bytes());
        out
    }

    /// Reads what [`to_bytes`](Self::to_bytes) wrote under the same key; none if it is anything else, of something else, or cut
    /// short.
    #[must_use]
    pub fn from_bytes(bytes: &[u8], key: &str) -> Option<Self> {
        let (body, sum) = bytes.split_at_checked(bytes.len().checked_sub(8)?)?;
        if u64::from_le_bytes(sum.try_into().ok()?) != checksum(body) {
            return None;
        }
        let mut rest = body.strip_prefix(MAGIC.as_slice())?;
        let length = usize::try_from(take_u64(&mut rest)?).ok()?;
        let (own, after) = rest.split_at_checked(length)?;
        if own != key.as_bytes() {
            return None;
        }
        rest = after;
        let count = usize::try_from(take_u64(&mut rest)?).ok()?;
        let nesting = Nesting::new(take_u64(&mut rest)?, take_u64(&mut rest)?);
        let width = usize::try_from(take_u64(&mut rest)?).ok()?;
        let draws = (0..count).map(|_| take_u64(&mut rest)).collect::<Option<Vec<u64>>>()?;
        let rows = draws
            .iter()
            .try_fold(0_usize, |rows, draw| rows.checked_add(usize::try_from(nesting.size_of(*draw)).ok()?))?;
        let mut columns = Vec::new();
        for _ in 0..width {
            let least = take_u64(&mut rest)? as i64;
            let (kind, after) = rest.split_first()?;
            let (own, after) = after.split_at_checked(rows.checked_mul(usize::from(*kind))?)?;
            columns.push(Packed { least, width: *kind, bytes: own.to_vec() });
            rest = after;
        }
        rest.is_empty().then(|| Self { starts: starts(&draws, nesting), draws, nesting, columns })
    }
}

/// Replicates of some draws.
pub(super) fn replicates(draws: &[u64], nesting: Nesting) -> u64 {
    draws.iter().map(|draw| nesting.size_of(*draw)).sum()
}

/// Where the replicates of each draw begin, one draw after another.
fn starts(draws: &[u64], nesting: Nesting) -> Vec<usize> {
    let sizes = draws.iter().scan(0, |next, draw| {
        let start = *next;
        *next += nesting.size_of(*draw) as usize;
        Some(start)
    });
    sizes.collect()
}

const MAGIC: [u8; 8] = *b"tiduibl6";

fn take_u64(rest: &mut &[u8]) -> Option<u64> {
    let (head, after) = rest.split_at_checked(8)?;
    *rest = after;
    head.try_into().ok().map(u64::from_le_bytes)
}

fn checksum(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3))
}

/// Where replicates are kept that were run before, by the key of what was run. What is kept under one key is always the
/// same bytes, so a store may forget, and may be shared between studies.
pub trait Store: Sync {
    /// Every block kept under `key`, in any order.
    fn fetch(&self, key: &str) -> Vec<Arc<Block>>;

    /// Keeps a block. Whoever cannot keep it lets it go: the replicates would be run again.
    fn keep(&self, key: &str, block: Arc<Block>);
}

/// A store in memory, which forgets what was kept first when it holds more than it may.
#[derive(Debug)]
pub struct MemoryStore {
    most: usize,
    kept: Mutex<Kept>,
}

#[derive(Debug, Default)]
struct Kept {
    blocks: BTreeMap<String, Vec<Arc<Block>>>,
    order: VecDeque<String>,
    bytes: usize,
}

impl Default for MemoryStore {
    /// A store of at most 512 MiB.
    fn default() -> Self {
        Self::new(512 << 20)
    }
}

impl MemoryStore {
    /// A store of at most `bytes` bytes, about.
    #[must_use]
    pub fn new(bytes: usize) -> Self {
        Self { most: bytes, kept: Mutex::default() }
    }
}

impl Store for MemoryStore {
    fn fetch(&self, key: &str) -> Vec<Arc<Block>> {
        self.kept.lock().map_or_else(|_| Vec::new(), |kept| kept.blocks.get(key).cloned().unwrap_or_default())
    }

    fn keep(&self, key: &str, block: Arc<Block>) {
        let Ok(mut kept) = self.kept.lock() else { return };
        kept.bytes += block.bytes();
        if !kept.blocks.contains_key(key) {
            kept.order.push_back(key.to_owned());
        }
        kept.blocks.entry(key.to_owned()).or_default().push(block);
        while kept.bytes > self.most && kept.order.len() > 1 {
            let Some(oldest) = kept.order.pop_front() else { break };
            let gone = kept.blocks.remove(&oldest).unwrap_or_default();
            kept.bytes -= gone.iter().map(|block| block.bytes()).sum::<usize>();
        }
    }
}
