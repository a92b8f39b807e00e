//! Families given by a formula.

use super::{DistributionError, Family, Parameter, tidy};
use crate::random::special::{BetaShape, GammaShape, Inverse, normal_quantile};

/// The smallest shape of a beta or gamma distribution; below it most draws are smaller than any floating-point number.
pub(super) const LEAST_SHAPE: f64 = 0.01;
/// The largest shape of a beta or gamma distribution; above it a normal distribution says the same and is drawn faster.
pub(super) const MOST_SHAPE: f64 = 100_000.0;

fn finite(parameter: Parameter, value: f64) -> Result<(), DistributionError> {
    if !value.is_finite() {
        return Err(DistributionError::NotFinite { parameter, value });
    }
    Ok(())
}

/// Both ends are finite and in order, and so is the distance between them.
fn ends(low: f64, high: f64) -> Result<(), DistributionError> {
    finite(Parameter::Low, low)?;
    finite(Parameter::High, high)?;
    if !(low <= high) {
        return Err(DistributionError::LowAboveHigh { low, high });
    }
    if !(high - low).is_finite() {
        return Err(DistributionError::TooLarge);
    }
    Ok(())
}

/// Where the mode lies between the ends, from 0 to 1.
fn mode_fraction(low: f64, mode: f64, high: f64) -> Result<f64, DistributionError> {
    finite(Parameter::Mode, mode)?;
    ends(low, high)?;
    if !(low <= mode && mode <= high) {
        return Err(DistributionError::ModeOutside { low, mode, high });
    }
    Ok(if low < high { (mode - low) / (high - low) } else { 0.5 })
}

fn spread(parameter: Parameter, value: f64) -> Result<(), DistributionError> {
    finite(parameter, value)?;
    if !(value >= 0.0) {
        return Err(DistributionError::Negative { parameter, value });
    }
    Ok(())
}

fn positive(parameter: Parameter, value: f64) -> Result<(), DistributionError> {
    finite(parameter, value)?;
    if !(value > 0.0) {
        return Err(DistributionError::NotPositive { parameter, value });
    }
    Ok(())
}

fn shape(parameter: Parameter, value: f64) -> Result<(), DistributionError> {
    positive(parameter, value)?;
    if !(LEAST_SHAPE..=MOST_SHAPE).contains(&value) {
        return Err(DistributionError::ShapeOutside { parameter, value, least: LEAST_SHAPE, most: MOST_SHAPE });
    }
    Ok(())
}

/// Always the same value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fixed(f64);

impl Fixed {
    pub(super) fn new(value: f64) -> Result<Self, DistributionError> {
        finite(Parameter::Value, value)?;
        Ok(Self(value))
    }
}

impl Family for Fixed {
    fn quantile(&self, _: f64) -> f64 {
        self.0
    }
    fn mean(&self) -> f64 {
        self.0
    }
    fn variance(&self) -> f64 {
        0.0
    }
    fn support(&self) -> (f64, f64) {
        (self.0, self.0)
    }
    fn words(&self) -> String {
        self.0.to_string()
    }
}

/// Every value between two ends equally likely.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Uniform {
    low: f64,
    high: f64,
}

impl Uniform {
    pub(super) fn new(low: f64, high: f64) -> Result<Self, DistributionError> {
        ends(low, high)?;
        Ok(Self { low, high })
    }
}

impl Family for Uniform {
    fn quantile(&self, u: f64) -> f64 {
        (self.low + (self.high - self.low) * u).min(self.high)
    }
    fn mean(&self) -> f64 {
        self.low + 0.5 * (self.high - self.low)
    }
    fn variance(&self) -> f64 {
        let width = self.high - self.low;
        width * width / 12.0
    }
    fn support(&self) -> (f64, f64) {
        (self.low, self.high)
    }
    fn words(&self) -> String {
        format!("uniform({}, {})", self.low, self.high)
    }
}

/// A density that rises in a straight line to the mode and falls in another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Triangular {
    low: f64,
    high: f64,
    /// Where the mode lies, from 0 to 1; also the probability below it.
    fraction: f64,
}

impl Triangular {
    /// The likeliest value.
    pub(super) fn mode(&self) -> f64 {
        tidy(self.low + self.fraction * (self.high - self.low))
    }

    pub(super) fn new(low: f64, mode: f64, high: f64) -> Result<Self, DistributionError> {
        Ok(Self { low, high, fraction: mode_fraction(low, mode, high)? })
    }
}

impl Family for Triangular {
    fn quantile(&self, u: f64) -> f64 {
        let width = self.high - self.low;
        if u <= self.fraction {
            self.low + width * (u * self.fraction).sqrt()
        } else {
            self.high - width * ((1.0 - u) * (1.0 - self.fraction)).sqrt()
        }
    }
    fn mean(&self) -> f64 {
        self.low + (self.high - self.low) * (1.0 + self.fraction) / 3.0
    }
    fn variance(&self) -> f64 {
        let width = self.high - self.low;
        width * width * (1.0 - self.fraction * (1.0 - self.fraction)) / 18.0
    }
    fn support(&self) -> (f64, f64) {
        (self.low, self.high)
    }
    fn breaks(&self) -> Vec<f64> {
        vec![self.fraction]
    }
    fn words(&self) -> String {
        let mode = super::tidy(self.low + (self.high - self.low) * self.fraction);
        format!("triangular({}, {mode}, {})", self.low, self.high)
    }
}

/// A beta distribution stretched between two ends.
#[derive(Clone, Debug, PartialEq)]
pub struct Beta {
    /// Alpha and beta.
    shapes: (f64, f64),
    low: f64,
    high: f64,
    inverse: Inverse<BetaShape>,
}

impl Beta {
    pub(super) fn new(alpha: f64, beta: f64, low: f64, high: f64) -> Result<Self, DistributionError> {
        shape(Parameter::Alpha, alpha)?;
        shape(Parameter::Beta, beta)?;
        ends(low, high)?;
        Ok(Self { shapes: (alpha, beta), low, high, inverse: Inverse::new(BetaShape::new(alpha, beta)) })
    }
}

impl Family for Beta {
    fn quantile(&self, u: f64) -> f64 {
        let (x, y) = self.inverse.shape.value(self.inverse.quantile(u));
        let width = self.high - self.low;
        // From the nearer end, so that a draw close to either keeps its digits.
        if x <= y { self.low + width * x } else { self.high - width * y }
    }
    fn mean(&self) -> f64 {
        self.low + (self.high - self.low) * (self.shapes.0 / (self.shapes.0 + self.shapes.1))
    }
    fn variance(&self) -> f64 {
        let (width, (alpha, beta)) = (self.high - self.low, self.shapes);
        let sum = alpha + beta;
        width * width * (alpha / sum) * (beta / sum) / (sum + 1.0)
    }
    fn support(&self) -> (f64, f64) {
        (self.low, self.high)
    }
    fn words(&self) -> String {
        format!("beta({}, {}, {}, {})", self.shapes.0, self.shapes.1, self.low, self.high)
    }
}

/// A smooth hump between two ends with a given mode: the classic PERT distribution.
#[derive(Clone, Debug, PartialEq)]
pub struct Pert(Beta);

impl Pert {
    pub(super) fn new(low: f64, mode: f64, high: f64) -> Result<Self, DistributionError> {
        let fraction = mode_fraction(low, mode, high)?;
        Ok(Self(Beta::new(1.0 + 4.0 * fraction, 5.0 - 4.0 * fraction, low, high)?))
    }

    /// The likeliest value.
    pub(super) fn mode(&self) -> f64 {
        let (low, high) = self.0.support();
        tidy(low + (self.0.shapes.0 - 1.0) / 4.0 * (high - low))
    }
}

impl Family for Pert {
    fn quantile(&self, u: f64) -> f64 {
        self.0.quantile(u)
    }
    fn mean(&self) -> f64 {
        self.0.mean()
    }
    fn variance(&self) -> f64 {
        self.0.variance()
    }
    fn support(&self) -> (f64, f64) {
        self.0.support()
    }
    fn words(&self) -> String {
        let Beta { shapes, low, high, .. } = &self.0;
        let mode = super::tidy(low + (high - low) * (shapes.0 - 1.0) / 4.0);
        format!("pert({low}, {mode}, {high})")
    }
}

/// The normal distribution.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Normal {
    mean: f64,
    sd: f64,
}

impl Normal {
    pub(super) fn new(mean: f64, sd: f64) -> Result<Self, DistributionError> {
        finite(Parameter::Mean, mean)?;
        spread(Parameter::Sd, sd)?;
        Ok(Self { mean, sd })
    }
}

impl Family for Normal {
    fn quantile(&self, u: f64) -> f64 {
        self.mean + self.sd * normal_quantile(u)
    }
    fn mean(&self) -> f64 {
        self.mean
    }
    fn variance(&self) -> f64 {
        self.sd * self.sd
    }
    fn support(&self) -> (f64, f64) {
        if self.sd > 0.0 { (f64::NEG_INFINITY, f64::INFINITY) } else { (self.mean, self.mean) }
    }
    fn words(&self) -> String {
        format!("normal({}, {})", self.mean, self.sd)
    }
}

/// A positive value whose logarithm is normal.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LogNormal {
    median: f64,
    sigma: f64,
}

impl LogNormal {
    pub(super) fn new(median: f64, sigma: f64) -> Result<Self, DistributionError> {
        positive(Parameter::Median, median)?;
        spread(Parameter::Sigma, sigma)?;
        Ok(Self { median, sigma })
    }
}

impl Family for LogNormal {
    fn quantile(&self, u: f64) -> f64 {
        self.median * libm::exp(self.sigma * normal_quantile(u))
    }
    fn mean(&self) -> f64 {
        self.median * libm::exp(0.5 * self.sigma * self.sigma)
    }
    fn variance(&self) -> f64 {
        let mean = self.mean();
        mean * mean * libm::expm1(self.sigma * self.sigma)
    }
    fn support(&self) -> (f64, f64) {
        if self.sigma > 0.0 { (0.0, f64::INFINITY) } else { (self.median, self.median) }
    }
    fn words(&self) -> String {
        format!("lognormal({}, {})", self.median, self.sigma)
    }
}

/// The gamma distribution.
#[derive(Clone, Debug, PartialEq)]
pub struct Gamma {
    shape: f64,
    scale: f64,
    inverse: Inverse<GammaShape>,
}

impl Gamma {
    pub(super) fn new(shape_parameter: f64, scale: f64) -> Result<Self, DistributionError> {
        shape(Parameter::Shape, shape_parameter)?;
        positive(Parameter::Scale, scale)?;
        Ok(Self { shape: shape_parameter, scale, inverse: Inverse::new(GammaShape::new(shape_parameter)) })
    }
}

impl Family for Gamma {
    fn quantile(&self, u: f64) -> f64 {
        self.scale * self.inverse.shape.value(self.inverse.quantile(u))
    }
    fn mean(&self) -> f64 {
        self.shape * self.scale
    }
    fn variance(&self) -> f64 {
        self.shape * self.scale * self.scale
    }
    fn support(&self) -> (f64, f64) {
        (0.0, f64::INFINITY)
    }
    fn words(&self) -> String {
        format!("gamma({}, {})", self.shape, self.scale)
    }
}
