//! In what order limited places are given.

use crate::scenario::file::RankKind;

use crate::simulate::people::Person;
use crate::simulate::scene::{Replicate, Trace};

/// Puts first, in order, the `places` people who are given limited places; the rest follow in any order.
pub(super) fn rank<T: Trace>(
    run: &mut Replicate<'_, T>,
    people: &mut [u32],
    places: usize,
    rank: RankKind,
    lottery: crate::random::Decision,
    month: usize,
) {
    let now = run.model.timeline.months[month].month.index() as u32;
    let mut ranked = std::mem::take(&mut run.state.ranked);
    ranked.clear();
    ranked.extend(people.iter().map(|index| {
        let person = &run.state.people[*index as usize];
        (standing(rank, person), run.luck.draw(lottery, person.id, now)[0], *index)
    }));
    if places > 0 && places < ranked.len() {
        ranked.select_nth_unstable(places - 1);
    }
    let first = places.min(ranked.len());
    ranked[..first].sort_unstable();
    for (place, (_, _, index)) in people.iter_mut().zip(&ranked) {
        *place = *index;
    }
    run.state.ranked = ranked;
}

/// A person's standing: lower comes first.
pub(super) fn standing(rank: RankKind, person: &Person) -> i64 {
    match rank {
        RankKind::Lot => 0,
        RankKind::LongestInTier => i64::from(person.since),
        RankKind::MostReached => -i64::from(person.ever.count_ones()),
        RankKind::Youngest => -i64::from(person.born),
    }
}
