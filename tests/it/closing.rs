//! Schools that close: nobody vanishes, and posts and students go where the people go. Worked by hand.

use tidui::model::Model;
use tidui::scenario::{MemoryLibrary, SchoolId, load};
use tidui::simulate::{Happening, replay};
use tidui::words::Language;

use crate::common::{metric, plan, records, roster, scenario_with};

const PLAN: &str = r#"
[scenario]
id = "closing"
title = { zh = "撤并", en = "closing" }
start = "2025-01"
end = "2026-12"
[phase.primary]
title = { zh = "小学", en = "primary" }
students = 1000
[schools]
file = "schools.csv"
kinds.town = { zh = "镇区", en = "town" }
kinds.village = { zh = "村小", en = "village" }
[posts]
counted = true
[people]
roster = "roster.csv"
[tier.teacher]
title = { zh = "教师", en = "teachers" }
[move.leave]
title = { zh = "离开", en = "leave" }
kind = "leave"
from = ["teacher"]
rate = 0.1
who = { kinds = ["village"] }
[channel.hire]
title = { zh = "招聘", en = "hiring" }
calendar = { 6 = 1 }
candidates = 50
mix = { teacher = 1 }
fills = "vacancies"
post = true
lag = 3
[equity]
tiers = ["teacher"]
limits = { primary = 0.5 }
"#;

fn schools(rows: &str) -> String {
    format!("id,title_en,phase,kind,students,posts,leads,closes,merges_into\n{rows}")
}

fn people() -> String {
    roster((0..40).map(|number| {
        let school = if number < 30 { "town" } else { "village" };
        format!("p{number},1985-03,f,{school},teacher,2015-09,,,")
    }))
}

/// A village school of 10 people, 12 posts and 200 students merges into one of 30, 33 and 800. From then on there are 45
/// posts there, all of which are filled by September 2026; nobody leaves, for only people of villages do.
#[test]
fn a_school_that_merges_takes_its_people_posts_and_students_along() {
    let list =
        schools("town,Town,primary,town,800,33,yes,,\nvillage,Village,primary,village,200,12,no,2025-01-20,town\n");
    let told = load(
        &MemoryLibrary::new([("test.toml", PLAN), ("roster.csv", &people()), ("schools.csv", &list)]),
        "test.toml",
        &[],
    )
    .unwrap_err();
    assert!(told.render(Language::English).contains("it closes in 2025-01, and is open from 2025-01 on"), "{told}");
    let list = list.replace("2025-01-20", "2025-08");
    let scenario = scenario_with(PLAN, &[("roster.csv", &people()), ("schools.csv", &list)]);
    let model = Model::compile(&scenario);
    let stock = metric(&model, "stock.teacher");
    for record in records(&model, &plan(20)) {
        let [town, village] = [record.schools[0], record.schools[1]];
        // Staff, students; nobody is left behind, and every post of both is filled.
        assert_eq!([town[0], town[2]], [45, 1000]);
        assert_eq!([village[0], village[2]], [0, 0]);
        assert_eq!(record.metric(&model, stock, 23), 45);
    }
    // Where nobody leaves, those hired in June for the village school arrive in the town in September.
    let stay = PLAN.replace("rate = 0.1", "rate = 0");
    let model = Model::compile(&scenario_with(&stay, &[("roster.csv", &people()), ("schools.csv", &list)]));
    for record in records(&model, &plan(20)) {
        assert_eq!([7, 8, 23].map(|month| record.metric(&model, stock, month)), [40, 45, 45]);
    }
    let model = Model::compile(&scenario);
    let story = replay(&model, &plan(1), 0).unwrap();
    let moved: Vec<_> = story.events.iter().filter(|event| matches!(event.what, Happening::Moved(_))).collect();
    assert!(!moved.is_empty() && moved.len() <= 10);
    assert!(moved.iter().all(|event| event.month.to_string() == "2025-08" && event.school == SchoolId(0)));
}

/// Without a school to merge into, people are spread over the open schools of the phase as the students are: 100 people, to
/// schools of 600 and 200 students, so that 75 ± √(100 × 3/16) go to the first.
#[test]
fn people_of_a_school_that_closes_are_spread_as_the_students_are() {
    let list = schools(
        "a,A,primary,town,600,500,yes,,\nb,B,primary,town,200,500,no,,\nc,C,primary,village,200,100,no,2025-03,\n",
    );
    let people = roster((0..100).map(|number| format!("p{number},1985-03,f,c,teacher,2015-09,,,")));
    let text = PLAN.replace("candidates = 50", "candidates = 0").replace("rate = 0.1", "rate = 0");
    let model = Model::compile(&scenario_with(&text, &[("roster.csv", &people), ("schools.csv", &list)]));
    let seen: Vec<i64> = records(&model, &plan(400))
        .iter()
        .map(|record| {
            assert_eq!(record.schools.iter().map(|school| school[0]).sum::<i64>(), 100);
            assert_eq!([record.schools[0][2], record.schools[1][2], record.schools[2][2]], [750, 250, 0]);
            record.schools[0][0]
        })
        .collect();
    let mean = seen.iter().sum::<i64>() as f64 / 400.0;
    // 4.5 standard errors of the mean of 400.
    assert!((mean - 75.0).abs() < 4.5 * (100.0 * 0.1875 / 400.0_f64).sqrt(), "{mean}");
}

#[test]
fn what_cannot_close_so_is_refused() {
    let told = |rows: &str| {
        let (list, people) = (schools(rows), people());
        let files = [("test.toml", PLAN), ("roster.csv", people.as_str()), ("schools.csv", list.as_str())];
        match load(&MemoryLibrary::new(files), "test.toml", &[]) {
            Ok((_, warnings)) => warnings.render(Language::English),
            Err(problems) => problems.render(Language::English),
        }
    };
    let town = "town,Town,primary,town,800,33,yes,,\n";
    let village = |rest: &str| told(&format!("{town}village,Village,primary,village,200,12,no,{rest}\n"));
    assert!(village(",town").contains("a school that merges into another closes"), "{}", village(",town"));
    assert!(village("2025-08,city").contains("there is no school `city` to merge into"));
    assert!(village("2025-08,village").contains("`village` is not another school that is open in 2025-08"));
    let both = told("town,Town,primary,town,800,33,yes,2026-02,\nvillage,Village,primary,village,200,12,no,2026-02,\n");
    assert!(both.contains("no school with posts is open any more from 2026-02 on"), "{both}");
}

/// Four of forty people work half time: 38 full-time equivalents, 2 of the village's in the village. With 33 posts in the
/// town and 12 in the village, 3 and 2 + 1 are free; half a post is none.
#[test]
fn part_time_counts_in_targets_ratios_and_posts() {
    let list = schools("town,Town,primary,town,800,33,yes,,\nvillage,Village,primary,village,200,12,no,,\n");
    let rows = (0..40).map(|number| {
        let school = if number < 30 { "town" } else { "village" };
        let fte = match number {
            0 | 30 | 31 | 32 => "0.5",
            _ => "",
        };
        format!("p{number},1985-03,f,{school},teacher,2015-09,,,,{fte}\n")
    });
    let people =
        "id,born,sex,school,tier,in_tier_since,origin,contract_end,marks,fte\n".to_owned() + &rows.collect::<String>();
    let targets = r#"
[target.full]
title = { zh = "折合全时", en = "full-time equivalents" }
at = "2025-03"
at_least = 38
count = "fte"
tiers = ["teacher"]
[target.ratio]
title = { zh = "每百名学生", en = "per 100 students" }
at = "2025-03"
at_least = 3.8
count = "ratio"
of = { count = "fte", tiers = ["teacher"] }
per = { count = "students" }
times = 100
"#;
    let text = format!("{}{targets}", PLAN.replace("rate = 0.1", "rate = 0"));
    let model = Model::compile(&scenario_with(&text, &[("roster.csv", &people), ("schools.csv", &list)]));
    let [full, ratio, stock] = ["target.full.main", "target.ratio.main", "stock.teacher"].map(|id| metric(&model, id));
    for record in records(&model, &plan(4)) {
        // In hundredths, ten-thousandths and heads.
        let at = |index: usize, month: usize| record.metric(&model, index, month);
        assert_eq!([full, ratio, stock].map(|index| at(index, 2)), [3800, 38_000, 40]);
        // Three free posts and half of one in the town, three and one and a half of them in the village: hired in June.
        assert_eq!(at(stock, 23), 40 + 3 + 3);
        assert_eq!(at(full, 23), 3800 + 600);
    }
}
