//! What is found beside runs and studies, as people read it: pages and texts in both languages, pictures in one.

use std::path::Path;

use crate::report::page::page_of_study;
use crate::report::terminal::{Paint, view as written};
use crate::report::view::View;
use crate::report::{About, Beside, Words};
use crate::runs::{self, Staging, layout};
use crate::scenario::Scenario;
use crate::words::{Language, file_name};

use super::error::{AppError, Instead};
use super::folder::{report_text, threads};
use super::near::folder_of;
use super::{Watcher, charts};

/// A folder in the making, where somebody wants it and nothing is yet.
pub(super) fn new_folder(to: &Path) -> Result<Staging, AppError> {
    let Some(name) = to.file_name() else {
        return Err(AppError::Exists { file: to.to_owned(), instead: Instead::Folder });
    };
    Ok(Staging::create(folder_of(to), &file_name(name))?)
}

/// The page of a view, with the command that makes it again.
pub(super) fn page(
    view: &View,
    (beside, scenario): (Beside, &Scenario),
    command: &str,
    words: &Words,
) -> Result<String, AppError> {
    let about = About {
        beside: Some(beside),
        command: Some(command.to_owned()),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        commit: runs::commit().to_owned(),
        results_version: runs::RESULTS_VERSION,
        ..About::default()
    };
    page_of_study(view, scenario, &about, words).map_err(|error| AppError::Internal(error.to_string()))
}

/// Of what pages are made.
pub(super) struct Pages<'a> {
    pub(super) beside: Beside,
    pub(super) scenario: &'a Scenario,
    /// The command that makes the same again.
    pub(super) command: String,
    /// The language of pictures; none where none are wanted.
    pub(super) drawn_in: Option<Language>,
    pub(super) threads: Option<usize>,
}

impl Pages<'_> {
    /// Writes what `view` says in each language.
    pub(super) fn write(
        &self,
        staging: &Staging,
        view: &dyn Fn(&Words) -> View,
        watcher: &dyn Watcher,
    ) -> Result<(), AppError> {
        for language in Language::ALL {
            let words = Words::new(language);
            let view = view(&words);
            let page = page(&view, (self.beside, self.scenario), &self.command, &words)?;
            staging.write(&layout::page(language), page.as_bytes())?;
            staging.write(&report_text(language), written(&view, Paint::Plain).as_bytes())?;
            if self.drawn_in == Some(language) {
                charts::draw(staging, &view.charts(), language, threads(self.threads), watcher)?;
            }
        }
        Ok(())
    }
}
