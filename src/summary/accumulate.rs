//! Summaries that grow with what is counted, not with the number of replicates.

use crate::model::{Limit, Model, UNDEFINED};
use crate::scenario::file::MoveKind;
use crate::simulate::{Collector, EQUITY_SCALE, Group, Record, SCHOOL_SCALE, equity_months};

use super::exact::difference_of_products;
use super::infer::Tally;
use super::infer::precision::more;
use super::numbers::{Numbers, Turn};
use super::results::{
    CashMonth, CashTotal, EquityResult, FundMoney, Influence, LedgerRow, LimitShare, LineMoney, MetricResult,
    PlanMoney, Probability, Results, SchoolResult, Spread, TargetResult, TotalMoney,
};
use super::shortfall::{MICRO, share_out};

/// Precision of counts of people and of ratios: exact below 16,384.
const FINE: u32 = 13;
/// Precision of money: quantiles are amounts really seen, within one part in 512.
const COARSE: u32 = 9;
/// Percentiles are summed as whole parts of 2³².
const PERCENTILE: f64 = 4_294_967_296.0;

/// Sums of a reading over groups, from which the two layers of uncertainty are told apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Layers {
    groups: u64,
    sum: i128,
    squares: i128,
    group_squares: i128,
}

impl Layers {
    /// Groups times the sum of squares of the groups, less the square of the sum of all.
    fn spread(&self) -> f64 {
        difference_of_products([i128::from(self.groups), self.group_squares], [self.sum, self.sum])
    }
}

/// Everything counted so far. All of it is whole numbers: merging is exact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    group_size: u64,
    replicates: u64,
    metrics: Vec<Numbers>,
    met: Vec<Tally>,
    joint: Tally,
    shortfall: Vec<i128>,
    layers: Vec<Layers>,
    limits: Vec<i128>,
    lines: Vec<[Numbers; 5]>,
    funds: Vec<[Numbers; 10]>,
    totals: Vec<[Numbers; 3]>,
    /// By fund, then all together.
    plan: Vec<[Numbers; 3]>,
    /// Paid: sums by line and month, and all lines by month.
    cash: Vec<i128>,
    cash_totals: Vec<Numbers>,
    ledger: Vec<[u64; 10]>,
    equity: Vec<(Numbers, Tally)>,
    /// The numbers of a record, and in how many replicates people per 100 students had a value.
    schools: Vec<[i128; 5]>,
    rules: Vec<Tally>,
    percentiles: Vec<[i128; 2]>,
    /// By reading, then uncertain parameter.
    products: Vec<i128>,
    /// By reading: the sources that serve it.
    serving: Vec<Vec<usize>>,
}

impl Summary {
    /// An empty summary for replicates of `model` that come in groups of `group_size`.
    #[must_use]
    pub fn new(model: &Model, group_size: u64) -> Self {
        let (months, years) = (model.timeline().months.len(), model.timeline().fiscal_years.len());
        let (readings, scenario) = (model.readings().len(), model.scenario());
        let equity = scenario.equity.as_ref().map_or(0, |equity| equity.limits.len());
        let (fine, coarse) = (|| Numbers::new(FINE), || Numbers::new(COARSE));
        let tally = Tally::new(group_size);
        Self {
            group_size: group_size.max(1),
            replicates: 0,
            metrics: (0..model.metrics().len() * months).map(|_| fine()).collect(),
            met: vec![tally.clone(); readings * months],
            joint: tally.clone(),
            shortfall: vec![0; readings],
            layers: vec![Layers::default(); readings],
            limits: vec![0; readings * years * Limit::ALL.len()],
            lines: (0..scenario.lines.len() * years).map(|_| std::array::from_fn(|_| coarse())).collect(),
            funds: (0..scenario.funds.len() * years).map(|_| std::array::from_fn(|_| coarse())).collect(),
            totals: (0..years).map(|_| std::array::from_fn(|_| coarse())).collect(),
            plan: (0..=scenario.funds.len()).map(|_| std::array::from_fn(|_| coarse())).collect(),
            cash: vec![0; scenario.lines.len() * months],
            cash_totals: (0..months).map(|_| coarse()).collect(),
            ledger: vec![[0; 10]; model.sources().sources.len() * years],
            equity: (0..equity * equity_months(model).len()).map(|_| (fine(), tally.clone())).collect(),
            schools: vec![[0; 5]; scenario.schools.len()],
            rules: vec![tally; scenario.rules.len()],
            percentiles: vec![[0; 2]; model.uncertain().len()],
            products: vec![0; readings * model.uncertain().len()],
            serving: (0..readings).map(|position| model.sources().serving(position)).collect(),
        }
    }

    fn push_targets(&mut self, model: &Model, group: &Group<'_>) {
        let months = model.timeline().months.len();
        let size = group.records.len() as u64;
        let complete = size == self.group_size;
        let percentiles = &group.parameters.percentiles;
        let parts: Vec<i64> = percentiles.iter().map(|percentile| (percentile * PERCENTILE) as i64).collect();
        let mut hits = vec![0; months];
        for (position, reading) in model.readings().iter().enumerate() {
            let first = reading.metric * months;
            hits.fill(0);
            let (mut sum, mut squares) = (0_i128, 0_i128);
            for record in group.records {
                let values = &record.metrics[first..first + months];
                hits.iter_mut().zip(values).for_each(|(hits, value)| *hits += u64::from(*value >= reading.bound));
                // Without a value, no bound is met, and all of it is short.
                let value = values[reading.at].max(0);
                self.shortfall[position] += i128::from((reading.promise - value).max(0));
                sum += i128::from(value);
                squares += i128::from(value) * i128::from(value);
            }
            let met = &mut self.met[position * months..(position + 1) * months];
            met.iter_mut().zip(&hits).for_each(|(tally, hits)| tally.push(*hits, size));
            if complete {
                let layers = &mut self.layers[position];
                layers.groups += 1;
                layers.sum += sum;
                layers.squares += squares;
                layers.group_squares += sum * sum;
                if reading.main {
                    let products = &mut self.products[position * parts.len()..(position + 1) * parts.len()];
                    products.iter_mut().zip(&parts).for_each(|(product, parts)| *product += i128::from(*parts) * sum);
                }
            }
        }
        if complete {
            for (sums, parts) in self.percentiles.iter_mut().zip(&parts) {
                sums[0] += i128::from(*parts);
                sums[1] += i128::from(*parts) * i128::from(*parts);
            }
        }
        let all = |record: &&Record| {
            let met = |reading: &crate::model::ReadingPlan| {
                !reading.joint || record.metric(model, reading.metric, reading.at) >= reading.bound
            };
            model.readings().iter().all(met)
        };
        self.joint.push(group.records.iter().filter(all).count() as u64, size);
    }

    fn push_limits(&mut self, model: &Model, record: &Record) {
        let cells = model.timeline().fiscal_years.len() * Limit::ALL.len();
        for (position, reading) in model.readings().iter().enumerate() {
            if reading.main {
                let limits = &mut self.limits[position * cells..(position + 1) * cells];
                share_out(model, position, &self.serving[position], record, limits);
            }
        }
    }

    fn push_lines(&mut self, records: &[(&Record, Turn)]) {
        for (index, histograms) in self.lines.iter_mut().enumerate() {
            for (record, turn) in records {
                let row = &record.lines[index];
                let numbers = [row.spend + row.gap, row.spend, row.gap, row.clawback, row.displaced];
                histograms.iter_mut().zip(numbers).for_each(|(histogram, number)| histogram.push(number, *turn));
            }
        }
    }

    fn push_funds(&mut self, model: &Model, records: &[(&Record, Turn)]) {
        let years = model.timeline().fiscal_years.len();
        let mut totals = vec![[0_i64; 3]; years];
        let mut by_fund = vec![[0_i64; 3]; model.scenario().funds.len() * years];
        for record in records {
            totals.fill([0; 3]);
            by_fund.fill([0; 3]);
            self.push_funds_of(model, *record, &mut totals, &mut by_fund);
        }
    }

    fn push_funds_of(
        &mut self,
        model: &Model,
        (record, turn): (&Record, Turn),
        totals: &mut [[i64; 3]],
        by_fund: &mut [[i64; 3]],
    ) {
        let years = totals.len();
        for (line, rows) in model.scenario().lines.iter().zip(record.lines.chunks_exact(years)) {
            let own = &mut by_fund[line.fund.index() * years..(line.fund.index() + 1) * years];
            for ((row, total), own) in rows.iter().zip(&mut *totals).zip(own) {
                for (place, number) in [row.spend + row.gap, row.spend, row.gap].into_iter().enumerate() {
                    total[place] += number;
                    own[place] += number;
                }
            }
        }
        for (histograms, numbers) in self.totals.iter_mut().zip(totals) {
            histograms.iter_mut().zip(numbers).for_each(|(histogram, number)| histogram.push(*number, turn));
        }
        for ((histograms, row), own) in self.funds.iter_mut().zip(&record.funds).zip(&*by_fund) {
            let numbers = [
                row.appropriation,
                row.carried_in,
                row.paid,
                own[0],
                own[1],
                own[2],
                row.committed,
                row.queued,
                row.lapsed,
                row.overrun,
            ];
            histograms.iter_mut().zip(numbers).for_each(|(histogram, number)| histogram.push(number, turn));
        }
        self.push_plan(by_fund, (record, turn), years);
        for (sums, row) in self.ledger.iter_mut().zip(&record.ledger) {
            sums[0] += u64::from(row.wanted);
            sums[1] += u64::from(row.made);
            sums[2..].iter_mut().zip(row.missed).for_each(|(sum, missed)| *sum += u64::from(missed));
        }
    }

    /// The years of a replicate together. What waits when a year closes is wanted again in the next: it counts once.
    fn push_plan(&mut self, by_fund: &[[i64; 3]], (record, turn): (&Record, Turn), years: usize) {
        let mut all = [0_i64; 3];
        let funds = by_fund.chunks_exact(years).zip(record.funds.chunks_exact(years));
        for (histograms, (own, rows)) in self.plan.iter_mut().zip(funds) {
            let twice: i64 = rows.iter().take(years - 1).map(|row| row.queued).sum();
            let sum = |place: usize| own.iter().map(|year| year[place]).sum::<i64>();
            let numbers = [sum(0) - twice, sum(1), sum(2) - twice];
            for ((histogram, number), total) in histograms.iter_mut().zip(numbers).zip(&mut all) {
                histogram.push(number, turn);
                *total += number;
            }
        }
        if let Some(histograms) = self.plan.last_mut() {
            histograms.iter_mut().zip(all).for_each(|(histogram, number)| histogram.push(number, turn));
        }
    }

    fn push_cash(&mut self, (record, turn): (&Record, Turn), totals: &mut [i64]) {
        totals.fill(0);
        let lines = self.cash.chunks_exact_mut(totals.len()).zip(record.cash.chunks_exact(totals.len()));
        for (sums, cash) in lines {
            // Few months of a line have a payment.
            for ((sum, total), paid) in sums.iter_mut().zip(&mut *totals).zip(cash).filter(|(_, paid)| **paid != 0) {
                *sum += i128::from(*paid);
                *total += paid;
            }
        }
        self.cash_totals.iter_mut().zip(totals).for_each(|(histogram, total)| histogram.push(*total, turn));
    }

    fn push_schools(&mut self, model: &Model, group: &Group<'_>) {
        let size = group.records.len() as u64;
        let limits: Vec<i64> = model.scenario().equity.as_ref().map_or_else(Vec::new, |equity| {
            let scaled = |id: &crate::scenario::ParameterId| group.parameters.values[id.index()] * EQUITY_SCALE;
            equity.limits.iter().map(|(_, id)| libm::floor(scaled(id) + 1e-6) as i64).collect()
        });
        for (index, (histogram, within)) in self.equity.iter_mut().enumerate() {
            // Records list the phases of one month after another.
            let limit = limits[index % limits.len()];
            let values = || group.records.iter().map(|record| record.equity[index]);
            histogram.push_defined(values());
            within.push(values().filter(|value| (0..=limit).contains(value)).count() as u64, size);
        }
        for record in group.records {
            for (sums, school) in self.schools.iter_mut().zip(&record.schools) {
                sums.iter_mut().zip(school).for_each(|(sum, value)| *sum += i128::from((*value).max(0)));
                sums[4] += i128::from(school[1] != UNDEFINED);
            }
        }
        for (index, tally) in self.rules.iter_mut().enumerate() {
            tally.push(group.records.iter().filter(|record| record.rules[index]).count() as u64, size);
        }
    }

    /// How many replicates bring the 95 % interval of every target, and of all together, within ±`width`, as far as the
    /// `done` counted here tell; none if they are enough.
    #[must_use]
    pub fn needed(&self, model: &Model, width: f64, done: u64) -> Option<u64> {
        more(&self.met(model), width, done)
    }

    /// How often each target was met at its month, and all together.
    fn met(&self, model: &Model) -> Vec<Tally> {
        let months = model.timeline().months.len();
        let at =
            |(position, reading): (usize, &crate::model::ReadingPlan)| self.met.get(position * months + reading.at);
        let joint = model.readings().iter().any(|reading| reading.joint).then_some(&self.joint);
        model.readings().iter().enumerate().filter_map(at).chain(joint).cloned().collect()
    }

    /// What the replicates counted so far say.
    #[must_use]
    pub fn results(&self, model: &Model, seed: u64) -> Results {
        let months = model.timeline().months.len();
        let metric = |index: usize| {
            let metric = &model.metrics()[index];
            let of = |month: usize| &self.metrics[index * months + month];
            let spread = |month: usize| self.spread(of(month), metric.scale() as f64);
            let defined: Vec<f64> = (0..months).map(|month| self.share(of(month).count())).collect();
            let always = defined.iter().all(|share| *share >= 1.0);
            MetricResult {
                id: metric.id.clone(),
                kind: metric.kind,
                decimals: metric.decimals,
                months: (0..months).map(spread).collect(),
                defined: if always { Vec::new() } else { defined },
            }
        };
        Results {
            seed,
            replicates: self.replicates,
            chance_replicates: self.group_size,
            months: model.timeline().months.iter().map(|facts| facts.month).collect(),
            fiscal_years: model.timeline().fiscal_years.clone(),
            metrics: (0..model.metrics().len()).map(metric).collect(),
            targets: (0..model.readings().len()).map(|position| self.target(model, position)).collect(),
            joint: if model.readings().iter().any(|reading| reading.joint) {
                self.joint.probability()
            } else {
                Probability::default()
            },
            line_money: self.line_money(model),
            fund_money: self.fund_money(model),
            total_money: self.total_money(model),
            plan_money: self.plan_money(model),
            cash: self.cash_months(model),
            cash_total: self.cash_of_all(model),
            limits: self.limit_shares(model),
            ledger: self.ledger_rows(model),
            equity: self.equity_results(model),
            schools: self.school_results(model),
            influence: self.influences(model),
            rules: self.rules.iter().map(Tally::probability).collect(),
        }
    }

    /// A number of replicates as a share of all.
    fn share(&self, count: u64) -> f64 {
        count as f64 / self.replicates.max(1) as f64
    }

    /// In how many replicates what a reading counts at its month has a value.
    fn defined(&self, model: &Model, position: usize) -> u64 {
        let reading = &model.readings()[position];
        self.metrics[reading.metric * model.timeline().months.len() + reading.at].count()
    }

    /// The spread of numbers in natural units.
    fn spread(&self, numbers: &Numbers, scale: f64) -> Spread {
        numbers.spread(scale, self.group_size)
    }

    fn target(&self, model: &Model, position: usize) -> TargetResult {
        let months = model.timeline().months.len();
        let reading = &model.readings()[position];
        let scale = model.metrics()[reading.metric].scale() as f64;
        let met = &self.met[position * months..(position + 1) * months];
        TargetResult {
            target: reading.target,
            reading: reading.reading,
            metric: reading.metric,
            probability: met[reading.at].probability(),
            by_month: met.iter().map(Tally::probability).collect(),
            value: self.spread(&self.metrics[reading.metric * months + reading.at], scale),
            shortfall: self.shortfall[position] as f64 / scale / self.replicates.max(1) as f64,
            unknown_share: self.unknown_share(position).filter(|_| self.defined(model, position) == self.replicates),
            defined: self.share(self.defined(model, position)),
        }
    }

    /// The share of the variance that comes from the parameters, by one-way analysis of variance over groups.
    fn unknown_share(&self, position: usize) -> Option<f64> {
        let layers = &self.layers[position];
        if self.group_size < 2 || layers.groups < 2 {
            return None;
        }
        let (size, groups) = (self.group_size as f64, layers.groups as f64);
        // Exact differences of whole numbers first, so that nothing cancels in floating point.
        let within =
            difference_of_products([i128::from(self.group_size), layers.squares], [1, layers.group_squares]) / size;
        let between = layers.spread() / groups / size;
        let chance = within / (groups * (size - 1.0));
        let unknown = ((between / (groups - 1.0) - chance) / size).max(0.0);
        (chance + unknown > 0.0).then(|| unknown / (chance + unknown))
    }

    fn line_money(&self, model: &Model) -> Vec<LineMoney> {
        let years = &model.timeline().fiscal_years;
        let row = |(index, [need, spend, gap, clawback, displaced]): (usize, &[Numbers; 5])| LineMoney {
            line: (index / years.len()).into(),
            fiscal_year: years[index % years.len()],
            need: self.spread(need, 1.0),
            spend: self.spread(spend, 1.0),
            gap: self.spread(gap, 1.0),
            clawback: self.spread(clawback, 1.0),
            displaced: self.spread(displaced, 1.0),
        };
        self.lines.iter().enumerate().map(row).collect()
    }

    fn fund_money(&self, model: &Model) -> Vec<FundMoney> {
        let years = &model.timeline().fiscal_years;
        let row = |(index, histograms): (usize, &[Numbers; 10])| {
            let [appropriation, carried_in, paid, need, spend, gap, committed, queued, lapsed, overrun] =
                histograms.each_ref().map(|numbers| self.spread(numbers, 1.0));
            FundMoney {
                fund: (index / years.len()).into(),
                fiscal_year: years[index % years.len()],
                appropriation,
                carried_in,
                paid,
                need,
                spend,
                gap,
                committed,
                queued,
                lapsed,
                overrun,
            }
        };
        self.funds.iter().enumerate().map(row).collect()
    }

    fn total_money(&self, model: &Model) -> Vec<TotalMoney> {
        if model.scenario().lines.is_empty() {
            return Vec::new();
        }
        let row = |(histograms, year): (&[Numbers; 3], &i32)| {
            let [need, spend, gap] = histograms.each_ref().map(|numbers| self.spread(numbers, 1.0));
            TotalMoney { fiscal_year: *year, need, spend, gap }
        };
        self.totals.iter().zip(&model.timeline().fiscal_years).map(row).collect()
    }

    fn plan_money(&self, model: &Model) -> Vec<PlanMoney> {
        if model.scenario().lines.is_empty() {
            return Vec::new();
        }
        let funds = (0..model.scenario().funds.len()).map(|index| Some(index.into())).chain(std::iter::once(None));
        let row = |(fund, histograms): (Option<crate::scenario::FundId>, &[Numbers; 3])| {
            let [need, spend, gap] = histograms.each_ref().map(|numbers| self.spread(numbers, 1.0));
            PlanMoney { fund, need, spend, gap }
        };
        funds.zip(&self.plan).map(row).collect()
    }

    fn cash_months(&self, model: &Model) -> Vec<CashMonth> {
        let months = &model.timeline().months;
        let row = |(index, sum): (usize, &i128)| CashMonth {
            line: (index / months.len()).into(),
            month: months[index % months.len()].month,
            spend: *sum as f64 / self.replicates.max(1) as f64,
        };
        self.cash.iter().enumerate().map(row).collect()
    }

    fn cash_of_all(&self, model: &Model) -> Vec<CashTotal> {
        if model.scenario().lines.is_empty() {
            return Vec::new();
        }
        let months = model.timeline().months.iter().zip(&self.cash_totals);
        months.map(|(facts, histogram)| CashTotal { month: facts.month, spend: self.spread(histogram, 1.0) }).collect()
    }

    fn limit_shares(&self, model: &Model) -> Vec<LimitShare> {
        let years = &model.timeline().fiscal_years;
        let cells = years.len() * Limit::ALL.len();
        let mut shares = Vec::new();
        for (position, reading) in model.readings().iter().enumerate().filter(|(_, reading)| reading.main) {
            let own = &self.limits[position * cells..(position + 1) * cells];
            let total: i128 = own.iter().sum();
            if total == 0 {
                continue;
            }
            for (cell, micro) in own.iter().enumerate().filter(|(_, micro)| **micro > 0) {
                shares.push(LimitShare {
                    target: reading.target,
                    fiscal_year: years[cell / Limit::ALL.len()],
                    limit: Limit::ALL[cell % Limit::ALL.len()],
                    share: *micro as f64 / total as f64,
                    heads: *micro as f64 / MICRO as f64 / self.replicates.max(1) as f64,
                });
            }
        }
        shares
    }

    fn ledger_rows(&self, model: &Model) -> Vec<LedgerRow> {
        let years = &model.timeline().fiscal_years;
        let mean = |sum: u64| sum as f64 / self.replicates.max(1) as f64;
        let scenario = model.scenario();
        // A move without places or cost wants nothing and has no row.
        debug_assert!(scenario.moves.iter().all(|one| one.kind == MoveKind::Change || one.places.is_none()));
        self.ledger
            .iter()
            .enumerate()
            .map(|(index, sums)| {
                let source = &model.sources().sources[index / years.len()];
                LedgerRow {
                    source: source.id.clone(),
                    tier: source.tier,
                    fiscal_year: years[index % years.len()],
                    wanted: mean(sums[0]),
                    made: mean(sums[1]),
                    missed: std::array::from_fn(|limit| mean(sums[2 + limit])),
                }
            })
            .collect()
    }

    fn equity_results(&self, model: &Model) -> Vec<EquityResult> {
        let Some(equity) = &model.scenario().equity else { return Vec::new() };
        let looked_at = equity_months(model);
        self.equity
            .iter()
            .enumerate()
            .map(|(index, (histogram, within))| {
                let (phase, limit) = equity.limits[index % equity.limits.len()];
                let parameter = &model.scenario().parameters[limit.index()];
                EquityResult {
                    phase,
                    month: model.timeline().months[looked_at[index / equity.limits.len()]].month,
                    coefficient: self.spread(histogram, EQUITY_SCALE),
                    defined: self.share(histogram.count()),
                    limit: parameter.mean(),
                    within: within.probability(),
                }
            })
            .collect()
    }

    fn school_results(&self, model: &Model) -> Vec<SchoolResult> {
        if model.scenario().kinds.is_empty() {
            return Vec::new();
        }
        let mean = |sum: i128, scale: f64| sum as f64 / scale / self.replicates.max(1) as f64;
        self.schools
            .iter()
            .enumerate()
            .map(|(index, sums)| SchoolResult {
                school: index.into(),
                staff: mean(sums[0], 1.0),
                per_100_students: (sums[4] > 0).then(|| sums[1] as f64 / SCHOOL_SCALE / sums[4] as f64),
                students: mean(sums[2], 1.0),
                joined: mean(sums[3], 1.0),
            })
            .collect()
    }

    fn influences(&self, model: &Model) -> Vec<Influence> {
        let mut found = Vec::new();
        for (index, id) in model.uncertain().iter().enumerate() {
            let [sum, squares] = self.percentiles[index];
            // Where a value is not always defined, what it moves with cannot be told.
            let told = |(position, reading): &(usize, &crate::model::ReadingPlan)| {
                reading.main && self.defined(model, *position) == self.replicates
            };
            for (position, reading) in model.readings().iter().enumerate().filter(told) {
                let layers = &self.layers[position];
                let groups = i128::from(layers.groups);
                let product = self.products[position * model.uncertain().len() + index];
                let covariance = difference_of_products([groups, product], [sum, layers.sum]);
                let own = difference_of_products([groups, squares], [sum, sum]);
                let root = libm::sqrt(own) * libm::sqrt(layers.spread());
                let correlation = if root > 0.0 { (covariance / root).clamp(-1.0, 1.0) } else { 0.0 };
                found.push(Influence { parameter: *id, target: reading.target, correlation });
            }
        }
        found
    }
}

impl Collector for Summary {
    fn push(&mut self, model: &Model, group: &Group<'_>) {
        self.push_all(model, std::slice::from_ref(group));
    }

    fn push_all(&mut self, model: &Model, groups: &[Group<'_>]) {
        let records: Vec<(&Record, Turn)> = groups
            .iter()
            .flat_map(|group| {
                let size = group.records.len();
                group.records.iter().enumerate().map(move |(place, record)| (record, Turn::of(place, size)))
            })
            .collect();
        self.replicates += records.len() as u64;
        // A histogram at a time, so that it is fetched once for all.
        for (index, histogram) in self.metrics.iter_mut().enumerate() {
            for group in groups {
                histogram.push_defined(group.records.iter().map(|record| record.metrics[index]));
            }
        }
        self.push_lines(&records);
        self.push_funds(model, &records);
        let mut totals = vec![0; self.cash_totals.len()];
        for record in records {
            self.push_cash(record, &mut totals);
            self.push_limits(model, record.0);
        }
        for group in groups {
            self.push_targets(model, group);
            self.push_schools(model, group);
        }
    }

    fn merge(&mut self, other: Self) {
        self.replicates += other.replicates;
        let histograms = self
            .metrics
            .iter_mut()
            .chain(self.lines.iter_mut().flatten())
            .chain(self.funds.iter_mut().flatten())
            .chain(self.totals.iter_mut().flatten())
            .chain(self.plan.iter_mut().flatten())
            .chain(&mut self.cash_totals)
            .chain(self.equity.iter_mut().map(|(histogram, _)| histogram));
        let others = other
            .metrics
            .iter()
            .chain(other.lines.iter().flatten())
            .chain(other.funds.iter().flatten())
            .chain(other.totals.iter().flatten())
            .chain(other.plan.iter().flatten())
            .chain(&other.cash_totals)
            .chain(other.equity.iter().map(|(histogram, _)| histogram));
        histograms.zip(others).for_each(|(own, other)| own.merge(other));
        let tallies = self
            .met
            .iter_mut()
            .chain(std::iter::once(&mut self.joint))
            .chain(self.rules.iter_mut())
            .chain(self.equity.iter_mut().map(|(_, tally)| tally));
        let others = other
            .met
            .iter()
            .chain(std::iter::once(&other.joint))
            .chain(other.rules.iter())
            .chain(other.equity.iter().map(|(_, tally)| tally));
        tallies.zip(others).for_each(|(own, other)| own.merge(other));
        for (own, other) in self.layers.iter_mut().zip(&other.layers) {
            own.groups += other.groups;
            own.sum += other.sum;
            own.squares += other.squares;
            own.group_squares += other.group_squares;
        }
        let sums = self
            .shortfall
            .iter_mut()
            .chain(&mut self.limits)
            .chain(&mut self.cash)
            .chain(&mut self.products)
            .chain(self.percentiles.iter_mut().flatten())
            .chain(self.schools.iter_mut().flatten());
        let others = other
            .shortfall
            .iter()
            .chain(&other.limits)
            .chain(&other.cash)
            .chain(&other.products)
            .chain(other.percentiles.iter().flatten())
            .chain(other.schools.iter().flatten());
        sums.zip(others).for_each(|(own, other)| *own += other);
        let ledger = self.ledger.iter_mut().flatten();
        ledger.zip(other.ledger.iter().flatten()).for_each(|(own, other)| *own += other);
    }
}
