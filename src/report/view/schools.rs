//! Schools, and how even they are.

use crate::report::names;
use crate::report::table::{Bar, Cell, Table};
use crate::report::words::Words;
use crate::scenario::{PhaseId, Scenario};
use crate::summary::{Results, SchoolResult};

use super::Chapter;

pub(super) fn chapter(scenario: &Scenario, results: &Results, words: &Words) -> Chapter {
    let schools = schools(scenario, results, words).map(Table::annexed);
    Chapter {
        tables: evenness(scenario, results, words).into_iter().chain(schools).collect(),
        ..Chapter::new("schools", words.word("page-schools-title"))
    }
}

/// Evenness between schools by phase, in the months in which it was looked at.
fn evenness(scenario: &Scenario, results: &Results, words: &Words) -> Option<Table> {
    let columns = [
        ('<', "page-phase"),
        ('<', "month"),
        ('>', "median"),
        ('>', "p10-p90"),
        ('>', "page-limit"),
        ('>', "page-within"),
    ];
    let columns = columns.map(|(align, id)| (align, words.word(id)));
    let mut table = Table::new(words.word("page-even-caption"), columns).note(words.word("page-even-note"));
    let last = results.equity.iter().map(|row| row.month).max();
    let mut rows: Vec<_> = results.equity.iter().collect();
    rows.sort_by_key(|row| (row.phase, row.month));
    for row in rows {
        let spread = &row.coefficient;
        let at = |value: f64| if row.defined > 0.0 { value } else { f64::NAN };
        table.row(vec![
            Cell::text(words.text(&scenario.phases[row.phase.index()].named.title)),
            Cell::text(row.month.to_string()),
            Cell::number(
                names::or_absent(row.defined, || words.number(spread.quantiles.p50, 2)),
                at(spread.quantiles.p50),
            ),
            Cell::number(
                names::or_absent(row.defined, || words.range(spread.quantiles.p10, spread.quantiles.p90, 2)),
                at(spread.quantiles.p10),
            ),
            Cell::number(words.number(row.limit, 2), row.limit),
            Cell::probability(words, &row.within),
        ]);
        table.remark(names::without_value(words, "page-undefined", row.defined));
        table.detail_row(Some(row.month) != last);
    }
    table.unless_empty()
}

/// Every school, by phase, the best served first.
fn schools(scenario: &Scenario, results: &Results, words: &Words) -> Option<Table> {
    let named = |row: &&SchoolResult| !scenario.schools[row.school.index()].named.id.is_empty();
    let mut rows: Vec<&SchoolResult> = results.schools.iter().filter(named).collect();
    let phases = |row: &SchoolResult| &scenario.schools[row.school.index()].phases;
    let served = |row: &SchoolResult| row.per_100_students.unwrap_or(f64::NEG_INFINITY);
    rows.sort_by(|a, b| phases(a).cmp(phases(b)).then(served(b).total_cmp(&served(a))));
    let greatest = rows.iter().filter_map(|row| row.per_100_students).fold(0.0, f64::max).max(f64::MIN_POSITIVE);
    let columns = [
        ('<', "page-school"),
        ('<', "page-kind"),
        ('>', "page-per-100"),
        ('>', "page-students"),
        ('>', "page-staff"),
        ('>', "page-grouped"),
    ];
    let columns = columns.map(|(align, id)| (align, words.word(id)));
    let mut table = Table::new(words.with("page-schools-caption", &[("month", &words.month(scenario.end))]), columns)
        .note(words.word("page-schools-note"));
    let mut before: &[PhaseId] = &[];
    for row in rows {
        let school = &scenario.schools[row.school.index()];
        if school.phases != before {
            let titles = school.phases.iter().map(|id| words.text(&scenario.phases[id.index()].named.title));
            table.group(words.list(&titles.map(str::to_owned).collect::<Vec<_>>()));
        }
        before = &school.phases;
        let kind = school.kind.map_or("–", |kind| words.text(&scenario.kinds[kind.index()].title));
        let joined = if school.grouped {
            Cell::number(words.word("page-grouped-already"), 2.0)
        } else {
            Cell::number(words.percent(row.joined, 0), row.joined)
        };
        table.row(vec![
            Cell::text(words.text(&school.named.title)),
            Cell::text(kind),
            row.per_100_students.map_or_else(Cell::absent, |people| {
                Cell::number(words.number(people, 2), people).bar(Bar::new(people / greatest, "plain"))
            }),
            if row.students > 0.0 { Cell::number(words.number(row.students, 0), row.students) } else { Cell::absent() },
            if row.staff > 0.0 { Cell::number(words.number(row.staff, 1), row.staff) } else { Cell::absent() },
            joined,
        ]);
    }
    table.unless_empty()
}
