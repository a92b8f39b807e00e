//! What studies say where a probability sits at 0 or 1, what a step of money has to be, and what opening everything opens.

use super::support::{HEAD, confidences, evaluations, scenario, with_laboratory};
use crate::scenario::Scenario;
use crate::study::{
    Axis, Change, Effort, Extent, Lever, Measure, Opening, Point, Require, Requirement, Splitting, Steps, Telling,
    allocate, compare, frontier, marginal, pareto, require, usual_step,
};

/// Two years of awards: 120 candidates a year of whom half accept, each paid `award` yuan from 500,000 a year.
fn graduates(award: i64, target: u64) -> Scenario {
    scenario(&graduates_text(award, target))
}

fn graduates_text(award: i64, target: u64) -> String {
    format!(
        r#"{HEAD}
stock = 0
[channel.grad]
title = {{ zh = "硕士", en = "graduates" }}
import = true
calendar = {{ 4 = 1 }}
candidates = 120
mix = {{ leader = 1 }}
places = {{ leader = 100 }}
acceptance = {{ leader = 0.5 }}
award = {{ line = "award", amount = {{ leader = {award} }} }}
[line.award]
title = {{ zh = "奖励", en = "award" }}
[fund.special]
title = {{ zh = "专项", en = "special" }}
appropriation = 500000
pays = ["award"]
[target.grad]
title = {{ zh = "硕士", en = "graduates" }}
at = "2022-12"
at_least = {target}
count = "imports"
tiers = ["leader"]
"#
    )
}

#[test]
fn a_frontier_tells_what_is_counted_where_the_target_stays_out_of_reach_or_is_met_anyway() {
    for (target, probability) in [(400, 0.0), (5, 1.0)] {
        let scenario = graduates(20_000, target);
        with_laboratory(1, |laboratory| {
            let found =
                frontier(laboratory, &scenario, &[Axis::factors("fund.special", 0.5, 1.5, 3)], &[], 400).unwrap();
            let [effect] = found.effects.as_slice() else { panic!("{:?}", found.effects) };
            assert_eq!(effect.telling(), Telling::Count);
            for end in [&effect.before, &effect.after] {
                assert!((end.probability.estimate - probability).abs() < 1e-9);
            }
            // Twelve awards a year, then 37: in every replicate there are more who accept.
            let counts = [effect.before.count.unwrap(), effect.after.count.unwrap()].map(|one| one.mean);
            assert_eq!((counts, effect.count.unwrap().mean), ([24.0, 74.0], 50.0));
            let missing = if target == 400 { -50.0 } else { 0.0 };
            assert_eq!((effect.shortfall.mean, effect.shortfall.detectable), (missing, target == 400));
            // The probability gains nothing from the first point on; what is counted gains to the last.
            let point = |measure: Measure| found.saturation.iter().find(|one| one.measure == measure).unwrap().point;
            assert_eq!(point(Measure::met("grad")), Some(0));
            assert_eq!(point(Measure::value("grad")), None);
            let steps: Vec<f64> = found
                .points
                .iter()
                .filter_map(|point| point.reached.first()?.step.as_ref())
                .map(|step| step.count.unwrap().mean)
                .collect();
            assert_eq!(steps, [26.0, 24.0]);
        });
    }
    // Where the probability tells, nothing else is needed.
    let scenario = graduates(20_000, 50);
    let axes = vec![Axis::factors("fund.special", 0.5, 1.5, 3)];
    with_laboratory(1, |laboratory| {
        let found = frontier(laboratory, &scenario, &axes, &[], 400).unwrap();
        assert_eq!(found.effects[0].telling(), Telling::Probability);
        assert!(found.saturation.iter().all(|one| !matches!(one.measure, Measure::Value { .. })));
    });
}

#[test]
fn a_step_of_money_buys_at_least_one_of_the_dearest_things_in_each_year() {
    let scenario = graduates(150_000, 400);
    let lever = |name: &str| Lever::find(&scenario, name).unwrap();
    assert_eq!(usual_step(&lever("fund.special"), &scenario), Change::PlusTotal(300_000));
    assert_eq!(usual_step(&lever("line.award"), &scenario), Change::PlusTotal(300_000));
    assert_eq!(usual_step(&lever("line.award@2022"), &scenario), Change::PlusTotal(150_000));
    assert_eq!(usual_step(&lever("channel.grad.places"), &scenario), Change::Plus(1.0));
    let cheap = graduates(20_000, 400);
    assert_eq!(usual_step(&Lever::find(&cheap, "line.award").unwrap(), &cheap), Change::PlusTotal(100_000));
    with_laboratory(1, |laboratory| {
        let of = |yuan, name: &str| {
            let gains =
                marginal(laboratory, &scenario, &Steps::Every(yuan), &[], Extent::Replicates(200)).unwrap().gains;
            gains.into_iter().find(|gain| gain.lever == name).unwrap()
        };
        // One award more in each year; no target becomes likelier, and what is missing tells it.
        let gain = of(None, "line.award");
        assert_eq!((gain.effects[0].count.unwrap().mean, gain.effects[0].telling()), (2.0, Telling::Count));
        assert!(!gain.targets_met.detectable && gain.missing.detectable);
        assert!((gain.missing.mean + 2.0 / 400.0).abs() < 1e-6, "{:?}", gain.missing);
        assert_eq!(gain.unit_cost, Some(300_000));
        // A step that is asked for is taken as it is, and is known to be less than a unit.
        let gain = of(Some(100_000), "line.award");
        assert_eq!((gain.change, gain.unit_cost), (Change::PlusTotal(100_000), Some(300_000)));
        assert_eq!(gain.effects[0].telling(), Telling::Nothing);
        // What shows only in what is missing comes before what does not show at all.
        let all = marginal(laboratory, &scenario, &Steps::Every(None), &[], Extent::Replicates(200)).unwrap().gains;
        let shown = |gain: &&crate::study::Gain| gain.missing.detectable;
        assert!(all.iter().skip_while(shown).all(|gain| !gain.missing.detectable) && all[0].missing.detectable);
    });
}

#[test]
fn comparisons_and_splits_tell_apart_what_no_probability_does() {
    let (few, many) = (graduates(20_000, 400), graduates(10_000, 400));
    with_laboratory(1, |laboratory| {
        let points = [Point::new("few", &few), Point::new("many", &many)];
        let found = compare(laboratory, &points, 200).unwrap();
        assert!(found.effects[0].is_empty());
        let [effect] = found.effects[1].as_slice() else { panic!("{:?}", found.effects) };
        assert_eq!((effect.telling(), effect.probability.detectable), (Telling::Count, false));
        assert!(effect.count.unwrap().mean > 40.0 && effect.shortfall.mean < -40.0);
        // Each greater sum saves shortfall and is worth it, although every probability is 0.
        let splitting = Splitting { evaluations: evaluations(10), ..Splitting::default() };
        let effort = Effort { search: 100, verdict: 100, step: None, race: true };
        let front = pareto(laboratory, &few, &[200_000, 400_000, 800_000], &splitting, effort).unwrap();
        assert!(front.iter().all(|one| one.efficient && one.allocation.found.all.count == 0));
        let found = allocate(laboratory, &few, 2_000_000, &splitting, effort).unwrap();
        let plan = found.others.iter().find(|split| split.name == "plan").unwrap();
        assert!(!plan.behind.detectable && plan.saved.detectable && plan.saved.mean > 0.0, "{plan:?}");
    });
}

fn ask(lever: &str) -> Require {
    let (target, confidence) = ("grad".to_owned(), confidences(&[0.8]));
    Require { target, confidence, lever: lever.to_owned(), ..Require::default() }
}

fn chance(found: &Requirement, opening: Opening) -> f64 {
    found.variants.iter().find(|one| one.opening == opening).unwrap().probability.estimate
}

/// One fund pays dear experts first and graduates after them: opening the experts' candidates and places without the money
/// leaves nothing for graduates. Opening everything opens the money too.
#[test]
fn opening_everything_opens_the_money_and_is_not_less_likely_than_a_part() {
    let text = graduates_text(20_000, 150)
        .replace("[channel.grad]", "[tier.expert]\ntitle = { zh = \"专家\", en = \"experts\" }\nstock = 0\n[channel.experts]\ntitle = { zh = \"专家\", en = \"experts\" }\nimport = true\ncandidates = 2\nmix = { expert = 1 }\nplaces = { expert = 2 }\ncalendar = { 3 = 1 }\naward = { line = \"award\", amount = { expert = 100000 } }\n[channel.grad]");
    let scenario = scenario(&text);
    with_laboratory(1, |laboratory| {
        let found = require(laboratory, &scenario, &ask("channel.grad.places"), 400).unwrap();
        assert_eq!(found.plan, Some(100.0));
        assert_eq!(found.required[0].least, None);
        for one in &found.variants {
            println!("{:?} {:.3} {:?}", one.opening, one.probability.estimate, one.standing.and_then(|one| one.count));
            assert!(chance(&found, Opening::All) >= one.probability.estimate, "{:?}", one.opening);
        }
        assert!(chance(&found, Opening::All) > 0.99);
        // Without the money, what is opened elsewhere takes it.
        assert!(chance(&found, Opening::Candidates) < 0.01 && chance(&found, Opening::Money) < 0.9);
        assert_eq!(found.worse_together, None);
        // The probability is 0, and what is counted says how far away the target is.
        let [effect] = found.effects.as_slice() else { panic!("{:?}", found.effects) };
        assert_eq!(effect.after.probability.count, 0);
        assert!(effect.after.shortfall.mean > 50.0);
    });
    // The same with money as the lever, where all of it is open beside everything.
    with_laboratory(1, |laboratory| {
        let found = require(laboratory, &scenario, &ask("fund.special"), 400).unwrap();
        assert_eq!(found.plan, Some(1_000_000.0));
        assert!(found.variants.iter().all(|one| one.opening != Opening::Money));
        assert!(found.variants.iter().all(|one| chance(&found, Opening::All) >= one.probability.estimate));
        let [effect] = found.effects.as_slice() else { panic!("{:?}", found.effects) };
        assert!(effect.count.unwrap().mean > 50.0 && effect.telling() != Telling::Nothing);
    });
}

/// Opened places also lead out of the tier that is counted: everything together is less likely than the lever alone, and the
/// answer says so.
#[test]
fn that_everything_together_does_less_is_told() {
    let text = format!(
        r#"{HEAD}
stock = 100
[tier.junior]
title = {{ zh = "青年", en = "junior" }}
stock = 300
[tier.other]
title = {{ zh = "其他", en = "other" }}
stock = 0
[move.promote]
title = {{ zh = "晋升", en = "promotion" }}
kind = "change"
from = ["junior"]
to = "leader"
rate = 0.3
places = 5
calendar = {{ 6 = 1 }}
[move.away]
title = {{ zh = "转出", en = "away" }}
kind = "change"
from = ["leader"]
to = "other"
rate = 0.9
places = 5
calendar = {{ 11 = 1 }}
[target.grad]
title = {{ zh = "领军", en = "leaders" }}
at = "2022-12"
at_least = 2000
count = "stock"
tiers = ["leader"]
"#
    );
    let request = Require { confidence: confidences(&[0.9999]), ..ask("move.promote.places") };
    let first = scenario(&text);
    with_laboratory(1, |laboratory| {
        // The bound is such that the lever alone reaches it in about half of the replicates.
        let alone = require(laboratory, &first, &request, 400).unwrap().effects[0].after.count.unwrap().mean;
        let own = scenario(&text.replace("at_least = 2000", &format!("at_least = {}", libm::floor(alone))));
        let found = require(laboratory, &own, &request, 400).unwrap();
        let (part, less) = found.worse_together.unwrap();
        assert_eq!(part, Opening::Nothing);
        assert!(chance(&found, part) > 0.3 && chance(&found, Opening::All) < 0.1);
        assert!(less.mean < 0.0 && less.detectable);
    });
}

#[test]
fn what_the_plan_has_of_a_lever_is_told_in_its_own_number() {
    let scenario = graduates(20_000, 150);
    let has = |name: &str| Lever::find(&scenario, name).unwrap().has(&scenario);
    assert_eq!(has("channel.grad.places"), Some(100.0));
    assert_eq!(has("channel.grad.places@2022"), Some(100.0));
    assert_eq!(has("channel.grad.candidates"), Some(120.0));
    assert_eq!(has("tier.leader.stock"), Some(0.0));
    assert_eq!(has("fund.special@2021"), Some(500_000.0));
    assert_eq!(has("channel.grad.acceptance.leader"), Some(0.5));
}

/// Of 100 people's posts 5 are vacant. Twelve are wanted a year and come while there are posts: 17 by the second year's end
/// take 17 vacant posts.
#[test]
fn the_least_is_asked_of_what_there_can_be_more_of() {
    let text = format!(
        r#"{HEAD}
stock = 100
[posts]
vacant = 0.05
[channel.grad]
title = {{ zh = "硕士", en = "graduates" }}
import = true
calendar = {{ 4 = 1 }}
candidates = 20
mix = {{ leader = 1 }}
places = {{ leader = 12 }}
post = true
[target.grad]
title = {{ zh = "硕士", en = "graduates" }}
at = "2022-12"
at_least = 17
count = "imports"
"#
    );
    let plan = scenario(&text);
    with_laboratory(1, |laboratory| {
        let found = require(laboratory, &plan, &ask("posts"), 400).unwrap();
        assert_eq!((found.plan, found.ceiling, found.required[0].least), (Some(5.0), 100.0, Some(17.0)));
        for lever in ["tier.leader.stock", "channel.grad.mix.leader"] {
            let refused = require(laboratory, &plan, &ask(lever), 400).unwrap_err().text();
            assert!(refused.en.contains("there is no least of it") && refused.en.contains(lever), "{refused:?}");
        }
    });
}

#[test]
fn multiples_of_nothing_are_no_frontier() {
    let nothing = scenario(&graduates_text(20_000, 400).replace("appropriation = 500000", "appropriation = 0"));
    let axes = vec![Axis::factors("fund.special", 0.5, 2.0, 3)];
    with_laboratory(1, |laboratory| {
        let refused = frontier(laboratory, &nothing, &axes, &[], 40).unwrap_err().text();
        assert!(refused.en.contains("any multiple of 0 is 0") && refused.zh.contains("fund.special"), "{refused:?}");
    });
}
