//! What axes show of the numbers.

use super::samples::{forest, lines, pair};
use super::seen::seen;
use super::*;

/// Where the axis of effects is marked, by the texts of the picture.
fn marked(chart: &ForestChart, text: &str) -> Option<f32> {
    let tree = backend::outlined(&drawn(&Chart::Forest(chart.clone()))).unwrap();
    let mut texts = Vec::new();
    seen(tree.root(), &mut texts, &mut Vec::new());
    texts.iter().find(|one| one.text.trim() == text).map(|one| f32::midpoint(one.ink.left(), one.ink.right()))
}

#[test]
fn zero_is_in_the_middle_only_if_effects_of_both_signs_were_found() {
    let mut chart = forest(true, 6);
    let middle = |chart: &ForestChart, text: &str| {
        f32::midpoint(marked(chart, &format!("−{text}")).unwrap(), marked(chart, text).unwrap())
    };
    assert!((middle(&chart, "5.0") - marked(&chart, "0.0").unwrap()).abs() < 5.0);
    for row in &mut chart.rows {
        row.detectable = row.value > 1.0;
    }
    // Losses that cannot be told from zero are still on the axis.
    assert!(marked(&chart, "−8").is_none() && marked(&chart, "−4").is_some() && marked(&chart, "8").is_some());
    for row in &mut chart.rows {
        (row.low, row.value, row.high) = (row.low.abs(), row.value.abs(), row.high.abs());
    }
    assert!(marked(&chart, "0").unwrap() < 300.0 && marked(&chart, "−2").is_none());
}

#[test]
fn pairs_are_measured_from_zero() {
    let mut chart = pair(false, 1);
    for (before, after) in [(312.0, 410.0), (-312.0, -410.0)] {
        (chart.rows[0].before, chart.rows[0].after) = (before, after);
        assert!(drawn(&Chart::Pair(chart.clone())).contains(">\n0\n<"));
    }
}

#[test]
fn a_curve_is_drawn_from_left_to_right_whatever_the_order_of_its_points() {
    let chart = lines(true, 3);
    let mut other = chart.clone();
    other.series.iter_mut().for_each(|series| series.points.reverse());
    assert_eq!(drawn(&Chart::Lines(chart)), drawn(&Chart::Lines(other)));
}
