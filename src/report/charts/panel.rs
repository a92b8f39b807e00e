//! A panel: a chart of plotters with its grid, marks of its axes, and series.

use plotters::coord::Shift;
use plotters::prelude::{
    Cartesian2d, ChartBuilder, ChartContext, Circle, Color as _, DrawingArea, LineSeries, Polygon, Rectangle,
    TRANSPARENT,
};

use super::ChartError;
use super::axis::Axis;
use super::backend::{Backend, UNITS};
use super::paper::{Area, Canvas, Drawn, Paper, Point, Style, pixels, units};
use super::theme::{AXIS, AXIS_SIZE, Colour, GRID, QUIET};

/// What is left free around a panel, for its marks and for words.
#[derive(Clone, Copy, Debug)]
pub(super) struct Room {
    pub(super) above: f64,
    pub(super) right: f64,
    pub(super) below: f64,
    pub(super) left: f64,
}

/// A panel. Values outside its axes are drawn at their ends.
pub(super) struct Panel<'a> {
    chart: ChartContext<'a, Backend<'a>, Cartesian2d<Axis, Axis>>,
    x: Axis,
    y: Axis,
    /// What the axes enclose.
    pub(super) area: Area,
}

/// A point of a band: where it lies, and its lower and upper end.
pub(super) type Span = (f64, f64, f64);

impl<'a> Panel<'a> {
    pub(super) fn new(canvas: &Canvas<'a>, room: Room, x: Axis, y: Axis) -> Result<Self, ChartError> {
        // Marks above one another must not touch.
        let height = pixels(canvas.dim_in_pixel().1 as i32) - room.above - room.below;
        let y = y.thinned(height, AXIS_SIZE + 4.0);
        let chart = ChartBuilder::on(canvas)
            .margin_top(units(room.above))
            .margin_right(units(room.right))
            .margin_bottom(units(room.below))
            .y_label_area_size(units(room.left))
            .build_cartesian_2d(x.clone(), y.clone())?;
        let (across, down) = chart.plotting_area().get_pixel_range();
        let area = Area {
            left: pixels(across.start),
            top: pixels(down.start),
            right: pixels(across.end),
            bottom: pixels(down.end),
        };
        Ok(Self { chart, x, y, area })
    }

    /// Where a pair of values lies on the page.
    pub(super) fn at(&self, x: f64, y: f64) -> Point {
        let (across, down) = self.chart.backend_coord(&(x, y));
        (pixels(across), pixels(down))
    }

    /// Level grid lines; with their marks at the left, if they are to be so large.
    pub(super) fn level_grid(&mut self, paper: &Paper<'_>, colour: Colour, size: Option<f64>) -> Drawn {
        let mut mesh = self.chart.configure_mesh();
        // The line of an axis, its ticks and its marks are one to plotters; lines are drawn where they are wanted.
        mesh.disable_x_mesh().disable_x_axis().light_line_style(TRANSPARENT).axis_style(TRANSPARENT);
        mesh.bold_line_style(colour.stroke_width(UNITS as u32)).set_all_tick_mark_size(units(4.0));
        match size {
            Some(size) => mesh.y_label_style(Style::end(size, QUIET).of(paper.face)),
            None => mesh.disable_y_axis(),
        };
        Ok(mesh.draw()?)
    }

    /// Upright grid lines.
    pub(super) fn upright_grid(&mut self) -> Drawn {
        let mut mesh = self.chart.configure_mesh();
        mesh.disable_y_mesh().disable_axes().light_line_style(TRANSPARENT).axis_style(TRANSPARENT);
        Ok(mesh.bold_line_style(GRID.stroke_width(UNITS as u32)).draw()?)
    }

    /// A darker line where the values are zero, if the axis has that.
    pub(super) fn level_zero(&self, paper: &Paper<'_>) -> Drawn {
        let ((_, y), Area { left, right, .. }) = (self.at(0.0, 0.0), self.area);
        if self.y.has_zero() { paper.line(&[(left, y), (right, y)], 1.0, AXIS) } else { Ok(()) }
    }

    /// The same where zero is a place from left to right.
    pub(super) fn upright_zero(&self, paper: &Paper<'_>) -> Drawn {
        let ((x, _), Area { top, bottom, .. }) = (self.at(0.0, 0.0), self.area);
        if self.x.has_zero() { paper.line(&[(x, top), (x, bottom)], 1.0, AXIS) } else { Ok(()) }
    }

    /// The line below.
    pub(super) fn ground(&self, paper: &Paper<'_>) -> Drawn {
        let Area { left, right, bottom, .. } = self.area;
        paper.line(&[(left, bottom), (right, bottom)], 1.0, AXIS)
    }

    /// The marks of the upright grid on one line of text. They stand out of the panel by `beyond` at most, and one that
    /// would touch the one before is left out.
    pub(super) fn x_marks(&self, paper: &Paper<'_>, (baseline, size): (f64, f64), beyond: f64) -> Drawn {
        let mut taken = f64::MIN;
        for (value, mark) in &self.x.ticks {
            let (x, _) = self.at(*value, 0.0);
            let half = paper.width(mark, size) / 2.0;
            let (least, most) = (self.area.left - beyond + half, self.area.right + beyond - half);
            let middle = if least < most { x.clamp(least, most) } else { f64::midpoint(least, most) };
            if middle - half >= taken {
                paper.words(mark, (middle, baseline), Style::middle(size, QUIET))?;
                taken = middle + half + 6.0;
            }
        }
        Ok(())
    }

    /// Marks both ends of an axis of months with their full labels, and Januaries with their years. Labels that would touch
    /// are left out.
    pub(super) fn month_marks(&self, paper: &Paper<'_>, months: &[String], size: f64) -> Drawn {
        let baseline = self.area.bottom + 6.0 + size;
        let tick = |x: f64| paper.line(&[(x, self.area.bottom), (x, self.area.bottom + 4.0)], 1.0, AXIS);
        // Ends first, because they matter most; then every January, or every second, third … if the years are many.
        let mut taken: Vec<(f64, f64)> = Vec::new();
        let ends: &[usize] = if months.len() > 1 { &[0, months.len() - 1] } else { &[0] };
        for &index in ends {
            let Some(label) = months.get(index) else { continue };
            let label = paper.fit(label, size, self.area.width() * 0.45);
            let ((x, _), wide) = (self.at(index as f64, 0.0), paper.width(&label, size));
            // They stay clear of the neighbouring panel.
            let (style, from) = match (months.len(), index) {
                (1, _) => (Style::middle(size, QUIET), x - wide / 2.0),
                (_, 0) => (Style::start(size, QUIET), x),
                _ => (Style::end(size, QUIET), x - wide),
            };
            tick(x)?;
            paper.words(&label, (x, baseline), style)?;
            taken.push((from, from + wide));
        }
        let widest = self.x.ticks.iter().map(|(_, year)| paper.width(year, size)).fold(0.0, f64::max);
        let gap = 12.0;
        for (month, year) in &self.x.clone().thinned(self.area.width(), widest + gap).ticks {
            let (x, _) = self.at(*month, 0.0);
            let (from, to) = (x - widest / 2.0 - gap, x + widest / 2.0 + gap);
            if taken.iter().all(|(left, right)| to <= *left || from >= *right) {
                tick(x)?;
                paper.words(year, (x, baseline), Style::middle(size, QUIET))?;
            }
        }
        Ok(())
    }

    /// The area between two lines; a single point is a bar.
    pub(super) fn band(&mut self, spans: &[Span], colour: Colour) -> Drawn {
        if let &[(x, lower, upper)] = spans {
            let ((x, top), (_, bottom)) =
                (self.chart.backend_coord(&(x, upper)), self.chart.backend_coord(&(x, lower)));
            let half = units(14.0);
            let bar = Rectangle::new([(x - half, top.min(bottom)), (x + half, bottom.max(top))], colour.filled());
            return Ok(self.canvas().draw(&bar)?);
        }
        let upper = spans.iter().map(|(x, _, upper)| (*x, *upper));
        let lower = spans.iter().rev().map(|(x, lower, _)| (*x, *lower));
        self.chart.draw_series([Polygon::new(upper.chain(lower).collect::<Vec<_>>(), colour.filled())])?;
        Ok(())
    }

    /// A line through the points, with a dot at its end.
    pub(super) fn path(&mut self, points: &[Point], colour: Colour) -> Drawn {
        let style = colour.stroke_width(units(2.5).unsigned_abs());
        self.chart.draw_series(LineSeries::new(points.iter().copied(), style))?;
        self.dots(&points[points.len().saturating_sub(1)..], 4.0, colour)
    }

    /// A dot at each point.
    pub(super) fn dots(&mut self, points: &[Point], radius: f64, colour: Colour) -> Drawn {
        let dot = |at: &Point| Circle::new(*at, units(radius), colour.filled());
        self.chart.draw_series(points.iter().map(dot))?;
        Ok(())
    }

    fn canvas(&self) -> DrawingArea<Backend<'a>, Shift> {
        self.chart.plotting_area().use_screen_coord()
    }
}
