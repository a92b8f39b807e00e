//! Ages of retirement, which may depend on the month of birth.

use std::borrow::Cow;
use std::fmt;

use indexmap::IndexMap;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{self, Deserialize, Deserializer, MapAccess, Visitor};

use crate::scenario::placed::{At, Placed};

/// An age as it is typed: years, with a fraction that is whole months, or a text such as `55y6m`.
#[derive(Clone, Debug, PartialEq)]
pub enum AgeFile {
    /// Years.
    Years(f64),
    /// A text.
    Text(String),
}

/// An age of retirement: one for everybody, one by first month of birth, or the name of a schedule.
#[derive(Clone, Debug)]
pub struct RetirementAgeFile {
    /// Where it stands.
    pub at: At,
    /// What it says.
    pub value: StatedAge,
}

/// What an age of retirement says.
#[derive(Clone, Debug)]
pub enum StatedAge {
    /// An age, or the name of a schedule.
    One(AgeFile),
    /// Ages by first month of birth.
    ByBirth(IndexMap<String, Placed<AgeFile>>),
}

struct AgeVisitor;

impl Visitor<'_> for AgeVisitor {
    type Value = AgeFile;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an age in years, such as 55 or \"55y6m\"")
    }

    fn visit_f64<E: de::Error>(self, years: f64) -> Result<AgeFile, E> {
        Ok(AgeFile::Years(years))
    }

    fn visit_i64<E: de::Error>(self, years: i64) -> Result<AgeFile, E> {
        Ok(AgeFile::Years(years as f64))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<AgeFile, E> {
        Ok(AgeFile::Text(text.to_owned()))
    }
}

impl<'de> Deserialize<'de> for AgeFile {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AgeVisitor)
    }
}

struct StatedVisitor;

impl<'de> Visitor<'de> for StatedVisitor {
    type Value = StatedAge;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an age in years, a table of ages by month of birth, or the name of a schedule")
    }

    fn visit_f64<E: de::Error>(self, years: f64) -> Result<StatedAge, E> {
        AgeVisitor.visit_f64(years).map(StatedAge::One)
    }

    fn visit_i64<E: de::Error>(self, years: i64) -> Result<StatedAge, E> {
        AgeVisitor.visit_i64(years).map(StatedAge::One)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<StatedAge, E> {
        AgeVisitor.visit_str(text).map(StatedAge::One)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<StatedAge, A::Error> {
        IndexMap::deserialize(de::value::MapAccessDeserializer::new(map)).map(StatedAge::ByBirth)
    }
}

impl<'de> Deserialize<'de> for StatedAge {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(StatedVisitor)
    }
}

impl<'de> Deserialize<'de> for RetirementAgeFile {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Placed { at, value } = Placed::deserialize(deserializer)?;
        Ok(Self { at, value })
    }
}

impl JsonSchema for RetirementAgeFile {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "RetirementAge".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "x-overlay": "whole",
            "anyOf": [
                { "type": "number" },
                { "type": "string" },
                {
                    "type": "object",
                    "minProperties": 1,
                    "additionalProperties": { "anyOf": [{ "type": "number" }, { "type": "string" }] }
                }
            ]
        })
    }
}
