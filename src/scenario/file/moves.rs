//! Moves: changes for people already in.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::common::{CostFile, RankKind, WhoFile, Words};
use super::maps::{ByAge, ByYear, CalendarFile, SetValues, ValuePlaces};
use super::retirement::RetirementAgeFile;
use crate::scenario::placed::{Name, Placed};
use crate::scenario::quantity::Quantity;

/// What a move does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum MoveKind {
    /// Out of the system: resignation, transfer out.
    Leave,
    /// Out at an age.
    Retire,
    /// To another tier: promotion, recognition, demotion, lapse at review.
    Change,
}

/// A change for people already in.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MoveFile {
    /// What people call it.
    pub title: Words,
    /// Sections of the plan, or another source.
    pub source: Option<String>,
    /// What it does.
    pub kind: MoveKind,
    /// Tiers it applies to.
    #[schemars(length(min = 1))]
    pub from: Vec<Name>,
    /// The tier that people change to. Left out where only a value of an attribute changes.
    pub to: Option<Name>,
    /// Values of attributes that people change to (kind `change`), such as a professional title. Whoever would change nothing
    /// does not qualify.
    #[serde(default)]
    pub sets: SetValues,
    /// Probability per year. With `places` or `total`, the probability of passing, before places are given.
    #[schemars(extend("measure" = "yearly-share"))]
    pub rate: Option<Quantity>,
    /// Probability per year by age: each key is the first year of age to which its rate applies.
    #[serde(default)]
    #[schemars(extend("measure" = "yearly-share"))]
    pub rate_by_age: ByAge,
    /// Probability in single fiscal years, whatever the age.
    #[serde(default)]
    #[schemars(extend("measure" = "yearly-share"))]
    pub rate_by_year: ByYear<Quantity>,
    /// How much years differ: standard deviation, over fiscal years, of the log-odds around those of the rate. Chance that
    /// everybody shares in a year, not ignorance; the stated rate is that of the middle year.
    #[schemars(extend("measure" = "log-deviation"))]
    pub yearly_sd: Option<Quantity>,
    /// Months and weights; the yearly rate is spread so that a year's total is exact.
    #[serde(default)]
    #[schemars(extend("measure" = "weight"))]
    pub calendar: CalendarFile,
    /// Who qualifies.
    #[serde(default)]
    pub who: Placed<WhoFile>,
    /// Places per fiscal year: a quota the planner controls. Left out, no limit. Of those who leave, how many are let go.
    #[schemars(extend("measure" = "places"))]
    pub places: Option<Quantity>,
    /// Places in single fiscal years, over `places`.
    #[serde(default)]
    #[schemars(extend("measure" = "places"))]
    pub places_by_year: ByYear<Quantity>,
    /// The number of people to which the move fills the tier `to`: each round has as many places as are missing (whoever is on
    /// her way is taken as there), within `places` where they are stated. Such rounds come after all others of the month.
    #[schemars(extend("measure" = "people"))]
    pub total: Option<Quantity>,
    /// The same in single fiscal years.
    #[serde(default)]
    #[schemars(extend("measure" = "people"))]
    pub total_by_year: ByYear<Quantity>,
    /// Growth of that total per year of the run: it first grows in the thirteenth month.
    #[schemars(extend("measure" = "yearly-growth"))]
    pub total_growth: Option<Quantity>,
    /// Tiers in proportion to which it is: the total is then so many people for each person in them.
    #[serde(default)]
    pub total_per: Vec<Name>,
    /// Of these places, by attribute and value, most for people who have the value (before the move); values without a number
    /// have no limit of their own.
    #[serde(default)]
    #[schemars(extend("measure" = "places"))]
    pub places_of: ValuePlaces,
    /// The same in single fiscal years: year, then attribute and value.
    #[serde(default)]
    #[schemars(extend("measure" = "places"))]
    pub places_of_by_year: ByYear<ValuePlaces>,
    /// In what order limited places are given.
    #[serde(default)]
    pub rank: RankKind,
    /// What each success costs.
    pub cost: Option<Placed<CostFile>>,
    /// Age at which women retire (kind `retire`): years; by first month of birth, such as `{ "1970-01" = 55, "1975-01" = "55y6m" }`;
    /// or the name of a schedule.
    #[schemars(extend("measure" = "age-from-one"))]
    pub age_female: Option<RetirementAgeFile>,
    /// Age at which men retire (kind `retire`): years; by first month of birth, such as `{ "1970-01" = 55, "1975-01" = "55y6m" }`;
    /// or the name of a schedule.
    #[schemars(extend("measure" = "age-from-one"))]
    pub age_male: Option<RetirementAgeFile>,
    /// Share of women who stay to `staying_age` (kind `retire`).
    #[schemars(extend("measure" = "share"))]
    pub staying_female: Option<Quantity>,
    /// Share of men who stay to `staying_age` (kind `retire`).
    #[schemars(extend("measure" = "share"))]
    pub staying_male: Option<Quantity>,
    /// Age to which those who stay, stay (kind `retire`); left out, the later of the two ages of retirement.
    #[schemars(extend("measure" = "age-from-one"))]
    pub staying_age: Option<Placed<u32>>,
}
