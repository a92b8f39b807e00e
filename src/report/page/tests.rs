//! The report's words for contrasting outcomes, and what must hold of every page.

use std::fmt::Write as _;

use super::*;
use crate::report::brief::{Enclosed, brief};
use crate::report::fixtures;
use crate::summary::{LimitShare, Probability};

/// A change to the fixture's scenario and results.
type Case = (&'static str, fn(&mut Scenario, &mut Results));

/// The report of a run behind its brief.
fn report(scenario: &Scenario, results: &Results, language: Language) -> String {
    let words = Words::new(language);
    let brief = brief(scenario, results, &about(), Enclosed::default(), &words);
    page(&view::run(scenario, results, &words), (scenario, results), &about(), &brief, &words).unwrap()
}

fn always(of: u64) -> Probability {
    Probability { count: of, of, estimate: 1.0, low: 0.9962, high: 1.0 }
}

fn never(of: u64) -> Probability {
    Probability { count: 0, of, estimate: 0.0, low: 0.0, high: 0.0038 }
}

fn keep_targets(scenario: &mut Scenario, results: &mut Results, count: usize) {
    scenario.targets.truncate(count);
    results.targets.retain(|result| result.target.index() < count);
    results.limits.retain(|share| share.target.index() < count);
    results.influence.retain(|one| one.target.index() < count);
}

const CASES: [Case; 14] = [
    ("in between", |_, _| {}),
    ("certain", |_, results| {
        for result in &mut results.targets {
            result.probability = always(1000);
            result.shortfall = 0.0;
        }
        results.joint = always(1000);
        results.limits.clear();
    }),
    ("impossible", |_, results| {
        for result in &mut results.targets {
            result.probability = never(1000);
        }
        results.joint = never(1000);
    }),
    ("one target only", |scenario, results| keep_targets(scenario, results, 1)),
    ("one target, certain", |scenario, results| {
        keep_targets(scenario, results, 1);
        results.targets[0].probability = always(1000);
        results.limits.clear();
    }),
    ("one target, impossible", |scenario, results| {
        keep_targets(scenario, results, 1);
        results.targets[0].probability = never(1000);
    }),
    ("two targets, one of them joint", |scenario, results| {
        keep_targets(scenario, results, 2);
        scenario.targets[1].joint = false;
    }),
    ("no joint target", |scenario, _| {
        for target in &mut scenario.targets {
            target.joint = false;
        }
    }),
    ("no money at all", |scenario, results| {
        scenario.lines.clear();
        results.cash.clear();
        results.cash_total.clear();
        scenario.funds.clear();
        results.fund_money.clear();
        results.line_money.clear();
        results.total_money.clear();
    }),
    ("money of several funds", |scenario, results| {
        scenario.funds.push(scenario.funds[0].clone());
        let second = results.fund_money.clone().into_iter().map(|mut year| {
            year.fund = crate::scenario::FundId(1);
            year
        });
        results.fund_money.extend(second.collect::<Vec<_>>());
    }),
    ("money that changes from year to year", |_, results| {
        for (index, year) in results.fund_money.iter_mut().enumerate() {
            year.appropriation.mean += 1e6 * index as f64;
        }
    }),
    ("money without limit", |scenario, _| {
        for fund in &mut scenario.funds {
            fund.appropriation = None;
        }
    }),
    ("one limit", |_, results| {
        let shares: Vec<LimitShare> =
            results.limits.iter().take(1).map(|one| LimitShare { share: 1.0, ..*one }).collect();
        results.limits = shares;
    }),
    ("no targets", |scenario, results| keep_targets(scenario, results, 0)),
];

#[test]
fn the_answer_in_words_for_contrasting_outcomes() {
    for language in Language::ALL {
        let words = Words::new(language);
        let mut text = String::new();
        for (name, change) in CASES {
            let mut scenario = fixtures::scenario();
            let mut results = fixtures::results(&scenario);
            change(&mut scenario, &mut results);
            // Most cases are about the targets: the money is said once.
            if !name.contains("money") && name != "in between" {
                scenario.lines.clear();
                results.line_money.clear();
            }
            let _ = writeln!(text, "{name}");
            for sentence in view::run(&scenario, &results, &words).sentences {
                let _ = writeln!(text, "    {sentence}");
            }
        }
        let bare = fixtures::bare();
        let _ = writeln!(text, "a textbook system");
        for sentence in view::run(&bare, &fixtures::results(&bare), &words).sentences {
            let _ = writeln!(text, "    {sentence}");
        }
        insta::assert_snapshot!(format!("answer-{}", language.code()), text);
    }
}

fn about() -> About {
    About {
        run: "example-0c8d7e12".to_owned(),
        version: "0.1.0".to_owned(),
        commit: "unknown".to_owned(),
        results_version: 1,
        command: None,
        precision: None,
        beside: None,
    }
}

/// What a reader sees: no markup, no pictures, one line for each piece of text.
fn readable(html: &str) -> String {
    let body = html.split_once("<body>").map_or(html, |(_, body)| body);
    let body = body.split_once("<script>").map_or(body, |(body, _)| body);
    let mut text = String::new();
    let (mut inside, mut picture) = (false, false);
    for part in body.split_inclusive(['<', '>']) {
        if inside {
            picture = (picture || part.starts_with("svg")) && !part.starts_with("/svg");
        } else if !picture {
            let words = part.trim_end_matches('<').trim();
            if !words.is_empty() {
                text.push_str(words);
                text.push('\n');
            }
        }
        inside = part.ends_with('<');
    }
    text
}

#[test]
fn the_words_of_the_report() {
    for language in Language::ALL {
        let scenario = fixtures::scenario();
        let html = report(&scenario, &fixtures::results(&scenario), language);
        insta::assert_snapshot!(format!("page-{}", language.code()), readable(&html));
    }
}

#[test]
fn every_page_stands_alone_and_is_complete() {
    for (name, change) in CASES {
        for language in Language::ALL {
            let mut scenario = fixtures::scenario();
            let mut results = fixtures::results(&scenario);
            change(&mut scenario, &mut results);
            let html = report(&scenario, &results, language);
            for needless in ["src=", "@import", "url(", "<link", "NaN", "{{", "%}"] {
                assert!(!html.contains(needless), "{name}: {needless}");
            }
            let outside = html.replace("http://www.w3.org/2000/svg", "");
            assert!(!outside.contains("http://") && !outside.contains("https://"), "{name}");
            let count = |what: &str| html.matches(what).count();
            assert_eq!(count("<svg xmlns"), count("<title>") - 1, "{name}: every chart has a title");
            assert_eq!(count("<svg xmlns"), count("<desc>"), "{name}: every chart has a text");
            let widths = [count("<svg xmlns"), 2 * count("/svg\" width=\"800\""), 2 * count("/svg\" width=\"560\"")];
            assert!(
                widths.iter().all(|one| *one == widths[0]),
                "{name}: every chart is there in both widths: {widths:?}"
            );
            assert_eq!(count("<table"), count("<caption>"), "{name}: every table has a caption");
            for chapter in html.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
                assert_eq!(count(&format!("id=\"{chapter}\"")), 1, "{name}: {chapter}");
            }
        }
    }
}

#[test]
fn a_textbook_system_leaves_chapters_out() {
    let scenario = fixtures::bare();
    let results = fixtures::results(&scenario);
    let html = report(&scenario, &results, Language::English);
    for absent in ["targets", "money", "schools", "limits"] {
        assert!(!html.contains(&format!("id=\"{absent}\"")), "{absent}");
    }
    for present in ["answer", "path", "certainty", "method"] {
        assert!(html.contains(&format!("id=\"{present}\"")), "{present}");
    }
}

#[test]
fn what_a_scenario_says_cannot_become_markup() {
    let mut scenario = fixtures::scenario();
    scenario.title = crate::words::Text::same("a <b> & \"c\"");
    let results = fixtures::results(&scenario);
    let html = report(&scenario, &results, Language::English);
    assert!(html.contains("a &lt;b&gt; &amp;") && !html.contains("a <b>"));
}

/// What a page of A4 holds below each other, in pixels of a chart that is as wide as the page.
const TALL: f64 = 751.0 / 516.0 * super::PRINTED as f64;

#[test]
fn charts_of_as_much_as_they_hold_fit_on_a_printed_page() {
    use crate::report::charts::{Chart, FanChart, Heading, MOST_PATHS, MOST_SHORT, PathsChart};
    use crate::report::charts::{WaterfallChart, WaterfallRow, WaterfallStep};
    use crate::summary::Limit;

    let heading = |title: &str| Heading {
        title: title.repeat(2),
        subtitle: "A plan with a long name; 10,000 replicates".to_owned(),
        footnote: "Source: a scenario with a long name, its digest, its seed, and how much of it is assumed. "
            .repeat(2),
        ..Heading::default()
    };
    let title = "60 urgently needed talents in post at the end of 2022";
    let steps = Limit::ALL.map(|limit| WaterfallStep { limit, amount: 1.0 }).to_vec();
    let row = WaterfallRow { label: title.to_owned(), achieved: 50.0, bound: 60.0, steps, decimals: 1 };
    let short = WaterfallChart {
        heading: heading(title),
        rows: vec![row; MOST_SHORT],
        limit_labels: Limit::ALL.map(|limit| (limit, "what a limit is called".to_owned())).to_vec(),
        ..WaterfallChart::default()
    };
    let values = vec![1.0, 2.0];
    let fan = FanChart {
        label: title.to_owned(),
        months: vec!["2021-05".to_owned(), "2021-06".to_owned()],
        p5: values.clone(),
        p10: values.clone(),
        p25: values.clone(),
        p50: values.clone(),
        p75: values.clone(),
        p90: values.clone(),
        p95: values,
        ..FanChart::default()
    };
    let paths = PathsChart { heading: heading(title), fans: vec![fan; MOST_PATHS] };
    for chart in [Chart::Shortfall(short), Chart::Paths(paths)] {
        let sheet = Sheet { language: Language::English, width: super::PRINTED };
        let svg = charts::draw_svg(&chart, sheet).unwrap();
        let (_, rest) = svg.split_once("height=\"").unwrap();
        let tall: f64 = rest.split_once('"').unwrap().0.parse().unwrap();
        assert!(tall <= TALL, "{tall} of {TALL}");
    }
}
