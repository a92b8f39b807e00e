//! Programmes and the effects of their doses.

use super::context::{Context, IDLE, Noun, named, say, text};
use super::numbers::Place;
use crate::scenario::file::{EffectFile, HostFile, MoveKind, ProgrammeFile, Reaches};
use crate::scenario::overlay::{listed, nearest_or_listed};
use crate::scenario::placed::{At, Name, Placed};
use crate::scenario::{ChannelId, Cost, Effect, EffectOn, Host, KindId, MoveId, Programme, ProgrammeId};
use crate::words::{Month, Text};

/// Doses that one person can carry.
const MOST_DOSES: usize = 32;

impl Context<'_> {
    pub(super) fn programmes(&mut self) -> Vec<Programme> {
        let file = self.file;
        let mut programmes = Vec::new();
        let mut doses = 0;
        for (id, one) in &file.programme {
            let made = self.programme(id, one);
            programmes.push(made);
            if one.reaches != Reaches::District {
                doses += 1;
                if doses == MOST_DOSES + 1 {
                    self.error_hint(
                        "too-many",
                        one.at,
                        say!(
                            "不面向全区的项目超过 {MOST_DOSES} 个",
                            "more than {MOST_DOSES} programmes do not reach the whole district"
                        ),
                        Text::new("把相近的项目合并", "put similar programmes together"),
                    );
                }
            }
        }
        programmes
    }

    fn programme(&mut self, id: &str, file: &Placed<ProgrammeFile>) -> Programme {
        let path = self.path(file.at);
        let units = self.series(file.units.as_ref(), &file.units_by_year, Place::Units);
        if units.is_none() {
            self.missing_one_of(
                file.at,
                &["units", "units_by_year"],
                say!("`{path}` 没有写单位数", "`{path}` states no units"),
                Text::new("写 units 或 units_by_year", "write units or units_by_year"),
            );
        }
        let capacity = self.maybe(file.capacity.as_ref(), Place::Units);
        let unit_cost = self.maybe_cost(file.unit_cost.as_ref());
        let calendar = self.calendar(&file.calendar);
        let (from, until) = self.opening(file);
        let lasts = file.lasts.as_ref().map(|months| self.months(months, 1));
        let tiers = self.resolve_list(Noun::Tier, &file.tiers);
        let who = self.who(&file.who);
        let phases = self.school_phases(file.at.key("phases"), &file.phases);
        let host = file.host.as_ref().map(|host| self.host(file, host));
        let exchange = file.exchange.as_ref().and_then(|pair| self.exchange(file.at, pair));
        let half_saturation = self.maybe(file.half_saturation.as_ref(), Place::Spend);
        self.check_reach(file, unit_cost);
        Programme {
            named: named(id, &file.title),
            source: file.source.clone(),
            reaches: file.reaches,
            unit: text(&file.unit),
            units: units.unwrap_or_default(),
            capacity,
            unit_cost,
            calendar,
            from,
            until,
            people_per_unit: file.people_per_unit,
            lasts,
            tiers,
            who,
            rank: file.rank,
            phases,
            host,
            exchange,
            half_saturation,
        }
    }

    fn opening(&mut self, file: &Placed<ProgrammeFile>) -> (Month, Month) {
        let path = self.path(file.at);
        let (start, end) = self.run_months();
        let from = file.from.as_ref().and_then(|from| self.month_of_run(from));
        let until = file.until.as_ref().and_then(|until| self.month_of_run(until));
        if let (Some(from), Some(until)) = (from, until)
            && from > until
        {
            self.error(
                "crossed-bounds",
                file.at.key("until"),
                say!(
                    "`{path}` 在 {from} 才开始，{until} 就结束",
                    "`{path}` ends in {until}, before it opens in {from}"
                ),
            );
        }
        (from.unwrap_or(start), until.unwrap_or(end))
    }

    /// Refuses keys that mean nothing for whom the programme reaches.
    fn check_reach(&mut self, file: &Placed<ProgrammeFile>, cost: Option<Cost>) {
        let (zh, en) = match file.reaches {
            Reaches::People => ("人", "people"),
            Reaches::Schools => ("学校", "schools"),
            Reaches::Arrivals => ("到岗者", "arrivals"),
            Reaches::District => ("全区", "the whole district"),
        };
        let dead: &[&str] = match file.reaches {
            Reaches::People => &["phases", "half_saturation"],
            Reaches::Schools => &["people_per_unit", "lasts", "tiers", "who", "rank", "exchange", "half_saturation"],
            Reaches::Arrivals => {
                &["people_per_unit", "tiers", "who", "rank", "phases", "host", "exchange", "half_saturation"]
            }
            Reaches::District => &["people_per_unit", "tiers", "who", "rank", "phases", "host", "exchange"],
        };
        let reason = say!("项目面向{zh}时不用它", "a programme that reaches {en} does not read it");
        for key in dead {
            self.refuse(file.at, key, &reason);
        }
        if file.reaches == Reaches::Schools && self.file.schools.is_none() {
            let path = self.path(file.at);
            self.error_for_want(
                "no-schools",
                file.at.key("reaches"),
                [At::TOP.key("schools")],
                say!("`{path}` 面向学校，但方案没有学校", "`{path}` reaches schools, but the scenario has none"),
                Text::new("加上 [schools]", "add [schools]"),
            );
        }
        let free = cost.is_none_or(|cost| self.good_ends(cost.amount).is_some_and(|(_, most)| most <= 0.0));
        if file.half_saturation.is_some() && free && file.reaches == Reaches::District {
            self.dead_for_want(
                file.at.key("half_saturation"),
                [file.at.key("unit_cost")],
                Text::new("项目不花钱，没有支出可以饱和", "the programme costs nothing, so no spend saturates"),
            );
        }
    }

    fn host(&mut self, programme: &ProgrammeFile, file: &Placed<HostFile>) -> Host {
        let path = self.path(file.at);
        let tiers = self.resolve_list(Noun::Tier, &file.tiers);
        match programme.reaches {
            Reaches::Schools => {
                let reason = Text::new("带学校的是龙头校", "schools are led by lead schools");
                self.refuse(file.at, "tiers", &reason);
                self.refuse(file.at, "flexible", &reason);
                let phases: Vec<&str> = programme.phases.iter().map(|phase| phase.as_str()).collect();
                let leads = self.schools.iter().any(|school| {
                    let phase = school.phase.and_then(|phase| self.file.phase.get_index(phase.index()));
                    school.leads && (phases.is_empty() || phase.is_some_and(|(id, _)| phases.contains(&id.as_str())))
                });
                if !leads && !self.schools.is_empty() {
                    self.warn(
                        "no-lead-school",
                        file.at,
                        say!("没有一所学校能牵头 `{path}`", "no school can lead for `{path}`"),
                    );
                }
            }
            Reaches::People if file.tiers.is_empty() && !file.flexible => self.missing_one_of(
                file.at,
                &["tiers", "flexible"],
                say!("`{path}` 没有说谁来主持", "`{path}` does not say who hosts"),
                Text::new("写 tiers，或 flexible = true", "write tiers, or flexible = true"),
            ),
            _ => {}
        }
        if file.flexible && self.file.channel.values().all(|channel| !channel.flexible) {
            let reason = Text::new("没有柔性渠道", "no channel is flexible");
            self.refuse_for_want(file.at, "flexible", [At::TOP.key("channel")], &reason);
        }
        Host { tiers, flexible: file.flexible, each: file.each }
    }

    fn exchange(&mut self, programme: At, [a, b]: &[Name; 2]) -> Option<[KindId; 2]> {
        if a == b {
            let path = self.path(programme.key("exchange"));
            self.error(
                "repeated-name",
                b.at,
                say!("`{path}` 的两类学校相同", "`{path}` is between one kind of school and itself"),
            );
        }
        let first = self.resolve(Noun::Kind, a);
        let second = self.resolve(Noun::Kind, b);
        Some([first?, second?])
    }

    pub(super) fn effects(&mut self) -> Vec<Effect> {
        let file = self.file;
        let mut effects = Vec::new();
        for (id, one) in &file.effect {
            let made = self.effect(id, one);
            effects.extend(made);
        }
        effects
    }

    fn effect(&mut self, id: &str, file: &Placed<EffectFile>) -> Option<Effect> {
        let path = self.path(file.at);
        let programme: Option<ProgrammeId> = self.resolve(Noun::Programme, &file.programme);
        let mut on = Vec::new();
        for written in &file.on {
            let Some(found) = self.effect_on(written) else { continue };
            if on.contains(&found) {
                self.repeated(written);
                continue;
            }
            self.check_dose(written, found, &file.programme);
            on.push(found);
        }
        let multiplies = on.iter().filter(|on| matches!(on, EffectOn::Candidates(_))).count();
        if multiplies > 0 && multiplies < on.len() {
            self.error_hint(
                "conflicting-keys",
                file.at.key("on"),
                say!("`{path}` 同时作用于人选数和概率", "`{path}` acts on candidates and on probabilities at once"),
                Text::new("拆成两个效应", "make two effects of it"),
            );
        }
        let odds_ratio = self.maybe(file.odds_ratio.as_ref(), Place::OddsRatio);
        let factor = self.maybe(file.multiplier.as_ref(), Place::Multiplier);
        let size = match (odds_ratio, factor) {
            (Some(_), Some(_)) => {
                self.error_hint(
                    "conflicting-keys",
                    file.at.key("multiplier"),
                    say!("`{path}` 既有 odds_ratio 又有 multiplier", "`{path}` has both odds_ratio and multiplier"),
                    Text::new("只保留其中一个", "keep only one of them"),
                );
                None
            }
            (None, None) => {
                self.missing_one_of(
                    file.at,
                    &["odds_ratio", "multiplier"],
                    say!("`{path}` 没有写大小", "`{path}` has no size"),
                    Text::new(
                        "概率用 odds_ratio，人选数用 multiplier",
                        "write odds_ratio for probabilities, multiplier for candidates",
                    ),
                );
                None
            }
            (Some(_), None) if multiplies > 0 => {
                self.error_hint(
                    "conflicting-keys",
                    file.at.key("odds_ratio"),
                    say!("`{path}` 作用于人选数，人选数没有比值比", "`{path}` acts on candidates, which have no odds"),
                    Text::new("改用 multiplier", "write multiplier instead"),
                );
                None
            }
            (None, Some(_)) if multiplies == 0 && !on.is_empty() => {
                self.error_hint(
                    "conflicting-keys",
                    file.at.key("multiplier"),
                    say!("`{path}` 作用于概率，不能用倍数", "`{path}` acts on probabilities, which are not multiplied"),
                    Text::new("改用 odds_ratio", "write odds_ratio instead"),
                );
                None
            }
            (size, None) | (None, size) => size,
        };
        Some(Effect { id: id.to_owned(), programme: programme?, on, size: size? })
    }

    fn effect_on(&mut self, written: &Name) -> Option<EffectOn> {
        let parts: Vec<&str> = written.split('.').collect();
        match parts.as_slice() {
            ["move", id] => {
                let found: MoveId = self.refer(Noun::Move, id, written.at)?;
                if self.file.moves.get(*id).is_some_and(|one| one.kind == MoveKind::Retire) {
                    self.dead_at(
                        written.at,
                        say!("`move.{id}` 是退休，只看年龄", "`move.{id}` is a retirement, which looks at age alone"),
                    );
                }
                Some(EffectOn::Move(found))
            }
            ["channel", id, what @ ("acceptance" | "qualified" | "candidates")] => {
                let found: ChannelId = self.refer(Noun::Channel, id, written.at)?;
                let channel = self.file.channel.get(*id)?;
                let certain = match *what {
                    "acceptance" => channel.acceptance.is_empty(),
                    "qualified" => channel.qualified.is_none(),
                    _ => false,
                };
                if certain {
                    self.dead_at(
                        written.at,
                        say!(
                            "`channel.{id}` 没有写 `{what}`，视为必然",
                            "`channel.{id}` states no `{what}`, so it is certain"
                        ),
                    );
                }
                Some(match *what {
                    "acceptance" => EffectOn::Acceptance(found),
                    "qualified" => EffectOn::Qualified(found),
                    _ => EffectOn::Candidates(found),
                })
            }
            ["channel", id, what] => {
                let message = say!("渠道没有 `{what}` 可以改变", "a channel has no `{what}` to act on");
                let hint = nearest_or_listed(what, &["acceptance", "qualified", "candidates"]);
                self.error_hint("unknown-name", written.at, message, hint);
                self.refer::<ChannelId>(Noun::Channel, id, written.at);
                None
            }
            _ => {
                let (at, written) = (written.at, &**written);
                let forms = ["move.ID", "channel.ID.acceptance", "channel.ID.qualified", "channel.ID.candidates"];
                self.error_hint(
                    "unknown-name",
                    at,
                    say!("效应不能作用于 `{written}`", "an effect cannot act on `{written}`"),
                    listed(&forms),
                );
                None
            }
        }
    }

    fn dead_at(&mut self, at: At, why: Text) {
        self.error_hint(IDLE, at, Text::new("这里的效应没有作用", "the effect here does nothing"), why);
    }

    /// Refuses an effect whose dose can never be where it acts.
    fn check_dose(&mut self, written: &Name, on: EffectOn, programme: &str) {
        let Some(reaches) = self.file.programme.get(programme).map(|one| one.reaches) else { return };
        let fits = match reaches {
            Reaches::District => true,
            Reaches::People | Reaches::Schools => matches!(on, EffectOn::Move(_)),
            Reaches::Arrivals => matches!(on, EffectOn::Move(_) | EffectOn::Acceptance(_)),
        };
        if fits {
            return;
        }
        let (at, written) = (written.at, &**written);
        let why = match reaches {
            Reaches::People => say!(
                "`{programme}` 只覆盖在岗的人，到不了 `{written}`",
                "`{programme}` reaches people already in, so never `{written}`"
            ),
            Reaches::Schools => say!(
                "`{programme}` 只覆盖学校里的人，到不了 `{written}`",
                "`{programme}` reaches people in schools, so never `{written}`"
            ),
            _ => say!(
                "`{programme}` 只在发出录用后起作用，到不了 `{written}`",
                "`{programme}` reaches those who have an offer, so never `{written}`"
            ),
        };
        self.dead_at(at, why);
    }
}
