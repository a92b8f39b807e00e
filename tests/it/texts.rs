//! What planners write in titles and notes: it is written as it is, or refused before anything runs.

use std::fmt::Write as _;
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use crate::command::{SMALL, code, entries, err, folder, out, the_run, tidui};

/// The small scenario in `here`, with every title replaced by what `title` makes of its number.
fn titled(here: &Path, title: &dyn Fn(usize) -> String, more: &str) -> PathBuf {
    let small = Path::new(SMALL);
    for name in ["schools.csv", "roster.csv"] {
        fs::copy(small.with_file_name(name), here.join(name)).unwrap();
    }
    let text = fs::read_to_string(small).unwrap();
    let mut parts = text.split("title = { zh = ");
    let mut made = parts.next().unwrap_or_default().to_owned();
    for (number, part) in parts.enumerate() {
        let rest = part.split_once('}').map_or("", |(_, rest)| rest);
        // A string of JSON is one of TOML.
        let words = serde_json::Value::from(title(number)).to_string();
        let _ = write!(made, "title = {{ zh = {words}, en = {words} }}{rest}");
    }
    let plan = here.join("plan.toml");
    fs::write(&plan, made.replace("growth = 0.02", &format!("growth = {{ value = 0.02{more} }}"))).unwrap();
    plan
}

/// The parts of a workbook that hold words, and those that hold formulas and charts.
fn workbook(run: &Path, language: &str) -> (String, String) {
    let bytes = fs::read(run.join(format!("budget.{language}.xlsx"))).unwrap();
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let (mut words, mut formulas) = (String::new(), String::new());
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut text = String::new();
        part.read_to_string(&mut text).unwrap();
        if name == "xl/sharedStrings.xml" {
            words = text;
        } else if name.starts_with("xl/worksheets/sheet") || name.starts_with("xl/charts/chart") {
            formulas.push_str(&text);
        }
    }
    (words, formulas)
}

#[test]
fn a_title_is_a_title_whatever_a_spreadsheet_would_take_it_for() {
    let here = folder();
    let titles = [
        "=x!A1",
        "=(A1)",
        "=T[1]",
        "=",
        "+1+1",
        "-1",
        "@SUM(1)",
        "{=1}",
        "12",
        "1e5",
        "TRUE",
        "http://x.y/z",
        "internal:'x'!A1",
        "it's",
        "a:b",
        "[1]",
        "a/b\\c*?",
        "'",
        "History",
        "R1C1",
        "A1",
        "_x0041_",
        "&[Date]&P",
        "<b>&amp;",
        "\"",
        "{{ 7 }}",
        "$(x) `y`",
        "%s %d",
        "一个明显超过三十一个字符的名称，一个明显超过三十一个字符的名称，一个明显超过三十一个字符",
        "a title that is longer than thirty-one characters, one",
        "A TITLE THAT IS LONGER THAN THIRTY-ONE CHARACTERS, TWO",
    ];
    let escaped = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    // Each noun meets several titles.
    for shift in [0, 11] {
        let plan = titled(here.path(), &|number| titles[(number + shift) % titles.len()].to_owned(), "");
        let output = format!("output-{shift}");
        let words =
            ["run", &*plan.to_string_lossy(), "--replicates", "20", "--no-charts", "--quiet", "--output", &output];
        let done = tidui(here.path(), &words);
        assert_eq!(code(&done), 0, "{}", err(&done));
        let run = the_run(&here.path().join(&output));
        for language in ["zh", "en"] {
            let (words, formulas) = workbook(&run, language);
            // The titles of the funds and of their lines stand in cells, as they are.
            let text = fs::read_to_string(&plan).unwrap();
            let fund =
                text.split("[fund.special]\ntitle = { zh = ").nth(1).and_then(|rest| rest.split(", en = ").next());
            let fund: String = serde_json::from_str(fund.unwrap_or_default()).unwrap();
            assert!(
                words.contains(&format!("{}<", escaped(&fund).replace("_x0041_", "_x005F_x0041_"))),
                "{fund}: {words}"
            );
            for formula in formulas.split("<f>").chain(formulas.split("<c:f>")).skip(1) {
                let formula = formula.split("</").next().unwrap_or_default();
                let foreign = titles.iter().filter(|title| title.len() > 4).find(|title| formula.contains(**title));
                assert!(!formula.starts_with('=') && foreign.is_none(), "{formula}");
            }
        }
    }
}

#[test]
fn texts_ids_and_files_as_long_as_they_may_be_are_written_whole() {
    let here = folder();
    let long = "𠮷".repeat(10_000);
    // Rare characters take two places in a spreadsheet; so many titles side by side must fit too.
    let more = format!(", basis = \"assumption\", source = \"{long}\", note = \"{long}\"");
    let plan = titled(here.path(), &|number| format!("{number:03}{}", "𠮷".repeat(197)), &more);
    let id = "x".repeat(100);
    let text = fs::read_to_string(&plan).unwrap();
    let text =
        text.replace("id = \"base\"", &format!("id = \"{id}\"\ndescription = {{ zh = \"{long}\", en = \"{long}\" }}"));
    // What pictures and their files are called by.
    let text = text
        .replace("special", &format!("special{}", "x".repeat(93)))
        .replace("target.groups", &format!("target.{id}"));
    fs::write(&plan, text).unwrap();
    for words in [&["run"][..], &["frontier", "--points", "2"]] {
        let sampling = ["--replicates", "20", "--quiet", "--output", words[0]];
        let done = tidui(here.path(), &[&words[..1], &[&*plan.to_string_lossy()], &words[1..], &sampling[..]].concat());
        assert_eq!(code(&done), 0, "{}", err(&done));
        let made: Vec<_> = entries(&here.path().join(words[0]));
        let made = made.iter().find(|path| path.join("report.json").is_file()).unwrap();
        assert!(made.file_name().is_some_and(|name| name.to_string_lossy().starts_with(&id)));
        let longest =
            entries(&made.join("charts")).iter().map(|path| path.file_name().map_or(0, std::ffi::OsStr::len)).max();
        assert!(
            longest.is_some_and(|longest| longest + "charts/".len() <= tidui::runs::layout::LONGEST),
            "{longest:?}"
        );
    }
}

#[test]
fn what_is_too_long_for_a_file_is_refused_before_anything_runs() {
    let here = folder();
    let refused = |plan: &Path, parts: &[&str]| {
        for words in [&["run"][..], &["check"], &["compare", SMALL]] {
            for language in ["en", "zh"] {
                let done = tidui(here.path(), &[words, &[&*plan.to_string_lossy(), "--lang", language]].concat());
                assert_eq!((code(&done), out(&done)), (2, String::new()), "{words:?}");
                let wanted = if language == "en" { parts[0] } else { parts[1] };
                assert!(err(&done).contains(wanted) && err(&done).contains("plan.toml:"), "{wanted}: {}", err(&done));
                assert!(err(&done).chars().count() < 12_000, "an error does not quote it all");
            }
        }
        assert!(!here.path().join("output").exists());
    };
    let long = "n".repeat(10_001);
    for key in ["note", "source"] {
        let plan = titled(here.path(), &|number| number.to_string(), &format!(", {key} = \"{long}\""));
        refused(
            &plan,
            &[
                &format!("`phase.primary.growth.{key}` must have at most 10000 characters, not 10001"),
                &format!("`phase.primary.growth.{key}` 至多有 10000 个字，写了 10001 个"),
            ],
        );
    }
    let plan = titled(here.path(), &|number| if number == 3 { "t".repeat(201) } else { number.to_string() }, "");
    refused(&plan, &["title.zh` must have at most 200 characters, not 201", "title.zh` 至多有 200 个字，写了 201 个"]);
    let id = "x".repeat(235);
    for (from, to) in [("id = \"base\"", format!("id = \"{id}\"")), ("target.groups", format!("target.{id}"))] {
        let text = fs::read_to_string(titled(here.path(), &|number| number.to_string(), "")).unwrap();
        fs::write(&plan, text.replace(from, &to)).unwrap();
        refused(&plan, &["must have at most 100 characters, not 235", "至多有 100 个字，写了 235 个"]);
    }
}
