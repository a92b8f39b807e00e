//! The description in the ODD protocol: whole, in the order of the protocol, and of this model.

use std::collections::BTreeSet;

use super::document;

/// The elements of the protocol (Grimm et al. 2020), as its template has them.
const ELEMENTS: [&str; 7] = [
    "Purpose and patterns",
    "Entities, state variables, and scales",
    "Process overview and scheduling",
    "Design concepts",
    "Initialization",
    "Input data",
    "Submodels",
];

/// The design concepts of the protocol.
const CONCEPTS: [&str; 11] = [
    "Basic principles",
    "Emergence",
    "Adaptation",
    "Objectives",
    "Learning",
    "Prediction",
    "Sensing",
    "Interaction",
    "Stochasticity",
    "Collectives",
    "Observation",
];

/// Titles of headings that begin with `sign`, each with what stands below it up to the next heading.
fn sections<'text>(text: &'text str, sign: &str) -> Vec<(&'text str, &'text str)> {
    let mut found = Vec::new();
    for part in text.split(&format!("\n{sign} ")).skip(1) {
        let (title, rest) = part.split_once('\n').unwrap_or((part, ""));
        found.push((title, rest.split("\n#").next().unwrap_or(rest)));
    }
    found
}

/// What stands between backticks.
fn code(text: &str) -> Vec<&str> {
    text.split('`').skip(1).step_by(2).collect()
}

fn element<'text>(text: &'text str, name: &str) -> &'text str {
    sections(text, "##").into_iter().find(|(title, _)| title.ends_with(name)).unwrap_or_else(|| panic!("{name}")).1
}

#[test]
fn every_element_of_the_protocol_is_there_in_its_order() {
    let text = document("docs/odd.md");
    let expected: Vec<String> = ELEMENTS.iter().zip(1..).map(|(name, at)| format!("{at}. {name}")).collect();
    let elements = sections(&text, "##");
    assert_eq!(elements.iter().map(|(title, _)| (*title).to_owned()).collect::<Vec<_>>(), expected);
    let concepts = sections(&text, "###");
    assert_eq!(concepts.iter().map(|(title, _)| *title).collect::<Vec<_>>(), CONCEPTS);
    for (title, said) in elements.iter().filter(|(title, _)| !title.ends_with("concepts")).chain(&concepts) {
        assert!(said.trim().len() > 40, "nothing is said under {title}");
    }
}

/// The steps of a month are those of the engine, by the names of its functions and in its order.
#[test]
fn the_schedule_is_that_of_the_engine() {
    let engine = document("src/simulate/replicate.rs");
    let (_, month) = engine.split_once("fn live_month").unwrap();
    let (month, _) = month.split_once("\n}\n").unwrap();
    let calls = month.lines().flat_map(|line| {
        let words = line.split(|one: char| !(one.is_alphanumeric() || matches!(one, '_' | ':' | '(')));
        words.filter(|word| word.contains("::") && word.contains('(')).filter_map(|word| word.split('(').next())
    });
    // The audit looks on and changes nothing.
    let steps: Vec<String> = calls.filter(|call| !call.starts_with("audit::")).map(str::to_owned).collect();
    assert!(steps.len() > 8, "{steps:?}");
    let text = document("docs/odd.md");
    let listed = element(&text, "scheduling").lines().filter(|line| line.starts_with(|one: char| one.is_ascii_digit()));
    let told: Vec<String> =
        listed.map(|line| code(line).first().map_or_else(String::new, |one| (*one).to_owned())).collect();
    assert_eq!(told, steps);
}

/// Every table of the scenario file belongs to something that is described, and nothing else is.
#[test]
fn entities_are_those_of_the_scenario_file() {
    let schema = serde_json::to_value(tidui::scenario::schema()).unwrap();
    let tables: BTreeSet<&str> = schema["properties"].as_object().unwrap().keys().map(String::as_str).collect();
    let text = document("docs/odd.md");
    let stated: BTreeSet<&str> = element(&text, "scales")
        .lines()
        .filter(|line| line.starts_with("| ") && line.contains('`'))
        .flat_map(|line| code(line.split(" | ").nth(1).unwrap_or_default()))
        .collect();
    let wrong: Vec<_> = stated.difference(&tables).collect();
    assert!(wrong.is_empty() && stated.len() > 15, "no tables of the scenario file: {wrong:?}");
    // What is about the file, how it is run, or a study, is no part of the model.
    let about = ["format", "extends", "without", "scenario", "run", "allocate", "posts", "attribute"];
    let left: Vec<_> = tables.iter().filter(|name| !about.contains(name) && !stated.contains(*name)).collect();
    assert!(left.is_empty(), "not described: {left:?}");
    for name in ["posts", "attribute"] {
        assert!(code(element(&text, "Submodels")).contains(&name), "{name}");
    }
}

/// Each chapter of the mathematics that describes a process is pointed to, and no link leads nowhere (`links.rs` has the rest).
#[test]
fn every_process_of_the_mathematics_is_pointed_to() {
    let model = document("docs/model.md");
    let text = document("docs/odd.md");
    for (title, _) in sections(&model, "##") {
        let number: usize = title.split('.').next().and_then(|number| number.parse().ok()).unwrap();
        let pointed = text.contains(&format!("(model.md#{number}-"));
        assert!(pointed || number == 17, "docs/odd.md does not point to section {title}");
    }
}
