//! Where a plan fails.

use crate::report::charts::{Chart, Dot, Heading, Region, ScatterChart};
use crate::report::table::{Bar, Cell, Column, Table};
use crate::report::words::Words;
use crate::scenario::Scenario;
use crate::study::{BoxHeld, BoxLimit, Discovery, Failure, FailureBox};

use super::{Found, Viewed, names};

/// Targets that have a sentence and a picture.
const NAMED: usize = 4;
/// A box found elsewhere that holds misses this much less densely than where it was found is not to be relied on.
const FADES: f64 = 0.5;

impl Viewed for Discovery {
    fn view(&self, scenario: &Scenario, _: &[Scenario], words: &Words) -> Found {
        let told = Told { study: self, scenario, words };
        let sentences = told.sentences();
        Found {
            id: "discover",
            title: words.word("discover-title"),
            notes: std::iter::once(words.counted("discover-draws", self.draws, &[]))
                .chain(told.undefined())
                .chain(["discover-how", "discover-elsewhere"].map(|id| words.word(id)))
                .collect(),
            tables: told.overview().into_iter().chain(told.limits()).collect(),
            charts: told.charts(),
            sentences,
        }
    }
}

struct Told<'a> {
    study: &'a Discovery,
    scenario: &'a Scenario,
    words: &'a Words,
}

impl Told<'_> {
    fn name(&self, one: &Failure) -> String {
        names::measure(self.scenario, self.words, &one.measure)
    }

    /// Failures with boxes, those that are worth most first.
    fn boxed(&self) -> Vec<(&Failure, &FailureBox)> {
        let worth =
            |failure: &Failure, own: &FailureBox| own.elsewhere.mass * (own.elsewhere.density.mean - failure.missed);
        let mut list: Vec<(&Failure, &FailureBox)> =
            self.study.failures.iter().filter_map(|one| Some((one, one.region.as_ref()?))).collect();
        list.sort_by(|a, b| worth(b.0, b.1).total_cmp(&worth(a.0, a.1)));
        list
    }

    /// In what share of its misses a target is missed because what it counts has no value.
    fn undefined(&self) -> Option<String> {
        let words = self.words;
        let part = |one: &Failure| {
            let share = one.undefined.filter(|share| *share > 0.0)?;
            Some(words.with("discover-undefined-part", &[("target", &self.name(one)), ("share", &words.part(share))]))
        };
        let said: Vec<String> = self.study.failures.iter().filter_map(part).collect();
        (!said.is_empty()).then(|| words.with("discover-undefined", &[("list", &words.clauses(&said))]))
    }

    /// What a side of a box says.
    fn side(&self, limit: &BoxLimit) -> String {
        let words = self.words;
        let name = crate::report::names::parameter(self.scenario, words, &limit.path);
        let value = |value: f64| names::number(self.scenario, words, &limit.path, value);
        match (limit.low, limit.high) {
            (Some(low), Some(high)) => {
                words.with("discover-between", &[("number", &name), ("low", &value(low)), ("high", &value(high))])
            }
            (Some(low), None) => words.with("discover-above", &[("number", &name), ("low", &value(low))]),
            (None, Some(high)) => words.with("discover-below", &[("number", &name), ("high", &value(high))]),
            (None, None) => name,
        }
    }

    fn sentences(&self) -> Vec<String> {
        let words = self.words;
        let mut sentences = Vec::new();
        for (failure, own) in self.boxed().into_iter().take(NAMED) {
            let sides: Vec<String> = own.limits.iter().map(|limit| self.side(limit)).collect();
            let [density, elsewhere] = [&own.found, &own.elsewhere].map(|held| words.part(held.density.mean));
            let [coverage, covered] = [&own.found, &own.elsewhere].map(|held| words.part(held.coverage));
            let common =
                [("target", self.name(failure)), ("sides", words.list(&sides)), ("missed", words.part(failure.missed))];
            let gained = own.found.density.mean - failure.missed;
            let kept = own.elsewhere.density.mean - failure.missed;
            let (id, own) = if kept < FADES * gained {
                let own = [("density", density), ("coverage", coverage), ("elsewhere", elsewhere)];
                ("discover-fades", own)
            } else {
                let same = density == elsewhere && coverage == covered;
                let told = |ids: [&str; 2], share: &str, part: f64| {
                    if part >= 1.0 - 1e-9 { words.word(ids[1]) } else { words.with(ids[0], &[("share", share)]) }
                };
                let judged = if same {
                    words.word("discover-elsewhere-same")
                } else {
                    words.with("discover-elsewhere-some", &[("elsewhere", &elsewhere), ("covered", &covered)])
                };
                let ids = ["discover-density-some", "discover-density-all"];
                let density = told(ids, &density, own.found.density.mean);
                let ids = ["discover-coverage-some", "discover-coverage-all"];
                let coverage = told(ids, &coverage, own.found.coverage);
                ("discover-sentence", [("density", density), ("coverage", coverage), ("elsewhere", judged)])
            };
            let values: Vec<(&str, &str)> =
                common.iter().chain(&own).map(|(name, value)| (*name, value.as_str())).collect();
            sentences.push(words.with(id, &values));
        }
        if sentences.is_empty() { vec![words.word("discover-nothing")] } else { sentences }
    }

    fn overview(&self) -> Option<Table> {
        let words = self.words;
        let columns = [
            Column::text(words.word("target")),
            Column::number(words.word("discover-missed")),
            Column::text(words.word("discover-box")),
            Column::number(words.word("discover-density")),
            Column::number(words.word("discover-coverage")),
            Column::number(words.word("discover-mass")).detail(),
        ];
        let mut table = Table::new(words.word("discover-caption"), columns).note(words.word("discover-note"));
        for failure in &self.study.failures {
            let mut row = vec![
                Cell::text(self.name(failure)),
                Cell::number(words.share(failure.missed), failure.missed).bar(Bar::new(failure.missed, "plain")),
            ];
            match &failure.region {
                None => row.extend([
                    Cell::text(words.word("discover-no-box")),
                    Cell::absent(),
                    Cell::absent(),
                    Cell::absent(),
                ]),
                Some(own) => {
                    let sides: Vec<String> = own.limits.iter().map(|limit| self.side(limit)).collect();
                    let both = |pick: fn(&BoxHeld) -> f64| {
                        let elsewhere = words.share(pick(&own.elsewhere));
                        Cell::number(words.share(pick(&own.found)), pick(&own.found))
                            .quiet(words.with("discover-cell", &[("share", &elsewhere)]))
                    };
                    row.extend([
                        Cell::text(words.clauses(&sides)),
                        both(|held| held.density.mean),
                        both(|held| held.coverage),
                        both(|held| held.mass),
                    ]);
                }
            }
            table.row(row);
        }
        table.unless_empty()
    }

    /// Every side of every box, and how often it came up again.
    fn limits(&self) -> Option<Table> {
        let words = self.words;
        let columns = [
            Column::text(words.word("target")),
            Column::text(words.word("number")),
            Column::number(words.word("discover-side")),
            Column::number(words.word("discover-percentiles")),
            Column::number(words.word("discover-again")),
        ];
        let mut table =
            Table::new(words.word("discover-caption-limits"), columns).note(words.word("discover-note-limits"));
        for (failure, own) in self.boxed() {
            for limit in &own.limits {
                let value = |value: f64| names::number(self.scenario, words, &limit.path, value);
                let range = |low: Option<String>, high: Option<String>| match (low, high) {
                    (Some(low), Some(high)) => format!("{low} … {high}"),
                    (Some(low), None) => format!("> {low}"),
                    (None, high) => format!("≤ {}", high.unwrap_or_default()),
                };
                let percent = |share: f64| words.percent(share, 0);
                table.row(vec![
                    Cell::text(self.name(failure)),
                    Cell::text(crate::report::names::parameter(self.scenario, words, &limit.path)).code(&limit.path),
                    Cell::number(
                        range(limit.low.map(value), limit.high.map(value)),
                        limit.low.or(limit.high).unwrap_or(0.0),
                    ),
                    Cell::number(
                        range(limit.low_percentile.map(percent), limit.high_percentile.map(percent)),
                        limit.low_percentile.or(limit.high_percentile).unwrap_or(0.0),
                    ),
                    Cell::number(percent(limit.again), limit.again),
                ]);
            }
        }
        table.unless_empty()
    }

    fn charts(&self) -> Vec<(String, Chart)> {
        let words = self.words;
        let subtitle =
            words.counted("discover-subtitle", self.study.draws, &[("title", words.text(&self.scenario.title))]);
        let chart = |(place, (failure, own)): (usize, (&Failure, &FailureBox))| {
            let [first, second] = [own.limits.first()?, own.limits.get(1)?];
            let name = |limit: &BoxLimit| {
                let number = crate::report::names::parameter(self.scenario, words, &limit.path);
                words.with("discover-axis", &[("number", &number)])
            };
            let sides = |limit: &BoxLimit| (limit.low_percentile, limit.high_percentile);
            let title = words.with("discover-chart", &[("target", &self.name(failure))]);
            let dot = |(x, y, marked): &crate::study::Dot| Dot { x: *x, y: *y, marked: *marked };
            let more = own.limits.len() > 2;
            Some((
                format!("discover-{}", place + 1),
                Chart::Scatter(ScatterChart {
                    heading: Heading {
                        title,
                        subtitle: subtitle.clone(),
                        description: own.limits.iter().map(|limit| self.side(limit)).collect::<Vec<_>>().join(" "),
                        footnote: words.word(if more { "discover-footnote-more" } else { "discover-footnote" }),
                    },
                    x_label: name(first),
                    y_label: name(second),
                    shares: true,
                    dots: failure.dots.iter().map(dot).collect(),
                    region: Some(Region { x: sides(first), y: sides(second) }),
                    marked_label: words.word("discover-dot-missed"),
                    other_label: words.word("discover-dot-met"),
                    region_label: words.word("discover-region"),
                }),
            ))
        };
        self.boxed().into_iter().take(NAMED).enumerate().filter_map(chart).collect()
    }
}
