use std::collections::{BTreeMap, BTreeSet};

use super::*;

/// Keys in a file, each with the names of the values it takes.
fn messages(source: &str) -> BTreeMap<String, BTreeSet<String>> {
    assert!(FluentResource::try_new(source.to_owned()).is_ok(), "a locale file has a mistake");
    let mut messages = BTreeMap::<String, BTreeSet<String>>::new();
    let mut current = String::new();
    for line in source.lines().filter(|line| !line.starts_with('#')) {
        if line.starts_with(|first: char| first.is_ascii_lowercase()) {
            current = line.split(' ').next().unwrap().to_owned();
            assert!(messages.insert(current.clone(), BTreeSet::new()).is_none(), "{current} is there twice");
        }
        for value in line.split('$').skip(1) {
            let name = value.split(|c: char| !c.is_ascii_alphanumeric() && c != '-').next().unwrap();
            messages.get_mut(&current).unwrap().insert(name.trim_end_matches('-').to_owned());
        }
    }
    messages
}

#[test]
fn both_languages_have_the_same_messages() {
    let (chinese, english) = (messages(CHINESE), messages(ENGLISH));
    let ids = |map: &BTreeMap<String, BTreeSet<String>>| map.keys().cloned().collect::<BTreeSet<_>>();
    let odd: Vec<_> = ids(&chinese).symmetric_difference(&ids(&english)).cloned().collect();
    assert!(odd.is_empty(), "in one language only: {odd:?}");
    for (id, values) in &english {
        // `$count` only chooses a form, which Chinese seldom needs.
        let of = |values: &BTreeSet<String>| {
            values.iter().filter(|v| *v != "count" && *v != "number").cloned().collect::<Vec<_>>()
        };
        assert_eq!(of(values), of(&chinese[id]), "values of {id}");
    }
}

#[test]
fn messages_stand_in_the_same_order() {
    let keys = |source: &'static str| {
        let keys = source.lines().filter(|line| line.starts_with(|first: char| first.is_ascii_lowercase()));
        keys.filter_map(|line| line.split(' ').next()).collect::<Vec<_>>()
    };
    assert_eq!(keys(CHINESE), keys(ENGLISH));
    let mut once = BTreeSet::new();
    let again: Vec<&str> = keys(ENGLISH).into_iter().filter(|key| !once.insert(*key)).collect();
    assert!(again.is_empty(), "said twice: {again:?}");
}

#[test]
fn each_language_gets_its_own_words() {
    let told = text!("folder-system", path = text!("severity-error"), reason = "2021-05");
    assert_eq!((&*told.zh, &*told.en), ("错误：2021-05", "error: 2021-05"));
}

#[test]
fn nothing_is_put_around_values_and_braces_stay() {
    let told = text!("folder-system", path = "{ $reason }", reason = 1.50);
    assert_eq!(told.en, "{ $reason }: 1.5");
}

#[test]
fn enumerations_are_joined_as_each_language_does() {
    let list = Text::list(&["a", "b", "c"]);
    assert_eq!((&*list.zh, &*list.en), ("a、b、c", "a, b, c"));
    let clauses = Text::clauses(&[text!("severity-error"), Text::same("b")]);
    assert_eq!((&*clauses.zh, &*clauses.en), ("错误；b", "error; b"));
    assert_eq!(Text::list::<String>(&[]), Text::default());
}
