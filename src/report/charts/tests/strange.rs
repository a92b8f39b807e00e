//! Charts that no planner would want are drawn all the same, and as tidily.

use super::samples::{fan, fans, forest, lines, money, months, pair, probabilities, shortfall};
use super::seen::{assert_tidy, assert_well_formed};
use super::*;

/// Charts that no planner would want but that must be drawn all the same.
fn strange() -> Vec<(String, Chart)> {
    let long = "很长的名称".repeat(14) + &" and a very long name with <tags> & \"quotes\"\u{7}".repeat(3);
    let mut strange = Vec::new();
    for (name, value) in [
        ("zero", 0.0),
        ("one", 7.0),
        ("below", -3.5),
        ("huge", 1.6e308),
        ("tiny", 1e-308),
        ("millions", 123_456_789.0),
        ("depths", -1.6e308),
    ] {
        for count in [1, 2, 600] {
            let values = vec![value; count];
            let mut chart = fan(true);
            chart.months = months(count);
            chart.p5 = values.clone();
            chart.p10 = values.clone();
            chart.p25 = values.clone();
            chart.p50 = values.clone();
            chart.p75 = values.clone();
            chart.p90 = values.clone();
            chart.p95 = values.clone();
            chart.targets = vec![FanTarget { value: -value, month: count - 1, label: long.clone() }];
            strange.push((format!("fan-{name}-{count}"), Chart::Fan(chart)));
            for series in [1, 4, 5, 16] {
                let mut chart = probabilities(false, series);
                chart.months = months(count);
                for one in &mut chart.series {
                    one.probability = values.clone();
                    one.low = values.clone();
                    one.high = values.clone();
                    one.label.clone_from(&long);
                }
                strange.push((format!("probability-{name}-{count}-{series}"), Chart::Probabilities(chart)));
            }
        }
        for origins in [1, 12] {
            let mut chart = fans(false, origins);
            chart.came.fill(value);
            for one in &mut chart.fans {
                one.bands.iter_mut().for_each(|band| band.fill(value));
                one.label.clone_from(&long);
            }
            strange.push((format!("fans-{name}-{origins}"), Chart::Fans(chart)));
        }
        for years in [1, 15] {
            let mut chart = money(true);
            let range = MoneyRange { p10: value, p50: value, p90: value };
            let year =
                MoneyYear { label: long.clone(), need: range, spend: range, gap: range, appropriation: Some(value) };
            chart.years = vec![year; years];
            chart.unit.clone_from(&long);
            strange.push((format!("money-{name}-{years}"), Chart::Money(chart)));
        }
        for rows in [1, 12] {
            let mut chart = shortfall(true, rows);
            for row in &mut chart.rows {
                row.label.clone_from(&long);
                row.achieved = value;
                row.bound = value;
            }
            chart.no_shortfall.clone_from(&long);
            strange.push((format!("shortfall-{name}-{rows}"), Chart::Shortfall(chart)));
        }
        strange.extend(strange_rows(name, value, &long));
        strange.extend(strange_lines(name, value, &long));
    }
    let mut chart = fan(false);
    chart.heading =
        Heading { title: long.clone(), subtitle: long.clone(), description: long.clone(), footnote: long.clone() };
    chart.unit.clone_from(&long);
    chart.outer_label.clone_from(&long);
    chart.median_label.clone_from(&long);
    chart.end_labels = [long.clone(), long.clone(), long.clone()];
    strange.push(("words-fan".to_owned(), Chart::Fan(chart)));
    let mut chart = shortfall(false, 12);
    chart.heading.title = long.clone();
    chart.axis_label.clone_from(&long);
    chart.amounts_label.clone_from(&long);
    for (_, label) in &mut chart.limit_labels {
        label.clone_from(&long);
    }
    strange.push(("words-shortfall".to_owned(), Chart::Shortfall(chart)));
    strange.push((
        "no-words".to_owned(),
        Chart::Fan(FanChart {
            months: vec![String::new()],
            p5: vec![1.0],
            p10: vec![1.0],
            p25: vec![1.0],
            p50: vec![1.0],
            p75: vec![1.0],
            p90: vec![1.0],
            p95: vec![1.0],
            ..FanChart::default()
        }),
    ));
    strange
}

fn strange_rows(name: &str, value: f64, long: &str) -> Vec<(String, Chart)> {
    let mut strange = Vec::new();
    for rows in [1, 2, 24] {
        for other in [value, -value, 0.0] {
            let mut chart = forest(false, rows);
            chart.unit = long.to_owned();
            chart.axis_label = long.to_owned();
            chart.interval_label = long.to_owned();
            for (index, row) in chart.rows.iter_mut().enumerate() {
                row.label = long.to_owned();
                let middle = if index % 2 == 0 { value } else { other };
                (row.low, row.value, row.high) = (value.min(other), middle, value.max(other));
            }
            strange.push((format!("forest-{name}-{rows}-{other}"), Chart::Forest(chart)));
            let mut chart = pair(true, rows);
            chart.unit = long.to_owned();
            chart.axis_label = long.to_owned();
            chart.before_label = long.to_owned();
            for row in &mut chart.rows {
                *row = PairRow { label: long.to_owned(), before: value, after: other };
            }
            strange.push((format!("pair-{name}-{rows}-{other}"), Chart::Pair(chart)));
        }
    }
    strange
}

fn strange_lines(name: &str, value: f64, long: &str) -> Vec<(String, Chart)> {
    let mut strange = Vec::new();
    for count in [1, 2, 600] {
        for series in [1, 4, 5, 16] {
            let mut chart = lines(false, series);
            chart.x_label = long.to_owned();
            chart.y_label = long.to_owned();
            chart.x_decimals = 2;
            for one in &mut chart.series {
                one.label = long.to_owned();
                let x = |index: usize| value * 0.5 * (index as f64 / count as f64 + 1.0);
                one.points =
                    (0..count).map(|index| LinePoint { x: x(index), y: value, low: value, high: 1.0 }).collect();
            }
            chart.marks = [value, value, -value, 0.0].map(|x| LineMark { x, label: long.to_owned() }).to_vec();
            strange.push((format!("lines-{name}-{count}-{series}"), Chart::Lines(chart.clone())));
            chart.marks.clear();
            chart.reference = None;
            strange.push((format!("lines-bare-{name}-{count}-{series}"), Chart::Lines(chart)));
        }
    }
    strange
}

#[test]
fn strange_charts_are_drawn() {
    for (index, (name, chart)) in strange().into_iter().enumerate() {
        // Languages and widths take turns.
        let sheet = Sheet { language: Language::ALL[index % 2], width: WIDTHS[index / 2 % 2] };
        let svg = draw_svg(&chart, sheet).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_well_formed(&name, &svg);
        assert_tidy(&name, &svg, sheet.language);
        // Pixels take their time in a debug build: a few of each kind will do.
        let few = [
            "fan-huge-1",
            "probability-zero-2-16",
            "money-huge-15",
            "shortfall-one-12",
            "words-fan",
            "lines-one-2-4",
            "lines-millions-600-16",
            "lines-zero-1-1",
            "forest-millions-24--123456789",
            "forest-zero-2-0",
            "pair-millions-24--123456789",
            "pair-huge-2-0",
        ];
        if few.contains(&&*name) {
            let file = draw_png(&svg).unwrap();
            assert!(file.starts_with(b"\x89PNG"), "{name}");
            keep(&name, "png", &file);
        }
    }
}
