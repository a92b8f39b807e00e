//! Growth of the students of a phase, and how much it differs from year to year.

use std::collections::BTreeMap;

use crate::model::Model;
use crate::scenario::ParameterId;

use super::cells::Sort;
use super::funnel::at_year;
use super::prior::{GROWTH_SD, SdPrior};
use super::shown::{Found, Scale, Shown};

/// Students of a phase in a fiscal year.
#[derive(Clone, Debug, PartialEq)]
pub struct StudentsRow {
    /// The phase, by its id.
    pub phase: String,
    /// The fiscal year, by the calendar year in which it opens: the count is of its opening of a school year.
    pub year: i32,
    /// How many.
    pub students: f64,
}

/// Reads growth off counts of successive years, and its noise around it.
pub(super) fn growth(model: &Model, rows: &[StudentsRow]) -> Found {
    let scenario = model.scenario();
    let mut found = Found::default();
    for phase in &scenario.phases {
        let own = rows.iter().filter(|row| row.phase == phase.named.id && row.students > 0.0);
        let counts: BTreeMap<i32, f64> = own.map(|row| (row.year, row.students)).collect();
        let mut seen: BTreeMap<ParameterId, Vec<f64>> = BTreeMap::new();
        for (year, students) in &counts {
            if let (Some(before), Some(id)) = (counts.get(&(year - 1)), at_year(model, &phase.growth, *year)) {
                seen.entry(id).or_default().push(students / before - 1.0);
            }
        }
        let sd = SdPrior::of(scenario, phase.growth_noise, GROWTH_SD);
        let single = seen.len() == 1;
        for (id, years) in seen {
            let shown = Shown {
                parameter: id,
                number: &scenario.parameters[id.index()],
                sort: Sort::Growth,
                scale: Scale::Plain,
                years: &years,
                at_risk: years.len() as f64,
                events: years.iter().sum(),
            };
            let (known, spread) = shown.read(&sd, format!("phase.{}.growth_noise", phase.named.id));
            found.known.push(known);
            if single && !sd.is_known() {
                found.spreads.push(spread);
            }
        }
    }
    found
}
