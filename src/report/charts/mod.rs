//! Charts for people who decide: likely paths, probabilities, money, effects, and what held a target back.
//!
//! A [`Chart`] is plain labels and numbers, already in the reader's language. plotters draws it: a panel is a chart of its
//! builder with our axis (`axis.rs`), and what stands around panels is drawn on its root canvas (`paper.rs`, `page.rs`).
//! It writes SVG (`backend.rs`), and the PNG is rendered from that SVG, so that the two cannot drift apart.
//!
//! PNG text is drawn with embedded faces, because the machine may have no fonts at all. SVG text names fonts that desktops
//! have beside them.

mod axis;
mod backend;
mod checks;
mod curves;
mod fan;
mod fans;
mod font;
mod forest;
mod lines;
mod money;
mod number;
mod page;
mod pair;
mod panel;
mod paper;
mod paths;
mod probability;
mod rows;
mod scatter;
mod spread;
#[cfg(test)]
mod tests;
mod theme;
mod tornado;
mod waterfall;

use std::io;

use plotters::drawing::DrawingAreaErrorKind;

use crate::words::Language;

pub use fan::{FanChart, FanTarget};
pub use fans::{Fan, FansChart, MOST_FANS};
pub use font::missing_glyphs;
pub use forest::{ForestChart, ForestRow};
pub use lines::{LineMark, LinePoint, LineReference, LineSeries, LinesChart};
pub use money::{MoneyChart, MoneyRange, MoneyYear};
pub use pair::{PairChart, PairRow};
pub use paths::{MOST_PATHS, PathsChart};
pub use probability::{ProbabilityChart, ProbabilityReference, ProbabilitySeries};
pub use scatter::{Dot, Region, ScatterChart};
pub use theme::PNG_SCALE;
pub use tornado::{TornadoChart, TornadoRow};
pub use waterfall::{MOST_SHORT, WaterfallChart, WaterfallRow, WaterfallStep};

/// The words around a chart. An empty string is left out of the picture.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heading {
    /// What the chart shows, in one line.
    pub title: String,
    /// How to read it, or which plan it belongs to.
    pub subtitle: String,
    /// The same message for someone who cannot see the picture. If empty, the subtitle serves.
    pub description: String,
    /// Source and caveats, in small type below the chart.
    pub footnote: String,
}

/// A chart that can be drawn.
#[derive(Clone, Debug, PartialEq)]
pub enum Chart {
    /// A quantity over the months, with its uncertainty.
    Fan(FanChart),
    /// Several of these, a small panel for each.
    Paths(PathsChart),
    /// Forecasts from several dates, and what came.
    Fans(FansChart),
    /// How probable each target is, month by month.
    Probabilities(ProbabilityChart),
    /// Need, spending, gap and appropriation per fiscal year.
    Money(MoneyChart),
    /// Which limit kept each target below its bound.
    Shortfall(WaterfallChart),
    /// How probable each target is as a function of a number, such as money.
    Lines(LinesChart),
    /// Effects with their intervals.
    Forest(ForestChart),
    /// Two values of each thing.
    Pair(PairChart),
    /// What an outcome is at the two ends of each number.
    Tornado(TornadoChart),
    /// Draws as dots.
    Scatter(ScatterChart),
}

/// Why a chart cannot be drawn.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ChartError {
    /// There is nothing to draw.
    #[error("{what} is empty")]
    Empty {
        /// The list without entries.
        what: String,
    },
    /// Two lists that go together differ in length.
    #[error("{what} has {found} entries where {expected} are needed")]
    Length {
        /// The list of the wrong length.
        what: String,
        /// How many entries it should have.
        expected: usize,
        /// How many it has.
        found: usize,
    },
    /// A number is infinite or not a number.
    #[error("entry {index} of {what} is not a finite number")]
    NotFinite {
        /// The list it stands in.
        what: String,
        /// Its place there, from 0.
        index: usize,
    },
    /// An index points past the end of what it indexes.
    #[error("{what} is {index} but there are only {length} months")]
    OutOfRange {
        /// The index.
        what: String,
        /// Its value.
        index: usize,
        /// The length of the list.
        length: usize,
    },
    /// More entries than fit on one page; several charts would show them.
    #[error("{found} {what} are too many for one chart, which holds {most}")]
    TooMany {
        /// The entries.
        what: String,
        /// How many fit.
        most: usize,
        /// How many there are.
        found: usize,
    },
    /// The backend failed.
    #[error("the chart could not be drawn: {0}")]
    Drawing(String),
}

impl From<DrawingAreaErrorKind<io::Error>> for ChartError {
    fn from(error: DrawingAreaErrorKind<io::Error>) -> Self {
        Self::Drawing(error.to_string())
    }
}

/// What a chart is drawn on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// The language of its words: English is set in a Latin face first, Chinese in a Chinese one.
    pub language: Language,
    /// Its width in logical pixels, from 480 to 2,000; outside, the nearest of these. The height follows from the content.
    pub width: u32,
}

impl Sheet {
    /// Of the width that files in a folder have: 1,000 pixels.
    #[must_use]
    pub const fn file(language: Language) -> Self {
        Self { language, width: 1000 }
    }

    fn width(self) -> f64 {
        f64::from(self.width.clamp(480, 2000))
    }
}

impl Chart {
    /// The words around the chart.
    #[must_use]
    pub fn heading(&self) -> &Heading {
        match self {
            Self::Fan(chart) => &chart.heading,
            Self::Paths(chart) => &chart.heading,
            Self::Fans(chart) => &chart.heading,
            Self::Probabilities(chart) => &chart.heading,
            Self::Money(chart) => &chart.heading,
            Self::Shortfall(chart) => &chart.heading,
            Self::Lines(chart) => &chart.heading,
            Self::Forest(chart) => &chart.heading,
            Self::Pair(chart) => &chart.heading,
            Self::Tornado(chart) => &chart.heading,
            Self::Scatter(chart) => &chart.heading,
        }
    }

    /// The same, to be added to.
    pub(in crate::report) fn heading_mut(&mut self) -> &mut Heading {
        match self {
            Self::Fan(chart) => &mut chart.heading,
            Self::Paths(chart) => &mut chart.heading,
            Self::Fans(chart) => &mut chart.heading,
            Self::Probabilities(chart) => &mut chart.heading,
            Self::Money(chart) => &mut chart.heading,
            Self::Shortfall(chart) => &mut chart.heading,
            Self::Lines(chart) => &mut chart.heading,
            Self::Forest(chart) => &mut chart.heading,
            Self::Pair(chart) => &mut chart.heading,
            Self::Tornado(chart) => &mut chart.heading,
            Self::Scatter(chart) => &mut chart.heading,
        }
    }
}

/// The chart as an SVG document, with a title and a description for screen readers.
///
/// # Errors
///
/// If the numbers of the chart do not fit together or are not finite.
pub fn draw_svg(chart: &Chart, sheet: Sheet) -> Result<String, ChartError> {
    match chart {
        Chart::Fan(chart) => page::svg(chart, sheet),
        Chart::Paths(chart) => page::svg(chart, sheet),
        Chart::Fans(chart) => page::svg(chart, sheet),
        Chart::Probabilities(chart) => page::svg(&chart.curves(), sheet),
        Chart::Money(chart) => page::svg(chart, sheet),
        Chart::Shortfall(chart) => page::svg(chart, sheet),
        Chart::Lines(chart) => page::svg(&chart.curves(), sheet),
        Chart::Forest(chart) => page::svg(chart, sheet),
        Chart::Pair(chart) => page::svg(chart, sheet),
        Chart::Tornado(chart) => page::svg(chart, sheet),
        Chart::Scatter(chart) => page::svg(chart, sheet),
    }
}

/// A chart that was drawn as SVG as a PNG file, at [`PNG_SCALE`] times its logical size, in the embedded faces.
///
/// # Errors
///
/// If `svg` is not such a document.
pub fn draw_png(svg: &str) -> Result<Vec<u8>, ChartError> {
    backend::pixels(svg)?.encode_png().map_err(|error| ChartError::Drawing(error.to_string()))
}
