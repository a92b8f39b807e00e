//! The page on what the program is held to is written from the tests that hold it.

use super::holds;
use crate::validation;

const MARK: &str = "<!-- cases: written by the tests that prove them; do not edit below -->";

#[test]
fn the_cases_of_the_validation_page_are_those_that_the_tests_prove() {
    validation::all().into_iter().for_each(validation::Proof::holds);
    holds("docs/validation.md", MARK, &validation::page());
}
