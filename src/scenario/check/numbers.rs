//! Numbers: what a planner wrote becomes a parameter with a distribution and the range of its place.

use indexmap::IndexMap;

use super::context::Context;
use crate::random::{Distribution, DistributionError};
use crate::scenario::file::ByYear;
use crate::scenario::overlay::{QUANTITY, listed};
pub(super) use crate::scenario::place::{Place, shown};
use crate::scenario::placed::{At, Path};
use crate::scenario::{Basis, Expert, Figure, Parameter, ParameterId, Quantity, QuantityTable, YearSeries};
use crate::words::{Text, fiscal_label, text};

/// More numbers than any scenario needs, and fewer than an id can tell apart.
const MOST: usize = 60_000;
/// What stands for a number that could not be registered, in a scenario that is refused.
const REFUSED: ParameterId = ParameterId(u16::MAX);

fn pairs(list: &[[f64; 2]]) -> Vec<(f64, f64)> {
    list.iter().map(|[a, b]| (*a, *b)).collect()
}

/// Who gave the quantiles of a number: roles and dates, and weights where they differ.
fn asked(experts: &[Expert]) -> String {
    let differ = experts.iter().any(|one| one.weight.unwrap_or(1.0).total_cmp(&1.0).is_ne());
    let each = experts.iter().map(|one| {
        let weight = if differ { format!(" ×{}", shown(one.weight.unwrap_or(1.0))) } else { String::new() };
        format!("{} {}{weight}", one.role.trim(), one.date)
    });
    each.collect::<Vec<_>>().join("; ")
}

/// The ways that a table uses, by key, and what each makes of it; experts are [pooled](Context::pooled).
fn ways(table: &QuantityTable) -> Vec<(&'static str, Result<Distribution, DistributionError>)> {
    let all: [(&'static str, Option<Result<Distribution, DistributionError>>); 11] = [
        ("value", table.value.map(Distribution::fixed)),
        ("uniform", table.uniform.map(|[low, high]| Distribution::uniform(low, high))),
        ("triangular", table.triangular.map(|[low, mode, high]| Distribution::triangular(low, mode, high))),
        ("pert", table.pert.map(|[low, mode, high]| Distribution::pert(low, mode, high))),
        ("normal", table.normal.map(|[mean, sd]| Distribution::normal(mean, sd))),
        ("lognormal", table.lognormal.map(|[median, sigma]| Distribution::log_normal(median, sigma))),
        (
            "beta",
            table.beta.as_deref().map(|list| match *list {
                [alpha, beta, low, high] => Distribution::beta(alpha, beta, low, high),
                // Three numbers are reported before this is asked.
                _ => Distribution::beta(
                    list.first().copied().unwrap_or(1.0),
                    list.get(1).copied().unwrap_or(1.0),
                    0.0,
                    1.0,
                ),
            }),
        ),
        ("gamma", table.gamma.map(|[shape, scale]| Distribution::gamma(shape, scale))),
        ("empirical", table.empirical.clone().map(Distribution::empirical)),
        ("discrete", table.discrete.as_deref().map(|list| Distribution::discrete(&pairs(list)))),
        ("quantiles", table.quantiles.as_deref().map(|list| Distribution::quantiles(&pairs(list)))),
    ];
    all.into_iter().filter_map(|(key, made)| Some((key, made?))).collect()
}

impl Context<'_> {
    /// Registers a number.
    pub(super) fn number(&mut self, quantity: &Quantity, place: Place) -> ParameterId {
        if self.parameters.len() == MOST {
            let message = text!("too-many-numbers", most = MOST);
            self.error("too-many", quantity.at, message);
        }
        if self.parameters.len() > MOST {
            return REFUSED;
        }
        let (parameter, mut good) = match self.distribution(quantity, place.range()) {
            Some((distribution, times)) => (self.parameter(quantity, distribution, times, place), true),
            None => match Distribution::fixed(0.0) {
                Ok(zero) => (self.parameter(quantity, zero, 1.0, place), false),
                Err(_) => return REFUSED,
            },
        };
        if good {
            good = self.check_range(&parameter, quantity.at, place);
        }
        self.parameters.push(parameter);
        let id = ParameterId::from(self.parameters.len() - 1);
        if !good {
            self.wrong.insert(id);
        }
        id
    }

    /// Registers a number that may be left out.
    pub(super) fn maybe(&mut self, quantity: Option<&Quantity>, place: Place) -> Option<ParameterId> {
        quantity.map(|quantity| self.number(quantity, place))
    }

    fn parameter(&self, quantity: &Quantity, distribution: Distribution, times: f64, place: Place) -> Parameter {
        let table = &quantity.table;
        Parameter {
            path: self.path(quantity.at),
            distribution,
            times,
            range: place.range(),
            unit: place.counted_in(),
            // What experts estimate is an assumption unless somebody says otherwise.
            basis: table.basis.or(table.experts.as_ref().map(|_| Basis::Assumption)),
            source: match &table.experts {
                Some(experts) => {
                    Some(table.source.iter().cloned().chain([asked(experts)]).collect::<Vec<_>>().join("; "))
                }
                None => table.source.clone(),
            },
            note: table.note.clone(),
        }
    }

    /// What a table says; what experts gave ends within `range`.
    pub(super) fn distribution(&mut self, quantity: &Quantity, range: (f64, f64)) -> Option<(Distribution, f64)> {
        let (at, table) = (quantity.at, &quantity.table);
        let path = self.path(at);
        let times = table.times.unwrap_or(1.0);
        if !(times.is_finite() && times >= 0.0) {
            let value = shown(times);
            self.error("out-of-range", at.key("times"), text!("out-of-range-times", path, value));
        }
        let mut found = ways(table);
        let experts = table.experts.as_deref();
        // What is wrong about one of them is told with the others' mistakes below.
        found.extend(experts.map(|_| ("experts", Distribution::fixed(0.0))));
        let keys: Vec<String> = found.iter().map(|(key, _)| format!("`{key}`")).collect();
        if found.len() > 1 {
            let keys = Text::list(&keys);
            self.error_hint(
                "bad-distribution",
                at,
                text!("bad-distribution-several", path, keys),
                text!("hint-keep-one-way"),
            );
            return None;
        }
        let Some((key, made)) = found.pop() else {
            let keys = Text::list(&QUANTITY);
            self.error_hint("bad-distribution", at, text!("bad-distribution-none", path), text!("hint-number", keys));
            return None;
        };
        if table.beta.as_ref().is_some_and(|list| list.len() == 3) {
            self.error_hint(
                "bad-distribution",
                at.key("beta"),
                text!("bad-distribution-beta", path),
                text!("hint-beta"),
            );
            return None;
        }
        let made = match experts {
            Some(experts) => Ok(self.pooled(at, experts, times, range)?),
            None => made,
        };
        match made {
            Ok(distribution) => (times.is_finite() && times >= 0.0).then_some((distribution, times)),
            Err(error) => {
                let reason = error.text();
                self.error("bad-distribution", at.key(key), text!("bad-distribution", path, reason));
                None
            }
        }
    }

    /// What several experts gave, pooled; reports whatever is wrong about one of them.
    fn pooled(&mut self, at: At, experts: &[Expert], times: f64, (least, most): (f64, f64)) -> Option<Distribution> {
        let path = self.path(at);
        let mut good = true;
        for (expert, number) in experts.iter().zip(1..) {
            let problem = if expert.role.trim().is_empty() {
                Some(text!("bad-expert-role", path, number))
            } else if crate::words::read_month(&expert.date, None).is_err() {
                let date = expert.date.as_str();
                Some(text!("bad-expert-date", path, number, date))
            } else {
                None
            };
            if let Some(problem) = problem {
                self.error("bad-distribution", at.key("experts"), problem);
                good = false;
            }
        }
        let each: Vec<(f64, Vec<(f64, f64)>)> =
            experts.iter().map(|one| (one.weight.unwrap_or(1.0), pairs(&one.quantiles))).collect();
        // Within the range once the factor is applied.
        let range = if times > 0.0 { (least / times, most / times) } else { (f64::NEG_INFINITY, f64::INFINITY) };
        match Distribution::pooled(&each, range) {
            Ok(pool) => good.then_some(pool),
            Err((position, error)) => {
                let number = position + 1;
                let role = experts.get(position).map_or("", |one| one.role.as_str());
                let message = if let Some(error) = error {
                    let reason = error.text();
                    text!("bad-expert-quantiles", path, number, role, reason)
                } else {
                    let weight = shown(each.get(position).map_or(0.0, |(weight, _)| *weight));
                    text!("bad-expert-weight", path, number, role, weight)
                };
                self.error("bad-distribution", at.key("experts"), message);
                None
            }
        }
    }

    /// Reports a number that its place does not allow; whether it is right.
    fn check_range(&mut self, parameter: &Parameter, at: At, place: Place) -> bool {
        let path = parameter.path.clone();
        let (least, most) = parameter.range;
        let (low, high) = parameter.reach();
        let allowed = (shown(least), shown(most));
        let (from, to) = (&allowed.0, &allowed.1);
        let outside = parameter.outside();
        if low.is_finite() && high.is_finite() {
            if outside.is_none() {
                return true;
            }
            let message = if low < high {
                let (low, high) = (shown(low), shown(high));
                text!("out-of-range-of-draws", path, from, to, low, high)
            } else {
                let low = shown(low);
                text!("out-of-range-from-to", path, from, to, low)
            };
            match place.hint(low, high) {
                Some(hint) => self.error_hint("out-of-range", at, message, hint),
                None => self.error("out-of-range", at, message),
            }
            return false;
        }
        if let Some(median) = outside {
            let median = shown(median);
            self.error("out-of-range", at, text!("out-of-range-median", path, from, to, median));
            return false;
        }
        let below = |bound: f64| parameter.distribution.share_below(bound / parameter.times);
        let share = below(least) + 1.0 - below(most);
        if share > 0.05 {
            let percent = (share * 100.0).round();
            self.warn("held-within-range", at, text!("held-within-range", path, percent, from, to));
        }
        true
    }

    /// A yearly series: the base number in every fiscal year, or the number of that year. None if neither is stated.
    pub(super) fn series(
        &mut self,
        base: Option<&Quantity>,
        by_year: &ByYear<Quantity>,
        place: Place,
    ) -> Option<YearSeries> {
        let figure = self.figure(base, by_year, place);
        (base.is_some() || !by_year.is_empty()).then(|| (0..self.years().len()).map(|year| figure.at(year)).collect())
    }

    /// A number for all years and those of single fiscal years. A plain number over which every year is stated has no effect.
    pub(super) fn figure(&mut self, base: Option<&Quantity>, by_year: &ByYear<Quantity>, place: Place) -> Figure {
        let plain = self.maybe(base, place);
        let by_year = self.single_years(by_year, place);
        if let Some(base) = base.filter(|_| !by_year.is_empty() && by_year.len() == self.years().len()) {
            self.stated_over(base.at);
        }
        Figure { plain, by_year }
    }

    /// The numbers of single fiscal years, each with the position of its year.
    pub(super) fn single_years(&mut self, by_year: &ByYear<Quantity>, place: Place) -> Vec<(usize, ParameterId)> {
        let years = self.years();
        let mut single: IndexMap<i32, ParameterId> = IndexMap::new();
        for (key, quantity) in by_year {
            let id = self.number(quantity, place);
            if let Some(year) = self.year(by_year.at(), key, |year| single.contains_key(&year)) {
                single.insert(year, id);
            }
        }
        let position = |year: &i32| years.iter().position(|other| other == year);
        single.iter().filter_map(|(year, id)| Some((position(year)?, *id))).collect()
    }

    /// The fiscal years of the run, by the calendar year in which each opens; none while the horizon is wrong.
    pub(super) fn years(&self) -> Vec<i32> {
        self.horizon.iter().flat_map(|horizon| horizon.years.clone()).collect()
    }

    /// What people call a fiscal year.
    pub(super) fn fiscal_label(&self, year: i32) -> String {
        fiscal_label(year, self.file.scenario.fiscal_year_starts)
    }

    /// The fiscal year of the run that a text names: by the calendar year in which it opens, or by its label.
    pub(super) fn fiscal_year(&self, text: &str) -> Option<i32> {
        self.years().into_iter().find(|year| year.to_string() == text || self.fiscal_label(*year) == text)
    }

    /// The fiscal year that a key of a table names; reports a key that names none of the run, or one that is `known`
    /// already.
    pub(super) fn year(&mut self, table: At, key: &str, known: impl Fn(i32) -> bool) -> Option<i32> {
        let found = self.fiscal_year(key);
        if let Some(year) = found.filter(|year| known(*year)) {
            let (path, label) = (self.path(table), self.fiscal_label(year));
            let message = text!("repeated-name-year", label, path);
            self.problems.push(self.problem_of_key("repeated-name", table.key(key), message));
            return None;
        }
        if found.is_none() && self.horizon.is_some() {
            self.no_such_year(table.key(key), key, "");
        }
        found
    }

    /// Reports a key that names no fiscal year of the run; `before` is what stands before the year in a key.
    pub(super) fn no_such_year(&mut self, at: Path<'_>, year: &str, before: &str) {
        let names: Vec<String> =
            self.years().into_iter().map(|year| format!("{before}{}", self.fiscal_label(year))).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let message = text!("unknown-year", year);
        self.problems.push(self.problem_of_key("unknown-year", at, message).hint(listed(&names)));
    }

    /// What a number is on average, held within its range.
    pub(super) fn mean(&self, id: ParameterId) -> f64 {
        self.parameters.get(id.index()).map_or(0.0, Parameter::mean)
    }

    /// The least and the greatest that a number can be, held within its range; all of it for a wrong number.
    pub(super) fn ends(&self, id: ParameterId) -> (f64, f64) {
        self.parameters
            .get(id.index())
            .map_or((0.0, 0.0), |one| if self.wrong.contains(&id) { one.range } else { one.ends() })
    }

    /// The same; none for a wrong number.
    pub(super) fn good_ends(&self, id: ParameterId) -> Option<(f64, f64)> {
        (!self.wrong.contains(&id)).then(|| self.ends(id))
    }
}

#[cfg(test)]
mod tests {
    use super::Place;
    use crate::random::Distribution;
    use crate::scenario::Parameter;

    fn parameter(place: Place, distribution: Distribution, times: f64) -> Parameter {
        Parameter {
            path: String::new(),
            distribution,
            times,
            range: place.range(),
            unit: place.counted_in(),
            basis: None,
            source: None,
            note: None,
        }
    }

    /// Every family, about `centre` and as wide as `width`.
    fn families(centre: f64, width: f64) -> Vec<Distribution> {
        let (low, high) = (centre - width, centre + width);
        let all = [
            Distribution::fixed(centre),
            Distribution::uniform(low, high),
            Distribution::triangular(low, centre - width / 4.0, high),
            Distribution::pert(low, centre + width / 2.0, high),
            Distribution::normal(centre, width),
            Distribution::log_normal(centre.abs() + width, 1.5),
            Distribution::beta(0.4, 0.7, low, high),
            Distribution::gamma(0.3, width),
            Distribution::empirical(vec![low, centre, centre, high]),
            Distribution::discrete(&[(low, 1.0), (centre, 5.0), (high, 2.0)]),
            Distribution::quantiles(&[(0.1, low), (0.5, centre), (0.9, high)]),
            Distribution::normal(centre, width).and_then(|one| one.shifted(width / 2.0)),
            Distribution::triangular(low, centre, high).and_then(|one| one.shifted(width)),
        ];
        all.into_iter().map(|one| one.unwrap()).collect()
    }

    /// Draws at evenly spread percentiles: their mean is off by no more than a step of the range that they cover.
    #[test]
    fn the_mean_of_a_number_is_that_of_its_draws_whatever_its_family_and_place() {
        const DRAWS: u32 = 20_000;
        let mut held = 0;
        for place in Place::ALL.iter().copied() {
            let (least, most) = place.range();
            // At either end of the range, in the middle, and wider than all of it.
            for (centre, width) in [
                (least, (most - least) / 3.0),
                (most, (most - least) / 3.0),
                (f64::midpoint(least, most), (most - least) / 10.0),
                (f64::midpoint(least, most), (most - least) * 2.0),
            ] {
                for distribution in families(centre, width) {
                    for times in [0.0, 0.3, 1.0, 2.5] {
                        let one = parameter(place, distribution.clone(), times);
                        let draws = (0..DRAWS).map(|draw| one.quantile((f64::from(draw) + 0.5) / f64::from(DRAWS)));
                        let mean = draws.sum::<f64>() / f64::from(DRAWS);
                        let said = one.mean();
                        let step = (most - least) / f64::from(DRAWS);
                        assert!(
                            (said - mean).abs() < 2.0 * step,
                            "{place:?} {distribution} × {times}: {said}, not {mean}"
                        );
                        assert!((least..=most).contains(&said), "{place:?} {distribution} × {times}: {said}");
                        let (low, high) = one.ends();
                        assert!(low <= said && said <= high, "{place:?} {distribution} × {times}: {low} {said} {high}");
                        assert_eq!(one.is_known(), one.quantile(1e-9).total_cmp(&one.quantile(1.0 - 1e-9)).is_eq());
                        held += u32::from((said - distribution.mean() * times).abs() > step);
                    }
                }
            }
        }
        assert!(held > 500, "only {held} of these are held at a bound");
    }

    #[test]
    fn the_mean_of_a_number_within_its_range_is_its_formula_to_the_last_bit() {
        let one = parameter(Place::Share, Distribution::pert(0.1, 0.2, 0.5).unwrap(), 1.5);
        assert_eq!(one.mean().to_bits(), (one.distribution.mean() * 1.5).to_bits());
    }
}
