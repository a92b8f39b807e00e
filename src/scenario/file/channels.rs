//! Channels: ways in, as funnels.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::common::{CostFile, FeeFile, Words};
use super::maps::{ByTier, ByYear, CalendarFile, ValuePlaces, ValueWeights, Weights};
use crate::scenario::placed::{Name, Placed};
use crate::scenario::quantity::Quantity;

/// How many candidates come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CandidatesLaw {
    /// Just the stated number, fractions carried from round to round.
    #[default]
    Fixed,
    /// Poisson around the stated number.
    Poisson,
}

/// How candidates fall into tiers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum MixLaw {
    /// Each candidate's tier by chance.
    #[default]
    Chance,
    /// By largest remainder, no chance.
    Exact,
}

/// What decides how many a channel wants.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Fills {
    /// The places stated per tier and year.
    #[default]
    Places,
    /// Vacant posts.
    Vacancies,
    /// Whatever brings the total of all tiers to `total`.
    Total,
    /// Every candidate who qualifies.
    Everyone,
}

/// A way in, as a funnel.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChannelFile {
    /// What people call it.
    pub title: Words,
    /// Sections of the plan, or another source.
    pub source: Option<String>,
    /// Whether arrivals count as imported talent. Ordinary hiring does not.
    #[serde(default)]
    pub import: bool,
    /// Whether the engagement is flexible (柔性): used without being owned.
    #[serde(default)]
    pub flexible: bool,
    /// Months in which a round is held, with weights.
    #[serde(default)]
    #[schemars(extend("measure" = "weight"))]
    pub calendar: CalendarFile,
    /// Candidates per year.
    #[schemars(extend("measure" = "candidates"))]
    pub candidates: Quantity,
    /// Candidates in single fiscal years, over `candidates`.
    #[serde(default)]
    #[schemars(extend("measure" = "candidates"))]
    pub candidates_by_year: ByYear<Quantity>,
    /// How much years differ: standard deviation, over fiscal years, of the logarithm of the candidates. Chance, not ignorance;
    /// what is stated is the middle year.
    #[schemars(extend("measure" = "log-deviation"))]
    pub candidates_yearly_sd: Option<Quantity>,
    /// How many candidates come.
    #[serde(default)]
    pub candidates_law: CandidatesLaw,
    /// Fractions of candidates that are left of rounds before the start, by tier (`candidates_law = "fixed"`).
    #[serde(default)]
    #[schemars(extend("measure" = "share"))]
    pub candidates_left: Placed<IndexMap<String, f64>>,
    /// Further candidates from a programme's units, such as interns.
    pub candidates_from: Option<CandidatesFromFile>,
    /// What candidates pass one after the other before they are asked whether they qualify, in this order.
    #[serde(default)]
    pub stage: IndexMap<String, Placed<StageFile>>,
    /// Probability that a candidate qualifies; where there are stages, of one who passed them all.
    #[schemars(extend("measure" = "share"))]
    pub qualified: Option<Quantity>,
    /// The same in single fiscal years.
    #[serde(default)]
    #[schemars(extend("measure" = "share"))]
    pub qualified_by_year: ByYear<Quantity>,
    /// How much years differ: standard deviation, over fiscal years, of the log-odds of qualifying.
    #[schemars(extend("measure" = "log-deviation"))]
    pub qualified_yearly_sd: Option<Quantity>,
    /// Weights of the tiers among candidates.
    #[schemars(extend("minProperties" = 1, "measure" = "weight"))]
    pub mix: Weights,
    /// How candidates fall into tiers.
    #[serde(default)]
    pub mix_law: MixLaw,
    /// By attribute, weights of the values that arrivals have: each by chance.
    #[serde(default)]
    #[schemars(extend("measure" = "weight"))]
    pub attributes: ValueWeights,
    /// What decides how many are wanted.
    #[serde(default)]
    pub fills: Fills,
    /// Hires wanted per fiscal year, by tier.
    #[serde(default)]
    #[schemars(extend("measure" = "places"))]
    pub places: ByTier,
    /// Hires wanted in single fiscal years: year, then tier.
    #[serde(default)]
    #[schemars(extend("measure" = "places"))]
    pub places_by_year: ByYear<ByTier>,
    /// By attribute and value, most hires per fiscal year who have the value; values without a number have no limit of their
    /// own.
    #[serde(default)]
    #[schemars(extend("measure" = "places"))]
    pub places_of: ValuePlaces,
    /// The same in single fiscal years: year, then attribute and value.
    #[serde(default)]
    #[schemars(extend("measure" = "places"))]
    pub places_of_by_year: ByYear<ValuePlaces>,
    /// The number of people to which the channel fills (with `fills = "total"`), those on their way included.
    #[schemars(extend("measure" = "people"))]
    pub total: Option<Quantity>,
    /// The same in single fiscal years.
    #[serde(default)]
    #[schemars(extend("measure" = "people"))]
    pub total_by_year: ByYear<Quantity>,
    /// Tiers that the total counts; left out, all.
    #[serde(default)]
    pub total_of: Vec<Name>,
    /// Tiers in proportion to which it is: the total is then so many people for each person in them.
    #[serde(default)]
    pub total_per: Vec<Name>,
    /// Growth of that total per year of the run: it first grows in the thirteenth month.
    #[schemars(extend("measure" = "yearly-growth"))]
    pub total_growth: Option<Quantity>,
    /// Probability that an offer is accepted, by tier; left out, certain.
    #[serde(default)]
    #[schemars(extend("measure" = "share"))]
    pub acceptance: ByTier,
    /// The same in single fiscal years: year, then tier.
    #[serde(default)]
    #[schemars(extend("measure" = "share"))]
    pub acceptance_by_year: ByYear<ByTier>,
    /// How much years differ: standard deviation, over fiscal years, of the log-odds of accepting.
    #[schemars(extend("measure" = "log-deviation"))]
    pub acceptance_yearly_sd: Option<Quantity>,
    /// Months from acceptance to arrival.
    #[serde(default)]
    #[schemars(extend("measure" = "months"))]
    pub lag: Placed<u32>,
    /// Ages of arrivals: `[youngest, oldest]`, spread evenly. Older candidates are not considered.
    pub age: Option<Placed<[Placed<u32>; 2]>>,
    /// Share of women among arrivals.
    #[schemars(extend("measure" = "share"))]
    pub female: Option<Quantity>,
    /// Whether a hire needs a vacant post.
    #[serde(default)]
    pub post: bool,
    /// Kinds of school that receive arrivals; left out, all.
    #[serde(default)]
    pub kinds: Vec<Name>,
    /// Phases whose schools receive arrivals; left out, all that have posts.
    #[serde(default)]
    pub phases: Vec<Name>,
    /// Months of the contract; left out, permanent.
    #[schemars(extend("measure" = "months-from-one"))]
    pub contract: Option<Placed<u32>>,
    /// Probability that a contract is renewed when it ends.
    #[schemars(extend("measure" = "share"))]
    pub renewal: Option<Quantity>,
    /// The same of contracts that end in single fiscal years.
    #[serde(default)]
    #[schemars(extend("measure" = "share"))]
    pub renewal_by_year: ByYear<Quantity>,
    /// Award paid once to each who accepts and arrives; an offer that is declined costs nothing.
    pub award: Option<Placed<AwardFile>>,
    /// Fee for every twelve months of engagement, due on arrival and each year after.
    pub fee: Option<Placed<FeeFile>>,
    /// Cost of holding one round.
    pub round_cost: Option<Placed<CostFile>>,
    /// Cost of every offer, whether or not it is accepted.
    pub offer_cost: Option<Placed<CostFile>>,
}

/// A stage that candidates pass before anything is offered: a look at papers, an examination, a trial lesson.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StageFile {
    /// What people call it.
    pub title: Words,
    /// Probability that a candidate who came so far passes it. Left out where every fiscal year has its own.
    #[schemars(extend("measure" = "share"))]
    pub passes: Option<Quantity>,
    /// The same in single fiscal years.
    #[serde(default)]
    #[schemars(extend("measure" = "share"))]
    pub passes_by_year: ByYear<Quantity>,
}

/// Candidates that a programme's units bring.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CandidatesFromFile {
    /// The programme.
    pub programme: Name,
    /// Candidates per unit delivered since the last round.
    #[schemars(extend("measure" = "for-each"))]
    pub per_unit: Quantity,
}

/// An award to imports (引进奖励).
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AwardFile {
    /// The line it falls on.
    pub line: Name,
    /// Yuan by tier.
    #[serde(default)]
    #[schemars(extend("minProperties" = 1, "measure" = "yuan-to-one-person"))]
    pub amount: ByTier,
    /// Yuan in single fiscal years: year, then tier. The year is that of the offer.
    #[serde(default)]
    #[schemars(extend("measure" = "yuan-to-one-person"))]
    pub amount_by_year: ByYear<ByTier>,
    /// The award at which `acceptance` holds, by tier: needed beside `response`, for every tier with both an amount and an
    /// acceptance.
    #[serde(default)]
    #[schemars(extend("measure" = "reference-yuan-to-one-person"))]
    pub reference: ByTier,
    /// Log-odds of acceptance per unit of ln(award / reference award); left out, the size of the award changes nothing.
    #[schemars(extend("measure" = "log-odds"))]
    pub response: Option<Quantity>,
    /// Shares in which it is paid, a year apart, to those who are still there; they add up to 1. Left out, at once.
    #[serde(default)]
    pub instalments: Placed<Vec<f64>>,
    /// Months from arrival to recognition (认定), when the award falls due.
    #[serde(default)]
    #[schemars(extend("measure" = "months"))]
    pub months_to_recognition: Placed<u32>,
    /// Months of service that the award binds to.
    #[serde(default)]
    #[schemars(extend("measure" = "months"))]
    pub service_months: Placed<u32>,
    /// Share of the award, for the part of the service not rendered, that a leaver repays.
    #[schemars(extend("measure" = "share"))]
    pub clawback: Option<Quantity>,
}
