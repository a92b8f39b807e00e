//! `tidui serve`

use std::io::{IsTerminal as _, stderr};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use crate::app::{AppError, interruption};
use crate::cli::desktop::{Hung, Plate, browse, hang, show};
use crate::cli::output::Output;
use crate::report::Words;
use crate::serve::{Doorman, Serve, serve};

/// Tells where the page is to be had, opens it if asked to, and hears when the process is to end.
struct AtTerminal<'a> {
    output: &'a Output,
    opens: bool,
    plate: Option<Plate>,
    interrupted: Arc<AtomicBool>,
}

impl Doorman for AtTerminal<'_> {
    fn open(&self, address: &str, again: bool) {
        if let Some(plate) = &self.plate {
            plate.write(address);
        }
        if again {
            self.output.remark(&self.output.words().with("serve-open-again", &[("address", address)]));
            return;
        }
        where_it_is(address, self.output);
        if self.opens {
            // The page is served while the browser starts.
            let (address, words) = (address.to_owned(), Words::new(self.output.language()));
            thread::spawn(move || look(&address, &words));
        }
    }

    fn closed(&self) {
        // A second double click from now on finds nobody.
        if let Some(plate) = &self.plate {
            plate.take_down();
        }
    }

    fn is_closing(&self) -> bool {
        self.interrupted.load(Ordering::Relaxed)
    }
}

/// Tells where the page is.
fn where_it_is(address: &str, output: &Output) {
    let text = || format!("{}\n", output.words().with("serve-open-at", &[("address", address)]));
    // Who cannot be told where the page is sees no page; there is nothing else to do about it.
    let _ =
        if output.json() { output.object(&serde_json::json!({ "address": address })) } else { output.text(&text()) };
}

/// Opens the page in a browser, or says where it is.
fn look(address: &str, words: &Words) {
    if !browse(address) {
        tell(&words.with("serve-no-browser", &[("address", address)]));
    }
}

/// Tells somebody who may have no terminal.
fn tell(text: &str) {
    if !stderr().is_terminal() {
        show(text);
    }
}

pub(in crate::cli) fn execute(mut request: Serve, output: &Output) -> Result<(), AppError> {
    request.lang = output.language();
    let usual = request.is_usual();
    if let Ok(below) = request.output.strip_prefix("~") {
        request.output = std::env::home_dir().unwrap_or_default().join(below);
    }
    if !request.open {
        return serve(&request, &AtTerminal { output, opens: false, plate: None, interrupted: interruption() });
    }
    // Whoever asks for something else wants that, and not what is served already.
    let plate = match if usual { hang() } else { Hung::Nowhere } {
        Hung::Other(address) => {
            output.remark(&output.words().word("serve-already"));
            where_it_is(&address, output);
            look(&address, output.words());
            return Ok(());
        }
        Hung::Own(plate) => Some(plate),
        Hung::Nowhere => None,
    };
    let done = serve(&request, &AtTerminal { output, opens: true, plate, interrupted: interruption() });
    if let Err(error) = &done {
        let (message, hint) = (error.message(output.words()), error.hint(output.words()));
        tell(&hint.map_or_else(|| message.clone(), |hint| format!("{message}\n{hint}")));
    }
    done
}
