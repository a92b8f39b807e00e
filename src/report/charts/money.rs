//! Need, spending, gap and appropriation per fiscal year.

use super::axis::Axis;
use super::font::Face;
use super::page::{Key, Picture};
use super::panel::{Panel, Room};
use super::paper::{Area, Drawn, Paper, Style};
use super::theme::{AXIS_SIZE, GRID, INK, LABEL_SIZE, MISSING, NEED, OUTCOME, PLAN, QUIET};
use super::{ChartError, Heading, checks, number};

/// A median with the range in which four of five paths lie.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct MoneyRange {
    /// In 10% of the paths it is lower.
    pub p10: f64,
    /// The median.
    pub p50: f64,
    /// In 90% of the paths it is lower.
    pub p90: f64,
}

/// The money of one fiscal year.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MoneyYear {
    /// The year's name.
    pub label: String,
    /// What the plan would cost.
    pub need: MoneyRange,
    /// What is spent.
    pub spend: MoneyRange,
    /// Need that no money meets.
    pub gap: MoneyRange,
    /// What is set aside, if anything is known of it.
    pub appropriation: Option<f64>,
}

/// Money by fiscal year: a bar for each median with a line over its range, and the values in a table below.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MoneyChart {
    /// The words around it.
    pub heading: Heading,
    /// The unit of all values, such as 万元.
    pub unit: String,
    /// How many decimals the values in the table have.
    pub decimals: usize,
    /// The years, in order.
    pub years: Vec<MoneyYear>,
    /// The name of the need.
    pub need_label: String,
    /// The name of the spending.
    pub spend_label: String,
    /// The name of the gap.
    pub gap_label: String,
    /// The name of the appropriation.
    pub appropriation_label: String,
    /// What the bars and the lines over them show, for the legend.
    pub range_label: String,
}

/// How many years fit on one page.
const MOST: usize = 15;
/// The least width of a year: below it, years go on in another block of bars.
const LEAST: f64 = 50.0;
const ROW: f64 = 23.0;
/// Room above the bars, and between them and the table.
const ABOVE: f64 = 26.0;
const BETWEEN: f64 = 8.0;

/// Room for the names of the table's rows, on paper of this width.
fn names(width: f64) -> f64 {
    (width * 0.17).clamp(124.0, 148.0)
}

/// The height of the bars.
fn tall(width: f64) -> f64 {
    130.0 + 0.19 * width
}

impl MoneyChart {
    /// How many years stand side by side.
    fn side_by_side(&self, width: f64) -> usize {
        let fit = ((width - names(width)) / LEAST).max(1.0) as usize;
        self.years.len().div_ceil(self.years.len().div_ceil(fit).max(1))
    }

    /// The height of the table below the bars.
    fn table_height(&self) -> f64 {
        let planned = self.years.iter().any(|year| year.appropriation.is_some());
        ROW * if planned { 5.0 } else { 4.0 }
    }

    /// The medians below the bars. Its first column names the colours, so that the table is the legend as well.
    fn table(&self, paper: &Paper<'_>, panel: &Panel<'_>, area: Area, years: &[MoneyYear]) -> Drawn {
        type Value = fn(&MoneyYear) -> Option<f64>;
        let mut rows: Vec<(&str, Key, Value)> = vec![
            (&self.need_label, Key::Box(NEED), |year| Some(year.need.p50)),
            (&self.spend_label, Key::Box(OUTCOME), |year| Some(year.spend.p50)),
            (&self.gap_label, Key::Box(MISSING), |year| Some(year.gap.p50)),
        ];
        if self.years.iter().any(|year| year.appropriation.is_some()) {
            rows.push((&self.appropriation_label, Key::Line(PLAN), |year| year.appropriation));
        }
        let middle = |index: usize| panel.at(index as f64 + 0.5, 0.0).0;
        let room = panel.at(1.0, 0.0).0 - panel.at(0.0, 0.0).0 - 8.0;
        for (index, year) in years.iter().enumerate() {
            let label = paper.fit(&year.label, LABEL_SIZE, room.max(20.0));
            paper.centred(&label, (middle(index), area.top + ROW / 2.0), Style::middle(LABEL_SIZE, INK))?;
        }
        // One size for all values: the largest at which each fits. Numbers are never cut.
        let values: Vec<f64> = self.years.iter().flat_map(|year| rows.iter().filter_map(|row| (row.2)(year))).collect();
        let writings: [fn(f64, usize) -> String; 2] = [number::grouped, |value, _| number::scientific(value)];
        let (write, size) = writings
            .into_iter()
            .flat_map(|write| [LABEL_SIZE, AXIS_SIZE, 11.0, 10.0].map(|size| (write, size)))
            .find(|(write, size)| values.iter().all(|value| paper.width(&write(*value, self.decimals), *size) <= room))
            .unwrap_or((writings[1], 9.0));
        for (index, (label, mark, value)) in rows.into_iter().enumerate() {
            let y = area.top + ROW * (index as f64 + 1.5);
            paper.line(&[(area.left, y - ROW / 2.0), (area.right, y - ROW / 2.0)], 1.0, GRID)?;
            mark.draw(paper, (area.left, y))?;
            let label = paper.fit(label, AXIS_SIZE, panel.area.left - area.left - 30.0);
            paper.centred(&label, (area.left + 22.0, y), Style::start(AXIS_SIZE, INK))?;
            for (place, year) in years.iter().enumerate() {
                let text = value(year).map_or_else(|| "—".to_owned(), |value| write(value, self.decimals));
                paper.centred(&text, (middle(place), y), Style::middle(size, INK))?;
            }
        }
        Ok(())
    }
}

/// The bars of a year.
fn bars(paper: &Paper<'_>, panel: &Panel<'_>, index: usize, year: &MoneyYear) -> Drawn {
    let (middle, zero) = panel.at(index as f64 + 0.5, 0.0);
    let column = panel.at(1.0, 0.0).0 - panel.at(0.0, 0.0).0;
    let at = |value: f64| panel.at(0.0, value).1;
    // A wide column keeps slim bars, close together.
    let slot = (column * 0.26).min(52.0);
    let mut from = middle - 1.5 * slot + slot * 0.06;
    for (range, colour) in [(year.need, NEED), (year.spend, OUTCOME), (year.gap, MISSING)] {
        let (to, top) = (from + slot * 0.88, at(range.p50));
        paper.rectangle((from, top.min(zero)), (to, top.max(zero)), colour)?;
        let (high, low) = (at(range.p90.max(range.p10)), at(range.p10.min(range.p90)));
        if low - high >= 1.0 {
            paper.whisker(f64::midpoint(from, to), (high, low), (slot * 0.16).min(5.0))?;
        }
        from += slot;
    }
    let Some(value) = year.appropriation else { return Ok(()) };
    let half = (1.5 * slot + 6.0).min(column / 2.0 - 1.0);
    paper.line(&[(middle - half, at(value)), (middle + half, at(value))], 2.5, PLAN)
}

impl Picture for MoneyChart {
    fn heading(&self) -> &Heading {
        &self.heading
    }

    fn check(&self) -> Result<(), ChartError> {
        checks::count("years", self.years.len(), MOST)?;
        for year in &self.years {
            for (name, range) in [("need", year.need), ("spending", year.spend), ("gap", year.gap)] {
                checks::numbers(&format!("{name} of {}", year.label), &[range.p10, range.p50, range.p90], 3)?;
            }
            let known: Vec<f64> = year.appropriation.into_iter().collect();
            checks::numbers(&format!("appropriation of {}", year.label), &known, known.len())?;
        }
        Ok(())
    }

    fn legend(&self, _: Face) -> Vec<(Key, String)> {
        vec![(Key::Whisker, self.range_label.clone())]
    }

    fn height(&self, _: Face, width: f64) -> f64 {
        let blocks = self.years.len().div_ceil(self.side_by_side(width));
        (ABOVE + tall(width) + BETWEEN + self.table_height() + 4.0) * blocks as f64
    }

    fn draw(&self, paper: &Paper<'_>, body: Area) -> Drawn {
        let ranges = self.years.iter().flat_map(|year| [year.need, year.spend, year.gap]);
        let values = ranges.flat_map(|range| [range.p10, range.p50, range.p90]);
        let values = values.chain(self.years.iter().filter_map(|year| year.appropriation)).chain([0.0]);
        let money = Axis::round(values, 5.0);
        let widest = money.ticks.iter().map(|(_, mark)| paper.width(mark, AXIS_SIZE)).fold(0.0, f64::max);
        let count = self.side_by_side(body.width());
        let blocks = paper.part(body).split_evenly((self.years.len().div_ceil(count), 1));
        for (block, years) in blocks.iter().zip(self.years.chunks(count)) {
            let left = names(body.width());
            let room = Room { above: ABOVE, right: 0.0, below: BETWEEN + self.table_height() + 4.0, left };
            let mut panel = Panel::new(block, room, Axis::fixed(0.0, count as f64, Vec::new()), money.clone())?;
            let unit = (panel.area.left - 8.0 - widest.min(left - 8.0), panel.area.top - 14.0);
            paper.words(&paper.fit(&self.unit, AXIS_SIZE, panel.area.width()), unit, Style::start(AXIS_SIZE, QUIET))?;
            panel.level_grid(paper, GRID, Some(AXIS_SIZE))?;
            for (index, year) in years.iter().enumerate() {
                bars(paper, &panel, index, year)?;
            }
            panel.level_zero(paper)?;
            let table = Area { left: body.left, top: panel.area.bottom + BETWEEN, ..panel.area };
            self.table(paper, &panel, table, years)?;
        }
        Ok(())
    }
}
