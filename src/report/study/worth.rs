//! What finding out would be worth.

use crate::report::charts::{Chart, ForestChart, ForestRow, Heading};
use crate::report::table::{Cell, Column, Table};
use crate::report::words::Words;
use crate::scenario::Scenario;
use crate::study::{Estimate, Learned, Worth};

use super::{Found, Viewed, names};

/// Numbers of a table and of a chart.
const ROWS: usize = 15;
/// Numbers that are shown where hardly any is worth something that can be told.
const FEW: usize = 5;
/// Numbers that a sentence names.
const NAMED: usize = 3;

impl Viewed for Worth {
    fn view(&self, scenario: &Scenario, scenarios: &[Scenario], words: &Words) -> Found {
        let titles = names::scenarios(scenarios, words, &self.labels);
        let unlike = names::unlike(scenarios, words, &titles, &self.unlike);
        let told = Told { study: self, scenario, scenarios, words, titles };
        let sentences = told.sentences();
        let number = |count: u64| words.number(count as f64, 0);
        let replicates = [("draws", number(self.draws)), ("times", number(self.times))];
        let chart = told.chart(&sentences);
        Found {
            id: "worth",
            title: words.word("worth-title"),
            notes: [
                words.with("robust-replicates", &replicates.each_ref().map(|(name, value)| (*name, value.as_str()))),
                words.word("study-same-luck"),
                words.word("worth-how"),
                words.word("worth-bias"),
                words.word("worth-sample-how"),
            ]
            .into_iter()
            .chain((self.draws < super::FEW).then(|| words.word("study-few-draws")))
            .chain(unlike)
            .collect(),
            tables: [told.learned(), told.plans(), told.money()].into_iter().flatten().collect(),
            charts: chart.map(|chart| ("worth".to_owned(), chart)).into_iter().collect(),
            sentences,
        }
    }
}

struct Told<'a> {
    study: &'a Worth,
    scenario: &'a Scenario,
    scenarios: &'a [Scenario],
    words: &'a Words,
    titles: Vec<String>,
}

impl Told<'_> {
    fn title(&self, plan: usize) -> &str {
        self.titles.get(plan).map_or("", String::as_str)
    }

    /// What a number is called in the first plan that has it.
    fn factor(&self, one: &Learned) -> String {
        let has = |scenario: &&Scenario| {
            scenario.parameters.iter().any(|parameter| one.factor.paths.first() == Some(&parameter.path))
        };
        names::factor(self.scenarios.iter().find(has).unwrap_or(self.scenario), self.words, &one.factor)
    }

    fn told(&self) -> impl Iterator<Item = &Learned> {
        self.study.learned.iter().filter(|one| one.told)
    }

    /// Those whose worth can be told, or the first few where there are hardly any.
    fn shown(&self) -> impl Iterator<Item = &Learned> {
        self.study.learned.iter().take(self.told().count().clamp(FEW, ROWS))
    }

    fn sentences(&self) -> Vec<String> {
        let (words, study) = (self.words, self.study);
        let two = |value: f64| words.number(value, 2);
        let (most, least) = &study.everything;
        let (least, most) = (least.mean.max(0.0), most.mean.max(0.0));
        let everything = match most {
            _ if most <= 1e-9 => words.word("worth-everything-none"),
            _ if most < 0.005 => words.word("worth-everything-hardly"),
            _ if two(least) == two(most) => words.with("worth-everything-about", &[("most", &two(most))]),
            _ => words.with("worth-everything", &[("least", &two(least)), ("most", &two(most))]),
        };
        let met = study.plans.get(study.best).map_or(0.0, |own| own.mean);
        let values = [
            ("plan", self.title(study.best).to_owned()),
            ("met", two(met)),
            ("targets", words.number(study.targets as f64, 0)),
            ("everything", everything),
        ];
        let mut sentences =
            vec![words.with("worth-sentence", &values.each_ref().map(|(name, value)| (*name, value.as_str())))];
        let parts: Vec<String> = self
            .told()
            .take(NAMED)
            .map(|one| {
                let (name, value) = (self.factor(one), words.number(one.information.value.mean, 3));
                match one.money {
                    Some(money) => words.with(
                        "worth-part-money",
                        &[("number", &name), ("value", &value), ("money", &words.amount(money as f64))],
                    ),
                    None => words.with("worth-part", &[("number", &name), ("value", &value)]),
                }
            })
            .collect();
        sentences.push(if parts.is_empty() {
            words.word("worth-none")
        } else {
            words.with("worth-first", &[("list", &words.clauses(&parts))])
        });
        sentences
    }

    fn learned(&self) -> Option<Table> {
        let words = self.words;
        let columns = [
            Column::text(words.word("number")),
            Column::number(words.word("worth-value")),
            Column::number(words.word("worth-bias-column")).detail(),
            Column::number(words.word("worth-money")),
            Column::number(words.word("worth-nearly")),
        ];
        let mut table = Table::new(words.word("worth-caption"), columns).note(words.word("worth-note"));
        for one in self.shown() {
            let Estimate { mean, low, high } = one.information.value;
            let three = |value: f64| words.number(value, 3);
            let told = if one.told { three(mean) } else { words.word("worth-untold") };
            table.row(vec![
                Cell::text(self.factor(one)).code(one.factor.paths.first().map_or("", String::as_str)),
                Cell::number(told, mean).quiet(format!("{} … {}", three(low), three(high))),
                Cell::number(three(one.information.bias), one.information.bias),
                one.money.map_or_else(Cell::absent, |money| Cell::number(words.amount(money as f64), money as f64)),
                one.sample
                    .as_ref()
                    .and_then(|sample| sample.nearly)
                    .map_or_else(Cell::absent, |nearly| Cell::number(words.number(nearly as f64, 0), nearly as f64)),
            ]);
        }
        table.unless_empty()
    }

    fn plans(&self) -> Option<Table> {
        let words = self.words;
        let columns = [Column::text(words.word("robust-plan")), Column::number(words.word("worth-met"))];
        let mut table = Table::new(words.word("worth-caption-plans"), columns);
        for (plan, own) in self.study.plans.iter().enumerate() {
            let two = |value: f64| words.number(value, 2);
            table.row(vec![
                Cell::text(self.title(plan)),
                Cell::number(two(own.mean), own.mean).quiet(format!("{} … {}", two(own.low), two(own.high))),
            ]);
        }
        table.unless_empty()
    }

    fn money(&self) -> Option<Table> {
        let words = self.words;
        let columns = [Column::number(words.word("worth-more")), Column::number(words.word("worth-gain"))];
        let title = self.title(self.study.best);
        let mut table = Table::new(words.with("worth-caption-money", &[("plan", title)]), columns);
        for own in &self.study.bought {
            let three = |value: f64| words.number(value, 3);
            let Estimate { mean, low, high } = own.gain;
            table.row(vec![
                Cell::number(words.amount(own.money as f64), own.money as f64),
                Cell::number(three(mean), mean).quiet(format!("{} … {}", three(low), three(high))),
            ]);
        }
        table.unless_empty().map(Table::detail)
    }

    fn chart(&self, sentences: &[String]) -> Option<Chart> {
        let words = self.words;
        let row = |one: &Learned| {
            let Estimate { mean, low, high } = one.information.value;
            ForestRow { label: self.factor(one), value: mean, low, high, detectable: one.told }
        };
        let rows: Vec<ForestRow> = self.shown().map(row).collect();
        let small = rows.iter().all(|row| row.value < 0.01);
        (!rows.is_empty()).then(|| {
            Chart::Forest(ForestChart {
                heading: Heading {
                    title: words.word("worth-chart"),
                    subtitle: words.counted("robust-subtitle", self.study.draws, &[]),
                    description: sentences.join(" "),
                    footnote: words.word("worth-footnote"),
                },
                axis_label: words.word("worth-axis"),
                unit: words.word("robust-unit"),
                decimals: if small { 4 } else { 3 },
                signed: false,
                rows,
                undetectable_label: words.word("study-undetectable"),
                interval_label: words.word("interval-95"),
            })
        })
    }
}
