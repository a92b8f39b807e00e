//! Textbook manpower systems against exact means and covariances.
//!
//! With stocks n(t), transition matrix P (rows: from) and recruits R(t) that join after the moves, the recursion is
//!
//! ```text
//! m(t+1) = Pᵀ m(t) + E R
//! C(t+1) = Pᵀ C(t) P + Σᵢ mᵢ(t) (diag Pᵢ − Pᵢ Pᵢᵀ) + Cov R
//! ```
//!
//! with Cov R = 0 for fixed recruits by grade, diag(r q) for Poisson recruits with mean r and mix q, and r (diag q − q qᵀ)
//! for r recruits whose grades are drawn (Pollard, "On the use of the direct matrix product in analysing certain
//! stochastic population models", Biometrika 53, 1966; Bartholomew, Forbes and `McClean`, *Statistical Techniques for
//! Manpower Planning*, 2nd ed. 1991, ch. 4). Where recruits fill to a total T, with survivors S and A = I − q 1ᵀ,
//!
//! ```text
//! n(t+1) = A S + T q + noise,  C(t+1) = A Cov(S) Aᵀ + E R (diag q − q qᵀ)
//! ```

use std::fmt::Write as _;
use std::sync::LazyLock;

use tidui::model::Model;
use tidui::random::Nesting;
use tidui::simulate::{Collector, Group, RunPlan, Unobserved, run};

use crate::common::{bundled, metric, scenario};
use crate::validation::{Origin, Proof, Proved};

/// Replicates of each comparison.
const REPLICATES: u64 = 40_000;
/// A standard normal exceeds this in size with probability 6e-7; with fewer than 200 comparisons a test, a right
/// simulation fails under some other seed with probability below 1.2e-4.
const CRITICAL: f64 = 5.0;

type Matrix = Vec<Vec<f64>>;

/// How recruits come.
enum Recruits {
    None,
    Fixed(Vec<f64>),
    Poisson(f64, Vec<f64>),
    Multinomial(f64, Vec<f64>),
    ToTotal(fn(usize) -> f64, Vec<f64>),
}

fn transposed_times(matrix: &Matrix, vector: &[f64]) -> Vec<f64> {
    (0..vector.len()).map(|to| (0..vector.len()).map(|from| matrix[from][to] * vector[from]).sum()).collect()
}

fn sandwich(left: &Matrix, middle: &Matrix) -> Matrix {
    // left · middle · leftᵀ
    let size = middle.len();
    let mut result = vec![vec![0.0; size]; size];
    for (i, row) in result.iter_mut().enumerate() {
        for (j, cell) in row.iter_mut().enumerate() {
            for a in 0..size {
                for b in 0..size {
                    *cell += left[i][a] * middle[a][b] * left[j][b];
                }
            }
        }
    }
    result
}

fn transpose(matrix: &Matrix) -> Matrix {
    (0..matrix.len()).map(|i| (0..matrix.len()).map(|j| matrix[j][i]).collect()).collect()
}

fn add_spread(covariance: &mut Matrix, count: f64, mix: &[f64]) {
    for i in 0..mix.len() {
        for j in 0..mix.len() {
            covariance[i][j] += count * (if i == j { mix[i] } else { 0.0 } - mix[i] * mix[j]);
        }
    }
}

/// Means and covariances after each of `years` steps.
fn exact(start: &[f64], matrix: &Matrix, recruits: &Recruits, years: usize) -> Vec<(Vec<f64>, Matrix)> {
    let size = start.len();
    let (mut mean, mut covariance) = (start.to_vec(), vec![vec![0.0; size]; size]);
    let mut path = Vec::new();
    for year in 0..years {
        let mut survivors = sandwich(&transpose(matrix), &covariance);
        for from in 0..size {
            add_spread(&mut survivors, mean[from], &matrix[from]);
        }
        mean = transposed_times(matrix, &mean);
        covariance = survivors;
        match recruits {
            Recruits::None => {}
            Recruits::Fixed(by_grade) => mean.iter_mut().zip(by_grade).for_each(|(mean, more)| *mean += more),
            Recruits::Poisson(rate, mix) => {
                for (grade, share) in mix.iter().enumerate() {
                    mean[grade] += rate * share;
                    covariance[grade][grade] += rate * share;
                }
            }
            Recruits::Multinomial(count, mix) => {
                mean.iter_mut().zip(mix).for_each(|(mean, share)| *mean += count * share);
                add_spread(&mut covariance, *count, mix);
            }
            Recruits::ToTotal(total, mix) => {
                let wanted = total(year) - mean.iter().sum::<f64>();
                let keep: Matrix =
                    (0..size).map(|i| (0..size).map(|j| f64::from(u8::from(i == j)) - mix[i]).collect()).collect();
                covariance = sandwich(&keep, &covariance);
                mean.iter_mut().zip(mix).for_each(|(mean, share)| *mean += wanted * share);
                add_spread(&mut covariance, wanted, mix);
            }
        }
        path.push((mean.clone(), covariance.clone()));
    }
    path
}

/// Sums and products of year-end stocks.
struct Moments {
    grades: Vec<usize>,
    months: Vec<usize>,
    sums: Vec<i64>,
    products: Vec<i64>,
    count: i64,
}

impl Collector for Moments {
    fn push(&mut self, model: &Model, group: &Group<'_>) {
        let size = self.grades.len();
        for record in group.records {
            self.count += 1;
            for (year, month) in self.months.iter().enumerate() {
                let stock: Vec<i64> = self.grades.iter().map(|grade| record.metric(model, *grade, *month)).collect();
                for i in 0..size {
                    self.sums[year * size + i] += stock[i];
                    for j in 0..size {
                        self.products[(year * size + i) * size + j] += stock[i] * stock[j];
                    }
                }
            }
        }
    }

    fn merge(&mut self, other: Self) {
        self.count += other.count;
        self.sums.iter_mut().zip(other.sums).for_each(|(own, other)| *own += other);
        self.products.iter_mut().zip(other.products).for_each(|(own, other)| *own += other);
    }
}

/// Year-end means and covariances of the scenario beside the exact ones, where people are counted and where each is simulated.
fn compared(
    test: &'static str,
    case: &'static str,
    source: &'static str,
    scenario: &tidui::scenario::Scenario,
    grades: &[&str],
    exact: &[(Vec<f64>, Matrix)],
) -> Proof {
    let mut proof = Proof::new(Origin::ClosedForm, test, case, source);
    let model = Model::compile(scenario);
    assert!(model.lumping().is_lumped(0));
    agrees_of(&mut proof, "people counted", &model, grades, exact);
    agrees_of(&mut proof, "person by person", &model.person_by_person(), grades, exact);
    proof
}

fn agrees_of(proof: &mut Proof, how: &str, model: &Model, names: &[&str], exact: &[(Vec<f64>, Matrix)]) {
    let grades: Vec<usize> = names.iter().map(|grade| metric(model, &format!("stock.{grade}"))).collect();
    let (size, years) = (grades.len(), exact.len());
    let months: Vec<usize> = (0..years).map(|year| year * 12 + 11).collect();
    assert!(months.last().is_none_or(|last| *last < model.timeline().months.len()), "the scenario is too short");
    let new = || Moments {
        grades: grades.clone(),
        months: months.clone(),
        sums: vec![0; years * size],
        products: vec![0; years * size * size],
        count: 0,
    };
    let plan = RunPlan { threads: Some(2), ..RunPlan::new(REPLICATES, 1, Nesting::ONCE) };
    let found = run(model, &plan, &Unobserved, &new).unwrap();
    let count = found.count as f64;
    for (year, (mean, covariance)) in exact.iter().enumerate() {
        let average: Vec<f64> = (0..size).map(|i| found.sums[year * size + i] as f64 / count).collect();
        for i in 0..size {
            let error = (covariance[i][i] / count).sqrt();
            let last = year + 1 == years;
            let mut say = |what: String, shown: bool, (expected, found, error): (f64, f64, f64)| {
                let (what, allowed) = (format!("{what} after {} years, {how}", year + 1), CRITICAL * error.max(1e-9));
                if shown {
                    proof.near(what, expected, found, allowed)
                } else {
                    proof.also(what, expected, found, allowed)
                };
            };
            say(format!("mean of {}", names[i]), last, (mean[i], average[i], error));
            for j in 0..size {
                let product = found.products[(year * size + i) * size + j] as f64 / count;
                let observed = (product - average[i] * average[j]) * count / (count - 1.0);
                // Standard error of a covariance of nearly normal counts.
                let square = covariance[i][i] * covariance[j][j] + covariance[i][j] * covariance[i][j];
                let what = if i == j {
                    format!("variance of {}", names[i])
                } else {
                    format!("covariance of {} and {}", names[i], names[j])
                };
                // Of the covariances of the last year one is shown.
                let shown = last && (i == j || (i, j) == (0, 1));
                say(what, shown, (covariance[i][j], observed, (square / count).sqrt()));
            }
        }
    }
}

const GRADES: [&str; 3] = ["low", "middle", "high"];

/// Three grades with promotion, demotion and wastage, held once a year in one month.
fn three_grades(channel: &str) -> tidui::scenario::Scenario {
    let mut text = r#"
[scenario]
id = "textbook"
title = { zh = "教科书", en = "textbook" }
start = "2001-01"
end = "2005-12"
[tier.low]
title = { zh = "初级", en = "low" }
stock = 60
[tier.middle]
title = { zh = "中级", en = "middle" }
stock = 30
[tier.high]
title = { zh = "高级", en = "high" }
stock = 10
"#
    .to_owned();
    for (id, from, to, rate) in [
        ("up-1", "low", "middle", 0.20),
        ("up-2", "middle", "high", 0.15),
        ("down-1", "middle", "low", 0.05),
        ("down-2", "high", "middle", 0.10),
    ] {
        let _ = write!(
            text,
            "[move.{id}]\ntitle = {{ zh = \"移动\", en = \"{id}\" }}\nkind = \"change\"\nfrom = [\"{from}\"]\nto = \"{to}\"\nrate = {rate}\ncalendar = {{ 6 = 1 }}\n"
        );
    }
    for (grade, rate) in [("low", 0.15), ("middle", 0.10), ("high", 0.25)] {
        let _ = write!(
            text,
            "[move.leave-{grade}]\ntitle = {{ zh = \"离职\", en = \"leave\" }}\nkind = \"leave\"\nfrom = [\"{grade}\"]\nrate = {rate}\ncalendar = {{ 6 = 1 }}\n"
        );
    }
    text += channel;
    scenario(&text)
}

fn three_grade_matrix() -> Matrix {
    vec![vec![0.65, 0.20, 0.0], vec![0.05, 0.70, 0.15], vec![0.0, 0.10, 0.65]]
}

const START: [f64; 3] = [60.0, 30.0, 10.0];

pub(crate) static WITHOUT_RECRUITS: Proved = LazyLock::new(|| {
    compared(
        "markov::a_system_without_recruits_has_the_exact_moments",
        "Three grades without recruits",
        "Means and covariances of a closed manpower system (Pollard 1966; Bartholomew, Forbes and McClean 1991, ch. 4); 40,000 replicates.",
        &three_grades(""),
        &GRADES,
        &exact(&START, &three_grade_matrix(), &Recruits::None, 5),
    )
});

#[test]
fn a_system_without_recruits_has_the_exact_moments() {
    WITHOUT_RECRUITS.holds();
}

pub(crate) static FIXED_RECRUITS: Proved = LazyLock::new(|| {
    let channel = r#"
[channel.hiring]
title = { zh = "招聘", en = "hiring" }
calendar = { 9 = 1 }
candidates = 20
mix = { low = 3, middle = 1 }
mix_law = "exact"
fills = "everyone"
"#;
    let recruits = Recruits::Fixed(vec![15.0, 5.0, 0.0]);
    compared(
        "markov::fixed_recruits_by_grade_add_no_variance",
        "Three grades with a fixed number of recruits in each",
        "The same recursion, with 15 and 5 recruits a year.",
        &three_grades(channel),
        &GRADES,
        &exact(&START, &three_grade_matrix(), &recruits, 5),
    )
});

#[test]
fn fixed_recruits_by_grade_add_no_variance() {
    FIXED_RECRUITS.holds();
}

pub(crate) static POISSON_RECRUITS: Proved = LazyLock::new(|| {
    let channel = r#"
[channel.hiring]
title = { zh = "招聘", en = "hiring" }
calendar = { 9 = 1 }
candidates = 20
candidates_law = "poisson"
mix = { low = 0.75, middle = 0.25 }
fills = "everyone"
"#;
    let recruits = Recruits::Poisson(20.0, vec![0.75, 0.25, 0.0]);
    compared(
        "markov::poisson_recruits_add_their_own_variance",
        "Three grades with Poisson recruits",
        "The same recursion, with recruits of mean 20 a year.",
        &three_grades(channel),
        &GRADES,
        &exact(&START, &three_grade_matrix(), &recruits, 5),
    )
});

#[test]
fn poisson_recruits_add_their_own_variance() {
    POISSON_RECRUITS.holds();
}

pub(crate) static MULTINOMIAL_RECRUITS: Proved = LazyLock::new(|| {
    let channel = r#"
[channel.hiring]
title = { zh = "招聘", en = "hiring" }
calendar = { 9 = 1 }
candidates = 20
mix = { low = 0.75, middle = 0.25 }
fills = "everyone"
"#;
    let recruits = Recruits::Multinomial(20.0, vec![0.75, 0.25, 0.0]);
    compared(
        "markov::recruits_with_drawn_grades_are_multinomial",
        "Three grades with recruits whose grade is drawn",
        "The same recursion, with 20 recruits a year, multinomial by grade.",
        &three_grades(channel),
        &GRADES,
        &exact(&START, &three_grade_matrix(), &recruits, 5),
    )
});

#[test]
fn recruits_with_drawn_grades_are_multinomial() {
    MULTINOMIAL_RECRUITS.holds();
}

pub(crate) static GROWING_TOTAL: Proved = LazyLock::new(|| {
    let channel = r#"
[channel.hiring]
title = { zh = "招聘", en = "hiring" }
calendar = { 9 = 1 }
candidates = 500
mix = { low = 0.75, middle = 0.25 }
fills = "total"
total = 110
total_growth = 0.10
"#;
    let total = |year: usize| (110.0 * 1.1_f64.powi(year as i32)).round();
    let recruits = Recruits::ToTotal(total, vec![0.75, 0.25, 0.0]);
    compared(
        "markov::recruits_to_a_growing_total_have_the_exact_moments",
        "Three grades filled to a growing total",
        "The same recursion where recruits fill to a total that grows by a tenth a year.",
        &three_grades(channel),
        &GRADES,
        &exact(&START, &three_grade_matrix(), &recruits, 5),
    )
});

#[test]
fn recruits_to_a_growing_total_have_the_exact_moments() {
    GROWING_TOTAL.holds();
}

pub(crate) static SPREAD_OVER_MONTHS: Proved = LazyLock::new(|| {
    // Wastage alone, spread unevenly over the year: a year's survivors are binomial with the yearly probability.
    let text = r#"
[scenario]
id = "spread"
title = { zh = "分月", en = "spread" }
start = "2001-01"
end = "2003-12"
[tier.only]
title = { zh = "唯一", en = "only" }
stock = 100
[move.leave]
title = { zh = "离职", en = "leave" }
kind = "leave"
from = ["only"]
rate = 0.3
calendar = { 1 = 1, 2 = 0.5, 7 = 4, 8 = 4, 12 = 0.5 }
"#;
    compared(
        "markov::a_flow_spread_over_months_keeps_the_yearly_total_exact",
        "A yearly rate spread unevenly over months",
        "The survivors of each year are binomial with the yearly probability.",
        &scenario(text),
        &["only"],
        &exact(&[100.0], &vec![vec![0.7]], &Recruits::None, 3),
    )
});

#[test]
fn a_flow_spread_over_months_keeps_the_yearly_total_exact() {
    SPREAD_OVER_MONTHS.holds();
}

#[test]
fn the_bundled_closed_system_has_its_exact_means() {
    let model = Model::compile(&bundled("markov-closed", &[]));
    let plan = RunPlan { threads: Some(2), audit: true, ..RunPlan::new(4000, 1, Nesting::ONCE) };
    let records = crate::common::records(&model, &plan);
    let last = model.timeline().months.len() - 1;
    for record in &records {
        let headcount = record.metric(&model, metric(&model, "headcount"), last);
        assert_eq!(headcount, record.metric(&model, metric(&model, "headcount"), 0), "a closed system loses nobody");
    }
}
