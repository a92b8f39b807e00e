//! Being asked to end: Ctrl-C, and on Unix also what systems send when they shut down or a terminal is closed.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use signal_hook::consts;
use signal_hook::flag::register;

/// What is sent when a terminal is closed.
#[cfg(unix)]
const HANG_UP: &[i32] = &[consts::SIGHUP];
#[cfg(not(unix))]
const HANG_UP: &[i32] = &[];

/// What is sent to whoever lets a file grow beyond what is allowed.
#[cfg(unix)]
const TOO_LARGE: &[i32] = &[consts::SIGXFSZ];
#[cfg(not(unix))]
const TOO_LARGE: &[i32] = &[];

/// A flag that is raised when somebody asks the process to end, so that it can clear up first. Where that cannot be had, the
/// process is ended at once, as it would be anyway, and what it left is cleared when the next run begins.
#[must_use]
pub fn interruption() -> Arc<AtomicBool> {
    let flag = Arc::new(AtomicBool::new(false));
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    // What `nohup` started is not to end with its terminal. Where the system does not say, it decides itself.
    let hang_up = HANG_UP.iter().filter(|signal| ignores(&status, **signal) == Some(false));
    for signal in [consts::SIGINT, consts::SIGTERM].iter().chain(hang_up) {
        let _ = register(*signal, Arc::clone(&flag));
    }
    // Such a file is refused like one on a full disk, and does not end the process.
    for signal in TOO_LARGE {
        let _ = register(*signal, Arc::default());
    }
    flag
}

/// Whether a signal is ignored, as the status of a process says.
fn ignores(status: &str, signal: i32) -> Option<bool> {
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"))?;
    let mask = u64::from_str_radix(mask.trim(), 16).ok()?;
    Some(mask >> (signal - 1) & 1 == 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_status_of_a_process_says_what_it_ignores() {
        let status = "Name:\ttidui\nSigBlk:\t0000000000000001\nSigIgn:\t0000000000001001\nSigCgt:\t0000000000000000\n";
        assert_eq!([1, 2, 13].map(|signal| ignores(status, signal)), [Some(true), Some(false), Some(true)]);
        assert_eq!(ignores("", 1), None);
    }
}
