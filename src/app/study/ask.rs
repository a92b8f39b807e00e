//! What every question can do, and what it asks with.

use crate::app::error::AppError;
use crate::scenario::Scenario;
use crate::study::{self, Answer, Laboratory, Lever, Measure, Point, StudyError};
use crate::words::{Text, nearest, text};

/// Most replicates of a point that a precision may take.
pub(super) const MOST: u64 = 1_000_000;

/// Replicates of every point, where a question says nothing else.
const REPLICATES: u64 = 2_000;

/// What every question can do.
pub(super) trait Ask {
    /// Writes out what is usual where nothing was said, so that a later tidui asks the same.
    fn settle(&mut self) {}

    /// Replicates of every point, unless told otherwise.
    fn usual(&self) -> u64 {
        REPLICATES
    }

    /// How many points it runs, where that is known before it begins.
    fn points(&self, scenarios: &[Scenario]) -> Option<usize> {
        let _ = scenarios;
        None
    }

    /// Whether much of what it runs is known before it begins, so that several can share it; not where it looks for points one
    /// after another.
    fn is_shared(&self) -> bool {
        true
    }

    /// The targets whose probabilities it is about; empty means all.
    fn targets(&self) -> Vec<String>;

    /// How many replicates of every point bring the 95 % interval of every probability that is asked for within ±`width`:
    /// in every scenario, and in the plan alone where the answer looks for points itself.
    fn replicates(&self, laboratory: &Laboratory<'_>, scenarios: &[Scenario], width: f64) -> Result<u64, AppError> {
        known(first(scenarios)?, &self.targets())?;
        let points: Vec<Point> = scenarios.iter().map(|one| Point::new(&one.id, one)).collect();
        let mut measures: Vec<Measure> = self.targets().iter().map(|target| Measure::met(target)).collect();
        if measures.is_empty() {
            measures = points.iter().flat_map(Point::met_measures).chain([Measure::Joint]).collect();
            measures.sort();
            measures.dedup();
        }
        let outcomes = study::settle(laboratory, &points.iter().collect::<Vec<_>>(), &measures, width, MOST)?;
        Ok(outcomes.first().map_or(0, study::Outcomes::replicates))
    }

    /// Asks it of scenarios in as many replicates of every point as a precision takes, and says how many.
    fn ask_within(
        &self,
        laboratory: &Laboratory<'_>,
        scenarios: &[Scenario],
        width: f64,
    ) -> Result<(Answer, u64), AppError> {
        let replicates = self.replicates(laboratory, scenarios, width)?;
        for scenario in scenarios {
            Laboratory::fits(scenario, replicates)?;
        }
        Ok((self.ask(laboratory, scenarios, replicates)?, replicates))
    }

    /// Asks it of scenarios, of which there are as many as it takes.
    fn ask(&self, laboratory: &Laboratory<'_>, scenarios: &[Scenario], replicates: u64) -> Result<Answer, AppError>;
}

/// Asks in more and more replicates, from so many on, until what the answer is mainly about is known within ±`width`.
pub(super) fn until(
    scenarios: &[Scenario],
    mut replicates: u64,
    width: f64,
    ask: impl Fn(u64) -> Result<Answer, AppError>,
) -> Result<(Answer, u64), AppError> {
    loop {
        for scenario in scenarios {
            Laboratory::fits(scenario, replicates)?;
        }
        let answer = ask(replicates)?;
        let Some(own) = answer.enough().filter(|own| own.half > width) else { return Ok((answer, replicates)) };
        if replicates >= MOST {
            return Err(AppError::Study(StudyError::Request(text!("study-precision", most = MOST, width))));
        }
        // A quarter more at least: an interval of more blocks is not always the narrower one.
        replicates = own.takes(width).max(replicates / 4 * 5).min(MOST);
    }
}

/// The full name of a lever.
pub(super) fn lever(scenario: &Scenario, name: &str) -> Result<String, AppError> {
    match Lever::find(scenario, name) {
        Ok(found) => Ok(found.name().to_owned()),
        Err(_) if name == "funds" => Err(AppError::Study(StudyError::Request(text!("study-no-fund")))),
        Err(error) => Err(AppError::Study(error.into())),
    }
}

/// Refuses a target that does not exist, with the nearest that does.
pub(super) fn known(scenario: &Scenario, targets: &[String]) -> Result<(), AppError> {
    let ids = || scenario.targets.iter().map(|target| target.named.id.as_str());
    let Some(wrong) = targets.iter().find(|name| !ids().any(|id| id == name.as_str())) else { return Ok(()) };
    let all = ids().collect::<Vec<_>>();
    let text = match nearest(wrong, ids()) {
        Some(near) => text!("study-no-target-nearest", wrong, near),
        None => text!("study-no-target-known", wrong, names = Text::list(&all)),
    };
    Err(AppError::Study(StudyError::Request(text)))
}

/// The first scenario, of which there is one at least.
pub(super) fn first(scenarios: &[Scenario]) -> Result<&Scenario, AppError> {
    scenarios.first().ok_or_else(|| AppError::Internal("a study of nothing".to_owned()))
}
