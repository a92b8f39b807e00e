//! tidui 梯队: how likely is each target of a talent plan under its money, and what holds it back?
//!
//! The data's way is the architecture, one folder a stage:
//!
//! ```text
//! scenario file → scenario → model → simulate → summary → study → tables, report → runs → app → cli
//! ```
//!
//! Each stage has its own types; dependencies point one way. Without features the crate is the engine alone, from words to
//! studies; `app` adds tables, reports, folders and the use-cases, `cli` the command line.
//!
//! A scenario is a file, or a text in memory; what comes of it is data:
//!
//! ```
//! use tidui::app::{How, Replicates, Run, Source, run};
//! use tidui::simulate::Unobserved;
//!
//! let text = "
//!     format = 2
//!     extends = 'xiqing-2021'
//!     [scenario]
//!     id = 'half'
//!     title = { zh = '专项经费减半', en = 'Half the special fund' }
//!     [fund.special]
//!     appropriation = { times = 0.5 }
//! ";
//! let folder = tempfile::tempdir()?;
//! let request = Run {
//!     how: How {
//!         replicates: Replicates::new(40),
//!         output: folder.path().to_owned(),
//!         no_charts: true,
//!         ..How::default()
//!     },
//!     ..Run::of(Source::text(text))
//! };
//! let outcome = run(&request, &Unobserved)?;
//! let joint = outcome.said.results.joint;
//! assert!(joint.low <= joint.estimate && joint.estimate <= joint.high);
//! // The folder holds the scenario, the tables and the reports.
//! assert!(outcome.folder.join("report.en.html").is_file());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod backtest;
pub mod fit;
pub mod model;
pub mod random;
pub mod scenario;
pub mod simulate;
pub mod study;
pub mod summary;
pub mod update;
pub mod words;

#[cfg(feature = "app")]
pub mod app;
#[cfg(feature = "cli")]
pub mod cli;
#[cfg(feature = "app")]
pub mod import;
#[cfg(feature = "app")]
pub mod intake;
#[cfg(feature = "app")]
pub mod report;
#[cfg(feature = "app")]
pub mod runs;
#[cfg(feature = "serve")]
pub mod serve;
#[cfg(feature = "app")]
pub mod tables;
