//! `tidui serve`

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::app::{AppError, interruption};
use crate::cli::output::Output;
use crate::serve::{Doorman, Serve, serve};

/// Tells where the page is to be had, and hears when the process is to end.
struct AtTerminal<'a> {
    output: &'a Output,
    interrupted: Arc<AtomicBool>,
}

impl Doorman for AtTerminal<'_> {
    fn open(&self, address: &str, again: bool) {
        if again {
            self.output.remark(&self.output.words().with("serve-open-again", &[("address", address)]));
            return;
        }
        let text = || format!("{}\n", self.output.words().with("serve-open-at", &[("address", address)]));
        // Who cannot be told where the page is sees no page; there is nothing else to do about it.
        let _ = if self.output.json() {
            self.output.object(&serde_json::json!({ "address": address }))
        } else {
            self.output.text(&text())
        };
    }

    fn is_closing(&self) -> bool {
        self.interrupted.load(Ordering::Relaxed)
    }
}

pub(in crate::cli) fn execute(mut request: Serve, output: &Output) -> Result<(), AppError> {
    request.lang = output.language();
    serve(&request, &AtTerminal { output, interrupted: interruption() })
}
