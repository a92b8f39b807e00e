//! Scenarios beside each other.

use serde::{Deserialize, Serialize};

use crate::app::error::AppError;
use crate::scenario::Scenario;
use crate::study::{self, Answer, Compared, Laboratory, Measure, Point, StudyError, TreeChanges};
use crate::words::several;

use super::ask::Ask;

/// What scenarios state differently and what comes of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(clap::Args))]
#[serde(deny_unknown_fields)]
pub struct Compare {
    /// Targets whose difference is divided among the changes; `all` for all together. Of two scenarios only.
    #[cfg_attr(feature = "cli", arg(long, value_name = "ID"))]
    #[serde(default, deserialize_with = "several")]
    pub attribute: Vec<String>,
}

impl Ask for Compare {
    fn points(&self, scenarios: &[Scenario]) -> Option<usize> {
        Some(scenarios.len())
    }

    fn targets(&self) -> Vec<String> {
        Vec::new()
    }

    fn ask(&self, laboratory: &Laboratory<'_>, scenarios: &[Scenario], replicates: u64) -> Result<Answer, AppError> {
        let names = study::labels(&scenarios.iter().map(|one| one.id.as_str()).collect::<Vec<_>>());
        let points: Vec<Point> = names.iter().zip(scenarios).map(|(name, one)| Point::new(name, one)).collect();
        let comparison = study::compare(laboratory, &points, replicates)?;
        let measure = |name: &String| if name == "all" { Measure::Joint } else { Measure::met(name) };
        let attributions = match scenarios {
            [before, after] if !self.attribute.is_empty() => {
                let measures: Vec<Measure> = self.attribute.iter().map(measure).collect();
                for (measure, name) in measures.iter().zip(&self.attribute) {
                    let known = points.iter().any(|point| point.comparable().any(|one| one == measure));
                    if !known {
                        return Err(AppError::Study(StudyError::Target { name: name.clone() }));
                    }
                }
                let changes = TreeChanges::new(before, after)?;
                study::attribute(laboratory, &changes, &measures, replicates)?
            }
            _ => Vec::new(),
        };
        Ok(Answer::Compare(Compared(comparison, attributions)))
    }
}
