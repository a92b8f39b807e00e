//! Channels: ways in, as funnels.

use indexmap::IndexMap;

use super::common::HOME;
use super::context::{Context, Noun, comma, named, say};
use super::numbers::{Place, all_years_stated};
use crate::scenario::file::{AwardFile, ChannelFile, Fills};
use crate::scenario::overlay::nearest_or_listed;
use crate::scenario::{Award, Channel, KindId, ParameterId, PhaseId, Quantity, TierId, YearSeries};
use crate::words::{Diagnostic, Text};

/// Ages of arrivals where a channel states none.
const DEFAULT_AGES: (u32, u32) = (30, 49);

impl Context<'_> {
    pub(super) fn channels(&mut self) -> Vec<Channel> {
        let file = self.file;
        let mut channels = Vec::new();
        for (id, one) in &file.channel {
            if id == HOME {
                let place = self.key_place("channel", id);
                let message = Text::new("渠道不能叫 `home`", "a channel cannot be called `home`");
                let hint = Text::new(
                    "`home` 指本区自有人员，请换一个编号",
                    "`home` means people who were not imported; choose another id",
                );
                let problem = Diagnostic::error("reserved-name", message).about(format!("channel.{id}"));
                self.problems.push(problem.at(place).hint(hint));
            }
            let made = self.one_channel(id, one);
            channels.push(made);
        }
        channels
    }

    fn one_channel(&mut self, id: &str, file: &ChannelFile) -> Channel {
        let path = format!("channel.{id}");
        let calendar = self.calendar(&format!("{path}.calendar"), &file.calendar);
        let candidates = self.number(&format!("{path}.candidates"), &file.candidates, Place::Candidates);
        let candidates_from = file.candidates_from.as_ref().and_then(|from| {
            let path = format!("{path}.candidates_from");
            let per_unit = self.number(&format!("{path}.per_unit"), &from.per_unit, Place::Each);
            let programme = self.resolve(Noun::Programme, &from.programme, &format!("{path}.programme"))?;
            Some((programme, per_unit))
        });
        let qualified = self.maybe_in(&path, "qualified", file.qualified.as_ref(), Place::Share);
        let mix = self.mix(&path, file);
        let tiers: Vec<&str> = file.mix.keys().map(String::as_str).collect();
        let places = self.places(&path, file, &tiers);
        let total = self.total(&path, file);
        let acceptance = self.by_tier(&format!("{path}.acceptance"), &file.acceptance, &tiers, Place::Share);
        let lag = self.months(&format!("{path}.lag"), file.lag, 0);
        let age = file.age.map_or(DEFAULT_AGES, |pair| self.age_pair(&format!("{path}.age"), pair));
        let female = self.maybe_in(&path, "female", file.female.as_ref(), Place::Share);
        let kinds: Vec<KindId> = self.resolve_list(Noun::Kind, &file.kinds, &format!("{path}.kinds"));
        let phases: Vec<PhaseId> = self.school_phases(&format!("{path}.phases"), &file.phases);
        if !self.has_school(&phases, &kinds, false) {
            let message = say!(
                "没有一所有编制 posts 的学校能接收 `{path}` 的到岗者",
                "no school with posts can receive the arrivals of `{path}`"
            );
            self.problems.push(self.problem("nowhere-to-be", &path, message).naming(["schools"]));
        }
        let contract = file.contract.map(|months| self.months(&format!("{path}.contract"), months, 1));
        let renewal = self.maybe_in(&path, "renewal", file.renewal.as_ref(), Place::Share);
        if file.contract.is_none() {
            let contract = format!("{path}.contract");
            self.refuse_for_want(
                &path,
                "renewal",
                &[&contract],
                &Text::new("没有写合同月数 contract", "no contract is stated"),
            );
        }
        self.check_posts(&path, file);
        let award =
            file.award.as_ref().and_then(|award| self.award(&format!("{path}.award"), award, &tiers, &file.acceptance));
        Channel {
            named: named(id, &file.title),
            source: file.source.clone(),
            import: file.import,
            flexible: file.flexible,
            calendar,
            candidates,
            candidates_law: file.candidates_law,
            candidates_from,
            qualified,
            mix,
            mix_law: file.mix_law,
            fills: file.fills,
            places,
            total,
            acceptance,
            lag,
            age,
            female,
            post: file.post,
            kinds,
            phases,
            contract,
            renewal,
            award,
            fee: self.maybe_cost(&format!("{path}.fee"), file.fee.as_ref()),
            round_cost: self.maybe_cost(&format!("{path}.round_cost"), file.round_cost.as_ref()),
        }
    }

    fn mix(&mut self, path: &str, file: &ChannelFile) -> Vec<(TierId, ParameterId)> {
        let mut mix = Vec::new();
        for (tier, quantity) in &file.mix {
            let weight = self.number(&format!("{path}.mix.{tier}"), quantity, Place::Weight);
            let place = self.key_place(&format!("{path}.mix"), tier);
            // A tier that does not exist keeps its place, so that what is stated by tier stays in step.
            let tier = self.resolve_at(Noun::Tier, tier, place).unwrap_or(TierId(0));
            mix.push((tier, weight));
        }
        if !mix.is_empty() && mix.iter().all(|(_, weight)| self.ends(*weight).1 <= 0.0) {
            self.error(
                "no-weight",
                &format!("{path}.mix"),
                say!("`{path}.mix` 的权重全是 0", "every weight in `{path}.mix` is zero"),
            );
        }
        mix
    }

    /// Numbers by tier, in the order of the mix.
    fn by_tier(
        &mut self,
        path: &str,
        map: &IndexMap<String, Quantity>,
        tiers: &[&str],
        place: Place,
    ) -> Vec<Option<ParameterId>> {
        let mut list = vec![None; tiers.len()];
        for (tier, quantity) in map {
            let id = self.number(&format!("{path}.{tier}"), quantity, place);
            if let Some(slot) = self.slot(path, tier, tiers).and_then(|position| list.get_mut(position)) {
                *slot = Some(id);
            }
        }
        list
    }

    /// The position of a tier in the mix; a tier outside it is an error.
    fn slot(&mut self, path: &str, tier: &str, tiers: &[&str]) -> Option<usize> {
        let position = tiers.iter().position(|other| *other == tier);
        if position.is_none() {
            let known = self.file.tier.contains_key(tier);
            let message = if known {
                say!("`{path}` 里的层次 `{tier}` 不在 mix 中", "the tier `{tier}` in `{path}` is not in the mix")
            } else {
                say!("没有层次 `{tier}`", "there is no tier `{tier}`")
            };
            let hint = if known {
                say!("写进 mix，没有人选就写 {tier} = 0", "put it into the mix, {tier} = 0 if nobody of it comes")
            } else {
                nearest_or_listed(tier, tiers)
            };
            let place = self.key_place(path, tier);
            let problem = Diagnostic::error("unknown-name", message).about(format!("{path}.{tier}")).at(place);
            self.problems.push(problem.hint(hint).naming([format!("tier.{tier}")]));
        }
        position
    }

    fn places(&mut self, path: &str, file: &ChannelFile, tiers: &[&str]) -> Vec<Option<YearSeries>> {
        let years = self.years();
        let base = self.by_tier(&format!("{path}.places"), &file.places, tiers, Place::Places);
        let mut by_year: IndexMap<i32, Vec<Option<ParameterId>>> = IndexMap::new();
        for (key, places) in &file.places_by_year {
            let list = self.by_tier(&format!("{path}.places_by_year.{key}"), places, tiers, Place::Places);
            if let Some(year) = self.year(&format!("{path}.places_by_year"), key, |year| by_year.contains_key(&year)) {
                by_year.insert(year, list);
            }
        }
        if file.fills == Fills::Places {
            if file.places.is_empty() && file.places_by_year.is_empty() {
                let wanted = ["places", "places_by_year", "fills"].map(|key| format!("{path}.{key}"));
                self.error_for_want(
                    "missing-key",
                    path,
                    &wanted.each_ref().map(String::as_str),
                    say!("`{path}` 按名额招人，却没有写 `places`", "`{path}` fills places, but states no `places`"),
                    Text::new(
                        "写 places 或 places_by_year，或把 fills 改为 vacancies、total、everyone",
                        "write places or places_by_year, or let fills be vacancies, total or everyone",
                    ),
                );
            }
        } else {
            let reason = Text::new("只有 fills = \"places\" 才用", "only a channel with fills = \"places\" reads it");
            let fills = format!("{path}.fills");
            self.refuse_for_want(path, "places", &[&fills], &reason);
            self.refuse_for_want(path, "places_by_year", &[&fills], &reason);
            return vec![None; tiers.len()];
        }
        let mut list = Vec::new();
        for (position, tier) in tiers.iter().enumerate() {
            let base = base.get(position).copied().flatten();
            let of_year = |year: &i32| by_year.get(year)?.get(position).copied().flatten();
            let single: Vec<Option<ParameterId>> = years.iter().map(of_year).collect();
            if base.is_some() && !single.is_empty() && single.iter().all(Option::is_some) {
                self.dead(&format!("{path}.places.{tier}"), all_years_stated());
            }
            let none =
                base.is_none() && by_year.values().all(|places| places.get(position).copied().flatten().is_none());
            let zero = Self::zero();
            list.push((!none).then(|| single.into_iter().map(|id| id.or(base).unwrap_or(zero)).collect()));
        }
        list
    }

    fn total(&mut self, path: &str, file: &ChannelFile) -> Option<(ParameterId, Option<ParameterId>)> {
        let total = self.maybe_in(path, "total", file.total.as_ref(), Place::People);
        let growth = self.maybe_in(path, "total_growth", file.total_growth.as_ref(), Place::Growth);
        if file.fills == Fills::Total {
            if total.is_none() {
                let message = say!(
                    "`{path}` 补足到总数，却没有写 `total`",
                    "`{path}` fills up to a total, but states no `total`"
                );
                self.problems.push(self.problem("missing-key", path, message).naming([format!("{path}.total")]));
            }
            return total.map(|total| (total, growth));
        }
        let reason = Text::new("只有 fills = \"total\" 才用", "only a channel with fills = \"total\" reads it");
        let fills = format!("{path}.fills");
        self.refuse_for_want(path, "total", &[&fills], &reason);
        self.refuse_for_want(path, "total_growth", &[&fills], &reason);
        None
    }

    fn check_posts(&mut self, path: &str, file: &ChannelFile) {
        if file.flexible && file.post {
            self.error_hint(
                "conflicting-keys",
                &format!("{path}.post"),
                say!("`{path}` 是柔性引进，不占编制", "`{path}` is flexible, so nobody it brings holds a post"),
                Text::new("写 post = false", "write post = false"),
            );
        }
        if file.fills == Fills::Vacancies && !file.post {
            self.error_hint(
                "conflicting-keys",
                &format!("{path}.fills"),
                say!("`{path}` 补空编，却不占编制", "`{path}` fills vacant posts, but its hires hold none"),
                Text::new("写 post = true", "write post = true"),
            );
        }
        if file.post && self.file.posts.is_none() {
            self.error_for_want(
                "dead-input",
                &format!("{path}.post"),
                &["posts"],
                say!(
                    "`{path}` 要占编制，但方案没有写编制",
                    "`{path}` needs vacant posts, but the scenario has no posts"
                ),
                Text::new("加上 [posts]，或写 post = false", "add [posts], or write post = false"),
            );
        }
    }

    fn award(
        &mut self,
        path: &str,
        file: &AwardFile,
        tiers: &[&str],
        acceptance: &IndexMap<String, Quantity>,
    ) -> Option<Award> {
        let amount = self.by_tier(&format!("{path}.amount"), &file.amount, tiers, Place::Award);
        let reference = self.by_tier(&format!("{path}.reference"), &file.reference, tiers, Place::Reference);
        let response = self.maybe_in(path, "response", file.response.as_ref(), Place::Response);
        self.check_response(path, file, tiers, acceptance);
        let months_to_recognition =
            self.months(&format!("{path}.months_to_recognition"), file.months_to_recognition, 0);
        let service_months = self.months(&format!("{path}.service_months"), file.service_months, 0);
        let clawback = self.maybe_in(path, "clawback", file.clawback.as_ref(), Place::Share);
        if service_months == 0 {
            self.refuse(path, "clawback", &Text::new("没有写服务期 service_months", "no service_months are stated"));
        }
        let line = self.resolve(Noun::Line, &file.line, &format!("{path}.line"))?;
        Some(Award { line, amount, reference, response, months_to_recognition, service_months, clawback })
    }

    /// A response needs, for every tier that it can act on, the award at which acceptance holds; and it can act only where
    /// there is both an amount and an acceptance that is not certain.
    fn check_response(
        &mut self,
        path: &str,
        file: &AwardFile,
        tiers: &[&str],
        acceptance: &IndexMap<String, Quantity>,
    ) {
        if file.response.is_none() {
            self.refuse(path, "reference", &Text::new("没有写响应 response", "no response is stated"));
            return;
        }
        let acceptance_path = format!("{}.acceptance", path.strip_suffix(".award").unwrap_or(path));
        for tier in file.reference.keys().filter(|tier| tiers.contains(&tier.as_str())) {
            let (wanted, why) = if !file.amount.contains_key(tier) {
                (format!("{path}.amount"), Text::new("这一层次没有奖励 amount", "the tier has no amount"))
            } else if !acceptance.contains_key(tier) {
                let why = Text::new(
                    "这一层次没有写 acceptance，视为必然接受",
                    "the tier states no acceptance, so it is certain",
                );
                (acceptance_path.clone(), why)
            } else {
                continue;
            };
            self.dead_for_want(&format!("{path}.reference.{tier}"), &[&wanted], why);
        }
        let moved: Vec<&str> = tiers
            .iter()
            .copied()
            .filter(|tier| file.amount.contains_key(*tier) && acceptance.contains_key(*tier))
            .collect();
        if moved.is_empty() {
            let why = Text::new(
                "没有一个层次既有 amount 又有 acceptance，没有可以改变的接受概率",
                "no tier has both an amount and an acceptance, so there is no probability to change",
            );
            let wanted = [format!("{path}.amount"), acceptance_path];
            self.refuse_for_want(path, "response", &wanted.each_ref().map(String::as_str), &why);
            return;
        }
        let lacking: Vec<String> = moved
            .iter()
            .filter(|tier| !file.reference.contains_key(**tier))
            .map(|tier| format!("`{path}.reference.{tier}`"))
            .collect();
        if !lacking.is_empty() {
            let (zh, en) = comma(&lacking);
            self.error_for_want(
                "missing-key",
                &format!("{path}.response"),
                &[&format!("{path}.reference")],
                say!(
                    "`{path}` 写了响应 response，却没有写参照金额 {zh}",
                    "`{path}` has a response, but does not state {en}"
                ),
                Text::new(
                    "写上 acceptance 所对应的奖励金额；奖励与它相同时，接受概率不变",
                    "write the award at which acceptance holds; an award of the same size leaves acceptance as it is",
                ),
            );
        }
    }
}
