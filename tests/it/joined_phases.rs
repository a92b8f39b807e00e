//! A school of two phases (九年一贯制) is one school. Worked by hand.

use tidui::model::Model;
use tidui::scenario::{MemoryLibrary, load};
use tidui::simulate::Record;
use tidui::words::Language;

use crate::common::{metric, plan, records, roster, scenario_with};

const PLAN: &str = r#"
[scenario]
id = "joined"
title = { zh = "一贯制", en = "joined" }
start = "2025-01"
end = "2025-12"
[phase]
primary = { title = { zh = "小学", en = "primary" }, students = 1000 }
junior = { title = { zh = "初中", en = "junior" }, students = 300 }
[schools]
file = "schools.csv"
kinds.town = { zh = "镇区", en = "town" }
kinds.village = { zh = "村小", en = "village" }
[people]
roster = "roster.csv"
[tier.teacher]
title = { zh = "教师", en = "teachers" }
[tier.backbone]
title = { zh = "骨干", en = "backbone" }
[move.recognise]
title = { zh = "认定", en = "recognition" }
kind = "change"
from = ["teacher"]
to = "backbone"
rate = 0.1
who = { kinds = ["village"] }
[metric.all-students]
title = { zh = "学生", en = "students" }
count = "students"
[metric.town-students]
title = { zh = "镇区学生", en = "students in town" }
count = "students"
kinds = ["town"]
[metric.town-juniors]
title = { zh = "镇区初中生", en = "juniors in town" }
count = "students"
phases = ["junior"]
kinds = ["town"]
[metric.in-primary]
title = { zh = "有小学的学校的人", en = "people where primary is taught" }
count = "stock"
phases = ["primary"]
[metric.in-junior]
title = { zh = "有初中的学校的人", en = "people where junior is taught" }
count = "stock"
phases = ["junior"]
[metric.served]
title = { zh = "达标学校", en = "schools that have enough" }
count = "schools-meeting"
each = { of = { count = "stock", tiers = ["backbone"] }, per = { count = "students" }, times = 100, at_least = 1 }
[metric.served-juniors]
title = { zh = "按初中生达标的学校", en = "schools that have enough for their juniors" }
count = "schools-meeting"
phases = ["junior"]
each = { of = { count = "stock", tiers = ["backbone"] }, per = { count = "students", phases = ["junior"] }, times = 100, at_least = 1 }
"#;

/// The school of both phases has 600 and 300 students, a village of 400 pupils closes into it in July.
const SCHOOLS: &str = "id,title_en,phase,kind,students,posts,leads,closes,merges_into\n\
    nine,Nine Years,primary;junior,town,6;1,12,no,,\n\
    east,East,primary,town,0,4,no,,\n\
    dell,Dell,primary,village,4,4,no,2025-07,nine\n";

/// Eight at the school of both phases, four of them backbone teachers; four at the village.
fn people() -> String {
    roster((0..12).map(|number| {
        let (school, tier) =
            (if number < 8 { "nine" } else { "dell" }, if number < 4 { "backbone" } else { "teacher" });
        format!("p{number},1985-03,f,{school},{tier},2015-09,,,")
    }))
}

/// What is recorded of a metric before and after the village closes.
fn at(model: &Model, record: &Record, id: &str) -> [i64; 2] {
    [0, 6].map(|month| record.metric(model, metric(model, id), month))
}

/// The school has 600 of 1,000 pupils and all 300 juniors: 900 students, and from July on 1,300. Its people count in either
/// phase; in a ratio of its own they stand against all of its students, or against those of a phase if that is what is asked:
/// 4 per 900 is too few for one in a hundred, and 4 per 300 is not.
#[test]
fn a_school_of_two_phases_is_one_school() {
    let model = Model::compile(&scenario_with(PLAN, &[("schools.csv", SCHOOLS), ("roster.csv", &people())]));
    for record in records(&model, &plan(4)) {
        assert_eq!(at(&model, &record, "metric.all-students"), [1300, 1300]);
        assert_eq!(at(&model, &record, "metric.town-students"), [900, 1300]);
        assert_eq!(at(&model, &record, "metric.town-juniors"), [300, 300]);
        assert_eq!(at(&model, &record, "metric.in-primary"), [12, 12]);
        assert_eq!(at(&model, &record, "metric.in-junior"), [8, 12]);
        assert_eq!(at(&model, &record, "metric.served-juniors"), [10_000, 10_000]);
        // The village has none among 400, the other nobody and no students, so that it has no value.
        assert_eq!(at(&model, &record, "metric.served")[0], 0);
    }
}

/// The same as two schools, as plans had to be stated before, is another plan: the people of one half serve only its students.
#[test]
fn two_rows_are_two_schools() {
    let halves = SCHOOLS.replace("primary;junior,town,6;1,12", "primary,town,6,12")
        + "nine-junior,Nine Years,junior,town,1,4,no,,\n";
    let text = PLAN.replace(r#", phases = ["junior"] }, times"#, " }, times");
    let model = Model::compile(&scenario_with(&text, &[("schools.csv", &halves), ("roster.csv", &people())]));
    for record in records(&model, &plan(2)) {
        assert_eq!(at(&model, &record, "metric.in-junior"), [0, 0]);
        assert_eq!(at(&model, &record, "metric.served-juniors"), [0, 0]);
    }
}

#[test]
fn each_phase_has_its_students() {
    let told = |row: &str| {
        let list =
            format!("id,title_en,phase,kind,students,posts,leads\n{row}\ndell,Dell,primary;junior,village,4;1,4,no\n");
        let files = [("test.toml", PLAN), ("roster.csv", &*people()), ("schools.csv", &*list)];
        let told = match load(&MemoryLibrary::new(files), "test.toml", &[]) {
            Ok((_, told)) | Err(told) => told,
        };
        told.render(Language::English)
    };
    assert_eq!(told("nine,Nine,primary; junior,town,６；1,12,no"), "");
    for (row, words) in [
        ("nine,Nine,primary;junior,town,6,12,no", "needs a number of students for each phase: 2, not 1"),
        ("nine,Nine,primary,town,6;1,12,no", "needs a number of students for each phase: 1, not 2"),
        ("nine,Nine,primary;primary,town,6;1,12,no", "the phase `primary` stands twice"),
        ("nine,Nine,primary;senior,town,6;1,12,no", "`senior`"),
        ("nine,Nine,primary;junior,town,6;x,12,no", "must be a number"),
        ("nine,Nine,;,town,6,12,no", "must be ids with semicolons between them"),
    ] {
        let told = told(row);
        assert!(told.contains(words), "{row}: {told}");
    }
}
