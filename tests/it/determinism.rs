//! Same seed, same bytes; a change that changes nothing differs by exactly nothing.

use tidui::model::Model;
use tidui::random::Nesting;
use tidui::simulate::{Collector, Group, RunPlan, single};
use tidui::summary::Summary;

use crate::common::{bundled, plan, records, results};

#[test]
fn results_do_not_depend_on_threads() {
    let scenario = bundled("xiqing-2021", &[]);
    let one = results(&scenario, &RunPlan { threads: Some(1), ..plan(300) });
    let two = results(&scenario, &RunPlan { threads: Some(2), ..plan(300) });
    let many = results(&scenario, &RunPlan { threads: Some(16), ..plan(300) });
    assert!(one == two && two == many);
}

#[test]
fn a_replicate_alone_is_the_replicate_in_the_run() {
    let model = Model::compile(&bundled("xiqing-2021", &[]));
    let all = records(&model, &plan(40));
    for replicate in [0, 1, 17, 38, 39] {
        let (_, alone) = single(&model, &plan(1), replicate).unwrap();
        assert_eq!(alone, all[replicate as usize], "replicate {replicate}");
    }
}

#[test]
fn a_longer_run_begins_with_the_shorter_one() {
    let model = Model::compile(&bundled("xiqing-2021", &[]));
    assert_eq!(records(&model, &plan(20)), records(&model, &plan(60))[..20]);
}

#[test]
fn a_setting_that_changes_nothing_changes_nothing() {
    let model = Model::compile(&bundled("xiqing-2021", &[]));
    // The scenario's own end, stated again.
    let same = Model::compile(&bundled("xiqing-2021", &["scenario.end=2023-12"]));
    assert_eq!(records(&model, &plan(40)), records(&same, &plan(40)));
}

#[test]
fn an_overlay_that_changes_nothing_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let base = format!("{}/scenarios/xiqing-2021.toml", env!("CARGO_MANIFEST_DIR"));
    let overlay = folder.path().join("same.toml");
    std::fs::write(&overlay, format!("extends = '{base}'\n[scenario]\nid = \"same\"\n")).unwrap();
    let name = overlay.to_str().unwrap();
    let (scenario, _) = tidui::scenario::load(&tidui::scenario::DiskLibrary, name, &[]).unwrap();
    let one = results(&bundled("xiqing-2021", &[]), &plan(60));
    assert!(one == results(&scenario, &plan(60)));
}

#[test]
fn summaries_of_groups_taken_in_any_order_are_equal() {
    let model = Model::compile(&bundled("xiqing-2021", &[]));
    let all = records(&model, &plan(40));
    let push = |summary: &mut Summary, draw: usize| {
        let parameters = plan(40).parameters(&model, draw as u64).unwrap();
        let records = &all[2 * draw..2 * draw + 2];
        summary.push(&model, &Group { first: 2 * draw as u64, parameters: &parameters, records });
    };
    let mut forward = Summary::new(&model, Nesting::every(2));
    (0..20).for_each(|draw| push(&mut forward, draw));
    let mut backward = Summary::new(&model, Nesting::every(2));
    (0..7).rev().for_each(|draw| push(&mut backward, draw));
    let mut other = Summary::new(&model, Nesting::every(2));
    (7..20).rev().for_each(|draw| push(&mut other, draw));
    backward.merge(other);
    assert!(forward == backward);
    assert!(forward.results(&model, 7) == results(&bundled("xiqing-2021", &[]), &plan(40)));
}

#[test]
fn a_late_decision_leaves_every_earlier_month_identical() {
    let model = Model::compile(&bundled("xiqing-2021", &[]));
    let late = Model::compile(&bundled("xiqing-2021", &["programme.training.units_by_year.2023=900"]));
    let (before, after) = (records(&model, &plan(40)), records(&late, &plan(40)));
    let months = model.timeline().months.len();
    let first_of_2023 = model.timeline().months.iter().position(|facts| facts.month.year() == 2023).unwrap();
    let mut later_differs = false;
    for (one, other) in before.iter().zip(&after) {
        for metric in 0..model.metrics().len() {
            for month in 0..months {
                let (a, b) = (one.metric(&model, metric, month), other.metric(&late, metric, month));
                if month < first_of_2023 {
                    assert_eq!(a, b, "{} in month {month}", model.metrics()[metric].id);
                }
                later_differs |= a != b;
            }
        }
    }
    assert!(later_differs, "the late decision has no effect at all");
}

#[test]
fn different_seeds_differ() {
    let model = Model::compile(&bundled("xiqing-2021", &[]));
    assert_ne!(records(&model, &plan(4)), records(&model, &RunPlan { seed: 8, ..plan(4) }));
}
