//! What the things of a scenario are called, and how a target's numbers are written.

use crate::scenario::file::CountKind;
use crate::scenario::{
    Amount, Basis, Bounds, Count, MoneyBounds, Named, Parameter, Parts, Reading, Scenario, Target, TargetId,
};
use crate::summary::{Limit, MetricKind};
use crate::tables::source_title;

use super::words::Words;

/// How the values of a target are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Heads or schools, with decimals only where the metric has them.
    Count(usize),
    /// A share, as a percentage with so many decimals.
    Share(usize),
    /// Yuan.
    Yuan,
}

impl Measure {
    /// How the values of `reading` are written, when its metric is recorded to `decimals` places.
    #[must_use]
    pub fn of(reading: &Reading, decimals: u32) -> Self {
        Self::of_count(&reading.count, decimals)
    }

    /// How the values of a count are written.
    #[must_use]
    pub fn of_count(count: &Count, decimals: u32) -> Self {
        match count.kind {
            CountKind::SchoolShare | CountKind::SchoolsMeeting => Self::Share(0),
            CountKind::Spend => Self::Yuan,
            // A ratio of like to like is a share, and written as one.
            CountKind::Ratio if is_share(count) => Self::Share(1),
            CountKind::StockPer100Students | CountKind::Ratio => Self::Count(2),
            _ => Self::Count(decimals as usize),
        }
    }

    /// The same with so many places, where it has places.
    #[must_use]
    pub const fn with_decimals(self, decimals: usize) -> Self {
        match self {
            Self::Count(_) => Self::Count(decimals),
            Self::Share(_) => Self::Share(decimals),
            Self::Yuan => Self::Yuan,
        }
    }

    /// One value.
    #[must_use]
    pub fn write(self, words: &Words, value: f64) -> String {
        match self {
            Self::Count(decimals) => words.number(value, decimals),
            Self::Share(decimals) => words.percent(value, decimals),
            Self::Yuan => words.amount(value),
        }
    }

    /// A mean, which needs a place more than a value.
    #[must_use]
    pub fn write_mean(self, words: &Words, value: f64) -> String {
        match self {
            Self::Count(0) => words.number(value, 1),
            Self::Count(decimals) => words.number(value, decimals),
            Self::Share(_) => words.percent(value, 1),
            Self::Yuan => words.amount(value),
        }
    }

    /// Two ends.
    #[must_use]
    pub fn write_range(self, words: &Words, low: f64, high: f64) -> String {
        match self {
            Self::Count(decimals) => words.range(low, high, decimals),
            Self::Share(decimals) => words.percent_range(low, high, decimals),
            Self::Yuan => words.with("bounds-between", &[("least", &words.amount(low)), ("most", &words.amount(high))]),
        }
    }

    /// The bounds of a reading: from below as a number alone.
    #[must_use]
    pub fn write_bounds(self, words: &Words, bounds: &Bounds) -> String {
        let written = [bounds.at_least, bounds.at_most].map(|bound| bound.map(|bound| self.write_bound(words, bound)));
        match &written {
            [Some(least), Some(most)] if least != most => {
                words.with("bounds-between", &[("least", least), ("most", most)])
            }
            [None, Some(most)] => words.with("bounds-at-most", &[("most", most)]),
            [least, _] => least.clone().unwrap_or_default(),
        }
    }

    /// One bound, which may have more places than the metric.
    fn write_bound(self, words: &Words, bound: f64) -> String {
        match self {
            Self::Count(decimals) => {
                let own = bound.to_string().split_once('.').map_or(0, |(_, fraction)| fraction.len()).min(4);
                words.number(bound, own.min(decimals.max(2)))
            }
            Self::Share(0) => words.percent(bound, 0),
            Self::Share(_) => words.part(bound),
            Self::Yuan => words.amount(bound),
        }
    }
}

/// Whether a ratio is of people to people (or posts to posts), without a factor.
fn is_share(count: &Count) -> bool {
    let people = |kind: CountKind| {
        use CountKind::{Additions, Fte, Imports, Leavers, Moved, Posts, Stock, Vacancies};
        matches!(kind, Additions | Fte | Imports | Leavers | Moved | Posts | Stock | Vacancies)
    };
    let of = |parts: &Parts| {
        parts.times == 1 && people(parts.of.kind) && parts.per.as_ref().is_some_and(|per| people(per.kind))
    };
    count.parts.as_deref().is_some_and(of)
}

/// A target of a scenario.
///
/// # Panics
/// If the results are of another scenario.
#[must_use]
pub fn target(scenario: &Scenario, id: TargetId) -> &Target {
    &scenario.targets[id.index()]
}

/// Whether a target has a bound from above.
#[must_use]
pub fn has_ceilings(scenario: &Scenario) -> bool {
    let readings = scenario.targets.iter().flat_map(|target| &target.readings);
    readings.flat_map(|one| &one.milestones).any(|one| one.bounds.at_most.is_some())
}

/// What heads the bounds of all targets.
#[must_use]
pub fn bound_heading(scenario: &Scenario, words: &Words) -> String {
    words.word(if has_ceilings(scenario) { "bounds" } else { "at-least" })
}

/// A fund's title, marked where it never binds and where what it grants is assumed.
#[must_use]
pub fn fund(scenario: &Scenario, index: usize, words: &Words) -> String {
    let fund = &scenario.funds[index];
    let title = words.text(&fund.named.title);
    let assumed = |id: &crate::scenario::ParameterId| scenario.parameters[id.index()].basis == Some(Basis::Assumption);
    match &fund.appropriation {
        None => words.with("fund-unlimited", &[("fund", title)]),
        Some(granted) if granted.iter().flatten().any(assumed) => words.with("fund-assumed", &[("fund", title)]),
        Some(_) => title.to_owned(),
    }
}

/// What a cost line is called, with its codes of the budget's classification behind it.
#[must_use]
pub fn line(scenario: &Scenario, index: usize, words: &Words) -> String {
    let title = words.text(&scenario.lines[index].named.title);
    match codes(scenario, index, words) {
        Some(codes) => words.with("line-with-codes", &[("line", title), ("codes", &codes)]),
        None => title.to_owned(),
    }
}

/// The codes of a cost line; none if it has none.
#[must_use]
pub fn codes(scenario: &Scenario, index: usize, words: &Words) -> Option<String> {
    let [function, economic] = &scenario.lines[index].codes;
    let function = function.as_ref().map(|code| words.with("code-function", &[("code", code)]));
    let economic = economic.as_ref().map(|code| words.with("code-economic", &[("code", code)]));
    let codes: Vec<String> = function.into_iter().chain(economic).collect();
    (!codes.is_empty()).then(|| words.list(&codes))
}

/// What a limit is called when it is said what held a target back.
#[must_use]
pub fn limit(words: &Words, limit: Limit) -> String {
    words.word(&format!("limit-{}", limit.code()))
}

/// What that means, in a sentence.
#[must_use]
pub fn limit_meaning(words: &Words, limit: Limit) -> String {
    words.word(&format!("held-{}", limit.code()))
}

/// Where a number comes from.
#[must_use]
pub fn basis(words: &Words, basis: Option<Basis>) -> String {
    words.word(&format!("basis-{}", basis.map_or("none", Basis::code)))
}

/// A source, its keywords in the reader's language: what the plan says, what is publicly known, what somebody judged.
///
/// ```
/// use tidui::report::{Words, names};
/// use tidui::words::Language;
/// let words = Words::new(Language::English);
/// assert_eq!(names::cited(&words, "plan 3.2.3: cap 50,000; judgement"), "plan 3.2.3: cap 50,000; judgement");
/// ```
#[must_use]
pub fn cited(words: &Words, source: &str) -> String {
    const KEYWORDS: [(&str, &str); 3] =
        [("plan", "source-plan"), ("baseline", "source-baseline"), ("judgement", "source-judgement")];
    let part = |part: &str| {
        let known = KEYWORDS.iter().find_map(|(keyword, id)| {
            let rest = part.strip_prefix(keyword)?;
            let ends = rest.chars().next().is_none_or(|next| !next.is_alphanumeric() && next != '-');
            ends.then(|| format!("{}{rest}", words.word(id)))
        });
        known.unwrap_or_else(|| part.to_owned())
    };
    source.split("; ").map(part).collect::<Vec<_>>().join("; ")
}

/// Where a floor and a ceiling come from: basis and source, once if they share them; nothing if neither has any.
#[must_use]
pub fn sources(words: &Words, bounds: &MoneyBounds) -> Option<String> {
    let cited = |amount: &Amount| match &amount.source {
        Some(source) => words.list(&[basis(words, amount.basis), cited(words, source)]),
        None => basis(words, amount.basis),
    };
    let ends = [bounds.least.as_ref(), bounds.most.as_ref()];
    if ends.into_iter().flatten().all(|amount| amount.basis.is_none() && amount.source.is_none()) {
        return None;
    }
    match ends.map(|amount| amount.map(cited)) {
        [Some(least), Some(most)] if least != most => {
            Some(words.with("allocate-two-sources", &[("least", &least), ("most", &most)]))
        }
        [least, most] => least.or(most),
    }
}

/// What the numbers of a scenario are called: the key in the file, and its message.
const KEYS: [(&str, &str); 67] = [
    ("places", "key-places"),
    ("places_by_year", "key-places"),
    ("places_of", "key-places"),
    ("places_of_by_year", "key-places"),
    ("candidates", "key-candidates"),
    ("candidates_from.per_unit", "key-per-unit"),
    ("qualified", "key-qualified"),
    ("acceptance", "key-acceptance"),
    ("mix", "key-mix"),
    ("attributes", "key-attributes"),
    ("award.amount", "key-award"),
    ("award.amount_by_year", "key-award"),
    ("award.reference", "key-award-reference"),
    ("award.response", "key-award-response"),
    ("award.clawback", "key-clawback"),
    ("fee.amount", "key-fee"),
    ("fee.amount_by_year", "key-fee"),
    ("cost.amount", "key-unit-cost"),
    ("cost.amount_by_year", "key-unit-cost"),
    ("offer_cost.amount", "key-offer-cost"),
    ("offer_cost.amount_by_year", "key-offer-cost"),
    ("passes", "key-passes"),
    ("passes_by_year", "key-passes"),
    ("round_cost.amount", "key-round-cost"),
    ("round_cost.amount_by_year", "key-round-cost"),
    ("renewal", "key-renewal"),
    ("female", "key-female"),
    ("rate", "key-rate"),
    ("rate_by_age", "key-rate-by-age"),
    ("staying_female", "key-staying-female"),
    ("staying_male", "key-staying-male"),
    ("capacity", "key-capacity"),
    ("capacity_by_year", "key-capacity"),
    ("units", "key-units"),
    ("units_by_year", "key-units"),
    ("unit_cost.amount", "key-unit-cost"),
    ("unit_cost.amount_by_year", "key-unit-cost"),
    ("half_saturation", "key-half-saturation"),
    ("odds_ratio", "key-odds-ratio"),
    ("multiplier", "key-multiplier"),
    ("amount", "key-amount"),
    ("amount_by_year", "key-amount"),
    ("appropriation", "key-appropriation"),
    ("appropriation_by_year", "key-appropriation"),
    ("students", "key-students"),
    ("growth", "key-growth"),
    ("growth_by_year", "key-growth"),
    ("growth_noise", "key-growth-noise"),
    ("stock", "key-stock"),
    ("ages", "key-ages"),
    ("kinds", "key-kinds"),
    ("vacant", "key-vacant"),
    ("per_new_student", "key-per-new-student"),
    ("candidates_by_year", "key-candidates"),
    ("candidates_yearly_sd", "key-candidates-sd"),
    ("qualified_by_year", "key-qualified"),
    ("qualified_yearly_sd", "key-qualified-sd"),
    ("acceptance_by_year", "key-acceptance"),
    ("acceptance_yearly_sd", "key-acceptance-sd"),
    ("renewal_by_year", "key-renewal"),
    ("rate_by_year", "key-rate"),
    ("yearly_sd", "key-yearly-sd"),
    ("students_by_year", "key-students"),
    ("per_new_student_by_year", "key-per-new-student"),
    ("total", "key-total"),
    ("total_by_year", "key-total"),
    ("total_growth", "key-total-growth"),
];

/// A number's median, and its range P5–P95 if it is a range.
#[must_use]
pub fn spread(words: &Words, parameter: &Parameter) -> (String, String) {
    let at = |u: f64| words.rough(parameter.quantile(u));
    let range = if parameter.is_known() { "–".to_owned() } else { format!("{}–{}", at(0.05), at(0.95)) };
    (at(0.5), range)
}

/// The unit of a number, as forms, registers and pages name it.
#[must_use]
pub fn unit(parameter: &Parameter, words: &Words) -> String {
    words.text(&parameter.unit.title()).to_owned()
}

/// What is shown of something that has a value in that share of the replicates: a dash if it never has one.
#[must_use]
pub fn or_absent(defined: f64, shown: impl FnOnce() -> String) -> String {
    if defined > 0.0 { shown() } else { "–".to_owned() }
}

/// A remark on a value that not every replicate has, in the words of `id`; none where all have one.
#[must_use]
pub fn without_value(words: &Words, id: &str, defined: f64) -> Option<String> {
    (defined < 1.0).then(|| words.with(id, &[("share", &words.part(1.0 - defined))]))
}

/// What a number of the scenario is called by people; its path where nobody has a word for it.
#[must_use]
pub fn parameter(scenario: &Scenario, words: &Words, path: &str) -> String {
    spoken(scenario, words, path).or_else(|| of_rule(scenario, words, path)).unwrap_or_else(|| path.to_owned())
}

/// What a part of an adaptive rule is called: its condition, its months, or the lever that it sets.
fn of_rule(scenario: &Scenario, words: &Words, path: &str) -> Option<String> {
    let (id, key) = path.strip_prefix("rule.")?.split_once('.')?;
    let rule = scenario.rules.iter().find(|rule| rule.named.id == id)?;
    let key = match key.split_once('.') {
        Some(("set", lever)) => parameter(scenario, words, lever),
        _ => words.word(match key {
            "at" => "rule-at",
            "target" => "rule-target",
            "below" => "rule-below",
            "at_least" => "rule-at-least",
            "from" => "rule-from",
            _ => return None,
        }),
    };
    Some(words.with("rule-part", &[("rule", words.text(&rule.named.title)), ("key", &key)]))
}

/// A stage of a channel, and what of it a number is.
fn of_stage<'p>(scenario: &Scenario, words: &Words, path: &'p str) -> Option<(String, &'p str)> {
    let (channel, rest) = path.strip_prefix("channel.")?.split_once(".stage.")?;
    let (stage, rest) = rest.split_once('.')?;
    let channel = scenario.channels.iter().find(|one| one.named.id == channel)?;
    let stage = channel.stages.iter().find(|one| one.named.id == stage)?;
    let title = |named: &Named| words.text(&named.title).to_owned();
    let values = [("thing", &*title(&channel.named)), ("key", &*title(&stage.named))];
    Some((words.with("parameter-name", &values), rest))
}

fn spoken(scenario: &Scenario, words: &Words, path: &str) -> Option<String> {
    let (noun, rest) = path.split_once('.')?;
    let of_all = |message: &str| Some((words.word(message), rest));
    let of_one = |named: Option<&Named>| {
        let (_, rest) = rest.split_once('.')?;
        Some((words.text(&named?.title).to_owned(), rest))
    };
    let id = rest.split('.').next()?;
    let (thing, rest) = match noun {
        "people" => of_all("thing-people"),
        "posts" => of_all("thing-posts"),
        "tier" => of_one(scenario.tiers.iter().map(|one| &one.named).find(|named| named.id == id)),
        "phase" => of_one(scenario.phases.iter().map(|one| &one.named).find(|named| named.id == id)),
        "move" => of_one(scenario.moves.iter().map(|one| &one.named).find(|named| named.id == id)),
        "channel" => of_one(scenario.channels.iter().map(|one| &one.named).find(|named| named.id == id)),
        "programme" => of_one(scenario.programmes.iter().map(|one| &one.named).find(|named| named.id == id)),
        "effect" => {
            let effect = scenario.effects.iter().find(|effect| effect.id == id);
            of_one(effect.and_then(|effect| scenario.programmes.get(effect.programme.index())).map(|one| &one.named))
        }
        "cost" => of_one(scenario.expenses.iter().map(|one| &one.named).find(|named| named.id == id)),
        "allowance" => of_one(scenario.allowances.iter().map(|one| &one.named).find(|named| named.id == id)),
        "income" => of_one(scenario.incomes.iter().map(|one| &one.named).find(|named| named.id == id)),
        "price" => of_one(scenario.prices.iter().map(|one| &one.named).find(|named| named.id == id)),
        "fund" => of_one(scenario.funds.iter().map(|one| &one.named).find(|named| named.id == id)),
        _ => None,
    }?;
    let (thing, rest) = of_stage(scenario, words, path).unwrap_or((thing, rest));
    let (key, message) = KEYS
        .iter()
        .filter(|(key, _)| rest.strip_prefix(key).is_some_and(|after| after.is_empty() || after.starts_with('.')))
        .max_by_key(|(key, _)| key.len())?;
    let key_word = words.word(message);
    let of: Vec<String> = rest[key.len()..]
        .split('.')
        .filter(|part| !part.is_empty())
        .map(|part| {
            let tier = scenario.tiers.iter().map(|one| &one.named).find(|named| named.id == part);
            let kind = scenario.kinds.iter().find(|named| named.id == part);
            let year = || scenario.fiscal_year(part).map(|year| scenario.fiscal_label(year));
            let attributes = || scenario.attributes.iter();
            let attribute = attributes().map(|one| &one.named).find(|named| named.id == part);
            let value = attributes().flat_map(|one| &one.values).find(|named| named.id == part);
            let title = tier.or(kind).or(attribute).or(value).map(|named| words.text(&named.title).to_owned());
            title.or_else(year).unwrap_or_else(|| part.to_owned())
        })
        .collect();
    let values = [("thing", thing.as_str()), ("key", key_word.as_str())];
    if of.is_empty() {
        return Some(words.with("parameter-name", &values));
    }
    let of = words.list(&of);
    Some(words.with("parameter-name-of", &[values[0], values[1], ("of", &of)]))
}

/// What a source of people, units or money is called.
#[must_use]
pub fn source(scenario: &Scenario, words: &Words, source: &str) -> String {
    source_title(scenario, source).map_or_else(|| source.to_owned(), |title| words.text(&title).to_owned())
}

/// What a metric counts.
#[must_use]
pub fn metric(scenario: &Scenario, words: &Words, kind: MetricKind) -> String {
    match kind {
        MetricKind::Stock(tier) => words.text(&scenario.tiers[tier.index()].named.title).to_owned(),
        MetricKind::Additions(tier) => {
            words.with("metric-additions", &[("tier", words.text(&scenario.tiers[tier.index()].named.title))])
        }
        MetricKind::Leavers(tier) => {
            words.with("metric-leavers", &[("tier", words.text(&scenario.tiers[tier.index()].named.title))])
        }
        MetricKind::Headcount => words.word("metric-headcount"),
        MetricKind::Students(phase) => {
            words.with("metric-students", &[("phase", words.text(&scenario.phases[phase.index()].named.title))])
        }
        MetricKind::Passed(channel, stage) => {
            let channel = &scenario.channels[channel.index()];
            let (title, stage) = (words.text(&channel.named.title), words.text(&channel.stages[stage].named.title));
            words.with("metric-passed", &[("channel", title), ("stage", stage)])
        }
        MetricKind::Stated(index) => {
            scenario.observed.get(index).map_or_else(String::new, |one| words.text(&one.named.title).to_owned())
        }
        MetricKind::Target(id, reading) => {
            let target = target(scenario, id);
            let title = words.text(&target.named.title);
            match target.readings.get(reading) {
                Some(other) if reading > 0 => {
                    words.with("target-under-reading", &[("target", title), ("reading", words.text(&other.title))])
                }
                _ => title.to_owned(),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::parameter;
    use crate::report::Words;
    use crate::scenario::{DiskLibrary, load};
    use crate::words::Language;

    #[test]
    fn every_number_of_the_bundled_plans_has_a_name_that_people_use() {
        for plan in ["xiqing-2021", "county", "state", "markov-open"] {
            let path = format!("{}/scenarios/{plan}.toml", env!("CARGO_MANIFEST_DIR"));
            let (scenario, _) = load(&DiskLibrary, &path, &[]).unwrap();
            for language in [Language::Chinese, Language::English] {
                let words = Words::new(language);
                let nameless: Vec<&String> = scenario
                    .parameters
                    .iter()
                    .map(|one| &one.path)
                    .filter(|path| !path.starts_with("equity.") && parameter(&scenario, &words, path) == **path)
                    .collect();
                assert!(nameless.is_empty(), "{plan}: {nameless:?}");
            }
        }
    }
}
