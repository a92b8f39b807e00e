//! Inputs that nobody would write on purpose, and some that somebody would: bundled plans and tables with numbers,
//! words, keys and lines changed, put through the check, audited replicates, studies and the program itself; and exported
//! tables, put through the import.
//!
//! Every case has a number, from which all of its chance follows. Time bounds how many there are: two seconds a test as
//! it is, as many as `TIDUI_FUZZ_SECONDS` says (`.ci/run` gives more, and a night by hand is no waste). `TIDUI_FUZZ_CASE`
//! runs one case alone: the number that a failure names. Run them where sums that overflow end a test:
//!
//! ```sh
//! benches/fuzz 60
//! ```

mod command;
mod mutate;
mod scenarios;
mod studies;
mod tables;

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::time::{Duration, Instant};

use crate::common::{Dice, dice};

/// Puts case after case to a test until its time is over. What `test` returns says whether the case came through the
/// check, so that a fuzzer whose every input is refused is seen to test nothing.
#[expect(clippy::print_stderr, reason = "which case failed, and how many were tried, is what a fuzzer says")]
pub(crate) fn cases(name: &str, test: impl Fn(&mut Dice) -> bool) {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let (only, seconds) = (number("TIDUI_FUZZ_CASE"), number("TIDUI_FUZZ_SECONDS").unwrap_or(2));
    let (began, mut accepted, mut done) = (Instant::now(), 0, 0);
    // Another part of the cases on every day of a long search, the same ones in every build otherwise.
    let first = number("TIDUI_FUZZ_FIRST").unwrap_or(0);
    for case in only.map_or(first..u64::MAX, |only| only..only + 1) {
        // On a busy machine a few cases take all the time, and chance alone may refuse them all.
        let enough = done >= 8 && (accepted * 20 >= done || done >= 400);
        if only.is_none() && enough && began.elapsed() > Duration::from_secs(seconds) {
            break;
        }
        let started = Instant::now();
        match catch_unwind(AssertUnwindSafe(|| test(&mut dice(case)))) {
            Ok(through) => accepted += u64::from(through),
            Err(panic) => {
                eprintln!("{name}: case {case}; run it alone with TIDUI_FUZZ_CASE={case}");
                resume_unwind(panic);
            }
        }
        let took = started.elapsed();
        assert!(took < Duration::from_mins(2), "{name}: case {case} took {took:?}");
        done += 1;
    }
    eprintln!("{name}: {done} cases, {accepted} accepted");
    assert!(only.is_some() || accepted * 20 >= done, "{name}: of {done} cases only {accepted} came through the check");
    assert!(peak() < 6 << 20, "{name}: {} KiB of memory", peak());
}

/// The most memory that this process has had, in KiB; none where the system does not say.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}
