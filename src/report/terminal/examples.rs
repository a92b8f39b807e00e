//! The scenarios that come with the program.

use crate::report::words::Words;
use crate::words::Text;

use super::layout::{Cell, Table, paragraph};
use super::paint::{Paint, Tone};

/// The bundled scenarios: the name of each, and what it is.
#[must_use]
pub fn examples(list: &[(String, Text)], words: &Words, paint: Paint) -> String {
    let mut table = Table::new("<<");
    table.head(&["example-name", "example-title"].map(|id| words.word(id)));
    for (name, title) in list {
        table.row(vec![Cell::new(Tone::Strong, name.clone()), words.text(title).into()]);
    }
    format!("{}\n{}", table.render(paint), paragraph(paint, Tone::Quiet, 0, &words.word("example-how")))
}
