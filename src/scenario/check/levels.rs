//! To how many people channels and moves fill tiers.

use super::context::{Context, Noun};
use super::numbers::Place;
use crate::scenario::file::{ByYear, ChannelFile, Fills, MoveFile, MoveKind};
use crate::scenario::placed::{At, Name, Placed};
use crate::scenario::{Level, ParameterId, Quantity, TierId};
use crate::words::text;

/// The keys that mean nothing without a total.
const OF_TOTAL: [&str; 3] = ["total_growth", "total_of", "total_per"];

/// What a file says of a level.
struct Stated<'f> {
    at: At,
    number: Option<&'f Quantity>,
    by_year: &'f ByYear<Quantity>,
    growth: Option<&'f Quantity>,
    per: &'f [Name],
}

impl Context<'_> {
    /// The level of a channel; none unless it fills one.
    pub(super) fn level_of_channel(
        &mut self,
        file: &Placed<ChannelFile>,
        mix: &[(TierId, ParameterId)],
    ) -> Option<Level> {
        let tiers = self.file.tier.len();
        let of: Vec<TierId> = self.resolve_list(Noun::Tier, &file.total_of);
        let stated = Stated {
            at: file.at,
            number: file.total.as_ref(),
            by_year: &file.total_by_year,
            growth: file.total_growth.as_ref(),
            per: &file.total_per,
        };
        let level = self.level(&stated);
        if file.fills != Fills::Total {
            let reason = text!("idle-fills-no-total");
            for key in ["total", "total_by_year"].iter().chain(&OF_TOTAL) {
                self.refuse_for_want(file.at, key, [file.at.key("fills")], &reason);
            }
            return None;
        }
        if level.is_none() {
            let path = self.path(file.at);
            let message = text!("missing-key-total", path);
            self.problems.push(self.problem("missing-key", file.at, message).naming([self.path(file.at.key("total"))]));
        }
        let every = || (0..tiers).map(TierId::from).collect();
        let of = if file.total_of.is_empty() { every() } else { of };
        // Hires into other tiers would never fill it, round after round.
        for (tier, name) in mix.iter().map(|(tier, _)| tier).zip(file.mix.keys()) {
            if !of.contains(tier) && self.file.tier.contains_key(name) {
                let path = self.path(file.at);
                let message = text!("conflicting-keys-total-of", path, tier = name);
                let hint = text!("hint-total-of", tier = name);
                self.error_hint("conflicting-keys", file.at.key("total_of"), message, hint);
            }
        }
        level.map(|level| Level { of, ..level })
    }

    /// The level of a move, which is one of the tier that it leads to.
    pub(super) fn level_of_move(&mut self, file: &Placed<MoveFile>, to: Option<TierId>) -> Option<Level> {
        let stated = Stated {
            at: file.at,
            number: file.total.as_ref(),
            by_year: &file.total_by_year,
            growth: file.total_growth.as_ref(),
            per: &file.total_per,
        };
        let level = self.level(&stated);
        match (level, file.kind) {
            (Some(level), MoveKind::Change) => Some(Level { of: to.into_iter().collect(), ..level }),
            (Some(_), MoveKind::Leave) => {
                self.refuse_all(file.at, &["total", "total_by_year"], &text!("idle-leave-total"));
                None
            }
            (Some(_), MoveKind::Retire) => None,
            (None, _) => {
                for key in OF_TOTAL {
                    self.refuse_for_want(file.at, key, [file.at.key("total")], &text!("idle-no-total"));
                }
                None
            }
        }
    }

    /// What is stated of a level, whatever it counts.
    fn level(&mut self, stated: &Stated<'_>) -> Option<Level> {
        let number = self.figure(stated.number, stated.by_year, Place::People);
        let growth = self.maybe(stated.growth, Place::Growth);
        let per = self.resolve_list(Noun::Tier, stated.per);
        if growth.is_some() && !stated.by_year.is_empty() {
            let path = self.path(stated.at);
            let message = text!("conflicting-keys-total-growth", path);
            self.error_hint("conflicting-keys", stated.at.key("total_growth"), message, text!("hint-keep-one"));
        }
        number.is_stated().then(|| Level { number, growth, of: Vec::new(), per })
    }
}
