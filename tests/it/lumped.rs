//! Tiers whose people nothing tells apart are counted: the law is that of a life for everybody, and the same numbers come out
//! whether or not somebody asks who it was.

use tidui::model::{Distinction, Model};
use tidui::random::Nesting;
use tidui::scenario::Scenario;
use tidui::simulate::{Happening, Record, RunPlan, Unobserved, replay, rosters, single, stations};

use crate::common::{bundled, metric, plan, records, results, scenario, scenario_with};

/// Two grades between which people pass and which they leave, a third by itself, and a channel; competing in some months and
/// alone in others.
const PLAN: &str = r#"
[scenario]
id = "lumped"
title = { zh = "甲", en = "lumped" }
start = "2001-01"
end = "2003-12"
[tier.low]
title = { zh = "初级", en = "low" }
stock = 70
[tier.high]
title = { zh = "高级", en = "high" }
stock = 25
[tier.apart]
title = { zh = "另类", en = "apart" }
stock = 40
[move.up]
title = { zh = "升", en = "up" }
kind = "change"
from = ["low"]
to = "high"
rate = 0.3
calendar = { 3 = 1, 9 = 2 }
[move.down]
title = { zh = "降", en = "down" }
kind = "change"
from = ["high"]
to = "low"
rate = 0.2
calendar = { 9 = 1 }
[move.leave]
title = { zh = "离", en = "leave" }
kind = "leave"
from = ["low", "high", "apart"]
rate = 0.25
[channel.hiring]
title = { zh = "招", en = "hiring" }
calendar = { 8 = 1 }
candidates = 15
candidates_law = "poisson"
mix = { low = 3, high = 1 }
fills = "everyone"
lag = 1
[target.high]
title = { zh = "高", en = "high" }
at = "2003-12"
at_least = 30
count = "additions"
tiers = ["high"]
"#;

/// Seeds of those who are counted and of those who are told apart.
const SEEDS: [u64; 2] = [11, 12];

fn with(more: &str) -> Scenario {
    scenario(&format!("{PLAN}{more}"))
}

/// Instead of one text in the plan, another.
fn instead(of: &str, other: &str) -> Scenario {
    assert!(PLAN.contains(of), "{of}");
    scenario(&PLAN.replacen(of, other, 1))
}

/// What tells people of the three grades apart.
fn obstacles(scenario: &Scenario) -> [Vec<(Distinction, String)>; 3] {
    let model = Model::compile(scenario);
    let of = |tier: usize| model.lumping().obstacles[tier].iter().map(|one| (one.what, one.by.clone())).collect();
    [of(0), of(1), of(2)]
}

#[test]
fn nothing_tells_people_of_a_markov_system_apart_and_much_does_in_the_plan_of_xiqing() {
    for scenario in
        [with(""), bundled("markov-closed", &[]), bundled("markov-open", &[]), bundled("markov-poisson", &[])]
    {
        let model = Model::compile(&scenario);
        assert!(model.lumping().obstacles.iter().all(Vec::is_empty), "{}: {:?}", scenario.id, model.lumping());
    }
    for name in ["xiqing-2021", "county", "county-half-way", "state", "lean"] {
        let model = Model::compile(&bundled(name, &[]));
        assert!(model.lumping().obstacles.iter().all(|list| !list.is_empty()), "{name}: {:?}", model.lumping());
    }
}

#[test]
fn whatever_tells_people_apart_is_named() {
    let title = "title = { zh = \"乙\", en = \"other\" }";
    let money = format!("[line]\npay = {{ {title} }}\n[fund.purse]\n{title}\nappropriation = 1000\npays = [\"pay\"]\n");
    let effect = |on: &str| format!("[effect.works]\nprogramme = \"care\"\non = [\"{on}\"]\nodds_ratio = 0.5\n");
    let care = |reaches: &str| {
        let people = if reaches == "people" { "people_per_unit = 1\n" } else { "" };
        format!(
            "[programme.care]\n{title}\nreaches = \"{reaches}\"\nunit = {{ zh = \"个\", en = \"unit\" }}\nunits = 1\n{people}"
        )
    };
    let low = |more: &str| instead("from = [\"low\"]\n", &format!("from = [\"low\"]\n{more}\n"));
    let hired = |more: &str| instead("lag = 1\n", &format!("lag = 1\n{more}\n"));
    let both = |change: &dyn Fn(&str) -> String| scenario(&change(&format!("{PLAN}{money}")));
    let cases: Vec<(Scenario, Distinction, &str, [bool; 3])> = vec![
        (low("who = { min_months_in_tier = 12 }"), Distinction::Conditions, "move.up", [true, true, false]),
        (low("who = { min_age = 30 }"), Distinction::Conditions, "move.up", [true, true, false]),
        (low("places = 3"), Distinction::Places, "move.up", [true, true, false]),
        (
            instead("rate = 0.3\n", "rate_by_age = { 20 = 0.3, 40 = 0.1 }\n"),
            Distinction::Age,
            "move.up",
            [true, true, false],
        ),
        (
            with(&format!(
                "[move.old]\n{title}\nkind = \"retire\"\nfrom = [\"apart\"]\nage_female = 60\nage_male = 60\n"
            )),
            Distinction::Retirement,
            "move.old",
            [false, false, true],
        ),
        (
            both(&|text| text.replacen("rate = 0.3\n", "rate = 0.3\ncost = { line = \"pay\", amount = 10 }\n", 1)),
            Distinction::Price,
            "move.up",
            [true, true, false],
        ),
        (with(&(care("people") + &effect("move.down"))), Distinction::Dose, "move.down", [true, true, false]),
        (with(&(care("people") + &effect("move.down"))), Distinction::Chosen, "programme.care", [true; 3]),
        (hired("flexible = true\ncontract = 24"), Distinction::Flexible, "channel.hiring", [true, true, false]),
        (hired("contract = 12"), Distinction::Contract, "channel.hiring", [true, true, false]),
        (
            both(&|text| text.replacen("lag = 1\n", "lag = 1\nfee = { line = \"pay\", amount = 10 }\n", 1)),
            Distinction::Fee,
            "channel.hiring",
            [true, true, false],
        ),
        (
            both(&|text| {
                let award = "lag = 1\naward = { line = \"pay\", amount = { low = 10, high = 20 }, months_to_recognition = 1, service_months = 12 }\n";
                text.replacen("lag = 1\n", award, 1)
            }),
            Distinction::Award,
            "channel.hiring",
            [true, true, false],
        ),
        (
            scenario(
                &(PLAN.replacen("lag = 1\n", "lag = 1\nacceptance = { low = 0.5, high = 0.5 }\n", 1)
                    + &care("arrivals")
                    + &effect("channel.hiring.acceptance")),
            ),
            Distinction::Home,
            "channel.hiring",
            [true, true, false],
        ),
        (
            both(&|text| {
                format!(
                    "{text}[allowance.long]\n{title}\nline = \"pay\"\namount = 5\nevery = \"month\"\ntiers = [\"apart\"]\nafter_months = 12\n"
                )
            }),
            Distinction::Conditions,
            "allowance.long",
            [false, false, true],
        ),
        (
            with(
                "[attribute.subject]\ntitle = { zh = \"学科\", en = \"subject\" }\notherwise = \"one\"\nvalues = { one = { zh = \"一\", en = \"one\" }, two = { zh = \"二\", en = \"two\" } }\n[metric.ones]\ntitle = { zh = \"一\", en = \"ones\" }\ncount = \"stock\"\nattributes = { subject = [\"one\"] }\n",
            ),
            Distinction::Attributes,
            "attribute",
            [true; 3],
        ),
        (
            scenario_with(
                &format!(
                    "{}[people]\nroster = \"roster.csv\"\n",
                    PLAN.replace("stock = 70\n", "").replace("stock = 25\n", "").replace("stock = 40\n", "")
                ),
                &[("roster.csv", "id,born,sex,tier,in_tier_since\na,1980-01,f,low,2000-01\n")],
            ),
            Distinction::Roster,
            "people",
            [true; 3],
        ),
        (
            scenario_with(
                &format!(
                    "[phase.only]\n{title}\n[schools]\nfile = \"schools.csv\"\nkinds.town = {{ zh = \"镇\", en = \"town\" }}\n{PLAN}"
                ),
                &[(
                    "schools.csv",
                    "id,title_zh,title_en,phase,kind,students,posts,leads\ns,甲,S,only,town,100,10,no\n",
                )],
            ),
            Distinction::Schools,
            "school",
            [true; 3],
        ),
        (
            scenario(&(PLAN.replacen("lag = 1\n", "lag = 1\npost = true\n", 1) + "[posts]\nvacant = 0.1\n")),
            Distinction::Posts,
            "channel.hiring",
            [true, true, false],
        ),
        (
            with(&format!(
                "[phase.only]\n{title}\nstudents = 100\n[metric.there]\n{title}\ncount = \"stock\"\nphases = [\"only\"]\n"
            )),
            Distinction::Count,
            "metric.there",
            [true; 3],
        ),
    ];
    let named: std::collections::BTreeSet<Distinction> = cases.iter().map(|(_, what, ..)| *what).collect();
    // What comes of a neighbour is below.
    assert_eq!(Distinction::ALL.iter().filter(|one| !named.contains(one)).collect::<Vec<_>>(), [&Distinction::Tier]);
    for (scenario, what, by, touched) in cases {
        let found = obstacles(&scenario);
        for (list, touched) in found.iter().zip(touched) {
            assert_eq!(list.contains(&(what, by.to_owned())), touched, "{what:?} by {by}: {list:?}");
        }
    }
    // Those of one grade go to the other, and those of one channel come together.
    let alone = instead("from = [\"high\"]\nto = \"low\"\n", "from = [\"high\"]\nto = \"low\"\nplaces = 2\n");
    assert_eq!(obstacles(&alone)[2], []);
    let together = instead("mix = { low = 3, high = 1 }", "mix = { high = 3, apart = 1 }\ncontract = 12");
    assert_eq!(obstacles(&together)[0], [(Distinction::Tier, "tier.high".to_owned())]);
}

/// How often each of two lists has each number, in bins of at least ten of both, tested for one law: chi-square and its degrees of
/// freedom.
fn homogeneity(one: &[i64], other: &[i64]) -> (f64, f64) {
    let mut all: Vec<(i64, usize)> =
        one.iter().map(|value| (*value, 0)).chain(other.iter().map(|value| (*value, 1))).collect();
    all.sort_unstable();
    let mut bins: Vec<[f64; 2]> = vec![[0.0; 2]];
    for same in all.chunk_by(|a, b| a.0 == b.0) {
        if bins.last().is_some_and(|bin| bin.iter().sum::<f64>() >= 20.0) {
            bins.push([0.0; 2]);
        }
        let bin = bins.last_mut().unwrap();
        for (_, which) in same {
            bin[*which] += 1.0;
        }
    }
    let (n, m) = (one.len() as f64, other.len() as f64);
    let chi = bins.iter().map(|[a, b]| (a * (m / n).sqrt() - b * (n / m).sqrt()).powi(2) / (a + b)).sum();
    (chi, (bins.len() - 1) as f64)
}

/// Holds that everything a record has of two ways to run a plan has one distribution, month by month. Wilson and Hilferty's
/// cube root makes chi-square normal; it is beyond 5 with probability 3e-7, and there are fewer than 400 comparisons a call.
fn same_law(one: (&Model, u64), other: (&Model, u64), replicates: u64) {
    let all = [one, other].map(|(model, seed)| {
        let plan = RunPlan { threads: Some(2), audit: true, ..RunPlan::new(replicates, seed, Nesting::ONCE) };
        records(model, &plan)
    });
    for (index, of) in one.0.metrics().iter().enumerate() {
        for month in 0..one.0.timeline().months.len() {
            let values = [0, 1].map(|way| -> Vec<i64> {
                all[way].iter().map(|record: &Record| record.metric(one.0, index, month)).collect()
            });
            let (chi, freedom) = homogeneity(&values[0], &values[1]);
            if freedom > 0.0 {
                let spread = 2.0 / (9.0 * freedom);
                let z = (libm::cbrt(chi / freedom) - 1.0 + spread) / spread.sqrt();
                assert!(z < 5.0, "{} in month {month}: chi-square {chi} with {freedom} degrees", of.id);
            } else {
                assert_eq!(values[0], values[1], "{} in month {month}", of.id);
            }
        }
    }
}

#[test]
fn counted_people_have_the_law_of_a_life_for_everybody() {
    let district = "[programme.pay]\ntitle = { zh = \"待遇\", en = \"pay\" }\nreaches = \"district\"\nunit = { zh = \"次\", en = \"time\" }\nunits = 4\nlasts = 6\n[effect.pay]\nprogramme = \"pay\"\non = [\"move.leave\"]\nodds_ratio = 0.4\n";
    let yearly = instead("rate = 0.3\n", "rate = 0.3\nyearly_sd = 0.5\nrate_by_year = { 2002 = 0.1 }\n");
    for scenario in [with(""), with(district), yearly] {
        let model = Model::compile(&scenario);
        assert!(model.lumping().is_lumped(0) && model.lumping().is_lumped(2));
        same_law((&model, SEEDS[0]), (&model.clone().person_by_person(), SEEDS[1]), 6_000);
    }
}

#[test]
fn one_tier_is_counted_beside_another_that_is_not() {
    let scenario = with(
        "[move.old]\ntitle = { zh = \"退休\", en = \"old\" }\nkind = \"retire\"\nfrom = [\"apart\"]\nage_female = 48\nage_male = 48\n",
    );
    let model = Model::compile(&scenario);
    assert_eq!([0, 1, 2].map(|tier| model.lumping().is_lumped(tier)), [true, true, false]);
    same_law((&model, SEEDS[0]), (&model.clone().person_by_person(), SEEDS[1]), 4_000);
    // Who is simulated one by one meets the same luck beside others who are counted.
    let stock = metric(&model, "stock.apart");
    let [ours, theirs] = [model.clone(), model.clone().person_by_person()].map(|model| records(&model, &plan(40)));
    for (one, other) in ours.iter().zip(&theirs) {
        assert!((0..36).all(|month| one.metric(&model, stock, month) == other.metric(&model, stock, month)));
    }
}

#[test]
fn certain_and_impossible_moves_and_tiers_of_nobody_and_of_one() {
    for (stock, rates) in [(70, [0.0, 1.0]), (1, [0.5, 0.5]), (0, [0.3, 0.2]), (70, [0.4, 0.6]), (1, [1.0, 0.0])] {
        let text = PLAN
            .replacen("stock = 70", &format!("stock = {stock}"), 1)
            .replacen(
                "rate = 0.3\ncalendar = { 3 = 1, 9 = 2 }",
                &format!("rate = {}\ncalendar = {{ 9 = 1 }}", rates[0]),
                1,
            )
            .replacen("rate = 0.25", &format!("rate = {}\ncalendar = {{ 9 = 1 }}", rates[1]), 1)
            .replacen("rate = 0.2\n", "rate = 0\n", 1);
        let model = Model::compile(&scenario(&text));
        same_law((&model, SEEDS[0]), (&model.clone().person_by_person(), SEEDS[1]), 1_500);
        if rates[0] + rates[1] >= 1.0 {
            let stock = metric(&model, "stock.low");
            // Whoever was there in September is gone; those hired in August come after the month's moves.
            let left = |record: &Record| {
                record.metric(&model, stock, 8) - record.metric(&model, metric(&model, "additions.low"), 8)
            };
            assert!(records(&model, &plan(100)).iter().all(|record| left(record) == 0));
        }
    }
}

#[test]
fn millions_are_counted_exactly() {
    let model = Model::compile(&bundled("markov-closed", &["tier.one.stock=3000000"]));
    let plan = RunPlan { threads: Some(2), audit: true, ..RunPlan::new(400, 3, Nesting::ONCE) };
    let (stock, headcount) = (metric(&model, "stock.one"), metric(&model, "headcount"));
    let all: Vec<f64> = records(&model, &plan).iter().map(|one| one.metric(&model, stock, 11) as f64).collect();
    assert!(records(&model, &plan).iter().all(|one| one.metric(&model, headcount, 119) == 3_000_400));
    // Of 3,000,000 88 % stay, of 300 5 % come and of 100 1 %: standard errors of the mean and of the variance of 400.
    let (mean, variance): (f64, f64) = (3_000_000.0 * 0.88 + 16.0, 3_000_000.0 * 0.88 * 0.12 + 15.24);
    let found = all.iter().sum::<f64>() / 400.0;
    let spread = all.iter().map(|value| (value - found) * (value - found)).sum::<f64>() / 399.0;
    assert!((found - mean).abs() < 5.0 * (variance / 400.0).sqrt(), "{found} for {mean}");
    assert!((spread / variance - 1.0).abs() < 5.0 * (2.0_f64 / 399.0).sqrt(), "{spread} for {variance}");
}

#[test]
fn counted_results_do_not_depend_on_threads_nor_on_other_replicates() {
    let scenario = with("");
    let [one, two, many] =
        [1, 2, 16].map(|threads| results(&scenario, &RunPlan { threads: Some(threads), ..plan(300) }));
    assert!(one == two && two == many);
    let model = Model::compile(&scenario);
    let all = records(&model, &plan(40));
    for replicate in [0, 17, 39] {
        assert_eq!(single(&model, &plan(1), replicate).unwrap().1, all[replicate as usize]);
    }
}

#[test]
fn who_it_was_can_be_asked_and_changes_no_number() {
    let retires = "[move.old]\ntitle = { zh = \"退休\", en = \"old\" }\nkind = \"retire\"\nfrom = [\"apart\"]\nage_female = 48\nage_male = 48\n";
    for scenario in [with(""), with(retires)] {
        let model = Model::compile(&scenario);
        let months = [scenario.start, scenario.start + 17, scenario.end + 1];
        let mut take = |replicate: u64, told: &tidui::simulate::Stations| {
            assert_eq!(told.record, single(&model, &plan(1), replicate).unwrap().1);
        };
        stations(&model, &plan(5), 0..5, &months, &Unobserved, &mut take).unwrap();
        for replicate in 0..5 {
            let (_, record) = single(&model, &plan(1), replicate).unwrap();
            let story = replay(&model, &plan(5), replicate).unwrap();
            let last = model.timeline().months.len() - 1;
            for (tier, id) in ["low", "high", "apart"].into_iter().enumerate() {
                let told = |of: &str| record.metric(&model, metric(&model, &format!("{of}.{id}")), last) as usize;
                let enters = |what: &Happening| matches!(what, Happening::Arrived(_) | Happening::Changed(..));
                let events = || story.events.iter();
                let in_it = events().filter(|one| one.tier.index() == tier);
                assert_eq!(in_it.clone().filter(|one| enters(&one.what)).count(), told("additions"));
                assert_eq!(in_it.filter(|one| matches!(one.what, Happening::Left(_))).count(), told("leavers"));
                let there = rosters(&model, &plan(5), replicate, &months).unwrap();
                assert_eq!(there[2].iter().filter(|one| one.tier.index() == tier).count(), told("stock"));
            }
            // Nobody moves twice in a month, nor after she has left.
            for person in &story.people {
                let own: Vec<_> = story.events.iter().filter(|one| one.person == person.person).collect();
                let moves = own.iter().filter(|one| matches!(one.what, Happening::Changed(..) | Happening::Left(_)));
                let when: Vec<_> = moves.map(|one| one.month).collect();
                assert!(when.windows(2).all(|pair| pair[0] < pair[1]), "{own:?}");
                assert!(own.iter().rev().skip(1).all(|one| !matches!(one.what, Happening::Left(_))), "{own:?}");
            }
        }
    }
}

#[test]
fn a_little_more_moves_little() {
    let rate = |rate: &str| Model::compile(&instead("rate = 0.3\n", &format!("rate = {rate}\n")));
    let plan = RunPlan { threads: Some(2), ..RunPlan::new(4_000, 5, Nesting::ONCE) };
    let ended = |model: &Model| -> Vec<f64> {
        let stock = metric(model, "stock.high");
        records(model, &plan).iter().map(|record| record.metric(model, stock, 35) as f64).collect()
    };
    let variance = |values: &[f64]| {
        let mean = values.iter().sum::<f64>() / values.len() as f64;
        values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / values.len() as f64
    };
    let (one, more) = (ended(&rate("0.3")), ended(&rate("0.303")));
    let paired: Vec<f64> = one.iter().zip(&more).map(|(one, more)| more - one).collect();
    // Without pairing the difference would have the variance of both.
    let apart = variance(&one) + variance(&more);
    assert!(apart > 20.0 * variance(&paired), "{apart} and {}", variance(&paired));
}
