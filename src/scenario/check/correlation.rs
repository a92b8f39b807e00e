//! How uncertain numbers go together: rank correlations, and drivers that move several of them.

use super::context::Context;
use super::numbers::Place;
use crate::random::Correlation;
use crate::scenario::ParameterId;
use crate::scenario::file::CorrelationFile;
use crate::scenario::overlay::nearest_or_listed;
use crate::scenario::placed::At;
use crate::words::text;

/// Which numbers go together, and how.
type Together = Option<(Vec<ParameterId>, Correlation)>;

impl Context<'_> {
    pub(super) fn correlation(&mut self) -> Together {
        let matrix = self.file.correlation.as_ref().and_then(|file| self.matrix(file));
        let drivers = self.drivers();
        match (matrix, drivers) {
            (Some((mut ids, matrix)), Some((moved, drivers))) => {
                ids.extend(moved);
                Some((ids, matrix.beside(&drivers)))
            }
            (matrix, drivers) => matrix.or(drivers),
        }
    }

    fn matrix(&mut self, file: &CorrelationFile) -> Together {
        let size = file.parameters.len();
        let rows = file.matrix.len();
        if size != rows {
            self.error("bad-correlation", file.matrix.at, text!("bad-correlation-size", rows, size));
        }
        let made = if file.mend {
            Correlation::mended(&file.matrix)
        } else {
            Correlation::new(&file.matrix).map(|made| (made, 1.0))
        };
        let times = match made {
            Ok((_, times)) => Some(times),
            Err(error) => {
                self.error("bad-correlation", file.matrix.at, error.text());
                None
            }
        };
        if let Some(times) = times.filter(|times| *times < 1.0) {
            self.warn("correlation-mended", file.matrix.at, text!("correlation-mended", times));
        }
        let uncertain = self.uncertain();
        let mut kept: Vec<(usize, ParameterId)> = Vec::new();
        for (index, name) in file.parameters.iter().enumerate() {
            let Some(id) = self.number_at(name, name.at, &uncertain) else { continue };
            if file.parameters.get(..index).is_some_and(|before| before.contains(name)) {
                self.repeated(name);
            } else if uncertain.contains(&**name) {
                kept.push((index, id));
            } else {
                let text = name.as_str();
                self.warn("known-in-correlation", name.at, text!("known-in-correlation", text));
            }
        }
        if times.is_none() || size != rows || kept.len() < 2 {
            return None;
        }
        let part = |row: usize| {
            kept.iter().map(|(column, _)| file.matrix.get(row)?.get(*column).copied()).collect::<Option<Vec<f64>>>()
        };
        let matrix: Option<Vec<Vec<f64>>> = kept.iter().map(|(row, _)| part(*row)).collect();
        let correlation = Correlation::mended(&matrix?).ok()?.0;
        Some((kept.into_iter().map(|(_, id)| id).collect(), correlation))
    }

    /// Drivers: each number's weights on all of them.
    fn drivers(&mut self) -> Together {
        let file = self.file;
        let count = file.driver.len();
        let (uncertain, mut moved): (_, Vec<(ParameterId, At, Vec<f64>)>) = (self.uncertain(), Vec::new());
        for (position, (id, driver)) in file.driver.iter().enumerate() {
            if driver.numbers.len() < 2 {
                self.error("no-effect", driver.numbers.at, text!("driver-alone", id));
            }
            for (path, weight) in &*driver.numbers {
                let (least, most) = Place::Loading.range();
                if !(least..=most).contains(&**weight) {
                    self.out_of_range(weight.at, **weight, (least, most));
                    continue;
                }
                let Some(id) = self.number_at(path, weight.at, &uncertain) else { continue };
                let by_rank =
                    file.correlation.as_ref().is_some_and(|one| one.parameters.iter().any(|own| **own == *path));
                if by_rank {
                    self.error("conflicting-keys", weight.at, text!("driver-beside-correlation", path));
                } else if !uncertain.contains(path) {
                    self.warn("known-in-correlation", weight.at, text!("known-in-driver", path));
                } else if let Some((.., weights)) = moved.iter_mut().find(|(own, ..)| *own == id) {
                    weights[position] = **weight;
                } else {
                    let mut weights = vec![0.0; count];
                    weights[position] = **weight;
                    moved.push((id, weight.at, weights));
                }
            }
        }
        for (id, at, weights) in &moved {
            let share = weights.iter().map(|weight| weight * weight).sum::<f64>();
            if share > 1.0 + 1e-12 {
                let path = self.parameters[id.index()].path.clone();
                self.error("bad-correlation", *at, text!("drivers-exceed-one", path, share));
            }
        }
        let weights: Vec<Vec<f64>> = moved.iter().map(|(.., weights)| weights.clone()).collect();
        let correlation = (moved.len() > 1).then(|| Correlation::of_drivers(&weights)).flatten()?;
        Some((moved.into_iter().map(|(id, ..)| id).collect(), correlation))
    }

    /// Paths of the numbers that are not known.
    fn uncertain(&self) -> Vec<String> {
        self.parameters.iter().filter(|one| !one.is_known()).map(|one| one.path.clone()).collect()
    }

    /// The number that a path names; reports one that names none.
    fn number_at(&mut self, path: &str, at: At, uncertain: &[String]) -> Option<ParameterId> {
        let found = self.parameters.iter().position(|parameter| parameter.path == path);
        if found.is_none() {
            let names: Vec<&str> = uncertain.iter().map(String::as_str).collect();
            let text = path;
            self.error_for_want(
                "unknown-name",
                at,
                [At::TOP.keys(path)],
                text!("unknown-name-number", text),
                nearest_or_listed(text, &names),
            );
        }
        found.map(ParameterId::from)
    }
}
