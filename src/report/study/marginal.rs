//! What a step of each lever buys.

use crate::report::charts::{Chart, ForestChart, ForestRow, Heading};
use crate::report::table::{Cell, Table};
use crate::report::words::Words;
use crate::scenario::Scenario;
use crate::study::{Difference, Gain, LeverUnit, Marginal, Measure};

use super::{View, names};

/// Rows of the table that people read; all are in the table for programs.
const ROWS: usize = 24;
/// Rows of a chart.
const BARS: usize = 20;
/// Levers that a sentence names.
const NAMED: usize = 3;

pub(super) fn view(marginal: &Marginal, scenario: &Scenario, words: &Words) -> View {
    let told = Told { marginal, scenario, words };
    let title = words.word("marginal-title");
    let sentences = told.sentences();
    let money = |gain: &&Gain| gain.unit == LeverUnit::Yuan;
    let mut charts = Vec::new();
    for (stem, id, wanted) in
        [("marginal-money", "marginal-chart-money", true), ("marginal-other", "marginal-chart-other", false)]
    {
        let gains: Vec<&Gain> = marginal.gains.iter().filter(|gain| money(gain) == wanted).take(BARS).collect();
        charts.extend(told.chart(stem, &words.word(id), &gains, &sentences));
    }
    View {
        id: "marginal",
        title,
        notes: vec![
            words.counted("study-replicates", marginal.replicates, &[]),
            words.word("study-same-luck"),
            words.word("marginal-how"),
            words.word("study-few"),
        ],
        tables: told.tables(),
        charts,
        sentences,
    }
}

struct Told<'a> {
    marginal: &'a Marginal,
    scenario: &'a Scenario,
    words: &'a Words,
}

impl Told<'_> {
    fn step(&self, gain: &Gain) -> String {
        let lever = names::lever(self.scenario, self.words, &gain.lever);
        let change = names::change(self.words, gain.unit, gain.change);
        self.words.with("marginal-step", &[("lever", &lever), ("change", &change)])
    }

    /// A gain in percentage points.
    fn points(&self, difference: &Difference) -> String {
        if difference.detectable {
            self.words.signed(difference.mean * 100.0, 2)
        } else {
            self.words.word("study-none")
        }
    }

    fn sentences(&self) -> Vec<String> {
        let detectable = |gain: &&Gain| gain.targets_met.detectable && gain.targets_met.mean > 0.0;
        let best = |money: bool| {
            let gains = self.marginal.gains.iter().filter(detectable);
            let own: Vec<&Gain> = gains.filter(|gain| (gain.unit == LeverUnit::Yuan) == money).take(NAMED).collect();
            let said = own.iter().map(|gain| {
                let more = self.words.signed(gain.targets_met.mean * 100.0, 2);
                self.words.with("marginal-best-part", &[("step", &self.step(gain)), ("points", &more)])
            });
            said.collect::<Vec<String>>()
        };
        let mut sentences = Vec::new();
        for (money, some, none) in [
            (true, "marginal-best-money", "marginal-none-money"),
            (false, "marginal-best-other", "marginal-none-other"),
        ] {
            if !self.marginal.gains.iter().any(|gain| (gain.unit == LeverUnit::Yuan) == money) {
                continue;
            }
            let parts = best(money);
            sentences.push(if parts.is_empty() {
                self.words.word(none)
            } else {
                self.words.with(some, &[("list", &self.words.list(&parts))])
            });
        }
        sentences
    }

    fn tables(&self) -> Vec<Table> {
        let mut tables = Vec::new();
        for (money, caption) in [(true, "marginal-caption-money"), (false, "marginal-caption-other")] {
            let gains: Vec<&Gain> =
                self.marginal.gains.iter().filter(|gain| (gain.unit == LeverUnit::Yuan) == money).take(ROWS).collect();
            let columns = [
                ('<', "marginal-lever"),
                ('>', "marginal-met"),
                ('>', "interval-95"),
                ('<', "marginal-most"),
                ('>', "marginal-heads"),
            ];
            let columns = columns.map(|(align, id)| (align, self.words.word(id)));
            let mut table = Table::new(self.words.word(caption), &columns).note(self.words.word("marginal-note"));
            for gain in gains {
                let met = &gain.targets_met;
                let (most, heads) = self.most(gain);
                table.row(vec![
                    Cell::text(self.step(gain)),
                    Cell::number(self.points(met), met.mean),
                    Cell::number(
                        format!("{}–{}", self.words.signed(met.low * 100.0, 2), self.words.signed(met.high * 100.0, 2)),
                        met.low,
                    ),
                    Cell::text(most),
                    Cell::number(
                        heads.map_or_else(|| "–".to_owned(), |heads| self.words.signed(heads, 2)),
                        heads.unwrap_or(0.0),
                    ),
                ]);
            }
            tables.extend(table.unless_empty());
        }
        tables
    }

    /// The target that gains most, and how many heads more it counts.
    fn most(&self, gain: &Gain) -> (String, Option<f64>) {
        let own = gain.probability.iter().filter(|(measure, one)| *measure != Measure::Joint && one.detectable);
        let Some((measure, most)) = own.max_by(|a, b| a.1.mean.abs().total_cmp(&b.1.mean.abs())) else {
            return (self.words.word("study-none"), None);
        };
        let name = names::measure(self.scenario, self.words, measure);
        let points = self.words.signed(most.mean * 100.0, 2);
        let said = self.words.with("marginal-most-part", &[("target", &name), ("points", &points)]);
        let value = gain.value.iter().find(|(value, _)| match (measure, value) {
            (Measure::Met { target, .. }, Measure::Value { target: other, .. }) => target == other,
            _ => false,
        });
        (said, value.map(|(_, value)| value.mean))
    }

    fn chart(&self, stem: &str, title: &str, gains: &[&Gain], sentences: &[String]) -> Option<(String, Chart)> {
        if gains.is_empty() {
            return None;
        }
        let words = self.words;
        let row = |gain: &&Gain| ForestRow {
            label: self.step(gain),
            value: gain.targets_met.mean * 100.0,
            low: gain.targets_met.low * 100.0,
            high: gain.targets_met.high * 100.0,
            detectable: gain.targets_met.detectable,
        };
        let subtitle =
            words.counted("chart-subtitle", self.marginal.replicates, &[("title", words.text(&self.scenario.title))]);
        let chart = ForestChart {
            heading: Heading {
                title: title.to_owned(),
                subtitle,
                description: sentences.join(" "),
                footnote: words.word("frontier-footnote-plain"),
            },
            axis_label: words.word("marginal-axis"),
            unit: words.word("unit-points"),
            decimals: 2,
            signed: true,
            rows: gains.iter().map(row).collect(),
            undetectable_label: words.word("study-undetectable"),
            interval_label: words.word("interval-95"),
        };
        Some((stem.to_owned(), Chart::Forest(chart)))
    }
}
