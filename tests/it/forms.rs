//! The form of a plan: what was filled in becomes an overlay of that and nothing else, and what cannot be taken is refused
//! with its cell.

use std::fs;
use std::io::{Cursor, Read as _, Write as _};
use std::path::Path;

use rust_xlsxwriter::{Formula, Workbook};
use tidui::app::EmbeddedLibrary;
use tidui::import::form::{MARKER, column, is_asked};
use tidui::intake::{self, Found};
use tidui::scenario::{DiskLibrary, Typed, TypedSheet, load};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::command::{code, err, folder, out, tidui};

/// The sheets of a form.
fn sheets(file: &Path) -> Vec<TypedSheet> {
    match intake::found("form.xlsx", fs::read(file).unwrap(), MARKER).unwrap() {
        Found::Sheets(sheets) => sheets,
        Found::Table(_) => panic!("no form"),
    }
}

/// Writes a form as a person's spreadsheet saves it.
fn save(file: &Path, sheets: &[TypedSheet]) {
    let mut book = Workbook::new();
    for one in sheets {
        let sheet = book.add_worksheet().set_name(&one.name).unwrap();
        for ((row, column), cell) in &one.cells {
            let column = u16::try_from(*column).unwrap();
            match cell {
                Typed::Text(text) => sheet.write_string(*row, column, text).unwrap(),
                Typed::Number(number) => sheet.write_number(*row, column, *number).unwrap(),
                Typed::NotCalculated => {
                    sheet.write_formula(*row, column, Formula::new("=T(1)").set_result("none")).unwrap()
                }
                Typed::Failed => sheet.write_formula(*row, column, Formula::new("=1/0").set_result("#DIV/0!")).unwrap(),
            };
        }
    }
    book.save(file).unwrap();
    replaced(file, r#" t="str"><f>T(1)</f><v>none</v>"#, "><f>T(1)</f>");
}

/// A formula that shows nothing, as spreadsheets write one.
const SHOWS_NOTHING: &str = r#" t="str"><f>T(1)</f><v></v>"#;

/// Writes something else in all parts of a workbook.
fn replaced(file: &Path, from: &str, to: &str) {
    let mut archive = ZipArchive::new(Cursor::new(fs::read(file).unwrap())).unwrap();
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let mut text = String::new();
        part.read_to_string(&mut text).unwrap();
        zip.start_file(part.name().unwrap().to_string(), SimpleFileOptions::default()).unwrap();
        zip.write_all(text.replace(from, to).as_bytes()).unwrap();
    }
    fs::write(file, zip.finish().unwrap().into_inner()).unwrap();
}

/// The sheet and the row of a number.
fn place(sheets: &[TypedSheet], path: &str) -> (usize, u32) {
    let found = sheets.iter().enumerate().find_map(|(index, sheet)| {
        let row = sheet.cells.iter().find(|((_, column), cell)| *column == 0 && **cell == Typed::Text(path.to_owned()));
        row.map(|((row, _), _)| (index, *row))
    });
    found.unwrap_or_else(|| panic!("no {path}"))
}

fn extracted(name: &str) -> tempfile::TempDir {
    let here = folder();
    let done = tidui(here.path(), &["example", "extract", name]);
    assert_eq!(code(&done), 0, "{}", err(&done));
    let plan = format!("{name}.toml");
    let done = tidui(here.path(), &["form", &plan, "-o", "form.xlsx", "--lang", "zh"]);
    assert_eq!(code(&done), 0, "{}", err(&done));
    here
}

#[test]
fn every_number_of_a_plan_can_be_filled_in_and_comes_back_where_it_belongs() {
    for name in ["county", "xiqing-2021"] {
        let here = extracted(name);
        let (file, plan) = (here.path().join("form.xlsx"), format!("{name}.toml"));
        let path = here.path().join(&plan);
        let (scenario, _) = load(&DiskLibrary, path.to_str().unwrap(), &[]).unwrap();
        // As it was written it changes nothing.
        let done = tidui(here.path(), &["import", "form.xlsx", "--plan", &plan]);
        assert_eq!(code(&done), 0, "{}", err(&done));
        assert!(!here.path().join("form.toml").exists());
        let mut filled = sheets(&file);
        let asked: Vec<_> = scenario.parameters.iter().filter(|one| is_asked(one)).collect();
        assert!(asked.len() > 50);
        for parameter in &asked {
            let (sheet, row) = place(&filled, &parameter.path);
            let likely = Typed::Number(parameter.quantile(0.5));
            filled[sheet].cells.insert((row, u32::from(column::LIKELY)), likely);
        }
        save(&file, &filled);
        let done = tidui(here.path(), &["import", "form.xlsx", "--plan", &plan, "--json"]);
        assert_eq!(code(&done), 0, "{}{}", out(&done), err(&done));
        let overlay = here.path().join("form.toml");
        let (after, _) = load(&DiskLibrary, overlay.to_str().unwrap(), &[]).unwrap_or_else(|problems| {
            panic!("{}", problems.render(tidui::words::Language::English));
        });
        let text = fs::read_to_string(&overlay).unwrap();
        assert_eq!(after.parameters.len(), scenario.parameters.len());
        for parameter in &scenario.parameters {
            let now = after.parameters.iter().find(|one| one.path == parameter.path).unwrap();
            let (was, is) = (parameter.quantile(0.5), now.quantile(0.5));
            assert!((was - is).abs() <= 1e-9 * was.abs().max(1.0), "{}: {was} {is}", parameter.path);
            if is_asked(parameter) && !parameter.is_known() {
                assert!(now.is_known(), "{}", parameter.path);
                assert!(now.source.as_ref().unwrap().contains("form.xlsx!"), "{}", parameter.path);
            } else {
                // Nothing is stated that did not change.
                assert!(!text.contains(&format!("{} = {{ value", parameter.path)), "{}", parameter.path);
                assert_eq!(now.basis, parameter.basis, "{}", parameter.path);
            }
        }
    }
}

#[test]
fn what_a_form_cannot_say_is_refused_with_the_cell() {
    let here = extracted("county");
    let file = here.path().join("form.xlsx");
    let form = sheets(&file);
    let plan = here.path().join("county.toml");
    let (scenario, _) = load(&DiskLibrary, plan.to_str().unwrap(), &[]).unwrap();
    let rate = scenario.parameters.iter().find(|one| is_asked(one) && one.range == (0.0, 1.0)).unwrap();
    let (sheet, row) = place(&form, &rate.path);
    let import = |change: &[(u16, Typed)]| {
        let mut form = form.clone();
        for (column, cell) in change {
            form[sheet].cells.insert((row, u32::from(*column)), cell.clone());
        }
        save(&file, &form);
        tidui(here.path(), &["import", "form.xlsx", "--plan", "county.toml"])
    };
    let number = Typed::Number;
    let text = |text: &str| Typed::Text(text.to_owned());
    let cell = |column: u16| format!("form.xlsx!{}!{}{}", form[sheet].name, char::from(b'A' + column as u8), row + 1);
    for (column, change) in [
        (column::LIKELY, vec![(column::LIKELY, text("0.5"))]),
        (column::LIKELY, vec![(column::LIKELY, Typed::Failed)]),
        (column::LIKELY, vec![(column::LIKELY, number(1.5))]),
        (column::LOW, vec![(column::LOW, number(0.2))]),
        (column::LOW, vec![(column::LOW, number(0.3)), (column::HIGH, number(0.2))]),
        (column::BASIS, vec![(column::LIKELY, number(0.2)), (column::BASIS, text("hearsay"))]),
        (column::PATH, vec![(column::LIKELY, number(0.2)), (column::PATH, text("move.other.rate"))]),
    ] {
        let done = import(&change);
        assert_eq!(code(&done), 2, "{change:?}");
        assert!(err(&done).contains(&cell(column)), "{change:?}: {}", err(&done));
        assert!(!here.path().join("form.toml").exists());
    }
    // A formula that was never calculated is refused, and one that shows nothing says nothing.
    let done = import(&[(column::LIKELY, Typed::NotCalculated)]);
    assert_eq!(code(&done), 2);
    let never = format!("{}: error[form]: the formula has no result", cell(column::LIKELY));
    assert!(err(&done).contains(&never), "{}", err(&done));
    replaced(&file, "><f>T(1)</f>", SHOWS_NOTHING);
    let done = tidui(here.path(), &["import", "form.xlsx", "--plan", "county.toml", "--lang", "en"]);
    assert_eq!((code(&done), here.path().join("form.toml").exists()), (0, false), "{}", err(&done));
    // What can be said is said with its basis, its source and its cell.
    let done = import(&[
        (column::LOW, number(0.1)),
        (column::LIKELY, number(0.12)),
        (column::HIGH, number(0.2)),
        (column::BASIS, text("公开数据")),
        (column::SOURCE, text("2024年报")),
    ]);
    assert_eq!(code(&done), 0, "{}", err(&done));
    let overlay = fs::read_to_string(here.path().join("form.toml")).unwrap();
    let said = format!(
        "{} = {{ pert = [0.1, 0.12, 0.2], basis = \"published\", source = \"2024年报 ({})\" }}",
        rate.path,
        cell(column::LIKELY)
    );
    assert!(overlay.contains(&said), "{overlay}");
    // Of another state of the plan it is stale.
    let changed = fs::read_to_string(&plan).unwrap().replace("start = \"2026-01\"", "start = \"2026-02\"");
    fs::write(&plan, changed).unwrap();
    let done = tidui(here.path(), &["import", "form.xlsx", "--plan", "county.toml"]);
    assert_eq!(code(&done), 2);
    assert!(err(&done).contains(MARKER), "{}", err(&done));
    // And without a plan nobody knows what it is of.
    assert_eq!(code(&tidui(here.path(), &["import", "form.xlsx"])), 2);
}

#[test]
fn counts_and_people_of_a_form_become_tables() {
    let here = extracted("county");
    let file = here.path().join("form.xlsx");
    let mut form = sheets(&file);
    let (sheet, row) = place(&form, "public");
    for (column, number) in [(3, 120.0), (4, 60.0), (7, 20.0)] {
        form[sheet].cells.insert((row, column), Typed::Number(number));
    }
    let roster = form.iter().position(|sheet| sheet.name == "花名册").unwrap();
    for (column, text) in ["17", "1985-03", "女", "示例村小1", "无", "", "2010-08"].iter().enumerate() {
        if !text.is_empty() {
            form[roster].cells.insert((3, column as u32), Typed::Text((*text).to_owned()));
        }
    }
    save(&file, &form);
    let done = tidui(here.path(), &["import", "form.xlsx", "--plan", "county.toml"]);
    assert_eq!(code(&done), 0, "{}{}", out(&done), err(&done));
    let funnel = fs::read_to_string(here.path().join("form.funnel.csv")).unwrap();
    assert_eq!(funnel, "channel,year,applied,qualified,offered,accepted,arrived\npublic,2023,120,60,,,20\n");
    let roster = fs::read_to_string(here.path().join("form.roster.csv")).unwrap();
    assert_eq!(roster.lines().nth(1).unwrap(), "rform-4,1985-03,f,v1,teacher,2010-08,,,,");
    // A form has no mapping: what is wrong with it is mended in it, and nothing is written of it.
    let before = fs::read_dir(here.path()).unwrap().count();
    let sheet = form.iter().position(|sheet| sheet.name == "花名册").unwrap();
    for (cell, text) in [((3, 4), "骨干老师"), ((3, 1), "03/04/1985"), ((3, 3), "")] {
        let mut wrong = form.clone();
        wrong[sheet].cells.insert(cell, Typed::Text(text.to_owned()));
        save(&file, &wrong);
        for (language, mapping) in [("zh", "对照表"), ("en", "mapping")] {
            let done = tidui(here.path(), &["import", "form.xlsx", "--plan", "county.toml", "--lang", language]);
            assert_eq!(code(&done), 2, "{text}: {}", out(&done));
            assert!(!(out(&done) + &err(&done)).contains(mapping), "{text}: {}", err(&done));
            assert!(err(&done).contains("form.xlsx!花名册!"), "{text}: {}", err(&done));
        }
        assert_eq!(fs::read_dir(here.path()).unwrap().count(), before);
    }
}

#[test]
fn a_new_plan_runs_at_once_and_says_what_is_assumed() {
    let here = folder();
    let done = tidui(here.path(), &["new", "某县教师队伍规划", "-o", "mine", "--lang", "zh"]);
    assert_eq!(code(&done), 0, "{}", err(&done));
    assert!(out(&done).contains("假设"), "{}", out(&done));
    let run = ["run", "mine/district.toml", "--replicates", "20", "--no-charts"];
    let done = tidui(here.path(), &run);
    assert_eq!(code(&done), 0, "{}", err(&done));
    assert!(out(&done).contains("某县教师队伍规划"), "{}", out(&done));
    // Its form is its own, and nothing is written over.
    let done = tidui(here.path(), &["import", "mine/填报.xlsx", "--plan", "mine/district.toml"]);
    assert_eq!(code(&done), 0, "{}", err(&done));
    assert_eq!(code(&tidui(here.path(), &["new", "x", "-o", "mine"])), 0);
    assert_eq!(code(&tidui(here.path(), &["new", "x", "-o", "mine"])), 2);
    assert_eq!(code(&tidui(here.path(), &["new", "x", "-o", "other", "--like", "nowhere"])), 2);
}

/// A bureau of another district sends its form: its plan states what the form says, and runs.
#[test]
fn a_plan_of_another_district_is_begun_from_its_form() {
    let here = folder();
    let file = here.path().join("form.xlsx");
    // Of a bundled plan that is not the one that is taken without a form.
    let done = tidui(here.path(), &["form", "xiqing-2021", "-o", "form.xlsx", "--lang", "zh"]);
    assert_eq!(code(&done), 0, "{}", err(&done));
    let mut form = sheets(&file);
    let (scenario, _) = load(&EmbeddedLibrary, "xiqing-2021.toml", &[]).unwrap();
    let rate = scenario.parameters.iter().find(|one| is_asked(one) && one.range == (0.0, 1.0)).unwrap();
    let (sheet, row) = place(&form, &rate.path);
    form[sheet].cells.insert((row, u32::from(column::LIKELY)), Typed::Number(0.0625));
    save(&file, &form);
    let begin = |name: &str, to: &str| {
        tidui(here.path(), &["new", name, "-o", to, "--from", "form.xlsx", "--lang", "en", "--json"])
    };
    let done = begin("beyond", "beyond");
    assert_eq!(code(&done), 0, "{}", err(&done));
    let told: serde_json::Value = serde_json::from_str(&out(&done)).unwrap();
    assert_eq!((&told["stated"], &told["tables"]), (&1.into(), &serde_json::json!([])));
    let plan = here.path().join("beyond/beyond.toml");
    let text = fs::read_to_string(&plan).unwrap();
    assert!(text.contains("extends = \"xiqing-2021\""), "{text}");
    assert!(text.contains(&format!("{} = {{ value = 0.0625, basis = \"assumption\"", rate.path)), "{text}");
    assert!(text.contains("form.xlsx!"), "{text}");
    let done = tidui(here.path(), &["run", "beyond/beyond.toml", "--replicates", "20", "--no-charts", "--json"]);
    assert_eq!(code(&done), 0, "{}", err(&done));
    // Nothing is written over, and what is no form begins nothing.
    assert_eq!(code(&begin("beyond", "beyond")), 2);
    fs::write(&file, "id,born\n1,1985-03\n").unwrap();
    let done = begin("beyond", "elsewhere");
    assert_eq!(code(&done), 2);
    assert!(out(&done).contains("form.xlsx") && !here.path().join("elsewhere").exists(), "{}", err(&done));
}

#[test]
fn schools_and_people_of_a_form_stand_in_the_new_plan_where_they_can() {
    for (like, other, kind, fits) in
        [("xiqing-2021", "公办幼儿园", "一般校", true), ("county", "初中", "镇区学校", false)]
    {
        let here = folder();
        let file = here.path().join("form.xlsx");
        let done = tidui(here.path(), &["form", like, "-o", "form.xlsx", "--lang", "zh"]);
        assert_eq!(code(&done), 0, "{}", err(&done));
        let mut form = sheets(&file);
        let schools = form.iter().position(|sheet| sheet.name == "学校").unwrap();
        for (row, school) in [
            ["甲校", "小学", kind, "900", "60"],
            ["乙校", "小学", kind, "700", "50"],
            ["丙校", other, kind, "200", "0"],
        ]
        .iter()
        .enumerate()
        {
            for (column, text) in school.iter().enumerate() {
                let cell = text.parse().map_or_else(|_| Typed::Text((*text).to_owned()), Typed::Number);
                form[schools].cells.insert((3 + row as u32, column as u32), cell);
            }
        }
        save(&file, &form);
        let done = tidui(here.path(), &["new", "mine", "-o", "mine", "--from", "form.xlsx", "--lang", "en"]);
        assert_eq!(code(&done), 0, "{}", err(&done));
        let listed = fs::read_to_string(here.path().join("mine/mine.schools.csv")).unwrap();
        assert_eq!(listed.lines().count(), 4, "{listed}");
        let text = fs::read_to_string(here.path().join("mine/mine.toml")).unwrap();
        assert_eq!(text.contains("schools.file = \"mine.schools.csv\""), fits, "{text}");
        assert_eq!(err(&done).contains("warning[lists-left-out]"), !fits, "{}", err(&done));
        // Over the plan itself they are named in the same way.
        let done = tidui(here.path(), &["import", "form.xlsx", "--plan", like, "--lang", "en"]);
        assert_eq!(code(&done), 0, "{}", err(&done));
        assert_eq!(fs::read_to_string(here.path().join("form.schools.csv")).unwrap(), listed);
        assert_eq!(err(&done).contains("warning[lists-left-out]"), !fits, "{}", err(&done));
        let overlay = here.path().join("form.toml");
        assert_eq!(overlay.exists(), fits);
        if fits {
            let text = fs::read_to_string(overlay).unwrap();
            assert!(text.contains("schools.file = \"form.schools.csv\""), "{text}");
            let done = tidui(here.path(), &["run", "form.toml", "--replicates", "5", "--no-charts"]);
            assert_eq!(code(&done), 0, "{}", err(&done));
        }
        // With its own schools or without, it runs.
        let done = tidui(here.path(), &["run", "mine/mine.toml", "--replicates", "5", "--no-charts"]);
        assert_eq!(code(&done), 0, "{}", err(&done));
        assert_eq!(fs::read_dir(here.path().join("mine")).unwrap().count(), 3);
    }
}
