//! Payers, cost lines and funds.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::common::Words;
use super::maps::ByYear;
use crate::scenario::placed::Name;
use crate::scenario::quantity::Quantity;

/// Who pays.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PayerFile {
    /// What people call it.
    pub title: Words,
}

/// What money is spent on.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LineFile {
    /// What people call it.
    pub title: Words,
    /// Who pays it out.
    pub payer: Option<Name>,
}

/// How prices rise.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PriceFile {
    /// What people call it.
    pub title: Words,
    /// Sections of the plan, or another source.
    pub source: Option<String>,
    /// Growth from each fiscal year to the next (0.03 = 3 %): amounts are stated at the prices of the first.
    #[schemars(extend("measure" = "yearly-growth"))]
    pub growth: Option<Quantity>,
    /// Growth into single fiscal years, over `growth`.
    #[serde(default)]
    #[schemars(extend("measure" = "yearly-growth"))]
    pub growth_by_year: ByYear<Quantity>,
    /// Lines whose amounts rise with it.
    #[schemars(length(min = 1))]
    pub lines: Vec<Name>,
}

/// When a fund's money is bound.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Commit {
    /// When an offer is made: no offer without money for it.
    #[default]
    Offer,
    /// When the cost falls due: offers go out, and what cannot be paid waits.
    Due,
}

/// What becomes of money left at the end of a fiscal year.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum YearEnd {
    /// It lapses; only what is committed is kept for what it was committed to.
    #[default]
    Lapse,
    /// It is carried over.
    CarryOver,
}

/// What happens when a fund is empty.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Overrun {
    /// Nothing more opens; what is due waits for next year's appropriation.
    #[default]
    Wait,
    /// It is paid all the same, and the overrun reported.
    Pay,
}

/// An appropriation and its rules.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FundFile {
    /// What people call it.
    pub title: Words,
    /// Sections of the plan, or another source.
    pub source: Option<String>,
    /// Who appropriates.
    pub payer: Option<Name>,
    /// Yuan per fiscal year; left out with `unlimited`.
    #[schemars(extend("measure" = "yuan"))]
    pub appropriation: Option<Quantity>,
    /// Yuan in single fiscal years, over `appropriation`.
    #[serde(default)]
    #[schemars(extend("measure" = "yuan"))]
    pub appropriation_by_year: ByYear<Quantity>,
    /// Whether the fund never binds.
    #[serde(default)]
    pub unlimited: bool,
    /// Lines it pays, the most important first: the order in which what falls due in the same month is paid.
    #[schemars(length(min = 1))]
    pub pays: Vec<Name>,
    /// When money is bound.
    #[serde(default)]
    pub commit: Commit,
    /// What becomes of money left at the end of a fiscal year.
    #[serde(default)]
    pub year_end: YearEnd,
    /// What happens when it is empty.
    #[serde(default)]
    pub overrun: Overrun,
    /// A fund that steps in when this one is empty.
    pub backed_by: Option<Name>,
}
