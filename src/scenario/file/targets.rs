//! Targets, and inequality between schools.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::common::{Words, yes};
use super::maps::{AskedValues, ByYear};
use crate::scenario::placed::{Name, Placed};
use crate::scenario::quantity::Quantity;

/// What a target counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CountKind {
    /// People who entered the tiers since the start, however they came and whether or not they stayed.
    Additions,
    /// People in the tiers in that month.
    Stock,
    /// Full-time equivalents of the people in the tiers in that month: who works part time counts in part.
    Fte,
    /// People in the tiers, per 100 students of the phases.
    #[serde(rename = "stock-per-100-students")]
    StockPer100Students,
    /// Arrivals through import channels since the start, into the tiers (left out: all).
    Imports,
    /// Share of the schools of the phases that the programme has reached (1 = all).
    SchoolShare,
    /// People the programme has reached since the start.
    Reached,
    /// People who left the tiers and the system, over `over`: by a move, at retirement, at the end of a contract.
    Leavers,
    /// People who made one of the moves, over `over`.
    Moved,
    /// Students of the phases, or of the schools of the phases and kinds.
    Students,
    /// Whole posts of the open schools.
    Posts,
    /// Posts that nobody holds, school by school.
    Vacancies,
    /// Yuan paid on the lines (left out: all), over `over`.
    Spend,
    /// One count per another: `of` and `per`.
    Ratio,
    /// Share of the open schools of the phases and kinds in which what `each` states holds; those without a value do not
    /// count.
    SchoolsMeeting,
}

/// Since when what happens is counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Over {
    /// Since the start of the run.
    #[default]
    Plan,
    /// Since the fiscal year opened.
    FiscalYear,
    /// In the last twelve months (in the first year, since the start).
    Year,
}

/// A count that is a part of another.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CountFile {
    /// What is counted: `stock`, `fte`, `additions`, `imports`, `leavers`, `moved`, `students`, `posts`, `vacancies` or `spend`.
    pub count: CountKind,
    /// Tiers that count; left out, all.
    #[serde(default)]
    pub tiers: Vec<Name>,
    /// Whether tiers above these, to which people rise from them, count as well.
    pub and_above: Option<bool>,
    /// Whether flexible engagements count.
    pub flexible: Option<bool>,
    /// Phases whose students or schools count.
    #[serde(default)]
    pub phases: Vec<Name>,
    /// Kinds of school that count.
    #[serde(default)]
    pub kinds: Vec<Name>,
    /// Values of attributes that those who count have: by attribute, any of those listed.
    #[serde(default)]
    pub attributes: AskedValues,
    /// Moves that count.
    #[serde(default)]
    pub moves: Vec<Name>,
    /// Lines whose money counts.
    #[serde(default)]
    pub lines: Vec<Name>,
    /// Funds whose lines' money counts.
    #[serde(default)]
    pub funds: Vec<Name>,
    /// Since when what happens is counted.
    pub over: Option<Over>,
    /// What there was of it before the start, of what is counted since then: entered, arrived, left, moved, reached, or yuan.
    #[schemars(extend("measure" = "bound"))]
    pub so_far: Option<Placed<f64>>,
    /// What it was in months before the start, which it looks back at (`over = "year"`, `months_earlier`): of what happens, how
    /// much in each; of what is there, at the end of each.
    #[serde(default)]
    #[schemars(extend("measure" = "bound"))]
    pub before: Placed<IndexMap<String, f64>>,
    /// How many months before the one that is told: 12 with `over = "year"` beside it is the start of that year.
    #[schemars(extend("measure" = "months"))]
    pub months_earlier: Option<Placed<u32>>,
}

/// What is to hold in each school.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EachFile {
    /// What is counted in it: `stock`, `students`, `posts` or `vacancies`.
    pub of: Placed<CountFile>,
    /// Per what of it, likewise; left out, the count itself is meant.
    pub per: Option<Placed<CountFile>>,
    /// Per how many: 100 with students is per 100 students.
    pub times: Option<Placed<u32>>,
    /// What it is to be at least.
    #[schemars(extend("measure" = "bound"))]
    pub at_least: Option<Placed<f64>>,
    /// What it is to be at most.
    #[schemars(extend("measure" = "bound"))]
    pub at_most: Option<Placed<f64>>,
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
    pub tiers: Option<Vec<Name>>,
    /// Whether flexible engagements count.
    pub flexible: Option<bool>,
    /// Whether tiers above these, to which people rise from them, count as well.
    pub and_above: Option<bool>,
    /// Phases whose students or schools count.
    pub phases: Option<Vec<Name>>,
    /// Kinds of school that count.
    pub kinds: Option<Vec<Name>>,
    /// Values of attributes that those who count have: by attribute, any of those listed.
    pub attributes: Option<AskedValues>,
    /// Moves that count.
    pub moves: Option<Vec<Name>>,
    /// Lines whose money counts.
    pub lines: Option<Vec<Name>>,
    /// Funds whose lines' money counts.
    pub funds: Option<Vec<Name>>,
    /// Since when what happens is counted.
    pub over: Option<Over>,
    /// What there was of it before the start, of what is counted since then: entered, arrived, left, moved, reached, or yuan.
    #[schemars(extend("measure" = "bound"))]
    pub so_far: Option<Placed<f64>>,
    /// What it was in months before the start, which it looks back at (`over = "year"`, `months_earlier`): of what happens, how
    /// much in each; of what is there, at the end of each.
    #[serde(default)]
    #[schemars(extend("measure" = "bound"))]
    pub before: Placed<IndexMap<String, f64>>,
    /// What is counted, of a ratio.
    pub of: Option<Placed<CountFile>>,
    /// Per what it is counted, of a ratio.
    pub per: Option<Placed<CountFile>>,
    /// Per how many, of a ratio: 100 with students is per 100 students.
    pub times: Option<Placed<u32>>,
    /// What it is to be at least. A reading that states a bound, or one by year, takes none of the target's.
    #[schemars(extend("measure" = "bound"))]
    pub at_least: Option<Placed<f64>>,
    /// What it is to be at most.
    #[schemars(extend("measure" = "bound"))]
    pub at_most: Option<Placed<f64>>,
    /// What it is to be at least at the end of single fiscal years.
    #[serde(default)]
    #[schemars(extend("measure" = "bound"))]
    pub at_least_by_year: ByYear<Placed<f64>>,
    /// What it is to be at most at the end of single fiscal years.
    #[serde(default)]
    #[schemars(extend("measure" = "bound"))]
    pub at_most_by_year: ByYear<Placed<f64>>,
    /// How far outside the bounds still counts as met ("about").
    #[schemars(extend("measure" = "bound"))]
    pub tolerance: Option<Placed<f64>>,
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
    /// The month at whose end it is judged by `at_least` and `at_most`; left out where it has milestones only.
    #[schemars(extend("format" = "month"))]
    pub at: Option<Name>,
    /// What it is to be at least.
    #[schemars(extend("measure" = "bound"))]
    pub at_least: Option<Placed<f64>>,
    /// What it is to be at most.
    #[schemars(extend("measure" = "bound"))]
    pub at_most: Option<Placed<f64>>,
    /// Milestones: what it is to be at least at the end of single fiscal years, or of the run if that is earlier. It is met
    /// when every milestone is.
    #[serde(default)]
    #[schemars(extend("measure" = "bound"))]
    pub at_least_by_year: ByYear<Placed<f64>>,
    /// What it is to be at most at the end of single fiscal years, likewise.
    #[serde(default)]
    #[schemars(extend("measure" = "bound"))]
    pub at_most_by_year: ByYear<Placed<f64>>,
    /// How far outside the bounds still counts as met ("about").
    #[serde(default)]
    #[schemars(extend("measure" = "bound"))]
    pub tolerance: Placed<f64>,
    /// What is counted.
    pub count: CountKind,
    /// Tiers that count.
    #[serde(default)]
    pub tiers: Vec<Name>,
    /// Whether flexible engagements count.
    #[serde(default = "yes")]
    pub flexible: bool,
    /// Whether tiers above these, to which people rise from them, count as well. Where people rise out of what is counted and
    /// nothing is said, that is warned about.
    pub and_above: Option<bool>,
    /// Phases whose students or schools count.
    #[serde(default)]
    pub phases: Vec<Name>,
    /// The programme whose reach counts.
    pub programme: Option<Name>,
    /// Kinds of school that count.
    pub kinds: Option<Vec<Name>>,
    /// Values of attributes that those who count have: by attribute, any of those listed.
    pub attributes: Option<AskedValues>,
    /// Moves that count.
    pub moves: Option<Vec<Name>>,
    /// Lines whose money counts.
    pub lines: Option<Vec<Name>>,
    /// Funds whose lines' money counts.
    pub funds: Option<Vec<Name>>,
    /// Since when what happens is counted.
    pub over: Option<Over>,
    /// What there was of it before the start, of what is counted since then: entered, arrived, left, moved, reached, or yuan.
    #[schemars(extend("measure" = "bound"))]
    pub so_far: Option<Placed<f64>>,
    /// What it was in months before the start, which it looks back at (`over = "year"`, `months_earlier`): of what happens, how
    /// much in each; of what is there, at the end of each.
    #[serde(default)]
    #[schemars(extend("measure" = "bound"))]
    pub before: Placed<IndexMap<String, f64>>,
    /// What is counted, of a ratio.
    pub of: Option<Placed<CountFile>>,
    /// Per what it is counted, of a ratio.
    pub per: Option<Placed<CountFile>>,
    /// Per how many, of a ratio: 100 with students is per 100 students.
    pub times: Option<Placed<u32>>,
    /// What is to hold in each school.
    pub each: Option<Placed<EachFile>>,
    /// Whether it is one of the targets that are all to be met.
    #[serde(default = "yes")]
    pub joint: bool,
    /// Alternative readings of an ambiguous text.
    #[serde(default)]
    pub reading: IndexMap<String, Placed<ReadingFile>>,
}

/// A number to follow month by month that nobody promised.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MetricFile {
    /// What people call it.
    pub title: Words,
    /// What is counted.
    pub count: CountKind,
    /// Tiers that count; left out, all.
    #[serde(default)]
    pub tiers: Vec<Name>,
    /// Whether tiers above these, to which people rise from them, count as well.
    pub and_above: Option<bool>,
    /// Whether flexible engagements count.
    pub flexible: Option<bool>,
    /// Phases whose students or schools count.
    #[serde(default)]
    pub phases: Vec<Name>,
    /// Kinds of school that count.
    #[serde(default)]
    pub kinds: Vec<Name>,
    /// Values of attributes that those who count have: by attribute, any of those listed.
    #[serde(default)]
    pub attributes: AskedValues,
    /// The programme whose reach counts.
    pub programme: Option<Name>,
    /// Moves that count.
    #[serde(default)]
    pub moves: Vec<Name>,
    /// Lines whose money counts.
    #[serde(default)]
    pub lines: Vec<Name>,
    /// Funds whose lines' money counts.
    #[serde(default)]
    pub funds: Vec<Name>,
    /// Since when what happens is counted.
    pub over: Option<Over>,
    /// What there was of it before the start, of what is counted since then: entered, arrived, left, moved, reached, or yuan.
    #[schemars(extend("measure" = "bound"))]
    pub so_far: Option<Placed<f64>>,
    /// What it was in months before the start, which it looks back at (`over = "year"`, `months_earlier`): of what happens, how
    /// much in each; of what is there, at the end of each.
    #[serde(default)]
    #[schemars(extend("measure" = "bound"))]
    pub before: Placed<IndexMap<String, f64>>,
    /// What is counted, of a ratio.
    pub of: Option<Placed<CountFile>>,
    /// Per what it is counted, of a ratio.
    pub per: Option<Placed<CountFile>>,
    /// Per how many, of a ratio.
    pub times: Option<Placed<u32>>,
    /// What is to hold in each school.
    pub each: Option<Placed<EachFile>>,
}

/// Targets that are asked about together: how likely all of them are met at once.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct JointFile {
    /// What people call it.
    pub title: Words,
    /// The targets.
    #[schemars(length(min = 2))]
    pub targets: Vec<Name>,
}

/// Between-school inequality to report.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EquityFile {
    /// Tiers counted per 100 students of each school.
    #[schemars(length(min = 1))]
    pub tiers: Vec<Name>,
    /// The limit on the coefficient of variation, by phase.
    #[schemars(extend("measure" = "coefficient-of-variation"))]
    pub limits: Placed<IndexMap<String, Quantity>>,
}
