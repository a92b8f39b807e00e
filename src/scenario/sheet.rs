//! CSV sheets with typed columns.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::overlay::{listed, nearest_or_listed};
use super::structure::{id_hint, is_id, month_hint, range_words};
use crate::words::{Diagnostic, Diagnostics, Location, Month, Text, nearest};

/// A column that a sheet has or may have.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Its name in the first line of the sheet.
    pub name: Cow<'static, str>,
    /// What its cells hold.
    pub kind: Kind,
    /// Whether the column must be there and no cell of it may be blank.
    pub required: bool,
    /// Whether no two rows may have the same cell.
    pub unique: bool,
}

impl Column {
    /// A column that must be there and be filled in every row.
    ///
    /// ```
    /// use tidui::scenario::{Column, Kind};
    /// assert!(Column::required("id", Kind::Id).unique().unique);
    /// ```
    pub fn required(name: impl Into<Cow<'static, str>>, kind: Kind) -> Self {
        Self { name: name.into(), kind, required: true, unique: false }
    }

    /// A column that may be left out, and whose cells may be blank.
    pub fn optional(name: impl Into<Cow<'static, str>>, kind: Kind) -> Self {
        Self { required: false, ..Self::required(name, kind) }
    }

    /// The same, with no cell given twice.
    #[must_use]
    pub fn unique(mut self) -> Self {
        self.unique = true;
        self
    }
}

/// What the cells of a column hold.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    /// Any text.
    Text,
    /// An id: lower-case letters, digits and hyphens.
    Id,
    /// A whole number.
    Whole {
        /// The least that is allowed.
        min: i64,
        /// The most that is allowed.
        max: i64,
    },
    /// A number.
    Number {
        /// The least that is allowed.
        min: f64,
        /// The most that is allowed.
        max: f64,
    },
    /// `yes` or `no`.
    Flag,
    /// A month such as 2021-05.
    Month,
    /// `f` or `m`.
    Sex,
    /// Ids with semicolons between them.
    List,
}

/// The sex of a person in a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sex {
    /// Written `f`.
    Female,
    /// Written `m`.
    Male,
}

/// What one cell holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing.
    Blank,
    /// A cell of [`Kind::Text`] or [`Kind::Id`].
    Text(String),
    /// A cell of [`Kind::Whole`].
    Whole(i64),
    /// A cell of [`Kind::Number`].
    Number(f64),
    /// A cell of [`Kind::Flag`].
    Flag(bool),
    /// A cell of [`Kind::Month`].
    Month(Month),
    /// A cell of [`Kind::Sex`].
    Sex(Sex),
    /// A cell of [`Kind::List`].
    List(Vec<String>),
}

/// One row of a sheet. Cells are asked for by the index of their column in the list that the sheet was read with; what
/// is blank, out of bounds or of another kind is `None`.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// One cell for each column asked for, in that order.
    pub cells: Vec<Cell>,
    /// Where each cell starts; for a column that the sheet leaves out, where the row starts.
    pub locations: Vec<Location>,
}

impl Row {
    /// The text or id in a column.
    #[must_use]
    pub fn text(&self, column: usize) -> Option<&str> {
        if let Some(Cell::Text(text)) = self.cells.get(column) { Some(text) } else { None }
    }

    /// The whole number in a column.
    #[must_use]
    pub fn whole(&self, column: usize) -> Option<i64> {
        if let Some(Cell::Whole(whole)) = self.cells.get(column) { Some(*whole) } else { None }
    }

    /// The number in a column.
    #[must_use]
    pub fn number(&self, column: usize) -> Option<f64> {
        if let Some(Cell::Number(number)) = self.cells.get(column) { Some(*number) } else { None }
    }

    /// The yes or no in a column.
    #[must_use]
    pub fn flag(&self, column: usize) -> Option<bool> {
        if let Some(Cell::Flag(flag)) = self.cells.get(column) { Some(*flag) } else { None }
    }

    /// The month in a column.
    #[must_use]
    pub fn month(&self, column: usize) -> Option<Month> {
        if let Some(Cell::Month(month)) = self.cells.get(column) { Some(*month) } else { None }
    }

    /// The sex in a column.
    #[must_use]
    pub fn sex(&self, column: usize) -> Option<Sex> {
        if let Some(Cell::Sex(sex)) = self.cells.get(column) { Some(*sex) } else { None }
    }

    /// The ids in a column, none if it is blank.
    #[must_use]
    pub fn list(&self, column: usize) -> &[String] {
        if let Some(Cell::List(list)) = self.cells.get(column) { list } else { &[] }
    }

    /// Where the cell in a column starts.
    #[must_use]
    pub fn location(&self, column: usize) -> Option<Location> {
        self.locations.get(column).cloned()
    }
}

/// A sheet whose every cell is what its column says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    /// The rows in file order, without the header.
    pub rows: Vec<Row>,
}

/// Reads a CSV sheet: commas between cells, double quotes around cells that hold commas, a first line of column names.
///
/// The order of columns in the sheet is free, blank lines are passed over, spaces around cells are dropped, and a byte
/// order mark and either kind of line end are accepted. Lines count lines of the file, so that a cell with a line end
/// in it counts for two. The text is scanned here rather than by the `csv` crate, which tells neither where in a line
/// a cell starts nor that a quote is never closed.
///
/// ```
/// use tidui::scenario::{Column, Kind, read_sheet};
/// use tidui::words::Language;
/// let columns = [Column::required("id", Kind::Id).unique(), Column::optional("age", Kind::Whole { min: 18, max: 70 })];
/// let sheet = read_sheet("staff.csv", "id,age\nli-na,41\nwang,", &columns).unwrap();
/// assert_eq!(sheet.rows[0].whole(1), Some(41));
/// assert_eq!(sheet.rows[1].whole(1), None);
/// assert_eq!(
///     read_sheet("staff.csv", "id,age\nli-na,forty", &columns).unwrap_err().render(Language::English),
///     "staff.csv:2:7: error[wrong-type]: `age` must be a whole number, not `forty`"
/// );
/// ```
///
/// # Errors
///
/// Everything found wrong: the columns, the number of cells in each row, and every cell.
pub fn read_sheet(name: &str, text: &str, columns: &[Column]) -> Result<Sheet, Diagnostics> {
    let mut problems = Diagnostics::new();
    let records = scan(&Arc::from(name), text.strip_prefix('\u{feff}').unwrap_or(text), &mut problems);
    let mut records = records.into_iter();
    let Some(header) = records.next() else {
        let place = Location { file: Arc::from(name), line: 1, column: 1 };
        problems.push(
            Diagnostic::error(
                "empty-sheet",
                Text::new("表格是空的，缺少列名", "the sheet is empty and has no column names"),
            )
            .at(Some(place)),
        );
        return Err(problems);
    };
    let places = find_columns(&header, columns, &mut problems);
    let mut sheet = Sheet::default();
    let mut seen: Vec<BTreeMap<String, usize>> = vec![BTreeMap::new(); columns.len()];
    for record in records {
        let start = record.first().map(|field| field.location.clone());
        if record.len() != header.len() {
            problems.push(
                Diagnostic::error(
                    "wrong-cell-count",
                    Text::new(
                        format!("这一行有 {} 格，应有 {} 格", record.len(), header.len()),
                        format!("the row has {} cells instead of {}", record.len(), header.len()),
                    ),
                )
                .at(start)
                .hint(Text::new("含逗号的格要加双引号", "a cell with a comma in it must be in double quotes")),
            );
            continue;
        }
        let mut row = Row { cells: Vec::new(), locations: Vec::new() };
        for ((column, place), seen) in columns.iter().zip(&places).zip(&mut seen) {
            let field = place.and_then(|place| record.get(place));
            let location = field.map(|field| field.location.clone()).or_else(|| start.clone());
            let cell =
                field.map_or(Ok(Cell::Blank), |field| read_cell(&field.text, column)).unwrap_or_else(|problem| {
                    problems.push(problem.at(location.clone()));
                    Cell::Blank
                });
            if let (true, Some(field), Some(location)) = (column.unique && cell != Cell::Blank, field, &location) {
                check_unique(field, column, location.line, seen, &mut problems);
            }
            row.cells.push(cell);
            row.locations.extend(location);
        }
        sheet.rows.push(row);
    }
    if problems.has_errors() { Err(problems) } else { Ok(sheet) }
}

fn check_unique(
    field: &Field,
    column: &Column,
    line: usize,
    seen: &mut BTreeMap<String, usize>,
    problems: &mut Diagnostics,
) {
    let (name, text) = (&column.name, &field.text);
    if let Some(first) = seen.get(text) {
        problems.push(
            Diagnostic::error(
                "duplicate-cell",
                Text::new(
                    format!("`{name}` 里 `{text}` 重复，第 {first} 行已经有了"),
                    format!("`{name}` has `{text}` twice, first on line {first}"),
                ),
            )
            .at(Some(field.location.clone())),
        );
    } else {
        seen.insert(text.clone(), line);
    }
}

/// Where in the header each column is.
fn find_columns(header: &[Field], columns: &[Column], problems: &mut Diagnostics) -> Vec<Option<usize>> {
    let names: Vec<&str> = columns.iter().map(|column| &*column.name).collect();
    let given: Vec<&str> = header.iter().map(|field| field.text.as_str()).collect();
    let free: Vec<&str> = names.iter().copied().filter(|name| !given.contains(name)).collect();
    if let [only] = header
        && columns.len() > 1
        && only.text.contains([';', '\t', '，'])
    {
        problems.push(
            Diagnostic::error(
                "wrong-separator",
                Text::new("列与列之间要用英文逗号", "columns must be separated by commas"),
            )
            .at(Some(only.location.clone()))
            .hint(Text::new("另存为逗号分隔的 CSV", "save the sheet as comma-separated values")),
        );
        return vec![None; columns.len()];
    }
    for (index, field) in header.iter().enumerate() {
        let text = field.text.as_str();
        let problem = if !names.contains(&text) {
            let hint = nearest(text, free.iter().copied()).map_or_else(|| listed(&names), super::overlay::perhaps);
            Diagnostic::error(
                "unknown-column",
                Text::new(format!("没有列 `{text}`"), format!("there is no column `{text}`")),
            )
            .hint(hint)
        } else if given.iter().position(|other| *other == text) != Some(index) {
            Diagnostic::error(
                "duplicate-column",
                Text::new(format!("列 `{text}` 写了两次"), format!("the column `{text}` is given twice")),
            )
        } else {
            continue;
        };
        problems.push(problem.at(Some(field.location.clone())));
    }
    for column in columns.iter().filter(|column| column.required && !given.contains(&&*column.name)) {
        let name = &column.name;
        problems.push(
            Diagnostic::error(
                "missing-column",
                Text::new(format!("缺少列 `{name}`"), format!("the column `{name}` is missing")),
            )
            .at(header.first().map(|field| field.location.clone())),
        );
    }
    names.iter().map(|name| given.iter().position(|other| other == name)).collect()
}

fn read_cell(text: &str, column: &Column) -> Result<Cell, Box<Diagnostic>> {
    let name = &column.name;
    if text.is_empty() {
        return if column.required {
            Err(Box::new(Diagnostic::error(
                "missing-value",
                Text::new(format!("`{name}` 不能空着"), format!("`{name}` must not be blank")),
            )))
        } else {
            Ok(Cell::Blank)
        };
    }
    let wrong = |code: &'static str, zh: &str, en: &str| {
        Box::new(Diagnostic::error(
            code,
            Text::new(format!("`{name}` 应{zh}，写的是 `{text}`"), format!("`{name}` must be {en}, not `{text}`")),
        ))
    };
    let out_of_range = |low: f64, high: f64| {
        let bound = |bound: f64| Some(bound).filter(|bound| bound.abs() < 9e18);
        let range = range_words(bound(low), bound(high), None, None);
        wrong("out-of-range", &range.zh, &range.en)
    };
    match column.kind {
        Kind::Text => Ok(Cell::Text(text.to_owned())),
        Kind::Id if is_id(text) => Ok(Cell::Text(text.to_owned())),
        Kind::Id => Err(Box::new(wrong("wrong-format", "为编号", "an id").hint(id_hint()))),
        Kind::Whole { min, max } => match text.parse::<i64>() {
            Ok(whole) if (min..=max).contains(&whole) => Ok(Cell::Whole(whole)),
            Ok(_) => Err(out_of_range(min as f64, max as f64)),
            Err(_) => Err(wrong("wrong-type", "为整数", "a whole number")),
        },
        Kind::Number { min, max } => match text.parse::<f64>().ok().filter(|number| number.is_finite()) {
            Some(number) if (min..=max).contains(&number) => Ok(Cell::Number(number)),
            Some(_) => Err(out_of_range(min, max)),
            None => Err(wrong("wrong-type", "为数", "a number")),
        },
        Kind::Flag => match text {
            "yes" => Ok(Cell::Flag(true)),
            "no" => Ok(Cell::Flag(false)),
            _ => Err(Box::new(
                wrong("not-allowed", "为 yes 或 no", "yes or no").hint(nearest_or_listed(text, &["yes", "no"])),
            )),
        },
        Kind::Month => text
            .parse()
            .map(Cell::Month)
            .map_err(|_| Box::new(wrong("wrong-format", "为月份", "a month").hint(month_hint(text)))),
        Kind::Sex => match text {
            "f" => Ok(Cell::Sex(Sex::Female)),
            "m" => Ok(Cell::Sex(Sex::Male)),
            _ => Err(Box::new(
                wrong("not-allowed", "为 f 或 m", "f or m").hint(Text::new("f 为女，m 为男", "f is female, m is male")),
            )),
        },
        Kind::List => {
            let ids: Vec<&str> = text.split(';').map(str::trim).collect();
            match ids.iter().find(|id| !is_id(id)) {
                None => Ok(Cell::List(ids.into_iter().map(str::to_owned).collect())),
                Some(bad) => Err(Box::new(
                    Diagnostic::error(
                        "wrong-format",
                        Text::new(
                            format!("`{name}` 应为用分号隔开的编号，其中有 `{bad}`"),
                            format!("`{name}` must be ids with semicolons between them, but has `{bad}`"),
                        ),
                    )
                    .hint(id_hint()),
                )),
            }
        }
    }
}

struct Field {
    text: String,
    location: Location,
}

/// Splits the text into records of fields, blank lines left out.
fn scan(file: &Arc<str>, text: &str, problems: &mut Diagnostics) -> Vec<Vec<Field>> {
    let mut scanner = Scanner { rest: text.chars().peekable(), line: 1, column: 1 };
    let mut records = Vec::new();
    while scanner.rest.peek().is_some() {
        let mut record = Vec::new();
        loop {
            record.push(scanner.field(file, problems));
            match scanner.step() {
                Some(',') => {}
                // The carriage return of a line end; alone it ends a line too.
                Some('\r') => {
                    if scanner.rest.peek() == Some(&'\n') {
                        scanner.step();
                    } else {
                        scanner.line += 1;
                        scanner.column = 1;
                    }
                    break;
                }
                _ => break,
            }
        }
        if !matches!(record.as_slice(), [only] if only.text.is_empty()) {
            records.push(record);
        }
    }
    records
}

struct Scanner<'t> {
    rest: std::iter::Peekable<std::str::Chars<'t>>,
    line: usize,
    column: usize,
}

impl Scanner<'_> {
    fn step(&mut self) -> Option<char> {
        let character = self.rest.next()?;
        if character == '\n' {
            self.line += 1;
            self.column = 1;
        } else {
            self.column += 1;
        }
        Some(character)
    }

    /// Reads up to, not over, the comma or line end after the field.
    fn field(&mut self, file: &Arc<str>, problems: &mut Diagnostics) -> Field {
        while matches!(self.rest.peek(), Some(' ' | '\t')) {
            self.step();
        }
        let location = Location { file: Arc::clone(file), line: self.line, column: self.column };
        let mut text = String::new();
        if self.rest.peek() == Some(&'"') {
            self.step();
            loop {
                match self.step() {
                    Some('"') if self.rest.peek() == Some(&'"') => {
                        self.step();
                        text.push('"');
                    }
                    Some('"') => break,
                    Some(character) => text.push(character),
                    None => {
                        let message =
                            Text::new("双引号没有结束", "the cell is not closed: its double quote is missing");
                        problems.push(Diagnostic::error("syntax", message).at(Some(location.clone())));
                        break;
                    }
                }
            }
            let mut more = String::new();
            while !matches!(self.rest.peek(), None | Some(',' | '\n' | '\r')) {
                more.extend(self.step());
            }
            if !more.trim().is_empty() {
                let message =
                    Text::new("后引号之后还有内容", "there is something more in the cell after its closing quote");
                problems.push(
                    Diagnostic::error("syntax", message)
                        .at(Some(location.clone()))
                        .hint(Text::new("双引号本身写成两个：\"\"", "write a double quote itself twice: \"\"")),
                );
            }
        } else {
            while !matches!(self.rest.peek(), None | Some(',' | '\n' | '\r')) {
                text.extend(self.step());
            }
        }
        Field { text: text.trim().to_owned(), location }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Language;

    fn columns() -> Vec<Column> {
        vec![
            Column::required("id", Kind::Id).unique(),
            Column::required("name", Kind::Text),
            Column::optional("age", Kind::Whole { min: 18, max: 70 }),
            Column::optional("share", Kind::Number { min: 0.0, max: 1.0 }),
            Column::optional("head", Kind::Flag),
            Column::optional("since", Kind::Month),
            Column::optional("sex", Kind::Sex),
            Column::optional("posts", Kind::List),
        ]
    }

    fn problem(text: &str, language: Language) -> String {
        read_sheet("s.csv", text, &columns()).unwrap_err().render(language)
    }

    #[test]
    fn cells_are_typed_and_placed() {
        let text = "\u{feff}name,id,age,share,head,since,sex,posts\r\n\
                    \"李, \"\"娜\"\"\", li-na ,41,0.5,yes,2021-05,f,a; b-2\r\n\r\n\
                    \"two\nlines\",wang,,,,,m,\r\n";
        let sheet = read_sheet("s.csv", text, &columns()).unwrap();
        let [li, wang] = sheet.rows.as_slice() else { panic!("two rows") };
        assert_eq!((li.text(0), li.text(1)), (Some("li-na"), Some("李, \"娜\"")));
        assert_eq!((li.whole(2), li.number(3), li.flag(4)), (Some(41), Some(0.5), Some(true)));
        assert_eq!((li.month(5), li.sex(6)), (Month::new(2021, 5), Some(Sex::Female)));
        assert_eq!(li.list(7), ["a", "b-2"]);
        assert_eq!(li.location(0).unwrap().to_string(), "s.csv:2:13");
        assert_eq!((wang.whole(2), wang.number(3), wang.flag(4), wang.month(5)), (None, None, None, None));
        assert_eq!((wang.text(1), wang.sex(6), wang.list(7).len()), (Some("two\nlines"), Some(Sex::Male), 0));
        assert_eq!(wang.location(0).unwrap().to_string(), "s.csv:5:8");
        assert_eq!((wang.text(99), wang.location(99)), (None, None));
    }

    #[test]
    fn optional_columns_may_be_left_out() {
        let sheet = read_sheet("s.csv", "id,name\na,A", &columns()).unwrap();
        assert_eq!(sheet.rows[0].cells[2], Cell::Blank);
        assert_eq!(sheet.rows[0].location(2).unwrap().to_string(), "s.csv:2:1");
        assert!(read_sheet("s.csv", "id,name\n", &columns()).unwrap().rows.is_empty());
    }

    #[test]
    fn every_bad_cell_is_reported() {
        let text = "id,name,age,share,head,since,sex,posts\n\
                    Li Na,,17,1.5,y,2021/5,F,a;;b\n\
                    a,李,x,nan,,may,,\n\
                    b,B,1.0,,,,\n\
                    a,A,,,,,,\n";
        assert_eq!(
            problem(text, Language::English),
            "s.csv:2:1: error[wrong-format]: `id` must be an id, not `Li Na`\n    hint: an id has lower-case letters, digits and hyphens, such as open-selection\n\
             s.csv:2:7: error[missing-value]: `name` must not be blank\n\
             s.csv:2:8: error[out-of-range]: `age` must be from 18 to 70, not `17`\n\
             s.csv:2:11: error[out-of-range]: `share` must be from 0 to 1, not `1.5`\n\
             s.csv:2:15: error[not-allowed]: `head` must be yes or no, not `y`\n    hint: allowed: `yes`, `no`\n\
             s.csv:2:17: error[wrong-format]: `since` must be a month, not `2021/5`\n    hint: perhaps `2021-05`\n\
             s.csv:2:24: error[not-allowed]: `sex` must be f or m, not `F`\n    hint: f is female, m is male\n\
             s.csv:2:26: error[wrong-format]: `posts` must be ids with semicolons between them, but has ``\n    hint: an id has lower-case letters, digits and hyphens, such as open-selection\n\
             s.csv:3:5: error[wrong-type]: `age` must be a whole number, not `x`\n\
             s.csv:3:7: error[wrong-type]: `share` must be a number, not `nan`\n\
             s.csv:3:12: error[wrong-format]: `since` must be a month, not `may`\n    hint: a month is written as year-month, such as 2021-05\n\
             s.csv:4:1: error[wrong-cell-count]: the row has 7 cells instead of 8\n    hint: a cell with a comma in it must be in double quotes\n\
             s.csv:5:1: error[duplicate-cell]: `id` has `a` twice, first on line 3"
        );
        assert_eq!(
            problem("id,name,age\na,甲,三十\na,乙,99\nb,,", Language::Chinese),
            "s.csv:2:5: 错误[wrong-type]: `age` 应为整数，写的是 `三十`\n\
             s.csv:3:1: 错误[duplicate-cell]: `id` 里 `a` 重复，第 2 行已经有了\n\
             s.csv:3:5: 错误[out-of-range]: `age` 应在 18 到 70 之间，写的是 `99`\n\
             s.csv:4:3: 错误[missing-value]: `name` 不能空着"
        );
    }

    #[test]
    fn columns_are_checked_by_name() {
        assert_eq!(
            problem("id,nmae,id,zzzzzz\na,b,c,d", Language::English),
            "s.csv:1:4: error[unknown-column]: there is no column `nmae`\n    hint: perhaps `name`\n\
             s.csv:1:9: error[duplicate-column]: the column `id` is given twice\n\
             s.csv:1:12: error[unknown-column]: there is no column `zzzzzz`\n    \
             hint: allowed: `id`, `name`, `age`, `share`, `head`, `since`, `sex`, `posts`\n\
             s.csv:1:1: error[missing-column]: the column `name` is missing"
        );
        assert_eq!(
            problem("id;name\na;b", Language::Chinese),
            "s.csv:1:1: 错误[wrong-separator]: 列与列之间要用英文逗号\n    提示: 另存为逗号分隔的 CSV"
        );
        assert_eq!(
            problem("\n\n", Language::English),
            "s.csv:1:1: error[empty-sheet]: the sheet is empty and has no column names"
        );
        assert_eq!(
            problem("id,name\na,\"b\nc,d", Language::English),
            "s.csv:2:3: error[syntax]: the cell is not closed: its double quote is missing"
        );
        assert_eq!(
            problem("id,name\na,\"b\" c", Language::English),
            "s.csv:2:3: error[syntax]: there is something more in the cell after its closing quote\n    \
             hint: write a double quote itself twice: \"\""
        );
    }

    #[test]
    fn nothing_makes_the_reader_panic() {
        let pieces =
            ["id", "name", ",", "\n", "\r", "\r\n", "\"", "a", " ", "中", ";", "\u{feff}", "1", "2021-05", "\u{0}"];
        let mut state = 11_u64;
        let mut roll = |sides: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as usize % sides
        };
        for _ in 0..20_000 {
            let salad: String = (0..roll(12)).map(|_| pieces[roll(pieces.len())]).collect();
            let _ = read_sheet("s.csv", &salad, &columns());
            let _ = read_sheet("s.csv", &format!("id,name\n{salad}"), &columns());
            let bytes: Vec<u8> = (0..roll(30)).map(|_| roll(256) as u8).collect();
            let _ = read_sheet("s.csv", &String::from_utf8_lossy(&bytes), &columns());
        }
    }
}
