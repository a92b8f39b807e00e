//! Tables whose keys are no fixed words, where an overlay has a rule of its own for them.
//!
//! The rule stands in the schema, under `x-overlay`: `"whole"` for a table that is one value, whose keys mean something
//! only together, and which an overlay therefore replaces whole; `"years"` for single fiscal years, which are laid over
//! the base's one by one. `x-shares` marks weights that share out a whole. Tables without a rule are laid over key by key.

use std::ops::Deref;

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::scenario::placed::{At, Name, Placed};
use crate::scenario::quantity::Quantity;

/// A calendar: month of the year (`1` to `12`) to weight. Left out, every month weighs the same.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[schemars(inline, extend("x-overlay" = "whole", "x-shares" = true))]
pub struct CalendarFile(pub Placed<IndexMap<String, f64>>);

/// Weights that share out a whole: each means something only beside the others.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[schemars(inline, extend("x-overlay" = "whole", "x-shares" = true))]
pub struct Weights(pub Placed<IndexMap<String, Quantity>>);

/// A rate as a function of age: each key is the first year of age to which its rate applies.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[schemars(inline, extend("x-overlay" = "whole"))]
pub struct ByAge(pub Placed<IndexMap<String, Quantity>>);

/// Numbers by tier.
pub type ByTier = Placed<IndexMap<String, Quantity>>;

/// By attribute, the values that are asked for: any of those listed will do.
pub type AskedValues = Placed<IndexMap<String, Vec<Name>>>;

/// By attribute, weights of values.
pub type ValueWeights = Placed<IndexMap<String, Weights>>;

/// By attribute, places of values.
pub type ValuePlaces = Placed<IndexMap<String, ByTier>>;

/// By attribute, a value.
pub type SetValues = Placed<IndexMap<String, Name>>;

/// What holds in single fiscal years, by year.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[schemars(inline, extend("x-overlay" = "years"))]
pub struct ByYear<T>(pub Placed<IndexMap<String, T>>);

impl<T> Default for ByYear<T> {
    fn default() -> Self {
        Self(Placed::default())
    }
}

/// Each is read as the table that it holds.
macro_rules! table {
    ($name:ident, $holds:ty $(, $of:ident)?) => {
        impl$(<$of>)? $name$(<$of>)? {
            /// Where it stands.
            #[must_use]
            pub const fn at(&self) -> At {
                self.0.at
            }
        }

        impl$(<$of>)? Deref for $name$(<$of>)? {
            type Target = IndexMap<String, $holds>;

            fn deref(&self) -> &Self::Target {
                &self.0
            }
        }

        impl<'a $(, $of)?> IntoIterator for &'a $name$(<$of>)? {
            type Item = (&'a String, &'a $holds);
            type IntoIter = indexmap::map::Iter<'a, String, $holds>;

            fn into_iter(self) -> Self::IntoIter {
                self.0.iter()
            }
        }
    };
}

table!(CalendarFile, f64);
table!(Weights, Quantity);
table!(ByAge, Quantity);
table!(ByYear, T, T);
