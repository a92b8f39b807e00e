//! Scenarios and results made by hand for the tests of the outer stages: a target that is certain, one that is
//! impossible, some in between; and a system without targets, money or schools.

use std::sync::Arc;

use crate::model::Metric;
use crate::random::Distribution;
use crate::random::Nesting;
use crate::scenario::file::{
    CandidatesLaw, Commit, CountKind, Fills, MixLaw, MoveKind, Overrun, RankKind, Reaches, YearEnd,
};
use crate::scenario::{
    Basis, Bounds, Calendar, Channel, ChannelId, Count, Figure, Fund, FundId, Inherited, Line, LineId, Milestone, Move,
    MoveId, Named, Parameter, ParameterId, Phase, PhaseId, Programme, ProgrammeId, Reading, Rule, Scenario, School,
    SchoolId, Target, TargetId, Tier, TierId, Who,
};
use crate::simulate::{Event, Happening, Particulars, Story};
use crate::summary::{
    CashMonth, CashTotal, EquityResult, FundMoney, Influence, Levels, Limit, LimitShare, LineMoney, MetricKind,
    MetricResult, PlanMoney, Probability, Quantiles, Results, Spread, TargetResult, TotalMoney,
};
use crate::words::{Diagnostic, Diagnostics, Location, Month, Text};

fn month(text: &str) -> Month {
    text.parse().expect("a month")
}

fn named(id: &str, zh: &str, en: &str) -> Named {
    Named { id: id.to_owned(), title: Text::new(zh.to_owned(), en.to_owned()) }
}

fn parameter(path: &str, distribution: Distribution, basis: Option<Basis>, source: Option<&str>) -> Parameter {
    Parameter {
        path: path.to_owned(),
        distribution,
        times: 1.0,
        range: (0.0, f64::INFINITY),
        unit: crate::scenario::Unit::Number,
        basis,
        source: source.map(str::to_owned),
        note: None,
    }
}

fn fixed(value: f64) -> Distribution {
    Distribution::fixed(value).expect("a finite value")
}

fn between(low: f64, high: f64) -> Distribution {
    Distribution::uniform(low, high).expect("a range")
}

fn parameters() -> Vec<Parameter> {
    let assumption = Some(Basis::Assumption);
    vec![
        parameter("tier.backbone.stock", between(380.0, 460.0), Some(Basis::Published), Some("district bulletin 2020")),
        parameter("tier.expert.stock", fixed(2.0), Some(Basis::Plan), Some("2")),
        parameter("move.promotion.rate", between(0.02, 0.08), assumption, Some("baseline 6.3: no district figure")),
        parameter("channel.open-selection.acceptance.expert", between(0.25, 0.6), assumption, None),
        parameter("fund.special.appropriation", between(6e6, 1.2e7), assumption, Some("不公开的数字：按邻区推算")),
        parameter("programme.training.units", fixed(300.0), None, None),
    ]
}

fn tier(id: &str, zh: &str, en: &str) -> Tier {
    Tier {
        named: named(id, zh, en),
        stock: Some(ParameterId(0)),
        female: None,
        ages: Vec::new(),
        months_in_tier: (0, 0),
        kinds: Vec::new(),
        phases: Vec::new(),
        values: Vec::new(),
    }
}

fn school(id: &str, zh: &str, en: &str) -> School {
    School {
        named: named(id, zh, en),
        phases: if id.is_empty() { Vec::new() } else { vec![PhaseId(0)] },
        kind: None,
        students: vec![1.0],
        posts: 1.0,
        grouped: false,
        leads: false,
        opens: None,
        closes: None,
        merges_into: None,
        joined: Vec::new(),
        posts_now: None,
    }
}

fn reading(id: &str, title: Text, count: CountKind, tiers: &[u16], at_least: f64) -> Reading {
    Reading {
        id: id.to_owned(),
        title,
        count: Count {
            tiers: tiers.iter().map(|&tier| TierId(tier)).collect(),
            programme: (count == CountKind::SchoolShare).then_some(ProgrammeId(0)),
            ..Count::of(count)
        },
        milestones: vec![Milestone { at: month("2023-12"), year: None, bounds: Bounds::least(at_least) }],
    }
}

fn target(id: &str, zh: &str, en: &str, at: &str, mut readings: Vec<Reading>) -> Target {
    readings.iter_mut().flat_map(|one| &mut one.milestones).for_each(|one| one.at = month(at));
    Target { named: named(id, zh, en), source: None, at: month(at), joint: true, readings }
}

fn targets() -> Vec<Target> {
    let title = || Text::new("累计认定", "cumulative recognitions");
    let in_post = reading("in-post", Text::new("期末在岗", "in post at the deadline"), CountKind::Stock, &[1], 10.0);
    vec![
        target(
            "expert",
            "教育专家 10 名",
            "10 education experts",
            "2023-12",
            vec![reading("main", title(), CountKind::Additions, &[1], 10.0), in_post],
        ),
        target(
            "import-2021",
            "2021 年引进 40 名高层次人才",
            "40 high-level talents imported in 2021",
            "2021-12",
            vec![reading("main", title(), CountKind::Imports, &[], 40.0)],
        ),
        target(
            "backbone",
            "每百名学生 1.2 名骨干教师",
            "1.2 backbone teachers per 100 students",
            "2023-12",
            vec![reading("main", title(), CountKind::StockPer100Students, &[0, 1], 1.2)],
        ),
        target(
            "groups",
            "一半学校加入教育集团",
            "half of the schools in groups",
            "2023-12",
            vec![reading("main", title(), CountKind::SchoolShare, &[], 0.5)],
        ),
    ]
}

fn movement() -> Move {
    Move {
        named: named("promotion", "骨干教师评选", "recognition as backbone"),
        source: Some("3.2.1".to_owned()),
        kind: MoveKind::Change,
        from: vec![TierId(0)],
        to: Some(TierId(1)),
        sets: Vec::new(),
        rates: vec![(0, ParameterId(2))],
        rate_by_year: Vec::new(),
        yearly_sd: None,
        calendar: Calendar([1.0 / 12.0; 12]),
        who: Who::default(),
        places: None,
        total: None,
        places_of: Vec::new(),
        rank: RankKind::Lot,
        cost: None,
        retirement: None,
    }
}

fn channel() -> Channel {
    Channel {
        named: named("open-selection", "公开选聘", "open selection"),
        source: Some("3.1.2".to_owned()),
        import: true,
        flexible: false,
        calendar: Calendar([1.0 / 12.0; 12]),
        candidates: ParameterId(5).into(),
        candidates_sd: None,
        candidates_law: CandidatesLaw::Poisson,
        candidates_left: Vec::new(),
        candidates_from: None,
        stages: Vec::new(),
        qualified: Figure::default(),
        qualified_sd: None,
        mix: vec![(TierId(1), ParameterId(1))],
        mix_law: MixLaw::Chance,
        values: Vec::new(),
        fills: Fills::Everyone,
        places: vec![None],
        places_of: Vec::new(),
        total: None,
        acceptance: vec![ParameterId(3).into()],
        acceptance_sd: None,
        lag: 3,
        age: (30, 50),
        female: None,
        post: false,
        kinds: Vec::new(),
        phases: Vec::new(),
        contract: None,
        renewal: Figure::default(),
        award: None,
        fee: None,
        round_cost: None,
        offer_cost: None,
    }
}

fn programme() -> Programme {
    Programme {
        named: named("training", "能力提升培训", "capability training"),
        source: Some("3.2.2".to_owned()),
        reaches: Reaches::People,
        unit: Text::new("名额", "seat"),
        units: vec![Some(ParameterId(5)); 3],
        capacity: Figure::default(),
        unit_cost: None,
        cost_years: 1,
        calendar: Calendar([1.0 / 12.0; 12]),
        from: month("2021-05"),
        until: month("2023-12"),
        people_per_unit: 1,
        lasts: None,
        tiers: Vec::new(),
        who: Who::default(),
        rank: RankKind::Lot,
        phases: Vec::new(),
        host: None,
        exchange: None,
        half_saturation: None,
        before: Vec::new(),
    }
}

fn fund(id: &str, zh: &str, en: &str, appropriation: Option<ParameterId>) -> Fund {
    Fund {
        named: named(id, zh, en),
        source: Some("4.3".to_owned()),
        payer: None,
        appropriation: appropriation.map(|id| vec![Some(id); 3]),
        commit: Commit::Offer,
        year_end: YearEnd::Lapse,
        overrun: Overrun::Wait,
        backed_by: None,
        carried_in: 0,
    }
}

/// A small plan with everything that a report shows.
#[must_use]
pub fn scenario() -> Scenario {
    Scenario {
        id: "tiny".to_owned(),
        title: Text::new("小区教育人才三年行动计划", "A small district's three-year plan for education talent"),
        description: Some(Text::new("为测试而写，数字都是虚构的。", "Written for tests; every number is invented.")),
        start: month("2021-05"),
        end: month("2023-12"),
        fiscal_year_starts: 1,
        school_year_starts: 9,
        replicates: 10_000,
        seed: 20_210_427,
        nesting: Nesting::every(2),
        parameters: parameters(),
        correlation: None,
        phases: vec![Phase {
            named: named("primary", "小学", "primary"),
            students: None,
            growth: Figure::default(),
            forecast: Vec::new(),
            growth_noise: None,
        }],
        kinds: Vec::new(),
        schools: vec![school("no-1", "第一小学", "No. 1 Primary"), school("no-2", "第二小学", "No. 2 Primary")],
        posts: None,
        roster: None,
        coming: Vec::new(),
        contracts: None,
        attributes: Vec::new(),
        tiers: vec![tier("backbone", "骨干教师", "backbone teachers"), tier("expert", "教育专家", "education experts")],
        moves: vec![movement()],
        channels: vec![channel()],
        programmes: vec![programme()],
        effects: Vec::new(),
        payers: Vec::new(),
        lines: vec![
            Line {
                named: named("awards", "引进奖励", "import awards"),
                payer: None,
                codes: [None, None],
                fund: FundId(0),
                priority: 0,
            },
            Line {
                named: named("training", "培训", "training"),
                payer: None,
                codes: [None, None],
                fund: FundId(1),
                priority: 0,
            },
        ],
        expenses: Vec::new(),
        allowances: Vec::new(),
        incomes: Vec::new(),
        prices: Vec::new(),
        funds: vec![
            fund("special", "教育人才引进工作专项经费", "education talent import special fund", Some(ParameterId(4))),
            fund("department", "教育部门预算", "education department budget", None),
        ],
        arrears: Vec::new(),
        targets: targets(),
        joints: Vec::new(),
        observed: Vec::new(),
        kept_months: Vec::new(),
        rules: vec![Rule {
            named: named("more-training", "骨干不足则加训", "more training if backbone lags"),
            at: month("2022-12"),
            target: TargetId(2),
            below: Some(1.0),
            at_least: None,
            fired: None,
            from: month("2023-01"),
            set: Vec::new(),
        }],
        equity: None,
        allocate: Vec::new(),
        digest: "0123456789abcdef".repeat(4),
        sources: Arc::new(vec![
            ("scenario.toml".to_owned(), String::new()),
            ("data/schools.csv".to_owned(), String::new()),
        ]),
    }
}

/// A textbook system: two grades, nothing promised, nothing spent, nothing unknown, no schools.
#[must_use]
pub fn bare() -> Scenario {
    let mut scenario = scenario();
    "markov".clone_into(&mut scenario.id);
    scenario.title = Text::new("封闭马尔可夫系统", "A closed Markov system");
    scenario.description = None;
    scenario.schools = vec![school("", "", "")];
    for parameter in &mut scenario.parameters {
        parameter.distribution = fixed(0.5);
        parameter.basis = Some(Basis::Plan);
    }
    (scenario.phases, scenario.targets, scenario.rules) = (Vec::new(), Vec::new(), Vec::new());
    (scenario.funds, scenario.lines) = (Vec::new(), Vec::new());
    (scenario.channels, scenario.programmes) = (Vec::new(), Vec::new());
    scenario
}

fn spread(middle: f64, width: f64) -> Spread {
    let at = |z: f64| (middle + z * width).max(0.0);
    let quantiles = |apart: f64| Quantiles::from([-1.6, -1.3, -0.7, 0.0, 0.7, 0.8, 1.3, 1.6].map(|z| at(z + apart)));
    let (low, high) = (Some(quantiles(-0.02)), Some(quantiles(0.03)));
    Spread { mean: middle, sd: width, quantiles: quantiles(0.0), low, high }
}

/// Quantiles at every confidence that go through those that are told.
fn levels(need: &Spread, beyond: &Spread) -> Levels {
    let of = |spread: &Spread| {
        let Quantiles { p50, p75, p80, p90, p95, .. } = spread.quantiles;
        let told = [(50.0, p50), (75.0, p75), (80.0, p80), (90.0, p90), (95.0, p95), (99.0, p95 * 1.25)];
        let at = |percent: u8| {
            let percent = f64::from(percent);
            let place = told.iter().rposition(|(own, _)| *own <= percent).unwrap_or(0);
            let ((from, low), (to, high)) = (told[place], told[(place + 1).min(5)]);
            if percent > from { low + (high - low) * (percent - from) / (to - from) } else { low }
        };
        Levels::EACH.map(at).collect()
    };
    Levels { need: of(need), beyond: of(beyond) }
}

/// The same of everything that has them.
pub fn tell_levels(results: &mut Results) {
    for one in &mut results.fund_money {
        one.levels = levels(&one.need, one.needed_beyond());
    }
    for one in &mut results.total_money {
        one.levels = levels(&one.need, one.needed_beyond());
    }
    for one in &mut results.plan_money {
        one.levels = levels(&one.need, one.needed_beyond());
    }
}

fn probability(count: u64) -> Probability {
    let estimate = count as f64 / 10_000.0;
    let half = 1.96 * (estimate * (1.0 - estimate) / 10_000.0).sqrt() + 0.000_2;
    Probability { count, of: 10_000, estimate, low: (estimate - half).max(0.0), high: (estimate + half).min(1.0) }
}

fn metric(
    id: String,
    kind: MetricKind,
    decimals: u32,
    months: usize,
    (start, end, width): (f64, f64, f64),
) -> MetricResult {
    let at = |month: usize| {
        let share = month as f64 / months.max(2).saturating_sub(1) as f64;
        spread(start + (end - start) * share, width * share)
    };
    MetricResult { id, kind, decimals, months: (0..months).map(at).collect(), defined: Vec::new() }
}

fn metric_results(scenario: &Scenario) -> Vec<MetricResult> {
    let months = scenario.months();
    let mut metrics = Vec::new();
    for (index, tier) in scenario.tiers.iter().enumerate() {
        let (id, size) = (&tier.named.id, if index == 0 { 420.0 } else { 2.0 });
        let tier = TierId::from(index);
        let grown = (size, size + 9.0, 2.0 + size / 20.0);
        metrics.push(metric(format!("stock.{id}"), MetricKind::Stock(tier), 0, months, grown));
        metrics.push(metric(format!("additions.{id}"), MetricKind::Additions(tier), 0, months, (0.0, 12.0, 3.0)));
        metrics.push(metric(format!("leavers.{id}"), MetricKind::Leavers(tier), 0, months, (0.0, 3.0, 1.0)));
    }
    metrics.push(metric("headcount".to_owned(), MetricKind::Headcount, 0, months, (422.0, 440.0, 25.0)));
    for (index, target) in scenario.targets.iter().enumerate() {
        for (position, reading) in target.readings.iter().enumerate() {
            let kind = MetricKind::Target(TargetId::from(index), position);
            let (decimals, shape) = match reading.count.kind {
                CountKind::StockPer100Students => (3, (0.9, 1.23, 0.06)),
                CountKind::SchoolShare => (4, (0.1, 0.75, 0.02)),
                CountKind::Imports => (0, (0.0, 38.0, 4.0)),
                _ => (0, (0.0, 11.0 - 5.0 * position as f64, 2.4)),
            };
            metrics.push(metric(format!("target.{}.{}", target.named.id, reading.id), kind, decimals, months, shape));
        }
    }
    metrics
}

/// Counts out of 10,000 that each target of [`scenario`] is met, in order of its readings: in between, impossible,
/// nearly certain, certain, …
const MET: [u64; 5] = [6_812, 0, 9_998, 5_000, 10_000];

fn target_results(scenario: &Scenario, metrics: &[MetricResult]) -> Vec<TargetResult> {
    let counted = metrics.iter().enumerate().filter_map(|(index, metric)| match metric.kind {
        MetricKind::Target(target, reading) => Some((index, metric, target, reading)),
        _ => None,
    });
    counted
        .zip(MET)
        .map(|((index, metric, target, reading), met)| {
            let stated = &scenario.targets[target.index()];
            let due = (stated.at - scenario.start) as usize;
            let last = metric.months.len().max(2) - 1;
            TargetResult {
                target,
                reading,
                metric: index,
                probability: probability(met),
                by_month: (0..metric.months.len()).map(|month| probability(met * month as u64 / last as u64)).collect(),
                defined: 1.0,
                value: metric.months[due],
                shortfall: (10_000 - met) as f64 / 10_000.0 * stated.readings[reading].due().bounds.size() * 0.2,
                above: 0.0,
                left_out: 0.0,
                milestones: Vec::new(),
                unknown_share: (met > 0 && met < 10_000).then_some(0.64),
            }
        })
        .collect()
}

fn fund_money(fund: FundId, fiscal_year: i32, (need, granted): (f64, f64)) -> FundMoney {
    let spent = if granted > 0.0 { need.min(granted) } else { need };
    FundMoney {
        fund,
        fiscal_year,
        appropriation: spread(granted, granted / 5.0),
        carried_in: Spread::default(),
        paid: spread(spent, spent / 8.0),
        need: spread(need, need / 6.0),
        spend: spread(spent, spent / 8.0),
        gap: spread(need - spent, (need - spent) / 4.0),
        committed: Spread::default(),
        queued: Spread::default(),
        lapsed: Spread::default(),
        overrun: Spread::default(),
        levels: Levels::default(),
    }
}

fn money(scenario: &Scenario) -> (Vec<LineMoney>, Vec<FundMoney>, Vec<TotalMoney>) {
    if scenario.funds.is_empty() {
        return (Vec::new(), Vec::new(), Vec::new());
    }
    let years = scenario.fiscal_years();
    let sizes = [(9.6e6, 9e6), (2.4e6, 0.0)];
    let funds: Vec<FundMoney> = sizes
        .iter()
        .enumerate()
        .flat_map(|(fund, &(need, granted))| {
            years.iter().enumerate().map(move |(index, &year)| {
                fund_money(FundId::from(fund), year, (need * (0.8 + 0.2 * index as f64), granted))
            })
        })
        .collect();
    let lines = funds.iter().map(|fund| LineMoney {
        line: LineId::from(fund.fund.index()),
        fiscal_year: fund.fiscal_year,
        need: fund.need,
        spend: fund.spend,
        gap: fund.gap,
        clawback: Spread::default(),
        displaced: Spread::default(),
    });
    let total = years.iter().map(|&fiscal_year| {
        let sum = |of: fn(&FundMoney) -> f64| {
            funds.iter().filter(|fund| fund.fiscal_year == fiscal_year).map(of).sum::<f64>()
        };
        let (need, spend) = (sum(|fund| fund.need.mean), sum(|fund| fund.spend.mean));
        TotalMoney {
            fiscal_year,
            need: spread(need, need / 8.0),
            spend: spread(spend, spend / 9.0),
            gap: spread(need - spend, (need - spend) / 4.0),
            beyond: None,
            levels: Levels::default(),
        }
    });
    (lines.collect(), funds.clone(), total.collect())
}

fn plan_money(funds: &[FundMoney], totals: &[TotalMoney]) -> Vec<PlanMoney> {
    let of = |fund: Option<FundId>, [need, spend]: [f64; 2]| PlanMoney {
        fund,
        need: spread(need, need / 12.0),
        spend: spread(spend, spend / 14.0),
        gap: spread(need - spend, (need - spend) / 6.0),
        beyond: None,
        levels: Levels::default(),
    };
    let mut ids: Vec<FundId> = funds.iter().map(|row| row.fund).collect();
    ids.dedup();
    let mut plan: Vec<PlanMoney> = ids
        .into_iter()
        .map(|id| {
            let own = || funds.iter().filter(|row| row.fund == id);
            of(Some(id), [own().map(|row| row.need.mean).sum(), own().map(|row| row.spend.mean).sum()])
        })
        .collect();
    if !totals.is_empty() {
        let sums = [totals.iter().map(|row| row.need.mean).sum(), totals.iter().map(|row| row.spend.mean).sum()];
        plan.push(of(None, sums));
    }
    plan
}

/// Payments of the two lines of [`money`]: the first pays in each September, the second a little in every month.
fn cash(scenario: &Scenario) -> Vec<CashMonth> {
    let lines = if scenario.funds.is_empty() { 0 } else { 2 };
    let paid = |line: usize, at: Month| match line {
        0 if at.month() == 9 => 9e6,
        0 => 0.0,
        _ => 2e5,
    };
    let months = |line: usize| {
        (0..scenario.months()).map(move |index| {
            let month = scenario.start + index as i32;
            CashMonth { line: LineId::from(line), month, spend: paid(line, month) }
        })
    };
    (0..lines).flat_map(months).collect()
}

fn cash_total(scenario: &Scenario) -> Vec<CashTotal> {
    let cash = cash(scenario);
    let sum = |at: Month| cash.iter().filter(|row| row.month == at).map(|row| row.spend).sum::<f64>();
    let months = (0..if cash.is_empty() { 0 } else { scenario.months() }).map(|index| scenario.start + index as i32);
    months.map(|month| CashTotal { month, spend: spread(sum(month), sum(month) / 8.0) }).collect()
}

/// Results that fit `scenario`, which is [`scenario()`], [`bare()`] or something made from them.
#[must_use]
pub fn results(scenario: &Scenario) -> Results {
    let metrics = metric_results(scenario);
    let targets = target_results(scenario, &metrics);
    let (line_money, fund_money, total_money) = money(scenario);
    let share = |target: u16, fiscal_year: i32, limit: Limit, share: f64| LimitShare {
        target: TargetId(target),
        fiscal_year,
        limit,
        share,
        heads: share,
    };
    let influence = |parameter: u16, target: u16, correlation: f64| Influence {
        parameter: ParameterId(parameter),
        target: TargetId(target),
        correlation,
    };
    let promised = !scenario.targets.is_empty();
    let mut results = Results {
        seed: scenario.seed,
        replicates: scenario.replicates,
        nesting: scenario.nesting,
        months: (0..scenario.months()).map(|month| scenario.start + month as i32).collect(),
        fiscal_years: scenario.fiscal_years(),
        metrics,
        targets,
        joint: if promised { probability(3_120) } else { Probability::default() },
        line_money,
        plan_money: plan_money(&fund_money, &total_money),
        fund_money,
        total_money,
        cash: cash(scenario),
        cash_total: cash_total(scenario),
        flows: Vec::new(),
        commitments: Vec::new(),
        fund_commitments: Vec::new(),
        commitment_months: Vec::new(),
        pool_money: Vec::new(),
        awards: Vec::new(),
        limits: if promised {
            vec![
                share(0, 2021, Limit::Eligible, 0.31),
                share(0, 2022, Limit::Eligible, 0.30),
                share(0, 2022, Limit::Places, 0.27),
                share(0, 2023, Limit::Money, 0.08),
                share(0, 2023, Limit::Vacancy, 0.03),
                share(0, 2023, Limit::Host, 0.01),
                share(1, 2021, Limit::Candidates, 0.996),
                share(1, 2021, Limit::Declined, 0.004),
            ]
        } else {
            Vec::new()
        },
        ledger: Vec::new(),
        equity: if scenario.phases.is_empty() {
            Vec::new()
        } else {
            let phase = PhaseId(0);
            vec![EquityResult {
                phase,
                month: scenario.end,
                defined: 1.0,
                coefficient: spread(0.46, 0.03),
                limit: 0.5,
                within: probability(8_731),
            }]
        },
        schools: Vec::new(),
        correlations: Vec::new(),
        influence: if promised {
            vec![
                influence(2, 0, 0.71),
                influence(3, 0, 0.22),
                influence(3, 1, 0.55),
                influence(0, 2, 0.83),
                influence(4, 2, -0.01),
                influence(4, 0, 0.34),
            ]
        } else {
            Vec::new()
        },
        joints: Vec::new(),
        rules: if scenario.rules.is_empty() { Vec::new() } else { vec![probability(4_310)] },
    };
    tell_levels(&mut results);
    results
}

/// The metrics of [`results`] as a model names them.
#[must_use]
pub fn metrics(scenario: &Scenario) -> Vec<Metric> {
    metric_results(scenario)
        .into_iter()
        .map(|metric| Metric { id: metric.id, kind: metric.kind, decimals: metric.decimals })
        .collect()
}

/// A replicate in which someone comes, rises and leaves, and a teacher is passed over.
#[must_use]
pub fn story(scenario: &Scenario, replicate: u64) -> Story {
    let metrics = metric_results(scenario);
    let path = |metric: &MetricResult| metric.months.iter().map(|spread| Some(spread.quantiles.p50.round())).collect();
    let values: Vec<Vec<Option<f64>>> = metrics.iter().map(path).collect();
    let met = |(metric, values): (&MetricResult, &Vec<Option<f64>>)| {
        let MetricKind::Target(id, position) = metric.kind else { return None };
        let due = scenario.targets[id.index()].readings[position].due();
        Some(values[(due.at - scenario.start) as usize] >= due.bounds.at_least)
    };
    let event = |at: &str, person: &str, tier: u16, school: u16, what: Happening| Event {
        month: month(at),
        person: person.to_owned(),
        tier: TierId(tier),
        school: SchoolId(school),
        what,
    };
    let (teacher, hired) = ("teacher-00123", "open-selection-2021-09-007");
    let mut events = vec![
        event("2021-05", teacher, 0, 0, Happening::Present),
        event("2021-09", teacher, 0, 0, Happening::Reached(ProgrammeId(0))),
        event("2022-06", teacher, 0, 0, Happening::PassedOver(MoveId(0))),
        event("2022-12", teacher, 0, 0, Happening::Released(ProgrammeId(0))),
        event("2023-01", teacher, 0, 1, Happening::Exchanged(SchoolId(1))),
        event("2023-06", teacher, 1, 1, Happening::Changed(MoveId(0), TierId(1))),
    ];
    if !scenario.channels.is_empty() {
        events.extend([
            event("2021-12", hired, 1, 0, Happening::Arrived(ChannelId(0))),
            event("2022-12", hired, 1, 0, Happening::Waits(200_000)),
            event("2023-01", hired, 1, 0, Happening::Paid(200_000)),
            event("2023-03", hired, 1, 0, Happening::Renewed),
            event("2023-08", hired, 1, 0, Happening::Left(MoveId(0))),
            event("2023-08", hired, 1, 0, Happening::Repaid(120_000)),
            event("2023-08", hired, 1, 0, Happening::ContractEnded),
        ]);
    }
    let one =
        |person: &str, born: &str, female: bool| Particulars { person: person.to_owned(), born: month(born), female };
    Story {
        replicate,
        parameters: vec![("move.promotion.rate".to_owned(), 0.041)],
        met: metrics.iter().zip(&values).filter_map(met).collect(),
        values,
        events,
        people: vec![one(teacher, "1980-03", true), one(hired, "1975-11", false), one("quiet", "1990-01", true)],
    }
}

/// A warning without a place.
#[must_use]
pub fn warnings() -> Diagnostics {
    let message = Text::new("名额多于人数", "the quota is larger than the people there are");
    vec![Diagnostic::warning("quota-above-people", message)].into()
}

/// Yearly figures that stay as a base has them, beside a new plain figure and beside another year.
#[must_use]
pub fn inherited() -> Vec<Inherited> {
    let year = |year: &str| (year.to_owned(), "tiny.toml".to_owned());
    let of = |path: &str, stated: &str, years: &[&str], plain: bool| Inherited {
        path: path.to_owned(),
        stated: stated.to_owned(),
        years: years.iter().map(|one| year(one)).collect(),
        plain,
    };
    vec![
        of("fund.special.appropriation", "--set", &["2021", "2022"], true),
        of("channel.select.places.expert", "lean.toml", &["2021"], false),
    ]
}

/// Problems in a file, with Chinese before one of the places.
#[must_use]
pub fn problems() -> Diagnostics {
    let at = |line, column| Some(Location::text("plan.toml", line, column));
    let list = vec![
        Diagnostic::error("unknown-key", Text::new("没有名为“stok”的键", "there is no key \"stok\""))
            .at(at(2, 1))
            .hint(Text::new("是否指“stock”？", "did you mean \"stock\"?")),
        Diagnostic::error("wrong-type", Text::new("这里要一个数", "a number is needed here")).at(at(3, 22)),
        Diagnostic::warning(
            "quota-above-people",
            Text::new("名额多于人数", "the quota is larger than the people there are"),
        ),
    ];
    list.into()
}
