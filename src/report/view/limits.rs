//! What held the targets back, and what each source wanted and got.

use crate::report::findings::shares;
use crate::report::names;
use crate::report::pictures::Painter;
use crate::report::table::{Cell, Table};
use crate::report::words::Words;
use crate::scenario::{Scenario, TargetId, TierId};
use crate::summary::{Limit, Results, TargetResult};

use super::Chapter;

/// How many limits of a target are named beside it.
const NAMED: usize = 3;

pub(super) fn chapter(painter: &Painter<'_>) -> Chapter {
    let Painter { scenario, results, words } = *painter;
    let tables = [by_target(scenario, results, words), by_source(scenario, results, words)];
    Chapter {
        paragraphs: vec![words.word("held-note")],
        notes: meanings(results, words),
        pictures: painter.shortfalls(),
        tables: tables.into_iter().flatten().map(Table::annexed).collect(),
        ..Chapter::new("limits", words.word("page-limits-title"))
    }
}

/// What the limits mean that are named beside some target.
fn meanings(results: &Results, words: &Words) -> Vec<String> {
    let named = |limit: &Limit| {
        let of = |result: &TargetResult| shares(results, result.target).into_iter().take(NAMED);
        results.targets.iter().flat_map(of).any(|(other, _)| other == *limit)
    };
    Limit::ALL.into_iter().filter(named).map(|limit| names::limit_meaning(words, limit)).collect()
}

/// The first limits of a target with their shares, in a line.
pub(super) fn held_back(results: &Results, target: TargetId, words: &Words) -> Option<String> {
    let shares = shares(results, target);
    let mut parts: Vec<String> = shares
        .iter()
        .take(NAMED)
        .map(|(limit, share)| {
            let percent = words.part(*share);
            words.with("held-back-part", &[("share", &percent), ("limit", &names::limit(words, *limit))])
        })
        .collect();
    let rest: f64 = shares.iter().skip(NAMED).map(|(_, share)| share).sum();
    if rest >= 0.005 {
        parts.push(words.with("held-back-rest", &[("share", &words.percent(rest, 0))]));
    }
    (!parts.is_empty()).then(|| words.with("held-back", &[("limits", &words.list(&parts))]))
}

/// Limits that explain anything, by target and fiscal year.
fn by_target(scenario: &Scenario, results: &Results, words: &Words) -> Option<Table> {
    let bound: Vec<Limit> = Limit::ALL
        .into_iter()
        .filter(|limit| results.limits.iter().any(|share| share.limit == *limit && share.heads > 0.0))
        .collect();
    let mut columns = vec![('<', words.word("fiscal-year"))];
    columns.extend(bound.iter().map(|limit| ('>', names::limit(words, *limit))));
    columns.push(('>', words.word("page-total")));
    let mut table = Table::new(words.word("page-limits-caption"), columns).note(words.word("page-limits-note"));
    for result in results.targets.iter().filter(|result| result.reading == 0 && result.shortfall > 0.0) {
        table.group(words.text(&names::target(scenario, result.target).named.title));
        let mut years = 0;
        for &year in &results.fiscal_years {
            let shares: Vec<f64> = bound.iter().map(|limit| share(results, result.target, year, *limit)).collect();
            let sum: f64 = shares.iter().sum();
            if sum <= 0.0 {
                continue;
            }
            let mut cells = vec![Cell::text(scenario.fiscal_label(year))];
            cells.extend(shares.iter().map(|&one| percent(words, one)));
            cells.push(percent(words, sum));
            years += 1;
            table.row(cells);
        }
        if years > 1 {
            let sums = bound.iter().map(|limit| {
                results.fiscal_years.iter().map(|&year| share(results, result.target, year, *limit)).sum::<f64>()
            });
            let mut cells = vec![Cell::text(words.word("page-all-years"))];
            let sums: Vec<f64> = sums.collect();
            cells.extend(sums.iter().map(|&one| percent(words, one)));
            cells.push(percent(words, sums.iter().sum()));
            table.push("total", cells);
        }
    }
    table.unless_empty()
}

fn share(results: &Results, target: TargetId, year: i32, limit: Limit) -> f64 {
    let of = |one: &&crate::summary::LimitShare| one.target == target && one.fiscal_year == year && one.limit == limit;
    results.limits.iter().filter(of).map(|one| one.share).sum()
}

fn percent(words: &Words, share: f64) -> Cell {
    Cell::number(if share > 0.0 { words.part(share) } else { "–".to_owned() }, share)
}

/// What each source wanted, got and missed over all years.
fn by_source(scenario: &Scenario, results: &Results, words: &Words) -> Option<Table> {
    let mut order: Vec<(&str, Option<TierId>)> = Vec::new();
    let mut sums: Vec<(f64, f64, [f64; 8])> = Vec::new();
    for row in &results.ledger {
        let key = (row.source.as_str(), row.tier);
        let position = order.iter().position(|other| *other == key).unwrap_or_else(|| {
            order.push(key);
            sums.push(Default::default());
            order.len() - 1
        });
        let sum = &mut sums[position];
        sum.0 += row.wanted;
        sum.1 += row.made;
        for (total, missed) in sum.2.iter_mut().zip(row.missed) {
            *total += missed;
        }
    }
    let bound: Vec<Limit> = Limit::BOOKED
        .into_iter()
        .enumerate()
        .filter(|(at, _)| sums.iter().any(|sum| sum.2[*at] > 0.0))
        .map(|one| one.1)
        .collect();
    let mut columns = vec![
        ('<', words.word("page-source-of-people")),
        ('<', words.word("people-tier")),
        ('>', words.word("page-wanted")),
        ('>', words.word("page-made")),
    ];
    columns.extend(bound.iter().map(|limit| ('>', names::limit(words, *limit))));
    let mut table =
        Table::new(words.word("page-ledger-caption"), columns).note(words.word("page-ledger-note")).sortable();
    for ((source, tier), (wanted, made, missed)) in order.iter().zip(&sums) {
        if *wanted <= 0.0 && *made <= 0.0 {
            continue;
        }
        let tier = tier.map_or("–", |tier| words.text(&scenario.tiers[tier.index()].named.title));
        let mut cells = vec![
            Cell::text(names::source(scenario, words, source)),
            Cell::text(tier),
            Cell::number(words.number(*wanted, 1), *wanted),
            Cell::number(words.number(*made, 1), *made),
        ];
        let missed =
            Limit::BOOKED.iter().zip(missed).filter(|(limit, _)| bound.contains(limit)).map(|(_, missed)| *missed);
        cells.extend(
            missed.map(|missed| {
                Cell::number(if missed > 0.0 { words.number(missed, 1) } else { "–".to_owned() }, missed)
            }),
        );
        table.row(cells);
    }
    table.unless_empty()
}
