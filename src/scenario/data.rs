//! A checked scenario as data: written whole, and never read unchecked.

use indexmap::IndexMap;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use super::check::load;
use super::checked::Scenario;
use super::library::MemoryLibrary;

/// What of the data all the rest follows from.
#[derive(Deserialize)]
struct Origin {
    sources: IndexMap<String, String>,
}

/// Reads the sources again, as a file is read, and refuses what they do not say: compiling cannot fail only because nothing
/// makes a [`Scenario`] but the check.
impl<'de> Deserialize<'de> for Scenario {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let given = Value::deserialize(deserializer)?;
        let Origin { sources } = Origin::deserialize(&given).map_err(D::Error::custom)?;
        let name = sources.keys().next().cloned().unwrap_or_default();
        let library = MemoryLibrary { files: sources.into_iter().collect() };
        let (scenario, _) = load(&library, &name, &[]).map_err(D::Error::custom)?;
        if serde_json::to_value(&scenario).is_ok_and(|own| own == given) {
            Ok(scenario)
        } else {
            Err(D::Error::custom("the scenario says something else than its sources"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scenario_comes_back_as_it_was_and_only_if_its_sources_say_so() {
        let file = |name: &str| {
            let path = format!("{}/tests/fixtures/{name}", env!("CARGO_MANIFEST_DIR"));
            (name.to_owned(), std::fs::read_to_string(path).unwrap())
        };
        let files = ["base.toml", "schools.csv"].map(file).into();
        let (scenario, _) = load(&MemoryLibrary { files }, "base.toml", &["run.seed=7".to_owned()]).unwrap();
        let data = serde_json::to_string(&scenario).unwrap();
        assert_eq!(serde_json::from_str::<Scenario>(&data).unwrap(), scenario);
        let refused = |change: &dyn Fn(&mut Value)| {
            let mut value = serde_json::from_str(&data).unwrap();
            change(&mut value);
            serde_json::from_value::<Scenario>(value).unwrap_err().to_string()
        };
        let other = "the scenario says something else than its sources";
        assert_eq!(refused(&|value| value["seed"] = 8.into()), other);
        assert_eq!(refused(&|value| value["parameters"][0]["times"] = 2.into()), other);
        assert!(refused(&|value| value["sources"]["scenario.toml"] = "start = 1".into()).contains("scenario.toml:1"));
        assert!(refused(&|value| value["sources"] = serde_json::json!({})).contains("error["));
        assert!(refused(&|value| value["sources"] = Value::Null).contains("invalid type"));
    }
}
