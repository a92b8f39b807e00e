//! A design point, one scenario as a study runs it, and what came of it.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::model::{Limit, Model};
use crate::random::{Design, Nesting};
use crate::scenario::{Scenario, Target, TooLarge, too_large};
use crate::simulate::{Collector, Group, Record};
use crate::summary::share_out;
use crate::words::Text;

use super::block::Block;
use super::measure::{Layout, Measure, Recipe, Series, Valued};
use crate::study::error::StudyError;
use crate::study::lever::{Change, Lever};

/// A scenario, compiled, with the key of all that the engine can see of it. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Point {
    inner: Arc<Inner>,
    design: Option<Arc<dyn Design>>,
}

#[derive(Debug)]
struct Inner {
    label: String,
    model: Model,
    key: String,
    layout: Layout,
    measures: Vec<(Measure, Recipe, i64)>,
}

impl Point {
    /// The design point of a scenario as it is; `label` is what tables call it.
    #[must_use]
    pub fn new(label: &str, scenario: &Scenario) -> Self {
        let model = Model::compile(scenario);
        let layout = Layout::new(&model);
        let measures = layout.measures(&model);
        let inner = Inner { label: label.to_owned(), key: content_key(scenario), layout, measures, model };
        Self { inner: Arc::new(inner), design: None }
    }

    /// The same point with parameters as `design` lays them out, in place of the laboratory's design.
    #[must_use]
    pub fn laid_out(&self, design: Arc<dyn Design>) -> Self {
        Self { inner: Arc::clone(&self.inner), design: Some(design) }
    }

    /// How its parameters are laid out, where it is not as the laboratory lays them out.
    pub(super) const fn design(&self) -> Option<&Arc<dyn Design>> {
        self.design.as_ref()
    }

    /// The design point of a scenario with levers changed.
    ///
    /// # Errors
    /// What a lever refuses, and what would be too large to simulate or count.
    pub fn with(label: &str, scenario: &Scenario, changes: &[(&Lever, Change)]) -> Result<Self, StudyError> {
        let mut own = scenario.clone();
        for (lever, change) in changes {
            lever.apply(&mut own, *change)?;
        }
        Self::within_limits(label, &own)
    }

    /// The design point of a scenario that a study has made by other means.
    ///
    /// # Errors
    /// If it is larger than can be simulated or counted: a study is held to the limits that a file is.
    pub fn within_limits(label: &str, scenario: &Scenario) -> Result<Self, StudyError> {
        match too_large(scenario).into_iter().next() {
            Some(TooLarge { what, because, .. }) => Err(StudyError::TooLarge { what, because }),
            None => Ok(Self::new(label, scenario)),
        }
    }

    /// What tables call it.
    #[must_use]
    pub fn label(&self) -> &str {
        &self.inner.label
    }

    /// The scenario that is run.
    #[must_use]
    pub fn scenario(&self) -> &Scenario {
        self.inner.model.scenario()
    }

    /// The compiled model.
    #[must_use]
    pub fn model(&self) -> &Model {
        &self.inner.model
    }

    /// SHA-256, in hexadecimal, of all of the scenario that the engine can see: two scenarios with the same key give the
    /// same replicates, whatever they are called and wherever their numbers come from.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.inner.key
    }

    /// Everything that can be asked of its replicates, in a fixed order.
    pub fn measures(&self) -> impl Iterator<Item = &Measure> {
        self.inner.measures.iter().map(|(measure, _, _)| measure)
    }

    /// What of that says the same of every plan, so that plans can be compared by it.
    pub fn comparable(&self) -> impl Iterator<Item = &Measure> {
        self.measures().filter(|one| one.is_comparable())
    }

    /// The measures of the chosen targets' main readings being met, in file order.
    #[must_use]
    pub fn met_measures(&self) -> Vec<Measure> {
        self.measures().filter(|measure| measure.met_target().is_some()).cloned().collect()
    }

    /// The measures of targets by id; if none is named, of all of them and of all together.
    ///
    /// # Errors
    /// If a target does not exist.
    pub(crate) fn measures_of(&self, targets: &[String]) -> Result<Vec<Measure>, StudyError> {
        let mut all = self.met_measures();
        let unknown = |name: &str| StudyError::Target { name: name.to_owned() };
        if targets.is_empty() {
            all.extend(self.measures().find(|measure| **measure == Measure::Joint).cloned());
            return if all.is_empty() { Err(unknown("all")) } else { Ok(all) };
        }
        targets.iter().map(|name| self.goal(name).ok_or_else(|| unknown(name))).collect()
    }

    /// The targets that measures are about, by id: of a group, and of all together, those that belong to it.
    pub(crate) fn targets_of(&self, measures: &[Measure]) -> BTreeSet<&str> {
        let scenario = self.scenario();
        let is_about = |target: &Target| {
            let id = target.named.id.as_str();
            measures.iter().any(|one| match one {
                Measure::Joint => target.joint,
                Measure::Group { joint } => scenario.is_joined(target, joint),
                _ => one.target() == Some(id),
            })
        };
        scenario.targets.iter().filter(|one| is_about(one)).map(|one| one.named.id.as_str()).collect()
    }

    /// Whether what a name means is met: a target, or targets that are asked about together.
    pub(crate) fn goal(&self, name: &str) -> Option<Measure> {
        let both = [Measure::met(name), Measure::Group { joint: name.to_owned() }];
        both.into_iter().find(|one| self.measures().any(|own| own == one))
    }

    pub(super) fn layout(&self) -> &Layout {
        &self.inner.layout
    }

    fn recipe(&self, measure: &Measure) -> Option<(&Recipe, i64)> {
        let found = self.inner.measures.iter().find(|(one, _, _)| one == measure)?;
        Some((&found.1, found.2))
    }
}

/// A scenario without names for people, sources, or how much to run: what the engine sees of it.
pub(super) fn seen(scenario: &Scenario) -> Scenario {
    let mut bare = scenario.clone();
    (bare.id, bare.title, bare.description) = (String::new(), Text::default(), None);
    (bare.replicates, bare.seed, bare.nesting) = (0, 0, Nesting::ONCE);
    bare.kept_months = Vec::new();
    (bare.digest, bare.sources, bare.allocate) = (String::new(), Arc::default(), Vec::new());
    for parameter in &mut bare.parameters {
        (parameter.basis, parameter.source, parameter.note) = (None, None, None);
    }
    bare
}

/// SHA-256 of what the engine sees of a scenario.
fn content_key(scenario: &Scenario) -> String {
    // The debug form shows every field, and every number with all its digits.
    let digest = Sha256::digest(format!("{:?}", seen(scenario)).as_bytes());
    digest.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Packs of records what studies ask for: whole numbers, a row for each replicate.
pub(super) struct Packer<'run> {
    layout: &'run Layout,
    cells: Vec<i128>,
    pub(super) numbers: Vec<i64>,
}

impl<'run> Packer<'run> {
    pub(super) fn new(layout: &'run Layout, model: &Model) -> Self {
        Self { layout, cells: vec![0; model.timeline().fiscal_years.len() * Limit::ALL.len()], numbers: Vec::new() }
    }

    fn row(&mut self, model: &Model, record: &Record) {
        let layout = self.layout;
        for reading in model.readings() {
            self.numbers.push(record.metric(model, reading.metric, reading.at));
        }
        self.numbers.extend(model.readings().iter().map(|reading| record.worst(reading).1.by));
        for metric in layout.stock_metrics.iter().chain(&layout.additions_metrics) {
            for month in &layout.closes {
                self.numbers.push(record.metric(model, *metric, *month));
            }
        }
        for line in &record.lines {
            self.numbers.extend([line.spend, line.gap]);
        }
        for (position, serving) in layout.mains.iter().zip(&layout.serving) {
            self.cells.fill(0);
            share_out(model, *position, serving, record, &mut self.cells);
            for limit in 0..Limit::ALL.len() {
                let micro: i128 = self.cells.iter().skip(limit).step_by(Limit::ALL.len()).sum();
                self.numbers.push(i64::try_from(micro).unwrap_or(i64::MAX));
            }
        }
        for (reading, months) in model.readings().iter().zip(&layout.earlier) {
            self.numbers.extend(months.iter().map(|month| record.metric(model, reading.metric, *month)));
        }
    }
}

impl Collector for Packer<'_> {
    fn push(&mut self, model: &Model, group: &Group<'_>) {
        for record in group.records {
            self.row(model, record);
        }
    }

    fn merge(&mut self, other: Self) {
        self.numbers.extend(other.numbers);
    }
}

/// What held a target back at a design point: the share of its expected shortfall that a limit explains.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Binding {
    /// The target's id.
    pub target: String,
    /// The limit.
    pub limit: Limit,
    /// Share of the target's expected shortfall, 0 to 1.
    pub share: f64,
    /// Expected shortfall that it explains, in heads (or schools).
    pub heads: f64,
}

/// What came of a design point: every measure in every replicate that was run.
#[derive(Clone, Debug)]
pub struct Outcomes {
    pub(super) point: Point,
    pub(super) nesting: Nesting,
    /// For each draw: the block that holds it, and its position there.
    pub(super) places: Vec<(Arc<Block>, usize)>,
}

impl Outcomes {
    /// The design point.
    #[must_use]
    pub const fn point(&self) -> &Point {
        &self.point
    }

    /// Replicates.
    #[must_use]
    pub fn replicates(&self) -> u64 {
        self.places.iter().map(|(block, position)| block.size(*position) as u64).sum()
    }

    /// Draws of the parameters that they belong to.
    pub(crate) fn draws(&self) -> u64 {
        self.places.len() as u64
    }

    /// Joins what came of the draws after these.
    pub(crate) fn extend(&mut self, more: Self) {
        self.places.extend(more.places);
    }

    /// What came of the first of the draws.
    pub(crate) fn first(&self, draws: u64) -> Self {
        let places = self.places.iter().take(draws as usize).cloned().collect();
        Self { point: self.point.clone(), nesting: self.nesting, places }
    }

    fn column(&self, mut each: impl FnMut(&Block, usize, usize) -> i64) -> Vec<i64> {
        let mut values = Vec::with_capacity(self.places.len() * 2);
        for (block, position) in &self.places {
            values.extend((0..block.size(*position)).map(|within| each(block, *position, within)));
        }
        values
    }

    /// A measure in every replicate; none if the scenario has no such thing, or no draw gives it a value.
    #[must_use]
    pub fn series(&self, measure: &Measure) -> Option<Series> {
        self.recorded(measure).filter(|series| !series.is_void())
    }

    /// What the targets behind chosen measures count, where it has not always a value.
    pub(crate) fn valued(&self, chosen: &[Measure]) -> Vec<Valued> {
        let of = |target: &str| {
            let measure = Measure::value(target);
            let defined = self.recorded(&measure)?.defined();
            (defined < 1.0).then_some(Valued { measure, defined })
        };
        let targets = self.point.targets_of(chosen);
        let ids = self.point.scenario().targets.iter().map(|target| target.named.id.as_str());
        ids.filter(|id| targets.contains(id)).filter_map(of).collect()
    }

    /// A measure in every replicate, whether it has a value or not.
    fn recorded(&self, measure: &Measure) -> Option<Series> {
        let (recipe, scale) = self.point.recipe(measure)?;
        let values = match recipe {
            Recipe::Plain(column) => self.column(|block, at, within| block.at(*column, at, within)),
            Recipe::Within(list) => self.column(|block, at, within| {
                i64::from(list.iter().all(|(column, judged)| judged.met_by(block.at(*column, at, within))))
            }),
            Recipe::Sum(columns) => {
                self.column(|block, at, within| columns.iter().map(|column| block.at(*column, at, within)).sum::<i64>())
            }
        };
        Some(Series { values, scale, nesting: self.nesting, events: measure.is_event().then_some(1) })
    }

    /// The series of several measures; those that the scenario lacks are left out.
    pub(crate) fn series_of(&self, measures: &[Measure]) -> Vec<Series> {
        measures.iter().filter_map(|measure| self.series(measure)).collect()
    }

    /// How many of the chosen targets are met; all together is no target.
    pub(crate) fn met(&self, measures: &[Measure]) -> Series {
        let own: Vec<Measure> = measures.iter().filter(|one| **one != Measure::Joint).cloned().collect();
        self.series_of(&own).iter().sum()
    }

    /// What held each main reading back, where it fell short: greatest share first.
    #[must_use]
    pub fn binding(&self) -> Vec<Binding> {
        let layout = self.point.layout();
        let replicates = self.replicates().max(1) as f64;
        let mut list = Vec::new();
        for (main, position) in layout.mains.iter().enumerate() {
            let model = self.point.model();
            let Some(target) = model
                .readings()
                .get(*position)
                .and_then(|reading| self.point.scenario().targets.get(reading.target.index()))
            else {
                continue;
            };
            let sum = |limit: usize| -> i128 {
                let column = layout.limits_from() + main * Limit::ALL.len() + limit;
                self.column(|block, at, within| block.at(column, at, within)).into_iter().map(i128::from).sum()
            };
            let sums: Vec<i128> = (0..Limit::ALL.len()).map(sum).collect();
            let total: i128 = sums.iter().sum();
            let mut own: Vec<Binding> = Limit::ALL
                .into_iter()
                .zip(&sums)
                .filter(|(_, sum)| **sum > 0)
                .map(|(limit, sum)| Binding {
                    target: target.named.id.clone(),
                    limit,
                    share: *sum as f64 / total as f64,
                    heads: *sum as f64 / crate::summary::MICRO as f64 / replicates,
                })
                .collect();
            own.sort_by(|a, b| b.share.total_cmp(&a.share));
            list.extend(own);
        }
        list
    }

    /// The same of the target that a measure is about; of all where it is about none.
    pub(crate) fn binding_of(&self, measure: &Measure) -> Vec<Binding> {
        let mut list = self.binding();
        if let Measure::Met { target, .. } | Measure::Value { target, .. } = measure {
            list.retain(|one| one.target == *target);
        }
        list
    }
}
