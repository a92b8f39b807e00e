//! Laws that hold in every replicate of every scenario: people are conserved, yuan add up, nothing is negative.
//!
//! Scenarios are made up at random; the run is audited, so that each month of each replicate is checked from inside too.

use proptest::prelude::*;
use tidui::model::Model;

use crate::common::{metric, plan, records, scenario};

/// The numbers that make up a random small scenario.
#[derive(Clone, Debug)]
struct Small {
    stocks: [u32; 3],
    promote: f64,
    demote: f64,
    leave: f64,
    places: u32,
    candidates: u32,
    acceptance: f64,
    lag: u32,
    contract: u32,
    renewal: f64,
    award: u32,
    fee: u32,
    seats: u32,
    seat_cost: u32,
    lasts: u32,
    appropriation: u32,
    second: u32,
    carry: bool,
    due: bool,
    overrun: bool,
    flats: u32,
    odds: f64,
}

fn small() -> impl Strategy<Value = Small> {
    let people = (prop::array::uniform3(0_u32..60), 0.0..0.4, 0.0..0.3, 0.0..0.3, 0_u32..8);
    let channel = (0_u32..40, 0.0..1.0, 0_u32..9, 1_u32..20, 0.0..1.0);
    let money = (1_u32..200_000, 1_u32..50_000, 0_u32..40, 1_u32..30_000, 1_u32..15, 0_u32..1_500_000, 0_u32..400_000);
    let rules = (any::<bool>(), any::<bool>(), any::<bool>(), 0_u32..6, 0.2..5.0);
    (people, channel, money, rules).prop_map(|(people, channel, money, rules)| Small {
        stocks: people.0,
        promote: people.1,
        demote: people.2,
        leave: people.3,
        places: people.4,
        candidates: channel.0,
        acceptance: channel.1,
        lag: channel.2,
        contract: channel.3,
        renewal: channel.4,
        award: money.0,
        fee: money.1,
        seats: money.2,
        seat_cost: money.3,
        lasts: money.4,
        appropriation: money.5,
        second: money.6,
        carry: rules.0,
        due: rules.1,
        overrun: rules.2,
        flats: rules.3,
        odds: rules.4,
    })
}

fn text(small: &Small) -> String {
    let Small { stocks, promote, demote, leave, places, candidates, acceptance, lag, contract, renewal, .. } = small;
    let Small { award, fee, seats, seat_cost, lasts, appropriation, second, flats, odds, .. } = small;
    let year_end = if small.carry { "carry-over" } else { "lapse" };
    let commit = if small.due { "due" } else { "offer" };
    let overrun = if small.overrun { "pay" } else { "wait" };
    format!(
        r#"
[scenario]
id = "small"
title = {{ zh = "小", en = "small" }}
start = "2021-03"
end = "2023-10"
fiscal_year_starts = 4
[posts]
vacant = 0.2
[tier.teacher]
title = {{ zh = "教师", en = "teacher" }}
stock = {}
ages = {{ "25-58" = 1 }}
[tier.backbone]
title = {{ zh = "骨干", en = "backbone" }}
stock = {}
months_in_tier = [0, 40]
[tier.leader]
title = {{ zh = "领军", en = "leader" }}
stock = {}
[move.recognition]
title = {{ zh = "认定", en = "recognition" }}
kind = "change"
from = ["teacher"]
to = "backbone"
rate = {promote}
calendar = {{ 9 = 2, 12 = 1 }}
places = {places}
cost = {{ line = "recognition", amount = 3000 }}
[move.lapse]
title = {{ zh = "退出", en = "lapse" }}
kind = "change"
from = ["backbone", "leader"]
to = "teacher"
rate = {demote}
who = {{ min_months_in_tier = 6 }}
[move.resignation]
title = {{ zh = "离职", en = "resignation" }}
kind = "leave"
from = ["teacher", "backbone", "leader"]
rate = {leave}
[move.retirement]
title = {{ zh = "退休", en = "retirement" }}
kind = "retire"
from = ["teacher", "backbone", "leader"]
age_female = 55
age_male = 60
staying_female = 0.5
[channel.ordinary]
title = {{ zh = "招聘", en = "ordinary" }}
candidates = {candidates}
candidates_law = "poisson"
mix = {{ teacher = 1 }}
fills = "vacancies"
post = true
lag = {lag}
[channel.flexible]
title = {{ zh = "柔性", en = "flexible" }}
import = true
flexible = true
candidates = {candidates}
mix = {{ backbone = 1, leader = 2 }}
places = {{ backbone = 2, leader = {places} }}
acceptance = {{ backbone = {acceptance}, leader = {acceptance} }}
lag = {lag}
contract = {contract}
renewal = {renewal}
award = {{ line = "awards", amount = {{ leader = {award} }}, months_to_recognition = 2, service_months = 24, clawback = 1 }}
fee = {{ line = "fees", amount = {fee} }}
[programme.training]
title = {{ zh = "培训", en = "training" }}
reaches = "people"
unit = {{ zh = "人次", en = "seat" }}
units = {seats}
unit_cost = {{ line = "training", amount = {seat_cost} }}
lasts = {lasts}
tiers = ["teacher", "backbone"]
[programme.flats]
title = {{ zh = "公寓", en = "flats" }}
reaches = "arrivals"
unit = {{ zh = "套", en = "flat" }}
units = {flats}
lasts = {lasts}
[programme.publicity]
title = {{ zh = "宣传", en = "publicity" }}
reaches = "district"
unit = {{ zh = "次", en = "campaign" }}
units = 2
unit_cost = {{ line = "publicity", amount = 10000 }}
half_saturation = 20000
[effect.training]
programme = "training"
on = ["move.recognition", "move.resignation"]
odds_ratio = {odds}
[effect.flats]
programme = "flats"
on = ["channel.flexible.acceptance", "move.resignation"]
odds_ratio = 2
[effect.publicity]
programme = "publicity"
on = ["channel.flexible.acceptance", "move.resignation"]
odds_ratio = {odds}
[line.awards]
title = {{ zh = "奖励", en = "awards" }}
[line.fees]
title = {{ zh = "酬金", en = "fees" }}
[line.training]
title = {{ zh = "培训", en = "training" }}
[line.publicity]
title = {{ zh = "宣传", en = "publicity" }}
[line.recognition]
title = {{ zh = "认定", en = "recognition" }}
[fund.first]
title = {{ zh = "一", en = "first" }}
appropriation = {appropriation}
pays = ["awards", "fees", "training", "recognition"]
year_end = "{year_end}"
commit = "{commit}"
overrun = "{overrun}"
backed_by = "second"
[fund.second]
title = {{ zh = "二", en = "second" }}
appropriation = {second}
pays = ["publicity"]
"#,
        stocks[0], stocks[1], stocks[2]
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, rng_seed: prop::test_runner::RngSeed::Fixed(12), ..ProptestConfig::default() })]

    #[test]
    fn people_and_yuan_add_up(small in small()) {
        let model = Model::compile(&scenario(&text(&small)));
        let months = model.timeline().months.len();
        let ids = |prefix: &str| ["teacher", "backbone", "leader"].map(|tier| metric(&model, &format!("{prefix}.{tier}")));
        let (stock, additions, leavers) = (ids("stock"), ids("additions"), ids("leavers"));
        let headcount = metric(&model, "headcount");
        // `plan` audits: conservation by tier and school, and the accounts of funds, are checked inside.
        for record in records(&model, &plan(6)) {
            for month in 0..months {
                let sum = |list: [usize; 3]| list.iter().map(|index| record.metric(&model, *index, month)).sum::<i64>();
                prop_assert_eq!(sum(stock), record.metric(&model, headcount, month));
                if month > 0 {
                    let before = |list: [usize; 3]| list.iter().map(|index| record.metric(&model, *index, month - 1)).sum::<i64>();
                    prop_assert!(sum(additions) >= before(additions) && sum(leavers) >= before(leavers));
                    // Changes of tier add without arriving, so additions bound the growth from above.
                    prop_assert!(sum(stock) - before(stock) <= sum(additions) - before(additions) - (sum(leavers) - before(leavers)));
                }
            }
            prop_assert!(record.metrics.iter().all(|value| *value >= 0));
            for row in &record.ledger {
                prop_assert_eq!(row.wanted, row.made + row.missed.iter().sum::<u32>());
            }
            for row in &record.lines {
                prop_assert!(row.spend >= 0 && row.gap >= 0 && row.clawback >= 0 && row.displaced >= 0);
            }
            let spend: i64 = record.lines.iter().map(|row| row.spend).sum();
            let paid: i64 = record.funds.iter().map(|row| row.paid).sum();
            prop_assert_eq!(spend, paid);
        }
    }
}
