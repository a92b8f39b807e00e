//! Probabilities as functions of a number, such as the money that a plan is given.

use super::canvas::{Picture, Style};
use super::curves::{self, Along, Curve, Curves, MOST, TOGETHER};
use super::layout::{Area, Key, Scale, number_axis, spread};
use super::theme::{AXIS, AXIS_SIZE, PLAN, QUIET};
use super::{ChartError, Heading, checks, font, number};

/// A probability at one value of the axis.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct LinePoint {
    /// The value on the axis.
    pub x: f64,
    /// The probability, from 0 to 1.
    pub y: f64,
    /// The lower end of the interval around it.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// One curve.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LineSeries {
    /// Its name, such as that of a target.
    pub label: String,
    /// At least one point, in any order. Straight lines join them from the smallest `x` to the largest.
    pub points: Vec<LinePoint>,
}

/// A value of the axis that has a meaning, such as what the plan is given.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LineMark {
    /// The value on the axis.
    pub x: f64,
    /// Its name. The value is written after it.
    pub label: String,
}

/// A probability to compare with, usually 0.8.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LineReference {
    /// Where it lies, from 0 to 1.
    pub value: f64,
    /// What it means, for the legend.
    pub label: String,
}

/// Probabilities over a number: up to four curves in one panel, up to sixteen in a panel each.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LinesChart {
    /// The words around it.
    pub heading: Heading,
    /// What the numbers measure, with their unit, below the axis.
    pub x_label: String,
    /// Decimals of the marked values.
    pub x_decimals: usize,
    /// What the axis from 0% to 100% shows.
    pub y_label: String,
    /// The curves, in reading order. The percentage beside each name is that of its last point.
    pub series: Vec<LineSeries>,
    /// Up to four values to mark with upright dashed lines.
    pub marks: Vec<LineMark>,
    /// A level dashed line. In panels of their own, last percentages below it are set in a warning colour.
    pub reference: Option<LineReference>,
    /// Legend: the line, where every curve has its own panel.
    pub line_label: String,
    /// Legend: the band around the line.
    pub interval_label: String,
}

/// How many values can be marked.
const MARKS: usize = 4;
/// Up to so many points are shown as dots, so that nobody takes the lines between them for results.
const DOTS: usize = 15;

fn check(chart: &LinesChart) -> Result<(), ChartError> {
    checks::count("series", chart.series.len(), MOST)?;
    for series in &chart.series {
        let label = &series.label;
        checks::count(&format!("points of {label}"), series.points.len(), usize::MAX)?;
        for (part, name) in ["x", "y", "low", "high"].into_iter().enumerate() {
            let pick = |point: &LinePoint| [point.x, point.y, point.low, point.high][part];
            let values: Vec<f64> = series.points.iter().map(pick).collect();
            checks::numbers(&format!("{name} of {label}"), &values, values.len())?;
        }
    }
    if chart.marks.len() > MARKS {
        return Err(ChartError::TooMany { what: "marks".to_owned(), most: MARKS, found: chart.marks.len() });
    }
    let marks: Vec<f64> = chart.marks.iter().map(|mark| mark.x).collect();
    checks::numbers("marks", &marks, marks.len())?;
    chart.reference.as_ref().map_or(Ok(()), |reference| checks::numbers("reference", &[reference.value], 1))
}

/// A chart with the points of each curve from left to right.
struct Sorted<'a> {
    chart: &'a LinesChart,
    points: Vec<Vec<LinePoint>>,
}

impl Sorted<'_> {
    /// From the smallest value to the largest, marks among them, so that no curve is squeezed by an empty margin.
    fn scale(&self, area: Area) -> Scale {
        let points = self.points.iter().flatten().map(|point| point.x);
        let every = points.chain(self.chart.marks.iter().map(|mark| mark.x));
        let (low, high) = every.fold((f64::MAX, f64::MIN), |(low, high), x| (low.min(x), high.max(x)));
        Scale::tight(low, high, (area.left, area.right), (area.width() / 100.0).clamp(4.0, 7.0))
    }

    fn name(&self, mark: &LineMark, room: f64) -> String {
        let value = number::grouped(mark.x, self.chart.x_decimals);
        let name = font::fit(&mark.label, AXIS_SIZE, (room - font::width(&value, AXIS_SIZE) - 6.0).max(20.0));
        if mark.label.trim().is_empty() { value } else { format!("{name} {value}") }
    }
}

impl Along for Sorted<'_> {
    fn places(&self, area: Area, index: usize) -> Vec<f64> {
        let scale = self.scale(area);
        self.points[index].iter().map(|point| scale.at(point.x)).collect()
    }

    fn axis(&self, picture: &mut Picture, area: Area, size: f64, named: bool) {
        // A panel alone has room at its sides; neighbours must not touch.
        let beyond = if self.points.len() > TOGETHER { 8.0 } else { 24.0 };
        let words = named.then_some((area.bottom + 6.0 + size, size));
        number_axis(picture, area, &self.scale(area), words, beyond);
        picture.line(vec![(area.left, area.bottom), (area.right, area.bottom)], 1.0, AXIS);
    }

    fn title(&self) -> Option<&str> {
        Some(&self.chart.x_label)
    }

    fn room_above(&self) -> f64 {
        if self.chart.marks.is_empty() { 0.0 } else { 26.0 }
    }

    fn marks(&self, picture: &mut Picture, area: Area, alone: bool) {
        let scale = self.scale(area);
        let places: Vec<f64> = self.chart.marks.iter().map(|mark| scale.at(mark.x)).collect();
        for x in &places {
            picture.upright_dashes(*x, area.top, area.bottom, if alone { 1.5 } else { 1.0 }, PLAN);
        }
        if !alone {
            return;
        }
        let room = area.width() / self.chart.marks.len().max(1) as f64 - 16.0;
        let names: Vec<String> = self.chart.marks.iter().map(|mark| self.name(mark, room)).collect();
        let widths: Vec<f64> = names.iter().map(|name| font::width(name, AXIS_SIZE) + 16.0).collect();
        let middles = spread(&places, &widths, area.left - 8.0, area.right + 8.0);
        for ((x, name), middle) in places.iter().zip(&names).zip(middles) {
            picture.line(vec![(middle, area.top - 14.0), (*x, area.top)], 1.0, QUIET);
            picture.words(name, (middle, area.top - 18.0), Style::middle(AXIS_SIZE, PLAN));
        }
    }

    fn legend(&self) -> Vec<(Key, String)> {
        self.chart.marks.iter().map(|mark| (Key::UprightDashes(PLAN), self.name(mark, 280.0))).collect()
    }

    fn dotted(&self, index: usize) -> bool {
        self.points[index].len() <= DOTS
    }
}

pub(super) fn picture(chart: &LinesChart) -> Result<Picture, ChartError> {
    check(chart)?;
    let sorted = |series: &LineSeries| {
        let mut points = series.points.clone();
        points.sort_by(|a, b| a.x.total_cmp(&b.x));
        points
    };
    let along = Sorted { chart, points: chart.series.iter().map(sorted).collect() };
    let curves = chart.series.iter().zip(&along.points).map(|(series, points)| Curve {
        label: &series.label,
        middle: points.iter().map(|point| point.y).collect(),
        low: points.iter().map(|point| point.low).collect(),
        high: points.iter().map(|point| point.high).collect(),
    });
    Ok(curves::picture(&Curves {
        heading: &chart.heading,
        axis_label: &chart.y_label,
        lines: curves.collect(),
        reference: chart.reference.as_ref().map(|reference| (reference.value, reference.label.as_str())),
        line_label: &chart.line_label,
        interval_label: &chart.interval_label,
        along: &along,
    }))
}
