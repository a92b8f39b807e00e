//! Workbooks that a bureau fills in or mends: a table with the cells that have problems marked.

mod book;
mod marked;

pub use book::form;
pub use marked::marked;

use rust_xlsxwriter::XlsxError;
use thiserror::Error;

/// Why a workbook could not be written: an error in tidui.
#[derive(Debug, Error)]
#[error("the workbook could not be written: {0}")]
pub struct FormError(#[from] XlsxError);
