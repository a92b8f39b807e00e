//! Running splits, each beside one that it must not be plainly worse than: who is stops early.

use std::sync::Arc;

use crate::study::design::{Laboratory, Outcomes, Series};
use crate::study::error::StudyError;
use crate::study::infer::{Paired, Race, average};

use super::problem::Problem;
use super::{Judge, Merit};

/// Splits of which what they gave in every replicate is kept at hand; of others it is fetched where it is needed again.
const KEPT: usize = 8;
/// Comparisons of a split with its rival at a look: by the aim and by the shortfall.
const COMPARISONS: usize = 2;

/// What came of a split.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    /// How good it is; of one that stopped early an estimate, which is worse than what it lost to.
    pub(super) merit: Merit,
    /// Of each cell, the most that was paid in any replicate.
    pub(super) spent: Vec<i64>,
    /// Of each cell, the most that was wanted and not paid.
    pub(super) lacking: Vec<i64>,
    /// If it stopped early.
    pub(super) stopped: Option<Stopped>,
}

/// That a split stopped early.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stopped {
    /// How good the split is to which it lost.
    pub(super) by: Merit,
    /// After how many replicates.
    after: u64,
}

/// What a split gave in every replicate: what it is aimed at, greater being better, and the shortfall.
#[derive(Clone, Debug)]
pub(super) struct Course {
    pub(super) aimed: Series,
    pub(super) shortfall: Series,
}

impl Course {
    pub(super) fn merit(&self) -> Merit {
        Merit { aim: average(&self.aimed), shortfall: average(&self.shortfall) }
    }

    /// How good it is if it is plainly worse than `rival`, of which as many replicates are there or more: worse in the aim, or,
    /// where it was better in none of so many replicates that this tells something, in the shortfall.
    fn lost(&self, rival: &Self, race: &Race, look: usize) -> Option<Merit> {
        let aim = Paired::of(&self.aimed, &rival.aimed);
        let shortfall = Paired::of(&rival.shortfall, &self.shortfall);
        let never_better = || self.aimed.values.iter().zip(&rival.aimed.values).all(|(own, other)| own <= other);
        let is_lost = race.is_plain(&aim) || race.is_late(look) && never_better() && race.is_plain(&shortfall);
        let Merit { aim: best, shortfall: least } = rival.merit();
        is_lost.then(|| Merit { aim: best - aim.mean(), shortfall: least + shortfall.mean() })
    }
}

/// Where splits run.
pub(super) struct Track<'study> {
    laboratory: &'study Laboratory<'study>,
    problem: &'study Problem,
    judge: &'study Judge,
    draws: Vec<u64>,
    race: Race,
    /// What splits that ran to the end gave, the latest last.
    courses: Vec<(Vec<i64>, Arc<Course>)>,
    /// Replicates that splits were run in.
    pub(super) ran: u64,
}

impl<'study> Track<'study> {
    /// Of a search over these draws that may try so many splits; none where nothing may stop.
    pub(super) fn new(
        laboratory: &'study Laboratory<'study>,
        problem: &'study Problem,
        judge: &'study Judge,
        draws: Vec<u64>,
        most: Option<usize>,
    ) -> Self {
        let race = match most {
            Some(most) => Race::new(draws.len(), COMPARISONS.saturating_mul(most)),
            None => Race::in_full(draws.len()),
        };
        Self { laboratory, problem, judge, draws, race, courses: Vec::new(), ran: 0 }
    }

    /// Replicates of a split that runs to the end.
    pub(super) fn length(&self) -> u64 {
        self.laboratory.replicates(&self.draws)
    }

    /// Runs a split to the end, or until it is plainly worse than `rival`, which has run to the end.
    pub(super) fn run(&mut self, money: &[i64], rival: Option<&[i64]>) -> Result<Seen, StudyError> {
        let rival = rival.map(|rival| self.course(rival)).transpose()?;
        let point = self.problem.point(money)?;
        let mut outcomes = self.laboratory.none(&point);
        // With nobody to lose to there is nothing to look at before the end.
        let looks = if rival.is_some() { self.race.looks() } else { &[self.draws.len()] };
        for look in looks {
            let fresh = self.draws.get(outcomes.draws() as usize..*look).unwrap_or_default();
            outcomes.extend(self.laboratory.one(&point, fresh)?);
            self.ran += self.laboratory.replicates(fresh);
            let spared = self.draws.get(*look..).unwrap_or_default();
            let Some(rival) = rival.as_ref().filter(|_| !spared.is_empty()) else { continue };
            if let Some(merit) = self.judge.course(&outcomes).lost(rival, &self.race, *look) {
                self.laboratory.spare(spared);
                return Ok(self.seen(&outcomes, merit, Some(rival.merit())));
            }
        }
        let course = self.judge.course(&outcomes);
        let merit = course.merit();
        self.keep(money, Arc::new(course));
        Ok(self.seen(&outcomes, merit, None))
    }

    /// Runs a split that stopped to the end.
    pub(super) fn finish(&mut self, money: &[i64], stopped: &Stopped) -> Result<Seen, StudyError> {
        self.laboratory.expect(1, &self.draws);
        let seen = self.run(money, None);
        self.ran -= stopped.after;
        seen
    }

    fn seen(&self, outcomes: &Outcomes, merit: Merit, lost_to: Option<Merit>) -> Seen {
        let (spent, lacking) = self.problem.cells.iter().map(|cell| cell.seen(outcomes)).unzip();
        let stopped = lost_to.map(|by| Stopped { by, after: outcomes.replicates() });
        Seen { merit, spent, lacking, stopped }
    }

    /// What a split that ran to the end gave.
    fn course(&mut self, money: &[i64]) -> Result<Arc<Course>, StudyError> {
        if let Some((_, course)) = self.courses.iter().find(|(own, _)| own == money) {
            return Ok(Arc::clone(course));
        }
        self.laboratory.expect(1, &self.draws);
        let outcomes = self.laboratory.one(&self.problem.point(money)?, &self.draws)?;
        let course = Arc::new(self.judge.course(&outcomes));
        self.keep(money, Arc::clone(&course));
        Ok(course)
    }

    fn keep(&mut self, money: &[i64], course: Arc<Course>) {
        if self.courses.len() == KEPT {
            self.courses.remove(0);
        }
        self.courses.push((money.to_vec(), course));
    }
}
