//! The scenario file as it is typed. These types are the format: the JSON Schema, the structural checks and the
//! reference in `docs/scenario.md` all come from them.
//!
//! Nothing here has been checked beyond its shape; [`super::load`] turns a file into a [`super::Scenario`].

mod maps;

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

pub use self::maps::{ByAge, ByYear, CalendarFile, Weights};
use super::quantity::Quantity;

/// Words in Chinese and English. One of them is enough: the other language then shows the same.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("x-overlay" = "whole", "minProperties" = 1))]
pub struct Words {
    /// Simplified Chinese.
    #[schemars(length(min = 1))]
    pub zh: Option<String>,
    /// English.
    #[schemars(length(min = 1))]
    pub en: Option<String>,
}

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
    /// What the scenario is called and when it runs.
    pub scenario: Header,
    /// How it is run unless the command line says otherwise.
    #[serde(default)]
    pub run: RunFile,
    /// Phases of schooling, with their students.
    #[serde(default)]
    pub phase: IndexMap<String, PhaseFile>,
    /// The schools. Without them everyone is in one place.
    pub schools: Option<SchoolsFile>,
    /// Posts (编制) and how they grow.
    pub posts: Option<PostsFile>,
    /// What is common to all people at the start, or the roster that lists them.
    #[serde(default)]
    pub people: PeopleFile,
    /// Rungs of the ladder, lowest first.
    #[schemars(extend("minProperties" = 1))]
    pub tier: IndexMap<String, TierFile>,
    /// Changes for people already in.
    #[serde(default, rename = "move")]
    pub moves: IndexMap<String, MoveFile>,
    /// Ways in.
    #[serde(default)]
    pub channel: IndexMap<String, ChannelFile>,
    /// Levers with units, unit cost, calendar and capacity.
    #[serde(default)]
    pub programme: IndexMap<String, ProgrammeFile>,
    /// How a programme's dose changes a rate.
    #[serde(default)]
    pub effect: IndexMap<String, EffectFile>,
    /// Who pays (safeguard 4.1 of the plan).
    #[serde(default)]
    pub payer: IndexMap<String, PayerFile>,
    /// What money is spent on.
    #[serde(default)]
    pub line: IndexMap<String, LineFile>,
    /// Appropriations and the lines they pay.
    #[serde(default)]
    pub fund: IndexMap<String, FundFile>,
    /// What the plan promises.
    #[serde(default)]
    pub target: IndexMap<String, TargetFile>,
    /// Adaptive plans: if … then ….
    #[serde(default)]
    pub rule: IndexMap<String, RuleFile>,
    /// Between-school inequality to report.
    pub equity: Option<EquityFile>,
    /// Rank correlation between uncertain numbers.
    pub correlation: Option<CorrelationFile>,
    /// Floors and ceilings that `tidui allocate` keeps to. Nothing else reads them: the simulation does not.
    #[serde(default)]
    pub allocate: AllocateFile,
}

/// What the scenario is called and when it runs.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Header {
    /// A short name for folders: lowercase letters, digits and hyphens.
    #[schemars(extend("format" = "id"))]
    pub id: String,
    /// What people call it.
    pub title: Words,
    /// A paragraph for readers.
    pub description: Option<Words>,
    /// First month, such as `"2021-05"`.
    #[schemars(extend("format" = "month"))]
    pub start: String,
    /// Last month, included; a run has at most 600 months.
    #[schemars(extend("format" = "month"))]
    pub end: String,
    /// Month in which the fiscal year opens.
    #[serde(default = "one")]
    #[schemars(range(min = 1, max = 12))]
    pub fiscal_year_starts: u32,
    /// Month in which the school year opens.
    #[serde(default = "nine")]
    #[schemars(range(min = 1, max = 12))]
    pub school_year_starts: u32,
}

const fn one() -> u32 {
    1
}

const fn nine() -> u32 {
    9
}

/// How a scenario is run unless the command line says otherwise.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct RunFile {
    /// Replicates.
    #[schemars(range(min = 2, max = 1_000_000_000))]
    pub replicates: u64,
    /// Seed of all randomness.
    pub seed: u64,
    /// Replicates of chance per draw of the unknown numbers: 2 or more keeps the two layers apart.
    #[schemars(range(min = 1, max = 1000))]
    pub chance_replicates: u64,
}

impl Default for RunFile {
    fn default() -> Self {
        Self { replicates: 10_000, seed: 20_210_427, chance_replicates: 2 }
    }
}

/// A phase of schooling.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PhaseFile {
    /// What people call it.
    pub title: Words,
    /// Students when the run opens. Left out where nothing counts them.
    #[schemars(extend("measure" = "students"))]
    pub students: Option<Quantity>,
    /// Growth per year, at each opening of the school year (0.05 = 5 %).
    #[schemars(extend("measure" = "yearly-growth"))]
    pub growth: Option<Quantity>,
    /// Standard deviation, over years, of the growth around its mean: chance, not ignorance.
    #[schemars(extend("measure" = "share"))]
    pub growth_noise: Option<Quantity>,
}

/// The schools.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SchoolsFile {
    /// A table beside the scenario, as CSV or a workbook: `id`, `title_zh` or `title_en` or both, `phase`, `kind`, `students`,
    /// `posts`, `group`, `leads`, `opens`.
    pub file: String,
    /// Kinds of school that the file may name, such as central, ordinary, weak.
    pub kinds: IndexMap<String, Words>,
}

/// Posts (编制).
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PostsFile {
    /// Vacant posts when the run opens, as a share of the staff who hold one.
    #[schemars(extend("measure" = "share"))]
    pub vacant: Option<Quantity>,
    /// New posts per new student, at each opening of the school year.
    #[schemars(extend("measure" = "for-each"))]
    pub per_new_student: Option<Quantity>,
    /// Growth of all posts per year beside that, at each opening of the school year.
    #[schemars(extend("measure" = "yearly-growth"))]
    pub growth: Option<Quantity>,
    /// The posts column of the schools file counts posts, instead of only sharing staff out between schools.
    #[serde(default)]
    pub counted: bool,
}

/// What is common to all people at the start.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PeopleFile {
    /// A table that lists everyone, as CSV or a workbook: `id`, `born`, `sex`, `school`, `tier`, `in_tier_since`, `origin`,
    /// `contract_end`, `marks`.
    /// Without it, stocks and shares are laid out by largest remainder.
    pub roster: Option<String>,
    /// Share of women, unless the tier says otherwise.
    #[schemars(extend("measure" = "share"))]
    pub female: Option<Quantity>,
    /// Weights of age bands, each named by its first and last year of age, such as `"30-39"`.
    #[serde(default)]
    #[schemars(extend("measure" = "weight"))]
    pub ages: Weights,
    /// Months already spent in the tier at the start: `[least, most]`, spread evenly.
    pub months_in_tier: Option<[u32; 2]>,
}

/// A rung of the ladder.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TierFile {
    /// What people call it.
    pub title: Words,
    /// People in it when the run opens.
    #[schemars(extend("measure" = "people"))]
    pub stock: Option<Quantity>,
    /// Share of women.
    #[schemars(extend("measure" = "share"))]
    pub female: Option<Quantity>,
    /// Weights of age bands.
    #[serde(default)]
    #[schemars(extend("measure" = "weight"))]
    pub ages: Weights,
    /// Months already spent in the tier at the start: `[least, most]`, spread evenly.
    pub months_in_tier: Option<[u32; 2]>,
    /// How strongly each kind of school attracts the tier at the start, relative to its posts.
    #[serde(default)]
    #[schemars(extend("measure" = "weight"))]
    pub kinds: Weights,
    /// Phases of schooling whose schools hold the tier at the start; left out, all that have posts.
    #[serde(default)]
    pub phases: Vec<String>,
}

/// Who qualifies. Every condition that is stated must hold.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WhoFile {
    /// Least whole years of age.
    #[schemars(extend("measure" = "age"))]
    pub min_age: Option<u32>,
    /// Most whole years of age.
    #[schemars(extend("measure" = "age"))]
    pub max_age: Option<u32>,
    /// Least months in the present tier.
    #[schemars(extend("measure" = "months"))]
    pub min_months_in_tier: Option<u32>,
    /// Where people came from: `home` for those not imported, or ids of channels.
    #[serde(default)]
    pub origins: Vec<String>,
    /// Whether a service period still binds them.
    pub bound_by_service: Option<bool>,
    /// Kinds of school they are in.
    #[serde(default)]
    pub kinds: Vec<String>,
    /// Phases of the school they are in.
    #[serde(default)]
    pub phases: Vec<String>,
    /// Programmes that have reached them (and still do).
    #[serde(default)]
    pub reached_by: Vec<String>,
    /// Programmes that have not.
    #[serde(default)]
    pub not_reached_by: Vec<String>,
}

/// What a move does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum MoveKind {
    /// Out of the system: resignation, transfer out.
    Leave,
    /// Out at an age.
    Retire,
    /// To another tier: promotion, recognition, demotion, lapse at review.
    Change,
}

/// In what order limited places are given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RankKind {
    /// By lot.
    #[default]
    Lot,
    /// Longest in the present tier first, then by lot.
    LongestInTier,
    /// Those whom most programmes have reached first, then by lot.
    MostReached,
    /// Youngest first, then by lot.
    Youngest,
}

/// A change for people already in.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MoveFile {
    /// What people call it.
    pub title: Words,
    /// Sections of the plan, or another source.
    pub source: Option<String>,
    /// What it does.
    pub kind: MoveKind,
    /// Tiers it applies to.
    #[schemars(length(min = 1))]
    pub from: Vec<String>,
    /// The tier that people change to.
    pub to: Option<String>,
    /// Probability per year. With `places`, the probability of passing, before places are given.
    #[schemars(extend("measure" = "share"))]
    pub rate: Option<Quantity>,
    /// Probability per year by age: each key is the first year of age to which its rate applies.
    #[serde(default)]
    #[schemars(extend("measure" = "share"))]
    pub rate_by_age: ByAge,
    /// Months and weights; the yearly rate is spread so that a year's total is exact.
    #[serde(default)]
    #[schemars(extend("measure" = "weight"))]
    pub calendar: CalendarFile,
    /// Who qualifies.
    #[serde(default)]
    pub who: WhoFile,
    /// Places per fiscal year: a quota the planner controls. Left out, no limit.
    #[schemars(extend("measure" = "places"))]
    pub places: Option<Quantity>,
    /// Places in single fiscal years, over `places`.
    #[serde(default)]
    #[schemars(extend("measure" = "places"))]
    pub places_by_year: ByYear<Quantity>,
    /// In what order limited places are given.
    #[serde(default)]
    pub rank: RankKind,
    /// What each success costs.
    pub cost: Option<CostFile>,
    /// Age at which women retire (kind `retire`).
    #[schemars(extend("measure" = "age-from-one"))]
    pub age_female: Option<u32>,
    /// Age at which men retire (kind `retire`).
    #[schemars(extend("measure" = "age-from-one"))]
    pub age_male: Option<u32>,
    /// Share of women who stay to `staying_age` (kind `retire`).
    #[schemars(extend("measure" = "share"))]
    pub staying_female: Option<Quantity>,
    /// Share of men who stay to `staying_age` (kind `retire`).
    #[schemars(extend("measure" = "share"))]
    pub staying_male: Option<Quantity>,
    /// Age to which those who stay, stay (kind `retire`); left out, the later of the two ages of retirement.
    #[schemars(extend("measure" = "age-from-one"))]
    pub staying_age: Option<u32>,
}

/// A cost per unit, on a line.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CostFile {
    /// The line it falls on.
    pub line: String,
    /// Yuan each; rounded to whole yuan when drawn.
    #[schemars(extend("measure" = "yuan"))]
    pub amount: Quantity,
}

/// How many candidates come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CandidatesLaw {
    /// Just the stated number, fractions carried from round to round.
    #[default]
    Fixed,
    /// Poisson around the stated number.
    Poisson,
}

/// How candidates fall into tiers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum MixLaw {
    /// Each candidate's tier by chance.
    #[default]
    Chance,
    /// By largest remainder, no chance.
    Exact,
}

/// What decides how many a channel wants.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Fills {
    /// The places stated per tier and year.
    #[default]
    Places,
    /// Vacant posts.
    Vacancies,
    /// Whatever brings the total of all tiers to `total`.
    Total,
    /// Every candidate who qualifies.
    Everyone,
}

/// A way in, as a funnel.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChannelFile {
    /// What people call it.
    pub title: Words,
    /// Sections of the plan, or another source.
    pub source: Option<String>,
    /// Whether arrivals count as imported talent. Ordinary hiring does not.
    #[serde(default)]
    pub import: bool,
    /// Whether the engagement is flexible (柔性): used without being owned.
    #[serde(default)]
    pub flexible: bool,
    /// Months in which a round is held, with weights.
    #[serde(default)]
    #[schemars(extend("measure" = "weight"))]
    pub calendar: CalendarFile,
    /// Candidates per year.
    #[schemars(extend("measure" = "candidates"))]
    pub candidates: Quantity,
    /// How many candidates come.
    #[serde(default)]
    pub candidates_law: CandidatesLaw,
    /// Further candidates from a programme's units, such as interns.
    pub candidates_from: Option<CandidatesFromFile>,
    /// Probability that a candidate qualifies.
    #[schemars(extend("measure" = "share"))]
    pub qualified: Option<Quantity>,
    /// Weights of the tiers among candidates.
    #[schemars(extend("minProperties" = 1, "measure" = "weight"))]
    pub mix: Weights,
    /// How candidates fall into tiers.
    #[serde(default)]
    pub mix_law: MixLaw,
    /// What decides how many are wanted.
    #[serde(default)]
    pub fills: Fills,
    /// Hires wanted per fiscal year, by tier.
    #[serde(default)]
    #[schemars(extend("measure" = "places"))]
    pub places: IndexMap<String, Quantity>,
    /// Hires wanted in single fiscal years: year, then tier.
    #[serde(default)]
    #[schemars(extend("measure" = "places"))]
    pub places_by_year: ByYear<IndexMap<String, Quantity>>,
    /// The total to which the channel fills (with `fills = "total"`).
    #[schemars(extend("measure" = "people"))]
    pub total: Option<Quantity>,
    /// Growth of that total per year of the run: it first grows in the thirteenth month.
    #[schemars(extend("measure" = "yearly-growth"))]
    pub total_growth: Option<Quantity>,
    /// Probability that an offer is accepted, by tier; left out, certain.
    #[serde(default)]
    #[schemars(extend("measure" = "share"))]
    pub acceptance: IndexMap<String, Quantity>,
    /// Months from acceptance to arrival.
    #[serde(default)]
    #[schemars(extend("measure" = "months"))]
    pub lag: u32,
    /// Ages of arrivals: `[youngest, oldest]`, spread evenly. Older candidates are not considered.
    pub age: Option<[u32; 2]>,
    /// Share of women among arrivals.
    #[schemars(extend("measure" = "share"))]
    pub female: Option<Quantity>,
    /// Whether a hire needs a vacant post.
    #[serde(default)]
    pub post: bool,
    /// Kinds of school that receive arrivals; left out, all.
    #[serde(default)]
    pub kinds: Vec<String>,
    /// Phases whose schools receive arrivals; left out, all that have posts.
    #[serde(default)]
    pub phases: Vec<String>,
    /// Months of the contract; left out, permanent.
    #[schemars(extend("measure" = "months-from-one"))]
    pub contract: Option<u32>,
    /// Probability that a contract is renewed when it ends.
    #[schemars(extend("measure" = "share"))]
    pub renewal: Option<Quantity>,
    /// Award paid once to each who accepts and arrives; an offer that is declined costs nothing.
    pub award: Option<AwardFile>,
    /// Fee for every twelve months of engagement, due on arrival and each year after.
    pub fee: Option<CostFile>,
    /// Cost of holding one round.
    pub round_cost: Option<CostFile>,
}

/// Candidates that a programme's units bring.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CandidatesFromFile {
    /// The programme.
    pub programme: String,
    /// Candidates per unit delivered since the last round.
    #[schemars(extend("measure" = "for-each"))]
    pub per_unit: Quantity,
}

/// An award to imports (引进奖励).
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AwardFile {
    /// The line it falls on.
    pub line: String,
    /// Yuan by tier.
    #[schemars(extend("minProperties" = 1, "measure" = "yuan-to-one-person"))]
    pub amount: IndexMap<String, Quantity>,
    /// The award at which `acceptance` holds, by tier: needed beside `response`, for every tier with both an amount and an
    /// acceptance.
    #[serde(default)]
    #[schemars(extend("measure" = "reference-yuan-to-one-person"))]
    pub reference: IndexMap<String, Quantity>,
    /// Log-odds of acceptance per unit of ln(award / reference award); left out, the size of the award changes nothing.
    #[schemars(extend("measure" = "log-odds"))]
    pub response: Option<Quantity>,
    /// Months from arrival to recognition (认定), when the award falls due.
    #[serde(default)]
    #[schemars(extend("measure" = "months"))]
    pub months_to_recognition: u32,
    /// Months of service that the award binds to.
    #[serde(default)]
    #[schemars(extend("measure" = "months"))]
    pub service_months: u32,
    /// Share of the award, for the part of the service not rendered, that a leaver repays.
    #[schemars(extend("measure" = "share"))]
    pub clawback: Option<Quantity>,
}

/// Whom a programme reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Reaches {
    /// People: seats, memberships, selections, exchanges. The dose of a rate is 1 for those it reaches.
    People,
    /// Schools that join. The dose is 1 for people in a school that has joined.
    Schools,
    /// Arrivals: apartments. The dose is 1 for a candidate who can be given one.
    Arrivals,
    /// The whole district: publicity, services, reform. The dose is spend / (spend + half saturation), or the
    /// share of the wanted units that was delivered.
    District,
}

/// A lever.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProgrammeFile {
    /// What people call it.
    pub title: Words,
    /// Sections of the plan, or another source.
    pub source: Option<String>,
    /// Whom it reaches.
    pub reaches: Reaches,
    /// What one unit is called.
    pub unit: Words,
    /// Units wanted per fiscal year.
    #[schemars(extend("measure" = "units"))]
    pub units: Option<Quantity>,
    /// Units wanted in single fiscal years, over `units`.
    #[serde(default)]
    #[schemars(extend("measure" = "units"))]
    pub units_by_year: ByYear<Quantity>,
    /// Most units that can be run per fiscal year, whatever is wanted.
    #[schemars(extend("measure" = "units"))]
    pub capacity: Option<Quantity>,
    /// Cost of one unit; left out, free.
    pub unit_cost: Option<CostFile>,
    /// Months in which units open, with weights.
    #[serde(default)]
    #[schemars(extend("measure" = "weight"))]
    pub calendar: CalendarFile,
    /// First month in which units may open.
    #[schemars(extend("format" = "month"))]
    pub from: Option<String>,
    /// Last month in which units may open.
    #[schemars(extend("format" = "month"))]
    pub until: Option<String>,
    /// People whom one unit reaches.
    #[serde(default = "one")]
    #[schemars(range(min = 1, max = 1000))]
    pub people_per_unit: u32,
    /// Months that the dose lasts; left out, for good.
    #[schemars(extend("measure" = "months-from-one"))]
    pub lasts: Option<u32>,
    /// Tiers whose people it reaches; left out, all.
    #[serde(default)]
    pub tiers: Vec<String>,
    /// Who qualifies.
    #[serde(default)]
    pub who: WhoFile,
    /// In what order limited places are given.
    #[serde(default)]
    pub rank: RankKind,
    /// Phases whose schools may join (reaches schools).
    #[serde(default)]
    pub phases: Vec<String>,
    /// What each unit needs to be led: a workshop its host, a school group its lead.
    pub host: Option<HostFile>,
    /// The kinds of school between which people are exchanged, both ways.
    pub exchange: Option<[String; 2]>,
    /// Spend per fiscal year at which the dose is one half (reaches the district).
    #[schemars(extend("measure" = "yuan-above-zero"))]
    pub half_saturation: Option<Quantity>,
}

/// What leads a unit.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HostFile {
    /// Tiers whose people can host (a programme that reaches people).
    #[serde(default)]
    pub tiers: Vec<String>,
    /// Whether people engaged flexibly can host, whatever their tier.
    #[serde(default)]
    pub flexible: bool,
    /// Units that one host, or members that one lead school, can carry.
    #[serde(default = "one")]
    #[schemars(range(min = 1, max = 1000))]
    pub each: u32,
}

/// How a programme's dose changes a rate.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EffectFile {
    /// The programme whose dose it is.
    pub programme: String,
    /// What it changes: `move.ID`, `channel.ID.acceptance`, `channel.ID.qualified` or `channel.ID.candidates`.
    #[schemars(length(min = 1))]
    pub on: Vec<String>,
    /// Odds ratio at full dose (moves, acceptance, qualified).
    #[schemars(extend("measure" = "odds-ratio"))]
    pub odds_ratio: Option<Quantity>,
    /// Multiplier at full dose (candidates).
    #[schemars(extend("measure" = "multiplier"))]
    pub multiplier: Option<Quantity>,
}

/// Who pays.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PayerFile {
    /// What people call it.
    pub title: Words,
}

/// What money is spent on.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LineFile {
    /// What people call it.
    pub title: Words,
    /// Who pays it out.
    pub payer: Option<String>,
}

/// When a fund's money is bound.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Commit {
    /// When an offer is made: no offer without money for it.
    #[default]
    Offer,
    /// When the cost falls due: offers go out, and what cannot be paid waits.
    Due,
}

/// What becomes of money left at the end of a fiscal year.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum YearEnd {
    /// It lapses; only what is committed is kept for what it was committed to.
    #[default]
    Lapse,
    /// It is carried over.
    CarryOver,
}

/// What happens when a fund is empty.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Overrun {
    /// Nothing more opens; what is due waits for next year's appropriation.
    #[default]
    Wait,
    /// It is paid all the same, and the overrun reported.
    Pay,
}

/// An appropriation and its rules.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FundFile {
    /// What people call it.
    pub title: Words,
    /// Sections of the plan, or another source.
    pub source: Option<String>,
    /// Who appropriates.
    pub payer: Option<String>,
    /// Yuan per fiscal year; left out with `unlimited`.
    #[schemars(extend("measure" = "yuan"))]
    pub appropriation: Option<Quantity>,
    /// Yuan in single fiscal years, over `appropriation`.
    #[serde(default)]
    #[schemars(extend("measure" = "yuan"))]
    pub appropriation_by_year: ByYear<Quantity>,
    /// Whether the fund never binds.
    #[serde(default)]
    pub unlimited: bool,
    /// Lines it pays, the most important first: the order in which what falls due in the same month is paid.
    #[schemars(length(min = 1))]
    pub pays: Vec<String>,
    /// When money is bound.
    #[serde(default)]
    pub commit: Commit,
    /// What becomes of money left at the end of a fiscal year.
    #[serde(default)]
    pub year_end: YearEnd,
    /// What happens when it is empty.
    #[serde(default)]
    pub overrun: Overrun,
    /// A fund that steps in when this one is empty.
    pub backed_by: Option<String>,
}

/// What a target counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CountKind {
    /// People who entered the tiers since the start, however they came and whether or not they stayed.
    Additions,
    /// People in the tiers in that month.
    Stock,
    /// The same, per 100 students of the phases.
    #[serde(rename = "stock-per-100-students")]
    StockPer100Students,
    /// Arrivals through import channels since the start, into the tiers (left out: all).
    Imports,
    /// Share of the schools of the phases that the programme has reached (1 = all).
    SchoolShare,
    /// People the programme has reached since the start.
    Reached,
}

/// The part of a target that a reading may state differently.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReadingFile {
    /// What the reading is called.
    pub title: Words,
    /// What is counted.
    pub count: Option<CountKind>,
    /// Tiers that count.
    pub tiers: Option<Vec<String>>,
    /// Whether flexible engagements count.
    pub flexible: Option<bool>,
    /// Phases whose students or schools count.
    pub phases: Option<Vec<String>>,
    /// The bound.
    #[schemars(extend("measure" = "bound"))]
    pub at_least: Option<f64>,
    /// How far below the bound still counts as met ("about").
    #[schemars(extend("measure" = "bound"))]
    pub tolerance: Option<f64>,
}

/// What the plan promises.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TargetFile {
    /// What people call it.
    pub title: Words,
    /// Sections of the plan, or another source.
    pub source: Option<String>,
    /// What the main reading is called, where there are others.
    pub reading_title: Option<Words>,
    /// The month at whose end it is judged.
    #[schemars(extend("format" = "month"))]
    pub at: String,
    /// The bound.
    #[schemars(extend("measure" = "bound"))]
    pub at_least: f64,
    /// How far below the bound still counts as met ("about").
    #[serde(default)]
    #[schemars(extend("measure" = "bound"))]
    pub tolerance: f64,
    /// What is counted.
    pub count: CountKind,
    /// Tiers that count.
    #[serde(default)]
    pub tiers: Vec<String>,
    /// Whether flexible engagements count.
    #[serde(default = "yes")]
    pub flexible: bool,
    /// Phases whose students or schools count.
    #[serde(default)]
    pub phases: Vec<String>,
    /// The programme whose reach counts.
    pub programme: Option<String>,
    /// Whether it is one of the targets that are all to be met.
    #[serde(default = "yes")]
    pub joint: bool,
    /// Alternative readings of an ambiguous text.
    #[serde(default)]
    pub reading: IndexMap<String, ReadingFile>,
}

const fn yes() -> bool {
    true
}

/// If a target's metric is below (or not below) a value in a month, levers change from another month on.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RuleFile {
    /// What people call it.
    pub title: Words,
    /// The month at whose end the condition is looked at.
    #[schemars(extend("format" = "month"))]
    pub at: String,
    /// The target whose metric is looked at.
    pub target: String,
    /// The condition: the metric is below this.
    #[schemars(extend("measure" = "bound"))]
    pub below: Option<f64>,
    /// The condition: the metric is at least this.
    #[schemars(extend("measure" = "bound"))]
    pub at_least: Option<f64>,
    /// The first month in which the changed levers hold.
    #[schemars(extend("format" = "month"))]
    pub from: String,
    /// Levers and their new yearly values: `"programme.ID.units"`, `"move.ID.places"`, `"channel.ID.places.TIER"`. Of rules
    /// that set one lever, the last to take hold counts, and of those of one month the last in the file.
    #[schemars(extend("minProperties" = 1, "measure" = "places"))]
    pub set: IndexMap<String, f64>,
}

/// Between-school inequality to report.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EquityFile {
    /// Tiers counted per 100 students of each school.
    #[schemars(length(min = 1))]
    pub tiers: Vec<String>,
    /// The limit on the coefficient of variation, by phase.
    #[schemars(extend("measure" = "coefficient-of-variation"))]
    pub limits: IndexMap<String, Quantity>,
}

/// Rank correlation between uncertain numbers.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("x-overlay" = "whole"))]
pub struct CorrelationFile {
    /// Paths of the numbers, such as `phase.primary.growth`.
    #[schemars(length(min = 2))]
    pub parameters: Vec<String>,
    /// Their rank correlations, a symmetric positive definite matrix with ones on the diagonal.
    pub matrix: Vec<Vec<f64>>,
}

/// Floors and ceilings that `tidui allocate` keeps to. A name is an id, or of one fiscal year `"ID@2022"`.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AllocateFile {
    /// What a line is given.
    #[serde(default)]
    pub line: IndexMap<String, BoundsFile>,
    /// What the lines that a fund pays are given together.
    #[serde(default)]
    pub fund: IndexMap<String, BoundsFile>,
}

/// A floor, a ceiling, or both: known amounts in whole yuan, over all fiscal years together or in the one named.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BoundsFile {
    /// The least it must be given; left out, nothing.
    #[schemars(extend("measure" = "yuan"))]
    pub least: Option<Quantity>,
    /// The most it may be given; left out, all there is.
    #[schemars(extend("measure" = "yuan"))]
    pub most: Option<Quantity>,
}
