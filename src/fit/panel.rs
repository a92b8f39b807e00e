//! Rosters of several dates, linked person by person.

use serde::{Deserialize, Serialize};

use crate::scenario::{ChannelId, RosterPerson, SchoolId};
use crate::words::Month;

/// Who was there when a month opened.
#[derive(Clone, Debug, PartialEq)]
pub struct Roster {
    /// The month.
    pub at: Month,
    /// Everybody.
    pub people: Vec<RosterPerson>,
}

/// By what people of two rosters are known to be the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
#[serde(rename_all = "kebab-case")]
pub enum Link {
    /// By their ids.
    #[default]
    Id,
    /// By month of birth, sex, school and origin. Who shares all four with somebody cannot be linked, and who went to another
    /// school is taken to have left.
    Particulars,
}

/// Somebody in a roster, and where she is in the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pair {
    pub(super) before: usize,
    pub(super) after: Option<usize>,
}

/// Two rosters in a row.
#[derive(Clone, Debug)]
pub(super) struct Interval<'a> {
    pub(super) before: &'a Roster,
    pub(super) after: &'a Roster,
    pub(super) pairs: Vec<Pair>,
    /// People of the earlier roster who cannot be linked.
    pub(super) unlinked: usize,
}

/// Rosters in the order of their months, and who is who in them.
#[derive(Clone, Debug)]
pub struct Panel {
    rosters: Vec<Roster>,
    link: Link,
}

impl Panel {
    /// Of rosters in any order.
    #[must_use]
    pub fn new(mut rosters: Vec<Roster>, link: Link) -> Self {
        rosters.sort_by_key(|one| one.at);
        Self { rosters, link }
    }

    /// The rosters, in the order of their months.
    #[must_use]
    pub fn rosters(&self) -> &[Roster] {
        &self.rosters
    }

    /// Those of a month and of later ones.
    #[must_use]
    pub fn since(&self, month: Month) -> Vec<Roster> {
        self.rosters.iter().filter(|one| one.at >= month).cloned().collect()
    }

    /// Those of a month and of earlier ones.
    #[must_use]
    pub fn until(&self, month: Month) -> Self {
        let rosters = self.rosters.iter().filter(|one| one.at <= month).cloned().collect();
        Self { rosters, link: self.link }
    }

    /// By what people are known to be the same.
    #[must_use]
    pub const fn link(&self) -> Link {
        self.link
    }

    /// Each roster with the next, and how many people of the earlier ones could not be linked.
    pub(super) fn intervals(&self) -> (Vec<Interval<'_>>, usize) {
        match self.link {
            Link::Id => self.by(of_id),
            Link::Particulars => self.by(particulars),
        }
    }

    fn by<'a, K: Ord>(&'a self, key: impl Fn(&'a RosterPerson) -> K) -> (Vec<Interval<'a>>, usize) {
        let mut unlinked = 0;
        let places: Vec<_> = self.rosters.iter().map(|one| places(&one.people, &key)).collect();
        let rosters = || self.rosters.iter().zip(&places);
        let intervals = rosters()
            .zip(rosters().skip(1))
            .map(|((before, own), (after, next))| {
                let pairs = linked(own, next);
                let own = before.people.len() - pairs.len();
                unlinked += own;
                Interval { before, after, pairs, unlinked: own }
            })
            .collect();
        (intervals, unlinked)
    }

    /// The share of people of each roster but the last that is in the next.
    #[must_use]
    pub fn shares_found(&self) -> Vec<f64> {
        let share = |one: &Interval<'_>| {
            let found = one.pairs.iter().filter(|pair| pair.after.is_some()).count();
            found as f64 / one.before.people.len().max(1) as f64
        };
        self.intervals().0.iter().map(share).collect()
    }
}

fn particulars(one: &RosterPerson) -> (Month, bool, SchoolId, Option<ChannelId>) {
    (one.born, one.female, one.school, one.origin)
}

/// An id, and before it its first bytes, by which most are told apart at once.
fn of_id(one: &RosterPerson) -> (u64, &str) {
    let first = one.id.bytes().chain(std::iter::repeat(0)).take(8);
    (first.fold(0, |all, byte| all << 8 | u64::from(byte)), &one.id)
}

/// Where people are by their keys, in the order of these; nowhere where several share one.
fn places<'a, K: Ord>(people: &'a [RosterPerson], key: impl Fn(&'a RosterPerson) -> K) -> Vec<(K, Option<usize>)> {
    let mut places: Vec<(K, Option<usize>)> =
        people.iter().enumerate().map(|(index, one)| (key(one), Some(index))).collect();
    places.sort_unstable();
    places.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        if same {
            kept.1 = None;
        }
        same
    });
    places
}

/// Pairs of those whose key nobody shares, in the order of the earlier roster.
fn linked<K: Ord>(own: &[(K, Option<usize>)], next: &[(K, Option<usize>)]) -> Vec<Pair> {
    let mut later = next.iter().peekable();
    let pair = |(key, place): &(K, Option<usize>)| {
        while later.next_if(|(other, _)| other < key).is_some() {}
        let after = later.peek().filter(|(other, _)| other == key).map(|(_, place)| *place);
        let before = (*place)?;
        match after {
            Some(Some(after)) => Some(Pair { before, after: Some(after) }),
            Some(None) => None,
            None => Some(Pair { before, after: None }),
        }
    };
    let mut pairs: Vec<Pair> = own.iter().filter_map(pair).collect();
    pairs.sort_unstable_by_key(|pair| pair.before);
    pairs
}
