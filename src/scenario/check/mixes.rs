//! A mix that an overlay states stands in place of the base's, while what the base states by tier beside it stays.

use indexmap::IndexMap;

use crate::scenario::Resolved;
use crate::scenario::tree::{Entry, Node, Value};
use crate::words::{Diagnostic, Diagnostics, Text, text};

/// What a channel states by tier.
const BY_TIER: [&[&str]; 4] = [&["places"], &["acceptance"], &["award", "amount"], &["award", "reference"]];

/// Gives the tiers for which only a base states something, and which the mix laid over it leaves out, the weight 0:
/// nobody of them comes, and that is told. Tiers that are stated beside the mix itself are left for the check to refuse.
pub(super) fn complete_mixes(resolved: &mut Resolved, problems: &mut Diagnostics) {
    let order = resolved.order();
    let Some(channels) = table_mut(&mut resolved.tree, "channel") else { return };
    for (id, channel) in channels.iter_mut() {
        let Value::Table(table) = &channel.node.value else { continue };
        let Some(mix) = table.get("mix") else { continue };
        let (place, rank) = (mix.key.clone(), order(&mix.key));
        let Value::Table(weights) = &mix.node.value else { continue };
        let mut missing: Vec<String> = Vec::new();
        let years = channel.node.find(&["places_by_year"]).into_iter().filter_map(Node::table).flatten();
        let by_tier =
            BY_TIER.iter().filter_map(|path| channel.node.find(path)).chain(years.map(|(_, year)| &year.node));
        for (tier, entry) in by_tier.filter_map(Node::table).flatten() {
            if !weights.contains_key(tier) && !missing.contains(tier) && order(&entry.key) > rank {
                missing.push(tier.clone());
            }
        }
        if missing.is_empty() {
            continue;
        }
        let names: Vec<String> = missing.iter().map(|tier| format!("`{tier}`")).collect();
        if let Some(weights) = table_mut(&mut channel.node, "mix") {
            for tier in missing {
                let node = Node { location: place.clone(), value: Value::Whole(0) };
                weights.insert(tier, Entry { key: place.clone(), node });
            }
        }
        let names = Text::list(&names);
        let message = text!("not-in-mix", id, names);
        let hint = text!("hint-not-in-mix", names);
        problems.push(
            Diagnostic::warning("not-in-mix", message).about(format!("channel.{id}.mix")).at(Some(place)).hint(hint),
        );
    }
}

fn table_mut<'n>(node: &'n mut Node, key: &str) -> Option<&'n mut IndexMap<String, Entry>> {
    let Value::Table(table) = &mut node.value else { return None };
    match &mut table.get_mut(key)?.node.value {
        Value::Table(inner) => Some(inner),
        _ => None,
    }
}
