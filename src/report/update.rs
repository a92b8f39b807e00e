//! A plan that goes on half-way, as a view and for programs: what has been, what was forecast of it, and what is forecast now.

use std::path::PathBuf;

use serde_json::{Value, json};

use crate::scenario::file::CountKind;
use crate::scenario::{Gone, Grid, Reading, Scenario, Target, TargetId};
use crate::summary::Probability;
use crate::update::{Behind, Executed, Outlook, Settled, Told as Teller, Updated, within};
use crate::words::{Language, Text, fiscal_label};

use super::charts::{Chart, Heading, PairChart, PairRow};
use super::names::{self, Measure};
use super::pictures::{Placed, Shown};
use super::table::{Cell, Column, Table};
use super::view::{Chapter, View};
use super::words::Words;

/// Targets that a picture has room for.
const MOST_ROWS: usize = 24;
/// A change of probability below which a target is taken to stand as it did, in points.
const SMALL: f64 = 5.0;

/// What is to be told, in the order of reading. `file` is the scenario that goes on, for whoever asks it more.
#[must_use]
pub fn view(plan: &Scenario, updated: &Updated, file: &str, words: &Words) -> View {
    let told = Told { plan, updated, words };
    let mut chapters = vec![told.targets(), told.settled(), told.money(), told.people(), told.so_far()];
    if let Some(fitted) = &updated.fitted {
        chapters.extend(super::fit::view(plan, fitted, words).chapters);
    }
    chapters.push(told.onward(file));
    View {
        title: words.with("update-title", &[("title", words.text(&plan.title))]),
        what: told.what(),
        sentences: told.sentences(),
        chapters,
        ..View::default()
    }
}

/// The object that is printed with `--json`.
#[must_use]
pub fn object(updated: &Updated, files: &[PathBuf]) -> Value {
    let files: Vec<String> = files.iter().map(|file| file.display().to_string()).collect();
    let mut object = json!(updated);
    object["files"] = json!(files);
    object
}

/// What has been and what there is, as a table in which whoever knows better says so and which she hands in again.
#[must_use]
pub fn known(plan: &Scenario, updated: &Updated) -> String {
    let mut grid = Grid::of_sheet("known");
    let mut write = |row: usize, cells: [&str; 6]| {
        for (column, cell) in cells.iter().enumerate() {
            grid.add(row as u32, column as u32, cell);
        }
    };
    write(0, ["path", "value", "source", "taken", "title_zh", "title_en"]);
    let name = |path: &str, language| {
        let words = Words::new(language);
        Told { plan, updated, words: &words }.counted(path)
    };
    for (row, one) in updated.carried.iter().enumerate() {
        let stated = if one.told == Teller::Stated { one.value.to_string() } else { String::new() };
        let [zh, en] = [Language::Chinese, Language::English].map(|language| name(&one.path, language));
        write(row + 1, [&one.path, &stated, "", &one.value.to_string(), &zh, &en]);
    }
    grid.to_csv()
}

/// What a target is called of which milestones are behind it: its title, and what they came to. Nothing where there are none.
#[must_use]
pub fn title_behind(plan: &Scenario, id: TargetId, behind: &[Behind]) -> Option<Text> {
    let target = names::target(plan, id);
    let main = target.readings.first().filter(|_| !behind.is_empty())?;
    let title = |language| {
        let words = Words::new(language);
        let told: Vec<String> = behind.iter().map(|one| milestone_told(plan, main, one, &words)).collect();
        let title = words.text(&target.named.title);
        words.with("update-title-behind", &[("title", title), ("milestones", &words.clauses(&told))])
    };
    Some(Text::new(title(Language::Chinese), title(Language::English)))
}

/// What a milestone that is past came to, and whether it was met.
fn milestone_told(plan: &Scenario, reading: &Reading, behind: &Behind, words: &Words) -> String {
    let stated = &reading.milestones[behind.milestone];
    let measure = Measure::of(reading, 0);
    let year = |year| words.with("update-milestone-year", &[("year", &plan.fiscal_label(year))]);
    let month = stated.year.map_or_else(|| words.month(stated.at), year);
    let bounds = measure.write_bounds(words, &stated.bounds);
    let Some(actual) = behind.actual else {
        return words.with("update-milestone-unknown", &[("month", &month), ("bounds", &bounds)]);
    };
    if behind.met == Some(true) {
        let actual = measure.write(words, actual);
        return words.with("update-milestone-met", &[("month", &month), ("actual", &actual)]);
    }
    // What was missed by less than is usually shown is told more exactly.
    let limits = [stated.bounds.at_least, stated.bounds.at_most];
    let outside = [limits[0].map(|least| least - actual), limits[1].map(|most| actual - most)];
    let outside = outside.into_iter().flatten().fold(0.0, f64::max);
    let finer = |decimals: usize| measure.with_decimals(decimals);
    let shows = |one: &Measure| limits.iter().flatten().all(|own| one.write(words, *own) != one.write(words, actual));
    let measure = (0..=4).map(finer).find(shows).unwrap_or(measure);
    let by = match measure {
        Measure::Share(decimals) => points_told(words, &words.number(outside * 100.0, decimals)),
        _ => measure.write(words, outside),
    };
    let values = [("month", &month), ("bounds", &bounds), ("actual", &measure.write(words, actual)), ("by", &by)];
    words.with("update-milestone-missed", &values.map(|(key, text)| (key, text.as_str())))
}

/// A number of points as it is written, of a difference between two shares.
fn points_told(words: &Words, written: &str) -> String {
    let one = written.trim_start_matches(['+', '-', '−']) == "1";
    words.counted("update-points", if one { 1 } else { 2 }, &[("points", written)])
}

struct Told<'a> {
    plan: &'a Scenario,
    updated: &'a Updated,
    words: &'a Words,
}

/// Points between two probabilities.
fn points(outlook: &Outlook) -> f64 {
    (outlook.now.estimate - outlook.then.estimate) * 100.0
}

impl Told<'_> {
    fn what(&self) -> String {
        let (began, at) = (self.updated.began.to_string(), self.updated.at.to_string());
        self.words.counted("update-what", self.updated.replicates, &[("began", &began), ("at", &at)])
    }

    /// Main readings of targets that are still to be judged.
    fn mains(&self) -> impl Iterator<Item = &Outlook> {
        self.updated.outlooks.iter().filter(|one| one.reading == 0)
    }

    /// Whether a target hangs on schools that have joined, of which nobody says.
    fn is_untold(&self, outlook: &Outlook) -> bool {
        let reading = &names::target(self.plan, outlook.target).readings[outlook.reading];
        let untold = |one: &crate::update::Carried| one.path == "schools.file" && one.told == Teller::Nobody;
        reading.count.kind == CountKind::SchoolShare && self.updated.carried.iter().any(untold)
    }

    fn title(&self, target: &Target) -> String {
        self.words.text(&target.named.title).to_owned()
    }

    fn titles<'o>(&self, outlooks: impl Iterator<Item = &'o Outlook>) -> String {
        let names: Vec<String> = outlooks.map(|one| self.title(names::target(self.plan, one.target))).collect();
        self.words.list(&names)
    }

    fn sentences(&self) -> Vec<String> {
        let (words, settled) = (self.words, &self.updated.settled);
        let mut said = Vec::new();
        if !settled.is_empty() {
            let met = settled.iter().filter(|one| one.met == Some(true)).count();
            let unknown = settled.iter().filter(|one| one.met.is_none()).count();
            let key = if unknown > 0 { "update-settled-unknown" } else { "update-settled" };
            let [met, unknown] = [met, unknown].map(|count| words.number(count as f64, 0));
            said.push(words.counted(key, settled.len() as u64, &[("met", &met), ("unknown", &unknown)]));
        }
        for (key, met) in [("update-milestones-missed", Some(false)), ("update-milestones-unknown", None)] {
            let names = self.milestones_behind(met);
            if !names.is_empty() {
                said.push(words.counted(key, names.len() as u64, &[("names", &words.clauses(&names))]));
            }
        }
        let count = self.mains().count();
        let told = || self.mains().filter(|one| !self.is_untold(one));
        let rising: Vec<&Outlook> = told().filter(|one| points(one) >= SMALL).collect();
        let falling: Vec<&Outlook> = told().filter(|one| points(one) <= -SMALL).collect();
        if count > 0 && rising.is_empty() && falling.is_empty() {
            said.push(words.counted("update-as-before", count as u64, &[]));
        }
        for (key, moved) in [("update-falling", falling), ("update-rising", rising)] {
            if !moved.is_empty() {
                let names = self.titles(moved.iter().copied());
                said.push(words.counted(key, moved.len() as u64, &[("names", &names)]));
            }
        }
        let nobody: Vec<&str> = self.untold();
        if !nobody.is_empty() {
            said.push(words.counted("update-untold", nobody.len() as u64, &[]));
        }
        said
    }

    /// Milestones that are past, of targets that are still to be judged, with what they came to.
    fn milestones_behind(&self, met: Option<bool>) -> Vec<String> {
        let told = |outlook: &Outlook| -> Vec<String> {
            let target = names::target(self.plan, outlook.target);
            let own = outlook.behind.iter().filter(|one| one.met == met);
            own.map(|one| {
                let told = milestone_told(self.plan, &target.readings[0], one, self.words);
                self.words.with("update-milestone-of", &[("target", &self.title(target)), ("told", &told)])
            })
            .collect()
        };
        self.mains().flat_map(told).collect()
    }

    /// Paths of what nobody tells anything of.
    fn untold(&self) -> Vec<&str> {
        let own = self.updated.carried.iter().filter(|one| one.told == Teller::Nobody);
        own.map(|one| one.path.as_str()).collect()
    }

    fn targets(&self) -> Chapter {
        let words = self.words;
        let columns = [
            Column::text(words.word("target")),
            Column::text(words.word("due")),
            Column::number(names::bound_heading(self.plan, words)),
            Column::number(words.word("update-expected")).detail(),
            Column::number(words.word("update-actual")),
            Column::number(words.word("update-then")),
            Column::number(words.word("update-now")),
            Column::number(words.word("update-change")),
            Column::number(words.word("update-value-then")).detail(),
            Column::number(words.word("update-value-now")).detail(),
        ];
        let mut table =
            Table::new(words.word("update-targets-caption"), columns).note(words.word("update-targets-note"));
        for one in &self.updated.outlooks {
            let target = names::target(self.plan, one.target);
            let reading = &target.readings[one.reading];
            let measure = Measure::of(reading, 0);
            let name = if one.reading == 0 { self.title(target) } else { words.text(&reading.title).to_owned() };
            let middle = |spread: &crate::summary::Spread| {
                let own = &spread.quantiles;
                let text = measure.write(words, own.p50);
                Cell::number(text, own.p50).quiet(measure.write_range(words, own.p10, own.p90))
            };
            let chance = |chance: &Probability| {
                Cell::number(words.share(chance.estimate), chance.estimate).quiet(words.interval(chance))
            };
            let actual = one.actual.map_or_else(
                || Cell::number("–".to_owned(), f64::NAN),
                |value| Cell::number(measure.write(words, value), value),
            );
            let due = reading.due();
            table.push(
                if one.reading == 0 { "" } else { "reading" },
                vec![
                    Cell::text(name),
                    Cell::text(one.at.to_string()),
                    Cell::number(measure.write_bounds(words, &due.bounds), due.bounds.size()),
                    middle(&one.expected),
                    actual,
                    chance(&one.then),
                    chance(&one.now),
                    Cell::number(points_told(words, &words.signed(points(one), 0)), points(one)),
                    middle(&one.value_then),
                    middle(&one.value_now),
                ],
            );
            table.remark(self.is_untold(one).then(|| words.word("update-remark-schools")));
            let left = || words.with("update-remark-left", &[("left", &words.share(one.left.estimate))]);
            table.remark(one.is_lost().then(left));
            for behind in &one.behind {
                table.push("reading", self.behind_row(reading, measure, behind));
            }
        }
        Chapter {
            tables: table.unless_empty().into_iter().collect(),
            pictures: self.picture().into_iter().collect(),
            ..Chapter::new("update-targets", words.word("update-targets-title"))
        }
    }

    /// A milestone that is past: its number, and whether it was met.
    fn behind_row(&self, reading: &Reading, measure: Measure, behind: &Behind) -> Vec<Cell> {
        let words = self.words;
        let stated = &reading.milestones[behind.milestone];
        let year = stated.year.map_or_else(|| words.month(stated.at), |year| self.plan.fiscal_label(year));
        let absent = || Cell::number("–".to_owned(), f64::NAN);
        let outcome = match behind.met {
            Some(true) => "met",
            Some(false) => "missed",
            None => "update-unknown",
        };
        vec![
            Cell::text(words.with("target-milestone", &[("year", &year)])),
            Cell::text(behind.at.to_string()),
            Cell::number(measure.write_bounds(words, &stated.bounds), stated.bounds.size()),
            absent(),
            behind.actual.map_or_else(absent, |value| Cell::number(measure.write(words, value), value)),
            behind.then.map_or_else(absent, |chance| Cell::number(words.share(chance.estimate), chance.estimate)),
            Cell::number(words.word(outcome), behind.met.map_or(f64::NAN, |met| f64::from(u8::from(met)))),
            absent(),
            absent(),
            absent(),
        ]
    }

    fn picture(&self) -> Option<Placed> {
        let words = self.words;
        let percent = |chance: &Probability| chance.estimate * 100.0;
        let row = |one: &Outlook| PairRow {
            label: self.title(names::target(self.plan, one.target)),
            before: percent(&one.then),
            after: percent(&one.now),
        };
        let rows: Vec<PairRow> = self.mains().take(MOST_ROWS).map(row).collect();
        if rows.is_empty() {
            return None;
        }
        let (began, at) = (self.updated.began.to_string(), self.updated.at.to_string());
        let values = [("began", began.as_str()), ("at", at.as_str())];
        let chart = PairChart {
            heading: Heading {
                title: words.word("update-chart-title"),
                subtitle: words.with("update-chart-subtitle", &values),
                description: words.with("update-chart-description", &values),
                footnote: String::new(),
            },
            axis_label: words.word("chart-probability-axis"),
            unit: words.word("unit-percent"),
            decimals: 0,
            rows,
            before_label: words.with("update-forecast-of", &[("month", &began)]),
            after_label: words.with("update-forecast-of", &[("month", &at)]),
        };
        Some(Placed { stem: "update".to_owned(), chart: Chart::Pair(chart), shown: Shown::Plain })
    }

    fn settled(&self) -> Chapter {
        let words = self.words;
        let columns = [
            Column::text(words.word("target")),
            Column::text(words.word("due")),
            Column::number(names::bound_heading(self.plan, words)),
            Column::number(words.word("update-actual")),
            Column::text(words.word("outcome")),
            Column::number(words.word("update-then")).wide(words.word("interval-95")),
        ];
        let mut table = Table::new(words.word("update-settled-caption"), columns);
        for one in &self.updated.settled {
            let target = names::target(self.plan, one.target);
            let Some(main) = target.readings.first() else { continue };
            table.row(self.settled_row(one, target, main));
        }
        Chapter {
            tables: table.unless_empty().into_iter().collect(),
            ..Chapter::new("update-settled", words.word("update-settled-caption"))
        }
    }

    fn settled_row(&self, one: &Settled, target: &Target, main: &Reading) -> Vec<Cell> {
        let (words, measure) = (self.words, Measure::of(main, 0));
        let actual = one.actual.map_or_else(|| "–".to_owned(), |value| measure.write(words, value));
        let bounds = &main.due().bounds;
        let outcome = match one.met {
            Some(true) => "met",
            Some(false) => "missed",
            None => "update-unknown",
        };
        vec![
            Cell::text(self.title(target)),
            Cell::text(one.at.to_string()),
            Cell::number(measure.write_bounds(words, bounds), bounds.size()),
            Cell::number(actual, one.actual.unwrap_or(f64::NAN)),
            Cell::text(words.word(outcome)),
            Cell::probability(words, &one.then),
        ]
    }

    fn money(&self) -> Chapter {
        let words = self.words;
        let columns = [
            Column::text(words.word("update-line")),
            Column::text(words.word("fiscal-year")),
            Column::number(words.word("update-budget")),
            Column::number(words.word("update-expected")).detail(),
            Column::number(words.word("update-paid")),
            Column::number(words.word("update-rate")),
        ];
        let mut table = Table::new(words.word("update-money-caption"), columns).note(words.word("update-money-note"));
        for one in &self.updated.executed {
            table.push(if one.fund.is_some() { "total" } else { "" }, self.executed_row(one));
        }
        Chapter {
            tables: table.unless_empty().into_iter().collect(),
            ..Chapter::new("update-money", words.word("update-money-title"))
        }
    }

    fn executed_row(&self, one: &Executed) -> Vec<Cell> {
        let words = self.words;
        let line = one.line.map(|line| words.text(&self.plan.lines[line.index()].named.title).to_owned());
        let fund = one.fund.map(|fund| words.text(&self.plan.funds[fund.index()].named.title).to_owned());
        let own = &one.expected.quantiles;
        let yuan = |amount: f64| Cell::number(words.yuan(amount), amount);
        let absent = || Cell::number("–".to_owned(), f64::NAN);
        vec![
            Cell::text(line.or(fund).unwrap_or_default()),
            Cell::text(fiscal_label(one.fiscal_year, self.plan.fiscal_year_starts)),
            yuan(one.budget),
            yuan(own.p50).quiet(format!("{}–{}", words.yuan(own.p10), words.yuan(own.p90))),
            one.paid.map_or_else(absent, |paid| yuan(paid as f64)),
            one.rate().map_or_else(absent, |rate| Cell::number(words.percent(rate, 1), rate)),
        ]
    }

    fn people(&self) -> Chapter {
        let words = self.words;
        let columns = [
            Column::text(words.word("update-tier")),
            Column::number(words.word("update-expected")),
            Column::number(words.word("update-there")),
            Column::text(words.word("update-within")),
        ];
        let mut table = Table::new(words.word("update-people-caption"), columns).note(words.word("update-people-note"));
        let found = &self.updated.found;
        for one in found {
            let own = &one.expected.quantiles;
            let actual = one.actual as f64;
            let held = if within(&one.expected, actual) { "update-inside" } else { "update-outside" };
            table.row(vec![
                Cell::text(words.text(&self.plan.tiers[one.tier.index()].named.title)),
                Cell::number(words.number(own.p50, 0), own.p50).quiet(words.range(own.p10, own.p90, 0)),
                Cell::number(words.number(actual, 0), actual),
                Cell::text(words.word(held)),
            ]);
        }
        let held = found.iter().filter(|one| within(&one.expected, one.actual as f64)).count();
        let notes = (!found.is_empty()).then(|| {
            words.counted("update-people-held", found.len() as u64, &[("held", &words.number(held as f64, 0))])
        });
        Chapter {
            tables: table.unless_empty().into_iter().collect(),
            notes: notes.into_iter().collect(),
            ..Chapter::new("update-people", words.word("update-people-title"))
        }
    }

    fn so_far(&self) -> Chapter {
        let words = self.words;
        let columns = [
            Column::text(words.word("update-counted")),
            Column::number(words.word("update-so-far")),
            Column::text(words.word("update-told")),
        ];
        let mut table = Table::new(words.word("update-so-far-caption"), columns).note(words.word("update-so-far-note"));
        for one in &self.updated.carried {
            let told = match one.told {
                Teller::Stated => "update-told-stated",
                Teller::Rosters => "update-told-rosters",
                Teller::Spending => "update-told-spending",
                Teller::Students => "update-told-students",
                Teller::Forecast => "update-told-forecast",
                Teller::Nobody => "update-told-nobody",
            };
            table.row(vec![
                Cell::text(self.counted(&one.path)).code(&one.path),
                Cell::number(words.number(one.value, 0), one.value),
                Cell::text(words.word(told)),
            ]);
        }
        let gone = [Gone::Past, Gone::LooksBack, Gone::Rests];
        let gone: Vec<String> = self
            .updated
            .taken
            .iter()
            .filter(|one| gone.contains(&one.why) && !self.is_settled(&one.path))
            .map(|one| format!("`{}`", one.path))
            .collect();
        let notes = (!gone.is_empty()).then(|| words.with("update-gone", &[("paths", &words.list(&gone))]));
        Chapter {
            tables: table.unless_empty().into_iter().collect(),
            notes: notes.into_iter().collect(),
            ..Chapter::new("update-so-far", words.word("update-so-far-title"))
        }
    }

    fn is_settled(&self, path: &str) -> bool {
        let own = |one: &Settled| path == format!("target.{}", names::target(self.plan, one.target).named.id);
        self.updated.settled.iter().any(own)
    }

    /// What is counted at a path.
    fn counted(&self, path: &str) -> String {
        let mut keys = path.split('.');
        let (table, id) = (keys.next().unwrap_or_default(), keys.next().unwrap_or_default());
        let target = self.plan.targets.iter().find(|one| table == "target" && one.named.id == id);
        let metric = self.plan.observed.iter().find(|one| table == "metric" && one.named.id == id);
        let name = target.map(|one| &one.named).or(metric.map(|one| &one.named));
        name.map_or_else(
            || names::parameter(self.plan, self.words, path),
            |name| {
                let title = self.words.text(&name.title).to_owned();
                let reading = keys.next().filter(|key| *key == "reading").and(keys.next());
                let own = |id| target.and_then(|target| target.readings.iter().find(|one| one.id == id));
                let reading = reading.and_then(own).map(|one| self.words.text(&one.title).to_owned());
                self.words.clauses(&std::iter::once(title).chain(reading).collect::<Vec<_>>())
            },
        )
    }

    /// What to ask next.
    fn onward(&self, file: &str) -> Chapter {
        let words = self.words;
        let columns = ["update-question", "update-command"].map(|id| Column::text(words.word(id)));
        let mut table = Table::new(words.word("update-onward-caption"), columns);
        let mut ask =
            |question: String, command: String| table.row(vec![Cell::text(question), Cell::default().code(command)]);
        ask(words.word("update-ask-run"), format!("tidui run {file}"));
        // The most doubtful of those that are not fairly safe.
        let doubt = |one: &&Outlook| (one.now.estimate - 0.5).abs();
        let doubtful = self.mains().filter(|one| one.now.estimate < super::table::SAFE && !one.is_lost());
        if let Some(one) = doubtful.min_by(|one, other| doubt(one).total_cmp(&doubt(other))) {
            let target = names::target(self.plan, one.target);
            let question = words.with("update-ask-require", &[("title", &self.title(target))]);
            ask(question, format!("tidui require {file} --target {}", target.named.id));
        }
        ask(words.word("update-ask-marginal"), format!("tidui marginal {file}"));
        Chapter { tables: vec![table], ..Chapter::new("update-onward", words.word("update-onward-title")) }
    }
}
