//! Scenarios beside each other: what is stated differently and what comes of it.

use crate::report::charts::{Chart, ForestChart, ForestRow, Heading};
use crate::report::names as common;
use crate::report::table::{Cell, Table};
use crate::report::words::Words;
use crate::scenario::{Basis, Scenario, Unit};
use crate::study::{Attribution, Compared, Comparison, Difference, Effect, Estimate, Measure, OutcomeRow, Stated};

use super::{Found, Viewed, names};

/// Rows of a chart.
const BARS: usize = 24;
/// Targets of which it is told what they count.
const MOVED: usize = 3;
/// Differences of inputs that people read; all are in the table for programs.
const INPUTS: usize = 40;

impl Viewed for Compared {
    fn view(&self, first: &Scenario, scenarios: &[Scenario], words: &Words) -> Found {
        let Self(comparison, attributions) = self;
        let titles = names::scenarios(scenarios, words, &comparison.labels);
        let told = Told { comparison, scenarios, titles: &titles, first, words };
        let others = titles.get(1..).unwrap_or_default();
        let title = words.with(
            "compare-title",
            &[("first", titles.first().map_or("", String::as_str)), ("others", &words.sentence_list(others))],
        );
        let sentences = told.sentences(attributions);
        let mut tables = Vec::new();
        for index in 1..scenarios.len() {
            tables.extend(told.inputs(index));
        }
        let kinds = [Kind::Targets, Kind::Counts, Kind::People, Kind::Money];
        if scenarios.len() > 2 {
            // All of them beside each other would fit no page: what they have in common, then a block for each.
            tables.extend(told.summary());
            tables.extend((1..scenarios.len()).flat_map(|index| kinds.map(|kind| told.block(kind, index))).flatten());
        } else {
            tables.extend(kinds.into_iter().filter_map(|kind| told.outcomes(kind)));
        }
        tables.extend(attributions.iter().filter_map(|one| told.parts(one)));
        let mut notes = vec![
            words.counted("study-replicates", comparison.replicates, &[]),
            words.word("study-same-luck"),
            words.word("compare-how"),
            words.word("study-few"),
        ];
        let open = words.number(comparison.unseen * 100.0, 2);
        notes.push(words.with("compare-unseen", &[("points", &open)]));
        notes.extend((1..scenarios.len()).map(|index| told.together(index)));
        notes.extend(told.narrower());
        notes.extend(names::undefined(first, words, comparison.effects.iter().flatten()));
        Found { id: "compare", charts: told.charts(&title, &sentences), title, sentences, notes, tables }
    }
}

/// Measures that stand in one table.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Targets,
    Counts,
    People,
    Money,
}

struct Told<'a> {
    comparison: &'a Comparison,
    scenarios: &'a [Scenario],
    titles: &'a [String],
    first: &'a Scenario,
    words: &'a Words,
}

fn kind(measure: &Measure) -> Option<Kind> {
    match measure {
        Measure::Joint | Measure::Met { .. } => Some(Kind::Targets),
        Measure::Value { .. } => Some(Kind::Counts),
        Measure::Stock { .. } => Some(Kind::People),
        Measure::TotalSpend { .. } | Measure::TotalGap { .. } | Measure::Spend { .. } => Some(Kind::Money),
        _ => None,
    }
}

/// What heads a table of them.
const fn caption(kind: Kind) -> &'static str {
    match kind {
        Kind::Targets => "compare-targets",
        Kind::Counts => "compare-counts",
        Kind::People => "compare-people",
        Kind::Money => "compare-money",
    }
}

impl Told<'_> {
    fn title(&self, index: usize) -> String {
        self.titles.get(index).cloned().unwrap_or_default()
    }

    /// What a measure is called in the first scenario that has it.
    fn name(&self, measure: &Measure) -> String {
        let id = |name: &String| match measure {
            Measure::Met { target, .. } | Measure::Value { target, .. } => name.contains(target.as_str()),
            _ => false,
        };
        let mut names = self.scenarios.iter().map(|scenario| names::measure(scenario, self.words, measure));
        let first = names.next().unwrap_or_default();
        if id(&first) { names.find(|name| !id(name)).unwrap_or(first) } else { first }
    }

    /// By what the numbers of a measure are multiplied, and their decimal places.
    fn scale(&self, measure: &Measure) -> (f64, usize) {
        match (kind(measure), measure) {
            (Some(Kind::Targets), _) => (100.0, 1),
            (Some(Kind::Money), _) => (1.0, 0),
            (_, Measure::Value { target, .. }) if names::is_share(self.first, target) => (100.0, 1),
            _ => (1.0, 2),
        }
    }

    fn value(&self, measure: &Measure, value: &Estimate, decimals: usize) -> Cell {
        let (scale, _) = self.scale(measure);
        let text = self.words.number(value.mean * scale, decimals);
        let text = if scale > 1.0 { format!("{text}%") } else { text };
        Cell::number(text, value.mean)
    }

    /// Decimal places of a row: as many as tell the ends of its intervals apart.
    fn places(&self, row: &OutcomeRow) -> usize {
        let (scale, decimals) = self.scale(&row.measure);
        let differences = row.differences.iter().flatten();
        differences.map(|one| Words::places(one.low * scale, one.high * scale, decimals)).max().unwrap_or(decimals)
    }

    fn difference(&self, measure: &Measure, one: &Difference, decimals: usize) -> [Cell; 2] {
        let (scale, _) = self.scale(measure);
        let write = |value: f64| self.words.signed(value * scale, decimals);
        let interval = format!("{} … {}", write(one.low), write(one.high));
        if one.detectable {
            let points = |text: String| self.words.with("allocate-points", &[("points", &text)]);
            // The caption of probabilities says that differences are points; here it is said of what is a share.
            let share = scale > 1.0 && kind(measure) != Some(Kind::Targets);
            let mean = if share { points(write(one.mean)) } else { write(one.mean) };
            return [Cell::number(mean, one.mean), Cell::number(interval, one.low)];
        }
        let none = if one.unlike == 0 { "compare-same" } else { "study-none" };
        [Cell::number(self.words.word(none), 0.0), Cell::number(interval, one.low)]
    }

    fn rows(&self, wanted: Kind) -> impl Iterator<Item = &OutcomeRow> {
        self.comparison.rows.iter().filter(move |row| kind(&row.measure) == Some(wanted))
    }

    /// How many differences count one at a time, and how many when all are looked at together.
    fn together(&self, index: usize) -> String {
        let found = |row: &&OutcomeRow| row.differences.get(index).is_some_and(Option::is_some);
        let rows: Vec<&OutcomeRow> = self.comparison.rows.iter().filter(found).collect();
        let single =
            |row: &&&OutcomeRow| row.differences.get(index).copied().flatten().is_some_and(|one| one.detectable);
        let both = |row: &&&OutcomeRow| row.together.get(index).copied().flatten().is_some_and(|p| p < 0.05);
        let count = |number: usize| self.words.number(number as f64, 0);
        let (single, both) = (count(rows.iter().filter(single).count()), count(rows.iter().filter(both).count()));
        let values = [("other", self.title(index)), ("single", single), ("together", both)];
        let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
        self.words.counted("compare-together", rows.len() as u64, &values)
    }

    /// That a target itself is another one, so that its two probabilities are not of the same thing.
    fn changed_targets(&self, index: usize) -> Option<String> {
        let mut list: Vec<String> = Vec::new();
        for one in self.comparison.inputs.get(index)? {
            let Some((id, _)) = one.path.strip_prefix("target.").and_then(|rest| rest.split_once('.')) else {
                continue;
            };
            let name = names::target(self.first, self.words, id);
            if one.before.is_some() && one.after.is_some() && !one.path.contains(".title.") && !list.contains(&name) {
                list.push(name);
            }
        }
        (!list.is_empty()).then(|| self.words.with("compare-changed-targets", &[("list", &self.words.list(&list))]))
    }

    fn sentences(&self, attributions: &[Attribution]) -> Vec<String> {
        let mut sentences = Vec::new();
        for index in 1..self.scenarios.len() {
            let changed = |row: &&OutcomeRow| {
                row.differences.get(index).and_then(Option::as_ref).is_some_and(|one| one.detectable)
            };
            let targets: Vec<&OutcomeRow> = self.rows(Kind::Targets).filter(|row| main(&row.measure)).collect();
            let mut better = Vec::new();
            let mut worse = Vec::new();
            for row in targets.iter().copied().filter(changed) {
                let Some(one) = row.differences.get(index).and_then(Option::as_ref) else { continue };
                let points = self.words.signed(one.mean * 100.0, 1);
                let said =
                    self.words.with("marginal-most-part", &[("target", &self.name(&row.measure)), ("points", &points)]);
                if one.mean > 0.0 { better.push(said) } else { worse.push(said) }
            }
            let effects = self.comparison.effects.get(index).map_or(&[][..], Vec::as_slice);
            sentences.extend(self.answer(index, &better, &worse, effects));
            let inputs = self.comparison.inputs.get(index).map_or(0, Vec::len) as u64;
            sentences.push(self.words.counted("compare-inputs-count", inputs, &[("other", &self.title(index))]));
            sentences.extend(self.changed_targets(index));
        }
        sentences.extend(attributions.first().and_then(|one| self.attributed(one)));
        sentences
    }

    /// What comes of a scenario, in one sentence; and what is counted, if probabilities say other things.
    fn answer(&self, index: usize, better: &[String], worse: &[String], effects: &[Effect]) -> Vec<String> {
        let (other, words) = (self.title(index), self.words);
        let lists = [better, worse].map(|list| words.list(list));
        let id = match (better.is_empty(), worse.is_empty()) {
            (false, false) => "compare-both",
            (false, true) => "compare-better",
            (true, false) => "compare-worse",
            (true, true) => {
                let same =
                    |row: &OutcomeRow| row.differences.get(index).copied().flatten().is_none_or(|one| one.unlike == 0);
                let moved = names::moved(self.first, words, effects, MOVED);
                let id = if self.comparison.rows.iter().all(same) { "compare-identical" } else { "compare-none" };
                return vec![moved.map_or_else(
                    || words.with(id, &[("other", &other)]),
                    |list| words.with("compare-moved", &[("other", &other), ("list", &list)]),
                )];
            }
        };
        let values = [("other", other.as_str()), ("better", &lists[0]), ("worse", &lists[1])];
        let told = words.with(id, &values);
        std::iter::once(told).chain(names::effects(self.first, words, effects, MOVED)).collect()
    }

    fn attributed(&self, one: &Attribution) -> Option<String> {
        let mut parts: Vec<_> = one.parts.iter().filter(|part| part.detectable).collect();
        parts.sort_by(|a, b| b.estimate.mean.abs().total_cmp(&a.estimate.mean.abs()));
        let (scale, decimals) = self.scale(&one.measure);
        let said: Vec<String> = parts
            .iter()
            .take(3)
            .map(|part| {
                let values = [
                    ("target", names::lever(self.first, self.words, &part.group)),
                    ("points", self.words.signed(part.estimate.mean * scale, decimals)),
                ];
                let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
                self.words.with("compare-part", &values)
            })
            .collect();
        let values = [("target", self.name(&one.measure)), ("list", self.words.list(&said))];
        let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
        (!said.is_empty()).then(|| self.words.with("compare-attributed", &values))
    }

    fn inputs(&self, index: usize) -> Option<Table> {
        let columns = [('<', "number"), ('<', "compare-before"), ('<', "compare-after"), ('<', "source")];
        let columns = columns.map(|(align, id)| (align, self.words.word(id)));
        let all = self.comparison.inputs.get(index)?;
        let caption = self.words.with("compare-inputs", &[("other", &self.title(index))]);
        let mut table = Table::new(caption, columns);
        // What only one of the two states has its title there.
        let own = self.scenarios.get(index).unwrap_or(self.first);
        for one in all.iter().take(INPUTS) {
            let stating = if one.after.is_some() { own } else { self.first };
            let said = |side: &Option<Stated>| {
                side.as_ref().map_or_else(|| "–".to_owned(), |side| self.written(stating, &one.path, &side.words))
            };
            let from = one.after.as_ref().or(one.before.as_ref());
            let basis = from.and_then(|side| side.basis);
            let source = from.and_then(|side| side.source.as_deref()).map(|source| common::cited(self.words, source));
            let source = source.unwrap_or_default();
            let basis = basis.map(|basis: Basis| common::basis(self.words, Some(basis))).unwrap_or_default();
            let sources: Vec<String> = [basis, source].into_iter().filter(|part| !part.is_empty()).collect();
            table.row(vec![
                Cell::text(common::parameter(stating, self.words, &one.path)).code(&one.path),
                Cell::text(said(&one.before)),
                Cell::text(said(&one.after)),
                Cell::text(self.words.list(&sources)),
            ]);
        }
        if all.len() > INPUTS {
            table = table.note(self.words.counted("compare-more", (all.len() - INPUTS) as u64, &[]));
        }
        table.unless_empty()
    }

    /// A value that a scenario states, as people write it if it is one plain number, perhaps with a factor: all its digits, in
    /// groups.
    fn written(&self, scenario: &Scenario, path: &str, stated: &str) -> String {
        let (plain, factor) = stated.split_once(" × ").map_or((stated, None), |(plain, factor)| (plain, Some(factor)));
        let Some(value) = plain.parse::<f64>().ok().filter(|value| value.fract() == 0.0) else {
            return stated.to_owned();
        };
        let is_yuan = scenario.parameters.iter().any(|one| one.path == path && one.unit == Unit::Yuan);
        let number = self.words.number(value, 0);
        let number = if is_yuan { self.words.with("amount-yuan", &[("amount", &number)]) } else { number };
        factor.map_or(number.clone(), |factor| format!("{number} × {factor}"))
    }

    /// The probabilities of all scenarios beside each other, each scenario by a letter.
    fn summary(&self) -> Option<Table> {
        let letter = |index: usize| char::from(b'A' + (index % 26) as u8).to_string();
        let named = |(index, title): (usize, &String)| {
            self.words.with("compare-letter", &[("letter", &letter(index)), ("title", title)])
        };
        let named: Vec<String> = self.titles.iter().enumerate().map(named).collect();
        let letters = (0..self.scenarios.len()).map(|index| ('>', letter(index)));
        let columns: Vec<(char, String)> =
            std::iter::once(('<', self.words.word("compare-measure"))).chain(letters).collect();
        let note = self.words.with("compare-summary-note", &[("list", &self.words.clauses(&named))]);
        let mut table = Table::new(self.words.word("compare-summary"), columns).note(note);
        let (joint, others): (Vec<_>, Vec<_>) =
            self.rows(Kind::Targets).filter(|row| main(&row.measure)).partition(|row| row.measure == Measure::Joint);
        for row in others.into_iter().chain(joint) {
            let mut cells = vec![Cell::text(self.name(&row.measure))];
            for index in 0..self.scenarios.len() {
                let Some(value) = row.values.get(index).and_then(Option::as_ref) else {
                    cells.push(Cell::absent());
                    continue;
                };
                let mut cell = self.value(&row.measure, value, 1);
                if let Some(one) = row.differences.get(index).and_then(Option::as_ref).filter(|one| one.detectable) {
                    cell.text.insert_str(0, if one.mean > 0.0 { "▲ " } else { "▼ " });
                }
                cells.push(cell);
            }
            table.push(if row.measure == Measure::Joint { "total" } else { "" }, cells);
        }
        table.unless_empty()
    }

    /// What one scenario does otherwise than the first; rows in which nothing is told to differ are only counted.
    fn block(&self, wanted: Kind, index: usize) -> Option<Table> {
        let caption = [self.title(index), self.words.word(caption(wanted))];
        let caption = self.words.with("compare-block", &[("other", &caption[0]), ("what", &caption[1])]);
        let columns = ["compare-measure", "compare-first", "compare-this", "compare-difference", "interval-95"];
        let columns: Vec<(char, String)> =
            "<>>>>".chars().zip(columns).map(|(align, id)| (align, self.words.word(id))).collect();
        let mut table = Table::new(caption, columns);
        let mut folded = 0;
        for row in self.rows(wanted) {
            let value = |index: usize, places| {
                let value = row.values.get(index).and_then(Option::as_ref);
                value.map_or_else(Cell::absent, |value| self.value(&row.measure, value, places))
            };
            let (_, decimals) = self.scale(&row.measure);
            let Some(one) = row.differences.get(index).and_then(Option::as_ref) else {
                // What only one of the two has.
                let cells = [Cell::text(self.name(&row.measure)), value(0, decimals), value(index, decimals)];
                table.row(cells.into());
                continue;
            };
            if !one.detectable {
                folded += 1;
                continue;
            }
            let places = self.places(row);
            let mut cells = vec![Cell::text(self.name(&row.measure)), value(0, places), value(index, places)];
            cells.extend(self.difference(&row.measure, one, places));
            table.push(if row.measure == Measure::Joint { "total" } else { "" }, cells);
        }
        let note = if folded > 0 { self.words.counted("compare-folded", folded, &[]) } else { String::new() };
        table.note(note).unless_empty()
    }

    fn outcomes(&self, wanted: Kind) -> Option<Table> {
        let caption = caption(wanted);
        let mut columns = vec![('<', self.words.word("compare-measure")), ('>', self.title(0))];
        for index in 1..self.scenarios.len() {
            columns.extend([
                ('>', self.title(index)),
                ('>', self.words.word("compare-difference")),
                ('>', self.words.word("interval-95")),
            ]);
        }
        let mut table = Table::new(self.words.word(caption), columns);
        let (joint, others): (Vec<_>, Vec<_>) = self.rows(wanted).partition(|row| row.measure == Measure::Joint);
        for row in others.into_iter().chain(joint) {
            let mut cells = vec![Cell::text(self.name(&row.measure))];
            let places = self.places(row);
            for index in 0..self.scenarios.len() {
                let value = row.values.get(index).and_then(Option::as_ref);
                cells.push(value.map_or_else(Cell::absent, |value| self.value(&row.measure, value, places)));
                if index > 0 {
                    match row.differences.get(index).and_then(Option::as_ref) {
                        Some(one) => cells.extend(self.difference(&row.measure, one, places)),
                        None => cells.extend([Cell::default(), Cell::default()]),
                    }
                }
            }
            table.push(if row.measure == Measure::Joint { "total" } else { "" }, cells);
        }
        table.unless_empty()
    }

    fn parts(&self, one: &Attribution) -> Option<Table> {
        let columns = [('<', "compare-group"), ('>', "compare-share"), ('>', "interval-95")];
        let columns = columns.map(|(align, id)| (align, self.words.word(id)));
        let caption = self.words.with("compare-parts", &[("measure", &self.name(&one.measure))]);
        let note = one.orders.map_or_else(
            || self.words.word("compare-parts-exact"),
            |orders| self.words.counted("compare-parts-drawn", orders as u64, &[]),
        );
        let mut table = Table::new(caption, columns).note(note);
        let (scale, decimals) = self.scale(&one.measure);
        let write = |value: f64| self.words.signed(value * scale, decimals + 1);
        for part in &one.parts {
            let Estimate { mean, low, high } = part.estimate;
            table.row(vec![
                Cell::text(names::lever(self.first, self.words, &part.group)).code(&part.group),
                Cell::number(write(mean), mean),
                Cell::number(format!("{} … {}", write(low), write(high)), low),
            ]);
        }
        table.push(
            "total",
            vec![
                Cell::text(self.words.word("page-total")),
                Cell::number(write(one.whole.mean), one.whole.mean),
                Cell::number(format!("{} … {}", write(one.whole.low), write(one.whole.high)), one.whole.low),
            ],
        );
        table.unless_empty()
    }

    /// How much narrower pairing makes the intervals, over the targets that differ.
    fn narrower(&self) -> Option<String> {
        let mut ratios: Vec<f64> = self
            .rows(Kind::Targets)
            .flat_map(|row| row.differences.iter().flatten())
            .filter(|one| one.unlike > 0)
            .map(|one| one.unpaired_width / one.width())
            .collect();
        ratios.sort_by(f64::total_cmp);
        let middle = ratios.get(ratios.len() / 2)?;
        Some(self.words.with("compare-narrower", &[("times", &self.words.number(*middle, 1))]))
    }

    fn charts(&self, title: &str, sentences: &[String]) -> Vec<(String, Chart)> {
        let words = self.words;
        let mut charts = Vec::new();
        for index in 1..self.scenarios.len() {
            let rows: Vec<ForestRow> = self
                .rows(Kind::Targets)
                .filter(|row| main(&row.measure))
                .filter_map(|row| {
                    let one = row.differences.get(index)?.as_ref()?;
                    Some(ForestRow {
                        label: self.name(&row.measure),
                        value: one.mean * 100.0,
                        low: one.low * 100.0,
                        high: one.high * 100.0,
                        detectable: one.detectable,
                    })
                })
                .take(BARS)
                .collect();
            if rows.is_empty() {
                continue;
            }
            let heading = if self.scenarios.len() == 2 {
                title.to_owned()
            } else {
                words.with("compare-title", &[("first", &self.title(0)), ("others", &self.title(index))])
            };
            let chart = ForestChart {
                heading: Heading {
                    title: heading,
                    subtitle: words.counted("study-replicates", self.comparison.replicates, &[]),
                    description: sentences.join(" "),
                    footnote: words.word("frontier-footnote-plain"),
                },
                axis_label: words.word("compare-axis"),
                unit: words.word("unit-points"),
                decimals: 1,
                signed: true,
                rows,
                undetectable_label: words.word("study-undetectable"),
                interval_label: words.word("interval-95"),
            };
            let stem = if index == 1 { "compare".to_owned() } else { format!("compare-{index}") };
            let effects = self.comparison.effects.get(index).map_or(&[][..], Vec::as_slice);
            let reached = names::reached(self.first, words, effects, &chart.heading);
            charts.push((stem.clone(), Chart::Forest(chart)));
            charts.extend(reached.map(|chart| (format!("{stem}-reached"), Chart::Forest(chart))));
        }
        charts
    }
}

/// Whether a measure is of a main reading.
fn main(measure: &Measure) -> bool {
    match measure {
        Measure::Met { reading, .. } => reading == "main",
        _ => true,
    }
}
