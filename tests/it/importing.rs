//! Rosters and lists of schools as other systems export them: what is read, what is asked, and what never leaves the file.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::{Value, json};
use tidui::app::{self, Import, ImportOutcome, Watcher};
use tidui::import::{self, Kind, Known, Mapping, Options, Use};
use tidui::scenario::{Grid, parse};
use tidui::simulate::{Observer, Unobserved};
use tidui::words::Language;

use crate::command::{code, err, folder, out, tidui};
use crate::common::{Roll as _, dice};
use crate::dirty::{self, MARK, Person, Titles};

fn scenarios(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(name)).unwrap()
}

fn titles(pairs: &[(&str, &str)]) -> Titles {
    pairs.iter().map(|(id, title)| ((*id).to_owned(), (*title).to_owned())).collect()
}

fn schools() -> Titles {
    let table = scenarios("schools-county.csv");
    let rows = table.lines().skip(1).map(|line| line.split(',').collect::<Vec<_>>());
    rows.map(|cells| (cells[0].to_owned(), cells[1].to_owned())).collect()
}

fn imported(request: Value) -> ImportOutcome {
    app::import(&serde_json::from_value::<Import>(request).unwrap(), &Unobserved).unwrap()
}

/// Everything that a folder holds, but for one file.
fn all_but(folder: &Path, one: &str) -> String {
    let mut texts = String::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.file_name().unwrap() != one {
            texts += &String::from_utf8_lossy(&fs::read(&path).unwrap());
        }
    }
    texts
}

#[test]
fn an_exported_workbook_comes_back_as_the_roster_that_it_was_made_of() {
    let here = folder();
    let people = dirty::clean(&scenarios("roster-county.csv"));
    let tiers = titles(&[("backbone", "县级骨干教师"), ("leader", "学科带头人")]);
    let bytes = dirty::workbook(&people, &schools(), &tiers, &mut dice(1));
    let file = here.path().join("花名册.xlsx");
    fs::write(&file, bytes).unwrap();
    let outcome = imported(json!({ "file": file.to_str().unwrap(), "plan": "county", "link": true }));
    let reading = &outcome.files[0].reading;
    let told = reading.problems.render(Language::Chinese);
    assert_eq!((reading.rows, reading.wrong), (people.len(), 0), "{told}");
    let roster = fs::read_to_string(outcome.files[0].written.as_ref().unwrap()).unwrap();
    let back = dirty::clean(&roster);
    for (row, (was, is)) in people.iter().zip(&back).enumerate() {
        assert_eq!(was, is, "row {row}");
    }
    assert_eq!(back.len(), people.len());
    // Merged names, hidden rows and sheets, totals and notes are told.
    for word in ["merged-cells", "hidden-rows", "hidden-sheets", "total-row", "note-row", "none-tier", "dates-decided"]
    {
        assert!(told.contains(word), "{word}: {told}");
    }
    // No name, number or remark is anywhere but in the file itself.
    let outcome = serde_json::to_string(&outcome).unwrap();
    let texts = all_but(here.path(), "花名册.xlsx");
    for (index, person) in people.iter().enumerate() {
        let number = dirty::identity(&person.born, person.female, index);
        assert!(!texts.contains(&number) && !outcome.contains(&number) && !told.contains(&number));
    }
    assert!(!texts.contains(MARK) && !outcome.contains(MARK) && !told.contains(MARK));
}

/// A bundled roster that an office program saved as `.ods` gives the same rows, and the same is told of it.
#[test]
fn a_workbook_of_open_document_is_imported_as_the_one_of_excel() {
    let here = folder();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut told = Vec::new();
    for (ending, file) in
        [("xlsx", "scenarios/ten-years/花名册2015-01.xlsx"), ("ods", "tests/it/ten-years-2015-01.ods")]
    {
        let folder = here.path().join(ending);
        fs::create_dir(&folder).unwrap();
        let name = folder.join(format!("花名册2015-01.{ending}"));
        fs::copy(root.join(file), &name).unwrap();
        let outcome = imported(json!({ "file": name.to_str().unwrap() }));
        let reading = &outcome.files[0].reading;
        let problems = reading.problems.render(Language::English);
        // Which file it was stands in the ids of its rows, and nowhere else.
        let roster = fs::read_to_string(outcome.files[0].written.as_ref().unwrap()).unwrap();
        let rows: Vec<String> = roster.lines().map(|line| line.split_once(',').unwrap().1.to_owned()).collect();
        told.push((reading.rows, rows, problems.replace(folder.to_str().unwrap(), "").replace(ending, "")));
    }
    assert!(told[0].0 > 600);
    assert_eq!(told[0], told[1]);
    // One that is cut is told as that.
    let bytes = fs::read(root.join("tests/it/ten-years-2015-01.ods")).unwrap();
    fs::write(here.path().join("cut.ods"), &bytes[..bytes.len() / 2]).unwrap();
    let done = tidui(here.path(), &["import", "cut.ods", "--lang", "en"]);
    assert_eq!(code(&done), 2, "{}", err(&done));
    assert!(err(&done).contains("damaged-workbook"), "{}", err(&done));
}

#[test]
fn the_roster_that_comes_out_is_one_that_the_plan_reads() {
    let here = folder();
    let done = tidui(here.path(), &["example", "extract", "county"]);
    assert_eq!(code(&done), 0, "{}", err(&done));
    let people = dirty::clean(&scenarios("roster-county.csv"));
    let tiers = titles(&[("backbone", "县级骨干教师"), ("leader", "学科带头人")]);
    fs::write(here.path().join("export.xlsx"), dirty::workbook(&people, &schools(), &tiers, &mut dice(2))).unwrap();
    let done = tidui(here.path(), &["import", "export.xlsx", "--plan", "county.toml", "-o", "mine.csv"]);
    assert_eq!(code(&done), 0, "{}{}", out(&done), err(&done));
    assert!(here.path().join("import.toml").exists());
    let done = tidui(here.path(), &["check", "county.toml", "--set", "people.roster=mine.csv"]);
    assert_eq!(code(&done), 0, "{}", err(&done));
}

/// What a plan that begins half-way asks of those who came by a channel: since when, as what, promised what, until when they
/// serve, and who is on her way.
#[test]
fn who_came_by_a_channel_is_read_with_what_she_was_promised() {
    let here = folder();
    let done = tidui(here.path(), &["example", "extract", "county"]);
    assert_eq!(code(&done), 0, "{}", err(&done));
    let table = "姓名,性别,出生年月,单位,骨干级别,认定时间,入职时间,来源,到岗时间,引进层次,合同到期,服务期截止,奖励总额（万元）,预留资金,预计到岗时间,参加项目,任教学科\n\
        甲,女,1985-03,示例镇中心小学1,学科带头人,2018-09,2008-08,引进学科带头人,2022-09,学科带头人,,2027-09,12,教师队伍建设专项,,—,语文\n\
        乙,男,1990-05,示例镇中心小学1,无,,2012-08,无,2015-08,,2027-08,无,0,,,,数学\n\
        丙,,,示例镇中心小学2,学科带头人,,,引进学科带头人,,,,,8.5,award：教师队伍建设专项,2026-09,乡村教师周转房,\n\
        丁,男,1980-01,示例镇中心小学2,学科带头人,2012-05,2001-08,引进学科带头人,2021-09,,,无,12,,2021-08,乡村教师周转房：2026年6月,英语\n";
    fs::write(here.path().join("r.csv"), table).unwrap();
    let done = tidui(here.path(), &["import", "r.csv", "--plan", "county.toml", "--at", "2026-01", "-o", "mine.csv"]);
    assert_eq!(code(&done), 0, "{}{}", out(&done), err(&done));
    let roster = fs::read_to_string(here.path().join("mine.csv")).unwrap();
    let rows: Vec<&str> = roster.lines().map(|line| line.split_once(',').unwrap().1).collect();
    assert_eq!(
        rows,
        [
            "born,sex,school,tier,in_tier_since,origin,contract_end,marks,fte,joined,joined_tier,service_end,award,reserved,arrives,subject",
            "1985-03,f,t1,leader,2018-09,talent,,,,2022-09,leader,2027-09,120000,special,,chinese",
            // No channel, and so no promise and no arrival: the plan would refuse both.
            "1990-05,m,t1,teacher,2012-08,,2027-08,,,,,,,,,math",
            ",,t2,leader,,talent,,flats,,,,,85000,award:special,2026-09,",
            // There already, and bound by nothing.
            "1980-01,m,t2,leader,2012-05,talent,,flats:2026-06,,2021-09,,2021-09,120000,,,english",
        ]
    );
    let done = tidui(here.path(), &["check", "county.toml", "--set", "people.roster=mine.csv"]);
    assert_eq!(code(&done), 0, "{}", err(&done));
    // What has been paid is not what was promised; and what nothing can be made of is told with its cell.
    let paid = table.replace("奖励总额（万元）", "已发奖励").replace(",8.5,", ",8.5万,");
    let wrong = paid.replace(",2022-09,", ",2030-09,").replace("丁,男,1980-01", "丁,男,");
    fs::write(here.path().join("paid.csv"), wrong).unwrap();
    fs::remove_file(here.path().join("import.toml")).unwrap();
    let done = tidui(here.path(), &["import", "paid.csv", "--plan", "county.toml", "--at", "2026-01"]);
    assert_eq!(code(&done), 2);
    assert!(err(&done).contains("warning[award-paid]") && err(&done).contains("let `award` be"), "{}", err(&done));
    // Whoever is on her way may lack what others may not.
    assert!(err(&done).contains("paid.csv:5:") && !err(&done).contains("paid.csv:4:"), "{}", err(&done));
    assert!(err(&done).contains("later than 2026-01"), "{}", err(&done));
    let mapping = fs::read_to_string(here.path().join("import.toml")).unwrap();
    assert!(mapping.contains("award = \"已发奖励\"") && mapping.contains("arrives = \"预计到岗时间\""), "{mapping}");
}

#[test]
fn a_service_period_is_no_contract_and_coming_to_a_school_says_since_when() {
    let here = folder();
    let table = "姓名,性别,出生年月,单位,骨干级别,认定时间,来校时间,服务期满,聘期截止,奖励金额\n\
        甲,女,1985-03,甲校,区骨干教师,2018-09,2008-08,2027-09,2026-08,3000\n乙,男,1990-05,甲校,无,,2012-08,,无,\n";
    fs::write(here.path().join("r.csv"), table).unwrap();
    let done = tidui(here.path(), &["import", "r.csv", "--at", "2026-01"]);
    assert_eq!(code(&done), 0, "{}{}", out(&done), err(&done));
    let roster = fs::read_to_string(here.path().join("r.roster.csv")).unwrap();
    let rows: Vec<&str> = roster.lines().map(|line| line.split_once(',').unwrap().1).collect();
    // Without a plan nobody knows by which channel somebody came, and what it promised.
    assert_eq!(
        rows,
        [
            "born,sex,school,tier,in_tier_since,origin,contract_end,marks,fte,service_end",
            "1985-03,f,school-1,district-backbone,2018-09,,2026-08,,,2027-09",
            "1990-05,m,school-1,teacher,2012-08,,,,,",
        ]
    );
}

/// A file whose every cell carries its own mark: of columns that are not read, none may be found again.
#[test]
fn no_cell_of_a_column_that_is_not_read_is_ever_told() {
    let here = folder();
    let names = "姓名,身份证号,手机,性别,出生年月,单位,骨干级别,入职时间,家庭住址,备注,职称,合同到期";
    let mut text = names.to_owned() + "\n";
    let private = |row: usize, column: usize| format!("秘{row}q{column}z");
    for row in 0..40 {
        let cells: Vec<String> = (0..12).map(|column| private(row, column)).collect();
        text += &(cells.join(",") + "\n");
    }
    // Rows that are cut, and such with a cell too many.
    text += "秘99q0z,秘99q1z\n秘98q0z,秘98q1z,秘98q2z,女,1985-03,甲,无,2010-08,秘98q8z,秘98q9z,秘98q10z,,秘98q12z\n";
    fs::write(here.path().join("r.csv"), text).unwrap();
    for arguments in
        [&["import", "r.csv"][..], &["import", "r.csv", "--json"], &["import", "r.csv", "--link", "--skip"]]
    {
        let done = tidui(here.path(), arguments);
        let told = out(&done) + &err(&done) + &all_but(here.path(), "r.csv");
        assert_eq!(code(&done), 2, "{told}");
        for row in [0, 1, 39, 98, 99] {
            for column in [0, 1, 2, 8, 9, 10, 12] {
                assert!(!told.contains(&private(row, column)), "{} in {told}", private(row, column));
            }
        }
        assert!(err(&done).lines().count() < 60, "{told}");
    }
}

#[test]
fn years_are_linked_by_a_key_that_stays_and_rows_of_two_files_never_meet() {
    let here = folder();
    let line = |born: &str, number: usize, name: &str| {
        format!("{name},{},女,{born},甲校,无,2010-08\n", dirty::identity(born, true, number))
    };
    let names = "姓名,身份证号,性别,出生年月,单位,骨干级别,入职时间\n";
    let (a, b, c) = (line("1985-03", 1, "甲"), line("1986-04", 2, "乙"), line("1987-05", 3, "丙"));
    fs::write(here.path().join("2020.csv"), format!("{names}{a}{b}")).unwrap();
    fs::write(here.path().join("2021.csv"), format!("{names}{b}{c}")).unwrap();
    let ids = |file: &str| -> Vec<String> {
        let text = fs::read_to_string(here.path().join(file)).unwrap();
        text.lines().skip(1).map(|line| line.split(',').next().unwrap().to_owned()).collect()
    };
    let done = tidui(here.path(), &["import", "2020.csv", "2021.csv"]);
    assert_eq!(code(&done), 0, "{}", err(&done));
    let (one, two) = (ids("2020.roster.csv"), ids("2021.roster.csv"));
    assert!(one.iter().all(|id| !two.contains(id)), "{one:?} {two:?}");
    // What was made without it is not written over: the rosters of one set are moved away first.
    assert_eq!(code(&tidui(here.path(), &["import", "2020.csv", "--link"])), 2);
    for file in ["2020.roster.csv", "2021.roster.csv"] {
        fs::remove_file(here.path().join(file)).unwrap();
    }
    let done = tidui(here.path(), &["import", "2020.csv", "--link"]);
    assert_eq!(code(&done), 0, "{}", err(&done));
    // The mapping remembers that years are linked.
    let done = tidui(here.path(), &["import", "2021.csv"]);
    assert_eq!(code(&done), 0, "{}", err(&done));
    let (one, two) = (ids("2020.roster.csv"), ids("2021.roster.csv"));
    assert_eq!(one[1], two[0]);
    assert_ne!(one[0], two[1]);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let secret = fs::metadata(here.path().join("import-secret.DO-NOT-SEND")).unwrap();
        assert_eq!(secret.permissions().mode() & 0o777, 0o600);
    }
    // With a broken secret nothing is made that would not fit.
    fs::write(here.path().join("import-secret.DO-NOT-SEND"), "x").unwrap();
    assert_eq!(code(&tidui(here.path(), &["import", "2021.csv"])), 2);
}

#[test]
fn what_is_ambiguous_is_asked_and_the_mapping_answers() {
    let here = folder();
    let names = "单位,性别,出生年月,骨干级别,入职时间\n";
    fs::write(here.path().join("r.csv"), format!("{names}甲校,女,03/04/1985,无,2010-08\n甲校,男,1985-03,无,Mar-41\n"))
        .unwrap();
    let done = tidui(here.path(), &["import", "r.csv", "--at", "2020-12"]);
    let told = err(&done);
    assert_eq!(code(&done), 2);
    assert!(told.contains("1985-03") && told.contains("1985-04") && told.contains("[dates."), "{told}");
    let file = here.path().join("import.toml");
    let answered = fs::read_to_string(&file).unwrap()
        + "\n[dates.\"出生年月\"]\norder = \"day-first\"\n[dates.\"入职时间\"]\nfrom = \"1940-01\"\nuntil = \"2020-12\"\n";
    fs::write(&file, &answered).unwrap();
    let done = tidui(here.path(), &["import", "r.csv", "--skip"]);
    assert_eq!(code(&done), 0, "{}", err(&done));
    let roster = fs::read_to_string(here.path().join("r.roster.csv")).unwrap();
    assert!(roster.contains(",1985-04,f,"), "{roster}");
    // What somebody wrote stays as it was written.
    assert_eq!(fs::read_to_string(&file).unwrap(), answered);
}

#[test]
fn a_word_that_nobody_knows_is_asked_once_and_answered_in_the_mapping() {
    let here = folder();
    let names = "单位,性别,出生年月,骨干级别,认定时间,入职时间\n";
    let rows = "示例村小1,女,1985-03,骨干,2015-09,2010-08\n示例村小1,男,1985-03,,,2008-08\n".repeat(30);
    fs::write(here.path().join("r.csv"), names.to_owned() + &rows).unwrap();
    let import = || tidui(here.path(), &["import", "r.csv", "--plan", "county", "--mark"]);
    let done = import();
    assert_eq!(code(&done), 2);
    assert_eq!(err(&done).matches("error[").count(), 1, "{}", err(&done));
    assert!(here.path().join("r.marked.xlsx").exists());
    let file = here.path().join("import.toml");
    let text = fs::read_to_string(&file).unwrap();
    assert!(text.contains("\"骨干\" = \"\""), "{text}");
    fs::write(&file, text.replace("\"骨干\" = \"\"", "\"骨干\" = \"backbone\"")).unwrap();
    let done = import();
    assert_eq!(code(&done), 0, "{}", err(&done));
    // An answer that is none of the plan's is no answer.
    fs::write(&file, fs::read_to_string(&file).unwrap().replace("\"backbone\"", "\"backbonne\"")).unwrap();
    assert_eq!(code(&import()), 2);
}

#[test]
fn a_mapping_never_reads_a_name_into_a_field_and_is_read_strictly() {
    let here = folder();
    fs::write(here.path().join("r.csv"), "姓名,单位,性别,出生年月,骨干级别,入职时间\n张三,甲,女,1985-03,无,2010-08\n")
        .unwrap();
    for wrong in [
        "[roster.columns]\nschool = \"姓名\"\n",
        "[roster.columns]\nschol = \"单位\"\n",
        "[roster.columns]\nschool = \"学校\"\n",
        "[roster]\nlink = 3\n",
        "[other]\n",
        "[dates.\"a\"]\norder = \"year-first\"\n",
        "roster = 1\n",
        "words = []\n",
        "[roster.columns\n",
    ] {
        fs::write(here.path().join("import.toml"), wrong).unwrap();
        let done = tidui(here.path(), &["import", "r.csv"]);
        assert_eq!(code(&done), 2, "{wrong}");
        assert!(!(out(&done) + &err(&done)).contains("张三"), "{wrong}");
    }
}

#[test]
fn a_list_of_schools_becomes_the_table_of_the_plan() {
    let here = folder();
    fs::write(
        here.path().join("学校.csv"),
        "全区学校一览,,,,\n学校名称,学段,类别,在校生数,编制数\n一小,小学,城区,\"1,200\",80\n二中,初中,镇区,0.05万,40\n合计,,,1700,120\n",
    )
    .unwrap();
    let done = tidui(here.path(), &["import", "学校.csv"]);
    assert_eq!(code(&done), 0, "{}{}", out(&done), err(&done));
    let table = fs::read_to_string(here.path().join("学校.schools.csv")).unwrap();
    assert_eq!(
        table,
        "id,title_zh,title_en,phase,kind,students,posts,group,leads,opens\n\
         school-1,一小,,primary,urban,1200,80,,no,\nschool-2,二中,,junior,town,500,40,,no,\n"
    );
    fs::write(
        here.path().join("联校.csv"),
        "学校名称,学段,类别,在校生数,编制数\n实验学校,九年一贯制,城区,800；400,90\n三中,初中/高中,镇区,500;300,70\n",
    )
    .unwrap();
    let done = tidui(here.path(), &["import", "联校.csv"]);
    assert_eq!(code(&done), 0, "{}{}", out(&done), err(&done));
    let table = fs::read_to_string(here.path().join("联校.schools.csv")).unwrap();
    assert!(table.contains(",primary;junior,urban,800;400,90,"), "{table}");
    assert!(table.contains(",junior;senior,town,500;300,70,"), "{table}");
    fs::write(here.path().join("一数.csv"), "学校名称,学段,类别,在校生数,编制数\n实验学校,九年一贯制,城区,1200,90\n")
        .unwrap();
    let done = tidui(here.path(), &["import", "一数.csv", "--lang", "en"]);
    assert_eq!(code(&done), 2);
    assert!(
        (out(&done) + &err(&done)).contains("needs a number of students for each phase: 2, not 1"),
        "{}",
        err(&done)
    );
    // Something else of that name is not written over.
    fs::write(here.path().join("学校.schools.csv"), "mine\n").unwrap();
    assert_eq!(code(&tidui(here.path(), &["import", "学校.csv"])), 2);
}

#[test]
fn an_outcome_is_data() {
    let here = folder();
    let people: Vec<Person> = dirty::clean(&scenarios("roster-county.csv")).into_iter().take(9).collect();
    let tiers = titles(&[("backbone", "县级骨干教师"), ("leader", "学科带头人")]);
    let file = here.path().join("r.xlsx");
    fs::write(&file, dirty::workbook(&people, &schools(), &tiers, &mut dice(3))).unwrap();
    let outcome = imported(json!({ "file": [file.to_str().unwrap()], "plan": "county", "as": "roster" }));
    let back: ImportOutcome = serde_json::from_str(&serde_json::to_string(&outcome).unwrap()).unwrap();
    assert_eq!(back, outcome);
}

/// Files that are broken in any way end in a message, never in a panic.
#[test]
fn broken_files_end_in_a_message() {
    let here = folder();
    let people: Vec<Person> = dirty::clean(&scenarios("roster-county.csv")).into_iter().take(6).collect();
    let tiers = titles(&[("backbone", "县级骨干教师"), ("leader", "学科带头人")]);
    let book = dirty::workbook(&people, &schools(), &tiers, &mut dice(4));
    let text = "姓名,单位,性别,出生年月,骨干级别,入职时间\n\"张,三\",甲,女,1985-03,无,2010-08\n合计,,,,,\n"
        .as_bytes()
        .to_vec();
    let mut dice = dice(5);
    let file = here.path().join("x");
    for round in 0..200 {
        let mut bytes = if round % 2 == 0 { book.clone() } else { text.clone() };
        for _ in 0..=dice.below(8) {
            let at = dice.below(bytes.len());
            match dice.below(4) {
                0 => bytes[at] = dice.below(256) as u8,
                1 => bytes.truncate(at.max(1)),
                2 => bytes.insert(at, *dice.choose(b",\n\"\0;0\xff")),
                _ => bytes.extend_from_within(..at),
            }
        }
        fs::write(&file, &bytes).unwrap();
        let request = json!({ "file": file.to_str().unwrap(), "skip": true });
        let done = app::import(&serde_json::from_value::<Import>(request).unwrap(), &Unobserved);
        assert!(done.map_or_else(|error| error.exit_code() != 70, |_| true), "round {round}");
        let _ = fs::remove_file(here.path().join("import.toml"));
    }
}

#[test]
fn attributes_that_a_plan_knows_go_out_under_their_own_column() {
    let plan = "[tier.teacher]\n[tier.expert]\ntitle = { zh = '专家' }\n\
                [attribute.title]\ntitle = { zh = '职称' }\n\
                values.first = { zh = '一级教师', en = 'First grade' }\nvalues.senior = { zh = '高级教师' }\n";
    let known = Known::of(&parse("plan.toml", plan).unwrap(), None);
    let text = "性别,出生年月,骨干级别,入职时间,职称,学历\n\
                女,1985-03,无,2010-08,高级教师,本科\n男,1986-03,,2011-08,一级教师,\n";
    let grid = Arc::new(Grid::of_text("r.csv", text.to_owned(), ','));
    let options = Options { tag: "x".to_owned(), ..Options::default() };
    let imported = import::read(&grid, Kind::Roster, &known, &mut Mapping::default(), &options).unwrap();
    assert_eq!(
        imported.table.unwrap(),
        "id,born,sex,school,tier,in_tier_since,origin,contract_end,marks,fte,title\n\
         rx-2,1985-03,f,,teacher,2010-08,,,,,senior\nrx-3,1986-03,m,,teacher,2011-08,,,,,first\n"
    );
    // What no attribute is of is named as not used.
    let degree = imported.reading.columns.iter().find(|column| column.heading == "学历").unwrap();
    assert_eq!(degree.used, Use::None);
}

/// The heading of what is wrong stands in the row of the headings, wherever the first row with a problem is.
#[test]
fn marked_cells_have_their_heading_where_the_headings_are() {
    let here = folder();
    let rows = "示例村小1,女,1985-03-17,无,,2010-08\n".repeat(5) + "示例村小1,某,1985-03,无,,2010-08\n";
    fs::write(here.path().join("r.csv"), "单位,性别,出生年月,骨干级别,认定时间,入职时间\n".to_owned() + &rows).unwrap();
    let done = tidui(here.path(), &["import", "r.csv", "--plan", "county", "--mark", "--lang", "zh"]);
    assert_eq!(code(&done), 2, "{}", out(&done));
    let bytes = fs::read(here.path().join("r.marked.xlsx")).unwrap();
    let grid = tidui::intake::grid("r.marked.xlsx", bytes, None).unwrap();
    assert_eq!((grid.cell(0, 0), grid.cell(5, 6)), ("单位", ""));
    assert!(grid.cell(0, 6).starts_with("问题") && !grid.cell(6, 6).is_empty());
    // Days are days in it, and are read as they were.
    assert_eq!((grid.cell(1, 2), grid.cell(6, 2)), ("1985-03-17", "1985-03"));
}

/// A list of names and telephones says nothing of schools: what it was read as is said, and how to say otherwise.
#[test]
fn names_and_telephones_are_no_schools() {
    let here = folder();
    fs::write(here.path().join("names.csv"), "姓名,电话\n甲,13800000000\n乙,13800000001\n").unwrap();
    let done = tidui(here.path(), &["import", "names.csv", "--lang", "en"]);
    assert_eq!(code(&done), 2);
    assert!(err(&done).contains("read as a roster") && err(&done).contains("--as schools"), "{}", err(&done));
    assert!(!out(&done).contains("0 rows have problems"), "{}", out(&done));
}

/// A roster that was mended by hand is not written over; one that would be the same is, and next year's is another file.
#[test]
fn a_roster_that_was_edited_is_not_written_over() {
    let here = folder();
    let table = "单位,性别,出生年月,骨干级别,认定时间,入职时间\n示例村小1,女,1985-03,无,,2010-08\n";
    fs::write(here.path().join("花名册2026-01.csv"), table).unwrap();
    fs::write(here.path().join("花名册2027-01.csv"), table).unwrap();
    let import = |file: &str| tidui(here.path(), &["import", file, "--plan", "county", "--lang", "en"]);
    for file in ["花名册2026-01.csv", "花名册2026-01.csv", "花名册2027-01.csv"] {
        assert_eq!(code(&import(file)), 0, "{file}");
    }
    let roster = here.path().join("花名册2026-01.roster.csv");
    let mended = fs::read_to_string(&roster).unwrap().replace("1985-03", "1985-04");
    fs::write(&roster, &mended).unwrap();
    let done = import("花名册2026-01.csv");
    assert_eq!(code(&done), 2);
    assert!(err(&done).contains("花名册2026-01.roster.csv is there already"), "{}", err(&done));
    assert_eq!(fs::read_to_string(&roster).unwrap(), mended);
}

/// Asks to end after so many looks.
struct Impatient(AtomicUsize);

impl Observer for Impatient {
    fn cancelled(&self) -> bool {
        self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1)).is_err()
    }
}

impl Watcher for Impatient {}

/// Whenever somebody asks it to end, nothing is left that was not there before: no roster, no mapping, no secret.
#[test]
fn an_import_that_is_interrupted_leaves_nothing() {
    let row = |number| format!("示例村小1,女,1985-03,无,,2010-08,{}\n", dirty::identity("1985-03", true, number));
    let rows: String = (0..2_500).map(row).collect();
    let table = "单位,性别,出生年月,骨干级别,认定时间,入职时间,身份证号\n".to_owned() + &rows;
    let (mut interrupted, mut whole) = (0, false);
    for looks in 0..40 {
        let here = folder();
        let files = ["a2026-01.csv", "b2027-01.csv"].map(|name| here.path().join(name));
        for file in &files {
            fs::write(file, &table).unwrap();
        }
        let request = json!({ "file": files, "plan": "county", "link": true });
        let request = serde_json::from_value::<Import>(request).unwrap();
        match app::import(&request, &Impatient(AtomicUsize::new(looks))) {
            Err(error) => {
                assert_eq!(error.exit_code(), 130, "{error:?}");
                assert_eq!(fs::read_dir(here.path()).unwrap().count(), 2, "after {looks} looks");
                interrupted += 1;
            }
            Ok(outcome) => whole |= outcome.is_whole(),
        }
    }
    assert!(interrupted > 4 && whole, "{interrupted}");
}
