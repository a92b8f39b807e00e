//! Tiers that are kept at a level, decided numbers of leavers, contracts that are renewed, stages before an offer and what
//! offers cost. Worked by hand, or within what chance allows under a fixed seed.

use tidui::model::Model;
use tidui::scenario::{MemoryLibrary, load};
use tidui::simulate::Record;

use crate::common::{at_end, metric, plan, records, results, roster, scenario, scenario_with};

const HEAD: &str = r#"
[scenario]
id = "terms"
title = { zh = "条件", en = "terms" }
start = "2021-01"
end = "2024-12"
"#;

fn in_every_year(model: &Model, record: &Record, id: &str) -> Vec<i64> {
    let index = metric(model, id);
    (0..4).map(|year| record.metric(model, index, 12 * year + 11)).collect()
}

/// A hierarchy of fixed size, stated from below: whoever leaves above is replaced from below in the same January, and the
/// lowest tier from outside. The move that fills the highest tier comes first, although it is stated last.
#[test]
fn a_hierarchy_of_fixed_size_keeps_its_size_in_every_replicate() {
    let text = format!(
        r#"{HEAD}
[tier.low]
title = {{ zh = "低", en = "low" }}
stock = 100
[tier.middle]
title = {{ zh = "中", en = "middle" }}
stock = 30
[tier.high]
title = {{ zh = "高", en = "high" }}
stock = 10
[move.leave]
title = {{ zh = "离开", en = "leave" }}
kind = "leave"
from = ["low", "middle", "high"]
rate = 0.2
calendar = {{ 1 = 1 }}
[move.to-middle]
title = {{ zh = "升中", en = "to middle" }}
kind = "change"
from = ["low"]
to = "middle"
rate = 0.8
calendar = {{ 1 = 1 }}
total = 30
[move.to-high]
title = {{ zh = "升高", en = "to high" }}
kind = "change"
from = ["middle"]
to = "high"
rate = 0.8
calendar = {{ 1 = 1 }}
total = 10
total_by_year = {{ 2024 = 12 }}
[channel.hire]
title = {{ zh = "招聘", en = "hire" }}
calendar = {{ 1 = 1 }}
candidates = 1000
mix = {{ low = 1 }}
fills = "total"
total = 100
total_of = ["low"]
"#
    );
    let model = Model::compile(&scenario(&text));
    for record in records(&model, &plan(40)) {
        assert_eq!(in_every_year(&model, &record, "stock.low"), [100; 4]);
        assert_eq!(in_every_year(&model, &record, "stock.middle"), [30; 4]);
        assert_eq!(in_every_year(&model, &record, "stock.high"), [10, 10, 10, 12]);
    }
}

/// One in four: of 100 below, 25 rise in the first January. Then 75 are left, for whom 18.75 is rounded to 19: nobody is
/// missing. In the last year a quarter of a half more is stated, 0.5 × 75 = 37.5, so 38 less 25 rise. A limit of places binds
/// it in another plan.
#[test]
fn a_tier_is_kept_in_proportion_to_another() {
    let text = |places: &str| {
        format!(
            r#"{HEAD}
[tier.low]
title = {{ zh = "低", en = "low" }}
stock = 100
[tier.high]
title = {{ zh = "高", en = "high" }}
[move.rise]
title = {{ zh = "升", en = "rise" }}
kind = "change"
from = ["low"]
to = "high"
rate = 1
calendar = {{ 1 = 1 }}
total = 0.25
total_by_year = {{ 2024 = 0.5 }}
total_per = ["low"]
{places}
"#
        )
    };
    let high = |places: &str| {
        let model = Model::compile(&scenario(&text(places)));
        let all = records(&model, &plan(4));
        let found: Vec<Vec<i64>> = all.iter().map(|record| in_every_year(&model, record, "stock.high")).collect();
        assert!(found.iter().all(|one| *one == found[0]));
        found[0].clone()
    };
    assert_eq!(high(""), [25, 25, 25, 38]);
    assert_eq!(high("places = 10"), [10, 20, 20, 30]);
}

/// Seven of fifty are let go each year, those first who have been there longest; each is paid 1,000 yuan, as far as there is
/// money: in the last year for two.
#[test]
fn a_decided_number_is_let_go() {
    let text = format!(
        r#"{HEAD}
[people]
roster = "roster.csv"
[tier.teacher]
title = {{ zh = "教师", en = "teachers" }}
[move.let-go]
title = {{ zh = "分流", en = "let go" }}
kind = "leave"
from = ["teacher"]
rate = 1
calendar = {{ 6 = 1 }}
places = 7
rank = "longest-in-tier"
cost = {{ line = "severance", amount = 1000 }}
[line.severance]
title = {{ zh = "补偿", en = "severance" }}
[fund.all]
title = {{ zh = "资金", en = "fund" }}
pays = ["severance"]
appropriation = 7000
appropriation_by_year = {{ 2024 = 2000 }}
"#
    );
    let people = roster((0..50).map(|number| format!("n{number},1950-01,f,,teacher,{}-09,,,", 1968 + number)));
    let model = Model::compile(&scenario_with(&text, &[("roster.csv", &people)]));
    for record in records(&model, &plan(4)) {
        assert_eq!(in_every_year(&model, &record, "stock.teacher"), [43, 36, 29, 27]);
        let money: Vec<(i64, i64)> = record.lines.iter().map(|line| (line.spend, line.gap)).collect();
        assert_eq!(money, [(7000, 0), (7000, 0), (7000, 0), (2000, 5000)]);
    }
}

/// Of 400 people on contracts of the roster that end in June 2021, each is renewed for 24 months with probability 0.5, and again
/// in June 2023: 200 and 100 on average, with standard deviations of 10 and 8.7. Five of these in the mean of 400 replicates
/// are exceeded with probability below 1e-6.
#[test]
fn contracts_of_the_roster_are_renewed() {
    let text = |renewal: &str| {
        format!(
            "{HEAD}[people]\nroster = \"roster.csv\"\n{renewal}\n[tier.teacher]\ntitle = {{ zh = \"教师\", en = \"teachers\" }}\n"
        )
    };
    let people = roster((0..400).map(|number| format!("n{number},1990-01,f,,teacher,2015-09,,2021-06,")));
    let tables = [("roster.csv", &*people)];
    let model = Model::compile(&scenario_with(&text("contract = 24\nrenewal = 0.5"), &tables));
    let all = records(&model, &plan(400));
    let index = metric(&model, "stock.teacher");
    let mean = |month: usize| all.iter().map(|one| one.metric(&model, index, month) as f64).sum::<f64>() / 400.0;
    assert!((mean(4) - 400.0).abs() < 1e-9);
    assert!((mean(12) - 200.0).abs() < 5.0 * 10.0 / 20.0, "{}", mean(12));
    assert!((mean(30) - 100.0).abs() < 5.0 * 8.7 / 20.0, "{}", mean(30));
    let certain =
        Model::compile(&scenario_with(&text("contract = 24\nrenewal = 1\nrenewal_by_year = { 2023 = 0 }"), &tables));
    for record in records(&certain, &plan(4)) {
        assert_eq!(in_every_year(&certain, &record, "stock.teacher"), [400, 400, 0, 0]);
    }
    // Who is not renewed is told, unless it is stated.
    let warned = |renewal: &str| {
        let plan = text(renewal);
        let library = MemoryLibrary::new([("test.toml", &*plan)].into_iter().chain(tables));
        let (_, warnings) = load(&library, "test.toml", &[]).expect("a sound plan");
        warnings.render(tidui::words::Language::English).contains("contract-without-terms")
    };
    assert!(warned("") && !warned("contract = 24\nrenewal = 0.5"));
}

/// Of 1,000 candidates a year half are seen, 0.4 of these heard, half of these qualify and are made an offer, and half of these
/// come: 500, 200, 100, 50 in a year. An offer costs 300 yuan, whoever declines it; in the second year 400, with money for 50.
#[test]
fn stages_are_passed_one_after_the_other_and_offers_cost() {
    let text = format!(
        r#"{HEAD}
[tier.teacher]
title = {{ zh = "教师", en = "teachers" }}
[channel.hire]
title = {{ zh = "招聘", en = "hire" }}
calendar = {{ 5 = 1 }}
candidates = 1000
mix = {{ teacher = 1 }}
fills = "everyone"
qualified = 0.5
acceptance = {{ teacher = 0.5 }}
offer_cost = {{ line = "trips", amount = 300, amount_by_year = {{ 2022 = 400 }} }}
[channel.hire.stage.seen]
title = {{ zh = "初审", en = "seen" }}
passes = 0.5
[channel.hire.stage.heard]
title = {{ zh = "试讲", en = "heard" }}
passes = 0.4
passes_by_year = {{ 2024 = 0 }}
[line.trips]
title = {{ zh = "考察", en = "trips" }}
[fund.all]
title = {{ zh = "资金", en = "fund" }}
pays = ["trips"]
appropriation = 1000000
appropriation_by_year = {{ 2022 = 20000 }}
"#
    );
    let scenario = scenario(&text);
    let model = Model::compile(&scenario);
    let all = records(&model, &plan(400));
    let mean = |value: &dyn Fn(&Record) -> f64| all.iter().map(value).sum::<f64>() / 400.0;
    // Standard deviations of what each adds up to in four years, or three, of a replicate: the widest is below 32.
    let near = |found: f64, expected: f64| assert!((found - expected).abs() < 5.0 * 32.0 / 20.0, "{found} {expected}");
    near(mean(&|one| at_end(&model, one, "passed.hire.seen")), 2000.0);
    near(mean(&|one| at_end(&model, one, "passed.hire.heard")), 600.0);
    near(mean(&|one| at_end(&model, one, "stock.teacher")), 150.0);
    let flow = model.flows().iter().position(|flow| flow.id == "offers.hire").expect("offers");
    near(mean(&|one| one.flows[flow * 4..][..4].iter().map(|year| year.count as f64).sum()), 300.0);
    for record in &all {
        let offers: Vec<i64> = record.flows[flow * 4..][..4].iter().map(|year| year.count).collect();
        assert_eq!(offers[3], 0);
        let ledger = &record.ledger;
        assert!((0..4).all(|year| i64::from(ledger[year].made) <= offers[year]));
        // What waits at the end of the second year is paid in the third.
        let owed: Vec<i64> = offers.iter().zip([300, 400, 300, 300]).map(|(count, price)| count * price).collect();
        let spent: Vec<i64> = record.lines[..4].iter().map(|line| line.spend).collect();
        assert_eq!(spent[0], owed[0]);
        assert_eq!(spent[1], owed[1].min(20_000));
        assert_eq!(spent.iter().sum::<i64>(), owed.iter().sum::<i64>());
        assert!(spent[2] > owed[2]);
    }
    let found = results(&scenario, &plan(40));
    assert!(found.flows.iter().any(|flow| flow.source == "offers.hire" && flow.count.mean > 0.0));
}
