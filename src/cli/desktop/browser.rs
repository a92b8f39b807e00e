//! The user's browser.

use std::time::Duration;

/// What cannot start a browser says so within this; what takes longer is one that runs.
const VERDICT: Duration = Duration::from_secs(5);

/// Opens an address in the user's browser; whether that went well, which takes a few seconds to know where the desktop's own
/// opener waits for the browser.
pub(in crate::cli) fn browse(address: &str) -> bool {
    open::that_detached_with_timeout(address, VERDICT).is_ok()
}
