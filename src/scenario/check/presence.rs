//! People who would leave, or not be counted, without anybody having said so. Each is told with how many there are: what
//! a roster or a stock means by them may be right, and may be a column that was filled in without a thought.

use super::context::{Context, Noun, comma, say};
use super::numbers::shown;
use crate::scenario::file::MoveKind;
use crate::scenario::placed::{At, Path};
use crate::scenario::{AgeBand, Move, ParameterId, Retirement, RosterPerson, Scenario, TierId};
use crate::words::{Diagnostic, Text};

/// The youngest at which anybody can have been in a post.
const WORKING_AGE: u32 = 16;
/// Ages at the start where a scenario states none.
const DEFAULT_AGES: (u32, u32) = (30, 49);
/// Lines listed in one message.
const LISTED: usize = 5;

/// People past an age of retirement when a run opens, or when they arrive.
#[derive(Clone, Debug, Default)]
struct Past {
    /// Between the age of retirement and that to which those who stay, stay, where no share who stay is stated.
    kept: f64,
    /// At or past the age to which anybody stays.
    gone: f64,
    /// Positions on the roster of either.
    kept_rows: Vec<usize>,
    gone_rows: Vec<usize>,
}

impl Context<'_> {
    pub(super) fn presence(&mut self, scenario: &Scenario) {
        self.contracts_without_terms(scenario);
        self.contracts_without_end(scenario);
        self.before_schools_open(scenario);
        self.past_retirement(scenario);
        self.arrivals_past_retirement(scenario);
        self.too_young(scenario);
        self.without_way_out(scenario);
        self.rounded_away(scenario);
    }

    /// Reports people of the roster, at the first of them.
    fn of_roster(&mut self, code: &'static str, rows: &[usize], message: Text, advice: &Text) {
        let place = |row: &usize| self.roster_places.get(*row).cloned().flatten();
        let lines: Vec<String> =
            rows.iter().take(LISTED).filter_map(place).map(|place| place.line.to_string()).collect();
        let (zh, en) = comma(&lines);
        let more = rows.len() - lines.len();
        let lines = match (lines.len(), more) {
            (1, 0) => say!("第 {zh} 行", "line {en}"),
            (_, 0) => say!("第 {zh} 行", "lines {en}"),
            _ => say!("第 {zh} 行，还有 {more} 行", "lines {en} and {more} more"),
        };
        let hint = Text::new(format!("{}；{}", lines.zh, advice.zh), format!("{}; {}", lines.en, advice.en));
        let first = rows.first().and_then(place);
        self.problems.push(Diagnostic::warning(code, message).about("people.roster").at(first).hint(hint));
    }

    /// Ends of contracts of people whose channel, if they have one, states no contract: nothing says that they are renewed.
    fn contracts_without_terms(&mut self, scenario: &Scenario) {
        let Some(roster) = &scenario.roster else { return };
        let ends = |person: &RosterPerson| {
            let terms = person.origin.and_then(|channel| scenario.channels.get(channel.index())?.contract);
            terms.is_none() && person.contract_end.is_some_and(|end| end <= scenario.end)
        };
        let rows = positions(roster, ends);
        if rows.is_empty() {
            return;
        }
        let (count, all) = (rows.len(), roster.len());
        self.of_roster(
            "contract-without-terms",
            &rows,
            say!(
                "花名册 {all} 人中有 {count} 人的 contract_end 在推演期内，而他们不是经由写有 contract 的渠道进来的：合同到期即全部离开，无人续签",
                "people on the roster with a contract_end within the run who came by no channel with a `contract`: {count} of {all}; all of them leave when it ends, none is renewed"
            ),
            &Text::new(
                "在编人员请把 contract_end 留空；合同制人员请在 origin 写明渠道，并在渠道写 contract 和 renewal",
                "leave contract_end empty for permanent staff; for others name in `origin` a channel with `contract` and `renewal`",
            ),
        );
    }

    /// People of a channel with contracts whose own has no end: it neither ends nor is renewed.
    fn contracts_without_end(&mut self, scenario: &Scenario) {
        let Some(roster) = &scenario.roster else { return };
        let endless = |person: &RosterPerson| {
            let channel = person.origin.and_then(|channel| scenario.channels.get(channel.index()));
            person.contract_end.is_none() && channel.is_some_and(|channel| channel.contract.is_some())
        };
        let rows = positions(roster, endless);
        if rows.is_empty() {
            return;
        }
        let (count, all) = (rows.len(), roster.len());
        self.of_roster(
            "contract-without-end",
            &rows,
            say!(
                "花名册 {all} 人中有 {count} 人经由写有 contract 的渠道进来，contract_end 却是空的：他们的合同不会到期，也不续签",
                "people on the roster who came by a channel with a `contract` and have no contract_end: {count} of {all}; their contracts never end and are never renewed"
            ),
            &Text::new(
                "在 contract_end 写明合同到期的月份；已转为长期的可以不改",
                "write the month in which each contract ends; leave it empty only for those who have become permanent",
            ),
        );
    }

    /// People in schools that are not open when the run opens, and schools that never open.
    fn before_schools_open(&mut self, scenario: &Scenario) {
        let later = |person: &RosterPerson| {
            scenario.schools.get(person.school.index()).is_some_and(|school| school.opens.is_some())
        };
        let rows = scenario.roster.as_ref().map_or_else(Vec::new, |roster| positions(roster, later));
        if let (false, Some(roster)) = (rows.is_empty(), &scenario.roster) {
            let in_school = |index: usize| {
                let there = rows.iter().filter(|row| roster.get(**row).is_some_and(|one| one.school.index() == index));
                there.count()
            };
            let names: Vec<(String, usize)> = scenario
                .schools
                .iter()
                .enumerate()
                .filter_map(|(index, school)| {
                    Some((format!("`{}` {}", school.named.id, school.opens?), in_school(index)))
                })
                .filter(|(_, count)| *count > 0)
                .collect();
            let schools = names.len();
            let mut list: Vec<String> = names.into_iter().take(LISTED).map(|(name, _)| name).collect();
            if schools > list.len() {
                list.push("…".to_owned());
            }
            let (count, (zh, en)) = (rows.len(), comma(&list));
            self.of_roster(
                "school-not-open",
                &rows,
                say!(
                    "花名册有 {count} 人在开始时尚未开办的学校（{zh}）：他们计入各层次人数，但学校开办前，校际均衡和空编都不计他们",
                    "people on the roster in schools that are not open at the start: {count} ({en}); they count as people of their tiers, but until a school opens neither evenness between schools nor vacancies count its people"
                ),
                &Text::new(
                    "请写他们开办前所在的学校，或从学校名单里去掉 opens",
                    "name the school where they are until then, or take `opens` out of the schools file",
                ),
            );
        }
        let never = scenario.schools.iter().filter(|school| school.opens.is_some_and(|month| month > scenario.end));
        let names: Vec<String> = never.map(|school| format!("`{}`", school.named.id)).collect();
        if !names.is_empty() {
            let count = names.len();
            let (zh, en) = comma(&names.into_iter().take(LISTED).collect::<Vec<_>>());
            let end = scenario.end;
            self.warn(
                "school-never-opens",
                At::TOP.keys("schools.file"),
                say!(
                    "有 {count} 所学校到推演期末 {end} 仍未开办，自始至终不计（{zh}）",
                    "schools that open only after the run ends in {end}, and are never counted: {count} ({en})"
                ),
            );
        }
    }

    /// People past the age at which they retire when the run opens.
    fn past_retirement(&mut self, scenario: &Scenario) {
        for one in &scenario.moves {
            let Some(ages) = one.retirement else { continue };
            let past = self.past_at_start(scenario, one, &ages);
            let (id, staying) = (&one.named.id, ages.staying);
            let path = format!("move.{id}");
            if past.kept >= 0.5 {
                let ((zh, en), count) = (about(scenario), past.kept.round());
                let message = say!(
                    "开始时{zh}有 {count} 人已过退休年龄，而 `{path}` 没有写续留比例：他们一直留到 {staying} 岁",
                    "people past their age of retirement when the run opens, of whom `{path}` states no share who stay: {en}{count}; they are kept until they are {staying}"
                );
                let advice = Text::new(
                    "写 staying_female 或 staying_male 和 staying_age，或核对出生年月",
                    "write staying_female or staying_male with staying_age, or check the months of birth",
                );
                self.retiring("past-retirement", At::TOP.key("move").key(id), &past.kept_rows, message, &advice);
            }
            if past.gone >= 0.5 {
                let ((zh, en), count) = (about(scenario), past.gone.round());
                let message = say!(
                    "开始时{zh}有 {count} 人已满 {staying} 岁，`{path}` 不让任何人留到那以后：他们在首月全部离开",
                    "people of {staying} or older when the run opens, beyond which `{path}` lets nobody stay: {en}{count}; all of them leave in the first month"
                );
                let advice =
                    Text::new("写更大的 staying_age，或核对年龄", "write a greater staying_age, or check the ages");
                self.retiring("past-retirement", At::TOP.key("move").key(id), &past.gone_rows, message, &advice);
            }
        }
    }

    fn retiring(&mut self, code: &'static str, at: Path<'_>, rows: &[usize], message: Text, advice: &Text) {
        if rows.is_empty() {
            self.problems.push(self.warning(code, at, message).hint(advice.clone()));
        } else {
            self.of_roster(code, rows, message, advice);
        }
    }

    fn past_at_start(&self, scenario: &Scenario, one: &Move, ages: &Retirement) -> Past {
        let mut past = Past::default();
        if let Some(roster) = &scenario.roster {
            for (row, person) in roster.iter().enumerate() {
                let channel = person.origin.and_then(|channel| scenario.channels.get(channel.index()));
                if !one.from.contains(&person.tier) || channel.is_some_and(|channel| channel.flexible) {
                    continue;
                }
                let lived = f64::from(scenario.start - person.born);
                let (kept, gone) = ages.past(person.female, lived, lived + 1.0);
                if kept > 0.0 {
                    past.kept_rows.push(row);
                }
                if gone > 0.0 {
                    past.gone_rows.push(row);
                }
                past.kept += kept;
                past.gone += gone;
            }
            return past;
        }
        for tier in &one.from {
            let people = self.people_at_start(scenario, tier.index());
            let Some(tier) = scenario.tiers.get(tier.index()).filter(|_| people > 0.0) else { continue };
            let women = tier.female.map_or(0.5, |id| self.mean(id));
            for (share, from, to) in self.shares_of_ages(&tier.ages) {
                for (female, sex) in [(true, women), (false, 1.0 - women)] {
                    let (kept, gone) = ages.past(female, f64::from(from * 12), f64::from((to + 1) * 12));
                    past.kept += people * share * sex * kept;
                    past.gone += people * share * sex * gone;
                }
            }
        }
        past
    }

    /// The share of people in each band of ages, first and last year.
    fn shares_of_ages(&self, bands: &[AgeBand]) -> Vec<(f64, u32, u32)> {
        let total: f64 = bands.iter().map(|band| self.mean(band.weight)).sum();
        if bands.is_empty() || total <= 0.0 {
            return vec![(1.0, DEFAULT_AGES.0, DEFAULT_AGES.1)];
        }
        bands.iter().map(|band| (self.mean(band.weight) / total, band.from, band.to)).collect()
    }

    /// Arrivals past the age at which they retire.
    fn arrivals_past_retirement(&mut self, scenario: &Scenario) {
        for channel in scenario.channels.iter().filter(|channel| !channel.flexible) {
            let women = channel.female.map_or(0.5, |id| self.mean(id));
            let mixed = |weight: &ParameterId| self.ends(*weight).1 > 0.0;
            let retiring = channel.mix.iter().filter(|(_, weight)| mixed(weight)).find_map(|(tier, _)| {
                let one = scenario.moves.iter().find(|one| one.retirement.is_some() && one.from.contains(tier))?;
                let ages = one.retirement?;
                let span = (f64::from(channel.age.0 * 12), f64::from((channel.age.1 + 1) * 12));
                let [kept, gone] = [(true, women), (false, 1.0 - women)]
                    .map(|(female, sex)| {
                        let (kept, gone) = ages.past(female, span.0, span.1);
                        [kept * sex, gone * sex]
                    })
                    .into_iter()
                    .fold([0.0, 0.0], |sum, one| [sum[0] + one[0], sum[1] + one[1]]);
                (kept + gone > 1e-9).then_some((one.named.id.clone(), *tier, ages.staying, kept, gone))
            });
            let Some((id, tier, staying, kept, gone)) = retiring else { continue };
            let name = self.names(Noun::Tier).get(tier.index()).copied().unwrap_or_default();
            let path = format!("channel.{}", channel.named.id);
            let percent = |share: f64| shown((share * 1000.0).round() / 10.0);
            let mut parts = Vec::new();
            if kept > 1e-9 {
                let kept = percent(kept);
                parts.push(say!(
                    "{kept} % 一直留到 {staying} 岁（没有写续留比例）",
                    "{kept} % stay until they are {staying}, although no share who stay is stated"
                ));
            }
            if gone > 1e-9 {
                let gone = percent(gone);
                parts.push(say!("{gone} % 到岗次月就离开", "{gone} % leave the month after they arrive"));
            }
            let zh = parts.iter().map(|part| &*part.zh).collect::<Vec<_>>().join("，");
            let en = parts.iter().map(|part| &*part.en).collect::<Vec<_>>().join(", and ");
            let message = say!(
                "`{path}` 的到岗者按年龄有人已过 `move.{id}` 的退休年龄：进入层次 `{name}` 的人里 {zh}",
                "by their ages, some arrivals of `{path}` are past the age of retirement of `move.{id}`: of those in the tier `{name}`, {en}"
            );
            let at = At::TOP.key("channel").key(&channel.named.id).key("age");
            let hint = Text::new("请核对渠道的 age", "check the channel's `age`");
            self.problems.push(self.warning("past-retirement", at, message).hint(hint));
        }
    }

    /// People in post before they could be.
    fn too_young(&mut self, scenario: &Scenario) {
        if let Some(roster) = &scenario.roster {
            let since = |person: &RosterPerson| person.in_tier_since - person.born < WORKING_AGE as i32 * 12;
            let rows = positions(roster, since);
            if !rows.is_empty() {
                let count = rows.len();
                self.of_roster(
                    "too-young",
                    &rows,
                    say!(
                        "花名册有 {count} 人不满 {WORKING_AGE} 周岁就已在其层次",
                        "people on the roster in their tier since before the age of {WORKING_AGE}: {count}"
                    ),
                    &Text::new("请核对 born 和 in_tier_since", "check `born` and `in_tier_since`"),
                );
            }
            return;
        }
        for (index, tier) in scenario.tiers.iter().enumerate() {
            let people = self.people_at_start(scenario, index);
            let young: f64 = self
                .shares_of_ages(&tier.ages)
                .into_iter()
                .map(|(share, from, to)| {
                    share * f64::from(WORKING_AGE.clamp(from, to + 1) - from) / f64::from(to + 1 - from)
                })
                .sum();
            let count = (people * young).round();
            if count < 1.0 {
                continue;
            }
            let id = &tier.named.id;
            let own = At::TOP.key("tier").key(id).key("ages");
            let at = if self.stated(own.clone()) { own } else { At::TOP.keys("people.ages") };
            let path = self.path(at.clone());
            self.warn(
                "too-young",
                at,
                say!(
                    "按 `{path}`，开始时层次 `{id}` 里约有 {count} 人不满 {WORKING_AGE} 周岁",
                    "by `{path}`, people in the tier `{id}` who are younger than {WORKING_AGE} at the start: about {count}"
                ),
            );
        }
        for channel in scenario.channels.iter().filter(|channel| channel.age.0 < WORKING_AGE) {
            let at = At::TOP.key("channel").key(&channel.named.id).key("age");
            let (path, from) = (self.path(at.clone()), channel.age.0);
            self.warn(
                "too-young",
                at,
                say!(
                    "`{path}` 从 {from} 岁起：到岗者有人不满 {WORKING_AGE} 周岁",
                    "`{path}` begins at {from}: some arrivals are younger than {WORKING_AGE}"
                ),
            );
        }
    }

    /// Tiers that nobody leaves, or from which nobody retires although people do from others.
    fn without_way_out(&mut self, scenario: &Scenario) {
        let leaving = scenario.moves.iter().any(|one| one.kind != MoveKind::Change);
        let retiring = scenario.moves.iter().find(|one| one.kind == MoveKind::Retire).map(|one| one.named.id.clone());
        let held = self.held_for_good(scenario);
        for (index, there) in held.into_iter().enumerate() {
            let Some(name) = self.names(Noun::Tier).get(index).copied().filter(|_| there) else { continue };
            let from = |one: &&Move| one.from.contains(&TierId::from(index));
            if leaving && !scenario.moves.iter().any(|one| from(&one)) {
                let message =
                    say!("进入层次 `{name}` 的人再也不会离开", "nobody who is in the tier `{name}` ever leaves it");
                let hint = Text::new("没有变动从它出发", "no move starts from it");
                self.warn_of_key("no-way-out", Noun::Tier, name, message, Some(hint));
            } else if let Some(id) = &retiring
                && !scenario.moves.iter().filter(from).any(|one| one.kind == MoveKind::Retire)
            {
                let message = say!(
                    "层次 `{name}` 里没有人退休，别的层次却有",
                    "nobody retires from the tier `{name}`, though people do from others"
                );
                let hint = say!(
                    "把它写进 `move.{id}.from`，或另写退休",
                    "put it into `move.{id}.from`, or state its own retirement"
                );
                self.warn_of_key("no-way-out", Noun::Tier, name, message, Some(hint));
            }
        }
    }

    /// Tiers that people are in or come into, other than by contracts that end.
    fn held_for_good(&self, scenario: &Scenario) -> Vec<bool> {
        let count = scenario.tiers.len();
        let mut held: Vec<bool> = (0..count).map(|index| self.people_at_start(scenario, index) > 0.0).collect();
        for channel in scenario.channels.iter().filter(|one| !one.flexible && one.contract.is_none()) {
            for (tier, weight) in &channel.mix {
                if self.ends(*weight).1 > 0.0
                    && let Some(held) = held.get_mut(tier.index())
                {
                    *held = true;
                }
            }
        }
        for _ in 0..count {
            for one in scenario.moves.iter().filter(|one| one.kind == MoveKind::Change) {
                let open = one.from.iter().any(|from| held.get(from.index()).copied().unwrap_or_default());
                if let Some(held) = one.to.filter(|_| open).and_then(|to| held.get_mut(to.index())) {
                    *held = true;
                }
            }
        }
        held
    }

    /// Stocks that are always less than half a person.
    fn rounded_away(&mut self, scenario: &Scenario) {
        for tier in &scenario.tiers {
            let most = tier.stock.map_or(0.0, |stock| self.ends(stock).1);
            if most > 0.0 && most < 0.5 {
                let at = At::TOP.key("tier").key(&tier.named.id).key("stock");
                let (path, most) = (self.path(at.clone()), shown(most));
                self.warn(
                    "rounded-away",
                    at,
                    say!(
                        "`{path}` 至多 {most} 人，取整后没有人",
                        "`{path}` is at most {most} people, which is nobody: people are whole"
                    ),
                );
            }
        }
    }
}

impl Retirement {
    /// Of people between two ages in months (the second excluded), evenly spread, the shares that are kept past their age of
    /// retirement although no share who stay is stated, and that are at or past the age to which anybody stays.
    fn past(&self, female: bool, from: f64, to: f64) -> (f64, f64) {
        let (age, share) = if female { (self.female, self.staying_female) } else { (self.male, self.staying_male) };
        // Who reaches an age in the first month retires in it as anybody would.
        let over = |age: u32| (to - from.max(f64::from(age * 12 + 1))).max(0.0) / (to - from);
        let (past, gone) = (over(age), over(self.staying));
        (if share.is_none() { past - gone } else { 0.0 }, gone)
    }
}

fn positions(roster: &[RosterPerson], which: impl Fn(&RosterPerson) -> bool) -> Vec<usize> {
    roster.iter().enumerate().filter(|(_, person)| which(person)).map(|(row, _)| row).collect()
}

/// What stands before a number of people: nothing where they are listed.
fn about(scenario: &Scenario) -> (&'static str, &'static str) {
    if scenario.roster.is_some() { ("花名册", "") } else { ("约", "about ") }
}
