//! Numbers that others have published, or that follow from a line of algebra, and that the program must find.

use std::sync::LazyLock;

use serde_json::Value;
use tidui::backtest::scores::{Ensemble, brier, interval_score};
use tidui::random::{philox, standard_normal_quantile};
use tidui::summary::clopper_pearson;

use crate::validation::{Origin, Proof, Proved};

/// Bits in which two answers of the generator differ.
fn bits(one: [u64; 2], other: [u64; 2]) -> u32 {
    one.into_iter().zip(other).map(|(one, other)| (one ^ other).count_ones()).sum()
}

pub(crate) static PHILOX: Proved = LazyLock::new(|| {
    let mut proof = Proof::new(
        Origin::Published,
        "published::the_generator_gives_the_known_answers",
        "The random generator, Philox2x64-10",
        "Known answers of the reference implementation (Salmon, Moraes, Dror and Shaw 2011).",
    );
    let known = [
        ("key 0, counter 0", 0, [0, 0], [0xca00_a045_9843_d731, 0x66c2_4222_c9a8_45b5]),
        ("all bits set", u64::MAX, [u64::MAX; 2], [0x65b0_21d6_0cd8_310f, 0x4d02_f322_2f86_df20]),
        (
            "the digits of π",
            0xa409_3822_299f_31d0,
            [0x243f_6a88_85a3_08d3, 0x1319_8a2e_0370_7344],
            [0x0a5e_742c_2997_341c, 0xb0f8_83d3_8000_de5d],
        ),
    ];
    for (what, key, counter, answer) in known {
        proof.same(format!("bits of 128 that differ: {what}"), 0, bits(philox(key, counter), answer));
    }
    proof
});

#[test]
fn the_generator_gives_the_known_answers() {
    PHILOX.holds();
}

pub(crate) static NORMAL_QUANTILE: Proved = LazyLock::new(|| {
    let mut proof = Proof::new(
        Origin::Published,
        "published::the_normal_quantile_is_that_of_its_publication",
        "The quantile of the normal law",
        "Check values of algorithm AS 241 (Wichura 1988).",
    );
    for (p, value) in
        [(0.25, -0.674_489_750_196_081_7), (0.001, -3.090_232_306_167_814), (1e-20, -9.262_340_089_798_408)]
    {
        proof.near(format!("at {p:e}"), value, standard_normal_quantile(p), 1e-14);
    }
    proof
});

#[test]
fn the_normal_quantile_is_that_of_its_publication() {
    NORMAL_QUANTILE.holds();
}

pub(crate) static SCORES: Proved = LazyLock::new(|| {
    let mut proof = Proof::new(
        Origin::Published,
        "published::scores_are_those_of_a_published_package",
        "Scores of forecasts",
        "The Python package scoringrules 0.10.0, on 20 ensembles made up at random (`tests/fixtures/scores/make.py`).",
    );
    let fixture: Value = serde_json::from_str(include_str!("../fixtures/scores/scoringrules.json")).unwrap();
    let number = |value: &Value, key: &str| value[key].as_f64().unwrap();
    for (at, case) in fixture["cases"].as_array().unwrap().iter().enumerate() {
        let members = case["ensemble"].as_array().unwrap().iter().map(|one| one.as_f64().unwrap()).collect();
        let ensemble = Ensemble::new(members).unwrap();
        let (observed, ends) = (number(case, "observed"), [number(case, "low"), number(case, "high")]);
        let interval = interval_score(ends, 1.0 - number(case, "alpha"), observed);
        let told = [
            ("fair CRPS", number(case, "crps_fair"), ensemble.crps(observed), 1e-9),
            ("interval score", number(case, "interval"), interval, 1e-9 * number(case, "interval").abs()),
        ];
        for (what, theirs, own, allowed) in told {
            let what = format!("{what} of ensemble {}", at + 1);
            if at % 4 == 0 {
                proof.near(what, theirs, own, allowed)
            } else {
                proof.also(what, theirs, own, allowed)
            };
        }
    }
    for case in fixture["brier"].as_array().unwrap() {
        let own = brier(number(case, "probability"), case["met"].as_bool().unwrap());
        proof.also("Brier score", number(case, "score"), own, 1e-12);
    }
    proof
});

#[test]
fn scores_are_those_of_a_published_package() {
    SCORES.holds();
}

pub(crate) static RARE_EVENTS: Proved = LazyLock::new(|| {
    let mut proof = Proof::new(
        Origin::ClosedForm,
        "published::exact_intervals_are_those_of_the_books",
        "Exact intervals of a share",
        "Of no success in n trials the 95 % interval of Clopper and Pearson ends at 1 − 0.025^(1/n), told to nine digits. Of 682 in 925: Conover \
         (1971), p. 97 f., as R's `binom.test` has it.",
    );
    for of in [10_u64, 1_000, 10_000] {
        let exact = 1.0 - libm::pow(0.025, 1.0 / of as f64);
        proof.near(format!("0 of {of}, upper end"), exact, clopper_pearson(0, of, 0.95).1, 5e-10);
    }
    let (low, high) = clopper_pearson(682, 925, 0.95);
    proof.near("682 of 925, lower end", 0.707_668_3, low, 0.51e-7);
    proof.near("682 of 925, upper end", 0.765_406_6, high, 0.51e-7);
    proof
});

#[test]
fn exact_intervals_are_those_of_the_books() {
    RARE_EVENTS.holds();
}
