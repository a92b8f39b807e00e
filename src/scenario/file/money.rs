//! Payers, cost lines and funds.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::common::{WhoFile, Words, yes};
use super::maps::{ByYear, CalendarFile};
use crate::scenario::placed::{Name, Placed};
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
    /// What it is called in the budget's classification.
    pub codes: Option<Placed<CodesFile>>,
}

/// Codes of the budget's classification. They are shown wherever the line is told to the finance officer.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CodesFile {
    /// Code of the function of expenditure (功能科目): 3, 5 or 7 digits.
    pub function: Option<Name>,
    /// Code of the economic category of expenditure (经济科目): 3 or 5 digits.
    pub economic: Option<Name>,
}

/// A cost that is nobody's reward: a ceremony, a platform, a yearly contract. It falls due in its months whatever else
/// happens.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ExpenseFile {
    /// What people call it.
    pub title: Words,
    /// Sections of the plan, or another source.
    pub source: Option<String>,
    /// The line it falls on.
    pub line: Name,
    /// Yuan each; rounded to whole yuan when drawn. Left out where every fiscal year has its own.
    #[schemars(extend("measure" = "yuan"))]
    pub amount: Option<Quantity>,
    /// Yuan each in single fiscal years, over `amount`: those in which it falls due.
    #[serde(default)]
    #[schemars(extend("measure" = "yuan"))]
    pub amount_by_year: ByYear<Quantity>,
    /// How many fall due per fiscal year; with neither this nor `units_by_year`, one.
    #[schemars(extend("measure" = "units"))]
    pub units: Option<Quantity>,
    /// How many fall due in single fiscal years, over `units`.
    #[serde(default)]
    #[schemars(extend("measure" = "units"))]
    pub units_by_year: ByYear<Quantity>,
    /// Months in which they fall due, with weights.
    #[serde(default)]
    #[schemars(extend("measure" = "weight"))]
    pub calendar: CalendarFile,
    /// First month in which it may fall due.
    #[schemars(extend("format" = "month"))]
    pub from: Option<Name>,
    /// Last month in which it may fall due.
    #[schemars(extend("format" = "month"))]
    pub until: Option<Name>,
}

/// How often an allowance is paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Every {
    /// Every month.
    Month,
    /// Once in a year.
    Year,
}

/// What is paid again and again to everyone who holds a tier, a title or a mark: an allowance, or a salary.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AllowanceFile {
    /// What people call it.
    pub title: Words,
    /// Sections of the plan, or another source.
    pub source: Option<String>,
    /// The line it falls on.
    pub line: Name,
    /// Yuan to each each time; rounded to whole yuan when drawn. Left out where every fiscal year has its own.
    #[schemars(extend("measure" = "yuan-to-one-person"))]
    pub amount: Option<Quantity>,
    /// Yuan to each in single fiscal years, over `amount`: those in which it falls due.
    #[serde(default)]
    #[schemars(extend("measure" = "yuan-to-one-person"))]
    pub amount_by_year: ByYear<Quantity>,
    /// How often it is paid.
    pub every: Every,
    /// Month of the year in which a yearly one falls due; left out, the last month of the fiscal year.
    #[schemars(range(min = 1, max = 12))]
    pub month: Option<Placed<u32>>,
    /// Tiers that are entitled; left out, all.
    #[serde(default)]
    pub tiers: Vec<Name>,
    /// Who in them is entitled, marks of programmes among the conditions.
    #[serde(default)]
    pub who: Placed<WhoFile>,
    /// Whether flexible engagements are entitled.
    #[serde(default = "yes")]
    pub flexible: bool,
    /// Months in the present tier after which the entitlement begins.
    #[serde(default)]
    #[schemars(extend("measure" = "months"))]
    pub after_months: Placed<u32>,
    /// Years after which it ends although the tier is still held; left out, it ends with the tier.
    #[schemars(extend("measure" = "years"))]
    pub years: Option<Placed<u32>>,
}

/// For what an income is paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Per {
    /// For each student.
    Student,
    /// For each person in post.
    Person,
}

/// Money that comes into a fund beside its appropriation: fees, a grant that depends on heads.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct IncomeFile {
    /// What people call it.
    pub title: Words,
    /// Sections of the plan, or another source.
    pub source: Option<String>,
    /// The fund that it comes into.
    pub fund: Name,
    /// Yuan per fiscal year, for each head where `per` is stated.
    #[schemars(extend("measure" = "yuan"))]
    pub amount: Option<Quantity>,
    /// Yuan in single fiscal years, over `amount`.
    #[serde(default)]
    #[schemars(extend("measure" = "yuan"))]
    pub amount_by_year: ByYear<Quantity>,
    /// For what it is paid; left out, it is a fixed amount.
    pub per: Option<Per>,
    /// Phases whose students count; left out, all.
    #[serde(default)]
    pub phases: Vec<Name>,
    /// Tiers whose people count; left out, all.
    #[serde(default)]
    pub tiers: Vec<Name>,
    /// Whether flexible engagements count.
    #[serde(default = "yes")]
    pub flexible: bool,
    /// Months in which it comes in, with weights: heads are counted as these open.
    #[serde(default)]
    #[schemars(extend("measure" = "weight"))]
    pub calendar: CalendarFile,
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
    /// Its level in the first fiscal year, where amounts are stated at earlier prices: 1.06 after a rise of 6 %. Left out, 1.
    #[schemars(extend("measure" = "multiplier"))]
    pub index: Option<Placed<f64>>,
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
    /// Yuan in it when the plan starts, carried over from the year before: what is reserved is a part of it.
    #[schemars(extend("measure" = "yuan"))]
    pub carried_in: Option<Placed<f64>>,
}

/// What fell due before the start and is still unpaid (欠付). Entries on one line are paid in their order, before what falls due.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ArrearsFile {
    /// Sections of the plan, or another source.
    pub source: Option<String>,
    /// The line it falls on.
    pub line: Name,
    /// Yuan, of each unit.
    #[schemars(extend("measure" = "yuan"))]
    pub amount: Placed<f64>,
    /// Units, of which as many are paid as there is money for; left out, one.
    #[schemars(extend("measure" = "units"))]
    pub units: Option<Placed<f64>>,
    /// Of an award, the id on the roster of the one who waits for it: it lapses if she leaves.
    pub to: Option<Name>,
}
