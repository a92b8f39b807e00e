//! The object that `tidui run --json` prints, and those of the other commands.
//!
//! Shares and probabilities are between 0 and 1, money is in whole yuan, months are written `2021-05`.

mod amount;
mod payments;
mod problems;
mod replay;
mod run;
mod scenario;

use serde::Serialize;

use crate::words::escaped;

pub use amount::{Amount, QuantileIntervals, Year};
pub use payments::{Award, Cash, CashTotal, Commitment, CommitmentMonth};
pub use problems::{Failure, Problem, failed, problems, refused};
pub use replay::{Drawn, Event, Path, Replay, replay};
pub use run::{
    Chance, Equity, FundMoney, Influence, Ledger, LimitShare, LineMoney, MetricMonth, Money, PlanMoney, Rule, Run,
    School, Target, TotalMoney, Values, run,
};
pub use scenario::{Bound, Check, Number, Rewritten, TierLumping, Upgrade, YearKept, YearsKept, Yuan, check, upgrade};

/// Any of these objects as indented text with a line break at its end.
#[must_use]
pub fn text(object: &impl Serialize) -> String {
    // Plain structs of strings and numbers always serialise; numbers that are not finite become null.
    serde_json::to_string_pretty(object).map(|text| escaped(&text).into_owned() + "\n").unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixtures;
    use crate::words::{Diagnostics, Language};

    #[test]
    fn a_run_is_the_documented_object() {
        let scenario = fixtures::scenario();
        let mut results = fixtures::results(&scenario);
        results.months.truncate(1);
        results.metrics.truncate(1);
        results.line_money.truncate(1);
        results.cash.truncate(1);
        results.cash_total.truncate(1);
        results.fund_money.truncate(1);
        results.total_money.truncate(1);
        let object = run(&scenario, &results, &fixtures::warnings(), "output/tiny", Language::English);
        insta::assert_snapshot!(text(&object));
    }

    #[test]
    fn nothing_promised_and_nothing_spent_are_empty_lists() {
        let scenario = fixtures::bare();
        let object = run(&scenario, &fixtures::results(&scenario), &Diagnostics::new(), "x", Language::English);
        let value = serde_json::to_value(&object).unwrap();
        for key in ["targets", "money", "limits", "warnings"] {
            assert_eq!(value[key], serde_json::json!([]), "{key}");
        }
        assert_eq!(value["joint"], serde_json::Value::Null);
    }

    #[test]
    fn refused_input_says_where_and_what_would_mend_it() {
        insta::assert_snapshot!(text(&refused(&fixtures::problems(), Language::Chinese)));
    }

    #[test]
    fn a_replicate_is_told_whole_or_of_one_person() {
        let scenario = fixtures::scenario();
        let story = fixtures::story(&scenario, 3);
        let all = replay(&scenario, &fixtures::metrics(&scenario), &story, None);
        let one = replay(&scenario, &fixtures::metrics(&scenario), &story, Some("open-selection-2021-09-007"));
        assert!(one.events.len() < all.events.len() && !one.events.is_empty());
        insta::assert_snapshot!(text(&one.events));
    }

    #[test]
    fn a_checked_scenario_lists_its_numbers() {
        let scenario = fixtures::scenario();
        let kept = fixtures::inherited();
        let model = crate::model::Model::compile(&scenario);
        let object = check(&scenario, &kept, model.lumping(), &fixtures::warnings(), Language::English);
        insta::assert_snapshot!(text(&object));
    }
}
