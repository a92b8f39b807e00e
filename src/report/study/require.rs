//! The least that is enough.

use crate::report::charts::{Chart, ForestChart, ForestRow, Heading};
use crate::report::table::{Cell, Table};
use crate::report::words::{MoneyUnit, Words};
use crate::scenario::Scenario;
use crate::study::{Chosen, Goal, LeverUnit, Opening, Required, Requirement};

use super::{Found, Viewed, names};

/// Limits that are named.
const NAMED: usize = 2;
/// Targets of which it is told what they count.
const MOVED: usize = 3;

impl Viewed for Requirement {
    fn view(&self, scenario: &Scenario, _: &[Scenario], words: &Words) -> Found {
        let amounts = self.required.iter().filter_map(|one| one.least).chain(self.plan);
        let unit = words.money_unit(amounts.fold(0.0, f64::max));
        let told = Told { requirement: self, scenario, words, unit };
        let title = words.with("require-title", &[("target", &told.goal()), ("lever", &told.lever())]);
        let sentences = told.sentences();
        let mut notes = vec![
            words.counted("study-replicates", self.replicates, &[]),
            words.word("study-same-luck"),
            words.word("require-how"),
        ];
        if let Some(tried) = self.chosen.iter().map(|one| one.tried as u64).max() {
            notes.push(words.counted("require-chosen-how", tried, &[]));
        }
        if self.reversals > 0 {
            notes.push(words.counted("require-reversals", self.reversals, &[]));
        }
        Found {
            id: "require",
            notes,
            tables: [told.least(), told.years(), told.variants()].into_iter().flatten().collect(),
            charts: told.chart(&title, &sentences).into_iter().collect(),
            title,
            sentences,
        }
    }
}

struct Told<'a> {
    requirement: &'a Requirement,
    scenario: &'a Scenario,
    words: &'a Words,
    unit: MoneyUnit,
}

impl Told<'_> {
    fn goal(&self) -> String {
        match &self.requirement.goal {
            Goal::Target(id) => names::target(self.scenario, self.words, id),
            Goal::All => self.words.word("measure-joint"),
        }
    }

    fn lever(&self) -> String {
        names::lever(self.scenario, self.words, &self.requirement.lever)
    }

    fn is_money(&self) -> bool {
        self.requirement.unit == LeverUnit::Yuan
    }

    /// An amount in a sentence.
    fn said(&self, amount: f64) -> String {
        if self.is_money() { self.words.amount(amount) } else { self.words.rough(amount) }
    }

    /// An amount in a table.
    fn written(&self, amount: f64) -> String {
        if self.is_money() { self.unit.write(self.words, amount) } else { self.words.rough(amount) }
    }

    fn sentences(&self) -> Vec<String> {
        // The confidence that is nearest to what people call fairly safe leads.
        let distance = |one: &&Required| ((one.confidence - crate::report::table::SAFE).abs() * 1e9) as u64;
        let Some(main) = self.requirement.required.iter().min_by_key(distance) else { return Vec::new() };
        let confidence = self.words.percent(main.confidence, 0);
        let (goal, lever) = (self.goal(), self.lever());
        let mut sentences = vec![match main.least {
            Some(least) => {
                let values = [
                    ("target", goal.as_str()),
                    ("lever", &lever),
                    ("confidence", &confidence),
                    ("least", &self.said(least)),
                    ("interval", &self.interval(main, &|amount| self.said(amount))),
                ];
                // Of one year the lever's name says so already.
                let id = if self.is_money() && !self.requirement.lever.contains('@') {
                    "require-money"
                } else {
                    "require-amount"
                };
                self.words.with(id, &values)
            }
            None if self.is_beyond(main) => self.words.with(
                "require-beyond",
                &[
                    ("target", goal.as_str()),
                    ("lever", &lever),
                    ("confidence", &confidence),
                    ("ceiling", &self.said(self.requirement.ceiling)),
                    ("probability", &self.words.probability(&self.requirement.open)),
                ],
            ),
            None => self.unreached().unwrap_or_else(|| {
                self.words.with(
                    // Where the target has no value nothing is short of it, and nothing holds it back but that.
                    if self.requirement.binding.is_empty() { "require-none-plain" } else { "require-none" },
                    &[
                        ("target", &goal),
                        ("lever", &lever),
                        ("confidence", &confidence),
                        ("probability", &self.words.probability(&self.requirement.open)),
                        ("interval", &self.words.interval(&self.requirement.open)),
                        ("limits", &names::binding(self.words, &self.requirement.binding, NAMED)),
                    ],
                )
            }),
        }];
        if main.least.is_none() {
            sentences.extend(names::undefined(self.scenario, self.words, &self.requirement.effects));
            if self.unreached().is_some() && !self.is_beyond(main) {
                let limits = names::binding(self.words, &self.requirement.binding, NAMED);
                sentences.extend((!limits.is_empty()).then(|| self.words.with("require-held", &[("limits", &limits)])));
            } else {
                sentences.extend(names::effects(self.scenario, self.words, &self.requirement.effects, MOVED));
            }
        }
        let choice = self.requirement.chosen.iter().find(|one| one.confidence.total_cmp(&main.confidence).is_eq());
        sentences.extend(choice.map(|choice| self.chosen(main, choice)).unwrap_or_default());
        if let (Some(least), Some(plan)) = (main.least, self.requirement.plan.filter(|plan| *plan > 0.0)) {
            let times = self.words.percent(least / plan, 0);
            sentences.push(self.words.with("require-plan", &[("plan", &self.said(plan)), ("times", &times)]));
        }
        sentences.extend(self.opened(main));
        sentences.extend(self.worse_together());
        sentences
    }

    /// What the lever without limit does to what is counted, where the probability stays at nothing.
    fn unreached(&self) -> Option<String> {
        let list = &self.requirement.effects;
        let moved =
            (self.requirement.open.count == 0).then(|| names::moved(self.scenario, self.words, list, MOVED))??;
        Some(self.words.with("require-unreached", &[("lever", &self.lever()), ("list", &moved)]))
    }

    /// That opening everything does less than opening one thing, where it does.
    fn worse_together(&self) -> Option<String> {
        let (opening, less) = self.requirement.worse_together?;
        let id = if less.detectable { "require-together-less" } else { "require-together-as-much" };
        let points = self.words.number(-less.mean * 100.0, 1);
        Some(self.words.with(id, &[("opening", &self.opening(opening)), ("points", &points)]))
    }

    /// What choosing the years changes.
    fn chosen(&self, main: &Required, choice: &Chosen) -> Vec<String> {
        let Some(least) = main.least else { return Vec::new() };
        let part = |year: &crate::study::ChosenYear| {
            let yuan = self.said(year.chosen? as f64);
            Some(self.words.with("require-year", &[("year", &self.scenario.fiscal_label(year.year)), ("yuan", &yuan)]))
        };
        let years = self.words.list(&choice.years.iter().filter_map(part).collect::<Vec<_>>());
        let Some(kept) = choice.kept.least else {
            return vec![self.words.with("require-chosen-only", &[("years", &years)])];
        };
        if least >= kept {
            return vec![self.words.word("require-chosen-no-less")];
        }
        let (kept, saved) = (self.said(kept), self.said(kept - least));
        let values = [("years", years.as_str()), ("kept", &kept), ("saved", &saved)];
        let mut sentences = vec![self.words.with("require-chosen", &values)];
        // Two amounts with their own intervals do not tell whether they differ; the same sum divided either way does.
        sentences.extend(choice.ahead.map(|ahead| {
            let ends = self.words.range(ahead.low * 100.0, ahead.high * 100.0, 1);
            let values = [("points", self.words.number(ahead.mean * 100.0, 1)), ("interval", ends)];
            let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
            self.words.with(if ahead.detectable { "require-ahead" } else { "require-ahead-none" }, &values)
        }));
        sentences
    }

    /// What else would have to change, where the lever alone does not do.
    fn opened(&self, main: &Required) -> Option<String> {
        if main.least.is_some() || self.requirement.variants.is_empty() {
            return None;
        }
        let enough: Vec<&crate::study::Variant> =
            self.requirement.variants.iter().filter(|one| one.probability.estimate >= main.confidence).collect();
        let single: Vec<String> = enough
            .iter()
            .filter(|one| !matches!(one.opening, Opening::All | Opening::Nothing))
            .map(|one| self.opening(one.opening))
            .collect();
        Some(match (single.is_empty(), enough.is_empty()) {
            (false, _) => {
                let id = if single.len() == 1 { "require-opens-one" } else { "require-opens" };
                self.words.with(id, &[("openings", &self.words.list(&single))])
            }
            (true, false) => self.words.word("require-opens-all"),
            (true, true) => {
                let best = self
                    .requirement
                    .variants
                    .iter()
                    .map(|one| one.probability)
                    .max_by(|a, b| a.estimate.total_cmp(&b.estimate));
                let best = best.map_or_else(String::new, |best| self.words.probability(&best));
                self.words.with("require-opens-nothing", &[("probability", &best)])
            }
        })
    }

    fn opening(&self, opening: Opening) -> String {
        self.words.word(match opening {
            Opening::Nothing => "open-none",
            Opening::Places => "open-places",
            Opening::Posts => "open-posts",
            Opening::Candidates => "open-candidates",
            Opening::Units => "open-units",
            Opening::Hosts => "open-hosts",
            Opening::Money => "open-money",
            Opening::All => "open-all",
        })
    }

    /// Whether what was tried ended before what would be enough.
    fn is_beyond(&self, one: &Required) -> bool {
        one.least.is_none() && self.requirement.open.estimate >= one.confidence
    }

    fn interval(&self, one: &Required, write: &dyn Fn(f64) -> String) -> String {
        let Some(low) = one.interval.0 else {
            let ceiling = write(self.requirement.ceiling);
            return if self.is_beyond(one) {
                self.words.with("require-above", &[("ceiling", &ceiling)])
            } else {
                self.words.word("require-all-too-little")
            };
        };
        let high = one.interval.1.map_or_else(|| self.words.word("require-more"), write);
        format!("{}–{high}", write(low))
    }

    fn least(&self) -> Option<Table> {
        let columns = [
            ('<', "require-confidence"),
            ('>', "require-least"),
            ('>', "require-interval"),
            ('>', "probability"),
            ('<', "frontier-binds"),
        ];
        let columns = columns.map(|(align, id)| (align, self.words.word(id)));
        let unit = if self.is_money() { self.words.word(self.unit.word) } else { self.words.word("require-a-year") };
        let caption = self.words.with("require-caption", &[("lever", &self.lever()), ("unit", &unit)]);
        let note = match (self.is_money(), self.requirement.lever.contains('@')) {
            (true, false) if self.requirement.chosen.is_empty() => "require-note",
            (true, false) => "require-note-chosen",
            _ => "require-note-plain",
        };
        let mut table = Table::new(caption, columns).note(self.words.word(note));
        for one in &self.requirement.required {
            let least = match one.least {
                Some(least) => Cell::number(self.written(least), least),
                None if self.is_beyond(one) => {
                    let ceiling = self.written(self.requirement.ceiling);
                    Cell::number(self.words.with("require-above", &[("ceiling", &ceiling)]), f64::INFINITY)
                }
                None => Cell::number(self.words.word("require-never"), f64::INFINITY),
            };
            let binding = if one.least.is_some() { &one.binding } else { &self.requirement.binding };
            let reached = one.probability.as_ref().unwrap_or(&self.requirement.open);
            table.row(vec![
                Cell::text(self.words.percent(one.confidence, 0)),
                least,
                Cell::number(self.interval(one, &|amount| self.written(amount)), one.interval.0.unwrap_or(0.0)),
                Cell::number(self.words.probability(reached), reached.estimate),
                Cell::text(names::binding(self.words, binding, NAMED)),
            ]);
        }
        table.unless_empty()
    }

    /// The years of each least amount, as they were chosen and as the plan divides them.
    fn years(&self) -> Option<Table> {
        let first = self.requirement.chosen.first()?;
        let mut columns = vec![('<', self.words.word("require-confidence")), ('<', self.words.word("require-profile"))];
        columns.extend(first.years.iter().map(|year| ('>', self.scenario.fiscal_label(year.year))));
        columns.extend(["require-total", "require-interval"].map(|id| ('>', self.words.word(id))));
        let unit = self.words.word(self.unit.word);
        let caption = self.words.with("require-years-caption", &[("lever", &self.lever()), ("unit", &unit)]);
        let mut table = Table::new(caption, columns).note(self.words.word("require-years-note"));
        let never = || Cell::number(self.words.word("require-never"), f64::INFINITY);
        let amount = |yuan: Option<f64>| yuan.map_or_else(never, |yuan| Cell::number(self.written(yuan), yuan));
        for (choice, answer) in self.requirement.chosen.iter().zip(&self.requirement.required) {
            for (name, one, is_chosen) in
                [("require-profile-chosen", answer, true), ("require-profile-kept", &choice.kept, false)]
            {
                let confidence = if is_chosen { self.words.percent(choice.confidence, 0) } else { String::new() };
                let mut cells = vec![Cell::text(confidence), Cell::text(self.words.word(name))];
                cells.extend(choice.years.iter().map(|year| {
                    let yuan = if is_chosen { year.chosen } else { year.kept };
                    amount(yuan.map(|yuan| yuan as f64))
                }));
                cells.push(amount(one.least));
                let interval = self.interval(one, &|amount| self.written(amount));
                cells.push(Cell::number(interval, one.interval.0.unwrap_or(0.0)));
                table.row(cells);
            }
        }
        table.unless_empty()
    }

    fn variants(&self) -> Option<Table> {
        let variants = &self.requirement.variants;
        let target = match &self.requirement.goal {
            Goal::Target(id) => Some(id.as_str()),
            Goal::All => None,
        };
        // Where the probability stays at 0, what is counted says how far away the target is.
        let counted = target.filter(|_| variants.iter().any(|one| one.standing.is_some()));
        let mut columns = vec![('<', "require-opened"), ('>', "probability")];
        if counted.is_some() {
            columns.extend([('>', "require-counts"), ('>', "require-short")]);
        }
        columns.push(('<', "frontier-binds"));
        let columns: Vec<(char, String)> = columns.iter().map(|(align, id)| (*align, self.words.word(id))).collect();
        let caption = self.words.with("require-open-caption", &[("lever", &self.lever())]);
        let note = variants.first().map_or(0, |one| one.probability.of);
        let note = self.words.counted("require-open-note", note, &[]);
        let mut table = Table::new(caption, columns).note(note);
        for one in variants {
            let mut cells =
                vec![Cell::text(self.opening(one.opening)), Cell::probability(self.words, &one.probability)];
            if let Some(id) = counted {
                let Some(standing) = &one.standing else { continue };
                let write = |value: f64| names::mean(self.scenario, self.words, id, value);
                let count = names::counted(self.scenario, self.words, id, standing.count.as_ref());
                cells.extend([count, Cell::number(write(standing.shortfall.mean), standing.shortfall.mean)]);
            }
            cells.push(Cell::text(names::binding(self.words, &one.binding, NAMED)));
            table.row(cells);
        }
        table.unless_empty()
    }

    /// The least amounts with their intervals.
    fn chart(&self, title: &str, sentences: &[String]) -> Option<(String, Chart)> {
        let scale = if self.is_money() { self.unit.yuan } else { 1.0 };
        let row = |one: &Required, id: &str| {
            let least = one.least?;
            let percent = self.words.percent(one.confidence, 0);
            Some(ForestRow {
                label: self.words.with(id, &[("percent", &percent)]),
                value: least / scale,
                low: one.interval.0.unwrap_or(0.0) / scale,
                high: one.interval.1.unwrap_or(self.requirement.ceiling) / scale,
                detectable: true,
            })
        };
        let both = |(index, one): (usize, &Required)| {
            let kept = self.requirement.chosen.get(index).and_then(|choice| row(&choice.kept, "require-row-kept"));
            [row(one, if self.requirement.chosen.is_empty() { "require-row" } else { "require-row-chosen" }), kept]
        };
        let rows: Vec<ForestRow> = self.requirement.required.iter().enumerate().flat_map(both).flatten().collect();
        let words = self.words;
        let subtitle = words.counted(
            "chart-subtitle",
            self.requirement.replicates,
            &[("title", words.text(&self.scenario.title))],
        );
        let heading = Heading {
            title: title.to_owned(),
            subtitle,
            description: sentences.join(" "),
            footnote: words.word("frontier-footnote-plain"),
        };
        if rows.is_empty() {
            // No amount is enough: what the lever without limit does to what is reached.
            let chart = names::reached(self.scenario, words, &self.requirement.effects, &heading)?;
            return Some(("require-reached".to_owned(), Chart::Forest(chart)));
        }
        let unit = if self.is_money() { self.words.word(self.unit.word) } else { String::new() };
        let chart = ForestChart {
            heading,
            axis_label: self.lever(),
            unit,
            decimals: if self.is_money() { self.unit.decimals } else { 1 },
            signed: false,
            rows,
            undetectable_label: words.word("study-undetectable"),
            interval_label: words.word("interval-95"),
        };
        Some(("require".to_owned(), Chart::Forest(chart)))
    }
}
