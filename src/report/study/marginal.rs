//! What a step of each lever buys.

use crate::report::charts::{Chart, ForestChart, ForestRow, Heading};
use crate::report::table::{Cell, Table};
use crate::report::words::Words;
use crate::scenario::Scenario;
use crate::study::{Change, Difference, Effect, Gain, LeverUnit, Marginal};

use super::{Found, Viewed, names};

/// Rows of the table that people read; all are in the table for programs.
const ROWS: usize = 24;
/// Rows of a chart.
const BARS: usize = 20;
/// Levers that a sentence names.
const NAMED: usize = 3;

impl Viewed for Marginal {
    fn view(&self, scenario: &Scenario, _: &[Scenario], words: &Words) -> Found {
        let told = Told { marginal: self, scenario, words };
        let title = words.word("marginal-title");
        let sentences = told.sentences();
        let money = |gain: &&Gain| gain.unit == LeverUnit::Yuan;
        let mut charts = Vec::new();
        for (stem, id, wanted) in
            [("marginal-money", "marginal-chart-money", true), ("marginal-other", "marginal-chart-other", false)]
        {
            let gains: Vec<&Gain> = self.gains.iter().filter(|gain| money(gain) == wanted).take(BARS).collect();
            charts.extend(told.chart(stem, &words.word(id), &gains, &sentences));
            charts.extend(told.missing_chart(stem, &words.word(id), &gains, &sentences));
        }
        let mut notes = vec![told.replicates(), words.word("study-same-luck")];
        notes.extend(told.steps());
        notes.extend([words.word("marginal-how"), words.word("study-few")]);
        notes.extend(names::undefined(scenario, words, self.gains.iter().flat_map(|gain| &gain.effects)));
        Found { id: "marginal", title, notes, tables: told.tables(), charts, sentences }
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
        let id = if gain.stopped { "marginal-step-stopped" } else { "marginal-step" };
        self.words.with(id, &[("lever", &lever), ("change", &change)])
    }

    /// In how many replicates steps were run.
    fn replicates(&self) -> String {
        let (words, own) = (self.words, self.marginal);
        let counts =
            || own.gains.iter().map(|gain| gain.replicates).filter(|count| *count > 0 && *count < own.replicates);
        let number = |count: u64| words.number(count as f64, 0);
        let Some((least, most)) = counts().min().zip(counts().max()) else {
            return words.counted("study-replicates", own.replicates, &[]);
        };
        let all = number(own.replicates);
        match own.best {
            Some(best) => {
                let [best, least, most] = [best as u64, least, most].map(number);
                let values = [("all", &*all), ("best", &best), ("least", &least), ("most", &most)];
                words.counted("marginal-stopped", counts().count() as u64, &values)
            }
            None => words.with("marginal-settled", &[("all", &all), ("least", &number(least))]),
        }
    }

    /// What the mark of steps that stopped early means, if one of these did.
    fn mark(&self, gains: &[&Gain]) -> Option<String> {
        let best = self.marginal.best.filter(|_| gains.iter().any(|gain| gain.stopped))?;
        Some(self.words.counted("marginal-mark", best as u64, &[]))
    }

    /// A gain in percentage points.
    fn points(&self, difference: &Difference) -> String {
        if difference.detectable {
            self.words.signed(difference.mean * 100.0, 2)
        } else {
            self.words.word("study-none")
        }
    }

    /// How money is stepped, what is too small to buy anything, and what could not be stepped.
    fn steps(&self) -> Vec<String> {
        let words = self.words;
        let yuan = |gain: &Gain| match gain.change {
            Change::PlusTotal(yuan) => Some(yuan),
            _ => None,
        };
        let gains = || self.marginal.gains.iter();
        let small: Vec<String> = gains()
            .filter(|gain| yuan(gain).zip(gain.unit_cost).is_some_and(|(yuan, unit)| yuan < unit))
            .map(|gain| {
                let unit = words.amount(gain.unit_cost.unwrap_or(0) as f64);
                let lever = names::lever(self.scenario, words, &gain.lever);
                words.with("marginal-unit", &[("lever", &lever), ("unit", &unit)])
            })
            .collect();
        let mut notes = Vec::new();
        if !small.is_empty() {
            notes.push(words.with("marginal-too-small", &[("list", &words.list(&small))]));
        } else if gains().any(|gain| yuan(gain).is_some_and(|yuan| Some(yuan) == gain.unit_cost)) {
            notes.push(words.word("marginal-steps"));
        }
        let left = self.marginal.left_out.iter().map(|(lever, why)| {
            let lever = names::lever(self.scenario, words, lever);
            words.with("marginal-left-part", &[("lever", &lever), ("why", words.text(why))])
        });
        let left: Vec<String> = left.collect();
        if !left.is_empty() {
            notes.push(words.with("marginal-left-out", &[("list", &words.clauses(&left))]));
        }
        notes
    }

    /// What helps most, in one sentence: what the targets' probabilities tell, or else what is missing of them.
    fn answer(&self) -> Option<String> {
        let words = self.words;
        let helps = |gain: &&Gain| gain.targets_met.detectable && gain.targets_met.mean > 0.0;
        let best = |money: bool| {
            let mut own = self.marginal.gains.iter().filter(|gain| (gain.unit == LeverUnit::Yuan) == money);
            let gain = own.find(helps)?;
            Some((self.step(gain), words.signed(gain.targets_met.mean * 100.0, 2)))
        };
        Some(match (best(false), best(true)) {
            (Some((other, points)), Some((money, more))) => {
                let values = [("other", &other), ("points", &points), ("money", &money), ("more", &more)];
                words.with("marginal-answer-both", &values.map(|(name, value)| (name, value.as_str())))
            }
            (Some((step, points)), None) | (None, Some((step, points))) => {
                words.with("marginal-answer-one", &[("step", &step), ("points", &points)])
            }
            (None, None) => {
                let less = self.marginal.gains.iter().filter(|gain| gain.missing.detectable && gain.missing.mean < 0.0);
                let most = less.min_by(|a, b| a.missing.mean.total_cmp(&b.missing.mean));
                let part = most.and_then(|gain| self.less(gain))?;
                words.with("marginal-answer-missing", &[("part", &part)])
            }
        })
    }

    fn sentences(&self) -> Vec<String> {
        let mut sentences: Vec<String> = self.answer().into_iter().collect();
        for (money, some, none, missing) in [
            (true, "marginal-best-money", "marginal-none-money", "marginal-missing-money"),
            (false, "marginal-best-other", "marginal-none-other", "marginal-missing-other"),
        ] {
            let gains = || self.marginal.gains.iter().filter(move |gain| (gain.unit == LeverUnit::Yuan) == money);
            if gains().next().is_none() {
                continue;
            }
            let met = gains().filter(|gain| gain.targets_met.detectable && gain.targets_met.mean > 0.0);
            let best: Vec<String> = met
                .take(NAMED)
                .map(|gain| {
                    let more = self.words.signed(gain.targets_met.mean * 100.0, 2);
                    self.words.with("marginal-best-part", &[("step", &self.step(gain)), ("points", &more)])
                })
                .collect();
            if !best.is_empty() {
                sentences.push(self.words.with(some, &[("list", &self.words.list(&best))]));
                continue;
            }
            // Where no target becomes likelier, what is missing of it can still become less.
            let less = gains().filter(|gain| gain.missing.detectable && gain.missing.mean < 0.0);
            let less: Vec<String> = less.take(NAMED).filter_map(|gain| self.less(gain)).collect();
            sentences.push(if less.is_empty() {
                self.words.word(none)
            } else {
                self.words.with(missing, &[("list", &self.words.clauses(&less))])
            });
        }
        sentences
    }

    /// What a step does to the target of which it leaves least missing.
    fn less(&self, gain: &Gain) -> Option<String> {
        let one = self.most_missing(gain)?;
        let said = names::effect(self.scenario, self.words, one)?;
        Some(self.words.with("marginal-missing-part", &[("step", &self.step(gain)), ("effect", &said)]))
    }

    /// The target whose shortfall a step changes most, as a part of its bound.
    fn most_missing<'g>(&self, gain: &'g Gain) -> Option<&'g Effect> {
        let part = |one: &Effect| one.shortfall.mean.abs() / names::bound(self.scenario, &one.target).unwrap_or(1.0);
        let own = gain.effects.iter().filter(|one| one.shortfall.detectable);
        own.max_by(|a, b| part(a).total_cmp(&part(b)))
    }

    fn tables(&self) -> Vec<Table> {
        let mut tables = Vec::new();
        for (money, caption) in [(true, "marginal-caption-money"), (false, "marginal-caption-other")] {
            let gains: Vec<&Gain> =
                self.marginal.gains.iter().filter(|gain| (gain.unit == LeverUnit::Yuan) == money).take(ROWS).collect();
            // Steps of one size need no rate; where points tell, what is missing adds nothing.
            let rated = gains.iter().any(|gain| gain.rate.is_some() && gain.change != Change::PlusTotal(100_000));
            let missing = gains.iter().any(|gain| is_missing(gain));
            let mut columns = vec![('<', "marginal-lever"), ('>', "marginal-met"), ('>', "interval-95")];
            columns.extend(rated.then_some(('>', "marginal-rate")));
            columns.extend(missing.then_some(('>', "marginal-missing")));
            columns.extend([('<', "marginal-most"), ('>', "marginal-heads")]);
            let columns: Vec<(char, String)> =
                columns.iter().map(|(align, id)| (*align, self.words.word(id))).collect();
            let note = if missing { "marginal-note-missing" } else { "marginal-note" };
            let note = std::iter::once(self.words.word(note)).chain(self.mark(&gains)).collect::<Vec<_>>().join(" ");
            let mut table = Table::new(self.words.word(caption), columns).note(note);
            for gain in gains {
                let met = &gain.targets_met;
                let (most, heads) = self.most(gain);
                let ends = |low: f64, high: f64| {
                    format!("{} … {}", self.words.signed(low * 100.0, 2), self.words.signed(high * 100.0, 2))
                };
                let mut cells = vec![
                    Cell::text(self.step(gain)),
                    Cell::number(self.points(met), met.mean),
                    Cell::number(ends(met.low, met.high), met.low),
                ];
                if rated {
                    let rate = gain.rate.filter(|_| met.detectable);
                    cells.push(Cell::number(
                        rate.map_or_else(|| "–".to_owned(), |rate| self.words.signed(rate.mean * 100.0, 2)),
                        rate.map_or(0.0, |rate| rate.mean),
                    ));
                }
                if missing {
                    let one = &gain.missing;
                    let mut cell = Cell::number(self.points(one), one.mean);
                    if one.detectable {
                        cell.quiet = ends(one.low, one.high);
                    }
                    cells.push(cell);
                }
                cells.extend([Cell::text(most), heads]);
                table.row(cells);
            }
            tables.extend(table.unless_empty());
        }
        tables
    }

    /// The target that gains most: in probability, else in what it is short of, else in what it counts; and how many heads
    /// more it counts.
    fn most(&self, gain: &Gain) -> (String, Cell) {
        let likely = gain.effects.iter().filter(|one| one.probability.detectable);
        let likely = likely.max_by(|a, b| a.probability.mean.abs().total_cmp(&b.probability.mean.abs()));
        let counted = gain.effects.iter().find(|one| one.count.is_some_and(|count| count.detectable));
        let Some(one) = likely.or_else(|| self.most_missing(gain)).or(counted) else {
            return (self.words.word("study-none"), Cell::number("–", 0.0));
        };
        let name = names::target(self.scenario, self.words, &one.target);
        let signed = |found: &Difference| names::signed(self.scenario, self.words, &one.target, found);
        let said = if one.probability.detectable {
            let points = self.words.signed(one.probability.mean * 100.0, 2);
            self.words.with("marginal-most-part", &[("target", &name), ("points", &points)])
        } else if one.shortfall.detectable {
            let [short, ..] = signed(&one.shortfall);
            self.words.with("marginal-short-part", &[("target", &name), ("short", &short)])
        } else {
            name
        };
        let heads = one.count.map_or_else(
            || Cell::number("–", f64::NAN),
            |count| {
                let [mean, low, high] = signed(&count);
                Cell::number(mean, count.mean).quiet(format!("{low} … {high}"))
            },
        );
        (said, heads)
    }

    /// How much less is missing, where that is all that a step shows.
    fn missing_chart(&self, stem: &str, title: &str, gains: &[&Gain], sentences: &[String]) -> Option<(String, Chart)> {
        let row = |gain: &&Gain| {
            let Difference { mean, low, high, detectable, .. } = gain.missing;
            let label = self.step(gain);
            ForestRow { label, value: -mean * 100.0, low: -high * 100.0, high: -low * 100.0, detectable }
        };
        if !gains.iter().any(|gain| is_missing(gain)) {
            return None;
        }
        let rows = gains.iter().map(row).collect();
        let mut chart = self.forest(title, sentences, rows, ("effect-footnote", self.mark(gains)));
        chart.axis_label = self.words.word("marginal-missing-axis");
        Some((format!("{stem}-missing"), Chart::Forest(chart)))
    }

    fn chart(&self, stem: &str, title: &str, gains: &[&Gain], sentences: &[String]) -> Option<(String, Chart)> {
        if gains.is_empty() {
            return None;
        }
        let row = |gain: &&Gain| ForestRow {
            label: self.step(gain),
            value: gain.targets_met.mean * 100.0,
            low: gain.targets_met.low * 100.0,
            high: gain.targets_met.high * 100.0,
            detectable: gain.targets_met.detectable,
        };
        let rows = gains.iter().map(row).collect();
        let chart = self.forest(title, sentences, rows, ("frontier-footnote-plain", self.mark(gains)));
        Some((stem.to_owned(), Chart::Forest(chart)))
    }

    fn forest(
        &self,
        title: &str,
        sentences: &[String],
        rows: Vec<ForestRow>,
        (footnote, mark): (&str, Option<String>),
    ) -> ForestChart {
        let words = self.words;
        let subtitle =
            words.counted("chart-subtitle", self.marginal.replicates, &[("title", words.text(&self.scenario.title))]);
        ForestChart {
            heading: Heading {
                title: title.to_owned(),
                subtitle,
                description: sentences.join(" "),
                footnote: std::iter::once(words.word(footnote)).chain(mark).collect::<Vec<_>>().join(" "),
            },
            axis_label: words.word("marginal-axis"),
            unit: words.word("unit-points"),
            decimals: 2,
            signed: true,
            rows,
            undetectable_label: words.word("study-undetectable"),
            interval_label: words.word("interval-95"),
        }
    }
}

/// Whether a step shows only in what is missing.
const fn is_missing(gain: &Gain) -> bool {
    !gain.targets_met.detectable && gain.missing.detectable
}
