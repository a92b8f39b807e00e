//! Tests over whole charts, with the kind of numbers that a run gives.
//!
//! With the environment variable `TIDUI_CHARTS` set to a directory, the samples are also written there to be looked at.

mod faces;
mod pages;
mod refused;
mod samples;
mod scales;
mod seen;
mod strange;
mod tidy;

use super::*;

/// The widths that a page shows charts at, and that of files.
const WIDTHS: [u32; 2] = [560, 1000];

fn drawn(chart: &Chart) -> String {
    draw_svg(chart, Sheet::file(Language::Chinese)).unwrap()
}

fn keep(name: &str, extension: &str, bytes: &[u8]) {
    if let Some(directory) = std::env::var_os("TIDUI_CHARTS") {
        std::fs::write(std::path::Path::new(&directory).join(name).with_extension(extension), bytes).unwrap();
    }
}
