//! Which plan is robust.

use crate::report::charts::{Chart, ForestChart, ForestRow, Heading};
use crate::report::table::{Bar, Cell, Column, Table};
use crate::report::words::Words;
use crate::scenario::Scenario;
use crate::study::{Estimate, Judged, Robustness, Stand};

use super::{Found, Viewed, names};

/// Plans of a chart.
const ROWS: usize = 24;

impl Viewed for Robustness {
    fn view(&self, scenario: &Scenario, scenarios: &[Scenario], words: &Words) -> Found {
        let titles = names::scenarios(scenarios, words, &self.labels);
        let unlike = names::unlike(scenarios, words, &titles, &self.unlike);
        let told = Told { study: self, scenario, words, titles };
        let sentences = told.sentences();
        let number = |count: u64| words.number(count as f64, 0);
        let replicates = [("draws", number(self.draws)), ("times", number(self.times))];
        let chart = told.chart(&sentences);
        Found {
            id: "robust",
            title: words.word("robust-title"),
            notes: [
                words.with("robust-replicates", &replicates.each_ref().map(|(name, value)| (*name, value.as_str()))),
                words.word("study-same-luck"),
                words.word("robust-how"),
                words.with("robust-bias", &[("times", &number(self.times))]),
            ]
            .into_iter()
            .chain((self.draws < super::FEW).then(|| words.word("study-few-draws")))
            .chain(unlike)
            .collect(),
            tables: told.tables(),
            charts: chart.map(|chart| ("robust".to_owned(), chart)).into_iter().collect(),
            sentences,
        }
    }
}

struct Told<'a> {
    study: &'a Robustness,
    scenario: &'a Scenario,
    words: &'a Words,
    titles: Vec<String>,
}

impl Told<'_> {
    fn title(&self, plan: usize) -> &str {
        self.titles.get(plan).map_or("", String::as_str)
    }

    fn sentences(&self) -> Vec<String> {
        let words = self.words;
        let (Some(best), Some(judged)) = (self.study.least_regret(), self.study.judged.first()) else {
            return Vec::new();
        };
        let Some(stand) = judged.plans.get(best) else { return Vec::new() };
        let two = |value: f64| words.number(value, 2);
        let rivals = judged.plans.iter().enumerate().filter(|(plan, _)| *plan != best);
        let next = rivals.min_by(|a, b| a.1.regret.mean.total_cmp(&b.1.regret.mean));
        let close = next.is_some_and(|(_, next)| next.regret.low <= stand.regret.high);
        let values = [
            ("plan", self.title(best).to_owned()),
            ("regret", self.regret(stand.regret.mean)),
            ("mean", two(stand.mean.mean)),
            ("targets", words.number(self.study.targets as f64, 0)),
            ("worst", two(stand.worst.mean)),
            ("satisfied", self.satisfied(stand.satisfied.mean)),
            ("enough", words.percent(self.study.level, 0)),
        ];
        let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
        let mut sentences = vec![words.with("robust-sentence", &values)];
        if let Some((plan, next)) = next {
            let regret = if next.regret.mean < 0.005 { "<0.01".to_owned() } else { two(next.regret.mean) };
            sentences.push(match close {
                _ if next.regret.mean <= 1e-9 => words.with("robust-as-good", &[("plan", self.title(plan))]),
                true => words.with("robust-close", &[("plan", self.title(plan)), ("regret", &regret)]),
                false => words.with("robust-next", &[("plan", self.title(plan)), ("regret", &regret)]),
            });
        }
        sentences.extend(self.price(best));
        sentences
    }

    /// What is said of a mean regret, also where it is none.
    fn regret(&self, mean: f64) -> String {
        let words = self.words;
        match mean {
            _ if mean <= 1e-9 => words.word("robust-regret-none"),
            _ if mean < 0.005 => words.word("robust-regret-hardly"),
            _ => words.with("robust-regret-some", &[("regret", &words.number(mean, 2))]),
        }
    }

    /// In how many cases a plan is good enough, also where it is all or none.
    fn satisfied(&self, share: f64) -> String {
        let words = self.words;
        match share {
            _ if share >= 1.0 - 1e-9 => words.word("robust-satisfied-always"),
            _ if share <= 1e-9 => words.word("robust-satisfied-never"),
            _ => words.with("robust-satisfied-some", &[("share", &words.part(share))]),
        }
    }

    /// What the plan with the least regret spends beside the one that spends least.
    fn price(&self, best: usize) -> Option<String> {
        let words = self.words;
        let spend = |plan: usize| self.study.spend.get(plan).copied().flatten();
        let own = spend(best)?.mean;
        let known = (0..self.study.spend.len()).filter_map(|plan| Some((plan, spend(plan)?.mean)));
        let (cheapest, least) = known.min_by(|a, b| a.1.total_cmp(&b.1))?;
        if cheapest == best {
            return Some(words.with("robust-cheapest", &[("plan", self.title(best)), ("spend", &words.amount(own))]));
        }
        let values = [
            ("plan", self.title(best).to_owned()),
            ("spend", words.amount(own)),
            ("more", words.amount(own - least)),
            ("cheapest", self.title(cheapest).to_owned()),
        ];
        Some(words.with("robust-price", &values.each_ref().map(|(name, value)| (*name, value.as_str()))))
    }

    fn tables(&self) -> Vec<Table> {
        let mut tables = Vec::new();
        for (place, judged) in self.study.judged.iter().enumerate() {
            let table = self.table(judged);
            tables.push(if place == 0 { table } else { table.detail() });
        }
        tables
    }

    fn table(&self, judged: &Judged) -> Table {
        let words = self.words;
        let write = |value: f64| if judged.measure.is_some() { words.share(value) } else { words.number(value, 2) };
        let caption = match &judged.measure {
            None => words.counted("robust-caption-all", self.study.targets as u64, &[]),
            Some(one) => words.with("robust-caption", &[("target", &names::measure(self.scenario, words, one))]),
        };
        let enough = write(judged.enough);
        let mut columns = vec![
            Column::text(words.word("robust-plan")),
            Column::number(words.word("mean")),
            Column::number(words.word("robust-worst")),
            Column::number(words.with("robust-satisfied", &[("enough", &enough)])),
            Column::number(words.word("robust-regret")),
            Column::number(words.word("robust-great")).detail(),
            Column::number(words.word("robust-best")),
        ];
        if judged.measure.is_none() {
            columns.push(Column::number(words.word("robust-spend")));
        }
        let mut table = Table::new(caption, columns);
        if judged.measure.is_none() {
            table = table.note(words.word("robust-note"));
        }
        let ends = |one: &Estimate| format!("{} … {}", write(one.low), write(one.high));
        for (plan, stand) in judged.plans.iter().enumerate() {
            let Stand { mean, worst, satisfied, regret, .. } = stand;
            let cell = |one: &Estimate| Cell::number(write(one.mean), one.mean).quiet(ends(one));
            let mut row = vec![
                Cell::text(self.title(plan)),
                cell(mean),
                cell(worst),
                Cell::number(words.share(satisfied.mean), satisfied.mean)
                    .quiet(words.percent_range(satisfied.low, satisfied.high, 0))
                    .bar(Bar::new(satisfied.mean, "plain")),
                cell(regret),
                Cell::number(write(stand.great_regret), stand.great_regret),
                Cell::number(words.percent(stand.best, 0), stand.best),
            ];
            if judged.measure.is_none() {
                let spend = self.study.spend.get(plan).copied().flatten();
                row.push(spend.map_or_else(Cell::absent, |spend| Cell::number(words.amount(spend.mean), spend.mean)));
            }
            table.row(row);
        }
        table
    }

    fn chart(&self, sentences: &[String]) -> Option<Chart> {
        let words = self.words;
        let judged = self.study.judged.first()?;
        let row = |(plan, stand): (usize, &Stand)| {
            let Estimate { mean, low, high } = stand.regret;
            ForestRow { label: self.title(plan).to_owned(), value: mean, low, high, detectable: low > 0.0 }
        };
        Some(Chart::Forest(ForestChart {
            heading: Heading {
                title: words.word("robust-chart"),
                subtitle: words.counted("robust-subtitle", self.study.draws, &[]),
                description: sentences.join(" "),
                footnote: words.word("robust-footnote"),
            },
            axis_label: words.word("robust-axis"),
            unit: words.word("robust-unit"),
            decimals: 2,
            signed: false,
            rows: judged.plans.iter().enumerate().map(row).take(ROWS).collect(),
            undetectable_label: words.word("robust-undetectable"),
            interval_label: words.word("interval-95"),
        }))
    }
}
