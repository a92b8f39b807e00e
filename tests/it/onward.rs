//! Bundled plans from a later month on, with the people whom a replicate of theirs has then.

use tidui::model::Model;
use tidui::random::Nesting;
use tidui::scenario::{Gone, MemoryLibrary, Restart, Restarted, restart, roster_text};
use tidui::simulate::{RunPlan, rosters};
use tidui::words::{Language, Month, Text};

use crate::common::{bundled, plan, results};

/// A bundled plan from a month on.
fn onward(name: &str, month: &str) -> (Restarted, usize) {
    let scenario = bundled(name, &[]);
    let at: Month = month.parse().unwrap();
    let people = rosters(&Model::compile(&scenario), &RunPlan::new(2, 5, Nesting::ONCE), 1, &[at]).unwrap().remove(0);
    let text = roster_text(&scenario, &people);
    let mut library = MemoryLibrary::new(scenario.sources.iter().map(|(name, text)| (name.as_str(), text.as_str())));
    library.files.insert("people-now.csv".to_owned(), text);
    let title = Text::new("接着做", "Onward");
    let how = Restart {
        file: "now.toml",
        extends: "scenario.toml",
        id: "now",
        title: &title,
        start: at,
        end: None,
        roster: "people-now.csv",
        stated: &[],
        without: &[],
    };
    match restart(&library, &[], &how) {
        Ok(made) => (made, people.len()),
        Err(problems) => panic!("{}", problems.render(Language::English)),
    }
}

fn taken(made: &Restarted) -> Vec<(&str, Gone)> {
    made.taken.iter().map(|one| (one.path.as_str(), one.why)).collect()
}

#[test]
fn the_plan_of_xiqing_goes_on_from_its_last_year() {
    let (made, people) = onward("xiqing-2021", "2023-01");
    assert_eq!(taken(&made)[0], ("target.import-2021", Gone::Past));
    let scenario = &made.scenario;
    assert_eq!((scenario.months(), scenario.targets.len()), (12, 11));
    assert_eq!(scenario.roster.as_ref().map(Vec::len), Some(people));
    // It runs, and opens with these people: nobody is lost or made.
    let found = results(scenario, &plan(4));
    assert!(found.targets.len() >= 11);
    let codes: Vec<&str> = made.warnings.list.iter().map(|one| &*one.code).collect();
    assert!(codes.contains(&"years-left-out") && codes.contains(&"roster-replaces"), "{codes:?}");
}

#[test]
fn a_rule_whose_condition_was_looked_at_is_no_rule_any_more() {
    let (made, _) = onward("adaptive", "2023-01");
    assert!(taken(&made).contains(&("rule.push-backbone", Gone::Past)), "{:?}", made.taken);
    assert!(made.scenario.rules.is_empty());
}

#[test]
fn the_county_goes_on_in_the_middle_of_a_year() {
    let (made, people) = onward("county", "2026-07");
    let scenario = &made.scenario;
    assert_eq!((scenario.months(), scenario.roster.as_ref().map(Vec::len)), (30, Some(people)));
    // Its targets are of 2028, or of several years, and none looks back further than the new start. The table of schools stays
    // as it is: one that has closed by then has to be left out of it by hand.
    assert!(made.taken.is_empty(), "{:?}", made.taken);
    assert!(results(scenario, &plan(4)).targets.len() >= 6);
}
