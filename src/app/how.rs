//! How a run is made or a question asked, whichever it is.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::words::{Language, Whole, Width, several};

use super::values::{Replicates, Seed, Threads, output};

/// How a run is made or a question asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(clap::Args))]
#[serde(default, rename_all = "kebab-case")]
pub struct How {
    /// Settings over every scenario, `path=value`.
    #[cfg_attr(feature = "cli", arg(long, value_name = "PATH=VALUE"))]
    #[serde(deserialize_with = "several")]
    pub set: Vec<String>,
    /// Seed, over that of the scenario, the first if there are several.
    #[cfg_attr(feature = "cli", arg(long, value_name = "NUMBER"))]
    pub seed: Option<Seed>,
    /// Replicates of a run, over the scenario's; of every point of a study, where none means 2,000.
    #[cfg_attr(feature = "cli", arg(long, value_name = "NUMBER"))]
    pub replicates: Option<Replicates>,
    /// Run until the 95 % interval of every probability is within this either way, instead of a count of replicates.
    #[cfg_attr(feature = "cli", arg(long, value_name = "WIDTH", conflicts_with = "replicates"))]
    pub precision: Option<Width>,
    /// Threads; none means as many as the machine offers.
    #[cfg_attr(feature = "cli", arg(long, value_name = "NUMBER"))]
    pub threads: Option<Threads>,
    /// Where folders go.
    #[cfg_attr(feature = "cli", arg(long, value_name = "DIR", default_value = crate::runs::layout::OUTPUT))]
    pub output: PathBuf,
    /// Do it even if the same run or study is there.
    #[cfg_attr(feature = "cli", arg(long))]
    pub again: bool,
    /// Draw no charts.
    #[cfg_attr(feature = "cli", arg(long))]
    pub no_charts: bool,
    /// Language of the charts and of remarks.
    #[cfg_attr(feature = "cli", arg(skip))]
    pub lang: Language,
}

impl Default for How {
    fn default() -> Self {
        let (set, seed, replicates, precision, threads) = Default::default();
        let (output, again, no_charts, lang) = (output(), false, false, Language::default());
        Self { set, seed, replicates, precision, threads, output, again, no_charts, lang }
    }
}

impl How {
    pub(super) fn threads(&self) -> Option<usize> {
        self.threads.map(Whole::size)
    }

    pub(super) fn width(&self) -> Option<f64> {
        self.precision.map(Width::get)
    }
}
