//! What a brief says, and that it says what the run says.

use super::*;
use crate::report::fixtures;
use crate::words::Language;

fn all(brief: &Brief) -> String {
    let section = |one: &Section| {
        let points = (1..).zip(&one.points).map(|(number, point)| format!("{number}. {point}"));
        let rows = one.table.iter().flat_map(|table| &table.rows).map(|row| {
            let cells = row.cells.iter().map(|cell| match cell.quiet.as_str() {
                "" => cell.text.clone(),
                quiet => format!("{} ({quiet})", cell.text),
            });
            cells.collect::<Vec<_>>().join(" | ")
        });
        let notes = one.table.iter().map(|table| table.note.clone());
        let all = [one.title.clone()].into_iter().chain(one.paragraphs.iter().cloned()).chain(points);
        all.chain(rows).chain(notes).collect::<Vec<_>>().join("\n")
    };
    let sections = brief.sections.iter().map(section);
    let ends = [brief.enclosures.join("\n"), brief.office.clone(), brief.date.clone(), brief.made.clone()];
    [brief.title.clone(), brief.lead.clone()].into_iter().chain(sections).chain(ends).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_words_of_a_brief() {
    let scenario = fixtures::scenario();
    let results = fixtures::results(&scenario);
    let about = About { run: "plan-1a2b3c4d".to_owned(), version: "0.1.0".to_owned(), ..About::default() };
    for language in Language::ALL {
        let brief = brief(&scenario, &results, &about, Enclosed::default(), &Words::new(language));
        insta::assert_snapshot!(format!("brief-{}", language.code()), all(&brief));
    }
}

#[test]
fn who_signs_stands_below_it() {
    let scenario = fixtures::scenario();
    let results = fixtures::results(&scenario);
    let date = jiff::civil::Date::new(2026, 12, 1).ok();
    let signature = Signature { office: Some("Office".to_owned()), date };
    let enclosed = Enclosed { signature: Some(&signature), cited: &[] };
    let words = Words::new(Language::English);
    let brief = brief(&scenario, &results, &About::default(), enclosed, &words);
    assert_eq!((brief.office.as_str(), brief.date.as_str()), ("Office", "1 December 2026"));
}

#[test]
fn a_plan_without_money_or_targets_has_no_such_sections() {
    let scenario = fixtures::bare();
    let results = fixtures::results(&scenario);
    let words = Words::new(Language::English);
    let brief = brief(&scenario, &results, &About::default(), Enclosed::default(), &words);
    let titles: Vec<&str> = brief.sections.iter().map(|section| section.title.as_str()).collect();
    assert!(!titles.iter().any(|title| title.contains("targets") || title.contains("help")), "{titles:?}");
}
