//! People who would leave, or not be counted, without anybody having said so. Each is told with how many there are: what
//! a roster or a stock means by them may be right, and may be a column that was filled in without a thought.

use std::ops::Range;

use super::context::{Context, Noun};
use super::numbers::shown;
use crate::scenario::file::MoveKind;
use crate::scenario::placed::{At, Path};
use crate::scenario::{AgeBand, Move, ParameterId, Retirement, RosterPerson, Scenario, SchoolId, TierId};
use crate::words::{Count, Diagnostic, Month, Text, text};

/// The youngest at which anybody can have been in a post.
const WORKING_AGE: u32 = 16;
/// Ages at the start where a scenario states none.
const DEFAULT_AGES: (u32, u32) = (30, 49);
/// Lines listed in one message.
const LISTED: usize = 5;

/// People past an age of retirement when a run opens, or when they arrive.
#[derive(Clone, Debug, Default)]
struct Past {
    /// Between the age of retirement and that to which those who stay, stay, where no share who stay is stated.
    kept: f64,
    /// At or past the age to which anybody stays.
    gone: f64,
    /// Positions on the roster of either.
    kept_rows: Vec<usize>,
    gone_rows: Vec<usize>,
}

impl Context<'_> {
    pub(super) fn presence(&mut self, scenario: &Scenario) {
        self.contracts_without_terms(scenario);
        self.contracts_without_end(scenario);
        self.before_schools_open(scenario);
        self.past_retirement(scenario);
        self.arrivals_past_retirement(scenario);
        self.too_young(scenario);
        self.without_way_out(scenario);
        self.rounded_away(scenario);
    }

    /// Reports people of the roster, at the first of them.
    fn of_roster(&mut self, code: &'static str, rows: &[usize], message: Text, advice: &Text) {
        let place = |row: &usize| self.roster_places.get(*row).cloned().flatten();
        let lines: Vec<String> =
            rows.iter().take(LISTED).filter_map(place).map(|place| place.line.to_string()).collect();
        let (count, more) = (Count(lines.len() as u64), rows.len() - lines.len());
        let lines = Text::list(&lines);
        let lines = match more {
            0 => text!("on-lines", count, lines),
            _ => text!("on-lines-more", lines, more),
        };
        let hint = Text::clauses(&[&lines, advice]);
        let first = rows.first().and_then(place);
        self.problems.push(Diagnostic::warning(code, message).about("people.roster").at(first).hint(hint));
    }

    /// Ends of contracts of people whose channel, if they have one, states no contract: nothing says that they are renewed.
    fn contracts_without_terms(&mut self, scenario: &Scenario) {
        let Some(roster) = scenario.roster.as_ref().filter(|_| scenario.contracts.is_none()) else { return };
        let ends = |person: &RosterPerson| {
            let terms = person.origin.and_then(|channel| scenario.channels.get(channel.index())?.contract);
            terms.is_none() && person.contract_end.is_some_and(|end| end <= scenario.end)
        };
        let rows = positions(roster, ends);
        if rows.is_empty() {
            return;
        }
        let (count, all) = (rows.len(), roster.len());
        self.of_roster(
            "contract-without-terms",
            &rows,
            text!("contract-without-terms", all, count),
            &text!("hint-contract-without-terms"),
        );
    }

    /// People of a channel with contracts whose own has no end: it neither ends nor is renewed.
    fn contracts_without_end(&mut self, scenario: &Scenario) {
        let Some(roster) = &scenario.roster else { return };
        let endless = |person: &RosterPerson| {
            let channel = person.origin.and_then(|channel| scenario.channels.get(channel.index()));
            person.contract_end.is_none() && channel.is_some_and(|channel| channel.contract.is_some())
        };
        let rows = positions(roster, endless);
        if rows.is_empty() {
            return;
        }
        let (count, all) = (rows.len(), roster.len());
        self.of_roster(
            "contract-without-end",
            &rows,
            text!("contract-without-end", all, count),
            &text!("hint-contract-without-end"),
        );
    }

    /// People in schools that are not open when the run opens, and schools that never open.
    fn before_schools_open(&mut self, scenario: &Scenario) {
        let later = |person: &RosterPerson| {
            schools_of(person).any(|id| scenario.schools.get(id.index()).is_some_and(|school| school.opens.is_some()))
        };
        let rows = scenario.roster.as_ref().map_or_else(Vec::new, |roster| positions(roster, later));
        if let (false, Some(roster)) = (rows.is_empty(), &scenario.roster) {
            let in_school = |index: usize| {
                let there = rows
                    .iter()
                    .filter(|row| roster.get(**row).is_some_and(|one| schools_of(one).any(|id| id.index() == index)));
                there.count()
            };
            let names: Vec<(String, usize)> = scenario
                .schools
                .iter()
                .enumerate()
                .filter_map(|(index, school)| {
                    Some((format!("`{}` {}", school.named.id, school.opens?), in_school(index)))
                })
                .filter(|(_, count)| *count > 0)
                .collect();
            let schools = names.len();
            let mut list: Vec<String> = names.into_iter().take(LISTED).map(|(name, _)| name).collect();
            if schools > list.len() {
                list.push("…".to_owned());
            }
            let (count, schools) = (rows.len(), Text::list(&list));
            self.of_roster(
                "school-not-open",
                &rows,
                text!("school-not-open", count, schools),
                &text!("hint-school-not-open"),
            );
        }
        let never = scenario.schools.iter().filter(|school| school.opens.is_some_and(|month| month > scenario.end));
        let names: Vec<String> = never.map(|school| format!("`{}`", school.named.id)).collect();
        if !names.is_empty() {
            let count = names.len();
            let schools = Text::list(&names.into_iter().take(LISTED).collect::<Vec<_>>());
            let end = scenario.end;
            self.warn(
                "school-never-opens",
                At::TOP.keys("schools.file"),
                text!("school-never-opens", count, end, schools),
            );
        }
    }

    /// People past the age at which they retire when the run opens.
    fn past_retirement(&mut self, scenario: &Scenario) {
        for one in &scenario.moves {
            let Some(ages) = &one.retirement else { continue };
            let past = self.past_at_start(scenario, one, ages);
            let (id, staying) = (&one.named.id, ages.staying);
            let path = format!("move.{id}");
            if past.kept >= 0.5 {
                let (counted, count) = (counted(scenario), past.kept.round());
                let message = text!("past-retirement", counted, count, path, staying);
                let advice = text!("hint-past-retirement");
                self.retiring("past-retirement", At::TOP.key("move").key(id), &past.kept_rows, message, &advice);
            }
            if past.gone >= 0.5 {
                let (counted, count) = (counted(scenario), past.gone.round());
                let message = text!("past-staying-age", counted, count, staying, path);
                let advice = text!("hint-past-staying-age");
                self.retiring("past-retirement", At::TOP.key("move").key(id), &past.gone_rows, message, &advice);
            }
        }
    }

    fn retiring(&mut self, code: &'static str, at: Path<'_>, rows: &[usize], message: Text, advice: &Text) {
        if rows.is_empty() {
            self.problems.push(self.warning(code, at, message).hint(advice.clone()));
        } else {
            self.of_roster(code, rows, message, advice);
        }
    }

    fn past_at_start(&self, scenario: &Scenario, one: &Move, ages: &Retirement) -> Past {
        let mut past = Past::default();
        if let Some(roster) = &scenario.roster {
            for (row, person) in roster.iter().enumerate() {
                let channel = person.origin.and_then(|channel| scenario.channels.get(channel.index()));
                if !one.from.contains(&person.tier) || channel.is_some_and(|channel| channel.flexible) {
                    continue;
                }
                let lived = u32::try_from(scenario.start - person.born).unwrap_or_default();
                let (kept, gone) = ages.past(person.female, lived..lived + 1, scenario.start);
                if kept > 0.0 {
                    past.kept_rows.push(row);
                }
                if gone > 0.0 {
                    past.gone_rows.push(row);
                }
                past.kept += kept;
                past.gone += gone;
            }
            return past;
        }
        for tier in &one.from {
            let people = self.people_at_start(scenario, tier.index());
            let Some(tier) = scenario.tiers.get(tier.index()).filter(|_| people > 0.0) else { continue };
            let women = tier.female.map_or(0.5, |id| self.mean(id));
            for (share, from, to) in self.shares_of_ages(&tier.ages) {
                for (female, sex) in [(true, women), (false, 1.0 - women)] {
                    let (kept, gone) = ages.past(female, from * 12..(to + 1) * 12, scenario.start);
                    past.kept += people * share * sex * kept;
                    past.gone += people * share * sex * gone;
                }
            }
        }
        past
    }

    /// The share of people in each band of ages, first and last year.
    fn shares_of_ages(&self, bands: &[AgeBand]) -> Vec<(f64, u32, u32)> {
        let total: f64 = bands.iter().map(|band| self.mean(band.weight)).sum();
        if bands.is_empty() || total <= 0.0 {
            return vec![(1.0, DEFAULT_AGES.0, DEFAULT_AGES.1)];
        }
        bands.iter().map(|band| (self.mean(band.weight) / total, band.from, band.to)).collect()
    }

    /// Arrivals past the age at which they retire.
    fn arrivals_past_retirement(&mut self, scenario: &Scenario) {
        for channel in scenario.channels.iter().filter(|channel| !channel.flexible) {
            let women = channel.female.map_or(0.5, |id| self.mean(id));
            let mixed = |weight: &ParameterId| self.ends(*weight).1 > 0.0;
            let retiring = channel.mix.iter().filter(|(_, weight)| mixed(weight)).find_map(|(tier, _)| {
                let one = scenario.moves.iter().find(|one| one.retirement.is_some() && one.from.contains(tier))?;
                let ages = one.retirement.as_ref()?;
                let span = channel.age.0 * 12..(channel.age.1 + 1) * 12;
                let [kept, gone] = [(true, women), (false, 1.0 - women)]
                    .map(|(female, sex)| {
                        let (kept, gone) = ages.past(female, span.clone(), scenario.start);
                        [kept * sex, gone * sex]
                    })
                    .into_iter()
                    .fold([0.0, 0.0], |sum, one| [sum[0] + one[0], sum[1] + one[1]]);
                (kept + gone > 1e-9).then_some((one.named.id.clone(), *tier, ages.staying, kept, gone))
            });
            let Some((id, tier, staying, kept, gone)) = retiring else { continue };
            let name = self.names(Noun::Tier).get(tier.index()).copied().unwrap_or_default();
            let path = format!("channel.{}", channel.named.id);
            let percent = |share: f64| shown((share * 1000.0).round() / 10.0);
            let mut parts = Vec::new();
            if kept > 1e-9 {
                let kept = percent(kept);
                parts.push(text!("stay-after-retirement", kept, staying));
            }
            if gone > 1e-9 {
                let gone = percent(gone);
                parts.push(text!("leave-at-once", gone));
            }
            let shares = Text::joined("between-and", &parts);
            let message = text!("past-retirement-arrivals", path, id, name, shares);
            let at = At::TOP.key("channel").key(&channel.named.id).key("age");
            let hint = text!("hint-check-channel-age");
            self.problems.push(self.warning("past-retirement", at, message).hint(hint));
        }
    }

    /// People in post before they could be.
    fn too_young(&mut self, scenario: &Scenario) {
        if let Some(roster) = &scenario.roster {
            let since = |person: &RosterPerson| person.in_tier_since - person.born < WORKING_AGE as i32 * 12;
            let rows = positions(roster, since);
            if !rows.is_empty() {
                let count = rows.len();
                self.of_roster(
                    "too-young",
                    &rows,
                    text!("too-young-roster", count, age = WORKING_AGE),
                    &text!("hint-check-born"),
                );
            }
            return;
        }
        for (index, tier) in scenario.tiers.iter().enumerate() {
            let people = self.people_at_start(scenario, index);
            let young: f64 = self
                .shares_of_ages(&tier.ages)
                .into_iter()
                .map(|(share, from, to)| {
                    share * f64::from(WORKING_AGE.clamp(from, to + 1) - from) / f64::from(to + 1 - from)
                })
                .sum();
            let count = (people * young).round();
            if count < 1.0 {
                continue;
            }
            let id = &tier.named.id;
            let own = At::TOP.key("tier").key(id).key("ages");
            let at = if self.stated(own.clone()) { own } else { At::TOP.keys("people.ages") };
            let path = self.path(at.clone());
            self.warn("too-young", at, text!("too-young-stock", path, id, count, age = WORKING_AGE));
        }
        for channel in scenario.channels.iter().filter(|channel| channel.age.0 < WORKING_AGE) {
            let at = At::TOP.key("channel").key(&channel.named.id).key("age");
            let (path, from) = (self.path(at.clone()), channel.age.0);
            self.warn("too-young", at, text!("too-young-arrivals", path, from, age = WORKING_AGE));
        }
    }

    /// Tiers that nobody leaves, or from which nobody retires although people do from others.
    fn without_way_out(&mut self, scenario: &Scenario) {
        let leaving = scenario.moves.iter().any(|one| one.kind != MoveKind::Change);
        let retiring = scenario.moves.iter().find(|one| one.kind == MoveKind::Retire).map(|one| one.named.id.clone());
        let held = self.held_for_good(scenario);
        for (index, there) in held.into_iter().enumerate() {
            let Some(name) = self.names(Noun::Tier).get(index).copied().filter(|_| there) else { continue };
            let from = |one: &&Move| one.from.contains(&TierId::from(index));
            if leaving && !scenario.moves.iter().any(|one| from(&one)) {
                let message = text!("no-way-out", name);
                let hint = text!("hint-no-move-from");
                self.warn_of_key("no-way-out", Noun::Tier, name, message, Some(hint));
            } else if let Some(id) = &retiring
                && !scenario.moves.iter().filter(from).any(|one| one.kind == MoveKind::Retire)
            {
                let message = text!("no-way-out-retirement", name);
                let hint = text!("hint-no-retirement", id);
                self.warn_of_key("no-way-out", Noun::Tier, name, message, Some(hint));
            }
        }
    }

    /// Tiers that people are in or come into, other than by contracts that end.
    fn held_for_good(&self, scenario: &Scenario) -> Vec<bool> {
        let count = scenario.tiers.len();
        let mut held: Vec<bool> = (0..count).map(|index| self.people_at_start(scenario, index) > 0.0).collect();
        for channel in scenario.channels.iter().filter(|one| !one.flexible && one.contract.is_none()) {
            for (tier, weight) in &channel.mix {
                if self.ends(*weight).1 > 0.0
                    && let Some(held) = held.get_mut(tier.index())
                {
                    *held = true;
                }
            }
        }
        for _ in 0..count {
            for one in scenario.moves.iter().filter(|one| one.kind == MoveKind::Change) {
                let open = one.from.iter().any(|from| held.get(from.index()).copied().unwrap_or_default());
                if let Some(held) = one.to.filter(|_| open).and_then(|to| held.get_mut(to.index())) {
                    *held = true;
                }
            }
        }
        held
    }

    /// Stocks that are always less than half a person.
    fn rounded_away(&mut self, scenario: &Scenario) {
        for tier in &scenario.tiers {
            let most = tier.stock.map_or(0.0, |stock| self.ends(stock).1);
            if most > 0.0 && most < 0.5 {
                let at = At::TOP.key("tier").key(&tier.named.id).key("stock");
                let (path, most) = (self.path(at.clone()), shown(most));
                self.warn("rounded-away", at, text!("rounded-away", path, most));
            }
        }
    }
}

impl Retirement {
    /// Of people who have lived so many months in `now` (the last excluded), evenly spread, the shares that are kept past their
    /// age of retirement although no share who stay is stated, and that are at or past the age to which anybody stays.
    fn past(&self, female: bool, lived: Range<u32>, now: Month) -> (f64, f64) {
        let share = if female { self.staying_female } else { self.staying_male };
        let (mut past, mut gone) = (0_u32, 0_u32);
        for months in lived.clone() {
            // Who reaches an age in the first month retires in it as anybody would.
            past += u32::from(months > self.age(female).of(now + -(months as i32)));
            gone += u32::from(months > self.staying * 12);
        }
        let of = |count: u32| f64::from(count) / lived.len() as f64;
        (if share.is_none() { of(past - gone) } else { 0.0 }, of(gone))
    }
}

fn positions(roster: &[RosterPerson], which: impl Fn(&RosterPerson) -> bool) -> Vec<usize> {
    roster.iter().enumerate().filter(|(_, person)| which(person)).map(|(row, _)| row).collect()
}

/// What stands before a number of people: nothing where they are listed.
fn counted(scenario: &Scenario) -> Text {
    if scenario.roster.is_some() { text!("counted-on-roster") } else { text!("counted-about") }
}

/// The schools at which somebody works.
fn schools_of(person: &RosterPerson) -> impl Iterator<Item = SchoolId> {
    std::iter::once(person.school).chain(person.second.map(|(school, _)| school))
}
