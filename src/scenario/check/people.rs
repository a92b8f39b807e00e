//! Tiers, and who is in them at the start.

use super::context::{Context, Noun, named};
use super::numbers::Place;
use crate::scenario::file::TierFile;
use crate::scenario::placed::{At, Placed};
use crate::scenario::{Attribute, Contracts, KindId, ParameterId, PhaseId, Tier};
use crate::words::text;

impl Context<'_> {
    pub(super) fn tiers(&mut self, attributes: &[Attribute]) -> Vec<Tier> {
        let file = self.file;
        let people = &file.people;
        if people.roster.is_some() {
            return self.tiers_of_roster();
        }
        let general_female = self.maybe(people.female.as_ref(), Place::Share);
        let general_ages = self.ages(&people.ages);
        let general_months = people.months_in_tier.as_ref().map_or((0, 0), |pair| self.month_pair(pair));
        let general_values = self.value_weights(&people.attributes);
        let mut tiers = Vec::new();
        for (id, tier) in &file.tier {
            let stock = self.maybe(tier.stock.as_ref(), Place::People);
            let female = self.maybe(tier.female.as_ref(), Place::Share);
            let ages = self.ages(&tier.ages);
            let months = tier.months_in_tier.as_ref().map(|pair| self.month_pair(pair));
            let mut kinds = vec![None; self.names(Noun::Kind).len()];
            for (kind, quantity) in &tier.kinds {
                let weight = self.number(quantity, Place::Weight);
                if let Some(position) = self.resolve_key::<usize>(Noun::Kind, kind, quantity.at)
                    && let Some(slot) = kinds.get_mut(position)
                {
                    *slot = Some(weight);
                }
            }
            let phases: Vec<PhaseId> = self.school_phases(tier.at.key("phases"), &tier.phases);
            self.check_schools_of_tier(tier.at, stock, &phases, &kinds);
            let mut values = self.value_weights(&tier.attributes);
            for one in attributes.iter().filter(|one| !tier.attributes.contains_key(&one.named.id)) {
                values.extend(general_values.iter().filter(|(value, _)| one.has(*value)));
            }
            if tier.stock.is_some() {
                self.miss_values(tier.at, attributes, &values);
            }
            if tier.stock.is_none() {
                let reason = text!("idle-no-stock");
                for key in ["female", "ages", "months_in_tier", "kinds", "phases", "attributes"] {
                    self.refuse_for_want(tier.at, key, [tier.at.key("stock")], &reason);
                }
            }
            tiers.push(Tier {
                named: named(id, &tier.title),
                stock,
                female: female.or(general_female),
                ages: if tier.ages.is_empty() { general_ages.clone() } else { ages },
                months_in_tier: months.unwrap_or(general_months),
                kinds,
                phases,
                values,
            });
        }
        for (key, unread) in [
            ("female", file.tier.values().all(|tier| tier.female.is_some())),
            ("ages", file.tier.values().all(|tier| !tier.ages.is_empty())),
            ("months_in_tier", file.tier.values().all(|tier| tier.months_in_tier.is_some())),
            (
                "attributes",
                people.attributes.keys().all(|id| file.tier.values().all(|one| one.attributes.contains_key(id))),
            ),
        ] {
            if unread {
                let reason = text!("idle-every-tier");
                self.refuse_for_want(people.at, key, [At::TOP.key("tier")], &reason);
            } else if file.tier.values().all(|tier| tier.stock.is_none()) {
                let reason = text!("idle-no-stocks");
                let wanted = ["tier", "people.roster"].map(|keys| At::TOP.keys(keys));
                self.refuse_for_want(people.at, key, wanted, &reason);
            }
        }
        tiers
    }

    /// How the contracts of the roster go on.
    pub(super) fn contracts(&mut self) -> Option<Contracts> {
        let people = &self.file.people;
        let months = people.contract.as_ref().map(|months| self.months(months, 1));
        let renewal = self.figure(people.renewal.as_ref(), &people.renewal_by_year, Place::Share);
        if people.roster.is_none() {
            for key in ["contract", "renewal", "renewal_by_year"] {
                let reason = text!("idle-contracts");
                self.refuse_for_want(people.at, key, [people.at.key("roster")], &reason);
            }
            return None;
        }
        match months {
            Some(months) if renewal.is_stated() => return Some(Contracts { months, renewal }),
            Some(_) => {
                let reason = text!("idle-no-renewal");
                self.refuse_for_want(people.at, "contract", [people.at.key("renewal")], &reason);
            }
            None => {
                for key in ["renewal", "renewal_by_year"] {
                    let reason = text!("idle-no-contract");
                    self.refuse_for_want(people.at, key, [people.at.key("contract")], &reason);
                }
            }
        }
        None
    }

    /// Refuses a stock for which no school is open at the start: its people would be nowhere.
    fn check_schools_of_tier(
        &mut self,
        at: At,
        stock: Option<ParameterId>,
        phases: &[PhaseId],
        kinds: &[Option<ParameterId>],
    ) {
        let some = stock.is_some_and(|stock| self.ends(stock).1 > 0.0);
        // That no school at all has posts is told once, of the schools file.
        if !some || self.file.schools.is_none() || self.schools.is_empty() || !self.has_school(&[], &[], true) {
            return;
        }
        let attracts = |kind: Option<KindId>| {
            let weight = kind.and_then(|kind| kinds.get(kind.index()).copied().flatten());
            weight.is_none_or(|weight| self.ends(weight).1 > 0.0)
        };
        let there =
            self.schools.iter().filter(|school| school.is_of(phases) && school.posts > 0.0 && school.opens.is_none());
        let mut there = there.peekable();
        let (key, why) = if there.peek().is_none() {
            ("phases", text!("hint-no-school-with-posts"))
        } else if there.any(|school| attracts(school.kind)) {
            return;
        } else {
            ("kinds", text!("hint-weights-zero"))
        };
        let path = self.path(at);
        let message = text!("nowhere-to-be-people", path);
        self.error_hint("nowhere-to-be", at.key(key), message, why);
    }

    /// Tiers of people whom a roster lists. Stocks and shares that a base states for laying people out fall away: an overlay
    /// cannot take them out, so they are no error, and they are neither drawn nor listed.
    fn tiers_of_roster(&mut self) -> Vec<Tier> {
        let file = self.file;
        let mut unread = 0;
        let mut count = |context: &Self, at: At, keys: &[&str]| {
            unread += keys.iter().filter(|key| context.stated(at.key(key))).count();
        };
        count(self, file.people.at, &["female", "ages", "months_in_tier", "attributes"]);
        for tier in file.tier.values() {
            count(self, tier.at, &["stock", "female", "ages", "months_in_tier", "kinds", "phases", "attributes"]);
        }
        if unread > 0 {
            self.warn("roster-replaces", At::TOP.keys("people.roster"), text!("roster-replaces", unread));
        }
        let kinds = self.names(Noun::Kind).len();
        let tier = |(id, tier): (&String, &Placed<TierFile>)| Tier {
            named: named(id, &tier.title),
            stock: None,
            female: None,
            ages: Vec::new(),
            months_in_tier: (0, 0),
            kinds: vec![None; kinds],
            phases: Vec::new(),
            values: Vec::new(),
        };
        file.tier.iter().map(tier).collect()
    }
}
