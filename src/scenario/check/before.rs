//! What happened before the start and still matters: units of programmes, candidates that are left, what is unpaid.

use indexmap::IndexMap;

use super::context::{Context, Noun};
use super::numbers::Place;
use crate::scenario::file::{ArrearsFile, CandidatesLaw, ChannelFile, ProgrammeFile, Reaches};
use crate::scenario::placed::Placed;
use crate::scenario::structure::month_hint;
use crate::scenario::{Arrears, LineId, MonthBefore, RosterPerson};
use crate::words::{Month, text};

/// Numbers by month.
type ByMonth = Placed<IndexMap<String, f64>>;

impl Context<'_> {
    /// Numbers of months before the start, each with its months from there (below 0), the earliest first.
    pub(super) fn before(&mut self, stated: &ByMonth, place: Place) -> Vec<(i32, f64)> {
        let (start, _) = self.run_months();
        let known = self.horizon.is_some();
        let (least, most) = place.range();
        let mut list = Vec::new();
        for (key, value) in &**stated {
            let at = stated.at.key(key);
            let Ok(month) = key.parse::<Month>() else {
                let (path, written) = (self.path(at.clone()), key.as_str());
                let message = text!("wrong-format-month", path, written);
                let problem = self.problem_of_key("wrong-format", at, message).hint(month_hint(written));
                self.problems.push(problem);
                continue;
            };
            if !(least..=most).contains(value) {
                self.out_of_range(at.clone(), *value, (least, most));
            }
            if known && month >= start {
                let (path, month) = (self.path(at.clone()), month);
                let message = text!("not-before-start", path, month, start);
                let problem = self.problem_of_key("outside-horizon", at, message).hint(text!("hint-before-start"));
                self.problems.push(problem);
            }
            list.push((month - start, value.clamp(least, most)));
        }
        list.sort_by_key(|(month, _)| *month);
        list
    }

    /// The same in whole numbers.
    pub(super) fn whole_before(&mut self, stated: &ByMonth, place: Place) -> Vec<(i32, i64)> {
        for (key, value) in &**stated {
            self.rounded(stated.at.key(key), *value, value.round());
        }
        self.before(stated, place).into_iter().map(|(month, value)| (month, value.round() as i64)).collect()
    }

    /// What a programme came to before the start.
    pub(super) fn units_before(&mut self, file: &Placed<ProgrammeFile>) -> Vec<MonthBefore> {
        let opened = self.whole_before(&file.opened_before, Place::Units);
        let wanted = self.before(&file.wanted_before, Place::Units);
        let spent = self.whole_before(&file.spent_before, Place::Yuan);
        let by_spend = file.half_saturation.is_some();
        if file.reaches == Reaches::Schools {
            self.refuse(file.at, "opened_before", &text!("idle-opened-before-schools"));
        }
        if file.reaches != Reaches::District || by_spend {
            self.refuse(file.at, "wanted_before", &text!("idle-wanted-before"));
        }
        if file.reaches != Reaches::District || !by_spend {
            self.refuse(file.at, "spent_before", &text!("idle-spent-before"));
        }
        let mut months: Vec<i32> = opened.iter().chain(&spent).map(|(month, _)| *month).collect();
        months.extend(wanted.iter().map(|(month, _)| *month));
        months.sort_unstable();
        months.dedup();
        let of = |month: i32| {
            let units = opened.iter().find(|(other, _)| *other == month).map_or(0, |(_, units)| *units);
            let wanted = wanted.iter().find(|(other, _)| *other == month).map(|(_, units)| *units);
            let spent = spent.iter().find(|(other, _)| *other == month).map(|(_, yuan)| *yuan);
            MonthBefore { month, opened: units as u32, wanted: wanted.unwrap_or(units as f64), spent }
        };
        months.into_iter().map(of).collect()
    }

    /// Fractions of candidates that are left, by tier of the mix.
    pub(super) fn candidates_left(&mut self, file: &Placed<ChannelFile>, tiers: &[&str]) -> Vec<f64> {
        if file.candidates_left.is_empty() {
            return Vec::new();
        }
        if file.candidates_law != CandidatesLaw::Fixed {
            self.refuse(file.at, "candidates_left", &text!("idle-candidates-left"));
        }
        let mut left = vec![0.0; tiers.len()];
        for (tier, share) in &*file.candidates_left {
            if !(0.0..=1.0).contains(share) {
                self.out_of_range(file.candidates_left.at.key(tier), *share, (0.0, 1.0));
            }
            if let Some(own) = self.slot(file.candidates_left.at, tier, tiers).and_then(|place| left.get_mut(place)) {
                *own = share.clamp(0.0, 1.0);
            }
        }
        left
    }

    /// What is still unpaid.
    pub(super) fn arrears(&mut self, roster: Option<&[RosterPerson]>) -> Vec<Arrears> {
        let file = self.file;
        let mut list = Vec::new();
        for one in file.arrears.values() {
            list.extend(self.unpaid(one, roster));
        }
        list
    }

    fn unpaid(&mut self, file: &Placed<ArrearsFile>, roster: Option<&[RosterPerson]>) -> Option<Arrears> {
        let line: LineId = self.resolve(Noun::Line, &file.line)?;
        let mut whole = |number: &Placed<f64>, place: Place| {
            let (least, most) = place.range();
            if !(least..=most).contains(&**number) {
                self.out_of_range(number.at, **number, (least, most));
            }
            self.rounded(number.at.into(), **number, number.round());
            number.clamp(least, most).round()
        };
        let amount = whole(&file.amount, Place::Yuan);
        let units = file.units.as_ref().map_or(1.0, |units| whole(units, Place::Units));
        let mut to = None;
        if let Some(name) = &file.to {
            to = roster.and_then(|roster| roster.iter().position(|one| one.id == **name));
            let pays = |position: usize| {
                let channel = roster?.get(position)?.origin?;
                let (_, channel) = self.file.channel.get_index(channel.index())?;
                Some(channel.award.as_ref().is_some_and(|award| *award.line == *file.line))
            };
            if roster.is_some() && to.is_none() {
                // Ids may be numbers of people: they are told nowhere.
                let message = text!("arrears-to-nobody", path = self.path(name.at));
                self.error_hint("unknown-name", name.at, message, text!("hint-arrears-to"));
            } else if to.is_some_and(|position| pays(position) != Some(true)) {
                let message = text!("arrears-without-award", path = self.path(name.at));
                self.error_hint("dead-input", name.at, message, text!("hint-arrears-to"));
            } else if self.file.people.roster.is_none() {
                self.refuse(file.at, "to", &text!("idle-no-roster"));
            }
            if units > 1.0 {
                self.refuse(file.at, "units", &text!("idle-units-to-one"));
            }
        }
        Some(Arrears { line, amount: amount as i64, units: units as u32, to })
    }
}
