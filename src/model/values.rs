//! Values of attributes as bits: a person has one bit of each attribute.

use crate::scenario::{Attribute, ParameterId, Scenario, ValueId};

/// The bit of a value.
pub(crate) const fn bit(value: ValueId) -> u64 {
    1 << value.index()
}

/// The bits of some values.
pub(crate) fn bits(values: &[ValueId]) -> u64 {
    values.iter().fold(0, |bits, value| bits | bit(*value))
}

/// The bits of an attribute's values.
fn all(attribute: &Attribute) -> u64 {
    (0..attribute.values.len()).fold(0, |bits, at| bits | bit((attribute.first.index() + at).into()))
}

/// Of the attributes that are asked for, the values that are not: whoever has one of them does not qualify.
pub(crate) fn barred(scenario: &Scenario, asked: &[ValueId]) -> u64 {
    replaced(scenario, asked) & !bits(asked)
}

/// All values of the attributes to which some values belong.
pub(crate) fn replaced(scenario: &Scenario, values: &[ValueId]) -> u64 {
    let concerned = |one: &&Attribute| values.iter().any(|value| one.has(*value));
    scenario.attributes.iter().filter(concerned).fold(0, |bits, one| bits | all(one))
}

/// Upper ends of the shares of an attribute's values among those who have weights, the last one 1, and the bit of each: all
/// have what it says otherwise where none of its values has one.
pub(crate) fn shares(
    attribute: &Attribute,
    weights: &[(ValueId, ParameterId)],
    at: &dyn Fn(ParameterId) -> f64,
) -> Vec<(f64, u64)> {
    let own = || weights.iter().filter(|(value, _)| attribute.has(*value));
    let total: f64 = own().map(|(_, weight)| at(*weight)).sum();
    let mut so_far = 0.0;
    let mut shares: Vec<(f64, u64)> = own()
        .filter(|(_, weight)| at(*weight) > 0.0)
        .map(|(value, weight)| {
            so_far += at(*weight);
            (so_far / total, bit(*value))
        })
        .collect();
    let fallback = attribute.otherwise.or_else(|| own().next().map(|(value, _)| *value));
    if let (true, Some(value)) = (shares.is_empty(), fallback) {
        shares.push((1.0, bit(value)));
    }
    if let Some(last) = shares.last_mut() {
        last.0 = 1.0;
    }
    shares
}

/// By attribute, the bits of the values that those have who have weights.
pub(crate) fn brought(scenario: &Scenario, weights: &[(ValueId, ParameterId)]) -> Vec<u64> {
    let of = |one: &Attribute| {
        let own = weights.iter().filter(|(value, _)| one.has(*value));
        let stated = own.fold(0, |bits, (value, _)| bits | bit(*value));
        if stated == 0 { one.otherwise.map_or(0, bit) } else { stated }
    };
    scenario.attributes.iter().map(of).collect()
}
