//! What held a target back: each replicate's shortfall shared among the limits that the ledger booked.

use crate::model::{Limit, MetricKind, Model, Outside, ReadingPlan};
use crate::scenario::file::CountKind;
use crate::simulate::Record;

/// Shares are kept in millionths of a head, as whole numbers.
pub(crate) const MICRO: i64 = 1_000_000;

/// More heads than any count has, and few enough for sums.
const MOST_HEADS: f64 = 1e12;

const LIMITS: usize = Limit::ALL.len();

/// A recorded shortfall in millionths of heads (or schools) of what is lacked: ratios are multiplied back by what they are
/// shares of. None where there is too much, and more of nothing would help.
fn heads(model: &Model, reading: &ReadingPlan, month: usize, outside: Outside) -> Option<i64> {
    reading.lacked()?;
    let judged = reading.judged_in(month);
    let per_unit = match reading.count.kind {
        CountKind::StockPer100Students => outside.of as f64 / 100.0,
        CountKind::Ratio => match (&reading.count.parts, judged.at_most()) {
            // The part of what there is per one that the ratio is too large by, is missing.
            (_, Some(most)) if outside.above => outside.of as f64 / most.value().max(f64::MIN_POSITIVE),
            (Some(parts), None) => outside.of as f64 / parts.times as f64,
            _ => return None,
        },
        _ if outside.above => return None,
        CountKind::SchoolShare => {
            let counts = |phase: &crate::scenario::PhaseId| reading.count.phases[phase.index()];
            model.scenario().schools.iter().filter(|school| school.phases.iter().any(counts)).count() as f64
        }
        _ => 1.0,
    };
    let heads = outside.by as f64 / reading.shortfall_scale() as f64 * per_unit;
    Some(libm::round(heads.min(MOST_HEADS) * MICRO as f64) as i64)
}

/// Shares what a replicate is short of on one main reading, where it is furthest below its bounds, among years and limits, into `cells` (year-major, the limits of
/// [`Limit::ALL`] in each year).
///
/// What the target's sources, whose rows are `serving`, wanted and missed up to its fiscal year, and whom they hired who
/// arrive after its month, explains the shortfall in proportion; if all of it together is less than the shortfall, the
/// rest was never planned for. It is booked in the target's last year: what was lost and what more students want as not
/// planned for, what is left as places. Where a channel takes everyone no places
/// are planned: the rest is first whom it saw and did not get. Where nothing that serves the target has a number that could
/// be too small, it is not places but what [`SourceIndex::rest`](crate::model::SourceIndex::rest) says.
pub(crate) fn share_out(model: &Model, position: usize, serving: &[usize], record: &Record, cells: &mut [i128]) {
    let reading = &model.readings()[position];
    let (month, outside) = record.worst(reading);
    // Where there is too much, nothing that was wanted and missed is the reason.
    let Some(shortfall) = heads(model, reading, month, outside).filter(|heads| *heads != 0) else { return };
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
    if rest == Limit::Places {
        let share = left.min(unplanned(model, reading, record, month));
        cells[last * LIMITS + Limit::Unplanned as usize] += i128::from(share);
        left -= share;
    }
    cells[last * LIMITS + rest as usize] += i128::from(left);
}

/// What would have to be made good for a reading to be where it was stated from, in millionths of heads: people who left its
/// tiers and the system up to a month, and people for the students who came since the first. Nobody else is lost to what counts
/// all who ever entered.
fn unplanned(model: &Model, reading: &ReadingPlan, record: &Record, month: usize) -> i64 {
    let stocks = [CountKind::Stock, CountKind::Fte, CountKind::StockPer100Students];
    let Some(lacked) = reading.lacked().filter(|one| stocks.contains(&one.kind)) else { return 0 };
    let sum = |kind: &dyn Fn(MetricKind) -> bool, month: usize| -> i64 {
        let metrics = model.metrics().iter().enumerate().filter(|(_, metric)| kind(metric.kind));
        metrics.map(|(index, _)| record.metric(model, index, month)).sum()
    };
    let left = sum(&|kind| matches!(kind, MetricKind::Leavers(tier) if lacked.tiers[tier.index()]), month);
    let judged = reading.judged_in(month);
    // People for a student more, at the bound.
    let (counted, each) = match (&reading.count.parts, reading.count.kind, judged.at_least(), judged.at_most()) {
        (_, CountKind::StockPer100Students, Some(least), _) => (&reading.count, least.value() / 100.0),
        (Some(parts), CountKind::Ratio, Some(least), _) => match &parts.per {
            Some(per) if per.kind == CountKind::Students => (per, least.value() / parts.times as f64),
            _ => return left * MICRO,
        },
        (Some(parts), CountKind::Ratio, None, Some(most)) if parts.of.kind == CountKind::Students => {
            (&parts.of, parts.times as f64 / most.value().max(f64::MIN_POSITIVE))
        }
        _ => return left * MICRO,
    };
    let students =
        |month: usize| sum(&|kind| matches!(kind, MetricKind::Students(phase) if counted.phases[phase.index()]), month);
    let more = (students(month) - students(0)).max(0) as f64 * each;
    left * MICRO + libm::round(more.min(MOST_HEADS) * MICRO as f64) as i64
}
