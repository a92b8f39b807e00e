//! Numbers of one parameter draw, folded into the form in which the engine uses them.

use crate::random::{Decision, Luck, standard_normal_quantile};
use crate::scenario::file::Reaches;
use crate::scenario::{Attribute, Channel, Cost, Figure, Level, LineId, OUTERMOST, ParameterId, Scenario, YearSeries};

use super::compile::Model;
use super::values;

/// Log-odds of a probability; infinite at 0 and 1.
#[must_use]
pub fn logit(probability: f64) -> f64 {
    libm::log(probability / (1.0 - probability))
}

/// The probability whose log-odds are given.
#[must_use]
pub fn logistic(log_odds: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-log_odds))
}

/// Whole yuan in each fiscal year, by position. What nothing is paid for costs nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Yearly(Vec<i64>);

impl Yearly {
    /// What it costs in a fiscal year; after the last, what it cost in that.
    #[inline]
    pub(crate) fn at(&self, year: usize) -> i64 {
        // Nothing has no last, and so is never found.
        self.0.get(year.min(self.0.len().wrapping_sub(1))).copied().unwrap_or(0)
    }

    /// Whether it costs nothing in any year.
    pub(crate) fn is_free(&self) -> bool {
        self.0.iter().all(|yuan| *yuan <= 0)
    }
}

/// Prices of one draw: what an amount on a line comes to in each fiscal year.
struct Prices<'a> {
    values: &'a [f64],
    /// By line.
    index: Vec<Vec<f64>>,
}

impl<'a> Prices<'a> {
    fn new(scenario: &Scenario, values: &'a [f64]) -> Self {
        let of = |line: usize| scenario.price_index(line.into(), |id| values[id.index()]);
        Self { values, index: (0..scenario.lines.len()).map(of).collect() }
    }

    /// An amount in each fiscal year before it is rounded.
    fn exact(&self, line: LineId, amount: &YearSeries) -> Vec<f64> {
        let of_year = |(id, index): (&Option<ParameterId>, &f64)| id.map_or(0.0, |id| self.values[id.index()] * index);
        amount.iter().zip(&self.index[line.index()]).map(of_year).collect()
    }

    fn yearly(&self, line: LineId, amount: &YearSeries) -> Yearly {
        Yearly(self.exact(line, amount).into_iter().map(yuan).collect())
    }

    fn cost(&self, cost: Option<&Cost>) -> Yearly {
        cost.map_or_else(Yearly::default, |cost| self.yearly(cost.line, &cost.amount))
    }
}

/// A number that may be another in each fiscal year: one for all, or one for each.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct YearValues(Vec<f64>);

impl YearValues {
    fn new(values: &[f64], figure: &Figure, years: usize, fallback: f64) -> Self {
        let at = |year: usize| figure.at(year).map_or(fallback, |id| values[id.index()]);
        let count = if figure.by_year.is_empty() { 1 } else { years };
        Self((0..count).map(at).collect())
    }

    /// The number of a fiscal year.
    #[inline]
    pub(crate) fn at(&self, year: usize) -> f64 {
        // After the last year it is what it was in that.
        self.0[year.min(self.0.len() - 1)]
    }

    /// The same, changed by what is special about each year.
    fn changed(&mut self, change: impl Fn(usize, f64) -> f64, years: usize) {
        self.0 = (0..years).map(|year| change(year, self.at(year))).collect();
    }
}

/// To how many people tiers are filled.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct DrawnLevel {
    number: YearValues,
    growth: f64,
}

impl DrawnLevel {
    /// The number of people in a month, for each of `per` people where it is in proportion to them.
    pub(crate) fn at(&self, fiscal: usize, month: usize, per: Option<u32>) -> u32 {
        let grown = self.number.at(fiscal) * libm::pow(1.0 + self.growth, (month / 12) as f64);
        libm::round(per.map_or(grown, |per| grown * f64::from(per))).max(0.0) as u32
    }
}

/// A move's numbers.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct DrawnMove {
    /// Yearly probability in each age band, without any dose; where years differ, of every fiscal year after the other.
    pub(crate) base: Vec<f64>,
    /// Their log-odds.
    pub(crate) log_odds: Vec<f64>,
    /// How many of them a fiscal year has; 0 where all years have the same.
    pub(crate) of_year: usize,
    /// Ln of the odds ratio of each effect of a dose that people carry, in the order of the plan.
    pub(crate) bit_odds: Vec<(u32, f64)>,
    /// The same for doses of the whole district: programme, ln odds ratio.
    pub(crate) district_odds: Vec<(usize, f64)>,
    /// Places in each fiscal year.
    pub(crate) places: Option<Vec<f64>>,
    /// To how many people it fills a tier.
    pub(crate) total: Option<DrawnLevel>,
    /// Yuan per success.
    pub(crate) cost: Yearly,
    /// Shares of women and men who stay beyond the ordinary age.
    pub(crate) staying: (f64, f64),
}

impl DrawnMove {
    /// What the doses in `mask`, and those of the district with `district`, add to the log-odds: Σ ln(odds ratio) × dose.
    #[must_use]
    #[inline]
    pub(crate) fn shift(&self, mask: u32, district: f64) -> f64 {
        let mut shift = district;
        for (bit, odds) in &self.bit_odds {
            if mask & bit != 0 {
                shift += odds;
            }
        }
        shift
    }

    /// The place of the rate of a fiscal year in a band of age.
    #[must_use]
    #[inline]
    pub(crate) const fn place(&self, year: usize, band: usize) -> usize {
        year * self.of_year + band
    }

    /// The yearly probability at a place where doses add `shift` to the log-odds: logit(p′) = logit(p) + shift.
    #[must_use]
    pub(crate) fn rate(&self, place: usize, shift: f64) -> f64 {
        let base = self.base[place];
        if shift == 0.0 || base <= 0.0 || base >= 1.0 { base } else { logistic(self.log_odds[place] + shift) }
    }

    /// The greatest yearly probability at a place for someone who carries, of the doses in `tracked`, those in `mask`, whatever
    /// the other doses are.
    #[must_use]
    pub(crate) fn bound(&self, place: usize, mask: u32, tracked: u32) -> f64 {
        let base = self.base[place];
        let mut shift: f64 = self.district_odds.iter().map(|(_, odds)| odds.max(0.0)).sum();
        for (bit, odds) in &self.bit_odds {
            if tracked & bit == 0 {
                shift += odds.max(0.0);
            } else if mask & bit != 0 {
                shift += odds;
            }
        }
        // Above the exact one by what rounding may take from it, and a probability still.
        if base <= 0.0 || base >= 1.0 {
            base
        } else {
            (logistic(self.log_odds[place] + shift) * (1.0 + 1e-12)).min(1.0)
        }
    }
}

/// Log-odds that an offer is accepted, by fiscal year and position in the mix, the award's size included.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Accepting {
    places: usize,
    log_odds: Vec<f64>,
}

impl Accepting {
    /// Those of a fiscal year, by position in the mix.
    #[inline]
    pub(crate) fn of(&self, year: usize) -> &[f64] {
        &self.log_odds[year * self.places..(year + 1) * self.places]
    }

    fn of_mut(&mut self, year: usize) -> &mut [f64] {
        &mut self.log_odds[year * self.places..(year + 1) * self.places]
    }
}

/// A channel's numbers.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct DrawnChannel {
    /// Candidates per year.
    pub(crate) candidates: YearValues,
    /// Candidates per unit of the programme that brings some.
    pub(crate) per_unit: f64,
    /// Probability of passing each stage.
    pub(crate) stages: Vec<YearValues>,
    /// Probability of qualifying.
    pub(crate) qualified: YearValues,
    /// Upper ends of the shares of tiers in the mix, the last one 1.
    pub(crate) mix: Vec<f64>,
    /// By attribute: upper ends of the shares of values, the last one 1, and the bit of each.
    pub(crate) values: Vec<Vec<(f64, u64)>>,
    /// Places in each fiscal year, by position in the mix.
    pub(crate) places: Vec<Vec<f64>>,
    /// How likely an offer is accepted.
    pub(crate) acceptance: Accepting,
    /// Yuan of award by position in the mix, by the fiscal year of the offer.
    pub(crate) award: Vec<Yearly>,
    /// Of these, the part that is paid first.
    pub(crate) first_of_award: Vec<Yearly>,
    /// Share of the award repaid for service not rendered.
    pub(crate) clawback: f64,
    /// Yearly fee and cost of a round.
    pub(crate) fee: Yearly,
    pub(crate) round_cost: Yearly,
    /// Yuan for an offer.
    pub(crate) offer_cost: Yearly,
    /// Share of women.
    pub(crate) female: f64,
    /// Probability that a contract is renewed.
    pub(crate) renewal: YearValues,
    /// To how many people it fills.
    pub(crate) total: Option<DrawnLevel>,
}

impl DrawnChannel {
    /// The probability of passing all stages in a fiscal year.
    pub(crate) fn passes(&self, year: usize) -> f64 {
        self.stages.iter().map(|stage| stage.at(year)).product()
    }
}

/// A programme's numbers.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct DrawnProgramme {
    /// Units wanted in each fiscal year.
    pub(crate) units: Vec<f64>,
    /// Most units in a fiscal year.
    pub(crate) capacity: YearValues,
    /// Yuan per unit.
    pub(crate) unit_cost: Yearly,
    /// Spend per year at which the dose is one half.
    pub(crate) half_saturation: Option<f64>,
}

/// Numbers of what falls due or comes in whatever else happens.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct DrawnStanding {
    /// Costs: yuan each, and how many in each fiscal year.
    pub(crate) expenses: Vec<(Yearly, Vec<f64>)>,
    /// Allowances: yuan to each, each time.
    pub(crate) allowances: Vec<Yearly>,
    /// Incomes: yuan in each fiscal year, or for each head.
    pub(crate) incomes: Vec<Vec<f64>>,
}

/// All numbers of one draw.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawn {
    /// Values of all parameters, by [`ParameterId`].
    pub values: Vec<f64>,
    pub(crate) moves: Vec<DrawnMove>,
    pub(crate) channels: Vec<DrawnChannel>,
    /// Probability that a contract of the roster is renewed.
    pub(crate) renewal: YearValues,
    pub(crate) programmes: Vec<DrawnProgramme>,
    pub(crate) standing: DrawnStanding,
    /// Appropriations by fund and fiscal year; none never binds.
    pub(crate) appropriations: Vec<Option<Vec<i64>>>,
    /// Sizes of effects.
    pub(crate) effects: Vec<f64>,
}

/// The nearest whole number, halves away from 0. Exact, and quicker than rounding a floating-point number as one.
#[inline]
pub(crate) fn nearest(number: f64) -> i64 {
    let whole = number as i64;
    let rest = number - whole as f64;
    whole.saturating_add(i64::from(rest >= 0.5) - i64::from(rest <= -0.5))
}

/// A drawn amount of money: whole yuan, nearest.
fn yuan(amount: f64) -> i64 {
    nearest(amount)
}

impl Drawn {
    /// Folds the parameter values of one draw.
    #[must_use]
    pub fn new(model: &Model, values: Vec<f64>) -> Self {
        let scenario = model.scenario();
        let at = |id: ParameterId| values[id.index()];
        let or = |id: Option<ParameterId>, fallback: f64| id.map_or(fallback, at);
        let series = |ids: &YearSeries| ids.iter().map(|id| or(*id, 0.0)).collect::<Vec<f64>>();
        let prices = Prices::new(scenario, &values);
        let years = model.timeline.fiscal_years.len();
        let effects: Vec<f64> = scenario.effects.iter().map(|effect| at(effect.size)).collect();
        let moves = scenario
            .moves
            .iter()
            .zip(&model.moves)
            .map(|(one, plan)| {
                let of_age = |age: &u32| {
                    let rate = one.rates.iter().rev().find(|(from, _)| from <= age);
                    rate.map_or(0.0, |(_, id)| at(*id))
                };
                let plain: Vec<f64> = model.bands.iter().map(of_age).collect();
                let of_year = if one.is_yearly() { plain.len() } else { 0 };
                let own = |year: usize| one.rate_by_year.iter().find(|(own, _)| *own == year).map(|(_, id)| at(*id));
                let base: Vec<f64> = if of_year == 0 {
                    plain
                } else {
                    let bands = |year: usize| match own(year) {
                        Some(rate) => vec![rate; of_year],
                        None => plain.clone(),
                    };
                    (0..years).flat_map(bands).collect()
                };
                DrawnMove {
                    log_odds: base.iter().map(|rate| logit(*rate)).collect(),
                    base,
                    of_year,
                    bit_odds: plan
                        .bit_effects
                        .iter()
                        .map(|(bit, effect)| (*bit, libm::log(effects[*effect])))
                        .collect(),
                    district_odds: plan
                        .district_effects
                        .iter()
                        .map(|(programme, effect)| (*programme, libm::log(effects[*effect])))
                        .collect(),
                    places: one.places.as_ref().map(series),
                    total: one.total.as_ref().map(|level| drawn_level(years, level, &values)),
                    cost: prices.cost(one.cost.as_ref()),
                    staying: one
                        .retirement
                        .as_ref()
                        .map_or((0.0, 0.0), |ages| (or(ages.staying_female, 0.0), or(ages.staying_male, 0.0))),
                }
            })
            .collect();
        let channels =
            scenario.channels.iter().map(|one| drawn_channel(&scenario.attributes, years, one, &prices)).collect();
        let programmes = scenario
            .programmes
            .iter()
            .map(|one| DrawnProgramme {
                units: series(&one.units),
                capacity: YearValues::new(&values, &one.capacity, years, f64::INFINITY),
                unit_cost: prices.cost(one.unit_cost.as_ref()),
                half_saturation: one.half_saturation.filter(|_| one.reaches == Reaches::District).map(at),
            })
            .collect();
        let standing = DrawnStanding {
            expenses: scenario
                .expenses
                .iter()
                .map(|one| (prices.cost(Some(&one.cost)), one.units.as_ref().map_or_else(|| vec![1.0; years], series)))
                .collect(),
            allowances: scenario.allowances.iter().map(|one| prices.cost(Some(&one.cost))).collect(),
            incomes: scenario.incomes.iter().map(|one| series(&one.amount)).collect(),
        };
        let appropriations = scenario
            .funds
            .iter()
            .map(|fund| fund.appropriation.as_ref().map(|ids| ids.iter().map(|id| yuan(or(*id, 0.0))).collect()))
            .collect();
        let renewal = scenario.contracts.as_ref().map(|contracts| &contracts.renewal);
        let renewal = YearValues::new(&values, renewal.unwrap_or(&Figure::default()), years, 0.0);
        Self { values, moves, channels, renewal, programmes, standing, appropriations, effects }
    }

    /// The numbers of one replicate, where its years differ by chance: rates shifted on the scale of log-odds, candidates on
    /// that of logarithms, each by its own luck of the fiscal year. None where no year does.
    #[must_use]
    pub(crate) fn of_replicate(&self, model: &Model, luck: Luck) -> Option<Self> {
        if !model.years_differ_by_chance {
            return None;
        }
        let (scenario, years) = (model.scenario(), &model.timeline.fiscal_years);
        let mut drawn = self.clone();
        let effect = |address: Decision, sd: Option<ParameterId>, year: usize| {
            let sd = sd.map_or(0.0, |id| self.values[id.index()]);
            let normal = standard_normal_quantile(luck.uniform(address, 0, years[year] as u32));
            sd * normal.clamp(-OUTERMOST, OUTERMOST)
        };
        for ((one, plan), drawn) in scenario.moves.iter().zip(&model.moves).zip(&mut drawn.moves) {
            if one.yearly_sd.is_none() {
                continue;
            }
            for year in 0..years.len() {
                let shift = effect(plan.years, one.yearly_sd, year);
                for place in drawn.place(year, 0)..drawn.place(year + 1, 0) {
                    drawn.base[place] = drawn.rate(place, shift);
                    drawn.log_odds[place] = logit(drawn.base[place]);
                }
            }
        }
        for ((one, plan), drawn) in scenario.channels.iter().zip(&model.channels).zip(&mut drawn.channels) {
            let [candidates, qualified, acceptance] = plan.years;
            if one.candidates_sd.is_some() {
                let change = |year, mean: f64| mean * libm::exp(effect(candidates, one.candidates_sd, year));
                drawn.candidates.changed(change, years.len());
            }
            if one.qualified_sd.is_some() {
                let change = |year, rate: f64| {
                    let certain = rate <= 0.0 || rate >= 1.0;
                    if certain { rate } else { logistic(logit(rate) + effect(qualified, one.qualified_sd, year)) }
                };
                drawn.qualified.changed(change, years.len());
            }
            if one.acceptance_sd.is_some() {
                for year in 0..years.len() {
                    let shift = effect(acceptance, one.acceptance_sd, year);
                    for log_odds in drawn.acceptance.of_mut(year) {
                        *log_odds += shift;
                    }
                }
            }
        }
        Some(drawn)
    }
}

fn drawn_level(years: usize, level: &Level, values: &[f64]) -> DrawnLevel {
    let growth = level.growth.map_or(0.0, |id| values[id.index()]);
    DrawnLevel { number: YearValues::new(values, &level.number, years, 0.0), growth }
}

fn drawn_channel(attributes: &[Attribute], years: usize, one: &Channel, prices: &Prices<'_>) -> DrawnChannel {
    let at = |id: ParameterId| prices.values[id.index()];
    let or = |id: Option<ParameterId>, fallback: f64| id.map_or(fallback, at);
    let figure = |figure: &Figure, fallback: f64| YearValues::new(prices.values, figure, years, fallback);
    let total: f64 = one.mix.iter().map(|(_, weight)| at(*weight)).sum();
    let mut so_far = 0.0;
    let mut mix: Vec<f64> = one
        .mix
        .iter()
        .map(|(_, weight)| {
            so_far += at(*weight);
            if total > 0.0 { so_far / total } else { 1.0 }
        })
        .collect();
    if let Some(last) = mix.last_mut() {
        *last = 1.0;
    }
    // By position in the mix, before rounding; nothing where nothing is awarded.
    let award: Vec<Vec<f64>> = one.award.as_ref().map_or_else(Vec::new, |award| {
        let exact = |amount: &Option<YearSeries>| amount.as_ref().map(|amount| prices.exact(award.line, amount));
        award.amount.iter().map(|amount| exact(amount).unwrap_or_default()).collect()
    });
    let log_odds = |year: usize, place: usize| {
        let mut log_odds = one.acceptance[place].at(year).map_or(f64::INFINITY, |id| logit(at(id)));
        if let Some(terms) = &one.award
            && let (Some(reference), Some(response)) = (terms.reference[place].map(at), terms.response.map(at))
        {
            let award = award[place].get(year).copied().unwrap_or(0.0);
            if award > 0.0 {
                log_odds += response * libm::log(award / reference);
            } else if response > 0.0 {
                log_odds = f64::NEG_INFINITY;
            }
        }
        log_odds
    };
    let places = one.mix.len();
    let of_year = |year| (0..places).map(move |place| (year, place));
    let acceptance = (0..years).flat_map(of_year).map(|(year, place)| log_odds(year, place)).collect();
    let whole =
        |amounts: Option<&Vec<f64>>| Yearly(amounts.into_iter().flatten().map(|amount| yuan(*amount)).collect());
    let award: Vec<Yearly> = (0..places).map(|place| whole(award.get(place))).collect();
    let first = |amount: &i64| one.award.as_ref().and_then(|terms| terms.parts(*amount).next()).unwrap_or(*amount);
    DrawnChannel {
        candidates: figure(&one.candidates, 0.0),
        per_unit: one.candidates_from.map_or(0.0, |(_, id)| at(id)),
        stages: one.stages.iter().map(|stage| figure(&stage.passes, 1.0)).collect(),
        qualified: figure(&one.qualified, 1.0),
        mix,
        values: attributes.iter().map(|attribute| values::shares(attribute, &one.values, &at)).collect(),
        places: one
            .places
            .iter()
            .map(|ids| ids.as_ref().map_or_else(|| vec![0.0; years], |ids| ids.iter().map(|id| or(*id, 0.0)).collect()))
            .collect(),
        acceptance: Accepting { places, log_odds: acceptance },
        first_of_award: award.iter().map(|Yearly(years)| Yearly(years.iter().map(first).collect())).collect(),
        award,
        clawback: one.award.as_ref().map_or(0.0, |award| or(award.clawback, 0.0)),
        fee: prices.cost(one.fee.as_ref().map(|fee| &fee.cost)),
        round_cost: prices.cost(one.round_cost.as_ref()),
        offer_cost: prices.cost(one.offer_cost.as_ref()),
        female: or(one.female, 0.5),
        renewal: figure(&one.renewal, 0.0),
        total: one.total.as_ref().map(|level| drawn_level(years, level, prices.values)),
    }
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn the_nearest_whole_number_is_that_of_rounding() {
        let ends = [0.0, -0.0, 0.499_999_999_999_999_94, 1e15, 4_503_599_627_370_495.5, 1e19, f64::INFINITY, f64::NAN];
        let quarters = (-400..400).map(|count| f64::from(count) / 4.0);
        for number in quarters.chain(ends).chain(ends.map(|number| -number)) {
            assert_eq!(nearest(number), libm::round(number) as i64, "{number}");
        }
    }
}
