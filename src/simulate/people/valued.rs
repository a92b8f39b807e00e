//! How many people have some values of attributes. In a plan without attributes nothing is counted.

use crate::model::CountPlan;

use super::person::Person;

/// Counts of people by what they have, kept as they change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Valued {
    /// By value.
    stock: Vec<u32>,
    /// By place among the [stocks of people with some values](crate::model::Counts::valued): heads, or hundredths of full time.
    counts: Vec<i64>,
}

impl Valued {
    /// Of nobody yet.
    pub(crate) fn clear(&mut self, values: usize, counts: usize) {
        self.stock.clear();
        self.stock.resize(values, 0);
        self.counts.clear();
        self.counts.resize(counts, 0);
    }

    /// Becomes what another is, in the room it has.
    pub(crate) fn copy(&mut self, other: &Self) {
        self.stock.clone_from(&other.stock);
        self.counts.clone_from(&other.counts);
    }

    /// Counts somebody in or out, who has some values and works in these schools so many hundredths of full time.
    pub(crate) fn count(
        &mut self,
        plans: &[CountPlan],
        person: &Person,
        values: u64,
        works: [(usize, i64); 2],
        enters: bool,
    ) {
        let mut left = values;
        while left != 0 {
            let one = &mut self.stock[left.trailing_zeros() as usize];
            *one = if enters { *one + 1 } else { *one - 1 };
            left &= left - 1;
        }
        for (count, plan) in self.counts.iter_mut().zip(plans) {
            if plan.has(values) && plan.is_of(person.tier.into(), person.flexible) {
                let each = plan.worth(works);
                *count += if enters { each } else { -each };
            }
        }
    }

    /// What is counted at a place.
    pub(crate) fn counted(&self, place: usize) -> i64 {
        self.counts[place]
    }

    /// Whether everybody of `people` has one value of each attribute, whose first values are told.
    pub(crate) fn is_of(&self, people: u32, firsts: impl Iterator<Item = usize>) -> bool {
        let firsts: Vec<usize> = firsts.chain([self.stock.len()]).collect();
        firsts.windows(2).all(|ends| self.stock[ends[0]..ends[1]].iter().sum::<u32>() == people)
    }
}
