//! Yearly numbers that a run does not take as a reader would: whole years planned in a part of one, and fractions of places.

use super::context::Context;
use super::numbers::shown;
use crate::scenario::placed::{At, Path};
use crate::scenario::{ParameterId, Scenario, YearSeries};
use crate::words::{Text, text};

/// Percentiles at which a range is looked at.
const DRAWS: u32 = 400;
/// Numbers listed in one message.
const LISTED: usize = 5;

/// A yearly number: where its base stands, or would, where its single years do, and what it is in each fiscal year.
struct Yearly<'s> {
    base: Path<'s>,
    by_year: Path<'s>,
    series: &'s YearSeries,
}

impl<'s> Yearly<'s> {
    fn new(noun: Path<'s>, [base, by_year]: [&'s str; 2], series: &'s YearSeries) -> Self {
        Self { base: noun.clone().key(base), by_year: noun.key(by_year), series }
    }
}

/// Every yearly number that is planned and not a rate: places, units, appropriations.
fn planned(scenario: &Scenario) -> Vec<Yearly<'_>> {
    const PLACES: [&str; 2] = ["places", "places_by_year"];
    let mut list: Vec<Yearly<'_>> = Vec::new();
    for one in &scenario.moves {
        let at = At::TOP.key("move").key(&one.named.id);
        list.extend(one.places.iter().map(|series| Yearly::new(at.clone(), PLACES, series)));
    }
    for one in &scenario.channels {
        let at = At::TOP.key("channel").key(&one.named.id);
        for ((tier, _), series) in one.mix.iter().zip(&one.places) {
            let Some(series) = series else { continue };
            let tier = scenario.tiers.get(tier.index()).map_or("", |tier| tier.named.id.as_str());
            let number = Yearly::new(at.clone(), PLACES, series);
            list.push(Yearly { base: number.base.clone().key(tier), ..number });
        }
    }
    for one in &scenario.programmes {
        let at = At::TOP.key("programme").key(&one.named.id);
        list.push(Yearly::new(at, ["units", "units_by_year"], &one.units));
    }
    for one in &scenario.expenses {
        let at = At::TOP.key("cost").key(&one.named.id);
        list.extend(one.units.iter().map(|series| Yearly::new(at.clone(), ["units", "units_by_year"], series)));
    }
    list
}

impl Context<'_> {
    pub(super) fn yearly(&mut self, scenario: &Scenario) {
        self.part_years(scenario);
        self.fractions(scenario);
        self.single_fractions(scenario);
    }

    /// Fiscal years of which the run has only some months, in which yearly numbers are planned whole.
    fn part_years(&mut self, scenario: &Scenario) {
        let years = scenario.fiscal_years();
        // Money first: what is granted for twelve months and spent in three is what surprises most.
        let granted = scenario.funds.iter().filter_map(|one| {
            let at = At::TOP.key("fund").key(&one.named.id);
            Some(Yearly::new(at, ["appropriation", "appropriation_by_year"], one.appropriation.as_ref()?))
        });
        let incomes = scenario.incomes.iter().map(|one| {
            Yearly::new(At::TOP.key("income").key(&one.named.id), ["amount", "amount_by_year"], &one.amount)
        });
        let numbers: Vec<(String, &YearSeries)> =
            granted.chain(incomes).chain(planned(scenario)).map(|one| (self.path(one.base), one.series)).collect();
        for (position, year) in years.iter().enumerate() {
            let in_year = |month: &i32| (scenario.start + *month).year_opening_in(scenario.fiscal_year_starts) == *year;
            let months = (0..scenario.months() as i32).filter(in_year).count();
            if months >= 12 {
                continue;
            }
            let whole = |(path, series): &(String, &YearSeries)| {
                let id = (*series.get(position)?)?;
                // A year with a number of its own was thought of.
                let own = self.parameters.get(id.index()).is_some_and(|one| one.path == *path);
                (own && self.mean(id) > 0.0).then(|| format!("`{path}`"))
            };
            let list: Vec<String> = numbers.iter().filter_map(whole).collect();
            if list.is_empty() {
                continue;
            }
            let more = list.len().saturating_sub(LISTED);
            let list = Text::list(&list.into_iter().take(LISTED).collect::<Vec<_>>());
            let label = scenario.fiscal_label(*year);
            let message = text!("part-year", label, months);
            let advice = text!("hint-part-year-of", year);
            let list = if more == 0 { list } else { text!("list-and-more", list, more) };
            let hint = Text::clauses(&[list, advice]);
            let header = &self.file.scenario;
            let at = if position == 0 { header.start.at } else { header.end.at };
            self.problems.push(self.warning("part-year", at, message).hint(hint));
        }
    }

    /// What is one number for all years and is rounded in each: the capacity of a programme, down, where it is less than what
    /// is wanted, and the total that a channel fills, to the nearest.
    fn single_fractions(&mut self, scenario: &Scenario) {
        for one in &scenario.programmes {
            for id in one.capacity.numbers() {
                let (low, high) = self.ends(id);
                let binds = one.units.iter().flatten().any(|id| self.ends(*id).1 > low);
                let plain = one.capacity.plain == Some(id);
                let key = if plain { "capacity" } else { "capacity_by_year" };
                let at = At::TOP.key("programme").key(&one.named.id).key(key);
                if binds && high < 1.0 && high > 0.0 {
                    self.rounded(at, high, 0.0);
                } else if binds && low >= high {
                    self.rounded(at, low, low.floor());
                }
            }
        }
        let channels = scenario.channels.iter().map(|one| ("channel", &one.named, &one.total));
        let moves = scenario.moves.iter().map(|one| ("move", &one.named, &one.total));
        for (noun, named, level) in channels.chain(moves) {
            // What grows, or is in proportion to others, is rounded at any rate.
            let Some(level) = level.as_ref().filter(|level| level.per.is_empty()) else { continue };
            let growth = level.growth.map_or((0.0, 0.0), |id| self.ends(id));
            for id in level.number.numbers() {
                let total = self.ends(id);
                if total.0 >= total.1 && growth.0 >= 0.0 && growth.1 <= 0.0 {
                    let plain = level.number.plain == Some(id);
                    let key = if plain { "total" } else { "total_by_year" };
                    let at = At::TOP.key(noun).key(&named.id).key(key);
                    self.rounded(at, total.0, (total.0 + 0.5).floor());
                }
            }
        }
    }

    /// Tells that a number is taken as another one, if it is.
    pub(super) fn rounded(&mut self, at: Path<'_>, stated: f64, taken: f64) {
        if (stated - taken).abs() < 1e-6 {
            return;
        }
        let (path, stated, taken) = (self.path(at.clone()), shown(stated), shown(taken));
        let message = text!("rounded-number", path, stated, taken);
        let hint = text!("hint-whole-number");
        self.problems.push(self.warning("fractions", at, message).hint(hint));
    }

    /// Ranges of which rounding in each year and draw takes or makes a noticeable part on average.
    fn fractions_of_ranges(&mut self, at: Path<'_>, path: &str, series: &YearSeries) {
        let (mut planned, mut given) = (0.0, 0.0);
        for id in series.iter().flatten() {
            let (low, high) = self.ends(*id);
            let Some(one) = self.parameters.get(id.index()).filter(|_| low < high && high >= 0.5) else { continue };
            for draw in 0..DRAWS {
                let drawn = one.quantile((f64::from(draw) + 0.5) / f64::from(DRAWS));
                planned += drawn / f64::from(DRAWS);
                given += (drawn + 0.5).floor() / f64::from(DRAWS);
            }
        }
        let lost = (planned - given).abs();
        if lost >= 0.5 || (lost > 0.1 && lost > planned / 10.0) {
            let [planned, given, lost] = [planned, given, lost].map(|number| shown((number * 10.0).round() / 10.0));
            let message = text!("rounded-years-range", path, planned, given, lost);
            let problem = self.warning("fractions", at, message);
            self.problems.push(problem.hint(text!("hint-whole-numbers-by-year")));
        }
    }

    /// Yearly numbers that are known and not whole: people and units are, so each year's is rounded.
    fn fractions(&mut self, scenario: &Scenario) {
        for Yearly { base, by_year, series } in planned(scenario) {
            let path = self.path(base.clone());
            let at = if self.stated(base.clone()) { base } else { by_year };
            self.fractions_of_ranges(at.clone(), &path, series);
            let known = |id: &ParameterId| {
                let (low, high) = self.ends(*id);
                // Less than one half is nobody in every draw.
                if low >= high {
                    Some(low)
                } else if high < 0.5 {
                    Some(self.mean(*id))
                } else {
                    None
                }
            };
            let numbers: Vec<f64> = series.iter().flatten().filter_map(known).collect();
            let planned: f64 = numbers.iter().sum();
            let given: f64 = numbers.iter().map(|number| (number + 0.5).floor()).sum();
            let lost = planned - given;
            if lost.abs() < 1e-6 {
                continue;
            }
            let (planned, given, lost) = (shown(planned), shown(given), shown(lost.abs()));
            let message = text!("rounded-years", path, planned, given, lost);
            let hint = text!("hint-whole-numbers-by-year");
            self.problems.push(self.warning("fractions", at, message).hint(hint));
        }
    }
}
