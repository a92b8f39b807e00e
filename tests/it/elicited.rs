//! Numbers that several experts gave, and numbers that go together: what the scenario says, and what the run then draws.

use tidui::model::Model;
use tidui::random::Distribution;
use tidui::scenario::{Basis, MemoryLibrary, load};
use tidui::words::Language;

use crate::common::{plan, results, scenario};

const HEAD: &str = r#"
[scenario]
id = "elicited"
title = { zh = "专家判断", en = "elicited" }
start = "2021-01"
end = "2021-12"
[tier.teacher]
title = { zh = "教师", en = "teacher" }
stock = 200
[target.few-leave]
title = { zh = "少离开", en = "few leave" }
at = "2021-12"
at_least = 185
count = "stock"
"#;

fn leave(rate: &str) -> String {
    format!(
        "{HEAD}\n[move.leave]\ntitle = {{ zh = '离开', en = 'leave' }}\nkind = 'leave'\nfrom = ['teacher']\nrate = {rate}\n"
    )
}

const TWO: &str = "{ experts = [\
    { role = '教研员', date = '2026-03-01', quantiles = [[0.1, 0.03], [0.5, 0.05], [0.9, 0.09]], weight = 2 },\
    { role = '校长', date = '2026-03-04', quantiles = [[0.1, 0.01], [0.9, 0.2]] }], source = 'workshop' }";

#[test]
fn experts_are_pooled_within_the_range_and_named_by_role_and_date() {
    let scenario = scenario(&leave(TWO));
    let rate = scenario.parameters.iter().find(|one| one.path == "move.leave.rate").unwrap();
    assert_eq!(rate.basis, Some(Basis::Assumption));
    assert_eq!(rate.source.as_deref(), Some("workshop; 教研员 2026-03-01 ×2; 校长 2026-03-04 ×1"));
    // The second one's line would end below 0, at 0.01 − 0.1 × 0.2375: it ends at 0, and nothing is cut off.
    assert!(rate.distribution.support().0.abs() < 1e-300);
    // P(rate ≤ 0.05) = (2 × 0.5 + 1 × (0.1 + 0.8 × 0.04 / 0.19)) / 3.
    let below = (1.0 + 0.1 + 0.8 * 0.04 / 0.19) / 3.0;
    assert!((rate.quantile(below) - 0.05).abs() < 1e-12);
    // It is drawn as it is said: the mean leavers of many replicates.
    let found = results(&scenario, &plan(4000));
    let mean = 200.0 * (1.0 - rate.mean());
    let spread = found.targets[0].value;
    assert!((spread.mean - mean).abs() < 5.0 * spread.sd / 63.0, "{} {mean}", spread.mean);
}

#[test]
fn one_expert_is_her_quantiles_and_two_who_agree_are_one() {
    let one = "{ role = '校长', date = '2026-03-04', quantiles = [[0.1, 0.03], [0.5, 0.05], [0.9, 0.09]] }";
    let rate = |text: &str| {
        let scenario = scenario(&leave(text));
        scenario.parameters.iter().find(|one| one.path == "move.leave.rate").unwrap().distribution.clone()
    };
    let said = rate("{ quantiles = [[0.1, 0.03], [0.5, 0.05], [0.9, 0.09]] }");
    assert_eq!(said, Distribution::quantiles(&[(0.1, 0.03), (0.5, 0.05), (0.9, 0.09)]).unwrap());
    assert_eq!(rate(&format!("{{ experts = [{one}] }}")), said);
    assert_eq!(rate(&format!("{{ experts = [{one}, {one}] }}")), said);
}

#[test]
fn whoever_lays_a_number_over_experts_replaces_them() {
    let over = "extends = 'test.toml'\n[move.leave]\nrate = 0.1\n";
    let base = leave(TWO);
    let library = MemoryLibrary::new([("test.toml", base.as_str()), ("over.toml", over)]);
    let rate = |sets: &[String]| {
        let (scenario, _) = load(&library, "over.toml", sets).map_err(|one| one.render(Language::English)).unwrap();
        scenario.parameters.iter().find(|one| one.path == "move.leave.rate").unwrap().clone()
    };
    assert!(rate(&[]).is_known() && rate(&[]).source.is_none());
    let set = "move.leave.rate.experts=[{role='x',date='2026-01-01',quantiles=[[0,0.1],[1,0.3]]}]".to_owned();
    assert_eq!(rate(&[set]).distribution.support(), (0.1, 0.3));
}

#[test]
fn numbers_that_go_together_are_told_as_asked_and_as_achieved() {
    let text = format!(
        "{}\n[channel.hire]\ntitle = {{ zh = '招聘', en = 'hire' }}\ncandidates = {{ uniform = [10, 20] }}\n\
         calendar = {{ 6 = 1 }}\nmix = {{ teacher = 1 }}\nplaces = {{ teacher = {{ uniform = [1, 9] }} }}\n\
         [correlation]\nparameters = ['move.leave.rate', 'channel.hire.candidates', 'channel.hire.places.teacher']\n\
         matrix = [[1, 0.6, 0], [0.6, 1, -0.4], [0, -0.4, 1]]\n",
        leave("{ pert = [0.02, 0.05, 0.1] }")
    );
    let scenario = scenario(&text);
    let found = results(&scenario, &plan(4000));
    let model = Model::compile(&scenario);
    let told: Vec<(&str, &str, f64)> = found
        .correlations
        .iter()
        .map(|one| {
            let path = |id: tidui::scenario::ParameterId| model.scenario().parameters[id.index()].path.as_str();
            (path(one.first), path(one.second), (one.asked * 1e9).round() / 1e9)
        })
        .collect();
    assert_eq!(
        told,
        [
            ("move.leave.rate", "channel.hire.candidates", 0.6),
            ("channel.hire.candidates", "channel.hire.places.teacher", -0.4)
        ]
    );
    // 2,000 draws: a rank correlation has a standard error of some 0.02.
    for one in &found.correlations {
        assert!((one.achieved - one.asked).abs() < 0.08 && (one.achieved - one.asked).abs() > 0.0, "{one:?}");
    }
}
