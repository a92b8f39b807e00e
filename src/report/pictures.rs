//! The charts of a run: results put into words and numbers of [`super::charts`].
//!
//! One fan per tier and per target, the probabilities of all targets, the money per fiscal year, and what held the
//! targets back. A picture that would show nothing is left out.

use crate::scenario::file::CountKind;
use crate::scenario::{Basis, Bounds, Count, Scenario, TargetId};
use crate::summary::{
    FundMoney, Limit, MetricKind, MetricResult, Quantiles, Results, Spread, TargetResult, TotalMoney,
};

use super::charts::{
    Chart, FanChart, FanTarget, Heading, MOST_PATHS, MOST_SHORT, MoneyChart, MoneyRange, MoneyYear, PathsChart,
    ProbabilityChart, ProbabilityReference, ProbabilitySeries, WaterfallChart, WaterfallRow, WaterfallStep,
};
use super::names::{self, Measure};
use super::table::SAFE;
use super::words::{MoneyUnit, Words};

/// How many targets a chart of probabilities holds, of how many each is told what is missing, and years in that of money.
const SERIES: usize = 16;
/// Fans that a report has room for at full size.
const FANS: usize = 2;
const ROWS: usize = 12;
const YEARS: usize = 15;

/// A chart with its place.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    /// The stem of its file name.
    pub(super) stem: String,
    pub(super) chart: Chart,
    pub(super) shown: Shown,
}

/// Whether a chart stands on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    /// With what it says in words.
    Captioned,
    /// The same on a screen, for who asks for it; a printed report has it in a smaller one.
    Folded,
    /// Alone: the page says it already.
    Plain,
    /// In a file of its own only.
    InFolder,
}

impl Placed {
    fn captioned(stem: String, chart: Chart) -> Self {
        Self { stem, chart, shown: Shown::Captioned }
    }

    fn folded(self) -> Self {
        if self.shown == Shown::Captioned { Self { shown: Shown::Folded, ..self } } else { self }
    }
}

/// Makes charts of results.
#[derive(Clone, Copy)]
pub(super) struct Painter<'a> {
    pub(super) scenario: &'a Scenario,
    pub(super) results: &'a Results,
    pub(super) words: &'a Words,
}

impl Painter<'_> {
    fn heading(&self, title: String, description: String) -> Heading {
        let replicates = self.results.replicates;
        let subtitle =
            self.words.counted("chart-subtitle", replicates, &[("title", self.words.text(&self.scenario.title))]);
        let digest: String = self.scenario.digest.chars().take(8).collect();
        // A chart travels alone: it says itself how much of it is assumed.
        let assumed = self.scenario.parameters.iter().filter(|one| one.basis == Some(Basis::Assumption)).count();
        let values = [
            ("scenario", self.scenario.id.as_str()),
            ("digest", digest.as_str()),
            ("seed", &self.results.seed.to_string()),
            ("assumed", &assumed.to_string()),
            ("numbers", &self.scenario.parameters.len().to_string()),
        ];
        let footnote = self.words.with("chart-source", &values);
        Heading { title, subtitle, description, footnote }
    }

    fn months(&self) -> Vec<String> {
        self.results.months.iter().map(ToString::to_string).collect()
    }

    /// The last month of a metric that begins with month `first`.
    fn last_of(&self, metric: &MetricResult, first: usize) -> String {
        let mut months = self.results.months.iter().skip(first).take(metric.months.len());
        months.next_back().map_or_else(String::new, ToString::to_string)
    }

    /// By what values are multiplied on an axis, and their decimals there.
    fn axis(&self, measure: Measure, metric: &MetricResult) -> (f64, usize) {
        match measure {
            Measure::Share(decimals) => (100.0, decimals),
            Measure::Count(decimals) => (1.0, decimals),
            Measure::Yuan => {
                let unit = self.money_unit(metric);
                (1.0 / unit.yuan, unit.decimals)
            }
        }
    }

    fn money_unit(&self, metric: &MetricResult) -> MoneyUnit {
        self.words.money_unit(metric.months.iter().map(|month| month.quantiles.p95).fold(0.0, f64::max))
    }

    /// What stands above the axis of a count.
    fn unit(&self, count: &Count, measure: Measure, metric: &MetricResult) -> String {
        let id = match (measure, count.kind) {
            (Measure::Yuan, _) => return self.words.word(self.money_unit(metric).word),
            (Measure::Share(_), CountKind::Ratio) => "unit-percent",
            (_, CountKind::SchoolShare | CountKind::SchoolsMeeting) => "unit-share",
            (_, CountKind::StockPer100Students) => "unit-per-100",
            (_, CountKind::Ratio) => "unit-ratio",
            (_, CountKind::Students) => "unit-students",
            (_, CountKind::Posts | CountKind::Vacancies) => "unit-posts",
            _ => "unit-people",
        };
        self.words.word(id)
    }

    /// How many months of the run a target has under a reading.
    fn months_until(&self, result: &TargetResult) -> usize {
        let at = names::target(self.scenario, result.target).readings[result.reading].due().at;
        self.results.months.iter().take_while(|month| **month <= at).count().max(1)
    }

    /// What happens to people and to what targets count: where there is more than a page would hold, in small panels, with
    /// each by itself for who asks for it.
    pub(super) fn paths(&self) -> Vec<Placed> {
        let each = [self.tiers(), self.targets()].concat();
        let mut fans: Vec<FanChart> = Vec::new();
        for one in each.iter().filter(|one| one.shown == Shown::Captioned) {
            if let Chart::Fan(fan) = &one.chart {
                fans.push(FanChart { heading: self.small(fan), ..fan.clone() });
            }
        }
        if fans.len() <= FANS {
            return each;
        }
        let title = self.words.word("chart-paths");
        let charts = even(&fans, MOST_PATHS).map(|some| {
            let said: Vec<String> =
                some.iter().map(|fan| [&fan.label, &fan.heading.subtitle].map(String::as_str).join(" ")).collect();
            let values = [("title", title.as_str()), ("list", &self.words.clauses(&said))];
            let heading = self.heading(title.clone(), self.words.with("chart-list", &values));
            Chart::Paths(PathsChart { heading, fans: some.to_vec() })
        });
        let small = numbered("paths", charts.collect()).into_iter();
        let small = small.map(|one| Placed { shown: Shown::Plain, ..one });
        small.chain(each.into_iter().map(Placed::folded)).collect()
    }

    /// What stands above a small panel: how it ends, and in which unit.
    fn small(&self, fan: &FanChart) -> Heading {
        let end = |list: &[f64]| list.last().map_or_else(String::new, |value| self.words.number(*value, fan.decimals));
        let month = fan.months.last().map_or("", String::as_str);
        let (median, low, high) = (end(&fan.p50), end(&fan.p10), end(&fan.p90));
        let values = [("month", month), ("median", &median), ("low", &low), ("high", &high), ("unit", &fan.unit)];
        Heading { subtitle: self.words.with("chart-path-end", &values), ..Heading::default() }
    }

    /// People of each tier; with the bound of a target that counts just them.
    pub(super) fn tiers(&self) -> Vec<Placed> {
        let mut charts = Vec::new();
        for metric in &self.results.metrics {
            let MetricKind::Stock(tier) = metric.kind else { continue };
            let named = &self.scenario.tiers[tier.index()].named;
            let target = self.results.targets.iter().find(|result| {
                let reading = &names::target(self.scenario, result.target).readings[result.reading];
                reading.count.kind == CountKind::Stock && reading.count.tiers == [tier]
            });
            let title = self.words.with("chart-stock", &[("tier", self.words.text(&named.title))]);
            let unit = self.words.word("unit-people");
            if !metric.months.is_empty() {
                let words = (self.words.text(&named.title).to_owned(), title, unit);
                let fan = self.fan(metric, 0, words, Measure::Count(metric.decimals as usize), target);
                charts.push(Placed::captioned(format!("tier-{}", named.id), fan));
            }
        }
        charts
    }

    /// What each target counts, under its main reading.
    pub(super) fn targets(&self) -> Vec<Placed> {
        let mut charts = Vec::new();
        for result in self.results.targets.iter().filter(|result| result.reading == 0) {
            let Some(metric) = self.results.metrics.get(result.metric) else { continue };
            if metric.months.is_empty() {
                continue;
            }
            let target = names::target(self.scenario, result.target);
            // What comes after the deadline is another matter.
            let mut metric = metric.clone();
            metric.months.truncate(self.months_until(result));
            let Some((first, metric)) = from_first_value(metric) else { continue };
            let reading = &target.readings[0];
            let measure = Measure::of(reading, metric.decimals);
            let due = reading.due();
            let form = match due.bounds {
                _ if !result.milestones.is_empty() => "chart-target-milestones",
                Bounds { at_least: Some(_), at_most: None, .. } => "chart-target",
                _ => "chart-target-within",
            };
            let title = self.words.with(
                form,
                &[
                    ("target", self.words.text(&target.named.title)),
                    ("probability", &self.words.probability(&result.probability)),
                    ("month", &self.words.month(due.at)),
                    ("bound", &measure.write_bounds(self.words, &due.bounds)),
                ],
            );
            let unit = self.unit(&reading.count, measure, &metric);
            // A target that counts heads is seen on the page with the tier that it counts.
            let on_page = !matches!(
                reading.count.kind,
                CountKind::Stock
                    | CountKind::Additions
                    | CountKind::Imports
                    | CountKind::Reached
                    | CountKind::SchoolShare
            );
            charts.push(Placed {
                stem: format!("target-{}", target.named.id),
                chart: self.fan(&metric, first, (self.title(result.target), title, unit), measure, Some(result)),
                shown: if on_page { Shown::Captioned } else { Shown::InFolder },
            });
        }
        charts.extend(self.observed());
        charts
    }

    /// What metrics that the scenario states count.
    fn observed(&self) -> Vec<Placed> {
        let mut charts = Vec::new();
        for metric in &self.results.metrics {
            let MetricKind::Stated(index) = metric.kind else { continue };
            let Some(one) = self.scenario.observed.get(index) else { continue };
            let Some((first, metric)) = from_first_value(metric.clone()) else { continue };
            let measure = Measure::of_count(&one.count, metric.decimals);
            let (title, unit) = (self.words.text(&one.named.title).to_owned(), self.unit(&one.count, measure, &metric));
            let fan = self.fan(&metric, first, (title.clone(), title, unit), measure, None);
            charts.push(Placed::captioned(format!("metric-{}", one.named.id), fan));
        }
        charts
    }

    fn fan(
        &self,
        metric: &MetricResult,
        first: usize,
        (label, title, unit): (String, String, String),
        measure: Measure,
        target: Option<&TargetResult>,
    ) -> Chart {
        let (scale, decimals) = self.axis(measure, metric);
        let values =
            |of: fn(&Quantiles) -> f64| metric.months.iter().map(|spread| of(&spread.quantiles) * scale).collect();
        let words = self.words;
        let last = metric.months.last().copied().unwrap_or_default();
        let description = words.with(
            "chart-fan-description",
            &[
                ("title", title.as_str()),
                ("month", &self.last_of(metric, first)),
                ("median", &measure.write(words, last.quantiles.p50)),
                ("range", &measure.write_range(words, last.quantiles.p10, last.quantiles.p90)),
            ],
        );
        let targets = target.map_or_else(Vec::new, |result| self.bounds(result, first, scale));
        Chart::Fan(FanChart {
            heading: self.heading(title, description),
            label,
            unit,
            decimals,
            months: self.results.months.iter().skip(first).take(metric.months.len()).map(ToString::to_string).collect(),
            p5: values(|all| all.p5),
            p10: values(|all| all.p10),
            p25: values(|all| all.p25),
            p50: values(|all| all.p50),
            p75: values(|all| all.p75),
            p90: values(|all| all.p90),
            p95: values(|all| all.p95),
            targets,
            outer_label: words.word("band-90"),
            middle_label: words.word("band-80"),
            inner_label: words.word("band-50"),
            median_label: words.word("median"),
            end_labels: ["p10", "median", "p90"].map(|id| words.word(id)),
        })
    }

    /// The bounds of a target at its milestones.
    fn bounds(&self, result: &TargetResult, first: usize, scale: f64) -> Vec<FanTarget> {
        let stated = &names::target(self.scenario, result.target).readings[result.reading];
        let mut list = Vec::new();
        for one in &stated.milestones {
            let Some(month) = self.results.months.iter().skip(first).position(|month| *month == one.at) else {
                continue;
            };
            for (bound, label) in [(one.bounds.at_least, "target"), (one.bounds.at_most, "target-at-most")] {
                list.extend(bound.map(|value| FanTarget {
                    value: value * scale,
                    month,
                    label: self.words.word(label),
                }));
            }
        }
        list
    }

    /// The probability of every target, month by month.
    pub(super) fn probabilities(&self) -> Vec<Placed> {
        let words = self.words;
        let main: Vec<&TargetResult> = self
            .results
            .targets
            .iter()
            .filter(|result| result.reading == 0 && result.by_month.len() == self.results.months.len())
            .collect();
        let safe = main.iter().filter(|result| result.probability.estimate >= SAFE).count();
        let title = words.counted("chart-probabilities", main.len() as u64, &[("safe", &safe.to_string())]);
        let series = |result: &&TargetResult| {
            let until = self.months_until(result).min(result.by_month.len());
            // Where it is due the target's own: with milestones, that it is met at all of them.
            let months = || result.by_month[..until.saturating_sub(1)].iter().chain([&result.probability]);
            ProbabilitySeries {
                label: self.title(result.target),
                probability: months().map(|one| one.estimate).collect(),
                low: months().map(|one| one.low).collect(),
                high: months().map(|one| one.high).collect(),
            }
        };
        let charts = main.chunks(SERIES).map(|some| {
            Chart::Probabilities(ProbabilityChart {
                heading: self.heading(title.clone(), self.spoken_probabilities(&title, some)),
                axis_label: words.word("chart-probability-axis"),
                months: self.months(),
                series: some.iter().map(series).collect(),
                reference: Some(ProbabilityReference { value: SAFE, label: words.word("chart-safe") }),
                line_label: words.word("probability"),
                interval_label: words.word("interval-95"),
            })
        });
        let charts = numbered("probabilities", charts.collect());
        // Of more targets the table tells how it ends; on paper a page of curves for each dozen would tell little more.
        if main.len() > SERIES { charts.into_iter().map(Placed::folded).collect() } else { charts }
    }

    fn spoken_probabilities(&self, title: &str, targets: &[&TargetResult]) -> String {
        let parts: Vec<String> = targets
            .iter()
            .map(|one| format!("{} {}", self.title(one.target), self.words.probability(&one.probability)))
            .collect();
        self.words.with("chart-list", &[("title", title), ("list", &self.words.list(&parts))])
    }

    fn title(&self, target: TargetId) -> String {
        self.words.text(&names::target(self.scenario, target).named.title).to_owned()
    }

    /// Money of all funds, then of each fund.
    pub(super) fn money(&self) -> Vec<Placed> {
        if self.scenario.funds.is_empty() || self.results.total_money.is_empty() {
            return Vec::new();
        }
        let largest = self.results.total_money.iter().map(|year| year.need.quantiles.p90.max(year.spend.quantiles.p90));
        let granted = self.results.fund_money.iter().map(|year| year.appropriation.quantiles.p50);
        let unit = self.words.money_unit(largest.chain(granted).fold(0.0, f64::max));
        let years: Vec<MoneyYear> = self
            .results
            .total_money
            .iter()
            .map(|year| total(self.scenario.fiscal_label(year.fiscal_year), year, unit))
            .collect();
        let title = self.words.with("chart-money", &[("fund", &self.words.word("all-funds"))]);
        let mut charts = self.money_charts("money", &title, &years, unit);
        if self.scenario.funds.len() > 1 {
            for (index, fund) in self.scenario.funds.iter().enumerate() {
                let rows = || self.results.fund_money.iter().filter(move |year| year.fund.index() == index);
                let bounded = fund.appropriation.is_some();
                let years: Vec<MoneyYear> = rows()
                    .map(|year| of_fund(self.scenario.fiscal_label(year.fiscal_year), year, bounded, unit))
                    .collect();
                if years.is_empty() {
                    continue;
                }
                let title = self.words.with("chart-money", &[("fund", &names::fund(self.scenario, index, self.words))]);
                let own = self.money_charts(&format!("money-{}", fund.named.id), &title, &years, unit);
                charts.extend(own.into_iter().map(Placed::folded));
            }
        }
        charts
    }

    fn money_charts(&self, stem: &str, title: &str, years: &[MoneyYear], unit: MoneyUnit) -> Vec<Placed> {
        let words = self.words;
        let charts = years.chunks(YEARS).map(|some| {
            Chart::Money(MoneyChart {
                heading: self.heading(title.to_owned(), self.spoken_money(title, some, unit)),
                unit: words.word(unit.word),
                decimals: unit.decimals,
                years: some.to_vec(),
                need_label: words.word("need"),
                spend_label: words.word("spend"),
                gap_label: words.word("gap"),
                appropriation_label: words.word("appropriation"),
                range_label: words.word("chart-money-range"),
            })
        });
        numbered(stem, charts.collect())
    }

    fn spoken_money(&self, title: &str, years: &[MoneyYear], unit: MoneyUnit) -> String {
        let words = self.words;
        let write = |range: &MoneyRange| words.number(range.p50, unit.decimals);
        let parts = years.iter().map(|year| {
            let (need, spend, gap) = (write(&year.need), write(&year.spend), write(&year.gap));
            let values = [("year", year.label.as_str()), ("need", &need), ("spend", &spend), ("gap", &gap)];
            words.with("chart-money-year", &values)
        });
        let list = parts.collect::<Vec<_>>().join(&words.word("page-separator"));
        let values = [("title", title), ("unit", &words.word(unit.word)), ("list", &list)];
        words.with("chart-money-description", &values)
    }

    /// What held the targets back, from what is achieved to the bound.
    pub(super) fn shortfalls(&self) -> Vec<Placed> {
        let words = self.words;
        // What may only be too much is not held back.
        let held = |result: &&TargetResult| result.reading == 0 && self.least(result).is_some();
        let main: Vec<&TargetResult> = self.results.targets.iter().filter(held).collect();
        let missing = main.iter().filter(|result| result.shortfall > result.above).count();
        let title = words.counted("chart-shortfall", main.len() as u64, &[("missing", &missing.to_string())]);
        let labels = Limit::ALL.iter().map(|&limit| (limit, names::limit(words, limit))).collect::<Vec<_>>();
        // Many of which nothing is missing would be so many rows that say the same.
        let short = |result: &&TargetResult| result.shortfall > result.above;
        let shown: Vec<&TargetResult> = if main.len() > ROWS { main.into_iter().filter(short).collect() } else { main };
        let charts = even(&shown, MOST_SHORT).map(|some| {
            Chart::Shortfall(WaterfallChart {
                heading: self.heading(title.clone(), self.spoken_shortfalls(&title, some)),
                rows: some.iter().map(|result| self.shortfall(result)).collect(),
                axis_label: words.word("chart-shortfall-axis"),
                amounts_label: words.word("chart-shortfall-amounts"),
                achieved_label: words.word("chart-achieved"),
                limit_labels: labels.clone(),
                no_shortfall: words.word("chart-no-shortfall"),
            })
        });
        numbered("shortfall", charts.collect())
    }

    fn spoken_shortfalls(&self, title: &str, targets: &[&TargetResult]) -> String {
        let words = self.words;
        let parts: Vec<String> = targets
            .iter()
            .map(|result| {
                let row = self.shortfall(result);
                let share = words.part(if row.bound > 0.0 { row.achieved / row.bound } else { 1.0 });
                format!("{} {share}", self.title(result.target))
            })
            .collect();
        words.with("chart-shortfall-description", &[("title", title), ("list", &words.list(&parts))])
    }

    /// What a target is to be at least when it is due.
    fn least(&self, result: &TargetResult) -> Option<f64> {
        names::target(self.scenario, result.target).readings[result.reading].due().bounds.at_least
    }

    fn shortfall(&self, result: &TargetResult) -> WaterfallRow {
        let target = names::target(self.scenario, result.target);
        let reading = &target.readings[result.reading];
        let title = self.title(result.target);
        let (scale, label) = match reading.count.kind {
            CountKind::SchoolShare | CountKind::SchoolsMeeting => {
                (100.0, self.words.with("chart-row-share", &[("target", &title)]))
            }
            _ => (1.0, title),
        };
        let steps = super::findings::shares(self.results, result.target)
            .into_iter()
            .map(|(limit, share)| WaterfallStep { limit, amount: share * (result.shortfall - result.above) * scale });
        let bound = self.least(result).unwrap_or_default();
        WaterfallRow {
            label,
            achieved: (bound - (result.shortfall - result.above)).max(0.0) * scale,
            bound: bound * scale,
            steps: steps.collect(),
            decimals: if matches!(reading.count.kind, CountKind::StockPer100Students | CountKind::Ratio) {
                2
            } else {
                1
            },
        }
    }
}

/// A metric from the first month on in which it has a value, since what looks back a year has none in the first one; none if
/// it lacks a value later, or has none.
fn from_first_value(mut metric: MetricResult) -> Option<(usize, MetricResult)> {
    let first = (0..metric.months.len()).find(|month| metric.defined_in(*month) > 0.0)?;
    if (first..metric.months.len()).any(|month| metric.defined_in(month) <= 0.0) {
        return None;
    }
    metric.months.drain(..first);
    Some((first, metric))
}

/// `list` in as few parts as hold `most` each, about as long as each other.
fn even<T>(list: &[T], most: usize) -> impl Iterator<Item = &[T]> {
    list.chunks(list.len().div_ceil(list.len().div_ceil(most).max(1)).max(1))
}

/// `stem`, `stem-2`, `stem-3`, …
fn numbered(stem: &str, charts: Vec<Chart>) -> Vec<Placed> {
    let name = |index: usize| if index == 0 { stem.to_owned() } else { format!("{stem}-{}", index + 1) };
    charts.into_iter().enumerate().map(|(index, chart)| Placed::captioned(name(index), chart)).collect()
}

fn range(spread: &Spread, unit: MoneyUnit) -> MoneyRange {
    let [p10, p50, p90] =
        [spread.quantiles.p10, spread.quantiles.p50, spread.quantiles.p90].map(|yuan| yuan / unit.yuan);
    MoneyRange { p10, p50, p90 }
}

fn total(label: String, year: &TotalMoney, unit: MoneyUnit) -> MoneyYear {
    MoneyYear {
        label,
        need: range(&year.need, unit),
        spend: range(&year.spend, unit),
        gap: range(&year.gap, unit),
        appropriation: None,
    }
}

fn of_fund(label: String, year: &FundMoney, bounded: bool, unit: MoneyUnit) -> MoneyYear {
    MoneyYear {
        label,
        need: range(&year.need, unit),
        spend: range(&year.spend, unit),
        gap: range(&year.gap, unit),
        appropriation: bounded.then(|| year.appropriation.quantiles.p50 / unit.yuan),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::charts::{self, Sheet};
    use crate::report::{fixtures, view};
    use crate::words::Language;

    #[test]
    fn every_chart_can_be_drawn_and_read_in_both_languages() {
        let scenario = fixtures::scenario();
        let results = fixtures::results(&scenario);
        for language in Language::ALL {
            let charts = view::run(&scenario, &results, &Words::new(language)).charts();
            for (stem, chart) in &charts {
                match charts::draw_svg(chart, Sheet::file(language)) {
                    Ok(svg) => assert_eq!(charts::missing_glyphs(&svg), [], "{stem}"),
                    Err(error) => panic!("{stem}: {error}"),
                }
            }
        }
    }

    #[test]
    fn the_words_of_the_charts() {
        let scenario = fixtures::scenario();
        let results = fixtures::results(&scenario);
        for language in Language::ALL {
            let charts = view::run(&scenario, &results, &Words::new(language)).charts();
            let lines: Vec<String> = charts
                .iter()
                .map(|(stem, chart)| {
                    let Heading { title, subtitle, description, footnote } = chart.heading();
                    format!("{stem}\n  {title}\n  {subtitle}\n  {description}\n  {footnote}")
                })
                .collect();
            insta::assert_snapshot!(format!("charts-{}", language.code()), lines.join("\n"));
        }
    }

    #[test]
    fn nothing_promised_and_nothing_spent_leaves_only_the_tiers() {
        let scenario = fixtures::bare();
        let charts = view::run(&scenario, &fixtures::results(&scenario), &Words::new(Language::English)).charts();
        assert!(charts.iter().all(|(stem, _)| stem.starts_with("tier-")) && !charts.is_empty());
    }
}
