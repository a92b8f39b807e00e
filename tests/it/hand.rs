//! Small cases worked by hand.

use std::sync::LazyLock;

use tidui::model::Model;
use tidui::random::Nesting;
use tidui::simulate::{Happening, RunPlan, replay};
use tidui::words::Month;

use crate::common::{at_end, metric, plan, records, scenario, scenario_with};
use crate::validation::{Origin, Proof, Proved};

const HEAD: &str = r#"
[scenario]
id = "hand"
title = { zh = "手算", en = "by hand" }
start = "2021-01"
end = "2022-12"
"#;

/// Ten leaders are wanted in 2021, ten candidates come and all would accept; each costs 100,000 yuan. The fund has
/// 350,000 in 2021 and 250,000 in 2022, and what is left lapses. So 3 come in 2021 (50,000 lapse) and 2 in 2022.
pub(crate) static RATIONED: Proved = LazyLock::new(|| {
    let mut proof = Proof::new(
        Origin::Hand,
        "hand::one_fund_rations_as_worked_by_hand",
        "A fund that cannot pay for everyone",
        "Ten are wanted each year at 100,000 yuan; the fund has 350,000 and 250,000, and what is left lapses.",
    );
    let text = format!(
        r#"{HEAD}
[tier.leader]
title = {{ zh = "领军", en = "leader" }}
[channel.open]
title = {{ zh = "公开选聘", en = "open" }}
import = true
calendar = {{ 5 = 1 }}
candidates = 10
mix = {{ leader = 1 }}
places = {{ leader = 10 }}
award = {{ line = "awards", amount = {{ leader = 100000 }}, months_to_recognition = 3 }}
[line.awards]
title = {{ zh = "引进奖励", en = "awards" }}
[fund.special]
title = {{ zh = "专项", en = "special" }}
appropriation_by_year = {{ 2021 = 350000, 2022 = 250000 }}
pays = ["awards"]
[target.leader]
title = {{ zh = "领军人才", en = "leaders" }}
at = "2022-12"
at_least = 20
count = "additions"
tiers = ["leader"]
"#
    );
    let model = Model::compile(&scenario(&text));
    for record in records(&model, &plan(4)) {
        proof.also("hired in both years", 5.0, at_end(&model, &record, "stock.leader"), 1e-9);
        let [first, second] = [record.lines[0], record.lines[1]];
        assert_eq!((first.spend, first.gap, first.displaced), (300_000, 700_000, 7));
        assert_eq!((second.spend, second.gap, second.displaced), (200_000, 800_000, 8));
        // Chosen in May, recognised and paid three months later.
        let paid: Vec<(usize, i64)> = record.cash.iter().copied().enumerate().filter(|(_, paid)| *paid != 0).collect();
        assert_eq!(paid, [(7, 300_000), (19, 200_000)]);
        assert_eq!(record.funds[0].lapsed, 50_000);
        assert_eq!(record.funds[1].carried_in, 0);
        assert_eq!(record.funds[1].lapsed, 50_000);
        assert_eq!(record.ledger[0].missed, [0, 0, 0, 0, 0, 0, 0, 7]);
        assert_eq!((record.ledger[0].wanted, record.ledger[0].made), (10, 3));
    }
    let record = &records(&model, &plan(4))[0];
    proof.same("hired in both years", 5.0, at_end(&model, record, "stock.leader").round());
    for (what, expected, found) in [
        ("spend of the first year", 300_000, record.lines[0].spend),
        ("gap of the first year", 700_000, record.lines[0].gap),
        ("spend of the second year", 200_000, record.lines[1].spend),
        ("gap of the second year", 800_000, record.lines[1].gap),
        ("lapsed in the first year", 50_000, record.funds[0].lapsed),
    ] {
        proof.same(what, expected, found as f64);
    }
    // The shortfall of 15 is all money.
    let found = crate::common::results(&scenario(&text), &plan(4));
    let money: f64 =
        found.limits.iter().filter(|row| row.limit == tidui::summary::Limit::Money).map(|row| row.share).sum();
    proof.near("share of the shortfall that is money", 1.0, money, 1e-6);
    proof.near("shortfall of the target", 15.0, found.targets[0].shortfall, 1e-9);
    proof
});

#[test]
fn one_fund_rations_as_worked_by_hand() {
    RATIONED.holds();
}

/// Awards promised late in a year that fall due in the next: the reserved money does not lapse.
pub(crate) static COMMITTED: Proved = LazyLock::new(|| {
    let mut proof = Proof::new(
        Origin::Hand,
        "hand::what_is_committed_survives_the_close_of_the_year",
        "Money reserved over the close of a year",
        "Two awards of 100,000 yuan promised in November fall due in the next year, of a fund of 250,000 that lapses.",
    );
    let text = format!(
        r#"{HEAD}
[tier.leader]
title = {{ zh = "领军", en = "leader" }}
[channel.open]
title = {{ zh = "公开选聘", en = "open" }}
import = true
calendar = {{ 11 = 1 }}
candidates = 2
mix = {{ leader = 1 }}
places_by_year = {{ 2021 = {{ leader = 2 }} }}
award = {{ line = "awards", amount = {{ leader = 100000 }}, months_to_recognition = 6 }}
[line.awards]
title = {{ zh = "引进奖励", en = "awards" }}
[fund.special]
title = {{ zh = "专项", en = "special" }}
appropriation_by_year = {{ 2021 = 250000, 2022 = 0 }}
pays = ["awards"]
"#
    );
    let model = Model::compile(&scenario(&text));
    let mut first = true;
    for record in records(&model, &plan(2)) {
        assert_eq!((record.funds[0].committed, record.funds[0].lapsed), (200_000, 50_000));
        for (what, expected, found) in [
            ("reserved at the close", 200_000, record.funds[0].committed),
            ("lapsed", 50_000, record.funds[0].lapsed),
            ("carried in", 200_000, record.funds[1].carried_in),
            ("paid in the next year", 200_000, record.lines[1].spend),
        ] {
            let (expected, found) = (f64::from(expected), found as f64);
            if first {
                proof.same(what, expected, found)
            } else {
                proof.also(what, expected, found, 0.0)
            };
        }
        first = false;
        assert_eq!((record.funds[1].carried_in, record.funds[1].paid), (200_000, 200_000));
        assert_eq!((record.lines[0].spend, record.lines[1].spend), (0, 200_000));
    }
    proof
});

#[test]
fn what_is_committed_survives_the_close_of_the_year() {
    COMMITTED.holds();
}

/// Four posts are vacant. Twelve candidates a year come in March, all qualify and accept, and start in September. So four
/// arrive in September 2021; nobody is hired in 2022, and the eight refused each year for want of a post are nowhere
/// counted as wanted, because the channel fills vacancies.
pub(crate) static FUNNEL: Proved = LazyLock::new(|| {
    let mut proof = Proof::new(
        Origin::Hand,
        "hand::a_funnel_with_lag_and_posts_is_as_worked_by_hand",
        "A funnel with a lag and posts",
        "Four posts are vacant, twelve candidates come in March and start in September.",
    );
    let text = format!(
        r#"{HEAD}
[posts]
vacant = 0.1
[tier.teacher]
title = {{ zh = "教师", en = "teacher" }}
stock = 40
[channel.ordinary]
title = {{ zh = "公开招聘", en = "ordinary" }}
calendar = {{ 3 = 1 }}
candidates = 12
mix = {{ teacher = 1 }}
fills = "vacancies"
post = true
lag = 6
"#
    );
    let model = Model::compile(&scenario(&text));
    let stock = metric(&model, "stock.teacher");
    let mut first = true;
    for record in records(&model, &plan(4)) {
        for month in 0..24 {
            let expected = if month < 8 { 40 } else { 44 };
            let (found, what) =
                (record.metric(&model, stock, month) as f64, format!("staff after {} months", month + 1));
            let shown = first && [7, 8, 23].contains(&month);
            let expected = f64::from(expected);
            if shown {
                proof.same(what, expected, found)
            } else {
                proof.also(what, expected, found, 0.0)
            };
        }
        first = false;
        assert_eq!((record.ledger[0].wanted, record.ledger[0].made), (4, 4));
        assert_eq!((record.ledger[1].wanted, record.ledger[1].made), (0, 0));
    }
    proof
});

#[test]
fn a_funnel_with_lag_and_posts_is_as_worked_by_hand() {
    FUNNEL.holds();
}

/// Everyone on a roster leaves in the very month in which she reaches the age of retirement.
pub(crate) static BIRTHDAYS: Proved = LazyLock::new(|| {
    let mut proof = Proof::new(
        Origin::Hand,
        "hand::retirement_follows_known_birthdays_exactly",
        "Retirement by known birthdays",
        "Four people on a roster, retirement at 55 and 60: each leaves in the month of the birthday.",
    );
    let text = format!(
        r#"{HEAD}
[people]
roster = "roster.csv"
[tier.teacher]
title = {{ zh = "教师", en = "teacher" }}
[move.retirement]
title = {{ zh = "退休", en = "retirement" }}
kind = "retire"
from = ["teacher"]
age_female = 55
age_male = 60
"#
    );
    let roster = "id,born,sex,school,tier,in_tier_since,origin,contract_end,marks\n\
                  anna,1966-04,f,all,teacher,2000-09,,,\n\
                  bert,1961-04,m,all,teacher,2000-09,,,\n\
                  carl,1962-12,m,all,teacher,2000-09,,,\n\
                  dora,1970-01,f,all,teacher,2000-09,,,\n";
    let scenario = scenario_with(&text, &[("roster.csv", roster)]);
    let model = Model::compile(&scenario);
    let story = replay(&model, &RunPlan::new(1, 1, Nesting::ONCE), 0).unwrap();
    let left: Vec<(String, Month)> = story
        .events
        .iter()
        .filter(|event| matches!(event.what, Happening::Left(_)))
        .map(|event| (event.person.clone(), event.month))
        .collect();
    for (at, (who, left_in, gone)) in
        [("Anna", "2021-04", 4), ("Bert", "2021-04", 4), ("Carl", "2022-12", 24)].into_iter().enumerate()
    {
        let found = left.get(at).map_or(0, |(_, month)| *month - "2020-12".parse::<Month>().unwrap());
        proof.same(format!("month of the run in which {who} leaves ({left_in})"), gone, found);
    }
    let month = |text: &str| text.parse::<Month>().unwrap();
    assert_eq!(
        left,
        [
            ("anna".to_owned(), month("2021-04")),
            ("bert".to_owned(), month("2021-04")),
            ("carl".to_owned(), month("2022-12")),
        ]
    );
    proof
});

#[test]
fn retirement_follows_known_birthdays_exactly() {
    BIRTHDAYS.holds();
}

/// The shares of what held the first target back, by the limit's id, as whole per cent.
fn held_back(text: &str) -> Vec<(&'static str, i64)> {
    let found = crate::common::results(&scenario(text), &plan(4));
    let mut shares = std::collections::BTreeMap::new();
    for row in &found.limits {
        *shares.entry(row.limit.code()).or_insert(0.0) += row.share;
    }
    shares.into_iter().map(|(limit, share): (_, f64)| (limit, (share * 100.0).round() as i64)).collect()
}

/// Ten places a year, and everybody comes and accepts. Chosen in November, they start four months later: of 20 wanted by
/// December 2022, the 10 of 2021 are there, and the 10 of 2022 are hired and late. With the target in June 2022, the ten
/// that the November after it hires in the same year are late too, and 10 of 20 are missing again. With a target of 25,
/// five of 15 were never planned for.
#[test]
fn hired_and_arriving_after_the_deadline_is_told_as_late() {
    let text = |at: &str, wanted: u32, lag: u32, end: &str| {
        format!(
            r#"{}
[tier.teacher]
title = {{ zh = "教师", en = "teacher" }}
stock = 100
[channel.hire]
title = {{ zh = "校招", en = "hire" }}
import = true
calendar = {{ 11 = 1 }}
candidates = 100
mix = {{ teacher = 1 }}
places = {{ teacher = 10 }}
lag = {lag}
[target.hire]
title = {{ zh = "引进", en = "imports" }}
at = "{at}"
at_least = {wanted}
count = "imports"
"#,
            HEAD.replace("2022-12", end)
        )
    };
    assert_eq!(held_back(&text("2022-12", 20, 4, "2022-12")), [("late", 100)]);
    // That the plan goes on, and they come within it, changes nothing.
    assert_eq!(held_back(&text("2022-12", 20, 4, "2023-12")), [("late", 100)]);
    assert_eq!(held_back(&text("2022-06", 20, 4, "2022-12")), [("late", 100)]);
    assert_eq!(held_back(&text("2022-12", 25, 4, "2022-12")), [("late", 67), ("places", 33)]);
    // Who arrives in the month itself is there: nobody is late, and what is missing has no place.
    assert_eq!(held_back(&text("2022-12", 25, 1, "2022-12")), [("places", 100)]);
    let model = Model::compile(&scenario(&text("2022-12", 20, 4, "2022-12")));
    for record in records(&model, &plan(2)) {
        assert_eq!(record.late, [0, 10]);
        // For the channel they are hired.
        assert_eq!((record.ledger[1].wanted, record.ledger[1].made), (10, 10));
    }
}

/// Four come in each of two years, and ten are wanted. No places are stated, so none are too few: where all are hired, the two
/// missing never came; where none qualify, or none accept, that is eight of the ten missing.
#[test]
fn a_channel_that_takes_everyone_is_never_short_of_places() {
    let text = |candidates: u32, qualified: u32, accept: &str| {
        format!(
            r#"{HEAD}
[tier.teacher]
title = {{ zh = "教师", en = "teacher" }}
[channel.hire]
title = {{ zh = "招聘", en = "hire" }}
import = true
calendar = {{ 5 = 1 }}
candidates = {candidates}
qualified = {qualified}
mix = {{ teacher = 1 }}
fills = "everyone"
{accept}
[target.hire]
title = {{ zh = "引进", en = "imports" }}
at = "2022-12"
at_least = 10
count = "imports"
"#
        )
    };
    assert_eq!(held_back(&text(4, 1, "")), [("candidates", 100)]);
    assert_eq!(held_back(&text(4, 0, "")), [("candidates", 20), ("qualified", 80)]);
    assert_eq!(held_back(&text(4, 1, "acceptance = { teacher = 0 }")), [("candidates", 20), ("declined", 80)]);
}

/// Ten units a year are wanted, each brings two candidates who are hired, and the fund pays for three of 100,000 yuan. So six
/// a year are hired of 20 places; the seven units that had no money would have brought the other 14, and nothing else is
/// missing. With one candidate a unit the seven would have brought seven of the 17 missing: of 34 in two years, 14 are money.
#[test]
fn money_behind_the_candidates_is_told_as_money() {
    let text = |per_unit: u32, fills: &str| {
        format!(
            r#"{HEAD}
[tier.teacher]
title = {{ zh = "教师", en = "teacher" }}
[programme.interns]
title = {{ zh = "实习", en = "interns" }}
reaches = "district"
unit = {{ zh = "岗位", en = "placement" }}
units = 10
calendar = {{ 3 = 1 }}
unit_cost = {{ line = "interns", amount = 100000 }}
[channel.hire]
title = {{ zh = "招聘", en = "hire" }}
import = true
calendar = {{ 5 = 1 }}
candidates = 0
candidates_from = {{ programme = "interns", per_unit = {per_unit} }}
mix = {{ teacher = 1 }}
{fills}
[line.interns]
title = {{ zh = "实习", en = "interns" }}
[fund.special]
title = {{ zh = "专项", en = "special" }}
appropriation_by_year = {{ 2021 = 300000, 2022 = 300000 }}
pays = ["interns"]
[target.hire]
title = {{ zh = "引进", en = "imports" }}
at = "2022-12"
at_least = 40
count = "imports"
"#
        )
    };
    assert_eq!(held_back(&text(2, "places = { teacher = 20 }")), [("money", 100)]);
    assert_eq!(held_back(&text(2, "fills = \"everyone\"")), [("money", 100)]);
    assert_eq!(held_back(&text(1, "places = { teacher = 20 }")), [("candidates", 59), ("money", 41)]);
    assert_eq!(held_back(&text(1, "fills = \"everyone\"")), [("candidates", 59), ("money", 41)]);
    let model = Model::compile(&scenario(&text(1, "places = { teacher = 20 }")));
    for record in records(&model, &plan(2)) {
        // Two years of the channel: 3 hired of 20; 7 would have come with the money, and 10 in no case.
        assert!(record.ledger[..2].iter().all(|row| row.missed == [10, 0, 0, 0, 0, 0, 0, 7]));
        // The programme's own gap is its units', counted once.
        assert_eq!((record.lines[0].gap, record.lines[0].displaced), (700_000, 7));
    }
}

/// Where nothing that serves a target has a number that could be too small, it is not places that hold it back: of a move
/// too few pass, of a channel that fills vacancies there are too few posts. With places of its own, they are too few.
#[test]
fn what_has_no_places_is_not_short_of_places() {
    let text = |more: &str, count: &str| {
        format!(
            r#"{HEAD}
[tier.teacher]
title = {{ zh = "教师", en = "teacher" }}
stock = 100
[tier.expert]
title = {{ zh = "专家", en = "expert" }}
{more}
[target.t]
title = {{ zh = "目标", en = "target" }}
at = "2022-12"
at_least = 200
{count}
"#
        )
    };
    let promote = |more: &str| {
        format!(
            "[move.m]\ntitle = {{ zh = \"晋\", en = \"m\" }}\nkind = \"change\"\nfrom = [\"teacher\"]\nto = \"expert\"\n\
             rate = 0.02\n{more}"
        )
    };
    let paid = "cost = { line = \"l\", amount = 1 }\n[line.l]\ntitle = { zh = \"线\", en = \"l\" }\n\
                [fund.f]\ntitle = { zh = \"资金\", en = \"f\" }\nappropriation = 1000\npays = [\"l\"]";
    let experts = "count = \"stock\"\ntiers = [\"expert\"]";
    for (more, held) in [("", "eligible"), (paid, "eligible"), ("places = 0", "places")] {
        assert_eq!(held_back(&text(&promote(more), experts)), [(held, 100)], "{more}");
    }
    let hire = |fills: &str| {
        format!(
            "[posts]\nvacant = 0.05\n[channel.h]\ntitle = {{ zh = \"招\", en = \"h\" }}\nimport = true\ncandidates = 100\n\
             mix = {{ teacher = 1 }}\npost = true\n{fills}"
        )
    };
    let imports = "count = \"imports\"";
    assert_eq!(held_back(&text(&hire("fills = \"vacancies\""), imports)), [("vacancy", 100)]);
}
