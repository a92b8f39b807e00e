//! One person at two schools, worked by hand.

use tidui::model::Model;
use tidui::simulate::Record;

use crate::common::{metric, plan, records, scenario_with};

const SCHOOLS: &str = "id,title_zh,title_en,phase,kind,students,posts,leads,closes,merges_into\n\
    a,甲,A,primary,town,100,1,no,,\n\
    b,乙,B,primary,town,100,1,no,2021-09,c\n\
    c,丙,C,junior,town,100,2,no,,\n";

/// Lin works three fifths of full time at A and two fifths at B, Wu all of it at C, Xu a half at A and a half at C.
const ROSTER: &str = "id,born,sex,school,tier,in_tier_since,fte,second_school,second_fte\n\
    lin,1980-01,f,a,teacher,2015-09,0.6,b,0.4\n\
    wu,1980-01,f,c,teacher,2015-09,1,,\n\
    xu,1961-12,m,a,teacher,2015-09,0.5,c,0.5\n";

const TEXT: &str = r#"
[scenario]
id = "hand"
title = { zh = "手算", en = "by hand" }
start = "2021-01"
end = "2021-12"
[phase]
primary = { title = { zh = "小学", en = "primary" }, students = 200 }
junior = { title = { zh = "初中", en = "junior" }, students = 100 }
[schools]
file = "schools.csv"
kinds.town = { zh = "镇", en = "town" }
[people]
roster = "roster.csv"
[tier.teacher]
title = { zh = "教师", en = "teacher" }
[move.retire]
title = { zh = "退休", en = "retire" }
kind = "retire"
from = ["teacher"]
age_female = 55
age_male = 60
[metric.heads]
title = { zh = "人", en = "heads" }
count = "stock"
[metric.fte]
title = { zh = "折合", en = "fte" }
count = "fte"
[metric.primary]
title = { zh = "小学的人", en = "heads in primary" }
count = "stock"
phases = ["primary"]
[metric.junior]
title = { zh = "初中的人", en = "heads in junior" }
count = "stock"
phases = ["junior"]
[metric.fte-primary]
title = { zh = "小学折合", en = "fte in primary" }
count = "fte"
phases = ["primary"]
[metric.fte-junior]
title = { zh = "初中折合", en = "fte in junior" }
count = "fte"
phases = ["junior"]
[metric.two]
title = { zh = "有两人的学校", en = "schools with two" }
count = "schools-meeting"
each = { of = { count = "stock" }, at_least = 2 }
"#;

/// What is recorded of a metric before B merges into C in September, after it, and after Xu retires in December: heads,
/// hundredths of full time, and ten-thousandths of a share.
fn at(model: &Model, record: &Record, id: &str) -> [i64; 3] {
    let place = metric(model, id);
    [0, 9, 11].map(|month| record.metric(model, place, month))
}

/// In the district each is one head; in primary schools Lin and Xu are two, although Lin is at two of them, and in junior ones
/// Wu and Xu. Full time goes by share to where it is worked. When B merges into C, Lin's two fifths go there; when Xu
/// retires, he leaves both.
#[test]
fn shares_are_where_they_are_worked() {
    let model = Model::compile(&scenario_with(TEXT, &[("schools.csv", SCHOOLS), ("roster.csv", ROSTER)]));
    for record in records(&model, &plan(2)) {
        assert_eq!(at(&model, &record, "metric.heads"), [3, 3, 2]);
        assert_eq!(at(&model, &record, "metric.fte"), [300, 300, 200]);
        assert_eq!(at(&model, &record, "metric.primary"), [2, 2, 1]);
        assert_eq!(at(&model, &record, "metric.junior"), [2, 3, 2]);
        assert_eq!(at(&model, &record, "metric.fte-primary"), [150, 110, 60]);
        assert_eq!(at(&model, &record, "metric.fte-junior"), [150, 190, 140]);
        // A has two and C has two, B has one of three; then A two and C three; then A one and C two.
        assert_eq!(at(&model, &record, "metric.two"), [6_666, 10_000, 5_000]);
    }
}

/// C has two posts, one for Wu and a half that Xu works: no whole post is free in it. Without Xu's half one would be, and
/// someone would be hired there.
#[test]
fn a_share_at_a_second_school_takes_part_of_a_post() {
    let hire = r#"
[posts]
counted = true
[channel.hire]
title = { zh = "招聘", en = "hire" }
calendar = { 3 = 1 }
candidates = 5
mix = { teacher = 1 }
fills = "vacancies"
post = true
phases = ["junior"]
"#;
    let hired = |roster: &str| {
        let scenario = scenario_with(&format!("{TEXT}{hire}"), &[("schools.csv", SCHOOLS), ("roster.csv", roster)]);
        let model = Model::compile(&scenario);
        let counted: Vec<i64> =
            records(&model, &plan(2)).iter().map(|record| at(&model, record, "additions.teacher")[1]).collect();
        counted
    };
    assert_eq!(hired(ROSTER), [0; 2]);
    assert_eq!(hired(&ROSTER.replace("0.5,c,0.5", "0.5,,")), [1; 2]);
}
