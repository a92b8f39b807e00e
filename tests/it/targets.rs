//! What targets may state: bounds from above, milestones; worked by hand or in closed form.

use statrs::distribution::{Binomial, Discrete, DiscreteCDF};
use tidui::scenario::{MemoryLibrary, load};
use tidui::summary::{Probability, Results};

use crate::common::{plan, results, scenario};

const HEAD: &str = r#"
[scenario]
id = "targets"
title = { zh = "目标", en = "targets" }
start = "2021-01"
end = "2022-12"
[tier.teacher]
title = { zh = "教师", en = "teacher" }
stock = 20
[move.leave]
title = { zh = "离开", en = "leave" }
kind = "leave"
from = ["teacher"]
rate = 0.2
"#;

/// Replicates in which chances are told apart from those in closed form.
const REPLICATES: u64 = 4000;

fn run(more: &str) -> Results {
    results(&scenario(&format!("{HEAD}{more}")), &plan(REPLICATES))
}

fn target(count: &str) -> String {
    format!("[target.one]\ntitle = {{ zh = '目标', en = 'target' }}\n{count}\n")
}

/// Within 4.5 standard errors.
fn assert_near(found: &Probability, exact: f64) {
    let error = (exact * (1.0 - exact) / found.of as f64).sqrt();
    assert!((found.estimate - exact).abs() < 4.5 * error + 1e-12, "{found:?} {exact}");
}

/// Problems of what is added to the scenario: code and path.
fn problems(more: &str) -> Vec<String> {
    let text = format!("{HEAD}{more}");
    let told = match load(&MemoryLibrary::new([("test.toml", text.as_str())]), "test.toml", &[]) {
        Ok((_, warnings)) => warnings,
        Err(problems) => problems,
    };
    told.list.iter().map(|one| format!("{} {}", one.code, one.path.as_deref().unwrap_or_default())).collect()
}

/// Of twenty each stays a year with probability 0.8.
#[test]
fn a_bound_from_above_and_one_from_both_sides_are_as_likely_as_the_binomial_says() {
    let stay = Binomial::new(0.8, 20).unwrap();
    let stock = "at = '2021-12'\ncount = 'stock'";
    let found = run(&target(&format!("{stock}\nat_most = 15")));
    assert_near(&found.targets[0].probability, stay.cdf(15));
    let above: f64 = (16..=20).map(|left| (left - 15) as f64 * stay.pmf(left)).sum();
    assert!((found.targets[0].shortfall - above).abs() < 0.1);
    assert!((found.targets[0].above - found.targets[0].shortfall).abs() < 1e-12);
    // Nothing that was wanted and missed is the reason.
    assert!(found.limits.is_empty());
    let found = run(&target(&format!("{stock}\nat_least = 14\nat_most = 17")));
    assert_near(&found.targets[0].probability, stay.cdf(17) - stay.cdf(13));
    let short: f64 = (0..14).map(|left| (14 - left) as f64 * stay.pmf(left)).sum();
    let above: f64 = (18..=20).map(|left| (left - 17) as f64 * stay.pmf(left)).sum();
    assert!((found.targets[0].shortfall - short - above).abs() < 0.1);
    assert!((found.targets[0].above - above).abs() < 0.1);
    let found = run(&target(&format!("{stock}\nat_most = 15\ntolerance = 1")));
    assert_near(&found.targets[0].probability, stay.cdf(16));
}

/// Those who stay the first year stay the second one likewise: both milestones are met with the probability of a chain.
#[test]
fn milestones_are_met_each_and_together_as_a_chain_says() {
    let more = target("count = 'stock'\nat_least_by_year = { 2021 = 15, 2022 = 12 }\nat_most_by_year = { 2022 = 14 }");
    let found = run(&more);
    let first = Binomial::new(0.8, 20).unwrap();
    let within = |stock: u64| {
        let second = Binomial::new(0.8, stock).unwrap();
        second.cdf(14) - second.cdf(11)
    };
    let both: f64 = (15..=20).map(|stock| first.pmf(stock) * within(stock)).sum();
    let last: f64 = (0..=20).map(|stock| first.pmf(stock) * within(stock)).sum();
    let target = &found.targets[0];
    assert_near(&target.milestones[0].probability, 1.0 - first.cdf(14));
    assert_near(&target.milestones[1].probability, last);
    assert_near(&target.probability, both);
    assert_eq!(found.joint, target.probability);
    let months: Vec<String> = target.milestones.iter().map(|one| one.month.to_string()).collect();
    assert_eq!(months, ["2021-12", "2022-12"]);
    // Each month is judged by the next milestone.
    assert_eq!(target.by_month[11], target.milestones[0].probability);
    assert_eq!(target.by_month[23], target.milestones[1].probability);
    assert_eq!(target.value, target.milestones[1].value);
    assert!(target.shortfall >= target.milestones[0].shortfall.max(target.milestones[1].shortfall));
}

/// Places that are known, no luck: 3 a year against 2, then 8.
#[test]
fn what_is_short_at_the_worst_milestone_is_short_of_places_up_to_it() {
    let more = "
[tier.expert]
title = { zh = '专家', en = 'expert' }
[channel.hire]
title = { zh = '引进', en = 'hire' }
candidates = 50
calendar = { 3 = 1 }
mix = { expert = 1 }
places = { expert = 3 }
";
    let found = run(&format!(
        "{more}{}",
        target("count = 'additions'\ntiers = ['expert']\nat_least_by_year = { 2021 = 2, 2022 = 8 }")
    ));
    let target = &found.targets[0];
    let told: Vec<(u64, f64)> = target.milestones.iter().map(|one| (one.probability.count, one.shortfall)).collect();
    assert_eq!(told, [(REPLICATES, 0.0), (0, 2.0)]);
    assert!((target.shortfall - 2.0).abs() < 1e-12 && target.above.abs() < 1e-12);
    let limits: Vec<(i32, f64)> = found.limits.iter().map(|one| (one.fiscal_year, one.share)).collect();
    assert_eq!(limits, [(2022, 1.0)]);
}

#[test]
fn bounds_that_cannot_be_meant_are_refused_with_their_place() {
    let refused = |count: &str| problems(&target(&format!("count = 'stock'\n{count}")));
    assert_eq!(refused("at = '2021-12'"), ["missing-key target.one"]);
    assert_eq!(refused("at_least = 3"), ["missing-key target.one"]);
    assert_eq!(refused("at = '2021-12'\nat_least = 5\nat_most = 4"), ["crossed-bounds target.one"]);
    assert_eq!(refused("at_most_by_year = { 2023 = 5 }"), ["unknown-year target.one.at_most_by_year.2023"]);
    assert_eq!(
        refused("at = '2021-12'\nat_least = 5\nat_least_by_year = { 2021 = 6 }"),
        ["repeated-name target.one.at_least_by_year.2021"]
    );
    assert_eq!(refused("at = '2021-12'\nat_least_by_year = { 2021 = 6 }"), ["dead-input target.one.at"]);
    assert_eq!(refused("at = '2021-12'\nat_most = -1"), ["out-of-range target.one.at_most"]);
    let fine = ["at = '2021-12'\nat_least = 5\nat_most_by_year = { 2021 = 6 }", "at_most_by_year = { 2022 = 3 }"];
    assert_eq!(fine.map(refused), [Vec::<String>::new(), Vec::new()]);
    // A reading that states a bound takes none of the target's.
    let reading = "at = '2021-12'\nat_least = 5\nreading.few = { title = { en = 'few' }, at_most = 3 }";
    assert_eq!(refused(reading), Vec::<String>::new());
}
