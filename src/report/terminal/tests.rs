//! Every text in both languages, as snapshots; and that it fits the terminal.

use unicode_width::UnicodeWidthStr;

use super::*;
use crate::report::folders::{
    Again, Compared, Damaged, FileOutcome, KeptReplicates, Kind, Listed, ListedScenario, ListedShards, ListedStudy,
    ListedSweep, Listing, Unvouched, Value, Verdict, Verified,
};
use crate::report::{Words, fixtures};
use crate::runs::{DamageKind, State};
use crate::scenario::{MemoryLibrary, Scenario};
use crate::tables::Difference;
use crate::words::{Diagnostics, Language, Text};

/// Compares the text with its snapshot in each language, and checks that every line fits.
fn files(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

fn both(name: &str, text: impl Fn(&Words) -> String) {
    for language in Language::ALL {
        let text = text(&Words::new(language));
        for line in text.lines() {
            assert!(line.width() <= WIDTH, "{} columns: {line}", line.width());
        }
        insta::assert_snapshot!(format!("{name}-{}", language.code()), text);
    }
}

fn report(scenario: &Scenario, words: &Words, paint: Paint) -> String {
    run(scenario, &fixtures::results(scenario), words, paint)
}

#[test]
fn a_run_with_targets_and_money() {
    both("run", |words| report(&fixtures::scenario(), words, Paint::Plain));
}

#[test]
fn a_run_of_a_textbook_system() {
    both("run-bare", |words| report(&fixtures::bare(), words, Paint::Plain));
}

#[test]
fn colour_changes_no_word() {
    let scenario = fixtures::scenario();
    for language in Language::ALL {
        let words = Words::new(language);
        let coloured = report(&scenario, &words, Paint::Colour);
        assert!(coloured.contains('\u{1b}'));
        assert_eq!(anstream::adapter::strip_str(&coloured).to_string(), report(&scenario, &words, Paint::Plain));
    }
}

#[test]
fn very_long_titles_and_very_large_numbers_still_fit() {
    let mut scenario = fixtures::scenario();
    for target in &mut scenario.targets {
        target.named.title = Text::new("很长的目标名称".repeat(12), "a very long target title ".repeat(8));
    }
    let mut results = fixtures::results(&scenario);
    for year in &mut results.total_money {
        year.need.quantiles.p95 = 9.87e11;
    }
    for target in &mut results.targets {
        target.value.quantiles.p90 = 12_345_678.0;
    }
    for language in Language::ALL {
        for line in run(&scenario, &results, &Words::new(language), Paint::Plain).lines() {
            assert!(line.width() <= WIDTH, "{} columns: {line}", line.width());
        }
    }
}

#[test]
fn where_the_run_lies() {
    both("closing", |words| closing("output/tiny-01234567", None, true, false, Some(2.14), words, Paint::Plain));
    both("closing-recognised", |words| {
        closing("输出 夹/tiny-01234567", Some("花 名册.csv"), false, true, None, words, Paint::Plain)
    });
}

#[test]
fn a_checked_scenario() {
    both("check", |words| {
        let read = files(&["lean.toml", "tiny.toml", "schools.csv"]);
        check(&fixtures::scenario(), &read, &fixtures::inherited(), words, Paint::Plain)
    });
    both("check-bare", |words| check(&fixtures::bare(), &files(&["bare.toml"]), &[], words, Paint::Plain));
}

#[test]
fn a_file_of_an_older_format() {
    let over = "# A plan.\nextends = 'base.toml'\n\n[channel.hire]\ncandidates = 4 # fewer\n\n# Later.\n\
                calendar = { '12' = 2 }\n";
    let library = MemoryLibrary::new([
        ("over.toml", over),
        ("new.toml", "format = 2\nextends = 'over.toml'\n"),
        ("base.toml", "[channel.hire]\ncalendar = { '11' = 1, '12' = 1 }\n"),
    ]);
    let of = |name: &str| crate::scenario::upgrade(&library, name).unwrap();
    both("upgrade", |words| upgrade("over.toml", &of("over.toml"), false, words, Paint::Plain));
    both("upgrade-written", |words| upgrade("base.toml", &of("base.toml"), true, words, Paint::Plain));
    both("upgrade-current", |words| upgrade("new.toml", &of("new.toml"), false, words, Paint::Plain));
}

#[test]
fn a_replicate_month_by_month() {
    let scenario = fixtures::scenario();
    let (metrics, told) = (fixtures::metrics(&scenario), fixtures::story(&scenario, 1741));
    both("replay", |words| replay(&scenario, &metrics, &told, words, Paint::Plain));
}

#[test]
fn more_tiers_than_fit_make_more_tables() {
    let mut scenario = fixtures::scenario();
    let tier = scenario.tiers[0].clone();
    scenario.tiers.extend((0..9).map(|_| tier.clone()));
    let (metrics, told) = (fixtures::metrics(&scenario), fixtures::story(&scenario, 0));
    let text = replay(&scenario, &metrics, &told, &Words::new(Language::English), Paint::Plain);
    assert!(text.lines().all(|line| line.width() <= WIDTH));
    assert!(text.lines().filter(|line| line.starts_with("2022-03")).count() > 1);
}

#[test]
fn a_life_in_sentences() {
    let scenario = fixtures::scenario();
    let told = fixtures::story(&scenario, 0);
    let lives = |words: &Words| -> String {
        let people = ["teacher-00123", "open-selection-2021-09-007", "quiet"];
        people.iter().filter_map(|person| story(&scenario, &told, person, words, Paint::Plain)).collect()
    };
    both("story", lives);
    assert_eq!(story(&scenario, &told, "nobody", &Words::new(Language::English), Paint::Plain), None);
}

#[test]
fn a_life_without_schools() {
    let scenario = fixtures::bare();
    let mut told = fixtures::story(&scenario, 0);
    told.events.truncate(1);
    let text = story(&scenario, &told, "teacher-00123", &Words::new(Language::English), Paint::Plain);
    insta::assert_snapshot!(text.unwrap(), @r"
    teacher-00123, a woman born in March 1980
      - 2021-05  is there when the plan opens: in the tier “backbone teachers”, aged 41
    ");
}

#[test]
fn the_bundled_scenarios() {
    let list = [
        ("xiqing-2021".to_owned(), Text::new("西青区教育高层次人才集聚培养三年行动计划", "The Xiqing plan, 2021–2023")),
        ("lean".to_owned(), Text::new("专项经费减半", "half the special fund")),
    ];
    both("examples", |words| examples(&list, words, Paint::Plain));
}

/// Problems in a file of this text.
fn problems(text: &str) -> Diagnostics {
    let mut problems = fixtures::problems();
    problems.texts.insert("plan.toml".into(), text.into());
    problems
}

#[test]
fn problems_with_the_lines_they_stand_in() {
    let long = "x".repeat(140);
    let source = format!("[tier.骨干]\nstok = 3 # {long}\ntitle = \"骨干教师骨干教师\" = 七\n");
    both("problems", |words| diagnostics(&problems(&source), words, Paint::Plain));
    both("warnings", |words| diagnostics(&fixtures::warnings(), words, Paint::Plain));
    let none = diagnostics(&Diagnostics::new(), &Words::new(Language::English), Paint::Plain);
    assert_eq!(none, "");
}

#[test]
fn a_place_beyond_the_text_is_no_disaster() {
    let words = Words::new(Language::English);
    for source in ["", "\n", "a\nb", "a\nb\nc\t\n"] {
        let text = diagnostics(&problems(source), &words, Paint::Plain);
        assert!(text.contains("plan.toml:2:1"));
    }
}

fn listed(name: &str, state: State) -> Listed {
    Listed {
        name: name.to_owned(),
        run: format!("output/{name}"),
        state,
        scenario: Some("xiqing-2021".to_owned()),
        title: Some(Text::new("西青区教育人才计划", "Xiqing education-talent plan")),
        started: Some("2026-08-22T09:30:00Z".to_owned()),
        replicates: Some(10_000),
        seed: Some(20_210_427),
        joint: Some(0.4321),
        bytes: 8_512_345,
        tidui: Some("0.1.0".to_owned()),
        reported: None,
    }
}

#[test]
fn runs_of_every_state() {
    let damaged = Listed {
        scenario: None,
        title: None,
        started: None,
        replicates: None,
        seed: None,
        joint: None,
        bytes: 0,
        tidui: None,
        ..listed("lean-00000000", State::Damaged)
    };
    let listing = Listing {
        folder: "output".to_owned(),
        runs: vec![
            Listed {
                reported: Some("2026-08-23T08:00:00Z".to_owned()),
                joint: Some(0.9999),
                ..listed("xiqing-2021-ab12cd34-2", State::Whole)
            },
            Listed {
                seed: Some(u64::MAX),
                replicates: Some(1_000_000_000),
                bytes: 1_654_000_000,
                ..listed("a-scenario-with-a-very-long-name-that-goes-on-ab12cd34", State::OtherResults)
            },
            Listed { joint: None, ..listed("lean-ab12cd34", State::Incomplete) },
            Listed { state: State::Newer, name: "lean-00000001".to_owned(), ..damaged.clone() },
            damaged,
        ],
        studies: Vec::new(),
        sweeps: Vec::new(),
        shards: Vec::new(),
        unfinished: 2,
        kept_replicates: None,
    };
    both("runs", |words| runs(&listing, words, Paint::Plain));
    let none = Listing { runs: Vec::new(), unfinished: 0, ..listing };
    both("runs-none", |words| runs(&none, words, Paint::Plain));
}

fn studied(question: &str, state: State, asked: &str) -> ListedStudy {
    ListedStudy {
        name: format!("xiqing-2021-{question}-ab12cd34"),
        run: format!("output/xiqing-2021-{question}-ab12cd34"),
        state,
        question: Some(question.to_owned()),
        asked: asked.split_whitespace().map(str::to_owned).collect(),
        scenarios: vec![ListedScenario {
            id: "xiqing-2021".to_owned(),
            title: Text::new("西青区教育人才计划", "Xiqing education-talent plan"),
        }],
        started: Some("2026-08-22T09:30:00Z".to_owned()),
        replicates: Some(2_000),
        precision: None,
        seed: Some(20_210_427),
        bytes: 612_345,
        tidui: Some("0.1.0".to_owned()),
    }
}

#[test]
fn studies_of_every_question_and_state() {
    let lean =
        ListedScenario { id: "lean".to_owned(), title: Text::new("专项经费减半", "Half the special fund") };
    let mut compare = studied("compare", State::Whole, "");
    compare.scenarios.push(lean);
    let unreadable = ListedStudy {
        question: None,
        scenarios: Vec::new(),
        started: None,
        replicates: None,
        seed: None,
        bytes: 0,
        tidui: None,
        ..studied("marginal", State::Damaged, "")
    };
    let listing = Listing {
        folder: "output".to_owned(),
        runs: vec![listed("xiqing-2021-ab12cd34", State::Whole)],
        studies: vec![
            compare,
            ListedStudy {
                replicates: None,
                precision: Some(0.025),
                ..studied("frontier", State::Whole, "--vary special=0.5..2 --points 21")
            },
            studied("require", State::OtherResults, "--lever education --target teachers --confidence 0.8"),
            studied("marginal", State::Incomplete, "--yuan 100000"),
            studied("allocate", State::Whole, "--total 40000000 --aim count --evaluations 120"),
            studied("foresee", State::Newer, "--by-year"),
            ListedStudy { name: "lean-marginal-00000001".to_owned(), ..unreadable },
        ],
        sweeps: Vec::new(),
        shards: Vec::new(),
        unfinished: 1,
        kept_replicates: Some(KeptReplicates { folder: "output/.replicates".to_owned(), bytes: 123_456_789 }),
    };
    both("studies", |words| runs(&listing, words, Paint::Plain));
}

/// Sweeps in every state, and shards of which some, all or the merged folder are there.
#[test]
fn sweeps_and_shards() {
    let swept = |name: &str, state: State, refused: u64| ListedSweep {
        name: format!("{name}-sweep-ab12cd34"),
        run: format!("output/{name}-sweep-ab12cd34"),
        state,
        rows: Some(840_000),
        refused: Some(refused),
        left_out: Some(1),
        tables: vec!["targets".to_owned(), "joint".to_owned()],
        started: Some("2026-08-22T09:30:00Z".to_owned()),
        bytes: 83_000_000,
        tidui: Some("0.1.0".to_owned()),
    };
    let unreadable = ListedSweep {
        rows: None,
        refused: None,
        left_out: None,
        tables: Vec::new(),
        started: None,
        bytes: 0,
        tidui: None,
        ..swept("broken", State::Damaged, 0)
    };
    let shards = |whole: &str, round: u64, there: u64, merged: bool| ListedShards {
        whole: whole.to_owned(),
        folder: format!("output/{whole}.shards"),
        round,
        there,
        of: 1_000,
        merged,
    };
    let listing = Listing {
        folder: "output".to_owned(),
        runs: Vec::new(),
        studies: Vec::new(),
        sweeps: vec![
            swept("counties", State::Whole, 12),
            swept("older", State::OtherResults, 0),
            swept("cut", State::Incomplete, 0),
            swept("ahead", State::Newer, 0),
            unreadable,
        ],
        shards: vec![
            shards("counties-sweep-ab12cd34", 1, 1_000, true),
            shards("lean-12345678", 1, 1_000, false),
            shards("lean-sensitivity-12345678", 3, 998, false),
        ],
        unfinished: 0,
        kept_replicates: None,
    };
    both("sweeps", |words| runs(&listing, words, Paint::Plain));
}

fn compared(file: &str, outcome: FileOutcome, numbers: bool) -> Compared {
    Compared { file: file.to_owned(), outcome, numbers, table: None, value: None }
}

fn unvouched(file: &str, parts: &[&str]) -> Unvouched {
    Unvouched { file: file.to_owned(), parts: parts.iter().map(|part| (*part).to_owned()).collect() }
}

#[test]
fn a_run_that_is_verified_and_one_that_is_not() {
    let simulated = Again::Simulated {
        replicates: 10_000,
        seed: 7,
        written_by: "0.1.0 (1a2b3c4)".to_owned(),
        verified_by: "0.2.0 (5d6e7f8)".to_owned(),
    };
    let same = ["charts/money.zh.png", "charts/money.zh.svg", "tables/money.csv", "results.json"];
    let same: Vec<Compared> = same.into_iter().map(|file| compared(file, FileOutcome::Same, true)).collect();
    let sound = Verified {
        run: "output/xiqing-2021-ab12cd34".to_owned(),
        kind: Kind::Run,
        verdict: Verdict::Same,
        listed: 4,
        damage: Vec::new(),
        again: simulated.clone(),
        files: same.clone(),
        fields: Vec::new(),
        unvouched: vec![unvouched("manifest.json", &["tidui", "commit", "started"])],
    };
    both("verify-same", |words| verify(&sound, words, Paint::Plain));
    let words_differ = Verified {
        verdict: Verdict::SameNumbers,
        files: same
            .iter()
            .cloned()
            .chain([
                compared("charts/shortfall.zh.png", FileOutcome::Unvouched, false),
                compared("report.zh.html", FileOutcome::Unvouched, true),
                compared("report.zh.txt", FileOutcome::Unvouched, true),
            ])
            .collect(),
        ..sound.clone()
    };
    both("verify-same-numbers", |words| verify(&words_differ, words, Paint::Plain));
    let first = crate::tables::Cell {
        row: vec![("line".to_owned(), "training".to_owned()), ("fiscal_year".to_owned(), "2022".to_owned())],
        column: "p50".to_owned(),
        then: "1200000".to_owned(),
        now: "1250000".to_owned(),
    };
    let table = Difference { rows: 1, cells: 3, only_then: 2, only_now: 1, first: Some(first) };
    let value = Value {
        path: "results.targets[0].probability.estimate".to_owned(),
        then: "0.5".to_owned(),
        now: "0.4321".to_owned(),
    };
    let damaged = |file: &str, kind| Damaged { file: file.to_owned(), kind };
    let different = Verified {
        verdict: Verdict::Different,
        damage: vec![
            damaged("notes.txt", DamageKind::Extra),
            damaged("tables/funds.csv", DamageKind::Missing),
            damaged("tables/money.csv", DamageKind::Altered),
        ],
        again: simulated,
        fields: vec![Value {
            path: "title.en".to_owned(),
            then: "\"Plan\"".to_owned(),
            now: "\"The plan\"".to_owned(),
        }],
        files: vec![
            compared("charts/money.zh.svg", FileOutcome::Unwritten, true),
            compared("report.zh.html", FileOutcome::New, true),
            Compared { value: Some(value), ..compared("results.json", FileOutcome::Different, true) },
            compared("tables/funds.csv", FileOutcome::Gone, true),
            Compared { table: Some(table), ..compared("tables/money.csv", FileOutcome::Different, true) },
        ],
        ..sound.clone()
    };
    both("verify-different", |words| verify(&different, words, Paint::Plain));
    for (name, again) in [
        ("verify-files-only", Again::NotAsked),
        ("verify-left-out", Again::LeftOut { file: "people.csv".to_owned() }),
        ("verify-altered", Again::Altered { file: "scenario/scenario.toml".to_owned() }),
        ("verify-other-results", Again::OtherResults { version: "0.0.9".to_owned() }),
    ] {
        let verdict = if matches!(again, Again::NotAsked | Again::LeftOut { .. }) {
            Verdict::AsListed
        } else {
            Verdict::Different
        };
        let one = Verified { verdict, again, files: Vec::new(), ..sound.clone() };
        both(name, |words| verify(&one, words, Paint::Plain));
    }
    let study = Verified {
        kind: Kind::Study,
        run: "output/xiqing-2021-require-ab12cd34".to_owned(),
        verdict: Verdict::Different,
        again: Again::NotUnderstood { word: "--by-moonlight".to_owned(), version: "0.9.0".to_owned() },
        files: Vec::new(),
        ..sound.clone()
    };
    both("verify-not-understood", |words| verify(&study, words, Paint::Plain));
    let asked = Verified { verdict: Verdict::Same, again: sound.again, files: sound.files, ..study };
    both("verify-study", |words| verify(&asked, words, Paint::Plain));
}
