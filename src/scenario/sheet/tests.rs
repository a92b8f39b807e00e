use std::fmt::Write as _;

use super::*;
use crate::words::Language;

fn columns() -> Vec<Column> {
    vec![
        Column::required("id", Kind::Id).unique(),
        Column::required("name", Kind::Text),
        Column::optional("age", Kind::Whole { min: 18, max: 70 }),
        Column::optional("share", Kind::Number { min: 0.0, max: 1.0 }),
        Column::optional("head", Kind::Flag),
        Column::optional("since", Kind::Month { between: Month::new(1970, 1).zip(Month::new(2025, 1)) }),
        Column::optional("sex", Kind::Sex),
        Column::optional("posts", Kind::List),
    ]
}

fn read(name: &str, text: &str) -> Result<Sheet, Diagnostics> {
    read_sheet(Grid::of_text(name, text.to_owned(), ','), &columns())
}

fn problem(text: &str, language: Language) -> String {
    read("s.csv", text).unwrap_err().render(language)
}

#[test]
fn cells_are_typed_and_placed() {
    let text = "\u{feff}name,id,age,share,head,since,sex,posts\r\n\
                \"李, \"\"娜\"\"\", li-na ,41,0.5,yes,2021-05,f,a; b-2\r\n\r\n\
                \"two\nlines\",wang,,,,,m,\r\n";
    let sheet = read("s.csv", text).unwrap();
    let [li, wang] = sheet.rows.as_slice() else { panic!("two rows") };
    assert_eq!((li.text("id"), li.text("name")), (Some("li-na"), Some("李, \"娜\"")));
    assert_eq!((li.whole("age"), li.number("share"), li.flag("head")), (Some(41), Some(0.5), Some(true)));
    assert_eq!((li.month("since"), li.sex("sex")), (Month::new(2021, 5), Some(Sex::Female)));
    assert_eq!(li.list("posts"), ["a", "b-2"]);
    assert_eq!(li.location("id").unwrap().to_string(), "s.csv:2:13");
    assert_eq!(
        (wang.whole("age"), wang.number("share"), wang.flag("head"), wang.month("since")),
        (None, None, None, None)
    );
    assert_eq!(
        (wang.text("name"), wang.sex("sex"), wang.list("posts").len()),
        (Some("two\nlines"), Some(Sex::Male), 0)
    );
    assert_eq!(wang.location("id").unwrap().to_string(), "s.csv:5:8");
    assert_eq!((wang.text("none"), wang.location("none")), (None, None));
}

#[test]
fn optional_columns_may_be_left_out() {
    let sheet = read("s.csv", "id,name\na,A").unwrap();
    assert_eq!(sheet.rows[0].cell("age"), Some(&Cell::Blank));
    assert_eq!(sheet.rows[0].location("age").unwrap().to_string(), "s.csv:2:1");
    assert!(read("s.csv", "id,name\n").unwrap().rows.is_empty());
}

#[test]
fn every_bad_cell_is_reported() {
    let text = "id,name,age,share,head,since,sex,posts\n\
                Li Na,,17,1.5,maybe,2021-13,x,a;B\n\
                a,李,x,nan,,may,,\n\
                b,B,1.0,,,,\n\
                a,A,,,,,,\n";
    assert_eq!(
        problem(text, Language::English),
        "s.csv:2:1: error[wrong-format]: `id` must be an id, not `Li Na`\n    hint: an id has lower-case letters, digits and hyphens, such as open-selection\n\
         s.csv:2:7: error[missing-value]: `name` must not be blank\n\
         s.csv:2:8: error[out-of-range]: `age` must be from 18 to 70, not `17`\n\
         s.csv:2:11: error[out-of-range]: `share` must be from 0 to 1, not `1.5`\n\
         s.csv:2:15: error[not-allowed]: `head` must be yes or no, not `maybe`\n    hint: write yes or no\n\
         s.csv:2:21: error[wrong-format]: `since` must be a month, not `2021-13` (F2); 1 more cell of the column likewise, such as `may` (F3)\n    hint: a month is written as year-month, such as 2021-05\n\
         s.csv:2:29: error[not-allowed]: `sex` must be f or m, not `x`\n    hint: f is female, m is male; 女 and 男 are read too\n\
         s.csv:2:31: error[wrong-format]: `posts` must be ids with semicolons between them, not `a;B`\n    hint: an id has lower-case letters, digits and hyphens, such as open-selection\n\
         s.csv:3:5: error[wrong-type]: `age` must be a whole number, not `x`\n\
         s.csv:3:7: error[wrong-type]: `share` must be a number, not `nan`\n\
         s.csv:4:1: error[wrong-cell-count]: the row has 7 cells instead of 8\n    hint: a cell that is left blank still has its comma\n\
         s.csv:5:1: error[duplicate-cell]: `id` has `a` twice, first in A3"
    );
    assert_eq!(
        problem("id,name,age\na,甲,三十\na,乙,99\nb,,", Language::Chinese),
        "s.csv:2:5: 错误[wrong-type]: `age` 应为整数\n\
         s.csv:3:5: 错误[out-of-range]: `age` 应在 18 到 70 之间，写的是 `99`\n\
         s.csv:3:1: 错误[duplicate-cell]: `id` 里 `a` 重复，A2 已经有了\n\
         s.csv:4:3: 错误[missing-value]: `name` 不能空着"
    );
}

#[test]
fn many_bad_cells_are_one_problem_for_each_column_and_kind() {
    let mut text = "id,name,since,age\n".to_owned();
    for row in 0..5_000 {
        let _ = writeln!(
            text,
            "r{row},x,{}-{},{}",
            ["Mar", "Apr", "May"][row % 3],
            30 + row % 10,
            if row == 7 { "old" } else { "17" }
        );
    }
    let found = read("s.csv", &text).unwrap_err();
    assert_eq!(
        found.render(Language::English),
        "s.csv:2:13: error[out-of-range]: `age` must be from 18 to 70, not `17` (D2); 4998 more cells of the column likewise, the last D5001\n\
         s.csv:2:6: error[wrong-format]: `since` must be a month that can be read in one way, not `Mar-30` (C2); 4999 more cells of the column likewise, such as `Apr-31` (C3), `May-32` (C4), `Mar-33` (C5), the last C5001\n    \
         hint: Mar-30 may be 1930-03 or 2030-03: write year-month with four digits of the year; in a spreadsheet format the column as yyyy-mm\n\
         s.csv:9:13: error[wrong-type]: `age` must be a whole number, not `old`"
    );
    assert_eq!(found.count(crate::words::Severity::Error), 10_000);
}

#[test]
fn cells_are_read_as_spreadsheets_and_people_write_them() {
    let text = "教师花名册,,,,,,,\n\
                ,,,,,,,\n\
                \u{3000}ID ,Name,AGE,Share,head,Since,ＳＥＸ,posts,\n\
                １２,李娜,４１,5%,是,Mar-85,女,a；b、c,\n\
                wang,王,\"1,8\"x,,,,,,\n\
                ,,,,,,,\n\
                合　计：,2人,59,,,,,\n\
                注：含借调,,,,,,,\n";
    let text = text.replace("\"1,8\"x", "50.0");
    let sheet = read("s.csv", &text).unwrap();
    let [li, wang] = sheet.rows.as_slice() else { panic!("{:?}", sheet.warnings) };
    assert_eq!(
        (li.text("id"), li.whole("age"), li.number("share"), li.flag("head")),
        (Some("12"), Some(41), Some(0.05), Some(true))
    );
    assert_eq!((li.month("since"), li.sex("sex")), (Month::new(1985, 3), Some(Sex::Female)));
    assert_eq!((li.list("posts").join(" "), wang.whole("age")), ("a b c".to_owned(), Some(50)));
    assert_eq!(
        sheet.warnings.render(Language::English),
        "s.csv:7:1: warning[total-row]: row 7 is a total and is not read\n\
         s.csv:8:1: warning[note-row]: row 8 is a note below the table and is not read"
    );
    let dated = read("s.csv", "id,name,since\na,A,31121\nb,B,31122\n").unwrap();
    assert_eq!(dated.rows[0].month("since"), Month::new(1985, 3));
    assert_eq!(
        dated.warnings.render(Language::English),
        "s.csv:2:5: warning[day-numbers]: in `since`, cells that hold the number of a day as spreadsheets count from 1900 are \
         read as months: 2; 31121 in C2 is 1985-03"
    );
}

#[test]
fn a_row_is_only_a_total_where_it_is_no_row() {
    let sheet = read("s.csv", "id,name,age\ntotal,合计,30\na,小计小学,31\n").unwrap();
    assert_eq!((sheet.rows.len(), sheet.warnings.list.len()), (2, 0));
    assert_eq!(
        problem("id,name,since\na,A,#N/A", Language::English),
        "s.csv:2:5: error[failed-formula]: `since` must be a value that was worked out, not `#N/A`\n    \
         hint: mend the formula in the spreadsheet, or clear the cell"
    );
    assert!(problem("id,name,age\n合计小学,,30", Language::English).contains("`id` must be an id"));
}

#[test]
fn rows_and_columns_of_nothing_are_passed_over() {
    let sheet = read("s.csv", "\n,,,,\n,id,,name,,\n,a,,A,,\n,,,,,\n,b,,B\n\n").unwrap();
    assert_eq!(sheet.rows.iter().map(|row| row.text("id").unwrap()).collect::<Vec<_>>(), ["a", "b"]);
    assert_eq!(sheet.rows[1].location("name").unwrap().to_string(), "s.csv:6:5");
    assert_eq!(
        problem("id,name,,\na,A,,x\nb,B,,y", Language::English),
        "s.csv:2:6: error[nameless-column]: the column of this cell has no name (D2); 1 more cell of the column likewise, the \
         last D3\n    hint: name the column, or clear it"
    );
    // One comma too many is told as that.
    assert_eq!(
        problem("id,name\na,A,x", Language::English),
        "s.csv:2:1: error[wrong-cell-count]: the row has 3 cells instead of 2\n    \
         hint: a cell with a comma in it must be in double quotes"
    );
}

#[test]
fn what_may_be_of_a_person_is_not_told() {
    let columns = [
        Column::required("id", Kind::Text).unique(),
        Column::required("born", Kind::Month { between: None }),
        Column::required("sex", Kind::Sex),
    ];
    let read = |text: &str| {
        let found = read_sheet(Grid::of_text("s.csv", text.to_owned(), ','), &columns).unwrap_err();
        found.render(Language::English) + &found.render(Language::Chinese)
    };
    let told =
        read("id,born,sex\n340102198503150012,张三丰,13812345678\n340102198503150012,1985-03-15 13812345678,李四\n");
    for secret in ["3401", "1985031", "张", "1381", "李"] {
        assert!(!told.contains(secret), "{told}");
    }
    assert!(told.contains("`id` must not be the same twice, and A2 is the same"), "{told}");
    assert!(read("id,born,sex\n3.40102E+17,1985-03,f").contains("a spreadsheet keeps 15 digits"));
    // What is no such table at all is not quoted.
    let told = read("root:x:0:0:root:/root:/bin/bash\nid,secret\n");
    assert!(told.contains("no-header") && !told.contains("root") && !told.contains("secret"), "{told}");
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
        problem("id,name,单位,电话\na,b,c,d", Language::Chinese),
        "s.csv:1:9: 错误[unknown-column]: 没有这些列：`单位`、`电话`\n    \
         提示: 可用的有 `id`、`name`、`age`、`share`、`head`、`since`、`sex`、`posts`"
    );
    assert_eq!(
        problem("编号;名称\na;b", Language::Chinese),
        "s.csv:1:1: 错误[no-header]: 前 50 行里没有列名\n    提示: 表格要有一行列名，至少有 id、name"
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
        let _ = read("s.csv", &salad);
        let _ = read("s.csv", &format!("id,name\n{salad}"));
        let bytes: Vec<u8> = (0..roll(30)).map(|_| roll(256) as u8).collect();
        let _ = read("s.csv", &String::from_utf8_lossy(&bytes));
    }
}

#[test]
fn a_long_table_is_broken_off_soon_after_somebody_asks() {
    use std::sync::atomic::{AtomicUsize, Ordering};
    let text = (0..50_000).fold("id\n".to_owned(), |text, row| text + &format!("p{row}\n"));
    let columns = [Column::required("id", Kind::Id).unique()];
    let looks = AtomicUsize::new(0);
    let goes_on = || looks.fetch_add(1, Ordering::Relaxed) < 2;
    let read = |heed| read_sheet_heeding(Grid::of_text("long.csv", text.clone(), ','), &columns, heed).unwrap();
    assert!(read(Heed(&goes_on)).rows.len() < 10_000);
    assert_eq!(looks.load(Ordering::Relaxed), 3);
    assert_eq!(read(Heed::default()).rows.len(), 50_000);
}
