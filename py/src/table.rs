//! Tables, as Python takes them.

use std::sync::Arc;

use pyo3::IntoPyObjectExt as _;
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyDict};
use tidui::tables::{Handed, Values};
use tidui::words::Language;

use crate::failures::language;

/// A table.
#[pyclass(frozen, module = "tidui._native")]
pub(crate) struct Table(Arc<Handed>);

impl From<Handed> for Table {
    fn from(table: Handed) -> Self {
        Self(Arc::new(table))
    }
}

#[pymethods]
impl Table {
    /// Its name: that of its file in a folder.
    #[getter]
    fn name(&self) -> &str {
        self.0.schema.stem
    }

    /// What a row is.
    fn meaning(&self, lang: &str) -> String {
        self.0.schema.meaning.get(language(lang)).to_owned()
    }

    /// Its columns: name, kind, unit in words, meaning.
    fn schema(&self, lang: &str) -> Vec<(String, &'static str, String, String)> {
        let lang: Language = language(lang);
        let columns = self.0.schema.columns.iter();
        columns
            .map(|one| (one.name.to_string(), one.kind.code(), one.unit.clone(), one.meaning.get(lang).to_owned()))
            .collect()
    }

    fn __len__(&self) -> usize {
        self.0.height()
    }

    /// Its columns by name, as lists.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let columns =
            self.0.columns().map_err(|error| crate::failures::raised(py, &error.into(), Language::English))?;
        let dict = PyDict::new(py);
        for (name, values) in columns {
            let values = match values {
                Values::Text(list) => list.into_bound_py_any(py)?,
                Values::Integer(list) => list.into_bound_py_any(py)?,
                Values::Number(list) => list.into_bound_py_any(py)?,
                Values::Truth(list) => list.into_bound_py_any(py)?,
            };
            dict.set_item(name, values)?;
        }
        Ok(dict)
    }

    /// The stream of the Arrow C interface. A consumer that asks for other types gets these, and converts them itself.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        drop(requested_schema);
        PyCapsule::new_with_value(py, self.0.stream(), c"arrow_array_stream")
    }
}
