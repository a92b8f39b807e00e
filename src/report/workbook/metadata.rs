//! How the run was made, so that it can be made again.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::Source;
use super::live::{Numbers, Sheet};
use super::page::Page;
use super::style::Look;

pub(super) fn sheet(source: Source<'_>, numbers: &mut Numbers) -> Result<Worksheet, XlsxError> {
    let (words, results, about) = (source.words, source.results, source.about);
    let mut page = Page::new(Sheet::Metadata, words, numbers, vec![34.0, 96.0])?;
    let mut row = page.opening(&words.word("book-metadata-title"), &[words.word("book-metadata-note")])?;
    let months = format!("{} – {}", source.scenario.start, source.scenario.end);
    let rows = [
        ("book-about-scenario", format!("{} ({})", words.text(&source.scenario.title), source.scenario.id)),
        ("book-about-months", months),
        ("book-about-digest", source.scenario.digest.clone()),
        ("book-about-seed", results.seed.to_string()),
        ("book-about-replicates", words.number(results.replicates as f64, 0)),
        ("book-about-chance", results.nesting.chance_replicates.to_string()),
        ("book-about-repeated", results.nesting.repeated_draws.to_string()),
        ("book-about-run", about.run.clone()),
        ("book-about-tidui", about.tidui.clone()),
        ("book-about-commit", about.commit.clone()),
        ("book-about-results", about.results_version.clone()),
        ("book-about-started", about.started.clone()),
        ("book-about-platform", about.platform.clone()),
    ];
    for (id, value) in rows {
        if value.is_empty() {
            continue;
        }
        page.word(row, 0, id, Look::Label)?;
        page.text(row, 1, &value, Look::Wrapped)?;
        row += 1;
    }
    row += 1;
    page.subtitle(row, "book-words-title")?;
    row += 1;
    for (id, meaning) in [
        ("need", "book-means-need"),
        ("spend", "book-means-spend"),
        ("gap", "book-means-gap"),
        ("appropriation", "book-means-appropriation"),
        ("mean", "book-means-mean"),
        ("p50", "book-means-p50"),
        ("p80", "book-means-p80"),
    ] {
        page.word(row, 0, id, Look::Label)?;
        page.word(row, 1, meaning, Look::Wrapped)?;
        row += 1;
    }
    page.finish(row, None, 0, &source.running())
}
