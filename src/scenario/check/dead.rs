//! Input that nothing reads: nearly always a slip of the pen, so an error.

use super::context::{Context, IDLE, Noun};
use crate::scenario::file::{MoveKind, ProgrammeFile};
use crate::scenario::placed::{At, Placed};
use crate::scenario::{Channel, Fund, Line, Move, Scenario, TierId};
use crate::words::{Diagnostic, Severity, Text, text};

/// Tables of what spends money.
const SPENDERS: [&str; 5] = ["move", "channel", "programme", "cost", "allowance"];

impl Context<'_> {
    /// Reports every noun that nothing uses.
    pub(super) fn check_dead(&mut self, scenario: &Scenario) {
        self.dead_money(&scenario.lines, &scenario.funds);
        self.dead_programmes();
        self.dead_attributes();
        self.dead_places(scenario);
    }

    fn unused(&self, noun: Noun) -> Vec<usize> {
        let count = self.names(noun).len();
        if self.unsure.contains(&noun) {
            return Vec::new();
        }
        (0..count).filter(|index| !self.used.contains(&(noun, *index))).collect()
    }

    /// Reports a noun that nothing in `users`, the tables that could use it, does.
    fn report(&mut self, noun: Noun, index: usize, users: &[&str], why: &Text) {
        let Some(name) = self.names(noun).get(index).copied() else { return };
        let message = text!("dead-input-noun", noun = noun.text(), name);
        let problem = self.problem_of_key(IDLE, At::TOP.keys(noun.table()).key(name), message);
        self.problems.push(problem.hint(why.clone()).naming(users.iter().copied()));
    }

    /// Warns of a noun at its key.
    pub(super) fn warn_of_key(
        &mut self,
        code: &'static str,
        noun: Noun,
        name: &str,
        message: Text,
        hint: Option<Text>,
    ) {
        let problem = self.problem_of_key(code, At::TOP.keys(noun.table()).key(name), message);
        self.problems.push(Diagnostic { severity: Severity::Warning, hint, ..problem });
    }

    fn dead_money(&mut self, lines: &[Line], funds: &[Fund]) {
        let dead_lines = self.unused(Noun::Line);
        for index in &dead_lines {
            self.report(Noun::Line, *index, &SPENDERS, &text!("idle-no-cost"));
        }
        let sure = !self.unsure.contains(&Noun::Line) && !self.unsure.contains(&Noun::Fund);
        for index in 0..funds.len() {
            let backs = self.used.contains(&(Noun::Fund, index));
            let mut pays = lines.iter().enumerate().filter(|(_, line)| line.fund.index() == index).peekable();
            let none = pays.peek().is_some() && pays.all(|(line, _)| dead_lines.contains(&line));
            if none && !backs && sure {
                self.report(
                    Noun::Fund,
                    index,
                    &[SPENDERS.as_slice(), &["line", "fund"]].concat(),
                    &text!("idle-no-cost-on-lines"),
                );
            }
        }
        for index in self.unused(Noun::Payer) {
            self.report(Noun::Payer, index, &["fund", "line"], &text!("idle-no-fund-or-line"));
        }
    }

    fn dead_programmes(&mut self) {
        for index in self.unused(Noun::Programme) {
            // A programme that only costs something is a plan's right.
            let acts = |(_, one): (_, &Placed<ProgrammeFile>)| one.exchange.is_some() || one.unit_cost.is_some();
            if !self.file.programme.get_index(index).is_some_and(acts) {
                self.report(
                    Noun::Programme,
                    index,
                    &["effect", "target", "channel", "move", "programme", "allowance", "people.roster"],
                    &text!("idle-programme"),
                );
            }
        }
    }

    fn dead_attributes(&mut self) {
        for index in self.unused(Noun::Attribute) {
            self.report(
                Noun::Attribute,
                index,
                &["target", "metric", "move", "programme", "allowance"],
                &text!("idle-attribute"),
            );
        }
    }

    fn dead_places(&mut self, scenario: &Scenario) {
        for index in self.unused(Noun::Phase) {
            self.report(
                Noun::Phase,
                index,
                &["schools", "tier", "move", "channel", "programme", "allowance", "income", "target", "equity"],
                &text!("idle-phase"),
            );
        }
        for index in self.unused(Noun::Kind) {
            let Some(name) = self.names(Noun::Kind).get(index).copied() else { continue };
            let message = text!("unused-kind", name);
            self.warn_of_key("unused-kind", Noun::Kind, name, message, None);
        }
        let post = scenario.reads_posts();
        if self.file.posts.is_some() && !post {
            self.dead_for_want(At::TOP.key("posts"), [At::TOP.key("channel")], text!("idle-no-channel-with-post"));
        }
        if self.file.equity.is_some() && self.file.schools.is_none() {
            let reason = text!("idle-no-schools");
            self.dead_for_want(At::TOP.key("equity"), [At::TOP.key("schools")], reason);
        }
    }

    /// Warns of tiers in which nobody can ever be.
    pub(super) fn unreachable_tiers(&mut self, scenario: &Scenario) {
        let count = scenario.tiers.len();
        let mut reached: Vec<bool> = (0..count).map(|index| self.people_at_start(scenario, index) > 0.0).collect();
        let enter = |tier: TierId, reached: &mut Vec<bool>| {
            reached.get_mut(tier.index()).is_some_and(|there| !std::mem::replace(there, true))
        };
        for channel in &scenario.channels {
            for (tier, _) in brings(channel, self) {
                enter(*tier, &mut reached);
            }
        }
        loop {
            let mut more = false;
            for one in scenario.moves.iter().filter(|one| one.kind == MoveKind::Change) {
                let open = one.from.iter().any(|from| reached.get(from.index()).copied().unwrap_or_default());
                if let Some(to) = one.to.filter(|_| open) {
                    more |= enter(to, &mut reached);
                }
            }
            if !more {
                break;
            }
        }
        for (index, there) in reached.into_iter().enumerate() {
            let Some(name) = self.names(Noun::Tier).get(index).copied().filter(|_| !there) else { continue };
            let message = text!("empty-tier", name);
            let hint = text!("hint-empty-tier");
            self.warn_of_key("empty-tier", Noun::Tier, name, message, Some(hint));
        }
    }

    /// The mean number of people in a tier at the start.
    pub(super) fn people_at_start(&self, scenario: &Scenario, tier: usize) -> f64 {
        scenario.roster.as_ref().map_or_else(
            || scenario.tiers.get(tier).and_then(|tier| tier.stock).map_or(0.0, |stock| self.mean(stock)),
            |roster| roster.iter().filter(|person| person.tier.index() == tier).count() as f64,
        )
    }
}

/// The tiers that a channel can bring people into.
fn brings<'c>(channel: &'c Channel, context: &Context<'_>) -> Vec<&'c (TierId, crate::scenario::ParameterId)> {
    channel.mix.iter().filter(|(_, weight)| context.ends(*weight).1 > 0.0).collect()
}

/// Moves that fill a tier from others.
pub(super) fn into_tiers<'m>(moves: &'m [Move], tiers: &'m [TierId]) -> impl Iterator<Item = &'m Move> {
    moves.iter().filter(|one| one.kind == MoveKind::Change && one.to.is_some_and(|to| tiers.contains(&to)))
}
