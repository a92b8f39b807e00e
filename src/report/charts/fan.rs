//! A quantity over the months: its median and three nested bands.

use plotters::prelude::Color as _;

use super::axis::Axis;
use super::font::Face;
use super::page::{Key, Picture};
use super::panel::{Panel, Room, Span};
use super::paper::{Area, Drawn, Paper, Point, Style};
use super::spread::spread;
use super::theme::{AXIS_SIZE, GRID, INK, LABEL_SIZE, OUTCOME, PAPER, PLAN, QUIET, tint};
use super::{ChartError, Heading, checks, number};

/// A value to be reached by a month.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FanTarget {
    /// The value.
    pub value: f64,
    /// The month by which it is due, as an index into [`FanChart::months`].
    pub month: usize,
    /// Its name, such as "目标". The value is written after it.
    pub label: String,
}

/// A quantity over the months with its uncertainty. Every list of values has one entry per month.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FanChart {
    /// The words around it.
    pub heading: Heading,
    /// What it is called where it stands beside others.
    pub label: String,
    /// What the values count, such as 人, above the value axis.
    pub unit: String,
    /// How many decimals the labelled values have.
    pub decimals: usize,
    /// The months, written as `2021-05`.
    pub months: Vec<String>,
    /// In 5% of the paths the value is lower.
    pub p5: Vec<f64>,
    /// In 10% of the paths the value is lower.
    pub p10: Vec<f64>,
    /// In 25% of the paths the value is lower.
    pub p25: Vec<f64>,
    /// The median.
    pub p50: Vec<f64>,
    /// In 75% of the paths the value is lower.
    pub p75: Vec<f64>,
    /// In 90% of the paths the value is lower.
    pub p90: Vec<f64>,
    /// In 95% of the paths the value is lower.
    pub p95: Vec<f64>,
    /// What is to be reached, or not passed, in order of the months.
    pub targets: Vec<FanTarget>,
    /// Legend: the band from P5 to P95.
    pub outer_label: String,
    /// Legend: the band from P10 to P90.
    pub middle_label: String,
    /// Legend: the band from P25 to P75.
    pub inner_label: String,
    /// Legend: the median line.
    pub median_label: String,
    /// Names of the last P10, P50 and P90, written before their values at the right end.
    pub end_labels: [String; 3],
}

/// How strongly each band is coloured, from the widest to the narrowest.
const STRENGTHS: [f64; 3] = [0.16, 0.32, 0.52];
/// Room for the labels at the right end.
const END: f64 = 138.0;

impl Picture for FanChart {
    fn heading(&self) -> &Heading {
        &self.heading
    }

    fn check(&self) -> Result<(), ChartError> {
        let count = self.months.len();
        checks::count("months", count, usize::MAX)?;
        for (name, values) in [
            ("p5", &self.p5),
            ("p10", &self.p10),
            ("p25", &self.p25),
            ("p50", &self.p50),
            ("p75", &self.p75),
            ("p90", &self.p90),
            ("p95", &self.p95),
        ] {
            checks::numbers(name, values, count)?;
        }
        for target in &self.targets {
            checks::numbers("target", &[target.value], 1)?;
            if target.month >= count {
                return Err(ChartError::OutOfRange {
                    what: "the month of the target".to_owned(),
                    index: target.month,
                    length: count,
                });
            }
        }
        Ok(())
    }

    fn legend(&self, _: Face) -> Vec<(Key, String)> {
        let bands = [&self.inner_label, &self.middle_label, &self.outer_label].into_iter().zip(STRENGTHS.iter().rev());
        let mut entries = vec![(Key::Line(OUTCOME), self.median_label.clone())];
        entries.extend(bands.map(|(label, strength)| (Key::Box(tint(OUTCOME, *strength)), label.clone())));
        for target in &self.targets {
            if entries.iter().all(|(_, label)| *label != target.label) {
                entries.push((Key::Diamond(PLAN), target.label.clone()));
            }
        }
        entries
    }

    fn height(&self, _: Face, width: f64) -> f64 {
        180.0 + 0.3 * width
    }

    fn draw(&self, paper: &Paper<'_>, body: Area) -> Drawn {
        let values = self.values(6.0);
        let widest = values.ticks.iter().map(|(_, mark)| paper.width(mark, AXIS_SIZE)).fold(24.0, f64::max);
        let room = Room { above: 28.0, right: END, below: 28.0, left: widest + 8.0 };
        let mut panel = Panel::new(&paper.part(body), room, Axis::months(&self.months), values)?;
        let unit = paper.fit(&self.unit, AXIS_SIZE, body.width());
        paper.words(&unit, (body.left, body.top + 14.0), Style::start(AXIS_SIZE, QUIET))?;
        panel.level_grid(paper, GRID, Some(AXIS_SIZE))?;
        panel.upright_grid()?;
        panel.level_zero(paper)?;
        panel.ground(paper)?;
        panel.month_marks(paper, &self.months, AXIS_SIZE)?;
        self.paths(&mut panel)?;
        for target in &self.targets {
            self.draw_target(paper, &panel, target)?;
        }
        self.end_labels(paper, &panel)
    }
}

impl FanChart {
    /// What the value axis holds, with about so many marks.
    pub(super) fn values(&self, marks: f64) -> Axis {
        let every = self.p5.iter().chain(&self.p50).chain(&self.p95).copied();
        Axis::round(every.chain(self.targets.iter().map(|target| target.value)), marks)
    }

    /// The bands, the widest first, and the median over them.
    pub(super) fn paths(&self, panel: &mut Panel<'_>) -> Drawn {
        let bands = [(&self.p5, &self.p95), (&self.p10, &self.p90), (&self.p25, &self.p75)];
        for ((lower, upper), strength) in bands.into_iter().zip(STRENGTHS) {
            let spans = (0..).map(f64::from).zip(lower.iter().zip(upper));
            let spans: Vec<Span> = spans.map(|(month, (lower, upper))| (month, *lower, *upper)).collect();
            panel.band(&spans, tint(OUTCOME, strength))?;
        }
        let median: Vec<Point> = (0..).map(f64::from).zip(self.p50.iter().copied()).collect();
        panel.path(&median, OUTCOME)
    }

    fn draw_target(&self, paper: &Paper<'_>, panel: &Panel<'_>, target: &FanTarget) -> Drawn {
        let ((x, y), area) = (panel.at(target.month as f64, target.value), panel.area);
        // Each holds from the one before it to its own month; where there is one month only, all the way.
        let earlier = self.targets.iter().map(|other| other.month).filter(|month| *month < target.month).max();
        let last = self.targets.iter().all(|other| other.month <= target.month);
        let from = earlier.map_or(area.left, |month| panel.at(month as f64, 0.0).0);
        paper.dashes((from, y), (if last { area.right } else { x }, y), 1.5, PLAN)?;
        paper.diamond((x, y), 7.0, PAPER)?;
        paper.diamond((x, y), 5.5, PLAN)?;
        let value = number::grouped(target.value, self.decimals);
        let name = paper.fit(&target.label, LABEL_SIZE, 260.0_f64.min(area.width() - 100.0));
        // Of several the legend says what they are.
        let text = if name.is_empty() || self.targets.len() > 2 { value } else { format!("{name} {value}") };
        let wide = paper.width(&text, LABEL_SIZE);
        // The label goes where it covers least of the bands: above or below the line, at the left or beside the mark.
        let beside = (x - wide - 10.0).max(area.left + 6.0);
        let mut best: Option<(f64, f64, f64)> = None;
        for (left, baseline) in [(from + 6.0, y - 7.0), (beside, y - 7.0), (from + 6.0, y + 17.0), (beside, y + 17.0)] {
            let (top, bottom) = (baseline - LABEL_SIZE, baseline + 4.0);
            let outside = if top < area.top - 12.0 || bottom > area.bottom { 1e6 } else { 0.0 };
            let covered: f64 = (0..self.months.len())
                .map(|index| (panel.at(index as f64, self.p95[index]), panel.at(index as f64, self.p5[index])))
                .filter(|((x, _), _)| (left - 4.0..=left + wide + 4.0).contains(x))
                .map(|((_, upper), (_, lower))| (bottom.min(lower) - top.max(upper)).max(0.0))
                .sum();
            if best.is_none_or(|(_, _, least)| covered + outside < least) {
                best = Some((left, baseline, covered + outside));
            }
        }
        let Some((left, baseline, _)) = best else { return Ok(()) };
        let corner = (left - 3.0, baseline - LABEL_SIZE);
        paper.rectangle(corner, (left + wide + 3.0, baseline + 4.0), PAPER.mix(0.8))?;
        paper.words(&text, (left, baseline), Style::start(LABEL_SIZE, PLAN))
    }

    fn end_labels(&self, paper: &Paper<'_>, panel: &Panel<'_>) -> Drawn {
        let (last, area) = (self.months.len() - 1, panel.area);
        // From the top down, so that equal values keep P90 above P10.
        let values = [self.p90[last], self.p50[last], self.p10[last]];
        let wanted = values.map(|value| panel.at(last as f64, value).1);
        let middles = spread(&wanted, &[18.0; 3], area.top - 12.0, area.bottom + 8.0);
        let from = panel.at(last as f64, 0.0).0 + if last == 0 { 15.0 } else { 5.0 };
        let left = area.right + 22.0;
        for (index, value) in values.into_iter().enumerate() {
            let (y, median) = (middles[index], index == 1);
            let colour = if median { OUTCOME } else { QUIET };
            paper.line(&[(from, wanted[index]), (left - 4.0, y)], 1.0, colour)?;
            let size = if median { LABEL_SIZE + 2.0 } else { LABEL_SIZE };
            let value = number::grouped(value, self.decimals);
            let room = END - 22.0 - paper.width(&value, size) - 6.0;
            let name = paper.fit(&self.end_labels[2 - index], size, room.max(30.0));
            paper.centred(&name, (left, y), Style::start(size, colour))?;
            let gap = if name.is_empty() { 0.0 } else { paper.width(&name, size) + 6.0 };
            paper.centred(&value, (left + gap, y), Style::start(size, if median { colour } else { INK }))?;
        }
        Ok(())
    }
}
