//! The scenario file as it is typed. These types are the format: the JSON Schema, the structural checks and the
//! reference in `docs/scenario.md` all come from them.
//!
//! One file a noun, under the name that its check has in `check/`. Nothing here has been checked beyond its shape;
//! [`super::load`] turns a file into a [`super::Scenario`].

mod allocate;
mod attributes;
mod channels;
mod common;
mod correlation;
mod header;
mod maps;
mod money;
mod moves;
mod people;
mod programmes;
mod retirement;
mod rules;
mod schools;
mod targets;

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

pub use self::allocate::{AllocateFile, BoundsFile};
pub use self::attributes::AttributeFile;
pub use self::channels::{AwardFile, CandidatesFromFile, CandidatesLaw, ChannelFile, Fills, MixLaw, StageFile};
pub use self::common::{CostFile, FeeFile, RankKind, UnitCostFile, WhoFile, Words};
pub use self::correlation::{CorrelationFile, DriverFile};
pub use self::header::{Header, RunFile};
pub use self::maps::{AskedValues, ByAge, ByTier, ByYear, CalendarFile, SetValues, ValuePlaces, ValueWeights, Weights};
pub use self::money::{
    AllowanceFile, ArrearsFile, CodesFile, Commit, Every, ExpenseFile, FundFile, IncomeFile, LineFile, Overrun,
    PayerFile, Per, PriceFile, YearEnd,
};
pub use self::moves::{MoveFile, MoveKind};
pub use self::people::{PeopleFile, TierFile};
pub use self::programmes::{EffectFile, HostFile, ProgrammeFile, Reaches};
pub use self::retirement::{AgeFile, RetirementAgeFile, StatedAge};
pub use self::rules::RuleFile;
pub use self::schools::{PhaseFile, PostsFile, SchoolsFile};
pub use self::targets::{
    CountFile, CountKind, EachFile, EquityFile, JointFile, MetricFile, Over, ReadingFile, TargetFile,
};
use super::placed::Placed;

/// A whole scenario.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ScenarioFile {
    /// The format that the file is written for; left out, the first. Where a later one gives the same text another meaning,
    /// the file is refused, with the command that brings it up to date.
    #[schemars(range(min = 1, max = 2))]
    pub format: Option<u32>,
    /// The file that this one is laid over, or the name of a bundled scenario. Only what differs is stated here.
    pub extends: Option<String>,
    /// What is taken away from what the file extends: paths such as `target.young` or `fund.special.appropriation_by_year.2021`.
    #[serde(default)]
    pub without: Vec<String>,
    /// What the scenario is called and when it runs.
    pub scenario: Header,
    /// How it is run unless the command line says otherwise.
    #[serde(default)]
    pub run: RunFile,
    /// Phases of schooling, with their students.
    #[serde(default)]
    pub phase: IndexMap<String, Placed<PhaseFile>>,
    /// The schools. Without them everyone is in one place.
    pub schools: Option<Placed<SchoolsFile>>,
    /// Posts (编制) and how they grow.
    pub posts: Option<Placed<PostsFile>>,
    /// What is common to all people at the start, or the roster that lists them.
    #[serde(default)]
    pub people: Placed<PeopleFile>,
    /// What everybody has beside the tier, such as a professional title, a subject or a kind of post.
    #[serde(default)]
    pub attribute: IndexMap<String, Placed<AttributeFile>>,
    /// Rungs of the ladder, lowest first.
    #[schemars(extend("minProperties" = 1))]
    pub tier: IndexMap<String, Placed<TierFile>>,
    /// Changes for people already in.
    #[serde(default, rename = "move")]
    pub moves: IndexMap<String, Placed<MoveFile>>,
    /// Ways in.
    #[serde(default)]
    pub channel: IndexMap<String, Placed<ChannelFile>>,
    /// Levers with units, unit cost, calendar and capacity.
    #[serde(default)]
    pub programme: IndexMap<String, Placed<ProgrammeFile>>,
    /// How a programme's dose changes a rate.
    #[serde(default)]
    pub effect: IndexMap<String, Placed<EffectFile>>,
    /// Who pays (safeguard 4.1 of the plan).
    #[serde(default)]
    pub payer: IndexMap<String, PayerFile>,
    /// What money is spent on.
    #[serde(default)]
    pub line: IndexMap<String, Placed<LineFile>>,
    /// Price indices: how what is paid on lines rises from year to year.
    #[serde(default)]
    pub price: IndexMap<String, Placed<PriceFile>>,
    /// Costs that are nobody's reward.
    #[serde(default)]
    pub cost: IndexMap<String, Placed<ExpenseFile>>,
    /// What is paid again and again to those who hold a tier, a title or a mark; salaries among it.
    #[serde(default)]
    pub allowance: IndexMap<String, Placed<AllowanceFile>>,
    /// Money that comes in beside appropriations.
    #[serde(default)]
    pub income: IndexMap<String, Placed<IncomeFile>>,
    /// Appropriations and the lines they pay.
    #[serde(default)]
    pub fund: IndexMap<String, Placed<FundFile>>,
    /// What fell due before the start and is still unpaid.
    #[serde(default)]
    pub arrears: IndexMap<String, Placed<ArrearsFile>>,
    /// What the plan promises.
    #[serde(default)]
    pub target: IndexMap<String, Placed<TargetFile>>,
    /// Targets that are asked about together, such as one that is met within a budget.
    #[serde(default)]
    pub joint: IndexMap<String, Placed<JointFile>>,
    /// Numbers to follow that nobody promised.
    #[serde(default)]
    pub metric: IndexMap<String, Placed<MetricFile>>,
    /// Adaptive plans: if … then ….
    #[serde(default)]
    pub rule: IndexMap<String, Placed<RuleFile>>,
    /// Between-school inequality to report.
    pub equity: Option<EquityFile>,
    /// Rank correlation between uncertain numbers.
    pub correlation: Option<CorrelationFile>,
    /// What moves several uncertain numbers at once.
    #[serde(default)]
    pub driver: IndexMap<String, Placed<DriverFile>>,
    /// Floors and ceilings that `tidui allocate` keeps to. Nothing else reads them: the simulation does not.
    #[serde(default)]
    pub allocate: AllocateFile,
}
