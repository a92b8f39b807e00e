//! Programmes and the effects of their doses.

use super::context::{Context, IDLE, Noun, named, text};
use super::numbers::Place;
use crate::scenario::file::{EffectFile, HostFile, MoveKind, ProgrammeFile, Reaches};
use crate::scenario::overlay::{listed, nearest_or_listed};
use crate::scenario::placed::{At, Name, Placed};
use crate::scenario::{ChannelId, Cost, Effect, EffectOn, Host, KindId, MoveId, Programme, ProgrammeId};
use crate::words::{Month, Text, text};

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
                        text!("too-many-programmes", most = MOST_DOSES),
                        text!("hint-too-many-programmes"),
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
                text!("missing-key-units", path),
                text!("hint-units"),
            );
        }
        let capacity = self.figure(file.capacity.as_ref(), &file.capacity_by_year, Place::Units);
        let unit_cost = file.unit_cost.as_ref().and_then(|cost| {
            self.cost_on(cost.at, &cost.line, cost.amount.as_ref(), &cost.amount_by_year, Place::Yuan)
        });
        let cost_years = file.unit_cost.as_ref().and_then(|cost| cost.years.as_ref());
        let cost_years = cost_years.map_or(1, |years| self.years_of(years));
        if let Some(cost) = file.unit_cost.as_ref().filter(|_| file.half_saturation.is_some()) {
            self.refuse(cost.at, "years", &text!("idle-years-of-spend"));
        }
        let calendar = self.calendar(&file.calendar);
        let (from, until) = self.opening(file.at, file.from.as_ref(), file.until.as_ref());
        let lasts = file.lasts.as_ref().map(|months| self.months(months, 1));
        let tiers = self.resolve_list(Noun::Tier, &file.tiers);
        let who = self.who(&file.who);
        let phases = self.school_phases(file.at.key("phases"), &file.phases);
        let host = file.host.as_ref().map(|host| self.host(file, host));
        let exchange = file.exchange.as_ref().and_then(|pair| self.exchange(file.at, pair));
        let half_saturation = self.maybe(file.half_saturation.as_ref(), Place::Spend);
        self.check_reach(file, unit_cost.as_ref());
        Programme {
            named: named(id, &file.title),
            source: file.source.clone(),
            reaches: file.reaches,
            unit: text(&file.unit),
            units: units.unwrap_or_default(),
            capacity,
            unit_cost,
            cost_years,
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
            before: self.units_before(file),
        }
    }

    /// The months of the run between which something may happen.
    pub(super) fn opening(&mut self, at: At, from: Option<&Name>, until: Option<&Name>) -> (Month, Month) {
        let path = self.path(at);
        let (start, end) = self.run_months();
        let from = from.and_then(|from| self.month_of_run(from));
        let until = until.and_then(|until| self.month_of_run(until));
        if let (Some(from), Some(until)) = (from, until)
            && from > until
        {
            self.error("crossed-bounds", at.key("until"), text!("crossed-bounds-months", path, from, until));
        }
        (from.unwrap_or(start), until.unwrap_or(end))
    }

    /// Refuses keys that mean nothing for whom the programme reaches.
    fn check_reach(&mut self, file: &Placed<ProgrammeFile>, cost: Option<&Cost>) {
        let reached = match file.reaches {
            Reaches::People => text!("reaches-people"),
            Reaches::Schools => text!("reaches-schools"),
            Reaches::Arrivals => text!("reaches-arrivals"),
            Reaches::District => text!("reaches-district"),
        };
        let dead: &[&str] = match file.reaches {
            Reaches::People => &["phases", "half_saturation"],
            Reaches::Schools => &["people_per_unit", "lasts", "tiers", "who", "rank", "exchange", "half_saturation"],
            Reaches::Arrivals => {
                &["people_per_unit", "tiers", "who", "rank", "phases", "host", "exchange", "half_saturation"]
            }
            Reaches::District => &["people_per_unit", "tiers", "who", "rank", "phases", "host", "exchange"],
        };
        let reason = text!("idle-by-reach", reached);
        for key in dead {
            self.refuse(file.at, key, &reason);
        }
        if file.reaches == Reaches::Schools && self.file.schools.is_none() {
            let path = self.path(file.at);
            self.error_for_want(
                "no-schools",
                file.at.key("reaches"),
                [At::TOP.key("schools")],
                text!("no-schools-to-reach", path),
                text!("hint-add-schools"),
            );
        }
        let free = cost.is_none_or(|cost| {
            let mut years = cost.amount.iter().flatten().peekable();
            years.peek().is_some() && years.all(|id| self.good_ends(*id).is_some_and(|(_, most)| most <= 0.0))
        });
        if file.half_saturation.is_some() && free && file.reaches == Reaches::District {
            self.dead_for_want(file.at.key("half_saturation"), [file.at.key("unit_cost")], text!("idle-no-spend"));
        }
    }

    fn host(&mut self, programme: &ProgrammeFile, file: &Placed<HostFile>) -> Host {
        let path = self.path(file.at);
        let tiers = self.resolve_list(Noun::Tier, &file.tiers);
        match programme.reaches {
            Reaches::Schools => {
                let reason = text!("idle-lead-schools");
                self.refuse(file.at, "tiers", &reason);
                self.refuse(file.at, "flexible", &reason);
                let phases: Vec<&str> = programme.phases.iter().map(|phase| phase.as_str()).collect();
                let leads = self.schools.iter().any(|school| {
                    let mut own = school.phases.iter().filter_map(|phase| self.file.phase.get_index(phase.index()));
                    school.leads && (phases.is_empty() || own.any(|(id, _)| phases.contains(&id.as_str())))
                });
                if !leads && !self.schools.is_empty() {
                    self.warn("no-lead-school", file.at, text!("no-lead-school", path));
                }
            }
            Reaches::People if file.tiers.is_empty() && !file.flexible => self.missing_one_of(
                file.at,
                &["tiers", "flexible"],
                text!("missing-key-hosts", path),
                text!("hint-hosts"),
            ),
            _ => {}
        }
        if file.flexible && self.file.channel.values().all(|channel| !channel.flexible) {
            let reason = text!("idle-no-flexible-channel");
            self.refuse_for_want(file.at, "flexible", [At::TOP.key("channel")], &reason);
        }
        Host { tiers, flexible: file.flexible, each: file.each }
    }

    fn exchange(&mut self, programme: At, [a, b]: &[Name; 2]) -> Option<[KindId; 2]> {
        if a == b {
            let path = self.path(programme.key("exchange"));
            self.error("repeated-name", b.at, text!("repeated-name-kinds", path));
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
                text!("conflicting-keys-effect", path),
                text!("hint-two-effects"),
            );
        }
        let odds_ratio = self.maybe(file.odds_ratio.as_ref(), Place::OddsRatio);
        let factor = self.maybe(file.multiplier.as_ref(), Place::Multiplier);
        let size = match (odds_ratio, factor) {
            (Some(_), Some(_)) => {
                self.error_hint(
                    "conflicting-keys",
                    file.at.key("multiplier"),
                    text!("conflicting-keys-size", path),
                    text!("hint-keep-one"),
                );
                None
            }
            (None, None) => {
                self.missing_one_of(
                    file.at,
                    &["odds_ratio", "multiplier"],
                    text!("missing-key-size", path),
                    text!("hint-size"),
                );
                None
            }
            (Some(_), None) if multiplies > 0 => {
                self.error_hint(
                    "conflicting-keys",
                    file.at.key("odds_ratio"),
                    text!("conflicting-keys-no-odds", path),
                    text!("hint-multiplier"),
                );
                None
            }
            (None, Some(_)) if multiplies == 0 && !on.is_empty() => {
                self.error_hint(
                    "conflicting-keys",
                    file.at.key("multiplier"),
                    text!("conflicting-keys-no-multiple", path),
                    text!("hint-odds-ratio"),
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
                    self.dead_at(written.at, text!("idle-effect-on-retirement", id));
                }
                Some(EffectOn::Move(found))
            }
            ["channel", id, what @ ("acceptance" | "qualified" | "candidates")] => {
                let found: ChannelId = self.refer(Noun::Channel, id, written.at)?;
                let channel = self.file.channel.get(*id)?;
                let certain = match *what {
                    "acceptance" => channel.acceptance.is_empty() && channel.acceptance_by_year.is_empty(),
                    "qualified" => channel.qualified.is_none() && channel.qualified_by_year.is_empty(),
                    _ => false,
                };
                if certain {
                    self.dead_at(written.at, text!("idle-effect-on-certainty", id, what));
                }
                Some(match *what {
                    "acceptance" => EffectOn::Acceptance(found),
                    "qualified" => EffectOn::Qualified(found),
                    _ => EffectOn::Candidates(found),
                })
            }
            ["channel", id, what] => {
                let message = text!("unknown-name-of-channel", what);
                let hint = nearest_or_listed(what, &["acceptance", "qualified", "candidates"]);
                self.error_hint("unknown-name", written.at, message, hint);
                self.refer::<ChannelId>(Noun::Channel, id, written.at);
                None
            }
            _ => {
                let (at, written) = (written.at, &**written);
                let forms = ["move.ID", "channel.ID.acceptance", "channel.ID.qualified", "channel.ID.candidates"];
                self.error_hint("unknown-name", at, text!("unknown-name-of-effect", written), listed(&forms));
                None
            }
        }
    }

    fn dead_at(&mut self, at: At, why: Text) {
        self.error_hint(IDLE, at, text!("dead-input-effect"), why);
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
            Reaches::People => text!("idle-reaches-people", programme, written),
            Reaches::Schools => text!("idle-reaches-schools", programme, written),
            _ => text!("idle-reaches-arrivals", programme, written),
        };
        self.dead_at(at, why);
    }
}
