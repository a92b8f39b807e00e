//! tidui in Python: what `python/tidui` calls, and nothing else.
//!
//! Requests come as JSON, as the command line and the page have them, and go to the same use-cases; tables go out as streams of
//! the Arrow C interface. What is said to a person who writes Python stands there, in `python/tidui`.

mod failures;
mod outcome;
mod requests;
mod table;
mod watch;

use pyo3::prelude::*;

/// The module `tidui._native`.
#[pymodule]
mod _native {
    #[pymodule_export]
    use crate::outcome::Outcome;
    #[pymodule_export]
    use crate::requests::{
        check, design_rows, engine, evaluate, examples, function, merge, parameters, questions, replay, replicate,
        resolved, run, shard, study, sweep,
    };
    #[pymodule_export]
    use crate::table::Table;
    use pyo3::prelude::*;

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("__version__", env!("CARGO_PKG_VERSION"))?;
        module.add("RESULTS_VERSION", tidui::runs::RESULTS_VERSION)
    }
}
