//! Which tiers are lumped: nothing tells their people apart, so that the engine keeps how many there are and draws how many
//! make each move, and not who.
//!
//! A Markov chain of persons whose probabilities depend on the tier alone is lumpable (Kemeny and Snell 1960, §6.3): the numbers in
//! its tiers are a Markov chain themselves. The proof is by what a scenario states. Whatever may read anything of a person but
//! her tier (where she is, how old, since when, whence, with what) is an [`Obstacle`] to each tier that it touches, and
//! tiers between which people pass, or that one channel hires into, are lumped together or not at all. In doubt a tier is
//! not lumped.

use serde::{Deserialize, Serialize};

use crate::random::Decision;
use crate::scenario::file::{CountKind, MoveKind, Reaches};
use crate::scenario::{Channel, EffectOn, Move, Scenario, TierId, Who};

use super::counts::{CountPlan, Counts};
use super::metrics::ReadingPlan;

/// What tells people of a tier apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Distinction {
    /// People are listed one by one.
    Roster,
    /// They are at schools, or compared by school.
    Schools,
    /// They hold posts, or posts are counted.
    Posts,
    /// They have attributes.
    Attributes,
    /// A programme chooses among people.
    Chosen,
    /// A move is a retirement.
    Retirement,
    /// A move's rate depends on age.
    Age,
    /// A move or an allowance asks for something.
    Conditions,
    /// A move has places.
    Places,
    /// A move costs something.
    Price,
    /// A programme that reaches some of them changes a move's rate.
    Dose,
    /// A channel engages flexibly.
    Flexible,
    /// A channel has contracts.
    Contract,
    /// A channel pays awards.
    Award,
    /// A channel pays fees.
    Fee,
    /// A channel has homes to offer.
    Home,
    /// A count looks at schools or attributes.
    Count,
    /// Its people go to, or come with those of, a tier that is not lumped.
    Tier,
}

impl Distinction {
    /// Each of them.
    pub const ALL: [Self; 18] = [
        Self::Roster,
        Self::Schools,
        Self::Posts,
        Self::Attributes,
        Self::Chosen,
        Self::Retirement,
        Self::Age,
        Self::Conditions,
        Self::Places,
        Self::Price,
        Self::Dose,
        Self::Flexible,
        Self::Contract,
        Self::Award,
        Self::Fee,
        Self::Home,
        Self::Count,
        Self::Tier,
    ];

    /// Its stable id.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Roster => "roster",
            Self::Schools => "schools",
            Self::Posts => "posts",
            Self::Attributes => "attributes",
            Self::Chosen => "chosen",
            Self::Retirement => "retirement",
            Self::Age => "age",
            Self::Conditions => "conditions",
            Self::Places => "places",
            Self::Price => "price",
            Self::Dose => "dose",
            Self::Flexible => "flexible",
            Self::Contract => "contract",
            Self::Award => "award",
            Self::Fee => "fee",
            Self::Home => "home",
            Self::Count => "count",
            Self::Tier => "tier",
        }
    }
}

/// Why a tier is not lumped.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Obstacle {
    /// What tells its people apart.
    pub what: Distinction,
    /// The path of the noun by which it does: `move.ID`, `channel.ID`, `roster`.
    pub by: String,
}

/// What keeps each tier from being lumped: nothing does where its list is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lumping {
    /// By tier, in order of the file.
    pub obstacles: Vec<Vec<Obstacle>>,
}

impl Lumping {
    /// Whether a tier is lumped.
    #[must_use]
    pub fn is_lumped(&self, tier: usize) -> bool {
        self.obstacles.get(tier).is_some_and(Vec::is_empty)
    }

    /// Finds what `scenario` states that tells people apart, what its targets and metrics count included.
    pub(super) fn new(scenario: &Scenario, readings: &[ReadingPlan], counts: &Counts) -> Self {
        let mut proof = Proof { scenario, obstacles: vec![Vec::new(); scenario.tiers.len()] };
        proof.plan_as_a_whole();
        for (index, one) in scenario.moves.iter().enumerate() {
            proof.look_at_move(index, one);
        }
        for (index, one) in scenario.channels.iter().enumerate() {
            proof.look_at_channel(index, one);
        }
        for one in &scenario.allowances {
            if one.who != Who::default() || one.after_months > 0 || one.years.is_some() {
                let path = format!("allowance.{}", one.named.id);
                proof.add_to(Distinction::Conditions, &path, |tier| one.tiers.is_empty() || one.tiers.contains(&tier));
            }
        }
        for one in readings {
            proof.look_at_count(&format!("target.{}", scenario.targets[one.target.index()].named.id), &one.count);
        }
        for (one, (_, count)) in scenario.observed.iter().zip(&counts.observed) {
            proof.look_at_count(&format!("metric.{}", one.named.id), count);
        }
        proof.pass_on();
        Self { obstacles: proof.obstacles }
    }
}

/// The obstacles that have been found, by tier.
struct Proof<'s> {
    scenario: &'s Scenario,
    obstacles: Vec<Vec<Obstacle>>,
}

impl Proof<'_> {
    fn add_to(&mut self, what: Distinction, by: &str, touches: impl Fn(TierId) -> bool) {
        let obstacle = Obstacle { what, by: by.to_owned() };
        for (_, list) in self.obstacles.iter_mut().enumerate().filter(|(tier, _)| touches((*tier).into())) {
            if !list.contains(&obstacle) {
                list.push(obstacle.clone());
            }
        }
    }

    /// What touches everybody.
    fn plan_as_a_whole(&mut self) {
        let scenario = self.scenario;
        let whole = [
            (scenario.roster.is_some() || !scenario.coming.is_empty(), Distinction::Roster, "people"),
            (scenario.has_schools() || !scenario.kinds.is_empty(), Distinction::Schools, "school"),
            (scenario.equity.is_some(), Distinction::Schools, "equity"),
            (scenario.posts.is_some() || scenario.reads_posts(), Distinction::Posts, "posts"),
            (!scenario.attributes.is_empty(), Distinction::Attributes, "attribute"),
        ];
        for (_, what, by) in whole.into_iter().filter(|(states, ..)| *states) {
            self.add_to(what, by, |_| true);
        }
        // Its lots are places in the list of all people, whichever of them it reaches.
        for one in scenario.programmes.iter().filter(|one| one.reaches == Reaches::People) {
            self.add_to(Distinction::Chosen, &format!("programme.{}", one.named.id), |_| true);
        }
    }

    fn look_at_move(&mut self, index: usize, one: &Move) {
        let scenario = self.scenario;
        let dosed = scenario.effects.iter().any(|effect| {
            let reaches = scenario.programmes[effect.programme.index()].reaches;
            effect.on.contains(&EffectOn::Move(index.into())) && reaches != Reaches::District
        });
        let found = [
            (one.kind == MoveKind::Retire, Distinction::Retirement),
            (one.rates.iter().any(|(age, _)| *age > 0), Distinction::Age),
            (one.who != Who::default(), Distinction::Conditions),
            (one.is_limited() || !one.places_of.is_empty(), Distinction::Places),
            (one.cost.is_some(), Distinction::Price),
            (!one.sets.is_empty(), Distinction::Attributes),
            (dosed, Distinction::Dose),
        ];
        let path = format!("move.{}", one.named.id);
        for (_, what) in found.into_iter().filter(|(holds, _)| *holds) {
            self.add_to(what, &path, |tier| one.from.contains(&tier) || one.to == Some(tier));
        }
    }

    fn look_at_channel(&mut self, index: usize, one: &Channel) {
        let scenario = self.scenario;
        let housed = scenario.effects.iter().any(|effect| {
            let reaches = scenario.programmes[effect.programme.index()].reaches;
            effect.on.contains(&EffectOn::Acceptance(index.into())) && reaches == Reaches::Arrivals
        });
        let found = [
            (one.flexible, Distinction::Flexible),
            (one.post, Distinction::Posts),
            (one.contract.is_some(), Distinction::Contract),
            (one.award.is_some(), Distinction::Award),
            (one.fee.is_some(), Distinction::Fee),
            (housed, Distinction::Home),
            (!one.values.is_empty() || !one.places_of.is_empty(), Distinction::Attributes),
            (!one.kinds.is_empty() || !one.phases.is_empty(), Distinction::Schools),
        ];
        let path = format!("channel.{}", one.named.id);
        for (_, what) in found.into_iter().filter(|(holds, _)| *holds) {
            self.add_to(what, &path, |tier| one.mix.iter().any(|(own, _)| *own == tier));
        }
    }

    fn look_at_count(&mut self, path: &str, count: &CountPlan) {
        let by_school = count.kind == CountKind::SchoolsMeeting
            || !count.schools.is_empty()
                && !matches!(
                    count.kind,
                    CountKind::StockPer100Students | CountKind::SchoolShare | CountKind::Students | CountKind::Spend
                );
        if by_school || count.barred != 0 {
            self.add_to(Distinction::Count, path, |_| true);
        }
        for part in count.parts.iter().flat_map(|parts| [Some(&parts.of), parts.per.as_ref()]).flatten() {
            self.look_at_count(path, part);
        }
    }

    /// Tiers are as the tiers that their people go to, come from or come with.
    fn pass_on(&mut self) {
        let scenario = self.scenario;
        let moved = scenario.moves.iter().filter(|one| one.to.is_some());
        let moved = moved.map(|one| one.from.iter().copied().chain(one.to).collect());
        let hired = scenario.channels.iter().map(|one| one.mix.iter().map(|(tier, _)| *tier).collect());
        let together: Vec<Vec<TierId>> = moved.chain(hired).collect();
        let mut grows = true;
        while grows {
            grows = false;
            for tiers in &together {
                let Some(other) = tiers.iter().find(|tier| !self.obstacles[tier.index()].is_empty()) else { continue };
                let by = format!("tier.{}", scenario.tiers[other.index()].named.id);
                for tier in tiers {
                    let list = &mut self.obstacles[tier.index()];
                    if list.is_empty() {
                        list.push(Obstacle { what: Distinction::Tier, by: by.clone() });
                        grows = true;
                    }
                }
            }
        }
    }
}

/// The lumped tiers, as the engine needs them.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Lumped {
    /// By index, ascending.
    pub(crate) tiers: Vec<usize>,
    /// By tier, whether it is one of them.
    pub(crate) has: Vec<bool>,
    /// By channel, whether it hires into them.
    pub(crate) hires: Vec<bool>,
    /// By move: how many of a tier make it.
    pub(crate) counts: Vec<Decision>,
    /// Who they are, where somebody asks.
    pub(crate) whom: Decision,
}

impl Lumped {
    pub(super) fn new(scenario: &Scenario, lumping: &Lumping) -> Self {
        Self::of(scenario, (0..scenario.tiers.len()).map(|tier| lumping.is_lumped(tier)).collect())
    }

    /// No tier.
    pub(super) fn nobody(scenario: &Scenario) -> Self {
        Self::of(scenario, vec![false; scenario.tiers.len()])
    }

    fn of(scenario: &Scenario, has: Vec<bool>) -> Self {
        Self {
            tiers: (0..has.len()).filter(|tier| has[*tier]).collect(),
            hires: scenario.channels.iter().map(|one| one.mix.iter().all(|(tier, _)| has[tier.index()])).collect(),
            counts: scenario.moves.iter().map(|one| Decision::new("lumped", &one.named.id)).collect(),
            whom: Decision::new("lumped-whom", ""),
            has,
        }
    }
}
