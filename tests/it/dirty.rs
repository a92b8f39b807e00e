//! A clean roster made to look as a personnel system exports it: a workbook with a title, names in two rows, dates in every
//! form, columns that nobody asked for, totals and notes. What is private carries a mark, so that tests can look for it.

use std::collections::BTreeMap;

use rand::RngExt as _;
use rust_xlsxwriter::{Format, Workbook};

use crate::common::{Dice, Roll as _};

/// Stands in every cell that must never leave the file.
pub(crate) const MARK: &str = "§§";

/// A person of a clean roster, as far as exports say it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Person {
    pub(crate) born: String,
    pub(crate) female: bool,
    pub(crate) school: String,
    pub(crate) tier: String,
    pub(crate) since: String,
    pub(crate) fte: String,
}

/// The people of a roster in the scenario's own format.
pub(crate) fn clean(roster: &str) -> Vec<Person> {
    let mut lines = roster.lines();
    let names: Vec<&str> = lines.next().unwrap().split(',').collect();
    let person = |line: &str| {
        let cells: Vec<&str> = line.split(',').collect();
        let cell = |name: &str| {
            let place = names.iter().position(|one| *one == name);
            place.and_then(|place| cells.get(place)).unwrap_or(&"").to_string()
        };
        Person {
            born: cell("born"),
            female: cell("sex") == "f",
            school: cell("school"),
            tier: cell("tier"),
            since: cell("in_tier_since"),
            fte: cell("fte"),
        }
    };
    lines.map(person).collect()
}

/// What ids are called in the export.
pub(crate) type Titles = BTreeMap<String, String>;

/// An identity number with a check digit that fits.
pub(crate) fn identity(born: &str, female: bool, number: usize) -> String {
    let (year, month) = born.split_once('-').unwrap();
    let digits =
        format!("120111{year}{month}{:02}{:02}{}", 1 + number % 28, number / 28 % 100, if female { 2 } else { 1 });
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: usize = digits.bytes().zip(weights).map(|(digit, weight)| usize::from(digit - b'0') * weight).sum();
    format!("{digits}{}", char::from(b"10X98765432"[sum % 11]))
}

/// A month in one of the forms in which people write it.
pub(crate) fn month(text: &str, dice: &mut Dice) -> String {
    const NAMES: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let (year, month) = text.split_once('-').unwrap();
    let number: usize = month.parse().unwrap();
    let day = 13 + dice.below(15);
    let wide = |text: String| -> String {
        text.chars()
            .map(|one| char::from_u32(u32::from(one) + 0xfee0).filter(|_| one.is_ascii_digit()).unwrap_or(one))
            .collect()
    };
    match dice.below(10) {
        0 => format!("{year}/{number}/{day}"),
        1 => format!("{year}-{month}"),
        2 => format!("{year}年{number}月"),
        3 => format!("{year}{month}"),
        4 => format!("{year}{month}{day}"),
        5 => format!("{year}.{month}"),
        6 => wide(format!("{year}年{month}月")),
        7 => format!("{}-{year}", NAMES[number - 1]),
        8 => format!("{day:02}/{month}/{year}"),
        _ => format!("{year}-{month}-{day} 00:00:00"),
    }
}

/// The workbook that a personnel system would export of these people; schools and tiers by their titles, none for the lowest.
pub(crate) fn workbook(people: &[Person], schools: &Titles, tiers: &Titles, dice: &mut Dice) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("在编人员").unwrap();
    let format = Format::new();
    sheet.merge_range(0, 0, 0, 12, "示例县教职工花名册（2026年1月）", &format).unwrap();
    // Names over two rows: those that stand alone are merged down, a group has its own below.
    let names = [
        "序号",
        "姓　名",
        "身份证号",
        "性别",
        "出生年月",
        "所在单位",
        "",
        "",
        "入职时间",
        "手机号码",
        "折合全时",
        "备注",
        "任教学科",
    ];
    for (column, name) in names.iter().enumerate().filter(|(_, name)| !name.is_empty()) {
        sheet.merge_range(1, column as u16, 2, column as u16, name, &format).unwrap();
    }
    sheet.merge_range(1, 6, 1, 7, "骨干", &format).unwrap();
    sheet.write(2, 6, "骨干级别").unwrap();
    sheet.write(2, 7, "认定时间").unwrap();
    for (index, person) in people.iter().enumerate() {
        let row = index as u32 + 3;
        let lowest = !tiers.contains_key(&person.tier);
        let none = *dice.choose(&["无", "", "—"]);
        let tier = if lowest { none } else { &tiers[&person.tier] };
        let since = month(&person.since, dice);
        let cells = [
            (index + 1).to_string(),
            format!("{MARK}某{index}"),
            identity(&person.born, person.female, index),
            (*dice.choose(if person.female { &["女", " 女", "女性"][..2] } else { &["男", "男 "] })).to_owned(),
            month(&person.born, dice),
            schools[&person.school].clone(),
            tier.to_owned(),
            if lowest { String::new() } else { since.clone() },
            if lowest { since } else { month("1999-08", dice) },
            format!("{}{index:06}{MARK}", 13_800),
            if person.fte == "1" { "100%".to_owned() } else { person.fte.clone() },
            format!("{MARK}{}", dice.random_range(0..9)),
            // An attribute of the plans that have it, by its title.
            "数学".to_owned(),
        ];
        for (column, text) in cells.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
            sheet.write_string(row, column as u16, text).unwrap();
        }
        if index % 50 == 7 {
            sheet.set_row_hidden(row).unwrap();
        }
    }
    let last = people.len() as u32 + 3;
    sheet.write(last, 0, "合　计").unwrap();
    sheet.write(last, 5, people.len() as u32).unwrap();
    sheet.write(last + 2, 0, "填表人：").unwrap();
    sheet.write_blank(last + 9, 20, &format).unwrap();
    book.add_worksheet().set_name("参数").unwrap().set_hidden(true).write(0, 0, "x").unwrap();
    book.save_to_buffer().unwrap()
}
