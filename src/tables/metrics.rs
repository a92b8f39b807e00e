//! Metrics month by month.

use super::frame::{Cell, both, defined_spread, row};
use crate::scenario::Scenario;
use crate::summary::{MetricKind, Results};
use crate::words::Text;

/// A row per metric and month.
pub(super) fn rows(results: &Results, scenario: &Scenario) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    for metric in &results.metrics {
        let title = metric_title(metric.kind, scenario);
        for (index, (month, value)) in results.months.iter().zip(&metric.months).enumerate() {
            let mut row = row![&*metric.id];
            row.extend(both(&title));
            row.extend(row![month.to_string()]);
            row.extend(defined_spread(value, metric.defined_in(index)));
            rows.push(row);
        }
    }
    rows
}

/// What a metric is called.
#[must_use]
pub fn metric_title(kind: MetricKind, scenario: &Scenario) -> Text {
    let of = |title: &Text, zh: &str, en: &str| Text::new(format!("{}{zh}", title.zh), format!("{}{en}", title.en));
    match kind {
        MetricKind::Stock(tier) => of(&scenario.tiers[tier.index()].named.title, "月末人数", ", at the month's end"),
        MetricKind::Additions(tier) => {
            of(&scenario.tiers[tier.index()].named.title, "累计新增", ", entered since the start")
        }
        MetricKind::Leavers(tier) => {
            of(&scenario.tiers[tier.index()].named.title, "累计离开", ", left since the start")
        }
        MetricKind::Headcount => Text::new("全部人员月末人数", "everyone, at the month's end"),
        MetricKind::Students(phase) => of(&scenario.phases[phase.index()].named.title, "学生数", ", students"),
        MetricKind::Target(target, reading) => {
            let target = &scenario.targets[target.index()];
            if reading == 0 {
                target.named.title.clone()
            } else {
                let reading = &target.readings[reading].title;
                of(&target.named.title, &format!("（{}）", reading.zh), &format!(" ({})", reading.en))
            }
        }
    }
}
