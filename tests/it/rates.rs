//! Rates under doses, birthdays and competition, against exact survival.
//!
//! Each test compares a mean with its exact value. A right simulation fails under some other seed with probability below
//! 6e-7 a comparison (five standard errors).

use std::sync::LazyLock;

use tidui::model::Model;
use tidui::random::Nesting;
use tidui::simulate::{Happening, RunPlan, replay};

use crate::common::{at_end, plan, records, roster, scenario, scenario_with};
use crate::validation::{Origin, Proof, Proved};

const CRITICAL: f64 = 5.0;
const PEOPLE: f64 = 1000.0;
const REPLICATES: u64 = 400;

/// That each of `PEOPLE` survives the run with probability `expected`.
fn survive(test: &'static str, case: &'static str, source: &'static str, model: &Model, expected: f64) -> Proof {
    let stocks: Vec<f64> =
        records(model, &plan(REPLICATES)).iter().map(|record| at_end(model, record, "stock.only")).collect();
    let mean = stocks.iter().sum::<f64>() / stocks.len() as f64;
    let error = (PEOPLE * expected * (1.0 - expected) / stocks.len() as f64).sqrt();
    let mut proof = Proof::new(Origin::ClosedForm, test, case, source);
    proof.near("mean left of 1,000 after a year", PEOPLE * expected, mean, CRITICAL * error);
    proof
}

fn text(more: &str) -> String {
    format!(
        r#"
[scenario]
id = "rates"
title = {{ zh = "率", en = "rates" }}
start = "2021-01"
end = "2021-12"
[tier.only]
title = {{ zh = "唯一", en = "only" }}
stock = 1000
{more}"#
    )
}

const LEAVE: &str = r#"
[move.leave]
title = { zh = "离职", en = "leave" }
kind = "leave"
from = ["only"]
rate = 0.2
"#;

/// The yearly probability 0.2 at three times the odds.
fn tripled() -> f64 {
    let odds = 3.0 * 0.2 / 0.8;
    odds / (1.0 + odds)
}

/// Dose for the six months from February to July, no dose in the other six.
fn half_a_year_each() -> f64 {
    (0.8_f64).sqrt() * (1.0 - tripled()).sqrt()
}

pub(crate) static PEOPLE_DOSE: Proved = LazyLock::new(|| {
    let more = format!(
        r#"{LEAVE}
[programme.training]
title = {{ zh = "培训", en = "training" }}
reaches = "people"
unit = {{ zh = "人次", en = "seat" }}
units = 2000
calendar = {{ 1 = 1 }}
lasts = 6
[effect.training]
programme = "training"
on = ["move.leave"]
odds_ratio = 3
"#
    );
    // Those who left in January are not reached; they are no longer there to be counted either.
    survive(
        "rates::a_dose_that_people_carry_acts_for_as_long_as_it_lasts",
        "A dose that people carry",
        "Three times the odds of leaving for six months: √0.8 · √(1 − p′).",
        &Model::compile(&scenario(&text(&more))),
        half_a_year_each(),
    )
});

#[test]
fn a_dose_that_people_carry_acts_for_as_long_as_it_lasts() {
    PEOPLE_DOSE.holds();
}

pub(crate) static DISTRICT_DOSE: Proved = LazyLock::new(|| {
    let more = format!(
        r#"{LEAVE}
[programme.services]
title = {{ zh = "服务", en = "services" }}
reaches = "district"
unit = {{ zh = "次", en = "time" }}
units = 1
calendar = {{ 1 = 1 }}
lasts = 6
[effect.services]
programme = "services"
on = ["move.leave"]
odds_ratio = 3
"#
    );
    survive(
        "rates::a_dose_of_the_whole_district_acts_for_as_long_as_it_lasts",
        "A dose of the whole district",
        "The same where a service of the district gives the dose.",
        &Model::compile(&scenario(&text(&more))),
        half_a_year_each(),
    )
});

#[test]
fn a_dose_of_the_whole_district_acts_for_as_long_as_it_lasts() {
    DISTRICT_DOSE.holds();
}

pub(crate) static BIRTHDAY: Proved = LazyLock::new(|| {
    let text = r#"
[scenario]
id = "birthdays"
title = { zh = "生日", en = "birthdays" }
start = "2021-01"
end = "2021-12"
[people]
roster = "roster.csv"
[tier.only]
title = { zh = "唯一", en = "only" }
[move.leave]
title = { zh = "离职", en = "leave" }
kind = "leave"
from = ["only"]
rate_by_age = { 0 = 0.1, 40 = 0.5 }
"#;
    // Everyone turns 40 in July.
    let people = roster((0..1000).map(|number| format!("p{number},1981-07,f,all,only,2010-01,,,")));
    let scenario = scenario_with(text, &[("roster.csv", &people)]);
    survive(
        "rates::a_birthday_within_the_year_changes_the_rate_from_then_on",
        "A rate that changes with a birthday",
        "Everyone turns 40 in July: √0.9 · √0.5.",
        &Model::compile(&scenario),
        (0.9_f64).sqrt() * (0.5_f64).sqrt(),
    )
});

#[test]
fn a_birthday_within_the_year_changes_the_rate_from_then_on() {
    BIRTHDAY.holds();
}

pub(crate) static ONE_MONTH: Proved = LazyLock::new(|| {
    // Nine in ten pass in September and find no place; one in twenty leaves over the year all the same.
    let more = r#"
[tier.upper]
title = { zh = "上级", en = "upper" }
[move.leave]
title = { zh = "离职", en = "leave" }
kind = "leave"
from = ["only"]
rate = 0.05
calendar = { 1 = 1, 2 = 1, 3 = 1, 4 = 1, 5 = 1, 6 = 1, 7 = 1, 8 = 1, 10 = 1, 11 = 1, 12 = 1 }
[move.rise]
title = { zh = "晋升", en = "rise" }
kind = "change"
from = ["only"]
to = "upper"
rate = 0.9
calendar = { 9 = 1 }
places = 0
"#;
    survive(
        "rates::an_outcome_of_one_month_does_not_touch_those_of_other_months",
        "An outcome of one month beside one of the others",
        "Nine in ten pass in September and find no place; one in twenty leaves over the year all the same.",
        &Model::compile(&scenario(&text(more))),
        0.95,
    )
});

#[test]
fn an_outcome_of_one_month_does_not_touch_those_of_other_months() {
    ONE_MONTH.holds();
}

/// The lots of an exchange are drawn among the people of its schools, whoever came later behind them: everyone in a kind of
/// school has the same chance, wherever she stands in the list.
#[test]
fn everyone_eligible_is_exchanged_with_the_same_chance() {
    let schools = "id,title_zh,title_en,phase,kind,students,posts,group,leads,opens\n\
        a,甲,A,primary,central,300,10,,no,\nb,乙,B,primary,plain,300,10,,no,\nc,丙,C,primary,weak,300,10,,no,\n\
        d,丁,D,primary,central,300,10,,no,\ne,戊,E,primary,weak,300,10,,no,\n";
    let text = r#"
[scenario]
id = "exchange"
title = { zh = "交流", en = "exchange" }
start = "2021-01"
end = "2021-12"
[phase.primary]
title = { zh = "小学", en = "primary" }
students = 1500
[schools]
file = "schools.csv"
kinds.central = { zh = "中心校", en = "Central" }
kinds.weak = { zh = "薄弱校", en = "Weak" }
kinds.plain = { zh = "一般校", en = "Plain" }
[tier.only]
title = { zh = "唯一", en = "only" }
stock = 50
[channel.more]
title = { zh = "引进", en = "more" }
import = true
fills = "everyone"
calendar = { 3 = 1 }
candidates = 20
mix = { only = 1 }
[programme.exchange]
title = { zh = "交流", en = "exchange" }
reaches = "people"
unit = { zh = "对", en = "pair" }
units = 4
people_per_unit = 2
calendar = { 8 = 1 }
exchange = ["central", "weak"]
"#;
    let scenario = scenario_with(text, &[("schools.csv", schools)]);
    let model = Model::compile(&scenario);
    let (mut there, mut moved) = ([0.0_f64; 2], [0.0_f64; 2]);
    let mut by_place = std::collections::BTreeMap::new();
    let plan = RunPlan::new(3000, 7, Nesting::every(2));
    for replicate in 0..3000 {
        let story = replay(&model, &plan, replicate).unwrap();
        let origin = |person: &str| usize::from(!person.starts_with("only-"));
        for event in &story.events {
            let central = [0, 3].contains(&event.school.index());
            match event.what {
                Happening::Present | Happening::Arrived(_) if central => there[origin(&event.person)] += 1.0,
                // Who goes to a weak school comes from a central one.
                Happening::Exchanged(_) if !central => {
                    moved[origin(&event.person)] += 1.0;
                    *by_place.entry(event.person.clone()).or_insert(0.0_f64) += 1.0;
                }
                _ => {}
            }
        }
    }
    assert!((moved[0] + moved[1] - 3000.0 * 4.0).abs() < 0.5, "four pairs a replicate");
    let share = (moved[0] + moved[1]) / (there[0] + there[1]);
    let error = (share * (1.0 - share) * (1.0 / there[0] + 1.0 / there[1])).sqrt();
    let z = (moved[0] / there[0] - moved[1] / there[1]) / error;
    assert!(z.abs() < CRITICAL, "those there from the start and arrivals: z = {z}");
    let opening: Vec<f64> =
        by_place.iter().filter(|(name, _)| name.starts_with("only-")).map(|(_, count)| *count).collect();
    let expected = moved[0] / opening.len() as f64;
    assert!(opening.len() == 20 && opening.iter().all(|count| (count - expected).abs() < CRITICAL * expected.sqrt()));
}

/// A dose brings forward the hour that luck had set for December; in June it comes to nothing for half of them. What then
/// happens in December is a question of its own, and the answer of June tells nothing about it.
pub(crate) static LUCK_ASKED: Proved = LazyLock::new(|| {
    let more = r#"
[move.june]
title = { zh = "六月", en = "june" }
kind = "leave"
from = ["only"]
rate = 0.001
calendar = { 6 = 1 }
[move.december]
title = { zh = "十二月", en = "december" }
kind = "leave"
from = ["only"]
rate = 0.5
calendar = { 12 = 1 }
[programme.unrest]
title = { zh = "动", en = "unrest" }
reaches = "people"
unit = { zh = "人", en = "person" }
units = 2000
calendar = { 3 = 1 }
[programme.later]
title = { zh = "后", en = "later" }
reaches = "district"
unit = { zh = "次", en = "time" }
units = 1
calendar = { 12 = 1 }
[effect.unrest]
programme = "unrest"
on = ["move.june"]
odds_ratio = 1000
[effect.later]
programme = "later"
on = ["move.june", "move.december"]
odds_ratio = 1000
"#;
    let odds = 1000.0 * 0.001 / 0.999;
    survive(
        "rates::luck_that_was_asked_once_is_not_asked_again",
        "A dose that brings an outcome forward",
        "What does not happen in June says nothing about December: (1 − p′) · 0.5.",
        &Model::compile(&scenario(&text(more))),
        (1.0 - odds / (1.0 + odds)) * 0.5,
    )
});

#[test]
fn luck_that_was_asked_once_is_not_asked_again() {
    LUCK_ASKED.holds();
}
