//! At what age people retire, in a checked scenario.

use serde::Serialize;

use super::ids::ParameterId;
use crate::words::Month;

/// Ages of retirement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Retirement {
    /// Age of women.
    pub female: RetirementAge,
    /// Age of men.
    pub male: RetirementAge,
    /// Share of women who stay.
    pub staying_female: Option<ParameterId>,
    /// Share of men who stay.
    pub staying_male: Option<ParameterId>,
    /// Age in whole years to which they stay (at least both others).
    pub staying: u32,
}

impl Retirement {
    /// The age of one sex.
    #[must_use]
    pub const fn age(&self, female: bool) -> &RetirementAge {
        if female { &self.female } else { &self.male }
    }
}

/// An age of retirement in months, by month of birth.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RetirementAge {
    /// The age of those born before the first step.
    pub first: u32,
    /// First months of birth, ascending, and the age from each on.
    pub steps: Vec<(Month, u32)>,
}

impl RetirementAge {
    /// The same age in whole years for everybody.
    #[must_use]
    pub const fn years(years: u32) -> Self {
        Self { first: years * 12, steps: Vec::new() }
    }

    /// The age in months of those born in a month.
    #[must_use]
    pub fn of(&self, born: Month) -> u32 {
        self.steps.iter().rev().find(|(from, _)| *from <= born).map_or(self.first, |(_, age)| *age)
    }

    /// The latest age of all, in months.
    #[must_use]
    pub fn latest(&self) -> u32 {
        self.steps.iter().map(|(_, age)| *age).fold(self.first, u32::max)
    }
}
