//! What a run takes of memory, time and disk, worked out before it starts: estimates that say what takes how much.

use crate::model::Model;
use crate::scenario::most_people;
use crate::simulate::{RunError, RunPlan, bytes_of_a_replicate};
use crate::words::text;

/// Bytes of memory that a run or a study may take: what the computer of an office has to spare.
const MEMORY: f64 = 4.0 * GIB;
/// Bytes of rows that a run may keep on disk.
const DISK: f64 = 100.0 * GIB;
/// Person-months and candidates that a run may simulate: about two months of one processor.
const WORK: f64 = 1e15;
const GIB: f64 = 1_073_741_824.0;

/// Bytes of a histogram that counts people, and of one that counts yuan, whose numbers lie apart.
const OF_COUNTS: f64 = 8_192.0;
const OF_YUAN: f64 = 16_384.0;

/// What a run would take, by what takes it.
struct Needs {
    /// Bytes for each thread: a replicate and its records, and what is counted.
    thread: [f64; 2],
    /// Bytes of the rows that are kept.
    rows: f64,
    /// Person-months and candidates.
    work: f64,
}

impl Needs {
    fn of(model: &Model, plan: &RunPlan) -> Self {
        let months = model.timeline().months.len() as f64;
        let years = model.timeline().fiscal_years.len() as f64;
        let scenario = model.scenario();
        let (people, candidates) = most_people(scenario);
        let counts = model.metrics().len() as f64 * months * OF_COUNTS.min(4.0 * people + 64.0);
        let (lines, funds) = (scenario.lines.len() as f64, scenario.funds.len() as f64);
        let pools = 4.0 * (years + 1.0) * funds / 2.0;
        let periods = model.after().years.len() as f64 + 2.0;
        let promised = if model.after().months == 0 { 0.0 } else { 4.0 * (funds + 1.0) * periods };
        let yuan =
            (years * (5.0 * lines + 10.0 * funds + 3.0) + 3.0 * (funds + 1.0) + months + pools + promised) * OF_YUAN;
        let columns = model.uncertain().len() + model.outcome_names().len() + 2;
        Self {
            thread: [bytes_of_a_replicate(model, plan.nesting.most()), counts + yuan],
            rows: if plan.keep_rows { plan.replicates as f64 * columns as f64 * 8.0 } else { 0.0 },
            work: plan.replicates as f64 * (people * months + candidates).max(1.0),
        }
    }
}

/// As many threads as are asked for and fit into the memory, at least one. The results do not depend on it.
///
/// # Errors
/// [`RunError::TooLarge`] if not even one fits, or the run would take months, or its rows would fill a disk.
pub fn threads_that_fit(model: &Model, plan: &RunPlan) -> Result<usize, RunError> {
    let needs = Needs::of(model, plan);
    let [replicate, counted] = needs.thread;
    let (one, wanted) = (replicate + counted, plan.threads());
    if one > MEMORY {
        let (all, people, histograms, most) = (gib(one), gib(replicate), gib(counted), gib(MEMORY));
        return Err(RunError::TooLarge(text!("too-large-memory", all, most, people, histograms)));
    }
    if needs.work > WORK {
        let (all, each) =
            (format!("{:.0e}", needs.work), format!("{:.0e}", needs.work / plan.replicates.max(1) as f64));
        return Err(RunError::TooLarge(text!("too-large-work", all, each, work = format!("{WORK:.0e}"))));
    }
    if needs.rows > DISK {
        let (all, most) = (gib(needs.rows), gib(DISK));
        return Err(RunError::TooLarge(text!("too-large-rows", all, most)));
    }
    Ok(wanted.min((MEMORY / one) as usize).max(1))
}

/// Whether so many replicates of points fit into the memory, of which each keeps `width` numbers.
///
/// # Errors
/// What it would take.
pub(crate) fn points_that_fit(points: usize, replicates: f64, width: usize) -> Result<(), RunError> {
    // Numbers are packed as differences: few need more than two bytes, and each is laid open once to be counted.
    let all = points as f64 * replicates * (width as f64 * 2.0 + 16.0);
    if all <= MEMORY {
        return Ok(());
    }
    let (bytes, most) = (gib(all), gib(MEMORY));
    Err(RunError::TooLarge(text!(
        "too-large-study",
        bytes,
        most,
        points,
        replicates = format!("{replicates:.0}"),
        width
    )))
}

fn gib(bytes: f64) -> String {
    let number = bytes / GIB;
    if number < 1e6 { format!("{number:.1}") } else { format!("{number:.0e}") }
}
