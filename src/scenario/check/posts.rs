//! Posts that rounding takes away, and vacant posts beyond those that are counted.

use super::context::Context;
use super::numbers::shown;
use crate::scenario::place::grouped;
use crate::scenario::placed::At;
use crate::scenario::{MOST_POSTS, MOST_VACANT, Posts, Scenario, School};
use crate::words::text;

impl Context<'_> {
    /// Warns of both, where somebody is hired into posts.
    pub(super) fn whole_posts(&mut self, scenario: &Scenario) {
        let Some(posts) = scenario.posts.as_ref().filter(|_| scenario.reads_posts()) else {
            return;
        };
        let staff = self.staff_at_most(scenario);
        self.vacant_posts_rounded_away(posts, staff);
        self.posts_cut(scenario, posts, staff);
    }

    /// People who hold posts at the start, at most.
    fn staff_at_most(&self, scenario: &Scenario) -> f64 {
        let stocks = || scenario.tiers.iter().filter_map(|tier| tier.stock).map(|id| self.ends(id).1).sum();
        scenario.roster.as_ref().map_or_else(stocks, |roster| roster.len() as f64)
    }

    fn vacant_posts_rounded_away(&mut self, posts: &Posts, staff: f64) {
        let share = posts.vacant.map_or(0.0, |id| self.ends(id).1);
        let most = share * staff;
        if share > 0.0 && most < 0.5 {
            let at = At::TOP.keys("posts.vacant");
            let (path, share, staff, most) = (self.path(at.clone()), shown(share), shown(staff), shown(most));
            self.warn("rounded-away", at, text!("rounded-away-posts", path, share, staff, most));
        }
    }

    /// Vacant posts are counted up to a number that nobody fills.
    fn posts_cut(&mut self, scenario: &Scenario, posts: &Posts, staff: f64) {
        let years = scenario.months().div_ceil(12) as f64;
        let growth = posts.growth.numbers().map(|id| self.ends(id).1).fold(0.0, f64::max);
        let grown = libm::pow(1.0 + growth, years);
        let (path, vacant, all) = if posts.counted {
            let of = |school: &School| school.posts * grown;
            let largest = scenario.schools.iter().map(of).fold(0.0, f64::max);
            ("schools.file", largest, scenario.schools.iter().map(of).sum())
        } else {
            let all = staff * (1.0 + posts.vacant.map_or(0.0, |id| self.ends(id).1)) * grown;
            ("posts", all - staff, all)
        };
        let (at, count) = (At::TOP.keys(path), |value: f64| grouped(value.round()));
        if vacant > MOST_VACANT {
            let (vacant, most) = (count(vacant), count(MOST_VACANT));
            let message = text!("posts-cut-of-school", vacant, most);
            self.warn("posts-cut", at, message);
        } else if all > MOST_POSTS {
            let (all, most) = (count(all), count(MOST_POSTS));
            let message = text!("posts-cut", all, most);
            self.warn("posts-cut", at, message);
        }
    }
}
