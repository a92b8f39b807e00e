//! Every kind of chart is whole and tidy in both languages, and says what it shows.

use std::collections::BTreeSet;

use super::samples::{fan, forest, lines, money, pair, probabilities, samples, shortfall};
use super::seen::{assert_tidy, assert_well_formed};
use super::*;

#[test]
fn samples_are_tidy_and_well_formed() {
    for (name, language, chart) in samples() {
        for width in WIDTHS {
            let name = format!("{name}-{width}");
            let svg = draw_svg(&chart, Sheet { language, width }).unwrap();
            assert_well_formed(&name, &svg);
            let texts = assert_tidy(&name, &svg, language);
            assert!(texts.len() > 5, "{name}: {texts:?}");
            let root = format!("lang=\"{}\" stroke-linejoin=\"round\"", language.code());
            assert!(svg.starts_with(&format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\"")));
            assert!(svg.contains(&root) && svg.contains("role=\"img\""), "{name}");
            let heading = chart.heading();
            let title = format!("<title>{}</title>\n<desc>{}</desc>", heading.title, heading.description);
            assert!(svg.contains(&title.replace('&', "&amp;")), "{name}");
            let every: String = svg.chars().collect::<BTreeSet<char>>().into_iter().collect();
            assert_eq!(missing_glyphs(&every), [], "{name}");
            keep(&name, "svg", svg.as_bytes());
            if std::env::var_os("TIDUI_CHARTS").is_some() {
                keep(&name, "png", &draw_png(&svg).unwrap());
            }
        }
    }
}

#[test]
fn labels_stand_in_the_svg() {
    let svg = drawn(&Chart::Fan(fan(true)));
    for label in ["人\n", "2021-05", "2022", "2025-12", "规划目标 650", "中位数", "P90", "九成区间（P5–P95）"]
    {
        assert!(svg.contains(label), "{label}");
    }
    let svg = drawn(&Chart::Probabilities(probabilities(false, 13)));
    for label in ["Backbone teachers", "38%", "99%", "100%", "80%: fairly safe"] {
        assert!(svg.contains(label), "{label}");
    }
    let svg = drawn(&Chart::Money(money(true)));
    for label in ["1,240", "万元", "预算批复", "—", "2025 年"] {
        assert!(svg.contains(label), "{label}");
    }
    let svg = drawn(&Chart::Shortfall(shortfall(true, 12)));
    for label in ["没有短缺", "经费不足", "17%", "1,488 / 2,400"] {
        assert!(svg.contains(label), "{label}");
    }
    for series in [4, 16] {
        let svg = drawn(&Chart::Lines(lines(false, series)));
        for label in ["The plan 1,150", "What is proposed 1,230", "Money a year (10,000 yuan)", "80%: fairly safe"] {
            assert!(svg.contains(label), "{label}");
        }
    }
    let svg = drawn(&Chart::Forest(forest(true, 6)));
    for label in ["+6.4", "−2.3", "与零无法区分", "百分点"] {
        assert!(svg.contains(label), "{label}");
    }
    let svg = drawn(&Chart::Pair(pair(true, 6)));
    for label in ["312 → 410", "1,240 → 980", "建议方案", "万元"] {
        assert!(svg.contains(label), "{label}");
    }
}
