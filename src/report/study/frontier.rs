//! Probability as a function of funding.

use crate::report::charts::{Chart, Heading, LineMark, LinePoint, LineReference, LineSeries, LinesChart};
use crate::report::table::{Cell, SAFE, Table};
use crate::report::words::{MoneyUnit, Words};
use crate::scenario::Scenario;
use crate::study::{Change, Effect, Frontier, FrontierPoint, Lever, LeverUnit, Measure, Reached};
use crate::summary::Probability;

use super::{Found, Viewed, names};

/// Points that a table shows beside each other.
const COLUMNS: usize = 5;
/// Curves of one chart.
const CURVES: usize = 16;
/// Targets whose change is told.
const MOVED: usize = 3;
/// Limits that are named.
const NAMED: usize = 2;

impl Viewed for Frontier {
    fn view(&self, scenario: &Scenario, _: &[Scenario], words: &Words) -> Found {
        let largest = self.points.iter().map(|point| point.money).fold(0.0, f64::max);
        let one = Told { frontier: self, scenario, words, unit: words.money_unit(largest) };
        let levers: Vec<String> = self.axes.iter().map(|axis| names::lever(scenario, words, &axis.lever)).collect();
        let title = words.with("frontier-title", &[("levers", &words.sentence_list(&levers))]);
        let mut tables = if self.axes.len() == 2 { one.grids() } else { one.line_table().into_iter().collect() };
        tables.extend(one.saturation());
        Found {
            id: "frontier",
            sentences: one.sentences(),
            notes: [
                words.counted("study-replicates", self.replicates, &[]),
                words.word("study-same-luck"),
                words.word("frontier-bands"),
            ]
            .into_iter()
            .chain(names::undefined(scenario, words, &self.effects))
            .collect(),
            tables,
            charts: one.charts(&title),
            title,
        }
    }
}

struct Told<'a> {
    frontier: &'a Frontier,
    scenario: &'a Scenario,
    words: &'a Words,
    unit: MoneyUnit,
}

impl Told<'_> {
    /// Whether the horizontal axis is money.
    fn is_money(&self) -> bool {
        self.frontier.axes.first().is_some_and(|axis| names::unit(self.scenario, &axis.lever) == LeverUnit::Yuan)
    }

    fn change(&self, axis: usize, step: usize) -> Option<Change> {
        self.frontier.axes.get(axis)?.changes.get(step).copied()
    }

    /// What stands for a point on one axis: its money, or what was done.
    fn at(&self, point: &FrontierPoint) -> f64 {
        if self.is_money() && self.frontier.axes.len() == 1 {
            return point.money / self.unit.yuan;
        }
        match point.at.last().and_then(|step| self.change(self.frontier.axes.len() - 1, *step)) {
            Some(Change::Times(value) | Change::Plus(value) | Change::To(value)) => value,
            Some(Change::PlusTotal(yuan) | Change::Total(yuan)) => yuan as f64 / self.unit.yuan,
            Some(Change::Open) | None => 0.0,
        }
    }

    fn said(&self, axis: usize, step: usize) -> String {
        let unit = self.frontier.axes.get(axis).map_or(LeverUnit::Own, |axis| names::unit(self.scenario, &axis.lever));
        self.change(axis, step).map_or_else(String::new, |change| names::change(self.words, unit, change))
    }

    /// A point in a table's heading.
    fn label(&self, point: &FrontierPoint) -> String {
        let said = point.at.first().map_or_else(String::new, |step| self.said(0, *step));
        if self.is_money() {
            let money = self.unit.write(self.words, point.money);
            return self.words.with("frontier-point", &[("change", &said), ("money", &money)]);
        }
        said
    }

    fn measures(&self) -> Vec<&Measure> {
        self.frontier
            .points
            .first()
            .map_or_else(Vec::new, |point| point.reached.iter().map(|one| &one.measure).collect())
    }

    fn reached<'p>(point: &'p FrontierPoint, measure: &Measure) -> Option<&'p Reached> {
        point.reached.iter().find(|one| one.measure == *measure)
    }

    /// The target of a measure, if what it counts tells the ends apart and its probability does not.
    fn counted<'m>(&self, measure: &'m Measure) -> Option<&'m str> {
        let Measure::Met { target, .. } = measure else { return None };
        self.frontier.effects.iter().any(|one| one.target == *target && one.is_beside()).then_some(target)
    }

    /// What a target counts at a point.
    fn count(&self, point: &FrontierPoint, measure: &Measure, id: &str) -> Cell {
        let standing = Self::reached(point, measure).and_then(|one| one.standing);
        standing.map_or_else(Cell::default, |one| names::counted(self.scenario, self.words, id, one.count.as_ref()))
    }

    /// The last measure tells most: all targets together, or the only one.
    fn sentences(&self) -> Vec<String> {
        let (Some(first), Some(last)) = (self.frontier.points.first(), self.frontier.points.last()) else {
            return Vec::new();
        };
        let (mut sentences, mut alike) = (Vec::new(), None);
        for measure in self.measures().into_iter().rev().take(1) {
            let (Some(low), Some(high)) = (Self::reached(first, measure), Self::reached(last, measure)) else {
                continue;
            };
            let [low, high] = [low, high].map(|one| self.words.probability(&one.probability));
            let target = names::measure(self.scenario, self.words, measure);
            let ends = [("target", target), ("from", self.place(first)), ("to", self.place(last))];
            let mut values: Vec<(&str, &str)> = ends.iter().map(|(name, value)| (*name, value.as_str())).collect();
            values.push(("low", &low));
            if low == high {
                alike = Some(self.words.with("frontier-ends-alike", &values));
            } else {
                values.push(("high", &high));
                sentences.push(self.words.with("frontier-ends", &values));
            }
        }
        sentences.extend(self.moved(first, last));
        sentences.extend(names::effects(self.scenario, self.words, &self.frontier.effects, MOVED));
        // What stays as it is comes after what moves.
        sentences.extend(alike);
        let flat = |measure: &&Measure| {
            self.frontier.saturation.iter().any(|one| one.measure == **measure && one.point == Some(0))
        };
        let deaf: Vec<String> = self
            .measures()
            .into_iter()
            .filter(|measure| **measure != Measure::Joint)
            .filter(flat)
            .filter(|measure| self.counted(measure).is_none())
            .map(|measure| names::measure(self.scenario, self.words, measure))
            .collect();
        if !deaf.is_empty() {
            let values = [("targets", self.words.list(&deaf))];
            let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
            sentences.push(self.words.counted("frontier-deaf", deaf.len() as u64, &values));
        }
        sentences
    }

    /// The targets that change most from one end to the other, where there are several.
    fn moved(&self, first: &FrontierPoint, last: &FrontierPoint) -> Option<String> {
        let measures = self.measures();
        let single = measures.iter().copied().filter(|measure| **measure != Measure::Joint);
        let mut ends: Vec<_> = single
            .filter_map(|measure| {
                let (low, high) =
                    (Self::reached(first, measure)?.probability, Self::reached(last, measure)?.probability);
                Some((measure, low, high))
            })
            .filter(|(_, low, high)| low.high < high.low || high.high < low.low)
            .collect();
        if measures.len() < 2 || ends.is_empty() {
            return None;
        }
        let by = |(_, low, high): &(&Measure, Probability, Probability)| (high.estimate - low.estimate).abs();
        ends.sort_by(|a, b| by(b).total_cmp(&by(a)));
        let said = |(measure, low, high): &(&Measure, Probability, Probability)| {
            let (low, high) = (self.words.probability(low), self.words.probability(high));
            let values = [("target", names::measure(self.scenario, self.words, measure)), ("low", low), ("high", high)];
            self.words.with("frontier-moved-part", &values.each_ref().map(|(name, value)| (*name, value.as_str())))
        };
        let names = self.words.list(&ends.iter().take(MOVED).map(said).collect::<Vec<_>>());
        Some(self.words.with("frontier-moved", &[("list", &names)]))
    }

    /// Where a point is, in a sentence.
    fn place(&self, point: &FrontierPoint) -> String {
        let said: Vec<String> = point.at.iter().enumerate().map(|(axis, step)| self.said(axis, *step)).collect();
        let said = self.words.sentence_list(&said);
        if self.is_money() {
            let money = self.words.amount(point.money);
            return self.words.with("frontier-place", &[("change", &said), ("money", &money)]);
        }
        said
    }

    /// Some points beside each other, both ends among them.
    fn line_table(&self) -> Option<Table> {
        let last = self.frontier.points.len().checked_sub(1)?;
        let count = COLUMNS.min(last + 1);
        let mut chosen: Vec<usize> = (0..count).map(|at| if count > 1 { at * last / (count - 1) } else { 0 }).collect();
        chosen.dedup();
        let points: Vec<&FrontierPoint> = chosen.iter().filter_map(|at| self.frontier.points.get(*at)).collect();
        let mut columns = vec![('<', self.words.word("target"))];
        columns.extend(points.iter().map(|point| ('>', self.label(point))));
        let unit = self.words.word(self.unit.word);
        let caption = if self.is_money() { "frontier-caption-money" } else { "frontier-caption" };
        let mut table = Table::new(self.words.with(caption, &[("unit", &unit)]), columns);
        for measure in self.measures() {
            let mut cells = vec![Cell::text(names::measure(self.scenario, self.words, measure))];
            cells.extend(
                points
                    .iter()
                    .map(|point| Self::reached(point, measure).map_or_else(Cell::default, |one| self.probability(one))),
            );
            table.push(if *measure == Measure::Joint { "total" } else { "" }, cells);
            if let Some(id) = self.counted(measure) {
                let mut cells = vec![Cell::text(names::count_row(self.scenario, self.words, id))];
                cells.extend(points.iter().map(|point| self.count(point, measure, id)));
                table.row(cells);
            }
        }
        let note = self.words.counted("frontier-note", self.frontier.points.len() as u64, &[]);
        table.note(note).unless_empty()
    }

    /// A probability without a bar: curves show it better.
    fn probability(&self, one: &Reached) -> Cell {
        Cell::number(self.words.probability(&one.probability), one.probability.estimate)
    }

    /// With two levers: a table per target, the first lever down and the second across.
    fn grids(&self) -> Vec<Table> {
        let [first, second] = self.frontier.axes.as_slice() else { return Vec::new() };
        let down = names::lever(self.scenario, self.words, &first.lever);
        let across = names::lever(self.scenario, self.words, &second.lever);
        let mut tables = Vec::new();
        for measure in self.measures().into_iter().rev() {
            let mut columns = vec![('<', down.clone())];
            columns.extend((0..second.changes.len()).map(|step| ('>', self.said(1, step))));
            let target = names::measure(self.scenario, self.words, measure);
            let caption = self.words.with("frontier-grid", &[("target", &target), ("across", &across)]);
            let mut table = Table::new(caption, columns.clone());
            for step in 0..first.changes.len() {
                let mut cells = vec![Cell::text(self.said(0, step))];
                let row = self.frontier.points.iter().filter(|point| point.at.first() == Some(&step));
                cells.extend(row.filter_map(|point| Self::reached(point, measure)).map(|one| self.probability(one)));
                table.row(cells);
            }
            tables.extend(table.unless_empty());
            let Some(id) = self.counted(measure) else { continue };
            // In a caption no row stands above it.
            let counts = names::count_row(self.scenario, self.words, id);
            let target = format!("{target} – {}", counts.trim_start_matches([' ', '└']));
            let caption = self.words.with("frontier-grid", &[("target", &target), ("across", &across)]);
            let mut table = Table::new(caption, columns);
            for step in 0..first.changes.len() {
                let mut cells = vec![Cell::text(self.said(0, step))];
                let row = self.frontier.points.iter().filter(|point| point.at.first() == Some(&step));
                cells.extend(row.map(|point| self.count(point, measure, id)));
                table.row(cells);
            }
            tables.extend(table.unless_empty());
        }
        tables
    }

    fn saturation(&self) -> Option<Table> {
        let columns = [('<', "target"), ('<', "frontier-until"), ('>', "probability"), ('<', "frontier-binds")];
        let columns = columns.map(|(align, id)| (align, self.words.word(id)));
        let mut table = Table::new(self.words.word("frontier-saturation"), columns)
            .note(self.words.word("frontier-saturation-note"));
        for one in &self.frontier.saturation {
            let point = one.point.and_then(|point| self.frontier.points.get(point));
            let place = point.map_or_else(|| self.words.word("frontier-still"), |point| self.place(point));
            let at = point.or(self.frontier.points.last());
            let (name, reached) = match &one.measure {
                Measure::Value { target, .. } => (
                    names::count_row(self.scenario, self.words, target),
                    at.map(|point| self.count(point, &Measure::met(target), target)),
                ),
                measure => (
                    names::measure(self.scenario, self.words, measure),
                    at.and_then(|point| Self::reached(point, measure)).map(|one| self.probability(one)),
                ),
            };
            table.row(vec![
                Cell::text(name),
                Cell::text(place),
                reached.unwrap_or_default(),
                Cell::text(names::binding(self.words, &one.binding, NAMED)),
            ]);
        }
        table.unless_empty()
    }

    fn charts(&self, title: &str) -> Vec<(String, Chart)> {
        let words = self.words;
        let lines = self.curves();
        let x_label = if self.is_money() && self.frontier.axes.len() == 1 {
            words.with("frontier-axis-money", &[("unit", &words.word(self.unit.word))])
        } else {
            let lever = self.frontier.axes.last().map(|axis| names::lever(self.scenario, words, &axis.lever));
            lever.unwrap_or_default()
        };
        let decimals = if self.is_money() && self.frontier.axes.len() == 1 { self.unit.decimals.min(1) } else { 1 };
        let mut y_label = words.word("chart-probability-axis");
        if let Some(measure) = self.drawn().filter(|_| self.frontier.axes.len() > 1) {
            let target = names::measure(self.scenario, words, measure);
            y_label = words.with("frontier-grid-axis", &[("target", &target), ("axis", &y_label)]);
        }
        let parts: Vec<&[LineSeries]> = lines.chunks(CURVES).collect();
        let chart = |(index, series): (usize, &&[LineSeries])| {
            let stem = if index == 0 { "frontier".to_owned() } else { format!("frontier-{}", index + 1) };
            let subtitle = words.counted(
                "chart-subtitle",
                self.frontier.replicates,
                &[("title", words.text(&self.scenario.title))],
            );
            let heading = Heading {
                title: title.to_owned(),
                subtitle,
                description: self.sentences().join(" "),
                footnote: words.word("frontier-footnote"),
            };
            let chart = LinesChart {
                heading,
                x_label: x_label.clone(),
                x_decimals: decimals,
                y_label: y_label.clone(),
                series: series.to_vec(),
                marks: self.marks(),
                reference: Some(LineReference { value: SAFE, label: words.word("chart-safe") }),
                line_label: words.word("probability"),
                interval_label: words.word("interval-95"),
            };
            (stem, Chart::Lines(chart))
        };
        let mut charts: Vec<(String, Chart)> = parts.iter().enumerate().map(chart).collect();
        charts.extend(self.reached_chart(&x_label, decimals));
        charts
    }

    /// What is reached of the targets whose probabilities do not tell, where there is one lever.
    fn reached_chart(&self, x_label: &str, decimals: usize) -> Option<(String, Chart)> {
        let words = self.words;
        let part = |point: &FrontierPoint, id: &str, bound: f64| {
            let short = Self::reached(point, &Measure::met(id))?.standing?.shortfall;
            let of = |shortfall: f64| (1.0 - shortfall / bound).clamp(0.0, 1.0);
            Some(LinePoint { x: self.at(point), y: of(short.mean), low: of(short.high), high: of(short.low) })
        };
        let told = self.frontier.effects.iter().filter(|one| one.is_beside() && one.shortfall.detectable);
        let line = |one: &Effect| {
            let bound = names::bound(self.scenario, &one.target)?;
            let points = self.frontier.points.iter().filter_map(|point| part(point, &one.target, bound)).collect();
            Some(LineSeries { label: names::target(self.scenario, words, &one.target), points })
        };
        let series: Vec<LineSeries> = told.filter_map(line).take(CURVES).collect();
        if series.is_empty() || self.frontier.axes.len() > 1 {
            return None;
        }
        let levers: Vec<String> =
            self.frontier.axes.iter().map(|axis| names::lever(self.scenario, words, &axis.lever)).collect();
        let subtitle =
            words.counted("chart-subtitle", self.frontier.replicates, &[("title", words.text(&self.scenario.title))]);
        let chart = LinesChart {
            heading: Heading {
                title: words.with("effect-chart", &[("levers", &words.sentence_list(&levers))]),
                subtitle,
                description: self.sentences().join(" "),
                footnote: words.word("effect-footnote"),
            },
            x_label: x_label.to_owned(),
            x_decimals: decimals,
            y_label: words.word("effect-axis"),
            series,
            marks: self.marks(),
            reference: None,
            line_label: words.word("effect-axis"),
            interval_label: words.word("interval-95"),
        };
        Some(("frontier-reached".to_owned(), Chart::Lines(chart)))
    }

    /// One curve per target; with two levers one per value of the first, for the measure that tells most.
    fn curves(&self) -> Vec<LineSeries> {
        let point = |point: &FrontierPoint, measure: &Measure| {
            let one = Self::reached(point, measure)?;
            let probability = &one.probability;
            Some(LinePoint { x: self.at(point), y: probability.estimate, low: probability.low, high: probability.high })
        };
        if self.frontier.axes.len() == 1 {
            let series = |measure: &Measure| LineSeries {
                label: names::measure(self.scenario, self.words, measure),
                points: self.frontier.points.iter().filter_map(|one| point(one, measure)).collect(),
            };
            return self.measures().into_iter().map(series).collect();
        }
        let (Some(measure), Some(axis)) = (self.drawn(), self.frontier.axes.first()) else { return Vec::new() };
        let lever = names::lever(self.scenario, self.words, &axis.lever);
        (0..axis.changes.len())
            .map(|step| {
                let row = self.frontier.points.iter().filter(|one| one.at.first() == Some(&step));
                // What is done comes first: a name that is too long loses its end.
                let label = format!("{} {lever}", self.said(0, step));
                LineSeries { label, points: row.filter_map(|one| point(one, measure)).collect() }
            })
            .collect()
    }

    /// What the chart of two levers shows: the last measure, unless its probability is the same at every point and another
    /// one's is not.
    fn drawn(&self) -> Option<&Measure> {
        let spread = |measure: &Measure| {
            let reached = self.frontier.points.iter().filter_map(|point| Self::reached(point, measure));
            let ends = reached.map(|one| one.probability.estimate);
            let (low, high) = ends.fold((1.0_f64, 0.0_f64), |(low, high), one| (low.min(one), high.max(one)));
            high - low
        };
        let measures = self.measures();
        let last = measures.last().copied().filter(|measure| spread(measure) > 0.0);
        last.or_else(|| measures.into_iter().max_by(|a, b| spread(a).total_cmp(&spread(b))))
    }

    /// Where the plan stands, if the axis passes it.
    fn marks(&self) -> Vec<LineMark> {
        let axis = self.frontier.axes.len() - 1;
        let Some(lever) = self.frontier.axes.last().map(|axis| &axis.lever) else { return Vec::new() };
        let x = if self.is_money() && axis == 0 {
            let money = Lever::find(self.scenario, lever).map(|lever| lever.money(self.scenario).iter().sum::<f64>());
            money.map(|money| money / self.unit.yuan).ok()
        } else {
            matches!(self.change(axis, 0), Some(Change::Times(_))).then_some(1.0)
        };
        let within = |x: &f64| {
            let all: Vec<f64> = self.frontier.points.iter().map(|point| self.at(point)).collect();
            all.iter().any(|at| at <= x) && all.iter().any(|at| at >= x)
        };
        x.filter(within).map(|x| LineMark { x, label: self.words.word("study-plan") }).into_iter().collect()
    }
}
