//! The split of a sum that serves best.

use crate::report::charts::{Chart, Heading, LinePoint, LineSeries, LinesChart, PairChart, PairRow};
use crate::report::table::{Cell, Table};
use crate::report::words::{MoneyUnit, Words};
use crate::scenario::Scenario;
use crate::study::{Aim, Allocation, Front, Split};

use super::{View, names};

/// Rows of a chart.
const BARS: usize = 24;

pub(super) fn view(fronts: &[Front], aim: Aim, scenario: &Scenario, words: &Words) -> View {
    let Some(last) = fronts.last() else { return View::default() };
    let unit = words.money_unit(last.total as f64);
    let told = Told { fronts, aim, scenario, words, unit };
    let title = words.with("allocate-title", &[("total", &words.amount(last.total as f64))]);
    let sentences = told.sentences(last);
    let allocation = &last.allocation;
    let notes = vec![
        words.counted(
            "allocate-search",
            allocation.evaluations as u64,
            &[("replicates", &words.number(allocation.search_replicates as f64, 0))],
        ),
        words.counted("allocate-verdict", allocation.verdict_replicates, &[]),
        words.word("study-same-luck"),
    ];
    let mut tables: Vec<Table> =
        [told.money(allocation), told.verdicts(allocation), told.targets(allocation)].into_iter().flatten().collect();
    tables.extend(told.front());
    let mut charts: Vec<(String, Chart)> = told.pairs(&title, &sentences, allocation).into_iter().collect();
    charts.extend(told.curve(&sentences));
    View { id: "allocate", title, sentences, notes, tables, charts }
}

struct Told<'a> {
    fronts: &'a [Front],
    aim: Aim,
    scenario: &'a Scenario,
    words: &'a Words,
    unit: MoneyUnit,
}

impl Told<'_> {
    fn name(&self, split: &Split) -> String {
        self.words.word(match split.name {
            "found" => "split-found",
            "plan" => "split-plan",
            "scaled" => "split-scaled",
            "even" => "split-even",
            "spend" => "split-spend",
            _ => "split-need",
        })
    }

    /// The aim's value for a split, as it is written.
    fn merit(&self, split: &Split) -> String {
        match self.aim {
            Aim::All => self.words.probability(&split.all),
            Aim::Count => self.words.number(split.count.mean, 2),
            Aim::Shortfall => self.words.number(split.shortfall.mean, 3),
        }
    }

    fn aim_word(&self) -> String {
        self.words.word(match self.aim {
            Aim::All => "aim-all",
            Aim::Count => "aim-count",
            Aim::Shortfall => "aim-shortfall",
        })
    }

    fn difference(&self, split: &Split) -> String {
        let one = &split.behind;
        if !one.detectable {
            return self.words.word("study-none");
        }
        match self.aim {
            Aim::All => self.words.with("allocate-points", &[("points", &self.words.signed(one.mean * 100.0, 1))]),
            Aim::Count | Aim::Shortfall => self.words.signed(one.mean, 3),
        }
    }

    fn sentences(&self, front: &Front) -> Vec<String> {
        let (words, found) = (self.words, &front.allocation.found);
        let mut sentences = vec![words.with(
            "allocate-found",
            &[
                ("total", &words.amount(front.total as f64)),
                ("aim", &self.aim_word()),
                ("merit", &self.merit(found)),
                ("all", &words.probability(&found.all)),
                ("count", &words.number(found.count.mean, 2)),
            ],
        )];
        for split in front.allocation.others.iter().filter(|split| ["plan", "scaled"].contains(&split.name)) {
            sentences.push(words.with(
                "allocate-beside",
                &[("split", &self.name(split)), ("merit", &self.merit(split)), ("difference", &self.difference(split))],
            ));
        }
        sentences
    }

    /// The split of the plan's own spending, which is the natural thing to compare with.
    fn spend(allocation: &Allocation) -> Option<&Split> {
        allocation.others.iter().find(|split| split.name == "spend")
    }

    fn money(&self, allocation: &Allocation) -> Option<Table> {
        let splits: Vec<&Split> = std::iter::once(&allocation.found)
            .chain(&allocation.others)
            .filter(|split| !split.money.is_empty())
            .collect();
        let mut columns = vec![('<', self.words.word("page-line"))];
        columns.extend(splits.iter().map(|split| ('>', self.name(split))));
        columns.push(('>', self.words.word("allocate-bounds")));
        let caption = self.words.with("allocate-money", &[("unit", &self.words.word(self.unit.word))]);
        let mut table = Table::new(caption, &columns).note(self.words.word("allocate-money-note"));
        let write = |yuan: i64| Cell::number(self.unit.write(self.words, yuan as f64), yuan as f64);
        for (index, bounds) in allocation.levers.iter().enumerate() {
            let mut cells = vec![Cell::text(self.lever(&bounds.lever))];
            cells.extend(splits.iter().map(|split| write(split.money.get(index).copied().unwrap_or(0))));
            let most = bounds.most.map_or_else(|| "–".to_owned(), |most| self.unit.write(self.words, most as f64));
            let least = self.unit.write(self.words, bounds.least as f64);
            cells.push(Cell::number(format!("{least} … {most}"), bounds.least as f64));
            table.row(cells);
        }
        let mut cells = vec![Cell::text(self.words.word("page-total"))];
        cells.extend(splits.iter().map(|split| write(split.money.iter().sum())));
        cells.push(Cell::default());
        table.push("total", cells);
        table.unless_empty()
    }

    /// A line without the words that say that it is set apart: here everything is.
    fn lever(&self, name: &str) -> String {
        let plain = name.strip_prefix("line.").and_then(|rest| {
            let (id, year) = rest.split_once('@').map_or((rest, None), |(id, year)| (id, Some(year)));
            let line = self.scenario.lines.iter().find(|line| line.named.id == id)?;
            let title = self.words.text(&line.named.title).to_owned();
            Some(year.map_or_else(
                || title.clone(),
                |year| self.words.with("measure-in-year", &[("thing", &title), ("year", year)]),
            ))
        });
        plain.unwrap_or_else(|| names::lever(self.scenario, self.words, name))
    }

    fn verdicts(&self, allocation: &Allocation) -> Option<Table> {
        let columns = [
            ('<', "allocate-split"),
            ('>', "measure-joint"),
            ('>', "allocate-count"),
            ('>', "allocate-shortfall"),
            ('>', "allocate-behind"),
        ];
        let columns = columns.map(|(align, id)| (align, self.words.word(id)));
        let mut table = Table::new(self.words.word("allocate-verdicts"), &columns)
            .note(self.words.with("allocate-behind-note", &[("aim", &self.aim_word())]));
        for split in std::iter::once(&allocation.found).chain(&allocation.others) {
            let behind = if split.name == "found" { String::new() } else { self.difference(split) };
            table.row(vec![
                Cell::text(self.name(split)),
                Cell::probability(self.words, &split.all),
                Cell::number(self.words.number(split.count.mean, 2), split.count.mean),
                Cell::number(self.words.number(split.shortfall.mean, 3), split.shortfall.mean),
                Cell::number(behind, split.behind.mean),
            ]);
        }
        table.unless_empty()
    }

    fn targets(&self, allocation: &Allocation) -> Option<Table> {
        let splits: Vec<&Split> = std::iter::once(&allocation.found).chain(&allocation.others).collect();
        let mut columns = vec![('<', self.words.word("target"))];
        columns.extend(splits.iter().map(|split| ('>', self.name(split))));
        let mut table = Table::new(self.words.word("allocate-targets"), &columns);
        for (measure, _) in &allocation.found.each {
            let mut cells = vec![Cell::text(names::measure(self.scenario, self.words, measure))];
            cells.extend(splits.iter().map(|split| {
                let own = split.each.iter().find(|(other, _)| other == measure);
                own.map_or_else(Cell::default, |(_, one)| Cell::number(self.words.probability(one), one.estimate))
            }));
            table.row(cells);
        }
        table.unless_empty()
    }

    /// The best split for several sums.
    fn front(&self) -> Option<Table> {
        if self.fronts.len() < 2 {
            return None;
        }
        let columns =
            [('>', "allocate-sum"), ('>', "measure-joint"), ('>', "allocate-count"), ('<', "allocate-efficient")];
        let columns = columns.map(|(align, id)| (align, self.words.word(id)));
        let caption = self.words.with("allocate-front", &[("unit", &self.words.word(self.unit.word))]);
        let mut table = Table::new(caption, &columns).note(self.words.word("allocate-front-note"));
        for front in self.fronts {
            let found = &front.allocation.found;
            table.row(vec![
                Cell::number(self.unit.write(self.words, front.total as f64), front.total as f64),
                Cell::probability(self.words, &found.all),
                Cell::number(self.words.number(found.count.mean, 2), found.count.mean),
                Cell::text(self.words.word(if front.efficient { "allocate-yes" } else { "allocate-no" })),
            ]);
        }
        table.unless_empty()
    }

    fn heading(&self, title: &str, sentences: &[String]) -> Heading {
        Heading {
            title: title.to_owned(),
            subtitle: self.words.text(&self.scenario.title).to_owned(),
            description: sentences.join(" "),
            footnote: self.words.word("frontier-footnote-plain"),
        }
    }

    fn pairs(&self, title: &str, sentences: &[String], allocation: &Allocation) -> Option<(String, Chart)> {
        let before = Self::spend(allocation)?;
        let rows: Vec<PairRow> = allocation
            .levers
            .iter()
            .zip(before.money.iter().zip(&allocation.found.money))
            .take(BARS)
            .map(|(bounds, (before, after))| PairRow {
                label: self.lever(&bounds.lever),
                before: *before as f64 / self.unit.yuan,
                after: *after as f64 / self.unit.yuan,
            })
            .collect();
        let chart = PairChart {
            heading: self.heading(title, sentences),
            axis_label: self.words.word("allocate-axis"),
            unit: self.words.word(self.unit.word),
            decimals: self.unit.decimals,
            rows,
            before_label: self.words.word("split-spend"),
            after_label: self.words.word("split-found"),
        };
        Some(("allocate".to_owned(), Chart::Pair(chart)))
    }

    fn curve(&self, sentences: &[String]) -> Option<(String, Chart)> {
        if self.fronts.len() < 2 {
            return None;
        }
        let points = self.fronts.iter().map(|front| {
            let all = &front.allocation.found.all;
            LinePoint { x: front.total as f64 / self.unit.yuan, y: all.estimate, low: all.low, high: all.high }
        });
        let series = LineSeries { label: self.words.word("measure-joint"), points: points.collect() };
        let chart = LinesChart {
            heading: self.heading(&self.words.word("allocate-curve"), sentences),
            x_label: self.words.with("frontier-axis-money", &[("unit", &self.words.word(self.unit.word))]),
            x_decimals: 0,
            y_label: self.words.word("chart-probability-axis"),
            series: vec![series],
            marks: Vec::new(),
            reference: None,
            line_label: self.words.word("probability"),
            interval_label: self.words.word("interval-95"),
        };
        Some(("allocate-front".to_owned(), Chart::Lines(chart)))
    }
}
