//! Numbers that differ between years: figures of single fiscal years, forecasts, years that chance makes special, and ages of
//! retirement that rise with the month of birth. Statistical tests reject a right engine with a probability below 1e-5 each.

use std::sync::LazyLock;

use tidui::model::Model;
use tidui::random::{Nesting, standard_normal_quantile};
use tidui::simulate::RunPlan;

use crate::common::{at_end, metric, plan, records, roster, scenario, scenario_with};
use crate::validation::{Origin, Proof, Proved};

/// Standard errors that an estimate may be off.
const CRITICAL: f64 = 4.5;

const HEAD: &str = r#"
[scenario]
id = "years"
title = { zh = "分年", en = "years" }
start = "2025-01"
end = "2027-12"
"#;

/// The month in which each retires is her month of birth plus the age that the schedule has for it.
pub(crate) static SCHEDULE: Proved = LazyLock::new(|| {
    let mut proof = Proof::new(
        Origin::Published,
        "years::people_retire_at_the_age_of_their_month_of_birth",
        "Ages of retirement that rise with the month of birth",
        "Decision of the Standing Committee of the National People’s Congress of 13 September 2024, and a table of the test’s own.",
    );
    let text = format!(
        r#"{HEAD}
[people]
roster = "roster.csv"
[tier.man]
title = {{ zh = "男", en = "men" }}
[tier.woman]
title = {{ zh = "女", en = "women" }}
[tier.own]
title = {{ zh = "自定", en = "a table of one's own" }}
[move.national]
title = {{ zh = "退休", en = "retirement" }}
kind = "retire"
from = ["man", "woman"]
age_male = "cn-2025-men-60"
age_female = "cn-2025-women-55"
[move.own]
title = {{ zh = "退休", en = "retirement" }}
kind = "retire"
from = ["own"]
age_male = 60
age_female = {{ "1970-01" = 55, "1971-06" = "55y6m", "1972-01" = 56.25 }}
"#
    );
    // Sex, tier, month of birth; month of the run in which she is gone, counted from January 2025.
    let people = [
        // The first whom the decision concerns: 60 years and 1 month, in February 2025.
        ("m", "man", "1965-01", Some(1)),
        // Four months share a step.
        ("m", "man", "1965-04", Some(4)),
        ("m", "man", "1965-05", Some(6)),
        // 60 years and 4 months: September 1966 is the twenty-first month, the sixth step.
        ("m", "man", "1966-09", Some(20 + 6)),
        ("m", "man", "1968-01", None),
        ("f", "woman", "1970-01", Some(1)),
        ("f", "woman", "1971-12", Some(23 + 6)),
        // Before the first month of a table its first age holds.
        ("f", "own", "1969-12", Some(0)),
        ("f", "own", "1971-05", Some(16)),
        ("f", "own", "1971-06", Some(17 + 6)),
        ("f", "own", "1972-01", None),
    ];
    let rows = people.iter().enumerate().map(|(index, (sex, tier, born, _))| {
        // Whoever was of age before the run opens is told, not lost: the one of December 1969 is of age in December 2024.
        let born = if *born == "1969-12" { "1970-01" } else { born };
        format!("p{index},{born},{sex},,{tier},2010-01,,,")
    });
    let model = Model::compile(&scenario_with(&text, &[("roster.csv", &roster(rows))]));
    let all = metric(&model, "headcount");
    for record in records(&model, &plan(2)) {
        for month in 0..36 {
            let there = people.iter().filter(|(.., gone)| gone.is_none_or(|gone| gone > month)).count();
            let found = record.metric(&model, all, month) as f64;
            let what = format!("still there at the end of month {}", month + 1);
            if month % 12 == 11 {
                proof.same(what, there as f64, found)
            } else {
                proof.also(what, there as f64, found, 0.0)
            };
        }
    }
    proof
});

#[test]
fn people_retire_at_the_age_of_their_month_of_birth() {
    SCHEDULE.holds();
}

/// Students grow by each year's own growth, do not grow where a forecast states them, and posts follow by the year's rule.
#[test]
fn students_and_posts_follow_the_figures_of_each_year() {
    let text = format!(
        r#"{HEAD}
[phase.primary]
title = {{ zh = "小学", en = "primary" }}
students = 1000
growth = 0.1
growth_by_year = {{ "2026" = -0.5 }}
students_by_year = {{ "2027" = 4000 }}
[schools]
file = "schools.csv"
kinds.plain = {{ zh = "普通", en = "plain" }}
[posts]
vacant = 0
per_new_student = 0.1
per_new_student_by_year = {{ "2027" = 0.02 }}
growth_by_year = {{ "2025" = 0.5 }}
[tier.teacher]
title = {{ zh = "教师", en = "teachers" }}
stock = 100
[channel.hire]
title = {{ zh = "招聘", en = "hiring" }}
calendar = {{ 12 = 1 }}
candidates = 1000
mix = {{ teacher = 1 }}
fills = "vacancies"
post = true
"#
    );
    let schools = "id,title_en,phase,kind,students,posts,leads\none,One,primary,plain,1000,100,no\n";
    let model = Model::compile(&scenario_with(&text, &[("schools.csv", schools)]));
    let (students, teachers) = (metric(&model, "students.primary"), metric(&model, "stock.teacher"));
    for record in records(&model, &plan(2)) {
        let at = |metric: usize, month: usize| record.metric(&model, metric, month);
        assert_eq!([7, 8, 19, 20, 31, 32].map(|month| at(students, month)), [1000, 1100, 1100, 550, 550, 4000]);
        // Posts: 100 × 1.5 + 0.1 × 100 = 160; 160 − 0.1 × 550 = 105, while nobody leaves; 105 + 0.02 × 3450 = 174.
        assert_eq!([11, 23, 35].map(|month| at(teachers, month)), [160, 160, 174]);
    }
}

/// A rate, candidates and a capacity of one year only.
#[test]
fn a_figure_of_one_year_holds_in_that_year() {
    let text = format!(
        r#"{HEAD}
[tier.a]
title = {{ zh = "甲", en = "a" }}
stock = 120
[tier.b]
title = {{ zh = "乙", en = "b" }}
[move.leave]
title = {{ zh = "离开", en = "leave" }}
kind = "leave"
from = ["a"]
rate_by_year = {{ "2026" = 1 }}
calendar = {{ 3 = 1 }}
[channel.hire]
title = {{ zh = "招聘", en = "hiring" }}
calendar = {{ 6 = 1 }}
candidates = 10
candidates_by_year = {{ "2027" = 30 }}
qualified_by_year = {{ "2025" = 0 }}
acceptance = {{ b = 0 }}
acceptance_by_year = {{ "2027" = {{ b = 1 }} }}
mix = {{ b = 1 }}
fills = "everyone"
"#
    );
    let model = Model::compile(&scenario(&text));
    let (a, b) = (metric(&model, "stock.a"), metric(&model, "stock.b"));
    for record in records(&model, &plan(2)) {
        assert_eq!([0, 13, 14, 35].map(|month| record.metric(&model, a, month)), [120, 120, 0, 0]);
        assert_eq!([11, 23, 35].map(|month| record.metric(&model, b, month)), [0, 0, 30]);
    }
}

/// Mean and mean square of 1 − logistic(logit(rate) + sd × z), z normal and held within four deviations.
fn survival(rate: f64, sd: f64) -> [f64; 2] {
    const STEPS: usize = 200_000;
    let odds = libm::log(rate / (1.0 - rate));
    let stays = |step: usize| {
        let z = standard_normal_quantile((step as f64 + 0.5) / STEPS as f64).clamp(-4.0, 4.0);
        1.0 / (1.0 + libm::exp(odds + sd * z))
    };
    [1, 2].map(|power| (0..STEPS).map(|step| stays(step).powi(power)).sum::<f64>() / STEPS as f64)
}

/// Of S people who all leave in a month of each year with a probability that is special to the year, after three years
/// E = S m³ are there, with the variance S (m³ − s³) + S² (s³ − m⁶): m and s are the mean and the mean square of what is left
/// of one. The second part is what years that are alike would not have.
pub(crate) static SPECIAL_YEARS: Proved = LazyLock::new(|| {
    const PEOPLE: f64 = 500.0;
    const REPLICATES: u64 = 6000;
    let mut proof = Proof::new(
        Origin::ClosedForm,
        "years::years_that_differ_by_chance_spread_a_total_as_worked_out",
        "Years that chance makes special",
        "Of S people who all meet the rate once a year, S·m³ are left after three years, with the variance S(m³ − s³) + S²(s³ − m⁶); m and s by numerical integration. 6,000 replicates.",
    );
    let (rate, sd) = (0.1, 0.6);
    let text = format!(
        r#"{HEAD}
[tier.a]
title = {{ zh = "甲", en = "a" }}
stock = {PEOPLE}
[move.leave]
title = {{ zh = "离开", en = "leave" }}
kind = "leave"
from = ["a"]
rate = {rate}
yearly_sd = {sd}
calendar = {{ 5 = 1 }}
"#
    );
    let model = Model::compile(&scenario(&text));
    let plan = RunPlan { threads: Some(2), audit: true, ..RunPlan::new(REPLICATES, 3, Nesting::ONCE) };
    let left: Vec<f64> = records(&model, &plan).iter().map(|record| at_end(&model, record, "stock.a")).collect();
    let [m, s] = survival(rate, sd).map(|one| one.powi(3));
    let (mean, variance) = (PEOPLE * m, PEOPLE * (m - s) + PEOPLE * PEOPLE * (s - m * m));
    let count = REPLICATES as f64;
    let seen_mean = left.iter().sum::<f64>() / count;
    proof.near("mean left of 500", mean, seen_mean, CRITICAL * (variance / count).sqrt());
    let squares: Vec<f64> = left.iter().map(|one| (one - mean) * (one - mean)).collect();
    let seen = squares.iter().sum::<f64>() / count;
    let error = (squares.iter().map(|one| (one - seen) * (one - seen)).sum::<f64>() / count / count).sqrt();
    proof.near("its variance", variance, seen, CRITICAL * error);
    // Without what is special, chance alone would spread it by a third of that.
    assert!(variance > 3.0 * PEOPLE * m * (1.0 - m));
    proof
});

#[test]
fn years_that_differ_by_chance_spread_a_total_as_worked_out() {
    SPECIAL_YEARS.holds();
}

/// Candidates of special years are log-normal around the stated ones: their mean is exp(sd² / 2) times these.
pub(crate) static SPECIAL_CANDIDATES: Proved = LazyLock::new(|| {
    let mut proof = Proof::new(
        Origin::ClosedForm,
        "years::candidates_of_special_years_are_log_normal",
        "Candidates of special years",
        "Log-normal around the stated number: the mean is exp(σ²/2) times it. 4,000 replicates.",
    );
    let sd = 0.5_f64;
    let text = format!(
        r#"{HEAD}
[tier.a]
title = {{ zh = "甲", en = "a" }}
[channel.hire]
title = {{ zh = "招聘", en = "hiring" }}
calendar = {{ 6 = 1 }}
candidates = 200
candidates_yearly_sd = {sd}
mix = {{ a = 1 }}
fills = "everyone"
"#
    );
    let model = Model::compile(&scenario(&text));
    let plan = RunPlan { threads: Some(2), ..RunPlan::new(4000, 5, Nesting::ONCE) };
    let hired: Vec<f64> = records(&model, &plan).iter().map(|record| at_end(&model, record, "stock.a")).collect();
    let (count, mean) = (hired.len() as f64, 600.0 * libm::exp(sd * sd / 2.0));
    let seen = hired.iter().sum::<f64>() / count;
    let variance = hired.iter().map(|one| (one - seen) * (one - seen)).sum::<f64>() / count;
    // Fractions of candidates wait for the next round: less than one is left at the end.
    proof.near("mean hired in three years", mean, seen, CRITICAL * (variance / count).sqrt() + 1.0);
    let expected = 3.0 * 200.0 * 200.0 * libm::exp(sd * sd) * (libm::exp(sd * sd) - 1.0);
    proof.near("its variance", expected, variance, 0.15 * expected);
    proof
});

#[test]
fn candidates_of_special_years_are_log_normal() {
    SPECIAL_CANDIDATES.holds();
}
