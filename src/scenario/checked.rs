//! A scenario in which every name resolves and every number is in range.

use std::sync::Arc;

use serde::{Deserialize, Serialize, Serializer};

use crate::random::Correlation;
use crate::random::Nesting;
use crate::words::{Month, Text, fiscal_label};

use super::counted::{Bounds, Count, is_nothing};
use super::file::{
    CandidatesLaw, Commit, CountKind, Fills, MixLaw, MoveKind, Overrun, Per, RankKind, Reaches, YearEnd,
};
use super::ids::{
    ChannelId, FundId, KindId, LineId, MoveId, ParameterId, PayerId, PhaseId, ProgrammeId, SchoolId, TargetId, TierId,
    ValueId,
};
use super::parameter::Parameter;
use super::person::{Coming, RosterPerson};
use super::quantity::Basis;
use super::retirement::Retirement;
use super::terms::{Contracts, Level, Stage};

/// A checked scenario: what [`crate::model::Model::compile`] takes, which cannot fail. As data it is all of this; what is read
/// back is checked again, from its sources.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Scenario {
    /// Short name, for folders.
    pub id: String,
    /// What people call it.
    pub title: Text,
    /// A paragraph for readers.
    pub description: Option<Text>,
    /// First month.
    pub start: Month,
    /// Last month, included.
    pub end: Month,
    /// Month of the year in which the fiscal year opens, 1 to 12.
    pub fiscal_year_starts: u32,
    /// Month of the year in which the school year opens, 1 to 12.
    pub school_year_starts: u32,
    /// Replicates unless told otherwise.
    pub replicates: u64,
    /// Seed unless told otherwise.
    pub seed: u64,
    /// How replicates share draws of the parameters.
    pub nesting: Nesting,
    /// Every number of the scenario, in file order. Everything below refers to them.
    pub parameters: Vec<Parameter>,
    /// Rank correlation between some of them.
    pub correlation: Option<(Vec<ParameterId>, Correlation)>,
    /// Phases of schooling.
    pub phases: Vec<Phase>,
    /// Kinds of school.
    pub kinds: Vec<Named>,
    /// Schools; one nameless school without phase where the scenario has none.
    pub schools: Vec<School>,
    /// Posts; without them nothing needs a vacancy.
    pub posts: Option<Posts>,
    /// Everyone, if a roster lists them. Otherwise people are laid out from the tiers' stocks.
    pub roster: Option<Vec<RosterPerson>>,
    /// Those on the roster who are on their way.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub coming: Vec<Coming>,
    /// Contracts of those on the roster who came by no channel with a contract; none ends and is never renewed.
    pub contracts: Option<Contracts>,
    /// What everybody has beside the tier.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub attributes: Vec<Attribute>,
    /// Tiers, lowest first.
    pub tiers: Vec<Tier>,
    /// Moves.
    pub moves: Vec<Move>,
    /// Channels.
    pub channels: Vec<Channel>,
    /// Programmes.
    pub programmes: Vec<Programme>,
    /// Effects.
    pub effects: Vec<Effect>,
    /// Costs that are nobody's reward.
    pub expenses: Vec<Expense>,
    /// Allowances and salaries.
    pub allowances: Vec<Allowance>,
    /// Money that comes in beside appropriations.
    pub incomes: Vec<Income>,
    /// Payers.
    pub payers: Vec<Named>,
    /// Cost lines.
    pub lines: Vec<Line>,
    /// Price indices; a line has at most one.
    pub prices: Vec<PriceIndex>,
    /// Funds.
    pub funds: Vec<Fund>,
    /// What is still unpaid of what fell due before the start, in the order in which it is paid.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub arrears: Vec<Arrears>,
    /// Targets.
    pub targets: Vec<Target>,
    /// Targets that are asked about together.
    pub joints: Vec<Joint>,
    /// Numbers to follow that nobody promised.
    pub observed: Vec<Observed>,
    /// Months of which rows of replicates keep every metric.
    pub kept_months: Vec<Month>,
    /// Rules of adaptive plans.
    pub rules: Vec<Rule>,
    /// Between-school inequality to report.
    pub equity: Option<Equity>,
    /// Floors and ceilings of a split of money, which no replicate sees.
    pub allocate: Vec<MoneyBounds>,
    /// SHA-256, in hexadecimal, of the resolved scenario and every table it names.
    pub digest: String,
    /// The resolved scenario as one TOML text, and every other file that was read, by name.
    #[serde(serialize_with = "sources")]
    pub sources: Arc<Vec<(String, String)>>,
}

/// The id of the one school of a scenario without schools.
pub(super) const ONLY: &str = "all";

impl Scenario {
    /// Whether it has schools of its own, and not one that stands for all.
    #[must_use]
    pub fn has_schools(&self) -> bool {
        self.schools.len() > 1 || self.schools.iter().any(|one| !one.phases.is_empty() || one.named.id != ONLY)
    }

    /// The name, among the [sources](Self::sources), of the table that lists people one by one, if it reads one.
    #[must_use]
    pub fn roster_file(&self) -> Option<&str> {
        // Tables stand behind the scenario itself, and the roster is read last.
        self.roster.as_ref().and(self.sources.last()).map(|(name, _)| name.as_str())
    }

    /// People whom the roster lists, those who are on their way included.
    #[must_use]
    pub fn listed_people(&self) -> usize {
        self.roster.as_ref().map_or(0, Vec::len) + self.coming.len()
    }

    /// Months simulated.
    #[must_use]
    pub fn months(&self) -> usize {
        (self.end - self.start + 1).max(0) as usize
    }

    /// What people call a fiscal year of this scenario, by the calendar year in which it opens: `2025`, or `2025/26`.
    #[must_use]
    pub fn fiscal_label(&self, year: i32) -> String {
        fiscal_label(year, self.fiscal_year_starts)
    }

    /// The fiscal year of the run, by the calendar year in which it opens, that a text names: by that year, or by its label.
    #[must_use]
    pub fn fiscal_year(&self, text: &str) -> Option<i32> {
        self.fiscal_years().into_iter().find(|year| year.to_string() == text || self.fiscal_label(*year) == text)
    }

    /// Whether anybody is hired into posts, or posts are counted.
    #[must_use]
    pub fn reads_posts(&self) -> bool {
        let posts = |kind: CountKind| matches!(kind, CountKind::Posts | CountKind::Vacancies);
        let readings = self.targets.iter().flat_map(|target| &target.readings).map(|reading| &reading.count);
        let mut counts = readings.chain(self.observed.iter().map(|one| &one.count));
        self.channels.iter().any(|channel| channel.post) || counts.any(|count| count.is_of(&posts))
    }

    /// Whether a target belongs to a group of targets, by the group's id.
    #[must_use]
    pub fn is_joined(&self, target: &Target, joint: &str) -> bool {
        let position = self.targets.iter().position(|one| one.named.id == target.named.id);
        let group = self.joints.iter().find(|one| one.named.id == joint);
        position.zip(group).is_some_and(|(position, group)| group.targets.contains(&position.into()))
    }

    /// Fiscal years that the months touch, by the calendar year in which each opens.
    #[must_use]
    pub fn fiscal_years(&self) -> Vec<i32> {
        (self.start.year_opening_in(self.fiscal_year_starts)..=self.end.year_opening_in(self.fiscal_year_starts))
            .collect()
    }
}

impl Scenario {
    /// What an amount on a line is multiplied by in each fiscal year (by position), where `value` tells the numbers.
    #[must_use]
    pub fn price_index(&self, line: LineId, value: impl Fn(ParameterId) -> f64) -> Vec<f64> {
        let own = self.prices.iter().find(|one| one.lines.contains(&line));
        let mut index = own.and_then(|own| own.index).unwrap_or(1.0);
        let grown = |year: usize| {
            let growth = own.and_then(|own| own.growth.get(year).copied().flatten()).filter(|_| year > 0);
            index *= growth.map_or(1.0, |growth| 1.0 + value(growth));
            index
        };
        (0..self.fiscal_years().len()).map(grown).collect()
    }
}

/// Names and texts, as an object in their order.
fn sources<S: Serializer>(sources: &[(String, String)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(sources.iter().map(|(name, text)| (name, text)))
}

/// An id and a title.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Named {
    /// The id in the file.
    pub id: String,
    /// What people call it.
    pub title: Text,
}

/// A yearly series: a number for every fiscal year of the run, in order; none for a year of which nothing is stated, which has
/// nothing.
pub type YearSeries = Vec<Option<ParameterId>>;

/// A number for all years, and others for single fiscal years.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Figure {
    /// What holds in years without a number of their own; none where nothing is stated.
    pub plain: Option<ParameterId>,
    /// Fiscal years of the run, by position, with their own.
    pub by_year: Vec<(usize, ParameterId)>,
}

impl Figure {
    /// The number of a fiscal year, by position.
    #[must_use]
    pub fn at(&self, year: usize) -> Option<ParameterId> {
        self.by_year.iter().find(|(own, _)| *own == year).map(|(_, id)| *id).or(self.plain)
    }

    /// Every number of it.
    pub fn numbers(&self) -> impl Iterator<Item = ParameterId> + '_ {
        self.plain.into_iter().chain(self.by_year.iter().map(|(_, id)| *id))
    }

    /// Whether it says anything.
    #[must_use]
    pub fn is_stated(&self) -> bool {
        self.numbers().next().is_some()
    }
}

impl From<ParameterId> for Figure {
    fn from(plain: ParameterId) -> Self {
        Self { plain: Some(plain), by_year: Vec::new() }
    }
}

/// A phase of schooling.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Phase {
    /// Id and title.
    pub named: Named,
    /// Students at the start.
    pub students: Option<ParameterId>,
    /// Students that a forecast gives at the opening of the school year in a fiscal year, by position: they do not grow then.
    pub forecast: Vec<(usize, ParameterId)>,
    /// Growth per year.
    pub growth: Figure,
    /// Standard deviation of a year's growth.
    pub growth_noise: Option<ParameterId>,
}

/// A school.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct School {
    /// Id and title.
    pub named: Named,
    /// Its phases, several where they are joined in one school (九年一贯制); none where the scenario has none.
    pub phases: Vec<PhaseId>,
    /// Its kind.
    pub kind: Option<KindId>,
    /// Relative number of students within each of its phases; one number where the scenario has no phases.
    pub students: Vec<f64>,
    /// Posts, counted or relative (see [`Posts::counted`]).
    pub posts: f64,
    /// Whether it is in a school group from the start.
    pub grouped: bool,
    /// Whether it can lead a group.
    pub leads: bool,
    /// The month it opens; none if it is open at the start.
    pub opens: Option<Month>,
    /// The month from which it is closed; none if it stays.
    pub closes: Option<Month>,
    /// The school that takes its people, posts and students when it closes; none spreads them over those of its phase.
    pub merges_into: Option<SchoolId>,
    /// Programmes that have reached it, besides those of its group.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub joined: Vec<ProgrammeId>,
    /// Posts at the start, where they are stated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub posts_now: Option<f64>,
}

impl School {
    /// Ids of its phases, as tables have them.
    #[must_use]
    pub fn phase_ids(&self, scenario: &Scenario) -> String {
        let ids: Vec<&str> = self.phases.iter().map(|id| scenario.phases[id.index()].named.id.as_str()).collect();
        ids.join(";")
    }

    /// Whether it is of some phases: has one of them, or any where none is named.
    #[must_use]
    pub fn is_of(&self, phases: &[PhaseId]) -> bool {
        phases.is_empty() || self.phases.iter().any(|phase| phases.contains(phase))
    }

    /// Whether one phase at least is taught in both schools; without phases all schools are alike.
    #[must_use]
    pub fn is_like(&self, other: &Self) -> bool {
        if self.phases.is_empty() { other.phases.is_empty() } else { other.is_of(&self.phases) }
    }
}

/// Posts.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Posts {
    /// Vacant posts at the start, per staff member with a post.
    pub vacant: Option<ParameterId>,
    /// New posts per new student.
    pub per_new_student: Figure,
    /// Growth per year.
    pub growth: Figure,
    /// Whether [`School::posts`] counts posts.
    pub counted: bool,
}

/// Most values of all attributes together: each is a bit of what people carry.
pub const MOST_VALUES: usize = 64;

/// What everybody has one value of, beside the tier.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Attribute {
    /// Id and title.
    pub named: Named,
    /// The column of a roster that holds it.
    pub column: String,
    /// Its first value: the others follow.
    pub first: ValueId,
    /// Its values.
    pub values: Vec<Named>,
    /// The value of those of whom nothing is said.
    pub otherwise: Option<ValueId>,
}

impl Attribute {
    /// Whether a value is one of its own.
    #[must_use]
    pub fn has(&self, value: ValueId) -> bool {
        (self.first.index()..self.first.index() + self.values.len()).contains(&value.index())
    }

    /// The name of a value of its own.
    #[must_use]
    pub fn value(&self, value: ValueId) -> Option<&Named> {
        self.values.get(value.index().checked_sub(self.first.index())?)
    }
}

/// A band of whole years of age, both ends included, and its weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct AgeBand {
    /// Youngest.
    pub from: u32,
    /// Oldest.
    pub to: u32,
    /// Weight.
    pub weight: ParameterId,
}

/// A rung of the ladder.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Tier {
    /// Id and title.
    pub named: Named,
    /// People at the start; none means nobody.
    pub stock: Option<ParameterId>,
    /// Share of women; none means one half.
    pub female: Option<ParameterId>,
    /// Age bands; empty means ages 30 to 49, evenly.
    pub ages: Vec<AgeBand>,
    /// Months in the tier at the start, least and most, spread evenly.
    pub months_in_tier: (u32, u32),
    /// Attraction of each kind of school (by kind; none means 1).
    pub kinds: Vec<Option<ParameterId>>,
    /// Phases whose schools hold it; empty means all.
    pub phases: Vec<PhaseId>,
    /// Weights of values of attributes; where none of an attribute's has one, its people have what it says otherwise.
    pub values: Vec<(ValueId, ParameterId)>,
}

/// Where someone came from, as a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Origin {
    /// Present at the start or hired by a channel that does not import.
    Home,
    /// Came by this channel.
    Channel(ChannelId),
}

/// Who qualifies. Empty lists and `None` do not restrict.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Who {
    /// Least whole years of age.
    pub min_age: Option<u32>,
    /// Most whole years of age.
    pub max_age: Option<u32>,
    /// Least months in the present tier.
    pub min_months_in_tier: Option<u32>,
    /// Most months in the present tier.
    pub max_months_in_tier: Option<u32>,
    /// Where from.
    pub origins: Vec<Origin>,
    /// Whether bound by a service period.
    pub bound_by_service: Option<bool>,
    /// Kinds of school.
    pub kinds: Vec<KindId>,
    /// Phases of school.
    pub phases: Vec<PhaseId>,
    /// Values of attributes: of each that has one here, any of these.
    pub values: Vec<ValueId>,
    /// Programmes that reach them now.
    pub reached_by: Vec<ProgrammeId>,
    /// Programmes that do not.
    pub not_reached_by: Vec<ProgrammeId>,
}

/// Twelve weights, January first, that sum to one.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Calendar(pub [f64; 12]);

/// A cost per unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Cost {
    /// The line.
    pub line: LineId,
    /// Yuan each, at the prices of the first fiscal year: stated for every one.
    pub amount: YearSeries,
}

/// The yearly fee of an engagement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fee {
    /// What it costs.
    pub cost: Cost,
    /// Years for which it is paid at most; none as long as the engagement lasts.
    pub years: Option<u32>,
    /// Tiers of the mix that have it; empty means all.
    pub tiers: Vec<TierId>,
}

impl Fee {
    /// Whether those who came into a tier have it.
    #[must_use]
    pub fn is_of(&self, tier: TierId) -> bool {
        self.tiers.is_empty() || self.tiers.contains(&tier)
    }
}

/// A cost that is nobody's reward.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Expense {
    /// Id and title.
    pub named: Named,
    /// Sections of the plan.
    pub source: Option<String>,
    /// What one costs.
    pub cost: Cost,
    /// How many fall due per fiscal year; none means one.
    pub units: Option<YearSeries>,
    /// When.
    pub calendar: Calendar,
    /// First month in which it may fall due.
    pub from: Month,
    /// Last month in which it may.
    pub until: Month,
}

/// What is paid again and again to everyone who is entitled.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Allowance {
    /// Id and title.
    pub named: Named,
    /// Sections of the plan.
    pub source: Option<String>,
    /// What it costs for each, each time.
    pub cost: Cost,
    /// The month of the year in which it falls due (1 to 12); none means every month.
    pub month: Option<u32>,
    /// Tiers that are entitled; empty means all.
    pub tiers: Vec<TierId>,
    /// Who in them is.
    pub who: Who,
    /// Whether flexible engagements are.
    pub flexible: bool,
    /// Months in the present tier after which it begins.
    pub after_months: u32,
    /// Years after which it ends; none means with the tier.
    pub years: Option<u32>,
}

/// Money that comes in beside appropriations.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Income {
    /// Id and title.
    pub named: Named,
    /// Sections of the plan.
    pub source: Option<String>,
    /// Where it comes in.
    pub fund: FundId,
    /// Yuan per fiscal year, or for each head and fiscal year.
    pub amount: YearSeries,
    /// For what heads; none means a fixed amount.
    pub per: Option<Per>,
    /// Phases whose students count; empty means all.
    pub phases: Vec<PhaseId>,
    /// Tiers whose people count; empty means all.
    pub tiers: Vec<TierId>,
    /// Whether flexible engagements count.
    pub flexible: bool,
    /// When it comes in.
    pub calendar: Calendar,
}

/// A change for people already in.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Move {
    /// Id and title.
    pub named: Named,
    /// Sections of the plan.
    pub source: Option<String>,
    /// What it does.
    pub kind: MoveKind,
    /// Tiers it applies to, without repeats.
    pub from: Vec<TierId>,
    /// Where to (`change` only, and then always unless it sets a value).
    pub to: Option<TierId>,
    /// Values that it sets (`change` only).
    pub sets: Vec<ValueId>,
    /// Yearly probabilities: first year of age to which each applies, ascending; below the first nothing happens.
    /// Empty for `retire`.
    pub rates: Vec<(u32, ParameterId)>,
    /// Yearly probabilities of single fiscal years, by position, whatever the age.
    pub rate_by_year: Vec<(usize, ParameterId)>,
    /// Standard deviation of a year's log-odds around those stated: chance that all share in a fiscal year.
    pub yearly_sd: Option<ParameterId>,
    /// When.
    pub calendar: Calendar,
    /// Who qualifies.
    pub who: Who,
    /// Places per fiscal year.
    pub places: Option<YearSeries>,
    /// To how many people it fills the tier `to`.
    pub total: Option<Level>,
    /// Of these, most for those who have a value.
    pub places_of: Vec<(ValueId, Figure)>,
    /// Order of places.
    pub rank: RankKind,
    /// Cost of each success.
    pub cost: Option<Cost>,
    /// Retirement ages (`retire` only, and then always).
    pub retirement: Option<Retirement>,
}

impl Move {
    /// Every rate of it, of any age and year.
    pub fn every_rate(&self) -> impl Iterator<Item = ParameterId> + '_ {
        self.rates.iter().map(|(_, id)| *id).chain(self.rate_by_year.iter().map(|(_, id)| *id))
    }

    /// Whether those who pass need a place.
    #[must_use]
    pub const fn is_limited(&self) -> bool {
        self.places.is_some() || self.total.is_some()
    }

    /// Whether its rates differ between fiscal years.
    #[must_use]
    pub fn is_yearly(&self) -> bool {
        !self.rate_by_year.is_empty() || self.yearly_sd.is_some()
    }
}

/// A way in.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Channel {
    /// Id and title.
    pub named: Named,
    /// Sections of the plan.
    pub source: Option<String>,
    /// Whether arrivals are imports.
    pub import: bool,
    /// Whether engagements are flexible.
    pub flexible: bool,
    /// When rounds are held.
    pub calendar: Calendar,
    /// Candidates per year.
    pub candidates: Figure,
    /// Standard deviation of the logarithm of a year's candidates.
    pub candidates_sd: Option<ParameterId>,
    /// Their law.
    pub candidates_law: CandidatesLaw,
    /// Fractions of candidates left of earlier rounds, by tier of `mix` (same order); empty where there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub candidates_left: Vec<f64>,
    /// More candidates from a programme's units: candidates per unit.
    pub candidates_from: Option<(ProgrammeId, ParameterId)>,
    /// What candidates pass first, in order.
    pub stages: Vec<Stage>,
    /// Probability of qualifying; none means certain.
    pub qualified: Figure,
    /// Standard deviation of a year's log-odds of qualifying.
    pub qualified_sd: Option<ParameterId>,
    /// Tiers and their weights.
    pub mix: Vec<(TierId, ParameterId)>,
    /// How candidates fall into tiers.
    pub mix_law: MixLaw,
    /// Weights of values of attributes among arrivals, as a tier's.
    pub values: Vec<(ValueId, ParameterId)>,
    /// What is wanted.
    pub fills: Fills,
    /// Hires wanted by tier of `mix` (same order), with `fills = places`; none means no hire of that tier is wanted.
    pub places: Vec<Option<YearSeries>>,
    /// Most who are hired per fiscal year and have a value.
    pub places_of: Vec<(ValueId, Figure)>,
    /// To how many people it fills, with `fills = total`.
    pub total: Option<Level>,
    /// Acceptance by tier of `mix` (same order); nothing stated means certain.
    pub acceptance: Vec<Figure>,
    /// Standard deviation of a year's log-odds of accepting.
    pub acceptance_sd: Option<ParameterId>,
    /// Months from acceptance to arrival.
    pub lag: u32,
    /// Youngest and oldest arrival.
    pub age: (u32, u32),
    /// Share of women; none means one half.
    pub female: Option<ParameterId>,
    /// Whether a hire needs a vacant post.
    pub post: bool,
    /// Kinds of school that receive; empty means all.
    pub kinds: Vec<KindId>,
    /// Phases that receive; empty means all.
    pub phases: Vec<PhaseId>,
    /// Months of contract.
    pub contract: Option<u32>,
    /// Probability of renewal; nothing stated means never.
    pub renewal: Figure,
    /// The award.
    pub award: Option<Award>,
    /// Yearly fee.
    pub fee: Option<Fee>,
    /// Cost of a round.
    pub round_cost: Option<Cost>,
    /// Cost of an offer.
    pub offer_cost: Option<Cost>,
}

/// An import award.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Award {
    /// The line.
    pub line: LineId,
    /// Yuan by tier of the channel's `mix` (same order), by the fiscal year of the offer; none means no award.
    pub amount: Vec<Option<YearSeries>>,
    /// The award at which acceptance holds, same order; there wherever a response can act.
    pub reference: Vec<Option<ParameterId>>,
    /// Log-odds per unit of ln(award / reference); none means no response.
    pub response: Option<ParameterId>,
    /// Shares in which it is paid, a year apart, which sum to 1; empty means at once.
    pub instalments: Vec<f64>,
    /// Months from arrival until it falls due.
    pub months_to_recognition: u32,
    /// Months of service that it binds to.
    pub service_months: u32,
    /// Share repaid by leavers, for the part not served.
    pub clawback: Option<ParameterId>,
}

impl Award {
    /// The parts in which an award is paid, a year apart: whole yuan, rounded down, and the last takes the rest.
    pub fn parts(&self, award: i64) -> impl Iterator<Item = i64> {
        let mut left = award;
        let last = self.instalments.len().saturating_sub(1);
        (0..=last).map(move |place| {
            let share = self.instalments.get(place).copied().filter(|_| place < last);
            let part = share.map_or(left, |share| libm::floor(award as f64 * share + 1e-6) as i64).min(left);
            left -= part;
            part
        })
    }
}

/// A lever.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Programme {
    /// Id and title.
    pub named: Named,
    /// Sections of the plan.
    pub source: Option<String>,
    /// Whom it reaches.
    pub reaches: Reaches,
    /// What a unit is called.
    pub unit: Text,
    /// Units wanted per fiscal year.
    pub units: YearSeries,
    /// Most units per fiscal year.
    pub capacity: Figure,
    /// Cost of a unit.
    pub unit_cost: Option<Cost>,
    /// Years in which a unit costs that, from its opening on: at least 1.
    pub cost_years: u32,
    /// When units open.
    pub calendar: Calendar,
    /// First month in which they may.
    pub from: Month,
    /// Last month in which they may.
    pub until: Month,
    /// People per unit.
    pub people_per_unit: u32,
    /// Months the dose lasts; none means for good.
    pub lasts: Option<u32>,
    /// Tiers it reaches; empty means all.
    pub tiers: Vec<TierId>,
    /// Who qualifies.
    pub who: Who,
    /// Order of places.
    pub rank: RankKind,
    /// Phases whose schools may join; empty means all.
    pub phases: Vec<PhaseId>,
    /// What leads a unit.
    pub host: Option<Host>,
    /// Kinds between which people are exchanged.
    pub exchange: Option<[KindId; 2]>,
    /// Spend per fiscal year at which the dose is one half.
    pub half_saturation: Option<ParameterId>,
    /// What happened before the start, earliest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub before: Vec<MonthBefore>,
}

/// What a programme came to in a month before the start.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct MonthBefore {
    /// Months from the start, below 0.
    pub month: i32,
    /// Units that were opened.
    pub opened: u32,
    /// Units that were wanted.
    pub wanted: f64,
    /// Yuan that were spent on units; none means what they cost in the first fiscal year.
    pub spent: Option<i64>,
}

/// What leads a unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Host {
    /// Tiers that can host (people); empty with `flexible` means only flexible engagements.
    pub tiers: Vec<TierId>,
    /// Whether flexible engagements can.
    pub flexible: bool,
    /// Units per host, or members per lead school.
    pub each: u32,
}

/// What an effect changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum EffectOn {
    /// A move's yearly probability.
    Move(MoveId),
    /// A channel's acceptance.
    Acceptance(ChannelId),
    /// A channel's probability of qualifying.
    Qualified(ChannelId),
    /// A channel's candidates.
    Candidates(ChannelId),
}

/// How a dose changes a rate.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Effect {
    /// The id in the file.
    pub id: String,
    /// The programme.
    pub programme: ProgrammeId,
    /// What it changes: all of them rates (odds ratio), or all of them candidates (multiplier).
    pub on: Vec<EffectOn>,
    /// The odds ratio, or the multiplier, at full dose.
    pub size: ParameterId,
}

/// A cost line.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Line {
    /// Id and title.
    pub named: Named,
    /// Who pays it out.
    pub payer: Option<PayerId>,
    /// Codes of the budget's classification: function and economic category.
    pub codes: [Option<String>; 2],
    /// The fund that pays it: exactly one.
    pub fund: FundId,
    /// Its place in the fund's order of priority, from 0.
    pub priority: u16,
}

/// How prices on some lines rise.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PriceIndex {
    /// Id and title.
    pub named: Named,
    /// Sections of the plan.
    pub source: Option<String>,
    /// Growth into each fiscal year from the one before; that into the first is never looked at.
    pub growth: YearSeries,
    /// The index in the first fiscal year; none means 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub index: Option<f64>,
    /// The lines.
    pub lines: Vec<LineId>,
}

/// An appropriation and its rules.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Fund {
    /// Id and title.
    pub named: Named,
    /// Sections of the plan.
    pub source: Option<String>,
    /// Who appropriates.
    pub payer: Option<PayerId>,
    /// Yuan per fiscal year; none means it never binds.
    pub appropriation: Option<YearSeries>,
    /// When money is bound.
    pub commit: Commit,
    /// What becomes of what is left.
    pub year_end: YearEnd,
    /// What happens when it is empty.
    pub overrun: Overrun,
    /// The fund that steps in; following these never comes back to the same fund.
    pub backed_by: Option<FundId>,
    /// Yuan in it at the start.
    #[serde(skip_serializing_if = "is_nothing")]
    pub carried_in: i64,
}

/// What fell due before the start and is still unpaid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Arrears {
    /// The line.
    pub line: LineId,
    /// Yuan of each unit.
    pub amount: i64,
    /// Units.
    pub units: u32,
    /// Position on the roster of the one who waits for it as an award; none of what is nobody's or stays owed.
    pub to: Option<usize>,
}

/// A target under one reading.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Reading {
    /// `main`, or the id in the file.
    pub id: String,
    /// What it is called.
    pub title: Text,
    /// What is counted.
    pub count: Count,
    /// When it is judged and by what, in order of the months: never empty. It is met when it is met at each.
    pub milestones: Vec<Milestone>,
}

impl Reading {
    /// The last of its milestones, at the month that it is due.
    ///
    /// # Panics
    /// If it has none, which no checked scenario has.
    #[must_use]
    pub fn due(&self) -> &Milestone {
        &self.milestones[self.milestones.len() - 1]
    }
}

/// A month at whose end what a reading counts is judged.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Milestone {
    /// The month.
    pub at: Month,
    /// The fiscal year that it is stated for; none where the target names the month itself.
    pub year: Option<i32>,
    /// What it is to lie within.
    pub bounds: Bounds,
}

/// What the plan promises.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Target {
    /// Id and title.
    pub named: Named,
    /// Sections of the plan.
    pub source: Option<String>,
    /// The month at whose end its main reading is judged, for the last time if it has milestones.
    pub at: Month,
    /// Whether it belongs to the joint target.
    pub joint: bool,
    /// Readings; the first is the main one.
    pub readings: Vec<Reading>,
}

impl Target {
    /// Whether more of everything may be taken not to make it miss: it has no bound from above, and is no ratio of counts that
    /// rise together.
    #[must_use]
    pub fn rises(&self) -> bool {
        let rises = |main: &Reading| {
            let ratio = matches!(main.count.kind, CountKind::Ratio | CountKind::SchoolsMeeting);
            !ratio && main.milestones.iter().all(|one| one.bounds.at_most.is_none())
        };
        self.readings.first().is_none_or(rises)
    }
}

/// A number to follow that nobody promised.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Observed {
    /// Id and title.
    pub named: Named,
    /// What is counted.
    pub count: Count,
}

/// Targets that are asked about together.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Joint {
    /// Id and title.
    pub named: Named,
    /// The targets, each by its main reading.
    pub targets: Vec<TargetId>,
}

/// A lever that a rule can set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Lever {
    /// Units of a programme per fiscal year.
    Units(ProgrammeId),
    /// Places of a move per fiscal year.
    MovePlaces(MoveId),
    /// Places of a channel for a position in its `mix`, per fiscal year.
    ChannelPlaces(ChannelId, usize),
}

/// An adaptive rule.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Rule {
    /// Id and title.
    pub named: Named,
    /// When the condition is looked at.
    pub at: Month,
    /// The target whose main reading's metric is looked at.
    pub target: TargetId,
    /// The condition holds when the metric is below this …
    pub below: Option<f64>,
    /// … and at least this.
    pub at_least: Option<f64>,
    /// Whether it held, where that was before the start.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fired: Option<bool>,
    /// First month of the new values (after `at`).
    pub from: Month,
    /// New yearly values.
    pub set: Vec<(Lever, f64)>,
}

/// Between-school inequality to report.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Equity {
    /// Tiers counted.
    pub tiers: Vec<TierId>,
    /// Limit on the coefficient of variation by phase.
    pub limits: Vec<(PhaseId, ParameterId)>,
}

/// What a split of money must give something at least and may give it at most, over all fiscal years that the name covers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MoneyBounds {
    /// As levers are named: `line.training`, `fund.special`, or of one fiscal year `line.training@2022`.
    pub name: String,
    /// The floor, if one is stated.
    pub least: Option<Amount>,
    /// The ceiling, if one is stated.
    pub most: Option<Amount>,
}

/// A known amount of money.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Amount {
    /// Whole yuan.
    pub yuan: i64,
    /// Where it comes from, if the scenario says.
    pub basis: Option<Basis>,
    /// Its source.
    pub source: Option<String>,
    /// A note.
    pub note: Option<String>,
}
