//! Chance: addressed random bits, distributions of unknown numbers, their rank correlation, and designs over them.
//!
//! In: a seed and addresses; parameters of distributions. Out: random bits and quantiles. No state outlives a decision,
//! and nothing that decides a draw uses the host's mathematics library: `libm` gives the same bits everywhere.

mod binomial;
mod correlation;
mod design;
mod distribution;
mod exchange;
mod luck;
mod nesting;
mod philox;
mod repeated;
mod settled;
mod special;
mod stream;

pub use binomial::binomial_quantile;
pub use correlation::{Correlation, CorrelationError};
pub use design::{Addressed, Design, DesignError, Matrix, Stratified, Unknown};
pub use distribution::Parameter as DistributionParameter;
pub use distribution::{
    Beta, Discrete, Distribution, DistributionError, Empirical, Fixed, Gamma, LogNormal, Normal, Pert, Quantiles,
    Shifted, Triangular, Uniform,
};
pub use exchange::{Exchanged, Levels, Moved};
pub use luck::{Decision, Luck, name_hash, unit, unit32};
pub use nesting::Nesting;
pub use philox::philox;
pub use repeated::Repeated;
pub(crate) use settled::{beta_probability, beta_quantile, student_outside, student_quantile};
pub(crate) use special::normal_cdf;
pub use stream::Stream;

/// The quantile of the standard normal distribution (Wichura's AS 241).
#[must_use]
pub fn standard_normal_quantile(percentile: f64) -> f64 {
    special::normal_quantile(percentile)
}
