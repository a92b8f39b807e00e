//! Metrics month by month.

use super::frame::{Cell, both, defined_spread, row};
use crate::scenario::{Scenario, TierId};
use crate::summary::{MetricKind, Results};
use crate::words::{Text, text};

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
    let tier = |tier: TierId| &scenario.tiers[tier.index()].named.title;
    match kind {
        MetricKind::Stock(of) => text!("measured-stock", title = tier(of)),
        MetricKind::Additions(of) => text!("measured-additions", title = tier(of)),
        MetricKind::Leavers(of) => text!("measured-leavers", title = tier(of)),
        MetricKind::Headcount => text!("measured-headcount"),
        MetricKind::Students(phase) => {
            text!("measured-students", title = scenario.phases[phase.index()].named.title)
        }
        MetricKind::Passed(channel, stage) => {
            let channel = &scenario.channels[channel.index()];
            text!("measured-passed", title = channel.named.title, stage = channel.stages[stage].named.title)
        }
        MetricKind::Stated(index) => scenario.observed[index].named.title.clone(),
        MetricKind::Target(target, reading) => {
            let target = &scenario.targets[target.index()];
            if reading == 0 {
                target.named.title.clone()
            } else {
                text!("measured-reading", title = target.named.title, reading = target.readings[reading].title)
            }
        }
    }
}
