//! What one thread takes of memory while it simulates, about.

use std::mem::size_of;

use crate::model::Model;
use crate::scenario::most_people;

use super::books::FundYear;
use super::hazard::{Exposure, Proposal};
use super::people::{EmploymentTerms, Person};
use super::plans::LedgerYear;
use super::state::{Arrival, AwardYear, Due, LineYear};

/// Rows of bounds: survival through a block, and whether it is known.
const OF_BOUNDS: f64 = 13.0 * 8.0 + 2.0;
/// What is known of the monthly probabilities of a move.
const OF_MONTHS: f64 = 15.0 * 8.0;

/// Bytes of a group of `group` replicates: its people at their most, and the record that each leaves.
pub(crate) fn bytes_of_a_replicate(model: &Model, group: u64) -> f64 {
    let scenario = model.scenario();
    let (months, years) = (model.timeline.months.len(), model.timeline.fiscal_years.len());
    // Employment: terms, values of attributes. Beside it luck, and places in lists by month.
    let values = if scenario.attributes.is_empty() { 0 } else { 8 };
    let employment = size_of::<EmploymentTerms>() + values;
    let person = size_of::<Person>() + employment + size_of::<Exposure>() + size_of::<Proposal>() + 8 + 1 + 4 * 4;
    // An award falls due once, a fee every year.
    let dues = 1 + if scenario.channels.iter().any(|channel| channel.fee.is_some()) { years } else { 0 };
    let instalments =
        scenario.channels.iter().filter_map(|one| one.award.as_ref()).map(|award| award.instalments.len());
    let dues = dues + instalments.max().unwrap_or(0);
    let arrival = size_of::<Arrival>() + size_of::<Due>() * dues;
    // Those at the start are held twice: as they are, and as they were when the replicate opened.
    // Of lumped tiers there are none.
    let all_lumped = model.lumped.tiers.len() == scenario.tiers.len();
    let people = if all_lumped { 0.0 } else { most_people(scenario).0 * (2 * person + arrival) as f64 };
    let cells = scenario.schools.len() * scenario.tiers.len() * 3 * 4 + scenario.schools.len() * 160;
    let money = scenario.lines.len() * (months * 8 + years * size_of::<LineYear>())
        + scenario.funds.len() * years * size_of::<FundYear>()
        + model.sources.sources.len() * years * size_of::<LedgerYear>()
        + model.awards().len() * years * size_of::<AwardYear>()
        + scenario.lines.len() * model.after.months * 16;
    let record = model.metrics.len() * months * 8 + money + scenario.schools.len() * 32;
    let bounds = model.rows as f64 * OF_BOUNDS + model.known_of_moves as f64 * OF_MONTHS;
    people + bounds + (cells + money) as f64 + record as f64 * (group as f64).max(super::run::TOGETHER as f64)
}
