//! Rank correlation between uncertain numbers.

use super::context::Context;
use crate::random::Correlation;
use crate::scenario::ParameterId;
use crate::scenario::overlay::nearest_or_listed;
use crate::scenario::placed::At;
use crate::words::text;

impl Context<'_> {
    pub(super) fn correlation(&mut self) -> Option<(Vec<ParameterId>, Correlation)> {
        let file = self.file.correlation.as_ref()?;
        let size = file.parameters.len();
        let rows = file.matrix.len();
        if size != rows {
            self.error("bad-correlation", file.matrix.at, text!("bad-correlation-size", rows, size));
        }
        let good = match Correlation::new(&file.matrix) {
            Ok(_) => true,
            Err(error) => {
                self.error("bad-correlation", file.matrix.at, error.text());
                false
            }
        };
        let uncertain: Vec<String> = self
            .parameters
            .iter()
            .filter(|parameter| !parameter.is_known())
            .map(|parameter| parameter.path.clone())
            .collect();
        let mut kept: Vec<(usize, ParameterId)> = Vec::new();
        for (index, name) in file.parameters.iter().enumerate() {
            let found = self.parameters.iter().position(|parameter| parameter.path == **name);
            let Some(found) = found else {
                let names: Vec<&str> = uncertain.iter().map(String::as_str).collect();
                let text = name.as_str();
                self.error_for_want(
                    "unknown-name",
                    name.at,
                    [At::TOP.keys(name)],
                    text!("unknown-name-number", text),
                    nearest_or_listed(text, &names),
                );
                continue;
            };
            let id = ParameterId::from(found);
            if file.parameters.get(..index).is_some_and(|before| before.contains(name)) {
                self.repeated(name);
            } else if uncertain.contains(&**name) {
                kept.push((index, id));
            } else {
                let text = name.as_str();
                self.warn("known-in-correlation", name.at, text!("known-in-correlation", text));
            }
        }
        if !good || size != rows || kept.len() < 2 {
            return None;
        }
        let part = |row: usize| {
            kept.iter().map(|(column, _)| file.matrix.get(row)?.get(*column).copied()).collect::<Option<Vec<f64>>>()
        };
        let matrix: Option<Vec<Vec<f64>>> = kept.iter().map(|(row, _)| part(*row)).collect();
        let correlation = Correlation::new(&matrix?).ok()?;
        Some((kept.into_iter().map(|(_, id)| id).collect(), correlation))
    }
}
