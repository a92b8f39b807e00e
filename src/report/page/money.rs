//! Money: by fund, line, payer and fiscal year, what to hold in reserve, and what is left to pay.

use crate::report::names;
use crate::report::words::{MoneyUnit, Words};
use crate::scenario::{FundId, Scenario};
use crate::summary::{FundMoney, LineMoney, RESERVE_LEVELS, Results, Spread};

use crate::report::table::{Cell, Table};

/// Every table about money; none where nothing costs anything.
pub(super) fn tables(scenario: &Scenario, results: &Results, words: &Words) -> Vec<Table> {
    if scenario.funds.is_empty() || results.total_money.is_empty() {
        return Vec::new();
    }
    let largest = results.total_money.iter().flat_map(|year| [year.need.p95, year.spend.p95]);
    let granted = results.fund_money.iter().map(|year| year.appropriation.p50);
    let unit = words.money_unit(largest.chain(granted).fold(0.0, f64::max));
    let money = Money { scenario, results, words, unit };
    [money.funds(), money.reserve(), money.lines(), money.payers(), money.beyond()].into_iter().flatten().collect()
}

/// Which numbers of a spread are shown.
type Parts<'a> = &'a [fn(&Spread) -> f64];

struct Money<'a> {
    scenario: &'a Scenario,
    results: &'a Results,
    words: &'a Words,
    unit: MoneyUnit,
}

impl Money<'_> {
    fn caption(&self, id: &str) -> String {
        self.words.with(id, &[("unit", &self.words.word(self.unit.word))])
    }

    fn amount(&self, yuan: f64) -> Cell {
        Cell::number(self.unit.write(self.words, yuan), yuan)
    }

    fn columns(&self, columns: &[(char, &str)], groups: &[(&str, &[&str])]) -> Vec<(char, String)> {
        let mut all: Vec<(char, String)> = columns.iter().map(|(align, id)| (*align, self.words.word(id))).collect();
        for (group, parts) in groups {
            all.extend(parts.iter().map(|part| ('>', format!("{} {}", self.words.word(group), self.words.word(part)))));
        }
        all
    }

    /// Years of one fund.
    fn of_fund(&self, fund: usize) -> impl DoubleEndedIterator<Item = &FundMoney> {
        self.results.fund_money.iter().filter(move |year| year.fund == FundId::from(fund))
    }

    fn spreads(&self, spreads: &[(&Spread, Parts<'_>)]) -> Vec<Cell> {
        spreads.iter().flat_map(|(spread, parts)| parts.iter().map(|part| self.amount(part(spread)))).collect()
    }

    /// The reserves but for the median, each with its interval below it.
    fn sure(&self, gap: &Spread) -> Vec<Cell> {
        let ends = gap.low.zip(gap.high).map(|(low, high)| [low.reserves(), high.reserves()]);
        let cell = |(level, yuan): (usize, f64)| {
            let cell = self.amount(yuan);
            let Some(ends) = ends else { return cell };
            let [low, high] = ends.map(|reserves| self.unit.write(self.words, reserves[level]));
            cell.quiet(format!("{low}–{high}"))
        };
        gap.reserves().into_iter().enumerate().skip(1).map(cell).collect()
    }

    fn funds(&self) -> Option<Table> {
        let columns = self.columns(
            &[('<', "fiscal-year"), ('>', "appropriation"), ('>', "page-carried")],
            &[("need", &["p50", "p80", "p95"]), ("spend", &["p50", "p80", "p95"]), ("gap", &["p50", "p80", "p95"])],
        );
        let mut table =
            Table::new(self.caption("page-funds-caption"), &columns).note(self.words.word("page-funds-note"));
        let parts: Parts<'_> = &[|one| one.p50, |one| one.p80, |one| one.p95];
        for (index, fund) in self.scenario.funds.iter().enumerate() {
            let payer = fund.payer.map(|payer| self.words.text(&self.scenario.payers[payer.index()].title));
            let title = names::fund(self.scenario, index, self.words);
            table.group(payer.map_or_else(
                || title.clone(),
                |payer| self.words.with("page-fund-payer", &[("fund", &title), ("payer", payer)]),
            ));
            for year in self.of_fund(index) {
                let bounded = fund.appropriation.is_some();
                let granted = if bounded { self.amount(year.appropriation.p50) } else { Cell::number("–", f64::NAN) };
                let carried = if bounded { self.amount(year.carried_in.p50) } else { Cell::number("–", f64::NAN) };
                let mut cells = vec![Cell::text(self.scenario.fiscal_label(year.fiscal_year)), granted, carried];
                cells.extend(self.spreads(&[(&year.need, parts), (&year.spend, parts), (&year.gap, parts)]));
                table.row(cells);
            }
        }
        if self.scenario.funds.len() > 1 {
            table.group(self.words.word("all-funds"));
            for year in &self.results.total_money {
                let mut cells =
                    vec![Cell::text(self.scenario.fiscal_label(year.fiscal_year)), Cell::default(), Cell::default()];
                cells.extend(self.spreads(&[(&year.need, parts), (&year.spend, parts), (&year.gap, parts)]));
                table.push("total", cells);
            }
        }
        table.unless_empty()
    }

    /// What more would have to be there so that nothing goes unpaid with a given confidence: quantiles of the gap.
    fn reserve(&self) -> Option<Table> {
        let mut columns = self.columns(&[('<', "fiscal-year")], &[]);
        for percent in &RESERVE_LEVELS[1..] {
            columns.push(('>', self.words.with("page-reserve-at", &[("percent", &percent.to_string())])));
        }
        let mut table =
            Table::new(self.caption("page-reserve-caption"), &columns).note(self.words.word("page-reserve-note"));
        let bounded = || self.scenario.funds.iter().enumerate().filter(|(_, fund)| fund.appropriation.is_some());
        for (index, _) in bounded() {
            table.group(names::fund(self.scenario, index, self.words));
            for year in self.of_fund(index) {
                let mut cells = vec![Cell::text(self.scenario.fiscal_label(year.fiscal_year))];
                cells.extend(self.sure(&year.gap));
                table.row(cells);
            }
        }
        if bounded().count() > 1 {
            table.group(self.words.word("all-funds"));
            for year in &self.results.total_money {
                let mut cells = vec![Cell::text(self.scenario.fiscal_label(year.fiscal_year))];
                cells.extend(self.sure(&year.gap));
                table.push("total", cells);
            }
        }
        table.unless_empty()
    }

    /// Who pays a line: its own payer, or that of its fund.
    fn payer(&self, row: &LineMoney) -> &str {
        let line = &self.scenario.lines[row.line.index()];
        let payer = line.payer.or(self.scenario.funds[line.fund.index()].payer);
        payer.map_or("–", |payer| self.words.text(&self.scenario.payers[payer.index()].title))
    }

    fn lines(&self) -> Option<Table> {
        let mut columns = self.columns(&[('<', "page-line"), ('<', "page-payer")], &[]);
        for quantity in ["need", "spend", "gap"] {
            columns.push(('>', format!("{} {}", self.words.word(quantity), self.words.word("mean"))));
            columns.push(('>', format!("{} {}", self.words.word(quantity), self.words.word("p90"))));
        }
        let mut table =
            Table::new(self.caption("page-lines-caption"), &columns).note(self.words.word("page-lines-note"));
        let parts: Parts<'_> = &[|one| one.mean, |one| one.p90];
        for &fiscal_year in &self.results.fiscal_years {
            let rows: Vec<&LineMoney> = self
                .results
                .line_money
                .iter()
                .filter(|row| row.fiscal_year == fiscal_year && (row.need.mean > 0.0 || row.spend.mean > 0.0))
                .collect();
            if rows.is_empty() {
                continue;
            }
            table.group(self.scenario.fiscal_label(fiscal_year));
            let mut sums = [0.0; 3];
            for row in rows {
                let line = &self.scenario.lines[row.line.index()];
                let fund = self.words.text(&self.scenario.funds[line.fund.index()].named.title);
                let mut cells =
                    vec![Cell::text(self.words.text(&line.named.title)).quiet(fund), Cell::text(self.payer(row))];
                cells.extend(self.spreads(&[(&row.need, parts), (&row.spend, parts), (&row.gap, parts)]));
                for (sum, spread) in sums.iter_mut().zip([&row.need, &row.spend, &row.gap]) {
                    *sum += spread.mean;
                }
                table.row(cells);
            }
            let mut cells = vec![Cell::text(self.words.word("page-total")), Cell::default()];
            // Means add up; quantiles do not, so those of the total are the run's own.
            let total = self.results.total_money.iter().find(|year| year.fiscal_year == fiscal_year);
            let quantiles = total.map_or([None; 3], |year| [Some(&year.need), Some(&year.spend), Some(&year.gap)]);
            for (sum, spread) in sums.into_iter().zip(quantiles) {
                cells.push(self.amount(sum));
                cells.push(spread.map_or_else(Cell::default, |spread| self.amount(spread.p90)));
            }
            table.push("total", cells);
        }
        table.unless_empty()
    }

    fn payers(&self) -> Option<Table> {
        let mut names: Vec<&str> = Vec::new();
        for row in &self.results.line_money {
            let payer = self.payer(row);
            if !names.contains(&payer) {
                names.push(payer);
            }
        }
        let mut columns = self.columns(&[('<', "page-payer")], &[]);
        for year in &self.results.fiscal_years {
            columns.push(('>', format!("{} {}", self.words.word("spend"), self.scenario.fiscal_label(*year))));
        }
        columns.extend(
            ["need", "spend", "gap"]
                .map(|id| ('>', format!("{} {}", self.words.word(id), self.words.word("page-all-years")))),
        );
        let mut table =
            Table::new(self.caption("page-payers-caption"), &columns).note(self.words.word("page-payers-note"));
        for name in names {
            let rows = || self.results.line_money.iter().filter(|row| self.payer(row) == name);
            let mut cells = vec![Cell::text(name)];
            for &year in &self.results.fiscal_years {
                let of_year = rows().filter(|row| row.fiscal_year == year);
                cells.push(self.amount(of_year.map(|row| row.spend.mean).sum()));
            }
            // What waited at a year's end is wanted again in the next, so needs of such years have no sum.
            let waits = rows().any(|row| self.waits_between_years(self.scenario.lines[row.line.index()].fund));
            let wanted = |part: fn(&LineMoney) -> f64| {
                if waits { Cell::number("–", f64::NAN) } else { self.amount(rows().map(part).sum()) }
            };
            cells.push(wanted(|row| row.need.mean));
            cells.push(self.amount(rows().map(|row| row.spend.mean).sum()));
            cells.push(wanted(|row| row.gap.mean));
            table.row(cells);
        }
        table.unless_empty()
    }

    /// Whether bills of a fund wait at the end of a year that is not the last.
    fn waits_between_years(&self, fund: FundId) -> bool {
        let mut years = self.of_fund(fund.index());
        let last = years.next_back();
        last.is_some() && years.any(|year| year.queued.mean > 0.0)
    }

    /// What is promised or owed when the run ends.
    fn beyond(&self) -> Option<Table> {
        let columns = self.columns(
            &[('<', "page-fund")],
            &[("page-committed", &["mean", "p80", "p95"]), ("page-queued", &["mean", "p80", "p95"])],
        );
        let mut table =
            Table::new(self.caption("page-beyond-caption"), &columns).note(self.words.word("page-beyond-note"));
        let parts: Parts<'_> = &[|one| one.mean, |one| one.p80, |one| one.p95];
        for index in 0..self.scenario.funds.len() {
            let Some(last) = self.of_fund(index).last() else { continue };
            let mut cells = vec![Cell::text(self.words.text(&self.scenario.funds[index].named.title))];
            cells.extend(self.spreads(&[(&last.committed, parts), (&last.queued, parts)]));
            table.row(cells);
        }
        table.unless_empty()
    }
}
