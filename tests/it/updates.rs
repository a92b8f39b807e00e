//! A plan that goes on half-way: what has been counts, what is left is forecast.

#![expect(clippy::float_cmp, reason = "what is certain comes out to the last bit")]

use indexmap::IndexMap;
use tidui::app::{AppError, Run, Source, Update, UpdateOutcome, run, update};
use tidui::simulate::Unobserved;
use tidui::update::Told;

use crate::common::roster;

/// Ten teachers a year become leaders, certainly and in December, while there is money for them.
const PLAN: &str = r#"
format = 2
[scenario]
id = "leaders"
title = { zh = "领军", en = "Leaders" }
start = "2021-01"
end = "2023-12"
[run]
replicates = 8
[tier.teacher]
title = { zh = "教师", en = "Teacher" }
stock = 100
[tier.leader]
title = { zh = "领军", en = "Leader" }
stock = 0
[move.rise]
title = { zh = "认定", en = "Recognition" }
kind = "change"
from = ["teacher"]
to = "leader"
rate = 1
calendar = { "12" = 1 }
places = 10
[cost.platform]
title = { zh = "平台", en = "Platform" }
line = "platform"
amount = 100000
calendar = { "6" = 1 }
[line.platform]
title = { zh = "平台", en = "Platform" }
[fund.plan]
title = { zh = "经费", en = "Fund" }
appropriation = 150000
year_end = "carry-over"
pays = ["platform"]
[target.thirty]
title = { zh = "30人", en = "30 leaders" }
at = "2023-12"
at_least = 30
count = "additions"
tiers = ["leader"]
[target.first]
title = { zh = "第一年", en = "The first year" }
at = "2021-12"
at_least = 10
count = "stock"
tiers = ["leader"]
[target.spent]
title = { zh = "支出", en = "Spent" }
at = "2023-12"
at_most = 280000
count = "spend"
lines = ["platform"]
[metric.joined]
title = { zh = "新来", en = "Joined" }
count = "additions"
tiers = ["teacher", "leader"]
"#;

/// Of a hundred people so many are leaders, each since a year of hers.
fn people(leaders: [u32; 2]) -> String {
    let one = |number: u32| {
        let (tier, since) = match number {
            _ if number < leaders[0] => ("leader", "2021-12"),
            _ if number < leaders[0] + leaders[1] => ("leader", "2022-12"),
            _ => ("teacher", "2015-09"),
        };
        format!("t{number},1985-02,f,,{tier},{since},home,,")
    };
    roster((0..100).map(one))
}

fn texts(leaders: [u32; 2], more: &[(&str, &str)]) -> Source {
    let (first, second, third) = (people([0, 0]), people([leaders[0], 0]), people(leaders));
    let files = [("plan.toml", PLAN), ("r21.csv", &first), ("r22.csv", &second), ("r23.csv", &third)];
    Source::Texts(
        files.into_iter().chain(more.iter().copied()).map(|(name, text)| (name.into(), text.into())).collect(),
    )
}

fn asked(file: Source, to: &std::path::Path) -> Update {
    let rosters = ["2021-01=r21.csv", "2022-01=r22.csv", "2023-01=r23.csv"];
    let json = serde_json::json!({ "file": "none", "roster": rosters, "no-fit": true, "no-charts": true, "to": to });
    Update { file, ..serde_json::from_value(json).unwrap() }
}

fn updated(
    leaders: [u32; 2],
    more: &[(&str, &str)],
    change: impl FnOnce(&mut Update),
) -> (UpdateOutcome, tempfile::TempDir) {
    let here = tempfile::tempdir().unwrap();
    let mut request = asked(texts(leaders, more), &here.path().join("half"));
    change(&mut request);
    (update(&request, &Unobserved).unwrap_or_else(|error| panic!("{error:?}")), here)
}

#[test]
fn what_has_been_counts_and_what_is_short_is_not_made_up() {
    // As planned: 20 so far, 10 more to come.
    let (outcome, _here) = updated([10, 10], &[], |_| {});
    let one = &outcome.updated.outlooks[0];
    assert_eq!((one.then.estimate, one.now.estimate, one.actual), (1.0, 1.0, Some(20.0)));
    assert_eq!([one.value_then.mean, one.value_now.mean, one.expected.mean], [30.0, 30.0, 20.0]);
    // Five short in the second year: nothing in the plan makes them good.
    let (outcome, _here) = updated([10, 5], &[], |_| {});
    let one = &outcome.updated.outlooks[0];
    assert_eq!((one.then.estimate, one.now.estimate, one.actual), (1.0, 0.0, Some(15.0)));
    assert_eq!((one.value_now.mean, one.expected.mean), (25.0, 20.0));
    let told = outcome.updated.carried.iter().find(|one| one.path == "target.thirty.so_far").unwrap();
    assert_eq!((told.value, told.told), (15.0, Told::Rosters));
    // Whoever rises from one counted tier to another was added before, for rosters as for the engine.
    let joined = outcome.updated.carried.iter().find(|one| one.path == "metric.joined.so_far").unwrap();
    assert_eq!((joined.value, joined.told), (0.0, Told::Rosters));
    // The target that is past: ten were there when 2021 ended.
    let past = &outcome.updated.settled;
    assert_eq!((past.len(), past[0].actual, past[0].met), (1, Some(10.0), Some(true)));
    // People by tier, and what was expected of them.
    let found: Vec<(u64, f64)> = outcome.updated.found.iter().map(|one| (one.actual, one.expected.mean)).collect();
    assert_eq!(found, [(85, 80.0), (15, 20.0)]);
}

/// A milestone that is past was met or missed by what was counted: a target of which one was missed cannot be met as a whole, and
/// the scenario that goes on says in its title what is behind it.
#[test]
fn a_milestone_that_is_past_counts_as_what_came_of_it() {
    let target =
        "[target.yearly]\ntitle = { zh = \"逐年\", en = \"Yearly\" }\ncount = \"stock\"\ntiers = [\"leader\"]\n";
    let years = |first: u32, last: u32| {
        let years = format!("at_least_by_year = {{ \"2021\" = {first}, \"2022\" = 10, \"2023\" = {last} }}\n");
        PLAN.replace("[metric.joined]", &format!("{target}{years}[metric.joined]"))
    };
    let of = |plan: &str| {
        let (outcome, here) = updated([8, 10], &[("plan.toml", plan)], |_| {});
        let own = |one: &&tidui::update::Outlook| outcome.plan.targets[one.target.index()].named.id == "yearly";
        let found = outcome.updated.outlooks.iter().find(own).cloned().unwrap();
        let read = |name: &str| std::fs::read_to_string(here.path().join("half").join(name)).unwrap();
        (found, read("updated.toml"), read("report.en.html"), read("report.zh.html"))
    };
    // Ten were asked of 2021 and eight were there; 28 of 25 will be there in the end.
    let (lost, text, en, zh) = of(&years(10, 25));
    let judged: Vec<_> = lost.behind.iter().map(|one| (one.at.to_string(), one.actual, one.met)).collect();
    let past = |month: &str, actual: f64, met: bool| (month.to_owned(), Some(actual), Some(met));
    assert_eq!(judged, [past("2021-12", 8.0, false), past("2022-12", 18.0, true)]);
    assert_eq!((lost.then.estimate, lost.now.estimate, lost.left.estimate), (1.0, 0.0, 1.0));
    assert!(text.contains("2021 missed with 8 where 10 was asked, by 2; 2022 met with 18"), "{text}");
    assert!(en.contains("Yearly: 2021 missed with 8 where 10 was asked, by 2."), "{en}");
    assert!(zh.contains("逐年：2021 年为 8，要求 10，差 2，未达成"), "{zh}");
    // Eight were asked, and were there: what is left is the whole of it.
    let (kept, text, ..) = of(&years(8, 25));
    assert_eq!((kept.now.estimate, kept.left.estimate, kept.is_lost()), (1.0, 1.0, false));
    assert!(text.contains("2021 met with 8; 2022 met with 18"), "{text}");
    // A target all of whose months are past is met only if it was at each.
    let plan = years(10, 25).replace(", \"2023\" = 25", "");
    let (outcome, _here) = updated([8, 10], &[("plan.toml", &plan)], |_| {});
    let own = |one: &&tidui::update::Settled| outcome.plan.targets[one.target.index()].named.id == "yearly";
    let settled = outcome.updated.settled.iter().find(own).unwrap();
    assert_eq!((settled.actual, settled.met), (Some(18.0), Some(false)));
}

/// An update can be handed on without the people of it: all but the roster is there, and what goes on is the same once it is.
#[test]
fn a_folder_without_its_roster_has_all_else() {
    let files = |here: &tempfile::TempDir| -> Vec<String> {
        let mut names: Vec<String> = std::fs::read_dir(here.path().join("half"))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    };
    let (with, there) = updated([10, 10], &[], |_| {});
    let (without, here) = updated([10, 10], &[], |asked| asked.without_roster = true);
    assert_eq!(with.updated, without.updated);
    let (whole, kept) = (files(&there), files(&here));
    assert!(whole.contains(&"roster.csv".to_owned()));
    assert_eq!(kept, whole.into_iter().filter(|name| name != "roster.csv").collect::<Vec<_>>());
    let read = |here: &tempfile::TempDir| std::fs::read_to_string(here.path().join("half/updated.toml")).unwrap();
    assert_eq!(read(&here), read(&there));
}

/// Where nobody says how many students there are, the plan's forecast is taken, and said.
#[test]
fn students_that_nobody_counted_are_said_to_be_forecast() {
    let plan = PLAN.replace("[tier.teacher]", "[phase.all]\ntitle = { zh = \"全部\" }\nstudents = 900\n[metric.students]\ntitle = { zh = \"学生\" }\ncount = \"students\"\nphases = [\"all\"]\n[tier.teacher]");
    let said = |more: &[(&str, &str)], change: fn(&mut Update)| {
        let mut files = vec![("plan.toml", plan.as_str())];
        files.extend(more);
        let (outcome, _here) = updated([10, 10], &files, change);
        outcome.warnings.list.iter().any(|one| one.code == "students-forecast")
    };
    assert!(said(&[], |_| {}));
    let known = "path,value\nphase.all.students,880\n";
    assert!(!said(&[("known.csv", known)], |asked| asked.known = Some("known.csv".into())));
}

/// Counts of students that are not gone on from, or tell nothing, are said to.
#[test]
fn students_that_have_no_effect_are_said_to_have_none() {
    let told = |plan: &str, table: &str| {
        let files = [("plan.toml", plan), ("students.csv", table)];
        let (outcome, _here) = updated([10, 10], &files, |asked| asked.students = Some("students.csv".into()));
        let of = |code: &str| outcome.warnings.list.iter().any(|one| one.code == code);
        (of("students-later"), of("students-no-growth"))
    };
    let (grows, still) = (with_students(9, "0.1"), with_students(9, "0.1").replace("growth = 0.1\n", ""));
    let table = |years: &[(i32, i32)]| {
        let rows = years.iter().map(|(year, students)| format!("all,{year},{students}\n"));
        std::iter::once("phase,year,students\n".to_owned()).chain(rows).collect::<String>()
    };
    assert_eq!(told(&grows, &table(&[(2021, 950), (2022, 1000)])), (false, false));
    assert_eq!(told(&grows, &table(&[(2022, 1000), (2023, 1010)])), (true, false));
    assert_eq!(told(&still, &table(&[(2021, 950), (2022, 1000)])), (false, true));
    assert_eq!(told(&still, &table(&[(2022, 1000)])), (false, false));
}

/// A plan with students, of whom those of the fiscal year in which the last school year opened are there when it goes on.
fn with_students(school_year: u32, growth: &str) -> String {
    let phase = format!("[phase.all]\ntitle = {{ zh = \"全部\" }}\nstudents = 900\ngrowth = {growth}\n");
    let target =
        "[target.students]\ntitle = { zh = \"学生\" }\nat = \"2023-12\"\nat_most = 1150\ncount = \"students\"\n";
    let plan = PLAN.replace("[tier.teacher]", &format!("{phase}[tier.teacher]"));
    plan.replace("end = \"2023-12\"", &format!("end = \"2023-12\"\nschool_year_starts = {school_year}")) + target
}

#[test]
fn counted_students_are_gone_on_from_and_tell_how_they_grow() {
    let of = |plan: &str, table: &str, change: fn(&mut Update)| {
        let files = [("plan.toml", plan), ("students.csv", table)];
        let (outcome, here) = updated([10, 10], &files, |asked| {
            asked.students = Some("students.csv".into());
            change(asked);
        });
        let read = |name: &str| std::fs::read_to_string(here.path().join("half").join(name)).unwrap();
        let students =
            outcome.updated.outlooks.iter().find(|one| (500.0..5000.0).contains(&one.value_then.mean)).cloned();
        let carried = outcome.updated.carried.iter().find(|one| one.path == "phase.all.students").cloned().unwrap();
        let forecast = outcome.warnings.list.iter().any(|one| one.code == "students-forecast");
        (students.unwrap(), (carried.value, carried.told), forecast, read("updated.toml"), outcome.updated.fitted)
    };
    let table = "phase,year,students\nall,2020,900\nall,2021,950\nall,2022,1000\n";
    // From September on: 900 × 1.1³ were expected at the end; of the 1,000 of September 2022 it is 1,100.
    let (students, carried, forecast, text, _) = of(&with_students(9, "0.1"), table, |_| {});
    assert_eq!((carried, forecast), ((1000.0, Told::Students), false));
    assert_eq!((students.value_then.mean.round(), students.value_now.mean.round()), (1198.0, 1100.0));
    assert_eq!((students.then.estimate, students.now.estimate), (0.0, 1.0));
    assert!(text.contains("students = { value = 1000.0, basis = \"measured\", source = \"students.csv\" }"), "{text}");
    // Without the year that counts, the forecast of the plan is taken, and said: 900 × 1.1².
    let (students, carried, forecast, ..) = of(&with_students(9, "0.1"), "phase,year,students\nall,2021,950\n", |_| {});
    assert_eq!((carried.0.round(), carried.1, forecast), (1089.0, Told::Forecast, true));
    assert_eq!(students.value_now.mean.round(), 1198.0);
    // A school year that opens in the month from which the plan goes on has opened: January 2023 counts, and none follows.
    let (students, carried, ..) = of(&with_students(1, "0.1"), "phase,year,students\nall,2023,1010\n", |_| {});
    assert_eq!((carried, students.value_now.mean), ((1010.0, Told::Students), 1010.0));
    let (students, carried, ..) = of(&with_students(1, "0.1"), "phase,year,students\nall,2022,1010\n", |_| {});
    assert_eq!((carried.0.round(), carried.1), (1089.0, Told::Forecast));
    assert_eq!((students.value_then.mean.round(), students.value_now.mean.round()), (1089.0, 1089.0));
    // Growth of 3 % in both years moves what was thought of it, from anything up to 20 %, to about that.
    let growth = "{ uniform = [0, 0.2], basis = \"assumption\" }";
    let table = "phase,year,students\nall,2020,900\nall,2021,927\nall,2022,954.81\n";
    let (students, _, _, _, fitted) = of(&with_students(9, growth), table, |asked| asked.no_fit = false);
    let known = fitted.unwrap().known;
    let growth = known.iter().find(|one| one.path == "phase.all.growth").unwrap();
    assert!((growth.at(0.5) - 0.03).abs() < 0.01 && growth.at(0.95) < 0.1, "{growth:?}");
    // 954.81 × 1.03.
    assert!((students.value_now.mean - 983.0).abs() < 15.0, "{:?}", students.value_now);
}

#[test]
fn what_is_stated_stands_over_what_rosters_tell() {
    let known = "path,value,source\ntarget.thirty.so_far,22,台账\nfund.plan.carried_in,7,账面\n";
    let (outcome, _here) = updated([10, 10], &[("known.csv", known)], |asked| asked.known = Some("known.csv".into()));
    let told =
        |path: &str| outcome.updated.carried.iter().find(|one| one.path == path).map(|one| (one.value, one.told));
    assert_eq!(told("target.thirty.so_far"), Some((22.0, Told::Stated)));
    assert_eq!(told("fund.plan.carried_in"), Some((7.0, Told::Stated)));
    assert_eq!(outcome.updated.outlooks[0].value_now.mean, 32.0);
}

#[test]
fn payments_say_the_rate_of_execution_what_is_spent_and_what_is_left() {
    let spending = "line,year,units,yuan\nplatform,2021,1,100000\nplatform,2022,1,60000\n";
    let (outcome, _here) =
        updated([10, 10], &[("paid.csv", spending)], |asked| asked.spending = Some("paid.csv".into()));
    let rows: Vec<_> = outcome
        .updated
        .executed
        .iter()
        .map(|one| (one.fund.is_some(), one.fiscal_year, one.budget, one.rate()))
        .collect();
    let (all, part) = (Some(1.0), Some(0.6));
    let of_fund = [Some(100_000.0 / 150_000.0), Some(60_000.0 / 150_000.0)];
    assert_eq!(rows[..2], [(false, 2021, 100_000.0, all), (false, 2022, 100_000.0, part)]);
    assert_eq!(rows[2..], [(true, 2021, 150_000.0, of_fund[0]), (true, 2022, 150_000.0, of_fund[1])]);
    let told =
        |path: &str| outcome.updated.carried.iter().find(|one| one.path == path).map(|one| (one.value, one.told));
    // 300,000 appropriated, 160,000 paid.
    assert_eq!(told("fund.plan.carried_in"), Some((140_000.0, Told::Spending)));
    assert_eq!(told("target.spent.so_far"), Some((160_000.0, Told::Spending)));
    // 260,000 in all, within 280,000; the plan's own 300,000 was not.
    let spent = outcome.updated.outlooks.iter().find(|one| one.value_now.mean == 260_000.0).unwrap();
    assert_eq!((spent.then.estimate, spent.now.estimate, spent.actual), (0.0, 1.0, Some(160_000.0)));
}

#[test]
fn the_scenario_that_goes_on_says_what_the_update_says() {
    let (outcome, here) = updated([10, 7], &[], |_| {});
    // The folder's own files, with the plan beside them.
    let folder = here.path().join("half");
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
    let mut files: IndexMap<String, String> =
        ["updated.toml", "fitted.toml", "roster.csv"].into_iter().map(|name| (name.to_owned(), read(name))).collect();
    files.insert("plan.toml".to_owned(), PLAN.to_owned());
    let mut asked = Run::of(Source::Texts(files));
    asked.how.output = here.path().join("runs");
    asked.how.no_charts = true;
    asked.how.replicates = Some(serde_json::from_value(2000.into()).unwrap());
    let ran = run(&asked, &Unobserved).unwrap();
    let again: Vec<_> = ran.said.results.targets.iter().map(|one| (one.probability, one.value)).collect();
    let said: Vec<_> = outcome.updated.outlooks.iter().map(|one| (one.now, one.value_now)).collect();
    assert_eq!(said, again);
    for page in ["report.zh.html", "report.en.html", "report.zh.txt", "known.csv", "update.json"] {
        assert!(folder.join(page).exists(), "{page}");
    }
}

#[test]
fn what_cannot_go_on_is_refused_and_nothing_is_written() {
    let here = tempfile::tempdir().unwrap();
    let to = here.path().join("half");
    let refused = |change: &dyn Fn(&mut Update), more: &[(&str, &str)]| {
        let mut request = asked(texts([10, 10], more), &to);
        change(&mut request);
        match update(&request, &Unobserved) {
            Err(AppError::Refused(problems)) => {
                problems.list.iter().map(|one| one.code.to_string()).collect::<Vec<_>>()
            }
            other => panic!("{other:?}"),
        }
    };
    let rosters = |list: &[&str]| list.iter().map(|one| one.parse().unwrap()).collect::<Vec<_>>();
    assert_eq!(refused(&|asked| asked.records.roster = rosters(&["2022-03=r22.csv"]), &[]), ["mid-year"]);
    assert_eq!(refused(&|asked| asked.records.roster = rosters(&["2021-01=r21.csv"]), &[]), ["outside-horizon"]);
    assert_eq!(refused(&|asked| asked.records.roster = Vec::new(), &[]), ["too-few-rosters"]);
    let known = [("known.csv", "path,value\ntarget.forty.so_far,3\n")];
    assert!(!refused(&|asked| asked.known = Some("known.csv".into()), &known).is_empty());
    let paid = [("paid.csv", "line,year,yuan\nplattform,2021,3\n")];
    assert_eq!(refused(&|asked| asked.spending = Some("paid.csv".into()), &paid), ["unknown-name"]);
    let plan = with_students(9, "0.1");
    for (table, code) in [("all,2022,1000\nall,2022,1001\n", "counted-twice"), ("some,2022,1000\n", "unknown-name")] {
        let table = format!("phase,year,students\n{table}");
        let files = [("plan.toml", plan.as_str()), ("students.csv", table.as_str())];
        assert_eq!(refused(&|asked| asked.students = Some("students.csv".into()), &files), [code]);
    }
    assert!(!to.exists());
    std::fs::create_dir(&to).unwrap();
    assert!(matches!(update(&asked(texts([10, 10], &[]), &to), &Unobserved), Err(AppError::Exists { .. })));
}
