//! Every question that a study can ask, as one type; reading and writing them as data.

use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::app::error::AppError;
use crate::runs::Asked;
use crate::study::{StudyError, each_question};
use crate::words::text;

use super::ask::Ask;

macro_rules! question {
    ($($name:literal: $Question:ident => $Answer:ident, of $scenarios:expr;)*) => {
        /// A question: everything that decides its answer beside the scenarios and how it is done.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[cfg_attr(feature = "cli", derive(clap::Subcommand))]
        pub enum Question {
            $(
                #[doc = concat!("`", $name, "`")]
                #[serde(rename = $name)]
                #[cfg_attr(feature = "cli", command(name = $name))]
                $Question(super::$Question),
            )*
        }

        impl Question {
            /// The names of all questions, and of how many scenarios each can be asked.
            pub const KINDS: &'static [(&'static str, RangeInclusive<usize>)] = &[$(($name, $scenarios)),*];

            /// Its name: the command.
            #[must_use]
            pub const fn name(&self) -> &'static str {
                match self {
                    $(Self::$Question(_) => $name,)*
                }
            }

            pub(super) fn own(&self) -> &dyn Ask {
                match self {
                    $(Self::$Question(question) => question,)*
                }
            }

            /// The same with what is usual written out.
            #[must_use]
            pub fn settled(mut self) -> Self {
                match &mut self {
                    $(Self::$Question(question) => question.settle(),)*
                }
                self
            }
        }
    };
}

each_question!(question);

/// What this tidui does not understand of a question that was kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misunderstood {
    /// The question, the option, or the option with its value.
    pub word: String,
}

impl Question {
    /// Of how many scenarios it can be asked.
    #[must_use]
    pub fn scenarios(&self) -> RangeInclusive<usize> {
        Self::KINDS.iter().find(|(name, _)| *name == self.name()).map_or(1..=1, |(_, scenarios)| scenarios.clone())
    }

    /// Whether several can share what it runs.
    #[must_use]
    pub fn is_shared(&self) -> bool {
        self.own().is_shared()
    }

    /// Refuses a number of scenarios of which it cannot be asked.
    pub(super) fn fits(&self, scenarios: usize) -> Result<(), AppError> {
        if self.scenarios().contains(&scenarios) {
            return Ok(());
        }
        let name = self.name();
        Err(AppError::Study(StudyError::Request(text!("study-scenarios", name, scenarios))))
    }

    /// The names of the options of the question called `name`; none of one that there is not.
    #[must_use]
    pub fn options(name: &str) -> Vec<String> {
        // All but one can be asked without a word, and that one needs its sum.
        let least = [json!({}), json!({ "total": 1 })];
        let asked = least.iter().filter_map(Value::as_object).find_map(|options| {
            let asked = Self::read(name, &Asked::Options(options.clone())).ok()?;
            json!(asked).get_mut(name).and_then(Value::as_object_mut).map(std::mem::take)
        });
        asked.unwrap_or_default().into_iter().map(|(option, _)| option).collect()
    }

    /// Its options and their values, as a study's folder keeps them.
    #[must_use]
    pub fn asked(&self) -> Asked {
        let options = json!(self).get_mut(self.name()).and_then(Value::as_object_mut).map(std::mem::take);
        Asked::Options(options.unwrap_or_default())
    }

    /// The question called `name`, from what a study's folder keeps of it; older folders keep it as it was typed.
    ///
    /// # Errors
    /// The first word that no question of this tidui has there.
    pub fn read(name: &str, asked: &Asked) -> Result<Self, Misunderstood> {
        let misunderstood = |word: &str| Misunderstood { word: word.to_owned() };
        if !Self::KINDS.iter().any(|(known, _)| *known == name) {
            return Err(misunderstood(name));
        }
        let options = match asked {
            Asked::Options(options) => options.clone(),
            Asked::Typed(words) => options_of(words).map_err(misunderstood)?,
        };
        let read = |options: &Map<String, Value>| {
            serde_json::from_value::<Self>(json!({ name: options })).map_err(|error| error.to_string())
        };
        read(&options).map_err(|told| {
            // Reading stops at the first that is wrong: without that one it says something else, or nothing.
            let wrong = options.keys().find(|key| {
                let mut others = options.clone();
                others.shift_remove(*key);
                read(&others).err().is_none_or(|other| other != told)
            });
            let typed =
                |key: &String| Asked::Options(options.iter().filter(|(one, _)| *one == key).map(owned).collect());
            Misunderstood { word: wrong.map_or(told, |key| typed(key).words().join(" ")) }
        })
    }
}

fn owned((key, value): (&String, &Value)) -> (String, Value) {
    (key.clone(), value.clone())
}

/// Options as they were typed: each with the word after it, or with several where it was repeated.
fn options_of(words: &[String]) -> Result<Map<String, Value>, &str> {
    let mut options = Map::new();
    let mut words = words.iter().peekable();
    while let Some(word) = words.next() {
        let option = word.strip_prefix("--").ok_or(word.as_str())?;
        let value = words.next_if(|next| !next.starts_with("--")).map_or(Value::Bool(true), |value| json!(value));
        match options.get_mut(option) {
            None => {
                options.insert(option.to_owned(), value);
            }
            Some(Value::Array(all)) => all.push(value),
            Some(one) => *one = json!([one.take(), value]),
        }
    }
    Ok(options)
}
