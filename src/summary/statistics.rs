//! What the counts of a summary come to.

use crate::model::{Judged, Limit, Model};
use crate::scenario::FundId;
use crate::scenario::file::Overrun;
use crate::simulate::{EQUITY_SCALE, SCHOOL_SCALE, equity_months};

use super::accumulate::{Layers, Summary, correlated};
use super::exact::difference_of_products;
use super::infer::Tally;
use super::infer::precision::more;
use super::numbers::Numbers;
use super::results::{
    AwardMoney, CashMonth, CashTotal, Commitment, CommitmentMonth, EquityResult, FlowMoney, FundCommitment, FundMoney,
    Influence, LedgerRow, Levels, LimitShare, LineMoney, MetricResult, MilestoneResult, Period, PlanMoney, PoolMoney,
    Probability, Results, SchoolResult, Spread, TargetResult, Together, TotalMoney,
};
use super::section::Section;
use super::shortfall::MICRO;

impl Layers {
    /// Replicates times the sum of their squares, less the square of their sum.
    fn spread(&self, replicates: u64) -> f64 {
        difference_of_products([replicates.into(), self.squares], [self.sum, self.sum])
    }

    /// The share of the variance that comes from the parameters: what is left of the variance of all replicates where that
    /// within draws of `size` replicates is taken away. None without such draws, or if nothing varies.
    fn unknown_share(&self, replicates: u64, size: u64) -> Option<f64> {
        if size < 2 || self.repeated < 2 {
            return None;
        }
        let (all, times) = (replicates as f64, size as f64);
        // Exact differences of whole numbers first, so that nothing cancels in floating point.
        let within = difference_of_products([size.into(), self.own_squares], [1, self.sum_squares]) / times;
        let chance = within / (self.repeated as f64 * (times - 1.0));
        let unknown = (self.spread(replicates) / all / (all - 1.0) - chance).max(0.0);
        (chance + unknown > 0.0).then(|| unknown / (chance + unknown))
    }
}

/// Need and what is needed beyond the appropriations at each whole confidence.
fn levels(need: &Numbers, beyond: &Numbers) -> Levels {
    Levels { need: need.levels(), beyond: beyond.levels() }
}

impl Summary {
    /// How many replicates bring the 95 % interval of every target, and of all together, within ±`width`, as far as the
    /// `done` counted here tell; none if they are enough.
    #[must_use]
    pub fn needed(&self, model: &Model, width: f64, done: u64) -> Option<u64> {
        more(&self.met(model), width, done)
    }

    /// How often each target was met, and all together.
    fn met(&self, model: &Model) -> Vec<Tally> {
        let joint = model.readings().iter().any(|reading| reading.joint).then_some(&self.joint);
        self.met.iter().chain(joint).chain(&self.joints).cloned().collect()
    }

    /// What the replicates counted so far say.
    #[must_use]
    pub fn results(&self, model: &Model, seed: u64) -> Results {
        self.results_of(model, seed, &Section::ALL)
    }

    /// The same with these sections alone; the others are empty.
    #[must_use]
    pub fn results_of(&self, model: &Model, seed: u64, sections: &[Section]) -> Results {
        /// What `make` makes, if it is asked for.
        fn only<T>(asked: bool, make: impl FnOnce() -> Vec<T>) -> Vec<T> {
            if asked { make() } else { Vec::new() }
        }

        let asked = |section: Section| sections.contains(&section);
        let (metric_months, target_months) = (asked(Section::MetricMonths), asked(Section::TargetMonths));
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
                months: only(metric_months, || (0..months).map(spread).collect()),
                defined: if always { Vec::new() } else { defined },
            }
        };
        Results {
            seed,
            replicates: self.replicates,
            nesting: self.nesting,
            months: model.timeline().months.iter().map(|facts| facts.month).collect(),
            fiscal_years: model.timeline().fiscal_years.clone(),
            metrics: (0..model.metrics().len()).map(metric).collect(),
            targets: (0..model.readings().len()).map(|position| self.target(model, position, target_months)).collect(),
            joint: if model.readings().iter().any(|reading| reading.joint) {
                self.joint.probability()
            } else {
                Probability::default()
            },
            joints: self.joints.iter().map(Tally::probability).collect(),
            line_money: only(asked(Section::LineMoney), || self.line_money(model)),
            fund_money: only(asked(Section::FundMoney), || self.fund_money(model)),
            total_money: only(asked(Section::TotalMoney), || self.total_money(model)),
            plan_money: only(asked(Section::PlanMoney), || self.plan_money(model)),
            cash: self.cash_months(model),
            cash_total: only(asked(Section::CashTotal), || self.cash_of_all(model)),
            flows: only(asked(Section::Flows), || self.flow_money(model)),
            commitments: only(asked(Section::Commitments), || self.commitments(model)),
            fund_commitments: only(asked(Section::Commitments), || self.fund_commitments(model)),
            commitment_months: self.commitment_months(model),
            pool_money: only(asked(Section::PoolMoney), || self.pool_money(model)),
            awards: self.award_money(model),
            limits: self.limit_shares(model),
            ledger: self.ledger_rows(model),
            equity: only(asked(Section::Equity), || self.equity_results(model)),
            schools: self.school_results(model),
            influence: only(asked(Section::Influence), || self.influences(model)),
            correlations: self.correlations(model),
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
        numbers.spread(scale, self.nesting)
    }

    fn target(&self, model: &Model, position: usize, by_month: bool) -> TargetResult {
        let months = model.timeline().months.len();
        let reading = &model.readings()[position];
        let scale = model.metrics()[reading.metric].scale() as f64;
        let mean = |sum: i128| sum as f64 / reading.shortfall_scale() as f64 / self.replicates.max(1) as f64;
        let met_in = &self.met_in[position * months..(position + 1) * months];
        let milestone = |(place, judged): (usize, &Judged)| {
            let numbers = &self.metrics[reading.metric * months + judged.at];
            MilestoneResult {
                month: model.timeline().months[judged.at].month,
                probability: met_in[judged.at].probability(),
                value: self.spread(numbers, scale),
                defined: self.share(numbers.count()),
                shortfall: mean(self.outside[reading.first + place]),
            }
        };
        let milestones = if reading.judged.len() > 1 { reading.judged.as_slice() } else { &[] };
        TargetResult {
            target: reading.target,
            reading: reading.reading,
            metric: reading.metric,
            probability: self.met[position].probability(),
            milestones: milestones.iter().enumerate().map(milestone).collect(),
            by_month: met_in.iter().filter(|_| by_month).map(Tally::probability).collect(),
            value: self.spread(&self.metrics[reading.metric * months + reading.at], scale),
            shortfall: mean(self.shortfall[position]),
            above: mean(self.above[position]),
            left_out: self.left_out[position] as f64 / self.replicates.max(1) as f64,
            unknown_share: self.layers[position]
                .unknown_share(self.replicates, self.nesting.most())
                .filter(|_| self.defined(model, position) == self.replicates),
            defined: self.share(self.defined(model, position)),
        }
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
                // Gap + overrun, of which one is always 0.
                levels: levels(&histograms[3], &histograms[if overrun.mean > 0.0 { 9 } else { 5 }]),
            }
        };
        self.funds.iter().enumerate().map(row).collect()
    }

    fn total_money(&self, model: &Model) -> Vec<TotalMoney> {
        if model.scenario().lines.is_empty() {
            return Vec::new();
        }
        let may = model.scenario().funds.iter().any(|fund| fund.overrun == Overrun::Pay);
        let row = |(histograms, year): (&[Numbers; 4], &i32)| {
            let [need, spend, gap, beyond] = histograms.each_ref().map(|numbers| self.spread(numbers, 1.0));
            let levels = levels(&histograms[0], &histograms[3]);
            TotalMoney { fiscal_year: *year, need, spend, gap, beyond: may.then_some(beyond), levels }
        };
        self.totals.iter().zip(&model.timeline().fiscal_years).map(row).collect()
    }

    fn plan_money(&self, model: &Model) -> Vec<PlanMoney> {
        if model.scenario().lines.is_empty() {
            return Vec::new();
        }
        let funds = (0..model.scenario().funds.len()).map(|index| Some(index.into())).chain(std::iter::once(None));
        let may = |fund: Option<FundId>| {
            let mut funds = model.scenario().funds.iter().enumerate();
            funds.any(|(index, one)| one.overrun == Overrun::Pay && fund.is_none_or(|fund| fund.index() == index))
        };
        let row = |(fund, histograms): (Option<FundId>, &[Numbers; 4])| {
            let [need, spend, gap, beyond] = histograms.each_ref().map(|numbers| self.spread(numbers, 1.0));
            let levels = levels(&histograms[0], &histograms[3]);
            PlanMoney { fund, need, spend, gap, beyond: may(fund).then_some(beyond), levels }
        };
        funds.zip(&self.plan).map(row).collect()
    }

    fn flow_money(&self, model: &Model) -> Vec<FlowMoney> {
        let years = &model.timeline().fiscal_years;
        let row = |(index, [count, amount]): (usize, &[Numbers; 2])| {
            let source = &model.flows()[index / years.len()];
            FlowMoney {
                source: source.id.clone(),
                line: source.line,
                fund: source.fund,
                fiscal_year: years[index % years.len()],
                count: self.spread(count, 1.0),
                amount: self.spread(amount, 1.0),
            }
        };
        self.flows.iter().enumerate().map(row).collect()
    }

    fn commitments(&self, model: &Model) -> Vec<Commitment> {
        let (lines, periods) = (model.scenario().lines.len(), Self::periods(model));
        let row = |(index, [amount, certain]): (usize, &[Numbers; 2])| Commitment {
            line: Some(index / periods.len()).filter(|line| *line < lines).map(Into::into),
            period: periods[index % periods.len()],
            amount: self.spread(amount, 1.0),
            certain: self.spread(certain, 1.0),
        };
        self.after.iter().enumerate().map(row).collect()
    }

    /// When anything falls due after the end, in order.
    fn periods(model: &Model) -> Vec<Period> {
        let years = model.after().years.iter().map(|year| Period::Year(*year));
        [Period::Unpaid].into_iter().chain(years).chain([Period::All]).collect()
    }

    fn fund_commitments(&self, model: &Model) -> Vec<FundCommitment> {
        let (funds, periods) = (model.scenario().funds.len(), Self::periods(model));
        let row = |(index, histograms): (usize, &[Numbers; 4])| {
            let [amount, certain, carried, fresh] = histograms.each_ref().map(|numbers| self.spread(numbers, 1.0));
            let fund = Some(index / periods.len()).filter(|fund| *fund < funds).map(Into::into);
            FundCommitment { fund, period: periods[index % periods.len()], amount, certain, carried, fresh }
        };
        self.promised.funds.iter().enumerate().map(row).collect()
    }

    fn commitment_months(&self, model: &Model) -> Vec<CommitmentMonth> {
        let (months, first) = (model.after().months, model.scenario().end + 1);
        let mean = |sum: i128| sum as f64 / self.replicates.max(1) as f64;
        let row = |(index, [amount, certain]): (usize, &[i128; 2])| CommitmentMonth {
            line: (index / months).into(),
            month: first + (index % months) as i32,
            amount: mean(*amount),
            certain: mean(*certain),
        };
        self.promised.months.iter().enumerate().map(row).collect()
    }

    fn pool_money(&self, model: &Model) -> Vec<PoolMoney> {
        let years = &model.timeline().fiscal_years;
        let row = |(index, histograms): (usize, &[Numbers; 4])| {
            let [need, spend, gap, beyond] = histograms.each_ref().map(|numbers| self.spread(numbers, 1.0));
            PoolMoney {
                funds: self.pools.funds[index / (years.len() + 1)].clone(),
                fiscal_year: years.get(index % (years.len() + 1)).copied(),
                need,
                spend,
                gap,
                beyond,
                levels: levels(&histograms[0], &histograms[3]),
            }
        };
        self.pools.numbers.iter().enumerate().map(row).collect()
    }

    fn award_money(&self, model: &Model) -> Vec<AwardMoney> {
        let years = &model.timeline().fiscal_years;
        let mean = |sum: i128| sum as f64 / self.replicates.max(1) as f64;
        let row = |(index, [count, amount]): (usize, &[i128; 2])| {
            let source = model.awards()[index / years.len()];
            let fiscal_year = years[index % years.len()];
            let (channel, tier, line) = (source.channel, source.tier, source.line);
            AwardMoney { channel, tier, line, fiscal_year, count: mean(*count), amount: mean(*amount) }
        };
        self.awards.iter().enumerate().map(row).collect()
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

    /// Of the numbers that the scenario correlates, how their percentiles did go together.
    fn correlations(&self, model: &Model) -> Vec<Together> {
        let count = i128::from(self.replicates);
        let own = |at: usize| {
            let [sum, squares] = self.percentiles[at];
            libm::sqrt(difference_of_products([count, squares], [sum, sum]))
        };
        let each = correlated(model).into_iter().zip(&self.together);
        let told = each.map(|(([first, second], asked), product)| {
            let [sum, other] = [first, second].map(|at| self.percentiles[at][0]);
            let root = own(first) * own(second);
            let covariance = difference_of_products([count, *product], [sum, other]);
            let achieved = if root > 0.0 { (covariance / root).clamp(-1.0, 1.0) } else { 0.0 };
            Together { first: model.uncertain()[first], second: model.uncertain()[second], asked, achieved }
        });
        told.collect()
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
                let count = i128::from(self.replicates);
                let product = self.products[position * model.uncertain().len() + index];
                let covariance = difference_of_products([count, product], [sum, layers.sum]);
                let own = difference_of_products([count, squares], [sum, sum]);
                let root = libm::sqrt(own) * libm::sqrt(layers.spread(self.replicates));
                let correlation = if root > 0.0 { (covariance / root).clamp(-1.0, 1.0) } else { 0.0 };
                found.push(Influence { parameter: *id, target: reading.target, correlation });
            }
        }
        found
    }
}
