//! Plans that begin half-way: what they carry over from the months before, worked out by hand.

#![expect(clippy::float_cmp, reason = "what is worked out by hand is whole")]

use tidui::scenario::{MemoryLibrary, Scenario, load};
use tidui::summary::Results;

use crate::common::{plan, results, roster, scenario_with};

/// Two years in which nothing is left to chance: each September two arrive, and each January three are trained for 1,000
/// yuan each; whoever is an expert leaves in March.
const PLAN: &str = r#"
[scenario]
id = "half-way"
title = { zh = "中期", en = "Half-way" }
start = "2023-01"
end = "2024-12"
[people]
roster = "roster.csv"
[tier]
teacher = { title = { zh = "教师", en = "Teacher" } }
expert = { title = { zh = "专家", en = "Expert" } }
[move.leave]
title = { zh = "离开", en = "Leave" }
kind = "leave"
from = ["expert"]
rate = 1
calendar = { 3 = 1 }
[channel.hire]
title = { zh = "引进", en = "Hire" }
import = true
candidates = 10
mix = { teacher = 1 }
places = { teacher = 2 }
calendar = { 9 = 1 }
[programme.training]
title = { zh = "培训", en = "Training" }
reaches = "people"
unit = { zh = "名额", en = "seat" }
units = 3
unit_cost = { line = "seats", amount = 1000 }
calendar = { 1 = 1 }
[line.seats]
title = { zh = "培训费", en = "Seats" }
[fund.f]
title = { zh = "经费", en = "Fund" }
unlimited = true
pays = ["seats"]
"#;

fn people() -> String {
    let teachers = (0..20).map(|number| format!("t{number},1990-02,f,,teacher,2015-08,,,"));
    roster(teachers.chain((0..2).map(|number| format!("x{number},1980-02,f,,expert,2015-08,,,"))))
}

fn read(more: &str) -> Scenario {
    scenario_with(&format!("{PLAN}{more}"), &[("roster.csv", &people())])
}

/// What a target of these keys comes to at the end of the plan, and how far below its bound that is.
fn counted(keys: &str) -> (f64, f64) {
    let target = "[target.one]\ntitle = { zh = '目标', en = 'target' }\nat = '2024-12'\n";
    let found = results(&read(&format!("{target}{keys}\n")), &plan(4));
    (found.targets[0].value.mean, found.targets[0].shortfall)
}

/// Problems of what is added to the plan: code and path.
fn problems(more: &str) -> Vec<String> {
    let (text, people) = (format!("{PLAN}{more}"), people());
    let told = match load(&MemoryLibrary::new([("t.toml", text.as_str()), ("roster.csv", &people)]), "t.toml", &[]) {
        Ok((_, warnings)) => warnings,
        Err(problems) => problems,
    };
    let told = told.list.iter().filter(|one| one.code != "no-way-out");
    told.map(|one| format!("{} {}", one.code, one.path.as_deref().unwrap_or_default())).collect()
}

#[test]
fn what_was_achieved_before_counts_and_is_no_longer_missing() {
    for (keys, since) in [
        ("count = 'additions'", 4.0),
        ("count = 'imports'", 4.0),
        ("count = 'leavers'", 2.0),
        ("count = 'moved'\nmoves = ['leave']", 2.0),
        ("count = 'reached'\nprogramme = 'training'", 6.0),
        ("count = 'spend'\nlines = ['seats']", 6000.0),
    ] {
        assert_eq!(counted(&format!("{keys}\nat_least = 9000")), (since, 9000.0 - since), "{keys}");
        let more = counted(&format!("{keys}\nat_least = 9000\nso_far = 40"));
        assert_eq!(more, (since + 40.0, 9000.0 - since - 40.0), "{keys}");
    }
}

#[test]
fn parts_of_a_ratio_milestones_readings_metrics_and_rules_count_what_was_before() {
    // (4 + 12) imports for each of (2 + 6) who left.
    let of = "count = 'ratio'\nat_least = 1\nof = { count = 'imports', so_far = 12 }\nper = { count = 'leavers', so_far = 6 }";
    assert_eq!(counted(of), (2.0, 0.0));
    let more = r#"
[target.brought]
title = { zh = "引进", en = "Imports" }
count = "imports"
at_least_by_year = { 2023 = 9, 2024 = 12 }
so_far = 7
reading.lower = { title = { zh = "较低", en = "lower" }, at_least_by_year = { 2024 = 11 } }
reading.owned = { title = { zh = "不含柔性", en = "owned" }, flexible = false, so_far = 1 }
[metric.trained]
title = { zh = "受训", en = "trained" }
count = "reached"
programme = "training"
so_far = 30
[rule.less]
title = { zh = "减", en = "less" }
at = "2023-12"
target = "brought"
at_least = 9
from = "2024-01"
set = { "channel.hire.places.teacher" = 1 }
"#;
    let found: Results = results(&read(more), &plan(4));
    let values: Vec<f64> = found.targets.iter().map(|one| one.value.mean).collect();
    // Nine at the end of the first year, so that one is wanted of the second.
    assert_eq!(values, [10.0, 10.0, 4.0]);
    let met: Vec<f64> = found.targets[0].milestones.iter().map(|one| one.probability.estimate).collect();
    assert_eq!(met, [1.0, 0.0]);
    let trained = found.metrics.iter().find(|one| one.id == "metric.trained").unwrap();
    assert_eq!((trained.months[0].mean, trained.months[23].mean), (33.0, 36.0));
}

#[test]
fn what_does_not_add_up_since_the_start_has_no_before() {
    let target = |keys: &str| {
        problems(&format!(
            "[target.one]\ntitle = {{ zh = '目标', en = 'target' }}\nat = '2024-12'\nat_least = 1\n{keys}\n"
        ))
    };
    assert_eq!(target("count = 'stock'\nso_far = 3"), ["dead-input target.one.so_far"]);
    assert_eq!(target("count = 'leavers'\nover = 'year'\nso_far = 3"), ["dead-input target.one.so_far"]);
    assert_eq!(target("count = 'imports'\nso_far = -3"), ["out-of-range target.one.so_far"]);
    assert_eq!(target("count = 'imports'\nso_far = 3.2"), ["fractions target.one.so_far"]);
    // Another reading of the same takes it over; one of something else has to say its own.
    let reading = |keys: &str| {
        target(&format!(
            "count = 'imports'\nso_far = 3\nreading.other = {{ title = {{ zh = '另', en = 'o' }}, {keys} }}"
        ))
    };
    assert!(reading("at_least = 2").is_empty());
    assert_eq!(reading("flexible = false"), ["missing-key target.one.reading.other"]);
    assert!(reading("flexible = false, so_far = 0").is_empty());
    assert!(reading("count = 'stock'").is_empty());
    assert_eq!(reading("count = 'stock', so_far = 1"), ["dead-input target.one.reading.other.so_far"]);
}

/// Spend, gap and repayments of each year on the first line.
fn money(scenario: &Scenario) -> Vec<[f64; 3]> {
    let found = results(scenario, &plan(4));
    let line = found.line_money[0].line;
    let own = found.line_money.iter().filter(|year| year.line == line);
    own.map(|year| [year.spend.mean, year.gap.mean, year.clawback.mean]).collect()
}

/// The plan with something in place of something else.
fn replaced(from: &str, to: &str, more: &str, people: &str) -> Scenario {
    assert!(PLAN.contains(from));
    scenario_with(&format!("{}{more}", PLAN.replace(from, to)), &[("roster.csv", people)])
}

#[test]
fn money_that_is_there_and_what_is_unpaid_are_carried_in() {
    let fund = "appropriation = 2000\nyear_end = 'carry-over'\ncarried_in = 900";
    let arrears = "[arrears.a]\nline = 'seats'\namount = 700\nunits = 2\n";
    let read = |more: &str| replaced("unlimited = true", fund, more, &people());
    // Of 2,900 yuan two seats can be paid, of 2,900 again in the next year two.
    assert_eq!(money(&read("")), [[2000.0, 1000.0, 0.0], [2000.0, 1000.0, 0.0]]);
    // What is unpaid comes first.
    assert_eq!(money(&read(arrears)), [[2400.0, 2000.0, 0.0], [2000.0, 1000.0, 0.0]]);
    // Prices that have risen to one and a half.
    let price = "[price.p]\ntitle = { zh = '价', en = 'p' }\ngrowth = 0\nindex = 1.5\nlines = ['seats']\n";
    assert_eq!(money(&replaced("unlimited = true", "unlimited = true", price, &people())), [[4500.0, 0.0, 0.0]; 2]);
}

#[test]
fn units_opened_before_go_on_costing_working_and_needing_hosts() {
    let years = |before: &str| {
        let cost = "unit_cost = { line = \"seats\", amount = 1000, years = 3 }\n".to_owned() + before;
        money(&replaced("unit_cost = { line = \"seats\", amount = 1000 }", &cost, "", &people()))
    };
    assert_eq!(years(""), [[3000.0, 0.0, 0.0], [6000.0, 0.0, 0.0]]);
    // Two of the year before cost in both years, one of 2020 no more.
    let before = "opened_before = { \"2022-01\" = 2, \"2020-01\" = 1 }";
    assert_eq!(years(before), [[5000.0, 0.0, 0.0], [8000.0, 0.0, 0.0]]);
    // Two experts, who leave in March, carry one unit each; the one of a year ago runs until it has run eighteen months.
    let hosted = |before: &str| {
        let host = format!("host = {{ tiers = ['expert'] }}\nlasts = 18\ncalendar = {{ 1 = 1 }}\n{before}");
        money(&replaced("calendar = { 1 = 1 }", &host, "", &people()))[0][0]
    };
    assert_eq!([hosted(""), hosted("opened_before = { \"2022-01\" = 1 }")], [2000.0, 1000.0]);
    assert_eq!(hosted("opened_before = { \"2021-06\" = 1 }"), 2000.0);
}

#[test]
fn doses_that_end_before_or_within_the_run_do_so() {
    let marked = |mark: &str| {
        let people = people().replace(",teacher,2015-08,,,", &format!(",teacher,2015-08,,,{mark}"));
        let keys = "at = '2024-12'\nat_least = 1\ncount = 'reached'\nprogramme = 'training'";
        let target = format!("[target.one]\ntitle = {{ zh = '目标', en = 'target' }}\n{keys}\n");
        let lasts = "calendar = { 1 = 1 }\ntiers = ['teacher']\nlasts = 12";
        let scenario = replaced("calendar = { 1 = 1 }", lasts, &target, &people);
        (money(&scenario), results(&scenario, &plan(4)).targets[0].value.mean)
    };
    let (all, some) = ([[3000.0, 0.0, 0.0]; 2], [[0.0, 0.0, 0.0], [3000.0, 0.0, 0.0]]);
    let (paid, reached) = marked("");
    assert!(paid == all && reached > 5.0, "{paid:?} {reached}");
    // Reached once, and no longer: they can be trained again, and are not counted again.
    assert_eq!(marked("training:2022-06").0, all);
    assert!(marked("training:2022-06").1 < 3.0);
    // At work until June: in January nobody can be reached who is there; two arrive in September.
    assert_eq!(marked("training:2023-06").0, some);
    // At work for good: of the two who arrive in the first year both are trained in the second.
    assert_eq!(marked("training").0, [[0.0, 0.0, 0.0], [2000.0, 0.0, 0.0]]);
}

#[test]
fn who_is_on_her_way_arrives_with_what_was_promised_to_her() {
    let award = "places = { teacher = 2 }\naward = { line = \"seats\", amount = { teacher = 5000 }, \
        months_to_recognition = 6, service_months = 36, clawback = 1 }";
    let head = "id,born,sex,school,tier,in_tier_since,origin,contract_end,joined,service_end,award,arrives,marks\n";
    let read = |rows: &str| {
        let target =
            "[target.one]\ntitle = { zh = '目标', en = 'target' }\nat = '2023-08'\nat_least = 1\ncount = 'imports'\n";
        let text = PLAN.replace("places = { teacher = 2 }", award).replace("units = 3", "units = 0");
        scenario_with(&format!("{text}{target}"), &[("roster.csv", &format!("{head}{rows}"))])
    };
    let someone = "t1,1990-02,f,,teacher,2015-08,,,,,,,\n";
    // Two arrive in September and are paid in the next March.
    let alone = read(someone);
    assert_eq!(
        (money(&alone), results(&alone, &plan(4)).targets[0].value.mean),
        (vec![[0.0; 3], [10000.0, 0.0, 0.0]], 0.0)
    );
    // One more arrives in February, of whom nothing else is known, and is paid what she was promised in August.
    let coming = read(&format!("{someone}a,,,,teacher,,hire,,,,7000,2023-02,\n"));
    let found = results(&coming, &plan(4));
    assert_eq!((money(&coming)[0], found.targets[0].value.mean), ([7000.0, 0.0, 0.0], 1.0));
    // Promoted since, she came as a teacher in October: her award falls due in April, another's was due before.
    let there = read(&format!(
        "{someone}x,1980-02,f,,expert,2022-12,hire,,2022-10,,7000,,\ny,1980-02,f,,expert,2022-12,hire,,2022-04,,7000,,\n"
    ));
    // In March both leave: one has had nothing, the other repays 25 months of 36.
    assert_eq!(money(&there)[0], [0.0, 0.0, f64::from(7000_u32 * 25 / 36)]);
    // Bound for longer than follows from her coming.
    let bound = read(&format!("{someone}y,1980-02,f,,expert,2022-12,hire,,2022-04,2026-03,7000,,\n"));
    assert_eq!(money(&bound)[0][2], 7000.0);
}

#[test]
fn what_a_year_looks_back_at_is_stated() {
    let counted = |keys: &str| counted(&format!("{keys}\nat_least = 0")).0;
    // Two leave in March 2023, none in the twelve months up to December 2024; up to June 2023 there were five more.
    let target = |at: &str, keys: &str| {
        let text =
            format!("[target.one]\ntitle = {{ zh = '目标', en = 'target' }}\nat = '{at}'\nat_least = 0\n{keys}\n");
        results(&read(&text), &plan(4)).targets[0].value.mean
    };
    assert_eq!(counted("count = 'leavers'\nover = 'year'"), 0.0);
    let before = "count = 'leavers'\nover = 'year'\nbefore = { \"2022-06\" = 90, \"2022-07\" = 4, \"2022-12\" = 1 }";
    assert_eq!(target("2023-06", before), 7.0);
    assert_eq!(target("2023-11", before), 3.0);
    let ratio = "count = 'ratio'\nof = { count = 'leavers' }\n\
                 per = { count = 'stock', months_earlier = 12, before = { \"2022-06\" = 8 } }";
    assert_eq!(target("2023-06", ratio), 0.25);
}

#[test]
fn a_rule_that_was_looked_at_before_holds_if_it_fired() {
    let rule = |fired: &str, from: &str| {
        let rule = "[rule.r]\ntitle = { zh = '规', en = 'r' }\nat = '2022-02'\ntarget = 'one'\nat_least = 1\n";
        let target =
            "[target.one]\ntitle = { zh = '目标', en = 't' }\nat = '2024-12'\nat_least = 1\ncount = 'imports'\n";
        let set = "set = { \"programme.training.units\" = 7 }\n";
        money(&read(&format!("{target}{rule}fired = {fired}\nfrom = '{from}'\n{set}")))
    };
    let [plain, more] = [[3000.0, 0.0, 0.0], [7000.0, 0.0, 0.0]];
    assert_eq!(rule("true", "2022-06"), [more, more]);
    assert_eq!(rule("true", "2024-01"), [plain, more]);
    assert_eq!(rule("false", "2022-06"), [plain, plain]);
}
