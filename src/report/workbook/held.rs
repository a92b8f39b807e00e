//! Whose money reserves are told of: each fund, funds that stand in for each other, and all of them.

use crate::summary::{Levels, Spread};

use super::{Source, names};

/// One pot, by fiscal year and over the whole plan.
pub(super) struct Pot<'a> {
    pub(super) title: String,
    /// Its funds.
    pub(super) funds: Vec<usize>,
    pub(super) sort: Sort,
    /// By year, then all years together.
    pub(super) cells: Vec<Cell<'a>>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    Fund,
    Pool,
    All,
}

/// A year of a pot.
pub(super) struct Cell<'a> {
    pub(super) need: &'a Spread,
    /// What is needed beyond the appropriations.
    pub(super) beyond: &'a Spread,
    /// Both at each whole confidence; empty in a run of an older version.
    pub(super) levels: &'a Levels,
}

impl Pot<'_> {
    /// Its funds with an appropriation; of others nothing is ever missing.
    pub(super) fn limited<'s>(&'s self, source: Source<'s>) -> impl Iterator<Item = usize> + 's {
        self.funds.iter().copied().filter(move |fund| source.scenario.funds[*fund].appropriation.is_some())
    }
}

/// All pots, in the order in which sheets list them.
pub(super) fn pots(source: Source<'_>) -> Vec<Pot<'_>> {
    let (results, years, funds) = (source.results, source.years(), source.scenario.funds.len());
    let mut pots = Vec::new();
    for fund in 0..funds {
        let mut cells: Vec<Cell<'_>> = results.fund_money[fund * years..(fund + 1) * years]
            .iter()
            .map(|one| Cell { need: &one.need, beyond: one.needed_beyond(), levels: &one.levels })
            .collect();
        let whole = &results.plan_money[fund];
        cells.push(Cell { need: &whole.need, beyond: whole.needed_beyond(), levels: &whole.levels });
        let title = names::fund(source.scenario, fund, source.words);
        pots.push(Pot { title, funds: vec![fund], sort: Sort::Fund, cells });
    }
    for rows in results.pool_money.chunks_exact(years + 1) {
        let own: Vec<usize> = rows[0].funds.iter().map(|fund| fund.index()).collect();
        // All funds have a block of their own.
        if own.len() == funds {
            continue;
        }
        let titles: Vec<String> = own.iter().map(|fund| source.fund(*fund).to_owned()).collect();
        let title = source.words.with("book-pool", &[("funds", &source.words.list(&titles))]);
        let cells = rows.iter().map(|one| Cell { need: &one.need, beyond: &one.beyond, levels: &one.levels });
        pots.push(Pot { title, funds: own, sort: Sort::Pool, cells: cells.collect() });
    }
    let totals = results.total_money[..years].iter();
    let mut cells: Vec<Cell<'_>> =
        totals.map(|one| Cell { need: &one.need, beyond: one.needed_beyond(), levels: &one.levels }).collect();
    let whole = &results.plan_money[funds];
    cells.push(Cell { need: &whole.need, beyond: whole.needed_beyond(), levels: &whole.levels });
    let title = source.words.word("book-all-funds-together");
    pots.push(Pot { title, funds: (0..funds).collect(), sort: Sort::All, cells });
    pots
}
