//! Fans with the dots that came: a picture for each tier, and one of everybody.

use crate::backtest::{Comparison, Quantity};
use crate::report::charts::{Chart, Fan, FansChart, Heading, MOST_FANS};
use crate::report::pictures::{Placed, Shown};

use super::Told;

impl Told<'_> {
    pub(super) fn pictures(&self) -> Vec<Placed> {
        let of_people = |quantity: &&(Quantity, Vec<Option<f64>>)| !quantity.0.is_flow();
        self.said.seen.iter().filter(of_people).filter_map(|(quantity, seen)| self.picture(*quantity, seen)).collect()
    }

    fn picture(&self, quantity: Quantity, seen: &[Option<f64>]) -> Option<Placed> {
        let (said, words) = (self.said, self.words);
        let place = |month| said.rosters.iter().position(|(at, _)| *at == month);
        let own: Vec<&Comparison> = said.comparisons.iter().filter(|one| one.quantity == quantity).collect();
        let mut fans = Vec::new();
        for origin in said.origins.iter().filter(|one| !one.problems.has_errors()) {
            let bands = own.iter().filter(|one| one.place.origin == origin.at).map(|one| {
                let [p5, _, p25, p50, p75, _, p95] = one.forecast.percentiles;
                [p5, p25, p50, p75, p95]
            });
            let label = words.with("backtest-from", &[("month", &origin.at.to_string())]);
            fans.push(Fan { label, origin: place(origin.at)?, bands: bands.collect() });
        }
        if fans.is_empty() {
            return None;
        }
        let held = own.iter().filter(|one| one.score.held[2]).count();
        let share = words.percent(held as f64 / own.len().max(1) as f64, 0);
        let title = self.quantity(quantity);
        let stem = match quantity {
            Quantity::Stock(tier) => format!("forecast-{}", self.scenario.tiers[tier.index()].named.id),
            _ => "forecast-headcount".to_owned(),
        };
        let subtitle = words.with("backtest-chart-subtitle", &[("share", &share)]);
        let heading = Heading {
            description: words.with("backtest-chart-description", &[("title", &title), ("share", &share)]),
            title: words.with("backtest-chart-title", &[("title", &title)]),
            subtitle,
            footnote: words.word("backtest-chart-footnote"),
        };
        let chart = Chart::Fans(FansChart {
            heading,
            unit: words.word("unit-people"),
            dates: said.rosters.iter().map(|(at, _)| at.to_string()).collect(),
            came: seen.iter().map(|value| value.unwrap_or_default()).collect(),
            fans: chosen(fans),
            outer_label: words.word("backtest-band-90"),
            inner_label: words.word("backtest-band-50"),
            median_label: words.word("median"),
            known_label: words.word("backtest-dot-known"),
            within_label: words.word("backtest-dot-within"),
            outside_label: words.word("backtest-dot-outside"),
        });
        Some(Placed { stem, chart, shown: Shown::Plain })
    }
}

/// As many as a picture can hold, evenly from the first to the last.
fn chosen(fans: Vec<Fan>) -> Vec<Fan> {
    let last = fans.len().saturating_sub(1);
    if last < MOST_FANS {
        return fans;
    }
    let wanted: Vec<usize> = (0..MOST_FANS).map(|place| place * last / (MOST_FANS - 1)).collect();
    fans.into_iter().enumerate().filter(|(place, _)| wanted.contains(place)).map(|(_, fan)| fan).collect()
}
