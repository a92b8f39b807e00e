//! Bounds of targets: from below, from above, and by year.

use super::context::Context;
use super::numbers::{Place, shown};
use crate::scenario::file::{ByYear, ReadingFile, TargetFile};
use crate::scenario::placed::{At, Placed};
use crate::scenario::{Bounds, Milestone};
use crate::words::{Month, text};

/// No bound is larger.
const LARGEST: f64 = Place::Bound.range().1;
/// The keys of bounds.
const BOUNDS: [&str; 4] = ["at_least", "at_most", "at_least_by_year", "at_most_by_year"];

/// The bounds that a target or a reading states.
pub(super) struct Stated<'f> {
    at: At,
    plain: [Option<&'f Placed<f64>>; 2],
    by_year: [&'f ByYear<Placed<f64>>; 2],
    tolerance: Option<&'f Placed<f64>>,
}

impl<'f> Stated<'f> {
    pub(super) fn of_target(file: &'f Placed<TargetFile>) -> Self {
        Self {
            at: file.at,
            plain: [file.at_least.as_ref(), file.at_most.as_ref()],
            by_year: [&file.at_least_by_year, &file.at_most_by_year],
            tolerance: Some(&file.tolerance),
        }
    }

    pub(super) fn of_reading(file: &'f Placed<ReadingFile>) -> Self {
        Self {
            at: file.at,
            plain: [file.at_least.as_ref(), file.at_most.as_ref()],
            by_year: [&file.at_least_by_year, &file.at_most_by_year],
            tolerance: file.tolerance.as_ref(),
        }
    }

    /// Whether it states any, a tolerance apart.
    pub(super) fn any(&self) -> bool {
        self.has_plain() || self.by_year.iter().any(|years| !years.is_empty())
    }

    /// Whether it states one for the month that the target names.
    pub(super) fn has_plain(&self) -> bool {
        self.plain.iter().any(Option::is_some)
    }
}

impl Context<'_> {
    /// When something is judged and by what: `due` is the month of its plain bounds. Of a reading that states no bounds they
    /// are those of `main`, the target's own.
    pub(super) fn milestones(
        &mut self,
        stated: &Stated<'_>,
        due: Option<Month>,
        main: Option<&[Milestone]>,
    ) -> Vec<Milestone> {
        let tolerance = stated.tolerance.map(|tolerance| self.bound(tolerance));
        let mut list: Vec<Milestone> = if stated.any() { Vec::new() } else { main.unwrap_or_default().to_vec() };
        if let Some(tolerance) = tolerance {
            for one in &mut list {
                one.bounds.tolerance = tolerance;
            }
        }
        let inherited = main.and_then(<[_]>::last).map_or(0.0, |one| one.bounds.tolerance);
        let tolerance = tolerance.unwrap_or(inherited);
        let (_, end) = self.run_months();
        for (side, (plain, by_year)) in stated.plain.into_iter().zip(stated.by_year).enumerate() {
            if let (Some(plain), Some(at)) = (plain, due) {
                let bound = self.bound(plain);
                self.lay(&mut list, Milestone { at, year: None, bounds: one_side(side, bound, tolerance) }, plain.at);
            }
            let mut known = Vec::new();
            for (key, own) in by_year {
                let bound = self.bound(own);
                let Some(year) = self.year(by_year.at(), key, |year| known.contains(&year)) else { continue };
                known.push(year);
                let at = self.last_month_of(year).min(end);
                let milestone = Milestone { at, year: Some(year), bounds: one_side(side, bound, tolerance) };
                self.lay(&mut list, milestone, own.at);
            }
        }
        list.sort_by_key(|one| one.at);
        for one in &list {
            self.check_bounds(stated.at, &one.bounds);
        }
        if list.is_empty() {
            if main.is_none() && !stated.any() {
                let message = text!("missing-key-bound", path = self.path(stated.at));
                self.missing_one_of(stated.at, &BOUNDS, message, text!("hint-at-least-or-at-most"));
            }
            let bounds = Bounds::least(0.0);
            list.push(Milestone { at: due.unwrap_or(end), year: None, bounds });
        }
        list
    }

    /// Adds a bound of one side to the milestones, to the one of its month if there is one.
    fn lay(&mut self, list: &mut Vec<Milestone>, new: Milestone, place: At) {
        let Some(old) = list.iter_mut().find(|one| one.at == new.at) else { return list.push(new) };
        let (least, most) = (&mut old.bounds.at_least, &mut old.bounds.at_most);
        if least.is_some() && new.bounds.at_least.is_some() || most.is_some() && new.bounds.at_most.is_some() {
            let (path, month) = (self.path(place), new.at);
            self.error("repeated-name", place, text!("repeated-name-bound", path, month));
            return;
        }
        *least = least.or(new.bounds.at_least);
        *most = most.or(new.bounds.at_most);
        old.year = old.year.or(new.year);
    }

    /// Reports bounds that nothing can miss, and those that nothing can meet.
    pub(super) fn check_bounds(&mut self, at: At, bounds: &Bounds) {
        if let Some(least) = bounds.at_least.filter(|least| bounds.tolerance > *least && *least >= 0.0) {
            let (tolerance, bound) = (shown(bounds.tolerance), shown(least));
            self.error("out-of-range", at.key("tolerance"), text!("out-of-range-tolerance", tolerance, bound));
        }
        if let (Some(least), Some(most)) = (bounds.at_least, bounds.at_most)
            && least > most
        {
            let (path, least, most) = (self.path(at), shown(least), shown(most));
            self.error("crossed-bounds", at, text!("crossed-bounds-target", path, least, most));
        }
    }

    pub(super) fn bound(&mut self, bound: &Placed<f64>) -> f64 {
        if !(0.0..=LARGEST).contains(&**bound) {
            self.out_of_range(bound.at, **bound, (0.0, LARGEST));
        }
        **bound
    }

    /// The month that closes a fiscal year.
    fn last_month_of(&self, year: i32) -> Month {
        let first = Month::new(year, self.file.scenario.fiscal_year_starts).unwrap_or(self.run_months().1);
        first + 11
    }
}

/// Bounds of one side, the lower one first.
const fn one_side(side: usize, bound: f64, tolerance: f64) -> Bounds {
    let [at_least, at_most] = if side == 0 { [Some(bound), None] } else { [None, Some(bound)] };
    Bounds { at_least, at_most, tolerance }
}
