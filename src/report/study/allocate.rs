//! The split of a sum that serves best.

use std::collections::BTreeSet;

use crate::report::charts::{Chart, Heading, LinePoint, LineSeries, LinesChart, PairChart, PairRow};
use crate::report::names as report_names;
use crate::report::table::{Cell, Table};
use crate::report::words::{MoneyUnit, Words};
use crate::scenario::{Amount, MoneyBounds, Scenario};
use crate::study::{Aim, Allocated, Allocation, Difference, End, Front, Held, Lever, Measure, Split, Standing};
use crate::summary::Probability;

use super::{Found, Viewed, names};

/// Rows of a chart.
const BARS: usize = 24;
/// Splits for each lever below which the search can hardly have tried them all.
const FEW: usize = 5;

impl Viewed for Allocated {
    fn view(&self, scenario: &Scenario, _: &[Scenario], words: &Words) -> Found {
        let Self { fronts, aim, confidence } = self;
        let Some(last) = self.answer() else { return Found::default() };
        let unit = words.money_unit(fronts.last().map_or(0, |front| front.total) as f64);
        let told = Told { fronts, aim: *aim, scenario, words, unit };
        let title = match confidence {
            Some(share) => words.with("least-sum-title", &[("confidence", &words.percent(*share, 0))]),
            None => words.with("allocate-title", &[("total", &words.amount(last.total as f64))]),
        };
        let mut sentences: Vec<String> = told.least(self).into_iter().collect();
        sentences.extend(told.sentences(last));
        let allocation = &last.allocation;
        let number = |count: u64| words.number(count as f64, 0);
        let raced = &allocation.raced;
        let searched = if raced.stopped > 0 {
            let (stopped, run, whole) = (number(raced.stopped as u64), number(raced.run), number(raced.whole));
            let values = [("stopped", &*stopped), ("run", &run), ("whole", &whole)];
            words.counted("allocate-raced", allocation.evaluations as u64, &values)
        } else {
            let replicates = number(allocation.search_replicates);
            words.counted("allocate-search", allocation.evaluations as u64, &[("replicates", &replicates)])
        };
        let mut notes = vec![
            searched,
            words.counted("allocate-verdict", allocation.verdict_replicates, &[]),
            words.word("study-same-luck"),
        ];
        let levers = allocation.levers.len();
        if allocation.exhausted && allocation.evaluations < FEW * levers {
            let more = words.number((2 * FEW * levers) as f64, 0);
            notes.insert(1, words.counted("allocate-few", levers as u64, &[("more", &more)]));
        }
        notes.insert(1, words.word(if allocation.is_complete { "allocate-complete" } else { "allocate-local" }));
        let tables = [
            told.years(allocation),
            told.money(allocation),
            told.bounds(allocation),
            told.verdicts(allocation),
            told.targets(allocation),
            told.counts(allocation),
            told.front(),
        ];
        let tables = tables.into_iter().flatten().collect();
        let mut charts: Vec<(String, Chart)> = told.pairs(&title, &sentences, allocation).into_iter().collect();
        charts.extend(told.curve(&sentences));
        Found { id: "allocate", title, sentences, notes, tables, charts }
    }
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
        self.words.word(match &*split.name {
            "found" => "split-found",
            "plan" => "split-plan",
            "scaled" => "split-scaled",
            "even" => "split-even",
            "spend" => "split-spend",
            _ => "split-need",
        })
    }

    /// The same in a sentence, the plan with the money that it has in all its limited funds.
    fn with_money(&self, split: &Split) -> String {
        let funds = Lever::find(self.scenario, "funds").ok().filter(|_| split.name == "plan");
        let Some(funds) = funds else { return self.name(split) };
        let money = self.words.amount(funds.money(self.scenario).iter().sum());
        self.words.with("split-plan-with", &[("money", &money)])
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
        if is_saving(split) {
            let Difference { mean, low, high, .. } = split.saved;
            let [mean, low, high] = [mean, low, high].map(|value| self.words.signed(-value, 3));
            return self.words.with("allocate-saved", &[("less", &mean), ("low", &high), ("high", &low)]);
        }
        if !one.detectable {
            return self.words.word("study-none");
        }
        match self.aim {
            Aim::All => self.words.with("allocate-points", &[("points", &self.words.signed(one.mean * 100.0, 1))]),
            Aim::Count | Aim::Shortfall => self.words.signed(one.mean, 3),
        }
    }

    /// The least sum with which the targets are as likely as was asked.
    fn least(&self, all: &Allocated) -> Option<String> {
        let words = self.words;
        let confidence = words.percent(all.confidence?, 0);
        let Some(enough) = all.enough() else {
            let most = self.fronts.last()?;
            let values = [
                ("confidence", confidence),
                ("total", words.amount(most.total as f64)),
                ("probability", words.probability(&most.allocation.found.all)),
            ];
            return Some(words.with("least-sum-none", &values.each_ref().map(|(name, one)| (*name, one.as_str()))));
        };
        let (id, below, less) = match all.too_little() {
            Some(front) => ("least-sum", front.total, words.probability(&front.allocation.found.all)),
            None => ("least-sum-first", 0, String::new()),
        };
        let values = [
            ("confidence", confidence),
            ("total", words.amount(enough.total as f64)),
            ("probability", words.probability(&enough.allocation.found.all)),
            ("interval", words.interval(&enough.allocation.found.all)),
            ("below", words.amount(below as f64)),
            ("less", less),
        ];
        Some(words.with(id, &values.each_ref().map(|(name, one)| (*name, one.as_str()))))
    }

    fn sentences(&self, front: &Front) -> Vec<String> {
        let (words, found) = (self.words, &front.allocation.found);
        let mut sentences = vec![words.with(
            if self.aim == Aim::Shortfall { "allocate-found-shortfall" } else { "allocate-found" },
            &[
                ("total", &words.amount(front.total as f64)),
                ("merit", &self.merit(found)),
                ("all", &words.probability(&found.all)),
                ("count", &words.number(found.count.mean, 2)),
            ],
        )];
        if front.allocation.left > 0 {
            sentences.push(words.with(
                if front.allocation.is_left_wanted { "allocate-left-wanted" } else { "allocate-left" },
                &[("left", &words.amount(front.allocation.left as f64))],
            ));
        }
        for split in front.allocation.others.iter().filter(|split| ["plan", "scaled"].contains(&&*split.name)) {
            sentences.push(words.with(
                "allocate-beside",
                &[
                    ("split", &self.with_money(split)),
                    ("merit", &self.merit(split)),
                    ("difference", &self.difference(split)),
                ],
            ));
        }
        // As much money in common funds, if the plan has any, is what setting it apart has to beat; that nothing does is the
        // answer.
        let scaled = front.allocation.others.iter().find(|split| split.name == "scaled");
        if scaled.is_some_and(|split| !split.behind.detectable || split.behind.mean < 0.0) {
            sentences.insert(0, words.word("allocate-no-better"));
        }
        // The search chose by other replicates: what does better on these is told.
        for split in front.allocation.others.iter().filter(|split| ["even", "spend", "need"].contains(&&*split.name)) {
            if split.behind.detectable && split.behind.mean < 0.0 {
                let values = [("split", self.name(split)), ("difference", self.difference(split))];
                let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
                sentences.push(words.with("allocate-simple-better", &values));
            }
        }
        sentences.extend(self.at_ends(&front.allocation));
        sentences
    }

    /// Which floors and ceilings the split found has come to.
    fn at_ends(&self, allocation: &Allocation) -> Option<String> {
        let words = self.words;
        let list: Vec<String> = allocation
            .held
            .iter()
            .filter_map(|held| {
                let id = match held.at? {
                    End::Floor => "allocate-at-floor",
                    End::Ceiling => "allocate-at-ceiling",
                    End::Both => "allocate-at-both",
                };
                Some(words.with(id, &[("thing", &self.bounded(allocation, &held.bounds.lever))]))
            })
            .collect();
        match (list.is_empty(), allocation.held.is_empty()) {
            (true, true) => None,
            (true, false) => Some(words.word("allocate-at-none")),
            (false, _) => Some(words.with("allocate-at-ends", &[("list", &words.list(&list))])),
        }
    }

    /// What bounds are about: a lever, all years of a line, or the lines of a fund.
    fn bounded(&self, allocation: &Allocation, name: &str) -> String {
        if allocation.levers.iter().any(|one| one.lever == name) {
            return self.lever(name);
        }
        let (path, year) = name.split_once('@').map_or((name, None), |(path, year)| (path, Some(year)));
        let of_years = |one: &str| one.strip_prefix(path).is_some_and(|rest| rest.starts_with('@'));
        let own = path.starts_with("line.") || allocation.levers.iter().any(|one| of_years(&one.lever));
        let mut thing = self.lever(path);
        if !own {
            thing = self.words.with("allocate-lines-of", &[("fund", &thing)]);
        }
        match year {
            Some(year) => self.words.with("measure-in-year", &[("thing", &thing), ("year", year)]),
            None => self.words.with("measure-all-years", &[("thing", &thing)]),
        }
    }

    /// Floors and ceilings, where they are stated, and whether the split found has come to them.
    fn bounds(&self, allocation: &Allocation) -> Option<Table> {
        let columns = [
            ('<', "allocate-of"),
            ('>', "allocate-least"),
            ('>', "allocate-most"),
            ('>', "split-found"),
            ('<', "allocate-at"),
            ('<', "allocate-stated"),
        ];
        let columns = columns.map(|(align, id)| (align, self.words.word(id)));
        let caption = self.words.with("allocate-bounds-title", &[("unit", &self.words.word(self.unit.word))]);
        let mut table = Table::new(caption, columns).note(self.words.word("allocate-bounds-note"));
        let write = |yuan: Option<i64>| match yuan {
            Some(yuan) => Cell::number(self.unit.write(self.words, yuan as f64), yuan as f64),
            None => Cell::absent(),
        };
        for Held { bounds, money, at } in &allocation.held {
            let at = match at {
                Some(End::Floor) => "allocate-floor",
                Some(End::Ceiling) => "allocate-ceiling",
                Some(End::Both) => "allocate-both",
                None => "allocate-between",
            };
            table.row(vec![
                Cell::text(self.bounded(allocation, &bounds.lever)),
                write(Some(bounds.least)),
                write(bounds.most),
                write(Some(*money)),
                Cell::text(self.words.word(at)),
                Cell::text(self.stated(bounds.stated.as_ref())),
            ]);
        }
        for aside in &allocation.aside {
            let yuan = |amount: &Option<Amount>| amount.as_ref().map(|amount| amount.yuan);
            table.row(vec![
                Cell::text(self.bounded(allocation, &aside.name)),
                write(Some(yuan(&aside.least).unwrap_or(0))),
                write(yuan(&aside.most)),
                write(None),
                Cell::text(self.words.word("allocate-aside")),
                Cell::text(self.stated(Some(aside))),
            ]);
        }
        table.unless_empty()
    }

    /// Where bounds are stated, with the basis and source of each.
    fn stated(&self, stated: Option<&MoneyBounds>) -> String {
        let words = self.words;
        let Some(stated) = stated else { return words.word("allocate-by-command") };
        match report_names::sources(words, stated) {
            Some(source) => words.with("allocate-by-scenario-citing", &[("source", &source)]),
            None => words.word("allocate-by-scenario"),
        }
    }

    /// The split found by line and fiscal year, where there are several.
    fn years(&self, allocation: &Allocation) -> Option<Table> {
        let found = &allocation.found;
        let split: BTreeSet<i32> = found.years.iter().map(|one| one.year).collect();
        if split.len() < 2 {
            return None;
        }
        let years = self.scenario.fiscal_years();
        let mut columns = vec![('<', self.words.word("page-line"))];
        columns.extend(years.iter().map(|year| ('>', self.scenario.fiscal_label(*year))));
        columns.push(('>', self.words.word("page-all-years")));
        let caption = self.words.with("allocate-years", &[("unit", &self.words.word(self.unit.word))]);
        let mut table = Table::new(caption, columns).note(self.words.word("allocate-years-note"));
        let write = |yuan: i64| Cell::number(self.unit.write(self.words, yuan as f64), yuan as f64);
        let levers = || allocation.levers.iter().map(|one| one.lever.as_str()).zip(&found.money);
        let path = |lever: usize| {
            let name = allocation.levers.get(lever).map_or("", |one| one.lever.as_str());
            name.split('@').next().unwrap_or(name)
        };
        let mut sums = vec![0; years.len()];
        for (own, all) in by_path(levers()) {
            let mut cells = vec![Cell::text(self.lever(own))];
            for (year, sum) in years.iter().zip(&mut sums) {
                let cell = found.years.iter().filter(|one| one.year == *year && path(one.lever) == own);
                let yuan = cell.map(|one| one.yuan).reduce(|sum, yuan| sum + yuan);
                *sum += yuan.unwrap_or(0);
                cells.push(yuan.map_or_else(Cell::absent, write));
            }
            cells.push(write(all));
            table.row(cells);
        }
        let mut cells = vec![Cell::text(self.words.word("page-total"))];
        cells.extend(sums.into_iter().map(write));
        cells.push(write(found.money.iter().sum()));
        table.push("total", cells);
        Some(table)
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
        let yearly = allocation.levers.iter().all(|one| one.lever.contains('@'));
        let caption = if yearly { "allocate-money-by-year" } else { "allocate-money" };
        let caption = self.words.with(caption, &[("unit", &self.words.word(self.unit.word))]);
        let mut table = Table::new(caption, columns).note(self.words.word("allocate-money-note"));
        let write = |yuan: i64| Cell::number(self.unit.write(self.words, yuan as f64), yuan as f64);
        for (index, bounds) in allocation.levers.iter().enumerate() {
            let mut cells = vec![Cell::text(self.lever(&bounds.lever))];
            cells.extend(splits.iter().map(|split| write(split.money.get(index).copied().unwrap_or(0))));
            let most = bounds.most.map_or_else(|| "–".to_owned(), |most| self.unit.write(self.words, most as f64));
            let least = self.unit.write(self.words, bounds.least as f64);
            cells.push(Cell::number(format!("{least} … {most}"), bounds.least as f64));
            table.row(cells);
        }
        if allocation.left > 0 {
            let mut cells = vec![Cell::text(self.words.word("allocate-left-row"))];
            let left = |split: &Split| total(allocation) - split.money.iter().sum::<i64>();
            cells.extend(splits.iter().map(|split| write(left(split))));
            cells.push(Cell::default());
            table.row(cells);
        }
        let mut cells = vec![Cell::text(self.words.word("page-total"))];
        cells.extend(splits.iter().map(|_| write(total(allocation))));
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
        let saving = allocation.others.iter().any(is_saving);
        let mut columns = vec![
            ('<', "allocate-split"),
            ('>', "measure-joint"),
            ('>', "allocate-count"),
            ('>', "allocate-shortfall"),
            ('>', "allocate-behind"),
        ];
        columns.extend(saving.then_some(('>', "allocate-saves")));
        let columns: Vec<(char, String)> = columns.iter().map(|(align, id)| (*align, self.words.word(id))).collect();
        let mut table = Table::new(self.words.word("allocate-verdicts"), columns)
            .note(self.words.with("allocate-behind-note", &[("aim", &self.aim_word())]));
        for split in std::iter::once(&allocation.found).chain(&allocation.others) {
            let behind = match &*split.name {
                "found" => String::new(),
                _ if is_saving(split) => self.words.word("study-none"),
                _ => self.difference(split),
            };
            let shortfall = Cell::number(self.words.number(split.shortfall.mean, 3), split.shortfall.mean);
            let mut cells = vec![
                Cell::text(self.name(split)),
                Cell::probability(self.words, &split.all),
                Cell::number(self.words.number(split.count.mean, 2), split.count.mean),
                shortfall,
                Cell::number(behind, split.behind.mean),
            ];
            if saving {
                let Difference { mean, low, high, .. } = split.saved;
                let mut cell = match &*split.name {
                    "found" => Cell::default(),
                    _ => Cell::number(self.words.signed(mean, 3), mean),
                };
                if split.name != "found" {
                    cell.quiet = format!("{} … {}", self.words.signed(low, 3), self.words.signed(high, 3));
                }
                cells.push(cell);
            }
            table.row(cells);
        }
        table.unless_empty()
    }

    /// What the targets count whose probability is 0, or 1, under every split.
    fn counts(&self, allocation: &Allocation) -> Option<Table> {
        let splits: Vec<&Split> = std::iter::once(&allocation.found).chain(&allocation.others).collect();
        let mut columns = vec![('<', self.words.word("target"))];
        columns.extend(splits.iter().map(|split| ('>', self.name(split))));
        let mut table = Table::new(self.words.word("allocate-counts"), columns);
        for (index, (measure, _)) in allocation.found.each.iter().enumerate() {
            let Measure::Met { target, .. } = measure else { continue };
            let standings: Vec<Standing> =
                splits.iter().filter_map(|split| split.standings.get(index).copied()).collect();
            let all = |of: fn(&Probability) -> bool| standings.iter().all(|one| of(&one.probability));
            if !(all(|one| one.count == 0) || all(|one| one.count == one.of)) {
                continue;
            }
            let row = names::count_row(self.scenario, self.words, target);
            let mut cells = vec![Cell::text(format!("{} {row}", names::target(self.scenario, self.words, target)))];
            let count = |one: &Standing| names::counted(self.scenario, self.words, target, one.count.as_ref());
            cells.extend(standings.iter().map(count));
            table.row(cells);
        }
        table.unless_empty()
    }

    fn targets(&self, allocation: &Allocation) -> Option<Table> {
        let splits: Vec<&Split> = std::iter::once(&allocation.found).chain(&allocation.others).collect();
        let mut columns = vec![('<', self.words.word("target"))];
        columns.extend(splits.iter().map(|split| ('>', self.name(split))));
        let mut table = Table::new(self.words.word("allocate-targets"), columns);
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
        let mut table = Table::new(caption, columns).note(self.words.word("allocate-front-note"));
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
            footnote: self.words.word("allocate-footnote"),
        }
    }

    fn pairs(&self, title: &str, sentences: &[String], allocation: &Allocation) -> Option<(String, Chart)> {
        let before = Self::spend(allocation)?;
        let levers = || allocation.levers.iter().map(|one| one.lever.as_str());
        let [before, after] = [&before.money, &allocation.found.money].map(|money| {
            let each: Vec<(&str, i64)> = levers().zip(money.iter().copied()).collect();
            // More than a chart has room for are shown over all years.
            if each.len() > BARS { by_path(levers().zip(money)) } else { each }
        });
        let rows: Vec<PairRow> = before
            .iter()
            .zip(&after)
            .take(BARS)
            .map(|((name, before), (_, after))| PairRow {
                label: self.lever(name),
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

/// The sum that is split.
fn total(allocation: &Allocation) -> i64 {
    allocation.found.money.iter().sum::<i64>() + allocation.left
}

/// Whether a split differs from the one found in expected shortfall alone.
const fn is_saving(split: &Split) -> bool {
    !split.behind.detectable && split.saved.detectable
}

/// Money by line or fund, all fiscal years together, in the order of the levers.
fn by_path<'a>(levers: impl Iterator<Item = (&'a str, &'a i64)>) -> Vec<(&'a str, i64)> {
    let mut sums: Vec<(&str, i64)> = Vec::new();
    for (lever, money) in levers {
        let path = lever.split('@').next().unwrap_or(lever);
        match sums.iter_mut().find(|(other, _)| *other == path) {
            Some((_, sum)) => *sum += money,
            None => sums.push((path, *money)),
        }
    }
    sums
}
