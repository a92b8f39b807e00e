//! What people on a roster carry over from before the start: who is on her way, and what those who came were promised.

use indexmap::IndexMap;

use super::context::{Context, Noun};
use super::roster::school_in;
use crate::scenario::file::{ChannelFile, Reaches};
use crate::scenario::placed::Placed;
use crate::scenario::{Attribute, ChannelId, Coming, FundId, Groups, Noted, ProgrammeId, Row, SchoolId, Sex, TierId};
use crate::words::{Diagnostic, Text, one_line, text};

/// Columns that say nothing of who is on her way.
const UNREAD: [&str; 8] =
    ["in_tier_since", "contract_end", "joined", "joined_tier", "service_end", "fte", "second_school", "second_fte"];

/// What somebody's channel owes her.
#[derive(Default)]
pub(super) struct Engaged {
    pub(super) tier: Option<TierId>,
    pub(super) award: Option<u32>,
    /// Funds in which her award and her first fee are reserved.
    pub(super) reserved: [Option<FundId>; 2],
}

impl Context<'_> {
    /// What is stated of the coming of somebody who is there.
    pub(super) fn engaged(&mut self, row: &Row, groups: &mut Groups) -> Engaged {
        let channel = row.text("origin").and_then(|name| self.file.channel.get(name));
        let tier = self.named_in(row, "joined_tier", Noun::Tier, groups);
        if channel.is_none() {
            for column in ["joined", "joined_tier"] {
                refuse(row, column, groups, || text!("idle-without-origin"));
            }
        }
        let known = |channel: &Placed<ChannelFile>| {
            row.text("joined_tier").is_none_or(|name| channel.mix.keys().any(|tier| tier == name))
        };
        if tier.is_some() && !channel.is_none_or(known) {
            refuse(row, "joined_tier", groups, || text!("tier-not-of-channel"));
        }
        let reserved = self.reserved(row, groups);
        if reserved[0].is_none() && reserved[1].is_some() {
            refuse(row, "reserved", groups, || text!("idle-reserved-fee"));
        }
        Engaged { tier, award: promised(row, channel, groups), reserved }
    }

    /// Funds in which her award and her first fee are reserved: `award:FUND`, `fee:FUND`, or one for both.
    fn reserved(&mut self, row: &Row, groups: &mut Groups) -> [Option<FundId>; 2] {
        let mut kept = [None; 2];
        for written in row.list("reserved") {
            let (what, name) = written.split_once(':').unwrap_or(("", written));
            let Some(fund) = self.name_in(row, "reserved", Noun::Fund, name, groups) else { continue };
            let [award, fee] = &mut kept;
            for (word, place) in [("award", award), ("fee", fee)] {
                if what.is_empty() || what == word {
                    *place = Some(fund);
                }
            }
            if !["", "award", "fee"].contains(&what) {
                row.report(groups, "reserved", Noted::Alike("reserved"), Some(written), || {
                    let (name, should) = ("reserved", text!("cell-reserved"));
                    Diagnostic::error("wrong-format", text!("cell-wrong-text", name, should, text = written))
                });
            }
        }
        kept
    }

    /// Somebody who is on her way.
    pub(super) fn coming(
        &mut self,
        row: &Row,
        schools: &IndexMap<String, SchoolId>,
        attributes: &[Attribute],
        groups: &mut Groups,
    ) -> Option<Coming> {
        let arrives = row.month(super::roster::ARRIVES)?;
        let start = self.horizon.as_ref().map(|horizon| horizon.start);
        if start.is_some_and(|start| arrives < start) {
            let told = arrives.to_string();
            row.report(groups, super::roster::ARRIVES, Noted::Alike("impossible-month"), Some(&told), || {
                Diagnostic::error("impossible-month", text!("arrives-before-start")).hint(text!("hint-arrives"))
            });
        }
        for column in UNREAD {
            refuse(row, column, groups, || text!("idle-coming"));
        }
        let tier: Option<TierId> = self.named_in(row, "tier", Noun::Tier, groups);
        let name = row.text("origin").unwrap_or_default();
        let Some((_, own)) = self.file.channel.get_key_value(name) else {
            if row.text("origin").is_none() || name == super::common::HOME {
                row.report(groups, "origin", Noted::Alike("missing-value"), None, || {
                    Diagnostic::error("missing-value", text!("coming-without-channel"))
                });
            } else {
                self.name_in::<ChannelId>(row, "origin", Noun::Channel, name, groups);
            }
            return None;
        };
        let channel: ChannelId = self.name_in(row, "origin", Noun::Channel, name, groups)?;
        let place = own.mix.keys().position(|tier| Some(tier.as_str()) == row.text("tier"));
        if tier.is_some() && place.is_none() {
            row.report(groups, "tier", Noted::Alike("tier-not-of-channel"), row.text("tier"), || {
                Diagnostic::error("dead-input", text!("tier-not-of-channel"))
            });
        }
        let school = match row.text("school") {
            Some(name) => school_in(row, "school", name, schools, groups),
            None => None,
        };
        if own.post && row.text("school").is_none() && self.file.schools.is_some() {
            row.report(groups, "school", Noted::Alike("missing-value"), None, || {
                Diagnostic::error("missing-value", text!("coming-without-school"))
            });
        }
        let award = promised(row, Some(own), groups);
        let reserved = self.reserved(row, groups);
        let marks = self.homes(row, groups);
        let values = self.values_known(row, attributes, groups);
        Some(Coming {
            id: one_line(row.text("id")?).into_owned(),
            arrives,
            channel,
            place: place?,
            school,
            born: row.month("born"),
            female: row.sex("sex").map(|sex| sex == Sex::Female),
            award,
            reserved,
            marks,
            values,
        })
    }

    /// Homes that somebody on her way has been given.
    fn homes(&mut self, row: &Row, groups: &mut Groups) -> Vec<ProgrammeId> {
        let mut homes = Vec::new();
        for name in row.list("marks") {
            let Some(id) = self.name_in(row, "marks", Noun::Programme, name, groups) else { continue };
            if self.file.programme.get(name).is_some_and(|one| one.reaches != Reaches::Arrivals) {
                row.report(groups, "marks", Noted::Alike("wrong-reach"), Some(name), || {
                    Diagnostic::error("wrong-reach", text!("wrong-reach-coming", name))
                });
            }
            if !homes.contains(&id) {
                homes.push(id);
            }
        }
        homes
    }
}

/// Refuses a cell that nothing reads.
fn refuse(row: &Row, column: &'static str, groups: &mut Groups, why: impl FnOnce() -> Text) {
    if !row.written(column).is_empty() {
        row.report(groups, column, Noted::Alike("idle"), None, || {
            Diagnostic::error("dead-input", text!("dead-input-cell", column)).hint(why())
        });
    }
}

/// The award that somebody was promised.
fn promised(row: &Row, channel: Option<&Placed<ChannelFile>>, groups: &mut Groups) -> Option<u32> {
    if channel.is_none_or(|channel| channel.award.is_none()) {
        refuse(row, "award", groups, || text!("idle-without-award"));
        let fee = channel.is_some_and(|channel| channel.fee.is_some());
        if !fee {
            refuse(row, "reserved", groups, || text!("idle-without-award"));
        }
    }
    row.whole("award").and_then(|award| u32::try_from(award).ok())
}
