//! What a planner does not know exactly: distributions of parameters.

#![expect(clippy::neg_cmp_op_on_partial_ord, reason = "a negated comparison refuses NaN as well")]

mod clamped;
mod error;
mod listed;
mod parametric;

pub use error::{DistributionError, Parameter};
pub use listed::{Discrete, Empirical, Quantiles};
pub use parametric::{Beta, Fixed, Gamma, LogNormal, Normal, Pert, Triangular, Uniform};

/// What every family can say about itself; see the methods of [`Distribution`] with the same names.
trait Family {
    fn quantile(&self, u: f64) -> f64;
    fn mean(&self) -> f64;
    fn variance(&self) -> f64;
    fn support(&self) -> (f64, f64);
    /// Percentiles, rising, at which the quantile function has a kink or a jump.
    fn breaks(&self) -> Vec<f64> {
        Vec::new()
    }
    /// As a scenario file would say it, with round brackets.
    fn words(&self) -> String;
}

/// A number recomputed from others, without the rounding errors of doing so.
fn tidy(value: f64) -> f64 {
    format!("{value:.11e}").parse().unwrap_or(value)
}

/// The distribution of one parameter, in the parameter's own unit.
///
/// Built only by the constructors, which refuse parameters that make no distribution. Drawn only by
/// [`quantile`](Self::quantile): one uniform number gives one draw, so the same luck can be met in two scenarios.
///
/// ```
/// use tidui::random::Distribution;
/// let cost = Distribution::pert(80.0, 100.0, 150.0)?;
/// assert!((cost.mean() - 105.0).abs() < 1e-12); // (80 + 4 × 100 + 150) / 6
/// assert!((cost.quantile(0.5) - 103.825_886).abs() < 1e-6);
/// assert_eq!(cost.support(), (80.0, 150.0));
/// # Ok::<(), tidui::random::DistributionError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub enum Distribution {
    /// Always the same value: [`Distribution::fixed`].
    Fixed(Fixed),
    /// Equally likely between two ends: [`Distribution::uniform`].
    Uniform(Uniform),
    /// A triangle between two ends: [`Distribution::triangular`].
    Triangular(Triangular),
    /// A smooth hump between two ends: [`Distribution::pert`].
    Pert(Pert),
    /// The normal distribution: [`Distribution::normal`].
    Normal(Normal),
    /// A positive value whose logarithm is normal: [`Distribution::log_normal`].
    LogNormal(LogNormal),
    /// A beta distribution between two ends: [`Distribution::beta`].
    Beta(Beta),
    /// The gamma distribution: [`Distribution::gamma`].
    Gamma(Gamma),
    /// Observed values, equally likely: [`Distribution::empirical`].
    Empirical(Empirical),
    /// Values with weights: [`Distribution::discrete`].
    Discrete(Discrete),
    /// Elicited quantiles joined by straight lines: [`Distribution::quantiles`].
    Quantiles(Quantiles),
    /// Another one with an amount added to every draw: [`Distribution::shifted`].
    Shifted(Box<Shifted>),
}

/// A distribution with an amount added to every draw.
#[derive(Clone, Debug, PartialEq)]
pub struct Shifted {
    of: Distribution,
    by: f64,
}

impl Family for Shifted {
    fn quantile(&self, u: f64) -> f64 {
        self.of.quantile(u) + self.by
    }

    fn mean(&self) -> f64 {
        self.of.mean() + self.by
    }

    fn variance(&self) -> f64 {
        self.of.variance()
    }

    fn support(&self) -> (f64, f64) {
        let (low, high) = self.of.support();
        (low + self.by, high + self.by)
    }

    fn breaks(&self) -> Vec<f64> {
        self.of.family().breaks()
    }

    fn words(&self) -> String {
        let sign = if self.by < 0.0 { '-' } else { '+' };
        format!("{} {sign} {}", self.of, self.by.abs())
    }
}

impl Distribution {
    /// Always `value`.
    ///
    /// # Errors
    ///
    /// If `value` is not finite.
    ///
    /// ```
    /// use tidui::random::Distribution;
    /// assert!(Distribution::fixed(3.0)?.is_fixed());
    /// # Ok::<(), tidui::random::DistributionError>(())
    /// ```
    pub fn fixed(value: f64) -> Result<Self, DistributionError> {
        Self::Fixed(Fixed::new(value)?).checked()
    }

    /// Every value from `low` to `high` equally likely; equal ends make a fixed value.
    ///
    /// # Errors
    ///
    /// If an end is not finite or `low` is above `high`.
    ///
    /// ```
    /// use tidui::random::Distribution;
    /// assert!((Distribution::uniform(1.0, 3.0)?.quantile(0.25) - 1.5).abs() < 1e-15);
    /// # Ok::<(), tidui::random::DistributionError>(())
    /// ```
    pub fn uniform(low: f64, high: f64) -> Result<Self, DistributionError> {
        Self::Uniform(Uniform::new(low, high)?).checked()
    }

    /// A density that rises in a straight line from `low` to `mode` and falls in another to `high`.
    ///
    /// Mean (low + mode + high)/3. Equal ends make a fixed value.
    ///
    /// # Errors
    ///
    /// If a parameter is not finite, or they are not in the order low ≤ mode ≤ high.
    ///
    /// ```
    /// use tidui::random::Distribution;
    /// assert!((Distribution::triangular(0.0, 1.0, 2.0)?.quantile(0.5) - 1.0).abs() < 1e-15);
    /// # Ok::<(), tidui::random::DistributionError>(())
    /// ```
    pub fn triangular(low: f64, mode: f64, high: f64) -> Result<Self, DistributionError> {
        Self::Triangular(Triangular::new(low, mode, high)?).checked()
    }

    /// The classic PERT distribution: a beta between `low` and `high` with
    /// alpha = 1 + 4 (mode − low)/(high − low) and beta = 1 + 4 (high − mode)/(high − low).
    ///
    /// Mean μ = (low + 4 mode + high)/6, variance (μ − low)(high − μ)/7. Equal ends make a fixed value. Source: Clark,
    /// C. E. (1962), The PERT model for the distribution of an activity time, *Operations Research* 10, 405–406, in the
    /// form of Vose, D. (2008), *Risk Analysis*, 3rd edition.
    ///
    /// # Errors
    ///
    /// If a parameter is not finite, or they are not in the order low ≤ mode ≤ high.
    ///
    /// ```
    /// use tidui::random::Distribution;
    /// assert!((Distribution::pert(0.0, 1.0, 2.0)?.quantile(0.5) - 1.0).abs() < 1e-12);
    /// # Ok::<(), tidui::random::DistributionError>(())
    /// ```
    pub fn pert(low: f64, mode: f64, high: f64) -> Result<Self, DistributionError> {
        Self::Pert(Pert::new(low, mode, high)?).checked()
    }

    /// The normal distribution with the given `mean` and standard deviation `sd`; an `sd` of 0 makes a fixed value.
    ///
    /// # Errors
    ///
    /// If a parameter is not finite or `sd` is below zero.
    ///
    /// ```
    /// use tidui::random::Distribution;
    /// assert!((Distribution::normal(10.0, 2.0)?.quantile(0.975) - 13.919_928).abs() < 1e-6);
    /// # Ok::<(), tidui::random::DistributionError>(())
    /// ```
    pub fn normal(mean: f64, sd: f64) -> Result<Self, DistributionError> {
        Self::Normal(Normal::new(mean, sd)?).checked()
    }

    /// A positive value whose natural logarithm is normal with mean ln `median` and standard deviation `sigma`.
    ///
    /// Mean median × exp(sigma²/2), variance mean² × (exp(sigma²) − 1). A `sigma` of 0 makes a fixed value.
    ///
    /// # Errors
    ///
    /// If a parameter is not finite, `median` is not above zero, `sigma` is below zero, or `sigma` is so large that the
    /// variance is not a finite number.
    ///
    /// ```
    /// use tidui::random::Distribution;
    /// assert!((Distribution::log_normal(5.0, 0.3)?.quantile(0.5) - 5.0).abs() < 1e-15);
    /// # Ok::<(), tidui::random::DistributionError>(())
    /// ```
    pub fn log_normal(median: f64, sigma: f64) -> Result<Self, DistributionError> {
        Self::LogNormal(LogNormal::new(median, sigma)?).checked()
    }

    /// The beta distribution with shapes `alpha` and `beta`, stretched from `low` to `high`.
    ///
    /// Equal ends make a fixed value. Shapes are from 0.01 to 100,000, where quantiles are exact and quick.
    ///
    /// # Errors
    ///
    /// If a parameter is not finite, a shape is out of its range, or `low` is above `high`.
    ///
    /// ```
    /// use tidui::random::Distribution;
    /// let share = Distribution::beta(2.0, 1.0, 0.0, 1.0)?; // distribution function x²
    /// assert!((share.quantile(0.25) - 0.5).abs() < 1e-12);
    /// # Ok::<(), tidui::random::DistributionError>(())
    /// ```
    pub fn beta(alpha: f64, beta: f64, low: f64, high: f64) -> Result<Self, DistributionError> {
        Self::Beta(Beta::new(alpha, beta, low, high)?).checked()
    }

    /// The gamma distribution with mean `shape` × `scale` and variance `shape` × `scale`².
    ///
    /// The shape is from 0.01 to 100,000, where quantiles are exact and quick.
    ///
    /// # Errors
    ///
    /// If a parameter is not finite, the shape is out of its range, or the scale is not above zero.
    ///
    /// ```
    /// use tidui::random::Distribution;
    /// let wait = Distribution::gamma(1.0, 2.0)?; // exponential with mean 2
    /// assert!((wait.quantile(0.5) - 2.0 * std::f64::consts::LN_2).abs() < 1e-12);
    /// # Ok::<(), tidui::random::DistributionError>(())
    /// ```
    pub fn gamma(shape: f64, scale: f64) -> Result<Self, DistributionError> {
        Self::Gamma(Gamma::new(shape, scale)?).checked()
    }

    /// The given values, in any order, each equally likely.
    ///
    /// # Errors
    ///
    /// If there is none, or one is not finite.
    ///
    /// ```
    /// use tidui::random::Distribution;
    /// let seen = Distribution::empirical(vec![5.0, 1.0, 3.0])?;
    /// assert_eq!([0.1, 0.5, 0.9].map(|u| seen.quantile(u)), [1.0, 3.0, 5.0]);
    /// # Ok::<(), tidui::random::DistributionError>(())
    /// ```
    pub fn empirical(values: Vec<f64>) -> Result<Self, DistributionError> {
        Self::Empirical(Empirical::new(values)?).checked()
    }

    /// Pairs of a value and its weight, in any order; a value is as likely as its weight's share of all weights.
    ///
    /// # Errors
    ///
    /// If there is none, a number is not finite, a weight is below zero, or every weight is zero.
    ///
    /// ```
    /// use tidui::random::Distribution;
    /// let grant = Distribution::discrete(&[(0.0, 1.0), (50.0, 3.0)])?;
    /// assert_eq!([0.2, 0.3].map(|u| grant.quantile(u)), [0.0, 50.0]);
    /// assert!((grant.mean() - 37.5).abs() < 1e-12);
    /// # Ok::<(), tidui::random::DistributionError>(())
    /// ```
    pub fn discrete(weighted: &[(f64, f64)]) -> Result<Self, DistributionError> {
        Self::Discrete(Discrete::new(weighted)?).checked()
    }

    /// Elicited quantiles, as pairs of a probability and the value below which the parameter lies with that
    /// probability, joined by straight lines.
    ///
    /// Points at probability 0 and 1 are the ends. Where one is absent, the outermost line is continued to it: points
    /// (0.1, 20) and (0.5, 30) put the lower end at 20 − 0.1 × (30 − 20)/(0.5 − 0.1) = 17.5. The ends so found may lie
    /// where the quantity cannot, such as below zero; give the ends themselves to prevent that.
    ///
    /// # Errors
    ///
    /// If there are fewer than two, a number is not finite, a probability is outside 0 to 1, the probabilities do not
    /// rise, or a value falls.
    ///
    /// ```
    /// use tidui::random::Distribution;
    /// let pay = Distribution::quantiles(&[(0.1, 20.0), (0.5, 30.0), (0.9, 50.0)])?;
    /// assert!((pay.quantile(0.7) - 40.0).abs() < 1e-12);
    /// assert_eq!(pay.support(), (17.5, 55.0));
    /// # Ok::<(), tidui::random::DistributionError>(())
    /// ```
    pub fn quantiles(points: &[(f64, f64)]) -> Result<Self, DistributionError> {
        Self::Quantiles(Quantiles::new(points)?).checked()
    }

    /// What several people gave as quantiles, each as in [`quantiles`](Self::quantiles) with a weight: the linear opinion pool,
    /// whose distribution function is the weighted mean of theirs (Stone, M. (1961), The opinion pool, *Annals of Mathematical
    /// Statistics* 32, 1339–1342). It is straight between points, so that its quantiles are exact.
    ///
    /// Where somebody gave no ends, those that the outermost lines lead to are held within `range`: nothing is then cut off,
    /// and what was given holds as it was given.
    ///
    /// # Errors
    ///
    /// With the position of whoever gave what makes no distribution, from 0; none if it is a weight that is not above zero.
    /// Nobody at all is an error of the first.
    ///
    /// ```
    /// use tidui::random::Distribution;
    /// let (low, high) = (vec![(0.0, 0.0), (1.0, 2.0)], vec![(0.0, 1.0), (1.0, 3.0)]);
    /// let both = Distribution::pooled(&[(1.0, low), (1.0, high)], (0.0, 10.0))?;
    /// // Between 1 and 2 both have density, elsewhere one of them.
    /// assert_eq!([0.125, 0.25, 0.5, 0.75].map(|u| both.quantile(u)), [0.5, 1.0, 1.5, 2.0]);
    /// # Ok::<(), (usize, Option<tidui::random::DistributionError>)>(())
    /// ```
    pub fn pooled(
        each: &[(f64, Vec<(f64, f64)>)],
        range: (f64, f64),
    ) -> Result<Self, (usize, Option<DistributionError>)> {
        let mut own = Vec::with_capacity(each.len());
        for (at, (weight, points)) in each.iter().enumerate() {
            if !(*weight > 0.0 && weight.is_finite()) {
                return Err((at, None));
            }
            let one = Quantiles::new(points).map_err(|error| (at, Some(error)))?;
            own.push((*weight, one.ending_within(range)));
        }
        let pool = Quantiles::pooled(&own).ok_or((0, Some(DistributionError::NoValues)))?;
        Self::Quantiles(pool).checked().map_err(|error| (0, Some(error)))
    }

    /// The same with `by` added to every draw: the same luck gives the same draw and `by` more. A known value stays known.
    ///
    /// # Errors
    ///
    /// If `by` is not finite, or so large that a draw is not.
    ///
    /// ```
    /// use tidui::random::Distribution;
    /// let places = Distribution::uniform(8.0, 12.0)?.shifted(1.0)?;
    /// assert_eq!((places.mean(), places.support()), (11.0, (9.0, 13.0)));
    /// assert_eq!(places.to_string(), "uniform(8, 12) + 1");
    /// assert_eq!(Distribution::fixed(5.0)?.shifted(2.0)?, Distribution::fixed(7.0)?);
    /// # Ok::<(), tidui::random::DistributionError>(())
    /// ```
    pub fn shifted(&self, by: f64) -> Result<Self, DistributionError> {
        if by == 0.0 {
            return Ok(self.clone());
        }
        if self.is_fixed() {
            return Self::fixed(self.quantile(0.5) + by);
        }
        match self {
            Self::Shifted(one) => Self::Shifted(Box::new(Shifted { of: one.of.clone(), by: one.by + by })).checked(),
            _ => Self::Shifted(Box::new(Shifted { of: self.clone(), by })).checked(),
        }
    }

    /// The value below which the parameter lies with probability `u`, which must be in the open unit interval.
    ///
    /// This is the only way to draw: give it a uniform random number. It rises with `u` (up to rounding), is never NaN,
    /// and is the same number on every machine. Relative accuracy about 1e-12 in the body.
    ///
    /// ```
    /// use tidui::random::Distribution;
    /// let (mild, harsh) = (Distribution::normal(0.0, 1.0)?, Distribution::normal(0.0, 2.0)?);
    /// // The same luck in two scenarios.
    /// assert!((harsh.quantile(0.9) - 2.0 * mild.quantile(0.9)).abs() < 1e-15);
    /// # Ok::<(), tidui::random::DistributionError>(())
    /// ```
    #[must_use]
    pub fn quantile(&self, u: f64) -> f64 {
        debug_assert!(0.0 < u && u < 1.0, "a quantile is asked for in the open unit interval, not at {u}");
        self.family().quantile(u)
    }

    /// The mean, by the family's formula.
    #[must_use]
    pub fn mean(&self) -> f64 {
        self.family().mean()
    }

    /// The mean of draws clamped to `low` and `high`: those outside count at the end that they passed.
    ///
    /// By the family's formula where no draw lies outside, else to about twelve digits.
    ///
    /// ```
    /// use tidui::random::Distribution;
    /// let share = Distribution::normal(0.0, 1.0)?;
    /// // Half the draws become 0; the mean of the others, of half the weight, is the square root of 2/π.
    /// assert!((share.mean_within(0.0, 100.0) - 0.398_942_280_401).abs() < 1e-11);
    /// assert_eq!(Distribution::fixed(3.0)?.mean_within(0.0, 1.0), 1.0);
    /// # Ok::<(), tidui::random::DistributionError>(())
    /// ```
    #[must_use]
    pub fn mean_within(&self, low: f64, high: f64) -> f64 {
        let (least, most) = self.support();
        if least >= low && most <= high { self.mean() } else { clamped::mean(self, low, high) }
    }

    /// The probability of a draw below `bound`.
    ///
    /// ```
    /// use tidui::random::Distribution;
    /// assert!((Distribution::uniform(0.0, 4.0)?.share_below(1.0) - 0.25).abs() < 1e-15);
    /// # Ok::<(), tidui::random::DistributionError>(())
    /// ```
    #[must_use]
    pub fn share_below(&self, bound: f64) -> f64 {
        clamped::share_below(self, bound, false)
    }

    /// The variance, by the family's formula, in the square of the parameter's unit.
    #[must_use]
    pub fn variance(&self) -> f64 {
        self.family().variance()
    }

    /// The smallest and the largest value the parameter can take; infinite where there is none.
    #[must_use]
    pub fn support(&self) -> (f64, f64) {
        self.family().support()
    }

    /// The likeliest value, of a hump between two ends that was stated by it.
    ///
    /// ```
    /// use tidui::random::Distribution;
    /// assert_eq!(Distribution::pert(80.0, 100.0, 150.0)?.mode(), Some(100.0));
    /// assert_eq!(Distribution::uniform(80.0, 150.0)?.mode(), None);
    /// # Ok::<(), tidui::random::DistributionError>(())
    /// ```
    #[must_use]
    pub fn mode(&self) -> Option<f64> {
        match self {
            Self::Triangular(own) => Some(own.mode()),
            Self::Pert(own) => Some(own.mode()),
            _ => None,
        }
    }

    /// Whether every draw is the same value.
    #[must_use]
    pub fn is_fixed(&self) -> bool {
        let (low, high) = self.support();
        !(low < high)
    }

    fn family(&self) -> &dyn Family {
        match self {
            Self::Fixed(family) => family,
            Self::Uniform(family) => family,
            Self::Triangular(family) => family,
            Self::Pert(family) => family,
            Self::Normal(family) => family,
            Self::LogNormal(family) => family,
            Self::Beta(family) => family,
            Self::Gamma(family) => family,
            Self::Empirical(family) => family,
            Self::Discrete(family) => family,
            Self::Quantiles(family) => family,
            Self::Shifted(family) => family.as_ref(),
        }
    }

    /// Refuses parameters, each finite, that make a moment or a draw infinite.
    fn checked(self) -> Result<Self, DistributionError> {
        let draws = clamped::OUTERMOST.map(|u| self.quantile(u));
        if !(draws[0].is_finite() && draws[1].is_finite() && self.mean().is_finite() && self.variance().is_finite()) {
            return Err(DistributionError::TooLarge);
        }
        Ok(self)
    }
}

/// As [`Display`](std::fmt::Display) says it. It is not read back: a mode that was worked out again may differ in its last bit.
impl serde::Serialize for Distribution {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// As a scenario file would say it: `pert(0.5, 1, 2)`.
///
/// ```
/// use tidui::random::Distribution;
/// assert_eq!(Distribution::pert(0.5, 1.0, 2.0)?.to_string(), "pert(0.5, 1, 2)");
/// # Ok::<(), tidui::random::DistributionError>(())
/// ```
impl std::fmt::Display for Distribution {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.family().words())
    }
}

#[cfg(test)]
mod tests;
