//! The warnings that a folder keeps. They name places in the planner's own file, which is not here: those cannot be found
//! again, but what is warned of can.

use serde_json::Value as Json;

use crate::report::folders::{Unvouched, Value};
use crate::runs::{OpenRun, layout};
use crate::words::Diagnostics;

use super::kept;

/// A warning, without its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Warned {
    code: String,
    said: String,
}

/// What a run's folder keeps.
pub(super) fn of_run(run: &OpenRun) -> Option<Diagnostics> {
    kept::read(&run.bytes(layout::RESULTS).ok()?).ok().map(|kept| kept.warnings)
}

/// Warnings in both languages.
pub(super) fn warned(warnings: &Diagnostics) -> Vec<Warned> {
    let each = warnings
        .list
        .iter()
        .map(|one| Warned { code: one.code.to_string(), said: format!("{:?} {:?}", one.message, one.hint) });
    each.collect()
}

/// Warnings as the object of `--json` has them.
pub(super) fn warned_in(warnings: &Json) -> Vec<Warned> {
    let text = |one: &Json, key: &str| one.get(key).and_then(Json::as_str).unwrap_or_default().to_owned();
    let each = warnings.as_array().into_iter().flatten().map(|one| Warned {
        code: text(one, "code"),
        said: format!("{:?} {:?}", text(one, "message"), text(one, "hint")),
    });
    each.collect()
}

/// Compares the warnings that a folder keeps in `file` with those that its scenario earns: which of these it lacks, and what
/// it has that cannot be found again. Where another tidui wrote them, or says so, the words may be other ones.
pub(super) fn compare(
    file: &str,
    kept: &[Warned],
    earned: &[Warned],
    same_build: bool,
) -> (Vec<Value>, Option<Unvouched>) {
    let mut left: Vec<(usize, &Warned)> = kept.iter().enumerate().collect();
    let mut take = |is: &dyn Fn(&Warned) -> bool| {
        let at = left.iter().position(|(_, one)| is(one))?;
        Some(left.remove(at).0)
    };
    let mut parts: Vec<usize> = Vec::new();
    let mut lost = Vec::new();
    let unlike: Vec<&Warned> = earned.iter().filter(|one| take(&|kept| kept == *one).is_none()).collect();
    for one in unlike {
        match take(&|kept| !same_build && kept.code == one.code) {
            Some(at) => parts.push(at),
            None => lost.push(Value { path: "warnings".to_owned(), then: "–".to_owned(), now: one.code.clone() }),
        }
    }
    parts.extend(left.iter().map(|(at, _)| *at));
    parts.sort_unstable();
    let mut parts: Vec<String> = parts.into_iter().map(|at| format!("warnings[{at}]")).collect();
    if !kept.is_empty() {
        parts.push("warnings[].place".to_owned());
    }
    (lost, (!parts.is_empty()).then(|| Unvouched { file: file.to_owned(), parts }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn warned(list: &[(&str, &str)]) -> Vec<Warned> {
        list.iter().map(|(code, said)| Warned { code: (*code).to_owned(), said: (*said).to_owned() }).collect()
    }

    #[test]
    fn a_warning_that_is_earned_cannot_be_taken_away_and_one_that_is_not_is_nobodys() {
        let earned = warned(&[("a", "one"), ("a", "two"), ("b", "three")]);
        let found = |kept: &[(&str, &str)], same: bool| {
            let (lost, unvouched) = compare("results.json", &warned(kept), &earned, same);
            let lost: Vec<String> = lost.into_iter().map(|one| one.now).collect();
            (lost, unvouched.map_or_else(Vec::new, |one| one.parts))
        };
        let place = "warnings[].place".to_owned();
        let all = [("b", "three"), ("a", "two"), ("a", "one")];
        assert_eq!(found(&all, true), (vec![], vec![place.clone()]));
        assert_eq!(found(&all[1..], true), (vec!["b".to_owned()], vec![place.clone()]));
        assert_eq!(found(&[], false).0, ["a", "a", "b"]);
        let more = [("b", "three"), ("c", "four"), ("a", "two"), ("a", "one")];
        assert_eq!(found(&more, true), (vec![], vec!["warnings[1]".to_owned(), place.clone()]));
        let others = [("b", "3"), ("a", "two"), ("a", "one")];
        assert_eq!(found(&others, false), (vec![], vec!["warnings[0]".to_owned(), place.clone()]));
        assert_eq!(found(&others, true), (vec!["b".to_owned()], vec!["warnings[0]".to_owned(), place]));
    }
}
