//! The least that a replicate of the Xiqing plan must do, done alone: a floor for the engine's time.
//!
//! The numbers of draws and events were counted in the engine (2026-11-22, mean of 1,000 replicates); here each is done as
//! cheaply as this machine can, with nothing decided, booked or checked. `cargo bench --bench minimum` prints what each
//! part takes; `docs/performance.md` sets it beside the engine.

use std::hint::black_box;
use std::io::Write;
use std::time::Instant;

use tidui::random::{Decision, Luck};

/// People at the start, and arrivals.
const PEOPLE: usize = 5803;
const ARRIVALS: usize = 1194;
/// Addressed draws of 128 bits.
const DRAWS: u64 = 11_386;
/// Blocks of twelve months in which everybody is looked at.
const BLOCKS: usize = 3;
/// People left, changed tier, arrived, reached, released or passed over.
const EVENTS: usize = 703 + 374 + ARRIVALS + 2350 + 950 + 185;
/// Uncertain numbers; two replicates share a draw of them here, as they did when this was counted.
const UNCERTAIN: usize = 159 / 2;
/// Tickets of lots that are looked at.
const TICKETS: usize = 9000;
/// Numbers recorded, and bins that they are counted in.
const RECORDED: usize = 1950;
/// Bytes of what is known of someone: what conditions ask, employment, exposure, leading bits of luck.
const PERSON: usize = 16;
const EMPLOYMENT: usize = 24;
const EXPOSURE: usize = 16;

/// Rounds of measurement; the median counts.
const ROUNDS: usize = 301;

/// Median microseconds of `work`.
fn time(mut work: impl FnMut()) -> f64 {
    let mut times: Vec<f64> = (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed().as_secs_f64() * 1e6
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[ROUNDS / 2]
}

fn main() -> std::io::Result<()> {
    let luck = Luck::of_replicate(1, 1);
    let decision = Decision::new("floor", "");
    let mut parts: Vec<(&str, f64)> = Vec::new();

    parts.push((
        "draws",
        time(|| {
            let mut sum = 0_u64;
            for batch in 0..DRAWS / 8 {
                let ids = std::array::from_fn::<u64, 8, _>(|place| batch * 8 + place as u64);
                for [first, second] in luck.draw_batch(decision, ids, 1) {
                    sum ^= first ^ second;
                }
            }
            black_box(sum);
        }),
    ));

    let opening = vec![1_u8; PEOPLE * (PERSON + EMPLOYMENT)];
    let mut people = opening.clone();
    let mut exposures = vec![0_u8; PEOPLE * EXPOSURE];
    parts.push((
        "people copied",
        time(|| {
            people.copy_from_slice(&opening);
            exposures.fill(black_box(0));
            black_box((&people, &exposures));
        }),
    ));

    let leading: Vec<u8> = (0..PEOPLE).map(|index| (index * 167) as u8).collect();
    let tiers = vec![[1_u8; PERSON]; PEOPLE];
    let mut list = vec![0_u32; PEOPLE];
    parts.push((
        "everybody looked at",
        time(|| {
            for _ in 0..BLOCKS {
                let mut kept = 0;
                for (index, (leading, tier)) in leading.iter().zip(&tiers).enumerate() {
                    list[kept] = index as u32;
                    kept += usize::from(*leading > 200 + tier[10]);
                }
                black_box(kept);
            }
            black_box(&list);
        }),
    ));

    // Places in no order, as luck has it.
    let places: Vec<usize> = (0..EVENTS.max(TICKETS) as u64)
        .map(|number| (luck.draw(decision, number, 2)[0] % PEOPLE as u64) as usize)
        .collect();
    let mut marks = vec![[0_u32; PERSON / 4]; PEOPLE];
    parts.push((
        "tickets looked at",
        time(|| {
            let mut won = 0;
            for place in &places[..TICKETS] {
                won += u32::from(marks[*place][0] & 1 == 0);
            }
            black_box(won);
        }),
    ));
    let mut employment = vec![[0_u64; EMPLOYMENT / 8]; PEOPLE];
    let mut exposures = vec![[0_u64; EXPOSURE / 8]; PEOPLE];
    let mut counts = [0_u32; 64];
    parts.push((
        "events",
        time(|| {
            for (number, place) in places[..EVENTS].iter().enumerate() {
                marks[*place][1] = number as u32;
                employment[*place][1] ^= 1;
                exposures[*place][0] = number as u64;
                counts[number % 61] += 1;
                counts[number % 59] += 1;
            }
            black_box((&marks, &employment, &exposures, &counts));
        }),
    ));

    // A quantile of a beta distribution is an inversion: two exponentials and two logarithms are the least.
    parts.push((
        "uncertain numbers",
        time(|| {
            let mut sum = 0.0;
            for number in 0..UNCERTAIN {
                let value = luck.uniform(decision, number as u64, 3);
                sum += libm::exp(libm::log(value)) + libm::exp(2.0 * libm::log(value));
            }
            black_box(sum);
        }),
    ));

    let mut bins = vec![0_u32; RECORDED * 256];
    parts.push((
        "recorded",
        time(|| {
            for number in 0..RECORDED {
                bins[number * 256 + places[number] % 256] += 1;
            }
            black_box(&bins);
        }),
    ));

    let mut out = std::io::stdout();
    for (name, micros) in &parts {
        writeln!(out, "{name:22}{micros:8.1} µs")?;
    }
    writeln!(out, "{:22}{:8.1} µs", "the least", parts.iter().map(|part| part.1).sum::<f64>())
}
