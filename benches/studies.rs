//! What the funding questions cost on the bundled plan, from nothing kept: a frontier of 21 points at 2,000 replicates each,
//! and the least money for one confidence and for four. About four minutes; `-- frontier` runs one of them.

use criterion::{Criterion, criterion_group, criterion_main};
use std::time::Duration;

use tidui::scenario::{DiskLibrary, Scenario, load};
use tidui::simulate::Unobserved;
use tidui::study::{Axis, Laboratory, MemoryStore, Require, Sampling, frontier, require};
use tidui::words::Confidence;

const REPLICATES: u64 = 2000;

/// A laboratory that keeps nothing from one round to the next.
fn afresh<T>(scenario: &Scenario, work: impl FnOnce(&Laboratory<'_>) -> T) -> T {
    let store = MemoryStore::default();
    work(&Laboratory::new(Sampling::of(scenario), &store, &Unobserved))
}

fn benches(criterion: &mut Criterion) {
    let path = format!("{}/scenarios/xiqing-2021.toml", env!("CARGO_MANIFEST_DIR"));
    let Ok((plan, _)) = load(&DiskLibrary, &path, &[]) else { return };
    let mut group = criterion.benchmark_group("studies");
    group.sample_size(10).warm_up_time(Duration::from_millis(1));
    let curve = [Axis::factors("funds", 0.5, 2.0, 21)];
    group.bench_function("frontier of 21 points", |bench| {
        bench.iter(|| afresh(&plan, |laboratory| frontier(laboratory, &plan, &curve, &[], REPLICATES).is_ok()));
    });
    let least = |confidences: &[f64]| Require {
        target: "teachers".to_owned(),
        confidence: confidences.iter().copied().filter_map(Confidence::new).collect(),
        lever: "fund.education".to_owned(),
        ..Require::default()
    };
    for (name, confidences) in
        [("require at one confidence", &[0.8][..]), ("require at four confidences", &[0.5, 0.8, 0.9, 0.95])]
    {
        let request = least(confidences);
        group.bench_function(name, |bench| {
            bench.iter(|| afresh(&plan, |laboratory| require(laboratory, &plan, &request, REPLICATES).is_ok()));
        });
    }
    group.finish();
}

criterion_group!(all, benches);
criterion_main!(all);
