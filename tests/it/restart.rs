//! A run that opens with a roster: what its people were promised by the channels they came by, and owe in turn, worked out
//! by hand.

use tidui::scenario::Scenario;
use tidui::summary::Results;

use crate::common::{plan, results, roster, scenario_with};

const PLAN: &str = r#"
[scenario]
id = "restart"
title = { zh = "中期", en = "Half-way" }
start = "2023-01"
end = "2025-12"
[people]
roster = "roster.csv"
[tier.teacher]
title = { zh = "教师", en = "Teacher" }
[channel.hire]
title = { zh = "引进", en = "Hire" }
import = true
candidates = 1
mix = { teacher = 1 }
places = { teacher = 0 }
CHANNEL
[line.pay]
title = { zh = "补贴", en = "Pay" }
[fund.f]
title = { zh = "经费", en = "Fund" }
appropriation = 900000
pays = ["pay"]
[target.t]
title = { zh = "引进", en = "Imports" }
at = "2025-12"
at_least = 10
count = "imports"
"#;

/// Four who came by the channel in August 2022, and one from home.
fn people(contract_end: &str) -> String {
    let hired = ["t1", "t2", "t3", "t4"].map(|id| format!("{id},1995-02,f,,teacher,2022-08,hire,{contract_end},"));
    roster(hired.into_iter().chain(["h1,1990-02,m,,teacher,2015-08,home,,".to_owned()]))
}

fn scenario(channel: &str, contract_end: &str) -> Scenario {
    scenario_with(&PLAN.replace("CHANNEL", channel), &[("roster.csv", &people(contract_end))])
}

/// Need, spend and repayments of each year.
fn money(results: &Results) -> Vec<[f64; 3]> {
    results.line_money.iter().map(|year| [year.need.mean, year.spend.mean, year.clawback.mean]).collect()
}

const FEE: &str = "fee = { line = \"pay\", amount = 20000 }";
const NOTHING: [f64; 3] = [0.0; 3];

#[test]
fn fees_fall_due_on_the_anniversaries_of_joining() {
    let found = results(&scenario(FEE, ""), &plan(4));
    // Four people, 20,000 yuan each, every August; nobody from home is owed anything.
    assert_eq!(money(&found), [[80_000.0, 80_000.0, 0.0]; 3]);
    let paid: Vec<usize> =
        found.cash.iter().enumerate().filter(|(_, month)| month.spend > 0.0).map(|(at, _)| at).collect();
    assert_eq!(paid, [7, 19, 31]);
}

#[test]
fn fees_end_with_the_contract() {
    let of = |end: &str, renewal: &str| {
        money(&results(&scenario(&format!("{FEE}\ncontract = 12\nrenewal = {renewal}"), end), &plan(4)))
    };
    // Gone in July, or on the anniversary itself: no further year is begun. Renewed, it is.
    assert_eq!(of("2023-07", "0"), [NOTHING; 3]);
    assert_eq!(of("2023-08", "0"), [NOTHING; 3]);
    assert_eq!(of("2023-08", "1"), [[80_000.0, 80_000.0, 0.0]; 3]);
}

#[test]
fn no_fee_falls_due_to_who_has_left() {
    let leave = "[move.leave]\ntitle = { zh = '离开', en = 'Leave' }\nkind = 'leave'\nfrom = ['teacher']\nrate = 1\n";
    let gone = format!("{FEE}\n{leave}calendar = {{ '9' = 1 }}");
    // The fee of August 2023 is paid; in September everybody leaves.
    assert_eq!(money(&results(&scenario(&gone, ""), &plan(4))), [[80_000.0, 80_000.0, 0.0], NOTHING, NOTHING]);
}

#[test]
fn awards_still_to_come_are_owed_and_bind_those_who_had_them() {
    let award = |recognised: u32| {
        format!(
            "award = {{ line = 'pay', amount = {{ teacher = 50000 }}, months_to_recognition = {recognised}, \
             service_months = 50, clawback = 1 }}"
        )
    };
    // Recognised in February 2024, eighteen months after; or in November 2022, before the run: paid then.
    let owed = money(&results(&scenario(&award(18), ""), &plan(4)));
    assert_eq!(owed, [NOTHING, [200_000.0, 200_000.0, 0.0], NOTHING]);
    assert_eq!(money(&results(&scenario(&award(3), ""), &plan(4))), [NOTHING; 3]);
    // Who leaves in January 2023 has served 5 months of 50, and repays nine tenths of what she had.
    let leave = "[move.leave]\ntitle = { zh = '离开', en = 'Leave' }\nkind = 'leave'\nfrom = ['teacher']\nrate = 1\n";
    let gone = |recognised| format!("{}\n{leave}calendar = {{ '1' = 1 }}", award(recognised));
    assert_eq!(money(&results(&scenario(&gone(3), ""), &plan(4))), [[0.0, 0.0, 180_000.0], NOTHING, NOTHING]);
    // Before recognition she had nothing, and is owed nothing more.
    assert_eq!(money(&results(&scenario(&gone(18), ""), &plan(4))), [NOTHING; 3]);
}

#[test]
fn a_roster_without_channels_costs_nothing() {
    let all_home = people("").replace(",hire,", ",home,");
    let scenario = scenario_with(&PLAN.replace("CHANNEL", FEE), &[("roster.csv", &all_home)]);
    assert_eq!(money(&results(&scenario, &plan(4))), [NOTHING; 3]);
}
