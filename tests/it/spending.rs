//! What a plan pays, promises and receives beside its programmes, worked by hand.

use tidui::model::Model;
use tidui::scenario::{MemoryLibrary, load};
use tidui::simulate::Record;
use tidui::words::Language;

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

/// Sums of what falls due or comes in, by fiscal year.
fn flow(model: &Model, record: &Record, id: &str) -> Vec<(i64, i64)> {
    let index = model.flows().iter().position(|one| one.id == id).unwrap();
    let years = model.timeline().fiscal_years.len();
    record.flows[index * years..(index + 1) * years].iter().map(|row| (row.count, row.amount)).collect()
}

/// Two ceremonies a year, at 10,000 and then 12,000 yuan, and a platform that is bought once.
#[test]
fn a_cost_that_is_nobodys_reward_falls_due_in_its_months() {
    let (model, records) = ran(&format!(
        r#"
[cost.ceremony]
title = {{ en = "ceremony" }}
line = "events"
amount = 10000
amount_by_year = {{ 2022 = 12000 }}
units = 2
calendar = {{ 3 = 1, 9 = 1 }}
[cost.platform]
title = {{ en = "platform" }}
line = "events"
amount = 50000
calendar = {{ 1 = 1 }}
until = "2021-12"
{}"#,
        paid("events")
    ));
    for record in records {
        assert_eq!(spend(&model, &record, "events"), [70_000, 24_000]);
        assert_eq!(flow(&model, &record, "cost.ceremony"), [(2, 20_000), (2, 24_000)]);
        assert_eq!(flow(&model, &record, "cost.platform"), [(1, 50_000), (0, 0)]);
        let paid: Vec<usize> = (0..24).filter(|month| record.cash[*month] > 0).collect();
        assert_eq!(paid, [0, 2, 8, 14, 20]);
    }
}

/// Two fall due each June at 10,000 yuan. The first year has money for one, the other waits and is paid in January.
#[test]
fn what_cannot_be_paid_of_a_bill_waits() {
    let (model, records) = ran(r#"
[cost.contract]
title = { en = "contract" }
line = "contract"
amount = 10000
units = 2
calendar = { 6 = 1 }
[line.contract]
title = { en = "contract" }
[fund.small]
title = { en = "small" }
appropriation_by_year = { 2021 = 15000, 2022 = 60000 }
pays = ["contract"]
"#);
    for record in records {
        assert_eq!(spend(&model, &record, "contract"), [10_000, 30_000]);
        assert_eq!([record.lines[0].gap, record.lines[1].gap], [10_000, 0]);
        assert_eq!([record.lines[0].displaced, record.funds[0].queued], [1, 10_000]);
        assert_eq!((record.cash[5], record.cash[12], record.cash[17]), (10_000, 10_000, 20_000));
    }
}

/// A hundred teachers at 5,000 yuan a month; ten experts at 300 a month from their seventh month on, for one year; everyone
/// 100 each September; the twenty who have been trained in January 50 a month while it lasts.
#[test]
fn an_allowance_is_paid_to_those_who_are_entitled_when_it_falls_due() {
    let (model, records) = ran(&format!(
        r#"
[tier.master]
title = {{ en = "master" }}
stock = 10
months_in_tier = [0, 0]
[allowance.salary]
title = {{ en = "salary" }}
line = "pay"
amount = 5000
every = "month"
tiers = ["teacher"]
[allowance.master]
title = {{ en = "masters" }}
line = "pay"
amount = 300
every = "month"
tiers = ["master"]
after_months = 6
years = 1
[allowance.day]
title = {{ en = "teachers' day" }}
line = "pay"
amount = 100
every = "year"
month = 9
[allowance.trained]
title = {{ en = "trained" }}
line = "pay"
amount = 50
every = "month"
who = {{ reached_by = ["training"] }}
[programme.training]
title = {{ en = "training" }}
reaches = "people"
unit = {{ en = "seat" }}
units = 20
calendar = {{ 1 = 1 }}
lasts = 12
tiers = ["teacher"]
{}"#,
        paid("pay")
    ));
    for record in records {
        assert_eq!(flow(&model, &record, "allowance.salary"), [(1200, 6_000_000); 2]);
        assert_eq!(flow(&model, &record, "allowance.master"), [(60, 18_000), (60, 18_000)]);
        assert_eq!(flow(&model, &record, "allowance.day"), [(110, 11_000); 2]);
        // The seats are given as January closes, and have run out as the next one does.
        assert_eq!(flow(&model, &record, "allowance.trained"), [(220, 11_000); 2]);
        assert_eq!(spend(&model, &record, "pay"), [6_040_000; 2]);
    }
}

/// Someone who leaves is paid no more: of 100 who leave at a fifth a year, a yearly allowance in December finds four fifths.
#[test]
fn an_allowance_stops_with_whoever_leaves() {
    let text = format!(
        r#"{HEAD}
[move.leave]
title = {{ en = "leave" }}
kind = "leave"
from = ["teacher"]
rate = 0.2
[allowance.bonus]
title = {{ en = "bonus" }}
line = "pay"
amount = 1
every = "year"
tiers = ["teacher"]
{}"#,
        paid("pay")
    );
    let found = crate::common::results(&scenario(&text), &plan(2000));
    let [first, second] = [0, 1].map(|year| found.flows[year].amount.mean);
    // Standard errors are below 0.1.
    assert!((first - 80.0).abs() < 0.5 && (second - 64.0).abs() < 0.5, "{first} {second}");
}

/// Fees of 120,000 yuan in two parts, 100 yuan for each of 1,000 students in September, 50 for each teacher: 225,000 a year,
/// of which a bill takes 25,000. What is left is carried over.
#[test]
fn what_comes_in_is_there_to_be_paid_out() {
    let (model, records) = ran(r#"
[phase.primary]
title = { en = "primary" }
students = 1000
[income.fees]
title = { en = "fees" }
fund = "school"
amount = 120000
calendar = { 1 = 1, 7 = 1 }
[income.grant]
title = { en = "grant" }
fund = "school"
amount = 100
per = "student"
calendar = { 9 = 1 }
[income.heads]
title = { en = "heads" }
fund = "school"
amount = 50
per = "person"
tiers = ["teacher"]
calendar = { 12 = 1 }
[cost.bill]
title = { en = "bill" }
line = "bill"
amount = 25000
calendar = { 2 = 1 }
[line.bill]
title = { en = "bill" }
[fund.school]
title = { en = "school" }
appropriation = 0
year_end = "carry-over"
pays = ["bill"]
"#);
    for record in records {
        assert_eq!(flow(&model, &record, "income.fees"), [(0, 120_000); 2]);
        assert_eq!(flow(&model, &record, "income.grant"), [(1000, 100_000); 2]);
        assert_eq!(flow(&model, &record, "income.heads"), [(100, 5_000); 2]);
        assert_eq!([record.funds[0].income, record.funds[1].income], [225_000; 2]);
        assert_eq!(record.funds[1].carried_in, 200_000);
        assert_eq!(spend(&model, &record, "bill"), [25_000; 2]);
    }
}

/// Forty come in June 2022 for an award of 100,000 in instalments and a fee of 1,000 for three years, and leave at a fifth a
/// year: expected are Σ amount × survival, and nothing is certain. Five flats cost 12,000 for three years, whoever stays.
#[test]
fn what_is_promised_goes_on_after_the_end() {
    let text = format!(
        r#"{HEAD}
[move.leave]
title = {{ en = "leave" }}
kind = "leave"
from = ["expert"]
rate = 0.2
[channel.open]
title = {{ en = "open" }}
calendar = {{ 6 = 1 }}
candidates = 50
mix = {{ expert = 1 }}
places_by_year = {{ 2022 = {{ expert = 40 }} }}
award = {{ line = "award", amount = {{ expert = 100000 }}, instalments = [0.4, 0.3, 0.3] }}
fee = {{ line = "fee", amount = 1000, years = 3 }}
[programme.flats]
title = {{ en = "flats" }}
reaches = "arrivals"
unit = {{ en = "flat" }}
units_by_year = {{ 2022 = 5 }}
calendar = {{ 6 = 1 }}
unit_cost = {{ line = "rent", amount = 12000, years = 3 }}
{}{}{}"#,
        paid("award"),
        paid("fee"),
        paid("rent")
    );
    let scenario = scenario(&text);
    let found = crate::common::results(&scenario, &plan(1000));
    let spent: Vec<f64> = (0..3).map(|line| found.line_money[line * 2 + 1].spend.mean).collect();
    assert_eq!(spent, [1_600_000.0, 40_000.0, 60_000.0]);
    let rows = |line: usize| {
        let own = found.commitments.iter().filter(|row| row.line.is_some_and(|own| own.index() == line));
        own.map(|row| (row.amount.mean, row.certain.mean)).collect::<Vec<_>>()
    };
    // Nothing waits; 2023 and 2024; and all.
    let close = |found: f64, wanted: f64| (found - wanted).abs() < 0.01 * wanted;
    for (line, each) in [(0, 40.0 * 30_000.0), (1, 40.0 * 1_000.0)] {
        let rows = rows(line);
        assert!(rows[0].0 == 0.0 && rows.iter().all(|row| row.1 == 0.0), "{rows:?}");
        assert!(close(rows[1].0, each * 0.8) && close(rows[2].0, each * 0.64), "{rows:?}");
        assert!(close(rows.last().unwrap().0, each * 1.44), "{rows:?}");
    }
    assert_eq!(rows(2)[1..3], [(60_000.0, 60_000.0); 2]);
    assert_eq!(rows(2).last().unwrap(), &(120_000.0, 120_000.0));
    let all = found.commitments.last().unwrap();
    assert!((all.amount.mean - (0..3).map(|line| rows(line).last().unwrap().0).sum::<f64>()).abs() < 1e-3);
    // By fund, what is left pays first and the rest takes new money; months come to years.
    let near = |one: f64, other: f64| (one - other).abs() < 1e-3;
    let own: Vec<_> = found.fund_commitments.iter().filter(|row| row.fund.is_none()).collect();
    for (fund, line) in own.iter().zip(&found.commitments[found.commitments.len() - own.len()..]) {
        assert!(near(fund.amount.mean, line.amount.mean) && near(fund.certain.mean, line.certain.mean));
        assert!(near(fund.carried.mean + fund.fresh.mean, fund.amount.mean));
    }
    let months: f64 = found.commitment_months.iter().map(|row| row.amount).sum();
    assert!(near(months, all.amount.mean), "{months}");
    // Paid in June of each year.
    assert!(found.commitment_months.iter().all(|row| row.amount == 0.0 || row.month.month() == 6));
    // What was paid of awards is what their line spent.
    let paid: f64 = found.awards.iter().map(|row| row.amount).sum();
    assert_eq!((paid, found.awards.iter().map(|row| row.count).sum::<f64>()), (1_600_000.0, 40.0));
    // What goes on after the end leaves everything before it as it was.
    let short = scenario_of_three_years_before(&text);
    let without = crate::common::results(&short, &plan(1000));
    assert_eq!(without.metrics, found.metrics);
    assert!(without.commitments.is_empty());
}

/// A fund carries 50,000 over and owes 90,000 in each of two years: of the first it pays 50,000 itself, of the second nothing.
#[test]
fn what_is_left_at_the_end_pays_what_falls_due_first() {
    let text = format!(
        r#"{HEAD}
[programme.flats]
title = {{ en = "flats" }}
reaches = "arrivals"
unit = {{ en = "flat" }}
units_by_year = {{ 2022 = 5 }}
calendar = {{ 6 = 1 }}
unit_cost = {{ line = "rent", amount = 18000, years = 3 }}
[line.rent]
title = {{ en = "rent" }}
[fund.rent]
title = {{ en = "rent" }}
appropriation = 70000
year_end = "carry-over"
pays = ["rent"]
[channel.open]
title = {{ en = "open" }}
calendar = {{ 6 = 1 }}
candidates = 50
mix = {{ expert = 1 }}
places_by_year = {{ 2022 = {{ expert = 5 }} }}
"#
    );
    let found = crate::common::results(&scenario(&text), &plan(20));
    let means: Vec<[i64; 4]> = found.fund_commitments[..4]
        .iter()
        .map(|one| [&one.amount, &one.certain, &one.carried, &one.fresh].map(|one| one.mean as i64))
        .collect();
    // Unpaid, 2023, 2024, all.
    assert_eq!(means[0], [0; 4]);
    assert_eq!(means[1], [90_000, 90_000, 50_000, 40_000]);
    assert_eq!(means[2], [90_000, 90_000, 0, 90_000]);
    assert_eq!(means[3], [180_000, 180_000, 50_000, 130_000]);
}

/// The same plan in which nothing is promised beyond the end.
fn scenario_of_three_years_before(text: &str) -> tidui::scenario::Scenario {
    scenario(&text.replace(", instalments = [0.4, 0.3, 0.3]", "").replace(", years = 3", ""))
}

/// Ten accept in the last month and arrive two months later: their awards are promised. A contract of twelve months is not
/// renewed after the end, and ends the promise.
#[test]
fn those_on_their_way_are_promised_and_contracts_end() {
    let text = format!(
        r#"{HEAD}
[channel.late]
title = {{ en = "late" }}
calendar = {{ 12 = 1 }}
candidates = 20
mix = {{ expert = 1 }}
places_by_year = {{ 2022 = {{ expert = 10 }} }}
lag = 2
award = {{ line = "award", amount = {{ expert = 1001 }}, instalments = [0.5, 0.5], months_to_recognition = 1 }}
[channel.bound]
title = {{ en = "bound" }}
calendar = {{ 6 = 1 }}
candidates = 20
mix = {{ expert = 1 }}
places_by_year = {{ 2022 = {{ expert = 10 }} }}
contract = 12
renewal = 1
award = {{ line = "bound", amount = {{ expert = 1000 }}, instalments = [0.5, 0.5] }}
{}{}"#,
        paid("award"),
        paid("bound")
    );
    let model = Model::compile(&scenario(&text));
    assert_eq!(model.after().years, [2023, 2024]);
    for record in records(&model, &plan(4)) {
        // Unpaid, 2023, 2024; the last instalment takes the rest.
        assert_eq!(record.after[..3], [[0, 0], [5000, 0], [5010, 0]]);
        assert_eq!(record.after[3..], [[0, 0]; 3]);
        assert_eq!(spend(&model, &record, "bound"), [0, 5_000]);
    }
}

/// Names that are none with the nearest, shares that do not add up, keys without effect and codes of too few digits: all at
/// once, in both languages.
#[test]
fn what_is_wrong_about_money_is_told_at_once() {
    let text = format!(
        r#"{HEAD}
[cost.ceremony]
title = {{ en = "ceremony" }}
line = "event"
amount = 1
[allowance.salary]
title = {{ en = "salary" }}
line = "events"
amount_by_year = {{ 2021 = 5000 }}
every = "month"
month = 9
[income.grant]
title = {{ en = "grant" }}
fund = "evens"
amount = 1
tiers = ["teacher"]
[channel.open]
title = {{ en = "open" }}
candidates = 1
mix = {{ expert = 1 }}
places = {{ expert = 1 }}
award = {{ line = "events", amount = {{ expert = 1 }}, instalments = [0.4, 0.4] }}
fee = {{ line = "events", amount = 1, tiers = ["teacher"] }}
{}[line.events.codes]
economic = "3021"
"#,
        paid("events")
    );
    let library = MemoryLibrary::new([("test.toml", &*text)]);
    let problems = load(&library, "test.toml", &[]).unwrap_err();
    let told: Vec<(&str, &str)> =
        problems.list.iter().map(|one| (&*one.code, one.path.as_deref().unwrap_or_default())).collect();
    for wanted in [
        ("unknown-name", "cost.ceremony.line"),
        ("missing-key", "allowance.salary"),
        ("dead-input", "allowance.salary.month"),
        ("unknown-name", "income.grant.fund"),
        ("dead-input", "income.grant.tiers"),
        ("bad-instalments", "channel.open.award.instalments"),
        ("unknown-name", "channel.open.fee.tiers.0"),
        ("wrong-format", "line.events.codes.economic"),
    ] {
        assert!(told.contains(&wanted), "{wanted:?} is not among {told:?}");
    }
    for (language, words) in
        [(Language::English, ["perhaps `events`", "add up to 1"]), (Language::Chinese, ["`events`", "合计为 1"])]
    {
        let said = problems.render(language);
        assert!(words.iter().all(|words| said.contains(words)), "{said}");
    }
}

/// Codes of a line stand wherever its title is told to a finance officer.
#[test]
fn codes_of_the_budget_are_kept_with_their_line() {
    let text = format!(
        "{HEAD}[cost.one]\ntitle = {{ en = \"one\" }}\nline = \"events\"\namount = 1\n{}\
         [line.events.codes]\nfunction = \"2050203\"\neconomic = \"30213\"\n",
        paid("events")
    );
    let scenario = scenario(&text);
    let words = tidui::report::Words::new(Language::English);
    let line = tidui::report::names::line(&scenario, 0, &words);
    assert_eq!(line, "events [function 2050203, economic 30213]");
    let results = crate::common::results(&scenario, &plan(4));
    let table = tidui::tables::table(tidui::tables::TableName::Lines, &results, &scenario).unwrap();
    assert_eq!(table.frame.column("economic_code").unwrap().str().unwrap().get(0), Some("30213"));
}
