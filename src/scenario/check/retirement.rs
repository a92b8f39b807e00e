//! At what age people retire: one age for everybody, one by month of birth, or a published schedule.

use super::common::OLDEST;
use super::context::{Context, Noun};
use super::numbers::Place;
use crate::scenario::file::{AgeFile, MoveFile, MoveKind, RetirementAgeFile, StatedAge};
use crate::scenario::overlay::nearest_or_listed;
use crate::scenario::placed::{At, Placed};
use crate::scenario::{Move, Retirement, RetirementAge, TierId};
use crate::words::{Month, months_of_years, read_age, text};

/// The schedules that a scenario can name, a row for each first month of birth and the age in years and months from it on.
///
/// `cn-2025`: the decision of the Standing Committee of the National People's Congress of 13 September 2024 on raising the
/// statutory retirement age step by step, in force since 1 January 2025, its three annexed tables: men (60 to 63), women
/// whose age was 55 (to 58) and women whose age was 50 (to 55).
const SCHEDULES: &str = include_str!("../schedules/retirement.csv");

/// The rows of the schedules: name, first month of birth, months of age.
fn rows() -> impl Iterator<Item = (&'static str, Month, u32)> {
    SCHEDULES.lines().skip(1).filter_map(|line| {
        let mut cells = line.split(',');
        let (name, born) = (cells.next()?, cells.next()?.parse().ok()?);
        let (years, months): (u32, u32) = (cells.next()?.parse().ok()?, cells.next()?.parse().ok()?);
        Some((name, born, years * 12 + months))
    })
}

/// The names of the schedules.
fn schedules() -> Vec<&'static str> {
    let mut names: Vec<&str> = rows().map(|(name, ..)| name).collect();
    names.dedup();
    names
}

/// What a schedule says. Those born before its first month have the age from which it rises: a month less than its first.
fn schedule(name: &str) -> Option<RetirementAge> {
    let steps: Vec<(Month, u32)> =
        rows().filter(|(other, ..)| *other == name).map(|(_, born, age)| (born, age)).collect();
    let first = steps.first()?.1 - 1;
    Some(RetirementAge { first, steps })
}

impl Context<'_> {
    pub(super) fn retirement(&mut self, file: &Placed<MoveFile>) -> Option<Retirement> {
        let staying_female = self.maybe(file.staying_female.as_ref(), Place::Share);
        let staying_male = self.maybe(file.staying_male.as_ref(), Place::Share);
        if file.kind != MoveKind::Retire {
            let reason = text!("idle-only-retire");
            let keys = ["age_female", "age_male", "staying_female", "staying_male", "staying_age"];
            self.refuse_all(file.at, &keys, &reason);
            return None;
        }
        let mut stated = |key: &str, age: Option<&RetirementAgeFile>| {
            if age.is_none() {
                self.missing(file, key);
            }
            age.and_then(|age| self.retirement_age(age)).unwrap_or(RetirementAge::years(OLDEST))
        };
        let female = stated("age_female", file.age_female.as_ref());
        let male = stated("age_male", file.age_male.as_ref());
        let latest = female.latest().max(male.latest()).div_ceil(12);
        let staying = file.staying_age.as_ref().map_or(latest, |age| {
            let value = **age;
            if value < latest {
                self.error("crossed-bounds", age.at, text!("crossed-bounds-staying", value, latest));
            }
            self.whole(age, 1, OLDEST)
        });
        if staying_female.is_none() && staying_male.is_none() {
            let wanted = ["staying_female", "staying_male"].map(|key| file.at.key(key));
            let reason = text!("idle-no-share-who-stay");
            self.refuse_for_want(file.at, "staying_age", wanted, &reason);
        }
        let staying = staying.max(latest);
        for (key, age) in [("staying_female", &female), ("staying_male", &male)] {
            let earliest = age.steps.iter().map(|(_, age)| *age).fold(age.first, u32::min);
            if earliest >= staying * 12 {
                let why = text!("idle-staying-no-longer", age = earliest / 12);
                self.refuse_for_want(file.at, key, [file.at.key("staying_age")], &why);
            }
        }
        Some(Retirement { female, male, staying_female, staying_male, staying })
    }

    fn retirement_age(&mut self, file: &RetirementAgeFile) -> Option<RetirementAge> {
        match &file.value {
            StatedAge::One(AgeFile::Text(name)) if read_age(name).is_none() => {
                let found = schedule(name);
                if found.is_none() {
                    let names = schedules();
                    self.error_hint(
                        "unknown-name",
                        file.at,
                        text!("unknown-schedule", name),
                        nearest_or_listed(name, &names),
                    );
                }
                found
            }
            StatedAge::One(age) => {
                self.age_in_months(file.at, age).map(|first| RetirementAge { first, steps: Vec::new() })
            }
            StatedAge::ByBirth(ages) => {
                let mut steps = Vec::new();
                for (key, age) in ages {
                    let months = self.age_in_months(age.at, &age.value);
                    let Ok(born) = key.parse::<Month>() else {
                        let path = self.path(file.at);
                        let message = text!("wrong-format-born", path, key);
                        let problem = self.problem_of_key("wrong-format", file.at.key(key), message);
                        self.problems.push(problem.hint(text!("hint-born")));
                        continue;
                    };
                    steps.push((born, months?));
                }
                steps.sort_unstable();
                let (_, first) = *steps.first()?;
                Some(RetirementAge { first, steps: steps.split_off(1) })
            }
        }
    }

    fn age_in_months(&mut self, at: At, age: &AgeFile) -> Option<u32> {
        let (months, told) = match age {
            AgeFile::Years(years) => (months_of_years(*years), years.to_string()),
            AgeFile::Text(text) => (read_age(text), text.clone()),
        };
        let (least, most) = Place::Retiring.range();
        let Some(months) = months else {
            let path = self.path(at);
            self.error_hint(
                "wrong-format",
                at,
                text!("wrong-format-retirement-age", path, told),
                text!("hint-retirement-age"),
            );
            return None;
        };
        let years = f64::from(months) / 12.0;
        if !(least..=most).contains(&years) {
            self.out_of_range(at, years, (least, most));
            return None;
        }
        Some(months)
    }

    pub(super) fn one_retirement_each(&mut self, moves: &[Move]) {
        let mut seen: Vec<(TierId, &str)> = Vec::new();
        for one in moves.iter().filter(|one| one.kind == MoveKind::Retire) {
            for tier in &one.from {
                let id = &one.named.id;
                if let Some((_, first)) = seen.iter().find(|(other, _)| other == tier) {
                    let name = self.names(Noun::Tier).get(tier.index()).copied().unwrap_or_default();
                    self.error(
                        "second-retirement",
                        At::TOP.key("move").key(id).key("from"),
                        text!("second-retirement", name, first),
                    );
                } else {
                    seen.push((*tier, id));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{schedule, schedules};
    use crate::words::Month;

    /// The decision's rule: from a first month of birth on a month later for each so many months, up to a last age; and
    /// examples of its tables.
    #[test]
    fn schedules_rise_a_month_at_a_time_to_their_last_age() {
        assert_eq!(schedules(), ["cn-2025-men-60", "cn-2025-women-55", "cn-2025-women-50"]);
        for (name, first, born, every, last) in [
            ("cn-2025-men-60", 60, (1965, 1), 4, 63),
            ("cn-2025-women-55", 55, (1970, 1), 4, 58),
            ("cn-2025-women-50", 50, (1975, 1), 2, 55),
        ] {
            let ages = schedule(name).unwrap();
            let start = Month::new(born.0, born.1).unwrap();
            assert_eq!((ages.first, ages.of(start + -1)), (first * 12, first * 12), "{name}");
            for months in 0..400 {
                let expected = (first * 12 + 1 + months / every).min(last * 12);
                assert_eq!(ages.of(start + months as i32), expected, "{name} {months}");
            }
        }
        let at = |name: &str, year, month| schedule(name).unwrap().of(Month::new(year, month).unwrap());
        assert_eq!(at("cn-2025-men-60", 1976, 9), 63 * 12);
        assert_eq!(at("cn-2025-women-55", 1981, 8), 57 * 12 + 11);
        assert_eq!(at("cn-2025-women-50", 1984, 11), 55 * 12);
    }
}
