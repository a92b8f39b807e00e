//! How far forecasts could be trusted in years that are known, as a view and for programs.

mod pictures;

use std::path::PathBuf;

use serde_json::{Value, json};

use crate::backtest::{Backtest, LEAST, LEVELS, Pooled, Quantity, Sort, Unseen, Untold, Verdict};
use crate::scenario::{Gone, Scenario, TierId};
use crate::words::Language;

use super::names::Measure;
use super::table::{Cell, Column, Table};
use super::view::{Chapter, View};
use super::words::Words;

/// What was found, in the order of reading.
#[must_use]
pub fn view(scenario: &Scenario, said: &Backtest, words: &Words) -> View {
    let told = Told { scenario, said, words };
    let chapters = vec![
        Chapter {
            paragraphs: vec![words.word("backtest-pictures-how")],
            pictures: told.pictures(),
            ..Chapter::new("backtest-pictures", words.word("backtest-pictures-title"))
        },
        Chapter {
            tables: told.coverage().into_iter().collect(),
            notes: vec![words.with("backtest-coverage-how", &[("least", &words.number(LEAST as f64, 0))])],
            ..Chapter::new("backtest-coverage", words.word("backtest-coverage-title"))
        },
        Chapter {
            tables: told.kinds().into_iter().collect(),
            ..Chapter::new("backtest-kinds", words.word("backtest-kinds-title"))
        },
        Chapter {
            tables: told.targets().into_iter().collect(),
            ..Chapter::new("backtest-targets", words.word("backtest-targets-title"))
        },
        Chapter { tables: vec![told.places()], ..Chapter::new("backtest-pit", words.word("backtest-pit-title")) },
        Chapter {
            tables: told.untold().into_iter().collect(),
            ..Chapter::new("backtest-untold", words.word("backtest-untold-title"))
        },
        Chapter {
            tables: vec![told.origins()],
            ..Chapter::new("backtest-origins", words.word("backtest-origins-title"))
        },
    ];
    View {
        title: words.word("backtest-title"),
        what: words.text(&scenario.title).to_owned(),
        sentences: told.sentences(),
        luck: String::new(),
        chapters,
        ..View::default()
    }
}

/// The object that is printed with `--json`: the findings, with names beside what is counted.
#[must_use]
pub fn object(scenario: &Scenario, said: &Backtest, files: &[PathBuf], language: Language) -> Value {
    let words = Words::new(language);
    let told = Told { scenario, said, words: &words };
    let mut object = serde_json::to_value(said).unwrap_or_default();
    let tiers: Vec<Value> =
        scenario.tiers.iter().map(|one| json!({ "id": one.named.id, "title": words.text(&one.named.title) })).collect();
    if let Value::Object(object) = &mut object {
        object.insert("tiers".to_owned(), tiers.into());
        object.insert("sentences".to_owned(), told.sentences().into());
        let files: Vec<String> = files.iter().map(|file| file.display().to_string()).collect();
        object.insert("files".to_owned(), files.into());
    }
    object
}

struct Told<'a> {
    scenario: &'a Scenario,
    said: &'a Backtest,
    words: &'a Words,
}

const fn sort_key(sort: Sort) -> &'static str {
    match sort {
        Sort::Headcount => "backtest-sort-headcount",
        Sort::Stock => "backtest-sort-stock",
        Sort::Arrivals => "backtest-sort-arrivals",
        Sort::Leavers => "backtest-sort-leavers",
        Sort::Changes => "backtest-sort-changes",
    }
}

const fn verdict_key(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Holds => "backtest-verdict-holds",
        Verdict::Fewer => "backtest-verdict-fewer",
        Verdict::More => "backtest-verdict-more",
        Verdict::TooFew => "backtest-verdict-too-few",
    }
}

const fn unseen_key(why: Unseen) -> &'static str {
    match why {
        Unseen::Way => "backtest-unseen-way",
        Unseen::Several => "backtest-unseen-several",
        Unseen::Attribute => "backtest-unseen-attribute",
        Unseen::Since => "backtest-unseen-since",
        Unseen::Beside => "backtest-unseen-beside",
        Unseen::Month => "backtest-unseen-month",
        Unseen::Link => "backtest-unseen-link",
    }
}

const fn gone_key(why: Gone) -> &'static str {
    match why {
        Gone::Past => "backtest-gone-past",
        Gone::Later => "backtest-gone-later",
        Gone::LooksBack => "backtest-gone-looks-back",
        Gone::Rests => "backtest-gone-rests",
    }
}

impl Told<'_> {
    fn tier(&self, tier: TierId) -> String {
        self.words.text(&self.scenario.tiers[tier.index()].named.title).to_owned()
    }

    /// What people call a move or a target.
    fn noun(&self, table: &str, id: &str) -> Option<String> {
        let (moves, targets) = (self.scenario.moves.iter(), self.scenario.targets.iter());
        let named = match table {
            "move" => moves.map(|one| &one.named).find(|one| one.id == id),
            _ => targets.map(|one| &one.named).find(|one| one.id == id),
        };
        named.map(|one| self.words.text(&one.title).to_owned())
    }

    fn quantity(&self, quantity: Quantity) -> String {
        let words = self.words;
        match quantity {
            Quantity::Headcount => words.word("backtest-sort-headcount"),
            Quantity::Stock(tier) => self.tier(tier),
            Quantity::Arrivals(tier) => words.with("backtest-arrivals-of", &[("tier", &self.tier(tier))]),
            Quantity::Leavers(tier) => words.with("backtest-leavers-of", &[("tier", &self.tier(tier))]),
            Quantity::Changes(from, to) => {
                words.with("fit-way-part", &[("from", &self.tier(from)), ("to", &self.tier(to))])
            }
        }
    }

    fn sentences(&self) -> Vec<String> {
        let (said, words) = (self.said, self.words);
        let mut sentences = Vec::new();
        if let (Some((first, _)), Some((last, _))) = (said.rosters.first(), said.rosters.last()) {
            let origins = said.origins.iter().filter(|one| !one.problems.has_errors()).count();
            let key = if said.fitted { "backtest-what" } else { "backtest-what-plan" };
            let values = [
                ("rosters", words.number(said.rosters.len() as f64, 0)),
                ("first", first.to_string()),
                ("last", last.to_string()),
                ("origins", words.number(origins as f64, 0)),
                ("compared", words.number(said.comparisons.len() as f64, 0)),
            ];
            sentences.push(words.with(key, &values.each_ref().map(|(name, value)| (*name, value.as_str()))));
        }
        if let Some(next) = said.next_year() {
            sentences.push(self.next_year(next));
            sentences.extend(next.skill.map(|skill| self.skill(skill)));
        }
        if let Some([brier, same]) = said.brier() {
            let values = [("brier", words.number(brier, 3)), ("same", words.number(same, 3))];
            let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
            sentences.push(words.counted("backtest-brier", said.targets.len() as u64, &values));
        }
        sentences
    }

    /// Of forecasts for the next year, how many lay in the wide band, and what that means.
    fn next_year(&self, next: &Pooled) -> String {
        let words = self.words;
        let level = LEVELS.len() - 1;
        let count = next.count as f64;
        let share = |number: usize| words.percent(number as f64 / count, 0);
        let values = [
            ("count", words.number(count, 0)),
            ("level", words.percent(LEVELS[level], 0)),
            ("held", share(next.held[level])),
            ("least", share(next.bounds[level][0])),
            ("most", share(next.bounds[level][1])),
        ];
        let worst = [Verdict::TooFew, Verdict::Fewer, Verdict::More]
            .into_iter()
            .find(|verdict| next.verdicts.contains(verdict))
            .unwrap_or(Verdict::Holds);
        let key = match worst {
            Verdict::Holds => "backtest-next-holds",
            Verdict::Fewer => "backtest-next-fewer",
            Verdict::More => "backtest-next-more",
            Verdict::TooFew => "backtest-next-too-few",
        };
        let first = words.with("backtest-next", &values.each_ref().map(|(name, value)| (*name, value.as_str())));
        format!("{first}{}", words.word(key))
    }

    fn skill(&self, skill: f64) -> String {
        let key = if skill >= 0.0 { "backtest-skill-better" } else { "backtest-skill-worse" };
        self.words.with(key, &[("skill", &self.words.percent(skill.abs(), 0))])
    }

    fn horizon(&self, years: Option<u32>) -> String {
        match years {
            None => self.words.word("backtest-all-years"),
            Some(years) => self.words.counted("backtest-years-ahead", years.into(), &[]),
        }
    }

    fn coverage(&self) -> Option<Table> {
        let words = self.words;
        let columns = [
            Column::text(words.word("backtest-ahead")),
            Column::text(words.word("backtest-band")),
            Column::number(words.word("backtest-compared")),
            Column::number(words.word("backtest-held")),
            Column::number(words.word("backtest-expected")),
            Column::number(words.word("backtest-allowed")),
            Column::text(words.word("backtest-verdict")),
        ];
        let mut table =
            Table::new(words.word("backtest-coverage-caption"), columns).note(words.word("backtest-coverage-note"));
        let general = self.said.pooled.iter().filter(|one| one.sort.is_none());
        for (place, one) in general.enumerate() {
            let count = one.count as f64;
            let percent = |share: f64| words.percent(share / count, 0);
            for (level, wanted) in LEVELS.iter().enumerate() {
                let [least, most] = one.bounds[level].map(|bound| bound as f64 / count);
                table.row(vec![
                    Cell::text(if level == 0 { self.horizon(one.years) } else { String::new() }),
                    Cell::text(words.percent(*wanted, 0)),
                    Cell::number(words.number(count, 0), count),
                    Cell::number(percent(one.held[level] as f64), one.held[level] as f64),
                    Cell::number(percent(one.expected[level]), one.expected[level]),
                    Cell::number(words.percent_range(least, most, 0), least),
                    Cell::text(words.word(verdict_key(one.verdicts[level]))),
                ]);
                table.detail_row(place > 1);
            }
        }
        table.unless_empty()
    }

    fn kinds(&self) -> Option<Table> {
        let words = self.words;
        let columns = [
            Column::text(words.word("backtest-ahead")),
            Column::number(words.word("backtest-compared")),
            Column::number(words.word("backtest-held-80")),
            Column::number(words.word("backtest-held-90")),
            Column::number(words.word("backtest-crps")),
            Column::number(words.word("backtest-same")),
            Column::number(words.word("backtest-skill")),
            Column::number(words.word("backtest-interval")).detail(),
        ];
        let mut table =
            Table::new(words.word("backtest-kinds-caption"), columns).note(words.word("backtest-kinds-note"));
        for sort in Sort::ALL {
            let own: Vec<&Pooled> = self.said.pooled.iter().filter(|one| one.sort == Some(sort)).collect();
            if own.is_empty() {
                continue;
            }
            table.group(words.word(sort_key(sort)));
            for one in own {
                let count = one.count as f64;
                let held = |level: usize| {
                    let share = one.held[level] as f64 / count;
                    Cell::number(words.percent(share, 0), share).quiet(words.percent(one.expected[level] / count, 0))
                };
                table.row(vec![
                    Cell::text(self.horizon(one.years)),
                    Cell::number(words.number(count, 0), count),
                    held(1),
                    held(2),
                    Cell::number(words.number(one.crps, 1), one.crps),
                    Cell::number(words.number(one.same, 1), one.same),
                    one.skill.map_or_else(Cell::absent, |skill| Cell::number(words.percent(skill, 0), skill)),
                    Cell::number(words.number(one.interval[1], 1), one.interval[1]),
                ]);
                table.detail_row(one.years.is_some_and(|years| years > 1));
            }
        }
        table.unless_empty()
    }

    fn targets(&self) -> Option<Table> {
        let words = self.words;
        let columns = [
            Column::text(words.word("backtest-target")),
            Column::text(words.word("backtest-origin")),
            Column::text(words.word("backtest-for")),
            Column::number(words.word("backtest-probability")),
            Column::number(words.word("backtest-came")),
            Column::text(words.word("backtest-met")),
        ];
        let mut table =
            Table::new(words.word("backtest-targets-caption"), columns).note(words.word("backtest-targets-note"));
        for one in &self.said.targets {
            let Some(target) = self.scenario.targets.iter().find(|target| target.named.id == one.target) else {
                continue;
            };
            let measure = Measure::of(&target.readings[0], 0);
            table.row(vec![
                Cell::text(words.text(&target.named.title)),
                Cell::text(one.place.origin.to_string()),
                Cell::text((one.place.at + -1).to_string()),
                Cell::number(words.share(one.probability), one.probability),
                Cell::number(measure.write(words, one.observed), one.observed),
                Cell::text(words.word(if one.met { "backtest-met-yes" } else { "backtest-met-no" })),
            ]);
        }
        table.unless_empty().map(Table::detail)
    }

    /// Where what came lies among what was forecast, in tenths.
    fn places(&self) -> Table {
        let words = self.words;
        let columns = [
            Column::text(words.word("backtest-tenth")),
            Column::number(words.word("backtest-compared")),
            Column::number(words.word("backtest-share")),
        ];
        let mut table = Table::new(words.word("backtest-pit-caption"), columns).note(words.word("backtest-pit-note"));
        let all = self.said.pit.iter().sum::<usize>().max(1) as f64;
        for (tenth, count) in self.said.pit.iter().enumerate() {
            let [from, to] = [tenth, tenth + 1].map(|end| end as f64 / 10.0);
            let share = *count as f64 / all;
            table.row(vec![
                Cell::text(words.percent_range(from, to, 0)),
                Cell::number(words.number(*count as f64, 0), *count as f64),
                Cell::number(words.percent(share, 0), share).bar(super::table::Bar::new(share, "plain")),
            ]);
        }
        table.detail()
    }

    fn untold(&self) -> Option<Table> {
        let words = self.words;
        let columns = ["backtest-thing", "fit-why"].map(|id| Column::text(words.word(id)));
        let mut table = Table::new(words.word("backtest-untold-caption"), columns);
        for Untold { path, why } in &self.said.untold {
            let name = match path.split_once('.') {
                Some((table, id)) => self.noun(table, id).unwrap_or_else(|| path.clone()),
                None => words.word("backtest-flows"),
            };
            table.row(vec![Cell::text(name).code(path), Cell::text(words.word(unseen_key(*why)))]);
        }
        table.unless_empty()
    }

    fn origins(&self) -> Table {
        let words = self.words;
        let columns = [
            Column::text(words.word("backtest-origin")),
            Column::number(words.word("fit-people")),
            Column::number(words.word("backtest-known")),
            Column::text(words.word("backtest-taken")),
        ];
        let mut table =
            Table::new(words.word("backtest-origins-caption"), columns).note(words.word("backtest-origins-note"));
        for one in &self.said.origins {
            let taken: Vec<String> = one
                .taken
                .iter()
                .map(|one| {
                    words.with("backtest-taken-part", &[("path", &one.path), ("why", &words.word(gone_key(one.why)))])
                })
                .collect();
            table.row(vec![
                Cell::text(one.at.to_string()),
                Cell::number(words.number(one.people as f64, 0), one.people as f64),
                Cell::number(words.number(one.known as f64, 0), one.known as f64),
                Cell::text(words.list(&taken)),
            ]);
            table.remark(
                one.problems
                    .list
                    .iter()
                    .filter(|problem| problem.severity == crate::words::Severity::Error)
                    .map(|problem| problem.message.get(words.language()).to_owned()),
            );
        }
        table.detail()
    }
}
