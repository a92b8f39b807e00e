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
        assert!((target.value.quantiles.p50 - 80_000.0 / students.parse::<f64>().unwrap()).abs() < 1e-4);
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
    assert!((target.value.mean - 1.0).abs() < 0.2 && target.value.quantiles.p5 > 0.5, "{:?}", target.value);
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

/// A shortfall is of the bound as it is stated, however many decimals it has, and of the value before it is rounded.
#[test]
fn a_shortfall_is_of_the_stated_bound() {
    let heads = |bound: &str| {
        let phase = "[phase.primary]\ntitle = { zh = \"小学\", en = \"Primary\" }\nstudents = 1000\n";
        let plain = text(5, "1000", bound, "").replace("stock-per-100-students", "stock");
        plain.replace(phase, "").replace("phases = [\"primary\"]", "")
    };
    for (plan_text, shortfall) in [
        (heads("7.25"), 2.25),
        (heads("5.5"), 0.5),
        (heads("5"), 0.0),
        // 100 × 1 / 10,000,000 is 0.00001.
        (text(1, "10000000", "0.00002", ""), 0.00001),
        // 100 × 800 / 199,976 is 0.40004800576…
        (text(800, "199976", "0.4000481", ""), 0.000_000_094),
        (text(1, "3", "1000000000000", ""), 999_999_999_966.666_7),
    ] {
        let scenario = scenario(&plan_text);
        let target = &results(&scenario, &plan(4)).targets[0];
        assert!((target.shortfall - shortfall).abs() <= 1e-9 * shortfall.max(1.0), "{} {plan_text}", target.shortfall);
        let store = tidui::study::MemoryStore::default();
        let sampling = tidui::study::Sampling::of(&scenario);
        let laboratory = tidui::study::Laboratory::new(sampling, &store, &tidui::simulate::Unobserved);
        let run = laboratory.run_one(&tidui::study::Point::new("plan", &scenario), 4).unwrap();
        let standing = tidui::study::standing_of(&run, "ratio").unwrap();
        assert!((standing.shortfall.mean - target.shortfall).abs() <= 1e-12 * shortfall.max(1.0));
    }
    // All of it is what the plan has too few places for.
    let found = results(&scenario(&heads("7.25")), &plan(4));
    assert!((found.limits.iter().map(|row| row.heads).sum::<f64>() - 2.25).abs() < 1e-9, "{:?}", found.limits);
}

/// Half of the draws have no students, so that no money makes the target likelier than even; what hinders it there is that it
/// has no value, and that is said in place of a limit.
#[test]
fn no_reason_is_printed_that_is_none() {
    let place = crate::command::folder();
    let more = r#"
[channel.hire]
title = { zh = "招", en = "hire" }
candidates = 100
mix = { backbone = 1 }
places = { backbone = 3 }
award = { line = "award", amount = { backbone = 100 } }
[line.award]
title = { zh = "奖", en = "award" }
[fund.f]
title = { zh = "资金", en = "fund" }
appropriation = 200
pays = ["award"]
"#;
    std::fs::write(place.path().join("plan.toml"), text(10, "{ discrete = [[0, 1], [1000, 1]] }", "1.2", more))
        .unwrap();
    let told = |language: &str| {
        let asked = ["require", "plan.toml", "--target", "ratio", "--lever", "f", "--confidence", "0.9"];
        let how = ["--replicates", "100", "--no-charts", "--lang", language];
        let done = crate::command::tidui(place.path(), &[&asked[..], &how[..]].concat());
        crate::command::out(&done).split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let english = told("en");
    assert!(english.contains("No amount of") && !english.contains("holding it back"), "{english}");
    assert!(english.contains("It has a value: ratio in ") && english.contains("of the replicates."), "{english}");
    let chinese = told("zh").replace(' ', "");
    assert!(!chinese.contains("记录最多的制约") && chinese.contains("有值的模拟：比占"), "{chinese}");
}
