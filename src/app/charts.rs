//! Drawing the charts of a run into its folder.

use std::sync::OnceLock;

use crate::report::Words;
use crate::report::charts::{Chart, draw_png, draw_svg};
use crate::report::pictures::unreadable;
use crate::runs::{Staging, layout};
use crate::simulate::{Observer, Pool};
use crate::words::Language;

use super::error::AppError;

/// Makes charts in the words of a language.
pub(super) type Maker<'a> = dyn Fn(&Words) -> Vec<(String, Chart)> + Sync + 'a;

/// Draws every chart as SVG and PNG in the language of `words`. Where the font of the PNG lacks a character, the PNG is
/// drawn in English; returns a remark that says so.
pub(super) fn draw(
    staging: &Staging,
    make: &Maker<'_>,
    words: &Words,
    threads: usize,
    observer: &dyn Observer,
) -> Result<Option<String>, AppError> {
    let charts = make(words);
    let english = OnceLock::new();
    let draw = |(stem, chart): &(String, Chart)| {
        if observer.cancelled() {
            return Err(AppError::Interrupted);
        }
        let svg = draw_svg(chart).map_err(|error| AppError::Internal(error.to_string()))?;
        staging.write(&file(stem, words.language(), "svg"), svg.as_bytes())?;
        let missing = if words.language() == Language::English { Vec::new() } else { unreadable(chart) };
        let (language, shown) = if missing.is_empty() {
            (words.language(), Some(chart))
        } else {
            let all = english.get_or_init(|| make(&Words::new(Language::English)));
            (Language::English, all.iter().find(|(other, _)| other == stem).map(|(_, chart)| chart))
        };
        if let Some(chart) = shown {
            let png = draw_png(chart).map_err(|error| AppError::Internal(error.to_string()))?;
            staging.write(&file(stem, language, "png"), &png)?;
        }
        Ok(missing)
    };
    let drawn = Pool::start(threads.min(charts.len()))?.each(&charts, draw);
    let mut lacking = drawn.into_iter().collect::<Result<Vec<_>, AppError>>()?.concat();
    lacking.sort_unstable();
    lacking.dedup();
    let characters: String = lacking.into_iter().collect();
    Ok((!characters.is_empty()).then(|| words.with("note-charts-english", &[("characters", &characters)])))
}

/// Name of a chart's file: it says its language, so that both can lie side by side.
pub(super) fn file(stem: &str, language: Language, kind: &str) -> String {
    layout::chart(stem, &format!("{}.{kind}", language.code()))
}
