//! What a program has to do with a desktop: whether it was double-clicked, the browser, a message to somebody without a
//! terminal, and the address of the page that is served already.

mod browser;
mod message;
mod plate;
mod streams;

pub(super) use browser::browse;
pub(super) use message::show;
pub(super) use plate::{Hung, Plate, hang};
use streams::nobody_reads;

/// What a double click stands for.
pub(super) const CLICKED: [&str; 3] = ["tidui", "serve", "--open"];

/// Whether the program was double-clicked: no arguments, a display, and nobody at any of its three streams.
pub(super) fn is_clicked() -> bool {
    std::env::args_os().len() <= 1 && has_display() && nobody_reads()
}

/// Whether there is somewhere to show a window; elsewhere than on these two there always is.
fn has_display() -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    cfg!(any(windows, target_os = "macos")) || set("DISPLAY") || set("WAYLAND_DISPLAY")
}
