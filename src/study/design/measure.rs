//! What is counted in every replicate of a study, by names that hold across scenarios.

use serde::{Deserialize, Serialize};

use crate::model::{Judged, MetricKind, Model, ReadingPlan, UNDEFINED};
use crate::random::Nesting;

/// A number that every replicate gives. Targets, tiers and lines are named by their ids and years by the calendar year in
/// which they open, so that the same measure can be found in another scenario.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Measure {
    /// Whether all main readings that belong to the joint target are met: 0 or 1.
    Joint,
    /// Whether all targets of a group that is asked about are met: 0 or 1.
    Group {
        /// The group.
        joint: String,
    },
    /// Whether a reading is met at its month: 0 or 1.
    Met {
        /// The target.
        target: String,
        /// The reading; `main` is the first.
        reading: String,
    },
    /// What a reading counts at its month, in its unit; a replicate may give no value.
    Value {
        /// The target.
        target: String,
        /// The reading.
        reading: String,
    },
    /// How far a reading is outside its bounds at its month, in its unit; of milestones the greatest counts.
    Shortfall {
        /// The target.
        target: String,
        /// The reading.
        reading: String,
    },
    /// People in a tier at the end of a fiscal year, or of the run.
    Stock {
        /// The tier.
        tier: String,
        /// The fiscal year.
        year: i32,
    },
    /// Entries into a tier since the start, to the end of a fiscal year.
    Additions {
        /// The tier.
        tier: String,
        /// The fiscal year.
        year: i32,
    },
    /// Yuan that everything wanted on a line would cost in a fiscal year.
    Need {
        /// The line.
        line: String,
        /// The fiscal year.
        year: i32,
    },
    /// Yuan paid on a line in a fiscal year.
    Spend {
        /// The line.
        line: String,
        /// The fiscal year.
        year: i32,
    },
    /// Yuan wanted and not paid on a line in a fiscal year.
    Gap {
        /// The line.
        line: String,
        /// The fiscal year.
        year: i32,
    },
    /// Yuan wanted on all lines that a fund pays, paid or not, in all fiscal years.
    FundNeed {
        /// The fund.
        fund: String,
    },
    /// Yuan paid on all lines in a fiscal year, or in all of them.
    TotalSpend {
        /// The fiscal year; none means all.
        year: Option<i32>,
    },
    /// Yuan wanted and not paid on all lines in a fiscal year, or in all of them.
    TotalGap {
        /// The fiscal year; none means all.
        year: Option<i32>,
    },
}

impl Measure {
    /// The main reading of a target, met or not.
    #[must_use]
    pub fn met(target: &str) -> Self {
        Self::Met { target: target.to_owned(), reading: "main".to_owned() }
    }

    /// What the main reading of a target counts.
    #[must_use]
    pub fn value(target: &str) -> Self {
        Self::Value { target: target.to_owned(), reading: "main".to_owned() }
    }

    /// A stable id, such as `met.expert.main` or `spend.training.2022`.
    #[must_use]
    pub fn id(&self) -> String {
        let all = |year: &Option<i32>| year.map_or_else(|| "all".to_owned(), |year| year.to_string());
        match self {
            Self::Joint => "joint".to_owned(),
            Self::Group { joint } => format!("joint.{joint}"),
            Self::Met { target, reading } => format!("met.{target}.{reading}"),
            Self::Value { target, reading } => format!("value.{target}.{reading}"),
            Self::Shortfall { target, reading } => format!("shortfall.{target}.{reading}"),
            Self::Stock { tier, year } => format!("stock.{tier}.{year}"),
            Self::Additions { tier, year } => format!("additions.{tier}.{year}"),
            Self::Need { line, year } => format!("need.{line}.{year}"),
            Self::Spend { line, year } => format!("spend.{line}.{year}"),
            Self::Gap { line, year } => format!("gap.{line}.{year}"),
            Self::FundNeed { fund } => format!("need.{fund}.all"),
            Self::TotalSpend { year } => format!("total-spend.{}", all(year)),
            Self::TotalGap { year } => format!("total-gap.{}", all(year)),
        }
    }

    /// The target whose main reading is met or not; none of any other measure.
    #[must_use]
    pub fn met_target(&self) -> Option<&str> {
        match self {
            Self::Met { target, reading } if reading == "main" => Some(target),
            _ => None,
        }
    }

    /// The target that it is about, under whichever reading; none of a group of targets, and of what is about none.
    #[must_use]
    pub fn target(&self) -> Option<&str> {
        match self {
            Self::Met { target, .. } | Self::Value { target, .. } | Self::Shortfall { target, .. } => Some(target),
            _ => None,
        }
    }

    /// Whether it says the same of every plan that has it. What a fund is asked for does not: a plan may set money of it apart for
    /// lines that another pays from all of it.
    #[must_use]
    pub const fn is_comparable(&self) -> bool {
        !matches!(self, Self::FundNeed { .. })
    }

    /// Whether it is 0 or 1 in every replicate, so that its mean is a probability.
    #[must_use]
    pub const fn is_event(&self) -> bool {
        matches!(self, Self::Joint | Self::Group { .. } | Self::Met { .. })
    }
}

/// How often a measure has a value, where it has not always one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Valued {
    /// The measure.
    pub measure: Measure,
    /// Share of the replicates in which it has a value.
    pub defined: f64,
}

/// A measure in every replicate, in order of draws and within a draw of chance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    /// Recorded values; [`UNDEFINED`] where a replicate gives none. Nothing else that is recorded is below 0.
    pub values: Vec<i64>,
    /// One whole unit in a recorded value.
    pub scale: i64,
    /// How they are laid out over draws of the parameters, from the first of a batch on.
    pub nesting: Nesting,
    /// Events that are counted: 1 for an event itself, 3 for how many of three happened; none for any other number.
    pub events: Option<u32>,
}

impl Series {
    /// The share of the replicates that give a value.
    #[must_use]
    pub fn defined(&self) -> f64 {
        let count = self.values.iter().filter(|value| **value != UNDEFINED).count();
        count as f64 / self.values.len().max(1) as f64
    }

    /// Its value in every replicate, in whole units; none where a replicate gives none.
    pub(crate) fn numbers(&self) -> Vec<Option<f64>> {
        let number = |value: &i64| (*value != UNDEFINED).then(|| *value as f64 / self.scale.max(1) as f64);
        self.values.iter().map(number).collect()
    }

    /// Its mean in every draw; none of a draw in which a replicate gives none.
    pub(crate) fn by_draw(&self) -> Vec<Option<f64>> {
        let scale = self.scale.max(1) as f64;
        let mean = |(own, _): (&[i64], u64)| {
            let sum = || own.iter().map(|value| *value as f64 / scale).sum::<f64>() / own.len() as f64;
            (!own.contains(&UNDEFINED)).then(sum)
        };
        self.nesting.by_draw(&self.values).map(mean).collect()
    }

    /// In how many replicates of each draw an event happened.
    pub(crate) fn hits(&self) -> Vec<usize> {
        let happened = |(own, _): (&[i64], u64)| own.iter().filter(|value| **value > 0).count();
        self.nesting.by_draw(&self.values).map(happened).collect()
    }

    /// Whether there are replicates, and no draw in which all of them have a value.
    pub(crate) fn is_void(&self) -> bool {
        !self.values.is_empty() && self.nesting.by_draw(&self.values).all(|(draw, _)| draw.contains(&UNDEFINED))
    }
}

impl<'a> std::iter::Sum<&'a Self> for Series {
    /// The sum of series in every replicate: of events, how many of them happened.
    fn sum<I: Iterator<Item = &'a Self>>(mut list: I) -> Self {
        let Some(first) = list.next() else {
            return Self { values: Vec::new(), scale: 1, nesting: Nesting::ONCE, events: None };
        };
        list.fold(first.clone(), |mut sum, one| {
            sum.values.iter_mut().zip(&one.values).for_each(|(sum, value)| *sum += value);
            sum.events = sum.events.zip(one.events).map(|(sum, events)| sum + events);
            sum
        })
    }
}

/// Which columns of a block a measure is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Recipe {
    /// The column itself.
    Plain(usize),
    /// 1 if every column is within its bounds.
    Within(Vec<(usize, Judged)>),
    /// The sum of columns.
    Sum(Vec<usize>),
}

/// Where each number of a replicate stands in a block, and what can be made of them.
#[derive(Clone, Debug)]
pub(crate) struct Layout {
    /// Readings, then their shortfalls, then stocks by tier and year, additions by tier and year, spend and gap by line and year, and millionths of
    /// a head by main reading and limit, and what readings count at their milestones before the last.
    pub(crate) readings: usize,
    /// By reading: these milestones' months.
    pub(crate) earlier: Vec<Vec<usize>>,
    pub(crate) stock_metrics: Vec<usize>,
    pub(crate) additions_metrics: Vec<usize>,
    /// Last month of each fiscal year.
    pub(crate) closes: Vec<usize>,
    pub(crate) lines: usize,
    pub(crate) mains: Vec<usize>,
    pub(crate) serving: Vec<Vec<usize>>,
}

impl Layout {
    pub(crate) fn new(model: &Model) -> Self {
        let find = |kind: &dyn Fn(MetricKind) -> bool| {
            let fits = |index: &usize| model.metrics().get(*index).is_some_and(|metric| kind(metric.kind));
            (0..model.metrics().len()).filter(fits).collect::<Vec<_>>()
        };
        let months = &model.timeline().months;
        let last_of = |year: usize| months.iter().rposition(|facts| facts.fiscal == year).unwrap_or(0);
        let earlier = |reading: &ReadingPlan| {
            reading.judged.iter().map(|one| one.at).filter(|month| *month != reading.at).collect()
        };
        let mains: Vec<usize> =
            model.readings().iter().enumerate().filter(|(_, reading)| reading.main).map(|(index, _)| index).collect();
        Self {
            readings: model.readings().len(),
            earlier: model.readings().iter().map(earlier).collect(),
            stock_metrics: find(&|kind| matches!(kind, MetricKind::Stock(_))),
            additions_metrics: find(&|kind| matches!(kind, MetricKind::Additions(_))),
            closes: (0..model.timeline().fiscal_years.len()).map(last_of).collect(),
            lines: model.scenario().lines.len(),
            serving: mains.iter().map(|position| model.sources().serving(*position)).collect(),
            mains,
        }
    }

    pub(crate) fn width(&self) -> usize {
        self.earlier_from(self.readings)
    }

    /// Column of a reading at the first of its earlier milestones.
    fn earlier_from(&self, reading: usize) -> usize {
        let limits = self.mains.len() * crate::model::Limit::ALL.len();
        self.limits_from() + limits + self.earlier[..reading].iter().map(Vec::len).sum::<usize>()
    }

    fn years(&self) -> usize {
        self.closes.len()
    }

    fn stocks_from(&self) -> usize {
        2 * self.readings
    }

    fn additions_from(&self) -> usize {
        self.stocks_from() + self.stock_metrics.len() * self.years()
    }

    fn money_from(&self) -> usize {
        self.additions_from() + self.additions_metrics.len() * self.years()
    }

    fn spend_at(&self, line: usize, year: usize) -> usize {
        self.money_from() + (line * self.years() + year) * 2
    }

    /// Column of the first limit of the first main reading.
    pub(crate) fn limits_from(&self) -> usize {
        self.money_from() + self.lines * self.years() * 2
    }

    /// Every measure of a model, in a fixed order, with its recipe and scale.
    pub(crate) fn measures(&self, model: &Model) -> Vec<(Measure, Recipe, i64)> {
        let scenario = model.scenario();
        let years = &model.timeline().fiscal_years;
        let mut list = Vec::new();
        let within = |(index, reading): (usize, &ReadingPlan)| -> Vec<(usize, Judged)> {
            let columns = (self.earlier_from(index)..).take(self.earlier[index].len()).chain([index]);
            columns.zip(reading.judged.iter().cloned()).collect()
        };
        let joint = model.readings().iter().enumerate().filter(|(_, reading)| reading.joint);
        let joint: Vec<(usize, Judged)> = joint.flat_map(within).collect();
        if !joint.is_empty() {
            list.push((Measure::Joint, Recipe::Within(joint), 1));
        }
        for joint in &scenario.joints {
            let of = |(_, reading): &(usize, &ReadingPlan)| reading.main && joint.targets.contains(&reading.target);
            let all = model.readings().iter().enumerate().filter(of).flat_map(within).collect();
            list.push((Measure::Group { joint: joint.named.id.clone() }, Recipe::Within(all), 1));
        }
        for (index, plan) in model.readings().iter().enumerate() {
            let Some(target) = scenario.targets.get(plan.target.index()) else { continue };
            let Some(stated) = target.readings.get(plan.reading) else { continue };
            let (target, reading) = (target.named.id.clone(), stated.id.clone());
            let scale = model.metrics().get(plan.metric).map_or(1, crate::model::Metric::scale);
            let both = || (target.clone(), reading.clone());
            let (target, reading) = both();
            list.push((Measure::Met { target, reading }, Recipe::Within(within((index, plan))), 1));
            let (target, reading) = both();
            list.push((Measure::Value { target, reading }, Recipe::Plain(index), scale));
            let (target, reading) = both();
            let short = Recipe::Plain(self.readings + index);
            list.push((Measure::Shortfall { target, reading }, short, plan.shortfall_scale()));
        }
        for (tier, one) in scenario.tiers.iter().enumerate() {
            for (position, year) in years.iter().enumerate() {
                let place = tier * self.years() + position;
                let tier = || one.named.id.clone();
                let stock = Measure::Stock { tier: tier(), year: *year };
                list.push((stock, Recipe::Plain(self.stocks_from() + place), 1));
                let additions = Measure::Additions { tier: tier(), year: *year };
                list.push((additions, Recipe::Plain(self.additions_from() + place), 1));
            }
        }
        for (index, one) in scenario.lines.iter().enumerate() {
            for (position, year) in years.iter().enumerate() {
                let (spend, year) = (self.spend_at(index, position), *year);
                let line = || one.named.id.clone();
                list.push((Measure::Need { line: line(), year }, Recipe::Sum(vec![spend, spend + 1]), 1));
                list.push((Measure::Spend { line: line(), year }, Recipe::Plain(spend), 1));
                list.push((Measure::Gap { line: line(), year }, Recipe::Plain(spend + 1), 1));
            }
        }
        for (fund, one) in scenario.funds.iter().enumerate() {
            let own = scenario.lines.iter().enumerate().filter(|(_, line)| line.fund.index() == fund);
            let of = |line: usize| (0..self.years()).map(move |year| (line, year));
            let columns: Vec<usize> = own
                .flat_map(|(line, _)| of(line))
                .flat_map(|(line, year)| [self.spend_at(line, year), self.spend_at(line, year) + 1])
                .collect();
            if !columns.is_empty() {
                list.push((Measure::FundNeed { fund: one.named.id.clone() }, Recipe::Sum(columns), 1));
            }
        }
        if self.lines > 0 {
            let all = |position: Option<usize>, gap: usize| {
                let of = |line: usize| {
                    let own = (0..self.years()).filter(move |year| position.is_none_or(|position| position == *year));
                    own.map(move |year| (line, year))
                };
                Recipe::Sum((0..self.lines).flat_map(of).map(|(line, year)| self.spend_at(line, year) + gap).collect())
            };
            let each = years.iter().enumerate().map(|(position, year)| (Some(position), Some(*year)));
            for (position, year) in each.chain([(None, None)]) {
                list.push((Measure::TotalSpend { year }, all(position, 0), 1));
                list.push((Measure::TotalGap { year }, all(position, 1), 1));
            }
        }
        list
    }
}
