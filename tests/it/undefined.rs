//! What has no value is nowhere told as 0, and a bound is compared exactly, however many decimals it has.

use tidui::model::Model;

use crate::common::{plan, records, results, scenario};

fn text(stock: u32, students: &str, bound: &str, more: &str) -> String {
    format!(
        r#"
[scenario]
id = "ratio"
title = {{ zh = "比", en = "ratio" }}
start = "2021-01"
end = "2021-12"
[phase.primary]
title = {{ zh = "小学", en = "Primary" }}
students = {students}
[tier.backbone]
title = {{ zh = "骨干", en = "Backbone" }}
stock = {stock}
[target.ratio]
title = {{ zh = "比", en = "ratio" }}
at = "2021-12"
at_least = {bound}
count = "stock-per-100-students"
tiers = ["backbone"]
phases = ["primary"]
{more}
"#
    )
}

/// 100 × 800 / 199,975 is 0.400050006…, and with one student more 0.400048005…; both are cut to 0.4000.
#[test]
fn a_bound_finer_than_what_is_recorded_is_compared_exactly() {
    for (students, bound, met) in [
        ("199975", "0.40005", true),
        ("199976", "0.40005", false),
        ("199976", "0.400048", true),
        ("199976", "0.4000481", false),
        ("200000", "0.4", true),
        ("200001", "0.4", false),
        ("300", "266.66666666", true),
        ("300", "266.66666667", false),
    ] {
        let found = results(&scenario(&text(800, students, bound, "")), &plan(4));
        let target = &found.targets[0];
        assert_eq!(target.probability.count, if met { 4 } else { 0 }, "{students} students, at least {bound}");
        assert!((target.value.p50 - 80_000.0 / students.parse::<f64>().unwrap()).abs() < 1e-4);
        assert!(met || target.shortfall > 0.0);
        assert!(!met || target.shortfall.abs() < 1e-12);
    }
}

#[test]
fn a_tolerance_is_taken_off_as_it_is_written() {
    for (tolerance, met) in [("0.00005", true), ("0.00004", false)] {
        let more = format!("tolerance = {tolerance}");
        let found = results(&scenario(&text(800, "199976", "0.400098", &more)), &plan(2));
        assert_eq!(found.targets[0].probability.count, if met { 2 } else { 0 }, "{tolerance}");
    }
}

/// With even chances there are no students at all, and the ratio has no value.
#[test]
fn a_ratio_of_nobody_has_no_value_and_meets_nothing() {
    let half = "{ discrete = [[0, 1], [1000, 1]] }";
    let rule = r#"
[move.leave]
title = { zh = "离", en = "leave" }
kind = "change"
from = ["backbone"]
to = "other"
rate = 0.5
places = 0
[tier.other]
title = { zh = "他", en = "other" }
[rule.low]
title = { zh = "低", en = "low" }
at = "2021-06"
target = "ratio"
below = 100
from = "2021-07"
set = { "move.leave.places" = 1 }
"#;
    let plan_text = text(10, half, "0.5", rule);
    let scenario = scenario(&plan_text);
    let found = results(&scenario, &plan(400));
    let target = &found.targets[0];
    let share = target.defined;
    assert!((0.4..0.6).contains(&share), "{share}");
    assert!((target.probability.estimate - share).abs() < 1e-9, "met wherever there is a value");
    assert!((target.value.mean - 1.0).abs() < 0.2 && target.value.p5 > 0.5, "{:?}", target.value);
    // All of the bound is short where there is none.
    assert!((target.shortfall - 0.5 * (1.0 - share)).abs() < 1e-9);
    assert_eq!(target.unknown_share, None);
    assert!(found.influence.is_empty());
    // A condition on what has no value does not hold.
    assert!((found.rules[0].estimate - share).abs() < 1e-9);
    let metric = &found.metrics[target.metric];
    assert!((metric.defined_in(0) - share).abs() < 1e-9);

    let model = Model::compile(&scenario);
    let index = crate::common::metric(&model, "target.ratio.main");
    let values: Vec<i64> = records(&model, &plan(40)).iter().map(|record| record.metric(&model, index, 11)).collect();
    assert!(values.contains(&tidui::model::UNDEFINED) && values.iter().any(|value| *value > 0), "{values:?}");
}
