//! Progress on standard error with the time left, and being asked to end.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::app::{self, Stage, Watcher};
use crate::simulate::Observer;
use crate::words::Diagnostics;

use super::output::Output;

/// Watches a run: draws its progress, and stops it when somebody asks the process to end.
#[derive(Debug)]
pub(super) struct Progress<'a> {
    output: &'a Output,
    bar: ProgressBar,
    template: String,
    simulating: String,
    writing: String,
    checking: String,
    comparing: String,
    merging: String,
    interrupted: Arc<AtomicBool>,
    /// Whether warnings are only counted: the run, or the check, tells them in full.
    brief: bool,
}

impl<'a> Progress<'a> {
    /// Draws where remarks are wanted, and only on a terminal.
    pub(super) fn of(output: &'a Output) -> Self {
        let shown = output.remarks();
        let words = output.words();
        let target = if shown { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(None, target);
        let template = format!("{{msg}} {{bar:30}} {{percent:>3}}%  {} {{eta}}", words.word("progress-left"));
        Self {
            output,
            bar,
            template,
            simulating: words.word("progress-simulating"),
            writing: words.word("progress-writing"),
            checking: words.word("progress-checking"),
            comparing: words.word("progress-comparing"),
            merging: words.word("progress-merging"),
            interrupted: app::interruption(),
            brief: false,
        }
    }

    /// The same where warnings are known from the run.
    pub(super) fn briefly(self) -> Self {
        let mut own = self;
        own.brief = true;
        own
    }

    /// Takes the bar away.
    pub(super) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

impl Drop for Progress<'_> {
    fn drop(&mut self) {
        self.finish();
    }
}

impl Observer for Progress<'_> {
    fn progress(&self, done: u64, total: u64) {
        self.bar.set_length(total);
        self.bar.set_position(done);
    }

    fn cancelled(&self) -> bool {
        self.interrupted.load(Ordering::Relaxed)
    }
}

impl Watcher for Progress<'_> {
    fn warned(&self, warnings: &Diagnostics) {
        let tell = if self.brief { Output::warnings_in_brief } else { Output::warnings };
        self.bar.suspend(|| tell(self.output, warnings));
    }

    fn noted(&self, remark: &str) {
        self.bar.suspend(|| self.output.remark(remark));
    }

    fn stage(&self, stage: Stage) {
        let (message, template) = match stage {
            Stage::Simulating => (&self.simulating, self.template.as_str()),
            Stage::Writing => (&self.writing, "{msg} …"),
            Stage::Checking => (&self.checking, "{msg} …"),
            Stage::Comparing => (&self.comparing, "{msg} …"),
            Stage::Merging => (&self.merging, self.template.as_str()),
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            self.bar.set_style(style.progress_chars("█░"));
        }
        self.bar.set_message(message.clone());
    }
}
