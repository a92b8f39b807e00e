//! The workbook read back: what it holds is what the run says, and its formulas give what they show.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use super::*;
use crate::model::Model;
use crate::report::fixtures;
use crate::scenario::{Cost, DiskLibrary, LineId, ParameterId};
use crate::simulate::{self, RunPlan, Unobserved};
use crate::summary::{Levels, Quantiles, Spread, Summary};
use crate::words::Language;

fn about() -> About {
    About {
        tidui: "0.1.0".to_owned(),
        commit: "abcdef".to_owned(),
        results_version: "2".to_owned(),
        started: "2026-11-23T08:00:00Z".to_owned(),
        platform: "linux x86_64".to_owned(),
        run: "tiny-01234567".to_owned(),
    }
}

/// What stands between two marks, each time.
fn between<'a>(text: &'a str, from: &'a str, to: &'a str) -> impl Iterator<Item = &'a str> {
    text.split(from).skip(1).filter_map(move |rest| rest.split(to).next())
}

/// Text without the signs of XML.
fn plain(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&apos;", "'").replace("&amp;", "&")
}

type Key = (String, u32, u32);

/// What a cell gives.
#[derive(Clone, Debug, PartialEq)]
enum Value {
    Number(f64),
    Text(String),
}

impl Value {
    fn number(&self) -> f64 {
        match self {
            Self::Number(number) => *number,
            Self::Text(_) => 0.0,
        }
    }
}

/// A spreadsheet engine for the few functions that the workbook uses, which knows nothing of how it was written.
struct Engine {
    order: Vec<String>,
    shown: BTreeMap<Key, Value>,
    formulas: BTreeMap<Key, String>,
    names: BTreeMap<String, String>,
    /// Widths of columns, in characters: sheet, column.
    widths: BTreeMap<(String, u32), f64>,
}

impl Engine {
    fn read(bytes: Vec<u8>) -> Self {
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
        let mut part = |name: &str| {
            let mut text = String::new();
            archive.by_name(name).expect("a part").read_to_string(&mut text).expect("text");
            text
        };
        let book = part("xl/workbook.xml");
        let order: Vec<String> = between(&book, "<sheet name=\"", "\"").map(plain).collect();
        let defined = between(&book, "<definedName name=\"", "</definedName>").filter_map(|one| one.split_once("\">"));
        let names = defined.map(|(name, cell)| (plain(name), plain(cell))).collect();
        let strings = part("xl/sharedStrings.xml");
        let strings: Vec<String> =
            between(&strings, "<si>", "</si>").map(|one| plain(&one[one.find('>').unwrap_or(0) + 1..])).collect();
        let strings: Vec<&str> = strings.iter().map(|one| one.trim_end_matches("</t>")).collect();
        let (mut shown, mut formulas, mut widths) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        for (index, sheet) in order.iter().enumerate() {
            let text = part(&format!("xl/worksheets/sheet{}.xml", index + 1));
            for column in between(&text, "<col ", "/>") {
                let told =
                    |name: &str| between(column, &format!("{name}=\""), "\"").next().and_then(|one| one.parse().ok());
                if let (Some(min), Some(max), Some(width)) = (told("min"), told("max"), told("width")) {
                    widths.extend((min as u32..=max as u32).map(|column| ((sheet.clone(), column - 1), width)));
                }
            }
            for cell in text.split("<c r=\"").skip(1) {
                let (name, rest) = cell.split_once('"').expect("a name");
                let digits = name.find(|c: char| c.is_ascii_digit()).expect("a row");
                let row: u32 = name[digits..].parse().expect("a row");
                let column = name[..digits].bytes().fold(0, |sum, byte| sum * 26 + u32::from(byte - b'A') + 1);
                let key = (sheet.clone(), row - 1, column - 1);
                // A blank cell ends where it begins.
                let Some((head, body)) = rest.split_once('>').filter(|(head, _)| !head.ends_with('/')) else {
                    continue;
                };
                let body = body.split("</c>").next().unwrap_or_default();
                if let Some(formula) = between(body, "<f>", "</f>").next() {
                    formulas.insert(key.clone(), plain(formula));
                }
                let value = between(body, "<v>", "</v>").next().expect("a value");
                let value = if head.contains("t=\"s\"") {
                    Value::Text(strings[value.parse::<usize>().expect("a string")].to_owned())
                } else if head.contains("t=\"str\"") {
                    Value::Text(plain(value))
                } else {
                    Value::Number(value.parse().expect("a number"))
                };
                shown.insert(key, value);
            }
        }
        Self { order, shown, formulas, names, widths }
    }

    /// Types a number over whatever is in a cell.
    fn type_in(&mut self, key: &Key, number: f64) {
        self.formulas.remove(key);
        self.shown.insert(key.clone(), Value::Number(number));
    }

    fn give(&self, key: &Key, known: &mut BTreeMap<Key, Value>) -> Value {
        if let Some(value) = known.get(key) {
            return value.clone();
        }
        let value = match self.formulas.get(key) {
            Some(text) => {
                let mut reader = Reading { engine: self, sheet: &key.0, rest: text, known };
                let value = reader.comparison();
                assert!(reader.rest.is_empty(), "{key:?}: {text}: left {}", reader.rest);
                value
            }
            None => self.shown.get(key).cloned().unwrap_or(Value::Number(0.0)),
        };
        known.insert(key.clone(), value.clone());
        value
    }

    fn all(&self) -> BTreeMap<Key, Value> {
        let mut known = BTreeMap::new();
        for key in self.formulas.keys() {
            self.give(key, &mut known);
        }
        known
    }

    /// The cells of a sheet's row that hold something, from the first column on.
    fn row(&self, sheet: &str, row: u32) -> Vec<&Value> {
        self.shown.range((sheet.to_owned(), row, 0)..(sheet.to_owned(), row + 1, 0)).map(|(_, value)| value).collect()
    }

    /// Rows whose first cell is this text.
    fn rows(&self, sheet: &str, label: &str) -> Vec<u32> {
        let is = |(key, value): (&Key, &Value)| {
            (key.0 == sheet && key.2 == 0 && *value == Value::Text(label.to_owned())).then_some(key.1)
        };
        self.shown.iter().filter_map(is).collect()
    }

    /// The cell of a defined name.
    fn named(&self, name: &str) -> Key {
        let text = &self.names[name];
        let mut known = BTreeMap::new();
        let (from, to) = Reading { engine: self, sheet: "", rest: text, known: &mut known }.range().expect("a cell");
        assert_eq!(from, to);
        from
    }
}

struct Reading<'a> {
    engine: &'a Engine,
    sheet: &'a str,
    rest: &'a str,
    known: &'a mut BTreeMap<Key, Value>,
}

impl<'a> Reading<'a> {
    fn take(&mut self, sign: &str) -> bool {
        self.rest.strip_prefix(sign).map(|rest| self.rest = rest).is_some()
    }

    fn comparison(&mut self) -> Value {
        let one = self.sum();
        if self.take("<") {
            let other = self.sum();
            return Value::Number(f64::from(one.number() < other.number()));
        }
        one
    }

    fn sum(&mut self) -> Value {
        let mut value = self.product();
        loop {
            let sign = if self.take("+") {
                1.0
            } else if self.take("-") {
                -1.0
            } else {
                return value;
            };
            value = Value::Number(value.number() + sign * self.product().number());
        }
    }

    fn product(&mut self) -> Value {
        let mut value = self.one();
        loop {
            value = if self.take("*") {
                Value::Number(value.number() * self.one().number())
            } else if self.take("/") {
                Value::Number(value.number() / self.one().number())
            } else {
                return value;
            };
        }
    }

    fn one(&mut self) -> Value {
        if self.take("-") {
            return Value::Number(-self.one().number());
        }
        if self.take("(") {
            let value = self.comparison();
            assert!(self.take(")"));
            return value;
        }
        if self.take("\"") {
            let (text, rest) = self.rest.split_once('"').expect("the end of a text");
            self.rest = rest;
            return Value::Text(text.to_owned());
        }
        if self.rest.starts_with(|first: char| first.is_ascii_digit()) {
            let end = self.rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(self.rest.len());
            let (number, rest) = self.rest.split_at(end);
            self.rest = rest;
            return Value::Number(number.parse().expect("a number"));
        }
        if let Some(open) = self.rest.find('(') {
            let name = &self.rest[..open];
            if name.bytes().all(|byte| byte.is_ascii_uppercase()) {
                self.rest = &self.rest[open + 1..];
                return self.function(name);
            }
        }
        let (from, to) = self.range().expect("a cell");
        assert_eq!(from, to, "a block where a cell is needed");
        self.engine.give(&from, self.known)
    }

    fn function(&mut self, name: &'a str) -> Value {
        let mut arguments: Vec<Vec<Value>> = Vec::new();
        while !self.take(")") {
            let before = self.rest;
            let block = self.range().filter(|_| self.rest.starts_with([',', ')']));
            if let Some((from, to)) = block {
                let cells = (from.1..=to.1).flat_map(|row| (from.2..=to.2).map(move |column| (row, column)));
                let keys: Vec<Key> = cells.map(|(row, column)| (from.0.clone(), row, column)).collect();
                arguments.push(keys.iter().map(|key| self.engine.give(key, self.known)).collect());
            } else {
                self.rest = before;
                let value = self.comparison();
                arguments.push(vec![value]);
            }
            self.take(",");
        }
        let numbers = || arguments.iter().flatten().map(Value::number);
        let first = arguments[0][0].number();
        Value::Number(match name {
            "SUM" => numbers().sum(),
            "MAX" => numbers().fold(f64::NEG_INFINITY, f64::max),
            "ABS" => first.abs(),
            "ROUND" => {
                let scale = 10_f64.powi(arguments[1][0].number() as i32);
                (first * scale).round() / scale
            }
            "MATCH" => 1.0 + arguments[1].iter().position(|one| *one == arguments[0][0]).expect("a match") as f64,
            "INDEX" => return arguments[0][arguments[1][0].number() as usize - 1].clone(),
            "IF" => return arguments[if first > 0.0 { 1 } else { 2 }][0].clone(),
            "COUNTIF" => arguments[0].iter().filter(|one| **one == arguments[1][0]).count() as f64,
            other => panic!("no function {other}"),
        })
    }

    /// `B5`, `$B$5:$B$9`, `'Sheet'!B5`.
    fn range(&mut self) -> Option<(Key, Key)> {
        let mut rest = self.rest;
        let mut sheet = self.sheet.to_owned();
        if let Some(quoted) = rest.strip_prefix('\'') {
            let end = quoted.find("'!")?;
            sheet = quoted[..end].replace("''", "'");
            rest = &quoted[end + 2..];
        } else if let Some((name, after)) = rest.split_once('!')
            && !name.contains(['(', ',', '+', '-', '*', '/', '"'])
        {
            name.clone_into(&mut sheet);
            rest = after;
        }
        let cell = |rest: &mut &str| {
            let text = rest.trim_start_matches('$');
            let letters = text.find(|c: char| !c.is_ascii_uppercase()).filter(|end| *end > 0)?;
            let column = text[..letters].bytes().fold(0, |sum, byte| sum * 26 + u32::from(byte - b'A') + 1) - 1;
            let digits = text[letters..].trim_start_matches('$');
            let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
            let row: u32 = digits[..end].parse().ok()?;
            *rest = &digits[end..];
            Some((row - 1, column))
        };
        let from = cell(&mut rest)?;
        let to = match rest.strip_prefix(':') {
            Some(mut after) => {
                let to = cell(&mut after)?;
                rest = after;
                to
            }
            None => from,
        };
        self.rest = rest;
        Some(((sheet.clone(), from.0, from.1), (sheet, to.0, to.1)))
    }
}

fn near(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-4_f64.max(1e-12 * other.abs())
}

/// Every formula, worked out anew, gives what the file shows.
fn recalculates(engine: &Engine) -> usize {
    let all = engine.all();
    for key in engine.formulas.keys() {
        match (&all[key], &engine.shown[key]) {
            (Value::Number(one), Value::Number(other)) => {
                assert!(near(*one, *other), "{key:?} {}: {one}, shown {other}", engine.formulas[key]);
            }
            (one, other) => assert_eq!(one, other, "{key:?}"),
        }
    }
    engine.formulas.len()
}

/// The fixture with awards, fees, rounds and units that cost.
fn priced() -> (Scenario, Results) {
    let mut scenario = fixtures::scenario();
    let cost = |line: u16, amount: u16| Some(Cost { line: LineId(line), amount: vec![Some(ParameterId(amount)); 3] });
    scenario.channels[0].award = Some(crate::scenario::Award {
        line: LineId(0),
        amount: vec![Some(vec![Some(ParameterId(4)); 3])],
        reference: vec![None],
        response: None,
        instalments: Vec::new(),
        months_to_recognition: 3,
        service_months: 60,
        clawback: None,
    });
    scenario.channels[0].fee = cost(0, 5).map(|cost| crate::scenario::Fee { cost, years: None, tiers: Vec::new() });
    scenario.channels[0].round_cost = cost(1, 5);
    scenario.programmes[0].unit_cost = cost(1, 5);
    let mut results = fixtures::results(&scenario);
    let made = |source: &str, tier: Option<u16>, year: i32, made: f64| crate::summary::LedgerRow {
        source: source.to_owned(),
        tier: tier.map(crate::scenario::TierId),
        fiscal_year: year,
        wanted: made + 1.0,
        made,
        missed: [0.0; 8],
    };
    for year in 2021..=2023 {
        results.ledger.push(made("channel.open-selection", Some(1), year, 0.5 + f64::from(year - 2021)));
        results.ledger.push(made("programme.training", None, year, 280.5));
    }
    // Something waited at the end of the first year.
    results.fund_money[0].queued.mean = 250_000.25;
    (scenario, results)
}

fn book(scenario: &Scenario, results: &Results, language: Language) -> Engine {
    Engine::read(workbook(scenario, results, &about(), &Words::new(language)).expect("a workbook"))
}

#[test]
fn every_formula_gives_what_it_shows_in_both_languages() {
    let (scenario, results) = priced();
    let counts = Language::ALL.map(|language| recalculates(&book(&scenario, &results, language)));
    assert_eq!(counts[0], counts[1]);
    assert!(counts[0] > 300, "{counts:?}");
}

/// A real run, in which the sums are sums: all checks agree, and the parts come to the whole.
#[test]
fn the_bundled_plan_adds_up_to_the_yuan() {
    let path = format!("{}/scenarios/xiqing-2021.toml", env!("CARGO_MANIFEST_DIR"));
    let (scenario, _) = crate::scenario::load(&DiskLibrary, &path, &[]).expect("a sound scenario");
    let model = Model::compile(&scenario);
    let plan = RunPlan::new(60, 7, crate::random::Nesting::every(2));
    let new = || Summary::new(&model, plan.nesting);
    let results = simulate::run(&model, &plan, &Unobserved, &new).expect("a run").results(&model, plan.seed);
    for language in Language::ALL {
        let engine = book(&scenario, &results, language);
        assert!(recalculates(&engine) > 900);
        let words = Words::new(language);
        let (yes, no) = (Value::Text(words.word("book-agrees")), Value::Text(words.word("book-differs")));
        let count = |value: &Value| engine.shown.values().filter(|one| *one == value).count();
        assert_eq!((count(&yes), count(&no)), (3 * 5 + 3 + 2 * 3, 0));
        let lines = words.word("book-sheet-lines");
        for (year, total) in results.total_money.iter().enumerate() {
            let label = words.with("book-fiscal-year", &[("year", &results.fiscal_years[year].to_string())]);
            let label = words.with("book-year-total", &[("year", &label)]);
            let [row] = engine.rows(&lines, &label)[..] else { panic!("{label}") };
            has(&engine, &lines, row, [&total.need, &total.spend, &total.gap]);
        }
        let [row] = engine.rows(&lines, &words.word("book-plan-total"))[..] else { panic!("the whole plan") };
        let all = results.plan_money.last().expect("all funds");
        has(&engine, &lines, row, [&all.need, &all.spend, &all.gap]);
        for money in &results.line_money {
            let year = results.fiscal_years.iter().position(|year| *year == money.fiscal_year).expect("a year");
            let label = words.text(&scenario.lines[money.line.index()].named.title);
            let rows = engine.rows(&lines, label);
            assert_eq!(rows.len(), 4, "{label}");
            has(&engine, &lines, rows[year], [&money.need, &money.spend, &money.gap]);
        }
        // Two funds of three stand in for each other.
        let reserve = words.word("book-sheet-reserve");
        let rows = engine.rows(&reserve, &words.word("book-one-pot"));
        let pool = results.pool_money.last().expect("a pool");
        assert_eq!((rows.len(), pool.funds.len()), (5, 2));
        assert!(near(engine.shown[&(reserve.clone(), rows[3], 18)].number(), pool.beyond.quantiles.p80));
        assert!(near(engine.shown[&(reserve, rows[3], 10)].number(), pool.need.mean));
        let all: f64 = results.awards.iter().map(|one| one.amount).sum();
        let [row] = engine.rows(&words.word("book-sheet-awards"), &words.word("book-awards-paid-all"))[..] else {
            panic!("awards")
        };
        // Rate × awards paid is what was paid.
        let items: f64 = engine
            .rows(&words.word("book-sheet-awards"), &words.word("book-subtotal"))
            .iter()
            .filter_map(|row| engine.row(&words.word("book-sheet-awards"), *row).last().map(|value| value.number()))
            .take(5)
            .sum();
        assert!(near(items, all), "{items}, not {all}");
        let shown = engine.row(&words.word("book-sheet-awards"), row);
        assert!(near(shown.last().expect("a sum").number(), all) && all > 1e6);
        let cash = words.word("book-sheet-cash");
        for total in &results.cash_total {
            let [row] = engine.rows(&cash, &total.month.to_string())[..] else { panic!("{}", total.month) };
            let numbers: Vec<f64> = engine.row(&cash, row).into_iter().skip(1).map(Value::number).collect();
            let lines = scenario.lines.len();
            assert!(near(numbers[lines], total.spend.mean), "{}", total.month);
            assert!(near(numbers[..lines].iter().sum(), total.spend.mean));
        }
    }
}

/// A row of need, spend and gap.
fn has(engine: &Engine, sheet: &str, row: u32, spreads: [&Spread; 3]) {
    let numbers: Vec<f64> = engine.row(sheet, row).into_iter().skip(1).map(Value::number).collect();
    let expected = spreads.into_iter().flat_map(|one| {
        let Quantiles { p50, p80, p90, p95, .. } = one.quantiles;
        [p50, one.mean, p80, p90, p95]
    });
    for (number, expected) in numbers.iter().zip(expected) {
        assert!(near(*number, expected), "row {row}: {number}, not {expected}");
    }
}

#[test]
fn the_yuan_of_a_whole_state_fit_into_their_columns() {
    let (scenario, mut results) = priced();
    for one in &mut results.cash {
        one.spend = 5_123_456_789.0;
    }
    let engine = book(&scenario, &results, Language::English);
    let long = engine.shown.iter().filter_map(|(key, value)| match value {
        Value::Number(number) if number.abs() >= 1e9 => Some((key, format!("{number:.0}").len())),
        _ => None,
    });
    let mut seen = 0;
    for ((sheet, row, column), digits) in long {
        let width = engine.widths[&(sheet.clone(), *column)];
        assert!(
            width >= (digits + (digits - 1) / 3) as f64 + 1.0,
            "{sheet} {row} {column}: {digits} digits in {width}"
        );
        seen += 1;
    }
    assert!(seen > 20, "{seen}");
}

#[test]
fn what_hangs_on_an_input_follows_it() {
    let (scenario, mut results) = priced();
    results.fund_money[0].gap.quantiles.p80 = 300_000.0;
    fixtures::tell_levels(&mut results);
    let words = Words::new(Language::English);
    let before = book(&scenario, &results, Language::English).all();
    let number = |all: &BTreeMap<Key, Value>, key: &Key| all[key].number();

    // The award.
    let mut engine = book(&scenario, &results, Language::English);
    let (awards, total) = (words.word("book-sheet-awards"), engine.named("what_if_total"));
    let [row, ..] = engine.rows(&awards, "open selection")[..] else { panic!("no award") };
    let rate = engine.shown[&(awards.clone(), row, 4)].number();
    engine.type_in(&(awards.clone(), row, 4), rate + 50_000.0);
    let grown = number(&engine.all(), &total) - number(&before, &total);
    assert!(near(grown, 50_000.0 * (0.5 + 1.5 + 2.5)), "{grown}");

    // Two more people in the first year.
    let mut engine = book(&scenario, &results, Language::English);
    engine.type_in(&(awards, row, 8), 2.5);
    let grown = number(&engine.all(), &total) - number(&before, &total);
    assert!(near(grown, 2.0 * rate), "{grown}");

    // The confidence.
    let mut engine = book(&scenario, &results, Language::English);
    let level = engine.named("confidence");
    let reserve = words.word("book-sheet-reserve");
    engine.type_in(&level, 95.0);
    let after = engine.all();
    let last = engine.rows(&reserve, &words.word("book-one-pot")).pop().expect("the whole plan");
    let all = &results.plan_money[2];
    assert!(near(number(&after, &(reserve.clone(), last, 18)), all.gap.quantiles.p95));
    assert!(near(number(&after, &(reserve.clone(), last, 19)), all.need.quantiles.p95));
    let mean = number(&after, &(reserve.clone(), last, 10));
    assert!(near(number(&after, &(reserve.clone(), last, 20)), all.need.quantiles.p95 - mean));
    // Any whole confidence, in each row; granted is what it was.
    for percent in Levels::EACH {
        engine.type_in(&level, f64::from(percent));
        let after = engine.all();
        let at = usize::from(percent - 50);
        assert!(near(number(&after, &(reserve.clone(), last, 18)), all.levels.beyond[at]), "{percent}");
        assert!(near(number(&after, &(reserve.clone(), last, 19)), all.levels.need[at]), "{percent}");
        let first = &results.fund_money[0].levels;
        assert!(near(number(&after, &(reserve.clone(), level.1 + 6, 18)), first.beyond[at]), "{percent}");
    }

    // An appropriation.
    let mut engine = book(&scenario, &results, Language::English);
    let (first, money) = (level.1 + 6, &results.fund_money[0]);
    let granted = engine.shown[&(reserve.clone(), first, 1)].number();
    let (gap, half) = (money.gap.quantiles.p80, money.gap.quantiles.p80 / 2.0);
    for (more, left) in [(0.0, gap), (-half, gap + half), (half, half), (1e9, 0.0)] {
        engine.type_in(&(reserve.clone(), first, 2), granted + more);
        let short = number(&engine.all(), &(reserve.clone(), first, 7));
        assert!(near(short, left), "{more} more leaves {short}, not {left}");
    }
}

/// Results of an older version know four confidences.
#[test]
fn without_every_confidence_those_that_are_told_can_be_picked() {
    let (scenario, mut results) = priced();
    let levels = results.fund_money.iter_mut().map(|one| &mut one.levels);
    let levels = levels.chain(results.total_money.iter_mut().map(|one| &mut one.levels));
    levels.chain(results.plan_money.iter_mut().map(|one| &mut one.levels)).for_each(|one| *one = Levels::default());
    let words = Words::new(Language::English);
    let mut engine = book(&scenario, &results, Language::English);
    assert!(!engine.order.contains(&words.word("book-sheet-levels")));
    recalculates(&engine);
    let (level, reserve) = (engine.named("confidence"), words.word("book-sheet-reserve"));
    engine.type_in(&level, 90.0);
    let last = engine.rows(&reserve, &words.word("book-one-pot")).pop().expect("the whole plan");
    assert!(near(engine.all()[&(reserve, last, 18)].number(), results.plan_money[2].gap.quantiles.p90));
}

/// In each unit the amounts that are shown add up: spend and gap to the need, and years to the plan.
#[test]
fn rounded_amounts_add_up_as_they_are_shown() {
    let (scenario, mut results) = priced();
    results.fund_money[0].queued.mean = 0.0;
    for (place, one) in results.line_money.iter_mut().enumerate() {
        one.spend.mean += 1234.56 * place as f64;
        one.gap.mean = one.need.mean - one.spend.mean;
    }
    let words = Words::new(Language::English);
    let mut engine = book(&scenario, &results, Language::English);
    let (unit, sheet) = (engine.named("display_unit"), words.word("book-sheet-summary"));
    let [row] = engine.rows(&sheet, &words.word("book-whole-plan"))[..] else { panic!("no such row") };
    for (yuan, places) in [(1.0, 1.0), (1e3, 100.0), (1e4, 100.0)] {
        engine.type_in(&unit, yuan);
        let all = engine.all();
        let shown = |row: u32, column: u32| (all[&(sheet.clone(), row, column)].number() * places).round() as i64;
        for row in row - 3..=row {
            assert_eq!(shown(row, 2), shown(row, 3) + shown(row, 4), "{yuan}, row {row}");
        }
        for column in 2..=4 {
            assert_eq!(
                shown(row, column),
                (row - 3..row).map(|row| shown(row, column)).sum::<i64>(),
                "{yuan}, {column}"
            );
        }
    }
}

/// Formulas are protected and inputs are not; each sheet has its pages.
#[test]
fn every_sheet_is_protected_and_has_a_print_area() {
    let (scenario, results) = priced();
    let bytes = workbook(&scenario, &results, &about(), &Words::new(Language::Chinese)).expect("a workbook");
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut part = |name: &str| {
        let mut text = String::new();
        archive.by_name(name).map(|mut part| part.read_to_string(&mut text).expect("text")).is_ok().then_some(text)
    };
    let book = part("xl/workbook.xml").expect("a workbook");
    let sheets = between(&book, "<sheet name=\"", "\"").count();
    for name in ["_xlnm.Print_Area", "_xlnm.Print_Titles"] {
        assert_eq!(book.matches(name).count(), sheets, "{name}");
    }
    for sheet in 1..=sheets {
        let text = part(&format!("xl/worksheets/sheet{sheet}.xml")).expect("a sheet");
        assert!(text.contains("<sheetProtection sheet=\"1\""), "{sheet}");
        assert!(text.contains("fitToPage=\"1\"") && text.contains("fitToHeight=\"0\""), "{sheet}");
    }
}

#[test]
fn what_waited_at_a_years_end_counts_once() {
    let (scenario, results) = priced();
    let words = Words::new(Language::English);
    let engine = book(&scenario, &results, Language::English);
    let lines = words.word("book-sheet-lines");
    let [row] = engine.rows(&lines, &words.word("book-counted-once"))[..] else { panic!("no such row") };
    let sums: f64 = results.fund_money[..3].iter().map(|money| money.need.mean).sum();
    assert!(near(engine.shown[&(lines.clone(), row + 1, 2)].number(), sums - 250_000.25));
    // Its single lines have no sum of needs, but one of spend.
    assert_eq!(engine.shown[&(lines.clone(), row - 1, 2)], Value::Text("–".to_owned()));
    assert!(engine.shown[&(lines, row - 1, 7)].number() > 0.0);
}

#[test]
fn the_same_run_is_the_same_file() {
    let (scenario, results) = priced();
    let bytes =
        |about: &About| workbook(&scenario, &results, about, &Words::new(Language::Chinese)).expect("a workbook");
    assert_eq!(bytes(&about()), bytes(&about()));
    assert_ne!(bytes(&about()), bytes(&About { started: "2026-11-24T08:00:00Z".to_owned(), ..about() }));
    // What is no time is no reason to fail.
    let lost = About { started: String::new(), ..about() };
    assert_eq!(bytes(&lost), bytes(&lost));
}

#[test]
fn what_a_run_does_not_have_is_left_out() {
    let words = Words::new(Language::English);
    let scenario = fixtures::bare();
    let results = fixtures::results(&scenario);
    assert!(!has_money(&scenario, &results));
    let engine = book(&scenario, &results, Language::English);
    let titles = |ids: &[&str]| ids.iter().map(|id| words.word(id)).collect::<Vec<_>>();
    let few = ["book-sheet-summary", "book-sheet-assumptions", "book-sheet-metadata"];
    assert_eq!(engine.order, titles(&few));
    recalculates(&engine);

    // Money without rates or months.
    let scenario = fixtures::scenario();
    let mut results = fixtures::results(&scenario);
    results.cash.clear();
    let engine = book(&scenario, &results, Language::English);
    assert_eq!(engine.order.len(), 7);
    assert!(!engine.order.contains(&words.word("book-sheet-cash")));
    assert!(!engine.order.contains(&words.word("book-sheet-awards")));
    recalculates(&engine);
}
