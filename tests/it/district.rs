//! The invented county of ten years: its rosters are those of a replicate of `truth.toml`, made to look as a personnel system
//! exports them. `TIDUI_BLESS=1 cargo test --release --test it district` writes them anew.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use rand::RngExt as _;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet};
use tidui::intake;
use tidui::model::Model;
use tidui::random::Nesting;
use tidui::scenario::{DiskLibrary, RosterPerson, Scenario, load};
use tidui::simulate::{Happening, RunPlan, replay, rosters};
use tidui::words::{Language, Month};

use crate::common::{Dice, Roll as _, dice};
use crate::dirty;

/// The luck of the county; nothing else comes of another number.
const SEED: u64 = 20_250_101;
/// Rosters: one of each January.
const YEARS: std::ops::RangeInclusive<i32> = 2015..=2025;

pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/ten-years")
}

pub(crate) fn scenario(name: &str) -> Scenario {
    match load(&DiskLibrary, folder().join(name).to_str().unwrap(), &[]) {
        Ok((scenario, _)) => scenario,
        Err(problems) => panic!("{}", problems.render(Language::English)),
    }
}

fn plan() -> RunPlan {
    RunPlan::new(1, SEED, Nesting::ONCE)
}

/// Who is there each January.
pub(crate) fn people() -> Vec<(Month, Vec<RosterPerson>)> {
    let truth = scenario("truth.toml");
    let months: Vec<Month> = YEARS.map(|year| Month::new(year, 1).unwrap()).collect();
    let lists = rosters(&Model::compile(&truth), &plan(), 0, &months).unwrap();
    months.into_iter().zip(lists).collect()
}

/// Every file that is made.
fn made() -> BTreeMap<String, Vec<u8>> {
    let truth = scenario("truth.toml");
    let mut numbers = BTreeMap::new();
    let mut files = BTreeMap::new();
    for (at, people) in people() {
        for one in &people {
            let next = numbers.len() + 1;
            numbers.entry(one.id.clone()).or_insert(next);
        }
        files.insert(format!("花名册{at}.xlsx"), workbook(&truth, at, &people, &numbers));
    }
    files.insert("funnel.csv".to_owned(), funnel(&truth).into_bytes());
    files.insert("places.csv".to_owned(), places(&truth).into_bytes());
    files
}

const NAMES: [&str; 14] = [
    "序号",
    "工号",
    "姓　名",
    "性别",
    "出生年月",
    "工作单位",
    "骨干称号",
    "认定时间",
    "入职时间",
    "来源",
    "合同到期",
    "任教学科",
    "学历",
    "备注",
];

/// The roster of a month as a workbook: a title, names, people, a total, who filled it in.
fn workbook(truth: &Scenario, at: Month, people: &[RosterPerson], numbers: &BTreeMap<String, usize>) -> Vec<u8> {
    let mut dice = dice(at.index() as u64);
    let mut book = Workbook::new();
    let made = ExcelDateTime::from_ymd(at.year() as u16, 1, 20).unwrap();
    book.set_properties(&DocProperties::new().set_creation_datetime(&made));
    let sheet = book.add_worksheet().set_name("在职人员").unwrap();
    let plain = Format::new();
    let title = format!("虚构县教职工花名册（{}年{}月，全部虚构）", at.year(), at.month());
    sheet.merge_range(0, 0, 0, NAMES.len() as u16 - 1, &title, &plain).unwrap();
    for (column, name) in NAMES.iter().enumerate() {
        sheet.write_string(1, column as u16, *name).unwrap();
    }
    // As systems list them: by school, not by when they came.
    let mut listed: Vec<&RosterPerson> = people.iter().collect();
    listed.sort_by_key(|one| (one.school, numbers[&one.id]));
    for (index, one) in listed.iter().enumerate() {
        person(sheet, (index as u32 + 2, index + 1), truth, one, numbers[&one.id], &mut dice);
        if dice.one_in(90) {
            sheet.set_row_hidden(index as u32 + 2).unwrap();
        }
    }
    let last = people.len() as u32 + 2;
    sheet.write_string(last, 0, "合　计").unwrap();
    sheet.write_number(last, 5, people.len() as f64).unwrap();
    sheet.write_string(last + 1, 0, "填表人：").unwrap();
    sheet.write_blank(last + 7, 18, &plain).unwrap();
    book.add_worksheet().set_name("代码表").unwrap().set_hidden(true).write_string(0, 0, "x").unwrap();
    book.save_to_buffer().unwrap()
}

/// A month: mostly as text in one of many forms, sometimes as a date of the spreadsheet.
fn month(sheet: &mut Worksheet, (row, column): (u32, u16), month: Month, dice: &mut Dice) {
    if dice.one_in(4) {
        let format = Format::new().set_num_format("yyyy/m/d");
        let day = ExcelDateTime::from_ymd(month.year() as u16, month.month() as u8, 15).unwrap();
        sheet.write_datetime_with_format(row, column, &day, &format).unwrap();
    } else {
        sheet.write_string(row, column, dirty::month(&month.to_string(), dice)).unwrap();
    }
}

fn person(
    sheet: &mut Worksheet,
    (row, number): (u32, usize),
    truth: &Scenario,
    one: &RosterPerson,
    staff: usize,
    dice: &mut Dice,
) {
    let lowest = one.tier.index() == 0;
    let school = &truth.schools[one.school.index()].named.title.zh;
    let padding = *dice.choose(&["", "", "", " ", "　"]);
    let none = *dice.choose(&["无", "", "—"]);
    let tier = if lowest { none } else { &truth.tiers[one.tier.index()].named.title.zh };
    let origin =
        one.origin.map_or_else(String::new, |channel| truth.channels[channel.index()].named.title.zh.to_string());
    let sexes = if one.female { ["女", "女", "女 ", "女性"] } else { ["男", "男", " 男", "男性"] };
    sheet.write_number(row, 0, number as f64).unwrap();
    let words = [
        (1, format!("G{staff:05}")),
        (2, format!("虚构{staff:04}")),
        (3, (*dice.choose(&sexes)).to_owned()),
        (5, format!("{school}{padding}")),
        (6, tier.to_owned()),
        (9, if origin.is_empty() { (*dice.choose(&["", "本地"])).to_owned() } else { origin }),
        (11, (*dice.choose(&["语文", "数学", "英语", "科学", "体育"])).to_owned()),
        (12, (*dice.choose(&["本科", "本科", "硕士", "大专"])).to_owned()),
        (13, if dice.one_in(30) { format!("备注{}", dice.random_range(0..9)) } else { String::new() }),
    ];
    for (column, text) in words.iter().filter(|(_, text)| !text.is_empty()) {
        sheet.write_string(row, *column, text).unwrap();
    }
    month(sheet, (row, 4), one.born, dice);
    if lowest {
        month(sheet, (row, 8), one.in_tier_since, dice);
    } else {
        month(sheet, (row, 7), one.in_tier_since, dice);
    }
    match one.contract_end {
        Some(end) => month(sheet, (row, 10), end, dice),
        None if dice.one_in(3) => drop(sheet.write_string(row, 10, "在编").unwrap()),
        None => {}
    }
}

/// Who applied, qualified, was offered a place and accepted. Arrivals are those of the rosters' replicate; how many were looked at
/// before that many had accepted is drawn here, with the numbers of the truth.
fn funnel(truth: &Scenario) -> String {
    let story = replay(&Model::compile(truth), &plan(), 0).unwrap();
    let value = |path: &str| truth.parameters.iter().find(|one| one.path == path).unwrap().mean();
    let mut dice = dice(7);
    let mut text = "channel,year,applied,qualified,offered,accepted,arrived\n".to_owned();
    for (place, (id, tier)) in [("public", "teacher"), ("talent", "leader")].into_iter().enumerate() {
        for year in YEARS.take(10) {
            let came = |event: &&tidui::simulate::Event| {
                event.month.year() == year
                    && matches!(event.what, Happening::Arrived(channel) if channel.index() == place)
            };
            let arrived = story.events.iter().filter(came).count();
            let fit = value(&format!("channel.{id}.qualified"));
            let accepts = value(&format!("channel.{id}.acceptance.{tier}"));
            // Whoever came had applied, qualified and been offered a place.
            let mut offered = arrived;
            let mut accepted = 0;
            while accepted < arrived {
                if dice.random_bool(accepts) { accepted += 1 } else { offered += 1 }
            }
            let applied = poisson(value(&format!("channel.{id}.candidates")), &mut dice);
            let passed = (0..applied).filter(|_| dice.random_bool(fit)).count();
            let qualified = passed.max(offered);
            let applied = applied.max(qualified);
            let row = [applied, qualified, offered, accepted, arrived].map(|count| count.to_string());
            text.extend([id, ",", &year.to_string(), ",", &row.join(","), "\n"]);
        }
    }
    text
}

/// A Poisson number: how many even draws it takes to multiply to less than exp(−mean).
fn poisson(mean: f64, dice: &mut Dice) -> usize {
    let (mut product, mut count) = (dice.random_range(0.0..1.0_f64), 0);
    while product > libm::exp(-mean) {
        product *= dice.random_range(0.0..1.0);
        count += 1;
    }
    count
}

/// The places of each year, which the bureau decided.
fn places(truth: &Scenario) -> String {
    let mut text = "move,year,places\n".to_owned();
    for one in &truth.moves {
        for (year, id) in truth.fiscal_years().iter().zip(one.places.iter().flatten()) {
            if let Some(id) = id {
                let (year, places) = (year.to_string(), truth.parameters[id.index()].mean().to_string());
                text.extend([&one.named.id, ",", &year, ",", &places, "\n"]);
            }
        }
    }
    text
}

/// Whether a file is a workbook, by its name.
fn is_workbook(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|extension| extension == "xlsx")
}

/// What a file says: of a workbook its cells, since its bytes are the library's.
fn told(name: &str, bytes: &[u8]) -> String {
    if is_workbook(name) {
        let grid = intake::grid(name, bytes.to_vec(), Some("在职人员")).unwrap_or_else(|problem| panic!("{problem:?}"));
        return grid.to_csv();
    }
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn the_county_of_ten_years_is_what_its_truth_makes_of_it() {
    let mut size = 0;
    for (name, bytes) in made() {
        let path = folder().join(&name);
        if std::env::var_os("TIDUI_BLESS").is_some() {
            fs::write(&path, &bytes).unwrap();
        }
        let kept = fs::read(&path).unwrap_or_default();
        size += kept.len();
        assert!(
            told(&name, &kept) == told(&name, &bytes),
            "{name} is not what the truth makes: TIDUI_BLESS=1 writes it anew"
        );
    }
    assert!(size < 1_500_000, "{size}");
}

#[test]
fn what_is_true_of_the_county_lies_within_what_its_plan_assumes() {
    let (plan, truth) = (scenario("plan.toml"), scenario("truth.toml"));
    let mut compared = 0;
    for one in plan.parameters.iter().filter(|one| !one.is_known() && !one.path.contains("stock")) {
        let (low, high) = one.ends();
        if let Some(known) = truth.parameters.iter().find(|other| other.path == one.path && other.is_known()) {
            assert!((low..=high).contains(&known.mean()), "{} {} {low} {high}", one.path, known.mean());
            compared += 1;
        }
    }
    assert!(compared >= 14, "{compared}");
}
