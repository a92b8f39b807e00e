use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use polars::prelude::{DataFrame, DataType};

use super::csv_file::rounded;
use super::*;
use crate::random::Distribution;
use crate::random::Nesting;
use crate::scenario::file::{Commit, CountKind, Overrun, YearEnd};
use crate::scenario::{
    Basis, Bounds, Count, Figure, Fund, FundId, Joint, Line, LineId, Milestone, Named, Parameter, ParameterId, PayerId,
    Phase, PhaseId, Reading, Rule, School, SchoolId, Target, TargetId, Tier, TierId,
};
use crate::simulate::ReplicateRow;
use crate::summary::{
    CashMonth, CashTotal, EquityResult, FundMoney, Influence, LedgerRow, Levels, Limit, LimitShare, LineMoney,
    MetricKind, MetricResult, MilestoneResult, PlanMoney, Probability, Quantiles, SchoolResult, Spread, TargetResult,
    Together, TotalMoney,
};
use crate::words::Month;

fn read(path: &Path) -> DataFrame {
    parquet_file::read(path).unwrap()
}

fn month(text: &str) -> Month {
    text.parse().unwrap()
}

fn named(id: &str, zh: &'static str) -> Named {
    Named { id: id.to_owned(), title: Text::new(zh, id.to_owned()) }
}

fn scenario() -> Scenario {
    let reading = |id: &str| Reading {
        id: id.to_owned(),
        title: Text::new("主口径", "main"),
        count: Count { tiers: vec![TierId(0)], flexible: false, ..Count::of(CountKind::Stock) },
        milestones: vec![Milestone {
            at: month("2022-01"),
            year: None,
            bounds: Bounds { tolerance: 0.5, ..Bounds::least(120.0) },
        }],
    };
    Scenario {
        id: "small".to_owned(),
        title: Text::new("小例", "small"),
        description: None,
        start: month("2021-11"),
        end: month("2022-01"),
        fiscal_year_starts: 1,
        school_year_starts: 9,
        replicates: 10,
        seed: 1,
        nesting: Nesting::every(2),
        parameters: vec![
            Parameter {
                path: "fund.special.appropriation".to_owned(),
                distribution: Distribution::pert(0.5, 1.0, 2.0).unwrap(),
                times: 2.0,
                range: (0.0, 3.0),
                unit: crate::scenario::Unit::Yuan,
                basis: Some(Basis::Assumption),
                source: Some("baseline, \"6\"".to_owned()),
                note: Some("第一行\n第二行".to_owned()),
            },
            Parameter {
                path: "tier.backbone.stock".to_owned(),
                distribution: Distribution::normal(100.0, 3.0).unwrap(),
                times: 1.0,
                range: (0.0, f64::INFINITY),
                unit: crate::scenario::Unit::Number,
                basis: None,
                source: None,
                note: None,
            },
        ],
        correlation: None,
        phases: vec![Phase {
            named: named("primary", "小学"),
            students: None,
            forecast: Vec::new(),
            growth: Figure::default(),
            growth_noise: None,
        }],
        kinds: vec![named("central", "中心校")],
        schools: vec![School {
            named: named("no-1", "第一小学"),
            phases: vec![PhaseId(0)],
            kind: None,
            students: vec![1.0],
            posts: 1.0,
            grouped: false,
            leads: false,
            opens: None,
            closes: None,
            merges_into: None,
            joined: Vec::new(),
            posts_now: None,
        }],
        posts: None,
        roster: None,
        coming: Vec::new(),
        contracts: None,
        attributes: Vec::new(),
        tiers: vec![Tier {
            named: named("backbone", "骨干教师"),
            stock: Some(ParameterId(1)),
            female: None,
            ages: Vec::new(),
            months_in_tier: (0, 0),
            kinds: vec![None],
            phases: Vec::new(),
            values: Vec::new(),
        }],
        moves: Vec::new(),
        channels: Vec::new(),
        programmes: Vec::new(),
        effects: Vec::new(),
        payers: vec![named("bureau", "教育局")],
        lines: vec![Line {
            named: named("awards", "引才奖励"),
            payer: None,
            codes: [None, None],
            fund: FundId(0),
            priority: 0,
        }],
        expenses: Vec::new(),
        allowances: Vec::new(),
        incomes: Vec::new(),
        prices: Vec::new(),
        funds: vec![Fund {
            named: named("special", "专项资金"),
            source: None,
            payer: Some(PayerId(0)),
            appropriation: Some(vec![Some(ParameterId(0)); 2]),
            commit: Commit::Offer,
            year_end: YearEnd::Lapse,
            overrun: Overrun::Wait,
            backed_by: None,
            carried_in: 0,
        }],
        arrears: Vec::new(),
        targets: vec![Target {
            named: named("t1", "骨干一百二"),
            source: Some("2.1".to_owned()),
            at: month("2022-01"),
            joint: true,
            readings: vec![reading("main"), reading("strict")],
        }],
        joints: vec![Joint { named: named("both", "两项"), targets: vec![TargetId(0)] }],
        observed: Vec::new(),
        kept_months: Vec::new(),
        rules: vec![Rule {
            named: named("more-seats", "加座"),
            at: month("2021-12"),
            target: TargetId(0),
            below: Some(1.0),
            at_least: None,
            fired: None,
            from: month("2022-01"),
            set: Vec::new(),
        }],
        equity: None,
        allocate: Vec::new(),
        digest: "00".to_owned(),
        sources: Arc::new(vec![("small.toml".to_owned(), String::new())]),
    }
}

fn results() -> Results {
    let quantiles = Quantiles { p5: 1.5, p50: 2.5, p95: -0.2, ..Quantiles::default() };
    let spread = Spread { mean: 1_234_567.891, sd: 0.1, quantiles, ..Spread::default() };
    let probability = Probability { count: 7, of: 10, estimate: 0.7, low: 0.39, high: 0.89 };
    let months = vec![month("2021-11"), month("2021-12"), month("2022-01")];
    let target = |reading| TargetResult {
        target: TargetId(0),
        reading,
        metric: 0,
        probability,
        by_month: vec![probability; 3],
        value: spread,
        defined: 1.0,
        shortfall: 1.0 / 3.0,
        above: 0.0,
        left_out: 0.0,
        milestones: vec![MilestoneResult {
            month: month("2022-01"),
            probability,
            value: spread,
            defined: 1.0,
            shortfall: 0.5,
        }],
        unknown_share: (reading == 0).then_some(0.25),
    };
    let metric = |kind, id: &str| MetricResult {
        id: id.to_owned(),
        kind,
        decimals: 0,
        months: vec![spread; 3],
        defined: Vec::new(),
    };
    let money = |fiscal_year| LineMoney {
        line: LineId(0),
        fiscal_year,
        need: spread,
        spend: spread,
        gap: spread,
        clawback: spread,
        displaced: spread,
    };
    Results {
        seed: 1,
        replicates: 10,
        nesting: Nesting::every(2),
        months,
        fiscal_years: vec![2021, 2022],
        metrics: vec![
            metric(MetricKind::Target(TargetId(0), 1), "target.t1.strict"),
            metric(MetricKind::Stock(TierId(0)), "stock.backbone"),
            metric(MetricKind::Headcount, "headcount"),
            metric(MetricKind::Students(PhaseId(0)), "students.primary"),
        ],
        targets: vec![target(0), target(1)],
        joint: probability,
        line_money: vec![money(2021), money(2022)],
        fund_money: vec![FundMoney {
            fund: FundId(0),
            fiscal_year: 2021,
            appropriation: spread,
            carried_in: spread,
            paid: spread,
            need: spread,
            spend: spread,
            gap: spread,
            committed: spread,
            queued: spread,
            lapsed: spread,
            overrun: spread,
            levels: Levels::default(),
        }],
        total_money: vec![TotalMoney {
            fiscal_year: 2021,
            need: spread,
            spend: spread,
            gap: spread,
            beyond: None,
            levels: Levels::default(),
        }],
        plan_money: vec![PlanMoney {
            fund: None,
            need: spread,
            spend: spread,
            gap: spread,
            beyond: None,
            levels: Levels::default(),
        }],
        cash: vec![CashMonth { line: LineId(0), month: month("2021-12"), spend: 1_234.5 }],
        cash_total: vec![CashTotal { month: month("2021-12"), spend: spread }],
        flows: Vec::new(),
        commitments: Vec::new(),
        fund_commitments: Vec::new(),
        commitment_months: Vec::new(),
        pool_money: Vec::new(),
        awards: Vec::new(),
        limits: vec![LimitShare {
            target: TargetId(0),
            fiscal_year: 2022,
            limit: Limit::Money,
            share: 1.0,
            heads: 0.3,
        }],
        ledger: vec![LedgerRow {
            source: "channel.open".to_owned(),
            tier: None,
            fiscal_year: 2022,
            wanted: 10.0,
            made: 9.0,
            missed: [0.5, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.5],
        }],
        equity: vec![EquityResult {
            phase: PhaseId(0),
            month: month("2021-12"),
            coefficient: spread,
            defined: 0.0,
            limit: 0.5,
            within: probability,
        }],
        schools: vec![SchoolResult {
            school: SchoolId(0),
            staff: 40.0,
            per_100_students: None,
            students: 0.0,
            joined: 1.0,
        }],
        influence: vec![Influence { parameter: ParameterId(0), target: TargetId(0), correlation: -0.5 }],
        correlations: vec![Together { first: ParameterId(0), second: ParameterId(0), asked: 0.6, achieved: 0.5987 }],
        joints: vec![probability],
        rules: vec![probability],
    }
}

/// The same results with nothing in them.
fn nothing() -> Results {
    Results {
        metrics: Vec::new(),
        targets: Vec::new(),
        line_money: Vec::new(),
        fund_money: Vec::new(),
        total_money: Vec::new(),
        plan_money: Vec::new(),
        cash: Vec::new(),
        cash_total: Vec::new(),
        flows: Vec::new(),
        commitments: Vec::new(),
        limits: Vec::new(),
        ledger: Vec::new(),
        equity: Vec::new(),
        schools: Vec::new(),
        influence: Vec::new(),
        correlations: Vec::new(),
        joints: Vec::new(),
        rules: Vec::new(),
        ..results()
    }
}

fn csv_rows(path: &Path) -> Vec<Vec<String>> {
    let bytes = std::fs::read(path).unwrap();
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").expect("the file opens with a byte-order mark");
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text);
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

fn text_at(frame: &DataFrame, column: &str, row: usize) -> String {
    frame.column(column).unwrap().get(row).unwrap().to_string()
}

#[test]
fn every_frame_has_the_columns_of_its_definition() {
    let (full, empty, scenario) = (results(), nothing(), scenario());
    for name in TableName::ALL {
        for results in [&full, &empty] {
            let Table { schema, frame, .. } = table(name, results, &scenario).unwrap();
            let found: Vec<(String, DataType)> =
                frame.schema().iter().map(|(name, kind)| (name.to_string(), kind.clone())).collect();
            let defined: Vec<(String, DataType)> = schema
                .columns
                .iter()
                .map(|column| {
                    let kind = match column.kind {
                        ColumnKind::Text => DataType::String,
                        ColumnKind::Integer => DataType::Int64,
                        ColumnKind::Number { .. } => DataType::Float64,
                        ColumnKind::Truth => DataType::Boolean,
                    };
                    (column.name.to_string(), kind)
                })
                .collect();
            assert_eq!(found, defined, "{}", schema.stem);
        }
        assert!(
            !tables_of(&full, &scenario).contains(&name) || table(name, &full, &scenario).unwrap().frame.height() > 0,
            "{}",
            name.stem()
        );
    }
}

#[test]
fn every_table_reads_back_from_parquet_and_csv() {
    let folder = tempfile::tempdir().unwrap();
    let (results, scenario) = (results(), scenario());
    let names = write_all(&results, &scenario, folder.path()).unwrap();
    assert_eq!(names.len(), 2 * all(&results, &scenario).unwrap().len() + 1);
    assert!(names.iter().all(|name| folder.path().join(name).is_file()));
    for table in all(&results, &scenario).unwrap() {
        let stem = table.schema.stem;
        let back = read(&folder.path().join(layout::table_parquet(stem)));
        assert!(back.equals_missing(&table.frame), "{stem}: {back} is not {}", table.frame);
        let rows = csv_rows(&folder.path().join(layout::table_csv(stem)));
        assert_eq!(rows.len(), table.frame.height() + 1, "{stem}");
        assert!(rows.iter().all(|row| row.len() == table.schema.columns.len()), "{stem}");
    }
}

#[test]
fn tables_without_rows_keep_their_columns() {
    let folder = tempfile::tempdir().unwrap();
    write_all(&nothing(), &scenario(), folder.path()).unwrap();
    let ledger = read(&folder.path().join("tables/ledger.parquet"));
    assert_eq!((ledger.height(), ledger.width()), (0, 14));
    assert_eq!(csv_rows(&folder.path().join("tables/ledger.csv"))[0][13], "missed_money");
}

#[test]
fn the_same_results_give_the_same_bytes() {
    let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let names: Vec<Vec<String>> =
        folders.iter().map(|folder| write_all(&results(), &scenario(), folder.path()).unwrap()).collect();
    assert_eq!(names[0], names[1]);
    for name in &names[0] {
        let bytes = folders.each_ref().map(|folder| std::fs::read(folder.path().join(name)).unwrap());
        assert_eq!(bytes[0], bytes[1], "{name}");
    }
}

#[test]
fn the_dictionary_explains_every_column_in_both_languages() {
    let folder = tempfile::tempdir().unwrap();
    write_all(&results(), &scenario(), folder.path()).unwrap();
    let rows = csv_rows(&folder.path().join(layout::DICTIONARY));
    assert_eq!(rows[0], dictionary::COLUMNS);
    for name in tables_of(&results(), &scenario()) {
        let frame = read(&folder.path().join(layout::table_parquet(name.stem())));
        for column in frame.get_column_names() {
            let row = rows.iter().find(|row| row[0] == name.stem() && row[1] == column.as_str());
            let row = row.unwrap_or_else(|| panic!("{}.{column} is not explained", name.stem()));
            assert!(!row[4].is_empty() && !row[5].is_empty(), "{row:?}");
            assert!(!row[4].is_ascii(), "{row:?} has no Chinese");
            assert!(row[5].chars().all(|one| one < '\u{2E80}'), "{row:?} has no English");
        }
        let columns: Vec<&str> = rows.iter().filter(|row| row[0] == name.stem()).map(|row| &*row[1]).collect();
        assert_eq!(columns.len(), frame.width() + 1, "{} explains a column that is not there", name.stem());
    }
    // Both targets of this fixture read one metric, after which columns of the replicates are named.
    let rows: Vec<_> = rows.iter().filter(|row| row[0] != "replicates").collect();
    let keys: BTreeSet<(&str, &str)> = rows.iter().map(|row| (&*row[0], &*row[1])).collect();
    assert_eq!(keys.len(), rows.len());
}

#[test]
fn parameters_say_what_is_known_and_from_where() {
    let frame = table(TableName::Parameters, &results(), &scenario()).unwrap().frame;
    assert_eq!(text_at(&frame, "distribution", 0), "\"pert(0.5, 1, 2)\"");
    // Times 2 stretches the support, and the range cuts it off at 3.
    assert_eq!((text_at(&frame, "low", 0), text_at(&frame, "high", 0)), ("1.0".to_owned(), "3.0".to_owned()));
    assert_eq!((text_at(&frame, "low", 1), text_at(&frame, "high", 1)), ("0.0".to_owned(), "null".to_owned()));
    assert_eq!(text_at(&frame, "basis", 0), "\"assumption\"");
}

#[test]
fn money_is_in_whole_yuan() {
    let frame = table(TableName::Money, &results(), &scenario()).unwrap().frame;
    assert_eq!(frame.height(), 2 * 5);
    assert_eq!((text_at(&frame, "p50", 0), text_at(&frame, "p95", 0)), ("3".to_owned(), "0".to_owned()));
    assert_eq!(text_at(&frame, "payer", 0), "\"bureau\"");
    let folder = tempfile::tempdir().unwrap();
    write_all(&results(), &scenario(), folder.path()).unwrap();
    let rows = csv_rows(&folder.path().join("tables/money.csv"));
    assert_eq!(
        rows[1][..11],
        ["awards", "引才奖励", "awards", "special", "bureau", "2021", "2021", "need", "yuan", "1234567.89", "0.1"]
    );
}

#[test]
fn numbers_are_rounded_without_trailing_zeros() {
    let cases =
        [(0.0, 3, "0"), (-0.0001, 3, "0"), (100.0, 0, "100"), (100.0, 2, "100"), (0.125, 2, "0.12"), (1.5, 4, "1.5")];
    for (number, decimals, text) in cases {
        assert_eq!(rounded(number, decimals), text);
    }
}

fn replicate(number: u64) -> ReplicateRow {
    let value = number as f64;
    ReplicateRow {
        replicate: number,
        draw: number / 2,
        parameters: vec![value, 0.5],
        outcomes: vec![-value, f64::NAN, 7.0],
    }
}

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

#[test]
fn replicates_stream_into_row_groups() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(layout::REPLICATES);
    let (parameters, outcomes) = (names(&["p.one", "p.two"]), names(&["o.one", "o.two", "o.three"]));
    let twin = folder.path().join(layout::REPLICATES_CSV);
    let mut writer = RowWriter::with_groups(&path, &parameters, &outcomes, 7 * 8 * 1_500).unwrap();
    writer = writer.with_twin(&twin).unwrap();
    let count = 10_000;
    for chunk in 0..count / 1_000 {
        let rows: Vec<ReplicateRow> = (chunk * 1_000..(chunk + 1) * 1_000).map(replicate).collect();
        writer.write(&rows).unwrap();
    }
    writer.finish().unwrap();
    let frame = read(&path);
    assert_eq!((frame.height() as u64, frame.width()), (count, 7));
    let last = frame.height() - 1;
    assert_eq!((text_at(&frame, "replicate", last), text_at(&frame, "draw", last)), ("9999".into(), "4999".into()));
    assert_eq!((text_at(&frame, "p.one", last), text_at(&frame, "o.one", last)), ("9999.0".into(), "-9999.0".into()));
    // The twin has the same rows; what has no value is an empty cell.
    let text = std::fs::read_to_string(&twin).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len() as u64, count + 1);
    assert_eq!(lines[0], "\u{feff}replicate,draw,p.one,p.two,o.one,o.two,o.three");
    assert_eq!(lines.last(), Some(&"9999,4999,9999,0.5,-9999,,7"));
}

#[test]
fn the_twin_of_the_rows_has_every_digit() {
    let folder = tempfile::tempdir().unwrap();
    let twin = folder.path().join(layout::REPLICATES_CSV);
    let path = folder.path().join(layout::REPLICATES);
    let mut writer = RowWriter::create(&path, &names(&["a, b"]), &[]).unwrap().with_twin(&twin).unwrap();
    let values = [0.1 + 0.2, 1.0 / 3.0, 1e300, f64::MIN_POSITIVE, -0.0, 123_456_789_012_345_680.0];
    for (number, value) in values.into_iter().enumerate() {
        let row = ReplicateRow { parameters: vec![value], outcomes: Vec::new(), ..replicate(number as u64) };
        writer.write(&[row]).unwrap();
    }
    writer.finish().unwrap();
    let text = std::fs::read_to_string(&twin).unwrap();
    assert!(text.starts_with("\u{feff}replicate,draw,\"a, b\"\n"));
    let read: Vec<f64> = text.lines().skip(1).map(|line| line.rsplit(',').next().unwrap().parse().unwrap()).collect();
    assert_eq!(read, values);
}

#[test]
fn a_run_without_rows_leaves_a_readable_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(layout::REPLICATES);
    RowWriter::create(&path, &[], &names(&["o"])).unwrap().finish().unwrap();
    assert_eq!(read(&path).get_column_names(), ["replicate", "draw", "o"]);
}

#[test]
fn rows_that_do_not_fit_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(layout::REPLICATES);
    let mut writer = RowWriter::create(&path, &names(&["p"]), &names(&["o"])).unwrap();
    assert!(matches!(writer.write(&[replicate(0)]), Err(TableError::Shape { .. })));
    assert!(matches!(RowWriter::create(&path, &names(&["x"]), &names(&["x"])), Err(TableError::Shape { .. })));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_called_a_full_disk() {
    let full = |result: Result<(), TableError>| {
        let error = result.unwrap_err();
        assert!(matches!(error, TableError::File(RunsError::StorageFull { .. })), "{error:?}");
        assert!(error.text().zh.contains("磁盘已满"));
    };
    for name in ["targets.csv", "targets.parquet"] {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join(layout::TABLES)).unwrap();
        std::os::unix::fs::symlink("/dev/full", folder.path().join(layout::TABLES).join(name)).unwrap();
        full(write_all(&results(), &scenario(), folder.path()).map(drop));
    }
    let (parameters, outcomes) = (names(&["a", "b"]), names(&["c", "d", "e"]));
    let mut writer = RowWriter::with_groups(Path::new("/dev/full"), &parameters, &outcomes, 100_000).unwrap();
    full((0..10_000).try_for_each(|number| writer.write(&[replicate(number)])));
    full(RowWriter::create(Path::new("/dev/full"), &[], &[]).unwrap().finish());
    let folder = tempfile::tempdir().unwrap();
    let writer = RowWriter::create(&folder.path().join("rows"), &[], &[]).unwrap();
    full(writer.with_twin(Path::new("/dev/full")).unwrap().finish());
}

#[test]
fn a_missing_folder_is_named() {
    let error = RowWriter::create(Path::new("/nowhere/at/all.parquet"), &[], &[]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "/nowhere/at/all.parquet cannot be written: no file or folder can be made there; choose another folder or allow writing to it"
    );
}
