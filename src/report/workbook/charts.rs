//! Native charts, which follow the cells that they show.

use rust_xlsxwriter::{Chart, ChartFont, ChartFormat, ChartLegendPosition, ChartLine, ChartSolidFill, ChartType};

use super::live::Numbers;
use super::live::Place;

/// Cells in a row or column: the first and the last.
pub(super) type Span = (Place, Place);

/// What a chart shows.
pub(super) struct Plan<'a> {
    pub(super) title: &'a str,
    /// What the axis of values is in.
    pub(super) unit: &'a str,
    pub(super) categories: Span,
    /// Name, cells, colour; drawn as columns.
    pub(super) columns: Vec<(String, Span, u32)>,
    /// The same, drawn as lines.
    pub(super) lines: Vec<(String, Span, u32)>,
    /// In pixels.
    pub(super) size: (u32, u32),
}

pub(super) fn chart(plan: &Plan<'_>, numbers: &Numbers) -> Chart {
    let range = |(from, to): Span| format!("={}!{}", numbers.quoted(from.sheet), numbers.fixed(from.sheet, from, to));
    let mut chart = Chart::new(ChartType::Column);
    for (name, cells, colour) in &plan.columns {
        chart
            .add_series()
            .set_name(name)
            .set_categories(range(plan.categories).as_str())
            .set_values(range(*cells).as_str())
            .set_gap(80)
            .set_overlap(0)
            .set_format(ChartFormat::new().set_solid_fill(ChartSolidFill::new().set_color(*colour)));
    }
    if !plan.lines.is_empty() {
        let mut over = Chart::new(ChartType::Line);
        for (name, cells, colour) in &plan.lines {
            over.add_series()
                .set_name(name)
                .set_categories(range(plan.categories).as_str())
                .set_values(range(*cells).as_str())
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
