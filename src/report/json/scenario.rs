//! The objects of a checked scenario and of a file brought up to date.

use serde::Serialize;

use crate::model::{Lumping, Obstacle};
use crate::scenario::{self, Basis, FORMAT, Inherited, MoneyBounds, Parameter, Scenario, Upgraded};
use crate::words::{Diagnostics, Language, Severity, Text};

use super::problems::{Problem, problems};

/// What `check` says.
#[derive(Clone, Debug, Serialize)]
pub struct Check {
    /// Id of the scenario.
    pub scenario: String,
    /// Digest of the resolved scenario and every table it names.
    pub digest: String,
    /// First month.
    pub start: String,
    /// Last month.
    pub end: String,
    /// Every number of the scenario.
    pub parameters: Vec<Number>,
    /// Floors and ceilings of a split of money, which `tidui allocate` alone reads.
    pub bounds: Vec<Bound>,
    /// Yearly figures that stay as a base has them although the number is stated anew.
    pub inherited: Vec<YearsKept>,
    /// What is said of each tier, lowest first.
    pub lumping: Vec<TierLumping>,
    /// Warnings about the scenario.
    pub warnings: Vec<Problem>,
}

/// Whether a tier is counted and not simulated person by person.
#[derive(Clone, Debug, Serialize)]
pub struct TierLumping {
    /// Id of the tier.
    pub tier: String,
    /// Whether it is.
    pub lumped: bool,
    /// What tells its people apart: none of one that is.
    pub obstacles: Vec<Obstacle>,
}

/// Years of a number that stay as a base has them.
#[derive(Clone, Debug, Serialize)]
pub struct YearsKept {
    /// Path of the number.
    pub path: String,
    /// The file that states something of it last; `--set` for a setting.
    pub stated: String,
    /// Whether it states the plain figure, which does not hold in these years.
    pub plain: bool,
    /// The years, each with the file that states it.
    pub years: Vec<YearKept>,
}

/// One of these years.
#[derive(Clone, Debug, Serialize)]
pub struct YearKept {
    /// The fiscal year.
    pub year: String,
    /// The file that states it.
    pub file: String,
}

/// What `upgrade` says.
#[derive(Clone, Debug, Serialize)]
pub struct Upgrade {
    /// The file.
    pub file: String,
    /// The format that it says.
    pub from: u32,
    /// The present format.
    pub to: u32,
    /// What was written anew, and why.
    pub changes: Vec<Rewritten>,
    /// What is read otherwise than programs of its format read it.
    pub mended: Vec<Rewritten>,
    /// Its text in the present format.
    pub text: String,
    /// Whether the file was written.
    pub written: bool,
    /// Files that it is laid over, and that are to be brought up to date as well.
    pub others: Vec<String>,
}

/// One place that was written anew.
#[derive(Clone, Debug, Serialize)]
pub struct Rewritten {
    /// Its dotted path.
    pub path: String,
    /// What a later format made different there.
    pub why: String,
}

/// A floor, a ceiling, or both.
#[derive(Clone, Debug, Serialize)]
pub struct Bound {
    /// What it is about, as levers are named.
    pub lever: String,
    /// The floor.
    pub least: Option<Yuan>,
    /// The ceiling.
    pub most: Option<Yuan>,
}

/// A known amount of money.
#[derive(Clone, Debug, Serialize)]
pub struct Yuan {
    /// Whole yuan.
    pub yuan: i64,
    /// `plan`, `published` or `assumption`.
    pub basis: Option<&'static str>,
    /// Its source.
    pub source: Option<String>,
    /// A note.
    pub note: Option<String>,
}

/// A number of a scenario.
#[derive(Clone, Debug, Serialize)]
pub struct Number {
    /// Its path.
    pub path: String,
    /// Whether it is a range.
    pub uncertain: bool,
    /// 5 % quantile.
    pub p5: f64,
    /// Median.
    pub p50: f64,
    /// 95 % quantile.
    pub p95: f64,
    /// `plan`, `published` or `assumption`.
    pub basis: Option<&'static str>,
    /// Its source.
    pub source: Option<String>,
    /// A note.
    pub note: Option<String>,
}

/// The object of a checked scenario.
#[must_use]
pub fn check(
    scenario: &Scenario,
    inherited: &[Inherited],
    lumping: &Lumping,
    warnings: &Diagnostics,
    language: Language,
) -> Check {
    let tiers = scenario.tiers.iter().zip(&lumping.obstacles);
    Check {
        scenario: scenario.id.clone(),
        digest: scenario.digest.clone(),
        start: scenario.start.to_string(),
        end: scenario.end.to_string(),
        parameters: scenario.parameters.iter().map(number).collect(),
        bounds: scenario.allocate.iter().map(bound).collect(),
        inherited: inherited.iter().map(years_kept).collect(),
        lumping: tiers
            .map(|(tier, obstacles)| TierLumping {
                tier: tier.named.id.clone(),
                lumped: obstacles.is_empty(),
                obstacles: obstacles.clone(),
            })
            .collect(),
        warnings: problems(warnings, Severity::Warning, language),
    }
}

/// The object of a file brought up to date.
#[must_use]
pub fn upgrade(file: &str, upgraded: &Upgraded, written: bool, language: Language) -> Upgrade {
    let rewritten = |(path, why): &(String, Text)| Rewritten { path: path.clone(), why: why.get(language).to_owned() };
    Upgrade {
        file: file.to_owned(),
        from: upgraded.from,
        to: FORMAT,
        changes: upgraded.changes.iter().map(rewritten).collect(),
        mended: upgraded.mended.iter().map(rewritten).collect(),
        text: upgraded.after.clone(),
        written,
        others: upgraded.others.clone(),
    }
}

fn years_kept(one: &Inherited) -> YearsKept {
    let year = |(year, file): &(String, String)| YearKept { year: year.clone(), file: file.clone() };
    let years = one.years.iter().map(year).collect();
    YearsKept { path: one.path.clone(), stated: one.stated.clone(), plain: one.plain, years }
}

fn bound(bounds: &MoneyBounds) -> Bound {
    let yuan = |amount: &scenario::Amount| Yuan {
        yuan: amount.yuan,
        basis: amount.basis.map(Basis::code),
        source: amount.source.clone(),
        note: amount.note.clone(),
    };
    Bound { lever: bounds.name.clone(), least: bounds.least.as_ref().map(yuan), most: bounds.most.as_ref().map(yuan) }
}

fn number(parameter: &Parameter) -> Number {
    Number {
        path: parameter.path.clone(),
        uncertain: !parameter.is_known(),
        p5: parameter.quantile(0.05),
        p50: parameter.quantile(0.5),
        p95: parameter.quantile(0.95),
        basis: parameter.basis.map(Basis::code),
        source: parameter.source.clone(),
        note: parameter.note.clone(),
    }
}
