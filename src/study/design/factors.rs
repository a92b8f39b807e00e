//! Factors: the unknown numbers of a scenario, in groups that move together.

use serde::{Deserialize, Serialize};

use crate::model::Model;
use crate::scenario::Scenario;

/// What sensitivity is asked of: an unknown number, or several that are correlated and so cannot be told apart, or more that are
/// taken together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Factor {
    /// Paths of its unknown numbers, in file order.
    pub paths: Vec<String>,
}

impl Factor {
    /// Its name in tables: its path, or the first of them and how many more there are.
    #[must_use]
    pub fn id(&self) -> String {
        match self.paths.as_slice() {
            [] => String::new(),
            [one] => one.clone(),
            [first, rest @ ..] => format!("{first} +{}", rest.len()),
        }
    }

    /// All of these together.
    #[must_use]
    pub fn together<'a>(list: impl IntoIterator<Item = &'a Self>) -> Self {
        Self { paths: list.into_iter().flat_map(|one| one.paths.iter().cloned()).collect() }
    }
}

/// The factors of a model, in file order: each unknown number alone, but for those that are correlated, directly or by way of
/// others, which are one factor.
#[must_use]
pub(crate) fn factors(model: &Model) -> Vec<Factor> {
    let scenario: &Scenario = model.scenario();
    let path = |id: &crate::scenario::ParameterId| scenario.parameters[id.index()].path.clone();
    let (ids, together) = match &scenario.correlation {
        Some((ids, correlation)) => (ids.as_slice(), correlation.together()),
        None => (&[][..], Vec::new()),
    };
    let group_of = |id| {
        let place = ids.iter().position(|one| *one == id)?;
        together.iter().position(|group| group.contains(&place))
    };
    let mut list: Vec<Factor> = Vec::new();
    let mut of_group: Vec<Option<usize>> = vec![None; together.len()];
    for id in model.uncertain() {
        let group = group_of(*id);
        if let Some(at) = group.and_then(|group| of_group[group]) {
            list[at].paths.push(path(id));
            continue;
        }
        if let Some(group) = group {
            of_group[group] = Some(list.len());
        }
        list.push(Factor { paths: vec![path(id)] });
    }
    list
}
