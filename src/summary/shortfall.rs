//! What held a target back: each replicate's shortfall shared among the limits that the ledger booked.

use crate::model::{Limit, Model, Outside, ReadingPlan};
use crate::scenario::file::CountKind;
use crate::simulate::Record;

/// Shares are kept in millionths of a head, as whole numbers.
pub(crate) const MICRO: i64 = 1_000_000;

const LIMITS: usize = Limit::ALL.len();

/// A recorded shortfall in millionths of heads (or schools): ratios are multiplied back by what they are shares of.
fn heads(model: &Model, reading: &ReadingPlan, outside: Outside) -> i64 {
    let scale = reading.shortfall_scale() as f64;
    let per_unit = match reading.count {
        CountKind::StockPer100Students => outside.of as f64 / 100.0,
        CountKind::SchoolShare => {
            let counts = |phase: crate::scenario::PhaseId| reading.phases[phase.index()];
            model.scenario().schools.iter().filter(|school| school.phase.is_some_and(counts)).count() as f64
        }
        _ => 1.0,
    };
    libm::round(outside.by as f64 / scale * per_unit * MICRO as f64) as i64
}

/// Shares what a replicate is short of on one main reading, where it is furthest below its bounds, among years and limits, into `cells` (year-major, the limits of
/// [`Limit::ALL`] in each year).
///
/// What the target's sources, whose rows are `serving`, wanted and missed up to its fiscal year, and whom they hired who
/// arrive after its month, explains the shortfall in proportion; if all of it together is less than the shortfall, the
/// rest was never planned for, and is booked as places in the target's last year. Where a channel takes everyone no places
/// are planned: the rest is first whom it saw and did not get. Where nothing that serves the target has a number that could
/// be too small, it is not places but what [`SourceIndex::rest`](crate::model::SourceIndex::rest) says.
pub(crate) fn share_out(model: &Model, position: usize, serving: &[usize], record: &Record, cells: &mut [i128]) {
    let reading = &model.readings()[position];
    let (month, outside) = record.worst(reading);
    let shortfall = heads(model, reading, outside);
    // Where there is too much, nothing that was wanted and missed is the reason.
    if shortfall == 0 || outside.above {
        return;
    }
    let years = model.timeline().fiscal_years.len();
    let last = model.timeline().months[month].fiscal;
    let mut missed = vec![0_i64; years * LIMITS];
    for row in serving {
        for (own, ledger) in missed.chunks_exact_mut(LIMITS).zip(&record.ledger[row * years..=row * years + last]) {
            own.iter_mut().zip(&ledger.missed).for_each(|(sum, count)| *sum += i64::from(*count));
        }
    }
    for (own, late) in missed.chunks_exact_mut(LIMITS).zip(&record.late[position * years..(position + 1) * years]) {
        own[Limit::Late as usize] += i64::from(*late);
    }
    let booked = missed.iter().sum::<i64>() * MICRO;
    let explained = shortfall.min(booked);
    let mut left = shortfall;
    for (cell, missed) in cells.iter_mut().zip(&missed).filter(|(_, missed)| **missed > 0) {
        let share = (i128::from(explained) * i128::from(*missed) * i128::from(MICRO) / i128::from(booked)) as i64;
        *cell += i128::from(share);
        left -= share;
    }
    // What channels without places saw and did not get, in the order in which others book it.
    for limit in [Limit::Money, Limit::Host, Limit::Places, Limit::Eligible, Limit::Declined, Limit::Qualified] {
        let years = serving.iter().flat_map(|row| &record.ledger[row * years..=row * years + last]);
        let seen: i64 = years.map(|ledger| i64::from(ledger.beyond[limit as usize])).sum();
        let share = left.min(seen * MICRO);
        cells[last * LIMITS + limit as usize] += i128::from(share);
        left -= share;
    }
    let rest = model.sources().rest(model.scenario(), position, serving);
    cells[last * LIMITS + rest as usize] += i128::from(left);
}
