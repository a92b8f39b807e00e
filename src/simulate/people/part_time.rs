//! Who works less than full time. In a plan of which nobody does, all of it is empty and nothing is asked.

use super::person::Person;

/// Hundredths of full time that people do not work.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct PartTime {
    /// By person, of those whom a run opens with; everybody else works full time.
    people: Vec<u8>,
    /// By tier: of all, and of those engaged flexibly.
    tiers: Vec<[i64; 2]>,
    /// By school: of those who hold a post.
    schools: Vec<i64>,
}

impl PartTime {
    /// Of people who work so many hundredths of full time; empty if all do so in full.
    pub(crate) fn new(people: &[Person], fte: impl Iterator<Item = u8>, tiers: usize, schools: usize) -> Self {
        let idle: Vec<u8> = fte.map(|fte| 100_u8.saturating_sub(fte)).collect();
        if idle.iter().all(|idle| *idle == 0) {
            return Self::default();
        }
        let mut all = Self { people: idle, tiers: vec![[0; 2]; tiers], schools: vec![0; schools] };
        for (index, person) in people.iter().enumerate() {
            all.count(index as u32, person, 1);
        }
        all
    }

    /// Adds what a person does not work to where she is, `sign` times.
    pub(crate) fn count(&mut self, index: u32, person: &Person, sign: i64) {
        let idle = self.people.get(index as usize).map_or(0, |idle| sign * i64::from(*idle));
        if idle != 0 {
            let tier = &mut self.tiers[usize::from(person.tier)];
            tier[0] += idle;
            tier[1] += if person.flexible { idle } else { 0 };
            self.schools[usize::from(person.school)] += if person.post { idle } else { 0 };
        }
    }

    /// Hundredths of full time that someone works.
    pub(crate) fn works(&self, index: u32) -> i64 {
        100 - self.people.get(index as usize).map_or(0, |idle| i64::from(*idle))
    }

    /// Hundredths of full time that people of some tiers do not work.
    pub(crate) fn idle(&self, tiers: &[usize], flexible: bool) -> i64 {
        let of = |[all, own]: &[i64; 2]| if flexible { *all } else { all - own };
        tiers.iter().filter_map(|tier| self.tiers.get(*tier)).map(of).sum()
    }

    /// Whole posts that are free in a school because people work less than all of theirs.
    pub(crate) fn free_posts(&self, school: usize) -> i32 {
        self.schools.get(school).map_or(0, |idle| (idle / 100) as i32)
    }

    /// The same of all schools together.
    pub(crate) fn all_free_posts(&self) -> i32 {
        (self.schools.iter().sum::<i64>() / 100) as i32
    }

    /// Whether nothing is counted anywhere.
    pub(crate) fn is_nothing(&self) -> bool {
        self.tiers.iter().flatten().chain(&self.schools).all(|idle| *idle == 0)
    }

    /// Becomes what another is, in the room it has.
    pub(crate) fn copy(&mut self, other: &Self) {
        self.people.clone_from(&other.people);
        self.tiers.clone_from(&other.tiers);
        self.schools.clone_from(&other.schools);
    }
}
