//! What would happen to people, places and money without anybody having said so is told before a run, with its number;
//! and the number told is that of the run.

use tidui::model::Model;
use tidui::scenario::{MemoryLibrary, Scenario, load};
use tidui::words::{Diagnostic, Language};

use crate::common::{at_end, plan, records};

const PLAN: &str = r#"
[scenario]
id = "silence"
title = { zh = "无声", en = "silence" }
start = "2025-01"
end = "2027-12"
[phase.primary]
title = { zh = "小学", en = "Primary" }
students = 1500
[schools]
file = "schools.csv"
kinds.central = { zh = "中心校", en = "Central" }
[people]
roster = "people.csv"
[tier.teacher]
title = { zh = "教师", en = "Teacher" }
[tier.backbone]
title = { zh = "骨干", en = "Backbone" }
[move.retire]
title = { zh = "退休", en = "Retire" }
kind = "retire"
from = ["teacher", "backbone"]
age_female = 55
age_male = 60
[move.recognise]
title = { zh = "认定", en = "Recognition" }
kind = "change"
from = ["teacher"]
to = "backbone"
rate = 0
[channel.permanent]
title = { zh = "调入", en = "Transfer" }
candidates = 0
mix = { teacher = 1 }
fills = "everyone"
[channel.contract]
title = { zh = "合同", en = "Contract" }
candidates = 0
mix = { teacher = 1 }
fills = "everyone"
contract = 36
renewal = 1
[target.backbone]
title = { zh = "骨干", en = "Backbone" }
at = "2027-12"
at_least = 1
count = "stock"
tiers = ["backbone"]
"#;

const SCHOOLS: &str = "id,title_zh,title_en,phase,kind,students,posts,group,leads,opens
north,城北,North,primary,central,900,56,,yes,2026-09
south,城南,South,primary,central,600,40,,no,
east,城东,East,primary,central,300,40,,no,2029-09
";

const PEOPLE: &str = "id,born,sex,school,tier,in_tier_since,origin,contract_end,marks
a,1985-03,f,south,teacher,2010-09,,2026-08,
b,1990-11,m,south,teacher,2018-09,home,2026-08,
c,1991-02,f,south,teacher,2019-09,permanent,2027-12,
d,1991-02,f,south,teacher,2019-09,permanent,2028-01,
e,1988-07,m,south,teacher,2015-09,contract,2025-08,
f,1988-07,m,north,teacher,2015-09,,,
g,1989-07,m,north,backbone,2015-09,,,
h,1966-12,f,south,backbone,2015-09,,,
i,1962-01,m,south,backbone,2015-09,,,
j,1985-03,m,south,teacher,1998-09,,,
";

fn loaded(plan: &str, people: &str, schools: &str) -> (Scenario, Vec<Diagnostic>) {
    let library = MemoryLibrary::new([("plan.toml", plan), ("people.csv", people), ("schools.csv", schools)]);
    match load(&library, "plan.toml", &[]) {
        Ok((scenario, warnings)) => (scenario, warnings.list),
        Err(problems) => panic!("{}", problems.render(Language::English)),
    }
}

/// Message and hint of every warning of a kind, in English.
fn told(warnings: &[Diagnostic], code: &str) -> Vec<String> {
    let of = warnings.iter().filter(|one| one.code == code);
    of.map(|one| format!("{} ({})", one.message.en, one.hint.as_ref().map_or("", |hint| &hint.en))).collect()
}

#[test]
fn people_who_would_leave_or_not_be_counted_are_told_with_their_number() {
    let (scenario, warnings) = loaded(PLAN, PEOPLE, SCHOOLS);
    let has = |code: &str, parts: &[&str]| {
        let found = told(&warnings, code);
        let whole = |text: &String| parts.iter().all(|part| text.contains(part));
        assert!(found.iter().any(whole), "{code} with {parts:?}: {found:?}");
    };
    has("contract-without-terms", &["3 of 10;", "lines 2, 3, 4;"]);
    has("school-not-open", &["not open at the start: 2 (`north` 2026-09)", "lines 7, 8;"]);
    has("school-never-opens", &["1 (`east`)"]);
    has("past-retirement", &["people past their age", "who stay: 1; they", "line 9;", "until they are 60"]);
    has("past-retirement", &["people of 60 or older", "stay: 1; all", "line 10;"]);
    has("too-young", &["before the age of 16: 1", "line 11;"]);
    let places: Vec<usize> = warnings.iter().filter_map(|one| Some(one.location.as_ref()?.line)).collect();
    for line in [2, 7, 9, 10, 11] {
        assert!(places.contains(&line), "no warning at line {line}: {places:?}");
    }

    // The three contracts end, the man of 60 leaves at once, the woman of 58 at 60.
    let model = Model::compile(&scenario);
    for record in records(&model, &plan(4)) {
        assert!((at_end(&model, &record, "headcount") - 5.0).abs() < 1e-9);
        let first = record.metric(&model, crate::common::metric(&model, "headcount"), 0);
        assert_eq!(first, 9);
    }
}

#[test]
fn nothing_is_told_of_people_who_are_as_a_plan_says() {
    let people = "id,born,sex,school,tier,in_tier_since,origin,contract_end,marks
a,1985-03,f,south,teacher,2010-09,,2030-08,
e,1988-07,m,south,teacher,2015-09,contract,2025-08,
h,1969-12,f,south,backbone,2015-09,,,
k,1966-12,f,south,backbone,2015-09,,,
";
    let plan = PLAN.replace("age_male = 60", "age_male = 60\nstaying_female = 0.3");
    let (_, warnings) = loaded(&plan, people, &SCHOOLS.replace("2026-09", "").replace("2029-09", ""));
    assert_eq!(warnings, []);
}

/// Stocks are laid out by shares: the number told is the mean of what is laid out.
#[test]
fn people_laid_out_past_retirement_or_too_young_are_told_with_their_number() {
    let stocks = PLAN
        .replace("[people]\nroster = \"people.csv\"\n", "")
        .replace(
            "en = \"Teacher\" }",
            "en = \"Teacher\" }\nstock = 100\nages = { \"5-24\" = 1, \"45-64\" = 1 }\nfemale = 1",
        )
        .replace("en = \"Backbone\" }\n[move", "en = \"Backbone\" }\nstock = 0.4\n[move");
    let (scenario, warnings) = loaded(&stocks, "", SCHOOLS);
    // Of fifty women from 45 to 64, a quarter each are from 55 to 59 and from 60 on; of fifty from 5 to 24, 11 of 20 years
    // are below 16.
    let past = told(&warnings, "past-retirement").join("; ");
    assert!(past.contains("who stay: about 13; they") && past.contains("nobody stay: about 12; all"), "{past}");
    let young = told(&warnings, "too-young").join("; ");
    assert!(young.contains("in the tier `teacher` who are younger than 16 at the start: about 28"), "{young}");
    let none = told(&warnings, "rounded-away").join("; ");
    assert!(none.contains("`tier.backbone.stock` is at most 0.4 people"), "{none}");
    let model = Model::compile(&scenario);
    for record in records(&model, &plan(2)) {
        let first = record.metric(&model, crate::common::metric(&model, "stock.teacher"), 0);
        assert!((87..=88).contains(&first), "{first} after those past 60 left in the first month");
    }
}

#[test]
fn vacant_posts_that_come_to_none_or_to_more_than_are_counted_are_told() {
    let everyone = "fills = \"everyone\"\n[channel.contract]";
    let hires = |posts: &str| PLAN.replace(everyone, &format!("post = true\n{everyone}")) + posts;
    let of = |posts: &str, schools: &str, code: &str| told(&loaded(&hires(posts), PEOPLE, schools).1, code).join("; ");
    let none = of("[posts]\nvacant = 0.04\n", SCHOOLS, "rounded-away");
    assert!(none.contains("`posts.vacant` is at most 0.04, which of the posts of 10 people is 0.4, so none"), "{none}");
    let counted = "[posts]\ncounted = true\n";
    let cut = of(counted, &SCHOOLS.replace("600,40", "600,2500000"), "posts-cut");
    assert!(cut.contains("there can be 2,500,000 vacant posts in one school, of which 1,000,000 are counted"), "{cut}");
    for (posts, schools) in [("[posts]\nvacant = 0.05\n", SCHOOLS), (counted, SCHOOLS)] {
        assert_eq!(["rounded-away", "posts-cut"].map(|code| of(posts, schools, code)), ["", ""]);
    }
    // What is told is what the run counts.
    let vacant = |posts: &str, schools: &str| {
        let (scenario, _) = loaded(&hires(posts).replace("candidates = 0", "candidates = 30"), PEOPLE, schools);
        let model = Model::compile(&scenario);
        records(&model, &plan(1)).first().map(|record| at_end(&model, record, "headcount"))
    };
    assert!(vacant("[posts]\nvacant = 0.04\n", SCHOOLS) < vacant(counted, &SCHOOLS.replace("600,40", "600,2500000")));
}

#[test]
fn a_tier_that_nobody_can_leave_is_told() {
    let plan = PLAN.replace("from = [\"teacher\", \"backbone\"]", "from = [\"teacher\"]");
    let (_, warnings) = loaded(&plan, PEOPLE, SCHOOLS);
    let found = told(&warnings, "no-way-out");
    assert!(found.len() == 1 && found[0].contains("the tier `backbone`"), "{found:?}");
    let plan = format!(
        "{plan}\n[move.leave]\ntitle = {{ zh = \"离\", en = \"L\" }}\nkind = \"leave\"\nfrom = [\"backbone\"]\nrate = 0.1\n"
    );
    let (_, warnings) = loaded(&plan, PEOPLE, SCHOOLS);
    let found = told(&warnings, "no-way-out");
    assert!(found.len() == 1 && found[0].contains("nobody retires from the tier `backbone`"), "{found:?}");
}

#[test]
fn arrivals_past_retirement_are_told() {
    let plan = PLAN.replace("contract = 36", "age = [50, 69]\nfemale = 0.5\ncontract = 36");
    let (_, warnings) = loaded(&plan, PEOPLE, SCHOOLS);
    let found = told(&warnings, "past-retirement").join("; ");
    // Of women from 50 to 69, five of twenty years are from 55 to 59; of either sex, ten are from 60 on.
    assert!(found.contains("some arrivals of `channel.contract`"), "{found}");
    assert!(
        found.contains("12.5 % stay until they are 60") && found.contains("49.6 % leave the month after"),
        "{found}"
    );
}

fn refused(plan: &str, people: &str, schools: &str) -> String {
    let library = MemoryLibrary::new([("plan.toml", plan), ("people.csv", people), ("schools.csv", schools)]);
    match load(&library, "plan.toml", &[]) {
        Ok(_) => panic!("nothing was refused"),
        Err(problems) => problems.render(Language::English),
    }
}

#[test]
fn pupils_of_schools_that_are_not_those_of_their_phase_are_told_by_their_factor() {
    let told_of = |north: &str, south: &str| {
        let schools = format!(
            "id,title_zh,title_en,phase,kind,students,posts,group,leads,opens\n\
             north,城北,North,primary,central,{north},56,,yes,\nsouth,城南,South,primary,central,{south},40,,no,\n"
        );
        told(&loaded(PLAN, "id,born,sex,school,tier,in_tier_since\n", &schools).1, "students-far-off")
    };
    assert!(told_of("9000", "6000")[0].contains("add up to 15000, 10 times the 1500 students"));
    assert!(told_of("90", "60")[0].contains("add up to 150, 0.1 times the 1500 students"));
    // Right, within reason, relative weights, and percentages.
    for (north, south) in [("900", "600"), ("1000", "700"), ("3", "2"), ("0.6", "0.4"), ("60", "40")] {
        assert!(told_of(north, south).is_empty(), "{north} and {south}");
    }
    let nowhere = SCHOOLS.replace(",900,", ",0,").replace(",600,", ",0,").replace(",300,", ",0,");
    assert!(refused(PLAN, PEOPLE, &nowhere).contains("error[no-weight]: the phase `primary` has about 1500 students"));
}

#[test]
fn a_part_year_that_plans_the_whole_figure_is_told() {
    let part = PLAN
        .replace("end = \"2027-12\"", "end = \"2027-12\"\nfiscal_year_starts = 4")
        .replace("rate = 0\n", "rate = 0.1\nplaces = 2\ncost = { line = \"prizes\", amount = 10 }\n");
    let prizes = "[line.prizes]\ntitle = { zh = \"奖\", en = \"P\" }\n[fund.f]\ntitle = { zh = \"资\", en = \"F\" }\n\
                appropriation = 1000\npays = [\"prizes\"]\n";
    let (_, warnings) = loaded(&format!("{part}{prizes}"), PEOPLE, SCHOOLS);
    let found = told(&warnings, "part-year");
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[0].contains("only 3 months of fiscal year 2024/25"), "{found:?}");
    assert!(found[0].contains("`fund.f.appropriation`, `move.recognise.places`;"), "{found:?}");
    assert!(found[1].contains("only 9 months of fiscal year 2027/28"), "{found:?}");
    // Years with numbers of their own were thought of; the label of a year and its number are the same year.
    let own = prizes.replace("pays", "appropriation_by_year = { \"2024/25\" = 250, 2027 = 750 }\npays");
    let (scenario, warnings) = loaded(&format!("{part}{own}"), PEOPLE, SCHOOLS);
    assert!(told(&warnings, "part-year").iter().all(|text| !text.contains("fund.f")));
    let granted = scenario.funds[0].appropriation.as_ref().unwrap();
    let yuan: Vec<f64> = granted.iter().flatten().map(|id| scenario.parameters[id.index()].mean()).collect();
    assert_eq!(yuan, [250.0, 1000.0, 1000.0, 750.0]);
    let twice = prizes.replace("pays", "appropriation_by_year = { \"2024/25\" = 250, 2024 = 250 }\npays");
    assert!(refused(&format!("{part}{twice}"), PEOPLE, SCHOOLS).contains("the fiscal year 2024/25 is in"));
}

#[test]
fn fractions_of_places_are_told_with_what_rounding_makes_of_them() {
    let hiring = |places: &str| {
        let hires = format!(
            "[channel.hire]\ntitle = {{ zh = \"招\", en = \"Hire\" }}\ncandidates = 100\nmix = {{ teacher = 1 }}\n\
             places = {{ teacher = {places} }}\n"
        );
        loaded(&PLAN.replace("[channel.permanent]", &format!("{hires}[channel.permanent]")), PEOPLE, SCHOOLS)
    };
    let (scenario, warnings) = hiring("0.4");
    let found = told(&warnings, "fractions");
    assert!(
        found[0].contains("`channel.hire.places.teacher` comes to 1.2")
            && found[0].contains("it is 0, a difference of 1.2"),
        "{found:?}"
    );
    let arrived = |scenario: &Scenario| {
        let model = Model::compile(scenario);
        at_end(&model, &records(&model, &plan(2))[0], "additions.teacher")
    };
    assert!(arrived(&scenario) < 0.5);
    let (scenario, warnings) = hiring("2.5");
    assert!(told(&warnings, "fractions")[0].contains("comes to 7.5"), "{warnings:?}");
    assert!((arrived(&scenario) - 9.0).abs() < 1e-9);
    // Twelve rounds a year lose nothing.
    let (scenario, warnings) = hiring("7");
    assert!(told(&warnings, "fractions").is_empty());
    assert!((arrived(&scenario) - 21.0).abs() < 1e-9);
}

#[test]
fn numbers_for_all_years_that_rounding_takes_are_told() {
    let with = |more: &str| loaded(&format!("{PLAN}{more}"), PEOPLE, SCHOOLS).1;
    let training = |units: &str| {
        format!(
            "[programme.training]\ntitle = {{ zh = \"训\", en = \"Training\" }}\nreaches = \"people\"\n\
             unit = {{ zh = \"班\", en = \"class\" }}\n{units}\n\
             [target.trained]\ntitle = {{ zh = \"训\", en = \"Trained\" }}\nat = \"2027-12\"\nat_least = 1\n\
             count = \"reached\"\nprogramme = \"training\"\n"
        )
    };
    let found = |more: &str| told(&with(more), "fractions").join("; ");
    let never = found(&training("units = 4\ncapacity = 0.4"));
    assert!(never.contains("`programme.training.capacity` is 0.4") && never.contains("and 0 is taken"), "{never}");
    let fewer = found(&training("units = 4\ncapacity = 2.9"));
    assert!(fewer.contains("`programme.training.capacity` is 2.9") && fewer.contains("and 2 is taken"), "{fewer}");
    // What never binds takes nothing.
    assert_eq!(found(&training("units = 4\ncapacity = 4.5")), "");
    let hire = "[channel.hire]\ntitle = { zh = \"招\", en = \"Hire\" }\ncandidates = 100\nmix = { teacher = 1 }\n\
                fills = \"total\"\ntotal = 10.4\n";
    let total = found(hire);
    assert!(total.contains("`channel.hire.total` is 10.4") && total.contains("and 10 is taken"), "{total}");
    assert_eq!(found(&format!("{hire}total_growth = 0.01\n")), "");
    let rule = |units: &str| {
        format!(
            "{}[rule.low]\ntitle = {{ zh = \"低\", en = \"low\" }}\nat = \"2025-12\"\ntarget = \"backbone\"\nbelow = 9\n\
             from = \"2026-01\"\nset = {{ \"programme.training.units\" = {units} }}\n",
            training("units = 4")
        )
    };
    let set = found(&rule("0.4"));
    assert!(set.contains("`rule.low.set") && set.contains("is 0.4") && set.contains("and 0 is"), "{set}");
    assert_eq!(found(&rule("3")), "");
}

#[test]
fn contracts_without_an_end_and_awards_of_nothing_are_told() {
    let people = "id,born,sex,school,tier,in_tier_since,origin,contract_end,marks
a,1985-03,f,south,teacher,2010-09,contract,,
b,1986-03,f,south,teacher,2010-09,contract,2030-08,
c,1987-03,f,south,teacher,2010-09,permanent,,
d,1988-03,f,south,teacher,2010-09,,,
";
    let (_, warnings) = loaded(PLAN, people, SCHOOLS);
    let found = told(&warnings, "contract-without-end").join("; ");
    assert!(found.contains("no contract_end: 1 of 4"), "{found}");
    let hire = |amount: u32, response: i32| {
        let text = format!(
            "{PLAN}[channel.hire]\ntitle = {{ zh = \"招\", en = \"Hire\" }}\ncandidates = 10\nmix = {{ teacher = 1 }}\n\
             fills = \"everyone\"\nacceptance = {{ teacher = 0.5 }}\naward = {{ line = \"l\", amount = {{ teacher = {amount} }}, \
             reference = {{ teacher = 100 }}, response = {response} }}\n[line.l]\ntitle = {{ zh = \"线\", en = \"l\" }}\n\
             [fund.f]\ntitle = {{ zh = \"资金\", en = \"f\" }}\nappropriation = 1000\npays = [\"l\"]\n"
        );
        told(&loaded(&text, people, SCHOOLS).1, "award-of-nothing").join("; ")
    };
    assert!(hire(0, -2).contains("`channel.hire.award.amount.teacher` can be 0"));
    assert_eq!((hire(0, 2), hire(50, -2)), (String::new(), String::new()));
}
