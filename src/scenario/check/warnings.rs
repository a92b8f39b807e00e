//! What is worth reading before a run although it stops nothing.

use super::context::{Context, Noun};
use super::dead::into_tiers;
use super::numbers::shown;
use crate::scenario::file::{Fills, MoveKind, Reaches};
use crate::scenario::placed::{At, Path};
use crate::scenario::{Basis, Calendar, EffectOn, Figure, Parameter, ParameterId, Scenario, TierId, YearSeries};
use crate::words::{Diagnostic, Month, Text, text};

/// Names listed in one message.
const LISTED: usize = 10;

impl Context<'_> {
    pub(super) fn warnings(&mut self, scenario: &Scenario) {
        self.unreachable_tiers(scenario);
        self.presence(scenario);
        self.whole_posts(scenario);
        self.yearly(scenario);
        self.quotas(scenario);
        self.filled_quotas(scenario);
        self.rounds(scenario);
        self.certainties(scenario);
        self.awards_of_nothing(scenario);
        self.assumed();
    }

    /// Awards that may be 0 where a greater award is less accepted: of nothing there is no ratio to the reference, and
    /// acceptance stays as it is stated.
    fn awards_of_nothing(&mut self, scenario: &Scenario) {
        for channel in &scenario.channels {
            let Some(award) = &channel.award else { continue };
            if award.response.is_none_or(|id| self.ends(id).0 >= 0.0) {
                continue;
            }
            for ((tier, _), (amount, reference)) in channel.mix.iter().zip(award.amount.iter().zip(&award.reference)) {
                let free = |id: &ParameterId| self.ends(*id).0 <= 0.0;
                let nothing = amount.iter().flatten().flatten().any(free) && reference.is_some();
                let Some(tier) = scenario.tiers.get(tier.index()).filter(|_| nothing) else { continue };
                let table = At::TOP.key("channel").key(&channel.named.id).key("award");
                let at = table.key("amount").key(&tier.named.id);
                let path = self.path(at.clone());
                self.warn("award-of-nothing", at, text!("award-of-nothing", path));
            }
        }
    }

    /// Effects and responses that act on a probability which is 0 or 1 in every draw: no odds move a certainty.
    fn certainties(&mut self, scenario: &Scenario) {
        for (effect, written) in scenario.effects.iter().zip(self.file.effect.values()) {
            for (on, name) in effect.on.iter().zip(&written.on) {
                let acted: Vec<ParameterId> = match on {
                    EffectOn::Move(one) => scenario.moves[one.index()].every_rate().collect(),
                    EffectOn::Acceptance(one) => {
                        scenario.channels[one.index()].acceptance.iter().flat_map(Figure::numbers).collect()
                    }
                    EffectOn::Qualified(one) => scenario.channels[one.index()].qualified.numbers().collect(),
                    EffectOn::Candidates(_) => continue,
                };
                if self.all_certain(&acted) {
                    self.unmoved(name.at.into(), &self.path(written.at), name);
                }
            }
        }
        for channel in &scenario.channels {
            let Some(award) = channel.award.as_ref().filter(|award| award.response.is_some()) else { continue };
            let acted: Vec<ParameterId> = channel
                .acceptance
                .iter()
                .zip(&award.reference)
                .filter(|(_, reference)| reference.is_some())
                .flat_map(|(figure, _)| figure.numbers())
                .collect();
            if self.all_certain(&acted) {
                let at = At::TOP.key("channel").key(&channel.named.id);
                let acceptance = self.path(at.clone().key("acceptance"));
                let response = at.key("award").key("response");
                self.unmoved(response.clone(), &self.path(response), &acceptance);
            }
        }
    }

    fn all_certain(&self, ids: &[ParameterId]) -> bool {
        let certain = |id: &ParameterId| matches!(self.ends(*id), (low, high) if high <= 0.0 || low >= 1.0);
        !ids.is_empty() && ids.iter().all(certain)
    }

    fn unmoved(&mut self, at: Path<'_>, name: &str, on: &str) {
        self.warn("acts-on-certainty", at, text!("acts-on-certainty", on, name));
    }

    /// Quotas larger than the people there are.
    fn quotas(&mut self, scenario: &Scenario) {
        for one in &scenario.moves {
            if let Some(places) = &one.places {
                let at = self.stated_at(At::TOP.key("move").key(&one.named.id), ["places", "places_by_year"]);
                self.quota(scenario, at, self.most(places), &one.from);
            }
        }
        let all: Vec<TierId> = (0..scenario.tiers.len()).map(TierId::from).collect();
        for one in scenario.programmes.iter().filter(|one| one.reaches == Reaches::People) {
            let at = self.stated_at(At::TOP.key("programme").key(&one.named.id), ["units", "units_by_year"]);
            let capacity = one.capacity.numbers().map(|id| self.mean(id)).reduce(f64::max).unwrap_or(f64::INFINITY);
            let seats = self.most(&one.units).min(capacity) * f64::from(one.people_per_unit);
            let tiers = if one.tiers.is_empty() { &all } else { &one.tiers };
            self.quota(scenario, at, seats, tiers);
        }
    }

    /// Of two places in a table, the first that is stated, or else the second.
    pub(super) fn stated_at<'k>(&self, table: Path<'k>, [first, second]: [&'k str; 2]) -> Path<'k> {
        let at = table.clone().key(first);
        if self.stated(at.clone()) { at } else { table.key(second) }
    }

    /// Rates that are just the places over the people there are: a quota that was filled says that at least so many passed,
    /// and nothing of how many did.
    fn filled_quotas(&mut self, scenario: &Scenario) {
        for one in &scenario.moves {
            let (Some(places), [(_, rate)]) = (&one.places, &one.rates[..]) else { continue };
            // What was read off as a range takes account of places.
            let is_read_off = |number: &Parameter| number.basis == Some(Basis::Measured) && !number.is_known();
            if self.parameters.get(rate.index()).is_some_and(is_read_off) {
                continue;
            }
            let people: f64 = one.from.iter().map(|tier| self.people_at_start(scenario, tier.index())).sum();
            let (rate, places) = (self.mean(*rate), places.first().copied().flatten().map_or(0.0, |id| self.mean(id)));
            if places >= 1.0 && rate < 1.0 && (rate * people - places).abs() < 0.5 {
                let at = At::TOP.key("move").key(&one.named.id).key("rate");
                let (path, places, people) = (self.path(at.clone()), shown(places), shown(people.round()));
                let message = text!("rate-of-filled-places", path, places, people);
                let hint = text!("hint-rate-of-filled-places");
                let problem = self.warning("rate-of-filled-places", at, message).hint(hint);
                self.problems.push(problem);
            }
        }
    }

    fn quota(&mut self, scenario: &Scenario, at: Path<'_>, wanted: f64, tiers: &[TierId]) {
        let there: f64 = tiers.iter().map(|tier| self.people_at_start(scenario, tier.index())).sum();
        // Tiers that open empty are filled during the run: what can come is what can be there.
        let most = if there > 0.0 { there } else { self.most_who_come(scenario, tiers) };
        if wanted > most + 0.5 {
            let (wanted, most) = (shown(wanted.round()), shown(most.round()));
            let names: Vec<String> = tiers
                .iter()
                .filter_map(|tier| Some(format!("`{}`", self.names(Noun::Tier).get(tier.index())?)))
                .collect();
            let tiers = Text::list(&names);
            let path = self.path(at.clone());
            self.warn("quota-above-people", at, text!("quota-above-people", path, wanted, tiers, most));
        }
    }

    /// The most people, on average, who can come into tiers during the run.
    fn most_who_come(&self, scenario: &Scenario, tiers: &[TierId]) -> f64 {
        let sum = |series: &YearSeries| series.iter().flatten().map(|id| self.mean(*id)).sum::<f64>();
        let moved: f64 =
            into_tiers(&scenario.moves, tiers).map(|one| one.places.as_ref().map_or(f64::INFINITY, sum)).sum();
        let hired: f64 = scenario
            .channels
            .iter()
            .flat_map(|channel| {
                channel.mix.iter().enumerate().map(move |(position, (tier, _))| (channel, position, tier))
            })
            .filter(|(.., tier)| tiers.contains(tier))
            .map(|(channel, position, _)| match channel.fills {
                Fills::Places => channel.places.get(position).and_then(Option::as_ref).map_or(0.0, sum),
                _ => f64::INFINITY,
            })
            .sum();
        moved + hired
    }

    fn most(&self, series: &YearSeries) -> f64 {
        series.iter().flatten().map(|id| self.mean(*id)).fold(0.0, f64::max)
    }

    /// Yearly plans without a round in some fiscal year that the run touches.
    fn rounds(&mut self, scenario: &Scenario) {
        let run = (scenario.start, scenario.end);
        for one in scenario.moves.iter().filter(|one| one.kind != MoveKind::Retire) {
            if let Some(places) = &one.places {
                self.round(scenario, At::TOP.key("move").key(&one.named.id), &one.calendar, run, &self.wanted(places));
            }
        }
        for one in &scenario.channels {
            let years = scenario.fiscal_years().len();
            let wanted: Vec<bool> = if one.fills == Fills::Places {
                (0..years)
                    .map(|year| one.places.iter().flatten().any(|series| self.wanted(series).get(year) == Some(&true)))
                    .collect()
            } else {
                (0..years).map(|year| one.candidates.at(year).is_some_and(|id| self.mean(id) > 0.0)).collect()
            };
            self.round(scenario, At::TOP.key("channel").key(&one.named.id), &one.calendar, run, &wanted);
        }
        for one in &scenario.programmes {
            let at = At::TOP.key("programme").key(&one.named.id);
            self.round(scenario, at, &one.calendar, (one.from, one.until), &self.wanted(&one.units));
        }
        for one in &scenario.expenses {
            // One that runs for some months only is not missed in other years.
            let years = scenario.fiscal_years();
            let within = |year: &i32| {
                let opens = |month: Month| month.year_opening_in(scenario.fiscal_year_starts);
                (opens(one.from)..=opens(one.until)).contains(year)
            };
            let wanted = one.units.as_ref().map_or_else(|| vec![true; years.len()], |units| self.wanted(units));
            let wanted: Vec<bool> = years.iter().zip(wanted).map(|(year, wanted)| wanted && within(year)).collect();
            let at = At::TOP.key("cost").key(&one.named.id);
            self.round(scenario, at, &one.calendar, (one.from, one.until), &wanted);
        }
        for one in &scenario.incomes {
            let at = At::TOP.key("income").key(&one.named.id);
            self.round(scenario, at, &one.calendar, run, &self.wanted(&one.amount));
        }
    }

    fn wanted(&self, series: &YearSeries) -> Vec<bool> {
        series.iter().map(|id| id.is_some_and(|id| self.mean(id) > 0.0)).collect()
    }

    fn round(
        &mut self,
        scenario: &Scenario,
        at: Path<'_>,
        calendar: &Calendar,
        (from, until): (Month, Month),
        wanted: &[bool],
    ) {
        let opens = scenario.fiscal_year_starts;
        let mut years = Vec::new();
        for (year, _) in scenario.fiscal_years().into_iter().zip(wanted).filter(|(_, wanted)| **wanted) {
            let held = (0..scenario.months() as i32).map(|index| scenario.start + index).any(|month| {
                month.year_opening_in(opens) == year
                    && (from..=until).contains(&month)
                    && calendar.0.get(month.month() as usize - 1).is_some_and(|weight| *weight > 0.0)
            });
            if !held {
                years.push(scenario.fiscal_label(year));
            }
        }
        if !years.is_empty() {
            let years = Text::list(&years);
            let path = self.path(at.clone());
            self.warn("no-round", at, text!("no-round", path, years));
        }
    }

    /// Assumptions without a range.
    fn assumed(&mut self) {
        let bare: Vec<String> = self
            .parameters
            .iter()
            .filter(|one| one.basis == Some(Basis::Assumption) && one.is_known())
            .map(|one| format!("`{}`", one.path))
            .collect();
        if bare.is_empty() {
            return;
        }
        let count = bare.len();
        let shown: Vec<String> = bare.into_iter().take(LISTED).collect();
        let more = count - shown.len();
        let list = Text::list(&shown);
        let hint = if more == 0 { list } else { text!("list-and-more", list, more) };
        let message = text!("assumed-without-range", count);
        self.problems.push(Diagnostic::warning("assumed-without-range", message).hint(hint));
    }
}
