//! What people have beside their tier: a professional title, a subject, a degree, a kind of post.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use super::common::Words;
use crate::scenario::placed::Name;

/// What everybody has one value of, beside the tier.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AttributeFile {
    /// What people call it.
    pub title: Words,
    /// Its values, and what people call each.
    #[schemars(extend("minProperties" = 2))]
    pub values: IndexMap<String, Words>,
    /// The column of the roster that holds it, as ids or titles of values; left out, the column with the attribute's id.
    #[schemars(length(min = 1))]
    pub column: Option<Name>,
    /// The value of those of whom nothing is said: by a blank cell of the roster, a tier or a channel. Left out, each of them
    /// has to say it.
    pub otherwise: Option<Name>,
}
