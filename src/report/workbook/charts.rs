//! Native charts, which follow the cells that they show.

use rust_xlsxwriter::{
    Chart, ChartFont, ChartFormat, ChartLegendPosition, ChartLine, ChartRange, ChartSolidFill, ChartType,
};

use super::live::{Numbers, Place};

/// Cells in a row or column: the first and the last.
pub(super) type Span = (Place, Place);

/// What a series is called.
#[derive(Clone, Debug)]
pub(super) enum Name {
    /// One of the program's own words. What a planner wrote is never one: where it begins with an equals sign, a chart would
    /// take it for a formula.
    Word(String),
    /// Whatever stands in a cell.
    Cell(Place),
}

/// Name, cells and colour.
pub(super) type Series = (Name, Span, u32);

/// What a chart shows.
#[derive(Clone)]
pub(super) struct Plan<'a> {
    /// One of the program's own words, as in [`Name::Word`].
    pub(super) title: &'a str,
    /// What the axis of values is in; one of the program's own words.
    pub(super) unit: &'a str,
    pub(super) categories: Span,
    /// Drawn as columns.
    pub(super) columns: Vec<Series>,
    /// Drawn as lines.
    pub(super) lines: Vec<Series>,
    /// In pixels.
    pub(super) size: (u32, u32),
}

pub(super) fn chart(plan: &Plan<'_>, numbers: &Numbers) -> Chart {
    let range = |(from, to): Span| {
        ChartRange::new_from_range(numbers.title(from.sheet), from.row, from.column, to.row, to.column)
    };
    let named = |name: &Name| match name {
        Name::Word(word) => ChartRange::new_from_string(word),
        Name::Cell(place) => range((*place, *place)),
    };
    let mut chart = Chart::new(ChartType::Column);
    for (name, cells, colour) in &plan.columns {
        chart
            .add_series()
            .set_name(&named(name))
            .set_categories(&range(plan.categories))
            .set_values(&range(*cells))
            .set_gap(80)
            .set_overlap(0)
            .set_format(ChartFormat::new().set_solid_fill(ChartSolidFill::new().set_color(*colour)));
    }
    if !plan.lines.is_empty() {
        let mut over = Chart::new(ChartType::Line);
        for (name, cells, colour) in &plan.lines {
            over.add_series()
                .set_name(&named(name))
                .set_categories(&range(plan.categories))
                .set_values(&range(*cells))
                .set_format(ChartFormat::new().set_line(ChartLine::new().set_color(*colour).set_width(1.75)));
        }
        chart.combine(&over);
    }
    chart.title().set_name(plan.title).set_font(ChartFont::new().set_size(12).set_bold());
    chart.y_axis().set_name(plan.unit).set_num_format("#,##0").set_name_font(ChartFont::new().set_size(9));
    chart.x_axis().set_font(ChartFont::new().set_size(9));
    chart.legend().set_position(ChartLegendPosition::Bottom);
    chart.set_width(plan.size.0).set_height(plan.size.1).set_alt_text(plan.title);
    chart
}
