//! Phases of schooling, schools and posts.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use super::common::Words;
use super::maps::ByYear;
use crate::scenario::quantity::Quantity;

/// A phase of schooling.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PhaseFile {
    /// What people call it.
    pub title: Words,
    /// Students when the run opens. Left out where nothing counts them.
    #[schemars(extend("measure" = "students"))]
    pub students: Option<Quantity>,
    /// A forecast: students when the school year opens in single fiscal years. In these years they do not grow.
    #[serde(default)]
    #[schemars(extend("measure" = "students"))]
    pub students_by_year: ByYear<Quantity>,
    /// Growth per year, at each opening of the school year (0.05 = 5 %).
    #[schemars(extend("measure" = "yearly-growth"))]
    pub growth: Option<Quantity>,
    /// Growth in single fiscal years, over `growth`.
    #[serde(default)]
    #[schemars(extend("measure" = "yearly-growth"))]
    pub growth_by_year: ByYear<Quantity>,
    /// Standard deviation, over years, of the growth around its mean: chance, not ignorance.
    #[schemars(extend("measure" = "yearly-share"))]
    pub growth_noise: Option<Quantity>,
}

/// The schools.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SchoolsFile {
    /// A table beside the scenario, as CSV or a workbook: `id`, `title_zh` or `title_en` or both, `phase` (several with
    /// semicolons between them, where they are joined in one school), `kind`, `students` (for each of its phases), `posts`, `group`, `leads`, `opens`, `closes`, `merges_into`, `joined` (programmes that have reached it, besides those that
    /// `group` stands for), `posts_now` (posts at the start, whatever `[posts]` says).
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
    /// The same in single fiscal years.
    #[serde(default)]
    #[schemars(extend("measure" = "for-each"))]
    pub per_new_student_by_year: ByYear<Quantity>,
    /// Growth of all posts per year beside that, at each opening of the school year.
    #[schemars(extend("measure" = "yearly-growth"))]
    pub growth: Option<Quantity>,
    /// The same in single fiscal years.
    #[serde(default)]
    #[schemars(extend("measure" = "yearly-growth"))]
    pub growth_by_year: ByYear<Quantity>,
    /// The posts column of the schools file counts posts, instead of only sharing staff out between schools.
    #[serde(default)]
    pub counted: bool,
}
