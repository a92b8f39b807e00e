//! What would help where no amount of the lever suffices: other limits, opened beside it.

use serde::{Deserialize, Serialize};

use crate::scenario::file::Fills;
use crate::scenario::{Channel, MoveId, ProgrammeId, Scenario};

use super::Variant;
use crate::study::design::{Laboratory, Measure, Point, Series};
use crate::study::error::StudyError;
use crate::study::infer::{Difference, difference, share, standing_of};
use crate::study::lever::{Change, Lever, LeverUnit};

/// Most replicates with which other limits are opened: what they show is plain, and opened limits take longest to run.
const MOST: u64 = 500;

/// A limit of another kind than the lever's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Opening {
    /// Nothing else, in the same replicates as the others.
    Nothing,
    /// Places of moves and channels: quotas.
    Places,
    /// Posts: hires by places need none.
    Posts,
    /// Candidates of channels that fill places: ten times as many.
    Candidates,
    /// Units of programmes: ten times as many, and no limit on capacity.
    Units,
    /// Hosts: units need none.
    Hosts,
    /// Money: no fund binds. Where the lever is money it is open beside everything else as well.
    Money,
    /// All of these together.
    All,
}

impl Opening {
    /// Each of them, nothing first and all together last.
    pub const EACH: [Self; 8] =
        [Self::Nothing, Self::Places, Self::Posts, Self::Candidates, Self::Units, Self::Hosts, Self::Money, Self::All];

    /// A stable id.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Nothing => "none",
            Self::Places => "places",
            Self::Posts => "posts",
            Self::Candidates => "candidates",
            Self::Units => "units",
            Self::Hosts => "hosts",
            Self::Money => "money",
            Self::All => "all",
        }
    }
}

/// What came of opening limits.
#[derive(Default)]
pub(super) struct Opened {
    pub(super) variants: Vec<Variant>,
    /// The part that does best, if everything together does less, and by how much.
    pub(super) worse_together: Option<(Opening, Difference)>,
}

/// What opening other limits beside the lever would do, each by itself and all together. Everything is open in what is open
/// together, money too: what is wanted more of elsewhere may take the money that the target needs.
pub(super) fn variants(
    laboratory: &Laboratory<'_>,
    scenario: &Scenario,
    lever: &Lever,
    measure: &Measure,
    replicates: u64,
) -> Result<Opened, StudyError> {
    let mut points = Vec::new();
    let mut openings = Vec::new();
    let is_money = lever.unit() == LeverUnit::Yuan;
    let binds = scenario.funds.iter().any(|fund| fund.appropriation.is_some());
    for opening in Opening::EACH {
        if opening == Opening::Money && (is_money || !binds) {
            continue;
        }
        let mut changed = scenario.clone();
        lever.apply(&mut changed, Change::Open)?;
        // More of one thing is not to starve another of money: where money is asked for, no fund binds here.
        if is_money {
            open(&mut changed, Opening::Money)?;
        }
        open(&mut changed, opening)?;
        match Point::within_limits(opening.code(), &changed) {
            Ok(point) => {
                openings.push(opening);
                points.push(point);
            }
            // What would be too large to simulate without this limit is left out.
            Err(StudyError::TooLarge { .. }) => {}
            Err(error) => return Err(error),
        }
    }
    let outcomes = laboratory.run(&points.iter().collect::<Vec<_>>(), replicates.min(MOST))?;
    let series: Vec<Option<Series>> = outcomes.iter().map(|one| one.series(measure)).collect();
    let of = |opening: Opening| {
        let at = openings.iter().position(|other| *other == opening)?;
        series.get(at)?.as_ref()
    };
    let mut opened = Opened::default();
    for ((opening, one), own) in openings.iter().zip(&outcomes).zip(&series) {
        let (Some(own), Some(alone)) = (own, of(Opening::Nothing)) else { continue };
        let standing = measure.met_target().and_then(|target| standing_of(one, target));
        opened.variants.push(Variant {
            opening: *opening,
            probability: share(own),
            standing,
            binding: one.binding_of(measure),
            gain: difference(alone, own),
        });
    }
    // Of equals the first, which opens least.
    let best = opened.variants.iter().rev().max_by(|a, b| a.probability.estimate.total_cmp(&b.probability.estimate));
    opened.worse_together = best.and_then(|best| {
        let (part, all) = (of(best.opening)?, of(Opening::All)?);
        let less = difference(part, all);
        (less.mean < 0.0).then_some((best.opening, less))
    });
    Ok(opened)
}

/// Opens a limit in a scenario.
fn open(scenario: &mut Scenario, opening: Opening) -> Result<(), StudyError> {
    match opening {
        Opening::Nothing => {}
        Opening::Places => {
            for index in 0..scenario.moves.len() {
                open_move(scenario, MoveId::from(index));
            }
            let quota = |one: &&Channel| one.fills == Fills::Places;
            let of = |one: &Channel| format!("channel.{}.places", one.named.id);
            for name in scenario.channels.iter().filter(quota).map(of).collect::<Vec<_>>() {
                Lever::find(scenario, &name)?.apply(scenario, Change::Open)?;
            }
        }
        Opening::Posts => {
            let by_places = |fills: Fills| matches!(fills, Fills::Places | Fills::Everyone);
            scenario.channels.iter_mut().filter(|one| by_places(one.fills)).for_each(|one| one.post = false);
        }
        Opening::Candidates => {
            // Ordinary hiring, which fills vacancies, is no quota's way in.
            let quota = |one: &&Channel| matches!(one.fills, Fills::Places | Fills::Everyone);
            let of = |one: &Channel| format!("channel.{}.candidates", one.named.id);
            for name in scenario.channels.iter().filter(quota).map(of).collect::<Vec<_>>() {
                Lever::find(scenario, &name)?.apply(scenario, Change::Open)?;
            }
        }
        Opening::Units | Opening::Hosts => {
            for index in 0..scenario.programmes.len() {
                open_programme(scenario, ProgrammeId::from(index), opening == Opening::Hosts)?;
            }
        }
        Opening::Money => scenario.funds.iter_mut().for_each(|fund| fund.appropriation = None),
        Opening::All => {
            for one in Opening::EACH.into_iter().filter(|one| *one != Opening::All) {
                open(scenario, one)?;
            }
        }
    }
    Ok(())
}

/// Places of moves between tiers; a move without places has no limit already.
fn open_move(scenario: &mut Scenario, id: MoveId) {
    if let Some(one) = scenario.moves.get_mut(id.index()) {
        one.places = None;
    }
}

fn open_programme(scenario: &mut Scenario, id: ProgrammeId, hosts: bool) -> Result<(), StudyError> {
    let Some(one) = scenario.programmes.get(id.index()) else { return Ok(()) };
    let name = one.named.id.clone();
    let (has_host, has_capacity) = (one.host.is_some(), one.capacity.is_stated());
    let mut open = |what: &str| -> Result<(), StudyError> {
        Lever::find(scenario, &format!("programme.{name}.{what}"))?.apply(scenario, Change::Open)?;
        Ok(())
    };
    if hosts {
        return if has_host { open("host") } else { Ok(()) };
    }
    if has_capacity {
        open("capacity")?;
    }
    open("units")
}
