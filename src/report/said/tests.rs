use super::*;

fn found(name: &str, then: &str, now: &str) -> Comparison {
    compare(name, then.as_bytes(), now.as_bytes())
}

/// Whether two texts are known to say other numbers.
fn unlike(name: &str, then: &str, now: &str) -> bool {
    matches!(found(name, then, now), Comparison::Differs { .. } | Comparison::Illegible)
}

#[test]
fn a_number_is_all_that_makes_it_that_number() {
    let numbers = |text: &str| text::numbers(text).join("|");
    assert_eq!(numbers("from −0.5 to +12,345.60 % (P50)"), "-0.5|+12,345.60%|50");
    assert_eq!(numbers("12.4–14.0% 2023-12 1.5e-3"), "12.4|14.0%|2023|12|1.5e-3");
    assert_eq!(numbers("-3, x-3, 3-1"), "-3|3|3|1");
    assert_eq!(numbers("120 万元, 3亿, 5 million, Thousands"), "120万|3亿|5|million");
    assert_eq!(numbers("thousand yuan · ±2 · ≥ 0.8 · ½"), "thousand|±|2|≥|0.8|½");
    assert_eq!(numbers("██░░ 25%"), "██░░|25%");
    assert_eq!(numbers("no number, e.g. an e or a dot ."), "");
}

#[test]
fn words_may_be_others_and_numbers_may_not() {
    let text = "Targets\n30 leaders   █░░  13.2%  12.4–14.0%\nspend 120 万元, −5\n";
    let alike = [
        "How likely each target is\n30 leaders   █░░  13.2%  12.4–14.0%\nspend 120 万元, −5\n",
        "30 teachers: █░░\n13.2 %, from 12.4 to 14.0 %; 120 万, -5",
    ];
    for other in alike {
        assert_eq!(found("report.en.txt", text, other), Comparison::Same, "{other}");
    }
    let unlike_ones = [
        text.replace("13.2", "93.2"),
        text.replace('█', "██"),
        text.replace("█░░", "███"),
        text.replace('万', ""),
        text.replace('−', ""),
        text.replace("30", "３０"),
        text.replace("12.4–14.0", "14.0–12.4"),
        text.replace("13.2", "1\u{200b}3.2"),
        text.replace("30", "\u{202e}30"),
        text.replace("13.2", "1\u{336}3.2"),
        format!("{text}1"),
        text.replace("13.2%", ""),
    ];
    for other in &unlike_ones {
        assert!(unlike("report.en.txt", text, other), "{other}");
    }
}

#[test]
fn what_a_page_shows_is_read_and_what_it_hides_is_not() {
    let page =
        "<!DOCTYPE html>\n<style>p { margin: 3px }</style>\n<p class=\"a1\">It is <b>12&#46;5</b>&nbsp;% &lt; 80 %</p>
        <svg viewBox=\"0 0 9 9\"><text x=\"1\">40</text></svg><img alt=\"7 of 9\" src='x1.png'>";
    let alike = [
        page.replace("3px", "4px").replace("a1", "b2").replace("x=\"1\"", "x=\"2\""),
        page.replace("It is", "So often:").replace("&#46;", "."),
        format!("<!-- 99 % -->{page}<script>let x = 99;</script>"),
        // What a drawing shows is not compared, nor is a drawing within it.
        page.replace("40<", "41<"),
        page.replace("40<", "40<svg aria-label='5'/></svg><SVG><text>7<"),
    ];
    for other in &alike {
        assert_eq!(found("report.en.html", page, other), Comparison::Same, "{other}");
    }
    let unlike_ones = [
        page.replace("12&#46;5", "92.5"),
        page.replace("12&#46;5", "<!-- 12.5 -->92.5"),
        page.replace("12&#46;5", "&#49;2.6"),
        page.replace("12&#46;5", "<style>12.5</style>"),
        page.replace("&lt;", "&gt;"),
        page.replace("<svg", "<svg><svg"),
        page.replace("<svg", "<svg/"),
        page.replace("7 of 9", "8 of 9"),
        page.replace("</style>", ""),
        page.replace("<svg", "<svg \"<"),
    ];
    for other in &unlike_ones {
        assert!(unlike("report.en.html", page, other), "{other}");
    }
    assert_eq!(compare("report.en.html", b"<p>1</p>", b"\xff"), Comparison::Illegible);
}

#[test]
fn json_is_read_by_its_paths() {
    let object = r#"{ "a": [1, 2.50, true, null], "b": { "c": "about 80 %", "d": 18446744073709551615 } }"#;
    let other = r#"{"a":[1.0,2.5,true,null],"b":{"c":"80 %, nearly","d":18446744073709551615}}"#;
    assert_eq!(found("report.json", object, other), Comparison::Same);
    for (from, to) in [
        ("1,", "1.0000001,"),
        ("2.50", "2.51"),
        ("true", "false"),
        ("null", "0"),
        ("80 %", "81 %"),
        ("615", "614"),
        ("\"c\"", "\"e\""),
        ("\"d\"", "\"d\": 1, \"d\""),
        ("[1, ", "["),
        ("\"b\"", "\"more\": 1, \"b\""),
        (" }", ""),
    ] {
        assert!(unlike("report.json", object, &object.replacen(from, to, 1)), "{from} → {to}");
    }
    let limits = r#"{ "limit": "candidates", "month": "2021-12", "words": "too few candidates", "zh": "人选不足" }"#;
    let worded = limits.replace("too few", "not enough").replace("人选不足", "没有人选");
    assert_eq!(found("report.json", limits, &worded), Comparison::Same);
    for (from, to) in [("\"candidates\"", "\"money\""), ("\"candidates\"", "\"no candidates\""), ("-12", "/12")] {
        assert!(unlike("report.json", limits, &limits.replacen(from, to, 1)), "{from} → {to}");
    }
    let Comparison::Differs { place, then, now } = found("report.json", object, &object.replace("2.50", "2.6")) else {
        panic!("it is the same");
    };
    assert_eq!([&*place, &*then, &*now], ["a[1]", "2.5", "2.6"]);
}

#[test]
fn pictures_are_not_read_and_say_so() {
    assert_eq!(found("charts/a.png", "1", "2"), Comparison::NotRead);
    assert_eq!(found("charts/a", "1", "2"), Comparison::NotRead);
    assert_eq!(found("charts/a.svg", "<svg><text>1</text></svg>", "<svg><text>2</text></svg>"), Comparison::NotRead);
}

/// A workbook of these parts.
fn workbook(parts: &[(&str, String)]) -> Vec<u8> {
    use std::io::Write as _;

    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn a_workbook_is_read_cell_by_cell() {
    let sheet = "<sheetData><row r=\"1\"><c r=\"A1\" s=\"1\"><v>0.50</v></c><c r=\"B1\" t=\"s\"><v>1</v></c>\
                 <c r=\"C1\" s=\"1\"><f>SUM(A1:A1)+1</f><v>1.5</v></c><c r=\"D1\" s=\"0\"/></row></sheetData>\
                 <headerFooter><oddHeader>&amp;L12 people</oddHeader></headerFooter>";
    let strings = "<sst><si><t>none</t></si><si><r><t>in 3 </t></r><r><t>years</t></r></si></sst>";
    let styles = "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"0.0%\"/></numFmts>\
                  <cellXfs><xf numFmtId=\"0\" fontId=\"1\"/><xf numFmtId=\"164\"/></cellXfs></styleSheet>";
    let chart = "<c:chart><c:f>'A'!$A$1</c:f><c:v>0.5</c:v></c:chart>";
    let book = |change: &dyn Fn(&str) -> String| {
        workbook(&[
            ("xl/worksheets/sheet1.xml", change(sheet)),
            ("xl/sharedStrings.xml", change(strings)),
            ("xl/styles.xml", change(styles)),
            ("xl/charts/chart1.xml", change(chart)),
        ])
    };
    let plain = book(&|part| part.to_owned());
    let alike: [&dyn Fn(&str) -> String; 4] = [
        &|part| part.replace("<v>0.50</v>", "<v>0.5</v>"),
        &|part| part.replace("fontId=\"1\"", "fontId=\"2\""),
        &|part| part.replace("years", "of the years").replace("none", "n"),
        &|part| part.replace("people", "persons"),
    ];
    for change in alike {
        assert_eq!(compare("budget.en.xlsx", &book(change), &plain), Comparison::Same);
    }
    let changes = [
        ("<v>0.50</v>", "<v>0.51</v>"),
        ("<v>1.5</v>", "<v>2.5</v>"),
        ("SUM(A1:A1)+1", "SUM(A1:A1)+A2"),
        ("in 3 ", "in 4 "),
        ("<v>1</v>", "<v>0</v>"),
        ("0.0%", "&quot;97%&quot;"),
        ("<c r=\"A1\" s=\"1\">", "<c r=\"A1\" s=\"0\">"),
        ("12 people", "13 people"),
        ("$A$1", "$A$2"),
        ("<c:v>0.5<", "<c:v>0.6<"),
    ];
    for (from, to) in changes {
        let other = book(&|part| part.replacen(from, to, 1));
        assert!(matches!(compare("budget.en.xlsx", &other, &plain), Comparison::Differs { .. }), "{from} → {to}");
    }
    // A part more, one less, one twice as large as could be, and what is no archive at all.
    let more = workbook(&[("xl/worksheets/sheet1.xml", sheet.to_owned()), ("xl/media/image1.png", "x".to_owned())]);
    assert!(matches!(compare("budget.en.xlsx", &more, &plain), Comparison::Differs { .. }));
    let bomb = workbook(&[("xl/worksheets/sheet1.xml", " ".repeat(plain.len() * 70))]);
    assert_eq!(compare("budget.en.xlsx", &bomb, &plain), Comparison::Illegible);
    assert_eq!(compare("budget.en.xlsx", b"PK", &plain), Comparison::Illegible);
    assert_eq!(compare("budget.en.xlsx", &plain[..plain.len() - 30], &plain), Comparison::Illegible);
}

#[test]
fn nothing_that_anybody_may_have_written_makes_reading_panic() {
    use proptest::prelude::*;

    let parts = [
        "<",
        ">",
        "&#",
        "x41;",
        "<!--",
        "]]>",
        "<![CDATA[",
        "\"",
        "'",
        "=",
        "/",
        "c r",
        "1",
        "−",
        "e+",
        "\u{336}",
        "é",
        "\n",
    ];
    let text =
        proptest::collection::vec(proptest::sample::select(parts.to_vec()), 0..40).prop_map(|parts| parts.concat());
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    runner
        .run(&text, |text| {
            for name in ["a.txt", "a.html", "a.json", "a.xlsx", "a.svg"] {
                let _ = compare(name, text.as_bytes(), b"<p>1</p>");
            }
            let sheet = workbook(&[("xl/worksheets/sheet1.xml", text.clone()), ("xl/styles.xml", text)]);
            let _ = compare("a.xlsx", &sheet, &sheet);
            Ok(())
        })
        .unwrap();
}
