//! What costs time: folding a draw, one replicate, a whole small run, and reading the summaries.

use criterion::{Criterion, criterion_group, criterion_main};
use std::hint::black_box;

use tidui::model::Model;
use tidui::random::{Addressed, Nesting};
use tidui::scenario::{DiskLibrary, load};
use tidui::simulate::{Collector, Group, RunPlan, Unobserved, run, single};
use tidui::summary::Summary;

fn plan(replicates: u64) -> RunPlan {
    RunPlan { threads: Some(1), ..RunPlan::new(replicates, 1, Nesting::every(2)) }
}

fn benches(criterion: &mut Criterion) {
    let path = format!("{}/scenarios/xiqing-2021.toml", env!("CARGO_MANIFEST_DIR"));
    criterion.bench_function("read and check the scenario", |bench| {
        bench.iter(|| load(&DiskLibrary, black_box(&path), &[]).is_ok());
    });
    let Ok((scenario, _)) = load(&DiskLibrary, &path, &[]) else { return };
    criterion.bench_function("compile", |bench| bench.iter(|| Model::compile(black_box(&scenario))));
    let model = Model::compile(&scenario);
    let mut draw = 0;
    criterion.bench_function("draw the parameters", |bench| {
        bench.iter(|| {
            draw += 1;
            model.parameters(&Addressed { seed: 1 }, draw)
        });
    });
    let mut replicate = 0;
    criterion.bench_function("one replicate with its draw and opening", |bench| {
        bench.iter(|| {
            replicate += 1;
            single(&model, &plan(1), replicate).is_ok()
        });
    });
    let Ok((parameters, record)) = single(&model, &plan(1), 0) else { return };
    let records = [record.clone(), record];
    let mut summary = Summary::new(&model, Nesting::every(2));
    criterion.bench_function("summarise two replicates", |bench| {
        bench.iter(|| summary.push(&model, &Group { first: 0, parameters: &parameters, records: &records }));
    });
    criterion.bench_function("results from a summary", |bench| bench.iter(|| summary.results(&model, 1)));
    let mut group = criterion.benchmark_group("run");
    group.sample_size(10);
    group.bench_function("500 replicates on one thread", |bench| {
        bench.iter(|| run(&model, &plan(500), &Unobserved, &|| Summary::new(&model, Nesting::every(2))).is_ok());
    });
    group.finish();
}

criterion_group!(all, benches);
criterion_main!(all);
