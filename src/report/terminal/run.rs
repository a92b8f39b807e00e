//! What a planner reads after a run.

use crate::report::names;
use crate::report::words::Words;
use crate::scenario::Scenario;
use crate::summary::{MetricKind, Results};
use crate::words::{one_line, quoted_path};

use super::layout::{Cell, Table, heading, item, paragraph};
use super::paint::{Paint, Tone};
use super::{assumptions, money, targets};

/// The whole report of a run, without the place of its folder (see [`closing`]).
#[must_use]
pub fn run(scenario: &Scenario, results: &Results, words: &Words, paint: Paint) -> String {
    let mut text = title(scenario, results, words, paint);
    text.push_str(&targets::section(scenario, results, words, paint));
    text.push_str(&money::section(scenario, results, words, paint));
    text.push_str(&tiers(scenario, results, words, paint));
    text.push_str(&equity(scenario, results, words, paint));
    text.push_str(&rules(scenario, results, words, paint));
    text.push_str(&assumptions::section(scenario, results, words, paint));
    text
}

fn title(scenario: &Scenario, results: &Results, words: &Words, paint: Paint) -> String {
    let mut text = paragraph(paint, Tone::Title, 0, words.text(&scenario.title));
    let values = [
        ("start", scenario.start.to_string()),
        ("end", scenario.end.to_string()),
        ("months", words.number(scenario.months() as f64, 0)),
        ("seed", results.seed.to_string()),
    ];
    let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    text.push_str(&paragraph(paint, Tone::Plain, 0, &words.counted("run-what", results.replicates, &values)));
    text
}

/// People by tier at the end.
fn tiers(scenario: &Scenario, results: &Results, words: &Words, paint: Paint) -> String {
    let spread = |wanted: MetricKind| {
        results.metrics.iter().find(|metric| metric.kind == wanted).and_then(|metric| metric.months.last())
    };
    let mut table = Table::new("<>>>>>");
    table.head(&["people-tier", "median", "p10-p90", "mean", "people-joined", "people-left"].map(|id| words.word(id)));
    let mut any = false;
    for (index, tier) in scenario.tiers.iter().enumerate() {
        let id = index.into();
        let Some(stock) = spread(MetricKind::Stock(id)) else { continue };
        any = true;
        let median = |kind| spread(kind).map_or_else(|| "–".to_owned(), |spread| words.number(spread.p50, 0));
        table.row(vec![
            words.text(&tier.named.title).into(),
            words.number(stock.p50, 0).into(),
            words.range(stock.p10, stock.p90, 0).into(),
            Cell::new(Tone::Quiet, words.number(stock.mean, 1)),
            median(MetricKind::Additions(id)).into(),
            median(MetricKind::Leavers(id)).into(),
        ]);
    }
    if !any {
        return String::new();
    }
    if let Some(all) = spread(MetricKind::Headcount) {
        table.rule();
        table.row(vec![
            Cell::new(Tone::Strong, words.word("people-all")),
            words.number(all.p50, 0).into(),
            words.range(all.p10, all.p90, 0).into(),
            Cell::new(Tone::Quiet, words.number(all.mean, 1)),
        ]);
    }
    let end = scenario.end.to_string();
    let heading = heading(paint, &words.with("people-heading", &[("month", &end)]));
    let note = paragraph(paint, Tone::Quiet, 0, &words.word("people-note"));
    format!("{heading}{}{note}", table.render(paint))
}

/// Between-school inequality at the end.
fn equity(scenario: &Scenario, results: &Results, words: &Words, paint: Paint) -> String {
    let last = results.equity.iter().map(|one| one.month).max();
    let rows: Vec<_> = results.equity.iter().filter(|one| Some(one.month) == last).collect();
    let (Some(month), false) = (last, rows.is_empty()) else { return String::new() };
    let mut text = heading(paint, &words.with("equity-heading", &[("month", &month.to_string())]));
    for row in rows {
        let line = words.with(
            "equity-line",
            &[
                ("phase", words.text(&scenario.phases[row.phase.index()].named.title)),
                ("median", &names::or_absent(row.defined, || words.number(row.coefficient.p50, 2))),
                ("range", &names::or_absent(row.defined, || words.range(row.coefficient.p10, row.coefficient.p90, 2))),
                ("limit", &words.number(row.limit, 2)),
                ("probability", &words.probability(&row.within)),
            ],
        );
        let without = names::without_value(words, "equity-undefined", row.defined);
        text.push_str(&item(
            paint,
            Tone::Plain,
            &without.map_or_else(|| line.clone(), |without| format!("{line}{without}")),
        ));
    }
    text
}

/// How often each adaptive rule fired.
fn rules(scenario: &Scenario, results: &Results, words: &Words, paint: Paint) -> String {
    if results.rules.is_empty() {
        return String::new();
    }
    let mut text = heading(paint, &words.word("rules-heading"));
    for (rule, fired) in scenario.rules.iter().zip(&results.rules) {
        let values = [("rule", words.text(&rule.named.title)), ("probability", &words.probability(fired))];
        text.push_str(&item(paint, Tone::Plain, &words.with("rules-line", &values)));
    }
    text
}

/// Where everything is, and what can be asked next.
#[must_use]
pub fn closing(
    folder: &str,
    charts: bool,
    recognised: bool,
    seconds: Option<f64>,
    words: &Words,
    paint: Paint,
) -> String {
    let mut text = String::from("\n");
    if recognised {
        text.push_str(&paragraph(paint, Tone::Plain, 0, &words.word("closing-recognised")));
    }
    if let Some(seconds) = seconds {
        let duration = [("seconds", words.number(seconds, 1))];
        let duration: Vec<(&str, &str)> = duration.iter().map(|(name, value)| (*name, value.as_str())).collect();
        text.push_str(&paragraph(paint, Tone::Quiet, 0, &words.with("closing-duration", &duration)));
    }
    let contents = if charts { "closing-contents" } else { "closing-contents-plain" };
    // The path stands alone on its line, so that it can be copied whole.
    text.push_str(&words.word("closing-folder"));
    text.push_str("\n  ");
    text.push_str(&paint.tone(Tone::Strong, &one_line(folder)));
    text.push('\n');
    text.push_str(&paragraph(paint, Tone::Quiet, 2, &words.word(contents)));
    text.push_str(&words.word("closing-next"));
    for part in ["\n  tidui replay ", &quoted_path(folder), " --replicate 0\n"] {
        text.push_str(part);
    }
    text
}

/// Where a study lies.
#[must_use]
pub fn closing_study(folder: &str, recognised: bool, seconds: Option<f64>, words: &Words, paint: Paint) -> String {
    let mut text = String::from("\n");
    if recognised {
        text.push_str(&paragraph(paint, Tone::Plain, 0, &words.word("closing-study-recognised")));
    }
    if let Some(seconds) = seconds {
        let duration = words.with("closing-duration", &[("seconds", &words.number(seconds, 1))]);
        text.push_str(&paragraph(paint, Tone::Quiet, 0, &duration));
    }
    text.push_str(&words.word("closing-study-folder"));
    text.push_str("\n  ");
    text.push_str(&paint.tone(Tone::Strong, &one_line(folder)));
    text.push('\n');
    text.push_str(&paragraph(paint, Tone::Quiet, 2, &words.word("closing-study-contents")));
    text
}
