//! Every figure that stands in two outputs of a run is the same in both: tables, `report.json`, `results.json`, the page, the
//! workbook and the text for the terminal.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{Cursor, Read as _};
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::command::tidui;

/// A figure as an output shows it, and by how much rounding may have moved it.
#[derive(Clone, Debug)]
struct Figure {
    from: &'static str,
    value: f64,
    slack: f64,
}

/// What is shown of each figure, by what it is.
#[derive(Debug, Default)]
struct Shown(BTreeMap<String, Vec<Figure>>);

impl Shown {
    fn add(&mut self, key: String, from: &'static str, value: f64, slack: f64) {
        self.0.entry(key).or_default().push(Figure { from, value, slack });
    }

    /// A number as it is written for people, in units of `unit`; nothing where there is only a dash.
    fn write(&mut self, key: String, from: &'static str, text: &str, unit: f64) {
        self.write_within(key, from, text, unit, 0.5001);
    }

    /// The same of one that may be so many of its last digits off, so that it adds up with others.
    fn write_within(&mut self, key: String, from: &'static str, text: &str, unit: f64, digits: f64) {
        let percent = text.ends_with('%');
        let plain: String = text.chars().filter(|c| c.is_ascii_digit() || matches!(c, '.' | '-' | '−' | '–')).collect();
        let Ok(value) = plain.replace('−', "-").parse::<f64>() else { return };
        let decimals = plain.split_once('.').map_or(0, |(_, after)| after.len()) as i32;
        let unit = if percent { unit / 100.0 } else { unit };
        self.add(key, from, value * unit, digits * 10_f64.powi(-decimals) * unit);
    }

    /// Compares all figures of a key, and tells how many keys two outputs share.
    fn compared(&self) -> BTreeMap<(&'static str, &'static str), usize> {
        let mut shared = BTreeMap::new();
        for (key, figures) in &self.0 {
            let mut pairs = BTreeSet::new();
            for (index, one) in figures.iter().enumerate() {
                for other in &figures[..index] {
                    let slack = one.slack + other.slack + 1e-9 * one.value.abs();
                    assert!((one.value - other.value).abs() <= slack, "{key}: {one:?}, but {other:?}");
                    pairs.insert((one.from.min(other.from), one.from.max(other.from)));
                }
            }
            for pair in pairs {
                *shared.entry(pair).or_default() += 1;
            }
        }
        shared
    }
}

/// A run folder.
struct Outputs {
    folder: PathBuf,
}

impl Outputs {
    fn text(&self, name: &str) -> String {
        fs::read_to_string(self.folder.join(name)).unwrap()
    }

    fn json(&self, name: &str) -> Value {
        serde_json::from_str(&self.text(name)).unwrap()
    }

    fn table(&self, name: &str) -> Vec<BTreeMap<String, String>> {
        let text = self.text(&format!("tables/{name}.csv"));
        let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        let heads = reader.headers().unwrap().clone();
        let named = |row: csv::StringRecord| -> BTreeMap<String, String> {
            heads.iter().zip(&row).map(|(head, cell)| (head.to_owned(), cell.to_owned())).collect()
        };
        reader.records().map(|record| named(record.unwrap())).collect()
    }

    /// Tables of the page by caption: rows of a group, a label, and cells with their headings.
    fn page(&self) -> Vec<PageTable> {
        let text = self.text("report.en.html");
        let plain = |text: &str| {
            let mut out = String::new();
            let mut inside = false;
            for c in text.chars() {
                match c {
                    '<' => inside = true,
                    '>' => inside = false,
                    _ if !inside => out.push(c),
                    _ => {}
                }
            }
            out.replace("&#x27;", "'")
                .replace("&#x2f;", "/")
                .replace("&amp;", "&")
                .replace("&lt;", "<")
                .trim()
                .to_owned()
        };
        let between = |text: &str, from: &str, to: &str| -> Vec<String> {
            text.split(from).skip(1).filter_map(|rest| rest.split(to).next()).map(str::to_owned).collect()
        };
        between(&text, "<table", "</table>")
            .iter()
            .map(|table| {
                let head = &between(table, "<thead>", "</thead>")[0];
                let heads: Vec<String> =
                    between(head, "<th ", "</th>").iter().map(|cell| plain(cell.split_once('>').unwrap().1)).collect();
                let mut group = String::new();
                let mut rows = Vec::new();
                for row in between(table.split("<tbody>").nth(1).unwrap_or_default(), "<tr", "</tr>") {
                    let first =
                        |cell: &str| plain(between(cell, "<span>", "</span>").last().map_or("", String::as_str));
                    if row.starts_with(" class=\"group\"") {
                        group = first(&row);
                        continue;
                    }
                    let label = first(between(&row, "<th", "</th>").first().map_or("", String::as_str));
                    let cells = between(&row, "<td", "</td>");
                    let cells = cells.iter().map(|cell| {
                        let exact = between(cell, "data-sort=\"", "\"").first().and_then(|text| text.parse().ok());
                        (first(cell), exact)
                    });
                    rows.push((group.clone(), label, heads[1..].iter().cloned().zip(cells).collect()));
                }
                PageTable { caption: plain(&between(table, "<caption>", "</caption>")[0]), rows }
            })
            .collect()
    }

    /// Cells of a sheet of the English workbook, by row and column.
    fn sheet(&self, wanted: &str) -> BTreeMap<(u32, u32), Result<f64, String>> {
        let bytes = fs::read(self.folder.join("budget.en.xlsx")).unwrap();
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut part = |name: &str| {
            let mut text = String::new();
            archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
            text
        };
        let between = |text: &str, from: &str, to: &str| -> Vec<String> {
            text.split(from).skip(1).filter_map(|rest| rest.split(to).next()).map(str::to_owned).collect()
        };
        let order = between(&part("xl/workbook.xml"), "<sheet name=\"", "\"");
        let index = order.iter().position(|name| name == wanted).unwrap();
        let strings: Vec<String> = between(&part("xl/sharedStrings.xml"), "<si>", "</si>")
            .iter()
            .map(|one| one[one.find('>').unwrap() + 1..].trim_end_matches("</t>").replace("&amp;", "&"))
            .collect();
        let text = part(&format!("xl/worksheets/sheet{}.xml", index + 1));
        let mut cells = BTreeMap::new();
        for cell in text.split("<c r=\"").skip(1) {
            let (name, rest) = cell.split_once('"').unwrap();
            let body = rest.split("</c>").next().unwrap();
            let Some(value) = between(body, "<v>", "</v>").into_iter().next() else { continue };
            let digits = name.find(|c: char| c.is_ascii_digit()).unwrap();
            let column = name[..digits].bytes().fold(0, |sum, byte| sum * 26 + u32::from(byte - b'A') + 1) - 1;
            let value = if rest.split('>').next().unwrap().contains("t=\"s\"") {
                Err(strings[value.parse::<usize>().unwrap()].clone())
            } else {
                value.parse::<f64>().map_err(|_| value)
            };
            cells.insert((name[digits..].parse::<u32>().unwrap() - 1, column), value);
        }
        cells
    }
}

type Cells = Vec<(String, (String, Option<f64>))>;

struct PageTable {
    caption: String,
    rows: Vec<(String, String, Cells)>,
}

const STATS: [&str; 10] = ["mean", "sd", "p5", "p10", "p25", "p50", "p75", "p80", "p90", "p95"];

/// Tables, in yuan and shares: rounded to whole yuan, two decimals of a mean, six of a probability.
fn tables(run: &Outputs, shown: &mut Shown) {
    let at = |row: &BTreeMap<String, String>, column: &str| row[column].parse::<f64>().ok();
    for (table, thing) in [("funds", "fund_en"), ("money", "line_en"), ("money_total", ""), ("money_plan", "fund")] {
        let rows = run.table(table);
        for row in &rows {
            let same = |other: &&BTreeMap<String, String>| {
                [thing, "fiscal_label"].iter().all(|column| other.get(*column) == row.get(*column))
            };
            let beside = |quantity: &str| rows.iter().filter(same).find(|other| other["quantity"] == quantity);
            let overrun = |row: &BTreeMap<String, String>| at(row, "mean").is_some_and(|mean| mean > 0.0);
            // What is needed beyond the appropriation: its own row, else what was paid beyond it, else the gap.
            let beyond = table != "money"
                && match row["quantity"].as_str() {
                    "overrun" => overrun(row),
                    "gap" => beside("beyond").is_none() && !beside("overrun").is_some_and(overrun),
                    _ => false,
                };
            let thing = if thing.is_empty() { "all" } else { &row[thing] };
            let year = row.get("fiscal_label").map_or("plan", String::as_str);
            for quantity in [Some(row["quantity"].as_str()), beyond.then_some("beyond")].into_iter().flatten() {
                for stat in STATS {
                    let of = if table == "money" { "line" } else { "fund" };
                    if let Some(value) = at(row, stat) {
                        shown.add(format!("{of}/{thing}/{year}/{quantity}/{stat}"), "tables", value, 0.501);
                    }
                }
            }
        }
    }
    for row in run.table("targets") {
        let key = format!("target/{}/{}", row["target_en"], row["reading"]);
        for column in
            ["probability", "low", "high", "mean", "p10", "p50", "p90", "shortfall", "unknown_share", "defined"]
        {
            if let Some(value) = at(&row, column) {
                shown.add(format!("{key}/{column}"), "tables", value, 6e-5);
            }
        }
    }
    let phases: BTreeSet<String> = run.table("equity").into_iter().map(|row| row["phase"].clone()).collect();
    for row in run.table("equity") {
        assert!(phases.contains(&row["phase"]));
        for column in ["probability", "low", "high", "mean", "p10", "p50", "p90", "limit", "defined"] {
            if let Some(value) = at(&row, column) {
                shown.add(format!("equity/{}/{}/{column}", row["phase"], row["month"]), "tables", value, 1e-6);
            }
        }
    }
    for row in run.table("ledger") {
        let key = format!("ledger/{}/{}/{}", row["source"], row["tier"], row["fiscal_label"]);
        for column in
            row.keys().filter(|column| *column == "wanted" || *column == "made" || column.starts_with("missed_"))
        {
            shown.add(format!("{key}/{column}"), "tables", at(&row, column).unwrap(), 6e-5);
        }
    }
    for row in run.table("limits") {
        let key = format!("limit/{}/{}/{}", row["target"], row["fiscal_label"], row["limit"]);
        shown.add(key, "tables", at(&row, "share").unwrap(), 1e-6);
    }
    for row in run.table("influence") {
        shown.add(
            format!("influence/{}/{}", row["parameter"], row["target"]),
            "tables",
            at(&row, "correlation").unwrap(),
            1e-6,
        );
    }
    for row in run.table("schools") {
        for column in ["students", "staff", "per_100_students", "joined"] {
            if let Some(value) = at(&row, column) {
                shown.add(format!("school/{}/{column}", row["school"]), "tables", value, 6e-3);
            }
        }
    }
    for row in run.table("metrics") {
        for column in ["mean", "p10", "p50", "p90", "sd"] {
            if let Some(value) = at(&row, column) {
                shown.add(format!("metric/{}/{}/{column}", row["metric"], row["month"]), "tables", value, 6e-5);
            }
        }
    }
}

/// `report.json` and, by the position of things in it, `results.json`.
fn json(run: &Outputs, shown: &mut Shown) {
    let report = run.json("report.json");
    let results = &run.json("results.json")["results"];
    let list = |value: &Value, name: &str| value[name].as_array().unwrap().clone();
    let text = |value: &Value, name: &str| value[name].as_str().unwrap_or("").to_owned();
    let names: BTreeMap<String, String> = run
        .table("funds")
        .into_iter()
        .map(|row| (format!("fund {}", row["fund"]), row["fund_en"].clone()))
        .chain(run.table("money").into_iter().map(|row| (format!("line {}", row["line"]), row["line_en"].clone())))
        .chain(
            run.table("targets").into_iter().map(|row| (format!("target {}", row["target"]), row["target_en"].clone())),
        )
        .collect();
    let mut money = |of: &str, thing: &str, year: &str, rows: [(&'static str, &Value); 2]| {
        for (from, row) in rows {
            for quantity in ["need", "spend", "gap", "beyond"] {
                for stat in STATS {
                    if let Some(value) = row[quantity][stat].as_f64() {
                        shown.add(format!("{of}/{thing}/{year}/{quantity}/{stat}"), from, value, 0.0);
                    }
                }
            }
        }
    };
    for (row, own) in list(&report, "money").iter().zip(&list(results, "line_money")) {
        money(
            "line",
            &names[&format!("line {}", text(row, "line"))],
            &text(row, "fiscal_label"),
            [("json", row), ("results", own)],
        );
    }
    for (row, own) in list(&report, "funds").iter().zip(&list(results, "fund_money")) {
        money(
            "fund",
            &names[&format!("fund {}", text(row, "fund"))],
            &text(row, "fiscal_label"),
            [("json", row), ("results", own)],
        );
    }
    for (row, own) in list(&report, "total").iter().zip(&list(results, "total_money")) {
        money("fund", "all", &text(row, "fiscal_label"), [("json", row), ("results", own)]);
    }
    for (row, own) in list(&report, "plan").iter().zip(&list(results, "plan_money")) {
        money("fund", &text(row, "fund"), "plan", [("json", row), ("results", own)]);
    }
    for (row, own) in list(&report, "targets").iter().zip(&list(results, "targets")) {
        let key = format!("target/{}/{}", names[&format!("target {}", text(row, "id"))], text(row, "reading"));
        for name in ["probability", "mean", "p10", "p50", "p90", "shortfall", "unknown_share", "defined"] {
            if let Some(value) = row[name].as_f64() {
                shown.add(format!("{key}/{name}"), "json", value, 0.0);
            }
        }
        let own_of = |name: &str| match name {
            "probability" => own["probability"]["estimate"].as_f64(),
            "mean" | "p10" | "p50" | "p90" => own["value"][name].as_f64(),
            _ => own[name].as_f64(),
        };
        for name in ["probability", "mean", "p10", "p50", "p90", "shortfall", "unknown_share", "defined"] {
            if let Some(value) = own_of(name).filter(|_| own["defined"].as_f64().unwrap() > 0.0) {
                shown.add(format!("{key}/{name}"), "results", value, 0.0);
            }
        }
        for (end, name) in ["low", "high"].into_iter().enumerate() {
            shown.add(format!("{key}/{name}"), "json", row["interval"][end].as_f64().unwrap(), 0.0);
        }
    }
    for row in list(&report, "equity") {
        let key = format!("equity/{}/{}", text(&row, "phase"), text(&row, "month"));
        for (name, column) in [
            ("within", "probability"),
            ("mean", "mean"),
            ("p10", "p10"),
            ("p50", "p50"),
            ("limit", "limit"),
            ("defined", "defined"),
        ] {
            if let Some(value) = row[name].as_f64() {
                shown.add(format!("{key}/{column}"), "json", value, 0.0);
            }
        }
    }
    for row in list(&report, "ledger") {
        let key = format!("ledger/{}/{}/{}", text(&row, "source"), text(&row, "tier"), text(&row, "fiscal_label"));
        for name in ["wanted", "made"] {
            shown.add(format!("{key}/{name}"), "json", row[name].as_f64().unwrap(), 0.0);
        }
        for (limit, missed) in row["missed"].as_object().unwrap() {
            shown.add(format!("{key}/missed_{limit}"), "json", missed.as_f64().unwrap(), 0.0);
        }
    }
    for row in list(&report, "limits") {
        let key = format!("limit/{}/{}/{}", text(&row, "target"), text(&row, "fiscal_label"), text(&row, "limit"));
        shown.add(key, "json", row["share"].as_f64().unwrap(), 0.0);
    }
    for row in list(&report, "influence") {
        let key = format!("influence/{}/{}", text(&row, "parameter"), text(&row, "target"));
        shown.add(key, "json", row["correlation"].as_f64().unwrap(), 0.0);
    }
    for row in list(&report, "schools") {
        for name in ["students", "staff", "per_100_students", "joined"] {
            if let Some(value) = row[name].as_f64() {
                shown.add(format!("school/{}/{name}", text(&row, "school")), "json", value, 0.0);
            }
        }
    }
    for row in list(&report, "metrics") {
        for name in ["mean", "p10", "p50", "p90", "sd"] {
            if let Some(value) = row[name].as_f64() {
                shown.add(format!("metric/{}/{}/{name}", text(&row, "id"), text(&row, "month")), "json", value, 0.0);
            }
        }
    }
}

/// What a fund, of whose title other words may follow, is called in the tables.
fn fund_of<'a>(titles: &'a BTreeSet<String>, group: &str) -> &'a str {
    let longest = titles.iter().filter(|title| group.starts_with(title.as_str())).max_by_key(|title| title.len());
    longest.map_or("all", String::as_str)
}

/// The page: what it shows, and the number behind it.
fn page(run: &Outputs, shown: &mut Shown, funds: &BTreeSet<String>) {
    let unit = |caption: &str| match caption {
        caption if caption.contains("thousand yuan") => 1e3,
        caption if caption.contains("million yuan") => 1e6,
        _ => 1.0,
    };
    let readings: BTreeMap<(String, String), String> = run
        .table("targets")
        .into_iter()
        .map(|row| ((row["target_en"].clone(), row["reading_en"].clone()), row["reading"].clone()))
        .collect();
    let phases: BTreeMap<String, String> = run
        .table("metrics")
        .into_iter()
        .filter_map(|row| {
            Some((
                row["metric_en"].strip_suffix(", students")?.to_owned(),
                row["metric"].strip_prefix("students.")?.to_owned(),
            ))
        })
        .collect();
    let mut target = String::new();
    // What is shown of the lines of a year less what is shown of all of them.
    let mut left: BTreeMap<(String, String), f64> = BTreeMap::new();
    for table in run.page() {
        let unit = unit(&table.caption);
        for (group, label, cells) in table.rows {
            let mut both = |key: String, (text, exact): &(String, Option<f64>)| {
                // Of lines, spend and gap are rounded to add up, and need is both.
                let adds_up = table.caption.starts_with("Cost lines") && key.ends_with("/mean");
                shown.write_within(key.clone(), "page", text, unit, if adds_up { 2.0001 } else { 0.5001 });
                if let Some(exact) = exact.filter(|_| text != "–") {
                    shown.add(key, "page", exact, 0.0);
                }
            };
            if table.caption.starts_with("Money by fiscal year") {
                let fund = fund_of(funds, &group);
                for (head, cell) in &cells {
                    let parts: Vec<&str> = head.split(' ').collect();
                    if let [quantity, stat] = parts[..]
                        && stat.starts_with('P')
                    {
                        both(format!("fund/{fund}/{label}/{quantity}/{}", stat.to_lowercase()), cell);
                    }
                }
            } else if table.caption.starts_with("The reserve to hold") {
                let fund = fund_of(funds, &group);
                for (head, cell) in &cells {
                    let percent: String = head.chars().filter(char::is_ascii_digit).collect();
                    both(format!("fund/{fund}/{label}/beyond/p{percent}"), cell);
                }
            } else if table.caption.starts_with("Cost lines by fiscal year") {
                let thing = if label == "total" { "fund/all".to_owned() } else { format!("line/{label}") };
                for (head, cell) in cells.iter().filter(|(head, _)| head.ends_with("mean") || head.ends_with("P90")) {
                    let (quantity, stat) = head.split_once(' ').unwrap();
                    if stat == "mean" {
                        let written: f64 = cell.0.replace(',', "").parse().unwrap();
                        let sign = if label == "total" { -1.0 } else { 1.0 };
                        *left.entry((group.clone(), quantity.to_owned())).or_insert(0.0) += sign * written;
                    }
                    both(format!("{thing}/{group}/{quantity}/{}", stat.to_lowercase()), cell);
                }
            } else if table.caption.starts_with("How likely each target is") {
                let reading = readings.get(&(target.clone(), label.clone())).cloned();
                if reading.is_none() {
                    target.clone_from(&label);
                }
                let key = format!("target/{target}/{}", reading.as_deref().unwrap_or("main"));
                for (head, name) in [("probability", "probability"), ("median", "p50"), ("short", "shortfall")] {
                    if let Some((_, cell)) = cells.iter().find(|(own, _)| own == head) {
                        both(format!("{key}/{name}"), cell);
                    }
                }
            } else if table.caption.starts_with("Evenness between schools") {
                let phase = phases.get(&label).cloned().unwrap_or_else(|| label.to_lowercase());
                let month = &cells[0].1.0;
                for (head, name) in [("median", "p50"), ("limit", "limit"), ("within the limit", "probability")] {
                    if let Some((_, cell)) = cells.iter().find(|(own, _)| own == head) {
                        both(format!("equity/{phase}/{month}/{name}"), cell);
                    }
                }
            } else if table.caption.starts_with("How much of the spread") {
                both(format!("target/{label}/main/unknown_share"), &cells[0].1);
            }
        }
    }
    assert!(left.values().all(|left| left.abs() < 1e-6), "{left:?}");
}

/// The sheets of lines, of the reserve, and the first one.
fn workbook(run: &Outputs, shown: &mut Shown, funds: &BTreeSet<String>) {
    let label = |cells: &BTreeMap<(u32, u32), Result<f64, String>>, row: u32| match cells.get(&(row, 0)) {
        Some(Err(text)) => text.clone(),
        _ => String::new(),
    };
    let year_of = |text: &str| text.strip_prefix("Fiscal year ").unwrap_or(text).to_owned();
    let reserve = run.sheet("Reserve");
    let rows: BTreeSet<u32> = reserve.keys().map(|(row, _)| *row).collect();
    let mut fund = String::new();
    for row in rows {
        let name = label(&reserve, row);
        if name == "All funds together" {
            "all".clone_into(&mut fund);
        } else if name.starts_with("Standing in for each other") {
            // One pot of several funds: no other output has it.
            fund.clear();
        } else if funds.iter().any(|title| name.starts_with(title.as_str())) {
            fund_of(funds, &name).clone_into(&mut fund);
        }
        if fund.is_empty() || name == "Each year alone" {
            continue;
        }
        // The plan's rows are by id in the tables.
        if name == "Whole plan, one pot" && fund != "all" {
            continue;
        }
        let key = if name == "Whole plan, one pot" {
            "fund//plan".to_owned()
        } else {
            format!("fund/{fund}/{}", year_of(&name))
        };
        for (columns, quantity, stats) in [
            (3, "beyond", &["p50", "p80", "p90", "p95"][..]),
            (7, "beyond", &["p80", "p90", "p95"]),
            (10, "need", &["mean", "p50", "p80", "p90", "p95"]),
            (18, "beyond", &["p80"]),
        ] {
            for (column, stat) in (columns..).zip(stats) {
                if let Some(Ok(value)) = reserve.get(&(row, column)) {
                    shown.add(format!("{key}/{quantity}/{stat}"), "workbook", *value, 1e-3);
                }
            }
        }
    }
    let summary = run.sheet("Summary");
    let titles: BTreeSet<String> = run.table("targets").into_iter().map(|row| row["target_en"].clone()).collect();
    let years: BTreeSet<String> = run.table("money_total").into_iter().map(|row| row["fiscal_label"].clone()).collect();
    for row in summary.keys().map(|(row, _)| *row).collect::<BTreeSet<u32>>() {
        let name = label(&summary, row);
        let number = |column: u32| summary.get(&(row, column)).and_then(|value| value.as_ref().ok().copied());
        let year = year_of(&name);
        if years.contains(&year) && number(2).is_some() {
            // The unit on the English sheet is the yuan, in whole ones, and a need is the sum of two.
            for (column, part) in
                [(2, "need/mean"), (3, "spend/mean"), (4, "gap/mean"), (5, "need/p80"), (7, "beyond/p80")]
            {
                if let Some(value) = number(column) {
                    let slack = if column == 2 { 1.001 } else { 0.501 };
                    shown.add(format!("fund/all/{year}/{part}"), "workbook", value, slack);
                }
            }
        }
        if titles.contains(&name) {
            for (column, part) in [(1, "probability"), (2, "low"), (3, "high")] {
                shown.add(format!("target/{name}/main/{part}"), "workbook", number(column).unwrap(), 1e-9);
            }
        }
    }
    let lines = run.sheet("Lines by year");
    let line_titles: BTreeSet<String> = run.table("money").into_iter().map(|row| row["line_en"].clone()).collect();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let years: Vec<String> = years.into_iter().collect();
    for row in lines.keys().map(|(row, _)| *row).collect::<BTreeSet<u32>>() {
        let name = label(&lines, row);
        if !line_titles.contains(&name) {
            continue;
        }
        let position = seen.entry(name.clone()).or_default();
        let Some(year) = years.get(*position) else { continue };
        *position += 1;
        for (first, quantity) in [(1, "need"), (6, "spend"), (11, "gap")] {
            for (column, stat) in (first..).zip(["p50", "mean", "p80", "p90", "p95"]) {
                if let Some(Ok(value)) = lines.get(&(row, column)) {
                    shown.add(format!("line/{name}/{year}/{quantity}/{stat}"), "workbook", *value, 1e-3);
                }
            }
        }
    }
}

/// The money of the text for the terminal, and its shares of probabilities.
fn terminal(run: &Outputs, shown: &mut Shown, funds: &BTreeSet<String>) {
    let text = run.text("report.en.txt");
    let (_, money) = text.split_once("Money by fiscal year (").unwrap();
    let unit = if money.starts_with("thousand yuan") {
        1e3
    } else if money.starts_with("million yuan") {
        1e6
    } else {
        1.0
    };
    let years: BTreeSet<String> = run.table("money_total").into_iter().map(|row| row["fiscal_label"].clone()).collect();
    let mut fund = "all".to_owned();
    for line in money.lines().take_while(|line| !line.starts_with("P80:")) {
        let words: Vec<&str> = line.split_whitespace().collect();
        let Some(year) = words.first().filter(|word| line.starts_with("  ") && years.contains(**word)) else {
            if funds.iter().any(|title| line.starts_with(title.as_str())) || line == "All funds" {
                fund_of(funds, line).clone_into(&mut fund);
            }
            continue;
        };
        let columns = ["need", "spend", "gap"]
            .into_iter()
            .flat_map(|quantity| ["p50", "p80", "p95"].map(|stat| (quantity, stat)));
        for ((quantity, stat), word) in columns.zip(&words[words.len() - 9..]) {
            shown.write(format!("fund/{fund}/{year}/{quantity}/{stat}"), "terminal", word, unit);
        }
    }
    let titles: BTreeSet<String> = run.table("targets").into_iter().map(|row| row["target_en"].clone()).collect();
    for line in text.lines().take_while(|line| !line.starts_with("Money by fiscal year")) {
        // Long titles are wrapped, and are left to the page.
        let Some(title) = titles.iter().find(|title| line.starts_with(&format!("{title} "))) else { continue };
        let Some(percent) = line.split_whitespace().find(|word| word.ends_with('%') && !word.contains('–')) else {
            continue;
        };
        shown.write(format!("target/{title}/main/probability"), "terminal", percent, 1.0);
    }
}

fn outputs(folder: &Path, arguments: &[&str]) -> Outputs {
    let run = [&["run"], arguments, &["--no-charts", "--lang", "en", "--quiet"]].concat();
    let done = tidui(folder, &run);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let mut found: Vec<PathBuf> =
        fs::read_dir(folder.join("output")).unwrap().map(|entry| entry.unwrap().path()).collect();
    found.retain(|path| !path.file_name().unwrap().to_string_lossy().starts_with('.'));
    assert_eq!(found.len(), 1);
    Outputs { folder: found.remove(0) }
}

fn compared(run: &Outputs) -> BTreeMap<(&'static str, &'static str), usize> {
    let funds: BTreeSet<String> = run.table("funds").into_iter().map(|row| row["fund_en"].clone()).collect();
    let mut shown = Shown::default();
    tables(run, &mut shown);
    json(run, &mut shown);
    page(run, &mut shown, &funds);
    workbook(run, &mut shown, &funds);
    terminal(run, &mut shown, &funds);
    shown.compared()
}

#[test]
fn every_figure_that_stands_in_two_outputs_is_the_same() {
    let place = tempfile::tempdir().unwrap();
    let run = outputs(place.path(), &["lean", "--replicates", "200"]);
    let shared = compared(&run);
    // Half the money: nearly every fund is short, and the reserve is no zero.
    let least = [
        ("json", "results", 900),
        ("json", "tables", 4000),
        ("page", "tables", 300),
        ("page", "workbook", 150),
        ("tables", "workbook", 500),
        ("tables", "terminal", 80),
        ("terminal", "workbook", 30),
        ("json", "page", 150),
    ];
    for (one, other, least) in least {
        let found = shared.get(&(one, other)).copied().unwrap_or(0);
        assert!(found >= least, "only {found} figures of {one} stand in {other}: {shared:?}");
    }
}

/// A fund that pays beyond its money leaves nothing unpaid, and what it so paid has to be made good: it is part of the reserve
/// wherever a reserve stands.
#[test]
fn what_a_fund_paid_beyond_its_money_is_part_of_the_reserve() {
    let place = tempfile::tempdir().unwrap();
    let run = outputs(place.path(), &["lean", "--set", "fund.special.overrun=pay", "--replicates", "200"]);
    let shared = compared(&run);
    for pair in [("json", "tables"), ("page", "workbook"), ("page", "tables"), ("tables", "workbook")] {
        assert!(shared.get(&pair).is_some_and(|found| *found > 100), "{pair:?}: {shared:?}");
    }
    let report = run.json("report.json");
    let mean = |row: &Value, quantity: &str| row[quantity]["mean"].as_f64();
    let funds = report["funds"].as_array().unwrap();
    let overrun: f64 = funds.iter().filter_map(|row| mean(row, "beyond")).sum();
    assert!(overrun > 1000.0, "{overrun}");
    assert!(funds.iter().filter(|row| mean(row, "beyond").is_some()).all(|row| mean(row, "gap") == Some(0.0)));
    // Over all funds and years: the gaps of the others, and what this one paid beyond its money.
    let all = report["plan"].as_array().unwrap().iter().find(|row| row["fund"].is_null()).unwrap();
    let expected = mean(all, "gap").unwrap() + overrun;
    assert!((mean(all, "beyond").unwrap() - expected).abs() < 1e-6 * expected, "{expected}: {all}");
}

/// A fiscal year from April, a fund that never binds, bills that wait, and a phase whose schools open late.
#[test]
fn the_figures_of_a_plan_with_everything_awkward_agree() {
    let place = tempfile::tempdir().unwrap();
    fs::write(place.path().join("plan.toml"), include_str!("agreement.toml")).unwrap();
    fs::write(
        place.path().join("schools.csv"),
        "id,title_zh,title_en,phase,kind,students,posts,group,leads,opens\n\
         north,城北,North,primary,central,900,56,,yes,2026-09\n\
         south,城南,South,primary,central,600,40,,no,\n\
         east,城东,East,junior,central,600,40,,no,2026-01\n",
    )
    .unwrap();
    let run = outputs(place.path(), &["plan.toml", "--replicates", "200"]);
    let shared = compared(&run);
    for pair in [("json", "tables"), ("page", "workbook"), ("tables", "terminal"), ("page", "tables")] {
        assert!(shared.get(&pair).is_some_and(|found| *found > 10), "{pair:?}: {shared:?}");
    }
    // The fiscal year is called so wherever people read it.
    for name in ["report.en.txt", "report.zh.txt", "report.en.html", "report.zh.html", "report.json"] {
        assert!(run.text(name).contains("2025/26"), "{name}");
    }
    for table in ["funds", "money", "money_total", "ledger"] {
        let rows = run.table(table);
        assert!(rows.iter().all(|row| row["fiscal_label"].contains('/')), "{table}");
    }
    let book = run.sheet("Reserve");
    assert!(book.values().any(|value| matches!(value, Err(text) if text.contains("2025/26"))));
    // Evenness of schools that are not open yet has no value, and is nowhere 0.
    let equity = run.table("equity");
    let early: Vec<_> = equity.iter().filter(|row| row["phase"] == "junior" && row["month"] == "2025-12").collect();
    assert!(early.len() == 1 && early[0]["defined"] == "0" && early[0]["p50"].is_empty(), "{early:?}");
}
