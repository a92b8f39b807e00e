//! The form that a bureau fills in and sends round.

use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DataValidationRule, DocProperties, Format, FormatAlign, FormatBorder,
    Workbook, Worksheet, XlsxError,
};

use super::FormError;
use super::marked::room;
use crate::import::form::{self, FIRST_SHEET, LAYOUT, MARKER, Role, bases, column};
use crate::report::{Words, names};
use crate::scenario::{Named, Parameter, Scenario};

/// Rows that are ready to be filled in a sheet of people, and in one of schools.
const PEOPLE: u32 = 3_000;
const SCHOOLS: u32 = 300;
/// The row of headings, from 0.
const HEAD: u32 = 2;

/// A sheet that holds numbers: its title, and the first keys of the paths on it.
const SHEETS: [(&str, &[&str]); 6] = [
    ("form-sheet-people", &["people", "tier", "posts", "phase", "attribute"]),
    ("form-sheet-moves", &["move"]),
    ("form-sheet-channels", &["channel"]),
    ("form-sheet-programmes", &["programme", "effect"]),
    ("form-sheet-appropriations", &["fund"]),
    ("form-sheet-money", &[]),
];

/// The looks of cells.
struct Looks {
    title: Format,
    note: Format,
    head: Format,
    locked: Format,
    /// A path has no spaces to break at: it gets smaller instead of running over the next row.
    path: Format,
    number: Format,
    open: Format,
    open_text: Format,
}

impl Looks {
    fn new() -> Self {
        let cell =
            || Format::new().set_border(FormatBorder::Thin).set_border_color(0xC9_D2DB).set_align(FormatAlign::Top);
        let open = || cell().set_unlocked().set_background_color(0xFF_F4C2);
        Self {
            title: Format::new().set_bold().set_font_size(14),
            note: Format::new().set_text_wrap().set_font_color(0x5A_6672).set_align(FormatAlign::Top),
            head: cell().set_bold().set_background_color(0xE6_ECF2).set_text_wrap(),
            locked: cell().set_text_wrap(),
            path: cell().set_shrink(),
            number: cell().set_align(FormatAlign::Right),
            open: open(),
            open_text: open().set_text_wrap(),
        }
    }
}

/// The height of a line, in points.
const LINE: f64 = 15.0;

/// The height of a row in which each text is broken over a column so wide.
fn height<'t>(texts: impl IntoIterator<Item = (&'t str, f64)>) -> f64 {
    // Words that are not broken leave room at the end of a line.
    let lines = |(text, width): (&str, f64)| (room(text) as f64 / (width * 0.9)).ceil().max(1.0);
    texts.into_iter().map(lines).fold(1.0, f64::max) * LINE
}

/// The form of a plan, in the language of `words`.
///
/// # Errors
/// [`FormError`], if the workbook cannot be made.
pub fn form(scenario: &Scenario, words: &Words) -> Result<Vec<u8>, FormError> {
    let looks = Looks::new();
    let mut book = Workbook::new();
    let title = words.with("form-title", &[("plan", words.text(&scenario.title))]);
    // Nothing of a form may depend on when it was made.
    let time = rust_xlsxwriter::ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&DocProperties::new().set_title(&title).set_creation_datetime(&time));
    let mut listed: Vec<(Role, String)> = Vec::new();
    let mut opening = Worksheet::new();
    opening.set_name(words.word("form-sheet-opening"))?;
    first_page(&mut opening, &title, words, &looks)?;
    book.push_worksheet(opening);
    for (index, (name, _)) in SHEETS.iter().enumerate() {
        let chosen: Vec<&Parameter> =
            scenario.parameters.iter().filter(|one| form::is_asked(one) && sheet_of(one) == index).collect();
        if !chosen.is_empty() {
            let name = words.word(name);
            book.push_worksheet(numbers(scenario, &name, &chosen, words, &looks)?);
            listed.push((Role::Numbers, name));
        }
    }
    for role in [Role::Schools, Role::Roster, Role::Funnel, Role::Spending] {
        let name = words.word(match role {
            Role::Schools => "form-sheet-schools",
            Role::Roster => "form-sheet-roster",
            Role::Funnel => "form-sheet-funnel",
            _ => "form-sheet-spending",
        });
        let sheet = match role {
            Role::Schools | Role::Roster => Some(list(role, &name, words, &looks)?),
            Role::Funnel => {
                counts(scenario, role, &name, scenario.channels.iter().map(|one| &one.named), words, &looks)?
            }
            _ => counts(scenario, role, &name, scenario.lines.iter().map(|one| &one.named), words, &looks)?,
        };
        if let Some(sheet) = sheet {
            book.push_worksheet(sheet);
            listed.push((role, name));
        }
    }
    book.push_worksheet(marker(scenario, &listed)?);
    Ok(book.save_to_buffer()?)
}

fn sheet_of(parameter: &Parameter) -> usize {
    let first = parameter.path.split('.').next().unwrap_or_default();
    SHEETS.iter().position(|(_, keys)| keys.contains(&first)).unwrap_or(SHEETS.len() - 1)
}

/// What the form says of itself to the program.
fn marker(scenario: &Scenario, listed: &[(Role, String)]) -> Result<Worksheet, XlsxError> {
    let mut sheet = Worksheet::new();
    sheet.set_name(MARKER)?.set_very_hidden(true).protect();
    sheet.write(0, 0, MARKER)?.write(0, 1, LAYOUT)?;
    sheet.write(1, 0, "digest")?.write(1, 1, &scenario.digest)?;
    sheet.write(2, 0, "plan")?.write(2, 1, &scenario.id)?;
    for (row, (role, name)) in (FIRST_SHEET..).zip(listed) {
        sheet.write(row, 0, role.code())?.write(row, 1, name)?.write(row, 2, HEAD)?;
    }
    Ok(sheet)
}

fn first_page(sheet: &mut Worksheet, title: &str, words: &Words, looks: &Looks) -> Result<(), XlsxError> {
    // As wide as a page of paper is with the widest of usual fonts: one column that is wider is cut and not shrunk.
    const WIDTH: f64 = 70.0;
    sheet.set_column_width(0, WIDTH)?;
    sheet.write_with_format(0, 0, title, &looks.title.clone().set_text_wrap().set_align(FormatAlign::Top))?;
    // The title is written larger.
    sheet.set_row_height(0, height([(title, WIDTH * 0.7)]) * 1.3)?;
    for (row, line) in (2..).zip(words.word("form-opening").lines()) {
        sheet.write_with_format(row, 0, line, &looks.note)?;
        sheet.set_row_height(row, height([(line, WIDTH)]))?;
    }
    sheet.set_paper_size(9).set_print_fit_to_pages(1, 0).protect();
    Ok(())
}

/// A sheet with its title, its note and its headings; its pages are printed as wide as they are.
fn begun(
    name: &str,
    note: &str,
    heads: &[String],
    widths: &[f64],
    last: u32,
    looks: &Looks,
) -> Result<Worksheet, XlsxError> {
    let mut sheet = Worksheet::new();
    sheet.set_name(name)?;
    sheet.write_with_format(0, 0, name, &looks.title)?;
    sheet.write_with_format(1, 0, note, &Format::new().set_font_color(0x5A_6672))?;
    for (index, (head, width)) in heads.iter().zip(widths).enumerate() {
        sheet.write_with_format(HEAD, index as u16, head, &looks.head)?;
        sheet.set_column_width(index as u16, *width)?;
    }
    let right = heads.len().saturating_sub(1) as u16;
    sheet.set_print_area(0, 0, last.max(HEAD), right)?;
    sheet.set_repeat_rows(HEAD, HEAD)?;
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    sheet.set_freeze_panes(HEAD + 1, 2)?;
    sheet.protect();
    Ok(sheet)
}

fn numbers(
    scenario: &Scenario,
    name: &str,
    chosen: &[&Parameter],
    words: &Words,
    looks: &Looks,
) -> Result<Worksheet, XlsxError> {
    let heads = [
        "form-path",
        "form-name",
        "form-unit",
        "form-plan",
        "form-low",
        "form-likely",
        "form-high",
        "form-basis-head",
        "form-source",
        "form-note",
    ];
    let heads = heads.map(|id| words.word(id));
    let widths = [30.0, 40.0, 14.0, 30.0, 12.0, 12.0, 12.0, 14.0, 30.0, 30.0];
    let (first, last) = (HEAD + 1, HEAD + chosen.len() as u32);
    let mut sheet = begun(name, &words.word("form-numbers-note"), &heads, &widths, last, looks)?;
    for (line, parameter) in (first..).zip(chosen) {
        sheet.write_with_format(line, column::PATH, &parameter.path, &looks.path)?;
        let called = names::parameter(scenario, words, &parameter.path);
        let unit = names::unit(parameter, words);
        let of = |column: u16| widths[usize::from(column)];
        let texts = [(called.as_str(), of(column::NAME)), (unit.as_str(), of(column::UNIT))];
        sheet.set_row_height(line, height(texts))?;
        sheet.write_with_format(line, column::NAME, called, &looks.locked)?;
        sheet.write_with_format(line, column::UNIT, unit, &looks.locked)?;
        let (median, range) = names::spread(words, parameter);
        let plan = if parameter.is_known() { median } else { format!("{median} ({range})") };
        sheet.write_with_format(line, column::PLAN, plan, &looks.number)?;
        for column in [column::LOW, column::LIKELY, column::HIGH] {
            sheet.write_blank(line, column, &looks.open)?;
            sheet.add_data_validation(line, column, line, column, &within(parameter, words)?)?;
        }
        for column in [column::BASIS, column::SOURCE, column::NOTE] {
            sheet.write_blank(line, column, &looks.open_text)?;
        }
    }
    let titles = bases().map(|(_, title)| words.text(&title).to_owned());
    let choices = DataValidation::new().allow_list_strings(&titles)?;
    sheet.add_data_validation(first, column::BASIS, last.max(first), column::BASIS, &choices)?;
    Ok(sheet)
}

/// What may be typed for a number.
fn within(parameter: &Parameter, words: &Words) -> Result<DataValidation, XlsxError> {
    let (least, most) = parameter.range;
    let (least, most) = (least.max(-1e15), most.min(1e15));
    let told = words.with("form-within", &[("least", &words.rough(least)), ("most", &words.rough(most))]);
    let rule = DataValidation::new().allow_decimal_number(DataValidationRule::Between(least, most));
    rule.set_error_style(DataValidationErrorStyle::Stop).set_error_message(told)
}

/// A sheet of people or of schools, to be filled in.
fn list(role: Role, name: &str, words: &Words, looks: &Looks) -> Result<Worksheet, XlsxError> {
    let (heads, note, rows) = match role {
        Role::Schools => ("form-heads-schools", "form-schools-note", SCHOOLS),
        _ => ("form-heads-roster", "form-roster-note", PEOPLE),
    };
    let heads: Vec<String> = words.word(heads).split('|').map(|head| head.trim().to_owned()).collect();
    let widths = vec![18.0; heads.len()];
    let mut sheet = begun(name, &words.word(note), &heads, &widths, HEAD + 40, looks)?;
    // What stands beside the title is no part of the columns: a format of its own, so that it is written at all.
    let aside = Format::new().set_align(FormatAlign::Top).set_locked();
    for index in 0..heads.len() as u16 {
        sheet.set_column_format(index, &looks.open)?;
        for row in (0..HEAD).filter(|_| index > 0) {
            sheet.write_blank(row, index, &aside)?;
        }
        // Columns are open below their headings; the first rows look so.
        for row in HEAD + 1..HEAD + 41 {
            sheet.write_blank(row, index, &looks.open)?;
        }
    }
    sheet.unprotect_range(HEAD + 1, 0, HEAD + rows, heads.len().saturating_sub(1) as u16)?;
    Ok(sheet)
}

/// A sheet of counts: a row for each thing and year of the plan and the three years before it.
fn counts<'s>(
    scenario: &Scenario,
    role: Role,
    name: &str,
    things: impl Iterator<Item = &'s Named> + Clone,
    words: &Words,
    looks: &Looks,
) -> Result<Option<Worksheet>, XlsxError> {
    const BEFORE: i32 = 3;
    let Some(first) = scenario.fiscal_years().first().copied() else { return Ok(None) };
    let last = scenario.fiscal_years().last().copied().unwrap_or(first);
    let things: Vec<&Named> = things.collect();
    if things.is_empty() {
        return Ok(None);
    }
    let (heads, note) = match role {
        Role::Funnel => ("form-heads-funnel", "form-funnel-note"),
        _ => ("form-heads-spending", "form-spending-note"),
    };
    let heads: Vec<String> = words.word(heads).split('|').map(|head| head.trim().to_owned()).collect();
    let mut widths = vec![20.0, 34.0, 10.0];
    widths.resize(heads.len(), 12.0);
    let rows = things.len() as u32 * (last - first + 1 + BEFORE) as u32;
    let mut sheet = begun(name, &words.word(note), &heads, &widths, HEAD + rows, looks)?;
    let all = things.iter().flat_map(|thing| (first - BEFORE..=last).map(move |year| (thing, year)));
    for (line, (thing, year)) in (HEAD + 1..).zip(all) {
        sheet.write_with_format(line, 0, &thing.id, &looks.locked)?;
        sheet.write_with_format(line, 1, words.text(&thing.title), &looks.locked)?;
        sheet.write_with_format(line, 2, f64::from(year), &looks.locked)?;
        for column in 3..heads.len() as u16 {
            sheet.write_blank(line, column, &looks.open)?;
        }
    }
    let counted = DataValidation::new().allow_decimal_number(DataValidationRule::Between(0.0, 1e15));
    let right = heads.len().saturating_sub(1) as u16;
    sheet.add_data_validation(HEAD + 1, 3, HEAD + rows, right, &counted)?;
    Ok(Some(sheet))
}
