//! A list of schools as it was exported becomes a table of schools in the scenario's own format.

use std::collections::BTreeMap;

use super::Table;
use super::columns::Columns;
use super::vocabulary::vocabulary;
use super::words::Meanings;
use crate::scenario::{Column, Grid, Groups, Kind as Cells, Noted, Row};
use crate::words::{Dating, Diagnostic, text};

/// The columns of the scenario's own table of schools.
const OWN: [&str; 10] = ["id", "title_zh", "title_en", "phase", "kind", "students", "posts", "group", "leads", "opens"];

/// The columns that are read, for the reader of cells; places as in `columns`.
pub(super) fn asked(columns: &Columns, usual: impl Fn(&str) -> Dating) -> Vec<Column> {
    let column = |field: &str, heading: &str| {
        let (kind, required) = match field {
            "students" => (Cells::Numbers { min: 0.0, max: 1e7 }, true),
            "posts" => (Cells::Number { min: 0.0, max: 1e7 }, true),
            "leads" => (Cells::Flag, false),
            "opens" => (Cells::Dated(usual(field)), false),
            "title" | "phase" => (Cells::Text, true),
            _ => (Cells::Text, false),
        };
        Column { required, ..Column::optional(heading.to_owned(), kind) }
    };
    columns.read().map(|(field, heading)| column(field, heading)).collect()
}

/// The phases that a cell names: one, several, or those that a word such as 九年一贯制 joins.
fn phases(text: &str) -> Vec<&str> {
    let all = vocabulary().key(&["joined"], text).unwrap_or(text);
    all.split([';', '；', '、', '/', '／', '+', '＋']).map(str::trim).filter(|word| !word.is_empty()).collect()
}

/// The table of every school whose row has no problem.
pub(super) fn table(
    columns: &Columns,
    meanings: &mut Meanings<'_>,
    grid: &Grid,
    rows: &[Row],
    groups: &mut Groups,
) -> Table {
    let mut table = Table { names: OWN.map(str::to_owned).to_vec(), rows: Vec::with_capacity(rows.len()) };
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    for row in rows {
        let text = |field: &str| columns.heading(field).and_then(|heading| row.text(heading)).unwrap_or_default();
        let mut named = |field: &str, word: &str, groups: &mut Groups| {
            let heading = columns.heading(if field == "school" { "title" } else { field })?;
            if word.is_empty() { None } else { meanings.id(row, heading, field, word, groups) }
        };
        let given = text("id");
        let title = text("title");
        let id = if crate::scenario::is_id(given) { Some(given.to_owned()) } else { named("school", title, groups) };
        let kind = named("kind", text("kind"), groups);
        let words = phases(text("phase"));
        let own: Vec<String> = words.iter().filter_map(|word| named("phase", word, groups)).collect();
        let students = columns.heading("students").map_or(&[][..], |heading| row.numbers(heading));
        if let (true, Some(heading)) = (students.len() != words.len().max(1), columns.heading("students"))
            // A cell that could not be read has a problem already.
            && (!students.is_empty() || row.written(heading).is_empty())
        {
            let (wanted, stated) = (words.len().max(1), students.len());
            row.report(groups, heading, Noted::Alike("wrong-format"), None, || {
                let message = text!("students-of-phases", wanted, stated);
                Diagnostic::error("wrong-format", message).hint(text!("hint-students-of-phases-listed"))
            });
        }
        let number = |field: &str| columns.heading(field).and_then(|heading| row.number(heading));
        let leads = columns.heading("leads").and_then(|heading| row.flag(heading)).unwrap_or_default();
        let opens = columns.heading("opens").and_then(|heading| row.month(heading));
        let Some(id) = id else { continue };
        if let Some(first) = seen.get(&id) {
            let (name, text) = (columns.heading("title").unwrap_or_default(), &id);
            row.report(groups, name, Noted::Alike("duplicate-cell"), Some(&id), || {
                Diagnostic::error("duplicate-cell", text!("duplicate-cell", name, text, first))
            });
            continue;
        }
        seen.insert(id.clone(), grid.name(row.index(), columns.place("title").unwrap_or_default()));
        table.rows.push((
            row.index(),
            vec![
                id,
                title.to_owned(),
                String::new(),
                own.join(";"),
                kind.unwrap_or_default(),
                students.iter().map(f64::to_string).collect::<Vec<_>>().join(";"),
                number("posts").map(|number| number.to_string()).unwrap_or_default(),
                text("group").to_owned(),
                if leads { "yes" } else { "no" }.to_owned(),
                opens.map(|opens| opens.to_string()).unwrap_or_default(),
            ],
        ));
    }
    table
}
