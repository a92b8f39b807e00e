//! One person's life in one replicate, in sentences.

use crate::report::words::Words;
use crate::scenario::{Scenario, SchoolId, ValueId};
use crate::simulate::{Event, Happening, Particulars, Story};
use crate::words::Month;

use super::layout::{item, paragraph};
use super::paint::{Paint, Tone};

/// The life story of `person`, or nothing if the replicate does not know her.
#[must_use]
pub fn story(scenario: &Scenario, story: &Story, person: &str, words: &Words, paint: Paint) -> Option<String> {
    let particulars = story.people.iter().find(|one| one.person == person)?;
    let events: Vec<&Event> = story.events.iter().filter(|event| event.person == person).collect();
    let mut text = paragraph(paint, Tone::Title, 0, &introduction(particulars, words));
    for event in &events {
        let line = words.with(
            "story-line",
            &[("month", &event.month.to_string()), ("sentence", &sentence(scenario, event, particulars, words))],
        );
        text.push_str(&item(paint, Tone::Plain, &line));
    }
    if events.is_empty() {
        text.push_str(&paragraph(paint, Tone::Quiet, 2, &words.word("story-nothing")));
    }
    Some(text)
}

fn introduction(one: &Particulars, words: &Words) -> String {
    let sex = words.word(if one.female { "woman" } else { "man" });
    words.with("story-who", &[("person", &one.person), ("sex", &sex), ("born", &words.month(one.born))])
}

fn sentence(scenario: &Scenario, event: &Event, one: &Particulars, words: &Words) -> String {
    let tier = words.text(&scenario.tiers[event.tier.index()].named.title);
    let place = place(scenario, event.school, words);
    let amount = |yuan: i64| words.yuan(yuan as f64);
    let channel = |index: usize| words.text(&scenario.channels[index].named.title);
    let movement = |index: usize| words.text(&scenario.moves[index].named.title);
    let programme = |index: usize| words.text(&scenario.programmes[index].named.title);
    match &event.what {
        Happening::Present => {
            let age = age(one.born, event.month).to_string();
            words.with("story-present", &[("tier", tier), ("place", &place), ("age", &age)])
        }
        Happening::Arrived(id) => {
            let age = age(one.born, event.month).to_string();
            let values =
                [("channel", channel(id.index())), ("tier", tier), ("place", place.as_str()), ("age", age.as_str())];
            words.with("story-arrived", &values)
        }
        Happening::Left(id) => words.with("story-left", &[("move", movement(id.index()))]),
        Happening::Changed(id, to) => {
            let to = words.text(&scenario.tiers[to.index()].named.title);
            words.with("story-changed", &[("move", movement(id.index())), ("tier", to)])
        }
        Happening::Set(id) => {
            let one = &scenario.moves[id.index()];
            let value = |value: &ValueId| {
                let attribute = scenario.attributes.iter().find(|attribute| attribute.has(*value))?;
                let (attribute, value) =
                    (words.text(&attribute.named.title), words.text(&attribute.value(*value)?.title));
                Some(words.with("story-value", &[("attribute", attribute), ("value", value)]))
            };
            let values = words.list(&one.sets.iter().filter_map(value).collect::<Vec<_>>());
            words.with("story-set", &[("move", movement(id.index())), ("values", &values)])
        }
        Happening::PassedOver(id) => words.with("story-passed-over", &[("move", movement(id.index()))]),
        Happening::Reached(id) => words.with("story-reached", &[("programme", programme(id.index()))]),
        Happening::Released(id) => words.with("story-released", &[("programme", programme(id.index()))]),
        Happening::Exchanged(school) => {
            words.with("story-exchanged", &[("school", words.text(&scenario.schools[school.index()].named.title))])
        }
        Happening::Moved(school) => {
            words.with("story-moved", &[("school", words.text(&scenario.schools[school.index()].named.title))])
        }
        Happening::Renewed => words.word("story-renewed"),
        Happening::ContractEnded => words.word("story-contract-ended"),
        Happening::Paid(yuan) => words.with("story-paid", &[("amount", &amount(*yuan))]),
        Happening::Waits(yuan) => words.with("story-waits", &[("amount", &amount(*yuan))]),
        Happening::Repaid(yuan) => words.with("story-repaid", &[("amount", &amount(*yuan))]),
    }
}

/// The school as part of a sentence; empty where the scenario has no schools.
fn place(scenario: &Scenario, school: SchoolId, words: &Words) -> String {
    let title = scenario.schools.get(school.index()).map_or("", |school| words.text(&school.named.title));
    if title.is_empty() { String::new() } else { words.with("story-place", &[("school", title)]) }
}

/// Whole years of age in a month.
fn age(born: Month, month: Month) -> i32 {
    (month - born).max(0) / 12
}
