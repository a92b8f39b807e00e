//! Floors and ceilings of a split of money: that each names something to be split, and that all can be kept together.

use std::collections::BTreeSet;

use super::context::{Context, Noun};
use super::numbers::shown;
use crate::scenario::file::BoundsFile;
use crate::scenario::overlay::nearest_or_listed;
use crate::scenario::placed::{At, Placed};
use crate::scenario::{Amount, Line, MoneyBounds, Quantity, nest};
use crate::words::text;

/// More yuan than any plan has.
const MOST: f64 = 1e12;

/// Bounds with the lines and fiscal years that they are about, each of these by a number of its own.
struct Bound {
    at: At,
    bounds: MoneyBounds,
    about: BTreeSet<usize>,
}

impl Context<'_> {
    /// Floors and ceilings, in file order, those of lines first.
    pub(super) fn allocate(&mut self, lines: &[Line]) -> Vec<MoneyBounds> {
        let file = &self.file.allocate;
        let mut list = Vec::new();
        for (noun, table) in [(Noun::Line, &file.line), (Noun::Fund, &file.fund)] {
            for (name, one) in table {
                list.extend(self.bounds_of(noun, name, one, lines));
            }
        }
        self.check_together(&list);
        list.into_iter().map(|one| one.bounds).collect()
    }

    fn bounds_of(&mut self, noun: Noun, name: &str, file: &Placed<BoundsFile>, lines: &[Line]) -> Option<Bound> {
        let path = self.path(file.at);
        let (id, year) = name.split_once('@').map_or((name, None), |(id, year)| (id, Some(year)));
        let least = file.least.as_ref().and_then(|own| self.amount(own));
        let most = file.most.as_ref().and_then(|own| self.amount(own));
        if file.least.is_none() && file.most.is_none() {
            let message = text!("missing-key-bound", path);
            let hint = text!("hint-least-or-most");
            self.missing_one_of(file.at, &["least", "most"], message, hint);
        }
        let years = self.years();
        let named = year.and_then(|year| self.fiscal_year(year));
        let wanted = year.map(|_| named.and_then(|named| years.iter().position(|own| *own == named)));
        if let (Some(year), Some(None), false) = (year, wanted, years.is_empty()) {
            self.no_such_year(file.at.into(), year, &format!("{id}@"));
        }
        let Some(position) = self.names(noun).iter().position(|own| *own == id) else {
            let message = text!("unknown-name", noun = noun.text(), name = id);
            let hint = nearest_or_listed(id, &self.names(noun));
            let problem = self.problem_of_key("unknown-name", file.at, message).hint(hint);
            self.problems.push(problem.naming([format!("{}.{id}", noun.table())]));
            return None;
        };
        self.check_limited(noun, id, file.at);
        let of = |line: &usize| match noun {
            Noun::Line => *line == position,
            _ => lines.get(*line).is_some_and(|line| line.fund.index() == position),
        };
        let in_year = |own: &usize| wanted.is_none_or(|year| year == Some(*own));
        let about = (0..lines.len())
            .filter(of)
            .flat_map(|line| (0..years.len()).filter(in_year).map(move |year| (line, year)))
            .map(|(line, year)| line * years.len() + year)
            .collect();
        let name = named.map_or_else(|| name.to_owned(), |year| format!("{id}@{year}"));
        let bounds = MoneyBounds { name: format!("{}.{name}", noun.table()), least, most };
        Some(Bound { at: file.at, bounds, about })
    }

    /// A known number of whole yuan: what is decided is not drawn.
    fn amount(&mut self, quantity: &Quantity) -> Option<Amount> {
        let (at, table) = (quantity.at, &quantity.table);
        let path = self.path(at);
        let (distribution, times) = self.distribution(quantity, (0.0, MOST))?;
        if !distribution.is_fixed() {
            let message = text!("bad-distribution-range", path);
            self.error_hint("bad-distribution", at, message, text!("hint-whole-yuan"));
            return None;
        }
        let value = distribution.quantile(0.5) * times;
        // A product such as 3000000 × 1.1 may be off by its last digit.
        let yuan = value.round();
        if !(0.0..=MOST).contains(&yuan) {
            self.out_of_range(at, value, (0.0, MOST));
            return None;
        }
        if (value - yuan).abs() > 1e-6 {
            let number = shown(value);
            let message = text!("wrong-type-whole-yuan", path, number);
            self.error("wrong-type", at, message);
            return None;
        }
        let (basis, source, note) = (table.basis, table.source.clone(), table.note.clone());
        Some(Amount { yuan: yuan as i64, basis, source, note })
    }

    /// Refuses bounds on money that has no limit, which nothing splits.
    fn check_limited(&mut self, noun: Noun, id: &str, at: At) {
        let file = self.file;
        let fund = match noun {
            Noun::Line => file.fund.iter().find(|(_, fund)| fund.pays.iter().any(|line| **line == id)),
            _ => file.fund.get_key_value(id),
        };
        if let Some((fund, _)) = fund.filter(|(_, fund)| fund.unlimited) {
            let why = text!("idle-fund-without-limit", fund);
            self.dead(at, why);
        }
    }

    /// Refuses bounds that no split can keep together.
    fn check_together(&mut self, list: &[Bound]) {
        let sets: Vec<BTreeSet<usize>> = list.iter().map(|one| one.about.clone()).collect();
        let within = match nest(&sets) {
            Ok(within) => within,
            Err((first, second)) => {
                let (Some(first), Some(second)) = (list.get(first), list.get(second)) else { return };
                let (one, other) = (&first.bounds.name, &second.bounds.name);
                let message = text!("bounds-overlap", one, other);
                let hint = text!("hint-bounds-overlap");
                self.error_hint("crossed-bounds", second.at, message, hint);
                return;
            }
        };
        let mut ends: Vec<Option<(i64, Option<i64>)>> = vec![None; list.len()];
        // What lies within comes first.
        let mut order: Vec<usize> = (0..list.len()).collect();
        let depth = |mut index: usize| {
            let mut depth = 0_usize;
            while let Some(outer) = within.get(index).copied().flatten() {
                (index, depth) = (outer, depth + 1);
            }
            depth
        };
        order.sort_by_key(|index| std::cmp::Reverse(depth(*index)));
        for index in order {
            let Some(one) = list.get(index) else { continue };
            let inner: Vec<usize> = (0..list.len()).filter(|other| within.get(*other) == Some(&Some(index))).collect();
            let part = |other: &usize| ends.get(*other).copied().flatten().unwrap_or((0, None));
            let least: i64 = inner.iter().map(|other| part(other).0).sum();
            let covered: usize = inner.iter().filter_map(|other| list.get(*other)).map(|other| other.about.len()).sum();
            let most = inner.iter().map(|other| part(other).1).sum::<Option<i64>>();
            let most = most.filter(|_| covered == one.about.len() && !inner.is_empty());
            let own = self.check_ends(one, least, most);
            if let Some(slot) = ends.get_mut(index) {
                *slot = Some(own);
            }
        }
    }

    /// Compares bounds with what those within them add up to; what is left to those around them.
    fn check_ends(&mut self, one: &Bound, inner_least: i64, inner_most: Option<i64>) -> (i64, Option<i64>) {
        let yuan = |amount: &Option<Amount>| amount.as_ref().map(|amount| amount.yuan);
        let (least, most) = (yuan(&one.bounds.least), yuan(&one.bounds.most));
        let path = self.path(one.at);
        let low = least.unwrap_or(0).max(inner_least);
        let high = [most, inner_most].into_iter().flatten().min();
        if let (Some(least), Some(most)) = (least, most)
            && least > most
        {
            let message = text!("crossed-bounds-of-money", path, least, most);
            self.error("crossed-bounds", one.at.key("least"), message);
        } else if let Some(most) = most.filter(|most| *most < inner_least) {
            let message = text!("crossed-bounds-floors", path, most, floors = inner_least);
            self.error("crossed-bounds", one.at.key("most"), message);
        } else if let (Some(least), Some(inner)) = (least, inner_most)
            && least > inner
        {
            let message = text!("crossed-bounds-ceilings", path, least, ceilings = inner);
            self.error("crossed-bounds", one.at.key("least"), message);
        } else {
            return (low, high);
        }
        // Told once: nothing further is concluded from it.
        (0, None)
    }
}
