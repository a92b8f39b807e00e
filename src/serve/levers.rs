//! The levers of a page: every number that can be stated by its path, with what the plan says and what it is now.

use serde::Serialize;

use crate::import::form::is_asked;
use crate::report::{Words, names};
use crate::scenario::{Parameter, Scenario};
use crate::summary::Results;
use crate::words::Number;

/// Levers that stand before all others.
const FIRST: usize = 8;
/// Signs that are repeated of what is no number.
const EXCERPT: usize = 40;
/// Steps of a slider.
const STEPS: f64 = 100.0;

/// A lever as its template shows it.
#[derive(Debug, Serialize)]
pub(super) struct Lever {
    /// What elements of the page are called by.
    id: String,
    path: String,
    name: String,
    unit: String,
    /// Its number now, where it is one; and as a slider has it.
    value: String,
    at: String,
    /// Low, likely and high now, where it is a range.
    range: Option<[String; 3]>,
    /// Another way of being uncertain, in words.
    other: String,
    /// What the plan says.
    plan: String,
    basis: String,
    /// Its basis as a style sheet calls it.
    badge: &'static str,
    source: String,
    note: String,
    changed: bool,
    slider: Option<Slider>,
    /// One step down and one up.
    less: Option<String>,
    more: Option<String>,
    /// What a search looks in.
    sought: String,
}

/// A slider, with why it ends where it does.
#[derive(Debug, Serialize)]
struct Slider {
    least: String,
    most: String,
    step: String,
    ends: String,
}

/// The levers of a plan under changes.
#[derive(Debug, Default, Serialize)]
pub(super) struct Levers {
    /// For the plan to decide.
    decisions: Vec<Lever>,
    /// Those of the assumptions that move the targets most.
    first: Vec<Lever>,
    /// The other assumptions.
    assumptions: Vec<Lever>,
}

impl Levers {
    /// Levers of `plan`, where they stand in `now`; the order of the first follows what `results` of the plan say.
    pub(super) fn of(plan: &Scenario, now: &Scenario, results: Option<&Results>, words: &Words) -> Self {
        let mut levers = Self::default();
        let first = results.map(|results| most_telling(plan, results)).unwrap_or_default();
        let asked: Vec<&Parameter> = plan.parameters.iter().filter(|one| is_asked(one)).collect();
        for path in &first {
            let one = asked.iter().find(|one| one.path == *path && !one.is_decision());
            levers.first.extend(one.map(|one| lever(plan, one, now, words)));
        }
        for one in asked {
            if one.is_decision() {
                levers.decisions.push(lever(plan, one, now, words));
            } else if !first.contains(&one.path.as_str()) {
                levers.assumptions.push(lever(plan, one, now, words));
            }
        }
        // Money stands before places, places before prices.
        levers.decisions.sort_by_key(|lever| u8::from(!lever.path.starts_with("fund.")));
        levers
    }
}

/// Paths of the uncertain numbers that go most with any target, the strongest first.
fn most_telling<'s>(plan: &'s Scenario, results: &Results) -> Vec<&'s str> {
    let strongest = |index: usize| {
        let of = |row: &crate::summary::Influence| row.parameter.index() == index;
        results.influence.iter().filter(|row| of(row)).map(|row| row.correlation.abs()).fold(0.0, f64::max)
    };
    let mut telling: Vec<(f64, &str)> = plan
        .parameters
        .iter()
        .enumerate()
        .filter(|(_, one)| is_asked(one) && !one.is_known())
        .map(|(index, one)| (strongest(index), one.path.as_str()))
        .filter(|(strength, _)| *strength > 0.0)
        .collect();
    telling.sort_by(|one, other| other.0.total_cmp(&one.0));
    telling.into_iter().take(FIRST).map(|(_, path)| path).collect()
}

fn lever(plan: &Scenario, own: &Parameter, now: &Scenario, words: &Words) -> Lever {
    let current = now.parameters.iter().find(|one| one.path == own.path).unwrap_or(own);
    let (low, high) = current.ends();
    let likely = current.distribution.mode().map(|mode| current.clamped(mode));
    let between = low < high;
    let value = if between { String::new() } else { shown(low, words) };
    let named = likely.is_some() || matches!(current.distribution, crate::random::Distribution::Uniform(_));
    let range = (between && named).then(|| {
        [shown(low, words), likely.map(|likely| shown(likely, words)).unwrap_or_default(), shown(high, words)]
    });
    let other = if between && !named { said(current, words) } else { String::new() };
    let name = names::parameter(plan, words, &own.path);
    let slider = if between || own.ends().0 < own.ends().1 { None } else { slider(own, words) };
    let step = slider.as_ref().map(|_| step(own.quantile(0.5)));
    let (least, most) = own.range;
    let to = |by: f64| {
        step.map(|step| tidy((low + by * step).clamp(least, most))).filter(|value| value.to_bits() != low.to_bits())
    };
    Lever {
        id: own.path.replace(|sign: char| !sign.is_ascii_alphanumeric(), "-"),
        sought: format!("{name} {}", own.path).to_lowercase(),
        name,
        unit: names::unit(own, words),
        less: to(-1.0).map(exact),
        more: to(1.0).map(exact),
        value,
        range,
        other,
        plan: said(own, words),
        at: exact(low),
        basis: names::basis(words, own.basis),
        badge: own.basis.map_or("none", crate::scenario::Basis::code),
        source: own.source.clone().unwrap_or_default(),
        note: own.note.clone().unwrap_or_default(),
        changed: current.distribution != own.distribution || current.times.to_bits() != own.times.to_bits(),
        slider,
        path: own.path.clone(),
    }
}

/// A number or a range in words.
pub(super) fn said(one: &Parameter, words: &Words) -> String {
    let (low, high) = one.ends();
    if low >= high {
        return shown(low, words);
    }
    let (median, range) = names::spread(words, one);
    words.with("serve-range", &[("median", &median), ("range", &range)])
}

fn slider(own: &Parameter, words: &Words) -> Option<Slider> {
    let (value, (least, most)) = (own.quantile(0.5), own.range);
    let whole = most - least <= 1.0;
    let (bottom, top) = if whole { (least, most) } else { (least.max(0.0), most.min(2.0 * value)) };
    if !(bottom < top && top.is_finite() && value >= bottom && value <= top) {
        return None;
    }
    let [low, high] = [bottom, top].map(|end| shown(end, words));
    let reason = if whole || top >= most { "serve-ends-place" } else { "serve-ends-twice" };
    Some(Slider {
        ends: words.with(reason, &[("least", &low), ("most", &high)]),
        least: exact(bottom),
        most: exact(top),
        step: exact(tidy((top - bottom) / STEPS)),
    })
}

/// A round step of about a twentieth of a number.
fn step(value: f64) -> f64 {
    let size = value.abs() / 20.0;
    if size <= 0.0 {
        return 1.0;
    }
    let power = 10_f64.powi(libm::floor(libm::log10(size)) as i32);
    let rough = size / power;
    let step = power
        * if rough < 1.5 {
            1.0
        } else if rough < 3.5 {
            2.0
        } else {
            5.0
        };
    // Small counts go one by one.
    if value >= 1.0 && value.fract() == 0.0 { step.max(1.0) } else { step }
}

/// Without what sums of fractions leave.
fn tidy(value: f64) -> f64 {
    format!("{value:.9e}").parse().unwrap_or(value)
}

/// As files say it.
fn exact(value: f64) -> String {
    format!("{value}")
}

/// As people read it and may write it back.
fn shown(value: f64, words: &Words) -> String {
    let plain = exact(tidy(value));
    let decimals = plain.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    if plain.contains('e') { plain } else { words.number(value, decimals) }
}

/// Why a number that was typed is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Typed {
    /// What the plan has is to be put back.
    Plan,
    /// What it is to be, as a scenario file says it.
    Value(String),
    /// Not a number.
    Unread(String),
    /// Low, likely and high are not in order, or one end is missing.
    Disordered,
    /// A number that the plan could not have.
    Outside,
}

/// The least and the most that a number can be.
pub(super) fn allowed(one: &Parameter, words: &Words) -> [String; 2] {
    [one.range.0, one.range.1].map(|end| shown(end, words))
}

/// What was typed, or the beginning of it where it is long.
fn excerpt(text: &str) -> String {
    let mut excerpt: String = text.chars().take(EXCERPT).collect();
    if excerpt.len() < text.len() {
        excerpt.push_str("...");
    }
    excerpt
}

/// Reads what was typed into the boxes of a lever: one number, or low, likely and high.
pub(super) fn typed(plan: &Parameter, boxes: &[String]) -> Typed {
    let mut numbers = Vec::new();
    for text in boxes {
        if text.trim().is_empty() {
            numbers.push(None);
            continue;
        }
        match Number::read(text) {
            Some(number) => numbers.push(Some(number.value())),
            None => return Typed::Unread(excerpt(text.trim())),
        }
    }
    let (least, most) = plan.range;
    if least.is_finite() && most.is_finite() && numbers.iter().flatten().any(|one| !(least..=most).contains(one)) {
        return Typed::Outside;
    }
    let (low, high) = plan.ends();
    let same = |one: f64, other: f64| (one - other).abs() <= 1e-9 * other.abs().max(1e-9);
    match numbers.as_slice() {
        [] | [None] | [None, None, None] => Typed::Plan,
        [Some(value)] | [None, Some(value), None] => {
            if low >= high && same(*value, low) {
                Typed::Plan
            } else {
                Typed::Value(exact(*value))
            }
        }
        [Some(bottom), likely, Some(top)] if bottom < top => {
            let mode = plan.distribution.mode().map(|mode| plan.clamped(mode));
            let as_planned = low < high
                && same(*bottom, low)
                && same(*top, high)
                && match (likely, mode) {
                    (Some(likely), Some(mode)) => same(*likely, mode),
                    (None, None) => matches!(plan.distribution, crate::random::Distribution::Uniform(_)),
                    _ => false,
                };
            match likely {
                _ if as_planned => Typed::Plan,
                Some(likely) if !(bottom..=top).contains(&likely) => Typed::Disordered,
                Some(likely) => Typed::Value(format!("{{ pert = [{bottom}, {likely}, {top}] }}")),
                None => Typed::Value(format!("{{ uniform = [{bottom}, {top}] }}")),
            }
        }
        [Some(bottom), likely, Some(top)] if same(*bottom, *top) && likely.is_none_or(|likely| same(likely, *top)) => {
            Typed::Value(exact(*bottom))
        }
        _ => Typed::Disordered,
    }
}
