//! The split of a sum that serves best.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::app::error::AppError;
use crate::app::values::{MOST_YUAN, Whole, Yuan, named_range, several, typed, whole_yuan};
use crate::scenario::Scenario;
use crate::study::{self, Aim, AllocateRequest, Answer, Front, Laboratory, Wanted};

use super::ask::{Ask, first, known, lever};

/// The split of a sum over the lines that serves the targets best.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(clap::Args))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Allocate {
    /// The sum, over all years together; with `front` the greatest of the sums.
    #[cfg_attr(feature = "cli", arg(long, value_name = "YUAN"))]
    pub total: Yuan,
    /// Lines and funds, perhaps of one year, some with a floor and a ceiling; empty means every line that a fund with an
    /// appropriation pays.
    #[cfg_attr(feature = "cli", arg(long, value_name = "LEVER[=LEAST..MOST]"))]
    #[serde(default, deserialize_with = "several")]
    pub lever: Vec<Wanted>,
    /// Whether every fiscal year of each is a lever of its own.
    #[cfg_attr(feature = "cli", arg(long))]
    #[serde(default)]
    pub by_year: bool,
    /// Targets by id; empty means all.
    #[cfg_attr(feature = "cli", arg(long, value_name = "ID"))]
    #[serde(default, deserialize_with = "several")]
    pub target: Vec<String>,
    /// What the split is to make as good as it can.
    #[cfg_attr(feature = "cli", arg(long, value_enum, default_value_t))]
    #[serde(default)]
    pub aim: Aim,
    /// How many splits the search may try.
    #[cfg_attr(feature = "cli", arg(long, value_name = "NUMBER", default_value_t))]
    #[serde(default)]
    pub evaluations: Evaluations,
    /// Of how many sums, evenly up to `total`; one means just that.
    #[cfg_attr(feature = "cli", arg(long, value_name = "NUMBER", default_value_t))]
    #[serde(default)]
    pub front: Sums,
}

/// Splits that may be tried.
pub type Evaluations = Whole<3, 100_000, 120>;

/// A count of sums.
pub type Sums = Whole<1, 1000>;

impl Allocate {
    /// The best split of a sum, with all that is usual.
    #[must_use]
    pub fn of(total: Yuan) -> Self {
        let (lever, target) = (Vec::new(), Vec::new());
        let (evaluations, front) = (Evaluations::default(), Sums::default());
        Self { total, lever, by_year: false, target, aim: Aim::default(), evaluations, front }
    }
}

impl FromStr for Wanted {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || {
            "应为一项，有上下限的写整数元，如 line.training=0..300万 (a lever, with whole yuan if it has a floor or a \
             ceiling, such as line.training=0..3000000)"
                .to_owned()
        };
        let Some((lever, range)) = named_range(text) else {
            return Ok(Self { lever: text.trim().to_owned(), range: None });
        };
        let (least, most) = range.split_once("..").ok_or_else(wrong)?;
        let number = |text: &str| match text.trim() {
            "" => Ok(None),
            text => whole_yuan(text).filter(|yuan| *yuan <= MOST_YUAN).map(Some).ok_or_else(wrong),
        };
        let (least, most) = (number(least)?.unwrap_or(0), number(most)?);
        if most.is_none_or(|most| most >= least) {
            Ok(Self { lever, range: Some((least, most)) })
        } else {
            Err(wrong())
        }
    }
}

impl fmt::Display for Wanted {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.range {
            None => formatter.write_str(&self.lever),
            Some((least, None)) => write!(formatter, "{}={least}..", self.lever),
            Some((least, Some(most))) => write!(formatter, "{}={least}..{most}", self.lever),
        }
    }
}

impl Serialize for Wanted {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Wanted {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        typed(deserializer)
    }
}

impl Ask for Allocate {
    fn targets(&self) -> Vec<String> {
        self.target.clone()
    }

    fn ask(&self, laboratory: &Laboratory<'_>, scenarios: &[Scenario], replicates: u64) -> Result<Answer, AppError> {
        let scenario = first(scenarios)?;
        known(scenario, &self.target)?;
        let wanted = |one: &Wanted| Ok(Wanted { lever: lever(scenario, &one.lever)?, ..one.clone() });
        let (total, sums) = (self.total.get(), self.front.get());
        let request = AllocateRequest {
            levers: self.lever.iter().map(wanted).collect::<Result<_, AppError>>()?,
            by_year: self.by_year,
            targets: self.target.clone(),
            aim: self.aim,
            evaluations: self.evaluations.size(),
            search_replicates: replicates,
            verdict_replicates: replicates.saturating_mul(2),
            ..AllocateRequest::new(total)
        };
        let fronts = if sums > 1 {
            let share = |part: u64| (i128::from(total) * i128::from(part) / i128::from(sums)) as i64;
            study::pareto(laboratory, scenario, &request, &(1..=sums).map(share).collect::<Vec<_>>())?
        } else {
            let allocation = study::allocate(laboratory, scenario, &request)?;
            vec![Front { total, allocation, efficient: true }]
        };
        Ok(Answer::Allocate(fronts, self.aim))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lever_and_its_bounds_are_read_from_any_keyboard() {
        let wanted = |text: &str| text.parse::<Wanted>().map(|one| (one.lever.clone(), one.range, one.to_string()));
        let line = |range, text: &str| Ok(("line.training".to_owned(), range, text.to_owned()));
        assert_eq!(wanted("line.training"), line(None, "line.training"));
        assert_eq!(wanted("line.training=..300万"), line(Some((0, Some(3_000_000))), "line.training=0..3000000"));
        assert_eq!(wanted("line.training＝１００，０００～"), line(Some((100_000, None)), "line.training=100000.."));
        for wrong in ["line.training=5..4", "line.training=5", "line.training=2万亿.."] {
            assert!(wanted(wrong).is_err(), "{wrong}");
        }
    }
}
