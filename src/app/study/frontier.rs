//! The probability of each target as a function of funding.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::app::error::AppError;
use crate::scenario::Scenario;
use crate::study::{self, Answer, Axis, Laboratory};
use crate::words::{Unfit, Whole, named_range, several, share, text, typed};

use super::ask::{Ask, MOST, first, known, lever};

/// How likely each target is as a function of funding.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(clap::Args))]
#[serde(deny_unknown_fields)]
pub struct Frontier {
    /// One lever or two, each between two factors of the plan.
    #[cfg_attr(feature = "cli", arg(long, value_name = "LEVER=LOW..HIGH", default_values_t = usual()))]
    #[serde(default = "usual", deserialize_with = "several")]
    pub vary: Vec<Vary>,
    /// Points on each axis; none means 21, or 7 on each of two.
    #[cfg_attr(feature = "cli", arg(long, value_name = "NUMBER"))]
    pub points: Option<Points>,
    /// Targets by id; empty means all.
    #[cfg_attr(feature = "cli", arg(long, value_name = "ID"))]
    #[serde(default, deserialize_with = "several")]
    pub target: Vec<String>,
}

/// Points on an axis.
pub type Points = Whole<2, 1000>;

/// A lever and the factors of the plan between which it is varied; written `special=0.5..2`.
#[derive(Clone, Debug, PartialEq)]
pub struct Vary {
    lever: String,
    low: f64,
    high: f64,
}

impl Vary {
    /// A lever, or a fund by its id, from a least to a greatest factor, if these are from 0 to 10^6 and in this order.
    #[must_use]
    pub fn new(lever: impl Into<String>, low: f64, high: f64) -> Option<Self> {
        (0.0 <= low && low < high && high <= 1e6).then(|| Self { lever: lever.into(), low, high })
    }
}

/// All funds together, from half to twice what they have.
fn usual() -> Vec<Vary> {
    vec![Vary { lever: "funds".to_owned(), low: 0.5, high: 2.0 }]
}

impl Default for Frontier {
    fn default() -> Self {
        Self { vary: usual(), points: None, target: Vec::new() }
    }
}

impl FromStr for Vary {
    type Err = Unfit;

    fn from_str(text: &str) -> Result<Self, Unfit> {
        let wrong = || Unfit(text!("value-varied"));
        let (lever, range) = named_range(text).ok_or_else(wrong)?;
        let (low, high) = range.split_once("..").ok_or_else(wrong)?;
        let (low, high) = share(low).zip(share(high)).ok_or_else(wrong)?;
        match Self::new(&*lever, high, low) {
            Some(Self { low, high, .. }) => {
                let right = format!("{lever}={low}..{high}");
                Err(text!("value-lesser-first", right).into())
            }
            None => Self::new(lever, low, high).ok_or_else(wrong),
        }
    }
}

impl fmt::Display for Vary {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}={}..{}", self.lever, self.low, self.high)
    }
}

impl Serialize for Vary {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Vary {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        typed(deserializer)
    }
}

impl Frontier {
    fn steps(&self) -> Points {
        self.points.or(Points::new(if self.vary.len() > 1 { 7 } else { 21 })).unwrap_or_default()
    }

    fn axes(&self, scenario: &Scenario) -> Result<Vec<Axis>, AppError> {
        known(scenario, &self.target)?;
        let points = self.steps().size();
        let varied = |one: &Vary| Ok(Axis::factors(&lever(scenario, &one.lever)?, one.low, one.high, points));
        self.vary.iter().map(varied).collect()
    }
}

impl Ask for Frontier {
    fn settle(&mut self) {
        self.points = Some(self.steps());
    }

    fn points(&self, _: &[Scenario]) -> Option<usize> {
        (0..self.vary.len()).try_fold(1_usize, |points, _| points.checked_mul(self.steps().size()))
    }

    fn targets(&self) -> Vec<String> {
        self.target.clone()
    }

    /// At every point.
    fn replicates(&self, laboratory: &Laboratory<'_>, scenarios: &[Scenario], width: f64) -> Result<u64, AppError> {
        let scenario = first(scenarios)?;
        let axes = self.axes(scenario)?;
        Ok(study::settled_frontier(laboratory, scenario, &axes, &self.target, (width, MOST))?)
    }

    fn ask(&self, laboratory: &Laboratory<'_>, scenarios: &[Scenario], replicates: u64) -> Result<Answer, AppError> {
        let scenario = first(scenarios)?;
        let axes = self.axes(scenario)?;
        Ok(Answer::Frontier(study::frontier(laboratory, scenario, &axes, &self.target, replicates)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lever_and_its_factors_are_read_from_any_keyboard() {
        let vary = |text: &str| text.parse::<Vary>();
        assert_eq!(vary("special＝0.5~2").ok(), Vary::new("special", 0.5, 2.0));
        assert_eq!(vary("special=50%～200%").ok(), Vary::new("special", 0.5, 2.0));
        assert!(vary("special=2..0.5").is_err_and(|told| told.0.en.contains("special=0.5..2")));
        assert!(vary("special=300万..900万").is_err() && vary("special=1..1").is_err());
    }
}
