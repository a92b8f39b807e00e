//! `tidui form` and `tidui new`

use crate::app::{self, AppError, Form, New};
use crate::cli::output::Output;
use crate::report::terminal;

pub(in crate::cli) fn form(mut form: Form, output: &Output) -> Result<(), AppError> {
    form.lang = output.language();
    let written = app::form(&form)?;
    if output.json() {
        return output.object(&written);
    }
    output.text(&terminal::form_written(&written.file, written.numbers, output.words(), output.paint()))
}

pub(in crate::cli) fn new(mut new: New, output: &Output) -> Result<(), AppError> {
    new.lang = output.language();
    let begun = app::new(&new)?;
    if output.json() {
        return output.object(&begun);
    }
    output.problems(&begun.problems);
    let counts = (begun.numbers, begun.assumed);
    let stated = new.from.as_ref().map(|_| (begun.stated, begun.tables.as_slice()));
    output.text(&terminal::begun(&begun.plan, &begun.form, counts, stated, output.words(), output.paint()))
}
