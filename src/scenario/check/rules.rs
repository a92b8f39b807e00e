//! Adaptive plans.

use super::context::{Context, Noun, named};
use super::numbers::{Place, shown};
use crate::scenario::file::{Fills, MoveFile, RuleFile};
use crate::scenario::overlay::{listed, nearest_or_listed};
use crate::scenario::placed::Placed;
use crate::scenario::{Lever, Rule, TargetId};
use crate::words::{Text, text};

impl Context<'_> {
    pub(super) fn rules(&mut self) -> Vec<Rule> {
        let file = self.file;
        let mut rules = Vec::new();
        for (id, one) in &file.rule {
            let made = self.rule(id, one);
            rules.extend(made);
        }
        rules
    }

    fn rule(&mut self, id: &str, file: &Placed<RuleFile>) -> Option<Rule> {
        let path = self.path(file.at);
        let start = self.run_months().0;
        let (mut at, mut from) = (None, None);
        // Of a rule that was looked at before the start it is known what came of it.
        if file.fired.is_some() {
            at = self.month(&file.value.at);
            from = self.month(&file.from);
            if at.is_some_and(|at| at >= start) && self.horizon.is_some() {
                self.refuse(file.at, "fired", &text!("idle-fired"));
            }
        }
        let at = at.filter(|at| *at < start).or_else(|| self.month_of_run(&file.value.at));
        let from = from.filter(|from| *from < start).or_else(|| self.month_of_run(&file.from));
        if let (Some(at), Some(from)) = (at, from)
            && from <= at
        {
            self.error_hint(
                "crossed-bounds",
                file.at.key("from"),
                text!("crossed-bounds-rule", path, at, from),
                text!("hint-from-after-at"),
            );
        }
        let target: Option<TargetId> = self.resolve(Noun::Target, &file.target);
        let below = file.below.as_ref().map(|bound| self.bound(bound));
        let at_least = file.at_least.as_ref().map(|bound| self.bound(bound));
        match (below, at_least) {
            (None, None) => self.missing_one_of(
                file.at,
                &["below", "at_least"],
                text!("missing-key-condition", path),
                text!("hint-below-or-at-least"),
            ),
            (Some(below), Some(at_least)) if at_least >= below => {
                let (below, at_least) = (shown(below), shown(at_least));
                self.error(
                    "crossed-bounds",
                    file.at.key("at_least"),
                    text!("crossed-bounds-condition", least = at_least, below),
                );
            }
            _ => {}
        }
        let mut set = Vec::new();
        for (written, value) in &*file.set {
            let at = file.set.at.key(written);
            match self.lever(written) {
                Ok(lever) => {
                    self.rounded(at.clone(), *value, (value + 0.5).floor());
                    set.push((lever, *value));
                }
                Err((message, hint)) => {
                    let noun: Vec<&str> = written.split('.').take(2).collect();
                    let problem = self.problem_of_key("unknown-name", at.clone(), message).hint(hint);
                    self.problems.push(problem.naming([noun.join(".")]));
                }
            }
            let (least, most) = Place::Places.range();
            if !(least..=most).contains(value) {
                let (value, least, most) = (shown(*value), shown(least), shown(most));
                let message = text!("out-of-range", path = written, least, most, value);
                self.problems.push(self.problem_of_key("out-of-range", at, message));
            }
        }
        Some(Rule {
            named: named(id, &file.title),
            at: at?,
            target: target?,
            below,
            at_least,
            fired: file.fired,
            from: from?,
            set,
        })
    }

    fn lever(&self, written: &str) -> Result<Lever, (Text, Text)> {
        let message = || text!("unknown-name-lever", written);
        let mut all: Vec<String> = self.file.programme.keys().map(|id| format!("programme.{id}.units")).collect();
        let limited = |one: &MoveFile| one.places.is_some() || !one.places_by_year.is_empty();
        all.extend(self.file.moves.iter().filter(|(_, one)| limited(one)).map(|(id, _)| format!("move.{id}.places")));
        for (id, channel) in self.file.channel.iter().filter(|(_, channel)| channel.fills == Fills::Places) {
            all.extend(channel.mix.keys().map(|tier| format!("channel.{id}.places.{tier}")));
        }
        let names: Vec<&str> = all.iter().map(String::as_str).collect();
        if !names.contains(&written) {
            return Err((message(), nearest_or_listed(written, &names)));
        }
        let parts: Vec<&str> = written.split('.').collect();
        let lever = match parts.as_slice() {
            ["programme", id, _] => self.file.programme.get_index_of(*id).map(|index| Lever::Units(index.into())),
            ["move", id, _] => self.file.moves.get_index_of(*id).map(|index| Lever::MovePlaces(index.into())),
            ["channel", id, _, tier] => self.file.channel.get_full(*id).and_then(|(index, _, channel)| {
                Some(Lever::ChannelPlaces(index.into(), channel.mix.get_index_of(*tier)?))
            }),
            _ => None,
        };
        lever.ok_or_else(|| (message(), listed(&names)))
    }
}
