use std::io::{Cursor, Write as _};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;
use crate::scenario::Typed;
use crate::words::{Diagnostics, Language};

const TABLE: &str = "id,姓名,born\r\nli-na,李娜,1985-03\r\nwang,王芳,1990-11\r\n";

/// Bytes of a text in UTF-16, with the mark of the order or without.
fn utf16(text: &str, big: bool, mark: bool) -> Vec<u8> {
    let units = mark.then_some(0xfeff).into_iter().chain(text.encode_utf16());
    units.flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
}

fn cells(grid: &Grid) -> Vec<Vec<String>> {
    (0..grid.rows()).map(|row| grid.filled(row).map(|(_, text)| text.to_owned()).collect()).collect()
}

/// The sheets of a workbook as they were typed, if one of them is called `marker`.
fn sheets(name: &str, bytes: Vec<u8>, marker: &str) -> Option<Vec<crate::scenario::TypedSheet>> {
    if let Ok(Found::Sheets(sheets)) = found(name, bytes, marker) { Some(sheets) } else { None }
}

fn refused(bytes: &[u8], sheet: Option<&str>) -> String {
    grid("t.csv", bytes.to_vec(), sheet).unwrap_err().render(Language::English)
}

/// A workbook of these sheets: name, whether it is hidden, rows as XML, and what stands behind them.
fn workbook(sheets: &[(&str, bool, &str, &str)], texts: &[&str], epoch: bool) -> Vec<u8> {
    type Line = dyn Fn(usize, &(&str, bool, &str, &str)) -> String;
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
    let listed = |line: &Line| {
        sheets.iter().enumerate().map(|(index, sheet)| line(index + 1, sheet)).collect::<Vec<_>>().concat()
    };
    let mut parts = vec![
        (
            "_rels/.rels".to_owned(),
            format!(
                r#"<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
            ),
        ),
        (
            "xl/workbook.xml".to_owned(),
            format!(
                r#"<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><workbookPr date1904="{}"/><sheets>{}</sheets></workbook>"#,
                u8::from(epoch),
                listed(&|number, (name, hidden, ..)| {
                    let state = if *hidden { r#" state="hidden""# } else { "" };
                    format!(r#"<sheet name="{name}" sheetId="{number}" r:id="r{number}"{state}/>"#)
                })
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels".to_owned(),
            format!(
                r#"<Relationships xmlns="{PACKAGE}">{}</Relationships>"#,
                listed(&|number, _| format!(
                    r#"<Relationship Id="r{number}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{number}.xml"/>"#
                ))
            ),
        ),
        (
            "xl/sharedStrings.xml".to_owned(),
            format!(
                r#"<sst xmlns="{MAIN}" count="{0}" uniqueCount="{0}">{1}</sst>"#,
                texts.len(),
                texts.iter().map(|text| format!("<si><t>{text}</t></si>")).collect::<Vec<_>>().concat()
            ),
        ),
        (
            "xl/styles.xml".to_owned(),
            // 0 as it is, 1 a date, 2 a month as Chinese Excel has it, 3 of one's own, 4 a time.
            format!(
                r#"<styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="57"/><xf numFmtId="164"/><xf numFmtId="20"/></cellXfs></styleSheet>"#
            ),
        ),
    ];
    for (index, (_, _, rows, behind)) in sheets.iter().enumerate() {
        let part = format!(r#"<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{behind}</worksheet>"#);
        parts.push((format!("xl/worksheets/sheet{}.xml", index + 1), part));
    }
    zipped(&parts)
}

fn zipped(parts: &[(String, String)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in parts {
        zip.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
        zip.write_all(part.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const SPREADSHEET: &str = "application/vnd.oasis.opendocument.spreadsheet";

/// A workbook as `.ods`: what it says that it is, what stands in its list of parts, and the part of its sheets.
fn packed(kind: &str, list: &str, content: &str) -> Vec<u8> {
    zipped(&[
        ("mimetype".to_owned(), kind.to_owned()),
        ("META-INF/manifest.xml".to_owned(), format!("<manifest:manifest>{list}</manifest:manifest>")),
        ("content.xml".to_owned(), content.to_owned()),
    ])
}

/// The same of these sheets: name, whether it is hidden, and rows as XML.
fn document(sheets: &[(&str, bool, &str)]) -> Vec<u8> {
    let tables = sheets.iter().map(|(name, hidden, rows)| {
        let style = if *hidden { "ta2" } else { "ta1" };
        format!(r#"<table:table table:name="{name}" table:style-name="{style}"><table:table-column table:number-columns-repeated="16384"/>{rows}</table:table>"#)
    });
    let tables = tables.collect::<Vec<_>>().concat();
    let content = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<office:document-content><office:automatic-styles>
<style:style style:name="ta1"><style:table-properties table:display="true"/></style:style>
<style:style style:name="ta2"><style:table-properties table:display="false"/></style:style>
</office:automatic-styles><office:body><office:spreadsheet>{tables}<table:named-expressions/></office:spreadsheet></office:body></office:document-content>"#
    );
    packed(SPREADSHEET, "", &content)
}

/// The rows of [`ROSTER`] as an `.ods` has them, and what else may stand in one.
const LISTED: &str = r#"<table:table-row><table:table-cell office:value-type="string"><office:annotation><text:p>a remark</text:p></office:annotation><text:p>花<text:span>名</text:span>册</text:p></table:table-cell><table:table-cell table:number-columns-repeated="16383"/></table:table-row>
<table:table-row table:number-rows-repeated="1"><table:table-cell/></table:table-row>
<table:table-header-rows><table:table-row table:visibility="collapse"><table:table-cell office:value-type="string"><text:p>id</text:p></table:table-cell><table:table-cell/><table:table-cell office:value-type="string" office:string-value="born"><text:p>b.</text:p></table:table-cell></table:table-row></table:table-header-rows>
<table:table-row-group><table:table-row><table:table-cell office:value-type="float" office:value="1001"><text:p>1,001</text:p></table:table-cell><table:table-cell/><table:table-cell office:value-type="date" office:date-value="1985-03-15"><text:p>15.3.85</text:p></table:table-cell><table:table-cell office:value-type="boolean" office:boolean-value="true"><text:p>WAHR</text:p></table:table-cell></table:table-row></table:table-row-group>
<table:table-row><table:table-cell office:value-type="float" office:value="340102198503150012"><text:p>3.4E+17</text:p></table:table-cell><table:covered-table-cell/><table:table-cell table:formula="of:=1+1" office:value-type="date" office:date-value="1985-03-15T12:00:00"/><table:table-cell office:value-type="percentage" office:value="0.05"><text:p>5%</text:p></table:table-cell></table:table-row>
<table:table-row table:visibility="collapse" table:number-rows-repeated="1048571"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>"#;

const ROSTER: &str = r#"<row r="1"><c r="A1" t="s"><v>0</v></c></row>
<row r="3" hidden="1"><c r="A3" t="inlineStr"><is><t>id</t></is></c><c r="C3" t="s"><v>1</v></c></row>
<row r="4"><c r="A4"><v>1001</v></c><c r="B4"/><c r="C4" s="1"><v>31121</v></c><c r="D4" t="b"><v>1</v></c></row>
<row r="5"><c r="A5"><v>340102198503150012</v></c><c r="C5" s="3"><f>1+1</f><v>31121.5</v></c><c r="D5"><v>0.05</v></c></row>"#;

#[test]
fn texts_are_read_in_any_code_page() {
    let gb18030 = encoding_rs::GB18030.encode(TABLE).0.into_owned();
    for (name, bytes) in [
        ("UTF-8", TABLE.as_bytes().to_vec()),
        ("UTF-8 with its mark", format!("\u{feff}{TABLE}").into_bytes()),
        ("GB18030", gb18030),
        ("UTF-16 of Windows", utf16(TABLE, false, true)),
        ("the same without its mark", utf16(TABLE, false, false)),
        ("UTF-16 the other way round", utf16(TABLE, true, true)),
        ("the same without its mark", utf16(TABLE, true, false)),
    ] {
        let table = grid("t.csv", bytes, None).unwrap();
        assert_eq!(
            cells(&table),
            [["id", "姓名", "born"], ["li-na", "李娜", "1985-03"], ["wang", "王芳", "1990-11"]],
            "{name}"
        );
        assert_eq!(table.problems(), &Diagnostics::new(), "{name}");
        assert_eq!(table.is_plain(), name.starts_with("UTF-8"), "{name}");
        let again = Grid::of_text("t.csv", table.kept(), ',');
        assert_eq!(cells(&again), cells(&table), "{name}");
    }
    // Chinese that can be read, but as the letters of another page make it: said, not told as certain.
    for (page, text) in [
        (encoding_rs::BIG5, "id,名稱\nn,城北國民小學\ns,東門實驗國中\n"),
        (encoding_rs::SHIFT_JIS, "id,名前\nn,ひがし小学校\ns,みなみ中学校\n"),
        (encoding_rs::EUC_KR, "id,이름\nn,서울초등학교\ns,부산중학교\n"),
        (encoding_rs::WINDOWS_1252, "id,name\nn,Müllerschule\n"),
    ] {
        let table = grid("t.csv", page.encode(text).0.into_owned(), None).unwrap();
        let said = table.problems().render(Language::English);
        assert!(
            said.starts_with("t.csv:1:1: warning[guessed-encoding]"),
            "{}: {said:?} {}",
            page.name(),
            table.cell(1, 1)
        );
    }
    // UTF-8 that is cut, or to which a line in another page was added.
    let line = "n,城北小学\n".as_bytes();
    let added = [TABLE.as_bytes(), &encoding_rs::GB18030.encode("zhao,赵敏,1991-02\n").0].concat();
    for (bytes, at) in [(line[..line.len() - 3].to_vec(), 1), (added, 4)] {
        let told = grid("t.csv", bytes, None).unwrap_err().render(Language::English);
        assert!(told.contains("error[not-utf8]") && told.contains(&format!("line {at} ")), "{told}");
    }
    let latin = b"id,name\na,Jos\xe9 Mu\xf1oz\nb,Zo\xeb Fran\xe7ois\nc,Ren\xe9e\n".to_vec();
    let table = grid("t.csv", latin, None).unwrap();
    assert_eq!((table.cell(1, 1), table.cell(2, 1), table.cell(3, 1)), ("José Muñoz", "Zoë François", "Renée"));
    assert_eq!(
        table.problems().render(Language::English),
        "t.csv:1:1: warning[guessed-encoding]: the bytes are read as windows-1252\n    \
         hint: if letters come out wrong, save it again as UTF-8"
    );
}

#[test]
fn separators_are_found() {
    for separator in [";", "\t", "，", "|", ","] {
        let rows =
            "标题; 带标点，没有别的\nid,born,marks\na,1985-03,\"x;y\"\nb,1990-11,\"x;y;z\"\nc,1991-02,\n合计,3,\n";
        let text = rows.replace(',', separator);
        let table = grid("t.csv", text.into_bytes(), None).unwrap();
        assert_eq!(table.filled(2).map(|(_, text)| text).collect::<Vec<_>>(), ["a", "1985-03", "x;y"], "{separator}");
    }
    let said = grid("t.csv", b"sep=/\nid/name\na/b,c,d".to_vec(), None).unwrap();
    assert_eq!((said.cell(1, 1), said.cell(2, 1)), ("name", "b,c,d"));
    let one = grid("t.csv", b"id\na\nb\n".to_vec(), None).unwrap();
    assert_eq!((one.cell(2, 0), one.is_plain()), ("b", true));
    // Decimal commas and thousands do not outvote the separator.
    let decimal = grid("t.csv", b"id;share;n\na;0,5;1\nb;0,25;2\nc;0,75;3".to_vec(), None).unwrap();
    assert_eq!(decimal.cell(1, 1), "0,5");
}

#[test]
fn workbooks_are_read_as_they_are_shown() {
    let bytes = workbook(&[("名单", false, ROSTER, "")], &["花名册", "born"], false);
    let table = grid("dir/people.xlsx", bytes, None).unwrap();
    assert_eq!(
        table.kept(),
        "花名册,,,\n\nid,,born,\n1001,,1985-03-15,TRUE\n3.4010219850315E+17,,1985-03-15 12:00:00,0.05\n"
    );
    assert_eq!(table.place(2, 2).to_string(), "dir/people.xlsx!名单!C4");
    let told: Vec<&str> = table.problems().list.iter().map(|one| &*one.code).collect();
    assert_eq!(told, ["hidden-rows"]);
    // A workbook of a Mac counts its days from 1904, and says so.
    let bytes = workbook(&[("a", false, ROSTER, "")], &["x", "born"], true);
    assert_eq!(grid("t.xlsx", bytes, None).unwrap().cell(2, 2), "1989-03-16");
    // The formats of dates that Chinese spreadsheets have of their own; a time alone is no date.
    let rows = r#"<row><c s="2"><v>31121</v></c><c s="3"><v>31121</v></c><c s="4"><v>0.5</v></c><c t="str"><v> x </v></c></row>"#;
    let bytes = workbook(&[("a", false, rows, "")], &[], false);
    assert_eq!(cells(&grid("t.xlsx", bytes, None).unwrap()), [["1985-03-15", "1985-03-15", "0.5", "x"]]);
}

#[test]
fn a_sheet_among_several_is_asked_for() {
    let sheets =
        [("空", false, "", ""), ("甲", false, ROSTER, ""), ("乙", false, ROSTER, ""), ("丙", true, ROSTER, "")];
    let bytes = workbook(&sheets, &["x", "born"], false);
    assert_eq!(
        refused(&bytes, None),
        "error[several-sheets]: the workbook `t.csv` has 2 sheets with something in them: `甲`, `乙`\n    \
         hint: say behind the file which is meant, for instance \"t.csv!甲\""
    );
    assert_eq!(grid("t.csv", bytes.clone(), Some("丙")).unwrap().file(), "t.csv!丙");
    assert!(refused(&bytes, Some("丁")).contains("allowed: `空`, `甲`, `乙`, `丙`"));
    let only =
        workbook(&[("空", false, "", ""), ("甲", false, ROSTER, ""), ("丙", true, ROSTER, "")], &["x", "born"], false);
    assert_eq!(grid("t.csv", only, None).unwrap().file(), "t.csv!甲");
    assert!(refused(&workbook(&[("空", false, "", "")], &[], false), None).contains("empty-sheet"));
    assert!(refused(TABLE.as_bytes(), Some("甲")).contains("no-such-sheet"));
}

#[test]
fn merged_cells_hold_for_every_row_and_what_was_not_calculated_is_told() {
    let rows = r#"<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c><c r="B2" t="s"><v>0</v></c></row>
<row r="3"><c r="A3"><v>3</v></c></row><row r="5"><c r="A5"><v>5</v></c></row><row r="6"><c r="A6"><v>6</v></c><c r="C6"><f>SUM(A1)</f></c><c r="D6" t="e"><v>#N/A</v></c></row>"#;
    let merged = r#"<mergeCells count="2"><mergeCell ref="B2:B5"/><mergeCell ref="A1:F1"/></mergeCells>"#;
    let table = grid("t.xlsx", workbook(&[("a", false, rows, merged)], &["甲"], false), None).unwrap();
    assert_eq!(table.to_csv(), "1,\n2,甲\n3,甲\n\n5,甲\n6,\n");
    assert_eq!(
        table.problems().render(Language::English),
        "t.xlsx!a!C6: error[not-calculated]: the formula has no result: perhaps it was never calculated\n    \
         hint: open it in a spreadsheet, calculate and save it\n\
         t.xlsx!a!D6: error[cell-error]: the cell holds an error such as #N/A\n    \
         hint: mend the formula, or clear the cells\n\
         t.xlsx!a!A1: warning[merged-cells]: a cell that is merged over several rows holds for each of them: 2 cells were filled in"
    );
}

#[test]
fn what_is_no_table_is_said_by_its_content() {
    for (bytes, code) in [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and more".to_vec(), "other-workbook"),
        ([b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".as_slice(), &wide("EncryptedPackage")].concat(), "locked-workbook"),
        (b"\n<html><table><tr><td>id</td></tr></table>".to_vec(), "other-workbook"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec(), "not-a-table"),
        (vec![0xff; 200], "not-a-table"),
        (vec![0; 200], "not-a-table"),
        (b"PK\x03\x04 and more".to_vec(), "damaged-workbook"),
        (zipped(&[("a.txt".to_owned(), "a".to_owned())]), "not-a-table"),
        (packed(SPREADSHEET, "", "<a/>"), "damaged-workbook"),
        (packed(SPREADSHEET, "", "<office:document-content>"), "damaged-workbook"),
        (packed("application/vnd.oasis.opendocument.text", "", "<a/>"), "not-a-table"),
        (packed(SPREADSHEET, "<manifest:encryption-data/>", "\u{1}\u{2}"), "locked-workbook"),
        (zipped(&[("mimetype".to_owned(), SPREADSHEET.to_owned())]), "damaged-workbook"),
    ] {
        assert!(refused(&bytes, None).contains(code), "{code}: {}", refused(&bytes, None));
    }
    assert_eq!(grid("t.csv", Vec::new(), None).unwrap().rows(), 0);
}

#[test]
fn a_workbook_of_open_document_is_read_as_the_same_one_of_the_other_kind() {
    let table = grid("people.ods", document(&[("名单", false, LISTED)]), None).unwrap();
    let other = workbook(&[("名单", false, ROSTER, "")], &["花名册", "born"], false);
    let other = grid("people.ods", other, None).unwrap();
    assert_eq!(table.kept(), other.kept());
    assert_eq!(table.problems(), other.problems());
    assert_eq!(table.place(2, 2).to_string(), "people.ods!名单!C4");
    // Spaces, line ends, signs by name and by number, times, and numbers that are texts.
    let rows = r#"<table:table-row><table:table-cell office:value-type="string"><text:p> a<text:s text:c="2"/>&lt;&#x4e00;&amp;</text:p><text:p>b</text:p><draw:frame><text:p>c</text:p></draw:frame></table:table-cell><table:table-cell office:value-type="time" office:time-value="PT12H00M00S"/><table:table-cell office:value-type="string" table:number-columns-repeated="2"><text:p>007</text:p></table:table-cell></table:table-row>"#;
    let table = grid("t.ods", document(&[("a", false, rows)]), None).unwrap();
    assert_eq!(cells(&table), [["a  <一&\nb", "0.5", "007", "007"]]);
    // The sheet that is meant, and one that nobody sees.
    let bytes = document(&[("空", false, ""), ("甲", false, LISTED), ("乙", false, LISTED), ("丙", true, LISTED)]);
    assert_eq!(
        refused(&bytes, None),
        "error[several-sheets]: the workbook `t.csv` has 2 sheets with something in them: `甲`, `乙`\n    \
         hint: say behind the file which is meant, for instance \"t.csv!甲\""
    );
    assert_eq!(grid("t.csv", bytes.clone(), Some("丙")).unwrap().file(), "t.csv!丙");
    assert!(refused(&bytes, Some("丁")).contains("allowed: `空`, `甲`, `乙`, `丙`"));
    let hidden = grid("t.csv", document(&[("甲", false, LISTED), ("丙", true, LISTED)]), None).unwrap();
    assert!(hidden.problems().list.iter().any(|one| &*one.code == "hidden-sheets"));
    assert!(refused(&document(&[("空", false, "")]), None).contains("empty-sheet"));
    // What was typed: only of a workbook with such a sheet.
    let typed = sheets("t", bytes.clone(), "丙").unwrap();
    assert_eq!(typed.len(), 4);
    assert_eq!(typed[3].cells.get(&(3, 0)), Some(&Typed::Number(1001.0)));
    assert_eq!(typed[3].cells.get(&(3, 2)), Some(&Typed::Text("1985-03-15".to_owned())));
    assert!(sheets("t", bytes, "丁").is_none());
}

#[test]
fn merged_cells_and_formulas_of_open_document_are_told_as_those_of_the_other_kind() {
    let number = |number: usize| format!(r#"<table:table-cell office:value-type="float" office:value="{number}"/>"#);
    let row = |first: usize, rest: &str| format!("<table:table-row>{}{rest}</table:table-row>", number(first));
    let covered = "<table:covered-table-cell/>";
    let rows = [
        row(1, covered),
        row(2, r#"<table:table-cell table:number-rows-spanned="4" office:value-type="string"><text:p>甲</text:p></table:table-cell>"#),
        row(3, covered),
        format!(r"<table:table-row><table:table-cell/>{covered}</table:table-row>"),
        row(5, covered),
        row(6, r#"<table:table-cell/><table:table-cell table:formula="of:=SUM([.A1])"/><table:table-cell table:formula="of:=NA()" office:value-type="string" office:string-value="" calcext:value-type="error"><text:p>#N/A</text:p></table:table-cell>"#),
    ]
    .concat();
    let table = grid("t.ods", document(&[("a", false, &rows)]), None).unwrap();
    assert_eq!(table.to_csv(), "1,\n2,甲\n3,甲\n\n5,甲\n6,\n");
    assert_eq!(
        table.problems().render(Language::English),
        "t.ods!a!C6: error[not-calculated]: the formula has no result: perhaps it was never calculated\n    \
         hint: open it in a spreadsheet, calculate and save it\n\
         t.ods!a!D6: error[cell-error]: the cell holds an error such as #N/A\n    \
         hint: mend the formula, or clear the cells\n\
         t.ods!a!A1: warning[merged-cells]: a cell that is merged over several rows holds for each of them: 2 cells were filled in"
    );
    // Programs without that mark only show the error.
    let rows = row(
        1,
        r#"<table:table-cell table:formula="of:=1/0" office:value-type="string"><text:p>#DIV/0!</text:p></table:table-cell>"#,
    );
    let table = grid("t.ods", document(&[("a", false, &rows)]), None).unwrap();
    assert!(table.problems().render(Language::English).contains("B1: error[cell-error]"));
}

#[test]
fn what_a_workbook_of_open_document_says_is_repeated_takes_no_room_before_it_is_counted() {
    let cell = |many: &str, text: &str| {
        format!(r#"<table:table-cell {many} office:value-type="string"><text:p>{text}</text:p></table:table-cell>"#)
    };
    let row = |many: &str, cells: &str| {
        document(&[("a", false, &format!("<table:table-row {many}>{cells}</table:table-row>"))])
    };
    let (wide, tall) = (r#"table:number-columns-repeated="16384""#, r#"table:number-rows-repeated="1048576""#);
    for bytes in [
        row(tall, &cell(wide, "x")),
        row("", &cell(wide, &"x".repeat(1 << 10))),
        row(tall, &cell("", &"x".repeat(1 << 15))),
        row("", &cell("", r#"<text:s text:c="4000000000"/>x"#)),
        row("", &cell("", &"<text:s text:c=\"1000000\"/>".repeat(9))),
    ] {
        assert!(bytes.len() < 10_000);
        assert!(refused(&bytes, None).contains("file-too-large"), "{}", refused(&bytes, None));
    }
    for bytes in [
        row("", &(cell(wide, "x") + &cell("", "x"))),
        row(r#"table:number-rows-repeated="9999999""#, &cell("", "x")),
        row(r#"table:number-rows-repeated="-1""#, &cell("", "x")),
        row("", &cell("", "&unknown;")),
    ] {
        assert!(refused(&bytes, None).contains("damaged-workbook"), "{}", refused(&bytes, None));
    }
    // The last corner of a sheet.
    let corner = format!(
        r#"<table:table-row table:number-rows-repeated="1048575"><table:table-cell/></table:table-row><table:table-row><table:table-cell table:number-columns-repeated="16383"/>{}</table:table-row>"#,
        cell("", "x")
    );
    assert_eq!(grid("t.ods", document(&[("a", false, &corner)]), None).unwrap().name(0, 16_383), "XFD1048576");
}

#[test]
fn a_large_nothing_in_a_small_file_is_refused() {
    let sheet = |rows: &str| workbook(&[("a", false, rows, "")], &[], false);
    // One text of two million letters, of which none ends; texts that are said to be more than there are bytes.
    assert!(refused(&sheet(&"x".repeat(2 << 20)), None).contains("damaged-workbook"));
    let mut parts =
        vec![("xl/sharedStrings.xml".to_owned(), r#"<sst uniqueCount = "99999999999999"></sst>"#.to_owned())];
    assert!(refused(&zipped(&parts), None).contains("damaged-workbook"));
    parts = vec![("xl/sharedStrings.xml".to_owned(), "<si/>".repeat(27 << 20))];
    let bomb = zipped(&parts);
    assert!(bomb.len() < 1 << 20 && refused(&bomb, None).contains("file-too-large"));
    // A cell in the last corner of a sheet takes no room for those before it.
    let corner = sheet(r#"<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>"#);
    assert_eq!(grid("t.xlsx", corner, None).unwrap().name(0, 16_383), "XFD1048576");
    assert!(refused(&sheet(r#"<row r="1"><c r="XFE1"><v>1</v></c></row>"#), None).contains("damaged-workbook"));
}

/// One text of 32,767 letters, the most that a cell holds, in as many cells as a file of some hundred KB can name.
#[test]
fn a_text_that_stands_in_thousands_of_cells_does_not_fill_the_memory() {
    let text = "x".repeat(32_767);
    let sheet = |rows: u32, columns: u32| {
        let cells = r#"<c t="s"><v>0</v></c>"#.repeat(columns as usize);
        let rows = (1..=rows).map(|row| format!(r#"<row r="{row}">{cells}</row>"#)).collect::<Vec<_>>().concat();
        workbook(&[("a", false, &rows, "")], &[&text], false)
    };
    let wide = sheet(1, 16_000);
    assert!(wide.len() < 100_000 && refused(&wide, None).contains("file-too-large"), "{}", refused(&wide, None));
    let tall = grid("t.xlsx", sheet(40, 400), None).unwrap();
    assert!(tall.problems().render(Language::English).contains("error[table-too-large]: the cells of the table hold"));
    assert!(tall.to_csv().len() < 300 << 20);
}

/// A formula whose result is an empty text is a blank cell; one without a result was never calculated.
#[test]
fn a_formula_that_shows_nothing_is_blank_and_one_without_a_result_is_told() {
    let said = |bytes: &[u8]| {
        let table = grid("t", bytes.to_vec(), None).unwrap();
        (cells(&table).concat().join("|"), table.problems().render(Language::English))
    };
    let typed = |bytes: Vec<u8>| sheets("t", bytes, "a").unwrap()[0].cells.get(&(0, 1)).cloned();
    let other = |cell: &str| {
        let row = format!(r#"<row r="1"><c r="A1"><v>1</v></c>{cell}<c r="C1" t="str"><f>A1</f><v>x</v></c></row>"#);
        workbook(&[("a", false, &row, "")], &[], false)
    };
    let open = |cell: &str| {
        let row = format!(
            r#"<table:table-row><table:table-cell office:value-type="float" office:value="1"/>{cell}<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row>"#
        );
        document(&[("a", false, &row)])
    };
    // As Excel, WPS and LibreOffice write a text of nothing.
    let calculated = [
        other(r#"<c r="B1" t="str"><f>IF(A1,"","")</f><v></v></c>"#),
        other(r#"<c r="B1" t="str"><f>IF(A1,"","")</f><v/></c>"#),
        open(
            r#"<table:table-cell table:formula="of:=T(1)" office:value-type="string" office:string-value=""><text:p/></table:table-cell>"#,
        ),
        open(r#"<table:table-cell table:formula="of:=T(1)" office:value-type="string" office:string-value=""/>"#),
        open(r#"<table:table-cell table:formula="of:=T(1)"><text:p/></table:table-cell>"#),
    ];
    for bytes in calculated {
        assert_eq!(said(&bytes), ("1|x".to_owned(), String::new()));
        assert_eq!(typed(bytes), None);
    }
    // As programs write what they do not calculate.
    let never = [
        other(r#"<c r="B1"><f>IF(A1,"","")</f></c>"#),
        other(r#"<c r="B1"><f>IF(A1,"","")</f><v></v></c>"#),
        other(r#"<c r="B1"><f>IF(A1,"","")</f><v/></c>"#),
        other(r#"<c r="B1" t="str"><f>IF(A1,"","")</f></c>"#),
        open(r#"<table:table-cell table:formula="of:=T(1)"/>"#),
    ];
    for bytes in never {
        let (_, told) = said(&bytes);
        assert!(told.starts_with("t!a!B1: error[not-calculated]"), "{told}");
        assert_eq!(typed(bytes), Some(Typed::NotCalculated));
    }
}

#[test]
fn hidden_rows_and_merged_cells_are_those_of_the_sheet_that_is_read() {
    let merged = r#"<mergeCells count="1"><mergeCell ref="A3:A5"/></mergeCells>"#;
    let other = r#"<row r="1" hidden="1"><c><v>1</v></c></row><row r="3"><c><v>2</v></c></row><row r="4" hidden="1"><c r="B4"><v>3</v></c></row>"#;
    let bytes = workbook(&[("甲", false, ROSTER, ""), ("乙", false, other, merged)], &["x", "born"], false);
    let told = |sheet: &str| {
        let table = grid("t.xlsx", bytes.clone(), Some(sheet)).unwrap();
        let codes: Vec<String> = table.problems().list.iter().map(|one| one.code.to_string()).collect();
        let hidden = table.problems().list.iter().find(|one| one.code == "hidden-rows");
        (codes, hidden.map(|one| one.message.en.chars().filter(char::is_ascii_digit).collect::<String>()))
    };
    assert_eq!(told("甲"), (vec!["hidden-rows".to_owned()], Some("1".to_owned())));
    assert_eq!(told("乙"), (vec!["merged-cells".to_owned(), "hidden-rows".to_owned()], Some("2".to_owned())));
}

/// Mutated texts and workbooks: a table or a refusal, and whatever is kept reads the same.
#[test]
fn nothing_makes_the_reader_panic() {
    let mut state = 3_u64;
    let mut roll = |sides: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % sides.max(1)
    };
    let merged = r#"<mergeCells count="1"><mergeCell ref="A3:A5"/></mergeCells>"#;
    let seeds = [
        TABLE.as_bytes().to_vec(),
        encoding_rs::GB18030.encode(TABLE).0.into_owned(),
        utf16(TABLE, false, true),
        utf16(TABLE, true, false),
        workbook(&[("名单", false, ROSTER, merged)], &["花名册", "born"], false),
        document(&[("名单", false, LISTED)]),
    ];
    // Parts as they are, so that what is mutated is read and not only unpacked.
    let stored = |rows: &str| workbook(&[("a", false, rows, merged)], &["花名册", "born"], false);
    for round in 0..1_500 {
        let mut bytes = if round % 3 == 0 {
            let mut rows: Vec<char> = if round % 2 == 0 { ROSTER } else { LISTED }.chars().collect();
            for _ in 0..=roll(4) {
                let (at, from, length) = (roll(rows.len()), roll(rows.len()), roll(30));
                let part: Vec<char> = rows.iter().skip(from).take(length).copied().collect();
                if roll(2) == 0 {
                    rows.splice(at..at, part)
                } else {
                    rows.splice(at..(at + length).min(rows.len()), part)
                };
            }
            let rows = rows.iter().collect::<String>();
            if round % 2 == 0 { stored(&rows) } else { document(&[("a", false, &rows)]) }
        } else {
            seeds[roll(seeds.len())].clone()
        };
        for _ in 0..roll(6) {
            let (at, length, byte) = (roll(bytes.len()), roll(20), roll(256) as u8);
            match roll(4) {
                0 => bytes.truncate(at),
                1 => bytes.get_mut(at).into_iter().for_each(|old| *old = byte),
                2 => bytes.splice(at..(at + length).min(bytes.len()), []).for_each(drop),
                _ => bytes.splice(at..at, std::iter::repeat_n(byte, length)).for_each(drop),
            }
            if bytes.is_empty() {
                break;
            }
        }
        if let Ok(table) = grid("t", bytes, None) {
            let again = Grid::of_text("t", table.kept(), ',');
            if !table.problems().has_errors() {
                assert_eq!(cells(&again), cells(&table));
            }
        }
    }
}
