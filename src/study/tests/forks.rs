//! Points that are run beside each other are what they are alone.

use crate::model::Model;
use crate::random::Nesting;
use crate::scenario::Scenario;
use crate::simulate::{Beside, Collector, Group, MonthsLived, Record, RunPlan, Unobserved, run_beside, run_groups};
use crate::study::design::difference;
use crate::study::{Change, Laboratory, Lever, LeverUnit, MemoryStore, Outcomes, Point, levers, usual_step};

use super::support::{HEAD, bundled, sampling, scenario};

fn assert_same(alone: &[Outcomes], beside: &[Outcomes], name: &str) {
    for (alone, beside) in alone.iter().zip(beside) {
        for measure in alone.point().measures() {
            assert_eq!(
                alone.series(measure),
                beside.series(measure),
                "{name} {}: {}",
                alone.point().label(),
                measure.id()
            );
        }
        assert_eq!(alone.binding(), beside.binding(), "{name} {}", alone.point().label());
    }
}

/// Of every lever a step more, half as much, and twice as much.
#[test]
fn every_lever_gives_beside_the_plan_what_it_gives_alone() {
    for (name, replicates) in [("xiqing-2021", 6), ("adaptive", 4), ("county", 6), ("county-half-way", 6), ("state", 4)]
    {
        let plan = bundled(name);
        let mut points = vec![Point::new("plan", &plan)];
        for lever in levers(&plan) {
            let lever = Lever::find(&plan, &lever).unwrap();
            for change in [usual_step(&lever, &plan), Change::Times(0.5), Change::Times(2.0)] {
                points.extend(Point::with(&format!("{} {change:?}", lever.name()), &plan, &[(&lever, change)]).ok());
            }
            if lever.unit() == LeverUnit::Yuan {
                let year = plan.fiscal_years()[1];
                if let Ok(of_year) = Lever::find(&plan, &format!("{}@{year}", lever.name())) {
                    points.extend(Point::with(of_year.name(), &plan, &[(&of_year, Change::Plus(300_000.0))]).ok());
                }
            }
        }
        let points: Vec<&Point> = points.iter().collect();
        let (first, second) = (MemoryStore::default(), MemoryStore::default());
        let alone = Laboratory::new(sampling(2), &first, &Unobserved).without_forks().run(&points, replicates).unwrap();
        let beside = Laboratory::new(sampling(2), &second, &Unobserved).run(&points, replicates).unwrap();
        assert_same(&alone, &beside, name);
        // Most of them go some way with the plan, or there is nothing to prove.
        let alike = points.iter().skip(1).filter(|point| difference(points[0], point).is_some()).count();
        assert!(
            alike * 3 > points.len() * 2 || name == "adaptive" || name == "state",
            "{name}: {alike} of {}",
            points.len()
        );
    }
}

/// All that replicates left behind.
#[derive(Debug, Default, PartialEq)]
struct Records(Vec<Record>);

impl Collector for Records {
    fn push(&mut self, _: &Model, group: &Group<'_>) {
        self.0.extend_from_slice(group.records);
    }

    fn merge(&mut self, other: Self) {
        self.0.extend(other.0);
    }
}

/// Runs a plan and changed ones beside each other, checks every record against that of its plan alone, and tells how many
/// months were lived in a replicate, on average.
fn lived(plan: &Scenario, changes: &[(&str, Change)], draws: u64) -> (f64, f64) {
    let mut points = vec![Point::new("plan", plan)];
    points.extend(
        changes
            .iter()
            .map(|(name, change)| Point::with(name, plan, &[(&Lever::find(plan, name).unwrap(), *change)]).unwrap()),
    );
    let differences: Vec<_> = points.iter().map(|point| difference(&points[0], point).unwrap()).collect();
    let beside: Vec<Beside<'_>> = points
        .iter()
        .zip(&differences)
        .map(|(point, difference)| Beside { model: point.model(), difference })
        .collect();
    let run = RunPlan { audit: true, ..RunPlan::new(0, 11, Nesting::ONCE) };
    let mut records: Vec<Records> = points.iter().map(|_| Records::default()).collect();
    let MonthsLived { once, again } = run_beside(&beside, &run, 0..draws, &Unobserved, &mut records).unwrap();
    for (point, beside) in points.iter().zip(&records) {
        let mut alone = Records::default();
        run_groups(point.model(), &run, 0..draws, &Unobserved, &mut alone).unwrap();
        assert!(alone == *beside, "{}", point.label());
    }
    (once as f64 / draws as f64, again as f64 / draws as f64)
}

/// About thirty of 300 pass each June; of 40 candidates who come each April about twenty accept; twenty of 300 are trained
/// each September.
fn quotas() -> Scenario {
    scenario(&format!(
        r#"{HEAD}
stock = 0
[tier.junior]
title = {{ zh = "青年", en = "junior" }}
stock = 300
[move.promote]
title = {{ zh = "晋升", en = "promotion" }}
kind = "change"
from = ["junior"]
to = "leader"
rate = 0.1
places = 100
calendar = {{ 6 = 1 }}
[channel.open]
title = {{ zh = "渠道", en = "channel" }}
candidates = 40
candidates_law = "poisson"
mix = {{ leader = 1 }}
places = {{ leader = 90 }}
acceptance = {{ leader = 0.5 }}
calendar = {{ 4 = 1 }}
[programme.training]
title = {{ zh = "培训", en = "training" }}
reaches = "people"
unit = {{ zh = "人", en = "person" }}
tiers = ["junior"]
units = 20
capacity = 30
host = {{ tiers = ["junior"], each = 1 }}
unit_cost = {{ line = "training", amount = 1000 }}
lasts = 6
calendar = {{ 9 = 1 }}
[line.training]
title = {{ zh = "培训", en = "training" }}
[fund.own]
title = {{ zh = "自有", en = "own" }}
appropriation = 100000
pays = ["training"]
[target.leaders]
title = {{ zh = "领军", en = "leaders" }}
at = "2022-12"
at_least = 80
count = "stock"
tiers = ["leader"]
"#
    ))
}

/// Places that never bind change nothing, but for what the ledger says was missed: one life serves all.
#[test]
fn plans_that_decide_alike_share_one_life() {
    let never = [
        ("move.promote.places", Change::Plus(20.0)),
        ("move.promote.places@2022", Change::To(70.0)),
        ("channel.open.places", Change::Times(2.0)),
        ("channel.open.places@2021", Change::To(80.0)),
        ("programme.training.capacity", Change::Plus(1.0)),
        ("programme.training.host", Change::To(2.0)),
    ];
    assert_eq!(lived(&quotas(), &never, 40), (24.0, 0.0));
}

/// Places that bind in the second year only: until then one life serves both, from then on each has its own.
#[test]
fn plans_part_in_the_round_in_which_places_bind() {
    for (name, change, month) in [
        ("move.promote.places", Change::To(10.0), 5),
        ("move.promote.places@2022", Change::To(10.0), 17),
        ("channel.open.places", Change::To(5.0), 3),
        ("channel.open.places@2022", Change::To(5.0), 15),
        ("programme.training.units@2022", Change::To(25.0), 20),
        ("programme.training.capacity", Change::To(10.0), 8),
    ] {
        let expected = (f64::from(24 + 24 - month), f64::from(month % 6));
        assert_eq!(lived(&quotas(), &[(name, change)], 40), expected, "{name}");
    }
}

/// More candidates than a round needs change nothing.
#[test]
fn candidates_that_nobody_looks_at_part_nothing() {
    let mut plan = quotas();
    let lever = Lever::find(&plan, "channel.open.places").unwrap();
    lever.apply(&mut plan, Change::To(4.0)).unwrap();
    assert_eq!(lived(&plan, &[("channel.open.candidates", Change::Times(1.5))], 40), (24.0, 0.0));
    // Where all are needed, another is another's luck.
    let (once, _) = lived(&quotas(), &[("channel.open.candidates", Change::Times(1.5))], 40);
    assert!(once > 40.0, "{once}");
}

/// In the bundled plan steps of levers that are no money go on together well beyond the first round.
#[test]
fn levers_of_the_bundled_plan_stay_together_beyond_the_first_round() {
    let plan = bundled("xiqing-2021");
    let months = Point::new("plan", &plan).model().timeline().months.len() as f64;
    let changes: Vec<(String, Change)> = levers(&plan)
        .into_iter()
        .map(|name| (usual_step(&Lever::find(&plan, &name).unwrap(), &plan), name))
        .filter(|(_, name)| [".places", ".candidates", ".capacity", ".host"].iter().any(|end| name.contains(end)))
        .map(|(change, name)| (name, change))
        .collect();
    let changes: Vec<(&str, Change)> = changes.iter().map(|(name, change)| (name.as_str(), *change)).collect();
    let (once, _) = lived(&plan, &changes, 4);
    assert!(once < 0.6 * months * (changes.len() + 1) as f64, "{once} of {months} months for {}", changes.len());
}
