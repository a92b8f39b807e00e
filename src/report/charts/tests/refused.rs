//! Numbers that cannot be drawn are refused, by name.

use super::samples::{fan, fans, forest, lines, money, months, pair, probabilities, shortfall};
use super::*;

fn refused(chart: &Chart) -> ChartError {
    draw_svg(chart, Sheet::file(Language::English)).unwrap_err()
}

#[test]
fn wrong_numbers_are_refused() {
    let mut chart = fan(true);
    chart.p90.pop();
    let error = refused(&Chart::Fan(chart));
    assert_eq!(error, ChartError::Length { what: "p90".to_owned(), expected: 56, found: 55 });
    let mut chart = fan(true);
    chart.p50[3] = f64::NAN;
    let error = refused(&Chart::Fan(chart));
    assert_eq!(error.to_string(), "entry 3 of p50 is not a finite number");
    let mut chart = fan(true);
    chart.targets[0].month = 56;
    assert!(matches!(refused(&Chart::Fan(chart)), ChartError::OutOfRange { index: 56, length: 56, .. }));
    let empty = |chart: &Chart| matches!(refused(chart), ChartError::Empty { .. });
    assert!(empty(&Chart::Fan(FanChart::default())));
    assert!(empty(&Chart::Fans(FansChart::default())));
    assert!(empty(&Chart::Paths(PathsChart::default())));
    let chart = PathsChart { fans: vec![fan(true); 19], ..PathsChart::default() };
    assert!(matches!(refused(&Chart::Paths(chart)), ChartError::TooMany { most: 18, found: 19, .. }));
    let mut chart = fans(true, 3);
    chart.fans[1].bands.pop();
    assert!(matches!(refused(&Chart::Fans(chart)), ChartError::Length { expected: 10, found: 5, .. }));
    let mut chart = fans(true, 3);
    chart.fans[2].origin = 9;
    assert!(matches!(refused(&Chart::Fans(chart)), ChartError::OutOfRange { index: 9, length: 5, .. }));
    assert!(matches!(refused(&Chart::Fans(fans(true, 13))), ChartError::TooMany { most: 12, found: 13, .. }));
    assert!(empty(&Chart::Probabilities(ProbabilityChart::default())));
    assert!(empty(&Chart::Probabilities(ProbabilityChart { months: months(2), ..ProbabilityChart::default() })));
    assert!(empty(&Chart::Money(MoneyChart::default())));
    assert!(empty(&Chart::Shortfall(WaterfallChart::default())));
    let mut chart = money(true);
    chart.years[2].gap.p90 = f64::INFINITY;
    assert!(matches!(refused(&Chart::Money(chart)), ChartError::NotFinite { index: 2, .. }));
    let mut chart = shortfall(true, 3);
    chart.rows[1].steps[4].amount = f64::NEG_INFINITY;
    assert!(matches!(refused(&Chart::Shortfall(chart)), ChartError::NotFinite { index: 4, .. }));
    let chart = probabilities(true, 17);
    let error = refused(&Chart::Probabilities(chart));
    assert_eq!(error.to_string(), "17 series are too many for one chart, which holds 16");
    assert!(empty(&Chart::Lines(LinesChart::default())));
    assert!(empty(&Chart::Forest(ForestChart::default())));
    assert!(empty(&Chart::Pair(PairChart::default())));
    let mut chart = lines(false, 2);
    chart.series[1].points[8].low = f64::NAN;
    let error = refused(&Chart::Lines(chart.clone()));
    assert_eq!(error.to_string(), "entry 8 of low of Backbone teachers is not a finite number");
    chart.series[1].points.clear();
    let error = refused(&Chart::Lines(chart));
    assert_eq!(error.to_string(), "points of Backbone teachers is empty");
    let mut chart = lines(false, 2);
    chart.marks[1].x = f64::INFINITY;
    assert!(matches!(refused(&Chart::Lines(chart.clone())), ChartError::NotFinite { index: 1, .. }));
    chart.marks = vec![LineMark::default(); 5];
    assert!(matches!(refused(&Chart::Lines(chart)), ChartError::TooMany { most: 4, found: 5, .. }));
    let many = |chart: &Chart, limit: usize| matches!(refused(chart), ChartError::TooMany { most, found, .. } if most == limit && found == limit + 1);
    assert!(many(&Chart::Lines(lines(true, 17)), 16));
    assert!(many(&Chart::Forest(forest(true, 25)), 24));
    assert!(many(&Chart::Pair(pair(true, 25)), 24));
    let mut chart = forest(true, 3);
    chart.rows[2].high = f64::INFINITY;
    assert!(matches!(refused(&Chart::Forest(chart)), ChartError::NotFinite { index: 2, .. }));
    let mut chart = pair(true, 3);
    chart.rows[0].after = f64::NAN;
    assert!(matches!(refused(&Chart::Pair(chart)), ChartError::NotFinite { index: 1, .. }));
}
