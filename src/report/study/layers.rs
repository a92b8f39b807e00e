//! What is not known and what is chance, and how sure one can be of a probability.

use crate::report::charts::{Chart, Heading, LinePoint, LineReference, LineSeries, LinesChart};
use crate::report::table::{Bar, Cell, Column, SAFE, Table};
use crate::report::words::Words;
use crate::scenario::Scenario;
use crate::study::{Doubt, Layers, Measure, Reaching};

use super::{Found, Viewed, names};

/// Curves of a chart.
const CURVES: usize = 16;
/// Targets that sentences name.
const NAMED: usize = 3;

impl Viewed for Layers {
    fn view(&self, scenario: &Scenario, _: &[Scenario], words: &Words) -> Found {
        let told = Told { layers: self, scenario, words };
        let sentences = told.sentences();
        let chart = told.chart(&sentences);
        Found {
            id: "layers",
            title: words.word("layers-title"),
            notes: std::iter::once(told.replicates())
                .chain((self.draws < super::FEW).then(|| words.word("study-few-draws")))
                .chain(names::valued(scenario, words, &self.valued))
                .chain(["layers-how", "layers-how-sure"].map(|id| words.word(id)))
                .collect(),
            tables: told.doubts().into_iter().chain(told.measures()).collect(),
            charts: chart.map(|chart| ("layers".to_owned(), chart)).into_iter().collect(),
            sentences,
        }
    }
}

struct Told<'a> {
    layers: &'a Layers,
    scenario: &'a Scenario,
    words: &'a Words,
}

fn at(doubt: &Doubt, level: f64) -> Option<&Reaching> {
    doubt.spread.reaching.iter().find(|one| (one.level - level).abs() < 1e-9)
}

impl Told<'_> {
    fn replicates(&self) -> String {
        let number = |count: u64| self.words.number(count as f64, 0);
        self.words
            .with("layers-replicates", &[("draws", &number(self.layers.draws)), ("times", &number(self.layers.times))])
    }

    fn name(&self, measure: &Measure) -> String {
        names::measure(self.scenario, self.words, measure)
    }

    /// Targets of which one can be least sure whether they are fairly safe, and what is not known as a part of the spread.
    fn sentences(&self) -> Vec<String> {
        let words = self.words;
        let doubtful = |one: &&Doubt| at(one, SAFE).map_or(0.0, |own| own.share.mean * (1.0 - own.share.mean));
        let mut doubts: Vec<&Doubt> = self.layers.doubts.iter().filter(|one| one.spread.sd > 0.005).collect();
        doubts.sort_by(|a, b| doubtful(b).total_cmp(&doubtful(a)));
        let said: Vec<String> = doubts
            .iter()
            .take(NAMED)
            .filter_map(|one| {
                let own = at(one, SAFE)?;
                let [low, .., high] = one.spread.quantiles;
                let values = [
                    ("target", self.name(&one.measure)),
                    ("share", words.part(own.share.mean)),
                    ("level", words.percent(SAFE, 0)),
                    ("mean", words.share(one.spread.mean)),
                    ("low", words.share(low)),
                    ("high", words.share(high)),
                ];
                Some(words.with("layers-sure", &values.each_ref().map(|(name, value)| (*name, value.as_str()))))
            })
            .collect();
        if said.is_empty() { vec![words.word("layers-all-sure")] } else { said }
    }

    fn doubts(&self) -> Option<Table> {
        let words = self.words;
        let percent = |share: f64| words.share(share);
        let columns = [
            Column::text(words.word("target")),
            Column::number(words.word("mean")),
            Column::number(words.word("layers-spread")).parts([words.word("book-p5"), words.word("p95")]),
            Column::number(words.with("layers-at-least", &[("level", &words.percent(0.5, 0))])),
            Column::number(words.with("layers-at-least", &[("level", &words.percent(SAFE, 0))]))
                .wide(words.word("interval-95")),
        ];
        let mut table = Table::new(words.word("layers-caption-doubt"), columns).note(words.word("layers-note-doubt"));
        for one in &self.layers.doubts {
            let spread = &one.spread;
            let [low, .., high] = spread.quantiles;
            let reached = |level: f64| {
                at(one, level).map_or_else(Cell::absent, |own| {
                    Cell::number(percent(own.share.mean), own.share.mean).quiet(words.percent_range(
                        own.share.low,
                        own.share.high,
                        0,
                    ))
                })
            };
            table.row(vec![
                Cell::text(self.name(&one.measure)),
                Cell::number(percent(spread.mean), spread.mean),
                Cell::number(words.percent_range(low, high, 0), low).exact([low, high]),
                reached(0.5),
                reached(SAFE),
            ]);
        }
        table.unless_empty()
    }

    /// Of what is counted, year by year, and of money.
    fn measures(&self) -> Option<Table> {
        let words = self.words;
        let columns = [
            Column::text(words.word("layers-measure")),
            Column::number(words.word("mean")),
            Column::number(words.word("layers-sd")),
            Column::number(words.word("unknown-share")),
            Column::number(words.word("page-chance")).detail(),
        ];
        let mut table = Table::new(words.word("layers-caption"), columns).note(words.word("layers-note"));
        let told = self.layers.measures.iter().filter(|one| {
            matches!(
                one.measure,
                Measure::Value { .. } | Measure::Stock { .. } | Measure::TotalSpend { .. } | Measure::FundNeed { .. }
            )
        });
        for one in told {
            let Some(share) = one.unknown else { continue };
            let write = |value: f64| names::value(self.scenario, words, &one.measure, value);
            table.row(vec![
                Cell::text(self.name(&one.measure)),
                Cell::number(write(one.mean), one.mean),
                Cell::number(write(one.sd), one.sd),
                Cell::number(words.percent(share.mean, 0), share.mean)
                    .quiet(words.percent_range(share.low, share.high, 0))
                    .bar(Bar::new(share.mean.clamp(0.0, 1.0), "plain")),
                Cell::number(words.percent(1.0 - share.mean, 0), 1.0 - share.mean),
            ]);
            table.detail_row(!matches!(one.measure, Measure::Value { .. }));
        }
        table.unless_empty()
    }

    /// How often a probability is at least so much, by probability.
    fn chart(&self, sentences: &[String]) -> Option<Chart> {
        let words = self.words;
        let line = |one: &Doubt| {
            let last = one.spread.mass.len().saturating_sub(1).max(1) as f64;
            let mut above: f64 = one.spread.mass.iter().sum();
            let points = one.spread.mass.iter().enumerate().map(|(at, mass)| {
                let y = above.clamp(0.0, 1.0);
                above -= mass;
                LinePoint { x: at as f64 / last * 100.0, y, low: y, high: y }
            });
            // Up to what counts as fairly safe, so that the share beside each name is that of such.
            let points = points.take_while(|point| point.x < SAFE * 100.0 + 1e-6);
            LineSeries { label: self.name(&one.measure), points: points.collect() }
        };
        let doubtful = self.layers.doubts.iter().filter(|one| one.spread.sd > 0.005);
        let series: Vec<LineSeries> = doubtful.take(CURVES).map(line).collect();
        let subtitle = words.with("layers-chart-subtitle", &[("title", words.text(&self.scenario.title))]);
        (!series.is_empty()).then(|| {
            Chart::Lines(LinesChart {
                heading: Heading {
                    title: words.word("layers-chart"),
                    subtitle,
                    description: sentences.join(" "),
                    footnote: self.replicates(),
                },
                x_label: words.word("layers-axis"),
                x_decimals: 0,
                y_label: words.word("layers-axis-share"),
                series,
                marks: Vec::new(),
                reference: None::<LineReference>,
                line_label: words.word("layers-line"),
                interval_label: String::new(),
            })
        })
    }
}
