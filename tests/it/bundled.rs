//! Every bundled scenario runs, and every row of the plan is there and matters.

use tidui::scenario::Scenario;
use tidui::summary::Results;

use crate::common::{bundled, plan, results};

const ALL: [&str; 15] = [
    "xiqing-2021",
    "lean",
    "generous",
    "no-flexible",
    "student-surge",
    "adaptive",
    "spread-evenly",
    "wait-and-see",
    "floors",
    "markov-closed",
    "markov-open",
    "markov-poisson",
    "county",
    "county-half-way",
    "state",
];

#[test]
fn every_bundled_scenario_is_listed_here_and_runs() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let mut files: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .filter_map(|entry| entry.unwrap().file_name().to_str()?.strip_suffix(".toml").map(str::to_owned))
        .collect();
    files.sort();
    let mut listed = ALL.map(str::to_owned).to_vec();
    listed.sort();
    assert_eq!(files, listed);
    for name in ALL {
        let scenario = bundled(name, &[]);
        let replicates = if name == "state" { 4 } else { 20 };
        let found = results(&scenario, &plan(replicates));
        assert_eq!(found.replicates, replicates, "{name}");
        assert!(found.metrics.iter().all(|metric| metric.months.len() == scenario.months()), "{name}");
    }
}

/// What two other plans state, taken away or changed one by one: each changes the results, so that nothing stands there idle.
#[test]
fn every_key_of_the_county_and_the_state_matters() {
    const COUNTY: &[&str] = &[
        "phase.primary.students_by_year.2026",
        "phase.primary.growth_by_year",
        "phase.junior.growth_noise",
        "move.resign.yearly_sd",
        "move.transfer.rate_by_year",
        "move.transfer.who.max_months_in_tier",
        "move.recognise.who.attributes",
        "move.to-second",
        "move.to-first",
        "move.to-first.who.min_months_in_tier",
        "move.to-senior.places_of",
        "move.to-senior.places_of_by_year",
        "move.to-senior.who.attributes",
        "move.establish",
        "channel.public.places_of",
        "channel.special.attributes.post",
        "channel.talent.attributes.title",
        "target.senior.of.attributes",
        "metric.math.attributes",
        "metric.special.attributes",
        "channel.public.candidates_by_year",
        "channel.public.candidates_yearly_sd",
        "channel.public.acceptance_yearly_sd",
        "driver.market",
        "channel.special.offer_cost",
        "channel.special.stage.papers",
        "channel.special.stage.lesson.passes_by_year",
        "move.district",
        "channel.talent.award.instalments",
        "programme.flats.unit_cost.years",
        "price.wages",
        "cost.ceremony",
        "cost.platform",
        "allowance.backbone.after_months",
        "allowance.leader.years",
        "allowance.village.amount_by_year",
        "allowance.village.who",
        "income.province",
        "target.backbone.at_least_by_year.2027",
        "target.backbone.and_above",
        "target.wastage.of.over",
        "target.wastage.per.months_earlier",
        "target.every-school",
        "joint.within",
    ];
    const STATE: &[&str] = &[
        "move.leave-first-year.who",
        "move.leave-later.yearly_sd",
        "move.certify.places_by_year.2028",
        "move.certify.total_by_year",
        "move.certify.total_per",
        "channel.returners.total_of",
        "channel.returners.candidates_by_year",
        "price.award.growth_by_year",
        "allowance.retention.after_months",
        "income.grant",
        "target.lead.at_most",
        "target.graduates.over",
        "target.supply",
    ];
    // What has been of the plan that goes on: all of it counts.
    const HALF_WAY: &[&str] =
        &["fund.special.carried_in", "programme.flats.opened_before", "price.wages.index", "target.budget.so_far"];
    for (name, keys, replicates) in [("county", COUNTY, 60), ("county-half-way", HALF_WAY, 60), ("state", STATE, 6)] {
        let whole = foreign(name, "", ("", ""), replicates);
        for key in keys {
            let without = foreign(name, &format!("without = [\"{key}\"]\n"), ("", ""), replicates);
            assert!(whole != without, "{name} comes out the same without {key}");
        }
        if name == "county" {
            for (table, (from, to)) in [
                ("a school that merges", ("2027-08,t3", ",")),
                ("where it merges into", ("2026-08,t4", "2026-08,")),
                ("a school of two phases", ("primary;junior,village,110;430", "junior,village,430")),
                ("half time", (",,,,0.5,,", ",,,,1,,")),
                ("ends of contracts", (",2027-08,,", ",,,")),
                ("who works at two schools", (",0.5,v8,0.5,", ",0.5,,,")),
                ("a professional title", (",二级,chinese", ",一级,chinese")),
                ("a subject", (",二级,math,", ",二级,other,")),
                ("a kind of post", (",special\n", ",\n")),
            ] {
                assert!(
                    whole != foreign(name, "", (from, to), replicates),
                    "{name} comes out the same without {table}"
                );
            }
        }
    }
}

/// The plan that goes on is the county's after a year: its people are the county's, but for those who came and went, the school
/// that has merged is gone, and what was spent is what was there less what is left.
#[test]
fn the_county_half_way_is_the_county_a_year_on() {
    let (plan, onward) = (bundled("county", &[]), bundled("county-half-way", &[]));
    assert_eq!((plan.start + 12, plan.end), (onward.start, onward.end));
    assert_eq!(plan.targets.len(), onward.targets.len());
    let ids = |scenario: &Scenario| -> std::collections::BTreeSet<String> {
        let schools = scenario.schools.iter().filter(|school| school.closes.is_none_or(|month| month > onward.start));
        schools.map(|school| school.named.id.clone()).collect()
    };
    assert_eq!(ids(&plan), ids(&onward));
    let people = |scenario: &Scenario| -> std::collections::BTreeSet<String> {
        scenario.roster.iter().flatten().map(|one| one.id.clone()).collect()
    };
    let (before, now) = (people(&plan), people(&onward));
    let stayed = now.intersection(&before).count();
    // Every leaver of the year but who left in its first month is in what wastage looks back on.
    assert!(stayed < before.len() && before.len() - stayed < 60 && now.len() > stayed, "{stayed}");
    let results = results(&onward, &crate::common::plan(40));
    // The budget of three years has had its first.
    let budget = onward.targets.iter().position(|one| one.named.id == "budget").unwrap();
    let spent = results.targets.iter().find(|one| one.target.index() == budget).unwrap();
    assert!(spent.value.quantiles.p5 > 2_218_000.0 + 2_000_000.0, "{spent:?}");
}

/// The results of a bundled plan with a line laid over it, and a change in its tables.
fn foreign(name: &str, line: &str, (from, to): (&str, &str), replicates: u64) -> serde_json::Value {
    use tidui::scenario::{MemoryLibrary, load};
    let read = |file: &str| {
        let text = std::fs::read_to_string(format!("{}/scenarios/{file}", env!("CARGO_MANIFEST_DIR"))).unwrap();
        if from.is_empty() || std::path::Path::new(file).extension().is_none_or(|end| end != "csv") {
            text
        } else {
            text.replace(from, to)
        }
    };
    let top = format!("format = 2\nextends = \"{name}.toml\"\n{line}");
    let named = format!("{name}.toml");
    let mut library = MemoryLibrary::new([("top.toml", top.as_str()), (named.as_str(), read(&named).as_str())]);
    for file in ["county.toml", "schools-county.csv", "roster-county.csv"] {
        library.files.insert(file.to_owned(), read(file));
    }
    for file in ["schools-county-half-way.csv", "roster-county-half-way.csv"] {
        library.files.insert(file.to_owned(), read(file));
    }
    let (scenario, _) = load(&library, "top.toml", &[]).unwrap_or_else(|told| panic!("{line}: {told}"));
    let mut found = serde_json::to_value(results(&scenario, &plan(replicates))).unwrap();
    // What only says which numbers there are.
    found.as_object_mut().unwrap().retain(|key, _| !["influence", "unknown_share"].contains(&key.as_str()));
    found
}

fn ids<'a>(names: impl Iterator<Item = &'a tidui::scenario::Named>) -> Vec<&'a str> {
    names.map(|named| named.id.as_str()).collect()
}

#[test]
fn every_target_of_the_plan_is_stated_with_its_bound() {
    let scenario = bundled("xiqing-2021", &[]);
    let stated: Vec<(&str, f64, String)> = scenario
        .targets
        .iter()
        .map(|target| (target.named.id.as_str(), target.readings[0].due().bounds.size(), target.at.to_string()))
        .collect();
    let end = "2023-12".to_owned();
    let expected = [
        ("expert", 10.0, end.clone()),
        ("leader", 20.0, end.clone()),
        ("subject", 30.0, end.clone()),
        ("reserve", 50.0, end.clone()),
        ("urgent", 100.0, end.clone()),
        ("import-2021", 40.0, "2021-12".to_owned()),
        ("backbone", 1.2, end.clone()),
        ("group-schools", 0.5, end.clone()),
        ("group-kindergartens", 0.3, end.clone()),
        ("principals", 5.0, end.clone()),
        ("head-teachers", 10.0, end.clone()),
        ("teachers", 20.0, end),
    ];
    assert_eq!(stated, expected);
    // The ambiguous ones carry their other readings.
    for id in ["expert", "leader", "subject", "reserve", "urgent", "import-2021"] {
        let target = scenario.targets.iter().find(|target| target.named.id == id).unwrap();
        assert!(target.readings.len() >= 2, "{id} has one reading");
    }
}

#[test]
fn every_section_of_the_plan_is_cited() {
    let scenario = bundled("xiqing-2021", &[]);
    let mut cited = String::new();
    let sources = scenario
        .targets
        .iter()
        .filter_map(|one| one.source.as_ref())
        .chain(scenario.moves.iter().filter_map(|one| one.source.as_ref()))
        .chain(scenario.channels.iter().filter_map(|one| one.source.as_ref()))
        .chain(scenario.programmes.iter().filter_map(|one| one.source.as_ref()))
        .chain(scenario.funds.iter().filter_map(|one| one.source.as_ref()))
        .chain(scenario.parameters.iter().filter_map(|one| one.source.as_ref()));
    for source in sources {
        cited += source;
        cited += "; ";
    }
    for section in [
        "3.1.1", "3.1.2", "3.1.3", "3.2.1", "3.2.2", "3.2.3", "3.2.4", "3.3.1", "3.3.2", "3.3.3", "3.4.1", "3.4.2",
        "3.4.3", "4.2", "4.3", "4.4",
    ] {
        assert!(cited.contains(section), "nothing cites {section} of the plan");
    }
    assert!(!scenario.payers.is_empty(), "4.1: nobody pays");
    assert!(ids(scenario.payers.iter()).len() >= 4, "4.1 names the Education, HRSS, Staffing and Finance sides");
}

/// What a setting leaves different.
fn differs(one: &Results, other: &Results) -> bool {
    one.metrics != other.metrics || one.total_money != other.total_money || one.equity != other.equity
}

fn base() -> (Scenario, Results) {
    let scenario = bundled("xiqing-2021", &[]);
    let found = results(&scenario, &plan(60));
    (scenario, found)
}

#[test]
fn removing_any_programme_changes_the_results() {
    let (scenario, found) = base();
    for programme in &scenario.programmes {
        let id = &programme.named.id;
        let units = |path: &str| {
            path.strip_prefix(&format!("programme.{id}.units"))
                .is_some_and(|rest| rest.is_empty() || rest.starts_with("_by_year."))
        };
        let stated = scenario.parameters.iter().filter(|parameter| units(&parameter.path));
        let sets: Vec<String> = stated.map(|parameter| format!("{}=0", parameter.path)).collect();
        assert!(!sets.is_empty(), "programme {id} states no units");
        let sets: Vec<&str> = sets.iter().map(String::as_str).collect();
        assert!(differs(&found, &results(&bundled("xiqing-2021", &sets), &plan(60))), "programme {id} changes nothing");
    }
}

#[test]
fn neutralising_any_effect_changes_the_results() {
    let (scenario, found) = base();
    for effect in &scenario.effects {
        let key = match effect.on[0] {
            tidui::scenario::EffectOn::Candidates(_) => "multiplier",
            _ => "odds_ratio",
        };
        let set = format!("effect.{}.{key}=1", effect.id);
        let without = results(&bundled("xiqing-2021", &[&set]), &plan(60));
        assert!(differs(&found, &without), "effect {} changes nothing", effect.id);
    }
}

#[test]
fn closing_any_channel_changes_the_results() {
    let (scenario, found) = base();
    for channel in &scenario.channels {
        let id = &channel.named.id;
        let mut sets = vec![format!("channel.{id}.candidates=0")];
        if channel.candidates_from.is_some() {
            sets.push(format!("channel.{id}.candidates_from.per_unit=0"));
        }
        let sets: Vec<&str> = sets.iter().map(String::as_str).collect();
        assert!(differs(&found, &results(&bundled("xiqing-2021", &sets), &plan(60))), "channel {id} changes nothing");
    }
}

#[test]
fn stopping_any_move_changes_the_results() {
    let (scenario, found) = base();
    for one in scenario.moves.iter().filter(|one| !one.rates.is_empty()) {
        let id = &one.named.id;
        let by_age: Vec<String> = one
            .rates
            .iter()
            .filter_map(|(_, parameter)| {
                let path = &scenario.parameters[parameter.index()].path;
                path.starts_with("move.").then(|| format!("{path}=0"))
            })
            .collect();
        let sets: Vec<&str> = by_age.iter().map(String::as_str).collect();
        assert!(differs(&found, &results(&bundled("xiqing-2021", &sets), &plan(60))), "move {id} changes nothing");
    }
}

#[test]
fn emptying_any_fund_changes_the_results() {
    let (scenario, found) = base();
    for fund in scenario.funds.iter().filter(|fund| fund.appropriation.is_some()) {
        let id = &fund.named.id;
        let mut sets: Vec<String> = fund
            .appropriation
            .iter()
            .flatten()
            .flatten()
            .filter_map(|parameter| {
                let path = &scenario.parameters[parameter.index()].path;
                path.starts_with("fund.").then(|| format!("{path}=0"))
            })
            .collect();
        sets.dedup();
        let sets: Vec<&str> = sets.iter().map(String::as_str).collect();
        assert!(differs(&found, &results(&bundled("xiqing-2021", &sets), &plan(60))), "fund {id} changes nothing");
    }
}

#[test]
fn the_adaptive_rule_fires_sometimes_and_pushes() {
    let found = results(&bundled("adaptive", &[]), &plan(200));
    assert!(found.rules.iter().any(|rule| rule.estimate > 0.0), "no rule ever fires");
    let base = results(&bundled("xiqing-2021", &[]), &plan(200));
    assert!(differs(&base, &found));
}

/// With a condition that always holds, waiting plans the same places, seats and money over three years as spreading evenly.
#[test]
fn waiting_and_pushing_plans_as_much_as_spreading_evenly() {
    let found = results(&bundled("wait-and-see", &[]), &plan(200));
    assert!(found.rules.iter().all(|rule| rule.estimate > 0.2 && rule.estimate < 0.8), "{:?}", found.rules);
    let sum = |name: &str, fund: &str| -> f64 {
        let scenario = bundled(name, &[]);
        let years = scenario.funds.iter().find(|one| one.named.id == fund).and_then(|one| one.appropriation.clone());
        let of = |id: &tidui::scenario::ParameterId| scenario.parameters[id.index()].distribution.mean();
        years.unwrap().iter().flatten().map(of).sum()
    };
    assert!((sum("wait-and-see", "education") - sum("spread-evenly", "education")).abs() < 0.5);
}

#[test]
fn what_is_paid_in_months_adds_up_to_what_is_paid_in_years() {
    let scenario = bundled("xiqing-2021", &[]);
    let found = results(&scenario, &plan(200));
    let months = &found.months;
    assert_eq!(found.cash.len(), scenario.lines.len() * months.len());
    let fiscal_year = |month: tidui::words::Month| month.year_opening_in(scenario.fiscal_year_starts);
    let close = |one: f64, other: f64| (one - other).abs() <= 1e-9 * one.abs().max(1.0);
    for row in &found.line_money {
        let own = found.cash.iter().filter(|cash| cash.line == row.line && fiscal_year(cash.month) == row.fiscal_year);
        assert!(close(own.map(|cash| cash.spend).sum(), row.spend.mean), "{row:?}");
    }
    assert!(found.cash_total.iter().map(|row| row.month).eq(months.iter().copied()));
    for row in &found.cash_total {
        let own = found.cash.iter().filter(|cash| cash.month == row.month);
        assert!(close(own.map(|cash| cash.spend).sum(), row.spend.mean), "{row:?}");
    }
    let paid: f64 = found.cash_total.iter().map(|row| row.spend.mean).sum();
    assert!(paid > 0.0 && close(paid, found.total_money.iter().map(|year| year.spend.mean).sum()));
}
