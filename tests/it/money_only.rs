//! Where money is the only limit, more of it never means fewer additions: exactly, in every replicate.

use tidui::model::Model;

use crate::common::{at_end, plan, records, scenario};

fn with(appropriation: u32) -> Model {
    Model::compile(&scenario(&format!(
        r#"
[scenario]
id = "money-only"
title = {{ zh = "只差钱", en = "money only" }}
start = "2021-01"
end = "2023-12"
[tier.subject]
title = {{ zh = "学科带头人", en = "subject leader" }}
[tier.leader]
title = {{ zh = "领军", en = "leader" }}
[move.resignation]
title = {{ zh = "离职", en = "resignation" }}
kind = "leave"
from = ["subject", "leader"]
rate = 0.1
[channel.open]
title = {{ zh = "公开选聘", en = "open" }}
import = true
candidates = 400
candidates_law = "poisson"
qualified = 0.5
mix = {{ subject = 0.7, leader = 0.3 }}
fills = "everyone"
acceptance = {{ subject = 0.6, leader = 0.4 }}
lag = 2
award = {{ line = "awards", amount = {{ subject = 100000, leader = 100000 }}, months_to_recognition = 1 }}
[line.awards]
title = {{ zh = "引进奖励", en = "awards" }}
[fund.special]
title = {{ zh = "专项", en = "special" }}
appropriation = {appropriation}
pays = ["awards"]
year_end = "carry-over"
"#
    )))
}

#[test]
fn more_money_never_lowers_additions() {
    let mut before: Option<Vec<f64>> = None;
    for appropriation in [0, 500_000, 1_000_000, 2_000_000, 3_500_000, 6_000_000, 20_000_000] {
        let model = with(appropriation);
        let additions: Vec<f64> = records(&model, &plan(100))
            .iter()
            .map(|record| at_end(&model, record, "additions.subject") + at_end(&model, record, "additions.leader"))
            .collect();
        if let Some(before) = &before {
            for (replicate, (less, more)) in before.iter().zip(&additions).enumerate() {
                assert!(more >= less, "{appropriation} yuan: {more} after {less} in replicate {replicate}");
            }
            assert!(appropriation > 6_000_000 || additions.iter().sum::<f64>() > before.iter().sum::<f64>());
        } else {
            assert!(additions.iter().all(|count| *count < 0.5), "no money, no additions");
        }
        before = Some(additions);
    }
}
