//! What must hold of shards before they are merged: all of one whole, made by one source of the engine, each there once, and
//! as they were written. All that is wrong is told at once, with what would mend it.

use crate::runs::{OpenShard, engine, layout};
use crate::words::{Shard, Text, text};

use super::super::error::AppError;
use super::super::opened;

/// Most folders and numbers that are named of each kind of problem.
const NAMED: usize = 8;

/// Whether all shards of a round are among `found`.
pub(super) fn is_complete(found: &[&OpenShard], of: u64) -> bool {
    missing(found, of).next().is_none() && !found.is_empty()
}

/// The numbers that are not among `found`.
fn missing<'f>(found: &'f [&OpenShard], of: u64) -> impl Iterator<Item = u64> + 'f {
    (1..=of).filter(|number| !found.iter().any(|one| one.manifest.shard.number() == *number))
}

/// Refuses shards that do not come to a whole.
pub(super) fn check(shards: &[OpenShard]) -> Result<(), AppError> {
    let Some(first) = shards.first() else {
        return Err(AppError::Shards(text!("shards-none"), text!("hint-shards-none")));
    };
    let (mut wrong, mut remedies): (Vec<Text>, Vec<Text>) = (Vec::new(), Vec::new());
    let mut add = |what: Text, remedy: Text| {
        wrong.push(what);
        if !remedies.contains(&remedy) {
            remedies.push(remedy);
        }
    };
    let foreign: Vec<&OpenShard> = shards.iter().filter(|one| !one.manifest.made.is_ours()).collect();
    if !foreign.is_empty() {
        let engines: Vec<String> = foreign
            .iter()
            .map(|one| format!("{} ({}, {})", one.name(), one.manifest.made.tidui, one.manifest.made.engine))
            .collect();
        let (folders, own) = (Text::list(&some(engines)), format!("{}, {}", env!("CARGO_PKG_VERSION"), engine()));
        add(text!("shards-engine", folders, own), text!("hint-shards-engine"));
    }
    let others: Vec<String> =
        shards.iter().filter(|one| !one.manifest.is_beside(&first.manifest)).map(OpenShard::name).collect();
    if !others.is_empty() && foreign.is_empty() {
        let (folders, name) = (Text::list(&some(others)), first.name());
        add(text!("shards-other", folders, first = name), text!("hint-shards-other"));
    }
    let keeps = |one: &&OpenShard| one.manifest.files.contains_key(layout::SHARD_ROWS);
    let without: Vec<String> = shards.iter().filter(|one| !keeps(one)).map(OpenShard::name).collect();
    if !without.is_empty() && without.len() < shards.len() {
        add(text!("shards-rows", folders = Text::list(&some(without))), text!("hint-shards-rows"));
    }
    let rounds = shards.iter().map(|one| one.manifest.round).max().unwrap_or(1);
    let of = first.manifest.shard.of();
    for round in 1..=rounds {
        let own: Vec<&OpenShard> = shards.iter().filter(|one| one.manifest.round == round).collect();
        let twice: Vec<String> = own
            .iter()
            .enumerate()
            .filter(|(place, one)| own.iter().take(*place).any(|other| other.manifest.shard == one.manifest.shard))
            .map(|(_, one)| one.name())
            .collect();
        if !twice.is_empty() {
            add(text!("shards-twice", folders = Text::list(&some(twice))), text!("hint-shards-twice"));
        }
        let lacking: Vec<u64> = missing(&own, of).collect();
        if !lacking.is_empty() {
            let again = lacking
                .first()
                .and_then(|number| Shard::new(*number, of))
                .map_or_else(String::new, |one| one.to_string());
            let (count, numbers) = (lacking.len() as u64, Text::list(&some(spans(&lacking))));
            add(text!("shards-missing", count, of, numbers), text!("hint-shards-missing", again));
        }
    }
    for shard in shards {
        if let Some(altered) = opened::altered(shard)? {
            let (folder, name) = (shard.path.display().to_string(), altered.file().to_owned());
            add(text!("shard-damaged", folder, name), text!("hint-shard-damaged"));
        }
    }
    if wrong.is_empty() {
        return Ok(());
    }
    let refs = |list: &[Text]| Text::clauses(&list.iter().collect::<Vec<_>>());
    Err(AppError::Shards(refs(&wrong), refs(&remedies)))
}

/// Some of many, and how many more there are.
fn some(mut list: Vec<String>) -> Vec<String> {
    let more = list.len().saturating_sub(NAMED);
    if more > 1 {
        list.truncate(NAMED);
        list.push(format!("… (+{more})"));
    }
    list
}

/// Numbers, those that follow each other as one: `3, 7–9`.
fn spans(numbers: &[u64]) -> Vec<String> {
    let mut spans: Vec<(u64, u64)> = Vec::new();
    for number in numbers {
        match spans.last_mut() {
            Some((_, last)) if *last + 1 == *number => *last = *number,
            _ => spans.push((*number, *number)),
        }
    }
    let told = |(first, last): (u64, u64)| if first == last { first.to_string() } else { format!("{first}–{last}") };
    spans.into_iter().map(told).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_follow_each_other_are_told_as_one() {
        assert_eq!(spans(&[3, 7, 8, 9, 11]), ["3", "7–9", "11"]);
        assert_eq!(some((1..=20).map(|number| number.to_string()).collect()).last().unwrap(), "… (+12)");
    }
}
