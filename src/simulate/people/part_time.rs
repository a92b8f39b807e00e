//! Who works less than full time, and who works at two schools. In a plan of which nobody does, all of it is empty and
//! nothing is asked.

use super::person::Person;

/// What of full time people do not work, in hundredths, and where they work beside their own school.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct PartTime {
    /// By person, of those whom a run opens with: what she does not work at her own school. Everybody else works full time.
    people: Vec<u8>,
    /// Likewise, a second school and what she works there; empty if nobody has one.
    second: Vec<(u16, u8)>,
    /// By tier, what is not worked anywhere: of all, and of those engaged flexibly.
    tiers: Vec<[i64; 2]>,
    /// By school: what those who hold a post there do not work in it, without what others work who hold theirs elsewhere.
    schools: Vec<i64>,
}

impl PartTime {
    /// Of people who work so many hundredths of full time at their own school and at a second; empty if all work full time at
    /// one.
    pub(crate) fn new(
        people: &[Person],
        works: impl Iterator<Item = (u8, Option<(u16, u8)>)>,
        tiers: usize,
        schools: usize,
    ) -> Self {
        let (idle, second): (Vec<u8>, Vec<(u16, u8)>) =
            works.map(|(own, second)| (100_u8.saturating_sub(own), second.unwrap_or((0, 0)))).unzip();
        if idle.iter().all(|idle| *idle == 0) {
            return Self::default();
        }
        let second = if second.iter().any(|(_, share)| *share > 0) { second } else { Vec::new() };
        let mut all = Self { people: idle, second, tiers: vec![[0; 2]; tiers], schools: vec![0; schools] };
        for (index, person) in people.iter().enumerate() {
            all.count(index as u32, person, 1);
        }
        all
    }

    /// Whether nobody works part time, or did when the run opened.
    #[inline]
    pub(crate) const fn is_unknown(&self) -> bool {
        self.people.is_empty()
    }

    /// The second school of someone, and what she works there, if she has one.
    fn second(&self, index: u32) -> Option<(usize, i64)> {
        let (school, share) = *self.second.get(index as usize)?;
        (share > 0).then_some((school.into(), share.into()))
    }

    /// Adds what a person does not work to where she is, `sign` times.
    pub(crate) fn count(&mut self, index: u32, person: &Person, sign: i64) {
        let idle = self.people.get(index as usize).map_or(0, |idle| sign * i64::from(*idle));
        if idle == 0 {
            return;
        }
        let (school, share) = self.second(index).unwrap_or((0, 0));
        let tier = &mut self.tiers[usize::from(person.tier)];
        tier[0] += idle - sign * share;
        tier[1] += if person.flexible { idle - sign * share } else { 0 };
        if person.post {
            self.schools[usize::from(person.school)] += idle;
            self.schools[school] -= sign * share;
        }
    }

    /// The schools at which someone works, each with the hundredths of full time that she does; of one alone the second has none.
    pub(crate) fn places(&self, index: u32, person: &Person) -> [(usize, i64); 2] {
        let own = 100 - self.people.get(index as usize).map_or(0, |idle| i64::from(*idle));
        let here = usize::from(person.school);
        match self.second(index) {
            Some((school, share)) if school == here => [(here, own + share), (here, 0)],
            Some(second) => [(here, own), second],
            None => [(here, own), (here, 0)],
        }
    }

    /// Hundredths of full time that people of some tiers do not work.
    pub(crate) fn idle(&self, tiers: &[usize], flexible: bool) -> i64 {
        let of = |[all, own]: &[i64; 2]| if flexible { *all } else { all - own };
        tiers.iter().filter_map(|tier| self.tiers.get(*tier)).map(of).sum()
    }

    /// Whole posts that are free in a school because people work less than all of theirs; below 0 where others work in it
    /// beside.
    #[inline]
    pub(crate) fn free_posts(&self, school: usize) -> i32 {
        self.schools.get(school).map_or(0, |idle| idle.div_euclid(100) as i32)
    }

    /// The same of all schools together.
    pub(crate) fn all_free_posts(&self) -> i32 {
        self.schools.iter().sum::<i64>().div_euclid(100) as i32
    }

    /// Whether nothing is counted anywhere.
    pub(crate) fn is_nothing(&self) -> bool {
        self.tiers.iter().flatten().chain(&self.schools).all(|idle| *idle == 0)
    }

    /// Whether somebody's second school is one of those that close.
    pub(crate) fn second_closes(&self, index: u32, closes: impl Fn(usize) -> bool) -> Option<usize> {
        self.second(index).map(|(school, _)| school).filter(|school| closes(*school))
    }

    /// Someone's second school is another from now on. The caller counts her out before and in after it.
    pub(crate) fn set_second(&mut self, index: u32, school: usize) {
        self.second[index as usize].0 = school as u16;
    }

    /// Becomes what another is, in the room it has.
    pub(crate) fn copy(&mut self, other: &Self) {
        self.people.clone_from(&other.people);
        self.second.clone_from(&other.second);
        self.tiers.clone_from(&other.tiers);
        self.schools.clone_from(&other.schools);
    }
}
