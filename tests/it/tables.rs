//! Tables as spreadsheets write them, through the program: read, kept, and the same again from what was kept.

use std::fs;
use std::path::Path;

use crate::command::{code, err, folder, out, parsed, the_run, tidui};

const PLAN: &str = r#"
scenario = { id = "small", title = { zh = "小区", en = "Small" }, start = "2025-01", end = "2026-12" }
schools = { file = "SCHOOLS", kinds = {} }
people.roster = "ROSTER"
tier.teacher = { title = { zh = "教师", en = "Teacher" } }
tier.backbone = { title = { zh = "骨干", en = "Backbone" } }
[move.leave]
title = { zh = "离开", en = "Leave" }
kind = "leave"
from = ["teacher", "backbone"]
rate = { pert = [0.02, 0.05, 0.1], basis = "assumption", source = "judgement" }
[move.recognise]
title = { zh = "认定", en = "Recognition" }
kind = "change"
from = ["teacher"]
to = "backbone"
rate = { pert = [0.1, 0.2, 0.4], basis = "assumption", source = "judgement" }
[target.backbone]
title = { zh = "骨干两人", en = "Two backbone teachers" }
at = "2026-12"
at_least = 2
count = "stock"
tiers = ["backbone"]
"#;

const SCHOOLS: &str = "id,title_zh,title_en,students,posts,group,leads,opens\n\
                       north,城北,North,900,56,,yes,\n\
                       south,城南,South,600,40,,no,\n";

const ROSTER: &str = "id,born,sex,school,tier,in_tier_since\n\
                      t001,1985-03,f,north,teacher,2010-09\n\
                      t002,1990-11,m,south,teacher,2018-09\n\
                      t003,1991-02,f,south,teacher,2019-09\n\
                      b001,1978-06,f,north,backbone,2015-11\n";

/// The same people and schools, written otherwise.
const SCHOOLS_OTHERWISE: &str = "学校名单;;;;;;;;\r\n\
                                 ID;title_zh;title_en;students;posts;group;leads;opens;\r\n\
                                 north;城北;North;９００;56;;是;;\r\n\
                                 ;;;;;;;;\r\n\
                                 south;城南;South;600.0;40;;否;;\r\n\
                                 合计;;;\"1,500\";96;;;;\r\n";

const ROSTER_OTHERWISE: &str = "id\tborn\tsex\tschool\ttier\tin_tier_since\n\
                                t001\tMar-85\t女\tnorth\tteacher\t2010年9月\n\
                                t002\t1990/11/3\t男\tsouth\tteacher\t201809\n\
                                t003\t33270\tF\tsouth\tteacher\t2019-09-01 00:00:00\n\
                                b001\t1978.06\tf\tnorth\tbackbone\tNov-15\n";

fn write(here: &Path, name: &str, bytes: &[u8]) {
    let path = here.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn gbk(text: &str) -> Vec<u8> {
    encoding_rs::GBK.encode(text).0.into_owned()
}

#[test]
fn the_same_people_written_otherwise_give_the_same_run_which_is_kept() {
    let here = folder();
    let plain = PLAN.replace("SCHOOLS", "data/schools.csv").replace("ROSTER", "data/people.csv");
    write(here.path(), "plain/plan.toml", plain.as_bytes());
    write(here.path(), "plain/data/schools.csv", SCHOOLS.as_bytes());
    write(here.path(), "plain/data/people.csv", ROSTER.as_bytes());
    let otherwise = PLAN.replace("SCHOOLS", "data/schools.txt").replace("ROSTER", "data/people.txt");
    write(here.path(), "otherwise/plan.toml", otherwise.as_bytes());
    write(here.path(), "otherwise/data/schools.txt", &gbk(SCHOOLS_OTHERWISE));
    write(here.path(), "otherwise/data/people.txt", &utf16(ROSTER_OTHERWISE));
    let run = |folder: &str| {
        let file = format!("{folder}/plan.toml");
        let done = tidui(
            here.path(),
            &["run", &file, "--replicates", "60", "--output", folder, "--no-charts", "--lang", "en"],
        );
        assert_eq!(code(&done), 0, "{}", err(&done));
        let runs = fs::read_dir(here.path().join(folder)).unwrap().map(|entry| entry.unwrap().path());
        (runs.into_iter().find(|path| path.join("manifest.json").is_file()).unwrap(), err(&done))
    };
    let (plain, quiet) = run("plain");
    let (otherwise, said) = run("otherwise");
    let holds = "This folder holds the roster of 4 people, one row each, in scenario/: think before you send it on. --without-roster leaves it out\n";
    assert_eq!(quiet, holds);
    assert!(said.contains("people.txt:4:6: warning[day-numbers]") && said.contains("row 6 is a total"), "{said}");
    for table in ["metrics.csv", "targets.csv", "ledger.csv"] {
        let read = |run: &Path| fs::read_to_string(run.join("tables").join(table)).unwrap();
        assert_eq!(read(&plain), read(&otherwise), "{table}");
    }
    // What was read is kept as a table that anything reads; the run is made again from it alone.
    let people = fs::read_to_string(otherwise.join("scenario/people.csv")).unwrap();
    assert!(people.starts_with("id,born,sex,school,tier,in_tier_since\nt001,Mar-85,女,"), "{people}");
    fs::remove_dir_all(here.path().join("otherwise/data")).unwrap();
    let name = otherwise.to_str().unwrap();
    let verified = tidui(here.path(), &["verify", name, "--lang", "en"]);
    assert_eq!(code(&verified), 0, "{}{}", out(&verified), err(&verified));
    let replayed = tidui(here.path(), &["replay", name, "--replicate", "0", "--person", "t001"]);
    assert_eq!(code(&replayed), 0, "{}", err(&replayed));
}

#[test]
fn where_somebody_stood_does_not_enter_what_is_kept() {
    let here = folder();
    // Something to warn about, in the scenario and in a table.
    let plan = PLAN
        .replace("SCHOOLS", "schools.csv")
        .replace("ROSTER", "people.csv")
        .replace("rate = { pert = [0.1", "places = 9\nrate = { pert = [0.1");
    write(here.path(), "a/plan.toml", plan.as_bytes());
    write(here.path(), "a/schools.csv", SCHOOLS.as_bytes());
    write(here.path(), "a/people.csv", ROSTER.replace("1985-03", "31121").as_bytes());
    let kept = |stand: &str, plan: &str, output: &str| {
        let stand = here.path().join(stand);
        let done = tidui(&stand, &["run", plan, "--replicates", "20", "--output", output, "--no-charts"]);
        assert_eq!(code(&done), 0, "{}", err(&done));
        let run = the_run(&here.path().join(output.trim_start_matches("../")));
        ["results.json", "report.json", "report.en.html"].map(|name| fs::read_to_string(run.join(name)).unwrap())
    };
    let absolute = here.path().join("a/./plan.toml");
    let first = kept("a", "plan.toml", "../one");
    assert!(first[0].contains("day-numbers") && first[0].contains("quota-above-people"));
    assert_eq!(first, kept("a", "../a/plan.toml", "../two"));
    assert_eq!(first, kept("", absolute.to_str().unwrap(), "three"));
}

#[test]
fn many_bad_rows_are_told_in_a_few_lines() {
    let here = folder();
    let plan = PLAN.replace("SCHOOLS", "schools.csv").replace("ROSTER", "people.csv");
    write(here.path(), "plan.toml", plan.as_bytes());
    write(here.path(), "schools.csv", SCHOOLS.as_bytes());
    let row = |row| format!("t{row},Mar-{},?,school-{row},tier-{},1899-01\n", 30 + row % 10, row % 3);
    let rows = (0..20_000).map(row).collect::<Vec<_>>().concat();
    write(here.path(), "people.csv", format!("id,born,sex,school,tier,in_tier_since\n{rows}").as_bytes());
    let done = tidui(here.path(), &["check", "plan.toml", "--lang", "en"]);
    assert_eq!(code(&done), 2);
    let told = err(&done);
    assert!(told.lines().count() < 20 && told.contains("40,000 errors"), "{told}");
    assert!(told.contains("19999 more cells of the column likewise"), "{told}");
    // Nobody's row is shown.
    assert!(!told.contains("t0,"), "{told}");
    let done = tidui(here.path(), &["check", "plan.toml", "--json"]);
    let object = parsed(&done);
    assert_eq!(object["errors"][0]["count"], 20_000);
}

/// Of what is worked out for a table alone it says what it says of everything; and nothing is worked out that it does not need.
#[test]
fn a_table_needs_no_more_than_its_sections() {
    use tidui::model::Model;
    use tidui::simulate::{RunPlan, Unobserved, run};
    use tidui::summary::{Section, Summary};
    use tidui::tables::{TableName, table};

    let mut needed = std::collections::BTreeSet::new();
    for name in ["county", "xiqing-2021"] {
        let scenario = crate::common::bundled(name, &[]);
        let model = Model::compile(&scenario);
        let plan = RunPlan::new(20, 1, scenario.nesting);
        let summary = run(&model, &plan, &Unobserved, &|| Summary::new(&model, plan.nesting)).unwrap();
        let all = summary.results(&model, plan.seed);
        assert_eq!(all, summary.results_of(&model, plan.seed, &Section::ALL));
        for table_name in TableName::ALL {
            let rows = |sections: &[Section]| {
                let results = summary.results_of(&model, plan.seed, sections);
                table(table_name, &results, &scenario).unwrap().frame
            };
            let own = rows(table_name.sections());
            assert!(own.equals_missing(&table(table_name, &all, &scenario).unwrap().frame), "{name} {table_name:?}");
            for section in table_name.sections() {
                let fewer: Vec<Section> =
                    table_name.sections().iter().copied().filter(|other| other != section).collect();
                if !own.equals_missing(&rows(&fewer)) {
                    needed.insert((table_name.schema().stem, *section));
                }
            }
        }
    }
    let listed =
        TableName::ALL.into_iter().flat_map(|one| one.sections().iter().map(move |own| (one.schema().stem, *own)));
    assert_eq!(needed.into_iter().collect::<Vec<_>>().len(), listed.count());
}
