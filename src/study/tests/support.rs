//! Small scenarios and a laboratory for them.

use crate::random::Nesting;
use crate::scenario::{DiskLibrary, MemoryLibrary, Scenario, load};
use crate::simulate::Unobserved;
use crate::study::{Evaluations, Laboratory, MemoryStore, Sampling};
use crate::words::{Confidence, Language, Whole};

pub(super) const HEAD: &str = r#"
[scenario]
id = "small"
title = { zh = "小", en = "small" }
start = "2021-01"
end = "2022-12"
[tier.leader]
title = { zh = "领军", en = "leader" }
"#;

pub(super) fn scenario(text: &str) -> Scenario {
    let library = MemoryLibrary::new([("test.toml", text)]);
    match load(&library, "test.toml", &[]) {
        Ok((scenario, _)) => scenario,
        Err(problems) => panic!("{}", problems.render(Language::English)),
    }
}

pub(super) fn bundled(name: &str) -> Scenario {
    let path = format!("{}/scenarios/{name}.toml", env!("CARGO_MANIFEST_DIR"));
    match load(&DiskLibrary, &path, &[]) {
        Ok((scenario, _)) => scenario,
        Err(problems) => panic!("{}", problems.render(Language::English)),
    }
}

pub(super) fn sampling(times: u64) -> Sampling {
    Sampling { seed: 7, nesting: Nesting::every(times), threads: Some(2), audit: false }
}

pub(super) fn with_laboratory<T>(times: u64, work: impl FnOnce(&Laboratory<'_>) -> T) -> T {
    let store = MemoryStore::default();
    work(&Laboratory::new(sampling(times), &store, &Unobserved))
}

pub(super) fn confidences(list: &[f64]) -> Vec<Confidence> {
    list.iter().map(|one| Confidence::new(*one).unwrap()).collect()
}

pub(super) fn evaluations(count: u64) -> Evaluations {
    Whole::new(count).unwrap()
}
