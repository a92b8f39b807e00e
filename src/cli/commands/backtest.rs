//! `tidui backtest`

use crate::app::{self, AppError, Backtest};
use crate::cli::output::Output;
use crate::cli::progress::Progress;
use crate::report::{backtest as report, terminal};

pub(in crate::cli) fn execute(backtest: Backtest, output: &Output) -> Result<(), AppError> {
    let progress = Progress::of(output);
    let outcome = app::backtest(&Backtest { lang: output.language(), ..backtest }, &progress);
    progress.finish();
    let app::BacktestOutcome { scenario, found, folder, warnings } = outcome?;
    let files: Vec<_> = folder.into_iter().collect();
    if output.json() {
        return output.object(&report::object(&scenario, &found, &files, output.language()));
    }
    output.warnings(&warnings);
    let view = report::view(&scenario, &found, output.words());
    let written = terminal::written(&files, output.words(), output.paint());
    output.text(&(terminal::view(&view, output.paint()) + &written))
}
