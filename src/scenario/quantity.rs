//! A number as a planner writes it: plain, or a range with its basis and source.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{self, Deserialize, Deserializer, MapAccess, Visitor};

use super::placed::{At, Placed};

/// Where a number comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize, serde::Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// The plan's own text.
    Plan,
    /// A published statistic; `source` names it.
    Published,
    /// Read off the district's own records; `source` names them.
    Measured,
    /// Nobody's known figure: an estimate, shown as one.
    Assumption,
}

impl Basis {
    /// The word in the file.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Plan => "plan",
            Self::Published => "published",
            Self::Measured => "measured",
            Self::Assumption => "assumption",
        }
    }
}

/// A number with its uncertainty and where it comes from. Exactly one of the keys from `value` to `experts` is given.
#[derive(Clone, Debug, Default, PartialEq, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct QuantityTable {
    /// A known value.
    pub value: Option<f64>,
    /// `[low, high]`, every value equally likely.
    pub uniform: Option<[f64; 2]>,
    /// `[low, mode, high]`, a triangle.
    pub triangular: Option<[f64; 3]>,
    /// `[low, mode, high]`, a smooth hump (PERT: a beta distribution with weight 4 on the mode).
    pub pert: Option<[f64; 3]>,
    /// `[mean, standard deviation]`.
    pub normal: Option<[f64; 2]>,
    /// `[median, standard deviation of the logarithm]`.
    pub lognormal: Option<[f64; 2]>,
    /// `[alpha, beta]` between 0 and 1, or `[alpha, beta, low, high]`.
    #[schemars(length(min = 2, max = 4))]
    pub beta: Option<Vec<f64>>,
    /// `[shape, scale]`.
    pub gamma: Option<[f64; 2]>,
    /// Observed values, each equally likely.
    #[schemars(length(min = 1))]
    pub empirical: Option<Vec<f64>>,
    /// `[[value, weight], …]`.
    #[schemars(length(min = 1))]
    pub discrete: Option<Vec<[f64; 2]>>,
    /// Elicited quantiles `[[probability, value], …]`.
    #[schemars(length(min = 2))]
    pub quantiles: Option<Vec<[f64; 2]>>,
    /// Quantiles that several experts gave, pooled.
    #[schemars(length(min = 1))]
    pub experts: Option<Vec<Expert>>,
    /// A factor on whatever is drawn; an overlay's `{ times = 0.5 }` halves the base's number.
    pub times: Option<f64>,
    /// Where the number comes from.
    pub basis: Option<Basis>,
    /// The source: a section of the plan, a publication, a row of the baseline.
    pub source: Option<String>,
    /// Anything a reader should know.
    pub note: Option<String>,
}

/// What one expert gave: known by role and date, never by name.
#[derive(Clone, Debug, PartialEq, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Expert {
    /// In what role she was asked, such as `教研员`; not her name.
    #[schemars(length(min = 1))]
    pub role: String,
    /// The day on which she was asked, such as `2026-03-01`.
    pub date: String,
    /// What she gave, `[[probability, value], …]`.
    #[schemars(length(min = 2))]
    pub quantiles: Vec<[f64; 2]>,
    /// Her weight beside the others; left out, 1.
    pub weight: Option<f64>,
}

/// A plain number or a [`QuantityTable`], with its place.
#[derive(Clone, Debug, Default)]
pub struct Quantity {
    /// Where it stands.
    pub at: At,
    /// What it says.
    pub table: QuantityTable,
}

/// A plain number or a table.
struct Either(QuantityTable);

struct EitherVisitor;

impl<'de> Visitor<'de> for EitherVisitor {
    type Value = Either;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a number, or a table such as { pert = [low, mode, high], basis = \"assumption\" }")
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Either, E> {
        Ok(Either(QuantityTable { value: Some(value), ..QuantityTable::default() }))
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Either, E> {
        self.visit_f64(value as f64)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Either, A::Error> {
        QuantityTable::deserialize(de::value::MapAccessDeserializer::new(map)).map(Either)
    }
}

impl<'de> Deserialize<'de> for Either {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(EitherVisitor)
    }
}

impl<'de> Deserialize<'de> for Quantity {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Placed { at, value: Either(table) } = Placed::deserialize(deserializer)?;
        Ok(Self { at, table })
    }
}

impl JsonSchema for Quantity {
    fn schema_name() -> Cow<'static, str> {
        "Quantity".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let table = generator.subschema_for::<QuantityTable>();
        json_schema!({
            "description": "A plain number, or a table that gives a distribution, its basis and its source.",
            "x-overlay": "quantity",
            "anyOf": [{ "type": "number" }, table]
        })
    }
}
