//! One draw of the parameters.

use super::compile::Model;
use crate::random::{Design, DesignError};

/// One draw of the parameters.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameters {
    /// Values of all parameters, by [`crate::scenario::ParameterId`].
    pub values: Vec<f64>,
    /// Percentiles of the uncertain ones, in the order of [`Model::uncertain`].
    pub percentiles: Vec<f64>,
}

impl Model {
    /// The parameters of draw `draw`: their percentiles as `design` lays them out, correlated where the scenario says so and
    /// the design lets it.
    ///
    /// # Errors
    /// If the design has no such draw, or leaves out a parameter.
    pub fn parameters(&self, design: &dyn Design, draw: u64) -> Result<Parameters, DesignError> {
        let mut percentiles = vec![0.5; self.unknowns.len()];
        design.percentiles(draw, &self.unknowns, &mut percentiles)?;
        if design.correlated() {
            self.correlate(&mut percentiles);
        }
        let mut values = self.known.clone();
        for (id, percentile) in self.uncertain.iter().zip(&percentiles) {
            values[id.index()] = self.scenario().parameters[id.index()].quantile(*percentile);
        }
        Ok(Parameters { values, percentiles })
    }

    fn correlate(&self, percentiles: &mut [f64]) {
        let Some((correlated, correlation)) = &self.scenario().correlation else { return };
        let places: Vec<Option<usize>> =
            correlated.iter().map(|id| self.uncertain.iter().position(|other| other == id)).collect();
        // One that is known exactly pulls at no other: it stands at its middle.
        let mut some: Vec<f64> = places.iter().map(|place| place.map_or(0.5, |place| percentiles[place])).collect();
        correlation.apply(&mut some);
        for (place, value) in places.into_iter().zip(some) {
            if let Some(place) = place {
                percentiles[place] = value;
            }
        }
    }
}
