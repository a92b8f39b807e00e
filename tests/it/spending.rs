//! What a plan pays, promises and receives beside its programmes, worked by hand.

use tidui::model::Model;
use tidui::simulate::Record;

use crate::common::{plan, records, scenario};

const HEAD: &str = r#"
[scenario]
id = "spending"
title = { en = "by hand" }
start = "2021-01"
end = "2022-12"
[tier.teacher]
title = { en = "teacher" }
stock = 100
[tier.expert]
title = { en = "expert" }
"#;

/// A line, and a fund that pays it whatever it costs.
fn paid(line: &str) -> String {
    format!(
        "[line.{line}]\ntitle = {{ en = \"{line}\" }}\n\
         [fund.{line}]\ntitle = {{ en = \"{line}\" }}\nunlimited = true\npays = [\"{line}\"]\n"
    )
}

/// The records of audited replicates of a scenario, and what line `line` spent in them by fiscal year.
fn ran(text: &str) -> (Model, Vec<Record>) {
    let model = Model::compile(&scenario(&format!("{HEAD}{text}")));
    let records = records(&model, &plan(4));
    (model, records)
}

fn spend(model: &Model, record: &Record, line: &str) -> Vec<i64> {
    let index = model.scenario().lines.iter().position(|one| one.named.id == line).unwrap();
    let years = model.timeline().fiscal_years.len();
    record.lines[index * years..(index + 1) * years].iter().map(|row| row.spend).collect()
}

/// Three are recognised each November at 20,000 and then 21,000 yuan; ten seats at 1,000 yuan rise by 10 %. Two are hired
/// each December and arrive in January: each costs the award that was offered in December (500), and the fee of the year in
/// which it falls due (110).
#[test]
fn what_falls_due_in_a_year_costs_what_it_costs_then() {
    let (model, records) = ran(&format!(
        r#"
[move.recognise]
title = {{ en = "recognition" }}
kind = "change"
from = ["teacher"]
to = "expert"
rate = 1
places = 3
calendar = {{ 11 = 1 }}
cost = {{ line = "title", amount = 20000, amount_by_year = {{ 2022 = 21000 }} }}
[programme.training]
title = {{ en = "training" }}
reaches = "people"
unit = {{ en = "seat" }}
units = 10
unit_cost = {{ line = "training", amount = 1000 }}
[price.training]
title = {{ en = "price of training" }}
growth = 0.1
lines = ["training"]
[channel.open]
title = {{ en = "open" }}
calendar = {{ 12 = 1 }}
candidates = 5
mix = {{ expert = 1 }}
places = {{ expert = 2 }}
lag = 1
award = {{ line = "award", amount = {{ expert = 500 }}, amount_by_year = {{ 2022 = {{ expert = 700 }} }} }}
fee = {{ line = "fee", amount_by_year = {{ 2021 = 100, 2022 = 110 }} }}
{}{}{}{}"#,
        paid("title"),
        paid("training"),
        paid("award"),
        paid("fee")
    ));
    for record in records {
        assert_eq!(spend(&model, &record, "title"), [60_000, 63_000]);
        assert_eq!(spend(&model, &record, "training"), [10_000, 11_000]);
        assert_eq!(spend(&model, &record, "award"), [0, 1_000]);
        assert_eq!(spend(&model, &record, "fee"), [0, 220]);
    }
}
