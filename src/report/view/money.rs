//! Money: by fund, line, payer and fiscal year, what to hold in reserve, and what is left to pay.

use crate::report::names;
use crate::report::pictures::Painter;
use crate::report::table::{Cell, Column, Table};
use crate::report::words::{MoneyUnit, Words};
use crate::scenario::{FundId, Scenario};
use crate::summary::{Commitment, FundMoney, LineMoney, Period, RESERVE_LEVELS, Results, Spread};

use super::Chapter;

/// The chapter of the money, which says so where nothing costs anything.
pub(super) fn chapter(painter: &Painter<'_>) -> Chapter {
    let Painter { scenario, results, words } = *painter;
    let chapter = Chapter::new("money", words.word("page-money-title"));
    if scenario.funds.is_empty() || results.total_money.is_empty() {
        return Chapter { notes: vec![words.word("money-none")], ..chapter };
    }
    let largest = results
        .total_money
        .iter()
        .flat_map(|year| [&year.need, &year.spend, &year.gap].map(|spread| spread.quantiles.p95));
    let granted = results.fund_money.iter().map(|year| year.appropriation.quantiles.p50);
    let unit = words.money_unit(largest.chain(granted).fold(0.0, f64::max));
    let money = Money { scenario, results, words, unit };
    let details = [money.reserve(), money.payers(), money.beyond()].into_iter().flatten().map(Table::detail);
    let details = details.chain(money.lines().map(Table::annexed));
    let brief = [money.funds(), money.flows(), money.commitments()];
    Chapter {
        paragraphs: [words.word("page-money-how")].into_iter().chain(money.sureness()).collect(),
        pictures: painter.money(),
        tables: brief.into_iter().flatten().chain(details).collect(),
        ..chapter
    }
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

    /// What all years need together, with how far the quantiles may be off.
    fn sureness(&self) -> Option<String> {
        let need = &self.results.plan_money.last()?.need;
        let (low, high) = (need.low?, need.high?);
        let write = |yuan: f64| self.unit.write(self.words, yuan);
        let said = |value: f64, low: f64, high: f64| format!("{} ({}–{})", write(value), write(low), write(high));
        let values = [
            ("p50", said(need.quantiles.p50, low.p50, high.p50)),
            ("p80", said(need.quantiles.p80, low.p80, high.p80)),
            ("p95", said(need.quantiles.p95, low.p95, high.p95)),
        ];
        Some(self.words.with("money-sure", &values.each_ref().map(|(name, value)| (*name, value.as_str()))))
    }

    fn text(&self, id: &str) -> Column {
        Column::text(self.words.word(id))
    }

    /// Columns of numbers, each quantity with its parts.
    fn numbers(&self, groups: &[(&str, &[&str])]) -> Vec<Column> {
        let column = |group: &str, part: &str| Column::number(self.words.word(part)).of(self.words.word(group));
        groups.iter().flat_map(|(group, parts)| parts.iter().map(move |part| column(group, part))).collect()
    }

    /// Years of one fund.
    fn of_fund(&self, fund: usize) -> impl DoubleEndedIterator<Item = &FundMoney> {
        self.results.fund_money.iter().filter(move |year| year.fund == FundId::from(fund))
    }

    fn spreads(&self, spreads: &[(&Spread, Parts<'_>)]) -> Vec<Cell> {
        spreads.iter().flat_map(|(spread, parts)| parts.iter().map(|part| self.amount(part(spread)))).collect()
    }

    /// The reserves but for the median, each with its interval below it.
    fn sure(&self, beyond: &Spread) -> Vec<Cell> {
        let ends = beyond.low.zip(beyond.high).map(|(low, high)| [low.reserves(), high.reserves()]);
        let cell = |(level, yuan): (usize, f64)| {
            let cell = self.amount(yuan);
            let Some(ends) = ends else { return cell };
            let [low, high] = ends.map(|reserves| self.unit.write(self.words, reserves[level]));
            cell.quiet(format!("{low}–{high}"))
        };
        beyond.quantiles.reserves().into_iter().enumerate().skip(1).map(cell).collect()
    }

    /// Need, spend and gap; what is missing is marked.
    fn spread(&self, need: &Spread, spend: &Spread, gap: &Spread, parts: Parts<'_>) -> Vec<Cell> {
        let mut cells = self.spreads(&[(need, parts), (spend, parts)]);
        cells.extend(self.spreads(&[(gap, parts)]).into_iter().map(Cell::missing));
        cells
    }

    fn funds(&self) -> Option<Table> {
        let mut columns = vec![self.text("fiscal-year")];
        columns.extend(self.numbers(&[("appropriation", &["p50"]), ("page-carried", &["p50"])]));
        columns[2].detail = true;
        let parts = ["p50", "p80", "p95"];
        columns.extend(self.numbers(&[("need", &parts), ("spend", &parts), ("gap", &parts)]));
        let mut note = self.words.word("page-funds-note");
        if self.results.flows.iter().any(|flow| flow.fund.is_some()) {
            note = [note, self.words.word("page-funds-income")].join(&self.words.word("between-sentences"));
        }
        let mut table = Table::new(self.caption("money-heading"), columns).note(note);
        let parts: Parts<'_> = &[|one| one.quantiles.p50, |one| one.quantiles.p80, |one| one.quantiles.p95];
        for (index, fund) in self.scenario.funds.iter().enumerate() {
            let payer = fund.payer.map(|payer| self.words.text(&self.scenario.payers[payer.index()].title));
            table.group(names::fund(self.scenario, index, self.words));
            table.remark(payer.map(|payer| self.words.with("page-fund-payer", &[("payer", payer)])));
            for year in self.of_fund(index) {
                let bounded = fund.appropriation.is_some();
                let granted =
                    |spread: &Spread| if bounded { self.amount(spread.quantiles.p50) } else { Cell::absent() };
                let mut cells = vec![
                    Cell::text(self.scenario.fiscal_label(year.fiscal_year)),
                    granted(&year.appropriation),
                    granted(&year.carried_in),
                ];
                cells.extend(self.spread(&year.need, &year.spend, &year.gap, parts));
                table.row(cells);
            }
        }
        if self.scenario.funds.len() > 1 {
            table.group(self.words.word("all-funds"));
            for year in &self.results.total_money {
                let year_of = Cell::text(self.scenario.fiscal_label(year.fiscal_year));
                let mut cells = vec![year_of, Cell::default(), Cell::default()];
                cells.extend(self.spread(&year.need, &year.spend, &year.gap, parts));
                table.push("total", cells);
            }
        }
        table.unless_empty()
    }

    /// What more would have to be there so that nothing goes unpaid, or is left to be made good, with a given confidence.
    fn reserve(&self) -> Option<Table> {
        let level = |percent: &f64| self.words.with("page-reserve-at", &[("percent", &percent.to_string())]);
        let levels = RESERVE_LEVELS[1..].iter().map(|percent| Column::number(level(percent)));
        let columns = [self.text("fiscal-year")].into_iter().chain(levels);
        let mut table =
            Table::new(self.caption("page-reserve-caption"), columns).note(self.words.word("page-reserve-note"));
        let bounded = || self.scenario.funds.iter().enumerate().filter(|(_, fund)| fund.appropriation.is_some());
        for (index, _) in bounded() {
            table.group(names::fund(self.scenario, index, self.words));
            for year in self.of_fund(index) {
                let mut cells = vec![Cell::text(self.scenario.fiscal_label(year.fiscal_year))];
                cells.extend(self.sure(year.needed_beyond()));
                table.row(cells);
            }
        }
        if bounded().count() > 1 {
            table.group(self.words.word("all-funds"));
            for year in &self.results.total_money {
                let mut cells = vec![Cell::text(self.scenario.fiscal_label(year.fiscal_year))];
                cells.extend(self.sure(year.needed_beyond()));
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
        let parts = ["mean", "p90"];
        let numbers = self.numbers(&[("need", &parts), ("spend", &parts), ("gap", &parts)]);
        let columns = [self.text("page-line"), self.text("page-payer")].into_iter().chain(numbers);
        let mut table =
            Table::new(self.caption("page-lines-caption"), columns).note(self.words.word("page-lines-note"));
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
            let (mut sums, mut exact) = ([0.0; 3], [0.0; 3]);
            let shown =
                |part: fn(&LineMoney) -> f64| self.unit.parts(&rows.iter().map(|row| part(row)).collect::<Vec<_>>());
            let (spends, gaps) = (shown(|row| row.spend.mean), shown(|row| row.gap.mean));
            for ((row, spend), gap) in rows.into_iter().zip(spends).zip(gaps) {
                let line = &self.scenario.lines[row.line.index()];
                let fund = self.words.text(&self.scenario.funds[line.fund.index()].named.title);
                let codes = names::codes(self.scenario, row.line.index(), self.words);
                let fund = self.words.list(&[fund.to_owned()].into_iter().chain(codes).collect::<Vec<_>>());
                let mut cells =
                    vec![Cell::text(self.words.text(&line.named.title)).quiet(fund), Cell::text(self.payer(row))];
                // Parts and sums as they are shown: spend and gap add up by column, and need is both.
                let means = [spend + gap, spend, gap];
                let spreads = [&row.need, &row.spend, &row.gap];
                for (index, (shown, spread)) in means.into_iter().zip(spreads).enumerate() {
                    sums[index] += shown;
                    exact[index] += spread.mean;
                    cells.push(Cell { sort: Some(spread.mean), ..self.amount(shown) });
                    cells.push(self.amount(spread.quantiles.p90));
                }
                let gaps = cells.len() - parts.len();
                cells.splice(gaps.., cells[gaps..].iter().cloned().map(Cell::missing).collect::<Vec<_>>());
                table.row(cells);
            }
            let mut cells = vec![Cell::text(self.words.word("page-total")), Cell::default()];
            // Means add up; quantiles do not, so those of the total are the run's own.
            let total = self.results.total_money.iter().find(|year| year.fiscal_year == fiscal_year);
            let quantiles = total.map_or([None; 3], |year| [Some(&year.need), Some(&year.spend), Some(&year.gap)]);
            for ((sum, exact), spread) in sums.into_iter().zip(exact).zip(quantiles) {
                cells.push(Cell { sort: Some(exact), ..self.amount(sum) });
                cells.push(spread.map_or_else(Cell::default, |spread| self.amount(spread.quantiles.p90)));
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
        let years = self.results.fiscal_years.iter();
        let years = years.map(|year| Column::number(self.scenario.fiscal_label(*year)).of(self.words.word("spend")));
        let columns = [self.text("page-payer")].into_iter().chain(years);
        let all = ["page-all-years"];
        let columns = columns.chain(self.numbers(&[("need", &all), ("spend", &all), ("gap", &all)]));
        let mut table =
            Table::new(self.caption("page-payers-caption"), columns).note(self.words.word("page-payers-note"));
        for name in names {
            let rows = || self.results.line_money.iter().filter(|row| self.payer(row) == name);
            let mut cells = vec![Cell::text(name)];
            let of_year = |year: &i32| rows().filter(|row| row.fiscal_year == *year).map(|row| row.spend.mean).sum();
            let spends: Vec<f64> = self.results.fiscal_years.iter().map(of_year).collect();
            let shown = self.unit.parts(&spends).into_iter().zip(&spends);
            cells.extend(shown.map(|(shown, exact)| Cell { sort: Some(*exact), ..self.amount(shown) }));
            // What waited at a year's end is wanted again in the next, so needs of such years have no sum.
            let waits = rows().any(|row| self.waits_between_years(self.scenario.lines[row.line.index()].fund));
            let wanted = |part: fn(&LineMoney) -> f64| {
                if waits { Cell::absent() } else { self.amount(rows().map(part).sum()) }
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

    /// What falls due or comes in whatever else happens.
    fn flows(&self) -> Option<Table> {
        let numbers = self.numbers(&[("flow-count", &["mean"]), ("flow-amount", &["mean", "p90"])]);
        let columns = [self.text("fiscal-year")].into_iter().chain(numbers);
        let mut table = Table::new(self.caption("flows-caption"), columns).note(self.words.word("flows-note"));
        let mut last = "";
        for flow in &self.results.flows {
            if flow.source != last {
                last = &flow.source;
                table.group(names::source(self.scenario, self.words, &flow.source));
                let place = match (flow.line, flow.fund) {
                    (Some(line), _) => {
                        let line = names::line(self.scenario, line.index(), self.words);
                        self.words.with("flow-on-line", &[("line", &line)])
                    }
                    (None, fund) => {
                        let fund =
                            fund.map_or("", |fund| self.words.text(&self.scenario.funds[fund.index()].named.title));
                        self.words.with("flow-into-fund", &[("fund", fund)])
                    }
                };
                table.remark([place]);
            }
            table.row(vec![
                Cell::text(self.scenario.fiscal_label(flow.fiscal_year)),
                Cell::number(self.words.number(flow.count.mean, 1), flow.count.mean),
                self.amount(flow.amount.mean),
                self.amount(flow.amount.quantiles.p90),
            ]);
        }
        table.unless_empty()
    }

    /// What is to be paid after the end, by line and fiscal year. What is shown adds up over lines and over years.
    fn commitments(&self) -> Option<Table> {
        let all = &self.results.commitments;
        let numbers = self.numbers(&[("commitment", &["mean", "p80", "p95"]), ("commitment-certain", &["mean"])]);
        let columns = [self.text("page-line"), self.text("commitment-when")].into_iter().chain(numbers);
        let mut table =
            Table::new(self.caption("commitments-caption"), columns).note(self.words.word("commitments-note"));
        let periods = all.iter().position(|one| one.period == Period::All)? + 1;
        let (lines, total) = all.split_at(all.len() - periods);
        let lines: Vec<&[Commitment]> = lines.chunks_exact(periods).collect();
        // By period but the last: what is shown of each line.
        let shown = |part: fn(&Commitment) -> f64| -> Vec<Vec<f64>> {
            let of = |period: usize| lines.iter().map(|line| part(&line[period])).collect::<Vec<_>>();
            (0..periods - 1).map(|period| self.unit.parts(&of(period))).collect()
        };
        // What is expected is shown as what is certain and what is not, so that no more seems certain than expected.
        let (certain, rest) = (shown(|one| one.certain.mean), shown(|one| one.amount.mean - one.certain.mean));
        let both = |(certain, rest): (&Vec<f64>, Vec<f64>)| certain.iter().zip(rest).map(|(a, b)| a + b).collect();
        let means: Vec<Vec<f64>> = certain.iter().zip(rest).map(both).collect();
        let row = |one: &Commitment, label: Cell, mean: f64, certain: f64| {
            let when = match one.period {
                Period::Unpaid => self.words.word("commitment-unpaid"),
                Period::Year(year) => self.scenario.fiscal_label(year),
                Period::All => self.words.word("commitment-all"),
            };
            let quantiles = one.amount.quantiles;
            let mut cells = vec![label, Cell::text(when), self.amount(mean)];
            cells.extend([quantiles.p80, quantiles.p95, certain].map(|yuan| self.amount(yuan)));
            cells
        };
        for (index, line) in lines.iter().enumerate() {
            if line[periods - 1].amount.quantiles.p95 <= 0.0 && line[periods - 1].amount.mean <= 0.0 {
                continue;
            }
            table.group(names::line(self.scenario, index, self.words));
            for (period, one) in line.iter().enumerate() {
                let at = |shown: &[Vec<f64>]| match shown.get(period) {
                    Some(lines) => lines[index],
                    None => shown.iter().map(|lines| lines[index]).sum(),
                };
                if one.amount.quantiles.p95 > 0.0 || one.amount.mean > 0.0 {
                    table.row(row(one, Cell::default(), at(&means), at(&certain)));
                }
            }
        }
        if table.rows.is_empty() {
            return None;
        }
        table.group(self.words.word("page-total"));
        for (period, one) in total.iter().enumerate() {
            let at = |shown: &[Vec<f64>]| match shown.get(period) {
                Some(lines) => lines.iter().sum(),
                None => shown.iter().flatten().sum(),
            };
            table.push("total", row(one, Cell::default(), at(&means), at(&certain)));
        }
        table.unless_empty()
    }

    /// What is promised or owed when the run ends, where the plan does not say for how long.
    fn beyond(&self) -> Option<Table> {
        if !self.results.commitments.is_empty() {
            return None;
        }
        let parts = ["mean", "p80", "p95"];
        let numbers = self.numbers(&[("page-committed", &parts), ("page-queued", &parts)]);
        let columns = [self.text("page-fund")].into_iter().chain(numbers);
        let mut table =
            Table::new(self.caption("page-beyond-caption"), columns).note(self.words.word("page-beyond-note"));
        let parts: Parts<'_> = &[|one| one.mean, |one| one.quantiles.p80, |one| one.quantiles.p95];
        for index in 0..self.scenario.funds.len() {
            let Some(last) = self.of_fund(index).last() else { continue };
            let mut cells = vec![Cell::text(self.words.text(&self.scenario.funds[index].named.title))];
            cells.extend(self.spreads(&[(&last.committed, parts), (&last.queued, parts)]));
            table.row(cells);
        }
        table.unless_empty()
    }
}
