//! Channels: ways in, as funnels.

use indexmap::IndexMap;

use super::common::HOME;
use super::context::{Context, IDLE, Noun, named};
use super::numbers::{Place, shown};
use crate::scenario::file::{AwardFile, ByTier, ByYear, ChannelFile, FeeFile, Fills, Weights};
use crate::scenario::overlay::nearest_or_listed;
use crate::scenario::placed::{At, Path, Placed};
use crate::scenario::{
    Attribute, Award, Channel, Fee, Figure, KindId, ParameterId, PhaseId, Stage, TierId, YearSeries,
};
use crate::words::{Text, text};

/// Ages of arrivals where a channel states none.
const DEFAULT_AGES: (u32, u32) = (30, 49);

impl Context<'_> {
    pub(super) fn channels(&mut self, attributes: &[Attribute]) -> Vec<Channel> {
        let file = self.file;
        let mut channels = Vec::new();
        for (id, one) in &file.channel {
            if id == HOME {
                let message = text!("reserved-name-home");
                let hint = text!("hint-reserved-name-home");
                self.problems.push(self.problem_of_key("reserved-name", one.at, message).hint(hint));
            }
            let made = self.one_channel(id, one, attributes);
            channels.push(made);
        }
        channels
    }

    fn one_channel(&mut self, id: &str, file: &Placed<ChannelFile>, attributes: &[Attribute]) -> Channel {
        let path = self.path(file.at);
        let calendar = self.calendar(&file.calendar);
        let candidates = self.figure(Some(&file.candidates), &file.candidates_by_year, Place::Candidates);
        let candidates_sd = self.maybe(file.candidates_yearly_sd.as_ref(), Place::LogDeviation);
        let candidates_from = file.candidates_from.as_ref().and_then(|from| {
            let per_unit = self.number(&from.per_unit, Place::Each);
            let programme = self.resolve(Noun::Programme, &from.programme)?;
            Some((programme, per_unit))
        });
        let stages = self.stages(file);
        let qualified = self.figure(file.qualified.as_ref(), &file.qualified_by_year, Place::Share);
        let qualified_sd = self.maybe(file.qualified_yearly_sd.as_ref(), Place::LogDeviation);
        let mix = self.mix(&file.mix);
        let tiers: Vec<&str> = file.mix.keys().map(String::as_str).collect();
        let places = self.places(file, &tiers);
        let places_of = self.value_places(&file.places_of, &file.places_of_by_year);
        let total = self.level_of_channel(file, &mix);
        let acceptance = self.acceptance(file, &tiers);
        let acceptance_sd = self.maybe(file.acceptance_yearly_sd.as_ref(), Place::LogDeviation);
        self.deviations(file);
        let lag = self.months(&file.lag, 0);
        let age = file.age.as_ref().map_or(DEFAULT_AGES, |pair| self.age_pair(pair));
        let female = self.maybe(file.female.as_ref(), Place::Share);
        let kinds: Vec<KindId> = self.resolve_list(Noun::Kind, &file.kinds);
        let phases: Vec<PhaseId> = self.school_phases(file.at.key("phases"), &file.phases);
        if !self.has_school(&phases, &kinds, false) {
            let message = text!("nowhere-to-be-arrivals", path);
            self.problems.push(self.problem("nowhere-to-be", file.at, message).naming(["schools"]));
        }
        let contract = file.contract.as_ref().map(|months| self.months(months, 1));
        let renewal = self.figure(file.renewal.as_ref(), &file.renewal_by_year, Place::Share);
        if file.contract.is_none() {
            let reason = text!("idle-no-contract");
            self.refuse_for_want(file.at, "renewal", [file.at.key("contract")], &reason);
            self.refuse_for_want(file.at, "renewal_by_year", [file.at.key("contract")], &reason);
        }
        self.check_posts(file);
        let values = self.value_weights(&file.attributes);
        self.miss_values(file.at, attributes, &values);
        let award = file.award.as_ref().and_then(|award| self.award(award, &tiers, file));
        Channel {
            named: named(id, &file.title),
            source: file.source.clone(),
            import: file.import,
            flexible: file.flexible,
            calendar,
            candidates,
            candidates_sd,
            candidates_law: file.candidates_law,
            candidates_left: self.candidates_left(file, &tiers),
            candidates_from,
            stages,
            qualified,
            qualified_sd,
            mix,
            mix_law: file.mix_law,
            values,
            fills: file.fills,
            places,
            places_of,
            total,
            acceptance,
            acceptance_sd,
            lag,
            age,
            female,
            post: file.post,
            kinds,
            phases,
            contract,
            renewal,
            award,
            fee: file.fee.as_ref().and_then(|fee| self.fee(fee, &tiers)),
            round_cost: self.maybe_cost(file.round_cost.as_ref()),
            offer_cost: self.maybe_cost(file.offer_cost.as_ref()),
        }
    }

    fn stages(&mut self, file: &Placed<ChannelFile>) -> Vec<Stage> {
        let mut stages = Vec::new();
        for (id, stage) in &file.stage {
            let passes = self.figure(stage.passes.as_ref(), &stage.passes_by_year, Place::Share);
            let years = self.years().len();
            if passes.plain.is_none() && (0..years).any(|year| passes.at(year).is_none()) {
                let path = self.path(stage.at);
                let message = text!("missing-key-passes", path);
                self.missing_one_of(stage.at, &["passes", "passes_by_year"], message, text!("hint-passes"));
            }
            stages.push(Stage { named: named(id, &stage.title), passes });
        }
        stages
    }

    fn mix(&mut self, file: &Weights) -> Vec<(TierId, ParameterId)> {
        let mut mix = Vec::new();
        for (tier, quantity) in file {
            let weight = self.number(quantity, Place::Weight);
            // A tier that does not exist keeps its place, so that what is stated by tier stays in step.
            let tier = self.resolve_key(Noun::Tier, tier, quantity.at).unwrap_or(TierId(0));
            mix.push((tier, weight));
        }
        if !mix.is_empty() && mix.iter().all(|(_, weight)| self.ends(*weight).1 <= 0.0) {
            self.no_weight(file.at());
        }
        mix
    }

    /// Numbers by tier, in the order of the mix.
    fn by_tier(&mut self, map: &ByTier, tiers: &[&str], place: Place) -> Vec<Option<ParameterId>> {
        let mut list = vec![None; tiers.len()];
        for (tier, quantity) in &**map {
            let id = self.number(quantity, place);
            if let Some(slot) = self.slot(map.at, tier, tiers).and_then(|position| list.get_mut(position)) {
                *slot = Some(id);
            }
        }
        list
    }

    /// Acceptance by tier of the mix, for all years and for single ones.
    fn acceptance(&mut self, file: &Placed<ChannelFile>, tiers: &[&str]) -> Vec<Figure> {
        let plain = self.by_tier(&file.acceptance, tiers, Place::Share);
        let mut figures: Vec<Figure> = plain.into_iter().map(|plain| Figure { plain, by_year: Vec::new() }).collect();
        let (years, mut known) = (self.years(), Vec::new());
        for (key, numbers) in &file.acceptance_by_year {
            let list = self.by_tier(numbers, tiers, Place::Share);
            let Some(year) = self.year(file.acceptance_by_year.at(), key, |year| known.contains(&year)) else {
                continue;
            };
            known.push(year);
            let Some(position) = years.iter().position(|other| *other == year) else { continue };
            for (figure, id) in figures.iter_mut().zip(list) {
                figure.by_year.extend(id.map(|id| (position, id)));
            }
        }
        figures
    }

    /// Refuses deviations of years from what is certain.
    fn deviations(&mut self, file: &Placed<ChannelFile>) {
        if file.qualified.is_none() && file.qualified_by_year.is_empty() {
            let reason = text!("idle-nothing-to-deviate", key = "qualified");
            self.refuse_for_want(file.at, "qualified_yearly_sd", [file.at.key("qualified")], &reason);
        }
        if file.acceptance.is_empty() && file.acceptance_by_year.is_empty() {
            let reason = text!("idle-nothing-to-deviate", key = "acceptance");
            self.refuse_for_want(file.at, "acceptance_yearly_sd", [file.at.key("acceptance")], &reason);
        }
    }

    /// The position of a tier in the mix; a tier outside it is an error.
    pub(super) fn slot(&mut self, table: At, tier: &str, tiers: &[&str]) -> Option<usize> {
        let position = tiers.iter().position(|other| *other == tier);
        if position.is_none() {
            let path = self.path(table);
            let known = self.file.tier.contains_key(tier);
            let message =
                if known { text!("unknown-name-not-in-mix", path, tier) } else { text!("unknown-name-tier", tier) };
            let hint = if known { text!("hint-into-mix", tier) } else { nearest_or_listed(tier, tiers) };
            let problem = self.problem_of_key("unknown-name", table.key(tier), message);
            self.problems.push(problem.hint(hint).naming([format!("tier.{tier}")]));
        }
        position
    }

    fn places(&mut self, file: &Placed<ChannelFile>, tiers: &[&str]) -> Vec<Option<YearSeries>> {
        let path = self.path(file.at);
        let list = self.series_by_tier(&file.places, &file.places_by_year, tiers, Place::Places);
        if file.fills == Fills::Places {
            if file.places.is_empty() && file.places_by_year.is_empty() {
                self.missing_one_of(
                    file.at,
                    &["places", "places_by_year", "fills"],
                    text!("missing-key-places", path),
                    text!("hint-places"),
                );
            }
        } else {
            let reason = text!("idle-fills-no-places");
            self.refuse_for_want(file.at, "places", [file.at.key("fills")], &reason);
            self.refuse_for_want(file.at, "places_by_year", [file.at.key("fills")], &reason);
            return vec![None; tiers.len()];
        }
        list
    }

    /// Yearly series by tier, in the order of the mix; none for a tier of which nothing is stated.
    fn series_by_tier(
        &mut self,
        base: &ByTier,
        single: &ByYear<ByTier>,
        tiers: &[&str],
        place: Place,
    ) -> Vec<Option<YearSeries>> {
        let years = self.years();
        let of_all = self.by_tier(base, tiers, place);
        let mut by_year: IndexMap<i32, Vec<Option<ParameterId>>> = IndexMap::new();
        for (key, numbers) in single {
            let list = self.by_tier(numbers, tiers, place);
            if let Some(year) = self.year(single.at(), key, |year| by_year.contains_key(&year)) {
                by_year.insert(year, list);
            }
        }
        let mut list = Vec::new();
        for (position, (tier, of_all)) in tiers.iter().zip(of_all).enumerate() {
            let of_year = |year: &i32| by_year.get(year)?.get(position).copied().flatten();
            let single: Vec<Option<ParameterId>> = years.iter().map(of_year).collect();
            if of_all.is_some() && !single.is_empty() && single.iter().all(Option::is_some) {
                self.stated_over(base.at.key(tier));
            }
            let none = of_all.is_none() && by_year.values().all(|list| list.get(position).copied().flatten().is_none());
            list.push((!none).then(|| single.into_iter().map(|id| id.or(of_all)).collect()));
        }
        list
    }

    fn check_posts(&mut self, file: &Placed<ChannelFile>) {
        let path = self.path(file.at);
        if file.flexible && file.post {
            self.error_hint(
                "conflicting-keys",
                file.at.key("post"),
                text!("conflicting-keys-flexible-post", path),
                text!("hint-post-false"),
            );
        }
        if file.fills == Fills::Vacancies && !file.post {
            self.error_hint(
                "conflicting-keys",
                file.at.key("fills"),
                text!("conflicting-keys-vacancies-post", path),
                text!("hint-post-true"),
            );
        }
        if file.post && self.file.posts.is_none() {
            self.error_for_want(
                IDLE,
                file.at.key("post"),
                [At::TOP.key("posts")],
                text!("dead-input-no-posts", path),
                text!("hint-add-posts"),
            );
        }
    }

    fn fee(&mut self, file: &Placed<FeeFile>, mix: &[&str]) -> Option<Fee> {
        let years = file.years.as_ref().map(|years| self.years_of(years));
        let tiers = self.resolve_list(Noun::Tier, &file.tiers);
        for name in file.tiers.iter().filter(|name| self.file.tier.contains_key(name.as_str())) {
            if !mix.contains(&name.as_str()) {
                let (path, tier) = (self.path(file.at.key("tiers")), &**name);
                let message = text!("unknown-name-not-in-mix", path, tier);
                self.error_hint("unknown-name", name.at, message, text!("hint-into-mix", tier));
            }
        }
        let cost = self.cost_on(file.at, &file.line, file.amount.as_ref(), &file.amount_by_year, Place::Yuan)?;
        Some(Fee { cost, years, tiers })
    }

    /// Shares that sum to one, each above nothing.
    fn instalments(&mut self, file: &Placed<Vec<f64>>) -> Vec<f64> {
        const MOST: usize = 20;
        let sum: f64 = file.iter().sum();
        let parts = file.iter().all(|share| *share > 0.0) && file.len() <= MOST;
        if !(file.is_empty() || parts && (sum - 1.0).abs() < 1e-9) {
            let (path, sum) = (self.path(file.at), shown(sum));
            let message = text!("bad-instalments", path, sum);
            self.error_hint("bad-instalments", file.at, message, text!("hint-instalments", most = MOST));
        }
        file.value.clone()
    }

    fn award(&mut self, file: &Placed<AwardFile>, tiers: &[&str], channel: &Placed<ChannelFile>) -> Option<Award> {
        let amount = self.series_by_tier(&file.amount, &file.amount_by_year, tiers, Place::Award);
        if file.amount.is_empty() && file.amount_by_year.is_empty() {
            let path = self.path(file.at);
            let message = text!("missing-key-award", path);
            self.missing_one_of(file.at, &["amount", "amount_by_year"], message, text!("hint-award"));
        }
        let reference = self.by_tier(&file.reference, tiers, Place::Reference);
        let response = self.maybe(file.response.as_ref(), Place::Response);
        self.check_response(file, tiers, channel);
        let instalments = self.instalments(&file.instalments);
        let months_to_recognition = self.months(&file.months_to_recognition, 0);
        let service_months = self.months(&file.service_months, 0);
        let clawback = self.maybe(file.clawback.as_ref(), Place::Share);
        if service_months == 0 {
            self.refuse(file.at, "clawback", &text!("idle-no-service-months"));
        }
        let line = self.resolve(Noun::Line, &file.line)?;
        Some(Award { line, amount, reference, response, instalments, months_to_recognition, service_months, clawback })
    }

    /// A response needs, for every tier that it can act on, the award at which acceptance holds; and it can act only where
    /// there is both an amount and an acceptance that is not certain.
    fn check_response(&mut self, file: &Placed<AwardFile>, tiers: &[&str], channel: &Placed<ChannelFile>) {
        let acceptance = &channel.acceptance;
        if file.response.is_none() {
            self.refuse(file.at, "reference", &text!("idle-no-response"));
            return;
        }
        let path = self.path(file.at);
        let paid = |tier: &str| {
            file.amount.contains_key(tier) || file.amount_by_year.values().any(|tiers| tiers.contains_key(tier))
        };
        for (tier, quantity) in file.reference.iter().filter(|(tier, _)| tiers.contains(&tier.as_str())) {
            let (wanted, why) = if !paid(tier) {
                (Path::from(file.amount.at), text!("idle-no-award-of-tier"))
            } else if !acceptance.contains_key(tier) {
                let why = text!("idle-no-acceptance-of-tier");
                (channel.at.key("acceptance"), why)
            } else {
                continue;
            };
            self.dead_for_want(quantity.at, [wanted], why);
        }
        let moved: Vec<&str> =
            tiers.iter().copied().filter(|tier| paid(tier) && acceptance.contains_key(*tier)).collect();
        if moved.is_empty() {
            let why = text!("idle-no-award-with-acceptance");
            self.refuse_for_want(file.at, "response", [file.amount.at.into(), channel.at.key("acceptance")], &why);
            return;
        }
        let lacking: Vec<String> = moved
            .iter()
            .filter(|tier| !file.reference.contains_key(**tier))
            .map(|tier| format!("`{path}.reference.{tier}`"))
            .collect();
        if !lacking.is_empty() {
            let keys = Text::list(&lacking);
            self.error_for_want(
                "missing-key",
                file.at.key("response"),
                [file.at.key("reference")],
                text!("missing-key-reference", path, keys),
                text!("hint-reference"),
            );
        }
    }
}
