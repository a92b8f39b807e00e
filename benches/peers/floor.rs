//! The least that one problem costs: the Markov chain of `benches/peers`, written by hand for nothing else.
//!
//! 100,000 people, three states, 100 steps, one thread. As in tidui, what befalls a person in a step is a function of
//! (seed, person, step) alone and no generator has a state. Prints one line of JSON; see `benches/peers/README.md`.
//!
//! Layout: people in groups of [`LANES`], so that the compiler makes vector code of a group's step, and groups in tiles that
//! stay in the nearest cache for all the steps. A decision needs sixteen random bits, four people to a word; only if they
//! equal the first sixteen bits of a threshold are 32 more drawn. Every probability is thus met to within 2⁻⁴⁸.

use std::hint::black_box;
use std::io::Write;
use std::time::Instant;

use tidui::random::philox;

const PEOPLE: usize = 100_000;
const STEPS: usize = 100;
/// People whose step is one piece of vector code.
const LANES: usize = 32;
/// People to a random word.
const SHARED: usize = 4;
/// Groups to a tile: 4 KiB of states.
const TILE: usize = 64;

type Group = [u16; LANES];
/// Numbers in the three states after each step.
type Counts = Vec<[u32; 3]>;

/// A probability: its first sixteen bits, and the next 32.
#[derive(Clone, Copy)]
struct Threshold {
    high: u16,
    low: u32,
}

impl Threshold {
    fn new(probability: f64) -> Self {
        let bits = (probability * 2f64.powi(48)).round() as u64;
        Self { high: (bits >> 32) as u16, low: bits as u32 }
    }

    fn exceeds(self, high: u16, low: u32) -> bool {
        (high, low) < (self.high, self.low)
    }
}

/// The matrix of neworder's example. From state 0 a draw below `to_one` goes to 1, another below `leaves[0]` to 2; from 1
/// and 2 there is one way each.
struct Chain {
    to_one: Threshold,
    leaves: [Threshold; 3],
}

impl Chain {
    fn new() -> Self {
        let [to_one, to_two] = [1.0 / 13.0, 1.0 / 23.0];
        Self { to_one: Threshold::new(to_one), leaves: [to_one + to_two, 1.0 / 29.0, 1.0 / 17.0].map(Threshold::new) }
    }

    /// The state after `state`, given 48 random bits.
    fn next(&self, state: u16, high: u16, low: u32) -> u16 {
        match state {
            _ if !self.leaves[usize::from(state)].exceeds(high, low) => state,
            0 if self.to_one.exceeds(high, low) => 1,
            2 => 0,
            _ => 2,
        }
    }

    /// One step of a group given sixteen bits each. Says whether somebody's bits did not suffice.
    #[inline]
    fn step(&self, group: &mut Group, bits: &Group) -> bool {
        let [zero, one, two] = self.leaves.map(|threshold| threshold.high);
        let mut ties = 0;
        for (person, &draw) in group.iter_mut().zip(bits) {
            let state = *person;
            let leaves = match state {
                0 => zero,
                1 => one,
                _ => two,
            };
            // `&` of numbers, not `&&`: with a branch here the loop would take ten times as long.
            let in_zero = u16::from(state == 0);
            let to_one = in_zero & u16::from(draw < self.to_one.high);
            let to = if state == 2 { 0 } else { 2 - to_one };
            *person = if draw < leaves { to } else { state };
            ties |= u16::from(draw == leaves) | (in_zero & u16::from(draw == self.to_one.high));
        }
        ties != 0
    }
}

/// How far apart `SplitMix64`'s counters are.
const STRIDE: u64 = 0x9E37_79B9_7F4A_7C15;

/// `SplitMix64`'s mixing function (Steele, Lea and Flood, OOPSLA 2014), here of a counter: passes `BigCrush`, and costs two
/// multiplications a word where Philox costs ten for two.
#[inline]
fn mix(counter: u64) -> u64 {
    let mut word = (counter ^ (counter >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    word = (word ^ (word >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    word ^ (word >> 31)
}

/// Sixteen bits for each of a group, from the words at `origin` + `index` strides and after.
#[inline]
fn draw(origin: u64, index: usize) -> Group {
    let counter = origin.wrapping_add((index as u64).wrapping_mul(STRIDE));
    let mut bits = [0; LANES];
    for (place, people) in bits.chunks_exact_mut(SHARED).enumerate() {
        let word = mix(counter.wrapping_add((place as u64).wrapping_mul(STRIDE)));
        for (part, person) in people.iter_mut().enumerate() {
            *person = (word >> (16 * part)) as u16;
        }
    }
    bits
}

/// The step of a group again, with all 48 bits. Happens to about one group in a thousand.
#[cold]
#[inline(never)]
fn decide(chain: &Chain, key: u64, first: usize, step: usize, old: &Group, bits: &Group) -> Group {
    let mut new = [0; LANES];
    for lane in 0..LANES {
        let low = philox(key, [(first + lane) as u64, step as u64])[0] as u32;
        new[lane] = chain.next(old[lane], bits[lane], low);
    }
    new
}

fn simulate(seed: u64) -> Counts {
    let chain = Chain::new();
    let [origin, key] = philox(seed, [0, 0]);
    let mut groups = vec![[0; LANES]; PEOPLE.div_ceil(LANES)];
    let words = groups.len() * LANES / SHARED;
    let mut counts = vec![[0; 3]; STEPS];
    for (tile, groups) in groups.chunks_mut(TILE).enumerate() {
        for (step, count) in counts.iter_mut().enumerate() {
            let [mut ones, mut twos] = [[0_u16; LANES]; 2];
            for (place, group) in groups.iter_mut().enumerate() {
                let first = (tile * TILE + place) * LANES;
                let bits = draw(origin, step * words + first / SHARED);
                let old = *group;
                if chain.step(group, &bits) {
                    *group = decide(&chain, key, first, step, &old, &bits);
                }
                for lane in 0..LANES {
                    ones[lane] += u16::from(group[lane] == 1);
                    twos[lane] += u16::from(group[lane] == 2);
                }
            }
            let [ones, twos] = [ones, twos].map(|lanes| lanes.iter().map(|&number| u32::from(number)).sum::<u32>());
            count[0] += (groups.len() * LANES) as u32 - ones - twos;
            count[1] += ones;
            count[2] += twos;
        }
    }
    counts
}

// Nobody stands for nothing: the last group is full.
const _: () = assert!(PEOPLE.is_multiple_of(LANES));

/// The number after `name` among the arguments; cargo's own arguments are passed over.
fn option(name: &str, default: u64) -> u64 {
    let mut arguments = std::env::args().skip_while(|argument| argument != name);
    arguments.nth(1).and_then(|number| number.parse().ok()).unwrap_or(default)
}

fn main() -> std::io::Result<()> {
    let (runs, seed) = (option("--runs", 5), option("--seed", 1));
    black_box(simulate(seed)); // untimed, as with the Python peers
    let mut seconds = Vec::new();
    let mut counts = Vec::new();
    for run in 0..runs {
        let clock = Instant::now();
        counts.push(black_box(simulate(black_box(seed + run))));
        seconds.push(clock.elapsed().as_secs_f64());
    }
    let line = serde_json::json!({
        "peer": "floor",
        "version": env!("CARGO_PKG_VERSION"),
        "seconds": seconds,
        "person_steps": PEOPLE * STEPS,
        "counts": counts,
    });
    writeln!(std::io::stdout(), "{line}")
}
