//! Which of the unknown numbers matter.

use crate::report::charts::{Chart, Dot, ForestChart, ForestRow, Heading, ScatterChart, TornadoChart, TornadoRow};
use crate::report::table::{Bar, Cell, Column, Table};
use crate::report::words::Words;
use crate::scenario::Scenario;
use crate::study::{Decomposed, Index, Measure, Sensitivity};

use super::{Found, Viewed, names};

/// Measures that have charts and tables in the body; the others' tables are for the annex.
const SHOWN: usize = 3;
/// Factors that a table of a measure names.
const ROWS: usize = 8;
/// Factors of the table of the screening.
const SCREENED: usize = 20;
/// In what share of resamples the first factor has to be first to be called so.
const STEADY: f64 = 0.8;

impl Viewed for Sensitivity {
    fn view(&self, scenario: &Scenario, _: &[Scenario], words: &Words) -> Found {
        let told = Told { study: self, scenario, words };
        let sentences = told.sentences();
        let indexed = !self.measures.is_empty();
        let mut notes: Vec<String> = indexed.then(|| told.rows()).into_iter().collect();
        notes.extend((indexed && self.rows < super::FEW).then(|| words.word("study-few-draws")));
        notes.extend(self.screening.as_ref().map(|one| {
            words.counted(
                "sensitivity-screened",
                one.factors.len() as u64,
                &[("rows", &words.number(one.rows as f64, 0))],
            )
        }));
        notes.extend(names::valued(scenario, words, &self.valued));
        let more = self.measures.len().saturating_sub(SHOWN);
        notes.extend((more > 0).then(|| words.counted("sensitivity-more", more as u64, &[])));
        if indexed {
            notes.extend(["sensitivity-how", "sensitivity-negative", "sensitivity-chance"].map(|id| words.word(id)));
        }
        Found {
            id: "sensitivity",
            title: words.word("sensitivity-title"),
            notes,
            tables: told.tables(),
            charts: told.charts(&sentences),
            sentences,
        }
    }
}

struct Told<'a> {
    study: &'a Sensitivity,
    scenario: &'a Scenario,
    words: &'a Words,
}

impl Told<'_> {
    fn rows(&self) -> String {
        self.words.counted("sensitivity-rows", self.study.rows, &[])
    }

    fn measure(&self, measure: &Measure) -> String {
        if measure.is_event() {
            self.words.with("sensitivity-met", &[("target", &names::measure(self.scenario, self.words, measure))])
        } else {
            names::measure(self.scenario, self.words, measure)
        }
    }

    fn factor(&self, at: usize) -> String {
        self.study.factors.get(at).map_or_else(String::new, |one| names::factor(self.scenario, self.words, one))
    }

    /// What is counted and wanted first: whether a target is met says less, and needs more rows.
    fn ordered(&self) -> Vec<&Decomposed> {
        let all = || self.study.measures.iter();
        all().filter(|one| !one.measure.is_event()).chain(all().filter(|one| one.measure.is_event())).collect()
    }

    fn share(&self, index: &Index) -> String {
        self.words.percent(index.total.mean, 0)
    }

    fn sentences(&self) -> Vec<String> {
        let words = self.words;
        if self.study.measures.is_empty() {
            return self.screened_sentences();
        }
        let mut sentences = Vec::new();
        for one in self.ordered().into_iter().take(SHOWN) {
            let Some((leader, steady)) = one.leader else { continue };
            let mut parts: Vec<String> = ranked(one)
                .into_iter()
                .take(3)
                .filter(|at| one.parts[*at].index.total.low > 0.0)
                .map(|at| {
                    let share = self.share(&one.parts[at].index);
                    words.with("sensitivity-part", &[("factor", &self.factor(at)), ("share", &share)])
                })
                .collect();
            if parts.is_empty() {
                continue;
            }
            // What has no index of its own may matter more than all that has.
            let most = one.parts.iter().map(|part| part.index.total.mean).fold(0.0, f64::max);
            if let (Some(others), Some(index)) = (&self.study.others, &one.others)
                && index.total.mean > most
            {
                let name = words.counted("sensitivity-others", others.paths.len() as u64, &[]);
                parts.insert(0, words.with("sensitivity-part", &[("factor", &name), ("share", &self.share(index))]));
            }
            let measure = self.measure(&one.measure);
            let values =
                [("measure", measure.as_str()), ("list", &words.list(&parts)), ("chance", &self.share(&one.chance))];
            sentences.push(words.with("sensitivity-sentence", &values));
            if steady < STEADY {
                let values =
                    [("measure", measure.as_str()), ("factor", &self.factor(leader)), ("share", &words.part(steady))];
                sentences.push(words.with("sensitivity-unsteady", &values));
            }
        }
        if sentences.is_empty() { vec![words.word("sensitivity-nothing")] } else { sentences }
    }

    fn screened_sentences(&self) -> Vec<String> {
        let Some(screening) = &self.study.screening else { return vec![self.words.word("sensitivity-nothing")] };
        let first: Vec<String> = screening
            .factors
            .iter()
            .take(5)
            .filter(|one| one.share > 0.0)
            .map(|one| names::factor(self.scenario, self.words, &one.factor))
            .collect();
        let none = screening.factors.iter().filter(|one| one.share <= 0.0).count();
        if first.is_empty() {
            return vec![self.words.word("sensitivity-nothing")];
        }
        let list = self.words.list(&first);
        vec![self.words.counted("sensitivity-screen-sentence", none as u64, &[("list", &list)])]
    }

    fn tables(&self) -> Vec<Table> {
        let mut tables = Vec::new();
        for (place, one) in self.ordered().into_iter().enumerate() {
            let table = self.table(one);
            tables.push(if place < SHOWN { table } else { table.annexed() });
        }
        let screening = self.screening();
        tables.extend(if self.study.measures.is_empty() { screening } else { screening.map(Table::annexed) });
        tables
    }

    fn table(&self, one: &Decomposed) -> Table {
        let words = self.words;
        let columns = [
            Column::text(words.word("sensitivity-factor")),
            Column::number(words.word("sensitivity-total")),
            Column::number(words.word("sensitivity-first")),
            Column::number(words.word("sensitivity-ends"))
                .parts(["sensitivity-lowest", "sensitivity-highest"].map(|id| words.word(id))),
        ];
        let write = |value: f64| names::value(self.scenario, words, &one.measure, value);
        let values = [("measure", self.measure(&one.measure)), ("mean", write(one.mean)), ("sd", write(one.sd))];
        let caption =
            words.with("sensitivity-caption", &values.each_ref().map(|(name, value)| (*name, value.as_str())));
        let mut table = Table::new(caption, columns).note(words.word("sensitivity-note"));
        let cells = |index: &Index| {
            let estimate = |one: crate::study::Estimate| {
                Cell::number(words.percent(one.mean, 0), one.mean).quiet(words.percent_range(one.low, one.high, 0))
            };
            let bar = Bar::new(index.total.mean.clamp(0.0, 1.0), "plain");
            [estimate(index.total).bar(bar), estimate(index.first)]
        };
        for at in ranked(one).into_iter().take(ROWS) {
            let part = &one.parts[at];
            let mut row = vec![Cell::text(self.factor(at))];
            row.extend(cells(&part.index));
            row.extend(part.swing.map(|swing| {
                let ends = [swing.low.mean, swing.high.mean];
                Cell::number(format!("{} → {}", write(ends[0]), write(ends[1])), (ends[1] - ends[0]).abs()).exact(ends)
            }));
            table.row(row);
        }
        for (name, index) in self.rest(one) {
            let mut row = vec![Cell::text(name)];
            row.extend(cells(index));
            table.push("total", row);
        }
        table
    }

    /// What is no number of its own: all others together, all that is not known, and chance.
    fn rest<'own>(&self, one: &'own Decomposed) -> Vec<(String, &'own Index)> {
        let words = self.words;
        let rest = self.study.others.as_ref().map_or(0, |others| others.paths.len());
        let others = one.others.as_ref().map(|own| (words.counted("sensitivity-others", rest as u64, &[]), own));
        let all = [("sensitivity-unknown", &one.unknown), ("sensitivity-by-chance", &one.chance)];
        others.into_iter().chain(all.map(|(id, index)| (words.word(id), index))).collect()
    }

    fn screening(&self) -> Option<Table> {
        let words = self.words;
        let screening = self.study.screening.as_ref()?;
        let columns = [
            Column::text(words.word("sensitivity-factor")),
            Column::number(words.word("sensitivity-share")),
            Column::text(words.word("sensitivity-moves")),
            Column::number(words.word("sensitivity-step")),
            Column::number(words.word("sensitivity-sigma")).detail(),
        ];
        let mut table = Table::new(words.word("sensitivity-caption-screening"), columns)
            .note(words.word("sensitivity-note-screening"));
        for one in screening.factors.iter().filter(|one| one.share > 0.0).take(SCREENED) {
            let (most, _) = screening.most_moved(one);
            let (measure, step) = (&screening.measures[most], &one.steps[most]);
            let write = |value: f64| names::value(self.scenario, words, measure, value);
            table.row(vec![
                Cell::text(names::factor(self.scenario, words, &one.factor)),
                Cell::number(words.percent(one.share, 0), one.share).bar(Bar::new(one.share, "plain")),
                Cell::text(self.measure(measure)),
                Cell::number(write(step.size.mean), step.size.mean).quiet(format!(
                    "{} … {}",
                    write(step.size.low),
                    write(step.size.high)
                )),
                step.sd.map_or_else(Cell::absent, |sd| Cell::number(write(sd), sd)),
            ]);
        }
        table.unless_empty()
    }

    fn heading(&self, title: String, sentences: &[String]) -> Heading {
        let words = self.words;
        let subtitle =
            words.counted("sensitivity-subtitle", self.study.rows, &[("title", words.text(&self.scenario.title))]);
        Heading { title, subtitle, description: sentences.join(" "), footnote: String::new() }
    }

    fn charts(&self, sentences: &[String]) -> Vec<(String, Chart)> {
        let words = self.words;
        let mut charts = Vec::new();
        for (place, one) in self.ordered().into_iter().take(SHOWN).enumerate() {
            let measure = self.measure(&one.measure);
            let title = |id: &str| words.with(id, &[("measure", &measure)]);
            let row = |at: usize| {
                let total = one.parts[at].index.total;
                let [value, low, high] = [total.mean, total.low, total.high].map(|share| share * 100.0);
                ForestRow { label: self.factor(at), value, low, high, detectable: low > 0.0 }
            };
            let mut rows: Vec<ForestRow> = ranked(one).into_iter().map(row).take(12).collect();
            rows.extend(self.rest(one).into_iter().map(|(label, index)| {
                let [value, low, high] =
                    [index.total.mean, index.total.low, index.total.high].map(|share| share * 100.0);
                ForestRow { label, value, low, high, detectable: low > 0.0 }
            }));
            charts.push((
                format!("sensitivity-{}", place + 1),
                Chart::Forest(ForestChart {
                    heading: Heading {
                        footnote: words.word("sensitivity-footnote"),
                        ..self.heading(title("sensitivity-chart"), sentences)
                    },
                    axis_label: words.word("sensitivity-axis"),
                    unit: "%".to_owned(),
                    decimals: 0,
                    signed: false,
                    rows,
                    undetectable_label: words.word("study-undetectable"),
                    interval_label: words.word("interval-95"),
                }),
            ));
            charts.extend(
                self.tornado(one, &title("sensitivity-tornado"), sentences)
                    .map(|chart| (format!("tornado-{}", place + 1), chart)),
            );
            if place == 0 {
                charts.extend(
                    self.scatter(one, &title("sensitivity-scatter"), sentences)
                        .map(|chart| ("scatter".to_owned(), chart)),
                );
            }
        }
        charts
    }

    fn tornado(&self, one: &Decomposed, title: &str, sentences: &[String]) -> Option<Chart> {
        let words = self.words;
        let (scale, decimals, unit) = self.scale(&one.measure);
        let mut rows: Vec<TornadoRow> = one
            .parts
            .iter()
            .enumerate()
            .filter_map(|(at, part)| {
                // What differs at its ends by no more than the rows that are there would differ anyway says nothing.
                let swing = part.swing.filter(|own| own.low.high < own.high.low || own.high.high < own.low.low)?;
                Some(TornadoRow { label: self.factor(at), low: swing.low.mean * scale, high: swing.high.mean * scale })
            })
            .collect();
        let width = |row: &TornadoRow| (row.high - row.low).abs();
        rows.sort_by(|a, b| width(b).total_cmp(&width(a)));
        rows.truncate(12);
        (!rows.is_empty()).then(|| {
            Chart::Tornado(TornadoChart {
                heading: Heading {
                    footnote: words.word("sensitivity-tornado-footnote"),
                    ..self.heading(title.to_owned(), sentences)
                },
                axis_label: self.measure(&one.measure),
                unit,
                decimals,
                middle: one.mean * scale,
                rows,
                low_label: words.word("sensitivity-lowest-fifth"),
                high_label: words.word("sensitivity-highest-fifth"),
                middle_label: words.word("sensitivity-middle"),
            })
        })
    }

    /// The factor with which a measure is drawn, its decimals, and its unit.
    fn scale(&self, measure: &Measure) -> (f64, usize, String) {
        match measure {
            Measure::Value { target, .. } if names::is_share(self.scenario, target) => (100.0, 1, "%".to_owned()),
            Measure::Value { .. } => (1.0, 1, String::new()),
            _ if measure.is_event() => (100.0, 0, "%".to_owned()),
            _ => (1e-4, 0, self.words.word("unit-ten-thousand-yuan")),
        }
    }

    fn scatter(&self, one: &Decomposed, title: &str, sentences: &[String]) -> Option<Chart> {
        let words = self.words;
        let (leader, _) = one.leader?;
        let (scale, _, unit) = self.scale(&one.measure);
        let dots: Vec<Dot> = one.dots.iter().map(|(x, y)| Dot { x: *x, y: *y * scale, marked: false }).collect();
        let measure = self.measure(&one.measure);
        (!dots.is_empty()).then(|| {
            Chart::Scatter(ScatterChart {
                heading: Heading {
                    footnote: words.counted("sensitivity-scatter-footnote", dots.len() as u64, &[]),
                    ..self.heading(title.to_owned(), sentences)
                },
                x_label: self.factor(leader),
                y_label: if unit.is_empty() { measure } else { format!("{measure} ({unit})") },
                shares: false,
                dots,
                region: None,
                marked_label: String::new(),
                other_label: words.word("sensitivity-dot"),
                region_label: String::new(),
            })
        })
    }
}

/// Factors of a measure, greatest total index first.
fn ranked(one: &Decomposed) -> Vec<usize> {
    let mut order: Vec<usize> = (0..one.parts.len()).collect();
    order.sort_by(|a, b| one.parts[*b].index.total.mean.total_cmp(&one.parts[*a].index.total.mean));
    order
}
