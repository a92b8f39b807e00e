//! What a report says of the program and the run that made it.

/// Which program and which run folder a report is of. It holds no time and no machine: the same run gives the same
/// report, byte for byte.
///
/// ```
/// use tidui::report::About;
/// let about = About { run: "xiqing-2021-0c8d7e12".to_owned(), ..About::default() };
/// assert_eq!(about.scenario_file(), "xiqing-2021-0c8d7e12/scenario/scenario.toml");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// Name of the run folder.
    pub run: String,
    /// Version of tidui that simulated.
    pub version: String,
    /// Commit that it was built from, or `unknown`.
    pub commit: String,
    /// Version of the meaning of the numbers.
    pub results_version: u32,
    /// The command that makes a study again; none for a run, whose command follows from its seed and replicates.
    pub command: Option<String>,
    /// What the run was told instead of a count of replicates, if it was.
    pub precision: Option<String>,
    /// What is told that is neither a run nor a study, if it is such.
    pub beside: Option<Beside>,
}

/// What is told of records of the past, beside runs and studies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beside {
    /// Numbers that were read off.
    Fit,
    /// Forecasts of years that are known.
    Backtest,
    /// A plan that goes on half-way.
    Update,
}

impl About {
    /// The scenario as it was run, seen from beside the run folder.
    #[must_use]
    pub fn scenario_file(&self) -> String {
        format!("{}/{}", self.run, crate::runs::layout::SCENARIO)
    }
}
