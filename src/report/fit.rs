//! What was read off rosters, as a view and for programs: what the scenario says, what was seen, what is known now, what cannot
//! be read off and what would tell.

use std::path::PathBuf;

use serde_json::{Value, json};

use crate::fit::{Fitted, GROWTH_SD, Known, Sort, Spread, Why, YEARLY_SD};
use crate::scenario::Scenario;
use crate::words::fiscal_label;

use super::names;
use super::table::{Cell, Column, Table};
use super::view::{Chapter, View};
use super::words::Words;

/// A posterior that is wider than this part of its prior says that the data hardly tell.
const HARDLY: f64 = 0.7;

/// What was read off, in the order of reading.
#[must_use]
pub fn view(scenario: &Scenario, fitted: &Fitted, words: &Words) -> View {
    let told = Told { scenario, fitted, words };
    let mut sentences = vec![told.what()];
    sentences.extend(told.found());
    let chapters = vec![
        Chapter {
            tables: told.known().into_iter().collect(),
            notes: told.notes(),
            ..Chapter::new("fit", words.word("fit-known-title"))
        },
        Chapter {
            tables: told.spreads().into_iter().collect(),
            ..Chapter::new("fit-years", words.word("fit-years-title"))
        },
        Chapter {
            tables: told.refused().into_iter().collect(),
            ..Chapter::new("fit-refused", words.word("fit-refused-title"))
        },
        Chapter {
            tables: told.unexplained().into_iter().collect(),
            notes: told.next_year(),
            ..Chapter::new("fit-next", words.word("fit-next-title"))
        },
    ];
    View {
        title: words.word("fit-title"),
        what: words.text(&scenario.title).to_owned(),
        sentences,
        luck: String::new(),
        chapters,
        ..View::default()
    }
}

/// What an overlay says of a number.
#[must_use]
pub fn note(known: &Known, fitted: &Fitted, words: &Words) -> String {
    let (key, events) = match known.sort {
        Sort::Candidates => ("fit-note-candidates", words.rough(known.events)),
        Sort::Growth => ("fit-note-growth", words.percent(known.events / known.at_risk, 2)),
        Sort::UnitCost => ("fit-note-unit-cost", words.number(known.events, 0)),
        _ => ("fit-note", words.rough(known.events)),
    };
    let (people, years) = (words.rough(known.at_risk), years(fitted, None, words));
    let mut parts = vec![words.with(key, &[("events", &events), ("people", &people), ("years", &years)])];
    parts.extend(known.bound.then(|| words.word("fit-note-bound")));
    if !known.alike.is_empty() {
        parts.push(words.with("fit-note-alike", &[("names", &words.list(&known.alike))]));
    }
    words.clauses(&parts)
}

/// What an overlay says of how much years differ.
#[must_use]
pub fn spread_note(spread: &Spread, words: &Words) -> String {
    words.counted("fit-note-spread", spread.years as u64, &[])
}

/// The object that is printed with `--json`.
#[must_use]
pub fn object(fitted: &Fitted, files: &[PathBuf], words: &Words) -> Value {
    let files: Vec<String> = files.iter().map(|file| file.display().to_string()).collect();
    let refused = fitted.refused.iter().map(|one| {
        json!({ "path": one.path, "why": one.why, "said": words.word(why(one.why)), "remedy": words.word(remedy(one.why)) })
    });
    let refused: Vec<Value> = refused.collect();
    json!({
        "rosters": fitted.rosters.iter().map(|(month, people)| json!({ "month": month, "people": people })).collect::<Vec<_>>(),
        "followed": fitted.followed,
        "unlinked": fitted.unlinked,
        "hidden": fitted.hidden,
        "years": fitted.years,
        "numbers": fitted.known,
        "spreads": fitted.spreads,
        "refused": refused,
        "strengths": fitted.strengths,
        "unexplained": fitted.unexplained,
        "files": files,
    })
}

/// Fiscal years as people say them.
fn years(fitted: &Fitted, scenario: Option<&Scenario>, words: &Words) -> String {
    let label = |year: &i32| {
        scenario.map_or_else(|| year.to_string(), |scenario| fiscal_label(*year, scenario.fiscal_year_starts))
    };
    match (fitted.years.first(), fitted.years.last()) {
        (Some(first), Some(last)) if first != last => {
            words.with("fit-years-range", &[("first", &label(first)), ("last", &label(last))])
        }
        (Some(only), _) => label(only),
        _ => "–".to_owned(),
    }
}

/// The key of why a number cannot be read off.
const fn why(why: Why) -> &'static str {
    match why {
        Why::Places => "fit-why-places",
        Why::Money => "fit-why-money",
        Why::Service => "fit-why-service",
        Why::Programme => "fit-why-programme",
        Why::Award => "fit-why-award",
        Why::Tiers => "fit-why-tiers",
        Why::Lines => "fit-why-lines",
        Why::Stages => "fit-why-stages",
        Why::Attribute => "fit-why-attribute",
        Why::Unseen => "fit-why-unseen",
        Why::Rosters => "fit-why-rosters",
        Why::Untold => "fit-why-untold",
        Why::Students => "fit-why-students",
        Why::Spending => "fit-why-spending",
        Why::Effect => "fit-why-effect",
    }
}

/// The key of what would tell.
const fn remedy(why: Why) -> &'static str {
    match why {
        Why::Places => "fit-remedy-places",
        Why::Money => "fit-remedy-money",
        Why::Service => "fit-remedy-service",
        Why::Programme => "fit-remedy-programme",
        Why::Award => "fit-remedy-award",
        Why::Tiers => "fit-remedy-tiers",
        Why::Lines => "fit-remedy-lines",
        Why::Stages => "fit-remedy-stages",
        Why::Attribute => "fit-remedy-attribute",
        Why::Unseen => "fit-remedy-unseen",
        Why::Rosters => "fit-remedy-rosters",
        Why::Untold => "fit-remedy-untold",
        Why::Students => "fit-remedy-students",
        Why::Spending => "fit-remedy-spending",
        Why::Effect => "fit-remedy-effect",
    }
}

struct Told<'a> {
    scenario: &'a Scenario,
    fitted: &'a Fitted,
    words: &'a Words,
}

impl Told<'_> {
    fn what(&self) -> String {
        let (fitted, words) = (self.fitted, self.words);
        let (Some((first, _)), Some((last, _))) = (fitted.rosters.first(), fitted.rosters.last()) else {
            return words.with("fit-what-funnel", &[("years", &years(fitted, Some(self.scenario), words))]);
        };
        let values = [
            ("first", first.to_string()),
            ("last", last.to_string()),
            ("people", words.number(fitted.followed as f64, 0)),
        ];
        words.counted(
            "fit-what",
            fitted.rosters.len() as u64,
            &values.each_ref().map(|(name, value)| (*name, value.as_str())),
        )
    }

    fn found(&self) -> Vec<String> {
        let (fitted, words) = (self.fitted, self.words);
        let refused = words.number(fitted.refused.len() as f64, 0);
        let found = if fitted.refused.is_empty() { "fit-found-all" } else { "fit-found" };
        let mut sentences = vec![words.counted(found, fitted.known.len() as u64, &[("refused", &refused)])];
        let outside: Vec<String> =
            fitted.known.iter().filter(|one| one.outside).map(|one| self.name(&one.path)).collect();
        if !outside.is_empty() {
            sentences.push(words.with("fit-outside", &[("names", &words.list(&outside))]));
        }
        if fitted.unlinked > 0 {
            let share = words.percent(fitted.unlinked as f64 / fitted.followed.max(1) as f64, 1);
            sentences.push(words.counted("fit-unlinked", fitted.unlinked as u64, &[("share", &share)]));
        }
        if fitted.unexplained.people() > 0 {
            sentences.push(words.counted("fit-unexplained", fitted.unexplained.people() as u64, &[]));
        }
        sentences
    }

    fn name(&self, path: &str) -> String {
        names::parameter(self.scenario, self.words, path)
    }

    fn known(&self) -> Option<Table> {
        let words = self.words;
        let columns = [
            Column::text(words.word("number")),
            Column::number(words.word("fit-prior")),
            Column::number(words.word("fit-seen")),
            Column::number(words.word("fit-now")),
            Column::number(words.word("fit-now-range")),
        ];
        let mut table = Table::new(words.word("fit-known-caption"), columns).note(words.word("fit-known-note"));
        for one in &self.fitted.known {
            let [low, _, high] = one.prior;
            if matches!(one.sort, Sort::Candidates | Sort::UnitCost) {
                let (events, years) = (words.number(one.events, 0), words.number(one.at_risk, 0));
                let key = if one.sort == Sort::Candidates { "fit-seen-candidates" } else { "fit-seen-unit-cost" };
                let seen = words.with(key, &[("events", &events), ("years", &years)]);
                table.row(vec![
                    Cell::text(self.name(&one.path)).code(&one.path),
                    Cell::number(words.range(low, high, 0), one.prior[1]).exact([low, high]),
                    Cell::number(seen, one.events),
                    Cell::number(words.number(one.at(0.5), 1), one.at(0.5)).exact([one.at(0.5)]),
                    Cell::number(words.range(one.at(0.05), one.at(0.95), 1), one.at(0.05))
                        .exact([one.at(0.05), one.at(0.95)]),
                ]);
                table.remark(one.outside.then(|| words.word("fit-remark-outside")));
                continue;
            }
            let seen = if one.sort == Sort::Growth {
                let (events, years) = (words.percent(one.events / one.at_risk, 2), words.number(one.at_risk, 0));
                words.with("fit-seen-growth", &[("events", &events), ("years", &years)])
            } else {
                let (events, people) = (words.rough(one.events), words.rough(one.at_risk));
                words.with("fit-seen-part", &[("events", &events), ("people", &people)])
            };
            table.row(vec![
                Cell::text(self.name(&one.path)).code(&one.path),
                Cell::number(words.percent_range(low, high, 1), one.prior[1]).exact([low, high]),
                Cell::number(seen, one.events),
                Cell::number(words.percent(one.at(0.5), 2), one.at(0.5)).exact([one.at(0.5)]),
                Cell::number(words.percent_range(one.at(0.05), one.at(0.95), 2), one.at(0.05))
                    .exact([one.at(0.05), one.at(0.95)]),
            ]);
            let mut remarks = Vec::new();
            remarks.extend(one.outside.then(|| words.word("fit-remark-outside")));
            remarks.extend(one.bound.then(|| words.word("fit-remark-bound")));
            if !one.alike.is_empty() {
                let names: Vec<String> = one.alike.iter().map(|path| self.name(path)).collect();
                remarks.push(words.with("fit-remark-alike", &[("names", &words.list(&names))]));
            }
            table.remark(remarks);
        }
        table.unless_empty()
    }

    fn notes(&self) -> Vec<String> {
        let (fitted, words) = (self.fitted, self.words);
        let mut notes = Vec::new();
        if fitted.hidden > 0 {
            notes.push(words.counted("fit-hidden", fitted.hidden as u64, &[]));
        }
        for one in &fitted.strengths {
            let sort = words.word(sort(one.sort));
            let together = words.number(one.together, 2);
            notes.push(words.with("fit-strength", &[("sort", &sort), ("together", &together)]));
        }
        notes
    }

    fn spreads(&self) -> Option<Table> {
        let words = self.words;
        let columns = [
            Column::text(words.word("number")),
            Column::number(words.word("fit-prior")),
            Column::number(words.word("fit-seen-years")),
            Column::number(words.word("fit-now")),
            Column::number(words.word("fit-now-range")),
        ];
        let scales = [words.number(YEARLY_SD, 2), words.percent(GROWTH_SD, 0)];
        let note = words.with("fit-years-note", &[("scale", &scales[0]), ("growth", &scales[1])]);
        let mut table = Table::new(words.word("fit-years-caption"), columns).note(note);
        for one in &self.fitted.spreads {
            // Growth differs by points of growth, all else on a scale of logarithms.
            let of_growth = one.path.ends_with("growth_noise");
            let number = |value: f64| if of_growth { words.percent(value, 1) } else { words.number(value, 2) };
            let range = |low: f64, high: f64| {
                if of_growth { words.percent_range(low, high, 1) } else { words.range(low, high, 2) }
            };
            table.row(vec![
                Cell::text(self.name(&one.path)).code(&one.path),
                Cell::number(range(one.prior[0], one.prior[2]), one.prior[1]),
                Cell::number(words.number(one.years as f64, 0), one.years as f64),
                Cell::number(number(one.at(0.5)), one.at(0.5)),
                Cell::number(range(one.at(0.05), one.at(0.95)), one.at(0.05)),
            ]);
        }
        table.unless_empty()
    }

    fn refused(&self) -> Option<Table> {
        let words = self.words;
        let columns = ["number", "fit-why", "fit-remedy"].map(|id| Column::text(words.word(id)));
        let mut table = Table::new(words.word("fit-refused-caption"), columns);
        for one in &self.fitted.refused {
            table.row(vec![
                Cell::text(self.name(&one.path)).code(&one.path),
                Cell::text(words.word(why(one.why))),
                Cell::text(words.word(remedy(one.why))),
            ]);
        }
        table.unless_empty()
    }

    fn unexplained(&self) -> Option<Table> {
        let (words, unexplained) = (self.words, &self.fitted.unexplained);
        let columns = [Column::text(words.word("fit-way")), Column::number(words.word("fit-people"))];
        let note = words.word("fit-way-note");
        let mut table = Table::new(words.word("fit-way-caption"), columns).note(note);
        let tier = |id: crate::scenario::TierId| words.text(&self.scenario.tiers[id.index()].named.title).to_owned();
        let count = |people: usize| Cell::number(words.number(people as f64, 0), people as f64);
        for (from, to, people) in &unexplained.ways {
            let to = to.map_or_else(|| words.word("fit-way-out"), tier);
            table.row(vec![
                Cell::text(words.with("fit-way-part", &[("from", &tier(*from)), ("to", &to)])),
                count(*people),
            ]);
        }
        for (id, people) in [("fit-way-past", unexplained.past), ("fit-way-aside", unexplained.aside)] {
            if people > 0 {
                table.row(vec![Cell::text(words.word(id)), count(people)]);
            }
        }
        table.unless_empty()
    }

    /// What would tell more.
    fn next_year(&self) -> Vec<String> {
        let (fitted, words) = (self.fitted, self.words);
        let width = |one: &Known| (one.at(0.95) - one.at(0.05)) / (one.prior[2] - one.prior[0]).max(1e-12);
        let hardly: Vec<String> =
            fitted.known.iter().filter(|one| width(one) > HARDLY).map(|one| self.name(&one.path)).collect();
        let mut notes = vec![words.word("fit-next-roster")];
        if !hardly.is_empty() {
            notes.push(words.with("fit-next-hardly", &[("names", &words.list(&hardly))]));
        }
        let mut whys: Vec<Why> = fitted.refused.iter().map(|one| one.why).collect();
        whys.sort_unstable();
        whys.dedup();
        notes.extend(whys.into_iter().filter(|one| *one != Why::Unseen).map(|one| words.word(remedy(one))));
        notes
    }
}

/// The key of what numbers of a kind are called.
const fn sort(sort: Sort) -> &'static str {
    match sort {
        Sort::Leave => "fit-sort-leave",
        Sort::Change => "fit-sort-change",
        Sort::Staying => "fit-sort-staying",
        Sort::Renewal => "fit-sort-renewal",
        Sort::Candidates => "fit-sort-candidates",
        Sort::Qualified => "fit-sort-qualified",
        Sort::Acceptance => "fit-sort-acceptance",
        Sort::Growth => "fit-sort-growth",
        Sort::UnitCost => "fit-sort-unit-cost",
    }
}
