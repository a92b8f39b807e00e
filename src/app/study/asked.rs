//! Questions read back from the arguments that a study's folder keeps: the inverse of [`Question::asked`].
//!
//! An option that is added to a question is read here by one line. What is not read is told, not passed over: a newer
//! tidui may have asked what this one does not understand.

use std::ops::RangeInclusive;
use std::str::FromStr;

use crate::study::{Aim, Profile, Wanted};

use super::ask::{Question, Vary};

/// A word that this tidui does not understand, or misses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misunderstood {
    /// The question, the option, or the option with its value.
    pub word: String,
}

impl Misunderstood {
    fn new(word: impl Into<String>) -> Self {
        Self { word: word.into() }
    }
}

impl Question {
    /// The question called `name`, from the arguments that [`asked`](Self::asked) made of it.
    ///
    /// # Errors
    /// The first word that no question of this tidui has there.
    pub fn parse(name: &str, asked: &[String]) -> Result<Self, Misunderstood> {
        let mut said = Said::read(asked)?;
        let question = match name {
            "frontier" => Self::Frontier {
                vary: said.all("--vary", vary)?,
                points: said.perhaps("--points", within(2..=1000))?,
                targets: said.all("--target", text)?,
            },
            "compare" => Self::Compare { attribute: said.all("--attribute", text)? },
            "require" => Self::Require {
                lever: said.one("--lever", text)?,
                target: said.one("--target", text)?,
                confidence: said.all("--confidence", share)?,
                step: said.perhaps("--step", positive)?,
                ceiling: said.perhaps("--ceiling", positive)?,
                profile: said.perhaps("--profile", profile)?.unwrap_or_default(),
            },
            "marginal" => Self::Marginal {
                yuan: said.perhaps("--yuan", within(1..=YUAN))?,
                levers: said.all("--lever", text)?,
                targets: said.all("--target", text)?,
            },
            "allocate" => Self::Allocate {
                total: said.one("--total", within(1..=YUAN))?,
                front: said.perhaps("--front", within(1..=1000))?.unwrap_or(1),
                levers: said.all("--lever", wanted)?,
                by_year: said.flag("--by-year"),
                targets: said.all("--target", text)?,
                aim: said.one("--aim", aim)?,
                evaluations: said.one("--evaluations", within(3..=100_000))?,
            },
            _ => return Err(Misunderstood::new(name)),
        };
        said.nothing_else()?;
        Ok(question)
    }
}

/// Everything that a split may serve.
const AIMS: [Aim; 3] = [Aim::All, Aim::Count, Aim::Shortfall];

/// Most yuan that an argument may name, as on the command line.
const YUAN: i64 = 1_000_000_000_000;

/// Options in their order, each with the word after it. What was read is taken out.
struct Said<'a>(Vec<(&'a str, Option<&'a str>)>);

impl<'a> Said<'a> {
    fn read(asked: &'a [String]) -> Result<Self, Misunderstood> {
        let is_option = |word: &str| word.starts_with("--");
        let mut said: Vec<(&str, Option<&str>)> = Vec::new();
        for word in asked {
            match said.last_mut() {
                _ if is_option(word) => said.push((word, None)),
                Some((_, value @ None)) => *value = Some(word),
                _ => return Err(Misunderstood::new(word)),
            }
        }
        Ok(Self(said))
    }

    /// Every value of an option, in their order.
    fn all<T>(&mut self, option: &str, value: impl Fn(&str) -> Option<T>) -> Result<Vec<T>, Misunderstood> {
        let (own, rest): (Vec<_>, Vec<_>) = self.0.iter().partition(|(name, _)| *name == option);
        self.0 = rest;
        let wrong = |text: Option<&str>| Misunderstood::new([option, text.unwrap_or("")].join(" ").trim_end());
        own.into_iter().map(|(_, text)| text.and_then(&value).ok_or_else(|| wrong(text))).collect()
    }

    /// The value of an option that is given at most once.
    fn perhaps<T>(&mut self, option: &str, value: impl Fn(&str) -> Option<T>) -> Result<Option<T>, Misunderstood> {
        let mut all = self.all(option, value)?;
        let one = all.pop();
        if all.is_empty() { Ok(one) } else { Err(Misunderstood::new(option)) }
    }

    /// The value of an option that is given once.
    fn one<T>(&mut self, option: &str, value: impl Fn(&str) -> Option<T>) -> Result<T, Misunderstood> {
        self.perhaps(option, value)?.ok_or_else(|| Misunderstood::new(option))
    }

    /// Whether an option without a value is given.
    fn flag(&mut self, option: &str) -> bool {
        let before = self.0.len();
        self.0.retain(|(name, value)| *name != option || value.is_some());
        self.0.len() < before
    }

    /// That nothing was said beside what was read.
    fn nothing_else(&self) -> Result<(), Misunderstood> {
        self.0.first().map_or(Ok(()), |(option, _)| Err(Misunderstood::new(*option)))
    }
}

#[expect(clippy::unnecessary_wraps, reason = "one of many ways to read a value, of which others fail")]
fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn within<T: FromStr + PartialOrd>(range: RangeInclusive<T>) -> impl Fn(&str) -> Option<T> {
    move |text| text.parse().ok().filter(|number| range.contains(number))
}

fn positive(text: &str) -> Option<f64> {
    within(0.0..=1e15)(text).filter(|number| *number > 0.0)
}

fn share(text: &str) -> Option<f64> {
    within(0.0..=1.0)(text).filter(|share| *share > 0.0 && *share < 1.0)
}

fn vary(text: &str) -> Option<Vary> {
    let (lever, range) = text.split_once('=')?;
    let (low, high) = range.split_once("..")?;
    let factor = within(0.0..=1e6);
    let one = Vary { lever: lever.to_owned(), low: factor(low)?, high: factor(high)? };
    (one.low < one.high).then_some(one)
}

fn wanted(text: &str) -> Option<Wanted> {
    let yuan = within(0..=YUAN);
    let Some((lever, range)) = text.split_once('=') else {
        return Some(Wanted { lever: text.to_owned(), range: None });
    };
    let (least, most) = range.split_once("..")?;
    let most = if most.is_empty() { None } else { Some(yuan(most)?) };
    let least = if least.is_empty() { 0 } else { yuan(least)? };
    let range = Some((least, most));
    most.is_none_or(|most| least <= most).then(|| Wanted { lever: lever.to_owned(), range })
}

fn profile(text: &str) -> Option<Profile> {
    match text {
        "keep" => Some(Profile::Keep),
        "choose" => Some(Profile::Choose),
        _ => None,
    }
}

fn aim(text: &str) -> Option<Aim> {
    AIMS.into_iter().find(|aim| super::ask::aim_name(*aim) == text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(list: &[&str]) -> Vec<String> {
        list.iter().map(|name| (*name).to_owned()).collect()
    }

    /// Every question, once with everything that can be said and once with as little as can be.
    fn every() -> Vec<Question> {
        let vary = |lever: &str, low, high| Vary { lever: lever.to_owned(), low, high };
        let wanted = |lever: &str, range| Wanted { lever: lever.to_owned(), range };
        vec![
            Question::Frontier {
                vary: vec![vary("special", 0.1 + 0.2, 1e6), vary("line.training@2022", 0.0, f64::MIN_POSITIVE)],
                points: Some(7),
                targets: names(&["teachers", "backbone"]),
            },
            Question::Frontier { vary: Vec::new(), points: Some(21), targets: Vec::new() },
            Question::Compare { attribute: names(&["all", "teachers"]) },
            Question::Compare { attribute: Vec::new() },
            Question::Require {
                lever: "fund.education".to_owned(),
                target: "all".to_owned(),
                confidence: vec![0.5, 0.95, 1.0 / 3.0],
                step: Some(0.1),
                ceiling: Some(1e15),
                profile: Profile::Choose,
            },
            Question::Require {
                lever: "posts".to_owned(),
                target: "teachers".to_owned(),
                confidence: Vec::new(),
                step: None,
                ceiling: None,
                profile: Profile::Keep,
            },
            Question::Marginal {
                yuan: Some(100_000),
                levers: names(&["posts", "move.a.places"]),
                targets: names(&["b"]),
            },
            Question::Marginal { yuan: Some(1), levers: Vec::new(), targets: Vec::new() },
            Question::Marginal { yuan: None, levers: Vec::new(), targets: Vec::new() },
            Question::Allocate {
                total: YUAN,
                front: 4,
                levers: vec![
                    wanted("line.training", None),
                    wanted("fund.special", Some((0, None))),
                    wanted("fund.special@2022", Some((5, Some(9)))),
                ],
                by_year: true,
                targets: names(&["teachers"]),
                aim: Aim::Shortfall,
                evaluations: 120,
            },
            Question::Allocate {
                total: 1,
                front: 1,
                levers: Vec::new(),
                by_year: false,
                targets: Vec::new(),
                aim: Aim::All,
                evaluations: 3,
            },
        ]
    }

    #[test]
    fn what_was_asked_is_understood_again() {
        for question in every() {
            let asked = question.asked();
            assert_eq!(Question::parse(question.name(), &asked), Ok(question), "{asked:?}");
        }
        for aim in AIMS {
            let (levers, targets) = (Vec::new(), Vec::new());
            let question =
                Question::Allocate { total: 1, front: 1, levers, by_year: false, targets, aim, evaluations: 3 };
            assert_eq!(Question::parse("allocate", &question.asked()), Ok(question));
        }
        // A default is written out, so that a later tidui with another default asks the same.
        let usual = Question::Frontier { vary: Vec::new(), points: None, targets: Vec::new() };
        assert_eq!(Question::parse("frontier", &usual.asked()).map(|question| question.asked()), Ok(usual.asked()));
    }

    #[test]
    fn what_is_not_understood_is_named() {
        let wrong = |name: &str, asked: &[&str]| match Question::parse(name, &names(asked)) {
            Err(Misunderstood { word }) => word,
            Ok(question) => panic!("{question:?}"),
        };
        assert_eq!(wrong("divine", &[]), "divine");
        assert_eq!(wrong("compare", &["teachers"]), "teachers");
        assert_eq!(wrong("compare", &["--attribute", "all", "teachers"]), "teachers");
        assert_eq!(wrong("compare", &["--attribute"]), "--attribute");
        assert_eq!(wrong("compare", &["--by-moonlight", "--attribute", "all"]), "--by-moonlight");
        assert_eq!(wrong("frontier", &["--vary", "special=2..1"]), "--vary special=2..1");
        assert_eq!(wrong("frontier", &["--points", "18446744073709551616"]), "--points 18446744073709551616");
        assert_eq!(wrong("frontier", &["--points", "7", "--points", "8"]), "--points");
        assert_eq!(wrong("require", &["--lever", "funds"]), "--target");
        assert_eq!(wrong("require", &["--lever", "a", "--target", "b", "--step", "NaN"]), "--step NaN");
        let least = ["--lever", "a", "--target", "b", "--profile"];
        assert_eq!(wrong("require", &[&least[..], &["guess"]].concat()), "--profile guess");
        assert_eq!(wrong("marginal", &["--yuan", "-1"]), "--yuan -1");
        let sum = ["--total", "9", "--aim", "all", "--evaluations", "3", "--lever"];
        assert_eq!(wrong("allocate", &[&sum[..], &["line.a=9..1"]].concat()), "--lever line.a=9..1");
    }
}
