//! The form of a plan: what was filled in becomes an overlay of that and nothing else, and what cannot be taken is refused
//! with its cell.

use std::fs;
use std::io::{Cursor, Read as _, Write as _};
use std::path::Path;

use rust_xlsxwriter::{Formula, Workbook};
use tidui::app::EmbeddedLibrary;
use tidui::import::form::{MARKER, column, is_asked};
use tidui::intake::{self, Found};
use tidui::scenario::{Basis, DiskLibrary, Typed, TypedSheet, load};
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

/// Where a number comes from may be all that a form knows better: it becomes part of the overlay, with the plan's own number.
#[test]
fn where_a_number_comes_from_is_taken_over_even_where_the_number_stays() {
    let here = extracted("county");
    let file = here.path().join("form.xlsx");
    let form = sheets(&file);
    let plan = here.path().join("county.toml");
    let (scenario, _) = load(&DiskLibrary, plan.to_str().unwrap(), &[]).unwrap();
    let asked = |one: &&tidui::scenario::Parameter| is_asked(one) && one.basis == Some(Basis::Assumption);
    let ranged = scenario.parameters.iter().find(|one| asked(one) && !one.is_known()).unwrap();
    let known = scenario.parameters.iter().find(|one| asked(one) && one.is_known()).unwrap();
    let text = |text: &str| Typed::Text(text.to_owned());
    let import = |path: &str, change: &[(u16, Typed)]| {
        let mut form = form.clone();
        let (sheet, row) = place(&form, path);
        for (column, cell) in change {
            form[sheet].cells.insert((row, u32::from(*column)), cell.clone());
        }
        save(&file, &form);
        let _ = fs::remove_file(here.path().join("form.toml"));
        let done = tidui(here.path(), &["import", "form.xlsx", "--plan", "county.toml", "--lang", "en"]);
        assert_eq!(code(&done), 0, "{}", err(&done));
        let overlay = here.path().join("form.toml");
        overlay.exists().then(|| {
            let (after, _) = load(&DiskLibrary, overlay.to_str().unwrap(), &[]).unwrap();
            (out(&done), after.parameters.into_iter().find(|one| one.path == path).unwrap())
        })
    };
    // A source beside no number, and beside the number that the plan has.
    for (parameter, number) in [(ranged, None), (known, Some(known.quantile(0.5)))] {
        let mut change = vec![(column::BASIS, text("公开数据")), (column::SOURCE, text("2024年报"))];
        change.extend(number.map(|number| (column::LIKELY, Typed::Number(number))));
        let (said, now) = import(&parameter.path, &change).unwrap();
        assert_eq!((&now.distribution, now.times), (&parameter.distribution, parameter.times));
        assert_eq!(now.basis, Some(Basis::Published));
        assert!(now.source.as_ref().unwrap().starts_with("2024年报 (form.xlsx!"), "{:?}", now.source);
        assert!(said.contains("no number changes") && said.contains("only where it comes from"), "{said}");
    }
    // A note alone stands beside what the plan says.
    let (_, now) = import(&ranged.path, &[(column::NOTE, text("与人社局核对过"))]).unwrap();
    assert_eq!((now.note.as_deref(), now.basis), (Some("与人社局核对过"), ranged.basis));
    assert_eq!(now.source, ranged.source);
    // What says nothing new changes nothing.
    assert!(import(&ranged.path, &[(column::BASIS, text("假设"))]).is_none());
}

/// What a number is counted in is what its place in the format makes of it.
#[test]
fn every_number_of_a_form_has_the_unit_of_its_place() {
    let here = folder();
    for (plan, own) in [
        (
            "xiqing-2021",
            &[
                ("channel.top.award.clawback", "share"),
                ("channel.top.award.amount.leader", "yuan"),
                ("move.resignation.rate", "share a year"),
            ][..],
        ),
        ("county", &[][..]),
    ] {
        let done = tidui(here.path(), &["form", plan, "-o", &format!("{plan}.xlsx"), "--lang", "en"]);
        assert_eq!(code(&done), 0, "{}", err(&done));
        let form = sheets(&here.path().join(format!("{plan}.xlsx")));
        let rows = form.iter().flat_map(|sheet| {
            let texts = sheet.rows(3).filter_map(|row| Some((sheet.text(row, 0)?, sheet.text(row, 2)?)));
            texts.collect::<Vec<_>>()
        });
        let rows: std::collections::BTreeMap<&str, &str> = rows.filter(|(path, _)| path.contains('.')).collect();
        assert!(rows.len() > 50);
        for (path, unit) in &rows {
            let keys: Vec<&str> = path.split('.').collect();
            let has = |key: &str| keys.contains(&key);
            let wanted = match () {
                () if has("clawback") => "share",
                () if has("growth") || keys[0] == "move" && has("rate") || has("rate_by_age") => "share a year",
                () if has("ages") || has("mix") => "weight",
                () if has("odds_ratio") || has("multiplier") => "factor",
                () if has("appropriation") || has("unit_cost") => "yuan",
                () => continue,
            };
            assert_eq!(*unit, wanted, "{path}");
        }
        for (path, unit) in own.iter().filter(|(path, _)| rows.contains_key(path)) {
            assert_eq!(rows[path], *unit, "{path}");
        }
    }
}

/// What somebody has worked on since is not written over; the same again is.
#[test]
fn an_overlay_that_was_edited_is_not_written_over() {
    let here = extracted("county");
    let file = here.path().join("form.xlsx");
    let mut form = sheets(&file);
    let plan = here.path().join("county.toml");
    let (scenario, _) = load(&DiskLibrary, plan.to_str().unwrap(), &[]).unwrap();
    let rate = scenario.parameters.iter().find(|one| is_asked(one) && one.range == (0.0, 1.0)).unwrap();
    let (sheet, row) = place(&form, &rate.path);
    form[sheet].cells.insert((row, u32::from(column::LIKELY)), Typed::Number(0.0625));
    save(&file, &form);
    let import = || tidui(here.path(), &["import", "form.xlsx", "--plan", "county.toml", "--lang", "en"]);
    for _ in 0..2 {
        let done = import();
        assert_eq!(code(&done), 0, "{}", err(&done));
    }
    let overlay = here.path().join("form.toml");
    let edited = fs::read_to_string(&overlay).unwrap() + "\n# mine\n";
    fs::write(&overlay, &edited).unwrap();
    let done = import();
    assert_eq!(code(&done), 2);
    assert!(err(&done).contains("form.toml is there already") && err(&done).contains("-o"), "{}", err(&done));
    assert_eq!(fs::read_to_string(&overlay).unwrap(), edited);
    let done = tidui(here.path(), &["import", "form.xlsx", "--plan", "county.toml", "-o", "other.toml"]);
    assert_eq!(code(&done), 0, "{}", err(&done));
}

/// Above the rows that are filled in nothing can be typed.
#[test]
fn what_stands_above_the_rows_of_a_form_is_locked() {
    let here = extracted("county");
    let mut archive = ZipArchive::new(Cursor::new(fs::read(here.path().join("form.xlsx")).unwrap())).unwrap();
    let mut part = |name: &str| {
        let mut text = String::new();
        archive.by_name(name).ok()?.read_to_string(&mut text).unwrap();
        Some(text)
    };
    let styles = part("xl/styles.xml").unwrap();
    let (_, formats) = styles.split_once("<cellXfs").unwrap();
    let formats: Vec<&str> = formats.split("</cellXfs>").next().unwrap().split("<xf ").skip(1).collect();
    let mut looked = 0;
    for number in 1.. {
        let Some(sheet) = part(&format!("xl/worksheets/sheet{number}.xml")) else { break };
        let style = |cell: &str| -> Option<usize> {
            let (_, rest) = sheet.split_once(&format!("<c r=\"{cell}\""))?;
            let (_, style) = rest.split_once('>').unwrap().0.split_once("s=\"")?;
            style.split('"').next().unwrap().parse().ok()
        };
        // Lists have open columns, of which the cells above the first row are none.
        if !sheet.contains("<cols>") || !sheet.contains("style=") {
            continue;
        }
        for column in ('A'..='Z').filter(|column| sheet.contains(&format!("<c r=\"{column}3\""))) {
            for row in 1..=2 {
                let style = style(&format!("{column}{row}")).unwrap_or_else(|| panic!("{column}{row} of {number}"));
                assert!(!formats[style].contains("locked=\"0\""), "{column}{row} of sheet {number}");
            }
            assert!(formats[style(&format!("{column}4")).unwrap()].contains("locked=\"0\""), "{column}4 of {number}");
            looked += 1;
        }
    }
    assert!(looked > 10);
}

/// What keeps a form from being read says what is the matter, and one remedy.
#[test]
fn a_form_of_another_plan_or_state_says_which() {
    let here = extracted("county");
    let import = |plan: &str| tidui(here.path(), &["import", "form.xlsx", "--plan", plan, "--lang", "en"]);
    let done = import("xiqing-2021");
    assert!(err(&done).contains("made for the plan `county`, and this one is `xiqing-2021`"), "{}", err(&done));
    let plan = here.path().join("county.toml");
    let changed = fs::read_to_string(&plan).unwrap().replace("start = \"2026-01\"", "start = \"2026-02\"");
    fs::write(&plan, changed).unwrap();
    let done = import("county.toml");
    assert!(err(&done).contains("no longer as it was when the form was made"), "{}", err(&done));
    // The example that is a folder is in the list, and why no plan can begin as it is said.
    let done = tidui(here.path(), &["new", "x", "-o", "x", "--like", "ten-years", "--lang", "en"]);
    assert!(code(&done) == 2 && err(&done).contains("example of a folder"), "{}", err(&done));
    assert_eq!(code(&tidui(here.path(), &["example", "extract", "ten-years", "--to", "ten"])), 0);
    let done = tidui(here.path(), &["form", "ten/plan.toml", "-o", "ten.xlsx"]);
    assert_eq!(code(&done), 0, "{}", err(&done));
    let done = tidui(here.path(), &["new", "x", "-o", "x", "--from", "ten.xlsx", "--lang", "en"]);
    assert!(code(&done) == 2 && err(&done).contains("made for the plan `ten-years`"), "{}", err(&done));
    assert!(err(&done).contains("tidui example extract ten-years"), "{}", err(&done));
    // Of another bundled plan the head of the new one says whose numbers it begins with.
    let done = tidui(here.path(), &["new", "x", "-o", "x", "--like", "xiqing-2021", "--lang", "en"]);
    assert_eq!(code(&done), 0, "{}", err(&done));
    let text = fs::read_to_string(here.path().join("x/x.toml")).unwrap();
    assert!(text.contains("extends = \"xiqing-2021\"") && !text.contains("invented"), "{text}");
    // What is there already is named as what it is, with the option that there is.
    let done = tidui(here.path(), &["form", "county", "-o", "form.xlsx", "--lang", "en"]);
    assert!(err(&done).contains("name another file with -o"), "{}", err(&done));
    let done = tidui(here.path(), &["new", "x", "-o", "x", "--lang", "en"]);
    assert!(err(&done).contains("name another folder with -o"), "{}", err(&done));
}
