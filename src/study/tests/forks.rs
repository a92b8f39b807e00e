//! Points that are run beside each other are what they are alone.

use crate::simulate::Unobserved;
use crate::study::design::likeness;
use crate::study::{Change, Laboratory, Lever, LeverUnit, MemoryStore, Outcomes, Point, levers, usual_step};

use super::support::{bundled, sampling};

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
        let alike = points.iter().skip(1).filter(|point| likeness(points[0], point).is_some()).count();
        assert!(
            alike * 3 > points.len() * 2 || name == "adaptive" || name == "state",
            "{name}: {alike} of {}",
            points.len()
        );
    }
}
