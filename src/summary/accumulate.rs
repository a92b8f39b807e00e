//! Summaries that grow with what is counted, not with the number of replicates.

use std::ops::Range;

use crate::model::{Judged, Limit, Metric, Model, ReadingPlan, UNDEFINED};
use crate::random::Nesting;
use crate::scenario::Joint;
use crate::simulate::{Collector, EQUITY_SCALE, Group, Record, equity_months};

use super::infer::Tally;
use super::numbers::{Numbers, Turn};
use super::pools::Pools;
use super::promised::Promised;
use super::shortfall::share_out;

/// Precision of counts of people and of ratios: exact below 16,384.
const FINE: u32 = 13;
/// Precision of money: quantiles are amounts really seen, within one part in 512.
const COARSE: u32 = 9;
/// Percentiles are summed as whole parts of 2³².
const PERCENTILE: f64 = 4_294_967_296.0;

/// Sums of a reading, from which the two layers of uncertainty are separated: of all replicates, and of draws that are repeated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Layers {
    pub(super) sum: i128,
    pub(super) squares: i128,
    /// Draws that are repeated, the squares of their replicates, and the squares of their sums.
    pub(super) repeated: i128,
    pub(super) own_squares: i128,
    pub(super) sum_squares: i128,
}

impl Layers {
    fn sums(&mut self) -> [&mut i128; 5] {
        [&mut self.sum, &mut self.squares, &mut self.repeated, &mut self.own_squares, &mut self.sum_squares]
    }
}

/// Everything counted so far. All of it is whole numbers: merging is exact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    pub(super) nesting: Nesting,
    pub(super) replicates: u64,
    pub(super) metrics: Vec<Numbers>,
    /// By metric: whether it may lack a value.
    ratios: Vec<bool>,
    /// By reading and month: were it judged there.
    pub(super) met_in: Vec<Tally>,
    /// By reading: in every month in which it is judged.
    pub(super) met: Vec<Tally>,
    pub(super) joint: Tally,
    /// By group of targets that are asked about together.
    pub(super) joints: Vec<Tally>,
    /// By reading, where it is furthest outside its bounds; and by reading and month in which it is judged.
    pub(super) shortfall: Vec<i128>,
    pub(super) above: Vec<i128>,
    /// By reading: schools that do not count in its last month.
    pub(super) left_out: Vec<i128>,
    pub(super) outside: Vec<i128>,
    pub(super) layers: Vec<Layers>,
    pub(super) limits: Vec<i128>,
    pub(super) lines: Vec<[Numbers; 5]>,
    pub(super) funds: Vec<[Numbers; 10]>,
    pub(super) totals: Vec<[Numbers; 4]>,
    /// By fund, then all together.
    pub(super) plan: Vec<[Numbers; 4]>,
    /// Paid: sums by line and month, and all lines by month.
    pub(super) cash: Vec<i128>,
    pub(super) cash_totals: Vec<Numbers>,
    /// By flow, then fiscal year: how many, and yuan.
    pub(super) flows: Vec<[Numbers; 2]>,
    /// By line, then all together; of each by period, then all of it: yuan, and what is certain.
    pub(super) after: Vec<[Numbers; 2]>,
    /// Likewise by fund and by month.
    pub(super) promised: Promised,
    /// Funds that stand in for each other.
    pub(super) pools: Pools,
    /// By row of awards, then fiscal year: sums of payments, and of yuan.
    pub(super) awards: Vec<[i128; 2]>,
    pub(super) ledger: Vec<[u64; 10]>,
    pub(super) equity: Vec<(Numbers, Tally)>,
    /// The numbers of a record, and in how many replicates people per 100 students had a value.
    pub(super) schools: Vec<[i128; 5]>,
    pub(super) rules: Vec<Tally>,
    pub(super) percentiles: Vec<[i128; 2]>,
    /// Numbers that the scenario correlates, two by two, by their positions among the uncertain ones.
    pub(super) pairs: Vec<[usize; 2]>,
    /// Sums of the products of their percentiles.
    pub(super) together: Vec<i128>,
    /// By reading, then uncertain parameter.
    pub(super) products: Vec<i128>,
    /// By reading: the sources that serve it.
    pub(super) serving: Vec<Vec<usize>>,
}

/// Cells of what is to be paid after the end; none where the plan does not say for how long.
fn after_cells(model: &Model) -> usize {
    let periods = 2 + model.after().years.len();
    if model.after().months == 0 { 0 } else { (model.scenario().lines.len() + 1) * periods }
}

fn sum(rows: &[[i64; 2]]) -> [i64; 2] {
    rows.iter().fold([0; 2], |sum, row| [sum[0] + row[0], sum[1] + row[1]])
}

/// Numbers that a scenario correlates, two by two, by their positions among the uncertain ones, with the rank correlation that it
/// asks for.
pub(super) fn correlated(model: &Model) -> Vec<([usize; 2], f64)> {
    let Some((numbers, correlation)) = &model.scenario().correlation else { return Vec::new() };
    let place = |at: usize| model.uncertain().iter().position(|one| numbers.get(at) == Some(one));
    let pairs = correlation.pairs().into_iter();
    pairs.filter_map(|(first, second, asked)| Some(([place(first)?, place(second)?], asked))).collect()
}

impl Summary {
    /// An empty summary for replicates of `model` that share draws as `nesting` says.
    #[must_use]
    pub fn new(model: &Model, nesting: Nesting) -> Self {
        let (months, years) = (model.timeline().months.len(), model.timeline().fiscal_years.len());
        let (readings, scenario) = (model.readings().len(), model.scenario());
        let equity = scenario.equity.as_ref().map_or(0, |equity| equity.limits.len());
        let (fine, coarse) = (|| Numbers::new(FINE), || Numbers::new(COARSE));
        let tally = Tally::new(nesting);
        let correlated = correlated(model);
        Self {
            nesting,
            replicates: 0,
            metrics: (0..model.metrics().len() * months).map(|_| fine()).collect(),
            ratios: model.metrics().iter().map(Metric::is_ratio).collect(),
            met_in: vec![tally.clone(); readings * months],
            met: vec![tally.clone(); readings],
            joint: tally.clone(),
            joints: vec![tally.clone(); scenario.joints.len()],
            shortfall: vec![0; readings],
            above: vec![0; readings],
            left_out: vec![0; readings],
            outside: vec![0; model.readings().iter().map(|one| one.judged.len()).sum()],
            layers: vec![Layers::default(); readings],
            limits: vec![0; readings * years * Limit::ALL.len()],
            lines: (0..scenario.lines.len() * years).map(|_| std::array::from_fn(|_| coarse())).collect(),
            funds: (0..scenario.funds.len() * years).map(|_| std::array::from_fn(|_| coarse())).collect(),
            totals: (0..years).map(|_| std::array::from_fn(|_| coarse())).collect(),
            plan: (0..=scenario.funds.len()).map(|_| std::array::from_fn(|_| coarse())).collect(),
            cash: vec![0; scenario.lines.len() * months],
            cash_totals: (0..months).map(|_| coarse()).collect(),
            flows: (0..model.flows().len() * years).map(|_| std::array::from_fn(|_| coarse())).collect(),
            after: (0..after_cells(model)).map(|_| std::array::from_fn(|_| coarse())).collect(),
            promised: Promised::new(model, coarse),
            pools: Pools::new(model, coarse),
            awards: vec![[0; 2]; model.awards().len() * years],
            ledger: vec![[0; 10]; model.sources().sources.len() * years],
            equity: (0..equity * equity_months(model).len()).map(|_| (fine(), tally.clone())).collect(),
            schools: vec![[0; 5]; scenario.schools.len()],
            rules: vec![tally; scenario.rules.len()],
            percentiles: vec![[0; 2]; model.uncertain().len()],
            together: vec![0; correlated.len()],
            pairs: correlated.into_iter().map(|(pair, _)| pair).collect(),
            products: vec![0; readings * model.uncertain().len()],
            serving: (0..readings).map(|position| model.sources().serving(position)).collect(),
        }
    }

    /// Every histogram, in an order of its own, so that summaries of one model can be merged part by part.
    pub(super) fn numbers(&mut self) -> impl Iterator<Item = &mut Numbers> {
        self.metrics
            .iter_mut()
            .chain(self.lines.iter_mut().flatten())
            .chain(self.funds.iter_mut().flatten())
            .chain(self.totals.iter_mut().flatten())
            .chain(self.plan.iter_mut().flatten())
            .chain(&mut self.cash_totals)
            .chain(self.flows.iter_mut().flatten())
            .chain(self.after.iter_mut().flatten())
            .chain(self.promised.funds.iter_mut().flatten())
            .chain(self.pools.numbers.iter_mut().flatten())
            .chain(self.equity.iter_mut().map(|(histogram, _)| histogram))
    }

    /// Every tally, likewise.
    pub(super) fn tallies(&mut self) -> impl Iterator<Item = &mut Tally> {
        self.met_in
            .iter_mut()
            .chain(&mut self.met)
            .chain(std::iter::once(&mut self.joint))
            .chain(&mut self.joints)
            .chain(self.rules.iter_mut())
            .chain(self.equity.iter_mut().map(|(_, tally)| tally))
    }

    /// Every sum, likewise.
    pub(super) fn sums(&mut self) -> impl Iterator<Item = &mut i128> {
        self.shortfall
            .iter_mut()
            .chain(&mut self.above)
            .chain(&mut self.left_out)
            .chain(&mut self.outside)
            .chain(self.layers.iter_mut().flat_map(Layers::sums))
            .chain(&mut self.limits)
            .chain(&mut self.cash)
            .chain(self.promised.months.iter_mut().flatten())
            .chain(self.awards.iter_mut().flatten())
            .chain(&mut self.products)
            .chain(self.percentiles.iter_mut().flatten())
            .chain(&mut self.together)
            .chain(self.schools.iter_mut().flatten())
    }

    fn push_targets(&mut self, model: &Model, group: &Group<'_>) {
        let months = model.timeline().months.len();
        let size = group.records.len() as u64;
        let repeated = size > 1 && size == self.nesting.most();
        let percentiles = &group.parameters.percentiles;
        let parts: Vec<i64> = percentiles.iter().map(|percentile| (percentile * PERCENTILE) as i64).collect();
        let mut hits = vec![0; months];
        for (position, reading) in model.readings().iter().enumerate() {
            let first = reading.metric * months;
            hits.fill(0);
            let (mut sum, mut squares, mut met) = (0_i128, 0_i128, 0);
            let stretches = stretches(reading, months);
            for record in group.records {
                let values = &record.metrics[first..first + months];
                for (judged, stretch) in stretches.clone() {
                    let values = &values[stretch.clone()];
                    hits[stretch]
                        .iter_mut()
                        .zip(values)
                        .for_each(|(hits, one)| *hits += u64::from(judged.met_by(*one)));
                }
                met += u64::from(record.met(model, reading));
                let worst = record.worst(reading).1;
                self.shortfall[position] += i128::from(worst.by);
                self.above[position] += if worst.above { i128::from(worst.by) } else { 0 };
                let own = reading.first..reading.first + reading.judged.len();
                self.left_out[position] +=
                    record.outside[own.clone()].last().map_or(0, |last| i128::from(last.left_out));
                let sums = self.outside[own.clone()].iter_mut().zip(&record.outside[own]);
                sums.for_each(|(sum, one)| *sum += i128::from(one.by));
                // Without a value no bound is met.
                let value = values[reading.at].max(0);
                sum += i128::from(value);
                squares += i128::from(value) * i128::from(value);
            }
            self.met[position].push(met, size);
            let met_in = &mut self.met_in[position * months..(position + 1) * months];
            met_in.iter_mut().zip(&hits).for_each(|(tally, hits)| tally.push(*hits, size));
            let layers = &mut self.layers[position];
            layers.sum += sum;
            layers.squares += squares;
            if repeated {
                layers.repeated += 1;
                layers.own_squares += squares;
                layers.sum_squares += sum * sum;
            }
            if reading.main {
                let products = &mut self.products[position * parts.len()..(position + 1) * parts.len()];
                products.iter_mut().zip(&parts).for_each(|(product, parts)| *product += i128::from(*parts) * sum);
            }
        }
        for (sums, parts) in self.percentiles.iter_mut().zip(&parts) {
            sums[0] += i128::from(*parts) * i128::from(size);
            sums[1] += i128::from(*parts) * i128::from(*parts) * i128::from(size);
        }
        for (sum, [first, second]) in self.together.iter_mut().zip(&self.pairs) {
            *sum += i128::from(parts[*first]) * i128::from(parts[*second]) * i128::from(size);
        }
        let all = |record: &&Record| {
            model.readings().iter().filter(|reading| reading.joint).all(|reading| record.met(model, reading))
        };
        self.joint.push(group.records.iter().filter(all).count() as u64, size);
        for (tally, joint) in self.joints.iter_mut().zip(&model.scenario().joints) {
            let met = |record: &&Record| joint_readings(model, joint).all(|reading| record.met(model, reading));
            tally.push(group.records.iter().filter(met).count() as u64, size);
        }
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
        let mut totals = vec![[0_i64; 4]; years];
        let mut by_fund = vec![[0_i64; 4]; model.scenario().funds.len() * years];
        for record in records {
            totals.fill([0; 4]);
            by_fund.fill([0; 4]);
            self.push_funds_of(model, *record, &mut totals, &mut by_fund);
        }
    }

    fn push_funds_of(
        &mut self,
        model: &Model,
        (record, turn): (&Record, Turn),
        totals: &mut [[i64; 4]],
        by_fund: &mut [[i64; 4]],
    ) {
        let years = totals.len();
        for (line, rows) in model.scenario().lines.iter().zip(record.lines.chunks_exact(years)) {
            let own = &mut by_fund[line.fund.index() * years..(line.fund.index() + 1) * years];
            for ((row, total), own) in rows.iter().zip(&mut *totals).zip(own) {
                for (place, number) in [row.spend + row.gap, row.spend, row.gap, row.gap].into_iter().enumerate() {
                    total[place] += number;
                    own[place] += number;
                }
            }
        }
        // What a fund paid beyond its money is needed beyond it as well.
        for (position, row) in record.funds.iter().enumerate() {
            by_fund[position][3] += row.overrun;
            totals[position % years][3] += row.overrun;
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
        self.pools.push(by_fund, (record, turn), years);
        for (sums, row) in self.awards.iter_mut().zip(&record.awards) {
            sums[0] += i128::from(row.count);
            sums[1] += i128::from(row.amount);
        }
        for (sums, row) in self.ledger.iter_mut().zip(&record.ledger) {
            sums[0] += u64::from(row.wanted);
            sums[1] += u64::from(row.made);
            sums[2..].iter_mut().zip(row.missed).for_each(|(sum, missed)| *sum += u64::from(missed));
        }
    }

    /// The years of a replicate together. What waits when a year closes is wanted again in the next: it counts once.
    fn push_plan(&mut self, by_fund: &[[i64; 4]], (record, turn): (&Record, Turn), years: usize) {
        let mut all = [0_i64; 4];
        let funds = by_fund.chunks_exact(years).zip(record.funds.chunks_exact(years));
        for (histograms, (own, rows)) in self.plan.iter_mut().zip(funds) {
            let twice: i64 = rows.iter().take(years - 1).map(|row| row.queued).sum();
            let sum = |place: usize| own.iter().map(|year| year[place]).sum::<i64>();
            let numbers = [sum(0) - twice, sum(1), sum(2) - twice, sum(3) - twice];
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

    fn push_flows(&mut self, (record, turn): (&Record, Turn)) {
        for (histograms, row) in self.flows.iter_mut().zip(&record.flows) {
            histograms
                .iter_mut()
                .zip([row.count, row.amount])
                .for_each(|(histogram, number)| histogram.push(number, turn));
        }
    }

    fn push_after(&mut self, model: &Model, (record, turn): (&Record, Turn)) {
        if self.after.is_empty() {
            return;
        }
        let periods = 1 + model.after().years.len();
        let mut cells = Vec::with_capacity(self.after.len());
        let mut all = vec![[0; 2]; periods];
        for rows in record.after.chunks_exact(periods) {
            cells.extend_from_slice(rows);
            cells.push(sum(rows));
            for (sums, row) in all.iter_mut().zip(rows) {
                *sums = sum(&[*sums, *row]);
            }
        }
        cells.extend_from_slice(&all);
        cells.push(sum(&all));
        for (histograms, numbers) in self.after.iter_mut().zip(cells) {
            histograms.iter_mut().zip(numbers).for_each(|(histogram, number)| histogram.push(number, turn));
        }
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
}

/// The main readings of targets that are asked about together.
pub(crate) fn joint_readings<'m>(model: &'m Model, joint: &'m Joint) -> impl Iterator<Item = &'m ReadingPlan> {
    model.readings().iter().filter(|reading| reading.main && joint.targets.contains(&reading.target))
}

/// The months of a run, parted by what a reading would be judged by in them.
fn stretches(reading: &ReadingPlan, months: usize) -> impl Iterator<Item = (&Judged, Range<usize>)> + Clone {
    let last = reading.judged.len() - 1;
    reading.judged.iter().enumerate().map(move |(place, judged)| {
        let from = place.checked_sub(1).map_or(0, |before| reading.judged[before].at + 1);
        (judged, from..if place == last { months } else { judged.at + 1 })
    })
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
        let months = self.cash_totals.len();
        for (index, histogram) in self.metrics.iter_mut().enumerate() {
            let value = |record: &Record| record.metrics[index];
            let is_ratio = self.ratios[index / months];
            for group in groups {
                if is_ratio {
                    histogram.push_defined(group.records.iter().map(value));
                } else {
                    histogram.push_draw(group.records, value);
                }
            }
        }
        self.push_lines(&records);
        self.push_funds(model, &records);
        let mut totals = vec![0; months];
        for record in records {
            self.push_cash(record, &mut totals);
            self.push_flows(record);
            self.push_after(model, record);
            self.promised.push(model, record);
            self.push_limits(model, record.0);
        }
        for group in groups {
            self.push_targets(model, group);
            self.push_schools(model, group);
        }
    }

    fn merge(&mut self, mut other: Self) {
        self.replicates += other.replicates;
        self.numbers().zip(other.numbers()).for_each(|(own, other)| own.merge(other));
        self.tallies().zip(other.tallies()).for_each(|(own, other)| own.merge(other));
        self.sums().zip(other.sums()).for_each(|(own, other)| *own += *other);
        let ledger = self.ledger.iter_mut().flatten();
        ledger.zip(other.ledger.iter().flatten()).for_each(|(own, other)| *own += other);
    }
}
