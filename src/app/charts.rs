//! Drawing the charts of a run into its folder.

use crate::report::charts::{Chart, ChartError, Sheet, draw_png, draw_svg};
use crate::runs::{Staging, layout};
use crate::simulate::{Observer, Pool};
use crate::words::Language;

use super::error::AppError;

/// Draws every chart, whose words are in this language, as SVG and PNG.
pub(super) fn draw(
    staging: &Staging,
    charts: &[(String, Chart)],
    language: Language,
    threads: usize,
    observer: &dyn Observer,
) -> Result<(), AppError> {
    let failed = |error: ChartError| AppError::Internal(error.to_string());
    let draw = |(stem, chart): &(String, Chart)| {
        if observer.cancelled() {
            return Err(AppError::Interrupted);
        }
        let svg = draw_svg(chart, Sheet::file(language)).map_err(failed)?;
        staging.write(&file(stem, language, "svg"), svg.as_bytes())?;
        staging.write(&file(stem, language, "png"), &draw_png(&svg).map_err(failed)?)?;
        Ok(())
    };
    Pool::start(threads.min(charts.len()))?.each(charts, draw).into_iter().collect()
}

/// Name of a chart's file: it says its language, so that both can lie side by side.
pub(super) fn file(stem: &str, language: Language, kind: &str) -> String {
    layout::chart(stem, &format!("{}.{kind}", language.code()))
}
